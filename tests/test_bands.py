"""Armed groups and coalitions by their own words."""

from __future__ import annotations

import pytest

from standoff.known import ours
from standoff.record.bands import Bands
from standoff.record.parties import _short

BANDS = Bands(ours())


@pytest.mark.parametrize(("words", "key"), [
    ("Houthi rebels", "YEM.houthis"), ("two Houthi gunmen", "YEM.houthis"), ("the MNLA fighters", "MLI.mnla"),
    ("former MNLA fighters", ""), ("Syrian rebels", ""), ("Houthi supporters", ""), ("the rebels", ""),
    ("Taliban and MNLA fighters", "")])
def test_a_name_before_rebels_is_the_armed_group_that_bears_it(words: str, key: str) -> None:
    assert next(iter(BANDS.band(words)), "") == key


@pytest.mark.parametrize(("words", "report", "led"), [
    ("a Saudi-led coalition", "", ("SAU", "Saudi-led coalition")),
    ("the coalition led by France", "", ("FRA", "French-led coalition")),
    ("the NATO-led coalition", "", ("IGO", "NATO-led coalition")),
    ("The coalition", "A US-led military coalition bombed Sirte. The coalition denied it.", ("USA", None)),
    ("the coalition", "A US-led coalition bombed Sirte. The ruling coalition split.", None),
    ("the coalition", "The coalition of six parties split.", None),
    ("the Renewal coalition", "A US-led coalition bombed Sirte.", None),
    ("Kenyan-led forces", "", None)])
def test_a_coalition_is_of_whoever_leads_it(words: str, report: str, led: tuple[str, str | None] | None) -> None:
    found = BANDS.league(words, report)
    assert (found and found.country) == (led and led[0])
    assert not (found and led and led[1]) or found.name == led[1]


@pytest.mark.parametrize(("name", "short"), [
    ("dozens of marchers who blocked a road, wounding two", "dozens of marchers"),
    ("residents of Goma", "residents of Goma"), ("the Front, led by Odo Bassani", "the Front, led by Odo Bassani"),
    ("two guards, killing them", "two guards")])
def test_a_side_is_named_without_a_clause_behind_its_noun(name: str, short: str) -> None:
    assert _short(name) == short
