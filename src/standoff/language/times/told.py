"""What the words of a time expression say, before anybody knows when they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from standoff.language.times.extents import Extent, latest, soonest
from standoff.model import Precision

From = Callable[[dt.date], Extent | None]
"""The days meant, when counted from a day. A later day never gives earlier days, so that two ends bound all between."""


class Counted(Enum):
    """What an expression is counted from."""

    NOTHING = "nothing"              # the words say it all: "24 January 2017"
    OPEN = "open"                    # comes again every year or week: "24 January", "Tuesday"; tense decides
    PUBLICATION = "publication"      # "yesterday"
    SPOKEN = "spoken"                # the time spoken of before: "the day before"
    ONWARD = "onward"                # "the next five years": as SPOKEN, but the publication if the sentence looks ahead
    WRITTEN = "written"              # "October last": publication, or in old prose the time spoken of, long before it
    CURRENT = "current"              # "the end of the year": the same, and the publication if nothing was spoken of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an expression says. One of `past` (with `ahead`, when direction is open) and `yearly` gives its days."""

    counted: Counted
    precision: Precision | None
    past: From | None = None         # the days, counted from a day; of NOTHING, whatever the day
    ahead: From | None = None        # the same, when the sentence looks ahead
    yearly: Callable[[int], Extent | None] | None = None     # the days in a year, while the year is open
    readings: tuple[str, ...] = ()   # both, while the order of day and month is open
    clock: str = ""                  # "T10:30", with an offset when stated
    note: str = ""                   # what was supposed, in words
    after: Callable[[Extent], Extent | None] | None = None   # what "since", "until"… make of the days at the end

    @property
    def topical(self) -> bool:
        """Whether only a text that counts from its publication would say so: "Tuesday", "last week", not "today"."""
        return (self.counted is Counted.PUBLICATION or (self.counted is Counted.OPEN and not self.yearly)) and (
            self.precision is not Precision.DAY or self.ahead is not None)

    @property
    def dated(self) -> bool:
        """Whether it is a day with its year."""
        return self.counted is Counted.NOTHING and self.precision is Precision.DAY

    def counts(self, ahead: bool) -> From | None:
        """The days counted from a day, by the direction in which the sentence looks."""
        if yearly := self.yearly:
            return (lambda when: soonest(yearly, when)) if ahead else (lambda when: latest(yearly, when))
        return self.ahead if ahead and self.ahead else self.past

    @property
    def partial(self) -> str:
        """EDTF of what is known while the year is open: "XXXX-01-24"; "" when it is not the year that is."""
        for year in range(2001, 2030) if self.yearly else ():
            found = self.yearly(year) if self.yearly else None
            if found and found.last and (found.last.year == year or found.text):
                bounded = self.after(found) if self.after else found
                known = bounded.value.replace(str(year), "XXXX") if bounded else ""
                return known if known != "XXXX" else ""
        return ""

    def map(self, change: Callable[[Extent], Extent | None], *, precision: Precision | None = None,
            note: str = "") -> Told:
        """The same with every extent changed: "late" of it, "since" it."""
        def over(f: Callable[..., Extent | None] | None) -> Callable[..., Extent | None] | None:
            if f is None:
                return None
            inner = f

            def changed(x: object) -> Extent | None:
                found = inner(x)
                return change(found) if found else None
            return changed
        return replace(self, past=over(self.past), ahead=over(self.ahead), yearly=over(self.yearly),
                       precision=precision or self.precision, note="; ".join(filter(None, (self.note, note))))


def stated(extent: Extent, precision: Precision | None, note: str = "") -> Told:
    """Words that say it all."""
    return Told(counted=Counted.NOTHING, precision=precision, past=lambda _: extent, note=note)


def span(low: Told, high: Told) -> Told:
    """From the first day of one to the last of the other; an open year is that of the other, or the year next to it.

    Told the wrong way round ("from 2016 to 2014"), the earlier of the two opens it.
    """
    first, last, year = low, high, high.yearly
    if low.yearly and year:
        one = low.yearly

        def both(number: int) -> Extent | None:
            a, b = one(number), year(number)
            if a and b and a.first and b.last and a.first > b.last:
                b = year(number + 1)
            return Extent(a.first, b.last) if a and b else None
        return Told(counted=Counted.OPEN, precision=high.precision, yearly=both)
    if low.yearly and high.past:
        yearly = low.yearly
        first = replace(low, yearly=None, past=lambda when: latest(yearly, when))
    if year and low.past:
        later = year

        def after(when: dt.date) -> Extent | None:
            begun = low.past(when) if low.past else None
            return soonest(later, begun.first) if begun and begun.first else None
        last = replace(high, yearly=None, past=after)

    def joined(ahead: bool) -> From:
        def counted(when: dt.date) -> Extent | None:
            to, end = last.counts(ahead), None
            if to:
                end = to(when)
            start, begin = first.counts(ahead), None
            if start:
                behind = low.yearly or (low.counted is Counted.OPEN and high.counted is not Counted.OPEN)
                to_end = end.last if behind and end else None          # "from Monday through Wednesday next week"
                begin = (start if low.yearly else low.past or start)(to_end) if to_end else start(when)
            if begin and end and begin.first and end.last and begin.first > end.last:
                begin, end = end, begin
            return Extent(begin.first, end.last) if begin and end else None
        return counted
    kinds = {low.counted, high.counted} - ({Counted.OPEN} if low.yearly or high.yearly else set()) or {Counted.OPEN}
    order = (Counted.SPOKEN, Counted.WRITTEN, Counted.ONWARD, Counted.CURRENT, Counted.PUBLICATION, Counted.OPEN,
             Counted.NOTHING)
    kind = next(k for k in order if k in kinds)
    return Told(counted=kind, precision=high.precision or low.precision, past=joined(False),
                ahead=joined(True) if kind is Counted.OPEN else None, note=high.note)
