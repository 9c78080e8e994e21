"""Ties and entities on re3d, and ties on our own corpus, cross-validated over documents.

usage: python -m benchmarks.ties [--weights FOLDER] [--folds N] [--on own re3d] [--entities] [--write]

The tie head is trained anew for each fold on the documents of the others, from the frozen reader of a folder (the
package's unless told otherwise); everything that is chosen is chosen there. Needs the training environment.

re3d is scored by `../shared/bench/score_re3d.py`: a relation's ends count where the head words overlap. Relations are
made of the head's belief (`model`), of what the rules of `standoff.ties` find (`rules`), of both, or of the tie that
is most frequent in the other folds between two nominals of their kinds that stand so in the tree (`table`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from benchmarks.reader.score import Score
from spacy.tokens import Doc
from training.reader import ties
from training.reader.ties import RELATIONS, Example

from standoff.actors.mentions import told as mentioned
from standoff.language.arcs import LABELS, SYMMETRIC, TYPES, Candidates, arcs, softmax
from standoff.language.network import WEIGHTS, Network
from standoff.language.reader import Own
from standoff.model import Arc, TieType
from standoff.ties import believed, find, heard, lexicon
from standoff.ties.reading import Reading

SHARED = Path(__file__).resolve().parents[2] / "shared"
RE3D = SHARED / "data/re3d"

LIKELY = 0.2
"""Share of a relation's labels from which on `model` tells it."""

Scored = list[tuple[Candidates, np.ndarray, np.ndarray]]
Tie = tuple[str, int, int]
"""Type, and where the two head words start in the text."""

TOLD = {str(label): relation for relation, labels in RELATIONS.items() for label in labels} | {
    TieType.ADVISES.value: "AlliesOf", TieType.DEPUTY_OF.value: "BelongsTo", TieType.OFFICE.value: "InChargeOf"}
"""The relation of re3d that a tie of ours comes to."""


# — folds —


def folds(some: Sequence[Example], count: int) -> list[list[Example]]:
    """Documents in `count` parts, whatever their order."""
    ordered = sorted(some, key=lambda one: sha256(one.document.key.encode()).hexdigest())
    return [ordered[at::count] for at in range(count)]


def crossed(some: Sequence[Example], count: int, relations: int, on: Iterable[str]) -> tuple[
        dict[str, Scored], dict[str, Scored]]:
    """What heads, and what tables, that never saw a document say of it, by its key."""
    parts = {corpus: folds([one for one in some if one.document.corpus == corpus], count) for corpus in ("own", "re3d")}
    model: dict[str, Scored] = {}
    table: dict[str, Scored] = {}
    for held in range(count):
        teach = [one for corpus in on for at, part in enumerate(parts[corpus]) if at != held for one in part]
        head, usual = ties.train(teach, relations), frequent(teach)
        for part in parts.values():
            for one in part[held]:
                model[one.document.key] = list(ties.scored(head, one))
                table[one.document.key] = [(of, usual(of), np.zeros((len(of.source), 0))) for of in one.sentences]
    return model, table


def frequent(some: Sequence[Example]) -> Callable[[Candidates], np.ndarray]:
    """The baseline: the scores of labels by how often pairs that are seen so have them."""
    counts: dict[tuple[int, ...], np.ndarray] = defaultdict(lambda: np.zeros(len(LABELS)))
    for one in some:
        for of, allowed in zip(one.sentences, one.allowed, strict=True):
            for key, row in zip(_seen(of), allowed, strict=True):
                counts[key] += row / row.sum() if not row[0] else np.eye(len(LABELS))[0]

    def scores(of: Candidates) -> np.ndarray:
        rows = np.stack([counts.get(key, np.eye(len(LABELS))[0]) for key in _seen(of)])
        return np.log(np.maximum(rows / rows.sum(1, keepdims=True), 1e-9))

    return scores


def _seen(of: Candidates) -> list[tuple[int, ...]]:
    up = np.where(of.source == of.top, -1, of.relations[of.source])
    down = np.where(of.target == of.top, -1, of.relations[of.target])
    return [tuple(row) for row in np.column_stack([of.seen[:, [0, 1, 8, 9]], up, down]).tolist()]


# — our corpus —


def on_own(some: Sequence[Example], told: dict[str, set[Tie]]) -> dict[str, Score]:
    """F1 by type, of all, and of pairs whatever their type; ends are right when the head words are."""
    found: dict[str, Score] = defaultdict(Score)
    for one in some:
        gold = {_symmetric(TieType(tie.type.replace("-", " ")), *(one.document.words[end][0]
                for end in (tie.source, tie.target))) for tie in one.document.ties or []}
        said = told[one.document.key]
        for name in TYPES:
            found[name] += _score({tie for tie in said if tie[0] == name}, {tie for tie in gold if tie[0] == name})
        found["all"] += _score(said, gold)
        found["whatever type"] += _score({frozenset(tie[1:]) for tie in said}, {frozenset(tie[1:]) for tie in gold})
    return dict(found)


