"""Names of persons and bodies as the press varies them: words, sounds, and how two names agree.

`person` and `body` cut a name into the words that tell who it is; `persons` and `bodies` say how two such names agree,
in words and with a weight, or that they do not. `keys` and `body_keys` give what names that may agree have in common.
All vocabulary and the table of sounds are in `lexicons/names.yaml`.

The rules are for names in Latin letters, from whatever script; names in another script are compared letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from standoff import lexicons

Words = tuple[str, ...]


class Likeness(NamedTuple):
    """How two names agree: a weight of 0…1 for being one actor's, and the reason in words."""

    weight: float
    reason: str
    loose: bool = False              # the shorter may be another's as well: it counts only where nobody else fits


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`lexicons/names.yaml`."""

    articles: frozenset[str]
    particles: frozenset[str]
    honorifics: frozenset[str]
    generations: frozenset[str]
    borne: frozenset[str]
    compounds: Mapping[str, str]     # "abou" → "abu"
    given: Mapping[str, str]         # "mohamed" → "muhammad"
    sounds: Mapping[str, str]
    vowels: Mapping[str, str]        # "ee" → "i"
    alike: frozenset[tuple[str, str]]
    silent: frozenset[str]
    legal: frozenset[str]
    sorts: frozenset[str]
    idle: frozenset[str]
    generic: frozenset[str]
    words: Mapping[str, str]         # "defense" → "defence"
    unsaid: frozenset[str]
    common: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The vocabulary, read once."""
    raw: dict[str, Any] = lexicons.load("names")
    pairs = [tuple(row.replace("-", "").split(" ")) for row in raw["alike"]]
    plain: dict[str, Any] = {field: frozenset(raw[field]) for field in (
        "articles", "particles", "honorifics", "generations", "borne", "silent", "legal", "sorts", "idle", "generic",
        "unsaid", "common")}
    return Lexicon(
        compounds={word: key for key, row in raw["compounds"].items() for word in row}, sounds=raw["sounds"],
        vowels={run: key for key, row in raw["vowels"].items() for run in row},
        given={word: row[0] for row in raw["given"] for word in row},
        words={word: row[0] for row in raw["words"] for word in row},
        alike=frozenset((a, b) for one, two in pairs for a, b in ((one, two), (two, one))), **plain)


# — letters —

_LETTERS = str.maketrans({
    "ı": "i", "ø": "o", "ł": "l", "ß": "ss", "đ": "d", "ə": "a", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
    "ʿ": "", "ʾ": "", "ʻ": "", "ʼ": "", "’": "'", "‘": "'", "`": "'", "´": "'", "‑": "-", "–": "-", "‐": "-"})
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NAME = re.compile(r"[^\W_]+(?:['’‘ʿʾʻʼ`´][^\W_]+)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")


