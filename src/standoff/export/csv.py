"""CSV: every table of `rows` as a file that a spreadsheet opens without running anything.

RFC 4180: UTF-8, header line, CRLF line ends, every text cell quoted, numbers bare, nothing for None. A text cell that a
spreadsheet would take for a formula gets one apostrophe in front. That is undone without loss: `undo` takes one
apostrophe from each cell that `^'+[=+\\-@\\t\\r\\n＝＋－＠]` matches.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from standoff.export.cells import Row
from standoff.export.holdings import Holdings
from standoff.export.rows import TABLES
from standoff.text import storable

RISKY = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What OWASP's "CSV Injection" page lists, behind any number of our own apostrophes so that `undo` has one answer."""


def defuse(cell: str) -> str:
    """The cell as it is written: "=1+1" becomes "'=1+1", "'=1" becomes "''=1", "a=1" stays."""
    return "'" + cell if RISKY.match(cell) else cell


def undo(cell: str) -> str:
    """The cell as it was: the inverse of `defuse` for every text."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell


def table(rows: Iterable[Row]) -> str:
    """Rows as CSV text, the first row's keys as header; empty without rows."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(row)
        writer.writerow([defuse(storable(cell)) if isinstance(cell, str) else cell for cell in row.values()])
    return out.getvalue()


def tables(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """One file per table that has rows."""
    for name, rows in TABLES.items():
        text = table(rows(holdings))
        if text:
            yield f"{name}.csv", text
