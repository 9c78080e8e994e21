"""Questions and forecasts for a reader: the same one in several places is one row, with its hedges' ranges and what a
person decided on it.

Takes an open connection and never writes. A lead (`leads`) says where to look; it never decides.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from standoff.answers import OutlookRow, Resolved
from standoff.known import Known
from standoff.model import Date, OutlookType, Pin, Sourcing, Verb, Voice
from standoff.outlook import hedges
from standoff.outlook.exchange import Setting
from standoff.record import corrections, facts, keys, read, sources, sql
from standoff.record.linker import bare
from standoff.record.said import Ledger, plain
from standoff.record.sources import Sources

NEAR = 0.8
"""Share of words, of those that either has, from which on two wordings of one statement's forecast are one forecast."""

LEAST = 0.5
"""Share of characters, of those that either has, from which on an outlook is the one that a person resolved."""

WHOLE = 3
"""Words from which on a wording that another of the same statement and horizon has among its own is one with it."""

DENIAL = re.compile(r"\b(?:not|never|no|nobody|nothing|none|hardly|denie[sd]|deny|doubts?|doubted|rejects?|rejected)\b|"
                    r"n['’]t\b", re.I)
"""What a resolution must not lose or win: "yes" to "will not leave" is "no" to "will leave"."""

TELLING = 5
"""Words from which on equal words of nobody named are one question; "Will it work?" is asked of much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which outlooks are wanted. "" is any; a row is given with all its places where one of them fits."""

    forecaster: str = ""             # an actor, or words of a name
    type: str = ""
    about: str = ""                  # an actor, or words of a name
    open: bool | None = None         # True: that nobody resolved; False: that somebody did
    since: str = ""                  # told on that day or later, by publication
    until: str = ""
    words: str = ""                  # as of `search`
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An outlook as one place tells it, with what a row needs of it and no more."""

    key: str
    report: str
    page: str
    start: int
    end: int
    type: OutlookType
    statement: str
    forecaster: str | None
    sourcing: Sourcing
    voice: Voice
    about: tuple[str, ...]
    condition: str
    hedges: tuple[str, ...]
    negated: bool
    polar: bool
    words: str
    horizon: Date                    # without its evidence


class Board:
    """The outlooks of a record put together, as it has them when this is made."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
        self._conn = conn
        self.sources = Sources(conn, known)
        self._ledger = Ledger(conn, known, self.sources)
        self.told = {one.key: one for one in _all(conn)}
        self._ledger.load(one.statement for one in self.told.values() if one.statement)
        self._groups = sources.groups(self._same())
        self._resolved = self._decided()

    def group(self, key: str) -> tuple[str, ...]:
        """The keys of all outlooks that are this one, its own among them."""
        return self._groups.get(key, (key,))

    def rows(self) -> list[OutlookRow]:
        """All rows in the order in which they were first told; none of readers' comments."""
        return sorted((self.row(key) for key in {self.group(key)[0] for key, one in self.told.items()
                                                 if one.voice is not Voice.COMMENTER}), key=when)

    def out(self, one: _Told) -> tuple[str, str]:
        """Between which days it was told: with its report, as far as that is dated."""
        return sources.span(self._out(one))

    def _out(self, one: _Told) -> Date:
        low, high = self.sources.rest.get(one.report, ("", ""))
        return Date(value=self.sources.days.get(one.report), low=low or None, high=high or None)

    # — what is one —

    def _same(self) -> list[tuple[str, str]]:
        """Outlooks of one type that are one: of statements that are one, in nearly the same words; or of one
        forecaster, in the same words.
        """
        links = []
        sayings: dict[tuple[object, ...], list[tuple[set[str], _Told]]] = defaultdict(list)
        first: dict[tuple[object, ...], str] = {}
        for one in self.told.values():
            words, hedged = bare(one.words), tuple(map(bare, one.hedges))
            actor, name = self.who(one)
            if actor or len(words.split()) >= TELLING:
                links.append((first.setdefault((one.type, actor or bare(name), words), one.key), one.key))
            if one.statement and len(group := self._ledger.group(one.statement)) > 1:
                sayings[one.type, one.negated, hedged, group].append((set(words.split()), one))
        for some in sayings.values():
            links += [(a.key, b.key) for at, (mine, a) in enumerate(some) for theirs, b in some[at + 1:]
                      if len(mine & theirs) >= NEAR * len(mine | theirs) or (
                          a.horizon.high == b.horizon.high and len(mine & theirs) >= WHOLE
                          and mine & theirs in (mine, theirs))]
        return [pair for pair in links if pair[0] != pair[1]]

    # — what persons decided —

    def _decided(self) -> dict[str, Resolved]:
        """What was decided last on each outlook on which somebody decided, by the first of its keys."""
        made = {}
        for one in corrections.standing(self._conn, Verb.RESOLVE):
            if key := outlook_at(self._conn, one.pins[0]):
                made[self.group(key)[0]] = Resolved(
                    correction=keys.correction(one), outcome=one.value, by=one.by, because=one.because,
                    source=one.source, at=one.at)
        return made

    # — one row —

    def who(self, one: _Told) -> tuple[str, str]:
        """Actor key and name of the forecaster."""
        if one.forecaster or not one.statement:
            return self.sources.who(one.forecaster, "", one.sourcing)
        return self._ledger.who(one.statement)

    def row(self, key: str) -> OutlookRow:
        """The row in which an outlook is."""
        some = sorted((self.told[one] for one in self.group(key)), key=lambda one: (
            self.sources.published(one.report).removeprefix("≤ ") or "~", one.report, one.page, one.start, one.key))
        lead = some[0]
        actor, name = self.who(lead)
        first, last, bound = self.sources.out(one.report for one in some)
        pages = self._pages([one.key for one in some])
        day = self.sources.day(self._out(lead), lead.report)
        reports = len({one.report for one in some})
        return OutlookRow(
            key=lead.key, items=tuple(one.key for one in some), type=lead.type, forecaster=actor, name=name,
            roles=self.sources.roles(lead.forecaster, day) if lead.forecaster else (), sourcing=lead.sourcing,
            voice=lead.voice, text=" ".join(lead.words.split()), condition=lead.condition, hedges=lead.hedges,
            chain=self._ledger.chain(lead.statement, self._pages([lead.key])) if lead.statement else
            tuple(filter(None, (", ".join(self.sources.outlets(pages)), name))),
            ranges=tuple(dict.fromkeys(one for hedge in lead.hedges for one in hedges.ranges(hedge))),
            about=tuple(dict.fromkeys(filter(None, map(self.sources.linker.name, lead.about)))), horizon=lead.horizon,
            negated=lead.negated, polar=lead.polar,
            statement=self._ledger.lead(lead.statement) if lead.statement else "",
            resolved=self._resolved.get(self.group(key)[0]), reports=reports, families=reports, articles=len(pages),
            first=first, last=last, bound=bound)

    def outlets(self, row: OutlookRow) -> tuple[str, ...]:
        """Whose pages have the words, sorted."""
        return self.sources.outlets(self._pages(row.items))

    def setting(self, row: OutlookRow) -> Setting:
        """Where a row stands: its words in their paragraph, and the first page that has them as one would cite it."""
        some, pages = facts.outlook(self._conn, row.key).evidence, self._pages([row.key])
        span = next((one for one in some if one.page in pages), some[0])
        text, url = self._conn.execute("SELECT text, url FROM page WHERE key = ?", (span.page,)).fetchone()
        start, stop = self._conn.execute("SELECT start, stop FROM segment WHERE page = ? AND start <= ? "
                                         "ORDER BY n DESC", (span.page, span.start)).fetchone()
        outlet = self.sources.outlet(span.page)
        cited = (outlet, read.title(self._conn, span.page), row.first or row.bound, url or span.page)
        return Setting(context=" ".join(text[start:max(stop, span.end)].split()), outlet=outlet, url=url or "",
                       citation=", ".join(dict.fromkeys(filter(None, cited))))

    def _pages(self, some: Sequence[str]) -> list[str]:
        """The pages that print the words of one of these outlooks, in pieces or (headline and title) several times,
        typography aside; not copies that print others.
        """
        printed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, page, words in sql.rows(
                self._conn, "SELECT datum, page, substr(page.text, evidence.start + 1, evidence.stop - evidence.start) "
                            "FROM evidence JOIN page ON page.key = evidence.page WHERE owner IN ({}) AND datum = owner "
                            "ORDER BY page, evidence.start", some):
            printed[key, page].append(words)
        return sorted({page for (key, page), words in printed.items()
                       if plain(self.told[key].words) in map(plain, (" ".join(words), *words))})


