"""How the tree puts a word: which words tell of something that happens or holds, and as what, by rules.

Rules vote for each word, and name the reason: an auxiliary, "not", "if", the verb or noun that a deed hangs on
("refused to sign", "plans to reopen"). Words are numbered as in the arrays given. The vocabulary is
``lexicons/clauses.yaml``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from standoff import lexicons
from standoff.model import Attribution, Date, Factuality, TimeExpression

ACTUAL, NEGATED, FUTURE, HYPOTHETICAL = VALUES = (
    Factuality.ACTUAL, Factuality.NEGATED, Factuality.FUTURE, Factuality.HYPOTHETICAL)
"""What a clause has one of; `historical` and `reported` stand beside."""

SORTS = ("", "verb", "predicate", "deed", "light", "existence", "action", "participle", "state",
         "ellipsis")
"""Why a word may tell something. `action`: a noun that looks like one of a deed; `state`: an adjective without "is"."""

TELLING = frozenset({"verb", "predicate", "deed", "ellipsis"})
"""Sorts that the rules alone take for clauses."""

REASONS = ("told", "condition", "question", "modal", "can", "would", "would said", "would if", "will", "will if",
           "is to", "not", "imperative", "adverb", "complement", "clause", "double", "carried", "unknown", "noun",
           "purpose", "without", "temporal", "below", "coordinated", "modified", "dated", "held", "object", "nominal")
"""Why the rules give a word its value."""

BACKGROUND = timedelta(days=90)
"""A time so long before the text is another episode's: of 20, 45, 90 and 183 days the best F1 on our corpus."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text with tags and tree. `heads`: a root's is its own; `sentence`: the number of each one's."""

    forms: Sequence[str]
    upos: Sequence[str]
    feats: Sequence[str]
    heads: Sequence[int]
    deprels: Sequence[str]
    sentence: Sequence[int]


@dataclass(frozen=True, slots=True)
class Vote:
    """What the rules say of a word that may tell something."""

    value: Factuality
    reason: str
    past: bool = False               # background: a time long before is told of it, or of the clause above


# — the rules —


