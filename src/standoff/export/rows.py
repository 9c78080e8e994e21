"""Rows: the flat tables that CSV files, ``--json`` lists and terminal tables share.

Takes Holdings, gives one dictionary per row with the same columns in the same order for every row of a table.
Cells are text, numbers or None. Offsets are code points of the page's (or, in `report_start`, the report's) text.
Words that the reader found are told in one line, a line end as one space: their places lead to them as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from standoff.answers import Resolved
from standoff.export import events, words
from standoff.export.cells import Row, date, line, listed, several
from standoff.export.holdings import Holdings, pin
from standoff.model import (
    Family,
    FieldName,
    Outlook,
    Page,
    PartName,
    Report,
    Role,
    Statement,
    VariantKind,
)
from standoff.record import keys
from standoff.text import carry


def captures(holdings: Holdings) -> Iterator[Row]:
    """One row per capture."""
    for capture in holdings.captures:
        yield {"capture": capture.digest, "media_type": capture.media_type, "url": capture.url,
               "retrieved": capture.retrieved, "charset_declared": capture.charset_declared,
               "charset_detected": capture.charset_detected, "sightings": len(capture.sightings),
               "source": capture.sightings[0].source}


def sightings(holdings: Holdings) -> Iterator[Row]:
    """One row per time that a capture's bytes were met."""
    for capture in holdings.captures:
        for seen in capture.sightings:
            yield {"capture": capture.digest, "source": seen.source, "url": seen.url, "outlet": seen.outlet,
                   "retrieved": seen.retrieved, "charset": seen.charset, "status": seen.status, "extra": seen.extra}


def page(page: Page, family: Family | None) -> Row:
    """The row of one page."""
    roles = [seg.role for seg in page.segments]
    return {"page": page.key, "title": page.first(FieldName.TITLE), **date(page.published, "published"),
            "authors": several(page.all(FieldName.AUTHOR)), "outlet": page.first(FieldName.OUTLET),
            "publisher": page.first(FieldName.PUBLISHER), "language": page.first(FieldName.LANGUAGE),
            "url": page.url, "family": family.key if family else None, "segments": len(roles),
            "comments": roles.count(Role.COMMENT), "teasers": roles.count(Role.TEASER),
            "characters": len(page.text), "capture": page.capture, "text_digest": page.digest,
            "stage": page.origin.stage, "version": page.origin.version, "rule": page.origin.rule}


def pages(holdings: Holdings) -> Iterator[Row]:
    """One row per page."""
    return (page(one, holdings.family_of.get(one.key)) for one in holdings.pages)


def segments(holdings: Holdings) -> Iterator[Row]:
    """One row per segment, with the author and time of comments and teasers."""
    for page in holdings.pages:
        for seg in page.segments:
            parts = {part.name: page.text[part.start:part.end] for part in reversed(seg.parts)}
            yield {"segment": keys.segment(page.key, seg), "page": page.key,
                   "start": seg.start, "end": seg.end, "role": seg.role.value, "rule": seg.rule, "level": seg.level,
                   "author": parts.get(PartName.AUTHOR), "time": parts.get(PartName.TIME), **date(seg.when, "when"),
                   "markup": seg.markup, "text": page.text[seg.start:seg.end]}


def parts(holdings: Holdings) -> Iterator[Row]:
    """One row per named stretch inside a segment."""
    for page in holdings.pages:
        for seg in page.segments:
            for part in seg.parts:
                yield {"segment": keys.segment(page.key, seg), "page": page.key,
                       "part": part.name.value, "start": part.start, "end": part.end,
                       "text": page.text[part.start:part.end]}


def fields(holdings: Holdings) -> Iterator[Row]:
    """One row per thing that a page says of itself."""
    for page in holdings.pages:
        for field in page.fields:
            yield {"key": keys.field(page.key, field),
                   "page": page.key, "field": field.name.value, "value": field.value, "source": field.source,
                   "rule": field.rule, "spans": several(pin(span) for span in field.spans)}