@lru_cache(1 << 16)
def fold(text: str) -> str:
    """Small letters without accents; marks for hamza and ayn as plain apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def _possessive(word: str) -> str:
    return word[:-2] if word.endswith("'s") and len(word) > 3 else word


# — persons —

@lru_cache(1 << 17)
def person(text: str) -> Words:
    """The words of a person's name that tell who it is, folded: without articles, particles and honorifics.

    "Muhammad Shiaa Al-Sudani" → muhammad shiaa sudani; "Abdel Fattah el-Sisi" → abdfattah sisi; "J.R. Ott" → j r ott.
    """
    lex = lexicon()
    text = text.replace("‑", "-").replace("‐", "-")
    raw = [(m[0], text[m.end():m.end() + 1]) for m in _NAME.finditer(text)]
    words: list[str] = []
    for at, (one, after) in enumerate(raw):
        last = at == len(raw) - 1
        word = fold(one)
        word = (_possessive(word) if last else word).replace("'", "")
        if last or word not in lex.articles or not (after == "-" or one[0].islower() or (at and word in ("al", "el"))):
            words.append(word)
    words = _compounds([w for w in words if w], lex)
    for drop in (lex.honorifics, lex.particles):
        kept = [w for i, w in enumerate(words) if w not in drop or (drop is lex.honorifics and i > 1)]
        if kept and any(len(w) > 1 for w in kept):
            words = kept
    return tuple(words)


def _compounds(words: Sequence[str], lex: Lexicon) -> list[str]:
    """"abu", "mahdi" → "abumahdi"; "abdul", "rahman" and "abdurrahman" → "abdrahman"."""
    out: list[str] = []
    pending = ""
    for at, word in enumerate(words):
        part = lex.compounds.get(word, "")
        if part and at + 1 < len(words) and not pending:
            pending = part
            continue
        if pending:
            grown = pending == "abd" and word[:2] in ("al", "el", "ul") and len(word) > 5
            out.append(pending + (word[2:] if grown else word))
            pending = ""
        elif re.match(r"abd(?:[aeou][lrsnzdt]).{3}", word) and word not in lex.given:
            out.append("abd" + word[5:])
        else:
            out.append(word)
    return [*out, pending] if pending else out


def initial(word: str) -> bool:
    """Whether it is a first letter alone."""
    return len(word) == 1


@lru_cache(1 << 17)
def given(word: str) -> str:
    """The name that stands for all spellings of a given name that the vocabulary knows, "" when it is none."""
    return lexicon().given.get(word, "")


_CUSTOMS = [(re.compile(pattern), plain) for pattern, plain in (
    ("^y(?=e[^e])", ""),             # Yevgeny, Evgeny
    ("(?<=[aou])w(?![aeiouyw])", "u"),         # Nawfal, Naufal
    ("eh$", "a"), ("(?<=[aeiou])h$", ""))]    # Fatemeh, Fatimah, Fatima


@lru_cache(1 << 17)
def sound(word: str) -> tuple[str, Words]:
    """Consonants and the runs of vowels around them: "soleimani" → "slmn", ("", "o", "E", "a", "i")."""
    lex = lexicon()
    for pattern, plain in _CUSTOMS:
        word = pattern.sub(plain, word)
    consonants, run, at = "", "", 0
    runs: list[str] = []
    while at < len(word):
        c = word[at]
        if c in "aeiou" or (c == "y" and not (at == 0 and word[1:2] in tuple("aeiou"))):
            run, at = run + c, at + 1
            continue
        size = next((n for n in (4, 3, 2, 1) if word[at:at + n] in lex.sounds), 0)
        code = lex.sounds[word[at:at + size]] if size else c
        at += size or 1
        for one in code:
            if run or one != consonants[-1:] or not runs:
                runs.append(_run(run))
                consonants += one
            run = ""
    return consonants, (*runs, _run(run))


def _run(run: str) -> str:
    vowels = lexicon().vowels
    plain = re.sub(r"(.)\1+", r"\1", run).replace("y", "i")
    return vowels.get(run) or vowels.get(plain, plain)


@lru_cache(1 << 18)
def alike(a: str, b: str) -> bool:
    """Whether two words may be one name's two spellings: "suleimani", "soleymani"; not "hassan", "hussein"."""
    if a == b:
        return True
    first, second = given(a), given(b)
    if first and second:
        return first == second
    (one, vowels), (two, others) = sound(a), sound(b)
    if one != two:
        return max(len(a), len(b)) > 6 and _article(a, b)
    differing = [at for at, pair in enumerate(zip(vowels, others, strict=True)) if pair[0] != pair[1]]
    if len(differing) > {0: 0, 1: 0, 2: 1}.get(len(one), 2):
        return False
    return all(_similar(vowels[at], others[at], at, len(one)) for at in differing)


def _article(a: str, b: str) -> bool:
    """Whether one is the other with an article or "son of" grown to it: "alsudani", "sudani"."""
    long, short = sorted((a, b), key=len, reverse=True)
    cut = _grown(long)
    return cut > 0 and len(short) > 3 and alike(long[cut:], short)


def _grown(word: str) -> int:
    """How many letters of a word may be an article or "son of" grown to it."""
    return 0 if len(word) < 7 else 2 if word[:2] in ("al", "el") else 3 if word[:3] == "ben" else 0


def _similar(a: str, b: str, at: int, last: int) -> bool:
    if (a, b) not in lexicon().alike:
        return False
    if not (a and b):
        return 0 < at < last and last > 2
    return at < last or {a, b} <= {"e", "i", "E", "aE"}


_ROUGH = str.maketrans("SCzTXgcJ", "sssskkkj")


@lru_cache(1 << 17)
def rough(word: str) -> str:
    """What all spellings of a word have in common, and some other words as well: for blocks."""
    known = given(word)
    consonants, vowels = sound(known or word)
    plain = consonants.translate(_ROUGH)
    return plain if len(plain) > 1 else plain + (vowels[0][:1] or "-") + vowels[-1][:1]


def near(a: str, b: str) -> bool:
    """Whether two long words differ by a slip of the pen."""
    return min(len(a), len(b)) > 5 and a[0] == b[0] and OSA.distance(a, b) <= 1 + (min(len(a), len(b)) > 8)


