"""The ledger and the question board over a small record: what narrows them, what they say, their flat twins."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.web.app import build
from standoff.web.pages.statements import differing

TEXT = """Port of Odra Is Closed

2017-03-20

The mayor Mara Veen said on Friday that it is “too late” to open the port of Odra. Mara Veen warned that the port will
very likely stay closed until May 2017. The <script>alert(1)</script> ministry denied that the port was attacked.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The server of a record of one report."""
    folder = tmp_path_factory.mktemp("said")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
    return TestClient(build(folder / "r.db"), base_url="http://127.0.0.1")


def shown(client: TestClient, where: str) -> dict:
    """What a page shows."""
    return client.get(where).json()["shown"]


def test_statements_are_narrowed_and_each_wording_leads_to_its_characters(client: TestClient) -> None:
    every = shown(client, "/statements.json")
    assert 0 < every["total"] == every["every"]
    some = shown(client, "/statements.json?speaker=Veen")
    assert 0 < some["total"] < every["total"] and {row["name"] for row in some["rows"]} == {"Mara Veen"}
    page = client.get("/statements?speaker=Veen").text
    assert "take said by Veen away" in page and "“too late”" in page and "#s=" in page
    assert "<script>alert" not in client.get("/statements").text
    assert client.get("/statements.csv").text.startswith('"statement","speaker"')


def test_who_is_not_known_and_what_does_not_fit_is_told(client: TestClient) -> None:
    assert shown(client, "/statements.json?speaker=Nobody+Atall")["unknown"]
    assert "begin again" in client.get("/statements?words=xylophone").text
    assert client.get("/statements?since=yesterday").status_code == 400
    assert client.get("/statements?manner=sung").status_code == 400
    assert "begin again" in client.get("/outlook?words=xylophone").text


def test_the_board_has_ranges_and_leads_and_no_scores_of_nothing(client: TestClient) -> None:
    board = shown(client, "/outlook.json")
    assert board["total"] and board["resolved"] == 0
    page = client.get("/outlook").text
    assert "Nothing is resolved yet" in page and "open" in page
    key = board["rows"][0]["key"]
    assert "a person decides" in client.get(f"/outlook?leads={key}").text
    assert client.get("/outlook?lexicon=none").status_code == 400
    assert shown(client, "/outlook.json?open=false")["total"] == 0


def test_what_another_wording_has_otherwise_is_marked_without_case_and_marks() -> None:
    assert differing("that it is “too late” to go", "That it is too late to go") == ()
    assert differing("it is too late", "it is much too late") == ((6, 10),)
