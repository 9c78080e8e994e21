"""Quotations: where a text quotes, from its marks alone, whatever their shape.

Takes a text and gives stretches of its characters (code points, half open), marks included. Time is linear.
"""

from __future__ import annotations

import re

from standoff.text import trim

_MARKS = re.compile(r"[“”„‟\"«»‹›‘'‚]|\n[^\S\n]*\n")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_CLOSES = re.compile(r"(?<=[^\s])['’](?![^\W_])")
_CLOSERS = {
    "“": ("”", "“\""), "”": ("”", "\""), "„": ("“”‟", "\""), "‟": ("”", "\""), "\"": ("”", "\"“"),
    "«": ("»", ""), "»": ("«", ""), "‹": ("›", ""), "›": ("‹", ""),
}
"""For each mark that opens: what closes it anywhere, and what only where it cannot open another."""

_CLIPPED = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)
"""What an apostrophe begins: ’90s, ’em, ’til."""


def quotations(text: str) -> list[tuple[int, int]]:
    """The quotations of a text, outermost ones only, with their marks, in order.

    Curly, straight, low and angled marks, double and single. A double quotation that nobody closes goes to the end of
    its paragraph; where the next paragraph opens again, that is a quotation of its own. An opening mark where only a
    closing one makes sense counts as closing ("illegally.“ he said"). Apostrophes and inches are no marks; a single
    mark opens only if another closes it in the same paragraph.
    """
    found: list[tuple[int, int]] = []
    opened, sure, maybe = -1, "", ""                   # where the open quotation began, and what closes it
    past = 0
    for match in _MARKS.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        if mark[0] == "\n":
            if opened >= 0:
                _add(found, text, opened, start)
            opened = -1
        elif start < past:
            continue
        elif opened < 0:
            if mark in "‘'‚":
                if _opens(text, start, end) and not _CLIPPED.match(text, end) and (past := _single(text, end)):
                    _add(found, text, start, past)
            elif _opens(text, start, end) or (mark in "“„«‹" and not _at_end(text, end)):
                opened, sure, maybe = start, *_CLOSERS[mark]
        elif mark in sure or (mark in maybe and not _opens(text, start, end)):
            _add(found, text, opened, end)
            opened = -1
    if opened >= 0:
        _add(found, text, opened, len(text))
    return found


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a mark stands where an opening one does: after a space or a bracket, before a word."""
    before, after = text[start - 1:start], text[end:end + 1]
    return (before in "([{-–—/‘“'\"" or before.isspace()) and not after.isspace() and not _at_end(text, end)


def _at_end(text: str, end: int) -> bool:
    """Whether what follows closes a sentence, or the text."""
    return text[end:end + 1] in ("", ".", ",", ";", ":", "!", "?", ")")


REACH = 1500
"""Characters within which a single quotation mark is closed."""


def _single(text: str, start: int) -> int:
    """Where a single quotation whose words begin at `start` ends, or 0: behind the first mark that no letter follows;
    one after a plural s ("the workers’ union") only if no other does."""
    stop = _PARAGRAPH.search(text, start, start + REACH)
    plural = 0
    for match in _CLOSES.finditer(text, start + 1, stop.start() if stop else start + REACH):
        end = match.end()
        if text[end - 2] != "s" or text[end:end + 1] != " ":
            return end
        plural = plural or end
    return plural


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Note a quotation, unless there is no word in it."""
    start, end = trim(text, start, end)
    if any(map(str.isalnum, text[start:end])):
        found.append((start, end))
