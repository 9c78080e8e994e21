"""The five captures of ../shared/seeds: when the events stand that their texts tell."""

from pathlib import Path

import pytest

from standoff.api import open_record

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    if not SEEDS.is_dir():
        pytest.skip("needs ../shared/seeds")
    with open_record(tmp_path_factory.mktemp("seeds") / "seeds.db") as rec:
        rec.read(*sorted(SEEDS.glob("*.txt")))
        rec.run()
        return rec.events()


def told(rows, *words):
    """The dates of the rows of which a telling has all the words."""
    return [row.date for row in rows if any(all(word in one.quote for word in words) for one in row.tellings)]


def test_the_fall_of_mosul_stands_in_june_2014(rows):
    assert [date.value for date in told(rows, "Mosul was seized by")] == ["2014-06"]


def test_the_eastern_half_is_taken_on_24_january_2017(rows):
    [date] = [date for date in told(rows, "took the eastern part") if date.value]
    assert date.value == "2017-01-24" and "first comment is of 2017-03-22" in date.reason


def test_the_withdrawal_stands_in_late_2011(rows):
    [date] = told(rows, "withdrawn in late 2011")
    assert (date.low, date.high) == ("2011-09-01", "2011-12-31")


def test_the_capture_of_kirkuk_is_bounded_and_says_why(rows):
    dates = told(rows, "took Kirkuk")
    assert dates and all(date.value is None and date.high == "2018-03-31" for date in dates)
    assert all("Rex Tillerson secretary of state" in date.reason for date in dates)


def test_nothing_is_dated_by_a_publication_that_nobody_told(rows):
    assert all(row.date.value is None or row.date.basis != "unknown" for row in rows)
