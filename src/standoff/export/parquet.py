"""Parquet: every table of `rows` with the same columns, for pandas, polars, DuckDB and R.

Bounds of dates are days (date32), several values of a cell a list of texts, counts and offsets whole numbers;
compressed by zstd. Needs the extra `frames`. A column has one type whatever the record holds, so files of two records
can be joined.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from standoff.errors import MissingExtra
from standoff.export.cells import Several
from standoff.export.holdings import Holdings
from standoff.export.rows import TABLES
from standoff.text import storable

DAYS = ("first", "last", "bound")
"""Columns of days, beside those that end in _low and _high."""

REALS = frozenset({"latitude", "longitude", "score", "share_a", "share_b"})
WHOLES = frozenset({"status", "original_rank", "chain", "place_precision", "geonames", "low", "best", "high"})
"""Columns of numbers that may be empty from top to bottom."""


def tables(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    """One file per table that has rows. Raises MissingExtra without pyarrow."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtra("Parquet needs pyarrow: pip install 'standoff[frames]'") from error
    for name, rows in TABLES.items():
        found = list(rows(holdings))
        if found:
            made = {column: _column(arrow, column, [row[column] for row in found]) for column in found[0]}
            out = io.BytesIO()
            parquet.write_table(arrow.table(made), out, compression="zstd")
            yield f"{name}.parquet", out.getvalue()


def _column(arrow: Any, name: str, cells: Sequence[str | int | float | None]) -> Any:
    """One column. A cell that should be a day and is none is empty: the column without _low or _high has it as told."""
    if any(isinstance(cell, Several) for cell in cells):
        lists = [[storable(part) for part in cell.parts] if isinstance(cell, Several) else [] for cell in cells]
        return arrow.array(lists, arrow.list_(arrow.string()))
    if name in DAYS or name.endswith(("_low", "_high")):
        return arrow.array(list(map(_day, cells)), arrow.date32())
    told = [cell for cell in cells if cell is not None]
    if name in REALS or any(isinstance(cell, float) for cell in told):
        return arrow.array(cells, arrow.float64())
    if name in WHOLES or (told and all(isinstance(cell, int) for cell in told)):
        return arrow.array(cells, arrow.int64())
    return arrow.array([None if cell is None else storable(str(cell)) for cell in cells], arrow.string())


def _day(cell: object) -> date | None:
    try:
        return date.fromisoformat(cell[:10]) if isinstance(cell, str) else None
    except ValueError:
        return None
