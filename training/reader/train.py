"""Train the reader from scratch: ``python -m training.reader.train --data ../shared/data --out out/reader``.

About two hours on two CPU cores (bfloat16 where the processor has it), minutes on a GPU. Seeded; every CHECKPOINT steps the
whole state is saved, and the same command goes on from there. ``--without polnear`` leaves a corpus out.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from standoff.language.coreference import FEATURES
from standoff.language.network import Labels, Pieces, inputs
from training.reader import corpora
from training.reader.examples import Encoded, Window, batches, cut, encode, labels, window
from training.reader.network import Network

SHARES = {"ewt": 0.30, "gum": 0.24, "polnear": 0.36, "re3d": 0.03, "own": 0.07}
"""Of the steps. A corpus of `WHOLE` documents gives coreference."""

WHOLE = frozenset({"gum"})
CHECKPOINT = 250
WARMUP = 200
DECAY = 0.999                        # of the running mean of the weights, which is what is kept in the end


def plan(encoded: dict[str, list[Encoded]], pieces: Pieces, seed: int) -> Iterator[tuple[str, list[Window]]]:
    """The endless order of batches over all corpora."""
    draw = Random(seed)
    streams = {name: batches(some, pieces, seed, whole=name in WHOLE, short=name in ("ewt", "own"))
               for name, some in encoded.items() if some}
    names = sorted(streams)
    while True:
        name = draw.choices(names, [SHARES[one] for one in names])[0]
        yield name, next(streams[name])


def losses(network: Network, batch: list[Window], dtype: torch.dtype | None) -> dict[str, Tensor]:
    """The mean loss of each task that the batch teaches."""
    device = network.mix_grammar.device
    arrays = {name: torch.from_numpy(array).to(device) for name, array in
              inputs([(one.pieces, one.shapes, one.encoded.breaks[one.start:one.end]) for one in batch]).items()}
    with torch.autocast(device.type, dtype or torch.bfloat16, enabled=dtype is not None):
        grammar, meaning = network.encode(**arrays)
        arcs = network.arcs(grammar).float()
        sizes = [one.end - one.start for one in batch]
        valid = torch.zeros(grammar.shape[:2], dtype=torch.bool, device=device)
        for row, size in enumerate(sizes):
            valid[row, :size] = True
        words, sense = grammar[valid], meaning[valid]
        flat_grammar = dict(zip(network.labels.grammar, network.grammar(words).float().split(
            list(network.labels.grammar.values()), -1), strict=True))
        flat_meaning = dict(zip(network.labels.meaning, network.meaning(sense).float().split(
            list(network.labels.meaning.values()), -1), strict=True))
        pair_words = network.pair_grammar(words).float()
        pair_senses = network.pair_meaning(sense).float()
    role_width = network.pairs["role"].width
    told: dict[str, Tensor] = {}

    def target(name: str) -> Tensor:
        return torch.from_numpy(np.concatenate([getattr(one.encoded, name)[one.start:one.end] for one in batch])).to(device)

    def add(name: str, scores: Tensor, gold: Tensor, weight: float = 1.0) -> None:
        if (gold >= 0).any():
            told[name] = weight * F.cross_entropy(scores, gold, ignore_index=-1)

    def add_odds(name: str, scores: Tensor, gold: Tensor, weight: float = 1.0) -> None:
        known = gold >= 0
        if known.any():
            told[name] = weight * F.binary_cross_entropy_with_logits(scores[known], gold[known].float())

    add("upos", flat_grammar["upos"], target("upos"))
    add("lemma", flat_grammar["lemma"], target("lemmas"), 0.5)
    for name in network.labels.feats:
        gold = torch.from_numpy(np.concatenate([one.encoded.feats[name][one.start:one.end] for one in batch])).to(device)
        add("feat:" + name, flat_grammar["feat:" + name], gold, 0.15)
    start = target("start")
    at = 0
    for size in sizes:
        start[at] = -1
        at += size
    add_odds("start", flat_grammar["start"][:, 0], start, 2.0)

    offsets = np.cumsum([0, *sizes])
    heads = np.concatenate([_inside(one) for one in batch])
    if (heads >= 0).any():
        sentence = torch.full(grammar.shape[:2], -9, device=device)
        gold_heads = torch.full(grammar.shape[:2], -1, device=device)
        for row, (one, size) in enumerate(zip(batch, sizes, strict=True)):
            sentence[row, :size] = torch.from_numpy(one.encoded.sentence[one.start:one.end]).to(device)
            gold_heads[row, :size] = torch.from_numpy(heads[offsets[row]:offsets[row + 1]]).to(device)
        arcs = arcs.masked_fill(sentence[:, :, None] != sentence[:, None, :], -1e4)
        told["arcs"] = F.cross_entropy(arcs[valid], gold_heads[valid], ignore_index=-1)
        rows = np.repeat(offsets[:-1], sizes)
        i = np.flatnonzero(heads >= 0)
        relations = target("deprels")[i]
        add("deprel", network.pairs["deprel"](pair_words, torch.from_numpy(i), torch.from_numpy(heads[i] + rows[i])),
            relations)

    kinds = target("kinds")
    known = kinds.any(-1)
    if known.any():
        scores = flat_meaning["kind"][known].log_softmax(-1)
        allowed = scores.masked_fill(~kinds[known], -1e4)
        told["kind"] = -allowed.logsumexp(-1).mean()
    add_odds("name", flat_meaning["name"][:, 0], target("name"), 0.5)
    add_odds("cue", flat_meaning["cue"][:, 0], target("cue"), 4.0)

    i, j, gold = [], [], []
    for row, one in enumerate(batch):
        for cue, played in one.encoded.roles:
            if one.start <= cue < one.end:
                span = np.arange(one.start, one.end)
                j.append(span - one.start + offsets[row])
                i.append(np.full(len(span), cue - one.start + offsets[row]))
                gold.append(played[one.start:one.end])
    if i:
        add("role", network.pairs["role"](pair_senses[:, :role_width], torch.from_numpy(np.concatenate(i)),
                                          torch.from_numpy(np.concatenate(j))),
            torch.from_numpy(np.concatenate(gold)).to(device), 2.0)

    one = batch[0].encoded
    if one.pairs is not None and all(window.encoded is one for window in batch) and offsets[-1] == len(one.words):
        told["coref"] = coreference_loss(network, one, pair_senses[:, role_width:])
    return told


def _inside(one: Window) -> np.ndarray:
    """Heads counted from the window's first word; -1 for what a cut through a very long sentence left outside."""
    heads = one.encoded.heads[one.start:one.end]
    return np.where((heads >= one.start) & (heads < one.end), heads - one.start, -1)


