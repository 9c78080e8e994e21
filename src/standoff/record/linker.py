"""The Linker, and what stands beside it: who a mention is, joined in when the record is read.

Facts name mentions. A new judgement or a person's correction re-runs no extraction: it is seen here at once. Every
function takes an open connection and never writes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from standoff.model import Actor, Mention, Pin, Tie, Verb
from standoff.record import corrections, read
from standoff.text import fold


class Linker:
    """Who a mention is, read when it is asked for. Takes mention keys; knows what the record knew when it was made."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._singles: dict[str, str] = dict(conn.execute("SELECT mention, actor FROM identity WHERE single = 1"))
        self._chains: dict[str, str] = dict(conn.execute("SELECT mention, actor FROM identity WHERE single = 0"))
        self._actors = {one.key: one for one in read.actors(conn)}
        self._leaders: dict[str, str] = {}

    def actor(self, mention: str) -> Actor | None:
        """The actor of a mention; None for a place that is no actor, and for a word that nothing leads to."""
        return self._actors.get(self._singles.get(mention) or self._chains.get(self.leader(mention), ""))

    def name(self, mention: str) -> str:
        """The name of its actor, else what the leader of its chain is called in the text; "" for no mention."""
        found = self.actor(mention)
        return found.name if found else self.words(self.leader(mention))

    def words(self, mention: str) -> str:
        """The proper name in a mention, else its words, in one line; "" for no mention."""
        row = self._conn.execute("SELECT CASE name WHEN '' THEN text ELSE name END FROM mention WHERE key = ?",
                                 (mention,)).fetchone()
        return " ".join(row[0].split()) if row else ""

    def leader(self, mention: str) -> str:
        """The mention that leads its chain."""
        if mention not in self._leaders:
            row = self._conn.execute("SELECT leader FROM mention WHERE key = ?", (mention,)).fetchone()
            self._leaders[mention] = row[0] if row else mention
        return self._leaders[mention]


def mentions_of(conn: sqlite3.Connection, actor: str) -> list[Mention]:
    """The mentions of an actor, pronouns too, by report and place."""
    rows = conn.execute("SELECT key, report FROM mention JOIN who ON who.mention = mention.key WHERE actor = ?",
                        (actor,)).fetchall()
    wanted = {key for key, _ in rows}
    return [one for one in read.mentions(conn, sorted({report for _, report in rows})) if one.key in wanted]


def ties_of(conn: sqlite3.Connection, actor: str) -> list[Tie]:
    """The ties at whose one end an actor is, by key."""
    return list(read.ties(conn, [key for key, in conn.execute(
        "WITH mine AS (SELECT mention FROM who WHERE actor = ?) "
        "SELECT key FROM tie WHERE source IN mine OR target IN mine", (actor,))]))


def known_here(conn: sqlite3.Connection) -> dict[str, Actor]:
    """The actors of the record by the keys of their entries, also of entries that a person made one with theirs."""
    here = {one.known: one for one in read.actors(conn) if one.known}
    for one in corrections.standing(conn, Verb.MERGE):
        some = [pin.known for pin in one.pins if pin.known]
        found = next((here[key] for key in some if key in here), None)
        here |= {key: found for key in some if found and key not in here}
    return here


def meant(conn: sqlite3.Connection, pins: Iterable[Pin]) -> set[str]:
    """The keys of the actors that pins lead to now."""
    some, linker = set(), Linker(conn)
    here = known_here(conn)
    for one in pins:
        mention = None if one.known else corrections.mention_at(conn, one)
        found = here.get(one.known) if one.known else linker.actor(mention.key) if mention else None
        some |= {found.key} if found else set()
    return some


def published(conn: sqlite3.Connection) -> dict[str, str]:
    """The day of publication of each report; of one that is only bounded its bound; "" when nothing is known."""
    return {key: (value or high or low or "")[:10] for key, value, low, high in conn.execute(
        "SELECT datum, value, low, high FROM date WHERE datum IN (SELECT key FROM report)")}


def bare(name: str) -> str:
    """What names are compared by: words without case, accents and what divides them."""
    return " ".join(re.findall(r"\w+", " ".join(fold(word) for word in re.split(r"[\s\-]+", name))))


def bounds(some: Sequence[Tie]) -> tuple[str, str]:
    """The first and the last day on which texts put something, "" for what nobody tells.

    A text that tells no time puts it in its own present: that is no beginning, and an end only if it says so.
    """
    told = [tie.date for tie in some if tie.date.value is not None or tie.date.low is not None]
    since = min((date.low for date in told if date.low), default="")
    if all(tie.former for tie in some):
        return since, min((tie.date.high for tie in some if tie.date.high), default="")
    ends = [date.high for date in told if date.high]
    return since, max(ends) if len(ends) == len(some) else ""
