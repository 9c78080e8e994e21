"""The listing of actors: every row of `actors`, what each is called, its posts and its codes by date."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from standoff.answers import ActorRow, Coded, Facets, Held
from standoff.errors import AmbiguousKey, FaultyActors, UnknownKey
from standoff.known import TYPES, Known
from standoff.record import actors, facts, read, sql
from standoff.record.codings import Codes
from standoff.record.linker import bare, known_keys
from standoff.record.listing import shown
from standoff.record.listing.asked import Where
from standoff.record.listing.codec import Lines, pack, unpack
from standoff.record.listing.touched import Mended, Touched
from standoff.record.posts import Posts, at
from standoff.table import Table

TABLES = ("listed_actor_row", "listed_actor", "listed_name", "listed_career")

KEPT = shown.Kept(noun="actor", found="listed_actor", rows="listed_actor_row",
                  properties=("type", "country", "sectors"))


# — making —


def make(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines) -> None:
    """All rows, those of most reports first, with what they are found by."""
    codes = Codes(conn, known)
    for n, row in enumerate(actors.rows(conn, codes)):
        _row(known, lines, n, row)
    _careers(conn, known, lines, codes, None)


def mend(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines, touched: Touched) -> Mended:
    """The rows of the actors that are touched."""
    codes, mine = Codes(conn, known), sorted(touched.actors)
    new = {row.key: row for row in actors.rows(conn, codes, mine)}
    stay = [(unpack(told, _Counted), key) for key, told in conn.execute(
        "SELECT key, row FROM main.listed_actor_row").fetchall() if key not in touched.actors]
    order = sorted([*(actors.order(one.families, one.mentions, one.name, key) for one, key in stay),
                    *(actors.order(one.families, one.mentions, one.name, key) for key, one in new.items())])
    places = {key: n for n, (*_, key) in enumerate(order)}
    for key, row in new.items():
        _row(known, lines, places.pop(key), row)
    _careers(conn, known, lines, codes, mine)
    return Mended(order=places, gone={"listed_actor_row": ("key", mine), "listed_actor": ("key", mine),
                                      "listed_name": ("actor", mine), "listed_career": ("actor", mine)})


@dataclass(frozen=True, slots=True)
class _Counted:
    """Of a row what it is put in order by."""

    name: str
    families: int
    mentions: int


def _row(known: Mapping[str, Known], lines: Lines, n: int, row: ActorRow) -> None:
    """A row with what it is found by."""
    lines.row("actor", row.key, row)
    names = {bare(name): None for name in (row.name, *actors.called(known.get(row.known)),
                                           *(one.text for one in row.names))}
    words = " ".join(dict.fromkeys(word for name in names for word in name.split()))
    lines.put("listed_actor", row.key, n, row.name, row.type, row.known, row.country,
              f" {' '.join(row.sectors)} ", row.reports, words)
    for name in names:
        if name:
            lines.put("listed_name", name, row.key)


def _careers(conn: sqlite3.Connection, known: Mapping[str, Known], lines: Lines, codes: Codes,
             some: Sequence[str] | None) -> None:
    posts = Posts(conn, known)
    for one in facts.actors(conn, some):
        lines.put("listed_career", one.key, pack(posts.held(one)), pack(codes.over(one)))


# — asking —


def rows(conn: sqlite3.Connection, words: str = "", type: str = "", some: Iterable[str] | None = None,
         country: str = "", sector: str = "", limit: int | None = None, start: int = 0) -> Table[ActorRow]:
    """The rows of a type, of PLOVER's country or sector, or those that have all the words, or beginnings of them, in
    their names or their key; or some by key.

    Raises FaultyActors for a type that there is not.
    """
    return shown.table(conn, KEPT, ActorRow, _where(words, type, some, country, sector), limit, start)


def row(conn: sqlite3.Connection, key: str) -> ActorRow:
    """The row of one actor. Raises UnknownKey."""
    found = conn.execute("SELECT row FROM listed_actor_row WHERE key = ?", (key,)).fetchall()
    return unpack(sql.sole(found, key)[0], ActorRow)


def facets(conn: sqlite3.Connection, words: str = "", type: str = "", country: str = "", sector: str = "",
           most: int | None = None) -> Facets:
    """What the rows are like that `rows` gives; one of several sectors is counted with each."""
    found = shown.facets(conn, KEPT, _where(words, type, None, country, sector), None)
    sectors = Counter[str]()
    for some, n in found.of("sectors"):
        sectors.update(dict.fromkeys(some.split(), n))
    return replace(found, values=(*((name, found.of(name)[:most]) for name in ("type", "country")),
                                  ("sector", shown.ranked(sectors.items(), most))))


def posts(conn: sqlite3.Connection, known: Mapping[str, Known], key: str, on: str = "") -> list[Held]:
    """The posts of an actor, as of `posts.Posts.held`."""
    found = conn.execute("SELECT posts FROM listed_career WHERE actor = ?", (key,)).fetchone()
    entry = conn.execute("SELECT known FROM listed_actor WHERE key = ?", (key,)).fetchone()
    return at(known.get(entry[0]) if entry else None, unpack(found[0], list[Held]) if found else [], on)


def all_posts(conn: sqlite3.Connection) -> list[tuple[str, Held]]:
    """The posts of everybody, each with the actor's key."""
    return [(key, post) for key, some in conn.execute("SELECT actor, posts FROM listed_career ORDER BY actor")
            for post in unpack(some, list[Held])]


