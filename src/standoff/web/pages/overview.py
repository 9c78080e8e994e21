"""Overview: what came in, what was found, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.answers import EventRow, OutlookRow, Overview
from standoff.api import Record
from standoff.web.page import Page

FEW = 6
"""Events and questions that are shown whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Nothing: there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The record at a glance."""

    title: str
    overview: Overview
    events: tuple[EventRow, ...]     # the latest that are told as done
    outlook: tuple[OutlookRow, ...]  # the last told of those that nobody resolved
    totals: tuple[int, int, int, int]    # rows of the lists: events told as done, statements, questions, ties
    dated: int                       # reports whose day of publication is known


def look(record: Record, asked: Asked) -> Shown:
    """The overview of a record."""
    told = record.overview()
    totals = (record.events(limit=1).total, record.statements(limit=1).total, record.outlook(limit=1).total,
              record.facets("tie").total)
    return Shown(title="Overview", overview=told, totals=totals,
                 dated=sum(n for _, n in told.days),
                 events=tuple(record.event_row(key) for key in told.latest[:FEW]),
                 outlook=tuple(record.outlook_row(key) for key in told.open[:FEW]))


PAGE = Page(name="overview", path="/", title="Overview", asked=Asked, shown=Shown, look=look)
