"""Timeline: events and statements on one axis of time, with how exactly each is dated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from typing import Any, Literal

from standoff import plover
from standoff.answers import Bin, EventRow, StatementRow
from standoff.api import Record
from standoff.days import bounds
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.model import Date
from standoff.web.filters import NAMES, Filters, wanted
from standoff.web.page import Page, Unasked, start, stretches

SIZE = 40
"""Events and statements that are drawn at once."""

DEEPEST = 25
"""Pages that one may leaf through; beyond them time is narrowed."""

SAID = {"actor": "speaker", "recipient": "addressee", "since": "since", "until": "until", "words": "words"}
"""What may be asked of statements, too, and what it is called there."""

PUT = ("factuality", "foremost")
"""What is asked of events and leaves statements as they are."""

SAYING = "saying"
"""The lane of statements."""

FINER = {"month": 4, "day": 2}
"""Which period is next, and of how many of the longer ones at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Filters):
    """Which events and statements, in which lanes."""

    show: Literal["both", "events", "statements"] = "both"
    lanes: Literal["quad", "actor"] = "quad"
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An event or a statement on the axis."""

    key: str
    noun: str                        # "event", "statement"
    lane: str
    what: str                        # type or manner
    quad: int                        # PLOVER's, 0 of statements
    who: tuple[str, ...]             # names
    whom: tuple[str, ...]
    date: Date
    low: str                         # between which ISO days; "" for what is not known
    high: str
    quote: str
    articles: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A period of the histogram."""

    period: str                      # "2017", "2017-03", "2017-03-20"
    cooperation: int
    conflict: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How many events and statements may have begun when."""

    by: str                          # "year", "month", "day"
    columns: tuple[Column, ...]      # the empty ones between two others are there
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the timeline."""

    title: str
    events: int                      # that fit
    statements: int
    total: int                       # both
    most: int                        # of them can be leafed through
    every: int                       # events of the record, however they are told
    items: tuple[Item, ...]          # by lanes, in order of time; those without a date last
    lanes: tuple[str, ...]
    whole: Histogram                 # all that fits, whenever
    marked: tuple[str, ...]          # its periods that are asked for, where only some are
    window: Histogram | None         # the stretch of time that is asked for, closer
    first: str                       # the axis of this page: ISO days, "" where nothing is dated
    last: str
    unknown: str                     # as of the page of events
    aside: str                       # why statements are not shown though they are asked for


def look(record: Record, asked: Asked) -> Shown:
    """What fits, in order of time."""
    some, first = wanted(asked), start(asked.page, SIZE)
    if asked.page > DEEPEST:
        raise Unasked(f"page: the timeline has {DEEPEST} pages. Narrow the time by since and until.")
    aside = _aside(asked)
    try:
        days = _spread(record, asked, some, aside)
        whole = _histogram(*days)
        window = _histogram(*(_narrowed(part, asked) for part in days)) if asked.since or asked.until else None
        events = record.events(**some, limit=first + SIZE if asked.show != "statements" else 0)
        said = record.statements(**_of_statements(asked), limit=first + SIZE if _speaks(asked, aside) else 0)
    except (UnknownKey, AmbiguousKey) as error:
        return Shown(title="Timeline", events=0, statements=0, total=0, most=0, every=1, items=(), lanes=(),
                     window=None, marked=(), whole=Histogram(by="year", columns=(), undated=0), first="", last="",
                     unknown=str(error), aside="")
    n = events.total if asked.show != "statements" else 0
    m = said.total if _speaks(asked, aside) else 0
    items = islice(merge(map(_event, events), map(_statement, said), key=_begun),
                   first, first + SIZE)
    made, lanes = _laned(list(items), asked.lanes)
    axis = _axis(made)
    marked = tuple(one.period for one in whole.columns if window and within(one.period, asked.since, asked.until))
    return Shown(title="Timeline", events=n, statements=m, total=n + m, most=min(n + m, SIZE * DEEPEST),
                 every=record.events(factuality="any", limit=0).total, items=made, lanes=lanes, whole=whole,
                 window=window, first=axis[0], last=axis[1], unknown="", aside=aside, marked=marked)


def _aside(asked: Asked) -> str:
    """Why statements cannot be asked for what events are asked for."""
    mine = [NAMES[field.name] for field in fields(Filters)
            if field.name not in (*SAID, *PUT) and getattr(asked, field.name)]
    return f"Statements are not asked by {', '.join(mine)}" if mine and asked.show != "events" else ""


def _speaks(asked: Asked, aside: str) -> bool:
    return asked.show != "events" and not aside


def _of_statements(asked: Asked) -> dict[str, Any]:
    return {name: getattr(asked, mine) for mine, name in SAID.items()}


def _event(row: EventRow) -> Item:
    low, high = bounds(row.date)
    return Item(key=row.key, noun="event", lane=plover.read().quads[row.quad], what=row.type, quad=row.quad,
                who=tuple(one.name for one in row.actors), whom=tuple(one.name for one in row.recipients),
                date=row.date, low=low, high=high, quote=row.tellings[0].quote, articles=row.articles,
                reports=row.reports)


