"""Marks: one inside another, however they overlap, and the text is there once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.export.marks import Mark, marked, shares


def mark(start, end, name, whole=False):
    return Mark(start, end, lambda inside: f"<{name}>{''.join(inside)}</{name}>", whole,
                lambda inside: f"<{name}…>{''.join(inside)}</{name}>")


@pytest.mark.parametrize(("marks", "made"), [
    ([mark(1, 4, "b")], "a<b>bcd</b>ef"),
    ([mark(1, 2, "i"), mark(1, 4, "b")], "a<b><i>b</i>cd</b>ef"),
    ([mark(1, 4, "b"), mark(1, 4, "i")], "a<b><i>bcd</i></b>ef"),
    ([mark(1, 4, "b"), mark(2, 5, "i")], "a<b>b<i…>cd</i></b><i>e</i>f"),
    ([mark(1, 4, "b", True), mark(2, 5, "i", True)], "a<b>bcd</b><i>e</i>f"),
    ([mark(1, 4, "b"), mark(2, 5, "i", True)], "a<b…>b</b><i><b>cd</b>e</i>f"),
    ([mark(2, 2, "b", True), mark(0, 2, "i", True)], "<i>ab</i><b></b>cdef"),
    ([mark(0, 6, "b"), mark(2, 2, "i", True)], "<b>ab<i></i>cdef</b>"),
    ([mark(-3, 2, "b"), mark(5, 9, "i"), mark(7, 9, "u"), mark(5, 7, "v", True)], "<b>ab</b>cde<i…>f</i>"),
    ([mark(1, 5, "b"), mark(2, 6, "i"), mark(3, 4, "u")], "a<b>b<i…>c<u>d</u>e</i></b><i>f</i>"),
])
def test_marks_nest_and_what_crosses_is_cut(marks, made):
    assert "".join(marked("abcdef", 0, 6, marks)) == made


places = st.integers(0, 11).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 12)))


@given(soft=st.lists(places, max_size=6), hard=st.lists(st.integers(0, 12), max_size=6), start=st.integers(0, 5),
       end=st.integers(6, 12))
def test_every_character_is_there_once_and_under_just_its_marks(soft, hard, start, end):
    text = "abcdefghijkl"
    cuts = sorted(hard)
    whole = [(low, high) for low, high in zip(cuts[::2], cuts[1::2], strict=False)]

    def flat(pieces):
        return [one for piece in pieces
                for one in ([(char, set()) for char in piece] if isinstance(piece, str) else piece)]

    def make(number):
        return lambda inside: [(char, under | {number}) for char, under in flat(inside)]

    spans = [*soft, *whole]
    marks = [Mark(low, high, make(n), n >= len(soft)) for n, (low, high) in enumerate(spans)]
    told = flat(marked(text, start, end, marks))
    assert "".join(char for char, _ in told) == text[start:end]
    for at, (_, under) in enumerate(told, start):
        assert under == {n for n, (low, high) in enumerate(spans) if low <= at < high
                         and (n < len(soft) or (start <= low and high <= end))}


@given(soft=st.lists(places, max_size=6), cuts=st.lists(st.integers(0, 12), min_size=2, max_size=6, unique=True))
def test_a_stretch_looks_the_same_whether_it_gets_all_marks_or_its_share(soft, cuts):
    cuts = sorted(cuts)
    soft.sort(key=lambda span: (span[0], -span[1]))
    marks = [mark(low, high, str(n)) for n, (low, high) in enumerate(soft)]
    stretches = list(pairwise(cuts))
    for (start, end), near in zip(stretches, shares(marks, stretches), strict=True):
        assert marked("abcdefghijkl", start, end, near) == marked("abcdefghijkl", start, end, marks)


def test_a_thousand_marks_inside_each_other_are_no_more_than_a_thousand():
    marks = [mark(n, 4000 - n, "b") for n in range(1500)]
    told = "".join(marked("x" * 4000, 0, 4000, marks))
    assert told.count("<b>") == told.count("</b>") == 1500 and told.count("x") == 4000
