"""Time expressions are found where the cases mark them and come to what the cases say, never to more than is known."""

import datetime as dt
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.language.times import times
from standoff.language.times.extents import Extent, day, edtf, month, part, season, shift, unit, years
from standoff.model import Date, DateBasis, Precision, TimeExpression

CASES = Path(__file__).parent / "cases" / "times"
UNKNOWN = Date(value=None)


class Case(NamedTuple):
    """A marked sentence, its anchor, and the lines under it."""

    name: str
    anchor: Date
    text: str
    spans: list[tuple[int, int]]
    expected: list[str]


def exact(when: str) -> Date:
    return Date(value=when, low=when, high=when, basis=DateBasis.STATED)


def anchor_of(written: str) -> Date:
    """"2017-03-24", "2017-03", "2017-03-20..2017-03-24", "..2017-03-24", "unknown"."""
    if written == "unknown":
        return UNKNOWN
    if ".." in written:
        low, high = written.split("..")
        return Date(value=None, low=low or None, high=high or None, basis=DateBasis.COMMENT_BOUND)
    return exact(written) if len(written) == 10 else Date(value=written, basis=DateBasis.STATED)


def unmarked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without its brackets, and the spans that they marked."""
    text, spans, start = "", [], 0
    for bit in re.split(r"([\[\]])", line):
        if bit == "[":
            start = len(text)
        elif bit == "]":
            spans.append((start, len(text)))
        else:
            text += bit
    return text, spans


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        anchor, case = UNKNOWN, None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@ "):
                anchor = anchor_of(line[2:])
            elif line.startswith("    ") and case:
                case.expected.append(line.strip())
            elif line and not line.startswith("#"):
                if case:
                    yield case
                text, spans = unmarked(line)
                case = Case(f"{path.stem}: {line}", anchor, text, spans, [])
        if case:
            yield case


def sentences(text: str) -> list[tuple[int, int]]:
    """Enough for our own sentences: a mark, a space and a capital, but not after an abbreviation."""
    found, at = [], 0
    for end in re.finditer(r"(?<=[.!?])(?<![A-Z][a-z][a-z]\.)(?<!\.m\.) (?=[A-Z])", text):
        found.append((at, end.start()))
        at = end.end()
    return [*found, (at, len(text))] if at < len(text) else found


def told(text: str, anchor: Date) -> list[TimeExpression]:
    words = [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
    return times(text, words, sentences(text), anchor)


def shown(found: TimeExpression) -> str:
    """What a case has under its sentence."""
    date = found.date
    value = date.value or " ".join(("~", *date.readings)) if date.readings or date.value else "-"
    return " | ".join((value, date.low or "-", date.high or "-", str(found.precision or "-"), str(date.basis)))


ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_a_marked_time_is_found_and_comes_to_what_the_case_says(case: Case) -> None:
    found = told(case.text, case.anchor)
    assert [case.text[t.start:t.end] for t in found] == [case.text[a:b] for a, b in case.spans]
    assert [(t.start, t.end) for t in found] == case.spans
    assert [shown(t) for t in found] == case.expected


# — what holds of any text —

PHRASES = [
    "today", "yesterday", "on Tuesday", "last Friday", "next Monday", "this morning", "last week", "next month",
    "this year", "a year ago", "three days ago", "two weeks ago", "in recent days", "over the last six months",
    "in March", "last March", "on Jan. 24", "on 5 May", "in late April", "the second half of last year", "Q3",
    "since March", "until June", "by Friday", "on Tuesday at 10:30 a.m.", "on Christmas Day", "last summer",
    "earlier this year", "the end of the year", "The following day", "the year before", "two days later",
    "that month", "for the past three years", "a decade ago", "more than two years ago", "from 5 to 9 May",
    "between March and June", "in the last week of October", "the day after Christmas", "two weeks ago Tuesday",
    "the 5th of this month", "before the spring", "the eve of 3 May", "a week from Tuesday"]
STATED = [
    "24 January 2017", "in 2011", "late 2011", "the mid-1990s", "the first three months of 2016", "from 2003 to 2011",
    "since 2014", "before 2003", "spring 2015", "Tuesday, March 7, 2017", "the 19th century", "fiscal 2017",
    "2016-17", "1-3-2024", "22:30 GMT on 18 March 2017", "between 5 and 9 May 2016"]
ODD = [
    "The army entered", "will meet", "said", ".", ",", "\n", " – ", "the", "of", "'s", "“", "2016", "24", "th",
    "1,200 people", "may", "March", "12:75", "99/99/9999", "0000", "٢٠١٦", "-", "/", "a", "ago", "century", "9/11",
    "Q5", "AD", "year 0", "31 February", "İstanbul", "🚑", "next", "half", "to", "between 5 and 1 March", "2016 - 2014",
    "from tomorrow to yesterday"]
END = r"(?:-?[\dX]{4}(?:-\d\d){0,2}~?|\.\.)"
EDTF = re.compile(rf"{END}(?:T[\d:]+(?:Z|[+-][\d:]+)?)?|{END}/{END}|T[\d:]+(?:Z|[+-][\d:]+)?")
"""Whole values and readings: years are never left out of one end."""
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
PIECES = st.sampled_from([*PHRASES, *STATED, *ODD])


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=80),
       st.sampled_from(["exact", "month", "none", "late"]))
@settings(max_examples=400)
def test_spans_stand_in_order_inside_the_text_and_values_inside_their_bounds(text: str, kind: str) -> None:
    anchor = {"exact": exact("2017-03-24"), "month": Date(value="2017-03"), "none": UNKNOWN,
              "late": Date(value=None, high="2017-03-24")}[kind]
    at = 0
    for found in told(text, anchor):
        assert at <= found.start < found.end <= len(text)
        assert not text[found.start].isspace() and not text[found.end - 1].isspace()
        at = found.end
        low, high = found.date.low, found.date.high
        if low and high:
            assert low <= high
        if found.date.value and low and high and "/" not in found.date.value and len(found.date.value) >= 10:
            assert low <= found.date.value[:10] <= high
        if re.match("the latest on or before the publication", found.date.reason) and anchor.high and low:
            assert max(low, high or low) <= anchor.high  # what is told of the basis holds of the bounds
        if re.match("the first from the publication", found.date.reason) and anchor.low and high:
            assert high >= anchor.low
        assert all(EDTF.fullmatch(one) for one in (found.date.value or "", *found.date.readings) if one)
        assert found.date.basis is not DateBasis.INFERRED or found.date.reason
        assert found.date.basis is not DateBasis.RELATIVE or "counted from" in found.date.reason or (
            "publication" in found.date.reason)


@pytest.mark.parametrize("phrase", PHRASES)
@given(when=DAYS, weeks=st.integers(1, 600), head=st.sampled_from(["They met ", "They will meet ", ""]))
@settings(max_examples=25)
def test_bounds_move_with_the_anchor_and_never_back(phrase: str, when: dt.date, weeks: int, head: str) -> None:
    text = f"{head}{phrase}."
    early, late = (told(text, exact(day.isoformat())) for day in (when, when + dt.timedelta(weeks=weeks)))
    assert [(t.start, t.end) for t in early] == [(t.start, t.end) for t in late]
    for one, two in zip(early, late, strict=True):
        assert (one.date.low or "") <= (two.date.low or "") and (one.date.high or "") <= (two.date.high or "")


@pytest.mark.parametrize("phrase", [p for p in PHRASES if "day" not in p.lower() or p == "today"])
def test_an_anchor_of_two_ends_bounds_what_each_end_gives(phrase: str) -> None:
    low, high = dt.date(2017, 2, 11), dt.date(2017, 4, 3)
    wide = told(f"They met {phrase}.", Date(value=None, low=low.isoformat(), high=high.isoformat()))
    for days in range(0, (high - low).days + 1, 3):
        one = told(f"They met {phrase}.", exact((low + dt.timedelta(days)).isoformat()))
        for narrow, loose in zip(one, wide, strict=True):
            assert not loose.date.low or not narrow.date.low or loose.date.low <= narrow.date.low
            assert not loose.date.high or not narrow.date.high or narrow.date.high <= loose.date.high
            assert loose.date.value in (None, narrow.date.value)


@pytest.mark.parametrize("phrase", STATED)
@given(when=DAYS)
@settings(max_examples=10)
def test_what_the_words_say_is_the_same_whatever_the_anchor(phrase: str, when: dt.date) -> None:
    text = f"It happened, they said, {phrase}."
    assert told(text, exact(when.isoformat())) == told(text, UNKNOWN)


@given(when=DAYS, years_on=st.integers(-5, 5))
def test_a_relative_year_moves_with_the_anchors_year(when: dt.date, years_on: int) -> None:
    moved = when.replace(year=when.year + years_on, day=min(when.day, 28))
    for phrase in ("last year", "this month", "in March", "a year ago", "on Jan. 24", "last summer"):
        one, two = (told(f"They met {phrase}.", exact(day.isoformat()))[0].date
                    for day in (when.replace(day=min(when.day, 28)), moved))
        assert one.value and two.value and int(two.value[:4]) - int(one.value[:4]) == years_on
        assert one.value[4:] == two.value[4:]


@pytest.mark.parametrize("phrase", PHRASES)
def test_an_unknown_anchor_never_gives_a_day(phrase: str) -> None:
    for found in told(f"They met {phrase}.", UNKNOWN):
        assert found.date.value is None and found.date.low is None and found.date.high is None


def test_parts_of_speech_part_the_month_from_the_verb() -> None:
    text = "They March on Rome in May."
    words = [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
    tags = ["PRON", "VERB", "ADP", "PROPN", "ADP", "PROPN", "PUNCT"]
    found = times(text, words, [(0, len(text))], exact("2017-03-24"), upos=tags)
    assert [text[t.start:t.end] for t in found] == ["May"]


def test_the_tree_settles_where_a_clause_looks() -> None:
    text = "They will, she said, vote on Friday."
    words = [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
    upos = ["PRON", "AUX", "PUNCT", "PRON", "VERB", "PUNCT", "VERB", "ADP", "PROPN", "PUNCT"]
    heads, feats = [6, 6, 4, 4, 6, 4, 6, 8, 6, 6], [""] * 10
    read = [times(text, words, [(0, len(text))], exact("2017-03-22"), upos=upos, heads=tree, feats=feats)[0].date.value
            for tree in (None, heads)]
    assert read == ["2017-03-17", "2017-03-24"]


def test_the_tree_shows_what_only_tells_of_a_noun() -> None:
    text = "On Monday the treaty signed in 1960 lapsed. The next day it rained."
    words = [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
    upos = ["ADP", "PROPN", "DET", "NOUN", "VERB", "ADP", "NUM", "VERB", "PUNCT", "DET", "ADJ", "NOUN", "PRON", "VERB",
            "PUNCT"]
    heads, feats = [1, 7, 3, 7, 3, 6, 4, 7, 7, 11, 11, 13, 13, 13, 13], [""] * 15
    read = [times(text, words, sentences(text), exact("2017-03-22"), upos=upos, heads=tree, feats=feats)[-1].date.value
            for tree in (None, heads)]
    assert read == [None, "2017-03-21"]


def test_a_leaning_publication_date_leans_its_times() -> None:
    anchor = Date(value="2024-01-03", low="2024-01-03", high="2024-03-01", basis=DateBasis.INFERRED,
                  readings=("2024-03-01", "2024-01-03"), reason="the order of day and month is open")
    date = told("The valley was flooded yesterday.", anchor)[0].date
    assert (date.value, date.low, date.high) == ("2024-01-02", "2024-01-02", "2024-02-29")
    assert date.basis is DateBasis.INFERRED and "2024-01-03" in date.reason


def test_what_would_lie_outside_the_calendar_has_no_date() -> None:
    text = "It fell last week. On Monday it was two weeks before Monday."
    for edge in ("0001-01-01", "9999-12-31"):                    # what broken pages say of their publication
        likely = Date(value=edge, low=min(edge, "2000-01-01"), high=max(edge, "2000-01-01"), basis=DateBasis.INFERRED)
        for anchor in (exact(edge), likely):
            assert len(told(text, anchor)) == 3
    assert told("It fell last week.", exact("0001-01-01"))[0].date.value is None


def test_a_relative_time_names_what_it_is_counted_from() -> None:
    found = told("On 3 March they left. The next day it rained.", exact("2017-03-24"))
    assert found[0].date.reason == "the latest on or before the publication, 2017-03-24"
    assert found[1].date.reason == "counted from “3 March”, spoken of before"


def test_a_time_far_back_is_counted_from_no_more() -> None:
    text = "On 3 March they left. " + "Nobody knew the way across the hills. " * 30 + "The next day it rained."
    assert told(text, exact("2017-03-24"))[-1].date.value is None


def test_a_long_text_takes_microseconds_a_word() -> None:
    text = " ".join(f"They met {phrase}." for phrase in PHRASES * 20)
    start = time.perf_counter()
    told(text, exact("2017-03-24"))
    assert (time.perf_counter() - start) / len(text.split()) < 1e-3      # far above what it takes


def test_what_is_nearest_to_a_bounded_publication_is_called_so() -> None:
    date = told("The Nov. 19 election is near.", Date(value=None, high="2022-11-13"))[0].date
    assert (date.value, date.high) == (None, "2022-11-19")
    assert date.reason.startswith("the nearest to the publication")


ENDLESS = ["the first half of ", "fall of last ", "last March 5 ", "last Christmas ", "early ", "from ", "the ",
           "Monday, ", "since ", "May ", "1 ", "1-", "2016-", "a ", "end of the ", "10:", "the morning of ", "will "]


@pytest.mark.parametrize("bit", ENDLESS)
def test_forms_inside_forms_without_end_are_read_in_time(bit: str) -> None:
    text = "In 2016 " + bit * 1500 + "2017."
    start = time.perf_counter()
    told(text, exact("2017-03-24"))
    assert time.perf_counter() - start < 5                               # seconds; it is a fraction of one


# — the calendar —


@given(DAYS, st.sampled_from(list(Precision)), st.integers(-15, 15))
def test_a_unit_holds_its_day_and_shifting_keeps_order(when: dt.date, name: Precision, count: int) -> None:
    whole = unit(name, when)
    assert whole.first and whole.last and whole.first <= when <= whole.last
    assert (shift(when, count, name) >= when) == (count >= 0)


@given(DAYS, st.sampled_from([3, 4, 2]), st.integers(0, 1))
def test_parts_of_a_period_lie_inside_it(when: dt.date, of: int, low: int) -> None:
    for name in (Precision.MONTH, Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.WEEK):
        whole = unit(name, when)
        piece = part(whole, low, low + 1, of)
        assert whole.first and piece.first and piece.last and whole.last
        assert whole.first <= piece.first <= piece.last <= whole.last


def test_edtf_is_cut_to_the_unit_that_the_days_fill() -> None:
    assert [extent.value for extent in (day(dt.date(2017, 1, 24)), month(2016, 2), years(2011, 2011), years(2003, 2011),
                                        season(2015, "spring"), Extent(None, dt.date(2017, 6, 30)))] == [
        "2017-01-24", "2016-02", "2011", "2003/2011", "2015-21", "../2017-06"]
    assert edtf(None, None) == ""
