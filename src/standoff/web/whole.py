"""Whole: a list as a file, sent while it is read, of one moment of the record.

Such a moment is kept as long as the list is read, and what is written meanwhile cannot be tidied away: so few are read
at once, none for long, and one that nobody waits for any more is let go of at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator, Mapping
from itertools import chain
from threading import BoundedSemaphore, Lock, Timer
from typing import Any

import anyio
import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from standoff.errors import StandoffError
from standoff.web import twins
from standoff.web.page import Page
from standoff.web.readers import Readers

LONG = 600.0
"""Seconds after which a list is read no further, however slowly it is taken."""

LATE = f"Cut after {LONG / 60:.0f} minutes: ask for less of the list."
"""How a file ends that took longer."""

BUSY = "As many lists as can be are being sent as files: ask again once one is done."
"""What is said to whoever asks for one more."""


class Pieces(Iterator[bytes]):
    """The pieces of a file, which another thread may end while one is being sent."""

    def __init__(self, kind: str, pieces: Generator[bytes, None, None]) -> None:
        """Raises what the first piece raises."""
        self._kind, self._read, self._lock = kind, pieces, Lock()
        self._rest: Iterator[bytes] = chain([next(pieces, b"")], pieces)
        self._done = False

    def __next__(self) -> bytes:
        with self._lock:
            try:
                return next(self._rest)
            except StopIteration:
                self._done = True
                raise

    def end(self) -> None:
        """Read no further; who still takes the file is told so."""
        with self._lock:
            self._read.close()
            if not self._done:
                self._rest = iter([twins.end(self._kind, LATE)])


class Sent(StreamingResponse):
    """An answer in pieces, which ends when it is sent, when it is asked for no more or after a while."""

    def __init__(self, pieces: Pieces, media_type: str, headers: Mapping[str, str]) -> None:
        super().__init__(pieces, media_type=media_type, headers=headers)
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        late = Timer(LONG, self._pieces.end)
        late.daemon = True
        late.start()
        try:
            await super().__call__(scope, receive, send)
        finally:
            late.cancel()
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(self._pieces.end)


def pieces(page: Page[Any, Any], kind: str, readers: Readers, few: BoundedSemaphore, asked: Any) -> Pieces:
    """A list; what is wrong with the address is raised here."""
    return Pieces(kind, _read(page, kind, readers, few, asked))


def _read(page: Page[Any, Any], kind: str, readers: Readers, few: BoundedSemaphore, asked: Any) -> \
        Generator[bytes, None, None]:
    """Each piece may take as long as a page. One that fails ends the list, and is told there."""
    if not few.acquire(blocking=False):
        raise HTTPException(503, BUSY)
    try:
        with readers.record() as record:
            rest = twins.whole(kind, page.whole(record, asked))
            begun = False
            while True:
                try:
                    with readers.patience(record):
                        piece = next(rest, None)
                except (StandoffError, sqlite3.OperationalError) as error:
                    if not begun:
                        raise
                    piece, rest = twins.end(kind, f"Cut: {error}"), iter(())
                if piece is None:
                    return
                yield piece
                begun = True
    finally:
        few.release()
