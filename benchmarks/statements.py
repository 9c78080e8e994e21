"""Statements against PolNeAR, and what they say of cue, hearer and medium against our own corpus.

usage: python -m benchmarks.statements [--split dev|train] [--some N] [--half develop|measure] [--errors] [--write]

Each text goes through the whole chain: the reader, mentions, statements. Those of the running text are scored by
`../shared/bench/score_polnear.py` (a content is right if it shares at least half its words with one of gold; full: and
the source, too), beside what the reader finds before the rules. `dev` is for the final figure only.

Our corpus tells manner, addressee, medium and whether the saying itself is told as done. Half of its texts, by the hash
of their keys, are for development; the other half is for the figure.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from benchmarks.reader import attributions
from benchmarks.reader.score import Score
from spacy.tokens import Doc
from training import corpus
from training.reader.document import UNSAID, Attribution, Document

from standoff.actors.mentions import told as mentioned
from standoff.language import load
from standoff.language.words import tokenise
from standoff.model import Date, Factuality, Medium, Origin, Report, Statement, Stretch
from standoff.statements import told

SHARED = Path(__file__).resolve().parents[2] / "shared"
POLNEAR = SHARED / "data/polnear"
SCORER = SHARED / "bench/score_polnear.py"

ORIGIN = Origin(stage="reports", version="1", rule="benchmark")


def report(text: str) -> Report:
    """A text as a report of one copy, without a date."""
    stretch = Stretch(page="p" + "0" * 16, start=0, at=0, length=len(text))
    return Report(key="r" + sha256(text.encode()).hexdigest()[:16], family="f" + "0" * 16, title="", text=text,
                  passages=(), variants=(), stretches=(stretch,), published=Date(value=None), origin=ORIGIN)


def statements(doc: Doc) -> list[Statement]:
    """The statements of an analysed text."""
    whole = report(doc.text)
    return told(whole, doc, mentioned(doc, whole.key))


# — PolNeAR —

def on_polnear(split: str, some: int | None) -> Iterator[tuple[str, dict[str, float]]]:
    """The scorer's figures of the reader's attributions, and of the statements."""
    texts = dict(list(attributions.texts(POLNEAR, split).items())[:some])
    read: dict[str, list[dict[str, object]]] = {}
    made: dict[str, list[dict[str, object]]] = {}
    for key, doc in zip(texts, load().texts(texts.values()), strict=True):
        read[key] = [{"source": one.source, "cue": one.cue, "content": one.content} for one in doc._.attributions or ()]
        made[key] = [{"source": one.speaker, "cue": one.cue, "content": one.content} for one in statements(doc)]
    yield "the reader's attributions", scored(read, split)
    yield "statements", scored(made, split)


def scored(found: Mapping[str, Sequence[Mapping[str, object]]], split: str) -> dict[str, float]:
    """Content and full precision, recall and F1, and the share of right sources, in points of 100. Of a part of the
    texts only precision means something."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps({"doc_id": key, "attributions": one}) + "\n" for key, one in found.items())
        file.flush()
        said = json.loads(subprocess.run(
            [sys.executable, SCORER, "--gold", POLNEAR, "--split", split, "--pred", file.name, "--json"],
            check=True, capture_output=True, text=True).stdout)
    content, full = said["content50"], said["full(content50+source)"]
    figures = {"content P": content["P"], "content R": content["R"], "content F1": content["F1"],
               "source given content": said["acc"]["source_ok"],
               "full P": full["P"], "full R": full["R"], "full F1": full["F1"]}
    return {name: 100 * value for name, value in figures.items()}


# — our corpus —

@dataclass(slots=True)
class Fields:
    """How often each field is right on the statements that are found. `errors`: a line for each that is not."""

    found: Score = field(default_factory=Score)
    source: Score = field(default_factory=Score)
    manner: Score = field(default_factory=Score)
    addressee: Score = field(default_factory=Score)
    medium: Score = field(default_factory=Score)
    saying: Score = field(default_factory=Score)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def half(which: str) -> list[Document]:
    """The texts of our corpus with manners, of one half by the hash of their keys."""
    parity = 0 if which == "develop" else 1
    return [one for one in corpus.corpus(corpus.FOLDER, tokenise) if any(
        each.manner for each in one.attributions or ()) and sha256(one.key.encode()).digest()[0] % 2 == parity]


def on_corpus(documents: Sequence[Document]) -> Fields:
    """The fields of the statements of some documents."""
    fields = Fields()
    for document, doc in zip(documents, load().texts([one.text for one in documents]), strict=True):
        made = statements(doc)
        pairs = list(matched(document, made))
        gold = document.attributions or []
        fields.found += Score(len(pairs), len(made), len(gold))
        paired = {id(one) for one, _ in pairs}
        fields.errors += [f"{document.key}: not found: {_words(document, one.source)} <{_words(document, one.cue)}> "
                          f"{_words(document, one.content)[:90]}" for one in gold if id(one) not in paired]
        also = {id(two) for _, two in pairs}
        fields.errors += [f"{document.key}: not in gold: {_cut(doc, one.speaker)} <{_cut(doc, one.cue)}> "
                          f"{_cut(doc, one.content)[:90]}" for one in made if id(one) not in also]
        for one, statement in pairs:
            _compare(fields, document, one, statement)
    return fields


