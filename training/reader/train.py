"""Train the reader from scratch: ``python -m training.reader.train --data ../shared/data --out out/reader``.

About an hour and a half on two CPU cores that know bfloat16. Seeded; every CHECKPOINT steps the whole state is
saved, and the same command goes on from there. ``--without polnear`` leaves a corpus out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F
from training.reader import corpora
from training.reader.examples import Encoded, Window, batches, cut, encode, labels, window
from training.reader.network import Network

from standoff.language.coreference import FEATURES
from standoff.language.network import LIMIT, ROLES, Labels, Pieces, inputs

SHARES = {"ewt": 0.28, "gum": 0.30, "polnear": 0.30, "re3d": 0.03, "own": 0.09}
"""Of the steps."""

WHOLE = frozenset({"gum"})
"""Corpora with coreference: a batch is a whole document."""

SHORT = frozenset({"ewt", "own"})
"""Corpora whose windows are cut short now and then, so that short contexts are learnt too."""

WEIGHTS = {"lemma": 0.5, "feat": 0.15, "start": 2.0, "name": 0.5, "cue": 4.0, "role": 2.0}
"""Of the losses, by task; 1 where nothing is said. Not tuned: rare labels weigh more, what is nearly solved less."""

CHECKPOINT = 250                     # steps
WARMUP = 200                         # steps until the learning rate is reached
DECAY = 0.999                        # of the running mean of the weights, which is what is kept in the end
HEADS_FASTER = 5.0                   # learning rate of what begins at random, in that of the encoder
NEVER = -1e4                         # score of what is ruled out


# — what is learnt —


@dataclass
class Reading:
    """What the network says of a batch. A "word" is one of all n words of the batch, window after window."""

    tags: dict[str, Tensor]          # task → (n, labels)
    rows: Tensor                     # (n,): the window of each word
    arcs: Tensor                     # (n, W): of each word of the word's window as its head; W: of the longest window
    relations: Tensor                # (n, …): what the pair heads see of each word
    roles: Tensor
    chains: Tensor


def read(network: Network, batch: list[Window]) -> Reading:
    """Let the network read a batch: in bfloat16 while it is trained, exactly otherwise."""
    arrays = {name: torch.as_tensor(array) for name, array in
              inputs([(one.pieces, one.shapes, one.encoded.breaks[one.start:one.end]) for one in batch]).items()}
    sizes = torch.tensor([one.end - one.start for one in batch])
    real = torch.arange(int(sizes.max())) < sizes[:, None]
    with torch.autocast(network.root.weight.device.type, torch.bfloat16, enabled=network.training):
        grammar, meaning = network.encode(**arrays)
        arcs = network.arcs(grammar)[real]
        words, senses = grammar[real], meaning[real]
        tags = (_named(network.grammar(words).float(), network.labels.grammar)
                | _named(network.meaning(senses).float(), network.labels.meaning))
        relations, pairs = network.pair_grammar(words).float(), network.pair_meaning(senses).float()
    roles, chains = pairs.split([network.pairs["role"].width, network.pairs["coref"].width], -1)
    return Reading(tags, real.nonzero()[:, 0], arcs.float(), relations, roles, chains)


def _named(scores: Tensor, widths: dict[str, int]) -> dict[str, Tensor]:
    return dict(zip(widths, scores.split(list(widths.values()), -1), strict=True))


def target(batch: list[Window], name: str) -> np.ndarray:
    """An array of `Encoded` for the words of a batch."""
    return np.concatenate([getattr(one.encoded, name)[one.start:one.end] for one in batch])


def first_words(batch: list[Window]) -> np.ndarray:
    """The number of each window's first word among those of the batch."""
    return np.cumsum([0, *(one.end - one.start for one in batch[:-1])])


