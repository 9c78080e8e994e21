"""The words of a report as plain lists, and the lexicon of names: what the rules about mentions look at.

A rule asks for the same few things of many words; lists answer faster than spaCy's tokens. Word n is the n-th word of
the report, white space not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from standoff import known, lexicons, offices, text

if TYPE_CHECKING:
    from spacy.tokens import Doc


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
        """Words as they are written, one blank between them; `last` is not one of them."""
        return " ".join(self.text[self.starts[first]:self.ends[last - 1]].split()) if first < last else ""

    def opens(self, word: int) -> bool:
        """Whether a word is the first of its sentence."""
        return word == 0 or self.sentences[word] != self.sentences[word - 1]


fold = lru_cache(maxsize=1 << 16)(text.fold)


def words(doc: Doc) -> Words:
    """The words of a Doc. One without a tree has every word below itself."""
    import numpy as np  # as spaCy, it takes its time: readers of a record want the lexicon, a run versions only

    from standoff.language import layers

    at = layers.words(doc)
    named = doc.to_array(["ORTH", "POS", "LEMMA", "DEP", "MORPH"])[at]
    counted = doc.to_array(["HEAD", "SENT_START", "IDX"])[at].astype(np.int64)
    strings = {one: doc.vocab.strings[one] if one else "" for one in np.unique(named).tolist()}
    forms, tags, lemmas, relations, features = ([strings[one] for one in column] for column in named.T.tolist())
    heads = np.maximum(np.searchsorted(at, at + counted[:, 0], side="right") - 1, 0)
    starts = counted[:, 2].tolist()
    return Words(
        text=doc.text, forms=forms, folds=[fold(form) for form in forms], lemmas=lemmas, tags=tags,
        plural=["Number=Plur" in one for one in features],
        relations=["root" if relation == "ROOT" else relation for relation in relations], heads=heads.tolist(),
        sentences=np.cumsum(counted[:, 1] == 1).tolist(), starts=starts,
        ends=[start + len(form) for start, form in zip(starts, forms, strict=True)])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`lexicons/mentions.yaml`, and what the known actors tell of the words for states. All folded."""

    honorifics: frozenset[str]
    christened: frozenset[str]
    sides: frozenset[str]
    counting: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    parts: frozenset[str]
    bare: frozenset[str]
    sites: frozenset[str]
    places: frozenset[str]
    sole: frozenset[str]
    nation: frozenset[str]
    region: frozenset[str]
    lower: frozenset[str]
    willed: frozenset[str]
    addressed: frozenset[str]
    dealings: frozenset[str]
    located: frozenset[str]
    deeds: frozenset[str]
    anybody: frozenset[str]
    regular: frozenset[str]
    risen: frozenset[str]
    banded: frozenset[str]
    several: frozenset[str]
    bureau: frozenset[str]
    harming: frozenset[str]
    demonyms: frozenset[str]                     # "iraqi"
    states: frozenset[str]                       # "iraq", "unitedstates"
    whose: Mapping[str, frozenset[str]]          # a state's name, demonym or capital → keys of the states

    def state(self, word: str) -> frozenset[str]:
        """What a word for a state is compared by: "Iraqi", "Iraq" and "Baghdad" are of one; others by their letters."""
        return self.whose.get(word) or frozenset([word[:4]])

    def level(self, word: str) -> list[str]:
        """What a body is of by a word: "federal" of a nation, "regional" of a region."""
        return [level for level in ("nation", "region") if word in getattr(self, level)]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    rows = lexicons.load("mentions")
    states = [one for one in known.ours().values() if one.type == "state"]
    whose: dict[str, frozenset[str]] = {}
    for one in states:
        for name in {fold(name.replace(" ", "")) for name in (one.name, *one.names, *one.demonyms, one.capital)} - {""}:
            whose[name] = whose.get(name, frozenset()) | {one.key}
    return Lexicon(
        **{field: frozenset(told.split()) for field, told in rows.items()},
        demonyms=frozenset(fold(word) for one in states for word in one.demonyms),
        states=frozenset(fold(word.replace(" ", "")) for one in states for word in (one.name, *one.names)), whose=whose)


@cache
def vocabulary() -> offices.Offices:
    """Titles and nouns of many, read once."""
    return offices.read()


@cache
def _last() -> frozenset[str]:
    """The last words of all titles, and what follows one ("designate")."""
    told = vocabulary()
    ends = {key[-1] for key in told.titles} | {key[-1] for key, what in told.modifiers.items() if what == "planned"}
    return frozenset(ends | {word for word, spelled in told.spellings.items() if spelled in ends})


def titular(word: str) -> bool:
    """Whether a folded word may be the last of a title: "minister", "gen", "designate"."""
    return word in _last() or word in lexicon().honorifics


@lru_cache(maxsize=1 << 16)
def office(words: tuple[str, ...]) -> offices.Office | None:
    """The title that some words, as written, end with."""
    return vocabulary().title(words)


@lru_cache(maxsize=1 << 16)
def sectors(noun: str) -> frozenset[str]:
    """The PLOVER sectors that a noun of many tells ("militias"), none where it tells none."""
    found = vocabulary().group(noun)
    return frozenset(found.sectors) if found else frozenset()


def capital(word: str) -> bool:
    """Whether a word may be one of a name: with a capital or a digit, or in a script without capitals."""
    return word[:1].isalnum() and not word[:1].islower()
