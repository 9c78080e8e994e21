"""Report: a family of copies read as one article, with who carries which passage and what was found in it.

Only this report's data is read, however large the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from standoff.answers import EventRow, StatementRow
from standoff.api import Record
from standoff.errors import UnknownKey
from standoff.export import words
from standoff.export.markup import tongue
from standoff.model import Copy, Date, Event, Family, Kind, Role, Span, Statement, TimeExpression, VariantKind
from standoff.model import Page as Read
from standoff.model import Report as Article
from standoff.record import keys
from standoff.record.within import Within
from standoff.web.page import Page
from standoff.web.pages.evidence import Held, Reader, Words, compared

COPIES = 40
"""Copies that are read; of more only the letters stand in the margin."""

LINKS = 60
"""Links between copies that are listed, the fullest first."""

ASIDE = 6
"""Copies that are set side by side, those of the likely originals first."""

COMMENTS = 60
"""Readers' comments that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which report, by its key or its family's."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some copies read at a place where copies differ; "" is nothing."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place where copies differ. Offsets in the article, as all here; the first reading is printed."""

    number: int
    key: str
    start: int
    end: int
    kind: VariantKind
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A copy's own words of a passage."""

    page: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A passage, with the spans of its witnesses; the first is printed."""

    number: int
    start: int
    end: int
    role: Role
    text: str
    witnesses: tuple[Span, ...]
    own: tuple[Own, ...]             # of the copies that are set side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mention."""

    key: str
    start: int
    end: int
    kind: Kind
    actor: str                       # "" where it is no actor's
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement, an event or a date in the text: `pieces` are what is marked, each with what it is."""

    number: int
    key: str                         # "" for a date, which is part of others
    pieces: tuple[tuple[str, int, int], ...]
    who: str
    what: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A copy that may be the original, with the evidence for it."""

    page: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment under one of the copies."""

    page: str
    start: int
    end: int
    text: str
    when: Date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A copy and how much of the article it has."""

    held: Held
    share: float                     # of the article's characters
    passages: tuple[int, ...]        # numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report."""

    title: str
    key: str
    family: str
    published: Date
    language: str
    marks: tuple[tuple[str, str], ...]       # page and letter of each copy, () without siblings
    copies: tuple[Witness, ...]
    more: int                        # copies that are not read
    leads: tuple[Lead, ...]
    tied: bool                       # nothing tells which is the original
    links: tuple[Copy, ...]
    unlisted: int                    # links that are not listed
    paragraphs: tuple[Paragraph, ...]
    places: tuple[Place, ...]        # where copies differ, typography aside
    typography: int
    mentions: tuple[Named, ...]
    statements: tuple[Told, ...]
    events: tuple[Told, ...]
    dates: tuple[Told, ...]
    reader: str                      # what read it, "" where nothing did
    lacks: tuple[str, ...]
    unread: tuple[str, ...]          # languages of what was not read in it
    comments: tuple[Comment, ...]
    comments_more: int


def look(record: Record, asked: Asked) -> Shown:
    """A report with its copies and what was found in it."""
    article = record.report(asked.key)
    family, found, reader = record.family(article.family), record.within(article.key), Reader(record)
    order = words.order(family)
    pages = [page for key in order[:COPIES] if (page := reader.page(key))]
    links = _links(record, family)
    comments = [_comment(page, seg.start, seg.end, seg.when) for page in pages for seg in page.segments
                if seg.role is Role.COMMENT]
    try:
        analysis = record.analysis(article.key)
    except UnknownKey:
        analysis = None
    return Shown(
        title=article.title or article.key, key=article.key, family=family.key, published=article.published,
        language=_language(pages), marks=tuple(words.sigla(family).items()) if len(family.pages) > 1 else (),
        copies=tuple(_witness(reader, page, article) for page in pages), more=len(order) - len(pages),
        leads=tuple(Lead(page=one.page, reasons=one.reasons) for one in family.leads[:COPIES]),
        tied=len(family.leads) == len(family.pages) and len({one.score for one in family.leads}) == 1,
        links=tuple(links[:LINKS]), unlisted=max(0, len(links) - LINKS), paragraphs=_paragraphs(article, pages[:ASIDE]),
        places=_places(article), typography=sum(one.kind is VariantKind.TYPOGRAPHY for one in article.variants),
        mentions=_mentions(found), statements=_statements(record, article, found),
        events=_events(record, article, found),
        dates=tuple(_dated(number, one, article) for number, one in enumerate(analysis.times if analysis else (), 1)),
        reader=words.reader(analysis.reader) if analysis and not words.foreign(analysis) else "",
        lacks=analysis.lacks if analysis else (), unread=words.unread(analysis) if analysis else (),
        comments=tuple(comments[:COMMENTS]), comments_more=max(0, len(comments) - COMMENTS))


def _language(pages: Sequence[Read]) -> str:
    return next((declared for page in pages if (declared := tongue(page))), "")


