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

NEAR, DRIFT, OMISSION = 24, 8, 4
"""A run is continued across at most NEAR words on either side whose numbers differ by at most DRIFT (edits at a rate of
one word in seven leave no longer stretch without three equal words in practice). Words left out in one place count as
an omission from OMISSION on, the length of the shortest sentences."""


@kernel
def _distance(words, i, m, j, n, row, lcs):  # type: ignore[no-untyped-def]
    """Edit distance of two short stretches, and the length of their longest common subsequence."""
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
def _align(words, flags, offsets, pairs, first, rows, runs):  # type: ignore[no-untyped-def]
    """Align pairs[first:] into rows and runs until runs is full; gives the number of the next pair and of runs."""
    used_runs = 0
    row, lcs = np.empty(NEAR + 2, np.int64), np.empty(NEAR + 2, np.int64)
    slots = np.full(1 << 12, -1, np.int32)
    follow = np.empty(1 << 12, np.int32)
    taken = np.zeros(1 << 12, np.uint8)
    shift = np.uint64(64 - 12)
    built = -1
    for p in range(first, len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        a0, a1, b0, b1 = offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]
        if used_runs + (b1 - b0) // 5 + 2 > len(runs):
            return p, used_runs
        if a != built:
            size = a1 - a0
            bits = 12
            while (1 << bits) < 2 * size:
                bits += 1
            if (1 << bits) != len(slots):
                slots = np.empty(1 << bits, np.int32)
                shift = np.uint64(64 - bits)
            slots[:] = -1
            if size > len(follow):
                follow = np.empty(size, np.int32)
                taken = np.empty(size, np.uint8)
            for i in range(a1 - 3, a0 - 1, -1):
                if flags[i] & FURNITURE:
                    continue
                h = np.uint64(words[i]) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(words[i + 1])
                h = h * np.uint64(0xC2B2AE3D27D4EB4F) ^ np.uint64(words[i + 2])
                slot = (h * np.uint64(0x165667B19E3779F9)) >> shift
                follow[i - a0] = slots[slot]
                slots[slot] = i - a0
            built = a
        taken[:a1 - a0] = 0
        begin = used_runs
        end_a, end_b = -1, -1                              # of the last run
        same_all, edits_all, left_a, left_b = 0, 0, 0, 0
        best_a, best_b, best = a0, b0, 0
        span_a, span_b = a0, b0                            # start of the present stretch of equal words
        j = b0
        while j + 2 < b1:
            if flags[j] & FURNITURE:
                j += 1
                continue
            h = np.uint64(words[j]) * np.uint64(0x9E3779B97F4A7C15) ^ np.uint64(words[j + 1])
            h = h * np.uint64(0xC2B2AE3D27D4EB4F) ^ np.uint64(words[j + 2])
            at = slots[(h * np.uint64(0x165667B19E3779F9)) >> shift]
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
                shift_in = max(0, min(3, end_a - i)) if end_a >= 0 and end_a - i <= 3 else 0
                ga, gb = i + shift_in - end_a, j + shift_in - end_b
                n -= shift_in
                this, need = 0, 8
                if end_a >= 0 and ga >= 0:
                    if ga <= NEAR and gb <= NEAR and abs(ga - gb) <= DRIFT and 4 * n >= max(ga, gb):
                        this, need = 2, 3
                    elif ga <= 80 and gb <= 80:
                        this, need = 1, 5
                if n < need:
                    continue
                value = n + (10000 if this == 2 else (4 if this == 1 else 0)) - (ga if this == 2 else 0)
                if value > score:
                    found, score, length, kind, skip = i + shift_in, value, n, this, shift_in
            if found < 0:
                j += 1
                continue
            i, n = found, length
            j += skip
            if kind < 2:
                while n > 0 and flags[i + n - 1] & FURNITURE:
                    n -= 1
                free = 0
                for k in range(i - a0, i - a0 + n):
                    free += taken[k] == 0
                if 2 * free < n or n < 5:
                    j += max(1, n)
                    continue
                runs[used_runs, 0], runs[used_runs, 1], runs[used_runs, 2], runs[used_runs, 3] = i, i + n, j, j + n
                runs[used_runs, 4], runs[used_runs, 5] = n, 0
                used_runs += 1
                span_a, span_b = i, j
            else:
                while n > 0 and flags[i + n - 1] & FURNITURE:
                    n -= 1
                if n == 0:
                    j += 1
                    continue
                ga, gb = i - end_a, j - end_b
                apart, common = _distance(words, end_a, ga, end_b, gb, row, lcs)
                r = used_runs - 1
                runs[r, 1], runs[r, 3] = i + n, j + n
                runs[r, 4] += n + common
                runs[r, 5] += apart
                if apart > 0:
                    span_a, span_b = i, j
                if ga - gb >= OMISSION and 2 * gb <= ga - gb + 2:
                    left_a += ga - gb
                if gb - ga >= OMISSION and 2 * ga <= gb - ga + 2:
                    left_b += gb - ga
            for k in range(max(runs[used_runs - 1, 0], i - NEAR) - a0, i - a0 + n):
                taken[k] = 1
            end_a, end_b = i + n, j + n
            if end_a - span_a > best:
                best_a, best_b, best = span_a, span_b, end_a - span_a
            j = end_b
        for r in range(begin, used_runs):              # edits near the ends of runs
            floor_b = runs[r - 1, 3] if r > begin else b0
            roof_b = runs[r + 1, 2] if r + 1 < used_runs else b1
            floor_a, roof_a = a0, a1
            for q in range(begin, used_runs):
                if q != r and runs[q, 1] <= runs[r, 0]:
                    floor_a = max(floor_a, runs[q, 1])
                if q != r and runs[q, 0] >= runs[r, 1]:
                    roof_a = min(roof_a, runs[q, 0])
            back_a, back_b, same, edits = _creep(words, runs[r, 0] - 1, runs[r, 2] - 1, floor_a - 1, floor_b - 1, -1)
            on_a, on_b, same_on, edits_on = _creep(words, runs[r, 1], runs[r, 3], roof_a, roof_b, 1)
            runs[r, 0] -= back_a
            runs[r, 2] -= back_b
            runs[r, 1] += on_a
            runs[r, 3] += on_b
            runs[r, 4] += same + same_on
            runs[r, 5] += edits + edits_on
        # figures of the pair
        cover_a, cover_b, quoted_a, quoted_b, moved = 0, 0, 0, 0, 0
        first_a, last_a, first_b, last_b = a1, a0, b1, b0
        taken[:a1 - a0] = 0
        for r in range(begin, used_runs):
            for k in range(runs[r, 0], runs[r, 1]):
                if not flags[k] & FURNITURE and not taken[k - a0]:
                    cover_a += 1
                    quoted_a += flags[k] & QUOTED
                taken[k - a0] = 1
            for k in range(runs[r, 2], runs[r, 3]):
                if not flags[k] & FURNITURE:
                    cover_b += 1
                    quoted_b += flags[k] & QUOTED
            same_all += runs[r, 4]
            edits_all += runs[r, 5]
            first_a, last_a = min(first_a, runs[r, 0]), max(last_a, runs[r, 1])
            first_b, last_b = min(first_b, runs[r, 2]), max(last_b, runs[r, 3])
            if r > begin:
                if runs[r, 0] < runs[r - 1, 1]:
                    moved += 1
                else:
                    only_a, only_b = 0, 0
                    for k in range(runs[r - 1, 1], runs[r, 0]):
                        only_a += (flags[k] & FURNITURE) == 0
                    for k in range(runs[r - 1, 3], runs[r, 2]):
                        only_b += (flags[k] & FURNITURE) == 0
                    if only_a - only_b >= OMISSION:
                        left_a += only_a - only_b
                    if only_b - only_a >= OMISSION:
                        left_b += only_b - only_a
        head_a, head_b, span_a, span_b = 0, 0, 0, 0
        for k in range(a0, last_a):
            if not flags[k] & FURNITURE:
                if k < first_a:
                    head_a += 1
                else:
                    span_a += 1
        for k in range(b0, last_b):
            if not flags[k] & FURNITURE:
                if k < first_b:
                    head_b += 1
                else:
                    span_b += 1
        marks_a, marks_b = 0, 0
        if used_runs > begin:
            marks_a = (quoted_a * 10 >= cover_a * 8 and (first_a == a0 or not flags[first_a - 1] & QUOTED)
                       and (last_a == a1 or not flags[last_a] & QUOTED))
            marks_b = (quoted_b * 10 >= cover_b * 8 and (first_b == b0 or not flags[first_b - 1] & QUOTED)
                       and (last_b == b1 or not flags[last_b] & QUOTED))
        for column, value in enumerate((cover_a, cover_b, same_all, edits_all, best_a, best_b, best, left_a, left_b,
                                        moved, quoted_a, quoted_b, first_a, last_a, first_b, last_b, begin,
                                        used_runs - begin, head_a, head_b, span_a, span_b, marks_a, marks_b)):
            rows[p, column] = value
    return len(pairs), used_runs


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
