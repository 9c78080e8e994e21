"""What was chosen for a record: who reads its reports, and whose files tell who is known.

Takes an open record. A choice is kept in it, so that it comes to the same on another machine, and holds until another
is made. Faulty choices raise before anything is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path

from standoff import text
from standoff.errors import FaultyActors, MissingReader
from standoff.known import SIZE, Known, Loaded, bundled, load, ours
from standoff.language import OWN
from standoff.record import read, write

META = "meta.json"
"""What the folder of a saved spaCy pipeline has in it."""


# — who reads —


def reader(conn: sqlite3.Connection) -> str:
    """The name of who reads this record's reports: a spaCy pipeline, or OWN for our own reader."""
    return read.setting(conn, "reader") or OWN


def choose_reader(conn: sqlite3.Connection, name: str | None = None) -> str:
    """Have this record's reports read by the spaCy pipeline of this name, or in this folder; OWN is our own reader.

    The record keeps the choice: without a `name` the earlier one stands. Raises MissingReader where the pipeline is not
    on this machine, before anything is done.
    """
    known = reader(conn)
    chosen = str(Path(name).resolve()) if name and Path(name, META).is_file() else name or known
    reader_version(chosen)
    if chosen != known:
        with write.transaction(conn):
            write.setting(conn, "reader", chosen)
    return chosen


def reader_version(name: str) -> str:
    """The version of a spaCy pipeline: of its package or, when it is a folder's, a digest of what the folder says of
    itself and of the names and sizes of its files.

    Raises MissingReader. spaCy itself is not imported for it. Of our own reader "": its version is that of its stage.
    """
    if name == OWN:
        return ""
    meta = Path(name, META)
    if meta.is_file():
        files = sorted(path for path in meta.parent.rglob("*") if path.is_file())
        listed = "".join(f"{path.relative_to(meta.parent).as_posix()}\t{path.stat().st_size}\n" for path in files)
        return sha256(meta.read_bytes() + listed.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    found = {one.name: one.dist.version for one in entry_points(group="spacy_models") if one.dist}
    if name not in found:
        raise MissingReader(f"There is no spaCy pipeline {name!r} here. Install it (python -m spacy download "
                            f"{name}), name the folder of a saved one, or choose another: standoff run --reader NAME. "
                            f"Installed: {', '.join([OWN, *sorted(found)])}.")
    return found[name]


# — who is known —


@dataclass(frozen=True, slots=True)
class _File:
    """A file of actors as the record keeps it."""

    name: str
    text: str

    def read_bytes(self) -> bytes:
        return self.text.encode()


def known(conn: sqlite3.Connection) -> Mapping[str, Known]:
    """Who this record's reports are compared with: the actors of our own files and of the user's, by key."""
    return _loaded(conn).actors


def own(conn: sqlite3.Connection) -> tuple[Known, ...]:
    """The actors of the user's files alone, by key."""
    names = {name for name, _ in read.known_files(conn)}
    return tuple(one for _, one in sorted(known(conn).items()) if one.file in names) if names else ()


def left_out(conn: sqlite3.Connection) -> Sequence[tuple[str, str]]:
    """What could not be kept of the user's files of foreign kinds, each with the name of the file."""
    return [(name, rest) for name, _, rest in (line.partition(": ") for line in _loaded(conn).warnings)]


def choose_actors(conn: sqlite3.Connection, paths: Sequence[Path]) -> None:
    """Have this record know the actors of these files too, in place of those chosen before; of no file, ours alone.

    The record keeps what they say, so that it comes to the same on another machine. Raises FaultyActors before anything
    is done.
    """
    files = tuple((path.name, _said(path)) for path in paths)
    if files != tuple(read.known_files(conn)):
        _load(files)
        with write.transaction(conn):
            write.known_files(conn, files)


def _said(path: Path) -> str:
    """What a file of actors says, as far as it is read."""
    try:
        with path.open("rb") as file:
            return text.storable(file.read(SIZE + 1).decode("utf-8", "replace"))
    except OSError as error:
        raise FaultyActors(f"{path} cannot be read: {error.strerror}. Check the name.") from error


def said(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The files, ours and the user's, each with a digest of what it says."""
    for path in bundled():
        yield path.name, sha256(path.read_bytes()).hexdigest()
    for name, words in read.known_files(conn):
        yield name, sha256(words.encode()).hexdigest()


def _loaded(conn: sqlite3.Connection) -> Loaded:
    return _load(tuple(read.known_files(conn)))


@lru_cache(maxsize=1)
def _load(theirs: tuple[tuple[str, str], ...]) -> Loaded:
    """Seconds may go into it, so that it is done once in a run, and only when somebody asks."""
    return load([_File(*file) for file in theirs], ours())
