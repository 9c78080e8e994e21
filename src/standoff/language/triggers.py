"""Triggers: which words the network believes to tell of an event of PLOVER, and who has which part in it.

The head sees of a word what it is by itself (the encoder's lowest layer, where it found more of the sense of rare words
than in those above, which learnt grammar) and the same of the word above it in the tree and of those below, each as its
relation lets it through. Of a trigger and a nominal of its own or a neighbouring sentence it sees the encoder's upper
layers, the way through the tree, the preposition and the kind of the nominal. Training and run time share what is seen,
so that what was trained and what is run cannot drift apart. Rules settle what is told (`standoff.events`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from standoff.language.arcs import softmax
from standoff.language.factuality import Words
from standoff.language.nominals import KINDS, Mentions
from standoff.model import TRIGGER_ROLES, EventType, Trigger
from standoff.plover import read

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

TYPES = tuple(EventType)
MODES = tuple((type, mode) for type in TYPES for mode in read().types[type].modes)
"""What the head tells apart: "none" and these types; of each type its modes."""

LEAST, LEAST_TYPE, LEAST_MODE, LEAST_ROLE = 0.15, 0.05, 0.2, 0.2
"""From which probability on a trigger, another type of it, a mode and a role are told. Low: it is the rules that
settle; who wants to be surer looks at the scores."""

RELATIONS = ("root", "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "ccomp", "xcomp",
             "advcl", "acl", "acl:relcl", "compound", "compound:prt", "case", "mark", "aux", "aux:pass", "amod",
             "advmod", "conj", "cc", "appos", "det", "cop", "parataxis", "flat", "nummod", "other")
"""Relations of the tree that the head tells apart: others count as what stands before their colon, or as the last."""

CASES = ("", "by", "of", "in", "on", "at", "to", "from", "with", "for", "against", "between", "among", "over", "near",
         "into", "after", "during", "through", "about", "since", "until", "across", "'s", "other")
"""Prepositions of a nominal that the head tells apart."""

TAGS = ("VERB", "NOUN", "PROPN", "PRON", "ADJ", "other")
_TAGS = {tag: number for number, tag in enumerate(TAGS[:-1])}
NEAR = (1, 2, 3, 5, 8, 12, 20)
"""Lower edges of the buckets of the distance in words."""

WAY = 6
"""Steps up the tree that are looked at from either side."""

FEATURES = {
    "type": len(TYPES), "tag of trigger": len(TAGS), "passive": 2,
    "tag": len(TAGS), "kind": len(KINDS) + 1, "name": 2, "case": len(CASES),
    "sentence": 3,                   # before the trigger's, its own, behind it
    "distance": 2 * len(NEAR) + 2,
    "up": WAY + 2,                   # steps from the trigger to where both ways meet; the last: nowhere
    "down": WAY + 2,                 # and from there to the nominal
    "first up": len(RELATIONS) + 1, "last up": len(RELATIONS) + 1,       # relations of these steps; the last: none
    "first down": len(RELATIONS) + 1, "last down": len(RELATIONS) + 1,
}
"""What is seen of a pair besides the network's views: name → number of values, in the order of `Pairs.seen`."""

