"""What a telling of an event is compared by: the words of its deed, its sentence, and who its sides are.

Words stand in ``lexicons/recounts.yaml``. Tells how near two sides are (`SAME`, `LIKE`, `OPEN`, `APART`) and whether
two deeds are told with words for one thing. What is not known never speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from standoff import lexicons
from standoff.model import Event, EventType
from standoff.statements.content import stem
from standoff.text import fold

SAME, LIKE, OPEN, APART = 3, 2, 1, 0
"""How near the sides of two tellings are: one actor; what may well be one ("Russia", "Russian jets"); one is not told
or only called something; two whom the text names, and not the same.
"""

DOUBLED = re.compile(r"(.)\1+")
"""A letter that is written twice."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,.]*")
"""A word or number of a sentence."""

NEAR = 3
"""Words before that of a deed, at most, among which "another", "the" stand."""

ANYBODY = "people"
"""The kind that may be of any other."""

ARTICLES = frozenset({"al", "el", "ar", "as", "at", "ad", "an", "az", "ash", "esh"})
"""What stands before names of places or does not."""

SHORT = 3
"""Letters, at most, of words that tell nothing of what a sentence is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Whom a mention at one end of an event stands for."""

    who: str                         # the actor, else the mention that leads its chain
    word: str = ""                   # its main word, as written
    country: str = ""                # ISO alpha-3, as far as files or words tell
    named: bool = False              # by a name, its own or that of the actor
    state: bool = False              # a state or its government as a whole
    of: frozenset[str] = frozenset()         # names before its main word, lower case: "tigrayan" of forces


@dataclass(frozen=True, slots=True)
class Wording:
    """With which words an event is told."""

    stems: frozenset[str] = frozenset()      # of those that tell the type
    deeds: frozenset[str] = frozenset()      # the lines of the lexicon that have them
    any: bool = False                # they stand for any deed of the type
    again: str = ""                  # "another": it is none of those told
    anew: bool = False               # "hours later", "in a second strike": none that its report told before
    past: bool = False               # an anniversary
    pointing: bool = False           # "the attack": one that was told
    many: bool = False               # a noun in the plural, outside of headlines: more than one
    opening: bool = False            # in the first sentence of the report: its headline, where it has one
    about: frozenset[str] = frozenset()      # stems of the other words of the sentence
    names: frozenset[str] = frozenset()      # those of them that are names, as far as capitals tell
    sides: frozenset[str] = frozenset()      # of the main words of its sides
    known: frozenset[str] = frozenset()      # of words after "the", "this": told before, or known to all
    parts: tuple[Wording, ...] = ()  # what it is put together from, each a sentence


def wording(type: EventType, sentence: str, trigger: Iterable[tuple[int, int]], anchor: int, first: bool,
            sides: Iterable[str] = ()) -> Wording:
    """The words of an event. Offsets in the sentence; `first`: nothing stands before it in its report; `sides`: the
    main words of its sides, which are compared on their own.
    """
    told = [(start, end) for start, end in trigger if 0 <= start < end <= len(sentence)]
    words = [(match.start(), fold(match[0]).lower()) for match in WORD.finditer(sentence)]
    mine = {at for at, _ in words if any(start <= at < end for start, end in told)}
    told_by = frozenset(stem(word) for at, word in words if at in mine)
    before = [word for at, word in words if at < anchor][-NEAR:]
    near = before[max((n for n, word in enumerate(before) if word in ("a", "an")), default=0):]     # "earlier, a raid"
    main = next((word for at, word in words if at == anchor), "")
    lexicon = _lexicon()
    end = _told_until(sentence, max((end for _, end in told), default=0))
    again = next((word for word in near if word in lexicon.again), "")
    about = {stem(word) for at, word in words
             if at < end and at not in mine and len(word) > SHORT and word not in lexicon.empty}
    ends = frozenset(stem(fold(word).lower()) for word in sides)
    about -= ends
    names = {name for at, word in words[1:] if sentence[at].isupper() and at < end
             and word not in lexicon.calendar and stem(word) in about for name in stems(word)}
    known = frozenset(stem(word) for (_, before_), (_, word) in pairwise(words) if before_ in lexicon.pointing)
    return Wording(
        told_by, frozenset(line for one in told_by for line in lexicon.deeds.get(one, ())),
        stem(main) in lexicon.any.get(type, ()), again, _anew(words, anchor),
        any(word in lexicon.past for _, word in words),
        _points(before, main), (main in lexicon.many and not first) or any(
            word in lexicon.often for _, word in words), first,
        frozenset(about), frozenset(names), ends, known)


def _told_until(sentence: str, told: int) -> int:
    """Where what a sentence tells ends and who says so begins: "…, killing nine, two doctors said"."""
    at = sentence.rfind(",", told)
    said = at > 0 and any(fold(match[0]).lower() in _lexicon().saying for match in WORD.finditer(sentence, at))
    return at if said else len(sentence)


