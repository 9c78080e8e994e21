"""The listing of statements: every row of `said`, and what rows are asked for by. One of its wordings has to fit."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from standoff.answers import Facets, StatementRow
from standoff.days import bounds
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.known import Known
from standoff.model import Date, Voice
from standoff.record import said, search, sql
from standoff.record.listing import actors, shown
from standoff.record.listing.asked import Where
from standoff.record.listing.codec import Lines, pack, unpack
from standoff.record.listing.touched import Mended, Touched
from standoff.record.said import Asked, Ledger
from standoff.table import Table

TABLES = ("listed_statement_row", "listed_statement", "listed_wording", "listed_said_of")

ALL = "comment = 0"
"""What holds of the rows of the list as a whole."""

KEPT = shown.Kept(noun="statement", found="listed_statement", rows="listed_statement_row", parts=(ALL,),
                  properties=("name", "manner", "voice", "year"))


# — making —


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """All rows, in the order in which they were said, with what they are found by."""
    ledger = Ledger(conn, known)
    _put(conn, lines, ledger, ledger.all(), [])


def mend(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines, touched: Touched) -> Mended:
    """The rows with a wording in a report that is touched, and those that deny or contradict one of them or are denied
    by one: they name its row.
    """
    ledger, rows = Ledger(conn, known), dict[str, list[str]]()
    for row, key in conn.execute("SELECT key, statement FROM main.listed_wording "
                                 "JOIN main.listed_statement ON id = row ORDER BY statement"):
        rows.setdefault(row, []).append(key)
    row_of = {key: row for row, some in rows.items() for key in some}

    def whole(some: set[str]) -> set[str]:
        """All statements of rows, as they were and as they are, that have some of them."""
        more = {other for key in some for other in (*ledger.group(key), *rows.get(row_of.get(key, ""), ()))}
        return some if more <= some else whole(some | more)

    mine = whole({key for key, in conn.execute("SELECT key FROM statement WHERE report IN ("
                                               "SELECT value FROM json_each(?))", (pack(sorted(touched.reports)),))})
    mine = whole(mine | {other for a, b in conn.execute("SELECT a, b FROM echo").fetchall() if {a, b} & mine
                         for other in (a, b)})
    order = ledger.order()
    at = {key: n for n, key in enumerate(order)}
    gone = {row_of[key] for key in mine if key in row_of}
    dated = {key: unpack(told, _Dated) for key, told in conn.execute(
        "SELECT key, row FROM main.listed_statement_row").fetchall() if key not in gone}
    stay = [(said.when(one.date, one.first, one.bound), min(at[other] for other in rows[key]), key)
            for key, one in dated.items()]
    kept = _put(conn, lines, ledger, ledger.some([key for key in order if key in mine]), stay, at)
    return Mended(order=kept, gone={"listed_statement_row": ("key", gone), "listed_statement": ("key", gone),
                                    "listed_wording": ("statement", mine), "listed_said_of": ("statement", mine)})


@dataclass(frozen=True, slots=True)
class _Dated:
    """Of a row what it is put in order by."""

    date: Date
    first: str
    bound: str


def _put(conn: sqlite3.Connection, lines: Lines, ledger: Ledger, some: Iterable[tuple[StatementRow, tuple[str, ...]]],
         stay: Iterable[tuple[str, int, str]], at: Mapping[str, int] | None = None) -> dict[str, int]:
    """Rows with what they are found by. Gives the places of those that stay in the list, each with its day, where it
    stands in the order of the texts, and its key. `at`: that order; None where all rows come in it.
    """
    order: list[tuple[str, int, str, tuple[object, ...]]] = [(*one, ()) for one in stay]
    spoken, ids = _Spoken(conn, ledger), dict(conn.execute("SELECT key, id FROM statement"))
    for place, (row, group) in enumerate(some):
        lines.row("statement", row.key, row)
        low, high = bounds(row.date)
        told = [*map(ledger.handle, group)]
        first = place if at is None else min(at[key] for key in group if key in at)
        order.append((said.when(row.date, row.first, row.bound), first, row.key, (
            row.name, row.manner, row.voice, low[:4] if low[:4] == high[:4] else "",
            min((one.low for one in told if one.low), default=""), all(one.voice is Voice.COMMENTER for one in told),
            bool(row.contradicts))))
        for one in told:
            lines.put("listed_wording", one.key, ids[row.key], one.report, one.speaker, one.name, one.addressee,
                      one.addressed, pack(one.roles), one.manner, one.negated, one.voice, one.low, one.high)
            for actor in sorted(spoken.of(one.key, one.report) - {one.speaker}):
                lines.put("listed_said_of", actor, one.key)
    places: dict[str, int] = {}
    for n, (_, _, key, rest) in enumerate(sorted(order, key=lambda one: one[:2])):
        if rest:
            lines.put("listed_statement", ids[key], key, n, *rest)
        else:
            places[key] = n
    return places


class _Spoken:
    """Of whom statements speak: the actors that are mentioned in what is said."""

    def __init__(self, conn: sqlite3.Connection, ledger: Ledger) -> None:
        self._conn, self._linker = conn, ledger.sources.linker
        self._here: Callable[[str], tuple[list[int], list[str]]] = lru_cache(maxsize=8)(self._mentions)

    def _mentions(self, report: str) -> tuple[list[int], list[str]]:
        rows = self._conn.execute("SELECT head, key FROM mention WHERE report = ? ORDER BY head", (report,)).fetchall()
        return [head for head, _ in rows], [key for _, key in rows]

    def of(self, key: str, report: str) -> set[str]:
        """The keys of the actors of which a statement speaks; none of what stands in a headline or a comment."""
        heads, mentions = self._here(report)
        pieces = self._conn.execute("SELECT piece.value ->> 0, piece.value ->> 1 FROM statement, json_each(content) "
                                    "AS piece WHERE statement.key = ? AND page = ''", (key,))
        said = (one for start, end in pieces for one in mentions[bisect_left(heads, start):bisect_left(heads, end)])
        return {actor.key for one in said if (actor := self._linker.actor(one)) is not None}


# — asking —


def rows(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked, limit: int | None = None,
         start: int = 0) -> Table[StatementRow]:
    """The rows that are wanted, in order of the day on which they were said; what contradicts itself by speaker.

    Raises UnknownKey or AmbiguousKey where nobody is called as the speaker or the addressee.
    """
    return shown.table(conn, KEPT, StatementRow, where(conn, known, asked), limit, start,
                       "name, n" if asked.contradicted else "n")


def row(conn: sqlite3.Connection, key: str) -> StatementRow:
    """The row in which a statement is. Raises UnknownKey."""
    found = conn.execute("SELECT listed_statement_row.row FROM listed_wording JOIN listed_statement ON id = "
                         "listed_wording.row JOIN listed_statement_row USING (key) WHERE statement = ?",
                         (key,)).fetchall()
    return unpack(sql.sole(found, key)[0], StatementRow)


def facets(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked, most: int | None = None) -> Facets:
    """What the rows are like that are wanted."""
    return shown.facets(conn, KEPT, where(conn, known, asked), most)


def where(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked) -> Where:
    """What holds of `listed_statement`."""
    told = Where()
    told.add("voice = ?" if asked.voice else "voice <> ?", asked.voice or Voice.COMMENTER.value)
    told.equal("report", asked.report)
    if asked.manner:                                            # who "did not deny" denied nothing
        told.add("manner = ? AND negated = 0", asked.manner)
    if asked.words:
        told.add("statement IN (SELECT key FROM statement WHERE id IN (SELECT rowid FROM said_words "
                 "WHERE said_words MATCH ?))", search.query(asked.words) or '""')
    if asked.about:
        told.add("statement IN (SELECT statement FROM listed_said_of WHERE actor = ?)",
                 actors.find(conn, known, asked.about))
    told.within("low", "high", asked.since, asked.until)
    if asked.role:
        role = Where()
        role.named("one.value", asked.role)
        told.add(f"EXISTS (SELECT 1 FROM json_each(roles) AS one WHERE {role})", *role.values)
    for column, name, who in (("speaker", "name", asked.speaker), ("addressee", "addressed", asked.addressee)):
        if who:
            somebody(conn, known, told, "listed_wording", column, name, who)
    found = Where()
    if len(told.conditions) > 1 or asked.voice:
        found.add(f"id IN (SELECT row FROM listed_wording WHERE {told})", *told.values)
    else:
        found.add(ALL)
    if asked.contradicted:
        found.add("contradicts = 1")
    return found


def somebody(conn: sqlite3.Connection, known: Mapping[str, Known], where: Where, table: str, column: str, name: str,
             asked: str) -> None:
    """That in a column stands whom a person asks for, by actor or else, in another column, by words of the name.

    Raises UnknownKey or AmbiguousKey where no actor is called so alone and no name has the words.
    """
    try:
        where.add(f"{column} = ? AND {column} != ''", actors.find(conn, known, asked))      # as its index has it
    except (UnknownKey, AmbiguousKey):
        called = Where()
        called.named(name, asked)
        if not called.conditions or not conn.execute(f"SELECT 1 FROM {table} WHERE {where} AND {called} LIMIT 1",
                                                     (*where.values, *called.values)).fetchone():
            raise
        where.conditions += called.conditions
        where.values += called.values
