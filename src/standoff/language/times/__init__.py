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

from standoff.language.times import resolve
from standoff.language.times.clauses import Clauses
from standoff.language.times.eras import ANCIENT
from standoff.language.times.grammar import Grammar
from standoff.language.times.tokens import BYGONE, STARTS, TRIGGER, Line
from standoff.language.times.told import Told
from standoff.model import Date, TimeExpression

__all__ = ["times"]

DATED = 3
"""Days told with their year, from which on a text that counts nothing from its publication is read as a history."""


def times(text: str, words: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]], anchor: Date, *,
          upos: Sequence[str] | None = None, heads: Sequence[int] | None = None,
          feats: Sequence[str] | None = None) -> list[TimeExpression]:
    """The time expressions of a text, in order, none overlapping. Offsets are code points of `text`.

    `words` and `sentences` are spans; `upos` has the part of speech of each word, and parts months from verbs; `heads`
    (a root's is itself) and `feats` ("Tense=Past|VerbForm=Fin") settle where a clause looks. What is
    relative names its anchor in `date.reason`. Where no anchor settles it, `date.value` is None, and what is known
    stands in `readings` ("XXXX-01-24") and in the bounds.
    """
    starts = [start for start, _ in words] if upos else []
    told: list[tuple[int, int, list[tuple[int, int, Told]]]] = []
    ancient, bygones = bool(ANCIENT.search(text)), bool(BYGONE.search(text))
    for low, high in sentences:
        if ancient or TRIGGER.search(text, low, high):
            line = Line(text, low, high)
            line.ancient, line.bygones = ancient, bygones
            if upos and starts:
                line.tags = [upos[max(0, bisect_right(starts, at) - 1)] for at in line.start]
            told.append((low, high, _expressions(line)))
    all_told = [what for *_, each in told for *_, what in each]
    history = not any(what.topical for what in all_told) and sum(what.dated for what in all_told) >= DATED
    clauses = Clauses(text, words, upos, heads, feats) if words and upos and heads and feats else None
    course = resolve.Course(text, resolve.published(anchor), history, clauses)
    for low, high, each in told:
        for start, end, what in each:
            course.weigh(what, low, high, start, end)
    found: list[TimeExpression] = []
    for low, high, each in told:
        course.sentence = None
        for start, end, what in each:
            date = course.date(what, low, high, start, end)
            found.append(TimeExpression(start=start, end=end, date=date, precision=what.precision))
    return found


def _expressions(line: Line) -> list[tuple[int, int, Told]]:
    """The expressions of a sentence with their spans and what they say."""
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
            found.append((line.start[i], line.end[told[1] - 1], told[0]))
            i = told[1]
        else:
            i += 1
    return found
