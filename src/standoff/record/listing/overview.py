"""The listing of one row: what a record holds at one look, made of the listings of events, outlook and actors."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from standoff.answers import Overview
from standoff.known import Known
from standoff.record import read
from standoff.record.listing import dyads
from standoff.record.listing.codec import Lines, pack, unpack

TABLES = ("listed_overview",)

SHOWN = 10
"""Actors, dyads, events and open questions that an overview names."""


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """The one row."""
    independent, = conn.execute("SELECT coalesce(sum(independent), 0) FROM listed_event WHERE done").fetchone()
    lines.put("listed_overview", 0, pack(Overview(
        counts=read.counts(conn), independent=independent,
        outlets=tuple(conn.execute("SELECT outlet, count(*) FROM listed_paper GROUP BY outlet ORDER BY 2 DESC, 1")),
        days=tuple(conn.execute("SELECT published, count(DISTINCT report) FROM listed_paper "
                                "WHERE length(published) = 10 GROUP BY published ORDER BY published")),
        actors=tuple(conn.execute("SELECT key, name, reports FROM listed_actor ORDER BY n LIMIT ?", (SHOWN,))),
        dyads=tuple(dyads.rows(conn, SHOWN)), latest=_keys(conn, "listed_event WHERE done"),
        open=_keys(conn, "listed_outlook WHERE open"))))


def row(conn: sqlite3.Connection) -> Overview:
    """The one row, as it was made."""
    found, = conn.execute("SELECT row FROM listed_overview").fetchone()
    return unpack(found, Overview)


def _keys(conn: sqlite3.Connection, some: str) -> tuple[str, ...]:
    """The last of a list."""
    return tuple(key for key, in conn.execute(f"SELECT key FROM {some} ORDER BY n DESC LIMIT ?", (SHOWN,)))
