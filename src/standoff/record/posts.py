"""Which posts actors hold, by date, each with who says so.

Files of actors know posts with their dates; texts tell them with a title and mostly without; persons may add some. None
of them is taken for the truth: a reader sees all three.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from standoff.answers import Held
from standoff.known import Dated, Known
from standoff.model import Actor, Claim, Correction, Tie, TieType
from standoff.record import corrections, keys, read
from standoff.record.linker import Linker, bare, bounds, known_here, published

TEXT = "text"
"""Who says that a post is held, where neither a file nor a person does."""

POSTS = frozenset({TieType.LEADS, TieType.DEPUTY_OF, TieType.ADVISES, TieType.REPRESENTS, TieType.MEMBER_OF,
                   TieType.OFFICE})
"""Ties that tell a post where they have a title."""


class Posts:
    """The posts of a record's actors, as the record has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
        self._conn, self._known, self._linker = conn, known, Linker(conn)
        self._here = known_here(conn)
        self._days = published(conn)
        self._given: dict[str, list[Correction]] = defaultdict(list)
        for end, one in corrections.roles(conn):
            holder = self._here.get(end) or self._linker.actor(end)
            if holder:
                self._given[holder.key].append(one)
        self._told: dict[str, list[Tie]] = defaultdict(list)
        for tie in read.ties(conn):
            holder = self._linker.actor(tie.source)
            if holder and tie.type in POSTS and tie.title and tie.claim is not Claim.DENIED:
                self._told[holder.key].append(tie)

    def held(self, actor: Actor, on: str = "") -> list[Held]:
        """The posts of an actor: what persons said first, then what files know, then what texts tell; each by date.

        With `on`, an ISO day, only what may be held on that day: a text's words hold from and to where the text puts
        them, and where it puts them nowhere on any day.
        """
        found = [*self._by_persons(actor), *self._by_files(actor), *self._by_texts(actor)]
        return [one for one in found if not on or Dated(what="", since=one.since, until=one.until).holds(on)]

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
        """The posts that texts tell, those of one title and body together, in order of their reports."""
        groups: dict[tuple[str, str, bool, bool], list[Tie]] = defaultdict(list)
        for tie in sorted(self._told.get(actor.key, ()),
                          key=lambda tie: (self._days.get(tie.report, ""), tie.report, tie.start)):
            body = self._linker.actor(tie.target) if tie.target else None
            of = body.key if body else bare(self._linker.name(tie.target)) if tie.target else ""
            groups[bare(tie.title), of, tie.former, tie.claim is Claim.PLANNED].append(tie)
        for (_, _, former, planned), some in groups.items():
            title, target = some[0].title, some[0].target
            body = self._linker.actor(target) if target else None
            since, until = bounds(some)
            yield Held(
                title=title, of=self._linker.name(target) if target else "", of_key=body.key if body else "",
                since=since, until=until, former=former, planned=planned, by=TEXT,
                ties=tuple(keys.tie(tie) for tie in some),
                dates=tuple(sorted({self._days[tie.report] for tie in some if self._days.get(tie.report)})),
                quotes=tuple(words(self._conn, tie) for tie in some))


def words(conn: sqlite3.Connection, tie: Tie) -> str:
    """The words that tell a tie, in one line."""
    text, = conn.execute("SELECT substr(text, ? + 1, ?) FROM report WHERE key = ?",
                         (tie.start, tie.end - tie.start, tie.report)).fetchone()
    return " ".join(text.split())
