"""The timeline as drawings: how many may have begun when, one axis, and for each event or statement a bar on it.

A day is a tick, a range a bar, and where only the last or the first day is known the bar fades at its open end. Places
are shares of the width, so that the same drawing fits a wall and a phone; what a bar tells stands in words beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import date
from typing import TYPE_CHECKING

from standoff.export import words
from standoff.export.markup import Html, el, esc

if TYPE_CHECKING:
    from standoff.web.pages.timeline import Column, Histogram, Item, Shown

Again = Callable[..., str]
"""The address of the page with other bounds of time; "" where this site has none."""

TALL, FOOT = 84, 20
"""Of the histogram, and of what stands below it."""

FADE = (.75, .5, .25)
"""How a bar fades, in steps, over this much of the width."""

OPEN = 12.0

TICKS = 8


def histogram(one: Histogram, again: Again, marked: Container[str] = ()) -> Html:
    """Columns of how many may have begun when: cooperation above the line with statements hollow on top, conflict below
    it. Each leads to its stretch of time; the `marked` periods are those that are shown.
    """
    up = max((column.cooperation + column.statements for column in one.columns), default=0)
    down = max((column.conflict for column in one.columns), default=0)
    unit = (TALL - 8) / max(up + down, 1)
    wide, zero = 100 / max(len(one.columns), 1), 4 + up * unit
    every = -(-len(one.columns) // TICKS)
    made = [_column(column, (n * wide, wide), (zero, unit), again, column.period in marked)
            for n, column in enumerate(one.columns)]
    named = [el("text", column.period, x=f"{n * wide:.2f}%", y=TALL + FOOT - 5, cls="odd" if n // every % 2 else None)
             for n, column in enumerate(one.columns) if n % every == 0 and n * wide < 92]
    told = f"Events and statements by {one.by}"
    return el("svg", el("title", told), made, el("line", x1="0", x2="100%", y1=f"{zero:.1f}", y2=f"{zero:.1f}"),
              el("g", named, aria_hidden="true"), cls="histogram", width="100%", height=TALL + FOOT, role="group",
              aria_label=told)


def _column(one: Column, across: tuple[float, float], down: tuple[float, float], again: Again, marked: bool) -> Html:
    """A period: what it has, and the way into it."""
    (x, wide), (zero, unit) = across, down
    parts = []
    for n, under, cls in ((one.cooperation, 0, "coop"), (one.statements, one.cooperation, "said"),
                          (one.conflict, -one.conflict, "conflict")):
        if n:
            parts.append(el("rect", cls=cls, x=f"{x + wide * .08:.2f}%", width=f"{wide * .84:.2f}%",
                            y=f"{zero - (under + n) * unit:.1f}", height=f"{max(n * unit, 1.5):.1f}"))
    told = (f"{one.period}: {words.count(one.cooperation + one.conflict, 'event')}, {one.conflict} of conflict; "
            f"{words.count(one.statements, 'statement')}")
    inside = (el("title", told), el("rect", cls="hit marked" if marked else "hit", x=f"{x:.2f}%", y=0,
                                    width=f"{wide:.2f}%", height=TALL), *parts)
    url = again(since=one.period, until=one.period, page=1) if parts else ""
    return Html(f'<a href="{esc(url)}" aria-label="{esc(told)}">{"".join(inside)}</a>') if url else el("g", *inside)


class Axis:
    """Days as shares of a width."""

    def __init__(self, shown: Shown) -> None:
        first, last = _number(shown.first), _number(shown.last)
        room = max(1, (last - first) // 40)
        self._first, self._last = max(first - room, 1), min(last + room, date.max.toordinal())

    def at(self, day: str, after: int = 0) -> float:
        """The beginning of a day, or of one that comes so many after it, in hundredths of the width."""
        return self._share(_number(day) + after)

    def _share(self, number: int) -> float:
        return (number - self._first) / (self._last - self._first + 1) * 100

    def ticks(self) -> list[tuple[float, str]]:
        """Where a year, month or day begins, and what it is called, no more than fit."""
        some = [*self._begins()]
        return [(self._share(one.toordinal()), name) for one, name in some[::-(-len(some) // TICKS) or 1]]

    def _begins(self) -> Iterator[tuple[date, str]]:
        first, last = date.fromordinal(self._first), date.fromordinal(self._last)
        days = self._last - self._first
        if days > 3 * 366:
            yield from ((date(year, 1, 1), str(year)) for year in range(first.year + 1, last.year + 1))
        elif days > 75:
            months = range(first.year * 12 + first.month, last.year * 12 + last.month)
            some = (date(n // 12, n % 12 + 1, 1) for n in months)
            yield from ((day, day.isoformat()[:7]) for day in some)
        else:
            yield from ((date.fromordinal(n), date.fromordinal(n).isoformat())
                        for n in range(self._first, self._last + 1))


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def axis(shown: Shown) -> Html:
    """The scale above the bars."""
    some = Axis(shown).ticks()
    return el("svg", el("title", f"From {shown.first} to {shown.last}"),
              [el("line", x1=f"{x:.2f}%", x2=f"{x:.2f}%", y1=16, y2=22) for x, _ in some],
              [el("text", name, x=f"{x:.2f}%", y=12, cls="odd" if n % 2 else None)
               for n, (x, name) in enumerate(some) if x < 90],
              cls="axis", width="100%", height=22, role="img", aria_label=f"Axis from {shown.first} to {shown.last}")


def bar(shown: Shown, one: Item) -> Html:
    """Between which days something lies. What lies outside the axis stands as an arrow at its edge."""
    scale = Axis(shown)
    cls = "said" if not one.quad else "coop" if one.quad < 3 else "conflict"
    lines = [el("line", x1=f"{x:.2f}%", x2=f"{x:.2f}%", y1=0, y2="100%") for x, _ in scale.ticks()]
    pieces = el("g", [*_pieces(scale, one)], cls=f"bar {cls}")
    return el("svg", lines, pieces, cls="bars", width="100%", height=16, aria_hidden="true")


def _pieces(scale: Axis, one: Item) -> Iterator[Html]:
    low = scale.at(one.low) if one.low else None
    high = scale.at(one.high, 1) if one.high else None
    ends = [end for end in (low, high) if end is not None]
    if max(ends) <= 0 or min(ends) >= 100:
        yield _arrow(max(ends) <= 0)
    elif low is not None and high is not None:
        left, right = max(low, 0), min(high, 100)
        yield _rect(left, max(right - left, .6), "sure")
        yield from (_arrow(at == 0) for at, out in ((0, low < 0), (100, high > 100)) if out)
    else:
        step = OPEN / len(FADE)
        edge, sign = (low, 1) if low is not None else (high or 0.0, -1)
        yield _rect(edge if sign > 0 else edge - .35, .35, "end")
        for n, share in enumerate(FADE):
            left = edge + sign * step * n - (step if sign < 0 else 0)
            shown = max(left, 0), min(left + step, 100)
            if shown[1] > shown[0]:
                yield _rect(shown[0], shown[1] - shown[0], "fade", share)


def _rect(x: float, wide: float, cls: str, share: float | None = None) -> Html:
    return el("rect", cls=cls, x=f"{x:.2f}%", width=f"{wide:.2f}%", y=2 if cls == "end" else 5,
              height=12 if cls == "end" else 6, opacity=share)


def _arrow(left: bool) -> Html:
    """That something lies beyond the edge."""
    return el("text", "◂" if left else "▸", x="0" if left else "100%", y=13, text_anchor="start" if left else "end")
