"""Reports in the explorer: the article put together, who carries what, variants in place, layers that are off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.answers import Counts
from standoff.model import VariantKind
from standoff.web.app import build
from standoff.web.drawings import article
from standoff.web.links import Served, to
from standoff.web.pages import report
from standoff.web.pages.report import Asked, Shown

TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def client(demo: Path) -> TestClient:
    """The server of the demo."""
    return TestClient(build(demo), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def seen(demo: Path) -> Shown:
    """The report of most variants."""
    with open_record(demo, readonly=True) as record:
        most = max(record.reports(), key=lambda one: sum(v.kind is not VariantKind.TYPOGRAPHY for v in one.variants))
        return report.look(record, Asked(key=most.family))


def test_a_report_shows_its_copies_with_letters_and_reasons(seen: Shown) -> None:
    assert len(seen.copies) == len(seen.marks) > 1
    assert [one.held.mark for one in seen.copies][:2] == ["A", "B"]
    assert seen.leads[0].page == seen.copies[0].held.page
    assert {one.key for one in seen.places} and seen.links


def test_every_passage_names_the_copies_that_have_it(seen: Shown) -> None:
    for one in seen.paragraphs:
        assert one.witnesses
        for own in one.own:
            assert own.words.exact
            assert own.page in {span.page for span in one.witnesses}


def test_the_marked_text_is_the_printed_text(seen: Shown) -> None:
    def where(name: str, **state: str) -> str:
        return to(Served(), name, **state)

    for paragraph, made in article.article(seen, where):
        bare = re.sub(r'<span class="alts".*?</span></span>|<span class="alts"[^>]*></span>|<sup>.*?</sup>'
                      r'|<(?:a|span)[^>]*class="tag"[^>]*>.*?</(?:a|span)>|<a[^>]*>.*?</a>'
                      r'|<span class="caret"[^>]*>.*?</span>', "", made, flags=re.DOTALL)
        text = TAGS.sub("", bare)
        assert len(text) >= len(paragraph.text) * .9
        assert "<a" not in re.sub(r"<a[^>]*>(?:(?!</?a\b).)*</a>", "", made, flags=re.DOTALL)    # no link in a link


def test_a_family_key_leads_to_its_report(client: TestClient, seen: Shown) -> None:
    body = client.get(f"/report/{seen.family}").text
    assert seen.key in body and "Who carries what" in body


def test_layers_lead_to_actors_statements_and_events(client: TestClient, seen: Shown) -> None:
    body = client.get(f"/report/{seen.key}").text
    for one in (*seen.statements, *seen.events):
        assert f'/why/{one.key}"' in body
    assert 'class="on-s"' in body and "checked" not in body.split('class="switches layers"')[1].split("</fieldset>")[0]


def test_other_readings_lead_to_their_copies(client: TestClient, seen: Shown) -> None:
    body = client.get(f"/report/{seen.key}").text
    for place in seen.places:
        for one in place.readings:
            for span in one.spans[:1]:
                assert f"#s={span.start},{span.end}" in body


def test_only_this_report_is_read(demo: Path, seen: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    from standoff.api import Record

    def never(self: Record) -> Counts:
        raise AssertionError("a page of one report walks through all")

    for name in ("pages", "reports", "families", "each_event", "each_statement", "linker", "actors", "captures"):
        monkeypatch.setattr(Record, name, never)
    with open_record(demo, readonly=True) as record:
        assert report.look(record, Asked(key=seen.key)).key == seen.key


def test_a_report_of_one_copy_says_so(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        alone = next(one for one in record.families() if len(one.pages) == 1)
    assert "no other capture in this record shares its text" in client.get(f"/report/{alone.key}").text


def test_a_report_in_another_language_is_told_as_not_read(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        persian = next(one.report for one in record.analyses() if {tongue.code for tongue in one.tongues} == {"fa"})
    body = client.get(f"/report/{persian}").text
    assert "<b>Not read</b>: it is in Persian, and only English is read" in body
    assert "nothing was found" not in body and "Read by" not in body
