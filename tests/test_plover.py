"""PLOVER's vocabulary is what the manual of 2021 has, and its contradictions are decided once."""

import pytest

from standoff import plover

PLOVER = plover.read()


def test_there_are_sixteen_types_sixty_seven_modes_and_thirty_seven_contexts():
    assert len(PLOVER.types) == 16
    assert sum(len(one.modes) for one in PLOVER.types.values()) == 67
    assert len(PLOVER.contexts) == len(set(PLOVER.contexts)) == 37


@pytest.mark.parametrize(("quad", "types"), [
    (1, "AGREE CONSULT SUPPORT CONCEDE"), (2, "COOPERATE AID RETREAT"), (3, "REQUEST ACCUSE REJECT THREATEN"),
    (4, "PROTEST SANCTION MOBILIZE COERCE ASSAULT")])
def test_a_quad_class_has_its_types(quad, types):
    assert [name for name, one in PLOVER.types.items() if one.quad == quad] == types.split()


def test_scores_of_conflict_are_negative_and_of_cooperation_positive():
    for one in PLOVER.types.values():
        for score in (one.score, *one.modes.values()):
            assert score >= 0 if one.quad < 3 or (one.name, score) == ("REQUEST", .5) else score <= 0
            assert -10 <= score <= 10


def test_only_three_types_must_have_a_recipient():
    assert [name for name, one in PLOVER.types.items() if one.recipient] == ["COOPERATE", "AID", "SANCTION"]


def test_a_mode_decides_the_score_and_of_several_the_farthest():
    assert PLOVER.score("ASSAULT") == -9
    assert PLOVER.score("ASSAULT", ("beat",)) == -7.5
    assert PLOVER.score("ASSAULT", ("beat", "drone")) == -9.5
    with pytest.raises(KeyError):
        PLOVER.score("FIGHT")


def test_what_a_mode_brings_is_a_context():
    assert PLOVER.given == {("COERCE", "misinformation"): "misinformation", ("COERCE", "cyber"): "cyber"}
    assert set(PLOVER.given.values()) <= set(PLOVER.contexts)
