"""Conditions of SQL that lists are asked by, with the values that they take."""

from __future__ import annotations

from dataclasses import dataclass, field

from standoff.record.linker import bare

LAST = chr(0x10FFFF)
"""Comes after all letters."""


@dataclass(slots=True)
class Where:
    """Conditions that all have to hold."""

    conditions: list[str] = field(default_factory=list)
    values: list[str | int] = field(default_factory=list)

    def add(self, condition: str, *values: str | int) -> None:
        """One more, with a value for each of its question marks."""
        self.conditions.append(condition)
        self.values += values

    def equal(self, column: str, value: str) -> None:
        """A column is this; "" asks for nothing."""
        if value:
            self.add(f"{column} = ?", value)

    def named(self, column: str, words: str) -> None:
        """A column of bare words has all of these."""
        for word in bare(words).split():
            self.add(f"instr(' ' || {column} || ' ', ?) > 0", f" {word} ")

    def within(self, low: str, high: str, since: str, until: str) -> None:
        """What lies between the days of two columns may lie between two ISO days, as of `sources.within`."""
        if since or until:
            self.add(f"{low} > ''")
        if since:                                # "~" comes after all that a day goes on with: what begins alike is in
            self.add(f"{high} || '~' >= ?", since)
        if until:
            self.add(f"{low} <= ? || '~'", until)

    def __str__(self) -> str:
        return " AND ".join(self.conditions) or "1"


def written(asked: str) -> list[tuple[str, str]]:
    """Between which each of some words lies: it itself, or, of one with a "*" at its end, all that begins so."""
    return list(dict.fromkeys((word, word + LAST if one.endswith("*") else word)
                              for one in asked.split() for word in bare(one).split()))


def page(limit: int | None, start: int) -> tuple[str, tuple[int, int]]:
    """The end of a query that takes some rows from a place on, all with None."""
    return "LIMIT ? OFFSET ?", (-1 if limit is None else limit, start)
