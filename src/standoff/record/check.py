"""Verification: read every digest, span, quote, run and stretch again and say what does not agree.

Takes an open record and writes nothing. What fails is a value, never an exception, also when the file is damaged.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import starmap
from typing import TypeVar

import zstandard

from standoff import settings, text
from standoff.answers import Failure, Verification
from standoff.model import (
    Actor,
    Analysis,
    Copy,
    Echo,
    Event,
    Family,
    ForeignCoding,
    Judgement,
    Location,
    Mention,
    Outlook,
    Page,
    Recount,
    Report,
    Span,
    Statement,
    Tie,
)
from standoff.record import facts, foreign, keys, listing, read, sql, write

Progress = Callable[[str, int, int], None]
Finding = tuple[str, str, str | None]
"""Key, what was checked, and what is wrong with it (None: nothing)."""

T = TypeVar("T", bound=Page | Copy | Family | Report | Analysis | Judgement | Actor | Tie | Location | Statement | Event
            | Outlook | Echo | Recount | ForeignCoding)

TEXTS = 256
"""Page texts kept in memory while links are checked; links stand in order of pages, so neighbours share them."""


def verify(conn: sqlite3.Connection, progress: Progress | None = None) -> Verification:
    """Check everything that the record holds."""
    counts: Counter[str] = Counter()
    failures: list[Failure] = []
    with suppress(sqlite3.DatabaseError), sql.snapshot(conn):      # of a damaged file not even this works
        for name, table, check in CHECKS:
            try:
                total = conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for n, (key, what, wrong) in enumerate(check(conn)):
                    counts[what] += 1
                    if wrong is not None:
                        failures.append(Failure(key=key, check=what, message=wrong))
                    if progress and n % 1000 == 0:
                        progress(f"verify {name}", min(n, total), total)
            except UNREADABLE as error:
                failures.append(Failure(key=table, check=name, message=f"The rows of {table} cannot be read as {name}: "
                                                                       f"{type(error).__name__}: {error}"))
    if not counts and not failures:
        failures.append(Failure(key="", check="file", message="SQLite cannot read the file at all."))
    return Verification(checked=tuple(counts.items()), failures=tuple(failures))


UNREADABLE = (sqlite3.DatabaseError, zstandard.ZstdError, ValueError, LookupError, TypeError, AttributeError)
"""What reading a damaged row raises."""


def _each(conn: sqlite3.Connection, noun: str, get: Callable[[sqlite3.Connection, Sequence[str]], Iterator[T]],
          order: str = "key") -> Iterator[T | Finding]:
    """Every value of a noun, or in its place that it cannot be read: one damaged row hides no other value."""
    some = [key for key, in conn.execute(f"SELECT key FROM {noun} ORDER BY {order}").fetchall()]
    for at in range(0, len(some), sql.FEW):
        batch = some[at:at + sql.FEW]
        try:
            yield from list(get(conn, batch))
        except UNREADABLE:
            for key in batch:
                try:
                    yield from list(get(conn, [key]))
                except UNREADABLE as error:
                    yield key, noun, f"it cannot be read: {type(error).__name__}: {error}"


def _file(conn: sqlite3.Connection) -> Iterator[Finding]:
    """SQLite's own checks, and that every reference leads somewhere."""
    for message, in conn.execute("PRAGMA quick_check(5)"):
        yield "", "file", None if message == "ok" else f"SQLite says: {message}"
    lost = conn.execute("PRAGMA foreign_key_check").fetchall()
    yield "", "references", None if not lost else f"{len(lost)} rows refer to what is not there, first {lost[0]}"
    for index, noun, stage in (("words", "segment", "pages"), ("said_words", "statement", "statements"),
                               ("foreseen_words", "outlook", "outlook")):
        indexed, there = (conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                          for table in (f"{index}_docsize", noun))
        yield "", "search index", None if indexed == there else \
            f"{indexed} of {noun} are indexed, {there} are there. standoff run --from {stage} makes the index anew."