def coreference_loss(network: Network, one: Encoded, senses: Tensor) -> Tensor:
    """Marginal log-likelihood of a mention's antecedents among its candidates; 0 is the score of having none."""
    assert one.pairs is not None and one.chains is not None
    first, second, features = one.pairs
    heads = np.array([head for head, _ in one.chains], np.int64)
    ids = {chain: n for n, chain in enumerate(dict.fromkeys(chain for _, chain in one.chains))}
    chain = np.array([ids[name] for _, name in one.chains], np.int64)
    extra = sum(network.features[name](torch.from_numpy(features[:, n].astype(np.int64)))
                for n, name in enumerate(network.features)) if len(network.features) else None
    scores = network.pairs["coref"](senses, torch.from_numpy(heads[first]), torch.from_numpy(heads[second]), extra)[:, 0]
    good = torch.from_numpy(chain[first] == chain[second])
    mention = torch.from_numpy(first)
    count = len(heads)
    table = torch.full((count, count + 1), -1e4)
    right = torch.full((count, count + 1), -1e4)
    table = table.index_put((mention, torch.from_numpy(second)), scores)
    right = right.index_put((mention, torch.from_numpy(second)), torch.where(good, scores, torch.full_like(scores, -1e4)))
    table[:, count] = 0.0
    has = torch.zeros(count, dtype=torch.bool).index_put((mention[good],), torch.ones_like(mention[good], dtype=torch.bool))
    right[~has, count] = 0.0
    return (table.logsumexp(-1) - right.logsumexp(-1)).mean()


