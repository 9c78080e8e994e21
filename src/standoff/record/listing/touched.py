"""What a correction of actors touches: whose rows, and what stands in which reports, are other than before.

Compared is who was who before a correction with who is who after it. Where a correction reaches further than this can
tell, the answer is None, and all lists are made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from standoff.known import Known
from standoff.model import Correction
from standoff.record import corrections
from standoff.record.linker import Linker, known_here

MANY = 0.4
"""Share of all reports that are touched from which on all is made anew: that is no slower then."""

Face = tuple[str, ...]
"""How an actor looks in what a mention of it tells: key, name, type, entry, whether it is described, country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who is who in a record at one moment."""

    faces: Mapping[str, Face]                # by actor
    ends: Mapping[str, frozenset[tuple[str, int]]]   # leaders (0) and single mentions (1) of each actor
    here: Mapping[str, tuple[str, str]]      # key and name of whom each entry means
    roles: Mapping[str, tuple[Correction, ...]]      # posts that persons gave, by actor
    version: int                             # of the record, as other connections have written it


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What has to be looked at again."""

    actors: frozenset[str]                   # their rows, also of those that are no more
    reports: frozenset[str]                  # what they tell
    ties: bool                               # whether any tie is told otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What goes from the tables of a listing; what comes instead is in those of the connection."""

    gone: Mapping[str, tuple[str, Collection[str | int]]]      # by table: a column and the values that go; all with ""
    order: Mapping[str, int]                 # of the rows that stay, by key: their place in the list


def standing(conn: sqlite3.Connection) -> Standing:
    """Who is who now."""
    linker = Linker(conn)
    here = known_here(conn, linker)
    roles: dict[str, list[Correction]] = defaultdict(list)
    for end, one in corrections.roles(conn):
        if holder := here.get(end) or linker.actor(end):
            roles[holder.key].append(one)
    everybody = list(linker.actors())
    version, = conn.execute("PRAGMA main.data_version").fetchone()
    return Standing(
        faces={one.key: (one.key, one.name, one.type, one.known, str(one.described), one.country)
               for one in everybody},
        ends={one.key: frozenset([*((key, 0) for key in one.leaders), *((key, 1) for key in one.singles)])
              for one in everybody},
        here={key: (one.key, one.name) for key, one in here.items()},
        roles={key: tuple(some) for key, some in roles.items()}, version=version)


def between(conn: sqlite3.Connection, known: Mapping[str, Known], before: Standing) -> Touched | None:
    """What is other now than it was; None where that may be everything."""
    now, linker = standing(conn), Linker(conn)
    if now.here != before.here or now.version != before.version:      # bodies of posts, and whom adjectives mean
        return None
    moved = _moved(before, now)
    told = {key for key in before.ends.keys() | now.ends.keys() if before.ends.get(key) != now.ends.get(key)}
    told |= {key for key in before.roles.keys() | now.roles.keys() if before.roles.get(key) != now.roles.get(key)}
    reports, ties = set(_reports(conn, moved)), False
    for source, *others in conn.execute("SELECT source, target, voice FROM tie WHERE report IN ("
                                        "SELECT value FROM json_each(?))", (json.dumps(sorted(reports)),)).fetchall():
        if {one for end in others if end for one in (end, linker.leader(end))} & moved:
            ties = True
            told |= {found.key} if (found := linker.actor(source)) else set()
        ties = ties or bool({source, linker.leader(source)} & moved)
    turned = {key for key in told if not _fixed(known, now.faces.get(key) or before.faces[key]) or
              before.roles.get(key) != now.roles.get(key)}
    reports |= set(_reports(conn, {end for key in turned for one in (before, now)
                                   for end, _ in one.ends.get(key, ())}))
    if len(reports) > MANY * conn.execute("SELECT count(*) FROM report").fetchone()[0]:
        return None
    faces = {key for key in before.faces.keys() | now.faces.keys() if before.faces.get(key) != now.faces.get(key)}
    return Touched(actors=frozenset(told | faces), reports=frozenset(reports), ties=ties)


def _moved(before: Standing, now: Standing) -> set[str]:
    """The leaders and single mentions that are somebody else's now, or somebody's who looks otherwise."""
    def led(one: Standing) -> dict[tuple[str, int], Face]:
        return {end: one.faces[key] for key, some in one.ends.items() for end in some}

    old, new = led(before), led(now)
    return {end[0] for end in old.keys() | new.keys() if old.get(end) != new.get(end)}


def _fixed(known: Mapping[str, Known], face: Face) -> bool:
    """Whether a file tells all that somebody's codes are made of: of bodies, whatever texts call them."""
    entry = known.get(face[3])
    return entry is not None and entry.type != "person"


def _reports(conn: sqlite3.Connection, mentions: Iterable[str]) -> list[str]:
    """The reports in which some mentions stand."""
    return [key for key, in conn.execute("SELECT DISTINCT report FROM mention WHERE key IN ("
                                         "SELECT value FROM json_each(?))", (json.dumps(sorted(mentions)),))]
