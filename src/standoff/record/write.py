"""Frozen values into rows. Every function here writes inside the transaction of its caller, `transaction`.

What is written twice is there once. Text that SQLite cannot hold (NUL, lone surrogates) is replaced one for one by
U+FFFD in the whole value before its digests are taken, so what is read back is what was kept.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import zstandard

from standoff import text
from standoff.errors import NotWritten
from standoff.model import (
    Actor,
    Analysis,
    Capture,
    Copy,
    Correction,
    Date,
    Echo,
    Event,
    Family,
    Judgement,
    Location,
    Mention,
    Outlook,
    Page,
    Problem,
    Recount,
    Report,
    Span,
    Statement,
    Tie,
)
from standoff.record import keys, read, sql

T = TypeVar("T")
S = TypeVar("S", Statement, Outlook, Event)

QUOTE = 500
"""Characters of a quote that evidence keeps in plain; the digest covers all of it."""


@contextmanager
def transaction(conn: sqlite3.Connection, stale: Sequence[str] | None = None) -> Iterator[None]:
    """One batch: all of it is committed, or nothing. Waits for another process's batch.

    `stale`: the lists (nouns of table `listed`) that are not of the record as it stands any more when it is changed
    here; None: all of them.
    """
    try:
        conn.execute("BEGIN IMMEDIATE")
        before = conn.total_changes
        yield
        if conn.total_changes != before:
            conn.execute("UPDATE listed SET state = '' WHERE state <> '' AND (?1 IS NULL OR noun IN ("
                         "SELECT value FROM json_each(?1)))", (None if stale is None else json.dumps(stale),))
        conn.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise NotWritten(f"A batch could not be written ({error}) and was taken back whole; what came before it is "
                         f"kept. Usual causes: a full disk, or another process that builds the same record. Run again."
                         ) from error
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")


@contextmanager
def savepoint(conn: sqlite3.Connection) -> Iterator[None]:
    """One item of a batch: taken back alone when it cannot be kept."""
    conn.execute("SAVEPOINT item")
    try:
        yield
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK TO item")
        raise
    finally:
        if conn.in_transaction:
            conn.execute("RELEASE item")


_SUSPECT = re.compile(r"\\u(?:0000|d[89a-f])")


def storable(noun: T) -> T:
    """The noun with every string in it storable; the noun itself when nothing had to be replaced."""
    return _kept(noun)[0]


def _kept(noun: T) -> tuple[T, str]:
    """The noun as it is stored, and the digest of its value."""
    said = keys.written(noun)
    if _SUSPECT.search(said) and (fixed := _storable(noun)) is not noun:
        noun, said = fixed, keys.written(fixed)
    return noun, keys.digest(said)


def _storable(value: T) -> T:
    if isinstance(value, str):
        kept = text.storable(value)
        return value if kept is value else type(value)(kept)
    if isinstance(value, tuple):
        items = tuple(_storable(item) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items  # type: ignore[return-value]
    changed = {name: new for name in keys.names(value)
               if (new := _storable(getattr(value, name))) is not getattr(value, name)}
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


def capture(conn: sqlite3.Connection, item: Capture) -> None:
    """Keep a capture: its bytes once, what is said of them as said last, its sightings added to those known."""
    item = storable(item)
    key = keys.capture(item.digest)
    said = (item.media_type, item.charset_declared, item.charset_detected)
    if read.known(conn, item.digest) is None:
        conn.execute("INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, '', ?)",
                     (key, item.digest, len(item.data), *said, zstandard.compress(item.data)))
    else:
        conn.execute("UPDATE capture SET media_type = ?, charset_declared = ?, charset_detected = ? WHERE key = ?",
                     (*said, key))
    conn.executemany("INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     [(keys.sighting(key, s), key, s.source, s.url, s.outlet, s.retrieved, s.charset, s.status, s.extra)
                      for s in item.sightings])
    conn.execute("UPDATE capture SET value = ? WHERE key = ?", (keys.value(read.listed(conn, key)), key))


def problems(conn: sqlite3.Connection, during: str, item: str, found: Iterable[Problem]) -> int:
    """Keep the problems found in one piece of work; how many of them are new."""
    before = conn.total_changes
    for problem in map(storable, found):
        span = problem.span
        key = keys.problem(problem)
        conn.execute("INSERT OR IGNORE INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     (key, during, item, problem.stage, problem.code, problem.message, problem.source, problem.capture,
                      span and span.page, span and span.start, span and span.end))
    return conn.total_changes - before


def forget_problems(conn: sqlite3.Connection, during: str, item: str) -> None:
    """Drop what an earlier go at a piece of work had found."""
    conn.execute("DELETE FROM problem WHERE during = ? AND item = ?", (during, item))


def these_problems(conn: sqlite3.Connection, during: str, item: str, found: Iterable[Problem]) -> int:
    """Make these the problems of a piece of work; how many of them are new."""
    made = {keys.problem(problem): problem for problem in map(storable, found)}
    there = {key for key, in conn.execute("SELECT key FROM problem WHERE during = ? AND item = ?", (during, item))}
    conn.executemany("DELETE FROM problem WHERE key = ? AND during = ? AND item = ?",
                     [(key, during, item) for key in sorted(there - made.keys())])
    return problems(conn, during, item, [problem for key, problem in made.items() if key not in there])


def forget_other_problems(conn: sqlite3.Connection, during: str, inputs: Sequence[str],
                          told: Container[tuple[str, str]]) -> None:
    """Drop the problems with inputs and with what they hold, but for those in `told`, as (key, item).

    "crawl" holds "crawl/a.html" and "crawl#3", not "crawler/a.html"; "." holds every relative path.
    """
    exact = frozenset(inputs)
    starts = tuple(start for one in inputs if one not in (".", "-") for start in (one.rstrip("/") + "/", one + "#"))
    gone = [(key, during, item) for key, item in
            conn.execute("SELECT key, item FROM problem WHERE during = ?", (during,)).fetchall()
            if (item in exact or item.startswith(starts) or ("." in exact and not item.startswith(("/", "../", "-"))))
            and (key, item) not in told]
    conn.executemany("DELETE FROM problem WHERE key = ? AND during = ? AND item = ?", gone)


def forget(conn: sqlite3.Connection, stage: str, item: str) -> None:
    """Drop an item of a stage, with what was found in it: it does not exist any more."""
    forget_problems(conn, stage, item)
    conn.execute("DELETE FROM done WHERE stage = ? AND item = ?", (stage, item))


def done(conn: sqlite3.Connection, stage: str, item: str, version: str, digest: str) -> None:
    """Say that a stage's item is done for an input."""
    conn.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?)", (stage, item, version, digest))


