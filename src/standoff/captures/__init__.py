"""Captures: the bytes of pages as obtained, with their digest, from files, directories and archives.

Takes paths; gives a `Capture` for each page met and a `Problem` for each thing that is none, in a fixed order, one
payload in memory at a time. What a file is, its content says, not its name. The bytes are never altered: only archive
compression and HTTP encodings are undone. The same bytes met twice are given twice; `merge` puts their sightings
together.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from standoff import charsets
from standoff.captures import archives, jsontext, sniff, wacz
from standoff.captures.payload import (
    STAGE,
    broken,
    captures_of,
    json_captures,
    no_page,
    problem,
    too_large,
    unknown_json,
)
from standoff.captures.sniff import Kind
from standoff.captures.streams import PAYLOAD_LIMIT, Ahead, Broken, Readable, Unpacked, read_up_to
from standoff.model import Capture, Problem, Sighting

__all__ = ["PAYLOAD_LIMIT", "STAGE", "merge", "read", "source"]

LAYERS = 3
"""Compressions inside one another that are undone: a .gz of a .gz is met, a fourth layer is a joke or a bomb."""

TOLD = {"bad-json": 100, "unknown-json": 3}
"""Records of one JSON file that get a Problem each, by code; the others are counted. Each broken line may matter, but
a file of another kind is one mistake.
"""

SPOOL_LIMIT = 8 << 30
"""Bytes of a zip archive that comes through a pipe, which must be kept on disk to be read: more is refused."""


def read(*paths: str | Path, stdin: IO[bytes] | None = None) -> Iterator[Capture | Problem]:
    """The captures in files, directories and archives, in the order given and, inside directories, in sorted order.

    "-" is standard input (`stdin`, or the process's own).
    """
    memory = archives.Memory()
    try:
        for path in paths:
            if str(path) == "-":
                yield from _stream(stdin or sys.stdin.buffer, "-", memory)
            else:
                yield from _path(Path(path), memory)
        yield from memory.rest()
    finally:
        memory.close()


def merge(a: Capture, b: Capture) -> Capture:
    """Two captures of the same bytes as one, with the sightings of both. The order of merging does not matter."""
    if a.digest != b.digest:
        raise ValueError(f"captures {a.digest[:16]} and {b.digest[:16]} are different bytes: only the same bytes are "
                         "merged")
    sightings = tuple(sorted({*a.sightings, *b.sightings}, key=_order))
    stated = sorted({s.charset for s in sightings if s.charset})
    chosen = min(a, b, key=lambda c: (c.media_type, c.charset_declared or "", c.charset_detected or ""))
    if chosen.media_type not in (str(Kind.HTML), str(Kind.TEXT)) or not stated:   # a feed says more than its text
        declared, used = chosen.charset_declared, chosen.charset_detected
    else:
        charset = charsets.decide(a.data or b.data, stated, markup=chosen.media_type == str(Kind.HTML))
        declared, used = charset.declared, charset.used
    return Capture(digest=a.digest, data=a.data or b.data, media_type=chosen.media_type, charset_declared=declared,
                   charset_detected=used, sightings=sightings)


def _order(sighting: Sighting) -> tuple[str, ...]:
    return (sighting.source, sighting.url or "", sighting.outlet or "", sighting.retrieved or "",
            sighting.charset or "", str(sighting.status or ""), sighting.extra or "")


def source(path: str | Path) -> str:
    """What a path is called as a source; what it holds has sources that go on with "/" or "#"."""
    return _name(Path(path))


def _name(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _path(path: Path, memory: archives.Memory) -> Iterator[Capture | Problem]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(error, _name(path))
        return
    if stat.S_ISDIR(mode):
        found = False
        for one in _directory(path, ()):
            found = True
            yield from _opened(one, memory) if isinstance(one, Path) else [one]
        if not found:
            yield problem("no-files", "This directory holds no file (names that begin with a dot are passed over). "
                                      "Check the path.",
                          _name(path))
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        yield from _opened(path, memory)
    else:
        yield problem("not-a-file", "This is a device or socket, not a file. Give a file, a directory or -.",
                      _name(path))


def _directory(path: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | Problem]:
    """The files below a directory, sorted, hidden ones left out; links are followed unless they lead in a circle."""
    stack = [(path, above)]
    while stack:
        place, above = stack.pop()
        try:
            info = place.stat()
            if stat.S_ISREG(info.st_mode):
                yield place
                continue
            if not stat.S_ISDIR(info.st_mode):
                yield problem("not-a-file", "A pipe, device or socket inside a directory is not read. Give it by name "
                                            "if you mean it.",
                              _name(place))
                continue
            here = (info.st_dev, info.st_ino)
            if here in above:
                yield problem("loop", "This link leads back to a directory that it is in; it was not followed.",
                              _name(place))
                continue
            names = sorted(one.name for one in place.iterdir() if not one.name.startswith("."))
            assets = _assets(names)
        except OSError as error:
            yield _unreadable(error, _name(place))
            continue
        for name in sorted(assets):
            yield problem("assets", "The pictures, scripts and frames of the page saved beside this directory; they "
                          "were not read. Give the directory by name if it holds pages of its own.",
                          _name(place / name))
        stack.extend((place / name, (*above, here)) for name in reversed(names) if name not in assets)


_ASSETS = re.compile(r"(.+)(?:_files|\.files|_file|-Dateien|_fichiers|_archivos|_arquivos|_bestanden|_pliki|_soubory|"
                     r"_elemei|-filer|_dosyalar|_tiedostot)\Z")   # as browsers name it in their languages


def _assets(names: list[str]) -> set[str]:
    """The directories that a browser writes beside a page saved "complete".

    "talks_files" is one beside "talks.html", and none beside "other.html".
    """
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".html", ".htm", ".xhtml"))}
    return {name for name in names if (found := _ASSETS.match(name)) and found[1] in pages}


def _unreadable(error: Exception, source: str) -> Problem:
    if isinstance(error, FileNotFoundError):
        return problem("missing", "There is no such file or directory. Check the path.", source)
    if isinstance(error, PermissionError):
        return problem("unreadable", "Reading this is not allowed. Change its permissions or run as its owner.", source)
    return problem("unreadable", f"This cannot be read ({str(error)[:120]}). Check the disk and the path.", source)


def _opened(path: Path, memory: archives.Memory) -> Iterator[Capture | Problem]:
    try:
        file = path.open("rb")
    except OSError as error:
        yield _unreadable(error, _name(path))
        return
    with file:
        yield from _stream(file, _name(path), memory)


class _Disk:
    """A file whose read errors are Broken."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int, /) -> bytes:
        try:
            return self._file.read(size) or b""
        except (OSError, ValueError) as error:
            raise Broken("unreadable", f"This cannot be read ({str(error)[:120]}). Check the disk and the path."
                         ) from error


def _stream(file: IO[bytes], source: str, memory: archives.Memory) -> Iterator[Capture | Problem]:
    """One file: its compression undone, then what it is by its content."""
    stream = Ahead(_Disk(file))
    layers = 0
    while True:
        head = stream.peek(charsets.HEAD)
        kind = sniff.kind(head)
        if kind not in (Kind.GZIP, Kind.ZSTD):
            break
        layers += 1
        if layers > LAYERS:
            yield problem("nested", f"More than {LAYERS} layers of compression inside one another. Unpack it first.",
                          source)
            return
        stream = Ahead(Unpacked(stream, str(kind)))
    if kind is Kind.EMPTY:
        data, failure = read_up_to(stream, PAYLOAD_LIMIT)
        kind = sniff.kind(data[:charsets.HEAD])
        if failure:
            yield broken(failure, source)
        elif len(data) > PAYLOAD_LIMIT:
            yield too_large(source)
        elif data.strip():
            yield from captures_of(data, Sighting(source=source))
        else:
            yield no_page(data, Kind.EMPTY, source)
    elif kind is Kind.WARC:
        yield from archives.warc(stream, source, memory)
    elif kind is Kind.ZIP:
        yield from _zip(file, stream, source, memory, packed=layers > 0)
    elif kind is Kind.BINARY:
        yield no_page(head, kind, source)
    elif kind is Kind.JSON and not charsets.wide(head):
        yield from _json(stream, source)
    else:
        data, failure = read_up_to(stream, PAYLOAD_LIMIT)
        if failure is None or failure.code != "bomb":
            yield from captures_of(data, Sighting(source=source))
        if failure:
            yield broken(failure, source)


def _zip(file: IO[bytes], stream: Readable, source: str, memory: archives.Memory, *, packed: bool
         ) -> Iterator[Capture | Problem]:
    if not packed and file.seekable():
        file.seek(0)
        yield from wacz.pages(file, source, memory)
        return
    with tempfile.TemporaryFile() as spool:
        size = 0
        try:
            while part := stream.read(1 << 20):
                size += len(part)
                if size > SPOOL_LIMIT:
                    raise Broken("too-large", f"A zip archive of more than {SPOOL_LIMIT >> 30} GB cannot come through "
                                 "a pipe. Give the file itself.")
                spool.write(part)
        except Broken as failure:
            yield broken(failure, source)
            return
        spool.seek(0)
        yield from wacz.pages(spool, source, memory)


def _json(stream: Ahead, source: str) -> Iterator[Capture | Problem]:
    """JSON of any size: one record a line, a list of records, records one after another, or one document."""
    if _is_lines(stream):
        records = jsontext.lines(stream, PAYLOAD_LIMIT)
    else:
        records = jsontext.objects(stream, PAYLOAD_LIMIT)
    bad = Counter[str]()
    number = 0
    alone: bytes | None = None       # the first record, until it is known whether others follow
    try:
        for number, record in enumerate(records, 1):
            if number == 1:
                alone = record
                if record is None:
                    yield too_large(f"{source}#1")
                continue
            if alone is not None:
                first, alone = alone, None
                yield from json_captures(first, Sighting(source=f"{source}#1"))
            if record is None:
                yield too_large(f"{source}#{number}")
            elif record.strip():
                for one in json_captures(record, Sighting(source=f"{source}#{number}")):
                    if isinstance(one, Problem):
                        bad[one.code] += 1
                    if isinstance(one, Capture) or bad[one.code] <= TOLD.get(one.code, 100):
                        yield one
    except Broken as failure:
        if alone is not None:
            yield from json_captures(alone, Sighting(source=f"{source}#1"))
        yield broken(failure, source)
    else:
        if alone is not None:
            yield from json_captures(alone, Sighting(source=source))
        elif not number:
            yield unknown_json([], source)
    for code, count in bad.items():
        more = count - TOLD.get(code, 100)
        if more > 0:
            yield problem(code, f"{more} more records of this file have the same fault ({number} records in all). "
                          "Check how the file was written.", source)


def _is_lines(stream: Ahead) -> bool:
    """Whether JSON stands one record a line: the first line is one, or is broken and the next begins as one."""
    size = charsets.HEAD
    if stream.peek(size).lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"["):
        return False
    while True:
        head = stream.peek(size)
        lines = [line for line in head.split(b"\n") if line.strip(b" \t\r\xef\xbb\xbf")]
        if len(lines) > 1 or len(head) < size or size > PAYLOAD_LIMIT:
            return len(lines) > 1 and (_is_object(lines[0]) or _begins_broken(lines[0], lines[1]))
        size *= 4


def _begins_broken(first: bytes, second: bytes) -> bool:
    first = first.removeprefix(b"\xef\xbb\xbf").strip()
    return first.startswith(b"{") and first != b"{" and second.startswith(b"{")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
