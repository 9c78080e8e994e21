"""Nominals: which stretch of text a nominal's head word speaks for, and which part of it is its name.

Takes the tree, the tags and the scores of the kind and name heads of a text; gives `Mentions`, arrays over the words.
A mention spans what GUM (https://gucorpling.org/gum) brackets as an entity: the noun phrase with its determiner,
modifiers, complements, relative clause and possessive ending, without the preposition before it, without what is
coordinated with it or set beside it, and, where the noun is a predicate, without subject, copula and the rest of the
clause. Mentions nest. Word numbers are half open and count from 0 in the arrays given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.language.tree import roots
from standoff.model import Kind, Nominal
from standoff.text import fold

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

KINDS = tuple(Kind)
"""What the numbers in `Mentions.kind` stand for; in the kind head's scores a column for "no nominal" comes first."""

LEFT, RIGHT, OTHER, NEVER = 1, 2, 4, 8
"""Where a dependent stands that belongs to its head's mention: before the head; after it; after it if the head is no
noun ("the tallest in the country"); in no mention at all. One without a code is outside, except where a verb is the
head: a clause is a mention as a whole."""

BOTH = LEFT | RIGHT

INSIDE = {
    "det": BOTH, "det:predet": BOTH, "amod": BOTH, "nummod": BOTH, "compound": BOTH, "flat": BOTH, "fixed": BOTH,
    "goeswith": BOTH, "nmod": RIGHT, "nmod:poss": BOTH, "nmod:desc": BOTH, "nmod:unmarked": BOTH, "acl": RIGHT,
    "acl:relcl": RIGHT, "case": RIGHT, "compound:prt": RIGHT, "obl:agent": RIGHT, "obj": RIGHT, "xcomp": RIGHT,
    "obl": OTHER, "appos": NEVER, "conj": NEVER, "cc": NEVER, "punct": NEVER, "parataxis": NEVER, "discourse": NEVER,
}
"""Dependents of a mention's head, by counting the brackets of GUM's training part. What is not named stays outside: of
a predicate cop, nsubj, aux, mark and advmod, of any noun what is coordinated with it or set beside it."""

NOUNS = frozenset({"NOUN", "PROPN", "PRON"})

PAIRED = {")": "(", "]": "[", "”": "“", "’": "‘", "»": "«", '"': '"'}


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a text in order of their heads: parallel arrays, in words."""

    start: Ints
    end: Ints
    head: Ints
    kind: Ints                       # index in KINDS
    name: Bools

    def __len__(self) -> int:
        return len(self.head)


def extents(heads: Ints) -> tuple[Ints, Ints]:
    """First and last word of every word's subtree. `heads`: a forest, a root is its own head."""
    low, high = np.arange(len(heads)), np.arange(len(heads))
    rest = np.flatnonzero(heads != low)
    # Leaves first: a word whose dependents are all done hands its extent to its head.
    waiting = np.bincount(heads[rest], minlength=len(heads))
    ready = rest[waiting[rest] == 0]
    while len(ready):
        above = heads[ready]
        np.minimum.at(low, above, low[ready])
        np.maximum.at(high, above, high[ready])
        np.subtract.at(waiting, above, 1)
        above = np.unique(above)
        ready = above[(waiting[above] == 0) & (heads[above] != above)]
    return low, high


def spans(words: Sequence[str], heads: Ints, deprels: Sequence[str], upos: Sequence[str]) -> tuple[Ints, Ints]:
    """Where the mention of every word starts and ends, if the word is the head of one."""
    count = len(heads)
    own = np.arange(count)
    low, high = extents(heads)
    code = np.fromiter((INSIDE.get(rel, 0) for rel in deprels), np.int64, count)
    mark = np.fromiter((tag == "PUNCT" for tag in upos), np.bool_, count)
    noun = np.fromiter((tag in NOUNS for tag in upos), np.bool_, count)
    clause = np.fromiter((tag == "VERB" for tag in upos), np.bool_, count)
    side = np.where(own < heads, LEFT, RIGHT)
    inside = (code & side > 0) | ((code & OTHER > 0) & ~noun[heads] & (side == RIGHT))
    inside |= clause[heads] & ((code == 0) | (code & OTHER > 0))
    inside &= heads != own
    # What a bracket opens is an aside: "Clisthenes (508 BC)"; nine in ten are outside in GUM's training part.
    bracket = np.fromiter((word in ("(", "[") for word in words), np.bool_, count)
    inside &= ~((side == RIGHT) & (bracket[low] | bracket[np.maximum(low - 1, 0)]))
    start, end = own.copy(), own.copy()
    np.minimum.at(start, heads[inside], low[inside])
    np.maximum.at(end, heads[inside], high[inside])
    mark[heads[inside]] = False                                    # a mark that has dependents is a word to the parser
    start, end = trimmed(start, end, mark)
    return start, closed(words, start, end, mark)


