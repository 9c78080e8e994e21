"""Hedges: which words of a text tell how likely something is, and which range of probability a named lexicon gives.

The lexicons are data (``lexicons/hedges.yaml``): ICD 203, Kent, PHIA, each with its source, its own terms and ranges,
and beside them the forms of the press that we read as one of its terms. A hedge that a lexicon does not have ("may",
"little chance", "not likely") has no range in it; nothing is computed or turned around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff.answers import HedgeRange
from standoff.lexicons import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a lexicon with its range of probability, in per cent, both ends included."""

    lexicon: str                     # "ICD 203"
    term: str                        # the lexicon's own: "very likely"
    low: int
    high: int
    negative: bool = False           # the range is that of the thing denied: "probably not"
    ours: bool = False               # of a form: not the lexicon's own word, but read as it


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicons:
    """All hedges. `terms`: a form → what each lexicon makes of it, in the order of the file."""

    sources: dict[str, str]          # name of a lexicon → where it is from
    all: dict[str, tuple[Term, ...]]         # name of a lexicon → its terms, from the least likely on
    terms: dict[str, tuple[Term, ...]]
    forms: re.Pattern[str]           # every hedge, the longest first
    refused: frozenset[str]


@cache
def read() -> Lexicons:
    """The lexicons of the package."""
    data: dict[str, Any] = load("hedges")
    terms: dict[str, tuple[Term, ...]] = {}
    ordered: dict[str, tuple[Term, ...]] = {}
    for name, lexicon in data["lexicons"].items():
        for row in lexicon["terms"]:
            for ours in (False, True):
                one = Term(lexicon=name, term=row["term"], low=row["range"][0], high=row["range"][1],
                           negative=row.get("negative", False), ours=ours)
                for form in row.get("ours" if ours else "words", ()):
                    terms[form] = (*terms.get(form, ()), one)
                if not ours:
                    ordered[name] = (*ordered.get(name, ()), one)
    forms = sorted({*terms, *data["open"]}, key=lambda form: (-len(form), form))
    pattern = "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]") for form in forms)
    return Lexicons(sources={name: lexicon["source"] for name, lexicon in data["lexicons"].items()}, all=ordered,
                    terms=terms, forms=re.compile(rf"(?<![\w'’-])(?:{pattern})(?![\w'’-])", re.I),
                    refused=frozenset(data["refused"]))


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the hedges of a text stand, the longest where several begin at one place, with a word before that makes
    another of them ("not likely"); "May" the month is none.

    >>> text = "The truce will very likely hold; it may not last."
    >>> [text[start:end] for start, end in spans(text)]
    ['very likely', 'may']
    """
    return tuple((_turned(text, match.start()), match.end()) for match in read().forms.finditer(text)
                 if not _month(text, match))


def _turned(text: str, start: int) -> int:
    """Where a hedge begins: with "not", "hardly" or "how" where that stands before it."""
    before = re.search(r"(\w[\w’']*)\s+$", text[max(0, start - 24):start])
    return start - len(before.group()) if before and before[1].lower() in read().refused else start


def _month(text: str, match: re.Match[str]) -> bool:
    """Whether "May" stands before a number or, with a capital, inside of a sentence: then it is the month."""
    if match.group() != "May":
        return False
    before = text[:match.start()].rstrip()
    return bool(re.match(r"[\s,]*\d", text[match.end():]) or (before and before[-1] not in ".?!:“\""))


def ranges(words: str) -> tuple[HedgeRange, ...]:
    """What the hedges of some words stand for in each lexicon that has them, in the order of the words.

    >>> [(one.lexicon, one.term, one.low, one.high) for one in ranges("is very likely to fall")]
    [('ICD 203', 'very likely', 80, 95), ('PHIA', 'highly likely', 80, 90)]
    >>> ranges("may fall"), ranges("is not likely to fall")
    ((), ())
    """
    return tuple(HedgeRange(hedge=words[start:end], lexicon=term.lexicon, term=term.term, low=term.low, high=term.high)
                 for start, end, term in _terms(words))


def _terms(words: str) -> Iterator[tuple[int, int, Term]]:
    known = read()
    for start, end in spans(words):
        before = re.findall(r"[\w’']+", words[:start].lower())[-1:]
        after = re.match(r"\s+not\b", words[end:], re.I)
        form = _form(words[start:end])
        if (form.split()[0] in known.refused and form not in known.terms) or after or any(
                word.endswith(("n't", "n’t")) for word in before):
            continue                                                # "not likely", "probably not" where it is no term
        for term in known.terms.get(form, ()):
            yield start, end, term


def denies(hedge: HedgeRange) -> bool:
    """Whether the range of a hedge is that of the thing denied: Kent's "probably not"."""
    return any(term.negative for term in read().all.get(hedge.lexicon, ()) if term.term == hedge.term)


def _form(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


def lexicons() -> dict[str, str]:
    """The named lexicons and where each is from."""
    return dict(read().sources)


def terms(lexicon: str) -> tuple[Term, ...]:
    """The terms of a lexicon, from the least likely on. Raises ValueError with the known names for another one."""
    known = read()
    if lexicon not in known.all:
        raise ValueError(f"no hedge lexicon is called {lexicon!r}: choose one of {', '.join(known.all)}")
    return known.all[lexicon]


__all__ = ["Term", "denies", "lexicons", "ranges", "spans", "terms"]
