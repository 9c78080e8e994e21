"""PLOVER's code of an actor on a day, from what files know, what texts tell and what persons said; never stored."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from standoff import offices
from standoff.answers import Coded
from standoff.codes import TELLS, Code, Told, coder
from standoff.known import Dated, Known
from standoff.known.days import after, before, first
from standoff.model import Actor, Claim, TieType
from standoff.record import corrections, read
from standoff.record.linker import Linker, bare, known_here, published, span

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
        """The code of an actor on an ISO day; without one, what holds on every day."""
        return self._coder.code(actor, day or None, self._told.get(actor.key, ()))

    def between(self, actor: Actor, low: str, high: str) -> Code:
        """The code of an actor on a day that is only bounded: that of both ends where they agree, else for no day."""
        if low and high:
            found, other = self.on(actor, low), self.on(actor, high)
            if (found.country, found.sectors) == (other.country, other.sectors):
                return found
        return self.on(actor)

    def over(self, actor: Actor) -> list[Coded]:
        """The codes of an actor from day to day: a row each time that it changes.

        A change that is known to the year or month is put on its first day.
        """
        told = self._told.get(actor.key, ())
        days = sorted({*self._changes(actor, told), *TELLS(told)})
        made: list[Coded] = []
        for since, day in zip(["", *days], [before(days[0]) if days else "", *days], strict=True):
            code = self.on(actor, day)
            if made and (made[-1].country, made[-1].sectors) == (code.country, code.sectors):
                continue
            if made:
                made[-1] = replace(made[-1], until=before(since))
            made.append(Coded(since=since, until="", country=code.country, sectors=code.sectors, reason=code.reason))
        return made

    def _changes(self, actor: Actor, told: Iterable[Told]) -> Iterator[str]:
        """The days on which what files know of somebody may change: of himself, of whose he is, and of their wholes."""
        entry = self._known.get(actor.known)
        keys = [actor.known, *(one.of for one in told)]
        seen: set[str] = set()
        while keys:
            key = keys.pop()
            if key in seen or key not in self._known:
                continue
            seen.add(key)
            one = self._known[key]
            rows: list[Dated] = [*one.sectors, *one.part_of, *(one.posts if one is entry else ())]
            keys += [part.what for part in one.part_of] + [post.of for post in one.posts if one is entry]
            for row in rows:
                yield from ([first(row.since)] if row.since else []) + ([after(row.until)] if row.until else [])
        if entry and entry.died:
            yield after(entry.died)
