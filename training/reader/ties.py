"""The tie head: trained on a reader that is exported already, whose other outputs stay as they are to the bit.

``python -m training.reader.ties src/standoff/language/weights`` trains it on our own corpus and re3d and puts it into
the files of that folder: two minutes on one core. Trained are pairs of the nominals that this reader itself finds.

Of a pair the annotation allows some labels and rules out the others. Of our corpus it is one; a relation of re3d may be
one of several types of ours (`RELATIONS`), and a pair without any may still be what re3d does not annotate (`UNTOLD`).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime import InferenceSession
from torch import Tensor, nn
from torch.nn import functional as F
from training.corpus import corpus
from training.layers import MARKS as KNOWN_MARKS
from training.reader import corpora, export, re3d
from training.reader.document import Document

from standoff.language.arcs import FEATURES, LABELS, MARKS, MEETS, PLACES, SYMMETRIC, Candidates, Scored, TieHead
from standoff.language.network import Network, Scores, Window, inputs
from standoff.language.reader import Own
from standoff.language.words import tokenise
from standoff.model import TieType

RELATIONS = {
    "BelongsTo": frozenset({TieType.PART_OF, TieType.MEMBER_OF}),
    "InChargeOf": frozenset({TieType.LEADS, TieType.CONTROLS}),
    "FightingAgainst": frozenset({TieType.FIGHTS}),
    "AlliesOf": frozenset({TieType.ALLIED_WITH, TieType.SUPPORTS}),
    "CommWith": frozenset({TieType.NEGOTIATES_WITH, MEETS}),
}
"""What a relation of re3d may be for us. `InChargeOf` is whoever commands, holds or uses; `CommWith` any meeting."""

UNTOLD = frozenset({"", TieType.REPRESENTS, TieType.DEPUTY_OF, TieType.LOYAL_TO, TieType.OPPOSES, TieType.LOCATED_IN})
"""What a pair may be of which re3d tells none of `RELATIONS`."""

HIDDEN = 128
EPOCHS, BATCH, RATE = 20, 6, 2e-3    # documents in a batch
POSITIVE, MARK, CUE = 2.0, 0.3, 0.1
"""Weights: of a pair that is tied, in the loss of labels; of the losses of marks, and of looking at annotated cues."""

Bools = np.ndarray
Floats = np.ndarray


# — what is learnt —


@dataclass
class Example:
    """A document as the exported reader sees it, and what its pairs may be. Lists have an entry per sentence."""

    document: Document
    offsets: list[tuple[int, int]]   # of its words
    vectors: Floats                  # (words, …): the reader's view of each word, before any head
    sentences: list[Candidates]
    allowed: list[Bools]             # (pairs, LABELS)
    marks: list[np.ndarray]          # (pairs, MARKS): 1, 0, or -1 where nothing is known
    cues: list[Bools]                # (pairs, words): the words that tell it, where they are annotated


class Watched(Network):
    """The network of a folder, which gives what it knows of each word in place of what the tie head needs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        model = onnx.load(str(folder / "reader.onnx"))
        model.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
                                  for name in views(model))
        self._watched = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def __call__(self, window: Window) -> Scores:
        """See Network."""
        *outputs, grammar, meaning = (output[0] for output in self._watched.run(None, inputs([window])))
        scores = self._scores(outputs, len(window[0]))
        return replace(scores, ties=np.concatenate([grammar, meaning], -1)[:len(window[0])])


class Reading(Own):
    """Our reader; it keeps the candidates of the last text, and what the network knows of its words."""

    def __init__(self, folder: Path) -> None:
        super().__init__(1, folder)
        self._network = Watched(folder)

    def _arcs(self, draft, scores, candidates) -> None:
        self.last = draft.offsets, np.concatenate([one.ties for one in scores]), list(candidates)

    def example(self, document: Document) -> Example:
        """A document with its candidates, of which nothing is known yet."""
        next(iter(self.texts([document.text])))
        offsets, vectors, sentences = self.last
        return Example(document, offsets, vectors.astype(np.float16), sentences, [
            np.ones((len(one.source), len(LABELS)), bool) for one in sentences], [
            np.full((len(one.source), len(MARKS)), -1) for one in sentences], [
            np.zeros((len(one.source), one.end - one.start), bool) for one in sentences])


