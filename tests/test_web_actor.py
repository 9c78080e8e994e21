"""The pages of actors: what narrows the list, all that is told of one, and by which names it is found."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.answers import Held
from standoff.model import Claim
from standoff.web.app import build
from standoff.web.drawings import posts

TEXT = """Iran Criticises Turkey Over Oil

2017-03-20

TEHRAN - Iran's foreign minister Mohammad Javad Zarif criticised Turkey on 14 March 2017. "We do not want war," Zarif
said. Iran supports the Popular Mobilization Units, an adviser to Zarif said. Ahmad Veen, commander of the Popular
Mobilization Units, denied that Iran supports the Popular Mobilization Units. Turkey attacked Iran on 15 March 2017.
The spokesman told Zarif that Iran <script>alert(1)</script> was wrong.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The server of a record of one report, with a correction."""
    folder = tmp_path_factory.mktemp("actors")
    (folder / "a.txt").write_text(TEXT)
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt")
        record.run()
        record.rename("Iran", "Islamic Republic of Iran", by="Editor Odra", because="<b>its</b> full name")
    return TestClient(build(folder / "r.db"), base_url="http://127.0.0.1")


def shown(client: TestClient, where: str) -> dict:
    """What a page shows."""
    answer = client.get(where)
    assert answer.status_code == 200, answer.text
    return answer.json()["shown"]


def test_the_list_is_narrowed_by_name_type_country_and_sector(client: TestClient) -> None:
    every = shown(client, "/actors.json")
    assert every["total"] == every["every"] == len(every["rows"])
    facets = dict(every["facets"])
    assert facets.keys() == {"type", "country", "sector"}
    for name, some in facets.items():
        for value, n in some:
            if value:
                assert shown(client, f"/actors.json?{name}={value}")["total"] == n
    assert shown(client, "/actors.json?country=irn")["total"] == shown(client, "/actors.json?country=IRN")["total"] > 0
    assert [one["known"] for one in shown(client, "/actors.json?words=turk")["rows"]] == ["TUR"]


def test_an_empty_list_says_what_to_do(client: TestClient) -> None:
    assert "All actors" in client.get("/actors?words=xylophone").text
    assert "ends before page 9" in client.get("/actors?page=9").text


def test_the_csv_has_the_names_as_written(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/actors.csv").text)))
    assert "Iran" in " ".join(row["names"] for row in rows)


@pytest.mark.parametrize("who", ["IRN", "Iran", "islamic republic of iran"])
def test_an_actor_is_found_by_name_and_by_its_key_in_a_file(client: TestClient, who: str) -> None:
    answer = client.get(f"/actor/{who}?at=n0", follow_redirects=False)
    key = shown(client, "/actor/IRN.json")["row"]["key"]
    assert answer.status_code == 307 and answer.headers["location"] == f"/actor/{key}?at=n0#n0"
    assert client.get(f"/actor/{who}").status_code == 200


def test_who_is_not_known_is_told_so(client: TestClient) -> None:
    answer = client.get("/actor/Nobody Such")
    assert answer.status_code == 404 and "No actor is called" in answer.text
    assert client.get("/actor/Nobody Such.json").json()["ok"] is False


def test_all_that_is_told_of_one_leads_to_its_evidence(client: TestClient) -> None:
    one, page = shown(client, "/actor/IRN.json"), client.get("/actor/IRN").text
    assert one["tied"] == len(one["ties"]) > 0 and one["met"]["total"] == 1
    assert one["codes"][0]["country"] == "IRN"
    for row in (*one["ties"], *one["met"]["rows"], *one["does"]["rows"]):
        key = row.get("key") or row["ties"][0]
        assert f'id="{key}"' in page and f"at={key}#{key}" in page
    assert "Editor Odra" in page and "&lt;b&gt;its&lt;/b&gt; full name" in page
    assert "/dyad/IRN/TUR" in page


def test_what_is_said_leads_on_to_the_ledger(client: TestClient) -> None:
    one, page = shown(client, "/actor/Zarif.json"), client.get("/actor/Zarif").text
    assert one["said"]["total"] > 0 and "We do not want war" in page
    assert "<script>alert" not in page


def test_nothing_of_it_is_styled_inline_and_no_script_is_needed(client: TestClient) -> None:
    for who in ("IRN", "Zarif"):
        page = client.get(f"/actor/{who}").text
        assert "style=" not in page and "<style" not in page


def held(**told: object) -> Held:
    """A post."""
    return Held(**{"title": "chief", "of": "", "of_key": "", "since": "", "until": "", "by": "text"} | told)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "words", "marks"), [
    (held(since="2015", until="2016-03"), "2015 to 2016-03, held", ['class="held"']),
    (held(since="2015-02"), "from 2015-02, held", ['class="held"', "H"]),
    (held(until="2016", former=True), "until 2016, formerly held", ["<path"]),
    (held(dates=("2016-01-02", "2016-05-06")), "told on 2016-01-02 to 2016-05-06", ['class="told"', 'class="held"']),
    (held(dates=("≤ 2016-05-06",), claim=Claim.POSSIBLE), "possible; told by 2016-05-06", ["<path"]),
    (held(since="2016-12", claim=Claim.PLANNED), "to be held", ['class="unsure"']),
])
def test_a_post_is_drawn_and_told(one: Held, words: str, marks: Sequence[str]) -> None:
    scale = posts.scale([one, held(since="2014", until="2018-12-31")], "", "")
    assert scale == posts.Scale(first="2014", last="2018-12-31")
    drawn = posts.bar(one, scale)
    assert words in posts.said(one) and f"<title>{posts.said(one)}</title>" in drawn
    assert all(mark in drawn for mark in marks) and "NaN" not in drawn and 'width="-' not in drawn


def test_posts_without_any_day_have_no_scale() -> None:
    assert posts.scale([held()], "", "") is None