def copies(holdings: Holdings) -> Iterator[Row]:
    """One row per link between two pages, read "a is a(n) type of b"."""
    for copy in holdings.copies:
        yield {"link": keys.copy(copy), "a": copy.a, "b": copy.b,
               "type": copy.type.value, "share_a": copy.share_a, "share_b": copy.share_b,
               "words": copy.words, "runs": len(copy.runs), "witness_a": pin(copy.witness.a),
               "witness_b": pin(copy.witness.b), "witness_words": copy.witness.words,
               "direction": copy.direction or None, "reason": copy.reason, "stage": copy.origin.stage,
               "version": copy.origin.version, "rule": copy.origin.rule}


def families(holdings: Holdings) -> Iterator[Row]:
    """One row per family."""
    for family in holdings.families:
        report = holdings.report_of.get(family.key)
        types = sorted({copy.type.value for copy in holdings.links_of[family.key]})
        lead = family.leads[0]
        yield {"family": family.key, "title": report.title if report else None, "copies": len(family.pages),
               "link_types": several(types), "original": lead.page, "original_reasons": several(lead.reasons),
               "report": report.key if report else None, "pages": listed(family.pages)}


def members(holdings: Holdings) -> Iterator[Row]:
    """One row per page of a family, with its rank and evidence as a possible original."""
    for family in holdings.families:
        ranks = {lead.page: (rank, lead) for rank, lead in enumerate(family.leads, 1)}
        for page in family.pages:
            rank, lead = ranks.get(page, (None, None))
            yield {"family": family.key, "page": page, "original_rank": rank, "score": lead.score if lead else None,
                   "reasons": several(lead.reasons if lead else ())}


def reports(holdings: Holdings) -> Iterator[Row]:
    """One row per report."""
    for report in holdings.reports:
        kinds = [variant.kind for variant in report.variants]
        yield {"report": report.key, "family": report.family, "title": report.title,
               **date(report.published, "published"), "passages": len(report.passages),
               "copies": len({span.page for passage in report.passages for span in passage.witnesses}),
               **{f"{kind.value}_variants": kinds.count(kind) for kind in VariantKind}, "characters": len(report.text)}


def witnesses(holdings: Holdings) -> Iterator[Row]:
    """One row per passage of a report and copy that has it; `printed` is 1 for the copy whose words stand."""
    for report in holdings.reports:
        for number, passage in enumerate(report.passages, 1):
            for place, span in enumerate(passage.witnesses):
                yield {"passage": keys.passage(report.key, passage),
                       "report": report.key, "number": number, "report_start": passage.start,
                       "report_end": passage.end, "role": passage.role.value, "printed": int(place == 0),
                       "page": span.page, "start": span.start, "end": span.end, "text": holdings.quote(span)}


def variants(holdings: Holdings) -> Iterator[Row]:
    """One row per variant, reading and copy that reads so; reading 1 is the printed one."""
    for report in holdings.reports:
        for number, variant in enumerate(report.variants, 1):
            for place, reading in enumerate(variant.readings, 1):
                for span in reading.spans:
                    yield {"variant": keys.variant(report.key, variant),
                           "report": report.key, "number": number, "kind": variant.kind.value,
                           "report_start": variant.start, "report_end": variant.end, "reading": place,
                           "text": reading.text, "page": span.page, "start": span.start, "end": span.end}


def tongues(holdings: Holdings) -> Iterator[Row]:
    """One row per stretch of a report in one language; `read` is 0 where nothing else was looked for."""
    for found in holdings.analyses:
        report = holdings.report[found.report]
        for number, one in enumerate(found.tongues, 1):
            yield {"report": report.key, "number": number, "report_start": one.start, "report_end": one.end,
                   "language": one.code, "read": int(one.read), "text": _line(report, one.start, one.end),
                   "spans": _pins(report, (one.start, one.end)), "reader": found.reader}


def nominals(holdings: Holdings) -> Iterator[Row]:
    """One row per nominal that the reader found; `chain` is the number, from 1, that mentions of the same one share."""
    for found in holdings.analyses:
        report = holdings.report[found.report]
        for number, one in enumerate(found.nominals, 1):
            yield {"report": report.key, "number": number, "report_start": one.start, "report_end": one.end,
                   "text": _line(report, one.start, one.end), "head": one.head, "kind": one.kind.value,
                   "name": int(one.name), "chain": one.chain, "spans": _pins(report, (one.start, one.end)),
                   "reader": found.reader}


