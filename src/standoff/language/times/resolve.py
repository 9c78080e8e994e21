"""From what an expression says to a `Date`: counted from the publication or from the time spoken of before.

What an expression is counted from is known by its bounds. Counting keeps order (a later day never gives an earlier
extent), so the two ends of the bounds bound the answer, and where both ends agree, so does every day between. An end
that is open, or an anchor that is unknown, leaves the answer open: nothing is supposed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from standoff.language.times.extents import Extent
from standoff.language.times.grammar import VAGUE
from standoff.language.times.told import Counted, From, Told
from standoff.model import Date, DateBasis


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days that a thing may have happened on, and how a reason names it. None is open."""

    low: dt.date | None
    high: dt.date | None
    name: str
    told: dt.date | None = None      # the likelier day, when bounds are wider than what is believed


def _iso(text: str | None, last: bool = False) -> dt.date | None:
    """The first (or last) day of an ISO date cut to any precision; None for what is none."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?", text or "")
    if not found:
        return None
    year, number = int(found[1]), int(found[2] or (12 if last else 1))
    try:
        return dt.date(year, number, int(found[3] or (calendar.monthrange(year, number)[1] if last else 1)))
    except ValueError:
        return None


def published(date: Date) -> Anchor:
    """The anchor that a publication date gives: its bounds, or what its value covers."""
    low, high = _iso(date.low), _iso(date.high, last=True)
    if low is None and high is None:
        low, high = _iso(date.value), _iso(date.value, last=True)
    if low and high and low > high:
        low = high = None
    day = _iso(date.value) if date.value and re.match(r"\d{4}-\d\d-\d\d", date.value) else None
    if low is None and high is None:
        return Anchor(None, None, "the publication, whose date is unknown")
    shown = low.isoformat() if low and low == high else f"{low or '..'}/{high or '..'}"
    return Anchor(low, high, f"the publication, {shown}", day if day and low != high and low and high else None)


def _counted(told: From, anchor: Anchor) -> tuple[Extent | None, Extent | None]:
    """What both ends of the anchor give."""
    def at(when: dt.date | None) -> Extent | None:
        try:
            return told(when) if when else None
        except (OverflowError, ValueError):
            return None
    low = at(anchor.low)
    return low, low if anchor.low == anchor.high else at(anchor.high)


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def date(told: Told, anchor: Anchor, ahead: bool) -> tuple[Date, Anchor | None]:
    """The date of an expression and, when it names days, the anchor that it is for what follows it."""
    f = told.counts(ahead)
    if f is None:
        return Date(value=None, basis=DateBasis.UNKNOWN, reason=told.note), None
    if told.counted is Counted.NOTHING:
        anchor = Anchor(dt.date(2000, 1, 1), dt.date(2000, 1, 1), "")
    low, high = _counted(f, anchor)
    first, last = low.first if low else None, high.last if high else None
    value = low.value if low and high and low == high and low.text != VAGUE and not told.readings else None
    if told.counted is Counted.NOTHING:
        basis, reason = DateBasis.STATED, told.note
    else:
        basis = DateBasis.RELATIVE
        if told.counted is Counted.OPEN:
            reason = f"the {'first from' if ahead else 'latest on or before'} {anchor.name}"
        else:
            reason = f"counted from {anchor.name}"
        reason = "; ".join(filter(None, (reason, told.note)))
        if value is None and anchor.told and (leaning := f(anchor.told)) and leaning.text != VAGUE:
            value, basis = leaning.value, DateBasis.INFERRED
            reason += f"; {anchor.told} is the likelier day of publication"
    readings = told.readings
    if value is None and not readings:
        readings = tuple(filter(None, (told.partial or (told.clock if told.counted is Counted.SPOKEN else ""),)))
    result = Date(value=value or None, low=_text(first), high=_text(last), basis=basis, readings=readings, reason=reason)
    return result, Anchor(first, last, "") if first or last else None


# — the direction that a sentence looks in —

_AHEAD = (r"(?:will|shall|'ll|won't|would|wo|going to|gonna)(?: (?:not|also|be|have|been|\w+ly|then|again))* \w+"
          r"|(?:is|are|was|were|been) (?:\w+ly )?(?:to|set to|due(?: to)?|expected(?: to)?|scheduled(?: to| for)?|slated(?: to| for)?|"
          r"supposed to|planned(?: for)?|about to|meant to|bound to|likely to)(?: be)? \w+"
          r"|(?:plan|plans|planning|hope|hopes|hoping|want|wants|intend|intends|aim|aims|need|needs|expect|expects|agreed|vowed|"
          r"promised|pledged|planned|decided|intends|threatened|urged|asked|called|offered|ordered|scheduled|due|set|slated|expected|"
          r"invited|preparing|prepare|prepares|ready|told \w+)(?: \w+)?(?: to| for| on)(?: be)? \w+"
          r"|scheduled|slated|upcoming|deadline|ahead of|due|no later than|planned|expires?|begins?|starts?|opens?|ends?|takes place|runs?|can|"
          r"must|should|may")
_PAST = (r"said|told|was|were|had|did|made|took|came|went|began|fell|held|met|won|lost|got|gave|left|led|shot|struck|broke|sent|"
         r"spoke|wrote|ran|saw|found|brought|built|bought|caught|chose|drove|became|hit|kept|knew|paid|put|read|rose|sold|stood|"
         r"thought|understood|died|has|have been|been|having|\w{2,}ed|says|according")
_VERB = re.compile(rf"(?<![\w'])(?:(?P<ahead>{_AHEAD})|(?P<past>{_PAST}))(?!\w)", re.I)
NEAR = 160
"""Characters on each side in which the verb is looked for."""


def ahead(text: str, low: int, high: int, start: int, end: int) -> bool:
    """Whether a bare day or month is still to come: decided by the verb before it, or else by the one after it.

    "The council will vote on Friday", "Officials said the talks would resume on 3 May"; not "The council met on Friday",
    "a plan that he said on Friday would fail".
    """
    left = text[max(low, start - NEAR):start].replace("’", "'")
    deciding = None
    for deciding in _VERB.finditer(left):
        pass
    if deciding is None:
        deciding = _VERB.search(text[end:min(high, end + NEAR)].replace("’", "'"))
    return bool(deciding and deciding["ahead"])


def inferred_year(told: Told, year: int, why: str) -> Date | None:
    """A day or month of the year that the words around it name; None when the year has no such day."""
    found = told.yearly(year) if told.yearly else None
    if found is None or found.first is None or found.last is None:
        return None
    return Date(value=found.value, low=_text(found.first), high=_text(found.last), basis=DateBasis.INFERRED, reason=why)


def with_clock(told: Told, when: Anchor, why: str) -> Date:
    """A bare hour on the day spoken of."""
    day = _text(when.low)
    return Date(value=f"{day}{told.clock}", low=day, high=day, basis=DateBasis.INFERRED, reason=why)

