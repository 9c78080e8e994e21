"""One article as other programs write it: every record here is ours."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from standoff import dialects

TRAFILATURA = {
    "title": "Talks resume",
    "author": "A. Writer; B. Editor",
    "url": "https://news.example/a",
    "hostname": "news.example",
    "date": "2017-03-16",
    "sitename": "The Example",
    "text": "Talks resumed.\nNo date was set.",
    "comments": "First!",
    "raw_text": "Talks resumed. No date was set.",
    "fingerprint": "abc",
    "language": "en",
    "filedate": "2024-01-01",
}
NEWS_PLEASE = {
    "authors": ["A. Writer"],
    "date_download": "2017-03-17 08:00:00",
    "date_modify": "None",
    "date_publish": "2017-03-16 10:00:00",
    "description": "Both sides met.",
    "filename": "x.json",
    "language": "en",
    "maintext": "Talks resumed.",
    "source_domain": "news.example",
    "title": "Talks resume",
    "url": "https://news.example/a",
}
FUNDUS = {
    "title": "Talks resume",
    "authors": ["A. Writer"],
    "publishing_date": "2017-03-16 10:00:00+00:00",
    "publisher": "The Example",
    "lang": "en",
    "topics": ["talks"],
    "free_access": True,
    "body": {
        "summary": ["Both sides met."],
        "sections": [{"headline": [], "paragraphs": ["Talks resumed.", "No date was set."]}],
    },
    "html": {
        "content": "<p>Talks resumed.</p>",
        "crawl_date": "2017-03-17T08:00:00+02:00",
        "requested_url": "https://news.example/r",
        "responded_url": "https://news.example/a",
    },
}
MEDIACLOUD = {
    "id": "17",
    "media_name": "The Example",
    "media_url": "news.example",
    "title": "Talks resume",
    "publish_date": "2017-03-16",
    "url": "https://news.example/a",
    "language": "en",
    "indexed_date": "2017-03-17T08:00:00Z",
}
NEWSAPI = {
    "source": {"id": None, "name": "The Example"},
    "author": "A. Writer",
    "title": "Talks resume",
    "description": "Both met.",
    "url": "https://news.example/a",
    "urlToImage": None,
    "publishedAt": "2017-03-16T10:00:00Z",
    "content": "Talks resumed… [+1200 chars]",
}
NEWSAPI_AI = {
    "uri": "77",
    "url": "https://news.example/a",
    "title": "Talks resume",
    "body": "Talks resumed.",
    "date": "2017-03-16",
    "time": "10:00:00",
    "dateTime": "2017-03-16T10:20:00Z",
    "dateTimePub": "2017-03-16T10:00:00Z",
    "lang": "eng",
    "isDuplicate": False,
    "source": {"uri": "news.example", "title": "The Example"},
    "authors": [{"name": "A. Writer"}],
}
NGEC = {
    "id": "5",
    "date": "2017-03-16",
    "event_text": "Talks resumed.",
    "story_id": "S5",
    "publisher": "The Example",
    "headline": "Talks resume",
    "pub_date": "2017-03-16",
}
JSONFEED = {
    "id": "https://news.example/a",
    "url": "https://news.example/a",
    "title": "Talks resume",
    "content_html": "<p>Talks resumed.</p>",
    "date_published": "2017-03-16T10:00:00Z",
    "authors": [{"name": "A. Writer"}],
}
RECORDS = {
    "trafilatura": TRAFILATURA,
    "news-please": NEWS_PLEASE,
    "fundus": FUNDUS,
    "mediacloud": MEDIACLOUD,
    "newsapi.org": NEWSAPI,
    "newsapi.ai": NEWSAPI_AI,
    "ngec": NGEC,
    "jsonfeed": JSONFEED,
}


def read(record: object) -> dialects.Article:
    return dialects.article(json.dumps(record, ensure_ascii=False).encode())


@pytest.mark.parametrize("name", RECORDS)
def test_every_dialect_is_known_by_its_keys_and_gives_the_title(name: str) -> None:
    assert dialects.recognise(RECORDS[name]) == name
    assert read(RECORDS[name]).title == "Talks resume"


@pytest.mark.parametrize(
    ("name", "date", "outlet", "retrieved"),
    [
        ("trafilatura", "2017-03-16", "The Example", None),
        ("news-please", "2017-03-16 10:00:00", "news.example", "2017-03-17T08:00:00"),
        ("fundus", "2017-03-16 10:00:00+00:00", "The Example", "2017-03-17T06:00:00Z"),
        ("mediacloud", "2017-03-16", "The Example", "2017-03-17T08:00:00Z"),
        ("newsapi.org", "2017-03-16T10:00:00Z", "The Example", None),
        ("newsapi.ai", "2017-03-16T10:00:00Z", "The Example", "2017-03-16T10:20:00Z"),
        ("ngec", "2017-03-16", "The Example", None),
        ("jsonfeed", "2017-03-16T10:00:00Z", None, None),
    ],
)
def test_date_outlet_and_retrieval_come_from_their_own_fields(
    name: str, date: str, outlet: str | None, retrieved: str | None
) -> None:
    article = read(RECORDS[name])
    assert (article.date, article.outlet, article.retrieved) == (date, outlet, retrieved)


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("trafilatura", ("A. Writer", "B. Editor")),
        ("news-please", ("A. Writer",)),
        ("newsapi.ai", ("A. Writer",)),
        ("ngec", ()),
        ("newsapi.org", ("A. Writer",)),
        ("jsonfeed", ("A. Writer",)),
    ],
)
def test_authors_are_names(name: str, authors: tuple[str, ...]) -> None:
    assert read(RECORDS[name]).authors == authors


@pytest.mark.parametrize("name", [name for name in RECORDS if name not in ("mediacloud", "jsonfeed")])
def test_the_text_is_the_articles(name: str) -> None:
    assert "Talks resumed" in (read(RECORDS[name]).text or "")


def test_a_list_entry_without_text_has_none() -> None:
    assert (read(MEDIACLOUD).text, read(MEDIACLOUD).html) == (None, None)


def test_the_body_of_fundus_is_put_together_in_reading_order() -> None:
    assert read(FUNDUS).text == "Both sides met.\n\nTalks resumed.\n\nNo date was set."
    assert (read(FUNDUS).html, read(FUNDUS).url) == ("<p>Talks resumed.</p>", "https://news.example/a")


def test_only_newsapis_mark_at_the_end_means_cut() -> None:
    assert read(NEWSAPI).truncated
    assert not read({**NEWSAPI, "content": "The label reads [+1200 chars] and then the talks resumed."}).truncated


@pytest.mark.parametrize("nothing", ["None", "null", "", " ", "NaN", None, [], {}])
def test_a_word_for_nothing_is_no_value(nothing: object) -> None:
    article = read({**NEWS_PLEASE, "date_publish": nothing, "title": nothing, "authors": nothing})
    assert (article.date, article.title, article.authors) == (None, None, ())


def test_unknown_keys_are_kept_exactly_as_written() -> None:
    raw = '{"title": "a", "text": "b", "url": "u", "score": 1.50e0, "nested": {"k":  [1,2]}, "title_x": "\\u00e9"}'
    assert dialects.article(raw.encode()).extra == '{"score": 1.50e0, "nested": {"k":  [1,2]}, "title_x": "\\u00e9"}'


def test_half_a_character_is_replaced_where_it_stands() -> None:
    article = dialects.article(b'{"title": "a\\ud800b", "text": "c\\u0000d", "url": "u", "x": "\\udfff"}')
    assert (article.title, article.text, article.extra) == ("a\ufffdb", "c\ufffdd", '{"x": "\\udfff"}')


def test_where_a_field_was_read_is_told() -> None:
    assert ("outlet", "source.name") in read(NEWSAPI).sources


@pytest.mark.parametrize(
    "data", [b'{"title": "only a title"}', b"[1]", b"17", b"{", b"", b"<html>", b"[" * 5000, b'{"a":' * 5000]
)
def test_what_is_no_article_says_so(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        dialects.article(data)


RSS = """<item><title>Talks &amp;amp; more</title><link>https://news.example/a</link>
<dc:creator><![CDATA[A. Writer]]></dc:creator>
<pubDate>Thu, 16 Mar 2017 10:00:00 GMT</pubDate><description>Both met [&#8230;]</description>
<content:encoded><![CDATA[<p>Talks <b>resumed</b>.</p>]]></content:encoded><guid isPermaLink="false">77</guid></item>"""
ATOM = """<entry><title>Talks</title><link rel="self" href="https://news.example/self"/><link href="https://news.example/a"/>
<author><name>A. Writer</name></author>
<published>2017-03-16T10:00:00Z</published><updated>2017-03-17T10:00:00Z</updated>
<content type="html">&lt;p&gt;Talks resumed.&lt;/p&gt;</content></entry>"""


def test_an_item_of_rss_is_an_article() -> None:
    article = dialects.article(RSS.encode())
    assert (article.dialect, article.title, article.authors, article.url, article.html, article.truncated) == (
        "rss",
        "Talks & more",
        ("A. Writer",),
        "https://news.example/a",
        "<p>Talks <b>resumed</b>.</p>",
        False,
    )
    assert (article.date, json.loads(article.extra)) == ("Thu, 16 Mar 2017 10:00:00 GMT", {"guid": "77"})


def test_an_item_with_a_cut_description_only_is_truncated() -> None:
    assert dialects.article(RSS.encode().replace(b"content:encoded", b"x:other")).truncated


def test_an_entry_of_atom_is_an_article() -> None:
    article = dialects.article(ATOM.encode())
    assert (article.dialect, article.url, article.date, article.modified, article.html, article.authors) == (
        "atom",
        "https://news.example/a",
        "2017-03-16T10:00:00Z",
        "2017-03-17T10:00:00Z",
        "<p>Talks resumed.</p>",
        ("A. Writer",),
    )


def test_xhtml_and_plain_content_of_atom_become_html() -> None:
    plain = ATOM.replace('type="html">&lt;p&gt;Talks resumed.&lt;/p&gt;', 'type="text">5 &lt; 6')
    assert dialects.article(plain.encode()).html == "5 &lt; 6"
    marked = ATOM.replace(
        'type="html">&lt;p&gt;Talks resumed.&lt;/p&gt;', 'type="xhtml"><div><p>Talks <b>on</b></p></div>'
    )
    assert dialects.article(marked.encode()).html == "<div><p>Talks <b>on</b></p></div>"


def test_an_entity_bomb_in_a_feed_is_not_expanded() -> None:
    assert (dialects.article(b"<item><title>&a;&a;</title><description>text</description></item>").html) == "text"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2017-03-16 10:00:00", "2017-03-16T10:00:00"),
        ("2017-03-16T12:00:00+02:00", "2017-03-16T10:00:00Z"),
        ("2017-03-16", "2017-03-16"),
        ("Thu, 16 Mar 2017 10:00:00 GMT", "2017-03-16T10:00:00Z"),
        ("last week", None),
        ("", None),
        (None, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_a_moment_is_iso_or_nothing(written: str | None, read_as: str | None) -> None:
    assert dialects.moment(written) == read_as


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted({key for record in RECORDS.values() for key in record})), JSON))
def test_any_values_under_known_keys_are_read_or_refused(record: dict[str, object]) -> None:
    if dialects.recognise(record) is None:
        with pytest.raises(ValueError, match="dialect"):
            read(record)
    else:
        assert isinstance(json.loads(read(record).extra), dict)


@given(st.text(max_size=200))
@example("<:")
@example("000\x19\x00")                 # taken for UTF-16, in which it begins no item
def test_any_text_in_an_item_is_read_or_refused(text: str) -> None:
    try:
        assert dialects.article(f"<item>{text}</item>".encode("utf-8", "replace")).dialect == "rss"
    except ValueError as error:
        assert "cannot be parsed" in str(error)