def trimmed(start: Ints, end: Ints, mark: Bools) -> tuple[Ints, Ints]:
    """The spans (ends inclusive) without punctuation at their ends, ends made exclusive."""
    own = np.arange(len(mark))
    after = np.minimum.accumulate(np.where(mark, len(mark), own)[::-1])[::-1]         # next word that is no mark
    before = np.maximum.accumulate(np.where(mark, -1, own))
    first, last = after[start], before[end]
    empty = first > last
    return np.where(empty, start, first), np.where(empty, end, last) + 1


def closed(words: Sequence[str], start: Ints, end: Ints, mark: Bools) -> Ints:
    """The ends, moved past a bracket or mark that closes what was opened inside: "the so-called ‘caliphate’"."""
    end = end.copy()
    after = np.append(mark, False)[end]
    for at in np.flatnonzero(after).tolist():
        first, last = int(start[at]), int(end[at])
        while last < len(words) and (opener := PAIRED.get(words[last])):
            inner = words[first:last]
            opened = inner.count(opener) - (inner.count(words[last]) if opener != words[last] else 0)
            if opened <= 0 or (opener == words[last] and opened % 2 == 0):
                break
            last += 1
        end[at] = last
    return end


def mentions(kinds: Floats, names: Floats, words: Sequence[str], heads: Ints, deprels: Sequence[str],
             upos: Sequence[str]) -> Mentions:
    """The mentions of a text. `kinds`: (words, 1 + KINDS) scores, `names`: log-odds that a word heads a name.

    A proper noun that other words are flat with ("Mao Ning") is a mention whatever the network says of it, of the kind
    that it says next; the "it" of "it seems" is none. All mentions of one name are of one kind.
    """
    flat = np.fromiter((rel == "flat" for rel in deprels), np.bool_, len(words))
    proper = np.fromiter((tag == "PROPN" for tag in upos), np.bool_, len(words))
    several = np.zeros(len(words), np.bool_)
    several[heads[flat & proper]] = True
    several &= proper & ~(flat & proper[heads])
    several &= ~np.fromiter((word.rstrip(".").lower() in RANKS for word in words), np.bool_, len(words))
    told = np.fromiter((tag != "PUNCT" and rel != "expl" for tag, rel in zip(upos, deprels, strict=True)), np.bool_,
                       len(words))
    best = np.where(several, 1 + np.argmax(kinds[:, 1:], 1), np.argmax(kinds, 1))
    inside = flat & proper & proper[heads] & (best[heads] > 0)     # "Ababa" of "Addis Ababa"
    at = np.flatnonzero((best > 0) & told & ~inside)
    start, end = spans(words, heads, deprels, upos)
    missed = several[at] & (np.argmax(kinds[at], 1) == 0)
    also = np.fromiter((word.replace(".", "").lower() in ("aka", "alias") for word in words), np.bool_, len(words))
    other = also[start[at]] & (at > start[at])                     # "a.k.a. Barbecue" names "Barbecue"
    start[at[other]] += 1
    found = Mentions(start[at], end[at], at, best[at] - 1, (names[at] > 0) | missed | other)
    short = {words[head] for head in at[found.name].tolist() if len(words[head]) > 1 and words[head].isupper()}
    found.name[[words[head] in short for head in at.tolist()]] = True               # "PMU" once a name is always one
    found = _dated(_ranked(found, words), words, heads, deprels, upos)
    return _agreed(_nested(found, upos), kinds, words, heads, deprels, upos)


def _ranked(found: Mentions, words: Sequence[str]) -> Mentions:
    """A rank before a person is a part of that mention and none of its own: "Brig." + "Gen. Yahya Saree"."""
    start, kept = found.start.copy(), np.ones(len(found), np.bool_)
    persons = {first: at for at, (first, kind) in enumerate(zip(start.tolist(), found.kind.tolist(), strict=True))
               if KINDS[kind] is Kind.PERSON}
    for at in range(len(found) - 1, -1, -1):
        first, last = int(start[at]), int(found.end[at])
        person = persons.get(last, persons.get(first, at))
        if person != at and all(word.rstrip(".").lower() in RANKS for word in words[first:last]):
            start[person], kept[at] = first, False
            persons[first] = person
    return Mentions(start[kept], found.end[kept], found.head[kept], found.kind[kept], found.name[kept])


