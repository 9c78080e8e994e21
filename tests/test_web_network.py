"""The network and the list of ties over the demo record: what is drawn, where, on whose word, and at what time."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from who import COMPANY, COUNCIL, CREW, VEEN, edge

from standoff.model import TieType
from standoff.web.app import build
from standoff.web.drawings import network as drawing
from standoff.web.pages import network
from standoff.web.pages.network import Asked, Node, Shown, held, periods, stands

LEADS = replace(edge(VEEN, TieType.LEADS, COUNCIL, since="2014", until="2016-02"), ties=("t1",), first="2017-03-24")
SUPPORTS = replace(edge(COUNCIL, TieType.SUPPORTS, CREW, denied=1, denied_by=("=Mara <b>Veen",)), ties=("t2",))
OPPOSES = replace(edge(CREW, TieType.OPPOSES, COMPANY, asserted=0, possible=1, asserted_by=()), ties=("t3",), first="",
                  last="")
SOME = (LEADS, SUPPORTS, OPPOSES)


@pytest.fixture(scope="module")
def client(demo: Path) -> TestClient:
    return TestClient(build(demo), base_url="http://127.0.0.1")


def shown(client: TestClient, query: str = "") -> dict:
    """What the page shows."""
    return client.get(f"/network.json{query}").json()["shown"]


def hand(**more: object) -> Shown:
    """The page over hand-made ties."""
    nodes = tuple(Node(key=one.key, name=one.name, type=one.type, ties=1, x=100.0 * n, y=40.0 * n, half=50.0)
                  for n, one in enumerate((COMPANY, COUNCIL, CREW, VEEN), 1))
    some = {"title": "Network", "centre": "", "nodes": nodes, "height": 200, "rows": SOME, "outside": (), "more": 0,
            "looked": 3, "every": 3, "time": (), "unknown": ""}
    return Shown(**some | more)


def test_the_same_question_gives_the_same_places_at_any_time(client: TestClient) -> None:
    all, late = shown(client), shown(client, "?since=2030")
    assert all["nodes"] and all["nodes"] == late["nodes"]
    assert len(late["rows"]) + len(late["outside"]) == len(all["rows"]) and late["outside"]
    assert all == shown(client)


def test_names_stand_inside_and_no_more_than_asked_for(client: TestClient) -> None:
    some = shown(client, "?most=15")
    assert 0 < len(some["nodes"]) <= 15 and some["more"] > 0
    assert all(one["x"] - one["half"] >= 0 and one["x"] + one["half"] <= 1000 and 0 < one["y"] < some["height"]
               for one in some["nodes"])
    ends = {row[end] for row in some["rows"] for end in ("source", "target")}
    assert ends == {one["key"] for one in some["nodes"]}


def test_around_an_actor_are_those_tied_to_it_and_then_those_tied_to_them(client: TestClient) -> None:
    one, two = shown(client, "?actor=Turkey"), shown(client, "?actor=Turkey&steps=2&most=60")
    near = {row[end] for row in one["rows"] for end in ("source", "target")
            if one["centre"] in (row["source"], row["target"])}
    assert near == {node["key"] for node in one["nodes"]}
    assert near < {node["key"] for node in two["nodes"]}
    assert "No actor is called" in client.get("/network?actor=Turkye").text


def test_kinds_and_claims_narrow(client: TestClient) -> None:
    assert {row["type"] for row in shown(client, "?kind=belongs")["rows"]} <= set(network.KINDS["belongs"])
    assert {row["type"] for row in shown(client, "?kind=backs&kind=holds")["rows"]} >= {"allied with"}
    assert all(row["asserted"] for row in shown(client, "?told=asserted")["rows"])
    assert all(row["denied"] or row["disputed"] for row in shown(client, "?told=denied")["rows"])
    assert client.get("/network?kind=war").status_code == client.get("/network?since=now").status_code == 400


def test_a_tie_stands_from_what_texts_put_or_reports_tell() -> None:
    assert held(LEADS) == ("2014", "2016-02") and held(SUPPORTS) == ("2017-03-24", "2017-03-24")
    assert held(OPPOSES) == ("", "")
    assert stands(LEADS, "2016-02-10", "") and not stands(LEADS, "2016-03", "") and not stands(LEADS, "", "2013")
    assert stands(LEADS, "", "2014-01-05") and stands(OPPOSES, "1999", "1999")


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]))
def test_a_tie_stands_whenever_it_is_told(first, last, cut) -> None:
    low, high = sorted((first.isoformat(), last.isoformat()))
    one = replace(SUPPORTS, first=low, last=high)
    for day in (low[:cut], high[:cut]):
        assert stands(one, day, day)


def test_time_goes_in_months_and_over_long_in_years() -> None:
    assert periods([SUPPORTS]) == ("2017-03",)
    assert periods([LEADS, SUPPORTS]) == ("2014", "2015", "2016", "2017")
    assert periods([replace(SUPPORTS, first="2016-11-02")]) == ("2016-11", "2016-12", "2017-01", "2017-02", "2017-03")
    assert len(periods([replace(SUPPORTS, first="0570")])) == network.YEARS
    assert periods([OPPOSES]) == ()


def test_a_line_tells_its_kind_and_who_denies_it_and_what_is_of_another_time_is_not_seen() -> None:
    made = drawing.drawn(hand(rows=SOME[:2], outside=SOME[2:]), lambda name, **_: "", lambda key: f"/network?at={key}")
    assert 'class="backs"' in made and "supports ✕" in made and "opposes ?" in made
    assert 'href="/network?at=t2"' in made and "<b>" not in made and "denied by =Mara &lt;b&gt;Veen" in made
    assert re.search(r'data-key="t3" class="tie out"', made)
    assert re.search(f'<g data-key="{COMPANY.key}" class="node organisation out">', made)


def test_the_script_has_what_the_drawing_has(client: TestClient) -> None:
    page = client.get("/network").text
    data = json.loads(re.search(r'id="network-data">(.*?)</script>', page)[1])
    some = shown(client)
    assert [(one["id"], one["x"], one["y"]) for one in data["nodes"]] == [
        (one["key"], one["x"], one["y"]) for one in some["nodes"]]
    assert {one["id"] for one in data["ties"]} == {row["ties"][0] for row in some["rows"]}
    for tie in data["ties"]:
        assert f"at={tie['id']}" in tie["href"] and f'id="{tie["id"]}"' in page
    made = drawing.data(hand(), lambda name, **_: "", lambda key: key)
    assert "by =Mara <b>Veen" in made["ties"][1]["told"]     # text: `tojson` keeps it from being markup


def test_the_order_of_what_is_drawn_does_not_hang_on_the_time() -> None:
    twin = replace(SUPPORTS, type=TieType.OPPOSES, ties=("t0",))
    paths = [set(re.findall(r' d="(M[^"]*Q[^"]*)"', drawing.drawn(some, lambda *_, **__: "", str))) for some in (
        hand(rows=(SUPPORTS, twin)), hand(rows=(twin,), outside=(SUPPORTS,)))]
    assert paths[0] == paths[1] and len(paths[0]) == 2


def test_every_tie_of_the_list_leads_to_its_evidence(client: TestClient) -> None:
    some = client.get("/ties.json").json()["shown"]
    page = client.get("/ties").text
    assert some["total"] == some["every"] == len(some["rows"]) > 20
    for row in some["rows"]:
        assert f"at={row['ties'][0]}" in page
    beside = client.get(f"/ties?at={some['rows'][0]['ties'][0]}").text
    assert 'id="source"' in beside


def test_the_list_narrows_by_actor_type_and_claim(client: TestClient) -> None:
    some = client.get("/ties.json?actor=Turkey&type=represents&claim=asserted").json()["shown"]
    assert some["total"] == len(some["rows"]) > 0 and {row["type"] for row in some["rows"]} == {"represents"}
    assert "No tie fits" in client.get("/ties?type=fights").text
    assert "ends before page 9" in client.get("/ties?page=9").text
    assert "Who there is" in client.get("/ties?actor=Nobody+Such").text


@pytest.mark.parametrize("page", ["network", "ties"])
def test_the_csv_twin_is_the_table_of_the_exports(client: TestClient, page: str) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/{page}.csv").text)))
    assert {"source_name", "type", "target_name", "asserted_by", "denied_by", "since", "ties"} <= rows[0].keys()
    assert len(rows) == len(client.get(f"/{page}.json").json()["shown"]["rows"])


def test_a_record_without_ties_says_so(tmp_path: Path) -> None:
    from standoff import open_record

    with open_record(tmp_path / "r.db") as record:
        record.run()
    empty = TestClient(build(tmp_path / "r.db"), base_url="http://127.0.0.1")
    assert "has no ties" in empty.get("/network").text and "has no ties" in empty.get("/ties").text
    assert network.look(open_record(tmp_path / "r.db", readonly=True), Asked()).nodes == ()
