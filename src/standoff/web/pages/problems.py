"""Problems: what could not be read or decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.api import Record
from standoff.model import Problem
from standoff.web.page import SIZE, Page, start, stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which page of the list, and of which code."""

    code: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list."""

    title: str
    rows: tuple[Problem, ...]
    total: int
    codes: tuple[tuple[str, int], ...]       # how many of each


def look(record: Record, asked: Asked) -> Shown:
    """Problems in the order of the record."""
    some = record.problems(asked.code, limit=SIZE, start=start(asked.page))
    return Shown(title="Problems", rows=tuple(some), total=some.total, codes=record.facets("problem").of("code"))


def each(record: Record, asked: Asked) -> Iterator[Problem]:
    """All problems of the code."""
    return stretches(lambda limit, first: record.problems(asked.code, limit=limit, start=first))


PAGE = Page(name="problems", path="/problems", title="Problems", asked=Asked, shown=Shown, look=look,
            rows="rows", each=each)
