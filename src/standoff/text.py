"""Span algebra and offset maps: the one place where offsets are counted, converted and carried over.

Takes and gives code points (what Python's ``str`` counts). UTF-16 units (JavaScript) and UTF-8 bytes are derived at
the border, here and nowhere else. Maps are recorded while text is cut, never guessed after.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache

from standoff.model import ARTICLE_ROLES, Page, Report, Span, Stretch

CONTEXT = 32
"""Characters of prefix and suffix kept with a quote (W3C TextQuoteSelector practice; CONVENTIONS §5)."""


_SAME = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ە": "ه", "ہ": "ه", "ı": "i", "ß": "s", "ł": "l", "ø": "o",
                       "đ": "d", "ς": "σ"})
"""Letters that keyboards and spellings exchange and that no normal form of Unicode makes one."""


@lru_cache(maxsize=1 << 16)
def folded(char: str) -> str:
    """What a character is compared by: one character, or "" for what stands in a word and does not count.

    Case, accents and other marks, Arabic vowel signs and tatweel, ي/ی, ك/ک, digits of any script, soft hyphens,
    zero-width characters, apostrophes and the dots of abbreviations do not count.
    """
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") or char in "ـ'’ʼ＇.":
        return ""
    if category[0] not in "LN":
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    base = "".join(part for part in unicodedata.normalize("NFKD", char.lower()) if unicodedata.category(part) != "Mn")
    return base.translate(_SAME) if len(base) == 1 and base.isalnum() else char    # not ligatures, not Hangul


def fold(word: str) -> str:
    """What a word is compared by, here as in families and reports.

    >>> fold("Iraq’s") == fold("IRAQ'S"), fold("U.S.") == fold("us"), fold("été") == fold("Ete")
    (True, True, True)
    >>> fold("may") == fold("mai")
    False
    """
    return "".join(map(folded, word))


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced one for one by U+FFFD, so that offsets stay."""
    with suppress(UnicodeEncodeError):
        text.encode()
        if "\x00" not in text:
            return text
    return "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; ``(start, start)`` when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def quote(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Prefix, exact and suffix of a span, prefix and suffix of up to CONTEXT characters."""
    return text[max(0, start - CONTEXT):start], text[start:end], text[end:end + CONTEXT]


def check_partition(text: str, spans: Iterable[tuple[int, int]]) -> None:
    """Raise ValueError unless the spans stand in order, do not overlap, and cover all that is not white space."""
    at = 0
    for start, end in spans:
        if not at <= start < end <= len(text):
            raise ValueError(f"span [{start}, {end}) is out of order, empty or outside the text: "
                             f"previous end {at}, length {len(text)}")
        if text[at:start].strip():
            raise ValueError(f"characters [{at}, {start}) belong to no segment: {text[at:start].strip()[:60]!r}")
        at = end
    if text[at:].strip():
        raise ValueError(f"characters [{at}, {len(text)}) belong to no segment: {text[at:].strip()[:60]!r}")


class Offsets:
    """Converts code-point offsets of one text to UTF-16 units or UTF-8 bytes and back."""

    def __init__(self, text: str, units: str = "utf-16") -> None:
        """`units` is "utf-16" or "utf-8"."""
        if units not in ("utf-16", "utf-8"):
            raise ValueError(f"units are 'utf-16' or 'utf-8', not {units!r}")
        self._at: list[int] = []     # code points of width > 1 …
        self._sum: list[int] = [0]   # … and the extra units up to and with each
        for i, char in enumerate(text):
            point = ord(char)
            extra = (point > 0xFFFF) if units == "utf-16" else (point > 0x7F) + (point > 0x7FF) + (point > 0xFFFF)
            if extra:
                self._at.append(i)
                self._sum.append(self._sum[-1] + extra)

    def out(self, offset: int) -> int:
        """Code points to units."""
        return offset + self._sum[bisect_right(self._at, offset - 1)]

    def back(self, offset: int) -> int:
        """Units to code points; an offset inside a character gives that character's start."""
        low, high = 0, offset
        while low < high:
            mid = (low + high + 1) // 2
            if self.out(mid) <= offset:
                low = mid
            else:
                high = mid - 1
        return low


INSERTED = 240
"""Characters that one copy may have between two aligned stretches beyond what the report has there: a varying reading
of some thirty words. A wider gap is text of its own, or a moved paragraph, and parts the span."""


def carry(report: Report, start: int, end: int) -> tuple[Span, ...]:
    """The spans of a stretch of a report's text in every copy that has it, sorted.

    A copy witnesses the stretch when its aligned characters reach both ends; words that vary inside are kept inside. A
    copy that has the stretch in pieces, because it moved a paragraph or set its own between, gives a span for each.
    """
    pieces: dict[str, list[tuple[int, int, int, int]]] = {}      # page → start, end in the report, then in the page
    for run in report.stretches:
        low, high = max(run.start, start), min(run.start + run.length, end)
        if low < high:
            pieces.setdefault(run.page, []).append((low, high, run.at + low - run.start, run.at + high - run.start))
    spans: list[Span] = []
    for page, found in pieces.items():
        found.sort()
        if found[0][0] > start or found[-1][1] < end:
            continue
        joined = [found[0]]
        for piece in found[1:]:
            low, high, at, to = joined[-1]
            if 0 <= piece[2] - to <= piece[0] - high + INSERTED:
                joined[-1] = (low, piece[1], at, piece[3])
            else:
                joined.append(piece)
        spans.extend(Span(page=page, start=at, end=to) for _, _, at, to in joined)
    return tuple(sorted(spans))


def reworded(report: Report, start: int, end: int) -> tuple[Span, ...]:
    """The spans of a stretch in the copies that begin it in other words, sorted: “[He] added that” for “[Ali] added …”.
    """
    spans: list[Span] = []
    for variant in report.variants:
        if variant.start == start and variant.end <= end:
            inner = report.text[variant.end:end]
            gap = len(inner) - len(inner.lstrip())
            rest = {one.page: one for one in carry(report, variant.end + gap, end)} if inner.strip() else {}
            for first in (span for reading in variant.readings[1:] if reading.text for span in reading.spans):
                last = rest.get(first.page) if rest else first
                if last is not None and (last is first or 0 <= last.start - first.end <= gap):
                    spans.append(Span(page=first.page, start=first.start, end=last.end))
    return tuple(sorted(spans))


def uncarry(stretches: Iterable[Stretch], span: Span) -> tuple[int, int] | None:
    """The place in a report's text that a span of one of its copies stands for; None unless both ends are aligned."""
    start = end = None
    for run in stretches:
        if run.page == span.page:
            if run.at <= span.start < run.at + run.length:
                start = run.start + span.start - run.at
            if run.at < span.end <= run.at + run.length:
                end = run.start + span.end - run.at
    return (start, end) if start is not None and end is not None and start < end else None


def article_spans(page: Page) -> Sequence[tuple[int, int]]:
    """The page's article segments in order: what copies are looked for in."""
    return [(seg.start, seg.end) for seg in page.segments if seg.role in ARTICLE_ROLES]