def _captures(conn: sqlite3.Connection) -> Iterator[Finding]:
    for key, digest, size in conn.execute("SELECT key, digest, size FROM capture ORDER BY key").fetchall():
        payload, = conn.execute("SELECT data FROM capture WHERE key = ?", (key,)).fetchone()
        try:
            data = zstandard.decompress(payload, max_output_size=size)
            found = hashlib.sha256(data).hexdigest()
            wrong = None if (found, keys.capture(found), len(data)) == (digest, key, size) else \
                f"{len(data)} bytes with the digest {found}"
        except zstandard.ZstdError as error:
            wrong = f"the bytes cannot be decompressed: {error}"
        yield key, "capture bytes", wrong
    values = dict(read.values(conn, "capture"))
    for capture in read.captures(conn):
        key = keys.capture(capture.digest)
        yield key, "capture", _differ(keys.value(capture), values[key])
        kept = {row[0] for row in conn.execute("SELECT key FROM sighting WHERE capture = ?", (key,))}
        for item in capture.sightings:
            yield key, "sighting", None if keys.sighting(key, item) in kept else f"sighting {item.source} was changed"


def _pages(conn: sqlite3.Connection) -> Iterator[Finding]:
    values = dict(read.values(conn, "page"))
    for page in _each(conn, "page", read.pages):
        if isinstance(page, tuple):
            yield page
            continue
        yield page.key, "page text", _differ(text.digest(page.text), page.digest)
        yield page.key, "page", _differ(keys.value(page), values[page.key])
        try:
            text.check_partition(page.text, ((seg.start, seg.end) for seg in page.segments))
            wrong = None
        except ValueError as error:
            wrong = str(error)
        yield page.key, "partition", wrong
        yield from _page_parts(conn, page)


def _page_parts(conn: sqlite3.Connection, page: Page) -> Iterator[Finding]:
    for seg, (key, own) in zip(page.segments, conn.execute(
            "SELECT key, digest FROM segment WHERE page = ? ORDER BY n", (page.key,)).fetchall(), strict=True):
        wrong = _differ(_short(page.text[seg.start:seg.end]), own)
        yield key, "segment", wrong or _differ(keys.segment(page.key, seg), key)
    for key, start, stop, own in conn.execute(
            "SELECT part.segment, part.start, part.stop, part.digest FROM segment JOIN part "
            "ON part.segment = segment.key WHERE page = ?", (page.key,)).fetchall():
        yield key, "segment part", _differ(_short(page.text[start:stop]), own)
    for datum, start, stop, own, exact, prefix, suffix in conn.execute(
            "SELECT datum, start, stop, digest, exact, prefix, suffix FROM evidence WHERE page = ?",
            (page.key,)).fetchall():
        before, quote, after = text.quote(page.text, start, stop)
        wrong = None if 0 <= start <= stop <= len(page.text) else f"[{start}, {stop}) is outside the text"
        wrong = wrong or _differ(_short(quote), own)
        if exact is not None and not wrong and (quote[:len(exact)], before, after) != (exact, prefix, suffix):
            wrong = f"[{start}, {stop}) of {page.key} reads {quote[:60]!r}, the quote is {exact[:60]!r}"
        yield datum, "quote", wrong


def _copies(conn: sqlite3.Connection) -> Iterator[Finding]:
    values = dict(read.values(conn, "copy"))
    page_text = _texts(conn)
    for link in _each(conn, "copy", read.copies, "a, b, type, key"):
        if isinstance(link, tuple):
            yield link
            continue
        key = keys.copy(link)
        yield key, "copy link", _differ(keys.value(link), values.get(key, "none"))
        digests = conn.execute("SELECT a_digest, b_digest FROM run WHERE copy = ? ORDER BY n", (key,)).fetchall()
        for run, own in zip((link.witness, *link.runs), digests, strict=True):
            a, b = (page_text(span.page)[span.start:span.end] for span in (run.a, run.b))
            wrong = _differ(_short(a), own[0]) or _differ(_short(b), own[1])
            if not wrong and not agree(a, b, run.words):
                wrong = f"the two sides are said to share {run.words} words: {a[:60]!r} and {b[:60]!r}"
            yield key, "run", wrong


def _families(conn: sqlite3.Connection) -> Iterator[Finding]:
    values = dict(read.values(conn, "family"))
    sizes = dict(conn.execute("SELECT key, size FROM family"))
    for family in _each(conn, "family", read.families):
        if isinstance(family, tuple):
            yield family
            continue
        wrong = _differ(keys.value(family), values[family.key])
        yield family.key, "family", wrong or _differ(str(len(family.pages)), str(sizes[family.key]))


