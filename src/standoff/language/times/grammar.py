"""The grammar of English time expressions: `parse` reads the longest one that begins at a token.

Recursive descent, one small method per form; each gives what was told and the token after it, or None. Each form names
one sentence that it accepts and one that it must refuse. Nothing here knows the anchor: see `resolve`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from standoff.language.times import extents
from standoff.language.times.extents import DAY, Extent, day, month, part, shift, unit, years
from standoff.language.times.told import Counted, Told, span, stated
from standoff.language.times.tokens import LEXICON, UNITS, Line
from standoff.model import Precision as P

Found = tuple[Told, int] | None

MONTHS: dict[str, int] = LEXICON["months"]
WEEKDAYS: dict[str, int] = LEXICON["weekdays"]
NUMBERS: dict[str, int] = LEXICON["numbers"]
ORDINALS: dict[str, int] = LEXICON["ordinals"]
PARTS: dict[str, str] = LEXICON["parts"]
SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
LIMITS = {P(name): count for name, count in LEXICON["limits"].items()}
SHORT = frozenset(name for name in (*MONTHS, *WEEKDAYS) if len(name) <= 5) - {"march", "april", "june", "july", "may"}
"""Abbreviations, after which a full stop belongs to the word."""

NOT_BEFORE_YEAR = frozenset(LEXICON["not_years"]["before"])
AMOUNT = frozenset(LEXICON["not_years"]["amount"])
NOT_AFTER_YEAR = frozenset(LEXICON["not_years"]["after"])
YEAR_CUES = frozenset("in since of by from until till to through during before after around circa about early late mid "
                      "year years summer spring autumn fall winter and or between the until back fiscal fy".split())
FUNCTION = frozenset(
    "a an and are as at be been before but by can could did do does for from had has have he her his i if in into is it its "
    "may might more must no nor not of off on onto or our over said says she should since so still than that the their then "
    "there these they this those though through to under until up was we were what when where which while who whom whose "
    "why will with would you your amid among because against between during after with without within".split())
"""Words that close a time expression: what follows "after 2003" must be one of these, or a mark, for 2003 to be its end."""

POSITION = {"early": (0, 1), "mid": (1, 2), "middle": (1, 2), "late": (2, 3), "beginning": (0, 1), "start": (0, 1),
            "end": (2, 3), "close": (2, 3), "earlier": (0, 1), "later": (2, 3), "outset": (0, 1), "turn": (0, 0)}
NAMES = {(0, 1): "early", (1, 2): "middle", (2, 3): "late"}
LAST = frozenset(("last", "past", "previous", "preceding"))
NEXT = frozenset(("next", "coming", "following", "upcoming"))


def _date(year: int, number: int, at: int) -> dt.date | None:
    try:
        return dt.date(year, number, at)
    except ValueError:
        return None


def _back(count: int, name: P) -> Callable[[dt.date], Extent | None]:
    """So many units from a day (back when negative), in the unit that the words speak in."""
    if name in (P.MINUTE, P.HOUR):
        hours = count / 60 if name is P.MINUTE else count
        whole = int(abs(hours) // 24)
        if hours < 0:
            return lambda when: Extent(when - (whole + 1) * DAY, when - whole * DAY)
        return lambda when: Extent(when + whole * DAY, when + (whole + 1) * DAY)
    return lambda when: unit(name, shift(when, count, name))


class Grammar:
    """Reads one sentence."""

    def __init__(self, line: Line) -> None:
        self.line, self.w, self.raw, self.glued = line, line.w, line.raw, line.glued

    # — small things —

    def tag(self, i: int) -> str:
        """The part of speech of a token; "" when nobody told."""
        return self.line.tags[i] if 0 <= i < len(self.line.tags) else ""

    def capital(self, i: int) -> bool:
        """Whether a token is written with a capital."""
        return self.raw[i][:1].isupper()

    def the(self, i: int) -> int:
        """Past an article."""
        return i + (self.w[i] == "the")

    def dot(self, i: int) -> int:
        """Past the full stop or comma of an abbreviation."""
        return i + (self.w[i] == "." and self.glued[i] and self.w[i - 1] in SHORT)

    def cardinal(self, i: int) -> tuple[int, int] | None:
        """"12", "twelve", "twenty-five"; not "1,200" or "12.5"."""
        w = self.w
        if w[i].isdecimal() and w[i].isascii():
            if len(w[i]) > 4 or (w[i + 1] in (",", ".") and w[i + 2].isdecimal() and self.glued[i + 2]) or (
                    w[i - 1] in (",", ".") and self.glued[i] and w[i - 2].isdecimal()):
                return None
            return int(w[i]), i + 1
        value = NUMBERS.get(w[i])
        if value is None:
            return None
        if 20 <= value <= 90:
            at = i + 1 + (w[i + 1] == "-")
            ones = NUMBERS.get(w[at], 0)
            if 1 <= ones <= 9:
                return value + ones, at + 1
        return value, i + 1

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """"21st", "first", "twenty-first"; not "21"."""
        w = self.w
        if w[i].isdecimal() and len(w[i]) <= 2 and w[i + 1] in ("st", "nd", "rd", "th") and self.glued[i + 1]:
            return int(w[i]), i + 2
        if w[i] in ORDINALS:
            return ORDINALS[w[i]], i + 1
        value = NUMBERS.get(w[i], 0)
        if 20 <= value <= 90:
            at = i + 1 + (w[i + 1] == "-")
            ones = ORDINALS.get(w[at], 0)
            if 1 <= ones <= 9:
                return value + ones, at + 1
        return None

    def count(self, i: int) -> tuple[int, int, int] | None:
        """How many at least, how many at most (0: unknown), and the next token: "three", "a few", "two to three"."""
        w = self.w
        if w[i] in ("a", "an") or (w[i] in ("the", "these") and w[i + 1] in ("few", "couple")):
            if w[i + 1] == "couple":
                return 2, 3, i + 2 + (w[i + 2] == "of")
            if w[i + 1] in ("few", "dozen"):
                low, high = LEXICON["vague"][w[i + 1]]
                return low, high, i + 2
            return (1, 1, i + 1) if w[i] in ("a", "an") else None
        if w[i] in ("couple", "few", "several", "some", "many"):
            low, high = LEXICON["vague"][w[i]]
            return low, high, i + 1 + (w[i] == "couple" and w[i + 1] == "of")
        if w[i] == "half" and w[i + 1] in ("a", "an"):
            return None
        first = self.cardinal(i)
        if first is None:
            return None
        value, at = first
        if w[at] in ("to", "or", "-") and (second := self.cardinal(at + 1)) and second[0] > value:
            return value, second[0], second[1]
        if w[at] == "and" and w[at + 1] == "a" and w[at + 2] == "half":
            return value, value + 1, at + 3
        return value, value, at

    # — days, months, years in figures and names —

    def month_name(self, i: int) -> tuple[int, int] | None:
        """"March", "Jan."; not "may" or "march" the verbs, not "Mar" in "Mar del Plata"."""
        number = MONTHS.get(self.w[i])
        if number is None or not self.capital(i) or (self.raw[i].isupper() and self.w[i] == "may"):
            return None
        word, tag = self.w[i], self.tag(i)
        at = self.dot(i + 1)
        if len(word) <= 3 and word != "may" and at == i + 1 and not self.w[at].isdecimal() and not self.w[i - 1].isdecimal():
            return None
        if word in ("may", "march", "august") and tag in ("AUX", "VERB", "ADJ"):
            return None
        return number, at

    def day_number(self, i: int) -> tuple[int, int] | None:
        """"24", "24th"; not "240", "24.5", "24:10"."""
        w = self.w
        if not (w[i].isdecimal() and w[i].isascii() and 1 <= len(w[i]) <= 2 and 1 <= int(w[i]) <= 31):
            return None
        if w[i + 1] in ("st", "nd", "rd", "th") and self.glued[i + 1]:
            return int(w[i]), i + 2
        if w[i + 1] in (":", ".", ",") and self.glued[i + 1] and w[i + 2].isdecimal() and self.glued[i + 2]:
            return None
        if w[i + 1] in ("%", "°") or (self.glued[i + 1] and w[i + 1].isalpha()):
            return None
        return int(w[i]), i + 1

    def year_number(self, i: int, bare: bool = False) -> tuple[int, int] | None:
        """"2017" beside a month or a season; `bare`: alone in a sentence, where it may be a count or a name's number.

        Accepts "in 2011"; refuses "2,011", "$2011", "Resolution 1441", "2000 people", "Route 1980", "A-1980".
        """
        w, text = self.w, self.w[i]
        if not (len(text) == 4 and text.isdecimal() and text.isascii() and 1000 <= int(text) <= 2199):
            return None
        if w[i + 1] in (",", ".", ":") and self.glued[i + 1] and w[i + 2].isdecimal() and self.glued[i + 2]:
            return None
        if w[i + 1] in ("%", "°") or (self.glued[i + 1] and (w[i + 1].isalpha() and w[i + 1] != "s" or w[i + 1] == "_")):
            return None
        if self.glued[i] and (w[i - 1] in ("$", "£", "€", "#", ".", ",", "_", "@", "+", "=", "&", "%")
                              or w[i - 1].isalpha() or (w[i - 1] == "/" and not w[i - 2].isdecimal())):
            return None
        if not bare:
            return int(text), i + 1
        before, after, value = w[i - 1], w[i + 1], int(text)
        if before == "." and w[i - 2] == "no":
            before = "no"
        if before in NOT_BEFORE_YEAR or before in AMOUNT or after in NOT_AFTER_YEAR or before in ("$", "£", "€", "#"):
            return None
        if before == "-" and self.glued[i] and (w[i - 2].isalpha() or w[i - 2].isdecimal()):
            return None
        if after == "-" and self.glued[i + 1] and w[i + 2].isdecimal() and len(w[i + 2]) not in (2, 4):
            return None
        if before in ("to", "between", "and", "about", "around") and not 1500 <= value <= 2099:
            return None
        if value < 1500 and before not in YEAR_CUES - {"to", "the", "and", "or", "by"}:
            return None
        if value > 2099 and before not in ("in", "by", "until"):
            return None
        if value % 100 == 0 and (before not in YEAR_CUES or before in ("to", "of", "by", "and", "or", "about", "around", "from")
                                 ) and (after.endswith("s") or self.tag(i + 1) in ("NOUN", "ADJ")):
            return None
        if self.capital(i - 1) and before.isalpha() and w[i - 1] not in YEAR_CUES and before not in MONTHS and (
                value < 1900 and not w[i + 1] == ")"):
            return None
        return value, i + 1

    def numeric(self, i: int) -> Found:
        """"2017-03-24", "24/03/2017", "1-3-2024" with both readings, "03.28"; not "3-2", "1.5", "555-2017-03"."""
        w = self.w
        if not (w[i].isdecimal() and w[i].isascii()) or (self.glued[i] and i and w[i - 1] in ("-", "/", ".", ":", "$", "+")):
            return None
        mark = w[i + 1]
        if mark not in ("-", "/", ".") or not self.glued[i + 1] or not (w[i + 2].isdecimal() and self.glued[i + 2]):
            return None
        if w[i + 3] == mark and self.glued[i + 3] and w[i + 4].isdecimal() and self.glued[i + 4]:
            if w[i + 5] == mark and self.glued[i + 5] and w[i + 6].isdecimal():
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
        if mark == "." and len(a) == 2 and len(b) == 2 and (a[0] == "0" or b[0] == "0") and w[i - 1] not in ("$", "€", "£"):
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
        partial = f"XXXX-{number:02d}-{first:02d}" + (f"/XXXX-{number:02d}-{last:02d}" if last else "")
        return Told(counted=Counted.OPEN, precision=P.DAY, yearly=yearly, partial=partial)

    def annual_month(self, number: int) -> Told:
        """A month with the year open."""
        return Told(counted=Counted.OPEN, precision=P.MONTH, yearly=lambda year: month(year, number),
                    partial=f"XXXX-{number:02d}")

    def year_after(self, i: int) -> tuple[Told, int] | None:
        """The year behind a month, season or day: ", 2017", "of 2017", "of last year", "this year", "the same year"."""
        w, at = self.w, i
        if w[at] == ",":
            at += 1
        elif w[at] in ("of", "in"):
            at += 1
        if found := self.year_number(at):
            return stated(years(found[0], found[0]), P.YEAR), found[1]
        if w[at] == "'" and self.glued[at + 1] and w[at + 1].isdecimal() and len(w[at + 1]) == 2 and w[i] != ",":
            short = int(w[at + 1])
            year = 2000 + short if short < 70 else 1900 + short
            return stated(years(year, year), P.YEAR, f"two-digit year {short:02d} read as {year}"), at + 2
        if w[i] == "," and w[at] not in ("last", "this", "next"):
            return None
        relative = self.relative(at) or self.anaphor(at)
        if relative and relative[0].precision is P.YEAR and not self.line.w[relative[1]] == "ago":
            return relative
        return None

    def in_year(self, told: Told, year: Told) -> Told:
        """What comes once a year, in that year."""
        yearly = told.yearly

        def of(extent: Extent) -> Extent | None:
            return yearly(extent.first.year) if yearly and extent.first else None
        return replace(year.map(of), precision=told.precision)

    def calendar_day(self, i: int) -> Found:
        """"Jan. 24", "24 January 2017", "5-9 May", "January 24th, 2017", "5 and 6 May"; not "May 24,000", "24 Marches"."""
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
                    if not follows and (w[at] != "and" or second[1] > at + 2 or w[second[1]] in (",", "", ".", "of", "in")):
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
                at += w[at] == "of"
                at += w[at] == "-" and self.glued[at]
                if name := self.month_name(at):
                    told, at = self.annual_day(name[0], value, last), name[1]
        if told is None or told.yearly is None:
            return None
        if all(told.yearly(year) is None for year in (2000, 2001)):
            return None
        if w[at] == "-" and self.glued[at] and (year := self.year_number(at + 1)):
            return self.in_year(told, stated(years(year[0], year[0]), P.YEAR)), year[1]
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
        if tail := self.year_after(at):
            return self.in_year(told, tail[0]), tail[1]
        if w[at] == "-" and (second := self.month_name(at + 1)) and not self.day_number(second[1]):
            pair = span(told, self.annual_month(second[0]))
            if tail := self.year_after(second[1]):
                return self.in_year(pair, tail[0]), tail[1]
            return pair, second[1]
        word, before = w[i], w[i - 1]
        if self.tag(i) == "PROPN" and word in ("june", "april", "may", "august") and before not in PREPOSITIONS and (
                self.capital(at) and w[at].isalpha() or self.capital(i - 1) and before.isalpha() and i > 0):
            return None                  # June Carter, Theresa May
        if word in ("may", "march", "august") and before not in PREPOSITIONS and (i == 0 or before not in MONTHS):
            return None
        return told, at

    def bare_year(self, i: int) -> Found:
        """"2011", "2016-17", "2003-2011", "fiscal 2017", "the year 2012", "347 AD"; see `year_number` for what not."""
        w = self.w
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
                named or w[at + 1] in ("ad", "ce") and self.raw[at + 1].isupper()) and not self.year_number(at):
            value, at = int(w[at]), at + 1
            at += w[at] in ("ad", "ce")
            return stated(years(value, value), P.YEAR), at
        found = self.year_number(at, bare=not named)
        if found is None:
            return None
        value, end = found
        if fiscal or w[end] in ("-", "/") and self.glued[end] and self.glued[end + 1] and w[end + 1].isdecimal():
            last, stop = value, end
            if w[end] in ("-", "/") and w[end + 1].isdecimal() and self.glued[end + 1]:
                tail = w[end + 1]
                last = int(tail) if len(tail) == 4 else value // 100 * 100 + int(tail) if len(tail) == 2 else 0
                stop = end + 2
            if not value <= last <= 2199:
                return None
            if fiscal:
                note = "a fiscal year may begin up to nine months before the year it is named for, and end as late after"
                whole = Extent(dt.date(value - 1, 4, 1), dt.date(last + 1, 6, 30), f"{value}/{last}" if last > value else f"{value}")
                return stated(whole, P.YEAR, note), stop
            return stated(years(value, last), P.YEAR), stop
        if w[end] == "-" and not self.glued[end] and (second := self.year_number(end + 1)) and second[0] > value:
            return stated(years(value, second[0]), P.YEAR), second[1]
        return stated(years(value, value), P.YEAR), end

    def decade(self, i: int) -> Found:
        """"the 1980s", "1990s", "the '80s", "the sixties", "the 1800s" (a century); not "in his sixties", "1990's law"."""
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
            if w[end].isdecimal() and len(w[end]) == 2 and w[end][1] == "0" and w[end + 1] == "s" and self.glued[end + 1] \
                    and w[end + 2] != "-":
                short = int(w[end])
                value = (1900 if short >= 20 else 2000) + short
                return stated(years(value, value + 9), P.DECADE, f"'{short:02d}s read as {value}s"), end + 2
        if at > i and w[at].endswith("ties"):
            tens = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
                    "eighties": 80, "nineties": 90}.get(w[at])
            if tens:
                return stated(years(1900 + tens, 1909 + tens), P.DECADE, f"read as 19{tens}s"), at + 1
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

    def season(self, i: int) -> Found:
        """"spring 2015", "the winter of 2016-17", "this summer", "last fall"; not "fall from power", "spring water"."""
        w = self.w
        at = self.the(i)
        name = SEASONS.get(w[at])
        if name is None:
            return None
        end = at + 1
        if w[end] == "'" and w[end + 1] == "s":
            return None
        where = end + (w[end] == "of") + (w[end] == ",")
        first = self.year_number(where)
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
        if tail := self.year_after(end):
            return self.in_year(told, tail[0]), tail[1]
        if w[i - 1] in ("in", "by", "since", "until", "during", "early", "late", "mid") and (
                at > i or w[i - 1] in ("early", "late", "mid") or not w[end].isalpha()) and w[end] != "-":
            return told, end
        return None

    def quarter(self, i: int) -> Found:
        """"Q3", "Q3 2016", "the third quarter of 2016", "the first half of last year", "the first three months of
        2016", "the last six months of 2016"; not "a quarter of voters", "the second half" (of a match)."""
        w = self.w
        if w[i] == "q" and self.glued[i + 1] and w[i + 1] in ("1", "2", "3", "4") or w[i] in ("q1", "q2", "q3", "q4"):
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
        if (last or count == 1) and number_of and w[number_of[1]] in ("days", "weeks", "months", "years"):
            amount, at = number_of
            name = UNITS[w[at]]
            if w[at + 1] != "of" or name is None:
                return None
            whole = self.core(at + 2)
            if whole is None or whole[0].precision not in (P.YEAR, P.MONTH, P.DECADE, P.CENTURY):
                return None

            def slice_(extent: Extent) -> Extent | None:
                if extent.first is None or extent.last is None:
                    return None
                if last:
                    first = shift(extent.last + DAY, -amount, name)
                    return Extent(max(first, extent.first), extent.last)
                return Extent(extent.first, min(shift(extent.first, amount, name) - DAY, extent.last))
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
        if of == 4 and (w[i - 1] == "quarter" and w[i - 3] in ("in", "the", "for", "by", "last") or w[i - 1].isdecimal()) \
                and w[i] not in ("with", "against"):
            return Told(counted=Counted.OPEN, precision=precision,
                        yearly=lambda y: part(years(y, y), low, high, of), note="quarters of the calendar year"), i
        return None

    def holiday(self, i: int) -> Found:
        """"Christmas Day", "New Year's Eve 2016", "July Fourth", "9/11"; not "Easter" (it moves), "Christmas tree"."""
        w = self.w
        if w[i] == "9" and w[i + 1] == "/" and w[i + 2] == "11" and self.glued[i + 1] and self.glued[i + 2] and w[i + 3] != "/":
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
            if size == 1 and (w[end].isalpha() and w[end] not in FUNCTION and not w[end].isdecimal()):
                return None
            told = self.annual_day(number, first, last if last > first else None)
            if tail := self.year_after(end):
                return self.in_year(told, tail[0]), tail[1]
            return told, end
        return None

    # — counted from the publication —

    def weekday(self, i: int) -> Found:
        """"Tuesday", "last Friday", "next Monday", "Tuesday, March 7", "Tuesday last week"; not "Sun", "Wed" the verb,
        "Black Friday", "Tuesdays" (a set)."""
        w = self.w
        number = WEEKDAYS.get(w[i])
        if number is None or not self.capital(i):
            return None
        at = self.dot(i + 1)
        short = len(w[i]) <= 5 and w[i] not in ("sunday", "monday")
        after = at + (w[at] == ",")
        if short and at == i + 1 and not (self.month_name(after) or self.day_number(after)) and w[i] not in ("tues", "thurs"):
            return None
        if self.capital(i - 1) and w[i - 1] in ("black", "bloody", "good", "ash", "cyber", "super", "palm", "easter", "holy"):
            return None
        dated = self.calendar_day(self.the(after)) or self.numeric(after)
        if dated and dated[0].precision is P.DAY:
            return self.checked(dated[0], number), dated[1]
        told = Told(counted=Counted.OPEN, precision=P.DAY,
                    past=lambda when: day(when - (when.weekday() - number) % 7 * DAY),
                    ahead=lambda when: day(when + (number - when.weekday()) % 7 * DAY))
        if w[at] in ("last", "next", "this") and w[at + 1] == "week":
            step = {"last": -7, "next": 7, "this": 0}[w[at]]
            return replace(told, counted=Counted.PUBLICATION, ahead=None,
                           past=lambda when: day(when + (number - when.weekday() + step) * DAY)), at + 2
        if w[at] == "of" and w[at + 1] in ("last", "next", "this") and w[at + 2] == "week":
            step = {"last": -7, "next": 7, "this": 0}[w[at + 1]]
            return replace(told, counted=Counted.PUBLICATION, ahead=None,
                           past=lambda when: day(when + (number - when.weekday() + step) * DAY)), at + 3
        return told, at

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

    def deictic(self, i: int) -> Found:
        """"today", "yesterday", "tonight", "last night", "overnight", "now", "the day before yesterday"; not "today's
        youth" in the sense of nowadays, which words cannot tell."""
        w = self.w
        if w[i] == "the" and w[i + 1] == "day" and w[i + 2] in ("before", "after") and w[i + 3] in ("yesterday", "tomorrow"):
            step = -2 if w[i + 3] == "yesterday" else 2
            return Told(counted=Counted.PUBLICATION, precision=P.DAY, past=lambda when: day(when + step * DAY)), i + 4
        steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
        if w[i] in steps:
            step = steps[w[i]]
            precision = P.PART_OF_DAY if w[i] == "tonight" else P.DAY
            return Told(counted=Counted.PUBLICATION, precision=precision, past=lambda when: day(when + step * DAY)), i + 1
        if w[i] == "last" and w[i + 1] in ("night", "evening"):
            return Told(counted=Counted.PUBLICATION, precision=P.PART_OF_DAY, past=lambda when: day(when - DAY)), i + 2
        if w[i] == "overnight" and self.tag(i) != "ADJ":
            return Told(counted=Counted.PUBLICATION, precision=P.PART_OF_DAY,
                        past=lambda when: Extent(when - DAY, when), note="the night before the publication"), i + 1
        if w[i] == "this" and w[i + 1] in PARTS and w[i + 1] not in ("dawn", "dusk"):
            return Told(counted=Counted.PUBLICATION, precision=P.PART_OF_DAY, past=day), i + 2
        return None

    def relative(self, i: int) -> Found:
        """"last week", "next month", "this year", "last March", "this past Friday", "the past three years", "recent
        days", "the coming weeks"; not "last man", "this time", "the last year of the war"."""
        w = self.w
        at = self.the(i)
        word = w[at]
        if word in ("this", "these") and w[at + 1] in ("past", "last", "coming"):
            at, word = at + 1, w[at + 1]
        if word in ("recent", "earlier") and w[at + 1] in UNITS and w[at + 1].endswith("s"):
            return self.around(at + 1, (2, 0), -1) if word == "recent" else None
        sign = -1 if word in LAST else 1 if word in NEXT else 0 if word in ("this", "current") else None
        if sign is None or (word in ("previous", "preceding", "following")):
            return None
        spoken = at > i and word in ("last", "next") and w[i] == "the"
        at += 1
        if word == "this" and w[at] in ("very", "same"):
            at += 1
        if sign and (count := self.count(at)) and w[at] not in ("a", "an") and w[count[2]] in UNITS:
            return self.around(count[2], count[:2], sign)
        if word in ("past", "coming", "last", "next") and w[at] in UNITS and w[at].endswith("s") and at > i + 1 and sign:
            return self.around(at, (2, 0), sign)
        number = WEEKDAYS.get(w[at])
        if number is not None and self.capital(at) and len(w[at]) > 5:
            if sign < 0:
                turned: Callable[[dt.date], Extent | None] = lambda when: day(when - ((when.weekday() - number - 1) % 7 + 1) * DAY)
            elif sign > 0:
                turned = lambda when: day(when + ((number - when.weekday() - 1) % 7 + 1) * DAY)
            else:
                return Told(counted=Counted.OPEN, precision=P.DAY,
                            past=lambda when: day(when + (number - when.weekday()) * DAY),
                            ahead=lambda when: day(when + (number - when.weekday()) % 7 * DAY)), at + 1
            return Told(counted=Counted.PUBLICATION, precision=P.DAY, past=turned), at + 1
        if name := self.month_name(at):
            dated = self.calendar_day(at)
            told = dated[0] if dated and dated[0].yearly else self.annual_month(name[0])
            end = dated[1] if dated and dated[0].yearly else name[1]
            return self.turned(told, sign), end
        if w[at] in SEASONS:
            told = Told(counted=Counted.OPEN, precision=P.SEASON, yearly=lambda y: extents.season(y, SEASONS[w[at]]),
                        note="northern seasons")
            return self.turned(told, sign), at + 1
        if w[at] == "christmas" or (w[at] == "new" and w[at + 1] == "year"):
            if found := self.holiday(at):
                return (self.turned(found[0], sign), found[1]) if found[0].yearly else None
        if w[at] == "weekend":
            if sign == 0:
                return Told(counted=Counted.OPEN, precision=P.DAY, ahead=lambda when: _weekend(when, 0),
                            past=lambda when: _weekend(when, 0 if when.weekday() >= 5 else -1)), at + 1
            step = sign
            return Told(counted=Counted.PUBLICATION, precision=P.DAY, past=lambda when: _weekend(when, step)), at + 1
        name_of = UNITS.get(w[at])
        if name_of is None or w[at].endswith("s") or name_of in (P.MINUTE, P.HOUR):
            return None
        if name_of is P.DAY or (w[at + 1] == "of" and spoken) or (w[at] == "quarter" and w[at + 1] == "of"):
            return None
        if w[at - 1] in ("past", ) or (spoken and name_of in (P.DECADE, P.CENTURY, P.YEAR, P.MONTH, P.WEEK)):
            # "the past year", "in the last week": up to the anchor
            if name_of is P.WEEK and w[i] == "this":
                return Told(counted=Counted.PUBLICATION, precision=P.WEEK, past=lambda when: unit(P.WEEK, when - 7 * DAY)), at + 1
            return self.around(at, (1, 1), sign)
        return Told(counted=Counted.PUBLICATION, precision=name_of,
                    past=lambda when: unit(name_of, shift(when, sign, name_of))), at + 1

    def turned(self, told: Told, sign: int) -> Told:
        """What comes once a year: the last over, the next to begin, or this year's."""
        yearly = told.yearly

        def counted(when: dt.date) -> Extent | None:
            if yearly is None:
                return None
            if sign == 0:
                return yearly(when.year)
            order = range(when.year + 1, when.year - 9, -1) if sign < 0 else range(when.year - 1, when.year + 9)
            for year in order:
                found = yearly(year)
                if found and found.first and found.last and (
                        found.last < when if sign < 0 else found.first > when):
                    return found
            return None
        return replace(told, counted=Counted.PUBLICATION, yearly=None, past=counted, partial="")

    def around(self, i: int, count: tuple[int, int], sign: int) -> Found:
        """So many units up to the anchor, or from it: "the past three years", "recent days" (how many is not said)."""
        name = UNITS[self.w[i]]
        low, high = count
        if name is None:
            name, low, high = P.WEEK, 2 * low, 2 * high
        unit_name = name
        far = high or LIMITS[unit_name]
        note = "" if low == high else f"{self.w[i]}: at most {far} supposed"
        stretch = {P.MINUTE: P.DAY, P.HOUR: P.DAY}.get(unit_name, unit_name)
        if unit_name in (P.MINUTE, P.HOUR):
            far = max(1, -(-far // (24 if unit_name is P.HOUR else 1440)))

        def counted(when: dt.date) -> Extent | None:
            end = shift(when, sign * far, stretch)
            text = "" if low == high else VAGUE
            return Extent(end, when, text) if sign < 0 else Extent(when, end, text)
        return Told(counted=Counted.PUBLICATION, precision=unit_name, past=counted, note=note), i + 1

    def counted(self, i: int) -> Found:
        """"three days ago", "two weeks later", "a year earlier", "a few months before", "in two weeks' time", "three
        days from now"; not "three days", "in two days" (within or after), "a year before the war"."""
        w = self.w
        at, more = i, 0
        if w[at] in ("about", "around", "some", "roughly", "approximately", "nearly", "almost", "just", "exactly", "barely",
                     "over"):
            more = 1 if w[at] == "over" else 0
            at += 1
        elif w[at] in ("more", "less") and w[at + 1] == "than":
            more, at = (1 if w[at] == "more" else -1), at + 2
        elif w[at] == "at" and w[at + 1] == "least":
            more, at = 1, at + 2
        half = 0
        if w[at] == "half" and w[at + 1] in ("a", "an"):
            low, high, at, half = 1, 1, at + 2, 1
        elif w[at] in ("years", "months", "weeks", "days", "decades", "centuries", "hours", "minutes", "moments") and w[at - 1] not in (
                "of", ):
            low, high = 2, 0
        else:
            found = self.count(at)
            if found is None:
                return None
            low, high, at = found
        at += w[at] == "-"
        at += w[at] in ("full", "whole", "short", "long")
        if w[at] not in UNITS:
            return None
        word, name = w[at], UNITS[w[at]]
        at += 1
        if w[at] == "and" and w[at + 1] == "a" and w[at + 2] == "half":
            high, at = low + 1, at + 3
        if name is None:
            name, low, high = P.WEEK, 2 * low, 2 * high
        unit_name = name
        if w[at] == "ago" or (w[at] == "from" and w[at + 1] == "now") or w[at] in ("hence", ):
            sign, kind = (-1 if w[at] == "ago" else 1), Counted.PUBLICATION
            at += 2 if w[at] == "from" else 1
        elif w[at] in ("earlier", "later", "before", "after", "afterwards", "afterward", "previously", "prior"):
            sign, kind = (-1 if w[at] in ("earlier", "before", "previously", "prior") else 1), Counted.SPOKEN
            if w[at] in ("before", "after", "prior") and not self.closes(at + 1):
                return None
            at += 1
        else:
            return None
        if half:
            return Told(counted=kind, precision=unit_name, past=_half(unit_name, sign)), at
        if more > 0:
            high = low + 1
        if more < 0:
            low, high = max(low - 1, 0), low
        if low == high:
            return Told(counted=kind, precision=unit_name, past=_back(sign * low, unit_name)), at
        far = max(high, low) if high else LIMITS[unit_name]
        near, end = _back(sign * low, unit_name), _back(sign * far, unit_name)

        def between(when: dt.date) -> Extent | None:
            a, b = near(when), end(when)
            if a is None or b is None:
                return None
            first, last = (b.first, a.last) if sign < 0 else (a.first, b.last)
            return Extent(first, last, VAGUE)
        note = f"{word}: between {low} and {far} supposed"
        return Told(counted=kind, precision=unit_name, past=between, note=note), at

    def closes(self, i: int) -> bool:
        """Whether an expression may end before a token: a mark, a function word or the end of the sentence follows."""
        word, tag = self.w[i], self.tag(i)
        if not word or not (word.isalnum() or word == "'"):
            return True
        if word == "'" or word in ("the", "his", "her", "their", "its", "a", "an", "this", "that", "our", "my"):
            return False
        if tag:
            return tag not in ("NOUN", "PROPN", "ADJ", "NUM", "PART") or word in FUNCTION
        return word in FUNCTION or word.endswith("ly")

    def anaphor(self, i: int) -> Found:
        """"The day before", "the following day", "the same day", "that year", "the next morning", "the previous week",
        "the year before"; not "the day before the vote", "the same way", "that day's" (it is read, as the day)."""
        w = self.w
        at = i
        word = w[at]
        if word in ("that", "the", "later", "earlier", "same") and not (word == "that" and w[at + 1] == "the"):
            if word in ("later", "earlier") and w[at + 1] in ("that", "the"):
                at += 1
                if not (w[at] == "that" or w[at + 1] == "same"):
                    return None
                word = w[at]
            elif word in ("later", "earlier"):
                return None
            at += word != "same"
        else:
            return None
        step = None
        if word == "that" or w[at] == "same":
            at += w[at] == "same"
            at += w[at] in ("very", )
            step = 0
        elif w[at] in ("following", "next", "ensuing"):
            at, step = at + 1, 1
        elif w[at] in ("previous", "preceding", "prior"):
            at, step = at + 1, -1
        name = UNITS.get(w[at])
        piece = PARTS.get(w[at])
        if step is not None and piece:
            shift_by = 0 if step == 0 else step
            return Told(counted=Counted.SPOKEN, precision=P.PART_OF_DAY,
                        past=lambda when: day(when + shift_by * DAY)), at + 1
        if step and (count := self.count(at)) and count[2] > at and w[count[2]] in UNITS and w[at] not in ("a", "an") \
                and w[at - 1] in ("following", "previous", "preceding", "ensuing", "next"):
            around = self.around(count[2], count[:2], step)
            return (replace(around[0], counted=Counted.SPOKEN), around[1]) if around else None
        if step is not None and w[at] in SEASONS and (step or word == "that"):
            season = SEASONS[w[at]]
            told = Told(counted=Counted.OPEN, precision=P.SEASON, yearly=lambda y: extents.season(y, season), note="northern seasons")
            return replace(self.turned(told, step), counted=Counted.SPOKEN), at + 1
        if step and self.month_name(at) and (name_of := self.month_name(at)):
            return replace(self.turned(self.annual_month(name_of[0]), step), counted=Counted.SPOKEN), name_of[1]
        if step and w[at] in WEEKDAYS and self.capital(at):
            number = WEEKDAYS[w[at]]
            move: Callable[[dt.date], Extent | None] = (
                (lambda when: day(when + ((number - when.weekday() - 1) % 7 + 1) * DAY)) if step > 0 else
                (lambda when: day(when - ((when.weekday() - number - 1) % 7 + 1) * DAY)))
            return Told(counted=Counted.SPOKEN, precision=P.DAY, past=move), at + 1
        if step is not None and w[at] == "weekend":
            by = step
            return Told(counted=Counted.SPOKEN, precision=P.DAY, past=lambda when: _weekend(when, by)), at + 1
        if name is None or w[at].endswith("s") or name in (P.MINUTE, P.HOUR):
            return None
        unit_name = name
        if step is None:
            if word != "the" or w[at + 1] not in ("before", "after") or not self.closes(at + 2):
                return None
            step, at = (-1 if w[at + 1] == "before" else 1), at + 1
        move_by = step
        told = Told(counted=Counted.SPOKEN, precision=unit_name,
                    past=lambda when: unit(unit_name, shift(when, move_by, unit_name)))
        return told, at + 1

    def so_far(self, i: int) -> Found:
        """"earlier this year", "later this month", "earlier in the week"; not "earlier in the day"."""
        w = self.w
        if w[i] not in ("earlier", "later"):
            return None
        found = self.relative(i + 1)
        if found is None or w[i + 1] != "this" or found[0].past is None:
            return None
        inner, before = found[0].past, w[i] == "earlier"

        def counted(when: dt.date) -> Extent | None:
            whole = inner(when)
            if whole is None or whole.first is None or whole.last is None:
                return None
            return Extent(whole.first, max(when, whole.first)) if before else Extent(min(when, whole.last), whole.last)
        return replace(found[0], past=counted), found[1]

    # — time of day —

    def clock(self, i: int) -> tuple[str, int, P] | None:
        """"10:30 a.m.", "22:30 GMT", "10 p.m.", "noon", "midnight"; not "2:1", "10:30" in a score, "5 am" the verb."""
        w = self.w
        if w[i] in ("noon", "midday", "midnight"):
            return {"midnight": "T00:00"}.get(w[i], "T12:00"), i + 1, P.HOUR
        if not (w[i].isdecimal() and w[i].isascii() and len(w[i]) <= 2 and int(w[i]) <= 24):
            return None
        if self.glued[i] and i and w[i - 1] in (":", ".", ",", "/", "$", "-") and (w[i - 1] != "-" or w[i - 2].isalpha()):
            return None
        hour, minute, at, exact = int(w[i]), 0, i + 1, False
        if w[at] in (":", ".") and self.glued[at] and w[at + 1].isdecimal() and len(w[at + 1]) == 2 and self.glued[at + 1]:
            colon = w[at] == ":"
            if int(w[at + 1]) > 59:
                return None
            minute, at, exact = int(w[at + 1]), at + 2, True
            if w[at] == ":" and w[at + 1].isdecimal() and self.glued[at + 1]:
                at += 2
        else:
            colon = False
        half = ""
        if w[at] in ("am", "pm"):
            half, at = w[at][0], at + 1
        elif w[at] in ("a", "p") and w[at + 1] == "." and w[at + 2] == "m" and self.glued[at + 1] and self.glued[at + 2]:
            half, at = w[at], at + 3
            at += w[at] == "." and self.glued[at]
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
        elif w[at] == "o" and w[at + 1] == "'" and w[at + 2] == "clock" and 1 <= hour <= 12:
            return None                  # morning or evening is not said
        elif not colon or hour > 23 or (len(w[i]) == 1 and w[i - 1] not in ("at", "around", "about", "by", "until", "from")):
            return None
        if not half and w[i - 1] not in ("at", "around", "about", "by", "until", "from", "to", "before", "after", "since", "till",
                                         "between", "-", ",", "/", "(") and w[at] not in LEXICON["zones"] and w[at] not in ("hours", "local"):
            return None
        at += w[at] == "hours"
        zone = LEXICON["zones"].get(w[at], "") if self.raw[at].isupper() or w[at] in ("gmt",) else ""
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
        start = at + (w[at] == ",")
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

    # — put together —

    def core(self, i: int) -> Found:
        """One date or period, without range words."""
        w = self.w
        found = (self.holiday(i) or self.numeric(i) or self.weekday(i) or self.calendar_day(i) or self.calendar_month(i)
                 or self.decade(i) or self.century(i) or self.quarter(i) or self.season(i) or self.deictic(i)
                 or self.so_far(i) or self.counted(i) or self.relative(i) or self.anaphor(i) or self.positioned(i)
                 or self.bare_year(i))
        if found is None:
            return None
        told, at = found
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
                if not (word == "end" and w[at - 2] == "year"):
                    return None
            at += 1
        elif w[at] in ("-", "in", "on"):
            at += 1
        whole = self.holiday(at) or self.calendar_day(at) or self.calendar_month(at) or self.decade(at) or self.century(at) or \
            self.season(at) or self.relative(at) or self.anaphor(at) or self.deictic(at) or self.weekday(at) or \
            self.bare_year(at) or self.unit_named(at)
        if whole is None:
            return None
        told, end = whole
        if told.precision in (P.DAY, P.PART_OF_DAY):
            if word in ("early", "late", "mid"):
                return replace(told, precision=P.PART_OF_DAY), end
            return None
        if word == "turn":
            return None
        low, high = place
        if told.precision is P.SEASON and word not in ("early", "mid", "late", "end", "beginning", "start"):
            return None
        if word in ("beginning", "start", "end", "close", "outset") and told.precision is P.YEAR:
            low, high, of = (0, 1, 4) if low == 0 else (3, 4, 4)
        else:
            of = 3
        finer = {P.YEAR: P.MONTH, P.DECADE: P.YEAR, P.CENTURY: P.DECADE, P.MONTH: P.WEEK, P.SEASON: P.MONTH, P.WEEK: P.DAY}
        note = f"{word}: " + {4: "a quarter", 3: "a third"}[of] + f" of the {told.precision} supposed"
        return told.map(lambda extent: part(extent, low, high, of), precision=finer.get(told.precision or P.YEAR), note=note), end

    def unit_named(self, i: int) -> Found:
        """"the end of the year", "the beginning of the month": the anchor's."""
        w = self.w
        at = self.the(i)
        name = UNITS.get(w[at])
        if at > i and w[at] in ("year", "month", "week", "decade", "century") and name and w[at + 1] not in (
                "before", "after", "of", "'") and self.closes(at + 1):
            unit_name = name
            return Told(counted=Counted.PUBLICATION, precision=name, past=lambda when: unit(unit_name, when)), at + 1
        return None

    def ranged(self, i: int) -> Found:
        """"from 2003 to 2011", "between 5 and 9 May", "from Monday to Friday"; not "from Ramadi to Mosul"."""
        w = self.w
        if w[i] not in ("from", "between"):
            return None
        joins = ("to", "until", "till", "through", "-", "up") if w[i] == "from" else ("and", )
        low = self.core(i + 1)
        if low is None or w[low[1]] not in joins:
            value = self.day_number(self.the(i + 1))
            if value and w[value[1]] in joins and (dated := self.calendar_day(self.the(value[1] + 1))) and dated[0].yearly is None:
                whole = dated[0]
                start = value[0]

                def stretch(extent: Extent) -> Extent | None:
                    if extent.first is None:
                        return None
                    first = _date(extent.first.year, extent.first.month, start)
                    return Extent(first, extent.last) if first and extent.last and first <= extent.last else None
                return whole.map(stretch), dated[1]
            if value and w[value[1]] in joins and (dated := self.calendar_day(self.the(value[1] + 1))):
                yearly = dated[0].yearly
                start = value[0]

                def of_year(year: int) -> Extent | None:
                    found = yearly(year) if yearly else None
                    first = _date(year, found.first.month, start) if found and found.first else None
                    return Extent(first, found.last) if found and first else None
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
            if short and w[i] == "from" and low[0].yearly and low[0].partial.count("-") == 2:
                number = int(low[0].partial[5:7])
                return span(low[0], self.annual_day(number, short[0])), short[1]
            return None
        if low[0].yearly and low[0].precision is P.MONTH and high[0].counted is Counted.NOTHING and high[0].precision is P.DAY:
            return None
        return span(low[0], high[0]), high[1]

    def bounded(self, i: int) -> Found:
        """"since 2014", "until June", "before 2003", "after March 9", "by Friday"; not "after the 2003 invasion", "before
        Friday's vote", where only the year or day is a time."""
        w = self.w
        word = w[i]
        if word not in ("since", "until", "till", "before", "after", "by", "through") or (word == "through" and w[i - 1] == "from"):
            return None
        at = i + 1 + (w[i + 1] in ("at", "around", "about") and w[i + 2] == "least")
        at += w[at] in ("about", "around", "at")
        found = self.core(at)
        if found is None:
            return None
        told, end = found
        if not self.closes(end) or w[end] == "'" or (w[end] == "-" and self.glued[end]):
            return None
        if word == "since":
            return told.map(lambda e: Extent(e.first, None)), end
        if word in ("until", "till", "by", "through"):
            return told.map(lambda e: Extent(None, e.last)), end
        if word == "before":
            return told.map(lambda e: Extent(None, e.first - DAY) if e.first else None), end
        return told.map(lambda e: Extent(e.last + DAY, None) if e.last else None), end

    def repeated(self, i: int) -> int | None:
        """Past a set, which has no date: "every Friday", "each year", "on Tuesdays"; None when there is none."""
        w = self.w
        if w[i] in ("every", "each"):
            at = i + 1 + (w[i + 1] in ("other", "single", "second"))
            if w[at] in UNITS or w[at] in PARTS or w[at] in WEEKDAYS or w[at] in MONTHS or w[at] in SEASONS or w[at] == "weekend":
                return at + 1
            number = self.cardinal(at)
            if number and w[number[1]] in UNITS:
                return number[1] + 1
        if w[i].endswith("s") and w[i][:-1] in WEEKDAYS and len(w[i]) > 6:
            return i + 1
        return None

    def parse(self, i: int) -> Found:
        """The time expression that begins at a token."""
        if found := self.ranged(i) or self.bounded(i):
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
        if found and self.w[found[1]] == "-" and found[0].precision in (P.DAY, P.MONTH, P.YEAR):
            second = self.core(found[1] + 1)
            if second and second[0].precision is found[0].precision:
                return span(found[0], second[0]), second[1]
        return found


VAGUE = "?"
"""Text of an extent whose bounds are a supposition: its value is not told."""

PREPOSITIONS = frozenset("in since of by from until till during before after through early late mid last next this and or "
                         "between around every each to for , ( - on".split())
HOLIDAYS: dict[str, tuple[int, int, int]] = {
    **{name: (m, a, b) for name, (m, a, b) in LEXICON["holidays"].items()}, "july fourth": (7, 4, 4),
    "4th of july": (7, 4, 4)}


def _weekend(when: dt.date, step: int) -> Extent:
    """Saturday and Sunday of a day's week, or of that many weeks later; on a weekend "last" is the one before."""
    saturday = when + (5 - when.weekday() + 7 * step) * DAY
    return Extent(saturday, saturday + DAY)


def _half(name: P, sign: int) -> Callable[[dt.date], Extent | None]:
    """Half a unit from a day: "half an hour ago", "half a century later"."""
    if name is P.YEAR:
        return _back(6 * sign, P.MONTH)
    if name is P.DECADE:
        return _back(5 * sign, P.YEAR)
    if name is P.CENTURY:
        return _back(5 * sign, P.DECADE)
    if name in (P.MINUTE, P.HOUR):
        return _back(sign, name)
    return lambda when: Extent(*sorted((when, shift(when, sign, name))))
