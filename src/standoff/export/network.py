"""Networks: who stands with whom, for NetworkX, Gephi, yEd, Cytoscape, igraph.

Takes the actors and edges of a record (`answers`), gives a graph or its files. A node is an actor, an edge all that
texts say of one type of tie between two actors, with who asserts and who denies it: a tie that everybody denies is an
edge whose ``asserted`` is 0. Ties of which an end is no actor ("a spokesman") and offices of nobody named are no edges;
the method card counts them. Sorted, so the same record gives the same bytes.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from standoff.answers import ActorRow, Edge
from standoff.export.csv import table
from standoff.export.holdings import Holdings
from standoff.export.words import visible
from standoff.model import SYMMETRIC

if TYPE_CHECKING:
    import networkx

Value = str | int | bool

TYPES = {str: "string", int: "integer", bool: "boolean"}
"""Types of values in GEXF."""


def between(actors: Iterable[ActorRow], edges: Iterable[Edge]) -> list[Edge]:
    """The edges of which both ends are among the actors, in the order of their names."""
    there = {actor.key for actor in actors}
    return sorted((edge for edge in edges if {edge.source, edge.target} <= there),
                  key=lambda edge: (edge.source_name, edge.type, edge.target_name, edge.source, edge.target))


def node(actor: ActorRow) -> dict[str, Value]:
    """What a graph tells of an actor."""
    return {"label": _clean(actor.name), "type": actor.type, "known": actor.known, "described": actor.described,
            "country": actor.country, "sectors": " ".join(actor.sectors), "mentions": actor.mentions,
            "reports": actor.reports, "families": actor.families, "articles": actor.articles, "first": actor.first,
            "last": actor.last}


def link(edge: Edge) -> dict[str, Value]:
    """What a graph tells of an edge. `start` and `end` are ISO dates or "", open or not told."""
    return {"label": edge.type.value, "type": edge.type.value, "directed": edge.type not in SYMMETRIC,
            "start": edge.since, "end": edge.until, "former": edge.former, "ended": edge.ended,
            "asserted": edge.asserted,
            "denied": edge.denied, "disputed": edge.disputed, "possible": edge.possible, "planned": edge.planned,
            "asserted_by": _clean(" | ".join(edge.asserted_by)), "denied_by": _clean(" | ".join(edge.denied_by)),
            "supposed_by": _clean(" | ".join(edge.supposed_by)), "titles": _clean(" | ".join(edge.titles)),
            "means": " | ".join(edge.means), "reports": edge.reports,
            "families": edge.families, "articles": edge.articles, "first": edge.first, "last": edge.last,
            "bound": edge.bound, "ties": " ".join(edge.ties)}


def name(edge: Edge) -> str:
    """The id of an edge: one for each type between two actors."""
    return f"{edge.source} {edge.type.value} {edge.target}".replace(" ", "-")


def graph(actors: Iterable[ActorRow], edges: Iterable[Edge]) -> networkx.MultiDiGraph[str]:
    """The network as a NetworkX graph: nodes by actor key, edges by `name`, attributes of `node` and `link`."""
    import networkx

    actors = sorted(actors, key=lambda actor: (actor.name, actor.key))
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    made.add_nodes_from((actor.key, node(actor)) for actor in actors)
    made.add_edges_from((edge.source, edge.target, name(edge), link(edge)) for edge in between(actors, edges))
    return made


def graphml(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """GraphML with typed attributes."""
    import networkx

    yield "network.graphml", "\n".join(networkx.generate_graphml(
        graph(holdings.actor_rows, holdings.edges))) + "\n"


def gexf(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """GEXF 1.3, dynamic: an edge lives while texts put it, a node always. What is not dated is open at both ends.

    All edges are of one sort, or readers refuse the file; `directed` tells which have no direction.
    """
    found = graph(holdings.actor_rows, holdings.edges)
    root = Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    made = SubElement(root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date")
    for sort, some in (("node", found.nodes(data=True)), ("edge", ((key, data) for *_, key, data
                                                                  in found.edges(keys=True, data=True)))):
        ids = SubElement(made, "attributes", {"class": sort})
        columns: dict[str, Value] = next((data for _, data in some), {})
        for column, value in columns.items():
            SubElement(ids, "attribute", id=f"{sort}-{column}", title=column, type=TYPES[type(value)])
    nodes = SubElement(made, "nodes")
    for key, data in found.nodes(data=True):
        _values(SubElement(nodes, "node", id=key, label=data["label"]), "node", data)
    edges = SubElement(made, "edges")
    for source, target, key, data in found.edges(keys=True, data=True):
        lives = {end: _day(str(data[end]), last=end == "end") for end in ("start", "end") if data[end]}
        shape = {"kind": data["type"], "weight": str(max(data["families"], 1))}
        _values(SubElement(edges, "edge", {"id": key, "source": source, "target": target, "label": data["label"],
                                           **shape, **lives}), "edge", data)
    indent(root, " ")
    yield "network.gexf", '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def edge_list(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """Two CSV tables, ``nodes.csv`` and ``edges.csv``, as Gephi, Kumu and igraph import them."""
    actors = sorted(holdings.actor_rows, key=lambda actor: (actor.name, actor.key))
    yield "nodes.csv", table({"id": actor.key, **_figures(node(actor))} for actor in actors)
    yield "edges.csv", table({"source": edge.source, "target": edge.target, **_figures(link(edge)), "id": name(edge)}
                             for edge in between(actors, holdings.edges))


# — inside —


def _values(element: Element, sort: str, data: dict[str, Value]) -> None:
    inside = SubElement(element, "attvalues")
    for column, value in data.items():
        SubElement(inside, "attvalue", {"for": f"{sort}-{column}", "value": str(value).lower()
                                        if isinstance(value, bool) else str(value)})


def _figures(row: dict[str, Value]) -> dict[str, str | int]:
    """Yes and no as 1 and 0, as in all our tables."""
    return {column: int(value) if isinstance(value, bool) else value for column, value in row.items()}


def _day(date: str, *, last: bool) -> str:
    """The first or last day of an ISO date that may be cut to its month or year: GEXF knows whole days alone."""
    if len(date) >= 10:
        return date[:10]
    year, month = (int(part) for part in (date if len(date) > 4 else date + ("-12" if last else "-01")).split("-"))
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1] if last else 1:02d}"


def _clean(text: str) -> str:
    """In one line, without what XML cannot hold."""
    return " ".join(visible(text).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}).split())
