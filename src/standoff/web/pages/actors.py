"""Actors: who the reports speak of, with what narrows the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from standoff.answers import ActorRow
from standoff.api import Record
from standoff.web.page import SIZE, Page, start, stretches

Counted = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which actors, and which page of their list."""

    words: str = ""                  # beginnings of words of a name, or of a key in a file
    type: Literal["", "state", "organisation", "group", "person"] = ""
    country: str = ""                # PLOVER's, of the last day of each actor's reports
    sector: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list, those of most reports first."""

    title: str
    rows: tuple[ActorRow, ...]
    total: int                       # that fit
    every: int                       # of the record
    facets: Counted                  # of each property its values, in how many of those that fit


def look(record: Record, asked: Asked) -> Shown:
    """Actors that fit, and what they are like."""
    some = _wanted(asked)
    rows = record.actors(**some, limit=SIZE, start=start(asked.page))
    return Shown(title="Actors", rows=tuple(rows), total=rows.total, every=record.actors(limit=0).total,
                 facets=record.facets("actor", **some).values)


def _wanted(asked: Asked) -> dict[str, str]:
    return {"words": asked.words, "type": asked.type, "country": asked.country.upper(), "sector": asked.sector.upper()}


def each(record: Record, asked: Asked) -> Iterator[ActorRow]:
    """All actors that fit."""
    some = _wanted(asked)
    return stretches(lambda limit, first: record.actors(**some, limit=limit, start=first))


PAGE = Page(name="actors", path="/actors", title="Actors", asked=Asked, shown=Shown, look=look, rows="rows", each=each)
