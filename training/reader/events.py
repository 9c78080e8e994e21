"""The head of triggers: trained on a reader that is exported already, whose other outputs stay as they are to the bit.

``python -m training.reader.events src/standoff/language/weights`` trains it on the texts of our own corpus that were
read for events, and puts it into the files of that folder: five minutes on one core. ``--validate FOLDS`` measures
instead, by cross-validation over texts.

Our texts are few for so many words that can tell an event. So the head takes lessons, too, from what the lexicon of
events (`standoff.events.triggers`) finds in texts that nobody read for events: PolNeAR, re3d, weblogs and newsgroups of
EWT. They come first alone, then at half the weight between our own.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
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
from training.reader import corpora, export, polnear, re3d, ud
from training.reader.document import Document, Event
from training.reader.facts import written
from training.reader.ties import views

from standoff.events import lexicon, triggers
from standoff.language.factuality import Words
from standoff.language.network import Network, Scores, Window, inputs
from standoff.language.nominals import Mentions
from standoff.language.reader import Own
from standoff.language.triggers import FEATURES, LEAST, MODES, RELATIONS, TYPES, Pairs, TriggerHead, pairs, relations
from standoff.language.words import tokenise
from standoff.model import TRIGGER_ROLES, EventType
from standoff.ties import lexicon as ties
from standoff.ties.reading import Reading as Rules

HIDDEN, PARTS = 96, 48
EPOCHS, FIRST, BATCH, RATE = 20, 4, 4, 2e-3      # FIRST: epochs of the lexicon's lessons alone; documents in a batch
LESSON, MODE, ROLE = 0.5, 0.5, 2.0
"""Weights: of the lexicon's lessons between our own texts, of the losses of modes and roles beside that of types."""

ARTICLES, LENGTH, LESSONS = 6, 6000, 8
"""Of PolNeAR every sixth article is taken, and its first 6 000 characters; eight sentences make a lesson."""

PLAIN = 0.25
"""Share of the sentences without any event that is kept in lessons."""

LEXICAL = "/norm/LayerNormalization_output_0"
"""What the encoder knows of a word piece before it looks at the others."""


@dataclass
class Example:
    """A stretch of text as the exported reader sees it, and what was annotated. Arrays are over words."""

    key: str
    lexical: np.ndarray
    views: np.ndarray | None         # None: nothing is known of roles
    heads: np.ndarray
    rels: np.ndarray
    types: np.ndarray                # 0: none, else of TYPES
    modes: np.ndarray                # (words, MODES): 1, 0, or -1 where nothing is known
    pairs: Pairs | None = None
    roles: np.ndarray | None = None  # (pairs, TRIGGER_ROLES)
    words: Words | None = None
    found: Mentions | None = None
    parts: dict[int, list[tuple[str, int]]] | None = None    # trigger → roles, with the words that have them