def losses(network: Network, batch: list[Window]) -> dict[str, Tensor]:
    """The mean loss of each task that the batch teaches, weighted."""
    reading = read(network, batch)
    told = {"upos": choice(reading.tags["upos"], target(batch, "upos")),
            "lemma": choice(reading.tags["lemma"], target(batch, "lemmas"))}
    for name in network.labels.feats:
        gold = np.concatenate([one.encoded.feats[name][one.start:one.end] for one in batch])
        told["feat:" + name] = choice(reading.tags["feat:" + name], gold)
    told |= {"start": odds(reading.tags["start"], _inner_starts(batch)),
             **tree_losses(network, reading, batch),
             "kind": kind_loss(reading.tags["kind"], target(batch, "kinds")),
             "name": odds(reading.tags["name"], target(batch, "name")),
             "cue": odds(reading.tags["cue"], target(batch, "cue")),
             "role": role_loss(network, reading, batch)}
    document = batch[0].encoded
    if (document.pairs is not None and all(one.encoded is document for one in batch)
            and len(reading.rows) == len(document.words)):
        told["coref"] = coreference_loss(network, document, reading.chains)
    return {name: WEIGHTS.get(name.partition(":")[0], 1.0) * loss for name, loss in told.items() if loss is not None}


def choice(scores: Tensor, gold: np.ndarray) -> Tensor | None:
    """Cross entropy of one label for each word; None where nothing is known (-1)."""
    return F.cross_entropy(scores, torch.as_tensor(gold), ignore_index=-1) if (gold >= 0).any() else None


def odds(scores: Tensor, gold: np.ndarray) -> Tensor | None:
    """Cross entropy of yes and no."""
    known = gold >= 0
    if not known.any():
        return None
    return F.binary_cross_entropy_with_logits(scores[known, 0], torch.as_tensor(gold[known]).float())


def _inner_starts(batch: list[Window]) -> np.ndarray:
    """Sentence starts; nothing is learnt of a window's first word, which begins one anyhow."""
    start = target(batch, "start")
    start[first_words(batch)] = -1
    return start


def _heads(one: Window) -> np.ndarray:
    """Heads counted from the window's first word; -1 for what a cut through a very long sentence left outside."""
    heads = one.encoded.heads[one.start:one.end]
    return np.where((heads >= one.start) & (heads < one.end), heads - one.start, -1)


def tree_losses(network: Network, reading: Reading, batch: list[Window]) -> dict[str, Tensor | None]:
    """Each word chooses its head among the words of its sentence; the relation to the right head."""
    heads = np.concatenate([_heads(one) for one in batch])
    at = np.flatnonzero(heads >= 0)
    if not len(at):
        return {}
    within = same_sentence(reading, torch.as_tensor(target(batch, "sentence")))
    above = heads[at] + first_words(batch)[reading.rows.cpu().numpy()[at]]
    scores = network.pairs["deprel"](reading.relations, torch.as_tensor(at), torch.as_tensor(above))
    return {"arcs": choice(reading.arcs.masked_fill(~within, NEVER), heads),
            "deprel": choice(scores, target(batch, "deprels")[at])}


def same_sentence(reading: Reading, sentence: Tensor) -> Tensor:
    """For each word, which words of its window are in its sentence; `sentence`: the number of each word's."""
    columns = torch.cat([torch.arange(n) for n in reading.rows.bincount().tolist()])
    table = torch.full((int(reading.rows[-1]) + 1, reading.arcs.shape[1]), -9)     # padding is in no sentence
    table[reading.rows, columns] = sentence
    return table[reading.rows] == sentence[:, None]


def kind_loss(scores: Tensor, allowed: np.ndarray) -> Tensor | None:
    """Marginal likelihood of the kinds that the annotation allows; of words without any, nothing is known."""
    known = allowed.any(-1)
    if not known.any():
        return None
    likely = scores[known].log_softmax(-1).masked_fill(~torch.as_tensor(allowed[known]), NEVER)
    return -likely.logsumexp(-1).mean()


