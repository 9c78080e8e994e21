"""Pages that come wrapped: MHTML and the marks of saving programs. All pages here are ours."""

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff import containers
from standoff.containers import Saved

PAGE = "<html><head><title>Talks</title></head><body><p>The café talks resumed.</p></body></html>"


def mhtml(*parts: str | bytes, top: str = "", boundary: str = "----Bound") -> bytes:
    """A multipart/related file of the given parts, each with its own headers."""
    head = (
        f'From: <Saved by Blink>\r\n{top}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";'
        f'\r\n\tboundary="{boundary}"\r\n\r\n'
    )
    body = b"".join(
        b"--" + boundary.encode() + b"\r\n" + (p.encode() if isinstance(p, str) else p) + b"\r\n" for p in parts
    )
    return head.encode() + b"\r\n" + body + b"--" + boundary.encode() + b"--\r\n"


def part(
    html: str, *, headers: str = "", how: str = "quoted-printable", kind: str = "text/html", codec: str = "utf-8"
) -> bytes:
    data = html.encode(codec)
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[how](data)
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {how}\r\n{headers}\r\n".encode() + body


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "8bit"])
def test_the_page_comes_out_as_it_was(how: str) -> None:
    main = containers.main_html(mhtml(part(PAGE, how=how)))
    assert main.html.decode(main.charset).rstrip() == PAGE


def test_blink_names_the_page_by_its_address() -> None:
    frame = part("<p>An advertisement</p>", headers="Content-Location: https://ads.example/frame\r\n")
    page = part(PAGE, headers="Content-Location: https://news.example/talks\r\n")
    main = containers.main_html(
        mhtml(
            frame,
            page,
            top="Snapshot-Content-Location: https://news.example/talks\r\nDate: Thu, 16 Mar 2017 12:00:00 +0200\r\n",
        )
    )
    assert (main.url, main.when) == ("https://news.example/talks", "2017-03-16T10:00:00Z")
    assert b"talks resumed" in main.html


def test_internet_explorer_puts_the_page_first_and_its_charset_on_the_part() -> None:
    page = part(
        "<p>Переговоры</p>",
        kind='text/html; charset="windows-1251"',
        codec="cp1251",
        how="base64",
        headers="Content-Location: http://news.example/a.html\r\n",
    )
    main = containers.main_html(mhtml(page, part("p{}", kind="text/css")))
    assert (main.html.decode(main.charset), main.charset_declared, main.url) == (
        "<p>Переговоры</p>",
        "cp1251",
        "http://news.example/a.html",
    )


def test_the_start_parameter_names_the_page() -> None:
    data = mhtml(part("<p>frame</p>", headers="Content-ID: <one>\r\n"), part(PAGE, headers="Content-ID: <two>\r\n"))
    main = containers.main_html(data.replace(b'type="text/html";', b'type="text/html"; start="<two>";'))
    assert b"talks resumed" in main.html


def test_an_address_inside_the_file_is_no_url() -> None:
    assert containers.main_html(mhtml(part(PAGE, headers="Content-Location: cid:frame@mhtml.blink\r\n"))).url is None


def test_a_page_inside_an_alternative_is_found() -> None:
    inner = mhtml(part("plain words", kind="text/plain"), part(PAGE), boundary="inner")
    assert b"talks resumed" in containers.main_html(mhtml(inner)).html


def test_a_cut_file_gives_what_is_there() -> None:
    data = mhtml(part(PAGE, how="8bit"))
    assert containers.main_html(data[: data.index(b"resumed")]).html.endswith("The café talks ".encode())


@pytest.mark.parametrize(
    "data", [mhtml(part("no page", kind="text/plain")), mhtml(), b"", b"Content-Type: multipart/related\r\n\r\n"]
)
def test_a_file_without_a_page_says_so(data: bytes) -> None:
    with pytest.raises(ValueError, match="no HTML part"):
        containers.main_html(data)


def test_nesting_beyond_the_bound_is_not_followed() -> None:
    data = part(PAGE)
    for level in range(500):
        data = mhtml(data, boundary=f"b{level:03}")
    with pytest.raises(ValueError, match="levels deep"):
        containers.main_html(data)


@pytest.mark.parametrize(
    ("data", "yes"),
    [
        (mhtml(part(PAGE)), True),
        (b"\r\n" + mhtml(part(PAGE)), True),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>a</p>", True),
        (b"Baghdad: talks resumed on Monday.\nErbil: no comment.\n\nMore follows.", False),
        (b"Content-Type: text/html", False),
        (b"Note: the header\n\nContent-Type: multipart/related", False),
    ],
)
def test_mhtml_is_known_by_its_headers(data: bytes, yes: bool) -> None:
    assert containers.is_mhtml(data) is yes


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://news.example/a?b=1 \n "
            "saved date: "
            "Thu Mar 16 2017 12:30:00 GMT+0200 (Eastern European Standard Time)\n--><title>a</title>",
            Saved(by="SingleFile", url="https://news.example/a?b=1", when="2017-03-16T10:30:00Z"),
        ),
        (
            "<html><!--\n Page saved with SingleFile \n url: https://news.example/a \n saved date: unknown\n-->",
            Saved(by="SingleFile", url="https://news.example/a", when=None),
        ),
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0026)https://news.example/talks -->\n<html>",
            Saved(by="browser", url="https://news.example/talks"),
        ),
        ("<!-- saved from url=(0014)about:internet -->", Saved(by="browser")),
        (
            "<html>\n<!-- Mirrored from news.example/a.html by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Thu, 16 Mar 2017 10:00:00 GMT -->",
            Saved(by="HTTrack", url="http://news.example/a.html", when="2017-03-16T10:00:00Z"),
        ),
        (
            "<html>…</html>\n<!--\n     FILE ARCHIVED ON 10:00:00 Mar 16, 2017 AND RETRIEVED FROM THE\n"
            "     INTERNET ARCHIVE ON 08:00:00 Jan "
            "02, 2020.\n-->",
            Saved(by="Wayback Machine", when="2017-03-16T10:00:00Z"),
        ),
        ("<p>Page saved with SingleFile url: https://news.example/a saved date: today</p>", None),
        ("<p>She had saved from url=(0026)https://news.example/talks nothing.</p>", None),
        ("", None),
    ],
)
def test_what_a_saving_program_wrote_is_read_and_prose_about_it_is_not(html: str, found: Saved | None) -> None:
    assert containers.saved(html.encode()) == found


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Thu, 16 Mar 2017 12:00:00 +0200", "2017-03-16T10:00:00Z"),
        ("Thu, 16 Mar 2017 10:00:00 GMT", "2017-03-16T10:00:00Z"),
        ("Thu, 16 Mar 2017 10:00:00", None),
        ("last Thursday", None),
        ("", None),
        ("Thu, 99 Mar 2017 10:00:00 GMT", None),
    ],
)
def test_a_mail_date_without_a_zone_is_no_time(text: str, utc: str | None) -> None:
    assert containers.mail_date(text) == utc


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_a_value_error(data: bytes) -> None:
    containers.saved(data)
    containers.is_mhtml(data)
    for wrapped in (data, mhtml(data), mhtml(part(PAGE) + data)):
        try:
            assert isinstance(containers.main_html(wrapped).html, bytes)
        except ValueError as error:
            assert "no HTML part" in str(error)
