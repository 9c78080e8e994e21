"""The copies' words put into one order: slots, each with the copies that have it.

The fullest copy comes first; then, copy by copy along the strongest links, what agrees is laid onto the slots, and what
no slot has yet is set in at its place: whole sentences and paragraphs as slots of their own, a few words as a reading
beside the slots. Two excerpts that share nothing thus meet through the copies between them.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from standoff.model import Copy
from standoff.reports.align import SEED, Index, align, index
from standoff.reports.words import Words

OWN = 8
"""Words from which text that the slots lack is printed; fewer are a reading of the apparatus. The shortest sentences
that copies add whole are about that long ("The pipeline was shut in the first days"); edits are shorter."""
REWRITTEN = 30
"""Words up to which a stretch in another's place is a reading of it; above, both are passages."""
TIED = 8
"""Least number of agreeing words that ties a copy to the slots."""
MOVED = .6
"""Share of a passage's words that must agree elsewhere for it to be the same passage in another place."""


class Slot:
    """One word of the report: the copy and word that it is printed from, and the word in each copy that has it."""

    __slots__ = ("at", "key", "seen", "source", "word")

    def __init__(self, key: str, source: str, word: int) -> None:
        self.key = key
        self.source = source
        self.word = word
        self.seen = {source: word}
        self.at = 0                           # position in the finished order


def sequence(texts: Mapping[str, Words], copies: Sequence[Copy], rank: Mapping[str, int]) -> list[str]:
    """The order in which copies are laid down: the fullest first, then always the one that shares most with one laid.

    `rank` breaks ties: likeliest original first. The order of the input does not matter.
    """
    def size(page: str) -> tuple[int, int]:
        return -len(texts[page]), rank[page]

    links: dict[str, list[tuple[int, str]]] = {page: [] for page in texts}
    for link in copies:
        if link.a in texts and link.b in texts:
            links[link.a].append((link.words, link.b))
            links[link.b].append((link.words, link.a))
    waiting = sorted(texts, key=size)
    done: list[str] = []
    laid: set[str] = set()
    while len(done) < len(waiting):
        heap = [(0, size(next(p for p in waiting if p not in laid)))]
        pages = {size(page): page for page in waiting}
        while heap:
            page = pages[heapq.heappop(heap)[1]]
            if page in laid:
                continue
            laid.add(page)
            done.append(page)
            for words, other in links[page]:
                if other not in laid:
                    heapq.heappush(heap, (-words, size(other)))
    return done


class Merge:
    """The slots of one family while its copies are laid down."""

    def __init__(self, texts: Mapping[str, Words]) -> None:
        self.texts = texts
        self.slots: list[Slot] = []
        self._keys: list[str] = []
        self._index: Index | None = None
        self.moved = False

    def lay(self, page: str, force: bool = False) -> bool:
        """Lay one copy down. False when it shares too little with the slots; with `force` it then goes to the end."""
        words = self.texts[page]
        if not self.slots or (pairs := self._tie(words.keys, range(len(words)))) is None:
            if self.slots and not force:
                return False
            self._set(len(self.slots), page, 0, len(words))
            return True
        for i, j in pairs:
            self.slots[j].seen[page] = i
        inserts: list[tuple[int, int, int]] = []          # position, words from, to
        length = len(words)
        edges = [(-1, -1), *pairs, (length, len(self.slots))]
        for (i, j), (i2, j2) in pairwise(edges):
            if i2 - i > 1:
                for place, start, end in self._missing(page, i + 1, i2, j + 1, j2, i < 0, i2 == length):
                    inserts.append((place, start, end))
        for place, start, end in reversed(inserts):
            self._set(place, page, start, end)
        return True

    def _tie(self, keys: Sequence[str], which: range) -> list[tuple[int, int]] | None:
        if self._index is None:
            self._keys = [slot.key for slot in self.slots]
            self._index = index(self._keys)
        pairs = align(keys, self._keys, self._index)
        return pairs if len(pairs) >= min(TIED, len(which)) and pairs else None

    def _set(self, place: int, page: str, start: int, end: int) -> None:
        keys = self.texts[page].keys
        self.slots[place:place] = [Slot(keys[i], page, i) for i in range(start, end)]
        self._index = None

    def _missing(self, page: str, start: int, end: int, low: int, high: int, opens: bool, closes: bool
                 ) -> list[tuple[int, int, int]]:
        """What of the copy's words [start, end) becomes slots, and where: between slots `low` and `high`."""
        words = self.texts[page]
        gap = 0 if opens or closes else high - low
        if gap and max(gap, end - start) <= min(REWRITTEN, 2 * min(gap, end - start) + 4) \
                and words.segment[start] == words.segment[end - 1]:
            return []                                     # reads other words in the same place
        found: list[tuple[int, int, int]] = []
        for _, group in groupby(range(start, end), key=lambda i: words.segment[i]):
            piece = list(group)
            first, last = piece[0], piece[-1] + 1
            seg = words.segment[first]
            whole = ((first == 0 or words.segment[first - 1] != seg)
                     and (last == len(words) or words.segment[last] != seg))
            if (not whole and last - first < OWN) or self._elsewhere(page, first, last):
                continue
            if opens:
                place = high
            elif closes or first > start or words.segment[start - 1] == seg:
                place = low
            else:
                place = high
            found.append((place, first, last))
        if found and not opens and not closes:            # one order for all that stands in one gap
            tied = end < len(words) and words.segment[found[-1][2] - 1] == words.segment[end]
            place = low if words.segment[start - 1] == words.segment[start] or not tied else high
            found = [(place, first, last) for _, first, last in found]
        return found

    def _elsewhere(self, page: str, start: int, end: int) -> bool:
        """Whether a passage stands elsewhere in the slots already: the same text in another order."""
        if end - start < max(TIED, SEED):
            return False
        assert self._index is not None
        pairs = align(self.texts[page].keys[start:end], self._keys, self._index)
        pairs = [(i + start, j) for i, j in pairs if page not in self.slots[j].seen]
        if len(pairs) < MOVED * (end - start):
            return False
        for i, j in pairs:
            self.slots[j].seen[page] = i
        self.moved = True
        return True


