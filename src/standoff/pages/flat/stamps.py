"""Times and names as lists and comments write them: what makes a line a head, not a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from standoff.model import Date, DateBasis, Span
from standoff.pages import dates
from standoff.pages.flat.words import LEXICON, OUTLETS, WIRES, fold

LONGEST = 70
"""Characters of a line that is only a time: "Published: Wednesday, 22 November 2023, 10:15 PM (GMT+3)" has 60."""

EDGE = " \t\xa0|•·–—-/()[],;#»«>*:"
"""What may stand around a time or a name on its line."""

CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d"
    r"(?:\s?(?:[ap]\.?m\.?|uhr|hrs|gmt|utc|[ce]es?t|bst|[ecmp][sd]t|msk|ist|[wec]at))?", re.IGNORECASE
)
_UNIT = r"(?:s|m|h|d|w|y|mo|sec|secs|min|mins|hr|hrs|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
_AGO = re.compile(
    rf"(?:about |over |almost |an? |\d{{1,3}}\s?){_UNIT}\s+ago\b|\d{{1,2}}[smhdwy]\b(?:\s+ago\b)?"
    r"|vor\s+(?:\d{1,3}|einem|einer)\s+\w{3,9}|il y a\s+(?:\d{1,3}|une?)\s+\w{2,8}|hace\s+(?:\d{1,3}|una?)\s+\w{2,8}"
    r"|\d{0,3}\s?\w{3,8}\s+назад|\d{1,3}\s+\w{2,7}\s+önce"
    r"|(?:قبل|منذ)\s+(?:\d{1,3}\s+)?\w{2,6}|\d{1,3}\s+\w{2,5}\s+(?:پیش|قبل)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def stamp(text: str) -> Date | None:
    """The time that a whole line is, with `value` None for a bare "21:10"; None when the line is something else.

    >>> stamp("| 24 March 2017 at 15:06 #").value
    '2017-03-24T15:06'
    >>> stamp("24 people were hurt at 15:06") is None
    True
    """
    if len(text) > LONGEST:
        return None
    inner = text.strip(EDGE)
    if not _DIGIT.search(inner):
        return None
    if CLOCK.fullmatch(inner):
        return Date(value=None, basis=DateBasis.STATED, reason=f"{inner!r}, a time without a day")
    if inner.isdigit():
        return None
    if not text.isprintable() and "\n" in text:
        return None
    return dates.read(text) or dates.read(inner)


def within(text: str, start: int, end: int, page: str) -> tuple[int, int, Date] | None:
    """The first time inside a line, absolute, relative or a bare clock, with its offsets."""
    line = text[start:end]
    if not _DIGIT.search(line):
        return None
    found = next(dates.find(text, start, end, page=page), None)
    if found:
        return found
    for pattern in (_AGO, CLOCK):
        match = pattern.search(line)
        if match:
            date = stamp(match[0]) or dates.read(match[0])
            if date:
                return start + match.start(), start + match.end(), date
    return None


def placed(date: Date | None, page: str, start: int, end: int) -> Date | None:
    """The date, read at this place of the page."""
    return date and replace(date, spans=(Span(page=page, start=start, end=end),))


_NAME_STOP = frozenset('…?!:;|/\\<>="“”«»{}[]\n')
_FIRST = frozenset(word for word in OUTLETS if not word.isascii()) | frozenset(
    ("radio", "tv", "daily", "agence", "agencia", "agenzia", "gazeta", "diario", "journal", "news", "media")
)
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "abu",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "del",
        "della",
        "la",
        "le",
        "du",
        "dos",
        "das",
        "y",
        "e",
        "zu",
        "zur",
        "ter",
        "ten",
        "af",
        "av",
        "oğlu",
        "and",
        "und",
        "et",
        "jr",
        "sr",
        "phd",
        "dr",
    ]
)


def pen(text: str) -> bool:
    """Whether it can be a name at all, such as a reader invents: some words, no sentence.

    >>> pen("Sarah from the old mill"), pen("He left. Why?")
    (True, False)
    """
    words = text.split()
    return (
        2 <= len(words) <= 7
        and len(text) <= 60
        and not any(c in _NAME_STOP for c in text)
        and any(c.isalpha() for c in words[0])
        and text[-1] not in ".,;"
        and not LEXICON.marks(fold(text)).line
    )


def shape(text: str) -> str:
    """How a time is written: digits and letters of its first half made equal."""
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", text))[:6]


def outlet(text: str) -> bool:
    """Whether it is the name of an outlet, wire or newsroom, not of a person.

    >>> outlet("Valley Sentinel"), outlet("Radio Delta"), outlet("Herald Sorensen"), outlet("News of the valley")
    (True, True, False, False)
    """
    words = fold(text[:80])
    if not words or len(words) > 6 or words in WIRES:
        return words in WIRES
    small = any(w[0].islower() and w.lower() not in ("and", "of", "the") for w in text.split())
    return not small and (words[-1] in OUTLETS or (words[0] in _FIRST and len(words) < 5))


def name(text: str) -> bool:
    """Whether it can be a person's name or a reader's pen name.

    >>> name("a.j.aziz"), name("Jon van der Doe"), name("the army took the town")
    (True, True, False)
    """
    if not 1 < len(text) <= 45 or any(c in _NAME_STOP for c in text):
        return False
    words = text.split()
    if len(words) > 5 or not any(c.isalpha() for c in text) or (text[-1] in ".," and len(words) > 4):
        return False
    if LEXICON.marks(fold(text)).line:
        return False
    if len(words) == 1:
        return True
    letters = [w.lstrip("(@'’-.") for w in words]
    small = [w for w in letters if w[:1].islower() and w.lower() not in _PARTICLES and "-" not in w]
    return len(small) == 0 or (len(words) == 2 and len(small) == 2 and text.islower())
