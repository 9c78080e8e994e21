"""Events: who did what to whom, coded by PLOVER, with what narrows the list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from standoff.answers import EventRow
from standoff.api import Record
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.web.filters import Filters, wanted
from standoff.web.page import SIZE, Page, start

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
    some, first, unknown = wanted(asked), start(asked.page), ""
    quad = some.pop("quad")
    every = len(record.events(factuality="any"))
    try:
        rows = [one for one in record.events(**some) if quad in (None, one.quad)]
    except (UnknownKey, AmbiguousKey) as error:
        rows, unknown = [], str(error)
    return Shown(title="Events", rows=tuple(rows[first:first + SIZE]), total=len(rows), every=every,
                 facets=_facets(rows), unknown=unknown)


def _facets(rows: list[EventRow]) -> Counted:
    some = {"type": [str(one.type) for one in rows], "quad": [str(one.quad) for one in rows],
            "factuality": [str(told) for one in rows for told in one.factuality],
            "country": [one.country for one in rows if one.country],
            "year": [one.date.low[:4] for one in rows
                     if one.date.low and one.date.low[:4] == (one.date.high or "")[:4]]}
    return tuple((name, tuple(Counter(values).most_common())) for name, values in some.items())


PAGE = Page(name="events", path="/events", title="Events", asked=Asked, shown=Shown, look=look, rows="rows")
