"""By or at which time something is to come: the time that its words tell, bounded by the publication.

Times come from the reader (`doc._.times`); terms that count from now ("within three months", "in two weeks") are
counted here from the publication. Without a time, it is not to come before the publication, and the end is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from standoff.model import Date, DateBasis, TimeExpression

NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
           "fifty": 50}
DAYS = {"hour": 1 / 24, "day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12, "decade": 120}

WITHIN = re.compile(r"\b(within|in|over|during)\s+(the\s+)?((?:next|coming)\s+)?"
                    rf"(?:({'|'.join(NUMBERS)}|\d{{1,3}})\s+)?"
                    r"(hour|day|week|month|year|decade)(s?)(?:'s)?(?:\s+time)?\b", re.I)
"""Terms from now on: "within three months", "in the next 48 hours", "in two weeks"."""

ELSE = re.compile(r"\s+(?:of|after|from|following|since)\b(?!\s+(?:now|today))|\s+and a half\b|"
                  r"\s+or\s+(?:so|more|two|three)\b", re.I)
"""After a term: it counts from something else ("within two weeks of a ceasefire"), or is not told in full."""

MONTH = re.compile(r"^(?:(?:in|by|before|until|till|on|from|since|early|late|mid|this|next|the|end|middle|of|"
                   r"\d{1,2}(?:st|nd|rd|th)?)[\s-]+)*(?:january|february|march|april|may|june|july|august|september|october|november|"
                   r"december)(?:\s+\d{1,2}(?:st|nd|rd|th)?)?$", re.I)
"""A month or a day of one, without its year."""


WEEKDAY = re.compile(r"^(?!.*last)(?:on |this |next |by )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)

VAGUE = re.compile(r"\b(?:soon|shortly|sooner or later|in the (?:short|medium|long) run|in the near future|one day|"
                   r"before long|in due course|in the foreseeable future|at an early date)\b", re.I)
"""Times without a bound."""


def told(published: Date, said: Date | None) -> Date:
    """From which day on something was to come: that on which it was said, where both its bounds lie before the
    publication; else the publication."""
    if said is None or not said.low or not said.high or published.low is None or said.high >= published.low:
        return published
    return said


def horizon(times: Sequence[TimeExpression], words: str, offset: int, published: Date,
            events: Sequence[tuple[int, int]] = ()) -> tuple[Date, tuple[tuple[int, int], ...]]:
    """When something is to come, and the words that tell it. `times`: those of its clause, in order; `words`: its
    words, which begin at `offset` of the text; `published`: when it was `told`; `events`: its clauses that tell a time
    by what happens ("before the rains end"). A time that ends before it was told is none of it.
    """
    times = [forward(one, words[one.start - offset:one.end - offset], published) for one in times]
    coming = [one for one in times if not over(one.date, published)]
    bounded = [one for one in coming if one.date.low or one.date.high]
    if bounded:
        one = min(bounded, key=lambda each: (_width(each.date), each.start))
        return _from(one.date, published), ((one.start, one.end),)
    if (term := _term(words, published)) is not None:
        when, (start, end) = term
        return when, ((offset + start, offset + end),)
    if coming:
        return _none(published, "its words tell no bound"), ((coming[0].start, coming[0].end),)
    if events:
        return _none(published, "it is told by what happens, not by a date"), tuple(events[:1])
    if match := VAGUE.search(words):
        return _none(published, "its words tell no bound"), ((offset + match.start(), offset + match.end()),)
    return _none(published, "no time is told"), ()


def forward(one: TimeExpression, words: str, published: Date) -> TimeExpression:
    """A weekday or month without a date that was counted back from the publication, counted on from it: what is to
    come comes on the next one."""
    when = one.date
    if (months := _next_year(one, words, published)) is not None:
        return months
    if published.high is None or not when.high or when.high >= published.high or when.low != when.high or (
            when.basis is not DateBasis.RELATIVE or not WEEKDAY.search(words)):
        return one
    day = date.fromisoformat(when.high) + timedelta(days=7)
    if not date.fromisoformat(published.high) < day <= date.fromisoformat(published.high) + timedelta(days=7):
        return one
    told = day.isoformat()
    return replace(one, date=replace(when, value=told, low=told, high=told, readings=(),
                                     reason=f"the first after it was told, {published.value or published.high}"))


def _next_year(one: TimeExpression, words: str, published: Date) -> TimeExpression | None:
    """A month without a year that is over, in the year after: "in May", told in June; None for another time."""
    when = one.date
    if not over(when, published) or not when.low or not when.high or published.low is None or (
            when.basis is not DateBasis.RELATIVE or not MONTH.match(words.strip())):
        return None
    low, high = (later(date.fromisoformat(day[:10]), 1, "year") for day in (when.low, when.high))
    if low < date.fromisoformat(published.low) or (low - date.fromisoformat(published.low)).days > 366:
        return None
    if high.month == 2 and when.high.endswith(("-28", "-29")):
        high = date(high.year, 3, 1) - timedelta(days=1)
    value = low.isoformat() if low == high else low.isoformat()[:7] if low.day == 1 and (
        high + timedelta(days=1)).day == 1 and low.month == high.month else f"{low.isoformat()}/{high.isoformat()}"
    return replace(one, date=replace(when, value=value, low=low.isoformat(), high=high.isoformat(), readings=(),
                                     reason=f"the first after it was told, {published.value or published.high}"))


def over(when: Date, published: Date) -> bool:
    """Whether a time is over at the publication, as far as both are known."""
    day = published.low or published.high
    return day is not None and when.high is not None and when.high < day


def ahead(when: Date, published: Date, words: str) -> bool:
    """Whether a time is told that lies after the publication, or tonight."""
    day = published.high
    if day is None:
        return False
    if "tonight" in words.lower() or "midnight" in words.lower():
        return when.low is not None and when.low >= day
    return (when.high or "") > day and (when.low is None or when.low >= day) and words.lower() != "today"


def _from(when: Date, published: Date) -> Date:
    """A time, from the publication on where it has no beginning or one before: "by the end of the year"."""
    if published.low is None or (when.low is not None and when.low >= published.low):
        return when
    if when.high is not None and when.high < published.low:
        return when
    reason = f"{when.reason}; " if when.reason else ""
    return replace(when, low=published.low, basis=DateBasis.RELATIVE,
                   reason=f"{reason}not before it was told, {published.value or published.low}")


def _none(published: Date, why: str) -> Date:
    if published.low is None:
        return Date(value=None, reason=f"{why}, and the day of publication is not known")
    return Date(value=None, low=published.low, basis=DateBasis.RELATIVE,
                reason=f"{why}; not before it was told, {published.value or published.low}")


def _width(when: Date) -> tuple[int, int]:
    """How exact a time is: both bounds, then by the days between them."""
    if when.low is None or when.high is None:
        return 1, 0
    return 0, (date.fromisoformat(when.high) - date.fromisoformat(when.low)).days


def _term(words: str, published: Date) -> tuple[Date, tuple[int, int]] | None:
    """A term that is counted from the publication, and where in the words it stands."""
    for match in WITHIN.finditer(words):
        how, _, coming, number, unit, plural = match.groups()
        if how.lower() != "within" and not coming and not match.group().lower().endswith("time") and (
                number is None or how.lower() != "in"):
            continue                                                # "in the year", "over the month": no term
        if number is None and plural:
            if how.lower() == "within":
                return _none(published, f"“{match.group()}” tells no bound"), match.span()
            continue                                                # "in the coming weeks": nobody says how many
        if ELSE.match(words[match.end():]):
            return _none(published, f"“{match.group()}” counts from something else"), match.span()
        count = 1 if number is None else NUMBERS.get(number.lower()) or int(number)
        if published.low is None or published.high is None:
            return _none(published, "it is counted from the publication"), match.span()
        low, high = date.fromisoformat(published.low), date.fromisoformat(published.high)
        end = later(high, count, unit.lower())
        start = low if how.lower() != "in" or coming else later(low, count, unit.lower())
        if start > end:
            start = low
        value = end.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
        exact = how.lower() != "in" or bool(coming)
        return Date(value=value, low=(low if exact else start).isoformat(), high=end.isoformat(),
                    basis=DateBasis.RELATIVE,
                    reason=f"“{match.group()}”, counted from when it was told, {published.value}"), match.span()
    return None


def later(day: date, count: int, unit: str) -> date:
    """A day some units later; the last of a month where that has no such day."""
    if unit in DAYS:
        return day + timedelta(days=max(1, round(count * DAYS[unit])))
    months = day.year * 12 + day.month - 1 + count * MONTHS[unit]
    year, month = min(months // 12, 9999), months % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
