"""Headlines: what they say that somebody says, whom they mean, and what is none."""

import random
import re
from dataclasses import replace

import pytest
from values import page as a_page
from values import world

from standoff.model import Date, DateBasis, FieldName, Form, Kind, Manner, Mention, Origin, Role, Sourcing, Voice
from standoff.statements import headlines as module
from standoff.statements import whom
from standoff.statements.headlines import headlines

REPORT = replace(world()[4][0], published=Date(value="2021-06-02", low="2021-06-02", high="2021-06-02",
                                               basis=DateBasis.STATED))
BY = Origin(stage="hand", version="1", rule="hand")


def mention(words, kind=Kind.PERSON, start=0, leader="", **more):
    """A mention of the report's text."""
    key = f"n{start:016d}"
    made = Mention(key=key, report=REPORT.key, start=start, end=start + len(words), head=start, kind=kind,
                   form=Form.NAME, leader=leader or key, text=words, name=words, origin=BY)
    return replace(made, **more)


def described(words, start, **more):
    return mention(words, start=start, name="", form=Form.DESCRIPTION, **more)


MENTIONS = (
    mention("Jana Tamm", title="foreign minister", of="Iranian"), mention("Iraj Masjedi", start=100),
    mention("Iran", Kind.PLACE, 200), mention("River Guard", Kind.ORGANISATION, 300),
    described("the militia's commander", 400), mention("Boris Veen", start=500), mention("Amber Veen", start=600),
    mention("Al-Monitor", Kind.ORGANISATION, 700), mention("Sudan", Kind.PLACE, 800))
TAMM, MASJEDI, IRAN, GUARD, COMMANDER, BORIS, AMBER, OUTLET, SUDAN = (one.key for one in MENTIONS)


def page(*titles, fields=(), url=None):
    return a_page([*((Role.TITLE, one) for one in titles), (Role.BODY, f"The ferry stopped. {len(titles)}")],
                  fields=fields, url=url)[1]


def told(title, **more):
    one = page(title, **more)
    return one, headlines(REPORT, MENTIONS, [one])


def words(page, pieces):
    return " … ".join(page.text[start:end] for start, end in pieces)


def lines():
    for rule in (module._to, module._colon, module._verb, module._tail, module._dash):
        found = re.findall(r"^ *(Yes|No): (.+)$", rule.__doc__, re.M)
        assert {answer for answer, _ in found} == {"Yes", "No"}, f"{rule.__name__} needs a headline of either sort"
        for answer, line in found:
            title, *parts = re.split(" → ", line)
            yield pytest.param(title, parts[0].split(" | ") if answer == "Yes" else None, id=title)


@pytest.mark.parametrize(("title", "expected"), list(lines()))
def test_a_rule_takes_and_refuses_its_headlines(title, expected):
    one, found = told(title)
    assert [[words(one, stmt.speaker), stmt.manner.value, words(one, stmt.content)] for stmt in found] == (
        [expected] if expected else [])


