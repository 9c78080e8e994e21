"""Rows back into the frozen values that they came from, and the named questions that the rest of the program asks.

Here: captures, pages, families, reports, analyses, what persons decided, and what there is; `facts` has what reports
tell. Every function takes an open connection and never writes. What `write` kept comes back equal, part by part. Lists
come in the order of keys and in batches, so that a record larger than memory can be walked through while another
process, or this one, is writing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

import zstandard

from standoff.answers import Counts, Method, Version
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.model import (
    Analysis,
    Arc,
    Attribution,
    Capture,
    Clause,
    Copy,
    CopyType,
    Correction,
    Date,
    DateBasis,
    EventType,
    Factuality,
    Family,
    Field,
    FieldName,
    Kind,
    Lead,
    Nominal,
    Page,
    Part,
    PartName,
    Passage,
    Pin,
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
    TieType,
    TimeExpression,
    Tongue,
    Trigger,
    Variant,
    VariantKind,
    Verb,
)
from standoff.record import keys, sql

TABLES = {"c": ("capture",), "p": ("page",), "s": ("segment",), "m": ("field",), "d": ("date",), "k": ("copy",),
          "f": ("family",), "r": ("report",), "v": ("passage", "variant"), "x": ("problem",), "n": ("mention",),
          "j": ("judgement",), "a": ("actor",), "t": ("tie",), "l": ("location",), "o": ("correction",),
          "q": ("statement",), "w": ("outlook",), "e": ("echo",), "h": ("event",),
          "u": ("recount",), "g": ("foreign_coding",)}
"""Where a key's first letter sends us."""

VALUED = frozenset({"capture", "page", "copy", "family", "report", "analysis", "mention", "judgement", "actor", "tie",
                    "location", "correction", "statement", "outlook", "echo", "event", "recount",
                    "foreign_coding"})
"""Tables whose `value` is the digest of the whole noun."""


# — captures —


def captures(conn: sqlite3.Connection) -> Iterator[Capture]:
    """All captures by key, without their bytes."""
    for some in sql.in_batches(conn, "capture"):
        yield from _captures(conn, some, False)


def capture(conn: sqlite3.Connection, key: str) -> Capture:
    """One capture with its bytes."""
    return sql.sole(_captures(conn, [key], True), key)


def listed(conn: sqlite3.Connection, key: str) -> Capture:
    """One capture without its bytes."""
    return sql.sole(_captures(conn, [key], False), key)


def known(conn: sqlite3.Connection, digest: str) -> Capture | None:
    """The capture of some bytes, without them, if the record has it."""
    return next(iter(_captures(conn, [keys.capture(digest)], False)), None)


@sql.at_once
def _captures(conn: sqlite3.Connection, some: Sequence[str], data: bool) -> list[Capture]:
    sightings = sql.grouped(conn, "SELECT capture, source, url, outlet, retrieved, charset, status, extra "
                                  "FROM sighting WHERE capture IN ({})", some)
    return [Capture(digest=digest, data=zstandard.decompress(payload, max_output_size=size) if data else b"",
                    media_type=media, charset_declared=declared, charset_detected=detected,
                    sightings=tuple(sorted((Sighting(source=source, url=url, outlet=outlet, retrieved=at, status=status,
                                                     charset=charset, extra=extra)
                                            for source, url, outlet, at, charset, status, extra in sightings[key]),
                                           key=_sighted)))
            for key, digest, size, media, declared, detected, payload in sql.rows(
                conn, f"SELECT key, digest, size, media_type, charset_declared, charset_detected, "
                      f"{'data' if data else 'NULL'} FROM capture WHERE key IN ({{}}) ORDER BY key", some)]


def _sighted(item: Sighting) -> tuple[str, ...]:
    """The order of sightings, as `captures.merge` has it."""
    return (item.source, item.url or "", item.outlet or "", item.retrieved or "", item.charset or "",
            str(item.status or ""), item.extra or "")


def is_version(conn: sqlite3.Connection, urls: Iterable[str]) -> bool:
    """Whether the record knows one of these addresses already."""
    some = sorted(urls)
    return bool(conn.execute(f"SELECT 1 FROM sighting WHERE url IN ({sql.marks(some)}) LIMIT 1", some).fetchone())


