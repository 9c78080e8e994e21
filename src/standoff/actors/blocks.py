"""Blocks: which profiles are compared at all.

Profiles that share a key are a block. A block of more than `LARGEST` is cut by a further word of each name and never
skipped: who agrees in two very common words and in nothing third is nobody in particular.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product

from standoff.actors import names
from standoff.actors.names import Words
from standoff.actors.profiles import Profile

LARGEST = 200
"""Names in a block: 20 000 comparisons, about a fifth of a second."""

Named = tuple[int, Words]            # number of a profile, and a name of it


def pairs(items: Sequence[Profile], keys: Callable[[Words], set[str]]) -> Iterator[tuple[int, int]]:
    """Numbers of the profiles to be compared, each pair once, sorted; never two of the files."""
    blocks: dict[str, list[Named]] = {}
    for at, item in enumerate(items):
        for words in item.names():
            for key in keys(words):
                blocks.setdefault(key, []).append((at, words))
    found: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        for block in cut(blocks.pop(key), key):
            mine = sorted({at for at, _ in block if not items[at].known})
            files = sorted({at for at, _ in block if items[at].known}) if mine else []
            found.update(combinations(mine, 2))
            found.update((min(a, b), max(a, b)) for a, b in product(mine, files))
    yield from sorted(found)


def cut(block: list[Named], key: str) -> Iterable[list[Named]]:
    """A block, or its cuts by one further word of each name; a name without one more is with its own kind."""
    if len({at for at, _ in block}) <= LARGEST:
        return [block]
    cuts: dict[str, list[Named]] = {}
    for at, words in block:
        for one in sorted({names.rough(word) for word in words} - set(key.split())) or ["-"]:
            cuts.setdefault(one, []).append((at, words))
    return [part for one in sorted(cuts) for part in (
        cut(cuts[one], f"{key} {one}") if one != "-" and len(cuts[one]) < len(block) else _neighbours(cuts[one]))]


def _neighbours(block: list[Named]) -> Iterable[list[Named]]:
    """Names that no further word tells apart: neighbours in the alphabet, half overlapping."""
    block = sorted(block, key=lambda one: (one[1], one[0]))
    return [block[start:start + LARGEST] for start in range(0, len(block), LARGEST // 2)]
