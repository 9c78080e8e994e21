"""Holdings: all that an export or a dossier is made from, as plain frozen values.

Takes and gives nothing of the record's own; whoever has an open record fills one in (`standoff.cli` does).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from standoff.answers import ActorRow, Edge, Held, Place
from standoff.model import (
    Actor,
    Analysis,
    Capture,
    Copy,
    Correction,
    Family,
    Judgement,
    Location,
    Mention,
    Page,
    Problem,
    Report,
    Span,
    Tie,
)
from standoff.record import keys


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
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    actor_rows: tuple[ActorRow, ...] = ()        # what the record answers when it is asked for its actors …
    edges: tuple[Edge, ...] = ()                 # … their ties put together …
    posts: tuple[tuple[str, Held], ...] = ()     # … their posts, each with the actor's key …
    places: tuple[Place, ...] = ()               # … and its places
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

    def quote(self, span: Span) -> str:
        """What stands at a span."""
        return self.page[span.page].text[span.start:span.end]


def pin(span: Span) -> str:
    """The address of a span, short enough to copy: ``p5a7f98b96b212893:120-340``. Code points."""
    return f"{span.page}:{span.start}-{span.end}"
