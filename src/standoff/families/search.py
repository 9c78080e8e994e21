"""From pages to links: index, furniture, candidates, alignment, families, and every pair inside a family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from standoff.families import candidates
from standoff.families.align import COVER_A, COVER_B, LAST_A, LAST_B, RUNS, Aligned, Ints, align
from standoff.families.copies import collect
from standoff.families.corpus import Corpus, read
from standoff.families.joins import BRIEF, BRIEFEST, SHARED, footers, join
from standoff.families.links import WHOLE
from standoff.families.tokens import FURNITURE
from standoff.families.zones import Zones, article, zones
from standoff.linkage import kernel
from standoff.model import Copy, Page

MANY = 256
"""Pages of a family up to which every pair is linked; a larger one links its candidates only (32 640 pairs at the
border)."""


def _wanted(families: list[list[int]], family: Ints, apart: Ints, found: Ints) -> Ints:
    """The pairs to link: all inside each family, and who carries a passage of a family with each of its pages.

    `family` is the family number of every page, `apart` the pairs that share a passage but no family, `found` all
    candidates.
    """
    blocks = [apart]
    for pages in families:
        if 1 < len(pages) <= MANY:
            first, second = np.triu_indices(len(pages), 1)
            members = np.array(pages, np.int32)
            blocks.append(np.stack([members[first], members[second]], axis=1))
        elif len(pages) > MANY:
            blocks.append(found[(family[found] == family[pages[0]]).all(axis=1)])
    sizes = np.array([len(pages) for pages in families], np.int64)
    members = np.array([page for pages in families for page in pages], np.int32)
    starts = np.cumsum(sizes) - sizes
    for one, other in (apart.T, apart.T[::-1]):
        home = family[other]
        asked = (sizes[family[one]] == 1) & (sizes[home] > 1) & (sizes[home] <= MANY)
        counts = sizes[home[asked]]
        at = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        others = members[np.repeat(starts[home[asked]], counts) + at]
        blocks.append(np.stack([np.repeat(one[asked], counts), others], axis=1))
    return candidates.distinct(np.concatenate(blocks))


@kernel
def _own(runs, side, picked, offsets, flags, pages, own):  # type: ignore[no-untyped-def]
    """Count the article words of each page that none of its runs reaches. `pages`: the page of each picked run."""
    mark = np.uint8(128)
    for n in range(len(picked)):
        for k in range(runs[picked[n], side[n]], runs[picked[n], side[n] + 1]):
            flags[k] |= mark
    for n in range(len(picked)):
        d = pages[n]
        if own[d] < 0:
            own[d] = 0
            for k in range(offsets[d], offsets[d + 1]):
                if flags[k] & (FURNITURE | mark) == 0:
                    own[d] += 1
    for n in range(len(picked)):
        for k in range(runs[picked[n], side[n]], runs[picked[n], side[n] + 1]):
            flags[k] &= np.uint8(127)


def _alone(corpus: Corpus, aligned: Aligned, totals: Ints, inside: npt.NDArray[np.bool_]) -> Ints:
    """How many words of each page no other page of its family has; asked only of pages that none holds whole."""
    count = len(corpus.notes)
    best = np.zeros(count)
    for side, cover in ((0, COVER_A), (1, COVER_B)):
        shares = aligned.rows[inside, cover] / np.maximum(1, totals[inside, side])
        np.maximum.at(best, aligned.pairs[inside, side], shares)
    own = np.where(best < WHOLE, -1, 0).astype(np.int32)
    asked = own < 0
    where = np.repeat(np.arange(len(aligned.pairs)), aligned.rows[:, RUNS])
    picked, sides, pages = [], [], []
    for side in (0, 1):
        page = aligned.pairs[where, side]
        chosen = np.flatnonzero(asked[page] & inside[where])
        picked.append(chosen)
        sides.append(np.full(len(chosen), 2 * side))
        pages.append(page[chosen])
    _own(aligned.runs, np.concatenate(sides), np.concatenate(picked), corpus.offsets, corpus.flags,
         np.concatenate(pages), own)
    return np.maximum(own, 0)


def _carriers(pairs: Ints, family: Ints, inside: npt.NDArray[np.bool_]) -> Ints:
    """For each pair apart, how many pages of a's family are linked with b, and of b's with a; 0 inside families."""
    first, second = pairs[~inside].astype(np.int64).T
    both = np.concatenate([second << 32 | family[first], first << 32 | family[second]])
    _, which, counts = np.unique(both, return_inverse=True, return_counts=True)
    carriers = np.zeros((len(pairs), 2), np.int32)
    carriers[~inside] = counts[which].reshape(2, -1).T
    return carriers


def _totals(aligned: Aligned, inside: npt.NDArray[np.bool_], count: int, found: Zones) -> Ints:
    """Article words of both pages of every pair: to the last word that anybody of the family shares."""
    shared = aligned.rows[:, [COVER_A, COVER_B]].min(axis=1) >= SHARED
    lasts = np.zeros(count, np.int32)
    for side, column in ((0, LAST_A), (1, LAST_B)):
        np.maximum.at(lasts, aligned.pairs[inside & shared, side], aligned.rows[inside & shared, column])
    sides = []
    for side, column in ((0, LAST_A), (1, LAST_B)):
        pages = aligned.pairs[:, side]
        sides.append(article(found, pages, np.maximum(lasts[pages], aligned.rows[:, column])))
    return np.stack(sides, axis=1)


def overlap(pages: Iterable[Page]) -> Sequence[Copy]:
    """The links between pages: who shares text with whom, where, of which type.

    Takes pages in any order, one at a time; keeps none. Gives links sorted by the keys of each pair, made when read.
    Every pair of a family is linked, up to families of MANY pages.
    """
    corpus = read(pages)
    count = len(corpus.notes)
    index = candidates.index(corpus)
    verdict, loose = candidates.furniture(corpus, index)
    pairs, found = candidates.candidates(index, verdict), zones(corpus, loose)
    joined = join(align(corpus, pairs, runs=False), found, loose > 0, corpus.sites, corpus.titles)
    family = np.empty(count, np.int32)
    for number, members in enumerate(joined.families):
        family[members] = number
    # with families known, what only digests and quotations made look like furniture is article again
    loose[:] = 0
    loose[sorted(joined.digests)] = 1
    pairs, found = candidates.candidates(index, candidates.again(corpus, index, family, loose)), zones(corpus, loose)
    del index
    aligned = align(corpus, pairs[family[pairs[:, 0]] != family[pairs[:, 1]]], runs=False)
    apart = aligned.pairs[aligned.rows[:, [COVER_A, COVER_B]].min(axis=1) >= SHARED]
    aligned = align(corpus, _wanted(joined.families, family, apart, pairs), runs=True)
    inside = family[aligned.pairs[:, 0]] == family[aligned.pairs[:, 1]]
    enough = aligned.rows[:, [COVER_A, COVER_B]].min(axis=1) >= np.where(inside, BRIEFEST, SHARED)
    aligned = Aligned(pairs=aligned.pairs[enough], rows=aligned.rows[enough], runs=aligned.runs)
    inside = family[aligned.pairs[:, 0]] == family[aligned.pairs[:, 1]]
    totals = _totals(aligned, inside, count, found)
    covers = aligned.rows[:, [COVER_A, COVER_B]]
    home = corpus.sites[aligned.pairs]
    frame = (home[:, 0] == home[:, 1]) & (home[:, 0] >= 0) & footers(aligned.rows, totals)
    brief = (covers.min(axis=1) < BRIEF) & (covers < totals).all(axis=1)
    kept = np.where(inside, ~brief, ~frame)
    if not kept.all():
        aligned = Aligned(pairs=aligned.pairs[kept], rows=aligned.rows[kept], runs=aligned.runs)
        inside, totals, covers = inside[kept], totals[kept], covers[kept]
    same = inside & (covers >= WHOLE * totals).all(axis=1)
    peers = np.bincount(aligned.pairs[same].ravel(), minlength=count).astype(np.int32)
    return collect(corpus, aligned, totals, _alone(corpus, aligned, totals, inside), peers,
                   _carriers(aligned.pairs, family, inside), inside, joined.digests)
