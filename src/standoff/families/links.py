"""What two pages are to each other: the type of a link, its direction, and the reason in words.

Takes figures of aligned pairs; decides on shares of article words (those inside runs, edited words between agreeing
ones included) and on what stands between the runs.
"""

from __future__ import annotations

from standoff.families.align import (
    COVER_A,
    COVER_B,
    EDITS,
    LEFT_A,
    LEFT_B,
    MARKS_A,
    MARKS_B,
    MOVED,
    QUOTED_A,
    QUOTED_B,
)
from standoff.families.notes import Note, before, dated, names
from standoff.model import CopyType

WHOLE = .9
"""Share of a page's article words from which it counts as wholly contained: datelines, credits and a lost sentence
leave a tenth at most."""

SAME_STORY = .5
"""Share of both that two versions at one site must have in common to be a revision."""

MOST = .8
"""Share of a passage's words in quotation marks from which it is a quotation."""


class Figures:
    """One pair's figures, named; `first` and `second` are in the order of page numbers."""

    __slots__ = ("row", "share_a", "share_b", "total_a", "total_b")

    def __init__(self, row: list[int], total_a: int, total_b: int) -> None:
        self.row = row
        self.total_a, self.total_b = max(1, total_a), max(1, total_b)
        self.share_a = min(1.0, row[COVER_A] / self.total_a)
        self.share_b = min(1.0, row[COVER_B] / self.total_b)

    @property
    def exact(self) -> bool:
        """Whether both pages are the same words in the same order."""
        row = self.row
        return not row[EDITS] and not row[MOVED] and row[COVER_A] >= self.total_a and row[COVER_B] >= self.total_b


Kind = tuple[CopyType, bool, str, bool | None]
"""Type, whether the pair is to be read with b first, why this type, and whether the type itself says that the second
page is the source: None where neither is the other's source."""

MARKED, CREDITED, CARRIED, LATER, SMALLER = 2.5, 4.0, 3.0, 1.0, .5
"""What each sign of quoting weighs: quotation marks on one side, a credit, other copies of the other article that carry
the passage too (each one up to this), a later date, a smaller share. Set by hand: an article that three pages carry is
quoted by one that none does, whatever marks its speakers' words stand in."""


def inside(pair: Figures, a: Note, b: Note, own: tuple[int, int], peers: tuple[int, int]) -> Kind:
    """The type of a link between two pages of one family.

    `own` is how many article words of a and b no other page of the family has (0 when that was not asked), `peers` how
    many pages carry the same article as a and as b.
    """
    row, share_a, share_b = pair.row, pair.share_a, pair.share_b
    if pair.exact:
        return CopyType.IDENTICAL, False, "the same words in the same order", False
    changed = row[EDITS] or min(share_a, share_b) < WHOLE
    versions = a.site and a.site == b.site and min(share_a, share_b) >= SAME_STORY and changed
    if versions or (a.url and a.url == b.url):
        return CopyType.REVISION, before(a, b), "two versions of one story at one place", False
    if share_a >= WHOLE and share_b >= WHOLE:
        edits = row[EDITS]
        return CopyType.EDITED, False, f"the same article, {edits} word{'s' * (edits != 1)} edited" if edits else (
            "the same article, with a few words more or less at its edges"), False
    if max(share_a, share_b) < WHOLE:
        return CopyType.OVERLAP, False, "each has text that the other lacks", False
    part_b = (share_b, -pair.total_b) > (share_a, -pair.total_a)
    part, whole = (b, a) if part_b else (a, b)
    surplus = pair.total_a - row[COVER_A] if part_b else pair.total_b - row[COVER_B]
    added = own[0 if part_b else 1] * 2 >= surplus > 0 and not before(whole, part)
    if added and (before(part, whole) or names(whole, part) or peers[1 if part_b else 0]):
        return CopyType.EXTENSION, not part_b, f"all of it, with {surplus} words that no other copy has", True
    if row[LEFT_A if part_b else LEFT_B] or row[MOVED]:
        return CopyType.ABRIDGEMENT, part_b, "several parts, the words between them left out", True
    return CopyType.EXCERPT, part_b, "one contiguous part", True


def outside(pair: Figures, a: Note, b: Note, digests: tuple[bool, bool], carriers: tuple[int, int]) -> Kind:
    """The type of a link between two pages that share a passage but are no family.

    `digests` says which of them is a digest, `carriers` how many pages of a's family share text with b, and of b's
    with a.
    """
    row = pair.row
    if digests[0] != digests[1]:
        return CopyType.DIGEST, digests[1], "one of several pieces of unrelated articles", True
    if digests[0]:
        return CopyType.DIGEST, False, "two digests that carry the same piece", None
    signs = [_quotes(pair, one, other, side, carriers) for side, (one, other) in enumerate(((a, b), (b, a)))]
    turned = sum(signs[1].values()) > sum(signs[0].values())
    if row[MARKS_A] == row[MARKS_B] and min(row[QUOTED_A], row[QUOTED_B]) >= MOST * row[COVER_A]:
        return CopyType.QUOTATION, turned, "both quote the same words", None
    reasons = ", ".join(signs[turned])
    return CopyType.QUOTATION, turned, "a passage in an article that is otherwise its own" + (
        f": {reasons}" if reasons else ""), True


def _quotes(pair: Figures, one: Note, other: Note, side: int, carriers: tuple[int, int]) -> dict[str, float]:
    """What says that the page on this side quotes the other, and its weight."""
    signs = {}
    if pair.row[MARKS_A + side] > pair.row[MARKS_A + 1 - side]:
        signs["it stands in quotation marks there"] = MARKED
    if names(one, other):
        signs[f"{one.label} credits {other.label}"] = CREDITED
    if carriers[1 - side] > carriers[side]:
        signs[f"{carriers[1 - side]} copies of the other article carry it"] = min(CARRIED, carriers[1 - side] - 1)
    if before(other, one):
        signs[f"{dated(one)}, the other {dated(other)}"] = LATER
    shares = (pair.share_a, pair.share_b)
    if shares[side] < shares[1 - side]:
        signs["it is a smaller part of this page"] = SMALLER
    return signs


def direction(source: bool | None, a: Note, b: Note) -> tuple[str, str]:
    """The key of the page that the other derives from, and why; empty when nothing tells. The link is "a of b".

    `source` says whether the type makes b the source; what is dated earlier comes from no later page all the same.
    """
    if source is None:
        return "", "neither is the other's source"
    if (credits := names(a, b)) != names(b, a):
        one, other = (a, b) if credits else (b, a)
        return other.key, f"{one.label} credits {other.label}"
    if source and before(a, b):
        return "", f"but it is {dated(a)}, the other {dated(b)}"
    if source:
        return b.key, ""
    if before(a, b) or before(b, a):
        one, other = (a, b) if before(a, b) else (b, a)
        return one.key, f"{dated(one)}, the other {dated(other)}"
    if a.borrowed != b.borrowed:
        one, other = (a, b) if a.borrowed else (b, a)
        return other.key, f"{one.label} credits a source, {other.label} none"
    return "", ""
