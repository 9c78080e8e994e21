"""What the record's verbs give back beside the nouns of `model`: frozen values, ready to print or to turn into JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Literal

from standoff.model import (
    Claim,
    Date,
    EventType,
    Factuality,
    Manner,
    Medium,
    Origin,
    OutlookType,
    PlaceType,
    Problem,
    Project,
    Role,
    Sighting,
    Size,
    Sourcing,
    Span,
    TieType,
    Voice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSummary:
    """What `read` did."""

    added: int                       # captures that are new to the record
    seen: int                        # captures that it had already
    sightings: int                   # new sightings of captures that it had already
    versions: int                    # of the added: other bytes for an address that the record knew
    problems: tuple[Problem, ...]    # met in this reading, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSummary:
    """What one stage did in a run."""

    stage: str
    items: int                       # items that the stage has
    done: int                        # of them worked on in this run
    added: int                       # results written
    removed: int                     # results that no longer hold
    problems: int                    # problems found in this run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What `run` did, stage by stage."""

    stages: tuple[StageSummary, ...]

    @property
    def changed(self) -> bool:
        """Whether the run had anything to do. A second run over the same captures has not."""
        return any(stage.done or stage.added or stage.removed for stage in self.stages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a record holds."""

    captures: int
    sightings: int
    pages: int
    segments: int
    copies: int
    families: int
    reports: int
    variants: int
    analyses: int
    problems: int
    mentions: int = 0
    actors: int = 0
    ties: int = 0
    locations: int = 0
    statements: int = 0
    echoes: int = 0
    events: int = 0
    outlook: int = 0
    corrections: int = 0             # those that stand
    codings: int = 0                 # of other projects


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A segment that a search found. `snippet` is the page's own text at `span`; `marks` are the words that matched."""

    key: str                         # segment key
    page: str
    role: Role
    span: Span
    snippet: str
    marks: tuple[Span, ...]
    title: str                       # of the page, "" when it has none
    url: str | None
    score: float                     # bm25, smaller is better; only for order within one search


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the captures of an address, in order of retrieval where it is known."""

    url: str
    number: int                      # 1 for the first
    capture: str                     # capture key
    retrieved: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A span read again, in its surroundings."""

    page: str
    start: int
    end: int
    prefix: str
    exact: str
    suffix: str
    label: str = ""                  # which reading, which side of a link, which witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a page came from."""

    page: str
    title: str
    url: str | None
    capture: str                     # capture key
    digest: str                      # SHA-256 of the capture's bytes
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why the record holds a datum: the quote, where it is from, who says so, who else has it, what else it may be."""

    key: str
    noun: str                        # "segment", "field", "date", "copy", …
    what: str                        # the datum in one line
    origin: Origin                   # stage, version, rule
    reason: str                      # in words, "" when the rule says it all
    quotes: tuple[Quote, ...]        # the evidence
    sources: tuple[Source, ...]      # one for each page quoted
    copies: tuple[Quote, ...]        # the same text in the other copies of the family
    alternatives: tuple[str, ...]    # other readings, other leads, other order of day and month

    def _repr_html_(self) -> str:
        """The quotes marked in their surroundings, for a notebook."""
        shown = "".join(f'<p dir="auto">{escape(q.prefix)}<mark>{escape(q.exact)}</mark>{escape(q.suffix)} '
                        f'<small>{escape(q.label)} · {q.page}:{q.start}-{q.end}</small></p>'
                        for q in self.quotes + self.copies)
        other = "".join(f'<li dir="auto">{escape(one)}</li>' for one in self.alternatives)
        return (f'<p dir="auto"><b>{escape(self.what)}</b> <small>{self.noun} {self.key}</small></p>{shown}'
                f"<p>{escape(self.origin.stage)} {escape(self.origin.version)}, {escape(self.origin.rule)} "
                f"{escape(self.reason)}</p>" + (f"<ul>{other}</ul>" if other else ""))


# — actors and ties —


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How texts write something, and how often."""

    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor with what a list tells of it. A report is a family of copies: it counts once however many it has, and
    `reports` and `families` are equal by now.
    """

    key: str
    name: str
    type: str                        # "state", "organisation", "group", "person"
    known: str                       # key of the known actor, "" when no file knows it
    described: bool                  # told by descriptions only
    country: str                     # PLOVER's, on the day asked about; "" when nothing tells
    sectors: tuple[str, ...]         # PLOVER's, the primary one first
    reason: str                      # why this country and these sectors
    names: tuple[Written, ...]       # as written, the most frequent first; of a described group its descriptions
    mentions: int                    # pronouns included
    reports: int
    families: int                    # of copies: as many as reports while each family is one report
    articles: int                    # copies that have at least one of its mentions
    first: str                       # the first and the last day of its reports' publication, "" when none is dated
    last: str
    bound: str = ""                  # where none is dated: the day by which all of them were out, if that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post that somebody holds or held, a rank or a job. The same post from two sources is two rows: each stands on
    its own feet. What texts say in other words is one row, if title, body and claim are the same.
    """

    title: str                       # "commander": as known or given; of texts, as our vocabulary of titles has it
    of: str                          # name of the body, state or person; "" when nobody is named
    of_key: str                      # its actor's key in this record, else its key among the known, else ""
    since: str                       # ISO dates, cut to what is known; "" is open or not told
    until: str
    kind: str = "office"             # "office", "rank" ("Maj.") or "job" ("journalist", "frontrunner")
    former: bool = False             # texts say that it is over, by no later than `until`
    claim: Claim = Claim.ASSERTED    # POSSIBLE and DISPUTED are held by nobody for sure; PLANNED: to be held
    by: str                          # "known: iran.yaml", "text", or the person who said so
    voices: tuple[str, ...] = ()     # of a text's: whose words, as of Edge
    ties: tuple[str, ...] = ()       # keys of the ties that tell it
    correction: str = ""             # key of the correction that tells it
    dates: tuple[str, ...] = ()      # of a text's: publication of the reports that say so, sorted; "≤ …": only a bound
    quotes: tuple[str, ...] = ()     # of a text's: the words, in order of `ties`
    written: tuple[Written, ...] = ()        # of a text's: the title as written, the most frequent first


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """PLOVER's country and sectors of an actor from one day to another."""

    since: str                       # ISO days, both included; "" is open
    until: str
    country: str
    sectors: tuple[str, ...]         # the primary one first
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All that texts say of one type of tie between two actors. What one voice asserts and another denies shows both.

    Symmetric types stand once, for both directions. The counts are of ties: places in texts, a family of copies counted
    once for each of its places.
    """

    source: str                      # actor key, "" where the mention is no actor's
    source_name: str                 # its name, else the words of the text
    type: TieType
    target: str                      # as source; both "" for an office of nobody named
    target_name: str
    since: str                       # the first and the last day on which texts put it, "" where none tells; what is
    until: str                       #   over ends, at the latest, with the first report that says so
    former: bool                     # texts say that it is over: from the first that does on, no fewer than do not
    asserted: int
    denied: int
    disputed: int
    possible: int
    planned: int
    asserted_by: tuple[str, ...]     # whose words: "the reporter", names, "unnamed"; sorted, the reporter first
    denied_by: tuple[str, ...]       # of what is denied or disputed
    titles: tuple[str, ...]          # offices as written
    means: tuple[str, ...]           # of supports: "material", "political", "military", "financial"
    reports: int
    families: int
    articles: int                    # copies that have the words
    first: str                       # days of publication, and their bound, as of ActorRow
    last: str
    ties: tuple[str, ...]            # their keys, those that assert it first, in order of publication
    quote: str = ""                  # the words of the first of them
    supposed_by: tuple[str, ...] = ()        # who puts it as possible or planned
    ended: int = 0                   # of `asserted`: those that say that it is over
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that reports speak of, with what the gazetteer knows."""

    name: str
    type: PlaceType
    country: str                     # ISO alpha-3
    province: str
    district: str
    latitude: float | None           # None for what is no point
    longitude: float | None
    precision: int                   # UCDP's where_prec, 1 exact … 7
    geonames: int | None
    names: tuple[Written, ...]       # as written
    mentions: int
    reports: int
    families: int
    score: float                     # of the least sure of its mentions
    reason: str                      # why this one of the places of that name, for that mention
    others: tuple[str, ...]          # the rejected, for that mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A name that texts use often and no file of actors knows: what to write into one."""

    name: str
    type: str
    actor: str                       # actor key
    country: str                     # as the text has it, "" when it tells none
    titles: tuple[str, ...]          # offices written with it
    mentions: int
    reports: int
    families: int
    quote: str                       # one place, in its surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One line of evidence of a statement: how one report tells it."""

    statement: str                   # statement key
    report: str
    outlets: tuple[str, ...]         # whose pages carry these words, sorted; else an address or key
    published: str                   # day of publication, "≤ …" for a bound, "" for neither
    speaker: str                     # the words that tell the source
    cue: str
    content: str                     # its pieces, joined by " … "
    quoted: tuple[str, ...]          # what of it stands between quotation marks
    articles: int                    # copies that have the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a statement, outlook or event stands in one copy."""

    datum: str                       # its key
    page: str
    outlet: str                      # as of Wording
    start: int                       # characters of the page, from its first to its last word
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A statement with every line of evidence: what is told in several reports, or several times, is one row.

    The lead wording (the one that quotes most, then the earliest) gives what only one can tell.
    """

    key: str                         # of the lead wording's statement
    speaker: str                     # actor key, "" where the source is no actor's
    name: str                        # of the actor, else the words of the source, "the author", or "nobody named"
    roles: tuple[str, ...]           # what the speaker was on that day; as written where none is known
    sourcing: Sourcing
    manner: Manner
    cue: str
    content: str                     # its pieces, joined by " … "
    quoted: tuple[str, ...]          # what of it stands between quotation marks, word for word
    addressee: str                   # actor key or ""
    addressee_name: str              # "" when nobody is told
    date: Date                       # when it was said, of the wording that tells it most exactly
    place: str                       # as the gazetteer or the text has it, "" when none is told
    medium: Medium | None
    factuality: tuple[Factuality, ...]
    voice: Voice
    chain: tuple[str, ...]           # on whose word, from the outlet that carries it down to the speaker
    wordings: tuple[Wording, ...]    # the lead first, the others in order of publication
    denies: tuple[str, ...]          # keys of the rows that it denies, that deny it, and that the same speaker
    denied_by: tuple[str, ...]       #   contradicts it in
    contradicts: tuple[str, ...]
    reports: int
    families: int
    articles: int
    first: str                       # days of publication, and their bound, as of ActorRow
    last: str
    bound: str = ""

    @property
    def who(self) -> tuple[str, ...]:
        """What keeps the statements of one speaker together: whom no name tells is another in each report."""
        if self.speaker:
            return "", self.speaker
        apart = self.sourcing in (Sourcing.ANONYMOUS, Sourcing.AUTHOR)
        return self.name.casefold(), self.wordings[0].report if apart else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgeRange:
    """What a hedge stands for in a named lexicon: a range of probability in per cent, never a point."""

    hedge: str                       # as written
    lexicon: str                     # "ICD 203", "Kent", "PHIA"
    term: str                        # the lexicon's own: "very likely"
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a person decided on an outlook."""

    correction: str                  # key of the correction that tells it
    outcome: str                     # of model.OUTCOMES
    by: str
    because: str
    source: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookRow:
    """A question or forecast with every place that poses it: the same one in several reports is one row."""

    key: str                         # of the first told
    items: tuple[str, ...]           # keys of all places, the first told first
    type: OutlookType
    forecaster: str                  # actor key, "" where it is no actor's
    name: str                        # as of StatementRow: "the author" for the article's own
    roles: tuple[str, ...]
    sourcing: Sourcing
    voice: Voice
    chain: tuple[str, ...]           # on whose word, from the outlet down
    text: str                        # its exact words
    condition: str                   # "" for none
    hedges: tuple[str, ...]          # as written
    ranges: tuple[HedgeRange, ...]   # none for "may", "could" and whatever no lexicon has
    about: tuple[str, ...]           # names
    horizon: Date
    negated: bool
    polar: bool
    statement: str                   # key of the statement row that it stands in, ""
    resolved: Resolved | None        # None: open
    reports: int
    families: int
    articles: int
    first: str
    last: str
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookLead:
    """Something later in the record that may bear on an open outlook. A person resolves; a lead never does."""

    key: str                         # of a statement, tie or outlook, or of a report
    report: str
    published: str
    quote: str
    score: float                     # 0…1, for order only
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one speaker's or outlet's resolved forecasts did. Without figures under LEAST_SCORED resolved ones."""

    who: str                         # name of a speaker or outlet
    kind: str                        # "speaker" or "outlet"
    n: int                           # resolved "yes" or "no", with a range in the lexicon that was asked
    brier: float | None = None       # mean of (p - outcome)², 0 (best) … 1; p: middle of the range
    brier_low: float | None = None   # its 95 % interval
    brier_high: float | None = None
    log: float | None = None         # mean of -ln(p of what came), 0 is best
    calibration: tuple[tuple[int, int, int, int], ...] = ()  # of each range: low, high in per cent, n, came true


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an event: who, and what PLOVER calls them on its day."""

    actor: str                       # actor key, "" where it is no actor's
    name: str                        # of the actor, else as written
    country: str                     # PLOVER's, "" when nothing tells
    sectors: tuple[str, ...]         # the primary one first
    reason: str                      # why this country and these sectors, or why this side where no words tell it
    written: tuple[str, ...]         # as the tellings write it
    told: bool = True                # False: no words name it; a state that stands to reason, as `reason` says
    voices: tuple[str, ...] = ()     # of who did it: on whose word alone, () on a report's or its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One line of evidence of an event: how one place of one report tells it."""

    event: str                       # event key
    report: str
    outlets: tuple[str, ...]         # as of Wording
    published: str
    quote: str                       # the words that tell it
    voice: str                       # "the reporter", a name, "unnamed"
    date: Date
    sizes: tuple[Size, ...]
    factuality: tuple[Factuality, ...]
    articles: int
    foremost: bool = False           # as of Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event with every line of evidence: one row per event, not per article.

    What tellings contradict each other in stands side by side in `conflicts`; nothing is averaged. The counts go from
    articles over families and reports to independent reports (CONVENTIONS §7): independence is shown, never assumed.
    """

    key: str                         # of the first told
    events: tuple[str, ...]          # keys of all tellings, the first told first
    type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    score: float                     # PLOVER's conflict–cooperation score, -10 … +10
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: Date                       # the most exact that a telling has and no other contradicts
    date_precision: int              # UCDP's date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 longer or unknown
    place: str                       # "" when none is told
    country: str                     # of the place, ISO alpha-3
    latitude: float | None           # None for what is no point
    longitude: float | None
    place_precision: int | None      # UCDP's where_prec; None without a place
    factuality: tuple[Factuality, ...]       # the surest that a telling has: actual before denied before foreseen
    voices: tuple[str, ...]          # on whose word, the reporter first
    denied_by: tuple[str, ...]
    tellings: tuple[Telling, ...]
    conflicts: tuple[str, ...]       # "dead: 12 (Straits News) against 31 (the ministry)"
    articles: int
    families: int
    reports: int
    independent: int                 # reports whose independence from each other is shown
    dependence: tuple[str, ...]      # why reports were not counted apart: "r12… cites Newsweek, which is r34…"
    first: str                       # days of publication, and their bound, as of ActorRow
    last: str
    bound: str = ""
    foremost: bool = False           # in one telling at least


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadRow:
    """Two that have events with each other: states where PLOVER codes one, else actors. What is told as done counts."""

    a: str                           # a country ("IRN") or an actor's key; to ask `dyad` by
    b: str
    a_name: str                      # of the state or the actor
    b_name: str
    events: int                      # what either does to the other, and what both do together
    independent: int                 # reports whose independence is shown, summed over the events
    score: float                     # mean of PLOVER's scores
    first: str                       # ISO days between which the events lie, "" where no date tells
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What the rows that are asked for are like: of each property its values, each in how many rows, those of most
    rows first.
    """

    noun: str                        # "event", "statement", "outlook", "actor", "tie"
    total: int                       # rows that fit
    values: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # "type": (("CONSULT", 120), …)

    def of(self, name: str) -> tuple[tuple[str, int], ...]:
        """The values of one property. Raises KeyError for one that rows of this noun have not."""
        return dict(self.values)[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """How many rows of a list may have begun in a period."""

    period: str                      # "2017", "2017-03", "2017-03-20"; "" of what has no date
    count: int
    quads: tuple[int, int, int, int] = (0, 0, 0, 0)      # of events: as of Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place with how many events happened there."""

    place: str                       # "" where none is told
    country: str                     # ISO alpha-3, "" for several or none
    precision: int | None            # UCDP's where_prec
    latitude: float | None           # None for what is no point
    longitude: float | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a record holds, at one look."""

    counts: Counts
    independent: int                 # reports whose independence is shown, summed over the events told as done
    outlets: tuple[tuple[str, int], ...]     # with the reports that each has a part in, those of most first
    days: tuple[tuple[str, int], ...]        # of publication, with the reports of each, in order; undated ones are not
    actors: tuple[tuple[str, str, int], ...]         # key, name, reports; those of most reports
    dyads: tuple[DyadRow, ...]       # those of most events
    latest: tuple[str, ...]          # keys of the rows of events that came last and are told as done
    open: tuple[str, ...]            # keys of the rows of questions and forecasts that nobody resolved, the last told


class Unit(StrEnum):
    """What a series counts an event by: once, or by who carries it (CONVENTIONS §7)."""

    EVENTS = "events"
    ARTICLES = "articles"
    FAMILIES = "families"
    REPORTS = "reports"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day, week (from Monday) or month of a series. The empty ones between two others are there, with zeros."""

    since: str                       # ISO days, both included
    until: str
    count: int                       # in the unit of the series
    quads: tuple[int, int, int, int]         # of it: verbal and material cooperation, verbal and material conflict
    score: float | None              # PLOVER's conflict–cooperation score, mean over the unit; None without a count
    spread: float | None             # its standard error; None under two
    events: tuple[str, ...]          # keys of the rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePoint:
    """Where the course of a series changes, with how sure that is."""

    since: str                       # first day of the period with which it begins
    low: str                         # it began between these days, with 90 in 100
    high: str
    course: str                      # "escalation" or "de-escalation"
    before: float                    # mean score of the stretch before, and after
    after: float
    certainty: float                 # 0…1, that there is one at all
    reports: int                     # on both sides of it


Way = Literal["forth", "back", "both"]
"""Which series of a dyad: what the first does to the second, the second to the first, and either with what they do
together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How an actor acts, how one acts towards another, or what passes between two, over time."""

    actor: str                       # as asked: a name or a country
    recipient: str                   # "" for whomever
    both: bool                       # what either does to the other, and both together
    by: str                          # "day", "week" or "month"
    unit: Unit
    periods: tuple[Period, ...]
    changes: tuple[ChangePoint, ...]         # none under too few reports, see `silent`
    silent: str                      # why no change is looked for, "" where it is
    changed_by: str = ""             # "week" or "month": changes are looked for by these, where periods are too many
    left_out: tuple[tuple[str, int], ...]    # why events are not counted, and how many: "no date as exact as a week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an outlet carries of the events of a record: who tells what, and who is silent."""

    outlet: str
    events: int                      # rows that it tells
    alone: int                       # of them: nobody else does
    quads: tuple[int, int, int, int]
    score: float | None              # mean of what it tells
    expected: float | None           # mean that an outlet would have that told the same months evenly
    share: float                     # of all rows of the months in which it published
    articles: int                    # that tell a row, for each row anew
    types: tuple[tuple[EventType, int], ...]         # of how many events, those of most first
    told: tuple[tuple[str, int], ...] = ()           # keys of the rows that it tells, in how many articles
    actors: tuple[tuple[str, int], ...] = ()         # countries that act in them, in how many
    recipients: tuple[tuple[str, int], ...] = ()     # countries that are acted upon


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBeside:
    """Our codings and another project's over the same dyad and one period of time."""

    project: Project
    since: str                       # ISO days, both included
    until: str
    ours: int                        # events, by who carries them as asked
    theirs: int
    both: int                        # of ours: theirs has one of that day (give or take one), type and sides
    quads: tuple[int, int, int, int]         # ours
    quads_theirs: tuple[int, int, int, int]
    score: float | None              # mean, ours and theirs; theirs on their own scale
    score_theirs: float | None
    events: tuple[str, ...]          # keys of our rows
    codings: tuple[str, ...]         # keys of theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far another project's codings of a dyad go together with our events, all in all."""

    project: Project
    a: str                           # the two countries
    b: str
    by: str                          # "day", "week" or "month"
    since: str                       # ISO days: what was asked for, as far as the record has codings of the project
    until: str
    ours: int                        # events and codings that were set beside each other, and what both have
    theirs: int
    both: int
    shared: int                      # periods in which both have events
    counts: float | None             # Spearman's rank correlation of how many events, over all periods
    scores: float | None             # and of the mean scores, over those in which both have events
    silent: str                      # why no correlation is told, "" where it is
    left_out: tuple[tuple[str, int], ...]    # why events and codings are not counted, and how many


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedFile:
    """What one table of foreign codings gave."""

    file: str                        # its name, of an archive "events.zip#20170316.export.CSV"
    project: Project | None          # None where nothing in it could be read
    added: int                       # codings that are new to the record
    seen: int                        # codings that it had already
    problems: tuple[Problem, ...]    # lines that could not be read, and what was repaired


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What made a record: enough to defend a figure years later."""

    schema: int                      # of the record
    readers: tuple[str, ...]         # models that read its reports, name and version
    stages: tuple[tuple[str, str], ...]      # every stage that was run, with its version
    files: tuple[str, ...]           # of actors, beside our own
    captures: int
    inputs: str                      # SHA-256 over the digests of all captures, sorted, a line each


LEAST_SCORED = 20
"""Resolved forecasts from which on a score is told at all (CONVENTIONS §6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that does not re-read as the record says."""

    key: str                         # of the datum
    check: str                       # "capture bytes", "page text", "segment", "quote", "run", "stretch", …
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What `verify` read again."""

    checked: tuple[tuple[str, int], ...]    # what, how many
    failures: tuple[Failure, ...]

    @property
    def ok(self) -> bool:
        """Whether everything re-read as the record says."""
        return not self.failures

    @property
    def total(self) -> int:
        """How many things were read again."""
        return sum(count for _, count in self.checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Keys of one noun in which two records differ."""

    noun: str
    added: tuple[str, ...]           # only in the other record
    removed: tuple[str, ...]         # only in this one
    changed: tuple[str, ...] = ()    # in both, with other content: another version of a stage, another sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Two records as sets of keys; a noun that does not differ has empty tuples."""

    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether both records hold the same."""
        return not any(change.added or change.removed or change.changed for change in self.changes)