def attributions(holdings: Holdings) -> Iterator[Row]:
    """One row per attribution: who says what by which words; pieces of one part are joined by " | "."""
    for found in holdings.analyses:
        report = holdings.report[found.report]
        for number, said in enumerate(found.attributions, 1):
            parts = {"source": said.source, "cue": said.cue, "content": said.content}
            yield {"report": report.key, "number": number,
                   **{name: several(_line(report, start, end) for start, end in spans)
                      for name, spans in parts.items()},
                   **{f"report_{name}": several(f"{start}-{end}" for start, end in spans)
                      for name, spans in parts.items()},
                   "score": said.score, **{f"{name}_spans": _pins(report, *spans) for name, spans in parts.items()},
                   "reader": found.reader}


def times(holdings: Holdings) -> Iterator[Row]:
    """One row per time expression, with what it comes to."""
    for found in holdings.analyses:
        report = holdings.report[found.report]
        for number, one in enumerate(found.times, 1):
            yield {"report": report.key, "number": number, "report_start": one.start, "report_end": one.end,
                   "text": _line(report, one.start, one.end), **date(one.date, "value"),
                   "precision": one.precision.value if one.precision else None,
                   "spans": _pins(report, (one.start, one.end)), "reader": found.reader}


def mentions(holdings: Holdings) -> Iterator[Row]:
    """One row per mention of a person, body, group or place; those of one `leader` are one in their report."""
    for one in holdings.mentions:
        report = holdings.report[one.report]
        yield {"mention": one.key, "report": one.report, "report_start": one.start, "report_end": one.end,
               "text": _line(report, one.start, one.end), "kind": one.kind.value, "form": one.form.value,
               "leader": one.leader, "name": one.name, "title": one.title, "of": one.of,
               "spans": _pins(report, (one.start, one.end))}


def actors(holdings: Holdings) -> Iterator[Row]:
    """One row per actor; names as written, the most frequent first."""
    for one in holdings.actor_rows:
        yield {"actor": one.key, "name": one.name, "type": one.type, "known": one.known or None,
               "described": int(one.described), "country": one.country or None, "sectors": listed(one.sectors),
               "reason": one.reason, "names": several(name.text for name in one.names), "mentions": one.mentions,
               "reports": one.reports, "families": one.families, "articles": one.articles, "first": one.first or None,
               "last": one.last or None,
               "bound": one.bound or None}


def posts(holdings: Holdings) -> Iterator[Row]:
    """One row per post that an actor holds or held and source that says so."""
    names = {one.key: one.name for one in holdings.actor_rows}
    for actor, held in holdings.posts:
        yield {"actor": actor, "name": names.get(actor), "title": held.title, "of": held.of or None,
               "of_key": held.of_key or None, "since": held.since or None, "until": held.until or None,
               "kind": held.kind, "former": int(held.former), "claim": held.claim.value, "by": held.by,
               "voices": several(held.voices), "written": several(one.text for one in held.written),
               "dates": several(held.dates), "quotes": several(held.quotes), "ties": listed(held.ties)}


def edges(holdings: Holdings) -> Iterator[Row]:
    """One row per type of tie between two actors: all that texts say of it, counted."""
    for one in holdings.edges:
        yield {"source": one.source or None, "source_name": one.source_name, "type": one.type.value,
               "target": one.target or None, "target_name": one.target_name or None, "since": one.since or None,
               "until": one.until or None, "former": int(one.former), "ended": one.ended,
               "asserted": one.asserted, "denied": one.denied,
               "disputed": one.disputed, "possible": one.possible, "planned": one.planned,
               "asserted_by": several(one.asserted_by), "denied_by": several(one.denied_by),
               "supposed_by": several(one.supposed_by),
               "titles": several(one.titles), "means": several(one.means), "reports": one.reports,
               "families": one.families, "articles": one.articles, "first": one.first or None,
               "last": one.last or None, "bound": one.bound or None, "ties": listed(one.ties), "quote": one.quote}


