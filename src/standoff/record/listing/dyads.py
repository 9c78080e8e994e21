"""The listing of dyads: between whom events are, and what of them is done to whom, counted where events are listed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from standoff.answers import DyadRow, Way
from standoff.days import bounds
from standoff.known import Known
from standoff.model import Date
from standoff.record.linker import bare
from standoff.record.listing.asked import Where, page
from standoff.record.listing.codec import pack, unpack
from standoff.record.listing.events import EITHER, FORTH, ROLES, Meant, meant
from standoff.table import Table

if TYPE_CHECKING:                                        # measures take long to import
    from standoff.measures import Counted

TABLES = ("listed_dyad",)


# — making —


@dataclass(slots=True)
class _Dyad:
    """The events of two that were met so far."""

    events: int = 0
    score: float = 0
    independent: int = 0
    first: str = ""
    last: str = ""


def count(conn: sqlite3.Connection, known: Mapping[str, Known], schema: str) -> None:
    """Who has events with whom that are told as done, in the order in which they happened."""
    found: dict[tuple[str, str], _Dyad] = {}
    for pairs, date, score, independent in _told(conn, schema):
        low, high = bounds(date)
        for pair in pairs:
            one = found.setdefault(pair, _Dyad())
            one.events += 1
            one.score += score
            one.independent += independent
            one.first = min(filter(None, (one.first, low or high)), default="")
            one.last = max(one.last, high or low)
    names = dict(conn.execute("SELECT key, name FROM actor WHERE key IN (SELECT value FROM json_each(?))",
                              (pack(sorted({end for pair in found for end in pair})),)))
    names |= {key: one.name for key, one in known.items() if one.type == "state"}
    some = sorted((DyadRow(a=a, b=b, a_name=names.get(a, a), b_name=names.get(b, b), events=one.events,
                           independent=one.independent, score=one.score / one.events, first=one.first, last=one.last)
                   for (a, b), one in found.items()), key=lambda one: (-one.events, one.a, one.b))
    conn.executemany(f"INSERT INTO {schema}.listed_dyad VALUES (?, ?, ?, ?, ?, ?)", (
        (n, one.a, one.b, bare(one.a_name), bare(one.b_name), pack(one)) for n, one in enumerate(some)))


def _told(conn: sqlite3.Connection, schema: str) -> Iterator[tuple[Collection[tuple[str, str]], Date, float, int]]:
    """Each row that is told as done: which two it is between, when it was, its score, and its independent reports."""
    lines = conn.execute(
        "SELECT row, role, iif(listed_party.country != '', listed_party.country, actor), value, low, high, score, "
        f"independent FROM {schema}.listed_party JOIN {schema}.listed_event ON listed_event.n = row "
        "WHERE done AND (listed_party.country != '' OR actor != '') ORDER BY row")
    for _, some in groupby(lines, itemgetter(0)):
        ends = list(some)
        who, whom = ({end for _, role, end, *_ in ends if role == one} for one in ROLES)
        *_, value, low, high, score, independent = ends[0]
        yield ({(min(a, b), max(a, b)) for a in who for b in who | whom if a != b},
               Date(value=value, low=low, high=high), score, independent)


# — asking —


def rows(conn: sqlite3.Connection, limit: int | None = None, start: int = 0, sides: Collection[str] = (), a: str = "",
         b: str = "") -> Table[DyadRow]:
    """Who has events with whom, those of most events first: those with one of some sides, or with those that a person
    asks for by key or by beginnings of words of the name.
    """
    where = Where()
    if sides:
        some = pack(sorted(sides))
        where.add("(a IN (SELECT value FROM json_each(?)) OR b IN (SELECT value FROM json_each(?)))", some, some)
    if a or b:
        forth, back = _called(a, b), _called(b, a)
        where.add(f"({forth} OR {back})", *forth.values, *back.values)
    ending, counts = page(limit, start)
    found = [unpack(row, DyadRow) for row, in conn.execute(
        f"SELECT row FROM listed_dyad WHERE {where} ORDER BY n {ending}", (*where.values, *counts))]
    total, = conn.execute(f"SELECT count(*) FROM listed_dyad WHERE {where}", where.values).fetchone()
    return Table(found, max(0, total - start - len(found)), min(start, total))


def _called(a: str, b: str) -> Where:
    """That sides are called so, the first and the second."""
    both = Where()
    for side, asked in (("a", a), ("b", b)):
        words = Where()
        for word in bare(asked).split():
            words.add(f"instr(' ' || {side}_words, ?) > 0", f" {word}")
        both.add(f"({side} = ? COLLATE NOCASE OR ({words}))", asked, *words.values)
    return both


def between(conn: sqlite3.Connection, known: Mapping[str, Known], a: str, b: str, ways: Sequence[Way]) -> \
        list[list[Counted]]:
    """What is told as done, by ways: what one side does to another, the other to it, all of both with what they do
    together.

    Raises UnknownKey or AmbiguousKey where nobody is called as a side.
    """
    one, other = meant(conn, known, a), meant(conn, known, b)
    asked: dict[Way, tuple[Meant, Meant, str]] = {
        "forth": (one, other, FORTH), "back": (other, one, FORTH), "both": (one, other, EITHER)}
    return [_counted(conn, "SELECT x.row FROM listed_party AS x CROSS JOIN listed_party AS y ON y.row = x.row "
                           f"WHERE {first.of('x')} AND {second.of('y')} AND x.n <> y.n AND {how}",
                     (*first.values, *second.values)) for first, second, how in map(asked.__getitem__, ways)]


def course(conn: sqlite3.Connection, known: Mapping[str, Known], side: str) -> tuple[list[Counted], ...]:
    """What is told as done: what a side does, and what is done to it. Raises as `between`."""
    mine = meant(conn, known, side)
    return tuple(_counted(conn, f"SELECT row FROM listed_party AS x WHERE role = ? AND {mine.of('x')}",
                          (role, *mine.values)) for role in ROLES)


def _counted(conn: sqlite3.Connection, some: str, values: Sequence[str | int]) -> list[Counted]:
    """What series need of the rows whose places a query gives."""
    from standoff.measures import Counted

    return [Counted(key=key, date=Date(value=value, low=low, high=high), quad=quad, score=score, articles=articles,
                    families=families, reports=reports, independent=independent)
            for key, value, low, high, quad, score, articles, families, reports, independent in conn.execute(
                "SELECT key, value, low, high, quad, score, articles, families, reports, independent "
                f"FROM listed_event WHERE +done = 1 AND n IN ({some}) ORDER BY n", values)]