class Rules:
    """The tree of a text, and what the rules say of its words."""

    def __init__(self, words: Words, offsets: Sequence[tuple[int, int]], said: Iterable[Attribution],
                 times: Iterable[TimeExpression], anchor: Date) -> None:
        self.words, self.lexicon = words, lexicon()
        self.forms = [form.lower().replace("’", "'") for form in words.forms]
        self.heads, self.upos, self.feats = words.heads, words.upos, words.feats
        self.rels = words.deprels
        self.kids: list[list[int]] = [[] for _ in self.forms]
        for word, head in enumerate(self.heads):
            if head != word:
                self.kids[head].append(word)
        self._starts = [start for start, _ in offsets]
        self._said = said
        self._asked = {words.sentence[word]: word for word, form in enumerate(self.forms) if form == "?"}
        self._long_ago, self._ahead = self._dated(times, anchor)
        self._votes: dict[int, Vote] = {}

    # which words

    def sorts(self) -> list[str]:
        """The sort of each word, of SORTS."""
        known = self.lexicon
        found = []
        for word, (tag, rel) in enumerate(zip(self.upos, self.rels, strict=True)):
            sort = ""
            if tag == "VERB":
                sort = self._verb(word, rel) if self.forms[word][0].isalnum() else ""
            elif tag == "AUX":
                sort = "ellipsis" if rel not in ("aux", "aux:pass", "cop") else ""
            elif tag in ("NOUN", "ADJ", "PROPN", "PRON", "NUM", "ADV"):
                form = self.forms[word]
                if any(self.rels[kid] == "cop" for kid in self.kids[word]):
                    sort = "light" if form == "about" else "predicate"
                elif tag == "NOUN" and rel not in ("compound", "fixed", "flat"):
                    sort = "deed" if form in known.deeds else "action" if form.endswith(_ACTIONS) else ""
                elif tag == "ADJ" and rel in ("xcomp", "advcl", "root", "ROOT", "acl", "conj"):
                    sort = "state"
            found.append(sort)
        return found

    def _verb(self, word: int, rel: str) -> str:
        """Accepts "they *left*", "soldiers *wounded* in it"; refuses "*wounded* soldiers", "*according* to"."""
        form = self.forms[word]
        if rel in _FUNCTIONS or form in self.lexicon.prepositions:
            return "participle" if rel == "amod" else ""
        for kid in self.kids[word]:
            if self.rels[kid] == "expl":
                return "existence" if self.lexicon.base.get(form) == "be" else "verb"
            if self.rels[kid] == "xcomp" and self.lexicon.base.get(form) in self.lexicon.light:
                return "light"
        return "verb"

    # how it is put

    def vote(self, word: int, depth: int = 0) -> Vote:
        """What the rules say of a word."""
        if word not in self._votes:
            value, reason = (ACTUAL, "told") if depth > 12 else (
                self._nominal(word, depth) if self._is_noun(word) else self._verbal(word, depth))
            self._votes[word] = Vote(value, reason)
            self._votes[word] = Vote(value, reason, self._past(word, depth))
        return self._votes[word]

    def _is_noun(self, word: int) -> bool:
        return self.upos[word] in ("NOUN", "PROPN") and not any(self.rels[kid] == "cop" for kid in self.kids[word])

    def _verbal(self, word: int, depth: int) -> tuple[Factuality, str]:
        """What is on a verb or predicate itself, then what it hangs on."""
        seen = self._on(word)
        if self.upos[word] == "AUX":
            seen.modal = self.lexicon.modals.get(self.forms[word], "")
        if seen.modal == "" and self.forms[word] in self.lexicon.ahead and not any(
                self.rels[kid] == "xcomp" for kid in self.kids[word]):
            return FUTURE, "is to"
        if seen.condition:
            return HYPOTHETICAL, "condition"
        if self._asked.get(self.words.sentence[word], -1) > word and self._main(word):
            return HYPOTHETICAL, "question"
        if seen.modal == "would":
            if seen.have or seen.conditional:
                return HYPOTHETICAL, "would if"
            if self._told_before(word):
                return (NEGATED, "not") if seen.negated else (FUTURE, "would said")
            return HYPOTHETICAL, "would"
        if seen.modal == "hypothetical":
            return HYPOTHETICAL, "modal"
        if seen.modal == "able":
            return (NEGATED, "not") if seen.negated else (HYPOTHETICAL, "can")
        if seen.modal == "future":
            if seen.negated:
                return NEGATED, "not"
            if self.rels[word] == "ccomp" and self.forms[self.heads[word]] in self.lexicon.hoped:
                return self._above(word, seen, depth)
            return (HYPOTHETICAL, "will if") if seen.conditional else (FUTURE, "will")
        if seen.without:
            return NEGATED, "without"
        above = self._above(word, seen, depth)
        if seen.negated and "Mood=Imp" not in self.feats[word]:
            return NEGATED, "not"
        if "Mood=Imp" in self.feats[word] or self._told_to(word, seen):
            return HYPOTHETICAL, "imperative"
        if seen.scheduled or self._going(word):
            return FUTURE, "is to"
        if above[0] is ACTUAL and seen.perhaps:
            return HYPOTHETICAL, "adverb"
        if above[0] is ACTUAL and "Tense=Pres|VerbForm=Fin" in self.feats[word] and self._timed(word, self._ahead):
            return FUTURE, "dated"
        return above

    def _on(self, word: int) -> _On:
        """The function words on a verb or predicate."""
        known, seen = self.lexicon, _On()
        be = to = inverted = False
        for kid in self.kids[word]:
            rel, form = self.rels[kid], self.forms[kid]
            if rel.startswith("aux") or rel == "cop":
                seen.modal = known.modals.get(form, seen.modal)
                inverted |= form in ("should", "had", "were") and not seen.subject
                seen.have |= form in ("have", "'ve")
                seen.aux |= rel.startswith("aux")
                be |= known.base.get(form) == "be" and rel in ("aux", "cop")
            elif rel in ("mark", "case") or (rel == "advmod" and form in known.temporal):
                seen.condition |= form in known.conditions
                seen.without |= form in known.without
                to |= form == "to"
                seen.mark = "to" if to else seen.mark or form
            elif rel in ("advmod", "det", "neg", "cc", "cc:preconj"):
                seen.negated |= form in known.negators or (form in ("longer", "once") and any(
                    self.forms[one] in known.negators for one in self.kids[kid]))
                seen.perhaps |= form in known.perhaps
                seen.asking |= form in known.asking
            elif rel.startswith("nsubj"):
                seen.subject = True
                seen.condition |= form in known.whoever and form.endswith("ever")
                seen.conditional |= form in known.whoever
                seen.asking |= form in known.asking
                seen.negated |= self._none(kid)
            elif rel == "obj":
                seen.asking |= form in known.asking
                seen.negated |= self._none(kid)
            elif rel == "advcl":
                seen.conditional |= any(
                    (self.forms[one] in ("if", "unless") and self.rels[one] == "mark")
                    or (self.forms[one] == "should" and self.rels[one] == "aux") for one in self.kids[kid])
        seen.condition |= inverted and seen.subject and self.words.sentence[word] not in self._asked
        seen.scheduled = be and to
        return seen

    def _told_to(self, word: int, seen: _On) -> bool:
        """Accepts "*Suppose* they do", "“*Keep* away”"; refuses "*Gone* are the days", "*killed* two people"."""
        feats = self.feats[word]
        return (self.upos[word] == "VERB" and self._main(word) and not seen.subject and not seen.aux and not seen.mark
                and ("VerbForm=Inf" in feats or "VerbForm=Fin" in feats) and "Tense=Past" not in feats
                and "Person=3" not in feats and self.rels[word] != "conj" and (
                    word == 0 or self.upos[word - 1] == "PUNCT"
                    or self.words.sentence[word - 1] != self.words.sentence[word]))

    def _none(self, word: int) -> bool:
        """Accepts "*nobody*", "no *soldiers*", "*none* of them"; refuses "soldiers without boots"."""
        return self.forms[word] in self.lexicon.negators or any(
            self.forms[kid] in ("no", "neither", "not") and self.rels[kid] in ("det", "cc:preconj", "advmod")
            for kid in self.kids[word])

    def _going(self, word: int) -> bool:
        """Accepts "are going to *attack*"; refuses "went to *see* it"."""
        head = self.heads[word]
        return self.rels[word] == "xcomp" and self.forms[head] in ("going", "about") and any(
            self.rels[kid] in ("aux", "cop") for kid in self.kids[head]) and self.vote(head).value is not NEGATED

    def _main(self, word: int) -> bool:
        """Whether a verb is its sentence's, or coordinated with it."""
        while self.rels[word] in ("conj", "parataxis"):
            word = self.heads[word]
        return self.heads[word] == word

    def _told_before(self, word: int) -> bool:
        """Whether "would" is the future of what somebody said: inside a content, or below a verb in the past."""
        above = self.heads[word]
        while self.rels[word] in ("conj", "xcomp") and above != word:
            word, above = above, self.heads[above]
        return self.reported(word) or (self.rels[word] in ("ccomp", "parataxis") and "Tense=Past" in self.feats[above])

    def _above(self, word: int, seen: _On, depth: int) -> tuple[Factuality, str]:
        """What the clause above makes of a verb."""
        rel, head = self.rels[word].partition(":")[0], self.heads[word]
        if self.rels[word] == "acl:relcl" and self.forms[head] in self.lexicon.whoever:
            return HYPOTHETICAL, "condition"
        if head == word or self.rels[word] == "acl:relcl":
            return ACTUAL, "told"
        if seen.mark == "from" and self.lexicon.base.get(self.forms[head]) in ("keep", "block", "discourage"):
            return NEGATED, "complement"
        finite = "VerbForm=Fin" in self.feats[word] or any(
            self.rels[kid] in ("cop", "aux", "aux:pass") and "VerbForm=Fin" in self.feats[kid]
            for kid in self.kids[word])
        if rel == "conj":
            alike = not seen.aux and (not seen.subject or not finite) and (
                _form(self.feats[word]) == _form(self.feats[head]) or not finite or "Tense" not in self.feats[word])
            return (self.vote(head, depth + 1).value, "coordinated") if alike else (ACTUAL, "told")
        if rel in ("ccomp", "csubj", "acl") and finite:
            return self._clause(word, seen, head, depth)
        if rel in ("xcomp", "ccomp", "csubj", "obj", "obl", "acl", "advcl", "nmod", "dep"):
            if rel == "advcl" and seen.mark == "to" and not self._complements(head):
                return HYPOTHETICAL, "purpose"
            if rel == "advcl" and (finite or seen.mark in self.lexicon.temporal):
                over = self.vote(head, depth + 1).value
                ahead = seen.mark in self.lexicon.temporal and over in (FUTURE, HYPOTHETICAL)
                if ahead and seen.mark in ("until", "till"):
                    return HYPOTHETICAL, "temporal"
                return (over, "temporal") if ahead and "Tense=Past" not in self.feats[word] else (ACTUAL, "told")
            if rel == "acl" and seen.mark not in ("to", "of", "for", "from", "against"):
                return ACTUAL, "told"
            made = self._complements(head)
            if made:
                return self._made(made, head, depth, "complement")
            if rel == "acl":
                return (HYPOTHETICAL, "noun") if seen.mark == "to" else (ACTUAL, "told")
            over = self.vote(head, depth + 1).value
            if rel == "xcomp":
                base = self.lexicon.base.get(self.forms[head])
                if seen.mark == "to" and base == "have":            # "has to go", "has yet to speak"
                    yet = any(self.forms[kid] == "yet" for kid in (*self.kids[head], *self.kids[word]))
                    return (NEGATED, "not") if yet else (HYPOTHETICAL, "modal") if over is ACTUAL else (over, "carried")
                if seen.mark == "to" and base in ("come", "go") and over is ACTUAL and not self._going(word):
                    return HYPOTHETICAL, "purpose"
                known = self.lexicon.base.get(self.forms[head]) in self.lexicon.carried
                return (over, "carried") if known or over is not ACTUAL else (ACTUAL, "unknown")
            return (over, "below") if over in (FUTURE, HYPOTHETICAL) else (ACTUAL, "told")
        return ACTUAL, "told"

    def _clause(self, word: int, seen: _On, head: int, depth: int) -> tuple[Factuality, str]:
        """Accepts "denied that it *fired*", "unknown who *did* it", "dismissed talk that it *fled*"; refuses "knew
        that it *fired*"."""
        known = self.lexicon
        if self.rels[word] == "acl":                                # of a noun: who rejects it denies what it says
            made = known.finite.get(self.forms[self.heads[head]]) if self.rels[head] in ("obj", "nsubj:pass") else None
            made = made if made is NEGATED else known.complements["nouns"].get(self.forms[head])
            if self.vote(head, depth + 1).value is NEGATED:         # "no evidence that it *fled*"
                return HYPOTHETICAL, "clause"
            return (made, "clause") if made in (NEGATED, HYPOTHETICAL) else (ACTUAL, "told")
        if seen.asking and (self.forms[head] in known.open or self.vote(head, depth + 1).value is not ACTUAL):
            return HYPOTHETICAL, "question"
        made = known.finite.get(self.forms[head])
        if self.forms[head] in known.opining and self.vote(head, depth + 1).value is NEGATED:
            return HYPOTHETICAL, "clause"
        if self.upos[head] == "ADJ":
            made = known.complements["adjectives"].get(self.forms[head])
        return self._made(made, head, depth, "clause") if made in (NEGATED, HYPOTHETICAL) else (ACTUAL, "told")

    def _complements(self, head: int) -> Factuality | None:
        """What a word makes of the deed that hangs on it."""
        tag = "nouns" if self._is_noun(head) else "adjectives" if self.upos[head] in ("ADJ", "ADP", "ADV") else "verbs"
        return self.lexicon.complements[tag].get(self.forms[head])

    def _made(self, made: Factuality, head: int, depth: int, reason: str) -> tuple[Factuality, str]:
        """What becomes of a deed when the clause above it, which would make it `made`, is none itself."""
        over = self.vote(head, depth + 1).value
        if over is NEGATED:                                         # "does not plan to", "did not deny"
            return (HYPOTHETICAL if made is NEGATED else NEGATED), "double"
        if over is HYPOTHETICAL and not self._is_noun(head):        # "may refuse to sign"
            return HYPOTHETICAL, reason
        return made, reason

    def _nominal(self, word: int, depth: int) -> tuple[Factuality, str]:
        """How a noun of a deed is put: by its own adjectives, else by what it is the object or part of."""
        known = self.lexicon
        for kid in self.kids[word]:
            form, rel = self.forms[kid], self.rels[kid]
            if rel == "case" and form in known.without:
                return NEGATED, "without"
            if rel in ("det", "advmod") and form in known.negators:
                return NEGATED, "not"
            if rel in ("amod", "advmod", "acl") and form in known.adjectives:
                return known.adjectives[form], "modified"
            if kid in self._ahead and rel.startswith(("nmod", "obl", "compound", "amod")):
                return FUTURE, "dated"
        rel, head = self.rels[word], self.heads[word]
        if head == word:
            return ACTUAL, "nominal"
        if rel == "conj":
            return self.vote(head, depth + 1).value, "coordinated"
        form, base = self.forms[head], known.base.get(self.forms[head], "")
        if base == "rule" and rel == "obj" and any(self.forms[kid] == "out" for kid in self.kids[head]):
            return self._made(NEGATED, head, depth, "object")
        case = next((self.forms[kid] for kid in self.kids[word] if self.rels[kid] == "case"), "")
        if rel in ("obj", "nsubj:pass"):
            if base in known.undone:
                return self._made(NEGATED, head, depth, "object")
            made = known.complements["verbs"].get(form)
            if made in (FUTURE, HYPOTHETICAL) and base not in known.held:
                return self._made(made, head, depth, "object")
        if (rel == "nmod" and case in ("of", "for", "on", "against", "to")) or (
                rel == "obl" and case in ("for", "of", "from", "about")):
            made = self._complements(head)
            if made and (rel == "nmod" or made is not NEGATED):
                return self._made(made, head, depth, "object")
        if rel in ("nsubj", "nsubj:pass"):                          # "the vote is due", "an invasion remains unlikely"
            said = [head, *(kid for kid in self.kids[head] if self.rels[kid] == "xcomp")]
            made = next((known.complements["adjectives"][self.forms[one]] for one in said
                         if self.forms[one] in known.complements["adjectives"] and self.upos[one] != "NOUN"), None)
            if made in (FUTURE, HYPOTHETICAL):
                return self._made(made, head, depth, "object")
        if (rel in ("obj", "nsubj:pass") and base in known.held) or (rel == "nsubj" and base in known.happening):
            return self.vote(head, depth + 1).value, "held"
        return ACTUAL, "nominal"

    # when, and on whose word

    def _dated(self, times: Iterable[TimeExpression], anchor: Date) -> tuple[set[int], set[int]]:
        """The words of times that lie long before the text, and of those after it; none without a date."""
        before: set[int] = set()
        after: set[int] = set()
        low, high = _day(anchor.low), _day(anchor.high)
        for one in times:
            if low is None or high is None or not (one.date.low or one.date.high):
                continue
            begins, ends = _day(one.date.low), _day(one.date.high)
            first = bisect_right(self._starts, one.start) - 1
            some = range(max(first, 0), bisect_right(self._starts, one.end - 1))
            if ends is not None and low - ends > BACKGROUND and not any(
                    self.forms[kid] == "since" for word in some for kid in self.kids[word]):
                before.update(some)
            elif begins is not None and begins > high:
                after.update(some)
        return before, after

    def _timed(self, word: int, times: set[int]) -> bool:
        """Accepts "the court *meets* on Monday"; refuses "the court that *meets* in the hall judges on Monday"."""
        own = [kid for kid in self.kids[word] if not self.rels[kid].startswith(_OTHERS)]
        return any(one in times for kid in own for one in (kid, *self.kids[kid]))

    def _past(self, word: int, depth: int) -> bool:
        """Accepts "killed two people *in 1998*"; refuses "has ruled since 1998"."""
        if self._timed(word, self._long_ago):
            return "Tense=Pres" not in self.feats[word] and not any(
                self.forms[kid] in ("has", "have", "'ve", "is", "are", "will") and self.rels[kid] in ("aux", "cop")
                for kid in self.kids[word])
        head = self.heads[word]
        return head != word and depth < 12 and self.rels[word] in _BACKED and self.upos[head] in ("VERB", "NOUN") and (
            self.vote(head, depth + 1).past)

    def reported(self, word: int) -> bool:
        """Whether a word stands in what somebody is said to have said."""
        place = self._starts[word]
        at = bisect_right(self._contents, place, key=itemgetter(0)) - 1
        return at >= 0 and self._contents[at][1] > place

    @cached_property
    def _contents(self) -> list[tuple[int, int]]:
        """The contents of attributions, in order, joined where they overlap."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(piece for one in self._said for piece in one.content):
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        return joined


@dataclass(slots=True)
class _On:
    """What function words on a verb tell."""

    modal: str = ""
    mark: str = ""
    have: bool = False
    aux: bool = False
    subject: bool = False
    negated: bool = False
    condition: bool = False          # it is the "if"
    asking: bool = False             # "who did it"
    conditional: bool = False        # it has one
    without: bool = False
    perhaps: bool = False
    scheduled: bool = False          # "is to meet"


_FUNCTIONS = frozenset({"amod", "compound", "case", "mark", "fixed", "flat", "cc", "aux", "aux:pass", "det",
                        "discourse"})
_BACKED = ("conj", "xcomp", "obj", "obl", "nsubj", "advcl", "acl", "acl:relcl")
_OTHERS = ("nsubj", "obj", "iobj", "conj", "advcl", "ccomp", "xcomp", "acl", "parataxis", "csubj", "appos")
_ACTIONS = ("tion", "tions", "ment", "ments", "ing", "ings", "sal", "sals", "sion", "sions", "ault", "ure")


def _form(feats: str) -> str:
    """The form and tense of a verb."""
    return "|".join(part for part in feats.split("|") if part.startswith(("VerbForm", "Tense")))


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


# — the words —


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``lexicons/clauses.yaml``, by the forms that words have in texts, lower case."""

    complements: dict[str, dict[str, Factuality]]    # "verbs", "nouns", "adjectives" → form → what hangs on it
    finite: dict[str, Factuality]
    base: dict[str, str]                             # form → verb of any list
    carried: frozenset[str]
    light: frozenset[str]
    held: frozenset[str]
    undone: frozenset[str]
    deeds: frozenset[str]
    adjectives: dict[str, Factuality]
    modals: dict[str, str]
    negators: frozenset[str]
    without: frozenset[str]
    conditions: frozenset[str]
    temporal: frozenset[str]
    perhaps: frozenset[str]
    whoever: frozenset[str]
    opining: frozenset[str]
    hoped: frozenset[str]
    asking: frozenset[str]
    open: frozenset[str]
    ahead: frozenset[str]
    happening: frozenset[str]
    prepositions: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("clauses")
    base: dict[str, str] = {}
    verbs: dict[str, Factuality] = {}
    nouns: dict[str, Factuality] = {}
    adjectives: dict[str, Factuality] = {}
    known = [data[name] for name in ("light", "carried", "held", "undone", "happening", "open")]
    for value, words in data["complements"].items():
        known.append(words["verbs"])
        verbs |= {verb: Factuality(value) for verb in words["verbs"] if verb not in verbs}
        nouns |= {form: Factuality(value) for noun in words["nouns"] for form in plurals(noun) if form not in nouns}
        adjectives |= {word: Factuality(value) for word in words["adjectives"] if word not in adjectives}
    for verb in dict.fromkeys(verb for words in known for verb in words):
        base |= {form: verb for form in forms(verb) if form not in base}
    base |= data["irregular"]
    finite = {verb: Factuality(value) for value, words in data["finite"].items() for verb in words}
    of_verbs = {form: verbs[verb] for form, verb in base.items() if verb in verbs}
    return Lexicon(
        complements={"verbs": of_verbs, "nouns": nouns, "adjectives": of_verbs | adjectives},
        finite={form: finite[verb] for form, verb in base.items() if verb in finite},
        base=base,
        deeds=frozenset(form for noun in data["deeds"] for form in plurals(noun)),
        adjectives={word: Factuality(value) for value, words in data["adjectives"].items() for word in words},
        modals={form: kind for kind, words in data["modals"].items() for form in words},
        perhaps=frozenset(data["adverbs"]["hypothetical"]),
        prepositions=frozenset(data["no clauses"]),
        hoped=frozenset(form for form, verb in base.items() if verb in data["hoped"]),
        open=frozenset(form for form, verb in base.items() if verb in data["open"]) | frozenset(data["open"]),
        **{name: frozenset(data[name]) for name in (
            "carried", "light", "held", "undone", "happening", "negators", "without", "conditions", "temporal",
            "whoever", "opining", "asking", "ahead")},
    )


def forms(verb: str) -> list[str]:
    """The regular forms of a verb, and some that it does not have: "stop", "stops", "stopped", "stopping"."""
    stem = verb[:-1] if verb.endswith("e") else verb
    soft = verb[:-1] + "i" if verb.endswith("y") and verb[-2:-1] not in "aeo" else stem
    doubled = [verb + verb[-1] + end for end in ("ed", "ing")] if verb[-1] in "bdglmnprt" else []
    return [verb, verb + "s", verb + "es", soft + "es", soft + "ed", stem + "ing", *doubled]


def plurals(noun: str) -> list[str]:
    """A noun and its plural."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")]