def _aligned(short: Words, long: Words) -> list[tuple[int, int, str]]:
    """The longest series of agreeing words, in order: place in each, and "same", "spelling" or "initial".

    Two words of one may be one word of the other ("Jin ping", "Jinping").
    """
    best: dict[tuple[int, int], list[tuple[int, int, str]]] = {}

    def step(i: int, j: int) -> list[tuple[int, int, str]]:
        if i == len(short) or j == len(long):
            return []
        if (i, j) not in best:
            found = max(step(i + 1, j), step(i, j + 1), key=len)
            how = _word(short[i], long[j])
            if how and len(rest := step(i + 1, j + 1)) >= len(found):
                found = [(i, j, how), *rest]
            best[i, j] = found
        return best[i, j]

    return step(0, 0)


def _word(a: str, b: str) -> str:
    if a == b:
        return "same"
    if initial(a) or initial(b):
        return "initial" if a[0] == b[0] else ""
    return "spelling" if alike(a, b) else ""


@lru_cache(1 << 16)
def _joined(words: Words, other: Words) -> Words:
    """The words with neighbours made one where the other name writes them as one."""
    out: list[str] = []
    at = 0
    while at < len(words):
        both = "".join(words[at:at + 2])
        grown = at + 1 < len(words) and len(both) > 3 and any(len(one) > 3 and alike(both, one) for one in other)
        if grown and not any(alike(one, two) for one in words[at:at + 2] for two in other):
            out.append(both)
            at += 2
        else:
            out.append(words[at])
            at += 1
    return tuple(out)


def persons(a: Words, b: Words, rare: float = 0.0) -> Likeness | None:
    """How two persons' names agree; None: they do not. `rare`: 0…1, how few bear the words that they share.

    Weights were set so that what needs no more than the name reaches .7, and what needs another sign stays below:
    measured with benchmarks/actors.py.
    """
    if a == b:
        return Likeness(.9, "the same name")
    if len(a) != len(b):
        a, b = _joined(a, b), _joined(b, a)
    elif (odd := _odd(a, b)) and not any(map(initial, odd)) and not alike(*odd) and not near(*odd):
        return _sharing([word for word in a if word in b]) if len(a) > 2 else None
    generations = lexicon().generations
    if {w for w in a if w in generations} != {w for w in b if w in generations} and len(a) > 1 < len(b):
        return Likeness(.2, "one is the younger or elder of that name", True) if set(a) & set(b) else None
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    pairs = _aligned(short, long)
    initials = sum(how == "initial" for *_, how in pairs)
    if len(pairs) == len(short) and len(pairs) > initials:
        return _within(short, long, pairs, initials, rare)
    if len(short) == len(long) > 1 and (swapped := _swapped(short, long)):
        return swapped
    if len(short) == len(long) == len(pairs) + 1 and not initials:
        (i,), (j,) = set(range(len(short))) - {p[0] for p in pairs}, set(range(len(long))) - {p[1] for p in pairs}
        if i == j and near(short[i], long[j]) and not (given(short[i]) and given(long[j])):
            return Likeness(.55, f"names alike but for “{short[i]}” and “{long[j]}”")
    return _sharing([short[i] for i, *_ in pairs]) if len(pairs) > 1 and len(pairs) > initials else None


def _odd(a: Words, b: Words) -> tuple[str, str] | None:
    """The words in one place that alone tell two names of one length apart, None when there are more."""
    differing = [(one, two) for one, two in zip(a, b, strict=True) if one != two]
    return differing[0] if len(differing) == 1 and not set(differing[0]) & lexicon().generations else None


def _sharing(words: Sequence[str]) -> Likeness | None:
    """Two persons who share more than given names, and differ in the rest."""
    if all(map(given, words)):
        return None
    return Likeness(.15, f"names that share {' '.join(words)} and differ in the rest")


def _within(short: Words, long: Words, pairs: Sequence[tuple[int, int, str]], initials: int,
            rare: float) -> Likeness | None:
    """All words of the shorter name agree with words of the longer."""
    if len(short) == 1:
        return Likeness(.4, "a single name of the longer", True)
    ends = pairs[0][1] == 0 and pairs[-1][1] == len(long) - 1
    if initials:
        return Likeness(.5, "the same name, a part of it by its first letter", True) if ends else None
    if len(short) == len(long):
        return Likeness(.8, "the same name but for its spelling")
    skipped = [long[j] for j in range(len(long)) if j not in {p[1] for p in pairs}]
    if ends:
        if all(initial(word) for word in skipped):
            return Likeness(.8, "the same name without its middle letters")
        return Likeness(.65 + .1 * rare, "the same name, middle names left out", True)
    return Likeness(.45 + .25 * rare, "a part of the longer name", True)


