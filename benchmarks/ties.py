"""Ties and entities on re3d, and ties on our own corpus, cross-validated over documents.

usage: python -m benchmarks.ties [--weights FOLDER] [--folds N] [--on own re3d] [--entities] [--write]

The tie head is trained anew for each fold on the documents of the others, from the frozen reader of a folder (the
package's unless told otherwise); everything that is chosen is chosen there. Needs the training environment.

re3d is scored by `../shared/bench/score_re3d.py`: a relation's ends count where the head words overlap. Relations are
made of the head's belief (`model`), of the mean belief of heads of several seeds (`heads`), of what the rules of
`standoff.ties` find (`rules`), of rules and head (`both`), or of the tie that is most frequent in the other folds
between two nominals of their kinds that stand so in the tree (`table`). Beside them stands how far re3d agrees with
itself on sentences that it holds more than once.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from benchmarks.reader.score import Score
from spacy.tokens import Doc, Token
from training.reader import re3d, ties
from training.reader.ties import RELATIONS, Example

from standoff.actors.mentions import told as mentioned
from standoff.language.arcs import LABELS, SYMMETRIC, TYPES, Candidates, Scored, arcs, softmax
from standoff.language.network import WEIGHTS, Network
from standoff.language.reader import Own
from standoff.model import Arc, TieType
from standoff.ties import believed, find, heard, lexicon
from standoff.ties.reading import Reading

SHARED = Path(__file__).resolve().parents[2] / "shared"
RE3D = SHARED / "data/re3d"

LIKELY = 0.2
"""Share of a relation's labels from which on `model` tells it."""

SEEDS = (11, 12, 13)
"""Of the heads whose mean is taken; the first is what `training.reader.ties` makes."""

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
        dict[str, list[Scored]], dict[str, list[Scored]], dict[str, list[Scored]]]:
    """What a head, the mean of several, and a table say of each document, by its key; none of them saw it."""
    parts = {corpus: folds([one for one in some if one.document.corpus == corpus], count) for corpus in ("own", "re3d")}
    model: dict[str, list[Scored]] = {}
    several: dict[str, list[Scored]] = {}
    table: dict[str, list[Scored]] = {}
    for held in range(count):
        teach = [one for corpus in on for at, part in enumerate(parts[corpus]) if at != held for one in part]
        heads, usual = [ties.train(teach, relations, seed) for seed in SEEDS], frequent(teach)
        for part in parts.values():
            for one in part[held]:
                said = [ties.scored(head, one) for head in heads]
                model[one.document.key] = said[0]
                several[one.document.key] = [mean(each) for each in zip(*said, strict=True)]
                table[one.document.key] = [(of, usual(of), np.zeros((len(of.source), 0))) for of in one.sentences]
    return model, several, table


def mean(some: Sequence[Scored]) -> Scored:
    """Of what several heads say of a sentence: scores whose shares are the mean of theirs."""
    return some[0][0], np.log(sum(softmax(labels) for _, labels, _ in some) / len(some)), some[0][2]


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


def of_arcs(some: Sequence[Example], model: dict[str, list[Scored]]) -> dict[str, tuple[Arc, ...]]:
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


def likely(one: Example, scored: list[Scored], taught: Iterable[str] = LABELS) -> set[Tie]:
    """The relations that a model believes, as ties of the first type that each may be; of labels that it was taught."""
    groups = {min(labels): [LABELS.index(label) for label in labels & set(taught)] for labels in RELATIONS.values()}
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


def agreement(texts: Mapping[str, str]) -> tuple[int, float]:
    """How many sentences of re3d stand in another of its texts, too, numbers aside; and the F1 of what is told there,
    if what is told here is gold. Ends are the same where their last words are."""
    crowd = re3d.relations(RE3D)
    found: dict[str, dict[str, set[tuple[str, ...]]]] = defaultdict(dict)
    for key, text in texts.items():
        for line in re.finditer(r"(?:[^\n.]|\.(?=\S)){40,}", text):
            found[re.sub(r"\d+", "0", line.group().strip())][key] = {
                (one.type, *(sorted(ends) if RELATIONS[one.type] & SYMMETRIC else ends))
                for one in crowd.get(key, ()) if one.type in RELATIONS and one.confidence >= re3d.CERTAIN
                and line.start() <= min(one.source[0], one.target[0]) < line.end()
                for ends in [[text[slice(*end)].lower().split()[-1] for end in (one.source, one.target)]]}
    score, count = [0.0, 0.0], 0
    for copies in found.values():
        for key, here in copies.items():
            others = [there for other, there in copies.items() if other != key]
            count += bool(others)
            score[0] += sum(2 * len(here & there) / len(others) for there in others)
            score[1] += sum((len(here) + len(there)) / len(others) for there in others)
    return count, score[0] / max(score[1], 1e-9)


