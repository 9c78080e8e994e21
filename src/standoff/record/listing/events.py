"""The listing of events: every row of `happened`, and what rows are asked for by. One of its tellings has to fit."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standoff.answers import EventRow, Facets, Party
from standoff.days import bounds
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.known import Known
from standoff.model import Date
from standoff.record import happened, tellings
from standoff.record.happened import ANY, COUNTRY, Asked, Chronicle
from standoff.record.linker import bare
from standoff.record.listing import actors, shown
from standoff.record.listing.asked import Where, written
from standoff.record.listing.codec import Lines, pack, unpack
from standoff.record.listing.touched import Mended, Touched
from standoff.record.parties import Sides
from standoff.table import Table


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a side that is asked for means, as a condition on a line of `listed_side` or `listed_party`."""

    condition: str                   # "{0}" stands for the table
    values: tuple[str | int, ...]

    def of(self, table: str) -> str:
        """The condition on a table, by its name in a query."""
        return self.condition.format(table)


TABLES = ("listed_event_row", "listed_event", "listed_where", "listed_party", "listed_telling", "listed_word",
          "listed_side", "listed_paper", "listed_told")

ROLES = ("actor", "recipient")

KEPT = shown.Kept(noun="event", found="listed_event", rows="listed_event_row", parts=("done = 1", "1"),
                  properties=("type", "quad", "factuality", "country", "year", "voice"))


# — making —


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """All rows, in the order in which they happened, with what they are found by."""
    chronicle = Chronicle(conn, known)
    for n, (row, told) in enumerate(chronicle.rows()):
        _row(lines, chronicle, n, row, told)
    for paper in dict.fromkeys(chronicle.sources.papers()):
        lines.put("listed_paper", *paper)


def mend(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines, touched: Touched) -> Mended:
    """The rows with a telling in a report that is touched. When something happened does not hang on who did it."""
    rows = dict(conn.execute(
        "SELECT key, n FROM main.listed_event WHERE n IN (SELECT row FROM main.listed_telling WHERE report IN ("
        "SELECT value FROM json_each(?)))", (pack(sorted(touched.reports)),)).fetchall())
    chronicle, events = Chronicle(conn, known), list[str]()
    for key, n in rows.items():
        row, told = chronicle.one(key)
        events += row.events
        _row(lines, chronicle, n, row, told)
    return Mended(order={}, gone={
        "listed_event_row": ("key", rows), "listed_event": ("key", rows), "listed_where": ("row", rows.values()),
        "listed_party": ("row", rows.values()), "listed_told": ("row", rows.values()),
        "listed_telling": ("event", events), "listed_word": ("event", events), "listed_side": ("event", events)})


def _row(lines: Lines, chronicle: Chronicle, n: int, row: EventRow, told: Sequence[tellings.Told]) -> None:
    """A row with what it is found by."""
    from standoff import measures  # takes long to import

    lines.row("event", row.key, row)
    done = any(happened.done(one.factuality) for one in told)
    low, high = bounds(row.date)
    lines.put("listed_event", row.key, n, row.type, row.quad, row.score, row.date.value, row.date.low,
              row.date.high, low[:4] if low[:4] == high[:4] else "", row.country, row.factuality[0], row.voices[0],
              done, row.foremost, row.articles, row.families, row.reports, row.independent)
    if row.place:
        lines.put("listed_where", n, row.place, row.country, row.place_precision, row.latitude, row.longitude)
    _sides(lines, "listed_party", (n,), (row.actors, row.recipients))
    for line in measures.lines(row):
        lines.put("listed_told", n, line.outlet, line.articles, line.month, line.months, line.actors, line.recipients)
    for one in told:
        _telling(lines, chronicle, n, one)


def _telling(lines: Lines, chronicle: Chronicle, row: int, one: tellings.Told) -> None:
    (low, high), done = _span(one.date), happened.done(one.factuality)
    place, country = chronicle.place(one)
    lines.put("listed_telling", one.key, row, one.report, one.type, pack(one.modes), pack(one.factuality),
              done, low, high, country, bare(place))
    for word in dict.fromkeys(bare(one.words).split()):
        lines.put("listed_word", word, one.key, row, done)
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


# — reading —


