"""The reader's network at run time: word pieces in, scores of every task out. ONNX, numpy, nothing else.

The weights (`weights/`) are made by `training/reader`, which shares this module's tables, so that what was trained and
what is run cannot drift apart. Deterministic: one thread unless the caller asks for more, no random choice anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.language.arcs import TieHead
from standoff.language.clauses import ClauseHead
from standoff.language.triggers import TriggerHead

WEIGHTS = Path(__file__).parent / "weights"

DISTANCES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)
"""Lower edges of the buckets of the distance between two words."""

PAIRS: dict[str, dict[str, int]] = {
    "deprel": {"hidden": 128, "product": 0},
    "role": {"hidden": 128, "product": 48},
    "coref": {"hidden": 128, "product": 96},
}
"""Pair heads: widths of the additive and of the multiplicative part."""

ROLES = ("none", "source", "content", "cue")

SHAPES, BREAKS = 8, 4
"""How many case shapes and kinds of preceding white space `windows` tells apart; the next number stands for none."""

LIMIT = 254
"""Word pieces in a window, [CLS] and [SEP] aside."""

WORD_PIECES = 12
"""Pieces of one word that are read; the rest of a longer word (an address) is left out."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Window = tuple[Sequence[tuple[int, ...]], Sequence[int], Sequence[int]]
"""Of each word of a window: its pieces, its case shape, the white space before it."""


@dataclass(frozen=True)
class Labels:
    """The names behind the network's outputs, in order."""

    upos: list[str]
    feats: dict[str, list[str]]      # values of each attribute; "" (absent) comes first
    lemmas: list[str]                # edit rules
    deprels: list[str]
    kinds: list[str]                 # "" (no nominal) comes first
    features: dict[str, int] = field(default_factory=dict)   # of coreference pairs

    @cached_property
    def grammar(self) -> dict[str, int]:
        """Slices of the first output: name → width."""
        return {"upos": len(self.upos), "start": 1, "lemma": len(self.lemmas),
                **{"feat:" + name: len(values) for name, values in self.feats.items()}}

    @cached_property
    def meaning(self) -> dict[str, int]:
        """Slices of the second output."""
        return {"kind": len(self.kinds), "name": 1, "cue": 1}

    def pair_labels(self, head: str) -> int:
        """How many labels a pair head tells apart."""
        return {"deprel": len(self.deprels), "role": len(ROLES), "coref": 1}[head]

    def save(self, path: Path) -> None:
        """As JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=0), encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Labels:
        """From JSON."""
        return Labels(**json.loads(path.read_text(encoding="utf-8")))


class Pieces:
    """Word → ids of its pieces, by the encoder's own tokeniser."""

    CLS, SEP, UNKNOWN = 101, 102, 100

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The ids of each word, at least one, at most WORD_PIECES."""
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            if len(known) > 200_000:
                known.clear()
                new = list(dict.fromkeys(words))
            for word, encoding in zip(new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
                known[word] = tuple(encoding.ids[:WORD_PIECES]) or (self.UNKNOWN,)
        return [known[word] for word in words]


def bucket(distance: Ints) -> Ints:
    """The bucket of a signed distance in words: 0 … 2 × len(DISTANCES)."""
    found: Ints = np.searchsorted(DISTANCES, np.abs(distance), side="right") * np.sign(distance) + len(DISTANCES)
    return found


def inputs(windows: Sequence[Window]) -> dict[str, Ints]:
    """The arrays that the network takes of a batch of windows, padded."""
    lengths = [sum(map(len, pieces)) + 2 for pieces, _, _ in windows]
    shape = (len(windows), max(lengths))
    arrays = {name: np.zeros(shape, np.int64) for name in ("pieces", "shapes", "breaks", "seen")}
    arrays["first"] = np.zeros((len(windows), max(len(window[0]) for window in windows)), np.int64)
    arrays["shapes"][:], arrays["breaks"][:] = SHAPES, BREAKS
    for row, (pieces, shapes, breaks) in enumerate(windows):
        sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
        first = np.cumsum(sizes) - sizes + 1
        end = int(sizes.sum()) + 1
        arrays["pieces"][row, 0], arrays["pieces"][row, end] = Pieces.CLS, Pieces.SEP
        arrays["pieces"][row, 1:end] = np.fromiter((one for word in pieces for one in word), np.int64, end - 1)
        arrays["shapes"][row, 1:end] = np.repeat(np.asarray(shapes, np.int64), sizes)
        arrays["breaks"][row, first] = breaks
        arrays["seen"][row, :end + 1] = 1
        arrays["first"][row, :len(pieces)] = first
    return arrays


class PairHead:
    """Scores of pairs of words from what the network says of each word."""

    def __init__(self, name: str, weights: dict[str, Floats], features: Sequence[int] = ()) -> None:
        self.hidden, self.product = PAIRS[name]["hidden"], PAIRS[name]["product"]
        self._near, self._out, self._bias = (weights[f"{name}.{part}"] for part in ("near", "scores", "bias"))
        self.labels = len(self._bias)
        self._features = weights[f"{name}.features"] if features else None
        self._offsets = np.cumsum([0, *features[:-1]]) if features else None

    @property
    def width(self) -> int:
        """How many numbers it needs of each word."""
        return 2 * self.hidden + 2 * self.product * self.labels

    def __call__(self, words: Floats, i: Ints, j: Ints, features: Ints | None = None) -> Floats:
        """Scores (m, labels) of the pairs (i[n], j[n]) of rows of `words` (…, width)."""
        hidden: Floats = words[i, :self.hidden]
        hidden += words[j, self.hidden:2 * self.hidden]
        hidden += self._near[bucket(j - i)]
        if features is not None and self._features is not None and self._offsets is not None:
            seen = np.zeros((len(i), len(self._features)), np.float32)
            np.put_along_axis(seen, features + self._offsets, 1, axis=1)
            hidden += seen @ self._features
        np.maximum(hidden, 0, out=hidden)
        scores: Floats = hidden @ self._out + self._bias
        if self.product:
            start, width = 2 * self.hidden, self.product * self.labels
            q, k = words[:, start:start + width], words[:, start + width:start + 2 * width]
            scores += ((q[i] * k[j]).reshape(len(i), self.labels, self.product).sum(-1)
                       * np.float32(self.product ** -0.5))
        return scores


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the n words of a window. Logits, not probabilities."""

    tags: dict[str, Floats]          # (n, labels): "upos", "lemma", "feat:Tense" …, "kind"
                                     # (n,): "start", "name", "cue"
    arcs: Floats                     # (n, n): of word j as the head of word i; on the diagonal, of i as a root
    relations: Floats                # (n, …) for the pair head "deprel"
    roles: Floats                    # (n, …) for "role"
    chains: Floats                   # (n, …) for "coref"
    ties: Floats | None              # (n, …) for the tie head; None where the weights have none
    facts: Floats | None = None      # (n, …) for the head of clauses; None where the weights have none
    events: Floats | None = None     # (n, …) for the head of triggers; None where the weights have none


