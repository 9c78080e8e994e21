"""Site: what all pages have around them: the list of pages, the way to evidence, what is shown beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from typing import Any

from standoff.api import Record
from standoff.errors import StandoffError
from standoff.model import Correction
from standoff.web import links, render
from standoff.web.following import Following
from standoff.web.links import BY_NAME, Links, Published, Served
from standoff.web.page import Page

VERSION = version("standoff")

NAV = ("overview", "timeline", "events", "actors", "dyads", "network", "statements", "outlook", "map", "reports",
       "search")
"""The pages that lead to all others, in their order."""

LESS = ("ties", "captures", "outlets", "corrections", "problems", "method")
"""Further ones, below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site over a record."""

    name: str                        # of the record
    edit: str = ""                   # what a form has to give back where corrections may be made, else ""
    following: Following | None = None       # of corrections, where they may be made
    links: Links = field(default_factory=Served)

    def html(self, page: Page[Any, Any], asked: Any, shown: Any, record: Record, at: str = "", done: str = "") -> str:
        """A page; `at`: the key of what has its evidence shown beside it; `done`: of a correction just made."""
        beside = self._beside(record, at)
        return render.html(page, asked, shown, self._about(page, asked) | {
            "beside": beside, "missing": "" if beside else at, "done": _done(record, done), "current": record.listed})

    def edit_page(self, about: dict[str, Any], record: Record) -> str:
        """A page that takes corrections of a datum."""
        return self._bare("edit", about | {"current": record.listed})

    def fault(self, status: int, phrase: str, told: str) -> str:
        """A page that says what is wrong."""
        return self._bare("fault", {"status": status, "phrase": phrase, "told": told, "current": True})

    def _bare(self, template: str, about: dict[str, Any]) -> str:
        """What is no page of the site, with what all have around them."""
        overview = BY_NAME["overview"]
        return render.templates().get_template(f"{template}.html").render(
            **self._about(overview, overview.asked()) | {"beside": None, "page": None} | about)

    def _about(self, page: Page[Any, Any], asked: Any) -> dict[str, Any]:
        static = isinstance(self.links, Published)
        return {"to": partial(links.to, self.links), "of": partial(links.of, self.links),
                "again": partial(links.again, self.links, page, asked),
                "pin": partial(self.links.pin, page, asked), "twin": partial(self.links.address, page, asked),
                "here": page.address(asked), "root": self.links.root() if isinstance(self.links, Published) else "/",
                "static": static, "site": self, "version": VERSION,
                "nav": [BY_NAME[name] for name in NAV if name in BY_NAME],
                "less": [BY_NAME[name] for name in LESS if name in BY_NAME]}

    def _beside(self, record: Record, at: str) -> Any:
        """The evidence of the chosen datum; None for none, or where the record has it no more."""
        if not at:
            return None
        page = BY_NAME["why"]
        try:
            return page.look(record, page.ask({"key": at}, {}))
        except StandoffError:
            return None


def _done(record: Record, key: str) -> tuple[str, Correction] | None:
    """A correction that was just made or undone, with its key."""
    try:
        found = record.show(key) if key else None
    except StandoffError:
        return None
    return (record.full_key(key), found) if isinstance(found, Correction) else None
