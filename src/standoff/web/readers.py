"""Readers: open records from which pages are answered, with a limit to how long one question may take."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from standoff.api import Record, open_record

PATIENCE = 20.0
"""Seconds after which a question to the record is given up."""


class Readers:
    """Open records, as many as are asked at once."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._idle = deque[Record]()

    @contextmanager
    def record(self) -> Iterator[Record]:
        """One for a page, all of one moment, with a limit to how long that may take."""
        try:
            record = self._idle.pop()
        except IndexError:
            record = open_record(self.path, readonly=True)
        try:
            with self.patience(record), record.moment():
                yield record
        finally:
            self._idle.append(record)

    @contextmanager
    def patience(self, record: Record) -> Iterator[None]:
        """A limit to how long what is asked inside may take."""
        until = monotonic() + PATIENCE
        with record.bounded(lambda: monotonic() > until):
            yield

    def close(self) -> None:
        """Close those that nothing is asked of."""
        while self._idle:
            self._idle.pop().close()
