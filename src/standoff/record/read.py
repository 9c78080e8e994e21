"""Rows back into the frozen values that they came from, and the named questions that the rest of the program asks.

Every function takes an open connection and never writes. What `write` kept comes back equal, part by part. Lists come
in the order of keys and in batches, so that a record larger than memory can be walked through while another
process, or this one, is writing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from itertools import groupby
from operator import itemgetter
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import zstandard

from standoff.answers import Counts, Version
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.model import (
    Actor,
    Analysis,
    Arc,
    Attribution,
    Capture,
    Claim,
    Copy,
    CopyType,
    Correction,
    Date,
    DateBasis,
    Family,
    Field,
    FieldName,
    Form,
    Judgement,
    Kind,
    Lead,
    Location,
    Mention,
    Nominal,
    Origin,
    Page,
    Part,
    PartName,
    Passage,
    Pin,
    PlaceType,
    Precision,
    Problem,
    Reading,
    Report,
    Role,
    Run,
    Segment,
    Sighting,
    Span,
    Stretch,
    Tie,
    TieType,
    TimeExpression,
    Tongue,
    Variant,
    VariantKind,
    Verb,
    Verdict,
)
from standoff.record import keys

P = ParamSpec("P")
T = TypeVar("T")
Row = tuple[Any, ...]

MANY = 200
"""Keys per query."""

FEW = 32
"""Pages per query: whole texts are in memory together."""

TABLES = {"c": ("capture",), "p": ("page",), "s": ("segment",), "m": ("field",), "d": ("date",), "k": ("copy",),
          "f": ("family",), "r": ("report",), "v": ("passage", "variant"), "x": ("problem",), "n": ("mention",),
          "j": ("judgement",), "a": ("actor",), "t": ("tie",), "l": ("location",), "o": ("correction",)}
"""Where a key's first letter sends us."""

VALUED = frozenset({"capture", "page", "copy", "family", "report", "analysis", "mention", "judgement", "actor", "tie",
                    "location", "correction"})
"""Tables whose `value` is the digest of the whole noun."""


