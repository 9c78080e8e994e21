"""Where the clause of a time looks, by the tree: its verb's tense and auxiliaries. Words alone decide the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

CLIMB = 6
"""Steps from a time to its verb; beyond, a tree is likelier wrong than helpful."""
REACH = 40
"""Words on each side of a verb in which its condition is looked for."""
FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))
PLANS = frozenset((
    "scheduled", "planned", "set", "called", "slated", "expected", "announced", "postponed", "delayed", "moved",
    "agreed", "vowed", "promised", "pledged", "invited", "fixed", "ordered", "decided", "rescheduled", "booked",
    "summoned", "hoped", "wanted", "asked", "urged", "threatened", "pushed", "extended", "gave", "granted", "proposed",
    "intended", "needed", "offered"))
"""Verbs whose past tells nothing of when: "called an election for 3 May"."""
OFFERED = frozenset((
    "offered", "proposed", "invited", "planned", "scheduled", "rescheduled", "slated", "expected", "hoped", "wanted",
    "intended", "promised", "pledged", "vowed", "booked"))
"""Those of them of which what is told behind them is, as a rule, still to come."""


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

    def open(self, at: int) -> bool:
        """Whether the time at an offset may be one to come although the verb is in the past: it is told of what is
        planned or offered, or the verb has a condition.

        Yes: They proposed talks in May. The ferry sailed on 3 May, if the port opens.
        No: In May they proposed talks. The ferry sailed on 3 May, even if the port is closed.
        """
        time = word = max(0, bisect_right(self.words, at, key=lambda span: span[0]) - 1)
        for _ in range(CLIMB):
            if self.upos[word] == "VERB" and (
                    (word < time and self._form(word) in OFFERED) or self._conditional(word)):
                return True
            word = int(self.heads[word])
        return False

    def _conditional(self, verb: int) -> bool:
        """Whether an "if" or "unless" with a verb in the present hangs on a verb."""
        for word in range(max(0, verb - REACH), min(len(self.words), verb + REACH)):
            clause = int(self.heads[word])
            if self._form(word) in ("if", "unless") and clause != verb and int(self.heads[clause]) == verb and (
                    self._form(word - 1) not in ("even", "as")):
                return self._present(clause)
        return False

    def _present(self, clause: int) -> bool:
        return "Tense=Pres" in self.feats[clause] or any(
            int(self.heads[word]) == clause and self.upos[word] == "AUX" and "Tense=Pres" in self.feats[word]
            for word in range(max(0, clause - CLIMB), clause))

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
