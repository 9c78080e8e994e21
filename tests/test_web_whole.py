"""Lists as files: all of a list whatever page of it is shown, in pieces, and never cut without a word."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import BoundedSemaphore

import anyio
import anyio.lowlevel
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from standoff import open_record
from standoff.model import Origin, Sighting
from standoff.web import app, page, twins, whole
from standoff.web.app import build
from standoff.web.pages import PAGES, events
from standoff.web.publish import publish
from standoff.web.readers import Readers

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


EVENTS = next(one for one in PAGES if one.name == "events")


@pytest.fixture
def readers(demo: Path) -> Iterator[Readers]:
    """Those of the demo."""
    made = Readers(demo)
    yield made
    made.close()


def sent(readers: Readers, few: BoundedSemaphore) -> whole.Sent:
    """The events as a file that is yet to be sent."""
    return whole.Sent(whole.pieces(EVENTS, "ndjson", readers, few, EVENTS.asked()), "application/x-ndjson", {})


def free(few: BoundedSemaphore) -> bool:
    """Whether no list is read."""
    got = few.acquire(blocking=False)
    if got:
        few.release()
    return got


@pytest.mark.usefixtures("short")
def test_a_file_that_is_broken_off_lets_go_of_its_moment(readers: Readers) -> None:
    few = BoundedSemaphore(1)
    answer = sent(readers, few)
    assert not free(few)

    async def run() -> None:
        begun = anyio.Event()

        async def receive() -> dict[str, str]:
            await begun.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.body":
                begun.set()
                await anyio.sleep_forever()

        await answer({"type": "http"}, receive, send)

    with start_blocking_portal() as portal:
        portal.call(run)
    assert free(few)


@pytest.mark.usefixtures("short")
def test_a_file_that_is_not_taken_is_read_no_further_and_says_so(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> \
        None:
    monkeypatch.setattr(whole, "LONG", 0.0)
    few, found = BoundedSemaphore(1), list[bytes]()
    answer = sent(readers, few)

    async def run() -> None:
        async def receive() -> dict[str, str]:
            await anyio.sleep_forever()
            return {}

        async def send(message: dict[str, object]) -> None:
            while not free(few):                         # it is let go of while nothing is taken
                await anyio.lowlevel.checkpoint()
            if message["type"] == "http.response.body":
                found.append(message["body"])

        await answer({"type": "http"}, receive, send)

    with start_blocking_portal() as portal:
        portal.call(run)
    assert lines(b"".join(found).decode())[-1] == {"ok": False, "error": whole.LATE} and found[-1] == b""


@pytest.mark.usefixtures("short")
def test_a_file_that_was_taken_whole_does_not_end_with_another_line(readers: Readers) -> None:
    some = whole.pieces(EVENTS, "ndjson", readers, BoundedSemaphore(1), EVENTS.asked())
    assert list(some)
    some.end()
    assert list(some) == []


def test_no_more_files_are_sent_at_once_than_can_be(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "THREADS", 0)
    told = TestClient(build(demo), base_url="http://127.0.0.1").get("/events.csv")
    assert (told.status_code, told.json()) == (503, {"ok": False, "error": whole.BUSY, "status": 503})


def test_a_column_that_only_later_rows_have_is_never_dropped() -> None:
    with pytest.raises(ValueError, match="stage"):
        list(twins.WAYS["csv"]([[Sighting(source="a")], [Origin(stage="a", version=1, rule="b")]]))
