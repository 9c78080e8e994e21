"""Time expressions: what a reader makes of the dates that GUM annotates.

Every gold date is met with the predicted expression that shares most characters with it. Its value is right when it
says the same days: the same first and last day for a plain date, the same ends as far as gold tells them for an
interval ("2012-06/2012-09" is met by 2012-06-01 to 2012-09-22). It is silent when there is no such expression, or one
without value and bounds. GUM marks dates only, not every time expression: nothing is said about precision.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter

from benchmarks.reader.score import Pairs
from spacy.tokens import Doc
from training.reader.document import Document

from standoff.model import Date, TimeExpression

_NOT_TOLD = re.compile(r"(?i)\b(?:world war|wwi+|ages|crusades|period|era|that followed|\d+-year)\b")
"""Ages known by name only, and what stands in for one: no text tells their days."""

ISO_DAY = 10
"""Characters of "2016-01-31"; a time of day after it is not compared."""


def scores(pairs: Pairs) -> dict[str, float | int]:
    """Shares of the dates that the text tells: right, wrong, silent; and right among those found with the same ends."""
    verdicts: Counter[str] = Counter()
    same: Counter[str] = Counter()
    for document, doc in pairs:
        for _, _, told, verdict, exact in judged(document, doc):
            if told:
                verdicts[verdict] += 1
                same[verdict] += exact
    total, exact_total = verdicts.total(), same.total()
    return {
        "dates": total,
        "right": verdicts["right"] / total if total else 0.0,
        "wrong": verdicts["wrong"] / total if total else 0.0,
        "silent": verdicts["silent"] / total if total else 0.0,
        "right, same ends": same["right"] / exact_total if exact_total else 0.0,
    }


def judged(document: Document, doc: Doc) -> list[tuple[str, str, bool, str, bool]]:
    """(words, gold value, told by the text, "right" / "wrong" / "silent", same ends) of each gold date."""
    out = []
    for time in document.times or []:
        start, end = document.words[time.start][0], document.words[time.end - 1][1]
        found = _best(doc._.times, start, end)
        words = document.text[start:end]
        verdict = "silent"
        if found and (found.date.value or found.date.low or found.date.high):
            verdict = "right" if agrees(time.value, found.date) else "wrong"
        told = not time.value.startswith("--") and not _NOT_TOLD.search(words)
        out.append((words, time.value, told, verdict, found is not None and (found.start, found.end) == (start, end)))
    return out


def agrees(gold: str, date: Date) -> bool:
    """Whether a date says the days of a gold value: ISO, cut to its precision, or "low/high" with ".." for open."""
    if gold == date.value:
        return True
    low, high = (date.low, date.high) if date.low or date.high else _days(date.value or "")
    if "/" not in gold:
        return (low, high) == _days(gold)
    first, last = (None if end in ("", "..") else end[:ISO_DAY] for end in gold.split("/"))
    return all((told is None) == (said is None) and (told is None or str(said).startswith(told))
               for told, said in ((first, low), (last, high)))


def _days(value: str) -> tuple[str | None, str | None]:
    """First and last day of a value; None for an open end and for what is no ISO date."""
    if "/" in value:
        low, _, high = value.partition("/")
        return _days(low)[0], _days(high)[1]
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", value)
    if not match:
        return None, None
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02}"
    return value[:ISO_DAY], value[:ISO_DAY]


def _best(expressions: list[TimeExpression], start: int, end: int) -> TimeExpression | None:
    shared = [(min(end, e.end) - max(start, e.start), e.start - e.end, e.start, e) for e in expressions]
    return max((s for s in shared if s[0] > 0), default=(0, 0, 0, None), key=lambda s: s[:3])[3]
