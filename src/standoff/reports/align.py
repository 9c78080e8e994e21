"""Two word sequences aligned: seeds of equal words, chained in order, the gaps between them filled ever finer.

Takes sequences of keys, gives pairs of equal positions, rising in both. Cost grows with the length of the sequences and
the number of places where they differ, not with their product. It refuses to tie unrelated passages together by their
articles and prepositions: a gap is filled only as far as its two sides read alike.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence

SEED = 4
"""Words of a seed. Of a copy with one word in eight changed, (7/8)^4 = 59 % of the positions still start one."""
PLACES = 12
"""Places of one seed that are tried; a stock phrase that stands more often than that tells nothing."""
CELLS = 3600
"""Largest gap (product of its sides) that is aligned word by word: sixty words against sixty."""
ALIKE = .35
"""Least share of the shorter side of a gap that must agree; unrelated paragraphs share .1 – .25 in order."""

EDGE = .5
"""Least share that must agree between an outermost agreement and the words that are still tied to it."""
REACH = 60
"""Words beyond the first and last agreement that are still compared."""

Index = dict[tuple[str, ...], list[int]]
Block = tuple[int, int, int]


def seeds(a: Sequence[str], size: int = SEED, low: int = 0, high: int | None = None) -> Iterator[tuple[str, ...]]:
    """The seeds of a sequence, in order."""
    part = a[low:high]
    return zip(*(part[k:] for k in range(size)), strict=False)


def index(b: Sequence[str], a: Iterable[tuple[str, ...]], size: int = SEED, low: int = 0, high: int | None = None
          ) -> Index:
    """Where those seeds of a sequence start that `a` has too."""
    wanted = frozenset(a)
    places: Index = {}
    for j, seed in enumerate(seeds(b, size, low, high), low):
        if seed in wanted:
            places.setdefault(seed, []).append(j)
    return places


def _blocks(a: Sequence[str], b: Sequence[str], places: Index, size: int, a0: int, a1: int, b1: int) -> list[Block]:
    """Maximal agreements of at least `size` words, the longest at each place of `a`, not overlapping in `a`."""
    found: list[Block] = []
    i, diagonal = a0, 0
    while i + size <= a1:
        best: Block | None = None
        hits: Sequence[int] = places.get(tuple(a[i:i + size]), ())
        if len(hits) > PLACES:                                # those nearest to where the last agreement points
            at = bisect_left(hits, i + diagonal)
            hits = hits[max(0, at - PLACES // 2):at + PLACES // 2]
        for j in hits:
            n = size
            while i + n < a1 and j + n < b1 and a[i + n] == b[j + n]:
                n += 1
            if best is None or (n, -abs(j - i - diagonal)) > (best[2], -abs(best[1] - best[0] - diagonal)):
                best = (i, j, n)
        if best is None:
            i += 1
        else:
            found.append(best)
            diagonal = best[1] - best[0]
            i += best[2]
    return found


def _chain(blocks: list[Block]) -> list[Block]:
    """The heaviest selection of blocks that rises in both sequences (blocks come sorted by `a`, apart in `a`)."""
    ends: list[tuple[int, int, int]] = []        # (end in b, weight, block), the first two rising
    before: list[int] = []
    for n, (_, j, size) in enumerate(blocks):
        at = bisect_left(ends, (j + 1, -1, -1)) - 1
        weight = size + (ends[at][1] if at >= 0 else 0)
        before.append(ends[at][2] if at >= 0 else -1)
        entry = (j + size, weight, n)
        at = bisect_left(ends, (j + size + 1, -1, -1)) - 1
        if at >= 0 and ends[at][1] >= weight:
            continue
        insort(ends, entry)
        at = bisect_left(ends, entry)
        while at + 1 < len(ends) and ends[at + 1][1] <= weight:
            del ends[at + 1]
        if at and ends[at - 1][0] == entry[0]:
            del ends[at - 1]
    chain: list[Block] = []
    n = ends[-1][2] if ends else -1
    while n >= 0:
        chain.append(blocks[n])
        n = before[n]
    return chain[::-1]


def _by_word(a: Sequence[str], b: Sequence[str], a0: int, a1: int, b0: int, b1: int, ragged: bool = False
             ) -> list[tuple[int, int]]:
    """Global alignment of a small gap with affine gap costs: a lone common word never bridges two long insertions.

    `ragged`: words left over at the start of either side cost little.
    """
    match, other, opened, more, loose = 1.0, -.7, -2.0, -.05, -.5
    rows, columns = a1 - a0, b1 - b0
    low = -1e9
    m = [0.0] + [low] * columns                      # ends in a pair
    x = [low] * (columns + 1)                        # ends with a word of `a` alone
    y = [low] + [loose if ragged else opened + more * k for k in range(columns)]
    back: list[list[tuple[int, int, int]]] = [[(0, 0, 2)] * (columns + 1)]
    for r in range(rows):
        word = a[a0 + r]
        m2, x2, y2 = [low] * (columns + 1), [low] * (columns + 1), [low] * (columns + 1)
        x2[0] = loose if ragged else opened + more * r
        row = [(0, 1, 0)] * (columns + 1)
        for c in range(1, columns + 1):
            p, q, s = m[c - 1], x[c - 1], y[c - 1]
            fm = 0 if p >= q and p >= s else 1 if q >= s else 2
            m2[c] = (p if fm == 0 else q if fm == 1 else s) + (match if word == b[b0 + c - 1] else other)
            p, q = max(m[c], y[c]) + opened, x[c] + more
            fx = 1 if q >= p else 0 if m[c] >= y[c] else 2
            x2[c] = max(p, q)
            p, q = max(m2[c - 1], x2[c - 1]) + opened, y2[c - 1] + more
            fy = 2 if q >= p else 0 if m2[c - 1] >= x2[c - 1] else 1
            y2[c] = max(p, q)
            row[c] = (fm, fx, fy)
        m, x, y = m2, x2, y2
        back.append(row)
    pairs: list[tuple[int, int]] = []
    r, c = rows, columns
    state = max(range(3), key=lambda k: (m[c], x[c], y[c])[k])
    while r and c:
        came = back[r][c][state]
        if state == 0:
            r, c = r - 1, c - 1
            if a[a0 + r] == b[b0 + c]:
                pairs.append((a0 + r, b0 + c))
        elif state == 1:
            r -= 1
        else:
            c -= 1
        state = came
    return pairs[::-1]


def _edge(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs before an agreement: as far as the two sides, read backwards from it, are alike."""
    pairs = _by_word(a, b, 0, len(a), 0, len(b), ragged=True)
    while pairs and len(pairs) < EDGE * (len(a) - pairs[0][0] + len(b) - pairs[0][1]) / 2:
        pairs = pairs[1:]                                     # beyond, agreement is chance
    return pairs