def marks(items: Sequence[object]) -> str:
    """Placeholders for a list of values."""
    return ", ".join("?" * len(items))


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """Everything read inside is of one moment, whatever another process commits meanwhile."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.execute("COMMIT")


class Walk(Generic[T]):
    """All of a noun, walked through anew with each `iter`: what stages that see everything at once are given."""

    def __init__(self, conn: sqlite3.Connection, table: str, walk: Callable[[sqlite3.Connection], Iterator[T]]) -> None:
        """`table` may have a condition: "mention WHERE form = 'name'"."""
        self._conn, self._table, self._walk = conn, table, walk

    def __iter__(self) -> Iterator[T]:
        return self._walk(self._conn)

    def __len__(self) -> int:
        return int(self._conn.execute(f"SELECT count(*) FROM {self._table}").fetchone()[0])


def _at_once(function: Callable[Concatenate[sqlite3.Connection, P], T]) -> \
        Callable[Concatenate[sqlite3.Connection, P], T]:
    @wraps(function)
    def inside(conn: sqlite3.Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with snapshot(conn):
            return function(conn, *args, **kwargs)
    return inside


# — captures —


def captures(conn: sqlite3.Connection) -> Iterator[Capture]:
    """All captures by key, without their bytes."""
    for some in _keys(conn, "capture"):
        yield from _captures(conn, some, False)


def capture(conn: sqlite3.Connection, key: str) -> Capture:
    """One capture with its bytes."""
    return _one(_captures(conn, [key], True), key)


def listed(conn: sqlite3.Connection, key: str) -> Capture:
    """One capture without its bytes."""
    return _one(_captures(conn, [key], False), key)


def known(conn: sqlite3.Connection, digest: str) -> Capture | None:
    """The capture of some bytes, without them, if the record has it."""
    return next(iter(_captures(conn, [keys.capture(digest)], False)), None)


@_at_once
def _captures(conn: sqlite3.Connection, some: Sequence[str], data: bool) -> list[Capture]:
    sightings = _grouped(conn, "SELECT capture, source, url, outlet, retrieved, charset, status, extra FROM sighting "
                               "WHERE capture IN ({})", some)
    return [Capture(digest=digest, data=zstandard.decompress(payload, max_output_size=size) if data else b"",
                    media_type=media, charset_declared=declared, charset_detected=detected,
                    sightings=tuple(sorted((Sighting(source=source, url=url, outlet=outlet, retrieved=at, status=status,
                                                     charset=charset, extra=extra)
                                            for source, url, outlet, at, charset, status, extra in sightings[key]),
                                           key=_sighted)))
            for key, digest, size, media, declared, detected, payload in _rows(
                conn, f"SELECT key, digest, size, media_type, charset_declared, charset_detected, "
                      f"{'data' if data else 'NULL'} FROM capture WHERE key IN ({{}}) ORDER BY key", some)]


def _sighted(item: Sighting) -> tuple[str, ...]:
    """The order of sightings, as `captures.merge` has it."""
    return (item.source, item.url or "", item.outlet or "", item.retrieved or "", item.charset or "",
            str(item.status or ""), item.extra or "")


def is_version(conn: sqlite3.Connection, urls: Iterable[str]) -> bool:
    """Whether the record knows one of these addresses already."""
    some = sorted(urls)
    return bool(conn.execute(f"SELECT 1 FROM sighting WHERE url IN ({marks(some)}) LIMIT 1", some).fetchone())


def versions(conn: sqlite3.Connection, url: str | None = None) -> list[Version]:
    """The captures of an address in order of retrieval; without `url`, of every address that has several."""
    where = ("url = ?", (url,)) if url is not None else \
        ("url IN (SELECT url FROM sighting GROUP BY url HAVING count(DISTINCT capture) > 1)", ())
    return [Version(url=address, number=n, capture=key, retrieved=at) for address, n, key, at in conn.execute(
        f"SELECT url, number, capture, retrieved FROM version WHERE {where[0]} ORDER BY url, number", where[1])]


# — pages —


def pages(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Page]:
    """All pages by key, or those named."""
    for batch in _keys(conn, "page", FEW) if some is None else _batches(sorted(some), FEW):
        yield from _pages(conn, batch)


def page(conn: sqlite3.Connection, key: str) -> Page:
    """One page."""
    return _one(_pages(conn, [key]), key)


@_at_once
def _pages(conn: sqlite3.Connection, some: Sequence[str]) -> list[Page]:
    spans, dates = _spans(conn, some), _dates(conn, some)
    parts = _grouped(conn, "SELECT part.segment, part.name, part.start, part.stop FROM segment JOIN part "
                           "ON part.segment = segment.key WHERE page IN ({}) ORDER BY page, segment.n, part.n", some)
    segments = _grouped(conn, "SELECT page, key, start, stop, role, rule, level, markup FROM segment "
                              "WHERE page IN ({}) ORDER BY page, n", some)
    said = _grouped(conn, "SELECT page, key, name, value, source, rule FROM field WHERE page IN ({}) "
                          "ORDER BY page, n", some)
    return [Page(key=key, capture=digest, text=text, digest=own, url=url,
                 segments=tuple(Segment(start=start, end=stop, role=Role(role), rule=rule_, level=level, markup=markup,
                                        parts=tuple(Part(name=PartName(name), start=a, end=b)
                                                    for name, a, b in parts[seg]),
                                        when=_date(dates.get(seg), spans))
                                for seg, start, stop, role, rule_, level, markup in segments[key]),
                 fields=tuple(Field(name=FieldName(name), value=value, source=source, rule=rule_,
                                    spans=tuple(spans[field, 0]))
                              for field, name, value, source, rule_ in said[key]),
                 published=_date(dates.get(key), spans) or Date(value=None),
                 origin=Origin(stage=stage, version=version, rule=rule))
            for key, digest, text, own, url, stage, version, rule in _rows(
                conn, "SELECT page.key, capture.digest, text, page.digest, url, stage, version, rule FROM page "
                      "JOIN capture ON capture.key = page.capture WHERE page.key IN ({}) ORDER BY page.key", some)]


# — links, families, reports —


def copies(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Copy]:
    """All copy links in order of pages, or those named."""
    if some is None:
        some = [key for key, in conn.execute("SELECT key FROM copy ORDER BY a, b, type, key").fetchall()]
    for batch in _batches(some):
        yield from _copies(conn, batch)


def copies_of(conn: sqlite3.Connection, pages: Iterable[str], inside: bool = False) -> list[Copy]:
    """The links of some pages; `inside`, only those between two of them. In order of pages."""
    known = set(pages)
    found = {key: (a, b) for column in "ab"
             for key, a, b in _rows(conn, f"SELECT key, a, b FROM copy WHERE {column} IN ({{}})", sorted(known))}
    wanted = [key for key, (a, b) in found.items() if not inside or (a in known and b in known)]
    return sorted(copies(conn, wanted), key=lambda link: (link.a, link.b, link.type))


@_at_once
def _copies(conn: sqlite3.Connection, some: Sequence[str]) -> list[Copy]:
    runs = _grouped(conn, "SELECT copy, a_start, a_stop, b_start, b_stop, words, edits FROM run WHERE copy IN ({}) "
                          "ORDER BY copy, n", some)
    made = {}
    for key, a, b, kind, share_a, share_b, words, direction, reason, stage, version, rule in _rows(
            conn, "SELECT key, a, b, type, share_a, share_b, words, direction, reason, stage, version, rule FROM copy "
                  "WHERE key IN ({})", some):
        witness, *agreed = [Run(a=Span(page=a, start=a_start, end=a_stop), b=Span(page=b, start=b_start, end=b_stop),
                                words=same, edits=edits)
                            for a_start, a_stop, b_start, b_stop, same, edits in runs[key]]
        made[key] = Copy(a=a, b=b, type=CopyType(kind), share_a=share_a, share_b=share_b, words=words,
                         runs=tuple(agreed), witness=witness, direction=direction, reason=reason,
                         origin=Origin(stage=stage, version=version, rule=rule))
    return [made[key] for key in some]


def families(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Family]:
    """All families by key, or those named."""
    for batch in _keys(conn, "family") if some is None else _batches(sorted(some)):
        yield from _families(conn, batch)


def family(conn: sqlite3.Connection, key: str) -> Family:
    """One family."""
    return _one(_families(conn, [key]), key)


def family_of(conn: sqlite3.Connection, page: str) -> str | None:
    """The key of the family that a page is in."""
    row = conn.execute("SELECT family FROM member WHERE page = ?", (page,)).fetchone()
    return str(row[0]) if row else None


@_at_once
def _families(conn: sqlite3.Connection, some: Sequence[str]) -> list[Family]:
    members = _grouped(conn, "SELECT family, page FROM member WHERE family IN ({}) ORDER BY family, page", some)
    leads = _grouped(conn, "SELECT family, page, score, reasons FROM lead WHERE family IN ({}) "
                           "ORDER BY family, n", some)
    return [Family(key=key, pages=tuple(page for page, in members[key]),
                   leads=tuple(Lead(page=page, score=score, reasons=tuple(json.loads(reasons)))
                               for page, score, reasons in leads[key]),
                   origin=Origin(stage=stage, version=version, rule=rule))
            for key, stage, version, rule in _rows(
                conn, "SELECT key, stage, version, rule FROM family WHERE key IN ({}) ORDER BY key", some)]


def members(conn: sqlite3.Connection) -> dict[str, list[str]]:
    """The pages of every family."""
    return {family: [page for page, in rows] for family, rows in _group(
        conn.execute("SELECT family, page FROM member ORDER BY family, page")).items()}


def links_inside(conn: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Key and value digest of the links between two pages of one family, by family."""
    return {family: [(key, value) for key, value in rows] for family, rows in _group(conn.execute(
        "SELECT one.family, copy.key, copy.value FROM copy JOIN member AS one ON one.page = copy.a "
        "JOIN member AS two ON two.page = copy.b AND two.family = one.family ORDER BY 1, 2")).items()}


