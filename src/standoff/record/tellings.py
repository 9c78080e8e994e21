"""What each place of a report tells of an event, as the record has it: what rows of events are put together of.

Takes an open connection and never writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standoff.model import Date, EventType, Factuality, Harm, Size
from standoff.record import sources, sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as one place tells it, with what a row needs of it and no more."""

    key: str
    report: str
    start: int
    type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    sizes: tuple[Size, ...]
    factuality: tuple[Factuality, ...]
    said: bool
    voice: str | None
    foremost: bool
    words: str
    date: Date                       # without its evidence


def every(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterable[Told]:
    """All of them, or those of some events, by key."""
    which, asked = ("", ()) if some is None else (f"WHERE event.key IN ({sql.marks(some)}) ", tuple(some))
    for (key, report, start, type, modes, contexts, actors, recipients, place, sizes, factuality, said, voice, foremost,
         words, *date) in conn.execute(
            "SELECT event.key, report, start, type, modes, contexts, actors, recipients, place, sizes, factuality, "
            f"said, voice, foremost, words, {sources.DATED} FROM event LEFT JOIN date ON date.datum = event.key "
            f"{which}ORDER BY event.key", asked).fetchall():
        yield Told(
            key=key, report=report, start=start, type=EventType(type), modes=tuple(json.loads(modes)),
            contexts=tuple(dict.fromkeys(name for name, _, _ in json.loads(contexts))),
            actors=tuple(json.loads(actors)), recipients=tuple(json.loads(recipients)), place=place,
            sizes=tuple(Size(harm=Harm(harm), low=low, best=best, high=high, start=begin, end=end)
                        for harm, low, best, high, begin, end in json.loads(sizes)),
            factuality=tuple(map(Factuality, json.loads(factuality))), said=bool(said), voice=voice,
            foremost=bool(foremost), words=words, date=sources.dated(date))
