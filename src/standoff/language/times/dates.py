"""Dates that name a day, month, year or longer by the calendar: in figures, in words, and parts of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from standoff.language.times import extents
from standoff.language.times.eras import Eras
from standoff.language.times.extents import DAY, Extent, day, month, part, shift, years
from standoff.language.times.figures import AROUND, CALENDARS, CLOSING, COUNTED, Found
from standoff.language.times.tokens import AUXILIARIES, HOLIDAYS, MONTHS, ORDINALS, SEASONS, UNITS
from standoff.language.times.told import Counted, Told, span, stated
from standoff.model import Precision as P

FORENAMES = ("june", "april", "may", "august")
BEFORE_MONTH, BEFORE_NAMED_MONTH = frozenset(AROUND["month"]), frozenset(AROUND["month_before_name"])


WIDER = (P.DAY, P.WEEK, P.MONTH, P.YEAR, P.DECADE, P.CENTURY)
"""Units, each inside the next, whose first and last days, weeks… can be told."""


def _date(year: int, number: int, at: int) -> dt.date | None:
    try:
        return dt.date(year, number, at)
    except ValueError:
        return None


class Dates(Eras):
    """Reads what the calendar names."""

    def numeric(self, i: int) -> Found:
        """"2017-03-24", "24/03/2017", "1-3-2024" with both readings, "03.28"; not "3-2", "1.5", "555-2017-03"."""
        w = self.w
        mark = w[i + 1]
        if not (w[i].isdecimal() and w[i].isascii()) or (i and self.glued[i] and w[i - 1] in "-/.:$+"):
            return None
        if not self.tied(i + 1, "-/."):
            return None
        if self.tied(i + 3, mark):
            if self.tied(i + 5, mark):
                return None
            a, b, c = w[i], w[i + 2], w[i + 4]
            if len(a) == 4 and 1 <= len(b) <= 2 and 1 <= len(c) <= 2:
                found = _date(int(a), int(b), int(c))
                if found is None or not 1500 <= found.year <= 2199:
                    return None
                end = i + 5
                if w[end] == "t" and self.glued[end] and w[end + 1].isdecimal():
                    return None
                return stated(day(found), P.DAY), end
            if len(a) <= 2 and len(b) <= 2 and len(c) in (2, 4):
                year = int(c) if len(c) == 4 else 2000 + int(c) if int(c) < 70 else 1900 + int(c)
                if not 1500 <= year <= 2199 or (len(c) == 2 and mark == "."):
                    return None
                first, second = _date(year, int(b), int(a)), _date(year, int(a), int(b))
                note = f"two-digit year {c} read as {year}" if len(c) == 2 else ""
                if first and second and first != second:
                    low, high = sorted((first, second))
                    told = Told(counted=Counted.NOTHING, precision=P.DAY, past=lambda _: Extent(low, high),
                                readings=(first.isoformat(), second.isoformat()),
                                note="the order of day and month is open")
                    return told, i + 5
                only = first or second
                return (stated(day(only), P.DAY, note), i + 5) if only else None
            return None
        a, b = w[i], w[i + 2]
        if mark == "." and len(a) == len(b) == 2 and "0" in (a[0], b[0]) and w[i - 1] not in ("$", "€", "£"):
            pairs = {(int(x), int(y)) for x, y in ((a, b), (b, a)) if _date(2000, int(x), int(y))}
            if len(pairs) == 1 and w[i + 3] not in ("%", "percent", "million", "billion", "am", "pm", "a", "p", "°"):
                number, at = next(iter(pairs))
                return self.annual_day(number, at), i + 3
        return None

    def annual_day(self, number: int, first: int, last: int | None = None) -> Told:
        """A day of the year, or days of one month, with the year open."""
        def yearly(year: int) -> Extent | None:
            low, high = _date(year, number, first), _date(year, number, last or first)
            return Extent(low, high) if low and high else None
        return Told(counted=Counted.OPEN, precision=P.DAY, yearly=yearly)

    def annual_month(self, number: int) -> Told:
        """A month with the year open."""
        return Told(counted=Counted.OPEN, precision=P.MONTH, yearly=lambda year: month(year, number))

    def checked(self, told: Told, number: int) -> Told:
        """A day of the year that its weekday narrows to the years in which it falls on it."""
        yearly = told.yearly
        if yearly is None:
            return told
        inner = yearly

        def matching(year: int) -> Extent | None:
            found = inner(year)
            return found if found and found.first and found.first.weekday() == number else None
        return replace(told, yearly=matching)

    def year_after(self, i: int) -> tuple[Told, int] | None:
        """The year behind a month, season or day: ", 2017", "of 2017", "of last year", "this year", "the same year"."""
        return self.nested(self._year_after, i)

    def _year_after(self, i: int) -> Found:
        w, at = self.w, i
        at += w[at] in (",", "of", "in")
        if found := self.year_number(at):
            return stated(years(found[0], found[0]), P.YEAR), found[1]
        old = len(w[at]) == 3 and w[at].isdecimal() and self.closes(at + 1) and w[at + 1] not in ("-", "'", "%")
        if old and w[i] != ",":
            return stated(years(int(w[at]), int(w[at])), P.YEAR), at + 1
        if w[at] == "'" and self.glued[at + 1] and w[at + 1].isdecimal() and len(w[at + 1]) == 2 and w[i] != ",":
            short = int(w[at + 1])
            year = 2000 + short if short < 70 else 1900 + short
            return stated(years(year, year), P.YEAR, f"two-digit year {short:02d} read as {year}"), at + 2
        if w[i] == "," and w[at] not in ("last", "this", "next"):
            return None
        relative = self.relative(at) or self.anaphor(at)
        if relative and relative[0].precision is P.YEAR and w[relative[1]] != "ago":
            return relative
        return None

    def in_year(self, told: Told, year: Told) -> Told:
        """What comes once a year, in that year."""
        yearly = told.yearly

        def of(extent: Extent) -> Extent | None:
            return yearly(extent.first.year) if yearly and extent.first else None
        return replace(year.map(of), precision=told.precision)

    def calendar_day(self, i: int) -> Found:
        """"Jan. 24", "24 January 2017", "5-9 May", "January 24th, 2017", "5 and 6 May"; not "May 24,000", "31 June"."""
        w = self.w
        start = self.the(i)
        told: Told | None = None
        at = start
        if start == i and (name := self.month_name(i)):
            number, at = name
            at += w[at] == "the" and bool(self.ordinal(at + 1))
            if first := self.day_number(at):
                value, at = first
                told = self.annual_day(number, value)
                if w[at] in ("-", "and", "to", "through") and (second := self.day_number(at + 1)) and second[0] > value:
                    follows = self.month_name(second[1])
                    then = w[second[1]]
                    if not follows and not (w[at] == "and" and (then in COUNTED or then.endswith("s") or
                                                               self.tag(second[1]) in ("NOUN", "ADJ", "NUM"))):
                        told, at = self.annual_day(number, value, second[0]), second[1]
            elif (nth := self.ordinal(at)) and nth[0] <= 31 and self.w[i - 1] != "the":
                told, at = self.annual_day(number, nth[0]), nth[1]
        if told is None:
            first = self.day_number(start) or (self.ordinal(start) if start > i else None)
            if first and first[0] <= 31:
                value, at = first
                last = None
                if w[at] in ("-", "and", "to", "through") and (second := self.day_number(at + 1)) and second[0] > value:
                    last, at = second
                at += w[at] == "day" and w[at + 1] == "of"           # "the 1st day of May"
                at += w[at] == "of"
                at += w[at] == "-" and self.glued[at]
                if name := self.month_name(at):
                    told, at = self.annual_day(name[0], value, last), name[1]
        if told is None or told.yearly is None:
            return None
        if all(told.yearly(year) is None for year in (2000, 2001)):
            return None
        attacks = w[at].startswith(("attack", "hijack", "conspirac", "terror")) or w[at + 1].startswith("attack")
        if attacks and told.yearly(2001) == day(dt.date(2001, 9, 11)):
            return stated(day(dt.date(2001, 9, 11)), P.DAY, "the attacks of 11 September 2001"), at
        if w[at] == "-" and self.glued[at] and (year := self.year_number(at + 1)):
            return self.in_year(told, stated(years(year[0], year[0]), P.YEAR)), year[1]
        if bygone := self.day_before_era(told, at):
            return bygone
        if tail := self.year_after(at):
            return self.in_year(told, tail[0]), tail[1]
        return told, at

    def calendar_month(self, i: int) -> Found:
        """"March", "March 2016", "March of last year", "January-June 2016"; not "march on", "may", "April said"."""
        name = self.month_name(i)
        if name is None:
            return None
        number, at = name
        w = self.w
        told = self.annual_month(number)
        if bygone := self.day_before_era(told, at):
            return bygone
        if tail := self.year_after(at):
            return self.in_year(told, tail[0]), tail[1]
        if w[at] == "-" and (second := self.month_name(at + 1)) and not self.day_number(second[1]):
            pair = span(told, self.annual_month(second[0]))
            if tail := self.year_after(second[1]):
                return self.in_year(pair, tail[0]), tail[1]
            return pair, second[1]
        word, before = w[i], w[i - 1]
        named = (self.capital(at) and w[at].isalpha()) or (i > 0 and self.capital(i - 1) and before.isalpha())
        if named and word in FORENAMES and before not in BEFORE_NAMED_MONTH and self.tag(i) in ("PROPN", ""):
            return None                  # June Okafor, Theresa May
        if word in ("may", "march", "august") and before not in BEFORE_MONTH and (i == 0 or before not in MONTHS):
            return None
        return told, at

    def bare_year(self, i: int) -> Found:
        """"2011", "2016-17", "2003-2011", "fiscal 2017", "the year 2012", "347 AD"; see `year_number` for what not."""
        w = self.w
        if w[i] == "year" and w[i - 1] in CALENDARS:
            return None                  # "the Iranian year 1401"
        at, fiscal = i, False
        if w[at] in ("fiscal", "fy") or (w[at] == "the" and w[at + 1] == "fiscal"):
            at += 1 + (w[at] == "the")
            fiscal = True
        at += w[at] == "year" and (fiscal or w[at + 1].isdecimal())
        if w[at] == "the" and w[at + 1] == "year" and w[at + 2].isdecimal():
            at += 2
        if w[at] in ("ad", "ce") and self.raw[at].isupper() and w[at + 1].isdecimal() and len(w[at + 1]) <= 4:
            value = int(w[at + 1])
            return (stated(years(value, value), P.YEAR), at + 2) if value else None
        named = at > i
        if w[at].isdecimal() and w[at].isascii() and 1 <= len(w[at]) <= 4 and int(w[at]) and (
                named or (w[at + 1] in ("ad", "ce") and self.raw[at + 1].isupper())) and not self.year_number(at):
            value, at = int(w[at]), at + 1
            at += w[at] in ("ad", "ce")
            return stated(years(value, value), P.YEAR), at
        found = self.year_number(at, bare=not named)
        if found is None:
            return None
        value, end = found
        if fiscal or (w[end] in ("-", "/") and self.glued[end] and self.glued[end + 1] and w[end + 1].isdecimal()):
            last, stop = value, end
            if w[end] in ("-", "/") and w[end + 1].isdecimal() and self.glued[end + 1]:
                tail = w[end + 1]
                last = int(tail) if len(tail) == 4 else value // 100 * 100 + int(tail) if len(tail) == 2 else 0
                stop = end + 2
            if not value <= last <= 2199:
                return None
            if fiscal:
                note = "a fiscal year may begin nine months before the year that names it, and end six months after it"
                shown = f"{value}/{last}" if last > value else f"{value}"
                whole = Extent(dt.date(value - 1, 4, 1), dt.date(last + 1, 6, 30), shown)
                return stated(whole, P.YEAR, note), stop
            return stated(years(value, last), P.YEAR), stop
        if w[end] == "-" and not self.glued[end] and (second := self.year_number(end + 1)) and second[0] > value:
            return stated(years(value, second[0]), P.YEAR), second[1]
        if w[end] == "-" and not self.glued[end] and len(w[end + 1]) == 2 and w[end + 1].isdecimal() and (
                int(w[end + 1]) > value % 100 and self.closes(end + 2)):       # "1892 – 94", not "1892 – 94 men"
            return stated(years(value, value // 100 * 100 + int(w[end + 1])), P.YEAR), end + 2
        return stated(years(value, value), P.YEAR), end

    def decade(self, i: int) -> Found:
        """"the 1980s", "1990s", "the '80s", "the sixties", "the 1800s" (a century); not "his sixties", "the 30s°F"."""
        w = self.w
        at = self.the(i)
        if w[at].isdecimal() and len(w[at]) == 4 and w[at].endswith("0"):
            end = at + 1 + (w[at + 1] == "'")
            if w[end] == "s" and self.glued[end] and (end == at + 1 or at > i):
                value = int(w[at])
                if not 1000 <= value <= 2100:
                    return None
                if value % 100 == 0 and value != 2000:
                    return stated(years(value, value + 99), P.CENTURY), end + 1
                return stated(years(value, value + 9), P.DECADE), end + 1
        if at > i or w[i] == "'":
            end = at + (w[at] == "'")
            tens = w[end].isdecimal() and len(w[end]) == 2 and w[end][1] == "0" and w[end + 1] == "s"
            if tens and self.glued[end + 1] and w[end + 2] not in ("-", "°", "degrees", "f", "c"):
                short = int(w[end])
                value = (1900 if short >= 20 else 2000) + short
                return stated(years(value, value + 9), P.DECADE, f"'{short:02d}s read as {value}s"), end + 2
        if at > i and w[at].endswith("ties"):
            named = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
                     "eighties": 80, "nineties": 90}.get(w[at])
            if named:
                return stated(years(1900 + named, 1909 + named), P.DECADE, f"read as 19{named}s"), at + 1
        return None

    def century(self, i: int) -> Found:
        """"the 20th century", "17th-century", "the 15th to the 19th century"; not "a century ago", "mid-century"."""
        at = self.the(i)
        found = self.ordinal(at)
        if found is None or not 1 <= found[0] <= 22:
            return None
        number, at = found
        at += self.w[at] == "-"
        if self.w[at] not in ("century", "centuries"):
            return None
        first = (number - 1) * 100
        end = at + 1
        if self.w[end] in ("bc", "bce") or (self.w[end] == "b" and self.w[end + 1] == "." and self.w[end + 2] == "c"):
            return None                  # before the first year that dates can name
        return stated(years(max(first, 1), first + 99), P.CENTURY), end

    def verbal(self, i: int) -> bool:
        """Whether a word can only be a verb: after an auxiliary, with adverbs between, or after "to" that ends no span
        ("will probably fall", "set to fall"; "from spring to fall" is a time).
        """
        w = self.w
        at = i - 1
        while w[at].endswith("ly") or w[at] in ("not", "never", "soon", "also", "then", "n't"):
            at -= 1
        return w[at] in AUXILIARIES or (w[at] == "to" and w[at - 1] not in SEASONS and not w[at - 1].isdecimal())

    def season(self, i: int) -> Found:
        """"spring 2015", "the winter of 2016-17", "this summer", "last fall"; not "fall from power", "spring water",
        "prices will fall next year"."""
        w = self.w
        at = self.the(i)
        name = SEASONS.get(w[at])
        if name is None or (at == i and w[at] in ("fall", "spring") and self.verbal(at)):
            return None
        end = at + 1
        if w[end] == "'" and w[end + 1] == "s":
            return None
        where = end + (w[end] == "of") + (w[end] == ",")
        first = self.year_number(where)
        if w[at] == "fall" and w[end] in ("of", "in", "from", "to") and not first and not self.year_after(end):
            return None
        told = Told(counted=Counted.OPEN, precision=P.SEASON, yearly=lambda year: extents.season(year, name),
                    note="northern seasons")
        if first:
            year, stop = first
            if w[stop] in ("-", "/") and w[stop + 1].isdecimal() and name == "winter":
                tail = w[stop + 1]
                if (int(tail) - (year + 1)) % (100 if len(tail) == 2 else 10000) == 0:
                    return stated(extents.season(year, name), P.SEASON, "northern seasons"), stop + 2
            if name == "winter":
                low, high = extents.season(year - 1, name), extents.season(year, name)
                return stated(Extent(low.first, high.last, high.text), P.SEASON,
                              "northern seasons; the winter that ends or begins in the year"), stop
            return stated(extents.season(year, name), P.SEASON, "northern seasons"), stop
        if told_year := self.year_after(end):
            return self.in_year(told, told_year[0]), told_year[1]
        if w[i - 1] in ("in", "by", "since", "until", "during", "early", "late", "mid") and (
                at > i or w[i - 1] in ("early", "late", "mid") or not w[end].isalpha()) and w[end] != "-":
            return told, end
        bounded = w[i - 1] in ("before", "after", "throughout") and at > i
        return (told, end) if bounded and w[at] != "fall" and self.closes(end) else None

    def quarter(self, i: int) -> Found:
        """"Q3", "H1 2023", "the third quarter of 2016", "the first half of last year", "the first three months of
        2016", "the last week of October"; not "a quarter of voters", "the second half" (of a match)."""
        w = self.w
        if w[i] == "h" and self.raw[i] == "H" and self.glued[i + 1] and w[i + 1] in ("1", "2"):
            number, year = int(w[i + 1]), self.year_number(i + 2)
            return self.piece(i + 2, number - 1, number, 2, P.MONTH) if year else None     # "H1N1"
        if (w[i] == "q" and self.glued[i + 1] and w[i + 1] in ("1", "2", "3", "4")) or w[i] in ("q1", "q2", "q3", "q4"):
            number, at = int(w[i + 1]), i + 2
            return self.piece(at, number - 1, number, 4, P.QUARTER)
        at = self.the(i)
        count = ORDINALS.get(w[at]) or (int(w[at]) if w[at].isdecimal() and w[at + 1] in ("st", "nd", "rd", "th") and
                                        len(w[at]) == 1 else 0)
        last = w[at] in ("last", "final")
        if not (count or last):
            return None
        at += 1 + (w[at].isdecimal())
        if w[at] in ("-", ) and w[at + 1] in ("quarter", "half"):
            at += 1
        if w[at] == "quarter" and (last or count <= 4):
            number = 4 if last else count
            return self.piece(at + 1, number - 1, number, 4, P.QUARTER)
        if w[at] == "half" and (last or count <= 2):
            number = 2 if last else count
            return self.piece(at + 1, number - 1, number, 2, P.MONTH)
        number_of = self.cardinal(at)
        one = w[at] in ("day", "week", "month", "year")
        if one or ((last or count == 1) and number_of and w[number_of[1]] in ("days", "weeks", "months", "years")):
            amount, at = number_of if number_of and not one else (1, at)
            name = UNITS[w[at]]
            if w[at + 1] != "of" or name is None:
                return None
            whole = self.core(at + 2) or self.unit_named(at + 2)
            wide = WIDER.index(whole[0].precision) if whole and whole[0].precision in WIDER else 0
            if whole is None or wide <= WIDER.index(name):
                return None

            def slice_(extent: Extent) -> Extent | None:
                if extent.first is None or extent.last is None:
                    return None
                if last:
                    first = shift(extent.last + DAY, -amount, name)
                    return Extent(max(first, extent.first), extent.last)
                first = shift(extent.first, count - 1, name)
                if first > extent.last:
                    return None          # "the sixth week of May"
                return Extent(first, min(shift(first, amount, name) - DAY, extent.last))
            return whole[0].map(slice_, precision=name), whole[1]
        return None

    def piece(self, i: int, low: int, high: int, of: int, precision: P) -> Found:
        """A part of the year, decade or century that follows ("of 2016"), or of the year open ("Q3")."""
        w = self.w
        at = i + (w[i] in ("of", ",", "in"))
        year = self.year_number(at)
        if year:
            return stated(part(years(year[0], year[0]), low, high, of), precision), year[1]
        if w[i] in ("of", "in"):
            whole = self.core(at)
            if whole and whole[0].precision in (P.YEAR, P.DECADE, P.CENTURY, P.MONTH, P.SEASON):
                told = whole[0]
                finer = {P.CENTURY: P.DECADE, P.DECADE: P.YEAR, P.MONTH: P.WEEK, P.SEASON: P.MONTH}
                return told.map(lambda e: part(e, low, high, of),
                                precision=finer.get(told.precision or P.YEAR, precision)), whole[1]
            return None
        if of == 4 or w[i] in ("this", "last", "next"):
            relative = self.relative(i)
            if relative and relative[0].precision is P.YEAR:
                return relative[0].map(lambda e: part(e, low, high, of), precision=precision), relative[1]
        alone = w[i - 1].isdecimal() or (w[i - 1] == "quarter" and w[i - 3] in ("in", "the", "for", "by", "last"))
        if of == 4 and alone and w[i] not in ("with", "against"):
            return Told(counted=Counted.OPEN, precision=precision,
                        yearly=lambda y: part(years(y, y), low, high, of), note="quarters of the calendar year"), i
        return None

    def holiday(self, i: int) -> Found:
        """"Christmas Day", "New Year's Eve 2016", "July Fourth", "9/11"; not "Easter" (it moves), "Christmas tree"."""
        w = self.w
        if w[i] == "9" and self.tied(i + 1, "/") and w[i + 2] == "11" and w[i + 3] != "/":
            return stated(day(dt.date(2001, 9, 11)), P.DAY, "9/11: 11 September 2001"), i + 3
        at = self.the(i)
        if not self.capital(at):
            return None
        for size in (5, 4, 3, 2, 1):
            spans = HOLIDAYS.get(" ".join(w[at:at + size]).replace(" ' s", " 's"))
            if spans is None:
                continue
            number, first, last = spans
            end = at + size
            if size == 1 and ((w[end].isalpha() and w[end] not in CLOSING) or self.titled(at)):
                return None              # a Christmas tree
            told = self.annual_day(number, first, last if last > first else None)
            if tail := self.year_after(end):
                return self.in_year(told, tail[0]), tail[1]
            return told, end
        return None
