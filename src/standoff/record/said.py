"""Statements for a reader: what is told in several places is one row, with every wording, its source and its chain.

Which statements are one, deny or contradict one another is what the stage `echoes` found. Who a source is, and what it
was on that day, is joined in here. Takes an open connection and never writes.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from standoff.answers import StatementRow, Wording
from standoff.known import Known
from standoff.model import Date, EchoType, Factuality, Manner, Medium, Sourcing, Voice
from standoff.record import corrections, read, sources, sql
from standoff.record.linker import bare
from standoff.record.sources import Sources
from standoff.record.write import BETWEEN
from standoff.text import carry, reworded

MANY = 500
"""Statements that are in memory at once where all are read."""

AROUND = 60
"""Characters, at most, of who says so and how, in words that a statement around another adds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which statements are wanted. "" is any; a row is given with all its wordings where one of them fits."""

    speaker: str = ""                # an actor, or words of a name
    role: str = ""                   # words of what the speaker was
    addressee: str = ""              # an actor, or words of a name
    about: str = ""                  # an actor that somebody else speaks of in it
    manner: str = ""
    voice: str = ""                  # "": all but commenters
    since: str = ""                  # said on that day or later, as far as that is known
    until: str = ""
    words: str = ""                  # of the content, as of `search`
    report: str = ""
    contradicted: bool = False       # only what the same speaker contradicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """What the statement of one place is asked for by. Names and roles are bare: without case and accents."""

    key: str
    report: str
    speaker: str                     # actor key, "" where it is no actor's
    name: str
    addressee: str                   # as speaker
    addressed: str
    roles: tuple[str, ...]           # what the speaker was on that day, and its name
    manner: Manner
    negated: bool
    voice: Voice
    low: str                         # between which it was said, "" for what is not known
    high: str


@dataclass(frozen=True, slots=True)
class _Words:
    """How copies of a report word a statement where they differ from what the report prints, and which copies do."""

    speaker: str
    cue: str
    content: str
    quoted: tuple[str, ...]
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A statement as one place tells it, with what a row needs of it and no more."""

    key: str
    report: str
    source: str | None
    speaker: str                     # the words that tell the source
    sourcing: Sourcing
    cue: str
    content: str
    quoted: tuple[str, ...]
    addressee: str | None
    addressed: str
    place: str | None
    medium: Medium | None
    manner: Manner
    factuality: tuple[Factuality, ...]
    voice: Voice
    within: str
    date: Date                       # without its evidence
    pages: tuple[str, ...]           # every copy that has it
    others: tuple[_Words, ...] = ()  # of these, those with other words


