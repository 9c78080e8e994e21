"""Recounts: which events, told in different places, are one.

``compare(events, sides, places, sentences)`` takes the events of all reports, who each mention is, where it lies, and
the sentence that has each event; gives a Recount for each pair that is one. As with every linkage: block, compare,
decide. Two events are one when they are of one type, with the same sides, on the same day or days, in places of which
one may lie in the other, put alike, and told with words for one thing. What is missing in one of them never speaks
against it, but something must speak for it. Nothing depends on the order of the input; two rows rather than one that
is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day_of
from datetime import timedelta

from standoff import plover
from standoff.events.alike import (
    APART,
    LIKE,
    OPEN,
    SAME,
    Side,
    Wording,
    deeds_alike,
    deeds_apart,
    divided,
    handles,
    modes_apart,
    named_in,
    nearness,
    once,
    other_names,
    points_back,
    same_names,
    shared,
    some_names,
    stems,
    wording,
)
from standoff.events.numbers import TELLING, apart, same
from standoff.model import Event, EventType, Factuality, Origin, Recount, Size

VERSION = "4"

TIGHT = 7
"""Days, at most, within which a date must lie that tells two events are one. An estimate, as all figures here."""

FRESH = 2
"""Days, at most, after its day by which a report tells news without a day."""

LONG = 366
"""Days, at most, within which a deed must lie that is not done twice, as the capture of a town."""

NEAR = 64
"""Events of one block that each is compared with: those next to it by day. Keeps the work near-linear."""

REACH = 1200
"""Characters, at most, from "the attack" back to what it speaks of."""

LEAST = .6
"""Score from which on two events are one."""

SIDES = {SAME: .25, LIKE: .15, OPEN: 0.0}
"""What a side adds that is told in both."""

ONE = .1
"""What is added for one side, where the other is not told: then a day alone will not do."""

DAY, REPORT, EXACT, HERE, MANY = .25, .1, .1, .2, .2
"""What is added by overlapping days; by one report; by one single day; by the same town; by the same number."""

WORDS, SENTENCE, NAMES = .1, .1, .1
"""What is added by words for one deed; by sentences that share `ABOUT_ONE` of their words; by the same names in them.
"""

ABOUT_ONE = .4
"""Which part of the words of the shorter sentence must be shared."""

CLOSE = 1.5
"""How many times, at most, one number may be another for counts of one harm: 6 and 8 dead, not 14 and 132."""

DEEDS = (2, 4)
"""PLOVER's quad classes of deeds, not words."""

SPOKEN = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT,
                    EventType.AGREE})
