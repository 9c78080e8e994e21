"""What families and actors share: compiled kernels, pairs within a block, and connected components.

Record linkage in three steps (block, compare, cluster) needs the same two helpers whatever is compared. Both are
deterministic: their answers do not depend on the order of their input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from numba import njit

K = TypeVar("K", str, int)


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled to machine code, once per machine: kept beside the source or in the user's cache directory.

    Where neither can be written (numba says so at once), it is compiled once per process.
    """
    try:
        compiled: Callable[..., Any] = njit(cache=True)(function)
    except RuntimeError:
        compiled = njit(function)
    return compiled


def pairs(blocks: Iterable[Iterable[K]]) -> Iterator[tuple[K, K]]:
    """Every two items that share a block, each pair once, the smaller item first, sorted."""
    found = {(a, b) for block in blocks for items in [sorted(set(block))]
             for at, a in enumerate(items) for b in items[at + 1:]}
    yield from sorted(found)


class Components:
    """Items and what joins them: a growing partition (union by size, path halving)."""

    def __init__(self, count: int) -> None:
        """`count` items, numbered from 0, each a component of its own."""
        self._parent = list(range(count))
        self._size = [1] * count

    def find(self, item: int) -> int:
        """The number that stands for the item's component."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def size(self, item: int) -> int:
        """How many items the item's component has."""
        return self._size[self.find(item)]

    def join(self, a: int, b: int) -> bool:
        """Make one component of two; False when they were one already."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if (self._size[a], -a) < (self._size[b], -b):
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        return True

    def groups(self) -> list[list[int]]:
        """The components, each sorted, in the order of their first items."""
        found: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())


def components(items: Iterable[K], links: Iterable[tuple[K, K]]) -> list[list[K]]:
    """The connected components: items sorted inside each, components sorted by their first item."""
    names = sorted(set(items))
    at = {name: i for i, name in enumerate(names)}
    parts = Components(len(names))
    for a, b in links:
        parts.join(at[a], at[b])
    return [[names[i] for i in group] for group in parts.groups()]
