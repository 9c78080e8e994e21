"""Sizes of events: what words that count come to, and which words count whom."""

import pytest

from standoff.events.sizes import count

COUNTS = [
    ("39 people", (39, 39, 39)),
    ("at least 39 people , including 12 children", (39, 39, None)),
    ("more than 100", (101, 101, None)),
    ("up to 20", (None, None, 20)),
    ("fewer than ten", (None, None, 9)),
    ("two to four", (2, None, 4)),
    ("between 3 and 5 men", (3, None, 5)),
    ("three or four", (3, None, 4)),
    ("some 1,400", (None, 1400, None)),
    ("nearly 200 officers", (None, 200, None)),
    ("eighty or more", (80, 80, None)),
    ("dozens of men", (24, None, None)),
    ("tens of thousands of people", (20000, None, None)),
    ("several", (3, None, None)),
    ("a dozen", (12, 12, 12)),
    ("some hundred suspects", (None, 100, None)),
    ("two hundred and eleven people", (211, 211, 211)),
    ("Twenty - one people", (21, 21, 21)),
    ("twenty-one", (21, 21, 21)),
    ("two thousand five hundred", (2500, 2500, 2500)),
    ("one of its soldiers", (1, 1, 1)),
    ("no casualties", (0, 0, 0)),
    ("the soldiers", None),
    ("a 25-year-old", None),
    ("a 25 - year - old member", None),
]


@pytest.mark.parametrize(("words", "bounds"), COUNTS)
def test_words_that_count_come_to_low_best_and_high(words, bounds):
    assert count(words.split()) == bounds
