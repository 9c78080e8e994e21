"""Markup: HTML built from values so that captured text can only ever be text.

`el` makes one element. A child that is `Html` goes in as it is, any other text is escaped, and what is invisible and
acts (control characters, bidi overrides) becomes visible; None and False leave nothing, a list or iterator is spread.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias
from urllib.parse import urlsplit

from standoff.export import words
from standoff.model import FieldName, Page

VOID = frozenset({"meta", "input"})
SHAPES = frozenset({"rect"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Child: TypeAlias = "str | Html | bool | Iterable[Child] | None"


def esc(text: str) -> Html:
    """Captured text as harmless HTML text, also inside a quoted attribute."""
    return Html(html.escape(words.visible(text.replace("\r\n", "\n").replace("\r", "\n"))))


def join(children: Child) -> Html:
    """Children as one piece of markup."""
    if isinstance(children, Html):
        return children
    if isinstance(children, str):
        return esc(children)
    if children is None or isinstance(children, bool):
        return Html("")
    return Html("".join(map(join, children)))


def el(tag: str, /, *children: Child, **attributes: str | float | bool | None) -> Html:
    """One element. ``cls`` stands for class, a trailing underscore is dropped, others become hyphens."""
    attributes = {"class" if k == "cls" else k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()}
    inside = "".join(f" {k}" if v is True else f' {k}="{esc(str(v))}"'
                     for k, v in attributes.items() if v is not None and v is not False)
    if tag in SHAPES:
        return Html(f"<{tag}{inside}/>")
    return Html(f"<{tag}{inside}>" if tag in VOID else f"<{tag}{inside}>{join(children)}</{tag}>")


def address(url: str) -> Html:
    """An address as a link when a browser may safely follow it, else as text; always written out in full."""
    try:
        web = urlsplit(url).scheme in ("http", "https") and url.isprintable()
    except ValueError:
        web = False
    return el("a", url, href=url, rel="noreferrer noopener nofollow", cls="url") if web else el("span", url, cls="url")


def tongue(page: Page) -> str | None:
    """The language that a page declares, as an attribute can have it: for hyphens and for those who listen."""
    declared = (page.first(FieldName.LANGUAGE) or "").replace("_", "-")
    return declared if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", declared) else None


def meter(share: float, label: str) -> Html:
    """A small bar with its figure, for a share of 0 to 1."""
    bar = el("svg", el("rect", cls="track", width=100, height=6), el("rect", cls="fill", width=round(100 * share, 1),
             height=6), viewBox="0 0 100 6", preserveAspectRatio="none", cls="meter", aria_hidden="true")
    return el("span", bar, el("span", words.percent(share), cls="figure"), title=label, cls="metered")
