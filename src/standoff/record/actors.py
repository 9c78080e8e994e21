"""The actors as a list: whom somebody means by a name, counts and codes of each, frequent names that no file knows.

Every function takes an open connection and never writes.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property

from standoff.answers import ActorRow, Unknown, Written
from standoff.errors import AmbiguousKey, UnknownKey
from standoff.known import Known
from standoff.model import Actor
from standoff.record import facts, read
from standoff.record.codings import Codes
from standoff.record.linker import Linker, bare, bound, bounded, known_here, published, speaking

CANDIDATES = 8
"""Actors that an ambiguous name lists."""


# — whom somebody means —


KEY = re.compile(r"[an][0-9a-f]{8,16}")
"""What is taken for a key before names are looked at: as many signs as lists show."""

SHORT = re.compile(r"[an](?=[a-f]*\d)[0-9a-f]{1,7}")
"""What is taken for the beginning of a key where nobody is called so: "Abed" is none, "a5" is one."""


_WRITTEN = ("FROM mention JOIN who ON who.mention = mention.key JOIN actor ON actor.key = who.actor "
            "WHERE (form = 'name' OR (form = 'description' AND described = 1))")
_WORDS = "CASE form WHEN 'name' THEN mention.name ELSE text END"
"""What texts call actors: by their names, and those who have none by descriptions."""


class Finder:
    """Whom somebody means, for several questions on one state of a record: what it reads it reads once."""

    def __init__(self, conn: sqlite3.Connection, known: Mapping[str, Known]) -> None:
        self._conn, self._known, self._linker = conn, known, Linker(conn)

    @cached_property
    def _own(self) -> dict[str, set[str]]:
        """The names that each actor has of itself or of its entry, bare."""
        return {one.key: {bare(one.name), *(bare(name) for name in called(self._known.get(one.known)))} - {""}
                for one in self._linker.actors()}

    @cached_property
    def _spelt(self) -> dict[str, list[str]]:
        """What texts may call actors, by how it is bare."""
        found: dict[str, list[str]] = defaultdict(list)
        for words, in self._conn.execute(f"SELECT DISTINCT {_WORDS} FROM mention WHERE form <> 'pronoun'"):
            found[bare(words)].append(words)
        return found

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """All names of each actor, bare: its own, the known and those written. Takes long in a large record."""
        names = {key: set(some) for key, some in self._own.items()}
        for key, words in self._conn.execute(f"SELECT DISTINCT actor.key, {_WORDS} {_WRITTEN}"):
            names[key].add(bare(words))
        return {key: some - {""} for key, some in names.items()}

    @cached_property
    def _here(self) -> dict[str, Actor]:
        return {key.casefold(): one for key, one in known_here(self._conn, self._linker).items()}

    def key(self, asked: str) -> str:
        """The key of the actor meant by a key, the beginning of one, a known key ("IRQ.pmu") or a name.

        A name is taken in full, or by some of its words where they are those of one actor only.

        Raises UnknownKey or AmbiguousKey, with whom it may mean.
        """
        asked = asked.strip()
        if KEY.fullmatch(asked.lower()) and (found := self._resolved(asked)):
            return found
        if asked.casefold() in self._here:
            return self._here[asked.casefold()].key
        entry = next((one for key, one in self._known.items() if key.casefold() == asked.casefold()), None)
        if entry is not None:
            raise UnknownKey(f"No report speaks of {entry.name} ({entry.key}).")
        if re.fullmatch(r"[A-Z]{3}\.\S+", asked):
            raise UnknownKey(f"No file of actors has the key {asked}. Names and keys: standoff actors")
        return self._called(asked)

    def mention(self, asked: str) -> str:
        """The key of the mention whose key begins so, where nobody is called so; "" for none."""
        asked = asked.strip().lower()
        if asked[:1] != "n" or not (KEY.fullmatch(asked) or (SHORT.fullmatch(asked) and not self._exact(asked))):
            return ""
        return self._begun(asked)

    def _begun(self, asked: str) -> str:
        try:
            return read.full_key(self._conn, asked)
        except UnknownKey:
            return ""

    def _resolved(self, asked: str) -> str:
        """The actor whose key, or whose mention's key, begins so; "" for none."""
        if not (key := self._begun(asked)):
            return ""
        found = None if key[0] == "a" else self._linker.actor(key)
        if key[0] == "n" and found is None:
            raise UnknownKey(f"{key} is a mention of nobody who is an actor.")
        return found.key if found else key

    def _exact(self, asked: str) -> list[Actor]:
        """Those who are called so in full, by key; looks only at the mentions that are written so."""
        name = bare(asked)
        written = {key for key, in self._conn.execute(
            f"SELECT DISTINCT actor.key {_WRITTEN} AND {_WORDS} IN (SELECT value FROM json_each(?))",
            (json.dumps(self._spelt.get(name, [])),))}
        return [one for one in self._linker.actors() if name and (one.key in written or name in self._own[one.key])]

    def _called(self, asked: str) -> str:
        exact = self._exact(asked)
        if len(exact) > 1:
            exact = [one for one in exact if bare(one.name) == bare(asked)] or exact
        if len(exact) == 1:
            return exact[0].key
        if exact:
            raise AmbiguousKey(f"{asked!r} may be {_listed(exact)}. Give the key.")
        if SHORT.fullmatch(asked.lower()) and (found := self._resolved(asked)):
            return found
        everybody, names = list(self._linker.actors()), self._names
        part = f" {bare(asked)} "
        near = [one for one in everybody if part.strip() and any(part in f" {name} " for name in names[one.key])]
        if len(near) == 1:
            return near[0].key
        if near:
            raise AmbiguousKey(f"{asked!r} may be {_listed(near)}. Give the key, or the name in full.")
        close = set(get_close_matches(bare(asked), sorted({name for some in names.values() for name in some}), 4, .75))
        near = [one for one in everybody if close & names[one.key]]
        raise UnknownKey(f"No actor is called {asked!r}." + (
            f" Do you mean {_listed(near)}?" if near else " All of them: standoff actors"))


