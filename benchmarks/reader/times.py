"""Time expressions: what a reader makes of the dates that GUM annotates.

Every gold date is met with the predicted expression that shares most characters with it. Its value is right when it
says the same days: the same first and last day for a plain date, the same ends as far as gold tells them for an
interval ("2012-06/2012-09" is met by 2012-06-01 to 2012-09-22), give or take a day, since annotators differ on whether
"the past week" has today in it and on what a week begins with. Where the expression takes in more words than gold's
("since 2013", "from 1947 to 1960"), it is enough that it begins or ends with gold's days. It is silent when there is no
such expression, or one without value and bounds. GUM marks dates only, not every time expression: nothing is said about
precision.

Gold counts years as TEI and XML Schema 1.0 do, without a year 0: "-0508" is 508 BC. EDTF, which the package writes, has
1 BC as "0000" and so 508 BC as "-0507": gold's years below zero are moved on by one before anything is compared.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from itertools import pairwise

from benchmarks.reader.score import Pairs
from spacy.tokens import Doc
from training.reader.document import Document

from standoff.language.times import times as read
from standoff.model import Date, DateBasis, TimeExpression

_TELLS = re.compile(r"""(?ix)
    \d (?! \d* -year)
    | \b(?: jan(?:uary)? | feb(?:ruary)? | march | april | may | june | july | aug(?:ust)? | sept?(?:ember)?
        | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? | (?:mon|tues|wednes|thurs|fri|satur|sun)day
        | to-?day | tonight | tomorrow | yesterday | century )\b
    | \b(?: this | last | past | next | previous | following | recent )\b .*
      \b(?: morning | day | night | week | weekend | month | spring | summer | autumn | winter | year | decade ) s? \b
    | \b(?: day | night | week | month | year | decade ) s? \s (?: ago | before | after | earlier | later | back )\b
    """)
"""Words from which, and from the day of writing, days can be counted. Not so ages known by name ("World War II"),
lengths of time ("ten years"), and days told by what happened on them ("the opening night")."""

ISO_DAY = 10
"""Characters of "2016-01-31"; a time of day after it is not compared."""


def scores(pairs: Pairs) -> dict[str, float]:
    """Shares of the dates that the text tells: right (and of them strictly), wrong, silent; right of all gold dates.

    Strictly right: the very same days, first and last.
    """
    found = [one for document, doc in pairs for one in judged(document, doc)]
    told = Counter(verdict for _, _, tells, verdict in found if tells)
    strict = [(tells, exact) for document, doc in pairs for tells, exact in _strictly(document, doc)]
    shares = {name: told[name] / told.total() if told else 0.0 for name in ("right", "wrong", "silent")}
    return {**shares,
            "strictly right": sum(exact for tells, exact in strict if tells) / (told.total() or 1),
            "right, of all in gold": sum(verdict == "right" for *_, verdict in found) / (len(found) or 1),
            "strictly right, of all in gold": sum(exact for _, exact in strict) / (len(found) or 1)}


def _strictly(document: Document, doc: Doc) -> list[tuple[bool, bool]]:
    """(whether the words tell it, whether the very days were read) of each gold date."""
    out = []
    for time, (_, gold, tells, _) in zip(document.times or [], judged(document, doc), strict=True):
        start, end = document.words[time.start][0], document.words[time.end - 1][1]
        found = _best(doc._.times, start, end)
        value = edtf(gold)
        days = _days(value)
        out.append((tells, found is not None and (
            value == found.date.value or (days != (None, None) and days == _bounds(found.date)))))
    return out


def anchor(document: Document) -> Date:
    """The day that a document says it was written."""
    day = document.created
    return Date(value=day, low=day, high=day, basis=DateBasis.MARKUP if day else DateBasis.UNKNOWN)


def spans_given(document: Document, doc: Doc) -> Doc:
    """The Doc with its times read anew: each gold date by itself, as if it were a sentence."""
    cuts = {at for time in document.times or []
            for at in (document.words[time.start][0], document.words[time.end - 1][1])}
    sentences: list[tuple[int, int]] = []
    for sentence in doc.sents:
        ends = sorted({sentence.start_char, sentence.end_char}
                      | {at for at in cuts if sentence.start_char < at < sentence.end_char})
        sentences += pairwise(ends)
    doc._.times = read(
        doc.text, [(token.idx, token.idx + len(token)) for token in doc], sentences, anchor(document),
        upos=[token.pos_ for token in doc])
    return doc


def judged(document: Document, doc: Doc) -> list[tuple[str, str, bool, str]]:
    """(words, gold value, whether they tell it, "right" / "wrong" / "silent") of each gold date."""
    out = []
    for time in document.times or []:
        start, end = document.words[time.start][0], document.words[time.end - 1][1]
        found = _best(doc._.times, start, end)
        words = document.text[start:end]
        verdict = "silent"
        if found and (found.date.value or found.date.low or found.date.high):
            wider = found.start <= start and found.end >= end and found.end - found.start > end - start
            right = agrees(time.value, found.date) or (wider and touches(time.value, found.date))
            verdict = "right" if right else "wrong"
        told = bool(_TELLS.search(words)) and not time.value.startswith("--")
        out.append((words, time.value, told, verdict))
    return out


def edtf(gold: str) -> str:
    """A gold value with its years before our era as EDTF counts them.

    >>> edtf("-0508"), edtf("-0001"), edtf("-0776/0394"), edtf("2016-01")
    ('-0507', '0000', '-0775/0394', '2016-01')
    """
    def moved(year: re.Match[str]) -> str:
        number = 1 - int(year[1])
        return f"{number:05d}" if number < 0 else f"{number:04d}"
    return re.sub(r"(?:(?<=^)|(?<=/))-(\d{4})(?=-|/|T|$)", moved, gold)


def agrees(gold: str, date: Date) -> bool:
    """Whether a date says the days of a gold value: ISO, cut to its precision, or "low/high" with ".." for open."""
    value = edtf(gold)
    if value == date.value:
        return True
    low, high = _bounds(date)
    if low is None and high is None:
        return False
    if "/" not in value:
        return (low, high) == _days(value)
    first, last = (None if end in ("", "..") else end[:ISO_DAY] for end in value.split("/"))
    return all(_same_end(told, said) for told, said in ((first, low), (last, high)))


def _same_end(told: str | None, said: str | None) -> bool:
    if told is None or said is None:
        return told is said
    if said.startswith(told):
        return True
    try:
        return abs(dt.date.fromisoformat(told) - dt.date.fromisoformat(said)) <= dt.timedelta(days=1)
    except ValueError:                                     # gold tells no day, or one before our era
        return False


def touches(gold: str, date: Date) -> bool:
    """Whether a date begins or ends with the days of a gold value: "2013" of "since 2013", "1947" of "1947 to 1960"."""
    (first, last), (low, high) = _days(edtf(gold)), _bounds(date)
    return (first is not None and first == low) or (last is not None and last == high)


def _bounds(date: Date) -> tuple[str | None, str | None]:
    return (date.low, date.high) if date.low or date.high else _days(date.value or "")


def _days(value: str) -> tuple[str | None, str | None]:
    """First and last day of a value, years below zero too; None for an open end and for what is no ISO date."""
    if "/" in value:
        low, _, high = value.partition("/")
        return _days(low)[0], _days(high)[1]
    match = re.fullmatch(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?~?", value)
    if not match:
        return None, None
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{_length(int(year), int(month)):02}"
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}"


def _length(year: int, month: int) -> int:
    """Days of a month of any year: the calendar comes round every 400 years."""
    return calendar.monthrange(2000 + year % 400, month)[1]


def _best(expressions: list[TimeExpression], start: int, end: int) -> TimeExpression | None:
    shared = [(min(end, e.end) - max(start, e.start), e.start - e.end, e.start, e) for e in expressions]
    return max((s for s in shared if s[0] > 0), default=(0, 0, 0, None), key=lambda s: s[:3])[3]