# — pages —


def page(conn: sqlite3.Connection, item: Page) -> bool:
    """Keep a page in place of the earlier page of its capture; False when it is the same page."""
    item, value = _kept(item)
    if _same(conn, "page", item.key, value):
        return False
    forget_page(conn, item.key)
    conn.execute("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 (item.key, keys.capture(item.capture), item.digest, item.url,
                  item.origin.stage, item.origin.version, item.origin.rule, value, item.text))
    texts = {item.key: item.text}
    segments, parts, words = [], [], []
    at = conn.execute("SELECT coalesce(max(id), 0) FROM segment").fetchone()[0]
    for n, seg in enumerate(item.segments):
        key, cut = keys.segment(item.key, seg), item.text[seg.start:seg.end]
        segments.append((at + n + 1, key, item.key, n, seg.start, seg.end, seg.role, seg.rule, seg.level, seg.markup,
                         _digest(cut)))
        words.append((at + n + 1, cut))
        parts += [(key, m, part.name, part.start, part.end, _digest(item.text[part.start:part.end]))
                  for m, part in enumerate(seg.parts)]
        if seg.when is not None:
            _date(conn, key, seg.when, texts, item.key)
    conn.executemany("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", segments)
    conn.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", words)
    conn.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", parts)
    for n, (key, said) in enumerate(zip(_distinct([keys.field(item.key, f) for f in item.fields]), item.fields,
                                        strict=True)):
        conn.execute("INSERT INTO field VALUES (?, ?, ?, ?, ?, ?, ?)",
                     (key, item.key, n, said.name, said.value, said.source, said.rule))
        _evidence(conn, key, said.spans, texts, item.key)
    _date(conn, item.key, item.published, texts, item.key)
    return True


