"""HTML pages cut into segments: cases as folders, and properties that hold for any page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.model import Role
from standoff.pages import maintext
from standoff.pages.cut import Cut
from standoff.pages.flat import tops
from standoff.pages.flat.lines import Block as Line
from standoff.pages.html import main_text, segment_html
from standoff.pages.layout import FEATURES, features, hints
from standoff.pages.render import render
from standoff.pages.votes import ABSTAINS, ballot
from standoff.text import check_partition

CASES = sorted((Path(__file__).parent / "cases/html").iterdir())
SENTENCE = "The pilots went back to work on Monday, three weeks after they had refused to board the ships. "


def shown(cut: Cut) -> str:
    """Segments as lines of `[role] text`, line breaks inside as " / "."""
    lines = (f"[{seg.role}] {cut.text[seg.start:seg.end]}" for seg in cut.segments)
    return "".join(re.sub(r"\s*\n\s*", " / ", line) + "\n" for line in lines)


def roles(source: str) -> dict[str, str]:
    """The role of each segment, by its text."""
    cut = segment_html(source, key="p0")
    return {cut.text[seg.start:seg.end]: str(seg.role) for seg in cut.segments}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_is_cut_into_its_parts(case: Path) -> None:
    cut = segment_html((case / "page.html").read_text(encoding="utf-8"), key="p0")
    check_partition(cut.text, [(seg.start, seg.end) for seg in cut.segments])
    assert shown(cut) == (case / "expected.txt").read_text(encoding="utf-8")


def page(body: str) -> str:
    return f"<html><head><title>News</title></head><body><article>{body}</article></body></html>"


def test_a_dateline_that_opens_the_text_is_cut_off() -> None:
    found = roles(page(f"<p>PORT SELWYN (Reuters) — {SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"))
    assert found["PORT SELWYN (Reuters) —"] == "dateline"


def test_a_first_sentence_with_a_dash_keeps_it() -> None:
    found = roles(page(f"<p>Nobody sailed — {SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"))
    assert "dateline" not in found.values()


def test_a_mark_of_truncation_is_cut_off() -> None:
    found = roles(page(f"<p>{SENTENCE * 4}</p><p>{SENTENCE * 3}And then the harbour [+1200 chars]</p>"))
    assert found["[+1200 chars]"] == "truncation"


def test_headings_have_their_level_and_quotations_are_quotes() -> None:
    cut = segment_html(page(f"<p>{SENTENCE * 4}</p><h3>On the water</h3><p>{SENTENCE * 3}</p>"
                            f"<blockquote>{SENTENCE * 2}</blockquote><p>{SENTENCE * 3}</p>"), key="p0")
    assert [(seg.role, seg.level) for seg in cut.segments] == [
        (Role.BODY, 0), (Role.HEADING, 3), (Role.BODY, 0), (Role.QUOTE, 0), (Role.BODY, 0)]


def test_bare_text_in_body_is_cut_by_its_lines() -> None:
    found = roles(f"<html><body>Pilots return\n\nBy Mairead Orr\n\n{SENTENCE * 2}\n\n{SENTENCE * 3}</body></html>")
    assert found["By Mairead Orr"] == "byline" and found[(SENTENCE * 2).strip()] == "body"


def test_troubles_of_reading_are_handed_on() -> None:
    cut = segment_html("<div>" * 3000 + f"<p>{SENTENCE * 3}", key="p0")
    assert [code for code, _ in cut.trouble] == ["too-deep"]
    assert [seg.role for seg in cut.segments] == [Role.BODY]


def test_a_crowded_page_is_read_by_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintext, "CROWD", 10)
    source = page("<ul>" + "<li><a href=x>Tides</a>" * 20 + f"</ul><p>{SENTENCE * 3}</p>")
    assert main_text(source) == (SENTENCE * 3).strip()


def test_a_page_too_deep_for_extractors_is_judged_by_its_layout() -> None:
    rendered = render("<div>" * 300 + f"<p>{SENTENCE * 4}</p>" * 4)
    lines = [Line(block.start, block.end, rendered.text[block.start:block.end]) for block in rendered.blocks]
    assert (ballot("x", [line.text for line in lines], depth=300).trafilatura() == ABSTAINS).all()
    assert (maintext.judge("x", rendered, lines) > .5).all()


def test_an_element_left_open_in_every_paragraph_is_not_given_to_extractors() -> None:
    assert ballot("<b><p>word " * 500, ["word"], depth=3).resiliparse() == [ABSTAINS]


def test_extractors_vote_on_whole_blocks() -> None:
    source = page(f"<p>{SENTENCE * 4}</p><p>{SENTENCE * 3}</p><p>Share</p>")
    asked = ballot(source, [(SENTENCE * 4).strip(), "Share", "Harbour pilots"], depth=4)
    for kept in (asked.trafilatura(), asked.resiliparse()):
        assert kept[0] == 1 and kept[2] == 0


def test_class_names_give_hints() -> None:
    assert hints("comment-list") and hints("post_content") != hints("site-footer")
    assert hints("ad slot") and not hints("shadow")


def test_every_block_has_a_number_for_every_feature() -> None:
    rendered = render(page(f"<h1>Ships</h1><p>{SENTENCE}</p><ul><li><a href=x>One</a></ul>"))
    lines = [Line(block.start, block.end, rendered.text[block.start:block.end]) for block in rendered.blocks]
    table = features(rendered, lines)
    assert table.shape == (3, len(FEATURES)) and np.isfinite(table).all()


def test_the_order_of_other_pages_changes_nothing() -> None:
    first, other = (CASES[i] / "page.html" for i in (0, 1))
    alone = segment_html(first.read_text(encoding="utf-8"), key="p0")
    segment_html(other.read_text(encoding="utf-8"), key="p0")
    assert segment_html(first.read_text(encoding="utf-8"), key="p0") == alone


PIECES = [
    f"<p>{SENTENCE}</p>", "<h1>Ships</h1>", "<h2>Tides</h2>", "<li><a href=x>Ferry line to close</a>", "<br>", "</div>",
    "<div>", "<div class=comment><b>Ann</b> 3 May 2020<p>Well said.</p>", "<td>12", "<article>", "</article>", "\u00a0",
    "<blockquote>", "<figcaption>A ship</figcaption>", "<pre>a\n\nb</pre>", "By Mairead Orr", "…", "[+900 chars]",
    "<p>© 2021",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=60)
def test_any_page_is_partitioned_by_its_segments(pieces: list[str]) -> None:
    cut = segment_html("".join(pieces), key="p0")
    check_partition(cut.text, [(seg.start, seg.end) for seg in cut.segments])
    assert all(cut.text[seg.start:seg.end].strip() == cut.text[seg.start:seg.end] for seg in cut.segments)
    assert all(seg.level == 0 or seg.role in (Role.HEADING, Role.COMMENT) for seg in cut.segments)
    assert cut.text == "" or cut.segments or not cut.text.strip()


def test_a_prompt_inside_the_text_is_no_text() -> None:
    found = roles(page(f"<p>{SENTENCE * 4}</p><p>Subscribe to keep reading.</p><p>{SENTENCE * 3}</p>"
                       "<p>Subscribers paid for the new lifeboat, and nobody else was asked to give a penny.</p>"))
    assert found["Subscribe to keep reading."] == "subscription"
    assert [role for words, role in found.items() if words.startswith("Subscribers")] == ["body"]


def test_a_byline_above_the_first_paragraph_is_a_byline() -> None:
    found = roles(f"<title>Ships</title><article><h1>Ships</h1><p>By Mairead Orr</p><p>{SENTENCE * 4}</p></article>")
    assert found["By Mairead Orr"] == "byline"


def test_a_paywall_that_ends_the_text_is_no_text() -> None:
    found = roles(page(f"<p>{SENTENCE * 4}</p><p>{SENTENCE * 3}</p>"
                       "<p>You have read all your free articles. Subscribe to keep reading.</p>"))
    assert found["You have read all your free articles. Subscribe to keep reading."] == "subscription"


@pytest.mark.parametrize("opening", ["PORT SELWYN (Harbour Courier) —", "PORT SELWYN, Nov 3 (Harbour Courier) –"])
def test_a_dateline_may_name_a_paper_that_nobody_knows(opening: str) -> None:
    assert roles(page(f"<p>{opening} {SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"))[opening] == "dateline"


@pytest.mark.parametrize("opening", ["WHO (World Health Organization) —", "NATO (the alliance) —",
                                     "Port Selwyn (Harbour Courier) —"])
def test_brackets_that_name_no_paper_open_a_sentence(opening: str) -> None:
    assert "dateline" not in roles(page(f"<p>{opening} {SENTENCE * 3}</p><p>{SENTENCE * 3}</p>")).values()


@pytest.mark.parametrize("line", ["16.11.2022 — Istanbul", "Nov 16, 2022 | Istanbul", "PORT SELWYN, Nov. 16, 2022"])
def test_a_date_and_a_place_are_a_date_line(line: str) -> None:
    found = tops.date_line(Line(0, len(line), line))
    assert found is not None and found.value == "2022-11-16"


@pytest.mark.parametrize("line", ["Ana Horn, 16 Nov. 2022", "16 Nov. 2022 | Ana Horn", "16.11.2022 – Blast in Istanbul",
                                  "2022 — Istanbul"])
def test_a_date_and_something_else_are_no_date_line(line: str) -> None:
    assert tops.date_line(Line(0, len(line), line)) is None


FURNITURE = ("<nav><a href=/>News</a> <a href=/ships>Ships</a></nav>",
             "<footer><p>© 2021 Harbour Courier</p>"
             "<p>Write to us when you see a ship that nobody reported.</p></footer>")


@pytest.mark.parametrize("wrapper", ["", "main", "article", "div"])
@pytest.mark.parametrize("above, below", [("", ""), FURNITURE], ids=["alone", "amid-furniture"])
def test_a_brief_of_two_short_paragraphs_is_text(wrapper: str, above: str, below: str) -> None:
    paragraphs = SENTENCE.strip(), "They had been out for three weeks, the agents said."
    inner = f"<h1>Pilots return</h1><p>By Mairead Orr</p><p>{paragraphs[0]}</p><p>{paragraphs[1]}</p>"
    inner = f"<{wrapper}>{inner}</{wrapper}>" if wrapper else inner
    found = roles(f"<html><head><title>Pilots return</title></head><body>{above}{inner}{below}</body></html>")
    assert [found[words] for words in paragraphs] == ["body", "body"] and found["Pilots return"] == "title"
    assert found.get("Write to us when you see a ship that nobody reported.", "furniture") == "furniture"


def test_a_page_of_furniture_has_no_brief() -> None:
    found = roles(f"<title>Ships</title><body><h1>Ships</h1>{FURNITURE[0]}{FURNITURE[1]}</body>")
    assert "body" not in found.values()


BARE = ("<html><head><title>Talks open in Orrin</title></head><body><h1>Talks open in Orrin</h1><p>Envoys of both "
        "towns met at noon.</p><p>They did not shake hands.</p><p>The first point is the road over the pass, closed "
        "since the third week of August.</p>{}<p>The talks go on until Friday.</p></body></html>")


@pytest.mark.parametrize("block, text", [
    ("<p>A guard said: <q>Tomorrow.</q></p>", "A guard said: Tomorrow."),
    ("<details><summary>What is the pact?</summary><p>The pact of Orrin ended the war in the valley.</p></details>",
     "The pact of Orrin ended the war in the valley."),
    ("<pre>Statement No. 4\nof the guard</pre>", "Statement No. 4\nof the guard"),
])
def test_what_stands_bare_between_the_paragraphs_of_a_bare_page_is_text(block: str, text: str) -> None:
    found = roles(BARE.format(block))
    assert found[text] == "body" and found["The talks go on until Friday."] == "body"


def test_what_a_bare_page_sets_apart_is_no_text() -> None:
    found = roles(BARE.format("<div class='newsletter'><p class='prompt'>Sign up for our newsletter.</p></div>"))
    assert found["Sign up for our newsletter."] == "subscription"


DRAWN = "<html><head><script type='application/ld+json'>{}</script></head><body>{}</body></html>"
DATA = {"@type": "NewsArticle", "headline": "Pilots return to work", "datePublished": "2021-12-07",
        "articleBody": "<p>The pilots went back &amp; took the first ship out.</p>\nNobody was paid.\ud800"}


@pytest.mark.parametrize("shown", ["<div id='root'></div>", "", "<noscript>Turn on JavaScript.</noscript>"])
def test_an_article_that_only_the_data_have_is_read_from_there_and_said_to_be(shown: str) -> None:
    cut = segment_html(DRAWN.format(json.dumps(DATA), shown), key="p0")
    check_partition(cut.text, [(seg.start, seg.end) for seg in cut.segments])
    assert [(str(seg.role), cut.text[seg.start:seg.end]) for seg in cut.segments if seg.rule == "html:json-ld"] == [
        ("title", "Pilots return to work"), ("body", "The pilots went back & took the first ship out."),
        ("body", "Nobody was paid.\ufffd")]
    assert [code for code, _ in cut.trouble] == ["script-drawn"] and cut.published.value == "2021-12-07"


def test_an_article_that_is_shown_is_not_read_again_from_the_data() -> None:
    article = f"<h1>Pilots return</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>"
    cut = segment_html(DRAWN.format(json.dumps(DATA), article), key="p0")
    assert cut.trouble == () and "Nobody was paid." not in cut.text
