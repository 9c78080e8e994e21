"""Documents made into what the network is trained on: windows of whole sentences with targets, and batches of them.

A target of -1 (or an empty set of allowed kinds) teaches nothing. Everything is drawn from one seed, so that a resumed
training sees what an uninterrupted one would have seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
from training.reader.document import KINDS, Document

from standoff.language import lemmas
from standoff.language.network import LIMIT, ROLES, Labels, Pieces
from standoff.language.windows import breaks, shapes, windows

_FUNCTION_WORDS = """
    to for that of on in as at by with about from into upon than it its the a an his her their like over against through
    among
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words at the end of a cue that do not carry it ("according to", "called for", "is proud of")."""

PIECES_A_BATCH = 2200


def labels(documents: Sequence[Document], features: dict[str, int]) -> Labels:
    """The label sets that the documents show often enough to be learnt."""
    upos, feats, deprels = Counter(), {}, Counter()
    forms: list[tuple[str, str]] = []
    for doc in documents:
        if doc.upos is None or doc.feats is None or doc.lemmas is None or doc.deprels is None:
            continue
        upos.update(doc.upos)
        deprels.update(doc.deprels)
        for one in doc.feats:
            for name, value in one.items():
                feats.setdefault(name, Counter())[value] += 1
        forms += [(doc.text[a:b], lemma) for (a, b), lemma in zip(doc.words, doc.lemmas, strict=True)]
    return Labels(upos=sorted(upos), feats={name: ["", *sorted(value for value, n in values.items() if n >= 20)]
                                            for name, values in sorted(feats.items()) if values.total() >= 200},
                  lemmas=lemmas.inventory(forms, least=3),
                  deprels=sorted(rel for rel, n in deprels.items() if n >= 5),
                  kinds=["", *KINDS], features=features)


def cue_head(doc: Document, cue: frozenset[int]) -> int:
    """The word that stands for a cue: its last but for function words; with a tree, the highest of its words."""
    words = sorted(cue)
    if doc.heads is not None:
        tops = [word for word in words if doc.heads[word] == word or doc.heads[word] not in cue]
        if len(tops) == 1:
            return tops[0]
    telling = [word for word in words if doc.quote(word, word + 1).lower() not in FUNCTION_WORDS]
    return (telling or words)[-1]


@dataclass
class Encoded:
    """A document as numbers, once for all epochs. Arrays have one entry per word."""

    document: Document
    words: list[str]
    pieces: list[tuple[int, ...]]
    shapes: np.ndarray
    breaks: np.ndarray
    upos: np.ndarray
    feats: dict[str, np.ndarray]
    lemmas: np.ndarray
    start: np.ndarray
    sentence: np.ndarray
    heads: np.ndarray
    deprels: np.ndarray
    kinds: np.ndarray                # (n, kinds) bool: allowed
    name: np.ndarray
    cue: np.ndarray
    roles: list[tuple[int, np.ndarray]]          # cue word → role of every word
    chains: list[tuple[int, str]] | None         # mention heads in order with their chains
    pairs: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None   # candidates (i, j) among them, (m, features)


def encode(doc: Document, names: Labels, pieces: Pieces) -> Encoded:
    """All layers that the document has; those that it lacks are -1 throughout."""
    n = len(doc.words)
    words = [doc.text[a:b] for a, b in doc.words]

    def unknown() -> np.ndarray:
        return np.full(n, -1, np.int64)

    def numbered(values: Sequence[str] | None, known: Sequence[str]) -> np.ndarray:
        index = {value: k for k, value in enumerate(known)}
        return unknown() if values is None else np.array([index.get(value, -1) for value in values], np.int64)

    rules = None if doc.lemmas is None else [lemmas.rule(word, lemma)
                                             for word, lemma in zip(words, doc.lemmas, strict=True)]
    feats = {name: numbered(None if doc.feats is None else [one.get(name, "") for one in doc.feats], values)
             for name, values in names.feats.items()}
    start, sentence = unknown(), unknown()
    if doc.sentences is not None:
        start[:] = 0
        start[doc.sentences] = 1
        sentence = np.cumsum(start)
    kinds = np.zeros((n, len(names.kinds)), bool)
    name = unknown()
    chains = None
    if doc.mentions is not None:
        kinds[:, 0] = True if doc.mentioned is None else np.array(doc.mentioned)
        if not doc.others:
            kinds[:, names.kinds.index("other")] = kinds[:, 0]
        seen: dict[int, str | None] = {}
        for mention in sorted(doc.mentions, key=lambda one: one.start - one.end):
            if mention.head in seen:
                continue
            seen[mention.head] = mention.chain
            kinds[mention.head] = [kind in mention.kinds for kind in names.kinds]
            if mention.name is not None:
                name[mention.head] = mention.name
        if doc.corpus == "gum":
            chains = sorted((head, chain) for head, chain in seen.items() if chain is not None)
    cue, roles = unknown(), []
    if doc.attributions is not None:
        cue[:] = 0
        at: dict[int, np.ndarray] = {}
        for one in doc.attributions:
            head = cue_head(doc, one.cue)
            cue[head] = 1
            played = at.setdefault(head, np.zeros(n, np.int64))
            for role in ("content", "source", "cue"):
                played[list(getattr(one, role))] = ROLES.index(role)
        roles = sorted(at.items())
    return Encoded(doc, words, pieces(words), np.array(shapes(doc.text, doc.words), np.int64),
                   np.array(breaks(doc.text, doc.words), np.int64), numbered(doc.upos, names.upos), feats,
                   numbered(rules, names.lemmas), start, sentence,
                   unknown() if doc.heads is None else np.array(doc.heads, np.int64),
                   numbered(doc.deprels, names.deprels), kinds, name, cue, roles, chains)


@dataclass
class Window:
    """Words [start, end) of an encoded document, as the network is to see them this time."""

    encoded: Encoded
    start: int
    end: int
    pieces: list[tuple[int, ...]]
    shapes: np.ndarray
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = sum(map(len, self.pieces)) + 2


def cut(encoded: Encoded, limit: int) -> list[tuple[int, int]]:
    """Windows of whole sentences, at most `limit` pieces each."""
    doc = encoded.document
    starts = None if doc.sentences is None else [bool(x) for x in encoded.start == 1]
    return windows(doc.text, doc.words, [len(one) for one in encoded.pieces], limit, starts)


def window(encoded: Encoded, start: int, end: int, pieces: Pieces, draw: Random | None) -> Window:
    """A window; with `draw`, sometimes written otherwise: curly quotes for straight ones, capitals, no capitals."""
    shaped, cut_pieces = encoded.shapes[start:end], encoded.pieces[start:end]
    if draw is not None:
        dice = draw.random()
        if dice < 0.03:
            shaped = np.where(np.isin(shaped, (1, 2, 4, 5)), 3, shaped)
        elif dice < 0.05:
            shaped = np.where(shaped == 1, 2, shaped)
        elif dice < 0.07:
            shaped = np.where(np.isin(shaped, (2, 3, 4, 5)), 1, shaped)
        if draw.random() < 0.4:
            cut_pieces = pieces(_curly(encoded.words[start:end]))
    return Window(encoded, start, end, list(cut_pieces), shaped)


def _curly(words: list[str]) -> list[str]:
    """Straight double quotes made into opening and closing ones by turns, apostrophes in words into curly ones."""
    opened = False
    out = []
    for word in words:
        if word == '"':
            opened = not opened
            word = "“" if opened else "”"
        elif word in ("``", "''"):
            word = "“" if word == "``" else "”"
        elif len(word) > 1:
            word = word.replace("'", "’")
        out.append(word)
    return out


def batches(encoded: Sequence[Encoded], pieces: Pieces, seed: int, *, whole: bool,
            short: bool) -> Iterator[list[Window]]:
    """Endless batches of one corpus, epoch after epoch, shuffled.

    `whole`: a batch is one whole document (for coreference); else windows of like length from anywhere.
    `short`: draw the window limit anew for each document, so that short contexts are learnt too.
    """
    epoch = 0
    while True:
        draw = Random(f"{seed}:{epoch}")
        order = list(range(len(encoded)))
        draw.shuffle(order)
        pool: list[Window] = []
        for n in order:
            one = encoded[n]
            if not one.words:
                continue
            limit = draw.choice((48, 96, 160, LIMIT, LIMIT)) if short else LIMIT
            cuts = [window(one, a, b, pieces, draw) for a, b in cut(one, limit)]
            if whole:
                yield cuts
            else:
                pool += cuts
        if not whole:
            draw.shuffle(pool)
            ready = []
            for at in range(0, len(pool), 256):
                some = sorted(pool[at:at + 256], key=lambda one: one.size)
                batch: list[Window] = []
                for one in some:
                    if batch and (len(batch) + 1) * one.size > PIECES_A_BATCH:
                        ready.append(batch)
                        batch = []
                    batch.append(one)
                ready.append(batch)
            draw.shuffle(ready)
            yield from ready
        epoch += 1
