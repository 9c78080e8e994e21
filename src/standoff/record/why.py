"""Why the record holds a datum: its quotes in their surroundings, sources, stage and rule, the same text in the other
copies, and what else it might have been.

Takes an open record and a full key. Reads spans from the page texts, never from stored quotes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from standoff import settings, text
from standoff.answers import Quote, Source, Why
from standoff.foreign import VERSION, cameo
from standoff.model import (
    Claim,
    Date,
    EchoType,
    Event,
    Field,
    FieldName,
    Form,
    Judgement,
    Mention,
    Origin,
    Outlook,
    Passage,
    Project,
    Report,
    Segment,
    Size,
    Sourcing,
    Span,
    Statement,
    Variant,
    Verdict,
)
from standoff.record import corrections, facts, foreign, keys, read, retold, sql
from standoff.record.happened import Chronicle
from standoff.record.independence import explain
from standoff.record.listing import events as listing

Labelled = tuple[str, Span]

SHOWN = 12
"""Mentions of an actor that are quoted, and judgements on it that are listed: a state may have thousands."""


@dataclass(kw_only=True)
class _Case:
    """A datum while its reasons are gathered."""

    noun: str
    what: str
    origin: Origin
    reason: str = ""
    spans: Sequence[Labelled] = ()
    copies: Sequence[Labelled] | None = None     # None: find the same text in the family
    alternatives: Sequence[str] = ()
    pages: Iterable[str] = ()                    # pages that belong to it without being quoted
    captures: Iterable[str] = field(default=())  # captures that have no page


def why(conn: sqlite3.Connection, key: str) -> Why:
    """Why there is a datum of this key."""
    with sql.snapshot(conn):
        case = _CASES[key[0]](conn, key)
        copies = [other for _, span in case.spans for other in elsewhere(conn, span)] if case.copies is None \
            else case.copies
        named = dict.fromkeys([*(span.page for _, span in case.spans), *case.pages, *(span.page for _, span in copies)])
        sources = [_source(conn, page) for page in named if _exists(conn, "page", page)]
        sources += [_unread(conn, capture) for capture in case.captures]
        return Why(key=key, noun=case.noun, what=case.what, origin=case.origin, reason=case.reason,
                   quotes=_quotes(conn, case.spans), sources=tuple(sources), copies=_quotes(conn, copies),
                   alternatives=tuple(case.alternatives))


def elsewhere(conn: sqlite3.Connection, span: Span) -> list[Labelled]:
    """The same text in the other copies of the page's family, through the report that aligns them."""
    family = read.family_of(conn, span.page)
    key = read.report_of(conn, family) if family else None
    if key is None:
        return []
    report = read.report(conn, key)
    found = text.uncarry(report.stretches, span)
    if found is None:
        return []
    return [("copy", other) for other in text.carry(report, *found) if other.page != span.page]


# — one function per letter —


def _capture(conn: sqlite3.Connection, key: str) -> _Case:
    capture = read.capture(conn, key)
    page = keys.page(capture.digest)
    known = _exists(conn, "page", page)
    return _Case(noun="capture", what=f"{len(capture.data)} bytes of {capture.media_type}, SHA-256 {capture.digest}",
                 origin=Origin(stage="captures", version="", rule=f"recognised as {capture.media_type} by its content"),
                 alternatives=[f"{one.capture} is version {one.number} of {url}, "
                               f"retrieved {one.retrieved or 'at a time unknown'}"
                               for url in sorted({s.url for s in capture.sightings if s.url})
                               for one in read.versions(conn, url) if one.capture != key],
                 pages=[page] if known else [], captures=[] if known else [key])


def _page(conn: sqlite3.Connection, key: str) -> _Case:
    page = read.page(conn, key)
    shown = next((span for item in page.fields if item.name is FieldName.TITLE for span in item.spans), None)
    return _Case(noun="page", what=page.first(FieldName.TITLE) or f"{len(page.text)} characters", origin=page.origin,
                 spans=[("title", shown)] if shown else [], pages=[key])


