"""The record from Python: one object, the same verbs as the command line.

Takes paths and keys, gives frozen values (`standoff.model`, `standoff.answers`) in a `Table`. Prints nothing. Holds no
logic of its own: stages run in `pipeline`, rows are read and written in `record`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from standoff.answers import (
    ActorRow,
    Agreement,
    Bin,
    Carried,
    Change,
    Coded,
    CodedFile,
    Counts,
    Diff,
    DyadRow,
    Edge,
    EventRow,
    Facets,
    Held,
    Hit,
    Located,
    Method,
    OutlookLead,
    OutlookRow,
    Overview,
    Place,
    ReadSummary,
    RunSummary,
    Score,
    Series,
    SetBeside,
    Spot,
    StatementRow,
    Unit,
    Unknown,
    Verification,
    Version,
    Way,
    Why,
)
from standoff.errors import BeingMade, FaultyCorrections, NotFollowed, ReadOnly, UnknownKey
from standoff.known import Known
from standoff.model import (
    Actor,
    Analysis,
    Capture,
    Claim,
    Copy,
    Correction,
    Date,
    Echo,
    Event,
    EventType,
    Factuality,
    Family,
    Field,
    ForeignCoding,
    Judgement,
    Location,
    Manner,
    Mention,
    Outlook,
    OutlookType,
    Page,
    Passage,
    Problem,
    Project,
    Recount,
    Report,
    Role,
    Segment,
    Statement,
    Tie,
    TieType,
    Variant,
    Verb,
    Voice,
)
from standoff.record import (
    actors,
    amend,
    check,
    codings,
    corrections,
    edges,
    facts,
    foreign,
    foreseen,
    happened,
    independence,
    keys,
    leads,
    linker,
    listing,
    migrations,
    read,
    retold,
    said,
    search,
    shelf,
    spots,
    sql,
    why,
    within,
    write,
)
from standoff.record.listing import spread
from standoff.table import Table

if TYPE_CHECKING:
    import networkx

    from standoff.codes import Code

T = TypeVar("T")

STEPS = 100_000
"""Steps of SQLite's machine after which a bounded question is asked whether to stop: some milliseconds."""

Progress = Callable[[str, int, int], None]
"""Called as (stage, items done, items in all) while work goes on; 0 in all when that is not known yet."""

Noun = (Capture | Page | Segment | Field | Date | Copy | Family | Report | Passage | Variant | Problem
        | Mention | Judgement | Actor | Tie | Location | Correction | Statement | Echo | Outlook | Event
        | Recount | ForeignCoding)


def open_record(path: str | Path, readonly: bool = False) -> Record:
    """Open the record at `path`; without `readonly` it is created when absent and migrated when old.

    Raises NoSuchRecord, NotARecord, NewerRecord or DamagedRecord (`standoff.errors`).
    """
    return Record(path, readonly)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owed:
    """What has to follow from what was decided."""

    who: bool                        # who is who, not lists alone
    before: listing.Standing | None  # who was who, where all lists were of that


