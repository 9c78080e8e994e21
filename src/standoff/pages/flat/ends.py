"""What closes a flattened article, and is no text: lines behind its credit, boxes about the paper or the writer."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.model import Role
from standoff.pages.flat import stamps
from standoff.pages.flat.lines import Block

BOX = 250
"""Words of a box about a paper or writer and all that stands below it, at most; if more follows, another text may."""


def close(blocks: Sequence[Block], start: int, end: int) -> bool:
    """What follows the credit that closes the text, and a box about the paper or the writer, are no text.

    True when something of the kind was found.
    """
    prose = [i for i in range(start, end) if blocks[i].role is None and blocks[i].prose]
    if not prose:
        return False
    found = False
    for index in range(prose[0] + 2, end):
        block = blocks[index]
        if block.size <= 8 and not block.ends and _about(blocks, index, start):
            box = [b for b in blocks[index:] if b.role is None or b is block]
            for other in box if sum(b.size for b in box) <= BOX else box[:2]:
                other.take(Role.FURNITURE, "about")
            found = True
            break
    last = max(i for i in prose if blocks[i].role is None)
    signed = next((i for i in range(last + 1, end) if blocks[i].role is Role.CREDIT), end)
    for block in blocks[signed:end]:
        if block.role is None and block.size <= 14:
            block.take(Role.FURNITURE, "trailer")
            found = True
    return found


def _about(blocks: Sequence[Block], index: int, start: int) -> bool:
    """Whether a line heads a box about an outlet or a writer: it says so, or names one whom only the box names."""
    block = blocks[index]
    words = block.marks.start.get("about", 0)
    if "about" in block.marks.line:
        return True
    if block.role is not None or not words or index + 1 == len(blocks) or blocks[index + 1].size < 10:
        return False
    name = block.words[words:]
    name = name[1:] if name[:1] and name[0] in _ARTICLES else name
    if not name or not _has(blocks[index + 1].words[:12], name) or block.text.split()[-len(name)][0].islower():
        return False
    shown = " ".join(block.text.split()[-len(name) :])
    return stamps.outlet(shown) or not any(_has(b.words, name) for b in blocks[start:index] if b.role is None)


_ARTICLES = frozenset(("the", "le", "la", "el", "der", "die", "das"))


def _has(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether words stand in others, together."""
    return any(words[i : i + len(phrase)] == phrase for i in range(len(words) - len(phrase) + 1))
