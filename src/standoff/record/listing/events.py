"""The listing of events: every row of `happened`, and what rows are asked for by. One of its tellings has to fit."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standoff.answers import Carried, DyadRow, EventRow, Facets, Party, Way
from standoff.days import bounds
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.known import Known
from standoff.model import Date
from standoff.record import happened, tellings
from standoff.record.happened import ANY, COUNTRY, Asked, Chronicle
from standoff.record.linker import bare
from standoff.record.listing import actors
from standoff.record.listing.asked import Where, page
from standoff.record.listing.codec import Lines, pack, unpack
from standoff.record.listing.touched import Mended, Touched
from standoff.record.parties import Sides

if TYPE_CHECKING:                                        # measures take long to import
    from standoff.measures import Counted, Told


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a side that is asked for means, as a condition on a line of `listed_side` or `listed_party`."""

    condition: str                   # "{0}" stands for the table
    values: tuple[str | int, ...]

    def of(self, table: str) -> str:
        """The condition on a table, by its name in a query."""
        return self.condition.format(table)


TABLES = ("listed_event_row", "listed_event", "listed_trait", "listed_where", "listed_party", "listed_telling",
          "listed_side", "listed_dyad", "listed_paper", "listed_carried")

ROLES = ("actor", "recipient")

PROPERTIES = ("type", "quad", "factuality", "country", "year", "voice")
"""Columns that facets count."""


# — making —


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """All rows, in the order in which they happened, with what they are found by."""
    chronicle, sums = Chronicle(conn, known), _Sums()
    for n, (row, told) in enumerate(chronicle.rows()):
        if _row(lines, chronicle, n, row, told):
            sums.add(row)
    lines.flush()
    _traits(conn, "temp.listed_event")
    papers: dict[str, list[str]] = {}
    for outlet, report, published in dict.fromkeys(chronicle.sources.papers()):
        lines.put("listed_paper", outlet, report, published)
        papers.setdefault(outlet, []).append(published)
    sums.write(lines, papers)


def mend(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines, touched: Touched) -> Mended:
    """The rows with a telling in a report that is touched. When something happened does not hang on who did it."""
    rows = dict(conn.execute(
        "SELECT key, n FROM main.listed_event WHERE n IN (SELECT row FROM main.listed_telling WHERE report IN ("
        "SELECT value FROM json_each(?)))", (pack(sorted(touched.reports)),)).fetchall())
    chronicle, events, sums = Chronicle(conn, known), list[str](), _Sums()
    for key, n in rows.items():
        row, told = chronicle.one(key)
        events += row.events
        _row(lines, chronicle, n, row, told)
    lines.flush()
    _traits(conn, "(SELECT * FROM main.listed_event WHERE key NOT IN (SELECT key FROM temp.listed_event) UNION ALL "
                  "SELECT * FROM temp.listed_event)")
    for row_, in conn.execute(
            "SELECT row FROM (SELECT n, row FROM main.listed_event JOIN main.listed_event_row USING (key) WHERE done "
            "AND key NOT IN (SELECT key FROM temp.listed_event) UNION ALL SELECT n, row FROM temp.listed_event "
            "JOIN temp.listed_event_row USING (key) WHERE done) ORDER BY n"):
        sums.add(unpack(row_, EventRow))
    papers: dict[str, list[str]] = {}
    for outlet, published in conn.execute("SELECT outlet, published FROM main.listed_paper"):
        papers.setdefault(outlet, []).append(published)
    sums.write(lines, papers)
    return Mended(order={}, gone={
        "listed_event_row": ("key", rows), "listed_event": ("key", rows), "listed_where": ("row", rows.values()),
        "listed_party": ("row", rows.values()), "listed_telling": ("event", events),
        "listed_side": ("event", events), "listed_trait": ("", ()),
        "listed_dyad": ("", ()), "listed_carried": ("", ())})


def _row(lines: Lines, chronicle: Chronicle, n: int, row: EventRow, told: Sequence[tellings.Told]) -> bool:
    """A row with what it is found by; whether it is told as done."""
    lines.row("event", row.key, row)
    done = any(happened.done(one.factuality) for one in told)
    low, high = bounds(row.date)
    lines.put("listed_event", row.key, n, row.type, row.quad, row.score, row.date.value, row.date.low,
              row.date.high, low[:4] if low[:4] == high[:4] else "", row.country, row.factuality[0], row.voices[0],
              done, row.foremost, row.articles, row.families, row.reports, row.independent)
    if row.place:
        lines.put("listed_where", n, row.place, row.country, row.place_precision, row.latitude, row.longitude)
    _sides(lines, "listed_party", (n,), (row.actors, row.recipients))
    for one in told:
        _telling(lines, chronicle, n, one)
    return done


