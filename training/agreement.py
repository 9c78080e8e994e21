"""How far two annotators agree on the events of our corpus: `python -m training.agreement [--list]`.

The first annotation stands in `training/corpus/`, the second, of some of its entries, in `training/agreement.txt`: a
line “# key” and `event` lines, without the text. CORPUS.md tells what came out. Two events of an entry are one where
the main words of their triggers (the first quote) touch: one to one, those of the same type first.

The units of alpha are words: every word with a `fact` line in the first annotation (the second has none), and of a
trigger whose main words hold no such word, the first. The value that an annotator gives to a unit is the type of the
event whose main words hold it, or “none”.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training.corpus import FOLDER, document
from training.entries import Entry, Fault, Line, Tokenise, annotation, parse
from training.layers import ROLES
from training.reader.document import Document, Event

SECOND = Path(__file__).parent / "agreement.txt"
NONE = "none"
DRAWS, SEED = 2000, 1

Pairs = list[tuple[Event | None, Event | None]]


@dataclass
class Twice:
    """An entry as two annotators see it: its document by the first, the events of both as pairs, the units."""

    document: Document
    pairs: Pairs
    units: list[tuple[str, str]]


# — measures —

def f1(shared: int, first: int, second: int) -> float:
    """F1 of two annotators: alike whichever of them is taken as right."""
    return 2 * shared / (first + second) if first + second else 1.0


def alpha(units: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Krippendorff's alpha of two observers, nominal values, none missing: 1 - observed / expected disagreement."""
    counts = Counter(value for unit in units for value in unit)
    n = counts.total()
    observed = sum(a != b for a, b in units) * 2 / n if n else 0
    expected = (n * n - sum(count * count for count in counts.values())) / (n * (n - 1)) if n else 0
    return 1 - observed / expected if expected else 1.0


def pair(first: Sequence[Event], second: Sequence[Event]) -> Pairs:
    """Two annotators' events of a text: those that are one side by side, then each one's own."""
    near = sorted(((a.type != b.type, -len(a.trigger[0] & b.trigger[0]), i, j)
                   for i, a in enumerate(first) for j, b in enumerate(second) if a.trigger[0] & b.trigger[0]))
    taken: dict[int, int] = {}
    for _, _, i, j in near:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return ([(a, second[taken[i]] if i in taken else None) for i, a in enumerate(first)]
            + [(None, b) for j, b in enumerate(second) if j not in taken.values()])


def units(first: Sequence[Event], second: Sequence[Event], facts: set[int]) -> list[tuple[str, str]]:
    """The two values of each unit of a text."""
    words = facts | {min(one.trigger[0]) for one in [*first, *second] if not one.trigger[0] & facts}
    return [(_value(first, word), _value(second, word)) for word in sorted(words)]


def fillers(first: Sequence[frozenset[int]], second: Sequence[frozenset[int]], *, exact: bool) -> int:
    """How many fillers of a role two annotators share, one to one: the same words, or some of them."""
    left = list(second)
    shared = 0
    for words in first:
        other = next((one for one in left if (words == one if exact else words & one)), None)
        if other is not None:
            left.remove(other)
            shared += 1
    return shared


def figures(texts: Sequence[Twice]) -> dict[str, float]:
    """All measures, by name."""
    pairs = [one for text in texts for one in text.pairs]
    both = [(a, b) for a, b in pairs if a and b]
    alike = [(a, b) for a, b in both if a.type == b.type]
    ours, theirs = sum(a is not None for a, _ in pairs), sum(b is not None for _, b in pairs)
    found = {
        "trigger F1": f1(len(both), ours, theirs),
        "trigger and type F1": f1(len(alike), ours, theirs),
        "same type, of shared triggers": len(alike) / len(both) if both else 1.0,
        "alpha of the type, word by word": alpha([unit for text in texts for unit in text.units]),
        "alpha of the type, shared triggers": alpha([(a.type, b.type) for a, b in both]),
        "alpha of event or none, word by word": alpha(
            [(a == NONE, b == NONE) for text in texts for a, b in text.units]),
        "modes F1, shared triggers and types": f1(
            sum(len(a.modes & b.modes) for a, b in alike), sum(len(a.modes) for a, _ in alike),
            sum(len(b.modes) for _, b in alike)),
    }
    for role in ROLES:
        ends = [(a.roles.get(role, []), b.roles.get(role, [])) for a, b in both]
        told = sum(len(a) for a, _ in ends), sum(len(b) for _, b in ends)
        for name, exact in ((f"{role} F1, words in common", False), (f"{role} F1, the same words", True)):
            found[name] = f1(sum(fillers(a, b, exact=exact) for a, b in ends), *told)
    return found