def _segment(conn: sqlite3.Connection, key: str) -> _Case:
    page, seg = segment(conn, key)
    return _Case(noun="segment", what=f"{seg.role}{f', {describe(seg.when)}' if seg.when else ''}",
                 origin=_by(conn, page, seg.rule), reason=f"in the markup: {seg.markup}" if seg.markup else "",
                 spans=[(seg.role, Span(page=page, start=seg.start, end=seg.end))])


def _field(conn: sqlite3.Connection, key: str) -> _Case:
    page, item = said(conn, key)
    others = [f"{other.value} ({other.source})" for other in read.page(conn, page).fields
              if other.name == item.name and other != item]
    return _Case(noun="field", what=f"{item.name}: {item.value}", origin=_by(conn, page, item.rule),
                 reason=f"from {item.source}", spans=[(item.name, span) for span in item.spans], pages=[page],
                 alternatives=others)


def _date(conn: sqlite3.Connection, key: str) -> _Case:
    datum, owner = conn.execute("SELECT datum, owner FROM date WHERE key = ?", (key,)).fetchone()
    date = sql.date(conn, key)
    table, = read.TABLES[owner[0]]
    stage, version = conn.execute(f"SELECT stage, version FROM {table} WHERE key = ?", (owner,)).fetchone()
    return _Case(noun="date", what=f"{describe(date)}, of {datum}",
                 origin=Origin(stage=stage, version=version, rule=date.basis), reason=date.reason,
                 spans=[("date", span) for span in date.spans], pages=[owner] if owner[0] == "p" else [],
                 alternatives=[reading for reading in date.readings if reading != date.value])


def _copy(conn: sqlite3.Connection, key: str) -> _Case:
    link = next(iter(read.copies(conn, [key])))
    return _Case(noun="copy", what=f"{link.a} is {link.type} of {link.b}: {link.words} words shared, "
                                   f"{link.share_a:.0%} of the one and {link.share_b:.0%} of the other",
                 origin=link.origin, reason=link.reason, copies=[],
                 spans=[(f"longest agreement, {link.witness.words} words", link.witness.a),
                        ("the same", link.witness.b)])


def _family(conn: sqlite3.Connection, key: str) -> _Case:
    family = read.family(conn, key)
    lead, *others = family.leads
    links = read.copies_of(conn, family.pages, inside=True)
    return _Case(noun="family", what=f"{len(family.pages)} pages, likeliest original {lead.page}", origin=family.origin,
                 reason="; ".join(lead.reasons), pages=family.pages, copies=[],
                 spans=[pair for link in links for pair in ((link.type, link.witness.a), ("the same", link.witness.b))],
                 alternatives=[f"{other.page} as the original: {'; '.join(other.reasons)}" for other in others])


def _report(conn: sqlite3.Connection, key: str) -> _Case:
    report = read.report(conn, key)
    return _Case(noun="report", origin=report.origin,
                 what=f"{report.title}: {len(report.passages)} passages, {len(report.variants)} variants",
                 pages=read.family(conn, report.family).pages, copies=[],
                 spans=[(f"passage {n}", passage.witnesses[0]) for n, passage in enumerate(report.passages, 1)
                        if passage.witnesses])


def _place(conn: sqlite3.Connection, key: str) -> _Case:
    report, item = place(conn, key)
    if isinstance(item, Passage):
        return _Case(noun="passage", what=f"{item.role} [{item.start}, {item.end}) of {report.key}",
                     origin=report.origin, spans=[("printed", span) for span in item.witnesses[:1]],
                     copies=[("copy", span) for span in item.witnesses[1:]])
    first, *rest = item.readings
    return _Case(noun="variant", what=f"{item.kind}: " + " / ".join(_shown(reading.text) for reading in item.readings),
                 origin=report.origin, spans=[(f"printed: {_shown(first.text)}", span) for span in first.spans],
                 copies=[(f"reads {_shown(other.text)}", span) for other in rest for span in other.spans],
                 alternatives=[f"{_shown(other.text)} ({', '.join(span.page for span in other.spans)})"
                               for other in rest])


