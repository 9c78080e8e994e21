"""Which event of a sentence it is about: the one that stands highest in its tree.

Background, possible and relative clauses stand low: "the army, which shelled the port in 2011, withdrew on Monday" is
about the withdrawal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standoff.events.lexicon import read
from standoff.model import Factuality
from standoff.ties.reading import Reading

DEPTHS = {"ccomp": .1, "parataxis": .3, "xcomp": .3, "obj": .2, "nsubj:pass": .5, "conj": .6, "nsubj": 1, "nmod": 1.2,
          "acl": 1.6, "acl:relcl": 2.2, "appos": 2}
"""How much lower a word stands than the one above it; other relations `OTHER`. Of taste, not fitted."""

OTHER = 1.5

LIGHT = .1
"""How much lower a noun stands than the verb that only makes it: "launched a raid"."""

POSSIBLE, PAST = 1, .5
"""How much lower what is only possible stands, and what is background of another day."""


def foremost(text: Reading, some: Iterable[tuple[int, Sequence[Factuality]]]) -> set[int]:
    """The main words of those events that stand highest in their sentence, of equals the first; one a sentence.
    `some`: main word of an event, and how it is put."""
    best: dict[int, tuple[float, int]] = {}
    for anchor, put in some:
        here, place = text.sentence[anchor], (depth(text, anchor, put), anchor)
        best[here] = min(best.get(here, place), place)
    return {anchor for _, anchor in best.values()}


def depth(text: Reading, anchor: int, put: Sequence[Factuality]) -> float:
    """How low an event stands in its sentence: 0 for its main verb."""
    word, found = anchor, 0.0
    while text.heads[word] != word:
        light = text.deps[word] == "obj" and text.lemmas[text.heads[word]] in read().light
        found += LIGHT if light else DEPTHS.get(text.deps[word], OTHER)
        word = text.heads[word]
    return found + POSSIBLE * (Factuality.HYPOTHETICAL in put) + PAST * (Factuality.HISTORICAL in put)
