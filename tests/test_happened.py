"""Rows of events: sides with PLOVER's codes on the day, places and dates with their precision, and which are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stand_ins
from builder import STAGES

from standoff import pipeline, settings
from standoff.api import Record, open_record
from standoff.cli.happened import party
from standoff.errors import UnknownKey
from standoff.model import Context, Date, DateBasis, Event, EventType, Factuality, Harm, Size
from standoff.record import happened, keys

VERSION = "1"
MINE = tuple(replace(stage, function="test_happened:" + stage.name) if stage.name in ("reports", "events") else
             replace(stage, function="standoff.events.recounts:compare") if stage.name == "recounts" else stage
             for stage in STAGES)
STORY = {
    "a.txt": "2017-03-05\n\nAmber shelled Corvo in Own on 2017-03-04. Corvo shelled Amber in 2016.",
    "b.txt": "2017-03-09\n\nBoris said Amber shelled Corvo. Amber never shelled Tessel. Amber will shell Corvo.",
    "c.txt": "2018-01-01\n\nAmber met Corvo in Own. Somebody else stayed away from Boris.",
}
KNOWN = """
- {key: TES.amber, type: organisation, name: Amber, country: TES, sectors: [MIL]}
- {key: COR.corvo, type: organisation, name: Corvo, country: COR, sectors: [REB]}
"""
DEAD: dict[str, int] = {}
DEED = r"(\w+) (never shelled|will shell|shelled|met) (\w+)(?: in (Own))?(?: (?:on|in) (\d{4}[-\d]*))?"


def reports(*args):  # type: ignore[no-untyped-def]
    """The stand-in's report, published on the day that is its title."""
    made = stand_ins.assemble(*args)
    return replace(made, published=Date(value=made.title, low=made.title, high=made.title, basis=DateBasis.STATED))


def events(report, analysis, mentions, statements):  # type: ignore[no-untyped-def]
    """Who shelled or met whom; in a statement it is somebody's word."""
    at = {one.start: one for one in mentions}
    made = []
    for match in stand_ins.re.finditer(DEED, report.text):
        said = next((one for one in statements if any(a <= match.start() < b for a, b in one.content)), None)
        day = match[5] or ""
        date = Date(value=day, low=(day + "-01-01")[:10], high=(day + "-12-31")[:10], basis=DateBasis.STATED) if day \
            else Date(value=None, high=report.title, basis=DateBasis.RELATIVE)
        dead = DEAD.get(report.title, 3)
        met, how = match[2] == "met", {"never shelled": Factuality.NEGATED, "will shell": Factuality.FUTURE}
        sides = tuple(at[match.start(n)].key for n in (1, 3))
        made.append(Event(
            evidence=stand_ins.text.carry(report, *match.span()), key=f"h{match.start():04}{report.key[1:13]}",
            report=report.key, start=match.start(), end=match.end(), date=date,
            type=EventType.CONSULT if met else EventType.ASSAULT, modes=("visit",) if met else ("aerial",),
            contexts=() if met else (Context(name="military", start=match.start(2), end=match.end(2)),),
            trigger=(match.span(2),), anchor=match.start(2), actors=sides if met else sides[:1],
            recipients=() if met else sides[1:], place=at[match.start(4)].key if match[4] else None,
            sizes=() if met else (Size(harm=Harm.DEAD, low=dead, best=dead, high=dead, start=match.start(2),
                                       end=match.end(2)),),
            factuality=(how.get(match[2], Factuality.ACTUAL), *([Factuality.REPORTED] if said else [])),
            said=said is not None, voice=said.source if said else None, statement=said.key if said else "", score=1,
            origin=stand_ins.BY))
    return tuple(made)


