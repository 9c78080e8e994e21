"""The words that tell ties: ``lexicons/ties.yaml``, read once, in the form that the rules look them up by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff import known, lexicons
from standoff.model import Kind, TieType

PREPOSITIONS = frozenset([
    "to", "of", "with", "from", "for", "on", "in", "at", "into", "over", "under", "against", "alongside", "beside",
    "behind", "by", "near", "upon", "inside", "as", "between"])
"""Words that end a frame and take its target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A verb, or a phrase, with what must hang on it, and where its target stands."""

    type: TieType
    words: tuple[str, ...]           # that hang on it: ("allegiance",)
    preposition: str                 # of the target; "": the object
    way: str = ""                    # "reversed", "former", "plain" (no clause below), "patient" (what is handed over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All of it. Keys are lemmas; `nouns`, `events` and `adjectives`: lemma → preposition → types."""

    kinds: dict[TieType, tuple[frozenset[Kind], frozenset[Kind]]]
    verbs: dict[str, tuple[Frame, ...]]
    phrases: dict[str, tuple[Frame, ...]]          # by their first preposition
    reciprocal: dict[str, tuple[Frame, ...]]       # verbs that may have both ends as subjects
    nouns: dict[str, dict[str, tuple[TieType, ...]]]
    events: dict[str, dict[str, tuple[TieType, ...]]]
    adjectives: dict[str, dict[str, tuple[TieType, ...]]]
    compounds: dict[str, TieType]
    prefixes: dict[str, TieType]
    states: frozenset[str]                         # their names, lower case
    prepositions: dict[TieType, tuple[str, ...]]
    irregular: dict[str, dict[str, str]]
    vocabulary: frozenset[str]                     # every single word of the above
    means: dict[str, str]
    gifts: frozenset[str]
    receiving: frozenset[str]
    demonyms: dict[str, tuple[str, ...]]           # "iranian" → "iran", "islamic republic of iran"
    lists: dict[str, frozenset[str]]

    def __getattr__(self, name: str) -> frozenset[str]:
        try:
            return self.lists[name.replace("_", " ")]
        except KeyError:
            raise AttributeError(name) from None

    def fits(self, tie: TieType, source: Kind | None, target: Kind | None) -> bool:
        """Whether a tie of this type may be between these kinds; None is anything."""
        if tie not in self.kinds:
            return True
        sources, targets = self.kinds[tie]
        return (source is None or source in sources) and (target is None or target in targets)


@cache
def read() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("ties")
    everybody = frozenset(Kind)
    demonyms = _demonyms()
    return Lexicon(
        kinds={TieType(name): (frozenset(map(Kind, ends.get("source", everybody))),
                               frozenset(map(Kind, ends.get("target", everybody))))
               for name, ends in data["kinds"].items()},
        verbs=_frames(data["verbs"]),
        phrases=_frames(data["phrases"]),
        reciprocal=_frames(data["reciprocal"]),
        nouns=_arguments(data["nouns"]),
        events=_arguments(data["events"]),
        adjectives=_arguments(data["adjectives"]),
        compounds={word: TieType(name) for name, words in data["compounds"].items() for word in words},
        prefixes={prefix: TieType(name) for prefix, name in data["prefixes"].items()},
        prepositions={TieType(name): tuple(words) for name, words in data["prepositions"].items()},
        irregular=data["irregular"],
        vocabulary=frozenset(_words({name: part for name, part in data.items() if name != "compounds"})),
        means={word: means for means, words in data["means"].items() for word in words},
        gifts=frozenset(data["gifts"]["verbs"]),
        receiving=frozenset(data["gifts"]["receiving"]),
        demonyms=demonyms,
        states=frozenset(name for names in demonyms.values() for name in names),
        lists={name: frozenset(map(str, words)) for name, words in data.items() if isinstance(words, list)},
    )


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, rest in part.items():
            yield from (*str(key).split(), *_words(rest))
    elif isinstance(part, list):
        for rest in part:
            yield from _words(rest)
    else:
        yield from str(part).split()


def _demonyms() -> dict[str, tuple[str, ...]]:
    """Demonyms of states → the names of these states, lower case, from the known actors."""
    found: dict[str, tuple[str, ...]] = {}
    for state in known.read(path for path in known.bundled() if path.stem == "states").values():
        for demonym in state.demonyms:
            found[demonym.lower()] = tuple(name.lower() for name in (state.name, *state.names))
    return found


def _frames(sections: dict[str, list[Any]]) -> dict[str, tuple[Frame, ...]]:
    """Frames by their first word, those with most words first, else in the order of the file."""
    frames: dict[str, list[Frame]] = {}
    for name, rows in sections.items():
        for row in rows:
            words, way = next(iter(row.items())) if isinstance(row, dict) else (row, "")
            first, *rest = words.split()
            last = rest.pop() if rest and rest[-1] in PREPOSITIONS else ""
            frames.setdefault(first, []).append(
                Frame(type=TieType(name), words=tuple(rest), preposition=last, way=way))
    return {first: tuple(sorted(found, key=lambda one: -(len(one.words) * 2 + bool(one.preposition))))
            for first, found in frames.items()}


def _arguments(sections: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, tuple[TieType, ...]]]:
    table: dict[str, dict[str, tuple[TieType, ...]]] = {}
    for name, rows in sections.items():
        for preposition, words in rows.items():
            for word in words:
                row = table.setdefault(word, {})
                row[preposition] = (*row.get(preposition, ()), TieType(name))
    return table
