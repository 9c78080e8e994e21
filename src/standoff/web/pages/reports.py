"""Reports: all articles of the record, each once however many copies it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.api import Record
from standoff.record.shelf import ReportOrder, ReportRow
from standoff.web.page import SIZE, Page, start, stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """With which words in their titles, in which order, which page of the list."""

    words: str = ""
    order: ReportOrder = ReportOrder.DATE
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list."""

    title: str
    rows: tuple[ReportRow, ...]
    total: int


def look(record: Record, asked: Asked) -> Shown:
    """Reports, the latest first, or those of most copies."""
    found = record.report_rows(asked.words, asked.order, SIZE, start(asked.page))
    return Shown(title="Reports", rows=tuple(found), total=found.total)


def each(record: Record, asked: Asked) -> Iterator[ReportRow]:
    """All reports that fit."""
    return stretches(lambda limit, first: record.report_rows(asked.words, asked.order, limit, first))


PAGE = Page(name="reports", path="/reports", title="Reports", asked=Asked, shown=Shown, look=look,
            rows="rows", each=each,
            published=("page", "order"))
