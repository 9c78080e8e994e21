"""The explorer beside those who write: it answers while another process does, shows what a run added, and is only a
reader itself.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.api import Record
from standoff.errors import BeingMade
from standoff.web.app import build
from standoff.web.pages import PAGES

TOLD = ("Iran seizes tanker\n\nBy Mara Vel\n\nTEHRAN — Iran seized a tanker of the United States near Bandar Abbas on "
        "5 March 2019.\n\nForeign Minister Javad Zarif said that the United States will attack Iran. Later the "
        "United States condemned Iran.\n")
LATER = TOLD.replace("Iran", "Russia").replace("the United States", "Ukraine").replace("2019", "2020").replace(
    "seizes tanker", "seizes trawler")

WRITER = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("BEGIN IMMEDIATE")
conn.execute("UPDATE report SET title = 'not yet told'")
conn.execute("DELETE FROM listed_event")
print("writing", flush=True)
sys.stdin.readline()
conn.execute("ROLLBACK")
"""

EACH = 3
"""Addresses of one page, and of one twin, that a crawl asks for."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small record with some of everything."""
    (tmp_path / "a.txt").write_text(TOLD)
    with open_record(tmp_path / "r.db") as record:
        record.read(tmp_path / "a.txt", tmp_path / "gone.txt")
        record.run()
    return tmp_path / "r.db"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Another process has written to a record and has not finished."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as process:
        assert process.stdin and process.stdout and process.stdout.readline() == "writing\n"
        try:
            yield
        finally:
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.wait(60) == 0


def crawled(client: TestClient) -> dict[str, str]:
    """The text of pages that links lead to, a few of each kind."""
    kinds = [(f"{page.name}{twin}", re.compile(("/overview" if page.path == "/" and twin else
                                                re.sub(r"\\{\w+\\}", "[^/.]+", re.escape(page.path))) + twin))
             for page in PAGES for twin in (".json", ".csv", ".ndjson", "")]
    todo, seen, asked, found = deque(["/", *(page.at() for page in PAGES if not page.keyed)]), set[str](), Counter(), {}
    while todo:
        address = todo.popleft()
        kind = next((name for name, path in kinds if path.fullmatch(address.partition("?")[0])), "")
        if not kind or address in seen or asked[kind] == EACH:
            continue
        seen.add(address)
        asked[kind] += 1
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = answer.text
        todo += [unescape(one).partition("#")[0] for one in re.findall(r'href="(/[^"]*)"', answer.text)]
    assert {page.name for page in PAGES} <= set(asked)
    return found


def state(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_a_crawl_of_all_pages_writes_nothing(path: Path) -> None:
    before = state(path)
    crawled(TestClient(build(path), base_url="http://127.0.0.1"))
    assert state(path) == before
    log = path.with_name("r.db-wal")
    assert not log.exists() or not log.stat().st_size


def test_pages_answer_as_before_while_another_process_writes(path: Path) -> None:
    client = TestClient(build(path), base_url="http://127.0.0.1")
    before = crawled(client)
    with writing(path):
        assert crawled(client) == before
        assert crawled(TestClient(build(path), base_url="http://127.0.0.1")) == before


def test_what_a_run_added_is_shown_by_a_server_that_began_before_it(path: Path) -> None:
    client = TestClient(build(path), base_url="http://127.0.0.1")
    before = client.get("/events.json").json()["shown"]["total"]
    assert client.get("/dyad/RUS/UKR.json").json()["shown"]["total"] == 0
    (path.parent / "b.txt").write_text(LATER)
    with open_record(path) as record:
        record.read(path.parent / "b.txt")
        assert client.get("/overview.json").json()["current"] is False
        assert client.get("/events.json").json()["shown"]["total"] == before
        record.run()
    assert client.get("/overview.json").json()["current"] is True
    assert client.get("/events.json").json()["shown"]["total"] > before
    assert client.get("/dyad/RUS/UKR.json").json()["shown"]["total"] > 0
    assert "seizes trawler" in client.get("/reports").text


def test_pages_answer_as_before_between_the_batches_of_a_run(path: Path) -> None:
    """What a run has cleared and not made again is gone for all who read; the lists still have it."""
    (path.parent / "b.txt").write_text(LATER)
    with open_record(path) as record:
        record.read(path.parent / "b.txt")
        record.run()
        event, actor, said = record.events()[0].key, record.actors()[0].key, record.statements()[0].key
    pages = ["/", f"/actor/{actor}", f"/network?actor={actor}",
             *(page.at() for page in PAGES if not page.keyed and page.name not in ("search", "method", "problems"))]
    evidence = [f"/why/{key}" for key in (event, actor, said)]
    server, seen = build(path), Counter[int]()

    def between(stage: str, done: int, total: int) -> None:
        """Committed: another connection reads it."""
        with open_record(path, readonly=True) as other, TestClient(server, base_url="http://127.0.0.1") as client:
            gone = [key for key in (event, actor, said) if not there(other, key)]
            for address in pages:
                assert client.get(address).status_code == 200, (stage, address)
            for address in evidence:
                answer = client.get(address)
                assert answer.status_code == (503 if address[5:] in gone else 200), (stage, address)
                seen[answer.status_code] += 1

    def there(other: Record, key: str) -> bool:
        try:
            return bool(other.full_key(key))
        except BeingMade:
            return False

    with open_record(path) as record:
        record.run(from_stage="analyses", progress=between)
    assert seen[503] and seen[200]
    assert all(TestClient(server, base_url="http://127.0.0.1").get(one).status_code == 200 for one in evidence)
