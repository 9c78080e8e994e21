"""Who a source is: actor, name, what it was on that day, in which outlets it stands. For statements and outlook.

Takes an open connection and never writes. Asked of one list; knows what the record knew when it was made.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from urllib.parse import urlsplit

from standoff import offices
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.known import Known, iso
from standoff.model import Date, Sourcing
from standoff.record import actors, sql
from standoff.record.linker import Linker, bare, bound, bounded, published
from standoff.record.posts import Posts

CLOCK = ("a.m.", "p.m.", "am", "pm")
"""What stands before a name after a time, and is no prime minister."""

AUTHOR, NOBODY = "the author", "nobody named"
"""How sources are called that have neither a name nor words."""

Pieces = Iterable[Sequence[int]]


class Sources:
    """The sources of a record's statements and outlooks."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
        self.linker = Linker(conn)
        self._conn, self._known, self._posts = conn, known, Posts(conn, known)
        self.days, self.rest = published(conn), bounded(conn)
        self.roles, self.outlet = cache(self._roles), cache(partial(outlet, conn))

    def who(self, mention: str | None, words: str, sourcing: Sourcing) -> tuple[str, str]:
        """Actor key ("" where it is no actor) and name: the actor's, else the words of the text."""
        found = self.linker.actor(mention) if mention else None
        if found:
            return found.key, found.name
        name = (self.linker.name(mention) if mention else "") or (words if len(words) > 1 else "")   # "Q" names nobody
        return "", name or (AUTHOR if sourcing is Sourcing.AUTHOR else NOBODY)

    def _roles(self, mention: str, day: str) -> tuple[str, ...]:
        """What a mention's actor was on a day, by persons and files; where they know nothing of it, the offices and
        jobs written with the mention's chain, the most frequent first. What else somebody is called ("a villain") is
        none.
        """
        actor = self.linker.actor(mention)
        held = self._posts.known(actor, day) if actor and day else []
        if held:
            return tuple(dict.fromkeys(f"{one.title} of {one.of}" if one.of else one.title for one in held))
        leader, name = self.linker.leader(mention), bare(self.linker.name(mention))
        told = [(" ".join(title.split()), bool(claimed)) for title, claimed in self._conn.execute(
            "SELECT title, EXISTS (SELECT 1 FROM statement, json_each(statement.content) AS piece WHERE "
            "statement.report = mention.report AND page = '' AND mention.head >= piece.value ->> 0 "
            "AND mention.head < piece.value ->> 1) FROM mention "
            "WHERE report = (SELECT report FROM mention WHERE key = ?1) AND leader = ?1 AND title <> '' ORDER BY start",
            (leader,))]
        own = [title for title, claimed in told if not claimed]     # not what somebody calls them, where the text does
        titles = Counter(own or [title for title, _ in told])
        once: dict[str, str] = {}                                   # "President" and "president" are one
        for title, _ in sorted(titles.items(), key=lambda one: -one[1]):
            if title.lower() not in CLOCK and offices.read().title(title.split()) and bare(title) != name:
                once.setdefault(bare(title), title)
        return tuple(once.values())

    def place(self, mention: str | None) -> str:
        """A place as the gazetteer has it, else as the text."""
        if not mention:
            return ""
        row = self._conn.execute("SELECT name FROM location WHERE mention = ?",
                                 (self.linker.leader(mention),)).fetchone()
        return str(row[0]) if row else self.linker.name(mention)

    def outlets(self, pages: Iterable[str]) -> tuple[str, ...]:
        """The outlets of some pages, sorted, each once."""
        return tuple(sorted({self.outlet(page) for page in pages}))

    def papers(self) -> Iterator[tuple[str, str, str]]:
        """Outlet, report, and when it came out as of `published`, for each that has a part in one."""
        for page, report in self._conn.execute(
                "SELECT member.page, report.key FROM report JOIN member ON member.family = report.family "
                "ORDER BY report.key, member.page").fetchall():
            yield self.outlet(page), report, self.published(report)

    def published(self, report: str) -> str:
        """The day of publication of a report, "≤ …" for a bound, "" for neither."""
        high = self.rest.get(report, ("", ""))[1]
        return self.days.get(report) or (f"≤ {high}" if high else "")

    def out(self, reports: Iterable[str]) -> tuple[str, str, str]:
        """The first and the last day of publication of some reports and, where none is dated, the bound."""
        some = sorted(set(reports))
        dated = sorted(self.days[key] for key in some if key in self.days)
        return dated[0] if dated else "", dated[-1] if dated else "", bound(some, self.days, self.rest)[1]

    def day(self, date: Date, report: str) -> str:
        """The day on which something was said, as near as is known: else that of the publication, "" for neither."""
        for day in (date.value, date.high, date.low, self.days.get(report), self.rest.get(report, ("", ""))[1]):
            if day and iso(day[:10]):
                return day[:10]
        return ""

    def meant(self, asked: str, names: Iterable[str]) -> tuple[str, str]:
        """Whom a person asks for: an actor's key, else words that names are to have.

        Raises UnknownKey or AmbiguousKey where no actor is called so alone and no name has the words.
        """
        try:
            return actors.Finder(self._conn, self._known).key(asked), ""
        except (UnknownKey, AmbiguousKey):
            if not any(has(name, asked) for name in names):
                raise
            return "", asked


def outlet(conn: sqlite3.Connection, page: str) -> str:
    """Whose page it is, else the host of its address, else the name of the file that it came in (of several the first
    by name), else its key.
    """
    row = conn.execute("SELECT value FROM field WHERE page = ? AND name = 'outlet' ORDER BY n", (page,)).fetchone()
    if row:
        return " ".join(row[0].split())
    url, capture = conn.execute("SELECT url, capture FROM page WHERE key = ?", (page,)).fetchone()
    source, = conn.execute("SELECT min(source) FROM sighting WHERE capture = ?", (capture,)).fetchone()
    return _host(url) or (source or "").rsplit("/", 1)[-1] or page


def has(name: str, words: str) -> bool:
    """Whether a name has all the words, in whatever order."""
    return set(bare(words).split()) <= set(bare(name).split())


def within(date: Date, since: str, until: str) -> bool:
    """Whether a time may lie between two ISO days, cut to what is known; both "" is any time. One of which nothing but
    a bound is known lies there.
    """
    low, high = span(date)
    if not since and not until:
        return True
    return bool(low) and not (since and high[:len(since)] < since[:len(high)]) \
        and not (until and low[:len(until)] > until[:len(low)])


def span(date: Date) -> tuple[str, str]:
    """Between which times something may lie, "" for both where nothing is known."""
    return date.low or date.value or date.high or "", date.high or date.value or date.low or ""


def dated(row: Sequence[str | None]) -> Date:
    """A date from the columns of `DATED`, without its evidence."""
    return sql.date_of(("", *row), {}) or Date(value=None) if row[3] is not None else Date(value=None)


DATED = "date.value, date.low, date.high, date.basis, date.readings, date.reason"


def groups(links: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The items that links join, each with all that are joined with it."""
    from standoff.linkage import components

    some = list(links)
    return {key: tuple(group) for group in components((key for pair in some for key in pair), some) for key in group}


def _host(url: str | None) -> str:
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return ""
    return name.removeprefix("www.") if name else ""
