"""When an undated text was written, from the offices that it gives to persons whom the files know."""

import pytest

from standoff.reports.terms import bounds


@pytest.mark.parametrize(("text", "low", "high"), [
    ("President Macron and Prime Minister Boris Johnson agreed.", "2019-07-24", "2022-09-06"),
    ("Prime Minister Abiy Ahmed met President Kenyatta in Nairobi.", "2018-04-02", "2022-09-13"),
    ("President Macron spoke.", "2017-05-14", None),                                   # one may keep his title
    ("In 2021 President Macron met Prime Minister Johnson.", "2019-07-24", None),      # a history tells the year
    ("In 2024 President Macron and Prime Minister Johnson met again.", "2019-07-24", None),    # written later
    ("President Obama met President Trump.", "2017-01-20", None),                      # one came after the other
    ("Prime Minister Johnson came after President Zelensky.", "2019-07-24", "2022-09-06"),
])
def test_a_text_is_not_older_than_the_offices_it_names(text, low, high):
    found = bounds(text)
    assert (found.value, found.low, found.high) == (None, low, high)
    assert "calls" in found.reason and found.basis == "inferred"


@pytest.mark.parametrize("text", ["Former President Obama spoke.", "President-elect Macron spoke.", "Macron spoke.",
                                  "President Nobody spoke.", "The president spoke in Paris."])
def test_an_office_that_is_not_held_bounds_nothing(text):
    assert bounds(text) is None
