"""Publish: the explorer as files that open without a server.

The same pages by the same templates: from the overview on, everything that a page leads to is written, each page once.
What asks for less (filters, searches) needs a server and is not there. JSON stands beside the pages with a table, and
beside the first of a list all of it as CSV and NDJSON.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from standoff.api import Record
from standoff.errors import StandoffError
from standoff.web import twins
from standoff.web.links import Published
from standoff.web.page import WHOLE, Page
from standoff.web.pages import PAGES
from standoff.web.site import Site

MARK = ".standoff-site"
"""The file by which a folder is known for one that was published into: it lists the site's own files."""

FRESH = ".standoff-new"
"""The folder in there in which a site is made, until all of it is written."""

FIRST = "The files that standoff publish wrote here, and writes anew:"


class NotOurs(StandoffError):
    """A folder has something else in it."""


def publish(record: Record, folder: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Write the site of a record into a folder; how many pages that are. An earlier site there is replaced, once the
    new one is written whole; other files beside it stay. `progress` is called with the pages written and those known
    of. Raises NotOurs where the folder holds other things and no site, or one of them stands where a page is to be;
    OSError where it cannot be written.
    """
    before = _own(folder)
    fresh = folder / FRESH
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    try:
        with record.moment():
            done = _site(record, fresh, progress)
        _exchange(folder, fresh, before)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return done


def _own(folder: Path) -> frozenset[str]:
    """The files of the site that is in a folder."""
    if (folder / MARK).is_file():
        return frozenset((folder / MARK).read_text("utf-8").splitlines()[1:])
    if folder.exists() and any(one.name != FRESH for one in folder.iterdir()):
        raise NotOurs(f"{folder} has other things in it: name a new folder, or one that was published into before.")
    return frozenset()


def _exchange(folder: Path, fresh: Path, before: frozenset[str]) -> None:
    """Put a site that was made in the place of the one before. The list is of both until that is done."""
    after = frozenset(file.relative_to(fresh).as_posix() for file in fresh.rglob("*") if file.is_file())
    root = folder.resolve()
    for inside in sorted({(folder / name).parent for name in after | before}):
        if not inside.resolve().is_relative_to(root):
            raise NotOurs(f"{inside} leads out of {folder}: nothing there is touched.")
    for name in sorted(after - before):
        if os.path.lexists(folder / name):
            raise NotOurs(f"{folder / name} is not of the site that was published there, and a page is to stand "
                          "there: move it away.")
    _mark(folder, after | before)
    for name in sorted(after):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(folder / name)
    for name in before - after:
        (folder / name).unlink(missing_ok=True)
    for inside in sorted({one for name in before - after for one in Path(name).parents[:-1]}, reverse=True):
        with suppress(OSError):                  # it has other files in it
            (folder / inside).rmdir()
    _mark(folder, after)


def _mark(folder: Path, names: frozenset[str]) -> None:
    (folder / MARK).write_text("\n".join([FIRST, *sorted(names)]) + "\n", encoding="utf-8")


def _site(record: Record, folder: Path, progress: Callable[[int, int], None] | None) -> int:
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
        (folder / links.path(page, asked, "json")).write_bytes(twins.json(asked, shown, record.listed))
        for kind in WHOLE if getattr(asked, "page", 1) == 1 else ():
            with (folder / links.path(page, asked, kind)).open("wb") as file:
                file.writelines(twins.whole(kind, page.whole(record, asked)))
    return True
