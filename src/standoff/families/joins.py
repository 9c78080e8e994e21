"""Which pages are one family: decided on the figures of aligned candidates.

A pair joins when one page holds most of the other, or when both share a good part. It does not join when the shared
words are a quotation in one of them, when one is a digest (carries pieces of articles that have nothing else in
common), or when a brief would be the only bridge between two families.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standoff.families.align import (
    COVER_A,
    COVER_B,
    EDITS,
    FIRST_A,
    HEAD_A,
    HEAD_B,
    LAST_A,
    LAST_B,
    MARKS_A,
    MARKS_B,
    QUOTED_A,
    SAME,
    SPAN_A,
    SPAN_B,
    Aligned,
    Ints,
)
from standoff.families.zones import Zones, article
from standoff.linkage import Components

Shares = npt.NDArray[np.float64]

SHARED = 25
"""Words that two pages must share for a link: more than the longest sentence that agencies repeat word for word."""

BRIEF, BRIEFEST = 20, 12
"""Words from which a page that is wholly in another is a copy of a part of it; from which it is one when it is, word
for word, the beginning of a longer page, or all of a page with the same headline."""

WHOLE = .9
"""Share of a page from which it is wholly in the other: a dateline and a credit line apart."""

FEW = 3
"""Pages from which a family needs more than one page to meet another."""

PIECE = 40
"""Words of a piece that counts as evidence for a digest, and of an overlap that joins: more than a teaser (a headline
and a first sentence)."""

PIECES = .8
"""Share of a page in another from which it is a part of that one, and no article that goes on elsewhere."""

MAIN, NEXT = .75, .2
"""Share of a digest that its longest piece may have; above a half, another piece must have at least the second."""

LOOSEST = .5
"""Edited words per agreeing word up to which a pair is copied text. Copies with every seventh word edited have .2; two
reports with the same list of places and dates, set differently, have .7."""

PART, BOTH, SURE = .5, .25, 100
"""Share of the smaller page that joins alone; share of both that joins (two heads that overlap without a full copy, two
abridgements); words from which a link is no brief's."""


@dataclass(slots=True)
class Joined:
    """Families of page numbers, and the pages that are digests."""

    families: list[list[int]]
    digests: frozenset[int]


def _digests(pairs: Ints, rows: Ints, shares: Shares, zones: Zones, loose: npt.NDArray[np.bool_]) -> frozenset[int]:
    """Pages that carry pieces of several articles.

    No other page has most of such a page, and of its pieces at least two go on elsewhere, in pages that have nothing to
    do with each other. An article whose parts other pages carry is none: its parts do not go on elsewhere. Nor is an
    article of which two digests carry pieces: what goes on in a page that looks like a digest is no evidence, unless
    that page is an article made of its parts.
    """
    whole = np.zeros(len(loose))         # words of each page that stand in pages that are parts of it
    for side, cover in ((0, COVER_A), (1, COVER_B)):
        part = shares[:, 1 - side] >= PIECES
        np.add.at(whole, pairs[part, side], rows[part, cover])
    suspects = _gathered(pairs, rows, shares, zones, np.zeros_like(loose))
    made = np.flatnonzero(loose)
    article_of = article(zones, made.astype(np.int32), np.full(len(made), np.iinfo(np.int32).max, np.int32))
    doubtful = loose.copy()
    doubtful[[page for page, size in zip(made.tolist(), article_of.tolist(), strict=True)
              if page not in suspects and whole[page] >= PART * size]] = False
    return _gathered(pairs, rows, shares, zones, doubtful)


