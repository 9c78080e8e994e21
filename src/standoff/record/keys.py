"""Keys: a letter for the noun and 16 hex digits computed from content, so the same input twice is the same row twice.

    c capture   p page (the capture's digits)   s segment   m field   d date
    k copy link   f family   r report   v passage or variant   x problem
    n mention   j judgement   a actor   t tie   l location   o correction
    q statement   e echo   w outlook   h event   u recount   g foreign coding

Pages, families, reports, mentions, actors, statements, outlooks and events carry their key
(`model`); the keys of all else are computed here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from standoff.model import (
    Capture,
    Copy,
    Correction,
    Echo,
    Field,
    ForeignCoding,
    Judgement,
    Location,
    Passage,
    Problem,
    Recount,
    Segment,
    Sighting,
    Tie,
    Variant,
)

NOUNS = {"c": "capture", "p": "page", "s": "segment", "m": "field", "d": "date", "k": "copy", "f": "family",
         "r": "report", "v": "passage or variant", "x": "problem", "n": "mention", "j": "judgement", "a": "actor",
         "t": "tie", "l": "location", "o": "correction", "q": "statement", "e": "echo", "w": "outlook", "h": "event",
         "u": "recount", "g": "foreign coding"}
"""First letter of a key and the noun that it names."""


_ATOMS = frozenset({str, int, float, bool, type(None)})


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _hash(*parts: Any) -> str:
    return hashlib.sha256(_json(parts).encode("ascii")).hexdigest()


def names(noun: Any) -> Iterable[str]:
    """The fields of a noun; none for what is no noun."""
    return getattr(noun, "__dataclass_fields__", ())


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    if kind is bytes:
        return hashlib.sha256(value).hexdigest()
    return [_plain(getattr(value, name)) for name in names(value)] or value


def written(noun: Any) -> str:
    """A frozen value as JSON in ASCII, the same in every process."""
    return _json(_plain(noun))


def value(noun: Any) -> str:
    """The digest of a whole frozen value (32 hex digits): equal values have equal digests."""
    return digest(written(noun))


def digest(said: str) -> str:
    """The digest of a value as `written`."""
    return hashlib.sha256(said.encode("ascii")).hexdigest()[:32]


def capture(digest: str) -> str:
    """Of a capture, from the digest of its bytes."""
    return "c" + digest[:16]


def page(digest: str) -> str:
    """Of a page, from the digest of its capture's bytes."""
    return "p" + digest[:16]


def segment(page: str, seg: Segment) -> str:
    """Of a segment: where it stands and what it is."""
    return "s" + _hash(page, seg.start, seg.end, seg.role)[:16]


def field(page: str, item: Field) -> str:
    """Of a field: what it says and where that was read."""
    return "m" + _hash(page, item.name, item.value, item.source, _plain(item.spans))[:16]


def date(owner: str) -> str:
    """Of the date of a page, segment, report, tie, statement or outlook, from its key."""
    return "d" + _hash(owner)[:16]


def copy(link: Copy) -> str:
    """Of a copy link: the pages and the type."""
    return "k" + _hash(link.a, link.b, link.type)[:16]


def passage(report: str, item: Passage) -> str:
    """Of a passage of a report."""
    return "v" + _hash(report, "passage", item.start, item.end)[:16]


def variant(report: str, item: Variant) -> str:
    """Of a variant of a report: where, and what is read there."""
    return "v" + _hash(report, "variant", item.start, item.end, item.kind, [r.text for r in item.readings])[:16]


def problem(item: Problem) -> str:
    """Of a problem: all that it says."""
    return "x" + _hash(_plain(item))[:16]


def mention(report: str, start: int, end: int) -> str:
    """Of a mention: where it stands. Stages make the same key (`actors.mentions.key`)."""
    return "n" + _hash(report, start, end)[:16]


def names_mention(key: str) -> bool:
    """Whether what a judgement is about is a mention, not a known actor ("IRQ.pmu")."""
    return len(key) == 17 and key[0] == "n"


def names_event(asked: str) -> bool:
    """Whether a person means an event by its key, whole or the first part of it."""
    return re.fullmatch("h[0-9a-f]{6,16}", asked.strip()) is not None


def judgement(item: Judgement) -> str:
    """Of a judgement: of whom, and whose it is."""
    return "j" + _hash(item.a, item.b, item.by)[:16]


def tie(item: Tie) -> str:
    """Of a tie: between whom, which, and where it is told."""
    return "t" + _hash(item.report, item.type, item.source, item.target, item.start, item.end)[:16]


def location(mention: str) -> str:
    """Of a location, from the key of its mention."""
    return "l" + _hash(mention)[:16]


def echo(item: Echo) -> str:
    """Of an echo: between which statements, and what the one is to the other."""
    return "e" + _hash(item.a, item.b, item.type)[:16]


def recount(item: Recount) -> str:
    """Of a recount: which events it says are one."""
    return "u" + _hash(item.a, item.b)[:16]


def foreign(item: ForeignCoding) -> str:
    """Of a foreign coding: whose it is, their identifier, the day and what stands in its line, whatever the columns are
    called. `foreign.lines` makes the same key.
    """
    return "g" + _hash(item.project, item.id, item.date, [cell for _, cell in item.original])[:16]


def correction(item: Correction) -> str:
    """Of a correction: all that it says. Undone, it keeps its key."""
    return "o" + _hash(_plain(replace(item, undone="")))[:16]


def sighting(capture: str, item: Sighting) -> str:
    """Of a sighting (an internal key: 16 hex digits without a letter)."""
    return _hash(capture, _plain(item))[:16]


def repeat(key: str, count: int) -> str:
    """Of the second, third … thing that would have the same key: a page that says the same thing twice."""
    return key[0] + _hash(key, count)[:16]


def of(item: Any) -> str | None:
    """The key of a noun that has its own. None for parts of others."""
    if isinstance(item, Capture):
        return capture(item.digest)
    if isinstance(item, Location):
        return location(item.mention)
    made = _KEYS.get(type(item))
    return made(item) if made else getattr(item, "key", None)


_KEYS: dict[type, Callable[[Any], str]] = {Copy: copy, Problem: problem, Judgement: judgement, Tie: tie, Echo: echo,
                                           Correction: correction, Recount: recount}