def _mention(conn: sqlite3.Connection, key: str) -> _Case:
    mention = facts.mention(conn, key)
    who = facts.actor_of(conn, key)
    reasons = [f"it leads to {mention.leader}, {_shown(facts.mention(conn, mention.leader).text)}"] \
        if mention.leader != key else []
    reasons += [f"it is {_named(conn, who)}"] if who else []
    spans = _everywhere(conn, mention)
    return _Case(noun="mention", what=f"{mention.kind}, a {mention.form}: {_shown(mention.text)}"
                                      f"{f', title {_shown(mention.title)}' if mention.title else ''}"
                                      f"{f', of {_shown(mention.of)}' if mention.of else ''}",
                 origin=mention.origin, reason="; ".join(reasons), spans=[("written", span) for span in spans[:1]],
                 copies=[("copy", span) for span in spans[1:]],
                 alternatives=[_said(conn, one) for one in facts.judged(conn, [mention.leader, key])
                               if one.verdict is not Verdict.SAME][:SHOWN])


def _judgement(conn: sqlite3.Connection, key: str) -> _Case:
    one = facts.judgement(conn, key)
    return _Case(noun="judgement", what=f"{_end(conn, one.a)} and {_end(conn, one.b)}: {one.verdict}, {one.score:.2f}, "
                                        f"by {one.by or 'the machine'}",
                 origin=one.origin, reason="; ".join(one.reasons), copies=[],
                 spans=[("one", span) for end in (one.a, one.b) for span in _first(conn, end)])


def _actor(conn: sqlite3.Connection, key: str) -> _Case:
    actor = facts.actor(conn, key)
    some = [*actor.leaders, *actor.singles]
    verdicts = facts.verdicts(conn, some[:SHOWN])
    same = [one for one, verdict in verdicts if verdict is Verdict.SAME]
    other = [one for one, verdict in verdicts if verdict is not Verdict.SAME]
    return _Case(noun="actor", what=f"{actor.name}: {actor.type}{f', {actor.known}' if actor.known else ''}"
                                    f"{', described' if actor.described else ''}, {len(some)} chains or mentions",
                 origin=actor.origin, copies=[],
                 reason=" | ".join([*(_said(conn, one) for one in facts.likeliest(conn, same[:SHOWN])),
                                    *([f"{len(same) - SHOWN} more"] if len(same) > SHOWN else [])]),
                 spans=[("written", span) for end in some[:SHOWN] for span in _first(conn, end)],
                 alternatives=[_said(conn, one) for one in facts.likeliest(conn, other[:SHOWN])])


def _tie(conn: sqlite3.Connection, key: str) -> _Case:
    tie = facts.tie(conn, key)
    said = [str(tie.claim)] * (tie.claim is not Claim.ASSERTED) + ["former"] * tie.former + list(tie.means)
    voice = f"in the words of {_end(conn, tie.voice)}" if tie.voice else \
        "in the words of somebody unnamed" if tie.said else "in the reporter's own words"
    return _Case(noun="tie", what=f"{_end(conn, tie.source)} {tie.type} {_end(conn, tie.target) if tie.target else '…'}"
                                  f"{f' ({tie.title})' if tie.title else ''}{': ' + ', '.join(said) if said else ''}",
                 origin=tie.origin, reason=f"{voice}; held {describe(tie.date)}; score {tie.score:.2f}",
                 spans=[("told", tie.evidence[0])], copies=[("copy", span) for span in tie.evidence[1:]])


def _statement(conn: sqlite3.Connection, key: str) -> _Case:
    one = facts.statement(conn, key)
    told = _reading(conn, one)
    pieces = [("source", one.speaker), ("cue", one.cue), ("said", one.content), ("word for word", one.quoted),
              ("told to", one.addressed)]
    how = [f"{one.sourcing} source", f"voice: {one.voice}", ", ".join(one.factuality), f"when: {describe(one.date)}"]
    how += [f"medium: {one.medium}"] * (one.medium is not None)
    how += [f"at {_end(conn, one.place)}"] if one.place else []
    return _Case(noun="statement", origin=one.origin,
                 what=f"{_source_of(conn, one, told)} {one.manner}{_to(conn, one)}: {_shown(told.words(one.content))}",
                 reason="; ".join([*how, f"score {one.score:.2f}", *_attributed(conn, one), *_echoed(conn, key)]),
                 spans=[("told", one.evidence[0]), *((label, span) for label, some in pieces for piece in some
                                                     for span in told.spans(piece))],
                 copies=[("copy", span) for span in one.evidence[1:]])


