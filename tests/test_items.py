"""Comments, teasers, related links and captions are found as items of their own; the article's own text never is."""
# ruff: noqa: E501  (markup reads as it is served)

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.model import PartName, Role, Segment
from standoff.pages import render
from standoff.pages.items import items

ARTICLE = "<h1>Dam opens early</h1>" + "".join(
    f"<p>Paragraph {n}: the dam at Orrin was opened two weeks early on Monday, officials said, and the valley below it "
    "waits for the water to fall again before the grain can be brought in from the fields on both banks.</p>"
    for n in range(6))


def cut(html: str) -> tuple[list[Segment], str]:
    rendered = render.render(f"<html><body>{html}</body></html>")
    found = items(rendered, key="p")
    assert all(a.end <= b.start for a, b in pairwise(found))
    for seg in found:
        assert seg.start < seg.end <= len(rendered.text)
        assert all(seg.start <= part.start < part.end <= seg.end for part in seg.parts)
    return found, rendered.text


def shown(seg: Segment, text: str) -> dict[str, str]:
    return {part.name.value: text[part.start:part.end] for part in seg.parts}


WORDPRESS = """<h3>3 Responses</h3><ol class="commentlist">
<li class="comment even depth-1" id="li-comment-11"><article id="comment-11" class="comment-body"><footer class="comment-meta">
<div class="comment-author vcard"><b class="fn">a.b. ivo</b> <span class="says">says:</span></div>
<a href="#comment-11"><time datetime="2017-03-24T15:06:00+00:00">24th March 2017 at 15:06</time></a></footer>
<div class="comment-content"><p>Good for fishing.</p><p>Bad for grain, though.</p></div><a class="reply-link">Reply</a></article>
<ul class="children"><li class="comment depth-2" id="li-comment-12"><article id="comment-12" class="comment-body">
<b class="fn">Mara</b><time datetime="2017-03-25">25 March 2017</time><div class="comment-content">Both at once.</div></article></li></ul></li>
<li class="comment odd depth-1" id="li-comment-13"><article id="comment-13" class="comment-body"><b class="fn">Tom Hale</b>
<time datetime="2017-03-26">26 March 2017</time><div class="comment-content">Who opened it?</div></article></li></ol>"""

SCHEMA = """<section><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ivo</span>
<meta itemprop="dateCreated" content="2017-03-24"><span itemprop="dateCreated" content="2017-03-24T15:06">yesterday</span>
<p itemprop="text">Good for fishing.</p></div></section>"""

SOCIAL = """<div class="fb-comments"><div class="UFIComment" data-comment-id="c9"><a class="profileLink" href="/ivo">Ivo Lund</a>
<span class="UFICommentBody">Good for fishing.</span><div>Like · Reply · <abbr class="timestamp">3 hours ago</abbr></div></div></div>"""

SHAPE = """<h3>2 Comments</h3><div class="x1"><div class="q"><b>Mara Lund</b> <i>3 May 2021, 14:05</i><div>They never told us.</div>
<div class="kids"><div class="q"><b>Tom</b> <i>3 May 2021, 15:00</i><div>Same here.</div></div>
<div class="q"><b>Ann</b> <i>3 May 2021, 15:30</i><div>And here!</div></div></div></div>
<div class="q"><b>Ivo P.</b> <i>4 May 2021, 09:00</i><div>Good for fishing.</div></div></div>"""

ARABIC = """<h3>تعليقات</h3><div><div class="k"><b>سارة حداد</b> <i>٣ يناير ٢٠٢٤ - ١٥:٠٦</i><p>شكرا على المقال.</p></div>
<div class="k"><b>علي</b> <i>٤ يناير ٢٠٢٤ - ١٠:٠٠</i><p>من فتح السد؟</p></div></div>"""


@pytest.mark.parametrize("html, expected", [
    (WORDPRESS, [("a.b. ivo", "2017-03-24T15:06:00Z", 0), ("Mara", "2017-03-25", 1), ("Tom Hale", "2017-03-26", 0)]),
    (SCHEMA, [("Ivo", "2017-03-24T15:06", 0)]),
    (SOCIAL, [("Ivo Lund", None, 0)]),
    (SHAPE, [("Mara Lund", "2021-05-03T14:05", 0), ("Tom", "2021-05-03T15:00", 1), ("Ann", "2021-05-03T15:30", 1),
             ("Ivo P.", "2021-05-04T09:00", 0)]),
    (ARABIC, [("سارة حداد", "2024-01-03T15:06", 0), ("علي", "2024-01-04T10:00", 0)]),
], ids=["wordpress", "schema", "social", "shape", "arabic"])
def test_each_comment_is_an_item_with_author_time_and_depth(html: str, expected: list[tuple[str, str | None, int]]) -> None:
    found, text = cut(ARTICLE + html)
    assert {seg.role for seg in found} == {Role.COMMENT}
    assert [(shown(seg, text)["author"], seg.when.value if seg.when else None, seg.level) for seg in found] == expected


