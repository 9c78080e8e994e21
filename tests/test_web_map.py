"""The map: what is pinned, what is drawn as an area, what stands beside; the outlines it is drawn on."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.web import outlines
from standoff.web.app import build
from standoff.web.drawings import world
from standoff.web.outlines import View
from standoff.web.pages import map

TEXT = """Protests In Three Places

2017-03-20

BAGHDAD - Turkish police arrested twelve protesters in Mosul on 15 March 2017. Iranian soldiers attacked a convoy in
Nineveh province on 16 March 2017. The United States bombed Syria on 17 March 2017. Iran criticised Turkey on
18 March 2017.
"""

IRAQ = View(west=38, south=29, east=49, north=38)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The server of a record of one report."""
    folder = tmp_path_factory.mktemp("map")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
    return TestClient(build(folder / "r.db"), base_url="http://127.0.0.1")


def spot(**other: object) -> map.Spot:
    """A place with two events."""
    made = map.Spot(place="Mosul", country="IRQ", drawn="point", precision=1, latitude=36.34, longitude=43.12, events=2)
    return replace(made, **other)


def page(*places: map.Spot, **other: object) -> map.Shown:
    """What a page with these places shows."""
    made = map.Shown(title="Map", total=9, every=9, nowhere=1, places=places, view=IRAQ, unknown="",
                     countries=(map.Land(code="IRQ", name="Iraq", events=6),))
    return replace(made, **other)


def drawn(*places: map.Spot, **other: object) -> str:
    """The drawing, with links that tell what they ask for."""
    return world.drawn(page(*places, **other), lambda **asked: "?" + "&".join(f"{k}={v}" for k, v in asked.items()))


def test_a_disc_stands_only_where_a_place_is_known() -> None:
    svg = drawn(spot(), spot(place="the north", drawn="beside", precision=5, latitude=None, longitude=None),
                spot(place="Iraq", drawn="country", precision=6, latitude=33.2, longitude=43.7))
    assert svg.count("<circle") == 1 and "the north" not in svg
    assert 'aria-label="Mosul: 2 events"' in svg and "place=Mosul&amp;country=IRQ" in svg
    assert 'aria-label="Iraq: 6 events"' in svg and 'class="s3"' in svg


def test_a_province_is_an_area_and_no_disc() -> None:
    svg = drawn(spot(place="Nineveh", drawn="area", precision=4, latitude=None, longitude=None,
                     outline=((41.5, 35.5), (43.5, 35.5), (43.5, 37), (41.5, 37))))
    assert "<circle" not in svg and 'aria-label="somewhere in Nineveh: 2 events"' in svg


def test_what_captured_text_calls_a_place_is_only_text() -> None:
    svg = drawn(spot(place="<script>alert(1)</script>\u202e"))
    assert "<script" not in svg and "\u202e" not in svg


def test_names_do_not_stand_on_each_other_and_what_is_outside_is_not_drawn() -> None:
    many = [spot(place=f"Town {n}", longitude=43.1 + n / 50) for n in range(9)]
    assert drawn(*many).count("<circle") == 9 > len(re.findall(r">Town \d 2<", drawn(*many)))
    assert "<circle" not in drawn(spot(longitude=-70.0))


def test_without_pages_to_lead_to_there_are_no_links() -> None:
    assert "<a " not in world.drawn(page(spot()), lambda **_: "")


@pytest.mark.parametrize(("view", "low", "high"), [
    ("", 33, 54), ("wide", 3, 84), ("world", -180, 180), ("IRQ", 30, 60)])
def test_a_view_shows_a_part_of_the_world(view: str, low: float, high: float) -> None:
    made = map._view(view, [spot()], ["IRQ"])
    assert low <= made.west < made.east <= high
    assert .4 < (made.north - made.south) / (made.east - made.west) / made.squeeze < .6


def test_without_places_the_countries_are_shown_and_without_those_the_world() -> None:
    assert map._view("", [], ["IRQ"]).west > 30
    assert map._view("", [], []) == outlines.WORLD


def test_outlines_are_whole() -> None:
    made = outlines.countries()
    assert len(made) > 230 and {"IRQ", "IRN", "TUR", "SYR", "USA", "XKX", "PSE"} <= outlines.names().keys()
    for one in made:
        for ring in one.rings:
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), one.name
            steps = zip(ring, [*ring[1:], ring[0]], strict=True)
            assert max(abs(a[0] - b[0]) for a, b in steps) < 60, one.name


def test_a_ring_is_cut_at_the_edge_of_a_view() -> None:
    ring = outlines.clipped([(0, 0), (20, 0), (20, 20), (0, 20)], View(west=10, south=-5, east=30, north=5))
    assert {*ring} == {(10, 0), (20, 0), (20, 5), (10, 5)}
    assert outlines.middle(ring) == (15, 2.5)
    assert outlines.hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)]) == ((0, 0), (2, 0), (2, 2), (0, 2))
    assert outlines.hull([(0, 0), (1, 1)]) == ()


def test_the_page_tells_what_is_not_pinned(client: TestClient) -> None:
    shown = client.get("/map.json?factuality=any").json()["shown"]
    by = {one["place"]: one for one in shown["places"]}
    assert by["Mosul"]["drawn"] == "point"
    assert shown["nowhere"] + sum(one["events"] for one in shown["places"]) == shown["total"]
    assert all(one["drawn"] == "point" or not one["outline"] or one["drawn"] == "area" for one in shown["places"])
    text = client.get("/map?factuality=any").text
    assert "has no pin" in text and "as they are held" in text and "Mosul: 1 event" in text
    assert client.get("/map?view=XYZ").status_code == 400
    assert "begin again" in client.get("/map?words=xylophone").text


def test_the_csv_twin_has_all_places(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/map.csv?factuality=any").text)))
    assert {"place", "country", "drawn", "precision", "latitude", "events"} <= rows[0].keys()
