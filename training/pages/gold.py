"""Blocks of a rendered page against a page's gold text: which blocks the gold text holds.

Each block is looked up in the gold text by its runs of four words (a short one must be a whole line of it); of all the
places found, the chain that keeps the page's order and holds most words wins, so that a headline repeated in a sidebar
is not taken for the one in the text.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from standoff.pages.render import Block

WORD = re.compile(r"\w+")
RUN = 4


@dataclass(frozen=True)
class Gold:
    set: str
    key: str
    kind: str
    source: str
    body: str


def pages(data: Path) -> Iterator[Gold]:
    """The gold pages of `extraction` (MIT) and `wcxb` (CC BY 4.0)."""
    for name in ("extraction", "wcxb"):
        truth = json.loads((data / name / "ground-truth.json").read_text(encoding="utf-8"))
        for key, page in sorted(truth.items()):
            raw = gzip.decompress((data / name / "html" / f"{key}.html.gz").read_bytes())
            yield Gold(name, key, page.get("kind", "article"), raw.decode("utf-8", "replace"), page["articleBody"])


def labels(text: str, blocks: tuple[Block, ...], gold: str) -> tuple[list[float], list[int]]:
    """The share of each block that the gold text holds, and the number of its words."""
    words = WORD.findall(gold)
    places = defaultdict(list)
    for i in range(len(words) - RUN + 1):
        places[tuple(words[i:i + RUN])].append(i)
    lines = defaultdict(list)
    at = 0
    for line in gold.split("\n"):
        found = tuple(WORD.findall(line))
        if found and len(found) < 12:
            lines[found].append(at)
        at += len(found)
    tokens = [WORD.findall(text[block.start:block.end]) for block in blocks]
    candidates = [(i, *candidate) for i, block in enumerate(tokens) for candidate in _candidates(block, places, lines)]
    shares = _chain(candidates, tokens, len(words))
    for i, block in enumerate(tokens):       # passages out of order
        if shares[i] < .5 and len(block) >= 10:
            runs = [tuple(block[j:j + RUN]) for j in range(len(block) - RUN + 1)]
            if sum(run in places for run in runs) >= .8 * len(runs):
                shares[i] = .9
    return shares, [len(block) for block in tokens]


def _candidates(block, places, lines):
    """Where in the gold text a block may be: start, end, weight."""
    if tuple(block) in lines:
        return [(p, p + len(block), len(block) + .5) for p in lines[tuple(block)][:8]] if block else []
    if len(block) < RUN:
        return []
    votes = Counter(p - i for i in range(len(block) - RUN + 1) for p in places.get(tuple(block[i:i + RUN]), ())[:8])
    found = []
    for offset, _ in votes.most_common(6):
        count = sum(v for o, v in votes.items() if abs(o - offset) <= max(6, len(block) // 20))
        if count >= .3 * (len(block) - RUN + 1):
            found.append((max(0, offset), offset + len(block), count + RUN - 1))
    return found


def _chain(candidates, tokens, size):
    """The heaviest chain of places in order, as the share found of each block (a tree of maxima over positions)."""
    shares = [0.0] * len(tokens)
    tree = [(0.0, -1)] * (size + 3)
    best, back = [], []
    by_block = defaultdict(list)
    for j, (i, *_) in enumerate(candidates):
        by_block[i].append(j)
    for js in by_block.values():
        for j in js:
            _, start, _, weight = candidates[j]
            at, top = min(size, start + 1) + 1, (0.0, -1)
            while at > 0:
                top, at = max(top, tree[at]), at - (at & -at)
            best.append(top[0] + weight)
            back.append(top[1])
        for j in js:
            at = min(size, max(0, candidates[j][2])) + 1
            while at < len(tree):
                tree[at], at = max(tree[at], (best[j], j)), at + (at & -at)
    j = max(range(len(best)), key=best.__getitem__, default=-1)
    while j >= 0:
        i, _, _, weight = candidates[j]
        shares[i] = min(1.0, weight / max(1, len(tokens[i])))
        j = back[j]
    return shares