def _dated(found: Mentions, words: Sequence[str], heads: Ints, deprels: Sequence[str], upos: Sequence[str]) -> Mentions:
    """The figures round a month or an hour belong to it, wherever the tree of the sentence has them: "Feb. 1, 2021",
    "29 October"."""
    root = roots(heads)

    def figure(at: int, start: int, end: int) -> bool:
        return (0 <= at < len(words) and root[at] == root[start]
                and words[at][0].isdigit() and words[at].rstrip("stndrh").isdigit()
                and not (deprels[at] == "nummod" and upos[heads[at]] != "PROPN" and not start <= heads[at] < end))

    starts, ends, gone = found.start.copy(), found.end.copy(), np.zeros(len(found), np.bool_)
    of_span: dict[tuple[int, int], list[int]] = {}
    for at, span in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        of_span.setdefault(span, []).append(at)
    for at in np.flatnonzero(found.kind == KINDS.index(Kind.TIME)).tolist():
        start, end, head = int(starts[at]), int(ends[at]), int(found.head[at])
        if gone[at] or (upos[head] != "PROPN" and words[head].replace(".", "").lower() not in ("am", "pm")):
            continue
        while figure(end, start, end) or (end < len(words) and words[end] == "," and figure(end + 1, start, end)
                                          and len(words[end + 1]) == 4):
            end += 1 + (words[end] == ",")
        start -= figure(start - 1, start, end)
        starts[at], ends[at] = start, end
        gone[[other for other in of_span.get((start, end), ()) if other != at]] = True         # the same by its figure
    return Mentions(starts[~gone], ends[~gone], found.head[~gone], found.kind[~gone], found.name[~gone])


def _nested(found: Mentions, upos: Sequence[str]) -> Mentions:
    """Where two mentions cross, the first ends before the second begins."""
    ends = found.end.copy()
    opened: list[int] = []
    for at in np.lexsort((-found.end, found.start)).tolist():
        start, end = int(found.start[at]), int(found.end[at])
        opened = [other for other in opened if ends[other] > start]
        for other in opened:
            if ends[other] < end and found.head[other] < start:
                last = start
                while upos[last - 1] == "PUNCT" and last - 1 > found.head[other]:
                    last -= 1
                ends[other] = last
        opened.append(at)
    return Mentions(found.start, ends, found.head, found.kind, found.name)


def _agreed(found: Mentions, kinds: Floats, words: Sequence[str], heads: Ints, deprels: Sequence[str],
            upos: Sequence[str]) -> Mentions:
    """One kind for all mentions of a name, and of its abbreviation: that to which the network gives most weight over
    all of them; what another is "known as" has the kind of that other. A place that acts is an organisation: these two
    count as one, and each mention keeps its own of them.
    """
    stretches = called(found, words, heads, deprels, upos)
    own = [_letters(words, stretch) if stretch else "" for stretch in stretches]
    letters = [_initials(words, stretch) if stretch else "" for stretch in stretches]
    long = {short: name for name, short in zip(own, letters, strict=True) if len(short) > 1}
    told: dict[str, list[str]] = {}                                # what other names are said to be of
    for at, of in enumerate(aliases(found, words, heads, deprels, upos).tolist()):
        if of >= 0 and own[at] != own[of]:
            own[of] = own[of] or f" {of}"
            long[own[at]] = long.get(own[of], own[of])
            told.setdefault(long[own[at]], []).append(own[at])
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(own):
        if name:
            groups.setdefault(long.get(name, name), []).append(at)
    sure = kinds[found.head, 1:]
    sure = sure - np.logaddexp.reduce(sure, 1, keepdims=True)
    sure[[words[start].rstrip(".").lower() in RANKS for start in found.start.tolist()], KINDS.index(Kind.PERSON)] += 4
    sure[_located(found, words, heads, deprels), KINDS.index(Kind.PERSON)] -= 4
    place, body = KINDS.index(Kind.PLACE), KINDS.index(Kind.ORGANISATION)
    two = sure[:, [place, body]]
    sure[:, place], sure[:, body] = np.logaddexp(sure[:, place], sure[:, body]), -np.inf
    kind = found.kind.copy()
    for name, group in groups.items():
        first = [at for at in group if own[at] not in told.get(name, ())] or group
        most = int(np.argmax(sure[first].sum(0)))
        either = body if two[group].sum(0).argmax() else place
        kind[group] = np.where(np.isin(kind[group], [place, body]), kind[group], either) if most == place else most
    return Mentions(found.start, found.end, found.head, kind, found.name)


