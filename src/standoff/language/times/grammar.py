"""The grammar of English time expressions: `Grammar.parse` reads the longest one that begins at a token.

Recursive descent, one small method per form; each gives what was told and the token after it, or None, and names what
it accepts and what it must refuse. `figures` has the small things, `dates` the calendar, `relative` what is counted
from elsewhere; here are hours, and what joins and bounds the rest. Nothing here knows the anchor: see `resolve`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from standoff.language.times.dates import _date
from standoff.language.times.extents import DAY, Extent, day, part, years
from standoff.language.times.figures import Found
from standoff.language.times.relative import Relative
from standoff.language.times.tokens import LEXICON, MONTHS, PARTS, PLURAL_PARTS, SEASONS, UNITS, WEEKDAYS
from standoff.language.times.told import Counted, Told, span, stated
from standoff.model import Precision as P

POSITION = {"early": (0, 1), "mid": (1, 2), "middle": (1, 2), "late": (2, 3), "beginning": (0, 1), "start": (0, 1),
            "end": (2, 3), "close": (2, 3), "earlier": (0, 1), "later": (2, 3), "outset": (0, 1)}
"""Which third of a period a word means."""
FINER = {P.YEAR: P.MONTH, P.DECADE: P.YEAR, P.CENTURY: P.DECADE, P.MONTH: P.WEEK, P.SEASON: P.MONTH, P.WEEK: P.DAY}
"""The unit that a part of a period is told in."""
ZONES: dict[str, str] = LEXICON["zones"]
BEFORE_HOUR = ("at", "around", "about", "by", "until", "from", "to", "before", "after", "since", "till", "between", "-",
               ",", "/", "(")
"""One of these stands before an hour that has no "a.m." or zone; one of the first six, when it is written "2:30"."""


def _from(extent: Extent) -> Extent:
    """From its first day on; of a month, told by the month: "since January" is 2017-01/.., not 2017/..."""
    return Extent(extent.first, None, f"{extent.value}/.." if _MONTH.fullmatch(extent.value) else "")


def _up_to(extent: Extent) -> Extent:
    """Up to its last day; of a month, told by the month: "until December" is ../2017-12."""
    return Extent(None, extent.last, f"../{extent.value}" if _MONTH.fullmatch(extent.value) else "")


_MONTH = re.compile(r"\d{4}-\d\d")


class Grammar(Relative):
    """Reads one sentence."""

    def clock(self, i: int) -> tuple[str, int, P] | None:
        """"10:30 a.m.", "22:30 GMT", "10 p.m.", "noon", "midnight"; not "2:1", "10:30" in a score, "5 am" the verb."""
        w = self.w
        if w[i] in ("noon", "midday", "midnight"):
            then = w[i + 1]
            days = ("local", "yesterday", "today", "tomorrow", "tonight")
            goes_on = then in WEEKDAYS or then in ZONES or then in days
            if (self.capital(i) and i) or not (self.closes(i + 1) or goes_on):
                return None              # "Chimes at Midnight", "a midnight curfew"
            return {"midnight": "T00:00"}.get(w[i], "T12:00"), i + 1, P.HOUR
        if not (w[i].isdecimal() and w[i].isascii() and len(w[i]) <= 2 and int(w[i]) <= 24):
            return None
        before = w[i - 1]
        if self.glued[i] and i and before in (":", ".", ",", "/", "$", "-") and (before != "-" or w[i - 2].isalpha()):
            return None
        if self.glued[i] and i and before.isalpha() and not self.tied(i + 1, ":."):
            return None                  # part of a link or a code
        hour, minute, at, exact = int(w[i]), 0, i + 1, False
        if self.tied(at, ":.") and len(w[at + 1]) == 2:
            colon = w[at] == ":"
            if int(w[at + 1]) > 59:
                return None
            minute, at, exact = int(w[at + 1]), at + 2, True
            at += 2 * self.tied(at, ":")
        else:
            colon = False
        half = ""
        if w[at] in ("am", "pm"):
            half, at = w[at][0], at + 1
        elif w[at] in ("a", "p") and w[at + 1:at + 3] == [".", "m"] and all(self.glued[at + 1:at + 3]):
            half, at = w[at], at + 3
            at += w[at] == "." and self.glued[at]
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
        elif w[at] == "o" and w[at + 1] == "'" and w[at + 2] == "clock" and 1 <= hour <= 12:
            return None                  # morning or evening is not said
        elif not colon or hour > 23 or (len(w[i]) == 1 and before not in BEFORE_HOUR[:6]):
            return None
        elif before not in BEFORE_HOUR and w[at] not in ZONES and w[at] not in ("hours", "local"):
            return None                  # a score
        at += w[at] == "hours"
        zone = ZONES.get(w[at], "") if self.raw[at].isupper() or w[at] in ("gmt",) else ""
        if zone:
            at += 1
        elif w[at] == "local" and w[at + 1] == "time":
            at += 2
        elif w[at] in ("et", "pt", "ct", "mt", "ist", "cst", "ast") and self.raw[at].isupper():
            at += 1
        return f"T{hour:02d}:{minute:02d}{zone}", at, P.MINUTE if exact else P.HOUR

    def with_hours(self, told: Told, i: int) -> tuple[Told, int]:
        """A day with what follows it: "Tuesday night", "yesterday at 10:30 a.m.", "on Tuesday, at around noon"."""
        w, at = self.w, i
        if told.precision not in (P.DAY, P.PART_OF_DAY):
            return told, i
        if w[at] in PARTS and w[at] not in ("noon", "midnight", "midday") and w[at + 1] != "'":
            told, at = replace(told, precision=P.PART_OF_DAY), at + 1
        start = at + (w[at] == "," or (w[at] == "/" and not self.glued[at]))       # "03.28 / 21:10", a stamp
        start += w[start] in ("at", "around", "about", "by")
        start += w[start] in ("around", "about", "approximately", "just")
        start += w[start] in ("before", "after") and w[start - 1] == "just"
        if start == at and w[at] not in ("noon", "midnight") and not w[at].isdecimal():
            return told, at
        if found := self.clock(start):
            return self.clocked(told, found[0], found[2]), found[1]
        return told, at

    def clocked(self, told: Told, clock: str, precision: P) -> Told:
        """A day with its hour."""
        def over(extent: Extent) -> Extent:
            if extent.first is None or extent.first != extent.last:
                return extent
            return Extent(extent.first, extent.last, extent.first.isoformat() + clock)
        return told.map(over, precision=precision)

    def core(self, i: int) -> Found:
        """One date or period, without range words."""
        return self.nested(self._core, i)

    def _core(self, i: int) -> Found:
        w = self.w
        found = (self.before_era(i) or self.instant(i) or self.holiday(i)
                 or self.numeric(i) or self.weekday(i) or self.calendar_day(i) or self.calendar_month(i)
                 or self.decade(i) or self.century(i) or self.quarter(i) or self.season(i) or self.deictic(i)
                 or self.so_far(i) or self.from_day(i) or self.counted(i) or self.relative(i) or self.anaphor(i)
                 or self.positioned(i) or self.bare_year(i) or self.short_year(i) or self.year_end(i)
                 or self.weekend(i))
        if found is None:
            return None
        told, at = found
        if told.yearly and told.counted is Counted.OPEN and w[at] in ("last", "next") and (
                told.precision in (P.DAY, P.MONTH)) and self.ends(at + 1):
            # "the 12th of October last"
            told, at = self.turned(told, -1 if w[at] == "last" else 1, Counted.WRITTEN), at + 1
        if told.precision in (P.DAY, P.PART_OF_DAY):
            told, at = self.with_hours(told, at)
            if w[at] == "," and told.counted is Counted.OPEN and told.yearly is None and (
                    dated := self.calendar_day(at + 1) or self.numeric(at + 1)):
                return dated[0], dated[1]
        return told, at

    def positioned(self, i: int) -> Found:
        """"early March 2016", "mid-1990s", "the end of 2016", "late last year", "late on Tuesday", "the middle of May",
        "the morning of 5 May", "Tuesday morning"; not "the end of the war", "late arrivals", "early elections"."""
        w = self.w
        at = self.the(i)
        if w[at] in PARTS and w[at + 1] == "of" and (whole := self.core(at + 2)) and whole[0].precision is P.DAY:
            return replace(whole[0], precision=P.PART_OF_DAY), whole[1]
        if w[at] in PARTS and w[at] not in ("noon", "midnight") and w[at + 1] == "on" and at == i:
            return None
        very = w[at] in ("very", "mid") and w[at + 1] in POSITION
        at += very
        place = POSITION.get(w[at])
        if place is None:
            return None
        word = w[at]
        at += 1
        if word in ("beginning", "start", "end", "close", "middle", "outset", "turn"):
            if w[at] != "of":
                return None
            at += 1
        elif w[at] in ("-", "in", "on"):
            at += 1
        whole = (self.holiday(at) or self.calendar_day(at) or self.calendar_month(at) or self.decade(at)
                 or self.century(at) or self.season(at) or self.relative(at) or self.anaphor(at) or self.deictic(at)
                 or self.weekday(at) or self.bare_year(at) or self.unit_named(at))
        if whole is None and w[at - 1] == "-" and (year := self.year_number(at)):          # "mid-2017"
            whole = stated(years(year[0], year[0]), P.YEAR), year[1]
        if whole is None:
            return None
        told, end = whole
        if told.precision in (P.DAY, P.PART_OF_DAY):
            if word in ("early", "late", "mid"):
                return replace(told, precision=P.PART_OF_DAY), end
            return None
        low, high = place
        if told.precision is P.SEASON and word not in ("early", "mid", "late", "end", "beginning", "start"):
            return None
        of = 3
        if word in ("beginning", "start", "end", "close", "outset") and told.precision is P.YEAR:
            low, high, of = (0, 1, 4) if low == 0 else (3, 4, 4)
        elif told.precision is P.DECADE:         # halves, and the years around the middle
            low, high, of = {0: (0, 5, 10), 1: (3, 8, 10), 2: (5, 10, 10)}[low]
        share = {4: "a quarter", 3: "a third", 10: "half"}[of]
        return told.map(lambda extent: part(extent, low, high, of), precision=FINER.get(told.precision or P.YEAR),
                        note=f"{word}: {share} of the {told.precision} supposed"), end

    def ranged(self, i: int) -> Found:
        """"from 2003 to 2011", "between 5 and 9 May", "from Monday to Friday"; not "from Ramadi to Mosul"."""
        w = self.w
        if w[i] not in ("from", "between"):
            return None
        joins = ("to", "until", "till", "through", "-", "up") if w[i] == "from" else ("and", )
        low = self.core(i + 1)
        if low is None or w[low[1]] not in joins:
            value = self.day_number(self.the(i + 1))
            dated = self.calendar_day(self.the(value[1] + 1)) if value and w[value[1]] in joins else None
            if value and dated and dated[0].yearly is None:
                whole = dated[0]
                start = value[0]

                def stretch(extent: Extent) -> Extent | None:
                    if extent.first is None:
                        return None
                    first = _date(extent.first.year, extent.first.month, start)
                    return Extent(first, extent.last) if first and extent.last and first <= extent.last else None
                return whole.map(stretch), dated[1]
            if value and dated:
                yearly = dated[0].yearly
                start = value[0]

                def of_year(year: int) -> Extent | None:
                    found = yearly(year) if yearly else None
                    first = _date(year, found.first.month, start) if found and found.first else None
                    return Extent(first, found.last) if first and found and found.last and first <= found.last else None
                if not any(map(of_year, (2000, 2001))):
                    return None              # "between 5 and 1 March"
                return Told(counted=Counted.OPEN, precision=P.DAY, yearly=of_year), dated[1]
            ordinal = self.ordinal(self.the(i + 1))
            if ordinal and w[ordinal[1]] in joins and (later := self.century(ordinal[1] + 1)):
                first = stated(years(max((ordinal[0] - 1) * 100, 1), ordinal[0] * 100 - 1), P.CENTURY)
                return span(first, later[0]), later[1]
            return None
        at = low[1] + 1
        at += w[at] in ("to", ) and w[at - 1] == "up"
        high = self.core(at)
        if high is None:
            short = self.day_number(at)
            begun = low[0].yearly(2000) if low[0].yearly and low[0].precision is P.DAY else None
            if short and w[i] == "from" and begun and begun.first:
                return span(low[0], self.annual_day(begun.first.month, short[0])), short[1]
            return None
        return span(low[0], high[0]), high[1]

    def bounded(self, i: int) -> Found:
        """"since 2014", "until June", "before 2003", "after March 9", "by Friday"; not "after the 2003 invasion" or
        "before Friday's vote", where only the year or day is a time. "By 1900 it had grown": as the year began."""
        w = self.w
        word = w[i]
        if word not in ("since", "until", "till", "before", "after", "by", "through"):
            return None
        at = i + 1 + (w[i + 1] in ("at", "around", "about") and w[i + 2] == "least")
        at += w[at] in ("about", "around", "at")
        found = self.core(at)
        if found is None:
            return None
        told, end = found
        if not self.closes(end) or w[end] == "'" or (w[end] == "-" and self.glued[end]):
            return None
        had = word == "by" and ("had" in w[max(0, i - 12):i] or "had" in w[end:end + 12])    # "by 1900 it had grown"
        change: Callable[[Extent], Extent | None]
        if (sample := told.past and told.counted is Counted.NOTHING and told.past(dt.date(2000, 1, 1))) and (
                sample.text and sample.first is None):
            years_of = sample.text.split("/")            # before our era: "since the 5th century BC"
            bygone = f"{years_of[0]}/.." if word == "since" else f"{years_of[-1]}/.." if word == "after" else \
                f"../{years_of[0 if word == 'before' or had else -1]}"
            change = lambda e: Extent(None, None, bygone)  # noqa: E731
        elif word == "since":
            change = _from
        elif word == "through" and told.precision in (P.DECADE, P.CENTURY):      # "we lived through the 1990s"
            return found
        elif word == "before" and "supposed" in told.note:       # "before the end of the year"
            change = lambda e: Extent(None, e.last)  # noqa: E731
        elif had and told.precision in (P.YEAR, P.DECADE, P.CENTURY):
            change = lambda e: Extent(None, e.first)  # noqa: E731
        elif word in ("before", "after") and w[i - 1] == "or" and w[i - 2] in ("on", "in"):       # "on or before 3 May"
            change = (lambda e: Extent(None, e.last)) if word == "before" else (lambda e: Extent(e.first, None))
        elif word == "before":
            change = lambda e: Extent(None, e.first - DAY) if e.first else None  # noqa: E731
        elif word == "after":
            change = lambda e: Extent(e.last + DAY, None) if e.last else None  # noqa: E731
        else:
            change = _up_to
        return replace(told, after=change), end

    def repeated(self, i: int) -> int | None:
        """Past a set, which has no date: "every Friday", "each year", "on Tuesdays"; None when there is none."""
        w = self.w
        if w[i] in ("every", "each"):
            at = i + 1 + (w[i + 1] in ("other", "single", "second"))
            if w[at] in WEEKDAYS:
                at += 1
                while w[at] in ("/", "and", "or", ",", "to") and w[at + 1] in WEEKDAYS:
                    at += 2
                return at + (w[at] in PARTS)
            if any(w[at] in names for names in (UNITS, PARTS, MONTHS, SEASONS, ("weekend", ))):
                return at + 1
            number = self.cardinal(at)
            if number and w[number[1]] in UNITS:
                return number[1] + 1
        if w[i].endswith("s") and w[i][:-1] in WEEKDAYS and len(w[i]) > 6:
            return i + 1
        if w[i] in WEEKDAYS and w[i + 1] in PLURAL_PARTS:
            return i + 2
        return None

    def parse(self, i: int) -> Found:
        """The time expression that begins at a token."""
        if found := self.before_era(i) or self.ranged(i) or self.bounded(i):
            return found
        clock = self.clock(i)
        if clock:
            text, at, precision = clock
            where = at + (self.w[at] == ",")
            where += self.w[where] == "on"
            if (dated := self.core(where)) and dated[0].precision in (P.DAY, P.PART_OF_DAY):
                return self.clocked(dated[0], text, precision), dated[1]
            return Told(counted=Counted.SPOKEN, precision=precision, past=day, clock=text), at
        found = self.core(i)
        if found and self.w[found[1]] in ("-", "to") and found[0].counted is Counted.NOTHING:
            end = self.the(found[1] + 1)
            if self.w[end] in ("present", "date", "now") and self.w[end + 1] in ("", ")", ".", ",", ";", "]"):
                return found[0].map(lambda e: Extent(e.first, None)), end + 1
        if found and self.w[found[1]] == "-" and found[0].precision in (P.DAY, P.MONTH, P.YEAR):
            second = self.core(found[1] + 1)
            if second and second[0].precision is found[0].precision:
                return span(found[0], second[0]), second[1]
        return found
