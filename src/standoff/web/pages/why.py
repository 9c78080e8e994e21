"""Why: the evidence of one datum: its words in every copy, where they are from, who decided, what else it may be.

The same is shown beside other pages (`?at=KEY`), in short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from standoff.answers import EventRow, OutlookRow, Quote, Source, StatementRow, Why
from standoff.api import Record
from standoff.errors import UnknownKey
from standoff.model import Event, Origin, Outlook, Statement
from standoff.web.page import Page
from standoff.web.pages.evidence import Held, Reader, Words, cited, nested, shown

Row = TypeVar("Row")

MOST = 40
"""Captures whose words are shown; of more the number is told."""

EACH = 12
"""Quotes of one capture, and places of a row that are read: a state may have thousands."""

PIECED = frozenset({"statement", "outlook", "event"})
"""Nouns whose quotes are parts of one: what lies inside another is a piece of it."""

KEYED = re.compile(r" \([a-z][0-9a-f]{16}\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose evidence."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The evidence of one datum."""

    title: str                       # the datum in one line
    key: str
    noun: str
    about: str = ""                  # of an actor: its type and codes
    event: EventRow | None = None    # the row that it is in, where there is one
    statement: StatementRow | None = None
    outlook: OutlookRow | None = None
    held: tuple[Held, ...]           # its words, capture by capture; the printed copy first
    more: int                        # captures that are not shown
    told: tuple[tuple[str, Held], ...] = ()      # other places that tell the same, each with its key
    left: int = 0                    # such places that are not shown
    origin: Origin
    reasons: tuple[str, ...]
    numbers: tuple[str, ...] = ()    # of an event: what each number counts, what made it one
    alternatives: tuple[str, ...]
    report: str                      # of it, "" where it belongs to several or none


def look(record: Record, asked: Asked) -> Shown:
    """The evidence of whatever a key names."""
    why, reader = record.why(asked.key), Reader(record)
    event = _row(record.event_row, why.key) if why.noun == "event" else None
    statement = _row(record.statement_row, why.key) if why.noun == "statement" else None
    outlook = _row(record.outlook_row, why.key) if why.noun == "outlook" else None
    numbers = record.retold(why.key) if event else ()
    held = _held(reader, why)
    others = [one for one in (event.events if event else [one.statement for one in statement.wordings] if statement
                              else outlook.items if outlook else ()) if one != why.key]
    return Shown(title=_title(why, event, statement), key=why.key, noun=why.noun, about=_called(why)[1],
                 event=event, statement=statement, outlook=outlook, held=held[:MOST], more=max(0, len(held) - MOST),
                 told=tuple(pair for one in others[:EACH] for pair in _again(reader, one, held[0] if held else None)),
                 left=max(0, len(others) - EACH), origin=why.origin, reasons=_reasons(why, numbers), numbers=numbers,
                 alternatives=why.alternatives, report=_report(record, why.key))


def _title(why: Why, event: EventRow | None, statement: StatementRow | None) -> str:
    """The datum in one line, without keys."""
    if event:
        sides = [", ".join(one.name for one in some) for some in (event.actors, event.recipients)]
        return f"{event.type}: {sides[0] or 'nobody told'}{f' → {sides[1]}' if sides[1] else ''}"
    if statement:
        return f"{statement.name} {statement.manner}"
    return _called(why)[0]


def _called(why: Why) -> tuple[str, str]:
    """What a datum is called, and of an actor what else is said of it in that line."""
    name, sign, rest = KEYED.sub("", why.what).rpartition(": " if why.noun == "actor" else "\0")
    return (name, rest) if sign else (rest, "")


def _row(of: Callable[[str], Row], key: str) -> Row | None:
    """The row of a datum; None where it is in none."""
    try:
        return of(key)
    except UnknownKey:
        return None


def _report(record: Record, key: str) -> str:
    try:
        return record.report(key).key
    except UnknownKey:
        return ""


def _reasons(why: Why, numbers: Sequence[str]) -> tuple[str, ...]:
    """The reasons one by one, without what is told apart from them."""
    reason = why.reason
    for one in numbers:
        reason = reason.replace(one, "")
    return tuple(one.strip() for one in re.split(r"; | \| ", reason) if one.strip(" ;"))


def _held(reader: Reader, why: Why) -> tuple[Held, ...]:
    """The words of a datum, capture by capture, in the order in which they are told."""
    first = why.quotes[0] if why.quotes else None
    quotes: dict[str, list[Quote]] = {}
    for one in (*why.quotes, *why.copies):
        quotes.setdefault(one.page, []).append(one)
    sources = {one.page: one for one in why.sources}
    order = [*dict.fromkeys([*quotes, *(one.page for one in why.sources)])]
    return tuple(made for number, page in enumerate(order)
                 if (made := _one(reader, sources.get(page), page, quotes.get(page, []) if number < MOST else [],
                                  first, why)))


def _one(reader: Reader, source: Source | None, key: str, quotes: list[Quote], first: Quote | None, why: Why) \
        -> Held | None:
    page = reader.page(key) if key else None
    if source is None:
        return None
    if page is None:
        return Held(page="", capture=source.capture, mark="", outlet="", title=source.title, published=None,
                    url=source.url or "", retrieved=min((one.retrieved for one in source.sightings if one.retrieved),
                                                        default=""),
                    digest=source.digest, source=source.sightings[0].source)
    made = reader.held(page, reader.capture(source.capture))
    pieced = nested(quotes) if why.noun in PIECED else [(one, []) for one in quotes]
    some = [shown(page, one.start, one.end, one.label, pieces,
                  first.exact if first and one in why.copies and one.label == "copy" else None)
            for one, pieces in pieced[:EACH]]
    return _with(made, some)


def _with(held: Held, some: Sequence[Words]) -> Held:
    return replace(held, words=tuple(replace(one, cite=cited(held, one.start, one.end, one.exact)) for one in some))


def _again(reader: Reader, key: str, first: Held | None) -> list[tuple[str, Held]]:
    """Where another place tells the same: its words in the first of its copies."""
    record = reader.record
    one: Event | Statement | Outlook = record.event(key) if key[0] == "h" else \
        record.statement(key) if key[0] == "q" else record.foreseen(key)
    span = one.evidence[0]
    page = reader.page(span.page)
    if page is None:
        return []
    made = reader.held(page, reader.capture(f"c{page.key[1:]}"))
    return [(key, _with(made, [shown(page, span.start, span.end, "told again")]))]


PAGE = Page(name="why", path="/why/{key}", title="Evidence", asked=Asked, shown=Shown, look=look)
