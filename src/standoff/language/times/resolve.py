"""From what an expression says to a `Date`: counted from the publication or from the time spoken of before.

What an expression is counted from is known by its bounds. Counting keeps order (a later day never gives an earlier
extent), so the two ends of the bounds bound the answer, and where both ends agree, so does every day between. An end
that is open, or an anchor that is unknown, leaves the answer open: nothing is supposed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from standoff.language.times.clauses import PLANS, Clauses
from standoff.language.times.eras import OPEN_ERA
from standoff.language.times.extents import DAY, Extent, latest, soonest
from standoff.language.times.figures import CLOSING
from standoff.language.times.told import Counted, From, Told
from standoff.model import Date, DateBasis, Precision


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days that a thing may have happened on, and how a reason names it. None is open."""

    low: dt.date | None
    high: dt.date | None
    name: str
    told: dt.date | None = None      # the likelier day, when bounds are wider than what is believed
    answered: dt.date | None = None  # the first comment under a publication of which no more is known


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
    answered = high if low is None and date.basis is DateBasis.COMMENT_BOUND else None
    return Anchor(low, high, f"the publication, {shown}", day if day and low != high and low and high else None,
                  answered)


def _days(told: From, when: dt.date | None) -> Extent | None:
    """What is counted from a day; None where that leaves the calendar, which has the years 1 to 9999."""
    try:
        return told(when) if when else None
    except (OverflowError, ValueError):
        return None


def _counted(told: From, anchor: Anchor) -> tuple[Extent | None, Extent | None]:
    """What both ends of the anchor give."""
    low = _days(told, anchor.low)
    return low, low if anchor.low == anchor.high else _days(told, anchor.high)


FAR_OFF, NEAR_BY = 270, 95
"""Days: three quarters of a year, and a quarter."""
AT_HAND = 3
"""Days by which a page may seem older than what it tells as done: "has been reached on 13 September", of the 12th."""


def _nearest(yearly: Callable[[int], Extent | None], ahead: bool, loose: bool) -> From:
    """Of what comes once a year, the latest begun, or looking ahead the first not over; unless that is three quarters
    of a year off and the other within a quarter.

    The press gives the year of what is so far off. Looking back, that overrules no verb: only a day that names a thing
    ("the Nov. 8 election"), one of what is planned or conditional, or in a sentence of no one time, is `loose`; or
    what is AT_HAND.
    """
    def counted(when: dt.date) -> Extent | None:
        before, after = latest(yearly, when), soonest(yearly, when)
        if before and after and before.last and after.first:
            back, on = (when - before.last).days, (after.first - when).days
            if ahead:
                return before if on > FAR_OFF and back < NEAR_BY else after
            near = on < NEAR_BY if loose else on <= AT_HAND and after.first == after.last
            return after if back > FAR_OFF and near else before
        return after if ahead else before
    return counted


