"""Search: words in all that was captured, and who or what is called so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.answers import ActorRow, EventRow, Hit, OutlookRow, StatementRow
from standoff.api import Record
from standoff.errors import StandoffError
from standoff.model import Role
from standoff.web.page import SIZE, Page, start, stretches

FEW = 3
"""Rows of what else has the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Words, "phrases" and beginnings*; all of them are required."""

    words: str = ""
    role: Role | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What has the words."""

    title: str
    hits: tuple[Hit, ...]            # a page of them
    total: int
    roles: tuple[tuple[str, int], ...]       # how many segments of each role
    key: str                         # what the words name, where they are a key or the beginning of one
    actors: tuple[ActorRow, ...]     # the first of those called so
    actors_total: int
    statements: tuple[StatementRow, ...]     # the first that have the words
    statements_total: int
    events: tuple[EventRow, ...]
    events_total: int
    outlook: tuple[OutlookRow, ...]
    outlook_total: int


def look(record: Record, asked: Asked) -> Shown:
    """What a record has of some words."""
    first = start(asked.page)
    words = asked.words.strip()
    roles = record.found(words)
    whole = words and asked.page == 1 and asked.role is None
    actors = record.actors(words, limit=FEW) if whole else None
    statements = record.statements(words=words, limit=FEW) if whole else None
    events = record.events(words=words, limit=FEW) if whole else None
    outlook = record.outlook(words=words, limit=FEW) if whole else None
    return Shown(
        title=f"Search: {words}" if words else "Search", key=_key(record, words),
        hits=tuple(record.search(words, limit=SIZE, role=asked.role, start=first)),
        total=sum(roles.values()) if asked.role is None else roles.get(asked.role, 0),
        roles=tuple((role.value, n) for role, n in roles.items()),
        actors=tuple(actors or ()), actors_total=actors.total if actors else 0,
        statements=tuple(statements or ()), statements_total=statements.total if statements else 0,
        events=tuple(events or ()), events_total=events.total if events else 0,
        outlook=tuple(outlook or ()), outlook_total=outlook.total if outlook else 0)


def _key(record: Record, words: str) -> str:
    """The key that the words are, "" where they are none."""
    if len(words) < 5 or not words.isalnum():
        return ""
    try:
        return record.full_key(words)
    except StandoffError:
        return ""


def each(record: Record, asked: Asked) -> Iterator[Hit]:
    """All places that have the words."""
    return stretches(lambda limit, first: record.search(asked.words, limit, asked.role, first))


PAGE = Page(name="search", path="/search", title="Search", asked=Asked, shown=Shown, look=look, rows="hits", each=each,
            published=None)
