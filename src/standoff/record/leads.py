"""Leads: what later reports say that may bear on an open question or forecast. A person looks; nothing is decided here.

A lead shares with the outlook somebody whom it is about and words that are rare in this record, and was published after
it; where nobody knows when it was told, after its horizon began.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from standoff.answers import OutlookLead, OutlookRow
from standoff.record import sql
from standoff.record.linker import bare, published

COMMON = 0.02
"""Share of the record's statements from which on a word that stands in them tells nothing; at least FEW statements."""

FEW = 8

LONG = 4
"""Letters of a word from which on it may tell something."""

ALONE = 3
"""Rare words that something shares with an outlook that is about nobody."""

MOST = 30
"""Leads that are given, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Something that was said, foreseen or told of."""

    key: str
    report: str
    quote: str
    actors: frozenset[str]


def leads(conn: sqlite3.Connection, row: OutlookRow) -> list[OutlookLead]:
    """The statements, outlooks and ties of later reports that may bear on an outlook, the best first. The listings of
    actors, ties and outlook have to be ready.
    """
    names: dict[str, str] = dict(sql.rows(
        conn, "SELECT listed_about.actor, listed_actor.name FROM listed_about JOIN listed_actor "
              "ON listed_actor.key = listed_about.actor WHERE outlook IN ({})", row.items))
    rare = _rare(conn, row.text, names.values())
    days = published(conn)
    own = {one for keys in sql.rows(conn, "SELECT report, outlook FROM listed_item WHERE outlook IN ({})", row.items)
           for one in keys}
    made = []
    for one in (*_said(conn, rare), *_foreseen(conn, rare), *_tied(conn, names)):
        if one.report in own or not (out := days.get(one.report)) or not (why := _after(row, out)):
            continue
        shared = sorted(names[key] for key in one.actors & names.keys())
        words = sorted(set(bare(one.quote).split()) & rare.keys())
        if len(words) >= (1 if shared else ALONE) and (shared or not names):
            weight = sum(rare[word] for word in words) / sum(rare.values())
            score = (weight + len(shared) / len(names)) / 2 if names else weight
            made.append(OutlookLead(
                key=one.key, report=one.report, published=out, quote=one.quote, score=round(score, 3),
                reasons=(why, *(f"about {name}" for name in shared), *(f"has “{word}”" for word in words))))
    said = {one.report for one in made if one.key[0] != "t"}     # words of theirs tell more than a tie told in them
    return sorted((one for one in made if one.key[0] != "t" or one.report not in said),
                  key=lambda one: (-one.score, one.published, one.key))[:MOST]


def _after(row: OutlookRow, out: str) -> str:
    """Why a report that came out on a day may know more; "" where it does not."""
    told, begins = row.first or row.bound, (row.horizon.low or "")[:10]
    if told and out <= told:
        return ""
    if begins and out > begins:
        return f"published on {out}, after its time began on {begins}"
    return f"published on {out}, after {told}" if told else ""


def _rare(conn: sqlite3.Connection, text: str, names: Iterable[str]) -> dict[str, float]:
    """The words of an outlook that few statements have, with how much each tells; not those of the names, and none that
    tells little anywhere.
    """
    from standoff.statements.content import lexicon  # here, since what it needs takes long to import

    called = {word for name in names for word in bare(name).split()} | lexicon().empty | lexicon().light
    count = conn.execute("SELECT count(*) FROM statement").fetchone()[0]
    found = {}
    for word in sorted({one for one in bare(text).split() if len(one) >= LONG and one.isalpha()} - called):
        there = conn.execute("SELECT count(*) FROM said_words WHERE said_words MATCH ?", (f'"{word}"',)).fetchone()[0]
        if there <= max(COMMON * count, FEW):
            found[word] = math.log((count + 2) / (there + 1))
    return found


def _said(conn: sqlite3.Connection, rare: Mapping[str, float]) -> Iterator[_Found]:
    """The statements that have one of the words, readers' comments left out."""
    rows = conn.execute("SELECT key, report, source, start, stop, page, words FROM statement WHERE "
                        "voice <> 'commenter' AND id IN (SELECT rowid FROM said_words WHERE said_words MATCH ?)",
                        (_any(rare),)).fetchall()
    for key, report, source, start, stop, page, words in rows:
        who = conn.execute("SELECT actor FROM who WHERE mention = ?1 UNION SELECT actor FROM mention "
                           "JOIN who ON who.mention = mention.key WHERE ?2 = '' AND report = ?3 AND start >= ?4 "
                           "AND stop <= ?5", (source, page, report, start, stop)).fetchall()
        yield _Found(key=key, report=report, quote=" ".join(words.split()),
                     actors=frozenset(one for one, in who if one))


def _foreseen(conn: sqlite3.Connection, rare: Mapping[str, float]) -> Iterator[_Found]:
    """The outlooks that stand in no statement and have one of the words."""
    for key, report, words in conn.execute(
            "SELECT key, report, words FROM outlook WHERE statement = '' AND id IN (SELECT rowid FROM foreseen_words "
            "WHERE foreseen_words MATCH ?)", (_any(rare),)).fetchall():
        about = conn.execute("SELECT actor FROM listed_about WHERE outlook = ? AND actor <> ''", (key,))
        yield _Found(key=key, report=report, quote=" ".join(words.split()), actors=frozenset(one for one, in about))


def _tied(conn: sqlite3.Connection, names: Iterable[str]) -> Iterator[_Found]:
    """The ties of whom it is about."""
    for key, report, source, target, words in conn.execute(
            "WITH mine AS (SELECT value AS actor FROM json_each(?)) SELECT DISTINCT tie.key, tie.report, edge.source, "
            "edge.target, substr(report.text, tie.start + 1, tie.stop - tie.start) FROM listed_edge AS edge "
            "JOIN listed_tie_row AS told ON told.key = edge.key JOIN json_each(told.row, '$.ties') AS one "
            "JOIN tie ON tie.key = one.value JOIN report ON report.key = tie.report "
            "WHERE edge.source IN mine OR edge.target IN mine ORDER BY tie.key",
            (json.dumps(sorted(names)),)).fetchall():
        yield _Found(key=key, report=report, quote=" ".join(words.split()),
                     actors=frozenset(filter(None, (source, target))))


def _any(rare: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in rare) or '""'
