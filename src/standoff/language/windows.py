"""Windows: runs of whole sentences that the network reads at once; and what a word's surface tells the network.

Takes a text and its words (``standoff.language.words``). Where sentences end is for the network to find, so that a
window may only end where one surely does: at given starts, or at a blank line, a line's end after final punctuation,
or final punctuation before a capital when the word before it is no abbreviation. A stretch without such a place that
is longer than a window may be is cut at the best mark in its second half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.language.words import ABBREVIATIONS, TITLES

NO_BREAK, SPACE, LINE, BLANK = range(4)
"""What stands before a word: nothing, white space within a line, a line's end, a blank line or the text's start."""

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def breaks(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word, which white space stands before it: ``NO_BREAK``, ``SPACE``, ``LINE`` or ``BLANK``.

    >>> breaks("One.\\nTwo \\n\\nThree", [(0, 3), (3, 4), (5, 8), (11, 16)])
    [3, 0, 2, 3]
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
    if word.isalpha() and word.islower():
        return LOWER
    if any(char.isnumeric() and not char.isalpha() for char in word):
        return FIGURES
    letters = [char for char in word if char.isalpha()]
    capitals = sum(char.isupper() or char.istitle() for char in letters)
    if not capitals:
        return MARK if not letters else LOWER if word.islower() else CASELESS
    if capitals == len(letters):
        return CAPITAL if capitals == 1 else CAPITALS
    return CAPITALISED if capitals == 1 and not letters[0].islower() else MIXED


def shapes(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word, its shape: one of ``MARK`` … ``CASELESS``. What is neither letter nor figure does not count.

    >>> shapes("U.S.-led F16s", [(0, 4), (4, 5), (5, 8), (9, 13)])
    [3, 0, 1, 6]
    """
    known: dict[str, int] = {}
    found: list[int] = []
    for start, end in words:
        word = text[start:end]
        shape = known.get(word)
        if shape is None:
            shape = known[word] = _shape(word)
        found.append(shape)
    return found


WITHIN, UNSURE, MAYBE, SENTENCE, LAST_OF_LINE, PARAGRAPH = range(-1, 5)
"""What a text's surface says of a word: no sentence begins here (behind a title or a bullet); nothing;
one may (after a full stop that may be an abbreviation's own); or what surely ends before it."""

_FINAL = re.compile(r"[.?!]*[.?!؟۔。！？]")    # "..." and "…" may also stand for what was left out of a sentence
_CLOSING = frozenset(("”", "’", '"', "'", "»", ")", "]", "›", "“", "''", "’’"))
_NEVER_LAST = (TITLES | {"e.g", "i.e", "vs", "cf"}) - {"Jr", "Sr", "St"}
"""What stands before a name or an example and ends no sentence; "Jr." and "St." may."""
_QUOTES = frozenset("”’\"'»“")
_FIRST = frozenset(("The", "This", "These", "He", "She", "It", "They", "We", "His", "Her", "Their", "But", "And", "In"))
"""Words whose capital, after a full stop, is no name's."""
_OPENING = frozenset(("“", "‘", '"', "'", "«", "(", "„", "‚", "[", "‹", "``", "‘‘", "''"))
BULLETS = frozenset(("-", "–", "—", "--", "•", "·", "*", "▪", "◦", "‣", "●", "■"))
_NUMBERED = frozenset(("No", "Nos", "no", "nos", "Art", "Fig", "Figs", "Sec", "Sat", "Sun", "p", "pp"))


