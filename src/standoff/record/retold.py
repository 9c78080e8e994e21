"""Which events are one, in the end: what the stage `recounts` found, and what persons decided, which outranks it.

A person's decision is pinned to the words that tell an event; here it is led back to the event that stands there now.
Takes an open connection and never writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from standoff import text
from standoff.model import Correction, Event, Pin, Verb
from standoff.record import corrections, facts, keys, read

Groups = Mapping[str, tuple[str, ...]]
"""The events that are told again, each with the keys of all that are one with it, sorted."""


def pin(conn: sqlite3.Connection, event: Event) -> Pin:
    """An event as the main word of what tells it, on the first copy that has it."""
    start, end = next((piece for piece in event.trigger if piece[0] <= event.anchor < piece[1]), event.trigger[0])
    return corrections.pin_at(conn, text.carry(read.report(conn, event.report), start, end)[0])


def event_at(conn: sqlite3.Connection, one: Pin, type: str = "") -> str:
    """The key of the event that the words of a pin tell now, of several that of the type; "" for none, and where two
    others are as near: which of them a person meant nobody knows.
    """
    span = corrections.found(conn, one) if one.span else None
    report = read.report_on(conn, span.page) if span else None
    place = text.uncarry(read.stretches(conn, report), span) if span and report else None
    if place is None:
        return ""
    some = [(key, of) for key, of, told in conn.execute(
        "SELECT key, type, told FROM event WHERE report = ? AND start < ? AND stop > ? ORDER BY key",
        (report, place[1], place[0])) if any(
            low < place[1] and high > place[0] for low, high in json.loads(told))]
    some = [one for one in some if one[1] == type] or some
    return some[0][0] if len(some) == 1 else ""


def ends(conn: sqlite3.Connection, one: Correction) -> list[str]:
    """The events that a decision speaks of, as they stand now, in the order of its pins; "" for one whose words tell
    none any more."""
    types = one.value.split()
    return [event_at(conn, pin, types[n] if n < len(types) else "") for n, pin in enumerate(one.pins)]


def decided(conn: sqlite3.Connection) -> dict[tuple[str, str], Correction]:
    """What persons decided of two events, the smaller key first: of several decisions the last."""
    made: dict[tuple[str, str], Correction] = {}
    for one in corrections.standing(conn):
        if one.verb in (Verb.JOIN, Verb.PART):
            for a, b in _pairs(one, ends(conn, one)):
                if a and b and a != b:
                    made[min(a, b), max(a, b)] = one
    return made


def _pairs(one: Correction, some: list[str]) -> Iterator[tuple[str, str]]:
    yield from combinations(some, 2) if one.verb is Verb.JOIN else ((some[0], other) for other in some[1:])


def groups(conn: sqlite3.Connection) -> Groups:
    """The events that are one: what persons joined first, then the recounts from the surest on; none that brings
    together what a person parted.
    """
    said = decided(conn)
    parted = {pair for pair, one in said.items() if one.verb is Verb.PART}
    links = sorted(pair for pair, one in said.items() if one.verb is Verb.JOIN)
    links += conn.execute("SELECT a, b FROM recount ORDER BY score DESC, a, b").fetchall()
    others: dict[str, set[str]] = {}
    for a, b in parted:
        others.setdefault(a, set()).add(b)
        others.setdefault(b, set()).add(a)
    made: dict[str, list[str]] = {}
    for a, b in links:
        mine, theirs = made.get(a, [a]), made.get(b, [b])
        if mine is theirs or any(other in theirs for one in mine for other in others.get(one, ())):
            continue
        both = [*mine, *theirs]
        made |= dict.fromkeys(both, both)
    return {key: tuple(sorted(group)) for key, group in made.items()}


def reasons(conn: sqlite3.Connection, some: Collection[str]) -> list[str]:
    """What made some events one row, or keeps another out of it: recounts among them, and decisions on one of them."""
    words = {Verb.JOIN: "is one with", Verb.PART: "is another than"}
    found = {keys.recount(one): one for key in sorted(some) for one in facts.recounts_of(conn, key)
             if one.a in some and one.b in some}
    return [f"{one.a} is told again in {one.b}, {one.score:.2f}: {', '.join(one.reasons)}"
            for _, one in sorted(found.items())] + [
        f"{one.by} decided that {a} {words[one.verb]} {b} ({keys.correction(one)}"
        f"{f': {one.because}' if one.because else ''})"
        for (a, b), one in sorted(decided(conn).items()) if a in some or b in some]
