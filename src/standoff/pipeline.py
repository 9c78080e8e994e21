"""The pipeline: the only place that knows the order of the stages, and the only `try` around them.

Takes an open record, brings each stage's results up to date, and writes them batch by batch. What an item's result
depends on is one digest, its input; an item is done when the record says that it was done in this version of the stage
for this input. So a killed run goes on where it stood, a second run does nothing, and a new version of a stage, new
bytes or a newly known address redo just what they touch.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from hashlib import sha256
from importlib import import_module
from itertools import chain
from pathlib import Path
from traceback import extract_tb
from typing import Any, Generic, TypeVar

from standoff import settings
from standoff.answers import ReadSummary, RunSummary, StageSummary
from standoff.captures import merge
from standoff.engine import Local
from standoff.errors import StageFailed, UnknownStage
from standoff.events.alike import Side
from standoff.known import Known
from standoff.model import (
    Actor,
    Analysis,
    Capture,
    Copy,
    Correction,
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
    Statement,
    Tie,
    Verb,
)
from standoff.record import corrections, facts, foreseen, keys, listing, read, retold, sql, write

T = TypeVar("T")

Progress = Callable[[str, int, int], None]
"""Called as (stage, items done, items in all) as work goes on; 0 in all when that is not known."""

BATCH = 64
"""Items per transaction: a killed run repeats at most so many …"""

BATCH_SIZE = 16 << 20
"""… or so many bytes of captures or characters of text, whichever is reached first."""

UNFIT = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, sqlite3.IntegrityError,
         sqlite3.InterfaceError, sqlite3.ProgrammingError)
"""What a result that is not as `model` says raises when it is written. Not: a full disk, which ends the run."""

UNREAD = frozenset(("missing", "unreadable"))
"""Problems of a source that was not read at all, so that nothing new is known of what it holds."""

ALL = "all"
"""The one item of a stage that sees all items at once."""


class Shape(StrEnum):
    """How a stage's function is called: once for each item, or once for all."""

    MAP = "map"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One row of the table: which function makes which noun of what."""

    name: str
    shape: Shape
    function: str                    # "module:function", imported when the stage runs
    of: str                          # what its items are
    gives: type
    inputs: Callable[[sqlite3.Connection], Iterator[tuple[str, str]]]    # every item and its input digest
    load: Callable[[sqlite3.Connection, str], tuple[Any, ...]]           # the function's arguments for an item

    @property
    def does(self) -> Callable[..., Any]:
        """The function itself."""
        module, _, name = self.function.partition(":")
        return getattr(import_module(module), name)  # type: ignore[no-any-return]

    @property
    def version(self) -> str:
        """The version of the function's module: another version redoes the stage."""
        return str(import_module(self.function.partition(":")[0]).VERSION)


# — what stages are given —


def _capture_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """A page depends on the bytes, how they were decoded, and what their sightings say."""
    yield from read.values(conn, "capture")


def _one_capture(conn: sqlite3.Connection, key: str) -> tuple[Capture]:
    return (read.capture(conn, key),)


def _page_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The links depend on every page."""
    yield ALL, _digest(read.values(conn, "page"))


def _all_pages(conn: sqlite3.Connection, _: str) -> tuple[sql.Walk[Page]]:
    return (sql.Walk(conn, "page", read.pages),)


def _copy_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The families depend on every page and every link."""
    yield ALL, _digest(read.values(conn, "page"), read.values(conn, "copy"))


def _pages_and_copies(conn: sqlite3.Connection, _: str) -> tuple[sql.Walk[Page], sql.Walk[Copy]]:
    return sql.Walk(conn, "page", read.pages), sql.Walk(conn, "copy", read.copies)


def _family_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """A report depends on its family, the pages in it and the links between them."""
    page_values = dict(read.values(conn, "page"))
    families = dict(read.values(conn, "family"))
    members, links = read.members(conn), read.links_inside(conn)
    for key, value in families.items():
        yield key, _digest([(key, value)], ((page, page_values[page]) for page in members[key]), links.get(key, ()))


def _one_family(conn: sqlite3.Connection, key: str) -> tuple[Family, list[Page], list[Copy]]:
    family = read.family(conn, key)
    return family, list(read.pages(conn, family.pages)), read.copies_of(conn, family.pages, inside=True)


