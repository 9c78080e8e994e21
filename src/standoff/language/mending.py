"""Mending of attributions: what trees, paragraphs and nominals say to the source, cue and content that scores found.

Words are counted from 0 within a window; stretches of them are half open. The rules are of grammar and of layout and
know of words only function words and "citing", so that they hold for texts about anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.language.tree import roots
from standoff.language.windows import BLANK, BULLETS, LINE
from standoff.model import Kind

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SPEAKERS = (Kind.PERSON, Kind.ORGANISATION, Kind.GROUP)

CLAUSES = ("ccomp", "csubj", "csubj:pass", "parataxis", "advcl", "advcl:relcl", "acl", "acl:relcl", "root")
"""Relations of a clause with a subject of its own. An open one ("seems to hold") is none."""

NAME_PARTS = ("flat", "compound", "nmod:desc")
"""Relations between words that are parts of one name or title."""

NEAR = 3
"""Words between the edge of a source and another part of the name that it is cut out of, at most."""

LOOSE = ("ADP", "CCONJ", "PUNCT", "SCONJ")
"""Tags that no source begins with; nor, marks apart, does it end with them."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What else is known of the words of a text or a window, one value for each."""

    heads: Ints                      # a root's is itself
    upos: Sequence[str]
    deprels: Sequence[str]
    lemmas: Sequence[str]
    breaks: Sequence[int]            # see `windows.breaks`

    def window(self, start: int, end: int) -> Grammar:
        """Of the words of a window alone."""
        return Grammar(self.heads[start:end] - start, self.upos[start:end], self.deprels[start:end],
                       self.lemmas[start:end], self.breaks[start:end])


