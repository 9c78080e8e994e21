"""What a sentence is about: the event that stands highest in it."""

import pytest

from standoff.actors.mentions import told as mentions
from standoff.events import told
from standoff.language import load
from standoff.model import Report


@pytest.fixture(scope="module")
def read():
    reader = load()

    def events(text):
        from benchmarks.statements import report

        doc = next(reader.texts([text]))
        made: Report = report(text)
        return told(made, doc, mentions(doc, made.key), ())

    return events


def high(text, events):
    return [text[one.anchor:].split()[0].strip(".,") for one in events if one.foremost]


@pytest.mark.parametrize(("sentence", "about"), [
    ("The army, which shelled the port in 2011, arrested nine teachers on Monday.", "arrested"),
    ("The bishop condemned the raid on the camp.", "condemned"),
    ("After gunmen killed two guards, Oslo suspended aid to the council.", "suspended"),
    ("Niger launched an attack on the rebels, who had abducted six nurses.", "launched"),
])
def test_background_and_relative_clauses_stand_low(sentence, about, read):
    events = read(sentence)
    assert len(events) > 1
    assert high(sentence, events) == [about]


def test_every_sentence_has_one_and_a_text_without_events_none(read):
    text = "Police arrested nine teachers and beat two. Rebels shelled the port and killed a guard. It rained."
    assert high(text, read(text)) == ["arrested", "shelled"]
    assert read("It rained in the valley.") == []
