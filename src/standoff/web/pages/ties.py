"""Ties: who is what to whom, the ties of one type between the same two as one row, on whose word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.answers import Edge
from standoff.api import Record
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.model import Claim, TieType
from standoff.web.page import SIZE, Page, start, stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which ties, and which page of their list."""

    actor: str = ""                  # at either end
    type: TieType | None = None
    claim: Claim | None = None       # somebody puts it so
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list."""

    title: str
    rows: tuple[Edge, ...]           # those that most reports tell first; where somebody is comes last
    total: int                       # that fit
    every: int                       # of the record
    facets: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # type and claim, in how many of those that fit
    unknown: str                     # who is asked for and not known, in words


def look(record: Record, asked: Asked) -> Shown:
    """The ties that fit."""
    first, every = start(asked.page), record.facets("tie").total
    some = {"actor": asked.actor, "type": asked.type, "claim": asked.claim}
    try:
        facets = record.facets("tie", **some)
        rows = record.ties(asked.actor or None, asked.type, claim=asked.claim, limit=SIZE, start=first)
    except (UnknownKey, AmbiguousKey) as error:
        return Shown(title="Ties", rows=(), total=0, every=every, facets=(), unknown=str(error))
    return Shown(title="Ties", rows=tuple(rows), total=facets.total, every=every, facets=facets.values, unknown="")


def each(record: Record, asked: Asked) -> Iterator[Edge]:
    """All ties that fit."""
    return stretches(lambda limit, first: record.ties(asked.actor or None, asked.type, claim=asked.claim, limit=limit,
                                                      start=first))


PAGE = Page(name="ties", path="/ties", title="Ties", asked=Asked, shown=Shown, look=look, rows="rows", each=each)
