"""PLOVER's code of an actor on a day, from what files know, what texts tell and what persons said; never stored."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property

from standoff import offices
from standoff.answers import Coded
from standoff.codes import Code, Told, coder
from standoff.codes.told import changes
from standoff.known import Dated, Known
from standoff.known.days import after, before, first
from standoff.model import Actor, Claim, Date, Origin, TieType
from standoff.record import corrections
from standoff.record.linker import Linker, bare, known_here, lasting, published, speaking
from standoff.record.posts import POSTS

TELLING = POSTS | {TieType.PART_OF}
"""Ties that tell what their source is."""

WHOLE = len("2017-03-24")
"""Characters of a day that is not cut."""

NOBODY = Origin(stage="", version="", rule="")
"""Of whom no stage made an actor."""


class Codes:
    """The codes of a record's actors, as the record has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known], only: str = "") -> None:
        """`only`: the key of the one actor that will be asked for."""
        self._conn, self._known, self._linker = conn, known, Linker(conn)
        self._coder = coder(known, offices.read())
        self._given = list(_given(conn, self._linker))
        self._ties, self._titles = _ties(conn, self._linker, only), _titles(conn, self._linker, only)
        self._told = cache(self._told_of)
        self._turned: dict[str, Sequence[str]] = {}
        self._met: dict[tuple[str, str | int], Code] = {}    # by actor and day, or the number of its days before it

    def on(self, actor: Actor, day: str = "") -> Code:
        """The code of an actor on an ISO day; without one, what holds on every day.

        Of whom no file knows nothing changes, nor the reason, but on the days of `over`.
        """
        if actor.key not in self._turned and not actor.known:
            self._turned[actor.key] = self._turns(actor)
        met = actor.key, bisect_right(self._turned[actor.key], day) if len(day) == WHOLE and not actor.known else day
        if met not in self._met:
            self._met[met] = self._coder.code(actor, day or None, self._told(actor.key))
        return self._met[met]

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
        days = self._turns(actor)
        made: list[Coded] = []
        for since, day in zip(["", *days], [before(days[0]) if days else "", *days], strict=True):
            code = self.on(actor, day)
            if made and (made[-1].country, made[-1].sectors) == (code.country, code.sectors):
                continue
            if made:
                made[-1] = replace(made[-1], until=before(since))
            made.append(Coded(since=since, until="", country=code.country, sectors=code.sectors, reason=code.reason))
        return made

    def _turns(self, actor: Actor) -> Sequence[str]:
        """The days on which somebody's code may change."""
        told = self._told(actor.key)
        return sorted({*self._changes(actor, told), *changes(told)})

    def _changes(self, actor: Actor, told: Iterable[Told]) -> Iterator[str]:
        """The days on which what files know of somebody may change: of himself, of whose he is, and of their wholes."""
        entry = self._known.get(actor.known)
        keys = [actor.known, *(self._coder.states.get(one.of, one.of) for one in told)]
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


    # — what persons and texts tell —

    def _told_of(self, actor: str) -> Sequence[Told]:
        """What is told of an actor, the surest first: posts given, ties, titles before names, whose."""
        made = [replace(told, of=self._whose(body) if body else told.of) for key, told, body in self._given
                if key == actor]
        for type, target, title, former, report, value, low, high in self._ties.get(actor, ()):
            since, until = lasting(TieType(type), Date(value=value, low=low, high=high))
            made.append(self._text(title, self._whose(target), report, since=since, until=until, former=bool(former)))
        titles = self._titles.get(actor, {})
        return made + [self._text(*one) for one in sorted(titles, key=lambda one: (-titles[one], one))]

    def _text(self, title: str, of: str, report: str, since: str = "", until: str = "", former: bool = False) -> Told:
        return Told(what=title, of=of, since=since, until=until, former=former, report=report,
                    day=self._days.get(report, ""), place=self._places.get(bare(of), "") if of else "")

    def _whose(self, mention: str | None) -> str:
        """Whose something is: the key of whom a file knows, else a name."""
        found = self._linker.actor(mention) if mention else None
        return found.known or found.name if found else self._linker.name(mention) if mention else ""

    @cached_property
    def _days(self) -> Mapping[str, str]:
        return published(self._conn)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return _places(self._conn)


def _given(conn: sqlite3.Connection, linker: Linker) -> Iterator[tuple[str, Told, str]]:
    """The posts that persons gave: of which actor, what, and the mention of the body, "" where it has but words."""
    some = list(corrections.roles(conn))
    here = known_here(conn) if some else {}
    for end, one in some:
        holder = here.get(end) or linker.actor(end)
        body = corrections.mention_at(conn, one.pins[1]) if len(one.pins) > 1 else None
        if holder:
            title, _, of = one.value.rpartition(" of ") if " of " in one.value and not body else (one.value, "", "")
            yield holder.key, Told(what=title, of=of, since=one.since, until=one.until, by=one.by), \
                body.key if body else ""


_Tie = tuple[str, str | None, str, int, str, str | None, str | None, str | None]
"""Type, target, title, whether it is former, report; value, low and high of its date."""


def _ties(conn: sqlite3.Connection, linker: Linker, only: str) -> Mapping[str, Sequence[_Tie]]:
    """The ties that tell what each actor is, the surest first."""
    made: dict[str, list[_Tie]] = defaultdict(list)
    which, asked = speaking([only] if only else None)
    mine = "AND source IN (SELECT key FROM mention JOIN who ON who.mention = mention.key " \
           f"WHERE {which})" if only else ""
    for source, *tie in conn.execute(
            "SELECT source, type, target, title, former, report, date.value, low, high FROM tie "
            f"LEFT JOIN date ON date.datum = tie.key WHERE claim = '{Claim.ASSERTED}' {mine} "
            "ORDER BY score DESC, report, tie.start, tie.key", asked if only else ()):
        holder = linker.actor(source)
        if holder and tie[0] in TELLING:
            made[holder.key].append(tuple(tie))
    return made


def _titles(conn: sqlite3.Connection, linker: Linker, only: str) -> Mapping[str, Mapping[tuple[str, str, str], int]]:
    """How often each actor is called what, of whom, in which report."""
    made: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    which, asked = speaking([only] if only else None)
    rows = "mention JOIN who ON who.mention = mention.key" if only else "mention"
    for key, *told in conn.execute(
            f"SELECT key, title, of, report FROM {rows} WHERE {f'{which} AND' if only else ''} form <> 'pronoun' "
            "AND (title <> '' OR of <> '')", asked if only else ()):
        if found := linker.actor(key):
            made[found.key][tuple(told)] += 1
    return made


def _places(conn: sqlite3.Connection) -> dict[str, str]:
    """The country of each name of a place, bare, where all reports put it in one: of “Florida” USA."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, country in conn.execute(
            "SELECT DISTINCT mention.name, country FROM mention JOIN location ON location.mention = mention.leader "
            "WHERE mention.name <> '' AND country <> ''"):
        found[bare(name)].add(country)
    return {name: min(some) for name, some in found.items() if len(some) == 1}
