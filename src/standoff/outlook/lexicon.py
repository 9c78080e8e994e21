"""The words that tell what is asked and foreseen: ``lexicons/outlook.yaml``, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff import lexicons
from standoff.model import OutlookType

VERBS = ("doubting", "denying", "ruling", "passing", "announced", "giving", "meeting", "suffered", "wanting", "asking",
         "unlikely", "shells", "questions verbs", "questions unknowing", "questions pending")
"""Lists of lemmas of verbs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All of it. What tables hold are lemmas → what they make of what stands below; `lists` has the plain lists."""

    modals: dict[str, str]           # "will", "shall" → "will"; "may" → "open"
    own: dict[str, OutlookType]      # "vow": its subject says so
    shared: dict[str, OutlookType]   # "likely": said of its subject
    nouns: dict[str, OutlookType]
    existing: dict[str, OutlookType]
    vocabulary: frozenset[str]       # every lemma of the above and of the lists of verbs
    lists: dict[str, frozenset[str]]         # "wanting", "scenarios nouns"…
    patterns: dict[str, re.Pattern[str]]     # phrases of conditions and scenarios

    def has(self, name: str, word: str) -> bool:
        """Whether a plain list has a word."""
        return word in self.lists[name]


@cache
def read() -> Lexicon:
    """The lexicon of the package."""
    data: dict[str, Any] = lexicons.load("outlook")
    lists = {name: frozenset(map(str, part)) for name, part in data.items() if isinstance(part, list)}
    for name in ("conditions", "scenarios", "questions", "headlines"):
        lists |= {f"{name} {part}": frozenset(map(str, words)) for name_ in (name,)
                  for part, words in data[name_].items()}
    return Lexicon(
        modals={word: kind for kind, words in data["modals"].items() for word in words},
        own=_types(data["own"]), shared=_types(data["shared"]), nouns=_types(data["nouns"]),
        existing=_types(data["existing"]), lists=lists,
        vocabulary=frozenset().union(*data["own"].values(), *data["shared"].values(), *data["nouns"].values(),
                                     *data["existing"].values(), *(lists[name] for name in VERBS)),
        patterns={name: _phrases(lists[name]) for name in
                  ("conditions phrases", "conditions as", "conditions instead", "scenarios phrases")})


def _types(sections: dict[str, list[str]]) -> dict[str, OutlookType]:
    return {word: OutlookType(name) for name, words in sections.items() for word in words}


def _phrases(some: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(some, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in ordered)})(?!\w)")
