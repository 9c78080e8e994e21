"""Twins: what a page shows, for programs: JSON of the page, and CSV and NDJSON of the whole list that it is a page of.

JSON and NDJSON have characters, quotes and keys as the record has them; no value is cut. CSV is safe for spreadsheets
(`export.csv`), and what would turn round the order of its text is shown by its number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from standoff.answers import Edge, EventRow, OutlookRow, StatementRow
from standoff.export.cells import Row
from standoff.export.csv import defuse
from standoff.export.holdings import Holdings
from standoff.export.jsonl import line
from standoff.export.rows import board, edges, happened, ledger
from standoff.export.words import visible
from standoff.table import Table
from standoff.text import storable
from standoff.web.page import MANY

MOST = 100_000
"""Rows of one file."""

CUT = f"Cut after {MOST} rows: ask for less of the list."
"""How a file ends that would have more."""


def json(asked: Any, shown: Any, current: bool) -> bytes:
    """A page as JSON: {"ok": true, "current": …, "asked": …, "shown": …}. `current`: lists are of the record as it
    stands, not of the last run.
    """
    return line({"ok": True, "current": current, "asked": asked, "shown": shown}).encode()


def fault(status: int, error: str) -> bytes:
    """What is wrong, as JSON: {"ok": false, "error": …, "status": …}."""
    return line({"ok": False, "error": error, "status": status}).encode()


def whole(kind: str, rows: Iterable[Any]) -> Iterator[bytes]:
    """A list as CSV or NDJSON, a piece at a time; one that is too long ends with a line that says so."""
    rest = iter(rows)
    kept = islice(rest, MOST)
    yield from WAYS[kind](iter(lambda: list(islice(kept, MANY)), []))
    if next(rest, None) is not None:
        yield end(kind, CUT)


def end(kind: str, told: str) -> bytes:
    """The last line of a list that is not whole, with the reason."""
    return _lines([[told]]) if kind == "csv" else f"{line({'ok': False, 'error': told})}\n".encode()


def _ndjson(pieces: Iterable[list[Any]]) -> Iterator[bytes]:
    for some in pieces:
        yield "".join(f"{line(row)}\n" for row in some).encode()


def _csv(pieces: Iterable[list[Any]]) -> Iterator[bytes]:
    """A header line alone is not written, so that no rows is an empty file. Raises ValueError for a column that the
    first piece does not have.
    """
    head: list[str] = []
    for some in pieces:
        columns = _columns(some)
        if not head:
            yield _lines([head := [*columns]])
        if late := columns.keys() - head:
            raise ValueError(f"columns of which the head of the file does not know: {sorted(late)}")
        empty: list[Any] = [None] * max(map(len, columns.values()), default=0)
        yield _lines(zip(*([_cell(value) for value in columns.get(name, empty)] for name in head), strict=True))


WAYS: dict[str, Callable[[Iterable[list[Any]]], Iterator[bytes]]] = {"csv": _csv, "ndjson": _ndjson}
"""How a list is written, by what its address ends with."""


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8")


def _columns(some: list[Any]) -> dict[str, list[Any]]:
    """Flat columns by name; those of the exports, where there is such a table."""
    made: list[Row] = []
    if some and isinstance(some[0], EventRow):
        made = [*happened(some)]
    elif some and isinstance(some[0], StatementRow):
        made = [*ledger(Holdings(statement_rows=tuple(some)))]
    elif some and isinstance(some[0], OutlookRow):
        made = [*board(Holdings(outlook_rows=tuple(some)))]
    elif some and isinstance(some[0], Edge):
        made = [*edges(Holdings(edges=tuple(some)))]
    return {name: [row[name] for row in made] for name in made[0]} if made else Table(some).columns()


def _cell(value: Any) -> str | int | float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    text = " | ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return defuse(visible(storable(text), keep="\n\r\t"))
