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
from functools import cache, lru_cache
from importlib import resources
from math import log
from typing import Any

import yaml
from rapidfuzz.distance import Indel

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
    return Content(words=words, quoted=_quoted(text, tokens), signs=signs, names=names, numbers=_numbers(tokens),
                   open=bool(once & lex.open), pointing=bool(words) and once <= lex.pointing,
                   clause=bool(once & lex.finite))


_Token = tuple[int, str, str]
"""Where it begins, as it is written, as it is compared."""


def _concepts(text: str, tokens: Sequence[_Token]) -> tuple[dict[str, int], frozenset[str]]:
    """The concepts with their signs, and those that are written with a capital only."""
    lex = lexicon()
    capitals = sum(one[0].isupper() for one in text.split()) > .6 * len(text.split())      # a headline's
    signs: dict[str, int] = {}
    common: set[str] = set()
    for first, clause in _clauses(tokens):
        turned = _turned([word for _, _, word in clause])
        for at, (_, raw, word) in enumerate(clause):
            if word in lex.empty or word in lex.negators or len(word) < 2 or _number(raw, word, "1") is not None:
                continue
            name, sign = concept(word)
            sign *= turned
            signs[name] = sign if signs.get(name, sign) == sign else 0
            if not raw[0].isupper() or capitals or (first and not at):
                common.add(name)
    return signs, frozenset(signs.keys() - common)


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
    as a whole."""
    shared = a.signs.keys() & b.signs.keys()
    if len(shared) < 2:
        return NOTHING
    weight = sum(weights[name] for name in shared)
    turn = -1 if flipped else 1
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
                    differ / (differ + same) if differ >= max(1.0, LEAST_OPPOSED * weight) else 0.0)


def agree(a: Content, b: Content) -> bool:
    """Whether the numbers of two contents can be of one statement: one has all of the other's."""
    return a.numbers <= b.numbers or b.numbers <= a.numbers


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
    text = resources.files("standoff").joinpath("lexicons/echoes.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data
