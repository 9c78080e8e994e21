"""FollowTheMoney entities, a line of JSON each: persons and bodies, their posts, memberships and wholes.

Read are Person, LegalEntity and what is one (Organization, PublicBody, Company), Position with Occupancy, and
Membership, Employment, Directorship and Representation. Whatever else a file holds is counted in a warning.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from standoff.known import Dated, Known, Post, iso
from standoff.known.foreign import country, iso2, keys

TYPES = {"Person": "person", "LegalEntity": "organisation", "Organization": "organisation",
         "PublicBody": "organisation", "Company": "organisation"}
SECTORS = {"PublicBody": "GOV", "Company": "BUS"}
TOPICS = {"gov": "GOV", "gov.admin": "GOV", "gov.executive": "GOV", "gov.head": "GOV", "gov.judicial": "JUD",
          "gov.legislative": "LEG", "gov.muni": "GOV", "gov.national": "GOV", "gov.security": "GOV", "gov.state": "GOV",
          "gov.financial": "GOV", "mil": "MIL", "pol.party": "PTY", "pol.union": "LAB", "rel": "REL",
          "role.diplo": "GOV", "role.journo": "JRN", "role.judge": "JUD", "role.spy": "SPY", "role.act": "SOC",
          "role.pol": "PTY", "role.civil": "GOV", "fin.bank": "BUS"}
"""Topics that tell a sector of PLOVER."""

LINKS = {"Membership": ("member", "organization", "member"), "Employment": ("employee", "employer", "employee"),
         "Directorship": ("director", "organization", "director"),
         "Representation": ("agent", "client", "representative")}
"""Schema → who, of what, and the title where no role is told."""

NAMES = ("alias", "weakAlias", "previousName", "abbreviation")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")
KEPT = frozenset(["name", *NAMES, *COUNTRIES, "topics", "deathDate", "parent", "firstName", "lastName", "sourceUrl",
                  "modifiedAt", "createdAt", "retrievedAt", "wikidataId", "wikipediaUrl"])
"""Properties that are read, or that say nothing of who somebody is."""

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")

Rows = Mapping[str, Mapping[str, Any]]


def fits(content: bytes) -> bool:
    """Whether it is such a file: its first line is a JSON object with a schema."""
    line = content.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "schema" in first and "properties" in first


def entries(text: str) -> tuple[list[Known], list[str]]:
    """The entries of a file, and what of it was not kept."""
    warnings: list[str] = []
    rows = _rows(text, warnings)
    actors = {one: row for one, row in rows.items() if row["schema"] in TYPES}
    named = {one: _names(row) for one, row in actors.items()}
    for one in sorted(set(actors) - {one for one, names in named.items() if names}):
        warnings.append(f"{one}: it has no name, and is left out")
    homes = {one: _country(row, warnings) for one, row in actors.items() if named[one]}
    known = keys((one, home, named[one][0]) for one, home in homes.items())
    posts, wholes = _posts(rows, known, warnings)
    _left_out(rows, warnings)
    return [Known(key=known[one], type=TYPES[rows[one]["schema"]], name=named[one][0], names=tuple(named[one][1:]),
                  country=home, sectors=_sectors(rows[one]), posts=tuple(posts.get(one, ())),
                  part_of=tuple(wholes.get(one, ())), died=_day(one, rows[one], "deathDate", warnings))
            for one, home in homes.items()], warnings


def _rows(text: str, warnings: list[str]) -> dict[str, Mapping[str, Any]]:
    rows: dict[str, Mapping[str, Any]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not (isinstance(row, dict) and isinstance(row.get("id"), str) and isinstance(row.get("schema"), str)
                and isinstance(row.get("properties"), dict)):
            warnings.append(f"line {number}: no entity with id, schema and properties; it is left out")
        else:
            rows[row["id"]] = row
    return rows


def _posts(rows: Rows, known: Mapping[str, str],
           warnings: list[str]) -> tuple[dict[str, list[Post]], dict[str, list[Dated]]]:
    """Posts of persons and wholes of bodies, by the identifier of whose they are."""
    posts: dict[str, list[Post]] = {}
    wholes: dict[str, list[Dated]] = {}
    for one, row in rows.items():
        since, until = _day(one, row, "startDate", warnings), _day(one, row, "endDate", warnings)
        if row["schema"] == "Occupancy":
            for holder in _values(row, "holder"):
                for place in _values(row, "post"):
                    title, of = _position(rows.get(place), known)
                    if holder not in known or not title or not of:
                        warnings.append(f"{one}: an occupancy whose holder, position or body the file does not tell "
                                        "is left out")
                    else:
                        posts.setdefault(holder, []).append(Post(what=title, of=of, since=since, until=until))
        elif row["schema"] in LINKS:
            who, of_what, title = LINKS[row["schema"]]
            for holder in _values(row, who):
                for body in _values(row, of_what):
                    if holder not in known or body not in known:
                        warnings.append(f"{one}: a {row['schema']} of whom the file does not tell is left out")
                    elif rows[holder]["schema"] == "Person":
                        role = next(iter(_values(row, "role")), title)
                        posts.setdefault(holder, []).append(
                            Post(what=role.lower(), of=known[body], since=since, until=until))
                    elif row["schema"] == "Membership":
                        wholes.setdefault(holder, []).append(Dated(what=known[body], since=since, until=until))
                    else:
                        warnings.append(f"{one}: a {row['schema']} of a body, not of a person, is left out")
        elif row["schema"] in TYPES:
            wholes.setdefault(one, []).extend(Dated(what=known[body]) for body in _values(row, "parent")
                                              if body in known and one in known)
    return ({one: sorted(found, key=_when) for one, found in posts.items()},
            {one: sorted(found, key=_when) for one, found in wholes.items()})


def _when(one: Dated) -> tuple[str, str, str]:
    return one.since, one.until, one.what


def _position(row: Mapping[str, Any] | None, known: Mapping[str, str]) -> tuple[str, str]:
    """Title and key of the body of a Position; where it tells only a country, that state's key."""
    if row is None:
        return "", ""
    title = next(iter(_values(row, "name")), "").lower()
    body = next((known[one] for one in _values(row, "organization") if one in known), "")
    return title, body or next((_alpha3(one) for one in _values(row, "country") if _alpha3(one)), "")


