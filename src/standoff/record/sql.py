"""What all who read the record ask with: queries in batches, one moment for several, and what nouns share.

Functions take an open connection and never write.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from standoff.errors import UnknownKey
from standoff.model import Date, DateBasis, Origin, Span

P = ParamSpec("P")
T = TypeVar("T")
Row = tuple[Any, ...]

MANY = 200
"""Keys per query."""

FEW = 32
"""Pages per query: whole texts are in memory together."""

def marks(items: Sequence[object]) -> str:
    """Placeholders for a list of values."""
    return ", ".join("?" * len(items))


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """Everything read inside is of one moment, whatever another process commits meanwhile."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        if conn.in_transaction:                  # not after what SQLite took back itself, as when it was interrupted
            conn.execute("COMMIT")


class Walk(Generic[T]):
    """All of a noun, walked through anew with each `iter`: what stages that see everything at once are given."""

    def __init__(self, conn: sqlite3.Connection, table: str, walk: Callable[[sqlite3.Connection], Iterator[T]]) -> None:
        """`table` may have a condition: "mention WHERE form = 'name'"."""
        self._conn, self._table, self._walk = conn, table, walk

    def __iter__(self) -> Iterator[T]:
        return self._walk(self._conn)

    def __len__(self) -> int:
        return int(self._conn.execute(f"SELECT count(*) FROM {self._table}").fetchone()[0])


def at_once(function: Callable[Concatenate[sqlite3.Connection, P], T]) -> \
        Callable[Concatenate[sqlite3.Connection, P], T]:
    """A question whose queries are all of one moment."""
    @wraps(function)
    def inside(conn: sqlite3.Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with snapshot(conn):
            return function(conn, *args, **kwargs)
    return inside


def sole(found: list[T], key: str) -> T:
    """The one that was asked for by its key."""
    if not found:
        raise UnknownKey(f"{key} is not in the record any more: another process has changed it. Try again.")
    return found[0]


def in_batches(conn: sqlite3.Connection, table: str, size: int = MANY) -> Iterator[list[str]]:
    """The keys of a table in batches; no cursor stays open between them."""
    last = ""
    while some := [key for key, in conn.execute(f"SELECT key FROM {table} WHERE key > ? ORDER BY key LIMIT {size}",
                                                (last,))]:
        yield some
        last = some[-1]


def batches(items: Sequence[str], size: int = MANY) -> Iterator[Sequence[str]]:
    """Keys in lists of `size`."""
    return (items[at:at + size] for at in range(0, len(items), size))


def rows(conn: sqlite3.Connection, query: str, some: Sequence[str]) -> Iterator[Row]:
    """The rows of a query whose `{}` stands for some keys, however many there are."""
    for batch in batches(some):
        yield from conn.execute(query.format(marks(batch)), tuple(batch)).fetchall()


def group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows without their first column, by it."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for first, *rest in rows:
        groups[first].append(tuple(rest))
    return groups


def grouped(conn: sqlite3.Connection, query: str, some: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of a query for some keys, without their first column, by it."""
    return group(rows(conn, query, some))


def origin_of(stage: str, version: str, rule: str) -> Origin:
    """An origin from its columns."""
    return Origin(stage=stage, version=version, rule=rule)


def spans_of(conn: sqlite3.Connection, owners: Sequence[str]) -> dict[tuple[str, int], list[Span]]:
    """All evidence that some data own, by datum and part."""
    groups: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for datum, part, page, start, stop in rows(
            conn, "SELECT datum, part, page, start, stop FROM evidence WHERE owner IN ({}) "
                  "ORDER BY datum, part, n", owners):
        groups[datum, part].append(Span(page=page, start=start, end=stop))
    return groups


def dates_of(conn: sqlite3.Connection, owners: Sequence[str]) -> dict[str, Row]:
    """The rows of all dates that some data own, by datum."""
    return {datum: tuple(rest) for datum, *rest in rows(
        conn, "SELECT datum, key, value, low, high, basis, readings, reason FROM date WHERE owner IN ({})", owners)}


def date_of(row: Row | None, spans: dict[tuple[str, int], list[Span]]) -> Date | None:
    """A date from its row, with its evidence."""
    if row is None:
        return None
    key, value, low, high, basis, readings, reason = row
    return Date(value=value, low=low, high=high, basis=DateBasis(basis), readings=tuple(json.loads(readings)),
                reason=reason, spans=tuple(spans.get((key, 0), ())))


def pairs(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    """Pieces of a text from their JSON."""
    return tuple((start, stop) for start, stop in pairs)


def date(conn: sqlite3.Connection, key: str) -> Date:
    """One date, by its own key."""
    row = conn.execute("SELECT key, value, low, high, basis, readings, reason FROM date WHERE key = ?",
                       (key,)).fetchone()
    found = date_of(row, {(key, 0): evidence(conn, key)})
    assert found is not None
    return found


def evidence(conn: sqlite3.Connection, datum: str, part: int = 0) -> list[Span]:
    """The spans that a datum was read from."""
    return [Span(page=page, start=start, end=stop) for page, start, stop in conn.execute(
        "SELECT page, start, stop FROM evidence WHERE datum = ? AND part = ? ORDER BY n", (datum, part))]