# — entities —

SORTS = ("PER", "ORG", "LOC")

ENOUGH = 0.4
"""Half of the F1 that is to be expected: telling what is right more often than that raises F1."""


@dataclass(frozen=True)
class Entity:
    """A nominal that may be an entity of re3d."""

    begin: int
    end: int
    head: int
    classes: tuple[tuple[str, ...], ...]         # what is seen of it


def entities(doc: Doc) -> list[Entity]:
    """What may be an entity, with its wording and its place among the nominals."""
    token = {word.idx: word for word in doc}
    return [replace(one, classes=(*one.classes, *_placed(doc, one, token[one.head]))) for one in _found(doc)]


def _placed(doc: Doc, one: Entity, head: Token) -> list[tuple[str, ...]]:
    """The wording, the smallest nominal around it, the heads of nominals inside of it, the word that it hangs from."""
    words = doc.char_span(one.begin, one.end, alignment_mode="expand")
    sort = one.classes[0][0] if one.classes[0][0] in ("inner", "part") else ""
    others = [each for each in doc._.nominals if each.head != one.head]
    around = min((each for each in others if each.start <= one.begin and one.end <= each.end),
                 key=lambda each: each.end - each.start, default=None)
    outer = around.kind.value if around else ""
    kind = next((each.kind.value for each in doc._.nominals if each.head == one.head), "")
    inside = min(3, sum(one.begin <= each.head < one.end for each in others))
    long = len(words) if len(words) < 6 else 6 + len(words) // 6
    return [("text", sort, words.text.lower()), ("within", sort, outer), ("within", sort, kind, outer, head.dep_),
            ("under", sort, kind, head.dep_, head.head.lemma_.lower()), ("holds", sort, str(inside), str(long))]


def _found(doc: Doc) -> list[Entity]:
    """The nominals of a text; inside of them names without title and determiner, and names that are only a part of
    another noun ("ISIL fighters"), both of which re3d marks, too."""
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
        found.append(Entity(one.start, one.end, one.head, classes))
        inner = [(max(one.start, name.start_char), min(one.end, name.end_char))
                 for name in doc.ents if name.start_char <= one.head < name.end_char]
        if first.idx < one.head and first.pos_ == "DET":
            inner = inner or [(doc[first.i + 1].idx, one.end)]
            inner = [(max(low, doc[first.i + 1].idx), high) for low, high in inner]
        for low, high in inner[:1]:
            if low > one.start or high < one.end:
                found.append(Entity(low, high, one.head, tuple(("inner", *one) for one in classes)))
    heads = {one.head for one in found}
    found += [Entity(doc[word.left_edge.i].idx, word.idx + len(word), word.idx, (("part", word.dep_), ("part",)))
              for word in doc if word.pos_ == "PROPN" and word.idx not in heads]
    return found


def chosen(some: Sequence[Example], docs: dict[str, Doc], count: int) -> dict[str, list[dict]]:
    """For each document the entities that are to be told, and as what: by a linear model of what is seen of them and of
    the reader's view of the head word, trained on the documents of the other folds."""
    sys.path.insert(0, str(SHARED / "bench"))
    import score_re3d as scorer  # its heads, so that right is what it takes for right

    texts, marked, _ = scorer.gold(str(RE3D))
    found = {one.document.key: entities(docs[one.document.key]) for one in some}
    right = {key: _right(scorer, texts[key]["text"], marked[key], some) for key, some in found.items()}
    parts, told = folds(some, count), {}
    for held in range(count):
        teach = [one for at, part in enumerate(parts) if at != held for one in part]
        known = {name: at for at, name in enumerate(sorted(
            name for name, n in Counter(name for one in teach for each in found[one.document.key]
                                        for name in each.classes).items() if n > 1))}
        model = _linear(torch.cat([_view(one, found[one.document.key], known) for one in teach]),
                        torch.tensor([row for one in teach for row in right[one.document.key]]).float())
        for one in parts[held]:
            key = one.document.key
            with torch.no_grad():
                shares = model(_view(one, found[key], known)).sigmoid().tolist()
            told[key] = [{"begin": each.begin, "end": each.end, "type": sort}
                         for each, row in zip(found[key], shares, strict=True)
                         for sort, share in zip(SORTS, row, strict=True) if share > ENOUGH]
    return told