def _telling(lines: Lines, chronicle: Chronicle, row: int, one: tellings.Told) -> None:
    (low, high), done = _span(one.date), happened.done(one.factuality)
    place, country = chronicle.place(one)
    lines.put("listed_telling", one.key, row, one.report, one.type, pack(one.modes), pack(one.factuality),
              done, low, high, country, bare(place), bare(one.words))
    _sides(lines, "listed_side", (one.key, row, done), chronicle.sides(one))


def _span(date: Date) -> tuple[str, str]:
    """Between which it happened, as of `sources.within`."""
    return date.low or date.value or date.high or "", date.high or date.value or date.low or ""


def _sides(lines: Lines, table: str, of: tuple[str | int, ...], sides: Sides) -> None:
    numbers: dict[Party, int] = {}
    for role, side in zip(ROLES, sides, strict=True):
        for one in dict.fromkeys(side):
            lines.put(table, *of, role, numbers.setdefault(one, len(numbers)), one.actor, one.country,
                      bare(one.name) if one.told else "")


def _traits(conn: sqlite3.Connection, events: str) -> None:
    """What all rows are like, told as done or not."""
    for name in PROPERTIES:
        conn.execute(f"INSERT INTO temp.listed_trait SELECT done, '{name}', {name}, count(*) FROM {events} "
                     "GROUP BY 1, 3")


class _Sums:
    """What is counted over all rows that are told as done, in the order in which they happened."""

    def __init__(self) -> None:
        self._dyads, self._told = dict[tuple[str, str], _Dyad](), list["Told"]()

    def add(self, row: EventRow) -> None:
        """One more."""
        _count(self._dyads, row)
        self._told.append(_carrying(row))

    def write(self, lines: Lines, papers: Mapping[str, Sequence[str]]) -> None:
        """Who has events with whom, and which outlets carry them. `papers`: when each outlet's reports came out."""
        from standoff.measures import coverage

        some = sorted((one.row() for one in self._dyads.values()), key=lambda one: (-one.events, one.a, one.b))
        for n, dyad in enumerate(some):
            lines.put("listed_dyad", n, pack(dyad))
        for n, one in enumerate(coverage(self._told, papers)):
            lines.put("listed_carried", n, pack(one))


@dataclass(slots=True)
class _Dyad:
    """The events of two that were met so far."""

    a: tuple[str, str]               # what it is asked for by, and its name
    b: tuple[str, str]
    scores: list[float] = field(default_factory=list)
    independent: int = 0
    first: str = ""
    last: str = ""

    def row(self) -> DyadRow:
        return DyadRow(a=self.a[0], b=self.b[0], a_name=self.a[1], b_name=self.b[1], events=len(self.scores),
                       independent=self.independent, score=sum(self.scores) / len(self.scores), first=self.first,
                       last=self.last)


def _count(dyads: dict[tuple[str, str], _Dyad], row: EventRow) -> None:
    who, whom = ({end for one in side if (end := _end(one))} for side in (row.actors, row.recipients))
    low, high = bounds(row.date)
    for a, b in {(min(a, b), max(a, b)) for a in who for b in who | whom if a != b}:
        one = dyads.setdefault((a[0], b[0]), _Dyad(a, b))
        one.scores.append(row.score)
        one.independent += row.independent
        one.first = min(filter(None, (one.first, low or high)), default="")
        one.last = max(one.last, high or low)


def _end(one: Party) -> tuple[str, str] | None:
    return (one.country, one.country) if one.country else (one.actor, one.name) if one.actor else None


# — reading —


def rows(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked, limit: int | None = None,
         start: int = 0) -> tuple[list[EventRow], int]:
    """Rows from the place `start` of the list on, as many as `limit` says, and how many the list has in all.

    Raises UnknownKey or AmbiguousKey where nobody is called as a side that is asked for.
    """
    where = _where(conn, known, asked)
    ending, counts = page(limit, start)
    every = "0" if limit is None or str(where) in WHOLE else "count(*) OVER ()"        # else found twice
    some = conn.execute(f"SELECT listed_event_row.row, every FROM (SELECT n, {every} AS every FROM listed_event WHERE "
                        f"{where} ORDER BY n {ending}) AS here CROSS JOIN listed_event ON listed_event.n = here.n "
                        "CROSS JOIN listed_event_row ON listed_event_row.key = listed_event.key ORDER BY here.n",
                        (*where.values, *counts)).fetchall()
    total = start + len(some) if limit is None else int(some[0][1]) if some else 0
    return [unpack(row, EventRow) for row, _ in some], total or _total(conn, where)


