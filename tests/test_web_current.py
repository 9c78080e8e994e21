"""Lists that are older than the record are told to be, on every page and in every twin."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.web.app import build
from standoff.web.pages import PAGES
from standoff.web.publish import publish

TOLD = "those of the last run that ended"


@pytest.fixture(scope="module")
def stale(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that was read into and not run."""
    folder = tmp_path_factory.mktemp("stale")
    (folder / "a.txt").write_text("Odra\n\nThe mayor of Odra said on Friday that the port is closed.\n")
    with open_record(copy(demo, folder / "r.db")) as record:
        record.read(folder / "a.txt")
        assert not record.listed
    return folder / "r.db"


@pytest.mark.parametrize("page", [page for page in PAGES if not page.keyed], ids=lambda page: page.name)
def test_every_page_and_twin_says_so(stale: Path, demo: Path, page) -> None:
    for path, current in ((stale, False), (demo, True)):
        client = TestClient(build(path), base_url="http://127.0.0.1")
        assert client.get(page.address(page.asked(), "json")).json()["current"] is current
        assert (TOLD in client.get(page.at()).text) is not current


def test_so_do_forms_and_files(stale: Path, tmp_path: Path) -> None:
    client = TestClient(build(stale, edit=True), base_url="http://127.0.0.1")
    event = client.get("/events.json").json()["shown"]["rows"][0]["key"]
    assert TOLD in client.get(f"/edit/{event}").text
    with open_record(stale, readonly=True) as record:
        publish(record, tmp_path)
    assert TOLD in (tmp_path / "events.html").read_text("utf-8")