def _whole(told: Told, ahead: bool, loose: bool) -> From:
    """The days that an expression comes to, range words included, counted from a day."""
    days = _nearest(told.yearly, ahead, loose) if told.yearly else told.counts(ahead)
    after = told.after

    def counted(when: dt.date) -> Extent | None:
        found = days(when) if days else None
        bounded = after(found) if after and found else found
        over = bounded and bounded.last and bounded.last < when
        if ahead and over and found and found.last and told.yearly and after:
            later = soonest(told.yearly, found.last + DAY)             # "must end before the spring", said in spring
            bounded = after(later) if later else None
        return bounded
    return counted


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def date(told: Told, anchor: Anchor, ahead: bool, loose: bool = False) -> tuple[Date, Anchor | None]:
    """The date of an expression and, when it names days, the anchor that it is for what follows it."""
    f = _whole(told, ahead, loose)
    if told.counted is Counted.NOTHING:
        anchor = Anchor(dt.date(2000, 1, 1), dt.date(2000, 1, 1), "")
    low, high = _counted(f, anchor)
    first, last = low.first if low else None, high.last if high else None
    likely: Extent | None = None
    value = low.value if low and high and low == high and not told.readings else None
    if told.counted is Counted.NOTHING:
        basis, reason = DateBasis.STATED, told.note
    else:
        basis = DateBasis.RELATIVE
        if told.counted is Counted.OPEN:
            sides = {ahead} if told.after else {found.first > end for found, end in (
                (low, anchor.low), (high, anchor.high)) if found and found.first and end} or {ahead}
            either = len(sides) > 1 or (loose and not told.after and not (anchor.low and anchor.high))
            runs_on = last is not None and anchor.high is not None and last > anchor.high       # "in March", in March
            behind = "latest begun by" if runs_on else "latest on or before"
            side = "nearest to" if either else "first from" if True in sides else behind
            reason = f"the {side} {anchor.name}"
        else:
            reason = f"counted from {anchor.name}"
        reason = "; ".join(filter(None, (reason, told.note)))
        day = _answered(told, anchor, ahead) or anchor.told
        if value is None and day and (leaning := _days(f, day)):
            value, basis, likely = leaning.value, DateBasis.INFERRED, leaning
            reason += f"; {_leaning(anchor, day)}"
    readings = told.readings or (_partial(told) if value is None else ())
    result = Date(value=value or None, low=_text(first), high=_text(last), basis=basis, readings=readings,
                  reason=reason)
    one = likely.first if likely and likely.first == likely.last else None
    return result, Anchor(first, last, "", one) if first or last else None


ANSWERED = 183
"""Days: half a year. Comments come in the first days or weeks; of a day told that near before the first comment the
latest is taken, since the other, a year before, would leave the page without a comment for more than half a year."""


def _answered(told: Told, anchor: Anchor, ahead: bool) -> dt.date | None:
    """The first comment, where it settles the year of a day or month that is past and told without one.

    Yes: They took the bridge on Jan. 24 (the first comment is of 22 March 2017).
    No: They took the bridge on Tuesday. They will vote on 3 May.
    """
    if anchor.answered is None or ahead or told.after or not told.yearly:
        return None
    found = latest(told.yearly, anchor.answered)
    near = found and found.last and dt.timedelta() <= anchor.answered - found.last <= ANSWERED * DAY
    return anchor.answered if near else None


def _leaning(anchor: Anchor, day: dt.date) -> str:
    """Why a day that an anchor leaves open is taken for one."""
    if anchor.answered:
        return f"supposed, since the first comment is of {day}"
    return f"{day} is the likelier day of " + ("publication" if anchor.name.startswith("the publication") else "it")


# — the direction that a sentence looks in —


class Look(Enum):
    """Where the verb that governs a time looks."""

    BACK = "back"
    AHEAD = "ahead"
    TIMELESS = "timeless"            # "Snow is heaviest in January": no one January


_AHEAD = (
    r"(?:will|shall|'ll|won't|would(?:n't)?|wo|going to|gonna)(?: (?:not|also|be|have|been|\w+ly|then|again))* \w+"
    r"|(?:must|should|may|might|could)(?!n't)(?! (?:not|have)\b)(?: (?:also|be|\w+ly))* \w+"
    r"|(?:is|are) (?:\w+ly )?to(?: be)? \w+"
    r"|(?:is|are|was|were|been) (?:\w+ly )?(?:set to|due(?: to)?|expected(?: to)?|scheduled(?: to| for)?"
    r"|slated(?: to| for)?|supposed to|planned(?: for)?|about to|meant to|bound to|likely to)(?: be)? \w+"
    r"|(?:plans?|planning|hop(?:es?|ing)|wants?|intends?|aims?|needs?|expects?|agreed|vowed|promised|pledged|planned"
    r"|decided|threatened|urged|asked|offered|ordered|scheduled|set|slated|expected|invited|prepar(?:es?|ing)|ready"
    r"|told \w+)(?: \w+)? to(?: be)? \w+|(?:scheduled|due|set|slated|planned|invited|ready|prepar(?:es?|ing)) for \w+"
    r"|next (?:\w+ ){1,3}(?:falls|comes|is|are|expires?|ends?)|falls (?:due|on)|comes due"
    r"|(?:re)?convenes|resumes|kicks off|scheduled|slated|upcoming"
    r"|(?:un)?likely|deadline|ahead of|due(?! to)|no later than|planned|expires|begins|starts|opens|ends"
    r"|takes place|runs|leaves|follows?|(?:not )?until")
