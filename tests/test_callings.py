"""What a description says that somebody is, and which named bodies can be that."""

import pytest

from standoff.actors.callings import beside, fits
from standoff.actors.words import sectors


@pytest.mark.parametrize(("noun", "name", "keys", "can"), [
    ("army", "red cross", "", False), ("army", "world food programme", "", False), ("army", "arakan army", "", True),
    ("army", "tatmadaw", "MMR.armed-forces", True), ("police", "kenya police service", "", True),
    ("army", "eln", "COL.eln", False), ("troops", "rapid support forces", "", True),
    ("rebels", "eln", "COL.eln", True), ("rebels", "ministry of oil", "", False),
    ("group", "ministry of oil", "", False), ("group", "hamas", "", True), ("agency", "eln", "COL.eln", False),
    ("agency", "world health organization", "", True), ("government", "supreme court", "", True),
    ("party", "fatah", "", True)])
def test_a_body_is_called_by_what_it_can_be(noun, name, keys, can):
    assert fits(noun, sectors(noun), tuple(name.split()), frozenset(keys.split())) is can


@pytest.mark.parametrize(("one", "other", "can"), [
    ("rebels", "gunmen", True), ("protesters", "teachers", True), ("protesters", "forces", False),
    ("ministry", "party", False), ("villagers", "soldiers", False)])
def test_many_are_called_by_nouns_of_trades_that_go_together(one, other, can):
    assert beside(sectors(one), sectors(other)) is can
