"""re3d (entities and relations on the conflict in Syria and Iraq) as documents: its entities as nominals.

What its crowd marked is good, what its tagger added (confidence 0) often is not: "st Daesh" of "against Daesh" is a
vehicle there. So an entity counts from confidence .5 on; where a weaker one stands inside it, the words of the weaker
one are left unknown, and where both end with the same head ("The UK" an organisation, "UK" a location) the nominal may
be of either kind. Names inside a longer nominal were not always marked, so nothing is known of the words after a
nominal's head. Left out, and unknown: strikes and bombardments (weapons there, events for us), bare numbers before
what they count ("two" in "two tanks" is no nominal), and types that we do not have.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from training.reader.document import Document, Mention
from training.reader.nominals import head, title
from training.reader.polnear import Tokenise, overlapping

SOURCES = ("CENTCOM", "UK Government")
CERTAIN = .5
TYPES = {
    "Person": {"person"},
    "Organisation": {"group", "organisation"},     # one type there: "civilians" and "the UN Security Council"
    "Nationality": {"group"},
    "Location": {"place", "facility"},
    "MilitaryPlatform": {"weapon"},
    "Weapon": {"weapon"},
    "Vehicle": {"weapon"},
    "Quantity": {"quantity"},
    "Temporal": {"time"},
    "Money": {"money"},
}
EVENTS = re.compile(r"(?:air|drone)?(?:strikes?)|attacks?|bombardments?|bombings?|shelling|explosions?", re.I)
NUMBER = re.compile(
    r"(?:a |an )?(?:[\d.,]+(?:-plus|st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"|an?|both|multiple|several|many", re.I)
PEOPLE = re.compile(r"[a-z-]+(?<!s)s|people|men|women|children|personnel|(?i:they|them|we|us|their|our)")
PRONOUN = re.compile(
    r"I|me|my|you|your|he|him|his|she|her|it|its|we|us|our|they|them|their|who|whose|this|these|those", re.I)


def re3d(folder: Path, tokenise: Tokenise) -> list[Document]:
    """The texts of re3d with their nominals; `mentioned` tells the words that something is known of."""
    documents = []
    for source in SOURCES:
        entities = defaultdict(list)
        for entity in _lines(folder / source / "entities.json"):
            entities[entity["documentId"]].append(entity)
        for entry in _lines(folder / source / "documents.json"):
            text, key = entry["text"], entry["_id"]
            words = tokenise(text)
            mentions, mentioned = nominals(text, words, entities[key])
            documents.append(Document(
                key=key, corpus="re3d", text=text, words=words, genre="government",
                mentions=mentions, mentioned=mentioned, others=False,
            ))
    return documents


def nominals(text: str, words: list[tuple[int, int]], entities: list[dict]) -> tuple[list[Mention], list[bool]]:
    """The nominals that the entities of a text are, and for each word whether they tell what it is."""
    known = [False] * len(words)
    read: dict[tuple[int, int], Mention] = {}
    weak = []
    for entity in sorted(entities, key=lambda entity: (-entity["confidence"], entity["begin"], -entity["end"])):
        chosen = sorted(overlapping(words, [(entity["begin"], entity["end"])]))
        if not chosen:
            continue
        start, end = chosen[0], chosen[-1] + 1
        at = head(text, words, start, end, min(TYPES.get(entity["type"], {""})))
        kinds = frozenset(_kinds(entity["type"], text[slice(*words[at])]))
        if entity["confidence"] < CERTAIN:
            widened = text[words[start][0]:words[end - 1][1]] != text[entity["begin"]:entity["end"]]
            weak.append((chosen, at, frozenset() if widened else kinds))
            continue
        if not kinds or _left_out(text, words, start, end, at):
            weak.append((chosen, at, frozenset()))
            continue
        twin = read.get((at, end))
        if twin is None:
            read[at, end] = Mention(start, end, at, kinds, _name(text, words, start, at, kinds))
        else:
            twin.kinds, twin.start = twin.kinds | kinds, min(start, twin.start)
    mentions = sorted(read.values(), key=lambda mention: (mention.start, -mention.end))
    heads = defaultdict(list)
    for mention in mentions:
        heads[mention.head].append(mention)
    for mention in mentions:
        known[mention.start:mention.head + 1] = [True] * (mention.head + 1 - mention.start)
    for chosen, at, kinds in weak:
        if at in heads:
            for mention in heads[at]:
                mention.kinds |= kinds
        else:
            for i in chosen:
                known[i] = i in heads
    return mentions, known


def _kinds(name: str, noun: str) -> set[str]:
    """Ours for a type of theirs. Several people of one sort are an organisation there, and may be persons for us."""
    kinds = TYPES.get(name, set())
    return kinds | {"person"} if name == "Organisation" and PEOPLE.fullmatch(noun) else kinds


def _left_out(text: str, words: list[tuple[int, int]], start: int, end: int, at: int) -> bool:
    """Whether an entity is no nominal of ours: an attack, or a number right before the noun that it counts."""
    if EVENTS.fullmatch(text[slice(*words[at])]):
        return True
    counted = end < len(words) and text[words[end][0]:words[end][0] + 1].isalpha()
    return counted and bool(NUMBER.fullmatch(text[words[start][0]:words[end - 1][1]]))


def _name(text: str, words: list[tuple[int, int]], start: int, at: int, kinds: frozenset[str]) -> bool | None:
    """Whether a nominal is a name, where its capitals tell: "Iraq" inside a sentence is, "the camp" is not."""
    if kinds & {"time", "quantity", "money"}:
        return None
    noun = text[slice(*words[at])]
    if noun.islower() or PRONOUN.fullmatch(noun) or title(noun):
        return False
    before = "\n" if start == 0 else text[words[start - 1][1] - 1:words[start][0]]
    begins = before[0] in ".!?:”\"•" or "\n" in before
    return True if noun[:1].isupper() and not (begins and at == start) else None


@dataclass(frozen=True)
class Relation:
    """What re3d says two of its entities are to each other. Spans in code points of the text."""

    type: str                        # "BelongsTo", "InChargeOf"…
    source: tuple[int, int]
    target: tuple[int, int]
    confidence: float                # of its crowd


def relations(folder: Path) -> dict[str, list[Relation]]:
    """The relations of each document, by its key."""
    found: dict[str, list[Relation]] = defaultdict(list)
    for source in SOURCES:
        for one in _lines(folder / source / "relations.json"):
            found[one["documentId"]].append(Relation(
                one["type"], (one["sourceBegin"], one["sourceEnd"]), (one["targetBegin"], one["targetEnd"]),
                one["confidence"]))
    return found


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