_BACK = (
    r"said|told|was|were|had|did|made|took|came|went|began|fell|held|met|won|lost|got|gave|left|led|shot|struck|broke|sent"
    r"|spoke|wrote|ran|saw|found|brought|built|bought|caught|chose|drove|became|hit|kept|knew|paid|put|read|rose|sold|stood"
    r"|thought|understood|died|has|have been|been|having|\w{2,}ed|says|according")
_TIMELESS = r"is|are|be|can|usually|often|always|typically|generally|regularly|normally|occurs?|tends?"
_WEAK = ("must", "should", "may", "might", "could", "until", "not until")
"""These decide before a time, not after it: "on Monday, the debate that could settle it"."""
_VERB = re.compile(rf"(?<![\w'])(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK})|(?P<timeless>{_TIMELESS}))(?!\w)", re.I)
_ASKED = re.compile(
    r"(?:agreed|vowed|promised|pledged|decided|threatened|urged|asked|offered|ordered|invited|told) ", re.I)
"""These happen on the day that stands before them; what follows, later."""
NEAR = 160
"""Characters on each side in which the verb is looked for."""


def look(text: str, low: int, high: int, start: int, end: int, bounded: bool) -> Look:
    """Whether a bare day or month is past or still to come: as the verb before it says, or else the one after it.

    "The council will vote on Friday" and "Officials said the talks would resume on 3 May" look ahead; "They met on
    Friday" and "a plan that he said on Friday would fail" look back, as does what has no verb. Of what is `bounded`
    ("until June", "since May"), "since" looks back, and the others ahead, unless a verb in the past says otherwise.
    """
    if bounded and text.startswith(("since", "Since"), start):
        return Look.BACK
    left = text[max(low, start - NEAR):start].replace("’", "'")
    deciding = next(iter(deque(_VERB.finditer(left), maxlen=1)), None)
    if deciding is None:
        after = text[end:min(high, end + NEAR)].replace("’", "'")
        if not after.startswith("'s"):   # "Monday's decision will weigh on the vote"
            deciding = next((verb for verb in _VERB.finditer(after) if not verb[0].lower().startswith(_WEAK)), None)
        if deciding and _ASKED.match(deciding[0]):
            return Look.BACK             # "on Friday asked France to withdraw"
    way = Look(deciding.lastgroup) if deciding else None
    if deciding and deciding[0].lower() in PLANS and text.startswith(("until", "till"), start):
        return Look.AHEAD                # "the curfew was extended until December"
    if bounded and way is not Look.BACK:
        return Look.AHEAD
    return way or Look.BACK


# — one expression after the other —

FAR = 900
"""Characters after which a time spoken of no longer is what "the day before" is counted from: some seven sentences."""

_DETERMINER = re.compile(r"(?:\b(?:the|an?|this|his|her|its|their|our)|['’]s) $", re.I)
_NOUN = re.compile(rf" (?!(?:{'|'.join(sorted(CLOSING))})\b)[a-z]")
NEARBY = 300
"""Characters, some two sentences, in which a week or month told may be that of a weekday."""
_SAYS = re.compile(r"\b(?:said|says|told|announced|added|reported|confirmed|stated|according|published)\b", re.I)
_RELATIVE = re.compile(
    r"(?:\b(?:which|who|whose|whom)\b[^,;:.]*|, (?:\w+ly )?[a-z]{3,}(?:ed|wn|ught|uilt|ade)\b[^,;:.]*)$")
