"""Quotations that go on: whose they are though no cue tells it.

A quotation behind "he said." in the same paragraph, and a paragraph that is a quotation and nothing else, belong to who
spoke before, where nobody else was told to speak in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from standoff.statements.telling import Telling, words
from standoff.ties.reading import Reading

LEAST = 4
"""Words of a quotation that is a speech of its own, and no name or word in marks."""


def joined(text: Reading, some: Sequence[Telling]) -> list[Telling]:
    """The tellings, with the quotations that go on what they tell.

    Yes: “We stay,” Musa Keita said. “Nobody will move us.”
    No: “We stay,” Musa Keita said. The sign reads “Nobody will move us.”
    """
    found = list(some)
    for start, end in _alone(text):
        if any(low < end and start < high for one in found for low, high in (*one.content, *one.cue)):
            continue
        before = [one for one in found if _edge(one) <= start]
        if not before:
            continue
        last = max(before, key=lambda one: (_edge(one), -one.size))
        edge = _edge(last)
        between = text.text[edge:start]
        if not _quotes(text, last) or len(between.strip(" \n\t.,;:")) or between.count("\n\n") > 1:
            continue
        said = words(text, ((start, end),))
        if "\n\n" in between:
            found.append(replace(last, content=((start, end),), said=frozenset(said), rule="continued"))
        else:
            at = found.index(last)
            found[at] = replace(last, content=(*last.content, (start, end)), said=last.said | frozenset(said))
    return found


def _alone(text: Reading) -> Iterator[tuple[int, int]]:
    """Quotations that begin a sentence and end one."""
    for start, end in text.quotations:
        inside = words(text, ((start, end),))
        if len(inside) < LEAST + 2:
            continue
        before = text.text[:start].rstrip(" ")
        inner = text.text[start:end].rstrip("”\"»'’ ")
        if (not before or before[-1] in ".!?\n,:”\"") and inner[-1:] in ".!?,…":
            yield start, end


def _edge(one: Telling) -> int:
    """Where the last of a telling's pieces ends."""
    return max(end for _, end in (*one.content, *one.cue, *one.speaker))


def _quotes(text: Reading, one: Telling) -> bool:
    """Whether a telling has a quotation in its content."""
    return any(start < high and low < end for low, high in one.content for start, end in text.quotations)
