"""Dates are read as written, weighed with reasons, and never made up."""
# ruff: noqa: E501  (a date and its value on one line)

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.model import Date, DateBasis
from standoff.pages import dates
from standoff.pages.dates import weigh as weigh_module
from standoff.pages.dates.calendars import MONTHS, fold, from_solar, solar_leap

READ = {
    "Jan. 24, 2017": "2017-01-24",
    "24th March 2017 at 15:06": "2017-03-24T15:06",
    "24th March 2017 at 5:51 pm": "2017-03-24T17:51",
    "Friday, March 24, 2017 12:05 a.m. EST": "2017-03-24T00:05-05:00",
    "2017-03-24T15:06Z": "2017-03-24T15:06Z",
    "2017-03-24T15:06:33.123+03:00": "2017-03-24T15:06:33+03:00",
    "Fri, 24 Mar 2017 15:06:00 +0000": "2017-03-24T15:06:00Z",
    "Fri Mar 24 15:06:00 GMT 2017": "2017-03-24T15:06:00Z",
    "03/24/2017": "2017-03-24",
    "24.03.2017": "2017-03-24",
    "15:06 24.03.2017": "2017-03-24T15:06",
    "20170324": "2017-03-24",
    "March 2017": "2017-03",
    "2017-03": "2017-03",
    "03.28 / 21:10": "XXXX-03-28T21:10",
    "24 March at 15:06": "XXXX-03-24T15:06",
    "24 March": "XXXX-03-24",
    "Published: Jan 3, 2024 | 3:15 PM IST": "2024-01-03T15:15",
    "Posted on 3rd of January, 2024": "2024-01-03",
    "24-Mar-17": "2017-03-24",
    "1 March 2024, 10:00 (GMT+03:00)": "2024-03-01T10:00+03:00",
    "الأربعاء 3 يناير 2024": "2024-01-03",
    "٣ كانون الثاني/يناير ٢٠٢٤ - ١٥:٠٦": "2024-01-03T15:06",
    "۱۳ دی ۱۴۰۲": "2024-01-03",
    "چهارشنبه ۱۳ دی ۱۴۰۲ - ۱۲:۳۴": "2024-01-03T12:34",
    "1402/10/13": "2024-01-03",
    "3ی کانوونی دووەمی 2024": "2024-01-03",
    "3 Ocak 2024 Çarşamba 15:06": "2024-01-03T15:06",
    "3 KASIM 2024": "2024-11-03",
    "3 января 2024 г., 15:06": "2024-01-03T15:06",
    "3 janvier 2024 à 15h06": "2024-01-03T15:06",
    "1er janvier 2024": "2024-01-01",
    "3. Januar 2024, 15:06 Uhr": "2024-01-03T15:06",
    "3 de enero de 2024": "2024-01-03",
    "2024年1月3日 15:06": "2024-01-03T15:06",
}

REFUSED = ["31 February 2017", "31/02/2017", "24 March 1899", "2024/13/45", "hello", "2017", "12:30", "555-2017-03", "May",
           "6-3, 4-6", "the 24 marches of 2017", "30 اسفند 1402", "29:10 24.03.2017", "", "  ", "1" * 5000]


@pytest.mark.parametrize("written", READ)
def test_an_expression_is_read_as_written(written: str) -> None:
    date = dates.read(written)
    assert date is not None and date.value == READ[written]
    assert date.basis is DateBasis.STATED


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_date_is_refused(written: str) -> None:
    assert dates.read(written) is None


@pytest.mark.parametrize("written", ["on 30 February 2022 at noon", "February 30, 2022", "31. April 2022", "31.04.2022"])
def test_of_an_impossible_day_no_part_is_found(written: str) -> None:
    assert list(dates.find(written, 0, len(written), page="p")) == []


@pytest.mark.parametrize("written", ["05.06.2022", "25.6.2022", "5.6.2022", "2022.06.05"])
def test_a_line_of_numbers_with_dots_is_found(written: str) -> None:
    assert [(start, end) for start, end, _ in dates.find(written, 0, len(written), page="p")] == [(0, len(written))]


