"""How ties are drawn: which of them alike, where the names stand, laid out once and the same each time, and the lines.

What a line tells stands beside it in words and in its stroke, not in its colour alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.answers import Edge
from standoff.export.markup import Html, el
from standoff.linkage import components
from standoff.model import SYMMETRIC, TieType

Floats = NDArray[np.float64]

WIDTH = 1000
LINE = 22
"""Height of a name and the air around it, in units of the drawing."""

LETTER = 8.2
"""Width of a letter of a name."""

KINDS = {
    "belongs": (TieType.PART_OF, TieType.MEMBER_OF, TieType.LEADS, TieType.DEPUTY_OF, TieType.ADVISES,
                TieType.REPRESENTS, TieType.OFFICE, TieType.SAME_AS),
    "backs": (TieType.SUPPORTS, TieType.LOYAL_TO, TieType.ALLIED_WITH, TieType.NEGOTIATES_WITH),
    "against": (TieType.OPPOSES, TieType.FIGHTS),
    "holds": (TieType.CONTROLS, TieType.LOCATED_IN),
}
"""Types of ties that are drawn alike."""

KIND_OF = {type: kind for kind, types in KINDS.items() for type in types}

TOLD = {"belongs": "belongs to, leads, advises, represents", "backs": "supports, is loyal to, allied or talks with",
        "against": "opposes, fights", "holds": "controls, lies in"}
"""What each kind of line tells."""


def layout(count: int, pairs: Sequence[tuple[int, int]], rounds: int = 300) -> Floats:
    """Places (count, 2) in the unit square: who is tied is near, all others keep off (Fruchterman and Reingold 1991).

    The first places are on a circle, so the same graph is laid out the same.
    """
    angle = np.arange(count) * 2 * np.pi / max(count, 1) + np.pi / 2
    places = np.stack([np.cos(angle), np.sin(angle)], 1) * .5
    wanted = 1 / np.sqrt(max(count, 1))
    a, b = np.array(pairs, np.int64).reshape(-1, 2).T
    for step in range(rounds):
        apart = places[:, None] - places[None]
        distance = np.maximum(np.sqrt((apart ** 2).sum(-1)), 1e-3)
        force = (apart * (wanted ** 2 / distance ** 2)[..., None]).sum(1)
        pull = (places[a] - places[b]) * (distance[a, b] / wanted)[:, None]
        np.add.at(force, a, -pull)
        np.add.at(force, b, pull)
        force -= places * .3
        length = np.maximum(np.sqrt((force ** 2).sum(1)), 1e-9)
        places = places + force / length[:, None] * np.minimum(length, .1 * (1 - step / rounds))[:, None]
    low, high = places.min(0), places.max(0)
    made: Floats = (places - low) / np.maximum(high - low, 1e-9)
    return made


def spread(places: Floats, widths: Floats, width: float = WIDTH) -> Floats:
    """The places from the top down, each moved down as far as need be so that no name lies on another, and all inside:
    the drawing grows where there is no room.
    """
    made = places.copy()
    made[:, 0] = np.clip(made[:, 0], widths / 2 + 4, width - widths / 2 - 4)
    made[:, 1] = np.maximum(made[:, 1], LINE)
    done: list[int] = []
    for n in np.lexsort((np.arange(len(made)), made[:, 1])).tolist():
        for m in sorted(done, key=lambda m: made[m, 1]):
            if (abs(made[n, 0] - made[m, 0]) < (widths[n] + widths[m]) / 2
                    and abs(made[n, 1] - made[m, 1]) < LINE):
                made[n, 1] = made[m, 1] + LINE
        done.append(n)
    return made


def placed(widths: Sequence[float], pairs: Sequence[tuple[int, int]], each: float = 38.0) -> tuple[Floats, int]:
    """Where the names stand (x, y, half a width), and how high the drawing is.

    Each part that hangs together is laid out alone; the parts stand in rows, the largest first. `each`: how much height
    a name of a large part gives it.
    """
    boxes = np.zeros((len(widths), 3))
    x = y = row = 0.0
    for part in sorted(components(range(len(widths)), pairs), key=lambda part: (-len(part), part)):
        within = np.array([widths[n] for n in part])
        wide = WIDTH if len(part) > 5 else max(max(within) + 40, 130.0 * len(part))
        high = 40 + (each if len(part) > 5 else 50.0) * len(part)
        number = {n: place for place, n in enumerate(part)}
        rough = layout(len(part), [(number[a], number[b]) for a, b in pairs if a in number])
        margin = max(within) / 2 + 10
        places = spread(rough * [wide - 2 * margin, high - 2 * LINE] + [margin, LINE], within, wide)
        high = max(high, float(places[:, 1].max()) + LINE)
        if x + wide > WIDTH:
            x, y, row = 0.0, y + row, 0.0
        boxes[part] = np.column_stack([places[:, 0] + x, places[:, 1] + y, within / 2])
        x, row = x + wide, max(row, high)
    return boxes, round(y + row)


def line(source: Floats, target: Floats, edge: Edge, number: int, of: int) -> tuple[Html, Html]:
    """A line from name to name (x, y, half a width) and its label; several between the same two are bent apart."""
    a, b = source[:2], target[:2]
    along = b - a
    side = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1.0)
    if tuple(a) > tuple(b):
        side = -side
    middle = (a + b) / 2 + side * 26 * (number - (of - 1) / 2)
    start, end = _border(source, middle), _border(target, middle)
    drawn = el("path", d=f"M{start[0]:.0f} {start[1]:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {end[0]:.0f} {end[1]:.0f}",
               cls=KIND_OF[edge.type] + ("" if edge.asserted else " unsure"),
               marker_end=None if edge.type in SYMMETRIC else "url(#arrow)")
    x, y = (start + 2 * middle + end) / 4
    return drawn, el("text", label(edge), x=round(float(x)), y=round(float(y)) + 4, text_anchor="middle")


def label(edge: Edge) -> str:
    """What a line has written on it."""
    sign = " ✕" if edge.denied or edge.disputed else "" if edge.asserted else " ?"
    return ("formerly " if edge.former else "") + edge.type.value + sign


def stroke(kind: str, cls: str = "stroke") -> Html:
    """A sample of a line, for a legend."""
    return el("svg", el("path", d="M0 5H40", cls=kind), viewBox="0 0 40 10", cls=cls, aria_hidden="true")


def arrow() -> Html:
    """The head of a line."""
    return el("marker", el("path", d="M0 0L10 5L0 10z"), id="arrow", viewBox="0 0 10 10", refX="9", refY="5",
              markerWidth="8", markerHeight="8", markerUnits="userSpaceOnUse", orient="auto-start-reverse")


def numbered(edges: Iterable[Edge]) -> Iterator[tuple[Edge, int, int]]:
    """Each tie with its number among those between the same two, and how many these are."""
    pairs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        pairs[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    for _, group in sorted(pairs.items()):
        yield from ((edge, number, len(group)) for number, edge in enumerate(group))


# — inside —


def _border(box: Floats, toward: Floats) -> Floats:
    """Where a line from the middle of a name leaves the box around it."""
    gap = toward - box[:2]
    share = min(1.0, box[2] / max(abs(gap[0]), 1e-6), LINE * .6 / max(abs(gap[1]), 1e-6))
    made: Floats = box[:2] + gap * share
    return made
