"""The page of events over the demo record: what narrows it, what it says of itself, its flat twin."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.web.app import build
from standoff.web.filters import Filters, narrowed, wanted
from standoff.web.page import Unasked

TEXT = """Iran Criticises Turkey Over Oil

2017-03-20

TEHRAN - Iran's foreign minister criticised Turkey on 14 March 2017. Turkish police arrested twelve protesters in Ankara
on 15 March 2017. Iran will sanction Turkey next year. Iran denied that Turkey attacked Mosul
on 16 March 2017. <script>alert(1)</script> Iraq did not attack Turkey.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The server of a record of one report."""
    folder = tmp_path_factory.mktemp("events")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
    return TestClient(build(folder / "r.db"), base_url="http://127.0.0.1")


def shown(client: TestClient, query: str = "") -> dict:
    """What the page shows."""
    return client.get(f"/events.json{query}").json()["shown"]


def test_only_what_is_told_as_done_is_listed_unless_asked(client: TestClient) -> None:
    done, all = shown(client), shown(client, "?factuality=any")
    assert 0 < done["total"] < all["total"] == all["every"] == done["every"]
    page = client.get("/events").text
    assert "told as done" in page and "factuality=any" in page


def test_filters_narrow_and_are_told_to_be_taken_away(client: TestClient) -> None:
    every = shown(client)["total"]
    row = shown(client)["rows"][0]
    some = shown(client, f"?type={row['type']}&quad={row['quad']}")
    assert 0 < some["total"] <= every and {one["type"] for one in some["rows"]} == {row["type"]}
    page = client.get(f"/events?type={row['type']}&since=2017").text
    assert "take type" in page and 'href="/events?since=2017"' in page
    assert sum(n for _, n in dict(shown(client)["facets"])["type"]) == every


def test_an_empty_list_says_why_and_what_to_do(client: TestClient) -> None:
    assert "begin again" in client.get("/events?words=xylophone").text
    assert "Who there is" in client.get("/events?actor=Nobody+Such").text
    assert "ends before page 9" in client.get("/events?page=9").text


def test_rows_lead_to_their_evidence(client: TestClient) -> None:
    row = shown(client)["rows"][0]
    page = client.get("/events").text
    assert f'id="{row["key"]}"' in page and f"/events?at={row['key']}#{row['key']}" in page
    assert "<script>alert" not in page


def test_the_csv_twin_is_flat(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/events.csv").text)))
    assert len(rows) == shown(client)["total"]
    assert {"event", "type", "actor_names", "recipient_codes", "date_low", "place", "independent"} <= rows[0].keys()


@pytest.mark.parametrize("query", ["since=yesterday", "type=WAR", "quad=7", "a=IRN", "page=0", "factuality=sure"])
def test_what_cannot_be_asked_is_told(client: TestClient, query: str) -> None:
    assert client.get(f"/events?{query}").status_code == 400


def test_filters_are_told_in_words() -> None:
    asked = Filters(actor="IRN", quad=4, foremost=True, factuality="any")
    assert [(called, value) for _, called, value in narrowed(asked)] == [
        ("who", "IRN"), ("quad", "material conflict"), ("told as", "anything"), ("only", "what its sentence is about")]
    assert wanted(asked)["between"] is None
    with pytest.raises(Unasked, match="is no day"):
        wanted(Filters(until="last week"))
