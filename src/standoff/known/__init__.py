"""The actors that files know: states, bodies, groups and persons with their names, and their posts and sectors by date.

A file of `lexicons/actors/*.yaml`, or one of the user's in the same form, is a list of actors:

    - key: IRQ.pmu
      type: organisation
      name: Popular Mobilization Units
      names: [Popular Mobilisation Forces, Hashd al-Shaabi, PMU]
      country: IRQ
      sectors:
        - PRM until 2016-11-26
        - MIL PRM since 2016-11-26      # the law of that day makes them part of the armed forces
      part of: [IRQ.armed-forces since 2016-11-26]
    - key: IRQ.abu-mahdi-al-muhandis
      type: person
      name: Abu Mahdi al-Muhandis
      country: IRQ
      posts: [deputy chairman of IRQ.pmu since 2014 until 2020-01-03]
      died: 2020-01-03

Dates are ISO, cut to what is known: `since 2014` may be any day of that year, `until 2016` as well. What has no
`since` or `until` is open there, or nobody has written it down.

FollowTheMoney entities (`followthemoney`) and actor dictionaries of PETRARCH (`petrarch`) are read as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import yaml

from standoff.errors import FaultyActors

TYPES = ("state", "organisation", "group", "person")

SECTORS = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"})
"""Sectors of PLOVER (manual of 2021, chapter on actors)."""

NO_STATES = frozenset(["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "ATA", "HKG", "PSE", "KOS"])
"""What PLOVER writes for the country of who belongs to no state, and of three territories and Kosovo."""

SIZE = 8 << 20
"""Bytes of a file from which on it is not read."""

FOLDED: Mapping[str, str] = yaml.safe_load(
    resources.files("standoff").joinpath("lexicons/countries.yaml").read_text(encoding="utf-8"))["folded"]
"""ISO alpha-3 of dependencies → of the sovereign, which PLOVER writes."""

_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_DATED = re.compile(rf"(?P<what>.+?)(?: since (?P<since>{_DATE}))?(?: until (?P<until>{_DATE}))?")
_POST = re.compile(r"(?P<title>.+) of (?P<of>\S+)")
_KEY = re.compile(r"[A-Z]{3}(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody whom a file knows."""

    key: str                                 # "IRQ", "IRQ.pmu": country or PLOVER's code for none, then a short name
    type: str                                # of TYPES
    name: str                                # as this record writes it
    names: tuple[str, ...] = ()              # other spellings, abbreviations, former names
    country: str = ""                        # ISO 3166-1 alpha-3, or one of NO_STATES; "" is not known
    sectors: tuple[Dated, ...] = ()          # `what`: PLOVER sectors, the primary one first
    posts: tuple[Post, ...] = ()
    part_of: tuple[Dated, ...] = ()          # `what`: the key of the whole
    demonyms: tuple[str, ...] = ()           # of a state: "Iraqi", "Iraqis"
    capital: str = ""
    seats: tuple[str, ...] = ()              # places whose names stand for it: "the Kremlin"
    iso2: str = ""
    cow: str = ""                            # Correlates of War: number and letters, "645 IRQ"
    died: str = ""
    file: str = ""                           # name of the file that says so

    def sectors_at(self, day: str) -> tuple[str, ...]:
        """PLOVER sectors on an ISO day, () where none is known; of two rows that may hold on it the first."""
        return next((tuple(one.what.split()) for one in self.sectors if one.holds(day)), ())

    def posts_at(self, day: str) -> tuple[Post, ...]:
        """Posts that may be held on an ISO day."""
        return tuple(one for one in self.posts if one.holds(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What holds from a date to another, both included as far as they are told; "" is open or not known."""

    what: str
    since: str = ""
    until: str = ""

    def holds(self, day: str) -> bool:
        """Whether it may hold on an ISO day: what is told to the year holds in all of that year."""
        return self.since[:len(day)] <= day[:len(self.since) or None] and (
            not self.until or day[:len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Dated):
    """An office: `what` is its title ("prime minister"), `of` the key of the body or state."""

    of: str


def iso(told: str) -> bool:
    """Whether it is a day, month or year of the calendar in ISO: "2016-02-29" is one, "2016-13" none."""
    try:
        date.fromisoformat(told + "0001-01-01"[len(told):])
    except ValueError:
        return False
    return re.fullmatch(_DATE, told, re.ASCII) is not None


class File(Protocol):
    """What is read like a path: a file that a record keeps."""

    @property
    def name(self) -> str:
        """Its name without its folder."""

    def read_bytes(self) -> bytes:
        """What it says."""


def bundled() -> list[Path]:
    """The files that come with the package."""
    folder = resources.files("standoff").joinpath("lexicons/actors")
    return sorted(Path(str(one)) for one in folder.iterdir() if one.name.endswith(".yaml"))


@cache
def ours() -> Mapping[str, Known]:
    """The actors of the files that come with the package, by key: read once, and kept for later processes (`kept`)."""
    from standoff.known import kept  # it asks for classes of ours

    sources = [*bundled(), Path(__file__)]
    made = kept.get(sources)
    if made is None:
        made = read(bundled())
        kept.put(sources, made)
    return MappingProxyType(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What files gave."""

    actors: dict[str, Known]                 # by key
    warnings: tuple[str, ...]                # what of foreign files could not be kept, with the file


def read(paths: Iterable[Path | File]) -> dict[str, Known]:
    """The actors of some files by key; one of a later file takes the place of an earlier one of the same key.

    Raises FaultyActors with all faults: what is wrong, in which file, with whom, and what to write.
    """
    return load(paths).actors


def load(paths: Iterable[Path | File], before: Mapping[str, Known] = MappingProxyType({})) -> Loaded:
    """`read`, with what could not be kept of foreign files: lines of JSON are FollowTheMoney's, text is PETRARCH's.
    `before`: actors that are known beside, as of files named before these.
    """
    actors = dict(before)
    faults: list[str] = []
    warnings: list[str] = []
    foreign: set[str] = set()
    for path in paths:
        here: set[str] = set()
        for one in _entries(path, faults, warnings, foreign):
            if one.key in here:
                faults.append(f"{path.name}: {one.key} stands there twice: an actor has one entry. Join them.")
            here.add(one.key)
            if one.key in foreign and one.key in actors:
                warnings.append(f"{path.name}: {one.key} takes the place of the entry of {actors[one.key].file}.")
            actors[one.key] = _capped(replace(one, file=path.name))
    for one in list(actors.values()):
        lost = sorted({key for key in [*(part.what for part in one.part_of), *(post.of for post in one.posts)]
                       if key not in actors})
        if one.key in foreign and lost:
            warnings.append(f"{one.file}: {one.key}: no entry has the key {', '.join(lost)}; what is of it is left "
                            "out.")
            actors[one.key] = replace(one, part_of=tuple(part for part in one.part_of if part.what in actors),
                                      posts=tuple(post for post in one.posts if post.of in actors))
        else:
            faults += [f"{one.key}: nobody has the key {key}. Write an entry for it, or mend the key." for key in lost]
    if faults:
        raise FaultyActors("\n".join(faults))
    return Loaded(actors=actors, warnings=tuple(warnings))


def _capped(one: Known) -> Known:
    """Somebody whose posts end with a death, whatever the file leaves open; none that would begin after it."""
    died = one.died
    if not died:
        return one
    return replace(one, posts=tuple(
        post if post.until and post.until[:len(died)] <= died else replace(post, until=died)
        for post in one.posts if post.since[:len(died)] <= died))


def states(known: Mapping[str, Known]) -> dict[str, str]:
    """Names and adjectives of states → their key; not “Congolese”, which two states share."""
    names = Counter(name for one in known.values() if one.type == "state"
                    for name in {one.name, *one.names, *one.demonyms})
    return {name: one.key for one in known.values() if one.type == "state"
            for name in (one.name, *one.names, *one.demonyms) if names[name] == 1}


def _entries(path: Path | File, faults: list[str], warnings: list[str], foreign: set[str]) -> Iterator[Known]:
    """The entries of a file of any kind, told by its content; keys of foreign kinds are added to `foreign`."""
    from standoff.known import followthemoney, petrarch  # they build entries of ours

    try:
        content = path.read_bytes()
        if len(content) > SIZE:
            raise ValueError(f"{len(content):,} bytes; at most {SIZE:,} are read. Cut it in several files")
        kind = next((kind for kind in (followthemoney, petrarch) if kind.fits(content)), None)
        if kind is not None:
            entries, lost = kind.entries(content.decode("utf-8-sig", "replace"))
            warnings += [f"{path.name}: {line}" for line in lost]
            foreign.update(one.key for one in entries)
            yield from entries
            return
        rows = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if not isinstance(rows, list):
            raise ValueError("no list of actors. Begin each with “- key: IRQ.pmu”")
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        faults.append(f"{path.name}: {' '.join(str(error).split())}.")
        return
    for number, row in enumerate(rows, 1):
        try:
            one = _known(row)
            foreign.discard(one.key)
            yield one
        except ValueError as error:
            name = row.get("key", f"entry {number}") if isinstance(row, Mapping) else f"entry {number}"
            faults.append(f"{path.name}: {name}: {error}")


FIELDS = ("key", "type", "name", "names", "country", "sectors", "posts", "part of", "demonyms", "capital", "seats",
          "iso2", "cow", "died")


def _known(row: Any) -> Known:
    """An entry. Raises ValueError that tells what to write."""
    if not isinstance(row, Mapping):
        raise ValueError("no fields. Write “key:”, “type:”, “name:”")
    strange = [str(field) for field in row if field not in FIELDS]
    if strange:
        raise ValueError(f"{', '.join(strange)}: no such field. There are {', '.join(FIELDS)}")
    one = {field: _text(row, field) for field in ("key", "type", "name", "country", "capital", "iso2", "cow", "died")}
    if not _KEY.fullmatch(one["key"]):
        raise ValueError("a key is a country's three letters, and but for a state's a dot and a short name: IRQ.pmu")
    if one["type"] not in TYPES:
        raise ValueError(f"type “{one['type']}”. Write one of {', '.join(TYPES)}")
    if not one["name"]:
        raise ValueError("it has no name. Write “name:”")
    if not re.fullmatch(r"([A-Z]{3})?", one["country"]):
        raise ValueError(f"country “{one['country']}”. Write ISO 3166-1 alpha-3, or one of "
                         + ", ".join(sorted(NO_STATES)))
    if one["died"] and not iso(one["died"]):
        raise ValueError(f"died “{one['died']}”. Write 2020-01-03, 2020-01 or 2020")
    sectors = tuple(_dated(item) for item in _list(row, "sectors"))
    for sector in sectors:
        if wrong := set(sector.what.split()) - SECTORS:
            raise ValueError(f"sectors {', '.join(sorted(wrong))}. PLOVER has {', '.join(sorted(SECTORS))}")
    return Known(**one, sectors=sectors, posts=tuple(_post(item) for item in _list(row, "posts")),
                 part_of=tuple(_dated(item) for item in _list(row, "part of")), names=_list(row, "names"),
                 demonyms=_list(row, "demonyms"), seats=_list(row, "seats"))


def _text(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field, "")
    if isinstance(value, Mapping | list) or value is None or isinstance(value, bool):
        raise ValueError(f"{field}: {value!r} is no text. Put it between quotation marks")
    return str(value).strip()


def _list(row: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = row.get(field, [])
    if not isinstance(value, list) or any(not isinstance(item, str) or not item.strip() for item in value):
        raise ValueError(f"{field}: no list of texts. Write [one, other]; NO, ON and numbers between quotation marks")
    return tuple(item.strip() for item in value)


def _dated(text: str) -> Dated:
    match = _DATED.fullmatch(text)
    if match is None or re.search(r"\b(?:since|until)\b", match["what"]):
        raise ValueError(f"“{text}”. Write “… since 2016-11-26 until 2018”, each date ISO and in this order")
    since, until = match["since"] or "", match["until"] or ""
    if wrong := [day for day in (since, until) if day and not iso(day)]:
        raise ValueError(f"“{text}”: {wrong[0]} is no day of the calendar. Mend it")
    if since and until and until[:len(since)] < since[:len(until)]:
        raise ValueError(f"“{text}” ends before it begins. Mend a date")
    return Dated(what=match["what"], since=since, until=until)


def _post(text: str) -> Post:
    dated = _dated(text)
    match = _POST.fullmatch(dated.what)
    if match is None or not _KEY.fullmatch(match["of"]):
        raise ValueError(f"post “{text}”. Write “prime minister of IRQ.government since 2022-10-27”")
    return Post(what=match["title"], of=match["of"], since=dated.since, until=dated.until)
