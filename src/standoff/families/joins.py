"""Which pages are one family: decided on the figures of aligned candidates.

A pair joins when one page holds most of the other, or when both share a good part. It does not join when the shared
words are a quotation in one of them, when one is a digest (carries pieces of articles that have nothing else in common),
or when a brief would be the only bridge between two families.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standoff.families.align import (
    COVER_A,
    COVER_B,
    FIRST_A,
    FIRST_B,
    LAST_A,
    LAST_B,
    QUOTED_A,
    QUOTED_B,
    Aligned,
    Ints,
)
from standoff.families.zones import Zones, article
from standoff.linkage import Components

Shares = npt.NDArray[np.float64]

SHARED = 25
"""Words that two pages must share for a link: more than the longest sentence that agencies repeat word for word."""

PIECE = 40
"""Words of a piece that counts as evidence for a digest: more than a teaser (a headline and a first sentence)."""

PART, BOTH, SURE = .5, .25, 100
"""Share of the smaller page that joins alone; share of both that joins (two heads that overlap without a full copy, two
abridgements); words from which a link is no brief's."""


@dataclass(slots=True)
class Joined:
    """Families of page numbers, and the links that did not join."""

    families: list[list[int]]
    digests: frozenset[int]
    outside: list[tuple[int, int]]       # pairs that share a passage but no family


def _digests(pairs: Ints, rows: Ints, shares: Shares, zones: Zones, loose: frozenset[int]) -> frozenset[int]:
    """Pages that carry pieces of several articles.

    No other page has half of such a page, and of its pieces at least two go on elsewhere, in pages that have nothing to
    do with each other. An article whose parts other pages carry is none: its parts do not go on elsewhere.
    """
    pieces: dict[int, list[tuple[int, int, int, int, float]]] = {}
    related: set[tuple[int, int]] = set()
    for (a, b), row, (share_a, share_b) in zip(pairs.tolist(), rows.tolist(), shares.tolist(), strict=True):
        if min(row[COVER_A], row[COVER_B]) < PIECE:
            continue
        if max(share_a, share_b) >= PART:
            related.add((a, b))
        if b not in loose:
            pieces.setdefault(a, []).append((row[COVER_A], row[FIRST_A], row[LAST_A], b, share_b))
        if a not in loose:
            pieces.setdefault(b, []).append((row[COVER_B], row[FIRST_B], row[LAST_B], a, share_a))
    several = [page for page in sorted(pieces) if len(pieces[page]) > 1]
    totals = article(zones, np.array(several, np.int32),
                     np.array([max(stop for _, _, stop, _, _ in pieces[page]) for page in several], np.int32))
    found = set()
    for page, total in zip(several, totals.tolist(), strict=True):
        links = pieces[page]
        if max(words for words, *_ in links) >= PART * total:
            continue
        chosen: list[tuple[int, int, int]] = []
        for words, start, end, other, share in sorted(links, key=lambda link: (-link[0], link[3])):
            if share >= .8 or any(min(end, stop) - max(start, begin) > .2 * words for begin, stop, _ in chosen):
                continue
            if not any((min(other, source), max(other, source)) in related for _, _, source in chosen):
                chosen.append((start, end, other))
        if len(chosen) >= 2:
            found.add(page)
    return frozenset(found)


def join(count: int, aligned: Aligned, zones: Zones, loose: frozenset[int]) -> Joined:
    """Families among `count` pages, from their aligned candidates; `loose` pages look like digests (`candidates`)."""
    pairs, rows = aligned.pairs, aligned.rows
    total_a = np.maximum(1, article(zones, pairs[:, 0], rows[:, LAST_A]))
    total_b = np.maximum(1, article(zones, pairs[:, 1], rows[:, LAST_B]))
    shares = np.minimum(1.0, np.stack([rows[:, COVER_A] / total_a, rows[:, COVER_B] / total_b], axis=1))
    words = rows[:, [COVER_A, COVER_B]].min(axis=1)
    quoted = np.stack([rows[:, QUOTED_A] / np.maximum(1, rows[:, COVER_A]),
                       rows[:, QUOTED_B] / np.maximum(1, rows[:, COVER_B])], axis=1)
    high, low = shares.max(axis=1), shares.min(axis=1)
    digests = _digests(pairs, rows, shares, zones, loose)
    torn = np.isin(pairs, np.fromiter(digests, np.int32, len(digests))).any(axis=1)
    # the passage stands in quotation marks in a page that is mostly something else
    quotation = ((quoted >= .8) & (quoted[:, ::-1] < .5) & (shares < .6)).any(axis=1)
    near = (words >= SHARED) & ((high >= PART) | ((low >= BOTH) & (words >= 40))) & ~quotation
    sure = near & ~torn & ((words >= SURE) | (low >= PART))
    parts = Components(count)
    for a, b in pairs[sure].tolist():
        parts.join(a, b)
    # a brief goes to one family: the largest, then the one that shares most of it
    weak = np.flatnonzero(near & ~sure & ~torn)
    order = sorted(weak.tolist(), key=lambda n: (-max(parts.size(pairs[n, 0]), parts.size(pairs[n, 1])), -words[n], n))
    placed: set[int] = set()
    for n in order:
        a, b = pairs[n].tolist()
        brief = a if shares[n, 0] >= shares[n, 1] else b
        root = parts.find(brief)
        if root in placed:
            continue
        if parts.join(a, b):
            placed.add(root)
    outside = [(a, b) for a, b in pairs[words >= SHARED].tolist() if parts.find(a) != parts.find(b)]
    return Joined(families=parts.groups(), digests=digests, outside=outside)