"""Types of what is said: the same sides say many things in a day, and only what is said tells them apart."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """An event with what it is compared by."""

    event: Event
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    low: str                         # ISO days, "" for what is not known
    high: str
    days: int                        # from the first to the last, both included; 0 where one is not known
    place: str                       # "IRQ|Nineveh|Mosul", "" when none is told
    put: str                         # "done", "negated", "open"
    words: Wording
    start: int                       # where its sentence starts
    sentence: str

    @property
    def tight(self) -> bool:
        """Whether it is known when it happened, within `TIGHT` days."""
        return 0 < self.days <= TIGHT

    @property
    def town(self) -> str:
        """Its place, where that is smaller than a province."""
        return self.place if _town(self.place) else ""


def compare(events: Iterable[Event], sides: Mapping[str, Side], places: Mapping[str, str],
            sentences: Mapping[str, tuple[int, str]]) -> list[Recount]:
    """The pairs of events that are one, sorted, the smaller key as `a`.

    `sides`: mention → who it is, the same for the same actor; `places`: mention → country, province and name, divided
    by "|"; `sentences`: event → where its sentence starts in the report, and the sentence. A mention that is missing
    there speaks for itself, an event without a sentence has no words.
    """
    deeds = {one.event.key: one for one in (_deed(event, sides, places, sentences) for event in sorted(
        events, key=lambda event: event.key))}
    found = {}
    for a, b in _pairs(deeds):
        score, reasons = _judge(deeds[a], deeds[b])
        if score >= LEAST:
            found[a, b] = Recount(a=a, b=b, score=min(score, 1.0), reasons=reasons, origin=Origin(
                stage="recounts", version=VERSION, rule="sides, days and place"))
    for (a, b), reasons in _pointed(deeds):
        found.setdefault((a, b), Recount(a=a, b=b, score=LEAST, reasons=reasons, origin=Origin(
            stage="recounts", version=VERSION, rule="what a noun points to")))
    return sorted(_agreed(found, deeds), key=lambda one: (one.a, one.b))


# — what is compared —


def _deed(event: Event, sides: Mapping[str, Side], places: Mapping[str, str],
          sentences: Mapping[str, tuple[int, str]]) -> _Deed:
    low, high = (event.date.low or "")[:10], (event.date.high or "")[:10]
    if event.date.value and len(event.date.value) >= 10 and event.date.value[:10].replace("-", "").isdigit():
        low, high = low or event.date.value[:10], high or event.date.value[:10]
    low, high = (day if len(day) == 10 else "" for day in (low, high))
    days = (day_of.fromisoformat(high) - day_of.fromisoformat(low)).days + 1 if low and high else 0
    who, whom = (tuple(sides.get(end, Side(who=end)) for end in ends) for ends in (event.actors, event.recipients))
    place = _on_map(places.get(event.place, event.place)) if event.place else next(filter(_town, (
        _on_map(places.get(end, "")) for end in event.recipients)), "")
    whom = tuple(one for end, one in zip(event.recipients, whom, strict=True) if not _town(places.get(end, "")))
    start, sentence = sentences.get(event.key, (0, ""))
    told = wording(event.type, sentence, [(low - start, high - start) for low, high in event.trigger],
                   event.anchor - start, start == 0, (one.word for one in (*who, *whom))) if sentence else Wording()
    return _Deed(event, who, whom, low, high, max(0, days), place, _put(event.factuality), told,
                 start, sentence)


def _on_map(place: str) -> str:
    """A place by its name on a map: of "the parliament in Yerevan" Yerevan, of "a market" the province it is in."""
    area, divided_, name = place.rpartition("|")
    if not divided_ or not name[:1].islower():
        return place
    words = name.split()
    last = next((n for n in range(len(words), 0, -1) if not words[n - 1][:1].isupper()), 0)
    named = " ".join(words[last:])
    return f"{area}|{named}" if named else area


def _town(place: str) -> bool:
    """Whether a place is smaller than a province. A town that is shelled is where it happens, whatever the text has."""
    return place.count("|") == 2 and not place.endswith("|")


def _put(told: Sequence[Factuality]) -> str:
    """How an event is put: a denial may be of the same event that another tells as done; what is open is of none."""
    if Factuality.NEGATED in told:
        return "negated"
    return "open" if {Factuality.FUTURE, Factuality.HYPOTHETICAL} & {*told} else "done"


# — block —


def _pairs(deeds: Mapping[str, _Deed]) -> Iterator[tuple[str, str]]:
    """Each pair that shares a block, once: type, and a side or town with a day; or type and a report, or a town."""
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, one in deeds.items():
        for block in sorted({*_blocks(one)}):
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


def _blocks(one: _Deed) -> Iterator[tuple[str, ...]]:
    what = one.event.type.value
    yield what, "report", one.event.report
    if one.town:
        yield what, "town", one.town
    ends = {end for side in (*one.actors, *one.recipients) for end in handles(side)}
    for end in sorted({*ends, one.town} - {""}):
        for day in _days(one) if one.tight else ():
            yield what, "day", end, day
        if one.place:
            yield what, "place", end, one.place
    for name in sorted({*one.words.names, *stems(one.place.rpartition("|")[2])}) if one.tight else ():
        for day in _days(one):
            yield what, "named", name, day


def _days(one: _Deed) -> list[str]:
    first = day_of.fromisoformat(one.low)
    return [(first + timedelta(n)).isoformat() for n in range(one.days)]


# — compare and decide —


def _parted(a: _Deed, b: _Deed) -> bool:
    """Whether something speaks against it that two events are one."""
    if a.event.type is not b.event.type or a.put == "open" != b.put or b.put == "open" != a.put:
        return True
    if modes_apart(a.event.modes, b.event.modes) or (a.put != b.put and not _denies(a, b)):
        return True
    if (a.low and b.high and a.low > b.high) or (b.low and a.high and b.low > a.high):
        return True
    if not _places_agree(a, b) or _told_apart(a, b):
        return True
    if _sides(a, b) < 0 and not _blamed(a, b) and not _claimed(a, b):
        return True
    return any(apart(x, y) for x, y in _numbers(a, b)) and (_one_sentence(a, b) or not (
        _same_town(a, b) or (_one_day(a, b) and _same_province(a, b) and _close(a, b))))


def _one_day(a: _Deed, b: _Deed) -> bool:
    """Whether both happened on one day, which both tell."""
    return a.low == a.high == b.low == b.high != ""


def _one_sentence(a: _Deed, b: _Deed) -> bool:
    return a.event.report == b.event.report and a.start == b.start and a.sentence == b.sentence != ""


def _denies(a: _Deed, b: _Deed) -> bool:
    """Whether one may deny what the other tells as done: another sentence, in words for one deed, of what is said in
    much the same words. "They signed a declaration, but did not agree on a truce" denies nothing.
    """
    if _one_sentence(a, b):
        return False
    return a.event.type not in SPOKEN or not a.sentence or not b.sentence or (
        deeds_alike(a.words, b.words) and shared(a.words, b.words) >= ABOUT_ONE)


def _told_apart(a: _Deed, b: _Deed) -> bool:
    """Whether the words tell that they are two: other deeds, "a second strike", an anniversary."""
    if a.words.again != b.words.again or a.words.past != b.words.past:
        return True
    if a.event.report == b.event.report and a.words.anew != b.words.anew:
        return True
    overlap = a.event.report == b.event.report and a.event.start < b.event.end and b.event.start < a.event.end
    return not overlap and (deeds_apart(a.words, b.words) or _each_its_own(a, b))


def _each_its_own(a: _Deed, b: _Deed) -> bool:
    """Whether a report tells two deeds with other words, each done to somebody else: "attacked a base", "kidnapped ten
    teachers". Then a word that may stand for any deed stands for its own.
    """
    others = bool(a.words.deeds and b.words.deeds) and not a.words.deeds & b.words.deeds
    return others and a.event.report == b.event.report and bool(
        a.event.recipients and b.event.recipients) and _whom(a, b) < LIKE


def _blamed(a: _Deed, b: _Deed) -> bool:
    """Whether one deed may be told as done by two: in one town on one day, with one number, two that are close, or much
    the same words, to nobody else, and on the word of others.
    """
    return _others_word(a, b) and _one_day(a, b) and _same_town(a, b) and deeds_alike(a.words, b.words) and (
        _close(a, b) or shared(a.words, b.words) >= ABOUT_ONE)


def _claimed(a: _Deed, b: _Deed) -> bool:
    """Whether one of two whom tellings have for who did it is told in passing, so that nothing but the sides speaks
    against it: "the army said that rebels had fired the shells". Then what it points to makes it one, or nothing does.
    """
    return _others_word(a, b) and deeds_alike(a.words, b.words) and (_passing(a) or _passing(b))


def _passing(one: _Deed) -> bool:
    """Whether a deed is told on somebody's word, without day, town or number."""
    return one.event.said and not (one.tight or one.town or one.event.sizes)


