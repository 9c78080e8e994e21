"""Windows: runs of whole sentences that the network reads at once; and what a word's surface tells the network.

Takes a text and its words (``standoff.language.words``). Where sentences end is for the network to find, so that a
window may only end where one surely does: at given starts, or at a blank line, a line's end after final punctuation,
or final punctuation before a capital when the word before it is no abbreviation. What is cut elsewhere, because a
stretch is longer than a window may be, is cut at the best mark near its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.language.words import ABBREVIATIONS

NO_BREAK, SPACE, LINE, BLANK = range(4)
"""What stands before a word: nothing, white space within a line, the end of a line, a blank line or the text's start."""

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def breaks(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word, which white space stands before it: ``NO_BREAK``, ``SPACE``, ``LINE`` or ``BLANK``.

    >>> from standoff.language.words import tokenise
    >>> breaks("One two.\\nThree\\n\\nfour", tokenise("One two.\\nThree\\n\\nfour"))
    [3, 1, 0, 2, 3]
    """
    found: list[int] = []
    last = -1
    for start, end in words:
        if start == last:
            found.append(NO_BREAK)
        elif last < 0:
            found.append(BLANK)
        elif start == last + 1 and text[last] == " ":
            found.append(SPACE)
        else:
            found.append(SPACE + min(2, len(_LINE_END.findall(text, last, start))))
        last = end
    return found


MARK, LOWER, CAPITALISED, CAPITALS, CAPITAL, MIXED, FIGURES, CASELESS = range(8)
"""The shapes of words: "—", "said", "Baghdad", "NATO", "A", "iPhone" or "McCain", "5,000" or "F16", "العراق"."""


def _shape(word: str) -> int:
    if word.islower() and word.isalpha():
        return LOWER
    if not word.isalnum():
        if any(char.isdigit() for char in word):
            return FIGURES
        word = "".join(char for char in word if char.isalpha())
        if not word:
            return MARK
    elif not word.isalpha():
        return FIGURES
    upper = sum(char.isupper() or char.istitle() for char in word)
    if not upper:
        return LOWER if word.islower() else CASELESS
    if upper == len(word):
        return CAPITAL if upper == 1 else CAPITALS
    return CAPITALISED if upper == 1 and (word[0].isupper() or word[0].istitle()) else MIXED


def shapes(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word, its shape: one of ``MARK`` … ``CASELESS``. What is neither letter nor figure does not count."""
    known: dict[str, int] = {}
    found: list[int] = []
    for start, end in words:
        word = text[start:end]
        shape = known.get(word)
        if shape is None:
            shape = known[word] = _shape(word)
        found.append(shape)
    return found


_FINAL = re.compile(r"[.?!…。؟۔！？]+")
_CLOSING = frozenset("”’\"'»)]}›“''")
_OPENING = frozenset("“‘\"'«(„‚[‹–—-•*``")


def _closed(forms: Sequence[str], i: int) -> int:
    """The word that ends a sentence at word i or before it, closing quotes and brackets left out; -1 when none does."""
    while i >= 0 and forms[i] in _CLOSING:
        i -= 1
    return i if i >= 0 and _FINAL.fullmatch(forms[i]) else -1


def _ends(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """How sure it is that a sentence ends before each word: 3 a blank line, 2 a line's end, 1 by its marks, 0 unsure."""
    before = breaks(text, words)
    forms = [text[start:end] for start, end in words]
    sure = [0] * len(forms)
    for i, gap in enumerate(before):
        if gap == BLANK:
            sure[i] = 3
        elif gap and i:
            stop = _closed(forms, i - 1)
            if stop > 0 and gap == LINE:
                sure[i] = 2
            elif stop > 0 and _opens(forms, before, i) and not (forms[stop] == "." and _abbreviates(forms[stop - 1])):
                sure[i] = 1
    return sure


def _opens(forms: Sequence[str], before: Sequence[int], i: int) -> bool:
    """Whether a sentence may begin at word i: a capital or a figure, or a mark that opens one."""
    while i + 1 < len(forms) and forms[i] in _OPENING and (before[i + 1] == NO_BREAK or forms[i] in "–—-•*"):
        i += 1
    return not forms[i][0].islower() and (forms[i][0].isalnum())


def _abbreviates(form: str) -> bool:
    """Whether a full stop after this word may be the word's own: "Gen", "J", "No", "U.S"."""
    return len(form) == 1 and form.isupper() or form in ABBREVIATIONS or "." in form or form in _NUMBERED


_NUMBERED = frozenset("No Nos no nos Art Fig Figs Sec Sat Sun p pp".split(" "))
_WEAK = {";": 3, ":": 2, ",": 1, "—": 2, "–": 2, ".": 4, "?": 4, "!": 4}


def windows(text: str, words: Sequence[tuple[int, int]], sizes: Sequence[int], limit: int,
            starts: Sequence[bool] | None = None) -> list[tuple[int, int]]:
    """Consecutive windows ``[a, b)`` of words, together all of them, that end where sentences surely do.

    ``sizes`` are the words' numbers of pieces; a window's sum is at most `limit`, unless one word alone is larger.
    ``starts`` says which words begin sentences, where that is known. A window is filled as far as it goes, but ends at a
    paragraph's end, or else a line's, when that leaves it at least two thirds full.
    """
    sure = _ends(text, words) if starts is None else [1 if start else 0 for start in starts]
    if starts is not None:
        sure = [3 if mark and gap == BLANK else mark for mark, gap in zip(sure, breaks(text, words), strict=True)]
    cut: list[tuple[int, int]] = []
    start = 0
    while start < len(words):
        end, total = start, 0
        while end < len(words) and (end == start or total + sizes[end] <= limit):
            total += sizes[end]
            end += 1
        if end < len(words):
            end = _place(text, words, sizes, sure, start, end)
        cut.append((start, end))
        start = end
    return cut


def _place(text: str, words: Sequence[tuple[int, int]], sizes: Sequence[int], sure: Sequence[int],
           start: int, end: int) -> int:
    """Where in (start, end] a window that begins at start is best cut."""
    places = [i for i in range(start + 1, end + 1) if sure[i]]
    if places:
        full = sum(sizes[start:end])
        filled = 0
        late: list[int] = []
        after = {i: sure[i] for i in places}
        for i in range(start, end):
            filled += sizes[i]
            if i + 1 in after and 3 * filled >= 2 * full:
                late.append(i + 1)
        return max(late, key=lambda i: (sure[i], i)) if late else places[-1]
    half = range(start + (end - start) // 2 + 1, end + 1)
    return max(half, key=lambda i: (_WEAK.get(text[slice(*words[i - 1])], 0), i), default=end)
