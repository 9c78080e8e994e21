"""What several test modules stand on: the record of the demo, made once, and a browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as properties

from standoff import open_record
from standoff.web.pages import PAGES

properties.register_profile("standoff", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("standoff")     # how quick something is, `make bench` says, not a test on a busy machine

DEMO = Path(__file__).parents[1] / "demo" / "captures"

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the demo captures. Not to be written to: copy it first."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with open_record(path) as record:
        record.read(DEMO)
        record.run()
    return path


@pytest.fixture(scope="session")
def server(demo: Path) -> Iterator[str]:
    """The address of a server over the demo."""
    yield from serving(demo)


def serving(path: Path, **settings: object) -> Iterator[str]:
    """The address of a server over a record, for as long as this is held."""
    import uvicorn

    from standoff.web.app import build

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen(64)
        app = uvicorn.Server(uvicorn.Config(build(path, **settings), log_level="error", ws="none"))  # type: ignore[arg-type]
        thread = threading.Thread(target=app.run, args=([sock],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            app.should_exit = True
            thread.join(10)


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, headless; tests that need it are skipped where there is none."""
    if not CHROMIUM:
        pytest.skip("There is no Chromium here: apt-get install chromium, or name one in CHROMIUM.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield made
        made.close()


@contextmanager
def watched(browser, base: str, **settings: object) -> Iterator[Any]:
    """A fresh tab; whatever a page complains of, or asks from elsewhere than `base`, fails the test."""
    still = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}    # nothing is met half scrolled
    context = browser.new_context(base_url=base, **{**still, **settings})
    page = context.new_page()
    page.set_default_timeout(30_000)
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else faults.append(asked.url))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def tab(browser, server):
    """A fresh tab on the server of the demo."""
    with watched(browser, server) as page:
        yield page


@pytest.fixture(scope="session")
def places(demo: Path) -> dict[str, str]:
    """Where there is a page of each kind, by what it is of; with evidence beside it, too."""
    with open_record(demo, readonly=True) as record:
        actor, event = record.actors(limit=1)[0].key, record.events(limit=1)[0].key
        said = record.statements(limit=1)[0].key
        tie, outlook = record.ties(limit=1)[0].ties[0], record.outlook(limit=1)[0].key
        report = max(record.report_rows(), key=lambda row: row.copies).key
        made = {page.name: page.at() for page in PAGES if not page.keyed}
        made |= {f"capture in {tongue}": f"/c/{next(row.key for row in record.capture_rows() if mark in row.title)}"
                 for tongue, mark in (("English", "queue"), ("Arabic", "\u0627\u0644\u0642\u0645\u062d"),
                                      ("Persian", "\u0628\u0633\u0641\u0631"))}
    return made | {"actor": f"/actor/{actor}", "dyad": "/dyad/RUS/UKR", "report": f"/report/{report}",
                   "why actor": f"/why/{actor}", "why event": f"/why/{event}", "why statement": f"/why/{said}",
                   "why tie": f"/why/{tie}", "why outlook": f"/why/{outlook}", "searched": "/search?words=grain",
                   "leads": f"/outlook?leads={outlook}", "beside": f"/events?at={event}#{event}"}