def _gathered(pairs: Ints, rows: Ints, shares: Shares, zones: Zones, loose: npt.NDArray[np.bool_]) -> frozenset[int]:
    """Pages of which two unrelated pieces go on elsewhere, in pages that are not loose."""
    some = rows[:, [COVER_A, COVER_B]].min(axis=1) >= PIECE
    pairs, rows, shares = pairs[some], rows[some], shares[some]
    related = set(map(tuple, pairs[shares.max(axis=1) >= PART].tolist()))
    links = []                           # page, words, first, last, other page, share of the other
    for side in (0, 1):
        other = 1 - side
        quotes = (rows[:, QUOTED_A + other] >= .8 * rows[:, COVER_A + other]) & (
            rows[:, QUOTED_A + side] < .8 * rows[:, COVER_A + other])
        keep = ~loose[pairs[:, other]] & ~quotes
        links.append(np.stack([pairs[:, side], rows[:, COVER_A + side], rows[:, FIRST_A + 2 * side],
                               rows[:, LAST_A + 2 * side], pairs[:, other], 1000 * shares[:, other]], axis=1)[keep])
    table = np.concatenate(links).astype(np.int64)
    words, lasts = np.zeros(len(loose), np.int32), np.zeros(len(loose), np.int32)
    np.maximum.at(words, table[:, 0], table[:, 1])
    np.maximum.at(lasts, table[:, 0], table[:, 3])
    pages = np.flatnonzero(np.bincount(table[:, 0], minlength=len(loose)) > 1).astype(np.int32)
    sizes = np.zeros(len(loose), np.int64)
    sizes[pages] = article(zones, pages, lasts[pages])
    pages = pages[words[pages] < MAIN * sizes[pages]]
    table = table[np.isin(table[:, 0], pages) & (table[:, 5] < 1000 * PIECES)]
    found = set()
    chosen: list[tuple[int, int, int]] = []
    before = -1
    for page, size, start, end, other, _ in table[np.lexsort((table[:, 4], -table[:, 1], table[:, 0]))].tolist():
        if page != before:
            chosen, before = [], page
        if not any(min(end, stop) - max(start, begin) > .2 * size
                   or (min(other, source), max(other, source)) in related for begin, stop, source in chosen):
            chosen.append((start, end, other))
            if len(chosen) > 1 and (words[page] < PART * sizes[page] or size >= NEXT * sizes[page]):
                found.add(page)
    return frozenset(found)


EDGE = 12
"""Words above or below a block that may be a headline or a credit line, at least."""