def forget_page(conn: sqlite3.Connection, key: str) -> bool:
    """Drop a page with all that rests on it: its links, the family it is in, that family's report."""
    row = conn.execute("SELECT text FROM page WHERE key = ?", (key,)).fetchone()
    if row is None:
        return False
    spans = conn.execute("SELECT id, start, stop FROM segment WHERE page = ?", (key,)).fetchall()
    conn.executemany("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
                     [(id, row[0][start:stop]) for id, start, stop in spans])
    conn.execute("DELETE FROM page WHERE key = ?", (key,))
    return True


# — links, families, reports —


def copies(conn: sqlite3.Connection, items: Sequence[Copy]) -> tuple[int, int]:
    """Make these the record's copy links; how many came and went.

    The items are walked through twice and not kept: there may be more of them than fit in memory.
    """
    values = {keys.copy(item): _kept(item)[1] for item in items}
    came, went = _difference(conn, "copy", values)
    texts: dict[str, str] = {}
    added = 0
    for item in items:
        key = keys.copy(item)
        if key in came:
            came.remove(key)
            item = storable(item)
            if len(texts) > sql.MANY:
                texts.clear()
            texts.update(_texts(conn, {item.a, item.b} - texts.keys()))
            conn.execute("INSERT INTO copy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         (key, item.a, item.b, item.type, item.share_a, item.share_b, item.words, item.direction,
                          item.reason, item.origin.stage, item.origin.version, item.origin.rule, values[key]))
            conn.executemany("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             [(key, n, run.a.start, run.a.end, run.b.start, run.b.end, run.words, run.edits,
                               _digest(texts[item.a][run.a.start:run.a.end]),
                               _digest(texts[item.b][run.b.start:run.b.end]))
                              for n, run in enumerate((item.witness, *item.runs))])
            _evidence(conn, key, (item.witness.a, item.witness.b), texts, key)
            added += 1
    return added, went


def families(conn: sqlite3.Connection, items: Sequence[Family]) -> tuple[int, int]:
    """Make these the record's families; how many came and went. A family that stays keeps its report."""
    kept = {item.key: item for item in map(storable, items)}
    values = {key: keys.value(item) for key, item in kept.items()}
    came, went = _difference(conn, "family", values)
    for key in sorted(came):
        item = kept[key]
        conn.execute("INSERT INTO family VALUES (?, ?, ?, ?, ?, ?)",
                     (key, len(item.pages), item.origin.stage, item.origin.version, item.origin.rule, values[key]))
        conn.executemany("INSERT INTO member VALUES (?, ?)", [(key, page) for page in item.pages])
        conn.executemany("INSERT INTO lead VALUES (?, ?, ?, ?, ?)",
                         [(key, n, lead.page, lead.score, _json(lead.reasons)) for n, lead in enumerate(item.leads)])
    return len(came), went