def _others_word(a: _Deed, b: _Deed) -> bool:
    """Whether two have what they tell from different ones, and tell it alike but for who did it."""
    if _whom(a, b) == APART or not a.actors or not b.actors or a.put != b.put != "open":
        return False
    return (a.event.report, a.event.voice, a.event.said) != (b.event.report, b.event.voice, b.event.said)


def _judge(a: _Deed, b: _Deed) -> tuple[float, tuple[str, ...]]:
    """How sure it is that two events are one, and why; 0 where something speaks against it or too little for it."""
    if _parted(a, b):
        return 0, ()
    if _sides(a, b) < 0 and not _blamed(a, b):
        return 0, ()
    here, many = _same_town(a, b), any(same(x, y) for x, y in _numbers(a, b))
    alike, about = deeds_alike(a.words, b.words), shared(a.words, b.words)
    sides, reasons = _sides(a, b), []
    if sides < 0:
        sides, reasons = ONE, ["the same but for who did it, on the word of others"]
    elif sides:
        reasons = [_sides_told(a, b)]
    elif not (_of_one_sentence(a, b, alike) or (alike and _spot(a, b, many, about))):
        return 0, ()
    if a.event.type in SPOKEN and min(len(a.words.about), len(b.words.about)) > 1 and about < ABOUT_ONE and not (
            here or many):
        return 0, ()
    score = sides
    if a.tight and b.tight:
        one = _one_day(a, b)
        score += DAY + EXACT * one
        reasons.append(f"the same day, {a.low}" if one else f"days that overlap, {max(a.low, b.low)} to "
                                                            f"{min(a.high, b.high)}")
    elif a.event.report == b.event.report:
        if not _told_here(a, b, here, alike):
            return 0, ()
        score += DAY if alike else 0
    elif not (here and (many or _fresh(a, b, alike, about) or (once(a.words, b.words) and _within(a, b)))):
        return 0, ()                                            # undated ones must share what is rare
    else:
        score += 0 if many else DAY
    if here:
        score, reasons = score + HERE, [*reasons, "the same place"]
    elif _same_province(a, b) and _close(a, b):
        score, reasons = score + HERE, [*reasons, "the same province, and numbers that are close"]
    elif same_names(a.words, b.words) or _no_map(a, b, about):
        score, reasons = score + NAMES, [*reasons, "the same names beside the sides"]
    if many:
        score, reasons = score + MANY, [*reasons, "the same number"]
    if alike:
        score += WORDS * (1 + once(a.words, b.words))
        reasons.append("words for one deed")
    if len(a.words.stems & b.words.stems) > 1 and _one_day(a, b) and sides and not other_names(a.words, b.words):
        score, reasons = score + WORDS, [*reasons, "told with the same words"]
    if about >= ABOUT_ONE:
        score, reasons = score + SENTENCE, [*reasons, "sentences with much the same words"]
    elif alike and a.words.opening != b.words.opening and a.event.report == b.event.report:
        score, reasons = score + SENTENCE, [*reasons, "the headline's, or what the report begins with"]
    if a.event.report == b.event.report:
        score, reasons = score + REPORT, [*reasons, "told in one report"]
    if not sides and _one_sentence(a, b):
        score, reasons = score + REPORT, [*reasons, "told in one sentence"]
    if a.put != b.put:
        reasons.append("told as done in one and denied in the other")
    return round(score, 3), tuple(reasons)


