"""Overview: what came in, what was found, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.answers import ActorRow, Counts, EventRow, OutlookRow, StatementRow
from standoff.api import Record
from standoff.web.page import Page

FEW = 8
"""Rows of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Nothing: there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The record at a glance."""

    title: str
    counts: Counts
    actors: tuple[ActorRow, ...]     # of most reports
    events: tuple[EventRow, ...]     # the latest
    statements: tuple[StatementRow, ...]     # what most reports tell
    outlook: tuple[OutlookRow, ...]  # open


def look(record: Record, asked: Asked) -> Shown:
    """The overview of a record."""
    return Shown(title="Overview", counts=record.counts(), actors=tuple(record.actors()[:FEW]),
                 events=tuple(record.events(limit=FEW)), statements=tuple(record.statements()[:FEW]),
                 outlook=tuple(record.outlook(open=True)[:FEW]))


PAGE = Page(name="overview", path="/", title="Overview", asked=Asked, shown=Shown, look=look)