@pytest.fixture
def rec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """Three reports of three days."""
    for function in (pipeline.run, pipeline.decide):
        monkeypatch.setattr(function, "__kwdefaults__", {**function.__kwdefaults__, "stages": MINE})
    monkeypatch.setattr(settings, "bundled", list)
    monkeypatch.setattr(settings, "ours", dict)
    for name, words in STORY.items():
        (tmp_path / name).write_text(words)
    (tmp_path / "mine.yaml").write_text(KNOWN)
    with open_record(tmp_path / "case.db") as rec:
        rec.read(*sorted(tmp_path.glob("*.txt")))
        assert not [stage for stage in rec.run(actors=[tmp_path / "mine.yaml"]).stages if stage.problems]
        yield rec


def quotes(some: object) -> list[str]:
    return [row.tellings[0].quote for row in some]  # type: ignore[attr-defined]


def test_a_row_tells_who_did_what_to_whom_with_codes_day_place_and_sizes(rec: Record) -> None:
    row, = rec.events(place="own", type="ASSAULT")
    assert (row.type, row.modes, row.contexts, row.quad) == (EventType.ASSAULT, ("aerial",), ("military",), 4)
    assert row.score == -9.5 or row.score < -5
    who, whom = row.actors[0], row.recipients[0]
    assert (who.name, who.country, who.sectors, who.written) == ("Amber", "TES", ("MIL",), ("Amber",))
    assert (whom.name, whom.country, whom.actor) == ("Corvo", "COR", rec.actor("Corvo").key) and who.reason
    assert (row.date.value, row.date_precision) == ("2017-03-04", 1)
    assert (row.place, row.country, row.latitude, row.longitude, row.place_precision) == ("Own", "IRQ", 36, 43.25, 1)
    assert (row.articles, row.families, row.reports, row.independent) == (1, 1, 1, 1)
    assert (row.first, row.last, row.voices, row.denied_by) == ("2017-03-05", "2017-03-05", ("the reporter",), ())
    telling, = row.tellings
    assert telling.sizes[0].best == 3 and telling.published == "2017-03-05" and telling.articles == 1
    assert rec.event(row.key[:9]).key == row.key and rec.show(row.key) == rec.event(row.key)
    assert rec.why(row.key).quotes[0].exact == telling.quote and rec.verify().ok
    assert len(list(rec.each_event())) == rec.counts().events == 6


def test_what_nobody_tells_as_done_is_no_row_unless_it_is_asked_for(rec: Record) -> None:
    assert quotes(rec.events()) == ["Corvo shelled Amber in 2016", "Amber shelled Corvo in Own on 2017-03-04",
                                    "Amber shelled Corvo", "Amber met Corvo in Own"]
    first = rec.events(limit=1)
    assert (quotes(first), first.more) == (["Corvo shelled Amber in 2016"], len(rec.events()) - 1)
    row, = rec.events(factuality="negated")
    assert row.tellings[0].quote == "Amber never shelled Tessel" and row.denied_by == ("the reporter",)
    assert quotes(rec.events(factuality=Factuality.FUTURE)) == ["Amber will shell Corvo"]
    reported, = rec.events(factuality="reported")
    assert reported.voices == ("Boris",)


def test_a_place_or_day_that_nobody_tells_is_none(rec: Record) -> None:
    row, = rec.events(factuality="reported")
    assert (row.place, row.country, row.latitude, row.place_precision) == ("", "", None, None)
    assert row.date.value is None and row.date_precision == 5
    year, = rec.events(until="2016-12-31")
    assert (year.date.value, year.date_precision) == ("2016", 5)


@pytest.mark.parametrize(("name", "told"), [("their country", ""), ("the whole region", ""), ("the port", "the port")])
def test_a_place_that_could_be_any_is_none(name: str, told: str) -> None:
    assert happened._somewhere(name) == told


