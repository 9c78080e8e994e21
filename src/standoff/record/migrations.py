"""Opening a record file: create it, recognise it, bring an old one up to date.

A record's version is `PRAGMA user_version`, ours is VERSION. A change to schema.sql raises VERSION and adds the step
that turns the version before into it; schema.sql always describes the newest. Each step is one transaction: a killed
migration leaves the version it had.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from standoff.errors import DamagedRecord, NewerRecord, NoSuchRecord, NotARecord, RecordError

APPLICATION = 0x53544446
"""`PRAGMA application_id` of a record: "STDF"."""

Step = str | Callable[[sqlite3.Connection], None]

ANALYSES = """
CREATE TABLE analysis (
    key          TEXT PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    reader       TEXT NOT NULL,
    lacks        TEXT NOT NULL CHECK (json_valid(lacks)),
    tongues      TEXT NOT NULL CHECK (json_valid(tongues)),
    sentences    TEXT NOT NULL CHECK (json_valid(sentences)),
    nominals     TEXT NOT NULL CHECK (json_valid(nominals)),
    attributions TEXT NOT NULL CHECK (json_valid(attributions)),
    times        TEXT NOT NULL CHECK (json_valid(times)),
    stage        TEXT NOT NULL,
    version      TEXT NOT NULL,
    rule         TEXT NOT NULL,
    value        TEXT NOT NULL
) STRICT;
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER analysis_goes AFTER DELETE ON analysis BEGIN
    DELETE FROM done WHERE stage = 'analyses' AND item = old.key;
END;
"""
"""Version 2: what the reader found in each report, and which reader was chosen. The next run fills the analyses."""

STEPS: tuple[Step, ...] = (ANALYSES,)
"""STEPS[0] turns version 1 into 2, and so on: SQL, or a function where SQL is not enough."""

VERSION = 1 + len(STEPS)

TRIES = 1000
"""Tries to switch a new file to write-ahead logging while other processes do the same."""

WAIT = 60_000
"""Milliseconds that a process waits for another's batch: batches take well under a second, group stages' longer."""


def connect(path: Path, readonly: bool = False) -> sqlite3.Connection:
    """An open connection to the record at `path`, created or migrated when need be; transactions are explicit."""
    if readonly and not path.is_file():
        raise NoSuchRecord(f"There is no record at {path}. Reading captures makes one: standoff read PATH…")
    if not readonly and not path.parent.is_dir():
        raise NoSuchRecord(f"The folder {path.parent} for the record does not exist. Create it first.")
    conn = _open(path, readonly)
    try:
        _prepare(conn, path, readonly, STEPS)
    except sqlite3.DatabaseError as error:
        conn.close()
        if "not a database" in str(error):
            raise NotARecord(f"{path} is no SQLite file, so it cannot be a record. "
                             f"Give the record another name.") from None
        raise DamagedRecord(f"{path} cannot be opened as a record ({error}). If it is on a full or read-only disk, "
                            f"free it; if the file is damaged, take a backup or read the captures again.") from error
    except RecordError:
        conn.close()
        raise
    return conn


def _open(path: Path, readonly: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    try:
        conn = sqlite3.connect(uri + ("?mode=ro" if readonly else ""), uri=True, isolation_level=None,
                               timeout=WAIT / 1000)
        conn.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        if not readonly:
            raise
        log = path.with_name(path.name + "-wal")
        if log.is_file() and log.stat().st_size:
            raise RecordError(f"{path} has batches in {log.name} that cannot be read in a folder without write "
                              f"permission. Copy both files to another folder and open the record there.") from None
        # Nothing can be writing here, so the file may be read as it stands, without the files that writers share.
        conn = sqlite3.connect(uri + "?immutable=1", uri=True, isolation_level=None)
    except sqlite3.DatabaseError:
        pass                         # reported by _prepare
    return conn


def _prepare(conn: sqlite3.Connection, path: Path, readonly: bool, steps: Sequence[Step]) -> None:
    newest = 1 + len(steps)
    conn.execute("PRAGMA foreign_keys = ON")
    if not readonly and _pragma(conn, "application_id") == 0 and not _tables(conn):
        _write_ahead(conn)
        _apply(conn, lambda: not _tables(conn), (files("standoff.record") / "schema.sql").read_text("utf-8"), newest)
    if _pragma(conn, "application_id") != APPLICATION:
        raise NotARecord(f"{path} is a database, but no record of Standoff. Give the record another name.")
    version = _pragma(conn, "user_version")
    if version > newest:
        raise NewerRecord(f"{path} was written by a later Standoff (record version {version}; this one knows "
                          f"{newest}). Upgrade: pip install -U standoff")
    if version < newest and readonly:
        raise RecordError(f"{path} is of record version {version} and has to be brought to {newest} first. Open it "
                          f"once for writing (standoff run does).")
    conn.execute("PRAGMA synchronous = NORMAL")
    for at in range(version, newest):
        _apply(conn, lambda at=at: _pragma(conn, "user_version") == at, steps[at - 1], at + 1)  # type: ignore[misc]


def _write_ahead(conn: sqlite3.Connection) -> None:
    """Switch a new file to write-ahead logging. SQLite does not wait for another process there, so that we do: for its
    transaction, then once more.
    """
    for _ in range(TRIES):
        try:
            conn.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("ROLLBACK")
    conn.execute("PRAGMA journal_mode = WAL")


def _apply(conn: sqlite3.Connection, needed: Callable[[], bool], step: Step, version: int) -> None:
    """One step in one transaction, unless another process has taken it meanwhile."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        if needed():
            if callable(step):
                step(conn)
            else:
                for statement in statements(step):
                    conn.execute(statement)
            conn.execute(f"PRAGMA application_id = {APPLICATION}")
            conn.execute(f"PRAGMA user_version = {version}")
        conn.execute("COMMIT")
    except BaseException:
        conn.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one (`executescript` would commit before them)."""
    pending = ""
    for piece in re.split("(?<=;)", script):
        pending += piece
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _pragma(conn: sqlite3.Connection, name: str) -> int:
    return int(conn.execute(f"PRAGMA {name}").fetchone()[0])


def _tables(conn: sqlite3.Connection) -> bool:
    return bool(conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())
