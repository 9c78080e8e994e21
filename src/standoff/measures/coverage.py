"""Coverage: which outlets carry which events, which leave them out, and how what one tells differs from the rest.

Takes rows of events and when each outlet published; gives one row per outlet, the silent ones too, and the matrix of
outlets and events. An outlet is set beside what all tell in the months in which it published anything at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from standoff.answers import Carried, EventRow, Party
from standoff.model import EventType


class Line(NamedTuple):
    """What an outlet tells of an event; an event of no outlet's has one as well. What is several is put together by
    spaces, so that lines can be kept and thousands of them counted at once.
    """

    outlet: str                      # "" for none
    key: str
    type: str
    quad: int
    score: float
    articles: int                    # of the outlet that tell it
    month: str                       # in which the outlet first told it, "" where that is not dated
    months: str                      # in which anybody told it
    actors: str                      # countries
    recipients: str


def coverage(rows: Iterable[EventRow], papers: Mapping[str, Iterable[str]]) -> list[Carried]:
    """What each outlet carries, those that tell most first. `papers` has the days on which an outlet published as
    `Telling.published` has them ("≤ 2017-03-22" for a bound, "" for none), for every report in which it has a part.
    """
    return carried((line for row in rows for line in lines(row)), papers)


def lines(row: EventRow) -> Iterator[Line]:
    """A row of events as coverage counts it."""
    months = " ".join(sorted({_month(one.published) for one in row.tellings}))
    actors, recipients = _countries(row.actors), _countries(row.recipients)
    for outlet in dict.fromkeys(outlet for one in row.tellings for outlet in one.outlets) or ("",):
        mine = [one for one in row.tellings if outlet in one.outlets]
        yield Line(outlet=outlet, key=row.key, type=row.type, quad=row.quad, score=row.score,
                   articles=sum(one.articles for one in mine),
                   month=min((_month(one.published) for one in mine), default=""), months=months, actors=actors,
                   recipients=recipients)


def carried(some: Iterable[Line], papers: Mapping[str, Iterable[str]]) -> list[Carried]:
    """The same of the lines of rows."""
    told: dict[str, list[Line]] = {outlet: [] for outlet in papers}
    events, tellers = dict[str, Line](), Counter[str]()
    for line in some:
        told.setdefault(line.outlet, []).append(line)
        events[line.key] = line
        tellers[line.key] += 1
    told.pop("", None)
    mean, around = _means(events.values()), Counter(line.months for line in events.values())
    made = [_carried(outlet, mine, {*map(_month, papers.get(outlet, ())), *(line.month for line in mine)}, around, mean,
                     tellers) for outlet, mine in told.items()]
    return sorted(made, key=lambda one: (-one.events, one.outlet))


def matrix(some: Iterable[Carried]) -> dict[str, list[str | int]]:
    """Outlets and events as columns for a data frame: `event`, and for each outlet in how many articles it tells it."""
    outlets = list(some)
    events = sorted({key for one in outlets for key, _ in one.told})
    table: dict[str, list[str | int]] = {"event": [*events]}
    for one in outlets:
        told = dict(one.told)
        table[one.outlet] = [told.get(key, 0) for key in events]
    return table


# — inside —


def _carried(outlet: str, told: Sequence[Line], out: set[str], around: Mapping[str, int], mean: Mapping[str, float],
             tellers: Mapping[str, int]) -> Carried:
    """One outlet: what it tells, and beside it how many events all told in the months in which it published (`out`)."""
    quads, types = Counter(line.quad for line in told), Counter(line.type for line in told)
    beside = sum(n for months, n in around.items() if not out.isdisjoint(months.split(" ")))
    return Carried(
        outlet=outlet, events=len(told), alone=sum(tellers[line.key] == 1 for line in told),
        quads=(quads[1], quads[2], quads[3], quads[4]),
        score=fmean(line.score for line in told) if told else None,
        expected=fmean(mean[line.month] for line in told) if told else None,
        share=len(told) / beside if beside else 0.0, articles=sum(line.articles for line in told),
        types=tuple((type, types[type]) for type in sorted(EventType, key=lambda one: -types[one]) if types[type]),
        told=tuple((line.key, line.articles) for line in told), actors=_sides(line.actors for line in told),
        recipients=_sides(line.recipients for line in told))


def _sides(some: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """In how many events each country is on this side, those of most first."""
    found = Counter[str]()
    for countries, n in Counter(some).items():
        found.update(dict.fromkeys(countries.split(), n))
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _countries(side: Iterable[Party]) -> str:
    return " ".join(sorted({one.country for one in side if one.country}))


def _means(events: Iterable[Line]) -> dict[str, float]:
    """The mean score of all events that were told in a month, by month."""
    scores: dict[str, list[float]] = defaultdict(list)
    for line in events:
        for month in line.months.split(" "):
            scores[month].append(line.score)
    return {month: fmean(some) for month, some in scores.items()}


def _month(published: str) -> str:
    """The month of a day of publication, or of its bound; "" without both: what is undated is set beside its like."""
    return published.removeprefix("≤ ")[:7]
