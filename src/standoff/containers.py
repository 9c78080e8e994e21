"""Pages that come wrapped: MHTML, and the marks that saving programs leave in HTML.

Takes bytes; gives the main page inside (`MainPart`) and what the wrapper says of address and time (`Saved`). Nothing is
unpacked to disk and nesting is bounded. A wrapper without a page in it is a ValueError.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from standoff import charsets

DEPTH = 8
"""Levels of multipart inside multipart. Browsers write one or two; a mail that forwards a page has four."""

PARTS = 20_000
"""Parts of one MHTML file. A page saved by Chromium has one for each picture and style sheet, seldom over 500."""

_HEADERS = re.compile(rb"\A[\r\n]*(?:[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){1,200}?\r?\n")
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What whoever saved a page wrote down of it."""

    by: str
    url: str | None = None
    when: str | None = None          # ISO 8601, UTC; None when not written, or written without a zone


@dataclass(frozen=True, slots=True, kw_only=True)
class MainPart:
    """The page inside an MHTML file, its transfer encoding undone. `charset` is the codec that decodes it."""

    html: bytes
    charset: str
    charset_declared: str | None = None
    trouble: str = ""                # what was wrong with the charset, in words
    url: str | None = None
    when: str | None = None


def is_mhtml(data: bytes) -> bool:
    """Whether the bytes begin with mail headers that announce a multipart or HTML body.

    Accepts "From: <Saved by Blink>…Content-Type: multipart/related;…"; refuses an article that begins "Baghdad: …".
    """
    found = _HEADERS.match(data[:65_536])
    if not found:
        return False
    kind = re.search(rb"^content-type:\s*(multipart/|text/html|application/xhtml)", found[0], re.I | re.M)
    return kind is not None and (kind[1].lower() == b"multipart/" or b"mime-version:" in found[0].lower())


def main_html(data: bytes) -> MainPart:
    """The page that an MHTML file was saved for; ValueError when there is no HTML part in it.

    It is the part named by `start`, else the one whose address is the snapshot's, else the first HTML part.
    """
    top = _Part(data)
    pages = [part for part in _walk(top) if part.kind in _HTML]
    if not pages:
        raise ValueError(f"no HTML part among the first {PARTS} parts, {DEPTH} levels deep")
    start = top.parameter("start").strip("<> ")
    snapshot = top.header("Snapshot-Content-Location")
    main = next((p for p in pages if start and p.header("Content-ID").strip("<> ") == start), None) \
        or next((p for p in pages if snapshot and p.header("Content-Location") == snapshot), None) or pages[0]
    html = main.body()
    stated = main.parameter("charset")
    charset = charsets.decide(html, [stated] if stated else [])
    url = snapshot or main.header("Content-Location") or top.header("Content-Location")
    return MainPart(html=html, charset=charset.used, charset_declared=charset.declared, trouble=charset.trouble,
                    url=url if _is_address(url) else None, when=mail_date(top.header("Date")))


class _Part:
    """One part of a message: headers parsed, body a slice."""

    def __init__(self, data: bytes) -> None:
        found = _HEADERS.match(data[:262_144])
        self._raw = data[found.end():] if found else data.lstrip(b"\r\n")
        self._headers: Message = BytesHeaderParser().parsebytes(found[0].lstrip(b"\r\n") if found else b"")

    @property
    def kind(self) -> str:
        return self._headers.get_content_type() if self._headers.get("Content-Type") else "text/plain"

    def header(self, name: str) -> str:
        """A header's text, encoded words decoded, folding undone; "" when absent."""
        raw = str(self._headers.get(name) or "")
        try:
            text = str(make_header(decode_header(raw)))
        except (MessageError, LookupError, ValueError):
            text = raw
        return re.sub(r"\r?\n\s*", "", text).strip()

    def parameter(self, name: str) -> str:
        try:
            value = self._headers.get_param(name)
        except (ValueError, LookupError):
            return ""
        return "".join(value[2:]) if isinstance(value, tuple) else str(value or "")

    def body(self) -> bytes:
        """The body with its transfer encoding undone; as it stands where that fails."""
        how = self.header("Content-Transfer-Encoding").lower()
        if how == "quoted-printable":
            return quopri.decodestring(self._raw)
        if how == "base64":
            letters = re.sub(rb"[^A-Za-z0-9+/]", b"", self._raw)
            letters = letters[:len(letters) - (len(letters) % 4 == 1)]
            try:
                return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
            except binascii.Error:
                return self._raw
        return self._raw

    def parts(self) -> Iterator[_Part]:
        """The parts of a multipart body, in order."""
        boundary = self.parameter("boundary").encode("ascii", "replace").rstrip()
        if not boundary:
            return
        line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
        begin = None
        for found in line.finditer(self._raw):
            if begin is not None:
                yield _Part(self._raw[begin:found.start()])
            if found[1]:
                return
            begin = found.end()
        if begin is not None and self._raw[begin:].strip():
            yield _Part(self._raw[begin:])


