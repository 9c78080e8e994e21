"""Spans, offsets and maps: what holds of every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff import text
from standoff.model import Date, Origin, Report, Span, Stretch

ORIGIN = Origin(stage="test", version="0", rule="none")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY_TEXT)
def test_utf16_offsets_count_what_javascript_counts(raw):
    stored = text.storable(raw)
    offsets = text.Offsets(stored, "utf-16")
    for i in range(len(stored) + 1):
        assert offsets.out(i) == len(stored[:i].encode("utf-16-le")) // 2
        assert offsets.back(offsets.out(i)) == i


@given(ANY_TEXT)
def test_byte_offsets_count_utf8(raw):
    stored = text.storable(raw)
    offsets = text.Offsets(stored, "utf-8")
    for i in range(len(stored) + 1):
        assert offsets.out(i) == len(stored[:i].encode())
        assert offsets.back(offsets.out(i)) == i


def test_an_offset_inside_a_character_gives_its_start():
    assert text.Offsets("a😀b", "utf-16").back(2) == 1


def test_unknown_units_are_refused():
    with pytest.raises(ValueError, match="utf-16"):
        text.Offsets("a", "utf-32")


@given(ANY_TEXT)
def test_storable_text_encodes_and_keeps_every_offset(raw):
    stored = text.storable(raw)
    assert len(stored) == len(raw)
    assert "\x00" not in stored
    stored.encode("utf-8")
    assert all(a == b or b == "\ufffd" for a, b in zip(raw, stored, strict=True))


@given(ANY_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_trim_keeps_all_but_white_space(raw, a, b):
    start, end = sorted((min(a, len(raw)), min(b, len(raw))))
    low, high = text.trim(raw, start, end)
    assert raw[low:high] == raw[start:end].strip()


@given(ANY_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_a_quote_stands_in_its_surroundings(raw, a, b):
    start, end = sorted((min(a, len(raw)), min(b, len(raw))))
    prefix, exact, suffix = text.quote(raw, start, end)
    assert exact == raw[start:end]
    assert raw[:start].endswith(prefix) and raw[end:].startswith(suffix)
    assert len(prefix) <= text.CONTEXT and len(suffix) <= text.CONTEXT


@pytest.mark.parametrize(("spans", "said"), [
    ([(0, 5)], "belong to no segment: 'world'"),
    ([(6, 11)], "belong to no segment: 'Hello'"),
    ([(0, 7), (5, 11)], "out of order"),
    ([(0, 5), (6, 6), (6, 11)], "empty"),
    ([(0, 12)], "outside"),
])
def test_a_broken_partition_is_named(spans, said):
    with pytest.raises(ValueError, match=said):
        text.check_partition("Hello world", spans)


def test_a_partition_may_leave_white_space_out():
    text.check_partition("  Hello\u00a0\n world ", [(2, 7), (10, 15)])


def report_of(*stretches):
    return Report(key="r0", family="f0", title="", text="One two three four", passages=(), variants=(),
                  stretches=stretches, published=Date(value=None), origin=ORIGIN)


def test_a_span_is_carried_to_every_copy_that_has_both_its_ends():
    # Page b reads "zwei" where a and the report read "two"; page c has the last words only.
    report = report_of(Stretch(start=0, length=18, page="a", at=100),
                       Stretch(start=0, length=4, page="b", at=0), Stretch(start=7, length=11, page="b", at=8),
                       Stretch(start=14, length=4, page="c", at=50))
    assert text.carry(report, 0, 13) == (Span(page="a", start=100, end=113), Span(page="b", start=0, end=14))
    assert text.carry(report, 14, 18) == (Span(page="a", start=114, end=118), Span(page="b", start=15, end=19),
                                          Span(page="c", start=50, end=54))
    assert text.carry(report, 4, 7) == (Span(page="a", start=104, end=107),)


def test_a_copy_that_moved_a_paragraph_gives_a_span_for_each_piece():
    report = report_of(Stretch(start=0, length=18, page="a", at=0),
                       Stretch(start=0, length=8, page="b", at=900), Stretch(start=8, length=10, page="b", at=20),
                       Stretch(start=0, length=8, page="c", at=0), Stretch(start=8, length=10, page="c", at=700))
    assert text.carry(report, 0, 18) == (Span(page="a", start=0, end=18),
                                         Span(page="b", start=20, end=30), Span(page="b", start=900, end=908),
                                         Span(page="c", start=0, end=8), Span(page="c", start=700, end=710))


def test_a_span_is_carried_back_to_the_report():
    report = report_of(Stretch(start=0, length=4, page="b", at=10), Stretch(start=7, length=11, page="b", at=18))
    assert text.uncarry(report.stretches, Span(page="b", start=12, end=20)) == (2, 9)
    assert text.uncarry(report.stretches, Span(page="b", start=15, end=20)) is None
    assert text.uncarry(report.stretches, Span(page="a", start=0, end=2)) is None