def _report_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """An analysis depends on its report and on who reads it."""
    name = settings.reader(conn)
    by = [(name, settings.reader_version(name))]
    for key, value in read.values(conn, "report"):
        yield key, _digest([(key, value)], by)


def _one_report(conn: sqlite3.Connection, key: str) -> tuple[Report, str]:
    return read.report(conn, key), settings.reader(conn)


def _named_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The mentions of a report depend on its text, its analysis, and the names in the files of actors."""
    files = list(settings.said(conn))
    for key, value in _analysis_inputs(conn):
        yield key, _digest([(key, value)], files)


def _analysis_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """What is found in a report depends on its text and its analysis."""
    texts = dict(read.values(conn, "report"))
    for key, value in read.values(conn, "analysis"):
        yield key, _digest([(key, texts[key]), (key, value)])


def _one_analysis(conn: sqlite3.Connection, key: str) -> tuple[Report, Analysis, tuple[Known, ...]]:
    return read.report(conn, key), read.analysis(conn, key), settings.own(conn)


def _mention_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Ties and places of a report depend on its text, its analysis and its mentions."""
    spoken = dict(facts.mentioned(conn))
    for key, value in _analysis_inputs(conn):
        if key in spoken:
            yield key, _digest([(key, value), (key, spoken[key])])


def _mentions_analysed(conn: sqlite3.Connection, key: str) -> tuple[Report, Analysis, list[Mention]]:
    return read.report(conn, key), read.analysis(conn, key), list(facts.mentions(conn, [key]))


def _mentions_written(conn: sqlite3.Connection, key: str) -> tuple[Report, list[Mention]]:
    return read.report(conn, key), list(facts.mentions(conn, [key]))


def _saying_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The statements of a report depend on its text, its analysis, its mentions, and the pages of its family."""
    spoken, pages = dict(facts.mentioned(conn)), dict(read.values(conn, "page"))
    families, members = read.families_of(conn), read.members(conn)
    for key, value in _analysis_inputs(conn):
        yield key, _digest([(key, value), (key, spoken.get(key, ""))],
                           ((page, pages[page]) for page in members[families[key]]))


def _sayings(conn: sqlite3.Connection, key: str) -> tuple[Report, Analysis, list[Mention], list[Page]]:
    report = read.report(conn, key)
    return (report, read.analysis(conn, key), list(facts.mentions(conn, [key])),
            list(read.pages(conn, read.family(conn, report.family).pages)))


def _statement_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """What a report foresees, and the events that it tells, depend on the same and on its statements."""
    told = facts.stated(conn)
    for key, value in _saying_inputs(conn):
        yield key, _digest([(key, value)], told.get(key, ()))


def _statements(conn: sqlite3.Connection, key: str) -> tuple[Report, Analysis, list[Mention], list[Statement],
                                                             list[Page]]:
    report, analysis, mentions, pages = _sayings(conn, key)
    return report, analysis, mentions, facts.statements_in(conn, key), pages


def _deeds(conn: sqlite3.Connection, key: str) -> tuple[Report, Analysis, list[Mention], list[Statement]]:
    return (read.report(conn, key), read.analysis(conn, key), list(facts.mentions(conn, [key])),
            facts.statements_in(conn, key))


def _all_statement_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The echoes depend on every statement and on who their sources are."""
    yield ALL, _digest(read.values(conn, "statement"), sorted(facts.who_speaks(conn).items()))


def _all_statements(conn: sqlite3.Connection, _: str) -> tuple[sql.Walk[Statement], dict[str, str], dict[str, str]]:
    return sql.Walk(conn, "statement", facts.statements), facts.said(conn), facts.who_speaks(conn)


def _all_event_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The recounts depend on every event and its report, on who its sides are and on where its place lies."""
    yield ALL, _digest(read.values(conn, "event"), read.values(conn, "report"),
                       ((mention, repr(side)) for mention, side in sorted(facts.who_acts(conn).items())),
                       sorted(facts.where(conn).items()))


def _all_events(conn: sqlite3.Connection, _: str) -> tuple[sql.Walk[Event], dict[str, Side], dict[str, str],
                                                           dict[str, tuple[int, str]]]:
    return sql.Walk(conn, "event", facts.events), facts.who_acts(conn), facts.where(conn), facts.sentences(conn)


def _all_mention_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The machine's judgements depend on every mention and on what files know; not on what persons decided."""
    yield ALL, _digest(facts.mentioned(conn), settings.said(conn))


