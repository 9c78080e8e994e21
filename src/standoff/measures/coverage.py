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
    spaces, so that lines can be kept, and thousands of them, as plain tuples, counted at once.
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
    lines = list(some)
    keys = [line[1] for line in lines]
    told: dict[str, list[Line]] = {outlet: [] for outlet in papers}
    for line in lines:
        told.setdefault(line[0], []).append(line)
    told.pop("", None)
    tellers, events = Counter(keys), dict(zip(keys, lines, strict=True)).values()
    mean, around = _means(events), Counter(line[7] for line in events)
    made = [_carried(outlet, mine, {_month(day) for day in papers.get(outlet, ())}, around, mean, tellers)
            for outlet, mine in told.items()]
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
    """One outlet: what it tells, and beside it how many events all told in the months in which it published: `out`, and
    those in which it told one.
    """
    _, keys, types, quads, scores, articles, months, _, actors, recipients = (
        zip(*told, strict=True) if told else [()] * 10)
    out = out.union(months)
    beside = sum(n for some, n in around.items() if not out.isdisjoint(some.split(" ")))
    quad, type = Counter(quads), Counter(types)
    return Carried(
        outlet=outlet, events=len(told), alone=[*map(tellers.__getitem__, keys)].count(1),
        quads=(quad[1], quad[2], quad[3], quad[4]), score=fmean(scores) if told else None,
        expected=fmean([*map(mean.__getitem__, months)]) if told else None,
        share=len(told) / beside if beside else 0.0, articles=sum(articles),
        types=tuple((one, type[one]) for one in sorted(EventType, key=lambda one: -type[one]) if type[one]),
        told=tuple(zip(keys, articles, strict=True)), actors=_sides(actors), recipients=_sides(recipients))


def _sides(some: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """In how many events each country is on this side, those of most first."""
    found = Counter[str]()
    for countries, n in Counter(some).items():
        for country in countries.split():
            found[country] += n
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _countries(side: Iterable[Party]) -> str:
    return " ".join(sorted({one.country for one in side if one.country}))


def _means(events: Iterable[Line]) -> dict[str, float]:
    """The mean score of all events that were told in a month, by month."""
    scores: dict[str, list[float]] = defaultdict(list)
    for (months, score), n in Counter((line[7], line[4]) for line in events).items():
        for month in months.split(" "):
            scores[month] += [score] * n
    return {month: fmean(some) for month, some in scores.items()}


def _month(published: str) -> str:
    """The month of a day of publication, or of its bound; "" without both: what is undated is set beside its like."""
    return published.removeprefix("≤ ")[:7]
