"""How far two annotators agree: the measures on values reckoned by hand, and the second annotation of our corpus."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))       # `training` is no part of the package

from training.agreement import SECOND, Twice, alpha, f1, figures, fillers, pair, twice, units  # noqa: E402
from training.corpus import FOLDER  # noqa: E402
from training.reader.document import Document, Event  # noqa: E402

from standoff.language.words import tokenise  # noqa: E402


def event(kind: str, *words: int, modes: str = "", **roles: list[frozenset[int]]) -> Event:
    return Event(kind, frozenset(modes.split()), [frozenset(words)], roles, frozenset())


def some(*words: int) -> frozenset[int]:
    return frozenset(words)


@pytest.mark.parametrize(("first", "second", "value"), [
    ("0100000010", "1110010000", 0.095),        # Krippendorff, Computing Krippendorff's Alpha-Reliability, A
    ("aabbdcccedda", "babbbccceddd", 0.692),    # the same, B
    ("abc", "abc", 1.0),
    ("ab", "ba", -0.5),
    ("aa", "aa", 1.0),                          # one value: nothing to disagree on
    ("", "", 1.0),
])
def test_alpha(first: str, second: str, value: float) -> None:
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(value, abs=0.0005)


def test_f1() -> None:
    assert f1(3, 4, 5) == pytest.approx(2 / 3)
    assert (f1(0, 4, 5), f1(0, 0, 0)) == (0, 1)


def test_events_are_one_where_their_main_words_touch_the_same_type_first() -> None:
    first = [event("REJECT", 4), event("ASSAULT", 4, 5), event("AID", 9)]
    second = [event("ASSAULT", 4), event("AGREE", 5), event("SUPPORT", 12)]
    assert pair(first, second) == [(first[0], None), (first[1], second[0]), (first[2], None),
                                   (None, second[1]), (None, second[2])]


def test_units_are_the_fact_words_and_triggers_without_one() -> None:
    first, second = [event("ASSAULT", 4, 5), event("AID", 4)], [event("ASSAULT", 5), event("AGREE", 7, 8)]
    assert units(first, second, {2, 4}) == [        # words 2, 4, 5 (second's trigger), 7
        ("none", "none"), ("AID+ASSAULT", "none"), ("ASSAULT", "ASSAULT"), ("none", "AGREE")]


def test_fillers_are_shared_one_to_one() -> None:
    assert fillers([some(1, 2, 3)], [some(3)], exact=False) == 1
    assert fillers([some(1, 2, 3)], [some(3)], exact=True) == 0
    assert fillers([some(1, 2, 3)], [some(1), some(3)], exact=False) == 1
    assert fillers([some(1), some(2)], [some(2), some(1)], exact=True) == 2


def test_figures() -> None:
    first = [event("ASSAULT", 4, modes="aerial drone", by=[some(1, 2)], to=[some(5)]),
             event("AID", 9), event("AID", 20)]
    second = [event("ASSAULT", 4, modes="aerial", by=[some(2)]), event("AGREE", 9)]
    found = figures([Twice(Document("a", "own", "", []), pair(first, second), units(first, second, {4, 9, 20}))])
    assert found["trigger F1"] == pytest.approx(4 / 5)
    assert found["trigger and type F1"] == pytest.approx(2 / 5)
    assert found["same type, of shared triggers"] == 0.5
    assert found["modes F1, shared triggers and types"] == pytest.approx(2 / 3)
    assert (found["by F1, words in common"], found["by F1, the same words"]) == (1, 0)
    assert found["to F1, words in common"] == 0
    # units: (ASSAULT, ASSAULT), (AID, AGREE), (AID, none): two of three differ; of the 30 pairs of two of the six
    # values, two are ASSAULT twice, two AID twice, 26 differ
    assert found["alpha of the type, word by word"] == pytest.approx(1 - (2 / 3) / (26 / 30))


def test_the_second_annotation_still_fits_the_texts() -> None:
    texts = list(twice(FOLDER, SECOND, tokenise))
    assert len(texts) == 30
    assert all(text.document.facts is not None and text.document.events is not None for text in texts)
