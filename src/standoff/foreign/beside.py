"""Our events and another project's codings of the same dyad, set beside each other by day, week or month.

Takes rows of events that are told as done and foreign codings, both of one dyad of countries. Nobody is right here:
what one side has alone may be the other's miss or its mistake.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from standoff import plover
from standoff.answers import Agreement, EventRow, SetBeside
from standoff.days import begin, bounds, end, periods, shifted, within
from standoff.foreign import cameo
from standoff.model import ForeignCoding, Project

LEAST = 6
"""Periods in which both sides have events under which no correlation is told: from six on ranks that agree to 0.83 are
less than one time in twenty chance; with five it takes 0.9, with four all of them."""

Way = tuple[str, bool]
"""A type, and whether the first country does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Which two countries, over which days (both included), by which period."""

    a: str
    b: str
    since: str
    until: str
    by: str


def beside(project: Project, rows: Iterable[EventRow], codings: Iterable[ForeignCoding], dyad: Dyad) -> \
        tuple[list[SetBeside], Agreement]:
    """The periods from the first with something to the last, the empty ones between them too; and all in all.

    An event counts in the period that its date is sure to lie in, one of theirs in that of its day. Left out and
    counted are our events with no such date, and codings of what is no event to PLOVER (statements, appeals) or of no
    code of theirs.
    """
    left: Counter[str] = Counter()
    ours, theirs = defaultdict[str, list[EventRow]](list), defaultdict[str, list[ForeignCoding]](list)
    for row in rows:
        first = _inside(row, dyad)
        if first:
            ours[first].append(row)
        elif first is None:
            left[f"ours without a date as exact as a {dyad.by}"] += 1
    for one in codings:
        if one.type is None:
            left[f"theirs that are {cameo.untyped(project, one.code)}"] += 1
        else:
            theirs[begin(one.date, dyad.by)].append(one)
    met = matched((row for some in ours.values() for row in some), (one for some in theirs.values() for one in some),
                  dyad.a, dyad.b)
    firsts = {*ours, *theirs}
    made = [_period(project, first, dyad.by, ours[first], theirs[first], met)
            for first in (periods(min(firsts), max(firsts), dyad.by) if firsts else ())]
    return made, _agreement(project, made, dyad, left)


def matched(rows: Iterable[EventRow], codings: Iterable[ForeignCoding], a: str, b: str) -> dict[str, str]:
    """Keys of our rows → of the codings that have the same event: one to one, of the same type, done by the same
    country to the same, on the same day, the one before or the one after. Ours must be dated to the day.

    What two countries do together, which has no recipient with us, meets a coding in either direction.
    """
    free: dict[Way, list[tuple[str, str]]] = defaultdict(list)
    for one in codings:
        if one.type:
            free[one.type.value, a in one.actor.country.split()].append((one.date, one.key))
    for some in free.values():
        some.sort()
    found: dict[str, str] = {}
    dated = [(day, row) for row in rows for day in [_day(row)] if day]
    for day, row in sorted(dated, key=lambda pair: (len(ways(pair[1], a, b)), pair[0], pair[1].key)):
        for way in ways(row, a, b):
            some = free.get(way, [])
            at = bisect_left(some, (shifted(day, -1), ""))
            if at < len(some) and some[at][0] <= shifted(day, 1) and row.key not in found:
                found[row.key] = some.pop(at)[1]
    return found


def ways(row: EventRow, a: str, b: str) -> list[Way]:
    """The directions of an event between two countries."""
    who, whom = ({one.country for one in side} for side in (row.actors, row.recipients))
    forth, back = a in who and b in whom, b in who and a in whom
    if not (forth or back):
        forth = back = {a, b} <= who
    return [(row.type.value, first) for first, done in ((True, forth), (False, back)) if done]


def _day(row: EventRow) -> str:
    low, high = bounds(row.date)
    return low if low == high else ""


# — periods —


def _inside(row: EventRow, dyad: Dyad) -> str | None:
    """The first day of the period that an event is sure to lie in; None where no period is sure, "" where it lies
    outside of the days.
    """
    low, high = bounds(row.date)
    if (high and high < dyad.since) or (low and low > dyad.until):
        return ""
    return within(row.date, dyad.by) or None


def _period(project: Project, first: str, by: str, ours: Sequence[EventRow], theirs: Sequence[ForeignCoding],
            met: Mapping[str, str]) -> SetBeside:
    of = plover.read().types
    scores = [one.score for one in theirs if one.score is not None]
    return SetBeside(
        project=project, since=first, until=end(first, by), ours=len(ours), theirs=len(theirs),
        both=sum(row.key in met for row in ours), quads=_quads(row.quad for row in ours),
        quads_theirs=_quads(of[one.type].quad for one in theirs if one.type),
        score=_mean([row.score for row in ours]), score_theirs=_mean(scores),
        events=tuple(row.key for row in ours), codings=tuple(one.key for one in theirs))


def _quads(some: Iterable[int]) -> tuple[int, int, int, int]:
    found = Counter(some)
    return found[1], found[2], found[3], found[4]


def _mean(some: Sequence[float]) -> float | None:
    return sum(some) / len(some) if some else None


# — all in all —


def _agreement(project: Project, made: Sequence[SetBeside], dyad: Dyad, left: Counter[str]) -> Agreement:
    shared = [one for one in made if one.ours and one.theirs]
    scored = [(one.score, one.score_theirs) for one in shared
              if one.score is not None and one.score_theirs is not None]
    silent = "" if len(shared) >= LEAST else \
        f"Too little to tell whether the two go together: {len(shared)} {dyad.by}{'s' * (len(shared) != 1)} in which " \
        f"both have events, of at least {LEAST}."
    return Agreement(
        project=project, a=dyad.a, b=dyad.b, by=dyad.by, since=dyad.since, until=dyad.until,
        ours=sum(one.ours for one in made), theirs=sum(one.theirs for one in made),
        both=sum(one.both for one in made), shared=len(shared),
        counts=None if silent else spearman([(one.ours, one.theirs) for one in made if one.ours or one.theirs]),
        scores=None if silent or len(scored) < LEAST else spearman(scored), silent=silent,
        left_out=tuple(sorted(left.items())))


def spearman(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Spearman's rank correlation, ties at their mean rank; None where one side does not vary."""
    first, second = (_ranks([pair[n] for pair in pairs]) for n in (0, 1))
    middle = (len(pairs) + 1) / 2
    above = sum((x - middle) * (y - middle) for x, y in zip(first, second, strict=True))
    below = sum((x - middle) ** 2 for x in first) * sum((y - middle) ** 2 for y in second)
    return above / below ** .5 if below else None


def _ranks(some: Sequence[float]) -> list[float]:
    ordered, count = sorted(some), Counter(some)
    return [bisect_left(ordered, one) + (count[one] + 1) / 2 for one in some]