def report(conn: sqlite3.Connection, item: Report) -> bool:
    """Keep a report in place of the earlier one of its family; False when it is the same."""
    item, value = _kept(item)
    if _same(conn, "report", item.key, value):
        return False
    conn.execute("DELETE FROM report WHERE key = ? OR family = ?", (item.key, item.family))
    conn.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 (item.key, item.family, item.title, text.digest(item.text), item.origin.stage,
                  item.origin.version, item.origin.rule, value, item.text))
    texts = _texts(conn, {row[0] for row in conn.execute("SELECT page FROM member WHERE family = ?", (item.family,))})
    names = _distinct([*(keys.passage(item.key, p) for p in item.passages),
                       *(keys.variant(item.key, v) for v in item.variants)])
    for n, (key, passage) in enumerate(zip(names, item.passages, strict=False)):
        conn.execute("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)",
                     (key, item.key, n, passage.start, passage.end, passage.role))
        _evidence(conn, key, passage.witnesses, texts, item.key, quoted=False)
    for n, (key, variant) in enumerate(zip(names[len(item.passages):], item.variants, strict=True)):
        conn.execute("INSERT INTO variant VALUES (?, ?, ?, ?, ?, ?)",
                     (key, item.key, n, variant.start, variant.end, variant.kind))
        for m, reading in enumerate(variant.readings):
            conn.execute("INSERT INTO reading VALUES (?, ?, ?)", (key, m, reading.text))
            _evidence(conn, key, reading.spans, texts, item.key, part=m)
    conn.executemany("INSERT INTO stretch VALUES (?, ?, ?, ?, ?, ?)",
                     [(item.key, n, s.start, s.length, s.page, s.at) for n, s in enumerate(item.stretches)])
    _date(conn, item.key, item.published, texts, item.key)
    return True


def forget_report(conn: sqlite3.Connection, family: str) -> bool:
    """Drop the report of a family."""
    return conn.execute("DELETE FROM report WHERE family = ?", (family,)).rowcount > 0


def analysis(conn: sqlite3.Connection, item: Analysis) -> bool:
    """Keep the analysis of a report in place of the earlier one; False when it is the same."""
    item, value = _kept(item)
    if _same(conn, "analysis", item.report, value):
        return False
    layers = (item.lacks, item.tongues, item.sentences, item.nominals, item.attributions, item.times, item.arcs,
              item.clauses, item.triggers)
    conn.execute("INSERT OR REPLACE INTO analysis VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 (item.report, item.reader, *map(keys.written, layers), *_origin(item), value,
                  zstandard.compress(item.words.encode())))
    return True


def forget_analysis(conn: sqlite3.Connection, report: str) -> bool:
    """Drop the analysis of a report."""
    return conn.execute("DELETE FROM analysis WHERE key = ?", (report,)).rowcount > 0


# — actors, ties and places —


def mentions(conn: sqlite3.Connection, report: str, items: Sequence[Mention]) -> tuple[int, int]:
    """Make these the mentions of a report; how many came and went.

    What rests on a mention that went (judgements, actors, ties, locations) goes with it. Raises ValueError where a
    mention is not of this report, does not read there as it says, or has a leader that is not among them.
    """
    row = conn.execute("SELECT text FROM report WHERE key = ?", (report,)).fetchone()
    made = {item.key: (item, value) for item, value in map(_kept, items)}
    for item, _ in made.values():
        if (item.key, item.report) != (keys.mention(report, item.start, item.end), report) \
                or row[0][item.start:item.end] != item.text:
            raise ValueError(f"{item.key}, [{item.start}, {item.end}), {item.text[:60]!r} is no mention of {report}")
        if item.leader not in made:
            raise ValueError(f"the leader of {item.key}, {item.leader}, is no mention of {report}")
    there = dict(conn.execute("SELECT key, value FROM mention WHERE report = ?", (report,)))
    gone = there.keys() - made.keys()
    new = [(key, report, item.start, item.end, item.head, item.kind, item.form, item.leader, item.text, item.name,
            item.title, item.of, *_origin(item), value)
           for key, (item, value) in made.items() if there.get(key) != value]
    conn.executemany("DELETE FROM mention WHERE key = ?", [(key,) for key in sorted(gone)])
    conn.executemany(_MENTION, new)
    return len(new), len(gone)


_MENTION = """
INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (report, start, stop) DO UPDATE SET
    head = excluded.head, kind = excluded.kind, form = excluded.form, leader = excluded.leader, text = excluded.text,
    name = excluded.name, title = excluded.title, of = excluded.of,
    stage = excluded.stage, version = excluded.version, rule = excluded.rule, value = excluded.value
"""
"""A mention that changed stays the same row: what rests on it stays until the later stages look again."""


