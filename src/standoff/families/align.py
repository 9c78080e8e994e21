"""Where two pages agree, word by word: seed and extend.

Takes pairs of page numbers of a `Corpus`, gives per pair a row of figures and its runs. Three equal words in a row are
a seed; a seed is extended as far as words are equal. Seeds that continue a run across a few edited words belong to it
(and the edits are counted); any other agreement must be eight words long, or five when it follows closely, so that
stock phrases ("the United States and its allies") are no agreement. Passages may stand in another order. Furniture
never seeds a run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standoff.families.corpus import Corpus
from standoff.families.tokens import FURNITURE, QUOTED
from standoff.linkage import kernel

Ints = npt.NDArray[np.int32]

COVER_A, COVER_B, SAME, EDITS, WITNESS_A, WITNESS_B, WITNESS, LEFT_A, LEFT_B, MOVED, QUOTED_A, QUOTED_B, FIRST_A, \
    LAST_A, FIRST_B, LAST_B, RUN, RUNS, HEAD_A, HEAD_B, SPAN_A, SPAN_B, \
    MARKS_A, MARKS_B = range(24)
"""Columns of a pair's row: words of a and b inside runs; agreeing words; edits; start in a and b and length of the
longest exact agreement; words that a (b) has between runs and the other lacks, counted from four in one place; how
often passages are reordered; words of the runs that stand in quotation marks; first and last word position of the runs
in a and b; first row and number of runs; article words of a and b before the first run, and from it to the end of the
last; whether a (b) sets off just that stretch in quotation marks."""

NEAR, DRIFT, FOLLOWS, OMISSION, PHRASE = 24, 8, 80, 4, 40
"""A run is continued across at most NEAR words on either side whose numbers differ by at most DRIFT (edits at a rate of
one word in seven leave no longer stretch without three equal words in practice); a run that begins within FOLLOWS
words (some three sentences) of the last may be shorter. Words left out in one place count as an omission from OMISSION
on, the length of the shortest sentences. A run of up to PHRASE words that repeats what another run has is dropped."""


@kernel
def _distance(words, i, m, j, n, scratch):  # type: ignore[no-untyped-def]
    """Edit distance of two short stretches, and the length of their longest common subsequence."""
    row, lcs = scratch[0], scratch[1]
    for y in range(n + 1):
        row[y] = y
        lcs[y] = 0
    for x in range(1, m + 1):
        diagonal, row[0] = row[0], x
        corner = lcs[0]
        for y in range(1, n + 1):
            above, common = row[y], lcs[y]
            if words[i + x - 1] == words[j + y - 1]:
                row[y] = diagonal
                lcs[y] = corner + 1
            else:
                row[y] = 1 + min(diagonal, above, row[y - 1])
                lcs[y] = max(lcs[y], lcs[y - 1])
            diagonal, corner = above, common
    return row[n], lcs[n]


@kernel
def _creep(words, i, j, stop_i, stop_j, step):  # type: ignore[no-untyped-def]
    """Continue an agreement that ends at (i, j) across edits of up to three words, two equal words at a time.

    `step` 1 goes on to (stop_i, stop_j), -1 goes back to them (i, j, stop_i, stop_j are then first words, inclusive).
    Gives how far it came on both sides, the words that agree and the words edited.
    """
    far_a, far_b, same, edits = 0, 0, 0, 0
    while True:
        found = False
        for apart in range(1, 7):
            for ga in range(max(0, apart - 3), min(3, apart) + 1):
                gb = apart - ga
                if abs(ga - gb) > 2:
                    continue
                x, y, n = far_a + ga, far_b + gb, 0
                while ((stop_i - i) * step > x + n and (stop_j - j) * step > y + n
                       and words[i + step * (x + n)] == words[j + step * (y + n)]):
                    n += 1
                if n >= 2:
                    far_a, far_b = x + n, y + n
                    same += n
                    edits += max(ga, gb)
                    found = True
                    break
            if found:
                break
        if not found:
            return far_a, far_b, same, edits


@kernel
def _table(words, flags, a0, a1, slots, follow, shift):  # type: ignore[no-untyped-def]
    """Chain the seeds of a page by hash, first place first; furniture is no seed."""
    slots[:] = -1
    for i in range(a1 - 3, a0 - 1, -1):
        if not flags[i] & FURNITURE:
            slot = _seed(words, i) >> shift
            follow[i - a0] = slots[slot]
            slots[slot] = i - a0


@kernel
def _seed(words, i):  # type: ignore[no-untyped-def]
    """The hash of three words."""
    h = np.uint64(words[i]) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(words[i + 1])
    h = h * np.uint64(0xC2B2AE3D27D4EB4F) ^ np.uint64(words[i + 2])
    return h * np.uint64(0x165667B19E3779F9)


@kernel
def _sift(runs, begin, stop, a0, taken):  # type: ignore[no-untyped-def]
    """Drop short runs whose words of a stand in other runs too: a phrase that b has twice. Gives the new end."""
    if stop - begin < 2:
        return stop
    taken[:] = 0
    for r in range(begin, stop):
        for k in range(runs[r, 0] - a0, runs[r, 1] - a0):
            taken[k] = 1 + (taken[k] > 0)
    kept = begin
    for r in range(begin, stop):
        twice = runs[r, 1] - runs[r, 0] <= PHRASE
        for k in range(runs[r, 0] - a0, runs[r, 1] - a0):
            twice = twice and taken[k] > 1
        if twice:
            for k in range(runs[r, 0] - a0, runs[r, 1] - a0):
                taken[k] = 1
        else:
            for column in range(6):
                runs[kept, column] = runs[r, column]
            kept += 1
    return kept


@kernel
def _scan(words, flags, a0, a1, b0, b1, slots, follow, shift, taken, scratch, runs, begin, row):  # type: ignore[no-untyped-def]
    """Walk through b and write its runs from row `begin` on; gives the number of the row after the last.

    Fills the witness and the omissions inside runs into the pair's row.
    """
    n_runs = begin
    end_a, end_b = np.int64(-1), np.int64(-1)          # of the last run
    span_a, span_b = a0, b0                            # start of the present stretch of equal words
    j = b0
    while j + 2 < b1:
        if flags[j] & FURNITURE:
            j += 1
            continue
        at = slots[_seed(words, j) >> shift]
        found, score, length, kind, skip = -1, 0, 0, 0, 0
        tries = 0
        while at >= 0 and tries < 64:
            i = a0 + at
            at = follow[at]
            tries += 1
            if words[i] != words[j] or words[i + 1] != words[j + 1] or words[i + 2] != words[j + 2]:
                continue
            n = 3
            while i + n < a1 and j + n < b1 and words[i + n] == words[j + n]:
                n += 1
            back = end_a - i if end_a >= 0 and 0 < end_a - i <= 3 else 0   # a doubled word: begin after the run
            ga, gb = i + back - end_a, j + back - end_b
            n -= back
            this, need = 0, 8
            if end_a >= 0 and ga >= 0:
                if ga <= NEAR and gb <= NEAR and abs(ga - gb) <= DRIFT and 4 * n >= max(ga, gb):
                    this, need = 2, 3
                elif ga <= FOLLOWS and gb <= FOLLOWS:
                    this, need = 1, 5
            value = n + (10000 - ga if this == 2 else 4 * this)
            if n >= need and value > score:
                found, score, length, kind, skip = i + back, value, n, this, back
        if found < 0:
            j += 1
            continue
        i, n = found, length
        j += skip
        while n > 0 and flags[i + n - 1] & FURNITURE:
            n -= 1
        if kind < 2:
            free = 0
            for k in range(i - a0, i - a0 + n):
                free += taken[k] == 0
            if 2 * free < n or n < 5:
                j += max(1, n)
                continue
            runs[n_runs, 0], runs[n_runs, 1], runs[n_runs, 2], runs[n_runs, 3] = i, i + n, j, j + n
            runs[n_runs, 4], runs[n_runs, 5] = n, 0
            n_runs += 1
            span_a, span_b = i, j
        else:
            if n == 0:
                j += 1
                continue
            ga, gb = i - end_a, j - end_b
            apart, common = _distance(words, end_a, ga, end_b, gb, scratch)
            runs[n_runs - 1, 1], runs[n_runs - 1, 3] = i + n, j + n
            runs[n_runs - 1, 4] += n + common
            runs[n_runs - 1, 5] += apart
            if apart > 0:
                span_a, span_b = i, j
            if ga - gb >= OMISSION and 2 * gb <= ga - gb + 2:
                row[LEFT_A] += ga - gb
            if gb - ga >= OMISSION and 2 * ga <= gb - ga + 2:
                row[LEFT_B] += gb - ga
        for k in range(max(runs[n_runs - 1, 0], i - NEAR) - a0, i - a0 + n):
            taken[k] = 1
        end_a, end_b = np.int64(i + n), np.int64(j + n)
        if end_a - span_a > row[WITNESS]:
            row[WITNESS_A], row[WITNESS_B], row[WITNESS] = span_a, span_b, end_a - span_a
        j = end_b
    n_runs = _sift(runs, begin, n_runs, a0, taken[:a1 - a0])
    for r in range(begin, n_runs):                     # edits near the ends of runs
        low_a, high_a, low_b, high_b = a0, a1, b0, b1
        if r > begin:
            low_b = runs[r - 1, 3]
            if runs[r - 1, 1] <= runs[r, 0]:
                low_a = runs[r - 1, 1]
        if r + 1 < n_runs:
            high_b = runs[r + 1, 2]
            if runs[r + 1, 0] >= runs[r, 1]:
                high_a = runs[r + 1, 0]
        for step in (-1, 1):
            if step < 0:
                on_a, on_b, same, edits = _creep(words, np.int64(runs[r, 0]) - 1, np.int64(runs[r, 2]) - 1,
                                                 np.int64(low_a) - 1, np.int64(low_b) - 1, step)
                runs[r, 0] -= on_a
                runs[r, 2] -= on_b
            else:
                on_a, on_b, same, edits = _creep(words, np.int64(runs[r, 1]), np.int64(runs[r, 3]),
                                                 np.int64(high_a), np.int64(high_b), step)
                runs[r, 1] += on_a
                runs[r, 3] += on_b
            runs[r, 4] += same
            runs[r, 5] += edits
    return n_runs


@kernel
def _count(flags, start, end):  # type: ignore[no-untyped-def]
    """Words of a stretch that are no furniture."""
    n = 0
    for k in range(start, end):
        n += (flags[k] & FURNITURE) == 0
    return n


@kernel
def _side(flags, start, end, runs, begin, stop, side, taken, row):  # type: ignore[no-untyped-def]
    """The figures of one page of a pair: `side` 0 is a, 1 is b."""
    cover, quoted, first, last = 0, 0, end, start
    twice = side == 0 and stop - begin > 1             # runs may meet in a, never in b
    if twice:
        taken[:end - start] = 0
    for r in range(begin, stop):
        for k in range(runs[r, 2 * side], runs[r, 2 * side + 1]):
            if twice:
                if taken[k - start]:
                    continue
                taken[k - start] = 1
            plain = (flags[k] & FURNITURE) == 0
            cover += plain
            quoted += plain & flags[k] & QUOTED
        first, last = min(first, runs[r, 2 * side]), max(last, runs[r, 2 * side + 1])
    row[COVER_A + side] = cover
    row[QUOTED_A + side] = quoted
    row[FIRST_A + 2 * side] = first
    row[LAST_A + 2 * side] = last
    if stop > begin:
        row[HEAD_A + side] = _count(flags, start, first)
        row[SPAN_A + side] = _count(flags, first, last)
        row[MARKS_A + side] = (quoted * 10 >= cover * 8 and (first == start or not flags[first - 1] & QUOTED)
                               and (last == end or not flags[last] & QUOTED))


@kernel
def _align(words, flags, offsets, pairs, first, rows, runs):  # type: ignore[no-untyped-def]
    """Align pairs[first:] into rows and runs until runs is full; gives the number of the next pair and of runs."""
    scratch = np.empty((2, NEAR + 2), np.int64)
    longest = 0
    for p in range(first, len(pairs)):
        for side in range(2):
            longest = max(longest, offsets[pairs[p, side] + 1] - offsets[pairs[p, side]])
    follow = np.empty(longest, np.int32)
    taken = np.zeros(longest, np.uint8)
    slots = np.empty(0, np.int32)
    shift = np.uint64(0)
    built, stop = -1, np.int64(0)                      # typed: a literal would compile what it is passed to twice
    for p in range(first, len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        begin = stop
        if begin + (b1 - b0) // 5 + 2 > len(runs):
            return p, begin
        if a != built:
            bits = 12
            while (1 << bits) < 2 * (a1 - a0):
                bits += 1
            if (1 << bits) != len(slots):
                slots = np.empty(1 << bits, np.int32)
                shift = np.uint64(64 - bits)
            _table(words, flags, a0, a1, slots, follow, shift)
            built = a
        taken[:a1 - a0] = 0
        row = rows[p]
        stop = _scan(words, flags, a0, a1, b0, b1, slots, follow, shift, taken, scratch, runs, begin, row)
        for side in range(2):
            page = pairs[p, side]
            _side(flags, offsets[page], offsets[page + 1], runs, begin, stop, side, taken, row)
        row[RUN], row[RUNS] = begin, stop - begin
        for r in range(begin, stop):
            row[SAME] += runs[r, 4]
            row[EDITS] += runs[r, 5]
            if r > begin and runs[r, 0] < runs[r - 1, 1]:
                row[MOVED] += 1
            elif r > begin:
                only_a = _count(flags, np.int64(runs[r - 1, 1]), np.int64(runs[r, 0]))
                only_b = _count(flags, np.int64(runs[r - 1, 3]), np.int64(runs[r, 2]))
                if only_a - only_b >= OMISSION:
                    row[LEFT_A] += only_a - only_b
                if only_b - only_a >= OMISSION:
                    row[LEFT_B] += only_b - only_a
    return len(pairs), stop


@dataclass(slots=True)
class Aligned:
    """Pairs of pages with their figures; runs only where they were asked for."""

    pairs: Ints                          # n × 2, page numbers
    rows: Ints                           # n × 24, see the columns above
    runs: Ints                           # a start, a end, b start, b end (word positions), agreeing words, edits


def align(corpus: Corpus, pairs: Ints, *, runs: bool) -> Aligned:
    """Align every pair; the runs are kept when `runs`, else only the figures."""
    rows = np.zeros((len(pairs), 24), np.int32)
    longest = int(np.diff(corpus.offsets).max(initial=0))
    buffer = np.empty((max(1 << 16, longest // 5 + 3), 6), np.int32)
    kept: list[Ints] = []
    at = done = 0
    while at < len(pairs):
        stop, n = _align(corpus.words, corpus.flags, corpus.offsets, pairs, at, rows, buffer)
        if runs:
            rows[at:stop, RUN] += done
            kept.append(buffer[:n].copy())
            done += n
        at = stop
    return Aligned(pairs=pairs, rows=rows, runs=np.concatenate(kept) if kept else np.empty((0, 6), np.int32))
