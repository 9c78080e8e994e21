"""Captures in the explorer: all of the reading text, each run knowing where it stands, nothing of it live."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from standoff import open_record
from standoff.model import Role
from standoff.web.app import build
from standoff.web.drawings import text
from standoff.web.page import Unasked
from standoff.web.pages import capture
from standoff.web.pages.capture import Asked, Block, Part, Piece


@pytest.fixture(scope="module")
def client(demo: Path) -> TestClient:
    """The server of the demo."""
    return TestClient(build(demo), base_url="http://127.0.0.1")


def block(words: str, start: int = 0, *pieces: Piece) -> Block:
    """A block of some text."""
    return Block(key="s0", start=start, end=start + len(words), text=words, role=Role.BODY, rule="", markup="", level=0,
                 when=None, pieces=pieces)


RUN = re.compile(r'<span data-start="(\d+)"(?: data-length="(\d+)")?[^>]*>([^<]*)</span>')


def test_every_run_knows_where_it_stands() -> None:
    words = "  One \U0001f600 line,\r\nthe \u202eother & <b>more</b>\u2069 end\n"
    made = text.block(block(words, 100), (105, 108))
    told = ""
    for start, length, shown in RUN.findall(made):
        own = html.unescape(shown)
        if not length:
            assert words[int(start) - 100:int(start) - 100 + len(own)] == own
        told += words[int(start) - 100:int(start) - 100 + int(length or len(own))]
    assert told == words.strip()
    assert "<b>" not in made and "\u202e" not in made and "⟨U+202E⟩" in made


def test_a_span_is_highlighted_through_the_parts_of_a_segment() -> None:
    made = text.block(block("Ann Lee wrote this", 10, Piece(name="author", start=10, end=17)), (14, 23))
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", made)
    assert "".join(shown for mark in marks for *_, shown in RUN.findall(mark)) == "Lee wrote"
    assert made.count('id="s=14,23"') == 1


def test_the_whole_reading_text_is_there_with_its_roles(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        page = record.pages()[0]
    body = client.get(f"/c/{page.key}").text
    for start, length, shown in RUN.findall(body):
        if not length:
            own = html.unescape(shown)
            assert page.text[int(start):int(start) + len(own)] == own
    for seg in page.segments:
        assert f'seg r-{seg.role}' in body
    assert page.capture in body
    assert client.get(f"/c/c{page.key[1:]}").status_code == 200


def test_a_span_in_the_address_is_highlighted_without_a_script(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        page = record.pages()[0]
        seg = page.segments[-1]
    body = client.get(f"/c/{page.key}?s={seg.start},{seg.end}").text
    assert f'id="s={seg.start},{seg.end}"' in body
    assert client.get(f"/c/{page.key}?s=5").status_code == 400
    assert client.get(f"/c/{page.key}?s=9,5").status_code == 400
    assert client.get(f"/c/{page.key}?s=0,99999999").status_code == 400


def test_a_long_text_is_shown_in_parts_that_leave_nothing_out() -> None:
    blocks = [block("word " * 4, at * 25) for at in range(1000)]
    parts = capture._parts(blocks)
    assert len(parts) == 3
    assert all(one.end == other.start for one, other in pairwise(parts))
    assert all(sum(part.start <= one.start < part.end for part in parts) == 1 for one in blocks)
    assert capture._parts([]) == (Part(number=1, start=0, end=0),)


def test_the_part_with_the_span_is_shown(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "MANY", 2)
    with open_record(demo, readonly=True) as record:
        page = max(record.pages(), key=lambda one: len(one.segments))
        seg = page.segments[-1]
        seen = capture.look(record, Asked(key=page.key, s=f"{seg.start},{seg.end}"))
        assert seen.part == len(seen.parts) > 2
        assert any(one.start == seg.start for one in seen.blocks)
        with pytest.raises(Unasked, match="parts"):
            capture.look(record, Asked(key=page.key, page=500))


def test_what_the_page_says_of_itself_leads_to_its_evidence(demo: Path, client: TestClient) -> None:
    with open_record(demo, readonly=True) as record:
        page = next(one for one in record.pages() if one.published.value)
        seen = capture.look(record, Asked(key=page.key))
    assert seen.published == page.published and len(seen.fields) == len(page.fields)
    body = client.get(f"/c/{page.key}").text
    for one in seen.fields:
        assert f"/why/{one.key}" in body


@pytest.fixture(scope="module")
def place(demo: Path) -> tuple[str, int, int, str]:
    """Characters in the middle of a page, after some that UTF-16 counts twice where the demo has such: page, span and
    what stands there.
    """
    with open_record(demo, readonly=True) as record:
        pages = record.pages()
        page = next((one for one in pages if any(char > "\uffff" for char in one.text)), pages[0])
    seg = page.segments[-1]
    start, end = seg.start + 1, min(seg.start + 30, seg.end)
    return page.key, start, end, page.text[start:end]


def test_the_fragment_highlights_exactly_its_characters(tab, place: tuple[str, int, int, str]) -> None:
    page, start, end, words = place
    tab.goto(f"/c/{page}#s={start},{end}")
    tab.wait_for_selector("mark.found")
    assert "".join(tab.locator("mark.found").all_text_contents()).split() == words.split()
    assert tab.evaluate("document.activeElement.matches('mark.found')")
    assert tab.evaluate("(() => { const box = document.activeElement.getBoundingClientRect();"
                        "return box.top >= 0 && box.bottom <= innerHeight; })()")


def test_another_fragment_takes_the_place_of_the_first(tab, place: tuple[str, int, int, str]) -> None:
    page, start, end, words = place
    tab.goto(f"/c/{page}?s={start},{end}#s=0,5")
    tab.wait_for_selector("mark.found")
    tab.evaluate(f"location.hash = 's={start},{end}'")
    tab.wait_for_function("words => [...document.querySelectorAll('.pagetext mark')].map(one => one.textContent)"
                          ".join('').replace(/\\s+/g, '') === words", arg="".join(words.split()))


def test_code_points_are_counted_not_utf_16_units(browser, tmp_path: Path) -> None:
    script = Path(text.__file__).parents[1] / "static" / "span.js"
    words = "a \U0001f600\U0001f600 bc \u202ede"
    made = text.block(block(words, 10), None)
    (tmp_path / "page.html").write_text(
        f'<meta charset="utf-8"><div class="pagetext"><div class="seg r-body">{made}</div></div>'
        f"<script>{script.read_text()}</script>", encoding="utf-8")
    tab = browser.new_page()
    tab.goto(f"file://{tmp_path}/page.html#s=13,17")
    assert tab.locator("mark.found").all_text_contents() == ["\U0001f600 bc"[:4]]
    tab.close()


def test_a_role_is_switched_off_without_a_script(browser, server: str, place: tuple[str, int, int, str]) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"/c/{place[0]}")
    role = tab.locator(".roles input").first.get_attribute("data-role")
    assert tab.locator(f".seg.r-{role}").first.is_visible()
    tab.uncheck(f".roles .role-{role}")
    assert not tab.locator(f".seg.r-{role}").first.is_visible()
    context.close()