def _to(conn: sqlite3.Connection, one: Statement) -> str:
    return f" to {_end(conn, one.addressee)}" if one.addressee else ""


def _attributed(conn: sqlite3.Connection, one: Statement) -> list[str]:
    """On whose word, from the statement in which it stands outwards."""
    told, seen = [], {one.key}
    while one.within and one.within not in seen:
        seen.add(one.within)
        one = facts.statement(conn, one.within)
        told.append(f"in the words of {_source_of(conn, one, _reading(conn, one))} ({one.key})")
    return told


def _echoed(conn: sqlite3.Connection, key: str) -> list[str]:
    words = {EchoType.SAME: "told again in", EchoType.CONTRADICTS: "contradicts"}
    return [f"{words.get(one.type, 'denies' if one.a == key else 'denied by')} {one.b if one.a == key else one.a}, "
            f"{one.score:.2f}: {', '.join(one.reasons)}" for one in facts.echoes_of(conn, key)]


def _echo(conn: sqlite3.Connection, key: str) -> _Case:
    one = facts.echo(conn, key)
    both = [facts.statement(conn, end) for end in (one.a, one.b)]
    return _Case(noun="echo", what=f"{_told(conn, both[0])} {one.type} {_told(conn, both[1])}", origin=one.origin,
                 reason=f"{'; '.join(one.reasons)}; score {one.score:.2f}", copies=[],
                 spans=[("one", both[0].evidence[0]), ("the other", both[1].evidence[0])])


def _told(conn: sqlite3.Connection, one: Statement) -> str:
    told = _reading(conn, one)
    return f"{_source_of(conn, one, told)} {one.manner} {_shown(told.words(one.content))} ({one.key})"


def _outlook(conn: sqlite3.Connection, key: str) -> _Case:
    one = facts.outlook(conn, key)
    told = _reading(conn, one)
    who = _end(conn, one.forecaster) if one.forecaster else str(one.sourcing)
    how = [f"by {who}", f"voice: {one.voice}", f"horizon: {describe(one.horizon)}"]
    how += [f"hedged: {told.words(one.hedges)}"] if one.hedges else ["without a hedge"]
    how += [f"if: {told.words(one.condition)}"] if one.condition else []
    how += [f"about {', '.join(_end(conn, end) for end in one.about)}"] if one.about else []
    how += [f"stands in {one.statement}"] if one.statement else ["in the author's own words"]
    pieces = [("condition", one.condition), ("hedge", one.hedges), ("when", one.timed)]
    return _Case(noun="outlook", what=f"{one.type}{', negated' if one.negated else ''}"
                                      f"{'' if one.polar else ', open'}: {_shown(told.words(((one.start, one.end),)))}",
                 origin=one.origin, reason="; ".join([*how, f"score {one.score:.2f}"]),
                 spans=[("told", one.evidence[0]), *((label, span) for label, some in pieces for piece in some
                                                     for span in told.spans(piece))],
                 copies=[("copy", span) for span in one.evidence[1:]])


