"""Chains: which links between mentions are believed, so that one chain speaks of one.

The network scores links one by one, and one wrong link, often through an "it", welds two persons or the two sides of a
war together. So links are made best first over the whole text (constrained agglomerative clustering), and one that
would bring together what cannot be the same is refused: names that differ, he and she, the head of one body and of
another. Mentions are numbered as in `Mentions`. All rules look at words and grammar, none knows the world.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import inf

import numpy as np

from standoff.language.coreference import DETERMINERS, FORMS, MALE, PLACES, Bools, Floats, Ints, Traits, agreement
from standoff.language.nominals import KINDS, RANKS, SMALL, aliases, called
from standoff.model import Kind
from standoff.text import fold

ENOUGH = -0.8
"""Log-odds of having an antecedent from which one is taken. Below 0: a link missed costs more than a link too many.
CoNLL F1 by head is within .6 points of its best from -1 to -.3 (GUM dev: train is too well known to tell)."""

SAME_SPEAKER = 8.0
"""What is added to the score of "he" in "he added", or at the head of any sentence, with the speaker before: more than
the network is ever sure by. In three reports on Iraq this speaker was right in 14 of 14 places, the network's choice in
4 of 12; on GUM dev it is worth .3 points of CoNLL F1, all of them from verbs that are none of SPEECH."""

STILL_SPEAKING = 2
"""Sentences over which a speaker is remembered."""

NEARBY = 6
"""Words between a name and its other name in brackets."""

TOLD = tuple(FORMS.index(form) for form in ("name", "definite", "demonstrative", "we", "you", "he", "she", "it",
                                            "they"))
"""Forms that, coordinated, are of two: "the chairman and the member", but not "a poet and dramatist"."""

LOOSE = tuple(FORMS.index(form) for form in ("this", "who", "reflexive", "one"))
"""Forms that may be of the subject of their own clause."""

_SPEECH = """
    accuse acknowledge add admit affirm allege announce answer argue ask assert assure believe charge cite
    claim comment complain concede conclude confirm continue contend criticise criticize declare demand deny
    describe elaborate emphasise emphasize explain indicate insist maintain mention note observe point pledge
    predict promise quote recall remark reply report reiterate remind repeat respond reveal say state stress
    suggest tell think tweet underline underscore urge vow warn write
"""
SPEECH = frozenset(_SPEECH.split())
"""Lemmas of the verbs whose subject is a speaker."""

_OFFICES = """
    president prime minister vice chancellor king queen prince princess emir sheikh sultan governor mayor
    senator secretary ambassador judge justice speaker chairman chairwoman spokesman spokeswoman spokesperson
    leader general colonel major captain lieutenant sergeant admiral commander brigadier marshal pope bishop
    cardinal ayatollah imam mullah professor lord lady dame chief director deputy foreign defence defense
    interior miss congressman congresswoman representative premier former
    archbishop patriarch rabbi father mother brother sister comrade councillor commissioner inspector superintendent
    constable attorney commodore commandant senor senora comandante don dona shri begum maulana mufti
    mawlawi sayyid sayyed hajj haji hojatoleslam sheikha datuk seri tun
"""
OFFICES = RANKS | frozenset(_OFFICES.split())
"""Words, folded, that stand before a person's name and tell two persons apart as little as a rank."""

ARTICLES = frozenset({"ad", "al", "an", "ar", "as", "ash", "at", "az", "el"})
"""The Arabic article, as it sounds before each letter, where a hyphen follows; see SMALL for when none does."""

(HE, SHE, IT, THEY, ME, PERSON, THING, MANY, SOMEBODY, HUMAN, BODY, SITE, ARM, TIMED, AMOUNT, MATTER) = (
    1 << n for n in range(16))

