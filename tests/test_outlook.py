"""Outlook: the sentences of the rules, who foresees, conditions, horizons; headlines and comments."""

import re
from dataclasses import replace

import pytest
from values import world

from standoff.actors.mentions import told as mentions
from standoff.language import load
from standoff.model import (
    Date,
    DateBasis,
    Manner,
    Origin,
    Sourcing,
    Statement,
    Voice,
)
from standoff.outlook import forecasts, questions, told

REPORT = world()[4][0]
PAGE = REPORT.stretches[0].page
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)
ORIGIN = Origin(stage="statements", version="1", rule="reader")


class Read:
    """A text with its mentions, statements that a test makes of words, and its outlooks."""

    def __init__(self, text, published=DAY, order=list):
        stretch = replace(REPORT.stretches[0], page=PAGE, start=0, at=0, length=len(text))
        self.report = replace(REPORT, text=text, stretches=(stretch,), published=published)
        self.text = text
        self.doc = next(load().texts([text], [published]))
        self.mentions = list(order(mentions(self.doc, self.report.key)))
        self.names = {one.key: one.text for one in self.mentions}
        self.statements = []

    def says(self, source, content, manner=Manner.SAID, sourcing=Sourcing.NAMED, voice=Voice.REPORTER):
        start = self.text.index(content)
        who = next(one for one in self.mentions if one.text == source)
        self.statements.append(Statement(
            evidence=(), origin=ORIGIN, key="q" + f"{len(self.statements):016x}", report=self.report.key, start=start,
            end=start + len(content), source=who.key, speaker=((who.start, who.end),), sourcing=sourcing, cue=(),
            content=((start, start + len(content)),), date=Date(value=None), manner=manner, voice=voice, score=1.0))
        return self

    def outlooks(self):
        return told(self.report, self.doc, self.mentions, self.statements)

    def words(self, pieces):
        return [self.text[start:end] for start, end in pieces]


def sentences():
    """(rule, sentence, type or "") of each rule's docstring."""
    for rule in (*forecasts.rules(), *questions.rules()):
        lines = re.findall(r"^ *(Yes|No): (.+)$", rule.__doc__, re.M)
        assert {answer for answer, _ in lines} == {"Yes", "No"}, f"{rule.__name__} needs a sentence of either sort"
        for _, line in lines:
            sentence, _, kind = line.partition(" → ")
            yield pytest.param(rule, sentence, kind, id=f"{rule.__name__}: {sentence[:50]}")


@pytest.mark.parametrize(("rule", "sentence", "kind"), list(sentences()))
def test_a_rule_takes_and_refuses_its_sentences(rule, sentence, kind):
    assert [str(one.type) for one in Read(sentence).outlooks()] == ([kind] if kind else [])
