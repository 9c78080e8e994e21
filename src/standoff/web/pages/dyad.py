"""Dyad: how two act towards each other over time, the events of it, and what else ties them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from standoff.answers import DyadRow, Edge, EventRow, Series, StatementRow, Unit, Way
from standoff.api import Record
from standoff.days import bounds
from standoff.errors import KeyProblem
from standoff.table import Table
from standoff.web.filters import days
from standoff.web.page import SIZE, Page, Unasked, start
from standoff.web.pages.actor import Some, last

TIES = 150
"""Ties of each, those of most reports first, among which those with the other's side are looked for."""

OTHERS = 12
"""Dyads that are named where two have no events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which two, each a country ("IRN"), an actor's key or a name; what is counted, how, and between which days."""

    a: str
    b: str
    way: Way = "both"                # "forth": what a does to b
    by: Literal["day", "week", "month"] = "month"
    unit: Unit = Unit.REPORTS
    since: str = ""
    until: str = ""
    page: int = 1                    # of the events


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two."""

    asked: str
    name: str
    actor: str                       # key of the actor that it is or that is that state, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An event of the page on an axis of days, "" for what is not known."""

    key: str
    quad: int
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Events between days, as far as their bounds are known."""

    items: tuple[Bar, ...]
    first: str                       # the axis
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One dyad."""

    title: str
    sides: tuple[Side, Side]
    series: tuple[Series, ...]       # the chosen one; none where nobody is called so
    rows: tuple[EventRow, ...]       # a page of the events of the chosen one
    total: int                       # how many it has
    loose: Bars | None               # those of the page that lie in no one day for sure; None where there are none
    ties: tuple[Edge, ...]           # between the two, or one and who is of the other's country
    unseen: tuple[int, int]          # ties of each among which the latter are not looked for
    forth: Some[StatementRow]        # said by a to b
    back: Some[StatementRow]
    unknown: str                     # who is asked for and not known, in words
    others: tuple[DyadRow, ...]      # where the two have no events: dyads that the record has


def look(record: Record, asked: Asked) -> Shown:
    """One dyad; where its sides are not known or have no events, words that say so and dyads that there are."""
    days(asked.since, asked.until)
    first, unknown = start(asked.page), ""
    a, b = _side(record, asked.a), _side(record, asked.b)
    series: tuple[Series, ...] = ()
    rows: tuple[EventRow, ...] = ()
    total = 0
    try:
        series = tuple(record.dyad(a.asked, b.asked, asked.by, asked.unit, asked.since, asked.until, (asked.way,)))
        some = _events(record, asked, first)
        rows, total = tuple(some), some.total
    except KeyProblem as error:
        unknown = str(error)
    except ValueError as error:                          # a day that is none
        raise Unasked(f"{error}.") from None
    ties, unseen = _ties(record, a, b)
    return Shown(title=f"{a.name} and {b.name}", sides=(a, b), series=series, rows=rows, total=total,
                 loose=_loose(rows), ties=ties, unseen=unseen, forth=_said(record, a, b), back=_said(record, b, a),
                 unknown=unknown, others=() if total else tuple(record.dyads(OTHERS)))


def _events(record: Record, asked: Asked, first: int) -> Table[EventRow]:
    """A page of the events of a series, in the order in which they happened."""
    if asked.way == "both":
        return record.events(between=(asked.a, asked.b), since=asked.since, until=asked.until, limit=SIZE, start=first)
    who, whom = (asked.a, asked.b) if asked.way == "forth" else (asked.b, asked.a)
    return record.events(actor=who, recipient=whom, since=asked.since, until=asked.until, limit=SIZE, start=first)


def _loose(rows: tuple[EventRow, ...]) -> Bars | None:
    """The events of which no one day is known, but one between which, before or after which they lie."""
    some = [(row, *bounds(row.date)) for row in rows]
    items = tuple(Bar(key=row.key, quad=row.quad, low=low, high=high) for row, low, high in some if low != high)
    ends = sorted(day for one in items for day in (one.low, one.high) if day)
    return Bars(items=items, first=ends[0], last=ends[-1]) if ends else None


def _side(record: Record, asked: str) -> Side:
    """What a side is called; it goes by what was asked where nobody is called so."""
    try:
        row = record.actor_row(asked)
    except KeyProblem:
        known = record.known().get(asked)
        return Side(asked=asked, name=known.name if known else asked, actor="")
    return Side(asked=asked, name=row.name, actor=row.key)


def _ties(record: Record, a: Side, b: Side) -> tuple[tuple[Edge, ...], tuple[int, int]]:
    """Between the two, and between either and who acts for the other: whose country that is; and how many of each were
    not looked at for that.
    """
    two = record.ties_among(a.actor, b.actor) if a.actor and b.actor else ()
    first, second = (record.ties(one.actor, limit=TIES) if one.actor else Table[Edge]() for one in (a, b))
    found = {one.ties[0]: one for one in (*(one for one in two if one.source != one.target), *first, *second)}
    ends = {end for one in found.values() for end in (one.source, one.target) if end}
    side = {row.key: row.country for row in record.actors(some=ends)} if ends else {}
    side |= {one.actor: one.asked for one in (a, b) if one.actor}
    both = {a.asked, b.asked}
    return (tuple(one for one in found.values() if {side.get(one.source), side.get(one.target)} == both),
            (first.more, second.more))


def _said(record: Record, speaker: Side, addressee: Side) -> Some[StatementRow]:
    if not speaker.actor or not addressee.actor:
        return Some(rows=(), total=0)
    return last(lambda limit, first: record.statements(speaker=speaker.actor, addressee=addressee.actor, limit=limit,
                                                       start=first))


PAGE = Page(name="dyad", path="/dyad/{a}/{b}", title="A dyad", asked=Asked, shown=Shown, look=look, rows="series",
            published=("page", "way", "by", "unit"))