OPPOSED = {
    HE: SHE | IT | THEY | THING | MANY, SHE: IT | THEY | THING | MANY, IT: PERSON | MANY | SOMEBODY,
    PERSON: THEY | ME | MANY | THING, ME: HE | SHE | IT | THEY, SOMEBODY: THING, SITE: HUMAN, ARM: HUMAN | BODY | SITE,
    TIMED: HUMAN | BODY | SITE | ARM, AMOUNT: HUMAN | BODY | SITE | ARM | TIMED,
    MATTER: HUMAN | BODY | SITE | ARM | TIMED | AMOUNT,
}
"""What one chain cannot hold: he, she, it, they; the name of a person or of a thing; many; somebody; what is human
(persons, groups), a body, a site, a weapon, a time, an amount, another matter. An "I" or "you" outside quotations (ME)
is nobody who is named, no "he" and no "she": an interview does not say whose turn it is."""

KINDRED = {Kind.PERSON: HUMAN, Kind.GROUP: HUMAN, Kind.ORGANISATION: BODY, Kind.PLACE: SITE, Kind.FACILITY: SITE,
           Kind.WEAPON: ARM, Kind.TIME: TIMED, Kind.QUANTITY: AMOUNT, Kind.MONEY: AMOUNT, Kind.OTHER: MATTER}

MARGIN = 6.0
"""Log-odds by which a place's name must be likelier than any other place's for "the country" to be that place."""

OFFICE = frozenset({"president", "minister", "governor", "mayor", "king", "queen", "pope", "senator", "chancellor",
                    "ambassador", "emir", "sultan"})
"""Offices of which nobody has two: a man can be a general and the president, but not a mayor and the president."""

OF_WHAT = frozenset({"prime", "foreign", "interior", "defence", "finance", "health", "justice", "oil", "vice",
                     "deputy"})
"""What tells one such office from another."""

SPELT = {"gov": "governor", "sen": "senator", "premier": "prime minister", "defense": "defence"}

SIDES = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper",
                   "lower"})
"""A part of a place is not the place: "northern Iraq"."""

SORTS = {word: words.split()[0] for words in (
    "country nation", "city capital town village", "region province governorate district", "island", "river", "bridge",
    "airport", "hospital", "school university", "army military force navy", "police", "ministry", "government",
    "parliament assembly congress", "court", "party", "council committee commission", "coalition alliance", "bank",
    "mission embassy", "agency", "newspaper") for word in words.split()}
"""Lemmas of nouns for places and bodies → what sort of thing they say it is. What is of one sort is not of another."""

FIGURES = {"one": "1", "two": "2", "both": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
           "eight": "8", "nine": "9", "ten": "10"}


@dataclass(frozen=True, slots=True)
class Name:
    """What a mention is called: its words in order, each cut to what its spellings share ("Iraq", "Iraqi")."""

    words: tuple[str, ...]
    head: str
    person: bool
    initials: str
    letters: str                     # itself, where it is an abbreviation; else ""


Alike = dict[int | str, frozenset[str]]
"""Words by what they tell of, of which those of one mention must be among those of another of the same: by the lemma of
its head the names told inside it ("the head of the Red Crescent"); its "sort", "number", "office", "part"."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text says of each mention by itself, beside its traits."""

    names: list[Name | None]
    alike: list[Alike]
    speaks: Bools                    # it is the subject of a verb of SPEECH or of a root, or "according to" it
    aside: Bools                     # it follows "("
    alias: Ints                      # the mention that it is another name of ("known as"), or -1
    named: list[float]               # the sentence in which its name is told first
    speakers: dict[int, int]         # the mention that speaks in each quotation
    apart: list[frozenset[int]]      # the mentions that grammar tells from it


