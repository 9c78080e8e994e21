"""Measures: what events add up to. Series of dyads and actors, changes in their course, and who carries what.

Pure functions over rows of events (`standoff.answers.EventRow`), or over what they need of them (`Counted`, `Line`);
they ask no record and keep nothing.
"""

from __future__ import annotations

from standoff.days import PERIODS
from standoff.measures.coverage import Line, carried, coverage, lines, matrix
from standoff.measures.series import Counted, Frame, course, dyad, dyads, series

__all__ = ["PERIODS", "Counted", "Frame", "Line", "carried", "course", "coverage", "dyad", "dyads", "lines", "matrix",
           "series"]