KNOWN = re.compile(r"(?:known|referred to|described) as|(?:also|formerly|once|is|was) called|called|named|dubbed"
                   r"|nicknamed|alias|aka|known by (?:its|his|her|their) (?:\w+ )?"
                   r"(?:initials|acronym|name|nickname|abbreviation|alias)")
"""What stands between one and another name of the same, folded."""


def aliases(found: Mentions, words: Sequence[str], heads: Ints, deprels: Sequence[str], upos: Sequence[str]) -> Ints:
    """For each mention the one that the text says it is another name of: "Wagner, known as the Musicians", "the African
    Union (AU)"; else -1.
    """
    other = np.full(len(found), -1, np.int64)
    stretches = called(found, words, heads, deprels, upos)
    order = found.head.tolist()
    at_word = {head: at for at, head in enumerate(order)}
    thing = frozenset(np.flatnonzero(~np.isin(found.kind, [KINDS.index(kind) for kind in AMOUNTS])).tolist())
    for at, stretch in enumerate(stretches):
        if stretch is None:
            continue
        before = int(found.start[at])
        while before and (upos[before - 1] == "DET" or words[before - 1] in "“\"‘'«"):
            before -= 1
        if before and words[before - 1] == "(":
            of = bisect_left(order, before - 1) - 1
            if of >= 0 and (long := stretches[of]) and found.head[of] != found.head[at] and _initials(
                    words, long) == _letters(words, stretch) and len(_letters(words, stretch)) > 1:
                other[at] = of
            continue
        told = [fold(word).replace(".", "") for word in words[max(before - 6, 0):before]]
        for length in range(1, len(told) + 1):
            cue = range(before - length, before)
            if KNOWN.fullmatch(" ".join(told[-length:])) and deprels[found.head[at]] != "nmod:poss" and any(
                    deprels[word] in ("acl", "acl:relcl", "advcl", "amod") or upos[word] in ("NOUN", "X", "PROPN")
                    for word in cue):
                above = [of for word in cue if (of := at_word.get(int(heads[word]), at)) != at and order[of] < cue[0]]
                near = [of for of in range(bisect_left(order, cue[0] - 8), bisect_left(order, cue[0])) if of in thing]
                other[at] = next((of for of in (*above, *near[::-1]) if of in thing), -1)
    return other


def _initials(words: Sequence[str], stretch: tuple[int, int]) -> str:
    return "".join(word[0] for word in words[slice(*stretch)] if word[0].isupper()).lower()


def _letters(words: Sequence[str], stretch: tuple[int, int]) -> str:
    return "".join(words[slice(*stretch)]).replace(".", "").lower()


def _located(found: Mentions, words: Sequence[str], heads: Ints, deprels: Sequence[str]) -> Bools:
    """Mentions that something happens in, near or outside: "fighting in Mekelle"."""
    cases = {int(heads[word]) for word, rel in enumerate(deprels)
             if rel == "case" and words[word].lower() in ("in", "near", "outside", "across", "inside")}
    return np.fromiter((head in cases for head in found.head.tolist()), np.bool_, len(found))


NAMING = frozenset({"flat", "flat:foreign", "compound", "goeswith", "amod", "nummod", "nmod", "nmod:unmarked",
                    "nmod:poss", "case", "det", "cc", "conj", "punct"})
"""Relations inside a name ("Ibn Khaldun Centre for Human Rights and Development"). A title ("President Salih") is
nmod:desc, and outside."""


