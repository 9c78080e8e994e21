"""Time expressions of English press text, found and normalised: what the words say, counted from what they name.

`times` takes a text, its words and sentences and the publication date, which may be exact, bounded or unknown. It gives
each expression with its span and a `Date`: ISO 8601 or EDTF, inclusive bounds, and what it rests on. It leaves out sets
("every Friday") and durations that nothing anchors ("for three years"). Nothing here knows today's date.

`tokens` cuts a sentence and has the lexicon, `grammar` reads what the words say (`told`), `resolve` counts it from the
publication or from the time spoken of before, `extents` is the calendar.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from standoff.language.times import resolve
from standoff.language.times.grammar import Grammar
from standoff.language.times.resolve import Anchor
from standoff.language.times.told import Counted, Told
from standoff.language.times.tokens import STARTS, TRIGGER, Line
from standoff.model import Date, DateBasis, Precision, TimeExpression

__all__ = ["times"]

FAR = 600
"""Characters after which a time spoken of no longer tells what "the day before" is counted from: some five sentences."""


def times(text: str, words: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]], anchor: Date, *,
          upos: Sequence[str] | None = None) -> list[TimeExpression]:
    """The time expressions of a text, in order, none overlapping. Offsets are code points of `text`.

    `words` and `sentences` are spans; `upos` has the part of speech of each word, and sharpens what is a month and what
    a verb. A relative expression names its anchor in `date.reason`. Of what no anchor settles, `date.value` is None, and
    what is known stands in `readings` ("XXXX-01-24") or in the bounds.
    """
    published = resolve.published(anchor)
    starts = [start for start, _ in words] if upos else []
    found: list[TimeExpression] = []
    spoken: _Spoken | None = None
    for low, high in sentences:
        if not TRIGGER.search(text, low, high):
            continue
        line = Line(text, low, high)
        if upos:
            line.tags = [upos[max(0, bisect_right(starts, at) - 1)] for at in line.start]
        year: tuple[int, str] | None = None        # told in this sentence, for days and months that follow it
        for first, last, told in _expressions(line):
            start, end = line.start[first], line.end[last - 1]
            looks = told.counted is Counted.OPEN and resolve.ahead(text, low, high, start, end)
            date, after = _date(told, published, spoken, start, looks, year)
            found.append(TimeExpression(start=start, end=end, date=date, precision=told.precision))
            if after and told.precision is not None:
                spoken = _Spoken(replace(after, name=f"“{text[start:end]}”, spoken of before"), end, told.precision)
            if told.counted is Counted.NOTHING and date.low and date.high and date.low[:4] == date.high[:4]:
                year = int(date.low[:4]), text[start:end]
    return found


class _Spoken:
    """The time last spoken of: its days, where it was told, and in what unit."""

    __slots__ = ("anchor", "at", "precision")

    def __init__(self, anchor: Anchor, at: int, precision: Precision) -> None:
        self.anchor, self.at, self.precision = anchor, at, precision


def _expressions(line: Line) -> list[tuple[int, int, Told]]:
    """The expressions of a sentence as token ranges, with what they say."""
    grammar, found, i = Grammar(line), [], 0
    count = len(line)
    while i < count:
        word = line.w[i]
        if word not in STARTS and not word.isdecimal():
            i += 1
            continue
        if past := grammar.repeated(i):
            i = past
            continue
        if (told := grammar.parse(i)) and told[1] <= count:
            found.append((i, told[1], told[0]))
            i = told[1]
        else:
            i += 1
    return found


def _date(told: Told, published: Anchor, spoken: _Spoken | None, start: int, looks: bool,
          year: tuple[int, str] | None) -> tuple[Date, Anchor | None]:
    """The date of one expression, and the anchor that it is for what follows."""
    if told.clock:
        if spoken and spoken.anchor.low and spoken.anchor.low == spoken.anchor.high and start - spoken.at <= FAR:
            return resolve.with_clock(told, spoken.anchor, f"the day of {spoken.anchor.name}"), None
        return Date(value=None, basis=DateBasis.UNKNOWN, readings=(told.clock,), reason="no day is told with the hour"), None
    if told.counted is Counted.SPOKEN:
        if spoken is None or start - spoken.at > FAR:
            return Date(value=None, basis=DateBasis.RELATIVE, reason="counted from a time that the text does not tell"), None
        return resolve.date(told, spoken.anchor, False)
    if told.yearly and told.counted is Counted.OPEN and year:
        date = resolve.inferred_year(told, year[0], f"the year of “{year[1]}” in the same sentence")
        if date:
            return date, Anchor(resolve._iso(date.low), resolve._iso(date.high), "")
    return resolve.date(told, published, looks)

