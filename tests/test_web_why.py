"""Evidence in the explorer: every datum's words in every copy, where they are from, ready to cite."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.model import Date, Origin, Page
from standoff.record import keys
from standoff.web.app import build
from standoff.web.drawings.quoted import keyed, quoted
from standoff.web.pages import why
from standoff.web.pages.evidence import compared, shown


@pytest.fixture(scope="module")
def client(demo: Path) -> TestClient:
    """The server of the demo."""
    return TestClient(build(demo), base_url="http://127.0.0.1")


def test_whatever_has_a_key_has_its_evidence(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        some = [*record.statements(), *record.events(), *record.outlook(), *record.actors(), *record.copies(),
                *record.judgements(), *record.mentions(), *record.reports(), *record.families(), *record.locations(),
                *record.problems()]
        named = {key[0]: key for one in some if (key := keys.of(one))}
        named |= {one.key[0]: one.key for one in some if hasattr(one, "key")}
        page = record.pages()[0]
        named |= {"p": page.key, "s": keys.segment(page.key, page.segments[0])}
    for key in named.values():
        answer = client.get(f"/why/{key}")
        assert answer.status_code == 200, key
        assert key in answer.text


def test_a_statement_shows_its_words_in_every_copy_and_how_they_differ(demo: Path) -> None:
    with open_record(demo, readonly=True) as record:
        row = max(record.statements(), key=lambda one: one.articles)
        seen = why.look(record, why.Asked(key=row.key))
        assert seen.title == f"{row.name} {row.manner}" and seen.statement == row
        assert len(seen.held) == len(record.statement(row.key).evidence) > 1
        assert len({one.mark for one in seen.held}) == len(seen.held)
        for held in seen.held:
            text = record.page(held.page).text
            assert held.words
            for one in held.words:
                assert text[one.start:one.end] == one.exact
                assert held.digest in one.cite and f"{one.start}–{one.end}" in one.cite and held.title in one.cite
        assert {one.label for one in seen.held[0].words[0].pieces} >= {"cue", "said"}
        assert all(one.alike for held in seen.held[1:] for one in held.words)


def test_an_event_says_what_each_of_its_numbers_counts(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        row = record.events()[0]
        seen = why.look(record, why.Asked(key=row.key))
    assert seen.event == row
    for name in ("articles", "families", "reports", "independent"):
        assert any(one.startswith(name) for one in seen.numbers)
    assert "independent" in client.get(f"/why/{row.key}").text


def test_words_of_a_copy_are_set_beside_the_first() -> None:
    assert compared("He said so", "He said so") == ("letter for letter", ())
    assert compared("He said so", "He  said\nso")[0] == "word for word, other spaces"
    assert compared("Iraq’s army", "Iraq's army")[0] == "word for word, other typography"
    told, places = compared("This further emphasised it", "He further emphasised it")
    assert told == "in other words" and places == ((0, 2),)


def test_hostile_words_are_text() -> None:
    text = "Before <script>alert(1)</script> and \u202eacts after"
    page = Page(key="p0", capture="0" * 64, text=text, digest="", segments=(), fields=(), published=Date(value=None),
                origin=Origin(stage="", version="", rule=""))
    made = quoted(shown(page, 7, 40))
    assert "<script" not in made and "&lt;script&gt;" in made and "\u202e" not in made and "⟨U+202E⟩" in made


def test_keys_in_a_reason_are_found() -> None:
    assert keyed("told again in h0123456789abcdef, 0.9") == [
        ("told again in ", ""), ("h0123456789abcdef", "h0123456789abcdef"), (", 0.9", "")]


def test_the_same_stands_beside_another_page(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        row = record.statements()[0]
    beside = client.get(f"/problems?at={row.key}").text
    assert 'aria-label="Evidence"' in beside and f"{row.name} {row.manner}" in html.unescape(beside)


def test_a_key_of_nothing_is_told_so(client: TestClient) -> None:
    assert client.get("/why/h00000000").status_code == 404
