"""Contents: what the words of two statements have in common, in words, numbers and polarity.

`read` takes the words of a content and gives a `Content`: its words as they are compared, its concepts (stems, with
words that say much the same made one), its numbers, and which concepts are negated. `Weights` weighs concepts by how
rare they are among all statements; `likeness` compares two. The vocabulary is data (``lexicons/echoes.yaml``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import Any

from rapidfuzz.distance import Indel

from standoff import lexicons
from standoff.language.quotations import quotations
from standoff.text import fold

LIGHT = .25
"""Weight of a word that tells little, as a share of what its rarity gives: an estimate."""

LEAST_OPPOSED = .1
"""Share of what two contents share that must be negated in one of them only, for them to be opposed: an estimate."""

PRIOR = 200
"""Statements that are thought to stand beside those given, so that in a small record no word is common."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'.][^\W\d_]+)*|[,;:.!?()—–\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a content says, as far as its words tell."""

    words: tuple[str, ...]           # folded, in order
    quoted: tuple[tuple[int, int], ...]      # stretches of `words` between quotation marks
    signs: Mapping[str, int]         # concept → 1, or -1 where it is negated, 0 where it is both
    names: frozenset[str]            # concepts that are written with a capital only: of names
    numbers: frozenset[str]
    open: bool                       # with "if", "may" and the like
    pointing: bool                   # nothing but "it", "the charge"
    clause: bool                     # with "is", "will" and the like: surely no mere topic
    order: tuple[str, ...] = ()      # the concepts as they follow one another
    capitals: frozenset[str] = frozenset()   # those written with a capital at least once, at the beginning too
    condition: frozenset[str] = frozenset()  # the concepts behind "if" or "unless"
    relative: bool = False           # with "today", "next year": another time in each report


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two contents have in common."""

    shared: frozenset[str]           # concepts
    telling: int                     # how many of them are no names and not light
    least: int                       # concepts of the content that has fewer
    part: float                      # weight of the shared, of the lighter one's
    union: float                     # of both together
    opposed: float                   # of what is negated in either, the share that the other has plain

    @property
    def score(self) -> float:
        """0…1: how close the contents are, whatever their polarity."""
        return .5 * self.part + .5 * self.union


def read(text: str) -> Content:
    """The content of some words."""
    lex = lexicon()
    tokens = [(one.start(), one[0], fold(one[0])) for one in _TOKEN.finditer(text)]
    words = tuple(word for _, raw, word in tokens if raw[0].isalnum())
    signs, names = _concepts(text, tokens)
    once = set(words)
    told = [(concept(word)[0], raw, at, word) for at, (_, raw, word) in enumerate(tokens)]
    return Content(words=words, quoted=_quoted(text, tokens), signs=signs, names=names, numbers=_numbers(tokens),
                   open=bool(once & lex.open), pointing=bool(words) and once <= lex.pointing,
                   clause=bool(once & lex.finite),
                   order=tuple(name for name, raw, _, word in told if name in signs and _tells(raw, word)),
                   capitals=frozenset(name for name, raw, _, _ in told if name in signs and raw[0].isupper()),
                   condition=_condition(tokens), relative=not once.isdisjoint(lex.days) or any(
                       one in lex.shifts and other in lex.spans for one, other in pairwise(words)))


_Token = tuple[int, str, str]
"""Where it begins, as it is written, as it is compared."""


def _concepts(text: str, tokens: Sequence[_Token]) -> tuple[dict[str, int], frozenset[str]]:
    """The concepts with their signs, and those that are written with a capital only."""
    lex = lexicon()
    capitals = sum(one[0].isupper() for one in text.split()) > .6 * len(text.split())      # a headline's
    signs: dict[str, int] = {}
    common: set[str] = set()
    denied = 1
    for first, clause in _clauses(tokens):
        turned = _turned([word for _, _, word in clause]) * denied
        denied = -1 if clause and clause[-1][2] in lex.denials and turned < 0 else 1      # "denied" | "that it left"
        for at, (_, raw, word) in enumerate(clause):
            if not _tells(raw, word):
                continue
            name, sign = concept(word)
            sign *= turned
            signs[name] = sign if signs.get(name, sign) == sign else 0
            if not raw[0].isupper() or capitals or (first and not at):
                common.add(name)
    return signs, frozenset(signs.keys() - common)


def _tells(raw: str, word: str) -> bool:
    """Whether a word is a concept."""
    lex = lexicon()
    return not (word in lex.empty or word in lex.negators or len(word) < 2 or _number(raw, word, "1") is not None)


def _condition(tokens: Sequence[_Token]) -> frozenset[str]:
    """The concepts from "if" or "unless" to the next mark."""
    lex = lexicon()
    found: set[str] = set()
    inside = False
    for _, raw, word in tokens:
        inside = word in lex.conditions or (inside and raw[0].isalnum())
        if inside and word not in lex.conditions and _tells(raw, word):
            found.add(concept(word)[0])
    return frozenset(found)


def _clauses(tokens: Sequence[_Token]) -> Iterator[tuple[bool, list[_Token]]]:
    """Stretches that a "not" turns round, and whether each begins the text: from mark to mark, and from "but" on."""
    lex = lexicon()
    clause: list[_Token] = []
    first = True
    for at, token in enumerate(tokens):
        _, raw, word = token
        after = tokens[at + 1][2] if at + 1 < len(tokens) else ""
        if not raw[0].isalnum() or word in lex.breaks or (word == "and" and after in lex.finite | lex.subjects):
            yield first, clause
            first, clause = False, []
        if raw[0].isalnum():
            clause.append(token)
    yield first, clause


def _turned(words: Sequence[str]) -> int:
    """-1 for a clause with an odd number of negators."""
    lex = lexicon()
    sign = 1
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in lex.negators and after not in lex.partial:      # "not just", "not everything"
            sign = -1 if word == "nor" else -sign
    return sign


def _quoted(text: str, tokens: Sequence[_Token]) -> tuple[tuple[int, int], ...]:
    """The quotations, counted in words."""
    starts = [at for at, raw, _ in tokens if raw[0].isalnum()]
    found = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in quotations(text))
    return tuple((first, last) for first, last in found if first < last)


def _numbers(tokens: Sequence[_Token]) -> frozenset[str]:
    """The numbers, in figures: "twenty-two thousand" is "22000"."""
    found: set[str] = set()
    held = ""
    for _, raw, word in tokens:
        value = _number(raw, word, held)
        if value is None and raw == "-":
            continue
        if held and (value is None or raw[0].isdigit()):
            found.add(held)
        held = value or ""
    return frozenset({*found, held} - {""})


def _number(raw: str, word: str, held: str) -> str | None:
    """The number that a word is or goes on with: "two" "thousand"; None for no number."""
    lex = lexicon()
    if raw[0].isdigit():
        return raw.replace(",", "").removesuffix(".0")
    if word in lex.scales and held:
        return f"{float(held) * lex.scales[word]:.10g}" if re.fullmatch(r"\d+(?:\.\d+)?", held) else held
    if word in lex.numbers:
        small = lex.numbers[word]
        return str(int(held) + small if held in _TENS and small < 10 else small)
    return None


_TENS = frozenset(["20", "30", "40", "50", "60", "70", "80", "90"])


@lru_cache(maxsize=1 << 17)
def concept(word: str) -> tuple[str, int]:
    """What a folded word is compared by, and -1 where it is the opposite of that: "fell" is the opposite of "rise"."""
    name = stem(word)
    name = lexicon().synonyms.get(name, name)
    return lexicon().opposites.get(name, (name, 1))


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A word without its endings, roughly: "attacked", "attacks", "attacking" are one.

    >>> stem("negotiations") == stem("negotiate"), stem("villages") == stem("village"), stem("bus")
    (True, True, 'bus')
    """
    word = _data()["irregular"].get(word, word)
    for ending, other in (("ies", "y"), ("ied", "y"), ("sses", "ss")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word[:-len(ending)] + other
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2 and re.search("[aeiouy]", word[:-len(ending)]):
            word = word[:-len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    for ending in ("ation", "ate", "at", "ion", "ment", "ial", "ly", "or", "er"):
        if word.endswith(ending) and len(word) >= len(ending) + 5:
            word = word[:-len(ending)]
            break
    return word.removesuffix("e") if len(word) > 3 else word


class Weights(dict[str, int]):
    """How much each concept tells, in millionths: by how few of the statements have it. Whole numbers, so that sums do
    not depend on the order of sets."""

    def __init__(self, contents: Iterable[Content]) -> None:
        """Counts the statements that have each concept."""
        self.count: dict[str, int] = {}
        number = 0
        for one in contents:
            number += 1
            for name in one.signs:
                self.count[name] = self.count.get(name, 0) + 1
        self._most = log(number + PRIOR)
        self._light = {concept(word)[0] for word in lexicon().light}

    def __missing__(self, name: str) -> int:
        rare = (self._most - log(self.count.get(name, 0) + 1)) / self._most
        self[name] = max(1, round(1e6 * rare * (LIGHT if name in self._light else 1)))
        return self[name]

    def mass(self, one: Content) -> int:
        """The weight of a content."""
        return sum(self[name] for name in one.signs)

    def light(self, name: str) -> bool:
        """Whether a concept tells little."""
        return name in self._light

    def telling(self, one: Content, most: int) -> list[str]:
        """The concepts that tell most among those that other statements have, too; at most so many, sorted."""
        names = [name for name in one.signs if self.count[name] > 1 and name not in self._light]
        return sorted(sorted(names, key=lambda name: (self.count[name], name))[:most])


NOTHING = Likeness(frozenset(), 0, 0, 0.0, 0.0, 0.0)


def likeness(a: Content, b: Content, weights: Weights, masses: tuple[int, int], flipped: bool = False) -> Likeness:
    """What two contents have in common; nothing, where it is less than two concepts. `flipped`: one of them is denied
    as a whole, so that who denies leaving and who stays agree."""
    shared = a.signs.keys() & b.signs.keys()
    if len(shared) < 2:
        return NOTHING
    weight = sum(weights[name] for name in shared)
    turn = -1 if flipped else 1
    agreed = flipped and any(name[0] == "±" and a.signs[name] * b.signs[name] < 0 for name in shared)
    differ = same = 0
    for name in shared:
        mine, other = a.signs[name], b.signs[name] * turn
        if mine * other < 0:
            differ += weights[name]
        elif mine < 0:
            same += weights[name]
    telling = sum(not weights.light(name) and name not in a.names and name not in b.names for name in shared)
    return Likeness(frozenset(shared), telling, min(len(a.signs), len(b.signs)), weight / min(masses),
                    weight / (sum(masses) - weight),
                    differ / (differ + same) if not agreed and differ >= max(1.0, LEAST_OPPOSED * weight) else 0.0)


def agree(a: Content, b: Content) -> bool:
    """Whether the numbers of two contents can be of one statement: one has all of the other's."""
    return a.numbers <= b.numbers or b.numbers <= a.numbers


def parted(a: Content, b: Content, weights: Weights) -> str:
    """Why two contents that share most of their words do not say the same; "" where nothing is seen.

    Another condition: it falls if the talks fail | it falls if nobody pays. Another name: the Turks bombed it | the
    Iranians bombed it. Swapped: Keld helps Vask | Vask helps Keld. Another word: the output fell | the prices fell.
    """
    if a.condition and b.condition and not any(not weights.light(name) for name in a.condition & b.condition):
        return "another condition"
    if _own(a, b) and _own(b, a):
        return "another name"
    if _swapped(a, b, weights) or _swapped(b, a, weights):
        return "swapped"
    return "another word" if _exchanged(a, b, weights) else ""


def _own(a: Content, b: Content) -> frozenset[str]:
    """The names that only the first has; a part of one of the other's is the same ("Iran", "Iranian")."""
    return frozenset(name for name in a.names - b.signs.keys() if not any(_kin(name, one) for one in b.signs))


def _kin(a: str, b: str) -> bool:
    """Whether two stems may be forms of one word: they begin alike, or one is in the other."""
    return a[:4] == b[:4] or (len(min(a, b, key=len)) > 3 and (a in b or b in a))


def _swapped(a: Content, b: Content, weights: Weights) -> bool:
    """Whether what stands just before a verb in one stands just behind it in the other, and the other way round; not
    where one of them may be the passive.
    """
    if (not lexicon().passive.isdisjoint(a.words)) is not (not lexicon().passive.isdisjoint(b.words)):
        return False
    x, y = ([name for name in one.order if name in other.signs] for one, other in ((a, b), (b, a)))
    for at in range(1, len(x) - 1):
        before, word, behind = x[at - 1:at + 2]
        if word in a.capitals | b.capitals or weights.light(word):
            continue
        for place in (place for place, name in enumerate(y) if name == word and 0 < place < len(y) - 1):
            if y[place + 1] == before and behind in y[max(0, place - 2):place] and len({before, word, behind}) == 3:
                return True
    return False


def _exchanged(a: Content, b: Content, weights: Weights) -> bool:
    """Whether one telling word stands in the place of another, between equal words; not where both are forms of one."""
    places = SequenceMatcher(None, a.order, b.order, autojunk=False).get_opcodes()
    for at, (kind, start, end, first, last) in enumerate(places):
        if kind != "replace" or end - start != 1 or last - first != 1:
            continue
        mine, other = a.order[start], b.order[first]
        named = mine in a.capitals and other in b.capitals         # at an end only a name tells surely
        around = all(places[near][0] == "equal" if 0 <= near < len(places) else named for near in (at - 1, at + 1))
        if around and mine not in b.signs and other not in a.signs and not _kin(mine, other) and not (
                weights.light(mine) or weights.light(other)):
            return True
    return False


def run(a: Content, b: Content) -> tuple[int, int, bool]:
    """Start in `a` and length of the longest run of equal words, and whether it is quoted in both."""
    best, start, other = 0, 0, 0
    ends: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for at, word in enumerate(b.words):
        places.setdefault(word, []).append(at)
    for at, word in enumerate(a.words):
        here: dict[int, int] = {}
        for place in places.get(word, ()):
            here[place] = ends.get(place - 1, 0) + 1
            if here[place] > best:
                best = here[place]
                start, other = at - best + 1, place - best + 1
        ends = here
    return start, best, _within(start, best, a.quoted) and _within(other, best, b.quoted)


def halting(a: Content, b: Content) -> int:
    """Words of the longest run that stands between quotation marks in both, where single words may differ ("sit with" |
    "sit down with"); a negator may not.
    """
    best = size = 0
    last = (-2, -2)
    for one in SequenceMatcher(None, a.words, b.words, autojunk=False).get_matching_blocks():
        gap = {*a.words[last[0]:one.a], *b.words[last[1]:one.b]}
        near = one.a - last[0] < 2 and one.b - last[1] < 2 and not gap & lexicon().negators
        if one.size and _within(one.a, one.size, a.quoted) and _within(one.b, one.size, b.quoted):
            size = size + one.size if near else one.size
            best = max(best, size)
            last = one.a + one.size, one.b + one.size
    return best


def _within(start: int, length: int, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether most of a run stands in one quotation."""
    return any(min(end, start + length) - max(first, start) >= .7 * length for first, end in quoted)


def near(a: Content, b: Content) -> float:
    """0…1: how nearly two contents are the same words in the same order."""
    return Indel.normalized_similarity(a.words, b.words)


# — the vocabulary —


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of ``lexicons/echoes.yaml``."""

    empty: frozenset[str]
    light: frozenset[str]
    negators: frozenset[str]
    breaks: frozenset[str]
    open: frozenset[str]
    finite: frozenset[str]
    growing: frozenset[str]
    partial: frozenset[str]
    subjects: frozenset[str]
    pointing: frozenset[str]
    deeds: frozenset[str]
    charges: frozenset[str]
    conditions: frozenset[str]
    days: frozenset[str]
    shifts: frozenset[str]
    spans: frozenset[str]
    passive: frozenset[str]
    denials: frozenset[str]
    answers: frozenset[str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    synonyms: Mapping[str, str]              # stem → the stem that stands for it
    opposites: Mapping[str, tuple[str, int]]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    data = _data()
    lists = {name: frozenset(words.split()) for name, words in data.items() if isinstance(words, str)}
    synonyms = {stem(word): stem(words.split()[0]) for words in data["synonyms"] for word in words.split()}
    opposites: dict[str, tuple[str, int]] = {}
    for pair in data["opposites"]:
        for word, sign in zip(pair.split(), (1, -1), strict=True):
            name = synonyms.get(stem(word), stem(word))
            opposites.setdefault(name, (f"±{pair.split()[0]}", sign))
    return Lexicon(**lists, numbers=data["numbers"], scales=data["scales"], synonyms=synonyms, opposites=opposites)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = lexicons.load("echoes")
    return data
