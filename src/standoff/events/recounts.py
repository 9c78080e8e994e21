"""Recounts: which events, told in different places, are one.

``compare(events, actors, places)`` takes the events of all reports, who each mention is and where it lies; gives a
Recount for each pair that is one. As with every linkage: block, compare, decide. Two events are one when they are of
one type, with the same sides, on the same day or days, in places of which one may lie in the other, and put alike. What
is missing in one of them never speaks against it, but something must speak for it. Nothing depends on the order of the
input; two rows rather than one that is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day_of
from datetime import timedelta

from standoff import plover
from standoff.model import Event, Factuality, Origin, Recount, Size

VERSION = "1"

TIGHT = 7
"""Days, at most, within which a date must lie that tells two events are one. An estimate, as all figures here."""

NEAR = 64
"""Events of one block that each is compared with: those next to it by day. Keeps the work near-linear."""

LEAST = .6
"""Score from which on two events are one."""

FULL, ONE = .5, .1
"""What both sides being the same adds to a score, and one side where the other is not told: then a day alone will not
do, it needs the same town or number."""

DAY, REPORT, EXACT, HERE, MANY = .25, .1, .1, .2, .2
"""What is added by overlapping days; by one report; by one single day; by the same town; by the same number."""

TELLING = 3
"""A number from which on it tells events apart: one or two dead are of many."""

ABOUT = .2
"""How far, of itself, a number that is told as about so many may be off."""


DEEDS = (2, 4)
"""PLOVER's quad classes of deeds, not words."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """An event with what it is compared by."""

    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    low: str                         # ISO days, "" for what is not known
    high: str
    tight: bool                      # both are known, within `TIGHT` days
    place: str                       # "IRQ|Nineveh|Mosul", "" when none is told
    put: str                         # "done", "negated", "open"


def compare(events: Iterable[Event], actors: Mapping[str, str], places: Mapping[str, str]) -> list[Recount]:
    """The pairs of events that are one, sorted, the smaller key as `a`.

    `actors`: mention → who it is, the same for the same actor; `places`: mention → country, province and name, divided
    by "|". A mention that is missing there speaks for itself.
    """
    deeds = {one.event.key: one for one in (_deed(event, actors, places) for event in sorted(
        events, key=lambda event: event.key))}
    found = {}
    for a, b in _pairs(deeds):
        score, reasons = _judge(deeds[a], deeds[b])
        if score >= LEAST:
            found[a, b] = Recount(a=a, b=b, score=min(score, 1.0), reasons=reasons, origin=Origin(
                stage="recounts", version=VERSION, rule="sides, days and place"))
    return sorted(_agreed(found, deeds), key=lambda one: (one.a, one.b))


# — what is compared —


def _deed(event: Event, actors: Mapping[str, str], places: Mapping[str, str]) -> _Deed:
    low, high = (event.date.low or "")[:10], (event.date.high or "")[:10]
    if event.date.value and len(event.date.value) >= 10 and event.date.value[:10].replace("-", "").isdigit():
        low, high = low or event.date.value[:10], high or event.date.value[:10]
    low, high = (day if len(day) == 10 else "" for day in (low, high))
    tight = bool(low and high) and 0 <= (day_of.fromisoformat(high) - day_of.fromisoformat(low)).days < TIGHT
    who, whom = (frozenset(actors.get(end, end) for end in ends) for ends in (event.actors, event.recipients))
    return _Deed(event, who, whom, low, high, tight, places.get(event.place, event.place) if event.place else "",
                 _put(event.factuality))


def _put(told: Sequence[Factuality]) -> str:
    """How an event is put: a denial may be of the same event that another tells as done; what is open is of none."""
    if Factuality.NEGATED in told:
        return "negated"
    return "open" if {Factuality.FUTURE, Factuality.HYPOTHETICAL} & {*told} else "done"


# — block —


def _pairs(deeds: Mapping[str, _Deed]) -> Iterator[tuple[str, str]]:
    """Each pair that shares a block, once: type, an actor or recipient, and a day; or, of events without a day, type,
    an actor or recipient, and report or place.
    """
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, one in deeds.items():
        for block in sorted({*_blocks(one)}):
            blocks[block].append(key)
    seen = set()
    for _, members in sorted(blocks.items()):
        some = sorted(members, key=lambda key: (deeds[key].low, deeds[key].high, key))
        for at, first in enumerate(some):
            for other in some[at + 1:at + 1 + NEAR]:
                pair = (first, other) if first < other else (other, first)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _blocks(one: _Deed) -> Iterator[tuple[str, ...]]:
    for side in one.actors | one.recipients:
        what = (one.event.type.value, side)
        for day in _days(one) if one.tight else ():
            yield *what, "day", day
        yield *what, "report", one.event.report
        if one.place:
            yield *what, "place", one.place


def _days(one: _Deed) -> list[str]:
    first = day_of.fromisoformat(one.low)
    return [(first + timedelta(n)).isoformat() for n in range((day_of.fromisoformat(one.high) - first).days + 1)]


# — compare and decide —