@torch.no_grad()
def measure(network: Network, development: dict[str, list[Encoded]], pieces: Pieces) -> dict[str, float]:
    """Quick figures on the dev parts, gold words and sentences, greedy trees. The benchmark is another: the runtime's."""
    network.eval()
    hits: dict[str, list[float]] = {}

    def count(name: str, right: float, of: float) -> None:
        hits.setdefault(name, [0.0, 0.0])
        hits[name][0] += right
        hits[name][1] += of

    for corpus, documents in development.items():
        for one in documents:
            for a, b in cut(one, 254):
                each = window(one, a, b, pieces, None)
                arrays = {name: torch.from_numpy(array) for name, array in
                          inputs([(each.pieces, each.shapes, one.breaks[a:b])]).items()}
                grammar, meaning, arcs, pair_words, pair_senses = (x[0] for x in network(**arrays))
                tags = dict(zip(network.labels.grammar, grammar.split(list(network.labels.grammar.values()), -1),
                                strict=True))
                senses = dict(zip(network.labels.meaning, meaning.split(list(network.labels.meaning.values()), -1),
                                  strict=True))
                if one.document.upos is not None:
                    count(corpus + " upos", float((tags["upos"].argmax(-1).numpy() == one.upos[a:b]).sum()), b - a)
                    count(corpus + " lemma", float((tags["lemma"].argmax(-1).numpy() == one.lemmas[a:b]).sum()), b - a)
                    start = one.start[a + 1:b]
                    guess = (tags["start"][1:, 0] > 0).numpy()
                    count(corpus + " start", 2.0 * float((guess & (start == 1)).sum()),
                          float(guess.sum() + start.sum()))
                    sentence = torch.from_numpy(one.sentence[a:b])
                    guessed = arcs.masked_fill(sentence[:, None] != sentence[None], -1e4).argmax(-1)
                    heads = torch.from_numpy(one.heads[a:b] - a)
                    relation = network.pairs["deprel"](pair_words, torch.arange(b - a), guessed).argmax(-1).numpy()
                    right = (guessed == heads).numpy()
                    names = [name.partition(":")[0] for name in network.labels.deprels]
                    same = np.array([names[x] == (one.document.deprels or [])[a + n].partition(":")[0]
                                     for n, x in enumerate(relation)])
                    count(corpus + " uas", float(right.sum()), b - a)
                    count(corpus + " las", float((right & same).sum()), b - a)
                if one.kinds[a:b].any():
                    guess = senses["kind"].argmax(-1).numpy()
                    allowed = one.kinds[a:b]
                    gold = allowed.any(-1) & ~allowed[:, 0]
                    fine = allowed[np.arange(b - a), guess] & (guess > 0)
                    known = allowed.any(-1)
                    count(corpus + " kind", 2.0 * float((fine & gold).sum()),
                          float(((guess > 0) & known).sum() + gold.sum()))
                if one.document.attributions is not None:
                    guess, gold = (senses["cue"][:, 0] > 0).numpy(), one.cue[a:b] == 1
                    count(corpus + " cue", 2.0 * float((guess & gold).sum()), float(guess.sum() + gold.sum()))
                    for cue, played in one.roles:
                        if a <= cue < b:
                            width = network.pairs["role"].width
                            role = network.pairs["role"](pair_senses[:, :width], torch.full((b - a,), cue - a),
                                                         torch.arange(b - a)).argmax(-1).numpy()
                            for n, name in ((1, "source"), (2, "content")):
                                count(f"{corpus} {name}", 2.0 * float(((role == n) & (played[a:b] == n)).sum()),
                                      float((role == n).sum() + (played[a:b] == n).sum()))
    network.train()
    return {name: round(right / max(of, 1), 4) for name, (right, of) in hits.items()}


