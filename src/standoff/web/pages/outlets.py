"""Outlets: which of them carry which events, the silent ones too."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.answers import Carried
from standoff.api import Record
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
    days(asked.since, asked.until)
    first = start(asked.page)
    every = record.coverage(actor=asked.actor or None, recipient=asked.recipient or None, type=asked.type or None,
                            country=asked.country or None, since=asked.since, until=asked.until)
    return Shown(title="Outlets", rows=tuple(every[first:first + SIZE]), total=len(every))


PAGE = Page(name="outlets", path="/outlets", title="Outlets", asked=Asked, shown=Shown, look=look, rows="rows")
