"""What of a list is shown: a page of it with the number of all that fit, and what these are like."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from standoff.answers import Facets
from standoff.record.listing.asked import Where, page
from standoff.record.listing.codec import unpack
from standoff.table import Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a noun's list is kept."""

    noun: str
    found: str                       # table that rows are found, ordered and counted by; it has a key and a place n
    rows: str                        # table of the rows themselves


def table(conn: sqlite3.Connection, kept: Kept, of: type[T], where: Where, limit: int | None, start: int,
          whole: bool, order: str = "n") -> Table[T]:
    """Some of the rows that fit, in order, with the number of those after them.

    `whole`: nearly all rows fit, so that the list is walked through in its order as far as is shown; of others all are
    found first, once, and counted as they are.
    """
    ending, counts = page(limit, start)
    first = Where(list(where.conditions), list(where.values))
    if not where.conditions:                                    # a place is a number then
        first.add("n >= ?", start)
        ending, counts = page(limit, 0)
    total = "0" if whole or limit is None else "count(*) OVER ()"
    some = conn.execute(
        f"SELECT row, total FROM (SELECT key, {order}, {total} AS total FROM {kept.found} WHERE {first} "
        f"ORDER BY {order} {ending}) JOIN {kept.rows} USING (key) ORDER BY {order}",
        (*first.values, *counts)).fetchall()
    if limit is None:
        every = start + len(some)
    elif some and not whole:
        every = some[0][1]
    else:
        every, = conn.execute(f"SELECT count(*) FROM {kept.found} WHERE {where}", where.values).fetchone()
    made = [unpack(row, of) for row, _ in some]
    return Table(made, max(every - start - len(made), 0), min(start, every))


def facets(conn: sqlite3.Connection, kept: Kept, where: Where, columns: tuple[str, ...]) -> Facets:
    """How many rows that fit have which value of each of some columns; "" is none. They are found once."""
    some = conn.execute(f"SELECT {', '.join(columns)} FROM {kept.found} WHERE {where}", where.values).fetchall()
    return _facets(kept, len(some), columns, [Counter(values) for values in zip(*some, strict=True)])


def all_facets(conn: sqlite3.Connection, kept: Kept, where: Where, *together: tuple[str, ...]) -> Facets:
    """The same where nearly all rows fit: as indexes count them, each over some columns."""
    total, counts = 0, list[Counter[str | int]]()
    for columns in together:
        found = conn.execute(f"SELECT count(*), {', '.join(columns)} FROM {kept.found} WHERE {where} "
                             f"GROUP BY {', '.join(columns)}", where.values).fetchall()
        total = sum(n for n, *_ in found)
        for at in range(len(columns)):
            count = Counter[str | int]()
            for n, *values in found:
                count[values[at]] += n
            counts.append(count)
    return _facets(kept, total, [name for columns in together for name in columns], counts)


def ranked(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Values with how often they are there, the most frequent first."""
    return tuple(sorted(sorted(counts), key=itemgetter(1), reverse=True))


def _facets(kept: Kept, total: int, columns: Sequence[str], counts: Sequence[Counter[str | int]]) -> Facets:
    return Facets(noun=kept.noun, total=total, values=tuple(
        (name, ranked((str(value), n) for value, n in count.items() if value != ""))
        for name, count in zip(columns, counts or [Counter[str | int]() for _ in columns], strict=True)))
