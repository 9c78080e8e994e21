"""Whether two tellings are one event: what parts them, and what speaks for it, with a score and reasons.

What is missing in one of them never speaks against it, but something must speak for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as day_of

from standoff import plover
from standoff.events.alike import (
    APART,
    LIKE,
    OPEN,
    SAME,
    Side,
    deeds_alike,
    deeds_apart,
    deeds_beside,
    divided,
    in_turn,
    kin,
    modes_apart,
    nearness,
    once,
    other_names,
    same_names,
    shared,
    some_names,
)
from standoff.events.deeds import Deed, close, numbers, one_sentence, places_agree, same_province, same_town, whom
from standoff.events.numbers import apart, same
from standoff.model import EventType

FRESH = 2
"""Days, at most, after its day by which a report tells news without a day."""

LONG = 366
"""Days, at most, within which a deed must lie that is not done twice, as the capture of a town."""

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

DEEDS = (2, 4)
"""PLOVER's quad classes of deeds, not words."""

SPOKEN = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT,
                    EventType.AGREE})
"""Types of what is said: the same sides say many things in a day, and only what is said tells them apart."""


def parted(a: Deed, b: Deed) -> bool:
    """Whether something speaks against it that two events are one."""
    if not akin(a, b) if a.event.type is not b.event.type else modes_apart(a.event.modes, b.event.modes):
        return True
    if a.put == "open" != b.put or b.put == "open" != a.put or (a.put != b.put and not _denies(a, b)):
        return True
    if (a.low and b.high and a.low > b.high) or (b.low and a.high and b.low > a.high):
        return True
    if not places_agree(a, b) or _told_apart(a, b):
        return True
    if _sides(a, b) < 0 and not _blamed(a, b) and not _claimed(a, b):
        return True
    return any(apart(x, y) for x, y in numbers(a, b)) and (one_sentence(a, b) or not (
        same_town(a, b) or (one_day(a, b) and same_province(a, b) and close(a, b))))


def akin(a: Deed, b: Deed) -> bool:
    """Whether two reports tell one deed with two types: that soldiers "seized" a president, and "arrested" him. Only
    with words for one deed, on one day.
    """
    return a.event.report != b.event.report and kin(a.event, b.event) and one_day(a, b) and bool(
        a.words.stems & b.words.stems or a.words.deeds & b.words.deeds)


def one_day(a: Deed, b: Deed) -> bool:
    """Whether both happened on one day, which both tell."""
    return a.low == a.high == b.low == b.high != ""


def _denies(a: Deed, b: Deed) -> bool:
    """Whether one may deny what the other tells as done: another sentence, in words for one deed, of what is said in
    much the same words. "They signed a declaration, but did not agree on a truce" denies nothing.
    """
    if one_sentence(a, b):
        return False
    return a.event.type not in SPOKEN or not a.sentence or not b.sentence or (
        deeds_alike(a.words, b.words) and shared(a.words, b.words) >= ABOUT_ONE)


def _told_apart(a: Deed, b: Deed) -> bool:
    """Whether the words tell that they are two: other deeds, "a second strike", an anniversary."""
    if a.words.again != b.words.again or a.words.past != b.words.past:
        return True
    if a.event.report == b.event.report and a.words.anew != b.words.anew:
        return True
    overlap = a.event.report == b.event.report and a.event.start < b.event.end and b.event.start < a.event.end
    spoken = a.event.type in SPOKEN and a.event.report != b.event.report        # "called on", "demanded"
    return not overlap and ((not spoken and deeds_apart(a.words, b.words)) or _each_its_own(a, b))


def _each_its_own(a: Deed, b: Deed) -> bool:
    """Whether a report tells two deeds with other words, each done to somebody else: "attacked a base", "kidnapped ten
    teachers". Then a word that may stand for any deed stands for its own.
    """
    others = bool(a.words.deeds and b.words.deeds) and not a.words.deeds & b.words.deeds
    return others and a.event.report == b.event.report and bool(
        a.event.recipients and b.event.recipients) and whom(a, b) < LIKE


