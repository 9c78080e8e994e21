"""Which pages may share text: word 5-grams that several pages have, and what of them is furniture.

Five words are the usual size in text reuse (passim), short enough to survive an edit in every tenth word. Takes a
`Corpus`, marks its furniture words, gives pairs of page numbers worth aligning. Small corpora are indexed in
full; larger ones by a sample of their 5-grams, chosen by hash, so that the same passage is sampled alike on every page.

Furniture is found by evidence, never by names or headings: a 5-gram whose pages have nothing else in common. Every page
is given a *home*, the longest page that holds most of what it shares with anybody. Pages of one family have one home;
a site's menu, promotion or footer stands on pages of many homes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standoff.families.corpus import Corpus
from standoff.families.tokens import FURNITURE, SITE
from standoff.linkage import kernel

FULL = 4_000_000
"""Words up to which every gram is indexed; above, one in four (32 MB of index at the border)."""

LEADERS = 3
"""How many of the longest pages of a gram the others are compared with."""

ROUNDS = 3
"""Furniture and homes depend on each other; on the generator nothing moves after the third round."""


@dataclass(slots=True)
class Index:
    """Sampled grams that at least two pages have ("shared"), numbered by group."""

    at: npt.NDArray[np.uint32]           # word position of each sampled gram, ascending
    bounds: npt.NDArray[np.int64]        # of each page in `at`, len(pages) + 1
    group: npt.NDArray[np.int32]         # of each sampled gram; -1 when one page alone has it
    members: npt.NDArray[np.int32]       # pages of the groups, one after the other, each page once
    edges: npt.NDArray[np.int64]         # of each group in `members`
    leaders: npt.NDArray[np.int32]       # groups × LEADERS, the longest pages, -1 where there are fewer
    rate: int                            # one gram in `rate` was sampled


@kernel
def _sample(words, offsets, rate, at, keys, bounds):  # type: ignore[no-untyped-def]
    """Position and hash of every sampled gram; gives their number. Run with empty arrays it only counts."""
    n = 0
    mask = np.uint64(rate - 1)
    write = len(at) > 0
    for d in range(len(offsets) - 1):
        for i in range(offsets[d], offsets[d + 1] - 4):
            h = np.uint64(0x9E3779B97F4A7C15)
            for k in range(5):
                h = (h ^ np.uint64(words[i + k])) * np.uint64(0xFF51AFD7ED558CCD)
                h ^= h >> np.uint64(32)
            if h & mask == 0:
                if write:
                    at[n] = i
                    keys[n] = h
                n += 1
        if write:
            bounds[d + 1] = n
    return n


@kernel
def _pack(keys, bits):  # type: ignore[no-untyped-def]
    """High bits of the hash, low bits the number of the gram: one sort groups equal grams in order of position."""
    low = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    for n in range(len(keys)):
        keys[n] = (keys[n] & ~low) | np.uint64(n)


@kernel
def _owners(bounds, owner):  # type: ignore[no-untyped-def]
    """The page of every gram."""
    for d in range(len(bounds) - 1):
        owner[bounds[d]:bounds[d + 1]] = d


@kernel
def _group(keys, bits, owner, group, members, edges):  # type: ignore[no-untyped-def]
    """Number the grams that several pages have, list their pages; gives how many groups and members there are."""
    low = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    n, groups, filled = len(keys), 0, 0
    start = 0
    write = len(members) > 0
    while start < n:
        stop = start + 1
        top = keys[start] & ~low
        while stop < n and keys[stop] & ~low == top:
            stop += 1
        if stop - start > 1 and owner[keys[start] & low] != owner[keys[stop - 1] & low]:
            last = -1
            for k in range(start, stop):
                occ = keys[k] & low
                page = owner[occ]
                if write:
                    group[occ] = groups
                if page != last:
                    if write:
                        members[filled] = page
                    filled += 1
                    last = page
            groups += 1
            if write:
                edges[groups] = filled
        start = stop
    return groups, filled


@kernel
def _sizes(bounds, group, furniture, loose, size):  # type: ignore[no-untyped-def]
    """How many shared grams that are no furniture every page has; none for a loose page."""
    for d in range(len(bounds) - 1):
        n = 0
        for occ in range(bounds[d], bounds[d + 1]):
            if group[occ] >= 0 and not furniture[group[occ]]:
                n += 1
        size[d] = 0 if loose[d] else n


@kernel
def _leaders(members, edges, size, leaders):  # type: ignore[no-untyped-def]
    """The largest pages of every group, largest first, of equals the first."""
    for g in range(len(edges) - 1):
        for k in range(leaders.shape[1]):
            leaders[g, k] = -1
        for m in range(edges[g], edges[g + 1]):
            page = members[m]
            for k in range(leaders.shape[1]):
                other = leaders[g, k]
                if other < 0 or size[page] > size[other]:
                    for j in range(leaders.shape[1] - 1, k, -1):
                        leaders[g, j] = leaders[g, j - 1]
                    leaders[g, k] = page
                    break


@kernel
def _homes(bounds, group, leaders, furniture, home, loose):  # type: ignore[no-untyped-def]
    """The page that leads most of a page's grams when it leads 40 % or more of them; else the page itself.

    A page is loose when nearly all of it is shared, in three pieces or more, but no other has 40 % of it: a digest.
    """
    pages = len(bounds) - 1
    count = np.zeros(pages, np.int32)
    touched = np.empty(pages, np.int32)
    for d in range(pages):
        n, total, alone, own = 0, 0, 0, 0
        for occ in range(bounds[d], bounds[d + 1]):
            g = group[occ]
            if g >= 0:
                if furniture[g]:
                    continue
                leader = leaders[g, 0]
                if leader == d:
                    own += 1
                    leader = leaders[g, 1]
                if count[leader] == 0:
                    touched[n] = leader
                    n += 1
                count[leader] += 1
            else:
                alone += 1
            total += 1
        best, most, pieces = d, 0, 0
        for k in range(n):
            page = touched[k]
            pieces += count[page] * 16 >= total
            if count[page] > most or (count[page] == most and page < best):
                best, most = page, count[page]
            count[page] = 0
        home[d] = best if most * 5 >= total * 2 and most > own else d
        loose[d] = alone * 10 < total * 3 and most * 5 < total * 2 and pieces >= 3
    for _ in range(3):
        for d in range(pages):
            home[d] = home[home[d]]


@kernel
def _judge(members, edges, home, loose, sites, size, furniture):  # type: ignore[no-untyped-def]
    """Decide for every group whether it is furniture: 0 no, 1 spread over unrelated pages, 2 of a site."""
    homes = np.empty(64, np.int32)
    counts = np.empty(64, np.int32)
    for g in range(len(edges) - 1):
        first, last = edges[g], edges[g + 1]
        df = last - first
        step = max(1, df // 64)
        n, looked, top = 0, 0, 0
        for m in range(first, last, step):
            if loose[members[m]]:
                continue
            h = home[members[m]]
            looked += 1
            k = 0
            while k < n and homes[k] != h:
                k += 1
            if k == n:
                if n == 64:
                    continue
                homes[n] = h
                counts[n] = 0
                n += 1
            counts[k] += 1
            top = max(top, counts[k])
        verdict = 0
        if n >= 5 and top * 2 <= looked:
            verdict = 1
        # of a site: most of its pages stand on sites that have it often, with other homes
        if n >= 2 and top * 3 <= looked * 2:
            near, seen = 0, 0
            for m in range(first, last, step):
                s = sites[members[m]]
                if s < 0 or loose[members[m]]:
                    continue
                seen += 1
                same, other = 0, 0
                for k in range(first, last, step):
                    if sites[members[k]] == s:
                        same += 1
                        if home[members[k]] != home[members[m]]:
                            other = 1
                if other and same * step * 100 >= 12 * size[s]:
                    near += 1
            if seen * 2 > looked and near * 2 >= seen:
                verdict = 2
        furniture[g] = verdict


@kernel
def _mask(at, bounds, group, furniture, reach, flags):  # type: ignore[no-untyped-def]
    """Flag the words of furniture grams, and what lies between two of them when nothing there speaks against it."""
    for d in range(len(bounds) - 1):
        last = -1
        for occ in range(bounds[d], bounds[d + 1]):
            g = group[occ]
            if g >= 0 and furniture[g]:
                p = int(at[occ])
                first = min(p, last) if last >= 0 and p - last <= reach else p
                flag = FURNITURE | (SITE if furniture[g] == 2 else 0)
                for k in range(first, p + 5):
                    flags[k] |= flag
                last = p + 5
            else:
                last = -1


@kernel
def _pairs(bounds, group, leaders, furniture, least, keep, out):  # type: ignore[no-untyped-def]
    """Pairs (page, leader) that share at least `least` grams, the `keep` best per page; gives their number."""
    pages = len(bounds) - 1
    count = np.zeros(pages, np.int32)
    touched = np.empty(pages, np.int32)
    n = 0
    for d in range(pages):
        hits = 0
        for occ in range(bounds[d], bounds[d + 1]):
            g = group[occ]
            if g < 0 or furniture[g]:
                continue
            for k in range(leaders.shape[1]):
                page = leaders[g, k]
                if page < 0:
                    break
                if page != d:
                    if count[page] == 0:
                        touched[hits] = page
                        hits += 1
                    count[page] += 1
        for _ in range(min(keep, hits)):
            best, most = -1, least - 1
            for k in range(hits):
                page = touched[k]
                if count[page] > most or (count[page] == most and best >= 0 and page < best):
                    best, most = page, count[page]
            if best < 0:
                break
            count[best] = 0
            out[n, 0] = min(d, best)
            out[n, 1] = max(d, best)
            n += 1
        for k in range(hits):
            count[touched[k]] = 0
    return n


def index(corpus: Corpus) -> Index:
    """The shared grams of a corpus."""
    rate = 1 if len(corpus.words) <= FULL else 4
    pages = len(corpus.notes)
    none32, none64 = np.empty(0, np.uint32), np.empty(0, np.uint64)
    bounds = np.zeros(pages + 1, np.int64)
    n = int(_sample(corpus.words, corpus.offsets, rate, none32, none64, bounds))
    at, keys = np.empty(n, np.uint32), np.empty(n, np.uint64)
    _sample(corpus.words, corpus.offsets, rate, at, keys, bounds)
    owner = np.empty(n, np.int32)
    _owners(bounds, owner)
    bits = max(1, n.bit_length())
    _pack(keys, bits)
    keys.sort()
    group = np.full(n, -1, np.int32)
    groups, filled = _group(keys, bits, owner, group, np.empty(0, np.int32), np.zeros(1, np.int64))
    members, edges = np.empty(max(1, filled), np.int32), np.zeros(groups + 1, np.int64)
    _group(keys, bits, owner, group, members, edges)
    leaders = np.empty((groups, LEADERS), np.int32)
    return Index(at=at, bounds=bounds, group=group, members=members, edges=edges, leaders=leaders, rate=rate)


def furniture(corpus: Corpus, found: Index) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Which groups are furniture (0 no, 1 spread, 2 of a site), and which pages are loose (1).

    The words of furniture groups are flagged in the corpus.
    """
    sizes = np.bincount(corpus.sites[corpus.sites >= 0], minlength=1)
    verdict = np.zeros(len(found.edges) - 1, np.uint8)
    home = np.empty(len(corpus.notes), np.int32)
    loose = np.zeros(len(corpus.notes), np.int64)
    for _ in range(ROUNDS):
        _lead(found, verdict, loose)
        _homes(found.bounds, found.group, found.leaders, verdict, home, loose)
        _judge(found.members, found.edges, home, loose, corpus.sites, sizes, verdict)
    _mark(corpus, found, verdict, loose)
    return verdict, loose