def role_loss(network: Network, reading: Reading, batch: list[Window]) -> Tensor | None:
    """What each word of a window is to each right cue in it."""
    cues, words, gold = [], [], []
    for first, one in zip(first_words(batch).tolist(), batch, strict=True):
        size = one.end - one.start
        for cue, played in one.encoded.roles:
            if one.start <= cue < one.end:
                cues.append(np.full(size, first + cue - one.start))
                words.append(np.arange(first, first + size))
                gold.append(played[one.start:one.end])
    if not cues:
        return None
    scores = network.pairs["role"](reading.roles, torch.as_tensor(np.concatenate(cues)),
                                   torch.as_tensor(np.concatenate(words)))
    return choice(scores, np.concatenate(gold))


def coreference_loss(network: Network, document: Encoded, chains: Tensor) -> Tensor:
    """Marginal likelihood of a mention's antecedents among its candidates; having none is one more, with score 0."""
    assert document.pairs is not None and document.chains is not None
    mention, antecedent, features = document.pairs
    heads = np.array([head for head, _ in document.chains], np.int64)
    chain = np.unique([chain for _, chain in document.chains], return_inverse=True)[1]
    seen = sum(network.features[name](torch.as_tensor(features[:, n].astype(np.int64)))
               for n, name in enumerate(network.features))
    scores = network.pairs["coref"](chains, torch.as_tensor(heads[mention]), torch.as_tensor(heads[antecedent]), seen)
    i, j = torch.as_tensor(mention), torch.as_tensor(antecedent)
    count = len(heads)
    table = torch.full((count, count + 1), NEVER).index_put((i, j), scores[:, 0])
    table[:, count] = 0.0
    right = torch.zeros((count, count + 1), dtype=torch.bool)
    right[i, j] = torch.as_tensor(chain[mention] == chain[antecedent])
    right[:, count] = ~right.any(-1)
    return (table.logsumexp(-1) - table.masked_fill(~right, NEVER).logsumexp(-1)).mean()


# — how well —

Hits = Iterator[tuple[str, float, float]]
"""A task, hits and what they are to be divided by. For an F1: twice the hits, and all that was said or is so."""


@torch.no_grad()
def measure(network: Network, development: dict[str, list[Encoded]], pieces: Pieces) -> dict[str, float]:
    """Quick figures on the dev parts: words and sentences given, trees greedy. The benchmark measures the runtime."""
    network.eval()
    sums: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(2))
    for corpus, documents in development.items():
        for one in documents:
            for start, end in cut(one, LIMIT):
                each = window(one, start, end, pieces, None)
                reading = read(network, [each])
                for task, hits, of in (*_grammar(network, reading, each), *_kinds(reading, each),
                                       *_attributions(network, reading, each)):
                    sums[f"{corpus} {task}"] += hits, of
    network.train()
    return {name: round(float(hits / max(of, 1)), 4) for name, (hits, of) in sums.items()}


def _grammar(network: Network, reading: Reading, one: Window) -> Hits:
    """Accuracy of tags, heads, and heads with relations (subtypes aside, as CoNLL 2018 counted LAS)."""
    doc = one.encoded.document
    if doc.upos is None or doc.deprels is None:
        return
    size = one.end - one.start
    within = same_sentence(reading, torch.as_tensor(target([one], "sentence")))
    heads = reading.arcs.masked_fill(~within, NEVER).argmax(-1)
    relations = network.pairs["deprel"](reading.relations, torch.arange(size), heads).argmax(-1).tolist()
    right = heads.cpu().numpy() == _heads(one)
    named = np.array([network.labels.deprels[n].partition(":")[0] == gold.partition(":")[0]
                      for n, gold in zip(relations, doc.deprels[one.start:one.end], strict=True)])
    yield "upos", (reading.tags["upos"].argmax(-1).cpu().numpy() == target([one], "upos")).sum(), size
    yield "uas", right.sum(), size
    yield "las", (right & named).sum(), size


