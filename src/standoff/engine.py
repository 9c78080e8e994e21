"""Engine: map and group, the two verbs that every stage needs. A laptop and a cluster run the same functions.

Takes plain functions and iterables of values; gives results in the order of the input. Knows nothing of stages,
record or files. Another engine is a class with the same two methods.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import Protocol, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """What runs stages."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The function of each item, in the items' order."""

    def group(self, function: Callable[[list[T]], R], items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[R]:
        """The function of all items that share a key, in the order of each key's first item."""


class Local:
    """This machine: in this process, or over `jobs` processes, which start when first needed and live until `close` or
    the end of a `with`: what one call loads is there for the next.
    """

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, and free their memory."""
        if self._pool:
            self._pool.shutdown()
        self._pool = None

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The function of each item, in order; at most a few items per process are in flight."""
        if self.jobs == 1:
            yield from map(function, items)
            return
        self._pool = pool = self._pool or ProcessPoolExecutor(self.jobs)
        waiting = iter(items)
        running = [pool.submit(function, item) for item in islice(waiting, self.jobs * 4)]
        while running:
            yield running.pop(0).result()
            running.extend(pool.submit(function, item) for item in islice(waiting, 1))

    def group(self, function: Callable[[list[T]], R], items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[R]:
        """The function of each group; groups are made in memory."""
        groups: dict[Hashable, list[T]] = {}
        for item in items:
            groups.setdefault(key(item), []).append(item)
        yield from self.map(function, groups.values())