def _anew(words: Sequence[tuple[int, str]], anchor: int) -> bool:
    """Whether a sentence tells one more deed: it begins with "hours later", or has "in a second strike" after it."""
    lexicon = _lexicon()
    return any(word in lexicon.later for _, word in words[:NEAR]) or any(
        at > anchor and word in lexicon.again and stem(deed) in lexicon.deeds
        for (at, word), (_, deed) in pairwise(words))


def _points(before: Sequence[str], main: str) -> bool:
    """Whether a noun speaks of what was told: "the attack", "this deadly raid"."""
    if not before or not main or main.endswith("ed"):
        return False
    lexicon = _lexicon()
    return before[-1] in lexicon.pointing or (
        len(before) > 1 and before[-1] in lexicon.colours and before[-2] in lexicon.pointing)


def deeds_apart(a: Wording, b: Wording) -> bool:
    """Whether the words tell two things: "captured", "bombed"."""
    return bool(a.deeds and b.deeds and not a.deeds & b.deeds and not a.any and not b.any and not deeds_beside(a, b))


def deeds_beside(a: Wording, b: Wording) -> bool:
    """Whether the words tell what comes with each other: people who are killed, and a clash."""
    beside = _lexicon().beside
    return any(other in beside.get(one, ()) for one in a.deeds for other in b.deeds)


def in_turn(a: Wording) -> bool:
    """Whether both sides do it to each other: a clash."""
    return bool(a.deeds & _lexicon().mutual)


def deeds_alike(a: Wording, b: Wording) -> bool:
    """Whether the words may tell one thing: the same, words for one thing, or one that stands for any."""
    return bool(a.stems & b.stems or a.deeds & b.deeds or (a.any and b.stems) or (b.any and a.stems))


def once(a: Wording, b: Wording) -> bool:
    """Whether it is a deed that is not done twice: the capture of a town."""
    return bool(_lexicon().once & a.deeds & b.deeds)


def shared(a: Wording, b: Wording) -> float:
    """Which part of the words of the shorter sentence the other has, 0 to 1; 0 where each names what the other does not
    and nothing in common. Of several sentences that tell one event it is that of the two which share most.
    """
    return max(_shared(x, y) for x in a.parts or (a,) for y in b.parts or (b,))


def _shared(a: Wording, b: Wording) -> float:
    mine, other = _names(a, b), _names(b, a)
    if mine and other and not mine & other:
        return 0.0
    least = min(len(a.about), len(b.about))
    return len(a.about & b.about) / least if least > 1 else 0.0


def same_names(a: Wording, b: Wording) -> bool:
    """Whether the sentences name the same beside the sides, or one names nothing that the other does not."""
    mine, other = _names(a, b), _names(b, a)
    return bool(mine and other) and (mine <= other or other <= mine)


def other_names(a: Wording, b: Wording) -> bool:
    """Whether each sentence names something beside the sides, and nothing that both do."""
    mine, other = _names(a, b), _names(b, a)
    return bool(mine and other) and not mine & other


def some_names(a: Wording, b: Wording) -> bool:
    """Whether the sentences name something in common beside the sides."""
    return bool(_names(a, b) & _names(b, a))


def _names(a: Wording, b: Wording) -> frozenset[str]:
    """The names of a sentence that are no side of the other's either: "Russian" of one is "Russia" of the other."""
    ends = {spelled(side) for side in b.sides}
    return frozenset(name for name in a.names if not any(
        min(len(name), len(side)) > SHORT and (name.startswith(side) or side.startswith(name)) for side in ends))


def stems(name: str) -> frozenset[str]:
    """By what the words of a name are compared, those of "Nagorno-Karabakh" and each of them, whatever the article."""
    words = [fold(word).lower() for word in WORD.findall(name.replace("-", " "))]
    return frozenset(spelled(stem(word)) for word in words if word not in ARTICLES)


def spelled(word: str) -> str:
    """A folded word of a name whatever way it is put in our letters: "saada", "sadah"; "zaporizhzhya", "zaporizhzhia".
    """
    return DOUBLED.sub(r"\1", word.replace("y", "i")).removesuffix("h") or word


def together(some: Sequence[Wording], first: Wording, lead: Wording) -> Wording:
    """With which words one report tells an event in several places: what the foremost has, and of all what is told."""
    def every(field: str) -> frozenset[str]:
        return frozenset().union(*(getattr(one, field) for one in some))
    return replace(
        lead, any=any(one.any for one in some), again=first.again, stems=every("stems"), deeds=every("deeds"),
        parts=tuple(some), about=every("about"), names=every("names"), sides=every("sides"), known=every("known"))


def points_back(a: Wording, b: Wording, who: Iterable[Side]) -> bool:
    """Whether the words of an event speak of what those of another told: "a market", "the market"; who did it aside."""
    return bool((a.known - {stem(fold(one.word).lower()) for one in who}) & (b.stems | b.about | b.sides))


