"""Numbers of two tellings: whether they can be counts of one thing, and whether a reader must see both.

Takes sizes as texts tell them: with a least and a most, or about so many.
"""

from __future__ import annotations

from standoff.model import Size

TELLING = 3
"""A number from which on it tells events apart: one or two dead are of many."""

ABOUT = .2
"""How far, of itself, a number that is told as about so many may be off."""


def apart(a: Size, b: Size) -> bool:
    """Whether two sizes have no number in common."""
    (low, high), (first, last) = _range(a), _range(b)
    return low > last or first > high


def differ(a: Size, b: Size) -> bool:
    """Whether two sizes are told by two numbers, which a reader must see: "at least 18" and 26 may both hold, and are
    not one count. What is told about ("some 1,400", "dozens") differs from what it cannot be.
    """
    mine, other = _number(a), _number(b)
    return apart(a, b) or (mine is not None and other is not None and mine != other)


def _number(one: Size) -> int | None:
    """The number by which a size is told, None for what is told about."""
    told = {number for number in (one.low, one.best, one.high) if number is not None}
    rough = one.low is None and one.high is None
    return told.pop() if len(told) == 1 and not rough else None


def _range(one: Size) -> tuple[float, float]:
    """The least and the most; "some 1,400" is no bound."""
    if one.low is None and one.high is None and one.best is not None:
        return one.best * (1 - ABOUT), one.best * (1 + ABOUT)
    return one.low or 0, float("inf") if one.high is None else one.high


def same(a: Size, b: Size) -> bool:
    """Whether two sizes are one number that tells events apart."""
    return (a.low, a.best, a.high) == (b.low, b.best, b.high) and (a.best or a.low or 0) >= TELLING
