"""The apparatus: every place of a report where its copies differ, word by word, with the readings of all that have it.

A place counts in ticks, five per slot: what a copy adds before the slot, signs before the word, the word, signs after
it, white space to the next.
Differences of one copy that stand within one agreeing word of each other are one place ("Oct. 29" / "29 October");
places of several copies that overlap are one place. Sentences left out are places of their own, so that a short
difference inside them keeps its own entry; paragraphs left out whole are told by the witnesses of passages and are no
entry. Where a copy is cut, or sets another paragraph break, nothing differs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from standoff.model import Reading, Span, Variant, VariantKind
from standoff.reports.compose import Print, joined, rows, runs
from standoff.reports.merge import REWRITTEN, Slot
from standoff.reports.words import Words, skeleton

LEFT_OUT = 6
"""Words from which an omission is a place of its own, not joined with differences that it covers."""
SIDE = 3
"""How many words more than its own a reading may replace, up to a sentence's end, where the rest was left out."""

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Row:
    """One copy beside the slots: its word at each slot (or −1), and how many of its words no slot has."""

    page: str
    words: Words
    row: list[tuple[int, int]]              # its words that stand in slots: (slot, word)
    at: list[int]
    free: list[int]                         # prefix sums of words without a slot
    cut: bool                               # the copy ends in a mark of truncation
    edges: dict[int, int]                   # where a difference begins or ends: slot → the first word from there on

    def idle(self, start: int, end: int) -> bool:
        """Whether none of the words [start, end) stands in a slot."""
        return start <= end and self.free[end] - self.free[start] == end - start

    def reads(self, low: int, high: int) -> tuple[int, int] | None:
        """The copy's words for the slots [low, high), or None when it does not carry the place."""
        before = self.at[low - 1] if low else -1
        after = self.at[high] if high < len(self.at) else -1
        if low == high and (before < 0 or after < 0):        # at an end of the copy: only what it adds there
            start, end = (0, after) if before < 0 else (before + 1, len(self.words))
            edge = end > start or (low == 0 if before < 0 else high == len(self.at))
            return (start, end) if (before >= 0 or after >= 0) and edge and self.idle(start, end) else None
        start = self.at[low] if low < high else -1
        end = self.at[high - 1] + 1 if low < high else 0
        start = start if start >= 0 else before + 1 if before >= 0 else self.edges.get(low, -1)
        end = end or (after if after >= 0 else self.edges.get(high, -1))
        if start < 0 or end < start:
            return None
        inside = sum(start <= i < end for i in self.at[low:high])
        return (start, end) if inside + self.free[end] - self.free[start] == end - start else None

    def span(self, a: int, b: int) -> Span | None:
        """The copy's characters for the ticks [a, b), or None when it does not carry the place."""
        words = self.words
        (low, first), (high, last) = divmod(a, 5), divmod(b - 1, 5)
        if b == a + 1 and first == 0:
            return self.added(low)
        left, right = self.at[low], self.at[high] if high < len(self.at) else -1
        if (first > 2 and left < 0) or (last in (1, 4) and right < 0):
            return None
        i, j = (left + 1, left + 1) if first > 2 else (left, left)
        lo, hi = low + (first > 2), high + (last > 1)
        if lo < hi:
            read = self.reads(lo, hi)
            if read is None:
                return None
            i, j = read
        elif lo > hi or (low != high and right != left + 1):
            return None
        while first == 0 and i and self.idle(i - 1, i):      # with what the copy adds before
            i -= 1
        while last == 0 and j < len(words) and self.idle(j, j + 1):      # … and after
            j += 1
        if i < j:
            start = (words.low[i], words.low[i], words.start[i])[first] if first < 3 else -1
            end = words.end[j - 1] if last == 2 else words.high[j - 1]
        else:
            start = end = words.high[i - 1] if i else words.low[0]
        if first > 2:
            start = words.end[left] if first == 3 else words.high[left]
        elif lo == hi and first == 1:
            start = words.low[left]
        if last == 1:
            end = words.start[right]
        elif last == 4:
            if right + 1 >= len(words) or self.at[high + 1] != right + 1:
                return None
            end = words.low[right + 1]
        elif lo > high:
            end = words.high[right]
        return Span(page=self.page, start=start, end=end) if 0 <= start <= end else None

    def added(self, low: int) -> Span | None:
        """What the copy has between slots `low` − 1 and `low`; zero-length when it has both and nothing between."""
        read = self.reads(low, low)
        if read is None:
            return None
        i, j = read
        start, end = ((self.words.low[i], self.words.high[j - 1]) if i < j
                      else (self.words.high[i - 1],) * 2 if i else (self.words.low[0],) * 2)
        return Span(page=self.page, start=start, end=end)


