"""Who is coordinated, and whom a careless tree only sets beside."""

import pytest

from standoff.actors.mentions import told as mentions
from standoff.language import load
from standoff.ties import lexicon
from standoff.ties.reading import Reading

TEXTS = [
    ("Armenia, Azerbaijan and Russia signed the accord.", "Azerbaijan", ["Armenia", "Azerbaijan", "Russia"]),
    ("Chad, Niger and Mali signed the accord.", "Niger", ["Chad", "Niger", "Mali"]),
    ("Bamako, Mali and Niger signed the accord.", "Mali", ["Bamako", "Niger"]),
    ("Okello, Kenya and Uganda signed the accord.", "Kenya", ["Okello", "Uganda"]),
]


@pytest.fixture(scope="module")
def reader():
    return load()


@pytest.mark.parametrize(("text", "aside", "signed"), TEXTS)
def test_a_state_set_beside_the_first_of_a_list_of_states_is_in_the_list(text, aside, signed, reader):
    doc = next(reader.texts([text]))
    at = next(word for word in doc if word.text == aside)
    at.head, at.dep_ = doc[0], "appos"
    reading = Reading(doc, mentions(doc, "r"), lexicon.read())
    assert [doc[word].text for word in reading.coordinated(0)] == signed
