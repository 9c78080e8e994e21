"""The pages of the explorer, one module each."""

from __future__ import annotations

from typing import Any

from standoff.web.page import Page
from standoff.web.pages import capture, events, map, method, outlets, overview, problems, search, why

PAGES: tuple[Page[Any, Any], ...] = (overview.PAGE, events.PAGE, map.PAGE, outlets.PAGE, problems.PAGE, method.PAGE,
                                     search.PAGE, why.PAGE, capture.PAGE)
