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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a noun's list is kept."""

    noun: str
    found: str                       # table that rows are found, ordered and counted by; it has a key and a place n
    rows: str                        # table of the rows themselves
    properties: tuple[str, ...]      # columns that facets count
    parts: tuple[str, ...] = ("1",)  # conditions of which it is counted beforehand what the rows are like


def table(conn: sqlite3.Connection, kept: Kept, of: type[T], where: Where, limit: int | None, start: int,
          order: str = "n") -> Table[T]:
    """Some of the rows that fit, in order, with the number of those after them.

    A part of the list that is counted beforehand is walked through in its order as far as is shown; of others all rows
    are found first, once, and counted as they are.
    """
    whole = str(where) in kept.parts
    ending, counts = page(limit, start)
    first = Where(list(where.conditions), list(where.values))
    if not where.conditions:                                    # a place is a number then
        first.add("n >= ?", start)
        ending, counts = page(limit, 0)
    total = "0" if whole or limit is None else "count(*) OVER ()"
    some = conn.execute(
        f"SELECT row, total FROM (SELECT key, {order}, {total} AS total FROM {kept.found} WHERE {first} "
        f"ORDER BY {order} {ending}) JOIN {kept.rows} USING (key) ORDER BY {order}",
        (*first.values, *counts)).fetchall() if limit != 0 else []
    if whole:
        every = _total(conn, kept, str(where))
    elif limit is None:
        every = start + len(some)
    elif some:
        every = some[0][1]
    elif limit and not start:
        every = 0
    else:
        every, = conn.execute(f"SELECT count(*) FROM {kept.found} WHERE {where}", where.values).fetchone()
    made = [unpack(row, of) for row, _ in some]
    return Table(made, max(every - start - len(made), 0), min(start, every))


# — what rows are like —


def count(conn: sqlite3.Connection, kept: Kept, schema: str) -> None:
    """Count what the rows of each part of a list are like, and how many it has (with the property "")."""
    for part in kept.parts:
        for name, column in (("", "''"), *((name, name) for name in kept.properties)):
            conn.execute(f"INSERT INTO {schema}.listed_{kept.noun}_trait SELECT ?, ?, count(*), CAST({column} AS TEXT) "
                         f"FROM {schema}.{kept.found} WHERE {part} GROUP BY 4", (part, name))


def facets(conn: sqlite3.Connection, kept: Kept, where: Where, most: int | None) -> Facets:
    """How many rows that fit have which value of each property; "" is none. `most`: of each so many values."""
    if str(where) in kept.parts:
        return counted(conn, kept, str(where), kept.properties, most)
    joined = f" || {DIVIDED} || ".join(kept.properties)         # one column is quicker read than all
    combined = Counter(told for told, in conn.execute(f"SELECT {joined} FROM {kept.found} WHERE {where}",
                                                      where.values))
    counts = [Counter[str]() for _ in kept.properties]
    for told, n in combined.items():
        for count, value in zip(counts, told.split(DIVIDER), strict=True):
            count[value] += n
    return Facets(noun=kept.noun, total=combined.total(), values=tuple(
        (name, ranked(((value, n) for value, n in count.items() if value), most))
        for name, count in zip(kept.properties, counts, strict=True)))


def counted(conn: sqlite3.Connection, kept: Kept, part: str, properties: Sequence[str], most: int | None) -> Facets:
    """The same of a part of the list that is counted beforehand."""
    return Facets(noun=kept.noun, total=_total(conn, kept, part), values=tuple((name, tuple(conn.execute(
        f"SELECT value, number FROM listed_{kept.noun}_trait WHERE part = ? AND name = ? AND value <> '' "
        "ORDER BY number DESC, value LIMIT ?", (part, name, -1 if most is None else most)))) for name in properties))


def ranked(counts: Iterable[tuple[str, int]], most: int | None = None) -> tuple[tuple[str, int], ...]:
    """Values with how often they are there, the most frequent first."""
    return tuple(sorted(sorted(counts), key=itemgetter(1), reverse=True)[:most])


def _total(conn: sqlite3.Connection, kept: Kept, part: str) -> int:
    found = conn.execute(f"SELECT number FROM listed_{kept.noun}_trait WHERE part = ? AND name = ''", (part,))
    return sum(n for n, in found)


DIVIDER = "\x1f"
"""Stands between the values of properties that are read as one."""

DIVIDED = f"char({ord(DIVIDER)})"
