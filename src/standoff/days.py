"""Days: between which of them something happened, how exactly that is known, and the day, week or month that it is in.

Takes dates of `model` and ISO days as text, gives ISO days as text; "" is a day that is not known. What counts events
over time and what sets them beside others' share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as day_of
from datetime import timedelta

from standoff.model import Date

PERIODS = ("day", "week", "month")
"""What time is cut into; weeks begin on Monday."""

WEEK, MONTH = 7, 31

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def bounds(date: Date) -> tuple[str, str]:
    """The first and the last day on which something may have happened, "" for what is not known."""
    value = (date.value or "")[:10] if is_day((date.value or "")[:10]) else ""
    low, high = (date.low or "")[:10], (date.high or "")[:10]
    if value:
        return low or value, high or value
    return (low if len(low) == 10 else ""), (high if len(high) == 10 else "")


def precision(date: Date) -> int:
    """UCDP's date_prec (codebook of GED): 1 the day, 2 within two to six days, 3 the week, 4 the month, 5 no nearer.
    GED has no event that is not dated to a year; ours of several years, or without one of the bounds, are 5 as well.
    """
    low, high = bounds(date)
    if not low or not high:
        return 5
    days = (day_of.fromisoformat(high) - day_of.fromisoformat(low)).days + 1
    return 1 if days == 1 else 2 if days < WEEK else 3 if days == WEEK else 4 if days <= MONTH else 5


def is_day(told: str) -> bool:
    """Whether it is a day of the calendar: "2016-02-29" is one, "2017-02-29" and "2016-02" are none."""
    if not _DAY.fullmatch(told):
        return False
    try:
        day_of.fromisoformat(told)
    except ValueError:
        return False
    return True


def first_day(told: str) -> str:
    """The first day of a day, a month or a year ("2016-02-29", "2016-02", "2016"), "" for what is none."""
    day = told + "-01-01"[len(told) - 4:] if len(told) in (4, 7) else told
    return day if is_day(day) else ""


def last_day(told: str) -> str:
    """The last day of a day, a month or a year, "" for what is none."""
    if not (day := first_day(told)) or day == told:
        return day
    return end(day, "month") if len(told) == 7 else f"{told}-12-31"


def begin(day: str, by: str) -> str:
    """The first day of the period of that length (of PERIODS) in which a day lies."""
    one = day_of.fromisoformat(day)
    return (one.replace(day=1) if by == "month" else one - timedelta(one.weekday() if by == "week" else 0)).isoformat()


def end(begin: str, by: str) -> str:
    """The last day of the period that begins so."""
    one = day_of.fromisoformat(begin)
    last = (one.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1) if by == "month" else \
        one + timedelta(6 if by == "week" else 0)
    return last.isoformat()


def within(date: Date, by: str) -> str:
    """The first day of the period in which something lies for sure; "" where its date is not as exact as that."""
    low, high = bounds(date)
    first = begin(low, by) if low and high else ""
    return first if first and first == begin(high, by) else ""


def periods(first: str, last: str, by: str) -> Iterator[str]:
    """The first days of all periods, from the one that begins at `first` to the one that begins at `last`."""
    while first <= last:
        yield first
        first = shifted(end(first, by), 1)


def shifted(day: str, by: int) -> str:
    """The day so many days later."""
    return (day_of.fromisoformat(day) + timedelta(by)).isoformat()
