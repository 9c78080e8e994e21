"""Everything that Standoff raises. Errors about data are not here: they are `Problem` values in the record.

StandoffError
├── RecordError            the file cannot be used as a record
│   ├── NoSuchRecord       opened for reading, and it is not there
│   ├── NotARecord         a file, but none of ours
│   ├── NewerRecord        written by a later Standoff than this one
│   ├── DamagedRecord      SQLite itself cannot read it
│   ├── NotFollowed        a correction is kept, and what follows from it could not be made
│   ├── NotWritten         a batch was taken back: full disk, or another builder
│   └── ReadOnly           a verb that writes, on a record opened for reading
├── KeyProblem             a key names no datum, or several
│   ├── UnknownKey
│   │   └── BeingMade      a list shows it, and a run that goes on has not made it again yet
│   └── AmbiguousKey
├── UnknownStage           `run(from_stage=…)` with a name that the stage table does not have
├── UnknownRole            `search(role=…)` with a role that segments do not have
├── MissingReader          a spaCy pipeline is to read the reports and is not installed
├── FaultyActors           a file of actors cannot be read
├── FaultyCorrections      corrections that cannot be made, or a file of them that cannot be read
├── MissingExtra           pandas or polars is asked for and not installed
└── StageFailed            a stage crashed on an item under `strict=True`, or a worker process died

Each message says what happened, the usual cause, and what to do.
"""

from __future__ import annotations


class StandoffError(Exception):
    """The base: catch this to catch all of ours."""


class RecordError(StandoffError):
    """The file cannot be used as a record."""


class NoSuchRecord(RecordError):
    """Opened for reading, and it is not there."""


class NotARecord(RecordError):
    """A file, but none of ours."""


class NewerRecord(RecordError):
    """Written by a later Standoff than this one."""


class DamagedRecord(RecordError):
    """SQLite itself cannot read the file."""


class NotWritten(RecordError):
    """A batch could not be written and was taken back."""


class NotFollowed(RecordError):
    """A correction is kept, and who is who or the lists could not be made anew by it: the next run does that."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"The correction is kept, as {key}: do not make it again. What follows from it could not be "
                         f"made now; the next `standoff run` makes it. ({why})")
        self.key = key


class ReadOnly(RecordError):
    """A verb that writes, on a record that was opened for reading."""


class KeyProblem(StandoffError, LookupError):
    """A key names no datum, or several."""


class UnknownKey(KeyProblem):
    """No datum has this key."""


class BeingMade(UnknownKey):
    """Lists show it as the last run ended with it; another run goes on, or was stopped, and has not made it again."""


class AmbiguousKey(KeyProblem):
    """Several keys begin like this."""


class UnknownStage(StandoffError, ValueError):
    """A stage name that the stage table does not have."""


class UnknownRole(StandoffError, ValueError):
    """A role that segments do not have."""


class MissingReader(StandoffError, LookupError):
    """A spaCy pipeline is to read the reports and is not installed."""


class FaultyActors(StandoffError):
    """A file of actors cannot be read: a line per fault."""


class FaultyCorrections(StandoffError, ValueError):
    """Corrections that cannot be made, or a file of them that cannot be read: a line per fault."""


class MissingExtra(StandoffError, ImportError):
    """An optional library is asked for and not installed."""


class StageFailed(StandoffError):
    """A stage crashed on an item under ``strict=True``, or a worker process died; the crash itself is the cause."""