def _blamed(a: Deed, b: Deed) -> bool:
    """Whether one deed may be told as done by two: in one town on one day, with one number, two that are close, or much
    the same words, to nobody else, and on the word of others.
    """
    return _others_word(a, b) and one_day(a, b) and same_town(a, b) and deeds_alike(a.words, b.words) and (
        close(a, b) or shared(a.words, b.words) >= ABOUT_ONE)


def _claimed(a: Deed, b: Deed) -> bool:
    """Whether one of two whom tellings have for who did it is told in passing, so that nothing but the sides speaks
    against it: "the army said that rebels had fired the shells". Then what it points to makes it one, or nothing does.
    """
    return _others_word(a, b) and deeds_alike(a.words, b.words) and (passing(a) or passing(b))


def passing(one: Deed) -> bool:
    """Whether a deed is told on somebody's word, without day, town or number."""
    return one.event.said and not (one.tight or one.town or one.event.sizes)


def _others_word(a: Deed, b: Deed) -> bool:
    """Whether two have what they tell from different ones, and tell it alike but for who did it."""
    if whom(a, b) == APART or not a.actors or not b.actors or a.put != b.put != "open":
        return False
    return (a.event.report, a.event.voice, a.event.said) != (b.event.report, b.event.voice, b.event.said)


def judge(a: Deed, b: Deed) -> tuple[float, tuple[str, ...]]:
    """How sure it is that two events are one, and why; 0 where something speaks against it or too little for it."""
    if parted(a, b):
        return 0, ()
    if _sides(a, b) < 0 and not _blamed(a, b):
        return 0, ()
    here, many = same_town(a, b), any(same(x, y) for x, y in numbers(a, b))
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
    if not _for_one_deed(a, b, here, many, alike):
        return 0, ()
    score = sides
    if a.tight and b.tight:
        one = one_day(a, b)
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
    elif same_province(a, b) and close(a, b):
        score, reasons = score + HERE, [*reasons, "the same province, and numbers that are close"]
    elif same_names(a.words, b.words) or _no_map(a, b, about):
        score, reasons = score + NAMES, [*reasons, "the same names beside the sides"]
    if many:
        score, reasons = score + MANY, [*reasons, "the same number"]
    if alike:
        score += WORDS * (1 + once(a.words, b.words))
        reasons.append("words for one deed")
    if len(a.words.stems & b.words.stems) > 1 and one_day(a, b) and sides and not other_names(a.words, b.words):
        score, reasons = score + WORDS, [*reasons, "told with the same words"]
    if about >= ABOUT_ONE:
        score, reasons = score + SENTENCE, [*reasons, "sentences with much the same words"]
    elif alike and a.words.opening != b.words.opening and a.event.report == b.event.report:
        score, reasons = score + SENTENCE, [*reasons, "the headline's, or what the report begins with"]
    if a.event.report == b.event.report:
        score, reasons = score + REPORT, [*reasons, "told in one report"]
    if not sides and one_sentence(a, b):
        score, reasons = score + REPORT, [*reasons, "told in one sentence"]
    if a.put != b.put:
        reasons.append("told as done in one and denied in the other")
    return round(score, 3), tuple(reasons)


def _for_one_deed(a: Deed, b: Deed, here: bool, many: bool, alike: bool) -> bool:
    """Whether enough is told in common where words or types differ: of deaths and a clash the place or a number, of two
    types both sides or one and the place.
    """
    if a.event.type is not b.event.type:
        return _sides(a, b) > 0 and (here or min(nearness(a.actors, b.actors), whom(a, b)) >= LIKE)
    return alike or here or many or one_sentence(a, b) or not deeds_beside(a.words, b.words) or same_province(a, b) or \
        same_names(a.words, b.words)


def _spot(a: Deed, b: Deed, many: bool, about: float) -> bool:
    """Whether two deeds of which no side is told in common are in one place: a town, with much in common or on one day
    and with no number that is far off; on one day a province, with numbers that are close, or what much the same
    sentences name that is on no map.
    """
    near = close(a, b)
    if one_day(a, b) and _no_map(a, b, about) and plover.read().types[a.event.type].quad in DEEDS:
        return True
    if same_town(a, b):
        return many or about >= ABOUT_ONE or (one_day(a, b) and (near or not any(True for _ in numbers(a, b))))
    return near and one_day(a, b) and same_province(a, b)