def reports(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Report]:
    """All reports by key, or those named."""
    for batch in _keys(conn, "report") if some is None else _batches(sorted(some)):
        yield from _reports(conn, batch)


def report(conn: sqlite3.Connection, key: str) -> Report:
    """One report."""
    return _one(_reports(conn, [key]), key)


def report_of(conn: sqlite3.Connection, family: str) -> str | None:
    """The key of a family's report."""
    row = conn.execute("SELECT key FROM report WHERE family = ?", (family,)).fetchone()
    return str(row[0]) if row else None


def report_on(conn: sqlite3.Connection, page: str) -> str | None:
    """The key of the report that has a page among its copies."""
    row = conn.execute("SELECT report.key FROM member JOIN report ON report.family = member.family WHERE page = ?",
                       (page,)).fetchone()
    return str(row[0]) if row else None


def stretches(conn: sqlite3.Connection, report: str) -> list[Stretch]:
    """The stretches of a report, without the rest of it."""
    return [Stretch(start=start, length=length, page=page, at=at) for start, length, page, at in conn.execute(
        "SELECT start, length, page, at FROM stretch WHERE report = ? ORDER BY n", (report,))]


@_at_once
def _reports(conn: sqlite3.Connection, some: Sequence[str]) -> list[Report]:
    spans, dates = _spans(conn, some), _dates(conn, some)
    passages = _grouped(conn, "SELECT report, key, start, stop, role FROM passage WHERE report IN ({}) "
                              "ORDER BY report, n", some)
    variants = _grouped(conn, "SELECT report, key, start, stop, kind FROM variant WHERE report IN ({}) "
                              "ORDER BY report, n", some)
    readings = _grouped(conn, "SELECT variant, reading.n, reading.text FROM variant JOIN reading "
                              "ON reading.variant = variant.key WHERE report IN ({}) ORDER BY variant, reading.n", some)
    stretches = _grouped(conn, "SELECT report, start, length, page, at FROM stretch WHERE report IN ({}) "
                               "ORDER BY report, n", some)
    return [Report(key=key, family=family, title=title, text=text,
                   passages=tuple(Passage(start=start, end=stop, role=Role(role), witnesses=tuple(spans[own, 0]))
                                  for own, start, stop, role in passages[key]),
                   variants=tuple(Variant(start=start, end=stop, kind=VariantKind(kind),
                                          readings=tuple(Reading(text=read, spans=tuple(spans[own, n]))
                                                         for n, read in readings[own]))
                                  for own, start, stop, kind in variants[key]),
                   stretches=tuple(Stretch(start=start, length=length, page=page, at=at)
                                   for start, length, page, at in stretches[key]),
                   published=_date(dates.get(key), spans) or Date(value=None),
                   origin=Origin(stage=stage, version=version, rule=rule))
            for key, family, title, text, stage, version, rule in _rows(
                conn, "SELECT key, family, title, text, stage, version, rule FROM report WHERE key IN ({}) "
                      "ORDER BY key", some)]


