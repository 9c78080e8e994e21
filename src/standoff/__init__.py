"""Standoff: captured press pages in; a verified record of copies, actors, statements and events out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.api import Record, open_record
    from standoff.errors import StandoffError
    from standoff.model import (
        Actor,
        Capture,
        Copy,
        Family,
        Mention,
        Outlook,
        Page,
        Problem,
        Report,
        Segment,
        Span,
        Statement,
        Tie,
    )
    from standoff.table import Table

__all__ = ["Actor", "Capture", "Copy", "Family", "Mention", "Outlook", "Page", "Problem", "Record", "Report", "Segment",
           "Span", "StandoffError", "Statement", "Table", "Tie", "open_record"]

_HOMES = {"Record": "api", "open_record": "api", "StandoffError": "errors", "Table": "table"}


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for: ``import standoff`` itself costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'standoff' has no attribute {name!r}; it has: {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(f"standoff.{_HOMES.get(name, 'model')}"), name)
