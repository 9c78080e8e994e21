"""How many an event killed, hurt or led to the arrest of, as its words count them.

Counts keep what the words leave open: "at least 39" has no high, "up to 20" no low, "dozens" only a low. A word that
counts belongs to the event that it tells ("killed 39") or beside whose words it hangs ("a raid that killed 39").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff import lexicons
from standoff.model import Form, Harm, Kind, Size
from standoff.statements.content import lexicon as numerals
from standoff.ties.reading import Reading

Bounds = tuple[int | None, int | None, int | None]
"""Low, best, high."""

NUMBER = re.compile(r"\d{1,3}(?:[,.\u202f\u00a0’']\d{3})+|\d+")
BESIDE = ("conj", "advcl", "xcomp", "acl", "acl:relcl", "parataxis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """``lexicons/sizes.yaml``."""

    harms: dict[tuple[str, str], tuple[Harm, ...]]         # ("object", "kill") → dead
    phrases: dict[str, tuple[tuple[Harm, str], ...]]       # verb → harm, the word that must hang on it
    before: tuple[tuple[tuple[str, ...], str], ...]        # words before a number → bound; the longest first
    after: tuple[tuple[tuple[str, ...], str], ...]
    vague: tuple[tuple[tuple[str, ...], int], ...]
    exact: tuple[tuple[tuple[str, ...], int], ...]
    none: frozenset[str]
    gathering: frozenset[str]
    parting: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("sizes")
    harms: dict[tuple[str, str], tuple[Harm, ...]] = {}
    phrases: dict[str, tuple[tuple[Harm, str], ...]] = {}
    for harm in Harm:
        for slot, words in data[harm].items():
            for word in words:
                harms[slot, word] = (*harms.get((slot, word), ()), harm)
        for verb, words in data["with"][harm].items():
            phrases[verb] = (*phrases.get(verb, ()), *((harm, word) for word in words))
    return Lexicon(
        harms=harms, phrases=phrases,
        before=_longest((phrase, bound) for bound, some in data["bounds"].items() for phrase in some),
        after=_longest((phrase, bound) for bound, some in data["after"].items() for phrase in some),
        vague=_longest(data["vague"].items()), exact=_longest(data["exact"].items()),
        none=frozenset(data["none"]), gathering=frozenset(data["gathering"]), parting=frozenset(data["parting"]))


def _longest(some: Any) -> tuple[Any, ...]:
    return tuple(sorted(((tuple(phrase.split()), value) for phrase, value in some), key=lambda each: -len(each[0])))


# — numbers —

def count(words: Sequence[str]) -> Bounds | None:
    """What words that count come to; None where they tell no number.

    >>> count("at least 39 people , including 12 children".split()), count("two to four".split())
    ((39, 39, None), (2, None, 4))
    >>> count("dozens of men".split()), count("no casualties".split()), count("some 1,400".split())
    ((24, None, None), (0, 0, 0), (None, 1400, None))
    """
    lex = lexicon()
    words = [word.lower() for word in words]
    cut = next((at for at, word in enumerate(words) if word in lex.parting), len(words))
    words = words[:cut]
    if words and words[0] in lex.none:
        return (0, 0, 0)
    told = list(_numbers(words))
    if not told:
        found = next((value for at in range(len(words)) for phrase, value in lex.vague
                      if tuple(words[at:at + len(phrase)]) == phrase), None)
        return None if found is None else (found, None, None)
    start, end, value = told[0]
    if len(told) > 1 and words[end:told[1][0]] in (["to"], ["or"], ["-"], ["–"], ["and"]) and told[1][2] > value:
        between = words[end] != "and" or words[max(0, start - 1):start] == ["between"]
        if between:
            return (value, None, told[1][2])
    return _bounded(words, start, end, value)


def _bounded(words: Sequence[str], start: int, end: int, value: int) -> Bounds:
    """A number with what stands around it."""
    lex = lexicon()
    bound = next((bound for phrase, bound in lex.before if tuple(words[max(0, start - len(phrase)):start]) == phrase),
                 None)
    bound = bound or next((bound for at in range(end, len(words)) for phrase, bound in lex.after
                           if tuple(words[at:at + len(phrase)]) == phrase), None)
    return {"least": (value, value, None), "above": (value + 1, value + 1, None), "most": (None, None, value),
            "below": (None, None, value - 1), "about": (None, value, None), None: (value, value, value)}[bound]


def _numbers(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The numbers among words: first and past-last word, and value. Ages and years are none."""
    lex, at = lexicon(), 0
    while at < len(words):
        phrase = next(((phrase, value) for phrase, value in lex.exact
                       if tuple(words[at:at + len(phrase)]) == phrase), None)
        start, total = at, None
        if phrase is not None and not (len(phrase[0]) == 1 and _value(words[at]) is None and phrase[0] != ("one",)
                                       and phrase[0] != ("both",) and at and _value(words[at - 1]) is not None):
            at, total = at + len(phrase[0]), phrase[1]
        else:
            total, at = _cardinal(words, at)
        if total is None:
            at += 1
        elif not (words[at:at + 1] in (["year"], ["-year-old"], ["-year"], ["%"], ["per"]) or (
                words[at:at + 2] == ["-", "year"])):
            yield start, at, total


