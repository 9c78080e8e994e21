"""Edit: corrections made in the pages of a server that was started with ``--edit``."""

from __future__ import annotations

from pathlib import Path

from starlette.routing import BaseRoute

from standoff.web.site import Site


def routes(path: str | Path, style: Site) -> list[BaseRoute]:
    """What takes corrections."""
    return []