def test_rows_are_asked_for_by_sides_day_words_and_report(rec: Record) -> None:
    assert quotes(rec.events(actor="Corvo")) == ["Corvo shelled Amber in 2016", "Amber met Corvo in Own"]
    assert quotes(rec.events(recipient="COR")) == ["Amber shelled Corvo in Own on 2017-03-04", "Amber shelled Corvo"]
    assert len(rec.events(between=("TES", "Corvo"))) == 4 and not rec.events(between=("TES", "TES"))
    assert quotes(rec.events(between=("Amber", "Tessel"), factuality="negated")) == ["Amber never shelled Tessel"]
    assert quotes(rec.events(mode="visit", country="irq")) == ["Amber met Corvo in Own"]
    assert not rec.events(country="TES")
    assert quotes(rec.events(since="2017-03-04", until="2017-03")) == [
        "Amber shelled Corvo in Own on 2017-03-04", "Amber shelled Corvo"]
    assert quotes(rec.events(words="shell* own")) == ["Amber shelled Corvo in Own on 2017-03-04"]
    assert not rec.events(words="shell")
    report = rec.event(rec.events(mode="visit")[0].key).report
    assert quotes(rec.events(report=report)) == ["Amber met Corvo in Own"]
    with pytest.raises(UnknownKey):
        rec.events(actor="Nobody")


def test_a_correction_is_seen_at_once(rec: Record) -> None:
    assert rec.events(mode="visit")[0].actors[0].name == "Amber"
    rec.rename("Amber", "The Amber Guard", by="Lin")
    assert rec.events(mode="visit")[0].actors[0].name == "The Amber Guard"


def test_tellings_that_are_one_are_one_row_with_their_conflicts_side_by_side(rec: Record, tmp_path: Path) -> None:
    told = {"d": "2017-03-06\n\nBoris said Amber shelled Corvo in Own on 2017-03-04. Many fled on foot.",
            "e": "2017-03-07\n\nAmber never shelled Corvo in Own on 2017-03-04. Nobody fled."}
    for name, words in told.items():
        (tmp_path / f"{name}.txt").write_text(words)
    rec.read(*(tmp_path / f"{name}.txt" for name in told))
    rec.run()
    row, = rec.events(since="2017-03-04", until="2017-03-04", place="Own")
    assert len(rec.recounts()) == 3 and rec.show(keys.recount(rec.recounts()[0])) == rec.recounts()[0]
    assert [one.voice for one in row.tellings] == ["the reporter", "Boris", "the reporter"]
    assert row.events == tuple(one.event for one in row.tellings) and row.key == row.events[0]
    assert (row.factuality, row.voices) == ((Factuality.ACTUAL,), ("the reporter", "Boris"))
    assert row.denied_by == ("the reporter",) and (row.first, row.last) == ("2017-03-05", "2017-03-07")
    assert row.conflicts == ("told as done by a.txt, Boris, denied by e.txt",)
    assert (row.articles, row.families, row.reports, row.independent) == (3, 3, 3, 1)
    assert len(row.dependence) == 3 and all("its outlet is not known" in one for one in row.dependence)
    assert rec.events(factuality="negated", place="Own")[0] == row
    assert "told again in" in rec.why(row.key).reason and rec.verify().ok
    why = rec.why(keys.recount(rec.recounts()[0]))
    assert why.noun == "recount" and "the same place" in why.reason and len(why.quotes) == 2


def test_numbers_that_cannot_both_hold_stand_side_by_side(rec: Record, tmp_path: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d.txt").write_text("2017-03-06\n\nBoris said Amber shelled Corvo in Own on 2017-03-04. So be it.")
    monkeypatch.setitem(DEAD, "2017-03-06", 31)
    rec.read(tmp_path / "d.txt")
    rec.run()
    row, = rec.events(since="2017-03-04", until="2017-03-04", place="Own")
    assert row.conflicts == ("dead: 3 (a.txt) against 31 (Boris)",)


def test_whose_word_it_is_who_did_it_stands_with_the_side(rec: Record) -> None:
    said, = [row for row in rec.events() if row.voices == ("Boris",)]
    own, = rec.events(mode="visit")
    assert said.actors[0].voices == ("Boris",) and party(said.actors[0]).endswith("(according to Boris)")
    assert all(one.voices == () for one in (*said.recipients, *own.actors))
