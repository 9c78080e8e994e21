"""The article words of a page, with the signs around them: what copies are compared by.

A word is compared by its key (case, accents, exchangeable letters and apostrophes do not count). Around it stand
signs: those before it up to white space, those after it. Every sign belongs to exactly one word, so printing words with
their signs and the white space between them prints the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from standoff.model import ARTICLE_ROLES, Page, Role, Segment
from standoff.text import fold

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"   # vowel signs: no \w
_ALONE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"                  # scripts without spaces
_LETTER = f"(?:(?![{_ALONE}])[^\\W_]|[{_MARKS}])"
WORD = re.compile(rf"[{_ALONE}]|(?:[^\W\d_]\.){{2,}}|{_LETTER}+(?:['’ʼ]{_LETTER}+)*")
"""One word: "Iraq’s", "U.S.", "120"; one character where a script writes no spaces. "Iran-US" is two words."""

_SPACE = re.compile(r"\s+")
MARK_WORDS = 3
"""A truncation segment of at most so many words is a mark ("…", "read more…"), a longer one is a cut paragraph."""


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """What a word is compared by: as families compare it, so that what they call identical has no other wording here.

    >>> key("Iraq’s") == key("IRAQ'S"), key("U.S.") == key("US"), key("center") == key("centre")
    (True, True, False)
    """
    return fold(word) or word


def skeleton(text: str) -> str:
    """A reading without its typography: two readings with one skeleton differ in signs, spaces and case only."""
    return "".join(key(m[0]) for m in WORD.finditer(text))


def article(page: Page) -> tuple[list[Segment], Segment | None]:
    """The page's article segments in order, cut paragraphs included, and the mark of a cut after the last one."""
    found: list[Segment] = []
    tail: Segment | None = None
    for seg in page.segments:
        if seg.role in ARTICLE_ROLES:
            found.append(seg)
            tail = None
        elif seg.role is Role.TRUNCATION:
            words = WORD.finditer(page.text, seg.start, seg.end)
            if len(list(islice(words, MARK_WORDS + 1))) > MARK_WORDS:
                found.append(seg)
                tail = None
            else:
                tail = seg
    return found, tail if found else None


class Words:
    """The article words of one page in columns: key, the word's offsets, its offsets with signs, its segment."""

    __slots__ = ("end", "high", "keys", "low", "page", "segment", "segments", "start", "tail")

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.segment: list[int] = []          # index into `segments`
        self.segments, self.tail = article(page)
        for number, seg in enumerate(self.segments):
            self._add(number, seg)

    def __len__(self) -> int:
        return len(self.keys)

    def _add(self, number: int, seg: Segment) -> None:
        text = self.page.text
        found = [m.span() for m in WORD.finditer(text, seg.start, seg.end)] or [(seg.start, seg.end)]
        low = seg.start
        for i, (start, end) in enumerate(found):
            high = after = seg.end
            if i + 1 < len(found):
                high = after = found[i + 1][0]
                for space in _SPACE.finditer(text, end, after):      # the last white space parts the two words
                    high, after_space = space.span()
                    after = after_space
            self.keys.append(key(text[start:end]))
            self.start.append(start)
            self.end.append(end)
            self.low.append(low)
            self.high.append(high)
            self.segment.append(number)
            low = after

    def ends_sentence(self, i: int) -> bool:
        """Whether a sentence ends with this word."""
        return (any(c in ".!?…。؟۔।" for c in self.page.text[self.end[i]:self.high[i]])
                or i + 1 == len(self) or self.segment[i] != self.segment[i + 1])

    def opens(self, i: int) -> int:
        """How strongly a word opens something: 2 a paragraph, 1 a sentence, 0 nothing."""
        if i == 0 or i == len(self) or self.segment[i - 1] != self.segment[i]:
            return 2
        return int(self.ends_sentence(i - 1))

    def whole(self, start: int, end: int) -> bool:
        """Whether the words [start, end) begin with a paragraph and end with one."""
        return self.opens(start) == 2 and self.opens(end) == 2
