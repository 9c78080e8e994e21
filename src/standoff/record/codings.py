"""PLOVER's code of an actor on a day, from what files know, what texts tell and what persons said; never stored."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from standoff import offices
from standoff.answers import Coded
from standoff.codes import Code, Told, coder
from standoff.known import Dated, Known
from standoff.model import Actor, Claim, TieType
from standoff.record import corrections, read
from standoff.record.linker import Linker, bounds, known_here

TELLING = frozenset({TieType.LEADS, TieType.DEPUTY_OF, TieType.ADVISES, TieType.REPRESENTS, TieType.MEMBER_OF,
                     TieType.PART_OF, TieType.OFFICE})
"""Ties that tell what their source is."""


class Codes:
    """The codes of a record's actors, as the record has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
        self._known = known
        self._coder = coder(known, offices.read())
        self._told = _told(conn)

    def on(self, actor: Actor, day: str = "") -> Code:
        """The code of an actor on an ISO day; without one, what holds on every day.

        What texts tell is not carried back to before the first day that a file knows of, nor beyond a death.
        """
        entry = self._known.get(actor.known)
        begins = [_day(one.since) for one in _dated(entry) if one.since]
        if entry and day and ((begins and day < min(begins)) or (entry.died and day > _last(entry.died))):
            return self._coder.code(actor, day)
        return self._coder.code(actor, day or None, self._told.get(actor.key, ()))

    def over(self, actor: Actor) -> list[Coded]:
        """The codes of an actor from day to day: a row each time that it changes.

        A change that is known to the year or month is put on its first day.
        """
        entry = self._known.get(actor.known)
        dated = [*_dated(entry), *self._told.get(actor.key, ())]
        ends = [one.until for one in dated if one.until] + ([entry.died] if entry and entry.died else [])
        days = sorted({*(_day(one.since) for one in dated if one.since), *map(_after, ends)})
        made: list[Coded] = []
        for since, day in zip(["", *days], [_before(days[0]) if days else "", *days], strict=True):
            code = self.on(actor, day)
            if made and (made[-1].country, made[-1].sectors) == (code.country, code.sectors):
                continue
            if made:
                made[-1] = replace(made[-1], until=_before(since))
            made.append(Coded(since=since, until="", country=code.country, sectors=code.sectors, reason=code.reason))
        return made


def _told(conn: sqlite3.Connection) -> dict[str, list[Told]]:
    """What persons and texts tell of each actor, the surest first: posts given, ties, titles before names, whose."""
    linker = Linker(conn)
    here = known_here(conn)
    told: dict[str, list[Told]] = defaultdict(list)

    def whose(mention: str | None) -> str:
        found = linker.actor(mention) if mention else None
        return found.known or found.name if found else linker.name(mention) if mention else ""

    for end, one in corrections.roles(conn):
        holder = here.get(end) or linker.actor(end)
        body = corrections.mention_at(conn, one.pins[1]) if len(one.pins) > 1 else None
        if holder:
            title, _, of = one.value.rpartition(" of ") if " of " in one.value and not body else (one.value, "", "")
            told[holder.key].append(Told(what=title, of=whose(body.key) if body else of, since=one.since,
                                         until=one.until))
    for tie in sorted(read.ties(conn), key=lambda tie: (-tie.score, tie.report, tie.start)):
        holder = linker.actor(tie.source)
        if holder and tie.type in TELLING and tie.claim is Claim.ASSERTED:
            since, until = bounds([tie])
            told[holder.key].append(Told(what=tie.title, of=whose(tie.target), since=since, until=until,
                                         former=tie.former))
    for key, title, of in conn.execute(
            "SELECT actor, title, of FROM mention JOIN who ON who.mention = mention.key "
            "WHERE actor IS NOT NULL AND form <> 'pronoun' AND (title <> '' OR of <> '') "
            "GROUP BY actor, title, of ORDER BY actor, count(*) DESC, title, of"):
        told[key].append(Told(what=title, of=of))
    return told


def _dated(entry: Known | None) -> list[Dated]:
    return [*entry.sectors, *entry.posts, *entry.part_of] if entry else []


def _day(told: str) -> str:
    """The first day of a year, month or day."""
    return told + "-01-01"[len(told) - 4:]


def _after(told: str) -> str:
    """The day after a year, month or day."""
    if len(told) == 4:
        return f"{int(told) + 1}-01-01"
    if len(told) == 7:
        year, month = int(told[:4]), int(told[5:])
        return f"{year + month // 12}-{month % 12 + 1:02}-01"
    return (date.fromisoformat(told) + timedelta(1)).isoformat()


def _last(told: str) -> str:
    """The last day of a year, month or day."""
    return _before(_after(told))


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()
