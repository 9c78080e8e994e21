"""What the words of a mention ask for: which name, of what sort, which part of it, and within what.

Takes a mention's words and those around it, and gives an `Asked`. It knows the words of `lexicons/places/words.yaml`
and no gazetteer, but for a function that tells whether a name is known.

    northern Iraq                           → Iraq, part "northern"
    the Syrian province of Idlib            → Idlib, a province, within Syria
    the airport in Erbil                    → a facility, within Erbil
    20 km south of [Mosul]                  → Mosul, near
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from standoff.model import PlaceType
from standoff.places.gazetteer import ARTICLES, load, name_key

AROUND = 80
"""Characters before and after a mention that are looked at: "20 kilometres to the south-west of the city of"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a mention asks for."""

    name: str                        # "" for "the airport", "the Iraqi capital"
    type: PlaceType | None = None    # as the words tell it: PROVINCE, DISTRICT, CITY, FACILITY; COUNTRY of "its soil"
    unit: str = ""                   # the word that tells it: "region"
    part: str = ""                   # "northern", "western outskirts"
    within: tuple[str, ...] = ()     # what the mention's own words set it in: "Syrian", "Lebanon"
    beside: tuple[str, ...] = ()     # the same, from the words after it, which may belong elsewhere
    near: bool = False               # not in it, but some way off
    capital: bool = False            # the capital of `within`
    border: bool = False             # the border of `within`
    river: bool = False              # "the Niger", "the river Panj": rather a water than a state or town


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.yaml."""

    units: dict[str, PlaceType]
    directions: frozenset[str]
    parts: frozenset[str]
    shores: frozenset[str]
    wholes: frozenset[str]
    shapes: frozenset[str]
    facilities: frozenset[str]
    modifiers: frozenset[str]
    common: frozenset[str]
    urban: frozenset[str]
    taken: frozenset[str]


@cache
def words() -> Words:
    """The words that stand with the names of places."""
    data = load("places/words.yaml")
    units = {unit: PlaceType(kind) for kind in ("city", "district", "province") for unit in data["units"][kind]}
    return Words(units, *(frozenset(map(str, data[name]))
                          for name in ("directions", "parts", "shores", "wholes", "shapes", "facilities", "modifiers",
                                       "common", "urban", "taken")))


_DETERMINER = re.compile(
    r"^(?:the|a|an|this|that|its|their|his|her|our|both|another|any|some|parts of|part of)\s+", re.I)
_OWNER = re.compile(r"^(.{2,}?)[’'](?:s)?\s+(\S.*)$", re.S)
_BREAK = re.compile(
    r"\s*(?:,|\(|;|\u2013|\u2014)\s*|\s+(?:in|at|near|outside|inside|on|along|between|from|to|with|where|that|which|under|"
    r"around|by|of|and|for|against|after|before|into|since|as|is|are|was|were|who|whose|during|toward|towards)\s+")
_SETTING = re.compile(r"^\s*(?:,\s*)?(?:in|,|\()\s*(?:the\s+)?")
_CAPITALISED = r"[\w’'.-]*[A-Z][\w’'.-]*"
_NAME = re.compile(rf"{_CAPITALISED}(?:\s+(?:(?:al|el|ez|es|de|del|la|of|the|and)[ -])?{_CAPITALISED}){{0,3}}")
_NEAR = re.compile(
    r"(?:\b\d[\d.,]*|\b(?:a few|several|some|dozens? of|a dozen|two|three|five|ten|twenty|thirty|forty|fifty))[\s-]*"
    r"(?:km|kms|kilomet\w+|miles?|mi)\b[\w\s,()-]{0,40}?\b(?:of|from|outside|off)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:(?:city|town|village|capital)\s+(?:of\s+)?)?$"
    r"|\b(?:near|close to|not far from|outside)\s+(?:the\s+)?(?:[\w-]+\s+)?(?:(?:city|town|village)\s+of\s+)?$", re.I)
_AWAY = re.compile(r"\b(?:km|kms|kilomet\w+|miles?)\b[\w\s-]{0,40}?\b(?:of|from|outside)\s+(.+)$", re.S)
_LEFT = re.compile(r"\b([A-Z][\w-]+ (?:of (?:the )?)?)$")
_RIGHT = re.compile(r"( [A-Z][\w-]+)\b")
_UNIT_OF = re.compile(r"(?:(\S+)\s+)?([\w-]+)\s+of\s+(?:the\s+)?$")
_AFTER_UNIT = re.compile(r"^(?:[’']s)?\s+([\w-]+)(?:\s+([\w-]+))?")


