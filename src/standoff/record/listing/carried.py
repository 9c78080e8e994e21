"""The listing of outlets: which of them carry which events (`standoff.measures.coverage`), of lines kept for that."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from standoff.answers import Carried
from standoff.known import Known
from standoff.record.happened import Asked
from standoff.record.listing.asked import Where
from standoff.record.listing.codec import pack, unpack
from standoff.record.listing.events import where

TABLES = ("listed_carried",)

DONE = Where(["done = 1"])


def count(conn: sqlite3.Connection, known: Mapping[str, Known], schema: str) -> None:
    """Which outlets carry what is told as done."""
    conn.executemany(f"INSERT INTO {schema}.listed_carried VALUES (?, ?)",
                     ((n, pack(one)) for n, one in enumerate(_carried(conn, DONE, schema))))


def rows(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked) -> list[Carried]:
    """Which outlets carry the events that are asked for, those of most events first."""
    if asked == Asked():
        return [unpack(row, Carried) for row, in conn.execute("SELECT row FROM listed_carried ORDER BY n")]
    return _carried(conn, where(conn, known, asked))


def _carried(conn: sqlite3.Connection, asked: Where, schema: str = "") -> list[Carried]:
    """`schema`: of the tables, "" for those that readers see."""
    from standoff import measures  # takes long to import

    near, papers = f"{schema}." if schema else "", dict[str, list[str]]()
    for outlet, published in conn.execute(f"SELECT outlet, published FROM {near}listed_paper"):
        papers.setdefault(outlet, []).append(published)
    return measures.carried(conn.execute(
        "SELECT outlet, key, type, quad, score, listed_told.articles, month, months, actors, recipients "
        f"FROM {near}listed_event CROSS JOIN {near}listed_told ON row = n WHERE {asked} ORDER BY n",
        asked.values), papers)