def _event(conn: sqlite3.Connection, key: str) -> _Case:
    one = facts.event(conn, key)
    told = _reading(conn, one)
    who = ", ".join(_end(conn, end) for end in one.actors) or "nobody told"
    whom = ", ".join(_end(conn, end) for end in one.recipients)
    voice = f"in the words of {_end(conn, one.voice)}" if one.voice else \
        "in the words of somebody unnamed" if one.said else "in the reporter's own words"
    when = f"when: {describe(one.date)}" + (f", {one.date.reason}" if one.date.reason else "")
    how = [voice, ", ".join(one.factuality), when]
    how += [f"at {_end(conn, one.place)}"] if one.place else []
    how += [f"{size.harm}: {_range(size)}" for size in one.sizes]
    how += [f"stands in {one.statement}"] if one.statement else []
    if key in corrections.rejected(conn):
        again = ["a person rejected it, so that it is in no list (standoff corrections)"]
    else:
        row = listing.row(conn, key) or Chronicle(conn, settings.known(conn)).row(key)
        sides = (f"{side.name}{'' if side.told else ', not told'}: {side.reason.removesuffix('.')}"
                 for side in (*row.actors, *row.recipients))
        again = [*sides, *retold.reasons(conn, row.events), *explain(row)]
    pieces = [("told by", one.trigger), *((f"context {part.name}", ((part.start, part.end),)) for part in one.contexts),
              *((str(size.harm), ((size.start, size.end),)) for size in one.sizes)]
    return _Case(noun="event", what=f"{one.type}{f' ({chr(44).join(one.modes)})' if one.modes else ''}: {who}"
                                    f"{f' → {whom}' if whom else ''}: {_shown(told.words(((one.start, one.end),)))}",
                 origin=one.origin, reason="; ".join([*how, f"score {one.score:.2f}", *again]),
                 spans=[("told", one.evidence[0]), *((label, span) for label, some in pieces for piece in some
                                                     for span in told.spans(piece))],
                 copies=[("copy", span) for span in one.evidence[1:]])


def _recount(conn: sqlite3.Connection, key: str) -> _Case:
    one = facts.recount(conn, key)
    both = [facts.event(conn, end) for end in (one.a, one.b)]
    words = [_shown(_reading(conn, end).words(((end.start, end.end),))) for end in both]
    return _Case(noun="recount", what=f"{both[0].type}: {words[0]} ({one.a}) is told again: {words[1]} ({one.b})",
                 origin=one.origin, reason=f"{'; '.join(one.reasons)}; score {one.score:.2f}", copies=[],
                 spans=[("one", both[0].evidence[0]), ("the other", both[1].evidence[0])])


