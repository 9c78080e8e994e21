"""The actors of our own files as they were read before: kept in the user's cache, since to read them takes a second.

The name of the cache's file is a digest of all that they come from, so that it is never out of date. Where nothing can
be written there, or what is there is damaged, the files are read.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from standoff.known import Known


def folder() -> Path:
    """Where what can be made anew is kept on this machine."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "standoff"


def get(sources: Iterable[Path]) -> dict[str, Known] | None:
    """The actors that were made of some sources: the files, and the code that reads them. None where none are kept."""
    try:
        made: dict[str, Known] = msgspec.json.decode(_path(sources).read_bytes(), type=dict[str, Known])
    except (OSError, RuntimeError, msgspec.MsgspecError, UnicodeDecodeError):    # RuntimeError: a user without a home
        return None
    return made


def put(sources: Iterable[Path], made: Mapping[str, Known]) -> None:
    """Keep the actors that were made of some sources, where that can be done; earlier ones go."""
    try:
        path = _path(sources)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".json")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(made))
            Path(aside).replace(path)
        finally:
            Path(aside).unlink(missing_ok=True)
        for old in path.parent.glob("actors-*.json"):
            if old != path:
                old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        pass


def _path(sources: Iterable[Path]) -> Path:
    said = sha256()
    for one in sources:
        content = one.read_bytes()
        said.update(f"{one.name} {len(content)} ".encode() + content)
    return folder() / f"actors-{said.hexdigest()[:16]}.json"
