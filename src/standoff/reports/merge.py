"""The copies' words put into one order: slots, each with the copies that have it.

The fullest copy comes first; then, copy by copy along the strongest links, what agrees is laid onto the slots, and what
no slot has yet is set in at its place: whole sentences and paragraphs as slots of their own, a few words as a reading
beside the slots. Two excerpts that share nothing thus meet through the copies between them.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from standoff.model import Copy, Role
from standoff.reports.align import SEED, Index, align, index, seeds, slid
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

NEW = 3
"""Words in a row that new slots must share with a copy that waits before it is tried again: the least that a gap of any
size is aligned by. Trying again without them changes none of the 366 families of the generator."""


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
        self._keys: list[str] = []                           # those of the slots, while a copy is laid
        self._index: Index = {}                              # … and where the copy's seeds stand among them
        self.moved = False
        self.untried = set(texts)                            # copies that may be laid otherwise than when last tried
        self._owners: dict[tuple[str, ...], list[str]] = {}
        for page, words in texts.items():
            for seed in {*seeds(words.keys, NEW)}:
                self._owners.setdefault(seed, []).append(page)

    def lay(self, page: str, force: bool = False) -> bool:
        """Lay one copy down, unless it shares too little with the slots or the place of its own text is in doubt.

        With `force` doubts are settled: text of its own stands next to what the copy has beside it, or outside the
        article where two copies agree that nothing stands between; a copy that shares nothing goes to the end.
        """
        self.untried.discard(page)
        words = self.texts[page]
        length = len(words)
        pairs = self._tie(words) if self.slots else []
        if not pairs:
            if self.slots and not force:
                return False
            self._set(len(self.slots), page, 0, length)
            return True
        pieces: list[tuple[int, int, int, int]] = []          # words from, to; between slots
        for (i, j), (i2, j2) in pairwise([(-1, -1), *pairs, (length, len(self.slots))]):
            if i2 - i > 1:
                pieces += [(start, end, *(self._room(j + 1, j2) if words.whole(start, end) else (j + 1, j2)))
                           for start, end in self._own(page, i + 1, i2, j + 1, j2)]
        known = {j for _, j in pairs}
        elsewhere = [self._elsewhere(page, start, end, known) for start, end, _, _ in pieces]
        doubts = [not there and low < high for (_, _, low, high), there in zip(pieces, elsewhere, strict=True)]
        if any(doubts) and not force:
            return False
        for i, j in [*pairs, *(pair for there in elsewhere for pair in there)]:
            self.slots[j].seen[page] = i
        self.moved |= any(elsewhere)
        new = [piece for piece, there in zip(pieces, elsewhere, strict=True) if not there]
        for place, start, end in reversed([(self._place(page, *piece), *piece[:2]) for piece in new]):
            self._set(place, page, start, end)
        return True

    def _tie(self, words: Words) -> list[tuple[int, int]]:
        self._keys = [slot.key for slot in self.slots]
        self._index = index(self._keys, seeds(words.keys))
        pairs = align(words.keys, self._keys, self._index)
        if len(pairs) < min(TIED, len(words)):
            return []
        return slid(pairs, words.keys, self._keys, words.opens, self._opens)

    def _opens(self, at: int) -> int:
        if at == len(self.slots):
            return 2
        return self.texts[self.slots[at].source].opens(self.slots[at].word)

    def _set(self, place: int, page: str, start: int, end: int) -> None:
        keys = self.texts[page].keys
        self.slots[place:place] = [Slot(keys[i], page, i) for i in range(start, end)]
        near = [slot.key for slot in self.slots[max(0, place - NEW + 1):place + end - start + NEW - 1]]
        for seed in seeds(near, NEW):
            self.untried.update(self._owners.get(seed, ()))

    def _own(self, page: str, start: int, end: int, low: int, high: int) -> list[tuple[int, int]]:
        """What of the copy's words [start, end) is text of its own: whole paragraphs, and parts of at least OWN words.

        Words in the place of about as many others (slots `low` to `high`) are a reading of these.
        """
        words = self.texts[page]
        gap = high - low if start and end < len(words) else 0
        if gap and max(gap, end - start) <= min(REWRITTEN, 2 * min(gap, end - start) + 4) \
                and words.segment[start] == words.segment[end - 1]:
            return []
        found: list[tuple[int, int]] = []
        for _, group in groupby(range(start, end), key=lambda i: words.segment[i]):
            piece = list(group)
            if words.whole(piece[0], piece[-1] + 1) or len(piece) >= OWN:
                found.append((piece[0], piece[-1] + 1))
        return found

    def _room(self, low: int, high: int) -> tuple[int, int]:
        """The slots between which a paragraph can stand: `low` to `high` without the ends of their paragraphs."""
        left, right = low, high
        while 0 < left < high and self._beside(left) and left - low < OWN:
            left += 1
        while left < right < len(self.slots) and self._beside(right) and high - right < OWN:
            right -= 1
        return left if left - low < OWN else low, right if high - right < OWN else high

    def _beside(self, at: int) -> bool:
        """Whether a slot stands in the paragraph of the one before it."""
        a, b = self.slots[at - 1], self.slots[at]
        segment = self.texts[b.source].segment
        return a.source == b.source and segment[a.word] == segment[b.word]

    def _elsewhere(self, page: str, start: int, end: int, known: set[int]) -> list[tuple[int, int]]:
        """Where a passage stands in the slots already, in another order than the copy's; nothing when it does not."""
        if end - start < SEED:
            return []
        pairs = align(self.texts[page].keys[start:end], self._keys, self._index)
        pairs = [(i + start, j) for i, j in pairs if j not in known]
        return pairs if len(pairs) >= (MOVED if end - start >= TIED else 1) * (end - start) else []

    def _place(self, page: str, start: int, end: int, low: int, high: int) -> int:
        """Before which slot text of the copy's own goes, that stands between its slots `low` − 1 and `high`."""
        words = self.texts[page]
        if low == high:
            return low
        if low == 0:                                          # it opens the copy; a subhead stays with what it heads
            heads = high < len(self.slots) and self.slots[high].seen.get(page) == end
            subhead = heads and words.segments[words.segment[start]].role is Role.HEADING
            return 0 if self._tight(page, high) and not subhead else high
        if high == len(self.slots):                           # it closes the copy
            return high if self._tight(page, low) else low
        joins = words.segment[end - 1] == words.segment[end] and words.segment[start - 1] != words.segment[start]
        return high if joins else low

    def _tight(self, page: str, at: int) -> bool:
        """Whether two other copies have the words on both sides of a slot's start next to each other."""
        a, b = self.slots[at - 1].seen, self.slots[at].seen
        return sum(p in b and b[p] == i + 1 for p, i in a.items() if p != page) > 1


