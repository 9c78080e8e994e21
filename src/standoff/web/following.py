"""Following: one thread that keeps corrections and lets lists follow from them, so that nobody waits for that.

A correction is kept at once; on a large record what follows from it takes a while, in which pages show the lists as
they were and say so. What is not done when the server ends, the next run does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread

from standoff.api import Record, open_record
from standoff.errors import NotWritten
from standoff.model import Correction

QUICK = 2.0
"""Seconds that who decided waits for lists to follow, so that a small record shows them done."""

LAST = 5.0
"""Seconds that the end of the server waits for a step that cannot be broken off."""

Decide = Callable[[Record], Correction]


@dataclass(slots=True, kw_only=True)
class _Task:
    """A decision to keep, and let lists follow; None: only the latter."""

    decide: Decide | None = None
    made: Correction | None = None
    fault: Exception | None = None
    kept: Event = field(default_factory=Event)
    done: Event = field(default_factory=Event)


class Following:
    """What is still to follow from corrections to one record."""

    def __init__(self, path: Path) -> None:
        self.fault = ""                          # why what was kept last could not be followed, "" where it was
        self._path = path
        self._tasks = SimpleQueue[_Task | None]()
        self._lock = Lock()
        self._open = 0                           # tasks that are not done
        self._stopped = False
        self._thread: Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether lists are being made."""
        return self._open > 0

    def keep(self, decide: Decide) -> Correction:
        """Keep what is decided, and wait a little for lists to follow. Raises what `decide` raises."""
        with self._lock:
            self._go_on()
            alone, task = not self._open, _Task(decide=decide)
            if alone:
                self._put(task)
        if not alone:                            # while lists are made: kept here, followed by one more round
            with open_record(self._path) as record, record.later():
                made = decide(record)
            with self._lock:
                if not self._stopped:            # else the next run does what follows
                    self._put(_Task())
            return made
        task.kept.wait()
        if task.made is None:
            assert task.fault
            raise task.fault
        task.done.wait(QUICK)
        return task.made

    def stop(self) -> None:
        """End: what is under way is broken off and taken back, what is kept stays kept."""
        with self._lock:                         # what comes later is refused, what waits is answered
            self._stopped = True
            self._tasks.put(None)
        if self._thread:
            self._thread.join(LAST)

    def _put(self, task: _Task) -> None:
        self._open += 1
        self._tasks.put(task)
        if not self._thread:
            self._thread = Thread(target=self._work, name="following", daemon=True)
            self._thread.start()

    def _go_on(self) -> None:
        if self._stopped:
            raise NotWritten("The server is ending, so this was not kept.")

    def _work(self) -> None:
        while task := self._tasks.get():
            try:
                self._go_on()
                self._do(task)
            except Exception as error:           # a fault of what follows is told on every page
                if task.decide and task.made is None:
                    task.fault = error
                else:
                    self.fault = str(error) or type(error).__name__
            with self._lock:
                self._open -= 1
            task.kept.set()
            task.done.set()

    def _do(self, task: _Task) -> None:
        with open_record(self._path) as record, record.bounded(lambda: self._stopped):
            if task.decide:
                with record.later():
                    task.made = task.decide(record)
                task.kept.set()
            if self._open == 1 or task.decide:   # of several rounds the last is enough
                record.follow()
                self.fault = ""
