"""Which of PLOVER's contexts an event has, each with the words that earned it.

A context is earned by words that hang on the words of the event (``lexicons/contexts.yaml``), or comes with a mode;
what only the text as a whole is about earns none, since that misleads (manual of 2021, "Contexts").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff import lexicons, plover
from standoff.events.triggers import Trigger
from standoff.model import Context
from standoff.ties.reading import Reading

MOST = 3
"""Contexts of one event at most: those earned first in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """``lexicons/contexts.yaml``."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]    # first word → its phrases, the longest first
    irregular: frozenset[str]
    otherwise: dict[str, frozenset[str]]     # type → words that tell of something else in its events
    vague: frozenset[str]            # words that alone earn nothing


@cache
def read() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("contexts")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for context, told in data["contexts"].items():
        for phrase in told:
            words = tuple(str(phrase).split())
            phrases.setdefault(words[0], []).append((words, context))
    longest = {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in phrases.items()}
    return Lexicon(phrases=longest,
                   otherwise={type: frozenset(some) for type, some in data["otherwise"].items()},
                   irregular=frozenset(map(str, data["irregular"])), vague=frozenset(map(str, data["vague"])))


def contexts(text: Reading, one: Trigger, others: Iterable[Trigger] = ()) -> tuple[Context, ...]:
    """The contexts of an event, in the order of the text. `others`: the other events of the text, whose words are
    theirs."""
    found: dict[str, tuple[int, int]] = {}
    given = plover.read().given
    for mode in one.modes:
        if (context := given.get((str(one.type), mode))) is not None:
            found[context] = (text.starts[min(one.words)], text.ends[max(one.words)])
    own = sorted(_own(text, one, others))
    for name, first, last in _earned(text, own, str(one.type)):
        found.setdefault(name, (text.starts[first], text.ends[last]))
    ranked = sorted(found.items(), key=lambda each: (each[1], each[0]))[:MOST]
    return tuple(Context(name=name, start=start, end=end) for name, (start, end) in ranked)


def _own(text: Reading, one: Trigger, others: Iterable[Trigger]) -> set[int]:
    """The words of an event and what hangs on them, without the words of other events and what hangs on those."""
    stop = {word for other in others if other is not one for word in (other.anchor, *other.words)} - set(one.words)
    found: set[int] = set()
    waiting = [one.anchor, *one.words]
    while waiting:
        word = waiting.pop()
        if word in found or word in stop or text.sentence[word] != text.sentence[one.anchor]:
            continue
        found.add(word)
        waiting += [kid for kid in text.kids[word] if text.deps[kid] not in ("acl:relcl", "parataxis", "conj", "advcl")
                    or (text.deps[kid] == "conj" and text.pos[kid] != "VERB")]
    if text.deps[one.anchor] in ("obj", "nsubj:pass"):           # "the court imposed a ban"
        above = text.heads[one.anchor]
        found |= {under for kid in text.below(above, "nsubj", "obl:agent", "obl") for under in text.under(kid)} - stop
    return found


def _earned(text: Reading, own: Sequence[int], type: str) -> Iterator[tuple[str, int, int]]:
    """The contexts that words earn, with the first and the last of the words."""
    lexicon, members = read(), set(own)
    silent = lexicon.vague | lexicon.otherwise.get(type, frozenset())
    for word in own:
        if text.pos[word] not in ("NOUN", "PROPN", "ADJ", "VERB"):
            continue
        for form in dict.fromkeys((text.lemmas[word], text.words[word])):
            for phrase, context in lexicon.phrases.get(form, ()):
                last = word + len(phrase) - 1
                if last >= len(text.words) or not all(
                        part in (text.lemmas[at], text.words[at])
                        for part, at in zip(phrase, range(word, last + 1), strict=True)):
                    continue
                if len(phrase) == 1 and phrase[0] in silent:
                    continue
                if context == "military" and _irregular(text, word, members, lexicon):
                    continue
                yield context, word, last


def _irregular(text: Reading, word: int, own: set[int], lexicon: Lexicon) -> bool:
    """Whether a word of forces is said of such as are no state's: "rebel soldiers", "a general of the militia"."""
    near = [word, text.heads[word], *text.under(word)]
    return any({text.lemmas[each], text.words[each]} & lexicon.irregular for each in near)
