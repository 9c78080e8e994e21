"""Corrections: what persons decided about actors, pinned to characters of pages, and what that comes to here and now.

A pin outlives every run: mentions get new keys when a report grows, the characters of a capture stay. So a correction
names a known actor's key or a span of a page with its quote; here the span is led back to the mention that stands there
now. One whose page the record does not hold, or where nobody is mentioned any more, rests until that changes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from standoff import text
from standoff.errors import FaultyCorrections
from standoff.known import iso
from standoff.model import OUTCOMES, Correction, Form, Judgement, Mention, Origin, Pin, Span, Verb, Verdict
from standoff.record import facts, read

BY = Origin(stage="corrections", version="1", rule="person")


REJECTABLE = {"h": "event", "q": "statement", "t": "tie"}
"""What a person may reject, by the first letter of its key, with its table."""

HALF = 0.5
"""Share of characters, of those that either has, from which on a datum is the one at a pin."""

OF_ACTORS = frozenset({Verb.MERGE, Verb.SPLIT, Verb.RENAME, Verb.ROLE})
"""What is decided about actors; the rest is about events and outlooks."""

LISTS = {Verb.RESOLVE: ("outlook", "overview"), Verb.JOIN: ("event", "overview"), Verb.PART: ("event", "overview")}
"""The lists (nouns of table `listed`) that a decision changes, of those that do not change all."""


# — pins —


def pin(conn: sqlite3.Connection, mention: Mention) -> Pin:
    """A mention as characters of the first copy that has it, by key.

    Raises UnknownKey where the report is not in the record any more.
    """
    report = read.report(conn, mention.report)
    return pin_at(conn, text.carry(report, mention.start, mention.end)[0])


def pin_at(conn: sqlite3.Connection, span: Span) -> Pin:
    """Characters of a page, with what they read."""
    quote, = conn.execute("SELECT substr(text, ? + 1, ?) FROM page WHERE key = ?",
                          (span.start, span.end - span.start, span.page)).fetchone()
    return Pin(span=span, quote=quote)


def mention_at(conn: sqlite3.Connection, one: Pin) -> Mention | None:
    """The mention that stands at a pin now: the same characters, else the one that shares most with them."""
    if one.span is None:
        return None
    span = found(conn, one)
    key = read.report_on(conn, span.page) if span else None
    place = text.uncarry(read.stretches(conn, key), span) if span and key else None
    if key is None or place is None:
        return None
    start, end = place

    def shared(mention: Mention) -> int:
        return min(end, mention.end) - max(start, mention.start)

    return min(facts.mentions_in(conn, key, start, end), default=None, key=lambda one: (
        (one.start, one.end) != place, one.form is Form.PRONOUN, -shared(one), one.end - one.start, one.start))


def found(conn: sqlite3.Connection, one: Pin) -> Span | None:
    """The pin's span; where another version of the page's stage moved the words, the one place that has them."""
    assert one.span is not None
    row = conn.execute("SELECT substr(text, ? + 1, ?) = ? FROM page WHERE key = ?",
                       (one.span.start, one.span.end - one.span.start, one.quote, one.span.page)).fetchone()
    if row is None or row[0]:
        return one.span if row else None
    words: str
    words, = conn.execute("SELECT text FROM page WHERE key = ?", (one.span.page,)).fetchone()
    at = words.find(one.quote) if one.quote else -1
    if at < 0 or words.find(one.quote, at + 1) >= 0:
        return None
    return Span(page=one.span.page, start=at, end=at + len(one.quote))


# — what corrections come to —


def standing(conn: sqlite3.Connection, verb: Verb | None = None) -> list[Correction]:
    """The corrections that are not undone, in the order made, wherever they were made."""
    return sorted((one for one in read.corrections(conn) if not one.undone and verb in (None, one.verb)),
                  key=lambda one: one.at)


def judgements(conn: sqlite3.Connection) -> list[Judgement]:
    """What merges and splits say of the mentions that there are now: `given` of `actors.compare`.

    `a` of a split is the mention that goes.
    Of two that say another thing of the same pair the later one holds.
    """
    said: dict[frozenset[str], Judgement] = {}
    for one in standing(conn):
        if one.verb not in (Verb.MERGE, Verb.SPLIT):
            continue
        ends = [_end(conn, pin) for pin in one.pins]
        same = one.verb is Verb.MERGE
        for a, b in ((ends[0], other) for other in ends[1:]):
            if a and b and a != b:
                if a[0].isupper():                   # a known actor stands last
                    a, b = b, a
                said.pop(frozenset((a, b)), None)
                said[frozenset((a, b))] = Judgement(
                    a=a, b=b, verdict=Verdict.SAME if same else Verdict.DIFFERENT, score=1.0 if same else 0.0,
                    by=one.by, origin=BY, reasons=(one.because or f"{one.by} says so",))
    return list(said.values())


def renamed(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Mentions or known keys with the names that persons chose, in the order made: `renamed` of `actors.cluster`."""
    return [(end, one.value) for one in standing(conn, Verb.RENAME) if (end := _end(conn, one.pins[0]))]


def roles(conn: sqlite3.Connection) -> list[tuple[str, Correction]]:
    """The posts that persons gave, each with the mention or known key of who has it."""
    return [(end, one) for one in standing(conn, Verb.ROLE) if (end := _end(conn, one.pins[0]))]


def _end(conn: sqlite3.Connection, one: Pin) -> str:
    """The known key or the mention's key that a pin stands for now; "" for none."""
    if one.known:
        return one.known
    found = mention_at(conn, one)
    return found.key if found else ""


