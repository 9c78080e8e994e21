"""Links: the address of everything that the record names, on a site that is served or on one that is files."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import quote

from standoff.web.page import WHOLE, Page
from standoff.web.pages import PAGES

BY_NAME: dict[str, Page[Any, Any]] = {page.name: page for page in PAGES}

OF_KEY = {"c": "capture", "p": "capture", "r": "report", "f": "report", "a": "actor"}
"""Which page shows what a key's first letter stands for; all else has its evidence (`why`)."""


class Links(Protocol):
    """Where the pages of a site are."""

    def address(self, page: Page[Any, Any], asked: Any, twin: str = "") -> str:
        """The address of a page, or of its twin; "" where the site has none."""

    def pin(self, page: Page[Any, Any], asked: Any, key: str) -> str:
        """Where the evidence of a datum is, for a reader of this page."""


class Served:
    """Links of a site that is served."""

    def address(self, page: Page[Any, Any], asked: Any, twin: str = "") -> str:
        """As the page has it."""
        return page.address(asked, twin)

    def pin(self, page: Page[Any, Any], asked: Any, key: str) -> str:
        """The same page, with the evidence beside it."""
        where, key = page.address(asked), quote(key, safe="")
        return f"{where}{'&' if '?' in where else '?'}at={key}#{key}"


class Published:
    """Links of a site that is files, relative to the one that is being written; what they lead to is to be written."""

    def __init__(self) -> None:
        self.todo: deque[tuple[Page[Any, Any], Any]] = deque()
        self.base = ""                           # path of the file that is being written
        self._known: set[str] = set()

    def address(self, page: Page[Any, Any], asked: Any, twin: str = "") -> str:
        """A relative path; "" for a state that is not written."""
        path = self.path(page, asked, twin)
        if not path or (twin and not page.rows):
            return ""
        if not twin and path not in self._known:
            self._known.add(path)
            self.todo.append((page, asked))
        return self.root() + path

    def pin(self, page: Page[Any, Any], asked: Any, key: str) -> str:
        """The page of the evidence."""
        return to(self, "why", key=key)

    def root(self) -> str:
        """The way from the file that is being written to the folder of all."""
        return "../" * self.base.count("/")

    def path(self, page: Page[Any, Any], asked: Any, twin: str = "") -> str:
        """The file of a page, below the folder of all; "" for a state that is not written: one that asks for less."""
        state = {field.name: getattr(asked, field.name) for field in fields(asked)
                 if getattr(asked, field.name) != field.default and (twin not in WHOLE or field.name != "page")}
        inside = [name for name in state if f"{{{name}}}" in page.path]
        if page.published is None or set(state) - set(inside) - set(page.published):
            return ""
        path = page.path.strip("/") or "index"
        for name in inside:
            path = path.replace(f"{{{name}}}", _safe(str(state.pop(name))))
        more = "".join(f"-{name}-{_safe(str(getattr(value, 'value', value)))}" for name, value in state.items())
        return f"{path}{more}.{twin or 'html'}"


def to(links: Links, name: str, twin: str = "", **state: Any) -> str:
    """The address of a page by its name and state, or of its twin; "" where the site has no such page."""
    page = BY_NAME.get(name)
    if name == "capture" and state.get("key", "").startswith("p"):       # a capture's page has its key, but for that
        state["key"] = "c" + state["key"][1:]
    return links.address(page, page.asked(**state), twin) if page else ""


def of(links: Links, key: str) -> str:
    """The address of what a key names."""
    return to(links, OF_KEY.get(key[:1], "why"), key=key)


def again(links: Links, of: Page[Any, Any], asked: Any, /, **other: Any) -> str:
    """The address of the same page with another state; None takes away what was asked."""
    plain = {field.name: field.default for field in fields(asked)}
    return links.address(of, replace(asked, **{name: plain[name] if value is None else value
                                               for name, value in other.items()}))


def _safe(text: str) -> str:
    """Text as part of a file's name on any system."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,60}", text) and not text.endswith("."):
        return text
    return f"{re.sub('[^A-Za-z0-9]+', '-', text)[:40].strip('-')}-{sha256(text.encode()).hexdigest()[:8]}"