def _country(row: Mapping[str, Any], warnings: list[str]) -> str:
    told = dict.fromkeys(code for name in COUNTRIES for code in _values(row, name))
    found = dict.fromkeys(_alpha3(code) for code in told if _alpha3(code))
    strange = [code for code in told if not _alpha3(code)]
    if strange:
        warnings.append(f"{row['id']}: country {', '.join(strange)} is none that we know, and is left out")
    first, *rest = found or [""]
    if rest:
        warnings.append(f"{row['id']}: an actor has one country; {first} stays, {', '.join(rest)} is left out")
    return first


def _alpha3(code: str) -> str:
    return iso2().get(code.lower()) or country(code.upper())


def _sectors(row: Mapping[str, Any]) -> tuple[Dated, ...]:
    told = [TOPICS[topic] for topic in sorted(_values(row, "topics")) if topic in TOPICS]
    found = dict.fromkeys(told or ([SECTORS[row["schema"]]] if row["schema"] in SECTORS else []))
    return (Dated(what=" ".join(found)),) if found else ()


def _left_out(rows: Rows, warnings: list[str]) -> None:
    schemata = Counter(str(row["schema"]) for row in rows.values())
    for schema, number in sorted(schemata.items()):
        if schema not in TYPES and schema not in LINKS and schema not in ("Position", "Occupancy"):
            warnings.append(f"{number} of schema {schema} left out: no actor, post or membership")
    lost = Counter(name for row in rows.values() if row["schema"] in TYPES
                   for name in row["properties"] if name not in KEPT)
    if lost:
        warnings.append("properties left out: " + ", ".join(f"{name} ({lost[name]})" for name in sorted(lost)))


def _names(row: Mapping[str, Any]) -> list[str]:
    names = _values(row, "name")
    return list(dict.fromkeys([*names, *(other for name in NAMES for other in _values(row, name))])) if names else []


def _values(row: Mapping[str, Any], name: str) -> list[str]:
    values = row["properties"].get(name, [])
    return [one.strip() for one in (values if isinstance(values, list) else [values])
            if isinstance(one, str) and one.strip()]


def _day(one: str, row: Mapping[str, Any], name: str, warnings: list[str]) -> str:
    """The first day, month or year that a property tells; "" for none."""
    told = [match[0] for value in sorted(_values(row, name)) if (match := _DATE.match(value))]
    warnings += [f"{one}: {name} {day} is no day of the calendar, and is left out" for day in told if not iso(day)]
    return next(filter(iso, told), "")
