"""Arcs: which nominals of a sentence the network believes to be tied, and how, before any rule has looked at it.

Every ordered pair of actors, places, facilities and weapons of a sentence is a candidate: its first would be the tie's
source, its second the target. The tie head sees the two head words, their kinds and forms, the way from the one to the
other through the tree, and looks for the words of the sentence that tell what the two are to each other ("commander",
"backed by"). Training and run time share what is seen of a pair, so that what was trained and what is run cannot drift
apart. Word numbers count from 0 in the arrays given, or, where it says so, in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from standoff.language.nominals import KINDS, Mentions
from standoff.model import Arc, Kind, TieType

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

TYPES = (TieType.PART_OF, TieType.MEMBER_OF, TieType.LEADS, TieType.DEPUTY_OF, TieType.ADVISES, TieType.REPRESENTS,
         TieType.SUPPORTS, TieType.LOYAL_TO, TieType.ALLIED_WITH, TieType.OPPOSES, TieType.FIGHTS,
         TieType.NEGOTIATES_WITH, TieType.CONTROLS, TieType.LOCATED_IN)

MEETS = "meets"
"""Two who meet or speak to each other, which is no tie: a label of its own, since re3d does not tell it from talks."""

LABELS = ("", *TYPES, MEETS)
"""What the head tells apart of a pair; the first is "no tie"."""

SYMMETRIC = frozenset({TieType.ALLIED_WITH, TieType.NEGOTIATES_WITH, MEETS})
"""Labels that hold both ways: the head learns them both ways, an arc goes from the first told to the other."""

MEANS = ("material", "political", "military", "financial")
MARKS = ("former", "denied", "disputed", "planned", "possible", *MEANS)
"""How things stand with a tie, and what is given in support: the head's log-odds of each, in this order."""

ENDS = (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.PLACE, Kind.FACILITY, Kind.WEAPON)
"""What can be tied. Weapons belong to somebody ("the army's tanks"). The other kinds are 1.5 % of the ends in our
corpus, most of them bodies whose kind was misread."""

STEPS = (1, 2, 3, 4, 5, 7, 10)
"""Lower edges of the buckets of how many nominals stand between, and of how many steps lie on the way."""

_STEPS = np.searchsorted(STEPS, np.arange(STEPS[-1] + 1), side="right")

FORMS = ("name", "description", "pronoun")

FEATURES = {
    "kind of source": len(KINDS), "kind of target": len(KINDS),
    "form of source": len(FORMS), "form of target": len(FORMS),
    "order": 2,                      # the source stands before the target, or after it
    "between": len(STEPS) + 1,       # nominals whose heads stand between
    "nested": 3,                     # apart, source inside target, target inside source
    "chain": 2,                      # both speak of the same
    "up": len(STEPS) + 1,            # steps from the source to the word where the ways of both meet
    "down": len(STEPS) + 1,          # and from there to the target
}
"""What is seen of a pair besides words and relations: name → number of values, in the order of `Candidates.seen`."""

PLACES = ("between", "way", "beside", "before", "source", "target")
"""Where a word stands to a pair: between its two words, on the way between them, hanging below the way, before both."""

LEAST = 0.2
"""An arc is told from this probability on: of .2, .3, .4 and .5 it gives the best F1 on our corpus, cross-validated
(53.6, 52.4, 51.1, 49.8); who wants to be surer looks at the score."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a sentence. Words are counted from the sentence's first."""

    start: int                       # the sentence, in words of the text
    end: int
    source: Ints                     # (pairs,): head word
    target: Ints
    top: Ints                        # where the ways from both to the root meet; it may be one of them
    seen: Ints                       # (pairs, FEATURES)
    relations: Ints                  # (words,): number of the relation to the head
    above: Bools                     # (words, words): whether the second is the first or above it in the tree
    places: Bools                    # (pairs, words, PLACES)