class Mending:
    """The rules, for one window. `quoted`: which words stand in quotations; `nominals`: mentions."""

    def __init__(self, words: Sequence[str], blank: Bools, quoted: Bools, nominals: Sequence[tuple[int, int, Kind]],
                 grammar: Grammar) -> None:
        self._words, self._blank, self._quoted, self._grammar = words, blank, quoted, grammar
        gaps = np.array(grammar.breaks, np.int64)
        self._paragraph, self._line = np.cumsum(gaps >= BLANK), np.cumsum(gaps >= LINE)
        self._root = roots(grammar.heads)
        self._below: list[list[int]] = [[] for _ in words]
        self._name: list[list[int]] = [[] for _ in words]
        for word, above in enumerate(grammar.heads.tolist()):
            if word != above:
                self._below[above].append(word)
                if grammar.deprels[word] in NAME_PARTS:
                    self._name[above].append(word)
                    self._name[word].append(above)
        self._nominals: dict[int, tuple[int, int, Kind]] = {}      # by their head words, the longest of each
        for one in sorted(nominals, key=lambda one: one[1] - one[0]):
            self._nominals[self._top(one[0], one[1])] = one

    # — content —

    def content(self, head: int, within: Bools) -> Bools:
        """Content in one paragraph, the cue's if there is any in it, else one that the cue's line, with a colon at its
        end, introduces; but for quotations that go on in others. Without the source's own source ("according to
        Reuters, citing two officials, …") at its ends."""
        solid = within & ~self._blank
        if solid.any():
            here = self._paragraph == self._paragraph[head]
            if not (solid & here).any() and self._words[self._last_of_line(head)] == ":":
                here = self._paragraph == self._paragraph[np.argmax(solid)]
            within = within & (here | self._quoted)
        for word in np.flatnonzero(within).tolist():
            if self._words[word] == "citing" and self._grammar.deprels[word] in ("advcl", "acl"):
                clause, solid = self._under(word), within & ~self._blank
                if not clause[head] and (solid & ~clause).any() and clause[np.flatnonzero(solid)[[0, -1]]].any():
                    within = within & ~clause
        return within

    def subjects(self, head: int, within: Bools) -> Bools:
        """The subjects, whole, of the clauses that the cue tells and whose verbs content has."""
        tree, whole = self._grammar, np.zeros(len(within), np.bool_)
        for verb in [*self._below[head], int(tree.heads[head])]:
            if within[verb] and tree.deprels[verb] != "acl:relcl" and (
                    tree.deprels[verb] == "ccomp" or tree.deprels[head] == "parataxis"):
                for word in self._below[verb]:
                    stretch = self._under(word)
                    if tree.deprels[word] in ("nsubj", "nsubj:pass") and not stretch[head] and (
                            tree.deprels[head] == "parataxis" or (np.argmax(stretch) > head) == (verb > head)):
                        whole |= stretch
        return whole

    def items(self, head: int, within: Bools) -> Bools:
        """The items of the list that the line of the cue, with a colon at its end, introduces; none if content has
        neither begun in them nor reached the colon."""
        items = np.zeros(len(within), np.bool_)
        last = self._last_of_line(head)
        at = last + 1
        while self._words[last] == ":" and at < len(within) and self._bulleted(at):
            end = self._last_of_line(at) + 1
            items[at:end] = True
            at = end
        return items if within[last - 1] or (within & items).any() else np.zeros_like(items)

    def clause(self, head: int, within: Bools) -> bool:
        """Whether content has a clause or a quotation in it; if not, it is a mere noun ("governs the province")."""
        tree = self._grammar
        return bool((within & self._quoted).any()
                    or any(within[word] and tree.deprels[word] in CLAUSES for word in self._below[head])
                    or (within[tree.heads[head]] and tree.deprels[head] in CLAUSES))

    def named(self, head: int, within: Bools) -> bool:
        """Whether a cue tells by which name somebody goes, and nobody says so ("Sir Ahmadu, known as the Sardauna")."""
        return self._grammar.deprels[head] == "acl" and not self.clause(head, within)

    def timed(self, within: Bools) -> bool:
        """Whether all that content has is a time ("planned for 5 June")."""
        rest = within & ~self._blank
        for start, end, kind in self._nominals.values():
            if kind is Kind.TIME:
                rest[start:end] = False
        return all(self._grammar.upos[word] == "ADP" for word in np.flatnonzero(rest).tolist())

    # — source and cue —

    def cue(self, head: int) -> Bools:
        """Where the words of a cue may stand: outside of people and organisations, if these do not hold its head."""
        free = np.ones(len(self._words), np.bool_)
        for start, end, kind in self._nominals.values():
            if kind in (Kind.PERSON, Kind.ORGANISATION) and not start <= head < end:
                free[start:end] = False
        return free

    def source(self, head: int, start: int, end: int, taken: Bools) -> tuple[int, int] | None:
        """A source with the whole of its name. None if it stands in another paragraph than the cue, is a time, or is
        what an open clause is said of ("was expected to …", "was told to …") or a part of what a passive is said of
        ("his victory was seen as …"). Who "was told that …" only heard it: the source is the agent, or nobody.
        `taken`: words of cue and content."""
        tree = self._grammar
        while start < end and tree.upos[start] in LOOSE:
            start += 1
        while start < end - 1 and (tree.upos[end - 1] in LOOSE[:2] or tree.lemmas[end - 1] == "who" or (
                tree.deprels[end - 1] in ("det", "nmod:poss") and tree.heads[end - 1] >= end)):
            end -= 1
        if start == end:
            return None
        top = self._top(start, end)
        if self._paragraph[top] != self._paragraph[head] or self._kind(top) is Kind.TIME:
            return None
        if tree.deprels[top] == "nsubj:pass" and tree.heads[top] == head:
            if any(tree.deprels[word] == "xcomp" for word in self._below[head]):
                return None
            if any(tree.deprels[word] == "ccomp" and word > head and not self._quoted[word]
                   for word in self._below[head]):
                return self._agent(head, taken)
        if any(tree.deprels[word] == "nsubj:pass" and word != top and self._under(word)[top]
               for word in self._below[head]):
            return None
        return self._named(*self._whole(*self._uncut(start, end, taken), taken), taken)

    def subject(self, head: int, taken: Bools) -> tuple[int, int] | None:
        """Who speaks by grammar, where the scores name nobody: the subject of the clause that the cue's hangs on
        ("he concluded …, pointing out that …"), or the agent of a passive ("was denied by the minister")."""
        tree, head = self._grammar, self._verb(head)
        at = head
        if agent := self._agent(head, taken):
            return agent
        if tree.upos[head] != "VERB" or (tree.deprels[head] == "advcl" and not self._words[head].endswith("ing")):
            return None                                            # "Asked whether …, he said": somebody else did
        over = ("advcl", "xcomp", "conj", "ccomp" if self._words[head].endswith("ing") else "")
        while not (speaker := [word for word in self._subject(at) if self._kind(word) in SPEAKERS]) and (
                tree.deprels[at] in over):
            at = int(tree.heads[at])
        return self._free(speaker[0], taken) if at != head and speaker else None

    def nested(self, within: Bools) -> Iterator[tuple[int, tuple[int, int], Bools]]:
        """Cues in a content by grammar alone ("… that a defector had claimed that …"): verbs outside quotations whose
        subject can speak and whose object begins with "that". Each with its source and content."""
        tree = self._grammar
        for word in np.flatnonzero(within & ~self._quoted).tolist():
            if tree.deprels[word] != "ccomp" or not within[head := int(tree.heads[word])] or tree.upos[head] != "VERB":
                continue
            if not any(tree.lemmas[under] == "that" and tree.deprels[under] == "mark" for under in self._below[word]):
                continue
            subject = self._subject(head)
            said = self._under(word)
            if subject and word > head > subject[0] and self._kind(subject[0]) in SPEAKERS and not said[head] and (
                    source := self._free(subject[0], said)):
                yield head, self._named(*source, said), said

    def goes_on(self, head: int, other: int) -> bool:
        """Whether the other cue is an open clause, after a mark, in which the first one's source may say more."""
        other = self._verb(other)
        return (head < other and self._grammar.upos[other] == "VERB" and self._words[other].endswith("ing")
                and bool(self._blank[other - 1]) and not self._quoted[other])

    def beside(self, head: int, within: Bools, other: int) -> bool:
        """Whether all of a content stands in the sentence of another cue, and its own cue does not."""
        solid = self._root[within & ~self._blank]
        return bool(self._root[head] != self._root[other] and (solid == self._root[other]).all())

    def denial(self, head: int) -> tuple[int, tuple[int, int], int] | None:
        """The passive verb that a noun of saying is the subject of, and its agent ("Reports that … were denied by the
        minister"): verb, agent, and where the verb's own words begin."""
        tree = self._grammar
        if tree.upos[head] != "NOUN":
            return None
        above = [int(tree.heads[head])] if tree.deprels[head] == "nsubj:pass" else []
        for verb in above + [word for word in self._below[head] if tree.deprels[word] == "acl"]:
            own = [word for word in self._below[verb] if tree.deprels[word] in ("aux", "aux:pass")]
            agent = [word for word in self._below[verb] if tree.deprels[word] == "obl:agent"]
            if own and agent and head < own[0]:
                return verb, self._uncut(agent[0], agent[0] + 1, np.zeros(len(self._words), np.bool_)), own[0]
        return None

    # — what the rules are made of —

    def _top(self, start: int, end: int) -> int:
        """The word of a stretch that hangs on none in it; of several the last."""
        heads = self._grammar.heads[start:end]
        own = np.arange(start, end)
        return int(own[(heads < start) | (heads >= end) | (heads == own)][-1])

    def _kind(self, word: int) -> Kind | None:
        return self._nominals[word][2] if word in self._nominals else None

    def _verb(self, word: int) -> int:
        """The verb of a particle ("pointing [out]"); of other words the word itself."""
        return int(self._grammar.heads[word]) if self._grammar.deprels[word] == "compound:prt" else word

    def _subject(self, verb: int) -> list[int]:
        return [word for word in self._below[verb] if self._grammar.deprels[word] == "nsubj"]

    def _agent(self, verb: int, taken: Bools) -> tuple[int, int] | None:
        """Who does what a passive verb says, if they can speak and nothing of them is taken: "by the minister"."""
        return next((self._free(word, taken) for word in self._below[verb]
                     if self._grammar.deprels[word] == "obl:agent" and self._kind(word) in SPEAKERS), None)

    def _free(self, word: int, taken: Bools) -> tuple[int, int] | None:
        """The nominal of a word, if nothing of it is taken."""
        start, end, _ = self._nominals[word]
        return None if taken[start:end].any() else (start, end)

    def _uncut(self, start: int, end: int, taken: Bools) -> tuple[int, int]:
        """A stretch with the other parts of the names that it holds parts of."""
        while True:
            parts = [part for word in range(start, end) for part in self._name[word]
                     if start - NEAR <= part < end + NEAR]
            first, last = min(parts, default=start), max(parts, default=start) + 1
            first, last = min(first, start), max(last, end)
            if (first, last) == (start, end) or taken[first:last].any():
                return start, end
            start, end = first, last

    def _whole(self, start: int, end: int, taken: Bools) -> tuple[int, int]:
        """A stretch from where its nominal begins, or the one that it takes up or is in apposition to ("Chad['s
        president]", "farmers [who]", "Rosa Quispe, [mayor of Puno]")."""
        tree, above = self._grammar, self._top(start, end)
        if tree.lemmas[above] == "who" and tree.deprels[tree.heads[above]] == "acl:relcl":
            above = int(tree.heads[tree.heads[above]])
        if tree.deprels[above] == "appos":
            above = int(tree.heads[above])
        first = min(start, self._nominals[above][0] if above in self._nominals else start)
        return (start, end) if taken[first:start].any() else (first, end)

    def _named(self, start: int, end: int, taken: Bools) -> tuple[int, int]:
        """A stretch with the name that stands behind it between commas ("the ombudsman, Iris Marín, …"). The name may
        have been taken for content."""
        tree = self._grammar
        if any(tree.upos[word] == "PROPN" for word in range(start, end)) or self._words[end:end + 1] != [","]:
            return start, end
        for first, last, kind in self._nominals.values():
            if first == end + 1 and kind is Kind.PERSON and tree.upos[first] == "PROPN" and (
                    self._words[last:last + 1] == [","] or not taken[first]):
                return start, last
        return start, end

    def _under(self, word: int) -> Bools:
        """From the first to the last word of what hangs below a word, itself too."""
        first = last = word
        waiting = [word]
        while waiting:
            at = waiting.pop()
            first, last = min(first, at), max(last, at)
            waiting += self._below[at]
        inside: Bools = np.zeros(len(self._words), np.bool_)
        inside[first:last + 1] = True
        return inside

    def _last_of_line(self, word: int) -> int:
        return int(np.flatnonzero(self._line == self._line[word])[-1])

    def _bulleted(self, at: int) -> bool:
        """Whether an item of a list begins with this word: "-", "•", "1.", "a)"."""
        word, after = self._words[at], list(self._words[at + 1:at + 2])
        return self._grammar.breaks[at] >= LINE and (
            word in BULLETS or (len(word) < 3 and word.isalnum() and after in (["."], [")"])))
