"""Events of the dossier: who did what to whom, and how the countries that meet most act towards each other.

Takes Holdings, gives markup. Every row leads to the words that it was read from, in the capture that printed them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial

from standoff import measures
from standoff.answers import EventRow, Party, Series, Telling
from standoff.export import words
from standoff.export.dossier import actors
from standoff.export.dossier.families import to
from standoff.export.drawings.plot import legend, plot
from standoff.export.holdings import Holdings
from standoff.export.markup import Child, Html, el
from standoff.model import Factuality
from standoff.record.happened import OPEN

MOST = 400
"""Events that are listed, those of most reports first. The exports have all."""

DYADS = 8
"""Pairs of countries that are told, those with most events first."""

PLOTTED = 4
"""Months with events from which on a pair gets a plot: of fewer its events are listed."""


def section(holdings: Holdings) -> Html | None:
    """Who did what to whom, in the order in which it happened; None where nothing was found."""
    every = holdings.event_rows
    if not every:
        return None
    rows, shown = listed(every), actors.shown(holdings)
    happened, other = [row for row in rows if done(row)], [row for row in rows if not done(row)]
    more = len(every) - len(rows)
    return el("section", el("h2", "Events", cls="part"),
              el("p", f"{words.count(sum(map(done, every)), 'event')} told as done, coded by PLOVER, each in one row "
                 "however many articles carry it, in the order in which they happened. What tellings contradict each "
                 "other in stands side by side.", cls="lede"),
              _table(holdings, happened, shown) if happened else None,
              [el("h3", "Denied, announced or only possible"), _table(holdings, other, shown)] if other else None,
              el("p", f"The other {more} are in the exports.", cls="quiet") if more else None, id="events")


def dyads(holdings: Holdings) -> Html | None:
    """The countries that meet most: the course of each pair or, of few months, its events; None where no two do."""
    rows = [row for row in holdings.event_rows if done(row)]
    pairs = measures.dyads(rows)
    if not pairs:
        return None
    courses = [_ways(rows, a, b) for a, b, _ in pairs[:DYADS]]
    drawn = [ways for ways in courses if sum(1 for one in ways[2].periods if one.count) >= PLOTTED]
    links = partial(_links, {row.key: row.type.value for row in rows}, frozenset(
        row.key for row in listed(holdings.event_rows)))
    others, more = [ways[2] for ways in courses if ways not in drawn], len(pairs) - DYADS
    return el("section", el("h2", "Dyads", cls="part"),
              el("p", "What two countries do to each other and together, by PLOVER’s codes of both sides. Only what is "
                 f"told as done counts; from {PLOTTED} months with events on their course is drawn, in reports, each "
                 "event in the month in which it is sure to have happened.", cls="lede"),
              [_dyad(links, ways) for ways in drawn], _few(links, rows, others) if others else None,
              el("p", f"Another {words.count(more, 'pair')} have fewer events: ", el("code", "standoff dyad A B"), ".",
                 cls="quiet") if more > 0 else None, id="dyads")


def listed(every: Sequence[EventRow]) -> list[EventRow]:
    """The rows that stand here, in their order: what is told as done before the rest, that of most reports first."""
    keys = {row.key for row in sorted(every, key=lambda row: (not done(row), -row.reports, row.key))[:MOST]}
    return [row for row in every if row.key in keys]


def done(row: EventRow) -> bool:
    """Whether an event is told as done."""
    return Factuality.ACTUAL in row.factuality and not OPEN & {*row.factuality}


# — one event —


def _table(holdings: Holdings, rows: Sequence[EventRow], shown: Container[str]) -> Html:
    return el("table", el("thead", el("tr", [el("th", title, scope="col") for title in
                                             ("When", "What", "Who to whom", "Words", "Carried by")])),
              el("tbody", [_row(holdings, row, shown) for row in rows]), cls="stack event-rows")


def _row(holdings: Holdings, row: EventRow, shown: Container[str]) -> Html:
    return el("tr", el("td", _when(row), _where(row), data_label="When"), el("td", _what(row), data_label="What"),
              el("td", _sides(row, shown), data_label="Who to whom"),
              el("td", [_telling(holdings, one) for one in row.tellings],
                 [el("p", line, cls="answer", dir="auto") for line in row.conflicts], data_label="Words"),
              el("td", _carried(row), data_label="Carried by"), id=row.key)


def _when(row: EventRow) -> list[Child]:
    said, _, basis = words.told_on(row.date).partition(" (")
    told = ", ".join(filter(None, (basis.replace(")", ""), f"precision {row.date_precision}")))
    return [el("span", said, cls=None if row.date.value else "quiet"), el("span", told, cls="sub")]


def _where(row: EventRow) -> Html | None:
    if not row.place:
        return None
    exact = f"precision {row.place_precision}" if row.place_precision else ""
    return el("span", "in " + ", ".join(filter(None, (row.place, row.country, exact))), cls="sub", dir="auto")


def _what(row: EventRow) -> list[Child]:
    put = "" if done(row) else ", ".join(row.factuality)
    sizes = ", ".join(dict.fromkeys(words.size(size) for one in row.tellings for size in one.sizes))
    return [el("b", row.type.value), *(el("span", line, cls="sub") for line in (
        ", ".join(row.modes), ", ".join(row.contexts), f"score {row.score:+g}", sizes, put) if line)]


def _sides(row: EventRow, shown: Container[str]) -> list[Child]:
    whom = [el("span", "to", cls="party quiet"), [_party(one, shown) for one in row.recipients]]
    return [[_party(one, shown) for one in row.actors] or el("span", "nobody told", cls="party quiet"),
            whom if row.recipients else None]


def _party(one: Party, shown: Container[str]) -> Html:
    codes = " ".join(filter(None, (one.country, *one.sectors)))
    name = el("a", one.name, href=f"#{one.actor}", dir="auto") if one.actor in shown else \
        el("span", one.name, dir="auto")
    return el("span", name, el("code", f" {codes}") if codes else None,
              None if one.told else el("span", one.reason, cls="sub", dir="auto"),
              el("span", f"according to {', '.join(one.voices)}", cls="sub", dir="auto")
              if one.voices and one.told else None, cls="party")


def _telling(holdings: Holdings, one: Telling) -> Html:
    event = holdings.event.get(one.event)
    quote = f"“{words.clip(one.quote, 400)}”"
    by = ", ".join(filter(None, (one.voice, " / ".join(map(words.outlet, one.outlets)), one.published)))
    return el("p", el("a", quote, href=to(holdings, event.evidence[0]), dir="auto") if event else
              el("span", quote, dir="auto"), el("span", by, cls="sub", dir="auto"), cls="words")


def _carried(row: EventRow) -> list[Child]:
    told = [words.count(row.articles, "article"), words.count(row.families, "family"),
            words.count(row.reports, "report"), f"{row.independent} independent"]
    return [[el("span", line, cls="sub") for line in told],
            el("details", el("summary", "why"), [el("p", line, cls="quiet", dir="auto") for line in row.dependence])
            if row.dependence else None]


# — one dyad —

Ways = tuple[Series, Series, Series]
Links = Callable[[Sequence[str]], list[Child]]


def _ways(rows: Sequence[EventRow], a: str, b: str) -> Ways:
    return measures.dyad(rows, (a, b), (lambda one: one.country == a, lambda one: one.country == b), measures.Frame())


def _dyad(links: Links, ways: Ways) -> Html:
    both = ways[2]
    told = [*map(words.change, both.changes), *([both.silent] if both.silent else []), *words.left_out(both)]
    return el("section", el("h3", f"{both.actor} and {both.recipient}"),
              el("figure", el("figcaption", legend()), plot(both)), [el("p", line, cls="quiet") for line in told],
              el("details", el("summary", "The same in numbers"), _numbers(links, ways)), cls="dyad")


def _numbers(links: Links, ways: Ways) -> Html:
    """What the plot shows as a table, each event with a way to its row."""
    forth, back = ({one.since: one.count for one in way.periods} for way in ways[:2])
    both = ways[2]
    head = ("Month", f"{both.actor} → {both.recipient}", f"{both.recipient} → {both.actor}", "Both", "Cooperation",
            "Conflict", "Score", "Events")
    lines = []
    for one in both.periods:
        if one.score is None:
            continue
        verbal, material, against, deeds = one.quads
        spread = "" if one.spread is None else f" ± {one.spread:.1f}"
        cells = (str(forth.get(one.since, 0)), str(back.get(one.since, 0)), str(one.count), f"{verbal} + {material}",
                 f"{against} + {deeds}", f"{one.score:+.1f}{spread}")
        lines.append(el("tr", el("th", words.period(one.since, both.by), scope="row"),
                        [el("td", cell, data_label=name) for name, cell in zip(head[1:], cells, strict=False)],
                        el("td", links(one.events), data_label="Events")))
    return el("table", el("caption", "In reports; cooperation and conflict are verbal + material.", cls="quiet"),
              el("thead", el("tr", [el("th", name, scope="col") for name in head])), el("tbody", lines),
              cls="stack numbers")


def _few(links: Links, rows: Sequence[EventRow], some: Sequence[Series]) -> Html:
    """The pairs that have too few months for a course, with all their events."""
    lines = []
    for one in some:
        a, b = one.actor, one.recipient
        keys = [row.key for row in rows if (a, b) in {pair[:2] for pair in measures.dyads([row])}]
        lines.append(el("tr", el("th", f"{a} and {b}", scope="row"), el("td", f"{len(keys)}", data_label="Events"),
                        el("td", links(keys), data_label="Which")))
    return el("table", el("thead", el("tr", [el("th", name, scope="col") for name in ("Pair", "Events", "Which")])),
              el("tbody", lines), cls="stack numbers")


def _links(type_of: Mapping[str, str], here: Container[str], keys: Sequence[str]) -> list[Child]:
    """Events by their types, each with a way to its row where it has one here."""
    return [[" " if n else "", el("a", type_of[key], href=f"#{key}") if key in here else el("span", type_of[key])]
            for n, key in enumerate(keys)]
