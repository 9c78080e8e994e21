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

from standoff import plover
from standoff.answers import Counts
from standoff.export import words
from standoff.export.drawings.network import TOLD, stroke
from standoff.export.drawings.plot import legend
from standoff.export.markup import Html, address
from standoff.record import keys
from standoff.web import filters
from standoff.web.drawings import article, course, days, lanes, network, posts, quoted, said, snippet, text, world
from standoff.web.page import LONGEST, SIZE, Page
from standoff.web.pages import actor

To = Callable[..., str]
"""`to("actor", key=…)`: the address of a page, "" where this site has none."""


@cache
def templates() -> Environment:
    """The templates with what all of them may use."""
    made = Environment(loader=PackageLoader("standoff.web"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=_harmless)
    made.filters |= {"clip": words.clip, "when": words.date, "edtf": words.edtf, "percent": words.percent,
                     "outlet": words.outlet, "through": words.through, "size": words.size, "tongue": words.language,
                     "verbatim": words.verbatim, "told_on": words.told_on, "likely": words.likely,
                     "reader": words.reader, "number": lambda n: f"{n:,}".replace(",", "\u202f")}
    made.filters |= {"quoted": quoted.quoted, "keyed": quoted.keyed, "sig": quoted.sig, "address": address,
                     "block": text.block, "exact": quoted.exact, "article": article.article, "strips": article.strips,
                     "kinds": article.kinds, "here": article.here, "copykey": keys.copy,
                     "worded": said.worded, "wording": words.wording, "done": words.done,
                     "roles": words.roles, "due": words.due, "decided": words.decided}
    made.globals |= {"count": words.count, "plover": plover.read, "replace": replace, "SIZE": SIZE, "LONGEST": LONGEST,
                     "counted": _counted, "narrowed": filters.narrowed, "choices": filters.choices,
                     "onward": filters.onward, "world_map": world.drawn, "axis": lanes.axis, "bar": lanes.bar,
                     "histogram": lanes.histogram,
                     "marked": snippet.marked, "published": days.published}
    made.globals |= {"network_drawn": network.drawn, "network_data": network.data, "stroke": stroke, "strokes": TOLD,
                     "dense": lambda: network.DENSE}
    made.filters |= {"changed": words.change, "left_out": words.left_out, "period": words.period}
    made.globals |= {"course": course.course, "course_legend": legend, "lean": course.lean, "tie_kinds": actor.kinds,
                     "post_scale": posts.scale, "post_bar": posts.bar, "post_said": posts.said}
    return made


def html(page: Page[Any, Any], asked: Any, shown: Any, about: Mapping[str, Any]) -> str:
    """The HTML of a page. `about`: what it needs of the site: `to`, the name of the record, what else is shown beside
    it; see `site.about`.
    """
    return templates().get_template(f"{page.name}.html").render(page=page, asked=asked, shown=shown, **about)


def _counted(counts: Counts) -> list[tuple[str, int]]:
    """What a record has of each noun."""
    return [(field.name, getattr(counts, field.name)) for field in fields(counts)]


def _harmless(value: Any) -> Any:
    if isinstance(value, Html):
        return Markup(value)
    if isinstance(value, str) and not isinstance(value, Markup):
        return value if value.isprintable() else words.visible(value.replace("\r\n", "\n").replace("\r", "\n"))
    return "" if value is None else value
