"""Statements: who said what to whom, when, where, in what and how, and in whose voice."""

from dataclasses import replace

import pytest
from values import world

from standoff.actors.mentions import told as mentions
from standoff.language import load
from standoff.model import Date, DateBasis, Factuality, Manner, Medium, Sourcing, Voice
from standoff.statements import told

REPORT = world()[4][0]
DAY = Date(value="2021-06-02", low="2021-06-02", high="2021-06-02", basis=DateBasis.STATED)


class Read:
    """The statements of a text, with the words of their parts."""

    def __init__(self, text, published=DAY):
        stretch = replace(REPORT.stretches[0], start=0, at=0, length=len(text))
        self.report = replace(REPORT, text=text, stretches=(stretch,), published=published)
        doc = next(iter(load().texts([text], [published])))
        self.text = text
        self.mentions = mentions(doc, self.report.key)
        self.names = {one.key: one.text for one in self.mentions}
        self.all = told(self.report, doc, self.mentions)

    def words(self, pieces):
        return " | ".join(self.text[start:end] for start, end in pieces)

    def by(self, speaker):
        """The statements of whose speaker's words these are."""
        return [one for one in self.all if self.words(one.speaker) == speaker]


@pytest.fixture(scope="module")
def read():
    made = {}

    def reading(text):
        if text not in made:
            made[text] = Read(text)
        return made[text]

    return reading


MANNERS = [
    ("The rebels vowed to avenge their leader.", Manner.THREATENED),
    ("The rebels vowed to rebuild the bridge.", Manner.PROMISED),
    ("The minister said that the army will not leave Goma.", Manner.SAID),
    ("The minister denied that the army had left Goma.", Manner.DENIED),
    ("The minister ruled out talks with the rebels.", Manner.REJECTED),
    ("The minister demanded an end to the violence.", Manner.DEMANDED),
    ("The minister called on the rebels to leave the town.", Manner.URGED),
    ("The minister asked the rebels to leave the town.", Manner.URGED),
    ("The minister asked whether the rebels had left the town.", Manner.ASKED),
    ("According to the minister, the rebels left the town.", Manner.SAID),
    ("The minister warned that the dam could burst.", Manner.WARNED),
    ("The minister accused Rwanda of arming the rebels.", Manner.ACCUSED),
    ("The minister called the vote a sham.", Manner.CRITICISED),
    ("Analysts believe that the truce will hold.", Manner.THOUGHT),
]


@pytest.mark.parametrize(("text", "manner"), MANNERS)
def test_the_cue_and_its_frame_tell_the_manner(text, manner, read):
    assert [one.manner for one in read(text).all] == [manner]


SAYINGS = [
    ("The minister did not deny that the army had left Goma.", Factuality.NEGATED),
    ("The ministry refused to confirm that two soldiers were killed.", Factuality.NEGATED),
    ("The president is expected to announce that the army will leave Goma.", Factuality.FUTURE),
    ("If the president confirms that the army will leave Goma, the rebels will return.", Factuality.HYPOTHETICAL),
    ("The president confirmed that the army will leave Goma.", Factuality.ACTUAL),
]


@pytest.mark.parametrize(("text", "told"), SAYINGS)
def test_the_saying_itself_may_be_none(text, told, read):
    assert [one.factuality for one in read(text).all] == [(told,)]


SOURCES = [
    ("Musa Keita, the mayor, said that the road is open. He added that nobody was hurt.", "He", Sourcing.NAMED),
    ("The army’s spokesman said that the road is open.", "The army’s spokesman", Sourcing.OFFICE),
    ("The ministry said that the road is open.", "The ministry", Sourcing.OFFICE),
    ("A senior official said that the road is open.", "A senior official", Sourcing.ANONYMOUS),
    ("Observers believe that the road is open.", "Observers", Sourcing.COLLECTIVE),
]


@pytest.mark.parametrize(("text", "speaker", "sourcing"), SOURCES)
def test_a_source_stays_what_the_text_makes_of_it(text, speaker, sourcing, read):
    [one] = read(text).by(speaker)
    assert one.sourcing is sourcing and one.source is not None


def test_whom_where_when_and_in_what_it_was_said(read):
    text = read("Musa Keita told reporters in Goma on Monday that the road to Kigali will stay open until Friday.")
    [one] = text.all
    assert text.words(one.addressed).startswith("reporters")
    assert (text.names[one.place], one.medium, one.date.value) == ("Goma", Medium.BRIEFING, "2021-05-31")
    [one] = read("Musa Keita said that on Monday reporters left Goma.").all
    assert (one.addressee, one.place, one.medium, one.date.value) == (None, None, None, None)
    assert one.date.high == "2021-06-02" and "not after the publication" in one.date.reason


def test_outlets_and_those_whom_they_cite_make_a_chain(read):
    text = read("The Harbour Gazette reported that the mayor, Musa Keita, said the road is open.")
    outlet, mayor = text.all
    assert (outlet.voice, mayor.voice) == (Voice.OUTLET, Voice.OUTLET)
    assert (outlet.within, mayor.within) == ("", outlet.key)
