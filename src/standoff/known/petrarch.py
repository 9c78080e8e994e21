"""Actor dictionaries of PETRARCH and TABARI: a name and its synonyms, with codes of CAMEO by date.

    IVO_KASAI_               ; a comment
    +KASAI_IVO_
        [UGAELI 380101-690801]
        [UGAGOV >690801]
        [UGAELI]

A code is read from the left, three letters each: the country, then sectors. Dates have two or four digits of a year; of
two, 30 and more are of the last century. A code without a date holds when no other does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from standoff.known import Dated, Known, iso
from standoff.known.foreign import country, keys, sector

_NAME = re.compile(r"(?m)^[A-Z][^\s\[;]*_\s*(?:[\[;].*)?$")
_CODES = re.compile(r"\[([^\]]*)\]")
_CODE = re.compile(r"(?P<code>[A-Z]{3,})\s*(?:(?P<sign>[<>])\s*(?P<day>\d{6,8})"
                   r"|(?P<since>\d{6,8})\s*-\s*(?P<until>\d{6,8}))?")


@dataclass(slots=True)
class _Entry:
    name: str
    line: int
    synonyms: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def fits(content: bytes) -> bool:
    """Whether it is such a dictionary: a name that ends in "_" begins a line, and a code stands in brackets."""
    text = content[:65536].decode("utf-8", "replace")
    return _NAME.search(text) is not None and _CODES.search(text) is not None and not re.search(r"(?m)^- ", text)


def entries(text: str) -> tuple[list[Known], list[str]]:
    """The entries of a dictionary, and what of it was not kept."""
    warnings: list[str] = []
    found = [one for one in (_known(entry, warnings) for entry in _entries(text)) if one is not None]
    dated = sum(one.type == "person" for one in found)
    if dated:
        warnings.append(f"a dictionary does not tell persons from bodies: {dated} with dates are taken for persons, "
                        f"{len(found) - dated} without for organisations")
    named = keys((str(at), one.country, one.name) for at, one in enumerate(found))
    return [_with_key(one, named[str(at)]) for at, one in enumerate(found)], warnings


def _entries(text: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].split(";")[0].rstrip()
        codes = _CODES.findall(line)
        word = _CODES.sub("", line).strip()
        if word and not word.startswith("+"):
            if entry is not None:
                yield entry
            entry = _Entry(word, number)
        elif word and entry is not None:
            entry.synonyms.append(word[1:])
        if entry is not None:
            entry.codes += [code for part in codes for code in part.split("|")]
    if entry is not None:
        yield entry


def _known(entry: _Entry, warnings: list[str]) -> Known | None:
    where = f"line {entry.line}, {entry.name}"
    home = ""
    dated: list[Dated] = []
    always: list[Dated] = []
    for text in entry.codes:
        match = _CODE.fullmatch(text.strip())
        if match is None:
            warnings.append(f"{where}: code [{text}] is left out; it is none like [IRQGOV 060520-140908]")
            continue
        state, sectors = _code(match["code"], where, warnings)
        if home and state and state != home:
            warnings.append(f"{where}: a second country, {state}, is left out; {home} stays")
            continue
        home = home or state
        since, until = _days(match)
        if wrong := [day for day in (since, until) if day and not iso(day)]:
            warnings.append(f"{where}: code [{text}] is left out; {wrong[0]} is no day of the calendar")
            continue
        if sectors:
            (dated if since or until else always).append(Dated(what=" ".join(sectors), since=since, until=until))
        elif len(match["code"]) == 3 and len(entry.codes) == 1 and state and state == match["code"]:
            warnings.append(f"{where}: a state; left out, states have entries of ours")
            return None
    if not entry.codes:
        warnings.append(f"{where}: it has no code, and is left out")
        return None
    dated.sort(key=lambda one: (one.since, one.until))
    names = [_written(one) for one in entry.synonyms]
    name = _written(entry.name)
    return Known(key="", type="person" if dated else "organisation", name=name, country=home,
                 names=tuple(one for one in dict.fromkeys(names) if one != name), sectors=(*dated, *always))


def _code(code: str, where: str, warnings: list[str]) -> tuple[str, tuple[str, ...]]:
    parts = [code[at:at + 3] for at in range(0, len(code), 3)]
    if parts[:2] in (["IGO", "UNO"], ["IGO", "EUR"]):        # CAMEO's United Nations and European Union
        parts = parts[1:]
    state = country(parts[0])
    told = parts[1:] if state else parts
    sectors = dict.fromkeys(one for one in (sector(part) for part in told) if one)
    lost = [part for part in told if not sector(part)]
    if lost:
        warnings.append(f"{where}: {', '.join(lost)} of [{code}] is no sector of PLOVER, and is left out")
    return state, tuple(sectors)


def _days(match: re.Match[str]) -> tuple[str, str]:
    if match["sign"]:
        return ("", _iso(match["day"])) if match["sign"] == "<" else (_iso(match["day"]), "")
    return (_iso(match["since"]), _iso(match["until"])) if match["since"] else ("", "")


def _iso(digits: str) -> str:
    if len(digits) == 6:
        digits = ("19" if digits[:2] >= "30" else "20") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def _written(name: str) -> str:
    """“IVO_KASAI_” as one writes it: “Ivo Kasai”. A short word alone is an abbreviation: “PLO”."""
    words = name.replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= 4:
        return words[0]
    return " ".join("-".join(part[:1] + part[1:].lower() for part in word.split("-")) for word in words)


def _with_key(one: Known, key: str) -> Known:
    return Known(key=key, type=one.type, name=one.name, names=one.names, country=one.country, sectors=one.sectors)