def test_the_body_of_a_comment_is_its_words_without_head_and_buttons() -> None:
    found, text = cut(ARTICLE + WORDPRESS)
    assert shown(found[0], text)["body"] == "Good for fishing.\n\nBad for grain, though."
    assert shown(found[0], text)["time"] == "24th March 2017 at 15:06"


def test_nothing_of_the_article_is_in_a_comment() -> None:
    found, _ = cut(ARTICLE + WORDPRESS)
    _, alone = cut(ARTICLE)
    assert found[0].start >= len(alone)


THREAD = "<h1>Which pump for the mill?</h1>" + "".join(
    f"<div class='post' id='post_{n}'><a class='username'>user{n}</a><span class='date'>2{n} May 2021, 10:00</span>"
    f"<div class='post-content'>{words}</div></div>" for n, words in enumerate([
        "Which pump would you take for a mill of this size?", "A small one.", "I would ask the miller."]))


def test_the_post_that_opens_a_thread_is_no_comment_and_its_replies_are() -> None:
    found, text = cut(THREAD)
    assert [shown(seg, text)["author"] for seg in found] == ["user1", "user2"]
    assert [shown(seg, text)["body"] for seg in found] == ["A small one.", "I would ask the miller."]


def test_an_article_with_the_id_of_a_post_is_no_comment() -> None:
    found, _ = cut(f"<article class='post' id='post-77'><span class='author'>Ana</span><time>3 May 2021</time>{ARTICLE}</article>")
    assert found == []


TEASERS = "<div class='more'><h2>More</h2><ul>" + "".join(
    f"<li><a href='/a{n}'>{title} - Valley Wire</a><br>03.28 / 2{n}:10<p>{blurb}</p></li>" for n, (title, blurb) in enumerate([
        ("Farmers wait for the water to fall", "The grain on both banks is still out in the fields and it is wet."),
        ("Council puts off vote on the bridge", "Members want a second opinion on the cost of the eastern pier."),
        ("School in Orrin closes for the summer", "Parents were told on the last day of term, one of them said.")])) + "</ul></div>"


def test_each_item_of_a_list_of_articles_is_a_teaser_with_title_time_outlet_and_blurb() -> None:
    found, text = cut(ARTICLE + TEASERS)
    assert [seg.role for seg in found] == [Role.TEASER] * 3
    assert shown(found[0], text) == {
        "title": "Farmers wait for the water to fall", "outlet": "Valley Wire", "time": "03.28 / 20:10",
        "body": "The grain on both banks is still out in the fields and it is wet."}
    assert found[0].when is not None and found[0].when.value == "XXXX-03-28T20:10"


def test_links_with_nothing_else_are_related() -> None:
    found, _ = cut(ARTICLE + "<div class='related-posts'><ul>" + "".join(
        f"<li><a href='/b{n}'>The river and its {n + 2} old bridges</a></li>" for n in range(3)) + "</ul></div>")
    assert [seg.role for seg in found] == [Role.RELATED] * 3


@pytest.mark.parametrize("html", [
    ARTICLE,
    ARTICLE + "<ul><li>The dam was <a href='/x'>opened two weeks early by officials</a> on Monday, they said later.</li>"
    "<li>The grain is <a href='/y'>still out in the wet fields</a> on both banks of the river.</li>"
    "<li>The vote was <a href='/z'>put off for the second time</a> by the council.</li></ul>",
    ARTICLE + "<ol><li>Open the gate of the mill.</li><li>Start the small pump first.</li><li>Wait for an hour.</li></ol>",
    ARTICLE + "<ul>" + "".join(f"<li><a href='#part{n}'>What the council said in part {n}</a></li>" for n in range(5)) + "</ul>",
    "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(8)) + "</ul></nav>" + ARTICLE,
    ARTICLE + "<p>By Ana Ruiz</p><p>3 May 2021</p><p>Comments are closed.</p>",
], ids=["plain", "prose list", "steps", "contents", "menu", "no comments"])
def test_the_article_and_the_menu_give_no_items(html: str) -> None:
    assert cut(html)[0] == []


def test_captions_are_captions() -> None:
    found, text = cut("<figure><img src='d.jpg'><figcaption>The dam on Monday. Photo: A. Ruiz</figcaption></figure>" + ARTICLE
                      + "<div class='wp-caption'><img src='e.jpg'><p class='wp-caption-text'>The mill</p></div>")
    assert [(seg.role, text[seg.start:seg.end]) for seg in found] == [
        (Role.CAPTION, "The dam on Monday. Photo: A. Ruiz"), (Role.CAPTION, "The mill")]