def _reordered(slots: list[Slot], texts: Mapping[str, Words]) -> list[Slot]:
    """The slots in the order that most copies have them in, where the order of laying down had to guess.

    Blocks are stretches that no copy breaks; an edge says that a copy has one block right before another. Where copies
    contradict each other in a circle, the order so far decides.
    """
    for at, slot in enumerate(slots):
        slot.at = at
    heads = {0}
    rows: dict[str, list[int]] = {page: [-1] * len(words) for page, words in texts.items()}
    for slot in slots:
        for page, i in slot.seen.items():
            rows[page][i] = slot.at
    for row in rows.values():
        known = [at for at in row if at >= 0]
        for at, after in pairwise(known):
            if after != at + 1 and (after < at or after > at + SEED):
                heads |= {at + 1, after}
    cuts = sorted(h for h in heads if h < len(slots))
    block = [0] * len(slots)
    for n, (low, high) in enumerate(pairwise([*cuts, len(slots)])):
        block[low:high] = [n] * (high - low)
    weight: dict[tuple[int, int], int] = {}
    for row in rows.values():
        seen = [n for n, _ in groupby(block[at] for at in row if at >= 0)]
        for pair in pairwise(seen):
            weight[pair] = weight.get(pair, 0) + 1
    after_: dict[int, list[int]] = {n: [] for n in range(len(cuts))}
    waits = [0] * len(cuts)
    for (x, y), n in weight.items():
        if n > weight.get((y, x), 0) or (n == weight.get((y, x), 0) and x < y):
            after_[x].append(y)
            waits[y] += 1
    ready = [n for n in range(len(cuts)) if not waits[n]]
    heapq.heapify(ready)
    left = set(range(len(cuts)))
    order: list[int] = []
    while left:
        n = heapq.heappop(ready) if ready else min(left)
        if n not in left:
            continue
        left.discard(n)
        order.append(n)
        for y in after_[n]:
            waits[y] -= 1
            if not waits[y] and y in left:
                heapq.heappush(ready, y)
    bounds = [*cuts, len(slots)]
    return [slot for n in order for slot in slots[bounds[n]:bounds[n + 1]]]


def merge(texts: Mapping[str, Words], copies: Sequence[Copy], rank: Mapping[str, int]) -> list[Slot]:
    """The slots of a family in order."""
    work = Merge(texts)
    late = [page for page in sequence(texts, copies, rank) if not work.lay(page)]
    while late:
        again = [page for page in late if not work.lay(page)]
        if len(again) == len(late):
            work.lay(again.pop(0), force=True)
        late = again
    slots = _reordered(work.slots, texts) if work.moved else work.slots
    for at, slot in enumerate(slots):
        slot.at = at
    return slots