def _reports(conn: sqlite3.Connection) -> Iterator[Finding]:
    values, digests = dict(read.values(conn, "report")), dict(conn.execute("SELECT key, digest FROM report"))
    page_text = _texts(conn)
    for report in _each(conn, "report", read.reports):
        if isinstance(report, tuple):
            yield report
            continue
        yield report.key, "report", _differ(keys.value(report), values[report.key])
        yield report.key, "report text", _differ(text.digest(report.text), digests[report.key])
        for run in report.stretches:
            ours = report.text[run.start:run.start + run.length]
            theirs = page_text(run.page)[run.at:run.at + run.length]
            yield report.key, "stretch", None if ours == theirs and len(ours) == run.length else \
                f"{ours[:60]!r} of the report is not {theirs[:60]!r} of {run.page} at {run.at}"
        yield from _report_parts(conn, report)


def _report_parts(conn: sqlite3.Connection, report: Report) -> Iterator[Finding]:
    for passage in report.passages:
        inside = 0 <= passage.start < passage.end <= len(report.text)
        yield keys.passage(report.key, passage), "passage", None if inside and passage.witnesses else \
            f"[{passage.start}, {passage.end}) is outside the report, or nobody witnesses it"
    for variant in report.variants:
        printed = report.text[variant.start:variant.end]
        yield keys.variant(report.key, variant), "variant", None if printed == variant.readings[0].text else \
            f"the report prints {printed[:60]!r}, the first reading is {variant.readings[0].text[:60]!r}"


def _analyses(conn: sqlite3.Connection) -> Iterator[Finding]:
    values = dict(read.values(conn, "analysis"))
    for item in _each(conn, "analysis", read.analyses):
        if isinstance(item, tuple):
            yield item
            continue
        yield item.report, "analysis", _differ(keys.value(item), values[item.report])
        yield from _layers(item, _quotable(conn, item.report))


def _layers(item: Analysis, unquotable: Callable[[int, int], str | None]) -> Iterator[Finding]:
    """Each span of each layer: it is in the report, in order where that is promised, and a copy has its words."""
    key = item.report
    for what, spans in (("sentence", item.sentences), ("language", [(one.start, one.end) for one in item.tongues])):
        at = 0
        for start, end in spans:
            yield key, what, unquotable(start, end) or (
                None if start >= at else f"[{start}, {end}) begins before {at}, where the one before it ends")
            at = end
    for one in item.nominals:
        yield key, "nominal", unquotable(one.start, one.end) or (
            None if one.start <= one.head < one.end else f"its head, {one.head}, is outside [{one.start}, {one.end})")
    for said in item.attributions:
        wrong = None if said.content else "nothing is said to be said"
        yield key, "attribution", wrong or _first(unquotable(start, end) for start, end in
                                                  (*said.source, *said.cue, *said.content))
    for time in item.times:
        yield key, "time", unquotable(time.start, time.end)
    for clause in item.clauses:
        yield key, "clause", unquotable(clause.anchor, clause.anchor + 1) or (
            None if clause.factuality else "it has no factuality")
    for trigger in item.triggers:
        yield key, "trigger", _first(unquotable(at, at + 1) for at in (
            trigger.anchor, *(head for _, head, _ in trigger.roles))) or (
            None if trigger.types else "it has no type")
    words = {one.head for one in item.nominals}
    for arc in item.arcs:
        yield key, "arc", None if {arc.source, arc.target} <= words else \
            f"it leads from {arc.source} to {arc.target}, where no nominal has its head"


