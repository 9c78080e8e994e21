"""Opening a record file: create it, recognise it, bring an old one up to date.

A record's version is `PRAGMA user_version`, ours is VERSION. A change to schema.sql raises VERSION and adds the step
that turns the version before into it; schema.sql always describes the newest. Each step is one transaction: a killed
migration leaves the version it had.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from standoff.errors import DamagedRecord, NewerRecord, NoSuchRecord, NotARecord, RecordError
from standoff.record import keys, read

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

ACTORS = """
DROP TABLE analysis;
DELETE FROM done WHERE stage = 'analyses';
CREATE TABLE analysis (
    key          TEXT PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    reader       TEXT NOT NULL,
    lacks        TEXT NOT NULL CHECK (json_valid(lacks)),
    tongues      TEXT NOT NULL CHECK (json_valid(tongues)),
    sentences    TEXT NOT NULL CHECK (json_valid(sentences)),
    nominals     TEXT NOT NULL CHECK (json_valid(nominals)),
    attributions TEXT NOT NULL CHECK (json_valid(attributions)),
    times        TEXT NOT NULL CHECK (json_valid(times)),
    arcs         TEXT NOT NULL CHECK (json_valid(arcs)),
    stage        TEXT NOT NULL,
    version      TEXT NOT NULL,
    rule         TEXT NOT NULL,
    value        TEXT NOT NULL,
    words        BLOB NOT NULL
) STRICT;
CREATE TABLE mention (
    key     TEXT NOT NULL UNIQUE,
    report  TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    stop    INTEGER NOT NULL,
    head    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    form    TEXT NOT NULL,
    leader  TEXT NOT NULL,
    text    TEXT NOT NULL,
    name    TEXT NOT NULL,
    title   TEXT NOT NULL,
    of      TEXT NOT NULL,
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (report, start, stop)
) STRICT, WITHOUT ROWID;
CREATE TABLE judgement (
    key     TEXT PRIMARY KEY,
    a       TEXT NOT NULL,
    b       TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score   REAL NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    by      TEXT NOT NULL,
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX judgement_a ON judgement (a);
CREATE INDEX judgement_b ON judgement (b);
CREATE TABLE actor (
    key       TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    type      TEXT NOT NULL,
    known     TEXT NOT NULL,
    described INTEGER NOT NULL,
    country   TEXT NOT NULL,
    stage     TEXT NOT NULL,
    version   TEXT NOT NULL,
    rule      TEXT NOT NULL,
    value     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_known ON actor (known) WHERE known != '';
CREATE TABLE identity (
    mention TEXT NOT NULL REFERENCES mention (key),
    single  INTEGER NOT NULL,
    actor   TEXT NOT NULL REFERENCES actor ON DELETE CASCADE,
    PRIMARY KEY (mention, single)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_actor ON identity (actor);
CREATE VIEW who (mention, actor) AS
    SELECT mention.key, coalesce(one.actor, chain.actor) FROM mention
    LEFT JOIN identity AS one ON one.mention = mention.key AND one.single = 1
    LEFT JOIN identity AS chain ON chain.mention = mention.leader AND chain.single = 0;
CREATE TABLE tie (
    key     TEXT PRIMARY KEY,
    report  TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    stop    INTEGER NOT NULL,
    type    TEXT NOT NULL,
    source  TEXT NOT NULL REFERENCES mention (key) ON DELETE CASCADE,
    target  TEXT REFERENCES mention (key) ON DELETE CASCADE,
    title   TEXT NOT NULL,
    cue     TEXT NOT NULL CHECK (json_valid(cue)),
    former  INTEGER NOT NULL,
    claim   TEXT NOT NULL,
    means   TEXT NOT NULL CHECK (json_valid(means)),
    voice   TEXT REFERENCES mention (key) ON DELETE CASCADE,
    said    INTEGER NOT NULL,
    score   REAL NOT NULL,
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_report ON tie (report);
CREATE INDEX tie_source ON tie (source);
CREATE INDEX tie_target ON tie (target) WHERE target IS NOT NULL;
CREATE INDEX tie_voice ON tie (voice) WHERE voice IS NOT NULL;
CREATE TABLE location (
    key       TEXT PRIMARY KEY,
    mention   TEXT NOT NULL UNIQUE REFERENCES mention (key) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    type      TEXT NOT NULL,
    country   TEXT NOT NULL,
    province  TEXT NOT NULL,
    district  TEXT NOT NULL,
    latitude  REAL,
    longitude REAL,
    precision INTEGER NOT NULL,
    geonames  INTEGER,
    score     REAL NOT NULL,
    others    TEXT NOT NULL CHECK (json_valid(others)),
    reason    TEXT NOT NULL,
    stage     TEXT NOT NULL,
    version   TEXT NOT NULL,
    rule      TEXT NOT NULL,
    value     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE correction (
    n       INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    verb    TEXT NOT NULL,
    pins    TEXT NOT NULL CHECK (json_valid(pins)),
    said    TEXT NOT NULL,
    since   TEXT NOT NULL,
    until   TEXT NOT NULL,
    by      TEXT NOT NULL,
    because TEXT NOT NULL,
    at      TEXT NOT NULL,
    undone  TEXT NOT NULL,
    value   TEXT NOT NULL
) STRICT;
CREATE TABLE known_file (
    n      INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    digest TEXT NOT NULL,
    text   TEXT NOT NULL
) STRICT;
CREATE TRIGGER analysis_goes AFTER DELETE ON analysis BEGIN
    DELETE FROM done WHERE stage = 'analyses' AND item = old.key;
END;
CREATE TRIGGER mention_goes BEFORE DELETE ON mention BEGIN
    DELETE FROM judgement WHERE a = old.key;
    DELETE FROM judgement WHERE b = old.key;
    DELETE FROM actor WHERE key IN (SELECT actor FROM identity WHERE mention = old.key);
    DELETE FROM done WHERE stage IN ('mentions', 'ties', 'locations') AND item = old.report;
END;
CREATE TRIGGER judgement_goes AFTER DELETE ON judgement WHEN old.by = '' BEGIN
    DELETE FROM done WHERE stage = 'judgements';
END;
CREATE TRIGGER actor_goes AFTER DELETE ON actor BEGIN
    DELETE FROM done WHERE stage = 'actors';
END;
CREATE TRIGGER tie_goes AFTER DELETE ON tie BEGIN
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
END;
"""
"""Version 3: actors, ties and places, and words and arcs of analyses, which the next run makes anew."""

STATEMENTS = """
DROP TABLE analysis;
DELETE FROM done WHERE stage = 'analyses';
CREATE TABLE analysis (
    key          TEXT PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    reader       TEXT NOT NULL,
    lacks        TEXT NOT NULL CHECK (json_valid(lacks)),
    tongues      TEXT NOT NULL CHECK (json_valid(tongues)),
    sentences    TEXT NOT NULL CHECK (json_valid(sentences)),
    nominals     TEXT NOT NULL CHECK (json_valid(nominals)),
    attributions TEXT NOT NULL CHECK (json_valid(attributions)),
    times        TEXT NOT NULL CHECK (json_valid(times)),
    arcs         TEXT NOT NULL CHECK (json_valid(arcs)),
    clauses      TEXT NOT NULL CHECK (json_valid(clauses)),
    triggers     TEXT NOT NULL CHECK (json_valid(triggers)),
    stage        TEXT NOT NULL,
    version      TEXT NOT NULL,
    rule         TEXT NOT NULL,
    value        TEXT NOT NULL,
    words        BLOB NOT NULL
) STRICT;
CREATE TABLE statement (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    report     TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    page       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    source     TEXT REFERENCES mention (key) ON DELETE CASCADE,
    speaker    TEXT NOT NULL CHECK (json_valid(speaker)),
    sourcing   TEXT NOT NULL,
    cue        TEXT NOT NULL CHECK (json_valid(cue)),
    content    TEXT NOT NULL CHECK (json_valid(content)),
    quoted     TEXT NOT NULL CHECK (json_valid(quoted)),
    addressee  TEXT REFERENCES mention (key) ON DELETE CASCADE,
    addressed  TEXT NOT NULL CHECK (json_valid(addressed)),
    place      TEXT REFERENCES mention (key) ON DELETE CASCADE,
    medium     TEXT,
    manner     TEXT NOT NULL,
    factuality TEXT NOT NULL CHECK (json_valid(factuality)),
    voice      TEXT NOT NULL,
    within     TEXT NOT NULL,
    score      REAL NOT NULL,
    stage      TEXT NOT NULL,
    version    TEXT NOT NULL,
    rule       TEXT NOT NULL,
    value      TEXT NOT NULL,
    words      TEXT NOT NULL
) STRICT;
CREATE INDEX statement_report ON statement (report);
CREATE INDEX statement_source ON statement (source) WHERE source IS NOT NULL;
CREATE INDEX statement_addressee ON statement (addressee) WHERE addressee IS NOT NULL;
CREATE INDEX statement_place ON statement (place) WHERE place IS NOT NULL;
CREATE TABLE echo (
    key     TEXT PRIMARY KEY,
    a       TEXT NOT NULL REFERENCES statement (key) ON DELETE CASCADE,
    b       TEXT NOT NULL REFERENCES statement (key) ON DELETE CASCADE,
    type    TEXT NOT NULL,
    score   REAL NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX echo_a ON echo (a);
CREATE INDEX echo_b ON echo (b);
CREATE TABLE outlook (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    report     TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    page       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    type       TEXT NOT NULL,
    statement  TEXT NOT NULL,
    forecaster TEXT REFERENCES mention (key) ON DELETE CASCADE,
    sourcing   TEXT NOT NULL,
    voice      TEXT NOT NULL,
    about      TEXT NOT NULL CHECK (json_valid(about)),
    anchor     INTEGER NOT NULL,
    condition  TEXT NOT NULL CHECK (json_valid(condition)),
    hedges     TEXT NOT NULL CHECK (json_valid(hedges)),
    timed      TEXT NOT NULL CHECK (json_valid(timed)),
    negated    INTEGER NOT NULL,
    polar      INTEGER NOT NULL,
    score      REAL NOT NULL,
    stage      TEXT NOT NULL,
    version    TEXT NOT NULL,
    rule       TEXT NOT NULL,
    value      TEXT NOT NULL,
    words      TEXT NOT NULL
) STRICT;
CREATE INDEX outlook_report ON outlook (report);
CREATE INDEX outlook_statement ON outlook (statement) WHERE statement != '';
CREATE INDEX outlook_forecaster ON outlook (forecaster) WHERE forecaster IS NOT NULL;
CREATE TABLE event (
    key        TEXT PRIMARY KEY,
    report     TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    type       TEXT NOT NULL,
    modes      TEXT NOT NULL CHECK (json_valid(modes)),
    contexts   TEXT NOT NULL CHECK (json_valid(contexts)),
    told       TEXT NOT NULL CHECK (json_valid(told)),
    anchor     INTEGER NOT NULL,
    actors     TEXT NOT NULL CHECK (json_valid(actors)),
    recipients TEXT NOT NULL CHECK (json_valid(recipients)),
    place      TEXT REFERENCES mention (key) ON DELETE CASCADE,
    sizes      TEXT NOT NULL CHECK (json_valid(sizes)),
    factuality TEXT NOT NULL CHECK (json_valid(factuality)),
    said       INTEGER NOT NULL,
    voice      TEXT REFERENCES mention (key) ON DELETE CASCADE,
    statement  TEXT NOT NULL,
    foremost   INTEGER NOT NULL,
    score      REAL NOT NULL,
    stage      TEXT NOT NULL,
    version    TEXT NOT NULL,
    rule       TEXT NOT NULL,
    value      TEXT NOT NULL,
    words      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_report ON event (report);
CREATE INDEX event_place ON event (place) WHERE place IS NOT NULL;
CREATE INDEX event_voice ON event (voice) WHERE voice IS NOT NULL;
CREATE INDEX event_statement ON event (statement) WHERE statement != '';
CREATE TABLE recount (
    key     TEXT PRIMARY KEY,
    a       TEXT NOT NULL REFERENCES event (key) ON DELETE CASCADE,
    b       TEXT NOT NULL REFERENCES event (key) ON DELETE CASCADE,
    score   REAL NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    stage   TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    value   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recount_a ON recount (a);
CREATE INDEX recount_b ON recount (b);
CREATE TABLE foreign_head (
    n       INTEGER PRIMARY KEY,
    columns TEXT NOT NULL UNIQUE CHECK (json_valid(columns))
) STRICT;
CREATE TABLE foreign_coding (
    key      TEXT PRIMARY KEY,
    project  TEXT NOT NULL,
    id       TEXT NOT NULL,
    date     TEXT NOT NULL,
    type     TEXT NOT NULL,
    modes    TEXT NOT NULL CHECK (json_valid(modes)),
    contexts TEXT NOT NULL CHECK (json_valid(contexts)),
    code     TEXT NOT NULL,
    score    REAL,
    actor    TEXT NOT NULL CHECK (json_valid(actor)),
    recipient TEXT NOT NULL CHECK (json_valid(recipient)),
    place    TEXT NOT NULL,
    country  TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    articles INTEGER,
    source   TEXT NOT NULL,
    file     TEXT NOT NULL,
    line     INTEGER NOT NULL,
    head     INTEGER NOT NULL REFERENCES foreign_head (n),
    original TEXT NOT NULL CHECK (json_valid(original)),
    value    TEXT NOT NULL
) STRICT;
CREATE INDEX foreign_date ON foreign_coding (date);
CREATE VIRTUAL TABLE said_words USING fts5 (
    words, content = 'statement', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE foreseen_words USING fts5 (
    words, content = 'outlook', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
DROP TRIGGER mention_goes;
CREATE TRIGGER mention_goes BEFORE DELETE ON mention BEGIN
    DELETE FROM judgement WHERE a = old.key;
    DELETE FROM judgement WHERE b = old.key;
    DELETE FROM actor WHERE key IN (SELECT actor FROM identity WHERE mention = old.key);
    DELETE FROM outlook WHERE report = old.report AND old.key IN (SELECT value FROM json_each(about));
    DELETE FROM event WHERE report = old.report AND (old.key IN (SELECT value FROM json_each(actors))
        OR old.key IN (SELECT value FROM json_each(recipients)));
    DELETE FROM done WHERE stage IN ('mentions', 'ties', 'locations', 'statements', 'outlook', 'events')
        AND item = old.report;
END;
CREATE TRIGGER analysis_goes AFTER DELETE ON analysis BEGIN
    DELETE FROM done WHERE stage = 'analyses' AND item = old.key;
END;
CREATE TRIGGER statement_comes AFTER INSERT ON statement BEGIN
    INSERT INTO said_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER statement_goes AFTER DELETE ON statement BEGIN
    INSERT INTO said_words (said_words, rowid, words) VALUES ('delete', old.id, old.words);
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
    DELETE FROM outlook WHERE statement = old.key;
    DELETE FROM event WHERE statement = old.key;
    DELETE FROM done WHERE stage IN ('outlook', 'events') AND item = old.report;
END;
CREATE TRIGGER outlook_comes AFTER INSERT ON outlook BEGIN
    INSERT INTO foreseen_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER outlook_goes AFTER DELETE ON outlook BEGIN
    INSERT INTO foreseen_words (foreseen_words, rowid, words) VALUES ('delete', old.id, old.words);
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
END;
CREATE TRIGGER event_goes AFTER DELETE ON event BEGIN
    DELETE FROM evidence WHERE owner = old.key;
    DELETE FROM date WHERE owner = old.key;
END;
CREATE TRIGGER echo_goes AFTER DELETE ON echo BEGIN
    DELETE FROM done WHERE stage = 'echoes';
END;
CREATE TRIGGER recount_goes AFTER DELETE ON recount BEGIN
    DELETE FROM done WHERE stage = 'recounts';
END;
CREATE TABLE listed (
    noun  TEXT PRIMARY KEY,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE correction RENAME TO former;
CREATE TABLE correction (
    n       INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    verb    TEXT NOT NULL,
    pins    TEXT NOT NULL CHECK (json_valid(pins)),
    said    TEXT NOT NULL,
    since   TEXT NOT NULL,
    until   TEXT NOT NULL,
    by      TEXT NOT NULL,
    because TEXT NOT NULL,
    source  TEXT NOT NULL,
    at      TEXT NOT NULL,
    undone  TEXT NOT NULL,
    value   TEXT NOT NULL
) STRICT;
INSERT INTO correction SELECT n, key, verb, pins, said, since, until, by, because, '', at, undone, value FROM former;
DROP TABLE former;
"""
"""Version 4: statements, echoes, outlooks, events and recounts, clauses and triggers of analyses, and what a
resolution rests on. The next run reads the reports again. The tables of the lists are made as schema.sql has them, see
`_relist`.
"""


def _statements(conn: sqlite3.Connection) -> None:
    """Version 4. A correction has one field more, so that its key and value are counted anew."""
    for statement in statements(STATEMENTS):
        conn.execute(statement)
    places = [n for n, in conn.execute("SELECT n FROM correction ORDER BY n").fetchall()]
    for n, one in zip(places, list(read.corrections(conn)), strict=True):
        conn.execute("UPDATE correction SET key = ?, value = ? WHERE n = ?", (keys.correction(one), keys.value(one), n))


STEPS: tuple[Step, ...] = (ANALYSES, ACTORS, _statements)
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
                               timeout=WAIT / 1000, check_same_thread=not readonly)
        conn.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        if not readonly:
            raise
        log = path.with_name(path.name + "-wal")
        if log.is_file() and log.stat().st_size:
            raise RecordError(f"{path} has batches in {log.name} that cannot be read in a folder without write "
                              f"permission. Copy both files to another folder and open the record there.") from None
        # Nothing can be writing here, so the file may be read as it stands, without the files that writers share.
        conn = sqlite3.connect(uri + "?immutable=1", uri=True, isolation_level=None, check_same_thread=False)
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
    if _lists(conn) != _wanted():
        if readonly:
            raise RecordError(f"{path} has lists of another Standoff. Open it once for writing, which makes them anew "
                              f"(standoff run does).")
        _apply(conn, lambda: _lists(conn) != _wanted(), _relist, newest)


def _lists(conn: sqlite3.Connection) -> frozenset[str]:
    """How the tables and indexes of the lists are made here, comments aside: derived data, which needs no migration."""
    return frozenset(" ".join(re.sub("--[^\n]*", "", sql).split()) for sql, in conn.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name GLOB 'listed_*' AND sql IS NOT NULL"))


@cache
def _wanted() -> frozenset[str]:
    """How they ought to be made."""
    conn = sqlite3.connect(":memory:")
    try:
        for statement in statements((files("standoff.record") / "schema.sql").read_text("utf-8")):
            conn.execute(statement)
        return _lists(conn)
    finally:
        conn.close()


def _relist(conn: sqlite3.Connection) -> None:
    """Empty tables for the lists, as they ought to be; the next run fills them."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'listed_*'"
    for name, in conn.execute(tables).fetchall():
        conn.execute(f"DROP TABLE {name}")
    conn.execute("DELETE FROM listed")
    for statement in sorted(_wanted(), key=lambda sql: not sql.startswith("CREATE TABLE")):
        conn.execute(statement)


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
