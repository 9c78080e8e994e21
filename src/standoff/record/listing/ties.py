"""The listing of ties: every row of `edges`, by type, by who is at its ends and by what is claimed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from standoff.answers import Edge, Facets
from standoff.known import Known
from standoff.model import Claim
from standoff.record import edges, linker
from standoff.record.listing import shown
from standoff.record.listing.asked import Where
from standoff.record.listing.codec import Lines, pack, unpack
from standoff.record.listing.touched import Mended, Touched
from standoff.table import Table

TABLES = ("listed_tie_row", "listed_edge")

KEPT = shown.Kept(noun="tie", found="listed_edge", rows="listed_tie_row", properties=("type",))


# — making —


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """All rows, those that most families tell first, with what they are found by."""
    for n, row in enumerate(edges.edges(conn, linker.ties_all(conn))):
        lines.row("tie", row.ties[0], row)
        lines.put("listed_edge", row.ties[0], n, row.type, row.source, row.target, row.asserted, row.denied,
                  row.disputed, row.possible, row.planned)


def mend(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines, touched: Touched) -> Mended:
    """All rows where a tie is touched: names of ends are counted over all of them."""
    if not touched.ties:
        return Mended(gone={}, order={})
    make(conn, known, lines)
    return Mended(gone=dict.fromkeys(TABLES, ("", ())), order={})


def count(conn: sqlite3.Connection, known: Mapping[str, Known], schema: str) -> None:
    """What the list as a whole is like; a row with several claims is counted with each."""
    shown.count(conn, KEPT, schema)
    for one in Claim:
        conn.execute(f"INSERT INTO {schema}.listed_tie_trait SELECT '1', 'claim', count(*), ? "
                     f"FROM {schema}.listed_edge WHERE {one.value} > 0 GROUP BY 1", (one.value,))


# — asking —


def rows(conn: sqlite3.Connection, actor: str = "", type: str = "", claim: str = "", limit: int | None = None,
         start: int = 0) -> Table[Edge]:
    """The rows of an actor, at either end, of a type, and with a claim."""
    return shown.table(conn, KEPT, Edge, _where(actor, type, claim), limit, start)


def among(conn: sqlite3.Connection, some: Collection[str]) -> list[Edge]:
    """The rows both of whose ends are some actors."""
    return [unpack(told, Edge) for told, in conn.execute(
        "WITH mine AS (SELECT value AS actor FROM json_each(?)) SELECT row FROM listed_edge "
        "JOIN listed_tie_row USING (key) WHERE source IN mine AND source != '' AND target IN mine ORDER BY n",
        (pack(sorted(some)),)).fetchall()]


def facets(conn: sqlite3.Connection, actor: str = "", type: str = "", claim: str = "", most: int | None = None) -> \
        Facets:
    """What the rows are like that `rows` gives."""
    where = _where(actor, type, claim)
    if not where.conditions:
        return shown.counted(conn, KEPT, str(where), ("type", "claim"), most)
    found = conn.execute(f"SELECT type, count(*), {', '.join(f'sum({one.value} > 0)' for one in Claim)} "
                         f"FROM listed_edge WHERE {where} GROUP BY type", where.values).fetchall()
    claims = [(one.value, sum(counts[n] for _, _, *counts in found)) for n, one in enumerate(Claim)]
    return Facets(noun="tie", total=sum(total for _, total, *_ in found), values=(
        ("type", shown.ranked(((type, total) for type, total, *_ in found), most)),
        ("claim", shown.ranked(((claim, n) for claim, n in claims if n), most))))


def _where(actor: str, type: str, claim: str) -> Where:
    where = Where()
    where.equal("type", type)
    if actor:
        where.add("(source = ? AND source != '' OR target = ? AND target != '')", actor, actor)   # as indexes have it
    if claim:
        where.add(f"{Claim(claim).value} > 0")
    return where