def test_an_open_order_keeps_both_readings_and_no_value() -> None:
    date = dates.read("1-3-2024")
    assert date == Date(value=None, low="2024-01-03", high="2024-03-01", basis=DateBasis.STATED,
                        readings=("2024-03-01", "2024-01-03"), reason="1-3-2024: the order of day and month is open")


def test_a_weekday_settles_an_open_order() -> None:
    date = dates.read("Wednesday 1-3-2024")
    assert date is not None and date.value == "2024-01-03" and "weekday" in date.reason


def test_a_stamp_without_year_keeps_both_readings_when_both_are_days() -> None:
    date = dates.read("03.04 / 21:10")
    assert date is not None and date.value is None
    assert set(date.readings) == {"XXXX-03-04T21:10", "XXXX-04-03T21:10"}


def test_an_update_is_told_from_a_publication() -> None:
    updated, posted = dates.read("Last updated on 3 January 2024"), dates.read("Published on 3 January 2024")
    assert updated is not None and updated.reason.startswith(dates.UPDATE)
    assert posted is not None and not posted.reason.startswith(dates.UPDATE)


@pytest.mark.parametrize("written", ["3 hours ago", "yesterday", "2h", "منذ 3 ساعات", "vor 2 Tagen"])
def test_relative_times_are_known_but_give_no_value(written: str) -> None:
    date = dates.read(written)
    assert date is not None and date.value is None and date.basis is DateBasis.RELATIVE


def test_a_lunar_date_is_recognised_and_not_converted() -> None:
    date = dates.read("21 رمضان 1445")
    assert date is not None and date.value is None and "lunar" in date.reason


@pytest.mark.parametrize("year, month, day, gregorian", [
    (1403, 1, 1, "2024-03-20"), (1402, 1, 1, "2023-03-21"), (1399, 12, 30, "2021-03-20"), (1357, 11, 22, "1979-02-11")])
def test_solar_days_of_the_official_calendar(year: int, month: int, day: int, gregorian: str) -> None:
    assert str(from_solar(year, month, day)) == gregorian


def test_solar_days_follow_each_other_without_gap() -> None:
    days = [from_solar(year, month, day) for year in range(1300, 1500) for month in range(1, 13)
            for day in range(1, 32)]
    real = [day for day in days if day]
    assert all(b - a == dt.timedelta(1) for a, b in pairwise(real))
    assert sum(solar_leap(year) for year in range(1300, 1333)) == 8


TEXT = ("Ana Ruiz for The Ledger. Published: Jan 3, 2024 · Updated: Jan 5, 2024 3:04 pm. On March 9 nothing; a.j. 24th March "
        "2017 at 15:06 # and 03.28 / 21:10 in the list, scores 6-3, 4-6, call 555-2017-0303, in May 2017 and 1-3-2024.")


def test_absolute_dates_are_found_in_text_with_their_spans() -> None:
    found = list(dates.find(TEXT, 0, len(TEXT), page="p"))
    assert [TEXT[start:end] for start, end, _ in found] == [
        "Jan 3, 2024", "Jan 5, 2024 3:04 pm", "24th March 2017 at 15:06", "03.28 / 21:10", "May 2017", "1-3-2024"]
    assert all(date.spans[0].start == start and date.spans[0].end == end for start, end, date in found)
    assert [date.reason.startswith(dates.UPDATE) for _, _, date in found] == [False, True, False, False, False, False]


def test_find_keeps_to_its_stretch() -> None:
    start = TEXT.index("24th")
    assert [TEXT[a:b] for a, b, _ in dates.find(TEXT, start, start + 15, page="p")] == ["24th March 2017"]


@pytest.mark.parametrize("url, day", [
    ("https://ledger.example/2017/03/24/dam", "2017-03-24"), ("https://ledger.example/dam-20170324.html", "2017-03-24"),
    ("https://ledger.example/2017/mar/24/dam", "2017-03-24"), ("https://ledger.example/2017/03/dam", None),
    ("https://ledger.example/dam-201703241", None), ("https://2017-03-24.example/dam", None)])
def test_a_day_in_an_address(url: str, day: str | None) -> None:
    date = dates.from_url(url)
    assert (date.value if date else None) == day