def _walk(top: _Part) -> Iterator[_Part]:
    """Every leaf, depth first, down to DEPTH levels and PARTS parts."""
    stack = [(top, 0)]
    seen = 0
    while stack and seen < PARTS:
        part, depth = stack.pop()
        seen += 1
        if part.kind.startswith("multipart/"):
            if depth < DEPTH:
                inside = []
                for inner in part.parts():
                    inside.append((inner, depth + 1))
                    if len(inside) >= PARTS:
                        break
                stack.extend(reversed(inside))
        elif part.kind == "message/rfc822" and depth < DEPTH:
            stack.append((_Part(part.body()), depth + 1))
        else:
            yield part


def mail_date(text: str) -> str | None:
    """A date of mail or HTTP as ISO 8601 in UTC. "Thu, 16 Mar 2017 10:00:00 GMT" is read; without a zone it is not."""
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        if not text.rstrip().endswith("-0000"):
            return None
        when = when.replace(tzinfo=UTC)
    return _utc(when)


def saved(html: bytes) -> Saved | None:
    """What the program that saved an HTML page wrote into it, or None. Only the comment that programs write counts."""
    ends = (html[:8192], html[-4096:] if len(html) > 8192 else b"")
    for name, pattern, where, read in _MARKS:
        found = pattern.search(charsets.head(ends[where]) if where == 0 else ends[where].decode("latin-1")) \
            or (pattern.search(charsets.head(ends[0])) if where else None)
        if found:
            url, when = read(found)
            return Saved(by=name, url=url if url and _is_address(url) else None, when=when)
    return None


def _singlefile(found: re.Match[str]) -> tuple[str | None, str | None]:
    when = re.search(r"saved date:\s*([^\n]+)", found[0])
    return found["url"].strip(), _javascript_date(when[1]) if when else None


def _javascript_date(text: str) -> str | None:
    """What JavaScript's Date prints: "Thu Mar 16 2017 10:00:00 GMT+0100 (…)"; without an offset it is no time."""
    found = re.match(r"\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-])(\d\d)(\d\d)", text.strip())
    if not found:
        return _iso(text.strip())
    try:
        when = datetime.strptime(found[1], "%b %d %Y %H:%M:%S")
    except ValueError:
        return None
    ahead = timedelta(hours=int(found[3]), minutes=int(found[4])) * (1 if found[2] == "+" else -1)
    return _utc(when.replace(tzinfo=timezone(ahead))) if abs(ahead) < timedelta(hours=24) else None


def _iso(text: str) -> str | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _utc(when) if when.tzinfo else None


def _wayback(found: re.Match[str]) -> tuple[str | None, str | None]:
    try:
        when = datetime.strptime(found[1], "%H:%M:%S %b %d, %Y").replace(tzinfo=UTC)
    except ValueError:
        return None, None
    return None, _utc(when)


def _utc(when: datetime) -> str | None:
    try:
        return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (OverflowError, ValueError):
        return None


def _is_address(text: str) -> bool:
    """"https://example.org/a" is one; "cid:frame-1@mhtml.blink" and "about:blank" are none."""
    return re.match(r"(?i)(?:https?|ftp|file):/*\S+\Z", text) is not None


_Read = Callable[[re.Match[str]], tuple[str | None, str | None]]
_MARKS: tuple[tuple[str, re.Pattern[str], int, _Read], ...] = (
    # <!-- Page saved with SingleFile ⏎ url: https://… ⏎ saved date: Thu Mar 16 2017 10:00:00 GMT+0000 (…) -->
    ("SingleFile", re.compile(r"<!--\s*Page saved with SingleFile\s[^>]*?url:\s*(?P<url>\S+)[^>]*?(?=-->)"), 0,
     _singlefile),
    # <!-- Mirrored from example.org/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 16 Mar 2017 10:00:00 GMT
    ("HTTrack", re.compile(r"<!-- Mirrored from (\S+) by HTTrack Website Copier/[^,>]*, ([^>]*?GMT) -->"), 0,
     lambda found: ("http://" + found[1] if "://" not in found[1] else found[1], mail_date(found[2]))),
    # FILE ARCHIVED ON 10:00:00 Mar 16, 2017 AND RETRIEVED FROM THE INTERNET ARCHIVE ON …
    ("Wayback Machine", re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d, \d{4}) AND RETRIEVED FROM THE\s+"
                                   r"INTERNET ARCHIVE ON"), 1, _wayback),
    # <!-- saved from url=(0027)https://example.org/article -->
    ("browser", re.compile(r"<!-- saved from url=\(\d{4}\)(\S+) -->"), 0, lambda found: (found[1], None)),
)