def rejected(conn: sqlite3.Connection) -> frozenset[str]:
    """The keys of the events, statements and ties that a person says are not so or misread."""
    return frozenset(key for one in standing(conn, Verb.REJECT) for key in rejects(conn, one) if key)


def rejects(conn: sqlite3.Connection, one: Correction) -> list[str]:
    """What a rejection speaks of as it stands now, in the order of its pins; "" for what is not told any more."""
    return [key if conn.execute(f"SELECT 1 FROM {REJECTABLE[key[0]]} WHERE key = ?", (key,)).fetchone()
            else _datum_at(conn, pin, REJECTABLE[key[0]]) for key, pin in zip(one.value.split(), one.pins, strict=True)]


def _datum_at(conn: sqlite3.Connection, one: Pin, table: str) -> str:
    """The datum that stands at a pin now: what shares most characters with it, and at least half; "" for none, and
    where two share as many.
    """
    span = found(conn, one)
    if span is None:
        return ""
    near = conn.execute(f"SELECT datum, start, stop FROM evidence WHERE page = ? AND owner = datum AND start < ? "
                        f"AND stop > ? AND datum IN (SELECT key FROM {table})",
                        (span.page, span.end, span.start)).fetchall()
    shares = [((min(stop, span.end) - max(start, span.start)) / (max(stop, span.end) - min(start, span.start)), key)
              for key, start, stop in near]
    best = {key for share, key in shares if share >= HALF and share == max(shares)[0]}
    return best.pop() if len(best) == 1 else ""


# — from record to record —


def lines(items: Iterable[Correction]) -> Iterator[str]:
    """Corrections as JSON Lines, so that another record of the same captures can have them."""
    for one in items:
        yield json.dumps(asdict(one), ensure_ascii=False)


def parse(given: Iterable[str]) -> list[Correction]:
    """Corrections from JSON Lines. Raises FaultyCorrections: a line per fault, with its number and what to write."""
    made, faults = [], []
    for number, line in enumerate(given, 1):
        if not line.strip():
            continue
        try:
            made.append(_correction(json.loads(line)))
        except (ValueError, RecursionError) as error:
            faults.append(f"line {number}: {error}")
    if faults:
        raise FaultyCorrections("\n".join(faults))
    return made


def _correction(row: Any) -> Correction:
    if not isinstance(row, Mapping):
        raise ValueError("no object. Each line is {“verb”: …, “pins”: […], “by”: …, “at”: …}")
    names = [field.name for field in fields(Correction)]
    if strange := sorted(set(row) - set(names)):
        raise ValueError(f"{', '.join(strange)}: no such field. There are {', '.join(names)}")
    said = {name: row.get(name, "") for name in names if name not in ("verb", "pins")}
    if wrong := [name for name, value in said.items() if not isinstance(value, str)]:
        raise ValueError(f"{', '.join(wrong)}: no text")
    if not said["by"] or not said["at"]:
        raise ValueError("by and at are missing: who decided, and when")
    if row.get("verb") not in list(Verb):
        raise ValueError(f"verb {row.get('verb')!r}. Write one of {', '.join(Verb)}")
    pins = row.get("pins")
    if row["verb"] == Verb.UNDO and (pins or not said["value"]):
        raise ValueError("what takes a decision back has no pins, and as its value the key of that")
    if not isinstance(pins, Sequence) or isinstance(pins, str) or not (pins or row["verb"] == Verb.UNDO):
        raise ValueError("pins are missing: whom it speaks of")
    made = Correction(verb=Verb(row["verb"]), pins=tuple(map(pinned, pins)), **said)
    if made.verb is Verb.RESOLVE and (made.value not in OUTCOMES or any(pin.known for pin in made.pins)):
        raise ValueError(f"a resolution has a span for its pin, and its value is one of {', '.join(OUTCOMES)}")
    if made.verb in (Verb.JOIN, Verb.PART) and (len(made.pins) < 2 or any(pin.known for pin in made.pins)):
        raise ValueError("a decision on events has two spans or more for its pins")
    if made.verb is Verb.REJECT and (len(made.value.split()) != len(made.pins) or any(pin.known for pin in made.pins)
                                     or any(key[0] not in REJECTABLE for key in made.value.split())):
        raise ValueError("a rejection has spans for its pins, and as its value the key of what stands at each")
    days = {"since": made.since, "until": made.until, "at": made.at[:10]}
    if wrong := [f"{name} “{told}”" for name, told in days.items() if told and not iso(told)]:
        raise ValueError(f"{', '.join(wrong)}: no day of the calendar. Write 2014-06-10, 2014-06 or 2014")
    return made


def pinned(row: Any) -> Pin:
    """A pin from its JSON. Raises ValueError."""
    wrong = ValueError("a pin is {“known”: “IRQ.pmu”} or {“span”: {“page”, “start”, “end”}, “quote”: words}")
    if not isinstance(row, Mapping) or set(row) - {"known", "span", "quote"}:
        raise wrong
    known, span, quote = row.get("known", ""), row.get("span"), row.get("quote", "")
    if not isinstance(known, str) or not isinstance(quote, str) or bool(known) == (span is not None):
        raise wrong
    if span is None:
        return Pin(known=known)
    if not isinstance(span, Mapping) or set(span) != {"page", "start", "end"} or not isinstance(span["page"], str) \
            or type(span["start"]) is not int or type(span["end"]) is not int or not 0 <= span["start"] < span["end"]:
        raise wrong
    return Pin(span=Span(page=span["page"], start=span["start"], end=span["end"]), quote=quote)
