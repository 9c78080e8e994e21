"""Hedges: which words are hedges, and which ranges the named lexicons give them."""

import pytest

from standoff.outlook.hedges import denies, lexicons, ranges, spans, terms

ICD = [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)]
KENT = [(2, 12), (20, 40), (40, 60), (63, 87), (87, 99)]
PHIA = [(0, 5), (10, 20), (25, 35), (40, 50), (55, 75), (80, 90), (95, 100)]


@pytest.mark.parametrize(("name", "expected"), [("ICD 203", ICD), ("Kent", KENT), ("PHIA", PHIA)])
def test_a_lexicon_has_the_ranges_of_its_source(name, expected):
    assert [(one.low, one.high) for one in terms(name)] == expected
    assert lexicons()[name]


def test_an_unknown_lexicon_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="ICD 203, Kent, PHIA"):
        terms("Sherman")


def of(words):
    return {one.lexicon: (one.hedge, one.term, one.low, one.high) for one in ranges(words)}


@pytest.mark.parametrize(("words", "hedge", "icd", "kent", "phia"), [
    ("The army is likely to leave", "likely", (55, 80), (63, 87), (55, 75)),
    ("It is very likely that it rains", "very likely", (80, 95), None, (80, 90)),
    ("is highly unlikely to return", "highly unlikely", (5, 20), None, (10, 20)),
    ("will probably fall", "probably", (55, 80), (63, 87), (55, 75)),
    ("will almost certainly fall", "almost certainly", (95, 99), (87, 99), (95, 100)),
    ("a realistic possibility that it holds", "realistic possibility", None, None, (40, 50)),
    ("In all likelihood the talks fail", "In all likelihood", (55, 80), (63, 87), (55, 75)),
    ("there is a remote chance of rain", "remote chance", (1, 5), None, (0, 5)),
    ("the chances are even", "chances are even", (45, 55), (40, 60), None),
    ("it is unlikely to hold", "unlikely", (20, 45), None, (25, 35)),
])
def test_a_form_has_the_range_of_each_lexicon_that_carries_it(words, hedge, icd, kent, phia):
    found = of(words)
    assert {one[0] for one in found.values()} == {hedge}
    for name, expected in (("ICD 203", icd), ("Kent", kent), ("PHIA", phia)):
        assert (found[name][2:] if name in found else None) == expected


@pytest.mark.parametrize("words", ["may", "might fall", "could fall", "is possible", "perhaps", "cannot be ruled out",
                                   "there is little chance of rain", "is expected to fall", "most likely", "will fall"])
def test_what_no_lexicon_carries_has_no_range(words):
    assert ranges(words) == ()


@pytest.mark.parametrize("words", [
    "is not likely to fall", "isn't likely to fall", "isn’t very likely", "how likely is it", "is hardly likely",
    "less likely than before", "is increasingly likely to fall", "is likely not to fall"])
def test_what_is_denied_or_compared_is_not_turned_around(words):
    assert ranges(words) == ()


def test_only_kent_has_a_term_for_what_is_probably_not_so():
    [one] = ranges("will probably not leave")
    assert (one.lexicon, one.term, one.low, one.high) == ("Kent", "probably not", 20, 40)
    assert denies(one) and not any(denies(each) for each in ranges("is unlikely to leave"))


@pytest.mark.parametrize(("text", "expected"), [
    ("It may rain, and the road could flood.", ["may", "could"]),
    ("The vote in May may be late.", ["may"]),
    ("On May 3 the bridge opens.", []),
    ("May the truce hold?", ["May"]),
    ("A defeat cannot be ruled out.", ["cannot be ruled out"]),
    ("It can’t be ruled out.", ["can’t be ruled out"]),
    ("It is very  likely.", ["very  likely"]),
    ("The unlikely-looking dismay of a mayor", []),
    ("", []),
])
def test_hedges_are_found_where_they_stand(text, expected):
    assert [text[start:end] for start, end in spans(text)] == expected


def test_ranges_keep_the_order_of_the_words():
    assert [one.hedge for one in ranges("likely to fall and unlikely to rise") if one.lexicon == "PHIA"] == [
        "likely", "unlikely"]


@pytest.mark.parametrize(("text", "expected"), [
    ("It is not likely to last.", ["not likely"]), ("How likely is it?", ["How likely"]),
    ("It is less likely now.", ["less likely"]), ("It is likely.", ["likely"])])
def test_a_word_that_makes_another_hedge_is_of_it_and_leaves_no_range(text, expected):
    found = [text[start:end] for start, end in spans(text)]
    assert found == expected
    assert bool(ranges(found[0])) == (expected == ["likely"])