def versions(conn: sqlite3.Connection, url: str | None = None) -> list[Version]:
    """The captures of an address in order of retrieval; without `url`, of every address that has several."""
    where = ("url = ?", (url,)) if url is not None else \
        ("url IN (SELECT url FROM sighting GROUP BY url HAVING count(DISTINCT capture) > 1)", ())
    return [Version(url=address, number=n, capture=key, retrieved=at) for address, n, key, at in conn.execute(
        f"SELECT url, number, capture, retrieved FROM version WHERE {where[0]} ORDER BY url, number", where[1])]


# — pages —


def pages(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Page]:
    """All pages by key, or those named."""
    for batch in sql.in_batches(conn, "page", sql.FEW) if some is None else sql.batches(sorted(some), sql.FEW):
        yield from _pages(conn, batch)


def page(conn: sqlite3.Connection, key: str) -> Page:
    """One page."""
    return sql.sole(_pages(conn, [key]), key)


@sql.at_once
def _pages(conn: sqlite3.Connection, some: Sequence[str]) -> list[Page]:
    spans, dates = sql.spans_of(conn, some), sql.dates_of(conn, some)
    parts = sql.grouped(conn, "SELECT part.segment, part.name, part.start, part.stop FROM segment JOIN part "
                           "ON part.segment = segment.key WHERE page IN ({}) ORDER BY page, segment.n, part.n", some)
    segments = sql.grouped(conn, "SELECT page, key, start, stop, role, rule, level, markup FROM segment "
                              "WHERE page IN ({}) ORDER BY page, n", some)
    said = sql.grouped(conn, "SELECT page, key, name, value, source, rule FROM field WHERE page IN ({}) "
                          "ORDER BY page, n", some)
    return [Page(key=key, capture=digest, text=text, digest=own, url=url,
                 segments=tuple(Segment(start=start, end=stop, role=Role(role), rule=rule_, level=level, markup=markup,
                                        parts=tuple(Part(name=PartName(name), start=a, end=b)
                                                    for name, a, b in parts[seg]),
                                        when=sql.date_of(dates.get(seg), spans))
                                for seg, start, stop, role, rule_, level, markup in segments[key]),
                 fields=tuple(Field(name=FieldName(name), value=value, source=source, rule=rule_,
                                    spans=tuple(spans[field, 0]))
                              for field, name, value, source, rule_ in said[key]),
                 published=sql.date_of(dates.get(key), spans) or Date(value=None),
                 origin=sql.origin_of(stage, version, rule))
            for key, digest, text, own, url, stage, version, rule in sql.rows(
                conn, "SELECT page.key, capture.digest, text, page.digest, url, stage, version, rule FROM page "
                      "JOIN capture ON capture.key = page.capture WHERE page.key IN ({}) ORDER BY page.key", some)]


# — links, families, reports —


def copies(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Copy]:
    """All copy links in order of pages, or those named."""
    if some is None:
        some = [key for key, in conn.execute("SELECT key FROM copy ORDER BY a, b, type, key").fetchall()]
    for batch in sql.batches(some):
        yield from _copies(conn, batch)


def copies_of(conn: sqlite3.Connection, pages: Iterable[str], inside: bool = False) -> list[Copy]:
    """The links of some pages; `inside`, only those between two of them. In order of pages."""
    known = set(pages)
    found = {key: (a, b) for column in "ab"
             for key, a, b in sql.rows(conn, f"SELECT key, a, b FROM copy WHERE {column} IN ({{}})", sorted(known))}
    wanted = [key for key, (a, b) in found.items() if not inside or (a in known and b in known)]
    return sorted(copies(conn, wanted), key=lambda link: (link.a, link.b, link.type))


@sql.at_once
def _copies(conn: sqlite3.Connection, some: Sequence[str]) -> list[Copy]:
    runs = sql.grouped(conn, "SELECT copy, a_start, a_stop, b_start, b_stop, words, edits FROM run WHERE copy IN ({}) "
                          "ORDER BY copy, n", some)
    made = {}
    for key, a, b, kind, share_a, share_b, words, direction, reason, stage, version, rule in sql.rows(
            conn, "SELECT key, a, b, type, share_a, share_b, words, direction, reason, stage, version, rule FROM copy "
                  "WHERE key IN ({})", some):
        witness, *agreed = [Run(a=Span(page=a, start=a_start, end=a_stop), b=Span(page=b, start=b_start, end=b_stop),
                                words=same, edits=edits)
                            for a_start, a_stop, b_start, b_stop, same, edits in runs[key]]
        made[key] = Copy(a=a, b=b, type=CopyType(kind), share_a=share_a, share_b=share_b, words=words,
                         runs=tuple(agreed), witness=witness, direction=direction, reason=reason,
                         origin=sql.origin_of(stage, version, rule))
    return [made[key] for key in some]


