"""Lists as files: all of a list whatever page of it is shown, in pieces, and never cut without a word."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from itertools import count
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.model import Sighting
from standoff.web import page, twins
from standoff.web.app import build
from standoff.web.pages import PAGES, events
from standoff.web.publish import publish

LISTS = [one for one in PAGES if one.each and not one.keyed]


@pytest.fixture(scope="module")
def client(demo: Path) -> TestClient:
    """The server of the demo."""
    return TestClient(build(demo), base_url="http://127.0.0.1")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and pieces of three rows."""
    monkeypatch.setattr(page, "MANY", 3)
    monkeypatch.setattr(twins, "MANY", 3)
    for one in LISTS:
        module = __import__(f"standoff.web.pages.{one.name}", fromlist=["SIZE"])
        monkeypatch.setattr(module, "SIZE", 3)
        monkeypatch.setattr(module, "start", lambda number, size=3: page.start(number, size))


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(one) for one in text.splitlines()]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_a_file_has_what_the_pages_have_together(client: TestClient, one) -> None:
    asked = {"words": "minist*"} if one.name == "search" else {}
    pages: list[object] = []
    for number in count(1):
        shown = client.get(f"{one.path}.json", params={**asked, "page": number}).json()["shown"]
        pages += shown[one.rows]
        if not shown[one.rows]:
            break
    found = client.get(f"{one.path}.ndjson", params=asked)
    assert found.headers["content-type"] == "application/x-ndjson"
    rows = lines(found.text)
    if one.name == "timeline":                       # a page of it is by lanes
        assert sorted(map(str, rows)) == sorted(map(str, pages))
    else:
        assert rows == pages
    table = list(csv.reader(io.StringIO(client.get(f"{one.path}.csv", params=asked).text)))
    assert {len(line) for line in table} <= {len(table[0])} and len(table) == len(rows) + 1 if rows else table == []


def test_a_list_that_is_narrowed_is_so_as_a_file(client: TestClient) -> None:
    shown = client.get("/events.json?type=ACCUSE&factuality=any").json()["shown"]
    assert 0 < len(lines(client.get("/events.ndjson?type=ACCUSE&factuality=any").text)) == shown["total"]
    assert client.get("/events.csv?page=2").status_code == 400
    assert client.get("/events.csv?actor=Nobody+At+All").status_code == 404
    assert 'href="/events.csv?type=ACCUSE"' in client.get("/events?type=ACCUSE&page=2").text


def test_what_is_cut_says_so_in_its_last_line(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MOST", 4)
    rows = lines(client.get("/events.ndjson").text)
    assert len(rows) == 5 and rows[-1] == {"ok": False, "error": twins.CUT}
    assert list(csv.reader(io.StringIO(client.get("/events.csv").text)))[5] == [twins.CUT]


def test_one_that_fails_on_the_way_says_so_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def some(limit: int, first: int) -> list[str]:
        if first > 2 * limit:
            raise sqlite3.OperationalError("interrupted")
        return ["row"] * limit

    broken = lambda record, asked: page.stretches(some)          # noqa: E731
    object.__setattr__(events.PAGE, "each", broken)
    try:
        found = lines(client.get("/events.ndjson").text)
    finally:
        object.__setattr__(events.PAGE, "each", events.each)
    assert found[:2] == ["row", "row"] and found[-1] == {"ok": False, "error": "Cut: interrupted"}


def test_what_turns_text_round_is_shown_by_its_number_and_formulas_are_text() -> None:
    rows = [Sighting(source="\u202egnp.exe", url="=1+1", outlet="a\nb")]
    cells, = csv.DictReader(io.StringIO(b"".join(twins.whole("csv", rows)).decode(), newline=""))
    assert (cells["source"], cells["url"], cells["outlet"]) == ("⟨U+202E⟩gnp.exe", "'=1+1", "a\nb")


def test_a_site_of_files_has_them_once_for_a_list(demo: Path, tmp_path: Path) -> None:
    with open_record(demo, readonly=True) as record:
        publish(record, tmp_path)
        every = record.events().total
    assert len(lines((tmp_path / "events.ndjson").read_text("utf-8"))) == every
    assert 'href="events.ndjson"' in (tmp_path / "events.html").read_text("utf-8")
    assert not [*tmp_path.rglob("*-page-*.csv")] and not [*tmp_path.rglob("*-page-*.ndjson")]