def facts(seen: Traits, words: Sequence[str], lemmas: Sequence[str], upos: Sequence[str], heads: Ints,
          deprels: Sequence[str]) -> Facts:
    """Look at every mention once more, over the words of the text."""
    found, folds = seen.found, [fold(word) for word in words]
    speech = np.fromiter((fold(lemma) in SPEECH or rel == "root" for lemma, rel in zip(lemmas, deprels, strict=True)),
                         np.bool_, len(words))
    speaks = (seen.place == PLACES.index("subject")) & speech[seen.above]
    aside = np.zeros(len(found), np.bool_)
    names: list[Name | None] = []
    alike: list[Alike] = []
    stretches = called(found, words, heads, deprels, upos)
    for at, (start, end, head) in enumerate(zip(found.start.tolist(), found.end.tolist(), found.head.tolist(),
                                                strict=True)):
        person = KINDS[found.kind[at]] is Kind.PERSON
        names.append(_name(words, folds, stretches[at], head, person))
        first, last = stretches[at] or (head, head + 1)
        inner = [] if person and names[at] else _told(words, upos, start, end, head)
        counts = [folds[word] for word in range(start, head)
                  if heads[word] == head and (deprels[word] == "nummod" or folds[word] == "both")]
        title = folds[start:last] if names[at] else [*folds[start:head], fold(lemmas[head])]
        alike.append({key: frozenset(told) for key, told in (
            (int(seen.lemma[at]), [folds[word][:4] for word in inner if not first <= word < last]),
            ("number", [FIGURES.get(count, count) for count in counts[:1]]),
            ("office", _office(title) if person and (names[at] or title[-1] in OFFICE | set(SPELT)) else []),
            ("sort", [SORTS[word] for word in (fold(lemmas[head]), title[-1]) if word in SORTS][:1]
             if upos[head] in ("NOUN", "PROPN") else []),
            ("part", [folds[word] for word in range(start, head) if folds[word] in SIDES or word >= first] or ["whole"]
             if KINDS[found.kind[at]] is Kind.PLACE and names[at] and folds[start] not in DETERMINERS else []),
        ) if told})
        speaks[at] |= folds[max(start - 2, 0):start] == ["according", "to"]
        aside[at] = words[max(start - 1, 0)] == "("
    keys = [(name.words[-1] if name.person else name.head) if name else "" for name in names]
    told: dict[str, int] = {}
    for key, sentence in zip(keys, seen.sentence.tolist(), strict=True):
        if key:
            told.setdefault(key, sentence)
    return Facts(names, alike, speaks, aside, aliases(found, words, heads, deprels, upos),
                 [told[key] if key else inf for key in keys], _speakers(seen, speaks), _apart(seen, heads, deprels))


def chains(seen: Traits, known: Facts, i: Ints, j: Ints, scores: Floats) -> list[int | None]:
    """The chain of each mention, numbered from 1 in order of first mentions; None for one that is spoken of once.

    `scores`: of the antecedent j of i, where having none scores 0. A mention whose antecedents together outweigh having
    none (by ENOUGH) is linked to the best of them, the surest links first; if that is refused, to its next best that is
    better than none.
    """
    scores = scores + SAME_SPEAKER * _same_speaker(seen, known, i, j)
    also = np.flatnonzero(known.alias >= 0)
    i, j = np.append(i, also), np.append(j, known.alias[also])
    scores = np.append(scores, np.full(len(also), 2 * SAME_SPEAKER, np.float32))
    allowed = np.flatnonzero(~_told_anew(seen, i, j) & ~_torn(seen, known, i, j, scores))
    order = allowed[np.lexsort((-j[allowed], -scores[allowed], i[allowed]))]
    later, earlier, score = i[order].tolist(), j[order].tolist(), scores[order].tolist()
    spoken = np.isin(seen.form, SPOKEN)
    late = ((spoken[i] | spoken[j]) & (seen.quote[i] != seen.quote[j]))[order].tolist()
    waiting: list[tuple[bool, float, int]] = []
    if later:
        first = np.flatnonzero(np.diff(i[order], prepend=-1))
        together = np.logaddexp.reduceat(scores[order], first)
        waiting = [(late[at], -score[at], at) for at in first[together > ENOUGH].tolist()]
        heapify(waiting)
    above = list(range(len(seen.found)))
    clusters = [_cluster(seen, known, at) for at in above]
    while waiting:
        *_, at = heappop(waiting)
        a, b = _top(above, later[at]), _top(above, earlier[at])
        if a == b:
            continue
        alias = _alias(seen, known, later[at], earlier[at])
        if not (clusters[a].refuses(clusters[b], alias)
                or (late[at] and _another_speaks(seen, known, above, later[at], earlier[at]))):
            a, b = max(a, b), min(a, b)
            above[a] = b
            clusters[b].take(clusters[a], alias)
        elif at + 1 < len(later) and later[at + 1] == later[at] and score[at + 1] > 0:
            heappush(waiting, (late[at + 1], -score[at + 1], at + 1))
    top = np.array([_top(above, at) for at in above], np.int64)
    shared = np.flatnonzero(np.bincount(top, minlength=len(top)) > 1)
    numbers = np.zeros(len(top), np.int64)
    numbers[shared] = np.arange(1, len(shared) + 1)
    return [chain or None for chain in numbers[top].tolist()]