def called(known: Known | None) -> Sequence[str]:
    """The names that an entry has."""
    return (known.name, *known.names) if known else ()


def _listed(some: Iterable[Actor]) -> str:
    return told((one.name, one.known or one.type, one.key) for one in some)


def told(some: Iterable[tuple[str, str, str]]) -> str:
    """Whom a name may mean: by name, key of the entry or type, and key."""
    found = sorted(some, key=lambda one: (one[0], one[2]))
    more = f" and {len(found) - CANDIDATES} more" if len(found) > CANDIDATES else ""
    return ", ".join(f"{name} ({what}, {key[:9]})" for name, what, key in found[:CANDIDATES]) + more


# — the list —


def rows(conn: sqlite3.Connection, codes: Codes, some: Iterable[str] | None = None) -> list[ActorRow]:
    """The actors, or some of them, those of most reports first.

    Codes are those of the last day of each actor's reports. Where none of these is dated, what holds on every day, or
    on both days that bound them.
    """
    only = None if some is None else sorted(some)
    written, counts, articles = _written(conn, only), _counts(conn, only), _articles(conn, only)
    made = []
    for one in facts.actors(conn, only):
        mentions, reports, families, first, last, low, high = counts.get(one.key, (0, 0, 0, "", "", "", ""))
        code = codes.on(one, last) if last else codes.between(one, low, high)
        made.append(ActorRow(
            key=one.key, name=one.name, type=one.type, known=one.known, described=one.described,
            country=code.country, sectors=code.sectors, reason=code.reason, names=written.get(one.key, ()),
            mentions=mentions, reports=reports, families=families, articles=articles.get(one.key, 0),
            first=first, last=last, bound=high))
    return sorted(made, key=lambda row: order(row.families, row.mentions, row.name, row.key))


def order(families: int, mentions: int, name: str, key: str) -> tuple[int, int, str, str]:
    """What rows are put in order by."""
    return -families, -mentions, name, key


def on(conn: sqlite3.Connection, known: Mapping[str, Known], some: Sequence[ActorRow], day: str) -> list[ActorRow]:
    """Rows with the codes of a day."""
    codes = Codes(conn, known, some[0].key if len(some) == 1 else "")
    found = {one.key: codes.on(one, day) for one in facts.actors(conn, [row.key for row in some])}
    return [replace(row, country=code.country, sectors=code.sectors, reason=code.reason)
            for row in some if (code := found.get(row.key)) is not None]


