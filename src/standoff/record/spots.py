"""Spots: where data stand in each copy, and in whose: for lists that lead to the characters of what they tell.

Takes an open connection and never writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from standoff.answers import Spot
from standoff.record import sources, sql


def spots(conn: sqlite3.Connection, some: Iterable[str]) -> dict[str, tuple[Spot, ...]]:
    """By the key of a statement, outlook or event its words in every copy, by outlet."""
    found = sql.grouped(conn, "SELECT datum, page, start, stop FROM evidence WHERE owner IN ({}) AND datum = owner "
                              "ORDER BY page, start", list(dict.fromkeys(some)))
    names = {page: sources.outlet(conn, page) for page in {page for at in found.values() for page, *_ in at}}
    return {key: tuple(sorted((Spot(datum=key, page=page, outlet=names[page], start=start, end=end)
                               for page, start, end in at), key=lambda one: (one.outlet, one.page, one.start)))
            for key, at in found.items()}
