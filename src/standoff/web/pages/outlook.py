"""Outlook: the board of questions and forecasts, open and resolved, with what may bear on one and how forecasts did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from standoff.answers import LEAST_SCORED, Facets, OutlookLead, OutlookRow, Score
from standoff.api import Record
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.model import OutlookType
from standoff.outlook import hedges
from standoff.web.filters import days, narrowed
from standoff.web.page import SIZE, Page, Unasked, start, stretches
from standoff.web.pages.statements import VALUES

NAMES = {"forecaster": "posed by", "type": "type", "about": "about", "open": "only", "since": "published since",
         "until": "until", "words": "words"}
"""What a filter is called beside its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which questions and forecasts; as of `Record.outlook`."""

    forecaster: str = ""
    type: OutlookType | None = None
    about: str = ""
    open: bool | None = None
    since: str = ""
    until: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Filters):
    """Which questions and forecasts, and what more is told of them."""

    leads: str = ""                  # key of the one of which what may bear on it is shown
    lexicon: str = ""                # by whose ranges it is told how forecasts did; "" tells it not
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the board, in the order in which they were first told."""

    title: str
    rows: tuple[OutlookRow, ...]
    total: int                       # that fit
    every: int                       # of the record
    resolved: int                    # of these, by persons
    facets: Facets | None            # None where it is not known who is asked for
    narrowed: tuple[tuple[str, str, str], ...]       # what is asked: parameter, what it is called, its value
    unknown: str                     # who is asked for and not known, in words
    chosen: OutlookRow | None        # of which leads are shown
    leads: tuple[OutlookLead, ...]
    lexicons: tuple[str, ...]
    scores: tuple[Score, ...]
    least: int                       # resolved forecasts from which on there is a score


def look(record: Record, asked: Asked) -> Shown:
    """Questions and forecasts that fit."""
    wanted = _wanted(asked)
    lexicons = tuple(hedges.read().all)
    if asked.lexicon not in ("", *lexicons):
        raise Unasked(f"lexicon: {asked.lexicon!r} is none. There are: {', '.join(lexicons)}.")
    rows: tuple[OutlookRow, ...] = ()
    total, facets, unknown, first = 0, None, "", start(asked.page)
    try:
        found = record.outlook(**wanted, limit=SIZE, start=first)
        rows, total, facets = tuple(found), found.total, record.facets("outlook", VALUES, **wanted)
    except (UnknownKey, AmbiguousKey) as error:
        unknown = str(error)
    chosen = record.outlook_row(asked.leads) if asked.leads else None
    resolved = record.outlook(open=False, limit=0).total
    return Shown(title="Questions", rows=rows, total=total, every=record.outlook(limit=0).total, resolved=resolved,
                 facets=facets, narrowed=narrowed(asked, NAMES), unknown=unknown, chosen=chosen,
                 leads=tuple(record.leads(chosen.key)) if chosen else (), lexicons=lexicons, least=LEAST_SCORED,
                 scores=tuple(record.scores(asked.lexicon)) if asked.lexicon and resolved else ())


def _wanted(asked: Asked) -> dict[str, Any]:
    days(asked.since, asked.until)
    return {field.name: getattr(asked, field.name) for field in fields(Filters)}


def each(record: Record, asked: Asked) -> Iterator[OutlookRow]:
    """All questions and forecasts that fit."""
    some = _wanted(asked)
    return stretches(lambda limit, first: record.outlook(**some, limit=limit, start=first))


PAGE = Page(name="outlook", path="/outlook", title="Questions", asked=Asked, shown=Shown, look=look,
            rows="rows", each=each)