def main() -> None:
    """Train, or go on training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("out/reader"))
    parser.add_argument("--steps", type=int, default=7000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--rate", type=float, default=2e-4, help="of the encoder; heads learn five times as fast")
    parser.add_argument("--without", action="append", default=[], help="leave a corpus out")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--measure", type=int, default=1000, help="steps between figures on the dev parts")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    minilm = corpora.minilm()
    pieces = Pieces(minilm / "tokenizer.json")
    documents = {name: docs for name, docs in corpora.train(args.data).items() if name not in args.without}
    features = dict(FEATURES)
    names_path = args.out / "labels.json"
    names = Labels.load(names_path) if names_path.exists() else labels(
        [doc for docs in documents.values() for doc in docs], features)
    names.save(names_path)
    began = time.time()
    encoded = {name: [encode(doc, names, pieces) for doc in docs] for name, docs in documents.items()}
    for one in encoded.get("gum", ()):
        one.pairs = corpora.coreference_pairs(one)
    development = {name: [encode(doc, names, pieces) for doc in docs] for name, docs in corpora.dev(args.data).items()}
    told = {name: (len(some), sum(len(one.words) for one in some)) for name, some in encoded.items()}
    print(f"documents, words: {told}; read in {time.time() - began:.0f} s", flush=True)

    network = Network(names, features)
    network.load_minilm(str(minilm / "model.safetensors"))
    network.pieces.weight.requires_grad = False        # 30 522 × 384: costly to move, and little is gained by it
    slow = ("layers.", "places.", "norm.")
    groups = [{"params": [p for n, p in network.named_parameters() if n.startswith(slow)], "factor": 1.0},
              {"params": [p for n, p in network.named_parameters() if not n.startswith((*slow, "pieces."))],
               "factor": 5.0}]
    optimiser = torch.optim.AdamW([{**group, "lr": args.rate} for group in groups], weight_decay=0.01,
                                  betas=(0.9, 0.98), fused=True)
    mean = {name: p.detach().clone() for name, p in network.named_parameters() if p.requires_grad}
    step, state = 0, args.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        missing = network.load_state_dict(saved["network"], strict=False).missing_keys
        mean.update({name: value for name, value in saved["mean"].items() if name in mean})
        step = saved["step"]
        if not missing:
            optimiser.load_state_dict(saved["optimiser"])
        print(f"goes on at step {step}; new: {missing}", flush=True)
    stream = plan(encoded, pieces, args.seed)
    for _ in range(step):
        next(stream)
    network.train()
    running: dict[str, float] = {}
    began, words = time.time(), 0
    while step < args.steps:
        corpus, batch = next(stream)
        step += 1
        factor = min(step / WARMUP, max(0.0, (args.steps - step) / (args.steps - WARMUP)) + 0.01)
        for group in optimiser.param_groups:
            group["lr"] = args.rate * factor * group["factor"]
        told = losses(network, batch, torch.bfloat16)
        total = torch.stack(list(told.values())).sum()
        if not torch.isfinite(total):
            raise SystemExit(f"step {step} ({corpus}): loss {told}")
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        optimiser.zero_grad()
        decay = min(DECAY, (step + 1) / (step + 20))
        with torch.no_grad():
            here = [p for p in network.parameters() if p.requires_grad]
            torch._foreach_lerp_(list(mean.values()), here, 1 - decay)
        words += sum(one.end - one.start for one in batch)
        for name, value in told.items():
            key = name if not name.startswith("feat:") else "feats"
            running[key] = 0.98 * running.get(key, value.item()) + 0.02 * value.item()
        if step % 50 == 0:
            speed = words / (time.time() - began)
            print(f"{step:6d} {speed:6.0f} words/s " + " ".join(f"{k} {v:.3f}" for k, v in sorted(running.items())),
                  flush=True)
        if step % CHECKPOINT == 0 or step == args.steps:
            partial = state.with_suffix(".part")
            torch.save({"network": network.state_dict(), "mean": mean, "optimiser": optimiser.state_dict(),
                        "step": step}, partial)
            partial.replace(state)
        if step % args.measure == 0 or step == args.steps:
            kept = {name: p.detach().clone() for name, p in network.named_parameters() if p.requires_grad}
            network.load_state_dict(mean, strict=False)
            figures = measure(network, development, pieces)
            network.load_state_dict(kept, strict=False)
            print(f"{step:6d} dev {json.dumps(figures)}", flush=True)
            with (args.out / "figures.jsonl").open("a") as out:
                out.write(json.dumps({"step": step, **figures}) + "\n")


if __name__ == "__main__":
    main()
