"""Whom the words of a headline mean, and the words that headlines are read by (``lexicons/headlines.yaml``).

`register` takes the mentions of a report; `who` tells of some words whether they are somebody who speaks, of which
sort, and which chain of the report it is, where one and only one has the name, the surname, the title or the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from standoff import known, lexicons, offices
from standoff.model import Form, Kind, Manner, Mention, Sourcing
from standoff.offices import BOUNDS
from standoff.statements import lexicon as statements
from standoff.text import fold

OWN = frozenset(["we", "we're", "we'll", "we've", "we'd", "our", "us", "i", "i'm", "i'll", "i've", "i'd", "my"])
"""Words of one who speaks of himself."""

NUMBERS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "dozens"])

LONGEST = 9
"""Words of the longest speaker: "Former head of UN refugee agency in Chad" has eight."""

_WORD = re.compile(r"[\w.&]+(?:[’'-]\w+)*")


class Sort(StrEnum):
    """What sort of speaker."""

    PERSON = "person"                # a name of the report or of the files
    BODY = "body"                    # the same of an organisation or group
    PLACE = "place"                  # a state or place: as often the topic as the speaker
    OFFICE = "office"                # told by a title or noun: "police", "UN envoy"
    FINDING = "finding"              # what is written: "report"
    SHAPE = "shape"                  # capitals like a name, which nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who some words are."""

    sort: Sort
    sourcing: Sourcing
    mention: str | None = None       # the leader of the one chain that has the words
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """What a report calls its own: folded words → leaders of the chains that have them."""

    names: Mapping[str, Mention | None]          # None: more than one chain has them
    surnames: Mapping[str, Mention | None]
    titles: Mapping[str, Mention | None]
    described: Mapping[str, Mention | None]


def register(mentions: Sequence[Mention]) -> Register:
    """The names, surnames, titles and descriptions of the mentions of one report."""
    leaders = {one.key: one for one in mentions}
    tables: tuple[dict[str, Mention | None], ...] = ({}, {}, {}, {})

    def put(table: dict[str, Mention | None], words: str, one: Mention) -> None:
        words = _plain(words)
        leader = leaders.get(one.leader, one)
        if words and not leader.name and words.split()[-1] not in _plain(leader.text).split():
            return                                                 # a "general" of whom else only "a soldier" is told
        if words and table.setdefault(words, leader) not in (leader, None):
            table[words] = None

    for one in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
        if one.name:
            put(tables[0], one.name, one)
            if one.kind is Kind.PERSON and len(one.name.split()) > 1:
                put(tables[1], one.name.split()[-1], one)
        if one.title and one.kind is Kind.PERSON:
            put(tables[2], one.title, one)
            put(tables[2], f"{one.of} {one.title}", one)
        if one.form is Form.DESCRIPTION:
            put(tables[3], one.text, one)
    return Register(*tables)


def who(words: str, mine: Register) -> Speaker | None:
    """Who some words are; None where they are nobody who speaks, as far as can be told.

    Yes: Iran's army chief
    No: After Iran's strike
    """
    forms = _WORD.findall(words)
    plain = _plain(words)
    if not 0 < len(forms) <= LONGEST or not plain or re.search(r"[?!;:“”\"|]", words):
        return None
    if re.search(r"[’']s?$", words):
        return None                                                # "Iran's claims": nobody who speaks
    if found := _linked(plain, mine):
        return found
    owned = re.match(r"[\w.-]+[’']s\s+", words)
    if owned and (found := _linked(_plain(words[owned.end():]), mine)) and found.sort is Sort.PERSON:
        return found                                               # "Iraq's Sadr"
    if len(parts := re.split(r",\s+|\s+and\s+|\s*&\s+", words)) > 1:
        return _several(parts, mine)
    low = [one.lower().replace("’", "'") for one in forms]
    if not _nominal(forms, low):
        return None
    if found := _called(words, forms, mine):
        return found
    if found := _known().get(plain):
        return found
    if 2 <= len(forms) <= 3 and all(one[:1].isupper() and one.replace("-", "").isalpha() for one in forms) and not (
            words.isupper() or set(low) & (BOUNDS | _PRONOUNS)):
        return Speaker(sort=Sort.SHAPE, sourcing=Sourcing.NAMED)
    return None


