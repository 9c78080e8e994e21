"""Which events are one: same type, sides, days and place; never by what is missing alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from standoff.events.alike import APART, LIKE, OPEN, SAME, Side, main_word, nearness, stems, wording
from standoff.events.numbers import differ
from standoff.events.recounts import LEAST, compare
from standoff.model import Date, Event, EventType, Factuality, Harm, Origin, Recount, Size, Span

SIDES = {key: Side(who=who, word=who.title(), named=True) for key, who in {
    "n1": "guard", "n2": "corvo", "n3": "guard", "n4": "corvo", "n5": "tessel", "n6": "lupo"}.items()} | {
    "s1": Side(who="russia", word="Russia", country="RUS", named=True, state=True),
    "s2": Side(who="jets", word="jets", country="RUS"),
    "s3": Side(who="corps", word="corps", country="RUS", named=True),
    "s4": Side(who="rebels", word="rebels"), "s5": Side(who="gunmen", word="gunmen"),
    "s6": Side(who="villagers", word="villagers")}
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


def joined(*events: Event, sentences: dict[str, tuple[int, str]] | None = None) -> list[Recount]:
    return compare(events, SIDES, PLACES, sentences or {})


def told(key: str, sentence: str, word: str, at: int = 100, **changed: object) -> tuple[Event, tuple[int, str]]:
    """An event with its sentence, of which a word tells it."""
    start = at + sentence.index(word)
    return event(key, start=start, end=start + len(word), trigger=((start, start + len(word)),), anchor=start,
                 **{"modes": (), **changed}), (at, sentence)


def one(*some: tuple[Event, tuple[int, str]]) -> list[tuple[str, str]]:
    """The pairs of tellings that are one."""
    return [(pair.a, pair.b) for pair in joined(
        *(event for event, _ in some), sentences={event.key: sentence for event, sentence in some})]


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
    {"type": EventType.COERCE}, {"modes": ("firearms",)}, {"actors": ("n5",)}, {"recipients": ("n5",)},
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


# — words —


UNDATED = {"date": day(None, "2017-03-05")}
ONE = {"report": "r1"}


def test_words_for_one_deed_are_one_and_words_for_two_are_not() -> None:
    first = told("1", "The guard captured the town.", "captured")
    assert one(first, told("2", "The town was seized by the guard.", "seized"))
    assert not one(first, told("2", "The guard bombed the town.", "bombed"))
    assert one(first, told("2", "In the attack by the guard nobody fled.", "attack"))


def test_another_deed_or_an_anniversary_is_none_that_was_told() -> None:
    first = told("1", "The guard shelled the port.", "shelled")
    assert not one(first, told("2", "A second strike on the port followed.", "strike"))
    assert not one(first, told("2", "Corvo marked the anniversary on which the guard shelled it.", "shelled"))


def test_undated_deeds_of_a_headline_and_its_text_are_one() -> None:
    head = told("1", "Guard seizes Corvo", "seizes", at=0, recipients=(), **ONE, **UNDATED)
    body = told("2", "The guard captured Corvo on Monday.", "captured", at=200, **ONE)
    assert one(head, body)
    assert not one(head, told("2", "The guard killed two men of Corvo.", "killed", at=200, **ONE, **UNDATED))


def test_a_noun_speaks_of_the_deed_told_before_and_of_none_where_two_may_be_meant() -> None:
    deed = told("1", "The guard ambushed men of Corvo.", "ambushed", **ONE, **UNDATED)
    noun = told("2", "The attack lasted an hour.", "attack", at=300, actors=(), recipients=(), **ONE, **UNDATED)
    assert one(deed, noun) == [("h1", "h2")]
    other = told("3", "Lupo was raided.", "raided", at=200, actors=(), recipients=("n6",), **ONE, **UNDATED)
    assert ("h2", "h3") not in one(deed, other, noun) and ("h1", "h2") not in one(deed, other, noun)
    assert not one(deed, told("2", "The attacks lasted an hour.", "attacks", at=300, actors=(), recipients=(), **ONE,
                              **UNDATED))
    assert not one(deed, told("2", "The attack on villagers lasted an hour.", "attack", at=300, actors=(),
                              recipients=("s6",), **ONE, **UNDATED))


def test_undated_news_of_two_reports_is_one_in_one_town_in_like_words_and_days() -> None:
    words = "after a drone attack on the fleet in the port"
    first = told("1", words, "attack", place="l1", **UNDATED)
    assert one(first, told("2", words, "attack", place="l5", date=day(None, "2017-03-06")))
    assert not one(first, told("2", words, "attack", place="l5", date=day(None, "2017-03-19")))
    assert not one(first, told("2", words, "attack", date=day(None, "2017-03-06")))


def test_a_town_is_captured_once_in_a_month_and_shelled_often() -> None:
    month = {"date": day("2017-03-01", "2017-03-31"), "place": "l1"}
    first = told("1", "The guard captured the town.", "captured", place="l1")
    assert one(first, told("2", "The guard took it in March.", "took", **month))
    assert not one(told("1", "The guard shelled it.", "shelled", place="l1"),
                   told("2", "The guard shelled it in March.", "shelled", **month))


def test_one_deed_may_be_told_as_done_by_two_on_the_word_of_others() -> None:
    here = {"place": "l1", "sizes": dead(18)}
    first = told("1", "The guard shelled the market.", "shelled", said=True, **here)
    assert one(first, told("2", "Lupo shelled the market.", "shelled", actors=("n6",), said=True, **here))
    assert not one(first, told("2", "Lupo shelled the market.", "shelled", actors=("n6",), said=True, **ONE, **here))
    assert not one(first, told("2", "Lupo shelled it.", "shelled", actors=("n6",), said=True, place="l1"))


def test_what_is_said_is_one_by_what_is_said() -> None:
    said = {"type": EventType.ACCUSE}
    first = told("1", "Guard accused Corvo of moving border posts.", "accused", **said)
    assert one(first, told("2", "Guard accused Corvo of having moved posts along the border.", "accused", **said))
    assert not one(first, told("2", "Guard accused Corvo of arming smugglers from Lisk.", "accused", **said))


@pytest.mark.parametrize(("a", "b", "near"), [
    ("n1", "n3", SAME), ("n1", "n2", APART), ("s1", "s2", LIKE), ("s1", "s3", LIKE), ("s2", "s3", OPEN),
    ("s4", "s5", LIKE), ("s4", "s6", APART), ("s4", "n1", OPEN), ("n1", "s6", OPEN)])
def test_sides_are_one_alike_open_or_apart(a: str, b: str, near: int) -> None:
    assert nearness([SIDES[a]], [SIDES[b]]) == nearness([SIDES[b]], [SIDES[a]]) == near
    assert nearness([SIDES[a]], []) == OPEN


def test_described_sides_of_two_peoples_of_one_state_are_not_alike() -> None:
    rebels = Side(who="n1", word="forces", country="ETH", of=frozenset({"tigrayan"}))
    army = Side(who="n2", word="troops", country="ETH", of=frozenset({"ethiopian"}))
    assert nearness([rebels], [army]) == OPEN
    for of in (frozenset[str](), army.of):
        assert nearness([Side(who="n1", word="forces", country="ETH", of=of)], [army]) == LIKE


def test_the_same_names_in_both_sentences_speak_for_one_event() -> None:
    some = {"recipients": (), "actors": ("n1",)}
    first = told("1", "The guard recalled its envoy to Lisk.", "recalled", **some)
    assert one(first, told("2", "On Monday in March the guard recalled an ambassador to Lisk.", "recalled", **some))
    assert not one(first, told("2", "The guard recalled another man, its envoy to Keld.", "recalled", **some))


def at_least(low: int) -> tuple[Size, ...]:
    return (Size(harm=Harm.DEAD, low=low, best=None, high=None, start=0, end=1),)


NOBODY: dict[str, object] = {"actors": (), "recipients": (), "modes": ()}
"""A telling that names neither side."""


def test_a_deed_of_nobody_named_is_one_with_what_is_told_of_its_town_and_day() -> None:
    full = told("1", "The guard blew up a bridge in Mosul.", "blew", place="l1", sizes=dead(21))
    again = told("2", "A bomb killed 22 cadets in Mosul on Saturday.", "killed", **NOBODY, place="l1", sizes=dead(22))
    alone = told("3", "An explosion shook Mosul on Saturday.", "explosion", **NOBODY)
    assert one(full, again) == [("h1", "h2")]
    assert one(again, alone) == [("h2", "h3")]       # whose sentence names the town
    for other in ({"place": "l4"}, {"place": "l1", "date": day("2017-03-05")}, {"place": "l1", "sizes": dead(90)}):
        assert not one(again, told("3", "An explosion killed many.", "explosion", **{**NOBODY, **other}))


def test_modes_may_differ_in_how_much_they_tell() -> None:
    assert joined(event("1", modes=("explosives",)), event("2", modes=("suicide-attack",)))
    assert not joined(event("1", modes=("explosives",)), event("2", modes=("abduct",)))


def test_one_sentence_tells_a_deed_by_its_noun_and_its_verb() -> None:
    both = "The guard killed six rebels in an air strike in the hills on Saturday."
    apart = "The guard killed six rebels after an air strike in the hills on Saturday."
    for sentence, pairs in ((both, [("h1", "h2")]), (apart, [])):
        assert one(told("1", sentence, "killed", report="r1"),
                   told("2", sentence, "strike", report="r1", **NOBODY)) == pairs


def test_one_more_strike_on_the_same_day_is_another() -> None:
    first = told("1", "The guard shelled Mosul on Saturday.", "shelled", report="r1", place="l1")
    for sentence in ("Hours later the guard shelled Mosul.", "The guard shelled Mosul in a second strike."):
        assert not one(first, told("2", sentence, "shelled", 200, report="r1", place="l1"))


def test_who_is_blamed_for_what_was_told_before_is_told_of_that_deed() -> None:
    first = told("1", "Shells hit a market in Mosul on Saturday.", "hit", report="r1", actors=(), recipients=("s6",),
                 place="l1")
    blamed = {"report": "r1", "recipients": (), "date": Date(value=None), "said": True, "voice": "n2"}
    assert one(first, told("2", "Corvo accused the guard of shelling the market.", "shelling", 200, **blamed))
    assert not one(first, told("2", "Corvo accused the guard of shelling a school.", "shelling", 200, **blamed))
    assert not one(first, told("2", "Corvo accused the guard of shelling the market.", "shelling", 200,
                               **{**blamed, "said": False, "voice": None}))


def test_what_one_sentence_signs_and_does_not_agree_is_no_denial() -> None:
    sentence = "The guard and Corvo signed a declaration on Saturday, but they did not agree on a truce."
    talks: dict[str, object] = {"report": "r1", "type": EventType.AGREE, "actors": ("n1", "n2"), "recipients": ()}
    assert not one(told("1", sentence, "signed", **talks),
                   told("2", sentence, "agree", **talks, factuality=(Factuality.NEGATED,)))


def test_numbers_differ_where_a_reader_must_see_both() -> None:
    some = Size(harm=Harm.DEAD, low=None, best=20, high=None, start=0, end=1)
    assert differ(at_least(18)[0], dead(26)[0]) and differ(at_least(7)[0], dead(9)[0]) and differ(*dead(2), *dead(3))
    assert not differ(at_least(18)[0], dead(18)[0]) and not differ(some, dead(21)[0])


def test_of_hundreds_of_people_the_people_are_who() -> None:
    assert [main_word(words) for words in ("Hundreds of protesters", "soldiers of the army", "army", "")] == [
        "protesters", "soldiers", "army", ""]
    assert nearness([Side(who="n1", word="people")], [Side(who="n2", word="cadets")]) == OPEN


def test_an_attack_on_some_and_the_kidnapping_of_others_are_two() -> None:
    who = {"actors": ("s4",), "report": "r1", "place": "l1"}
    attack = told("1", "Rebels attacked a base near Mosul.", "attacked", recipients=("n2",), **who)
    taken = told("2", "They kidnapped ten villagers.", "kidnapped", at=200, recipients=("s6",), modes=("abduct",),
                 **who)
    again = told("3", "They took part in the attack.", "attack", at=200, recipients=(), **who)
    assert not one(attack, taken) and one(attack, again)


def test_what_one_report_tells_in_two_places_is_compared_with_others_as_one() -> None:
    here = told("1", "The guard shelled the town.", "shelled", report="r1", place="l1", recipients=())
    harm = told("2", "Nine villagers were killed.", "killed", at=127, report="r1", actors=(), recipients=("s6",),
                date=replace(day("2017-03-04"), reason="no time of its own"), sizes=dead(9))
    far = told("3", "At least 9 villagers were killed in Mosul.", "killed", actors=(), recipients=("s6",),
               sizes=dead(9))
    found = joined(*(event for event, _ in (here, harm, far)), sentences={
        event.key: sentence for event, sentence in (here, harm, far)})
    assert ("h1", "h2", "who died in it") in [(pair.a, pair.b, pair.origin.rule) for pair in found]
    assert [(pair.a, pair.b) for pair in found] == [("h1", "h2"), ("h1", "h3")]
    assert {"the same place", "the same side, the other not told"} <= {*found[1].reasons}


def test_a_toll_in_the_next_sentence_with_a_name_or_a_day_of_its_own_is_of_another_deed() -> None:
    here = told("1", "The guard shelled the town.", "shelled", report="r1", place="l1", recipients=())
    bare = {"at": 127, "report": "r1", "actors": (), "recipients": ("s6",), "sizes": dead(9)}
    untold = replace(day("2017-03-04"), reason="no time of its own")
    assert not one(here, told("2", "Nine villagers died in Basra.", "died", date=untold, **bare))
    assert not one(here, told("2", "Nine villagers died.", "died", date=day("2017-03-05"), **bare))
    assert not one(here, told("2", "Nine more villagers died after another raid.", "died", date=untold, place="l4",
                              **bare))


def test_deaths_and_a_clash_are_one_where_place_or_number_agree() -> None:
    clash = told("1", "The guard clashed with Corvo in Mosul.", "clashed", actors=("n1", "n2"), recipients=(),
                 place="l1")
    killed = {"actors": ("n3",), "recipients": ("n4",)}
    assert one(clash, told("2", "The guard killed nine of Corvo.", "killed", place="l5", **killed))
    assert one(clash, told("2", "Corvo killed nine of the guard.", "killed", place="l5", actors=("n4",),
                           recipients=("n3",)))
    assert not one(clash, told("2", "The guard killed nine of Corvo.", "killed", **killed))
    assert not one(clash, told("2", "Tessel killed nine villagers.", "killed", actors=("n5",), recipients=("s6",),
                               place="l5"))


def test_those_who_fell_in_a_clash_are_its_dead_where_one_sentence_tells_both() -> None:
    text, report = "The guard clashed with Corvo in Mosul and nine people were killed.", {"report": "r1"}
    clash = told("1", text, "clashed", actors=("n1", "n2"), recipients=(), place="l1", **report)
    fallen = {"actors": (), "recipients": ("s6",), "sizes": dead(9), **report}
    assert one(clash, told("2", text, "killed", **fallen))
    assert not one(clash, told("2", text, "killed", **{**fallen, "sizes": ()}))


def test_a_targeted_killing_has_a_weapon() -> None:
    assert joined(event("1", modes=("targeted",)), event("2", modes=("drone",)))
    assert not joined(event("1", modes=("targeted",)), event("2", modes=("sexual",)))


def test_two_types_tell_one_deed_only_of_two_reports_on_one_day_in_one_place() -> None:
    seized = told("1", "The guard seized a villager in Mosul.", "seized", type=EventType.ASSAULT, modes=("abduct",),
                  recipients=("s6",), place="l1")
    held = {"type": EventType.COERCE, "modes": ("arrest",), "recipients": ("s6",)}
    arrested = told("2", "The guard arrested a villager in Mosul.", "arrested", place="l5", **held)
    assert one(seized, arrested)
    for other in ({"report": "r1"}, {"date": day("2017-03-03", "2017-03-05")}, {"place": "l4"}, {"actors": ("n5",)}):
        assert not one(seized, told("2", "The guard arrested a villager.", "arrested", **{
            "place": "l5", **held, **other}))


def test_a_place_is_one_however_it_is_spelled_or_where_the_gazetteer_lacks_it() -> None:
    assert stems("Sa'dah") == stems("Saada") and stems("Al Qāmishlī") == stems("Qamishli")
    assert stems("Rafaḩ") == stems("Rafah") and stems("Kirkuk") != stems("Karak")
    where = {"l1": "PSE|Gaza Strip|Rafaḩ", "l2": "||Rafah", "l3": "PSE|Gaza Strip|Jabalia"}
    first = event("1", place="l1", actors=(), recipients=("n2",))
    assert compare([first, event("2", place="l2", recipients=("n4",))], SIDES, where, {})
    assert not compare([first, event("2", place="l3", recipients=("n4",))], SIDES, where, {})


def test_a_day_earlier_tells_of_no_other_deed_and_what_is_done_many_times_of_more_than_one() -> None:
    first = told("1", "The guard shelled Corvo.", "shelled")
    assert one(first, told("2", "A day earlier a strike of the guard hit Corvo.", "strike"))
    assert not one(first, told("2", "An earlier strike of the guard hit Corvo.", "strike"))
    often = told("2", "It shelled Corvo many times this year.", "shelled", report="r1", date=Date(value=None))
    assert not one(told("1", "The guard shelled Corvo.", "shelled", report="r1"), often)


def test_who_says_so_is_no_part_of_what_a_sentence_tells() -> None:
    told_ = wording(EventType.ASSAULT, "Jets hit a market, Mara Veen said.", [(5, 8)], 5, False)
    assert "veen" not in told_.names and "market" in told_.about
