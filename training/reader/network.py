"""The reader's network in torch: one encoder, heads for every task. Its runtime twin is `standoff.language.network`.

Encoder: MiniLM-L6-H384 (Wang et al. 2020; uncased), to whose input come two small embeddings of ours: the case shape of
the word and the white space before it, which the uncased vocabulary and word splitting lose. A word is read off its
first piece, as a learned mix of all layers (Peters et al. 2018), one mix for grammar and one for meaning.

Heads: linear ones for each word's labels; a biaffine arc scorer (Dozat & Manning 2017) in which a word that is its own
head is a root; and *pair heads*, `relu(a_i + b_j + d_bucket(j-i) + features) W (+ q_i·k_j per label)`, for the label of
an arc, the part that a word plays for an attribution cue, and coreference. Event roles and ties are pair heads to come.
"""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from standoff.language.network import BREAKS, DISTANCES, PAIRS, SHAPES, Labels

WIDTH, LAYERS, ATTENTION_HEADS = 384, 6, 12
ARC = 256


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length = x.shape[:2]
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            scores = q @ k.transpose(-1, -2) * (WIDTH // ATTENTION_HEADS) ** -0.5 + bias
            seen = scores.softmax(-1) @ v
        else:
            seen = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Pair(nn.Module):
    """Scores of word pairs; see the module's docstring."""

    def __init__(self, spec: dict[str, int], labels: int) -> None:
        super().__init__()
        self.hidden, self.product, self.labels = spec["hidden"], spec["product"], labels
        self.near = nn.Embedding(2 * len(DISTANCES) + 1, self.hidden)
        self.scores = nn.Linear(self.hidden, labels)
        nn.init.normal_(self.near.weight, std=0.1)

    @property
    def width(self) -> int:
        """Of what it needs of each word, as (first, second) member of a pair together."""
        return 2 * self.hidden + 2 * self.product * self.labels

    def forward(self, x: Tensor, i: Tensor, j: Tensor, extra: Tensor | None = None) -> Tensor:
        """`x` (words, width); `i`, `j` (m,): indices of pairs, → (m, labels)."""
        first, second, q, k = x.split([self.hidden, self.hidden, self.product * self.labels,
                                       self.product * self.labels], -1)
        hidden = first[i] + second[j] + self.near(bucket(j - i))
        scores = self.scores(F.relu(hidden if extra is None else hidden + extra))
        if self.product:
            a, b = q[i].view(-1, self.labels, self.product), k[j].view(-1, self.labels, self.product)
            scores = scores + (a * b).sum(-1) * self.product ** -0.5
        return scores


def bucket(distance: Tensor) -> Tensor:
    """As `standoff.language.network.bucket`."""
    edges = torch.tensor(DISTANCES)
    return torch.searchsorted(edges, distance.abs(), right=True) * distance.sign() + len(DISTANCES)


class Network(nn.Module):
    """Everything that is trained."""

    def __init__(self, labels: Labels, features: dict[str, int]) -> None:
        super().__init__()
        self.labels = labels
        self.pieces = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES + 1, WIDTH)
        self.breaks = nn.Embedding(BREAKS + 1, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.mix_grammar = nn.Parameter(torch.zeros(LAYERS + 1))
        self.mix_meaning = nn.Parameter(torch.zeros(LAYERS + 1))
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.breaks.weight)
        self.dropout = nn.Dropout(0.15)
        self.pairs = nn.ModuleDict({name: Pair(spec, labels.pair_labels(name)) for name, spec in PAIRS.items()})
        self.features = nn.ModuleDict({name: nn.Embedding(size, PAIRS["coref"]["hidden"])
                                       for name, size in features.items()})
        for embedding in self.features.values():
            nn.init.normal_(embedding.weight, std=0.1)
        self.grammar = nn.Linear(WIDTH, sum(labels.grammar.values()))
        self.meaning = nn.Linear(WIDTH, sum(labels.meaning.values()))
        self.dependent, self.head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc, self.head_bias = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1)
        self.root = nn.Linear(ARC, 1)
        self.pair_grammar = nn.Linear(WIDTH, self.pairs["deprel"].width)
        self.pair_meaning = nn.Linear(WIDTH, self.pairs["role"].width + self.pairs["coref"].width)

    def load_minilm(self, path: str) -> None:
        """Start from the published weights."""
        given = load_file(path)
        own = {"pieces.weight": given["embeddings.word_embeddings.weight"],
               "places.weight": given["embeddings.position_embeddings.weight"]
               + given["embeddings.token_type_embeddings.weight"][0],
               "norm.weight": given["embeddings.LayerNorm.weight"], "norm.bias": given["embeddings.LayerNorm.bias"]}
        for n in range(LAYERS):
            there, here = f"encoder.layer.{n}.", f"layers.{n}."
            for kind in ("weight", "bias"):
                own[here + "qkv." + kind] = torch.cat(
                    [given[f"{there}attention.self.{part}.{kind}"] for part in ("query", "key", "value")])
                for ours, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"),
                                     ("norm2", "output.LayerNorm")):
                    own[f"{here}{ours}.{kind}"] = given[f"{there}{theirs}.{kind}"]
        self.load_state_dict(own, strict=False)

    def encode(self, pieces: Tensor, shapes: Tensor, breaks: Tensor, seen: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Pieces (B, P), `seen` 1 for pieces and 0 for padding; `first` (B, W): index of each word's first piece.

        → (grammar, meaning), each (B, W, WIDTH).
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.places(places) + self.shapes(shapes) + self.breaks(breaks)
        x = self.norm(x)
        bias = ((1 - seen.to(x.dtype)) * -10000.0)[:, None, None, :]
        levels = [x]
        for layer in self.layers:
            x = layer(x, bias)
            levels.append(x)
        at = first[..., None].expand(-1, -1, WIDTH)
        out = []
        for mix in (self.mix_grammar, self.mix_meaning):
            weights = mix.softmax(0)
            mixed = sum(weights[n] * level for n, level in enumerate(levels))
            out.append(self.dropout(mixed.gather(1, at)))      # type: ignore[union-attr]
        return tuple(out)

    def arcs(self, grammar: Tensor) -> Tensor:
        """(B, W, WIDTH) → (B, W, W): score of word j as the head of word i; on the diagonal, of i as a root."""
        dependent, head = F.gelu(self.dependent(grammar)), F.gelu(self.head(grammar))
        scores = (self.arc(dependent) @ head.transpose(1, 2)) * ARC ** -0.5 * 4 + self.head_bias(head).transpose(1, 2)
        itself = torch.eye(scores.shape[1], device=scores.device, dtype=scores.dtype)
        return scores * (1 - itself) + self.root(dependent) * itself

    def forward(self, pieces: Tensor, shapes: Tensor, breaks: Tensor, seen: Tensor,
                first: Tensor) -> tuple[Tensor, ...]:
        """What the runtime gets: all scores of words, arcs, and the vectors of the pair heads."""
        grammar, meaning = self.encode(pieces, shapes, breaks, seen, first)
        return (self.grammar(grammar), self.meaning(meaning), self.arcs(grammar), self.pair_grammar(grammar),
                self.pair_meaning(meaning))