def families(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Family]:
    """All families by key, or those named."""
    for batch in sql.in_batches(conn, "family") if some is None else sql.batches(sorted(some)):
        yield from _families(conn, batch)


def family(conn: sqlite3.Connection, key: str) -> Family:
    """One family."""
    return sql.sole(_families(conn, [key]), key)


def family_of(conn: sqlite3.Connection, page: str) -> str | None:
    """The key of the family that a page is in."""
    row = conn.execute("SELECT family FROM member WHERE page = ?", (page,)).fetchone()
    return str(row[0]) if row else None


@sql.at_once
def _families(conn: sqlite3.Connection, some: Sequence[str]) -> list[Family]:
    members = sql.grouped(conn, "SELECT family, page FROM member WHERE family IN ({}) ORDER BY family, page", some)
    leads = sql.grouped(conn, "SELECT family, page, score, reasons FROM lead WHERE family IN ({}) "
                           "ORDER BY family, n", some)
    return [Family(key=key, pages=tuple(page for page, in members[key]),
                   leads=tuple(Lead(page=page, score=score, reasons=tuple(json.loads(reasons)))
                               for page, score, reasons in leads[key]),
                   origin=sql.origin_of(stage, version, rule))
            for key, stage, version, rule in sql.rows(
                conn, "SELECT key, stage, version, rule FROM family WHERE key IN ({}) ORDER BY key", some)]


def members(conn: sqlite3.Connection) -> dict[str, list[str]]:
    """The pages of every family."""
    return {family: [page for page, in rows] for family, rows in sql.group(
        conn.execute("SELECT family, page FROM member ORDER BY family, page")).items()}


def links_inside(conn: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Key and value digest of the links between two pages of one family, by family."""
    return {family: [(key, value) for key, value in rows] for family, rows in sql.group(conn.execute(
        "SELECT one.family, copy.key, copy.value FROM copy JOIN member AS one ON one.page = copy.a "
        "JOIN member AS two ON two.page = copy.b AND two.family = one.family ORDER BY 1, 2")).items()}


def reports(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Report]:
    """All reports by key, or those named."""
    for batch in sql.in_batches(conn, "report") if some is None else sql.batches(sorted(some)):
        yield from _reports(conn, batch)


def report(conn: sqlite3.Connection, key: str) -> Report:
    """One report."""
    return sql.sole(_reports(conn, [key]), key)


def report_of(conn: sqlite3.Connection, family: str) -> str | None:
    """The key of a family's report."""
    row = conn.execute("SELECT key FROM report WHERE family = ?", (family,)).fetchone()
    return str(row[0]) if row else None


def families_of(conn: sqlite3.Connection) -> dict[str, str]:
    """The family of each report."""
    return dict(conn.execute("SELECT key, family FROM report"))


def report_on(conn: sqlite3.Connection, page: str) -> str | None:
    """The key of the report that has a page among its copies."""
    row = conn.execute("SELECT report.key FROM member JOIN report ON report.family = member.family WHERE page = ?",
                       (page,)).fetchone()
    return str(row[0]) if row else None


def stretches(conn: sqlite3.Connection, report: str) -> list[Stretch]:
    """The stretches of a report, without the rest of it."""
    return [Stretch(start=start, length=length, page=page, at=at) for start, length, page, at in conn.execute(
        "SELECT start, length, page, at FROM stretch WHERE report = ? ORDER BY n", (report,))]


@sql.at_once
def _reports(conn: sqlite3.Connection, some: Sequence[str]) -> list[Report]:
    spans, dates = sql.spans_of(conn, some), sql.dates_of(conn, some)
    passages = sql.grouped(conn, "SELECT report, key, start, stop, role FROM passage WHERE report IN ({}) "
                              "ORDER BY report, n", some)
    variants = sql.grouped(conn, "SELECT report, key, start, stop, kind FROM variant WHERE report IN ({}) "
                              "ORDER BY report, n", some)
    readings = sql.grouped(conn, "SELECT variant, reading.n, reading.text FROM variant JOIN reading "
                              "ON reading.variant = variant.key WHERE report IN ({}) ORDER BY variant, reading.n", some)
    stretches = sql.grouped(conn, "SELECT report, start, length, page, at FROM stretch WHERE report IN ({}) "
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
                   published=sql.date_of(dates.get(key), spans) or Date(value=None),
                   origin=sql.origin_of(stage, version, rule))
            for key, family, title, text, stage, version, rule in sql.rows(
                conn, "SELECT key, family, title, text, stage, version, rule FROM report WHERE key IN ({}) "
                      "ORDER BY key", some)]