_OFFSETS = np.cumsum([0, *FEATURES.values()])[:-1]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Triggers with the nominals that may have a part in their events, as words of the text."""

    trigger: Ints
    nominal: Ints
    seen: Ints                       # (pairs, FEATURES), each with the offset of its own values


def relations(deprels: Sequence[str]) -> Ints:
    """The numbers of relations in RELATIONS."""
    return np.array([_relation(one) for one in deprels], np.int64)


@cache
def _relation(one: str) -> int:
    return _number(RELATIONS, one if one in RELATIONS else one.partition(":")[0])


def pairs(words: Words, found: Mentions, trigger: Ints, types: Ints) -> Pairs:
    """The pairs of some words, ascending, taken for triggers of these types (numbers in TYPES)."""
    heads, sentence, rels = np.asarray(words.heads), np.asarray(words.sentence), relations(words.deprels)
    kind, name = np.full(len(heads), len(KINDS)), np.zeros(len(heads), np.int64)
    kind[found.head], name[found.head] = found.kind, found.name
    tags = np.array([_TAGS.get(one, len(_TAGS)) for one in words.upos], np.int64)
    part = np.isin(rels, [RELATIONS.index(one) for one in ("compound", "flat")])
    likely = np.flatnonzero((kind < len(KINDS)) | np.isin(tags, (1, 2, 3)) & ~part)
    low = np.searchsorted(sentence[likely], sentence[trigger] - 1, side="left")
    high = np.searchsorted(sentence[likely], sentence[trigger] + 1, side="right")
    size = high - low
    which = np.repeat(np.arange(len(trigger)), size)
    nominal = likely[np.arange(len(which)) - np.repeat(np.cumsum(size) - size - low, size)]
    apart = nominal != trigger[which]
    which, nominal = which[apart], nominal[apart]
    at = trigger[which]
    above = _above(heads)
    met = above[at][:, :, None] == above[nominal][:, None, :]
    up = met.any(2).argmax(1)
    down = met[np.arange(len(at)), up].argmax(1)
    nowhere = ~met.any((1, 2))
    none = len(RELATIONS)
    way = []
    for end, steps in ((at, up), (nominal, down)):
        last = above[end, np.maximum(steps - 1, 0)]
        way += [np.where(nowhere, rels[end], np.where(steps > 0, rels[end], none)),
                np.where(nowhere | (steps == 0), none, rels[last])]
    distance = np.searchsorted(NEAR, np.abs(nominal - at), side="right") + (len(NEAR) + 1) * (nominal > at)
    passive = np.zeros(len(heads), np.int64)
    passive[heads[rels == RELATIONS.index("aux:pass")]] = 1
    seen = np.stack([types[which], tags[at], passive[at], tags[nominal], kind[nominal], name[nominal],
                     _cases(words, heads, rels)[nominal], sentence[nominal] - sentence[at] + 1, distance,
                     np.where(nowhere, WAY + 1, up), np.where(nowhere, WAY + 1, down), *way], 1)
    return Pairs(at, nominal, seen + _OFFSETS)


def _above(heads: Ints) -> Ints:
    """Of each word itself and WAY words above it in turn; at a root and over it, numbers that no other word has."""
    count = len(heads)
    found = [np.arange(count)]
    for step in range(WAY):
        last = found[-1]
        inside = last < count
        here = np.where(inside, last, 0)
        gone = ~inside | (heads[here] == here)
        found.append(np.where(gone, count * (step + 1) + np.arange(count), heads[here]))
    return np.stack(found, 1)


def _cases(words: Words, heads: Ints, rels: Ints) -> Ints:
    """The preposition of each word, its first."""
    found = np.zeros(len(heads), np.int64)
    for at in np.flatnonzero(rels == RELATIONS.index("case"))[::-1].tolist():
        found[heads[at]] = _number(CASES, words.forms[at].lower().replace("’", "'"))
    return found


def _number(of: Sequence[str], one: str) -> int:
    return of.index(one) if one in of else len(of) - 1


class TriggerHead:
    """Scores from what the network says of each word: `training/reader/events.py` has its twin in torch."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        (self._bias, self._up, self._down, self._types, self._none, self._modes, self._odds, self._features,
         self._roles, self._rare) = (weights[f"event.{name}"] for name in (
             "bias", "up", "down", "types", "none", "modes", "odds", "features", "roles", "rare"))
        self.hidden, self.parts = len(self._types), len(self._roles)

    def __call__(self, words: Floats, heads: Sequence[int], deprels: Sequence[str]) -> tuple[Floats, Floats]:
        """Of each word scores of "none" and TYPES, and log-odds of MODES. `words`: the network's output "events"."""
        size, head, rels = self.hidden, np.asarray(heads), relations(deprels)
        hangs = np.flatnonzero(head != np.arange(len(head)))
        seen: Floats = words[:, :size] + self._bias[rels]
        seen[hangs] += words[head[hangs], size:2 * size] * self._up[rels[hangs]]
        np.add.at(seen, head[hangs], words[hangs, 2 * size:3 * size] * self._down[rels[hangs]])
        np.maximum(seen, 0, out=seen)
        types: Floats = seen @ self._types + self._none
        modes: Floats = seen @ self._modes + self._odds
        return types, modes

    def roles(self, words: Floats, of: Pairs) -> Floats:
        """Log-odds of TRIGGER_ROLES of pairs."""
        first = 3 * self.hidden
        hidden: Floats = words[of.trigger, first:first + self.parts] + words[of.nominal, first + self.parts:]
        for column in of.seen.T:
            hidden += self._features[column]
        odds: Floats = np.maximum(hidden, 0) @ self._roles + self._rare
        return odds


def triggers(words: Words, offsets: Sequence[tuple[int, int]], found: Mentions, head: TriggerHead,
             seen: Floats) -> tuple[Trigger, ...]:
    """What the head tells of a text, in its order. `seen`: the network's output "events"."""
    types, modes = head(seen, words.heads, words.deprels)
    shares = softmax(types)
    told = np.flatnonzero(shares[:, 0] <= 1 - LEAST)
    if not len(told):
        return ()
    of = pairs(words, found, told, shares[told, 1:].argmax(1))
    roles = likely(head.roles(seen, of))
    parts: dict[int, list[tuple[str, int, float]]] = {word: [] for word in told.tolist()}
    for pair, role in zip(*(some.tolist() for some in np.nonzero(roles >= LEAST_ROLE)), strict=True):
        parts[int(of.trigger[pair])].append((TRIGGER_ROLES[role], offsets[int(of.nominal[pair])][0],
                                             round(float(roles[pair, role]), 3)))
    sure = likely(modes[told])
    return tuple(_trigger(offsets[word][0], shares[word], odds, parts[word])
                 for word, odds in zip(told.tolist(), sure, strict=True))


def _trigger(anchor: int, shares: Floats, modes: Floats, roles: list[tuple[str, int, float]]) -> Trigger:
    order = np.argsort(-shares[1:], kind="stable")
    types = tuple((TYPES[one], round(float(shares[1 + one]), 3)) for place, one in enumerate(order.tolist())
                  if not place or shares[1 + one] >= LEAST_TYPE)
    named = {type for type, _ in types}
    return Trigger(anchor=anchor, types=types, score=round(float(1 - shares[0]), 3), roles=tuple(roles), modes=tuple(
        (*MODES[one], round(float(modes[one]), 3)) for one in np.argsort(-modes, kind="stable").tolist()
        if modes[one] >= LEAST_MODE and MODES[one][0] in named))


def likely(odds: Floats) -> Floats:
    """Log-odds as probabilities."""
    return (1 / (1 + np.exp(-odds))).astype(np.float32)
