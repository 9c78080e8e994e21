"""All pages of a run as a few flat arrays: nine bytes a word, no page is kept.

Pages are taken one at a time, in any order, and stand in the order of their keys afterwards, so that nothing that
follows depends on the order of the input.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from standoff.families.notes import Note, note
from standoff.families.tokens import AFTER, QUOTED, code_points, fill
from standoff.linkage import kernel
from standoff.model import ARTICLE_ROLES, Page, Role
from standoff.text import article_spans


@dataclass(slots=True)
class Corpus:
    """The article words of pages, one after the other. Word i of page d is at `offsets[d] + i`."""

    notes: list[Note]                      # one per page, sorted by key
    sites: npt.NDArray[np.int32]           # a number per host or outlet, -1 when unknown
    titles: npt.NDArray[np.int32]          # a number per headline, -1 when there is none
    offsets: npt.NDArray[np.int64]         # len(notes) + 1
    words: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint32]         # code points of Page.text
    lengths: npt.NDArray[np.uint8]
    flags: npt.NDArray[np.uint8]


class _Growing:
    """An array that grows at its end without a second copy of it in memory."""

    def __init__(self, kind: Any) -> None:
        self.array = np.empty(1 << 16, kind)
        self.used = 0

    def room(self, size: int) -> npt.NDArray[Any]:
        """What lies behind the used part, for at least `size` values."""
        if self.used + size > len(self.array):
            self.array.resize(max(self.used + size, len(self.array) * 5 // 4), refcheck=False)
        return self.array[self.used:]

    def done(self) -> npt.NDArray[Any]:
        self.array.resize(self.used, refcheck=False)
        return self.array


@kernel
def _reorder(source, target, old, new, order):  # type: ignore[no-untyped-def]
    """Move every page's stretch of an array to its place in the new order."""
    for d in range(len(order)):
        shift = old[order[d]] - new[d]
        for k in range(new[d], new[d + 1]):
            target[k] = source[k + shift]


def _numbers(names: list[str]) -> npt.NDArray[np.int32]:
    """A number for every name, -1 for none."""
    numbers = {name: i for i, name in enumerate(sorted(set(names) - {""}))}
    return np.array([numbers.get(name, -1) for name in names], dtype=np.int32)


def read(pages: Iterable[Page]) -> Corpus:
    """The arrays of all pages; a key met twice counts once."""
    columns = [_Growing(kind) for kind in (np.uint32, np.uint32, np.uint8, np.uint8)]
    seen: dict[str, int] = {}
    notes: list[Note] = []
    ends = [0]
    for page in pages:
        if page.key in seen:
            continue
        seen[page.key] = len(notes)
        notes.append(note(page))
        text = code_points(page.text)
        rooms = [column.room(len(text) + 1) for column in columns]
        size = fill(text, article_spans(page), *rooms)
        between = False                    # something else since the last article segment
        for seg in page.segments:
            article = seg.role in ARTICLE_ROLES
            if article and (between or seg.role is Role.QUOTE):
                first, last = np.searchsorted(rooms[1][:size], (seg.start, seg.end))
                if seg.role is Role.QUOTE:
                    rooms[3][first:last] |= QUOTED
                if between and first < last:
                    rooms[3][first] |= AFTER
                    between = False
            between |= not article
        del rooms                          # a view forbids to grow
        for column in columns:
            column.used += size
        ends.append(columns[0].used)
    keys = sorted(seen)
    order = np.array([seen[key] for key in keys], dtype=np.int64)
    old = np.array(ends, dtype=np.int64)
    offsets = np.zeros(len(keys) + 1, dtype=np.int64)
    np.cumsum(old[order + 1] - old[order], out=offsets[1:])
    arrays = [column.done() for column in columns]
    if not np.array_equal(order, np.arange(len(order))):
        for i, array in enumerate(arrays):
            moved = np.empty_like(array)
            _reorder(array, moved, old, offsets, order)
            arrays[i] = moved
    ordered = [notes[i] for i in order]
    return Corpus(notes=ordered, sites=_numbers([one.site for one in ordered]),
                  titles=_numbers([one.title for one in ordered]), offsets=offsets, words=arrays[0], starts=arrays[1],
                  lengths=arrays[2], flags=arrays[3])
