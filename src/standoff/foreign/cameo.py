"""What CAMEO's and FIPS' codes mean to PLOVER: of events, of actors' countries, of places' countries.

Data: ``lexicons/cameo.yaml`` and ``lexicons/fips.yaml``, with what is ours in them marked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from standoff import known, lexicons
from standoff.errors import UnknownKey
from standoff.known import foreign
from standoff.model import EventType, Project
from standoff.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An event of CAMEO as PLOVER has it."""

    code: str                        # the entry of the map that says so: "1712", or "17" for all that begin so
    type: EventType
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


def meaning(code: str) -> Meaning | None:
    """What an event code of CAMEO is to PLOVER, by the longest entry that it begins with; None for statements, appeals
    (01, 02), and whatever is no code.

    Some files have lost the zero in front: "43" is 043, since no code has less than three digits, and "831" is 0831,
    since no root is 83.
    """
    code, lost = _whole(code)
    found = next((code[:n] for n in range(len(code), 1, -1) if code[:n] in _events()), "") if code.isdecimal() else ""
    return _events()[found] if found and (len(found) > 2 or not lost) else None


def uneventful(code: str) -> bool:
    """Whether an event code of CAMEO is a statement or an appeal (01, 02): such are no events to PLOVER. What has no
    `meaning` and is none of these is no code of CAMEO.
    """
    return code.strip() in _TALK or _whole(code)[0][:2] in _TALK


def untyped(project: Project, code: str) -> str:
    """Why a coding has no type of PLOVER, in words."""
    if project is Project.POLECAT:
        return "of a type that PLOVER has not"
    return "no event to PLOVER (a statement, an appeal)" if uneventful(code) else "of a code that CAMEO has not"


_TALK = ("01", "02")
"""Roots of CAMEO that are no events to PLOVER."""


def _whole(code: str) -> tuple[str, bool]:
    """A code with the zero in front that it may have lost, and whether it had."""
    code = code.strip()
    lost = len(code) == 2 or code[:2] > "20"
    return "0" + code if lost else code, lost


@cache
def _events() -> Mapping[str, Meaning]:
    made = {}
    for code, told in _read("cameo")["events"].items():
        what, _, contexts = told.partition(":")
        type, *modes = what.split()
        made[code] = Meaning(code=code, type=EventType(type), modes=tuple(modes), contexts=tuple(contexts.split()))
    return made


def actor_country(country: str, group: str = "", types: tuple[str, ...] = ()) -> str:
    """PLOVER's country of an actor of GDELT, by its country, known group and types; "" where it has none.

    “IGOUNO” is UNO; CAMEO's EUR is the continent and nobody, its group EEC is the Union, PLOVER's EUR.
    """
    codes = _read("cameo")
    if group in codes["groups"]:
        return str(codes["groups"][group])
    found = codes["countries"].get(country)
    found = foreign.country(country) if found is None else found
    return found or next((one for one in types if one in _NOWHERE), "")


_NOWHERE = frozenset({"IGO", "NGO", "MNC", "IMG"})
"""Types of actors that PLOVER writes where a country stands."""


def place_country(fips: str) -> str:
    """ISO alpha-3 of the country of a place, as PLOVER folds it, from FIPS 10-4; "" where it has none."""
    code = str(_read("fips").get(fips, ""))
    return known.FOLDED.get(code, code)


def country(named: str) -> str:
    """PLOVER's country from how others write it: “USA”, “Russian Federation”; of several (“USA; IRQ”) each, with a
    space between; "" where it is none.
    """
    found = (foreign.country(part) if part.isupper() and len(part) == 3 else _names().get(_plain(part), "")
             for part in re.split(r"[;|]", named) for part in [part.strip()])
    return " ".join(dict.fromkeys(filter(None, found)))


def named(one: str) -> str:
    """The one country that somebody asks for: "IRN", "Iran". Raises UnknownKey where it is none."""
    found = country(one)
    if len(found) != 3:
        raise UnknownKey(f"{one!r} is no country. Others' codings are set beside ours for two countries: name each "
                         "by its code (IRN) or its name (Iran).")
    return found


@cache
def _names() -> Mapping[str, str]:
    """The names of states, plain → their codes."""
    path = Path(str(resources.files("standoff").joinpath("lexicons/actors/states.yaml")))
    return {_plain(name): one.country for one in known.read([path]).values() for name in (one.name, *one.names)}


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = lexicons.load(name)
    return found
