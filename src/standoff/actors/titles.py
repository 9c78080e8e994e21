"""What a nominal says of whom it speaks: the name in it, the title with it, and whose he or it is.

"Russian Foreign Minister Igor Lavrinov" has the name "Igor Lavrinov", the title "Foreign Minister" and is of "Russian".
A title ends with the last word before the name that is one, by the tree (nmod:desc) or by the lexicons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standoff.actors.words import Words, capital, lexicon
from standoff.language.chains import OFFICES
from standoff.model import Kind

BODIES = (Kind.ORGANISATION, Kind.GROUP)

STOPS = frozenset({",", "(", "[", ";", ":", "–", "—", "--", "-LRB-"})
"""Marks that end what is said of an office: "the commander of the force, who …"."""

LOOSE = frozenset({"amod", "compound", "nmod:desc", "nmod:poss", "nmod", "case", "cc", "conj", "punct", "advmod"})
"""Relations of words before a title's last word; any other is a name's: "[Martin] Luther King"."""

HYPHENS = frozenset({"-", "–", "‑"})

SIDES = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper",
                   "lower", "northeastern", "northwestern", "southeastern", "southwestern", "northeast", "northwest",
                   "southeast", "southwest", "downtown", "greater"})
"""A part of a place has its name from the place: "northern Iraq"."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a nominal says. `name`: its words, half open; None for a description."""

    name: tuple[int, int] | None
    title: str = ""
    of: str = ""


def named(words: Words, start: int, end: int, head: int, person: bool, stretch: tuple[int, int]) -> Parts:
    """The parts of a nominal that is a name. `stretch`: its capitalised words, titles among them."""
    first, last = stretch
    begin = _begin(words, start, head)
    if not person:
        while begin < first and words.folds[first - 1] in SIDES:
            first -= 1
        return Parts((first, last), of=_whose(words, begin, first) or _demonym(words, first, last))
    cue = _cue(words, begin, first, last)
    if cue is None:
        return Parts((first, last), of=_whose(words, begin, first))
    first = cue + 1
    while first < last - 1 and not capital(words.forms[first]) and words.folds[first] not in lexicon().particles:
        first += 1
    title, of = _title(words, begin, cue + 1)
    return Parts((first, last), title, of)


def described(words: Words, start: int, end: int, head: int, place: bool) -> Parts:
    """The parts of a description: "the commander of the Quds Force" has a title and is of "Quds Force"."""
    begin = _begin(words, start, head)
    title, of = _title(words, begin, head + 1)
    after = head + 1
    while after < end and words.forms[after] not in STOPS and words.tags[after] not in ("VERB", "AUX", "PRON", "SCONJ"):
        after += 1
    if not of and head + 1 < after and words.folds[head + 1] == "of":
        of = _bare(words, head + 2, _limit(words, head + 2, after))
    if not place and head + 1 < after and words.folds[head + 1] in ("of", "to", "for"):
        title = f"{title} {words.quote(head + 1, after)}".strip()
    return Parts(None, "" if place else title, of)


# — inside —


def _begin(words: Words, start: int, head: int) -> int:
    """The first word after a determiner or mark."""
    while start < head and (words.tags[start] in ("DET", "PUNCT") or words.folds[start] in ("all", "both", "the")):
        start += 1
    return start


def _cue(words: Words, begin: int, first: int, last: int) -> int | None:
    """The last word of the title before a person's name, if one is there and a name is left after it."""
    cue = None
    for at in range(begin, last - 1):
        rest = [word for word in range(at + 1, last)
                if capital(words.forms[word]) and words.folds[word] not in lexicon().generation]
        if not rest:
            break
        if _titular(words, at):
            cue = at
        elif at >= first and words.relations[at] not in LOOSE:
            break
    return cue


def _titular(words: Words, at: int) -> bool:
    """Whether a word ends a title."""
    return (words.relations[at] == "nmod:desc" or words.folds[at] in lexicon().honorifics
            or (words.folds[at] in OFFICES and words.relations[at] not in ("amod", "det")))


def _title(words: Words, begin: int, end: int) -> tuple[str, str]:
    """Title and whose, of the words before a name or up to the head of a description."""
    owner = max((at for at in range(begin, end) if words.folds[at] in ("s", "") and words.tags[at] == "PART"),
                default=-1)
    if owner >= 0:
        whose = "" if words.tags[owner - 1] == "PRON" else _bare(words, begin, owner)
        return words.quote(owner + 1, end), whose
    if begin < end and words.relations[begin] == "nmod:poss" and words.tags[begin] in ("PRON", "DET"):
        begin += 1
    run = _proper(words, begin, end)
    if run is None:
        return words.quote(begin, end), ""
    pieces = [words.quote(begin, run[0]), words.quote(run[1], end)]
    return " ".join(piece for piece in pieces if piece), words.quote(*run)


def _proper(words: Words, begin: int, end: int) -> tuple[int, int] | None:
    """The run of words before the last that names somebody: "pro-Iranian", "State Department", not "Prime"."""
    lower = words.forms[end - 1][:1].islower()
    at = begin
    while at < end - 1:
        if _names(words, at, lower):
            last = at + 1
            while last < end - 1 and (words.forms[last] in HYPHENS or words.forms[last - 1] in HYPHENS
                                      or _names(words, last, lower)):
                last += 1
            return at, last
        at += 1
    return None


def _names(words: Words, at: int, lower: bool) -> bool:
    """Whether a word before an office is part of a name; before a capitalised office only what is no part of it."""
    form = words.forms[at]
    if words.folds[at] in lexicon().demonyms or words.folds[at] in lexicon().states:
        return True
    if not lower or words.folds[at] in OFFICES | lexicon().honorifics:
        return False
    if any(letter.isupper() for letter in form[1:]):               # "pro-Iranian", "UN"
        return True
    return capital(form) and not form[0].isdigit() and (not words.opens(at) or words.lemmas[at][:1].isupper())


def _whose(words: Words, begin: int, end: int) -> str:
    """Whose a name is: "Iran's [Quds Force]"."""
    owner = next((at for at in range(begin, end) if words.tags[at] == "PART" and words.folds[at] in ("s", "")), None)
    if owner is not None:
        return "" if words.tags[owner - 1] == "PRON" else _bare(words, begin, owner)
    run = [at for at in range(begin, end) if words.folds[at] in lexicon().demonyms]
    return words.quote(run[0], run[-1] + 1) if run else ""


def _demonym(words: Words, first: int, last: int) -> str:
    """The demonym that a name begins with: "[Iraqi] Security Forces"."""
    return words.forms[first] if last - first > 1 and words.folds[first] in lexicon().demonyms else ""


def _bare(words: Words, begin: int, end: int) -> str:
    """Words without a determiner before them."""
    while begin < end and words.tags[begin] in ("DET", "PUNCT"):
        begin += 1
    return words.quote(begin, end)


def _limit(words: Words, begin: int, end: int) -> int:
    """Where a complement ends: before the next preposition after its noun, "of" aside, or an "and"."""
    for at in range(begin + 1, end):
        if words.tags[at] in ("ADP", "CCONJ") and words.folds[at] != "of" and not (
                capital(words.forms[at - 1]) and at + 1 < end and capital(words.forms[at + 1])):
            return at
    return end


def plain(names: Sequence[str]) -> tuple[str, ...]:
    """The folded words of a name that tell it from others."""
    return tuple(name for name in names if name not in lexicon().particles)
