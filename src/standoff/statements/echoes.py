"""Echoes of statements. A place-holder that finds none, until the stage is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from standoff.model import Echo, Statement

VERSION = "0"


def compare(statements: Iterable[Statement], texts: Mapping[str, str], actors: Mapping[str, str]) -> list[Echo]:
    """What statements are to one another."""
    return []
