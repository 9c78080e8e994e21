"""The network in a real browser: looked through by keys, over time, and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from test_browser import PHONE, accessible

READY = "#network[data-ready]"


def now(tab) -> str:
    """What is told of the name or tie that is looked at."""
    return tab.locator("#net-now").inner_text()


def test_keys_lead_through_it_and_enter_opens_the_evidence(tab) -> None:
    tab.goto("/network")
    tab.wait_for_selector(READY)
    tab.locator("[data-live]").focus()
    seen = set()
    for _ in range(40):
        tab.keyboard.press("ArrowRight")
        seen.add(now(tab))
        if "its evidence" in now(tab):
            break
    assert len(seen) > 1 and "asserted by" in now(tab)
    tab.keyboard.press("Enter")
    expect(tab.locator("#source")).to_be_visible()
    assert "at=" in tab.url and tab.locator("#source mark").count()
    tab.wait_for_selector(READY)
    assert accessible(tab) == []


def test_a_click_on_a_line_opens_its_evidence(tab) -> None:
    tab.goto("/network")
    tab.wait_for_selector(READY)
    live = tab.locator("[data-live]")
    live.scroll_into_view_if_needed()
    data = tab.evaluate("JSON.parse(document.getElementById('network-data').textContent)")
    box, places = live.bounding_box(), {one["id"]: one for one in data["nodes"]}
    pairs = [frozenset((tie["source"], tie["target"])) for tie in data["ties"]]
    alone = next(tie for tie in data["ties"] if pairs.count(frozenset((tie["source"], tie["target"]))) == 1)
    a, b = places[alone["source"]], places[alone["target"]]
    scale = box["width"] / data["width"]
    live.click(position={"x": (a["x"] + b["x"]) / 2 * scale, "y": (a["y"] + b["y"]) / 2 * scale})
    expect(tab.locator("#source")).to_be_visible()


def test_the_wheel_moves_the_page_until_the_network_is_chosen(tab) -> None:
    tab.goto("/network")
    tab.wait_for_selector(READY)
    box = tab.locator("[data-live]").bounding_box()
    tab.mouse.move(box["x"] + 5, box["y"] + 5)
    tab.evaluate("addEventListener('scroll', () => { document.title = 'moved'; }, { once: true })")
    tab.mouse.wheel(0, 200)
    expect(tab).to_have_title("moved")


@pytest.fixture
def years(browser, years_server):
    """A tab on a record whose ties stand at several times."""
    context = browser.new_context(base_url=years_server, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def years_server(tmp_path_factory):
    from conftest import serving

    from standoff import open_record

    folder = tmp_path_factory.mktemp("years")
    for year, text in ((2015, "General Ana Moreno, the commander of the Tessel Guard, supports Iran."),
                       (2017, "Turkey and Iran are allies. Hamid Habib is the leader of the Tessel Guard.")):
        (folder / f"{year}.txt").write_text(f"The Guard in {year}\n\n{year}-03-20\n\nTEHRAN - {text}\n")
    with open_record(folder / "r.db") as record:
        record.read(*sorted(folder.glob("*.txt")))
        record.run()
    yield from serving(folder / "r.db")


def test_the_time_filters_at_once_and_is_in_the_address(years) -> None:
    years.goto("/network")
    years.wait_for_selector(READY)
    rows = years.locator("table.ties tbody tr:visible")
    every = rows.count()
    years.locator("[data-from]").focus()
    years.keyboard.press("End")
    assert 0 < rows.count() < every
    assert "since=2017" in years.url and years.locator(".net-ask [name=since]").input_value().startswith("2017")
    few = rows.count()
    years.reload()
    years.wait_for_selector(READY)
    assert rows.count() == few
    years.locator("[data-from]").focus()
    years.keyboard.press("Home")
    assert rows.count() == every and "since" not in years.url


def test_a_phone_has_the_drawing_and_it_scrolls_alone(tab) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto("/network")
    tab.wait_for_selector(READY)
    assert tab.locator(".net-still svg").is_visible() and not tab.locator("[data-live]").is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_a_script_and_on_paper_the_drawing_stands_there(tab, browser, server) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/network")
    assert plain.locator(".net-still svg").is_visible() and not plain.locator("[data-live]").is_visible()
    plain.locator(".net-still a.tie").first.focus()
    plain.keyboard.press("Enter")
    expect(plain.locator("#source")).to_be_visible()
    context.close()
    tab.goto("/network")
    tab.wait_for_selector(READY)
    assert not tab.locator(".net-still svg").is_visible()
    tab.emulate_media(media="print")
    assert tab.locator(".net-still svg").is_visible() and not tab.locator("[data-live]").is_visible()
