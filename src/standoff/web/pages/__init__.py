"""The pages of the explorer, one module each."""

from __future__ import annotations

from typing import Any

from standoff.web.page import Page
from standoff.web.pages import (
    actor,
    actors,
    capture,
    captures,
    corrections,
    dyad,
    dyads,
    events,
    map,
    method,
    network,
    outlets,
    outlook,
    overview,
    problems,
    report,
    reports,
    search,
    statements,
    ties,
    timeline,
    why,
)

PAGES: tuple[Page[Any, Any], ...] = (overview.PAGE, timeline.PAGE, events.PAGE, map.PAGE, network.PAGE, ties.PAGE,
                                     outlets.PAGE, problems.PAGE, method.PAGE, search.PAGE, statements.PAGE,
                                     outlook.PAGE, corrections.PAGE, why.PAGE, capture.PAGE, captures.PAGE,
                                     report.PAGE, reports.PAGE, actors.PAGE, actor.PAGE, dyads.PAGE, dyad.PAGE)