def _fill(a: Sequence[str], b: Sequence[str], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    """Pairs inside a gap between agreements."""
    rows, columns = a1 - a0, b1 - b0
    if not rows or not columns:
        return []
    if rows * columns <= CELLS:
        pairs = _by_word(a, b, a0, a1, b0, b1)
    else:
        pairs = []
        at, bt = a0, b0
        for i, j, n in [*_chain(_blocks(a, b, index(b, seeds(a, 3, a0, a1), 3, b0, b1), 3, a0, a1, b1)), (a1, b1, 0)]:
            if (i - at) * (j - bt) <= CELLS:
                pairs += _by_word(a, b, at, i, bt, j) if i > at and j > bt else []
            pairs += zip(range(i, i + n), range(j, j + n), strict=True)
            at, bt = i + n, j + n
    return pairs if len(pairs) >= ALIKE * min(rows, columns) else []


def align(a: Sequence[str], b: Sequence[str], places: Index | None = None) -> list[tuple[int, int]]:
    """Pairs of equal words of two sequences, rising in both. `places` is `index(b, seeds(a))` when the caller has it.

    Without one agreement of SEED words nothing is tied. Beyond the outermost agreements only REACH words are looked at.
    """
    chain = _chain(_blocks(a, b, index(b, seeds(a)) if places is None else places, SEED, 0, len(a), len(b)))
    if not chain:
        return []
    i, j, _ = chain[0]
    at, bt = max(0, i - REACH), max(0, j - REACH)
    pairs = [(x + at, y + bt) for x, y in _edge(a[at:i], b[bt:j])]
    at, bt = i, j
    for i, j, n in chain:
        pairs += _fill(a, b, at, i, bt, j)
        pairs += zip(range(i, i + n), range(j, j + n), strict=True)
        at, bt = i + n, j + n
    after = _edge(a[at:at + REACH][::-1], b[bt:bt + REACH][::-1])
    high_a, high_b = min(len(a), at + REACH) - 1, min(len(b), bt + REACH) - 1
    return [*pairs, *((high_a - x, high_b - y) for x, y in reversed(after))]


def slid(pairs: list[tuple[int, int]], a: Sequence[str], b: Sequence[str], opens_a: Callable[[int], int],
         opens_b: Callable[[int], int]) -> list[tuple[int, int]]:
    """The same pairs with every insertion moved to where a sentence or paragraph opens, when words allow it.

    "[The company did not answer.] The school" and "The [company did not answer. The] school" agree in as many words;
    only the first is what happened. `opens_a` and `opens_b` say how strongly a position opens something.
    """
    done = list(pairs)
    for k in range(1, len(done)):
        (i, j), (i2, j2) = done[k - 1], done[k]
        if (i2 - i > 1) == (j2 - j > 1):
            continue                                          # neighbours, or words on both sides
        words, opens, at, end = (a, opens_a, i + 1, i2) if i2 - i > 1 else (b, opens_b, j + 1, j2)
        best, shift, n = (opens(at), 0), 0, 0
        while n < REACH and k - 1 - n >= 0 and words[at - 1 - n] == words[end - 1 - n] and (
                n == 0 or (done[k - 1 - n][0] + 1, done[k - 1 - n][1] + 1) == done[k - n]):
            n += 1
            best, shift = max((best, shift), ((opens(at - n), -n), -n))
        n = 0
        while n < REACH and k + n < len(done) and words[at + n] == words[end + n] and (
                n == 0 or (done[k + n - 1][0] + 1, done[k + n - 1][1] + 1) == done[k + n]):
            n += 1
            best, shift = max((best, shift), ((opens(at + n), -n), n))
        length_a, length_b = (end - at, 0) if i2 - i > 1 else (0, end - at)
        for n in range(1, abs(shift) + 1):
            if shift < 0:
                x, y = done[k - n]
                done[k - n] = (x + length_a, y + length_b)
            else:
                x, y = done[k + n - 1]
                done[k + n - 1] = (x - length_a, y - length_b)
    return done
