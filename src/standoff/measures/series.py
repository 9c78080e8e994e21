"""Series: how two sides act towards each other, or one towards all, by day, week or month.

Takes rows of events that are told as done, and who is meant; gives counts, quads and PLOVER scores, and where the
course changes (`changes`). An event counts in the one period that its date is sure to lie in; what is dated less
exactly is left out and counted, never spread.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import sqrt
from operator import attrgetter

from standoff.answers import ChangePoint, EventRow, Party, Period, Series, Unit
from standoff.days import PERIODS, begin, bounds, end, is_day, periods, shifted, within
from standoff.measures import changes
from standoff.model import Date

LEAST_REPORTS = 20
"""Reports under which no change is looked for: with ten on each side the mean of a stretch is known to 1.5 points of
PLOVER's scale, as scores scatter by 4 to 5; less than a threat differs from a disapproval."""

LEAST_PERIODS = 2 * changes.STRETCH
"""Periods with events under which no change is looked for: two stretches of the shortest length."""

MOST = 4000
"""Periods of a series: eleven years of days. Background from centuries ago would draw it out without end."""

LONGEST = {"day": MOST, "week": 7 * MOST, "month": 30 * MOST}
"""The same in days."""

LONGER = {"day": "week", "week": "month"}
"""By which periods changes are looked for where there are too many of the one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a series needs of an EventRow: of thousands nothing else is read."""

    key: str
    date: Date
    quad: int
    score: float
    articles: int
    families: int
    reports: int
    independent: int


Row = EventRow | Counted

Meant = Callable[[Party], bool]
"""Whether a party is a side that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a series counts, and over which days ("" is open). Raises ValueError for a period that is none."""

    by: str = "month"
    unit: Unit = Unit.REPORTS
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        if self.by not in PERIODS:
            raise ValueError(f"{self.by!r} is none of {', '.join(PERIODS)}")
        if wrong := [day for day in (self.since, self.until) if day and not is_day(day)]:
            raise ValueError(f"{wrong[0]!r} is no day. Write it as 2017-03-01")


def dyad(rows: Iterable[EventRow], names: tuple[str, str], sides: tuple[Meant, Meant], frame: Frame) -> \
        tuple[Series, Series, Series]:
    """What the first does to the second, the second to the first, and both: either way, and what they do together."""
    (a, b), (first, second), some = names, sides, list(rows)
    forth = [row for row in some if _apart(row.actors, row.recipients, first, second)]
    back = [row for row in some if _apart(row.actors, row.recipients, second, first)]
    keys = {row.key for row in (*forth, *back)}
    both = [row for row in some if row.key in keys or _apart(row.actors, row.actors, first, second)]
    return (series(forth, a, b, frame), series(back, b, a, frame), series(both, a, b, frame, both=True))


def course(rows: Iterable[EventRow], name: str, side: Meant, frame: Frame) -> tuple[Series, Series]:
    """What an actor does, and what is done to it."""
    some = list(rows)
    return (series([row for row in some if any(map(side, row.actors))], name, "", frame),
            series([row for row in some if any(map(side, row.recipients))], "", name, frame))


def series(rows: Sequence[Row], actor: str, recipient: str, frame: Frame, both: bool = False) -> Series:
    """The rows, all of which count, as one series. Changes in very many periods are looked for by longer ones."""
    placed: dict[str, list[Row]] = defaultdict(list)
    left: Counter[str] = Counter()
    inside = cache(partial(_inside, frame))              # thousands of events are of some hundred days
    for row in rows:
        first, reason = inside(row.date)
        if first:
            placed[first].append(row)
        elif reason:
            left[reason] += 1
    oldest = begin(shifted(frame.until or max(placed), -LONGEST[frame.by]), frame.by) if placed else ""
    for first in [first for first in placed if first < oldest]:
        left[f"long before: over {MOST} {frame.by}s before the last"] += len(placed.pop(first))
    some = tuple(_period(first, placed[first], frame) for first in _begins(placed, frame))
    counted = [period for period in some if period.count]
    if len(counted) > changes.MOST and frame.by in LONGER:
        longer = series(rows, actor, recipient, replace(frame, by=LONGER[frame.by]), both)
        return replace(longer, by=frame.by, periods=some, left_out=tuple(sorted(left.items())),
                       changed_by=longer.changed_by or longer.by)
    reports = sum(row.reports for some in placed.values() for row in some)
    silent = _silent(reports, len(counted), frame)
    return Series(actor=actor, recipient=recipient, both=both, by=frame.by, unit=frame.unit, periods=some,
                  changes=() if silent else tuple(_changes(counted, placed, frame)), silent=silent,
                  left_out=tuple(sorted(left.items())))