# — analyses —


def analyses(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Analysis]:
    """All analyses by the key of their report, or those of the reports named."""
    for batch in _keys(conn, "analysis") if some is None else _batches(sorted(some)):
        yield from _analyses(conn, batch)


def analysis(conn: sqlite3.Connection, report: str) -> Analysis:
    """The analysis of one report."""
    found = _analyses(conn, [report])
    if not found:
        raise UnknownKey(f"{report} has no analysis yet, or none could be made (standoff problems): "
                         f"standoff run makes it.")
    return found[0]


@_at_once
def _analyses(conn: sqlite3.Connection, some: Sequence[str]) -> list[Analysis]:
    return [Analysis(report=key, reader=reader, lacks=tuple(json.loads(lacks)),
                     tongues=tuple(Tongue(start=start, end=stop, code=code, read=known)
                                   for start, stop, code, known in json.loads(tongues)),
                     sentences=_pairs(json.loads(sentences)),
                     nominals=tuple(Nominal(start=start, end=stop, head=head, kind=Kind(kind), name=name, chain=chain)
                                    for start, stop, head, kind, name, chain in json.loads(nominals)),
                     attributions=tuple(Attribution(source=_pairs(source), cue=_pairs(cue), content=_pairs(content),
                                                    score=score)
                                        for source, cue, content, score in json.loads(attributions)),
                     times=tuple(TimeExpression(start=start, end=stop, date=_time(date),
                                                precision=None if precision is None else Precision(precision))
                                 for start, stop, date, precision in json.loads(times)),
                     arcs=tuple(Arc(type=TieType(type), source=source, target=target, marks=tuple(told), score=score)
                                for type, source, target, told, score in json.loads(arcs)),
                     words=zstandard.decompress(words).decode(), origin=_origin(*origin))
            for key, reader, lacks, tongues, sentences, nominals, attributions, times, arcs, words, *origin in _rows(
                conn, "SELECT key, reader, lacks, tongues, sentences, nominals, attributions, times, arcs, words, "
                      "stage, version, rule FROM analysis WHERE key IN ({}) ORDER BY key", some)]


def _pairs(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, stop) for start, stop in pairs)