@dataclass(slots=True)
class Cluster:
    """What is known of the one that some mentions speak of."""

    marks: int                                                   # HE … SOMEBODY
    names: set[Name]
    members: set[int]
    apart: set[int]                                              # mentions that are of others
    named: float                                                 # the sentence in which its name is told first
    described: float                                             # the sentence in which it is described first
    alike: Alike
    aliases: set[Name] = field(default_factory=set)              # names that the text says are of the same

    def refuses(self, other: Cluster, alias: bool) -> bool:
        """Whether the two cannot be the same; `alias`: the text says that their names are."""
        if any((self.marks & mark and other.marks & others) or (other.marks & mark and self.marks & others)
               for mark, others in OPPOSED.items()):
            return True
        if not (self.apart.isdisjoint(other.members) and other.apart.isdisjoint(self.members)):
            return True
        for lemma, told in other.alike.items():
            mine = self.alike.get(lemma, told)
            if not (told <= mine or mine <= told):
                return True
        if alias:
            return False
        if self._later(other) or other._later(self):
            return True
        said = self.aliases | other.aliases
        return any(not same(one, two) and not (any(same(one, name) for name in said)
                                               and any(same(two, name) for name in said))
                   for one in self.names for two in other.names)

    def _later(self, other: Cluster) -> bool:
        """Whether the other's name is told first after this was described without a name."""
        return (not self.names and self.described < other.named < inf
                and not self.alike.get("office", frozenset()) & other.alike.get("office", frozenset()))

    def take(self, other: Cluster, alias: bool) -> None:
        """Add what is known of the other."""
        self.marks |= other.marks
        self.names |= other.names
        self.aliases |= other.aliases
        self.members |= other.members
        self.named, self.described = min(self.named, other.named), min(self.described, other.described)
        self.apart |= other.apart
        if alias:
            self.aliases |= self.names
        for lemma, told in other.alike.items():
            self.alike[lemma] = self.alike.get(lemma, told) | told


def same(one: Name, two: Name) -> bool:
    """Whether two names can be of the same: one is all in the other, or abbreviates it.

    Persons of more than one word each may also agree in the last word and nearly in the first ("J. Clark", "Muhammad"
    and "Mohamed Sudani", not "Masoud" and "Masrour Barzani"). Of others the part must be the head of the whole or most
    of it: "Hezbollah" is not the "Hezbollah Brigades".
    """
    a, b = set(one.words), set(two.words)
    if one.person and two.person:
        return a <= b or b <= a or (min(len(a), len(b)) > 1 and one.words[-1] == two.words[-1]
                                    and _spelled_alike(one.words[0], two.words[0]))
    if (one.letters and one.letters == two.initials) or (two.letters and two.letters == one.initials):
        return True
    return (a <= b or b <= a) and (one.head == two.head or 2 * min(len(a), len(b)) > max(len(a), len(b)))


# — inside —


def _spelled_alike(one: str, two: str) -> bool:
    """Whether a first name may be the other, cut short or brought over from another script: vowels come and go."""
    a, b = (re.sub(r"(.)\1", r"\1", re.sub("[aeiouyw]", "", word)) for word in (one, two))
    return one[0] == two[0] and (one.startswith(two) or two.startswith(one) or a.startswith(b) or b.startswith(a))