def of_arcs(some: Sequence[Example], model: dict[str, Scored]) -> dict[str, tuple[Arc, ...]]:
    """The arcs that the runtime would tell."""
    return {one.document.key: arcs(model[one.document.key], one.offsets) for one in some}


def _symmetric(label: str, source: int, target: int) -> Tie:
    return (label, *sorted((source, target))) if label in SYMMETRIC else (label, source, target)    # type: ignore


def _score(said: set, gold: set) -> Score:
    return Score(len(said & gold), len(said), len(gold))


# — rules —


@dataclass
class Rules:
    """What the rules find in a text, alone and with arcs."""

    text: Reading

    def __call__(self, arcs: tuple[Arc, ...] = ()) -> set[Tie]:
        """The ties between two mentions."""
        ruled = find(self.text)
        every = [*heard(self.text, ruled, arcs), *believed(self.text, ruled, arcs)]
        return {_symmetric(found.type, self.text.starts[found.source], self.text.starts[found.target])
                for found, _ in every if found.target is not None}


def rules(doc: Doc, key: str) -> Rules:
    """Of a Doc with mentions as the pipeline makes them."""
    return Rules(Reading(doc, mentioned(doc, key), lexicon.read()))


# — re3d —


def related(doc: Doc, told: Iterable[Tie]) -> list[dict]:
    """Ties as relations of re3d, in the form of the scorer."""
    spans = _spans(doc)
    return [{"type": TOLD[kind], "source": spans[source], "target": spans[target]} for kind, source, target in
            sorted(told) if kind in TOLD and source in spans and target in spans]


def likely(one: Example, scored: Scored) -> set[Tie]:
    """The relations that a model believes, as ties of the first type that each may be."""
    groups = {min(labels): [LABELS.index(label) for label in labels] for labels in RELATIONS.values()}
    found = set()
    for of, labels, _ in scored:
        shares = softmax(labels)
        sums = np.stack([shares[:, group].sum(1) for group in groups.values()], 1)
        for at in np.flatnonzero(sums.max(1) >= LIKELY).tolist():
            ends = (one.offsets[of.start + end][0] for end in (of.source[at], of.target[at]))
            label = list(groups)[sums[at].argmax()]
            source, target = ends
            found.add((label, *sorted((source, target))) if label not in (
                TieType.MEMBER_OF, TieType.PART_OF, TieType.LEADS, TieType.CONTROLS) else (label, source, target))
    return found


def _spans(doc: Doc) -> dict[int, dict[str, int]]:
    """The widest nominal of each head."""
    return {one.head: {"begin": one.start, "end": one.end}
            for one in sorted(doc._.nominals, key=lambda one: one.end - one.start)}


