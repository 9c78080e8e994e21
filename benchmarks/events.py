"""Events: types and modes on our own corpus and on the PLOVER gold standard records.

usage: python -m benchmarks.events [--half develop|judge] [--errors] [--gold]

Our corpus (texts with a layer `event`) in two halves by the hash of their keys: rules may be looked at on `develop`,
the figure is that of `judge`. An event is right when its type is and its words and the annotated ones overlap;
modes are counted on these.

The gold records (`../shared/data/plover`, `../shared/bench/score_gsr.py`) code one event of each text, so that all
others count as wrong. `foremost` gives of each text the event that stands highest in its sentence, as a record would;
`all` gives all.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from benchmarks.reader.score import Score
from training import corpus
from training.reader.document import Document, Event

from standoff.actors.mentions import told as mentioned
from standoff.events import factuality, lexicon
from standoff.events.decisions import put
from standoff.events.foremost import depth
from standoff.events.triggers import Trigger, triggers
from standoff.language import load
from standoff.language.words import tokenise
from standoff.model import Factuality
from standoff.ties import lexicon as ties
from standoff.ties.reading import Reading

Facts = dict[int, tuple[Factuality, ...]]
"""Where a word starts → how its clause is put."""

SHARED = Path(__file__).resolve().parents[2] / "shared"
NAMES = ("foremost", "all")
RECORDS, SENTENCES = SHARED / "data/plover/gsr_dev.jsonl", SHARED / "data/plover/plv_sentences.tsv"


def readings(texts: Iterable[str]) -> Iterator[tuple[Reading, Facts]]:
    """The readings of texts, with how each of their words is put."""
    words = lexicon.read().with_lemmas(ties.read())
    for doc in load().texts(texts):
        text = Reading(doc, mentioned(doc, "benchmark"), words)
        yield text, {one.anchor: one.factuality for one in doc._.clauses or ()}


def foremost(text: Reading, some: Sequence[Trigger], facts: Facts) -> list[Trigger]:
    """The event that a text is about: the one that stands highest, of several the first."""
    return sorted(some, key=lambda one: (depth(text, one.anchor, factual(text, one, facts)), one.anchor))[:1]


def factual(text: Reading, one: Trigger, facts: Facts) -> tuple[Factuality, ...]:
    """How the words of a trigger are put."""
    return factuality.told(text, facts, one.anchor, one.words)


# — our corpus —

@dataclass
class Figures:
    """What comes of the corpus."""

    texts: int = 0
    found: Score = field(default_factory=Score)              # of any type
    types: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    modes: Score = field(default_factory=Score)
    rules: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    @property
    def type(self) -> Score:
        """All types together."""
        return sum(self.types.values(), Score())


def half(which: str) -> list[Document]:
    """The texts of our corpus with events, of one half by the hash of their keys."""
    parity = 0 if which == "develop" else 1
    return [one for one in corpus.corpus(corpus.FOLDER, tokenise)
            if one.events is not None and sha256(one.key.encode()).digest()[0] % 2 == parity]


def on_corpus(documents: Sequence[Document]) -> Figures:
    """Types and modes on some documents."""
    figures = Figures(texts=len(documents))
    for document, (text, _) in zip(documents, readings(one.text for one in documents), strict=True):
        at = {start: word for word, start in enumerate(text.starts)}
        gold = [(one, {at[start] for piece in one.trigger for start in (document.words[word][0] for word in piece)
                       if start in at}) for one in document.events or ()]
        pairs = matched(triggers(text), gold)
        for told, hit in pairs:
            _count(figures, text, told, hit)
        for event, words in gold:
            figures.types[event.type] += Score(gold=1)
            figures.found += Score(gold=1)
            if not any(hit is event for _, hit in pairs):
                figures.confused[event.type, "-"] += 1
                figures.errors.append(f"{event.type} - | {_said(text, words)}")
    return figures


def matched(some: Sequence[Trigger], gold: Sequence[tuple[Event, set[int]]]) -> list[tuple[Trigger, Event | None]]:
    """What is told with the annotated event that it is, each once: first those of one type, then what overlaps."""
    left, hits = list(gold), dict[int, Event]()
    for same in (True, False):
        for number, one in enumerate(some):
            hit = next((each for each in left if each[1] & {one.anchor, *one.words}
                        and (not same or each[0].type == one.type)), None)
            if number not in hits and hit is not None:
                left.remove(hit)
                hits[number] = hit[0]
    return [(one, hits.get(number)) for number, one in enumerate(some)]


def _count(figures: Figures, text: Reading, one: Trigger, hit: Event | None) -> None:
    right = hit is not None and hit.type == one.type
    figures.found += Score(right=hit is not None, predicted=1)
    figures.types[str(one.type)] += Score(right=right, predicted=1)
    figures.rules[one.rule][right] += 1
    if hit is not None and right:
        figures.modes += Score(right=len(hit.modes & set(one.modes)), predicted=len(one.modes), gold=len(hit.modes))
    else:
        truth = "-" if hit is None else hit.type
        figures.confused[truth, str(one.type)] += 1
        figures.errors.append(f"{truth} {one.type} | {one.rule} | {_said(text, one.words)}")


def _said(text: Reading, words: Iterable[int]) -> str:
    """Words with their sentence."""
    told = sorted(words)
    start, end = text.sentences[text.sentence[told[0]]] if told else (0, 1)
    sentence = text.text[text.starts[start]:text.ends[end - 1]].replace("\n", " ")
    return f"{' '.join(text.words[word] for word in told)} | {sentence}"


def line(one: Score) -> str:
    """A score in words."""
    return f"P {one.precision:.3f} R {one.recall:.3f} F1 {one.f1:.3f} (gold {one.gold:.0f})"


# — gold records —

def on_records() -> dict[str, dict[str, object]]:
    """What `score_gsr.py` says of the types on the records: of the foremost events, and of all."""
    rows = [json.loads(line) for line in RECORDS.read_text("utf-8").splitlines() if line.strip()]
    read = list(readings(row["text"].strip() for row in rows))
    return {name: _scored(rows, [coded(text, facts, name == "all") for text, facts in read]) for name in NAMES}


def _scored(rows: Sequence[Mapping[str, str]], coded: Sequence[Sequence[Trigger]]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.jsonl"
        told.write_text("".join(json.dumps({"id": row["id"], "events": [
            {"event": str(one.type), "source": [], "target": []} for one in some]}) + "\n"
            for row, some in zip(rows, coded, strict=True)), "utf-8")
        done = subprocess.run([sys.executable, str(SHARED / "bench/score_gsr.py"), "--gold", str(RECORDS), "--pred",
                               str(told), "--json"], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def coded(text: Reading, facts: Facts, every: bool) -> list[Trigger]:
    """The events of a text as they are exported: the foremost, or all."""
    some = triggers(text)
    return [put(text, one, factual(text, one, facts)) for one in (some if every else foremost(text, some, facts))]


def on_sentences() -> dict[str, Score]:
    """Types on the second measure: sentences with one type each, RETREAT and CONCEDE taken as one, YIELD."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    scores = dict.fromkeys(NAMES, Score())
    for row, (text, facts) in zip(rows, readings(row["sentence"] for row in rows), strict=True):
        for name in NAMES:
            told = {"YIELD" if one.type in ("RETREAT", "CONCEDE") else str(one.type)
                    for one in coded(text, facts, name == "all")}
            scores[name] += Score(right=row["gold_root"] in told, predicted=len(told), gold=1)
    return scores


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("develop", "judge"))
    parser.add_argument("--errors", action="store_true", help="what is wrong on our corpus, a line each")
    parser.add_argument("--gold", action="store_true", help="the gold records alone")
    arguments = parser.parse_args()
    for which in (arguments.half,) if arguments.half else ("develop", "judge"):
        if arguments.gold:
            break
        figures = on_corpus(half(which))
        print(f"own corpus, {which}: {figures.texts} texts, {figures.found.gold} events")
        print(f"  found {line(figures.found)}\n  type  {line(figures.type)}\n  modes {line(figures.modes)}")
        for name, score in sorted(figures.types.items()):
            print(f"    {name:10s} {line(score)}")
        print("  rules: " + ", ".join(
            f"{rule} {right[True] / right.total():.2f} of {right.total()}" for rule, right in sorted(
                figures.rules.items(), key=lambda each: -each[1].total())))
        print("  confused (gold, told): " + ", ".join(f"{one} {other} {n}" for (one, other), n in
                                                       figures.confused.most_common(25)))
        if arguments.errors:
            print("\n".join(figures.errors))
    if arguments.half:
        return
    if not RECORDS.exists():
        print("no gold records here: ../shared is absent")
        return
    for name, result in on_records().items():
        print(f"gold records, {name}: type {result['type']}, quad {result['quad']}, macro {result['type_macroF1']}")
    for name, score in on_sentences().items():
        print(f"sentences, {name}: {line(score)}")


if __name__ == "__main__":
    main()
