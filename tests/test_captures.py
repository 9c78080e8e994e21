"""Reading captures. Every file is made by the test that needs it, in our own words."""

import contextlib
import gzip
import hashlib
import io
import json
import os
import random
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from standoff import captures
from standoff.captures import jsontext, payload, sniff, streams
from standoff.model import Capture, Problem, Sighting

HTML = (
    "<!DOCTYPE html><html><head><title>Talks</title></head><body><p>The café talks resumed.</p></body></html>".encode()
)
TEXT = b"Talks resumed on Monday.\n\nBoth sides met in the capital.\n"


def split(found: Iterable[Capture | Problem]) -> tuple[list[Capture], list[Problem]]:
    everything = list(found)
    return [one for one in everything if isinstance(one, Capture)], [
        one for one in everything if isinstance(one, Problem)
    ]


def read(data: bytes) -> tuple[list[Capture], list[Problem]]:
    return split(captures.read("-", stdin=io.BytesIO(data)))


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


# — what bytes are —


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (HTML, "text/html"),
        (b"\xef\xbb\xbf  <!-- note --><html>", "text/html"),
        (b"<p>Talks resumed.", "text/html"),
        (
            b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='http://www.w3.org/1999/xhtml'>",
            "text/html",
        ),
        (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", "text/html"),
        (b"Talks ended.<p>Both sides <b>left</b>.</p><p>No date was set.</p>", "text/html"),
        ("<html><body><p>Переговоры</p></body></html>".encode("utf-16"), "text/html"),
        ("<html><body><p>Переговоры</p></body></html>".encode("utf-16-be"), "text/html"),
        (TEXT, "text/plain"),
        (b"The rebels <they came at dawn> left <i>early</i>.\n" * 4, "text/plain"),
        (b"<they came from the north, he said.\nMore follows.", "text/plain"),
        (b"[Update] Talks resumed.", "text/plain"),
        (b"{{Infobox}} Talks resumed.", "text/plain"),
        (b"[1] A footnote.", "text/plain"),
        (b"5 < 6 and 7 > 3, <so> <he> <said>", "text/plain"),
        ("Переговоры возобновились.\n".encode("utf-16-le"), "text/plain"),
        (b"Talks\x00 resumed\x00 on Monday, both sides say, after a long winter without a word.", "text/plain"),
        (b'{"title": "a", "text": "b"}', "application/json"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
            b"Content-Type: text/html\n\n<p>a\n--b--",
            "multipart/related",
        ),
    ],
)
def test_the_media_type_is_what_the_content_says(data: bytes, media_type: str) -> None:
    found, problems = read(data)
    assert ([capture.media_type for capture in found], problems) == ([media_type], [])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "JPEG"),
        (b"\x7fELF\x02\x01\x01" + bytes(99), "program"),
        (random.Random(7).randbytes(4000), "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"BZh91AY&SY\x01\x02\x00", "bzip2"),
        (b"PK\x03\x04" + bytes(40), "zip"),
        (b"SQLite format 3\x00" + bytes(84), "SQLite"),
        (b"x" * 257 + b"ustar\x0000" + bytes(99), "tar"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, what: str) -> None:
    found, [problem] = read(data)
    assert found == []
    assert problem.code in ("binary", "corrupt-zip")
    assert what in problem.message


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n", b"\xff\xfe", bytes(500), gzip.compress(b""), zstandard.compress(b"")]
)
def test_nothing_is_told_as_empty(data: bytes) -> None:
    found, problems = read(data)
    assert (found, codes(problems)) == ([], ["empty"])


def test_much_white_space_before_a_page_hides_nothing() -> None:
    found, problems = read(b"\n" * 200_000 + HTML)
    assert ([c.media_type for c in found], problems) == (["text/html"], [])


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><urlset><url><loc>https://news.example/a</loc></url></urlset>",
        b"<?xml version='1.0'?><opml version='2.0'></opml>",
    ],
)
def test_an_xml_list_is_told_apart_from_a_page(data: bytes) -> None:
    found, problems = read(data)
    assert (found, codes(problems)) == ([], ["unknown-xml"])


# — one file —


def test_a_capture_is_the_bytes_and_their_digest() -> None:
    [capture], problems = read(HTML)
    assert (capture.data, capture.digest, problems) == (HTML, hashlib.sha256(HTML).hexdigest(), [])
    assert (capture.charset_detected, capture.sightings) == ("utf-8", (Sighting(source="-"),))


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        zstandard.compress,
        lambda d: gzip.compress(gzip.compress(d)),
        lambda d: gzip.compress(zstandard.compress(d)),
        lambda d: gzip.compress(d) + bytes(512),
        lambda d: gzip.compress(d[:20]) + gzip.compress(d[20:]),
        lambda d: zstandard.compress(d[:20]) + zstandard.compress(d[20:]),
    ],
)
def test_compression_is_undone(pack) -> None:
    found, problems = read(pack(HTML))
    assert ([c.data for c in found], problems) == ([HTML], [])


