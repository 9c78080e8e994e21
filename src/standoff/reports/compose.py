"""The slots written out: report text, passages with their witnesses, and the exact map of characters to every copy.

Each printed character comes from a copy: words with their signs and the white space between them are copied from the
copy that the slot is printed from. Only the blank line between passages is the report's own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from standoff.model import Page, Passage, Role, Span, Stretch
from standoff.reports.merge import Slot
from standoff.reports.words import Words, article

BREAK = "\n\n"
"""Between passages."""
WITNESSED = 4
"""Least words of a passage (or all of them, when it has fewer) that make a copy its witness."""


@dataclass(slots=True)
class Print:
    """The printed text with the place of each slot in it: signs before, word, signs after."""

    text: str = ""
    low: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)           # slots that open a passage
    pieces: list[Stretch] = field(default_factory=list)      # what was copied from where
    tail: tuple[int, int] | None = None                      # a mark of truncation after the last passage


def alone(page: Page) -> tuple[str, tuple[Passage, ...], tuple[Stretch, ...]]:
    """Text, passages and stretches of a page without siblings."""
    segments, tail = article(page)
    shown: list[Passage] = []
    pieces: list[Stretch] = []
    at = 0
    for seg in [*segments, *([tail] if tail else [])]:
        size = seg.end - seg.start
        shown.append(Passage(start=at, end=at + size, role=seg.role,
                             witnesses=(Span(page=page.key, start=seg.start, end=seg.end),)))
        pieces.append(Stretch(start=at, length=size, page=page.key, at=seg.start))
        at += size + len(BREAK)
    return BREAK.join(page.text[p.at:p.at + p.length] for p in pieces), tuple(shown), tuple(pieces)


def _together(a: Slot, b: Slot, texts: Mapping[str, Words]) -> bool:
    """Whether two neighbouring slots stand in one paragraph: in a copy that prints one of them and has both."""
    for page in (b.source, a.source):
        if page in a.seen and page in b.seen:
            words = texts[page]
            if a.seen[page] < b.seen[page] and words.segment[a.seen[page]] == words.segment[b.seen[page]]:
                return True
    return False


def _complete(slots: list[Slot], texts: Mapping[str, Words]) -> None:
    """Print the last word before a cut from the copy that goes on, so that no "…" stands inside the sentence."""
    for a, b in pairwise(slots):
        if a.source != b.source and b.source in a.seen:
            words = texts[a.source]
            signs = words.page.text[words.end[a.word]:words.high[a.word]]
            last = a.word + 1 == len(words) or words.segment[a.word] != words.segment[a.word + 1]
            if last and ("…" in signs or "..." in signs or words.tail):
                a.source, a.word = b.source, a.seen[b.source]


def write(slots: list[Slot], texts: Mapping[str, Words]) -> Print:
    """The text of the slots."""
    _complete(slots, texts)
    out = Print()
    parts: list[str] = []
    at = 0

    def put(text: str, page: str, origin: int) -> None:
        nonlocal at
        if text:
            parts.append(text)
            out.pieces.append(Stretch(start=at, length=len(text), page=page, at=origin))
            at += len(text)

    before: Slot | None = None
    for n, slot in enumerate(slots):
        words = texts[slot.source]
        page, i = words.page, slot.word
        if before is None or not _together(before, slot, texts):
            if before is not None:
                parts.append(BREAK)
                at += len(BREAK)
            out.heads.append(n)
        elif before.source == slot.source and before.word + 1 == i and words.segment[i - 1] == words.segment[i]:
            put(page.text[words.high[i - 1]:words.low[i]], page.key, words.high[i - 1])
        else:
            prior = texts[before.source]
            ends = [(page, words.low[i] - 1), (prior.page, prior.high[before.word])]
            spaces = [(p, k) for p, k in ends if 0 <= k < len(p.text) and p.text[k].isspace()]
            spaces.sort(key=lambda end: end[0].text[end[1]] in "\r\n")
            for p, k in spaces[:1]:
                put(p.text[k], p.key, k)
        shift = at - words.low[i]
        put(page.text[words.low[i]:words.high[i]], page.key, words.low[i])
        out.low.append(words.low[i] + shift)
        out.start.append(words.start[i] + shift)
        out.end.append(words.end[i] + shift)
        out.high.append(at)
        before = slot
    if before is not None and (mark := texts[before.source].tail) and before.word + 1 == len(texts[before.source]):
        parts.append(BREAK)
        at += len(BREAK)
        out.tail = (at, at + mark.end - mark.start)
        page = texts[before.source].page
        put(page.text[mark.start:mark.end], page.key, mark.start)
    out.text = "".join(parts)
    return out


def passages(slots: list[Slot], texts: Mapping[str, Words], out: Print) -> tuple[Passage, ...]:
    """The paragraphs of the report, each with the spans that witness it, the printed copy first."""
    found: list[Passage] = []
    for low, high in pairwise([*out.heads, len(slots)]):
        rows: dict[tuple[str, int], list[int]] = {}
        printed: dict[str, int] = {}
        for slot in slots[low:high]:
            printed[slot.source] = printed.get(slot.source, 0) + 1
            for page, i in slot.seen.items():
                rows.setdefault((page, texts[page].segment[i]), []).append(i)
        first = max(printed, key=lambda page: (printed[page], page))
        roles = [texts[page].segments[number].role for page, number in sorted(rows, key=lambda r: r[0] != first)]
        spans = [(page != first, Span(page=page, start=texts[page].low[min(row)], end=texts[page].high[max(row)]))
                 for (page, _), row in rows.items() if len(row) >= min(WITNESSED, high - low) or page == first]
        found.append(Passage(start=out.low[low], end=out.high[high - 1],
                             role=next((role for role in roles if role is not Role.TRUNCATION), Role.TRUNCATION),
                             witnesses=tuple(span for _, span in sorted(spans))))
    if out.tail:
        piece = out.pieces[-1]
        span = Span(page=piece.page, start=piece.at, end=piece.at + piece.length)
        found.append(Passage(start=out.tail[0], end=out.tail[1], role=Role.TRUNCATION, witnesses=(span,)))
    return tuple(found)


def _agreeing(a: str, b: str) -> list[tuple[int, int, int]]:
    """Stretches that two spellings of one word share character for character: (in a, in b, length)."""
    if len(a) == len(b):
        found: list[tuple[int, int, int]] = []
        for k, (x, y) in enumerate(zip(a, b, strict=True)):
            if x == y:
                if found and found[-1][0] + found[-1][2] == k:
                    found[-1] = (*found[-1][:2], found[-1][2] + 1)
                else:
                    found.append((k, k, 1))
        return found
    head = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tail = next((k for k in range(min(len(a), len(b)) - head) if a[-1 - k] != b[-1 - k]), min(len(a), len(b)) - head)
    return [(0, 0, head)] * (head > 0) + [(len(a) - tail, len(b) - tail, tail)] * (tail > 0)


def rows(slots: list[Slot], texts: Mapping[str, Words]) -> dict[str, list[tuple[int, int]]]:
    """Of each copy, its words that stand in slots: (slot, word), in order of slots."""
    found: dict[str, list[tuple[int, int]]] = {page: [] for page in texts}
    for slot in slots:
        for page, i in slot.seen.items():
            found[page].append((slot.at, i))
    return found


def runs(row: list[tuple[int, int]], words: Words, out: Print, heads: Container[int]
         ) -> Iterator[tuple[int, int, int, bool]]:
    """A copy's words beside the slots: slot, word, length of a run in one paragraph, and whether all of it reads alike.

    `row` is the copy's of `rows`. A run that differs somewhere is halved until what differs is one word long.
    """
    text = words.page.text
    k = 0
    while k < len(row):
        (s, i), n = row[k], 1
        while (k + n < len(row) and row[k + n] == (s + n, i + n) and s + n not in heads
               and words.segment[i + n] == words.segment[i]):
            n += 1
        k += n
        todo = [(s, i, n)]
        while todo:
            s, i, n = todo.pop()
            alike = out.text[out.low[s]:out.high[s + n - 1]] == text[words.low[i]:words.high[i + n - 1]]
            if alike or n == 1:
                yield s, i, n, alike
            else:
                half = n // 2
                todo += [(s + half, i + half, n - half), (s, i, half)]


def stretches(slots: list[Slot], texts: Mapping[str, Words], out: Print) -> tuple[Stretch, ...]:
    """Where the report's characters stand in each copy that has them, sorted by page and start."""
    found: list[Stretch] = list(out.pieces)
    heads = frozenset(out.heads)
    for page, row in rows(slots, texts).items():
        words = texts[page]
        text, last = words.page.text, (-1, -1)
        for s, i, n, alike in runs(row, words, out, heads):
            if last == (s - 1, i - 1) and words.segment[i] == words.segment[i - 1]:
                low, high, at, stop = out.high[s - 1], out.low[s], words.high[i - 1], words.low[i]
                if low < high and out.text[low:high] == text[at:stop]:
                    found.append(Stretch(start=low, length=high - low, page=page, at=at))
            last = (s + n - 1, i + n - 1)
            if alike:
                found.append(Stretch(start=out.low[s], length=out.high[last[0]] - out.low[s], page=page,
                                     at=words.low[i]))
                continue
            for low, high, at, stop in ((out.low[s], out.start[s], words.low[i], words.start[i]),
                                        (out.start[s], out.end[s], words.start[i], words.end[i]),
                                        (out.end[s], out.high[s], words.end[i], words.high[i])):
                found += [Stretch(start=low + x, length=n, page=page, at=at + y)
                          for x, y, n in _agreeing(out.text[low:high], text[at:stop])]
    return joined(found)


def joined(pieces: list[Stretch]) -> tuple[Stretch, ...]:
    """Touching stretches as one, none twice."""
    done: list[Stretch] = []
    for page, start, at, length in sorted({(p.page, p.start, p.at, p.length) for p in pieces}):
        last = done[-1] if done else None
        if last and last.page == page and start <= last.start + last.length and start - last.start == at - last.at:
            length = max(last.length, start + length - last.start)
            done[-1] = Stretch(start=last.start, length=length, page=page, at=last.at)
        else:
            done.append(Stretch(start=start, length=length, page=page, at=at))
    return tuple(done)
