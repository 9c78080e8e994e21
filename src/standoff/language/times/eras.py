"""Years before our era, and years of three figures, which look like counts.

A year before our era has an EDTF value by astronomers' count (ISO 8601: 1 BC is "0000", 490 BC is "-0489"), and no
bounds: bounds are ISO days that are compared as text, and `datetime.date` begins with the year 1.
"""

from __future__ import annotations

import re

from standoff.language.times.extents import Extent, years
from standoff.language.times.figures import Figures, Found
from standoff.language.times.told import Counted, Told, stated
from standoff.model import Precision as P

ANCIENT = re.compile(
    r"\b(?:AD|A\.D\.|CE|c\.|ca\.|circa) ?[1-9]\d\d\b(?![,.:]?\d)|\b\d{1,3} (?:AD|A\.D\.|CE)\b|\d (?:BCE?\b|B\.C\.)"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December),? [1-9]\d\d\b"
    r"(?![,.:]?\d| [a-z]+s\b)|\b(?:[1-9]th|1st|2nd|3rd|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth)[- ]century\b")
"""A text with one of these speaks of the first thousand years, where "in 348" is a year."""
THIRDS = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}
OPEN_ERA = "the era is open"
"""What is noted of a year of three figures in a text that has years of both eras."""
JOINS = ("-", "to", "and", "or", "until", "through")


def year_text(year: int) -> str:
    """EDTF of a year by astronomers' count.

    >>> year_text(0), year_text(-489), year_text(-11999)
    ('0000', '-0489', 'Y-11999')
    """
    return f"Y{year}" if year < -9999 else f"{year:05d}" if year < 0 else f"{year:04d}"


def bygone(first: int, last: int) -> Extent:
    """Years by astronomers' count, of which the first is before our era: a value without bounds."""
    return Extent(None, None, year_text(first) if first == last else f"{year_text(first)}/{year_text(last)}")


class Eras(Figures):
    """Reads years before our era."""

    def era(self, i: int) -> int | None:
        """Past "BC", "BCE", "B.C.", "B.C.E."."""
        w = self.w
        if w[i] in ("bc", "bce") and self.raw[i].isupper():
            return i + 1
        if w[i:i + 3] != ["b", ".", "c"] or not all(self.glued[i + 1:i + 3]):
            return None
        at = i + 3
        if w[at:at + 2] == [".", "e"] and self.glued[at + 1]:
            at += 2
        return at + (w[at] == "." and self.glued[at])

    def old_year(self, i: int) -> tuple[int, int] | None:
        """"490", "1,200", "10000"."""
        w = self.w
        if not (w[i].isdecimal() and w[i].isascii() and 1 <= len(w[i]) <= 6) or (i and self.tied(i - 1, ".,")):
            return None
        if len(w[i]) <= 3 and self.tied(i + 1, ",") and len(w[i + 2]) == 3:
            return int(w[i] + w[i + 2]), i + 3
        return (int(w[i]), i + 1) if int(w[i]) else None

    def before_era(self, i: int) -> Found:
        """"490 BC", "from 500 to 480 BCE", "27 BC – AD 14", "the late 5th century BC", "the 2nd millennium B.C."."""
        if not self.line.bygone:
            return None
        w = self.w
        at = i + (w[i] in ("from", "between"))
        at = self.the(at)
        if found := self._age(at):
            return found
        first = self.old_year(at)
        if first is None:
            return None
        value, at = first
        end = self.era(at)
        stop = end or at
        if w[stop] in JOINS and (end is None or w[stop] != "and" or w[i] == "between"):
            if end and w[stop + 1] in ("ad", "ce") and w[stop + 2].isdecimal() and len(w[stop + 2]) <= 4:
                return stated(bygone(1 - value, int(w[stop + 2])), P.YEAR), stop + 3
            second = self.old_year(stop + 1)
            if end and second and w[second[1]] in ("ad", "ce"):
                return stated(bygone(1 - value, second[0]), P.YEAR), second[1] + 1
            if second and second[0] < value and (past := self.era(second[1])):
                return stated(bygone(1 - value, 1 - second[0]), P.YEAR), past
        return (stated(bygone(1 - value, 1 - value), P.YEAR), end) if end and w[i] not in ("from", "between") else None

    def _age(self, at: int) -> Found:
        """A century or millennium, or some on end: "the 5th and 4th centuries BC"."""
        w = self.w
        place = THIRDS.get(w[at])
        word = w[at]
        at += bool(place)
        at += bool(place) and w[at] == "-"
        nth = self.ordinal(at)
        if nth is None:
            return None
        first = last = nth[0]
        at = nth[1]
        if w[at] in JOINS and (other := self.ordinal(self.the(at + 1))) and other[0] < first:
            last, at = other[0], other[1]
        at += w[at] == "-"
        size = {"centur": 100, "millen": 1000}.get(w[at][:6])
        end = self.era(at + 1) if size else None
        if not size or end is None or last < 1:
            return None
        low, high = 1 - first * size, -(last - 1) * size
        note = ""
        if place:
            low, high = low + (high - low + 1) * place[0] // 3, low + -(-(high - low + 1) * place[1] // 3) - 1
            note = f"{word}: a third of the century supposed"
        return stated(bygone(low, high), P.DECADE if place else P.CENTURY, note), end

    def day_before_era(self, told: Told, i: int) -> Found:
        """A day or month with such a year behind it: "15 March 44 BC"."""
        at = i + (self.w[i] in (",", "of"))
        year = self.old_year(at) if self.line.bygone else None
        end = self.era(year[1]) if year else None
        sample = told.yearly(2000) if told.yearly else None
        if not (year and end and sample):
            return None
        text = sample.value.replace("2000", year_text(1 - year[0]))
        return Told(counted=Counted.NOTHING, precision=told.precision, past=lambda _: Extent(None, None, text)), end

    def short_year(self, i: int) -> Found:
        """"c. 347", "in 348", "(314 – 368)" in a text of the first thousand years; not "in 348 villages", "360 men"."""
        w = self.w
        if not (len(w[i]) == 3 and w[i].isdecimal() and w[i].isascii() and w[i][0] != "0"):
            return None
        circa = w[i - 1] in ("circa", "ca", "c") or (w[i - 1] == "." and w[i - 2] in ("c", "ca"))
        if not circa and not self.line.ancient:
            return None
        glue = self.glued[i] and i > 0 and (w[i - 1] not in "(-[" or (w[i - 2].isalpha() and w[i - 1] == "-"))
        if glue or self.tied(i + 1, ",.:/") or w[i + 1] in ("%", "°") or w[i + 1].endswith("s"):
            return None
        pair = w[i + 1] == "-" and w[i + 2].isdecimal() and len(w[i + 2]) == 3
        second = w[i - 1] == "-" and w[i - 2].isdecimal() and len(w[i - 2]) == 3
        named = w[i - 1] in ("in", "since", "until", "around", "about", "after", "before", "by", "from", "to", "and",
                             "between", "early", "late", "(", "of")
        follows = (self.tag(i + 1) == "PROPN" and w[i - 1] in ("in", "after")) or self.closes(i + 1)
        if not (circa or pair or second or named) or not (follows or pair):
            return None
        value = int(w[i])
        if self.line.bygones and not (pair and w[i] < w[i + 2]):         # either era
            return Told(counted=Counted.NOTHING, precision=P.YEAR, past=lambda _: Extent(None, None),
                        readings=(year_text(1 - value), year_text(value)), note=OPEN_ERA), i + 1
        return stated(years(value, value), P.YEAR), i + 1