def _cardinal(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """The number that begins at a word ("two hundred and eleven"), and the word after it."""
    scales, total, small, start = numerals().scales, 0, None, at
    while at < len(words):
        value = _value(words[at], small is not None)
        if value is not None and (small is None or _joins(small, value, words[at])):
            small = (small or 0) + value
        elif words[at] in scales and small is not None:
            if scales[words[at]] == 100:
                small *= 100
            else:
                total, small = total + small * scales[words[at]], 0
        elif not (words[at] in ("and", "-") and small is not None and at > start and at + 1 < len(words)
                  and (words[at] == "-" or words[at - 1] in scales) and _value(words[at + 1], True) is not None
                  and not words[at + 1][0].isdigit()):
            break
        at += 1
    return (None if small is None else total + small), at


def _joins(small: int, value: int, word: str) -> bool:
    """Whether a number word goes on with the number before it: "two hundred" with "eleven", "twenty" with "one"."""
    return not word[0].isdigit() and ((small % 100 == 0 and value < 100) or (small % 10 == 0 and value < 10))


def _value(word: str, inside: bool = False) -> int | None:
    """The value of one word: "39", "1,400", "twelve", "twenty-one"; of "one" only inside of a number."""
    if NUMBER.fullmatch(word):
        return int(re.sub(r"\D", "", word))
    parts = [1 if part == "one" else numerals().numbers.get(part) for part in word.split("-")]
    known = [part for part in parts if part is not None and word != "dozen"]
    return sum(known) if known and len(known) == len(parts) and (inside or word != "one") else None


# — words that count —

def sizes(text: Reading, anchor: int, words: Collection[int], deeds: Collection[int], modes: Collection[str] = ()) \
        -> tuple[Size, ...]:
    """The sizes of an event, at most one of a harm: of its own words, then of words of harm beside them. `deeds`: words
    that tell of other events, which have their own. `modes`: PLOVER's; whom an arrest is done to is arrested.

    Yes: The raid killed twelve people and wounded six.
    No: The raid followed an attack that killed twelve people.
    """
    found: dict[Harm, Size] = {}
    for word in _harming(text, anchor, words, deeds):
        whom = list(_whom(text, word))
        if word == anchor and "arrest" in modes and text.pos[word] == "VERB":
            whom.append((Harm.ARRESTED, text.subjects(word) if _passive(text, word) else _objects(text, word)))
        for harm, some in whom:
            near = _near(text, word, some)
            size = _elliptic(text, harm, word) or (_size(text, harm, near) if near else None)
            if harm not in found and size is not None:
                found[harm] = size
    return tuple(found[harm] for harm in Harm if harm in found)


def _harming(text: Reading, anchor: int, words: Collection[int], deeds: Collection[int]) -> Iterator[int]:
    """The words that may tell a harm: the event's own, and those that hang beside it or over it."""
    yield from dict.fromkeys((anchor, *words))
    waiting, seen = [anchor], {anchor, *words, *deeds}
    above = text.heads[anchor]
    if text.deps[anchor] in ("nsubj", "obl", "obl:agent", "nsubj:pass", "obj", "advcl", "conj") and above not in seen:
        waiting.append(above)
        yield above
        seen.add(above)
    while waiting:
        at = waiting.pop(0)
        for kid in text.below(at, *BESIDE):
            if kid not in seen:
                seen.add(kid)
                waiting.append(kid)
                yield kid
        for kid in text.below(at, "nsubj", "obj", "obl"):
            if kid not in seen and text.preposition(kid) in ("", "with", "without"):
                yield kid


def _whom(text: Reading, word: int) -> Iterator[tuple[Harm, list[int]]]:
    """Each harm that a word tells, with the words of whom it counts."""
    lex, lemma = lexicon(), text.lemmas[word]
    forms = (lemma, text.words[word], text.words[word].removesuffix("ing"))        # lemmas of the reader's may err
    passive = _passive(text, word)
    for form in dict.fromkeys(forms):
        for harm in lex.harms.get(("of", form), ()) if text.pos[word] == "NOUN" else ():
            yield harm, [kid for kid in text.below(word, "nmod") if text.preposition(kid) == "of"]
        if text.pos[word] in ("NOUN", "PROPN", "ADJ"):
            for harm in lex.harms.get(("self", form), ()):
                yield harm, [word]
        if text.pos[word] != "NOUN":
            for harm in lex.harms.get(("object", form), ()):
                yield harm, text.subjects(word) if passive else _objects(text, word)
            for harm in lex.harms.get(("subject", form), ()):
                yield harm, text.subjects(word)
    for harm, other in lex.phrases.get(lemma, ()):
        objects = text.objects(word)
        inner = [kid for each in objects for kid in text.kids[each] if other in (text.lemmas[kid], text.words[kid])]
        if inner:                                                   # "left three dead and eight guards injured"
            yield harm, [max((each for each in objects if each < inner[0]), default=inner[0])]
        elif any(other in (text.lemmas[kid], text.words[kid]) for kid in text.kids[word]):
            lost = lemma == "lose" or passive
            yield harm, text.subjects(word) if lost else text.objects(word)


def _objects(text: Reading, word: int) -> list[int]:
    """Whom a verb harms; of one beside another also what the tree hangs on the object of that: "killed a guard and
    [wounded] nine people"."""
    own, above = text.objects(word), text.heads[word]
    if text.deps[word] != "conj" or text.pos[above] != "VERB":
        return own
    if own:
        shared = ("object", text.lemmas[above]) in lexicon().harms and not text.below(above, "obj", "nsubj:pass")
        return [] if shared else own                                # "killed and wounded 20": how many of which?
    return [one for one in text.objects(text.heads[word]) if one > word]


def _passive(text: Reading, word: int) -> bool:
    """Whether whom a verb harms is its subject, of a participle too: "forty wounded"."""
    return text.passive(word) or ("VerbForm=Part" in text.morphs[word] and not text.words[word].endswith("ing")
                                  and not _objects(text, word))


def _near(text: Reading, word: int, some: Sequence[int]) -> list[int]:
    """Of those who are counted the ones on the side of the first, with no verb beside it between them and the word.

    Yes: Twelve men, who had come to pray, were killed.
    No: The bomb killed a guard and wounded nine people.
    """
    whole = bool(text.below(word, "aux", "aux:pass"))               # "thirty women marched and were arrested"
    near = [one for one in dict.fromkeys(some) if whole or not any(
        text.pos[each] == "VERB" and (text.deps[each] == "conj" or each == text.heads[word])
        for each in range(min(one, word) + 1, max(one, word)))]
    return [one for one in near if (one < word) == (near[0] < word)]


def _elliptic(text: Reading, harm: Harm, word: int) -> Size | None:
    """The size of a verb that counts with a number only: "nine were killed and [some forty] wounded"."""
    first = word
    while first and text.sentence[first - 1] == text.sentence[word] and text.pos[first - 1] not in (
            "VERB", "AUX", "PUNCT"):
        first -= 1
    if text.deps[word] != "conj" or text.words[first] != "and" or any(text.pos[each] in ("NOUN", "PROPN", "PRON")
                                                                      for each in range(first, word)):
        return None
    found = count(text.words[first + 1:word])
    return None if found is None else Size(harm=harm, low=found[0], best=found[1], high=found[2],
                                           start=text.starts[first + 1], end=text.ends[word - 1])


def _size(text: Reading, harm: Harm, some: Sequence[int]) -> Size | None:
    """What the words of those who are counted come to, added up."""
    counts = [(word, each) for word in some if (each := _counted(text, word)) is not None]
    if not counts or len(counts) < len(some):
        return None
    low, best, high = (None if any(each[at] is None for _, each in counts) else sum(each[at] or 0 for _, each in counts)
                       for at in range(3))
    stretch = [each for word, _ in counts for each in _before(text, word)]
    return Size(harm=harm, low=low, best=best, high=high, start=text.starts[min(stretch)],
                end=text.ends[max(stretch)])


def _counted(text: Reading, word: int) -> Bounds | None:
    """How many a noun counts: by the numbers before it, behind "a group of", or one by its singular."""
    word = text.antecedent(word)
    told = count([text.words[each] for each in _before(text, word)])
    if told is not None:
        return told
    if text.lemmas[word] in lexicon().gathering:
        for kid in text.below(word, "nmod"):
            if text.preposition(kid) == "of":
                return _counted(text, kid)
        return None
    one = text.mentions.get(word)
    single = not text.plural(word) and text.pos[word] in ("NOUN", "PROPN", "PRON")
    person = (one is not None and one.kind is Kind.PERSON) or text.words[word] in ("he", "she", "him", "her")
    return (1, 1, 1) if single and person and not (one is not None and one.form is Form.PRONOUN
                                                   and text.words[word] in ("they", "them")) else None


def _before(text: Reading, word: int) -> list[int]:
    """The words of a noun from its first to itself; of "dozens" and "tens" what follows "of", too."""
    under = [each for each in text.under(word) if each <= word and text.pos[each] not in ("SPACE", "PUNCT")]
    first = min(under)
    last = word
    if text.words[word] in ("tens", "hundreds", "thousands") and text.words[word + 1:word + 2] == ["of"]:
        last = word + 2 if text.words[word + 2:word + 3] in (["thousands"], ["millions"]) else word
    if text.words[last + 1:last + 3] in (["or", "more"], ["or", "so"]):
        last += 2
    return list(range(first, min(last + 1, len(text.words))))
