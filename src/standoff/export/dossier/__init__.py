"""Dossier: one self-contained, printable HTML page of all that a record holds.

Takes Holdings and a name, gives HTML: counts, actors with their ties, events with the course of dyads, who said what,
what is asked and foreseen, each family drawn as aligned columns with its links, possible originals and the reassembled
article with its apparatus, each capture as coloured typed segments, problems, method card. Loads nothing and needs no
script to be read; captured text is only ever escaped text (`markup`). The same record gives the same page, byte for
byte.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from standoff.export import words
from standoff.export.card import facts
from standoff.export.dossier import actors, captures, families, happened, said
from standoff.export.holdings import Holdings
from standoff.export.markup import Html, el, join
from standoff.model import Role, VariantKind

NAMED = 100
"""Captures up to which the contents name each; beyond, the families alone lead to them."""


def html(holdings: Holdings, name: str) -> str:
    """The dossier. `name` is what the cover calls the record, such as its file's name."""
    folder = files("standoff.export.dossier")
    style = (folder / "style.css").read_text(encoding="utf-8")
    script = (folder / "script.js").read_text(encoding="utf-8")
    hash = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{hash}'; "
              "base-uri 'none'; form-action 'none'")
    head = el("head", el("meta", charset="utf-8"),
              el("meta", http_equiv="Content-Security-Policy", content=policy),
              el("meta", name="viewport", content="width=device-width, initial-scale=1"),
              el("meta", name="color-scheme", content="light dark"),
              el("meta", name="referrer", content="no-referrer"),
              el("title", f"{name} · Standoff dossier"), el("style", Html(style)))
    body = el("body", el("a", "Skip to the dossier", href="#main", cls="skip"), _nav(holdings),
              el("main", _cover(holdings, name), actors.section(holdings), happened.section(holdings),
                 happened.dyads(holdings), said.ledger(holdings), said.board(holdings), families.section(holdings),
                 captures.section(holdings), _problems(holdings), _method(holdings),
                 id="main"),
              el("script", Html(script)))
    return "<!doctype html>\n" + el("html", head, "\n", body, lang="en") + "\n"


def _nav(holdings: Holdings) -> Html:
    def entry(key: str, title: str, mark: Html | None = None) -> Html:
        return el("li", el("a", mark, el("span", words.clip(title, 60), dir="auto"), href=f"#{key}"))

    joined = [f for f in holdings.families if len(f.pages) > 1]
    return el(
        "nav", el("a", "Standoff", href="#top", cls="brand"),
        el("p", el("a", "Actors", href="#actors")) if holdings.actor_rows else None,
        el("p", el("a", "Events", href="#events")) if holdings.event_rows else None,
        el("p", el("a", "Statements", href="#statements")) if said.listed(holdings.statement_rows) else None,
        el("p", el("a", "Questions and forecasts", href="#outlook")) if said.listed(holdings.outlook_rows) else None,
        el("p", el("a", "Families", href="#families")),
        el("ol", [entry(f.key, families.name(holdings, f)) for f in joined]),
        el("p", el("a", "Captures", href="#captures")),
        el("ol", [entry(p.key, words.title(p), families.chip(families.siglum(holdings, p.key)))
                  for p in captures.ordered(holdings)]) if len(holdings.pages) <= NAMED else None,
        el("p", el("a", "Problems", href="#problems")), el("p", el("a", "Method", href="#method")),
        cls="toc", aria_label="Contents")


def _cover(holdings: Holdings, name: str) -> Html:
    def figure(n: int, noun: str) -> Html:
        number, label = words.count(n, noun).split(" ", 1)
        return el("span", el("b", number), " ", el("span", label), cls="figure")

    arrow = el("span", " → ", cls="arrow")
    roles = [seg.role for page in holdings.pages for seg in page.segments]
    kinds = [variant.kind for report in holdings.reports for variant in report.variants]
    tally = [(len(holdings.copies), "link"), (kinds.count(VariantKind.WORDING), "variant in wording"),
             (kinds.count(VariantKind.PRESENCE), "variant in presence"), (roles.count(Role.COMMENT), "comment"),
             (roles.count(Role.TEASER), "teaser"), (len(holdings.problems), "problem")]
    plural = {"variant in wording": "variants in wording", "variant in presence": "variants in presence"}
    return el(
        "header", el("p", "Standoff dossier · ", name, cls="label"),
        el("h1", figure(len(holdings.captures), "capture"), arrow, figure(len(holdings.families), "family"), arrow,
           figure(len(holdings.reports), "report")),
        el("p", "Every line below was read from a stored capture. A capture is the page as it was obtained; pages that "
           "share text are one family; a family read as one article is a report. Letters such as ",
           families.chip("A"), " name the copies of one family. Nothing is counted twice and no reading is dropped.",
           cls="lede"),
        el("ul", [el("li", el("b", f"{n}"), " ", noun if n == 1 else plural.get(noun, noun + "s"))
                  for n, noun in tally], cls="tally"),
        id="top", cls="cover")


def _problems(holdings: Holdings) -> Html:
    if not holdings.problems:
        return el("section", el("h2", "Problems"), el("p", "None: every input was read whole.", cls="quiet"),
                  id="problems")
    rows = [el("tr", el("td", el("b", p.code), data_label="What"), el("td", p.source, cls="url", data_label="Where"),
               el("td", p.message, data_label="What to do"), el("td", p.stage, data_label="Stage"))
            for p in holdings.problems]
    return el("section", el("h2", "Problems"),
              el("p", "What could not be read, or only in part. Nothing else was lost by it.", cls="quiet"),
              el("table", el("thead", el("tr", [el("th", t, scope="col") for t in
                                                ("What", "Where", "What happened", "Stage")])), el("tbody", rows),
                 cls="stack"), id="problems")


def _method(holdings: Holdings) -> Html:
    card = facts(holdings)
    counts, rules = card["counts"], card["rules"]
    assert isinstance(counts, dict) and isinstance(rules, dict)
    stages, readers = card["stages"], card["readers"]
    assert isinstance(stages, list) and isinstance(readers, list)
    rows: list[tuple[str, Html]] = [
        ("Tool", join(f"standoff {card['version']}, record schema {card['schema']}")),
        ("Stages and versions", join(", ".join(stages))),
        ("Readers", join(", ".join(readers) or "none yet")),
        ("Counts", join(", ".join(f"{n} {noun}" for noun, n in counts.items()))),
        ("Offsets", join(str(card["offsets"]))),
        ("Rules that typed the segments", el("ul", [el("li", el("code", rule), f" {n}") for rule, n in rules.items()],
                                             cls="rules")),
    ]
    inputs = [el("tr", el("td", el("code", c.digest), data_label="SHA-256"),
                 el("td", c.sightings[0].source, cls="url", data_label="From"),
                 el("td", c.retrieved or "not recorded", data_label="Retrieved"))
              for c in sorted(holdings.captures, key=lambda c: c.digest)]
    return el("section", el("h2", "Method"),
              el("dl", [(el("dt", term), el("dd", what)) for term, what in rows], cls="facts"),
              el("h3", "Inputs"),
              el("table", el("thead", el("tr", [el("th", t, scope="col") for t in
                                                ("SHA-256 of the bytes", "From", "Retrieved")])),
                 el("tbody", inputs), cls="stack inputs"),
              el("p", el("code", "standoff verify"), " reads every digest and every span of the record again.",
                 cls="quiet"), id="method")