def _rows(slots: list[Slot], texts: Mapping[str, Words]) -> list[_Row]:
    found: list[_Row] = []
    for page, row in sorted(rows(slots, texts).items()):
        words = texts[page]
        at, used = [-1] * len(slots), [False] * len(words)
        for s, i in row:
            at[s], used[i] = i, True
        free = [0]
        for one in used:
            free.append(free[-1] + (not one))
        cut = words.tail is not None or (len(words) > 0 and "…" in words.page.text[words.end[-1]:words.high[-1]])
        found.append(_Row(page=page, words=words, row=row, at=at, free=free, cut=cut, edges={}))
    return found


def _differences(row: _Row, slots: list[Slot], stops: list[bool]) -> Iterator[tuple[int, int, int, int]]:
    """Slots [low, high) and the copy's own words [i, j) in their place; either may be empty."""
    known = row.row
    if not known:
        return
    if known[0][1] and row.idle(0, known[0][1]):
        yield known[0][0], known[0][0], 0, known[0][1]
    for (s, i), (s2, i2) in pairwise(known):
        if (s2, i2) == (s + 1, i + 1) or not row.idle(i + 1, i2):
            continue
        low, high, j, j2 = s + 1, s2, i + 1, i2
        if j < j2 and high - low >= LEFT_OUT and j2 - j <= (high - low) // 2:
            reach = j2 - j + SIDE                            # its own words replace the end or start of a sentence
            head = next((t for t in range(low, low + reach + 1) if t < high and stops[t - 1]), None)
            tail = next((t for t in range(high - 1, high - reach - 1, -1) if t >= low and stops[t - 1]), None)
            if head is not None and head > low:
                yield low, head, j, j2
                low, j = head, j2
            elif tail is not None:
                yield tail, high, j, j2
                high, j2 = tail, j
            elif high - low > REWRITTEN:                     # no sentence ends anywhere near
                yield low, low + j2 - j, j, j2
                low, j = low + j2 - j, j2
        if low < high or j < j2:
            yield low, high, j, j2
    s, i = known[-1]
    end = len(row.words)
    if i + 1 < end and row.idle(i + 1, end) and not _broken(row, slots, s, i):
        yield s + 1, s + 1, i + 1, end


def _broken(row: _Row, slots: list[Slot], s: int, i: int) -> bool:
    """Whether all that follows the copy's last known word is a word cut in the middle, which is no reading."""
    return (row.cut and i + 2 == len(row.words) and s + 1 < len(slots)
            and slots[s + 1].key.startswith(row.words.keys[-1]))


def _same(a: str, b: str) -> bool:
    return a == b or _SPACES.sub(" ", a) == _SPACES.sub(" ", b)