def modes_apart(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two events are told with modes for two things; a bomb may be an air strike's, or a suicide attack's."""
    near = _lexicon().modes
    mine, other = {*some}, {*others}
    return bool(mine and other) and not mine & other and not any(y in near.get(x, ()) for x in mine for y in other)


def families(event: Event) -> list[str]:
    """The families of types and modes, of which each may tell one deed, that an event is in."""
    own = {event.type.value, *(f"{event.type}/{mode}" for mode in event.modes)}
    return [line for line in _lexicon().kin if own & {*line.split()}]


def kin(a: Event, b: Event) -> bool:
    """Whether two types may tell one deed."""
    return not {*families(a)}.isdisjoint(families(b))


def divided(words: str) -> bool:
    """Whether words between two deeds tell that one was before the other."""
    return any(word in _lexicon().dividing for word in words.lower().split())


def nearness(some: Sequence[Side], others: Sequence[Side]) -> int:
    """How near one side of an event is to that of another: as near as the nearest two are."""
    if not some or not others:
        return OPEN
    return max(_near(a, b) for a in some for b in others)


def _near(a: Side, b: Side) -> int:
    if a.who == b.who:
        return SAME
    mine, other = kind(a.word), kind(b.word)
    if a.country and b.country:
        if a.country != b.country:
            return APART
        if a.state or b.state:
            return LIKE
        if mine and mine == other and not (a.named and b.named):
            return OPEN if a.of and b.of and not a.of & b.of else LIKE      # "Tigrayan forces", "Ethiopian troops"
    if a.named and b.named:
        return APART
    if a.named or b.named or not a.word or not b.word:
        return OPEN if a.word and b.word else APART
    if mine and other:
        if mine == other:
            return OPEN if a.of and b.of and not a.of & b.of else LIKE
        return OPEN if ANYBODY in (mine, other) else APART
    return LIKE if stem(a.word.lower()) == stem(b.word.lower()) else OPEN


def main_word(words: str) -> str:
    """The word that tells who somebody is, of words from the main one on: "protesters" of "Hundreds of protesters".
    """
    told = [word.strip(".,;:") for word in words.split()]
    if len(told) > 2 and told[0].lower() in _lexicon().counts and told[1] == "of":
        return told[-1] if len(told) == 3 else told[2]
    return told[0] if told else ""


def handles(one: Side) -> frozenset[str]:
    """By what a side is looked up, so that all meet that are not apart and may count as one or alike."""
    word = "" if one.named else kind(one.word) or stem(one.word.lower())
    return frozenset(filter(None, (one.who, one.country, word)))


def kind(word: str) -> str:
    """The kind of people that a noun calls by what they are, by its first word: "troops" of "soldiers"; "" for none."""
    return _lexicon().kinds.get(stem(word.lower()), "")


# — the lexicon —


@dataclass(frozen=True, slots=True)
class _Lexicon:
    deeds: dict[str, frozenset[str]]         # stem → lines
    any: dict[EventType, frozenset[str]]
    kinds: dict[str, str]                    # stem → line
    once: frozenset[str]
    again: frozenset[str]
    later: frozenset[str]
    past: frozenset[str]
    pointing: frozenset[str]
    colours: frozenset[str]
    many: frozenset[str]
    calendar: frozenset[str]
    dividing: frozenset[str]
    counts: frozenset[str]
    often: frozenset[str]
    saying: frozenset[str]
    modes: dict[str, frozenset[str]]         # mode → those that may tell the same deed
    beside: dict[str, frozenset[str]]        # line of deeds → those that come with it
    mutual: frozenset[str]
    kin: tuple[str, ...]
    empty: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data, echoes = lexicons.load("recounts"), lexicons.load("echoes")
    deeds: dict[str, set[str]] = {}
    for line in data["deeds"]:
        for word in line.split():
            deeds.setdefault(stem(word), set()).add(line.split()[0])
    words = {name: frozenset(data[name].split()) for name in (
        "once", "mutual", "again", "later", "past", "pointing", "colours", "many", "calendar", "dividing", "counts",
        "often", "saying")}
    return _Lexicon(
        deeds={one: frozenset(some) for one, some in deeds.items()},
        any={EventType(name): frozenset(map(stem, words.split())) for name, words in data["any"].items()},
        modes=_met(data["modes"]), beside=_met(data["beside"]), kin=tuple(data["kin"]),
        kinds={stem(word): line.split()[0] for line in data["kinds"] for word in line.split()},
        empty=frozenset((echoes["empty"] + " " + echoes["light"]).split()), **words)


def _met(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    """Of each word those that stand in a line with it."""
    met: dict[str, set[str]] = {}
    for line in lines:
        for word in line.split():
            met.setdefault(word, set()).update(line.split())
    return {word: frozenset(some) for word, some in met.items()}
