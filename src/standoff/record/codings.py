"""PLOVER's code of an actor on a day, from what files know, what texts tell and what persons said; never stored."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from standoff import offices
from standoff.answers import Coded
from standoff.codes import Code, Told, coder
from standoff.codes.told import changes
from standoff.known import Dated, Known
from standoff.known.days import after, before, first
from standoff.model import Actor, Claim, Origin, TieType
from standoff.record import corrections, facts
from standoff.record.linker import Linker, bare, known_here, published, span, speaking, ties_of
from standoff.record.posts import POSTS

TELLING = POSTS | {TieType.PART_OF}
"""Ties that tell what their source is."""

NOBODY = Origin(stage="", version="", rule="")
"""Of whom no stage made an actor."""


class Codes:
    """The codes of a record's actors, as the record has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known], only: str = "") -> None:
        """`only`: the key of the one actor that will be asked for."""
        self._known = known
        self._coder = coder(known, offices.read())
        self._told = _told(conn, only)
        self._met: dict[tuple[str, str], Code] = {}          # by actor and day

    def on(self, actor: Actor, day: str = "") -> Code:
        """The code of an actor on an ISO day; without one, what holds on every day."""
        if (actor.key, day) not in self._met:
            self._met[actor.key, day] = self._coder.code(actor, day or None, self._told.get(actor.key, ()))
        return self._met[actor.key, day]

    def words(self, words: str) -> Code:
        """What a description alone tells, of whom no actor is made: "riot police"."""
        some = Actor(key="", name=words, type="group", described=True, leaders=(), origin=NOBODY)
        return self._coder.code(some, None)

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
        days = sorted({*self._changes(actor, told), *changes(told)})
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


def _told(conn: sqlite3.Connection, only: str) -> dict[str, list[Told]]:
    """What persons and texts tell of each actor, the surest first: posts given, ties, titles before names, whose."""
    linker = Linker(conn)
    here, days, places = known_here(conn), published(conn), _places(conn)
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
                                         until=one.until, by=one.by))
    ties = ties_of(conn, only) if only else facts.ties(conn)
    for tie in sorted(ties, key=lambda tie: (-tie.score, tie.report, tie.start)):
        holder = linker.actor(tie.source)
        if holder and tie.type in TELLING and tie.claim is Claim.ASSERTED:
            since, until = span(tie)
            of = whose(tie.target)
            told[holder.key].append(Told(
                what=tie.title, of=of, since=since, until=until, former=tie.former, report=tie.report,
                day=days.get(tie.report, ""), place=places.get(bare(of), "")))
    which, asked = speaking([only] if only else None)
    for key, title, of, report in conn.execute(
            "SELECT actor, title, of, report FROM mention JOIN who ON who.mention = mention.key "
            f"WHERE {which} AND form <> 'pronoun' AND (title <> '' OR of <> '') "
            "GROUP BY actor, title, of, report ORDER BY actor, count(*) DESC, title, of, report",
            asked):
        told[key].append(Told(what=title, of=of, report=report, day=days.get(report, ""),
                              place=places.get(bare(of), "")))
    return told


def _places(conn: sqlite3.Connection) -> dict[str, str]:
    """The country of each name of a place, bare, where all reports put it in one: of “Florida” USA."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, country in conn.execute(
            "SELECT DISTINCT mention.name, country FROM mention JOIN location ON location.mention = mention.leader "
            "WHERE mention.name <> '' AND country <> ''"):
        found[bare(name)].add(country)
    return {name: min(some) for name, some in found.items() if len(some) == 1}
