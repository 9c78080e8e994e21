"""Ties: the sentences of the rules, and how ties are put, dated, voiced and pinned."""

import re
from dataclasses import replace

import pytest
from values import world

from standoff.actors.mentions import told as mentions
from standoff.language import load
from standoff.model import Date, DateBasis
from standoff.ties import rules, told

REPORT = world()[4][0]
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)
PAGE = REPORT.stretches[0].page


@pytest.fixture(scope="module")
def read():
    reader = load()

    def ties(text, published=DAY):
        stretch = replace(REPORT.stretches[0], page=PAGE, start=0, at=0, length=len(text))
        report = replace(REPORT, text=text, stretches=(stretch,), published=published)
        doc = next(reader.texts([text], [published]))
        found = mentions(doc, report.key)
        names = {one.key: one.text for one in found}
        return [(names[tie.source], tie.type, names.get(tie.target, ""), tie) for tie in told(report, doc, found)]

    return ties


def sentences():
    """(rule, sentence, what it tells or "") of each rule's docstring."""
    for rule in rules():
        lines = re.findall(r"^ *(Yes|No): (.+)$", rule.__doc__, re.M)
        assert {answer for answer, _ in lines} == {"Yes", "No"}, f"{rule.__name__} needs a sentence of either sort"
        for _, line in lines:
            sentence, _, tells = line.partition(" → ")
            yield pytest.param(rule, sentence, tells, id=f"{rule.__name__}: {sentence[:50]}")


@pytest.mark.parametrize(("rule", "sentence", "tells"), list(sentences()))
def test_a_rule_takes_and_refuses_its_sentences(rule, sentence, tells, read):
    ties = [f"{source} {kind} {target}" for source, kind, target, _ in read(sentence)]
    assert (tells in ties) if tells else not ties
