"""Where the clause of a time looks, by the tree: its verb's tense and auxiliaries. Words alone decide the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

CLIMB = 6
"""Steps from a time to its verb; beyond, a tree is likelier wrong than helpful."""
FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))
PLANS = frozenset((
    "scheduled", "planned", "set", "called", "slated", "expected", "announced", "postponed", "delayed", "moved",
    "agreed", "vowed", "promised", "pledged", "invited", "fixed", "ordered", "decided", "rescheduled", "booked",
    "summoned", "hoped", "wanted", "asked", "urged", "threatened", "pushed", "extended", "gave", "granted", "proposed",
    "intended", "needed"))
"""Verbs whose past tells nothing of when: "called an election for 3 May"."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """A text's tree: where each word begins, its part of speech, its head (a root's is itself) and its features."""

    text: str
    words: Sequence[tuple[int, int]]
    upos: Sequence[str]
    heads: Sequence[int]
    feats: Sequence[str]

    def looks(self, at: int) -> bool | None:
        """Whether the clause of the time at an offset looks ahead; None where the tree does not settle it.

        "The council will, its speaker said, vote on Friday" and "states that vote on 1 March" look ahead; "aides who
        will leave met on Friday" looks back. A bare present may be a caption's ("A man walks by on Friday").
        """
        word = max(0, bisect_right(self.words, at, key=lambda span: span[0]) - 1)
        for _ in range(CLIMB):
            if self.upos[word] == "VERB":
                break
            if int(self.heads[word]) == word:
                return None
            word = int(self.heads[word])
        else:
            return None
        near = range(max(0, word - 12), word)
        helpers = {self._form(n) for n in near if int(self.heads[n]) == word and self.upos[n] in ("AUX", "PART")}
        if helpers & FUTURE:
            return True
        finite, above = "VerbForm=Fin" in self.feats[word], int(self.heads[word])
        if helpers or not finite:
            return None
        if "Tense=Past" in self.feats[word] and self._form(word) not in PLANS:
            return False
        clause = above < word and self.upos[above] in ("NOUN", "PROPN") and "Tense=Pres" in self.feats[word]
        return True if clause else None

    def aside(self, at: int) -> bool:
        """Whether the time at an offset stands in a clause that tells of a noun: "the treaty signed in 1960"."""
        word = max(0, bisect_right(self.words, at, key=lambda span: span[0]) - 1)
        for _ in range(CLIMB):
            above = int(self.heads[word])
            if above == word:
                return False
            if self.upos[word] in ("VERB", "AUX") and above < word and self.upos[above] in ("NOUN", "PROPN", "PRON"):
                return True
            word = above
        return False

    def _form(self, word: int) -> str:
        return self.text[slice(*self.words[word])].lower()
