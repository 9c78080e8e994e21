"""Actors of the dossier: who the captures speak of, the network of their ties, each tie with its words.

Takes Holdings, gives markup. Every row leads to the words that it was read from, in the capture that printed them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from standoff.answers import ActorRow, Edge, Held
from standoff.export import words
from standoff.export.dossier.drawing import drawing, legend
from standoff.export.dossier.families import to
from standoff.export.dossier.markup import Child, Html, el
from standoff.export.holdings import Holdings
from standoff.model import Span
from standoff.text import quote

MOST = 120
"""Actors and ties that are listed, those of most reports first. The exports have all."""

NAMES = 6
"""Spellings that a row shows."""


def section(holdings: Holdings) -> Html | None:
    """All of it; None where no actor is known."""
    rows = holdings.actor_rows
    if not rows:
        return None
    return el("section", el("h2", "Actors", cls="part"),
              el("p", f"{words.count(len(rows), 'actor')}, each with its names as written and its PLOVER code on the "
                 "last day of its reports. Posts and ties are what texts say; whose words they are stands beside them.",
                 cls="lede"),
              _network(holdings), _actors(holdings, rows), _ties(holdings), id="actors")


# — inside —


def _network(holdings: Holdings) -> Html | None:
    drawn = drawing(holdings.actor_rows, holdings.edges)
    return el("figure", el("figcaption", el("span", "Who stands with whom", cls="label"), legend()),
              el("div", drawn, cls="drawn", tabindex="0")) if drawn else None


def _actors(holdings: Holdings, rows: Sequence[ActorRow]) -> list[Child]:
    posts: dict[str, list[Held]] = defaultdict(list)
    for actor, held in holdings.posts:
        posts[actor].append(held)
    lines = [el("tr", el("td", el("b", one.name, dir="auto"), _kind(one), data_label="Who", id=one.key),
                el("td", _code(one), data_label="Code"), el("td", _written(one), data_label="As written"),
                el("td", el("ul", [_post(held) for held in posts[one.key]], cls="plain"), data_label="Posts"),
                el("td", f"{one.reports}", cls="num", data_label="Reports"),
                el("td", f"{one.articles}", cls="num", data_label="Articles")) for one in rows[:MOST]]
    left = f" The other {len(rows) - MOST} are in the exports." if len(rows) > MOST else ""
    return [el("h3", "Who they are"),
            el("table", el("thead", el("tr", [el("th", title, scope="col") for title in
                                              ("Who", "Code", "As written", "Posts", "Reports", "Articles")])),
               el("tbody", lines), cls="stack who"),
            el("p", f"A code is country and sectors; the reason is shown with it.{left}", cls="quiet")]


def _kind(actor: ActorRow) -> Html:
    what = f"{actor.type}, told by descriptions" if actor.described else actor.type
    return el("span", el("span", what), el("code", actor.known) if actor.known else ", in no file", cls="sub")


def _code(actor: ActorRow) -> Html:
    code = " ".join((actor.country, *actor.sectors)).strip()
    return el("span", el("code", code or "—"), el("span", actor.reason, cls="sub", dir="auto"))


def _written(actor: ActorRow) -> list[Child]:
    shown: list[Child] = [[" · " if n else "", el("span", name.text, dir="auto"),
                           el("span", f" {name.count}×", cls="quiet") if name.count > 1 else ""]
                          for n, name in enumerate(actor.names[:NAMES])]
    return [*shown, el("span", f" and {len(actor.names) - NAMES} more", cls="quiet")] if len(actor.names) > NAMES \
        else shown


def _post(held: Held) -> Html:
    dates = words.edtf(f"{held.since or '..'}/{held.until or '..'}") if held.since or held.until else ""
    told = ", ".join(filter(None, (dates, "former" if held.former else "", "to be" if held.planned else "", held.by)))
    return el("li", el("span", f"{held.title} of {held.of}" if held.of else held.title, dir="auto"),
              el("span", f" {told}", cls="quiet"))


def _ties(holdings: Holdings) -> list[Child]:
    edges = sorted(holdings.edges, key=lambda one: (-one.families, -one.asserted, one.source_name, one.type.value,
                                                    one.target_name))
    if not edges:
        return []
    lines = [el("tr", el("td", _end(one.source, one.source_name), data_label="Who"),
                el("td", ("formerly " if one.former else "") + one.type.value, _titles(one), data_label="Tie"),
                el("td", _end(one.target, one.target_name), data_label="To whom"),
                el("td", _voices(one), data_label="On whose word"),
                el("td", _quotes(holdings, one), data_label="Words"),
                el("td", f"{one.reports}", cls="num", data_label="Reports")) for one in edges[:MOST]]
    left = f"The other {len(edges) - MOST} are in the exports." if len(edges) > MOST else ""
    return [el("h3", "Who is what to whom"),
            el("table", el("thead", el("tr", [el("th", title, scope="col") for title in
                                              ("Who", "Tie", "To whom", "On whose word", "Words", "Reports")])),
               el("tbody", lines), cls="stack ties"), el("p", left, cls="quiet") if left else None]


def _end(key: str, name: str) -> Html:
    if not name:
        return el("span", "nobody named", cls="quiet")
    return el("a", name, href=f"#{key}", dir="auto") if key else el("span", name, dir="auto")


def _titles(edge: Edge) -> Html | None:
    dates = words.edtf(f"{edge.since or '..'}/{edge.until or '..'}") if edge.since or edge.until else ""
    told = ", ".join(filter(None, (*edge.titles, *edge.means, dates)))
    return el("span", told, cls="sub", dir="auto") if told else None


def _voices(edge: Edge) -> list[Child]:
    counts = ((edge.asserted, "asserted", edge.asserted_by), (edge.denied, "denied", edge.denied_by),
              (edge.disputed, "disputed", edge.denied_by if not edge.denied else ()),
              (edge.possible, "called possible", ()), (edge.planned, "planned", ()))
    return [el("span", f"{what} {number}×" + (f" by {', '.join(who)}" if who else ""), cls="sub", dir="auto")
            for number, what, who in counts if number]


def _quotes(holdings: Holdings, edge: Edge) -> list[Child]:
    spans = [holdings.tie[key].evidence[0] for key in edge.ties[:2] if key in holdings.tie]
    return [_quote(holdings, span) for span in spans]


def _quote(holdings: Holdings, span: Span) -> Html:
    """The words of a tie in their surroundings, leading to their segment."""
    before, exact, after = quote(holdings.page[span.page].text, span.start, span.end)
    return el("span", before.lstrip(),
              el("a", words.clip(exact, 140), href=to(holdings, span), dir="auto"), after.rstrip(), cls="sub quote")
