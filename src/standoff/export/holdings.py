"""Holdings: all that an export or a dossier is made from, as plain frozen values.

Takes and gives nothing of the record's own; whoever has an open record fills one in (`standoff.cli` does).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from standoff.answers import ActorRow, Edge, EventRow, Held, OutlookRow, Place, StatementRow
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
    Span,
    Statement,
    Tie,
)
from standoff.record import keys
from standoff.text import carry


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """What a record holds. `data` of the captures may be empty: no export prints it, the digest names it."""

    captures: tuple[Capture, ...] = ()
    pages: tuple[Page, ...] = ()
    copies: tuple[Copy, ...] = ()
    families: tuple[Family, ...] = ()
    reports: tuple[Report, ...] = ()
    analyses: tuple[Analysis, ...] = ()
    mentions: tuple[Mention, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    actors: tuple[Actor, ...] = ()
    ties: tuple[Tie, ...] = ()
    locations: tuple[Location, ...] = ()
    statements: tuple[Statement, ...] = ()
    echoes: tuple[Echo, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    events: tuple[Event, ...] = ()
    recounts: tuple[Recount, ...] = ()
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    actor_rows: tuple[ActorRow, ...] = ()        # what the record answers when it is asked for its actors …
    edges: tuple[Edge, ...] = ()                 # … their ties put together …
    posts: tuple[tuple[str, Held], ...] = ()     # … their posts, each with the actor's key …
    places: tuple[Place, ...] = ()               # … its places …
    statement_rows: tuple[StatementRow, ...] = ()        # … its statements put together, comments left out …
    outlook_rows: tuple[OutlookRow, ...] = ()            # … its questions and forecasts …
    event_rows: tuple[EventRow, ...] = ()        # … and its events put together, done or not: each event in one row
    schema: int = 0                  # version of the record's schema

    @cached_property
    def page(self) -> dict[str, Page]:
        """Pages by key."""
        return {page.key: page for page in self.pages}

    @cached_property
    def capture(self) -> dict[str, Capture]:
        """Captures by digest."""
        return {capture.digest: capture for capture in self.captures}

    @cached_property
    def family_of(self) -> dict[str, Family]:
        """Families by the key of each of their pages."""
        return {page: family for family in self.families for page in family.pages}

    @cached_property
    def links_of(self) -> dict[str, list[Copy]]:
        """Links between two pages of one family, by family key; links that leave a family are under ""."""
        links: dict[str, list[Copy]] = defaultdict(list)
        for copy in self.copies:
            a, b = self.family_of.get(copy.a), self.family_of.get(copy.b)
            links[a.key if a is not None and a is b else ""].append(copy)
        return links

    @cached_property
    def report_of(self) -> dict[str, Report]:
        """Reports by family key."""
        return {report.family: report for report in self.reports}

    @cached_property
    def analysis_of(self) -> dict[str, Analysis]:
        """Analyses by the key of their report."""
        return {analysis.report: analysis for analysis in self.analyses}

    @cached_property
    def report(self) -> dict[str, Report]:
        """Reports by key."""
        return {report.key: report for report in self.reports}

    @cached_property
    def tie(self) -> dict[str, Tie]:
        """Ties by key."""
        return {keys.tie(tie): tie for tie in self.ties}

    @cached_property
    def mention(self) -> dict[str, Mention]:
        """Mentions by key."""
        return {mention.key: mention for mention in self.mentions}

    @cached_property
    def statement(self) -> dict[str, Statement]:
        """Statements by key."""
        return {stmt.key: stmt for stmt in self.statements}

    @cached_property
    def outlook(self) -> dict[str, Outlook]:
        """Questions and forecasts by key."""
        return {one.key: one for one in self.outlooks}

    @cached_property
    def location_of(self) -> dict[str, Location]:
        """Where a mention of a place lies, by the key of its chain's leader."""
        return {one.mention: one for one in self.locations}

    @cached_property
    def event(self) -> dict[str, Event]:
        """Events by key, as one place tells them."""
        return {one.key: one for one in self.events}

    def text(self, one: Statement | Outlook | Event) -> str:
        """The text that the offsets of a statement, an outlook or an event count in: its report's or, of a headline or
        comment, its page's.
        """
        return self.page[one.page].text if one.page else self.report[one.report].text

    def spans(self, one: Statement | Outlook | Event, start: int, end: int) -> tuple[Span, ...]:
        """Where a stretch of that text stands in every copy that has it."""
        return (Span(page=one.page, start=start, end=end),) if one.page else carry(self.report[one.report], start, end)

    def quote(self, span: Span) -> str:
        """What stands at a span."""
        return self.page[span.page].text[span.start:span.end]


def pin(span: Span) -> str:
    """The address of a span, short enough to copy: ``p5a7f98b96b212893:120-340``. Code points."""
    return f"{span.page}:{span.start}-{span.end}"