def _spot(a: _Deed, b: _Deed, many: bool, about: float) -> bool:
    """Whether two deeds of which no side is told in common are in one place: a town, with much in common or on one day
    and with no number that is far off; on one day a province, with numbers that are close, or what much the same
    sentences name that is on no map.
    """
    near = _close(a, b)
    if _one_day(a, b) and _no_map(a, b, about):
        return True
    if _same_town(a, b):
        return many or about >= ABOUT_ONE or (_one_day(a, b) and (near or not any(True for _ in _numbers(a, b))))
    return near and _one_day(a, b) and _same_province(a, b)


def _no_map(a: _Deed, b: _Deed, about: float) -> bool:
    """Whether neither has a town that is on a map, and much the same sentences name where: "a village in Sagaing"."""
    return not (a.town or b.town) and about >= ABOUT_ONE and some_names(a.words, b.words)


def _of_one_sentence(a: _Deed, b: _Deed, alike: bool) -> bool:
    """Whether one sentence tells a deed twice: by its noun and its verb, or by two harms that it did, and no word
    between tells that one was before the other.
    """
    if not _one_sentence(a, b) or not (alike or {*a.event.modes} & {*b.event.modes}):
        return False
    first, last = sorted((a.event.anchor - a.start, b.event.anchor - b.start))
    bare = any(not (one.event.actors or one.event.recipients) for one in (a, b))
    harms = not a.event.actors and not b.event.actors and a.event.sizes and b.event.sizes
    return bool(bare or harms) and not divided(a.sentence[first:last])