def _written(conn: sqlite3.Connection, some: Sequence[str] | None) -> dict[str, tuple[Written, ...]]:
    """The names of each actor as written, the most frequent first; of those who have none the descriptions."""
    which, asked = speaking(some)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name, count in conn.execute(
            "SELECT actor, name, count(*) FROM mention JOIN who ON who.mention = mention.key "
            f"WHERE {which} AND form = 'name' AND name <> '' GROUP BY actor, name", asked):
        found[key][" ".join(name.split())] += count
    for key, words, count in conn.execute(
            "SELECT actor.key, text, count(*) FROM mention JOIN who ON who.mention = mention.key "
            f"JOIN actor ON actor.key = who.actor WHERE {which} AND described = 1 AND form = 'description' "
            "GROUP BY actor.key, text", asked):
        found[key][" ".join(words.split())] += count
    return {key: tuple(Written(text=words, count=count)
                       for words, count in sorted(those.items(), key=lambda one: (-one[1], one[0])))
            for key, those in found.items()}


def _counts(conn: sqlite3.Connection, some: Sequence[str] | None = None) -> dict[
        str, tuple[int, int, int, str, str, str, str]]:
    """Mentions, reports, families of each actor, first and last day, and where none is dated the days that bound all.
    """
    days, rest = published(conn), bounded(conn)
    which, asked = speaking(some)
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for key, report, family, count in conn.execute(
            "SELECT actor, report, family, count(*) FROM mention JOIN who ON who.mention = mention.key "
            f"JOIN report ON report.key = mention.report WHERE {which} GROUP BY actor, report", asked):
        found[key].append((report, family, count))
    told: dict[str, tuple[int, int, int, str, str, str, str]] = {}
    for key, those in found.items():
        dated = sorted(filter(None, (days.get(report, "") for report, *_ in those)))
        low, high = bound((report for report, *_ in those), days, rest)
        told[key] = (sum(count for *_, count in those), len({report for report, *_ in those}),
                     len({family for _, family, _ in those}), dated[0] if dated else "", dated[-1] if dated else "",
                     low, high)
    return told


def _articles(conn: sqlite3.Connection, some: Sequence[str] | None) -> dict[str, int]:
    """How many pages have at least one mention of each actor."""
    which, asked = speaking(some)
    return dict(conn.execute(
        "SELECT actor, count(DISTINCT stretch.page) FROM mention JOIN who ON who.mention = mention.key "
        "JOIN stretch ON stretch.report = mention.report AND stretch.start <= head AND head < stretch.start + length "
        f"WHERE {which} GROUP BY actor", asked))


# — names that no file knows —


def unknown(conn: sqlite3.Connection, least: int = 2) -> list[Unknown]:
    """Names that texts write at least so often and no file knows, those of most reports first."""
    nobody = {one.key: one for one in facts.actors(conn) if not one.known and not one.described}
    counts = _counts(conn)
    named: dict[str, list[tuple[str, int, int, str]]] = defaultdict(list)
    for key, report, start, stop, title in conn.execute(
            "SELECT actor, report, start, stop, title FROM mention JOIN who ON who.mention = mention.key "
            "WHERE actor IS NOT NULL AND form = 'name' ORDER BY report, start"):
        if key in nobody:
            named[key].append((report, start, stop, title))
    made = []
    for key, some in named.items():
        if len(some) >= least:
            one, (_, reports, families, *_) = nobody[key], counts[key]
            report, start, stop, _ = some[0]
            made.append(Unknown(
                name=one.name, type=one.type, actor=key, country=one.country, mentions=len(some), reports=reports,
                families=families, titles=tuple(dict.fromkeys(title for *_, title in some if title)),
                quote=_around(conn, report, start, stop)))
    return sorted(made, key=lambda one: (-one.families, -one.mentions, one.name, one.actor))


AROUND = 60
"""Characters on each side of a name that the list of unknown names shows."""


def _around(conn: sqlite3.Connection, report: str, start: int, stop: int) -> str:
    low = max(0, start - AROUND)
    text, = conn.execute("SELECT text FROM report WHERE key = ?", (report,)).fetchone()
    before, _, _ = text[low:start][::-1].rpartition(" ") if low else (text[:start][::-1], "", "")
    after, _, _ = text[stop:stop + AROUND].rpartition(" ") if stop + AROUND < len(text) else (text[stop:], "", "")
    return " ".join(f"{'…' if low else ''}{before[::-1]}{text[start:stop]}{after}".split()) + "…" * (
        stop + AROUND < len(text))