def test_a_fourth_layer_is_not_opened() -> None:
    data = HTML
    for _ in range(4):
        data = gzip.compress(data)
    found, problems = read(data)
    assert (found, codes(problems)) == ([], ["nested"])


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_bomb_is_told_and_not_unpacked(pack) -> None:
    found, problems = read(pack(bytes(100_000_000)))
    assert (found, codes(problems)) == ([], ["bomb"])


def test_a_page_over_the_limit_is_told_and_not_held() -> None:
    source = io.BytesIO((b"Talks resumed. " * 100 + b"\n") * (50_000_000 // 1501))
    found, problems = split(captures.read("-", stdin=source))
    assert (found, codes(problems)) == ([], ["too-large"])
    assert source.tell() <= captures.PAYLOAD_LIMIT + 2


def test_a_cut_gzip_gives_what_came_before_and_a_problem() -> None:
    words = " ".join(f"word{n}" for n in range(20_000)).encode()
    [capture], problems = read(gzip.compress(words)[:-20_000])
    assert codes(problems) == ["truncated"]
    assert words.startswith(capture.data)
    assert len(capture.data) > 10_000


def test_a_damaged_gzip_is_told() -> None:
    data = bytearray(gzip.compress(TEXT * 50))
    data[40] ^= 0xFF
    assert set(codes(read(bytes(data))[1])) <= {"corrupt", "truncated", "empty", "binary", "charset"}
    assert read(bytes(data))[1]


def test_singlefile_says_where_and_when() -> None:
    page = HTML.replace(
        b"<html>",
        b"<html><!--\n Page saved with SingleFile \n url: https://news.example/a \n saved date: Thu Mar 16 2017 "
        b"10:00:00 GMT+0000 (Coordinated Universal Time)\n-->",
    )
    [capture], _ = read(page)
    assert (capture.url, capture.retrieved) == ("https://news.example/a", "2017-03-16T10:00:00Z")


def test_an_mhtml_file_without_a_page_is_told() -> None:
    found, problems = read(
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--"
    )
    assert (found, codes(problems)) == ([], ["no-page"])


def test_a_wrong_charset_is_told_with_the_capture() -> None:
    [capture], [problem] = read("<meta charset=utf-8><p>Переговоры возобновились на следующей неделе.".encode("cp1251"))
    assert (capture.charset_declared, capture.charset_detected) == ("utf-8", "cp1251")
    assert (problem.code, problem.capture) == ("charset", capture.digest)


def test_a_wrong_charset_inside_mhtml_is_told_as_well() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    head += b"--b\nContent-Type: text/html; charset=utf-8\n\n"
    [capture], [problem] = read(head + "<p>Переговоры возобновились на неделе.".encode("cp1251") + b"\n--b--")
    assert (capture.charset_detected, problem.code) == ("cp1251", "charset")


# — directories —


def test_a_directory_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.html", ".hidden", ".git/config", "c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    found, problems = split(captures.read(tmp_path))
    assert [c.sightings[0].source.removeprefix(f"{tmp_path}/") for c in found] == ["a/y.html", "a/z.txt", "b.txt", "c"]
    assert problems == []


def test_what_a_browser_saves_beside_a_page_is_no_page(tmp_path: Path) -> None:
    for name in ("talks.html", "talks_files/script.js", "talks_files/frame.html", "other_files/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(HTML)
    found, problems = split(captures.read(tmp_path))
    assert [Path(c.sightings[0].source).name for c in found] == ["a.txt", "talks.html"]
    assert codes(problems) == ["assets"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / ".page").write_bytes(TEXT)
    assert len(split(captures.read(tmp_path / ".page"))[0]) == 1


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(TEXT)
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "to").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    found, problems = split(captures.read(tmp_path))
    assert [Path(c.sightings[0].source).name for c in found] == ["a.txt", "to"]
    assert codes(problems) == ["loop", "missing", "not-a-file"]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "page").write_bytes(TEXT)
    found, problems = split(captures.read(tmp_path / "nowhere", tmp_path / "empty", "bad\x00name", tmp_path / "page"))
    assert (len(found), codes(problems)) == (1, ["missing", "no-files", "unreadable"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(TEXT)
    (tmp_path / "page").chmod(0)
    assert codes(split(captures.read(tmp_path))[1]) == ["unreadable"]


def test_a_name_that_is_no_text_is_no_obstacle(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/p\xffge.txt"
    Path(os.fsdecode(name)).write_bytes(TEXT)
    [capture], _ = split(captures.read(tmp_path))
    assert capture.sightings[0].source.encode("utf-8").endswith(b"/p\\xffge.txt")


# — article records —

ROWS = [
    {"title": f"Talks, day {n}", "text": f"Day {n} ended.\nNo “date” was set.", "url": f"https://news.example/{n}"}
    for n in range(3)
]


def test_each_line_is_a_capture_of_its_own_bytes() -> None:
    lines = [json.dumps(row, ensure_ascii=n == 1).encode() for n, row in enumerate(ROWS)]
    found, problems = read(b"\r\n".join(lines) + b"\n\n")
    assert ([c.data for c in found], problems) == (lines, [])
    assert [(c.sightings[0].source, c.url) for c in found] == [
        (f"-#{n + 1}", f"https://news.example/{n}") for n in range(3)
    ]


@pytest.mark.parametrize(
    "broken", [b'{"title": "cut', b"not json", b'{"title": 1}}', b"[1, 2]", b'{"a":' * 3000, b"\xff\xfe{", b'{"x": 1}']
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_broken_line_costs_no_other(broken: bytes, place: int) -> None:
    lines = [json.dumps(row).encode() for row in ROWS]
    if place == 0 and not broken.startswith(b"{"):
        pytest.skip("a file that does not begin as JSON is not recognised as such")
    lines.insert(place, broken)
    found, problems = read(b"\n".join(lines))
    assert [c.data for c in found] == [line for line in lines if line != broken]
    assert codes(problems) in (["bad-json"], ["unknown-json"])
    assert problems[0].source == f"-#{place + 1}"


def test_many_broken_lines_are_counted() -> None:
    _, problems = read(b'{"title": "a", "text": "b"}\n' + b'{"x": 1}\n' * 500)
    assert len(problems) == 4
    assert "497 more" in problems[-1].message
    _, problems = read(b'{"title": "a", "text": "b"}\n' + b'{"x": 1\n' * 500)
    assert len(problems) == 101
    assert "400 more" in problems[-1].message


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows,
        lambda rows: {"status": "ok", "articles": rows},
        lambda rows: {"articles": {"results": rows, "page": 1}},
        lambda rows: {"version": "1.1", "items": rows},
    ],
)
def test_each_element_is_an_exact_slice(wrap, indent: int | None) -> None:
    rows = [{**row, "n": 1.0, "quote": 'He said: "{[no]}\\"'} for row in ROWS]
    data = json.dumps(wrap(rows), indent=indent, ensure_ascii=False).encode()
    found, problems = read(data)
    assert ([json.loads(c.data) for c in found], problems) == (rows, [])
    assert all(c.data in data for c in found)
    assert [c.sightings[0].source.split("#")[-1] for c in found] == ["1", "2", "3"]


def test_one_object_is_one_capture_of_the_whole_file() -> None:
    data = json.dumps(ROWS[0], indent=1).encode() + b"\n"
    [capture], _ = read(data)
    assert json.loads(capture.data) == ROWS[0]
    assert capture.sightings[0].source == "-"


def test_a_cut_list_gives_the_records_before_the_cut() -> None:
    data = json.dumps(ROWS).encode()
    found, problems = read(data[:-5])
    assert (len(found), codes(problems)) == (2, ["truncated"])


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_records_in_wide_json_are_slices_too(codec: str) -> None:
    found, problems = read(json.dumps(ROWS, ensure_ascii=False).encode(codec))
    assert [json.loads(c.data.decode(c.charset_detected or "")) for c in found] == ROWS
    assert problems == []


@pytest.mark.parametrize("data", [b'{"a": 1}', b"[]", b'[{"a": 1}]', b'{"articles": []}', b"{}"])
def test_json_without_articles_is_told(data: bytes) -> None:
    found, problems = read(data)
    assert (found, codes(problems)) == ([], ["unknown-json"])


# JSON escapes every control character but DEL.
WRITTEN = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=50)


@given(
    st.lists(
        st.fixed_dictionaries({"title": WRITTEN, "text": WRITTEN}), min_size=1, max_size=5
    ),
    st.booleans(),
    st.integers(0, 3),
)
def test_slices_are_the_records(rows: list[dict[str, str]], ascii_only: bool, shape: int) -> None:
    dumped = [json.dumps(row, ensure_ascii=ascii_only, indent=1 if shape == 3 else None) for row in rows]
    data = {
        0: "\n".join(dumped),
        1: "[" + ", ".join(dumped) + "]",
        2: " ".join(dumped),
        3: "[\n" + ",\n".join(dumped) + "]",
    }[shape]
    found, problems = read(data.encode())
    assert problems == []
    assert [json.loads(c.data) for c in found] == rows


SIGNS = st.lists(st.sampled_from([b"{", b"}", b'"', b"\\", b"a", b"\n", b'{"a": "b"}', b"["]), max_size=40).map(
    b"".join
)


@given(st.one_of(st.binary(max_size=300), SIGNS), st.integers(1, 7))
def test_cutting_does_not_depend_on_the_steps_of_the_stream(data: bytes, step: int) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(step)

    def all_of(cut, source) -> list[bytes | None]:
        out: list[bytes | None] = []
        with contextlib.suppress(streams.Broken):
            for one in cut(source, 20):
                out.append(one)
        return out

    for cut in (jsontext.objects, jsontext.lines):
        assert all_of(cut, Slow(data)) == all_of(cut, io.BytesIO(data))


# — feeds —

FEED = """<?xml version="1.0" encoding="{0}"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Example</title><item><title>One</title><link>https://news.example/1</link>
<content:encoded><![CDATA[<p>Переговоры.</p></item>]]></content:encoded></item>
<!-- <item><title>not shown</title></item> -->
<item><title>Two</title><link>https://news.example/2</link></item></channel></rss>"""


@pytest.mark.parametrize("codec", ["utf-8", "windows-1251", "utf-16"])
def test_each_item_of_a_feed_with_text_is_a_capture(codec: str) -> None:
    data = FEED.format(codec).encode(codec)
    [capture], [problem] = read(data)
    assert (capture.url, capture.sightings[0].outlet, capture.media_type) == (
        "https://news.example/1",
        "The Example",
        "application/xml",
    )
    assert capture.data in data
    assert capture.data.decode(capture.charset_detected or "").endswith("</item>]]></content:encoded></item>")
    assert problem.code == "no-text"


# — WARC —


class Writer(WARCWriter):
    """warcio's writer leaves its temporary files to the garbage collector, which warns."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


def warc(*records: tuple[str, str, list[tuple[str, str]], bytes], packed: bool = True) -> bytes:
    """A WARC of (type, url, HTTP headers or [], body)."""
    out = io.BytesIO()
    writer = Writer(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.warc", {"software": "our test"}))
    for kind, url, headers, body in records:
        http = StatusAndHeaders(
            dict(headers).get(":status", "200 OK"), [h for h in headers if h[0] != ":status"], protocol="HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                http_headers=http if headers else None,
                warc_headers_dict={"WARC-Date": "2017-03-16T10:00:00Z"},
            )
        )
    return out.getvalue()


def page(n: int) -> bytes:
    return f"<html><body><p>Day {n} of the talks ended without a date.</p></body></html>".encode()


TYPE = ("Content-Type", "text/html; charset=utf-8")


@pytest.mark.parametrize("packed", [True, False])
def test_a_response_is_a_capture_with_address_time_and_status(packed: bool) -> None:
    [capture], problems = read(warc(("response", "https://news.example/a", [TYPE], HTML), packed=packed))
    assert (capture.data, problems) == (HTML, [])
    seen = capture.sightings[0]
    assert (seen.source, seen.url, seen.retrieved, seen.charset, seen.status) == (
        "-#2",
        "https://news.example/a",
        "2017-03-16T10:00:00Z",
        "utf-8",
        200,
    )
    assert json.loads(seen.extra or "")["http"]["Content-Type"] == TYPE[1]


def chunked(body: bytes) -> bytes:
    return (
        b"".join(
            b"%x;ext=1\r\n%s\r\n" % (len(body[at : at + 30]), body[at : at + 30]) for at in range(0, len(body), 30)
        )
        + b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda d: zlib.compress(d)[2:-4]),
        ("zstd", zstandard.compress),
        ("x-gzip", gzip.compress),
        ("identity", bytes),
        ("gzip", bytes),
        ("deflate, gzip", lambda d: gzip.compress(zlib.compress(d))),
    ],
)
@pytest.mark.parametrize("transfer", [chunked, None])
def test_http_encodings_are_undone(name: str, encode, transfer) -> None:
    headers = [TYPE, ("Content-Encoding", name)] + ([("Transfer-Encoding", "chunked")] if transfer else [])
    body = transfer(encode(HTML)) if transfer else encode(HTML)
    [capture], problems = read(warc(("response", "https://news.example/a", headers, body)))
    assert (capture.data, problems) == (HTML, [])


def test_brotli_is_undone() -> None:
    brotli = pytest.importorskip("brotli")
    headers = [TYPE, ("Content-Encoding", "br")]
    [capture], problems = read(warc(("response", "https://news.example/a", headers, brotli.compress(HTML))))
    assert (capture.data, problems) == (HTML, [])
    found, problems = read(warc(("response", "https://news.example/a", headers, brotli.compress(bytes(90_000_000)))))
    assert (found, codes(problems)) == ([], ["bomb"])


def test_a_header_that_promises_chunks_of_a_body_already_whole_is_not_believed() -> None:
    [capture], _ = read(warc(("response", "https://news.example/a", [TYPE, ("Transfer-Encoding", "chunked")], HTML)))
    assert capture.data == HTML


def test_a_bomb_inside_a_response_costs_no_other() -> None:
    found, problems = read(
        warc(
            (
                "response",
                "https://news.example/b",
                [TYPE, ("Content-Encoding", "gzip")],
                gzip.compress(bytes(60_000_000)),
            ),
            ("response", "https://news.example/a", [TYPE], HTML),
        )
    )
    assert ([c.data for c in found], codes(problems)) == ([HTML], ["bomb"])


def test_records_that_are_no_page_are_told_once() -> None:
    found, [problem] = read(
        warc(
            ("response", "https://news.example/a", [TYPE], HTML),
            ("response", "https://news.example/b", [(":status", "404 Gone"), TYPE], HTML),
            ("response", "https://news.example/c", [("Content-Type", "image/png")], b"\x89PNG"),
            ("response", "https://news.example/robots.txt", [("Content-Type", "text/plain")], b"User-agent: *"),
            ("response", "https://news.example/d", [("Content-Type", "text/css")], b"p {}"),
            ("response", "https://news.example/e", [TYPE], b"\xff\xd8\xff\xe0"),
            ("request", "https://news.example/a", [], b"GET / HTTP/1.1\r\n\r\n"),
            ("resource", "urn:pageinfo:https://news.example/a", [], b'{"a": 1}'),
            ("metadata", "https://news.example/a", [], b"a: b"),
            ("response", "https://news.example/api", [("Content-Type", "application/json")], b'{"a": 1}'),
        )
    )
    assert (len(found), problem.code) == (1, "skipped")
    assert "9 of 11 records hold no page" in problem.message
    assert all(
        word in problem.message for word in ("HTTP status 404", "image/png", "text/css", "request", "robots.txt")
    )


def test_resources_and_conversions_are_captures() -> None:
    found, problems = read(
        warc(("resource", "file:///a.html", [], HTML), ("conversion", "https://news.example/a", [], TEXT))
    )
    assert ([c.data for c in found], problems) == ([HTML, TEXT], [])


def revisit(url: str, body: bytes, profile: str = "identical-payload-digest") -> bytes:
    out = io.BytesIO()
    writer = Writer(out, gzip=True)
    http = StatusAndHeaders("200 OK", [TYPE], protocol="HTTP/1.1")
    full = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http)
    writer.ensure_digest(full, block=False, payload=True)
    digest = full.rec_headers.get_header("WARC-Payload-Digest")
    writer.write_record(
        writer.create_revisit_record(
            url,
            digest,
            url,
            "2017-03-16T10:00:00Z",
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2017-03-20T10:00:00Z"},
        )
    )
    return out.getvalue()


def test_a_revisit_is_another_sighting_of_the_earlier_bytes(tmp_path: Path) -> None:
    first, second = warc(("response", "https://news.example/a", [TYPE], HTML)), revisit("https://news.example/a", HTML)
    found, problems = read(first + second)
    assert ([c.digest for c in found], problems) == ([hashlib.sha256(HTML).hexdigest()] * 2, [])
    assert captures.merge(*found).retrieved == "2017-03-16T10:00:00Z"
    (tmp_path / "a.warc.gz").write_bytes(second)
    (tmp_path / "b.warc.gz").write_bytes(first)
    found, problems = split(captures.read(tmp_path))
    assert (sorted(c.sightings[0].retrieved or "" for c in found), problems) == (
        ["2017-03-16T10:00:00Z", "2017-03-20T10:00:00Z"],
        [],
    )


def test_revisits_of_bytes_that_are_not_there_are_told_once() -> None:
    found, [problem] = read(revisit("https://news.example/a", HTML) + revisit("https://news.example/b", TEXT))
    assert (found, problem.code) == ([], "unresolved-revisit")
    assert "2 revisit records" in problem.message


@pytest.mark.parametrize("packed", [True, False])
def test_of_a_cut_warc_all_records_before_the_cut_are_read(packed: bool) -> None:
    data = warc(*[("response", f"https://news.example/{n}", [TYPE], page(n)) for n in range(5)], packed=packed)
    found, problems = read(data[:-60])
    assert [c.data for c in found] == [page(n) for n in range(4)]
    assert codes(problems) == ["truncated-warc"]


def test_damage_costs_the_record_it_is_in() -> None:
    data = bytearray(warc(*[("response", f"https://news.example/{n}", [TYPE], page(n)) for n in range(5)]))
    starts = [at for at in range(len(data)) if data[at : at + 3] == b"\x1f\x8b\x08"]
    data[starts[3] + 60] ^= 0xFF
    found, problems = read(bytes(data))
    assert {page(0), page(1), page(3), page(4)} <= {c.data for c in found}
    assert "corrupt-warc" in codes(problems)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_damage_where_a_record_begins_is_told_and_costs_that_record_alone(place: int) -> None:
    data = bytearray(warc(*[("response", f"https://news.example/{n}", [TYPE], page(n)) for n in range(6)]))
    starts = [at for at in range(len(data)) if data[at : at + 3] == b"\x1f\x8b\x08"]
    data[starts[3] + place] = 0
    found, problems = read(bytes(data))
    assert [c.data for c in found] == [page(n) for n in range(6) if n != 2]
    assert codes(problems) == ["corrupt-warc"]


def test_padding_between_and_behind_members_is_let_go_whatever_its_length() -> None:
    padding = bytes(50_000) + b"\r\n"
    found, problems = read(gzip.compress(TEXT * 3) + padding + gzip.compress(TEXT * 4) + padding)
    assert ([c.data for c in found], problems) == ([TEXT * 7], [])


def test_what_is_written_behind_a_gzip_is_told() -> None:
    found, problems = read(gzip.compress(TEXT * 3) + b"<!-- end -->")
    assert ([c.data for c in found], codes(problems)) == ([TEXT * 3], ["corrupt"])


def test_brotli_that_is_not_installed_costs_only_the_bodies_that_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    brotli = pytest.importorskip("brotli")
    packed = ("response", "https://news.example/1", [TYPE, ("Content-Encoding", "br")], brotli.compress(page(1)))
    data = warc(packed, ("response", "https://news.example/2", [TYPE], page(2)))
    assert [c.data for c in read(data)[0]] == [page(1), page(2)]
    monkeypatch.setitem(sys.modules, "brotli", None)
    found, [problem] = read(data)
    assert ([c.data for c in found], problem.code) == ([page(2)], "unknown-encoding")
    assert "pip install brotli" in problem.message


def test_an_item_met_in_a_feed_and_alone_is_the_same_capture_in_either_order() -> None:
    item = b"<item><title>A</title><link>http://e.example/1</link><description>Talks resumed.</description></item>"
    [inside], _ = read(b"<?xml version='1.0'?><rss><channel><title>T</title>" + item + b"</channel></rss>")
    [alone], _ = read(item)
    assert inside.media_type != alone.media_type
    assert captures.merge(inside, alone) == captures.merge(alone, inside)
    assert captures.merge(alone, inside).media_type == inside.media_type


def test_a_wrong_length_costs_the_record_it_is_in() -> None:
    data = warc(*[("response", f"https://news.example/{n}", [TYPE], page(n)) for n in range(3)], packed=False)
    at = data.index(b"Content-Length: ", data.index(b"https://news.example/1"))
    end = data.index(b"\r\n", at)
    found, problems = read(data[:at] + b"Content-Length: 40" + data[end:])
    assert page(0) in [c.data for c in found]
    assert page(2) in [c.data for c in found]
    assert "corrupt-warc" in codes(problems)


def test_a_warc_in_one_gzip_member_is_read_as_well() -> None:
    data = warc(
        ("response", "https://news.example/a", [TYPE], HTML),
        ("response", "https://news.example/b", [TYPE], page(1)),
        packed=False,
    )
    found, problems = read(gzip.compress(data))
    assert ([c.data for c in found], problems) == ([HTML, page(1)], [])


def test_headers_without_end_are_bounded() -> None:
    found, problems = read(b"WARC/1.0\r\n" + b"X-Line: without end\r\n" * 200_000)
    assert (found, codes(problems)) == ([], ["corrupt-warc"])


def test_a_payload_over_the_limit_costs_no_other() -> None:
    found, problems = read(
        warc(
            ("response", "https://news.example/b", [TYPE], random.Random(1).randbytes(100) * 360_000),
            ("response", "https://news.example/a", [TYPE], HTML),
            packed=False,
        )
    )
    assert ([c.data for c in found], codes(problems)) == ([HTML], ["too-large"])


# — WACZ —


def wacz(files: dict[str, bytes], *, said: dict[str, str] | None = None, package_json: bytes = b"") -> bytes:
    out = io.BytesIO()
    resources = [
        {
            "name": name.split("/")[-1],
            "path": name,
            "hash": (said or {}).get(name, "sha256:" + hashlib.sha256(data).hexdigest()),
            "bytes": len(data),
        }
        for name, data in files.items()
    ]
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
        package.writestr(
            "datapackage.json", package_json or json.dumps({"profile": "data-package", "resources": resources})
        )
    return out.getvalue()


ARCHIVE = warc(("response", "https://news.example/a", [TYPE], HTML))


def test_the_archives_of_a_wacz_are_read() -> None:
    [capture], problems = read(
        wacz({"archive/data.warc.gz": ARCHIVE, "pages/pages.jsonl": b"{}", "indexes/index.cdx": b""})
    )
    assert (capture.data, capture.sightings[0].source, problems) == (HTML, "-/archive/data.warc.gz#2", [])


def test_a_file_is_read_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.wacz").write_bytes(wacz({"archive/data.warc.gz": ARCHIVE}))
    found, problems = split(captures.read(tmp_path / "a.wacz"))
    assert ([c.data for c in found], problems) == ([HTML], [])


@pytest.mark.parametrize("name", ["archive/data.warc.gz", "pages/pages.jsonl"])
def test_a_wrong_digest_is_told(name: str) -> None:
    found, [problem] = read(
        wacz({"archive/data.warc.gz": ARCHIVE, "pages/pages.jsonl": b"{}"}, said={name: "sha256:" + "0" * 64})
    )
    assert (len(found), problem.code, problem.source) == (1, "digest-mismatch", f"-/{name}")


def test_paths_that_lead_out_are_not_read() -> None:
    found, problems = read(
        wacz({"archive/data.warc.gz": ARCHIVE, "archive/../../x.warc.gz": ARCHIVE, "/archive/y.warc.gz": ARCHIVE})
    )
    assert len(found) == 1
    assert "bad-path" in codes(problems)


@pytest.mark.parametrize(
    ("package_json", "code"),
    [
        (b'{"resources": [{"path": "pages/lost.jsonl", "hash": "sha256:00"}]}', "missing"),
        (b'{"resources": 17}', "bad-datapackage"),
        (b'{"resources": [', "bad-datapackage"),
        (b"[" * 100_000, "bad-datapackage"),
        (b"[]", "bad-datapackage"),
    ],
)
def test_what_is_wrong_with_a_datapackage_is_told_and_the_archives_are_read(package_json: bytes, code: str) -> None:
    found, problems = read(wacz({"archive/data.warc.gz": ARCHIVE}, package_json=package_json))
    assert (len(found), codes(problems)) == (1, [code])


def test_a_cut_or_foreign_zip_is_told() -> None:
    assert codes(read(wacz({"archive/data.warc.gz": ARCHIVE})[:-40])[1]) == ["corrupt-zip"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    assert "Office" in read(out.getvalue())[1][0].message


def test_a_bomb_in_a_wacz_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "archive/a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60000000\r\n\r\n" + bytes(60_000_000)
        )
        package.writestr("archive/b.warc.gz", ARCHIVE)
        package.writestr("datapackage.json", "{}")
    found, problems = read(out.getvalue())
    assert ([c.data for c in found], codes(problems)) == ([HTML], ["bomb"])


# — the same bytes again —


def sighted(*sightings: Sighting, data: bytes = "<p>Переговоры".encode("cp1251")) -> Capture:
    made = [next(one for one in payload.captures_of(data, s) if isinstance(one, Capture)) for s in sightings]
    out = made[0]
    for one in made[1:]:
        out = captures.merge(out, one)
    return out


def test_merging_keeps_every_sighting_in_any_order() -> None:
    a, b, c = (
        Sighting(source="a", charset="windows-1251"),
        Sighting(source="b", charset="koi8-r", url="https://news.example/"),
        Sighting(source="c", retrieved="2017-03-16T10:00:00Z"),
    )
    orders = [
        sighted(a, b, c),
        sighted(c, b, a),
        sighted(b, a, c),
        sighted(b, c, a, b),
        captures.merge(sighted(a, b), sighted(c, b)),
    ]
    assert all(one == orders[0] for one in orders)
    assert orders[0].sightings == (a, b, c)


def test_merging_other_bytes_is_a_mistake() -> None:
    one = sighted(Sighting(source="a"))
    with pytest.raises(ValueError, match="different bytes"):
        captures.merge(one, replace(one, digest="0" * 64))


# — any bytes —

SEEDS = [
    HTML,
    TEXT,
    gzip.compress(HTML),
    zstandard.compress(TEXT),
    ARCHIVE,
    wacz({"archive/data.warc.gz": ARCHIVE}),
    json.dumps(ROWS).encode(),
    FEED.format("utf-8").encode(),
    b"\n".join(json.dumps(row).encode() for row in ROWS),
    HTML.decode().encode("utf-16"),
    warc(
        ("response", "https://news.example/a", [TYPE, ("Content-Encoding", "gzip")], chunked(gzip.compress(HTML))),
        packed=False,
    ),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with bytes changed, cut out or put in."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(data))), draw(st.integers(0, 12))
        data = data[:at] + draw(st.binary(max_size=12)) + data[at + length :]
    return data


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=200), damaged()))
def test_any_bytes_give_captures_and_problems_and_never_an_exception(data: bytes) -> None:
    found = list(captures.read("-", stdin=io.BytesIO(data)))
    assert found
    for one in found:
        if isinstance(one, Capture):
            assert one.digest == hashlib.sha256(one.data).hexdigest()
            one.data.decode(one.charset_detected or "", "replace")
        else:
            assert one.stage == captures.STAGE
            assert one.message.endswith(".")
        json.dumps(str(one)).encode("utf-8")
        str(one).encode("utf-8")


@given(st.binary(min_size=1, max_size=300), st.sampled_from([gzip.compress, zstandard.compress]))
def test_packing_changes_nothing(data: bytes, pack) -> None:
    plain, packed = read(data), read(pack(data))
    assert [c.digest for c in plain[0]] == [c.digest for c in packed[0]]


def test_directories_hold_one_payload_at_a_time(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_bytes(b"%d " % n + TEXT)
    reading: Iterator[Capture | Problem] = captures.read(tmp_path)
    first = next(reading)
    (tmp_path / "1.txt").write_bytes(b"Changed since. " + TEXT)
    assert isinstance(first, Capture)
    assert [c.data[:7] for c in reading if isinstance(c, Capture)] == [b"Changed", b"2 Talks"]


@pytest.mark.parametrize("data", [HTML, TEXT, b'{"a": 1}', b"%PDF-1.7 "])
def test_what_follows_the_beginning_does_not_change_the_kind(data: bytes) -> None:
    assert sniff.kind(data) is sniff.kind((data + b" " * 70_000)[:65_536] + b"<html><body>")


HOSTILE = {
    "comments": b"<html>" + b"<!--" * 200_000,
    "scripts": "<html><p>é".encode("cp1252") + b"<script" * 200_000,
    "angles": "é".encode("cp1252") + b"<" * 1_000_000,
    "items": b"<?xml version='1.0'?><rss>" + b"<item " * 200_000,
    "feed comments": b"<?xml version='1.0'?><rss>" + b"<!--" * 200_000,
    "feed titles": b"<?xml version='1.0'?><rss>" + b"<title><![CDATA[" * 50_000,
    "item of angles": b"<?xml version='1.0'?><rss><item><title>" + b"&lt;" * 300_000 + b"</title></item></rss>",
    "doctypes": b"<!doctype x [" * 50_000,
    "headers": b"A: b\r\n" * 200_000,
    "boundaries": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + b"--b\n\n" * 100_000,
    "spaces": b'{"publishedAt": "a", "source": 1, "content": "' + b" " * 1_000_000 + b'x"}',
    "quotes": b'{"a": "' + b'\\"' * 500_000,
    "braces": b'{"a":' * 300_000,
    "members": b"\x1f\x8b\x08" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_repetition_ends(name: str) -> None:
    """Input on which a backtracking expression or a recursive parser would not come back."""
    found, problems = read(HOSTILE[name])
    assert found or problems


@given(SIGNS)
def test_what_is_cut_out_of_json_is_balanced(data: bytes) -> None:
    with contextlib.suppress(streams.Broken):
        for one in jsontext.objects(io.BytesIO(data), 1000):
            assert one is not None
            assert one.startswith(b"{")
            assert one.endswith(b"}")


def test_a_record_over_the_limit_costs_no_other() -> None:
    big, small = b'{"a": "' + b'x\\"' * 400_000 + b'"}', b'{"b": "}"}'
    assert list(jsontext.objects(io.BytesIO(b"[" + small + b"," + big + b"," + small + b"]"), 1000)) == [
        small,
        None,
        small,
    ]
    assert list(jsontext.lines(io.BytesIO(small + b"\n" + big + b"\n" + small), 1000)) == [small, None, small]