def _mentions(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Each mention: it reads in the report as it says, a copy has its words, and its leader is of the same report."""
    for report, in conn.execute("SELECT DISTINCT report FROM mention ORDER BY report").fetchall():
        values = dict(conn.execute("SELECT key, value FROM mention WHERE report = ?", (report,)))
        try:
            some = list(facts.mentions(conn, [report]))
        except UNREADABLE as error:
            yield report, "mention", f"its mentions cannot be read: {type(error).__name__}: {error}"
            continue
        unquotable = _quotable(conn, report)
        words, = conn.execute("SELECT text FROM report WHERE key = ?", (report,)).fetchone()
        for one in some:
            yield one.key, "mention", _differ(keys.value(one), values[one.key]) or _misread(one, words, values)
            yield one.key, "mention quote", unquotable(one.start, one.end)


def _misread(one: Mention, words: str, leaders: Container[str]) -> str | None:
    if words[one.start:one.end] != one.text:
        return f"[{one.start}, {one.end}) reads {words[one.start:one.end][:60]!r}, not {one.text[:60]!r}"
    if not one.start <= one.head < one.end:
        return f"its head, {one.head}, is outside [{one.start}, {one.end})"
    if one.leader not in leaders:
        return f"its leader {one.leader} is no mention of the report"
    return _differ(keys.mention(one.report, one.start, one.end), one.key)


def _judgements(conn: sqlite3.Connection) -> Iterator[Finding]:
    lost = {key for key, in conn.execute(
        "SELECT key FROM judgement WHERE (a GLOB 'n????????????????' AND a NOT IN (SELECT key FROM mention)) "
        "OR (b GLOB 'n????????????????' AND b NOT IN (SELECT key FROM mention))")}
    for key, wrong in _kept(conn, "judgement", facts.judgements):
        yield key, "judgement", wrong or ("it judges a mention that is not there" if key in lost else None)


def _actors(conn: sqlite3.Connection) -> Iterator[Finding]:
    for key, wrong in _kept(conn, "actor", facts.actors):
        yield key, "actor", wrong


def _ties(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Each tie: a copy has its words. The quotes of its evidence are read again with their pages."""
    report, unquotable = "", None
    values = dict(read.values(conn, "tie"))
    for tie in _each(conn, "tie", facts.ties, "report, start, key"):
        if isinstance(tie, tuple):
            yield tie
            continue
        if tie.report != report or unquotable is None:
            report, unquotable = tie.report, _quotable(conn, tie.report)
        key = keys.tie(tie)
        yield key, "tie", _differ(keys.value(tie), values.get(key, "none")) or (
            None if tie.evidence else "it has no evidence")
        yield key, "tie quote", _first(unquotable(start, end) for start, end in ((tie.start, tie.end), *tie.cue))


def _statements(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Each statement: its pieces read as they are kept, stand inside it, and a copy has their words."""
    kept = {key: (value, words) for key, value, words in conn.execute("SELECT key, value, words FROM statement")}
    place = _Place(conn)
    for one in _each(conn, "statement", facts.statements, "report, page, start, key"):
        if isinstance(one, tuple):
            yield one
            continue
        value, words = kept[one.key]
        yield one.key, "statement", _differ(keys.value(one), value) or _unfounded(one.evidence, one.content) or (
            None if one.within in kept or not one.within else f"it stands in {one.within}, which is not there")
        yield one.key, "statement quote", place.wrong(
            one, (*one.cue, *one.content, *one.quoted), (*one.speaker, *one.addressed)) or _differ(
            write.BETWEEN.join(place.words(one, *piece) for piece in one.content), words)


def _outlooks(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Each outlook: its words, its hedges and its condition read as they are kept, and a copy has them."""
    kept = {key: (value, words) for key, value, words in conn.execute("SELECT key, value, words FROM outlook")}
    said = {key for key, in conn.execute("SELECT key FROM statement")}
    place = _Place(conn)
    for one in _each(conn, "outlook", facts.outlooks, "report, page, start, key"):
        if isinstance(one, tuple):
            yield one
            continue
        value, words = kept[one.key]
        yield one.key, "outlook", _differ(keys.value(one), value) or _unfounded(one.evidence, ((one.start, one.end),)) \
            or (None if one.statement in said or not one.statement else f"{one.statement}, its statement, is not there")
        yield one.key, "outlook quote", place.wrong(one, (*one.condition, *one.hedges, *one.timed)) or _differ(
            place.words(one, one.start, one.end), words)


def _events(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Each event: its words read as they are kept, its pieces stand inside the text, and a copy has them."""
    kept = {key: (value, words) for key, value, words in conn.execute("SELECT key, value, words FROM event")}
    said = {key for key, in conn.execute("SELECT key FROM statement")}
    spoken = {key for key, in conn.execute("SELECT key FROM mention")}
    place = _Place(conn)
    for one in _each(conn, "event", facts.events, "report, start, key"):
        if isinstance(one, tuple):
            yield one
            continue
        value, words = kept[one.key]
        lost = next((f"{end} is not there" for end in (*one.actors, *one.recipients) if end not in spoken), None)
        yield one.key, "event", _differ(keys.value(one), value) or _unfounded(one.evidence, one.trigger) or lost or (
            None if one.statement in said or not one.statement else f"{one.statement}, its statement, is not there")
        near = [*((size.start, size.end) for size in one.sizes), *((part.start, part.end) for part in one.contexts)]
        yield one.key, "event quote", place.wrong(one, one.trigger, near) or _differ(
            place.words(one, one.start, one.end), words)


def _echoes(conn: sqlite3.Connection) -> Iterator[Finding]:
    for key, wrong in _kept(conn, "echo", facts.echoes):
        yield key, "echo", wrong


def _recounts(conn: sqlite3.Connection) -> Iterator[Finding]:
    for key, wrong in _kept(conn, "recount", facts.recounts):
        yield key, "recount", wrong


def _foreign(conn: sqlite3.Connection) -> Iterator[Finding]:
    values = dict(read.values(conn, "foreign_coding"))
    for one in _each(conn, "foreign_coding", foreign.codings):
        if isinstance(one, tuple):
            yield one
            continue
        yield one.key, "foreign coding", _differ(keys.value(one), values[one.key]) \
            or _differ(keys.foreign(one), one.key)


def _unfounded(evidence: Sequence[Span], content: Sequence[tuple[int, int]]) -> str | None:
    return "it has no evidence" if not evidence else None if content else "nothing is said in it"


class _Place:
    """The text that the offsets of a statement, outlook or event are of, for one report or page after the other."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn, self._key, self._text = conn, "", ""
        self._unquotable: Callable[[int, int], str | None] = self._outside

    def words(self, one: Statement | Outlook | Event, start: int, end: int) -> str:
        self._turn(one)
        return self._text[start:end]

    def wrong(self, one: Statement | Outlook | Event, pieces: Iterable[tuple[int, int]],
              near: Iterable[tuple[int, int]] = ()) -> str | None:
        """What is wrong with its place, with one of the pieces in it, or with one that may stand elsewhere: who goes on
        speaking was named before.
        """
        self._turn(one)
        return _first(self._unquotable(start, end) or (
            None if one.start <= start and end <= one.end else f"[{start}, {end}) is outside [{one.start}, {one.end})")
            for start, end in ((one.start, one.end), *pieces)) or _first(starmap(self._unquotable, near))

    def _turn(self, one: Statement | Outlook | Event) -> None:
        if self._key != (one.page or one.report):
            self._key = one.page or one.report
            self._text, = self._conn.execute(
                f"SELECT text FROM {'page' if one.page else 'report'} WHERE key = ?", (self._key,)).fetchone()
            self._unquotable = self._outside if one.page else _quotable(self._conn, one.report)

    def _outside(self, start: int, end: int) -> str | None:
        return None if 0 <= start < end <= len(self._text) else \
            f"[{start}, {end}) is empty or outside the page's {len(self._text)} characters"


def _locations(conn: sqlite3.Connection) -> Iterator[Finding]:
    for key, wrong in _kept(conn, "location", facts.locations):
        yield key, "location", wrong


def _lists(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Lists that are told to be current are what would be made now."""
    for table, wrong in listing.differing(conn, settings.known(conn)):
        yield table, "list", None if not wrong else f"{wrong} lines of {table} are not what the record tells. The " \
            "next run makes them anew after: standoff run --from actors"


def _kept(conn: sqlite3.Connection, noun: str,
          get: Callable[[sqlite3.Connection, Sequence[str]], Iterator[T]]) -> Iterator[tuple[str, str | None]]:
    """Each key of a noun, and what is wrong with its value."""
    values = dict(read.values(conn, noun))
    for item in _each(conn, noun, get):
        if isinstance(item, tuple):
            yield item[0], item[2]
        else:
            key = str(keys.of(item))
            yield key, _differ(keys.value(item), values.get(key, "none"))


def _corrections(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Each correction. What its pins read is not proved: their page may be another version of itself by now."""
    for key, value in read.values(conn, "correction"):
        try:
            one = read.correction(conn, key)
        except UNREADABLE as error:
            yield key, "correction", f"it cannot be read: {type(error).__name__}: {error}"
            continue
        yield key, "correction", _differ(keys.value(one), value) or _differ(keys.correction(one), key)


def _known_files(conn: sqlite3.Connection) -> Iterator[Finding]:
    for name, own, said in conn.execute("SELECT name, digest, text FROM known_file ORDER BY n").fetchall():
        yield name, "file of actors", _differ(text.digest(said), own)


def _quotable(conn: sqlite3.Connection, report: str) -> Callable[[int, int], str | None]:
    """What is wrong with a span of a report as a quote: None when each paragraph that it has words of leads, by
    `text.carry`, to a copy, and every word of it stands in a paragraph.
    """
    words, = conn.execute("SELECT text FROM report WHERE key = ?", (report,)).fetchone()
    passages = conn.execute("SELECT start, stop FROM passage WHERE report = ? ORDER BY start", (report,)).fetchall()
    starts = [start for start, _ in passages]
    cuts, copies = _aligned(conn, report)

    def unquotable(start: int, end: int) -> str | None:
        if not 0 <= start < end <= len(words):
            return f"[{start}, {end}) is empty or outside the report's {len(words)} characters"
        at = start
        for low, high in passages[max(bisect_right(starts, start) - 1, 0):bisect_right(starts, end - 1)]:
            low, high = max(low, start), min(high, end)
            if low < high:
                if words[at:low].strip():
                    break
                if not copies[bisect_right(cuts, low) - 1] & copies[bisect_right(cuts, high - 1) - 1]:
                    return f"no copy has {words[low:high][:60]!r}, [{low}, {high}) of the report, from end to end"
                at = high
        return f"{words[at:end].strip()[:60]!r} stands in no passage" if words[at:end].strip() else None
    return unquotable


def _aligned(conn: sqlite3.Connection, report: str) -> tuple[list[int], list[frozenset[str]]]:
    """Where the copies that a report's characters are aligned with change, and which they are from there on."""
    runs = conn.execute("SELECT start, start + length, page FROM stretch WHERE report = ?", (report,)).fetchall()
    changes: dict[int, Counter[str]] = {0: Counter()}
    for start, stop, page in runs:
        changes.setdefault(start, Counter())[page] += 1
        changes.setdefault(stop, Counter())[page] -= 1
    cuts, copies, here = sorted(changes), [], Counter[str]()
    for cut in cuts:
        for page, change in changes[cut].items():
            here[page] += change
        copies.append(frozenset(page for page, count in here.items() if count > 0))
    return cuts, copies


def _first(wrong: Iterable[str | None]) -> str | None:
    return next((one for one in wrong if one is not None), None)


def _problems(conn: sqlite3.Connection) -> Iterator[Finding]:
    for key in read.all_keys(conn, "problem"):
        for problem in read.problems(conn, [key]):
            yield key, "problem", _differ(keys.problem(problem), key)


CHECKS: Sequence[tuple[str, str, Callable[[sqlite3.Connection], Iterator[Finding]]]] = (
    ("file", "capture", _file), ("captures", "capture", _captures), ("pages", "page", _pages),
    ("copies", "copy", _copies), ("families", "family", _families), ("reports", "report", _reports),
    ("analyses", "analysis", _analyses), ("mentions", "mention", _mentions), ("ties", "tie", _ties),
    ("locations", "location", _locations), ("statements", "statement", _statements),
    ("outlook", "outlook", _outlooks), ("events", "event", _events), ("echoes", "echo", _echoes),
    ("recounts", "recount", _recounts), ("foreign codings", "foreign_coding", _foreign),
    ("judgements", "judgement", _judgements), ("actors", "actor", _actors),
    ("corrections", "correction", _corrections), ("files of actors", "known_file", _known_files),
    ("problems", "problem", _problems), ("lists", "listed", _lists),
)
"""What is checked, the table whose rows it walks, and how."""


def agree(a: str, b: str, shared: int) -> bool:
    """Whether two quotes have the words in common that a link claims, give or take one in five.

    Counted anew and more crudely than the link was made: “Don’t stop” and "Don't stop." share two words; "the queue"
    and "a boat" do not. Scripts without spaces between words, where words cannot be counted so, pass.
    """
    if a == b:
        return True
    ours, theirs = (Counter(_WORD.findall(text.fold(quote))) for quote in (a, b))
    if min(ours.total(), theirs.total()) < shared:
        return True
    return (ours & theirs).total() >= 0.8 * shared


_WORD = re.compile(r"\w+")


def _differ(found: str, kept: str) -> str | None:
    return None if found == kept else f"reads {found} now, {kept} when it was kept"


def _short(quote: str) -> str:
    return hashlib.sha256(quote.encode()).hexdigest()[:16]


def _texts(conn: sqlite3.Connection) -> Callable[[str], str]:
    @lru_cache(TEXTS)
    def page_text(key: str) -> str:
        row = conn.execute("SELECT text FROM page WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""
    return page_text
