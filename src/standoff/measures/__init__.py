"""Measures: what events add up to. Series of dyads and actors, changes in their course, and who carries what.

Pure functions over rows of events (`standoff.answers.EventRow`); they ask no record and keep nothing.
"""

from __future__ import annotations

from standoff.days import PERIODS
from standoff.measures.coverage import coverage, matrix
from standoff.measures.series import Frame, course, dyad, dyads, series

__all__ = ["PERIODS", "Frame", "course", "coverage", "dyad", "dyads", "matrix", "series"]