class Record:
    """An open record. A context manager; also usable without `with` and closed by `close()`."""

    def __init__(self, path: str | Path, readonly: bool = False) -> None:
        self.path = Path(path)
        self.readonly = readonly
        self._conn = migrations.connect(self.path, readonly)
        self._boarded: tuple[tuple[int, int], foreseen.Board] | None = None
        self._lists = listing.Lists(self._conn, self.known)
        self._later = False
        self._owed = _Owed(who=True, before=None)

    def __repr__(self) -> str:
        return f"<Record {self.path}{' (read only)' if self.readonly else ''}>"

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Every committed batch is safe without it."""
        self._conn.close()

    # — building —

    def read(self, *paths: str | Path, stdin: BinaryIO | None = None, progress: Progress | None = None) -> ReadSummary:
        """Read captures from files, directories and archives; `-` is `stdin`. The same bytes twice are one capture."""
        self._writable("read")
        from standoff import captures, pipeline

        return pipeline.ingest(self._conn, captures.read(*paths, stdin=stdin), progress,
                               inputs=[captures.source(path) for path in paths])

    def run(self, from_stage: str | None = None, jobs: int = 1, progress: Progress | None = None,
            strict: bool = False, reader: str | None = None, actors: Iterable[str | Path] | None = None) -> RunSummary:
        """Bring every stage up to date. Work that the record says is done is not done again.

        `from_stage` clears the results of that stage and all later ones first. `strict` raises StageFailed at the first
        crash of a stage instead of recording it as a Problem. `reader` is as in `use_reader`. `actors` are files that
        tell of more actors (docs/known.md), in place of those chosen before; the record keeps what they say.
        """
        self._writable("run")
        from standoff import pipeline

        return pipeline.run(self._conn, from_stage=from_stage, jobs=jobs, progress=progress, strict=strict,
                            reader=reader, actors=None if actors is None else [Path(one) for one in actors])

    def use_reader(self, name: str | None = None) -> str:
        """Have the reports read by the spaCy pipeline of this name, "standoff" for our own, in the next run and all
        after it; without a name by the one chosen before. Gives its name.

        Raises MissingReader where it is not installed.
        """
        self._writable("use_reader")
        from standoff import settings

        return settings.choose_reader(self._conn, name)

    # — looking: lists —

    def captures(self) -> Table[Capture]:
        """All captures by key, without their bytes (`data` is empty; `capture(key)` has it)."""
        return self._table(read.captures(self._conn))

    def pages(self) -> Table[Page]:
        """All pages by key. `each_page` gives them one at a time."""
        return self._table(read.pages(self._conn))

    def each_page(self) -> Iterator[Page]:
        """All pages by key, one at a time: for records that do not fit in memory."""
        return read.pages(self._conn)

    def copies(self, page: str | None = None) -> Table[Copy]:
        """All copy links, or those of one page."""
        if page is None:
            return self._table(read.copies(self._conn))
        return Table(read.copies_of(self._conn, [self._key(page, "p")]))

    def families(self) -> Table[Family]:
        """All families, the largest first."""
        return Table(sorted(self._table(read.families(self._conn)), key=lambda one: (-len(one.pages), one.key)))

    def reports(self) -> Table[Report]:
        """All reports, in the order of their families."""
        with sql.snapshot(self._conn):
            made = {report.family: report for report in read.reports(self._conn)}
            return Table(made[family.key] for family in self.families() if family.key in made)

    def report_rows(self, words: str = "", order: shelf.ReportOrder | str = shelf.ReportOrder.DATE,
                    limit: int | None = None, start: int = 0) -> Table[shelf.ReportRow]:
        """Reports with all the words in their titles, as a list shows them: by "date" or "copies"."""
        rows, total = shelf.reports(self._conn, words, shelf.ReportOrder(order), limit, start)
        return Table(rows, max(0, total - start - len(rows)), min(start, total))

    def capture_rows(self, words: str = "", order: shelf.CaptureOrder | str = shelf.CaptureOrder.DATE,
                     limit: int | None = None, start: int = 0) -> Table[shelf.CaptureRow]:
        """Captures with all the words in title, outlet and address, as a list shows them: by "date" or "retrieved"."""
        rows, total = shelf.captures(self._conn, words, shelf.CaptureOrder(order), limit, start)
        return Table(rows, max(0, total - start - len(rows)), min(start, total))

    def analyses(self) -> Table[Analysis]:
        """What the reader found in each report, by the report's key."""
        return self._table(read.analyses(self._conn))

    def problems(self, code: str = "", capture: str = "", limit: int | None = None, start: int = 0) -> Table[Problem]:
        """Everything that went wrong and was survived; of a code, or in a capture. `limit` and `start` as of `events`.
        """
        with sql.snapshot(self._conn):
            if limit is None and not (code or capture or start):
                return Table(read.problems(self._conn))
            some, total = read.some_keys(self._conn, "problem", code, capture, limit, start)
            return Table(read.problems(self._conn, some), max(0, total - start - len(some)), min(start, total))

    def versions(self, url: str | None = None) -> Table[Version]:
        """The captures of one address in order of retrieval; without `url`, of every address that has several."""
        return Table(read.versions(self._conn, url))

    # — looking: one datum —

    def capture(self, key: str, data: bool = True) -> Capture:
        """One capture, by its key, its page's key or its digest, or any unambiguous beginning of one; without `data`
        its bytes are not read and empty.
        """
        return (read.capture if data else read.listed)(self._conn, self._key(key, "c"))

    def page(self, key: str) -> Page:
        """One page, by its key or that of anything on it; of a family or report, the likeliest original."""
        return read.page(self._conn, self._key(key, "p"))

    def copy(self, key: str) -> Copy:
        """One copy link by its key (`standoff.record.keys.copy`)."""
        return next(read.copies(self._conn, [self._key(key, "k")]))

    def family(self, key: str) -> Family:
        """One family, by its key, its report's, or that of anything in one of its pages."""
        return read.family(self._conn, self._key(key, "f"))

    def report(self, key: str) -> Report:
        """One report, by its key, its family's, or that of anything in it or in one of its pages."""
        return read.report(self._conn, self._key(key, "r"))

    def analysis(self, key: str) -> Analysis:
        """What the reader found in a report, by the key of the report, its family, or anything in one of its pages."""
        return read.analysis(self._conn, self._key(key, "r"))

    def show(self, key: str) -> Noun:
        """Whatever the key names."""
        found = self.full_key(key)
        if found[0] == "s":
            return why.segment(self._conn, found)[1]
        if found[0] == "m":
            return why.said(self._conn, found)[1]
        if found[0] == "v":
            return why.place(self._conn, found)[1]
        if found[0] == "x":
            return next(read.problems(self._conn, [found]))
        one: dict[str, Callable[[str], Noun]] = {
            "c": self.capture, "p": self.page, "k": self.copy, "f": self.family, "r": self.report,
            "d": partial(sql.date, self._conn), "n": partial(facts.mention, self._conn),
            "j": partial(facts.judgement, self._conn), "a": partial(facts.actor, self._conn),
            "t": partial(facts.tie, self._conn), "l": partial(facts.location, self._conn),
            "o": partial(read.correction, self._conn), "q": partial(facts.statement, self._conn),
            "e": partial(facts.echo, self._conn), "w": partial(facts.outlook, self._conn),
            "h": partial(facts.event, self._conn), "u": partial(facts.recount, self._conn),
            "g": partial(foreign.coding, self._conn)}
        return one[found[0]](found)

    def full_key(self, key: str) -> str:
        """The full key that a prefix stands for. Raises UnknownKey (BeingMade where lists have it still) or
        AmbiguousKey.
        """
        try:
            return read.full_key(self._conn, key)
        except UnknownKey as error:
            if not listing.has(self._conn, key):
                raise
            raise BeingMade(f"The record is being made anew, and {key} is not there again yet. Lists have it as the "
                            f"last run ended with it; once `standoff run` has ended, try again.") from error

    # — who —

    def linker(self) -> linker.Linker:
        """Who mentions are: `.actor(mention key)`, `.name(mention key)`, as the record has it now."""
        return linker.Linker(self._conn)

    def known(self) -> Mapping[str, Known]:
        """The actors that this record's files know, by key: the bundled ones and those given to `run(actors=…)`."""
        from standoff import settings

        return settings.known(self._conn)

    def actors(self, words: str | None = None, type: str | None = None, on: str = "",
               some: Iterable[str] | None = None, limit: int | None = None, start: int = 0, country: str = "",
               sector: str = "") -> Table[ActorRow]:
        """Who the reports speak of, those of most reports first; with all the words in their names, of a type, of
        PLOVER's country or sector on the last day of their reports, or some.

        Codes are those of the day `on`, by default of the last day of each actor's reports. `limit` and `start` as of
        `events`.
        """
        with self._listing("actor"):
            keys = None if some is None else [self._who(one) for one in some]
            found = listing.actors.rows(self._conn, words or "", type or "", keys, country, sector, limit, start)
            if not on:
                return found
            coded = actors.on(self._conn, self.known(), found, on)
            return Table(coded, found.more, found.total - found.more - len(coded))

    def actor_row(self, who: str) -> ActorRow:
        """What the list of actors tells of one."""
        with self._listing("actor"):
            return listing.actors.row(self._conn, self._who(who))

    def actor(self, who: str) -> Actor:
        """One actor, by its key or the beginning of one, its key in a file ("IRQ.pmu"), a mention's key, or its name.

        Raises UnknownKey or AmbiguousKey, with whom it may mean.
        """
        with sql.snapshot(self._conn):
            return facts.actor(self._conn, self._who(who))

    def mentions(self, actor: str | None = None, report: str | None = None) -> Table[Mention]:
        """All mentions, those of one actor, or those of one report; by report and place."""
        with sql.snapshot(self._conn):
            some = None if report is None else [self._key(report, "r")]
            if actor is None:
                return Table(facts.mentions(self._conn, some))
            return Table(one for one in linker.mentions_of(self._conn, self._who(actor))
                         if some is None or one.report in some)

    def roles(self, actor: str, on: str = "") -> Table[Held]:
        """The posts of an actor: given by persons, known from files, told by texts; with `on`, those of that day."""
        with self._listing("actor"):
            return Table(listing.actors.posts(self._conn, self.known(), self._who(actor), on))

    def posts(self) -> list[tuple[str, Held]]:
        """The posts of everybody, each with the actor's key."""
        with self._listing("actor"):
            return listing.actors.all_posts(self._conn)

    def judgements(self, actor: str | None = None) -> Table[Judgement]:
        """All judgements on who is who, or those on the mentions of one actor and on its entry, the likeliest first."""
        with sql.snapshot(self._conn):
            if actor is None:
                return Table(facts.judgements(self._conn))
            one = self.actor(actor)
            return Table(facts.judged(self._conn, filter(None, (*one.leaders, *one.singles, one.known))))

    def code(self, actor: str, on: str = "") -> Code:
        """PLOVER's country and sectors of an actor on an ISO day, with the reason; "" asks for what holds on any."""
        with sql.snapshot(self._conn):
            one = self.actor(actor)
            return codings.Codes(self._conn, self.known(), one.key).on(one, on)

    def codes(self, actor: str) -> Table[Coded]:
        """PLOVER's country and sectors of an actor from date to date, a row each time that they change."""
        with self._listing("actor"):
            return Table(listing.actors.codes(self._conn, self._who(actor)))

    def unknown(self, least: int = 2) -> Table[Unknown]:
        """Names that texts write at least so often and no file knows: what to write into one of your own."""
        with sql.snapshot(self._conn):
            return Table(actors.unknown(self._conn, least))

    def ties(self, actor: str | None = None, type: TieType | str | None = None, report: str | None = None,
             claim: Claim | str | None = None, limit: int | None = None, start: int = 0) -> Table[Edge]:
        """Who is what to whom, the ties of one type between the same two put together; those of most reports first.

        Of one actor, at either end; of one type; with a claim: "denied" has what anybody denies. Of one report: then
        put together of its ties alone. `limit` and `start` as of `events`.
        """
        with self._listing("actor", "tie"):
            who = "" if actor is None else self._who(actor)
            if report is None:
                return listing.ties.rows(self._conn, who, type or "", claim or "", limit, start)
            found = [one for one in edges.edges(self._conn, linker.ties_in(self._conn, self._key(report, "r")))
                     if (not who or who in (one.source, one.target)) and type in (None, one.type)
                     and (claim is None or getattr(one, Claim(claim).value))]
            shown = found[start:None if limit is None else start + limit]
            return Table(shown, max(0, len(found) - start - len(shown)), min(start, len(found)))

    def ties_among(self, *actors: str) -> Table[Edge]:
        """The ties of `ties` both of whose ends are some actors."""
        with self._listing("actor", "tie"):
            return Table(listing.ties.among(self._conn, {self._who(one) for one in actors}))

    def network(self, limit: int | None = None) -> networkx.MultiDiGraph[str]:
        """The actors and the ties between them as a NetworkX graph (`standoff.export.network.graph`). `limit`: of the
        actors of most reports so many.
        """
        from standoff.export.network import graph

        with self._listing("actor", "tie"):
            if limit is None:
                return graph(self.actors(), self.ties())
            some = self.actors(limit=limit)
            return graph(some, listing.ties.among(self._conn, {one.key for one in some}))

    def each_actor(self) -> Iterator[Actor]:
        """All actors by key, one at a time."""
        return facts.actors(self._conn)

    def each_tie(self) -> Iterator[Tie]:
        """All ties by key, as each text tells them, one at a time."""
        return facts.ties(self._conn)

    def tie(self, key: str) -> Tie:
        """One tie, as one text tells it."""
        return facts.tie(self._conn, self.full_key(key))

    def locations(self, report: str | None = None) -> Table[Location]:
        """Where mentions of places lie; all, or those of one report."""
        with sql.snapshot(self._conn):
            if report is None:
                return Table(facts.locations(self._conn))
            here = {one.key for one in facts.mentions(self._conn, [self._key(report, "r")])}
            return Table(one for one in facts.locations(self._conn) if one.mention in here)

    def places(self, report: str | None = None) -> Table[Place]:
        """The places that reports speak of, or those of one report; those of most reports first."""
        with sql.snapshot(self._conn):
            return Table(edges.places(self._conn, None if report is None else self._key(report, "r")))

    # — what was said and foreseen —

    def statements(self, speaker: str | None = None, role: str | None = None, addressee: str | None = None,
                   manner: Manner | str | None = None, voice: Voice | str | None = None, since: str = "",
                   until: str = "", words: str | None = None, report: str | None = None,
                   contradicted: bool = False, about: str | None = None, limit: int | None = None,
                   start: int = 0) -> Table[StatementRow]:
        """Who said what: what several reports tell is one row, in order of the day on which it was said.

        By an actor, or whose name has these words; by somebody who then was this ("minister"); to an actor; said
        between two ISO days, as far as that is known; with all the words, as of `search`; `contradicted`, only what the
        same speaker contradicts, by speaker; `about`, what mentions an actor who does not say it. Readers' comments are
        left out unless `voice` asks for them. `limit` and `start` as of `events`.
        """
        with self._listing("actor", "statement"):
            return listing.statements.rows(self._conn, self.known(), self._of_statements(
                speaker=speaker, role=role, addressee=addressee, manner=manner, voice=voice, since=since, until=until,
                words=words, report=report, contradicted=contradicted, about=about), limit, start)

    def _of_statements(self, report: str | None = None, contradicted: bool = False, **asked: str | None) -> said.Asked:
        return said.Asked(report=self._key(report, "r") if report else "", contradicted=contradicted,
                          **{name: value or "" for name, value in asked.items()})

    def statement_row(self, key: str) -> StatementRow:
        """The row that a statement is in, with all its wordings."""
        with self._listing("statement"):
            return listing.statements.row(self._conn, self._key(key, "q"))

    def spots(self, *keys: str) -> dict[str, tuple[Spot, ...]]:
        """Where statements, outlooks or events stand in each copy that has them, by key."""
        with sql.snapshot(self._conn):
            return spots.spots(self._conn, keys)

    def each_statement(self) -> Iterator[Statement]:
        """All statements by key, as each place tells them, one at a time."""
        return facts.statements(self._conn)

    def statement(self, key: str) -> Statement:
        """One statement, as one place tells it."""
        return facts.statement(self._conn, self.full_key(key))

    def echoes(self) -> Table[Echo]:
        """Which statements are one, deny or contradict one another."""
        return self._table(facts.echoes(self._conn))

    def outlook(self, forecaster: str | None = None, type: OutlookType | str | None = None, about: str | None = None,
                open: bool | None = None, since: str = "", until: str = "", words: str | None = None,
                report: str | None = None, limit: int | None = None, start: int = 0) -> Table[OutlookRow]:
        """What sources ask and foresee: the same one in several places is one row, in the order first told.

        `open` are those that nobody resolved, False those that somebody did; `since` and `until` are days of
        publication; all else as in `statements`.
        """
        with self._listing("actor", "outlook"):
            return listing.outlook.rows(self._conn, self.known(), self._of_outlook(
                forecaster=forecaster, type=type, about=about, open=open, since=since, until=until, words=words,
                report=report), limit, start)

    def _of_outlook(self, report: str | None = None, open: bool | None = None, **asked: str | None) -> foreseen.Asked:
        return foreseen.Asked(report=self._key(report, "r") if report else "", open=open,
                              **{name: value or "" for name, value in asked.items()})

    def outlook_row(self, key: str) -> OutlookRow:
        """The row that a question or forecast is in."""
        with self._listing("outlook"):
            return listing.outlook.row(self._conn, self._key(key, "w"))

    def _board(self) -> foreseen.Board:
        """The outlooks put together, anew only where the record has changed."""
        state = self._state()
        if self._boarded is None or self._boarded[0] != state:
            self._boarded = state, foreseen.Board(self._conn, self.known())
        return self._boarded[1]

    def _state(self) -> tuple[int, int]:
        """Another one whenever this or another process has written to the record."""
        version, = self._conn.execute("PRAGMA data_version").fetchone()
        return version, self._conn.total_changes

    def each_outlook(self) -> Iterator[Outlook]:
        """All questions and forecasts by key, as each place tells them, one at a time."""
        return facts.outlooks(self._conn)

    def foreseen(self, key: str) -> Outlook:
        """One question or forecast, as one place tells it."""
        return facts.outlook(self._conn, self.full_key(key))

    def leads(self, key: str) -> Table[OutlookLead]:
        """What later reports say that may bear on a question or forecast, the best first: a person decides."""
        with self._listing("actor", "tie", "outlook"):
            return Table(leads.leads(self._conn, self.outlook_row(key)))

    def scores(self, lexicon: str = "ICD 203") -> Table[Score]:
        """How the resolved forecasts of speakers and outlets did, by the ranges of a named lexicon.

        Raises ValueError for a lexicon that is not there.
        """
        from standoff.outlook.scores import scores

        with sql.snapshot(self._conn):
            board = self._board()
            some = self.outlook(open=False)
            return Table(scores(some, lexicon, outlets={row.key: board.outlets(row) for row in some}))

    # — what happened —

    def events(self, actor: str | None = None, recipient: str | None = None,
               between: tuple[str, str] | None = None, type: EventType | str | None = None, mode: str | None = None,
               place: str | None = None, country: str | None = None, since: str = "", until: str = "",
               factuality: Factuality | str | None = None, words: str | None = None,
               report: str | None = None, foremost: bool = False, quad: int | None = None, limit: int | None = None,
               start: int = 0) -> Table[EventRow]:
        """Who did what to whom, coded by PLOVER, in the order in which it happened, as far as that is known.

        A side is an actor, words of a name, or a country ("IRN": all sides that PLOVER codes so); `between` two of
        them, whichever does it. `place` has words of its name, `country` is the place's; `since` and `until` are ISO
        days of when it happened. Only what is told as done, unless `factuality` asks for what is negated, future or
        hypothetical; "any" gives all. `foremost`: only what stands highest in a sentence that tells it. `quad`: one of
        PLOVER's four. `limit`: only so many, from place `start` on; `more` of the table counts those that follow,
        `total` all.
        """
        with self._listing("actor", "event"):
            asked = self._asked(
                actor=actor, recipient=recipient, between=between, type=type, mode=mode, place=place, country=country,
                since=since, until=until, factuality=factuality, words=words, foremost=foremost, quad=quad,
                report=report)
            return listing.events.rows(self._conn, self.known(), asked, limit, start)

    @contextmanager
    def _listing(self, *nouns: str) -> Iterator[None]:
        """Lists that can be read, all of one moment."""
        self._lists.ready(*nouns)
        with sql.snapshot(self._conn):
            yield

    @property
    def listed(self) -> bool:
        """Whether lists are of the record as it stands now. False after a change until a run ends: then they show what
        the last one ended with.
        """
        return listing.current(self._conn)

    def facets(self, noun: str, most: int | None = None, /, **asked: Any) -> Facets:
        """What the rows of a list are like that the method `noun`s ("events") gives for the same question: how many of
        each type, year, country …; of each property the `most` frequent values.

        Raises ValueError for a noun whose lists have no facets.
        """
        made: dict[str, Callable[[], Facets]] = {
            "event": lambda: listing.events.facets(self._conn, self.known(), self._asked(**asked), most),
            "statement": lambda: listing.statements.facets(self._conn, self.known(), self._of_statements(**asked),
                                                           most),
            "outlook": lambda: listing.outlook.facets(self._conn, self.known(), self._of_outlook(**asked), most),
            "actor": lambda: listing.actors.facets(self._conn, most=most, **{
                name: value or "" for name, value in asked.items()}),
            "tie": lambda: listing.ties.facets(self._conn, most=most, **{
                name: (self._who(value) if name == "actor" else value) if value else ""
                for name, value in asked.items()})}
        if noun in read.TALLIED:
            counts = tuple(read.tally(self._conn, noun))
            return Facets(noun=noun, total=sum(n for _, n in counts),
                          values=((read.TALLIED[noun], counts[:most]),))
        if noun not in made:
            raise ValueError(f"There are no facets of {noun!r}.")
        with self._listing("actor", noun):
            return made[noun]()

    def spread(self, noun: str, by: str = "month", **asked: Any) -> Table[Bin]:
        """How the rows of `events` or `statements` lie in time, by year, month or day: each in the period in which it
        may have begun; those without a date first, in a period "". Raises ValueError for another noun or period.
        """
        if noun not in ("event", "statement") or by not in spread.LENGTH:
            raise ValueError(f"There is no spread of {noun!r} by {by!r}.")
        with self._listing("actor", noun):
            return Table(spread.of_events(self._conn, self.known(), self._asked(**asked), by)
                         if noun == "event" else
                         spread.of_statements(self._conn, self.known(), self._of_statements(**asked), by))

    def whereabouts(self, **asked: Any) -> Table[Located]:
        """Where the events happened that `events` gives for the same question, the places of most events first."""
        with self._listing("actor", "event"):
            return Table(spread.places(self._conn, self.known(), self._asked(**asked)))

    def _asked(self, between: tuple[str, str] | None = None, report: str | None = None, foremost: bool = False,
               quad: int | None = None, **asked: str | None) -> happened.Asked:
        return happened.Asked(between=between or ("", ""), foremost=foremost, quad=quad or 0,
                              report=self._key(report, "r") if report else "",
                              **{name: value or "" for name, value in asked.items()})

    def dyads(self, limit: int | None = None, start: int = 0, sides: Iterable[str] = (), a: str = "",
              b: str = "") -> Table[DyadRow]:
        """Who has events with whom, those of most events first: states where PLOVER codes one, else actors. `sides`:
        those of some, by country or key; `a` and `b`: of a side, or of two, called so: a country, a key, or beginnings
        of words of the name.
        """
        with self._listing("actor", "event"):
            return listing.dyads.rows(self._conn, limit, start, frozenset(sides), a, b)

    def dyad(self, a: str, b: str, by: str = "month", unit: Unit | str = Unit.REPORTS, since: str = "",
             until: str = "", ways: Sequence[Way] = ("forth", "back", "both")) -> Table[Series]:
        """How two sides, each as of `events`, act towards each other: a to b, b to a, and both together, in periods of
        a day, week (from Monday) or month, counted by events, articles, families, reports or independent reports.

        Only what is told as done counts, in the period that its date is sure to lie in; `left_out` counts the rest.
        `ways`: only these series.
        """
        from standoff import measures

        frame = measures.Frame(by=by, unit=Unit(unit), since=since, until=until)
        with self._listing("actor", "event"):
            found = listing.dyads.between(self._conn, self.known(), a, b, ways)
        return Table(measures.series(rows, *((b, a) if way == "back" else (a, b)), frame, both=way == "both")
                     for way, rows in zip(ways, found, strict=True))

    def course(self, actor: str, by: str = "month", unit: Unit | str = Unit.REPORTS, since: str = "",
               until: str = "") -> Table[Series]:
        """How a side acts towards all others, and how they act towards it; as `dyad` counts."""
        from standoff import measures

        frame = measures.Frame(by=by, unit=Unit(unit), since=since, until=until)
        with self._listing("actor", "event"):
            does, met = listing.dyads.course(self._conn, self.known(), actor)
        return Table((measures.series(does, actor, "", frame), measures.series(met, "", actor, frame)))

    def coverage(self, actor: str | None = None, recipient: str | None = None,
                 between: tuple[str, str] | None = None, type: EventType | str | None = None, mode: str | None = None,
                 place: str | None = None, country: str | None = None, since: str = "", until: str = "",
                 factuality: Factuality | str | None = None, words: str | None = None) -> Table[Carried]:
        """Which outlets carry the events that are asked for as of `events`, the silent ones too; each beside what all
        tell in the months in which it published. `standoff.measures.matrix` makes a table of outlets and events of it.
        """
        with self._listing("actor", "event"):
            return Table(listing.carried.rows(self._conn, self.known(), self._asked(
                actor=actor, recipient=recipient, between=between, type=type, mode=mode, place=place, country=country,
                since=since, until=until, factuality=factuality, words=words)))

    def recounts(self) -> Table[Recount]:
        """Which events are one, told in two places."""
        return self._table(facts.recounts(self._conn))

    def each_event(self) -> Iterator[Event]:
        """All events by key, as each place tells them, one at a time."""
        return facts.events(self._conn)

    def retold(self, key: str) -> tuple[str, ...]:
        """What made the row that an event is in: which tellings the machine holds for one and why, what persons
        decided, and what each of its numbers counts; a sentence each.
        """
        row = self.event_row(key)
        with sql.snapshot(self._conn):
            return (*retold.reasons(self._conn, row.events), *independence.explain(row))

    def within(self, report: str) -> within.Within:
        """What one report tells, place by place: its mentions and who they are, statements, outlooks, events."""
        return within.within(self._conn, self._key(report, "r"))

    def sentences(self, *events: str) -> dict[str, str]:
        """The sentence that has each of some events, by event."""
        found = facts.sentences(self._conn, {self._key(key, "h") for key in events})
        return {key: " ".join(sentence.split()) for key, (_, sentence) in found.items()}

    def event_row(self, key: str) -> EventRow:
        """The row that an event is in, with all its tellings."""
        with self._listing("actor", "event"):
            key = self._key(key, "h")
            return listing.events.row(self._conn, key) or happened.Chronicle(self._conn, self.known()).row(key)

    def event(self, key: str) -> Event:
        """One event, as one place tells it."""
        return facts.event(self._conn, self.full_key(key))

    # — as others coded it —

    def read_codings(self, *paths: str | Path, progress: Progress | None = None) -> Table[CodedFile]:
        """Read events that other projects coded, of POLECAT, ICEWS or GDELT, from files, plain or packed, or folders of
        them; a row for each table. The same line twice is one coding. What cannot be read is a Problem and stops
        nothing.
        """
        self._writable("read_codings")
        from standoff import foreign as project

        return Table(foreign.take(self._conn, name, items, progress)
                     for path in project.files(paths) for name, items in project.read(path))

    def codings(self, project: Project | str | None = None, actor: str | None = None, recipient: str | None = None,
                between: tuple[str, str] | None = None, type: EventType | str | None = None, since: str = "",
                until: str = "", country: str | None = None) -> Table[ForeignCoding]:
        """Events as other projects coded them, by day. A side is a country ("IRN") or words of a name; `since` and
        `until` are ISO days, `country` is the place's. They are never among `events`.
        """
        with sql.snapshot(self._conn):
            return Table(foreign.asked(self._conn, foreign.Asked(
                project=project or "", actor=actor or "", recipient=recipient or "", between=between or ("", ""),
                type=type or "", since=since, until=until, country=country or "")))

    def beside(self, a: str, b: str, since: str = "", until: str = "", by: str = "month",
               project: Project | str | None = None) -> Table[SetBeside]:
        """Our events between two countries and the codings of other projects, side by side by day, week or month.

        Only what is told as done, over the days that the record has codings of a project for (docs/foreign.md tells
        what is one event). Raises UnknownKey for what is no country.
        """
        return Table(row for rows, _ in self._beside(a, b, since, until, by, project) for row in rows)

    def agreement(self, a: str, b: str, since: str = "", until: str = "", by: str = "month",
                  project: Project | str | None = None) -> Table[Agreement]:
        """How far `beside` goes together, a row for each project."""
        return Table(row for _, row in self._beside(a, b, since, until, by, project))

    def _beside(self, a: str, b: str, since: str, until: str, by: str, project: str | None) -> \
            list[tuple[list[SetBeside], Agreement]]:
        """Over the days between a project's first and last coding, whomever it is of: on others its silence says
        nothing.
        """
        from standoff.foreign.beside import Dyad, beside, ways
        from standoff.foreign.cameo import named

        with sql.snapshot(self._conn):
            made, asked = [], Dyad(a=named(a), b=named(b), since=since, until=until, by=by)
            for one, first, last in foreign.covered(self._conn):
                here = replace(asked, since=max(since, first), until=min(until or last, last))
                if project in (None, one) and here.since <= here.until:
                    ours = self.events(since=here.since, until=here.until)
                    theirs = self.codings(one, between=(here.a, here.b), since=here.since, until=here.until)
                    made.append(beside(one, [row for row in ours if ways(row, here.a, here.b)], theirs, here))
            return made

    # — correcting —

    def merge(self, *who: str, by: str, because: str = "") -> Correction:
        """Make two actors or more one. One that only a file knows may be among them: merge("Hashd", "IRQ.pmu", …).
        Or two events or more, by their keys: one event, told in several places.
        """
        with sql.snapshot(self._conn):
            made = amend.merge(self._conn, self.known(), who, _person(by, because))
        return self._decided(made)

    def split(self, who: str, *others: str, written: str = "", by: str, because: str = "") -> Table[Correction]:
        """Make somebody another actor: a mention (its key), what an actor is `written`, or an actor than `others`. Or
        an event, by its key, another than `others`, without them than all that it is one with.
        """
        with sql.snapshot(self._conn):
            made = amend.split(self._conn, self.known(), who, others, written, _person(by, because))
        self._decided(*made)
        return Table(made)

    def rename(self, actor: str, name: str, *, by: str, because: str = "") -> Correction:
        """Call an actor so."""
        with sql.snapshot(self._conn):
            made = amend.rename(self._conn, self.known(), actor, name, _person(by, because))
        return self._decided(made)

    def role(self, actor: str, post: str, since: str = "", until: str = "", *, by: str, because: str = "") -> \
            Correction:
        """Say that an actor holds a post: "deputy chairman of IRQ.pmu"; dates are ISO, cut to what is known."""
        with sql.snapshot(self._conn):
            made = amend.role(self._conn, self.known(), actor, post, since, until, _person(by, because))
        return self._decided(made)

    def settle(self, key: str, outcome: str, *, by: str, because: str = "", source: str = "") -> Correction:
        """Say how a question or forecast ended: "yes" if what the clause says came true, hedge aside
        ("unlikely that X" is "yes" if X happened; what will not be so is "yes" if it was not so), "no", or "annulled".
        A later decision takes the place of an earlier one; both stay in the list of corrections.
        """
        with sql.snapshot(self._conn):
            made = amend.settle(self._conn, key, outcome, source, _person(by, because))
        return self._decided(made)

    def tie_row(self, key: str) -> Edge | None:
        """The row that a tie is in, with all its ties; None for one that is in no list."""
        found, who = self.full_key(key), self.linker()
        one = facts.tie(self._conn, found)
        ends = [actor.key for end in (one.source, one.target) if end and (actor := who.actor(end))]
        rows = self.ties_among(*ends) if len(ends) == 2 else self.ties(next(iter(ends), None), one.type)
        return next((row for row in rows if found in row.ties), None)

    def reject(self, *keys: str, by: str, because: str = "") -> Correction:
        """Say that events, statements or ties are not so, or misread: of an event all its tellings, of a statement
        all its wordings, of a tie this one. Lists leave it out from now on; its evidence stays.
        """
        found = dict.fromkeys(map(self.full_key, keys))
        some = tuple(dict.fromkeys(one for key in found for one in (
            self.event_row(key).events if key[0] == "h" else
            (told.statement for told in self.statement_row(key).wordings) if key[0] == "q" else (key,))))
        with sql.snapshot(self._conn):
            made = amend.reject(self._conn, some, _person(by, because))
        return self._decided(made)

    def undo(self, *some: str, by: str, because: str = "") -> Table[Correction]:
        """Take corrections back, by their keys. They stay in the list, with the time at which they were undone; that
        they were, by whom and why, is a decision of its own there.
        """
        self._writable("undo")
        person = _person(by, because)
        with sql.snapshot(self._conn):
            made = amend.undo(self._conn, dict.fromkeys(map(self.full_key, some)), person)
        self._corrected(*made, *(replace(read.correction(self._conn, one.value), undone=person.at) for one in made))
        return Table(read.correction(self._conn, one.value) for one in made)

    @contextmanager
    def later(self) -> Iterator[None]:
        """What is decided inside is kept at once; what follows from it waits for `follow`, or for the next run."""
        self._later = True
        try:
            yield
        finally:
            self._later = False

    def follow(self) -> None:
        """Let who is who, and all lists, follow from what persons decided, by `later` or in another process."""
        self._writable("follow")
        from standoff import pipeline

        owed, self._owed = self._owed, _Owed(who=True, before=None)
        if owed.who:
            pipeline.decide(self._conn, owed.before)
        else:
            pipeline.look_over(self._conn)
            listing.refresh(self._conn, self.known())

    def corrections(self, verb: Verb | str = "", limit: int | None = None, start: int = 0) -> Table[Correction]:
        """What persons decided, in the order made, undone ones too; of a verb. `limit` and `start` as of `events`."""
        with sql.snapshot(self._conn):
            if limit is None and not (verb or start):
                return Table(read.corrections(self._conn))
            some, total = read.some_keys(self._conn, "correction", verb, "", limit, start)
            return Table(read.corrections(self._conn, some), max(0, total - start - len(some)), min(start, total))

    def corrected(self, *some: Correction) -> frozenset[str]:
        """The keys of the actors that corrections speak of, as the record has them now."""
        with sql.snapshot(self._conn):
            here = linker.known_keys(self._conn)
            return frozenset(key for one in some if one.verb in corrections.OF_ACTORS
                             for key in linker.meant(self._conn, one.pins, here))

    def corrections_of(self, actor: str) -> Table[Correction]:
        """The corrections that speak of an actor, in the order made, undone ones too."""
        with sql.snapshot(self._conn):
            key, here = self._who(actor), linker.known_keys(self._conn)
            return Table(one for one in read.corrections(self._conn) if one.verb in corrections.OF_ACTORS
                         and key in linker.meant(self._conn, one.pins, here))

    def export_corrections(self, path: str | Path) -> int:
        """Write the corrections as JSON Lines, for another record of the same captures; how many."""
        some = self.corrections()
        Path(path).write_text("".join(f"{line}\n" for line in corrections.lines(some)), encoding="utf-8")
        return len(some)

    def import_corrections(self, path: str | Path) -> Table[Correction]:
        """Take over corrections that another record wrote; those that are new here. Raises FaultyCorrections."""
        given = corrections.parse(Path(path).read_text(encoding="utf-8").splitlines())
        there = {keys.correction(one): one for one in self.corrections()}
        new = [one for one in given if keys.correction(one) not in there
               or (one.undone and not there[keys.correction(one)].undone)]
        if new:
            self._corrected(*new)
        return Table(new)

    def export_outlook(self, path: str | Path) -> int:
        """Write what "yes" and "no" answer as questions for forecasting tools, a JSON object a line; how many."""
        from standoff.outlook import exchange

        with sql.snapshot(self._conn):
            board = self._board()
            some = [row for row in self.outlook() if row.polar]
            told = [*exchange.lines(some, {row.key: board.setting(row) for row in some})]
        Path(path).write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
        return len(told)

    def import_outlook(self, path: str | Path, by: str = "") -> Table[Correction]:
        """Take over how outlooks ended from such a file; the decisions that are new here. `by` is who decided where the
        file does not say so.

        Raises FaultyCorrections, a line per fault.
        """
        from standoff.outlook import exchange

        rows = {key: row for row in self.outlook() for key in row.items}
        try:
            lines = exchange.text(Path(path).read_bytes())
        except ValueError as error:
            raise FaultyCorrections(f"{path}: {error}.") from error
        found, faults = exchange.resolutions(lines, {key: row.key for key, row in rows.items()})
        if faults:
            raise FaultyCorrections("\n".join(faults))
        new = [one for one in found if (done := rows[one.key].resolved) is None
               or (done.outcome, done.source) != (one.outcome, one.source)]
        made = [amend.settle(self._conn, one.key, one.outcome, one.source, _person(one.by or by, one.because))
                for one in new]
        if made:
            self._corrected(*made)
        return Table(made)

    # — asking —

    def search(self, words: str, limit: int = 20, role: Role | str | None = None, start: int = 0) -> Table[Hit]:
        """Segments that have all the words, best first: `word`, `"a phrase"`, `prefix*`. No input is an error."""
        return Table(search.search(self._conn, words, limit, role, start))

    def found(self, words: str) -> dict[Role, int]:
        """How many segments of each role have all the words, as of `search`; most first."""
        return search.roles(self._conn, words)

    def why(self, key: str) -> Why:
        """Why the record holds a datum: quote, source, stage and rule, copies, alternatives."""
        found = self.full_key(key)
        if found[0] == "h":
            self._lists.ready("event")
        return why.why(self._conn, found)

    def verify(self, progress: Progress | None = None) -> Verification:
        """Read every digest, span, quote, run and stretch again. Failures are values; nothing is raised."""
        return check.verify(self._conn, progress)

    def diff(self, other: Record | str | Path) -> Diff:
        """What another record has and this one has not (added), the other way round (removed), and what differs."""
        if not isinstance(other, Record):
            with open_record(other, readonly=True) as opened:
                return self.diff(opened)
        return Diff(changes=tuple(
            Change(noun=noun, added=tuple(sorted(theirs.keys() - ours.keys())),
                   removed=tuple(sorted(ours.keys() - theirs.keys())),
                   changed=tuple(sorted(key for key in ours.keys() & theirs.keys() if ours[key] != theirs[key])))
            for (noun, ours), theirs in zip(read.contents(self._conn).items(), read.contents(other._conn).values(),
                                            strict=True)))

    def method(self) -> Method:
        """What made the record: stages, readers, inputs."""
        with sql.snapshot(self._conn):
            return read.method(self._conn, self.schema)

    def overview(self) -> Overview:
        """What the record holds at one look: numbers, outlets, days, and who and what is in most of it."""
        with self._listing("actor", "outlook", "event", "overview"):
            return listing.overview.row(self._conn)

    def counts(self) -> Counts:
        """How much the record holds."""
        return read.counts(self._conn)

    @property
    def schema(self) -> int:
        """The version of the record's schema."""
        return int(self._conn.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def bounded(self, stop: Callable[[], bool]) -> Iterator[None]:
        """Questions asked inside end with sqlite3.OperationalError ("interrupted") once `stop` says so."""
        self._conn.set_progress_handler(stop, STEPS)
        try:
            yield
        finally:
            self._conn.set_progress_handler(None, 0)

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All that is asked inside is of one moment, whatever another process writes meanwhile."""
        with sql.snapshot(self._conn):
            yield

    # — inside —

    def _writable(self, verb: str) -> None:
        if self.readonly:
            raise ReadOnly(f"{self.path} is open for reading only, and {verb} writes. Open it without readonly.")

    def _who(self, asked: str) -> str:
        self._lists.ready("actor")
        return listing.actors.find(self._conn, self.known(), asked)

    def _decided(self, *made: Correction) -> Correction:
        """Keep what a person decides now; once where it is what was decided last, told again since what follows from it
        could not be made.
        """
        last = list(read.corrections(self._conn))[-len(made):]
        again = len(last) == len(made) and all(replace(old, at=new.at) == new
                                               for old, new in zip(last, made, strict=True))
        return self._corrected(*(last if again else made))

    def _corrected(self, *made: Correction) -> Correction:
        """Keep corrections, and let who is who, and all lists, follow from them at once. Raises NotFollowed where they
        are kept and the rest failed.
        """
        self._writable("a correction")
        verbs = {one.verb for one in made} - {Verb.UNDO}
        lists = {noun for verb in verbs for noun in corrections.LISTS.get(verb, listing.NOUNS)}
        before = listing.standing(self._conn) if listing.current(self._conn) and \
            verbs <= corrections.OF_ACTORS else None
        with write.transaction(self._conn, stale=sorted(lists)):
            kept = [write.decision(self._conn, one) for one in made]
        self._owed = _Owed(who=bool(verbs & corrections.OF_ACTORS), before=before)
        try:
            if not self._later:
                self.follow()
        except Exception as error:
            raise NotFollowed(keys.correction(kept[-1]), str(error)) from error
        return kept[-1]

    def _table(self, items: Iterable[T]) -> Table[T]:
        with sql.snapshot(self._conn):
            return Table(items)

    def _key(self, key: str, letter: str) -> str:
        """The key of the capture, page, family or report that a datum belongs to; of what lists show, its own."""
        if key[:1] == letter and listing.has(self._conn, key):
            return key
        found = self.full_key(key)
        if found[0] == letter:
            return found
        near = read.neighbours(self._conn, found)
        if letter not in near:
            raise UnknownKey(f"{found} is a {keys.NOUNS[found[0]]}, which has no {keys.NOUNS[letter]} of its own"
                             + (": standoff run makes it." if letter in "pfr" and found[0] in "cpfr" else "."))
        return near[letter]


def _person(by: str, because: str) -> amend.Person:
    return amend.Person(by=by, because=because, at=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
