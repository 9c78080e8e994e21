"""Who may ask, from where, and what an answer carries, also where something fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff.web import app
from standoff.web.app import build, serve
from standoff.web.safety import Guard, local


@pytest.fixture(scope="module")
def closed(demo: Path) -> Path:
    """A record that nobody writes to."""
    return demo


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "fe80::1", "[fe80::1]", "box.example", ""])
def test_a_host_that_others_reach_wants_a_token(closed: Path, host: str) -> None:
    with pytest.raises(ValueError, match="token"):
        serve(closed, host=host)
    assert Guard(host, "secret").token


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8642", "localhost:80", "LOCALHOST", "[::1]", "[::1]:8642"])
def test_without_a_token_it_answers_under_names_of_this_machine(closed: Path, host: str) -> None:
    assert TestClient(build(closed, guard=Guard("::1"))).get("/method", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[fe80::1]", "", "0.0.0.0"])
def test_and_under_no_other(closed: Path, host: str) -> None:
    assert TestClient(build(closed)).get("/method", headers={"host": host}).status_code == 421


def test_this_machine_is_known_with_and_without_brackets() -> None:
    assert all(map(local, ("::1", "[::1]", "127.0.0.1", "localhost")))
    assert not any(map(local, ("::", "0.0.0.0", "", "localhost.example")))


@pytest.mark.parametrize("host", ["10.0.0.5", "[fe80::1]:8642", "box.example"])
def test_the_cookie_is_not_the_token(closed: Path, host: str) -> None:
    visitor = TestClient(build(closed, guard=Guard("::", "se cret;ü")), base_url=f"http://{host}",
                         follow_redirects=False)
    assert visitor.get("/method").status_code == 401
    answer = visitor.get("/method", params={"token": "se cret;ü", "x": "1"})
    assert answer.status_code == 303 and answer.headers["location"].endswith("/method?x=1")
    kept = answer.headers["set-cookie"]
    assert "cret" not in kept and "HttpOnly" in kept and "SameSite=strict" in kept
    name, _, value = kept.partition(";")[0].partition("=")
    assert visitor.get("/method", headers={"cookie": f"{name}={value}"}).status_code == 200
    assert visitor.get("/method", headers={"cookie": f"{name}={value}0"}).status_code == 401
    assert visitor.get("/method", headers={"authorization": f"Bearer {value}", "cookie": ""}).status_code == 401


@pytest.mark.parametrize("where", ["/method", "/method.json"])
def test_a_failure_carries_the_headers_too(closed: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a slip")

    monkeypatch.setattr(app.Readers, "record", fail)
    answer = TestClient(build(closed), base_url="http://127.0.0.1", raise_server_exceptions=False).get(where)
    assert answer.status_code == 500 and "a slip" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_form_is_read_to_its_limit_only(closed: Path) -> None:
    def chunks() -> Iterator[bytes]:             # sent without a content-length
        yield from [b"x" * 1024] * 1000

    client = TestClient(build(closed, edit=True), base_url="http://127.0.0.1")
    assert client.post("/edit/a0000", content=chunks()).status_code == 413


@pytest.mark.parametrize("at", ["x" * 401, "a\0b"])
def test_what_is_shown_beside_is_a_key(closed: Path, at: str) -> None:
    client = TestClient(build(closed), base_url="http://127.0.0.1")
    assert client.get("/method", params={"at": at}).status_code == 400


def test_what_is_asked_beside_stays_one_value(closed: Path) -> None:
    client = TestClient(build(closed), base_url="http://127.0.0.1", follow_redirects=False)
    report = client.get("/reports.json").json()["shown"]["rows"][0]["key"]
    answer = client.get(f"/report/{report[:9]}", params={"at": "a&page=2#x"})
    assert answer.headers["location"] == f"/report/{report}?at=a%26page%3D2%23x#a%26page%3D2%23x"