def _near(found: list[Place], heads: set[int]) -> list[Place]:
    """Differences of one copy (in ticks) within one agreeing word of each other, in one paragraph, as one."""
    done: list[Place] = []
    for a, b in sorted(found):
        if done and a - done[-1][1] <= 9 and not any(h in heads for h in range((done[-1][1] + 4) // 5, (a + 4) // 5)):
            done[-1] = (done[-1][0], max(b, done[-1][1]))
        else:
            done.append((a, b))
    return done


class _Collation:
    """The places where one report's copies differ."""

    def __init__(self, slots: list[Slot], texts: Mapping[str, Words], out: Print) -> None:
        self.slots, self.texts, self.out = slots, texts, out
        self.rows = _rows(slots, texts)
        self.heads = set(out.heads)
        self.pieces = joined(out.pieces)
        self.stops = [texts[slot.source].ends_sentence(slot.word) for slot in slots]
        self.ticks: set[tuple[int, Place]] = set()           # number of the row that differs, and where
        self.left_out: dict[Place, list[Span]] = {}
        self.instead: list[tuple[_Row, int, int, int]] = []  # a copy's own words up to j for slots [low, high)
        for number, row in enumerate(self.rows):
            self._words(number, row)
        self.places = self._merged()

    def _words(self, number: int, row: _Row) -> None:
        near: list[Place] = []
        for low, high, i, j in _differences(row, self.slots, self.stops):
            if low < high:
                row.edges.update({low: i, high: j})
                self.instead.append((row, low, high, j))
            if i == j and (high - low >= LEFT_OUT or self._paragraphs(low, high)):
                self._omitted(low, high, Span(page=row.page, start=row.words.high[i - 1], end=row.words.high[i - 1]))
            else:                                            # an addition is the first tick of the slot that follows
                near.append((5 * low + 2 * (low < high), 5 * high - 2 if low < high else 5 * high + 1))
        inside: set[int] = set()
        for a, b in _near(near, self.heads):
            self.ticks.add((number, self._with_signs(row, a, b)))
            inside.update(range((a + 2) // 5, (b + 2) // 5))
        self._signs(number, row, inside)

    def _with_signs(self, row: _Row, a: int, b: int) -> Place:
        """A place with the signs at its ends, where these differ: the signs of other words belong to the reading."""
        low, high = a // 5, (b - 1) // 5
        read = row.reads(low, high + 1) if a % 5 == 2 and b % 5 == 3 else None
        if read and read[0] < read[1]:
            words, text, (i, j) = row.words, self.out.text, read
            a -= not _same(text[self.out.low[low]:self.out.start[low]],
                           words.page.text[words.low[i]:words.start[i]])
            b += not _same(text[self.out.end[high]:self.out.high[high]],
                           words.page.text[words.end[j - 1]:words.high[j - 1]])
        return a, b

    def _omitted(self, low: int, high: int, where: Span) -> None:
        """An omission, paragraph by paragraph; those left out whole are left to the passages' witnesses."""
        cuts = [low, *(h for h in self.out.heads if low < h < high), high]
        for start, end in pairwise(cuts):
            if not self._paragraphs(start, end):
                self.left_out.setdefault((start, end), []).append(where)

    def _paragraphs(self, low: int, high: int) -> bool:
        """Whether slots [low, high) are whole paragraphs."""
        return low in self.heads and (high in self.heads or high == len(self.slots))

    def _signs(self, number: int, row: _Row, inside: set[int]) -> None:
        out, words, text = self.out, row.words, row.words.page.text
        last = (-1, -1)
        for s, i, n, alike in runs(row.row, words, out, self.heads):
            if last == (s - 1, i - 1) and s not in self.heads and not {s - 1, s} & inside \
                    and words.segment[i] == words.segment[i - 1] \
                    and not _same(out.text[out.high[s - 1]:out.low[s]], text[words.high[i - 1]:words.low[i]]):
                self.ticks.add((number, (5 * s - 1, 5 * s)))
            last = (s + n - 1, i + n - 1)
            if alike or s in inside:
                continue
            for tick, x, y, k, m in ((1, out.low[s], out.start[s], words.low[i], words.start[i]),
                                     (2, out.start[s], out.end[s], words.start[i], words.end[i]),
                                     (3, out.end[s], out.high[s], words.end[i], words.high[i])):
                if not _same(out.text[x:y], text[k:m]) and not (tick == 3 and row.cut and i + 1 == len(words)):
                    self.ticks.add((number, (5 * s + tick, 5 * s + tick + 1)))

    def _merged(self) -> list[Place]:
        """Places that overlap as one; besides, the own place of a copy that does not carry the whole of it."""
        done: list[Place] = []
        for a, b in sorted({place for _, place in self.ticks}):
            if done and a < done[-1][1]:
                done[-1] = (done[-1][0], max(b, done[-1][1]))
            else:
                done.append((a, b))
        starts = [a for a, _ in done]
        alone = {(a, b) for number, (a, b) in self.ticks
                 if self.rows[number].span(*done[bisect_right(starts, a) - 1]) is None}
        return [*done, *sorted(alone - set(done))]

    def _offsets(self, a: int, b: int) -> Place:
        out = self.out
        (low, first), (high, last) = divmod(a, 5), divmod(b - 1, 5)
        if b == a + 1 and first == 0:
            closes = low == len(self.slots) or (low in self.heads and low > 0 and self._closes(low))
            at = out.high[low - 1] if closes else out.low[low]
            return at, at
        start = (out.low, out.low, out.start, out.end, out.high)[first][low]
        end = out.low[high + 1] if last == 4 else out.high[high - 1] if last == 0 else \
            (out.start, out.end, out.high)[last - 1][high]
        return start, max(start, end)

    def _split(self, a: int, b: int) -> Iterator[Place]:
        """The place, or its parts when no copy alone has what is printed there."""
        start, end = self._offsets(a, b)
        printed = self.out.text[start:end]
        if any(s and row.words.page.text[s.start:s.end] == printed for row in self.rows for s in (row.span(a, b),)):
            yield a, b
            return
        slots, last = self.slots, min(len(self.slots) - 1, (b - 1) // 5)
        cuts = [s for s in range(a // 5 + 1, last + 1) if slots[s].source != slots[s - 1].source]
        for cut in cuts:                                      # a copy's own words stand against the first part
            for row, low, high, j in self.instead:
                if low < cut < high:
                    row.edges.setdefault(cut, j)
        for x, y in pairwise([a, *(5 * s for s in cuts), b]):
            yield x, y - 1 if y != b and y - x > 1 else y     # white space at a seam is nobody's reading

    def variants(self) -> Iterator[Variant]:
        """The entries, in no order."""
        for place in self.places:
            for a, b in self._split(*place):
                start, end = self._offsets(a, b)
                yield from self._variant(start, end, (row.span(a, b) for row in self.rows))
        for (low, high), without in self.left_out.items():
            a, b = 5 * low + 1, 5 * high - 1
            start, end = self._offsets(a, b)
            none = {span.page for span in without}
            spans = [*(row.span(a, b) for row in self.rows if row.page not in none), *without]
            yield from self._variant(start, end, spans, VariantKind.PRESENCE)

    def strays(self, found: Iterable[Variant]) -> Iterator[Variant]:
        """Entries for words that no slot and no other entry has (a copy in an order of its own): none is left out."""
        told: dict[str, list[Span]] = {}
        for entry in found:
            for reading in entry.readings:
                for span in reading.spans:
                    told.setdefault(span.page, []).append(span)
        for row in self.rows:
            words = row.words
            idle = {i for i in range(len(words)) if row.free[i + 1] > row.free[i]}
            for span in told.get(row.page, ()):
                idle.difference_update(range(bisect_left(words.start, span.start), bisect_left(words.start, span.end)))
            place = {i: s for s, i in row.row}
            for i in sorted(idle):
                if i - 1 in idle and i - 1 not in place:
                    continue
                j = i + 1
                while j in idle:
                    j += 1
                s = place.get(i - 1, -1)
                if s >= 0 and j == len(words) and _broken(row, self.slots, s, i - 1):
                    continue
                low = s + 1 if s >= 0 else place.get(j, 0)
                start, _ = self._offsets(5 * low, 5 * low + 1)
                yield from self._variant(start, start, [Span(page=row.page, start=words.low[i], end=words.high[j - 1])])

    def _closes(self, low: int) -> bool:
        """Whether what a copy adds between two paragraphs belongs to the first of them."""
        for row in self.rows:
            read = row.reads(low, low)
            if read and read[0] < read[1]:
                segment = row.words.segment
                return read[1] == len(segment) or (read[0] > 0 and segment[read[0]] == segment[read[0] - 1])
        return False

    def _source(self, start: int, end: int) -> list[Span]:
        """Where printed characters were copied from, when no copy as a whole reads so."""
        for piece in self.pieces:
            if piece.start <= start and end <= piece.start + piece.length:
                at = piece.at + start - piece.start
                return [Span(page=piece.page, start=at, end=at + end - start)]
        return []

    def _variant(self, start: int, end: int, spans: Iterable[Span | None], kind: VariantKind | None = None
                 ) -> Iterator[Variant]:
        readings: dict[str, list[Span]] = {self.out.text[start:end]: []}
        for span in spans:
            if span is not None:
                readings.setdefault(self.texts[span.page].page.text[span.start:span.end], []).append(span)
        printed, *others = readings
        if not others:
            return
        readings[printed] = readings[printed] or self._source(start, end)
        if not readings[printed]:
            return
        skeletons = {skeleton(text) for text in readings}
        if kind is None:
            kind = (VariantKind.WORDING if len(skeletons - {""}) > 1 else
                    VariantKind.PRESENCE if len(skeletons) > 1 else VariantKind.TYPOGRAPHY)
        order = [printed, *sorted(others, key=lambda text: (-len(readings[text]), text))]
        yield Variant(start=start, end=end, kind=kind,
                      readings=tuple(Reading(text=text, spans=tuple(readings[text])) for text in order))


def variants(slots: list[Slot], texts: Mapping[str, Words], out: Print) -> tuple[Variant, ...]:
    """The apparatus of a report, in order of place; a longer place before those inside it."""
    if len(texts) < 2 or not slots:
        return ()
    collation = _Collation(slots, texts, out)
    found = set(collation.variants())
    found |= set(collation.strays(found))
    return tuple(sorted(found, key=_order))


def _order(entry: Variant) -> tuple[int, int, str, list[tuple[str, list[tuple[str, int, int]]]]]:
    """Of no two entries the same, so that the order of a set never shows."""
    return entry.start, -entry.end, entry.kind, [(reading.text, [(span.page, span.start, span.end)
                                                                 for span in reading.spans])
                                                 for reading in entry.readings]