def _total(conn: sqlite3.Connection, where: Where) -> int:
    total, = conn.execute(f"SELECT count(*) FROM listed_event WHERE {where}", where.values).fetchone()
    return int(total)


def row(conn: sqlite3.Connection, key: str) -> EventRow | None:
    """The row that an event is in; None where the listing does not have it."""
    found = conn.execute("SELECT listed_event_row.row FROM listed_telling JOIN listed_event ON n = listed_telling.row "
                         "JOIN listed_event_row USING (key) WHERE event = ?", (key,)).fetchone()
    return unpack(found[0], EventRow) if found else None


def facets(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked) -> Facets:
    """What the rows that are asked for are like."""
    where = _where(conn, known, asked)
    counted: dict[str, dict[str, int]] = {name: {} for name in PROPERTIES}
    for name, value, n in _traits_of(conn, where):
        counted[name][value] = counted[name].get(value, 0) + n
    return Facets(noun="event", total=sum(counted[PROPERTIES[0]].values()), values=tuple(
        (name, tuple(sorted(((value, n) for value, n in some.items() if value), key=lambda one: (-one[1], one[0]))))
        for name, some in counted.items()))


def _traits_of(conn: sqlite3.Connection, where: Where) -> Iterator[tuple[str, str, int]]:
    """How often rows that fit have which value of each property."""
    if str(where) in WHOLE:
        yield from conn.execute(f"SELECT name, value, events FROM listed_trait WHERE {where}")
        return
    joined = " || char(9) || ".join(PROPERTIES)              # one column is quicker read than all
    for told, n in Counter(told for told, in conn.execute(
            f"SELECT {joined} FROM listed_event WHERE {where}", where.values)).items():
        for name, value in zip(PROPERTIES, told.split("\t"), strict=True):
            yield name, value, n


def dyads(conn: sqlite3.Connection, limit: int | None = None, start: int = 0, sides: Collection[str] = ()) -> \
        tuple[list[DyadRow], int]:
    """Who has events with whom, those of most events first, and how many there are in all; with one of some sides."""
    ending, counts = page(limit, start)
    where = Where()
    if sides:
        where.add("EXISTS (SELECT 1 FROM json_each(?) WHERE value IN (row ->> 'a', row ->> 'b'))", pack(sorted(sides)))
    some = [unpack(row, DyadRow) for row, in conn.execute(
        f"SELECT row FROM listed_dyad WHERE {where} ORDER BY n {ending}", (*where.values, *counts))]
    return some, int(conn.execute(f"SELECT count(*) FROM listed_dyad WHERE {where}", where.values).fetchone()[0])


def dyad(conn: sqlite3.Connection, known: Mapping[str, Known], a: str, b: str, ways: Sequence[Way]) -> \
        list[list[Counted]]:
    """What is told as done, by ways: what one side does to another, the other to it, all of both with what they do
    together.

    Raises UnknownKey or AmbiguousKey where nobody is called as a side.
    """
    one, other = _meant(conn, known, a), _meant(conn, known, b)
    asked: dict[Way, tuple[Meant, Meant, str]] = {
        "forth": (one, other, FORTH), "back": (other, one, FORTH), "both": (one, other, EITHER)}
    return [_counted(conn, "SELECT x.row FROM listed_party AS x CROSS JOIN listed_party AS y ON y.row = x.row "
                           f"WHERE {first.of('x')} AND {second.of('y')} AND x.n <> y.n AND {how}",
                     (*first.values, *second.values)) for first, second, how in map(asked.__getitem__, ways)]


def course(conn: sqlite3.Connection, known: Mapping[str, Known], side: str) -> tuple[list[Counted], ...]:
    """What is told as done: what a side does, and what is done to it. Raises as `dyad`."""
    mine = _meant(conn, known, side)
    return tuple(_counted(conn, f"SELECT row FROM listed_party AS x WHERE role = ? AND {mine.of('x')}",
                          (role, *mine.values)) for role in ROLES)


def _counted(conn: sqlite3.Connection, some: str, values: Sequence[str | int]) -> list[Counted]:
    """What series need of the rows whose keys a query gives."""
    from standoff.measures import Counted

    return [Counted(key=key, date=Date(value=value, low=low, high=high), quad=quad, score=score, articles=articles,
                    families=families, reports=reports, independent=independent)
            for key, value, low, high, quad, score, articles, families, reports, independent in conn.execute(
                "SELECT key, value, low, high, quad, score, articles, families, reports, independent "
                f"FROM listed_event WHERE +done = 1 AND n IN ({some}) ORDER BY n", values)]