def _range(size: Size) -> str:
    """How many, as one place tells it: "39 or more", "two to four"."""
    if size.low is not None and size.low == size.best == size.high:
        return str(size.best)
    return f"{'?' if size.low is None else size.low} to {'?' if size.high is None else size.high}" + (
        "" if size.best is None else f", {size.best} told")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text that the offsets of a statement or outlook are of."""

    text: str
    page: str
    report: Report

    def words(self, pieces: Iterable[tuple[int, int]]) -> str:
        return " … ".join(" ".join(self.text[start:end].split()) for start, end in pieces)

    def spans(self, piece: tuple[int, int]) -> list[Span]:
        """Where a piece is printed."""
        if self.page:
            return [Span(page=self.page, start=piece[0], end=piece[1])]
        return list(text.carry(self.report, *piece)[:1])


def _reading(conn: sqlite3.Connection, one: Statement | Outlook | Event) -> _Reading:
    report = read.report(conn, one.report)
    return _Reading(read.page(conn, one.page).text if one.page else report.text, one.page, report)


def _source_of(conn: sqlite3.Connection, one: Statement, told: _Reading) -> str:
    """The words of a source, with its mention; "nobody named" where the text tells none."""
    if one.source:
        return _end(conn, one.source)
    return _shown(told.words(one.speaker)) if one.speaker else \
        "the author" if one.sourcing is Sourcing.AUTHOR else "nobody named"


def _location(conn: sqlite3.Connection, key: str) -> _Case:
    place = facts.location(conn, key)
    mention = facts.mention(conn, place.mention)
    inside = ", ".join(filter(None, [place.district, place.province, place.country]))
    point = "no point" if place.latitude is None else f"{place.latitude}, {place.longitude}"
    spans = _everywhere(conn, mention)
    return _Case(noun="location", what=f"{place.name} ({place.type}{f', {inside}' if inside else ''}), {point}, "
                                       f"precision {place.precision}",
                 origin=place.origin, reason=f"{place.reason}; score {place.score:.2f}",
                 spans=[("written", span) for span in spans[:1]], copies=[("copy", span) for span in spans[1:]],
                 alternatives=place.others)


def _correction(conn: sqlite3.Connection, key: str) -> _Case:
    one = read.correction(conn, key)
    when = ", ".join(f"{word} {day}" for word, day in (("since", one.since), ("until", one.until)) if day)
    return _Case(noun="correction", origin=Origin(stage="corrections", version="", rule=one.by), copies=[],
                 what=f"{one.verb} {', '.join(pin.known or _shown(pin.quote) for pin in one.pins)}"
                      f"{f': {one.value}' if one.value else ''}{f' ({when})' if when else ''}, by {one.by} at {one.at}"
                      f"{f', undone at {one.undone}' if one.undone else ''}",
                 reason=one.because, spans=[("pinned", pin.span) for pin in one.pins
                                            if pin.span and _exists(conn, "page", pin.span.page)])


def _problem(conn: sqlite3.Connection, key: str) -> _Case:
    problem = next(read.problems(conn, [key]))
    capture = problem.capture if problem.capture and _exists(conn, "capture", problem.capture) else None
    page = "p" + capture[1:] if capture else ""
    known = _exists(conn, "page", page)
    shown = [("here", problem.span)] if problem.span and _exists(conn, "page", problem.span.page) else []
    return _Case(noun="problem", what=f"{problem.code}: {problem.source}", reason=problem.message, spans=shown,
                 copies=[], origin=Origin(stage=problem.stage, version="", rule=problem.code),
                 pages=[page] if known else [], captures=[capture] if capture and not known else [])


def _foreign(conn: sqlite3.Connection, key: str) -> _Case:
    one = foreign.coding(conn, key)
    sides = [f"{side.name or 'nobody named'}{f' [{side.country}]' if side.country else ''}"
             for side in (one.actor, one.recipient)]
    made = f"{one.type}{f' ({chr(44).join(one.modes)})' if one.modes else ''}" if one.type else \
        cameo.untyped(one.project, one.code)
    meant = cameo.meaning(one.code) if one.project is not Project.POLECAT else None
    how = f"{one.project} has it as {one.code}" + (
        f", which lexicons/cameo.yaml has under {meant.code} as {made}" if meant else f": {made}")
    said = "; ".join(f"{column}: {cell}" for column, cell in one.original if cell.strip())
    return _Case(noun="foreign coding", what=f"{one.project} {one.id} of {one.date}: {made}: {' → '.join(sides)}",
                 origin=Origin(stage="foreign", version=VERSION, rule=f"{one.file}, line {one.line}"),
                 reason=f"{how}. The line: {said}", copies=[])


_CASES: dict[str, Callable[[sqlite3.Connection, str], _Case]] = {
    "c": _capture, "p": _page, "s": _segment, "m": _field, "d": _date, "k": _copy, "f": _family, "r": _report,
    "v": _place, "x": _problem, "n": _mention, "j": _judgement, "a": _actor, "t": _tie, "l": _location,
    "o": _correction, "q": _statement, "e": _echo, "w": _outlook, "h": _event, "u": _recount,
    "g": _foreign}


# — the parts of nouns by their keys —


def segment(conn: sqlite3.Connection, key: str) -> tuple[str, Segment]:
    """A segment and its page's key."""
    page, n = conn.execute("SELECT page, n FROM segment WHERE key = ?", (key,)).fetchone()
    return page, read.page(conn, page).segments[n]


def said(conn: sqlite3.Connection, key: str) -> tuple[str, Field]:
    """A field and its page's key."""
    page, n = conn.execute("SELECT page, n FROM field WHERE key = ?", (key,)).fetchone()
    return page, read.page(conn, page).fields[n]


def place(conn: sqlite3.Connection, key: str) -> tuple[Report, Passage | Variant]:
    """A passage or variant, and its report."""
    report, variant, n = conn.execute("SELECT report, 0, n FROM passage WHERE key = ?1 "
                                      "UNION ALL SELECT report, 1, n FROM variant WHERE key = ?1", (key,)).fetchone()
    found = read.report(conn, report)
    return found, found.variants[n] if variant else found.passages[n]


