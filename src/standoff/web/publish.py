"""Publish: the explorer as files that open without a server.

The same pages by the same templates: from the overview on, everything that a page leads to is written, each page once.
What asks for less (filters, searches) needs a server and is not there. CSV and JSON stand beside the pages with a
table.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from standoff.api import Record
from standoff.errors import StandoffError
from standoff.web import twins
from standoff.web.links import Published
from standoff.web.page import Page
from standoff.web.pages import PAGES
from standoff.web.site import Site

MARK = ".standoff-site"
"""The file by which a folder is known for one that was published, and may be written over."""


class NotOurs(StandoffError):
    """A folder has something else in it."""


def publish(record: Record, folder: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Write the site of a record into a folder; how many pages that are. An earlier site there is replaced. Raises
    NotOurs where the folder has other things in it, OSError where it cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise NotOurs(f"{folder} has other things in it: name a new folder, or one that was published into before.")
    if (folder / MARK).exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("standoff publish writes this folder anew.\n", encoding="utf-8")
    with as_file(files("standoff.web") / "static") as static:
        shutil.copytree(static, folder / "static")
    links = Published()
    site = Site(name=record.path.name, links=links)
    for page in PAGES:
        if not page.keyed:
            links.address(page, page.asked())
    done = 0
    while links.todo:
        page, asked = links.todo.popleft()
        done += _write(record, folder, site, links, page, asked)
        if progress:
            progress(done, done + len(links.todo))
    return done


def _write(record: Record, folder: Path, site: Site, links: Published, page: Page[Any, Any], asked: Any) -> bool:
    try:
        shown = page.look(record, asked)
    except StandoffError:
        return False
    links.base = links.path(page, asked)
    target = folder / links.base
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(site.html(page, asked, shown, record), encoding="utf-8", errors="replace")
    if page.rows:
        (folder / links.path(page, asked, "json")).write_bytes(twins.json(asked, shown))
        (folder / links.path(page, asked, "csv")).write_bytes(twins.table(getattr(shown, page.rows)))
    return True
