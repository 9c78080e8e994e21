"""Captures: everything that came in, each with its outlet, date, address, digest and report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.api import Record
from standoff.record.shelf import CaptureOrder, CaptureRow
from standoff.web.page import SIZE, Page, start, stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """With which words in title, outlet or address, in which order, which page of the list."""

    words: str = ""
    order: CaptureOrder = CaptureOrder.DATE
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list."""

    title: str
    rows: tuple[CaptureRow, ...]
    total: int


def look(record: Record, asked: Asked) -> Shown:
    """Captures, the latest published first, or the last retrieved."""
    found = record.capture_rows(asked.words, asked.order, SIZE, start(asked.page))
    return Shown(title="Captures", rows=tuple(found), total=found.total)


def each(record: Record, asked: Asked) -> Iterator[CaptureRow]:
    """All captures that fit."""
    return stretches(lambda limit, first: record.capture_rows(asked.words, asked.order, limit, first))


PAGE = Page(name="captures", path="/captures", title="Captures", asked=Asked, shown=Shown, look=look,
            rows="rows", each=each,
            published=("page", "order"))
