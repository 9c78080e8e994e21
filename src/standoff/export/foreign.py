"""Rows of events as other projects coded them, and of ours set beside theirs. As `standoff.export.rows`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from standoff.answers import SetBeside
from standoff.export.cells import Row, listed, several
from standoff.model import ForeignCoding, ForeignSide


def codings(some: Iterable[ForeignCoding]) -> Iterator[Row]:
    """One row per coding; `line` is that of `file`, `original` what stands there, cell after cell."""
    for one in some:
        yield {"coding": one.key, "project": one.project.value, "id": one.id, "date": one.date,
               "type": one.type and one.type.value, "modes": several(one.modes), "contexts": several(one.contexts),
               "code": one.code, "score": one.score, **_side(one.actor, "actor"), **_side(one.recipient, "recipient"),
               "place": one.place or None, "country": one.country or None, "latitude": one.latitude,
               "longitude": one.longitude, "articles": one.articles, "source": one.source or None, "file": one.file,
               "line": one.line, "original": several((cell for _, cell in one.original), "\t")}


def _side(one: ForeignSide, name: str) -> Row:
    return {f"{name}_name": one.name or None, f"{name}_country": one.country or None,
            f"{name}_sectors": several(one.sectors)}


def beside(some: Iterable[SetBeside]) -> Iterator[Row]:
    """One row per project and period; `events` are keys of ours, `codings` of theirs."""
    for one in some:
        yield {"project": one.project.value, "since": one.since, "until": one.until, "ours": one.ours,
               "theirs": one.theirs, "both": one.both, **{f"quad{n}": count for n, count in enumerate(one.quads, 1)},
               **{f"quad{n}_theirs": count for n, count in enumerate(one.quads_theirs, 1)},
               "score": one.score, "score_theirs": one.score_theirs, "events": listed(one.events),
               "codings": listed(one.codings)}
