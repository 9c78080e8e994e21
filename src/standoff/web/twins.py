"""Twins: what a page shows, for programs: JSON of all of it, CSV of its table.

Characters, quotes and keys are the record's own; nothing is cut. CSV is safe for spreadsheets (`export.csv`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from standoff.answers import EventRow
from standoff.export.cells import Row
from standoff.export.csv import defuse
from standoff.export.events import happened
from standoff.export.jsonl import line, plain
from standoff.table import Table
from standoff.text import storable


def json(asked: Any, shown: Any) -> bytes:
    """A page as JSON: {"ok": true, "asked": …, "shown": …}."""
    return line({"ok": True, "asked": plain(asked), "shown": plain(shown)}).encode()


def fault(status: int, error: str) -> bytes:
    """What is wrong, as JSON: {"ok": false, "error": …, "status": …}."""
    return line({"ok": False, "error": error, "status": status}).encode()


def table(rows: Any) -> bytes:
    """Rows as CSV; a header line alone is not written, so that no rows is an empty file."""
    some = list(rows)
    columns = _columns(happened(some)) if some and isinstance(some[0], EventRow) else Table(some).columns()
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    if columns:
        writer.writerow(columns)
        writer.writerows(zip(*([_cell(value) for value in column] for column in columns.values()), strict=True))
    return out.getvalue().encode("utf-8")


def _columns(rows: Iterable[Row]) -> dict[str, list[Any]]:
    some = list(rows)
    return {name: [row[name] for row in some] for name in some[0]}


def _cell(value: Any) -> str | int | float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, list | tuple):
        return defuse(storable(" | ".join(map(str, value))))
    return defuse(storable(str(value)))
