"""Chains: which links between mentions are believed, so that one chain speaks of one.

The network scores links one by one, and one wrong link, often through an "it", welds two persons or the two sides of a
war together. So links are made best first over the whole text (constrained agglomerative clustering), and one that
would bring together what cannot be the same is refused: names that differ, he and she, the head of one body and of
another. Mentions are numbered as in `Mentions`. All rules look at words and grammar, none knows the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

import numpy as np

from standoff.language.coreference import DETERMINERS, FORMS, MALE, PLACES, Bools, Floats, Ints, Traits, agreement
from standoff.language.nominals import KINDS, RANKS, SMALL, called
from standoff.model import Kind
from standoff.text import fold

ENOUGH = -0.5
"""Log-odds of having an antecedent from which one is taken. Below 0: a link missed costs more than a link too many.
CoNLL F1 by head is within half a point of its best from -1.2 to 0 (GUM dev: train is too well known to tell)."""

SAME_SPEAKER = 8.0
"""What is added to the score of "he" in "he added", or at the head of any sentence, with the speaker before: more than
the network is ever sure by. In three reports on Iraq this speaker was right in 14 of 14 places, the network's choice in
4 of 12; on GUM dev it is worth .3 points of CoNLL F1, all of them from verbs that are none of SPEECH."""

STILL_SPEAKING = 2
"""Sentences over which a speaker is remembered."""

NEARBY = 6
"""Words between a name and its other name in brackets or after "known as"."""

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

HE, SHE, IT, THEY, PERSON, THING, MANY, SOMEBODY = (1 << n for n in range(8))

OPPOSED = {
    HE: SHE | IT | THEY | THING | MANY, SHE: IT | THEY | THING | MANY, IT: PERSON | MANY | SOMEBODY,
    PERSON: THEY | MANY | THING,
}
"""What one chain cannot hold: he, she, it, they; the name of a person or of a thing; many; somebody."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a mention is called: its words in order, each cut to what its spellings share ("Iraq", "Iraqi")."""

    words: tuple[str, ...]
    head: str
    person: bool
    initials: str
    letters: str                     # itself, where it is an abbreviation; else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text says of each mention by itself, beside its traits."""

    names: list[Name | None]
    inner: list[frozenset[str]]      # the names told inside it: "the head of the Red Crescent"
    speaks: Bools                    # it is the subject of a verb of SPEECH or of a root, or "according to" it
    aside: Bools                     # it follows "(" or "known as"


def facts(seen: Traits, words: Sequence[str], lemmas: Sequence[str], upos: Sequence[str], heads: Ints,
          deprels: Sequence[str]) -> Facts:
    """Look at every mention once more, over the words of the text."""
    found, folds = seen.found, [fold(word) for word in words]
    speech = np.fromiter((fold(lemma) in SPEECH or rel == "root" for lemma, rel in zip(lemmas, deprels, strict=True)),
                         np.bool_, len(words))
    speaks = (seen.place == PLACES.index("subject")) & speech[seen.above]
    aside = np.zeros(len(found), np.bool_)
    names: list[Name | None] = []
    inner: list[frozenset[str]] = []
    stretches = called(found, words, heads, deprels, upos)
    for at, (start, end, head) in enumerate(zip(found.start.tolist(), found.end.tolist(), found.head.tolist(),
                                                strict=True)):
        person = KINDS[found.kind[at]] is Kind.PERSON
        names.append(_name(words, folds, stretches[at], head, person))
        first, last = stretches[at] or (head, head + 1)
        inner.append(frozenset(folds[word][:4] for word in _told(words, upos, start, end, head)
                               if not first <= word < last) if not (person and names[at]) else frozenset())
        speaks[at] |= folds[max(start - 2, 0):start] == ["according", "to"]
        aside[at] = _aside(words, folds, start)
    return Facts(names, inner, speaks, aside)


def chains(seen: Traits, known: Facts, i: Ints, j: Ints, scores: Floats) -> list[int | None]:
    """The chain of each mention, numbered from 1 in order of first mentions; None for one that is spoken of once.

    `scores`: of the antecedent j of i, where having none scores 0. A mention whose antecedents together outweigh having
    none (by ENOUGH) is linked to the best of them, the surest links first; if that is refused, to its next best that is
    better than none.
    """
    scores = scores + SAME_SPEAKER * _same_speaker(seen, known, i, j)
    allowed = np.flatnonzero(~_told_anew(seen, i, j))
    order = allowed[np.lexsort((-j[allowed], -scores[allowed], i[allowed]))]
    later, earlier, score = i[order].tolist(), j[order].tolist(), scores[order].tolist()
    waiting: list[tuple[float, int]] = []
    if later:
        first = np.flatnonzero(np.diff(i[order], prepend=-1))
        together = np.logaddexp.reduceat(scores[order], first)
        waiting = [(-score[at], at) for at in first[together > ENOUGH].tolist()]
        heapify(waiting)
    above = list(range(len(seen.found)))
    clusters = [_cluster(seen, known, at) for at in above]
    while waiting:
        _, at = heappop(waiting)
        a, b = _top(above, later[at]), _top(above, earlier[at])
        if a == b:
            continue
        alias = _alias(seen, known, later[at], earlier[at])
        if not clusters[a].refuses(clusters[b], alias):
            a, b = max(a, b), min(a, b)
            above[a] = b
            clusters[b].take(clusters[a], alias)
        elif at + 1 < len(later) and later[at + 1] == later[at] and score[at + 1] > 0:
            heappush(waiting, (-score[at + 1], at + 1))
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
    inner: dict[int, frozenset[str]]                             # head lemma → names told inside such descriptions
    aliases: set[Name] = field(default_factory=set)              # names that the text says are of the same

    def refuses(self, other: Cluster, alias: bool) -> bool:
        """Whether the two cannot be the same; `alias`: the text says that their names are."""
        if any((self.marks & mark and other.marks & others) or (other.marks & mark and self.marks & others)
               for mark, others in OPPOSED.items()):
            return True
        for lemma, told in other.inner.items():
            mine = self.inner.get(lemma, told)
            if not (told <= mine or mine <= told):
                return True
        if alias:
            return False
        said = self.aliases | other.aliases
        return any(not same(one, two) and not (any(same(one, name) for name in said)
                                               and any(same(two, name) for name in said))
                   for one in self.names for two in other.names)

    def take(self, other: Cluster, alias: bool) -> None:
        """Add what is known of the other."""
        self.marks |= other.marks
        self.names |= other.names
        self.aliases |= other.aliases
        if alias:
            self.aliases |= self.names
        for lemma, told in other.inner.items():
            self.inner[lemma] = self.inner.get(lemma, told) | told


