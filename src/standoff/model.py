"""Every noun of Standoff: frozen values, no behaviour beyond what a value can say about itself.

Offsets are half-open ``[start, end)``, 0-based, in Unicode code points of ``Page.text`` (of ``Report.text`` where a
type says so). Values carry no database ids: keys are computed from content (``standoff.record.keys``), so the same
input twice is the same value twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from html import escape


class Role(StrEnum):
    """What a segment of a page is to its reader (DESIGN §1)."""

    TITLE = "title"                # the headline of the page's own article, repeats of it included
    BYLINE = "byline"              # who wrote it ("By A. B."), with what stands in the same line
    CREDIT = "credit"              # where it comes from: "for Al-Monitor", "Source: AFP", rights line of the article
    DISCLAIMER = "disclaimer"      # "Opinions expressed are those of the author…"
    DATELINE = "dateline"          # the page's own date line, or "BAGHDAD (Reuters) —" that opens a body
    LEAD = "lead"                  # standfirst or abstract above the body
    BODY = "body"                  # a paragraph of the article
    HEADING = "heading"            # subhead inside the article
    QUOTE = "quote"                # block quotation inside the article
    CAPTION = "caption"            # caption of a picture, video or chart
    COMMENT = "comment"            # one reader comment: head, author, time and body are its parts
    TEASER = "teaser"              # one item of a list of other articles, with its own title, time, outlet
    RELATED = "related"            # a link to another article inside or below the text, without more
    SUBSCRIPTION = "subscription"  # newsletter, sign-up, paywall prompt
    TRUNCATION = "truncation"      # "read more…", "[+1200 chars]", a cut sentence's mark: a fact about the copy
    FURNITURE = "furniture"        # navigation, share buttons, counters, site footers, chrome of feed mirrors


ARTICLE_ROLES = frozenset({Role.LEAD, Role.BODY, Role.HEADING, Role.QUOTE})
"""Roles whose text is the article itself: what families compare and reports put together."""


class PartName(StrEnum):
    """A named stretch inside a segment."""

    AUTHOR = "author"
    TIME = "time"
    BODY = "body"
    TITLE = "title"
    OUTLET = "outlet"
    NUMBER = "number"


class FieldName(StrEnum):
    """What a page says of itself."""

    TITLE = "title"
    AUTHOR = "author"
    OUTLET = "outlet"              # whose page this is
    PUBLISHER = "publisher"        # the credited original publisher, when another than the outlet
    SECTION = "section"
    DESCRIPTION = "description"
    LANGUAGE = "language"          # as declared
    CANONICAL = "canonical"        # the URL that the page gives for itself


class DateBasis(StrEnum):
    """What a date rests on. A publication date is never made up: without a basis it is UNKNOWN."""

    STATED = "stated"                # written in the reading text
    MARKUP = "markup"                # declared in the page's markup (JSON-LD, meta, <time>)
    IMPORTED = "imported"            # a field of the record that the capture came in
    URL = "url"                      # in the address
    COMMENT_BOUND = "comment bound"  # only a bound: not later than the earliest comment
    CAPTURE_BOUND = "capture bound"  # only a bound: not later than the retrieval
    RELATIVE = "relative"            # counted from another date, named in `reason`
    INFERRED = "inferred"            # from content, explained in `reason`
    UNKNOWN = "unknown"


class CopyType(StrEnum):
    """What page `a` of a link is to page `b`: read "a is a(n) … of b"."""

    IDENTICAL = "identical"          # same words in the same order
    EDITED = "edited copy"           # same article, words changed here and there
    EXCERPT = "excerpt"              # one contiguous part of b
    ABRIDGEMENT = "abridgement"      # several parts of b, the rest left out
    EXTENSION = "extension"          # all of b, with text of its own added
    OVERLAP = "overlap"              # share a part, each has text that the other lacks
    REVISION = "revision"            # a later version of the same story
    QUOTATION = "quotation"          # an article of its own that quotes a passage of b; does not join a family
    DIGEST = "digest"                # carries a piece of b among pieces of others; does not join a family


JOINING = frozenset(CopyType) - {CopyType.QUOTATION, CopyType.DIGEST}
"""Link types that put two pages into one family."""


class VariantKind(StrEnum):
    """How the readings of one place differ between copies."""

    WORDING = "wording"              # other words
    TYPOGRAPHY = "typography"        # only quotes, spaces, dashes, case of a headline
    PRESENCE = "presence"            # some copies have the words, some have not


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of one page's reading text."""

    page: str                        # page key
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Origin:
    """Which stage, in which version, by which rule produced a datum."""

    stage: str
    version: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error as a value: what happened, to what, and what to do. Never stops a run, never loses other data."""

    stage: str
    code: str                        # short and stable: "empty", "too-deep", "truncated-warc"…
    message: str                     # what, why, what to do; one or two sentences
    source: str                      # path, archive member or URL it came from
    capture: str | None = None       # capture key, when there is one
    span: Span | None = None


NOTES = frozenset({"skipped", "assets"})
"""Codes of Problems that only tell what was left out on purpose: nothing failed and nothing is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One time that a capture's bytes were met: the same bytes may come from several places, addresses and times."""

    source: str                      # "seeds/000.txt", "crawl.warc.gz#1234", "stories.jsonl#17", "-"
    url: str | None = None
    outlet: str | None = None        # as named by what it came in (JSONL field, feed)
    retrieved: str | None = None     # ISO 8601, UTC; None when nobody wrote it down (a file's mtime is no retrieval)
    charset: str | None = None       # declared outside the bytes (HTTP header)
    status: int | None = None        # HTTP status
    extra: str | None = None         # what else the container said of it, verbatim JSON (WARC headers, foreign record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What was obtained, never altered: the payload's bytes. The digest is the identity."""

    digest: str                      # SHA-256 of `data`, hex
    data: bytes = field(repr=False)  # payload after transfer and archive compression were undone
    media_type: str                  # recognised by content: "text/html", "text/plain", "multipart/related" (MHTML),
                                     # "application/json" or "application/xml" (one article record in a dialect of
                                     # CONVENTIONS §3, one item of a feed)
    charset_declared: str | None     # by the bytes themselves (BOM, <meta>) or their sightings
    charset_detected: str | None     # what decoding used
    sightings: tuple[Sighting, ...]  # sorted; never empty

    @property
    def url(self) -> str | None:
        """The first address known, in sorted order of sightings."""
        return next((s.url for s in self.sightings if s.url), None)

    @property
    def retrieved(self) -> str | None:
        """The earliest retrieval known."""
        return min((s.retrieved for s in self.sightings if s.retrieved), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date with what it rests on. `value` None: only bounds, or nothing, are known.

    `value` is ISO 8601, cut to its precision ("2017-03-24", "2017-03", "2017-03-24T15:06", with an offset only when the
    source gives one). `low` and `high` are inclusive ISO dates. `readings` has every reading while the order of
    day and month is open ("1-3-2024": both); `value` is then None, or one of them with the deciding text in `reason`.
    """

    value: str | None
    low: str | None = None
    high: str | None = None
    basis: DateBasis = DateBasis.UNKNOWN
    readings: tuple[str, ...] = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()     # where it was read; empty for markup and bounds from outside the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named stretch inside a segment: the author of a comment, the title of a teaser."""

    name: PartName
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a page with a role. Segments do not overlap, stand in order, and cover all that is not white space.

    An HTML or text block is a segment; a whole comment or teaser, of however many lines, is one segment with parts.
    """

    start: int
    end: int
    role: Role
    rule: str                        # what decided the role: "flat:comment-head", "html:model", …
    parts: tuple[Part, ...] = ()
    when: Date | None = None         # a comment's or teaser's own time
    level: int = 0                   # of a heading (1–6), or depth of a comment in its thread
    markup: str = ""                 # where in the markup it stood ("article > p"); "" for plain text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a page says of itself, with where it says so."""

    name: FieldName
    value: str
    source: str                      # "text", "json-ld:headline", "meta:og:title", "url", "record:authors"
    rule: str
    spans: tuple[Span, ...] = ()     # every place in the reading text that shows it; empty when only markup has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The full reading text of one capture and its typed segments.

    `text` is everything that a reader could see, in reading order, decoded and otherwise unaltered: NBSP, CRLF, quotes
    and composed characters as they came. Only what no store can hold is replaced, one for one: NUL and lone
    surrogates become U+FFFD.
    """

    key: str                         # "p" + first 16 hex digits of the capture's digest
    capture: str                     # digest
    text: str = field(repr=False)
    digest: str                      # SHA-256 of `text` in UTF-8, hex
    segments: tuple[Segment, ...]
    fields: tuple[Field, ...]
    published: Date
    url: str | None = None
    origin: Origin

    def first(self, name: FieldName) -> str | None:
        """The likeliest value of a field, or None. Fields stand in order of trust."""
        return next((f.value for f in self.fields if f.name == name), None)

    def all(self, name: FieldName) -> tuple[str, ...]:
        """Every value of a field, likeliest first."""
        return tuple(f.value for f in self.fields if f.name == name)

    def _repr_html_(self) -> str:
        rows = (f"<tr><td>{seg.role}</td><td dir=auto>{escape(self.text[seg.start:seg.end])}</td></tr>"
                for seg in self.segments)
        return f"<p><b dir=auto>{escape(self.first(FieldName.TITLE) or self.key)}</b></p><table>{''.join(rows)}</table>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Where two pages agree: two spans that read the same but for `edits` differing words."""

    a: Span
    b: Span
    words: int                       # agreeing words
    edits: int = 0                   # words inserted, deleted or replaced between the two spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two pages that share text: "a is a(n) `type` of b". Symmetric types have the smaller key as `a`."""

    a: str                           # page keys
    b: str
    type: CopyType
    share_a: float                   # containment: share of a's article words that are found in b, 0…1
    share_b: float
    words: int                       # words shared
    runs: tuple[Run, ...]            # where they agree, in order of a; together they are the evidence
    witness: Run                     # the longest contiguous agreement
    direction: str = ""              # key of the page that the other derives from, or "" when nothing tells
    reason: str = ""                 # why this type and direction, in words
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A page that may be a family's original, with the evidence for it."""

    page: str
    score: float                     # 0…1, only for order within one family
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Pages that are copies, parts or versions of one article. A page without siblings is a family of one."""

    key: str                         # "f" + 16 hex digits, from the sorted keys of its pages
    pages: tuple[str, ...]           # sorted page keys
    leads: tuple[Lead, ...]          # the possible originals, likeliest first; never empty
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a report and the spans of every copy that witnesses it. Offsets in `Report.text`."""

    start: int
    end: int
    role: Role
    witnesses: tuple[Span, ...]      # the page whose words the report prints comes first


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some copies read at a place where copies differ. Empty text: these copies have nothing there."""

    text: str
    spans: tuple[Span, ...]          # one per witness; zero-length where the reading is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A place of a report where its copies differ. Offsets in `Report.text`; the first reading is the printed one."""

    start: int
    end: int
    kind: VariantKind
    readings: tuple[Reading, ...]    # at least two


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """`Report.text[start:start+length]` is character for character `page.text[at:at+length]`."""

    start: int
    length: int
    page: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A family read as one article: the fullest text, its witnesses, and every variant reading kept."""

    key: str                         # "r" + 16 hex digits, from the family's key
    family: str
    title: str
    text: str = field(repr=False)    # passages joined by blank lines
    passages: tuple[Passage, ...]
    variants: tuple[Variant, ...]
    stretches: tuple[Stretch, ...]   # maps the report's characters to each copy's; sorted by page, start
    published: Date
    origin: Origin

    def _repr_html_(self) -> str:
        told = (f"<p dir=auto>{escape(self.text[passage.start:passage.end])} "
                f"<small>{len({span.page for span in passage.witnesses})}×</small></p>" for passage in self.passages)
        return f"<p><b dir=auto>{escape(self.title or self.key)}</b></p>{''.join(told)}"


# — language analysis —


class TieType(StrEnum):
    """What one actor is to another: "source `type` target". `training/CORPUS.md` has the details, with examples."""

    PART_OF = "part of"              # body → the body that it belongs to
    MEMBER_OF = "member of"          # person or group → body
    LEADS = "leads"                  # person or body → body, unit, place or people that it heads
    DEPUTY_OF = "deputy of"
    ADVISES = "advises"              # guides, trains
    REPRESENTS = "represents"        # speaks or acts for
    SUPPORTS = "supports"            # gives arms, money, votes, backing to
    LOYAL_TO = "loyal to"            # obeys, has sworn to
    ALLIED_WITH = "allied with"      # symmetric
    OPPOSES = "opposes"
    FIGHTS = "fights"
    NEGOTIATES_WITH = "negotiates with"      # symmetric
    CONTROLS = "controls"            # holds, rules, occupies a place
    LOCATED_IN = "located in"
    SAME_AS = "same as"              # the text says that two names are one body's
    OFFICE = "office"                # holds an office or does a job, told by its title; target: where, when told


SYMMETRIC = frozenset({TieType.ALLIED_WITH, TieType.NEGOTIATES_WITH, TieType.SAME_AS})
"""Types without a direction: they stand once for both. Who fights whom has one: who attacks."""

EVENTS = frozenset({TieType.FIGHTS, TieType.NEGOTIATES_WITH})
"""Types whose time is that of a deed: they end with it, and what is told of them in the past is not “former”."""


class Kind(StrEnum):
    """What sort of thing a nominal speaks of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"                  # people without a formal body: Kurds, protesters, militias in general
    PLACE = "place"
    FACILITY = "facility"            # built, and named for its use: an airport, a prison, an embassy
    WEAPON = "weapon"                # weapons and vehicles
    TIME = "time"
    QUANTITY = "quantity"
    MONEY = "money"
    OTHER = "other"                  # any other noun: things, ideas, events


class Precision(StrEnum):
    """The unit that a time expression speaks in."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The language of a stretch of a report. What is not `read` is kept and searchable, but was not analysed."""

    start: int
    end: int
    code: str                        # ISO 639-1, "und" when nothing tells
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominal:
    """A nominal expression: a name, a description or a pronoun. Offsets in `Report.text`."""

    start: int
    end: int
    head: int                        # where its head word starts
    kind: Kind
    name: bool                       # False: a description ("the prime minister") or a pronoun
    chain: int | None = None         # number of its coreference chain in the report; None: spoken of once


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words that somebody is said to have said, written or thought. Each part is a tuple of [start, end) pairs."""

    source: tuple[tuple[int, int], ...]      # empty: the text names none ("it was reported that …")
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]     # never empty
    score: float                             # 0…1, how sure the reader is of the cue and content


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that tell a time, and what they come to.

    `date.value` is ISO 8601 or, for what ISO dates cannot say, EDTF ("2016-01/2016-03", "2014/.."); `low` and `high`
    bound it by days. Without an anchor that settles it, value and bounds are None: nothing is guessed.
    """

    start: int
    end: int
    date: Date
    precision: Precision | None      # None: no unit ("recently")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """The reader's belief that a tie holds between two nominals of a sentence, before any rule has looked at it."""

    type: TieType
    source: int                      # where the head words of the two nominals start in `Report.text`
    target: int
    marks: tuple[str, ...]           # of CORPUS.md: "former", "denied", "military"…
    score: float                     # 0…1


class Factuality(StrEnum):
    """How a text puts what a clause tells. `training/CORPUS.md` has the details, with examples."""

    ACTUAL = "actual"                # as done, or being so
    NEGATED = "negated"              # as not done, not so, or denied
    FUTURE = "future"                # as to come: announced, planned, promised, foreseen
    HYPOTHETICAL = "hypothetical"    # as possible, wished, asked for, conditional: whether it comes is open
    HISTORICAL = "historical"        # as past before the matter of the text: background; beside one of the above
    REPORTED = "reported"            # on somebody's word, not on the text's own; beside one of the above


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a word tells of that happens or holds: a verb, a predicate, a noun of a deed ("the withdrawal")."""

    anchor: int                      # where the word starts in `Report.text`
    factuality: tuple[Factuality, ...]       # in the order of the enum, never empty
    score: float                     # 0…1, of the least sure of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The reader's belief that a word tells of an event, before any rule has looked at it. All scores are 0…1.

    `modes`: each with the type that it is of, as sure as it is if the type is right. `roles`: of `TRIGGER_ROLES`, who
    or what has it, by where its head word starts; one word may have two ("they clashed").
    """

    anchor: int                      # where the word starts in `Report.text`
    types: tuple[tuple[EventType, float], ...]       # the likeliest first, never empty
    modes: tuple[tuple[EventType, str, float], ...]  # the likeliest first
    roles: tuple[tuple[str, int, float], ...]        # in the order of the text
    score: float                     # that it tells of an event of any type


TRIGGER_ROLES = ("by", "to", "at", "when", "dead", "injured", "arrested")
"""What a nominal can be to a trigger: doer, recipient, place, time, and whom it counts (CORPUS.md, `event`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What the record keeps of the language analysis of one report. Offsets in `Report.text`.

    A task that the reader does not have is named in `lacks`, and its layer is empty: absent, not invented.
    """

    report: str                      # report key
    reader: str                      # which model read it: name and version
    tongues: tuple[Tongue, ...]
    sentences: tuple[tuple[int, int], ...]
    nominals: tuple[Nominal, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[TimeExpression, ...]
    words: str = field(default="", repr=False)   # tags and tree, a line per word (`language.layers.restore` reads it)
    arcs: tuple[Arc, ...] = ()       # what the reader believes of ties, unsettled
    clauses: tuple[Clause, ...] = ()         # how the text puts what it tells, in the order of the text
    triggers: tuple[Trigger, ...] = ()       # what the reader believes of events, unsettled; in the order of the text
    lacks: tuple[str, ...] = ()      # "tree", "nominals", "coreference", "attribution"…
    origin: Origin


# — actors, places and ties —


class Form(StrEnum):
    """How a mention speaks of somebody."""

    NAME = "name"
    DESCRIPTION = "description"      # "the prime minister", "Iranian officials"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of a report that speak of a person, body, group or place. Offsets in `Report.text`, as of nominals.

    Facts name mentions; who a mention is, is joined in when the record is read. Mentions of one coreference chain have
    one `leader`: the mention that names or describes them best.
    """

    key: str                         # "n" + 16 hex digits, from report, start and end
    report: str                      # report key
    start: int
    end: int
    head: int                        # where its head word starts
    kind: Kind                       # PERSON, ORGANISATION, GROUP, PLACE or FACILITY
    form: Form
    leader: str                      # key of the chain's leader; its own, when it leads or is alone
    text: str                        # as written
    name: str = ""                   # the proper name in it, without title: "Muhammad Shiaa Al-Sudani"
    title: str = ""                  # office or job written with it: "Prime Minister", "ambassador-designate to Iraq"
    of: str = ""                     # whose, as written: "Iranian" of "Iranian officials", "Iraq" of "Iraq's army"
    origin: Origin


class Verdict(StrEnum):
    """What a judgement says of two mentions."""

    SAME = "same"
    DIFFERENT = "different"
    OPEN = "open"                    # alike, but nothing settles it: they stay apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two mentions, each with its chain, are one actor; or a mention and an entry of the known actors.

    A person's judgement outranks the machine's.
    """

    a: str                           # key of a mention (of a chain: its leader, when the machine judges)
    b: str                           # key of a later mention, or of a known actor ("IRQ.pmu")
    verdict: Verdict
    score: float                     # 0…1: how likely they are the same; 1 or 0 when a person judged
    reasons: tuple[str, ...]         # what spoke for it and against, each with its weight, in words
    by: str = ""                     # the person who judged; "" is the machine
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who mentions speak of, over all reports: a state, body, group or person. Derived from judgements.

    A described group ("Iranian officials") is an actor of its own, never the state.
    """

    key: str                         # "a" + 16 hex digits: from the known actor's key, else from name and type
    name: str                        # a person's choice, the known actor's, or the fullest that is written most
    type: str                        # of `known.TYPES`: "state", "organisation", "group", "person"
    known: str = ""                  # key of the known actor ("IRQ.pmu"), "" when no file knows it
    described: bool = False          # told by descriptions only
    country: str = ""                # for a described group or one whom no file knows: as the text has it, ISO alpha-3
    leaders: tuple[str, ...]         # sorted keys of the mentions whose chains are this actor
    singles: tuple[str, ...] = ()    # mentions that a person took out of another chain into this actor
    origin: Origin


class PlaceType(StrEnum):
    """What sort of place."""

    COUNTRY = "country"
    REGION = "region"                # without an administration of that name: "northern Iraq", "the Sahel"
    PROVINCE = "province"            # first-order division, an autonomous region among them
    DISTRICT = "district"            # second-order division
    CITY = "city"                    # any populated place
    QUARTER = "quarter"              # part of a city: "west Mosul"
    FACILITY = "facility"            # a base, airport, prison, crossing
    WATER = "water"                  # sea, strait, river, lake
    CONTINENT = "continent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a mention of a place lies. Without coordinates nothing is to be drawn as a point.

    `precision` is UCDP's where_prec: 1 exact, 2 near a place, 3 district, 4 province, 5 part of a country or a line,
    6 country, 7 international waters or more than one country.
    """

    mention: str                     # key of the chain's leader
    name: str                        # as the gazetteer writes it
    type: PlaceType
    country: str                     # ISO alpha-3; "" for more than one or none
    province: str = ""
    district: str = ""
    latitude: float | None = None    # WGS 84; None for what is no point
    longitude: float | None = None
    precision: int
    geonames: int | None = None
    score: float                     # 0…1
    reason: str                      # why this one of the places of that name
    others: tuple[str, ...] = ()     # the rejected: "Mosul, USA"
    origin: Origin


class Claim(StrEnum):
    """How the text puts a fact."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DISPUTED = "disputed"            # one says so, another not, in the same breath
    POSSIBLE = "possible"            # "may", "suspected of", "if"
    PLANNED = "planned"              # is to be: "ambassador-designate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one mention is said to be to another: "the commander of the Quds Force". Offsets in `Report.text`."""

    evidence: tuple[Span, ...]       # the words from the one to the other, in every copy; never empty
    origin: Origin                   # rule: which rule, or "model"
    report: str                      # report key
    start: int                       # the words that tell it, both ends included
    end: int
    type: TieType
    source: str                      # mention key
    target: str | None               # mention key; None: an office of nobody named ("the commander")
    title: str = ""                  # office or job as written: "commander", "ambassador-designate"
    cue: tuple[tuple[int, int], ...]         # the words that tell the type; none for apposition and possession alone
    former: bool = False             # no longer so at the time of the text
    claim: Claim = Claim.ASSERTED
    means: tuple[str, ...] = ()      # of supports: "material", "political", "military", "financial"
    voice: str | None = None         # mention key of whose words they are; None: the reporter's own, or nobody named
    said: bool = False               # inside of somebody's words, named or not
    date: Date                       # when it held, as far as the text tells; by tense alone: RELATIVE
    score: float                     # 0…1


# — statements and outlook —


class Manner(StrEnum):
    """What somebody does by saying something. The words that tell it are data: ``lexicons/statements.yaml``."""

    SAID = "said"                    # any verb that only says so: told, stated, added, noted
    ANNOUNCED = "announced"
    REPORTED = "reported"            # made known as news or finding: reported, found, revealed
    CLAIMED = "claimed"              # the reporter keeps a distance: claimed, alleged, insisted
    CONFIRMED = "confirmed"
    ACKNOWLEDGED = "acknowledged"    # admitted, conceded, apologised
    DENIED = "denied"                # says that it is not so
    REJECTED = "rejected"            # will not have it: refused, dismissed, ruled out
    WARNED = "warned"                # of harm to come
    THREATENED = "threatened"        # with harm by the speaker
    PREDICTED = "predicted"          # expects, foresees
    PROMISED = "promised"            # pledged, vowed
    DEMANDED = "demanded"            # called for, ordered
    URGED = "urged"                  # asked somebody to do something: appealed, advised
    PROPOSED = "proposed"
    ASKED = "asked"                  # a question
    ACCUSED = "accused"              # blamed
    CRITICISED = "criticised"        # condemned, deplored
    PRAISED = "praised"              # welcomed, thanked, congratulated
    AGREED = "agreed"
    THOUGHT = "thought"              # believes, fears, knows: told of somebody, not said by them
    WANTED = "wanted"                # hopes, intends, plans, seeks: told of somebody, not said by them


class Medium(StrEnum):
    """What somebody said it in."""

    INTERVIEW = "interview"
    BRIEFING = "press briefing"
    STATEMENT = "statement"          # written, or read out, by a body or office
    POST = "post"                    # on a social network
    SPEECH = "speech"                # sermons, addresses, court and parliament too
    BROADCAST = "broadcast"
    REPORT = "report"                # a study, finding, document
    LETTER = "letter"
    ARTICLE = "article"              # an outlet's or an author's
    MEETING = "meeting"
    CALL = "phone call"
    COMMENT = "comment"              # a reader's, under an article


class Voice(StrEnum):
    """In which voice a statement or an outlook stands. Only the first three are the press reporting somebody."""

    REPORTER = "reporter"            # the article tells it
    QUOTED = "quoted"                # inside of what somebody else says
    OUTLET = "outlet"                # on another outlet's word: "Newsweek reported that …"
    HEADLINE = "headline"
    COMMENTER = "commenter"          # a reader's comment


class Sourcing(StrEnum):
    """What the text makes of a source. Nobody is made a name."""

    NAMED = "named"                  # by name, anywhere in the report
    OFFICE = "office"                # one office that one person or body holds: "the army's spokesman", "the ministry"
    ANONYMOUS = "anonymous"          # somebody who is not told: "a senior official"
    COLLECTIVE = "collective"        # many: "observers", "officials", "residents"
    UNNAMED = "unnamed"              # no source is told: "reportedly", "it is believed"
    AUTHOR = "author"                # the article's own author, or of a comment its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody is told to have said, written or thought something, at one place of one report or page.

    Offsets are of `Report.text`; of the text of `page` where that is given (headlines and comments, which are no part
    of a report's text). Pieces are [start, end) pairs in the order of the text.
    """

    evidence: tuple[Span, ...]       # from its first to its last piece, in every copy; never empty
    origin: Origin                   # rule: "reader", "headline", "comment"
    key: str                         # "q" + 16 hex digits, from report, page, cue and content
    report: str                      # report key
    page: str = ""                   # page key, for what does not stand in the report's text
    start: int
    end: int
    source: str | None               # mention key; None: nobody is told, or nobody whom the text elsewhere speaks of
    speaker: tuple[tuple[int, int], ...]     # the words that tell the source; none if nobody is told
    sourcing: Sourcing
    cue: tuple[tuple[int, int], ...]         # none for a comment, and for a headline with a mere colon
    content: tuple[tuple[int, int], ...]     # never empty
    quoted: tuple[tuple[int, int], ...] = ()         # the parts of content between quotation marks; the rest is
                                             # paraphrase
    addressee: str | None = None     # mention key: whom it was said to
    addressed: tuple[tuple[int, int], ...] = ()      # the words that tell the addressee
    date: Date                       # when it was said; without a time told, the publication bounds it
    place: str | None = None         # mention key: where it was said
    medium: Medium | None = None
    manner: Manner
    factuality: tuple[Factuality, ...] = (Factuality.ACTUAL,)   # of the saying: "has not said whether …" is negated
    voice: Voice
    within: str = ""                 # key of the statement in whose content this one stands: the chain of attribution
    score: float                     # 0…1


class EchoType(StrEnum):
    """What statement `a` is to statement `b`."""

    SAME = "same"                    # one statement, told in two places; symmetric
    DENIES = "denies"                # a says that b is not so
    CONTRADICTS = "contradicts"      # the same speaker says at another time what cannot both hold; symmetric


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Two statements that are one, or of which one answers the other. Symmetric types have the smaller key as `a`."""

    a: str                           # statement keys
    b: str
    type: EchoType
    score: float                     # 0…1
    reasons: tuple[str, ...]
    origin: Origin


class OutlookType(StrEnum):
    """What a source asks or foresees."""

    QUESTION = "question"            # asked by a source or an author, and open
    PREDICTION = "prediction"        # what will, may or is (un)likely to come
    WARNING = "warning"              # a prediction of harm, put as a warning
    CONDITIONAL = "conditional"      # what comes if something else does
    SCENARIO = "scenario"            # one of several courses that a source lays out
    PLAN = "plan"                    # what somebody means to do, or what is scheduled
    PLEDGE = "pledge"                # what somebody promises or threatens to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A question that a source asks, or what it foresees, at one place. Offsets as of `Statement`.

    Which probability its hedges stand for is a matter of the lexicon that one asks (``lexicons/hedges.yaml``), and not
    stored. A person resolves it (`Correction`).
    """

    evidence: tuple[Span, ...]       # its exact words, condition and hedge included, in every copy; never empty
    origin: Origin
    key: str                         # "w" + 16 hex digits, from report, page, type, start and end
    report: str
    page: str = ""
    start: int
    end: int
    type: OutlookType
    statement: str = ""              # key of the statement that it stands in; "": the article's author foresees it
    forecaster: str | None           # mention key of that statement's source; None: the author, or nobody named
    sourcing: Sourcing
    voice: Voice
    about: tuple[str, ...] = ()      # mention keys: whose doing or fate it is about
    anchor: int                      # where its main word (of the clause that is to come true) starts
    condition: tuple[tuple[int, int], ...] = ()      # "if the mission is not controlled"
    hedges: tuple[tuple[int, int], ...] = ()         # "may", "very likely", "is expected to"
    horizon: Date                    # by or at which time; without one told, not before the publication
    timed: tuple[tuple[int, int], ...] = ()          # the words that tell the horizon
    negated: bool = False            # that it will not be so
    polar: bool = True               # a question that "yes" or "no" answers; so are all but some questions
    score: float                     # 0…1


# — events —


class EventType(StrEnum):
    """PLOVER's sixteen types of events (manual of 2021); modes, scores and quad classes stand in `standoff.plover`."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Harm(StrEnum):
    """What a number of people counts."""

    DEAD = "dead"
    INJURED = "injured"
    ARRESTED = "arrested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many were killed, hurt or arrested, as one place tells it. "At least 39": low and best 39, no high."""

    harm: Harm
    low: int | None
    best: int | None                 # None where only a bound is told ("dozens": low 24)
    high: int | None
    start: int                       # the words that tell it, offsets as of `Event`
    end: int

    @property
    def number(self) -> str:
        """How many, in words: "39", "39 or more", "20 or fewer", "2 to 4", "about 1400"."""
        if self.low is not None and self.high is not None:
            return f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"
        if self.low is not None:
            return f"{self.low} or more"
        return f"{self.high} or fewer" if self.high is not None else f"about {self.best}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A PLOVER context, with the words that earned it: a text as a whole earns none."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, as one place of a report tells it, coded by PLOVER. Offsets in `Report.text`."""

    evidence: tuple[Span, ...]       # from the first to the last of its words, in every copy; never empty
    origin: Origin                   # rule: what told the type, and the manual's rule that changed it, if one did
    key: str                         # "h" + 16 hex digits, from report, type and trigger
    report: str
    start: int
    end: int
    type: EventType
    modes: tuple[str, ...] = ()      # of the type's, the surest first
    contexts: tuple[Context, ...] = ()
    trigger: tuple[tuple[int, int], ...]     # the words that tell the type; never empty
    anchor: int                      # where the main word of the trigger starts
    actors: tuple[str, ...] = ()     # mention keys, in the order of the text: PLOVER keeps compound actors as a list
    recipients: tuple[str, ...] = ()
    date: Date                       # when it happened, by UCDP's idea: value, bounds, basis; never the publication's
    place: str | None = None         # mention key
    sizes: tuple[Size, ...] = ()
    factuality: tuple[Factuality, ...]
    said: bool = False               # inside of somebody's words, named or not
    voice: str | None = None         # mention key of whose words they are; None: the reporter's own, or nobody named
    statement: str = ""              # key of the innermost statement that has it in its content
    foremost: bool = False           # of the events of its sentence the one that stands highest: what it is about
    score: float                     # 0…1

    @property
    def page(self) -> str:
        """As of Statement: "", an event stands in its report's text."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """Two events that are one, told in two places. The smaller key is `a`."""

    a: str                           # event keys
    b: str
    score: float                     # 0…1
    reasons: tuple[str, ...]
    origin: Origin


class Project(StrEnum):
    """Whose event data a foreign coding is from."""

    POLECAT = "POLECAT"
    ICEWS = "ICEWS"
    GDELT = "GDELT"                  # 2.0 events, and 1.0 by width


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSide:
    """Who did it or to whom it was done, as another project has it."""

    name: str = ""
    country: str = ""                # PLOVER's three letters, of several each ("IRQ USA"), "" where theirs is none
    sectors: tuple[str, ...] = ()    # as they write them


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCoding:
    """An event as another project coded it, set beside ours and never mixed with it. The line stays as it came."""

    key: str                         # "g" + 16 hex digits, from project, id, date and the line
    project: Project
    id: str                          # theirs; of ICEWS it is theirs only together with the date
    date: str                        # ISO day, as they have it
    type: EventType | None           # PLOVER's; None for what PLOVER has not ("make a statement")
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    code: str                        # theirs: "COERCE arrest", CAMEO "173"
    score: float | None              # theirs: POLECAT's and ICEWS' intensity, GDELT's Goldstein
    actor: ForeignSide
    recipient: ForeignSide
    place: str = ""
    country: str = ""                # of the place, ISO alpha-3
    latitude: float | None = None
    longitude: float | None = None
    articles: int | None = None      # as they count them
    source: str = ""                 # publisher or address
    file: str                        # name of the file that it came from, and its line, from 1 on
    line: int
    original: tuple[tuple[str, str], ...]    # column and what stands there, all of them, in their order


class Verb(StrEnum):
    """What a person decides."""

    MERGE = "merge"                  # the pins are one actor
    SPLIT = "split"                  # the first pin is another actor than the rest
    RENAME = "rename"                # the pin's actor is called `value`
    ROLE = "role"                    # the pin's actor holds the post `value` ("minister of IRQ.government")
    JOIN = "join"                    # the events at the pins are one
    PART = "part"                    # the event at the first pin is another than those at the rest
    RESOLVE = "resolve"              # the outlook at the pin came true, or not: `value` is of OUTCOMES
    REJECT = "reject"                # the events, statements or ties at the pins are not so, or misread: `value` has
                                     # their keys, in order of the pins
    UNDO = "undo"                    # the decision whose key is `value` is taken back; it has no pins


OUTCOMES = ("yes", "no", "annulled")
"""How an outlook can end. "yes": what the clause says came true, hedge aside ("unlikely that X" is "yes" if X
happened); a forecast that it will not be so is "yes" if it was not so ("will not leave": they stayed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Whom or what a person means, in a way that outlives every run: a known actor's key, or characters of a page."""

    known: str = ""                  # "IRQ.pmu"; "" when it is a span
    span: Span | None = None
    quote: str = ""                  # what the span reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person decided. It outranks the machine, is kept in the order made, and can be undone."""

    verb: Verb
    pins: tuple[Pin, ...]            # never empty, but of UNDO
    value: str = ""
    since: str = ""                  # of a role: ISO dates, cut to what is known
    until: str = ""
    by: str                          # who decided
    because: str = ""
    source: str = ""                 # of a resolution: what tells it, an address or a key of this record
    at: str                          # when, ISO 8601, UTC
    undone: str = ""                 # when it was undone, "" while it stands
