"""The listing of events: every row of `happened`, and what rows are asked for by. One of its tellings has to fit."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from standoff.answers import DyadRow, EventRow, Party
from standoff.days import bounds
from standoff.known import Known
from standoff.model import Date
from standoff.record import happened
from standoff.record.happened import Chronicle
from standoff.record.linker import bare
from standoff.record.listing.codec import Lines, pack
from standoff.record.parties import Sides
from standoff.record.tellings import Told

TABLES = ("listed_event_row", "listed_event", "listed_party", "listed_telling", "listed_side", "listed_dyad")

ROLES = ("actor", "recipient")

PROPERTIES = ("type", "quad", "factuality", "country", "year", "voice")
"""Columns that facets count."""


# — making —


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """All rows, in the order in which they happened, with what they are found by."""
    chronicle, dyads = Chronicle(conn, known), dict[tuple[str, str], _Dyad]()
    for n, (row, told) in enumerate(chronicle.rows()):
        lines.row("event", row.key, row)
        done = happened.done(row.factuality)
        low, high = bounds(row.date)
        lines.put("listed_event", row.key, n, row.type, row.quad, row.score, row.date.value, row.date.low,
                  row.date.high, low[:4] if low[:4] == high[:4] else "", row.country, row.factuality[0], row.voices[0],
                  done, row.foremost, row.articles, row.families, row.reports, row.independent)
        _sides(lines, "listed_party", row.key, (row.actors, row.recipients))
        for one in told:
            _telling(lines, chronicle, row.key, one)
        if done:
            _count(dyads, row)
    some = sorted((one.row() for one in dyads.values()), key=lambda one: (-one.events, one.a, one.b))
    for n, dyad in enumerate(some):
        lines.put("listed_dyad", n, pack(dyad))


def _telling(lines: Lines, chronicle: Chronicle, row: str, one: Told) -> None:
    low, high = _span(one.date)
    place, country = chronicle.place(one)
    lines.put("listed_telling", one.key, row, one.report, one.type, pack(one.modes), pack(one.factuality),
              happened.done(one.factuality), low, high, country, bare(place), bare(one.words))
    _sides(lines, "listed_side", one.key, chronicle.sides(one))


def _span(date: Date) -> tuple[str, str]:
    """Between which it happened, as of `sources.within`."""
    return date.low or date.value or date.high or "", date.high or date.value or date.low or ""


def _sides(lines: Lines, table: str, key: str, sides: Sides) -> None:
    numbers: dict[int, int] = {}
    for role, side in zip(ROLES, sides, strict=True):
        for one in {id(party): party for party in side}.values():
            lines.put(table, key, role, numbers.setdefault(id(one), len(numbers)), one.actor, one.country,
                      bare(one.name) if one.told else "")


@dataclass(slots=True)
class _Dyad:
    """The events of two that were met so far."""

    a: tuple[str, str]               # what it is asked for by, and its name
    b: tuple[str, str]
    scores: list[float] = field(default_factory=list)
    independent: int = 0
    first: str = ""
    last: str = ""

    def row(self) -> DyadRow:
        return DyadRow(a=self.a[0], b=self.b[0], a_name=self.a[1], b_name=self.b[1], events=len(self.scores),
                       independent=self.independent, score=sum(self.scores) / len(self.scores), first=self.first,
                       last=self.last)


def _count(dyads: dict[tuple[str, str], _Dyad], row: EventRow) -> None:
    who, whom = ({end for one in side if (end := _end(one))} for side in (row.actors, row.recipients))
    low, high = bounds(row.date)
    for a, b in {(min(a, b), max(a, b)) for a in who for b in who | whom if a != b}:
        one = dyads.setdefault((a[0], b[0]), _Dyad(a, b))
        one.scores.append(row.score)
        one.independent += row.independent
        one.first = min(filter(None, (one.first, low or high)), default="")
        one.last = max(one.last, high or low)


def _end(one: Party) -> tuple[str, str] | None:
    return (one.country, one.country) if one.country else (one.actor, one.name) if one.actor else None
