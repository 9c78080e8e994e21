"""Names: each rule with a pair that it accepts and one that it refuses."""

from __future__ import annotations

import pytest

from standoff.actors.names import (
    acronym,
    alike,
    bodies,
    body,
    body_keys,
    initials,
    keys,
    lexicon,
    person,
    persons,
    telling,
)

ALIKE = [
    ("soleimani", "suleymani"), ("zelensky", "zelenskyy"), ("qassem", "ghasem"), ("muhandis", "mohandes"),
    ("shia", "shiaa"), ("khoury", "khouri"), ("awadi", "awwadi"), ("evgeny", "yevgeniy"), ("fatemeh", "fatimah"),
    ("nawfal", "nofal"), ("alsudani", "sudani"), ("benchikhoun", "chikhoun"), ("dosari", "dawsari"),
    ("wagner", "vagner"),
    ("kadhim", "kazem"), ("volodymyr", "vladimir"), ("bill", "william"), ("yuriy", "yurii"), ("hakim", "haqim"),
]
UNLIKE = [
    ("hassan", "hussein"), ("jamal", "jamil"), ("ali", "eli"), ("martin", "marten o"), ("chen", "shen"),
    ("ivan", "john"),
    ("carla", "carlo"), ("maria", "marie"), ("omar", "amir"), ("khalil", "khalid"), ("min", "man"), ("petro", "pavlo"),
    ("alvarez", "al"), ("daniel", "danielle o"),
]


@pytest.mark.parametrize("a, b", ALIKE)
def test_spellings_of_one_word(a, b):
    assert alike(a, b) and alike(b, a)


@pytest.mark.parametrize("a, b", UNLIKE)
def test_two_words(a, b):
    assert not alike(a, b) and not alike(b, a)


@pytest.mark.parametrize("name, words", [
    ("Muhammad Shiaa Al-Sudani", "muhammad shiaa sudani"), ("Abdel Fattah el-Sisi", "abdfattah sisi"),
    ("Abd al-Rahman Qays", "abdrahman qays"), ("Abdurrahman Qays", "abdrahman qays"),
    ("Abu Mahdi al-Muhandis", "abumahdi muhandis"),
    ("Osama bin Laden", "osama laden"), ("Ursula von der Leyen", "ursula leyen"), ("U Thein Sein", "thein sein"),
    ("J.R. Smith", "j r smith"), ("Al Gore", "al gore"), ("Recep Tayyip Erdoğan’s", "recep tayyip erdogan"),
    ("Shi‘a Ka‘abi", "shia kaabi"), ("قاسم سليماني", "قاسم سليماني"), ("Bin Salman", "salman"), ("", ""), ("—", "")])
def test_the_words_of_a_persons_name(name, words):
    assert " ".join(person(name)) == words


@pytest.mark.parametrize("name, words", [
    ("the Popular Mobilization Units", "popular mobilization unit"), ("Ministry of Defense", "ministry defence"),
    ("U.N. Security Council", "un security council"), ("Acme Shipping Co.", "acme shipping"),
    ("Kata'ib al-Wafaa", "brigade wafaa"),
    ("Jabhat an-Nasr", "front nasr")])
def test_the_words_of_a_bodys_name(name, words):
    assert " ".join(body(name)) == words


@pytest.mark.parametrize("a, b, low, high", [
    ("Ali Hassan", "Ali Hassan", .9, .9), ("Qasem Rostami", "Ghasem Rustami", .8, .8),
    ("Xi Jinping", "Xi Jin-ping", .8, .8),
    ("Ödön Kálmány", "Kalmany Odon", .7, .7), ("Ali Hassan", "Hassan Ali", .3, .3), ("John A. Ott", "John Ott", .8, .8),
    ("J. Ott", "John Ott", .5, .5), ("Vladimir Ivanovich Lukin", "Vladimir Lukin", .7, .8),
    ("Saddam Rubaie al-Tikriti", "Saddam Rubaie", .7, .7), ("Sergei Ivanov", "Sergei Ivankov", .55, .55),
    ("John Ott Jr", "John Ott Sr", .2, .2), ("Osman Sahlu Rubaie", "Osman Sahlu Hakim", .15, .15)])
def test_how_far_two_persons_names_agree(a, b, low, high):
    for one, two in ((a, b), (b, a)):
        found = persons(person(one), person(two), 1.)
        assert found is not None and low <= found.weight <= high
    assert keys(person(a)) & keys(person(b)) or high < .7


@pytest.mark.parametrize("a, b", [
    ("John Ott", "James Ott"), ("Ali Rubaie", "Ali Hakim"), ("John A. Ott", "John B. Ott"), ("Li Wei", "Li Na")])
def test_persons_of_whom_a_name_differs_do_not_agree(a, b):
    found = persons(person(a), person(b))
    assert found is None or found.weight < .4


@pytest.mark.parametrize("a, b, weight", [
    ("Unity Forces", "the Unity Force", .9), ("Ansar al-Sahra", "Ansar as-Sahrah", .8),
    ("Taliban", "Taliban movement", .72),
    ("Kata'ib Hezbollah", "Hezbollah", .15), ("Unity Party", "Unity Front", .15),
    ("Ministry of Oil", "Ministry of Trade", 0),
    ("Al-Fatah coalition", "Nabni coalition", 0), ("Savanna Watch", "SavannaWatch", .8)])
def test_how_far_two_bodies_names_agree(a, b, weight):
    for one, two in ((a, b), (b, a)):
        found = bodies(body(one), body(two))
        assert (found.weight if found else 0) == weight
    assert weight < .7 or body_keys(body(a)) & body_keys(body(b))


def test_abbreviations_by_their_look():
    assert all(map(acronym, ["PMU", "U.N.", "PKK", "RUSI"])) and not any(map(acronym, ["Hamas", "The Front", "A",
            "X Y"]))
    assert initials("the Popular Mobilization Units of Iraq") == "pmui"


def test_a_body_that_every_state_has_tells_none():
    assert not telling(body("Ministry of Defence")) and telling(body("Quds Force"))


def test_the_vocabulary_has_each_word_once():
    lex = lexicon()
    assert len(lex.given) > 400 and all(lex.given[first] == first for first in set(lex.given.values()))
    assert not lex.articles & lex.particles and "" not in lex.silent
