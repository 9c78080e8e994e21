"""The words that tell events: ``lexicons/events.yaml``, read once, in the form that the rules look them up by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from standoff import lexicons
from standoff.model import EventType, Kind
from standoff.ties.lexicon import PREPOSITIONS as OF_TIES
from standoff.ties.lexicon import Lexicon as Ties

PREPOSITIONS = OF_TIES | {"about", "through", "among", "toward", "towards", "along", "outside", "without", "until",
                          "before", "via"}
"""Words that end a frame and take its recipient, or stand before one of its words."""

KINDS = {"Person": {Kind.PERSON}, "Place": {Kind.PLACE, Kind.FACILITY},
         "Actor": {Kind.PERSON, Kind.ORGANISATION, Kind.GROUP, Kind.PLACE}}
"""Classes that are kinds of mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A word that must hang on the verb or noun of a frame: a lemma, or a class of lemmas (capital letter)."""

    word: str
    preposition: str = ""            # before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A verb, noun or adjective with what must hang on it, and where its actor and recipient stand."""

    type: EventType
    mode: str = ""
    items: tuple[Item, ...] = ()
    before: tuple[str, ...] = ()     # words before a noun: ("air",) of "air strike"
    preposition: str = ""            # of the recipient
    subject: tuple[str, ...] = ()    # classes, one of which the subject must be of
    refused: frozenset[str] = frozenset()     # what must not hang on it
    flags: frozenset[str] = frozenset()       # "reversed", "both" …: see the head of the file

    @property
    def modes(self) -> tuple[str, ...]:
        """Its mode, if it tells one."""
        return (self.mode,) if self.mode else ()

    @property
    def actors(self) -> tuple[str, ...]:
        """Where the actor stands, for `roles`: "subject", or a preposition. Empty: where the type has it."""
        if "reversed" in self.flags:
            return (self.preposition or "by", "from", "by", "with")
        return ("nobody",) if "agentless" in self.flags else ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """Where the recipient stands: "object", "subject", a preposition. Empty: where the type has it."""
        if self.flags & {"reversed", "agentless"}:
            return ("subject",)
        if self.preposition and "free" not in self.flags:
            return (self.preposition,)
        return ()

    @property
    def weight(self) -> int:
        """How much it asks for; of frames that fit, the one that asks for most counts."""
        kinds = sum(item.word in KINDS for item in self.items)
        return 3 * (len(self.items) + len(self.before)) - kinds + bool(self.preposition) + 3 * bool(self.subject) + (
            "told" in self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All of it. Keys of the frames are lemmas; of adjectives the last word before the preposition."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    adjectives: dict[str, tuple[Frame, ...]]
    classes: dict[str, frozenset[str]]
    domains: dict[str, frozenset[str]]
    vocabulary: frozenset[str]
    irregular: dict[str, dict[str, str]]           # forms that the reader's lemmas err in, by "verbs" and "nouns"
    manual: tuple[dict[str, str], ...]             # the manual's rules that frames follow, with tests
    lists: dict[str, frozenset[str]]

    def with_lemmas(self, ties: Ties) -> Ties:
        """The lexicon of ties, by which a `Reading` mends lemmas, with the words of this one."""
        irregular = {kind: {**forms, **self.irregular.get(kind, {})} for kind, forms in ties.irregular.items()}
        return replace(ties, vocabulary=ties.vocabulary | self.vocabulary, irregular=irregular)

    def __getattr__(self, name: str) -> frozenset[str]:
        try:
            return self.lists[name.replace("_", " ")]
        except KeyError:
            raise AttributeError(name) from None


@cache
def read() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("events")
    verbs, nouns = _table(data["verbs"], verb), _table(data["nouns"], noun)
    adjectives = _table(data["adjectives"], adjective)
    return Lexicon(
        verbs=verbs, nouns=nouns, adjectives=adjectives,
        classes={name: frozenset(words) for name, words in data["classes"].items()},
        domains={name: frozenset(words) for name, words in data["domains"].items()},
        vocabulary=frozenset([*verbs, *nouns, *(word for words in data["classes"].values() for word in words)]),
        irregular=data["irregular"],
        manual=tuple(data["manual"]),
        lists={name: frozenset(words) for name, words in data.items() if isinstance(words, list) and name != "manual"})


def entries(data: dict[str, dict[str, str]]) -> Iterator[tuple[EventType, str, str]]:
    """(type, mode, entry) of a part of the file, in its order."""
    for type, modes in data.items():
        for mode, rows in modes.items():
            for row in rows.split(";"):
                if row.strip():
                    yield EventType(type), mode, row.strip()


def _table(data: dict[str, dict[str, str]], parse: Any) -> dict[str, tuple[Frame, ...]]:
    """Frames by their main word, those that ask for most first, else in the order of the file."""
    table: dict[str, list[Frame]] = {}
    for type, mode, row in entries(data):
        word, frame = parse(row)
        table.setdefault(word, []).append(replace(frame, type=type, mode=mode))
    return {word: tuple(sorted(_shared(frames), key=lambda one: -one.weight)) for word, frames in table.items()}


def _shared(frames: list[Frame]) -> Iterator[Frame]:
    """What one bare frame of a noun refuses, they all do: "heart attack" is none, nor is "heart attack by"."""
    bare = [one for one in frames if not one.items and not one.before and not one.subject and not one.flags]
    refused = frozenset[str]().union(*(one.refused for one in bare))
    for one in frames:
        yield replace(one, refused=refused) if one in bare else one


def _cut(row: str) -> tuple[list[str], frozenset[str], frozenset[str]]:
    """The words of an entry, what it refuses, its flags."""
    told, _, flags = row.partition("|")
    words = told.split()
    refused = frozenset(word[1:] for word in words if word.startswith("-"))
    return [word for word in words if not word.startswith("-")], refused, frozenset(flags.split())


def verb(row: str) -> tuple[str, Frame]:
    """"Crowd: throw at" → "throw" and its frame."""
    words, refused, flags = _cut(row)
    subject: tuple[str, ...] = ()
    if words[0].endswith(":"):
        subject = tuple(words.pop(0)[:-1].split("/"))
    main, *rest = words
    last = rest.pop() if rest and rest[-1] in PREPOSITIONS else ""
    return main, Frame(type=EventType.AGREE, items=tuple(_items(rest)), preposition=last, subject=subject,
                       refused=refused, flags=flags)


def noun(row: str) -> tuple[str, Frame]:
    """"missile attack on" → "attack" and its frame."""
    words, refused, flags = _cut(row)
    end = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
    before, main, rest = words[:end - 1], words[end - 1], words[end:]
    last = rest.pop() if rest and rest[-1] in PREPOSITIONS else ""
    return main, Frame(type=EventType.AGREE, items=tuple(_items(rest)), before=tuple(before), preposition=last,
                       refused=refused, flags=flags)


def adjective(row: str) -> tuple[str, Frame]:
    """"under house arrest" → "arrest", behind "under"; "ready to" → "ready"."""
    words, refused, flags = _cut(row)
    last = words.pop() if len(words) > 1 and words[-1] in PREPOSITIONS else ""
    main, *before = reversed(words)
    return main, Frame(type=EventType.AGREE, before=tuple(reversed(before)), preposition=last, refused=refused,
                       flags=flags)


def _items(words: Iterable[str]) -> Iterator[Item]:
    before = ""
    for word in words:
        if word in PREPOSITIONS and not before:
            before = word
        else:
            yield Item(word=word, preposition=before)
            before = ""
    if before:
        yield Item(word=before)