def same(one: Name, two: Name) -> bool:
    """Whether two names can be of the same: one is all in the other, or abbreviates it.

    Persons of more than one word each may also agree in the last and the first letter of the first ("J. Clark"). Of
    others the part must be the head of the whole or most of it: "Hezbollah" is not the "Hezbollah Brigades".
    """
    a, b = set(one.words), set(two.words)
    if one.person and two.person:
        return a <= b or b <= a or (min(len(a), len(b)) > 1 and one.words[-1] == two.words[-1]
                                    and one.words[0][0] == two.words[0][0])
    if (one.letters and one.letters == two.initials) or (two.letters and two.letters == one.initials):
        return True
    return (a <= b or b <= a) and (one.head == two.head or 2 * min(len(a), len(b)) > max(len(a), len(b)))


# — inside —


def _top(above: list[int], at: int) -> int:
    while above[at] != at:
        above[at] = above[above[at]]
        at = above[at]
    return at


def _cluster(seen: Traits, known: Facts, at: int) -> Cluster:
    """A mention by itself."""
    form, name, kind = FORMS[seen.form[at]], known.names[at], KINDS[seen.found.kind[at]]
    marks = {"he": HE, "she": SHE, "it": IT, "they": THEY}.get(form, 0)
    if kind is Kind.PERSON and not marks and seen.gender[at]:
        marks = HE if seen.gender[at] == MALE else SHE
    if name:
        marks |= PERSON if name.person else THING if kind in (Kind.PLACE, Kind.FACILITY, Kind.ORGANISATION) else 0
    elif seen.form[at] < FORMS.index("i"):
        marks |= MANY if seen.number[at] == 2 else SOMEBODY if kind is Kind.PERSON else 0
    inner = known.inner[at]
    return Cluster(marks, {name} if name else set(), {int(seen.lemma[at]): inner} if inner else {})


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
    found: Bools = ((seen.form[i] == FORMS.index("indefinite")) & (seen.sentence[i] != seen.sentence[j])
                    & (seen.lemma[i] != seen.lemma[j]))
    return found


def _alias(seen: Traits, known: Facts, i: int, j: int) -> bool:
    """Whether the text itself says in one sentence that two names are of one: set beside, predicate, "known as"."""
    one, other = known.names[i], known.names[j]
    if one is None or other is None or seen.sentence[i] != seen.sentence[j] or one.person != other.person:
        return False
    if known.aside[i] and 0 <= seen.found.start[i] - seen.found.end[j] <= NEARBY:
        return True
    if seen.predicate[i] and seen.subject_of[j] == seen.found.head[i]:
        return True
    # "Mosul, Iraq" and lists of persons look like appositions.
    return (bool(seen.above[i] == seen.found.head[j] and seen.relation[i] == 1)
            and KINDS[seen.found.kind[i]] is not Kind.PLACE
            and not (one.person and min(len(one.words), len(other.words)) > 1))


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


def _told(words: Sequence[str], upos: Sequence[str], start: int, end: int, head: int) -> list[int]:
    """The words of a mention that name somebody, up to its first clause, comma or bracket after the head."""
    told: list[int] = []
    for word in range(start, end):
        if word > head and (upos[word] in ("VERB", "AUX", "PRON") or words[word] in (",", "(", "[")):
            break
        if upos[word] in ("PROPN", "ADJ") and words[word][:1].isupper() and word != head:
            told.append(word)
    return told


def _aside(words: Sequence[str], folds: Sequence[str], start: int) -> bool:
    """Whether another name for what was told may begin here: after a bracket, "known as", "called"."""
    before = [word for word in folds[max(start - 4, 0):start] if word not in DETERMINERS]
    return (words[max(start - 1, 0)] == "(" or before[-2:] in (["known", "as"], ["referred", "as"])
            or before[-1:] in (["called"], ["named"], ["dubbed"], ["alias"], ["aka"]))