def judgements(conn: sqlite3.Connection, items: Sequence[Judgement], *, by_persons: bool = False) -> tuple[int, int]:
    """Make these the judgements of the machine, or of persons; how many came and went."""
    made = {keys.judgement(item): (item, value) for item, value in (_kept(_real(one, "score")) for one in items)}
    came, went = _difference(conn, "judgement", {key: value for key, (_, value) in made.items()},
                             f"by {'<>' if by_persons else '='} ''")
    conn.executemany("INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        (key, item.a, item.b, item.verdict, item.score, _json(item.reasons), item.by, *_origin(item), value)
        for key in sorted(came) for item, value in [made[key]]))
    return len(came), went


def actors(conn: sqlite3.Connection, items: Sequence[Actor]) -> tuple[int, int]:
    """Make these the record's actors; how many came and went. An actor that stays keeps its rows."""
    made = {item.key: (item, value) for item, value in map(_kept, items)}
    came, went = _difference(conn, "actor", {key: value for key, (_, value) in made.items()})
    new = [made[key] for key in sorted(came)]
    conn.executemany("INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        (item.key, item.name, item.type, item.known, item.described, item.country, *_origin(item), value)
        for item, value in new))
    conn.executemany("INSERT INTO identity VALUES (?, ?, ?)", (
        (mention, single, item.key) for item, _ in new
        for single, some in enumerate((item.leaders, item.singles)) for mention in some))
    return len(came), went


def ties(conn: sqlite3.Connection, report: str, items: Sequence[Tie]) -> tuple[int, int]:
    """Make these the ties of a report; how many came and went. Of several with one key the surest is kept."""
    made = {keys.tie(item): (item, value) for item, value in sorted(
        (_kept(_real(one, "score")) for one in items), key=lambda pair: (pair[0].score, pair[1]))}
    there = dict(conn.execute("SELECT key, value FROM tie WHERE report = ?", (report,)))
    new, gone = _changed(there, made)
    conn.executemany("DELETE FROM tie WHERE key = ?", gone)
    texts: dict[str, str] = {}
    for key in new:
        item, value = made[key]
        if item.report != report or not item.evidence:
            raise ValueError(f"{key} is no tie of {report}, or has no evidence")
        conn.execute("INSERT INTO tie VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     (key, report, item.start, item.end, item.type, item.source, item.target, item.title,
                      keys.written(item.cue), item.former, item.claim, _json(item.means), item.voice, item.said,
                      item.score, *_origin(item), value))
        _evidence(conn, key, item.evidence, texts, key)
        _date(conn, key, item.date, texts, key)
    return len(new), len(gone)


def locations(conn: sqlite3.Connection, report: str, items: Sequence[Location]) -> tuple[int, int]:
    """Make these the places that mentions of a report are; how many came and went."""
    made = {keys.location(item.mention): (item, value)
            for item, value in (_kept(_real(one, "score", "latitude", "longitude")) for one in items)}
    there = dict(conn.execute("SELECT location.key, location.value FROM mention JOIN location "
                              "ON location.mention = mention.key WHERE mention.report = ?", (report,)))
    new, gone = _changed(there, made)
    conn.executemany("DELETE FROM location WHERE key = ?", gone)
    conn.executemany("INSERT INTO location VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        (key, item.mention, item.name, item.type, item.country, item.province, item.district, item.latitude,
         item.longitude, item.precision, item.geonames, item.score, _json(item.others), item.reason, *_origin(item),
         value) for key in new for item, value in [made[key]]))
    return len(new), len(gone)


# — statements and outlook —


