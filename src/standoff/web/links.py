"""Links: the address of everything that the record names."""

from __future__ import annotations

from typing import Any

from standoff.web.page import Page
from standoff.web.pages import PAGES

BY_NAME: dict[str, Page[Any, Any]] = {page.name: page for page in PAGES}

OF_KEY = {"c": "capture", "p": "capture", "r": "report", "f": "report", "a": "actor", "h": "why", "q": "why",
          "o": "why"}
"""Which page shows what a key's first letter stands for; all else has its evidence (`why`)."""


def to(name: str, twin: str = "", **state: Any) -> str:
    """The address of a page with a state, or of its twin; "" where there is no such page."""
    page = BY_NAME.get(name)
    return page.address(page.asked(**state), twin) if page else ""


def of(key: str) -> str:
    """The address of what a key names."""
    return to(OF_KEY.get(key[:1], "why"), key=key)