def views(model: onnx.ModelProto) -> list[str]:
    """The network's two views of words, one for grammar and one for meaning, among the names of a graph."""
    return [node.output[0] for node in model.graph.node
            if node.op_type == "GatherElements" and not node.name.startswith("events")]


def examples(folder: Path, data: Path) -> list[Example]:
    """All that teaches, as the reader of a folder sees it."""
    reading = Reading(folder)
    relations = re3d.relations(data / "re3d")
    told = [own(reading.example(document)) for document in corpus(corpora.OWN, tokenise) if document.ties is not None]
    return told + [crowd(reading.example(document), relations[document.key])
                   for document in re3d.re3d(data / "re3d", tokenise)]


def own(example: Example) -> Example:
    """What our corpus allows: where no tie is annotated there is none, though two may meet."""
    for allowed in example.allowed:
        allowed[:] = one_of({"", MEETS})
    pairs = _pairs(example)
    for tie in example.document.ties or []:
        label = TieType(tie.type.replace("-", " "))
        ways = [(tie.source, tie.target), (tie.target, tie.source)]
        for ends in ways if label in SYMMETRIC else ways[:1]:
            if ends not in pairs:
                continue
            number, at = pairs[ends]
            start, end = example.sentences[number].start, example.sentences[number].end
            example.allowed[number][at] = one_of({label})
            example.marks[number][at] = [mark in tie.marks if mark in KNOWN_MARKS or label == TieType.SUPPORTS else -1
                                         for mark in MARKS]
            example.cues[number][at, [word - start for word in tie.cue if start <= word < end]] = True
    return example


def crowd(example: Example, relations: Sequence[re3d.Relation]) -> Example:
    """What re3d allows. Of a relation that its crowd doubted nothing is learnt; one that fits both ways may be told
    one way only."""
    for allowed in example.allowed:
        allowed[:] = one_of(UNTOLD)
    pairs = _pairs(example)
    told: dict[tuple[int, int], set[str]] = defaultdict(set)
    for relation in relations:
        ends = _word(example, relation.source), _word(example, relation.target)
        if ends in pairs and relation.type in RELATIONS:
            told[ends] |= RELATIONS[relation.type] if relation.confidence >= re3d.CERTAIN else set(LABELS)
    for ends, labels in told.items():
        number, at = pairs[ends]
        example.allowed[number][at] = one_of(labels)
        back = ends[::-1]
        if back not in told and len(labels) < len(LABELS):
            number, at = pairs[back]
            if labels <= SYMMETRIC:
                example.allowed[number][at] = one_of(labels)
            elif labels & (SYMMETRIC | {TieType.FIGHTS}):
                example.allowed[number][at] |= one_of(labels)
    return example


def one_of(labels: frozenset[str] | set[str]) -> Bools:
    """Labels as a row of yes and no."""
    return np.array([label in labels for label in LABELS])


def _pairs(example: Example) -> dict[tuple[int, int], tuple[int, int]]:
    """The sentence and the number of each pair of head words."""
    return {(source + one.start, target + one.start): (number, at) for number, one in enumerate(example.sentences)
            for at, (source, target) in enumerate(zip(one.source.tolist(), one.target.tolist(), strict=True))}


def _word(example: Example, span: tuple[int, int]) -> int:
    """The candidate whose head stands in a span of characters, the highest in the tree of them; -1: none."""
    found = [(int(one.above[word].sum()), word + one.start) for one in example.sentences
             for word in set(one.source.tolist())
             if example.offsets[word + one.start][0] < span[1] and example.offsets[word + one.start][1] > span[0]]
    return min(found, default=(0, -1))[1]


# — the head —