# — analyses —


def analyses(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Analysis]:
    """All analyses by the key of their report, or those of the reports named."""
    for batch in sql.in_batches(conn, "analysis") if some is None else sql.batches(sorted(some)):
        yield from _analyses(conn, batch)


def analysis(conn: sqlite3.Connection, report: str) -> Analysis:
    """The analysis of one report."""
    found = _analyses(conn, [report])
    if not found:
        raise UnknownKey(f"{report} has no analysis yet, or none could be made (standoff problems): "
                         f"standoff run makes it.")
    return found[0]


@sql.at_once
def _analyses(conn: sqlite3.Connection, some: Sequence[str]) -> list[Analysis]:
    return [Analysis(report=key, reader=reader, lacks=tuple(json.loads(lacks)),
                     tongues=tuple(Tongue(start=start, end=stop, code=code, read=known)
                                   for start, stop, code, known in json.loads(tongues)),
                     sentences=sql.pairs(json.loads(sentences)),
                     nominals=tuple(Nominal(start=start, end=stop, head=head, kind=Kind(kind), name=name, chain=chain)
                                    for start, stop, head, kind, name, chain in json.loads(nominals)),
                     attributions=tuple(Attribution(source=sql.pairs(source), cue=sql.pairs(cue),
                                                    content=sql.pairs(content), score=score)
                                        for source, cue, content, score in json.loads(attributions)),
                     times=tuple(TimeExpression(start=start, end=stop, date=_time(date),
                                                precision=None if precision is None else Precision(precision))
                                 for start, stop, date, precision in json.loads(times)),
                     clauses=tuple(Clause(anchor=anchor, factuality=tuple(map(Factuality, told)), score=score)
                                   for anchor, told, score in json.loads(clauses)),
                     triggers=tuple(map(_trigger, json.loads(triggers))),
                     arcs=tuple(Arc(type=TieType(type), source=source, target=target, marks=tuple(told), score=score)
                                for type, source, target, told, score in json.loads(arcs)),
                     words=zstandard.decompress(words).decode(), origin=sql.origin_of(*origin))
            for key, reader, lacks, tongues, sentences, nominals, attributions, times, clauses, triggers, arcs, words,
            *origin in sql.rows(
                conn, "SELECT key, reader, lacks, tongues, sentences, nominals, attributions, times, clauses, "
                      "triggers, arcs, words, stage, version, rule FROM analysis WHERE key IN ({}) ORDER BY key", some)]


def _trigger(said: list[Any]) -> Trigger:
    anchor, types, modes, roles, score = said
    return Trigger(anchor=anchor, types=tuple((EventType(type), odds) for type, odds in types),
                   modes=tuple((EventType(type), mode, odds) for type, mode, odds in modes),
                   roles=tuple((role, head, odds) for role, head, odds in roles), score=score)


def _time(said: list[Any]) -> Date:
    value, low, high, basis, readings, reason, spans = said
    return Date(value=value, low=low, high=high, basis=DateBasis(basis), readings=tuple(readings), reason=reason,
                spans=tuple(Span(page=page, start=start, end=stop) for page, start, stop in spans))


# — what persons decide and choose —