class Network:
    """The weights, ready to run on `threads` threads."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_ALL
        options.log_severity_level = 3
        self._session = InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        self.labels = Labels.load(folder / "labels.json")
        self.pieces = Pieces(folder / "tokenizer.json")
        with np.load(folder / "pairs.npz") as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        self.deprel, self.role = PairHead("deprel", weights), PairHead("role", weights)
        self.coref = PairHead("coref", weights, list(self.labels.features.values()))
        self.tie = TieHead(weights) if "tie.labels" in weights else None
        self.clause = ClauseHead(weights) if "fact.out" in weights else None
        self.trigger = TriggerHead(weights) if "event.types" in weights else None
        self._outputs = [output.name for output in self._session.get_outputs()]

    def __call__(self, window: Window) -> Scores:
        """The scores of a window.

        Windows are run one by one: int8 takes the scale of its activations from all that is run together, so a window's
        scores would depend on its neighbours; and a batch is no faster on a CPU (docs/benchmarks.md).
        """
        return self._scores([output[0] for output in self._session.run(None, inputs([window]))], len(window[0]))

    def _scores(self, outputs: Sequence[Any], n: int) -> Scores:
        grammar, meaning, arcs, relations, senses, *more = outputs
        heads = dict(zip(self._outputs[5:], more, strict=False))
        tags: dict[str, Floats] = {}
        for array, widths in ((grammar, self.labels.grammar), (meaning, self.labels.meaning)):
            at = 0
            for name, width in widths.items():
                tags[name] = array[:n, at:at + width] if width > 1 else array[:n, at]
                at += width
        role = self.role.width
        return Scores(tags, arcs[:n, :n], relations[:n], senses[:n, :role], senses[:n, role:],
                      heads["ties"][:n] if "ties" in heads else None,
                      heads["facts"][:n] if "facts" in heads else None,
                      heads["events"][:n] if "events" in heads else None)