class Watched(Network):
    """The network of a folder, which gives what it knows of each word in place of what the head of triggers needs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        model = onnx.load(str(folder / "reader.onnx"))
        prune(model)
        model.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
                                  for name in (*views(model), LEXICAL))
        self._watched = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._watched.get_outputs()]

    def __call__(self, window: Window) -> Scores:
        """See Network."""
        given, count = inputs([window]), len(window[0])
        *outputs, grammar, meaning, pieces = (output[0] for output in self._watched.run(None, given))
        seen = np.concatenate([grammar[:count], meaning[:count], pieces[given["first"][0][:count]]], -1)
        return replace(self._scores(outputs, count), events=seen.astype(np.float16))


class Reading(Own):
    """Our reader; it keeps what the network knows of the words of the last text, with their tree and mentions."""

    def __init__(self, folder: Path) -> None:
        super().__init__(1, folder)
        self._network = Watched(folder)

    def _triggers(self, draft, scores, words, found) -> tuple[()]:
        self.seen = np.concatenate([one.events for one in scores])
        self.offsets, self.words, self.found = draft.offsets, words, found
        return ()

    def example(self, key: str, text: str, day: str | None = None) -> Example:
        """A text of which nothing is known yet."""
        self.doc = next(iter(self.texts([text], [written(day)])))
        count = len(self.offsets)
        return Example(key, self.seen[:, -384:], self.seen[:, :-384], np.array(self.words.heads),
                       relations(self.words.deprels), np.zeros(count, np.int64), np.full((count, len(MODES)), -1),
                       words=self.words, found=self.found, parts={})

    def own(self, document: Document) -> Example:
        """A document that was read for events."""
        one = self.example(document.key, document.text, document.created)
        at = {start: word for word, (start, _) in enumerate(self.offsets)}
        for event in document.events or []:
            word = at.get(document.words[main(event, document)][0])
            if word is not None and not one.types[word]:
                tell(one, word, EventType(event.type), event.modes)
                one.parts[word] = [(role, place) for role, spans in event.roles.items() for span in spans
                                   for place in self._head({at.get(document.words[each][0], -1) for each in span})]
        paired(one)
        return one

    def lessons(self, key: str, text: str, draw: Random) -> Iterator[Example]:
        """What the lexicon says of a text, a few sentences at a time."""
        one = self.example(key, text)
        at = {start: word for word, (start, _) in enumerate(self.offsets)}
        read = Rules(self.doc, (), lexicon.read().with_lemmas(ties.read()))
        for each in triggers.triggers(read):
            if (word := at.get(read.starts[each.words[0]])) is not None:
                tell(one, word, each.type, each.modes)
        sentence = np.array(self.words.sentence)
        kept = [words for words in np.split(np.arange(len(sentence)), np.flatnonzero(np.diff(sentence)) + 1)
                if one.types[words].any() or draw.random() < PLAIN]
        for first in range(0, len(kept), LESSONS):
            chosen = np.concatenate(kept[first:first + LESSONS])
            place = {word: number for number, word in enumerate(chosen.tolist())}
            heads = np.array([place[word] for word in one.heads[chosen].tolist()])
            yield Example(key, one.lexical[chosen], None, heads, one.rels[chosen], one.types[chosen], one.modes[chosen])

    def _head(self, span: set[int]) -> list[int]:
        """The word of a nominal on which its others hang."""
        found = [word for word in sorted(span - {-1}) if self.words.heads[word] not in span
                 or self.words.heads[word] == word]
        return sorted(found, key=lambda word: self.words.upos[word] not in ("NOUN", "PROPN", "PRON"))[:1]


def main(event: Event, document: Document) -> int:
    """The word that an event hangs on: of its trigger the one that tells a fact."""
    words = sorted(event.trigger[0])
    return next((word for word in words if word in (document.facts or {})), words[0])


def tell(one: Example, word: int, type: EventType, modes: Sequence[str] | frozenset[str]) -> None:
    """Note an event."""
    one.types[word] = 1 + TYPES.index(type)
    for number, (of, mode) in enumerate(MODES):
        if of == type:
            one.modes[word, number] = mode in modes


def paired(one: Example) -> None:
    """Fill in the pairs of the annotated triggers."""
    told = np.flatnonzero(one.types)
    one.pairs = pairs(one.words, one.found, told, one.types[told] - 1)
    one.roles = np.array([[(role, nominal) in one.parts[word] for role in TRIGGER_ROLES] for word, nominal in zip(
        one.pairs.trigger.tolist(), one.pairs.nominal.tolist(), strict=True)]).reshape(-1, len(TRIGGER_ROLES))


def examples(folder: Path) -> list[Example]:
    """All texts of our corpus that were read for events, as the reader of a folder sees them."""
    reading = Reading(folder)
    return [reading.own(one) for one in corpus(corpora.OWN, tokenise) if one.events is not None]


def lessons(folder: Path, data: Path) -> list[Example]:
    """What the lexicon says of texts that nobody read for events."""
    reading, draw = Reading(folder), Random(1)
    texts = [(one.key, one.text) for one in re3d.re3d(data / "re3d", tokenise)]
    texts += [(one.key, one.text[:LENGTH]) for one in polnear.polnear(data / "polnear", "train", tokenise)[::ARTICLES]]
    texts += [(one.key, one.text) for one in ud.ewt(data / "ud_ewt", "train")
              if one.key.startswith(("weblog", "newsgroup"))]
    return [lesson for key, text in texts for lesson in reading.lessons(key, text, draw)]


# — the head —


class Head(nn.Module):
    """Twin of `standoff.language.triggers.TriggerHead`, and the projections before it, which go into the graph."""

    def __init__(self, lexical: int, views: int) -> None:
        super().__init__()
        self.words, self.ends = nn.Linear(lexical, 3 * HIDDEN), nn.Linear(views, 2 * PARTS)
        self.bias = nn.Parameter(torch.zeros(len(RELATIONS), HIDDEN))
        self.up, self.down = (nn.Parameter(torch.ones(len(RELATIONS), HIDDEN)) for _ in range(2))
        self.types, self.modes = nn.Linear(HIDDEN, 1 + len(TYPES)), nn.Linear(HIDDEN, len(MODES))
        self.features = nn.Parameter(torch.randn(sum(FEATURES.values()), PARTS) * 0.1)
        self.roles = nn.Linear(PARTS, len(TRIGGER_ROLES))

    def forward(self, one: Batch) -> tuple[Tensor, Tensor]:
        """Scores of types, log-odds of modes, of each word."""
        itself, above, below = self.words(F.dropout(one.lexical, 0.3, self.training)).split(HIDDEN, 1)
        hangs = (one.heads != torch.arange(len(one.heads)))[:, None]
        seen = (itself + self.bias[one.rels] + above[one.heads] * self.up[one.rels] * hangs
                + torch.zeros_like(below).index_add(0, one.heads, below * self.down[one.rels] * hangs))
        seen = F.dropout(F.relu(seen), 0.3, self.training)
        return self.types(seen), self.modes(seen)

    def parts(self, one: Batch) -> Tensor:
        """Log-odds of the roles of pairs."""
        trigger, nominal = self.ends(F.dropout(one.views, 0.2, self.training)).split(PARTS, 1)
        hidden = trigger[one.trigger] + nominal[one.nominal] + self.features[one.seen].sum(1)
        return self.roles(F.dropout(F.relu(hidden), 0.2, self.training))

    def weights(self) -> dict[str, np.ndarray]:
        """What `TriggerHead` reads."""
        found = {"bias": self.bias, "up": self.up, "down": self.down, "types": self.types.weight.T,
                 "none": self.types.bias, "modes": self.modes.weight.T, "odds": self.modes.bias,
                 "features": self.features, "roles": self.roles.weight.T, "rare": self.roles.bias}
        return {f"event.{name}": one.detach().numpy().astype(np.float16) for name, one in found.items()}


@dataclass
class Batch:
    """Some examples; those of a batch all know roles, or none of them does."""

    lexical: Tensor
    heads: Tensor
    rels: Tensor
    types: Tensor
    modes: Tensor
    views: Tensor | None = None
    trigger: Tensor | None = None
    nominal: Tensor | None = None
    seen: Tensor | None = None
    roles: Tensor | None = None


def batch(some: Sequence[Example]) -> Batch:
    """Examples, one after the other."""
    firsts = np.cumsum([0, *(len(one.heads) for one in some)])
    made = Batch(torch.as_tensor(np.concatenate([one.lexical for one in some]).astype(np.float32)),
                 torch.as_tensor(np.concatenate([one.heads + first for one, first in zip(some, firsts, strict=False)])),
                 *(torch.as_tensor(np.concatenate([getattr(one, name) for one in some]))
                   for name in ("rels", "types", "modes")))
    if some[0].views is not None:
        made.views = torch.as_tensor(np.concatenate([one.views for one in some]).astype(np.float32))
        for name in ("trigger", "nominal"):
            setattr(made, name, torch.as_tensor(np.concatenate(
                [getattr(one.pairs, name) + first for one, first in zip(some, firsts, strict=False)])))
        made.seen = torch.as_tensor(np.concatenate([one.pairs.seen for one in some]))
        made.roles = torch.as_tensor(np.concatenate([one.roles for one in some]).astype(np.float32))
    return made


def train(some: Sequence[Example], taught: Sequence[Example], seed: int = 11) -> Head:
    """A head trained on our own texts and on lessons."""
    torch.manual_seed(seed)
    draw = Random(seed)
    some = draw.sample(list(some), len(some))
    ours = [(batch(some[at:at + BATCH]), 1.0) for at in range(0, len(some), BATCH)]
    theirs = [batch(taught[at:at + BATCH]) for at in range(0, len(taught), BATCH)]
    head = Head(some[0].lexical.shape[1], some[0].views.shape[1])
    plan = [(one, 1.0) for _ in range(FIRST) for one in draw.sample(theirs, len(theirs))]
    for _ in range(EPOCHS):
        between = [(one, LESSON) for one in draw.sample(theirs, min(len(theirs), len(ours) // 2))]
        plan += draw.sample(ours + between, len(ours) + len(between))
    optimiser = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.1)
    for step, (one, weight) in enumerate(plan):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min((step + 1) / 30, max(0.02, 1 - step / len(plan)))
        (weight * loss(head, one)).backward()
        torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
        optimiser.step()
        optimiser.zero_grad()
    return head.eval()


def loss(head: Head, one: Batch) -> Tensor:
    """Cross entropy of types over all words, of modes over events, of roles over pairs."""
    types, modes = head(one)
    total = 4 * F.cross_entropy(types, one.types)
    known = one.modes >= 0
    if known.any():
        total = total + MODE * F.binary_cross_entropy_with_logits(modes[known], one.modes[known].float())
    if one.roles is not None and len(one.roles):
        total = total + ROLE * F.binary_cross_entropy_with_logits(head.parts(one), one.roles)
    return total


# — how good it is —


def validate(some: Sequence[Example], taught: Sequence[Example], folds: int, seed: int) -> None:
    """Print precision, recall and F1 by cross-validation over texts, by the code of the run time."""
    order = Random(seed).sample(range(len(some)), len(some))
    count: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        held = set(order[fold::folds])
        head = train([one for n, one in enumerate(some) if n not in held], taught, seed)
        run = TriggerHead({name: each.astype(np.float32) for name, each in head.weights().items()})
        for one in (some[n] for n in sorted(held)):
            compare(count, one, run, projected(head, one))
        print(f"fold {fold + 1} of {folds}", flush=True)
    for name in sorted({name for name, _ in count}):
        right, told, true = (count[name, what] for what in ("right", "told", "true"))
        print(f"{name:28}{100 * right / max(told, 1):6.1f}{100 * right / max(true, 1):6.1f}"
              f"{200 * right / max(told + true, 1):6.1f}{true:7}", flush=True)


def projected(head: Head, one: Example) -> np.ndarray:
    """What the graph will say of an example's words."""
    with torch.no_grad():
        return np.concatenate([head.words(torch.as_tensor(one.lexical.astype(np.float32))).numpy(),
                               head.ends(torch.as_tensor(one.views.astype(np.float32))).numpy()], 1)


