"""Actor: all that the record tells of one: names, posts, codes, ties, what it says and does, who corrected it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from standoff.answers import ActorRow, Coded, DyadRow, Edge, EventRow, Held, StatementRow
from standoff.api import Record
from standoff.export.drawings.network import KIND_OF
from standoff.model import Correction
from standoff.table import Table
from standoff.web.page import SIZE, Page, start, stretches

T = TypeVar("T")

FEW = 5
"""Statements and events of each kind; their lists have all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who: a key, the beginning of one, a key in a file ("IRQ.pmu") or a name; and which page of its ties."""

    key: str
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Some(Generic[T]):
    """The last rows of a list, the newest first."""

    rows: tuple[T, ...]
    total: int                       # of the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One actor."""

    title: str
    row: ActorRow
    posts: tuple[Held, ...]
    codes: tuple[Coded, ...]         # from day to day
    ties: tuple[Edge, ...]           # a page of them, those of most reports first
    tied: int                        # how many there are
    tie_types: tuple[tuple[str, int], ...]
    said: Some[StatementRow]         # by it
    told: Some[StatementRow]         # to it
    about: Some[StatementRow]        # of it, by others
    does: Some[EventRow]             # as the one who acts, told as done
    met: Some[EventRow]              # as the one who is acted upon
    dyads: tuple[DyadRow, ...]       # of it, or of its country where it is a state
    corrections: tuple[Correction, ...]


def look(record: Record, asked: Asked) -> Shown:
    """All of one actor, by calls that take as long for one who is in all reports. Raises UnknownKey, AmbiguousKey."""
    row = record.actor_row(asked.key)
    key = row.key
    ties = record.ties(key, limit=SIZE, start=start(asked.page))
    return Shown(
        title=row.name, row=row, posts=tuple(record.roles(key)), codes=tuple(record.codes(key)),
        ties=tuple(ties), tied=ties.total, tie_types=record.facets("tie", actor=key).of("type"),
        said=last(lambda limit, first: record.statements(speaker=key, limit=limit, start=first)),
        told=last(lambda limit, first: record.statements(addressee=key, limit=limit, start=first)),
        about=last(lambda limit, first: record.statements(about=key, limit=limit, start=first)),
        does=last(lambda limit, first: record.events(actor=key, limit=limit, start=first)),
        met=last(lambda limit, first: record.events(recipient=key, limit=limit, start=first)),
        dyads=_dyads(record, row),
        corrections=tuple(record.corrections_of(key)))


def kinds(ties: tuple[Edge, ...]) -> list[tuple[str, list[Edge]]]:
    """Ties by what they are like: who belongs to whom, who backs whom, who is against whom, who holds what."""
    made: dict[str, list[Edge]] = {"belongs": [], "backs": [], "against": [], "holds": []}
    for one in ties:
        made[KIND_OF[one.type]].append(one)
    return [(kind, some) for kind, some in made.items() if some]


def last(rows: Callable[[int, int], Table[T]]) -> Some[T]:
    """The end of a list that is in order of time."""
    total = rows(0, 0).total
    some = rows(FEW, max(total - FEW, 0)) if total else ()
    return Some(rows=tuple(reversed(some)), total=total)


def _dyads(record: Record, row: ActorRow) -> tuple[DyadRow, ...]:
    mine = {row.key} | ({row.country} if row.type == "state" and row.country else set())
    return tuple(record.dyads(SIZE, sides=mine))


def whole(record: Record, who: str) -> str:
    """The key that an address means."""
    return record.actor_row(who).key


def each(record: Record, asked: Asked) -> Iterator[Edge]:
    """All ties of an actor."""
    key = record.actor_row(asked.key).key
    return stretches(lambda limit, first: record.ties(key, limit=limit, start=first))


PAGE = Page(name="actor", path="/actor/{key}", title="An actor", asked=Asked, shown=Shown, look=look, rows="ties",
            each=each,
            find=whole)
