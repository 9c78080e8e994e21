"""Sentences and dependency trees from scores.

Takes the log-odds of sentence starts and the scores of arcs; gives stretches of words and, for every word, its head.
The tree is the exact maximum: a spanning tree with one root and the highest sum of scores (Chu and Liu 1965, Edmonds
1967). Most sentences need no search: where every word's best head makes a tree already, that tree is the maximum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def sentences(starts: Floats, forced: Bools) -> list[tuple[int, int]]:
    """Stretches of words, half open, that cover all words. `starts`: log-odds that a sentence begins at the word.

    `forced`: a sentence begins here whatever the score (the first word of a paragraph).
    """
    if not len(starts):
        return []
    begins = (starts > 0) | forced
    begins[0] = True
    at = np.flatnonzero(begins).tolist()
    return list(zip(at, [*at[1:], len(starts)], strict=True))


def forest(arcs: Floats, stretches: list[tuple[int, int]]) -> Ints:
    """The heads of all words of a window, sentence by sentence; a root is its own head."""
    heads = np.empty(len(arcs), np.int64)
    for start, end in stretches:
        heads[start:end] = tree(arcs[start:end, start:end]) + start
    return heads


def tree(arcs: Floats) -> Ints:
    """The head of each word of one sentence; the root is its own head.

    `arcs[i, j]`: finite score of word j as the head of word i; `arcs[i, i]`: score of word i as the root.
    """
    count = len(arcs)
    heads: Ints = np.argmax(arcs, 1)
    root = np.flatnonzero(heads == np.arange(count))
    if len(root) == 1:
        above = heads
        for _ in range(count.bit_length()):
            above = above[above]
        if (above == root[0]).all():
            return heads
    return _maximum(arcs)


def _maximum(arcs: Floats) -> Ints:
    """The maximum spanning tree with one root, by contracting cycles."""
    count = len(arcs)
    scores: Doubles = np.full((count + 1, count + 1), -np.inf)     # row: dependent, column: head; 0: above the root
    scores[1:, 1:] = arcs
    np.fill_diagonal(scores, -np.inf)
    spread = float(arcs.max()) - float(arcs.min())
    scores[1:, 0] = np.diagonal(arcs) - (spread + 1) * (count + 1)  # a second root costs more than any tree can gain
    return np.where((best := _arborescence(scores)[1:]) == 0, np.arange(count), best - 1)


def _arborescence(scores: Doubles) -> Ints:
    """The best heads such that every node hangs below node 0. Contracts one cycle after another, then expands them."""
    levels: list[tuple[Ints, Ints, Ints, Ints, Ints]] = []
    while True:
        heads: Ints = np.argmax(scores, 1)
        heads[0] = 0
        cycle = _cycle(heads)
        if cycle is None:
            break
        rest = np.setdiff1d(np.arange(len(heads)), cycle, assume_unique=True)
        out = scores[np.ix_(rest, cycle)]                          # arcs from the cycle to the rest
        into = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
        giver, taker = np.argmax(out, 1), np.argmax(into, 0)       # the best end of each arc inside the cycle
        size = len(rest) + 1
        less: Doubles = np.full((size, size), -np.inf)
        less[:-1, :-1] = scores[np.ix_(rest, rest)]
        less[:-1, -1] = out[np.arange(size - 1), giver]
        less[-1, :-1] = into[taker, np.arange(size - 1)]
        levels.append((heads, cycle, rest, giver, taker))
        scores = less
    for inner, cycle, rest, giver, taker in reversed(levels):
        outer, heads = heads, inner
        top = int(outer[-1])                                       # what the whole cycle hangs below
        from_cycle = outer[:-1] == len(rest)
        heads[rest] = np.where(from_cycle, cycle[giver], rest[np.minimum(outer[:-1], len(rest) - 1)])
        heads[cycle[taker[top]]] = rest[top]
    return heads


def _cycle(heads: Ints) -> Ints | None:
    """The nodes of one cycle, or None. Node 0 is above all and its own head."""
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]
    lost = np.flatnonzero(above)
    if not len(lost):
        return None
    at, nodes = int(above[lost[0]]), []                            # after so many steps: on a cycle
    while at not in nodes:
        nodes.append(at)
        at = int(heads[at])
    return np.sort(np.array(nodes, np.int64))
