"""Fields of an HTML page: claims of the markup weighed against what the page shows, each with its places."""
# ruff: noqa: E501  (markup reads as it is served)

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.model import Date, DateBasis, Field, FieldName
from standoff.pages import items, markup, render
from standoff.pages.markup.names import credit, is_name, looks_like_person, people
from standoff.pages.markup.titles import shortened

BODY = "<p>The dam at Orrin was opened two weeks early on Monday, and the valley waits for the water to fall again.</p>" * 4


def read(html: str, url: str | None = "https://ledger.example/2024/05/02/dam") -> tuple[tuple[Field, ...], Date, str]:
    rendered = render.render(html)
    found, published = markup.fields(rendered, key="p", url=url, items=items.items(rendered, key="p"))
    return found, published, rendered.text


def values(found: tuple[Field, ...], name: FieldName) -> list[str]:
    return [field.value for field in found if field.name is name]


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "name": "The Ledger"},
    {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
    {"@type": "NewsArticle", "headline": "Dam opens early", "author": [{"@id": "#ana"}, {"@type": "Person", "name": "Tom Hale"}],
     "datePublished": "2024-05-02T09:00:00+03:00", "dateModified": "2024-05-03T10:00:00+03:00", "articleSection": "Valley",
     "publisher": {"@type": "Organization", "name": "The Ledger"}, "inLanguage": "en"}]}


def test_json_ld_graph_gives_title_authors_outlet_section_and_date() -> None:
    found, published, _ = read(f"<html lang=en><head>{linked(ARTICLE)}</head><body><h1>Dam opens early</h1>{BODY}</body></html>")
    assert values(found, FieldName.TITLE) == ["Dam opens early"]
    assert values(found, FieldName.AUTHOR) == ["Ana Ruiz", "Tom Hale"]
    assert values(found, FieldName.OUTLET)[0] == "The Ledger"
    assert values(found, FieldName.SECTION) == ["Valley"]
    assert published.value == "2024-05-02T09:00:00+03:00" and published.basis is DateBasis.MARKUP


def test_every_field_names_its_source() -> None:
    found, _, _ = read(f"<html><head>{linked(ARTICLE)}<meta property='og:title' content='Dam opens early'></head>"
                       f"<body>{BODY}</body></html>")
    sources = {(field.name, field.source) for field in found}
    assert (FieldName.AUTHOR, "json-ld:author") in sources and (FieldName.TITLE, "json-ld:headline") in sources


@pytest.mark.parametrize("broken", [
    '{"@type": "NewsArticle", "headline": "Dam opens early", "author": "Ana Ruiz",}',
    '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Dam opens early", "author": "Ana Ruiz"}\n//]]>',
    '{"@type": "NewsArticle",\n"headline": "Dam opens early"\n"author": "Ana Ruiz"}',
    '{"@type": "WebSite"} {"@type": "NewsArticle", "headline": "Dam opens early", "author": "Ana Ruiz"}',
    '{"@type": "NewsArticle", "headline": "Dam\nopens early", "author": "Ana Ruiz"}',
])
def test_json_ld_with_the_usual_faults_is_still_read(broken: str) -> None:
    found, _, _ = read(f"<html><head><script type='application/ld+json'>{broken}</script></head><body>{BODY}</body></html>")
    assert values(found, FieldName.AUTHOR) == ["Ana Ruiz"]
    assert values(found, FieldName.TITLE) == ["Dam opens early"]


def test_json_ld_of_comments_and_parts_is_not_the_article() -> None:
    data = {"@type": "NewsArticle", "headline": "Dam opens early", "comment": {"@type": "Comment", "author": "Ivo"},
            "isPartOf": {"@type": "CreativeWork", "name": "The Ledger+", "author": "Someone Else"}}
    found, _, _ = read(f"<html><head>{linked(data)}</head><body>{BODY}</body></html>")
    assert values(found, FieldName.AUTHOR) == []


def test_microdata_and_meta_are_read() -> None:
    found, published, _ = read(
        "<html><head><meta name='parsely-section' content='Valley'></head><body>"
        "<article itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>Dam opens early</h1>"
        "<span itemprop='author' itemscope itemtype='https://schema.org/Person'><span itemprop='name'>Ana Ruiz</span></span>"
        f"<time itemprop='datePublished' datetime='2024-05-02'>2 May</time>{BODY}</article></body></html>")
    assert values(found, FieldName.AUTHOR) == ["Ana Ruiz"] and published.value == "2024-05-02"
    assert values(found, FieldName.SECTION) == ["Valley"]


def test_the_heading_that_declared_titles_agree_with_is_the_title() -> None:
    found, _, text = read("<html><head><title>Dam opens early | The Ledger</title></head><body><h1>The Ledger</h1>"
                          f"<h1>Dam opens early</h1>{BODY}</body></html>")
    title = next(field for field in found if field.name is FieldName.TITLE)
    assert (title.value, title.source) == ("Dam opens early", "h1")
    assert [text[span.start:span.end] for span in title.spans] == ["Dam opens early"]


