"""Network: who stands with whom, and on whose word, as one drawing whose names keep their places as time moves.

Of a large record the ties that most reports tell are drawn, or those around one actor; what is left out is counted.
A tie stands from the day on which texts put it, else from the first report that tells it, until it is over, else until
the last such report; one without any date stands at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from standoff.answers import Edge
from standoff.api import Record
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.export import words
from standoff.export.drawings.network import KIND_OF, KINDS, LETTER, placed
from standoff.web.filters import days
from standoff.web.page import Page

LOOKED = 1200
"""Ties among which those to be drawn are looked for: of a record those that most reports tell."""

AROUND = 400
"""Ties of the actor in the middle that are looked at."""

BEYOND = 16
"""Of so many that stand next to it so many ties each are looked at, where two steps are asked for."""

MONTHS = 36
"""Up to so many months the time is in months, else in years, of which the last YEARS."""

YEARS = 80

EACH = 27.0
"""Height that a name gives the drawing, in its units."""

CLIP = 30
"""Characters of a name in the drawing."""

Kind = Literal["belongs", "backs", "against", "holds"]
Told = Literal["", "asserted", "denied", "possible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which ties."""

    actor: str = ""                  # in the middle: a name, a key or a code of a file
    steps: Literal[1, 2] = 1         # how far from it
    kind: tuple[Kind, ...] = ()      # all where none is named
    told: Told = ""                  # as anybody puts it
    since: str = ""
    until: str = ""
    most: Literal[15, 30, 60] = 30   # actors that are drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor that is drawn. Places are in units of the drawing, which is 1000 wide."""

    key: str
    name: str
    type: str                        # "state", "organisation", "group", "person"
    ties: int                        # that are drawn
    x: float                         # its middle
    y: float
    half: float                      # half the width of its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The network. `rows` and `outside` together are drawn once for all times."""

    title: str
    centre: str                      # key of the actor in the middle, "" for none
    nodes: tuple[Node, ...]          # those of most ties first
    height: int                      # of the drawing
    rows: tuple[Edge, ...]           # ties of the time asked for, those that most reports tell first
    outside: tuple[Edge, ...]        # ties between the same that stood at other times alone
    more: int                        # actors with ties that fit and have no place in the drawing
    looked: int                      # ties that were looked at …
    every: int                       # … of so many in the record
    time: tuple[str, ...]            # years or months over which the ties stand
    unknown: str                     # who is asked for and not known, in words; "" where all are


def look(record: Record, asked: Asked) -> Shown:
    """The ties that fit, and where their ends stand."""
    days(asked.since, asked.until)
    every = record.facets("tie").total
    try:
        centre = record.actor_row(asked.actor).key if asked.actor else ""
    except (UnknownKey, AmbiguousKey) as error:
        return Shown(title="Network", centre="", nodes=(), height=0, rows=(), outside=(), more=0, looked=0,
                     every=every, time=(), unknown=str(error))
    found = list(_found(record, asked, centre))
    some = [edge for edge in found if _fits(edge, asked)]
    drawn, keys = _chosen(some, centre, asked)
    nodes, height = _nodes(record, drawn)
    left = {end for edge in some for end in (edge.source, edge.target)} - keys if not centre or asked.steps == 2 else {
        end for edge in some if centre in (edge.source, edge.target) for end in (edge.source, edge.target)} - keys
    return Shown(title="Network", centre=centre, nodes=nodes, height=height,
                 rows=tuple(edge for edge in drawn if stands(edge, asked.since, asked.until)),
                 outside=tuple(edge for edge in drawn if not stands(edge, asked.since, asked.until)),
                 more=len(left), looked=len(found), every=every, time=periods(drawn), unknown="")


def held(edge: Edge) -> tuple[str, str]:
    """The first and the last day on which a tie stands, as far as that is told; both "" where nothing tells."""
    low = min(filter(None, (edge.since, edge.first)), default=edge.until)
    high = edge.until or max(edge.since, edge.last)
    return low, max(low, high)


def stands(edge: Edge, since: str, until: str) -> bool:
    """Whether a tie may stand at some time from one day to another; "" leaves an end open."""
    low, high = held(edge)
    return (not until or low[:len(until)] <= until) and (not high or f"{high}-99-99"[:len(since)] >= since)