def _all_mentions(conn: sqlite3.Connection, _: str) -> tuple[sql.Walk[Mention], Mapping[str, Known]]:
    return sql.Walk(conn, f"mention WHERE {facts.NAMED}", partial(facts.mentions, named=True)), settings.known(conn)


def _judgement_inputs(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The actors depend on the same, on every judgement of the machine, and on what persons decided."""
    decided = ((one.verb, keys.correction(one)) for one in corrections.standing(conn)
               if one.verb in corrections.OF_ACTORS - {Verb.ROLE})
    yield ALL, _digest(facts.mentioned(conn), settings.said(conn), read.values(conn, "judgement WHERE by = ''"),
                       decided)


def _all_judgements(conn: sqlite3.Connection, _: str) -> tuple[sql.Walk[Mention], list[Judgement],
                                                               Mapping[str, Known], list[tuple[str, str]]]:
    """The mentions that tell who somebody is, and those that a person judged."""
    given = _given(conn)
    judged = sorted({end for one in given for end in (one.a, one.b) if keys.names_mention(end)})
    where = ", ".join(f"'{key}'" for key in judged)
    walk = partial(facts.mentions, named=True, also=judged)
    return (sql.Walk(conn, f"mention WHERE {facts.NAMED} OR key IN ({where})", walk),
            [*given, *(one for one in facts.judgements(conn) if not one.by)], settings.known(conn),
            corrections.renamed(conn))


def _given(conn: sqlite3.Connection) -> list[Judgement]:
    """What persons judged, of mentions that there are and actors that files know."""
    who = settings.known(conn)
    return [one for one in corrections.judgements(conn)
            if all(end in who or keys.names_mention(end) for end in (one.a, one.b))]


STAGES = (                                          # our whole control flow
    Stage(name="pages", shape=Shape.MAP, function="standoff.pages:segment", of="captures", gives=Page,
          inputs=_capture_inputs, load=_one_capture),
    Stage(name="copies", shape=Shape.GROUP, function="standoff.families:overlap", of="pages", gives=Copy,
          inputs=_page_inputs, load=_all_pages),
    Stage(name="families", shape=Shape.GROUP, function="standoff.families:cluster", of="copies", gives=Family,
          inputs=_copy_inputs, load=_pages_and_copies),
    Stage(name="reports", shape=Shape.MAP, function="standoff.reports:assemble", of="families", gives=Report,
          inputs=_family_inputs, load=_one_family),
    Stage(name="analyses", shape=Shape.MAP, function="standoff.language:analysis", of="reports", gives=Analysis,
          inputs=_report_inputs, load=_one_report),
    Stage(name="mentions", shape=Shape.MAP, function="standoff.actors.mentions:mentions", of="analyses", gives=Mention,
          inputs=_named_inputs, load=_one_analysis),
    Stage(name="ties", shape=Shape.MAP, function="standoff.ties:relate", of="mentions", gives=Tie,
          inputs=_mention_inputs, load=_mentions_analysed),
    Stage(name="locations", shape=Shape.MAP, function="standoff.places:locate", of="mentions", gives=Location,
          inputs=_mention_inputs, load=_mentions_written),
    Stage(name="statements", shape=Shape.MAP, function="standoff.statements:attribute", of="mentions",
          gives=Statement, inputs=_saying_inputs, load=_sayings),
    Stage(name="outlook", shape=Shape.MAP, function="standoff.outlook:foresee", of="statements", gives=Outlook,
          inputs=_statement_inputs, load=_statements),
    Stage(name="events", shape=Shape.MAP, function="standoff.events:code", of="statements", gives=Event,
          inputs=_statement_inputs, load=_deeds),
    Stage(name="judgements", shape=Shape.GROUP, function="standoff.actors.compare:compare", of="mentions",
          gives=Judgement, inputs=_all_mention_inputs, load=_all_mentions),
    Stage(name="actors", shape=Shape.GROUP, function="standoff.actors.cluster:cluster", of="judgements", gives=Actor,
          inputs=_judgement_inputs, load=_all_judgements),
    Stage(name="echoes", shape=Shape.GROUP, function="standoff.statements.echoes:compare", of="statements",
          gives=Echo, inputs=_all_statement_inputs, load=_all_statements),
    Stage(name="recounts", shape=Shape.GROUP, function="standoff.events.recounts:compare", of="events",
          gives=Recount, inputs=_all_event_inputs, load=_all_events),
)


# — how results are kept and dropped —


Keep = Callable[[sqlite3.Connection, str, Sequence[Any]], tuple[int, int]]
"""Makes these the results of an item, none of them drops all; gives how many came and went."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the record does with one noun."""

    table: str
    keep: Keep


def _single(put: Callable[[sqlite3.Connection, Any], bool], forget: Callable[[sqlite3.Connection, str], bool]) -> Keep:
    """For a stage that gives one result for an item, or none."""
    def keep(conn: sqlite3.Connection, item: str, made: Sequence[Any]) -> tuple[int, int]:
        return sum(put(conn, one) for one in made), 0 if made else int(forget(conn, item))
    return keep


def _whole(put: Callable[[sqlite3.Connection, Sequence[Any]], tuple[int, int]]) -> Keep:
    """For a stage whose one item is ALL."""
    return lambda conn, item, made: put(conn, made)


def _decided(conn: sqlite3.Connection, item: str, made: Sequence[Actor]) -> tuple[int, int]:
    """Actors, with what persons judged: both follow from the same corrections."""
    write.judgements(conn, _given(conn), by_persons=True)
    return write.actors(conn, made)


_KEPT = {
    Page: _Kept("page", _single(write.page, lambda conn, capture: write.forget_page(conn, "p" + capture[1:]))),
    Copy: _Kept("copy", _whole(write.copies)),
    Family: _Kept("family", _whole(write.families)),
    Report: _Kept("report", _single(write.report, write.forget_report)),
    Analysis: _Kept("analysis", _single(write.analysis, write.forget_analysis)),
    Mention: _Kept("mention", write.mentions),
    Tie: _Kept("tie", write.ties),
    Location: _Kept("location", write.locations),
    Statement: _Kept("statement", write.statements),
    Outlook: _Kept("outlook", write.outlooks),
    Judgement: _Kept("judgement", _whole(write.judgements)),
    Actor: _Kept("actor", _decided),
    Event: _Kept("event", write.events),
    Echo: _Kept("echo", _whole(write.echoes)),
    Recount: _Kept("recount", _whole(write.recounts)),
}


# — the two ways in —


def ingest(conn: sqlite3.Connection, items: Iterable[Capture | Problem], progress: Progress | None = None, *,
           inputs: Sequence[str] = ()) -> ReadSummary:
    """Keep what `captures.read` yields, batch by batch. A source read again brings its problems anew.

    `inputs` are the sources that were given to it. When all was read, earlier problems with them and with what they
    hold go, unless they were met again: a killed read forgets none.
    """
    added = seen = sightings = versions = count = 0
    problems: list[Problem] = []
    troubled: set[str] = set()
    told: set[tuple[str, str]] = set()
    for batch in _batches(items, lambda item: len(item.data) if isinstance(item, Capture) else 0):
        with write.transaction(conn):
            for item in batch:
                sources = [item.source] if isinstance(item, Problem) else [s.source for s in item.sightings]
                for source in sources:
                    if source not in troubled:
                        write.forget_problems(conn, "read", source)
                if isinstance(item, Problem):
                    troubled.add(item.source)
                    problems.append(_tidy(item))
                    write.problems(conn, "read", item.source, problems[-1:])
                    told.add((keys.problem(write.storable(problems[-1])), item.source))
                elif known := read.known(conn, item.digest):
                    seen += 1
                    sightings += _sight(conn, known, write.storable(item))
                else:
                    added += 1
                    versions += read.is_version(conn, {s.url for s in item.sightings if s.url})
                    write.capture(conn, item)
        count += len(batch)
        if progress:
            progress("read", count, 0)
    unread = {one.source for one in problems if one.code in UNREAD}
    with write.transaction(conn):
        write.forget_other_problems(conn, "read", [one for one in inputs if one not in unread], told)
    return ReadSummary(added=added, seen=seen, sightings=sightings, versions=versions, problems=tuple(problems))


def _sight(conn: sqlite3.Connection, known: Capture, item: Capture) -> int:
    """Merge what another meeting with known bytes says; how many sightings are new."""
    new = set(item.sightings) - set(known.sightings)
    if new:
        write.capture(conn, merge(read.capture(conn, keys.capture(item.digest)), item))
    return len(new)


def run(conn: sqlite3.Connection, *, from_stage: str | None = None, jobs: int = 1, progress: Progress | None = None,
        strict: bool = False, reader: str | None = None, actors: Sequence[Path] | None = None,
        stages: tuple[Stage, ...] = STAGES) -> RunSummary:
    """Bring every stage up to date, in order.

    `from_stage` first drops the results of that stage and of all after it. A stage that sees all items at once and
    crashes keeps its earlier results, and the stages after it wait until it works again. `reader` names who reads the
    reports from now on (`choose_reader`), `actors` the files that tell of more actors (`choose_actors`).
    """
    settings.choose_reader(conn, reader)
    if actors is not None:
        settings.choose_actors(conn, actors)
    names = [stage.name for stage in stages]
    if from_stage is not None:
        if from_stage not in names:
            raise UnknownStage(f"There is no stage {from_stage!r}. The stages are: {', '.join(names)}.")
        late = stages[names.index(from_stage):]
        with write.transaction(conn):
            write.clear(conn, [_KEPT[stage.gives].table for stage in reversed(late)], [stage.name for stage in late])
    told: list[StageSummary] = []
    with Local(jobs) as engine:
        for stage in stages:
            if stage.shape is Shape.MAP:
                told.append(_map(conn, stage, engine, progress or _quiet, strict))
            else:
                engine.close()       # such a stage works in this process, and may need the memory
                summary = _group(conn, stage, progress or _quiet, strict)
                told.append(summary or StageSummary(stage=stage.name, items=1, done=1, added=0, removed=0, problems=1))
                if summary is None:
                    break
    if Actor in [stage.gives for stage in stages]:
        told[-1] = replace(told[-1], problems=told[-1].problems + look_over(conn))
        listing.refresh(conn, settings.known(conn))
    return RunSummary(stages=tuple(told))


def decide(conn: sqlite3.Connection, before: listing.Standing | None = None, *,
           stages: tuple[Stage, ...] = STAGES) -> None:
    """Let who is who follow from corrections at once: what the machine judged is not asked anew.

    `before`: who was who where all lists were of that; then only what a correction touches is looked at again.
    """
    for stage in stages:
        if stage.gives in (Judgement, Actor):
            done = _group(conn, stage, _quiet, strict=False)
            if done is None or (stage.gives is Judgement and done.done):
                before = None                        # a file of actors or the program is another
            if done is None:
                break
    look_over(conn)
    listing.mend(conn, settings.known(conn), before)


# — what was chosen and decided, and does not fit —


def look_over(conn: sqlite3.Connection) -> int:
    """Keep what does not fit of files of actors and of corrections, as it is now; how many problems are new."""
    found = {"known": _left_out(conn), "corrections": _lost_pins(conn)}
    with write.transaction(conn, stale=["overview"]):
        return sum(write.these_problems(conn, during, ALL, some) for during, some in found.items())


def _left_out(conn: sqlite3.Connection) -> list[Problem]:
    """What could not be kept of the user's own files of actors."""
    if not read.known_files(conn):
        return []
    return [Problem(stage="known", code="left-out", source=name, message=f"{told[:1].upper()}{told[1:]}.")
            for name, told in settings.left_out(conn)]


def _lost_pins(conn: sqlite3.Connection) -> list[Problem]:
    """The corrections that name a place where nobody is mentioned any more or, of resolutions, nothing foreseen, of
    events, nothing told, or somebody whom no file knows.
    """
    standing = corrections.standing(conn)
    who = settings.known(conn) if any(pin.known for one in standing for pin in one.pins) else {}
    return [_lost(one, pin.known or f"“{pin.quote}”") for one in standing for n, pin in enumerate(one.pins)
            if (pin.known not in who if pin.known else not _stands(conn, one, n))]


_GONE = {Verb.RESOLVE: "nothing is foreseen", Verb.JOIN: "no event is told", Verb.PART: "no event is told",
         Verb.REJECT: "what was rejected is not told"}


def _stands(conn: sqlite3.Connection, one: Correction, n: int) -> bool:
    """Whether there is still what the n-th pin of a correction stands for."""
    if one.verb is Verb.RESOLVE:
        return bool(foreseen.outlook_at(conn, one.pins[n]))
    if one.verb is Verb.REJECT:
        return bool(corrections.rejects(conn, one)[n])
    if one.verb in (Verb.JOIN, Verb.PART):
        return bool(retold.ends(conn, one)[n])
    return corrections.mention_at(conn, one.pins[n]) is not None


def _lost(one: Correction, who: str) -> Problem:
    key = keys.correction(one)
    return Problem(stage="corrections", code="lost-pin", source=key,
                   message=f"{one.by} decided ({one.verb}, {one.at}) on {who}, and "
                           f"{_GONE.get(one.verb, 'nobody is mentioned')} there any more, or no file knows that key. "
                           f"The rest of the decision stands. Undo it and make it anew (standoff undo {key}), or bring "
                           f"the page or the file back.")


# — the two verbs —


def _map(conn: sqlite3.Connection, stage: Stage, engine: Local, progress: Progress, strict: bool) -> StageSummary:
    inputs, finished = dict(stage.inputs(conn)), read.done(conn, stage.name)
    gone = sorted(finished.keys() - inputs.keys())
    todo = [item for item in inputs if finished.get(item) != (stage.version, inputs[item])]
    added = removed = problems = 0
    for some in _batches(gone, len):
        with write.transaction(conn):
            for item in some:
                removed += _KEPT[stage.gives].keep(conn, item, ())[1]
                write.forget(conn, stage.name, item)
    progress(stage.name, 0, len(todo))
    results = _alive(stage, engine.map(partial(_attempt, stage, strict),
                                       ((item, stage.load(conn, item)) for item in todo)))
    results = _told(results, partial(progress, stage.name), len(todo))
    for batch in _batches(zip(todo, results, strict=True), lambda pair: sum(map(_size, pair[1].results))):
        with write.transaction(conn):
            for item, outcome in batch:
                came, went, found = _keep(conn, stage, item, inputs[item], outcome, strict)
                added, removed, problems = added + came, removed + went, problems + found
    return StageSummary(stage=stage.name, items=len(inputs), done=len(todo), added=added, removed=removed,
                        problems=problems)


def _group(conn: sqlite3.Connection, stage: Stage, progress: Progress, strict: bool) -> StageSummary | None:
    """None when the stage crashed: its earlier results stay."""
    (item, digest), = stage.inputs(conn)
    if read.done(conn, stage.name).get(item) == (stage.version, digest):
        return StageSummary(stage=stage.name, items=1, done=0, added=0, removed=0, problems=0)
    first, *more = stage.load(conn, item)
    outcome = _attempt(stage, strict, (item, (_Watched(first, partial(progress, stage.name)), *more)))
    with write.transaction(conn):
        write.forget_problems(conn, stage.name, item)
        try:
            if not outcome.crashed:
                with write.savepoint(conn):
                    added, removed = _KEPT[stage.gives].keep(conn, item, outcome.results)
                    write.done(conn, stage.name, item, stage.version, digest)
                return StageSummary(stage=stage.name, items=1, done=1, added=added, removed=removed, problems=0)
        except UNFIT as error:
            outcome = _crashed(stage, strict, item, None, error)
        write.problems(conn, stage.name, item, outcome.results)
    return None


def _keep(conn: sqlite3.Connection, stage: Stage, item: str, digest: str, outcome: _Outcome,
          strict: bool) -> tuple[int, int, int]:
    """Write what a map stage gave for an item: results that came, that went, new problems.

    A result that the record cannot keep (a span of a page that does not exist) is a crash like another.
    """
    try:
        with write.savepoint(conn):
            return _write(conn, stage, item, digest, outcome)
    except UNFIT as error:
        return _write(conn, stage, item, digest, _crashed(stage, strict, item, None, error))


def _write(conn: sqlite3.Connection, stage: Stage, item: str, digest: str, outcome: _Outcome) -> tuple[int, int, int]:
    write.forget_problems(conn, stage.name, item)
    found = [_tidy(one) for one in outcome.results if isinstance(one, Problem)]
    made = [one for one in outcome.results if not isinstance(one, Problem)]
    problems = write.problems(conn, stage.name, item, found)
    added, removed = _KEPT[stage.gives].keep(conn, item, made)
    if outcome.final:
        write.done(conn, stage.name, item, stage.version, digest)
    return added, removed, problems


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a stage gave for an item."""

    results: Sequence[Any]           # may make its values as it is walked through
    crashed: bool = False
    final: bool = True               # False: try again in the next run


def _attempt(stage: Stage, strict: bool, call: tuple[str, tuple[Any, ...]]) -> _Outcome:
    """Call a stage's function; a crash becomes a Problem. The only `try` around stages."""
    item, args = call
    try:
        result = stage.does(*args)
        return _Outcome(result if isinstance(result, Sequence) else (result,))
    except Exception as error:
        return _crashed(stage, strict, item, args[0] if args else None, error)


def _crashed(stage: Stage, strict: bool, item: str, given: Any, error: Exception) -> _Outcome:
    """A crash as an outcome; want of memory or of a file may be over in the next run."""
    if strict:
        raise StageFailed(f"Stage {stage.name!r} crashed on {item}: {type(error).__name__}: {error}") from error
    return _Outcome((_crash(stage, item, given, error),), crashed=True,
                    final=not isinstance(error, (MemoryError, OSError, ImportError)))


def _alive(stage: Stage, results: Iterator[_Outcome]) -> Iterator[_Outcome]:
    """The results, while the processes that make them live."""
    try:
        yield from results
    except BrokenProcessPool as error:
        raise StageFailed(f"A worker process of stage {stage.name!r} died, most likely for want of memory. What was "
                          f"done is kept; run again with fewer jobs.") from error


def _told(results: Iterator[T], progress: Callable[[int, int], None], total: int) -> Iterator[T]:
    """The results, each told as it comes: a batch of a slow stage takes long."""
    for n, result in enumerate(results, 1):
        progress(n, total)
        yield result


def _crash(stage: Stage, item: str, given: Any, error: Exception) -> Problem:
    frame = extract_tb(error.__traceback__)[-1]
    capture = given if isinstance(given, Capture) else None
    return Problem(
        stage=stage.name, code="crash", source=capture.sightings[0].source if capture else item,
        capture=keys.capture(capture.digest) if capture else None,
        message=f"{type(error).__name__}: {str(error)[:500]} ({frame.filename.rpartition('/')[2]}:{frame.lineno}, "
                f"{frame.name}). The stage {stage.name} has no result for {item}; all else went on. This is a fault of "
                f"the program: please report it, with the capture if you may. "
                f"standoff run --from {stage.name} tries again.")


class _Watched(Generic[T]):
    """A noun's values that tell how far a stage has walked through them."""

    def __init__(self, values: sql.Walk[T], progress: Callable[[int, int], None]) -> None:
        self._values, self._progress = values, progress

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        total = len(self._values)
        self._progress(0, total)
        for n, value in enumerate(self._values, 1):
            yield value
            if n % BATCH == 0 or n == total:
                self._progress(n, total)


# — inside —


def _tidy(problem: Problem) -> Problem:
    """With the capture's key where a stage gave its digest."""
    if problem.capture and len(problem.capture) == 64:
        return replace(problem, capture=keys.capture(problem.capture))
    return problem


def _digest(*groups: Iterable[tuple[str, str]]) -> str:
    digest = sha256()
    for key, value in chain(*groups):
        digest.update(f"{key} {value}\n".encode())
    return digest.hexdigest()[:32]


def _size(result: Any) -> int:
    return len(result.text) if isinstance(result, (Page, Report)) else 0


def _batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in lists of at most BATCH, each closed as soon as it weighs BATCH_SIZE."""
    batch: list[T] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += size(item)
        if len(batch) == BATCH or weight >= BATCH_SIZE:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _quiet(stage: str, done: int, total: int) -> None:
    """No progress is asked for."""