def candidates(found: Mentions, heads: Ints, relations: Ints, sentence: Ints, pronoun: Bools,
               chains: Sequence[int | None]) -> Iterator[Candidates]:
    """The candidates of each sentence that has two nominals that can be tied.

    `chains` over mentions, the others over words; `heads`: a root's is itself; `sentence`: the number of each one's.
    """
    ends = np.flatnonzero(np.isin(found.kind, [KINDS.index(kind) for kind in ENDS]))
    numbers, size = np.unique(sentence[found.head[ends]], return_counts=True)
    i, j = _ordered(size)                                          # of `ends`, sentence after sentence
    between = np.abs(i - j) - 1
    i, j = ends[i], ends[j]
    form = np.where(found.name, 0, np.where(pronoun[found.head], 2, 1))
    chain = np.array([-1 if one is None else one for one in chains], np.int64)
    seen = np.zeros((len(i), len(FEATURES)), np.int64)
    for column, values in enumerate((
            found.kind[i], found.kind[j], form[i], form[j], i > j, _STEPS[np.minimum(between, STEPS[-1])],
            np.where(_inside(found, i, j), 1, 2 * _inside(found, j, i)), (chain[i] == chain[j]) & (chain[i] >= 0))):
        seen[:, column] = values
    bounds = np.cumsum(np.append(0, size * (size - 1)))
    starts, stops = (np.searchsorted(sentence, numbers, side=side).tolist() for side in ("left", "right"))
    for start, end, low, high in zip(starts, stops, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if low == high:
            continue
        source, target = found.head[i[low:high]] - start, found.head[j[low:high]] - start
        head = heads[start:end] - start
        above = _above(head)
        depth = np.count_nonzero(above, axis=1)
        top = ((above[source] & above[target]) * depth).argmax(1)
        for column, steps in ((-2, depth[source] - depth[top]), (-1, depth[target] - depth[top])):
            seen[low:high, column] = _STEPS[np.minimum(steps, STEPS[-1])]
        yield Candidates(start, end, source, target, top, seen[low:high], relations[start:end], above,
                         _places(source, target, top, head, above))


def _ordered(size: Ints) -> tuple[Ints, Ints]:
    """The ordered pairs within each of some groups of things that are counted on: group after group."""
    of = np.repeat(size, size)                                     # of each thing: how many its group has
    first = np.repeat(np.cumsum(size) - size, size)
    i = np.repeat(np.arange(len(of)), of)
    j = np.arange(len(i)) - np.repeat(np.cumsum(of) - of - first, of)
    apart = i != j
    return i[apart], j[apart]


def _above(heads: Ints) -> Bools:
    steps = np.eye(len(heads), dtype=np.float32)
    steps[np.arange(len(heads)), heads] = 1
    reached, count = steps > 0, 0
    while (now := int(np.count_nonzero(reached))) > count:          # twice as far each time
        count, steps = now, reached.astype(np.float32)
        reached = steps @ steps > 0
    return reached


def _inside(found: Mentions, i: Ints, j: Ints) -> Bools:
    told: Bools = (found.start[j] <= found.head[i]) & (found.head[i] < found.end[j])
    return told


def _places(source: Ints, target: Ints, top: Ints, heads: Ints, above: Bools) -> Bools:
    word = np.arange(len(heads))
    low, high = np.minimum(source, target)[:, None], np.maximum(source, target)[:, None]
    way = above[source] ^ above[target] | (word == top[:, None])
    return np.stack([(low < word) & (word < high), way, way[:, heads] & ~way, word < low,
                     word == source[:, None], word == target[:, None]], 2)


Scored = tuple[Candidates, Floats, Floats]
"""The candidates of a sentence, the scores of their labels, the log-odds of their marks."""


class TieHead:
    """Scores of pairs from what the network says of each word. `training/reader/ties.py` has its twin in torch."""

    KEYS = 32                        # width in which a pair looks for the words that tell

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        (self._features, self._relations, up, down, self._places, self._labels, self._bias, self._marks,
         self._odds) = (weights[f"tie.{name}"] for name in (
             "features", "relations", "up", "down", "places", "labels", "bias", "marks", "odds"))
        self._steps = np.concatenate([up, down], 1)
        self._offsets = np.cumsum([0, *FEATURES.values()])[:-1]
        self.hidden = len(self._labels)
        ends = np.cumsum([0, *[self.hidden] * 4, *[self.KEYS] * 3]).tolist()
        self._parts = [slice(start, end) for start, end in pairwise(ends)]

    @property
    def width(self) -> int:
        """How many numbers it needs of each word."""
        return 4 * self.hidden + 3 * self.KEYS

    def __call__(self, words: Floats, sentences: Sequence[Candidates]) -> list[Scored]:
        """Of each sentence of a text (pairs, LABELS) scores and (pairs, MARKS) log-odds. `words`: (…, width)."""
        if not sentences:
            return []
        relations = np.full(len(words), -1)
        for of in sentences:
            relations[of.start:of.end] = of.relations
        source, target, top = (np.concatenate([getattr(of, word) + of.start for of in sentences])
                               for word in ("source", "target", "top"))
        seen = np.zeros((len(source), len(self._features)), np.float32)
        np.put_along_axis(seen, np.concatenate([of.seen for of in sentences]) + self._offsets, 1, axis=1)
        hidden: Floats = seen @ self._features
        hidden += words[source, self._parts[0]]
        hidden += words[target, self._parts[1]]
        hidden += self._relations[0, np.where(source == top, -1, relations[source])]
        hidden += self._relations[1, np.where(target == top, -1, relations[target])]
        bounds = np.cumsum([0, *(len(of.source) for of in sentences)]).tolist()
        for of, low, high in zip(sentences, bounds[:-1], bounds[1:], strict=True):
            hidden[low:high] += self._told(words[of.start:of.end], of)
        np.maximum(hidden, 0, out=hidden)
        labels, marks = hidden @ self._labels + self._bias, hidden @ self._marks + self._odds
        return [(of, labels[low:high], marks[low:high])
                for of, low, high in zip(sentences, bounds[:-1], bounds[1:], strict=True)]

    def _told(self, words: Floats, of: Candidates) -> Floats:
        """What the way and the words of the sentence tell of its pairs."""
        told, passed, asks, asked, key = (words[:, part] for part in self._parts[2:])
        source, target, top, size = of.source, of.target, of.top, self.hidden
        steps = of.above.astype(np.float32) @ self._steps[of.relations]
        found: Floats = steps[source, :size] - steps[top, :size]
        found += steps[target, size:] - steps[top, size:]
        places = of.places.astype(np.float32)
        way = places[:, :, 1] * (1 - places[:, :, 4] - places[:, :, 5])
        found += way @ passed / np.maximum(way.sum(1, keepdims=True), 1)
        asking: Floats = asks[source] + asked[target]
        asking *= np.float32(self.KEYS ** -0.5)
        looks: Floats = asking @ key.T
        looks += (places.reshape(-1, len(PLACES)) @ self._places).reshape(looks.shape)
        found += softmax(looks) @ told
        return found


def softmax(scores: Floats) -> Floats:
    """Shares of one, row by row."""
    shares: Floats = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    return shares


def arcs(scored: Iterable[Scored], offsets: Sequence[tuple[int, int]],
         least: float = LEAST) -> tuple[Arc, ...]:
    """The arcs that are likely enough, in the order of their ends. `scored`: candidates with what the head says.

    Of two nominals the likeliest type is told, in its likelier direction; a mark where it is likelier than not, means
    with `supports` only.
    """
    found = []
    for of, labels, marks in scored:
        shares = softmax(labels)[:, 1:-1]
        best = shares.argmax(1)
        score = shares[np.arange(len(best)), best]
        if score.max() < least:
            continue
        told: set[tuple[int, int]] = set()
        for at in np.argsort(-score, kind="stable")[:int((score >= least).sum())].tolist():
            source, target = int(of.source[at]), int(of.target[at])
            kind = TYPES[best[at]]
            if (min(source, target), max(source, target)) in told:
                continue
            told.add((min(source, target), max(source, target)))
            if kind in SYMMETRIC and source > target:
                source, target = target, source
            likely = tuple(name for name, odds in zip(MARKS, marks[at].tolist(), strict=True)
                           if odds > 0 and (name not in MEANS or kind is TieType.SUPPORTS))
            found.append(Arc(type=kind, source=offsets[of.start + source][0], target=offsets[of.start + target][0],
                             marks=likely, score=round(float(score[at]), 3)))
    return tuple(sorted(found, key=lambda arc: (arc.source, arc.target)))
