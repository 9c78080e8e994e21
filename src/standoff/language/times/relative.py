"""Times counted from the publication or from a time spoken of: "last week", "three days ago", "the day before"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from standoff.language.times import extents
from standoff.language.times.dates import Dates
from standoff.language.times.eras import year_text
from standoff.language.times.extents import DAY, Extent, day, part, shift, unit, years
from standoff.language.times.figures import Found
from standoff.language.times.tokens import PARTS, PLURAL_PARTS, SEASONS, UNITS, WEEKDAYS
from standoff.language.times.told import Counted, From, Told
from standoff.model import Precision as P

FEASTS = frozenset(("black", "bloody", "good", "ash", "cyber", "super", "palm", "easter", "holy"))
"""With a weekday, the name of a feast or an event: Bloody Sunday."""
LAST = frozenset(("last", "past", "previous", "preceding"))
INSTANT = {"instant": 0, "inst": 0, "ultimo": -1, "ult": -1, "proximo": 1, "prox": 1}
"""Months from that of writing, in the letters of old."""
NEARLY = frozenset(("about", "around", "some", "roughly", "approximately", "nearly", "almost", "just", "exactly",
                    "barely"))
TURNED = frozenset(("became", "become", "becomes", "becoming", "changed", "changes", "turned", "turns", "transformed"))
"""With one of these, "overnight" is suddenly."""
NEXT = frozenset(("next", "coming", "following", "upcoming"))


def _back(count: int, name: P) -> From:
    """So many units from a day (back when negative), in the unit that the words speak in."""
    if name in (P.MINUTE, P.HOUR):
        days = abs(count) // (1440 if name is P.MINUTE else 24)
        if count < 0:
            return lambda when: Extent(when - (days + 1) * DAY, when - days * DAY)
        return lambda when: Extent(when + days * DAY, when + (days + 1) * DAY)
    spoken = P.YEAR if name in (P.DECADE, P.CENTURY) else name
    span_of = {P.YEAR: 1, P.DECADE: 10, P.CENTURY: 100}.get(name, 0) * count

    def counted(when: dt.date) -> Extent | None:
        if span_of and when.year + span_of < 1:
            about = "~" if abs(span_of) >= 1000 and span_of % 100 == 0 else ""
            return Extent(None, None, year_text(when.year + span_of) + about)
        return unit(spoken, shift(when, count, name))
    return counted


def _half(name: P, sign: int) -> From:
    """Half a unit from a day: "half an hour ago", "half a century later"."""
    if name is P.YEAR:
        return _back(6 * sign, P.MONTH)
    if name is P.DECADE:
        return _back(5 * sign, P.YEAR)
    if name is P.CENTURY:
        return _back(5 * sign, P.DECADE)
    if name in (P.MINUTE, P.HOUR):
        return _back(sign, name)

    def within(when: dt.date) -> Extent:
        other = shift(when, sign, name)
        return Extent(min(when, other), max(when, other))
    return within


def _open(name: P, sign: int) -> From:
    """Nobody said how far back, or on; but who speaks in hours speaks of no more than two days."""
    if name in (P.MINUTE, P.HOUR):
        return _back(sign * 24, P.HOUR)
    return lambda when: Extent(None, None)


def _weekday(number: int, sign: int) -> From:
    """The nearest such weekday strictly before a day, or after it."""
    if sign < 0:
        return lambda when: day(when - ((when.weekday() - number - 1) % 7 + 1) * DAY)
    return lambda when: day(when + ((number - when.weekday() - 1) % 7 + 1) * DAY)


def _weekend(when: dt.date, step: int) -> Extent:
    """Saturday and Sunday of a day's week, or of that many weeks later."""
    saturday = when + (5 - when.weekday() + 7 * step) * DAY
    return Extent(saturday, saturday + DAY)


