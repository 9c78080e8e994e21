"""The listing of ties: every row of `edges`, by type, by who is at its ends and by what is claimed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from standoff.answers import Edge, Facets
from standoff.known import Known
from standoff.model import Claim
from standoff.record import edges, linker
from standoff.record.listing.asked import Where, page
from standoff.record.listing.codec import Lines, pack, unpack
from standoff.record.listing.touched import Mended, Touched
from standoff.table import Table

TABLES = ("listed_tie_row", "listed_edge")


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


# — asking —


def rows(conn: sqlite3.Connection, actor: str = "", type: str = "", claim: str = "", limit: int | None = None,
         start: int = 0) -> Table[Edge]:
    """The rows of an actor, at either end, of a type, and with a claim."""
    where = _where(actor, type, claim)
    found = conn.execute(f"SELECT row FROM (SELECT key, n FROM listed_edge WHERE {where} ORDER BY n "
                         f"{page(limit, start)[0]}) JOIN listed_tie_row USING (key) ORDER BY n",
                         (*where.values, *page(limit, start)[1])).fetchall()
    total = start + len(found)
    if limit is not None:
        total, = conn.execute(f"SELECT count(*) FROM listed_edge WHERE {where}", where.values).fetchone()
    made = [unpack(told, Edge) for told, in found]
    return Table(made, max(total - start - len(made), 0), min(start, total))


def among(conn: sqlite3.Connection, some: Collection[str]) -> list[Edge]:
    """The rows both of whose ends are some actors."""
    return [unpack(told, Edge) for told, in conn.execute(
        "WITH mine AS (SELECT value AS actor FROM json_each(?)) SELECT row FROM listed_edge "
        "JOIN listed_tie_row USING (key) WHERE source IN mine AND target IN mine ORDER BY n",
        (pack(sorted(some)),)).fetchall()]


def facets(conn: sqlite3.Connection, actor: str = "", type: str = "", claim: str = "") -> Facets:
    """What the rows are like that `rows` gives; one with several claims is counted with each."""
    where = _where(actor, type, claim)
    total, *claims = conn.execute(
        f"SELECT count(*), {', '.join(f'sum({one.value} > 0)' for one in Claim)} FROM listed_edge WHERE {where}",
        where.values).fetchone()
    types = conn.execute(f"SELECT type, count(*) FROM listed_edge WHERE {where} GROUP BY 1", where.values).fetchall()
    counts = {"type": types, "claim": [(one.value, count) for one, count in zip(Claim, claims, strict=True) if count]}
    return Facets(noun="tie", total=total, values=tuple(
        (name, tuple(sorted(some, key=lambda one: (-one[1], one[0])))) for name, some in counts.items()))


def _where(actor: str, type: str, claim: str) -> Where:
    where = Where()
    where.equal("type", type)
    if actor:
        where.add("(source = ? OR target = ?)", actor, actor)
    if claim:
        where.add(f"{Claim(claim).value} > 0")
    return where
