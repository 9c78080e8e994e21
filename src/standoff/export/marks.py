"""Marks: stretches of a text made into something, one inside another, however they overlap.

Takes a text and marks in any order, gives the text in pieces, each character once and in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    nested = _nested(text, start, end, sorted([*whole, *pieces], key=_order))
    return nested


def _nested(text: str, start: int, end: int, waiting: list[Mark[T]]) -> list[str | T]:
    out: list[str | T] = []
    at = start
    while waiting:
        mark, *waiting = waiting
        low = max(mark.start, at)
        if low > mark.end:
            continue
        inside, after = [], []
        for other in waiting:
            if mark.start <= other.start < mark.end < other.end and not other.whole:
                first, rest = _cut(other, [mark.end])
                inside.append(first)
                after.append(rest)
            elif other.end <= mark.end and other.start < mark.end:
                inside.append(other)
            else:
                after.append(other)
        waiting = sorted(after, key=_order)
        out += [text[at:low]] if low > at else []
        pieces = _nested(text, low, mark.end, inside)
        out.append(mark.make(pieces))
        at = mark.end
    return [*out, text[at:end]] if at < end else out


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
