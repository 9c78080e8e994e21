"""Decisions of the manual: each takes its sentences and refuses the others."""

import re

import pytest

from standoff.actors.mentions import told as mentions
from standoff.events import decisions, factuality, lexicon, refusals, reproaches, utterances, weapons
from standoff.events.triggers import triggers
from standoff.language import load
from standoff.model import Date, DateBasis, Factuality
from standoff.ties import lexicon as ties
from standoff.ties.reading import Reading

PUT = {"declined": (Factuality.NEGATED,), "foretold": (Factuality.FUTURE,), "guessed": (Factuality.FUTURE,)}
"""How the sentences of a rule are put, for `put`."""


@pytest.fixture(scope="module")
def read():
    reader, words = load(), lexicon.read().with_lemmas(ties.read())

    def reading(sentence):
        doc = next(reader.texts([sentence]))
        return Reading(doc, mentions(doc, "r"), words)

    return reading

def sentences():
    """(rule, sentence, what it tells or "") of each rule's docstring."""
    for rule in (*decisions.RULES, utterances.announced, utterances.required, utterances.warned, decisions.within,
                 utterances.foretold, utterances.guessed, reproaches.blamed, decisions.occupied, weapons.weapon,
                 *refusals.REFUSALS):
        section, _ = rule.__doc__.split(":", 1)
        assert set(section.split(", ")) <= set(decisions.EventType), f"{rule.__name__} names a section of the manual"
        lines = re.findall(r"^ *(Yes|No): (.+)$", rule.__doc__, re.M)
        assert {answer for answer, _ in lines} == {"Yes", "No"}, f"{rule.__name__} needs a sentence of either sort"
        for _, line in lines:
            sentence, _, tells = line.partition(" → ")
            yield pytest.param(rule.__name__, sentence, tells, id=f"{rule.__name__}: {sentence[:50]}")

@pytest.mark.parametrize(("rule", "sentence", "tells"), list(sentences()))
def test_a_rule_takes_and_refuses_its_sentences(rule, sentence, tells, read):
    text = read(sentence)
    found = [decisions.put(text, one, PUT.get(rule, ())) for one in triggers(text)]
    changed = [one for one in found if one.rule.endswith(f"+ {rule}")]
    if tells:
        assert tells in [" ".join([one.type, *one.modes]) for one in found]
    else:
        assert not changed


@pytest.mark.parametrize("rule", refusals.REFUSALS, ids=lambda rule: rule.__name__)
def test_what_is_no_event_tells_none_of_its_types(rule, read):
    section, _ = rule.__doc__.split(":", 1)
    for _, sentence in re.findall(r"^ *(No): (.+)$", rule.__doc__, re.M):
        told = [str(one.type) for one in triggers(read(sentence))]
        assert not set(told) & set(section.split(", ")), sentence


def test_what_is_done_as_a_rule_is_no_one_deed(read):
    for answer, sentence in re.findall(r"^ *(Yes|No): (.+)$", factuality.general.__doc__, re.M):
        text = read(sentence)
        put = [factuality.general(text, one.anchor) for one in triggers(text)]
        assert any(put) == (answer == "Yes"), sentence


PUT_SO = [
    ("The ministry denied reports of a raid on the camp.", "ASSAULT", Factuality.NEGATED),
    ("The council approved the deployment of troops to the valley.", "MOBILIZE", Factuality.HYPOTHETICAL),
    ("In the event of an attack on the port, the navy would sail.", "ASSAULT", Factuality.HYPOTHETICAL),
    ("The bishop deplored a lack of zeal in removing the soldiers.", "RETREAT", Factuality.HYPOTHETICAL),
    ("An attack on the ships is ruled out.", "ASSAULT", Factuality.HYPOTHETICAL),
    ("The forces are focused on defeating the rebels.", "ASSAULT", Factuality.HYPOTHETICAL),
    ("The captain is accused of rape.", "ASSAULT", Factuality.HYPOTHETICAL),
    ("The law allows the release of the hostages.", "RETREAT", Factuality.HYPOTHETICAL),
    ("The bloc stopped short of condemning Chad.", "ACCUSE", Factuality.NEGATED),
    ("The envoy avoids condemning the invasion of Chad by Niger.", "ASSAULT", Factuality.ACTUAL),
    ("She plans to join her friends at the protest.", "PROTEST", Factuality.HYPOTHETICAL),
    ("The ambassador’s role in arming the rebels is known.", "AID", Factuality.ACTUAL),
    ("The union accused the army of shelling the camp.", "ASSAULT", Factuality.ACTUAL),
    ("Following the withdrawal of the peacekeepers the town was quiet.", "RETREAT", Factuality.ACTUAL),
]


@pytest.mark.parametrize(("sentence", "type", "value"), PUT_SO)
def test_what_is_wanted_possible_or_denied_is_not_told_as_done(sentence, type, value):
    doc = next(load().texts([sentence]))
    text = Reading(doc, mentions(doc, "r"), lexicon.read().with_lemmas(ties.read()))
    facts = {one.anchor: one.factuality for one in doc._.clauses or ()}
    put = {factuality.told(text, facts, one.anchor, one.words)[0] for one in triggers(text) if one.type == type}
    assert value in put if value is Factuality.ACTUAL else put and Factuality.ACTUAL not in put


LONG_AGO = [
    (("2014-06-10", "2014-06-10"), "2017-03-20", True),
    (("2017-01-24", "2017-01-24"), "2017-03-20", False),
    (("2014-06", None), "2017-03-20", True),
    ((None, None), "2017-03-20", False),
]


@pytest.mark.parametrize(("done", "written", "past"), LONG_AGO)
def test_what_was_done_long_before_the_report_is_background(done, written, past):
    date = Date(value=done[0], low=done[0], high=done[1], basis=DateBasis.STATED)
    report = Date(value=written, low=written, high=written, basis=DateBasis.STATED)
    told = factuality.background((Factuality.ACTUAL, Factuality.REPORTED), date, report, ())
    assert (Factuality.HISTORICAL in told) is past
    assert told[0] is Factuality.ACTUAL and told[-1] is Factuality.REPORTED
