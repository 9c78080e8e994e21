"""Cells: what the rows of all tables are made of.

A cell is text, a number or None. Several values of one cell are a `Several`: text, joined as CSV and JSON write it,
which still knows its parts, for formats that have lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from standoff.model import Date

Row: TypeAlias = dict[str, str | int | float | None]


class Several(str):
    """Several values in one cell: `several(("a", "b"))` is the text "a | b" and has the parts "a" and "b"."""

    parts: tuple[str, ...]


def several(values: Iterable[str], between: str = " | ") -> Several:
    """Values as one cell."""
    parts = tuple(map(str, values))
    made = Several(between.join(parts))
    made.parts = parts
    return made


def listed(values: Iterable[str]) -> Several:
    """Keys, codes or words of a vocabulary as one cell: none of them has a space in it."""
    return several(values, " ")


def date(date: Date | None, name: str) -> Row:
    """A date spread over columns that begin with `name`."""
    date = date or Date(value=None)
    return {name: date.value, f"{name}_low": date.low, f"{name}_high": date.high, f"{name}_basis": date.basis.value,
            f"{name}_readings": several(date.readings), f"{name}_reason": date.reason}


def line(text: str, start: int, end: int) -> str:
    """The words of a stretch, in one line."""
    return " ".join(line.strip() for line in text[start:end].splitlines() if line.strip())
