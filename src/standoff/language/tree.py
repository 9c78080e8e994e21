"""Sentences and dependency trees from scores.

Takes the log-odds of sentence starts and the scores of arcs; gives stretches of words and, for every word, its head.
The tree is the exact maximum (but see ROOTS): a spanning tree with one root and the highest sum (Chu and Liu 1965,
Edmonds 1967). Most sentences need no search: where every word's best head makes a tree already, that is the maximum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]


def sentences(starts: Floats) -> list[tuple[int, int]]:
    """Stretches of words, half open, that cover all words. `starts`: log-odds that a sentence begins at the word,
    infinite where it is certain."""
    if not len(starts):
        return []
    begins = starts > 0
    begins[0] = True
    at = np.flatnonzero(begins).tolist()
    return list(zip(at, [*at[1:], len(starts)], strict=True))


ROOTS = 8
"""Roots that are tried for a sentence. In the 25 000 words of EWT dev never more than three are; nonsense ("word word
word …") has as many good roots as words, and each costs a search."""


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
    own = np.arange(count)
    roots = np.diagonal(arcs).astype(np.float64)
    scores: Doubles = arcs.astype(np.float64)
    np.fill_diagonal(scores, -np.inf)
    heads: Ints = np.argmax(scores, 1)
    # No tree with root r is better than the one, tree or not, in which every other word has its best head.
    bounds = roots.copy() if count == 1 else roots + (best := scores[own, heads]).sum() - best
    found, total = own, -np.inf
    for root in np.argsort(-bounds, kind="stable")[:ROOTS].tolist():
        if bounds[root] <= total:
            break
        tried = heads.copy()
        tried[root] = root
        if len(_lost(tried, root)):
            tried = _arborescence(scores, root)
        worth = roots[root] + scores[own, tried][own != root].sum()
        if worth > total:
            found, total = tried, worth
    return found


def roots(heads: Ints) -> Ints:
    """For each word the root of the tree that it is in. `heads`: a forest, a root is its own head."""
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return above


def _arborescence(scores: Doubles, root: int) -> Ints:
    """The best heads such that all words hang below `root`. Contracts one cycle after another, then expands them."""
    levels: list[tuple[Ints, Ints, Ints, Ints, Ints]] = []
    while True:
        heads: Ints = np.argmax(scores, 1)
        heads[root] = root
        lost = _lost(heads, root)
        if not len(lost):
            break
        cycle = _cycle(heads, int(lost[0]))
        outside = np.ones(len(heads), np.bool_)
        outside[cycle] = False
        rest = np.flatnonzero(outside)
        out = scores[rest[:, None], cycle]                         # arcs from the cycle to the rest
        into = scores[cycle[:, None], rest] - scores[cycle, heads[cycle]][:, None]
        giver, taker = np.argmax(out, 1), np.argmax(into, 0)       # the best end of each arc inside the cycle
        size = len(rest) + 1
        less: Doubles = np.full((size, size), -np.inf)
        less[:-1, :-1] = scores[rest[:, None], rest]
        less[:-1, -1] = out[np.arange(size - 1), giver]
        less[-1, :-1] = into[taker, np.arange(size - 1)]
        levels.append((heads, cycle, rest, giver, taker))
        root = int(np.searchsorted(rest, root))
        scores = less
    for inner, cycle, rest, giver, taker in reversed(levels):
        outer, heads = heads, inner
        top = int(outer[-1])                                       # what the whole cycle hangs below
        from_cycle = outer[:-1] == len(rest)
        heads[rest] = np.where(from_cycle, cycle[giver], rest[np.minimum(outer[:-1], len(rest) - 1)])
        heads[cycle[taker[top]]] = rest[top]
    return heads


def _lost(heads: Ints, root: int) -> Ints:
    """For each word that is not below the root a word that it reaches, on a cycle."""
    above = roots(heads)                                           # where there are cycles, a word on one of them
    lost: Ints = above[above != root]
    return lost


def _cycle(heads: Ints, node: int) -> Ints:
    """The nodes of the cycle that `node` is on."""
    nodes = [node]
    while (node := int(heads[node])) != nodes[0]:
        nodes.append(node)
    return np.array(nodes, np.int64)
