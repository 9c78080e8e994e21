"""Independence: how many reports of one event are shown not to rest on one another (CONVENTIONS §7).

It is shown, never assumed: a report counts apart only if its outlet is known and none of those already counted shares
its outlet or author, cites or credits it or is cited or credited by it, cites the same outlet, credits the same agency,
tells the event word for word as it does, or tells it on the same word. Whatever is not counted has a sentence that says
why. Takes an open connection and never writes.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from standoff import lexicons
from standoff.answers import EventRow
from standoff.model import FieldName, Role, Voice
from standoff.record import read
from standoff.record.linker import REPORTER, UNNAMED, Linker, bare

if TYPE_CHECKING:
    from standoff.families import notes

SHORT = 9
"""Characters of a key in a sentence."""

RUN = 10
"""Words in a row that two who write on their own do not share."""

AGENCIES = frozenset(lexicons.load("independence")["agencies"].split())
"""Those whose copy other outlets print: a common credit tells that two reports rest on one."""

HOUSES = frozenset(lexicons.load("independence")["houses"].split())
"""Hosts of which each name below is an outlet of its own."""

DATELINE = re.compile(r"[^\n(]{1,60}\(([A-Z][\w .&'-]{1,30})\)\s*[-–—:]")
"""What an agency's text begins with: "KYIV (Reuters) -"."""

HOST = re.compile(r"(?:www\.)?([\w-]+(?:\.[\w-]+)*?)(?:\.(?:com?|org|net|gov|ac))?\.[a-z]{2,}")
"""The name of a host, of which what stands before its domain is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One report of an event."""

    report: str
    pages: tuple[str, ...]           # that have the event's words
    voices: frozenset[str]           # on whose word it tells the event: names, "the reporter", "unnamed"
    words: tuple[str, ...] = ()      # the sentences that tell it


class Independence:
    """Which reports rest on one another, as the record has it when this is made."""

    def __init__(self, conn: sqlite3.Connection, linker: Linker) -> None:
        self._conn = conn
        self._outlets = _outlets(conn)
        self._cited = _cited(conn, linker)
        self._notes: dict[str, tuple[notes.Note, frozenset[str], frozenset[str]]] = {}

    def among(self, some: Sequence[Heard]) -> tuple[int, tuple[str, ...]]:
        """How many of the reports of one event are independent of each other, at least one, and why the others are not
        counted. Takes them in the order in which they came out: of two that are not independent the first counts.
        """
        counted: list[Heard] = []
        words = {one.report: runs(one.words) for one in some}
        why = []
        for one in some:
            reason = self._unknown(one) if len(some) > 1 else ""
            reason = reason or next((told for other in counted if (told := self._tied(one, other, words))), "")
            if reason:
                why.append(reason)
            else:
                counted.append(one)
        return max(1, len(counted)), tuple(why)

    def _unknown(self, one: Heard) -> str:
        if self._names(one):
            return ""
        return f"{one.report[:SHORT]} is not counted apart: its outlet is not known."

    def _tied(self, one: Heard, other: Heard, words: Mapping[str, frozenset[str]]) -> str:
        """Why two reports are not shown to be independent, "" where they are. `words`: of each report, as of `runs`."""
        a, b = one.report[:SHORT], other.report[:SHORT]
        mine, others = self._names(one), self._names(other)
        if both := mine.keys() & others.keys():
            return f"{a} and {b} are of one outlet, {mine[min(both)]}."
        cited, also = self._cited.get(one.report, {}), self._cited.get(other.report, {})
        if both := cited.keys() & others.keys():
            return f"{a} cites {others[min(both)]}, whose report is {b}."
        if both := also.keys() & mine.keys():
            return f"{b} cites {mine[min(both)]}, whose report is {a}."
        if both := cited.keys() & also.keys():
            return f"{a} and {b} both cite {cited[min(both)]}."
        if not words[one.report].isdisjoint(words[other.report]):
            return f"{a} and {b} tell it word for word alike."
        if REPORTER not in one.voices | other.voices and (shared := one.voices & other.voices):
            who = min(shared - {UNNAMED}, default="somebody who is not named")
            return f"{a} and {b} both tell it on the word of {who}."
        return self._credited(one, other) or self._credited(other, one)

    def _credited(self, one: Heard, other: Heard) -> str:
        """Why a report rests on another, or both on a third, by what they credit; "" where they do not."""
        a, b = one.report[:SHORT], other.report[:SHORT]
        mine, others = [self._note(page) for page in one.pages], [self._note(page) for page in other.pages]
        for note, credits, authors in mine:
            for theirs, also, writers in others:
                if any(name in credits and name not in note.names for name in theirs.names):
                    return f"{a} credits {theirs.label}, whose report is {b}."
                if both := credits & also & AGENCIES:
                    return f"{a} and {b} both credit {min(both)}."
                if both := authors & writers:
                    return f"{a} and {b} are by one author, {min(both)}."
        return ""

    def _note(self, page: str) -> tuple[notes.Note, frozenset[str], frozenset[str]]:
        """What a page says of where it is from, what it credits, and who wrote it; read when it is asked for first."""
        from standoff.families import notes  # which compiles the copy finder: only where it is asked for

        if page not in self._notes:
            read_ = read.page(self._conn, page)
            note = notes.note(read_)
            lines = (read_.text[seg.start:seg.end] for seg in read_.segments if seg.role in (Role.LEAD, Role.BODY))
            found = (DATELINE.match(line.lstrip()) for line in lines)
            credits = {*note.credits, *(notes.letters(one[1]) for one in found if one)}
            writers = {field.value for field in read_.fields if field.name is FieldName.AUTHOR and " " in field.value}
            self._notes[page] = note, frozenset(credits), frozenset(writers)
        return self._notes[page]

    def _names(self, one: Heard) -> dict[str, str]:
        """The outlets of a report's pages, by what they are compared by."""
        return {letters(name): name for page in one.pages for name in self._outlets.get(page, ()) if letters(name)}


