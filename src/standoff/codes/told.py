"""What texts and persons tell of somebody, each with its day: what of it is told for a day, and what is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from standoff.known import Dated
from standoff.known.days import after, first, last

YEAR = timedelta(365)
"""How long a title is news: what texts of the last such time say goes before older words, and the first text that tells
somebody's title tells it of so long a time before it. Set by us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Dated):
    """What a text or a person tells of somebody: `what` is a title or noun as written, "" for a mere member.

    `since` and `until` are what the text tells, not when it was published.
    """

    of: str = ""                             # whose: a known key, else as written ("Iranian", "Delta Avengers"), or ""
    former: bool = False
    report: str = ""                         # key of the report that tells it
    day: str = ""                            # of its publication, "" when not known
    by: str = ""                             # the person who says so, in place of a text
    place: str = ""                          # country of the place that `of` is: USA of “Florida”


def ended(said: Iterable[tuple[str, bool]]) -> bool:
    """Whether texts say that something is over, of the day of each and whether it says so.

    From the first that says so on, as many must as do not. Texts without a day count where none has one: then all must.
    """
    rows = sorted(said)
    dated = [(day, over) for day, over in rows if day]
    if not dated:
        return bool(rows) and all(over for _, over in rows)
    first = next((day for day, over in dated if over), None)
    later = [over for day, over in dated if first is not None and day >= first]
    return bool(later) and 2 * sum(later) >= len(later)


def heard(told: Sequence[Told], day: str | None) -> list[Told]:
    """What has been told by a day, or is told of it; else what the first text behind it tells, if that is near."""
    if day is None:
        return [one for one in told if not one.since and not one.until]
    end = last(day)
    heard = [one for one in told if not one.day or one.day <= end or (one.since and one.since <= end)]
    near = min((one.day for one in told if one.day), default="")
    return heard or ([one for one in told if one.day == near] if near and back(near) <= end else [])


def says(some: Sequence[Told]) -> str:
    """Who says so: "a text of 2017-03-24 says (r0123456)"."""
    one, count = some[0], len(reports(some))
    if one.by:
        return f"{one.by} says"
    of = f" of {one.day}" if one.day else ""
    key = f" ({one.report[:9]})" if one.report else ""
    return f"a text{of}{key} says" if count < 2 else f"{count} texts, the last{of}{key}, say"


def reports(some: Sequence[Told]) -> set[str]:
    """The reports that tell it."""
    return {one.report for one in some}


def changes(told: Sequence[Told]) -> Iterator[str]:
    """The days on which what is told may change."""
    for one in told:
        yield from (first(day) for day in (one.day, one.since) if day)
        yield from [after(one.until)] if one.until else []
    if days := [one.day for one in told if one.day]:
        yield back(min(days))


def back(day: str) -> str:
    """A YEAR before."""
    return (max(date.fromisoformat(first(day)), date.min + YEAR) - YEAR).isoformat()
