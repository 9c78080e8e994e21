"""Dyads: which two have events with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from standoff.answers import DyadRow
from standoff.api import Record
from standoff.known import Known
from standoff.record.linker import bare
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
    rows: tuple[DyadRow, ...]        # states by their names
    total: int                       # that fit
    every: int                       # of the record


def look(record: Record, asked: Asked) -> Shown:
    """Dyads that fit."""
    first, known = start(asked.page), record.known()
    if not asked.a and not asked.b:
        rows = record.dyads(SIZE, first)
        return Shown(title="Dyads", rows=tuple(named(one, known) for one in rows), total=rows.total, every=rows.total)
    every = record.dyads()
    some = [one for row in every if _fits(one := named(row, known), asked.a, asked.b)]
    return Shown(title="Dyads", rows=tuple(some[first:first + SIZE]), total=len(some), every=every.total)


def named(row: DyadRow, known: Mapping[str, Known]) -> DyadRow:
    """With the names of states in place of their codes."""
    a, b = known.get(row.a), known.get(row.b)
    return replace(row, a_name=a.name if a else row.a_name, b_name=b.name if b else row.b_name)


def _fits(row: DyadRow, a: str, b: str) -> bool:
    one, other = ((row.a, row.a_name), (row.b, row.b_name))
    return (_is(one, a) and _is(other, b)) or (_is(one, b) and _is(other, a))


def _is(side: tuple[str, str], asked: str) -> bool:
    key, name = side
    return key.casefold() == asked.casefold() or all(f" {word}" in f" {bare(name)}" for word in bare(asked).split())


def each(record: Record, asked: Asked) -> Iterator[DyadRow]:
    """All dyads that fit."""
    known = record.known()
    return iter([one for row in record.dyads() if _fits(one := named(row, known), asked.a, asked.b)])


PAGE = Page(name="dyads", path="/dyads", title="Dyads", asked=Asked, shown=Shown, look=look, rows="rows", each=each)