def read(text: str, start: int, end: int, facility: bool, known: Callable[[str], bool]) -> Asked:
    """What the mention ``text[start:end]`` asks for. `facility`: the reader takes it for a built place."""
    own = " ".join(text[start:end].split())
    before, after = text[max(0, start - AROUND):start], text[end:end + AROUND]
    before = before[before.rfind("\n") + 1:]
    after = after.split("\n")[0]
    asked = phrase(_longer(own, before, after, known), facility, known)
    if re.search(r"\b(?:the|river)\s+$", before, re.I) or re.match(r"(?:[Tt]he|(?:[Tt]he )?[Rr]iver)\s+[A-Z]", own):
        asked = replace(asked, river=True)
    if _NEAR.search(before):
        asked = replace(asked, near=True)
    if asked.name and asked.type is None and not asked.part:
        asked = _unit_around(asked, before, after)
    setting = _SETTING.match(after)
    if setting and (name := _setting(after[setting.end():])):
        asked = replace(asked, beside=(name,))
    return asked


def urban(text: str, start: int, end: int) -> bool:
    """Whether the words of a mention's sentence tell a town: "the streets of Arauca", "a hospital in Kherson"."""
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    last = min((at for mark in ("\n", ". ") if (at := text.find(mark, end)) >= 0), default=len(text))
    return not words().urban.isdisjoint(re.findall(r"[a-z]+", text[first:last]))


def _longer(own: str, before: str, after: str, known: Callable[[str], bool]) -> str:
    """The longer name that a mention is cut from, if it is a known one: "Lake [Chad]", "the Gulf of [Aden]"."""
    glued = re.search(r"[A-Z][\w’']*[-–‑]$", before), re.match(r"[-–‑][A-Z][\w’']*", after)
    whole = (glued[0][0] if glued[0] else "") + own + (glued[1][0] if glued[1] else "")
    if whole != own and known(whole):                       # "[Nagorno]-Karabakh"
        return whole
    for match in (_LEFT.search(before), _RIGHT.match(after)):
        longer = (match[1] + own if match.re is _LEFT else own + match[1]) if match else ""
        if longer and "," not in longer and known(longer):
            return longer
    return own


def _unit_around(asked: Asked, before: str, after: str) -> Asked:
    """The unit that stands just outside of the mention: "the province of [Idlib]", "[Kirkuk] province"."""
    lists = words()
    if (match := _UNIT_OF.search(before)) and (kind := lists.units.get(match[2].lower())):
        owner = (match[1],) if match[1] and match[1][0].isupper() else ()
        return replace(asked, type=kind, unit=match[2].lower(), within=asked.within + owner)
    if match := _AFTER_UNIT.match(after):
        two, one = f"{match[1]} {match[2]}", match[1]
        for unit in (two, one):
            if unit.lower() in lists.units and not after.startswith(("'s", "’s")):
                return replace(asked, type=lists.units[unit.lower()], unit=unit.lower())
            if unit.lower() in lists.facilities:
                break
    return asked


def _setting(text: str) -> str:
    """The name that follows "in" or a comma, with the direction before it gone: "northern Iraq" gives "Iraq"."""
    rest = text.split()
    while rest and rest[0].lower() in words().directions | words().units.keys() | {"of", "the"}:
        rest = rest[1:]
    match = _NAME.match(" ".join(rest))
    return re.sub(r"[’']s?$|[.,]$", "", match[0]) if match else ""


def phrase(text: str, facility: bool, known: Callable[[str], bool]) -> Asked:
    """What some words ask for by themselves."""
    text = _stripped(text)
    if not text or known(text):
        return Asked(name=text, type=PlaceType.FACILITY if facility and not known(text) else None)
    if match := _AWAY.search(text):
        return replace(phrase(match[1], False, known), near=True)
    lower = text.lower()
    if re.search(r"\bborders?\b|\bfrontier\b", lower):
        return Asked(name="", border=True, within=(text,))
    if match := re.search(r"^(.*?)[’']?s?\s*\bcapital(?:\s+city)?\b(?:\s+of\s+(.+)|,?\s+(.+))?$", text, re.S):
        if match[3] and not re.match(r"(?:in|on|at)\b", match[3]):
            return replace(phrase(match[3], False, known), type=PlaceType.CITY,
                           within=tuple(filter(None, (_stripped(match[1]),))))
        return Asked(name="", capital=True, within=tuple(filter(None, (match[2], _stripped(match[1])))))
    head, link, tail = _cut(text)
    if link == "of":
        return _of(head, tail, facility, known)
    within: tuple[str, ...] = (tail,) if tail and link != "and" else ()
    near = link in ("near", "outside", "around")
    if owner := _OWNER.match(head):
        within = (*within, owner[1])
        head = _stripped(owner[2])
    if near and facility:
        return replace(_plain(head, facility, known), within=within, near=True)
    asked = _plain(head, facility, known)
    return replace(asked, within=asked.within + within)


