"""Edit rules from forms to lemmas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import lemmas

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_a_rule_gives_back_the_lemma_that_it_was_made_from(form, lemma):
    assert lemmas.apply(lemmas.rule(form, lemma), form) == lemma


@given(WORDS, WORDS, WORDS)
def test_a_rule_gives_a_lemma_for_every_form(form, lemma, other):
    assert lemmas.apply(lemmas.rule(form, lemma), other)


@pytest.mark.parametrize(("form", "lemma", "other", "expected"), [
    ("Denied", "deny", "carried", "carry"),
    ("troops", "troop", "Rockets", "rocket"),
    ("Kurds", "Kurd", "Yazidis", "Yazidi"),
    ("MOSUL", "Mosul", "TIKRIT", "Tikrit"),
    ("women", "woman", "policemen", "policeman"),
    ("went", "go", "Went", "go"),
    ("The", "the", "UN", "un"),
])
def test_a_rule_serves_other_forms(form, lemma, other, expected):
    assert lemmas.apply(lemmas.rule(form, lemma), other) == expected


def test_the_inventory_has_the_commonest_rules_first():
    pairs = [("said", "say"), ("paid", "pay"), ("was", "be"), ("The", "the"), ("the", "the"), ("a", "a")]
    assert lemmas.inventory(pairs) == ["l0+", "l2+y", "=be"]
    assert lemmas.inventory(pairs, least=2) == ["l0+", "l2+y"]