def statements(conn: sqlite3.Connection, report: str, items: Sequence[Statement]) -> tuple[int, int]:
    """Make these the statements of a report; how many came and went. Raises ValueError as `_placed` does."""
    made = _surest(items)
    there = dict(conn.execute("SELECT key, value FROM statement WHERE report = ?", (report,)))
    new, gone = _changed(there, made)
    conn.executemany("DELETE FROM statement WHERE key = ?", gone)
    texts: dict[str, str] = {}
    for key in new:
        item, value = made[key]
        here = _placed(conn, report, item, texts)
        words = BETWEEN.join(here[start:end] for start, end in item.content)
        conn.execute(f"INSERT INTO statement ({_STATEMENT}) VALUES ({sql.marks(_STATEMENT.split(','))})",
                     (key, report, item.page, item.start, item.end, item.source, keys.written(item.speaker),
                      item.sourcing, keys.written(item.cue), keys.written(item.content), keys.written(item.quoted),
                      item.addressee, keys.written(item.addressed), item.place, item.medium, item.manner,
                      _json(item.factuality), item.voice, item.within, item.score, *_origin(item), value, words))
        _evidence(conn, key, item.evidence, texts, key)
        _date(conn, key, item.date, texts, key)
    return len(new), len(gone)


_STATEMENT = ("key, report, page, start, stop, source, speaker, sourcing, cue, content, quoted, addressee, addressed, "
              "place, medium, manner, factuality, voice, within, score, stage, version, rule, value, words")

BETWEEN = " … "
"""What joins the pieces of a statement's content."""


def outlooks(conn: sqlite3.Connection, report: str, items: Sequence[Outlook]) -> tuple[int, int]:
    """Make these the outlooks of a report; how many came and went. Raises ValueError as `_placed` does."""
    made = _surest(items)
    there = dict(conn.execute("SELECT key, value FROM outlook WHERE report = ?", (report,)))
    new, gone = _changed(there, made)
    conn.executemany("DELETE FROM outlook WHERE key = ?", gone)
    texts: dict[str, str] = {}
    for key in new:
        item, value = made[key]
        words = _placed(conn, report, item, texts)[item.start:item.end]
        conn.execute(f"INSERT INTO outlook ({_OUTLOOK}) VALUES ({sql.marks(_OUTLOOK.split(','))})",
                     (key, report, item.page, item.start, item.end, item.type, item.statement, item.forecaster,
                      item.sourcing, item.voice, _json(item.about), item.anchor, keys.written(item.condition),
                      keys.written(item.hedges), keys.written(item.timed), item.negated, item.polar, item.score,
                      *_origin(item), value, words))
        _evidence(conn, key, item.evidence, texts, key)
        _date(conn, key, item.horizon, texts, key)
    return len(new), len(gone)


_OUTLOOK = ("key, report, page, start, stop, type, statement, forecaster, sourcing, voice, about, anchor, condition, "
            "hedges, timed, negated, polar, score, stage, version, rule, value, words")


def events(conn: sqlite3.Connection, report: str, items: Sequence[Event]) -> tuple[int, int]:
    """Make these the events of a report; how many came and went. Raises ValueError as `_placed` does."""
    made = _surest(items)
    there = dict(conn.execute("SELECT key, value FROM event WHERE report = ?", (report,)))
    new, gone = _changed(there, made)
    conn.executemany("DELETE FROM event WHERE key = ?", gone)
    texts: dict[str, str] = {}
    for key in new:
        item, value = made[key]
        words = _placed(conn, report, item, texts)[item.start:item.end]
        conn.execute(f"INSERT INTO event ({_EVENT}) VALUES ({sql.marks(_EVENT.split(','))})",
                     (key, report, item.start, item.end, item.type, _json(item.modes), keys.written(item.contexts),
                      keys.written(item.trigger), item.anchor, _json(item.actors), _json(item.recipients), item.place,
                      keys.written(item.sizes), _json(item.factuality), item.said, item.voice, item.statement,
                      item.foremost, item.score, *_origin(item), value, words))
        _evidence(conn, key, item.evidence, texts, key)
        _date(conn, key, item.date, texts, key)
    return len(new), len(gone)


_EVENT = ("key, report, start, stop, type, modes, contexts, told, anchor, actors, recipients, place, sizes, "
          "factuality, said, voice, statement, foremost, score, stage, version, rule, value, words")