def again(corpus: Corpus, found: Index, family: npt.NDArray[np.int32], loose: npt.NDArray[np.int64]
          ) -> npt.NDArray[np.uint8]:
    """Furniture judged once more, with families in the place of homes; a head that many digests carry comes back."""
    sizes = np.bincount(corpus.sites[corpus.sites >= 0], minlength=1)
    verdict = np.zeros(len(found.edges) - 1, np.uint8)
    _judge(found.members, found.edges, family, loose, corpus.sites, sizes, verdict)
    _mark(corpus, found, verdict, loose)
    return verdict


def _lead(found: Index, verdict: npt.NDArray[np.uint8], loose: npt.NDArray[np.int64]) -> None:
    size = np.empty(len(loose), np.int64)
    _sizes(found.bounds, found.group, verdict, loose, size)
    _leaders(found.members, found.edges, size, found.leaders)


def _mark(corpus: Corpus, found: Index, verdict: npt.NDArray[np.uint8], loose: npt.NDArray[np.int64]) -> None:
    corpus.flags &= np.uint8(255 ^ (FURNITURE | SITE))
    _mask(found.at, found.bounds, found.group, verdict, 4 * found.rate, corpus.flags)
    _lead(found, verdict, loose)


def candidates(found: Index, verdict: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """Pairs of page numbers worth aligning, smaller first, sorted, each once."""
    pages = len(found.bounds) - 1
    keep = 32
    out = np.empty((pages * keep, 2), np.int32)
    n = int(_pairs(found.bounds, found.group, found.leaders, verdict, 2 if found.rate > 1 else 6, keep, out))
    return distinct(out[:n])


def distinct(pairs: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Each pair once, smaller number first, sorted."""
    packed = pairs.min(axis=1).astype(np.int64) << 32 | pairs.max(axis=1)
    packed.sort()                        # np.unique would hash first, which is slower from a million on
    packed = packed[np.flatnonzero(np.diff(packed, prepend=-1))]
    return np.stack([packed >> 32, packed & 0xFFFFFFFF], axis=1).astype(np.int32)