class Relative(Dates):
    """Reads what is counted from another day."""

    def weekday(self, i: int) -> Found:
        """"Tuesday", "last Friday", "next Monday", "Tuesday, March 7", "Tuesday last week"; not "Sun", "Wed" the verb,
        "Black Friday", "Tuesdays" (a set)."""
        w = self.w
        number = WEEKDAYS.get(w[i])
        if number is None or not self.capital(i):
            return None
        at = self.dot(i + 1)
        if w[i - 1] in ("a", "any") or w[at] in PLURAL_PARTS or (w[at] == "the" and w[at + 1] == "13"):
            return None                  # a set; a superstition
        short = len(w[i]) <= 5 and w[i] not in ("sunday", "monday")
        after = at + (w[at] == ",")
        dated_after = self.month_name(after) or self.day_number(after)
        if short and at == i + 1 and not dated_after and w[i] not in ("tues", "thurs"):
            return None
        if self.capital(i - 1) and w[i - 1] in FEASTS:
            return None
        dated = self.calendar_day(self.the(after)) or self.numeric(after)
        if dated and dated[0].precision is P.DAY:
            return self.checked(dated[0], number), dated[1]
        told = Told(counted=Counted.OPEN, precision=P.DAY,
                    past=lambda when: day(when - (when.weekday() - number) % 7 * DAY),
                    ahead=lambda when: day(when + (number - when.weekday()) % 7 * DAY))
        if w[at] in ("last", "next") and self.ends(at + 1):
            step = -1 if w[at] == "last" else 1
            return replace(told, counted=Counted.WRITTEN, ahead=None, past=_weekday(number, step)), at + 1
        if w[at] in ("last", "next", "this") and w[at + 1] == "week":
            step = {"last": -7, "next": 7, "this": 0}[w[at]]
            return replace(told, counted=Counted.PUBLICATION, ahead=None,
                           past=lambda when: day(when + (number - when.weekday() + step) * DAY)), at + 2
        if w[at] == "of" and w[at + 1] in ("last", "next", "this") and w[at + 2] == "week":
            step = {"last": -7, "next": 7, "this": 0}[w[at + 1]]
            return replace(told, counted=Counted.PUBLICATION, ahead=None,
                           past=lambda when: day(when + (number - when.weekday() + step) * DAY)), at + 3
        return told, at

    def ends(self, i: int) -> bool:
        """Whether "last" or "next" before a token stands behind what it tells of: "Monday last, …"."""
        word = self.w[i]
        return not word or word in (",", ".", ";", ":", ")", "and", "that", "when", "at", "by", "in", "the", "was")

    def instant(self, i: int) -> Found:
        """"the 17th instant", "the 3rd ult.", "the 5th of this month": of the month of writing, or one beside it."""
        w = self.w
        at = self.the(i)
        nth = self.ordinal(at) or self.day_number(at)
        if nth and w[nth[1]] == "of" and 1 <= nth[0] <= 31 and (whole := self.relative(nth[1] + 1)) and (
                whole[0].precision is P.MONTH and w[whole[1] - 1] == "month"):      # "the 5th of this month"
            number = nth[0]

            def of_whole(extent: Extent) -> Extent | None:
                found = extent.first + (number - 1) * DAY if extent.first else None
                return day(found) if found and extent.last and found <= extent.last else None
            return whole[0].map(of_whole, precision=P.DAY), whole[1]
        step = INSTANT.get(w[nth[1]]) if nth else None
        if nth is None or step is None or not 1 <= nth[0] <= 31:
            return None
        value, move = nth[0], step

        def of_month(when: dt.date) -> Extent | None:
            whole = unit(P.MONTH, shift(when, move, P.MONTH))
            found = whole.first + (value - 1) * DAY if whole.first else None
            return day(found) if found and whole.last and found <= whole.last else None
        end = nth[1] + 1
        end += w[end] == "." and self.glued[end] and w[end - 1] in ("inst", "ult", "prox")
        return Told(counted=Counted.WRITTEN, precision=P.DAY, past=of_month), end

    def deictic(self, i: int) -> Found:
        """"today", "yesterday", "tonight", "last night", "overnight", "now", "the day before yesterday"; not "today's
        youth" in the sense of nowadays, which words cannot tell."""
        w = self.w
        if w[i:i + 4] in (["the", "day", "before", "yesterday"], ["the", "day", "after", "tomorrow"]):
            step = -2 if w[i + 3] == "yesterday" else 2
            return Told(counted=Counted.PUBLICATION, precision=P.DAY, past=lambda when: day(when + step * DAY)), i + 4
        if self.titled(i) or (w[i - 1] in ("a", "any", "no") and w[i] in ("today", "tomorrow", "yesterday")):
            return None
        if (w[i - 1] == "usa" and self.capital(i)) or (w[i] == "tomorrow" and self.tag(i - 1) == "ADJ" and i):
            return None                  # USA TODAY; a brighter tomorrow
        steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
        if w[i] in steps:
            step = steps[w[i]]
            precision = P.PART_OF_DAY if w[i] == "tonight" else P.DAY
            return Told(counted=Counted.PUBLICATION, precision=precision,
                        past=lambda when: day(when + step * DAY)), i + 1
        if w[i] == "last" and w[i + 1] in ("night", "evening"):
            return Told(counted=Counted.PUBLICATION, precision=P.PART_OF_DAY, past=lambda when: day(when - DAY)), i + 2
        sudden = w[i + 1] in ("sensation", "success", "into") or (w[i - 1] == w[i + 1] == ",") or (
            bool(TURNED & set(w[max(0, i - 3):i])))
        if w[i] == "overnight" and self.tag(i) != "ADJ" and not sudden:
            return Told(counted=Counted.PUBLICATION, precision=P.PART_OF_DAY,
                        past=lambda when: Extent(when - DAY, when), note="the night before the publication"), i + 1
        if w[i] == "this" and w[i + 1] in PARTS and w[i + 1] not in ("dawn", "dusk"):
            return Told(counted=Counted.PUBLICATION, precision=P.PART_OF_DAY, past=day), i + 2
        if w[i:i + 2] == ["the", "night"] and w[i - 1] in ("during", "in", "throughout") and self.closes(i + 2) and (
                w[i + 2] not in ("of", "on", "before", "after", "between", "from")):
            return Told(counted=Counted.CURRENT, precision=P.PART_OF_DAY,
                        past=lambda when: Extent(when - DAY, when + DAY),
                        note="the night to that day or from it"), i + 2
        return None

    def relative(self, i: int) -> Found:
        """"last week", "next month", "this year", "last March", "this past Friday", "the past three years", "recent
        days", "the coming weeks"; not "last man", "this time", "the last year of the war"."""
        w = self.w
        at = self.the(i)
        word = w[at]
        if word in ("this", "these") and w[at + 1] in ("past", "last", "coming"):
            at, word = at + 1, w[at + 1]
        if word in ("recent", "earlier") and w[at + 1] in UNITS and w[at + 1].endswith("s"):
            return self.around(at + 1, (2, 0), -1) if word == "recent" else None
        sign = -1 if word in LAST else 1 if word in NEXT else 0 if word in ("this", "current") else None
        if sign is None or (word in ("previous", "preceding", "following")):
            return None
        spoken = at > i and word in ("last", "next") and w[i] == "the"
        kind = Counted.ONWARD if spoken and sign > 0 else Counted.PUBLICATION
        at += 1
        if word == "past" and w[at] == "day" and w[i - 1] in ("for", "over", "in", "during") and (
                self.closes(at + 1) or self.cardinal(at + 1)):
            return Told(counted=kind, precision=P.DAY, past=lambda when: Extent(when - DAY, when)), at + 1
        if sign and w[i - 1] == "the" and w[at] in UNITS and w[at + 1] == "of":
            return None                  # the last week of the campaign
        if word == "this" and w[at] in ("very", "same"):
            at += 1
        if sign and (count := self.count(at)) and w[at] not in ("a", "an") and w[count[2]] in UNITS:
            return self.around(count[2], count[:2], sign, kind) if w[count[2] + 1] not in ("of", "before") else None
        plural = w[at] in UNITS and w[at].endswith("s")
        if plural and sign and at > i + 1 and word in ("past", "coming", "last", "next"):
            return self.around(at, (2, 0), sign, kind) if w[at + 1] != "of" else None
        number = WEEKDAYS.get(w[at])
        if number is not None and self.capital(at) and len(w[at]) > 5:
            if not sign:
                return Told(counted=Counted.OPEN, precision=P.DAY,
                            past=lambda when: day(when + (number - when.weekday()) * DAY),
                            ahead=lambda when: day(when + (number - when.weekday()) % 7 * DAY)), at + 1
            return Told(counted=kind, precision=P.DAY, past=_weekday(number, sign)), at + 1
        if name := self.month_name(at):
            dated = self.calendar_day(at)
            told = dated[0] if dated and dated[0].yearly else self.annual_month(name[0])
            end = dated[1] if dated and dated[0].yearly else name[1]
            return self.turned(told, sign, kind), end
        if w[at] in SEASONS:
            told = Told(counted=Counted.OPEN, precision=P.SEASON, yearly=lambda y: extents.season(y, SEASONS[w[at]]),
                        note="northern seasons")
            return self.turned(told, sign, kind), at + 1
        if w[at] in ("christmas", "new") and (found := self.holiday(at)):
            return (self.turned(found[0], sign, kind), found[1]) if found[0].yearly else None
        if w[at] == "weekend":
            if sign == 0:                # as `weekend` has "the weekend"
                return Told(counted=Counted.OPEN, precision=P.DAY, ahead=lambda when: _weekend(when, 0),
                            past=lambda when: _weekend(when, 0 if when.weekday() >= 5 else -1)), at + 1
            step = sign
            return Told(counted=kind, precision=P.DAY, past=lambda when: _weekend(when, step)), at + 1
        name_of = UNITS.get(w[at])
        if name_of is None or w[at].endswith("s") or name_of in (P.MINUTE, P.HOUR):
            return None
        if name_of is P.DAY or (w[at + 1] == "of" and spoken) or (w[at] == "quarter" and w[at + 1] == "of"):
            return None
        if w[at - 1] in ("past", ) or (spoken and name_of in (P.DECADE, P.CENTURY, P.YEAR, P.MONTH, P.WEEK)):
            # "the past year", "in the last week": up to the anchor
            if name_of is P.WEEK and w[i] == "this":
                return Told(counted=Counted.PUBLICATION, precision=P.WEEK,
                            past=lambda when: unit(P.WEEK, when - 7 * DAY)), at + 1
            around = self.around(at, (1, 1), sign, kind)
            if around is None or kind is not Counted.ONWARD:
                return around
            return replace(around[0], ahead=around[0].past,      # "the next month": in the past, the one that followed
                           past=lambda when: unit(name_of, shift(when, 1, name_of))), around[1]
        return Told(counted=Counted.PUBLICATION, precision=name_of,
                    past=lambda when: unit(name_of, shift(when, sign, name_of))), at + 1

    def turned(self, told: Told, sign: int, kind: Counted = Counted.PUBLICATION) -> Told:
        """What comes once a year: the last over, the next to begin, or this year's."""
        yearly = told.yearly

        def counted(when: dt.date) -> Extent | None:
            if yearly is None:
                return None
            if sign == 0:
                return yearly(when.year)
            order = range(when.year + 1, when.year - 9, -1) if sign < 0 else range(when.year - 1, when.year + 9)
            for year in order:
                found = yearly(year)
                if found and found.first and found.last and (
                        found.last < when if sign < 0 else found.first > when):
                    return found
            return None
        return replace(told, counted=kind, yearly=None, past=counted)

    def around(self, i: int, count: tuple[int, int], sign: int, kind: Counted = Counted.PUBLICATION) -> Found:
        """So many units up to a day, or from it: "the past three years"; "recent days" is open on its far side."""
        name, (low, high) = UNITS[self.w[i]], count
        if name is None:
            name, low, high = P.WEEK, 2 * low, 2 * high
        far = _back(sign * high, name) if high else _open(name, sign)

        def stretch(when: dt.date) -> Extent | None:
            if high and name not in (P.MINUTE, P.HOUR):
                end: dt.date | None = shift(when, sign * high, name)
            else:
                reach = far(when)
                end = None if reach is None else reach.first if sign < 0 else reach.last
            return Extent(end, when) if sign < 0 else Extent(when, end)
        return Told(counted=kind, precision=name, past=stretch), i + 1

    def counted(self, i: int) -> Found:
        """"three days ago", "two weeks later", "a year earlier", "a few months before", "in two weeks' time", "three
        days from now"; not "three days", "in two days" (within or after), "a year before the war"."""
        w = self.w
        at, more = i, 0
        if w[at] in NEARLY or w[at] == "over":
            more = 1 if w[at] == "over" else 0
            at += 1
        elif w[at] in ("more", "less") and w[at + 1] == "than":
            more, at = (1 if w[at] == "more" else -1), at + 2
        elif w[at] == "at" and w[at + 1] == "least":
            more, at = 1, at + 2
        half = 0
        if w[at] == "half" and w[at + 1] in ("a", "an"):
            low, high, at, half = 1, 1, at + 2, 1
        elif w[at] in UNITS and w[at].endswith("s"):
            if w[at - 1].isdecimal() or w[at - 1] in ("of", "hundred", "thousand", "million", "billion"):
                return None
            low, high = 2, 0
        else:
            large = self.old_year(at) if self.tied(at + 1, ",") else None        # "5,000 years ago"
            found = (large[0], large[0], large[1]) if large else self.count(at)
            if found is None:
                return None
            low, high, at = found
        at += w[at] in ("-", "]")
        if w[at] == "thousand" and low:
            low, high, at = 1000 * low, 1000 * high, at + 1
        at += w[at] in ("full", "whole", "short", "long")
        if w[at] not in UNITS:
            return None
        name = UNITS[w[at]]
        at += 1
        if w[at] == "and" and w[at + 1] == "a" and w[at + 2] == "half":
            high, at = low + 1, at + 3
        if name is None:
            name, low, high = P.WEEK, 2 * low, 2 * high
        if w[at] in ("ago", "back", "hence") or (w[at] == "from" and w[at + 1] == "now"):
            if w[at] == "back" and w[at + 1] in ("to", "in", "from", "into", "on", "at", "and"):
                return None              # "two days back in Baghdad"
            sign, kind = (-1 if w[at] in ("ago", "back") else 1), Counted.PUBLICATION
            at += 2 if w[at] == "from" else 1
            on = at + (w[at] == "on")
            whole_units = w[at - 1] == "ago" and low == high and name in (P.WEEK, P.YEAR)
            if whole_units and (that := self.weekday(on)) and that[0].counted is Counted.OPEN and not that[0].yearly:
                back = low                # "three years ago on Tuesday"
                return that[0].map(lambda e: day(shift(e.first, -back, name)) if e.first else None), that[1]
            if whole_units and w[at] in ("today", "yesterday") and (that := self.deictic(at)):
                back = low                # "ten years ago today"
                return that[0].map(lambda e: day(shift(e.first, -back, name)) if e.first else None), that[1]
        elif w[at] in ("earlier", "later", "before", "after", "afterwards", "afterward", "previously", "prior"):
            sign, kind = (-1 if w[at] in ("earlier", "before", "previously", "prior") else 1), Counted.SPOKEN
            if w[at] in ("before", "after", "prior") and not self.closes(at + 1, event=True):
                return None
            if w[at + 1] == "than":
                return None              # "years earlier than planned"
            at += 1
        else:
            return None
        if half:
            return Told(counted=kind, precision=name, past=_half(name, sign)), at
        if more > 0:
            high = 0                     # "more than two years ago": how much more is not said
        elif more < 0:
            low, high = 0, low
        near, far = _back(sign * low, name), _back(sign * high, name) if high else _open(name, sign)

        def between(when: dt.date) -> Extent | None:
            a, b = near(when), far(when)
            if a is None or b is None:
                return None
            return Extent(b.first, a.last) if sign < 0 else Extent(a.first, b.last)
        return Told(counted=kind, precision=name, past=near if low == high else between), at

    def anaphor(self, i: int) -> Found:
        """"The day before", "the following day", "the same day", "that year", "the next morning", "the previous week",
        "the year before"; not "the day before the vote", "the same way", "that day's" (it is read, as the day)."""
        w = self.w
        at = i
        word = w[at]
        if word not in ("that", "the", "same"):
            return None
        if w[i + 1] == "eve" and word == "the" and not self.capital(i + 1) and w[i + 2] != "of" and self.closes(i + 2):
            return Told(counted=Counted.SPOKEN, precision=P.DAY, past=lambda when: day(when - DAY)), i + 2
        at += word != "same"
        step = None
        if word == "that" or w[at] == "same":
            at += w[at] == "same"
            at += w[at] in ("very", )
            step = 0
        elif w[at] in ("following", "next", "ensuing"):
            at, step = at + 1, 1
        elif w[at] in ("previous", "preceding", "prior"):
            at, step = at + 1, -1
        name = UNITS.get(w[at])
        piece = PARTS.get(w[at])
        if step is not None and piece:
            shift_by = 0 if step == 0 else step
            return Told(counted=Counted.SPOKEN, precision=P.PART_OF_DAY,
                        past=lambda when: day(when + shift_by * DAY)), at + 1
        if step and (count := self.count(at)) and count[2] > at and w[count[2]] in UNITS and w[at] not in ("a", "an") \
                and w[at - 1] in ("following", "previous", "preceding", "ensuing", "next"):
            around = self.around(count[2], count[:2], step)
            return (replace(around[0], counted=Counted.SPOKEN), around[1]) if around else None
        if step is not None and w[at] in SEASONS and (step or word == "that"):
            season = SEASONS[w[at]]
            told = Told(counted=Counted.OPEN, precision=P.SEASON, yearly=lambda y: extents.season(y, season),
                        note="northern seasons")
            return replace(self.turned(told, step), counted=Counted.SPOKEN), at + 1
        if step and self.month_name(at) and (name_of := self.month_name(at)):
            return replace(self.turned(self.annual_month(name_of[0]), step), counted=Counted.SPOKEN), name_of[1]
        if step and w[at] in WEEKDAYS and self.capital(at):
            number = WEEKDAYS[w[at]]
            return Told(counted=Counted.SPOKEN, precision=P.DAY, past=_weekday(number, step)), at + 1
        if step is not None and w[at] == "weekend":
            by = step
            return Told(counted=Counted.SPOKEN, precision=P.DAY, past=lambda when: _weekend(when, by)), at + 1
        if name is None or w[at].endswith("s") or name in (P.MINUTE, P.HOUR):
            return None
        unit_name = name
        if step is None:
            if word != "the" or w[at + 1] not in ("before", "after") or not self.closes(at + 2, event=True):
                return None
            step, at = (-1 if w[at + 1] == "before" else 1), at + 1
        move_by = step
        told = Told(counted=Counted.SPOKEN, precision=unit_name,
                    past=lambda when: unit(unit_name, shift(when, move_by, unit_name)))
        return told, at + 1

    def from_day(self, i: int) -> Found:
        """"the day after Christmas", "two days before March 5", "the eve of 3 May", counted from a day that is told;
        "a week from Tuesday"; not "two days after the vote", "two days after Friday's vote"."""
        w = self.w
        at = self.the(i)
        if at > i and w[at] == "eve" and w[at + 1] == "of":
            amount, name, sign, at = 1, P.DAY, -1, at + 2
        else:
            number = (1, at) if at > i or w[at] in ("a", "an", "one") else self.cardinal(at)
            if number is None:
                return None
            at = number[1] + (at == i and w[at] in ("a", "an", "one"))
            unit_name = UNITS.get(w[at])
            if unit_name not in (P.DAY, P.WEEK) or w[at + 1] not in ("before", "after", "from"):
                return None
            if w[at + 1] == "from":                                  # "a week from Tuesday"
                coming = self.weekday(at + 2)
                onward = coming[0].ahead if coming and not coming[0].yearly else None
                if coming is None or onward is None:
                    return None
                weeks, ahead = number[0] * (7 if unit_name is P.WEEK else 1) * DAY, onward

                def later(when: dt.date) -> Extent | None:
                    found = ahead(when)
                    return day(found.first + weeks) if found and found.first else None
                return Told(counted=Counted.PUBLICATION, precision=P.DAY, past=later), coming[1]
            amount, name, sign = number[0], unit_name, 1 if w[at + 1] == "after" else -1
            at += 2
        whole = self.core(at)
        if whole is None or whole[0].precision is not P.DAY or whole[0].counted is Counted.SPOKEN or (
                not self.closes(whole[1])):
            return None

        def moved(extent: Extent) -> Extent | None:
            if extent.first is None or extent.first != extent.last:
                return None
            return unit(name, shift(extent.first, sign * amount, name))
        return whole[0].map(moved, precision=name), whole[1]

    def so_far(self, i: int) -> Found:
        """"earlier this year", "later that month", "earlier in the week"; not "earlier in the day"."""
        w = self.w
        if w[i] not in ("earlier", "later"):
            return None
        found = self.unit_named(i + 2) if w[i + 1] == "in" else self.relative(i + 1) if w[i + 1] == "this" else \
            self.anaphor(i + 1) if w[i + 1] == "that" else None
        if found is None or found[0].past is None:
            return None
        inner, before = found[0].past, w[i] == "earlier"

        def counted(when: dt.date) -> Extent | None:
            whole = inner(when)
            if whole is None or whole.first is None or whole.last is None:
                return None
            return Extent(whole.first, max(when, whole.first)) if before else Extent(min(when, whole.last), whole.last)
        return replace(found[0], past=counted), found[1]

    def weekend(self, i: int) -> Found:
        """"the weekend", as "over the weekend"; not "the weekend edition", "the weekend before the vote"."""
        w = self.w
        if w[i] != "the" or w[i + 1] != "weekend" or w[i + 2] in ("before", "after", "of") or not self.closes(i + 2):
            return None
        return Told(counted=Counted.OPEN, precision=P.DAY, ahead=lambda when: _weekend(when, 0),
                    past=lambda when: _weekend(when, 0 if when.weekday() >= 5 else -1)), i + 2

    def unit_named(self, i: int) -> Found:
        """"the end of the year", "the beginning of the month": the anchor's."""
        w = self.w
        at = self.the(i)
        name = UNITS.get(w[at])
        if at > i and w[at] in ("year", "month", "week", "decade", "century") and name and w[at + 1] not in (
                "before", "after", "of", "'") and self.closes(at + 1):
            unit_name = name
            return Told(counted=Counted.CURRENT, precision=name, past=lambda when: unit(unit_name, when)), at + 1
        return None

    def year_end(self, i: int) -> Found:
        """"year end", "year's end"; not "the year ended"."""
        w = self.w
        if w[i] != "year" or w[i - 1] in ("the", "last", "this", "next"):
            return None
        at = i + 1 + (w[i + 1] == "-") + 2 * (w[i + 1] == "'")
        if w[at] != "end" or w[at + 1] == "of":
            return None
        return Told(counted=Counted.PUBLICATION, precision=P.MONTH,
                    past=lambda when: part(years(when.year, when.year), 3, 4, 4),
                    note="end: a quarter of the year supposed"), at + 1
