"""Capture: one page as it was read: its typed segments in reading order, what it says of itself, where it was seen.

The stored bytes are never shown live: what is here is the reading text, and it is only ever text. A long page is shown
in parts; an address with a span shows the part that has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from standoff.answers import Version
from standoff.api import Record
from standoff.errors import UnknownKey
from standoff.export import words
from standoff.export.markup import tongue
from standoff.model import Capture, Date, FieldName, Problem, Role, Sighting, Span
from standoff.model import Page as Read
from standoff.record import keys
from standoff.web.page import Page, Unasked

MANY = 400
"""Segments of one part."""

LONG = 120_000
"""Characters of one part; a longer segment goes on in the next."""

SIBLINGS = 60
"""Other copies that are named."""

SPAN = re.compile(r"(\d{1,9}),(\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which capture, by its key or its page's; and which part of it."""

    key: str
    s: str = ""                      # "START,END": the characters to highlight, half-open, in code points
    page: int = 1                    # part of a long text


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A named stretch of a segment: the author of a comment."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A segment, or a part of a very long one. Offsets in the page's text."""

    key: str
    start: int
    end: int
    text: str
    role: Role
    rule: str
    markup: str
    level: int
    when: Date | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that the page says of itself."""

    key: str
    name: str
    value: str
    source: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a long page."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A capture."""

    title: str
    key: str                         # of the capture
    page: str                        # "" where no page was made of it
    digest: str
    size: int                        # bytes
    media_type: str
    charset: str
    charset_declared: str
    outlet: str
    authors: tuple[str, ...]
    url: str
    language: str
    published: Date
    published_key: str
    fields: tuple[Said, ...]
    sightings: tuple[Sighting, ...]
    versions: tuple[Version, ...]    # of its addresses, itself too
    problems: tuple[Problem, ...]
    report: str                      # "" while there is none
    report_title: str
    family: str
    mark: str                        # its letter in its family, "" without siblings
    siblings: tuple[tuple[str, str], ...]    # letters and pages of the other copies
    roles: tuple[tuple[str, int], ...]       # segments of each role, in the whole page
    length: int                      # characters
    parts: tuple[Part, ...]
    part: int
    span: tuple[int, int] | None     # what is highlighted
    blocks: tuple[Block, ...]        # of this part


def look(record: Record, asked: Asked) -> Shown:
    """A capture, with the part that is asked for."""
    capture = record.capture(asked.key)
    key = keys.capture(capture.digest)
    try:
        page: Read | None = record.page(key)
    except UnknownKey:
        page = None
    span = _span(asked.s, page)
    blocks = list(_blocks(page)) if page else []
    parts = _parts(blocks)
    number = next((part.number for part in parts if span and part.start <= span[0] < part.end), asked.page)
    if not 1 <= number <= max(1, len(parts)):
        raise Unasked(f"page: this capture has {words.count(max(1, len(parts)), 'part')}.")
    here = [one for one in blocks if parts and parts[number - 1].start <= one.start < parts[number - 1].end]
    family, report, title, marks = _kin(record, page)
    return Shown(
        title=words.title(page) if page else f"Capture {key}", key=key, page=page.key if page else "",
        digest=capture.digest, size=len(capture.data), media_type=capture.media_type,
        charset=capture.charset_detected or "", charset_declared=capture.charset_declared or "",
        outlet=words.place(page, capture) if page else "", authors=page.all(FieldName.AUTHOR) if page else (),
        url=(page.url if page else None) or capture.url or "", language=tongue(page) or "" if page else "",
        published=page.published if page else Date(value=None), published_key=keys.date(page.key) if page else "",
        fields=_said(page), sightings=capture.sightings, versions=_versions(record, capture),
        problems=tuple(record.problems(capture=key)), report=report, report_title=title,
        family=family, mark=marks.get(page.key, "") if page else "",
        siblings=tuple((mark, other) for other, mark in marks.items() if page and other != page.key)[:SIBLINGS],
        roles=tuple(Counter(seg.role.value for seg in page.segments).items()) if page else (),
        length=len(page.text) if page else 0, parts=parts, part=number, span=span, blocks=tuple(here))


def _span(asked: str, page: Read | None) -> tuple[int, int] | None:
    """The span that is asked for; None for none."""
    if not asked:
        return None
    found = SPAN.fullmatch(asked)
    if not found:
        raise Unasked("s: two numbers of characters with a comma, like 120,340.")
    start, end = int(found[1]), int(found[2])
    if page is None or not start < end <= len(page.text):
        raise Unasked(f"s: the reading text has {len(page.text) if page else 0} characters, and no stretch "
                      f"from {start} to {end}.")
    return start, end


def _blocks(page: Read) -> Iterator[Block]:
    for seg in page.segments:
        key = keys.segment(page.key, seg)
        for low in range(seg.start, seg.end, LONG):
            high = min(seg.end, low + LONG)
            yield Block(key=key, start=low, end=high, text=page.text[low:high], role=seg.role, rule=seg.rule,
                        markup=seg.markup, level=seg.level, when=seg.when,
                        pieces=tuple(Piece(name=one.name.value, start=max(low, one.start), end=min(high, one.end))
                                     for one in seg.parts if one.start < high and one.end > low))


def _parts(blocks: list[Block]) -> tuple[Part, ...]:
    """The blocks in parts of MANY blocks or LONG characters; white space between them belongs to the one before."""
    starts, here, size = [0], 0, 0
    for one in blocks:
        if here and (here == MANY or size + len(one.text) > LONG):
            starts.append(one.start)
            here, size = 0, 0
        here, size = here + 1, size + len(one.text)
    ends = [*starts[1:], blocks[-1].end if blocks else 0]
    return tuple(Part(number=number, start=start, end=end)
                 for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1))


def _kin(record: Record, page: Read | None) -> tuple[str, str, str, dict[str, str]]:
    """Family, report, its title, and the letters of the family's pages; empty while there is none."""
    if page is None:
        return "", "", "", {}
    try:
        family = record.family(page.key)
        report = record.report(family.key)
    except UnknownKey:
        return "", "", "", {}
    return family.key, report.key, report.title, words.sigla(family) if len(family.pages) > 1 else {}


def _said(page: Read | None) -> tuple[Said, ...]:
    return tuple(Said(key=keys.field(page.key, one), name=one.name.value, value=one.value, source=one.source,
                      spans=one.spans) for one in page.fields) if page else ()


def _versions(record: Record, capture: Capture) -> tuple[Version, ...]:
    """The captures of its addresses, where one has several."""
    urls = dict.fromkeys(one.url for one in capture.sightings if one.url)
    found = [record.versions(url) for url in urls]
    return tuple(one for some in found if len(some) > 1 for one in some)


PAGE = Page(name="capture", path="/c/{key}", title="Capture", asked=Asked, shown=Shown, look=look)
