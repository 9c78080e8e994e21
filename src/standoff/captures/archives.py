"""WARC: the pages among an archive's records, one payload in memory at a time.

Takes a byte stream; gives captures and Problems in the order of the records. HTTP transfer and content encodings are
undone. A `revisit` record stands for bytes met before: they are kept, compressed, in a temporary file (`Memory`) for
the length of one `read`. Records that are no page (pictures, redirects, requests) are counted and told once per
archive.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

import zstandard
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from standoff import charsets
from standoff.captures import sniff
from standoff.captures.payload import EXTRA_LIMIT, broken, captures_of, problem, storable, too_large
from standoff.captures.sniff import Kind
from standoff.captures.streams import (
    PAYLOAD_LIMIT,
    Ahead,
    Broken,
    Readable,
    Unpacked,
    read_up_to,
)
from standoff.model import Capture, Problem, Sighting

HEADER_LIMIT = 1 << 20
"""Bytes of one record's headers; servers refuse above 64 KB, crawlers add a few lines."""

MEMORY_LIMIT = 4 << 30
"""Bytes of the temporary file that keeps payloads for revisit records: some 400 000 pages of 50 KB, compressed."""

_PAGES = re.compile(r"text/(?!css|javascript|ecmascript|x-component|vtt|event-stream|calendar|csv|x-c)|"
                    r"application/(?:xhtml|xml|rss|atom|rdf|json|feed|ld\+json|x-mimearchive|octet-stream|x-ndjson|"
                    r"warc-record)|multipart/related|unknown|\Z", re.I)


class Memory:
    """Payloads met in this `read`, found again by the digests and record ids that revisit records name."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None     # closed by close()
        self._at: dict[bytes, tuple[int, int]] = {}
        self._end = 0
        self._packer = zstandard.ZstdCompressor(level=1)
        self._waiting: dict[str, list[tuple[tuple[bytes, ...], Sighting]]] = {}

    def keep(self, names: tuple[bytes, ...], data: bytes) -> None:
        """Remember a payload under its names, while there is room."""
        if not names or all(name in self._at for name in names) or self._end > MEMORY_LIMIT:
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives until close)
        packed = self._packer.compress(data)
        self._file.seek(self._end)
        self._file.write(packed)
        for name in names:
            self._at.setdefault(name, (self._end, len(packed)))
        self._end += len(packed)

    def find(self, names: tuple[bytes, ...]) -> bytes | None:
        """The payload of the first name that is known."""
        for name in names:
            if name in self._at and self._file is not None:
                at, length = self._at[name]
                self._file.seek(at)
                return zstandard.ZstdDecompressor().decompress(self._file.read(length))
        return None

    def wait(self, archive: str, names: tuple[bytes, ...], sighting: Sighting) -> None:
        """A revisit whose payload has not come yet: it may stand in a later archive of the same input."""
        self._waiting.setdefault(archive, []).append((names, sighting))

    def rest(self) -> Iterator[Capture | Problem]:
        """At the end of the input: the revisits that can be resolved now, and one Problem per archive for the
        others.
        """
        for archive, visits in self._waiting.items():
            lost = []
            for names, sighting in visits:
                data = self.find(names)
                if data is None:
                    lost.append(sighting.url or sighting.source)
                else:
                    yield from captures_of(data, sighting)
            if lost:
                yield problem("unresolved-revisit", f"{len(lost)} revisit record{'s' if len(lost) > 1 else ''} name an "
                              f"earlier payload that this input does not have (first: {lost[0][:200]}). Read the "
                              "archives of the earlier crawl in the same call.", archive)
        self._waiting.clear()

    def close(self) -> None:
        """Let the temporary file go."""
        if self._file is not None:
            self._file.close()


@dataclass(slots=True)
class _Tally:
    """What an archive held beside pages."""

    records: int = 0
    pages: int = 0
    left: Counter[str] = field(default_factory=Counter)
    problems: int = 0

    def close(self, source: str) -> Iterator[Problem]:
        if self.left:
            what = ", ".join(f"{n} × {reason}" for reason, n in self.left.most_common(12))
            yield problem("skipped", f"{sum(self.left.values())} of {self.records} records hold no page ({what}); "
                          f"{self.pages} do. Nothing needs doing unless a page is missing.", source)
        elif not self.pages and not self.problems:
            yield problem("no-page", f"No page among the {self.records} records of this archive: an empty crawl, or "
                          "what was in it is damaged. Check it with `warcio check`.", source)


class _Lines:
    """A stream as warcio reads one: `read` and `readline`, with headers of bounded size and a count of what was
    taken.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._held = b""
        self.header = 0

    def read(self, size: int | None = None) -> bytes:
        size = PAYLOAD_LIMIT if size is None else size
        if self._held:
            out, self._held = self._held[:size], self._held[size:]
            return out
        return self._stream.read(size)

    def readline(self, size: int | None = None) -> bytes:
        at = self._held.find(b"\n")
        while at < 0 and len(self._held) <= HEADER_LIMIT:
            more = self._stream.read(16_384)
            if not more:
                at = len(self._held) - 1
                break
            self._held += more
            at = self._held.find(b"\n")
        end = at + 1 if at >= 0 else len(self._held)
        if size is not None:
            end = min(end, size)
        out, self._held = self._held[:end], self._held[end:]
        self.header += len(out)
        if self.header > HEADER_LIMIT:
            raise Broken("corrupt", f"A record's headers are longer than {HEADER_LIMIT >> 20} MB: this is no WARC from "
                         "here on. Check it with `warcio check`.")
        return out

    def forget(self) -> None:
        self._held = b""
        self.header = 0