def ends(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word, what ends before it: ``WITHIN`` … ``PARAGRAPH``."""
    before = breaks(text, words)
    forms = [text[start:end] for start, end in words]
    found = [PARAGRAPH if gap == BLANK else UNSURE for gap in before]
    for stop, form in enumerate(forms):
        if form in BULLETS - {"--"} and before[stop] >= LINE and before[stop + 1:stop + 2] not in ([], [BLANK]):
            found[stop], found[stop + 1] = found[stop] or MAYBE, WITHIN
        if form[-1] not in ".?!؟۔。！？" or not stop or form.startswith(".."):
            continue
        i = stop + 1
        while i < len(forms) and before[i] == NO_BREAK and forms[i] in _CLOSING:
            i += 1
        if i == len(forms) or not before[i] or found[i] != UNSURE:
            continue
        short = form[:-1] if not _FINAL.fullmatch(form) else forms[stop - 1] if form == "." and _not_final(
            forms, found, stop - 1) else ""
        quoted = forms[i - 1] in _QUOTES
        if short in _NEVER_LAST:
            found[i] = WITHIN
            continue
        if not short and before[i] == LINE:
            found[i] = LAST_OF_LINE
        elif _opens(forms, before, i):                             # “… in the U.S.” They left, but: “No!” Ali said
            doubtful = not quoted and not (len(short) > 1 and forms[i] in _FIRST) if short else quoted and form != "."
            found[i] = MAYBE if doubtful else SENTENCE
    return found


def _opens(forms: Sequence[str], before: Sequence[int], i: int) -> bool:
    """Whether a sentence may begin at word i: a capital or a figure, quotes, brackets and bullets left out."""
    while i + 1 < len(forms) and (forms[i] in BULLETS or (forms[i] in _OPENING and before[i + 1] == NO_BREAK)):
        i += 1
    return forms[i][0].isalnum() and not forms[i][0].islower() and not (forms[i - 1] == "[" and forms[i].isdecimal())


def _not_final(forms: Sequence[str], sure: Sequence[int], i: int) -> bool:
    """Whether a full stop after word i may be the word's own ("Gen", "J", "U.S") or number an item of a list ("1")."""
    form = forms[i]
    return ((len(form) == 1 and form.isupper()) or form in ABBREVIATIONS or form in _NUMBERED or "." in form
            or (form.isdecimal() and (sure[i] > MAYBE or forms[i - 1] == ":")))


_PREFERRED = {PARAGRAPH: 0.2, LAST_OF_LINE: 0.1, SENTENCE: 0.0}
"""By how much less a window may be filled to end at a better place."""

_WEAK = {".": 4, "?": 4, "!": 4, ";": 3, ":": 2, "—": 2, "–": 2, ",": 1}
"""Marks after which a sentence that is longer than a window is cut, the higher the better."""


def windows(text: str, words: Sequence[tuple[int, int]], sizes: Sequence[int], limit: int,
            starts: Sequence[bool] | None = None) -> list[tuple[int, int]]:
    """Consecutive windows ``[a, b)`` of words, together all of them, that end where sentences surely do.

    ``sizes`` are the words' numbers of pieces; a window's sum is at most `limit`, unless one word alone is larger.
    ``starts`` says which words begin sentences, where that is known.
    """
    if starts is None:
        sure = ends(text, words)
    else:
        sure = [(PARAGRAPH if gap == BLANK else SENTENCE) if first else UNSURE
                for first, gap in zip(starts, breaks(text, words), strict=True)]
    found: list[tuple[int, int]] = []
    start = end = total = 0
    while start < len(words):
        while end < len(words) and (end == start or total + sizes[end] <= limit):
            total += sizes[end]
            end += 1
        cut = end if end == len(words) else _place(text, words, sizes, limit, sure, start, end)
        found.append((start, cut))
        total -= sum(sizes[start:cut])
        start = cut
    return found


def _place(text: str, words: Sequence[tuple[int, int]], sizes: Sequence[int], limit: int, sure: Sequence[int],
           start: int, end: int) -> int:
    """Where in (start, end] a window that begins at start is best cut."""
    best, cut, filled = -1.0, end, 0
    for i in range(start + 1, end + 1):
        filled += sizes[i - 1]
        if sure[i] > MAYBE and filled / limit + _PREFERRED[sure[i]] >= best:
            best, cut = filled / limit + _PREFERRED[sure[i]], i
    if best >= 0:
        return cut
    half = range(start + (end - start) // 2 + 1, end + 1)
    return max(half, key=lambda i: (_WEAK.get(text[slice(*words[i - 1])], 0), i), default=end)