def runs(some: Iterable[str]) -> frozenset[str]:
    """The words in a row that are copied where two reports have them. Made once for each report, as of one event there
    may be many.
    """
    told = [bare(one).split() for one in some]
    return frozenset(" ".join(words[at:at + RUN]) for words in told for at in range(len(words) - RUN + 1))


def explain(row: EventRow) -> tuple[str, ...]:
    """A sentence for each number of a row: articles, families, reports, independent reports (CONVENTIONS §7)."""
    reports = list(dict.fromkeys(one.report for one in row.tellings))
    outlets = sorted({name for one in row.tellings for name in one.outlets})
    alone = "one report stands alone" if row.reports == 1 else \
        "no two of them share an outlet or author, cite or credit one another or the same outlet, are copied, or " \
        "tell it on one word"
    return (
        f"articles {row.articles}: pages with words that tell it, of {', '.join(outlets) or 'no outlet that is known'}",
        f"families {row.families}: articles with the same text count once",
        f"reports {row.reports}: {', '.join(key[:SHORT] for key in reports)}",
        f"independent {row.independent}: {' '.join(row.dependence) or alone}")


def letters(name: str) -> str:
    """What outlets are compared by: "Al-Monitor", "The Al Monitor" and "www.al-monitor.com" are one, and so are
    "edition.cnn.com" and "cnn.com", but not two blogs of one house.
    """
    host = HOST.fullmatch(name.strip().lower())
    labels = host[1].split(".") if host else []
    house = labels[-1] if labels and labels[-1] not in HOUSES else ".".join(labels)
    return "".join(bare(house if host else name).removeprefix("the ").split())


def _outlets(conn: sqlite3.Connection) -> Mapping[str, Sequence[str]]:
    """The outlet of each page that tells one, else the host of its address."""
    told: dict[str, list[str]] = defaultdict(list)
    for page, name in conn.execute("SELECT page, value FROM field WHERE name = 'outlet' ORDER BY page, n"):
        told[page].append(" ".join(name.split()))
    for page, url in conn.execute("SELECT key, url FROM page WHERE url IS NOT NULL"):
        if page not in told and (host := _host(url)):
            told[page].append(host)
    return told


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _cited(conn: sqlite3.Connection, linker: Linker) -> Mapping[str, dict[str, str]]:
    """The outlets on whose word each report says something ("Newsweek reported …"), by what they are compared by."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for report, source in _sources(conn):
        name = linker.name(source)
        if letters(name):
            found[report].setdefault(letters(name), name)
    return found


def _sources(conn: sqlite3.Connection) -> Iterable[tuple[str, str]]:
    return conn.execute("SELECT DISTINCT report, source FROM statement WHERE voice = ? AND source IS NOT NULL "
                        "ORDER BY report, source", (Voice.OUTLET.value,)).fetchall()