def codes(conn: sqlite3.Connection, key: str) -> list[Coded]:
    """The codes of an actor from day to day, as of `codings.Codes.over`."""
    found = conn.execute("SELECT codes FROM listed_career WHERE actor = ?", (key,)).fetchone()
    return unpack(found[0], list[Coded]) if found else []


def _where(words: str, type: str, some: Iterable[str] | None, country: str, sector: str) -> Where:
    if type and type not in TYPES:
        raise FaultyActors(f"There is no type {type!r}. The types of actors are: {', '.join(TYPES)}.")
    where = Where()
    where.equal("type", type)
    where.equal("country", country)
    if sector:
        where.add("instr(sectors, ?) > 0", f" {sector} ")
    if some is not None:
        where.add("key IN (SELECT value FROM json_each(?))", pack(list(some)))
    asked = bare(words).split()
    if words:
        having = " AND ".join(["instr(' ' || words, ?) > 0"] * len(asked)) or "1"
        begun = words.strip().casefold()
        where.add(f"(({having}) OR (known <> '' AND lower(substr(known, 1, ?)) = ?))",
                  *(f" {word}" for word in asked), len(begun), begun)
    return where


# — whom somebody means —


def find(conn: sqlite3.Connection, known: Mapping[str, Known], asked: str) -> str:
    """The key of the actor meant, as of `actors.Finder.key`. Raises UnknownKey or AmbiguousKey, with whom it may mean.
    """
    asked = asked.strip()
    if actors.KEY.fullmatch(asked.lower()) and (found := _resolved(conn, asked)):
        return found
    if (entry := _entry(known, asked)) is not None:
        return _here(conn, entry)
    if re.fullmatch(r"[A-Z]{3}\.\S+", asked):
        raise UnknownKey(f"No file of actors has the key {asked}. Names and keys: standoff actors")
    name = bare(asked)
    exact = [key for key, in conn.execute("SELECT actor FROM listed_name WHERE name = ? AND name <> ''", (name,))]
    if len(exact) > 1:
        exact = [key for key, called, *_ in _some(conn, exact) if bare(called) == name] or exact
    if len(exact) == 1:
        return str(exact[0])
    if exact:
        raise AmbiguousKey(f"{asked!r} may be {_listed(conn, exact)}. Give the key.")
    if actors.SHORT.fullmatch(asked.lower()) and (found := _resolved(conn, asked)):
        return found
    near = [key for key, in conn.execute(
        "SELECT DISTINCT actor FROM listed_name WHERE instr(' ' || name || ' ', ?) > 0 LIMIT 1000", (f" {name} ",))] \
        if name else []
    if len(near) == 1:
        return str(near[0])
    if near:
        raise AmbiguousKey(f"{asked!r} may be {_listed(conn, near)}. Give the key, or the name in full.")
    close = get_close_matches(name, [one for one, in conn.execute("SELECT DISTINCT name FROM listed_name ORDER BY 1")],
                              4, .75)
    near = [key for key, in conn.execute("SELECT DISTINCT actor FROM listed_name WHERE name IN ("
                                         "SELECT value FROM json_each(?))", (pack(close),))]
    raise UnknownKey(f"No actor is called {asked!r}." + (
        f" Do you mean {_listed(conn, near)}?" if near else " All of them: standoff actors"))


def _entry(known: Mapping[str, Known], asked: str) -> Known | None:
    if asked in known:
        return known[asked]
    folded = asked.casefold()
    return next((one for key, one in known.items() if key.casefold() == folded), None)


def _here(conn: sqlite3.Connection, entry: Known) -> str:
    """The actor of an entry, or of one that a person made one with it."""
    found = conn.execute("SELECT key FROM listed_actor WHERE known = ? AND known <> '' ORDER BY key",
                         (entry.key,)).fetchone()
    if found:
        return str(found[0])
    led = known_keys(conn).get(entry.key)
    if led is None:
        raise UnknownKey(f"No report speaks of {entry.name} ({entry.key}).")
    return led


def _resolved(conn: sqlite3.Connection, asked: str) -> str:
    """The actor whose key, or whose mention's key, begins so; "" for none."""
    asked = asked.lower()
    if conn.execute("SELECT 1 FROM listed_actor WHERE key = ?", (asked,)).fetchone():
        return asked                             # while a run goes on, the record itself may not have it
    try:
        key = read.full_key(conn, asked)
    except UnknownKey:
        return ""
    if key[0] == "a":
        return key
    found = conn.execute("SELECT actor FROM who WHERE mention = ?", (key,)).fetchone()
    if found is None or found[0] is None:
        raise UnknownKey(f"{key} is a mention of nobody who is an actor.")
    return str(found[0])


def _some(conn: sqlite3.Connection, some: Sequence[str]) -> list[tuple[str, str, str, str]]:
    return conn.execute("SELECT key, name, known, type FROM listed_actor WHERE key IN (SELECT value FROM json_each(?)) "
                        "ORDER BY name, key", (pack(list(some)),)).fetchall()


def _listed(conn: sqlite3.Connection, some: Sequence[str]) -> str:
    return actors.told((name, known or type, key) for key, name, known, type in _some(conn, some))
