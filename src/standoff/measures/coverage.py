"""Coverage: which outlets carry which events, which leave them out, and how what one tells differs from the rest.

Takes rows of events and when each outlet published; gives one row per outlet, the silent ones too, and the matrix of
outlets and events. An outlet is set beside what all tell in the months in which it published anything at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from standoff.answers import Carried, EventRow, Party
from standoff.model import EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What coverage needs of a Party."""

    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """What coverage needs of a Telling."""

    outlets: tuple[str, ...]
    published: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What coverage needs of an EventRow: of thousands nothing else is read."""

    key: str
    type: EventType
    quad: int
    score: float
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    tellings: tuple[Carrying, ...]


Row = EventRow | Told


def coverage(rows: Iterable[Row], papers: Mapping[str, Iterable[str]]) -> list[Carried]:
    """What each outlet carries, those that tell most first. `papers` has the days on which an outlet published as
    `Telling.published` has them ("≤ 2017-03-22" for a bound, "" for none), for every report in which it has a part.
    """
    some = list(rows)
    told: dict[str, list[Row]] = {outlet: [] for outlet in papers}
    around: dict[str, set[str]] = defaultdict(set)
    for row in some:
        for outlet in dict.fromkeys(_outlets(row)):
            told.setdefault(outlet, []).append(row)
        for one in row.tellings:
            around[_month(one.published)].add(row.key)
    mean = _means(some)
    made = [_carried(outlet, mine, len(set[str]().union(*(around[month] for month in out))), mean)
            for outlet, mine in told.items()
            for out in [{*map(_month, papers.get(outlet, ())), *_months(mine, outlet)}]]
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


def _carried(outlet: str, told: Sequence[Row], around: int, mean: Mapping[str, float]) -> Carried:
    """One outlet: what it tells, and beside it how many events all told in the months in which it published."""
    counts = [(row.key, sum(one.articles for one in row.tellings if outlet in one.outlets)) for row in told]
    first, second, third, fourth = (sum(row.quad == quad for row in told) for quad in (1, 2, 3, 4))
    months = _months(told, outlet)
    types = Counter(row.type for row in told)
    return Carried(
        outlet=outlet, events=len(told), alone=sum({*_outlets(row)} == {outlet} for row in told),
        quads=(first, second, third, fourth), score=_mean(told),
        expected=fmean(mean[month] for month in months) if months else None,
        share=len(told) / around if around else 0.0, articles=sum(n for _, n in counts),
        types=tuple(sorted(types.items(), key=lambda one: (-one[1], [*EventType].index(one[0])))), told=tuple(counts),
        actors=_sides(row.actors for row in told), recipients=_sides(row.recipients for row in told))


def _sides(some: Iterable[Iterable[Party | Side]]) -> tuple[tuple[str, int], ...]:
    """In how many events each country is on this side, those of most first."""
    found = Counter(country for side in some for country in {one.country for one in side if one.country})
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _outlets(row: Row) -> Iterable[str]:
    return (outlet for one in row.tellings for outlet in one.outlets)


def _months(told: Iterable[Row], outlet: str) -> list[str]:
    """The month in which an outlet first told each of its events."""
    return [min(_month(one.published) for one in row.tellings if outlet in one.outlets) for row in told]


def _means(rows: Iterable[Row]) -> dict[str, float]:
    """The mean score of all events that were told in a month, by month."""
    scores: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for month in {_month(one.published) for one in row.tellings}:
            scores[month].append(row.score)
    return {month: fmean(some) for month, some in scores.items()}


def _mean(rows: Sequence[Row]) -> float | None:
    return fmean(row.score for row in rows) if rows else None


def _month(published: str) -> str:
    """The month of a day of publication, or of its bound; "" without both: what is undated is set beside its like."""
    return published.removeprefix("≤ ")[:7]