def _kinds(reading: Reading, one: Window) -> Hits:
    """F1 of nominal heads with a kind that is allowed, over the words of which anything is known."""
    allowed = target([one], "kinds")
    known = allowed.any(-1)
    if not known.any():
        return
    guess = reading.tags["kind"].argmax(-1).cpu().numpy()
    said, so = (guess > 0) & known, known & ~allowed[:, 0]
    yield "kind", 2.0 * (said & so & allowed[np.arange(len(guess)), guess]).sum(), said.sum() + so.sum()


def _attributions(network: Network, reading: Reading, one: Window) -> Hits:
    """F1 of cues, and of the words of sources and contents where the cue is given."""
    if one.encoded.document.attributions is None:
        return
    yield "cue", *_f1((reading.tags["cue"][:, 0] > 0).cpu().numpy(), target([one], "cue") == 1)
    words = torch.arange(one.end - one.start)
    for cue, played in one.encoded.roles:
        if one.start <= cue < one.end:
            scores = network.pairs["role"](reading.roles, torch.full_like(words, cue - one.start), words)
            guess = scores.argmax(-1).cpu().numpy()
            for role in ("source", "content"):
                yield role, *_f1(guess == ROLES.index(role), played[one.start:one.end] == ROLES.index(role))


def _f1(said: np.ndarray, so: np.ndarray) -> tuple[float, float]:
    return 2.0 * (said & so).sum(), said.sum() + so.sum()


# — training —


@dataclass
class Training:
    """What is saved and gone on from: the network, the optimiser, the running mean of the weights, the steps done."""

    network: Network
    optimiser: torch.optim.AdamW
    mean: dict[str, Tensor]
    step: int = 0

    def save(self, path: Path) -> None:
        """Whole or not at all."""
        partial = path.with_suffix(".part")
        torch.save({"network": self.network.state_dict(), "mean": self.mean, "optimiser": self.optimiser.state_dict(),
                    "step": self.step}, partial)
        partial.replace(path)

    def restore(self, path: Path) -> None:
        """Go on from a file. What the network has got since begins anew, and so does the optimiser then."""
        saved = torch.load(path, weights_only=True, map_location=torch.get_default_device())
        missing = self.network.load_state_dict(saved["network"], strict=False).missing_keys
        self.mean.update({name: value for name, value in saved["mean"].items() if name in self.mean})
        self.step = saved["step"]
        if not missing:
            self.optimiser.load_state_dict(saved["optimiser"])
        print(f"goes on at step {self.step}; new: {missing}", flush=True)

    def learn(self, batch: list[Window], rate: float) -> dict[str, float]:
        """One step. Raises SystemExit when the loss is no number."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["factor"]
        told = losses(self.network, batch)
        total = torch.stack(list(told.values())).sum()
        if not torch.isfinite(total):
            raise SystemExit(f"step {self.step + 1} ({batch[0].encoded.document.key}): loss {told}")
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        decay = min(DECAY, (self.step + 1) / (self.step + 20))      # the first weights are soon forgotten
        with torch.no_grad():
            torch._foreach_lerp_(list(self.mean.values()), list(trained(self.network).values()), 1 - decay)
        return {name: loss.item() for name, loss in told.items()}

    def measure(self, development: dict[str, list[Encoded]], pieces: Pieces) -> dict[str, float]:
        """The figures of the running mean."""
        here = {name: one.detach().clone() for name, one in trained(self.network).items()}
        self.network.load_state_dict(self.mean, strict=False)
        figures = measure(self.network, development, pieces)
        self.network.load_state_dict(here, strict=False)
        return figures


def begin(names: Labels, minilm: Path, rate: float) -> Training:
    """A network of MiniLM's weights with new heads."""
    network = Network(names, names.features)
    network.load_minilm(str(minilm / "model.safetensors"))
    network.pieces.weight.requires_grad = False        # 30 522 × 384: costly to move, and little is gained by it
    encoder = ("layers.", "places.", "norm.")
    parameters = trained(network)
    groups = [{"params": [one for name, one in parameters.items() if name.startswith(encoder)], "factor": 1.0},
              {"params": [one for name, one in parameters.items() if not name.startswith(encoder)],
               "factor": HEADS_FASTER}]
    optimiser = torch.optim.AdamW([{**group, "lr": rate} for group in groups], weight_decay=0.01, betas=(0.9, 0.98),
                                  fused=True)
    return Training(network, optimiser, {name: one.detach().clone() for name, one in parameters.items()})