def warc(stream: Ahead, source: str, memory: Memory) -> Iterator[Capture | Problem]:
    """The pages of a WARC, plain or unpacked from gzip or zstd. Damage costs the record it is in, no other."""
    tally = _Tally()
    lines = _Lines(stream)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    while True:
        try:
            for one in _records(lines, loader, source, memory, tally):
                tally.problems += isinstance(one, Problem)
                yield one
            break
        except Broken as failure:
            tally.problems += 1
            yield problem("truncated-warc" if failure.code == "truncated" else f"{failure.code}-warc",
                          f"After {tally.records} records: {failure.message}", source)
            lines.forget()
            if failure.code == "bomb" or not stream.resume():
                break
    yield from tally.close(source)


def _records(lines: _Lines, loader: ArcWarcRecordLoader, source: str, memory: Memory, tally: _Tally
             ) -> Iterator[Capture | Problem]:
    while True:
        lines.header = 0
        first = lines.readline()
        astray = 0
        while first and not first.startswith(b"WARC/"):
            astray += bool(first.strip())
            lines.header = 0
            first = lines.readline()
        if astray:
            yield problem("corrupt-warc", f"After {tally.records} records there are {astray} lines that belong to no "
                          "record: a wrong Content-Length or damage. They were passed over. Check the file with "
                          "`warcio check`.", source)
        if not first:
            return
        tally.records += 1
        where = f"{source}#{tally.records}"
        try:
            record = loader.parse_record_stream(lines, first, "warc", True)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, TypeError,
                AttributeError) as error:
            yield problem("corrupt-warc", f"The headers of this record cannot be read ({str(error)[:100]}); it was "
                          "passed over. Check the file with `warcio check`.", where)
            continue
        length = record.length or 0
        if record.rec_type in _WANTED and _wanted_scheme(record.rec_headers):
            block = b"".join(_steps(record.raw_stream, min(length, PAYLOAD_LIMIT + HEADER_LIMIT)))
            deque(_steps(record.raw_stream, length - len(block)), maxlen=0)
            yield from _WANTED[record.rec_type](block, record.rec_headers, where, source, memory, tally,
                                                length > len(block))
        else:
            deque(_steps(record.raw_stream, length), maxlen=0)
            if record.rec_type != "warcinfo":
                tally.left[str(record.rec_type) if record.rec_type not in _WANTED else "made by the crawler"] += 1


