"""Links as a sequence: kept as arrays, made into `Copy` values when read.

A million links are a hundred megabytes here and gigabytes as values; read one at a time they never are all in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from standoff.families import links
from standoff.families.align import RUN, RUNS, WITNESS, WITNESS_A, WITNESS_B, Aligned, Ints
from standoff.families.corpus import Corpus
from standoff.families.notes import Note
from standoff.families.tokens import AFTER
from standoff.linkage import kernel
from standoff.model import Copy, CopyType, Origin, Run, Span

VERSION = "2"
"""Of links, families and leads: the pipeline makes all of them anew when it is raised."""


@dataclass(frozen=True, slots=True, eq=False)
class Copies(Sequence[Copy]):
    """The links between pages, sorted by the keys of each pair."""

    notes: list[Note]
    pairs: Ints                          # page numbers, n × 2
    rows: Ints                           # figures of `align`
    totals: Ints                         # article words of a and b, n × 2
    own: Ints                            # words of each page that no other page of its family has
    peers: Ints                          # pages that carry the same article as each page
    carriers: Ints                       # pages of a's family that share text with b, of b's with a, n × 2
    joined: npt.NDArray[np.bool_]        # whether the pair is in one family
    digests: frozenset[int]
    runs: Ints                           # code points: a start, a end, b start, b end; words, edits
    witness: Ints                        # code points: a start, a end, b start, b end

    def __len__(self) -> int:
        return len(self.pairs)

    @overload
    def __getitem__(self, at: int) -> Copy: ...
    @overload
    def __getitem__(self, at: slice) -> list[Copy]: ...

    def __getitem__(self, at: int | slice) -> Copy | list[Copy]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(f"link {at} of {len(self)}")
        first, second = self.pairs[at].tolist()
        a, b = self.notes[first], self.notes[second]
        row = self.rows[at].tolist()
        figures = links.Figures(row, *self.totals[at].tolist())
        if self.joined[at]:
            kind, turned, reason, source = links.inside(figures, a, b, (int(self.own[first]), int(self.own[second])),
                                                        (int(self.peers[first]), int(self.peers[second])))
        else:
            one, other = self.carriers[at].tolist()
            kind, turned, reason, source = links.outside(figures, a, b, (first in self.digests, second in self.digests),
                                                         (one, other))
        runs = [_run(a.key, b.key, run) for run in self.runs[row[RUN]:row[RUN] + row[RUNS]].tolist()]
        witness = _run(a.key, b.key, [*self.witness[at].tolist(), row[WITNESS], 0])
        words = sum(run.words for run in runs)
        share_a, share_b = figures.share_a, figures.share_b
        if turned:
            a, b, share_a, share_b = b, a, share_b, share_a
            runs, witness = [_turn(run) for run in runs], _turn(witness)
        runs.sort(key=lambda run: (run.a, run.b))
        root, why = links.direction(source, a, b)
        return Copy(a=a.key, b=b.key, type=kind, share_a=round(share_a, 4), share_b=round(share_b, 4), words=words,
                    runs=tuple(runs), witness=witness, direction=root, reason=f"{reason}; {why}" if why else reason,
                    origin=_ORIGINS[kind])


_ORIGINS = {kind: Origin(stage="copies", version=VERSION, rule=f"families:{kind.value}") for kind in CopyType}


def _run(a: str, b: str, row: list[int]) -> Run:
    return Run(a=Span(page=a, start=row[0], end=row[1]), b=Span(page=b, start=row[2], end=row[3]), words=row[4],
               edits=row[5])


def _turn(run: Run) -> Run:
    return Run(a=run.b, b=run.a, words=run.words, edits=run.edits)


def _points(corpus: Corpus, start: npt.NDArray[np.int32], end: npt.NDArray[np.int32]) -> list[npt.NDArray[np.int32]]:
    """Word positions [start, end) as code points; both are the start where the stretch is empty."""
    if not len(start):
        return [start, end]
    last = np.maximum(end - 1, start)
    return [corpus.starts[start].astype(np.int32), (corpus.starts[last] + corpus.lengths[last]).astype(np.int32)]


@kernel
def _split(rows, runs, flags, out):  # type: ignore[no-untyped-def]
    """Cut runs without edits, and witnesses, where a page has something else between its article segments.

    Gives the number of runs; run with an empty `out` it only counts.
    """
    n = 0
    write = len(out) > 0
    for p in range(len(rows)):
        begin = n
        for r in range(rows[p, RUN], rows[p, RUN] + rows[p, RUNS]):
            a, b, start = runs[r, 0], runs[r, 2], 0
            size = runs[r, 1] - a
            for k in range(1, size + 1):
                last = k == size
                if not last and (runs[r, 5] or not (flags[a + k] | flags[b + k]) & AFTER):
                    continue
                if write:
                    out[n] = runs[r]
                    if start > 0 or not last:
                        out[n, 0], out[n, 1], out[n, 2], out[n, 3] = a + start, a + k, b + start, b + k
                        out[n, 4] = k - start
                n += 1
                start = k
        if write:
            rows[p, RUN], rows[p, RUNS] = begin, n - begin
            a, b, size, start, most = rows[p, WITNESS_A], rows[p, WITNESS_B], rows[p, WITNESS], 0, 0
            for k in range(1, size + 1):
                if k == size or (flags[a + k] | flags[b + k]) & AFTER:
                    if k - start > most:
                        most = k - start
                        rows[p, WITNESS_A], rows[p, WITNESS_B], rows[p, WITNESS] = a + start, b + start, most
                    start = k
    return n


def collect(corpus: Corpus, aligned: Aligned, totals: Ints, own: Ints, peers: Ints,
            carriers: Ints, joined: npt.NDArray[np.bool_], digests: frozenset[int]) -> Copies:
    """The links of aligned pairs, positions of words turned into code points."""
    rows = aligned.rows
    runs = np.empty((_split(rows, aligned.runs, corpus.flags, np.empty((0, 6), np.int32)), 6), np.int32)
    _split(rows, aligned.runs, corpus.flags, runs)
    aligned.runs = runs                  # lets go of the others, a hundred megabytes at a million links
    runs = np.stack([*_points(corpus, runs[:, 0], runs[:, 1]), *_points(corpus, runs[:, 2], runs[:, 3]),
                     runs[:, 4], runs[:, 5]], axis=1)
    witness = np.stack([*_points(corpus, rows[:, WITNESS_A], rows[:, WITNESS_A] + rows[:, WITNESS]),
                        *_points(corpus, rows[:, WITNESS_B], rows[:, WITNESS_B] + rows[:, WITNESS])], axis=1)
    return Copies(notes=corpus.notes, pairs=aligned.pairs, rows=rows, totals=totals, own=own, peers=peers,
                  carriers=carriers, joined=joined, digests=digests, runs=runs, witness=witness)
