"""What people come for, done in a real browser as they would do it: each ends at the highlighted characters."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import serving, watched
from playwright.sync_api import expect

from standoff import open_record
from standoff.web.publish import publish

SPEAKER = "Selim Aras"


@pytest.fixture(scope="module")
def characters(demo: Path):
    """What the record has where an address of a capture leads: `/c/KEY…#s=START,END`."""
    with open_record(demo, readonly=True) as record:
        def found(url: str) -> str:
            key, start, end = re.search(r"/c/(\w+).*#s=(\d+),(\d+)$", unquote(url)).groups()
            return record.page(key).text[int(start):int(end)]
        yield found


def highlighted(tab) -> str:
    """The characters that are marked on the page of a capture, once they can be seen."""
    expect(tab.locator(".pagetext mark").first).to_be_in_viewport()
    return "".join(tab.locator(".pagetext mark").all_text_contents())


def same(shown: str, kept: str) -> bool:
    return "".join(shown.split()) == "".join(kept.split()) != ""


def test_what_a_speaker_said_and_in_which_words_each_copy_has_it(tab, characters) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Statements", exact=True).click()
    tab.locator(".facet").get_by_role("link", name=SPEAKER, exact=True).click()
    rows = tab.locator("main .statement")
    assert rows.count() and rows.locator(".head a").first.inner_text() == SPEAKER
    row = rows.filter(has_text="In which words each copy has it").first
    row.locator("summary").click()
    places = row.locator(".wordings a.at")
    assert places.count() > 1
    said = row.locator(".wordings li p").first.inner_text().strip("“”…. ")
    places.first.click()
    assert same(highlighted(tab), characters(tab.url))
    assert "".join(said.split())[:20] in "".join(highlighted(tab).split())


def test_from_a_name_to_the_characters_in_three_clicks(tab, characters) -> None:
    tab.goto("/")
    tab.locator("main").get_by_role("link", name=SPEAKER).first.click()
    tab.locator("#said .statement .source-link").first.click()
    tab.locator("#source").get_by_role("link", name="in the capture").first.click()
    assert same(highlighted(tab), characters(tab.url))


def test_how_a_dyad_moved(tab, characters) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Russia – Ukraine").click()
    expect(tab.locator("svg.course[role=img]")).to_be_visible()
    tab.get_by_role("link", name="independent reports").click()
    assert "unit=independent" in tab.url
    expect(tab.locator(".toggle [aria-current]").filter(has_text="independent reports")).to_be_visible()
    tab.locator("details.numbers summary").click()
    expect(tab.locator(".numbers caption")).to_contain_text("Counted in independent reports")
    tab.locator("main .event .source-link").first.click()
    assert "unit=independent" in tab.url and "at=h" in tab.url
    tab.locator("#source").get_by_role("link", name="in the capture").first.click()
    assert same(highlighted(tab), characters(tab.url))


def test_who_stands_with_whom_and_on_whose_word_without_a_mouse(tab, characters) -> None:
    tab.goto("/")
    tab.locator(".top").get_by_role("link", name="Network").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#network[data-ready]")
    tab.locator("[data-live]").focus()
    for _ in range(40):
        tab.keyboard.press("ArrowRight")
        told = tab.locator("#net-now").inner_text()
        if "asserted by" in told:
            break
    assert "asserted by" in told
    tab.keyboard.press("Enter")
    tab.locator("#source").get_by_role("link", name="in the capture").first.focus()
    tab.keyboard.press("Enter")
    assert same(highlighted(tab), characters(tab.url))


def test_which_questions_are_open_and_who_asks(tab, characters) -> None:
    tab.goto("/")
    tab.locator(".top").get_by_role("link", name="Questions").click()
    tab.locator(".facet").get_by_role("link", name="question", exact=True).click()
    row = tab.locator("main .outlook").first
    assert row.locator(".type").inner_text().casefold() == "question"
    expect(row).to_contain_text("open")
    row.locator(".source-link").first.click()
    tab.locator("#source").get_by_role("link", name="in the capture").first.click()
    assert same(highlighted(tab), characters(tab.url))


def test_search_leads_to_the_words(tab, characters) -> None:
    tab.goto("/map")
    tab.keyboard.press("/")
    tab.keyboard.type("insurance")
    tab.keyboard.press("Enter")
    hit = tab.locator("main .hit").first
    assert "insurance" in hit.locator(".quote").inner_text().casefold()
    hit.locator("a.source-link").click()
    assert "insurance" in highlighted(tab).casefold() and same(highlighted(tab), characters(tab.url))


def test_from_the_map_to_what_happened_there(tab) -> None:
    tab.goto("/map")
    tab.locator("svg.world a").filter(has_text="Sevastopol").click()
    assert "place=Sevastopol" in tab.url
    assert "Sevastopol" in tab.locator("main .event").first.inner_text()


def test_the_evidence_is_in_the_address_and_the_back_button_closes_it(tab) -> None:
    tab.goto("/events?type=ASSAULT")
    tab.locator("main .event .source-link").first.click()
    expect(tab.locator("#source")).to_be_visible()
    where = tab.url
    assert "type=ASSAULT" in where and "at=h" in where
    tab.goto(where)
    expect(tab.locator("#source mark").first).to_be_visible()
    tab.go_back()
    tab.goto("/events?type=ASSAULT")
    tab.locator("main .event .source-link").first.click()
    tab.go_back()
    expect(tab.locator("#source")).to_have_count(0)
    tab.go_forward()
    tab.get_by_role("link", name="close").click()
    expect(tab.locator("#source")).to_have_count(0)
    assert "at=" not in tab.url and "type=ASSAULT" in tab.url


def test_a_citation_is_copied(browser, server, places) -> None:
    with watched(browser, server, permissions=["clipboard-read", "clipboard-write"]) as tab:
        tab.goto(places["why event"])
        tab.locator(".cite summary").first.click()
        tab.locator(".cite").first.get_by_role("button", name="Copy").click()
        expect(tab.locator(".cite").first.get_by_role("button")).to_have_text("Copied")
        copied = tab.evaluate("navigator.clipboard.readText()")
        assert copied == tab.locator("[data-cite]").first.inner_text()
        assert re.search(r"[0-9a-f]{64}", copied) and re.search(r"\d+[–-]\d+", copied)


@pytest.fixture(scope="module")
def files(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the demo is published as files."""
    folder = tmp_path_factory.mktemp("published") / "site"
    with open_record(demo, readonly=True) as record:
        publish(record, folder)
    return folder.as_uri()


