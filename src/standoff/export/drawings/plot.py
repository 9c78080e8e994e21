"""A series as a drawing: the score with its spread above, what was counted by quad below, and where the course changes.

Takes a Series, gives SVG. Cooperation stands above the line and conflict below it, deeds are solid and words are
outlined, so that nothing hangs on colour; a table beside it has the same in numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from standoff.answers import ChangePoint, Period, Series
from standoff.export import words
from standoff.export.markup import Html, el, join

WIDTH, LEFT, RIGHT = 1000, 56, 12
"""Of the drawing, and of what stands beside it."""

TOP, SCORE, GAP, COUNT, FOOT = 30, 190, 26, 120, 26
"""Heights from above: names of the changes, scores, air, counts, days."""

HEIGHT = TOP + SCORE + GAP + COUNT + FOOT

TICKS = 12
"""Periods, at most, that are named below."""


def plot(series: Series) -> Html:
    """The drawing of a series that has periods."""
    place = _Place(series.periods)
    return el("svg", el("title", _title(series)), el("desc", _told(series)),
              _scale(), [_interval(place, one) for one in series.changes], _counts(place), _scores(place),
              [_change(place, one) for one in series.changes], _days(place, series.by),
              viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", cls="course")


def legend() -> Html:
    """What the strokes and fills mean."""
    told = (("score", "mean score, ± its standard error"), ("deed coop", "above: material cooperation"),
            ("word coop", "above: verbal cooperation"), ("deed conflict", "below: material conflict"),
            ("word conflict", "below: verbal conflict"))
    return el("ul", [el("li", el("svg", el("path", d="M0 5H40", cls="score") if cls == "score" else
                                 el("rect", x=12, y=1, width=16, height=8, cls=cls), viewBox="0 0 40 10",
                                 cls="stroke course", aria_hidden="true"), el("span", what)) for cls, what in told],
              cls="legend strokes")


class _Place:
    """Where periods and days stand."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self.periods = periods
        self.step = (WIDTH - LEFT - RIGHT) / len(periods)
        self.most = max(max(sum(one.quads[:2]), sum(one.quads[2:])) for one in periods) or 1

    def middle(self, number: int) -> float:
        """Of a period."""
        return LEFT + (number + .5) * self.step

    def day(self, day: str, after: bool = False) -> float:
        """The beginning of a day or, with `after`, its end."""
        number = next((n for n, one in enumerate(self.periods) if one.until >= day), len(self.periods) - 1)
        one = self.periods[number]
        first, last = date.fromisoformat(one.since), date.fromisoformat(one.until)
        share = ((date.fromisoformat(day) - first).days + after) / ((last - first).days + 1)
        return LEFT + (number + min(max(share, 0), 1)) * self.step


def _title(series: Series) -> str:
    return f"{series.actor} and {series.recipient} by {series.by}"


def _told(series: Series) -> str:
    """What a drawing tells, for who does not see it."""
    counted = [one for one in series.periods if one.score is not None]
    low, high = min(one.score or 0.0 for one in counted), max(one.score or 0.0 for one in counted)
    said = [f"From {series.periods[0].since} to {series.periods[-1].until} the mean score lies between {low:+.1f} and "
            f"{high:+.1f}, over {sum(one.count for one in counted)} in {series.unit}."]
    return " ".join([*said, *map(words.change, series.changes), series.silent]).strip()


def _scale() -> Html:
    """Lines and numbers of the scores, and the line from which counts go up and down."""
    lines = [(el("path", d=f"M{LEFT} {_at(n):.0f}H{WIDTH - RIGHT}", cls="zero" if not n else "grid"),
              el("text", f"{n:+d}" if n else "0", x=LEFT - 8, y=round(_at(n)) + 5, text_anchor="end"))
             for n in (10, 5, 0, -5, -10)]
    zero = TOP + SCORE + GAP + COUNT / 2
    return el("g", lines, el("path", d=f"M{LEFT} {zero:.0f}H{WIDTH - RIGHT}", cls="zero"))


def _at(score: float) -> float:
    """How far down a score stands."""
    return TOP + (10 - score) / 20 * SCORE


def _scores(place: _Place) -> Html:
    """The line of the scores, broken where there is none, with its spread and a point for each."""
    made: list[Html] = []
    for known, run in groupby(enumerate(place.periods), key=lambda one: one[1].score is not None):
        some = [(place.middle(n), one.score or 0.0, one.spread or 0.0) for n, one in run]
        if not known:
            continue
        if len(some) > 1:
            upper = [f"{x:.1f} {_at(min(score + spread, 10)):.1f}" for x, score, spread in some]
            lower = [f"{x:.1f} {_at(max(score - spread, -10)):.1f}" for x, score, spread in reversed(some)]
            made.append(el("path", d=f"M{'L'.join([*upper, *lower])}Z", cls="spread"))
            made.append(el("path", d="M" + "L".join(f"{x:.1f} {_at(score):.1f}" for x, score, _ in some), cls="score"))
        made += [el("path", d=f"M{x:.1f} {_at(min(score + spread, 10)):.1f}V{_at(max(score - spread, -10)):.1f}",
                    cls="error") for x, score, spread in some if spread]
        made += [el("circle", cx=f"{x:.1f}", cy=f"{_at(score):.1f}", r=3.2) for x, score, _ in some]
    return el("g", made)


def _counts(place: _Place) -> Html:
    """Bars of what was counted, cooperation up and conflict down, deeds next to the line; the highest number beside."""
    zero, unit = TOP + SCORE + GAP + COUNT / 2, COUNT / 2 / place.most
    wide = min(place.step * .7, 26)
    bars: list[Html] = []
    for number, one in enumerate(place.periods):
        x = place.middle(number) - wide / 2
        for deed, word, kind, up in ((one.quads[1], one.quads[0], "coop", True),
                                     (one.quads[3], one.quads[2], "conflict", False)):
            for n, under, cls in ((deed, 0, "deed"), (word, deed, "word")):
                y = zero - (under + n) * unit if up else zero + under * unit
                if n:
                    bars.append(el("rect", x=round(x, 1), y=round(y, 1), width=round(wide, 1),
                                   height=round(n * unit, 1), cls=f"{cls} {kind}"))
    most = [el("text", str(place.most), x=LEFT - 8, y=round(y) + 5, text_anchor="end")
            for y in (zero - COUNT / 2 + 4, zero + COUNT / 2 - 4)]
    return el("g", bars, most)


def _interval(place: _Place, one: ChangePoint) -> Html:
    left, right = place.day(one.low), place.day(one.high, after=True)
    return el("rect", x=round(left, 1), y=TOP, width=round(right - left, 1), height=SCORE + GAP + COUNT, cls="interval")


def _change(place: _Place, one: ChangePoint) -> Html:
    """A change: where it likeliest begins, and the means before and after."""
    x = place.day(one.since)
    anchor = "end" if x > WIDTH * .7 else "start"
    name = f"{one.course}, {words.percent(one.certainty)}"
    return join([el("path", d=f"M{x:.1f} {TOP - 8}V{HEIGHT - FOOT}", cls="change"),
                 el("text", name, x=round(x + (-6 if anchor == "end" else 6)), y=TOP - 12, text_anchor=anchor)])


def _days(place: _Place, by: str) -> Html:
    return el("g", [*_ticks(place, by)])


def _ticks(place: _Place, by: str) -> Iterator[Html]:
    every = -(-len(place.periods) // TICKS)
    for number, one in enumerate(place.periods):
        if number % every == 0:
            yield el("text", words.period(one.since, by), x=round(place.middle(number)), y=HEIGHT - 6,
                     text_anchor="middle")
