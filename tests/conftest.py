"""What several test modules stand on: the record of the demo, made once, and a browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from standoff import open_record

DEMO = Path(__file__).parents[1] / "demo" / "captures"

CHROMIUM = next(filter(None, (os.environ.get("CHROMIUM"), shutil.which("chromium"), shutil.which("chromium-browser"))), "")

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
            yield "http://127.0.0.1:{}".format(sock.getsockname()[1])
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


@pytest.fixture
def tab(browser, server):
    """A fresh tab on the server; whatever a page complains of, or asks from elsewhere, fails the test."""
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((server, "data:")) else faults.append(asked.url))
    yield page
    context.close()
    assert faults == []
