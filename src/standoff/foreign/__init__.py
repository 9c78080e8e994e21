"""Events as other projects coded them: files of POLECAT, ICEWS and GDELT become foreign codings.

A file is opened here, plain, gzipped or in a ZIP archive, and read line by line, so that its size does not matter;
`lines.parse` tells what each line says. What cannot be read is a Problem and stops nothing.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from standoff.foreign.lines import LONGEST, STAGE, parse
from standoff.model import ForeignCoding, Problem

VERSION = "1"
"""Of what the maps say: raised when a code becomes another type."""

LARGEST = 8 << 30
"""Bytes that a packed file may unpack to: GDELT's largest year has under two thousand million."""

MEMBERS = 1000
"""Files in one archive."""

Item = ForeignCoding | Problem


def files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files that are named, of folders all that are in them, in order of their names."""
    for path in map(Path, paths):
        yield from sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def read(path: Path) -> Iterator[tuple[str, Iterator[Item]]]:
    """The tables of a file, each with what it is called: the file's name, of an archive also its member's.

    Raises OSError where the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head[:2] == b"\x1f\x8b":
        with gzip.open(path) as unpacked:
            yield path.name, _safely(unpacked, path.name)
    elif head == b"PK\x03\x04":
        yield from _archive(path)
    else:
        with path.open("rb") as plain:
            yield path.name, _safely(plain, path.name, bounded=False)


def _archive(path: Path) -> Iterator[tuple[str, Iterator[Item]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX")]
            for one in inside[:MEMBERS]:
                name = f"{path.name}#{one.filename}"
                try:
                    with archive.open(one) as unpacked:
                        yield name, _safely(unpacked, name)
                except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
                    yield name, iter([_broken(name, error)])
            if len(inside) > MEMBERS:
                yield path.name, iter([_broken(path.name, ValueError(f"only {MEMBERS} of {len(inside)} files in it are "
                                                                     "read"))])
    except zipfile.BadZipFile as error:
        yield path.name, iter([_broken(path.name, error)])


def _safely(file: IO[bytes] | gzip.GzipFile, name: str, bounded: bool = True) -> Iterator[Item]:
    """What a table says, down to where it breaks off."""
    try:
        yield from parse(_lines(file, LARGEST if bounded else None), name)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError) as error:
        yield _broken(name, error)


def _lines(file: IO[bytes] | gzip.GzipFile, most: int | None) -> Iterator[bytes]:
    """The lines of a file; one that is too long is cut, and what is left of it passed over."""
    size = 0
    while line := file.readline(LONGEST + 1):
        size += len(line)
        whole = line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST + 1)
            size += len(line)
        yield whole
        if most is not None and size > most:
            raise ValueError(f"it unpacks to more than {most >> 30} GB")


def _broken(name: str, error: Exception) -> Problem:
    return Problem(stage=STAGE, code="broken", source=name, message=f"It cannot be read to its end: {error}. What came "
                   "before is kept. Fetch it again, or unpack it yourself.")