def corrections(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> Iterator[Correction]:
    """What persons decided, in the order made, or those named; undone ones too."""
    rows = conn.execute("SELECT verb, pins, said, since, until, by, because, source, at, undone FROM correction "
                        + (f"WHERE key IN ({sql.marks(some)}) " if some is not None else "") + "ORDER BY n", some or ())
    for verb, pins, said, since, until, by, because, source, at, undone in rows.fetchall():
        yield Correction(verb=Verb(verb), value=said, since=since, until=until, by=by, because=because, source=source,
                         at=at, undone=undone, pins=tuple(
                             Pin(known=known, span=Span(page=span[0], start=span[1], end=span[2]) if span else None,
                                 quote=quote) for known, span, quote in json.loads(pins)))


TALLIED = {"problem": "code", "correction": "verb"}
"""What those are told apart by that no list is kept of."""


def tally(conn: sqlite3.Connection, noun: str) -> list[tuple[str, int]]:
    """How many of a noun of `TALLIED` there are of each kind, the most frequent first."""
    return conn.execute(f"SELECT {TALLIED[noun]}, count(DISTINCT key) FROM {noun} GROUP BY 1 ORDER BY 2 DESC, 1"
                        ).fetchall()


def some_keys(conn: sqlite3.Connection, noun: str, kind: str, capture: str, limit: int | None, start: int) -> \
        tuple[list[str], int]:
    """Of a noun of `TALLIED`, the keys of a kind and of a capture, "" for all, from a place of their order on; and how
    many there are.
    """
    asked = [(column, value) for column, value in ((TALLIED[noun], kind), ("capture", capture)) if value]
    which, values = " AND ".join(f"{column} = ?" for column, _ in asked) or "1", [value for _, value in asked]
    order = "min(during), source, code, key" if noun == "problem" else "n"
    found = [key for key, in conn.execute(f"SELECT key FROM {noun} WHERE {which} GROUP BY key ORDER BY {order} "
                                          "LIMIT ? OFFSET ?", (*values, -1 if limit is None else limit, start))]
    total, = conn.execute(f"SELECT count(DISTINCT key) FROM {noun} WHERE {which}", values).fetchone()
    return found, int(total)


def correction(conn: sqlite3.Connection, key: str) -> Correction:
    """One correction."""
    return sql.sole(list(corrections(conn, [key])), key)


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
                        + (f"WHERE key IN ({sql.marks(some)}) " if some is not None else "")
                        + "ORDER BY during, source, code, key", some or ())
    for stage, code, message, source, capture, page, start, stop, _ in rows.fetchall():
        yield Problem(stage=stage, code=code, message=message, source=source, capture=capture,
                      span=Span(page=page, start=start, end=stop) if page is not None else None)


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


def method(conn: sqlite3.Connection, schema: int) -> Method:
    """What made the record."""
    digests = [digest for digest, in conn.execute("SELECT digest FROM capture ORDER BY digest")]
    return Method(
        schema=schema, captures=len(digests), inputs=sha256("\n".join(digests).encode()).hexdigest(),
        readers=tuple(one for one, in conn.execute("SELECT DISTINCT reader FROM analysis ORDER BY reader")),
        stages=tuple(conn.execute("SELECT DISTINCT stage, version FROM done ORDER BY stage, version")),
        files=tuple(one for one, in conn.execute("SELECT name FROM known_file ORDER BY name")))


def counts(conn: sqlite3.Connection) -> Counts:
    """How much the record holds."""
    names = {"captures": "capture", "sightings": "sighting", "pages": "page", "segments": "segment", "copies": "copy",
             "families": "family", "reports": "report", "variants": "variant", "analyses": "analysis",
             "mentions": "mention", "actors": "actor", "ties": "tie", "locations": "location",
             "statements": "statement", "echoes": "echo", "outlook": "outlook", "events": "event",
             "corrections": "correction WHERE undone = '' AND verb <> 'undo'", "codings": "foreign_coding"}
    return Counts(**{name: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                     for name, table in names.items()},
                  problems=conn.execute("SELECT count(DISTINCT key) FROM problem").fetchone()[0])


def full_key(conn: sqlite3.Connection, prefix: str) -> str:
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
           "t": "SELECT report FROM tie WHERE key = ?", "q": "SELECT report FROM statement WHERE key = ?",
           "w": "SELECT report FROM outlook WHERE key = ?", "h": "SELECT report FROM event WHERE key = ?",
           "l": "SELECT mention FROM location WHERE key = ?",
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
    with sql.snapshot(conn):
        return {table.replace("_", " "): dict(conn.execute(
            f"SELECT key, {'value' if table in VALUED else 'NULL'} FROM {table}")) for table in tables}


# — inside —


def _has(conn: sqlite3.Connection, table: str, key: str) -> bool:
    return conn.execute(f"SELECT 1 FROM {table} WHERE key = ?", (key,)).fetchone() is not None


