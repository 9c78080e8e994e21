"""The timeline: how dates become bars, what its axis and histogram cover, what the page says."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.model import Date
from standoff.web.app import build
from standoff.web.drawings import lanes
from standoff.web.pages import timeline
from standoff.web.pages.timeline import Column, Histogram, Item

TEXT = """Iran Criticises Turkey Over Oil

2017-03-20

TEHRAN - Iran criticised Turkey on 14 March 2017. Turkish police arrested twelve protesters in Ankara on 15 March 2017.
"Oil will flow <b>again</b>," Iran's foreign minister Javad Karimi said on 16 March 2017. Iran attacked Iraq in 1980.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The server of a record of one report."""
    folder = tmp_path_factory.mktemp("timeline")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
    return TestClient(build(folder / "r.db"), base_url="http://127.0.0.1")


def item(low: str, high: str) -> Item:
    """An event between two days."""
    return Item(key="h1", noun="event", lane="verbal conflict", what="ACCUSE", quad=3, who=("Iran",), whom=(),
                date=Date(value=None, low=low or None, high=high or None), low=low, high=high, quote="so", articles=1,
                reports=1)


def page(*items: Item) -> timeline.Shown:
    """A page with these on its axis."""
    first, last = timeline._axis(items)
    return timeline.Shown(title="Timeline", events=len(items), statements=0, total=len(items), most=len(items), every=9,
                          items=items, lanes=("verbal conflict",), marked=(), window=None,
                          whole=Histogram(by="year", columns=(), undated=0), first=first, last=last, unknown="",
                          aside="")


SPAN = (item("2017-01-01", "2017-01-01"), item("2017-12-31", "2017-12-31"))


def drawn(low: str, high: str) -> str:
    """The bar of what lies between two days of 2017."""
    return lanes.bar(page(*SPAN), item(low, high))


def test_a_day_is_a_tick_and_a_range_a_bar() -> None:
    day, month = (float(re.search(r'class="sure" x="[\d.]+%" width="([\d.]+)%"', drawn(*one))[1])
                  for one in (("2017-05-01", "2017-05-01"), ("2017-05-01", "2017-05-31")))
    assert day < 1 < 7 < month < 9


def test_where_only_one_end_is_known_the_bar_fades_at_the_other() -> None:
    last, first = drawn("", "2017-06-30"), drawn("2017-06-30", "")
    for svg in (last, first):
        assert svg.count('class="fade"') == 3 and svg.count('class="end"') == 1 and "sure" not in svg
    at = [[float(x) for x in re.findall(r'class="fade" x="([\d.]+)%"', svg)] for svg in (last, first)]
    assert at[0] == sorted(at[0], reverse=True) and at[1] == sorted(at[1])
    assert max(at[0]) < 55 and min(at[1]) > 45


def test_what_lies_beyond_the_edge_is_an_arrow() -> None:
    assert "◂" in drawn("1980-01-01", "1980-12-31") and "<rect" not in drawn("1980-01-01", "1980-12-31")
    assert "▸" in drawn("2017-06-01", "2019-01-01") and 'class="sure"' in drawn("2017-06-01", "2019-01-01")


def test_a_few_far_away_do_not_make_the_axis_long() -> None:
    near = [item(f"2017-03-{day:02}", f"2017-03-{day:02}") for day in range(1, 29)]
    assert timeline._axis(near) == ("2017-03-01", "2017-03-28")
    assert timeline._axis([item("1980-01-01", "1980-12-31"), *near])[0] >= "2017-03-01"
    assert timeline._axis([item("", "")]) == ("", "")


@pytest.mark.parametrize(("first", "last", "like"), [
    ("2017-03-01", "2017-03-20", r"2017-0\d-\d\d"), ("2017-01-01", "2017-12-31", r"201\d-\d\d"),
    ("1990-01-01", "2017-12-31", r"\d{4}"), ("0001-01-02", "2017-01-01", r"\d{1,4}"),
    ("9999-12-30", "9999-12-31", r"9999-12-\d\d"), ("2017-03-01", "2017-03-01", r"2017-0\d-\d\d")])
def test_the_axis_names_days_months_or_years(first: str, last: str, like: str) -> None:
    some = lanes.Axis(page(item(first, first), item(last, last))).ticks()
    assert len(some) <= 10 and all(re.fullmatch(like, name) for _, name in some)
    lanes.bar(page(item(first, first), item(last, last)), item(first, last))


def test_columns_lead_into_their_time() -> None:
    one = Histogram(by="month", undated=0, columns=(Column(period="2017-03", cooperation=1, conflict=2, statements=3),
                                                    Column(period="2017-04", cooperation=0, conflict=0, statements=0)))
    svg = lanes.histogram(one, lambda **asked: f"/timeline?since={asked['since']}", ("2017-03",))
    assert svg.count("<a ") == 1 and "since=2017-03" in svg and "2017-03: 3 events, 2 of conflict; 3 statements" in svg
    assert svg.count("marked") == 1
    assert "<a " not in lanes.histogram(one, lambda **_: "")


def test_periods_run_on_over_empty_ones() -> None:
    assert [*timeline._periods("2016-11", "2017-02")] == ["2016-11", "2016-12", "2017-01", "2017-02"]
    assert [*timeline._periods("2017-02-27", "2017-03-01")] == ["2017-02-27", "2017-02-28", "2017-03-01"]
    assert len([*timeline._periods("0001", "2017")]) == 100
    assert timeline.within("2017-03", "2017", "2017") and not timeline.within("2017-03", "2017-04-02", "")


def test_events_and_statements_are_on_one_axis_and_can_be_switched(client: TestClient) -> None:
    def shown(query: str = "") -> dict:
        return client.get(f"/timeline.json{query}").json()["shown"]

    both = shown("?factuality=any")
    assert both["events"] and both["statements"]
    assert both["total"] == both["events"] + both["statements"] == len(both["items"])
    assert {one["noun"] for one in both["items"]} == {"event", "statement"}
    assert {one["noun"] for one in shown("?show=statements")["items"]} == {"statement"}
    assert {one["noun"] for one in shown("?show=events")["items"]} == {"event"}
    typed = shown("?type=ACCUSE")
    assert typed["aside"] and {one["noun"] for one in typed["items"]} <= {"event"}
    assert set(shown("?lanes=actor")["lanes"]) >= {"Iran"}
    assert sum(one["cooperation"] + one["conflict"] + one["statements"] for one in both["whole"]["columns"]
               ) + both["whole"]["undated"] == both["total"]


def test_the_page_zooms_and_leads_to_evidence(client: TestClient) -> None:
    text = client.get("/timeline?since=2017-03&until=2017-03").text
    assert "all the time" in text and "since=2017&amp;until=2017" in text
    assert "?since=2017-03&amp;until=2017-03&amp;at=h" in text
    assert "<b>again" not in text and " style=" not in text
    assert "Who there is" in client.get("/timeline?actor=Nobody+Such").text
    assert client.get("/timeline?page=26").status_code == 400


def test_the_csv_twin_has_the_bounds(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/timeline.csv").text)))
    assert {"key", "noun", "what", "who", "low", "high", "date_basis"} <= rows[0].keys()


def test_what_has_no_date_at_all_is_counted_as_undated(demo: Path) -> None:
    client = TestClient(build(demo), base_url="http://127.0.0.1")
    assert client.get("/timeline.json?factuality=any").json()["shown"]["whole"]["undated"] >= 0
