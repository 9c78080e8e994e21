"""Command line: events, told for a reader and as rows."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result

from standoff.answers import Counts, EventRow, Party, Telling
from standoff.cli import build, happened, main
from standoff.model import Date, DateBasis, EventType, Factuality, Harm, Size
from standoff.table import Table

DAY = Date(value="2017-03-04", low="2017-03-04", high="2017-03-04", basis=DateBasis.STATED)
KILLED = Size(harm=Harm.DEAD, low=3, best=3, high=None, start=0, end=4)
GUARD = Party(actor="a1", name="Amber Guard", country="TES", sectors=("GOV", "MIL"), reason="known",
              written=("the guard",))
CORVO = Party(actor="", name="people of Corvo", country="", sectors=(), reason="no actor", written=("people of Corvo",))


def row(**changed: object) -> EventRow:
    """An event by hand."""
    told = Telling(event="h" + "1" * 16, report="r1", outlets=("Straits News",), published="2017-03-05",
                   quote="the guard shelled people of Corvo, killing three or more", voice="the reporter", date=DAY,
                   sizes=(KILLED,), factuality=(Factuality.ACTUAL,), articles=2)
    return EventRow(**{**{
        "key": "h" + "1" * 16, "events": ("h" + "1" * 16,), "type": EventType.ASSAULT, "modes": ("heavy-weapons",),
        "contexts": ("military",), "quad": 4, "score": -9.0, "actors": (GUARD,), "recipients": (CORVO,), "date": DAY,
        "date_precision": 1, "place": "Own", "country": "IRQ", "latitude": 36.0, "longitude": 43.25,
        "place_precision": 1, "factuality": (Factuality.ACTUAL,), "voices": ("the reporter",), "denied_by": (),
        "tellings": (told,), "conflicts": (), "articles": 2, "families": 1, "reports": 1, "independent": 1,
        "dependence": (), "first": "2017-03-05", "last": "2017-03-05"}, **changed})


class Held:
    """What a record answers, written by hand; what it was asked is in `asked`."""

    def __init__(self) -> None:
        self.asked: dict[str, object] = {}

    def events(self, limit: int | None = None, **asked: object) -> Table:
        self.asked = asked
        bare = row(key="h" + "2" * 16, modes=(), actors=(), recipients=(), place="", country="", latitude=None,
                   longitude=None, place_precision=None)
        some = [] if asked.get("words") == "nothing" else [row(), bare]
        return Table(some[:limit], len(some) - len(some[:limit]))

    def sentences(self, *keys: str) -> dict[str, str]:
        return {keys[0]: "At dawn the guard shelled people of Corvo, killing three or more, and left."} if keys else {}


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    record = Held()

    @contextmanager
    def opened(db: str, *, write: bool = False):  # type: ignore[no-untyped-def]
        yield record

    monkeypatch.setattr(happened, "opened", opened)
    return record


def invoke(*args: str, ok: int = 0) -> Result:
    done = CliRunner().invoke(main, ["events", *args], env={"COLUMNS": "100"})
    assert done.exit_code == ok, done.output
    return done


def test_an_event_is_told_with_codes_day_place_words_and_counts(held: Held) -> None:
    told = invoke().output
    for part in ("ASSAULT (heavy-weapons)  Amber Guard [TES GOV MIL] → people of Corvo",
                 "2017-03-04 (stated), precision 1 · Own, IRQ (precision 1) · 3 or more dead",
                 "“At dawn »the guard shelled people of Corvo, killing three or more«, and left.”",
                 "actual, in the words of the reporter · Straits News",
                 "articles 2 · families 1 · reports 1 · independent 1", "ASSAULT  nobody told"):
        assert part in told, told
    assert "h11111111" in told


def test_only_so_many_are_asked_for_and_the_rest_is_counted(held: Held) -> None:
    assert "and 1 more: --limit 2" in invoke("--limit", "1").output
    assert "more" not in invoke("--limit", "2").output.splitlines()[-1]


def test_what_is_asked_reaches_the_record(held: Held) -> None:
    invoke("harbour", "gate", "--between", "USA", "IRN", "--type", "assault", "--country", "IRQ", "--since",
           "2017-03-01", "--factuality", "future", "--actor", "Amber", "--place", "Own", "--foremost")
    assert (held.asked["place"], held.asked["foremost"]) == ("Own", True)
    assert held.asked["words"] == "harbour gate" and held.asked["between"] == ("USA", "IRN")
    assert (held.asked["type"], held.asked["country"], held.asked["since"], held.asked["until"]) == (
        "ASSAULT", "IRQ", "2017-03-01", "")
    assert (held.asked["factuality"], held.asked["actor"], held.asked["recipient"]) == ("future", "Amber", None)


def test_a_year_or_month_stands_for_its_first_day_and_until_for_its_last(held: Held) -> None:
    invoke("--since", "2019", "--until", "2020-02")
    assert (held.asked["since"], held.asked["until"]) == ("2019-01-01", "2020-02-29")
    assert "2017-03-20" in invoke("--since", "May", ok=2).output


def test_rows_are_given_as_json_and_csv(held: Held) -> None:
    one, other = json.loads(invoke("--json").output)
    assert (one["type"], one["modes"], one["quad"], one["score"]) == ("ASSAULT", "heavy-weapons", 4, -9.0)
    assert (one["actor_codes"], one["recipient_names"], one["sizes"]) == (
        "TES GOV MIL", "people of Corvo", "3 or more dead")
    assert (one["latitude"], other["latitude"], other["place"]) == (36.0, None, None)
    assert [line["event"] for line in csv.DictReader(invoke("--csv", "--limit", "1").output.splitlines())] == [
        "h" + "1" * 16]


def test_nothing_found_says_so_and_a_wrong_word_lists_the_right(held: Held) -> None:
    assert "No such event." in invoke("nothing").output
    assert "ASSAULT" in invoke("--type", "war", ok=2).output
    assert "hypothetical" in invoke("--factuality", "maybe", ok=2).output
    assert "Example" in invoke("--help").output


def test_the_story_of_a_run_counts_events_by_quad(capsys: pytest.CaptureFixture[str]) -> None:
    build._tell_done(Held())  # type: ignore[arg-type]
    assert "2 events told as done (2 material conflict): standoff events" in " ".join(capsys.readouterr().out.split())
    assert Counts.__dataclass_fields__["events"].default == 0


@pytest.mark.parametrize(("low", "best", "high", "told"), [
    (39, 39, 39, "39 dead"), (39, 39, None, "39 or more dead"), (None, None, 20, "20 or fewer dead"),
    (2, None, 4, "2 to 4 dead"), (None, 1400, None, "about 1400 dead")])
def test_a_size_is_told_in_words(low: int | None, best: int | None, high: int | None, told: str) -> None:
    from standoff.export import words

    assert words.size(Size(harm=Harm.DEAD, low=low, best=best, high=high, start=0, end=1)) == told