TAKEN = [
    ("Masjedi: Iran will stay in Iraq", "Masjedi", MASJEDI, "", "said", "Iran will stay in Iraq"),
    ("UN: 20,000 flee fighting in Goma", "UN", None, "", "said", "20,000 flee fighting in Goma"),
    ("UN warns Mali of famine", "UN", None, "warns", "warned", "of famine"),
    ("Army: 12 rebels killed in Kachin raid", "Army", None, "", "said", "12 rebels killed in Kachin raid"),
    ("‘We will not leave’: River Guard", "River Guard", GUARD, "", "said", "‘We will not leave’"),
    ("Iran vows to avenge slain general", "Iran", IRAN, "vows", "threatened", "to avenge slain general"),
    ("Iran vows to rebuild Mosul hospital", "Iran", IRAN, "vows", "promised", "to rebuild Mosul hospital"),
    ("Iran: ‘We will stay’", "Iran", IRAN, "", "said", "‘We will stay’"),
    ("Residents say army burned village", "Residents", None, "say", "said", "army burned village"),
    ("Foreign Minister Jana Tamm: talks will go on", "Foreign Minister Jana Tamm", TAMM, "", "said",
     "talks will go on"),
    ("Iran's Tamm rules out talks with Kyiv", "Iran's Tamm", TAMM, "rules out", "rejected", "talks with Kyiv"),
    ("In Gaza, doctors say supplies are running out", "doctors", None, "say", "said", "supplies are running out"),
    ("Armenia says Azerbaijan shelled village, Baku denies", "Armenia", None, "says", "said",
     "Azerbaijan shelled village"),
    ("UN report: militias recruited children", "UN report", None, "", "reported", "militias recruited children"),
    ("Report finds abuses in Libya camps", "Report", None, "finds", "reported", "abuses in Libya camps"),
    ("BREAKING: Junta announces elections for July", "Junta", None, "announces", "announced", "elections for July"),
    ("MINISTER SAYS BRIDGE WILL REOPEN IN MAY", "MINISTER", None, "SAYS", "said", "BRIDGE WILL REOPEN IN MAY"),
    ("Turkey, Iran say Syria talks will go on", "Turkey, Iran", None, "say", "said", "Syria talks will go on"),
    ("EU envoy on Sudan: ‘We cannot be silent’", "EU envoy", None, "", "said", "‘We cannot be silent’"),
    ("Minister calls dam deal ‘a crime’, but signs it", "Minister", None, "calls", "said", "dam deal ‘a crime’"),
    ("Truce will hold, according to UN envoy", "UN envoy", None, "according to", "said", "Truce will hold"),
    ("Minister warns of war; markets fall", "Minister", None, "warns", "warned", "of war"),
    ("Rebels also reject truce offer", "Rebels", None, "reject", "rejected", "truce offer"),
    ("Masjedi: Sudan shot first", "Masjedi", MASJEDI, "", "said", "Sudan shot first"),
    ("Iran threatens strikes as talks fail", "Iran", IRAN, "threatens", "threatened", "strikes as talks fail"),
    ("1. Masjedi: Iran will stay in Iraq", "Masjedi", MASJEDI, "", "said", "Iran will stay in Iraq"),
]


@pytest.mark.parametrize(("title", "speaker", "source", "cue", "manner", "content"), TAKEN,
                         ids=[one[0] for one in TAKEN])
def test_a_headline_is_somebodys_statement(title, speaker, source, cue, manner, content):
    one, [found] = told(title)
    assert (words(one, found.speaker), found.source, words(one, found.cue), found.manner.value,
            words(one, found.content)) == (speaker, source, cue, manner, content)
    assert found.voice is Voice.HEADLINE and found.page == one.key and found.origin.rule == "headline"
    assert found.date.high == "2021-06-02" and found.date.value is None


REFUSED = [
    "Iran hopes rise after talks", "Iran fears grow over flood", "Iran demands mount before vote",
    "Iran threatens harvest as rains fail", "Masjedi: Loved and feared", "Masjedi: Portrait of a general",
    "Iran: five things to know", "Live: Sudan ceasefire talks", "Analysis: Why the junta fears its own army",
    "Explainer: How the Sahel juntas broke with Ecowas", "Sudan: UN convoy attacked", "Hezbollah: The party of God",
    "Talks with rebels stall - Reuters", "Bridge will reopen in May | Al-Monitor", "Road to Goma: a journey",
    "Two men accused of spying say they were tortured", "Residents warned to stay indoors",
    "Masjedi: A life in pictures",
    "Famine fears grow in Somalia", "What the minister said about the bridge", "Why Iran says it will stay",
    "Will Tehran’s allies push Washington to reconsider?", "Masjedi: Who is the new envoy?",
    "Iran’s claims on islands rejected",
    "War in Ukraine: What we know on day 300", "Attack on convoy: a survivor’s story", "Media reports reveal abuse",
    "Russia, Ukraine trade blame over dam", "Iran-US confrontation in Iraq", "Army", "", "Minister tells all",
    "Barges, bridges and a bottleneck: the river carries what the sea cannot", "Minister slams rival",
    "Man says he is sorry",
    "Minister praises, mourns the dead",
]


@pytest.mark.parametrize("title", REFUSED)
def test_a_topic_a_place_or_an_outlet_says_nothing(title):
    assert told(title)[1] == []