def rows(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked, limit: int | None = None,
         start: int = 0) -> Table[EventRow]:
    """The rows that are asked for, in the order in which they happened.

    Raises UnknownKey or AmbiguousKey where nobody is called as a side that is asked for.
    """
    return shown.table(conn, KEPT, EventRow, where(conn, known, asked), limit, start)


def row(conn: sqlite3.Connection, key: str) -> EventRow | None:
    """The row that an event is in; None where the listing does not have it."""
    found = conn.execute("SELECT listed_event_row.row FROM listed_telling JOIN listed_event ON n = listed_telling.row "
                         "JOIN listed_event_row USING (key) WHERE event = ?", (key,)).fetchone()
    return unpack(found[0], EventRow) if found else None


def facets(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked, most: int | None = None) -> Facets:
    """What the rows that are asked for are like."""
    return shown.facets(conn, KEPT, where(conn, known, asked), most)


def where(conn: sqlite3.Connection, known: Mapping[str, Known], asked: Asked) -> Where:
    """The condition on a row. With the list as a whole the row tells it; else one of its tellings has to fit."""
    found, told = Where(), Where()
    if asked.foremost:
        found.add("foremost")
    if asked.quad:
        found.add("quad = ?", asked.quad)
    for column, value in (("type", asked.type), ("report", asked.report), ("country", asked.country.upper())):
        told.equal(column, value)
    if asked.mode:
        told.add("instr(modes, ?)", f'"{asked.mode}"')
    if asked.factuality and asked.factuality != ANY:
        told.add("instr(factuality, ?)", f'"{asked.factuality}"')
    told.within("low", "high", asked.since, asked.until)
    told.named("place", asked.place)
    parts: list[tuple[str, tuple[str | int, ...]]] = [      # each a query of what has a telling's key, its row and done
        ("FROM listed_word AS x WHERE x.word BETWEEN ? AND ?", word) for word in written(asked.words)]
    for role, side in zip(ROLES, (asked.actor, asked.recipient), strict=True):
        if side:
            mine = meant(conn, known, side)
            parts.append((f"FROM listed_side AS x WHERE x.role = ? AND {mine.of('x')}", (role, *mine.values)))
    if any(asked.between):
        one, other = (meant(conn, known, side) for side in asked.between)
        parts.append(("FROM listed_side AS x CROSS JOIN listed_side AS y ON y.row = x.row AND y.event = x.event AND "
                      f"y.done = x.done WHERE {one.of('x')} AND {other.of('y')} AND x.n <> y.n AND {EITHER}",
                      (*one.values, *other.values)))
    put = "" if asked.factuality else " AND x.done = 1"
    if not told.conditions and len(parts) == 1:              # it tells the row
        part, values = parts[0]
        found.add(f"n IN (SELECT x.row {part}{put})", *values)
        return found
    for part, values in parts:
        told.add(f"event IN (SELECT x.event {part}{put})", *values)
    if told.conditions:
        if not asked.factuality:
            told.add("done = 1")
        found.add(f"n IN (SELECT row FROM listed_telling WHERE {told})", *told.values)
    elif not asked.factuality:
        found.add("done = 1")
    return found


FORTH = "x.role = 'actor' AND y.role = 'recipient'"
EITHER = "'actor' IN (x.role, y.role)"
"""Of two parties of an event: the first does it to the second; one does it to the other, or both do it together."""


def meant(conn: sqlite3.Connection, known: Mapping[str, Known], side: str) -> Meant:
    """Whom a side that is asked for means: a country where a party is coded so, else an actor, else words of names.

    Raises UnknownKey or AmbiguousKey where nobody is called so.
    """
    if COUNTRY.fullmatch(side) and _any(conn, Meant("{0}.country = ? AND {0}.country != ''", (side,))):
        return Meant("{0}.country = ? AND {0}.country != ''", (side,))
    try:
        return Meant("{0}.actor = ? AND {0}.actor != ''", (actors.find(conn, known, side),))
    except (UnknownKey, AmbiguousKey):
        words = Where(["{0}.name <> ''"])
        words.named("{0}.name", side)
        called = Meant(str(words), tuple(words.values))
        if not _any(conn, called):
            raise
        return called


def _any(conn: sqlite3.Connection, meant: Meant) -> bool:
    found = conn.execute(f"SELECT 1 FROM listed_side AS x WHERE {meant.of('x')} LIMIT 1", meant.values)
    return found.fetchone() is not None
