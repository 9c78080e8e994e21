"""Which posts actors hold, by date, each with who says so.

Files of actors know posts with their dates; texts tell them with a title and mostly without; persons may add some. None
of them is taken for the truth: a reader sees all three.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from standoff import offices
from standoff.answers import Held, Written
from standoff.codes import OFFICIAL, Coder, coder
from standoff.known import Dated, Known
from standoff.model import Actor, Claim, Correction, Tie, TieType
from standoff.record import corrections, facts, keys
from standoff.record.linker import Linker, bare, bounded, bounds, known_here, over, published, ties_of, voices

TEXT = "text"
"""Who says that a post is held, where neither a file nor a person does."""

KINDS = ("office", "rank", "job")
"""Kinds of posts, in the order in which they are told."""

POSTS = frozenset({TieType.LEADS, TieType.DEPUTY_OF, TieType.ADVISES, TieType.REPRESENTS, TieType.MEMBER_OF,
                   TieType.OFFICE})
"""Ties that tell a post where they have a title."""


class Posts:
    """The posts of a record's actors, as the record has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known], only: str = "") -> None:
        """`only`: the key of the one actor that will be asked for."""
        self._conn, self._known, self._linker, self._only = conn, known, Linker(conn), only
        self._here = known_here(conn)
        self._given: dict[str, list[Correction]] = defaultdict(list)
        for end, one in corrections.roles(conn):
            holder = self._here.get(end) or self._linker.actor(end)
            if holder:
                self._given[holder.key].append(one)

    @cached_property
    def _days(self) -> dict[str, str]:
        return published(self._conn)

    @cached_property
    def _rest(self) -> dict[str, tuple[str, str]]:
        return bounded(self._conn)

    @cached_property
    def _coder(self) -> Coder:
        return coder(self._known, offices.read())

    @cached_property
    def _places(self) -> set[str]:
        return {bare(name) for name, in self._conn.execute(
            "SELECT DISTINCT mention.name FROM mention JOIN location ON location.mention = mention.leader "
            "WHERE mention.name <> ''")}

    @cached_property
    def _told(self) -> dict[str, list[Tie]]:
        told: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties_of(self._conn, self._only) if self._only else facts.ties(self._conn):
            holder = self._linker.actor(tie.source)
            if holder and tie.type in POSTS and tie.title and tie.claim is not Claim.DENIED:
                told[holder.key].append(tie)
        return told

    def known(self, actor: Actor, on: str) -> list[Held]:
        """The posts that an actor held on an ISO day by what persons said and files know, not by what texts tell."""
        return at(self._known.get(actor.known), [*self._by_persons(actor), *self._by_files(actor)], on)

    def held(self, actor: Actor, on: str = "") -> list[Held]:
        """The posts of an actor: what persons said first, then what files know, then what texts tell; each by date.

        With `on`, an ISO day, only what may be held on that day: a text's words hold from and to where the text puts
        them, and where it puts them nowhere on any day; not what is over, nobody tells
        since when. The dead hold none.
        """
        return at(self._known.get(actor.known),
                  [*self._by_persons(actor), *self._by_files(actor), *self._by_texts(actor)], on)

    def _by_persons(self, actor: Actor) -> Iterator[Held]:
        for one in self._given.get(actor.key, ()):
            made = replace(self._post(one.value, one.since, one.until, one.by), correction=keys.correction(one))
            if len(one.pins) > 1:
                mention = corrections.mention_at(self._conn, one.pins[1])
                body = self._linker.actor(mention.key) if mention else None
                made = replace(made, of=body.name if body else one.pins[1].quote, of_key=body.key if body else "")
            yield made

    def _by_files(self, actor: Actor) -> Iterator[Held]:
        entry = self._known.get(actor.known)
        for post in sorted(entry.posts if entry else (), key=lambda post: (post.since, post.until, post.what)):
            assert entry is not None
            yield self._post(f"{post.what} of {post.of}", post.since, post.until, f"known: {entry.file}")

    def _post(self, post: str, since: str, until: str, by: str) -> Held:
        """A post as files and persons write it: "deputy chairman of IRQ.pmu", or a title alone."""
        title, _, of = post.rpartition(" of ")
        if not title or of not in self._known:
            return Held(title=post, of="", of_key="", since=since, until=until, by=by)
        body = self._here.get(of)
        return Held(title=title, of=body.name if body else self._known[of].name, of_key=body.key if body else of,
                    since=since, until=until, by=by)

    def _by_texts(self, actor: Actor) -> Iterator[Held]:
        """The posts that texts tell, those of one title, body and claim together; offices, then ranks, then jobs.

        A text that names no body speaks of the one that others name with the title, if as many do.
        """
        groups: dict[tuple[str, Claim, str], list[Tie]] = defaultdict(list)
        named: dict[str, tuple[str, str]] = {"": ("", "")}
        for tie in sorted(self._told.get(actor.key, ()),
                          key=lambda tie: (self._days.get(tie.report, ""), tie.report, tie.start)):
            office = self._coder.office(tie.title)
            if office is not None and office.former:
                tie = replace(tie, former=True)
            of, key = self._whose(tie)
            named.setdefault(key or bare(of), (of, key))
            groups[self._coder.title(tie.title), self._claim(tie), key or bare(of)].append(tie)
        for title, claim, _ in [key for key in groups if not key[2]]:
            whose = [body for other, how, body in groups if body and (other, how) == (title, claim)]
            if len(whose) == 1 and len(groups[title, claim, whose[0]]) >= len(groups[title, claim, ""]):
                groups[title, claim, whose[0]] += groups.pop((title, claim, ""))
        made = [self._held(title, claim, named[body], some) for (title, claim, body), some in groups.items()]
        yield from sorted(made, key=lambda one: KINDS.index(one.kind))

    def _held(self, title: str, claim: Claim, body: tuple[str, str], some: list[Tie]) -> Held:
        some.sort(key=lambda tie: (self._days.get(tie.report, ""), tie.report, tie.start))
        since, until = bounds(some, self._days)
        reports = {tie.report for tie in some}
        out = sorted(self._days[key] for key in reports if key in self._days)
        rest = sorted({self._rest[key][1] for key in reports if self._rest.get(key, ("", ""))[1]})
        written = Counter(" ".join(tie.title.split()) for tie in some)
        return Held(
            title=title, of=body[0], of_key=body[1], since=since, until=until, kind=self._kind(some[0].title),
            former=over(some, self._days), claim=claim, by=TEXT, voices=voices(self._linker, some),
            ties=tuple(keys.tie(tie) for tie in some), quotes=tuple(words(self._conn, tie) for tie in some),
            dates=(*dict.fromkeys(out), *(f"≤ {day}" for day in rest)),
            written=tuple(Written(text=text, count=count)
                          for text, count in sorted(written.items(), key=lambda one: (-one[1], one[0]))))

    def _whose(self, tie: Tie) -> tuple[str, str]:
        """Name and actor's key of whose the post is: the tie's target, else a state or place that the title names."""
        if tie.target:
            body = self._linker.actor(tie.target)
            return self._linker.name(tie.target), body.key if body else ""
        office = self._coder.office(tie.title)
        before = tie.title.split()[:office.start] if office else []
        for at in range(len(before)):
            name = " ".join(before[at:])
            if key := self._coder.states.get(name):
                body = self._here.get(key)
                return body.name if body else self._known[key].name, body.key if body else ""
            if bare(name) in self._places:
                return name, ""
        return "", ""

    def _claim(self, tie: Tie) -> Claim:
        office = self._coder.office(tie.title)
        return Claim.PLANNED if tie.claim is Claim.ASSERTED and office is not None and office.claim is Claim.PLANNED \
            else tie.claim

    def _kind(self, title: str) -> str:
        office = self._coder.office(title)
        if office is None:
            return "job"
        return "rank" if office.title in self._coder.offices.ranks else \
            "office" if office.tie is not TieType.OFFICE or OFFICIAL & set(office.sectors) else "job"


def at(entry: Known | None, found: list[Held], on: str) -> list[Held]:
    """Of some posts of an actor, with its entry where a file knows it, those that it may hold on an ISO day; "": all.
    """
    if entry and entry.died and on[:len(entry.died)] > entry.died:
        return []
    return [one for one in found if not on or (Dated(what="", since=one.since, until=one.until).holds(on)
                                               and (one.until or not one.former))]


def words(conn: sqlite3.Connection, tie: Tie) -> str:
    """The words that tell a tie, in one line."""
    text, = conn.execute("SELECT substr(text, ? + 1, ?) FROM report WHERE key = ?",
                         (tie.start, tie.end - tie.start, tie.report)).fetchone()
    return " ".join(text.split())
