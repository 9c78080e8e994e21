"""The page's headline and its repeats: whole lines, numbered list lines, and repeats glued to a paragraph.

The headline is found by votes: shown more than once, its words come back in the text, stands before the text, is
followed by a byline or date. No vote alone decides: a page without a repeat, or under ten lines of chrome, has one too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from standoff.model import Part, PartName, Role
from standoff.pages.flat import stamps
from standoff.pages.flat.lines import LOOKED_AT, SHORT, Block, key, split
from standoff.pages.flat.lists import NUMBER, OUTLET
from standoff.pages.flat.stamps import CLOCK
from standoff.pages.flat.words import WORD, fold

BACK = 25
"""Blocks before the article in which its headline is looked for."""

NEAR = 12
"""Blocks of the article whose words are compared with a headline's."""

ENOUGH = 1.0
"""Votes that make a headline of a short line or a sentence; a line of four words needs only no votes against it. A
first line of five words, half of them in the text, has 3; a section label of two words 0.4 at most."""

SPEAKER = re.compile(r"[^\W\d_]\s?[:.]\s")
"""A one-letter speaker's mark: "Q: ", "A. "."""

_FROM = frozenset(("from", "by", "with", "for", "in", "an", "a", "and", "or"))
_LABEL = re.compile(
    r"(?:title|headline|subject|titel|betreff|titre|título|заголовок|тема|العنوان|عنوان|başlık)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
"""What an exported record writes before its headline."""

_SEPARATORS = "-–—|•·:»«"


def find(blocks: Sequence[Block], article: int, hint: str | None) -> Block | None:
    """The block that is the headline of the article that begins at block `article`.

    `hint` is the title that the capture's record gives; a line that shows it wins.
    """
    if hint and (wanted := key(hint)):
        for block in blocks[: article + BACK]:
            if block.key == wanted or (len(wanted) > 20 and block.size <= 60 and block.key.startswith(wanted)):
                return block
    low = max(0, article - BACK)
    candidates = [b for b in blocks[low : article + 1] if _possible(b)]
    if not candidates:
        return None
    keys = Counter(b.key for b in blocks[: article + 2])
    later = {b.key for b in blocks[article + 2 :] if b.size < 6}
    heads = tuple(b.key for b in blocks if "comment_head" in b.marks.start or "comment_head" in b.marks.end)
    text: Counter[str] = Counter()
    for block in blocks[article : article + NEAR]:
        if _counts(block):
            text.update(set(block.words))
    votes = [
        _votes(b, blocks, low, article, keys, heads, text) - (keys[b.key] == 1 and b.key in later and b.size < 6)
        for b in candidates
    ]
    best = candidates[votes.index(max(votes))]
    return (
        best if max(votes) >= (ENOUGH if best.size < 3 or (best.size > 14 and best.text[-1] == ".") else -0.5) else None
    )


def _possible(block: Block) -> bool:
    return (
        block.role is None
        and len(block.text) <= SHORT + 60
        and 1 <= block.size <= 32
        and not block.text.isdigit()
        and not dated(block)
        and not (
            block.marks.line or ("byline" in block.marks.start and block.size <= 6 and not block.text.endswith("?"))
        )
    )


def _outlet(block: Block, opening: str) -> bool:
    """Whether a short line is an outlet's name: it says so, or the text opens with “TOWN (The Name) —”."""
    return stamps.outlet(block.text) or f"({block.text})" in opening[:200]


def _clock(block: Block) -> bool:
    """Whether a line is a time of day and nothing else."""
    return block.size <= 3 and CLOCK.match(block.text) is not None and stamps.stamp(block.text) is not None


def dated(block: Block) -> bool:
    """Whether a line gives a date, and next to nothing else: "Publié le 5/12/2023 à 18h42 - Mis à jour …"."""
    if block.size > 16 or block.ends or not any(c.isdigit() for c in block.text):
        return False
    return stamps.stamp(block.text) is not None or (
        "published" in block.marks.start and stamps.within(block.text, 0, len(block.text), "") is not None
    )


def _counts(block: Block) -> bool:
    """Whether a block's words are the text's."""
    return block.role is None and block.size > 8


def _votes(
    block: Block,
    blocks: Sequence[Block],
    low: int,
    article: int,
    keys: Counter[str],
    heads: tuple[str, ...],
    text: Counter[str],
) -> float:
    at = next(i for i in range(low, article + 1) if blocks[i] is block)
    own = block.key
    named = block.size <= 5 and _outlet(block, blocks[article].text if article < len(blocks) else "")
    votes = 2.0 * (keys[own] > 1 and not named)
    votes += 3.0 * (len(own) >= 8 and any(own in head for head in heads))
    glued = len(own) >= 15 and any(
        b.key.startswith(own) and b is not block for b in blocks[max(0, at - 3) : article + 4]
    )
    votes += 2.0 * glued
    longer = [w for w in block.words if len(w) > 3] or list(block.words)
    own_share = int(at >= article and _counts(block))
    votes += -1.0 if named else 3.0 * sum(text[w] > own_share for w in longer) / max(len(longer), 3)
    below = blocks[at + 1 : at + 3]
    if len(below) > 1 and (below[0].size > 5 or below[0].prose):
        below = below[:1]
    if any("byline" in b.marks.start for b in below[:1]):
        votes += 1.5
    elif any(dated(b) for b in below):
        votes += 0.5
    if any("byline" in b.marks.start and b.size <= 8 for b in blocks[low:at]):
        votes -= 2.0
    opens = at == 0 or not any(b.role is None and b.size >= 4 for b in blocks[low:at])
    votes -= 2.0 * (block.text[0] in "-–—•*·") + 1.0 * (block.text[-1] in ":;,")
    votes -= 4.0 * bool(SPEAKER.match(block.text))
    votes += 1.0 * opens - 0.12 * (article - at) + 0.5 * (5 <= block.size <= 22)
    votes -= 1.0 * (block.size <= 2) + 0.5 * (block.size == 3)
    votes -= (2.5 if block.size > 14 else 1.6 if block.size > 8 else 0.3) * (block.text[-1:] in ".”۔。")
    votes -= 0.7 * (block.prose and at == article and at > 0) + 2.0 * bool(CLOCK.match(block.text))
    votes -= 2.0 * block.text.endswith(("…", "..."))
    above = blocks[at - 1] if at else None
    if above is not None and _clock(above) and any(map(_clock, blocks[article : article + NEAR])):
        votes -= 2.0  # the head of one entry of a live page
    if (
        above is not None
        and above.role is None
        and 4 <= above.size <= 25
        and not above.prose
        and _subheads(blocks, article) >= 2
    ):
        votes -= 2.0  # the first subhead of a digest, under the digest's own title
    return votes


def _subheads(blocks: Sequence[Block], article: int) -> int:
    """Short lines between the first paragraphs of an article."""
    near = blocks[article : article + 12]
    return sum(
        a.prose and b.role is None and not b.ends and 2 <= b.size <= 14 and c.prose
        for a, b, c in zip(near, near[1:], near[2:], strict=False)
    )


def spread(blocks: list[Block], title: Block, text: str, until: int) -> list[Block]:
    """The blocks with every showing of the title marked, glued ones cut off; only the first `until` are looked at."""
    plain = _suffix(title, blocks[:until])
    label = _LABEL.match(title.text)
    first = label.end() if label else 0
    own = key(title.text[first : plain[0]]) if plain else key(title.text[first:])
    longest = 2 * len(title.text) + 20
    found: list[Block] = []
    for index, block in enumerate(blocks):
        if index >= until or block.role in (Role.COMMENT, Role.TEASER) or not own:
            found.append(block)
        elif block is title or (len(block.text) <= longest and block.key == own):
            block.take(Role.TITLE, "title" if block is title else "title-repeat")
            if block is title and plain:
                block.parts = (
                    Part(name=PartName.TITLE, start=block.start + first, end=block.start + plain[0]),
                    Part(name=PartName.OUTLET, start=block.start + plain[1], end=block.end),
                )
            elif block is title and first:
                block.parts = (Part(name=PartName.TITLE, start=block.start + first, end=block.end),)
            found.append(block)
        elif block.role is not None or not block.words:
            found.append(block)
        elif (numbered := NUMBER.match(block.text)) and key(block.text[numbered.end() : LOOKED_AT]) == own:
            block.take(Role.TITLE, "title-numbered")
            block.parts = (
                Part(name=PartName.NUMBER, start=block.start + numbered.start(1), end=block.start + numbered.end(1)),
                Part(name=PartName.TITLE, start=block.start + numbered.end(), end=block.end),
            )
            found.append(block)
        elif len(block.words) >= 4 and block.text.endswith(("…", "...")) and own.startswith(block.key):
            block.take(Role.TITLE, "title-cut")
            found.append(block)
        else:
            found += _parted(block, own, text)
    return found


def _suffix(title: Block, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where the title ends and the outlet begins in "Title - Outlet"; None without evidence that it is an outlet.

    Evidence is a bar, the title shown again without it, or the name in another line that is no prose.
    """
    match = OUTLET.search(title.text)
    if not match or match.start() < 12 or len(match[1].split()) > 5 or title.ends:
        return None
    if match[1].split()[0].casefold() in _FROM:
        return None
    bar = "|" in title.text[match.start() : match.start(1)]
    name, plain = key(match[1]), key(title.text[: match.start()])
    elsewhere = any(b.key == plain or (not b.prose and name in b.key) for b in blocks if b is not title)
    return (match.start(), match.start(1)) if bar or elsewhere else None


def _parted(block: Block, own: str, text: str) -> list[Block]:
    """A block that begins with the title: "Title - Outlet", or the title glued to the paragraph after it."""
    first = WORD.search(block.text)
    if len(own) < 8 or first is None or not own.startswith(first.group()[:4].casefold()):
        return [block]
    end = after(block.text, own)
    if end is None:
        return [block]
    rest = block.text[end:]
    bare = rest.lstrip(" \t\xa0")
    if bare[:1] in _SEPARATORS and len(bare) <= 60 and len(bare.split()) <= 8 and not block.ends:
        start = block.end - len(bare.lstrip(_SEPARATORS + " \t\xa0"))
        block.take(Role.TITLE, "title-outlet")
        block.parts = (
            Part(name=PartName.TITLE, start=block.start, end=block.start + end),
            *((Part(name=PartName.OUTLET, start=start, end=block.end),) if start < block.end else ()),
        )
        return [block]
    last = block.text[end - 1]
    glued = (
        rest[:1]
        and not rest[0].isspace()
        and (
            (rest[0].isupper() and not last.isupper())
            or (rest[0].isdigit() and not last.isdigit())
            or rest[0] in '“"‘«('
            or (rest[0].isalpha() and not (rest[0].isupper() or rest[0].islower()) and len(fold(block.text[:end])) >= 5)
        )
    )
    if not glued or len(own) < 15:
        return [block]
    pieces = split(text, block, block.start + end)
    pieces[0].take(Role.TITLE, "title-glued")
    return pieces


def after(text: str, own: str) -> int | None:
    """The offset behind a showing of the title (its key) at the start of a text, its closing mark included.

    >>> after("The fall of a town!Troops", "thefallofatown")
    19
    """
    at = folded = 0
    while folded < len(own):
        if at >= len(text) or at - folded > 80:
            return None
        small = "".join(WORD.findall(text[at].casefold()))
        at += 1
        if not own.startswith(small, folded):
            return None
        folded += len(small)
    while at < len(text) and text[at] in "?!.…’”\"'»)":
        at += 1
    return at
