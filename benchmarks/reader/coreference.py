"""Coreference: MUC, B³, CEAF-e and their mean, the CoNLL F1.

A cluster is a set of mentions. In `exact`, two mentions are the same when they are the same characters; in `head`, when
their head word is (of several mentions with one head, the shortest meets the shortest, and so on), as CorefUD has it.
Counts are added up over documents before precision and recall are taken. Each is scored with and without
singletons, that is, clusters of one mention, on both sides.

Sources: Vilain et al. 1995 (MUC), Bagga & Baldwin 1998 (B³), Luo 2005 (CEAF with φ4), Pradhan et al. 2014 (all three on
predicted mentions), https://ufal.mff.cuni.cz/corefud (heads).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.reader.score import Pairs
from scipy.optimize import linear_sum_assignment

Cluster = frozenset[Hashable]


@dataclass(frozen=True)
class Links:
    """Counts of a measure whose precision and recall have numerators of their own."""

    right_of_predicted: float = 0
    predicted: float = 0
    right_of_gold: float = 0
    gold: float = 0

    def __add__(self, other: Links) -> Links:
        return Links(self.right_of_predicted + other.right_of_predicted, self.predicted + other.predicted,
                     self.right_of_gold + other.right_of_gold, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right_of_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right_of_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def muc(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Links:
    """Links that would have to be cut: a cluster of n mentions has n - 1; singletons have none."""
    def kept(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> float:
        of = _owners(others)
        return sum(len(cluster) - len({of.get(mention, mention) for mention in cluster}) for cluster in clusters)

    return Links(kept(predicted, gold), sum(len(cluster) - 1 for cluster in predicted),
                 kept(gold, predicted), sum(len(cluster) - 1 for cluster in gold))


def b_cubed(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Links:
    """For every mention, which share of its cluster is in its cluster of the other side."""
    def kept(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> float:
        return sum(len(cluster & other) ** 2 / len(cluster) for cluster in clusters for other in others)

    return Links(kept(predicted, gold), sum(map(len, predicted)), kept(gold, predicted), sum(map(len, gold)))


def ceaf_e(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Links:
    """The likeness (φ4) of clusters that are best paired off one to one."""
    right = 0.0
    if gold and predicted:
        alike = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold])
        rows, columns = linear_sum_assignment(alike, maximize=True)
        right = float(alike[rows, columns].sum())
    return Links(right, len(predicted), right, len(gold))


MEASURES: dict[str, Callable[[Sequence[Cluster], Sequence[Cluster]], Links]] = {
    "MUC": muc, "B³": b_cubed, "CEAF-e": ceaf_e}


def scores(pairs: Pairs, *, heads: bool, singletons: bool) -> dict[str, Links]:
    """Counts by measure, over all documents."""
    total = {name: Links() for name in MEASURES}
    for document, doc in pairs:
        gold = _clusters(
            ((document.words[m.start][0], document.words[m.end - 1][1], document.words[m.head][0], m.chain)
             for m in document.mentions or []), heads=heads, singletons=singletons)
        predicted = _clusters(((n.start, n.end, n.head, n.chain) for n in doc._.nominals),
                              heads=heads, singletons=singletons)
        for name, measure in MEASURES.items():
            total[name] += measure(gold, predicted)
    return total


def conll(found: dict[str, Links]) -> float:
    """Mean F1 of the three measures."""
    return sum(links.f1 for links in found.values()) / len(found)


def _owners(clusters: Iterable[Cluster]) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _clusters(mentions: Iterable[tuple[int, int, int, Hashable]], *, heads: bool, singletons: bool) -> list[Cluster]:
    """Clusters of (start, end, head, chain); a mention without a chain is spoken of once."""
    chains: dict[Hashable, set[Hashable]] = defaultdict(set)
    met: dict[int, int] = defaultdict(int)
    for start, end, head, chain in sorted(mentions, key=lambda m: (m[1] - m[0], m[0])):
        met[head] += 1
        chains[("one", start, end) if chain is None else ("chain", chain)].add(
            (head, met[head]) if heads else (start, end))
    return [frozenset(cluster) for cluster in chains.values() if singletons or len(cluster) > 1]
