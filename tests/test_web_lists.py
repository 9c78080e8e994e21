"""Lists of reports and captures: in order, narrowed by words, a page at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.web.app import build


@pytest.fixture(scope="module")
def client(demo: Path) -> TestClient:
    """The server of the demo."""
    return TestClient(build(demo), base_url="http://127.0.0.1")


def test_reports_go_by_date_or_copies(demo: Path) -> None:
    with open_record(demo, readonly=True) as record:
        rows = record.report_rows()
        assert {one.key for one in rows} == {one.key for one in record.reports()} and rows.total == len(rows)
        days = [one.published.value or one.published.high or one.published.low or "" for one in rows]
        assert days == sorted(days, reverse=True)
        most = record.report_rows(order="copies", limit=2)
        assert len(most) == 2 and most.more == rows.total - 2
        assert most[0].copies == max(len(one.pages) for one in record.families())
        for one in rows:
            told = record.within(one.key)
            assert one.statements == sum(not said.page for said in told.statements)
            assert one.events == len(told.events)


def test_captures_are_all_there_page_by_page(demo: Path) -> None:
    with open_record(demo, readonly=True) as record:
        every = record.capture_rows()
        assert {one.digest for one in every} == {one.digest for one in record.captures()}
        assert [*record.capture_rows(limit=5), *record.capture_rows(limit=50, start=5)] == list(every)
        assert {one.page for one in every if one.page} == {one.key for one in record.pages()}


def test_words_narrow_them_whatever_they_are(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        row = record.report_rows()[0]
        word = max(row.title.split(), key=len)
        assert row in list(record.report_rows(word.upper()))
        assert not record.report_rows("100%_'\\").total
    for words in ("%", "_", "'", '"', "\\", word):
        assert client.get("/reports", params={"words": words}).status_code == 200
        assert client.get("/captures", params={"words": words}).status_code == 200


def test_both_have_their_twins(client: TestClient) -> None:
    assert client.get("/reports.csv?order=copies").text.startswith('"key"')
    assert client.get("/captures.json").json()["shown"]["total"] > 10
    assert client.get("/reports?order=sideways").status_code == 400
    assert client.get("/reports?page=99").status_code == 200
