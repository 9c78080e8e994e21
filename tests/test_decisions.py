"""Decisions of the manual: each takes its sentences and refuses the others."""

import re

import pytest

from standoff.actors.mentions import told as mentions
from standoff.events import decisions, lexicon
from standoff.events.triggers import triggers
from standoff.language import load
from standoff.model import Factuality
from standoff.ties import lexicon as ties
from standoff.ties.reading import Reading


@pytest.fixture(scope="module")
def read():
    reader, words = load(), lexicon.read().with_lemmas(ties.read())

    def found(sentence):
        doc = next(reader.texts([sentence]))
        return triggers(Reading(doc, mentions(doc, "r"), words))

    return found

def sentences():
    """(rule, sentence, what it tells or "") of each rule's docstring."""
    for rule in (*decisions.RULES, decisions.announced, decisions.required, decisions.warned, decisions.within,
                 decisions.danger, decisions.unasked):
        section, _ = rule.__doc__.split(":", 1)
        assert set(section.split(", ")) <= set(decisions.EventType), f"{rule.__name__} names a section of the manual"
        lines = re.findall(r"^ *(Yes|No): (.+)$", rule.__doc__, re.M)
        assert {answer for answer, _ in lines} == {"Yes", "No"}, f"{rule.__name__} needs a sentence of either sort"
        for _, line in lines:
            sentence, _, tells = line.partition(" → ")
            yield pytest.param(rule.__name__, sentence, tells, id=f"{rule.__name__}: {sentence[:50]}")

@pytest.mark.parametrize(("rule", "sentence", "tells"), list(sentences()))
def test_a_rule_takes_and_refuses_its_sentences(rule, sentence, tells, read):
    found = [decisions.put(one, (Factuality.NEGATED,) if "declined" in one.rule else ()) for one in read(sentence)]
    changed = [one for one in found if one.rule.endswith(f"+ {rule}")]
    if tells:
        assert tells in [" ".join([one.type, *one.modes]) for one in found]

    else:
        assert not changed
        if rule in ("danger", "unasked"):
            section = getattr(decisions, rule).__doc__.split(":")[0]
            assert section not in [one.type for one in found]
