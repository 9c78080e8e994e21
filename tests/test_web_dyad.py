"""The pages of dyads: which two have events, the course of two, and where nothing is to be drawn."""

from __future__ import annotations

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.answers import Period, Series, Unit
from standoff.web.app import build
from standoff.web.drawings import course
from standoff.web.pages import dyad

TEXT = """Iran Criticises Turkey Over Oil

2017-03-20

TEHRAN - Iran criticised Turkey on 14 March 2017. Turkey attacked Iran on 15 March 2017. Iran and Turkey signed an
agreement in January 2017. Iran threatened Turkey on 2 February 2017. Iran praised Turkey last year. "Leave," Iran told
Turkey. Iran opposes Turkey. Russia criticised <script>alert(1)</script> Iran on 10 March 2017.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The server of a record of one report."""
    folder = tmp_path_factory.mktemp("dyads")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
    return TestClient(build(folder / "r.db"), base_url="http://127.0.0.1")


def shown(client: TestClient, where: str) -> dict:
    """What a page shows."""
    answer = client.get(where)
    assert answer.status_code == 200, answer.text
    return answer.json()["shown"]


def test_dyads_are_listed_by_the_names_of_states_and_lead_on(client: TestClient) -> None:
    every, page = shown(client, "/dyads.json"), client.get("/dyads").text
    assert every["total"] == every["every"] == len(every["rows"]) >= 2
    first = every["rows"][0]
    assert (first["a"], first["a_name"], first["b_name"]) == ("IRN", "Iran", "Turkey")
    assert 'href="/dyad/IRN/TUR"' in page and "Iran and Turkey" in page
    rows = list(csv.DictReader(io.StringIO(client.get("/dyads.csv").text)))
    assert [row["events"] for row in rows] == [str(row["events"]) for row in every["rows"]]


@pytest.mark.parametrize("query", ["a=IRN&b=TUR", "a=turkey", "a=tur&b=iran", "b=Turkey"])
def test_dyads_are_narrowed_by_one_side_or_two(client: TestClient, query: str) -> None:
    assert {(one["a"], one["b"]) for one in shown(client, f"/dyads.json?{query}")["rows"]} == {("IRN", "TUR")}


def test_no_dyads_say_what_to_do(client: TestClient) -> None:
    assert "All dyads" in client.get("/dyads?a=xylophone").text
    assert "ends before page 9" in client.get("/dyads?page=9").text


def test_each_series_and_its_events_are_a_link_apart(client: TestClient) -> None:
    both, forth, back = (shown(client, f"/dyad/IRN/TUR.json?way={way}") for way in ("both", "forth", "back"))
    assert both["total"] >= forth["total"] + back["total"] > 0 < back["total"]
    assert len(both["rows"]) == both["total"] and [one["both"] for one in both["series"]] == [True]
    page = client.get("/dyad/IRN/TUR?way=forth&unit=articles").text
    assert 'href="/dyad/IRN/TUR?unit=articles"' in page                        # both, by the same unit
    assert re.search(r'aria-current="true">Iran → Turkey</a>', page)
    assert re.search(r'href="/dyad/IRN/TUR\?way=forth&amp;by=week&amp;unit=articles"', page)


@pytest.mark.parametrize("unit", [*Unit])
@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_the_course_is_drawn_told_and_in_numbers(client: TestClient, by: str, unit: str) -> None:
    page = client.get(f"/dyad/IRN/TUR?by={by}&unit={unit}").text
    assert 'role="img"' in page and "<title>Iran and Turkey by" in page and "<desc>" in page
    assert "The same in numbers" in page and "Too little to tell a change" in page
    assert "style=" not in page and "<script>alert" not in page


def test_what_is_left_out_is_told_with_its_reason(client: TestClient) -> None:
    series = shown(client, "/dyad/IRN/TUR.json?by=day")["series"][0]
    page = client.get("/dyad/IRN/TUR?by=day").text
    assert series["left_out"]
    for reason, n in series["left_out"]:
        assert f"Left out: {n} event" in page and reason in page


def test_days_narrow_and_one_that_is_none_is_told(client: TestClient) -> None:
    assert shown(client, "/dyad/IRN/TUR.json?since=2017-03-01")["total"] < shown(client, "/dyad/IRN/TUR.json")["total"]
    assert client.get("/dyad/IRN/TUR?since=yesterday").status_code == 400
    assert client.get("/dyad/IRN/TUR?by=year").status_code == 400


def test_events_lead_to_their_evidence(client: TestClient) -> None:
    page = client.get("/dyad/IRN/TUR").text
    for row in shown(client, "/dyad/IRN/TUR.json")["rows"]:
        assert f'id="{row["key"]}"' in page and f"at={row['key']}#{row['key']}" in page


@pytest.mark.parametrize("way", ["both", "back"])
def test_the_csv_has_a_row_for_each_period_of_the_series(client: TestClient, way: str) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/dyad/IRN/TUR.csv?way={way}").text)))
    assert {row["both"] for row in rows} == {str(way == "both")}
    assert {"score", "spread", "verbal_conflict"} <= rows[0].keys()


@pytest.mark.parametrize(("where", "words"), [
    ("/dyad/IRN/Nobody Such", "Nobody Such"), ("/dyad/RUS/TUR", "No event between them"),
])
def test_where_nothing_is_the_dyads_that_there_are_stand(client: TestClient, where: str, words: str) -> None:
    page = client.get(where).text
    assert words in page and 'href="/dyad/IRN/TUR"' in page


def series(*scores: float | None) -> Series:
    """A series by day."""
    some = tuple(Period(since="2017-03-01", until="2017-03-01", count=one is not None, score=one, events=(),
                        quads=(0, 0, 0, 0), spread=None) for one in scores)
    return Series(actor="A", recipient="B", both=True, by="day", unit=Unit.INDEPENDENT, changes=(), silent="",
                  left_out=(), periods=some)


def test_nothing_is_drawn_where_nothing_is_counted_or_too_much() -> None:
    assert course.course(series()) == course.course(series(None)) == ""
    assert course.course(series(*[1.0] * (course.MOST + 1))) == ""
    assert course.course(series(1.0, None, -2.0)).startswith("<svg")


def test_a_score_leans_to_its_side() -> None:
    assert 'x="25"' in course.lean(-5) and 'class="conflict"' in course.lean(-5)
    assert 'x="50"' in course.lean(5) and 'class="coop"' in course.lean(5)


def test_ties_that_are_not_looked_through_are_counted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(client, "/dyad/IRN/TUR.json")["unseen"] == [0, 0]
    assert "not looked through" not in client.get("/dyad/IRN/TUR").text
    monkeypatch.setattr(dyad, "TIES", 0)
    sides = shown(client, "/dyad/IRN/TUR.json")
    more = [shown(client, f"/ties.json?actor={one['actor']}")["total"] for one in sides["sides"]]
    page = client.get("/dyad/IRN/TUR").text
    assert sides["unseen"] == more and any(more) and page.count("not looked through") == sum(map(bool, more))
    assert f'href="/ties?actor={sides["sides"][0]["actor"]}"' in page
