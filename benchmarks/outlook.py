"""Outlook on our own corpus: questions and forecasts by type; who foresees, hedge, horizon, negation of those found.

usage: python -m benchmarks.outlook [--part test|dev|all] [--show]

The texts of `training/corpus` that have the layer `outlook` are cut in two by the hash of their keys: `dev` is what the
rules were written on, `test` gives the figures and is looked at for nothing else. An outlook is found where the anchor
is the annotated head, or where the words agree by half of either; each is found once. Attributions, mentions and
statements are the machine's own. A hedge or horizon is right where it shares a word with the annotated one, or where
there is none. `--show` lists what is missed, added or of another type, never for `test`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from benchmarks.reader.score import Score
from training.corpus import FOLDER, corpus
from training.reader.document import Document
from training.reader.document import Outlook as Gold

from standoff import statements
from standoff.actors.mentions import told as mentioned
from standoff.language import load
from standoff.language.words import tokenise
from standoff.model import (
    Date,
    DateBasis,
    Mention,
    Origin,
    Outlook,
    Passage,
    Report,
    Role,
    Span,
    Stretch,
)
from standoff.outlook import told

PAGE = "p" + "0" * 16


@dataclass(frozen=True)
class Read:
    """A document with what was found in it."""

    document: Document
    found: list[Outlook]
    mentions: list[Mention]
    pairs: list[tuple[Outlook, Gold]]


def part(key: str) -> str:
    """Which part a text is of."""
    return "dev" if int(sha256(key.encode()).hexdigest(), 16) % 2 else "test"


def report(document: Document) -> Report:
    """A text of the corpus as a report of one page."""
    day = document.created
    published = Date(value=None)
    if day:
        low, high = (day, day) if len(day) == 10 else ((f"{day}-01", f"{day}-28") if len(day) == 7 else (
            f"{day}-01-01", f"{day}-12-31"))
        published = Date(value=day, low=low, high=high, basis=DateBasis.STATED)
    length = len(document.text)
    return Report(
        key="r" + sha256(document.key.encode()).hexdigest()[:16], family="f" + "0" * 16, title="", text=document.text,
        passages=(Passage(start=0, end=length, role=Role.BODY, witnesses=(Span(page=PAGE, start=0, end=length),)),),
        variants=(), stretches=(Stretch(start=0, length=length, page=PAGE, at=0),), published=published,
        origin=Origin(stage="reports", version="0", rule="corpus"))


def read(documents: Iterable[Document]) -> Iterator[Read]:
    """The documents with what the machine finds in them."""
    some = list(documents)
    reports = [report(one) for one in some]
    for document, one, doc in zip(some, reports, load().texts([each.text for each in some],
                                                              [each.published for each in reports]), strict=True):
        mentions = list(mentioned(doc, one.key))
        found = told(one, doc, mentions, statements.told(one, doc, mentions))
        yield Read(document, found, mentions, list(pairs(document, found)))


def pairs(document: Document, found: list[Outlook]) -> Iterator[tuple[Outlook, Gold]]:
    """Each outlook found with the annotated one that it is; the same anchor before mere overlap."""
    left, gold = list(found), list(document.outlooks or [])
    for same in (_anchored, _overlapping):
        for one in list(gold):
            other = next((each for each in left if same(document, each, one)), None)
            if other is not None:
                gold.remove(one)
                left.remove(other)
                yield other, one


def _anchored(document: Document, one: Outlook, gold: Gold) -> bool:
    return gold.head is not None and document.words[gold.head][0] == one.anchor


def _overlapping(document: Document, one: Outlook, gold: Gold) -> bool:
    words = _words(document, one.start, one.end)
    return len(words & gold.words) * 2 >= max(len(words), len(gold.words))


def _words(document: Document, start: int, end: int) -> set[int]:
    return {n for n, (first, last) in enumerate(document.words)
            if first < end and start < last and any(sign.isalnum() for sign in document.text[first:last])}


# — figures —


def types(some: Iterable[Read]) -> dict[str, Score]:
    """Precision and recall by type; an outlook of another type is wrong. "found": whatever the type."""
    scores: dict[str, Score] = defaultdict(Score)
    for one in some:
        right = Counter(str(found.type) for found, gold in one.pairs if found.type == gold.type)
        said = Counter(str(found.type) for found in one.found)
        told = Counter(gold.type for gold in one.document.outlooks or [])
        for name in {*said, *told}:
            scores[name] += Score(right[name], said[name], told[name])
        scores["all"] += Score(right.total(), said.total(), told.total())
        scores["found"] += Score(len(one.pairs), said.total(), told.total())
    return dict(scores)


def fields(some: Iterable[Read]) -> dict[str, tuple[int, int]]:
    """Of those found: how often a field is right, and of how many."""
    right, of = Counter(), Counter()
    for one in some:
        for found, gold in one.pairs:
            answers = {
                "forecaster": _by(one, found, gold), "hedge": bool(_pieces(one, found.hedges) & set().union(
                    *gold.hedges)) or not (found.hedges or gold.hedges),
                "condition": bool(found.condition) == bool(gold.condition),
                "horizon": bool(_pieces(one, found.timed) & gold.when) or not (found.timed or gold.when),
                "negated": found.negated == gold.negated}
            if gold.hedges:
                answers["hedge, where there is one"] = bool(_pieces(one, found.hedges) & set().union(*gold.hedges))
            if gold.when:
                answers["horizon, where one is told"] = bool(_pieces(one, found.timed) & gold.when)
            if gold.forecaster:
                answers["forecaster, where one is told"] = answers["forecaster"]
            for name, value in answers.items():
                of[name] += 1
                right[name] += value
    return {name: (right[name], of[name]) for name in of}


def _pieces(one: Read, pieces: Iterable[tuple[int, int]]) -> set[int]:
    return {word for start, end in pieces for word in _words(one.document, start, end)}


def _by(one: Read, found: Outlook, gold: Gold) -> bool:
    """Whether the forecaster is the annotated one, or another mention of its chain; none where none is annotated."""
    if not gold.forecaster or found.forecaster is None:
        return not gold.forecaster and found.forecaster is None
    leader = next(each.leader for each in one.mentions if each.key == found.forecaster)
    chain = [each for each in one.mentions if each.leader == leader]
    return any(_words(one.document, each.start, each.end) & gold.forecaster for each in chain)


def show(one: Read) -> Iterator[str]:
    """What went wrong in a text."""
    text, by = one.document.text, {each.key: each.text for each in one.mentions}
    matched = [(id(found), id(gold)) for found, gold in one.pairs]
    for found, gold in one.pairs:
        words = text[found.start:found.end]
        if found.type != gold.type:
            yield f"  type  {gold.type} not {found.type}: {words}"
        if not _by(one, found, gold):
            told = " ".join(text[slice(*one.document.words[n])] for n in sorted(gold.forecaster)) or "the author"
            yield f"  by    {told} not {by.get(found.forecaster or '', found.sourcing)}: {words}"
        if (found.hedges or gold.hedges) and not _pieces(one, found.hedges) & set().union(*gold.hedges):
            told = [" ".join(text[slice(*one.document.words[n])] for n in sorted(hedge)) for hedge in gold.hedges]
            yield f"  hedge {told} not {[text[slice(*each)] for each in found.hedges]}: {words}"
        if found.negated != gold.negated:
            yield f"  negated {gold.negated} not {found.negated}: {words}"
        if (found.timed or gold.when) and not _pieces(one, found.timed) & gold.when:
            told = " ".join(text[slice(*one.document.words[n])] for n in sorted(gold.when))
            yield f"  when  {told!r} not {[text[slice(*each)] for each in found.timed]}: {words}"
    for gold in one.document.outlooks or []:
        if id(gold) not in {each for _, each in matched}:
            low, high = min(gold.words), max(gold.words)
            yield f"  MISS  {gold.type}: {text[one.document.words[low][0]:one.document.words[high][1]]}"
    for found in one.found:
        if id(found) not in {each for each, _ in matched}:
            yield f"  EXTRA {found.type} ({found.origin.rule}): {text[found.start:found.end]}"


def main() -> None:
    """Prints the figures, and for `--show` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--part", choices=("test", "dev", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="list what went wrong (never for the test part)")
    chosen = parser.parse_args()
    if chosen.show and chosen.part != "dev":
        sys.exit("--show is for --part dev: the texts that give the figures are not looked at")
    some = [one for one in corpus(FOLDER, tokenise)
            if one.outlooks is not None and chosen.part in ("all", part(one.key))]
    done = list(read(some))
    for one in done if chosen.show else []:
        lines = list(show(one))
        if lines:
            print(one.document.key, *lines, sep="\n")
    print(f"{chosen.part}: {len(some)} texts, {sum(len(one.document.outlooks or []) for one in done)} outlooks")
    print("type                          P      R     F1      n")
    for name, score in sorted(types(done).items()):
        print(f"{name:26}{score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f} {score.gold:6}")
    for name, (right, of) in fields(done).items():
        print(f"{name:32}{right / of:6.3f} ({right} of {of})")


if __name__ == "__main__":
    main()