def test_files_alone_lead_to_what_was_said_too(browser, files, characters) -> None:
    with watched(browser, files) as tab:
        tab.goto(f"{files}/index.html")
        tab.locator("main").get_by_role("link", name=SPEAKER).first.click()
        tab.locator("#said .statement .source-link").first.click()
        tab.get_by_role("link", name="in the capture").first.click()
        assert same(highlighted(tab), characters(tab.url.replace(".html", "")))


def test_files_alone_lead_to_dyads_and_questions_too(browser, files, characters) -> None:
    with watched(browser, files) as tab:
        tab.goto(f"{files}/index.html")
        tab.get_by_role("link", name="Russia – Ukraine").click()
        expect(tab.locator("svg.course[role=img]")).to_be_visible()
        tab.get_by_role("link", name="independent reports").click()
        expect(tab.locator(".toggle [aria-current]").filter(has_text="independent reports")).to_be_visible()
        tab.locator("main .event .source-link").first.click()
        tab.get_by_role("link", name="in the capture").first.click()
        assert same(highlighted(tab), characters(tab.url.replace(".html", "")))
        tab.locator(".top").get_by_role("link", name="Questions").click()
        tab.locator("main .outlook").filter(has_text="question").first.locator(".source-link").first.click()
        tab.get_by_role("link", name="in the capture").first.click()
        assert same(highlighted(tab), characters(tab.url.replace(".html", "")))


def test_two_actors_are_made_one_and_taken_apart_again(browser, demo: Path, tmp_path: Path) -> None:
    shutil.copy(demo, tmp_path / "own.db")
    for base in serving(tmp_path / "own.db", edit=True):
        with watched(browser, base) as tab:
            tab.goto("/")
            tab.locator("main").get_by_role("link", name=SPEAKER).first.click()
            before = tab.locator("#names").inner_text()
            tab.get_by_role("link", name="correct", exact=True).first.click()
            form = tab.locator("section", has=tab.get_by_role("heading", name="Is one with"))
            form.get_by_label("Name or key").fill("Hulusi Akar")
            form.get_by_label("Because").fill("For the test.")
            form.get_by_label("Your name").fill("A tester")
            form.get_by_role("button").click()
            expect(tab.get_by_role("status")).to_contain_text("Kept")
            expect(tab.locator("#names")).to_contain_text("Akar")
            tab.get_by_role("status").get_by_role("link", name="undo").click()
            tab.get_by_label("Because").fill("The test is over.")
            tab.get_by_role("button", name="Undo").click()
            expect(tab.get_by_role("status")).to_contain_text("Undone")
            tab.goto("/")
            tab.locator("main").get_by_role("link", name=SPEAKER).first.click()
            assert tab.locator("#names").inner_text() == before
