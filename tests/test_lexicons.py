"""Vocabularies: every entry of a list is a word, also where YAML 1.1 takes it for a truth."""

from __future__ import annotations

from importlib import resources

import pytest

from standoff import lexicons

NAMES = sorted(one.name.removesuffix(".yaml") for one in resources.files("standoff.lexicons").iterdir()
               if one.name.endswith(".yaml"))


def truths(data: object) -> list[object]:
    """The truths that stand in lists, where only words and numbers should."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    own = [one for one in data if isinstance(one, bool)] if isinstance(data, list) else []
    return [*own, *(one for each in inner for one in truths(each))]


@pytest.mark.parametrize("name", NAMES)
def test_words_are_words(name) -> None:
    assert truths(lexicons.load(name)) == []
