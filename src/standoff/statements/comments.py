"""Comments: what readers wrote under an article: ``comments(report, pages)``.

Takes a report and the pages of its family; gives a Statement for each comment, in voice COMMENTER, so that it never
counts as what the press reports. The same comment on several copies is one statement with evidence on each. Who a
commenter is, is not asked: a name under a comment names nobody of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from standoff.language.quotations import quotations
from standoff.model import (
    Date,
    DateBasis,
    Manner,
    Medium,
    Origin,
    Page,
    PartName,
    Report,
    Role,
    Segment,
    Sourcing,
    Span,
    Statement,
    Voice,
)
from standoff.statements import VERSION, key
from standoff.text import fold, trim

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?؟…])[\"”’»)]*\s+|\n\s*\n")
_ASKS = re.compile(r"[?؟][\"”’»)\s]*$")


def comments(report: Report, pages: Sequence[Page]) -> list[Statement]:
    """The comments of the pages, in the order of the first page that has each; a comment without words is none. Two
    that nobody signs are two on one page, however equal their words: the first goes with the first of another copy.

    Yes: 1. h.okonjo 14th November 2022 at 15:06 # Who pays the crew?
    No: Leave a comment
    """
    found: dict[tuple[str, ...], list[tuple[Page, Segment]]] = {}
    for page in sorted(pages, key=lambda one: one.key):
        count = Counter[tuple[str, ...]]()
        for seg in page.segments:
            if seg.role is Role.COMMENT and (once := _once(page, seg)):
                count[once] += 1
                same = once if once[0] else (*once, str(count[once]))
                found.setdefault(same, []).append((page, seg))
    return [_statement(report, places) for places in found.values()]


def asks(words: str) -> bool:
    """Whether all sentences of some words are questions.

    Yes: Who pays? And when?
    No: Who pays? I do.
    """
    sentences = [one for one in _SENTENCE.split(words) if _WORD.search(one)]
    return bool(sentences) and all(_ASKS.search(one) for one in sentences)


def _statement(report: Report, places: Sequence[tuple[Page, Segment]]) -> Statement:
    """One comment from all places where it stands."""
    page, seg = places[0]
    bodies = [_body(page, seg) for page, seg in places]
    start, end = bodies[0]
    author = _part(page, seg, PartName.AUTHOR)
    text = page.text[start:end]
    return Statement(
        evidence=tuple(sorted(Span(page=page.key, start=first, end=last)
                              for (page, _), (first, last) in zip(places, bodies, strict=True))),
        origin=Origin(stage="statements", version=VERSION, rule="comment"),
        key=key(report.key, page.key, (), ((start, end),)), report=report.key, page=page.key, start=start, end=end,
        source=None, speaker=(author,) if author else (), sourcing=Sourcing.AUTHOR, cue=(), content=((start, end),),
        quoted=tuple((start + first, start + last) for first, last in quotations(text)),
        date=_date(places), medium=Medium.COMMENT, manner=Manner.ASKED if asks(text) else Manner.SAID,
        voice=Voice.COMMENTER, score=1.0)


def _date(places: Iterable[tuple[Page, Segment]]) -> Date:
    """When it was written: the first time that a copy tells; else not before the article, where that is dated."""
    told = [seg.when for _, seg in places if seg.when is not None]
    for date in told:
        if date.value is not None or date.readings:
            return date
    for date in told:
        if date.low or date.high:
            return date
    low = min((page.published.low for page, _ in places if page.published.low), default=None)
    if low is None:
        return Date(value=None, reason="no time is told, and the day of publication is not known")
    return Date(value=None, low=low, basis=DateBasis.RELATIVE, reason=f"no time is told; not before the article, {low}")


def _once(page: Page, seg: Segment) -> tuple[str, ...]:
    """What makes two comments one: the author and the words, as they are compared; () without words."""
    start, end = _body(page, seg)
    words = _folded(page.text[start:end])
    author = _part(page, seg, PartName.AUTHOR)
    return (_folded(page.text[slice(*author)]) if author else "", words) if words else ()


def _folded(text: str) -> str:
    return " ".join(map(fold, _WORD.findall(text)))


def _body(page: Page, seg: Segment) -> tuple[int, int]:
    """The words of the comment itself, from the first to the last stretch that is its body; (0, 0) without any."""
    bodies = [(part.start, part.end) for part in seg.parts if part.name is PartName.BODY]
    return trim(page.text, bodies[0][0], bodies[-1][1]) if bodies else (0, 0)


def _part(page: Page, seg: Segment, name: PartName) -> tuple[int, int] | None:
    """The first part of a name that has words."""
    for part in seg.parts:
        if part.name is name and (found := trim(page.text, part.start, part.end)) and found[0] < found[1]:
            return found
    return None