def test_the_outlets_own_name_is_cut_off():
    named = [(FieldName.OUTLET, "The Quay")]
    one, [found] = told("Bridge will open, minister says - The Quay", fields=named)
    assert (words(one, found.speaker), words(one, found.content)) == ("minister", "Bridge will open")
    assert told("Bridge will open in May – Quayside", url="https://www.quayside.example/x")[1] == []
    assert told("Bridge will open in May: The Quay", fields=named)[1] == []


def test_whom_it_is_said_to_is_told_apart():
    one, [found] = told("Minister tells Al-Monitor Iran will not leave")
    assert (found.addressee, words(one, found.addressed), words(one, found.content)) == (
        OUTLET, "Al-Monitor", "Iran will not leave")
    one, [found] = told("‘We will hand over our rifles,’ Tamm tells bishops")
    assert (found.source, words(one, found.addressed), words(one, found.content)) == (
        TAMM, "bishops", "‘We will hand over our rifles,’")
    one, [found] = told("Iran to US: Stop meddling in Iraq")
    assert (found.source, words(one, found.addressed), words(one, found.content)) == (
        IRAN, "US", "Stop meddling in Iraq")
    one, [found] = told("US urges Iran to show restraint")
    assert (found.addressee, words(one, found.content)) == (IRAN, "Iran to show restraint")


def test_two_verbs_are_two_statements_of_one_speaker():
    one, found = told("Opposition says vote was rigged, calls for protests")
    assert [(stmt.manner, words(one, stmt.content)) for stmt in found] == [
        (Manner.SAID, "vote was rigged"), (Manner.DEMANDED, "protests")]
    one, found = told("Minister chides Tessel mayor and praises bridge builders")
    assert [words(one, stmt.content) for stmt in found] == ["Tessel mayor", "bridge builders"]


@pytest.mark.parametrize(("speaker", "sourcing"), [
    ("Iran", Sourcing.NAMED), ("Army", Sourcing.OFFICE), ("Residents", Sourcing.COLLECTIVE),
    ("Officials", Sourcing.COLLECTIVE), ("US official", Sourcing.ANONYMOUS), ("Prime minister", Sourcing.OFFICE)])
def test_nobody_is_made_a_name(speaker, sourcing):
    verb = "say" if speaker.endswith("s") else "says"
    assert told(f"{speaker} {verb} bridge will reopen")[1][0].sourcing is sourcing


def test_a_name_that_two_chains_have_names_neither():
    register = whom.register(MENTIONS)
    assert whom.who("Veen", register) is None
    assert whom.who("Boris Veen", register).mention == BORIS
    assert whom.who("Militia's commander", register).mention == COMMANDER
    assert whom.who("foreign minister", register).mention == TAMM


def test_a_description_names_nobody_whose_own_words_are_others():
    soldier = described("a wounded soldier", 900)
    general = replace(described("the general", 950), leader=soldier.key)
    assert whom.who("general", whom.register((soldier, general))).mention is None
    assert whom.who("general", whom.register((MENTIONS[0], replace(general, leader=TAMM)))).mention == TAMM


def test_equal_headlines_of_several_pages_are_one():
    pages = [page("Masjedi: Iran will stay"), page("MASJEDI: Iran will stay", "Another day"),
             page("Masjedi: Iran will stay | Post", "1. Masjedi: Iran will stay", "No")]
    [found] = headlines(REPORT, MENTIONS, pages)
    assert len(found.evidence) == 4 and {span.page for span in found.evidence} == {one.key for one in pages}
    assert headlines(REPORT, MENTIONS, random.Random(2).sample(pages, 3)) == [found]
    text = next(one for one in pages if one.key == found.page).text
    assert text[found.start:found.end].casefold() == "masjedi: iran will stay"


def test_quoted_parts_are_told_apart():
    one, [found] = told("Minister says dam is ‘a crime against the river’")
    assert words(one, found.quoted) == "‘a crime against the river’"


def test_without_a_day_of_publication_nothing_bounds_it():
    report = replace(REPORT, published=Date(value=None))
    [found] = headlines(report, (), [page("UN says bridge is shut")])
    assert (found.date.high, found.source) == (None, None)