def _island(rows: Ints, totals: Ints) -> npt.NDArray[np.bool_]:
    """Pairs that share one block with other text around it on both pages, as quotations, boilerplate and chrome do.

    Two parts of one article overlap otherwise: the block ends one page and begins the other, or it is no block.
    """
    edge = np.maximum(EDGE, totals * 15 // 100)
    starts = rows[:, [HEAD_A, HEAD_B]] <= edge
    ends = totals - rows[:, [HEAD_A, HEAD_B]] - rows[:, [SPAN_A, SPAN_B]] <= edge
    dovetail = (starts & ends[:, ::-1]).any(axis=1)
    block = (rows[:, [COVER_A, COVER_B]] >= .7 * rows[:, [SPAN_A, SPAN_B]]).all(axis=1)
    return np.asarray(block & ~dovetail, np.bool_)


def footers(rows: Ints, totals: Ints) -> npt.NDArray[np.bool_]:
    """Pairs that share one block word for word, the end of both, below text of which each has a quarter for itself.

    Two articles above one footer look so. Two copies below different introductions would too: where one of them goes
    on above the other, or a word was edited, it is no footer.
    """
    heads = rows[:, [HEAD_A, HEAD_B]]
    below = totals - heads - rows[:, [SPAN_A, SPAN_B]] <= np.maximum(EDGE, totals * 15 // 100)
    block = (rows[:, [COVER_A, COVER_B]] >= rows[:, [SPAN_A, SPAN_B]]).all(axis=1) & (rows[:, EDITS] == 0)
    return np.asarray(block & below.all(axis=1) & (heads >= np.maximum(EDGE, BOTH * totals)).all(axis=1), np.bool_)


def join(aligned: Aligned, zones: Zones, loose: npt.NDArray[np.bool_], sites: Ints, titles: Ints) -> Joined:
    """Families from aligned candidates; `loose` pages look like digests (`candidates`), `sites`, `titles`: as in the
    corpus.
    """
    pairs, rows = aligned.pairs, aligned.rows
    totals = np.maximum(1, np.stack([article(zones, pairs[:, 0], rows[:, LAST_A]),
                                     article(zones, pairs[:, 1], rows[:, LAST_B])], axis=1))
    covers = rows[:, [COVER_A, COVER_B]]
    shares = np.minimum(1.0, covers / totals)
    words = covers.min(axis=1)
    marks = rows[:, [MARKS_A, MARKS_B]]
    high, low = shares.max(axis=1), shares.min(axis=1)
    digests = _digests(pairs, rows, shares, zones, loose)
    torn = np.isin(pairs, np.fromiter(digests, np.int32, len(digests))).any(axis=1)
    # the passage stands in quotation marks in a page that is mostly something else
    quotation = ((marks > marks[:, ::-1]) & (shares < .6)).any(axis=1)
    island = _island(rows, totals)
    home = (sites[pairs[:, 0]] == sites[pairs[:, 1]]) & (sites[pairs[:, 0]] >= 0)
    part = (high >= WHOLE) | ((high >= PART) & ~(island & (home | (words < SURE)) & (low < PART)))
    both = (low >= BOTH) & (words >= PIECE) & ~island
    alike = rows[:, EDITS] <= LOOSEST * rows[:, SAME]
    longer = np.abs(totals[:, 0] - totals[:, 1]) >= SHARED
    begins = longer & (rows[:, [HEAD_A, HEAD_B]] <= EDGE).all(axis=1)
    twins = (low >= 1) & (titles[pairs[:, 0]] == titles[pairs[:, 1]]) & (titles[pairs[:, 0]] >= 0)
    exact = (high >= 1) & (rows[:, EDITS] == 0) & (words >= BRIEFEST) & (begins | twins)
    least = np.where(exact, BRIEFEST, np.where(high >= WHOLE, BRIEF, SHARED))
    # two pages of one site under different headlines, the same but for a block of each: the site's frame
    named = titles[pairs]
    frame = home & (named >= 0).all(axis=1) & (named[:, 0] != named[:, 1]) & (rows[:, EDITS] == 0) & (high < WHOLE)
    near = (words >= least) & (part | both) & alike & ~quotation & ~torn & ~frame & ~footers(rows, totals)
    sure = near & ((words >= SURE) | (low >= PART))
    parts = Components(len(sites))
    firm = (high >= WHOLE) | (low >= PART)
    for a, b in pairs[sure & firm].tolist():
        parts.join(a, b)
    _bridge(parts, pairs[sure & ~firm].tolist())
    # a brief goes to one family: the largest, then the one that shares most of it
    weak = np.flatnonzero(near & ~sure)
    order = sorted(weak.tolist(), key=lambda n: (-max(parts.size(pairs[n, 0]), parts.size(pairs[n, 1])), -words[n], n))
    roots = [parts.find(page) for page in range(len(sites))]
    placed: set[int] = set()
    for n in order:
        a, b = pairs[n].tolist()
        root = roots[a if shares[n, 0] >= shares[n, 1] else b]
        if root not in placed and parts.join(a, b):
            placed.add(root)
    return Joined(families=parts.groups(), digests=digests)


def _bridge(parts: Components, links: list[list[int]]) -> None:
    """Join what the links join, but for two families of three or more that meet in a single page of either."""
    ends: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for a, b in links:
        one, other = sorted(((parts.find(a), a), (parts.find(b), b)))
        if one[0] != other[0]:
            left, right = ends.setdefault((one[0], other[0]), (set(), set()))
            left.add(one[1])
            right.add(other[1])
    for (root, root_b), (left, right) in sorted(ends.items(), key=lambda item: (-min(map(len, item[1])), item[0])):
        if min(len(left), len(right)) >= 2 or min(parts.size(root), parts.size(root_b)) < FEW:
            parts.join(root, root_b)
