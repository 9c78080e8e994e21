"""The words that tell statements: ``lexicons/statements.yaml``, read once, as the rules look them up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from standoff import lexicons
from standoff.model import Manner, Medium
from standoff.ties.lexicon import Lexicon as Ties

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All of it. Keys are lemmas, lower case."""

    verbs: dict[str, Manner]
    nouns: dict[str, Manner]
    adjectives: dict[str, Manner]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Manner], ...]]     # by first word; those with most words first
    with_a_noun: dict[str, Manner]
    bidding: dict[str, Manner]
    hearing: dict[str, frozenset[str]]             # preposition → words whose hearer follows it
    media: dict[str, Medium]                       # nouns in an adverbial of the cue
    before: dict[str, frozenset[str]]              # noun → words one of which must stand before it
    saying_in: dict[str, Medium]                   # verbs
    heard_by: dict[str, Medium]                    # hearers
    outlet_compounds: dict[str, frozenset[str]]
    irregular: dict[str, str]                      # forms of verbs → dictionary form
    lists: dict[str, frozenset[str]]

    def with_lemmas(self, ties: Ties) -> Ties:
        """The lexicon of ties, by which a `Reading` mends lemmas, with the verbs and nouns of this one."""
        words = {*self.verbs, *self.nouns, *self.phrases, *self.sure, *self.sure_to}
        return replace(ties, vocabulary=(ties.vocabulary - set(ties.lists)) | words, irregular={
            **ties.irregular, "verbs": {**ties.irregular["verbs"], **self.irregular}})

    def __getattr__(self, name: str) -> frozenset[str]:
        try:
            return self.lists[name.replace("_", " ")]
        except KeyError:
            raise AttributeError(name) from None


@cache
def read() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("statements")
    phrases: dict[str, list[tuple[tuple[str, ...], Manner]]] = {}
    for name, said in data["phrases"].items():
        for phrase in said.split(";"):
            first, *rest = phrase.split()
            phrases.setdefault(first, []).append((tuple(rest), Manner(name)))
    return Lexicon(
        verbs=_by_word(data["verbs"], Manner), nouns=_by_word(data["nouns"], Manner),
        adjectives=_by_word(data["adjectives"], Manner), with_a_noun=_by_word(data["with a noun"], Manner),
        bidding=_by_word(data["bidding"], Manner),
        phrases={first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()},
        hearing=_words(data["hearing"]), before=_words(data["before"]),
        outlet_compounds=_words(data["outlet compounds"]),
        media=_by_word(data["media"], Medium), saying_in=_by_word(data["saying in"], Medium),
        heard_by=_by_word(data["heard by"], Medium),
        irregular=dict(each.split(":") for each in data["irregular"].split()),
        lists={name: frozenset(words.split()) for name, words in data.items()
               if isinstance(words, str) and name != "irregular"},
    )


def _by_word(sections: dict[str, str], make: Callable[[str], Value]) -> dict[str, Value]:
    """Word → the value of the first section that has it."""
    table: dict[str, Value] = {}
    for name, words in sections.items():
        for word in words.split():
            table.setdefault(word, make(name))
    return table


def _words(sections: dict[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in sections.items()}