def names(found: Mentions, words: Sequence[str], heads: Ints, deprels: Sequence[str],
          upos: Sequence[str]) -> list[tuple[int, int, Kind]]:
    """The names in a text, none inside another, in order: (start, end, kind) in words.

    A name is the stretch of capitalised words round the head of a mention that is a name, through relations that occur
    in names; small words stand inside it, never at its ends: "the [University of Mosul]", "President [Barham Salih]". A
    place that owns is a name of its own: "[Iraq]'s [Supreme Court]", but "[St Mary's Church]". An article begins no
    name, whatever its case, and a rank alone is none.
    """
    given = [(*stretch, KINDS[kind]) for stretch, kind in zip(
        called(found, words, heads, deprels, upos), found.kind.tolist(), strict=True) if stretch]
    given.sort(key=lambda name: (name[0] - name[1], name[0]))
    kept: list[tuple[int, int, Kind]] = []
    taken = bytearray(len(words))
    for name in given:
        if not any(taken[name[0]:name[1]]):
            taken[name[0]:name[1]] = b"\x01" * (name[1] - name[0])
            kept.append(name)
    return sorted(kept)


def called(found: Mentions, words: Sequence[str], heads: Ints, deprels: Sequence[str],
           upos: Sequence[str]) -> list[tuple[int, int] | None]:
    """For each mention the words of its name, names inside it or not; None for one that is no name (see `names`)."""
    above = heads.tolist()
    named = found.name & ~np.isin(found.kind, [KINDS.index(kind) for kind in AMOUNTS])
    places = frozenset(found.head[found.kind == KINDS.index(Kind.PLACE)].tolist())
    stretches: list[tuple[int, int] | None] = [None] * len(found)
    for number in np.flatnonzero(named).tolist():
        start, end, head = int(found.start[number]), int(found.end[number]), int(found.head[number])
        first = last = head
        person = KINDS[found.kind[number]] is Kind.PERSON
        for at in range(head - 1, start - 1, -1):
            if person and deprels[at] != "flat" and upos[at] != "PROPN":
                break
            if deprels[at] == "nmod:poss" and at in places:
                break
            if not _named(at, head, words, above, deprels):
                break
            if (_capital(words[at]) and upos[at] != "DET") or deprels[at] == "flat":
                first = at
        for at in range(head + 1, end):
            if person and deprels[at] in ("case", "nmod", "cc", "conj"):
                break
            if not _named(at, head, words, above, deprels):
                break
            if _capital(words[at]) or deprels[at] == "flat":
                last = at
        if not all(word.rstrip(".").lower() in RANKS for word in words[first:last + 1]):
            stretches[number] = first, last + 1
    return stretches


def _capital(word: str) -> bool:
    """Whether a word may stand at the end of a name: with a capital or a digit, or in a script without capitals."""
    return word[:1].isalnum() and not word[:1].islower()


AMOUNTS = (Kind.TIME, Kind.QUANTITY, Kind.MONEY)
"""Kinds that are told otherwise than by names, whatever their words: "March", "the 1990s"."""

RANKS = frozenset({
    "mr", "mrs", "ms", "dr", "doctor", "prof", "sir", "rev", "hon", "sen", "rep", "gov", "adm", "brig", "capt", "cmdr",
    "cpl", "col", "gen", "lt", "maj", "pfc", "pvt", "sgt",
})
"""Words before a name that name nobody by themselves."""

SMALL = frozenset({
    "of", "the", "for", "and", "in", "on", "at", "to", "de", "la", "del", "der", "di", "du", "den", "da", "dos",
    "y", "von", "van", "al", "el", "ul", "ud", "wa", "bin", "ibn", "bint", "-", "–", "&", "'", "’", "'s", "’s", ".",
})
"""Words without a capital that may stand inside a name."""


def _named(at: int, head: int, words: Sequence[str], heads: Sequence[int], deprels: Sequence[str]) -> bool:
    """Whether a word can be part of the name that `head` is the head of."""
    if not _capital(words[at]) and words[at].lower() not in SMALL and deprels[at] != "flat":
        return False
    for _ in range(8):
        if at == head:
            return True
        if deprels[at] not in NAMING or heads[at] == at:
            return False
        at = heads[at]
    return False


def nominals(found: Mentions, offsets: Sequence[tuple[int, int]], chains: Sequence[int | None]) -> list[Nominal]:
    """Mentions as nominals of the report; `offsets`: of the words, in code points."""
    return [Nominal(start=offsets[start][0], end=offsets[end - 1][1], head=offsets[head][0], kind=KINDS[kind],
                    name=name, chain=chain)
            for start, end, head, kind, name, chain in zip(
                found.start.tolist(), found.end.tolist(), found.head.tolist(), found.kind.tolist(), found.name.tolist(),
                chains, strict=True)]