def _time(said: list[Any]) -> Date:
    value, low, high, basis, readings, reason, spans = said
    return Date(value=value, low=low, high=high, basis=DateBasis(basis), readings=tuple(readings), reason=reason,
                spans=tuple(Span(page=page, start=start, end=stop) for page, start, stop in spans))


# — actors, ties and places —

NAMED = "form = 'name' OR form = 'description' AND of <> ''"
"""Mentions that tell who somebody is without their text: names, and descriptions that say whose."""


def mentions(conn: sqlite3.Connection, reports: Sequence[str] | None = None, *, named: bool = False,
             also: Sequence[str] = ()) -> Iterator[Mention]:
    """All mentions by report and place, or those of some reports; `named`, only those that are NAMED, and `also`."""
    where = f"({NAMED} OR key IN (SELECT value FROM json_each(?)))" if named else "?"
    only = json.dumps(also) if named else 1
    for batch in _keys(conn, "report", FEW) if reports is None else _batches(sorted(reports), FEW):
        yield from [_mention(*row) for row in conn.execute(
            f"SELECT {_MENTION} FROM mention WHERE report IN ({marks(batch)}) AND {where} "
            "ORDER BY report, start, stop", (*batch, only))]


def mention(conn: sqlite3.Connection, key: str) -> Mention:
    """One mention."""
    return _one([_mention(*row) for row in conn.execute(f"SELECT {_MENTION} FROM mention WHERE key = ?", (key,))], key)


def mentions_in(conn: sqlite3.Connection, report: str, start: int, end: int) -> list[Mention]:
    """The mentions of a report that have a character of a place in its text."""
    return [_mention(*row) for row in conn.execute(
        f"SELECT {_MENTION} FROM mention WHERE report = ? AND start < ? AND stop > ? ORDER BY start, stop",
        (report, end, start))]


_MENTION = "key, report, start, stop, head, kind, form, leader, text, name, title, of, stage, version, rule"


def _mention(key: str, report: str, start: int, stop: int, head: int, kind: str, form: str, leader: str, text: str,
             name: str, title: str, of: str, *origin: str) -> Mention:
    return Mention(key=key, report=report, start=start, end=stop, head=head, kind=Kind(kind), form=Form(form),
                   leader=leader, text=text, name=name, title=title, of=of, origin=_origin(*origin))