def ties(holdings: Holdings) -> Iterator[Row]:
    """One row per tie: one place of a report that tells it."""
    for one in holdings.ties:
        report = holdings.report[one.report]
        yield {"tie": keys.tie(one), "report": one.report, "report_start": one.start, "report_end": one.end,
               "source": one.source, "type": one.type.value, "target": one.target, "title": one.title or None,
               "former": int(one.former), "claim": one.claim.value, "means": listed(one.means), "said": int(one.said),
               "voice": one.voice, **date(one.date, "date"), "score": one.score,
               "text": _line(report, one.start, one.end), "spans": several(pin(span) for span in one.evidence),
               "rule": one.origin.rule}


def places(holdings: Holdings) -> Iterator[Row]:
    """One row per place. Without coordinates it is no point; `precision` is UCDP's where_prec."""
    for one in holdings.places:
        yield {"name": one.name, "type": one.type.value, "country": one.country or None,
               "province": one.province or None, "district": one.district or None, "latitude": one.latitude,
               "longitude": one.longitude, "precision": one.precision, "geonames": one.geonames,
               "names": several(name.text for name in one.names), "mentions": one.mentions, "reports": one.reports,
               "families": one.families, "score": one.score, "reason": one.reason, "others": several(one.others)}


def ledger(holdings: Holdings) -> Iterator[Row]:
    """One row per statement, every place that tells it put together; readers' comments are none of them."""
    for one in holdings.statement_rows:
        lead, *others = one.wordings
        yield {"statement": one.key, "speaker": one.speaker or None, "name": one.name, "roles": several(one.roles),
               "sourcing": one.sourcing.value, "manner": one.manner.value, "cue": one.cue, "content": one.content,
               "wording": words.wording(one), "quoted": several(one.quoted),
               "addressee": one.addressee or None, "addressee_name": one.addressee_name or None,
               **date(one.date, "date"), "place": one.place or None,
               "medium": one.medium.value if one.medium else None, "factuality": listed(one.factuality),
               "voice": one.voice.value, "chain": several(one.chain, " ← "), "outlets": several(lead.outlets),
               "other_wordings": several(other.content for other in others), "denies": listed(one.denies),
               "denied_by": listed(one.denied_by), "contradicts": listed(one.contradicts),
               "statements": listed(other.statement for other in one.wordings), "reports": one.reports,
               "families": one.families, "articles": one.articles, "first": one.first or None,
               "last": one.last or None, "bound": one.bound or None}


def statements(holdings: Holdings) -> Iterator[Row]:
    """One row per place that tells a statement, comments too. Offsets are of the report's text, or the page's if given;
    pieces of one part are joined by " | ".
    """
    for one in holdings.statements:
        text = holdings.text(one)
        parts = {"speaker": one.speaker, "cue": one.cue, "content": one.content, "quoted": one.quoted,
                 "addressed": one.addressed}
        yield {"statement": one.key, "report": one.report, "page": one.page or None, "start": one.start, "end": one.end,
               **{name: several(line(text, *span) for span in spans) for name, spans in parts.items()},
               "source": one.source, "sourcing": one.sourcing.value, "addressee": one.addressee,
               **date(one.date, "date"), "place": one.place, "medium": one.medium.value if one.medium else None,
               "manner": one.manner.value, "factuality": listed(one.factuality), "voice": one.voice.value,
               "within": one.within or None, "score": one.score, "spans": several(map(pin, one.evidence)),
               **{f"{name}_spans": _pinned(holdings, one, spans) for name, spans in parts.items()},
               "rule": one.origin.rule}


def echoes(holdings: Holdings) -> Iterator[Row]:
    """One row per two statements that are one, or of which one answers the other."""
    for one in holdings.echoes:
        yield {"echo": keys.of(one), "a": one.a, "type": one.type.value, "b": one.b, "score": one.score,
               "reasons": several(one.reasons), "version": one.origin.version, "rule": one.origin.rule}