def matched(document: Document, made: Sequence[Statement]) -> Iterator[tuple[Attribution, Statement]]:
    """Attributions with the statement whose content shares the most with theirs, at least half of both; cues touch."""
    ranked = []
    for at, one in enumerate(document.attributions or ()):
        content = _plain(document, one.content)
        for number, statement in enumerate(made):
            said, cue = _plain(document, _in_words(document, statement.content)), _in_words(document, statement.cue)
            both = len(said & content)
            if 2 * both >= max(len(said), len(content)) and (cue & one.cue or not cue):
                ranked.append((-both, len(said | content), at, number))
    taken: set[int] = set()
    used: set[int] = set()
    for _, _, at, number in sorted(ranked):
        if at not in taken and number not in used:
            taken.add(at)
            used.add(number)
            yield (document.attributions or [])[at], made[number]


def _compare(fields: Fields, document: Document, one: Attribution, statement: Statement) -> None:
    """Adds what of a statement is right."""
    source = _in_words(document, statement.speaker)
    fields.source += Score(bool(source & one.source) or (not source and not one.source), 1, 1)
    where = f"{document.key}: <{_words(document, one.cue)}> {_words(document, one.content)[:70]}"
    if one.manner:
        right = statement.manner == one.manner
        fields.manner += Score(right, 1, 1)
        if not right:
            fields.confusions[one.manner, str(statement.manner)] += 1
            fields.errors.append(f"{where}: manner {one.manner}, told {statement.manner}")
        to = _in_words(document, statement.addressed)
        fields.addressee += Score(bool(to & one.addressee), bool(to), bool(one.addressee))
        if bool(to) != bool(one.addressee) or (to and not to & one.addressee):
            fields.errors.append(f"{where}: to “{_words(document, one.addressee)}”, told “{_words(document, to)}”")
        medium = Medium[one.medium.upper()] if one.medium else None
        fields.medium += Score(medium is not None and medium is statement.medium, statement.medium is not None,
                               medium is not None)
        if medium is not statement.medium:
            fields.errors.append(f"{where}: in {medium}, told {statement.medium}")
        marks = {str(each) for each in statement.factuality if each not in (Factuality.ACTUAL, Factuality.HISTORICAL)}
        fields.saying += Score(len(marks & one.marks), len(marks), len(one.marks & UNSAID))
        if marks != one.marks & UNSAID:
            fields.errors.append(f"{where}: {sorted(one.marks)}, told {sorted(marks)}")


def _in_words(document: Document, pieces: Sequence[tuple[int, int]]) -> set[int]:
    """The words of a document that stand in pieces of its text."""
    return {at for at, (start, end) in enumerate(document.words)
            if any(low < end and start < high for low, high in pieces)}


def _plain(document: Document, some: set[int] | frozenset[int]) -> set[int]:
    """Words without punctuation."""
    return {at for at in some if any(map(str.isalnum, document.text[slice(*document.words[at])]))}


def _words(document: Document, some: set[int] | frozenset[int]) -> str:
    return " ".join(document.text[slice(*document.words[at])] for at in sorted(some))


def _cut(doc: Doc, pieces: Sequence[tuple[int, int]]) -> str:
    return " ".join(doc.text[start:end] for start, end in pieces).replace("\n", " ")


def table(fields: Fields) -> str:
    """Precision, recall and F1 of each field."""
    rows = ["| field | gold | P | R | F1 |", "|---|---|---|---|---|"]
    for name in ("found", "source", "manner", "addressee", "medium", "saying"):
        score: Score = getattr(fields, name)
        rows.append(f"| {name} | {score.gold:.0f} | {100 * score.precision:.1f} | {100 * score.recall:.1f} | "
                    f"{100 * score.f1:.1f} |")
    return "\n".join(rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["train", "dev"])
    parser.add_argument("--some", type=int, help="only the first so many texts of PolNeAR")
    parser.add_argument("--half", choices=["develop", "measure"])
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    if arguments.split and not POLNEAR.is_dir():
        print(f"PolNeAR is not in {POLNEAR}: skipped.")
    elif arguments.split:
        for name, figures in on_polnear(arguments.split, arguments.some):
            print(name, ", ".join(f"{each} {value:.1f}" for each, value in figures.items()))
    if arguments.half:
        fields = on_corpus(half(arguments.half))
        print(*(fields.errors if arguments.errors else ()), sep="\n")
        print(table(fields))


if __name__ == "__main__":
    main()
