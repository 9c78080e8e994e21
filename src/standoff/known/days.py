"""Days of ISO dates that may be cut to their year or month: the first, the last, the one after, the one before."""

from __future__ import annotations

from datetime import date, timedelta


def first(told: str) -> str:
    """The first day of a year, month or day."""
    return told + "-01-01"[len(told) - 4:]


def after(told: str) -> str:
    """The day after a year, month or day; of the last that ISO dates know it itself."""
    if told[:4] == "9999":
        return "9999-12-31"
    if len(told) == 4:
        return f"{int(told) + 1:04}-01-01"
    if len(told) == 7:
        year, month = int(told[:4]), int(told[5:])
        return f"{year + month // 12:04}-{month % 12 + 1:02}-01"
    return (date.fromisoformat(told) + timedelta(1)).isoformat()


def last(told: str) -> str:
    """The last day of a year, month or day."""
    return before(after(told))


def before(day: str) -> str:
    """The day before a day."""
    return (date.fromisoformat(day) - timedelta(1)).isoformat()