def stated(text: str) -> Date:
    return next(date for _, _, date in dates.find(text, 0, len(text), page="p"))


def weigh(text: str, **other: object) -> Date:
    return dates.publication([stated(text)], text=text, page="p", **other)  # type: ignore[arg-type]


def test_a_new_year_in_the_text_leans_to_january_and_keeps_both_readings() -> None:
    text = "Dams and votes\n\n1-3-2024\n\nThe valley welcomed the new year with doubts about its dam."
    date = weigh(text)
    assert date.value == "2024-01-03" and date.basis is DateBasis.INFERRED
    assert set(date.readings) == {"2024-01-03", "2024-03-01"} and (date.low, date.high) == ("2024-01-03", "2024-03-01")
    assert [text[span.start:span.end] for span in date.spans] == ["1-3-2024", "new year"]


def test_nothing_decides_so_the_order_stays_open() -> None:
    date = weigh("Dams and votes\n\n1-3-2024\n\nThe valley has doubts about its dam.")
    assert date.value is None and len(date.readings) == 2 and date.basis is DateBasis.STATED


@pytest.mark.parametrize("text, other, value, why", [
    ("1-3-2024", {"retrieved": "2024-01-20T10:00:00Z"}, "2024-01-03", "bound"),
    ("1-3-2024 and 25-3-2024", {}, "2024-03-01", "day first"),
    ("1/3/2024 and 3/25/2024", {}, "2024-01-03", "month first"),
    ("1-3-2024. On February 2, 2024 the dam was closed.", {}, "2024-03-01", "past"),
    ("1-3-2024. The dam will close on February 2, 2024.", {}, None, "open"),
    ("1.3.2024 " + "Der Damm im Tal wurde gestern wieder geöffnet und viele Leute kamen dorthin " * 6, {}, "2024-03-01",
     "not in English"),
    ("5.6.2022", {}, "2022-06-05", "with dots"),
    ("5.6.2022 The dam had been open since 4.23.2022.", {}, "2022-05-06", "month first"),
    ("5/6/2022", {}, None, "open"),
])
def test_what_settles_an_open_order(text: str, other: dict[str, str], value: str | None, why: str) -> None:
    date = weigh(text, **other)
    assert date.value == value and why in date.reason and len(date.readings) == 2