def _wanted_scheme(headers: StatusAndHeaders) -> bool:
    """Addresses such as urn:pageinfo:… and urn:text:… name what the crawler made of a page, metadata: its own notes."""
    return not re.match(r"(?:urn|dns|whois|metadata|warcinfo|filedesc):", headers.get_header("WARC-Target-URI") or "")


def _steps(stream: Readable, size: int) -> Iterator[bytes]:
    """The next `size` bytes in steps; Broken when the stream ends before."""
    while size > 0:
        part = stream.read(min(size, 1 << 20))
        if not part:
            raise Broken("truncated", f"the file ends inside a record that should have {size} bytes more. What came "
                         "before is kept. Fetch the file again.")
        yield part
        size -= len(part)


def _response(block: bytes, headers: StatusAndHeaders, where: str, source: str, memory: Memory, tally: _Tally,
              over: bool) -> Iterator[Capture | Problem]:
    http, body = _http(block)
    status = _status(http)
    if http is not None and not (status and 200 <= status < 300):
        tally.left[f"HTTP status {status or 'unreadable'}"] += 1
        return
    content_type = (http.get_header("Content-Type") if http else None) or ""
    if http is None:
        content_type = headers.get_header("Content-Type") or ""
        content_type = "" if content_type.startswith("application/http") else content_type
    if not _PAGES.match(content_type.strip()):
        tally.left[content_type.split(";")[0].strip().lower()[:60]] += 1
        return
    if over:
        yield too_large(where)
        return
    raw = _dechunked(body) if http and (http.get_header("Transfer-Encoding") or "").lower() == "chunked" else body
    data, failure = _decoded(raw, (http.get_header("Content-Encoding") if http else None) or "")
    if failure:
        yield broken(failure, where)
        if failure.code == "bomb" or not data:
            return
    if len(data) > PAYLOAD_LIMIT:
        yield too_large(where)
        return
    if not data:
        tally.left["empty"] += 1
        return
    sighting = _sighting(headers, http, status, content_type, where)
    if (sighting.url or "").split("?")[0].endswith("/robots.txt"):
        tally.left["robots.txt"] += 1
        return
    kind = sniff.kind(data[:charsets.HEAD])
    if kind not in (Kind.HTML, Kind.TEXT, Kind.FEED, Kind.MHTML) and kind is not Kind.JSON:
        inside = f"{kind} inside {content_type.split(';')[0] or 'no type'}"[:60]
        tally.left["empty" if kind is Kind.EMPTY else inside] += 1
        return
    found = list(captures_of(data, sighting)) if kind is Kind.JSON else captures_of(data, sighting)
    if isinstance(found, list) and not any(isinstance(one, Capture) for one in found):
        tally.left["JSON without articles"] += 1
        return
    tally.pages += 1
    memory.keep(_names(headers, raw), data)
    yield from found


def _revisit(block: bytes, headers: StatusAndHeaders, where: str, source: str, memory: Memory, tally: _Tally,
             over: bool) -> Iterator[Capture | Problem]:
    http, _ = _http(block)
    status = _status(http)
    if status and not (200 <= status < 300 or status == 304):
        tally.left[f"HTTP status {status}"] += 1
        return
    content_type = (http.get_header("Content-Type") if http else None) or ""
    if not _PAGES.match(content_type.strip()):
        tally.left[content_type.split(";")[0].strip().lower()[:60]] += 1
        return
    sighting = _sighting(headers, http, status, content_type, where)
    said = (headers.get_header("WARC-Payload-Digest"), headers.get_header("WARC-Refers-To"))
    names = tuple(_name(one) for one in said if one)
    data = memory.find(names)
    tally.pages += 1
    if data is None:
        memory.wait(source, names, sighting)
        return
    yield from captures_of(data, sighting)


_Handler = Callable[[bytes, StatusAndHeaders, str, str, Memory, _Tally, bool], Iterator[Capture | Problem]]
_WANTED: dict[str, _Handler] = {"response": _response, "resource": _response, "conversion": _response,
                                "revisit": _revisit}


