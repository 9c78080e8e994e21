"""The lexicon of press furniture (`lexicons/flat.toml`), and how a line is compared with it.

`fold` makes words that compare: no case, no punctuation, `0` for any number. `marks` says which phrases a line is,
begins with, ends with or contains. What a mark is worth depends on where the line stands: that is not decided here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources

WORD = re.compile(r"[^\W_]+")

_DOTS = {0x307: None, ord("ı"): "i"}      # Turkish "İ" and "ı": case-folding tells them from "i" in one case only

Words = tuple[str, ...]


def fold(text: str) -> Words:
    """The words of a text as they are compared.

    >>> fold("12 Responses to “The coming Clash”")
    ('0', 'responses', 'to', 'the', 'coming', 'clash')
    """
    lower = text.casefold()
    if "ı" in lower or "\u0307" in lower:
        lower = lower.translate(_DOTS)
    return tuple(["0" if word.isdigit() else word for word in WORD.findall(lower)])


@dataclass(frozen=True, slots=True)
class Marks:
    """The kinds of phrases (sections of the lexicon) that a line shows."""

    line: frozenset[str] = frozenset()                          # the whole line is such a phrase
    start: Mapping[str, int] = field(default_factory=dict)      # begins with one, of so many words
    end: Mapping[str, int] = field(default_factory=dict)        # ends with one, of so many words
    within: Mapping[str, int] = field(default_factory=dict)     # has one, beginning at this word


NONE = Marks()


class Lexicon:
    """Phrases by kind and place, found by dictionary look-up: time does not grow with their number."""

    def __init__(self, table: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._line: dict[Words, set[str]] = {}
        self._start: dict[str, list[tuple[Words, str]]] = {}
        self._end: dict[str, list[tuple[Words, str]]] = {}
        self._within: dict[str, list[tuple[Words, int, str]]] = {}
        for kind, places in table.items():
            for place, phrases in places.items():
                for words in filter(None, map(fold, phrases)):
                    if place == "line":
                        self._line.setdefault(words, set()).add(kind)
                    elif place == "start":
                        self._start.setdefault(words[0], []).append((words, kind))
                    elif place == "end":
                        self._end.setdefault(words[-1], []).append((words, kind))
                    else:
                        anchor = max(range(len(words)), key=lambda i: len(words[i]))
                        name = kind if place == "within" else place
                        self._within.setdefault(words[anchor], []).append((words, anchor, name))
        self._anchors = self._within.keys()
        for known in (*self._start.values(), *self._end.values()):
            known.sort(key=lambda phrase: len(phrase[0]))

    def first_words(self, *kinds: str) -> frozenset[str]:
        """The first words of all phrases of these kinds that may begin a line."""
        return frozenset(first for first, phrases in self._start.items() if any(kind in kinds for _, kind in phrases))

    def marks(self, words: Words) -> Marks:
        """What a line of these words shows."""
        if not words:
            return NONE
        line = self._line.get(words)
        start = {kind: len(p) for p, kind in self._start.get(words[0], ()) if words[:len(p)] == p}
        end = {kind: len(p) for p, kind in self._end.get(words[-1], ()) if words[-len(p):] == p}
        within: dict[str, int] = {}
        if not self._anchors.isdisjoint(words):
            for at, word in enumerate(words):
                for phrase, anchor, kind in self._within.get(word, ()):
                    first = at - anchor
                    if first >= 0 and words[first:first + len(phrase)] == phrase:
                        within.setdefault(kind, first)
        if not (line or start or end or within):
            return NONE
        return Marks(frozenset(line or ()), start, end, within)


_TABLE: dict[str, dict[str, list[str]]] = tomllib.loads(
    resources.files("standoff").joinpath("lexicons/flat.toml").read_text(encoding="utf-8"))

FOR = frozenset(word for phrase in _TABLE["byline"].pop("for") for word in fold(phrase))
"""Words between a writer and the publisher that the piece was written for."""

AND = frozenset(_TABLE["byline"].pop("and"))
"""Words between two writers."""

_OUTLETS = _TABLE.pop("outlets")

STAFF = frozenset(word for phrase in _OUTLETS["staff"] for word in fold(phrase))
"""Words for the people of a newsroom, nobody by name."""

OUTLETS = STAFF.union(*map(fold, _OUTLETS["words"]))
"""Words that open or close the name of an outlet or newsroom."""

_WIRES = _TABLE.pop("agencies")

WIRES = frozenset(map(fold, _WIRES["line"]))
"""Names of wires that are no other words, folded: "Reuters" alone on a line is one."""

UNNAMED = frozenset(map(fold, _WIRES["unnamed"]))
"""Words for wires that nobody names: "agencies"."""

AGENCIES = WIRES | UNNAMED | frozenset(map(fold, _WIRES["common"]))
"""All names of wires, also such as "map": to be looked up where a credit's shape stands around them."""

LEXICON = Lexicon(_TABLE)