def trained(network: Network) -> dict[str, torch.nn.Parameter]:
    """The parameters that are not kept as they are."""
    return {name: one for name, one in network.named_parameters() if one.requires_grad}


def schedule(step: int, steps: int) -> float:
    """Share of the learning rate: up in a line, then down in a line to a hundredth."""
    return min(step / WARMUP, max(0.0, (steps - step) / max(steps - WARMUP, 1)) + 0.01)


def plan(encoded: dict[str, list[Encoded]], pieces: Pieces, seed: int) -> Iterator[list[Window]]:
    """The endless order of batches over all corpora."""
    draw = Random(seed)
    streams = {name: batches(some, pieces, seed, whole=name in WHOLE, short=name in SHORT)
               for name, some in encoded.items() if some}
    names = sorted(streams)
    while True:
        name = draw.choices(names, [SHARES[one] for one in names])[0]
        yield next(streams[name])


def main() -> None:
    """Train, or go on training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("out/reader"))
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--rate", type=float, default=2e-4, help="of the encoder; heads learn five times as fast")
    parser.add_argument("--without", action="append", default=[], choices=list(SHARES), help="leave a corpus out")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="where it is trained: cpu, or cuda (not tried: we had none)")
    parser.add_argument("--measure", type=int, default=1000, help="steps between figures on the dev parts")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_default_device(args.device)
    args.out.mkdir(parents=True, exist_ok=True)

    began = time.time()
    minilm = corpora.minilm()
    pieces = Pieces(minilm / "tokenizer.json")
    documents = {name: docs for name, docs in corpora.train(args.data).items() if name not in args.without}
    if (args.out / "labels.json").exists():
        names = Labels.load(args.out / "labels.json")
    else:
        names = labels([doc for docs in documents.values() for doc in docs], dict(FEATURES))
        names.save(args.out / "labels.json")
    encoded = {name: [encode(doc, names, pieces) for doc in docs] for name, docs in documents.items()}
    for name in WHOLE & encoded.keys():
        for one in encoded[name]:
            one.pairs = corpora.coreference_pairs(one)
    development = {name: [encode(doc, names, pieces) for doc in docs] for name, docs in corpora.dev(args.data).items()}
    told = {name: (len(some), sum(len(one.words) for one in some)) for name, some in encoded.items()}
    print(f"documents, words: {told}; read in {time.time() - began:.0f} s", flush=True)

    training, state = begin(names, minilm, args.rate), args.out / "state.pt"
    if state.exists():
        training.restore(state)
    stream = plan(encoded, pieces, args.seed)
    for _ in range(training.step):
        next(stream)
    training.network.train()
    running: dict[str, float] = {}
    began, words = time.time(), 0
    while training.step < args.steps:
        batch = next(stream)
        for name, loss in training.learn(batch, args.rate * schedule(training.step + 1, args.steps)).items():
            task = name.partition(":")[0]
            running[task] = 0.98 * running.get(task, loss) + 0.02 * loss
        words += sum(one.end - one.start for one in batch)
        step, last = training.step, training.step == args.steps
        if step % 50 == 0:
            print(f"{step:6d} {words / (time.time() - began):6.0f} words/s "
                  + " ".join(f"{task} {loss:.3f}" for task, loss in sorted(running.items())), flush=True)
        if step % CHECKPOINT == 0 or last:
            training.save(state)
        if step % args.measure == 0 or last:
            figures = training.measure(development, pieces)
            print(f"{step:6d} dev {json.dumps(figures)}", flush=True)
            with (args.out / "figures.jsonl").open("a") as out:
                out.write(json.dumps({"step": step, **figures}) + "\n")


if __name__ == "__main__":
    main()
