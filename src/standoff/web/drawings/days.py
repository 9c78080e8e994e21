"""Days: when reports were published, as a row of bars by day, month or year, whichever can be read."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.export import words
from standoff.export.markup import Html, el

WIDTH, HEIGHT, FOOT = 1000, 84, 22

MOST = 60
"""Bars of days or of months; beyond, they are of the next longer time."""


def published(days: Sequence[tuple[str, int]]) -> Html | None:
    """Bars of how many reports came out when; None where no report is dated."""
    if not days:
        return None
    length = next((n for n in (10, 7) if len({day[:n] for day, _ in days}) <= MOST), 4)
    counted: dict[str, int] = {}
    for day, n in days:
        counted[day[:length]] = counted.get(day[:length], 0) + n
    most, step = max(counted.values()), WIDTH / len(counted)
    wide = min(step * .8, 60)
    bars = [el("g", el("title", f"{name}: {words.count(n, 'report')}"),
               el("rect", x=f"{at * step + (step - wide) / 2:.1f}", width=f"{wide:.1f}",
                  y=f"{HEIGHT * (1 - n / most):.1f}", height=f"{HEIGHT * n / most:.1f}"))
            for at, (name, n) in enumerate(counted.items())]
    every = -(-len(counted) // 12)
    told_at = [at for at in range(len(counted)) if not at % every]
    names = [el("text", list(counted)[at], x=f"{(at + .5) * step:.1f}", y=HEIGHT + FOOT - 4, text_anchor="middle",
                cls=None if at in (told_at[0], told_at[-1]) else "odd") for at in told_at]
    told = f"Reports by {'day' if length == 10 else 'month' if length == 7 else 'year'} of publication"
    return el("svg", el("title", told), el("g", bars), el("g", names), viewBox=f"0 0 {WIDTH} {HEIGHT + FOOT}",
              role="img", cls="days", aria_label=f"{told}, from {next(iter(counted))} to "
                                     f"{next(reversed(counted))}; most at once {most}")