def echoes(conn: sqlite3.Connection, items: Sequence[Echo]) -> tuple[int, int]:
    """Make these the record's echoes; how many came and went."""
    made = {keys.echo(item): (item, value) for item, value in (_kept(_real(one, "score")) for one in items)}
    came, went = _difference(conn, "echo", {key: value for key, (_, value) in made.items()})
    conn.executemany("INSERT INTO echo VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        (key, item.a, item.b, item.type, item.score, _json(item.reasons), *_origin(item), value)
        for key in sorted(came) for item, value in [made[key]]))
    return len(came), went


def recounts(conn: sqlite3.Connection, items: Sequence[Recount]) -> tuple[int, int]:
    """Make these the record's recounts; how many came and went."""
    made = {keys.recount(item): (item, value) for item, value in (_kept(_real(one, "score")) for one in items)}
    came, went = _difference(conn, "recount", {key: value for key, (_, value) in made.items()})
    conn.executemany("INSERT INTO recount VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        (key, item.a, item.b, item.score, _json(item.reasons), *_origin(item), value)
        for key in sorted(came) for item, value in [made[key]]))
    return len(came), went


def _surest(items: Sequence[S]) -> dict[str, tuple[S, str]]:
    """The items as they are stored, with their digests, by key: of several with one key the surest."""
    return {item.key: (item, value) for item, value in sorted(
        (_kept(_real(one, "score")) for one in items), key=lambda pair: (pair[0].score, pair[1]))}


def _placed(conn: sqlite3.Connection, report: str, item: Statement | Outlook | Event, texts: dict[str, str]) -> str:
    """The text that its offsets are of. Raises ValueError where it is not of this report, or has no evidence."""
    if item.report != report or not item.evidence:
        raise ValueError(f"{item.key} is not of {report}, or has no evidence")
    place = item.page or report
    if place not in texts:
        row = conn.execute(f"SELECT text FROM {'page' if item.page else 'report'} WHERE key = ?", (place,)).fetchone()
        texts[place], = row
    return texts[place]


# — what persons decide —


def correction(conn: sqlite3.Connection, item: Correction) -> bool:
    """Add a correction at the end of the log, or say of one that is in it that it was undone; False when it says so
    already. What was undone stays so.
    """
    item, value = _kept(item)
    pins = keys.written(tuple((pin.known, pin.span and (pin.span.page, pin.span.start, pin.span.end), pin.quote)
                              for pin in item.pins))
    return conn.execute(
        "INSERT INTO correction (key, verb, pins, said, since, until, by, because, source, at, undone, value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET undone = excluded.undone, "
        "value = excluded.value WHERE undone = '' AND excluded.undone <> ''",
        (keys.correction(item), item.verb, pins, item.value, item.since, item.until, item.by, item.because, item.source,
         item.at, item.undone, value)).rowcount > 0


def decision(conn: sqlite3.Connection, item: Correction) -> Correction:
    """Keep what a person decides now, and give it as it is kept. A correction is known by all that it says, its second
    too: what was decided and undone within one second is decided anew in the next, since what was undone stays so.
    """
    while not correction(conn, item) and read.correction(conn, keys.correction(item)).undone != item.undone:
        later = datetime.fromisoformat(item.at) + timedelta(seconds=1)
        item = replace(item, at=later.isoformat(timespec="seconds").replace("+00:00", "Z"))
    return item


def undo(conn: sqlite3.Connection, key: str, at: str) -> bool:
    """Say when a correction was undone; False when it was before."""
    return correction(conn, replace(read.correction(conn, key), undone=at))


def known_files(conn: sqlite3.Connection, files: Iterable[tuple[str, str]]) -> None:
    """Keep these files of known actors, as (name, text), in place of the earlier ones."""
    conn.execute("DELETE FROM known_file")
    conn.executemany("INSERT INTO known_file VALUES (?, ?, ?, ?)",
                     [(n, name, text.digest(said), said) for n, (name, said) in enumerate(files)])