def _several(parts: Sequence[str], mine: Register) -> Speaker | None:
    """Two or three who speak together: "Turkey, Iran"; together they are no one chain."""
    found = [who(one, mine) for one in parts]
    if len(found) > 3 or any(one is None or one.sort in (Sort.SHAPE, Sort.FINDING) for one in found):
        return None
    sorts = {one.sort for one in found if one}
    return Speaker(sort=sorts.pop() if len(sorts) == 1 else Sort.PLACE, plural=True,
                   sourcing=Sourcing.NAMED if all(one and one.sourcing is Sourcing.NAMED for one in found)
                   else Sourcing.COLLECTIVE)


_PRONOUNS = frozenset(["he", "she", "they", "you", "it", "we", "i", "his", "her", "their", "this", "these"])


def _nominal(forms: Sequence[str], low: Sequence[str]) -> bool:
    """Whether words may be one nominal: no auxiliary, and no verb in the middle as far as its letters tell."""
    if set(low) & lexicon().finite or any(one.endswith("n't") for one in low):
        return False
    if low[0] in lexicon().openers - {"the", "a", "an"} or low[0] in ("in", "on", "with"):
        return False
    for at in range(1, len(forms) - 1):
        here = lexicon().forms.get((low[at],))
        if here is not None and here[2] is False and here[0] not in lexicon().nouns_too:
            return False                                           # "Tamm praises editor Veen"
        if forms[at].islower() and forms[at].endswith("s") and forms[at + 1][:1].isupper():
            return False                                           # "Tamm heckles Orsel supporters"
    return True


def _linked(plain: str, mine: Register) -> Speaker | None:
    """A name, surname, title or description that one chain of the report has."""
    for table in (mine.names, mine.surnames, mine.described, mine.titles):
        one = table.get(plain)
        if one is not None:
            kind = _SORTS.get(one.kind, Sort.PLACE)
            named = bool(one.name) or one.form is Form.NAME
            sourcing = Sourcing.NAMED if named else _unnamed(plain.split())
            sort = kind if named or kind is Sort.PLACE else Sort.OFFICE
            plural = one.kind in (Kind.GROUP, Kind.ORGANISATION) or one.form is Form.DESCRIPTION
            return Speaker(sort=sort, sourcing=sourcing, mention=one.key, plural=plural)
    return None


_SORTS = {Kind.PERSON: Sort.PERSON, Kind.ORGANISATION: Sort.BODY, Kind.GROUP: Sort.BODY}


def _called(words: str, forms: Sequence[str], mine: Register) -> Speaker | None:
    """A title or noun, alone ("UN envoy", "police in Goma") or before a name ("Minister Tamm")."""
    table = _offices()
    for size in (1, 2, 3):                                         # "Foreign Minister Jana Tamm": a name behind
        if size < len(forms) and all(one[:1].isupper() for one in forms[-size:]) and (
                title := table.title(list(forms[:-size]))) and title.end == len(forms) - size:
            name = " ".join(forms[-size:])
            if title.start > 3 or {one.lower() for one in forms[-size:]} & BOUNDS:
                continue
            if table.title(name.split()) or table.group(name):
                continue
            linked = _linked(_plain(name), mine)
            return Speaker(sort=Sort.PERSON, sourcing=Sourcing.NAMED, mention=linked.mention if linked else None)
    low = [one.lower() for one in forms]
    head = _head(low)
    if head in lexicon().findings:
        return Speaker(sort=Sort.FINDING, sourcing=Sourcing.ANONYMOUS, plural=head.endswith("s"))
    one = table.title(list(forms))
    many = table.group(words)
    if one is None and many is None and head not in lexicon().also and head.removesuffix("s") not in lexicon().also:
        return None
    for office in (one, many):
        if office is not None and office.end < len(forms) and low[office.end] not in _BEHIND:
            return None
    sourcing = _unnamed(low)
    return Speaker(sort=Sort.OFFICE, sourcing=sourcing, plural=many is not None or sourcing is Sourcing.COLLECTIVE)


_BEHIND = ("of", "in", "for", "to", "at", "from", "on", "and", "near", "loyal", "who")