def _no_map(a: Deed, b: Deed, about: float) -> bool:
    """Whether neither has a town that is on a map, and much the same sentences name where: "a village in Sagaing"."""
    return not (a.town or b.town) and about >= ABOUT_ONE and some_names(a.words, b.words)


def _of_one_sentence(a: Deed, b: Deed, alike: bool) -> bool:
    """Whether one sentence tells a deed twice: by its noun and its verb, by two harms that it did, or as a clash and by
    those who fell, and no word between tells that one was before the other.
    """
    if not one_sentence(a, b) or not (alike or deeds_beside(a.words, b.words) or {*a.event.modes} & {*b.event.modes}):
        return False
    first, last = sorted((a.event.anchor - a.start, b.event.anchor - b.start))
    bare = any(not (one.event.actors or one.event.recipients) for one in (a, b))
    harms = not a.event.actors and not b.event.actors and a.event.sizes and b.event.sizes
    fallen = deeds_beside(a.words, b.words) and any(one.event.sizes and not one.event.actors for one in (a, b))
    return bool(bare or harms or fallen) and not divided(a.sentence[first:last])


def _told_here(a: Deed, b: Deed, here: bool, alike: bool) -> bool:
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


def _fresh(a: Deed, b: Deed, alike: bool, about: float) -> bool:
    """Whether undated tellings of two reports are news of the same days, in words for one deed and much the same
    sentence, or one has the day and the other came out by then.
    """
    if not alike or not a.high or not b.high or a.words.many != b.words.many:
        return False
    near = abs((day_of.fromisoformat(a.high) - day_of.fromisoformat(b.high)).days) <= FRESH
    return near and (about >= ABOUT_ONE or a.tight or b.tight or once(a.words, b.words))


def _within(a: Deed, b: Deed) -> bool:
    """Whether both lie within `LONG` days, known from both ends."""
    return 0 < a.days <= LONG and 0 < b.days <= LONG


def _sides(a: Deed, b: Deed) -> float:
    """How much the sides have in common: 0 where nothing is told in common, less than 0 where one differs. Where both
    only have actors, as of talks, two of them must be the same.
    """
    who, to = nearness(a.actors, b.actors), whom(a, b)
    if not a.recipients and not b.recipients:
        both = _in_common(a, b)
        if both > 1:
            return 2 * SIDES[SAME]
        if who == APART or (len(a.actors) > 1 and len(b.actors) > 1):
            return -1
        return ONE if who >= LIKE else 0
    if _in_turn(a, b):
        return 2 * SIDES[LIKE] if _all_in_common(a, b) > 1 else ONE if _all_in_common(a, b) else 0
    if APART in (who, to):
        return -1
    if OPEN in (who, to):
        return ONE if max(who, to) >= LIKE else 0
    return SIDES[who] + SIDES[to]


def _in_turn(a: Deed, b: Deed) -> bool:
    """Whether one is told as what two do to each other, so that whom the other harms may be of either side; in some
    days that both tell.
    """
    return a.tight and b.tight and any(
        in_turn(one.words) and len(one.actors) > 1 and not one.recipients for one in (a, b))


def _all_in_common(a: Deed, b: Deed) -> int:
    """How many sides of one, whichever, are or may well be sides of the other."""
    mine, other = (*a.actors, *a.recipients), (*b.actors, *b.recipients)
    return min(_of(mine, other), _of(other, mine))


def _of(some: Sequence[Side], others: Sequence[Side]) -> int:
    return sum(nearness([one], others) >= LIKE for one in some) if others else 0


def _in_common(a: Deed, b: Deed) -> int:
    """How many actors of one are, or may well be, of the other."""
    return min(_of(a.actors, b.actors), _of(b.actors, a.actors))


def _sides_told(a: Deed, b: Deed) -> str:
    who, to = nearness(a.actors, b.actors), whom(a, b)
    if not a.recipients and not b.recipients and len(a.actors) > 1:
        return "the same actors"
    if _in_turn(a, b):
        return "the same sides in the fight" if _all_in_common(a, b) > 1 else "one side the same in the fight"
    if OPEN in (who, to):
        return "the same side, the other not told"
    return "the same actor and recipient" if who == to == SAME else "actors and recipients that may well be the same"