def compare(count: Counter[tuple[str, str]], one: Example, run: TriggerHead, seen: np.ndarray) -> None:
    """Count what was found."""
    types, modes = run(seen, one.words.heads, one.words.deprels)
    shares = np.exp(types - types.max(1, keepdims=True))
    sure, best = 1 - shares[:, 0] / shares.sum(1), 1 + types[:, 1:].argmax(1)
    gold = {(word, int(one.types[word])) for word in np.flatnonzero(one.types).tolist()}
    for least in (LEAST, 0.25, 0.35, 0.5):
        found = {(word, int(best[word])) for word in np.flatnonzero(sure >= least).tolist()}
        add(count, f"trigger from {least}", {word for word, _ in gold}, {word for word, _ in found})
        add(count, f"trigger and type from {least}", gold, found)
        if least == 0.25:
            for number, name in enumerate(TYPES, 1):
                add(count, f"type {name}", {each for each in gold if each[1] == number},
                    {each for each in found if each[1] == number})
    given = np.flatnonzero(one.types).tolist()
    count["type of given triggers", "right"] += sum(int(best[word] == one.types[word]) for word in given)
    count["type of given triggers", "told"] += len(given)
    count["type of given triggers", "true"] += len(given)
    add(count, "modes of given triggers", {(word, int(mode)) for word in given for mode in np.flatnonzero(
        one.modes[word] == 1)}, {(word, int(mode)) for word in given for mode in np.flatnonzero(
            (modes[word] > 0) & (one.modes[word] >= 0))})
    told = run.roles(seen, one.pairs) > 0
    at = one.pairs.trigger, one.pairs.nominal
    for number, role in enumerate((*TRIGGER_ROLES, "all")):
        some = [number] if role != "all" else list(range(len(TRIGGER_ROLES)))
        true = {(word, each, place) for word, parts in one.parts.items() for each, place in parts
                if role in (each, "all")}
        add(count, f"role {role} of given triggers", true, {
            (int(at[0][pair]), TRIGGER_ROLES[each], int(at[1][pair])) for each in some
            for pair in np.flatnonzero(told[:, each])})


