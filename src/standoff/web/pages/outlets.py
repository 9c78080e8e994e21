"""Outlets: which of them carry which events, the silent ones too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.answers import Carried
from standoff.api import Record
from standoff.table import Table
from standoff.web.filters import days
from standoff.web.page import SIZE, Page, start


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Over which events: as of `/events`."""

    actor: str = ""
    recipient: str = ""
    type: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list."""

    title: str
    rows: tuple[Carried, ...]
    total: int


def look(record: Record, asked: Asked) -> Shown:
    """Outlets, those of most events first."""
    first, every = start(asked.page), _carried(record, asked)
    return Shown(title="Outlets", rows=tuple(every[first:first + SIZE]), total=len(every))


def _carried(record: Record, asked: Asked) -> Table[Carried]:
    days(asked.since, asked.until)
    return record.coverage(actor=asked.actor or None, recipient=asked.recipient or None, type=asked.type or None,
                           country=asked.country or None, since=asked.since, until=asked.until)


def each(record: Record, asked: Asked) -> Iterator[Carried]:
    """All outlets."""
    return iter(_carried(record, asked))


PAGE = Page(name="outlets", path="/outlets", title="Outlets", asked=Asked, shown=Shown, look=look,
            rows="rows", each=each)
