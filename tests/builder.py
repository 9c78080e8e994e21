"""A process that builds a record with the stand-in stages, for tests that kill it or read beside it. Not a test module.

    python builder.py RECORD kill N      SIGKILL to itself before the Nth SQL statement
    python builder.py RECORD pause N     before the Nth statement: say "paused" and wait for a line on standard input
"""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import stand_ins

from standoff import pipeline, settings
from standoff.record import migrations

NAMES = {"actors": "identify", "echoes": "echo", "recounts": "recount"}
"""Stand-ins that are not called as the stage's function is."""

STAGES = tuple(replace(stage, function=f"stand_ins:{NAMES.get(stage.name, stage.function.partition(':')[2])}")
               for stage in pipeline.STAGES)

BATCH = 3
"""Items per transaction: small, so that there are many batches to be killed in."""


def story(pages: int = 12) -> list[stand_ins.Capture]:
    """Captures of which neighbours share a paragraph, two by two."""
    return [stand_ins.capture(f"Title {n}\n\nThe paragraph that two pages share, number {n // 2}.\n\nOwn words {n}.\n\n"
                              f"Comment {n}" + "\n\nPROBLEM" * (n % 5 == 0), source=f"{n}.txt",
                              url=f"http://a.example/{n // 3}") for n in range(pages)]


def memory() -> sqlite3.Connection:
    """An empty record without a file."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    for statement in migrations.statements((files("standoff.record") / "schema.sql").read_text("utf-8")):
        conn.execute(statement)
    conn.execute("PRAGMA foreign_keys = ON")
    return conn


def main() -> None:
    path, what, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    pipeline.BATCH = BATCH
    settings.bundled = list          # no file of actors: reading ours takes longer than all else
    conn = migrations.connect(path)
    count = itertools.count()

    def before(statement: str) -> None:
        if next(count) != at:
            return
        if what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        sys.stdout.write("paused\n")
        sys.stdout.flush()
        sys.stdin.readline()

    conn.set_trace_callback(before)
    pipeline.ingest(conn, story())
    pipeline.run(conn, stages=STAGES)
    sys.stdout.write(f"statements {next(count)}\n")


if __name__ == "__main__":
    main()
