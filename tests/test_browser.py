"""The explorer in a real browser, as a user goes through it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from standoff.web.pages import PAGES

PLAIN = [page for page in PAGES if not page.keyed]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def accessible(tab) -> list[str]:
    """What axe finds amiss, a line each."""
    found = Axe().run(tab, options=TAGS).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.name)
def test_every_page_is_accessible(tab, page, scheme) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(page.at())
    assert accessible(tab) == []


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.name)
def test_no_page_is_wider_than_a_phone(tab, page) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto(page.at())
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_keys_lead_through_a_list(tab) -> None:
    tab.goto("/")
    tab.keyboard.press("j")
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("j")
    assert first and tab.evaluate("document.activeElement.id") not in ("", first)
    tab.keyboard.press("k")
    assert tab.evaluate("document.activeElement.id") == first
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "jump"
    tab.keyboard.type("?")
    assert not tab.locator("#help").is_visible()
    tab.locator("main").click(position={"x": 1, "y": 1})
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()


def test_it_reads_without_scripts(browser, server) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    tab = context.new_page()
    for page in PLAIN:
        tab.goto(page.at())
        assert tab.locator("h1").inner_text()
    context.close()
