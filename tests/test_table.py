"""Tables: immutable, shown safely, and flat where a data frame wants them."""

from __future__ import annotations

import sys

import pytest
import said
import stand_ins

from standoff.answers import Hit
from standoff.errors import MissingExtra
from standoff.model import Page, Role, Span
from standoff.table import SHOWN_ROWS, Table

PAGES = Table(page for n in range(30) for page in stand_ins.segment(stand_ins.capture(f"Title <{n}>\n\nBody أحمد {n}"))
              if isinstance(page, Page))
HIT = Hit(key="s1", page="p1", role=Role.BODY, span=Span(page="p1", start=10, end=24), snippet="a <b> & needle",
          marks=(Span(page="p1", start=18, end=24), ), title="<script>", url=None, score=-1.5)


def test_a_table_is_a_sequence_that_cannot_be_changed() -> None:
    assert len(PAGES) == 30 and PAGES[0] in PAGES and PAGES[-1] == list(PAGES)[-1]
    assert isinstance(PAGES[:3], Table) and len(PAGES[:3]) == 3
    again = Table(list(PAGES))
    assert again == PAGES and hash(again) == hash(PAGES) and again != list(PAGES)
    with pytest.raises(TypeError):
        PAGES[0] = PAGES[1]  # type: ignore[index]
    with pytest.raises(AttributeError):
        PAGES.extra = 1  # type: ignore[attr-defined]


def test_frames_have_flat_columns_and_one_row_each() -> None:
    columns = PAGES.columns()
    assert columns["key"][0] == PAGES[0].key and columns["title"][0] == "Title <0>" and columns["segments"][0] == 2
    assert columns["published_high"][0] == "2017-03-24" and columns["published_basis"][0] == "comment bound"
    assert columns["stage"][0] == "stand-ins" and "data" not in columns
    frame, polar = PAGES.to_pandas(), PAGES.to_polars()
    assert list(frame.columns) == polar.columns == list(columns) and len(frame) == polar.height == 30
    assert Table([HIT]).to_polars().row(0, named=True)["start"] == 10
    assert Table([]).to_pandas().empty and Table([]).to_polars().is_empty()


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"pip install 'standoff\[frames\]'"):
        PAGES.to_pandas()
    with pytest.raises(MissingExtra, match="polars is not installed"):
        PAGES.to_polars()


def test_a_notebook_shows_the_first_rows_escaped_and_in_their_direction() -> None:
    shown = PAGES._repr_html_()
    assert "Title &lt;0&gt;" in shown and "<0>" not in shown
    assert 'dir="auto"' in shown and shown.count("<tr>") == SHOWN_ROWS + 1 and "… and 10 more" in shown
    assert Table([])._repr_html_() == "<p>empty</p>"


def test_a_hit_shows_its_quote_with_the_match_marked() -> None:
    shown = Table([HIT])._repr_html_()
    assert "a &lt;b&gt; &amp; <mark>needle</mark>" in shown and "&lt;script&gt;" in shown and "<script>" not in shown


def test_plain_text_shows_what_there_is_in_columns() -> None:
    lines = repr(PAGES).splitlines()
    assert lines[0] == "Table of 30 × Page" and lines[1].split() == ["key", "title", "outlet", "published", "segments"]
    assert lines[-1] == "… and 10 more" and len(lines) == SHOWN_ROWS + 3
    assert repr(Table([])) == "Table: empty"


def test_statements_and_outlook_are_shown_by_what_tells_them_apart() -> None:
    rows, board = Table(said.ROWS), Table(said.BOARD)
    assert repr(rows).splitlines()[1].split() == ["key", "date", "name", "manner", "factuality", "content",
                                                  "addressee_name", "reports"]
    assert rows.columns()["factuality"][3] == ["negated"] and rows.columns()["wordings"][0] == 2
    assert "unlikely, may" in repr(board) and rows.to_polars().height == len(said.ROWS)