@pytest.mark.parametrize("title, outlets, left", [
    ("Dam opens early | The Ledger", ["Ledger"], "Dam opens early"),
    ("The Ledger: Dam opens early", ["The Ledger"], "Dam opens early"),
    ("Dam opens early - live", ["The Ledger"], "Dam opens early - live"),
    ("Dam opens early - World - The Ledger", ["The Ledger"], "Dam opens early - World"),
])
def test_the_outlet_is_taken_off_a_title(title: str, outlets: list[str], left: str) -> None:
    assert shortened(title, outlets) == left


def test_a_byline_by_the_heading_outweighs_a_login_and_names_the_credited_publisher() -> None:
    found, _, text = read("<html><head><meta name='author' content='web.editor2'></head><body><h1>Dam opens early</h1>"
                          f"<p>By Ana Ruiz and Tom Hale for Valley Monitor.</p>{BODY}</body></html>")
    assert values(found, FieldName.AUTHOR) == ["Ana Ruiz", "Tom Hale"]
    publisher = next(field for field in found if field.name is FieldName.PUBLISHER)
    assert publisher.value == "Valley Monitor" and publisher.spans
    assert text[publisher.spans[0].start:publisher.spans[0].end] == "Valley Monitor"


@pytest.mark.parametrize("line, name", [
    ("This story was first published in Valley Monitor.", "Valley Monitor"),
    ("Republished with permission from Valley Monitor", "Valley Monitor"),
    ("Source: Valley Monitor", "Valley Monitor"), ("المصدر: وكالة الوادي", "وكالة الوادي")])
def test_lines_of_provenance_name_the_publisher(line: str, name: str) -> None:
    found, _, _ = read(f"<html><body><h1>Dam opens early</h1>{BODY}<p>{line}</p></body></html>")
    assert values(found, FieldName.PUBLISHER) == [name]


def test_prose_about_sources_names_no_publisher() -> None:
    found, _, _ = read(f"<html><body><h1>Dam opens early</h1>{BODY}<p>The figures were published daily. Source of the river "
                       "is a lake: nobody owns it, said two officials who asked not to be named.</p></body></html>")
    assert values(found, FieldName.PUBLISHER) == []


NAMES = {
    "By Ana Ruiz and Tom Hale for The Ledger": ("Ana Ruiz", "Tom Hale"),
    "Written by: Ana Ruiz | 3 May 2024": ("Ana Ruiz",),
    "Ana Ruiz, PhD": ("Ana Ruiz",),
    "Ana Ruiz, Senior Editor": ("Ana Ruiz",),
    "Ana Ruiz, Tom Hale & Ivo Lund": ("Ana Ruiz", "Tom Hale", "Ivo Lund"),
    "By Ana Ruiz, Political Correspondent": ("Ana Ruiz",),
    "ByAna Ruiz": ("Ana Ruiz",),
    "May 3, 2024 By Ana Ruiz": ("Ana Ruiz",),
    "Ledger Staff": ("Ledger Staff",),
    "بقلم سارة حداد": ("سارة حداد",),
    "https://social.example/ana": (), "@ledger": (), "admin": (), "Name *": (), "": (),
}


@pytest.mark.parametrize("line", NAMES)
def test_names_are_cleaned_and_parted(line: str) -> None:
    assert people(line) == NAMES[line]


def test_credit_and_name_shapes() -> None:
    assert credit("By Ana Ruiz for The Ledger.") == ("The Ledger", 16)
    assert credit("By Ana Ruiz for the first time") is None and credit("A call for Peace") is None
    assert is_name("jwood_13") and not is_name("3 min read")
    assert looks_like_person("Elena de Marco") and not looks_like_person("Latest News")


def test_a_date_shown_by_the_heading_is_stated_with_its_place() -> None:
    _, published, text = read(f"<html><body><h1>Dam opens early</h1><p>2 May 2024, 14:05</p>{BODY}</body></html>", url=None)
    assert published.value == "2024-05-02T14:05" and published.basis is DateBasis.STATED
    assert [text[span.start:span.end] for span in published.spans] == ["2 May 2024, 14:05"]


def test_a_sentence_that_begins_with_by_names_no_author() -> None:
    found, _, _ = read("<html><body><h1>Dam opens early</h1><p>By Monday the dam had been open for a week, they said.</p>"
                       f"<p>By some accounts the water fell.</p>{BODY}</body></html>")
    assert values(found, FieldName.AUTHOR) == []