def judged(predicted: dict[str, dict]) -> dict:
    """The figures of `score_re3d.py`."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps({"doc_id": key, **one}) + "\n" for key, one in predicted.items())
        file.flush()
        return json.loads(subprocess.run(
            [sys.executable, SHARED / "bench/score_re3d.py", "--gold", RE3D, "--pred", file.name, "--json"],
            capture_output=True, check=True, text=True).stdout)


# — entities —

SORTS = {"person": "PER", "organisation": "ORG", "group": "ORG", "place": "LOC", "facility": "LOC"}
ENOUGH = 0.4
"""Half of the F1 that is to be expected: telling what is right more often than that raises F1."""

PRIOR = 3
"""As many nominals as what a wider class says of a narrower one counts for."""


@dataclass(frozen=True)
class Entity:
    """A nominal that may be an entity of re3d; `classes` from the narrowest to the widest."""

    begin: int
    end: int
    classes: tuple[tuple[str, ...], ...]


def entities(doc: Doc) -> list[Entity]:
    """The nominals of a text, and inside of them names without title and determiner, which re3d marks too."""
    token = {word.idx: word for word in doc}
    found = []
    for one in doc._.nominals:
        head = token[one.head]
        first = doc.char_span(one.start, one.end, alignment_mode="expand")[0]
        form = "name" if one.name else head.lower_ if head.pos_ == "PRON" else "description"
        number = "".join(head.morph.get("Number"))
        place = head.dep_ if head.dep_ in ("nsubj", "nmod:poss", "compound") else ""
        kind = one.kind.value
        begins = first.lower_ if first.pos_ in ("DET", "PRON") else first.pos_
        classes = (("", kind, head.lower_, place), ("", kind, head.lower_), (kind, form, begins, number, place),
                   (kind, form, begins, number), (kind, form), (kind,))
        found.append(Entity(one.start, one.end, classes))
        inner = [(max(one.start, name.start_char), min(one.end, name.end_char))
                 for name in doc.ents if name.start_char <= one.head < name.end_char]
        if first.idx < one.head and first.pos_ == "DET":
            inner = inner or [(doc[first.i + 1].idx, one.end)]
            inner = [(max(low, doc[first.i + 1].idx), high) for low, high in inner]
        for low, high in inner[:1]:
            if low > one.start or high < one.end:
                found.append(Entity(low, high, tuple(("inner", *one) for one in classes)))
    return found


def chosen(docs: dict[str, Doc], count: int) -> dict[str, list[dict]]:
    """For each document the entities that are to be told, by what re3d marked in documents of other folds."""
    sys.path.insert(0, str(SHARED / "bench"))
    import score_re3d as scorer  # its heads, so that right is what it takes for right

    texts, marked, _ = scorer.gold(str(RE3D))
    found = {key: entities(doc) for key, doc in docs.items()}
    right = {key: _right(scorer, texts[key]["text"], marked[key], some) for key, some in found.items()}
    order = sorted(docs, key=lambda key: sha256(key.encode()).hexdigest())
    told = {}
    for held in range(count):
        counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for at, key in enumerate(order):
            for one, sorts in zip(found[key], right[key], strict=True) if at % count != held else ():
                for name in one.classes:
                    counts[name].update(["", *sorts])
        for key in order[held::count]:
            told[key] = []
            for one in found[key]:
                for sort in ("PER", "ORG", "LOC"):
                    share = 0.0
                    for seen in (counts[name] for name in reversed(one.classes)):
                        share = (seen[sort] + PRIOR * share) / (seen[""] + PRIOR)
                    if share > ENOUGH:
                        told[key].append({"begin": one.begin, "end": one.end, "type": sort})
    return told


def _right(scorer, text: str, marked: list[dict], some: list[Entity]) -> list[list[str]]:
    """Of each entity the types that the scorer would take; of several with one head, each gold counts once."""
    gold: dict[tuple, int] = Counter()
    for begin, end, name in {(one["begin"], one["end"], one["type"].lower()) for one in marked}:
        if name in scorer.ALIAS:
            gold[scorer.head(text, begin, end), scorer.ALIAS[name]] += 1
    told = []
    for one in some:
        head = scorer.head(text, one.begin, one.end)
        sorts = [sort for sort in ("PER", "ORG", "LOC") if gold[head, sort] > 0]
        gold.subtract((head, sort) for sort in sorts)
        told.append(sorts)
    return told


# — all of it —


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--on", nargs="+", choices=["own", "re3d"], default=["own", "re3d"])
    parser.add_argument("--entities", action="store_true", help="entities alone")
    args = parser.parse_args()
    if not RE3D.is_dir():
        print(f"This needs the data in {RE3D}, which are not there: skipped.")
        return
    torch.set_num_threads(1)
    some = ties.examples(args.weights, SHARED / "data")
    ours, theirs = ([one for one in some if one.document.corpus == corpus] for corpus in ("own", "re3d"))
    docs = dict(zip((one.document.key for one in some), Own(1, args.weights).texts(one.document.text for one in some),
                    strict=True))
    marked = chosen({one.document.key: docs[one.document.key] for one in theirs}, args.folds)
    show("entities on re3d", judged({key: {"mentions": some} for key, some in marked.items()})["mentions"]["head"],
         ("PER", "ORG", "LOC", "PER+ORG+LOC"))
    if args.entities:
        return
    model, table = crossed(some, args.folds, len(Network(args.weights).labels.deprels), args.on)
    by_rule = {one.document.key: rules(docs[one.document.key], one.document.key) for one in some}
    believed_arcs = of_arcs(some, model)
    ways: dict[str, Callable[[Example], set[Tie]]] = {
        "table": lambda one: {_symmetric(arc.type, arc.source, arc.target) for arc in arcs(
            ((of, labels, np.zeros((len(labels), 9))) for of, labels, _ in table[one.document.key]), one.offsets)},
        "model": lambda one: {_symmetric(arc.type, arc.source, arc.target) for arc in believed_arcs[one.document.key]},
        "rules": lambda one: by_rule[one.document.key](),
        "both": lambda one: by_rule[one.document.key](believed_arcs[one.document.key])}
    for name, way in ways.items():
        scores = on_own(ours, {one.document.key: way(one) for one in ours})
        show(f"ties of our corpus, {name}", {kind: {"P": score.precision, "R": score.recall, "F1": score.f1}
                                             for kind, score in scores.items()}, list(scores))
    beliefs = {one.document.key: likely(one, model[one.document.key]) for one in theirs}
    usual = {one.document.key: likely(one, table[one.document.key]) for one in theirs}
    alone = {one.document.key: by_rule[one.document.key]() for one in theirs}
    for name, told in {"table": usual, "model": beliefs, "rules": alone,
                       "both": {key: alone[key] | beliefs[key] for key in alone}}.items():
        figures = judged({key: {"relations": related(docs[key], some)} for key, some in told.items()})["relations"]
        show(f"relations on re3d, {name}", figures["rel"], list(figures["rel"]))


def show(title: str, figures: dict[str, dict[str, float]], rows: Iterable[str]) -> None:
    """A table: precision, recall and F1, in points of 100."""
    print(f"\n{title}\n| | P | R | F1 |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row} | " + " | ".join(f"{100 * figures[row][name]:.1f}" for name in ("P", "R", "F1")) + " |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
