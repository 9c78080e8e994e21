"""Readers: open records from which pages are answered, with a limit to how long one question may take."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from standoff.api import Record, open_record

PATIENCE = 20.0
"""Seconds after which a question to the record is given up."""


class Readers:
    """Open records, one a thread."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._local = threading.local()

    @contextmanager
    def record(self) -> Iterator[Record]:
        """This thread's, with a limit to how long one question may take."""
        if not hasattr(self._local, "record"):
            self._local.record = open_record(self.path, readonly=True)
        record: Record = self._local.record
        until = monotonic() + PATIENCE
        with record.bounded(lambda: monotonic() > until):
            yield record
