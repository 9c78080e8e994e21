"""The head of clauses: trained on a reader that is exported already, whose other outputs stay as they are to the bit.

``python -m training.reader.facts src/standoff/language/weights`` trains it on the texts of our own corpus that were
read for facts, and puts it into the files of that folder: a minute on one core. ``--validate`` measures instead, by
cross-validation over texts: the rules alone, the head alone, and both.

The head sees what the network knows of a word, and is summed with what the rules' votes for that word are worth, which
is learnt with it (`standoff.language.clauses.ClauseHead`).
"""

from __future__ import annotations

import argparse
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F
from training.corpus import corpus
from training.reader import corpora, export
from training.reader.document import Document
from training.reader.ties import Watched, views

from standoff.language.clauses import OUTPUTS
from standoff.language.factuality import REASONS, SORTS, TELLING, VALUES, Rules, Vote
from standoff.language.reader import Own
from standoff.language.words import tokenise
from standoff.model import Date, Factuality

HIDDEN = 64
EPOCHS, BATCH, RATE = 15, 8, 2e-3    # documents in a batch
HISTORICAL = Factuality.HISTORICAL


@dataclass
class Example:
    """A document as the exported reader and the rules see it, and what was annotated. Arrays are over words."""

    document: Document
    vectors: np.ndarray              # the reader's view of each word, before any head
    heads: np.ndarray                # in the tree; a root's is itself
    sorts: np.ndarray
    votes: list[Vote]
    anchor: np.ndarray               # 0 or 1
    value: np.ndarray                # of VALUES; -1: no clause
    past: np.ndarray                 # 0 or 1: background


class Reading(Own):
    """Our reader; it keeps what the network and the rules say of the words of the last text."""

    def __init__(self, folder: Path) -> None:
        super().__init__(1, folder)
        self._network = Watched(folder)

    def _arcs(self, draft, scores, candidates) -> None:
        self.vectors = np.concatenate([one.ties for one in scores])

    def _clauses(self, draft, scores, words, anchor) -> tuple[()]:
        self.offsets = draft.offsets
        self.rules = Rules(words, draft.offsets, draft.doc._.attributions, draft.doc._.times, anchor)
        return ()

    def example(self, document: Document) -> Example:
        """A document that was read for facts."""
        next(iter(self.texts([document.text], [written(document.created)])))
        at = {start: word for word, (start, _) in enumerate(self.offsets)}
        count = len(self.offsets)
        anchor, value, past = np.zeros(count), np.full(count, -1), np.zeros(count)
        for word, values in (document.facts or {}).items():
            if (here := at.get(document.words[word][0])) is not None:
                anchor[here], past[here] = 1, HISTORICAL in values
                value[here] = next(n for n, one in enumerate(VALUES) if one in values)
        return Example(document, self.vectors, np.array(self.rules.heads),
                       np.array([SORTS.index(one) for one in self.rules.sorts()]),
                       [self.rules.vote(word) for word in range(count)], anchor, value, past)


def written(day: str | None) -> Date:
    """The day a text is of."""
    if not day:
        return Date(value=None)
    if len(day) == 10:
        return Date(value=day, low=day, high=day)
    year, month = (day + "-12")[:7].split("-")
    first = day + ("-01" if len(day) == 7 else "-01-01")
    return Date(value=day, low=first, high=f"{year}-{month}-{monthrange(int(year), int(month))[1]}")


def examples(folder: Path) -> list[Example]:
    """All texts of our corpus that were read for facts, as the reader of a folder sees them."""
    reading = Reading(folder)
    return [reading.example(one) for one in corpus(corpora.OWN, tokenise) if one.facts]


# — the head —