def _statement(row: StatementRow) -> Item:
    low, high = bounds(row.date)
    return Item(key=row.key, noun="statement", lane=SAYING, what=row.manner, quad=0, who=(row.name,),
                whom=(row.addressee_name,) if row.addressee_name else (), date=row.date, low=low, high=high,
                quote=row.content, articles=row.articles, reports=row.reports)


def _laned(some: Sequence[Item], by: str) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Items by lanes, each lane in order of time, what has no date last; the lanes in order."""
    if by == "actor":
        some = [replace(one, lane=one.who[0] if one.who else "nobody told") for one in some]
        lanes = tuple(name for name, _ in Counter(one.lane for one in some).most_common())
    else:
        lanes = tuple(name for name in (*plover.read().quads.values(), SAYING) if name in {one.lane for one in some})
    return tuple(sorted(some, key=lambda one: (not (one.low or one.high), lanes.index(one.lane)))), lanes


def _axis(some: Iterable[Item]) -> tuple[str, str]:
    """The days between which a page is drawn. A few far from all others do not make it long: they stand at its edge."""
    days = sorted(day for one in some for day in (one.low, one.high) if day)
    if not days:
        return "", ""
    few = len(days) // 10
    middle = days[few], days[-1 - few]
    return middle if _days(*middle) * 3 < _days(days[0], days[-1]) else (days[0], days[-1])


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def _histogram(events: Mapping[str, Bin], said: Mapping[str, Bin]) -> Histogram:
    """How what fits lies in time, by year, month or day as far as that is no more than some dozens."""
    by, cut = "year", 4
    for finer, most in FINER.items():
        periods = {day[:cut] for day in (*events, *said) if day}
        if not periods or len([*_periods(min(periods), max(periods))]) > most:
            break
        by, cut = finer, cut + 3
    periods = {day[:cut] for day in (*events, *said) if day}
    counts = {one: [0, 0, 0] for one in (_periods(min(periods), max(periods)) if periods else ())}
    for day, bin in events.items():
        if count := counts.get(day[:cut]):
            count[0] += sum(bin.quads[:2])
            count[1] += sum(bin.quads[2:])
    for day, bin in said.items():
        if count := counts.get(day[:cut]):
            count[2] += bin.count
    return Histogram(by=by, undated=sum(part[""].count for part in (events, said) if "" in part),
                     columns=tuple(Column(period=one, cooperation=cooperation, conflict=conflict, statements=statements)
                                   for one, (cooperation, conflict, statements) in counts.items()))


def _spread(record: Record, asked: Asked, some: Mapping[str, Any], aside: str) -> \
        tuple[dict[str, Bin], dict[str, Bin]]:
    """Events and statements by day, whenever."""
    ever = {"since": "", "until": ""}
    events = record.spread("event", "day", **{**some, **ever}) if asked.show != "statements" else ()
    said = record.spread("statement", "day", **{**_of_statements(asked), **ever}) if _speaks(asked, aside) else ()
    return {one.period: one for one in events}, {one.period: one for one in said}


def _narrowed(days: Mapping[str, Bin], asked: Asked) -> dict[str, Bin]:
    """Those days that are asked for."""
    return {day: bin for day, bin in days.items() if day and within(day, asked.since, asked.until)}


def within(period: str, since: str, until: str) -> bool:
    """Whether a period and a stretch of time have a day in common; each may be a year, a month or a day."""
    return (not since or period[:len(since)] >= since[:len(period)]) and (
        not until or period[:len(until)] <= until[:len(period)])


def _periods(first: str, last: str) -> Iterator[str]:
    """All periods from one to another, of the length in which they are told; of very many the last hundred."""
    if len(first) == 4:
        yield from (f"{year:04}" for year in range(max(int(first), int(last) - 99), int(last) + 1))
    elif len(first) == 7:
        low, high = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(max(low, high - 99), high + 1))
    else:
        day, end = date.fromisoformat(first), date.fromisoformat(last)
        yield from (f"{day + timedelta(n)}" for n in range(min((end - day).days + 1, 100)))


def _begun(one: Item) -> str:
    return one.low or one.high or "~"


def each(record: Record, asked: Asked) -> Iterator[Item]:
    """All that fits, in order of time."""
    some = wanted(asked)
    events = stretches(lambda limit, first: record.events(**some, limit=limit, start=first))
    said = stretches(lambda limit, first: record.statements(**_of_statements(asked), limit=limit, start=first))
    return merge(map(_event, events) if asked.show != "statements" else (),
                 map(_statement, said) if _speaks(asked, _aside(asked)) else (), key=_begun)


PAGE = Page(name="timeline", path="/timeline", title="Timeline", asked=Asked, shown=Shown, look=look, rows="items",
            each=each)