def _stripped(text: str) -> str:
    text = text.strip()
    if not re.search(r"\b[A-Z]\.$", text):                 # the stop of "the U.S." is its own
        text = re.sub(r"^[\s\"“”‘(,-]+|[\s\"“”’'),.;:-]+$", "", text)
    text = re.sub(r"[’']s$", "", text)
    while match := _DETERMINER.match(text):
        text = text[match.end():]
    return text


def _cut(text: str) -> tuple[str, str, str]:
    """Head, the word that links, and the rest."""
    match = _BREAK.search(text)
    if match is None:
        return text, "", ""
    return text[:match.start()], match[0].strip(" ,(;") or ",", _stripped(text[match.end():])


def _of(head: str, tail: str, facility: bool, known: Callable[[str], bool]) -> Asked:
    """"X of Y": a unit, a part or a facility of Y, or anything else about it."""
    lists = words()
    end = head.split()[-1].lower() if head.split() else ""
    two = " ".join(head.lower().split()[-2:])
    asked = phrase(tail, False, known)
    lead = tuple(word for word in head.split()[:-1] if word[0].isupper())
    if kind := lists.units.get(two) or lists.units.get(end):
        unit = two if two in lists.units else end
        sides = [word for word in head.lower().split()[:-1] if word in lists.directions]
        if not sides or kind == PlaceType.CITY:
            return replace(asked, type=asked.type or kind, unit=unit, within=(*asked.within, *lead))
    if two in lists.facilities or end in lists.facilities or facility:
        return Asked(name=f"{head} of {tail}" if head[:1].isupper() else "", type=PlaceType.FACILITY,
                     within=(tail, *asked.within))
    if end in lists.wholes:
        return asked
    if end in lists.shapes:                                 # "the northern island of Hokkaido"
        return replace(asked, within=(*asked.within, *lead))
    return replace(asked, part=head if not asked.part else f"{head} of {asked.part}")


def _plain(text: str, facility: bool, known: Callable[[str], bool]) -> Asked:
    """A name with the words just before and after it."""
    lists = words()
    tokens = text.split()
    within: list[str] = []
    part: list[str] = []
    while tokens and not known(" ".join(tokens)):
        low = tokens[0].lower()
        if low in lists.directions and len(tokens) > 1:
            part.append(tokens.pop(0))
        elif low[:1].islower() and tokens[0] == low and "-" not in low and len(tokens) > 1 and low not in _JOINTS:
            tokens.pop(0)                                   # "besieged Mariupol"
        elif re.fullmatch(r"[a-z]+(?:-[a-z]+)+", tokens[0]) and low.split("-")[0] not in _JOINTS and len(tokens) > 1:
            tokens.pop(0)                                   # "rebel-held Idlib"
        else:
            break
    if len(tokens) > 1 and known(" ".join(tokens)):
        return Asked(name=" ".join(tokens), part=" ".join(part))
    kind: PlaceType | None = None
    unit = ""
    for width in (2, 1):
        end = " ".join(tokens[-width:]).lower()
        if len(tokens) >= width and end in lists.units:
            kind, unit, tokens = lists.units[end], end, tokens[:-width]
            break
        if end in lists.wholes | lists.parts and len(tokens) > width:
            part += [end] if end in lists.parts else []
            kind = PlaceType.COUNTRY if end in lists.wholes else None
            tokens = tokens[:-width]
            break
    built = facility
    for width in (3, 2, 1):
        end = " ".join(tokens[-width:]).lower()
        if len(tokens) >= width and end in lists.facilities:
            built, tokens = True, tokens[:-width]
            while tokens and tokens[-1].lower() in lists.modifiers:
                tokens.pop()
            break
    if built:
        return Asked(name=text, type=PlaceType.FACILITY, within=(" ".join(tokens),) if tokens else ())
    if len(tokens) > 1 and not known(" ".join(tokens)) and known(" ".join(tokens[1:])):
        within.append(tokens[0])                            # "Lebanese Tripoli"
        tokens = tokens[1:]
    return Asked(name=" ".join(tokens), type=kind, unit=unit, part=" ".join(part), within=tuple(within))


_JOINTS = ARTICLES | {"de", "del", "la", "le", "da", "do", "dos", "di", "du", "von", "van", "bin", "ibn"}
"""Small words that belong to a name."""


def is_common(name: str) -> bool:
    """Whether a town of this name is likelier a word: "Hit", "Reading", "Of"."""
    key = name_key(name)
    return len(key) < 3 or key in words().common