def _http(block: bytes) -> tuple[StatusAndHeaders | None, bytes]:
    """HTTP headers and body of a record's block; no headers when the block does not begin with a status line."""
    if not block.startswith(b"HTTP/"):
        return None, block
    stream = io.BytesIO(block)
    try:
        http = StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
    except (EOFError, ValueError):
        return None, block
    return http, block[stream.tell():]


def _status(http: StatusAndHeaders | None) -> int | None:
    found = re.match(r"\s*(\d{3})\b", http.statusline) if http else None
    return int(found[1]) if found else None


def _sighting(headers: StatusAndHeaders, http: StatusAndHeaders | None, status: int | None, content_type: str,
              where: str) -> Sighting:
    charset = re.search(r"charset\s*=\s*[\"']?([\w:.+-]{2,40})", content_type, re.I)
    when = headers.get_header("WARC-Date") or ""
    extra = json.dumps({"warc": dict(headers.headers), "http": dict(http.headers) if http else {}}, ensure_ascii=True)
    return Sighting(source=where, url=storable(headers.get_header("WARC-Target-URI")), retrieved=_warc_date(when),
                    charset=charset[1].lower() if charset else None, status=status,
                    extra=extra if len(extra) <= EXTRA_LIMIT else None)


def _warc_date(text: str) -> str | None:
    """WARC 1.0 writes seconds, 1.1 parts of a second: both come out as seconds in UTC."""
    found = re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z\Z", text.strip())
    return found[1] + "Z" if found else None


def _names(headers: StatusAndHeaders, raw: bytes) -> tuple[bytes, ...]:
    """What a revisit may call this payload: its digest as the crawler gave it or as SHA-1, and its record id."""
    digest = headers.get_header("WARC-Payload-Digest")
    if not digest:
        digest = "sha1:" + base64.b32encode(hashlib.sha1(raw).digest()).decode()
    return tuple(_name(one) for one in (digest, headers.get_header("WARC-Record-ID")) if one)


def _name(text: str) -> bytes:
    return hashlib.blake2b(text.strip().lower().encode("utf-8", "replace"), digest_size=12).digest()


def _dechunked(body: bytes) -> bytes:
    """A chunked body put together; as it stands when it is not chunked after all (crawlers that undo it keep the
    header).
    """
    out: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 1024)
        size = re.match(rb"\s*([0-9A-Fa-f]{1,8})\s*(?:;[^\n]*)?\Z", body[at:end]) if end >= 0 else None
        if not size:
            return b"".join(out) if out else body
        length = int(size[1], 16)
        if length == 0:
            return b"".join(out)
        out.append(body[end + 1:end + 1 + length])
        at = end + 1 + length
        if body[at:at + 2] == b"\r\n":
            at += 2
        elif body[at:at + 1] == b"\n":
            at += 1


_ENCODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br", "zstd": "zstd"}


def _decoded(raw: bytes, encoding: str) -> tuple[bytes, Broken | None]:
    """A body with its content encodings undone, the last applied first. A body that is not so encoded stays as it
    is.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name in ("identity", "none"):
            continue
        if name not in _ENCODINGS:
            return b"", Broken("unknown-encoding", f"The body is encoded as {name[:40]!r}, which is not read here "
                               f"(read are {', '.join(sorted(_ENCODINGS))}). Decode it first.")
        try:
            data, failure = read_up_to(Unpacked(io.BytesIO(raw), _ENCODINGS[name]), PAYLOAD_LIMIT)
        except ImportError:
            return b"", Broken("unknown-encoding", f"The body is encoded as {name!r}, which this Python cannot read. "
                               f"Install it (pip install {_ENCODINGS[name].replace('br', 'brotli')}) and read again.")
        if failure and not data:
            plain = sniff.kind(raw[:charsets.HEAD]) in (Kind.HTML, Kind.TEXT, Kind.JSON, Kind.FEED)
            return (raw, None) if plain else (b"", failure)
        if failure:
            return data, failure
        raw = data
    return raw, None
