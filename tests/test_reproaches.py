"""Reproaches: whose words accuse whom, and whom he answers who rejects an accusation."""

from dataclasses import replace

import pytest
from values import world

from standoff.actors.mentions import told as mentions
from standoff.events import told
from standoff.language import load
from standoff.model import Date, DateBasis, EventType, Factuality
from standoff.statements import told as statements

REPORT = world()[4][0]
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)


@pytest.fixture(scope="module")
def read():
    reader = load()

    def events(text):
        stretch = replace(REPORT.stretches[0], start=0, at=0, length=len(text))
        report = replace(REPORT, text=text, stretches=(stretch,), published=DAY)
        doc = next(reader.texts([text], [DAY]))
        found = mentions(doc, report.key)
        names = {one.key: one.text for one in found}
        return [(one, [names[each] for each in one.actors], [names[each] for each in one.recipients])
                for one in told(report, doc, found, statements(report, doc, found))]

    return events


def of(type, some):
    return [(who, whom) for one, who, whom in some if one.type is type]


ACCUSED = [
    ("The minister said that Chad was behind the attack.", ["The minister"], ["Chad"]),
    ("“The junta bears responsibility for these raids,” said the bishop.", ["the bishop"], ["The junta"]),
    ("According to the army, Russia was behind the drone strike on Odesa.", ["the army"], ["Russia"]),
    ("The envoy told reporters that the militia is to blame for the raid.", ["The envoy"], ["the militia"]),
]


@pytest.mark.parametrize(("text", "actors", "recipients"), ACCUSED)
def test_who_says_that_another_is_behind_a_deed_accuses_him(text, actors, recipients, read):
    some = read(text)
    assert of(EventType.ACCUSE, some) == [(actors, recipients)]
    [accusation] = [one for one, _, _ in some if one.type is EventType.ACCUSE]
    assert accusation.factuality == (Factuality.ACTUAL,)
    assert (accusation.voice, accusation.said) == (None, False)


@pytest.mark.parametrize("text", [
    "The rebels said that they were responsible for the raid.",
    "The minister said that Chad was not behind the attack.",
    "The minister said that Chad may be behind the attack.",
    "The minister did not say that Chad was behind the attack.",
    "Kigali denied that the militia was behind the attack.",
    "Chad was behind the attack.",
])
def test_nobody_accuses_himself_or_whom_he_clears_nor_does_the_reporter(text, read):
    assert not of(EventType.ACCUSE, read(text))


REJECTED = [
    ("Uganda accused Rwanda of arming the rebels. Rwanda rejected the accusation.", ["Rwanda"], ["Uganda"]),
    ("Kenya rejected Uganda’s accusation.", ["Kenya"], ["Uganda’s"]),
    ("Kenya accused Rwanda of theft. The talks went on in Gao. Rwanda’s spokesman, Ali Gado, rejected the accusations.",
     ["Rwanda’s spokesman"], ["Kenya"]),
    ("Kenya accused Uganda of theft. The talks went on in Gao. Rwanda’s spokesman, Ali Gado, rejected the accusations.",
     ["Rwanda’s spokesman"], []),
    ("Hanoi’s foreign ministry rejected the accusation.", ["Hanoi’s foreign ministry"], []),
    ("The spokesman described these accusations as “unrealistic”.", ["The spokesman"], []),
]


@pytest.mark.parametrize(("text", "actors", "recipients"), REJECTED)
def test_who_rejects_an_accusation_refuses_him_who_made_it(text, actors, recipients, read):
    assert of(EventType.REJECT, read(text)) == [(actors, recipients)]


def test_what_is_rejected_as_untrue_stays_told_as_denied(read):
    some = read("Addis Ababa’s foreign ministry rejected the accusation that its troops had shelled the camp.")
    assert {str(one.type) for one, _, _ in some} == {"REJECT", "ASSAULT"}
    assert all(Factuality.NEGATED in one.factuality for one, _, _ in some if one.type is EventType.ASSAULT)


@pytest.mark.parametrize("text", [
    "Kigali denied the accusation.", "Beijing dismissed the claim.", "Rwanda has denied any involvement in the raid."])
def test_a_mere_denial_is_no_event_of_its_own(text, read):
    assert not {"ACCUSE", "REJECT"} & {str(one.type) for one, _, _ in read(text)}