def _head(words: Sequence[str]) -> str:
    """The last word before "of", "in" and the like."""
    cut = next((at for at, word in enumerate(words) if at and word in _BEHIND), len(words))
    return words[cut - 1]


def _unnamed(words: Sequence[str]) -> Sourcing:
    """What a source is that no name tells: one office, somebody, or many."""
    head = _head(words)
    if head in lexicon().unnamed or head == "sources":
        return Sourcing.COLLECTIVE if head == "sources" else Sourcing.ANONYMOUS
    office, many = _offices().title([head]), _offices().group(" ".join(words[:words.index(head) + 1]))
    if office is None and many is not None and head.endswith(("s", "men", "women", "people")):
        return Sourcing.COLLECTIVE
    if head.removesuffix("s") in lexicon().also and head.endswith("s"):
        return Sourcing.COLLECTIVE
    return Sourcing.OFFICE


def _plain(words: str) -> str:
    """Words as they are compared: folded, without article and possessive."""
    found = [fold(one.removesuffix("'s").removesuffix("’s")) for one in _WORD.findall(words)]
    while found and found[0] in ("the", "a", "an"):
        found = found[1:]
    return " ".join(found)


# — what the files know —


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of ``lexicons/headlines.yaml``."""

    forms: Mapping[tuple[str, ...], tuple[str, Manner, bool | None]]     # form → verb, manner, whether plural
    lists: Mapping[str, frozenset[str]]

    def __getattr__(self, name: str) -> frozenset[str]:
        try:
            return self.lists[name.replace("_", " ")]
        except KeyError:
            raise AttributeError(name) from None

    def verb(self, words: Sequence[str]) -> tuple[str, Manner, int, bool | None] | None:
        """The verb that words begin with, its manner, how many words it has, and whether its form is plural (None: it
        may be either)."""
        for size in (2, 1):
            if found := self.forms.get(tuple(words[:size])):
                return found[0], found[1], size, found[2]
        return None


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("headlines")
    past = set(data["past"])
    forms: dict[tuple[str, ...], tuple[str, Manner, bool | None]] = {}
    manners = {verb: _manner(verb) for verb in data["verbs"]} | {
        verb: Manner(manner) for verb, manner in data["short"].items()}
    for verb, manner in manners.items():
        first, *rest = verb.split()
        forms[(first, *rest)] = verb, manner, True
        forms[(_third(first), *rest)] = verb, manner, False
        if (told := _past(first)) in past:
            forms[(told, *rest)] = verb, manner, None
    return Lexicon(forms=forms, lists={name: frozenset(map(str, words)) for name, words in data.items()
                                       if isinstance(words, list)})


def _manner(verb: str) -> Manner:
    """What a verb, or a verb with what must follow it, comes to."""
    cues = statements.read()
    first, *rest = verb.split()
    phrases = {words: manner for words, manner in cues.phrases.get(first, ()) if words == tuple(rest)}
    return phrases.get(tuple(rest)) or cues.verbs[first]


def _third(verb: str) -> str:
    """ "say" → "says", "deny" → "denies", "stress" → "stresses"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")


def _past(verb: str) -> str:
    """ "say" → "said", "deny" → "denied", "admit" → "admitted"."""
    if verb == "say":
        return "said"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + ("ted" if verb == "admit" else "d" if verb.endswith("e") else "ed")


@cache
def _offices() -> offices.Offices:
    return offices.read()


@cache
def _known() -> Mapping[str, Speaker]:
    """States, bodies and persons of the files, and the capitals and seats that stand for them."""
    found: dict[str, Speaker] = {}
    sorts = {"person": Sort.PERSON, "organisation": Sort.BODY, "group": Sort.BODY, "state": Sort.PLACE}
    entries = list(known.ours().values())
    names = [(name, sorts[one.type]) for one in entries for name in (one.name, *one.names, *one.seats, one.capital)]
    names += [(one.name.split()[-1], Sort.PERSON) for one in entries
              if one.type == "person" and one.posts and len(one.name.split()) > 1]
    for name, sort in names:                                       # surnames last: "UN" is no Korean
        if plain := _plain(name):
            found.setdefault(plain, Speaker(sort=sort, sourcing=Sourcing.NAMED, plural=sort is Sort.BODY))
    return found
