"""Blocks: which statements are compared at all.

Two statements meet where one speaker uses two of the same telling words in both, where sources without a name use the
same three words in a row, where one of them denies and they share two telling words, and inside of one report where
they share one. Keys are numbers in arrays, sorted: a hundred thousand statements need some hundred megabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

CONCEPTS = 8
"""Telling words of a statement that make keys: 28 pairs."""

SHINGLES = 6
"""Runs of three words that make keys, chosen by hash."""

LARGEST = 60
"""Statements in a block: 1 770 comparisons. A larger one is cut into stretches of neighbours, half overlapping."""

Ints = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Item:
    """What a statement is blocked by."""

    side: str                        # comments meet comments only
    speaker: str                     # "": nobody who can be told apart
    report: str
    words: tuple[str, ...]
    concepts: Sequence[str]
    denies: bool


def pairs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Numbers of the statements to be compared, each pair once, sorted."""
    denied = {key for one in items if one.denies for key in _pairs(one)}
    keys, owners = array("Q"), array("Q")
    for at, one in enumerate(items):
        for key in _keys(one, denied):
            keys.append(key)
            owners.append(at)
    if not keys:
        return
    met = _met(np.frombuffer(keys, np.uint64), np.frombuffer(owners, np.uint64), len(items),
               [one.words for one in items])
    for start in range(0, len(met), 1 << 16):
        for pair in met[start:start + (1 << 16)].tolist():
            yield divmod(pair, len(items))


def _keys(one: Item, denied: set[str]) -> Iterator[int]:
    pairs = list(_pairs(one))
    if one.speaker:
        yield from (_hash("speaker", one.speaker, pair) for pair in pairs)
    else:
        hashes = sorted({_hash(one.side, *one.words[at:at + 3]) for at in range(max(1, len(one.words) - 2))})
        yield from hashes[:SHINGLES]
    if one.side == "press":
        yield from (_hash("denied", pair) for pair in pairs if pair in denied)
        yield from (_hash("report", one.report, name) for name in one.concepts)


def _pairs(one: Item) -> Iterator[str]:
    return (f"{a} {b}" for a, b in combinations(one.concepts, 2))


def _hash(*parts: str) -> int:
    return int.from_bytes(blake2b("\n".join(parts).encode(), digest_size=8).digest(), "big")


def _met(keys: Ints, owners: Ints, count: int, order: Sequence[tuple[str, ...]]) -> Ints:
    """The pairs of owners that share a key, as a * count + b with a < b, sorted."""
    by_key = np.lexsort((owners, keys))
    keys, owners = keys[by_key], owners[by_key]
    cuts = np.flatnonzero(np.diff(keys)) + 1
    starts, ends = np.concatenate([[0], cuts]), np.concatenate([cuts, [len(keys)]])
    found: list[Ints] = []
    for start, end in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
        block = np.unique(owners[start:end])
        for some in _cut(block, order):
            a, b = np.triu_indices(len(some), 1)
            low, high = np.minimum(some[a], some[b]), np.maximum(some[a], some[b])
            found.append(low * np.uint64(count) + high)
        if len(found) > 4096:
            found = [np.unique(np.concatenate(found))]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)


def _cut(block: Ints, order: Sequence[tuple[str, ...]]) -> list[Ints]:
    """A block, or stretches of it with the statements in the order of their words."""
    if len(block) <= LARGEST:
        return [block]
    lined = np.array(sorted(block.tolist(), key=lambda at: (order[at], at)), np.uint64)
    return [lined[start:start + LARGEST] for start in range(0, len(lined), LARGEST // 2)]