def _view(one: Example, some: list[Entity], known: dict[tuple[str, ...], int]) -> torch.Tensor:
    at = {start: number for number, (start, _) in enumerate(one.offsets)}
    rows = np.zeros((len(some), one.vectors.shape[1] + len(known)), np.float32)
    for row, each in zip(rows, some, strict=True):
        if each.head in at:
            row[:one.vectors.shape[1]] = 0.3 * one.vectors[at[each.head]]
        row[[one.vectors.shape[1] + known[name] for name in each.classes if name in known]] = 1
    return torch.as_tensor(rows)


def _linear(seen: torch.Tensor, right: torch.Tensor, steps: int = 200) -> torch.nn.Linear:
    torch.manual_seed(11)
    model = torch.nn.Linear(seen.shape[1], right.shape[1])
    optimiser = torch.optim.AdamW(model.parameters(), 0.02, weight_decay=0.05)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 0.02 * (1 - step / steps)
        torch.nn.functional.binary_cross_entropy_with_logits(model(seen), right).backward()
        optimiser.step()
        optimiser.zero_grad()
    return model


def _right(scorer, text: str, marked: list[dict], some: list[Entity]) -> list[list[bool]]:
    """Of each entity which of SORTS the scorer would take; of several with one head, each gold counts once."""
    gold: dict[tuple, int] = Counter()
    for begin, end, name in {(one["begin"], one["end"], one["type"].lower()) for one in marked}:
        if name in scorer.ALIAS:
            gold[scorer.head(text, begin, end), scorer.ALIAS[name]] += 1
    told = []
    for one in some:
        head = scorer.head(text, one.begin, one.end)
        told.append([gold[head, sort] > 0 for sort in SORTS])
        gold.subtract((head, sort) for sort, taken in zip(SORTS, told[-1], strict=True) if taken)
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
    marked = chosen(theirs, docs, args.folds)
    show("entities on re3d", judged({key: {"mentions": some} for key, some in marked.items()})["mentions"]["head"],
         (*SORTS, "+".join(SORTS)))
    if args.entities:
        return
    model, several, table = crossed(some, args.folds, len(Network(args.weights).labels.deprels), args.on)
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
    taught = LABELS if "re3d" in args.on else TYPES              # nobody but re3d tells of meetings
    beliefs = {one.document.key: likely(one, model[one.document.key], taught) for one in theirs}
    means = {one.document.key: likely(one, several[one.document.key], taught) for one in theirs}
    usual = {one.document.key: likely(one, table[one.document.key]) for one in theirs}
    alone = {one.document.key: by_rule[one.document.key]() for one in theirs}
    for name, told in {"table": usual, "model": beliefs, "heads": means, "rules": alone,
                       "both": {key: alone[key] | beliefs[key] for key in alone}}.items():
        figures = judged({key: {"relations": related(docs[key], some)} for key, some in told.items()})["relations"]
        show(f"relations on re3d, {name}", figures["rel"], list(figures["rel"]))
    count, f1 = agreement({one.document.key: one.document.text for one in theirs})
    print(f"\nre3d with itself, {count} sentences that stand in another document, too: F1 {100 * f1:.1f}")


def show(title: str, figures: dict[str, dict[str, float]], rows: Iterable[str]) -> None:
    """A table: precision, recall and F1, in points of 100."""
    print(f"\n{title}\n| | P | R | F1 |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row} | " + " | ".join(f"{100 * figures[row][name]:.1f}" for name in ("P", "R", "F1")) + " |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
