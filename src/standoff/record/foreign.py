"""Events as other projects coded them, in the record: beside ours and never mixed with them.

Takes an open connection and values that `standoff.foreign` made; opens no files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from standoff.answers import CodedFile
from standoff.model import EventType, ForeignCoding, ForeignSide, Problem, Project
from standoff.record import happened, keys, sql, write
from standoff.record.sources import has

COLUMNS = ("key, project, id, date, type, modes, contexts, code, score, actor, recipient, place, country, latitude, "
           "longitude, articles, source, file, line")
READ = f"SELECT {COLUMNS}, columns, original FROM foreign_coding JOIN foreign_head ON n = head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which foreign codings are wanted. "" is any; a side is a country ("IRN") or words of a name."""

    project: str = ""
    actor: str = ""
    recipient: str = ""
    between: tuple[str, str] = ("", "")      # two sides, whichever does it
    type: str = ""
    since: str = ""                  # ISO days, both included
    until: str = ""
    country: str = ""                # of the place


BATCH = 2000
"""Lines that are kept at once: what a stop in between loses."""


def take(conn: sqlite3.Connection, file: str, items: Iterable[ForeignCoding | Problem],
         progress: Callable[[str, int, int], None] | None = None) -> CodedFile:
    """Keep what one table gave, and its problems in place of those that it had when it was read before."""
    added = read = 0
    problems: list[Problem] = []
    project: Project | None = None
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        some = [one for one in batch if isinstance(one, ForeignCoding)]
        problems += [one for one in batch if isinstance(one, Problem)]
        with write.transaction(conn, stale=["overview"]):
            added += keep(conn, some)
        read += len(some)
        project = some[0].project if some else project
        if progress:
            progress("codings", read, 0)
    with write.transaction(conn, stale=["overview"]):
        write.these_problems(conn, "codings", file, problems)
    return CodedFile(file=file, project=project, added=added, seen=read - added, problems=tuple(problems))


def keep(conn: sqlite3.Connection, items: Iterable[ForeignCoding]) -> int:
    """Keep foreign codings; how many of them are new. Of one that is here already, the first file and line stay.

    Their text is storable, as `standoff.foreign` makes it.
    """
    heads: dict[str, int] = {}
    some = {one.key: one for one in reversed([*items])}      # of a line that stands there twice the first
    for key, in sql.rows(conn, "SELECT key FROM foreign_coding WHERE key IN ({})", [*some]):
        del some[key]
    rows = [_row(one, _head(conn, one, heads)) for one in some.values()]
    conn.executemany(f"INSERT INTO foreign_coding ({COLUMNS}, head, original, value) "
                     f"VALUES ({sql.marks(range(22))})", rows)
    return len(rows)


def _head(conn: sqlite3.Connection, one: ForeignCoding, heads: dict[str, int]) -> int:
    """Where the columns of a line stand in the record."""
    columns = _json([column for column, _ in one.original])
    if columns not in heads:
        conn.execute("INSERT OR IGNORE INTO foreign_head (columns) VALUES (?)", (columns,))
        heads[columns], = conn.execute("SELECT n FROM foreign_head WHERE columns = ?", (columns,)).fetchone()
    return heads[columns]


def _row(one: ForeignCoding, head: int) -> sql.Row:
    return (one.key, one.project, one.id, one.date, one.type or "", _json(one.modes), _json(one.contexts), one.code,
            one.score, _side(one.actor), _side(one.recipient), one.place, one.country, one.latitude, one.longitude,
            one.articles, one.source, one.file, one.line, head, _json([cell for _, cell in one.original]),
            keys.value(one))


def _side(one: ForeignSide) -> str:
    return _json((one.name, one.country, one.sectors))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def codings(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[ForeignCoding]:
    """All foreign codings by key, or those named."""
    for batch in sql.in_batches(conn, "foreign_coding") if some is None else sql.batches(sorted(some)):
        yield from map(_coding, sql.rows(
            conn, f"{READ} WHERE key IN ({{}}) ORDER BY key", batch))


def coding(conn: sqlite3.Connection, key: str) -> ForeignCoding:
    """One foreign coding."""
    return sql.sole(list(codings(conn, [key])), key)


def asked(conn: sqlite3.Connection, wanted: Asked) -> list[ForeignCoding]:
    """The foreign codings that fit, by day, project and key."""
    where, values = ["1"], list[str]()
    for clause, value in (("project = ?", wanted.project), ("type = ?", wanted.type), ("date >= ?", wanted.since),
                          ("date <= ?", wanted.until), ("country = ?", wanted.country)):
        if value:
            where.append(clause)
            values.append(value)
    for column, side in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if happened.COUNTRY.fullmatch(side):
            where.append(f"instr({column}, ?)")          # what has the letters somewhere: looked at closely below
            values.append(side)
    for side in wanted.between:
        if happened.COUNTRY.fullmatch(side):
            where.append("instr(actor || recipient, ?)")
            values.append(side)
    found = conn.execute(f"{READ} WHERE {' AND '.join(where)} ORDER BY date, project, key", values)
    return [_coding(row) for row in found if _between(_sided(row[9]), _sided(row[10]), wanted)]


def _between(actor: ForeignSide, recipient: ForeignSide, wanted: Asked) -> bool:
    a, b = wanted.between
    if (a or b) and not any(_is(actor, x) and _is(recipient, y) for x, y in ((a, b), (b, a))):
        return False
    return (not wanted.actor or _is(actor, wanted.actor)) and (not wanted.recipient or _is(recipient, wanted.recipient))


def _is(side: ForeignSide, asked: str) -> bool:
    """Whether a side is of the country that is asked for, or has the words in its name."""
    return asked in side.country.split() if happened.COUNTRY.fullmatch(asked) else has(side.name, asked)


def covered(conn: sqlite3.Connection) -> list[tuple[Project, str, str]]:
    """The projects that have codings in the record, with the first and the last day of these."""
    return [(Project(project), first, last) for project, first, last in conn.execute(
        "SELECT project, min(date), max(date) FROM foreign_coding GROUP BY project ORDER BY project")]


def _coding(row: sql.Row) -> ForeignCoding:
    (key, project, id, date, type, modes, contexts, code, score, actor, recipient, place, country, latitude, longitude,
     articles, source, file, line, columns, original) = row
    return ForeignCoding(
        key=key, project=Project(project), id=id, date=date, type=EventType(type) if type else None,
        modes=tuple(json.loads(modes)), contexts=tuple(json.loads(contexts)), code=code, score=score,
        actor=_sided(actor), recipient=_sided(recipient), place=place, country=country, latitude=latitude,
        longitude=longitude, articles=articles, source=source, file=file, line=line,
        original=tuple(zip(json.loads(columns), json.loads(original), strict=True)))


def _sided(said: str) -> ForeignSide:
    name, country, sectors = json.loads(said)
    return ForeignSide(name=name, country=country, sectors=tuple(sectors))
