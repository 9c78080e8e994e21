"""Acronyms: which words are one, and of which names they can be: "PMU", "the PMUs", of "Popular Mobilization Units"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standoff.actors.titles import small
from standoff.actors.words import capital

MINOR = frozenset({"of", "the", "for", "and", "in", "on", "to", "at", "a", "&"})
"""Words whose initials an acronym may leave out, beside those that stand in persons' names."""

LONGEST = 8
"""Letters of the longest acronym that is looked for: "UNMOGIP" has 7."""


def letters(forms: Sequence[str]) -> str:
    """The letters of an acronym without plural s, lower case; "" for what is none.

    >>> letters(["PMUs"]), letters(["U.N."]), letters(["Iran"]), letters(["Q", "-", "Force"])
    ('pmu', 'un', '', '')
    """
    if len(forms) != 1:
        return ""
    word = re.sub(r"(?<=[A-Z])s$", "", forms[0].replace(".", ""))
    upper = sum(letter.isupper() for letter in word)
    if not 2 <= len(word) <= LONGEST or not word.replace("-", "").isalnum() or not word[0].isupper():
        return ""
    return word.replace("-", "").lower() if upper >= 2 and 2 * upper > len(word) else ""


def abbreviates(short: str, forms: Sequence[str]) -> bool:
    """Whether letters are the initials of a name: small words may count or not, and so may parts after a hyphen.

    >>> abbreviates("unami", "United Nations Assistance Mission for Iraq".split())
    True
    >>> abbreviates("isis", "Islamic State of Iraq and Syria".split())
    True
    >>> abbreviates("pkk", "Popular Mobilization Units".split())
    False
    """
    words = [part for form in forms for part in re.split(r"[-‑–/.]", form) if part and part[0].isalnum()]
    if len(words) < 2 or len(short) < 2:
        return False
    reached = {0}                                                  # letters that are told by the words so far
    for word in words:
        first = word[0].lower()
        minor = not capital(word) or word.lower() in MINOR or word.lower() in small()
        reached = ({at + 1 for at in reached if at < len(short) and short[at] == first}
                   | (reached if minor else set()))
        if not reached:
            return False
    return len(short) in reached
