"""Stretches of days, and the calendar's arithmetic on them. Knows no words and no anchor.

An `Extent` has a first and a last day, both inclusive; an end that is None is open. Units are those of `Precision`;
weeks run from Monday to Sunday (ISO 8601), decades and centuries as the press counts them (1980–1989, 1900–1999).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from standoff.model import Precision

DAY = dt.timedelta(days=1)

SEASONS = {"spring": (3, 6, 20), "summer": (6, 9, 22), "autumn": (9, 12, 20), "winter": (12, 3, 20)}
"""First month, and last month and day, of the northern seasons: from the meteorologists' first day to the almanac's
last, since the press means either."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Days from `first` to `last`, both inclusive; None is open. `text` is its value where the days do not say it."""

    first: dt.date | None
    last: dt.date | None
    text: str = ""

    @property
    def value(self) -> str:
        """ISO 8601, cut to the unit that the days fill, or an EDTF interval."""
        return self.text or edtf(self.first, self.last)


def _whole(first: dt.date, last: dt.date) -> tuple[str, str]:
    """Both ends, cut to the widest unit whose borders they stand on."""
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if first.month == 1 and last.month == 12:
            return f"{first.year:04d}", f"{last.year:04d}"
        return f"{first.year:04d}-{first.month:02d}", f"{last.year:04d}-{last.month:02d}"
    return first.isoformat(), last.isoformat()


def edtf(first: dt.date | None, last: dt.date | None) -> str:
    """The days as ISO 8601 or EDTF.

    >>> edtf(dt.date(2016, 1, 1), dt.date(2016, 3, 31)), edtf(dt.date(2014, 1, 1), None)
    ('2016-01/2016-03', '2014/..')
    """
    if first and last:
        low, high = _whole(first, last)
        return low if low == high else f"{low}/{high}"
    if first:
        low = f"{first.year:04d}" if (first.month, first.day) == (1, 1) else (
            f"{first.year:04d}-{first.month:02d}" if first.day == 1 else first.isoformat())
        return f"{low}/.."
    if last:
        ends = last.day == calendar.monthrange(last.year, last.month)[1]
        high = f"{last.year:04d}" if (last.month, last.day) == (12, 31) else (
            f"{last.year:04d}-{last.month:02d}" if ends else last.isoformat())
        return f"../{high}"
    return ""


def day(when: dt.date) -> Extent:
    """One day."""
    return Extent(when, when)


def month(year: int, number: int) -> Extent:
    """One month."""
    return Extent(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]))


def months(year: int, first: int, last: int) -> Extent:
    """Months of one year, `first` to `last`."""
    return Extent(month(year, first).first, month(year, last).last)


def years(first: int, last: int) -> Extent:
    """Whole years."""
    return Extent(dt.date(first, 1, 1), dt.date(last, 12, 31))


def season(year: int, name: str) -> Extent:
    """A season by EDTF's code (21 to 24), with northern bounds; winter is that which begins in the year."""
    first, last, end = SEASONS[name]
    code = 21 + list(SEASONS).index(name)
    return Extent(dt.date(year, first, 1), dt.date(year + (name == "winter"), last, end), f"{year:04d}-{code}")


def unit(name: Precision, when: dt.date) -> Extent:
    """The unit that a day is in."""
    if name is Precision.WEEK:
        monday = when - (when.weekday()) * DAY
        return Extent(monday, monday + 6 * DAY)
    if name is Precision.MONTH:
        return month(when.year, when.month)
    if name is Precision.QUARTER:
        at = (when.month - 1) // 3 * 3
        return months(when.year, at + 1, at + 3)
    if name is Precision.YEAR:
        return years(when.year, when.year)
    if name is Precision.DECADE:
        return years(when.year // 10 * 10, when.year // 10 * 10 + 9)
    if name is Precision.CENTURY:
        return years(when.year // 100 * 100, when.year // 100 * 100 + 99)
    return day(when)


def shift(when: dt.date, count: int, name: Precision) -> dt.date:
    """The day that many units later (earlier when negative); in a shorter month its last day."""
    if name is Precision.WEEK:
        return when + 7 * count * DAY
    scale = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12, Precision.DECADE: 120,
             Precision.CENTURY: 1200}.get(name)
    if scale is None:
        return when + count * DAY
    year, number = divmod(when.year * 12 + when.month - 1 + scale * count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"no such year: {year}")
    return dt.date(year, number + 1, min(when.day, calendar.monthrange(year, number + 1)[1]))


def part(whole: Extent, low: int, high: int, of: int) -> Extent:
    """From the `low`-th to the `high`-th of `of` equal parts, in whole months or years where the parts are such.

    >>> part(years(2011, 2011), 2, 3, 3).value, part(month(2011, 2), 0, 1, 3).value
    ('2011-09/2011-12', '2011-02-01/2011-02-10')
    """
    if whole.first is None or whole.last is None:
        return whole
    first, last = whole.first, whole.last
    if first.day == 1 and first.month == 1 and (last.month, last.day) == (12, 31):
        span = (last.year - first.year + 1) * 12
        if span == 12 or of in (2, 4):
            start, end = span * low // of, span * high // of - 1
            head, tail = shift(first, start, Precision.MONTH), shift(first, end, Precision.MONTH)
            return Extent(head, month(tail.year, tail.month).last)
        count = span // 12
        return years(first.year + count * low // of, first.year + -(-count * high // of) - 1)
    if first.day == 1 and 28 <= (last - first).days + 1 <= 31 and of == 3:
        return Extent(first + 10 * low * DAY, last if high == 3 else first + (10 * high - 1) * DAY)
    count = (last - first).days + 1
    return Extent(first + count * low // of * DAY, first + max(count * high // of - 1, count * low // of) * DAY)


def latest(yearly: Callable[[int], Extent | None], until: dt.date) -> Extent | None:
    """Of what comes once a year, the latest that has begun by a day."""
    for year in range(until.year + 1, until.year - 9, -1):
        found = yearly(year) if 1 < year < 9998 else None
        if found and found.first and found.first <= until:
            return found
    return None


def soonest(yearly: Callable[[int], Extent | None], since: dt.date) -> Extent | None:
    """Of what comes once a year, the first that is not over on a day."""
    for year in range(since.year - 1, since.year + 9):
        found = yearly(year) if 1 < year < 9998 else None
        if found and found.last and found.last >= since:
            return found
    return None
