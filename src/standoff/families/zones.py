"""How much of a page is its article, when its segments say too much.

Furniture splits a page's words into zones (only that of its site, when the site is known). An article stands before
what a site puts below it (comments, teasers under a promotion that other pages have too), so words in zones below the
last zone that any copy shares are not counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standoff.families.corpus import Corpus
from standoff.families.tokens import FURNITURE, SITE
from standoff.linkage import kernel

BLOCK = 10
"""Furniture words in a row that end a zone: fewer may be a phrase."""

LEAST = 12
"""A zone above the article with fewer words is left over from a menu."""


@dataclass(slots=True)
class Zones:
    """Stretches of words between blocks of furniture."""

    bounds: npt.NDArray[np.int64]        # of each page in `ends`
    ends: npt.NDArray[np.int64]          # word position where the zone ends
    counts: npt.NDArray[np.int32]        # its words that are no furniture


@kernel
def _zones(offsets, flags, loose, sites, bounds, ends, counts):  # type: ignore[no-untyped-def]
    """Fill bounds, ends and counts; run with empty arrays it only counts zones."""
    n = 0
    write = len(ends) > 0
    for d in range(len(offsets) - 1):
        count, block = 0, 0
        cut = SITE if sites[d] >= 0 else FURNITURE
        for i in range(offsets[d], offsets[d + 1]):
            if flags[i] & FURNITURE:
                block += (flags[i] & cut) != 0
                if block == BLOCK and count > 0 and not loose[d]:
                    if write:
                        ends[n], counts[n] = i, count
                    n += 1
                    count = 0
            else:
                block = 0
                count += 1
        if write:
            ends[n], counts[n] = offsets[d + 1], count
        n += 1
        if write:
            bounds[d + 1] = n
    return n


@kernel
def _article(pages, lasts, bounds, ends, counts, out):  # type: ignore[no-untyped-def]
    """Article words of each page when the last shared word is at `lasts`."""
    for k in range(len(pages)):
        d = pages[k]
        total = 0
        for z in range(bounds[d], bounds[d + 1]):
            if total > 0 or counts[z] >= LEAST or ends[z] >= lasts[k]:
                total += counts[z]
            if ends[z] >= lasts[k]:
                break
        out[k] = total


def zones(corpus: Corpus, loose: npt.NDArray[np.int64]) -> Zones:
    """The zones of every page; a loose page is one zone."""
    bounds = np.zeros(len(corpus.notes) + 1, np.int64)
    none64, none32 = np.empty(0, np.int64), np.empty(0, np.int32)
    n = int(_zones(corpus.offsets, corpus.flags, loose, corpus.sites, bounds, none64, none32))
    ends, counts = np.empty(n, np.int64), np.empty(n, np.int32)
    _zones(corpus.offsets, corpus.flags, loose, corpus.sites, bounds, ends, counts)
    return Zones(bounds=bounds, ends=ends, counts=counts)


def article(found: Zones, pages: npt.NDArray[np.int32], lasts: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Article words of each page, counted to the end of the zone that holds word position `lasts`."""
    out = np.zeros(len(pages), np.int32)
    _article(np.ascontiguousarray(pages), np.ascontiguousarray(lasts), found.bounds, found.ends, found.counts, out)
    return out
