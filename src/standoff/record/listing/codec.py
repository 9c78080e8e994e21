"""Rows of lists as JSON, and their way into tables in batches."""

from __future__ import annotations

import sqlite3
from functools import cache
from types import TracebackType
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

BATCH = 500
"""Lines of a table that are written at once: all lists of a large record would not fit in memory."""


def pack(value: object) -> str:
    """A value of `answers` as JSON."""
    return msgspec.json.encode(value).decode()


def unpack(row: str, of: type[T]) -> T:
    """A value of a class from its JSON; what stands there beside the fields of the class is passed over."""
    return _decoder(of).decode(row)  # type: ignore[arg-type, no-any-return]


@cache
def _decoder(of: type) -> Any:
    return msgspec.json.Decoder(of)


class Lines:
    """Takes lines of the tables of a listing, and writes them into those of this connection alone. A context manager.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn, self._some = conn, dict[str, list[tuple[Any, ...]]]()

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if kind is None:
            self.flush()

    def flush(self) -> None:
        """Write what waits for more."""
        for table in self._some:
            self._write(table)

    def put(self, table: str, *line: Any) -> None:
        """A line of a table, with all its columns."""
        some = self._some.setdefault(table, [])
        some.append(line)
        if len(some) == BATCH:
            self._write(table)

    def row(self, noun: str, key: str, value: object) -> None:
        """A row as a reader gets it."""
        self.put(f"listed_{noun}_row", key, pack(value))

    def _write(self, table: str) -> None:
        some = self._some[table]
        if some:
            self._conn.executemany(f"INSERT INTO temp.{table} VALUES ({', '.join('?' * len(some[0]))})", some)
            some.clear()