def describe(date: Date) -> str:
    """A date in one line: "2017-03-24 (stated)", "not after 2017-03-22 (comment bound)", "unknown"."""
    bounds = f"{date.low or '…'} to {date.high or '…'}" if date.low and date.high else \
        f"not before {date.low}" if date.low else f"not after {date.high}" if date.high else ""
    said = date.value or " or ".join(date.readings) or bounds
    return f"{said} ({date.basis})" if said else date.basis


# — inside —


def _by(conn: sqlite3.Connection, page: str, rule: str) -> Origin:
    stage, version = conn.execute("SELECT stage, version FROM page WHERE key = ?", (page,)).fetchone()
    return Origin(stage=stage, version=version, rule=rule)


def _everywhere(conn: sqlite3.Connection, mention: Mention) -> list[Span]:
    """A mention in every copy, the printed one first."""
    report = read.report(conn, mention.report)
    printed = [passage.witnesses[0].page for passage in report.passages
               if passage.start <= mention.start < passage.end and passage.witnesses]
    return sorted(text.carry(report, mention.start, mention.end), key=lambda span: (span.page not in printed, span))


def _first(conn: sqlite3.Connection, end: str) -> list[Span]:
    """Where a judged mention is printed; nothing for a known actor."""
    return _everywhere(conn, facts.mention(conn, end))[:1] if keys.names_mention(end) else []


def _end(conn: sqlite3.Connection, end: str) -> str:
    """A mention by its name or words, a known actor by its key."""
    if not keys.names_mention(end):
        return end
    mention = facts.mention(conn, end)
    return f"{_shown(mention.name if mention.form is Form.NAME else mention.text)} ({end})"


def _named(conn: sqlite3.Connection, actor: str) -> str:
    name, known = conn.execute("SELECT name, known FROM actor WHERE key = ?", (actor,)).fetchone()
    return f"{name} ({', '.join(filter(None, [known, actor]))})"


def _said(conn: sqlite3.Connection, one: Judgement) -> str:
    return f"{_end(conn, one.a)} and {_end(conn, one.b)}: {one.verdict}, {one.score:.2f}: {'; '.join(one.reasons)}"


def _shown(reading: str) -> str:
    """A reading in quotes; what cannot be seen (NBSP, zero-width and control characters) by its code point."""
    seen = "".join(char if char == " " or (char.isprintable() and not char.isspace()) else f"[U+{ord(char):04X}]"
                   for char in reading)
    return f"“{seen}”" if reading else "nothing"


def _exists(conn: sqlite3.Connection, table: str, key: str) -> bool:
    return conn.execute(f"SELECT 1 FROM {table} WHERE key = ?", (key,)).fetchone() is not None


def _quotes(conn: sqlite3.Connection, spans: Iterable[Labelled]) -> tuple[Quote, ...]:
    texts: dict[str, str] = {}
    quotes = []
    for label, span in spans:
        if span.page not in texts:
            texts[span.page], = conn.execute("SELECT text FROM page WHERE key = ?", (span.page,)).fetchone()
        prefix, exact, suffix = text.quote(texts[span.page], span.start, span.end)
        quotes.append(Quote(page=span.page, start=span.start, end=span.end, prefix=prefix, exact=exact, suffix=suffix,
                            label=label))
    return tuple(quotes)


def _source(conn: sqlite3.Connection, page: str) -> Source:
    capture, url = conn.execute("SELECT capture, url FROM page WHERE key = ?", (page,)).fetchone()
    made = read.listed(conn, capture)
    return Source(page=page, title=read.title(conn, page), url=url or made.url, capture=capture, digest=made.digest,
                  sightings=made.sightings)


def _unread(conn: sqlite3.Connection, capture: str) -> Source:
    made = read.listed(conn, capture)
    return Source(page="", title="", url=made.url, capture=capture, digest=made.digest, sightings=made.sightings)
