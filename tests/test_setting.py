"""When and where events happen and how many they count: which words tell it, and what nobody tells."""

from dataclasses import replace

import pytest
from values import world

from standoff.actors.mentions import told as mentions
from standoff.events import told
from standoff.language import load
from standoff.model import Date, DateBasis, Event, EventType, Factuality
from standoff.statements import told as statements

REPORT = world()[4][0]
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)     # a Wednesday
COMMENT = Date(value=None, high="2021-06-02", basis=DateBasis.COMMENT_BOUND)


@pytest.fixture(scope="module")
def read():
    reader = load()

    def events(text: str, type: EventType, published: Date = DAY) -> list[tuple[Event, str]]:
        stretch = replace(REPORT.stretches[0], start=0, at=0, length=len(text))
        report = replace(REPORT, text=text, stretches=(stretch,), published=published)
        doc = next(reader.texts([text], [published]))
        found = mentions(doc, report.key)
        names = {one.key: one.text for one in found}
        some = told(report, doc, found, statements(report, doc, found))
        return [(one, names.get(one.place or "", "")) for one in some if one.type is type]

    return events


@pytest.mark.parametrize(("sentence", "type", "value"), [
    ("Insurgents attacked Ouro, a town beside a gold mine, on 24 May.", "ASSAULT", "2021-05-24"),
    ("Farmers blocked the road and burned a police post on Monday.", "PROTEST", "2021-05-31"),
    ("Two soldiers were killed when a patrol was ambushed near Tillia on Monday.", "ASSAULT", "2021-05-31"),
    ("A raid on the camp on Monday killed two guards.", "ASSAULT", "2021-05-31"),
    ("Soldiers tried to storm the prison on Monday.", "ASSAULT", "2021-05-31"),
    ("Russian forces took the plant on Monday after weeks of fighting.", "ASSAULT", "2021-05-31"),
    ("Explosions shook Port Sudan for a third day on Tuesday.", "ASSAULT", "2021-06-01"),
    ("Fighting between Chad and Mali broke out on 24 May.", "ASSAULT", "2021-05-24"),
    ("Soldiers killed dozens during the 2019 protests.", "ASSAULT", "2019"),
    ("Soldiers fled on Monday, two days after rebels seized Ouro.", "ASSAULT", "2021-05-29"),
    ("Soldiers fled on Monday, a day after the attack on the camp.", "ASSAULT", "2021-05-30"),
    ("Colombian soldiers clashed with dissidents in Tame on Monday, a day after the ELN bombed a police station in "
     "Saravena.", "ASSAULT", "2021-05-30"),
    ("The 2020 ceasefire between Chad and Mali did not hold.", "RETREAT", "2020"),
    ("The rebels held talks with Mali on 24 May and agreed to a truce from noon on 30 May.", "AGREE", "2021-05-24"),
])
def test_a_time_counts_wherever_its_clause_has_it(sentence, type, value, read):
    assert value in [event.date.value for event, _ in read(sentence, EventType(type))]


@pytest.mark.parametrize(("sentence", "type"), [
    ("The army said it would halt its advance until Sunday, and has arrested two editors.", "COERCE"),
    ("Rebels shelled Monday’s market.", "ASSAULT"),
    ("Fighting in Sudan prompted Egypt to hold talks on Monday.", "ASSAULT"),
    ("Police arrested nine men in the 2014 bombing.", "COERCE"),
    ("Chad and the rebels agreed to a truce from Monday.", "AGREE"),
])
def test_a_time_of_something_else_is_not_the_event_s(sentence, type, read):
    assert [event.date.value for event, _ in read(sentence, EventType(type))] == [None]


@pytest.mark.parametrize(("sentence", "type", "value"), [
    ("On 20 June, Kenya closed the border with Somalia, if the cabinet approves the plan.", "COERCE", "2021-06-20"),
    ("On 20 June, Kenya closed the border with Somalia, even if the cabinet opposes it.", "COERCE", "2020-06-20"),
    ("Egypt offered Ethiopia talks in Khartoum in July.", "REQUEST", None),
    ("Chad proposed talks with the rebels in July.", "REQUEST", None),
    ("The mediators offered the rebels talks in May.", "REQUEST", "2021-05"),
    ("In July the mediators offered the rebels talks.", "REQUEST", "2020-07"),
])
def test_a_day_of_what_is_offered_or_conditional_may_be_to_come(sentence, type, value, read):
    (event, _), = read(sentence, EventType(type))
    assert event.date.value == value and (value or (event.date.high or "") <= "2021-06-02")