"""What stands before a time that a relative clause or a participle tells of; the tree sees more of them."""
LONG_AGO = 10 * 365
"""Days between a time spoken of and the publication, from which on "October last" is taken for quoted old prose."""
CLAUSE = 80
"""Characters within which a sentence's year ("in 2016, on 5 May") still holds; "the 2014 onslaught" gives none."""
_FINE = (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A time spoken of: its days, which may be unknown, where it was told, and whether its words said it all."""

    anchor: Anchor
    at: int
    stated: bool
    precision: Precision
    open: Told | None                # what is known of it while its year is not


class Course:
    """What a text has told of time so far. Fed with its expressions in order, gives each one's date.

    `history`: the text counts nothing from its publication, and gives days their years.
    """

    def __init__(self, text: str, published: Anchor, history: bool, clauses: Clauses | None = None) -> None:
        self.clauses = clauses
        self.era: tuple[str, int, str] | None = None         # the last ancient year told, where, its words
        self.text, self.published = text, published
        self.any: _Spoken | None = None          # the last time told …
        self.fine: _Spoken | None = None         # … and the last day, for what is counted in days
        self.sentence: tuple[int, int, str] | None = None    # the year that this sentence told, where, its words
        self.history = history
        self.agreed: dict[str, tuple[Look, int]] = {}        # where a day looks ("XXXX-01-24"), and how clearly
        self.loose: dict[str, bool] = {}                     # whether such a day names a thing anywhere
        self.period: _Spoken | None = None                   # the last week or month told
        self.unsettled = -1                                  # the sentence in which weekdays may be of that period

    def date(self, told: Told, low: int, high: int, start: int, end: int) -> Date:
        """The date of the expression `[start, end)` in the sentence `[low, high)`."""
        result, after, kind = self._resolved(told, low, high, start, end)
        if told.note == OPEN_ERA and self.era and start - self.era[1] <= FAR:
            last, _, words = self.era
            value = result.readings[not last.startswith("-")]
            result = replace(result, value=value, basis=DateBasis.INFERRED, reason=f"the era of “{words}”, told before")
        elif result.value and kind is Counted.NOTHING and re.match(r"-|0\d", result.value):
            self.era = (result.value, end, self.text[start:end])
        if told.after:
            _, after, _ = self._resolved(replace(told, after=None), low, high, start, end)
        if told.precision and not told.clock:
            after = after or Anchor(None, None, "")
            name = f"“{self.text[start:end]}”, spoken of before"
            base = self.fine if told.precision in _FINE else self.any
            open_year = None if result.value else told if told.yearly else _counted_open(told, base)
            stated = kind is Counted.NOTHING or result.basis is DateBasis.INFERRED or (
                kind is Counted.SPOKEN and base is not None and base.stated)
            spoken = _Spoken(Anchor(after.low, after.high, name, after.told), end, stated, told.precision, open_year)
            self.any = spoken
            aside = told.after is not None or self._aside(low, start)
            if told.precision in (Precision.WEEK, Precision.MONTH) and not aside:
                self.period = spoken
            if not aside and told.precision in (*_FINE, Precision.WEEK):
                self.fine = spoken
            elif not aside and not _holds(after, self.fine):
                self.fine = None                           # "the next day" of a month or a year is no day
        if kind is Counted.NOTHING and result.low and result.high and result.low[:4] == result.high[:4]:
            self.sentence = None if _NOUN.match(self.text, end) else (int(result.low[:4]), end, self.text[start:end])
        return result

    def _resolved(self, told: Told, low: int, high: int, start: int, end: int) -> tuple[Date, Anchor | None, Counted]:
        spoken = self.fine if told.precision in _FINE else self.any
        if told.counted is Counted.WRITTEN:
            spoken = spoken or self.any
        if spoken and start - spoken.at > FAR:
            spoken = None
        kind, way = told.counted, Look.BACK
        if kind is Counted.WRITTEN:
            quoted = spoken and spoken.stated and spoken.anchor.high and self.published.low and (
                (self.published.low - spoken.anchor.high).days > LONG_AGO)
            kind = Counted.SPOKEN if quoted else Counted.PUBLICATION
        if kind in (Counted.OPEN, Counted.ONWARD, Counted.CURRENT):
            way = self._looks(told, low, high, start, end)[0]
            way = self.agreed[told.partial][0] if told.partial in self.agreed and not told.after else way
        if kind in (Counted.ONWARD, Counted.CURRENT):
            back = way is Look.BACK and (spoken is not None or kind is Counted.ONWARD)
            kind = Counted.SPOKEN if back else Counted.PUBLICATION
        if told.clock:
            return _clocked(told, self.fine if self.fine and self.fine.at >= low else None), None, kind
        if kind is Counted.SPOKEN:
            if spoken is None:
                reason = "counted from a time that the text does not tell"
                return Date(value=None, basis=DateBasis.RELATIVE, reason=reason), None, kind
            found, after = date(told, spoken.anchor, False)
            if found.value is None and (known := _counted_open(told, spoken)):
                found = replace(found, readings=_partial(known))
            return found, after, kind
        if told.yearly and kind is Counted.OPEN:
            if year := self._year(told, start, way):
                inferred = _in_year(told, *year)
                if inferred:
                    return inferred, Anchor(_iso(inferred.low), _iso(inferred.high, last=True), ""), kind
            if way is Look.TIMELESS and told.precision is not Precision.DAY:
                reason = "no year is told, and the sentence is of no one time"
                return Date(value=None, basis=DateBasis.UNKNOWN, readings=_partial(told), reason=reason), None, kind
            loose = way is Look.TIMELESS or self._loose(start, end) or self.loose.get(told.partial, False)
            return *date(told, self.published, way is Look.AHEAD, loose), kind
        if kind is Counted.OPEN and way is not Look.AHEAD and (open_day := self._of_period(told, low, start, end)):
            return *open_day, kind
        ahead = way is Look.AHEAD or (way is Look.TIMELESS and told.counted is Counted.ONWARD)
        return *date(told, self.published, ahead), kind

    def _of_period(self, told: Told, low: int, start: int, end: int) -> tuple[Date, Anchor] | None:
        """A weekday that is the publication's own, or follows such a one in its sentence, after another week was told
        in its paragraph: it may be of that, or of the days before the publication. None without this doubt, as of the
        "said"; a weekday is of no month, which has four or five of them.

        Yes: In the last week of October the column lost ground. On Friday it was hit.
        No: They were taken in August. On Friday the teachers went on strike.
        """
        period, written = self.period, self.published.low
        if period is None or written is None or written != self.published.high or not (told.ahead and told.past):
            return None
        if period.precision is not Precision.WEEK or "\n" in self.text[period.at:start]:
            return None
        since, until, last = period.anchor.low, period.anchor.high, _days(told.past, written)
        if since is None or until is None or last is None or last.last is None or told.precision not in _FINE or (
                start - period.at > NEARBY or (written - until).days < 7):
            return None
        own = last.first == written and not _SAYS.search(self.text, max(low, start - 40), end + 40)
        first = _days(told.ahead, since)
        if first is None or not (own or self.unsettled == low):
            return None
        self.unsettled = low
        reason = f"of {period.anchor.name}, or the latest on or before {self.published.name}"
        either = Extent(first.first, last.last)
        bounded = (told.after(either) if told.after else either) or Extent(None, None)
        found = Date(value=None, low=_text(bounded.first), high=_text(bounded.last), basis=DateBasis.RELATIVE,
                     reason=reason)
        return found, Anchor(first.first, last.last, "")

    def weigh(self, told: Told, low: int, high: int, start: int, end: int) -> None:
        """Note where a day without its year looks, so that every mention of it is read as its clearest one."""
        if told.counted is not Counted.OPEN or told.precision is not Precision.DAY or told.after or not told.partial:
            return
        way, weight = self._looks(told, low, high, start, end)
        self.loose[told.partial] = self.loose.get(told.partial, False) or self._loose(start, end)
        if told.partial not in self.agreed or weight > self.agreed[told.partial][1]:
            self.agreed[told.partial] = way, weight

    def _looks(self, told: Told, low: int, high: int, start: int, end: int) -> tuple[Look, int]:
        """Where the clause of a time looks, and how clearly: 2 by the tree or a future, 1 by any verb, 0 by none."""
        ahead = self.clauses.looks(start) if self.clauses and not told.after else None
        if ahead is not None:
            return (Look.AHEAD if ahead else Look.BACK), 2
        way = look(self.text, low, high, start, end, told.after is not None)
        return way, {Look.AHEAD: 2, Look.TIMELESS: 0}.get(way, 1)

    def _aside(self, low: int, start: int) -> bool:
        """Whether it stands in a clause that tells of a noun, and so moves no story on: "a treaty signed in 1960"."""
        if self.clauses and self.clauses.aside(start):
            return True
        return bool(_RELATIVE.search(self.text, max(low, start - CLAUSE), start))

    def _loose(self, start: int, end: int) -> bool:
        """Whether its verb does not settle where it looks: it stands before the noun that it tells of ("the Nov. 8
        election"), or is of what is planned or conditional."""
        if self.clauses and self.clauses.open(start):
            return True
        return bool(_DETERMINER.search(self.text, max(0, start - 8), start) and _NOUN.match(self.text, end))

    def _year(self, told: Told, start: int, way: Look) -> tuple[int, str] | None:
        """The year that the words around an open day or month give it, and why.

        That of the same sentence; or, in a life or history, that of the day told before, if time goes on from there.
        In the news a bare day after "in June 2014" is one of the publication's year: the text must be a history.
        """
        if self.sentence and start - self.sentence[1] <= CLAUSE:
            return self.sentence[0], f"the year of “{self.sentence[2]}” in the same sentence"
        last = self.fine
        if not (self.history and last and last.stated and way is not Look.AHEAD and start - last.at <= FAR):
            return None
        low, high = last.anchor.low, last.anchor.high
        if low is None or high is None or low.year != high.year:
            return None
        goes_on = told.yearly(low.year) if told.yearly else None
        if goes_on is None or goes_on.last is None or goes_on.last < low:
            return None
        return low.year, f"the year of {last.anchor.name}, in a text that gives days their years and counts from none"


def _holds(extent: Anchor, spoken: _Spoken | None) -> bool:
    """Whether a wider time still holds the day spoken of."""
    if spoken is None or not (extent.low and extent.high and spoken.anchor.low and spoken.anchor.high):
        return False
    return extent.low <= spoken.anchor.low and spoken.anchor.high <= extent.high


def _counted_open(told: Told, spoken: _Spoken | None) -> Told | None:
    """What is counted from a day whose year is open: the day before XXXX-03-15 is XXXX-03-14."""
    if spoken is None or spoken.open is None or told.counted is not Counted.SPOKEN or told.past is None:
        return None
    yearly, days = spoken.open.yearly, told.past

    def counted(year: int) -> Extent | None:
        base = yearly(year) if yearly else None
        return days(base.first) if base and base.first and base.first == base.last else None
    return Told(counted=Counted.OPEN, precision=told.precision, yearly=counted)


def _partial(told: Told) -> tuple[str, ...]:
    return (told.partial,) if told.partial else ()


def _in_year(told: Told, year: int, why: str) -> Date | None:
    """A day or month of the year that the words around it name; None when the year has no such day."""
    found = told.yearly(year) if told.yearly else None
    if found and told.after:
        found = told.after(found)
    if found is None:
        return None
    return Date(value=found.value, low=_text(found.first), high=_text(found.last), basis=DateBasis.INFERRED, reason=why)


def _clocked(told: Told, spoken: _Spoken | None) -> Date:
    """A bare hour, on the day spoken of."""
    if spoken and spoken.anchor.low and spoken.anchor.low == spoken.anchor.high:
        day = _text(spoken.anchor.low)
        return Date(value=f"{day}{told.clock}", low=day, high=day, basis=DateBasis.INFERRED,
                    reason=f"the day of {spoken.anchor.name}")
    return Date(value=None, basis=DateBasis.UNKNOWN, readings=(told.clock,), reason="no day is told with the hour")
