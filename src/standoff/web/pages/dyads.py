"""Dyads: which two have events with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.answers import DyadRow
from standoff.api import Record
from standoff.web.page import SIZE, Page, start


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Dyads of one side or of two: a country ("IRN"), an actor's key, or words of a name; which page of the list."""

    a: str = ""
    b: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list, those of most events first."""

    title: str
    rows: tuple[DyadRow, ...]
    total: int                       # that fit
    every: int                       # of the record


def look(record: Record, asked: Asked) -> Shown:
    """Dyads that fit."""
    rows = record.dyads(SIZE, start(asked.page), a=asked.a, b=asked.b)
    every = record.dyads(0).total if asked.a or asked.b else rows.total
    return Shown(title="Dyads", rows=tuple(rows), total=rows.total, every=every)


def each(record: Record, asked: Asked) -> Iterator[DyadRow]:
    """All dyads that fit."""
    return iter(record.dyads(a=asked.a, b=asked.b))


PAGE = Page(name="dyads", path="/dyads", title="Dyads", asked=Asked, shown=Shown, look=look, rows="rows", each=each)