@pytest.mark.parametrize("hostile", [
    "<div class='comment' id='comment-1'>" * 1900 + "Ivo says: hello",
    "<ul>" * 900 + "<li><a href='/a'>Five words make one headline</a>" * 900,
    "<ul>" + "<li><a href='/a'>Five words make one headline</a><time>3 May 2021</time></li>" * 20_000 + "</ul>",
    "<h3>Comments</h3>" + "<div><b>Ivo</b> <i>3 May 2021</i><p>x y</p></div>" * 20_000,
    "<h3>Comments</h3>" + "<div><b>Ivo</b> <i>3 May 2021</i> x " * 1500,
    "<p class='" + "comment-" * 20_000 + "'>x</p>",
])
def test_hostile_trees_are_survived(hostile: str) -> None:
    cut(hostile)


fragments = st.lists(st.sampled_from([
    "<li class=comment id=comment-1>", "</li>", "<ol class=commentlist>", "</ol>", "<b class=fn>Ivo</b>", "3 May 2021", "<p>word ",
    "<a href=/x>Five words make one headline</a>", "<div class=post id=post_3>", "</div>", "<time>2017-03-24</time>", "<h3>2 Comments</h3>",
    "<ul class=children>", "</ul>", "<figcaption>The mill", "says: ", "\n", "<td>", "<article itemtype='https://schema.org/Comment'>"]))


CASES = sorted((Path(__file__).parent / "cases/items").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_threads_of_many_systems_and_languages_are_read_whole(case: Path) -> None:
    """Depth, author, time (both readings where the order is open) and body of every comment, and nothing else."""
    rendered = render.render((case / "page.html").read_text("utf-8"))
    told = []
    for seg in items(rendered, key="p"):
        if seg.role is Role.COMMENT:
            parts, when = shown(seg, rendered.text), seg.when
            time = when.value or "/".join(when.readings) if when else ""
            told.append(f"{seg.level}|{parts.get('author', '')}|{time}|{' '.join(parts['body'].split())}")
    assert told == (case / "expected.txt").read_text("utf-8").splitlines()


@given(fragments)
def test_items_stand_apart_in_order_whatever_the_markup(pieces: list[str]) -> None:
    found, _ = cut("".join(pieces))
    assert all(part.name in PartName for seg in found for part in seg.parts)


POSTS = "<section id='remarks'><ul id='post-list' class='post-list'><li class='post' id='post-4101'><header><span class='author'>\
<a href='/u/ivo'>Ivo</a></span> <a class='time-ago' title='Thursday, March 4, 2021 3:04 PM'>3 years ago</a></header>\
<div class='post-message'><p>Good for fishing.</p></div><ul class='children'><li class='post' id='post-4102'><header>\
<span class='author'><a href='/u/mara'>Mara</a></span> <span class='parent-link'>Ivo</span> <a class='time-ago' \
title='Friday, March 5, 2021 8:00 AM'>3 years ago</a></header><div class='post-message'><p>And the grain?</p></div></li></ul></li>\
<li class='post' id='post-4103'><header><span class='author'><a href='/u/tom'>Tom</a></span> <a class='time-ago' \
title='Friday, March 5, 2021 9:15 AM'>3 years ago</a></header><div class='post-message'><p>Who opened it?</p></div></li></ul></section>"
SHORT_ARTICLE = "<article><h1>Dam opens early</h1><p>The dam at Orrin was opened two weeks early on Monday, officials said, and " \
    "the valley below waits for the water.</p></article>"


@pytest.mark.parametrize("html", [SHORT_ARTICLE + POSTS, SHORT_ARTICLE + POSTS.replace("remarks", "disqus_thread"),
                                  SHORT_ARTICLE.replace("article>", "div>") + POSTS.replace("<ul id='post-list'", "<ul id='comments'")])
def test_replies_inside_the_element_of_their_parent_are_comments_of_their_own(html: str) -> None:
    found, text = cut(html)
    assert [(shown(seg, text)["author"], seg.level, seg.when and seg.when.value) for seg in found] == [
        ("Ivo", 0, "2021-03-04T15:04"), ("Mara", 1, "2021-03-05T08:00"), ("Tom", 0, "2021-03-05T09:15")]
    assert [shown(seg, text)["body"] for seg in found] == ["Good for fishing.", "And the grain?", "Who opened it?"]


def test_items_with_short_headlines_and_own_times_are_teasers() -> None:
    found, text = cut("<h1>News of the valley</h1>" + "".join(
        f"<div class='row'><h3><a href='/n{n}'>{title}</a></h3><span class='date'>{n + 3} May 2023 10:00</span><p>{words}</p></div>"
        for n, (title, words) in enumerate([("Mill burns", "Nobody was hurt."), ("Bridge vote put off again", "Cost is open."),
                                            ("School closes early", "Parents were told on the last day of term.")])))
    assert [(shown(seg, text)["title"], shown(seg, text)["body"], seg.when and seg.when.value) for seg in found] == [
        ("Mill burns", "Nobody was hurt.", "2023-05-03T10:00"), ("Bridge vote put off again", "Cost is open.", "2023-05-04T10:00"),
        ("School closes early", "Parents were told on the last day of term.", "2023-05-05T10:00")]