def when(row: OutlookRow) -> tuple[str, str]:
    """What a row is put in order by."""
    return row.first or row.bound or "~", row.key


def _all(conn: sqlite3.Connection) -> Iterable[_Told]:
    for (key, report, page, start, stop, type, statement, forecaster, sourcing, voice, about, condition, hedged,
         negated, polar, words, *horizon) in conn.execute(
            "SELECT outlook.key, report, page, start, stop, type, statement, forecaster, sourcing, voice, about, "
            f"condition, hedges, negated, polar, words, {sources.DATED} FROM outlook "
            "LEFT JOIN date ON date.datum = outlook.key ORDER BY outlook.key").fetchall():

        def pieces(said: str, words: str = words, start: int = start) -> list[str]:
            return [" ".join(words[a - start:b - start].split()) for a, b in json.loads(said)]

        yield _Told(key=key, report=report, page=page, start=start, end=stop, type=OutlookType(type),
                    statement=statement, forecaster=forecaster, sourcing=Sourcing(sourcing), voice=Voice(voice),
                    about=tuple(json.loads(about)), condition=" … ".join(pieces(condition)),
                    hedges=tuple(pieces(hedged)), negated=bool(negated), polar=bool(polar), words=words,
                    horizon=sources.dated(horizon))


# — resolutions —


def outlook_at(conn: sqlite3.Connection, one: Pin) -> str:
    """The key of the outlook that stands at a resolution's pin now: at the same characters, else the one that shares
    at least half of them and denies no more and no less. "" for none, and where two of other types are as near: which
    of them a person meant nobody knows.
    """
    span = corrections.found(conn, one) if one.span else None
    if span is None:
        return ""
    near = conn.execute(
        "SELECT outlook.key, outlook.type, evidence.start, evidence.stop, "
        "substr(page.text, evidence.start + 1, evidence.stop - evidence.start) "
        "FROM evidence JOIN outlook ON outlook.key = evidence.datum JOIN page ON page.key = evidence.page "
        "WHERE evidence.page = ? AND owner = datum AND evidence.start < ? AND evidence.stop > ?",
        (span.page, span.end, span.start)).fetchall()
    shares: dict[float, dict[str, str]] = defaultdict(dict)
    for key, type, start, stop, words in near:
        share = (min(stop, span.end) - max(start, span.start)) / (max(stop, span.end) - min(start, span.start))
        if share >= LEAST and denials(words) == denials(one.quote):
            shares[share][type] = min(key, shares[share].get(type, key))
    best = shares[max(shares)] if shares else {}
    return next(iter(best.values())) if len(best) == 1 else ""


def denials(words: str) -> int:
    """How often some words deny something."""
    return len(DENIAL.findall(words))
