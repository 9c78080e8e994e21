"""Reading text of HTML: what a reader sees, where each element of it stands, and what hostile pages cost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.pages import render as module
from standoff.pages.render import Rendered, render
from standoff.text import check_partition

SEEN = [
    # source, reading text
    ("<p>One  two\n three</p>", "One two three"),
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<div>One</div>Two", "One\n\nTwo"),
    ("<p>One<br>two</p>", "One\ntwo"),
    ("<p>One<br><br>Two</p>", "One\n\nTwo"),
    ("<ul><li>One<li>Two</ul>", "One\nTwo"),
    ("<p>10\u00a0000 “quoted” e\u0301</p>", "10\u00a0000 “quoted” e\u0301"),
    ("<p>a <b> b</b> c</p>", "a b c"),
    ("<p>a<b>b</b>c</p>", "abc"),
    ("<p>R&amp;D &lt;b&gt; &hellip;</p>", "R&D <b> …"),
    ("<table><tr><td>Port<td>Ships<tr><td>Old Quay<td>12</table>", "Port\tShips\nOld Quay\t12"),
    ("<table><tr><td><p>Menu</p></td><td><p>Story</p></td></tr></table>", "Menu\n\nStory"),
    ("<pre>One\n  two\n\nThree</pre>", "One\n  two\n\nThree"),
    ("Bare text\nin lines\n\nwithout markup", "Bare text\nin lines\n\nwithout markup"),
    ("<p>before</p><!-- note --><p>after</p>", "before\n\nafter"),
    ("<html dir=rtl><p>الميناء مفتوح</p><p>وصلت السفن</p>", "الميناء مفتوح\n\nوصلت السفن"),
    ("", ""), (" \n ", ""), ("<!-- only a note -->", ""), ("<p>&nbsp;</p>", "\u00a0"),
]

UNSEEN = [
    "<script>x</script>", "<style>x</style>", "<template>x</template>", "<noscript>x</noscript>",
    "<svg><title>x</title></svg>",
    "<img alt='x'>", "<p hidden>x</p>", "<p style='color:red; display : none'>x</p>",
    "<p style='visibility:hidden'>x</p>",
    "<iframe>x</iframe>", "<video>x</video>", "<head><title>x</title></head>", "<datalist><option>x</datalist>",
]


@pytest.mark.parametrize(("source", "text"), SEEN)
def test_reading_text_is_what_a_browser_shows(source: str, text: str) -> None:
    assert render(source).text == text


@pytest.mark.parametrize("source", UNSEEN)
def test_what_no_reader_sees_is_left_out(source: str) -> None:
    assert render(f"<body><p>The ferry left at noon.</p>{source}").text == "The ferry left at noon."


def test_aria_hidden_text_is_seen() -> None:
    assert render("<p>Ferry <span aria-hidden=true>·</span> quay</p>").text == "Ferry · quay"


@pytest.mark.parametrize("shell", ["<noscript>{}</noscript>", "<div hidden id=S1>{}</div>",
                                   "<div style='display:none'>{}</div>"])
def test_a_page_whose_scripts_never_ran_shows_what_they_would_have_shown(shell: str) -> None:
    story = "<p>The dredger has reached the harbour mouth and works day and night.</p>"
    assert "dredger" in render("<p>Loading</p>" + shell.format(story)).text
    assert "dredger" not in render("<p>" + "Pilots refused to sail. " * 20 + "</p>" + shell.format(story)).text


def test_every_element_knows_its_text() -> None:
    rendered = render("<article><h1> Old <em>Quay</em> closes </h1><p>By <a href=x>M. Orr</a>.</p></article>")
    shown = {str(node.tag): rendered.shown(node) for node in rendered.spans}
    assert shown["em"] == "Quay" and shown["h1"] == "Old Quay closes" and shown["a"] == "M. Orr"
    assert shown["article"] == "Old Quay closes\n\nBy M. Orr."


def test_an_element_that_shows_nothing_has_no_span() -> None:
    rendered = render("<p>One<b> </b></p><script>x</script>")
    assert rendered.span(next(rendered.root.iter("b"))) is None
    assert rendered.span(next(rendered.root.iter("script"))) is None


def test_blocks_know_their_links_and_their_place() -> None:
    block, = render("<main><ul><li><a href=x>Read this</a> now</ul></main>").blocks
    assert (block.links, round(block.density, 2), block.path) == (9, 0.69, "main > ul > li")


@pytest.mark.parametrize(("source", "code"), [
    ("<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>after", "too-deep"),
    ("<p>before<svg>" + "<g>" * 5000 + "</svg><p>after deep", "too-deep"),
    ("<p " + " ".join(f"a{i}=1" for i in range(1000)) + ">deep after", "attribute-flood"),
    ("<p>deep" * 20 + "<p>after", "too-many-tags"),
    ("<p>deep after" + " " * 3000, "too-large"),
])
def test_what_breaks_a_parser_is_read_and_reported(source: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_TAGS", 20 if code == "too-many-tags" else 100_000)
    monkeypatch.setattr(module, "MAX_CHARS", 2000 if code == "too-large" else 10**7)
    rendered = render(source)
    assert [found for found, _ in rendered.trouble] == [code]
    assert "deep" in rendered.text and "after" in rendered.text
    check(rendered)


def test_a_hundred_thousand_open_elements_cost_little() -> None:
    for tag in ("div", "b", "p", "table", "li", "a", "font"):
        check(render(f"<{tag}>word " * 100_000))


def test_scripts_full_of_tags_are_no_flood_of_attributes() -> None:
    script = "<script>if (a <b && " + " ".join(f"c{i}" for i in range(500)) + " > d) {}</script>"
    assert render(script + "<p>Story</p>").trouble == ()


def test_a_scan_swallows_what_a_browser_swallows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_TAGS", 1)
    source = "<p>One <b>two</b> &amp; three<script>if (a<b) {}</script><p>Four<!-- five"
    assert render(source).text == "One two & three\n\nFour"


def check(rendered: Rendered) -> None:
    check_partition(rendered.text, [(block.start, block.end) for block in rendered.blocks])
    for block in rendered.blocks[:200]:
        words = rendered.text[block.start:block.end]
        assert words == words.strip() and 0 <= block.links <= len(words)
    for node in list(rendered.spans)[:2000]:
        span, above = rendered.span(node), node.getparent()
        if span is not None and above is not None:
            around = rendered.span(above)
            assert around is not None and around[0] <= span[0] < span[1] <= around[1]


TAGS = [
    "<p>", "</p>", "<div>", "</div>", "<br>", "<li>", "<td>", "<tr>", "<table>", "</table>", "<pre>", "</pre>",
    "<a>", "</a>", "<b>", "</b>", "<!--", "-->", "<script>", "</script>", "<h1>", "<p/hidden>",
    "<p/style=display:none>", "<noscript>", "</noscript>", "<html>", "<body>", "</html>", "&amp;", "&#0;",
    "<![CDATA[", "<?x", "<!", "</", "<", ">", "<svg>", "<template>", "<textarea>", "<select>", "<option>", "<head>",
    "<title>", "<frameset>",
]
SOUP = st.lists(st.one_of(
    st.sampled_from(TAGS),
    st.text(max_size=8), st.sampled_from(["\x00", "\ud800", "\r\n", "\u00a0", "\u2028", "\x0c", "word "]))).map("".join)


@given(SOUP)
@settings(max_examples=300)
def test_any_tag_soup_gives_blocks_that_partition_and_spans_that_nest(source: str) -> None:
    check(render(source))


@given(SOUP)
@settings(max_examples=100)
def test_any_tag_soup_can_be_scanned(source: str) -> None:
    rendered = module._scanned(source, "code", "message")
    check_partition(rendered.text, [(block.start, block.end) for block in rendered.blocks])
