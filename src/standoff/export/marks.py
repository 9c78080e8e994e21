"""Marks: stretches of a text made into something, one inside another, however they overlap.

Takes a text and marks in any order, gives the text in pieces, each character once and in order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark(Generic[T]):
    """A stretch, and what makes a `T` of the pieces in it."""

    start: int
    end: int
    make: Callable[[Sequence[str | T]], T]
    whole: bool = False              # never cut: what crosses it is cut instead
    part: Callable[[Sequence[str | T]], T] | None = None     # for all pieces but the last, when it is cut; None: `make`


def marked(text: str, start: int, end: int, marks: Sequence[Mark[T]]) -> list[str | T]:
    """``text[start:end]`` with its marks put in, the longer around the shorter; of equals the first given is outside.

    What reaches over start or end is cut there. Of two that cross, the later is cut where the earlier ends, unless it
    is `whole`: then the other is cut where it begins. Of two whole ones that cross, the later begins where the earlier
    ends, and a whole one that is only in part in the stretch is left out.
    """
    def lies(mark: Mark[T]) -> bool:
        return start <= mark.start and mark.end <= end

    whole = [mark for mark in marks if mark.whole and lies(mark)]
    pieces = [piece for mark in marks if not mark.whole and mark.start < end and start < mark.end
              for piece in _cut(mark, sorted({start, end, *_crossings(mark, whole)})) if lies(piece)]
    return _nested(text, start, end, sorted([*whole, *pieces], key=_order))


def shares(marks: Sequence[Mark[T]], stretches: Iterable[tuple[int, int]]) -> Iterator[list[Mark[T]]]:
    """For each of some stretches, in order and none over another, the marks that reach into it or touch it: all that
    `marked` needs of many. Equals keep their order.
    """
    coming = deque(sorted(marks, key=_order))
    near: list[Mark[T]] = []
    for start, end in stretches:
        near = [mark for mark in near if mark.end >= start]
        while coming and coming[0].start <= end:
            near.append(coming.popleft())
        yield near


def _nested(text: str, start: int, end: int, marks: Sequence[Mark[T]]) -> list[str | T]:
    """The text with marks put in that come in order. What is cut waits until the sweep has come to where it goes on;
    there a whole mark keeps the rank that its own beginning gives it.
    """
    waiting = [(mark.start, mark.start, -mark.end, number, mark) for number, mark in enumerate(marks)]
    opened: list[Mark[T]] = []
    levels: list[list[str | T]] = [[]]       # what stands so far outside all marks, in the first opened, in the next …
    at = start

    def write(to: int) -> None:
        nonlocal at
        if at < to:
            levels[-1].append(text[at:to])
            at = to

    def close(to: int) -> None:
        while opened and opened[-1].end <= to:
            mark = opened.pop()
            write(mark.end)
            inside = levels.pop()
            levels[-1].append(mark.make(inside))

    while waiting:
        low, rank, _, number, mark = heappop(waiting)
        close(low)
        if opened and opened[-1].end < mark.end:
            edge = opened[-1].end
            if mark.whole:
                heappush(waiting, (edge, rank, -mark.end, number, mark))
                continue
            mark, rest = _cut(mark, [edge])
            heappush(waiting, (edge, edge, -rest.end, number, rest))
        write(low)
        opened.append(mark)
        levels.append([])
    close(end)
    write(end)
    return levels[0]


def _order(mark: Mark[T]) -> tuple[int, int]:
    return mark.start, -mark.end


def _crossings(mark: Mark[T], whole: Sequence[Mark[T]]) -> set[int]:
    """Where whole marks that cross this one cut it."""
    return {at for other in whole for at in (other.start, other.end) if mark.start < at < mark.end
            and (other.start < mark.start or other.end > mark.end)}


def _cut(mark: Mark[T], at: Sequence[int]) -> Iterator[Mark[T]]:
    ends = [mark.start, *(one for one in at if mark.start < one < mark.end), mark.end]
    for n, (low, high) in enumerate(pairwise(ends)):
        last = n == len(ends) - 2
        yield replace(mark, start=low, end=high, make=mark.make if last else mark.part or mark.make)
