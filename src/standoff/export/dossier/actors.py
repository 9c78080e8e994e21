"""Actors of the dossier: who the captures speak of, the network of their ties, each tie with its words.

Takes Holdings, gives markup. Every row leads to the words that it was read from, in the capture that printed them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from standoff.answers import ActorRow, Edge, Held
from standoff.export import words
from standoff.export.dossier.drawing import chosen, drawing, legend
from standoff.export.dossier.families import to
from standoff.export.holdings import Holdings
from standoff.export.markup import Child, Html, el
from standoff.export.network import between
from standoff.model import Claim, Span
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
    drawn, lines = chosen(rows, holdings.edges)
    keys = shown(holdings)
    listed = [one for one in rows if one.key in keys]
    return el("section", el("h2", "Actors", cls="part"),
              el("p", f"{words.count(len(rows), 'actor')}, each with its names as written and its PLOVER code on the "
                 "last day of its reports. Posts and ties are what texts say; whose words they are stands beside them.",
                 cls="lede"),
              _network(holdings, drawn, lines), _actors(holdings, listed), _ties(holdings, keys), id="actors")


def shown(holdings: Holdings) -> frozenset[str]:
    """The keys of the actors that have a row here, to which others may lead: those of most reports, of the drawing, and
    of the ties that are listed."""
    drawn = {one.key for one in chosen(holdings.actor_rows, holdings.edges)[0]}
    tied = {end for edge in holdings.edges[:MOST] for end in (edge.source, edge.target)}
    return frozenset(one.key for n, one in enumerate(holdings.actor_rows) if n < MOST or one.key in drawn | tied)


# — inside —


def _network(holdings: Holdings, shown: Sequence[ActorRow], some: Sequence[Edge]) -> Html | None:
    drawn = drawing(shown, some)
    if drawn is None:
        return None
    every = words.count(len(between(holdings.actor_rows, holdings.edges)), "tie")
    return el("figure", el("figcaption", el("span", "Who stands with whom", cls="label"), legend()),
              el("div", drawn, cls="drawn", tabindex="0"),
              el("p", f"Drawn: {words.count(len(shown), 'actor')} and {len(some)} of {every} between actors. "
                 "The tables have the others.", cls="quiet"))


def _actors(holdings: Holdings, rows: Sequence[ActorRow]) -> list[Child]:
    posts: dict[str, list[Held]] = defaultdict(list)
    for actor, held in holdings.posts:
        posts[actor].append(held)
    lines = [el("tr", el("td", el("b", one.name, dir="auto"), _kind(one), data_label="Who", id=one.key),
                el("td", _code(one), data_label="Code"), el("td", _written(one), data_label="As written"),
                el("td", el("ul", [_post(held) for held in posts[one.key]], cls="plain"), data_label="Posts"),
                el("td", f"{one.reports}", cls="num", data_label="Reports"),
                el("td", f"{one.articles}", cls="num", data_label="Articles")) for one in rows]
    more = len(holdings.actor_rows) - len(rows)
    left = f" The other {more} are in the exports." if more else ""
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
    claim = {Claim.ASSERTED: "", Claim.PLANNED: "to be"}.get(held.claim, held.claim.value)
    told = ", ".join(filter(None, (dates, "former" if held.former else "", claim, held.by)))
    return el("li", el("span", f"{held.title} of {held.of}" if held.of else held.title, dir="auto"),
              el("span", f" {told}", cls="quiet"))


def _ties(holdings: Holdings, listed: Container[str]) -> list[Child]:
    if not holdings.edges:
        return []
    lines = [el("tr", el("td", _end(one.source, one.source_name, listed), data_label="Who"),
                el("td", ("formerly " if one.former else "") + one.type.value, _titles(one), data_label="Tie"),
                el("td", _end(one.target, one.target_name, listed), data_label="To whom"),
                el("td", _voices(one), data_label="On whose word"),
                el("td", _quotes(holdings, one), data_label="Words"),
                el("td", f"{one.reports}", cls="num", data_label="Reports")) for one in holdings.edges[:MOST]]
    more = len(holdings.edges) - len(lines)
    return [el("h3", "Who is what to whom"),
            el("table", el("thead", el("tr", [el("th", title, scope="col") for title in
                                              ("Who", "Tie", "To whom", "On whose word", "Words", "Reports")])),
               el("tbody", lines), cls="stack ties"),
            el("p", f"The other {more} are in the exports.", cls="quiet") if more else None]


def _end(key: str, name: str, listed: Container[str]) -> Html:
    if not name:
        return el("span", "nobody named", cls="quiet")
    return el("a", name, href=f"#{key}", dir="auto") if key in listed else el("span", name, dir="auto")


def _titles(edge: Edge) -> Html | None:
    dates = words.edtf(f"{edge.since or '..'}/{edge.until or '..'}") if edge.since or edge.until else ""
    told = ", ".join(filter(None, (*edge.titles, *edge.means, dates)))
    return el("span", told, cls="sub", dir="auto") if told else None


def _voices(edge: Edge) -> list[Child]:
    told = [(edge.asserted, "asserted", edge.asserted_by), (edge.denied, "denied", edge.denied_by),
            (edge.disputed, "disputed", () if edge.denied else edge.denied_by),
            (edge.possible, "called possible", edge.supposed_by),
            (edge.planned, "planned", () if edge.possible else edge.supposed_by)]
    return [el("span", f"{what} {number}×" + (f" by {', '.join(who)}" if who else ""), cls="sub", dir="auto")
            for number, what, who in told if number]


def _quotes(holdings: Holdings, edge: Edge) -> list[Child]:
    """The first words of each claim, so that a denial is read beside what it denies."""
    first: dict[Claim, Span] = {}
    for key in edge.ties:
        if tie := holdings.tie.get(key):
            first.setdefault(tie.claim, tie.evidence[0])
    return [_quote(holdings, span) for span in first.values()]


def _quote(holdings: Holdings, span: Span) -> Html:
    """The words of a tie in their surroundings, leading to their segment."""
    before, exact, after = quote(holdings.page[span.page].text, span.start, span.end)
    return el("span", before.lstrip(),
              el("a", words.clip(exact, 140), href=to(holdings, span), dir="auto"), after.rstrip(), cls="sub quote")