def setting(conn: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a choice for later runs."""
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))


# — clearing —


def clear(conn: sqlite3.Connection, nouns: Sequence[str], stages: Sequence[str]) -> None:
    """Drop all results of some stages: `nouns` are their tables, the latest first."""
    for noun in nouns:
        if noun == "page":
            conn.execute("INSERT INTO words (words) VALUES ('delete-all')")
        conn.execute(f"DELETE FROM {noun}")
    for stage in stages:
        conn.execute("DELETE FROM done WHERE stage = ?", (stage,))
        conn.execute("DELETE FROM problem WHERE during = ?", (stage,))


# — inside —


def _date(conn: sqlite3.Connection, datum: str, item: Date, texts: dict[str, str], owner: str) -> None:
    key = keys.date(datum)
    conn.execute("INSERT INTO date VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 (key, datum, owner, item.value, item.low, item.high, item.basis, _json(item.readings), item.reason))
    _evidence(conn, key, item.spans, texts, owner)


def _evidence(conn: sqlite3.Connection, datum: str, spans: Sequence[Span], texts: dict[str, str], owner: str, *,
              part: int = 0, quoted: bool = True) -> None:
    rows = []
    for n, span in enumerate(spans):
        if span.page not in texts:
            texts.update(_texts(conn, {span.page}))
        prefix, exact, suffix = text.quote(texts[span.page], span.start, span.end)
        rows.append((datum, part, n, span.page, span.start, span.end, _digest(exact),
                     *((exact[:QUOTE], prefix, suffix) if quoted else (None, None, None)), owner))
    conn.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _origin(item: Any) -> tuple[str, str, str]:
    return item.origin.stage, item.origin.version, item.origin.rule


def _real(item: T, *names: str) -> T:
    """The noun with its numbers as the columns give them back: 1.0 for 1."""
    whole = {name: float(value) for name in names if type(value := getattr(item, name)) is int}
    return replace(item, **whole) if whole else item  # type: ignore[type-var]


def _changed(there: dict[str, str], made: dict[str, tuple[T, str]]) -> tuple[list[str], list[tuple[str]]]:
    """The keys to be written, and those to be deleted first, in order: what is there and what was made may differ."""
    return (sorted(key for key, (_, value) in made.items() if there.get(key) != value),
            sorted((key,) for key, value in there.items() if key not in made or made[key][1] != value))


def _digest(quote: str) -> str:
    return hashlib.sha256(quote.encode()).hexdigest()[:16]


def _json(items: tuple[str, ...]) -> str:
    return json.dumps(items, ensure_ascii=False)


def _texts(conn: sqlite3.Connection, pages: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _batches(sorted(pages), sql.MANY):
        found.update(conn.execute(f"SELECT key, text FROM page WHERE key IN ({sql.marks(some)})", some))
    return found


def _batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[at:at + size] for at in range(0, len(items), size))


def _same(conn: sqlite3.Connection, noun: str, key: str, value: str) -> bool:
    row = conn.execute(f"SELECT value FROM {noun} WHERE key = ?", (key,)).fetchone()
    return row is not None and row[0] == value


def _difference(conn: sqlite3.Connection, noun: str, values: dict[str, str], where: str = "1") -> tuple[set[str], int]:
    """Delete the rows that are not among these values; the keys that are missing, and how many rows went."""
    there = dict(conn.execute(f"SELECT key, value FROM {noun} WHERE {where}"))
    stale = [(key,) for key, value in there.items() if values.get(key) != value]
    conn.executemany(f"DELETE FROM {noun} WHERE key = ?", stale)
    return {key for key, value in values.items() if there.get(key) != value}, len(stale)


def _distinct(names: list[str]) -> list[str]:
    """The keys, with repeats told apart by their count: the same thing said twice is two rows."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = count = seen.get(name, 0) + 1
        out.append(name if count == 1 else keys.repeat(name, count))
    return out
