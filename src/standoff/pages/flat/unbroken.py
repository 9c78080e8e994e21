"""Pages whose line breaks were all lost: breaks are put back where marks stand that only begin a new thing.

Such marks are the page's title said twice at the start, the head of a comment section, comment heads, a comment form
and a rights line. Nothing is guessed between paragraphs: what has no mark stays one paragraph.
"""

from __future__ import annotations

import re

from standoff.pages import dates
from standoff.pages.flat import stamps
from standoff.pages.flat.lines import Block, key, split
from standoff.pages.flat.titles import after
from standoff.pages.flat.words import LEXICON, WORD

LONG = 1000
"""Characters of a line from which on it may be a whole page."""

FEW = 5
"""Blocks at most of a page whose breaks were lost."""

LOOKED_AT = 400_000
"""Characters of one line that are searched for marks: the longest article pages have a fifth of it."""

_RIGHTS = re.compile(r"(?:©|Copyright ©|\(c\))\s?(?:19|20)\d\d")
_NUMBER = re.compile(r"(?:^|\s)(\d{1,4}[.)])\s+$")


def restore(blocks: list[Block], text: str, page: str) -> list[Block]:
    """The blocks, those cut that hold a page without line breaks."""
    if not blocks or len(blocks) > FEW or max(len(b.text) for b in blocks) < LONG:
        return blocks
    found: list[Block] = []
    for block in blocks:
        found += split(text, block, *_breaks(text, block, page)) if len(block.text) >= LONG else [block]
    return found


def _breaks(text: str, block: Block, page: str) -> list[int]:
    """Offsets at which a new line began, in order."""
    stop = min(block.end, block.start + LOOKED_AT)
    breaks = _title(text, block.start, stop)
    section = _section(text, block.start, stop)
    if section:
        breaks.add(section[0])
        breaks |= _heads(text, section[0], section[1], stop, page)
    rights = next(_RIGHTS.finditer(text, max(block.start, block.end - 2000), block.end), None)
    if rights:
        breaks.add(rights.start())
    return sorted(at for at in breaks if block.start < at < block.end)


def _title(text: str, start: int, stop: int) -> set[int]:
    """Where the second showing of a title that opens the text twice begins, and where the text after it does."""
    words = [(m.group().casefold(), m.start()) for m in WORD.finditer(text, start, min(stop, start + 600))]
    for size in range(min(30, len(words) // 2 - 1), 3, -1):
        if [w for w, _ in words[:size]] == [w for w, _ in words[size : 2 * size]]:
            return {words[size][1], words[2 * size][1]}
    return set()


def _section(text: str, start: int, stop: int) -> tuple[int, str] | None:
    """Where "12 Responses to …" or "Leave a Reply" stands in the line, and which of the two it is."""
    spots = [(m.group(), m.start()) for m in WORD.finditer(text, start, stop)]
    folded = ["0" if w.isdigit() else w.casefold() for w, _ in spots]
    for at in range(len(folded)):
        if not (folded[at] in _FIRST and spots[at][0][:1] not in "abcdefghijklmnopqrstuvwxyz"):
            continue
        marks = LEXICON.marks(tuple(folded[at : at + 6])).start
        size = marks.get("comment_head", 0)
        if size >= 3 or (size >= 2 and folded[at] == "0"):
            return spots[at][1], "comment_head"
        if "comment_form" in marks and marks["comment_form"] >= 3:
            return spots[at][1], "comment_form"
    return None


_FIRST = LEXICON.first_words("comment_head", "comment_form")


def _heads(text: str, head: int, kind: str, stop: int, page: str) -> set[int]:
    """Where comments begin and end below the head of their section."""
    breaks: set[int] = set()
    if kind != "comment_head":
        return breaks
    title = text[:120].split("  ")[0]
    own = key(title)
    floor = head
    for start, end, date in dates.find(text, head, stop, page=page):
        if "T" not in (date.value or ""):
            continue
        before = text[max(floor, start - 60) : start]
        words = list(re.finditer(r"\S+", before))
        for count in range(1, 5):
            if count >= len(words):
                break
            number = _NUMBER.search(before[: words[-count].start()])
            if number and stamps.name(before[words[-count].start() :].strip()):
                breaks.add(start - len(before) + number.start(1))
                break
        else:
            name = words[-1].start() if words else 0
            for word in reversed(words[-3:]):
                if not word.group()[:1].isupper() or word.group()[-1] in ".!?…":
                    break
                name = word.start()
            if words and stamps.name(before[name:].strip()):
                breaks.add(start - len(before) + name)
        mark = re.match(r"\s?(?:#|says:|:)?", text[end : end + 8])
        breaks.add(end + (mark.end() if mark else 0))
        floor = end
    if not breaks and own:
        rest = re.compile(r"[^\W_]").search(text, head)
        shown = after(text[rest.start() : rest.start() + 400], own) if rest else None
        if rest and shown:
            breaks.add(rest.start() + shown)
    return breaks