class Head(nn.Module):
    """Twin of `standoff.language.arcs.TieHead`, and the projection before it, which is to be part of the graph."""

    def __init__(self, views: int, relations: int) -> None:
        super().__init__()
        self.words = nn.Linear(views, 4 * HIDDEN + 3 * TieHead.KEYS)
        self.features = nn.Parameter(torch.randn(sum(FEATURES.values()), HIDDEN) * 0.1)
        self.relations = nn.Parameter(torch.randn(2, relations + 1, HIDDEN) * 0.1)
        self.up, self.down = (nn.Parameter(torch.randn(relations, HIDDEN) * 0.1) for _ in range(2))
        self.places = nn.Parameter(torch.tensor([1.0, 1.0, 0.5, 0.0, 0.0, 0.0]))
        assert len(self.places) == len(PLACES)
        self.labels, self.marks = nn.Linear(HIDDEN, len(LABELS)), nn.Linear(HIDDEN, len(MARKS))
        self.offsets = torch.tensor(np.cumsum([0, *FEATURES.values()])[:-1])

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of labels and marks, and the loss of looking elsewhere than at the cue."""
        words = self.words(F.dropout(batch.vectors, 0.1, self.training))
        hidden, astray = zip(*(self._sentence(words[start:end], one) for start, end, one in batch.sentences),
                             strict=True)
        seen = F.dropout(F.relu(torch.cat(hidden)), 0.3, self.training)
        return self.labels(seen), self.marks(seen), torch.cat(astray)

    def _sentence(self, words: Tensor, of: Block) -> tuple[Tensor, Tensor]:
        as_source, as_target, told, passed, asks, asked, key = words.split([HIDDEN] * 4 + [TieHead.KEYS] * 3, 1)
        source, target, top = of.source, of.target, of.top
        hidden = as_source[source] + as_target[target] + self.features[of.seen + self.offsets].sum(1)
        hidden = hidden + self.relations[0, of.up] + self.relations[1, of.down]
        for table, end in ((self.up, source), (self.down, target)):
            steps = of.above @ table[of.relations]
            hidden = hidden + steps[end] - steps[top]
        hidden = hidden + of.way @ passed
        looks = (asks[source] + asked[target]) @ key.T * TieHead.KEYS ** -0.5 + of.places @ self.places
        shares = looks.log_softmax(1)
        cued = of.cues.any(1)
        return (hidden + shares.exp() @ told,
                -shares[cued].masked_fill(~of.cues[cued], -1e4).logsumexp(1))

    def weights(self) -> dict[str, np.ndarray]:
        """What `TieHead` reads."""
        found = {"features": self.features, "relations": self.relations, "up": self.up, "down": self.down,
                 "places": self.places, "labels": self.labels.weight.T, "bias": self.labels.bias,
                 "marks": self.marks.weight.T, "odds": self.marks.bias}
        return {f"tie.{name}": one.detach().numpy().astype(np.float16) for name, one in found.items()}


@dataclass
class Block:
    """The candidates of a sentence for torch."""

    source: Tensor
    target: Tensor
    top: Tensor
    seen: Tensor
    relations: Tensor
    up: Tensor                       # relation of the first step up, -1: none
    down: Tensor
    above: Tensor
    way: Tensor                      # (pairs, words): shares of the words on the way, both ends aside
    places: Tensor
    cues: Tensor


@dataclass
class Batch:
    """Some documents."""

    vectors: Tensor
    sentences: list[tuple[int, int, Block]]      # with the sentence's words in `vectors`
    allowed: Tensor
    marks: Tensor


def batch(some: Sequence[Example]) -> Batch:
    """Documents, one after the other."""
    firsts = np.cumsum([0, *(len(one.vectors) for one in some)])
    return Batch(
        torch.as_tensor(np.concatenate([one.vectors for one in some]).astype(np.float32)),
        [(int(first) + of.start, int(first) + of.end, block(of, cues)) for first, one in zip(firsts, some, strict=False)
         for of, cues in zip(one.sentences, one.cues, strict=True)],
        torch.as_tensor(np.concatenate([rows for one in some for rows in one.allowed])),
        torch.as_tensor(np.concatenate([rows for one in some for rows in one.marks])))


def block(of: Candidates, cues: Bools) -> Block:
    """See Block."""
    way = (of.places[:, :, 1] & ~of.places[:, :, 4] & ~of.places[:, :, 5]).astype(np.float32)
    return Block(*map(torch.as_tensor, (
        of.source, of.target, of.top, of.seen, of.relations,
        np.where(of.source == of.top, -1, of.relations[of.source]),
        np.where(of.target == of.top, -1, of.relations[of.target]),
        of.above.astype(np.float32), way / np.maximum(way.sum(1, keepdims=True), 1), of.places.astype(np.float32),
        cues)))


def train(some: Sequence[Example], relations: int, seed: int = 11) -> Head:
    """A head trained on documents; `relations`: how many the reader's trees have."""
    torch.manual_seed(seed)
    draw = Random(seed)
    some = [one for one in some if one.sentences]
    draw.shuffle(some)
    ready = [batch(some[at:at + BATCH]) for at in range(0, len(some), BATCH)]
    head = Head(some[0].vectors.shape[1], relations)
    optimiser = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.02)
    steps, step = EPOCHS * len(ready), 0
    for _ in range(EPOCHS):
        for one in draw.sample(ready, len(ready)):
            for group in optimiser.param_groups:
                group["lr"] = RATE * min((step + 1) / 30, max(0.02, 1 - step / steps))
            loss(head, one).backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
    return head.eval()