def _links(record: Record, family: Family) -> list[Copy]:
    """The links of the family's pages, those of the likely original first, without the stretches that are alike."""
    if len(family.pages) == 1:
        found = {(one.a, one.b, one.type): one for one in record.copies(family.pages[0])}
    else:
        found = {(one.a, one.b, one.type): one for page in words.order(family)[:COPIES] for one in record.copies(page)}
    lead = family.leads[0].page
    return sorted((replace(one, runs=()) for one in found.values()),
                  key=lambda one: (lead not in (one.a, one.b), -one.words, one.a, one.b))


def _witness(reader: Reader, page: Read, article: Article) -> Witness:
    has = [number for number, one in enumerate(article.passages, 1) if any(s.page == page.key for s in one.witnesses)]
    size = sum(article.passages[number - 1].end - article.passages[number - 1].start for number in has)
    whole = sum(one.end - one.start for one in article.passages)
    return Witness(held=reader.held(page, reader.capture(f"c{page.key[1:]}")), passages=tuple(has),
                   share=size / max(1, whole))


def _paragraphs(article: Article, aside: Sequence[Read]) -> tuple[Paragraph, ...]:
    shown = {page.key: page for page in aside} if len(aside) > 1 else {}
    made = []
    for number, one in enumerate(article.passages, 1):
        text = article.text[one.start:one.end]
        made.append(Paragraph(
            number=number, start=one.start, end=one.end, role=one.role, text=text, witnesses=one.witnesses,
            own=tuple(_own(shown[span.page], span, text) for span in one.witnesses if span.page in shown)))
    return tuple(made)


def _own(page: Read, span: Span, printed: str) -> Own:
    """What a copy reads, beside what is printed."""
    exact = page.text[span.start:span.end]
    alike, other = compared(printed, exact)
    return Own(page=page.key, words=Words(
        label="", start=span.start, end=span.end, before="", exact=exact, after="", cite="", alike=alike,
        other=tuple((span.start + low, span.start + high) for low, high in other)))


def _places(article: Article) -> tuple[Place, ...]:
    some = [one for one in article.variants if one.kind is not VariantKind.TYPOGRAPHY]
    return tuple(Place(number=number, key=keys.variant(article.key, one), start=one.start, end=one.end, kind=one.kind,
                       readings=tuple(Reading(text=read.text, spans=read.spans) for read in one.readings))
                 for number, one in enumerate(some, 1))


def _mentions(found: Within) -> tuple[Named, ...]:
    who = {mention: (actor, name) for mention, actor, name in found.actors}
    return tuple(Named(key=one.key, start=one.start, end=one.end, kind=one.kind, actor=who.get(one.key, ("", ""))[0],
                       name=who.get(one.key, ("", one.name or one.text))[1]) for one in found.mentions)


def _statements(record: Record, article: Article, found: Within) -> tuple[Told, ...]:
    """Who says what in the article, as the ledger has it."""
    rows: dict[str, StatementRow] = {one.statement: row for row in record.statements(report=article.key)
                                     for one in row.wordings}
    some = [one for one in found.statements if not one.page]
    return tuple(_said(number, one, rows.get(one.key), article) for number, one in enumerate(some, 1))


def _said(number: int, one: Statement, row: StatementRow | None, article: Article) -> Told:
    pieces = [(name, start, end) for name, spans in (("who", one.speaker), ("says", one.cue), ("what", one.content))
              for start, end in spans]
    speaker = row.name if row else _text(article, one.speaker) or "nobody named"
    return Told(number=number, key=one.key, pieces=tuple(pieces), who=speaker, what=one.manner.value,
                text=_text(article, one.content))


def _events(record: Record, article: Article, found: Within) -> tuple[Told, ...]:
    """What happened, as the article tells it, done or not."""
    rows: dict[str, EventRow] = {key: row for row in record.events(report=article.key, factuality="any")
                                 for key in row.events}
    return tuple(_happened(number, one, rows.get(one.key), article) for number, one in enumerate(found.events, 1))


def _happened(number: int, one: Event, row: EventRow | None, article: Article) -> Told:
    sides = [", ".join(party.name for party in some) for some in (row.actors, row.recipients)] if row else ["", ""]
    how = [value.value for value in one.factuality if value.value != "actual"]
    return Told(number=number, key=one.key, pieces=tuple(("told", start, end) for start, end in one.trigger),
                who=" → ".join(filter(None, sides)) or "nobody told",
                what=" ".join([one.type.value, *one.modes, *([f"({', '.join(how)})"] if how else [])]),
                text=_text(article, ((one.start, one.end),)))


def _dated(number: int, one: TimeExpression, article: Article) -> Told:
    """Words that tell a time, with what they come to in short (`who`) and at length."""
    values = [one.date.value] if one.date.value else one.date.readings
    return Told(number=number, key="", pieces=(("date", one.start, one.end),), text=_text(article, (
        (one.start, one.end),)), who=" or ".join(map(words.edtf, values)) or "?", what=words.when(one.date))


def _text(article: Article, pieces: Iterable[tuple[int, int]]) -> str:
    return " … ".join(" ".join(article.text[start:end].split()) for start, end in pieces)


def _comment(page: Read, start: int, end: int, when: Date | None) -> Comment:
    return Comment(page=page.key, start=start, end=end, text=page.text[start:end], when=when)


PAGE = Page(name="report", path="/report/{key}", title="Report", asked=Asked, shown=Shown, look=look)
