"""The explorer in a real browser: who can use its pages, with what, and on what."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from standoff.web.pages import PAGES

PLAIN = [page.name for page in PAGES if not page.keyed]
KEYED = ["actor", "dyad", "report", "capture in English", "capture in Arabic", "capture in Persian", "why actor",
         "why event", "why statement", "why tie", "why outlook", "searched", "leads", "beside"]

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const top = document.elementFromPoint(Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
                                        Math.min(Math.max(box.y + Math.min(box.height, 30) / 2, 0), innerHeight - 1));
  const before = window.last && !(window.last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.last = at;
  return { name: at.outerHTML.slice(0, 120), body: at === document.body, back: Boolean(before),
           ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
           free: Boolean(top) && (at.contains(top) || top.contains(at)) };
}"""
"""Of what has the focus: whether that is seen, is not covered, and comes after what had it before."""


def accessible(tab, *rules: str) -> list[str]:
    """What axe finds amiss, a line each; by some of its rules alone where they are named."""
    tab.evaluate("scrollTo(0, 0)")                           # what the bar at the top half covers is not amiss
    wanted = {"type": "rule", "values": list(rules)} if rules else TAGS
    found = Axe().run(tab, options={"runOnly": wanted}).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("name", PLAIN + KEYED)
def test_a_page_is_for_everybody(tab, places, name) -> None:
    tab.goto(places[name])
    assert accessible(tab) == []
    tab.emulate_media(color_scheme="dark")
    assert accessible(tab, "color-contrast") == []
    tab.set_viewport_size(PHONE)
    tab.reload()
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.evaluate("[...document.querySelectorAll('.top nav a')]"
                        ".every(a => a.getBoundingClientRect().right <= innerWidth)")
    assert accessible(tab, "target-size", "scrollable-region-focusable") == []


@pytest.mark.parametrize("name", ["beside", "report"])
def test_the_focus_is_seen_and_goes_in_order(tab, places, name) -> None:
    tab.emulate_media(reduced_motion="reduce")
    for size in (WIDE, PHONE):
        tab.set_viewport_size(size)
        tab.goto(places[name].partition("#")[0])
        for _ in range(40):
            tab.keyboard.press("Tab")
            now = tab.evaluate(SEEN)
            assert now["ring"] and now["free"] and not now["back"] and not now["body"], now


def test_nothing_moves_for_who_wants_no_motion(tab) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.goto("/timeline")
    assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert tab.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("name", ["beside", "report", "dyad"])
def test_paper_has_what_is_read_and_not_what_is_pressed(tab, places, name) -> None:
    tab.goto(places[name])
    tab.emulate_media(media="print", color_scheme="dark")
    assert not tab.locator(".top nav").is_visible() and not tab.locator("form:visible").count()
    assert tab.locator(".print-only").is_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("tongue", ["Arabic", "Persian"])
def test_what_is_written_from_the_right_is_read_from_the_right(tab, places, tongue) -> None:
    tab.goto(places[f"capture in {tongue}"])
    runs = tab.locator(".r-body .t").evaluate_all("all => all.map(one => getComputedStyle(one).direction)")
    assert runs and set(runs) == {"rtl"}
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert tab.evaluate("getComputedStyle(document.querySelector('footer')).direction") == "ltr"


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
    tab.keyboard.press("Escape")
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()


def test_on_a_phone_what_is_listed_comes_first(tab) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto("/events")
    assert not tab.locator("[name=actor]").is_visible()
    assert tab.locator("main .row").first.bounding_box()["y"] < PHONE["height"]
    tab.get_by_text("Narrow what is shown").click()
    tab.locator("[name=actor]").fill("Russia")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**actor=Russia**")


def test_it_reads_without_scripts(browser, server, places) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    tab = context.new_page()
    for name in PLAIN:
        tab.goto(places[name])
        assert tab.locator("h1").inner_text()
    context.close()