class Head(nn.Module):
    """Twin of `standoff.language.clauses.ClauseHead`, and the projection before it, which goes into the graph."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.words, self.out = nn.Linear(width, 3 * HIDDEN), nn.Linear(HIDDEN, len(OUTPUTS))
        self.sorts = nn.Parameter(torch.tensor([2.0 if one in TELLING else -2.0 for one in SORTS]))
        nn.init.zeros_(self.out.weight)
        self.values = nn.Parameter(3.0 * torch.eye(len(VALUES)))
        self.reasons = nn.Parameter(torch.zeros(len(REASONS), len(VALUES)))

    def forward(self, one: Batch, *, network: bool = True, rules: bool = True) -> Tensor:
        """Scores of words, (words, OUTPUTS), of the network, the rules, or both."""
        summed = torch.zeros(len(one.vectors), len(OUTPUTS))
        if network:
            itself, above, below = self.words(F.dropout(one.vectors, 0.15, self.training)).split(HIDDEN, 1)
            hangs = (one.heads != torch.arange(len(one.heads)))[:, None]
            seen = itself + above[one.heads] * hangs + torch.zeros_like(below).index_add(0, one.heads, below * hangs)
            summed = summed + self.out(F.dropout(F.relu(seen), 0.3, self.training))
        if rules:
            summed = summed + torch.cat([
                self.sorts[one.sorts][:, None], self.values[one.values] + self.reasons[one.reasons]], 1)
        return summed

    def weights(self) -> dict[str, np.ndarray]:
        """What `ClauseHead` reads."""
        found = {"out": self.out.weight.T, "bias": self.out.bias, "sorts": self.sorts, "values": self.values,
                 "reasons": self.reasons}
        return {f"fact.{name}": one.detach().numpy().astype(np.float16) for name, one in found.items()}


@dataclass
class Batch:
    """Some documents."""

    vectors: Tensor
    heads: Tensor
    sorts: Tensor
    values: Tensor
    reasons: Tensor
    anchor: Tensor
    value: Tensor


def batch(some: Sequence[Example]) -> Batch:
    """Documents, one after the other."""
    votes = [vote for one in some for vote in one.votes]
    firsts = np.cumsum([0, *(len(one.votes) for one in some)])
    return Batch(
        torch.as_tensor(np.concatenate([one.vectors for one in some]).astype(np.float32)),
        torch.as_tensor(np.concatenate([one.heads + first for one, first in zip(some, firsts, strict=False)])),
        torch.as_tensor(np.concatenate([one.sorts for one in some])),
        torch.as_tensor([VALUES.index(vote.value) for vote in votes]),
        torch.as_tensor([REASONS.index(vote.reason) for vote in votes]),
        *(torch.as_tensor(np.concatenate([getattr(one, name) for one in some])) for name in ("anchor", "value")))


def train(some: Sequence[Example], seed: int = 11) -> Head:
    """A head trained on documents."""
    torch.manual_seed(seed)
    draw = Random(seed)
    some = draw.sample(list(some), len(some))
    ready = [batch(some[at:at + BATCH]) for at in range(0, len(some), BATCH)]
    head = Head(some[0].vectors.shape[1])
    optimiser = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.3)
    steps, step = EPOCHS * len(ready), 0
    for _ in range(EPOCHS):
        for one in draw.sample(ready, len(ready)):
            for group in optimiser.param_groups:
                group["lr"] = RATE * min((step + 1) / 20, max(0.02, 1 - step / steps))
            loss(head(one), one).backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
    return head.eval()


def loss(scores: Tensor, one: Batch) -> Tensor:
    """Cross entropy of anchors over all words, of values over anchors."""
    told = one.value >= 0
    return (4 * F.binary_cross_entropy_with_logits(scores[:, 0], one.anchor.float())
            + F.cross_entropy(scores[told, 1:], one.value[told]))


# — how good it is —


def validate(some: Sequence[Example], folds: int, seed: int) -> None:
    """Print precision, recall and F1 by cross-validation over texts: rules alone, head alone, both."""
    order = Random(seed).sample(range(len(some)), len(some))
    counts: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in ("rules", "head", "both")}
    for fold in range(folds):
        held = set(order[fold::folds])
        rest = [one for n, one in enumerate(some) if n not in held]
        head = train(rest, seed)
        alone = train([without_votes(one) for one in rest], seed)
        for one in (some[n] for n in sorted(held)):
            past = np.array([vote.past for vote in one.votes])
            with torch.no_grad():
                tell(counts["both"], one, *decided(head(batch([one]))), past)
                tell(counts["head"], one, *decided(alone(batch([without_votes(one)]))), np.zeros_like(past))
            tell(counts["rules"], one, np.isin(one.sorts, [SORTS.index(sort) for sort in TELLING]),
                 np.array([VALUES.index(vote.value) for vote in one.votes]), past)
    for name, count in counts.items():
        print(f"\n{name}: value of annotated clauses right {accuracy(count):.1f} %")
        for label in ("anchor", *VALUES, "historical", "value known"):
            print(f"  {label:14}" + "  ".join(f"{100 * x:5.1f}" for x in measures(count, label))
                  + f"   {count[label, 'right'] + count[label, 'missed']}")


def without_votes(one: Example) -> Example:
    """A document of which the rules say nothing."""
    return Example(one.document, one.vectors, one.heads, np.zeros_like(one.sorts),
                   [Vote(VALUES[0], REASONS[0])] * len(one.votes), one.anchor, one.value, one.past)


def decided(scores: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Anchors and values."""
    table = scores.numpy()
    return table[:, 0] > 0, table[:, 1:].argmax(1)


