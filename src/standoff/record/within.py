"""Within: what one report tells, place by place, and who its mentions are: only this report's rows are read.

Takes an open connection and a report's key, and never writes.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from standoff.model import Event, Mention, Outlook, Statement
from standoff.record import facts, sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What one report tells, each in the order of its text."""

    mentions: tuple[Mention, ...]
    actors: tuple[tuple[str, str, str], ...]     # of each mention that is an actor's: mention, actor, its name
    statements: tuple[Statement, ...]
    outlooks: tuple[Outlook, ...]
    events: tuple[Event, ...]


@sql.at_once
def within(conn: sqlite3.Connection, report: str) -> Within:
    """What a report tells."""
    def keys(table: str) -> list[str]:
        return [key for key, in conn.execute(f"SELECT key FROM {table} WHERE report = ? ORDER BY key", (report,))]

    who = conn.execute("SELECT who.mention, actor.key, actor.name FROM mention JOIN who ON who.mention = mention.key "
                       "JOIN actor ON actor.key = who.actor WHERE mention.report = ? ORDER BY 1", (report,)).fetchall()
    return Within(
        mentions=tuple(facts.mentions(conn, [report])), actors=tuple(who),
        statements=tuple(facts.statements_in(conn, report)),
        outlooks=tuple(sorted(facts.outlooks(conn, keys("outlook")), key=_place)),
        events=tuple(sorted(facts.events(conn, keys("event")), key=lambda one: (one.start, one.end, one.key))))


def _place(one: Outlook) -> tuple[str, int, int, str]:
    return one.page, one.start, one.end, one.key