def _top(above: list[int], at: int) -> int:
    while above[at] != at:
        above[at] = above[above[at]]
        at = above[at]
    return at


def _cluster(seen: Traits, known: Facts, at: int) -> Cluster:
    """A mention by itself."""
    form, name, kind = FORMS[seen.form[at]], known.names[at], KINDS[seen.found.kind[at]]
    marks = {"he": HE, "she": SHE, "it": IT, "they": THEY}.get(form, 0)
    if form in ("i", "you") and not seen.quote[at]:
        marks = ME
    if kind is Kind.PERSON and not marks and seen.gender[at]:
        marks = HE if seen.gender[at] == MALE else SHE
    if name:
        marks |= PERSON if name.person else THING if kind in (Kind.PLACE, Kind.FACILITY, Kind.ORGANISATION) else 0
    elif seen.form[at] < FORMS.index("i"):
        marks |= MANY if seen.number[at] == 2 else SOMEBODY if kind is Kind.PERSON else 0
    if seen.form[at] < FORMS.index("i"):
        marks |= KINDRED[kind]
    described = int(seen.sentence[at]) if not name and seen.form[at] < FORMS.index("i") else inf
    return Cluster(marks, {name} if name else set(), {at}, set(known.apart[at]), known.named[at], described,
                   dict(known.alike[at]))


def _same_speaker(seen: Traits, known: Facts, i: Ints, j: Ints) -> Bools:
    """Pairs of the pronoun in "he added" with the speaker before it, outside quotations and where both can be the same:
    "he" and "she" of a person, "it" of anybody else.
    """
    before = np.full(len(seen.found), -1)
    pronouns = [FORMS.index(form) for form in ("he", "she", "it")]
    others = [FORMS.index(form) for form in ("i", "we", "you", "they", "this", "who", "one")]
    person = seen.found.kind == KINDS.index(Kind.PERSON)
    last = {True: -1, False: -1}                                         # the last person who spoke, the last other
    for at in np.flatnonzero(known.speaks & (seen.quote == 0) & ~np.isin(seen.form, others)).tolist():
        human = bool(person[at])
        speaker = last[human]
        if (seen.form[at] in pronouns and speaker >= 0 and seen.number[speaker] != 2
                and seen.sentence[at] - seen.sentence[speaker] <= STILL_SPEAKING
                and agreement(seen.gender[at], seen.gender[speaker]) < 2):
            before[at] = speaker
        last[human] = at
    found: Bools = before[i] == j
    return found


def _told_anew(seen: Traits, i: Ints, j: Ints) -> Bools:
    """Pairs whose later one brings in somebody new: "a part of …" a sentence or more after, with another head word."""
    possessive, time = FORMS.index("possessive"), KINDS.index(Kind.TIME)
    noun, person = seen.form < FORMS.index("i"), seen.found.kind == KINDS.index(Kind.PERSON)
    anew = (seen.form == FORMS.index("indefinite")) | ((seen.form == possessive) & (person | (seen.number == 2)))
    timed = (seen.found.kind == time) & noun
    found: Bools = (anew[i] | (timed[i] & timed[j])) & (seen.sentence[i] != seen.sentence[j]) & (
        seen.lemma[i] != seen.lemma[j])
    plain = noun & (seen.form > 0)
    found |= plain[i] & plain[j] & (agreement(seen.number[i], seen.number[j]) == 2)
    return found


SPOKEN = tuple(FORMS.index(form) for form in ("i", "we", "you"))
"""Forms that hang on who speaks."""


def _another_speaks(seen: Traits, known: Facts, above: list[int], i: int, j: int) -> bool:
    """Whether an "I", "we" or "you" is not what it is linked to across the border of a quotation: who speaks there
    says "I" and "we" in it, and never "you".
    """
    one, other = ((at, FORMS[seen.form[at]], known.speakers.get(int(seen.quote[at]))) for at in (i, j))
    tops = [None if speaker is None else _top(above, speaker) for *_, speaker in (one, other)]
    if seen.form[i] in SPOKEN and seen.form[j] in SPOKEN:
        return (one[1] == "you") != (other[1] == "you") or tops[0] is None or tops[0] != tops[1]
    at, top, form = (j, tops[0], one[1]) if seen.form[i] in SPOKEN else (i, tops[1], other[1])
    return top is not None and (form == "you") == (_top(above, at) == top)


