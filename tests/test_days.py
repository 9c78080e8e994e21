"""Days: what a date bounds, how exactly that is known, and the period that it lies in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff import days
from standoff.model import Date

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)).map(date.isoformat)


@pytest.mark.parametrize(("low", "high", "exact"), [
    ("2017-03-04", "2017-03-04", 1), ("2017-03-04", "2017-03-09", 2), ("2017-03-06", "2017-03-12", 3),
    ("2017-03-01", "2017-03-31", 4), ("2016-01-01", "2016-12-31", 5), ("2015-01-01", "2016-12-31", 5),
    (None, "2016-12-31", 5), ("2016-01-01", None, 5)])
def test_the_precision_of_a_date_is_that_of_its_bounds(low: str | None, high: str | None, exact: int) -> None:
    assert days.precision(Date(value=None, low=low, high=high)) == exact


def test_a_day_without_bounds_bounds_itself() -> None:
    assert days.bounds(Date(value="2017-03-04T10:00")) == ("2017-03-04", "2017-03-04")
    assert days.bounds(Date(value="XXXX-03-04")) == ("", "")


@given(DAYS, st.sampled_from(days.PERIODS))
def test_a_day_lies_in_its_period_and_the_next_begins_when_it_ends(day: str, by: str) -> None:
    first = days.begin(day, by)
    last = days.end(first, by)
    assert first <= day <= last and days.begin(last, by) == first
    after = days.shifted(last, 1)
    assert days.begin(after, by) == after and [*days.periods(first, after, by)] == [first, after]
    assert days.within(Date(value=day), by) == first


def test_a_week_begins_on_monday_and_a_date_over_two_periods_lies_in_none() -> None:
    assert days.begin("2021-06-06", "week") == "2021-05-31" and date(2021, 5, 31).weekday() == 0
    over = Date(value=None, low="2021-05-31", high="2021-06-02")
    assert days.within(over, "week") == "2021-05-31" and days.within(over, "month") == ""
    assert days.within(Date(value=None, high="2021-06-02"), "month") == ""
    assert timedelta(days=6) == date.fromisoformat(days.end("2021-05-31", "week")) - date(2021, 5, 31)


@pytest.mark.parametrize(("told", "first", "last"), [
    ("2016", "2016-01-01", "2016-12-31"), ("2016-02", "2016-02-01", "2016-02-29"),
    ("2017-02-28", "2017-02-28", "2017-02-28"), ("2017-02-29", "", ""), ("2017-13", "", ""), ("May", "", "")])
def test_a_year_and_a_month_have_a_first_and_a_last_day(told: str, first: str, last: str) -> None:
    assert (days.first_day(told), days.last_day(told)) == (first, last)
