"""The network as a drawing, and the same as data for the script that draws it anew.

Names are nodes; a line tells its type in words, its kind by its stroke, and by a sign what nobody asserts or somebody
denies. Lines and names lead on; what stood at other times alone is there, and not seen (class `out`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from standoff.answers import Edge
from standoff.export import words
from standoff.export.drawings.network import KIND_OF, WIDTH, arrow, label, line, numbered
from standoff.export.markup import Html, el, esc
from standoff.model import SYMMETRIC
from standoff.web.pages.network import CLIP, Node, Shown, held

Go = Callable[..., str]
"""The address of a page of this site, "" where it has none."""

DENSE = 25
"""Of more ties the words stand only beside those that are looked at, and those that somebody denies."""


def drawn(shown: Shown, to: Go, pin: Go) -> Html:
    """The drawing of a page."""
    seen = _seen(shown)
    all_times = sorted((*shown.rows, *shown.outside), key=lambda edge: edge.ties[0])    # the same places at any time
    boxes = {node.key: np.array([node.x, node.y, node.half]) for node in shown.nodes}
    out = {edge.ties[0] for edge in shown.outside}
    lines = [_link(_here(pin(edge.ties[0])), told(edge),
                   Html("".join(line(boxes[edge.source], boxes[edge.target], edge, n, of))),
                   edge.ties[0], " ".join(["tie", *["denied"] * bool(edge.denied or edge.disputed),
                                           *["out"] * (edge.ties[0] in out)]))
             for edge, n, of in numbered(all_times)]
    nodes = [_node(one, shown, to("actor", key=one.key), one.key in seen) for one in shown.nodes]
    return el("svg", el("title", "Who stands with whom", id="net-title"),
              el("desc", f"{words.count(len(seen), 'actor')} and {words.count(len(shown.rows), 'tie')} between them. "
                 "The table below has the same in words.", id="net-desc"),
              el("defs", arrow()), el("g", lines), el("g", nodes), viewBox=f"0 0 {WIDTH} {shown.height}", role="group",
              aria_labelledby="net-title net-desc", cls="net dense" if len(lines) > DENSE else "net")


def data(shown: Shown, to: Go, pin: Go) -> dict[str, Any]:
    """What the script draws: the same, with the days from and to which each tie stands."""
    return {
        "width": WIDTH, "height": shown.height, "time": shown.time, "centre": shown.centre,
        "dense": len(shown.rows) + len(shown.outside) > DENSE,
        "nodes": [{"id": one.key, "label": words.visible(words.clip(one.name, CLIP)), "type": one.type, "x": one.x,
                   "y": one.y, "wide": 2 * one.half, "href": to("actor", key=one.key),
                   "told": words.visible(f"{one.name}, {one.type}, {words.count(one.ties, 'tie')} drawn")}
                  for one in shown.nodes],
        "ties": [{"id": one.ties[0], "source": one.source, "target": one.target, "label": label(one),
                  "sign": "✕" if one.denied or one.disputed else "",
                  "kind": KIND_OF[one.type], "sure": bool(one.asserted), "directed": one.type not in SYMMETRIC,
                  "low": held(one)[0], "high": held(one)[1], "href": _here(pin(one.ties[0])),
                  "told": words.visible(told(one))}
                 for one in (*shown.rows, *shown.outside)]}


def told(edge: Edge) -> str:
    """A tie in one line, with who says so."""
    says = [(edge.asserted, "asserted", edge.asserted_by), (edge.denied, "denied", edge.denied_by),
            (edge.disputed, "disputed", () if edge.denied else edge.denied_by),
            (edge.possible or edge.planned, "put as possible or planned", edge.supposed_by)]
    put = "; ".join(f"{how} by {', '.join(who)}" if who else how for n, how, who in says if n)
    return (f"{edge.source_name} {'formerly ' if edge.former else ''}{edge.type.value} {edge.target_name}: {put}; "
            f"{words.count(edge.reports, 'report')}")


# — inside —


def _here(url: str) -> str:
    """An address of this page that leads to the drawing, not to the row of the table."""
    page, sign, _ = url.partition("#")
    return f"{page}#network" if sign else page


def _seen(shown: Shown) -> set[str]:
    return {end for edge in shown.rows for end in (edge.source, edge.target)} | {shown.centre}


def _node(one: Node, shown: Shown, url: str, seen: bool) -> Html:
    box = el("rect", x=one.x - one.half, y=one.y - 10, width=2 * one.half, height=20, rx=3)
    name = el("text", words.clip(one.name, CLIP), x=one.x, y=one.y + 5, text_anchor="middle")
    return _link(url, f"{one.name}, {one.type}", Html(box + name), one.key,
                 f"node {one.type}" + (" centre" if one.key == shown.centre else "") + ("" if seen else " out"))


def _link(url: str, says: str, inside: Html, key: str, cls: str) -> Html:
    body = Html(el("title", says) + inside)
    if not url:
        return el("g", body, data_key=key, cls=cls)
    return Html(f'<a href="{esc(url)}" aria-label="{esc(says)}" data-key="{key}" class="{cls}">{body}</a>')