def test_dates_in_the_prose_of_an_undated_page_are_not_its_date() -> None:
    _, published, _ = read("<html><body><h1>Dam opens early</h1>" + BODY.replace("Monday", "May 2, 2024") + "</body></html>",
                           url=None)
    assert published == Date(value=None, reason="no date found")


def test_comments_bound_an_undated_page() -> None:
    comment = ("<li class='comment' id='comment-7'><cite class='fn'>Ivo</cite> <time datetime='2024-05-04T10:00'>4 May 2024"
               "</time><p>Good for fishing.</p></li>")
    _, published, _ = read(f"<html><body><h1>Dam opens early</h1>{BODY}<ol class='comments'>{comment}</ol></body></html>",
                           url=None)
    assert (published.value, published.high, published.basis) == (None, "2024-05-04", DateBasis.COMMENT_BOUND)


def test_published_and_updated_are_told_apart() -> None:
    _, published, _ = read("<html><body><h1>Dam opens early</h1><p>Updated: 9 May 2024</p><p>Published: 2 May 2024</p>"
                           f"{BODY}</body></html>", url=None)
    assert published.value == "2024-05-02"


def test_values_are_found_wherever_the_text_shows_them() -> None:
    found, _, text = read("<html><head><meta property='og:title' content='“Dam opens early”'></head><body>"
                          f"<h1>\"Dam opens early\"</h1>{BODY}<p>More on \"DAM\u00a0OPENS early\" tomorrow</p></body></html>")
    title = next(field for field in found if field.name is FieldName.TITLE)
    assert len(title.spans) == 2 and all("am" in text[s.start:s.end].lower() for s in title.spans)


@pytest.mark.parametrize("hostile", [
    "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
    "<div itemscope itemtype='https://schema.org/Article'>" * 1500 + "<span itemprop=author>Ana Ruiz</span>",
    "<meta name=author content='" + "a " * 50_000 + "'>" * 3,
    "<h1>" + "x | " * 20_000 + "</h1><title>" + "x | " * 20_000,
    "By " + "Ana and " * 20_000,
])
def test_hostile_markup_is_survived(hostile: str) -> None:
    found, _, text = read(hostile)
    assert all(0 <= s.start < s.end <= len(text) for field in found for s in field.spans)


@given(st.text(max_size=300))
def test_no_markup_raises(text: str) -> None:
    found, _, shown = read(f"<h1>{text}</h1><meta name=author content='{text}'><p>By {text}</p>")
    assert all(0 <= s.start < s.end <= len(shown) for field in found for s in field.spans)
    people(text)


@pytest.mark.parametrize(("label", "authors"), [("Written by", ["Ana Ruiz"]), ("Écrit par", ["Ana Ruiz"]), ("Filed under", [])])
def test_a_card_label_that_says_written_by_names_the_author(label: str, authors: list[str]) -> None:
    found, _, _ = read(f'<html><head><meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Ana Ruiz">'
                       f"</head><body><h1>Dam opens early</h1>{BODY}</body></html>")
    assert values(found, FieldName.AUTHOR) == authors


@pytest.mark.parametrize("line, value", [
    ("The treaty of Orrin ended the war in November 2022.", None),
    ("The treaty of Orrin ended the war in November 2022", None),
    ("On 2 May 2024 the dam was opened.", None),
    ("The dam was <time datetime='2024-05-02'>opened on 2 May 2024</time> by the guard of the mill.", None),
    ("انتهت الحرب بين المدينتين على النهر في نوفمبر 2022", None),
    ("Published in the valley on 2 May 2024 by the desk.", "2024-05-02"),
    ("Orrin, 2 May 2024", "2024-05-02"),
    ("Tom Hale, Valley Wire, 2 May 2024 · 4 min read", "2024-05-02"),
    ("<time datetime='2024-05-02'>Last Thursday</time>", "2024-05-02"),
])
def test_a_date_in_a_running_sentence_is_not_the_pages(line: str, value: str | None) -> None:
    _, published, _ = read(f"<html><body><h1>Dam opens early</h1><p>{line}</p>{BODY}</body></html>", url=None)
    assert published.value == value


def test_a_page_that_lists_others_is_not_dated_by_its_first_item() -> None:
    rows = "".join(f"<div class='row'><b>Mill on the hill</b> <span class='date'>{n} May 2024</span></div>" for n in range(2, 6))
    assert read(f"<html><body><h1>All mills of the valley</h1>{rows}</body></html>", url=None)[1].value is None


def test_who_comments_is_no_author_though_the_comment_was_not_made_out() -> None:
    found, published, _ = read(f"<html><body><h1>Dam opens early</h1><p>{'The dam at Orrin was opened on Monday. ' * 4}</p>"
                               "<div class='comments'><p><span class='author'>Ivo Lund</span> <time>3 May 2024</time></p></div>"
                               "</body></html>", url=None)
    assert values(found, FieldName.AUTHOR) == [] and published.value is None