def _told_here(a: _Deed, b: _Deed, here: bool, alike: bool) -> bool:
    """Whether undated events of one report are one: in one town, deeds of one mode, in the same words ("shot and
    killed"), or the headline's. Of words between the same sides there are many in a report, and each is its own.
    """
    overlap = a.event.start < b.event.end and b.event.start < a.event.end
    if a.words.many != b.words.many and not overlap:
        return False
    if plover.read().types[a.event.type].quad not in DEEDS:
        return here or (alike and a.words.opening != b.words.opening)
    return here or overlap or bool({*a.event.modes} & {*b.event.modes}) or (
        alike and (a.words.opening != b.words.opening or shared(a.words, b.words) >= ABOUT_ONE))


def _fresh(a: _Deed, b: _Deed, alike: bool, about: float) -> bool:
    """Whether undated tellings of two reports are news of the same days, in words for one deed and much the same
    sentence, or one has the day and the other came out by then.
    """
    if not alike or not a.high or not b.high or a.words.many != b.words.many:
        return False
    near = abs((day_of.fromisoformat(a.high) - day_of.fromisoformat(b.high)).days) <= FRESH
    return near and (about >= ABOUT_ONE or a.tight or b.tight or once(a.words, b.words))


def _within(a: _Deed, b: _Deed) -> bool:
    """Whether both lie within `LONG` days, known from both ends."""
    return 0 < a.days <= LONG and 0 < b.days <= LONG


def _sides(a: _Deed, b: _Deed) -> float:
    """How much the sides have in common: 0 where nothing is told in common, less than 0 where one differs. Where both
    only have actors, as of talks, two of them must be the same.
    """
    who, whom = nearness(a.actors, b.actors), _whom(a, b)
    if not a.recipients and not b.recipients:
        both = _in_common(a, b)
        if both > 1:
            return 2 * SIDES[SAME]
        if who == APART or (len(a.actors) > 1 and len(b.actors) > 1):
            return -1
        return ONE if who >= LIKE else 0
    if APART in (who, whom):
        return -1
    if OPEN in (who, whom):
        return ONE if max(who, whom) >= LIKE else 0
    return SIDES[who] + SIDES[whom]


def _in_common(a: _Deed, b: _Deed) -> int:
    """How many actors of one are, or may well be, of the other."""
    return min(sum(nearness([one], b.actors) >= LIKE for one in a.actors) if b.actors else 0,
               sum(nearness([one], a.actors) >= LIKE for one in b.actors) if a.actors else 0)


def _sides_told(a: _Deed, b: _Deed) -> str:
    who, whom = nearness(a.actors, b.actors), _whom(a, b)
    if not a.recipients and not b.recipients and len(a.actors) > 1:
        return "the same actors"
    if OPEN in (who, whom):
        return "the same side, the other not told"
    return "the same actor and recipient" if who == whom == SAME else "actors and recipients that may well be the same"


# — what a noun points to —


def _pointed(deeds: Mapping[str, _Deed]) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """"The attack" and the event told before it in the same report that it speaks of: of its type, in words for one
    deed, with nothing against it. Where two that are not one may be meant, none is.
    """
    reports: dict[str, list[_Deed]] = defaultdict(list)
    for one in deeds.values():
        reports[one.event.report].append(one)
    for _, some in sorted(reports.items()):
        some.sort(key=lambda one: (one.event.anchor, one.event.key))
        for at, one in enumerate(some):
            if one.tight or one.words.again or not (one.words.pointing or _passing(one)):
                continue
            meant = [other for other in some[max(0, at - NEAR):at]
                     if one.event.anchor - other.event.anchor <= REACH and not other.words.pointing
                     and one.words.many == other.words.many and deeds_alike(one.words, other.words)
                     and not _parted(one, other) and one.put == other.put and _speaks_of(one, other)]
            if meant and not any(_parted(x, y) for x in meant for y in meant) and _tells(meant[-1]):
                a, b = sorted((one.event.key, meant[-1].event.key))
                yield (a, b), ("told in one report", "the noun speaks of what was told before")