def dyads(rows: Iterable[EventRow]) -> list[tuple[str, str, int]]:
    """Which two countries have how many events between them, those of most first."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        who, whom = ({one.country for one in side if one.country} for side in (row.actors, row.recipients))
        found.update({(min(a, b), max(a, b)) for a in who for b in who | whom if a != b})
    return [(a, b, n) for (a, b), n in sorted(found.items(), key=lambda one: (-one[1], one[0]))]


# — periods —


def _inside(frame: Frame, date: Date) -> tuple[str, str]:
    """The first day of the period that a date is sure to lie in, or why it is in none; both "" for what lies outside
    of the days that are asked for.
    """
    low, high = bounds(date)
    if (frame.since and high and high < frame.since) or (frame.until and low > frame.until):
        return "", ""
    first = within(date, frame.by)
    if not first:
        return "", f"no date as exact as a {frame.by}"
    if low < frame.since or (frame.until and high > frame.until):
        return "", "perhaps before or after the days asked for"
    return first, ""


def _begins(placed: Mapping[str, object], frame: Frame) -> Iterator[str]:
    """The first days of all periods from the first with an event, or `since`, to the last, or `until`."""
    if placed:
        yield from periods(begin(frame.since, frame.by) if frame.since else min(placed),
                           begin(frame.until, frame.by) if frame.until else max(placed), frame.by)


def _period(first_day: str, rows: Sequence[Row], frame: Frame) -> Period:
    counts = _counts(rows, frame.unit)
    count, score = sum(counts), _mean(rows, counts)
    quads = [0] * 5                                      # by number
    for row, n in zip(rows, counts, strict=True):
        quads[row.quad] += n
    spread = None
    if score is not None and len(rows) > 1:
        spread = sqrt(sum([(n * (row.score - score)) ** 2 for row, n in zip(rows, counts, strict=True)])
                      * len(rows) / (len(rows) - 1)) / count
    return Period(since=first_day, until=end(first_day, frame.by), count=count,
                  quads=(quads[1], quads[2], quads[3], quads[4]), score=score, spread=spread,
                  events=tuple([row.key for row in rows]))


def _counts(rows: Sequence[Row], unit: Unit) -> Sequence[int]:
    return [1] * len(rows) if unit == Unit.EVENTS else [*map(attrgetter(unit), rows)]


def _mean(rows: Sequence[Row], counts: Sequence[int]) -> float | None:
    """The mean score, each event by its count."""
    count = sum(counts)
    return sum([row.score * n for row, n in zip(rows, counts, strict=True)]) / count if count else None


def _effective(rows: Sequence[Row], unit: Unit) -> float:
    """How many events of the same count the mean is worth (L. Kish, Survey Sampling, 1965, 11.7)."""
    counts = _counts(rows, unit)
    return sum(counts) ** 2 / sum(n * n for n in counts)


# — changes —


def _silent(reports: int, periods: int, frame: Frame) -> str:
    """Why no change is looked for, "" where it is."""
    if periods > changes.MOST:
        return f"Too many {frame.by}s for a change to be looked for: {periods}, of at most {changes.MOST}."
    if reports >= LEAST_REPORTS and periods >= LEAST_PERIODS:
        return ""
    if not periods:
        return "Too little to tell a change: no event lies for sure in one period."
    return (f"Too little to tell a change: {reports} report{'s' * (reports != 1)} in {periods} {frame.by}"
            f"{'s' * (periods != 1)} with events, of at least {LEAST_REPORTS} in {LEAST_PERIODS}.")


def _changes(counted: Sequence[Period], placed: Mapping[str, Sequence[Row]], frame: Frame) -> \
        Iterator[ChangePoint]:
    found = changes.find([period.score or 0.0 for period in counted],
                         [_effective(placed[period.since], frame.unit) for period in counted])
    edges = [0, *(one.at for one in found), len(counted)]
    for number, one in enumerate(found):
        start, middle, end = edges[number:number + 3]
        old, new = ([row for period in some for row in placed[period.since]]
                    for some in (counted[start:middle], counted[middle:end]))
        before, after = (_mean(some, _counts(some, frame.unit)) or 0.0 for some in (old, new))
        yield ChangePoint(
            since=counted[one.at].since, low=shifted(counted[one.low - 1].until, 1), high=counted[one.high].until,
            course="escalation" if after < before else "de-escalation", before=before, after=after,
            certainty=one.certainty, reports=sum(row.reports for row in (*old, *new)))


def _apart(some: Iterable[Party], others: Iterable[Party], first: Meant, second: Meant) -> bool:
    """Whether one party of some is the first side, and another of others the second."""
    whom = list(others)
    return any(x != y and first(x) and second(y) for x in some for y in whom)
