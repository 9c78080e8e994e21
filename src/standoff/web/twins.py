"""Twins: what a page shows, for programs: JSON of all of it, CSV of its table.

Characters, quotes and keys are the record's own; nothing is cut. CSV is safe for spreadsheets (`export.csv`).
"""

from __future__ import annotations

import csv
import io
from typing import Any

from standoff.answers import Edge, EventRow, OutlookRow, StatementRow
from standoff.export.cells import Row
from standoff.export.csv import defuse
from standoff.export.holdings import Holdings
from standoff.export.jsonl import line, plain
from standoff.export.rows import board, edges, happened, ledger
from standoff.table import Table
from standoff.text import storable


def json(asked: Any, shown: Any, current: bool) -> bytes:
    """A page as JSON: {"ok": true, "current": …, "asked": …, "shown": …}. `current`: lists are of the record as it
    stands, not of the last run.
    """
    return line({"ok": True, "current": current, "asked": plain(asked), "shown": plain(shown)}).encode()


def fault(status: int, error: str) -> bytes:
    """What is wrong, as JSON: {"ok": false, "error": …, "status": …}."""
    return line({"ok": False, "error": error, "status": status}).encode()


def table(rows: Any) -> bytes:
    """Rows as CSV; a header line alone is not written, so that no rows is an empty file."""
    some = list(rows)
    columns = _columns(some)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    if columns:
        writer.writerow(columns)
        writer.writerows(zip(*([_cell(value) for value in column] for column in columns.values()), strict=True))
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
    if isinstance(value, list | tuple):
        return defuse(storable(" | ".join(map(str, value))))
    return defuse(storable(str(value)))
