"""Evidence in the explorer: every datum's words in every copy, where they are from, ready to cite."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.web.app import build
from standoff.web.drawings.quoted import keyed, quoted
from standoff.web.pages import why
from standoff.web.pages.evidence import compared, shown

TEXT = """Envoy says deal will hold

By A. Writer

Iraj Masjedi, the Iranian ambassador, said on Tuesday that the Islamic Republic will support Iraq’s unity in every way.
{more}
On Friday the Iraqi army shelled the town of Hawija, and the ministry of defence said that four fighters were killed.

The province has been quiet since the harvest, and the markets of the old town were open again at the weekend.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of an article in two copies, the second with other words, hostile ones among them."""
    folder = tmp_path_factory.mktemp("why")
    (folder / "a.txt").write_text(TEXT.format(more="<script>alert(1)</script> \u202eacts\n"), encoding="utf-8")
    (folder / "b.txt").write_text(TEXT.format(more="").replace("’", "'").replace("Friday", "Saturday"),
                                  encoding="utf-8")
    with open_record(folder / "r.db") as record:
        record.read(folder / "a.txt", folder / "b.txt")
        record.run()
    return folder / "r.db"


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    """Its server."""
    return TestClient(build(path), base_url="http://127.0.0.1")


def test_whatever_has_a_key_has_its_evidence(path: Path, client: TestClient) -> None:
    with open_record(path, readonly=True) as record:
        some = [*record.statements(), *record.events(), *record.outlook(), *record.actors(), *record.copies(),
                *record.judgements(), *record.mentions(), *record.reports(), *record.families(), *record.locations(),
                *record.problems()]
        from standoff.record import keys

        named = {key[0]: key for one in some if (key := keys.of(one))}
        named |= {one.key[0]: one.key for one in some if hasattr(one, "key")}
        page = record.pages()[0]
        named |= {"p": page.key, "s": keys.segment(page.key, page.segments[0])}
    for key in named.values():
        answer = client.get(f"/why/{key}")
        assert answer.status_code == 200, key
        assert key in answer.text


def test_a_statement_shows_its_words_in_every_copy_and_how_they_differ(path: Path) -> None:
    with open_record(path, readonly=True) as record:
        row, = record.statements("Masjedi")
        seen = why.look(record, why.Asked(key=row.key))
        assert seen.title == "Iraj Masjedi said"
        assert len(seen.held) == 2 and {one.mark for one in seen.held} == {"A", "B"}
        for held in seen.held:
            text = record.page(held.page).text
            for one in held.words:
                assert text[one.start:one.end] == one.exact
                assert held.digest in one.cite and f"{one.start}–{one.end}" in one.cite and held.title in one.cite
        assert {one.label for one in seen.held[0].words[0].pieces} >= {"source", "cue", "said"}
        assert seen.held[1].words[0].alike == "word for word, other typography"


def test_an_event_says_what_each_of_its_numbers_counts(path: Path, client: TestClient) -> None:
    with open_record(path, readonly=True) as record:
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


def test_hostile_words_are_text(path: Path, client: TestClient) -> None:
    with open_record(path, readonly=True) as record:
        page = next(one for one in record.pages() if "script" in one.text)
    at = page.text.index("<script>")
    made = quoted(shown(page, at, at + 30))
    assert "<script" not in made and "&lt;script&gt;" in made and "\u202e" not in made
    assert "<script>alert" not in client.get(f"/why/{page.key}").text


def test_keys_in_a_reason_are_found() -> None:
    assert keyed("told again in h0123456789abcdef, 0.9") == [
        ("told again in ", ""), ("h0123456789abcdef", "h0123456789abcdef"), (", 0.9", "")]


def test_the_same_stands_beside_another_page(path: Path, client: TestClient) -> None:
    with open_record(path, readonly=True) as record:
        key = record.statements("Masjedi")[0].key
    beside = client.get(f"/problems?at={key}").text
    assert 'aria-label="Evidence"' in beside and "Iraj Masjedi said" in beside


def test_a_key_of_nothing_is_told_so(client: TestClient) -> None:
    assert client.get("/why/h00000000").status_code == 404
