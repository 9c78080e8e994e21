"""Deeds: an event with what it is compared by, and how near two are in day, place and number.

Made of an event, who its sides are, where it lies and its sentence. What is missing never speaks against anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as day_of

from standoff.events.alike import OPEN, Side, Wording, nearness, other_names, stems, together, wording
from standoff.events.numbers import TELLING, apart
from standoff.model import Event, Factuality, Size

TIGHT = 7
"""Days, at most, within which a date must lie that tells two events are one. An estimate, as all figures here."""

CLOSE, RISING = 1.5, 2
"""How many times, at most, one number may be another for counts of one harm: 6 and 8 dead, not 14 and 132; and where
the smaller is told as the least.
"""


@dataclass(frozen=True, slots=True)
class Deed:
    """An event with what it is compared by."""

    event: Event
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    low: str                         # ISO days, "" for what is not known
    high: str
    days: int                        # from the first to the last, both included; 0 where one is not known
    place: str                       # "IRQ|Nineveh|mosul", "" when none is told
    put: str                         # "done", "negated", "open"
    words: Wording
    start: int                       # where its sentence starts
    sentence: str
    town: str = field(init=False)    # its place, where that is smaller than a province
    called: frozenset[str] = field(init=False)       # the words of the town's name, as names are compared
    done_to: frozenset[frozenset[str]] = field(init=False)   # those of the names of its recipients

    def __post_init__(self) -> None:
        """Work out once what is asked for each pair."""
        town = self.place if is_town(self.place) else ""
        object.__setattr__(self, "town", town)
        object.__setattr__(self, "called", frozenset(town.rpartition("|")[2].split()))
        object.__setattr__(self, "done_to", frozenset(stems(one.word) for one in self.recipients if one.named))

    @property
    def tight(self) -> bool:
        """Whether it is known when it happened, within `TIGHT` days."""
        return 0 < self.days <= TIGHT

    @property
    def timed(self) -> bool:
        """Whether its words tell when it was; of others `setting` says that no time is told."""
        return not self.event.date.reason.startswith("no time")


def deed(event: Event, sides: Mapping[str, Side], places: Mapping[str, str],
         sentences: Mapping[str, tuple[int, str]]) -> Deed:
    """An event with what it is compared by; the rest as `recounts.compare` takes it."""
    low, high = (event.date.low or "")[:10], (event.date.high or "")[:10]
    if event.date.value and len(event.date.value) >= 10 and event.date.value[:10].replace("-", "").isdigit():
        low, high = low or event.date.value[:10], high or event.date.value[:10]
    low, high = (day if len(day) == 10 else "" for day in (low, high))
    who, whom = (tuple(sides.get(end, Side(who=end)) for end in ends) for ends in (event.actors, event.recipients))
    place = _on_map(places.get(event.place, event.place)) if event.place else next(filter(is_town, (
        _on_map(places.get(end, "")) for end in event.recipients)), "")
    whom = tuple(one for end, one in zip(event.recipients, whom, strict=True) if not is_town(places.get(end, "")))
    start, sentence = sentences.get(event.key, (0, ""))
    told = wording(event.type, sentence, [(low - start, high - start) for low, high in event.trigger],
                   event.anchor - start, start == 0, (one.word for one in (*who, *whom))) if sentence else Wording()
    return Deed(event, who, whom, low, high, _days_of(low, high), place, _put(event.factuality), told,
                start, sentence)


def _days_of(low: str, high: str) -> int:
    """Days from the first to the last, both included; 0 where one is not known."""
    return max(0, (day_of.fromisoformat(high) - day_of.fromisoformat(low)).days + 1) if low and high else 0


def _on_map(place: str) -> str:
    """A place by its name on a map, as names are compared: of "the parliament in Yerevan" Yerevan, of "a market" the
    province it is in.
    """
    area, divided_, name = place.rpartition("|")
    if not divided_ or not is_town(place):
        return place
    if name[:1].islower():
        words = name.split()
        last = next((n for n in range(len(words), 0, -1) if not words[n - 1][:1].isupper()), 0)
        name = " ".join(words[last:])
    return f"{area}|{' '.join(sorted(stems(name)))}" if name else area


def is_town(place: str) -> bool:
    """Whether a place is smaller than a province. A town that is shelled is where it happens, whatever the text has."""
    return place.count("|") == 2 and not place.endswith("|")


def _put(told: Sequence[Factuality]) -> str:
    """How an event is put: a denial may be of the same event that another tells as done; what is open is of none."""
    if Factuality.NEGATED in told:
        return "negated"
    return "open" if {Factuality.FUTURE, Factuality.HYPOTHETICAL} & {*told} else "done"


def places_agree(a: Deed, b: Deed) -> bool:
    """Whether one place may lie in the other, or one is not told. Of a place that no gazetteer has only the names of
    the sentences tell: what names nothing in common lies apart.
    """
    if not a.place or not b.place or a.place == b.place:
        return True
    if "|" in a.place and "|" in b.place:
        return all(x == y or not x or not y for x, y in zip(a.place.split("|"), b.place.split("|"), strict=False))
    return not other_names(a.words, b.words)


def same_town(a: Deed, b: Deed) -> bool:
    """Whether both are told of one place that is smaller than a province, one is done to it and the other there, or the
    sentence of one that has no such place names it.
    """
    return _one_town(a, b) or done_to(a, b) or done_to(b, a) or _named(a, b) or _named(b, a)


def _one_town(a: Deed, b: Deed) -> bool:
    """Whether both have a town of one name, where not two countries or provinces are known."""
    return bool(a.town and b.town) and a.called == b.called and places_agree(a, b)


def _named(a: Deed, b: Deed) -> bool:
    return bool(a.town) and not b.town and a.called <= b.words.names and not one_sentence(a, b)


def same_province(a: Deed, b: Deed) -> bool:
    """Whether both are told of one province, or the sentence of one that has no place names it."""
    if a.place.count("|") and b.place.count("|"):
        return a.place.split("|")[:2] == b.place.split("|")[:2]
    one, other = (a, b) if a.place.count("|") else (b, a)
    return one.place.count("|") > 0 and not other.place and any(
        part and stems(part) <= other.words.names for part in one.place.split("|")[1:])


def one_sentence(a: Deed, b: Deed) -> bool:
    """Whether one sentence of one report tells both."""
    return a.event.report == b.event.report and a.start == b.start and a.sentence == b.sentence != ""


def done_to(a: Deed, b: Deed) -> bool:
    """Whether to the town of one the other is done: "shelled Kramatorsk", whatever the text has it for."""
    return bool(a.called) and a.called in b.done_to


def whom(a: Deed, b: Deed) -> int:
    """How near the recipients are."""
    return OPEN if done_to(a, b) or done_to(b, a) else nearness(a.recipients, b.recipients)


def numbers(a: Deed, b: Deed) -> Iterator[tuple[Size, Size]]:
    """The sizes of one harm in both; of several the two that are nearest."""
    for harm in sorted({one.harm for one in a.event.sizes} & {one.harm for one in b.event.sizes}):
        yield min(((x, y) for x in a.event.sizes for y in b.event.sizes if x.harm is harm is y.harm),
                  key=lambda two: (apart(*two), abs(_count(two[0]) - _count(two[1]))))


def close(a: Deed, b: Deed) -> bool:
    """Whether two tell numbers of one harm that may be counts of one."""
    some = [sorted(((_count(x), x), (_count(y), y)), key=lambda one: one[0]) for x, y in numbers(a, b)]
    return any(less[0] >= TELLING for less, _ in some) and all(
        more[0] <= (RISING if less[1].high is None and less[1].low else CLOSE) * less[0] or less[0] == more[0]
        for less, more in some)


def _count(one: Size) -> int:
    return one.best or one.low or one.high or 0


# — tellings of one report —


def pooled(some: Sequence[Deed]) -> Deed:
    """What one report tells of one event at several places, as one telling: the place of one, the number of another.
    Its key is that of the one that tells most.
    """
    if len(some) == 1:
        return some[0]
    lead = max(some, key=lambda one: (one.put == "done", bool(one.place), bool(one.actors), bool(one.event.sizes),
                                      bool(one.recipients), -one.event.anchor, one.event.key))
    place = max((one.place for one in some), key=lambda place: (is_town(place), place.count("|"), place))
    low, high = max(one.low for one in some), min((one.high for one in some if one.high), default="")
    sizes = {(one.harm, one.low, one.best, one.high): one for deed in some for one in deed.event.sizes}
    first = min(some, key=lambda one: one.event.anchor)
    event = replace(
        lead.event, start=min(one.event.start for one in some), end=max(one.event.end for one in some),
        modes=tuple(sorted({mode for one in some for mode in one.event.modes})),
        actors=tuple(dict.fromkeys(end for one in some for end in one.event.actors)),
        recipients=tuple(dict.fromkeys(end for one in some for end in one.event.recipients)),
        sizes=tuple(one for _, one in sorted(sizes.items(), key=lambda item: repr(item[0]))))
    return replace(
        lead, event=event, actors=tuple(dict.fromkeys(one for deed in some for one in deed.actors)),
        recipients=tuple(dict.fromkeys(one for deed in some for one in deed.recipients)), low=low, high=high,
        days=_days_of(low, high), place=place, words=together([one.words for one in some], first.words, lead.words))


