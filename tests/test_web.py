"""The explorer over the demo record: what it answers, to whom, and what it never does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.web.app import build
from standoff.web.page import Unasked
from standoff.web.pages import PAGES, problems
from standoff.web.safety import Guard

HOST = {"host": "127.0.0.1"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The server of a record of two small captures."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "a.txt").write_text("The ministry <script>alert(1)</script> closed the port of Odra on Friday.\n" * 3)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt", folder / "gone.txt")
        record.run()
    return TestClient(build(folder / "r.db"), base_url="http://127.0.0.1")


@pytest.mark.parametrize("page", [page for page in PAGES if not page.keyed], ids=lambda page: page.name)
def test_each_page_has_its_twins(client: TestClient, page) -> None:
    where = page.at()
    assert client.get(where).status_code == 200
    twin = client.get(page.address(page.asked(), "json"))
    assert twin.json()["ok"] is True and twin.json()["shown"]["title"]
    if page.rows:
        assert client.get(page.address(page.asked(), "csv")).headers["content-type"].startswith("text/csv")


def test_an_address_that_asks_what_is_not_there_is_told_so_in_its_own_form(client: TestClient) -> None:
    answer = client.get("/problems.json?page=abc")
    assert answer.status_code == 400 and answer.json() == {"ok": False, "status": 400, "error": answer.json()["error"]}
    assert client.get("/problems?page=0").status_code == 400
    assert "has no parameter" in client.get("/problems?colour=red").text
    assert client.get("/nowhere").status_code == 404
    assert client.get("/key/r0000").status_code == 404


def test_every_answer_forbids_what_is_not_ours(client: TestClient) -> None:
    for where in ("/", "/nowhere", "/problems.json", "/static/style.css"):
        policy = client.get(where).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy


def test_a_foreign_name_is_turned_away(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421


def test_a_token_is_asked_for_and_kept_in_a_cookie(client: TestClient) -> None:
    path = client.app.routes[0].endpoint.args[2].path  # type: ignore[attr-defined]
    other = TestClient(build(path, guard=Guard("0.0.0.0", "secret")), base_url="http://10.0.0.5")
    assert other.get("/").status_code == 401
    assert other.get("/?token=wrong").status_code == 401
    assert other.get("/", headers={"authorization": "Bearer secret"}).status_code == 200
    assert other.get("/problems?token=secret").status_code == 200   # and on from there without it
    assert other.get("/").status_code == 200


def test_an_address_holds_the_state_and_nothing_else() -> None:
    asked = problems.PAGE.ask({}, {"code": ["missing"], "page": ["2"]})
    assert problems.PAGE.address(asked) == "/problems?code=missing&page=2"
    assert problems.PAGE.address(problems.Asked()) == "/problems"
    with pytest.raises(Unasked, match="longer"):
        problems.PAGE.ask({}, {"code": ["x" * 401]})


def test_the_description_names_every_page(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert len(described["paths"]) == sum(len(page.twins) for page in PAGES)
    assert json.dumps(described)


def test_a_record_that_is_not_there_is_told_before_anything_is_served(tmp_path: Path) -> None:
    from standoff.errors import NoSuchRecord

    with pytest.raises(NoSuchRecord):
        build(tmp_path / "none.db")
