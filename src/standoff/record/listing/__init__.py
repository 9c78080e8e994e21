"""Listing: the finished rows of every list, kept in the record, so that a page of a list is read and not put together.

A noun's listing is made of all that the record holds and of who files say people are; it is derived data. The end of a
run and each correction make it anew (`refresh`); whatever else is written makes it stale, and until the next run the
last one is shown. Where the record has none, as one that no run has finished, one is made for the connection alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from standoff.known import Known
from standoff.record import linker, sql, write
from standoff.record.listing import actors, carried, dyads, events, outlook, overview, shown, statements, ties
from standoff.record.listing.codec import Lines
from standoff.record.listing.touched import Mended, Standing, Touched, between, standing

__all__ = ["NOUNS", "VERSION", "Lists", "Standing", "actors", "carried", "current", "differing", "dyads", "events",
           "has", "mend", "outlook", "overview", "refresh", "standing", "statements", "ties"]

VERSION = "3"
"""Another one where rows are made otherwise or their classes have other fields: the next run makes all listings anew.
"""

Make = Callable[[sqlite3.Connection, Mapping[str, Known], Lines], None]
"""Puts all rows of a noun, in their order, and what they are found by."""


Mend = Callable[[sqlite3.Connection, Mapping[str, Known], Lines, Touched], Mended]
"""Puts the rows of a noun that are touched, likewise, and says what they take the place of."""


Count = Callable[[sqlite3.Connection, Mapping[str, Known], str], None]
"""Counts all rows of a noun, as they stand in the tables of a schema, into others of it."""


@dataclass(frozen=True, slots=True)
class _Noun:
    rows: tuple[str, ...]            # tables
    make: Make
    mend: Mend | None = None         # None: it is quick to make
    counts: tuple[str, ...] = ()     # tables of what is counted over all rows
    count: tuple[Count, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        return (*self.rows, *self.counts)


def _like(kept: shown.Kept) -> Count:
    """What all rows are like, for facets."""
    return lambda conn, _, schema: shown.count(conn, kept, schema)


NOUNS: dict[str, _Noun] = {           # in the order in which they are made
    "actor": _Noun(actors.TABLES, actors.make, actors.mend, ("listed_actor_trait",), (_like(actors.KEPT),)),
    "tie": _Noun(ties.TABLES, ties.make, ties.mend, ("listed_tie_trait",), (ties.count,)),
    "statement": _Noun(statements.TABLES, statements.make, statements.mend, ("listed_statement_trait",),
                       (_like(statements.KEPT),)),
    "outlook": _Noun(outlook.TABLES, outlook.make, outlook.mend, ("listed_outlook_trait",), (_like(outlook.KEPT),)),
    "event": _Noun(events.TABLES, events.make, events.mend, ("listed_event_trait", *dyads.TABLES, *carried.TABLES),
                   (_like(events.KEPT), dyads.count, carried.count)),
    "overview": _Noun(overview.TABLES, overview.make),
}


FOUND = {"a": ("listed_actor", "key"), "q": ("listed_wording", "statement"), "w": ("listed_item", "outlook"),
         "h": ("listed_telling", "event")}
"""Where lists have what stands in them, by the first letter of its key."""


def current(conn: sqlite3.Connection) -> bool:
    """Whether every list is of the record as it stands now."""
    return not _stale(conn)


def has(conn: sqlite3.Connection, key: str) -> bool:
    """Whether the lists show what has this key, also where a run has taken it away and not made it again yet."""
    table, column = FOUND.get(key[:1], ("", ""))
    return bool(table) and conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (key,)).fetchone() is not None


def refresh(conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
    """Make anew the listings that are stale or not there. Readers see the old ones until all new ones are written.

    What another process writes meanwhile leaves them stale.
    """
    some = _stale(conn)
    if not some:
        return
    before = _version(conn)
    with linker.steady(conn):
        _make(conn, known, some)
    with write.transaction(conn, stale=()):
        for noun in some:
            for table in NOUNS[noun].tables:
                conn.execute(f"DELETE FROM main.{table}")
                conn.execute(f"INSERT INTO main.{table} SELECT * FROM temp.{table}")
            conn.execute("INSERT OR REPLACE INTO main.listed VALUES (?, ?)",
                         (noun, VERSION if _version(conn) == before else ""))
    for noun in some:
        _drop(conn, noun)


def mend(conn: sqlite3.Connection, known: Mapping[str, Known], before: Standing | None) -> None:
    """Make anew what corrections of actors touch, in listings that were not stale before; all of it where that is not
    sure. `before`: who was who when they were not, as of `standing`; None where they were.
    """
    with linker.steady(conn):
        touched = between(conn, known, before) if before else None
        if before is None or touched is None:
            refresh(conn, known)
        else:
            _mend(conn, known, before, touched)


def _mend(conn: sqlite3.Connection, known: Mapping[str, Known], before: Standing, touched: Touched) -> None:
    nouns = {noun: one.mend for noun, one in NOUNS.items() if one.mend}
    mended: dict[str, Mended] = {}
    for noun, does in nouns.items():
        _drop(conn, noun)
        for table in NOUNS[noun].tables:
            _create(conn, table)
        with sql.snapshot(conn), Lines(conn) as lines:
            mended[noun] = does(conn, known, lines, touched)
    with write.transaction(conn, stale=()):
        for noun, one in mended.items():
            _exchange(conn, known, noun, one)
            conn.execute("INSERT OR REPLACE INTO main.listed VALUES (?, ?)",
                         (noun, VERSION if _version(conn) == before.version else ""))
    for noun in nouns:
        _drop(conn, noun)
    refresh(conn, known)


def _exchange(conn: sqlite3.Connection, known: Mapping[str, Known], noun: str, mended: Mended) -> None:
    """Take from a listing what goes, and put in what comes instead."""
    if not mended.gone:
        return
    for table, (column, values) in mended.gone.items():
        if column:
            conn.execute(f"DELETE FROM main.{table} WHERE {column} IN (SELECT value FROM json_each(?))",
                         (json.dumps(sorted(values)),))
        else:
            conn.execute(f"DELETE FROM main.{table}")
    if mended.order:
        places = dict(conn.execute(f"SELECT key, n FROM main.listed_{noun}"))
        conn.executemany(f"UPDATE main.listed_{noun} SET n = ? WHERE key = ?", [    # no two have one place meanwhile
            (-1 - n, key) for key, n in mended.order.items() if places[key] != n])
        conn.execute(f"UPDATE main.listed_{noun} SET n = -1 - n WHERE n < 0")
    for table in NOUNS[noun].rows:
        conn.execute(f"INSERT INTO main.{table} SELECT * FROM temp.{table}")
    for table in NOUNS[noun].counts:
        conn.execute(f"DELETE FROM main.{table}")
    for count in NOUNS[noun].count:
        count(conn, known, "main")


def differing(conn: sqlite3.Connection, known: Mapping[str, Known]) -> Iterator[tuple[str, int]]:
    """Each table of a listing that is not stale, and how many of its lines are not what they would be made now."""
    for noun in [noun for noun in NOUNS if noun not in _stale(conn)]:
        _make(conn, known, [noun])
        for table in NOUNS[noun].tables:
            some, = conn.execute(
                f"SELECT (SELECT count(*) FROM (SELECT * FROM main.{table} EXCEPT SELECT * FROM temp.{table})) "
                f"+ (SELECT count(*) FROM (SELECT * FROM temp.{table} EXCEPT SELECT * FROM main.{table}))").fetchone()
            yield table, int(some)
        _drop(conn, noun)


class Lists:
    """The listings as one connection sees them."""

    def __init__(self, conn: sqlite3.Connection, known: Callable[[], Mapping[str, Known]]) -> None:
        self._conn, self._known = conn, known
        self._own = 0                                    # changes of this connection that are listings of its own
        self._made: dict[str, tuple[int, int]] = {}      # of which state these are

    def ready(self, *nouns: str) -> None:
        """See to it that the tables of some nouns can be read: those of the record, else, where it has none, of this
        connection.
        """
        kept = {noun for noun, in self._conn.execute("SELECT noun FROM main.listed")}
        mine = {table for table, in self._conn.execute("SELECT name FROM temp.sqlite_master WHERE type = 'table'")}
        before = self._conn.total_changes
        state = _version(self._conn), before - self._own
        try:
            for noun in nouns:
                tables = NOUNS[noun].tables
                if noun in kept:
                    if not mine.isdisjoint(tables):
                        _drop(self._conn, noun)
                elif self._made.get(noun) != state or not mine.issuperset(tables):
                    _make(self._conn, self._known(), [noun])
                    self._made[noun] = state
        finally:
            self._own += self._conn.total_changes - before


# — inside —


def _make(conn: sqlite3.Connection, known: Mapping[str, Known], some: Iterable[str]) -> None:
    """Make listings in tables of this connection, which stand before those of the record; none where that fails."""
    for noun in some:
        _drop(conn, noun)
        try:
            for table in NOUNS[noun].tables:
                _create(conn, table)
            with sql.snapshot(conn), linker.steady(conn), Lines(conn) as lines:
                NOUNS[noun].make(conn, known, lines)
            for count in NOUNS[noun].count:
                count(conn, known, "temp")
        except BaseException:
            conn.set_progress_handler(None, 0)   # what was given up is over: this is not to be given up as well
            with suppress(sqlite3.OperationalError):     # where something still reads them, `Lists.ready` does
                _drop(conn, noun)
            raise


def _create(conn: sqlite3.Connection, table: str) -> None:
    """A table of this connection like one of the record, with its indexes."""
    for told, in conn.execute("SELECT sql FROM main.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
                              "ORDER BY type DESC", (table,)).fetchall():
        conn.execute(told.replace("CREATE TABLE ", "CREATE TABLE temp.", 1)
                     .replace("CREATE INDEX ", "CREATE INDEX temp.", 1))


def _drop(conn: sqlite3.Connection, noun: str) -> None:
    """Take the tables of this connection for a noun away."""
    for table in NOUNS[noun].tables:
        conn.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _stale(conn: sqlite3.Connection) -> Collection[str]:
    states = dict(conn.execute("SELECT noun, state FROM main.listed"))
    return [noun for noun in NOUNS if states.get(noun) != VERSION]


def _version(conn: sqlite3.Connection) -> int:
    """Another one whenever another connection has written to the record."""
    version, = conn.execute("PRAGMA main.data_version").fetchone()
    return int(version)
