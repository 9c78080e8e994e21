"""Render: from what a page shows to HTML, by its template.

Captured text can only ever be text: everything is escaped, and what is invisible and acts (control characters, bidi
overrides) becomes visible. A template knows addresses only through `to`, so that the same templates make the site that
is served and the one that is published as files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from standoff.answers import Counts
from standoff.export import words
from standoff.export.drawings.network import TOLD, stroke
from standoff.export.drawings.plot import legend
from standoff.export.markup import Html, address
from standoff.record import keys
from standoff.web import filters
from standoff.web.drawings import article, course, days, lanes, network, posts, quoted, said, snippet, text, world
from standoff.web.page import LONGEST, SIZE, Page
from standoff.web.pages import actor, timeline

To = Callable[..., str]
"""`to("actor", key=…)`: the address of a page, "" where this site has none."""


def _counted(counts: Counts) -> list[tuple[str, int]]:
    """What a record has of each noun."""
    return [(field.name, getattr(counts, field.name)) for field in fields(counts)]


FILTERS: dict[str, Callable[..., Any]] = {
    # a value in words
    "changed": words.change, "clip": words.clip, "decided": words.decided, "done": words.done, "due": words.due,
    "edtf": words.edtf, "left_out": words.left_out, "likely": words.likely,
    "number": lambda n: f"{n:,}".replace(",", "\u202f"), "outlet": words.outlet, "percent": words.percent,
    "period": words.period, "reader": words.reader, "roles": words.roles, "size": words.size, "through": words.through,
    "told_on": words.told_on, "verbatim": words.verbatim, "when": words.date, "wording": words.wording,
    # captured text with what is marked in it
    "address": address, "block": text.block, "exact": quoted.exact, "keyed": quoted.keyed, "quoted": quoted.quoted,
    "sig": quoted.sig, "worded": said.worded,
    # an article put together
    "article": article.article, "copykey": keys.copy, "here": article.here, "kinds": article.kinds,
    "strips": article.strips,
}

GLOBALS: dict[str, Any] = {
    "count": words.count, "counted": _counted, "marked": snippet.marked, "replace": replace,
    # what narrows lists and cuts them into pages
    "choices": filters.choices, "narrowed": filters.narrowed, "onward": filters.onward, "ITEMS": timeline.SIZE,
    "LONGEST": LONGEST, "SIZE": SIZE,
    # in time
    "axis": lanes.axis, "bar": lanes.bar, "histogram": lanes.histogram, "post_bar": posts.bar, "post_said": posts.said,
    "post_scale": posts.scale, "published": days.published,
    # how two act, and where
    "course": course.course, "course_legend": legend, "lean": course.lean, "world_map": world.drawn,
    # ties
    "dense": network.DENSE, "network_data": network.data, "network_drawn": network.drawn, "stroke": stroke,
    "strokes": TOLD, "tie_kinds": actor.kinds,
}


@cache
def templates() -> Environment:
    """The templates with what all of them may use."""
    made = Environment(loader=PackageLoader("standoff.web"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=_harmless)
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made


def html(page: Page[Any, Any], asked: Any, shown: Any, about: Mapping[str, Any]) -> str:
    """The HTML of a page. `about`: what it needs of the site: `to`, the name of the record, what else is shown beside
    it; see `Site.html`.
    """
    return templates().get_template(f"{page.name}.html").render(page=page, asked=asked, shown=shown, **about)


def _harmless(value: Any) -> Any:
    if isinstance(value, Html):
        return Markup(value)
    if isinstance(value, str) and not isinstance(value, Markup):
        return value if value.isprintable() else words.visible(value.replace("\r\n", "\n").replace("\r", "\n"))
    return "" if value is None else value
