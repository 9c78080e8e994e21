"""Warm: what the first questions to a server would have to wait for, read before anybody asks."""

from __future__ import annotations

import gc
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

from standoff.api import open_record
from standoff.errors import StandoffError
from standoff.web import render
from standoff.web.pages import PAGES
from standoff.web.readers import Readers
from standoff.web.site import Site


def begin(path: str | Path) -> None:
    """Read what all pages need, then, in a thread of its own, what single ones need. Raises as `open_record`."""
    templates = render.templates()
    for name in templates.list_templates(["html"]):
        templates.get_template(name)
    with open_record(path, readonly=True) as record:
        record.known()
    Thread(target=_each, args=(Path(path),), daemon=True).start()


def _each(path: Path) -> None:
    """Every page that there is one of is made once: outlines of countries, limits of all stages, the record's own
    tables. Nothing of this is ever let go, so it is not looked through again for what is: that takes a tenth of a
    second now and then.
    """
    readers, site = Readers(path), Site(name=path.name)
    try:
        with suppress(StandoffError, sqlite3.OperationalError), closing(readers):    # a large record without lists, say
            for page in PAGES:
                if not page.keyed:
                    with readers.record() as record:
                        site.html(page, page.asked(), page.look(record, page.asked()), record)
    finally:
        gc.collect()
        gc.freeze()
