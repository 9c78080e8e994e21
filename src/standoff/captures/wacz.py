"""WACZ: a zip file of WARCs with a list of digests, as browser-based crawlers write it.

Takes an open file; gives the pages of its archives, and Problems where a digest does not match. Nothing is written to
disk, no path out of the archive is followed, no member is opened that unpacks to what no text does.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from standoff.captures import archives, sniff
from standoff.captures.payload import broken, problem
from standoff.captures.sniff import Kind
from standoff.captures.streams import (
    BOMB_FLOOR,
    BOMB_RATIO,
    PAYLOAD_LIMIT,
    Ahead,
    Broken,
    Readable,
    Unpacked,
    read_up_to,
)
from standoff.model import Capture, Problem

MEMBERS = 100_000
"""Files in one WACZ. Crawlers write one WARC per gigabyte or per worker."""

_ARCHIVE = re.compile(r"archive/[^/\\]+\.warc(?:\.gz|\.zst)?\Z")
_OUTWARD = re.compile(r"^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)")
_ZIP_ERRORS = (zipfile.BadZipFile, OSError, ValueError, RuntimeError)   # NotImplementedError is a RuntimeError


class _Hashed:
    """A stream that knows the digest of what was read from it."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._sha = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        try:
            data = self._stream.read(size)
        except (zlib.error, EOFError, *_ZIP_ERRORS) as error:
            raise Broken("corrupt", f"This member of the archive cannot be read ({str(error)[:100]}). "
                         "Fetch the archive again.") from error
        self._sha.update(data)
        return data

    @property
    def digest(self) -> str:
        return self._sha.hexdigest()


def pages(file: IO[bytes], source: str, memory: archives.Memory) -> Iterator[Capture | Problem]:
    """The pages of a WACZ's archives, with the digests of its datapackage checked. Nothing is written to disk."""
    try:
        package = zipfile.ZipFile(file)
        infos = package.infolist()
    except (EOFError, *_ZIP_ERRORS) as error:
        yield problem("corrupt-zip", f"This zip archive cannot be read ({str(error)[:100]}): cut short or damaged. "
                                     "Fetch it again.", source)
        return
    with package:
        inside = [info for info in infos[:MEMBERS] if _ARCHIVE.match(info.filename)]
        if not inside and not any(info.filename == "datapackage.json" for info in infos):
            yield _other_zip(infos, source)
            return
        if len(infos) > MEMBERS:
            yield problem("too-many", f"{len(infos)} files in one WACZ; those after {MEMBERS} were not read. Split "
                                      "it.", source)
        odd = [info.filename for info in infos if _OUTWARD.search(info.filename)]
        if odd:
            yield problem("bad-path", f"{len(odd)} members have a path that leads out of the archive (first: "
                          f"{odd[0][:120]!r}); they were not read. An honest WACZ has none: ask where it comes "
                          "from.", source)
        said = dict[str, str]()
        yield from _package(package, source, said)
        for info in inside:
            yield from _member(package, info, f"{source}/{info.filename}", memory, said.pop(info.filename, None))
        for name, digest in said.items():
            yield from _check(package, name, digest, source)


def _other_zip(infos: list[zipfile.ZipInfo], source: str) -> Problem:
    names = {info.filename for info in infos}
    if "[Content_Types].xml" in names:
        what, advice = "an Office document", "Save it as text or HTML first."
    elif "mimetype" in names:
        what, advice = "an e-book or OpenDocument file", "Save it as text or HTML first."
    else:
        what, advice = "a zip archive of other files", "Unpack it and give the directory."
    return problem("binary", f"This is {what}, not a WACZ. {advice}", source)


def _package(package: zipfile.ZipFile, source: str, said: dict[str, str]) -> Iterator[Problem]:
    """Fill `said` with the digests that the datapackage states."""
    try:
        with package.open("datapackage.json") as stream:
            raw, failure = read_up_to(_Hashed(stream), PAYLOAD_LIMIT)
        if failure:
            raise ValueError(failure.message)
        resources = json.loads(raw).get("resources", [])
        for resource in resources:
            kind, _, digest = str(resource.get("hash", "")).rpartition(":")
            if digest and kind in ("", "sha256"):
                said[str(resource.get("path") or "archive/" + str(resource.get("name")))] = digest.lower()
    except (KeyError, AttributeError, TypeError, RecursionError, *_ZIP_ERRORS) as error:
        yield problem("bad-datapackage", f"datapackage.json cannot be read ({str(error)[:100]}), so nothing proves "
                      "that the archives are unaltered; they were read all the same. Write the WACZ again with its "
                      "crawler.", source)


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, memory: archives.Memory,
            said: str | None) -> Iterator[Capture | Problem]:
    try:
        stream = _open(package, info)
    except Broken as failure:
        yield broken(failure, where)
        return
    except _ZIP_ERRORS as error:
        yield problem("corrupt-zip", f"This member cannot be opened ({str(error)[:100]}): encrypted or damaged. Fetch "
                                     "the archive again.", where)
        return
    with stream:
        hashed = _Hashed(stream)
        ahead = Ahead(hashed)
        kind = sniff.kind(ahead.peek(8) + b" ")
        if kind in (Kind.GZIP, Kind.ZSTD):
            yield from archives.warc(Ahead(Unpacked(ahead, str(kind))), where, memory)
        elif kind is Kind.WARC:
            yield from archives.warc(ahead, where, memory)
        else:
            yield problem("corrupt-warc", "This member is named as a WARC and is none. Write the WACZ again with its "
                                          "crawler.", where)
        try:
            while ahead.read(1 << 20):
                pass
        except Broken as failure:
            yield broken(failure, where)
        if said and hashed.digest != said:
            yield _mismatch(where, said, hashed.digest)


def _open(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """A member as a stream; zipfile gives no more of it than the size stated, so that size tells a bomb."""
    if info.file_size > BOMB_FLOOR and info.file_size > BOMB_RATIO * info.compress_size:
        raise Broken("bomb", f"{info.compress_size} bytes unpack to {info.file_size}, which no text does: a "
                     "decompression bomb. It was not opened.")
    return package.open(info)


def _check(package: zipfile.ZipFile, name: str, digest: str, source: str) -> Iterator[Problem]:
    """The digest of a member that holds no pages: an index, a page list."""
    where = f"{source}/{name}"
    try:
        info = package.getinfo(name)
        with _open(package, info) as stream:
            hashed = _Hashed(stream)
            while hashed.read(1 << 20):
                pass
    except KeyError:
        yield problem("missing", "datapackage.json lists this member and the archive has none of that name. Fetch the "
                                 "archive again.", where)
    except Broken as failure:
        yield broken(failure, where)
    except _ZIP_ERRORS as error:
        yield problem("corrupt-zip", f"This member cannot be opened ({str(error)[:100]}). Fetch the archive "
                                     "again.", where)
    else:
        if hashed.digest != digest:
            yield _mismatch(where, digest, hashed.digest)


def _mismatch(where: str, said: str, found: str) -> Problem:
    return problem("digest-mismatch", f"datapackage.json states SHA-256 {said[:16]}… for this member, its bytes have "
                   f"{found[:16]}…: it was altered or damaged after it was packed. Its pages were read; do not cite "
                   "them before you know why.", where)
