"""Full-text search over segments, each hit pinned to its characters.

FTS5 finds and ranks; it gives marked-up copies of text, not offsets, so the marks are walked through once and turned
into spans of the page. What the user types is words, "phrases" and prefixes*, never query syntax: no input is an error.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from standoff import text
from standoff.answers import Hit
from standoff.errors import UnknownRole
from standoff.model import Role, Span
from standoff.record import read, sql

TERMS = 64
"""Words and phrases of a query that are looked for; the rest is ignored. FTS5 limits the depth of an expression."""

AROUND = 90
"""Characters of a snippet before the first match, and about as many after it: three lines on a terminal."""

_TERM = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_MARKS = [(chr(code), chr(code + 1)) for code in range(0xFDD0, 0xFDF0, 2)]    # noncharacters, for use inside a program


def query(words: str) -> str:
    """The words as an FTS5 expression, all of them required; "" when nothing in them can be found.

    ``Al-Sudani said*`` becomes ``"Al-Sudani" "said"*``; ``AND ) NEAR(`` is just the words AND and NEAR.
    """
    terms = []
    for phrase, star, word in _TERM.findall(text.storable(words)):
        term, prefix = (phrase, bool(star)) if not word else (word, word.endswith("*"))
        if any(char.isalnum() for char in term):
            terms.append('"' + term.rstrip("*") + '"' + "*" * prefix)
    return " ".join(terms[:TERMS])


RANKED = 20_000
"""Matches up to which they are ranked: words that nearly all segments have tell none of them apart."""


def search(conn: sqlite3.Connection, words: str, limit: int = 20, role: Role | str | None = None,
           start: int = 0) -> list[Hit]:
    """The segments that have all the words, best first; those that rank equally, and those of more than RANKED, in
    order of page and place.
    """
    if role is not None and role not in set(Role):
        raise UnknownRole(f"Segments have no role {role!r}. The roles are: {', '.join(Role)}.")
    expression = query(words)
    if not expression:
        return []
    with sql.snapshot(conn):
        many = len(conn.execute("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?",
                                (expression, RANKED + 1)).fetchall()) > RANKED
        found = conn.execute(
            f"SELECT segment.id, segment.key, page, role, start, stop, {'0.0' if many else 'bm25(words)'} AS score "
            "FROM words JOIN segment ON segment.id = words.rowid WHERE words MATCH ?1 AND (?2 IS NULL OR role = ?2) "
            f"ORDER BY {'words.rowid' if many else 'score, page, n'} LIMIT ?3 OFFSET ?4",
            (expression, role, max(limit, 0), max(start, 0))).fetchall()
        cuts = dict(conn.execute(f"SELECT id, text FROM segment_text WHERE id IN ({sql.marks(found)})",
                                 [row[0] for row in found]))
        matches = _matches(conn, expression, cuts)
        return [_hit(conn, cuts[id], matches[id], *row) for id, *row in found]


def roles(conn: sqlite3.Connection, words: str) -> dict[Role, int]:
    """How many segments of each role have all the words, most first."""
    expression = query(words)
    found = conn.execute("SELECT role, count(*) FROM words JOIN segment ON segment.id = words.rowid "
                         "WHERE words MATCH ? GROUP BY role ORDER BY 2 DESC, 1", (expression,)) if expression else ()
    return {Role(role): n for role, n in found}


def _hit(conn: sqlite3.Connection, cut: str, matches: list[tuple[int, int]], key: str, page: str, role: str,
         start: int, stop: int, score: float) -> Hit:
    url, = conn.execute("SELECT url FROM page WHERE key = ?", (page,)).fetchone()
    low, high = window(cut, *(matches[0] if matches else (0, 0)))
    return Hit(key=key, page=page, role=Role(role), span=Span(page=page, start=start + low, end=start + high),
               snippet=cut[low:high], title=read.title(conn, page), url=url, score=score,
               marks=tuple(Span(page=page, start=start + a, end=start + b) for a, b in matches
                           if low <= a and b <= high))


def _matches(conn: sqlite3.Connection, expression: str, cuts: dict[int, str]) -> dict[int, list[tuple[int, int]]]:
    """Where the words stand in each segment; nowhere when its text has all characters that could mark them."""
    out: dict[int, list[tuple[int, int]]] = {id: [] for id in cuts}
    for before, after in _MARKS:
        able = [id for id, cut in cuts.items() if not out[id] and before not in cut and after not in cut]
        if able:                     # +rowid: one walk through the matches instead of one for each segment
            for id, marked in conn.execute(
                    "SELECT rowid, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ? "
                    f"AND +rowid IN ({sql.marks(able)})", (before, after, expression, *able)):
                out[id] = list(_walk(marked, before, after))
        if len(able) == len(cuts):
            break
    return out


def _walk(marked: str, before: str, after: str) -> Iterator[tuple[int, int]]:
    """The marked stretches of a text, in offsets of the text without marks."""
    at = 0
    for piece in marked.split(before):
        match, _, rest = piece.rpartition(after)
        if match:
            yield at, at + len(match)
        at += len(match) + len(rest)


def window(cut: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around a match that is shown: whole words, without white space at its ends."""
    low, high = max(0, start - AROUND), min(len(cut), max(end, start + AROUND))
    while low > 0 and low < start and not cut[low - 1].isspace():
        low += 1
    while high < len(cut) and high > end and not cut[high].isspace():
        high -= 1
    return text.trim(cut, low, high)
