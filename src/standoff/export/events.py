"""Rows of events: what happened, every place that tells it, its sides, its sizes, and why places are one event.

As `standoff.export.rows`, of which they are a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from standoff.answers import EventRow, Party
from standoff.export import words
from standoff.export.cells import Row, Several, date, line, listed, several
from standoff.export.holdings import Holdings, pin
from standoff.model import Event
from standoff.record import keys


def events(holdings: Holdings) -> Iterator[Row]:
    """One row per event, done or not: `factuality` tells."""
    return happened(holdings.event_rows)


def happened(some: Iterable[EventRow]) -> Iterator[Row]:
    """One row per event, with PLOVER's codes of both sides on its day; `tellings` are the places that tell it."""
    for one in some:
        yield {"event": one.key, "type": one.type.value, "modes": several(one.modes),
               "contexts": several(one.contexts), "quad": one.quad, "score": one.score,
               **_side(one.actors, "actor"), **_side(one.recipients, "recipient"), **date(one.date, "date"),
               "date_precision": one.date_precision, "place": one.place or None, "country": one.country or None,
               "latitude": one.latitude, "longitude": one.longitude, "place_precision": one.place_precision,
               "sizes": several(words.size(size) for told in one.tellings for size in told.sizes),
               "factuality": several(one.factuality), "voices": several(one.voices),
               "denied_by": several(one.denied_by), "foremost": int(one.foremost), "quote": one.tellings[0].quote,
               "conflicts": several(one.conflicts), "tellings": listed(one.events), "articles": one.articles,
               "families": one.families, "reports": one.reports, "independent": one.independent,
               "dependence": several(one.dependence), "first": one.first or None, "last": one.last or None,
               "bound": one.bound or None}


def _side(some: Iterable[Party], name: str) -> Row:
    """One side of an event: its parties' keys, names and codes, each "IRN GOV MIL" or "" where nothing tells."""
    side = list(some)
    return {f"{name}s": listed(one.actor for one in side if one.actor),
            f"{name}_names": several(one.name for one in side),
            f"{name}_codes": several(" ".join(filter(None, (one.country, *one.sectors))) for one in side)}


def tellings(holdings: Holdings) -> Iterator[Row]:
    """One row per place that tells of an event, with where it stands in the report and in every copy; `event` is the
    row of the table of events that it belongs to.
    """
    rows = {key: (row.key, told) for row in holdings.event_rows
            for key, told in zip(row.events, row.tellings, strict=True)}
    for one in holdings.events:
        text, (row, told) = holdings.text(one), rows[one.key]
        yield {"event": row, "telling": one.key, "report": one.report, "report_start": one.start,
               "report_end": one.end, "outlets": several(told.outlets), "published": told.published or None,
               "type": one.type.value, "modes": several(one.modes),
               "contexts": several(dict.fromkeys(context.name for context in one.contexts)),
               "trigger": several(line(text, *piece) for piece in one.trigger), "quote": told.quote,
               "actors": listed(one.actors), "recipients": listed(one.recipients), **date(one.date, "date"),
               "place": one.place, "sizes": several(map(words.size, one.sizes)), "factuality": listed(one.factuality),
               "voice": told.voice, "said": int(one.said), "statement": one.statement or None,
               "foremost": int(one.foremost), "score": one.score, "articles": told.articles,
               "spans": several(map(pin, one.evidence)), "trigger_spans": _pins(holdings, one, one.trigger),
               "context_spans": _pins(holdings, one, [(at.start, at.end) for at in one.contexts]),
               "rule": one.origin.rule}


def sides(holdings: Holdings) -> Iterator[Row]:
    """One row per party of an event: who, and what PLOVER calls them on its day, with the reason. `told` is 0 for a
    side that no words name.
    """
    for row in holdings.event_rows:
        for side, some in (("actor", row.actors), ("recipient", row.recipients)):
            for number, one in enumerate(some, 1):
                yield {"event": row.key, "side": side, "number": number, "actor": one.actor or None, "name": one.name,
                       "country": one.country or None, "sectors": listed(one.sectors), "told": int(one.told),
                       "written": several(one.written), "reason": one.reason}


def sizes(holdings: Holdings) -> Iterator[Row]:
    """One row per number of people that a place tells; what places tell differently stands side by side."""
    for row in holdings.event_rows:
        for key, told in zip(row.events, row.tellings, strict=True):
            one = holdings.event[key]
            for size in one.sizes:
                yield {"event": row.key, "telling": key, "harm": size.harm.value, "low": size.low, "best": size.best,
                       "high": size.high, "text": line(holdings.text(one), size.start, size.end), "voice": told.voice,
                       "factuality": listed(one.factuality), "report": one.report, "report_start": size.start,
                       "report_end": size.end, "spans": _pins(holdings, one, [(size.start, size.end)])}


def recounts(holdings: Holdings) -> Iterator[Row]:
    """One row per two places that tell of one event, and why they are one."""
    rows = {key: row.key for row in holdings.event_rows for key in row.events}
    for one in holdings.recounts:
        yield {"recount": keys.of(one), "event": rows[one.a], "a": one.a, "b": one.b, "score": one.score,
               "reasons": several(one.reasons), "version": one.origin.version, "rule": one.origin.rule}


def _pins(holdings: Holdings, one: Event, pieces: Iterable[tuple[int, int]]) -> Several:
    """The addresses of stretches of an event in every copy that has them."""
    return several(pin(span) for start, end in pieces for span in holdings.spans(one, start, end))
