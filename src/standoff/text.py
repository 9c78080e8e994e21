"""Span algebra and offset maps: the one place where offsets are counted, converted and carried over.

Takes and gives code points (what Python's ``str`` counts). UTF-16 units (JavaScript) and UTF-8 bytes are derived at
the border, here and nowhere else. Maps are recorded while text is cut, never guessed after.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from standoff.model import ARTICLE_ROLES, Page, Report, Span

CONTEXT = 32
"""Characters of prefix and suffix kept with a quote (W3C TextQuoteSelector practice; CONVENTIONS §5)."""


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced one for one by U+FFFD, so that offsets stay."""
    if "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in set(text)):
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


def carry(report: Report, start: int, end: int) -> tuple[Span, ...]:
    """The spans of a report's stretch of text in every copy that has it, by page, at most one per page.

    A copy witnesses the stretch when its aligned characters reach both ends; words that vary inside are kept inside.
    """
    spans: dict[str, tuple[int | None, int | None]] = {}
    for run in report.stretches:
        stop = run.start + run.length
        low, high = spans.get(run.page, (None, None))
        if run.start <= start < stop:
            low = run.at + start - run.start
        if run.start < end <= stop:
            high = run.at + end - run.start
        spans[run.page] = (low, high)
    return tuple(Span(page=page, start=low, end=high) for page, (low, high) in sorted(spans.items())
                 if low is not None and high is not None and low < high)


def article_spans(page: Page) -> Sequence[tuple[int, int]]:
    """The page's article segments in order: what copies are looked for in."""
    return [(seg.start, seg.end) for seg in page.segments if seg.role in ARTICLE_ROLES]
