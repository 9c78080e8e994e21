"""Events as other projects coded them, in the record: beside ours and never mixed with them.

Takes an open connection and values that `standoff.foreign` made; reads no files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from standoff.model import EventType, ForeignCoding, ForeignSide, Project
from standoff.record import keys, sql, write

COLUMNS = ("key, project, id, date, type, modes, contexts, code, score, actor, recipient, place, country, latitude, "
           "longitude, articles, source, file, line, original")


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


def keep(conn: sqlite3.Connection, items: Iterable[ForeignCoding]) -> int:
    """Keep foreign codings; how many of them are new. Of one that is here already, the first file and line stay."""
    before = conn.total_changes
    conn.executemany(f"INSERT OR IGNORE INTO foreign_coding ({COLUMNS}, value) VALUES ({sql.marks(range(21))})",
                     (_row(write.storable(one)) for one in items))
    return conn.total_changes - before


def _row(one: ForeignCoding) -> sql.Row:
    return (one.key, one.project, one.id, one.date, one.type or "", _json(one.modes), _json(one.contexts), one.code,
            one.score, _side(one.actor), _side(one.recipient), one.place, one.country, one.latitude, one.longitude,
            one.articles, one.source, one.file, one.line, _json(one.original), keys.value(one))


def _side(one: ForeignSide) -> str:
    return _json((one.name, one.country, one.sectors))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def codings(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[ForeignCoding]:
    """All foreign codings by key, or those named."""
    for batch in sql.in_batches(conn, "foreign_coding") if some is None else sql.batches(sorted(some)):
        yield from map(_coding, sql.rows(
            conn, f"SELECT {COLUMNS} FROM foreign_coding WHERE key IN ({{}}) ORDER BY key", batch))


def coding(conn: sqlite3.Connection, key: str) -> ForeignCoding:
    """One foreign coding."""
    return sql.sole(list(codings(conn, [key])), key)


def _coding(row: sql.Row) -> ForeignCoding:
    (key, project, id, date, type, modes, contexts, code, score, actor, recipient, place, country, latitude, longitude,
     articles, source, file, line, original) = row
    return ForeignCoding(
        key=key, project=Project(project), id=id, date=date, type=EventType(type) if type else None,
        modes=tuple(json.loads(modes)), contexts=tuple(json.loads(contexts)), code=code, score=score,
        actor=_sided(actor), recipient=_sided(recipient), place=place, country=country, latitude=latitude,
        longitude=longitude, articles=articles, source=source, file=file, line=line,
        original=tuple((column, cell) for column, cell in json.loads(original)))


def _sided(said: str) -> ForeignSide:
    name, country, sectors = json.loads(said)
    return ForeignSide(name=name, country=country, sectors=tuple(sectors))