def carried(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked) -> list[Carried]:
    """Which outlets carry the rows that are asked for (`standoff.measures.coverage`)."""
    if asked == Asked():
        return [unpack(row, Carried) for row, in conn.execute("SELECT row FROM listed_carried ORDER BY n")]
    from standoff.measures import Told, coverage

    where, papers = _where(conn, known, asked), dict[str, list[str]]()
    for outlet, published in conn.execute("SELECT outlet, published FROM listed_paper"):
        papers.setdefault(outlet, []).append(published)
    return coverage((unpack(row, Told) for row, in conn.execute(
        "SELECT listed_event_row.row FROM listed_event JOIN listed_event_row USING (key) "
        f"WHERE {where} ORDER BY n", where.values)), papers)


def _carrying(row: EventRow) -> Told:
    """What coverage needs of a row."""
    from standoff.measures.coverage import Carrying, Side, Told

    return Told(key=row.key, type=row.type, quad=row.quad, score=row.score,
                actors=tuple(Side(country=one.country) for one in row.actors),
                recipients=tuple(Side(country=one.country) for one in row.recipients),
                tellings=tuple(Carrying(outlets=one.outlets, published=one.published, articles=one.articles)
                               for one in row.tellings))


def _where(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked) -> Where:
    """The condition on a row. With the list as a whole the row tells it; else one of its tellings has to fit."""
    where, told = Where(), Where()
    if asked.foremost:
        where.add("foremost")
    if asked.quad:
        where.add("quad = ?", asked.quad)
    for column, value in (("type", asked.type), ("report", asked.report), ("country", asked.country.upper())):
        told.equal(column, value)
    if asked.mode:
        told.add("instr(modes, ?)", f'"{asked.mode}"')
    if asked.factuality and asked.factuality != ANY:
        told.add("instr(factuality, ?)", f'"{asked.factuality}"')
    told.within("low", "high", asked.since, asked.until)
    told.written("words", asked.words)
    told.named("place", asked.place)
    sides: list[tuple[str, tuple[str | int, ...]]] = []          # each a query of `listed_side`
    for role, side in zip(ROLES, (asked.actor, asked.recipient), strict=True):
        if side:
            mine = _meant(conn, known, side)
            sides.append((f"FROM listed_side AS x WHERE x.role = ? AND {mine.of('x')}", (role, *mine.values)))
    if any(asked.between):
        one, other = (_meant(conn, known, side) for side in asked.between)
        sides.append(("FROM listed_side AS x CROSS JOIN listed_side AS y ON y.row = x.row AND y.event = x.event AND "
                      f"y.done = x.done WHERE {one.of('x')} AND {other.of('y')} AND x.n <> y.n AND {EITHER}",
                      (*one.values, *other.values)))
    put = "" if asked.factuality else " AND x.done = 1"
    if not told.conditions and len(sides) == 1:              # it tells the row
        side, values = sides[0]
        where.add(f"n IN (SELECT x.row {side}{put})", *values)
        return where
    for side, values in sides:
        told.add(f"event IN (SELECT x.event {side}{put})", *values)
    if told.conditions:
        if not asked.factuality:
            told.add("done = 1")
        where.add(f"n IN (SELECT row FROM listed_telling WHERE {told})", *told.values)
    elif not asked.factuality:
        where.add("done = 1")
    return where


WHOLE = ("1", "done = 1")
"""What is asked of the list as a whole."""

FORTH = "x.role = 'actor' AND y.role = 'recipient'"
EITHER = "'actor' IN (x.role, y.role)"
"""Of two parties of an event: the first does it to the second; one does it to the other, or both do it together."""


def _meant(conn: sqlite3.Connection, known: Mapping[str, Known], side: str) -> Meant:
    """Whom a side that is asked for means: a country where a party is coded so, else an actor, else words of names.

    Raises UnknownKey or AmbiguousKey where nobody is called so.
    """
    if COUNTRY.fullmatch(side) and _any(conn, Meant("{0}.country = ? AND {0}.country != ''", (side,))):
        return Meant("{0}.country = ? AND {0}.country != ''", (side,))
    try:
        return Meant("{0}.actor = ? AND {0}.actor != ''", (actors.find(conn, known, side),))
    except (UnknownKey, AmbiguousKey):
        where = Where(["{0}.name <> ''"])
        where.named("{0}.name", side)
        called = Meant(str(where), tuple(where.values))
        if not _any(conn, called):
            raise
        return called


def _any(conn: sqlite3.Connection, meant: Meant) -> bool:
    found = conn.execute(f"SELECT 1 FROM listed_side AS x WHERE {meant.of('x')} LIMIT 1", meant.values)
    return found.fetchone() is not None
