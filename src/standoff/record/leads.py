"""Leads: what later reports say that may bear on an open question or forecast. A person looks; nothing is decided here.

A lead shares with the outlook somebody whom it is about and words that are rare in this record, and was published after
it; where nobody knows when it was told, after its horizon began.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from standoff.answers import OutlookLead, OutlookRow
from standoff.record import keys
from standoff.record.foreseen import Board
from standoff.record.linker import bare, ties_of
from standoff.record.posts import words as tie_words

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


def leads(conn: sqlite3.Connection, board: Board, row: OutlookRow) -> list[OutlookLead]:
    """The statements, outlooks and ties of later reports that may bear on an outlook, the best first."""
    names = {actor.key: actor.name for key in row.items for end in board.told[key].about
             if (actor := board.sources.linker.actor(end))}
    rare = _rare(conn, row.text, names.values())
    own = {board.told[key].report for key in row.items} | set(row.items)
    made = []
    for one in (*_said(conn, board, rare), *_foreseen(conn, board, rare), *_tied(conn, board, names)):
        if one.report in own or not (out := board.sources.days.get(one.report)) or not (why := _after(row, out)):
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


def _said(conn: sqlite3.Connection, board: Board, rare: Mapping[str, float]) -> Iterator[_Found]:
    """The statements that have one of the words, readers' comments left out."""
    rows = conn.execute("SELECT key, report, source, start, stop, page, words FROM statement WHERE "
                        "voice <> 'commenter' AND id IN (SELECT rowid FROM said_words WHERE said_words MATCH ?)",
                        (_any(rare),)).fetchall()
    for key, report, source, start, stop, page, words in rows:
        inside = () if page else conn.execute("SELECT key FROM mention WHERE report = ? AND start >= ? AND stop <= ?",
                                              (report, start, stop)).fetchall()
        yield _Found(key=key, report=report, quote=" ".join(words.split()),
                     actors=_actors(board, [source, *(one for one, in inside)]))


def _foreseen(conn: sqlite3.Connection, board: Board, rare: Mapping[str, float]) -> Iterator[_Found]:
    """The outlooks that stand in no statement and have one of the words."""
    for key, in conn.execute("SELECT key FROM outlook WHERE statement = '' AND id IN (SELECT rowid FROM foreseen_words "
                             "WHERE foreseen_words MATCH ?)", (_any(rare),)).fetchall():
        one = board.told[key]
        yield _Found(key=key, report=one.report, quote=" ".join(one.words.split()), actors=_actors(board, one.about))


def _tied(conn: sqlite3.Connection, board: Board, names: Iterable[str]) -> Iterator[_Found]:
    """The ties of whom it is about."""
    found = {keys.tie(tie): tie for actor in names for tie in ties_of(conn, actor)}
    for key, tie in found.items():
        yield _Found(key=key, report=tie.report, quote=tie_words(conn, tie),
                     actors=_actors(board, filter(None, [tie.source, tie.target])))


def _actors(board: Board, mentions: Iterable[str | None]) -> frozenset[str]:
    return frozenset(actor.key for one in mentions if one and (actor := board.sources.linker.actor(one)))


def _any(rare: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in rare) or '""'
