"""Who an armed group or a coalition is by its own words: "Houthi rebels", "the coalition led by Saudi Arabia".

Pure functions of words and of what files know. Nouns: ``lexicons/sides.yaml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standoff.actors.countries import States
from standoff.known import Known
from standoff.record.homes import words

ARMED = frozenset(["REB", "UAF", "PRM"])
"""Sectors of those who fight and are no state's."""

_CAPITAL = r"(?:al-)?[A-Z][\w’'-]*"
_NAMED = re.compile(rf"(?:^|.*?\s)({_CAPITAL}(?:\s(?:{_CAPITAL}|of))*)\s([a-z]+)$", re.DOTALL)
_LED = re.compile(r"\b((?:(?!An?\s|The\s)[A-Z][\w.]*\s)?[A-Z][\w.]*)-led\s(?:[\w-]+\s){0,2}?(?:coalition|alliance)\b")
_BY = re.compile(r"\b(?:coalition|alliance)\s(?:that is\s)?led by\s(?:the\s)?([A-Z][\w.]*(?:\s[A-Z][\w.]*)*)")
_OTHER = re.compile(r"\b(?:ruling|governing|opposition|electoral|parliamentary|grand|party|[A-Z]\w+)\s[Cc]oalition\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """A coalition by the state or alliance that leads it."""

    country: str
    name: str                                # "Saudi-led coalition"
    known: str                               # its key in the files, "" for none


class Bands:
    """The armed groups and the coalitions that files know."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self._states = States(known)
        self._leading = {one.key: one for one in known.values() if one.type == "state"}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._armed: dict[str, set[str]] = defaultdict(set)
        self._allied = {name: one.country for one in known.values() for name in (one.name, *one.names)
                        if one.country == "IGO" and any("MIL" in row.what.split() for row in one.sectors)}
        for one in known.values():
            for name in (one.name, *one.names) if one.type in ("organisation", "group") else ():
                self._names[name].add(one.key)
                if any(ARMED & {*row.what.split()} for row in one.sectors):
                    self._armed[name].add(one.key)

    def band(self, text: str) -> Sequence[str]:
        """Keys of the armed group that words up to their noun name, what is surest first: "two M23 rebels". Nobody's of
        "former M23 rebels", "M23 and Mai-Mai fighters".
        """
        found = _NAMED.match(text.strip())
        if found is None or found[2] not in words().bands:
            return ()
        before = text.strip()[:found.start(1)].lower().split()
        if {"former", "ex", "and", "or", "non"} & {*before} or "and" in found[1].split():
            return ()
        name = found[1].removeprefix("The ")
        told = [self._armed.get(one, set()) for one in (f"{name} {found[2]}", name, f"{name}s")]
        return tuple(dict.fromkeys(key for keys in told if len(keys) == 1 for key in keys))

    def league(self, text: str, report: str) -> League | None:
        """The coalition that words speak of: by who leads it in them, else, of "the coalition", by who alone leads one
        in their report. Not of the coalition of parties, nor where the report tells of another.
        """
        plain = " ".join(text.split())
        if re.fullmatch(r"(?:[Tt]he\s)?[Cc]oalition(?:\s[a-z-]+){0,2}", plain):
            plain = "" if _OTHER.search(report.replace("The coalition", "the coalition")) else " ".join(report.split())
        elif not re.search(r"\b(?:coalition|alliance)\b", plain):
            return None
        found = {self._led(one) for one in (*_LED.findall(plain), *_BY.findall(plain))} - {None}
        return found.pop() if len(found) == 1 else None

    def _led(self, name: str) -> League | None:
        name = name.rstrip(".") if name.count(".") == 1 else name
        state = self._states.whole(name)
        if not state:
            return League(country=self._allied[name], name=f"{name}-led coalition", known="") \
                if name in self._allied else None
        one = self._leading[state]
        keys = {key for word in (*one.demonyms, one.name, *one.names)
                for key in self._names.get(f"{word}-led coalition", ())}
        word = next(iter(one.demonyms), one.name)
        return League(country=one.country or state, name=f"{word}-led coalition",
                      known=keys.pop() if len(keys) == 1 else "")