def loss(head: Head, one: Batch) -> Tensor:
    """Marginal likelihood of the labels that are allowed; cross entropy of marks; that cues are looked at."""
    labels, marks, astray = head(one)
    likely = labels.log_softmax(-1).masked_fill(~one.allowed, -1e4).logsumexp(-1)
    known = one.marks >= 0
    total = -4 * (likely * torch.where(one.allowed[:, 0], 1.0, POSITIVE)).mean()
    if known.any():
        total = total + MARK * F.binary_cross_entropy_with_logits(marks[known], one.marks[known].float())
    return total + CUE * astray.mean() if len(astray) else total


def scored(head: Head, example: Example) -> list[Scored]:
    """What the head says of a document's candidates, by the code and the numbers of the run time."""
    run = TieHead({name: one.astype(np.float32) for name, one in head.weights().items()})
    with torch.no_grad():
        words = head.words(torch.as_tensor(example.vectors.astype(np.float32))).numpy()
    return run(words, example.sentences)


# — into the reader's files —


def graft(head: Head, folder: Path) -> None:
    """Put a head into the files of an exported reader; one that is there already goes."""
    model = onnx.load(str(folder / "reader.onnx"))
    prune(model)
    names = views(model)
    parts = np.split(head.words.weight.detach().numpy().T, len(names))
    nodes, sums = [], "ties/bias"
    constants = {"ties/bias": head.words.bias.detach().numpy()}
    quantised = {node.input[0]: node.output for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"}
    for number, (name, part) in enumerate(zip(names, parts, strict=True)):
        own = f"ties/{number}/"
        if name in quantised:
            values, scale, zero = quantised[name]
            size = np.abs(part).max(0) / 127
            constants |= {own + "weights": np.round(part / size).astype(np.int8), own + "size": size,
                          own + "zero": np.zeros((), np.int8)}
            nodes += [("MatMulInteger", [values, own + "weights", zero, own + "zero"], own + "counts"),
                      ("Cast", [own + "counts"], own + "float"),
                      ("Mul", [scale, own + "size"], own + "scale"),
                      ("Mul", [own + "float", own + "scale"], own + "part")]
        else:
            constants |= {own + "weights": part}
            nodes += [("MatMul", [name, own + "weights"], own + "part")]
        nodes += [("Add", [sums, own + "part"], sums := "ties" if number == len(names) - 1 else own + "sum")]
    model.graph.initializer.extend(numpy_helper.from_array(one, name) for name, one in constants.items())
    model.graph.node.extend(
        onnx.helper.make_node(kind, given, [made], name=f"ties/{made}",
                              **({"to": onnx.TensorProto.FLOAT} if kind == "Cast" else {}))
        for kind, given, made in nodes)
    model.graph.output.append(onnx.helper.make_tensor_value_info("ties", onnx.TensorProto.FLOAT,
                                                                 ["windows", "words", None]))
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "reader.onnx"))
    with np.load(folder / "pairs.npz") as stored:
        kept = {name: stored[name] for name in stored.files if not name.startswith("tie.")}
    np.savez_compressed(folder / "pairs.npz", **kept, **head.weights())


def prune(model: onnx.ModelProto) -> None:
    """Take a tie head out of a graph."""
    for some in (model.graph.node, model.graph.initializer, model.graph.output):
        for one in [one for one in some if one.name.startswith("ties")]:
            some.remove(one)


def main() -> None:
    """Train a head and put it in its place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    some = examples(args.folder, args.data)
    pairs = sum(len(one.source) for each in some for one in each.sentences)
    print(f"{len(some)} documents, {pairs} pairs of nominals", flush=True)
    graft(train(some, len(Network(args.folder).labels.deprels), args.seed), args.folder)
    export.retold(args.folder, ties={"seed": args.seed, "commit": export.commit()})


if __name__ == "__main__":
    main()
