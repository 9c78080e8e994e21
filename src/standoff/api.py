"""The record from Python: one object, the same verbs as the command line.

Takes paths and keys, gives frozen values (`standoff.model`, `standoff.answers`) in a `Table`. Prints nothing. Holds no
logic of its own: stages run in `pipeline`, rows are read and written in `record`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from standoff.answers import Counts, Diff, Hit, ReadSummary, RunSummary, Verification, Version, Why
from standoff.model import (
    Capture,
    Copy,
    Date,
    Family,
    Field,
    Page,
    Passage,
    Problem,
    Report,
    Role,
    Segment,
    Variant,
)
from standoff.table import Table

Progress = Callable[[str, int, int], None]
"""Called as (stage, items done, items in all) while work goes on; 0 in all when that is not known yet."""

Noun = Capture | Page | Segment | Field | Date | Copy | Family | Report | Passage | Variant | Problem


def open_record(path: str | Path, readonly: bool = False) -> Record:
    """Open the record at `path`; without `readonly` it is created when absent and migrated when old.

    Raises NoSuchRecord, NotARecord, NewerRecord or DamagedRecord (`standoff.errors`).
    """
    raise NotImplementedError


class Record:
    """An open record. A context manager; also usable without `with` and closed by `close()`."""

    path: Path
    readonly: bool

    def __enter__(self) -> Record:
        raise NotImplementedError

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """Close the file. Every committed batch is safe without it."""
        raise NotImplementedError

    # — building —

    def read(self, *paths: str | Path, stdin: BinaryIO | None = None, progress: Progress | None = None) -> ReadSummary:
        """Read captures from files, directories and archives; `-` is `stdin`. The same bytes twice are one capture."""
        raise NotImplementedError

    def run(self, from_stage: str | None = None, jobs: int = 1, progress: Progress | None = None,
            strict: bool = False) -> RunSummary:
        """Bring every stage up to date. Work that the record says is done is not done again.

        `from_stage` clears the results of that stage and all later ones first. `strict` raises StageFailed at the first
        crash of a stage instead of recording it as a Problem.
        """
        raise NotImplementedError

    # — looking: lists —

    def captures(self) -> Table[Capture]:
        """All captures by key, without their bytes (`data` is empty; `capture(key)` has it)."""
        raise NotImplementedError

    def pages(self) -> Table[Page]:
        """All pages by key. `each_page` gives them one at a time."""
        raise NotImplementedError

    def each_page(self) -> Iterator[Page]:
        """All pages by key, one at a time: for records that do not fit in memory."""
        raise NotImplementedError

    def copies(self, page: str | None = None) -> Table[Copy]:
        """All copy links, or those of one page."""
        raise NotImplementedError

    def families(self) -> Table[Family]:
        """All families, the largest first."""
        raise NotImplementedError

    def reports(self) -> Table[Report]:
        """All reports, in the order of their families."""
        raise NotImplementedError

    def problems(self) -> Table[Problem]:
        """Everything that went wrong and was survived."""
        raise NotImplementedError

    def versions(self, url: str | None = None) -> Table[Version]:
        """The captures of one address in order of retrieval; without `url`, of every address that has several."""
        raise NotImplementedError

    # — looking: one datum —

    def capture(self, key: str) -> Capture:
        """One capture with its bytes, by its key, its page's key or its digest, or any unambiguous beginning of one."""
        raise NotImplementedError

    def page(self, key: str) -> Page:
        """One page, by its key or its capture's key."""
        raise NotImplementedError

    def copy(self, key: str) -> Copy:
        """One copy link by its key (`standoff.record.keys.copy`)."""
        raise NotImplementedError

    def family(self, key: str) -> Family:
        """One family, by its key, its report's or that of one of its pages."""
        raise NotImplementedError

    def report(self, key: str) -> Report:
        """One report, by its key, its family's or that of one of its pages."""
        raise NotImplementedError

    def show(self, key: str) -> Noun:
        """Whatever the key names."""
        raise NotImplementedError

    def resolve(self, key: str) -> str:
        """The full key that a prefix stands for. Raises UnknownKey or AmbiguousKey."""
        raise NotImplementedError

    # — asking —

    def search(self, words: str, limit: int = 20, role: Role | str | None = None) -> Table[Hit]:
        """Segments that have all the words, best first: `word`, `"a phrase"`, `prefix*`. No input is an error."""
        raise NotImplementedError

    def why(self, key: str) -> Why:
        """Why the record holds a datum: quote, source, stage and rule, copies, alternatives."""
        raise NotImplementedError

    def verify(self, progress: Progress | None = None) -> Verification:
        """Read every digest, span, quote, run and stretch again. Failures are values; nothing is raised."""
        raise NotImplementedError

    def diff(self, other: Record | str | Path) -> Diff:
        """What another record has and this one has not (added), and the other way round (removed), by key."""
        raise NotImplementedError

    def counts(self) -> Counts:
        """How much the record holds."""
        raise NotImplementedError