def periods(edges: Iterable[Edge]) -> tuple[str, ...]:
    """The months, or the years, over which ties stand."""
    days = sorted(day for edge in edges for day in held(edge) if day)
    if not days:
        return ()
    first, last = (12 * int(day[:4]) + int(day[5:7] or 1) - 1 for day in (days[0], days[-1]))
    if last - first < MONTHS:
        return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1))
    return tuple(f"{year:04d}" for year in range(max(first // 12, last // 12 - YEARS + 1), last // 12 + 1))


def _found(record: Record, asked: Asked, centre: str) -> Iterator[Edge]:
    """Ties between two actors to choose from: each once, the nearest to the middle first."""
    seen: set[str] = set()
    for edge in _pool(record, asked, centre):
        if edge.ties[0] not in seen:
            seen.add(edge.ties[0])
            yield edge


def _pool(record: Record, asked: Asked, centre: str) -> Iterator[Edge]:
    if centre:
        mine = record.ties(centre, limit=AROUND)
        yield from mine
        if asked.steps == 2:
            near = dict.fromkeys(end for edge in mine if _fits(edge, asked) for end in (edge.source, edge.target))
            for key in [key for key in near if key != centre][:BEYOND]:
                yield from record.ties(key, limit=BEYOND)
    if asked.kind:
        types = [type for kind in asked.kind for type in KINDS[kind]]
        for type in types:
            yield from record.ties(type=type, limit=LOOKED // len(types))
    else:
        yield from record.ties(limit=LOOKED // 2 if centre else LOOKED)


def _fits(edge: Edge, asked: Asked) -> bool:
    put = {"": True, "asserted": edge.asserted, "denied": edge.denied or edge.disputed,
           "possible": edge.possible or edge.planned}[asked.told]
    return bool(put and edge.source and edge.target and edge.source != edge.target
                and (not asked.kind or KIND_OF[edge.type] in asked.kind))


def _chosen(some: Sequence[Edge], centre: str, asked: Asked) -> tuple[list[Edge], set[str]]:
    """The ties that are drawn, and whose they are: as many ends as may be drawn, from the middle outwards."""
    keys = {centre} if centre else set()
    ends = Counter(end for edge in some for end in (edge.source, edge.target))
    ranked = sorted(some, key=lambda edge: (-edge.families, -ends[edge.source] - ends[edge.target]))
    for _ in range(asked.steps if centre else 1):
        near = set(keys)
        for edge in ranked:
            both = {edge.source, edge.target}
            if (not centre or both & near) and len(keys | both) <= asked.most:
                keys |= both
    return [edge for edge in ranked if {edge.source, edge.target} <= keys], keys


def _nodes(record: Record, edges: Sequence[Edge]) -> tuple[tuple[Node, ...], int]:
    """The ends of ties, each with its place: the same ties give the same places."""
    ends = Counter(end for edge in edges for end in (edge.source, edge.target))
    called = {key: name for edge in edges for key, name in ((edge.source, edge.source_name),
                                                            (edge.target, edge.target_name))}
    types = {one.key: one.type for one in record.actors(some=ends)} if ends else {}
    keys = sorted(ends, key=lambda key: (-ends[key], called[key], key))
    at = {key: n for n, key in enumerate(keys)}
    boxes, height = _laid(tuple(LETTER * len(words.clip(called[key], CLIP)) + 18 for key in keys),
                          tuple(sorted({(at[edge.source], at[edge.target]) for edge in edges})))
    return tuple(Node(key=key, name=called[key], type=types.get(key, ""), ties=ends[key], x=x, y=y, half=half)
                 for key, (x, y, half) in zip(keys, boxes, strict=True)), height


@lru_cache(maxsize=64)
def _laid(widths: tuple[float, ...], pairs: tuple[tuple[int, int], ...]) -> tuple[list[tuple[float, ...]], int]:
    if not widths:
        return [], 0
    boxes, height = placed(widths, pairs, EACH)
    return [tuple(round(number, 1) for number in box) for box in boxes.tolist()], height


PAGE = Page(name="network", path="/network", title="Network", asked=Asked, shown=Shown, look=look, rows="rows",
            published=())
