"""What a text tells of an event's time by another: that one came after it, or that one of two has the time told.

"Left the town on 3 May after weeks of fighting" bounds the fighting by 3 May; a count of weeks bounds it from below.
"After having left in 2011, they came back" bounds the return; "at that time" is the time told before.
"Condemned the attack on Thursday" leaves open which of both was on that day; the attack was not after it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from standoff import lexicons
from standoff.events.sizes import count
from standoff.language.times.extents import shift
from standoff.model import Date, DateBasis, Precision, TimeExpression
from standoff.ties.reading import Reading

When = Callable[[int], TimeExpression | None]
"""The time that the words of an event tell, by its main word."""


@cache
def words(of: str) -> frozenset[str]:
    """A list of ``lexicons/setting.yaml``."""
    return frozenset(lexicons.load("setting")[of])


# — what came after it —

def followed(text: Reading, anchor: int, when: When, published: Date) -> Date | None:
    """The bounds of an event without a time, of which its sentence says that another with a time came after it; None
    where it says none.

    Yes: They left on 3 May after three weeks of fighting. Police held 12 on 3 May after a crowd stormed a hall.
    Yes: The union condemned on 3 May the attack on the camp.
    No: They left the town on 3 May amid fighting. They left the town on 3 May after the fighting of 1 May.
    """
    span = _span(text, anchor)
    top = anchor if span is None else span
    over = text.heads[top]
    marks = {text.words[kid] for kid in text.below(top, "mark")} if text.deps[top] == "advcl" else {
        text.preposition(top)} if text.deps[top] in ("obl", "nmod") else set()
    if over == top or not (marks & words("behind") or _judged(text, anchor)):
        return None
    time = when(over)
    if time is None or time.date.high is None:
        return None
    told, high = text.text[time.start:time.end], min(time.date.high, published.high or time.date.high)
    low = None if span is None or time.date.low is None else _counted_back(text, span, time.date.low)
    reason = f"no time of its own; not after “{text.words[over]}”, {told}"
    if low is not None and span is not None:
        reason += f", and not before the {' '.join(_counting(text, span))} that it lasted"
    return Date(value=None, low=low, high=high, basis=DateBasis.RELATIVE, reason=reason)


def _span(text: Reading, anchor: int) -> int | None:
    """The word of the stretch of time that an event filled: "weeks of fighting"."""
    over = text.heads[anchor]
    filled = text.deps[anchor] in ("nmod", "acl") and text.lemmas[over] in words("units")
    of = text.preposition(anchor) == "of" or any(text.words[kid] == "of" for kid in text.below(anchor, "mark"))
    return over if filled and of else None


def _counting(text: Reading, span: int) -> list[str]:
    """The words that count a stretch of time, and its unit."""
    return [text.words[word] for word in sorted(text.under(span)) if word <= span and text.deps[word] != "case"]


def _counted_back(text: Reading, span: int, day: str) -> str | None:
    """The day that lies a stretch of time before a day; None where nobody counts it, or only its least."""
    counting = _counting(text, span)
    told = (1, 1, 1) if counting[:-1] in (["a"], ["an"], ["one"]) else count(counting[:-1])
    most = None if told is None else told[2] or (told[1] if told[0] is None else None)
    try:
        return None if most is None else shift(
            dt.date.fromisoformat(day[:10]), -most, Precision(text.lemmas[span])).isoformat()
    except (ValueError, OverflowError):                             # a weekend; a year before our era
        return None


def following(text: Reading, scopes: Iterable[int], when: When, published: Date) -> Date | None:
    """The bounds of an event without a time, of which its clause says that it came after another with one; None where
    it says none. `scopes`: the words on which times of the event may hang.

    Yes: After having left in 2011, they came back and built a fort. Since the raid of 2014 they have shelled the port.
    No: They shelled the port after a raid. Having left in 2011, they came back.
    """
    for scope in scopes:
        for kid in text.below(scope, "advcl", "obl"):
            marks = {text.words[mark] for mark in text.below(kid, "mark")} | {text.preposition(kid)}
            time = when(kid) if marks & words("later") else None
            if time is None or time.date.low is None or (published.high and time.date.low > published.high):
                continue
            told = text.text[time.start:time.end]
            return Date(value=None, low=time.date.low, high=published.high, basis=DateBasis.RELATIVE,
                        reason=f"no time of its own; not before “{text.words[kid]}”, {told}")
    return None


def days_before(text: Reading, anchor: int, when: When) -> Date | None:
    """The day of an event of which its sentence says how many days later another came, that has a day; None where it
    says none.

    Yes: They fled on 3 May, two days after rebels seized the port. They fled on 3 May, a day after the raid.
    No: They fled on 3 May, days after the raid. They fled a day after the raid, or after the raid of 1 May.
    """
    marks = text.below(anchor, "mark", "case") if text.deps[anchor] in ("advcl", "obl", "nmod", "acl") else ()
    mark = next((kid for kid in marks if text.words[kid] in ("after", "following") and kid > 1), None)
    if mark is None or text.lemmas[mark - 1] != Precision.DAY:
        return None
    over = text.heads[anchor]
    while text.deps[over].startswith(("nmod", "obl")) and text.heads[anchor] == mark - 1:   # "on Friday, a day after"
        over = text.heads[over]
    time, told = when(over), count([text.words[mark - 2]])
    days = 1 if text.words[mark - 2] in ("a", "one") else told[1] if told is not None and told[0] == told[2] else None
    if days is None or time is None or time.date.low is None or time.date.low[:10] != (time.date.high or "")[:10]:
        return None
    day = (dt.date.fromisoformat(time.date.low[:10]) - dt.timedelta(days)).isoformat()
    return Date(value=day, low=day, high=day, basis=DateBasis.RELATIVE, reason=(
        f"{' '.join(text.words[mark - 2:mark])} before “{text.words[over]}”, "
        f"{text.text[time.start:time.end]}"))


# — what was told before —

def that_time(text: Reading, scopes: Iterable[int]) -> int | None:
    """The noun of "at that time" on the words of an event, of which it tells as past; None where there is none."""
    return next((kid for scope in scopes for kid in text.below(scope, "nmod", "obl")
                 if text.lemmas[kid] in words("spells") and text.preposition(kid) in words("within")
                 and any(text.words[det] == "that" for det in text.below(kid, "det"))), None)


def then(text: Reading, spell: int | None, times: Sequence[TimeExpression], published: Date) -> Date | None:
    """The date of what was done "at that time": the last time told before in that sentence or the one before it. What
    was done "after 2011" may have begun in that year.

    Yes: They returned in 2011, but the raid at that time failed.
    No: The raid at that time failed.
    """
    told = [time for time in times if spell is not None and time.end <= text.starts[spell] and time.date.low
            and 0 <= text.sentence[spell] - text.sentence[text.at.get(time.start, spell)] <= 1]
    if not told:
        return None
    date, reason = told[-1].date, f"“that time” is told before: “{text.text[told[-1].start:told[-1].end]}”"
    if date.high is not None:
        return replace(date, basis=DateBasis.RELATIVE, reason=reason, readings=())
    low = date.low or ""
    low = f"{int(low[:4]) - 1:04}{low[4:]}" if low.endswith("-01-01") else low
    return Date(value=None, low=low, high=published.high, basis=DateBasis.RELATIVE, reason=reason)


# — which of two has the time —

def open_time(text: Reading, deed: int, times: Sequence[TimeExpression], when: When) -> TimeExpression | None:
    """The time behind a deed that is judged, where nothing tells whether it is of the deed or of the judging.

    Yes: The union condemned the attack on Thursday.
    No: On Friday the union condemned the attack on Thursday. They launched the attack on Thursday.
    """
    over = text.heads[deed]
    if not _judged(text, deed):
        return None
    for kid in text.below(deed, "nmod", "nmod:unmarked", "nmod:tmod", "obl:unmarked"):
        for time in times:
            inside = time.start <= text.starts[kid] < time.end
            if inside and kid > deed and text.preposition(kid) in ("on", "") and when(over) is None:
                return time
    return None


def _judged(text: Reading, deed: int) -> bool:
    """Whether a noun of a deed is what somebody condemns, praises or confirms."""
    over = text.heads[deed]
    return text.deps[deed] == "obj" and text.pos[deed] == "NOUN" and text.lemmas[over] in words("judging")


def judged(time: TimeExpression) -> Date:
    """When a deed happened whose `open_time` may be that of the judging: not after it."""
    return Date(value=None, high=time.date.high, basis=time.date.basis,
                reason="the time may be that of the deed or of what is said of it, which was not before it")


def judging(time: TimeExpression, published: Date) -> Date:
    """When somebody judged a deed whose `open_time` it may be: not before it, and not after the publication."""
    low, high = time.date.low, published.high
    one = low is not None and low == high
    return Date(value=low if one else None, low=low, high=high, basis=DateBasis.RELATIVE,
                reason="the time may be that of what is said or of the deed that it is said of, which was not after it")
