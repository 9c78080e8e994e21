"""Recounts: which events, told in different places, are one.

``compare(events, sides, places, sentences)`` takes the events of all reports, who each mention is, where it lies, and
the sentence that has each event; gives a Recount for each pair that is one. As with every linkage: block, compare,
decide. Two events are one when they are of one type, with the same sides, on the same day or days, in places of which
one may lie in the other, put alike, and told with words for one thing. First those of one report are put together, so
that what one sentence tells of an event (its place) and another (its dead) are compared with other reports as one.
Nothing depends on the order of the input; two rows rather than one that is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as day_of
from datetime import timedelta

from standoff.events.alike import APART, LIKE, Side, deeds_alike, families, handles, nearness, points_back, stems
from standoff.events.deeds import Deed, deed, pooled, whom
from standoff.events.judging import LEAST, judge, parted, passing
from standoff.model import Event, EventType, Origin, Recount

VERSION = "5"

NEAR = 64
"""Events of one block that each is compared with: those next to it by day. Keeps the work near-linear."""

REACH = 1200
"""Characters, at most, from "the attack" back to what it speaks of."""

GAP = 3
"""Characters, at most, between two sentences."""


def compare(events: Iterable[Event], sides: Mapping[str, Side], places: Mapping[str, str],
            sentences: Mapping[str, tuple[int, str]]) -> list[Recount]:
    """The pairs of events that are one, sorted, the smaller key as `a`.

    `sides`: mention → who it is, the same for the same actor; `places`: mention → country, province and name, divided
    by "|"; `sentences`: event → where its sentence starts in the report, and the sentence. A mention that is missing
    there speaks for itself, an event without a sentence has no words.
    """
    deeds = {one.event.key: one for one in (deed(event, sides, places, sentences) for event in sorted(
        events, key=lambda event: event.key))}
    inside = tuple(_agreed(_inside(deeds), deeds))
    groups = {key: [deeds[key]] for key in deeds}
    for one in inside:
        if groups[one.a] is not groups[one.b]:
            joined = groups[one.a] + groups[one.b]
            groups |= {each.event.key: joined for each in joined}
    told = {one.event.key: one for one in map(pooled, {id(some): some for some in groups.values()}.values())}
    between = _agreed(_found(told, (pair for pair in _pairs(told, _blocks) if not _one_report(told, *pair))), told)
    return sorted((*inside, *between), key=lambda one: (one.a, one.b))


def _one_report(deeds: Mapping[str, Deed], a: str, b: str) -> bool:
    return deeds[a].event.report == deeds[b].event.report


def _inside(deeds: Mapping[str, Deed]) -> dict[tuple[str, str], Recount]:
    """The pairs of one report each that are one."""
    found = _found(deeds, _pairs(deeds, lambda one: [(one.event.type.value, one.event.report)]))
    for rule, pairs in (("what a noun points to", _pointed(deeds)), ("who died in it", _tolls(deeds))):
        for (a, b), reasons in pairs:
            found.setdefault((a, b), Recount(a=a, b=b, score=LEAST, reasons=reasons, origin=Origin(
                stage="recounts", version=VERSION, rule=rule)))
    return found


def _found(deeds: Mapping[str, Deed], pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Recount]:
    """Those of the pairs that are one."""
    found = {}
    for a, b in pairs:
        score, reasons = judge(deeds[a], deeds[b])
        if score >= LEAST:
            found[a, b] = Recount(a=a, b=b, score=min(score, 1.0), reasons=reasons, origin=Origin(
                stage="recounts", version=VERSION, rule="sides, days and place"))
    return found


# — block —


def _pairs(deeds: Mapping[str, Deed], blocks_of: Callable[[Deed], Iterable[tuple[str, ...]]]) -> Iterator[
        tuple[str, str]]:
    """Each pair that shares a block, once."""
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, one in deeds.items():
        for block in sorted({*blocks_of(one)}):
            blocks[block].append(key)
    seen = set()
    for _, members in sorted(blocks.items()):
        some = sorted(members, key=lambda key: (deeds[key].high or deeds[key].low, deeds[key].low, key))
        for at, first in enumerate(some):
            for other in some[at + 1:at + 1 + NEAR]:
                pair = (first, other) if first < other else (other, first)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _blocks(one: Deed) -> Iterator[tuple[str, ...]]:
    """Where tellings of two reports meet: type, and a side or town or name with a day; or type, and a town; those that
    may be told with two types also by that.
    """
    what = one.event.type.value
    towns = {" ".join(sorted(name)) for name in (one.called, *one.done_to)} - {""}      # "shelled Kramatorsk"
    yield from ((what, "town", town) for town in towns)
    ends = {end for side in (*one.actors, *one.recipients) for end in handles(side)}
    for line in families(one.event) if 0 < one.days <= 1 else ():
        yield from ((line, "kin", end, one.low) for end in ends)
    for end in sorted({*ends, *towns}):
        for day in _days(one) if one.tight else ():
            yield what, "day", end, day
        if one.place:
            yield what, "place", end, one.place
    for name in sorted({*one.words.names, *(one.called or stems(one.place.rpartition("|")[2]))}) if one.tight else ():
        for day in _days(one):
            yield what, "named", name, day


def _days(one: Deed) -> list[str]:
    first = day_of.fromisoformat(one.low)
    return [(first + timedelta(n)).isoformat() for n in range(one.days)]


# — inside of a report —


def _pointed(deeds: Mapping[str, Deed]) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """"The attack" and the event told before it in the same report that it speaks of: of its type, in words for one
    deed, with nothing against it. Where two that are not one may be meant, none is.
    """
    reports: dict[str, list[Deed]] = defaultdict(list)
    for one in deeds.values():
        reports[one.event.report].append(one)
    for _, some in sorted(reports.items()):
        some.sort(key=lambda one: (one.event.anchor, one.event.key))
        for at, one in enumerate(some):
            if (one.tight and one.timed) or one.words.again or not (one.words.pointing or passing(one)):
                continue
            meant = [other for other in some[max(0, at - NEAR):at]
                     if one.event.anchor - other.event.anchor <= REACH and not other.words.pointing
                     and one.words.many == other.words.many and deeds_alike(one.words, other.words)
                     and not parted(one, other) and one.put == other.put and _speaks_of(one, other)]
            if meant and not any(parted(x, y) for x in meant for y in meant) and _tells(meant[-1]):
                a, b = sorted((one.event.key, meant[-1].event.key))
                yield (a, b), ("told in one report", "the noun speaks of what was told before")


def _tolls(deeds: Mapping[str, Deed]) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """A sentence that only tells who died, and the attack that the sentence before tells: "They bombed a market in
    Marib. Nine people were killed."
    """
    sentences: dict[tuple[str, int], list[Deed]] = defaultdict(list)
    for one in deeds.values():
        if one.sentence and one.event.type is EventType.ASSAULT:
            sentences[one.event.report, one.start + len(one.sentence)].append(one)
    for one in deeds.values():
        if not _toll_alone(one):
            continue
        meant = [other for gap in range(GAP + 1) for other in sentences.get((one.event.report, one.start - gap), ())]
        meant = [other for other in meant if other.put == "done" and other.tight and not (
            other.words.many or parted(one, other))]
        if meant and not any(parted(x, y) for x in meant for y in meant) and deeds_alike(one.words, meant[0].words):
            a, b = sorted((one.event.key, meant[0].event.key))
            yield (a, b), ("told in one report", "who died in what the sentence before tells")


def _toll_alone(one: Deed) -> bool:
    """Whether an event is only who was harmed, with a number: by nobody, nowhere, on no day of its own."""
    event = one.event
    return event.type is EventType.ASSAULT and one.put == "done" and bool(event.sizes and event.recipients) and not (
        event.actors or one.place or one.timed or one.words.names or one.words.again or one.words.anew
        or one.words.past)


def _speaks_of(one: Deed, other: Deed) -> bool:
    """Whether an event is told as what was told before: by a noun that says so, or on another's word by a thing that it
    has in common with it ("shells hit a market", "the army accused the rebels of shelling the market").
    """
    if one.words.pointing:
        return _told_before(one, other)
    return other.tight and other.event.voice != one.event.voice and points_back(one.words, other.words, one.actors) \
        and whom(one, other) != APART


def _told_before(one: Deed, other: Deed) -> bool:
    """Whether what a noun tells of its own was told: "the killing of our children" speaks of no raid on a base."""
    return all(not mine or nearness(mine, theirs) >= LIKE for mine, theirs in (
        (one.actors, other.actors), (one.recipients, other.recipients)))


def _tells(one: Deed) -> bool:
    """Whether an event has what a noun can point to: a side, a place, a day or a number."""
    return bool(one.actors or one.recipients or one.place or one.tight or one.event.sizes)


def _agreed(found: Mapping[tuple[str, str], Recount], deeds: Mapping[str, Deed]) -> Iterator[Recount]:
    """Of the pairs, the surest first, those that join no two events that something parts: an event that could be
    either of two joins neither by force.
    """
    groups = {key: [key] for pair in found for key in pair}
    for (a, b), one in sorted(found.items(), key=lambda item: (-item[1].score, item[0])):
        if groups[a] is groups[b]:
            yield one
        elif not any(parted(deeds[x], deeds[y]) for x in groups[a] for y in groups[b]):
            joined = groups[a] + groups[b]
            groups |= dict.fromkeys(joined, joined)
            yield one
