"""Shelf: reports and captures as lists, a page at a time, however many there are.

Takes an open connection and never writes. Of what is not on the page nothing but its place is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from standoff.model import Date
from standoff.record import sources, sql

NAMED = 40
"""Copies of a report whose outlets are named."""

DAY = "coalesce(date.value, date.high, date.low)"


class ReportOrder(StrEnum):
    """How a list of reports goes."""

    DATE = "date"                    # the latest published first, the undated last
    COPIES = "copies"                # those of most copies first


class CaptureOrder(StrEnum):
    """How a list of captures goes."""

    DATE = "date"                    # the latest published first, the undated last
    RETRIEVED = "retrieved"          # the last retrieved first, those of an unknown time last


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list."""

    key: str
    family: str
    title: str
    published: Date
    outlets: tuple[str, ...]         # of the copies, sorted, each once
    copies: int
    statements: int                  # that the article tells
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    """A capture in a list."""

    key: str
    page: str                        # "" where no page was made of it
    title: str
    outlet: str
    published: Date
    url: str
    retrieved: str                   # "" when nobody wrote it down
    media_type: str
    digest: str
    source: str                      # where it was first met
    report: str                      # "" while there is none
    copies: int                      # pages of its family, itself too


@sql.at_once
def reports(conn: sqlite3.Connection, words: str, order: ReportOrder, limit: int | None, start: int) -> \
        tuple[list[ReportRow], int]:
    """Reports that have all the words in their titles, and how many there are in all."""
    where, given = _like(words, "title")
    copies = "(SELECT count(*) FROM member WHERE member.family = report.family)"
    by = f"{copies} DESC, {DAY} DESC" if order is ReportOrder.COPIES else f"{DAY} IS NULL, {DAY} DESC"
    total, = conn.execute(f"SELECT count(*) FROM report WHERE {where}", given).fetchone()
    dated = "report LEFT JOIN date ON date.datum = report.key"
    found = conn.execute(
        f"SELECT report.key, family, title, {copies} FROM (SELECT report.key AS mine FROM {dated} WHERE {where} "
        f"ORDER BY {by}, report.key LIMIT ? OFFSET ?) CROSS JOIN {dated} WHERE report.key = mine "
        f"ORDER BY {by}, report.key", (*given, -1 if limit is None else limit, start)).fetchall()
    dates = sql.dates_of(conn, [key for key, *_ in found])
    return [ReportRow(key=key, family=family, title=title or key, copies=number,
                      published=sql.date_of(dates.get(key), {}) or Date(value=None), outlets=_outlets(conn, family),
                      statements=_count(conn, "statement WHERE page = '' AND report", key),
                      events=_count(conn, "event WHERE report", key)) for key, family, title, number in found], total


@sql.at_once
def captures(conn: sqlite3.Connection, words: str, order: CaptureOrder, limit: int | None, start: int) -> \
        tuple[list[CaptureRow], int]:
    """Captures that have all the words in title, outlet and address, and how many there are in all."""
    title = "(SELECT value FROM field WHERE page = page.key AND name = 'title' ORDER BY n LIMIT 1)"
    outlet = "(SELECT value FROM field WHERE page = page.key AND name = 'outlet' ORDER BY n LIMIT 1)"
    named = " || ' ' || ".join(f"coalesce({one}, '')" for one in (title, outlet, "page.url"))
    where, given = _like(words, f"({named})")
    seen = "(SELECT min(retrieved) FROM sighting WHERE capture = capture.key)"
    by = f"{seen} IS NULL, {seen} DESC" if order is CaptureOrder.RETRIEVED else f"{DAY} IS NULL, {DAY} DESC"
    whole = "capture LEFT JOIN page ON page.capture = capture.key"
    total, = conn.execute(f"SELECT count(*) FROM {whole} WHERE {where}", given).fetchone()
    dated = f"{whole} LEFT JOIN date ON date.datum = page.key"
    found = conn.execute(
        f"SELECT capture.key, page.key, {title}, page.url, {seen}, media_type, capture.digest, "
        f"(SELECT min(source) FROM sighting WHERE capture = capture.key), "
        f"(SELECT min(url) FROM sighting WHERE capture = capture.key) "
        f"FROM (SELECT capture.key AS mine FROM {dated} WHERE {where} ORDER BY {by}, capture.key LIMIT ? OFFSET ?) "
        f"CROSS JOIN {dated} WHERE capture.key = mine ORDER BY {by}, capture.key",
        (*given, -1 if limit is None else limit, start)).fetchall()
    dates = sql.dates_of(conn, [page for _, page, *_ in found if page])
    made = []
    for key, page, name, url, retrieved, media, digest, source, other in found:
        report, copies = _kin(conn, page)
        made.append(CaptureRow(
            key=key, page=page or "", title=name or "", outlet=sources.outlet(conn, page) if page else "",
            published=sql.date_of(dates.get(page), {}) or Date(value=None), url=url or other or "",
            retrieved=retrieved or "", media_type=media, digest=digest, source=source or "", report=report,
            copies=copies))
    return made, total


def _like(words: str, column: str) -> tuple[str, tuple[str, ...]]:
    """A condition that a column has all the words, case of Latin letters aside."""
    some = words.split()
    given = tuple("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in some)
    return " AND ".join([f"{column} LIKE ? ESCAPE '\\'" for _ in some]) or "1", given


def _outlets(conn: sqlite3.Connection, family: str) -> tuple[str, ...]:
    pages: Sequence[tuple[str]] = conn.execute("SELECT page FROM member WHERE family = ? ORDER BY page LIMIT ?",
                                               (family, NAMED)).fetchall()
    return tuple(sorted({sources.outlet(conn, page) for page, in pages}))


def _count(conn: sqlite3.Connection, what: str, key: str) -> int:
    number, = conn.execute(f"SELECT count(*) FROM {what} = ?", (key,)).fetchone()
    return int(number)


def _kin(conn: sqlite3.Connection, page: str | None) -> tuple[str, int]:
    """The report of a page, and how many pages its family has."""
    row = conn.execute("SELECT report.key, (SELECT count(*) FROM member AS other WHERE other.family = member.family) "
                       "FROM member JOIN report ON report.family = member.family WHERE page = ?", (page,)).fetchone()
    return (row[0], row[1]) if row else ("", 0)