def add(count: Counter[tuple[str, str]], name: str, true: set, told: set) -> None:
    """Count a set beside the one that it should be."""
    count[name, "right"] += len(true & told)
    count[name, "true"] += len(true)
    count[name, "told"] += len(told)


# — into the reader's files —


def graft(head: Head, folder: Path) -> None:
    """Put a head into the files of an exported reader; one that is there already goes. Its matrices are kept as int8
    with a scale per column; the graph reckons with floats."""
    model = onnx.load(str(folder / "reader.onnx"))
    prune(model)
    names = views(model)
    place = next(node.input[1] for node in model.graph.node if node.output[0] == names[0])
    parts = {"lexical": (head.words, "events/word"), "views": (head.ends, "events/both")}
    constants, nodes = {}, [("GatherElements", [LEXICAL, place], "events/word", {"axis": 1}),
                            ("Concat", names, "events/both", {"axis": -1})]
    for name, (linear, given) in parts.items():
        own, weights = f"events/{name}/", linear.weight.detach().numpy().T
        size = np.abs(weights).max(0) / 127
        constants |= {own + "weights": np.round(weights / size).astype(np.int8), own + "size": size,
                      own + "bias": linear.bias.detach().numpy()}
        nodes += [("Cast", [own + "weights"], own + "wide", {"to": onnx.TensorProto.FLOAT}),
                  ("Mul", [own + "wide", own + "size"], own + "matrix", {}),
                  ("MatMul", [given, own + "matrix"], own + "product", {}),
                  ("Add", [own + "product", own + "bias"], own + "sum", {})]
    nodes.append(("Concat", [f"events/{name}/sum" for name in parts], "events", {"axis": -1}))
    model.graph.initializer.extend(numpy_helper.from_array(np.ascontiguousarray(one), name)
                                   for name, one in constants.items())
    model.graph.node.extend(onnx.helper.make_node(kind, given, [made], name=f"events/{made}", **told)
                            for kind, given, made, told in nodes)
    model.graph.output.append(onnx.helper.make_tensor_value_info("events", onnx.TensorProto.FLOAT,
                                                                 ["windows", "words", None]))
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "reader.onnx"))
    with np.load(folder / "pairs.npz") as stored:
        kept = {name: stored[name] for name in stored.files if not name.startswith("event.")}
    np.savez_compressed(folder / "pairs.npz", **kept, **head.weights())


def prune(model: onnx.ModelProto) -> None:
    """Take a head of triggers out of a graph."""
    for some in (model.graph.node, model.graph.initializer, model.graph.output):
        for one in [one for one in some if one.name.startswith("events")]:
            some.remove(one)


def run() -> None:
    """Train a head and put it in its place, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--validate", type=int, metavar="FOLDS", default=0)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    some, taught = examples(args.folder), lessons(args.folder, args.data)
    told = {name: sum(int((one.types > 0).sum()) for one in each) for name, each in (("own", some), ("their", taught))}
    print(f"{len(some)} texts, {sum(len(one.types) for one in some)} words, {told['own']} events; "
          f"{len(taught)} lessons, {told['their']} events", flush=True)
    if args.validate:
        validate(some, taught, args.validate, args.seed)
        return
    graft(train(some, taught, args.seed), args.folder)
    export.retold(args.folder, events={"seed": args.seed, "commit": export.commit(), "texts": len(some)})


if __name__ == "__main__":
    run()
