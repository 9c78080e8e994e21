"""The words of a page's article, folded, each with its place in ``Page.text``.

Takes code points, gives arrays: a 32-bit hash per word, its start and length in code points, and flags. What readers
take for the same word hashes alike: case, accents and other marks, Arabic vowel signs and tatweel, ي/ی, ك/ک, digits of
any script, soft hyphens and zero-width characters, "don't" and "don’t", "U.S." and "US" ("well-known" is two words, as
is "well known"). "Color" and "colour" stay two words: that is wording. Scripts written without spaces give one word per
character.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from standoff.linkage import kernel
from standoff.text import folded

Words = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]

BREAK, DROP, APOSTROPHE, STOP, OPENER, DOUBLE, NEWLINE, SINGLE_OPEN = range(8)
"""Classes of code points that are no part of a word; a folded letter has its own code point, always ≥ 32."""

ALONE = 1 << 24
"""Flag of a character that is a word by itself."""

QUOTED, FURNITURE, SITE, AFTER = 1, 2, 4, 8
"""Flags of a word: inside quotation marks; found to be furniture; found to be furniture of its site; the first after
something that is no article (a caption, a link to another article)."""

LONGEST = 255
"""Code points in a word, at most; a longer one is cut (its length is kept in one byte)."""

_SPACELESS = ((0x0E00, 0x0EFF), (0x0F00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF),
              (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D))


def _fold(point: int) -> int:
    char = chr(point)
    if char in "\n\r\u2028\u2029\x0b\x0c\x85":
        return NEWLINE
    if char in "'’ʼ＇":
        return APOSTROPHE
    if char == "‘":
        return SINGLE_OPEN
    if char == ".":
        return STOP
    if char in "“„«「『《〝":
        return OPENER
    if char in "\"”»」』》〞‟＂":
        return DOUBLE
    same = folded(char)
    if not same:
        return DROP
    category = unicodedata.category(char)
    if category[0] not in "LN" and category != "Mc":
        return BREAK
    code = ord(same)
    if any(low <= point <= high for low, high in _SPACELESS):
        code |= ALONE
    return code


@functools.cache
def table() -> npt.NDArray[np.uint32]:
    """What each code point of the basic plane folds to; about 50 ms to make."""
    return np.array([_fold(point) for point in range(0x10000)], dtype=np.uint32)


@kernel
def _tokenise(points, spans, fold, words, starts, lengths, flags):  # type: ignore[no-untyped-def]
    """Words of the spans into the four arrays (each as long as `points`); gives how many there are."""
    n = 0
    for s in range(spans.shape[0]):
        at, end = spans[s, 0], spans[s, 1]
        start = -1                     # of the word being read
        piece = 0                      # its letters since the last full stop
        value = np.uint32(2166136261)
        quoted = np.uint8(0)
        single = np.uint8(0)
        breaks = 0                     # newlines since the last visible character
        while at <= end:
            if at < end:
                point = points[at]
                if point < 0x10000:
                    code = fold[point]
                elif 0x20000 <= point < 0x40000:
                    code = np.uint32(point | ALONE)
                elif 0x1F000 <= point < 0x20000 or point >= 0xE0000:
                    code = np.uint32(BREAK)
                else:
                    code = np.uint32(point)
            else:
                code = np.uint32(BREAK)
                point = 32
            following = np.uint32(BREAK)
            if code < NEWLINE and at + 1 < end:
                following = fold[points[at + 1]] if points[at + 1] < 0x10000 else np.uint32(32)
            if code >= 32 and code < ALONE:
                if start < 0:
                    start = at
                    value = np.uint32(2166136261)
                    piece = 0
                value = np.uint32((value ^ code) * np.uint32(16777619))
                value ^= value >> np.uint32(15)
                piece += 1
                breaks = 0
                if at - start + 1 < LONGEST:
                    at += 1
                    continue
                at += 1
            elif start >= 0 and (code == DROP or (code == APOSTROPHE and 32 <= following < ALONE)
                                 or (code == STOP and piece == 1 and 32 <= following < ALONE)):
                if code == STOP:
                    piece = 0
                if at - start + 1 < LONGEST:
                    at += 1
                    continue
            if start >= 0:             # a word ends before `at`
                words[n] = value
                starts[n] = start
                lengths[n] = at - start
                flags[n] = quoted | single
                n += 1
                start = -1
                if code >= 32 and code < ALONE:
                    continue           # it was cut for its length
            if code >= ALONE:
                value = np.uint32((np.uint32(2166136261) ^ code) * np.uint32(16777619))
                words[n] = value ^ (value >> np.uint32(15))
                starts[n] = at
                lengths[n] = 1
                flags[n] = quoted | single
                n += 1
                breaks = 0
            elif code == OPENER:
                if quoted and point == 0x201C:
                    quoted = np.uint8(0)          # „…“
                else:
                    quoted = np.uint8(1)
            elif code == DOUBLE:
                if quoted:
                    quoted = np.uint8(0)
                elif following >= 32:
                    quoted = np.uint8(1)          # "…", ”…”, »…«
            elif code == SINGLE_OPEN:
                single = np.uint8(1)
            elif code == APOSTROPHE:
                single = np.uint8(0)
            elif code == NEWLINE:
                breaks += 1
                if breaks > 1:                    # a blank line ends a quotation that nobody closed
                    quoted = np.uint8(0)
                    single = np.uint8(0)
            at += 1
    return n


def code_points(text: str) -> Words:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def fill(points: Words, spans: Sequence[tuple[int, int]], words: Words, starts: Words, lengths: Bytes,
         flags: Bytes) -> int:
    """Write hash, start, length and flags of every word in the spans into arrays longer than `points`; how many."""
    where = np.array(spans, dtype=np.int64).reshape(-1, 2)
    return int(_tokenise(points, where, table(), words, starts, lengths, flags))


def tokenise(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Words, Words, Bytes, Bytes]:
    """Hash, start, length and flags of every word in the spans of a text; offsets are code points of the text."""
    points = code_points(text)
    size = len(points) + 1
    words, starts = np.empty(size, np.uint32), np.empty(size, np.uint32)
    lengths, flags = np.empty(size, np.uint8), np.empty(size, np.uint8)
    n = fill(points, spans, words, starts, lengths, flags)
    return words[:n], starts[:n], lengths[:n], flags[:n]
