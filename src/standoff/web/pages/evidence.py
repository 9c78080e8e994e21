"""Evidence: words of a page as they are shown: in their surroundings, with what stands where in them, ready to cite.

Takes an open record and spans, gives frozen values for `why`, `report` and `capture`. A page is read once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from standoff.answers import Quote
from standoff.api import Record
from standoff.errors import UnknownKey
from standoff.export import words
from standoff.model import Capture, Date, FieldName, Page
from standoff.text import fold

AROUND = 220
"""Characters of surroundings on each side at most; they end with the paragraph."""

LONGEST = 400
"""Characters of a quote in a citation; of a longer one its first and last words are cited."""

COMPARED = 4000
"""Characters up to which two copies are compared word by word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch inside some words, with what it is: "source", "cue". Offsets in the page's text, as all here."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a page that are evidence."""

    label: str                       # what they are: "told", "copy"
    start: int
    end: int
    before: str
    exact: str
    after: str
    pieces: tuple[Piece, ...] = ()
    other: tuple[tuple[int, int], ...] = ()      # stretches that the first copy words otherwise
    alike: str = ""                  # how they stand to the first copy's, in words
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A capture, as one cites it, with the words of it that are evidence."""

    page: str                        # "" for a capture that no page was made of
    capture: str                     # capture key
    mark: str                        # its letter in its family, "" without siblings
    outlet: str
    title: str
    published: Date | None
    url: str
    retrieved: str                   # "" when nobody wrote it down
    digest: str                      # SHA-256 of its bytes
    source: str                      # where it came from
    words: tuple[Words, ...] = ()


class Reader:
    """Reads pages and families of a record, each once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._pages: dict[str, Page | None] = {}
        self._captures: dict[str, Capture] = {}
        self._marks: dict[str, str] = {}

    def page(self, key: str) -> Page | None:
        """A page; None for one that the record has not."""
        if key not in self._pages:
            try:
                self._pages[key] = self.record.page(key)
            except UnknownKey:
                self._pages[key] = None
        return self._pages[key]

    def capture(self, key: str) -> Capture:
        """A capture without its bytes."""
        if key not in self._captures:
            self._captures[key] = self.record.capture(key, data=False)
        return self._captures[key]

    def mark(self, page: str) -> str:
        """The letter of a page in its family; "" without siblings."""
        if page not in self._marks:
            self._marks[page] = ""
            try:
                family = self.record.family(page)
            except UnknownKey:
                return ""
            if len(family.pages) > 1:
                self._marks |= words.sigla(family)
        return self._marks[page]

    def held(self, page: Page, capture: Capture, quotes: Sequence[Words] = ()) -> Held:
        """A page's capture with some words of it."""
        return Held(page=page.key, capture=f"c{page.key[1:]}", mark=self.mark(page.key),
                    outlet=" ".join(words.place(page, capture).split()),
                    title=page.first(FieldName.TITLE) or "", published=page.published,
                    url=page.url or capture.url or "", retrieved=capture.retrieved or "", digest=capture.digest,
                    source=capture.sightings[0].source, words=tuple(quotes))


def shown(page: Page, start: int, end: int, label: str = "", pieces: Sequence[Piece] = (),
          first: str | None = None) -> Words:
    """Words of a page in their surroundings. `first`: what the first copy reads, to tell how this one differs."""
    exact = page.text[start:end]
    alike, other = compared(first, exact) if first is not None else ("", ())
    return Words(label=label, start=start, end=end, exact=exact, pieces=tuple(pieces), alike=alike,
                 before=_before(page.text[max(0, start - AROUND):start], start > AROUND),
                 after=_after(page.text[end:end + AROUND], end + AROUND < len(page.text)), cite="",
                 other=tuple((start + low, start + high) for low, high in other))


def _before(text: str, cut: bool) -> str:
    """What stands before, of its paragraph; begins with a whole word."""
    own = text.replace("\r\n", "\n").rpartition("\n\n")[2]
    if cut and len(own) == len(text.replace("\r\n", "\n")):
        return "…" + (own.partition(" ")[2] or own)
    return own.lstrip()


def _after(text: str, cut: bool) -> str:
    own = text.replace("\r\n", "\n").partition("\n\n")[0]
    if cut and len(own) == len(text.replace("\r\n", "\n")):
        return (own.rpartition(" ")[0] or own) + "…"
    return own.rstrip()


def compared(first: str, other: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """How a copy reads beside the first, and where it reads otherwise."""
    if other == first:
        return "letter for letter", ()
    if " ".join(first.split()) == " ".join(other.split()):
        return "word for word, other spaces", ()
    mine, theirs = _tokens(first), _tokens(other)
    if [fold(word) for _, word in mine] == [fold(word) for _, word in theirs]:
        return "word for word, other typography", ()
    if max(len(first), len(other)) > COMPARED:
        return "in other words", ()
    places = SequenceMatcher(None, [fold(word) for _, word in mine], [fold(word) for _, word in theirs],
                             autojunk=False).get_opcodes()
    return "in other words", tuple((theirs[low][0], theirs[high - 1][0] + len(theirs[high - 1][1]))
                                   for kind, _, _, low, high in places if kind != "equal" and high > low)


def _tokens(text: str) -> list[tuple[int, str]]:
    """The words of a text, each with where it stands."""
    found, at = [], 0
    for blank, letters in groupby(text, str.isspace):
        word = "".join(letters)
        if not blank:
            found.append((at, word))
        at += len(word)
    return found


def nested(quotes: Sequence[Quote]) -> list[tuple[Quote, list[Piece]]]:
    """Quotes of one page, with those that lie inside another as pieces of it."""
    outer: list[tuple[Quote, list[Piece]]] = []
    for one in sorted(quotes, key=lambda one: (one.start, -one.end)):
        if outer and one.end <= outer[-1][0].end and one.start >= outer[-1][0].start:
            if one.label != outer[-1][0].label:
                outer[-1][1].append(Piece(label=one.label, start=one.start, end=one.end))
        else:
            outer.append((one, []))
    return outer


def cited(held: Held, start: int, end: int, exact: str) -> str:
    """A citation of some words: the quote, outlet, title, date, address, when captured, digest, span."""
    line = " ".join(exact.split())
    quote = line if len(line) <= LONGEST else words.ends(line, LONGEST)
    when = words.date(held.published) if held.published else "undated"
    named = [f"“{held.title}”" if held.title else "untitled", when if when != "undated" else "no date known"]
    return " ".join([f"“{quote}”", f"{words.outlet(held.outlet)}, {', '.join(named)}.",
                     f"{held.url}." if held.url else f"Read from {held.source}.",
                     f"Captured {held.retrieved}." if held.retrieved else "Capture time not recorded.",
                     f"SHA-256 {held.digest}, characters {start}–{end} of the reading text ({held.page})."])