def tell(count: Counter[tuple[str, str]], one: Example, anchor: np.ndarray, value: np.ndarray,
         past: np.ndarray) -> None:
    """Count what was found. A value is right where the anchor is and has it."""
    gold = one.anchor > 0
    sets = {"anchor": (gold, anchor), "historical": (gold & (one.past == 1), anchor & past)}
    sets |= {str(name): (gold & (one.value == n), anchor & (value == n)) for n, name in enumerate(VALUES)}
    for name, (true, found) in sets.items():
        for what, words in (("right", true & found), ("wrong", found & ~true), ("missed", true & ~found)):
            count[name, what] += int(words.sum())
    for what, words in (("right", gold & anchor & (value == one.value)), ("wrong", anchor & ~(
            gold & (value == one.value))), ("missed", gold & ~(anchor & (value == one.value)))):
        count["value known", what] += int(words.sum())
    count["told", "right"] += int((gold & (value == one.value)).sum())
    count["told", "all"] += int(gold.sum())


def accuracy(count: Counter[tuple[str, str]]) -> float:
    """Per cent of the annotated clauses whose value is right, were all of them found."""
    return 100 * count["told", "right"] / max(count["told", "all"], 1)


def measures(count: Counter[tuple[str, str]], label: str) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    right, wrong, missed = (count[label, what] for what in ("right", "wrong", "missed"))
    return right / max(right + wrong, 1), right / max(right + missed, 1), 2 * right / max(2 * right + wrong + missed, 1)


# — into the reader's files —


def graft(head: Head, folder: Path) -> None:
    """Put a head into the files of an exported reader; one that is there already goes."""
    model = onnx.load(str(folder / "reader.onnx"))
    prune(model)
    names = views(model)
    parts = np.split(head.words.weight.detach().numpy().T, len(names))
    nodes, sums = [], "facts/bias"
    constants = {"facts/bias": head.words.bias.detach().numpy()}
    for number, (name, part) in enumerate(zip(names, parts, strict=True)):
        own = f"facts/{number}/"
        constants |= {own + "weights": part.astype(np.float16)}
        nodes += [("Cast", [own + "weights"], own + "wide"), ("MatMul", [name, own + "wide"], own + "part"),
                  ("Add", [sums, own + "part"], sums := "facts" if number == len(names) - 1 else own + "sum")]
    model.graph.initializer.extend(numpy_helper.from_array(np.ascontiguousarray(one), name)
                                   for name, one in constants.items())
    model.graph.node.extend(
        onnx.helper.make_node(kind, given, [made], name=f"facts/{made}",
                              **({"to": onnx.TensorProto.FLOAT} if kind == "Cast" else {}))
        for kind, given, made in nodes)
    model.graph.output.append(onnx.helper.make_tensor_value_info("facts", onnx.TensorProto.FLOAT,
                                                                 ["windows", "words", None]))
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "reader.onnx"))
    with np.load(folder / "pairs.npz") as stored:
        kept = {name: stored[name] for name in stored.files if not name.startswith("fact.")}
    np.savez_compressed(folder / "pairs.npz", **kept, **head.weights())


def prune(model: onnx.ModelProto) -> None:
    """Take a head of clauses out of a graph."""
    for some in (model.graph.node, model.graph.initializer, model.graph.output):
        for one in [one for one in some if one.name.startswith("facts")]:
            some.remove(one)


def main() -> None:
    """Train a head and put it in its place, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--validate", type=int, metavar="FOLDS", default=0)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    some = examples(args.folder)
    told = sum(int(one.anchor.sum()) for one in some)
    print(f"{len(some)} texts, {sum(len(one.votes) for one in some)} words, {told} clauses", flush=True)
    if args.validate:
        validate(some, args.validate, args.seed)
        return
    graft(train(some, args.seed), args.folder)
    export.retold(args.folder, facts={"seed": args.seed, "commit": export.commit(), "texts": len(some)})


if __name__ == "__main__":
    main()
