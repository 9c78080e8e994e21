"""Decisions of the manual: each takes its sentences and refuses the others."""

import re

import pytest

from standoff.actors.mentions import told as mentions
from standoff.events import decisions, factuality, lexicon, refusals, utterances
from standoff.events.triggers import triggers
from standoff.language import load
from standoff.model import Factuality
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
                 utterances.foretold, utterances.guessed, decisions.occupied, *refusals.REFUSALS):
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
