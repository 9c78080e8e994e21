"""A sentence cut for the grammar, and the lexicon (`lexicons/times.toml`).

Finer than words: digits, letters and marks each for themselves ("mid-1990s" is four), so that the grammar does not
depend on how a reader cuts.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

from standoff.model import Precision

LEXICON: dict[str, Any] = tomllib.loads(
    resources.files("standoff").joinpath("lexicons/times.toml").read_text(encoding="utf-8"))

UNITS = {form: Precision(name) if name != "fortnight" else None for word, name in LEXICON["units"].items()
         for form in (word, "centuries" if word == "century" else word + "s")}
"""Unit of each of its forms; None for the fortnight, which is two of a unit."""

MONTHS: dict[str, int] = LEXICON["months"]
WEEKDAYS: dict[str, int] = LEXICON["weekdays"]
NUMBERS: dict[str, int] = LEXICON["numbers"]
ORDINALS: dict[str, int] = LEXICON["ordinals"]
PARTS: dict[str, str] = LEXICON["parts"]
PLURAL_PARTS = frozenset(word + "s" for word in PARTS)
AUXILIARIES = ("will", "would", "can", "could", "may", "might", "must", "shall", "should", "did", "does", "do", "ll")
"""Words after which "fall" and "spring" are verbs."""

SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
HOLIDAYS: dict[str, tuple[int, int, int]] = {name: (m, a, b) for name, (m, a, b) in LEXICON["holidays"].items()}

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})

TRIGGER = re.compile(
    r"\b(?:" + "|".join(sorted({*MONTHS, *WEEKDAYS, *PARTS, *UNITS, *SEASONS, *LEXICON["around"]["alone"],
                                *(name.split()[0] for name in HOLIDAYS)}, key=len, reverse=True))
    + r")\b|\d\d\d\d|\d[:./]\d|\d0s\b|\d ?[ap]\.?m\b|ties\b|[qQ][1-4]\b|9/11|AD ?\d|\d AD"
    r"|\d BC|\d B\.C|millenni|c(?:a|irca)?\.? \d{3}\b|\d(?:st|nd|rd|th)? (?:inst|ult|prox)", re.I)
"""A sentence without one of these tells no time."""


BYGONE = re.compile(r"\bBCE?\b|\bB\.C\.?")


class Line:
    """The tokens of a sentence: lower-cased words `w`, their spans, and whether each stands glued to the one before."""

    __slots__ = ("ancient", "bygone", "bygones", "end", "glued", "raw", "start", "tags", "w")

    def __init__(self, text: str, low: int, high: int) -> None:
        self.ancient = False           # the text speaks of the first thousand years
        self.bygones = False           # and of years before our era
        self.bygone = bool(BYGONE.search(text, low, high))     # the sentence, of years before our era
        self.w: list[str] = []
        self.raw: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.glued: list[bool] = []
        self.tags: list[str] = []
        at = -1
        for found in _TOKEN.finditer(text, low, high):
            raw, start = found[0], found.start()
            self.raw.append(raw)
            self.w.append(raw.lower().translate(_MARKS) if not raw.isdigit() or not raw.isascii() else raw)
            self.start.append(start)
            self.glued.append(start == at)
            at = found.end()
            self.end.append(at)
        for _ in range(8):             # so that the grammar may look ahead and, by negative index, behind
            self.w.append("")
            self.raw.append("")
            self.glued.append(False)

    def __len__(self) -> int:
        return len(self.start)


STARTS = frozenset({
    *LEXICON["around"]["start"], *MONTHS, *WEEKDAYS, *(word + "s" for word in WEEKDAYS), *NUMBERS, *ORDINALS, *SEASONS,
    *(name.split()[0] for name in HOLIDAYS)})
"""Words that a time expression, or a set, may begin with; figures may too."""