def _reordered(slots: list[Slot], texts: Mapping[str, Words]) -> list[Slot]:
    """The slots in the order that most copies have them in, where the order of laying down had to guess.

    Blocks are stretches that no copy breaks; an edge says that a copy has one block right before another. The edges of
    most copies count first; where copies contradict each other in a circle, the order so far decides.
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
    bounds = [*cuts, len(slots)]
    order = _ordered(len(cuts), sorted(weight, key=lambda edge: (-weight[edge], edge)))
    return [slot for n in order for slot in slots[bounds[n]:bounds[n + 1]]]


def _ordered(count: int, edges: list[tuple[int, int]]) -> list[int]:
    """The numbers 0 … count − 1 in an order that the edges allow; an edge against earlier ones is passed over.

    Pearce and Kelly's dynamic topological order: only the numbers between the two ends of an edge are ever touched.
    """
    place = list(range(count))
    after: dict[int, list[int]] = {n: [] for n in place}
    before: dict[int, list[int]] = {n: [] for n in place}

    def reach(start: int, ways: dict[int, list[int]], low: int, high: int) -> set[int]:
        seen, todo = {start}, [start]
        while todo:
            for n in ways[todo.pop()]:
                if n not in seen and low <= place[n] <= high:
                    seen.add(n)
                    todo.append(n)
        return seen

    for x, y in edges:
        low, high = place[y], place[x]
        if low < high:
            later = reach(y, after, low, high)
            if x in later:
                continue
            moved = [*sorted(reach(x, before, low, high), key=place.__getitem__), *sorted(later, key=place.__getitem__)]
            for n, at in zip(moved, sorted(place[n] for n in moved), strict=True):
                place[n] = at
        after[x].append(y)
        before[y].append(x)
    return sorted(range(count), key=place.__getitem__)


def merge(texts: Mapping[str, Words], copies: Sequence[Copy], rank: Mapping[str, int]) -> list[Slot]:
    """The slots of a family in order. What waits is tried again once slots came in that share NEW words with it."""
    work = Merge(texts)
    waiting = sequence(texts, copies, rank)
    while waiting:
        again = [page for page in waiting if page not in work.untried or not work.lay(page)]
        if len(again) == len(waiting):
            work.lay(again.pop(0), force=True)
        waiting = again
    slots = _reordered(work.slots, texts) if work.moved else work.slots
    for at, slot in enumerate(slots):
        slot.at = at
    return slots
