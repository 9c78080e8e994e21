"""Actors from judgements: who is one, with a person's word above the machine's.

`cluster` joins what persons say is the same, then, best score first, what the machine says; never two that somebody
holds to be different, and never two actors of the files. A mention that a person tells from another of its chain is
taken out of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from standoff.actors import names
from standoff.actors.chains import Chain, Sort, chains, fullest
from standoff.actors.countries import States, only
from standoff.known import Known
from standoff.linkage import Components
from standoff.model import Actor, Judgement, Kind, Mention, Origin, Verdict

VERSION = "1"
ORIGIN = Origin(stage="actors", version=VERSION, rule="cluster")


def cluster(mentions: Iterable[Mention], judgements: Iterable[Judgement], known: Mapping[str, Known],
            renamed: Sequence[tuple[str, str]] = ()) -> list[Actor]:
    """The actors of a record, sorted by key.

    `renamed`: keys of mentions or known actors with the names that persons chose, in the order in which they did. The
    last one of an actor holds.
    """
    mentions = sorted(mentions, key=lambda one: one.key)
    judgements = sorted(judgements, key=lambda one: (one.a, one.b, one.by, one.verdict, -one.score))
    persons = [one for one in judgements if one.by]
    whose = {mention.key: mention.leader for mention in mentions}
    singles = {one.a for one in persons if one.verdict is Verdict.DIFFERENT and one.a != one.b
               and whose.get(one.a) is not None and whose.get(one.a) == whose.get(one.b)}
    states = States(known)
    units = chains((one for one in mentions if one.key not in singles), states)
    judged = {whose[key] for one in persons for key in (one.a, one.b) if key in whose and key not in singles}
    alone = {one.key: one for one in mentions if one.key in singles}
    parts = _partition([*units, *sorted(judged - set(units)), *(f"{key} alone" for key in sorted(alone))],
                       judgements, persons, whose, singles, known)
    rest: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.leader in judged and mention.leader not in units:
            rest.setdefault(mention.leader, []).append(mention)
    chosen = {f"{key} alone" if key in singles else whose.get(key, key): (number, name)
              for number, (key, name) in enumerate(renamed)}
    drafts = [_actor(part, units, rest, alone, known, chosen) for part in parts]
    return _keyed([one for one in drafts if one is not None])


def _partition(items: Sequence[str], judgements: Sequence[Judgement], persons: Sequence[Judgement],
               whose: Mapping[str, str], singles: set[str], known: Mapping[str, Known]) -> list[list[str]]:
    """What is one: chains by their leaders, mentions that stand alone, known actors."""
    keys = sorted({*items, *(key for one in judgements for key in (one.a, one.b) if key in known)})
    at = {key: number for number, key in enumerate(keys)}

    def place(key: str, person: bool) -> int | None:
        return at.get(f"{key} alone" if person and key in singles else whose.get(key, key))

    parts = _Kept(len(keys), {at[key]: key for key in keys if key in known})
    told: set[tuple[int, int]] = set()
    same: list[tuple[int, int]] = []
    for one in persons:
        a, b = place(one.a, True), place(one.b, True)
        if a is None or b is None or a == b:
            continue
        told.add((min(a, b), max(a, b)))
        if one.verdict is Verdict.DIFFERENT:
            parts.part(a, b)
        elif one.verdict is Verdict.SAME:
            same.append((a, b))
    for a, b in sorted(same):
        parts.join(a, b, person=True)
    machine: list[tuple[float, int, int]] = []
    for one in judgements:
        a, b = place(one.a, False), place(one.b, False)
        if one.by or a is None or b is None or (min(a, b), max(a, b)) in told:
            continue
        if one.verdict is Verdict.DIFFERENT:
            parts.part(a, b)
        elif one.verdict is Verdict.SAME:
            machine.append((-one.score, a, b))
    for _, a, b in sorted(machine):
        parts.join(a, b)
    return [[keys[number] for number in group] for group in parts.groups()]


class _Kept:
    """A partition in which some never come together: components with their adversaries."""

    def __init__(self, count: int, known: Mapping[int, str]) -> None:
        self._parts = Components(count)
        self._apart: dict[int, set[int]] = {}
        self._known = dict(known)

    def part(self, a: int, b: int) -> None:
        """Keep two apart from now on."""
        a, b = self._parts.find(a), self._parts.find(b)
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def join(self, a: int, b: int, *, person: bool = False) -> None:
        """Make one of two, unless they are kept apart, or are two known actors and no person says that they are one."""
        a, b = self._parts.find(a), self._parts.find(b)
        if a == b or b in self._apart.get(a, ()) or (not person and a in self._known and b in self._known):
            return
        self._parts.join(a, b)
        root = self._parts.find(a)
        gone = a + b - root
        if gone in self._known:
            self._known.setdefault(root, self._known[gone])
        for other in self._apart.pop(gone, ()):
            self._apart[other].discard(gone)
            self._apart[other].add(root)
            self._apart.setdefault(root, set()).add(other)

    def groups(self) -> list[list[int]]:
        """The parts."""
        return self._parts.groups()


def _actor(part: Sequence[str], units: Mapping[str, Chain], rest: Mapping[str, Sequence[Mention]],
           alone: Mapping[str, Mention], known: Mapping[str, Known],
           chosen: Mapping[str, tuple[int, str]]) -> Actor | None:
    """One part as an actor, its key not yet told from those of the same name; None when no text speaks of it."""
    leaders = sorted(key for key in part if key in units or key in rest)
    single = sorted(key.removesuffix(" alone") for key in part if key.endswith(" alone"))
    if not leaders and not single:
        return None
    members = [units[key] for key in leaders if key in units]
    named = [one for one in members if one.sort is not Sort.DESCRIBED] or members
    entry = min((key for key in part if key in known), default="")
    others = [mention for key in leaders if key in rest for mention in rest[key]] + [alone[key] for key in single]
    written: Counter[str] = Counter()
    for one in named:
        written.update(dict(one.written))
    if not written:
        written.update(mention.name or mention.text for mention in others)
    sort = named[0].sort if named else Sort.PERSON if others[0].kind is Kind.PERSON else Sort.BODY
    name = known[entry].name if entry else _shown(named, written, sort)
    described = bool(members) and not entry and all(one.sort is Sort.DESCRIBED for one in members)
    kind = named[0].kind if named else others[0].kind
    type_ = known[entry].type if entry else _type(sort, kind)
    identity = json.dumps([entry] if entry else [type_, names.fold(name)], ensure_ascii=False)
    _, name = max((chosen[key] for key in part if key in chosen), default=(0, name))
    return Actor(key=identity, name=name, type=type_, known=entry, described=described,
                 country="" if entry else only(one.country for one in named), leaders=tuple(leaders),
                 singles=tuple(single), origin=ORIGIN)


def _shown(named: Sequence[Chain], written: Mapping[str, int], sort: Sort) -> str:
    if sort is Sort.DESCRIBED:
        told = Counter(one.name for one in named)
        return min(told, key=lambda name: (-told[name], name))
    return fullest(written, sort)


def _type(sort: Sort, kind: Kind) -> str:
    if sort is Sort.STATE:
        return "state"
    if sort is Sort.PERSON:
        return "person"
    return "organisation" if sort is Sort.BODY and kind is not Kind.GROUP else "group"


def _keyed(actors: Sequence[Actor]) -> list[Actor]:
    """Actors with their keys: of two with one type and name each also tells its first mention."""
    count = Counter(one.key for one in actors)
    found = []
    for one in actors:
        text = one.key if count[one.key] == 1 else json.dumps([one.key, min((*one.leaders, *one.singles))])
        found.append(replace(one, key="a" + hashlib.sha256(text.encode()).hexdigest()[:16]))
    return sorted(found, key=lambda one: one.key)