def spread(texts: Sequence[Twice]) -> dict[str, tuple[float, float]]:
    """By name: between which values of a measure 95 of 100 redraws of the entries lie."""
    chance = random.Random(SEED)
    drawn = [figures(chance.choices(texts, k=len(texts))) for _ in range(DRAWS)]
    found = {name: sorted(one[name] for one in drawn) for name in drawn[0]}
    return {name: (values[DRAWS * 25 // 1000], values[DRAWS * 975 // 1000]) for name, values in found.items()}


# — the two annotations —

def second(path: Path) -> dict[str, list[Line]]:
    """The lines of the second annotation by key; what stands before the first key is its head."""
    lines: dict[str, list[Line]] = {}
    key = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("# "):
            key = line[2:].strip()
            lines[key] = []
        elif key and line.strip():
            lines[key].append(annotation(number, line.strip()))
    return lines


def twice(folder: Path, path: Path, tokenise: Tokenise) -> Iterator[Twice]:
    """The entries that two have annotated, in the order of the second; a Fault where one cannot be read."""
    entries: dict[str, Entry] = {entry.key: entry for file in sorted(folder.glob("*.txt")) for entry in parse(file)[0]}
    for key, lines in second(path).items():
        if key not in entries:
            raise Fault(f"{key} in {path.name}", "the corpus has no such entry", "take it out")
        one, _ = document(entries[key], tokenise)
        other, faults = document(replace(entries[key], file=path.name, lines=tuple(lines)), tokenise)
        if faults:
            raise Fault(faults[0], "the text may have changed", "copy the words anew")
        ours, theirs = one.document.events or [], other.document.events or []
        yield Twice(one.document, pair(ours, theirs), units(ours, theirs, set(one.document.facts or {})))


def main(folder: Path, path: Path, show: bool) -> int:
    """Prints the measures, or every event in which the two differ."""
    from standoff.language.words import tokenise

    texts = list(twice(folder, path, tokenise))
    if show:
        for text in texts:
            for a, b in text.pairs:
                if a is None or b is None or (a.type, a.modes, a.roles) != (b.type, b.modes, b.roles):
                    print(f"{text.document.key}\n  1 {_told(text.document, a)}\n  2 {_told(text.document, b)}")
        return 0
    pairs = [one for text in texts for one in text.pairs]
    print(f"{len(texts)} entries, {sum(len(text.document.words) for text in texts)} words; events: first "
          f"{sum(a is not None for a, _ in pairs)}, second {sum(b is not None for _, b in pairs)}, shared "
          f"{sum(a is not None and b is not None for a, b in pairs)}; units {sum(len(text.units) for text in texts)}")
    between = spread(texts)
    for name, value in figures(texts).items():
        print(f"{name:>42}: {value:.3f} ({between[name][0]:.2f} to {between[name][1]:.2f})")
    both = [(a, b) for a, b in pairs if a and b]
    print("fillers, first and second, shared triggers: " + ", ".join(
        f"{role} {sum(len(a.roles.get(role, [])) for a, _ in both)} {sum(len(b.roles.get(role, [])) for _, b in both)}"
        for role in ROLES))
    print(f"modes, shared triggers and types: {sum(len(a.modes) for a, b in both if a.type == b.type)} "
          f"{sum(len(b.modes) for a, b in both if a.type == b.type)}")
    kinds = Counter(((a.type if a else NONE), (b.type if b else NONE)) for a, b in pairs)
    print("first → second: " + ", ".join(
        f"{a} → {b} {n}" for (a, b), n in kinds.most_common() if a != b))
    return 0


# — inside —

def _value(events: Sequence[Event], word: int) -> str:
    return "+".join(sorted({one.type for one in events if word in one.trigger[0]})) or NONE


def _told(doc: Document, one: Event | None) -> str:
    if one is None:
        return "–"
    roles = "; ".join(f"{role} " + " + ".join(f"“{_quote(doc, words)}”" for words in found)
                      for role, found in one.roles.items())
    return f"{' '.join([one.type, *sorted(one.modes)])} “{' … '.join(_quote(doc, w) for w in one.trigger)}” {roles}"


def _quote(doc: Document, words: frozenset[int]) -> str:
    return doc.quote(min(words), max(words) + 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How far two annotators agree on events.")
    parser.add_argument("--list", action="store_true", help="list the events in which they differ")
    sys.exit(main(FOLDER, SECOND, parser.parse_args().list))
