"""Events: who did what to whom, coded by PLOVER, with what narrows the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.answers import EventRow
from standoff.api import Record
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.web.filters import Filters, wanted
from standoff.web.page import SIZE, Page, start, stretches

Counted = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Filters):
    """Which events, and which page of their list."""

    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list, in the order in which events happened."""

    title: str
    rows: tuple[EventRow, ...]
    total: int                       # that fit
    every: int                       # of the record, however they are told
    facets: Counted                  # of each property its values, in how many of those that fit
    unknown: str                     # who is asked for and not known, in words; "" where all are


def look(record: Record, asked: Asked) -> Shown:
    """Events that fit, and what they are like."""
    some, first = wanted(asked), start(asked.page)
    every = record.events(factuality="any", limit=0).total
    try:
        rows, facets = record.events(**some, limit=SIZE, start=first), record.facets("event", **some)
    except (UnknownKey, AmbiguousKey) as error:
        return Shown(title="Events", rows=(), total=0, every=every, facets=(), unknown=str(error))
    return Shown(title="Events", rows=tuple(rows), total=facets.total, every=every, facets=facets.values, unknown="")


def each(record: Record, asked: Asked) -> Iterator[EventRow]:
    """All events that fit."""
    some = wanted(asked)
    return stretches(lambda limit, first: record.events(**some, limit=limit, start=first))


PAGE = Page(name="events", path="/events", title="Events", asked=Asked, shown=Shown, look=look, rows="rows", each=each)