def _speakers(seen: Traits, speaks: Bools) -> dict[int, int]:
    """The mention that speaks in each quotation: the nearest in its last or first sentence; else who spoke in the
    quotation before, if that ends in the sentence before or later.
    """
    told: dict[int, list[int]] = {}
    for at in np.flatnonzero(speaks & (seen.quote == 0) & ~np.isin(seen.form, SPOKEN)).tolist():
        told.setdefault(int(seen.sentence[at]), []).append(at)
    inside: dict[int, list[int]] = {}
    for at in np.flatnonzero(seen.quote).tolist():
        inside.setdefault(int(seen.quote[at]), []).append(at)
    speakers: dict[int, int] = {}
    last, speaker = -2, None
    for quote, mentions in sorted(inside.items()):
        first, end = int(seen.sentence[mentions[0]]), int(seen.sentence[mentions[-1]])
        if near := told.get(end) or told.get(first):
            speaker = min(near, key=lambda at: min(abs(at - mentions[0]), abs(at - mentions[-1])))
        elif last < first - 1:
            speaker = None
        if speaker is not None:
            speakers[quote] = speaker
        last = end
    return speakers


def _torn(seen: Traits, known: Facts, i: Ints, j: Ints, scores: Floats) -> Bools:
    """Pairs of "the country" or "the army" with what the text tells apart, where the likeliest has a rival: another
    place's name nearly as likely, or told apart from it by grammar ("Chad accused Sudan"); "the Chadian army" beside
    "the Sudanese army".
    """
    lemmas = seen.lemma.tolist()
    inner = [alike.get(lemma, frozenset()) for alike, lemma in zip(known.alike, lemmas, strict=True)]
    bare = (seen.form == FORMS.index("definite")) & np.array(
        ["sort" in alike and not told for alike, told in zip(known.alike, inner, strict=True)], np.bool_)
    place = seen.found.kind == KINDS.index(Kind.PLACE)
    named = np.array([name is not None for name in known.names], np.bool_) & place
    told = np.array([bool(one) for one in inner], np.bool_)
    options: dict[int, list[int]] = {}
    one_of = (place[i] & named[j]) | (told[j] & (seen.lemma[i] == seen.lemma[j]))
    for pair in np.flatnonzero(bare[i] & one_of).tolist():
        options.setdefault(int(i[pair]), []).append(pair)
    torn = np.zeros(len(place), np.bool_)
    for at, mine in options.items():
        best = max(mine, key=scores.__getitem__)
        first = int(j[best])
        near = {int(j[pair]) for pair in mine if scores[pair] > scores[best] - MARGIN
                or j[pair] in known.apart[first] or first in known.apart[j[pair]]}
        torn[at] = any(_rivals(seen, known.names, inner, first, other) for other in near)
    found: Bools = torn[i] & (told[j] | (seen.lemma[i] != seen.lemma[j]))
    return found


def _rivals(seen: Traits, names: Sequence[Name | None], inner: Sequence[frozenset[str]], a: int, b: int) -> bool:
    """Whether two are told apart by their names, or in one sentence by the names inside them."""
    one, other = names[a], names[b]
    if one and other:
        return not same(one, other)
    return bool(seen.sentence[a] == seen.sentence[b] and inner[a] and inner[b]
                and not (inner[a] <= inner[b] or inner[b] <= inner[a]))


