"""The Linker, and what stands beside it: who a mention is, joined in when the record is read.

Facts name mentions. A new judgement or a person's correction re-runs no extraction: it is seen here at once. Every
function takes an open connection and never writes.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from standoff.codes.told import ended
from standoff.known import iso
from standoff.model import EVENTS, Actor, Claim, Date, Mention, Pin, Tie, TieType, Verdict
from standoff.record import corrections, facts, keys
from standoff.text import fold

REPORTER, UNNAMED = "the reporter", "unnamed"
"""How the voices are called that are nobody's name."""


class Linker:
    """Who a mention is, read when it is asked for. Takes mention keys; knows what the record knew when it was made."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        version, = conn.execute("PRAGMA data_version").fetchone()
        self._singles, self._chains, self._leaders, self._actors = _links(
            conn, _STEADY.get(conn, conn.total_changes), version)

    def actors(self) -> Iterable[Actor]:
        """All actors, by key."""
        return self._actors.values()

    def actor(self, mention: str) -> Actor | None:
        """The actor of a mention; None for a place that is no actor, and for a word that nothing leads to."""
        return self._actors.get(self._singles.get(mention) or self._chains.get(self.leader(mention), ""))

    def name(self, mention: str) -> str:
        """The name of its actor, else what the leader of its chain is called in the text; "" for no mention."""
        found = self.actor(mention)
        return found.name if found else self.words(self.leader(mention))

    def words(self, mention: str) -> str:
        """The proper name in a mention, else its words, in one line; "" for no mention."""
        row = self._conn.execute("SELECT CASE name WHEN '' THEN text ELSE name END FROM mention WHERE key = ?",
                                 (mention,)).fetchone()
        return " ".join(row[0].split()) if row else ""

    def leader(self, mention: str) -> str:
        """The mention that leads its chain."""
        return self._leaders.get(mention, mention)


Links = tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, Actor]]


@lru_cache(maxsize=1)
def _links(conn: sqlite3.Connection, changes: int, version: int) -> Links:
    """Single mentions and leaders to actors, mentions to other leaders, actors by key. One command asks several times;
    what `changes` and `version` say is that neither this process nor another has written meanwhile.
    """
    singles, chains = (dict(conn.execute("SELECT mention, actor FROM identity WHERE single = ?", (single,)))
                       for single in (1, 0))
    return (singles, chains, dict(conn.execute("SELECT key, leader FROM mention WHERE leader <> key")),
            {one.key: one for one in facts.actors(conn)})


_STEADY: dict[sqlite3.Connection, int] = {}


@contextmanager
def steady(conn: sqlite3.Connection) -> Iterator[None]:
    """Who is who is read once for all that is asked inside, whatever else it writes: lists, each of which asks."""
    before = _STEADY.get(conn)
    _STEADY[conn] = conn.total_changes if before is None else before
    try:
        yield
    finally:
        if before is None:
            del _STEADY[conn]


def speaking(some: Iterable[str] | None) -> tuple[str, tuple[str, ...]]:
    """The condition on `mention JOIN who` that leaves the mentions of some actors, or of all, and what it asks for.

    A chain lies in one report: only the reports of the actors' own leaders and single mentions are looked at.
    """
    if some is None:
        return "who.actor IS NOT NULL", ()
    wanted = "(SELECT value FROM json_each(?1))"
    return ("who.actor IN " + wanted + " AND mention.report IN (SELECT report FROM mention WHERE key IN ("
            "SELECT mention FROM identity WHERE actor IN " + wanted + "))", (json.dumps(sorted(some)),))


def mentions_of(conn: sqlite3.Connection, actor: str) -> list[Mention]:
    """The mentions of an actor, pronouns too, by report and place."""
    which, asked = speaking([actor])
    rows = conn.execute("SELECT key, report FROM mention JOIN who ON who.mention = mention.key "
                        f"WHERE {which}", asked).fetchall()
    wanted = {key for key, _ in rows}
    return [one for one in facts.mentions(conn, sorted({report for _, report in rows})) if one.key in wanted]


def ties_of(conn: sqlite3.Connection, actor: str) -> list[Tie]:
    """The ties at whose one end an actor is, by key."""
    which, asked = speaking([actor])
    return _standing(conn, facts.ties(conn, [key for key, in conn.execute(
        f"WITH mine AS (SELECT key FROM mention JOIN who ON who.mention = mention.key WHERE {which}) "
        "SELECT key FROM tie WHERE source IN mine OR target IN mine", asked)]))


def ties_in(conn: sqlite3.Connection, report: str) -> list[Tie]:
    """The ties of a report, by key."""
    return _standing(conn, facts.ties(conn, [key for key, in conn.execute("SELECT key FROM tie WHERE report = ?",
                                                                          (report,))]))


def ties_all(conn: sqlite3.Connection) -> list[Tie]:
    """All ties, by key."""
    return _standing(conn, facts.ties(conn))


def _standing(conn: sqlite3.Connection, ties: Iterable[Tie]) -> list[Tie]:
    """Those that no person rejected."""
    rejected = corrections.rejected(conn)
    return [one for one in ties if keys.tie(one) not in rejected]


def known_here(conn: sqlite3.Connection, linker: Linker | None = None) -> dict[str, Actor]:
    """The actors of the record by the keys of their entries, also of entries that a person made one with theirs.

    What persons parted later is not led to one another.
    """
    linker = linker or Linker(conn)
    some = {one.key: one for one in linker.actors()}
    here = {one.known: one.key for one in some.values() if one.known}
    led = _led(conn, here, lambda mention: one.key if (one := linker.actor(mention)) else "")
    return {known: some[key] for known, key in led.items()}


def known_keys(conn: sqlite3.Connection) -> dict[str, str]:
    """The keys of the actors of `known_here`, without reading all that the record has of all."""
    here = dict(conn.execute("SELECT known, key FROM actor WHERE known != '' ORDER BY key").fetchall())
    return _led(conn, here, lambda mention: actor_of(conn, mention))


def actor_of(conn: sqlite3.Connection, mention: str) -> str:
    """The key of the actor of a mention, "" for none."""
    found = conn.execute("SELECT actor FROM who WHERE mention = ?", (mention,)).fetchone()
    return str(found[0] or "") if found else ""


def _led(conn: sqlite3.Connection, here: Mapping[str, str], actor: Callable[[str], str]) -> dict[str, str]:
    """The actors of entries, with those of entries that a person made one with them; `actor` is that of a mention."""
    known = {key: entry for entry, key in here.items()}
    said = corrections.judgements(conn)
    apart = {frozenset((one.a, one.b)) for one in said if one.verdict is Verdict.DIFFERENT}
    joined: dict[str, set[str]] = {}
    for one in said:
        if one.verdict is Verdict.SAME:
            both = joined.get(one.a, {one.a}) | joined.get(one.b, {one.b})
            joined |= dict.fromkeys(both, both)
    led = dict(here)
    for key in sorted(key for key in joined if key not in here and not keys.names_mention(key)):
        near = {found for end in joined[key] if (found := here.get(end) or actor(end))
                and frozenset((key, known.get(found, ""))) not in apart}
        led |= {key: min(near)} if near else {}
    return led


def meant(conn: sqlite3.Connection, pins: Iterable[Pin], here: Mapping[str, str]) -> set[str]:
    """The keys of the actors that pins lead to now; `here` is `known_keys`."""
    some = set()
    for one in pins:
        mention = None if one.known else corrections.mention_at(conn, one)
        found = here.get(one.known) if one.known else actor_of(conn, mention.key) if mention else ""
        some |= {found} if found else set()
    return some


def voice(linker: Linker, tie: Tie) -> str:
    """On whose word a tie is: a name, "the reporter", or "unnamed" for words of nobody named."""
    if tie.voice:
        return linker.name(tie.voice) or UNNAMED
    return UNNAMED if tie.said else REPORTER


def voices(linker: Linker, some: Iterable[Tie], *claims: Claim) -> tuple[str, ...]:
    """Who says so of those of some claims, of all without any: the reporter first, then by name, the unnamed last."""
    found = {voice(linker, tie) for tie in some if not claims or tie.claim in claims}
    return tuple(sorted(found, key=lambda name: (name != REPORTER, name == UNNAMED, name)))


def published(conn: sqlite3.Connection) -> dict[str, str]:
    """The day of publication of each report that is dated, cut to what is known; `bounded` has the rest."""
    return {key: value[:10] for key, value in conn.execute(
        "SELECT datum, value FROM date WHERE datum IN (SELECT key FROM report) AND value IS NOT NULL")
        if iso(value[:10])}


def bounded(conn: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """The first and the last day, "" for none, between which each report came out that is not dated itself."""
    dated = published(conn)
    return {key: ((low or "")[:10], (high or "")[:10]) for key, low, high in conn.execute(
        "SELECT datum, low, high FROM date WHERE datum IN (SELECT key FROM report)") if key not in dated}


def bound(reports: Iterable[str], days: Mapping[str, str], rest: Mapping[str, tuple[str, str]]) -> tuple[
        str, str]:
    """The days between which reports came out of which none is dated; "" where one is, or has no such bound."""
    ends = [("", "") if key in days else rest.get(key, ("", "")) for key in reports]
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    return min(lows) if lows and all(lows) else "", max(highs) if highs and all(highs) else ""


@lru_cache(maxsize=1 << 15)
def bare(name: str) -> str:
    """What names are compared by: words without case, accents and what divides them."""
    return " ".join(re.findall(r"\w+", " ".join(fold(word) for word in re.split(r"[\s\-]+", name))))


def span(tie: Tie) -> tuple[str, str]:
    """From when until when a text puts a tie, "" for what it does not tell. A time at which somebody became something,
    or was it, is no end; a fight or a talk is over with its day.

    A text that tells no time puts it in its own present: that is no beginning.
    """
    return lasting(tie.type, tie.date)


def lasting(type: TieType, date: Date) -> tuple[str, str]:
    """`span` of a tie of a type by its date."""
    if date.value is None:
        return "", ""
    begin, cut, end = date.value.partition("/")
    if not cut:
        return date.low or "", (date.high or "") if type in EVENTS else ""
    return (date.low or "") if begin not in ("", "..") else "", (date.high or "") if end not in ("", "..") else ""


def over(some: Sequence[Tie], days: Mapping[str, str]) -> bool:
    """Whether the texts say that it is over (`codes.told.ended`). `days`: of publication, by report."""
    said: dict[str, bool] = {}
    for tie in some:
        said[tie.report] = said.get(tie.report, False) or tie.former
    return ended((days.get(report, ""), former) for report, former in said.items())


def bounds(some: Sequence[Tie], days: Mapping[str, str]) -> tuple[str, str]:
    """The first and the last day on which texts put something, "" for what nobody tells or what they contradict.

    What is over without a time told was so, at the latest, when the first text that says so came out.
    """
    told = [(*span(tie), tie) for tie in some]
    since = min((since for since, _, _ in told if since), default="")
    if over(some, days):
        until = min((until or days.get(tie.report, "") for _, until, tie in told
                     if tie.former and (until or days.get(tie.report))), default="")
    else:
        ends = [until for _, until, tie in told if not tie.former]
        until = max(ends) if ends and all(ends) else ""
    return ("", "") if since and until and until[:len(since)] < since[:len(until)] else (since, until)
