"""Which events are one in the end: a person's word outranks the machine's, outlives runs, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_happened import KNOWN, MINE

from standoff import pipeline, settings
from standoff.api import Record, open_record
from standoff.cli import main
from standoff.errors import FaultyCorrections, UnknownKey
from standoff.model import Verb
from standoff.record import keys

STORY = {
    "a.txt": "2017-03-05\n\nAmber shelled Corvo in Own on 2017-03-04. Tessel shelled Boris in 2015.",
    "b.txt": "2017-03-05\n\nIn Own on some day Amber shelled Corvo in Own on 2017-03-04.",
    "c.txt": "2017-03-09\n\nAmber shelled Corvo.",
}


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """Three reports; the machine finds that one shelling is told in the first two."""
    for function in (pipeline.run, pipeline.decide):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "stages": MINE})
    monkeypatch.setattr(settings, "bundled", list)
    monkeypatch.setattr(settings, "ours", dict)
    for name, words in STORY.items():
        (tmp_path / name).write_text(words)
    (tmp_path / "mine.yaml").write_text(KNOWN)
    with open_record(tmp_path / "case.db") as rec:
        rec.read(*sorted(tmp_path.glob("*.txt")))
        rec.run(actors=[tmp_path / "mine.yaml"])
        yield rec


def tellings(rec: Record) -> list[int]:
    """How often each event is told."""
    return sorted(len(row.tellings) for row in rec.events())


def key(rec: Record, published: str, words: str = "Amber shelled Corvo") -> str:
    """The event that a report of that day tells in these words, the first by key."""
    return min(one.event for row in rec.events() for one in row.tellings
               if one.published == published and one.quote.startswith(words))


def test_a_person_joins_events_and_takes_it_back(rec: Record) -> None:
    assert tellings(rec) == [1, 1, 2]
    made = rec.merge(key(rec, "2017-03-05"), key(rec, "2017-03-09")[:9], by="Mara", because="the same night")
    assert (made.verb, made.value, [pin.quote for pin in made.pins]) == (
        Verb.JOIN, "ASSAULT ASSAULT", ["shelled", "shelled"])
    assert tellings(rec) == [1, 3] and len(rec.event_row(key(rec, "2017-03-09")).events) == 3
    rec.run(from_stage="events")
    assert tellings(rec) == [1, 3] and not rec.corrected(made)
    rec.undo(keys.correction(made), by="Mara Veen")
    assert tellings(rec) == [1, 1, 2] and not rec.run().changed


def test_who_joins_events_over_a_year_apart_is_told(rec: Record) -> None:
    told = CliRunner().invoke(main, ["merge", key(rec, "2017-03-05"), key(rec, "2017-03-05", "Tessel"), "--by", "Mara",
                                     "--db", str(rec.path)])
    assert not told.exit_code and "over a year apart" in told.stderr and "standoff undo" in told.stderr


def test_a_person_parts_what_the_machine_joins_and_the_later_word_holds(rec: Record) -> None:
    one = key(rec, "2017-03-05")
    made, = rec.split(one, by="Mara")
    assert any("Mara decided that" in line and "is another than" in line for line in rec.retold(one))
    assert made.verb is Verb.PART and len(made.pins) == 2 and tellings(rec) == [1, 1, 1, 1]
    rec.run(from_stage="events")
    assert tellings(rec) == [1, 1, 1, 1]
    other = next(row.key for row in rec.events() if row.first == "2017-03-05" and row.key != one
                 and "Tessel" not in row.tellings[0].quote)
    rec.merge(one, other, by="Bo")
    assert tellings(rec) == [1, 1, 2]


def test_what_is_parted_stays_apart_whatever_else_is_joined(rec: Record) -> None:
    one, late, far = key(rec, "2017-03-05"), key(rec, "2017-03-09"), key(rec, "2017-03-05", "Tessel")
    rec.split(one, far, by="Mara")
    rec.merge(late, far, by="Mara")
    rec.merge(one, late, by="Mara")
    assert sorted(tellings(rec)) in ([1, 3], [2, 2])
    assert rec.event_row(one).key != rec.event_row(far).key


def test_a_decision_rests_where_its_words_tell_no_event_and_is_carried_to_another_record(rec: Record,
                                                                                         tmp_path: Path) -> None:
    rec.merge(key(rec, "2017-03-05"), key(rec, "2017-03-09"), by="Mara")
    assert rec.export_corrections(tmp_path / "ours.jsonl") == 1
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "c.txt").write_text(STORY["c.txt"])
    with open_record(tmp_path / "other.db") as other:
        other.read(tmp_path / "other")
        other.run(actors=[tmp_path / "mine.yaml"])
        assert len(other.import_corrections(tmp_path / "ours.jsonl")) == 1 and tellings(other) == [1]
        problem, = [one for one in other.problems() if one.code == "lost-pin"]
        assert "no event is told there any more" in problem.message


def test_what_cannot_be_decided_says_what_to_do(rec: Record) -> None:
    one = key(rec, "2017-03-09")
    for faulty, told in ((lambda: rec.split(one, by="Mara"), "told once"),
                         (lambda: rec.merge(one, one, by="Mara"), "one already"),
                         (lambda: rec.merge(one, "Amber", by="Mara"), "no event"),
                         (lambda: rec.split(one, one, by="Mara"), "no other than itself")):
        with pytest.raises(FaultyCorrections, match=told):
            faulty()
    with pytest.raises(UnknownKey):
        rec.merge(one, "h" + "0" * 16, by="Mara")


def test_why_tells_the_decision_and_each_number(rec: Record) -> None:
    rec.merge(key(rec, "2017-03-05"), key(rec, "2017-03-09"), by="Mara", because="the same night")
    told = rec.why(key(rec, "2017-03-09")).reason
    for part in ("Mara decided that h", "is one with h", "the same night", "articles 3", "independent"):
        assert part in told, told


def test_tellings_that_name_others_for_it_stand_side_by_side(rec: Record) -> None:
    rec.merge(key(rec, "2017-03-05"), key(rec, "2017-03-05", "Tessel"), by="Mara")
    row = rec.event_row(key(rec, "2017-03-05"))
    told, = [one for one in row.conflicts if "according to" in one]
    assert told.startswith("told as done by ") and "by Amber according to " in told and "b.txt" in told
    assert "Tessel according to a.txt" in told