class Ledger:
    """The statements of a record put together, as it has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known], some: Sources | None = None) -> None:
        self._conn, self._told = conn, dict[str, _Told]()
        self._reports = lru_cache(maxsize=8)(partial(read.report, conn))
        self.sources = some or Sources(conn, known)
        found: dict[str, list[tuple[str, str]]] = {type.value: [] for type in EchoType}
        self._rejected = corrections.rejected(conn)
        for type, a, b in conn.execute("SELECT type, a, b FROM echo ORDER BY key"):
            if not self._rejected & {a, b}:
                found[type].append((a, b))
        folded = [pair for pair in self._doubled() if not self._rejected & {*pair} and self._folds(*pair)]
        self._folded = {inner for inner, _ in folded}
        source = dict(conn.execute("SELECT key, source FROM statement WHERE source IS NOT NULL AND key IN ("
                                   "SELECT a FROM echo UNION SELECT b FROM echo)"))
        same = [pair for pair in found[EchoType.SAME] if self._together(*map(source.get, pair))]
        self._groups = sources.groups([*same, *folded])
        self._denies, self._denied, self._contradicts = (_ends(found[EchoType.DENIES]), _ends(
            (b, a) for a, b in found[EchoType.DENIES]), _ends(
                pair for a, b in found[EchoType.CONTRADICTS] for pair in ((a, b), (b, a))))

    def _together(self, *ends: str | None) -> bool:
        """Whether the sources of two statements are not two actors: they were one when the echoes were found."""
        return len({found.key for one in ends if one and (found := self.sources.linker.actor(one)) is not None}) < 2

    def group(self, key: str) -> tuple[str, ...]:
        """The keys of all statements that are this one, its own among them."""
        return self._groups.get(key, (key,))

    def who(self, key: str) -> tuple[str, str]:
        """Actor key and name of the speaker of a statement."""
        self.load([key])
        return self._who(self._told[key])

    def lead(self, key: str) -> str:
        """The key of the row in which a statement is: that of its lead wording."""
        some = self.group(key)
        if len(some) == 1:
            return key
        self.load(some)
        return self._ordered(some)[0].key

    def chain(self, key: str, pages: Iterable[str] | None = None) -> tuple[str, ...]:
        """On whose word a statement comes to us: the outlets that carry it (on these pages, else on any that has it),
        the outer speakers, then its own.
        """
        self.load([key])
        one = self._told[key]
        outlets = ", ".join(self.sources.outlets(one.pages if pages is None else pages))
        names, seen = [self._name(one)], {key}
        while one.within and one.within not in seen:
            seen.add(one.within)
            self.load([one.within])
            if one.within not in self._told:         # it went with its source, and no run has come since
                break
            one = self._told[one.within]
            names.append(self._name(one))
        return tuple(filter(None, (outlets, *reversed(names))))

    def all(self) -> Iterator[tuple[StatementRow, tuple[str, ...]]]:
        """All rows, readers' comments too, in order of the text; each with the keys of the statements that are it."""
        yield from self.some(self.order())

    def order(self) -> list[str]:
        """The keys of all statements in order of the text, but for those that a person rejected."""
        return [key for key, in self._conn.execute("SELECT key FROM statement ORDER BY report, page, start, key")
                if key not in self._rejected]

    def some(self, keys: Sequence[str]) -> Iterator[tuple[StatementRow, tuple[str, ...]]]:
        """The rows of some statements, each once, with the keys of the statements that are it."""
        seen: set[str] = set()
        for batch in sql.batches(keys, MANY):
            self.load(one for key in batch for one in self.group(key))
            for key in batch:
                if key not in seen and (group := self.group(key)):
                    seen.update(group if len(group) > 1 else ())
                    yield self._row(group), group
            self._told.clear()                       # all texts of a large record would not fit in memory

    # — what a row is asked for by —

    def handle(self, key: str) -> Handle:
        """What a statement is asked for by."""
        self.load([key])
        one, who = self._told[key], self.sources
        name, to = (bare(who.linker.name(end) if end else words) for end, words in (
            (one.source, one.speaker), (one.addressee, one.addressed)))
        roles = who.roles(one.source, who.day(one.date, one.report)) if one.source else ()
        low, high = sources.span(one.date)
        return Handle(
            key=key, report=one.report, speaker=self._actor(one.source), name=name,
            addressee=self._actor(one.addressee), addressed=to, voice=one.voice, manner=one.manner,
            roles=(*map(bare, roles), name) if one.source else (), negated=Factuality.NEGATED in one.factuality,
            low=low, high=high)

    def _actor(self, mention: str | None) -> str:
        found = self.sources.linker.actor(mention) if mention else None
        return found.key if found else ""

    # — told twice —

    def _doubled(self) -> list[tuple[str, str]]:
        """Statements that end what the one around them tells, each with that one."""
        return self._conn.execute(
            "SELECT a.key, b.key FROM statement AS a JOIN statement AS b ON b.key = a.within "
            "WHERE a.source IS NOT NULL AND b.source IS NOT NULL "
            "AND rtrim(substr(b.words, -length(a.words))) = rtrim(a.words) "
            "AND length(b.words) - length(a.words) < ? ORDER BY a.key", (AROUND,)).fetchall()

    def _folds(self, inner: str, outer: str) -> bool:
        """Whether a statement only repeats the one that it stands in: "told the Post that he believes it will rain"
        is one row, what he believes is none beside it.
        """
        self.load([inner, outer])
        a, b = self._told[inner], self._told[outer]
        left = b.content.split()[:-len(a.content.split())]
        return self._who(a) == self._who(b) and {*left} <= {*a.speaker.split(), *a.cue.split(), "that"}

    # — reading —

    def load(self, keys: Iterable[str]) -> None:
        """Read statements that were not read yet, a few hundred at a time with the texts that they stand in."""
        some = list(dict.fromkeys(key for key in keys if key not in self._told))
        for batch in sql.batches(some):
            rows = list(sql.rows(
                self._conn, "SELECT statement.key, report, page, source, speaker, sourcing, cue, words, quoted, "
                            f"addressee, addressed, place, medium, manner, factuality, voice, within, {sources.DATED} "
                            "FROM statement LEFT JOIN date ON date.datum = statement.key WHERE statement.key IN ({})",
                batch))
            texts = {key: text for noun, at in (("report", 1), ("page", 2)) for key, text in sql.rows(
                self._conn, f"SELECT key, text FROM {noun} WHERE key IN ({{}})",
                sorted({row[at] for row in rows if at == 2 or not row[2]} - {""}))}
            pages = sql.grouped(self._conn, "SELECT DISTINCT datum, page, digest FROM evidence WHERE owner IN ({}) "
                                            "AND datum = owner ORDER BY page", batch)
            for row in rows:
                one = _told(row, texts[row[2] or row[1]], sorted({page for page, _ in pages[row[0]]}))
                if len({digest for _, digest in pages[row[0]]}) > 1 and not row[2]:
                    one = replace(one, others=self._otherwise(one))
                self._told[one.key] = one

    def _otherwise(self, one: _Told) -> tuple[_Words, ...]:
        """The copies whose words for a statement are not those that the report prints; typography aside."""
        report = self._reports(one.report)
        texts: dict[str, str] = dict(sql.rows(self._conn, "SELECT key, text FROM page WHERE key IN ({})", one.pages))

        def carried(said: str) -> dict[str, list[str]]:
            found: dict[str, list[str]] = defaultdict(list)
            for start, end in json.loads(said):
                for span in (*carry(report, start, end), *reworded(report, start, end)):
                    if span.page in texts:       # a copy that tells some of it alone is no witness of it
                        found[span.page].append(" ".join(texts[span.page][span.start:span.end].split()))
            return found

        speaker, cue, content, quoted = map(carried, self._conn.execute(
            "SELECT speaker, cue, content, quoted FROM statement WHERE key = ?", (one.key,)).fetchone())
        joined: dict[tuple[str, str, str, tuple[str, ...]], list[str]] = defaultdict(list)
        for page in one.pages:
            who, how, what = (BETWEEN.join(some[page]) for some in (speaker, cue, content))
            words = who, how, what, tuple(quoted[page])
            if content[page] and plain(" ".join(words[:3])) != plain(f"{one.speaker} {one.cue} {one.content}"):
                joined[words].append(page)
        return tuple(_Words(*words, tuple(some)) for words, some in joined.items())

    def _ordered(self, group: Sequence[str]) -> list[_Told]:
        """The wordings of a statement: the one that quotes most leads, the others follow in order of publication. What
        repeats the one that it stands in is no wording of its own.
        """
        some = sorted((self._told[key] for key in group if key not in self._folded), key=lambda one: (
            self.sources.published(one.report).removeprefix("≤ ") or "~", one.report, one.key))
        lead = max(some, key=lambda one: sum(map(len, one.quoted)))
        return [lead, *(one for one in some if one is not lead)]

    # — one row —

    def _row(self, group: Sequence[str]) -> StatementRow:
        lead, *others = self._ordered(group)
        some = [lead, *others]
        date = min((one.date for one in some), key=_exactness)
        actor, name = self._who(lead)
        first, last, bound = self.sources.out(one.report for one in some)
        addressed = next((one for one in some if one.addressee), next((one for one in some if one.addressed), None))
        to, to_name = ("", "") if addressed is None else \
            self.sources.who(addressed.addressee, addressed.addressed, Sourcing.NAMED)
        reports = len({one.report for one in some})
        return StatementRow(
            key=lead.key, speaker=actor, name=name, sourcing=lead.sourcing, manner=lead.manner, cue=lead.cue,
            roles=self.sources.roles(lead.source, self.sources.day(date, lead.report)) if lead.source else (),
            content=lead.content, quoted=lead.quoted, addressee=to, addressee_name=to_name, date=date,
            place=self.sources.place(next((one.place for one in some if one.place), None)),
            medium=next((one.medium for one in some if one.medium), None), factuality=lead.factuality, voice=lead.voice,
            chain=self.chain(lead.key), wordings=tuple(one for told in some for one in self._wordings(told)),
            denies=self._others(group, self._denies), denied_by=self._others(group, self._denied),
            contradicts=self._others(group, self._contradicts), reports=reports, families=reports,
            articles=len({page for one in some for page in one.pages}), first=first, last=last, bound=bound)

    def _wordings(self, one: _Told) -> Iterator[Wording]:
        """What the report prints, with the copies that print it, then what others of its copies do."""
        apart = {page for other in one.others for page in other.pages}
        own = tuple(page for page in one.pages if page not in apart)
        same = _Words(one.speaker, one.cue, one.content, one.quoted, own)
        for said in (same, *one.others):
            yield Wording(statement=one.key, report=one.report, outlets=self.sources.outlets(said.pages),
                          published=self.sources.published(one.report), speaker=said.speaker, cue=said.cue,
                          content=said.content, quoted=said.quoted, articles=len(said.pages))

    def _others(self, group: Sequence[str], ends: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """The rows at the other end of echoes, but for this one."""
        found = dict.fromkeys(self.lead(end) for key in group for end in ends.get(key, ()) if end not in group)
        return tuple(sorted(found))

    def _who(self, one: _Told) -> tuple[str, str]:
        return self.sources.who(one.source, one.speaker, one.sourcing)

    def _name(self, one: _Told) -> str:
        return self._who(one)[1]


def plain(words: str) -> list[str]:
    """What wordings are compared by: words without case and marks."""
    return re.findall(r"\w+", words.casefold())


def _told(row: sql.Row, text: str, pages: Sequence[str]) -> _Told:
    (key, report, _, source, speaker, sourcing, cue, words, quoted, addressee, addressed, place, medium, manner,
     factuality, voice, within, *date) = row

    def pieces(said: str) -> list[str]:
        return [" ".join(text[start:end].split()) for start, end in json.loads(said)]

    return _Told(key=key, report=report, source=source, speaker=BETWEEN.join(pieces(speaker)),
                 sourcing=Sourcing(sourcing), cue=BETWEEN.join(pieces(cue)),
                 content=" ".join(words.split()), quoted=tuple(pieces(quoted)),
                 addressee=addressee, addressed=" ".join(pieces(addressed)), place=place,
                 medium=Medium(medium) if medium else None, manner=Manner(manner),
                 factuality=tuple(map(Factuality, json.loads(factuality))), voice=Voice(voice), within=within,
                 date=sources.dated(date), pages=tuple(pages))


def _ends(links: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        found[a].append(b)
    return found


def _exactness(date: Date) -> tuple[int, int, int]:
    """A value before bounds, the more exact value first, both bounds before one."""
    return date.value is None, -len(date.value or ""), -sum(bool(end) for end in (date.low, date.high))


def when(date: Date, first: str, bound: str) -> str:
    """The day by which a row is put in order, of these of its own."""
    return (date.low or date.value or date.high or first or bound or "~")[:10]
