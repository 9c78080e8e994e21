"""Command line: dyads, courses and coverage, told for a reader and as rows."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result
from test_measures import CARRIED, PAPERS, STORY, drawn, dyad, is_

from standoff import measures
from standoff.answers import DyadRow
from standoff.cli import main, measured
from standoff.table import Table


class Held:
    """What a record answers, written by hand; what it was asked is in `asked`."""

    def __init__(self) -> None:
        self.asked: dict[str, object] = {}
        self.rows = STORY

    def dyad(self, a: str, b: str, **asked: str) -> Table:
        self.asked = {"sides": (a, b), **asked}
        return Table(dyad(self.rows if a != "nobody" else [], **asked))

    def dyads(self, limit: int) -> Table[DyadRow]:
        return Table([DyadRow(a="AAA", b="CCC", a_name="AAA", b_name="CCC", events=7, independent=9, score=-2.0,
                              first="2017-01-01", last="2017-06-01")][:limit])

    def course(self, actor: str, **asked: str) -> Table:
        self.asked = {"actor": actor, **asked}
        return Table(measures.course(self.rows, actor, is_("CCC" if actor == "CCC" else "AAA"),
                                     measures.Frame(**asked)))  # type: ignore[arg-type]

    def coverage(self, **asked: object) -> Table:
        self.asked = asked
        return Table(measures.coverage([] if asked["type"] == "AID" else CARRIED, PAPERS))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    record = Held()

    @contextmanager
    def opened(db: str, *, write: bool = False):  # type: ignore[no-untyped-def]
        yield record

    monkeypatch.setattr(measured, "opened", opened)
    return record


def invoke(*args: str, ok: int = 0) -> Result:
    done = CliRunner().invoke(main, [*args], env={"COLUMNS": "100"})
    assert done.exit_code == ok, done.output
    return done


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_a_dyad_is_a_line_a_month_with_a_bar_and_says_what_it_leaves_out(held: Held) -> None:
    told = squeezed(invoke("dyad", "AAA", "BBB").output)
    assert told[0] == "AAA and BBB, by month, in reports; cooperation and conflict are verbal + material"
    assert "2017-01 4 0 4 0 + 0 3 + 1 -3.0 3.0 ▐█│" in told
    assert "2017-02 0 0 0 │" in told
    assert "2017-03 0 1 2 2 + 0 0 + 0 +3.0 2.0 │█▌" in told
    assert "Too little to tell a change: 6 reports in 2 months with events, of at least 20 in 6." in told
    assert "Left out: 2 events (no date as exact as a month)." in told
    assert told[-1] == "All of them: standoff events --between AAA BBB"


def test_what_is_asked_reaches_the_record(held: Held) -> None:
    invoke("dyad", "AAA", "BBB", "--by", "week", "--unit", "independent", "--since", "2017-01-01")
    assert held.asked == {"sides": ("AAA", "BBB"), "by": "week", "unit": "independent", "since": "2017-01-01",
                          "until": ""}
    invoke("coverage", "--between", "AAA", "BBB", "--type", "assault", "--country", "IRQ", "--until", "2017-05-01")
    assert (held.asked["between"], held.asked["type"], held.asked["country"], held.asked["until"]) == (
        ("AAA", "BBB"), "ASSAULT", "IRQ", "2017-05-01")
    assert "week" in invoke("dyad", "AAA", "BBB", "--by", "year", ok=2).output


def test_a_change_is_a_sentence_with_its_interval_and_how_sure_it_is(held: Held) -> None:
    import numpy as np

    held.rows = drawn(np.random.default_rng(7), 36, 4, turn=20, by=.3)
    told = invoke("dyad", "AAA", "BBB").output
    assert "Escalation from about 2011-09-01 (it began between 2011-" in told and "with 90 in 100)" in told
    assert told.count("Escalation") == 1 and "Too little" not in told      # what both have is not told again of one


def test_many_empty_periods_are_one_line(held: Held) -> None:
    told = squeezed(invoke("dyad", "AAA", "BBB", "--by", "day").output)
    assert "… 16 days without" in told and "2017-01-20 3 0 3 0 + 0 3 + 0 -1.0 ▐│" in told


def test_a_course_tells_what_one_does_and_what_is_done_to_it(held: Held) -> None:
    told = invoke("course", "AAA").output
    assert "What AAA does, by month, in reports" in told and "What is done to AAA, by month, in reports" in told
    assert "standoff events --actor AAA" in told and "standoff events --recipient AAA" in told
    assert "What CCC does: nothing is told as done." in invoke("course", "CCC").output


def test_nothing_between_two_says_so(held: Held) -> None:
    assert invoke("dyad", "nobody", "BBB").output == (
        "Nothing is told as done between nobody and BBB.\nThe record has most events between AAA and CCC (7).\n")
    assert "No outlet tells such an event." in invoke("coverage", "--type", "aid").output


def test_series_are_rows_in_json_and_csv(held: Held) -> None:
    rows = json.loads(invoke("dyad", "AAA", "BBB", "--json").output)
    assert [(one["actor"], one["recipient"], one["both"], one["since"], one["count"]) for one in rows] == [
        ("AAA", "BBB", 0, "2017-01-01", 4), ("BBB", "AAA", 0, "2017-03-01", 1), ("AAA", "BBB", 1, "2017-01-01", 4),
        ("AAA", "BBB", 1, "2017-02-01", 0), ("AAA", "BBB", 1, "2017-03-01", 2)]
    lines = [*csv.DictReader(invoke("course", "AAA", "--csv").output.splitlines())]
    assert lines[0]["events"] == "h1 | h2" and lines[0]["score"] == "-3.0"


def test_coverage_is_a_line_an_outlet_and_names_the_silent(held: Held) -> None:
    told = squeezed(invoke("coverage").output)
    assert "Harbour Post 2 67 % 1 3 0 + 1 0 + 1 -2.5 +0.0" in told
    assert "Published, and tell none of them: Old Almanac, Silent Gazette." in told
    assert any(line.startswith("and 1 more") for line in squeezed(invoke("coverage", "--limit", "1").output))


def test_the_matrix_of_coverage_is_rows_of_events(held: Held) -> None:
    first, *_ = csv.DictReader(invoke("coverage", "--matrix", "--csv").output.splitlines())
    assert first == {"event": "h1", "Harbour Post": "2", "Straits News": "1", "Silent Gazette": "0",
                     "Old Almanac": "0"}
    assert "h3 1 0 0 0" in squeezed(invoke("coverage", "--matrix").output)
