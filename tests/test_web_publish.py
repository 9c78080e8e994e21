"""The explorer as files: every link leads to a file, nothing needs a server, and only our own folders are replaced."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from standoff import open_record
from standoff.web.publish import FIRST, FRESH, MARK, NotOurs, publish


@pytest.fixture(scope="module")
def folder(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site") / "out"
    with open_record(demo, readonly=True) as record:
        assert publish(record, made) == len(list(made.rglob("*.html")))
    return made


def test_every_link_leads_to_a_file(folder: Path) -> None:
    lost = {f"{file.relative_to(folder)}: {link}" for file in folder.rglob("*.html")
            for link in re.findall(r'(?:href|src|data-open)="([^"#]+)', file.read_text("utf-8"))
            if not link.startswith(("http://", "https://", "data:"))
            and not (file.parent / unquote(unescape(link))).is_file()}
    assert sorted(lost)[:5] == []


def test_no_form_is_left_that_needs_a_server(folder: Path) -> None:
    asking = re.compile("<form[^>]* action")
    assert [file.name for file in folder.rglob("*.html") if asking.search(file.read_text("utf-8"))] == []


def test_publishing_again_gives_the_same(folder: Path, demo: Path, tmp_path: Path) -> None:
    before = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with open_record(demo, readonly=True) as record:
        publish(record, tmp_path / "two")
        publish(record, tmp_path / "two")
    assert before == {file.relative_to(tmp_path / "two"): file.read_bytes()
                      for file in (tmp_path / "two").rglob("*") if file.is_file()}


def test_a_folder_with_other_things_is_left_alone(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with open_record(demo, readonly=True) as record, pytest.raises(NotOurs, match="other things"):
        publish(record, tmp_path)
    assert (tmp_path / "thesis.docx").read_text() == "mine"


def test_publishing_again_takes_away_its_own_files_only(demo: Path, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Path()
    with open_record(demo, readonly=True) as record:
        publish(record, here)
        gone = here / "old" / "page.html"
        for file in (Path(".git/HEAD"), Path("CNAME"), Path("why/notes.txt"), gone):
            file.parent.mkdir(exist_ok=True)
            file.write_text("mine")
        (here / MARK).write_text((here / MARK).read_text("utf-8") + "old/page.html\n", "utf-8")
        publish(record, here)
        assert Path(".git/HEAD").read_text() == Path("CNAME").read_text() == Path("why/notes.txt").read_text() == "mine"
        assert not gone.parent.exists() and Path("index.html").exists() and not Path(FRESH).exists()


@pytest.mark.parametrize("other", ["../thesis.txt", "/thesis.txt"])
def test_a_list_that_leads_out_of_the_folder_is_not_followed(demo: Path, tmp_path: Path, other: str) -> None:
    mine, site = tmp_path / "thesis.txt", tmp_path / "site"
    mine.write_text("mine")
    site.mkdir()
    (site / MARK).write_text(f"{FIRST}\n{other if other.startswith('.') else mine}\n", "utf-8")
    with open_record(demo, readonly=True) as record, pytest.raises(NotOurs, match="leads out"):
        publish(record, site)
    assert mine.read_text() == "mine"


def test_a_file_that_stands_where_a_page_is_to_be_is_left_and_told(demo: Path, tmp_path: Path) -> None:
    (tmp_path / MARK).write_text(f"{FIRST}\n", "utf-8")
    (tmp_path / "index.html").write_text("mine")
    with open_record(demo, readonly=True) as record, pytest.raises(NotOurs, match=r"index\.html is not of the site"):
        publish(record, tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine" and not (tmp_path / FRESH).exists()


def test_what_fails_leaves_the_site_that_was_there(demo: Path, tmp_path: Path) -> None:
    def stop(done: int, known: int) -> None:
        if known >= done > 2:
            raise KeyboardInterrupt

    with open_record(demo, readonly=True) as record:
        pages = publish(record, tmp_path)
        with pytest.raises(KeyboardInterrupt):
            publish(record, tmp_path, stop)
    assert pages == len(list(tmp_path.rglob("*.html"))) and not (tmp_path / FRESH).exists()


def test_it_opens_from_a_disk(browser, folder: Path) -> None:
    context = browser.new_context()
    tab = context.new_page()
    faults: list[str] = []
    tab.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else faults.append(asked.url))
    tab.goto((folder / "index.html").as_uri())
    assert tab.evaluate("getComputedStyle(document.querySelector('.brand')).fontStyle") == "italic"
    for name in tab.locator(".top nav a").all_inner_texts():
        tab.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()
        assert tab.locator("h1").inner_text()
    context.close()
    assert faults == []
