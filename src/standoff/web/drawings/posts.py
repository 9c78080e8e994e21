"""Posts as bars over time, one drawing a post, all on one scale, so that each stands beside its words.

Takes a post and the days that the scale goes from and to; gives SVG. Held for sure is a filled bar, what is only
possible or disputed an outlined one; the day of each report that says so is a tick below it. An end that nobody tells
has no edge: the bar goes on, broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from standoff.answers import Held
from standoff.export import words
from standoff.export.markup import Html, el
from standoff.model import Claim

WIDTH, HEIGHT, TOP, BAR, OPEN = 400, 18, 2, 8, 14
"""Of a drawing; above its bar and of it; of the broken end of a bar that is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The days between which bars are drawn."""

    first: str
    last: str

    def at(self, day: str, after: bool = False) -> float:
        """How far to the right a day begins or, with `after`, ends; what is cut to a month or year, that."""
        first, last = _day(self.first, False), _day(self.last, True)
        share = (_day(day, after) - first) / max(last - first, 1)
        return OPEN + min(max(share, 0), 1) * (WIDTH - 2 * OPEN)


def scale(posts: Sequence[Held], first: str, last: str) -> Scale | None:
    """From the first to the last day that a post or a report tells; None where none does."""
    days = [*filter(None, (first, last, *(day for one in posts for day in (one.since, one.until, *_told(one)))))]
    return Scale(first=min(days), last=max(days)) if days else None


def bar(one: Held, scale: Scale) -> Html:
    """The drawing of one post: from when it is held, else first told, to when it ends, else is last told."""
    told, end, middle = _told(one), WIDTH - OPEN, TOP + BAR / 2
    low, high = one.since or (told[0] if told and not one.until else ""), one.until or (told[-1] if told else "")
    right = scale.at(high, after=True) if high else end
    left = min(scale.at(low), right - 2) if low else right
    sure = "held" if one.claim == Claim.ASSERTED else "unsure"
    return el("svg", el("title", said(one)),
              el("rect", x=round(left, 1), y=TOP, width=round(right - left, 1), height=BAR, cls=sure) if low else None,
              None if one.since else el("path", d=f"M{max(left - OPEN, 0) if low else 0:.1f} {middle}H{left:.1f}"),
              None if one.until or one.former else el("path", d=f"M{right:.1f} {middle}H{right + OPEN:.1f}"),
              [el("path", d=f"M{scale.at(day):.1f} {TOP + BAR + 1}v5", cls="told") for day in told],
              viewBox=f"0 0 {WIDTH} {HEIGHT}", preserveAspectRatio="none", role="img", cls="post")


def said(one: Held) -> str:
    """What a drawing tells, in words: "from 2019, held; told on 2022-07-22"."""
    span = words.edtf(f"{one.since or '..'}/{one.until or '..'}").replace("/", " to ") if one.since or one.until else \
        "from when to when is not told"
    state = {Claim.ASSERTED: "formerly held" if one.former else "held", Claim.PLANNED: "to be held"}.get(
        one.claim, one.claim.value)
    told = list(dict.fromkeys((one.dates[0], one.dates[-1]))) if one.dates else []
    return f"{span}, {state}" + (f"; told on {' to '.join(told)}".replace("on ≤", "by") if told else "")


def _told(one: Held) -> list[str]:
    """The days of the reports that say so; a mere bound is none."""
    return [day for day in one.dates if day[:1].isdigit()]


def _day(told: str, after: bool) -> int:
    """The number of the first or, with `after`, the last day of what is told to the day, month or year."""
    year, month, day = (*map(int, told[:10].split("-")), 0, 0)[:3]
    if not after:
        return date(year, month or 1, day or 1).toordinal()
    if day:
        return date(year, month, day).toordinal() + 1
    return (date(year, month + 1, 1) if 0 < month < 12 else date(year + 1, 1, 1)).toordinal()
