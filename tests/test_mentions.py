"""Mentions: names, titles, owners and leaders."""

import pytest

from standoff.actors import acronyms, leaders
from standoff.actors.mentions import key, told
from standoff.language import load
from standoff.model import Form


@pytest.fixture(scope="module")
def read():
    reader = load()

    def mentions(text):
        return told(next(reader.texts([text])), "r1")

    return mentions


def find(mentions, text):
    return next(one for one in mentions if one.text == text)


def test_a_key_is_of_report_and_place():
    assert key("r1", 0, 4) == key("r1", 0, 4)
    assert len({key("r1", 0, 4), key("r1", 0, 5), key("r2", 0, 4)}) == 3
    assert key("r1", 0, 4).startswith("n") and len(key("r1", 0, 4)) == 17


def test_a_title_before_a_name_is_no_part_of_it(read):
    one = read("Russian Foreign Minister Igor Petrovich Lavrinov left Baku.")[0]
    assert (one.name, one.title, one.of, one.form) == (
        "Igor Petrovich Lavrinov", "Foreign Minister", "Russian", Form.NAME)


def test_a_name_and_what_is_set_beside_it_have_one_leader(read):
    found = read("Maj. Gen. Rostam Vaziri, the commander of the Quds Force, met Omar Jafari in Baghdad.")
    assert find(found, "the commander of the Quds Force").leader == found[0].key
    assert find(found, "Omar Jafari").leader != found[0].key


def test_an_acronym_is_another_name(read):
    found = read("The Popular Mobilization Units (PMU) left Mosul. The PMUs had held it for a year.")
    assert find(found, "PMU").leader == find(found, "The PMUs").leader == found[0].key


@pytest.mark.parametrize(("short", "name", "fits"), [
    ("unami", "United Nations Assistance Mission for Iraq", True), ("isis", "Islamic State of Iraq and Syria", True),
    ("pmu", "Popular Mobilization Units", True), ("pkk", "Popular Mobilization Units", False), ("i", "Iraq", False)])
def test_letters_are_initials(short, name, fits):
    assert acronyms.abbreviates(short, name.split()) is fits


@pytest.mark.parametrize(("one", "other", "fits"), [
    ("muhammad shiaa sudani", "mohamed shia", True), ("masoud barzani", "masrour barzani", False),
    ("hassan karimi", "hussein karimi", False), ("igor petrovich lavrinov", "igor lavrinov", True)])
def test_names_of_persons_are_of_one_or_of_two(one, other, fits):
    assert leaders.of_one(tuple(one.split()), tuple(other.split())) is fits
