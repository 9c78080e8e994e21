"""Corrections in the pages: kept for whoever started the server with --edit, and for nobody else."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copy
from threading import Event

import pytest
from starlette.testclient import TestClient

from standoff import Record, open_record
from standoff.errors import NotWritten
from standoff.record import listing
from standoff.web import following
from standoff.web.app import build

BASE = "http://127.0.0.1"
TEXT = """Port of Odra Is Closed

2017-03-20

The mayor Mara Veen said on Friday that the port of Odra will probably stay closed until May 2017. Police arrested
twelve protesters in Ankara on 15 March 2017. Turkish police arrested Selim Aras in Ankara on 16 March 2017. Mara Veen
denied that the port was attacked. Iran's foreign minister criticised Turkey on 14 March 2017.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one report."""
    folder = tmp_path_factory.mktemp("edit")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
    return folder / "r.db"


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy of it to correct."""
    return Path(copy(made, tmp_path / "r.db"))


@pytest.fixture
def client(path: Path) -> TestClient:
    """Its server, for corrections."""
    return TestClient(build(path, edit=True), base_url=BASE, follow_redirects=False)


def key(client: TestClient, page: str, name: str = "key") -> str:
    """The key of the first row of a page."""
    return client.get(f"/{page}.json").json()["shown"]["rows"][0][name]


def send(client: TestClient, key: str, headers: dict[str, str] | None = None, **form: str):
    """A form as the page of a datum has it, with these values."""
    page = client.get(f"/edit/{key}").text
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return client.post(f"/edit/{key}", headers=headers or {"origin": BASE},
                       data={"token": found[1], "because": "told so", "by": "Mara Veen", "back": "/events"} | form)


def test_without_edit_there_is_no_form_and_no_way(path: Path) -> None:
    plain = TestClient(build(path), base_url=BASE)
    one = key(plain, "outlook")
    for where in ("/statements", "/outlook", "/events", "/corrections", f"/why/{one}"):
        assert plain.post(where).status_code == 405
        assert 'method="post"' not in plain.get(where).text and "/edit/" not in plain.get(where).text
    assert plain.get(f"/edit/{one}").status_code == plain.post(f"/edit/{one}").status_code == 404


def test_a_resolution_is_kept_shown_and_undone(client: TestClient, path: Path) -> None:
    one = key(client, "outlook")
    answer = send(client, one, verb="resolve", outcome="yes", source="https://news.example/1", back="/outlook#" + one)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/outlook?done=o")
    assert answer.headers["location"].endswith("#" + one)
    there = client.get(answer.headers["location"].partition("#")[0]).text
    assert "Kept:" in there and "resolved: yes" in there and "Mara Veen" in there
    made = re.search(r"done=(o[0-9a-f]+)", answer.headers["location"])
    assert made and client.get("/corrections.json").json()["shown"]["rows"][0]["key"] == made[1]
    assert f'href="/edit/{made[1]}?back=' in there and "Say why" in send(client, made[1], verb="undo", because="").text
    undone = send(client, made[1], verb="undo", because="too early", by="Ivo Brandt", back="/corrections")
    told = client.get(undone.headers["location"]).text
    assert undone.status_code == 303 and "Undone:" in told and "too early" in told and "Ivo Brandt" in told
    last, first = client.get("/corrections.json").json()["shown"]["rows"]
    assert (last["verb"], last["undoes"], first["by_which"]) == ("undo", made[1], last["key"])
    assert not any('method="post"' in client.get(f"/edit/{one}").text for one in (made[1], last["key"]))
    assert client.get("/outlook.json").json()["shown"]["rows"][0]["resolved"] is None


def test_an_actor_is_renamed_and_given_a_post_and_the_name_of_who_decides_is_kept(client: TestClient) -> None:
    one = key(client, "statements", "speaker") or key(client, "actors")
    assert send(client, one, verb="rename", name="Mayor Veen", back=f"/actor/{one}").status_code == 303
    assert "Your name" not in client.get(f"/edit/{one}").text
    answer = send(client, one, verb="role", post="mayor", since="2014", by="", back="/actors")
    assert answer.status_code == 303
    rows = client.get("/corrections.json").json()["shown"]["rows"]
    assert [row["verb"] for row in rows] == ["role", "rename"] and {row["by"] for row in rows} == {"Mara Veen"}


def test_two_events_are_made_one_and_what_is_wrong_is_told_in_the_form(client: TestClient) -> None:
    a, b = (row["key"] for row in client.get("/events.json").json()["shown"]["rows"][:2])
    wrong = send(client, a, verb="join", other=a)
    assert wrong.status_code == 422 and "these are one already" in wrong.text and 'role="alert"' in wrong.text
    assert send(client, a, verb="join", other=b, back=f"/why/{a}").status_code == 303
    assert len(client.get(f"/why/{a}.json").json()["shown"]["event"]["tellings"]) == 2
    assert send(client, a, verb="part").status_code == 303


def test_evidence_and_ties_lead_to_what_may_be_decided_of_them(client: TestClient) -> None:
    for page, name in (("outlook", "key"), ("events", "key"), ("statements", "key")):
        one = key(client, page, name)
        assert f'class="correct" href="/edit/{one}?back=' in client.get(f"/why/{one}").text
    ties = client.get("/ties.json").json()["shown"]["rows"]
    page = client.get("/ties").text
    assert ties and all(f'href="/edit/{row["ties"][0]}?' in page for row in ties)
    assert client.get(f"/edit/{ties[0]['ties'][0]}").text.count('id="decide-reject"') == 1


def test_a_row_of_ties_is_rejected_whole_or_one_place_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Odra\n\n2017-03-20\n\n" + "Mara Veen is the mayor of Odra. Police left.\n\n"
                                    "Mara Veen, the mayor of Odra, was there. " * 2)
    with open_record(tmp_path / "r.db") as record:
        record.read(tmp_path / "a.txt")
        record.run()
        row = next(row for row in record.ties() if len(row.ties) > 1)
        assert all(record.tie_row(key) == row for key in row.ties)
    client = TestClient(build(tmp_path / "r.db", edit=True), base_url=BASE, follow_redirects=False)
    one, *rest = row.ties
    assert f"all {len(row.ties)} places of its row" in client.get(f"/edit/{one}").text
    assert send(client, one, verb="reject", all="").status_code == 303
    left = {key for row in client.get("/ties.json").json()["shown"]["rows"] for key in row["ties"]}
    assert one not in left and left >= {*rest}
    assert send(client, rest[0], verb="reject", all="yes").status_code == 303
    left = {key for row in client.get("/ties.json").json()["shown"]["rows"] for key in row["ties"]}
    assert not left & {*row.ties}


def test_a_reason_a_name_and_a_value_are_asked_for(client: TestClient) -> None:
    one = key(client, "outlook")
    assert "Say why" in send(client, one, verb="resolve", outcome="yes", because=" ").text
    assert "your name" in send(client, one, verb="resolve", outcome="yes", by=" ").text
    assert send(client, one, verb="resolve").status_code == 422
    assert send(client, one, verb="merge", other="x").status_code == 422


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"},
                                     {"sec-fetch-site": "cross-site"}])
def test_a_form_of_another_site_is_turned_away(client: TestClient, headers: dict[str, str]) -> None:
    one = key(client, "outlook")
    assert send(client, one, headers, verb="resolve", outcome="yes").status_code == 403
    assert client.get("/corrections.json").json()["shown"]["total"] == 0


def test_a_form_without_our_token_is_turned_away(client: TestClient) -> None:
    one = key(client, "outlook")
    assert send(client, one, verb="resolve", outcome="yes", token="guessed").status_code == 403
    assert client.post(f"/edit/{one}", content=b"x" * 70_000).status_code == 413


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_it_leads_back_to_this_server_only(client: TestClient, back: str) -> None:
    answer = send(client, key(client, "outlook"), verb="resolve", outcome="no", back=back)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/?done=")


def test_what_is_kept_is_told_as_kept_though_the_lists_could_not_follow(client: TestClient, path: Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise NotWritten("The disk is full.")

    one = key(client, "actors")
    monkeypatch.setattr(listing, "mend", full)
    for _ in range(2):
        answer = send(client, one, verb="rename", name="Zed")
        assert answer.status_code == 303 and "done=o" in answer.headers["location"]
    assert "The disk is full." in client.get("/actors").text
    with open_record(path, readonly=True) as record:
        assert [(made.verb, made.value) for made in record.corrections()] == [("rename", "Zed")] and not record.listed
    monkeypatch.undo()
    assert send(client, one, verb="rename", name="Zoe").status_code == 303
    assert "The disk is full." not in client.get("/actors").text and client.get("/actors.json").json()["current"]


def test_nobody_waits_for_the_lists_of_a_large_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, follow = Event(), Record.follow

    def slow(record: Record) -> None:
        assert go_on.wait(60)
        follow(record)

    monkeypatch.setattr(following, "QUICK", 0)
    monkeypatch.setattr(Record, "follow", slow)
    with TestClient(build(path, edit=True), base_url=BASE, follow_redirects=False) as client:
        a, b = (row["key"] for row in client.get("/actors.json").json()["shown"]["rows"][:2])
        for one, name in ((a, "Zed"), (b, "Zoe")):
            answer = send(client, one, verb="rename", name=name, back="/actors")
            there = client.get(answer.headers["location"]).text
            assert answer.status_code == 303 and "Kept:" in there and "the lists are being made anew" in there
        assert client.get("/edit.json").json() == {"ok": True, "busy": True, "fault": ""}
        shown = client.get("/actors.json").json()
        assert shown["current"] is False and not {"Zed", "Zoe"} & {row["name"] for row in shown["shown"]["rows"]}
        go_on.set()
        while client.get("/edit.json").json()["busy"]:
            pass
        shown = client.get("/actors.json").json()
        assert shown["current"] is True and {"Zed", "Zoe"} <= {row["name"] for row in shown["shown"]["rows"]}
        assert "being made anew" not in client.get("/actors").text


def test_the_end_of_the_server_breaks_off_what_follows_and_the_next_run_does_it(
        path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(record: Record) -> None:
        record._conn.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    monkeypatch.setattr(following, "QUICK", 0)
    monkeypatch.setattr(Record, "follow", endless)
    with TestClient(build(path, edit=True), base_url=BASE, follow_redirects=False) as client:
        assert send(client, key(client, "actors"), verb="rename", name="Zed").status_code == 303
    monkeypatch.undo()
    with open_record(path) as record:
        assert not record.listed and [one.value for one in record.corrections()] == ["Zed"]
        record.run()
        assert record.listed and "Zed" in {one.name for one in record.actors()}


def test_nobody_waits_for_ever_on_a_server_that_ends(path: Path) -> None:
    ended = following.Following(path)
    ended.stop()
    with pytest.raises(NotWritten, match="ending"):
        ended.keep(lambda record: record.rename("x", "Zed", by="p"))
    late = following.Following(path)
    take = late._tasks.get

    def slow() -> object:                                    # stopped between the taking of a task and its doing
        task = take()
        late._stopped = True
        return task

    late._tasks = type("Late", (), {"get": staticmethod(slow), "put": late._tasks.put})()
    with pytest.raises(NotWritten, match="ending"):
        late.keep(lambda record: record.rename("x", "Zed", by="p"))
    late.stop()
