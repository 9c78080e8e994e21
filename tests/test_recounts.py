"""Which events are one: same type, sides, days and place; never by what is missing alone."""

from __future__ import annotations

from itertools import permutations

import pytest

from standoff.events.recounts import LEAST, compare
from standoff.model import Date, Event, EventType, Factuality, Harm, Origin, Recount, Size, Span

ACTORS = {"n1": "guard", "n2": "corvo", "n3": "guard", "n4": "corvo", "n5": "tessel", "n6": "lupo"}
PLACES = {"l1": "IRQ|Nineveh|Mosul", "l2": "IRQ|Nineveh", "l3": "IRQ", "l4": "IRQ|Basra|Basra",
          "l5": "IRQ|Nineveh|Mosul"}


def event(key: str, **changed: object) -> Event:
    """The guard shells Corvo on 4 March."""
    return Event(**{**{
        "evidence": (Span(page="p1", start=0, end=4),), "origin": Origin(stage="events", version="1", rule="hand"),
        "key": "h" + key, "report": "r" + key, "start": 0, "end": 4, "type": EventType.ASSAULT,
        "modes": ("heavy-weapons",), "trigger": ((0, 4),), "anchor": 0, "actors": ("n1",), "recipients": ("n2",),
        "date": day("2017-03-04"), "factuality": (Factuality.ACTUAL,), "score": 1.0}, **changed})


def day(low: str | None, high: str | None = "") -> Date:
    return Date(value=low if high == "" else None, low=low, high=low if high == "" else high)


def dead(best: int) -> tuple[Size, ...]:
    return (Size(harm=Harm.DEAD, low=best, best=best, high=best, start=0, end=1),)


def joined(*events: Event) -> list[Recount]:
    return compare(events, ACTORS, PLACES)


def test_two_tellings_of_one_deed_are_one_and_say_why() -> None:
    one, = joined(event("1", place="l1", sizes=dead(12)), event("2", actors=("n3",), recipients=("n4",), place="l5",
                                                               sizes=dead(12)))
    assert (one.a, one.b) == ("h1", "h2") and one.score == 1 and one.origin.stage == "recounts"
    assert one.reasons == ("the same actor and recipient", "the same day, 2017-03-04", "the same place",
                           "the same number")


@pytest.mark.parametrize("other", [
    {"place": "l2"}, {"place": "l3"}, {"modes": ()}, {"date": day("2017-03-01", "2017-03-05")},
    {"factuality": (Factuality.NEGATED, Factuality.REPORTED)}, {"actors": ("n1", "n5")},
    {"factuality": (Factuality.ACTUAL, Factuality.HISTORICAL)}, {"report": "r1"}])
def test_what_is_broader_or_missing_in_one_does_not_part_them(other: dict[str, object]) -> None:
    assert joined(event("1", place="l1"), event("2", **other))


@pytest.mark.parametrize("other", [
    {"type": EventType.COERCE}, {"modes": ("aerial",)}, {"actors": ("n5",)}, {"recipients": ("n5",)},
    {"actors": ("n2",), "recipients": ("n1",)}, {"date": day("2017-03-05")}, {"place": "l4"},
    {"date": day("2017-03-01", "2017-03-31")}, {"date": day(None, "2017-03-09")}, {"date": Date(value=None)},
    {"factuality": (Factuality.FUTURE,)}, {"factuality": (Factuality.HYPOTHETICAL,)}, {"sizes": dead(30)},
    {"actors": (), "recipients": ("n2",)}, {"actors": (), "recipients": ()}])
def test_what_differs_or_is_told_too_vaguely_parts_them(other: dict[str, object]) -> None:
    assert not joined(event("1", place="l1", sizes=dead(12)), event("2", **other))


def test_an_unknown_side_or_day_needs_the_same_town_or_number() -> None:
    full = event("1", place="l1", sizes=dead(12))
    assert joined(full, event("2", actors=(), place="l5"))[0].reasons[0] == "the same side, the other not told"
    assert joined(full, event("2", date=day(None, "2017-03-09"), place="l1", sizes=dead(12)))
    assert not joined(full, event("2", date=day(None, "2017-03-09"), place="l1", sizes=dead(13)))
    assert not joined(full, event("2", date=day(None, "2017-02-09"), place="l1", sizes=dead(12)))


def test_undated_deeds_of_one_report_are_one_by_mode_town_or_words_and_words_are_not() -> None:
    undated = {"date": Date(value=None), "report": "r1"}
    one = event("1", **undated)
    assert joined(one, event("2", **undated, start=50, end=60))[0].reasons == (
        "the same actor and recipient", "told in one report")
    assert joined(one, event("2", **undated, start=2, end=6, modes=()))
    assert not joined(one, event("2", **undated, start=50, end=60, modes=()))
    assert not joined(one, event("2", date=Date(value=None)))
    said = {"type": EventType.ACCUSE, "modes": ("allege",)}
    assert not joined(event("1", **undated, **said), event("2", **undated, **said))
    assert joined(event("1", **undated, **said, place="l1"), event("2", **undated, **said, place="l1"))


def test_of_talks_both_sides_must_be_the_same() -> None:
    talks = {"type": EventType.CONSULT, "modes": ("meet",), "recipients": ()}
    assert joined(event("1", **talks, actors=("n1", "n2")), event("2", **talks, actors=("n4", "n3")))
    assert not joined(event("1", **talks, actors=("n1", "n2")), event("2", **talks, actors=("n1", "n5")))
    assert not joined(event("1", **talks, actors=("n1",)), event("2", **talks, actors=("n3",)))


def test_numbers_that_cannot_both_hold_are_a_conflict_in_one_town_and_two_events_elsewhere() -> None:
    assert joined(event("1", place="l1", sizes=dead(12)), event("2", place="l1", sizes=dead(31)))
    assert not joined(event("1", place="l3", sizes=dead(12)), event("2", place="l3", sizes=dead(31)))


def test_an_event_that_may_be_either_of_two_does_not_make_them_one() -> None:
    one, other = event("1", place="l1"), event("2", place="l4")
    open_ = event("3", place="l3")
    for some in permutations((one, open_, other)):
        found = joined(*some)
        assert found == joined(one, other, open_)
        assert not {("h1", "h3"), ("h2", "h3")} <= {(pair.a, pair.b) for pair in found}


def test_many_tellings_are_compared_with_their_neighbours_only() -> None:
    some = [event(f"{n:04}", date=day(f"2017-03-{1 + n % 28:02}"), place="l1") for n in range(1400)]
    found = joined(*some)
    assert found and all(one.score >= LEAST and one.a < one.b for one in found)
    assert len(found) <= 64 * len(some) and found == joined(*reversed(some))