@pytest.mark.parametrize(("sentence", "type", "low", "high"), [
    ("The two armies signed a truce on 24 May after three months of fighting.", "ASSAULT", "2021-02-24", "2021-05-24"),
    ("In 2019 the army overthrew the president after months of protests.", "PROTEST", None, "2019-12-31"),
    ("The army left on 24 May after more than two years of protests by students.", "PROTEST", None, "2021-05-24"),
    ("Police held twelve men on 24 May after a crowd had stormed the parliament.", "PROTEST", None, "2021-05-24"),
    ("The president resigned after months of protests by students.", "PROTEST", None, "2021-06-02"),
    ("The army left on 24 May amid protests by students over bread.", "PROTEST", "2021-05-24", "2021-05-24"),
])
def test_what_was_before_a_deed_is_bounded_by_it(sentence, type, low, high, read):
    [(event, _)] = read(sentence, EventType(type))
    assert (event.date.low, event.date.high) == (low, high) and event.factuality[0] is Factuality.ACTUAL


def test_a_time_behind_what_is_judged_is_of_the_deed_or_of_the_judging(read):
    ambiguous = "The union condemned the attack on Tuesday."
    [(attack, _)] = read(ambiguous, EventType.ASSAULT)
    assert (attack.date.value, attack.date.low, attack.date.high) == (None, None, "2021-06-01")
    [(said, _)] = read(ambiguous, EventType.ACCUSE)
    assert (said.date.value, said.date.low, said.date.high) == (None, "2021-06-01", "2021-06-02")
    [(said, _)] = read("On Monday the union condemned the attack on Sunday.", EventType.ACCUSE)
    assert said.date.value == "2021-05-31"


@pytest.mark.parametrize(("text", "low"), [
    ("Rebels seized the port of Nacala, the governor said.", "2021-05-27"),
    ("Fighters have seized the port.\n\nRebels seized the town of Palma.", "2021-05-27"),
    ("Rebels launched an attack on the port.", "2021-05-27"),
    ("The port is quiet.\n\nShips come and go.\n\nRebels seized Palma.\n\nA ship came on Monday.", "2021-05-27"),
    ("The port is quiet.\n\nShips come and go.\n\nPalma has now been seized by rebels.", "2021-05-27"),
    ("The port is quiet.\n\nShips come and go.\n\nPalma has been seized by rebels.", None),
    ("Rebels had seized the port of Nacala.", None),
    ("There was a war in 1994. Rebels seized the port of Nacala.", None),
    ("The port of Nacala has been seized by rebels.", None),
    ("Nacala, whose port rebels seized, is quiet.", None),
    ("The port is quiet.\n\nShips come and go.\n\nRebels seized the town of Palma.", None),
])
def test_what_a_report_opens_with_as_done_is_of_the_week_up_to_its_day(text, low, read):
    some = [event.date for event, _ in read(text, EventType.ASSAULT)]
    assert some and {(date.value, date.low, date.high) for date in some} == {(None, low, "2021-06-02")}


def test_a_report_of_no_day_has_no_news_of_a_week(read):
    [(event, _)] = read("Rebels seized the port of Nacala.", EventType.ASSAULT, COMMENT)
    assert (event.date.value, event.date.low, event.date.high) == (None, None, "2021-06-02")


def test_news_of_a_report_between_two_days_is_of_the_week_before_or_of_those_between(read):
    published = Date(value=None, low="2021-01-08", high="2021-06-02", basis=DateBasis.INFERRED, reason="undated, but …")
    [(event, _)] = read("Rebels seized the port of Nacala.", EventType.ASSAULT, published)
    assert (event.date.value, event.date.low, event.date.high) == (None, "2021-01-02", "2021-06-02")
    assert "undated, but …" in event.date.reason


def test_what_is_announced_stands_on_the_day_of_the_announcement(read):
    [(event, _)] = read("The minister said on 24 May that Norway would support Ukraine.", EventType.AGREE)
    assert event.date.value == "2021-05-24"


def test_a_first_comment_settles_the_year_of_a_day_but_no_weekday(read):
    [(event, _)] = read("Troops shelled the rebels on April 24.", EventType.ASSAULT, COMMENT)
    assert (event.date.value, event.date.low, event.date.high) == ("2021-04-24", None, "2021-04-24")
    assert event.date.basis is DateBasis.INFERRED and "first comment is of 2021-06-02" in event.date.reason
    [(event, _)] = read("Troops shelled the rebels on Monday.", EventType.ASSAULT, COMMENT)
    assert (event.date.value, event.date.high) == (None, "2021-05-31")


def test_a_bound_that_was_inferred_says_of_what(read):
    published = Date(value=None, low="2020-01-01", high="2021-06-02", basis=DateBasis.INFERRED, reason="undated, but …")
    [(event, _)] = read("Troops shelled the rebels.", EventType.ASSAULT, published)
    assert event.date.high == "2021-06-02" and "undated, but …" in event.date.reason