def mentioned(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The reports that have mentions, by key, each with what changes when one of them does."""
    rows = conn.execute("SELECT report, value FROM mention ORDER BY report, start, stop")
    for report, some in groupby(rows, itemgetter(0)):
        yield report, keys.digest("".join(value for _, value in some))


def judgements(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Judgement]:
    """All judgements by key, or those named."""
    for batch in _keys(conn, "judgement") if some is None else _batches(sorted(some)):
        yield from [
            Judgement(a=a, b=b, verdict=Verdict(verdict), score=score, reasons=tuple(json.loads(reasons)), by=by,
                      origin=_origin(*origin))
            for a, b, verdict, score, reasons, by, *origin in _rows(
                conn, "SELECT a, b, verdict, score, reasons, by, stage, version, rule FROM judgement "
                      "WHERE key IN ({}) ORDER BY key", batch)]


def judgement(conn: sqlite3.Connection, key: str) -> Judgement:
    """One judgement."""
    return _one(list(judgements(conn, [key])), key)


def judged(conn: sqlite3.Connection, ends: Iterable[str]) -> list[Judgement]:
    """The judgements on some mentions or known actors, the likeliest first."""
    wanted = sorted(set(ends))
    found = {key for end in "ab" for key, in _rows(
        conn, f"SELECT key FROM judgement WHERE {end} IN ({{}})", wanted)}
    return sorted(judgements(conn, sorted(found)), key=lambda one: -one.score)


def actors(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Actor]:
    """All actors by key, or those named."""
    for batch in _keys(conn, "actor") if some is None else _batches(sorted(some)):
        yield from _actors(conn, batch)


def actor(conn: sqlite3.Connection, key: str) -> Actor:
    """One actor."""
    return _one(_actors(conn, [key]), key)


def actor_of(conn: sqlite3.Connection, mention: str) -> str | None:
    """The key of the actor that a mention speaks of."""
    row = conn.execute("SELECT actor FROM who WHERE mention = ?", (mention,)).fetchone()
    return row[0] if row else None


@_at_once
def _actors(conn: sqlite3.Connection, some: Sequence[str]) -> list[Actor]:
    mentions = _grouped(conn, "SELECT actor, single, mention FROM identity WHERE actor IN ({}) "
                              "ORDER BY actor, mention", some)
    return [Actor(key=key, name=name, type=type, known=known, described=bool(described), country=country,
                  leaders=tuple(mention for single, mention in mentions[key] if not single),
                  singles=tuple(mention for single, mention in mentions[key] if single), origin=_origin(*origin))
            for key, name, type, known, described, country, *origin in _rows(
                conn, "SELECT key, name, type, known, described, country, stage, version, rule FROM actor "
                      "WHERE key IN ({}) ORDER BY key", some)]


def ties(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Tie]:
    """All ties by key, or those named."""
    for batch in _keys(conn, "tie") if some is None else _batches(sorted(some)):
        yield from _ties(conn, batch)


def tie(conn: sqlite3.Connection, key: str) -> Tie:
    """One tie."""
    return _one(_ties(conn, [key]), key)


@_at_once
def _ties(conn: sqlite3.Connection, some: Sequence[str]) -> list[Tie]:
    spans, dates = _spans(conn, some), _dates(conn, some)
    return [Tie(evidence=tuple(spans[key, 0]), report=report, start=start, end=stop, type=TieType(type), source=source,
                target=target, title=title, cue=_pairs(json.loads(cue)), former=bool(former), claim=Claim(claim),
                means=tuple(json.loads(means)), voice=voice, said=bool(said), score=score,
                date=_date(dates.get(key), spans) or Date(value=None), origin=_origin(*origin))
            for key, report, start, stop, type, source, target, title, cue, former, claim, means, voice, said, score,
            *origin in _rows(conn, "SELECT key, report, start, stop, type, source, target, title, cue, former, claim, "
                                   "means, voice, said, score, stage, version, rule FROM tie WHERE key IN ({}) "
                                   "ORDER BY key", some)]


def locations(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Location]:
    """All locations by key, or those named."""
    for batch in _keys(conn, "location") if some is None else _batches(sorted(some)):
        yield from [
            Location(mention=mention, name=name, type=PlaceType(type), country=country, province=province,
                     district=district, latitude=latitude, longitude=longitude, precision=precision,
                     geonames=geonames, score=score, others=tuple(json.loads(others)), reason=reason,
                     origin=_origin(*origin))
            for mention, name, type, country, province, district, latitude, longitude, precision, geonames, score,
            others, reason, *origin in _rows(
                conn, "SELECT mention, name, type, country, province, district, latitude, longitude, precision, "
                      "geonames, score, others, reason, stage, version, rule FROM location WHERE key IN ({}) "
                      "ORDER BY key", batch)]


def location(conn: sqlite3.Connection, key: str) -> Location:
    """One location."""
    return _one(list(locations(conn, [key])), key)


def corrections(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Correction]:
    """What persons decided, in the order made, or those named; undone ones too."""
    rows = conn.execute("SELECT verb, pins, said, since, until, by, because, at, undone FROM correction "
                        + (f"WHERE key IN ({marks(some)}) " if some is not None else "") + "ORDER BY n", some or ())
    for verb, pins, said, since, until, by, because, at, undone in rows.fetchall():
        yield Correction(verb=Verb(verb), value=said, since=since, until=until, by=by, because=because, at=at,
                         undone=undone, pins=tuple(
                             Pin(known=known, span=Span(page=span[0], start=span[1], end=span[2]) if span else None,
                                 quote=quote) for known, span, quote in json.loads(pins)))


def correction(conn: sqlite3.Connection, key: str) -> Correction:
    """One correction."""
    return _one(list(corrections(conn, [key])), key)


def known_files(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """The user's own files of known actors, as (name, text), in order."""
    return conn.execute("SELECT name, text FROM known_file ORDER BY n").fetchall()


def setting(conn: sqlite3.Connection, name: str) -> str | None:
    """What was chosen for this record; None when nothing was."""
    row = conn.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


# — the rest —


def problems(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Problem]:
    """All problems, in order of the work that they were found in, or those named. The same problem once."""
    rows = conn.execute("SELECT DISTINCT stage, code, message, source, capture, page, start, stop, key FROM problem "
                        + (f"WHERE key IN ({marks(some)}) " if some is not None else "")
                        + "ORDER BY during, source, code, key", some or ())
    for stage, code, message, source, capture, page, start, stop, _ in rows.fetchall():
        yield Problem(stage=stage, code=code, message=message, source=source, capture=capture,
                      span=Span(page=page, start=start, end=stop) if page is not None else None)


def date(conn: sqlite3.Connection, key: str) -> Date:
    """One date, by its own key."""
    row = conn.execute("SELECT key, value, low, high, basis, readings, reason FROM date WHERE key = ?",
                       (key,)).fetchone()
    found = _date(row, {(key, 0): evidence(conn, key)})
    assert found is not None
    return found


def evidence(conn: sqlite3.Connection, datum: str, part: int = 0) -> list[Span]:
    """The spans that a datum was read from."""
    return [Span(page=page, start=start, end=stop) for page, start, stop in conn.execute(
        "SELECT page, start, stop FROM evidence WHERE datum = ? AND part = ? ORDER BY n", (datum, part))]


def title(conn: sqlite3.Connection, page: str) -> str:
    """The likeliest title of a page, "" when it has none."""
    row = conn.execute("SELECT value FROM field WHERE page = ? AND name = 'title' ORDER BY n LIMIT 1",
                       (page,)).fetchone()
    return str(row[0]) if row else ""


def done(conn: sqlite3.Connection, stage: str) -> dict[str, tuple[str, str]]:
    """The done items of a stage: version and input digest of each."""
    return {item: (version, digest) for item, version, digest in conn.execute(
        "SELECT item, version, input FROM done WHERE stage = ?", (stage,))}


def values(conn: sqlite3.Connection, noun: str) -> Iterator[tuple[str, str]]:
    """Key and value digest of everything in a noun's table, by key."""
    return iter(conn.execute(f"SELECT key, value FROM {noun} ORDER BY key").fetchall())


def all_keys(conn: sqlite3.Connection, noun: str) -> list[str]:
    """Every key of a noun's table, sorted, each once."""
    return [key for key, in conn.execute(f"SELECT DISTINCT key FROM {noun} ORDER BY key")]


def counts(conn: sqlite3.Connection) -> Counts:
    """How much the record holds."""
    names = {"captures": "capture", "sightings": "sighting", "pages": "page", "segments": "segment", "copies": "copy",
             "families": "family", "reports": "report", "variants": "variant", "analyses": "analysis",
             "mentions": "mention", "actors": "actor", "ties": "tie", "locations": "location",
             "corrections": "correction WHERE undone = ''"}
    return Counts(**{name: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                     for name, table in names.items()},
                  problems=conn.execute("SELECT count(DISTINCT key) FROM problem").fetchone()[0])


def resolve(conn: sqlite3.Connection, prefix: str) -> str:
    """The one key that begins so. A capture may also be named by its whole digest."""
    asked = prefix.strip().lower().removeprefix("sha256:")
    if len(asked) == 64 and not set(asked) - set("0123456789abcdef"):
        asked = keys.capture(asked)
    letters = ", ".join(f"{letter} {noun}" for letter, noun in keys.NOUNS.items())
    if asked[:1] not in TABLES or set(asked[1:]) - set("0123456789abcdef") or len(asked) > 17:
        raise UnknownKey(f"{prefix!r} is no key. A key is a letter and up to 16 of the digits 0–9 a–f: {letters}.")
    found = sorted({key for table in TABLES[asked[0]] for key, in conn.execute(
        f"SELECT key FROM {table} WHERE key >= ? AND key < ? ORDER BY key LIMIT 4", (asked, asked + "g"))})
    if not found:
        raise UnknownKey(f"No {keys.NOUNS[asked[0]]} has a key that begins with {asked!r}. "
                         f"Keys begin with: {letters}. Lists (standoff pages, families, problems) show them.")
    if len(found) > 1:
        raise AmbiguousKey(f"{asked!r} begins the keys of several: {', '.join(found[:3])}"
                           f"{' …' if len(found) > 3 else ''}. Give more digits.")
    return str(found[0])


_OWNERS = {"s": "SELECT page FROM segment WHERE key = ?", "m": "SELECT page FROM field WHERE key = ?",
           "d": "SELECT owner FROM date WHERE key = ?", "n": "SELECT report FROM mention WHERE key = ?",
           "t": "SELECT report FROM tie WHERE key = ?", "l": "SELECT mention FROM location WHERE key = ?",
           "v": "SELECT report FROM passage WHERE key = ?1 UNION ALL SELECT report FROM variant WHERE key = ?1"}


def neighbours(conn: sqlite3.Connection, key: str) -> dict[str, str]:
    """The capture, page, family and report that a datum belongs to, by the letters of their keys.

    Of a family or report the page is that of its likeliest original. A link belongs to two pages, so to none; an actor,
    a judgement and a correction belong to many.
    """
    if key[0] in _OWNERS:
        owner, = conn.execute(_OWNERS[key[0]], (key,)).fetchone()
        return {key[0]: key} | neighbours(conn, owner)
    found = {key[0]: key}
    if key[0] == "r":
        found["f"], = conn.execute("SELECT family FROM report WHERE key = ?", (key,)).fetchone()
    if "f" in found:
        found["p"], = conn.execute("SELECT page FROM lead WHERE family = ? ORDER BY n", (found["f"],)).fetchone()
    elif key[0] in "cp":
        if _has(conn, "page", "p" + key[1:]):
            found["p"] = "p" + key[1:]
        family = family_of(conn, "p" + key[1:])
        if family:
            found["f"] = family
    if "p" in found:
        found["c"] = "c" + found["p"][1:]
    report = report_of(conn, found["f"]) if "f" in found else None
    return found | ({"r": report} if report else {})


def contents(conn: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """All keys by noun, each with the digest of its value where it has one: what two records are compared by."""
    tables = dict.fromkeys([*(table for some in TABLES.values() for table in some), "analysis"])
    with snapshot(conn):
        return {table: dict(conn.execute(f"SELECT key, {'value' if table in VALUED else 'NULL'} FROM {table}"))
                for table in tables}


# — inside —


def _one(found: list[T], key: str) -> T:
    if not found:
        raise UnknownKey(f"{key} is not in the record any more: another process has changed it. Try again.")
    return found[0]


def _has(conn: sqlite3.Connection, table: str, key: str) -> bool:
    return conn.execute(f"SELECT 1 FROM {table} WHERE key = ?", (key,)).fetchone() is not None


def _keys(conn: sqlite3.Connection, table: str, size: int = MANY) -> Iterator[list[str]]:
    """The keys of a table in batches; no cursor stays open between them."""
    last = ""
    while some := [key for key, in conn.execute(f"SELECT key FROM {table} WHERE key > ? ORDER BY key LIMIT {size}",
                                                (last,))]:
        yield some
        last = some[-1]


def _batches(items: Sequence[str], size: int = MANY) -> Iterator[Sequence[str]]:
    return (items[at:at + size] for at in range(0, len(items), size))


def _rows(conn: sqlite3.Connection, query: str, some: Sequence[str]) -> Iterator[Row]:
    for batch in _batches(some):
        yield from conn.execute(query.format(marks(batch)), tuple(batch)).fetchall()


def _group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for first, *rest in rows:
        groups[first].append(tuple(rest))
    return groups


def _grouped(conn: sqlite3.Connection, query: str, some: Sequence[str]) -> dict[str, list[Row]]:
    return _group(_rows(conn, query, some))


def _origin(stage: str, version: str, rule: str) -> Origin:
    return Origin(stage=stage, version=version, rule=rule)


def _spans(conn: sqlite3.Connection, owners: Sequence[str]) -> dict[tuple[str, int], list[Span]]:
    groups: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for datum, part, page, start, stop in _rows(
            conn, "SELECT datum, part, page, start, stop FROM evidence WHERE owner IN ({}) "
                  "ORDER BY datum, part, n", owners):
        groups[datum, part].append(Span(page=page, start=start, end=stop))
    return groups


def _dates(conn: sqlite3.Connection, owners: Sequence[str]) -> dict[str, Row]:
    return {datum: tuple(rest) for datum, *rest in _rows(
        conn, "SELECT datum, key, value, low, high, basis, readings, reason FROM date WHERE owner IN ({})", owners)}


def _date(row: Row | None, spans: dict[tuple[str, int], list[Span]]) -> Date | None:
    if row is None:
        return None
    key, value, low, high, basis, readings, reason = row
    return Date(value=value, low=low, high=high, basis=DateBasis(basis), readings=tuple(json.loads(readings)),
                reason=reason, spans=tuple(spans.get((key, 0), ())))