def _alias(seen: Traits, known: Facts, i: int, j: int) -> bool:
    """Whether the text itself says in one sentence that two names are of one: set beside, predicate, "known as"."""
    one, other = known.names[i], known.names[j]
    if one is None or other is None or seen.sentence[i] != seen.sentence[j] or one.person != other.person:
        return False
    if known.alias[i] == j:
        return True
    if known.aside[i] and 0 <= seen.found.start[i] - seen.found.end[j] <= NEARBY:
        return True
    if seen.predicate[i] and seen.subject_of[j] == seen.found.head[i]:
        return True
    # "Mosul, Iraq" and lists of persons look like appositions.
    return (bool(seen.above[i] == seen.found.head[j] and seen.relation[i] == 1)
            and KINDS[seen.found.kind[i]] is not Kind.PLACE
            and not (one.person and min(len(one.words), len(other.words)) > 1))


def _apart(seen: Traits, heads: Ints, deprels: Sequence[str]) -> list[frozenset[int]]:
    """For each mention those that it cannot be by grammar: what it owns, what it is coordinated with, the object of
    the verb that it is the subject of.
    """
    found = seen.found
    at_word = {head: at for at, head in enumerate(found.head.tolist())}
    apart: list[set[int]] = [set() for _ in range(len(found))]
    lists: dict[int, list[int]] = {}
    for at, head in enumerate(found.head.tolist()):
        above = int(heads[head])
        other = at_word.get(above)
        if other is None or other == at:
            continue
        if deprels[head] == "nmod:poss":
            apart[at].add(other)
        elif deprels[head] == "conj" and seen.form[at] in TOLD and seen.form[other] in TOLD:
            lists.setdefault(other, [other]).append(at)
    joined = {int(heads[word]) for word, rel in enumerate(deprels) if rel == "cc"}
    acts = {above: at for at, above in enumerate(seen.subject_of.tolist()) if above >= 0}
    for at in np.flatnonzero((seen.place == PLACES.index("object")) & (found.head > seen.above)).tolist():
        if seen.form[at] not in LOOSE and (other := acts.get(int(seen.above[at]))) is not None:
            apart[at].add(other)
    for several in lists.values():
        if found.head[several[-1]] not in joined:
            continue
        for at in several:
            apart[at].update(other for other in several if other != at)
    return [frozenset(one) for one in apart]


def _name(words: Sequence[str], folds: Sequence[str], stretch: tuple[int, int] | None, head: int,
          person: bool) -> Name | None:
    """The name in a stretch of words, without articles and small words, a person's without rank and office too; None
    where no word has a capital.

    A sentence gives a small word a capital: the "De" of "De Mistura said" is no part of what "Staffan de Mistura" has.
    """
    own = [word for word in range(*stretch) if words[word][:1].isupper() and folds[word]] if stretch else []
    if person:
        own = [word for word in own if folds[word] not in OFFICES] or own
    if not own:
        return None
    told = [word for word in own if folds[word] not in SMALL
            and not (folds[word] in ARTICLES and words[word + 1:word + 2] == ["-"])] or own
    letters = words[own[0]].replace(".", "") if len(own) == 1 else ""
    return Name(tuple(dict.fromkeys(folds[word][:6 if person else 4] for word in told)),
                folds[head if head in told else told[-1]][:4], person, "".join(words[word][0] for word in own),
                letters if 2 <= len(letters) <= 7 and letters.isupper() else "")


def _office(title: Sequence[str]) -> list[str]:
    """The words of an office that only one has, in what stands before a name or in a description without its rest."""
    told = " ".join(SPELT.get(word.rstrip("."), word) for word in title).split()
    told = told[max((at + 1 for at, word in enumerate(told) if word == "s"), default=0):]        # "the king's envoy"
    if not OFFICE & set(told) or {"former", "ex"} & set(told):
        return []
    return [word for word in told if word in OFFICE | OF_WHAT]


def _told(words: Sequence[str], upos: Sequence[str], start: int, end: int, head: int) -> list[int]:
    """The words of a mention that name somebody, up to its first clause, comma or bracket after the head."""
    told: list[int] = []
    for word in range(start, end):
        if word > head and (upos[word] in ("VERB", "AUX", "PRON") or words[word] in (",", "(", "[")):
            break
        if upos[word] in ("PROPN", "ADJ") and words[word][:1].isupper() and word != head:
            told.append(word)
    return told