def _swapped(a: Words, b: Words) -> Likeness | None:
    """The same words in another order: a family name set first. Open for given names alone: Ali Hassan, Hassan Ali."""
    left = list(b)
    for word in a:
        match = next((one for one in left if not initial(word) and not initial(one) and alike(word, one)), None)
        if match is None:
            return None
        left.remove(match)
    if sum(bool(given(word)) for word in a) > 1:
        return Likeness(.3, "the same names in another order, each of which may be the first name")
    return Likeness(.7, "the same names in another order")


def keys(words: Words) -> set[str]:
    """What a person's name shares with every name that it may agree with: each two of its words, roughly, or all."""
    real = sorted({rough(word) for word in words if not initial(word)} | {
        rough(word[_grown(word):]) for word in words})
    if len(words) == 1:
        return set(real)
    found = {f"{one} {two}" for one, two in combinations(real, 2)}
    found |= {f"{words[0][0]}. {rough(words[-1])}", "".join(sorted("".join(sound(word)[0] for word in words)))}
    if len(words) == 2 and not real:
        found.add(" ".join(words))
    return found


# — bodies —

@lru_cache(1 << 17)
def body(text: str) -> Words:
    """The words of a body's name, folded, in order, without articles, "of" and legal forms."""
    lex = lexicon()
    text = _DOTTED.sub(lambda m: m[0].replace(".", ""), text)
    words = [_possessive(m[0]).replace("'", "") for m in _TOKEN.finditer(fold(text))]
    kept = [w for w in words if w not in lex.silent and w not in lex.articles and w not in lex.legal] or words
    return tuple(dict.fromkeys(_word_of_body(word, lex) for word in kept))


def _word_of_body(word: str, lex: Lexicon) -> str:
    if word in lex.words:
        return lex.words[word]
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return lex.words.get(word, word)


def acronym(text: str) -> bool:
    """Whether a name is an abbreviation by its look: PMU, U.N., AKP, PKK/KCK."""
    plain = text.replace(".", "").removeprefix("the ").removeprefix("The ")
    capitals = sum(c.isupper() for c in plain)
    return 2 <= len(plain) <= 7 and " " not in plain and capitals >= max(2, len(plain) - 1)


def plain(name: str) -> str:
    """A name as abbreviations and seats are looked up: folded, without article and full stops."""
    return fold(name).removeprefix("the ").replace(".", "").replace(",", "")


def initials(name: str) -> str:
    """The first letters of a body's name: "Popular Mobilization Units" → pmu."""
    silent = lexicon().silent
    return "".join(word[0] for word in _TOKEN.findall(fold(name)) if word not in silent)


def telling(words: Words) -> bool:
    """Whether a body's name tells it without a country: not “Ministry of Defence”."""
    return not all(word in lexicon().generic for word in words)


@lru_cache(1 << 18)
def bodies(a: Words, b: Words) -> Likeness | None:
    """How two bodies' names agree, countries set aside; None: they do not."""
    lex = lexicon()
    if sorted(a) == sorted(b):
        return Likeness(.9, "the same name")
    left, right = list(a), list(b)
    spelled = False
    for word in a:
        match = next((one for one in right if one == word), None) or next(
            (one for one in right if len(one) > 2 < len(word) and alike(word, one) and one not in lex.generic), None)
        if match is not None:
            spelled |= match != word
            left.remove(word)
            right.remove(match)
    if not left and not right:
        return Likeness(.8, "the same name but for its spelling")
    if len(left) == len(a):
        joined = len(a) != len(b) and "".join(a) == "".join(b) and len("".join(a)) > 5
        return Likeness(.8, "the same name but for blanks") if joined else None
    common = [word for word in a if word not in left]
    telling = [word for word in common if word not in lex.generic and word not in lex.sorts]
    extra = [*left, *right]
    if not telling:
        return None
    if not (left and right) and all(word in lex.idle for word in extra):
        return Likeness(.72, f"the same name, “{' '.join(extra)}” left out", True)
    one, other = (" ".join(words) or "nothing more" for words in (left, right))
    return Likeness(.15, f"names that share {' '.join(telling)}; one has {one}, the other {other}")


def body_keys(words: Words) -> set[str]:
    """What a body's name shares with every name that it may agree with."""
    lex = lexicon()
    bare = [word for word in words if word not in lex.idle] or list(words)
    real = sorted({word if word in lex.generic else rough(word) for word in bare})
    if len(real) == 1:
        return {real[0], "".join(words)}
    telling = [word for word in real if word not in lex.generic]
    found = {f"{one} {two}" for one, two in combinations(real, 2) if one in telling or two in telling or not telling}
    return found | {"".join(words)}
