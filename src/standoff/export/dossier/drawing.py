"""The network of actors as one drawing: names as nodes, ties as lines, laid out once and the same each time.

Takes actors and edges, gives SVG. What a line tells stands beside it in words and in its stroke, not in its colour
alone; the table of ties below it in the dossier has all that is drawn, and what is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from standoff.answers import ActorRow, Edge
from standoff.export import words
from standoff.export.drawings.network import LETTER, TOLD, WIDTH, arrow, line, numbered, placed, stroke
from standoff.export.markup import Html, el
from standoff.export.network import between

MOST = 48
"""Actors that are drawn: more names cannot be read on one page."""


def drawing(actors: Sequence[ActorRow], edges: Sequence[Edge]) -> Html | None:
    """The drawing; None where nothing ties two actors."""
    shown, some = chosen(actors, edges)
    if not some:
        return None
    at = {one.key: number for number, one in enumerate(shown)}
    names = [words.clip(one.name, 34) for one in shown]
    boxes, height = placed([LETTER * len(name) + 14 for name in names],
                           sorted({(at[edge.source], at[edge.target]) for edge in some}))
    places = boxes[:, :2]
    lines = [line(boxes[at[edge.source]], boxes[at[edge.target]], edge, number, of)
             for edge, number, of in numbered(some)]
    nodes = [el("a", el("text", name, x=round(x), y=round(y) + 5, text_anchor="middle", cls=f"node {one.type}"),
                href=f"#{one.key}") for one, name, (x, y) in zip(shown, names, places.tolist(), strict=True)]
    return el("svg", el("defs", arrow()), el("g", [path for path, _ in lines], cls="ties"),
              el("g", [label for _, label in lines], cls="types"), el("g", nodes), viewBox=f"0 0 {WIDTH} {height}",
              role="img", aria_label=f"{words.count(len(shown), 'actor')} and {words.count(len(some), 'tie')} between "
              "them; the table of ties has the same in words", cls="network")


def chosen(actors: Sequence[ActorRow], edges: Sequence[Edge]) -> tuple[list[ActorRow], list[Edge]]:
    """Who is drawn: the ends of the ties that most reports tell, then of those between actors of many ties, while no
    more than MOST actors come together; and all ties between them.
    """
    some = [edge for edge in between(actors, edges) if edge.source != edge.target]
    ends = Counter(end for edge in some for end in (edge.source, edge.target))
    drawn: set[str] = set()
    for edge in sorted(some, key=lambda edge: (-edge.families, -ends[edge.source] - ends[edge.target])):
        if len(both := drawn | {edge.source, edge.target}) <= MOST:
            drawn = both
    shown = sorted((one for one in actors if one.key in drawn), key=lambda one: (-ends[one.key], one.name, one.key))
    return shown, between(shown, some)


def legend() -> Html:
    """What the strokes mean."""
    return el("ul", [el("li", stroke(kind), el("span", what)) for kind, what in TOLD.items()],
              el("li", "? not asserted outright · ✕ denied by somebody"), cls="legend strokes")
