"""The one door: whatever a capture is, its page, or a Problem that says why there is none."""

from __future__ import annotations

import hashlib
import json
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff import text
from standoff.model import Capture, DateBasis, FieldName, Page, Problem, Role, Sighting
from standoff.pages import segment

BODY = ("Buses ran to the market on Monday for the first time since the harvest, and nobody shot at them. "
        "Officers of both sides met at the old mill and promised to meet again.")
FLAT = f"Quiet returns to the valley\n\nBy Ana Horn\n\n{BODY}\n"


def capture(data: bytes | str, media_type: str = "text/plain", charset: str | None = "utf-8",
            retrieved: str | None = None, url: str | None = None) -> Capture:
    data = data.encode("utf-8") if isinstance(data, str) else data
    return Capture(digest=hashlib.sha256(data).hexdigest(), data=data, media_type=media_type, charset_declared=None,
                   charset_detected=charset, sightings=(Sighting(source="case.txt", url=url, retrieved=retrieved),))


def page(found: tuple[Page | Problem, ...]) -> Page:
    first = found[0]
    assert isinstance(first, Page)
    text.check_partition(first.text, [(seg.start, seg.end) for seg in first.segments])
    return first


def codes(found: tuple[Page | Problem, ...]) -> list[str]:
    return [one.code for one in found if isinstance(one, Problem)]


def test_flattened_text_becomes_a_page_tied_to_its_capture() -> None:
    one = capture(FLAT)
    found = page(segment(one))
    assert found.key == "p" + one.digest[:16] and found.capture == one.digest
    assert found.text == FLAT and found.digest == text.digest(FLAT)
    assert found.origin.stage == "pages" and found.origin.rule == "text/plain"
    assert found.first(FieldName.AUTHOR) == "Ana Horn" and found.first(FieldName.TITLE) == "Quiet returns to the valley"


def test_html_goes_through_its_own_door() -> None:
    source = f"<html><body><article><h1>Quiet returns to the valley</h1><p>{BODY}</p></article></body></html>"
    found = page(segment(capture(source, "text/html")))
    assert found.origin.rule == "text/html" and found.first(FieldName.TITLE) == "Quiet returns to the valley"
    assert [found.text[seg.start:seg.end] for seg in found.segments] == ["Quiet returns to the valley", BODY]


def test_the_main_part_of_mhtml_is_the_page() -> None:
    head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://valley.example/1\r\nMIME-Version: 1.0\r\n"
    source = (head + 'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
              "Content-Type: text/html; charset=utf-8\r\nContent-Location: https://valley.example/1\r\n\r\n"
              f"<html><body><h1>Quiet returns to the valley</h1><p>{BODY}</p></body></html>\r\n--B--\r\n")
    found = page(segment(capture(source, "multipart/related")))
    assert BODY in found.text and found.url == "https://valley.example/1"
    assert found.origin.rule == "multipart/related:text/html"


def test_an_article_record_brings_title_authors_outlet_and_date() -> None:
    record = {"source": {"id": None, "name": "The Valley Paper"}, "author": "Ana Horn",
              "title": "Quiet returns to the valley", "description": "Buses run again.", "content": BODY,
              "url": "https://valley.example/1", "publishedAt": "2019-05-03T10:10:00Z", "urlToImage": None}
    found = page(segment(capture(json.dumps(record), "application/json")))
    assert found.text == "Quiet returns to the valley\n\n" + BODY
    assert [seg.role for seg in found.segments] == [Role.TITLE, Role.BODY]
    title = next(f for f in found.fields if f.name is FieldName.TITLE)
    assert title.source == "record:title" and [(s.start, s.end) for s in title.spans] == [(0, 27)]
    assert found.first(FieldName.OUTLET) == "The Valley Paper" and found.first(FieldName.AUTHOR) == "Ana Horn"
    assert found.published.basis is DateBasis.IMPORTED and (found.published.value or "").startswith("2019-05-03")


def test_a_title_that_the_text_has_is_not_put_before_it_again() -> None:
    record = {"id": 1, "title": "Quiet returns to the valley", "text": FLAT, "url": "https://valley.example/1",
              "publish_date": "2019-05-03", "media_name": "Valley", "language": "en", "media_url": "valley.example"}
    found = page(segment(capture(json.dumps(record), "application/json")))
    assert found.text == FLAT


def test_a_retrieval_bounds_the_date_and_is_never_the_date() -> None:
    found = page(segment(capture(FLAT, retrieved="2019-05-04T10:00:00Z")))
    assert found.published.value is None and found.published.high == "2019-05-04"
    assert found.published.basis is DateBasis.CAPTURE_BOUND


def test_the_address_of_a_flattened_page_dates_it() -> None:
    found = page(segment(capture(FLAT, url="https://valley.example/2019/05/03/quiet")))
    assert found.published.value == "2019-05-03" and found.published.basis is DateBasis.URL


def test_undecodable_bytes_are_replaced_counted_and_placed() -> None:
    found = segment(capture(FLAT.encode() + b"The mill \xff\xfe stands.\n"))
    shown = page(found)
    problem = found[1]
    assert isinstance(problem, Problem) and problem.code == "bad-bytes" and problem.span is not None
    assert problem.message.startswith("2 characters could not be decoded as utf-8") and "line 6" in problem.message
    assert shown.text[problem.span.start:problem.span.end] == "\ufffd"


def test_a_replacement_character_that_was_there_is_no_problem() -> None:
    assert codes(segment(capture(FLAT + "The mill \ufffd stands.\n"))) == []


def test_nul_is_replaced_one_for_one() -> None:
    assert page(segment(capture(FLAT + "The mill\x00stands.\n"))).text.endswith("The mill\ufffdstands.\n")


def test_an_unknown_charset_name_falls_back_to_utf8() -> None:
    assert page(segment(capture(FLAT, charset="x-nobody"))).text == FLAT


@pytest.mark.parametrize(("data", "media_type", "code"), [
    (b"", "text/plain", "empty"),
    (b" \n\t\r\n ", "text/html", "empty"),
    ("\ufeff\xa0\u200b* * *".encode(), "text/plain", "empty"),
    (random.Random(3).randbytes(4000), "text/plain", "not-text"),
    (b'{"a": [', "application/json", "unreadable"),
    (b'{"name": "nothing we know"}', "application/json", "unreadable"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B--", "multipart/related",
     "unreadable"),
    (b"anything", "image/png", "unreadable"),
    (b"<html><body><script>x()</script></body></html>", "text/html", "empty"),
])
def test_what_cannot_be_read_is_one_problem(data: bytes, media_type: str, code: str) -> None:
    found = segment(capture(data, media_type))
    assert not any(isinstance(one, Page) for one in found) and codes(found)[-1] == code
    assert all(isinstance(one, Problem) and one.source == "case.txt" and one.stage == "pages" for one in found)


@settings(max_examples=60)
@given(st.binary(max_size=400),
       st.sampled_from(["text/plain", "application/json", "multipart/related", "application/xml"]),
       st.sampled_from(["utf-8", "latin-1", "utf-16", "shift_jis", "cp1256", None]))
def test_any_bytes_give_values_not_errors(data: bytes, media_type: str, charset: str | None) -> None:
    found = segment(capture(data, media_type, charset))
    assert found and all(isinstance(one, Page | Problem) for one in found)
    if isinstance(found[0], Page):
        page(found)


def test_a_page_of_megabytes_is_cut_whole() -> None:
    source = FLAT + "\n\n".join([BODY] * 4000) + os.linesep
    assert len(page(segment(capture(source))).segments) == 4003