@pytest.mark.parametrize(("sentence", "type", "place"), [
    ("Marines seized the airport of Kalma.", "ASSAULT", "the airport of Kalma"),
    ("Demonstrators blocked the coast road.", "PROTEST", "the coast road"),
    ("Two soldiers were killed when a patrol was ambushed near Tillia on Monday.", "ASSAULT", "Tillia"),
    ("The army destroyed the hospital.", "ASSAULT", ""),
    ("The government closed the newspaper.", "COERCE", ""),
    ("Armenian forces on Sunday shelled the city of Ganja, killing nine people.", "ASSAULT", "the city of Ganja"),
    ("The rebels raided a village.", "ASSAULT", "a village"),
    ("The rebels ambushed a convoy.", "ASSAULT", ""),
    ("The army closed every road into the town.", "COERCE", ""),
])
def test_what_is_taken_is_the_place_and_what_is_hit_is_not(sentence, type, place, read):
    assert place in [where for _, where in read(sentence, EventType(type))]


@pytest.mark.parametrize(("sentence", "sizes"), [
    ("The bomb killed a contractor and wounded nine people.", {("dead", 1), ("injured", 9)}),
    ("Nine were killed and forty wounded.", {("dead", 9), ("injured", 40)}),
    ("At least nine people were killed and more than 40 wounded.", {("dead", 9), ("injured", 41)}),
    ("The clash left three soldiers dead and eight guards injured.", {("dead", 3), ("injured", 8)}),
    ("Twelve men, who had come to pray, were killed.", {("dead", 12)}),
    ("The rebels condemned the execution of nine prisoners.", {("dead", 9)}),
    ("Two hundred people were hurt, 80 policemen among them.", {("injured", 200)}),
])
def test_each_count_of_a_sentence_goes_to_its_own_harm(sentence, sizes, read):
    events = [event for type in EventType for event, _ in read(sentence, type)]
    assert {(str(size.harm), size.low) for event in events for size in event.sizes} == sizes


def test_whom_an_arrest_is_done_to_is_counted(read):
    [(event, _)] = read("Police held 43 lawyers overnight.", EventType.COERCE)
    assert [(size.harm, size.best) for size in event.sizes] == [("arrested", 43)]


def test_a_harm_beside_a_deed_happens_where_that_does(read):
    places = [(event.sizes != (), where) for event, where in read(
        "Militants attacked the town of Bosso in eastern Niger on Friday, killing twelve people.", EventType.ASSAULT)]
    assert places == [(False, "the town of Bosso in eastern Niger"), (True, "the town of Bosso in eastern Niger")]


@pytest.mark.parametrize(("sentence", "type"), [
    ("Turkey brokered a truce between Azerbaijan and Armenia.", "CONSULT"),          # whose truce, not where
    ("Fighters targeted the American presence.", "ASSAULT"),
    ("The US warned the militia. Fighters backed operations targeting the American presence.", "ASSAULT"),
    ("Norway rejected a request from the mayor in Bergen.", "REJECT"),
])
def test_whose_something_is_tells_no_place(sentence, type, read):
    assert {where for _, where in read(sentence, EventType(type))} == {""}


def test_what_is_protested_against_was_not_after_the_protest_and_has_not_its_day(read):
    text = "Troops bombed a school in Gao on Monday. Students marched in Bamako on Tuesday against the bombing."
    first, again = [event.date for event, _ in read(text, EventType.ASSAULT)]
    assert (first.value, again.value, again.high) == ("2021-05-31", None, "2021-06-01")


@pytest.mark.parametrize(("text", "type", "names"), [
    ("A coalition air strike hit a school in Gao.", "ASSAULT", set()),
    ("Teachers went on strike over pay in Lima.", "PROTEST", {"economic"}),
    ("The parties agreed to form a coalition.", "AGREE", {"political_institutions"})])
def test_a_word_earns_a_context_in_its_sense_alone(text, type, names, read):
    assert {one.name for event, _ in read(text, EventType(type)) for one in event.contexts} == names


@pytest.mark.parametrize(("text", "type", "low", "past"), [
    ("After having left Mali in 2011, Chad has sent 500 soldiers there.", "MOBILIZE", "2011-01-01", False),
    ("The union went on strike after the minister was jailed on Monday.", "PROTEST", "2021-05-31", False),
    ("The rebels shelled the port after a raid.", "ASSAULT", "2021-05-27", False),
    ("Having left in 2011, Chad has sent 500 soldiers to Mali.", "MOBILIZE", None, False),
    ("Chad spoke of what went on after 2011, as France’s withdrawal at that time helped Libya.", "RETREAT",
     "2011-01-01", True),
    ("The rebels returned in 2011, but the army's raid at that time failed.", "ASSAULT", "2011-01-01", True),
    ("The army's raid at that time failed.", "ASSAULT", None, True),                          # no time is told before
    ("The rebels returned in 2011. The army’s raid on the port failed.", "ASSAULT", None, False),
])
def test_what_came_after_a_deed_is_not_before_it_and_that_time_was_told_before(text, type, low, past, read):
    dates = [(event.date.low, Factuality.HISTORICAL in event.factuality) for event, _ in read(text, EventType(type))]
    assert (low, past) in dates
