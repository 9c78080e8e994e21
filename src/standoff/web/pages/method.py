"""Method card: what made the record and how, so that a figure can be defended years later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff.answers import Counts, Method
from standoff.api import Record
from standoff.export.card import OFFSETS, program
from standoff.web.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Nothing: there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The card."""

    title: str
    method: Method
    counts: Counts
    offsets: str
    program: dict[str, Any]          # as of `export.card.program`


def look(record: Record, asked: Asked) -> Shown:
    """The card of a record."""
    return Shown(title="Method", method=record.method(), counts=record.counts(), offsets=OFFSETS, program=_program())


@cache
def _program() -> dict[str, Any]:
    return program()


PAGE = Page(name="method", path="/method", title="Method", asked=Asked, shown=Shown, look=look)