def board(holdings: Holdings) -> Iterator[Row]:
    """One row per question or forecast, every place that poses it put together, with what a person decided on it."""
    for one in holdings.outlook_rows:
        ranges = (f"{at.hedge}: {at.low}-{at.high} % ({at.lexicon}: {at.term})" for at in one.ranges)
        done = one.resolved or Resolved(correction="", outcome="", by="", because="", source="", at="")
        yield {"outlook": one.key, "type": one.type.value, "forecaster": one.forecaster or None, "name": one.name,
               "roles": several(one.roles), "sourcing": one.sourcing.value, "voice": one.voice.value,
               "chain": several(one.chain, " ← "), "text": one.text, "condition": one.condition or None,
               "hedges": several(one.hedges), "ranges": several(ranges), "about": several(one.about),
               **date(one.horizon, "horizon"), "negated": int(one.negated), "polar": int(one.polar),
               "statement": one.statement or None, "outcome": done.outcome or None, "resolved_by": done.by or None,
               "resolved_because": done.because or None, "resolved_source": done.source or None,
               "resolved_at": done.at or None, "items": listed(one.items), "reports": one.reports,
               "families": one.families, "articles": one.articles, "first": one.first or None,
               "last": one.last or None, "bound": one.bound or None}


happened = events.happened               # for whoever has rows of events and no holdings


def outlook(holdings: Holdings) -> Iterator[Row]:
    """One row per place that poses a question or a forecast; offsets as of `statements`."""
    for one in holdings.outlooks:
        text = holdings.text(one)
        parts = {"condition": one.condition, "hedges": one.hedges, "timed": one.timed}
        yield {"outlook": one.key, "report": one.report, "page": one.page or None, "start": one.start, "end": one.end,
               "type": one.type.value, "text": line(text, one.start, one.end), "anchor": one.anchor,
               **{name: several(line(text, *span) for span in spans) for name, spans in parts.items()},
               "statement": one.statement or None, "forecaster": one.forecaster, "sourcing": one.sourcing.value,
               "voice": one.voice.value, "about": listed(one.about), **date(one.horizon, "horizon"),
               "negated": int(one.negated), "polar": int(one.polar), "score": one.score,
               "spans": several(map(pin, one.evidence)),
               **{f"{name}_spans": _pinned(holdings, one, spans) for name, spans in parts.items()},
               "rule": one.origin.rule}


def clauses(holdings: Holdings) -> Iterator[Row]:
    """One row per word that tells of something that happens or holds, with how the text puts it."""
    for found in holdings.analyses:
        report = holdings.report[found.report]
        for number, one in enumerate(found.clauses, 1):
            end = next(WORD.finditer(report.text, one.anchor)).end()
            yield {"report": report.key, "number": number, "anchor": one.anchor,
                   "word": report.text[one.anchor:end], "factuality": listed(one.factuality), "score": one.score,
                   "spans": _pins(report, (one.anchor, end)), "reader": found.reader}


WORD = re.compile(r"\w[\w’'-]*|\S?")
"""The word that an anchor begins."""


def _pinned(holdings: Holdings, one: Statement | Outlook, spans: Iterable[tuple[int, int]]) -> str:
    """The addresses of stretches of a statement or an outlook in every copy that has them."""
    return several(pin(span) for start, end in spans for span in holdings.spans(one, start, end))


def _line(report: Report, start: int, end: int) -> str:
    return line(report.text, start, end)


def _pins(report: Report, *spans: tuple[int, int]) -> str:
    """The addresses of stretches of a report in every copy that has them."""
    return several(pin(span) for start, end in spans for span in carry(report, start, end))


def problems(holdings: Holdings) -> Iterator[Row]:
    """One row per problem."""
    for problem in holdings.problems:
        yield {"problem": keys.problem(problem),
               "stage": problem.stage, "code": problem.code, "source": problem.source, "message": problem.message,
               "capture": problem.capture, "span": pin(problem.span) if problem.span else None}


TABLES: dict[str, Callable[[Holdings], Iterator[Row]]] = {
    "captures": captures, "sightings": sightings, "pages": pages, "segments": segments, "parts": parts,
    "fields": fields, "copies": copies, "families": families, "members": members, "reports": reports,
    "witnesses": witnesses, "variants": variants, "tongues": tongues, "nominals": nominals,
    "attributions": attributions, "times": times, "clauses": clauses, "mentions": mentions, "actors": actors,
    "posts": posts, "edges": edges, "ties": ties, "places": places, "ledger": ledger, "statements": statements,
    "echoes": echoes, "board": board, "outlook": outlook, "events": events.events, "tellings": events.tellings,
    "sides": events.sides, "sizes": events.sizes, "recounts": events.recounts, "problems": problems,
}
