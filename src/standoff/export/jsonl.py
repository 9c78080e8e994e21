"""JSON Lines: every value of the record, whole, one object a line, one file a noun.

Takes Holdings, gives ``captures.jsonl``, ``pages.jsonl`` … Field names are those of `standoff.model`; `plain` is also
what ``--json`` prints, so a line here and ``standoff show KEY --json`` are the same object.
Captured bytes are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import TypeAlias

from standoff.export.holdings import Holdings
from standoff.text import storable

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
NOUNS = ("captures", "pages", "copies", "families", "reports", "analyses", "mentions", "judgements", "actors", "ties",
         "locations", "statements", "echoes", "outlooks", "events", "recounts", "corrections", "problems")


ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
"""Line ends of Unicode that JSON lets stand in a text."""


def plain(value: object) -> Json:
    """A value of the model as JSON can hold it: dataclasses as objects, tuples as lists, enums as their words.

    Bytes are left out of objects. What is none of these is a TypeError.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return storable(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return plain(_held(value))


def line(value: object) -> str:
    """One value as one line of JSON, without the line end; characters that some programs end a line at are escaped."""
    told = _written(value)
    if "\\u0000" in told:                                    # NUL, which `storable` replaces, or words of code
        told = _written(plain(value))
    told = storable(told)
    return told.translate(ENDS) if any(chr(end) in told for end in ENDS) else told


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_held)


def _held(value: object) -> object:
    """What stands in JSON for a value that is none of its own, with the values in it as they are."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: inner for name in _names(type(value)) if not isinstance(inner := getattr(value, name), bytes)}
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def lines(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """One file per noun, a line per value, in the order of the record."""
    for noun in NOUNS:
        yield f"{noun}.jsonl", "".join(line(value) + "\n" for value in getattr(holdings, noun))
