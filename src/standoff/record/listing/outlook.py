"""The listing of questions and forecasts: every row of `foreseen`, and what rows are asked for by. One of its places
has to fit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from standoff.answers import Facets, OutlookRow
from standoff.known import Known
from standoff.model import Voice
from standoff.record import foreseen, search, sql
from standoff.record.foreseen import Asked, Board
from standoff.record.linker import bare
from standoff.record.listing import shown, statements
from standoff.record.listing.asked import Where
from standoff.record.listing.codec import Lines, unpack
from standoff.record.listing.touched import Mended, Touched
from standoff.table import Table

TABLES = ("listed_outlook_row", "listed_outlook", "listed_item", "listed_about")

ALL = "comment = 0"
"""What holds of the rows of the list as a whole."""

KEPT = shown.Kept(noun="outlook", found="listed_outlook", rows="listed_outlook_row", parts=(ALL,),
                  properties=("type", "name", "open"))


# — making —


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """All rows, in the order in which they were first told, with what they are found by."""
    board = Board(conn, known)
    _put(lines, board, sorted({board.group(key)[0] for key in board.told}), [])


def mend(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines, touched: Touched) -> Mended:
    """The rows with a place in a report that is touched, or in one of the statements that were mended before."""
    board, rows = Board(conn, known), dict[str, list[str]]()
    for row, key in conn.execute("SELECT row, outlook FROM main.listed_item ORDER BY outlook"):
        rows.setdefault(row, []).append(key)
    row_of = {key: row for row, some in rows.items() for key in some}

    def whole(some: set[str]) -> set[str]:
        """All places of rows, as they were and as they are, that have some of them."""
        more = {other for key in some for other in (*board.group(key), *rows.get(row_of.get(key, ""), ()))}
        return some if more <= some else whole(some | more)

    said = {report for report, in conn.execute("SELECT DISTINCT report FROM temp.listed_wording")}
    mine = whole({key for key, one in board.told.items() if one.report in touched.reports | said})
    gone = {row_of[key] for key in mine if key in row_of}
    stay = [(unpack(told, _Dated), key) for key, told in conn.execute(
        "SELECT key, row FROM main.listed_outlook_row").fetchall() if key not in gone]
    kept = _put(lines, board, sorted({board.group(key)[0] for key in mine}),
                [(one.first or one.bound or "~", key) for one, key in stay])
    return Mended(order=kept, gone={"listed_outlook_row": ("key", gone), "listed_outlook": ("key", gone),
                                    "listed_item": ("outlook", mine), "listed_about": ("outlook", mine)})


@dataclass(frozen=True, slots=True)
class _Dated:
    """Of a row what it is put in order by."""

    first: str
    bound: str


def _put(lines: Lines, board: Board, some: Iterable[str], stay: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Rows, each by one of its places, with what they are found by. Gives the places in the list of those that stay,
    each with its day and its key.
    """
    linker = board.sources.linker
    order: list[tuple[str, str, tuple[object, ...]]] = [(*one, ()) for one in stay]
    for key in some:
        row = board.row(key)
        lines.row("outlook", row.key, row)
        told = [board.told[one] for one in row.items]
        order.append((*foreseen.when(row), (row.type, row.name, row.resolved is None,
                                            all(one.voice is Voice.COMMENTER for one in told))))
        for one in told:
            low, high = board.out(one)
            actor, name = board.who(one)
            lines.put("listed_item", one.key, row.key, one.report, one.type, one.voice, actor, bare(name), low, high)
            for n, end in enumerate(one.about):
                found = linker.actor(end)
                lines.put("listed_about", one.key, n, found.key if found else "", bare(linker.name(end)))
    places: dict[str, int] = {}
    for n, (_, key, rest) in enumerate(sorted(order, key=lambda one: one[:2])):
        if rest:
            lines.put("listed_outlook", key, n, *rest)
        else:
            places[key] = n
    return places


# — asking —


def rows(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked, limit: int | None = None,
         start: int = 0) -> Table[OutlookRow]:
    """The rows that are wanted, in the order in which they were first told; none of readers' comments.

    Raises UnknownKey or AmbiguousKey where nobody is called as the forecaster or whom it is about.
    """
    return shown.table(conn, KEPT, OutlookRow, _where(conn, known, asked), limit, start)


def row(conn: sqlite3.Connection, key: str) -> OutlookRow:
    """The row in which an outlook is. Raises UnknownKey."""
    found = conn.execute("SELECT listed_outlook_row.row FROM listed_item JOIN listed_outlook_row "
                         "ON listed_outlook_row.key = listed_item.row WHERE outlook = ?", (key,)).fetchall()
    return unpack(sql.sole(found, key)[0], OutlookRow)


def facets(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked, most: int | None = None) -> Facets:
    """What the rows are like that are wanted; "open" is "1" where nobody resolved them."""
    return shown.facets(conn, KEPT, _where(conn, known, asked), most)


def _where(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked) -> Where:
    """What holds of `listed_outlook`."""
    told = Where()
    told.add("voice <> ?", Voice.COMMENTER.value)
    told.equal("type", asked.type)
    told.equal("report", asked.report)
    told.within("low", "high", asked.since, asked.until)
    if asked.words:
        told.add("outlook IN (SELECT key FROM outlook WHERE id IN (SELECT rowid FROM foreseen_words "
                 "WHERE foreseen_words MATCH ?))", search.query(asked.words) or '""')
    if asked.forecaster:
        statements.somebody(conn, known, told, "listed_item", "forecaster", "name", asked.forecaster)
    if asked.about:
        about = Where()
        statements.somebody(conn, known, about, "listed_about", "actor", "name", asked.about)
        told.add(f"outlook IN (SELECT outlook FROM listed_about WHERE {about})", *about.values)
    where = Where()
    if len(told.conditions) > 1:
        where.add(f"key IN (SELECT row FROM listed_item WHERE {told})", *told.values)
    else:
        where.add(ALL)
    if asked.open is not None:
        where.add("open = ?", asked.open)
    return where