def _parted(a: _Deed, b: _Deed) -> bool:
    """Whether something speaks against it that two events are one."""
    if a.event.type is not b.event.type or a.put == "open" != b.put or b.put == "open" != a.put:
        return True
    if a.event.modes and b.event.modes and not {*a.event.modes} & {*b.event.modes}:
        return True
    if (a.low and b.high and a.low > b.high) or (b.low and a.high and b.low > a.high):
        return True
    if not _may_lie(a.place, b.place):
        return True
    if _sides(a, b) == 0 and (a.actors or a.recipients) and (b.actors or b.recipients):
        return True
    return not _same_town(a, b) and any(apart(x, y) for x, y in _numbers(a, b))


def _judge(a: _Deed, b: _Deed) -> tuple[float, tuple[str, ...]]:
    """How sure it is that two events are one, and why; 0 where something speaks against it or too little for it."""
    sides = _sides(a, b)
    if _parted(a, b) or not sides:
        return 0, ()
    score, reasons = sides, ["the same actor and recipient" if sides == FULL else "the same side, the other not told"]
    here, many = _same_town(a, b), any(_same(x, y) for x, y in _numbers(a, b))
    if a.tight and b.tight:
        one = a.low == a.high == b.low == b.high
        score += DAY + EXACT * one
        reasons.append(f"the same day, {a.low}" if one else f"days that overlap, {max(a.low, b.low)} to "
                                                            f"{min(a.high, b.high)}")
    elif not (_told_here(a, b, here) if a.event.report == b.event.report else many and here):
        return 0, ()                                            # undated ones must share what is rare
    if here:
        score, reasons = score + HERE, [*reasons, "the same place"]
    if many:
        score, reasons = score + MANY, [*reasons, "the same number"]
    if a.event.report == b.event.report:
        score, reasons = score + REPORT, [*reasons, "told in one report"]
    if a.put != b.put:
        reasons.append("told as done in one and denied in the other")
    return round(score, 3), tuple(reasons)


def _told_here(a: _Deed, b: _Deed, here: bool) -> bool:
    """Whether undated events of one report are one: in one town, or deeds of one mode or of the same words ("shot and
    killed"). Of words between the same sides there are many in a report, and each is its own.
    """
    if plover.read().types[a.event.type].quad not in DEEDS:
        return here
    overlap = a.event.start < b.event.end and b.event.start < a.event.end
    return here or overlap or bool({*a.event.modes} & {*b.event.modes})


def _sides(a: _Deed, b: _Deed) -> float:
    """How much the sides have in common: 0 where one differs or nothing is told in common. Where both only have actors,
    as of talks, two of them must be the same.
    """
    if not a.recipients and not b.recipients:
        return FULL if len(a.actors & b.actors) > 1 or (a.actors == b.actors and len(a.actors) > 1) else \
            ONE if a.actors & b.actors and min(len(a.actors), len(b.actors)) == 1 else 0
    who, whom = a.actors & b.actors, a.recipients & b.recipients
    if (a.actors and b.actors and not who) or (a.recipients and b.recipients and not whom):
        return 0
    return FULL if who and whom else ONE if who or whom else 0


def _may_lie(a: str, b: str) -> bool:
    """Whether one place may lie in the other, or one is not told."""
    if not a or not b:
        return True
    mine, other = a.split("|"), b.split("|")
    return all(x == y or not x or not y for x, y in zip(mine, other, strict=False))


def _same_town(a: _Deed, b: _Deed) -> bool:
    """Whether both are told of one place that is smaller than a country."""
    return a.place == b.place and a.place.count("|") == 2 and not a.place.endswith("|")


def _numbers(a: _Deed, b: _Deed) -> Iterator[tuple[Size, Size]]:
    """The sizes of one harm in both."""
    mine = {one.harm: one for one in a.event.sizes}
    for one in b.event.sizes:
        if one.harm in mine:
            yield mine[one.harm], one


def apart(a: Size, b: Size) -> bool:
    """Whether two sizes have no number in common."""
    (low, high), (first, last) = _range(a), _range(b)
    return low > last or first > high


def _range(one: Size) -> tuple[float, float]:
    """The least and the most; "some 1,400" is no bound."""
    if one.low is None and one.high is None and one.best is not None:
        return one.best * (1 - ABOUT), one.best * (1 + ABOUT)
    return one.low or 0, float("inf") if one.high is None else one.high


def _same(a: Size, b: Size) -> bool:
    """Whether two sizes are one number that tells events apart."""
    return (a.low, a.best, a.high) == (b.low, b.best, b.high) and (a.best or a.low or 0) >= TELLING


def _agreed(found: Mapping[tuple[str, str], Recount], deeds: Mapping[str, _Deed]) -> Iterator[Recount]:
    """Of the pairs, the surest first, those that join no two events that something parts: an event that could be
    either of two joins neither by force.
    """
    groups = {key: [key] for pair in found for key in pair}
    for (a, b), one in sorted(found.items(), key=lambda item: (-item[1].score, item[0])):
        if groups[a] is groups[b]:
            yield one
        elif not any(_parted(deeds[x], deeds[y]) for x in groups[a] for y in groups[b]):
            joined = groups[a] + groups[b]
            groups |= dict.fromkeys(joined, joined)
            yield one
