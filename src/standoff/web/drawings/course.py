"""How two act towards each other, drawn: the course of their scores over time, and one mean score at a glance.

Takes a Series or a score, gives SVG. The course is drawn as the dossier draws it (`export.drawings.plot`).
"""

from __future__ import annotations

from standoff.answers import Series
from standoff.export.drawings.plot import plot
from standoff.export.markup import Html, el

MOST = 1500
"""Periods that are drawn: more are narrower than a pixel."""


def course(series: Series) -> Html:
    """The drawing of a series; nothing where nothing in it is counted, or more than can be drawn."""
    if len(series.periods) > MOST or all(one.score is None for one in series.periods):
        return Html("")
    return plot(series)


def lean(score: float) -> Html:
    """Where a mean score lies between conflict, left of the line, and cooperation, right of it; the number stands
    beside it.
    """
    wide = abs(score) * 5
    return el("svg", el("rect", x=round(50 - wide if score < 0 else 50, 1), y=1, width=round(wide, 1), height=8,
                        cls="conflict" if score < 0 else "coop"), el("path", d="M50 0V10"), viewBox="0 0 100 10",
              aria_hidden="true", cls="lean")
