"""The words of a report as plain lists, and the lexicon of names: what the rules about mentions look at.

A rule asks for the same few things of many words; lists answer faster than spaCy's tokens. Word n is the n-th word of
the report, white space not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
import yaml
from spacy.tokens import Doc

from standoff import known, text
from standoff.language import layers


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists over the words of a text."""

    text: str
    forms: list[str]
    folds: list[str]                 # as `standoff.text.fold` has them
    lemmas: list[str]
    tags: list[str]                  # Universal Dependencies, as all that follows
    plural: list[bool]
    relations: list[str]
    heads: list[int]                 # a root is its own head
    sentences: list[int]             # number of the word's sentence
    starts: list[int]                # offsets
    ends: list[int]

    def at(self, offset: int) -> int:
        """The word at an offset, or the last one before it."""
        return bisect_right(self.starts, offset) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words of a stretch of text, half open."""
        return self.at(start), self.at(end - 1) + 1

    def quote(self, first: int, last: int) -> str:
        """Words as they are written; `last` is not one of them."""
        return self.text[self.starts[first]:self.ends[last - 1]] if first < last else ""

    def opens(self, word: int) -> bool:
        """Whether a word is the first of its sentence."""
        return word == 0 or self.sentences[word] != self.sentences[word - 1]


fold = lru_cache(maxsize=1 << 16)(text.fold)


def words(doc: Doc) -> Words:
    """The words of a Doc. One without a tree has every word below itself."""
    at = layers.words(doc)
    tokens = [doc[n] for n in at.tolist()]
    below = np.full(len(doc) + 1, -1, np.int64)
    below[at] = np.arange(len(at))
    heads = [int(below[token.head.i]) for token in tokens]
    sentence, sentences = -1, []
    for token in tokens:
        sentence += token.is_sent_start is True or sentence < 0
        sentences.append(sentence)
    forms = [token.text for token in tokens]
    starts = [token.idx for token in tokens]
    return Words(
        text=doc.text, forms=forms, folds=[fold(form) for form in forms], lemmas=[token.lemma_ for token in tokens],
        tags=[token.pos_ for token in tokens], plural=["Number=Plur" in str(token.morph) for token in tokens],
        relations=["root" if token.dep_ == "ROOT" else token.dep_ for token in tokens],
        heads=[head if head >= 0 else n for n, head in enumerate(heads)], sentences=sentences, starts=starts,
        ends=[start + len(form) for start, form in zip(starts, forms, strict=True)])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`lexicons/mentions.yaml`, and of the known states their demonyms and names. All folded."""

    honorifics: frozenset[str]
    generation: frozenset[str]
    particles: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    plain: frozenset[str]
    parts: frozenset[str]
    places: frozenset[str]
    demonyms: frozenset[str]         # "iraqi"
    states: frozenset[str]           # "iraq"


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    rows = yaml.safe_load(resources.files("standoff").joinpath("lexicons/mentions.yaml").read_text("utf-8"))
    states = [one for one in known.read(known.bundled()).values() if one.type == "state"]
    return Lexicon(
        **{field: frozenset(told.split()) for field, told in rows.items()},
        demonyms=frozenset(fold(word) for one in states for word in one.demonyms),
        states=frozenset(fold(word) for one in states for word in (one.name, *one.names)))


def capital(word: str) -> bool:
    """Whether a word may be one of a name: with a capital or a digit, or in a script without capitals."""
    return word[:1].isalnum() and not word[:1].islower()
