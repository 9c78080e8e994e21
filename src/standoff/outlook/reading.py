"""What the rules see of a text: its words, the tree over them, and whom the head words speak of.

Words are numbered as the Doc's tokens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Generic, TypeVar

from spacy.tokens import Doc

from standoff.language.quotations import quotations
from standoff.model import Attribution, Factuality, Form, Mention, OutlookType, TimeExpression
from standoff.outlook.lexicon import Lexicon, read

SHORT = {"'ll": "will", "wo": "will", "sha": "shall", "'d": "would", "ca": "can", "n't": "not"}
"""Words that an apostrophe cut, as they are in full."""

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
CLAUSAL = ("ccomp", "xcomp", "csubj", "csubj:pass", "acl", "acl:relcl", "advcl", "parataxis", "conj", "appos")
SCARE = 2
"""Words of the longest quotation that may be the author's own: “some units”, “as planned”."""

NOUNS = ("NOUN", "PROPN", "PRON", "NUM")

One = TypeVar("One")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found, in words of the text."""

    type: OutlookType
    rule: str
    anchor: int                      # what is to come true
    top: int                         # the highest word that belongs to it: "expected" of "is expected to fall"
    words: tuple[int, int]           # its stretch: the first word and the one past the last
    condition: tuple[tuple[int, int], ...] = ()
    negated: bool = False
    polar: bool = True
    teller: int | None = None        # whose plan, fear or prediction it is, where the words themselves say so
    nobody: bool = False             # somebody's, of whom the words tell nothing: "raised fears of"
    firm: bool = field(default=False)        # a schedule or promise, whatever stands above


class Pieces(Generic[One]):
    """Which of many stretches of a text hold a place, without asking each."""

    def __init__(self, some: Iterable[tuple[int, int, One]]) -> None:
        self._all = sorted(some, key=lambda one: one[:2])
        self._starts = [start for start, _, _ in self._all]
        self._ends = list(accumulate((end for _, end, _ in self._all), max))     # the furthest so far

    def at(self, place: int) -> list[One]:
        """What stands around a place, in the order of the text."""
        found = []
        for number in range(bisect_right(self._starts, place) - 1, -1, -1):
            if self._ends[number] <= place:
                break
            if self._all[number][1] > place:
                found.append(self._all[number][2])
        return found[::-1]


class Reading:
    """The words of a Doc and their tree, as plain lists, with its mentions, times and attributions."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or read()
        self.text = doc.text
        tokens = list(doc)
        self.starts = [word.idx for word in tokens]
        self.ends = [word.idx + len(word) for word in tokens]
        self.forms = [word.lower_.replace("’", "'") for word in tokens]
        self.words = [SHORT.get(form, form) for form in self.forms]
        self.pos = [word.pos_ for word in tokens]
        self.lemmas = [self._lemma(word.lemma_.lower(), form, tag)
                       for word, form, tag in zip(tokens, self.words, self.pos, strict=True)]
        self.deps = [word.dep_ for word in tokens]
        self.heads = [word.head.i for word in tokens]
        self.morphs = [str(word.morph) for word in tokens]
        self.sentences = [(sent.start, sent.end) for sent in doc.sents]
        self.sentence = [0] * len(tokens)
        for number, (start, end) in enumerate(self.sentences):
            self.sentence[start:end] = [number] * (end - start)
        self.kids: list[list[int]] = [[] for _ in tokens]
        for word, head in enumerate(self.heads):
            if word != head and self.pos[word] != "SPACE":
                self.kids[head].append(word)
        self.at = {start: word for word, start in enumerate(self.starts)}
        self.mentions: dict[int, Mention] = {}
        for one in sorted(mentions, key=lambda one: (one.end - one.start, one.key)):
            if one.head in self.at:
                self.mentions[self.at[one.head]] = one              # the widest of a head
        self.things = {self.at[one.head]: one.kind for one in doc._.nominals or () if one.head in self.at}
        self.times: tuple[TimeExpression, ...] = tuple(doc._.times or ())
        self.timed = [one.start for one in self.times]
        some: tuple[Attribution, ...] = tuple(doc._.attributions or ())
        self.contents = Pieces((start, end, one) for one in some for start, end in one.content)
        self.cues = Pieces((start, end, one) for one in some for start, end in one.cue)
        self.quotations = Pieces((start, end, (start, end)) for start, end in quotations(doc.text))
        self.facts = {self.at[one.anchor]: one.factuality for one in doc._.clauses or () if one.anchor in self.at}
        self.leaders = {one.key: one.leader for one in mentions}
        self.named = frozenset(one.leader for one in mentions if one.form is Form.NAME or (
            one.key == one.leader and one.name))

    def _lemma(self, lemma: str, form: str, pos: str) -> str:
        """A lemma; where the reader's is not in the lexicon, one that is and that the form can be of ("vowed")."""
        known = self.lexicon.vocabulary
        if lemma in known or pos not in ("VERB", "NOUN") or not form.endswith(("s", "ed", "ing")):
            return lemma or form
        stems = (form[:-1], form[:-2], form[:-3], form[:-3] + "e", form[:-4], form[:-3] + "y")
        return next((stem for stem in stems if len(stem) > 2 and stem in known), lemma or form)

    # — tree —

    def below(self, word: int, *deps: str) -> list[int]:
        """What hangs on a word by one of these relations, in the order of the text."""
        return [kid for kid in self.kids[word] if self.deps[kid] in deps]

    def under(self, word: int, without: Collection[int] = ()) -> list[int]:
        """Every word below a word, itself too, but nothing below the words to leave out. Sorted."""
        found, waiting = [], [word]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += [kid for kid in self.kids[at] if kid not in without]
        return sorted(found)

    def climb(self, word: int) -> list[int]:
        """The words above a word, the nearest first."""
        found: list[int] = []
        while self.heads[word] != word and len(found) < 40:
            word = self.heads[word]
            found.append(word)
        return found

    def aux(self, word: int) -> list[str]:
        """The auxiliaries of a clause, its copula too, in full and lower case."""
        return [self.words[kid] for kid in self.below(word, "aux", "aux:pass", "cop")]

    def modal(self, word: int) -> str:
        """"will", "open" or "would": in which way the clause of a word is told as to come; "" for none."""
        kinds = [self.lexicon.modals[one] for one in self.aux(word) if one in self.lexicon.modals]
        return kinds[0] if kinds else ""

    def marks(self, word: int) -> list[str]:
        """The conjunctions of a clause."""
        return [self.words[kid] for kid in self.below(word, "mark")]

    def case(self, word: int) -> str:
        """The preposition before a noun: "of", "in the event of" as far as the tree joins its parts; "" for none."""
        first = next(iter(self.below(word, "case")), None)
        if first is None or first > word:
            return ""
        return " ".join([self.words[first], *(self.words[part] for part in self.below(first, "fixed"))])

    def denied(self, word: int) -> bool:
        """Whether the clause of a word is negated: by "not", "never", "no longer", or by nobody as its subject."""
        around = [self.words[kid] for kid in self.below(word, "advmod", "cc:preconj", "cc")]
        around += [self.words[part] for kid in self.below(word, "aux", "cop", "advmod") for part in self.kids[kid]]
        for kid in self.below(word, *SUBJECTS, "obj"):
            around += [self.words[kid], *(self.words[part] for part in self.below(kid, "det", "cc:preconj"))]
        for kid in self.below(word, "nsubj", "nsubj:pass"):
            around += [self.words[part] for part in self.below(kid, "advmod") if part < kid]     # "hardly anyone"
        return any(self.lexicon.has("negators", one) for one in around) and not (
            "only" in around and "not" in around)

    def passive(self, word: int) -> bool:
        """Whether a verb is in the passive."""
        return bool(self.below(word, "nsubj:pass", "aux:pass", "csubj:pass"))

    def past(self, word: int) -> bool:
        """Whether a clause is told in the past."""
        auxiliaries = list(self.below(word, "aux", "aux:pass", "cop"))
        if auxiliaries:
            return self.words[auxiliaries[0]] in ("was", "were", "had", "did")
        return "Tense=Past" in self.morphs[word] and "VerbForm=Part" not in self.morphs[word]

    def subject(self, word: int) -> int | None:
        """Of whom a clause is told: its own subject, that of the clause that it is a part of, or the noun that it is
        told of."""
        for _ in range(6):
            own = self.below(word, "nsubj", "nsubj:pass")
            if own:
                return self.antecedent(own[-1])
            dep, above = self.deps[word], self.heads[word]
            if dep == "xcomp" and (objects := self.below(above, "obj")) and not self.passive(above):
                return objects[0]
            if dep in ("acl", "acl:relcl", "amod"):
                return above
            if dep not in ("xcomp", "conj", "advcl", "parataxis") or above == word:
                return None
            word = above
        return None

    def antecedent(self, word: int) -> int:
        """What "who" or "which" stands for; other words stand for themselves."""
        if self.words[word] in ("who", "which", "that", "whom"):
            for above in (self.heads[word], *self.climb(self.heads[word])):
                if self.deps[above] == "acl:relcl":
                    return self.heads[above]
        return word

    def who(self, words: Iterable[int | None]) -> list[Mention]:
        """The mentions that head words speak of, coordinated ones too, each once."""
        found: dict[str, Mention] = {}
        for word in words:
            if word is None:
                continue
            for one in (word, *self.below(word, "conj")):
                mention = self.mentions.get(one) or next(
                    (self.mentions[kid] for kid in self.below(one, "nmod", "flat") if kid in self.mentions
                     and self.case(kid) == "of" and self.pos[one] in ("NUM", "DET", "PRON")), None)
                if mention is not None:
                    found.setdefault(mention.key, mention)
        return list(found.values())

    # — stretches —

    def stretch(self, words: Iterable[int]) -> tuple[int, int] | None:
        """From the first to the last of some words of one sentence, without what stands loose at either end:
        conjunctions, marks, brackets that are not closed."""
        some = sorted(words)
        while some and (self.pos[some[0]] in ("PUNCT", "SPACE", "CCONJ") or (
                self.words[some[0]] == "that" and self.deps[some[0]] == "mark")):
            some.pop(0)
        while some and self.pos[some[-1]] in ("PUNCT", "SPACE", "CCONJ") and self.words[some[-1]] not in "?)%":
            some.pop()
        return (some[0], some[-1] + 1) if some else None

    def span(self, words: tuple[int, int]) -> tuple[int, int]:
        """Characters of a stretch of words."""
        return self.starts[words[0]], self.ends[words[1] - 1]

    def lower(self, start: int, end: int) -> str:
        """The text between two words, lower case, blanks single."""
        return " ".join(self.words[start:end])

    def during(self, word: int) -> list[TimeExpression]:
        """The times that stand in the subtree of a word."""
        some = self.under(word)
        own = {self.starts[one] for one in some}
        first = max(0, bisect_left(self.timed, self.starts[some[0]]) - 1)
        return [one for one in self.times[first:bisect_left(self.timed, self.ends[some[-1]])]
                if any(one.start <= start < one.end for start in own)]

    def within(self, start: int, end: int) -> list[TimeExpression]:
        """The times that begin between two characters."""
        return list(self.times[bisect_left(self.timed, start):bisect_left(self.timed, end)])

    def inside(self, pieces: Iterable[tuple[int, int]]) -> list[int]:
        """The words that begin in some stretches of characters."""
        return [word for start, end in pieces
                for word in range(bisect_left(self.starts, start), bisect_left(self.starts, end))]

    def quoted(self, words: tuple[int, int], anchor: int) -> bool:
        """Whether the words are somebody's: a quotation holds the anchor, or they hold one that is longer than a word
        that one only keeps at a distance (SCARE)."""
        if self.quotations.at(self.starts[anchor]):
            return True
        opened = [word for word in range(*words) if self.forms[word] == "“"]
        return any("”" not in self.forms[word:word + SCARE + 2] for word in opened)

    def same(self, one: str, other: str) -> bool:
        """Whether two mentions are of one chain."""
        return self.leaders.get(one, one) == self.leaders.get(other, other)

    def untold(self, word: int) -> bool:
        """Whether the clause of a word is told as not so or only as thought of: "refused to promise", "few say"."""
        facts = self.facts.get(word, ())
        return bool({Factuality.NEGATED, Factuality.HYPOTHETICAL} & set(facts)) and Factuality.ACTUAL not in facts