def test_a_page_of_a_thousand_dates_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def find(text: str, *args: int, **more: str) -> Iterator[tuple[int, int, Date]]:
        searched.append(text)
        return dates.find(text, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(weigh_module, "find", find)
    text = "\n".join(f"{n % 12 + 1}/{n // 12 % 12 + 1}/{2001 + n // 144}" for n in range(1000))
    candidates = [date for _, _, date in dates.find(text, 0, len(text), page="p")]
    assert len(candidates) == 1000
    assert dates.publication(candidates, text=text, page="p").value == "2001-01-01"
    assert searched == [text]


def test_the_same_date_in_many_places_is_weighed_once_with_its_places() -> None:
    text = "1/2/2020\n\n" * 1000
    candidates = [date for _, _, date in dates.find(text, 0, len(text), page="p")]
    date = dates.publication(candidates, text=text, page="p")
    assert date.readings == ("2020-02-01", "2020-01-02") and date.value is None
    assert [text[span.start:span.end] for span in date.spans] == ["1/2/2020"] * weigh_module.MOST


def test_another_source_of_the_same_day_settles_an_open_order() -> None:
    url = dates.from_url("https://ledger.example/2024/01/03/dam")
    assert url is not None
    date = dates.publication([stated("1-3-2024"), url], text="1-3-2024", page="p")
    assert date.value == "2024-01-03" and date.basis is DateBasis.STATED


def test_an_undated_page_is_bounded_by_its_earliest_comment() -> None:
    comments = [stated("24th March 2017 at 15:06"), stated("26th March 2017 at 08:00")]
    date = dates.publication([], comments=comments, retrieved="2020-01-01", text="", page="p")
    assert (date.value, date.high, date.basis) == (None, "2017-03-24", DateBasis.COMMENT_BOUND)


def test_a_page_without_any_date_is_unknown_or_bounded_by_its_retrieval() -> None:
    assert dates.publication([]) == Date(value=None, reason="no date found")
    bounded = dates.publication([], retrieved="2020-01-01T05:00:00Z")
    assert (bounded.value, bounded.high, bounded.basis) == (None, "2020-01-01", DateBasis.CAPTURE_BOUND)


def test_a_date_after_the_retrieval_is_refused() -> None:
    date = dates.publication([stated("May 1, 2017")], retrieved="2017-03-24T12:00:00Z")
    assert date.value is None and date.high == "2017-03-24" and "later than" in date.reason


def test_a_page_dated_after_its_comments_was_dated_anew() -> None:
    date = dates.publication([stated("May 1, 2017")], comments=[stated("24 March 2017")])
    assert (date.value, date.low, date.high) == ("2017-05-01", None, "2017-05-01") and "later than" in date.reason


def test_a_page_that_states_only_an_update_has_no_lower_bound() -> None:
    date = dates.publication([stated("Last updated: May 1, 2017")])
    assert (date.value, date.low, date.high) == ("2017-05-01", None, "2017-05-01")
    assert date.reason.startswith(dates.UPDATE)


@pytest.mark.parametrize("candidates, comments", [
    (["24 March 2017"], []), (["Last updated: May 1, 2017"], []), (["May 1, 2017"], ["24 March 2017"]), (["1-3-2024"], []),
    (["Last updated: May 1, 2017"], ["24 March 2017"]), ([], ["24 March 2017"])])
def test_weighing_a_weighed_date_again_changes_nothing(candidates: list[str], comments: list[str]) -> None:
    bounds = [stated(written) for written in comments]
    once = dates.publication([stated(written) for written in candidates], comments=bounds)
    again = dates.publication([once] if candidates else [], comments=bounds)
    assert (again.value, again.low, again.high, again.basis, again.readings) == (
        once.value, once.low, once.high, once.basis, once.readings)


def test_a_moment_in_utc_gives_way_to_the_neighbouring_day_that_is_shown() -> None:
    utc = dates.read("2025-12-19T03:05:00Z")
    assert utc is not None
    date = dates.publication([utc, stated("December 18, 2025")])
    assert date.value == "2025-12-18"


def test_agreement_and_dissent_stand_in_the_reason() -> None:
    url = dates.from_url("https://ledger.example/2017/03/25/dam")
    assert url is not None
    date = dates.publication([stated("24 March 2017"), url])
    assert date.value == "2017-03-24" and "url has 2017-03-25" in date.reason


days = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


@given(days, st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A, %d %B %Y", "%b %d %Y", "%d-%b-%Y", "%Y/%m/%d"]))
def test_what_is_formatted_is_read_back(day: dt.date, shape: str) -> None:
    date = dates.read(day.strftime(shape))
    assert date is not None and date.value == day.isoformat() == date.low == date.high


@given(days, st.times(), st.sampled_from(["%d %B %Y %H:%M", "%Y-%m-%dT%H:%M", "%B %d, %Y at %I:%M %p"]))
def test_a_clock_time_is_read_back(day: dt.date, clock: dt.time, shape: str) -> None:
    date = dates.read(dt.datetime.combine(day, clock).strftime(shape))
    assert date is not None and date.value == f"{day.isoformat()}T{clock:%H:%M}"


@given(days)
def test_a_numeric_date_has_the_true_day_among_its_readings(day: dt.date) -> None:
    date = dates.read(day.strftime("%d/%m/%Y"))
    assert date is not None and day.isoformat() in (date.value, *date.readings)


@given(st.sampled_from(sorted(MONTHS)), st.integers(1, 28), st.integers(1900, 2099))
def test_every_month_name_is_read(name: str, day: int, year: int) -> None:
    date = dates.read(f"{day} {name} {year}")
    assert date is not None and date.value == f"{year}-{MONTHS[name]:02d}-{day:02d}"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789/-.: amp,٠١۱۲"))))
def test_reading_never_raises(text: str) -> None:
    dates.read(text)
    dates.from_url(text)
    for start, end, date in dates.find(text, 0, len(text), page="p"):
        assert 0 <= start < end <= len(text) and date.spans
    assert len(fold(text)) == len(text)
