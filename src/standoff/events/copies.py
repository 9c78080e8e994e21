"""What copies that read otherwise make of an event: which of them tell it, and with which numbers.

A report prints one of the readings where its copies differ. A copy with other words at the edge of an event tells the
event all the same, and one with another number tells another size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from standoff.events import sizes
from standoff.model import Report, Size, Variant, VariantKind

WORD = re.compile(r"\w[\w.,’'-]*\w|\w|[^\w\s]")


def around(report: Report, start: int, end: int, trigger: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of an event with a word of all copies at both ends, where what varies there is not its trigger.

    "The raid killed »five« guards": a copy that has "four" would be no witness of a stretch that ends in the number.
    At the edge of a paragraph there is no such word: such a copy is no witness.
    """
    for one in _wordings(report, start, end):
        if any(one.start < last and first < one.end for first, last in trigger):
            continue
        if one.start <= start < one.end and (words := WORD.findall(report.text[:one.start].rpartition("\n")[2])):
            start = report.text.rindex(words[-1], 0, one.start)
        if one.start < end <= one.end and (word := WORD.search(report.text[one.end:].partition("\n")[0])):
            end = one.end + word.end()
    return start, end


def numbers(report: Report, some: Sequence[Size]) -> tuple[Size, ...]:
    """Sizes, and behind them what other copies have in the same words: "five" in one, "four" in another."""
    found = list(some)
    for size in some:
        for one in _wordings(report, size.start, size.end):
            first, last = min(one.start, size.start), max(one.end, size.end)
            for told in (reading.text for reading in one.readings):
                words = report.text[first:one.start] + told + report.text[one.end:last]
                bounds = sizes.count(WORD.findall(words))
                if bounds is None:
                    continue
                other = Size(harm=size.harm, low=bounds[0], best=bounds[1], high=bounds[2], start=size.start,
                             end=size.end)
                if other not in found:
                    found.append(other)
    return tuple(found)


def _wordings(report: Report, start: int, end: int) -> Iterator[Variant]:
    """Where copies have other words in a stretch."""
    return (one for one in report.variants
            if one.kind is VariantKind.WORDING and one.start < end and start < one.end)