def _speaks_of(one: _Deed, other: _Deed) -> bool:
    """Whether an event is told as what was told before: by a noun that says so, or on another's word by a thing that it
    has in common with it ("shells hit a market", "the army accused the rebels of shelling the market").
    """
    if one.words.pointing:
        return _told_before(one, other)
    return other.tight and other.event.voice != one.event.voice and points_back(one.words, other.words, one.actors) \
        and _whom(one, other) != APART


def _told_before(one: _Deed, other: _Deed) -> bool:
    """Whether what a noun tells of its own was told: "the killing of our children" speaks of no raid on a base."""
    return all(not mine or nearness(mine, theirs) >= LIKE for mine, theirs in (
        (one.actors, other.actors), (one.recipients, other.recipients)))


def _tells(one: _Deed) -> bool:
    """Whether an event has what a noun can point to: a side, a place, a day or a number."""
    return bool(one.actors or one.recipients or one.place or one.tight or one.event.sizes)


def _places_agree(a: _Deed, b: _Deed) -> bool:
    """Whether one place may lie in the other, or one is not told. Of a place that no gazetteer has only the names of
    the sentences tell: what names nothing in common lies apart.
    """
    if not a.place or not b.place or a.place == b.place:
        return True
    if "|" in a.place and "|" in b.place:
        return all(x == y or not x or not y for x, y in zip(a.place.split("|"), b.place.split("|"), strict=False))
    return not other_names(a.words, b.words)


def _same_town(a: _Deed, b: _Deed) -> bool:
    """Whether both are told of one place that is smaller than a province, one is done to it and the other there, or the
    sentence of one that has no such place names it.
    """
    return (bool(a.town) and a.town == b.town) or _done_to(a, b) or _done_to(b, a) or _named(a, b) or _named(b, a)


def _named(a: _Deed, b: _Deed) -> bool:
    return bool(a.town) and not b.town and named_in(a.town.rpartition("|")[2], b.words)


def _same_province(a: _Deed, b: _Deed) -> bool:
    """Whether both are told of one province, or the sentence of one that has no place names it."""
    if a.place.count("|") and b.place.count("|"):
        return a.place.split("|")[:2] == b.place.split("|")[:2]
    one, other = (a, b) if a.place.count("|") else (b, a)
    return one.place.count("|") > 0 and not other.place and any(
        part and named_in(part, other.words) for part in one.place.split("|")[1:])


def _done_to(a: _Deed, b: _Deed) -> bool:
    """Whether to the town of one the other is done: "shelled Kramatorsk", whatever the text has it for."""
    name = a.town.rpartition("|")[2]
    return bool(name) and any(one.word == name and one.named for one in b.recipients)


def _whom(a: _Deed, b: _Deed) -> int:
    """How near the recipients are."""
    return OPEN if _done_to(a, b) or _done_to(b, a) else nearness(a.recipients, b.recipients)


def _numbers(a: _Deed, b: _Deed) -> Iterator[tuple[Size, Size]]:
    """The sizes of one harm in both."""
    mine = {one.harm: one for one in a.event.sizes}
    for one in b.event.sizes:
        if one.harm in mine:
            yield mine[one.harm], one


def _close(a: _Deed, b: _Deed) -> bool:
    """Whether two tell numbers of one harm that may be counts of one."""
    some = [(x.best or x.low or x.high or 0, y.best or y.low or y.high or 0) for x, y in _numbers(a, b)]
    return any(min(pair) >= TELLING for pair in some) and all(
        max(pair) <= CLOSE * min(pair) or min(pair) == max(pair) for pair in some)


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
