"""Statements: the ledger of who said what, to whom and in which words, with what narrows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from standoff.answers import Facets, Spot, StatementRow
from standoff.api import Record
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.export import words
from standoff.model import Manner, Voice
from standoff.text import fold
from standoff.web.filters import days, narrowed
from standoff.web.page import SIZE, Page, start, stretches

MOST = 12
"""Wordings of one statement that are set side by side; its evidence has all."""

VALUES = 30
"""Values of a facet: of speakers there may be thousands."""

WORD = re.compile(r"[\w’'-]*\w")

NAMES = {"speaker": "said by", "role": "as", "addressee": "to", "about": "about", "manner": "how", "voice": "voice",
         "since": "since", "until": "until", "words": "words", "contradicted": "only"}
"""What a filter is called beside its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which statements; as of `Record.statements`."""

    speaker: str = ""
    role: str = ""
    addressee: str = ""
    about: str = ""
    manner: Manner | None = None
    voice: Voice | None = None
    since: str = ""
    until: str = ""
    words: str = ""
    contradicted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Filters):
    """Which statements, and which page of their list."""

    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A wording: in which words some outlets have a statement."""

    statement: str
    said: str                        # the words, with marks around what is word for word
    speaker: str                     # the words that tell the source, and that it was said
    cue: str
    published: str
    lead: bool                       # what the row shows
    other: tuple[tuple[int, int], ...]       # stretches of `said` that the lead words otherwise
    spots: tuple[Spot, ...]          # where the copies have it
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Another statement that one denies, is denied by, or contradicts."""

    key: str
    name: str                        # who says it
    when: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the ledger, in the order in which it was said; of contradictions by speaker."""

    title: str
    rows: tuple[StatementRow, ...]
    wordings: tuple[tuple[str, tuple[Line, ...]], ...]       # of each row, by its key
    answers: tuple[Answer, ...]      # what the rows deny, are denied by and contradict
    total: int                       # that fit
    every: int                       # of the record, readers' comments aside
    facets: Facets | None            # None where it is not known who is asked for
    narrowed: tuple[tuple[str, str, str], ...]       # what is asked: parameter, what it is called, its value
    unknown: str                     # who is asked for and not known, in words


def look(record: Record, asked: Asked) -> Shown:
    """Statements that fit, in which words each outlet has them, and what they answer."""
    wanted, first = _wanted(asked), start(asked.page)
    rows: tuple[StatementRow, ...] = ()
    total, facets, unknown = 0, None, ""
    try:
        found = record.statements(**wanted, limit=SIZE, start=first)
        rows, total, facets = tuple(found), found.total, record.facets("statement", VALUES, **wanted)
    except (UnknownKey, AmbiguousKey) as error:
        unknown = str(error)
    return Shown(title="Statements", rows=rows, wordings=wordings(record, rows), answers=answers(record, rows),
                 total=total, every=record.statements(limit=0).total, facets=facets, narrowed=narrowed(asked, NAMES),
                 unknown=unknown)


# — in which words —


def wordings(record: Record, rows: Sequence[StatementRow]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Of each row its wordings, the lead first, by its key."""
    spots = record.spots(*(one.statement for row in rows for one in row.wordings[:MOST]))
    return tuple((row.key, _lines(row, spots)) for row in rows)


def _lines(row: StatementRow, spots: Mapping[str, Sequence[Spot]]) -> tuple[Line, ...]:
    lead = words.verbatim(row.content, row.quoted)
    made = []
    for number, one in enumerate(row.wordings[:MOST]):
        said = words.verbatim(one.content, one.quoted)
        made.append(Line(
            statement=one.statement, said=said, speaker=one.speaker, cue=one.cue, published=one.published,
            lead=not number, other=() if said == lead else differing(lead, said), articles=one.articles,
            spots=tuple(spot for spot in spots.get(one.statement, ()) if spot.outlet in one.outlets)))
    return tuple(made)


def differing(first: str, other: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a wording that another words otherwise; marks, case and typography aside."""
    mine, theirs = ([(one.start(), one.end(), fold(one[0])) for one in WORD.finditer(text)] for text in (first, other))
    found = SequenceMatcher(None, [word for *_, word in mine], [word for *_, word in theirs], autojunk=False)
    return tuple((theirs[low][0], theirs[high - 1][1]) for kind, _, _, low, high in found.get_opcodes()
                 if kind != "equal" and high > low)


# — what it answers —


def answers(record: Record, rows: Sequence[StatementRow]) -> tuple[Answer, ...]:
    """What rows deny, are denied by or contradict."""
    here = {row.key: row for row in rows}
    keys = dict.fromkeys(key for row in rows for key in (*row.denies, *row.denied_by, *row.contradicts))
    made = []
    for key in keys:
        row = here.get(key) or record.statement_row(key)
        made.append(Answer(key=key, name=row.name, when=words.told_on(row.date),
                           said=words.clip(words.verbatim(row.content, row.quoted), 200)))
    return tuple(made)


def _wanted(asked: Asked) -> dict[str, Any]:
    days(asked.since, asked.until)
    some: dict[str, Any] = {field.name: getattr(asked, field.name) or None for field in fields(Filters)}
    return some | {"since": asked.since, "until": asked.until, "contradicted": asked.contradicted}


def each(record: Record, asked: Asked) -> Iterator[StatementRow]:
    """All statements that fit."""
    some = _wanted(asked)
    return stretches(lambda limit, first: record.statements(**some, limit=limit, start=first))


PAGE = Page(name="statements", path="/statements", title="Statements", asked=Asked, shown=Shown, look=look,
            rows="rows", each=each)
