"""Corrections: what persons decided, the last first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from standoff.api import Record
from standoff.export import words
from standoff.model import Correction, Verb
from standoff.record import keys
from standoff.web.page import SIZE, Page, start


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which decisions, and which page of their list."""

    verb: Verb | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision."""

    key: str
    verb: Verb
    what: str                        # in words
    by: str
    at: str
    because: str
    source: str
    undone: str                      # when it was undone, "" while it stands
    by_which: str                    # the key of the decision that took it back, "" for none and of earlier records
    undoes: str                      # the key of what it takes back itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of the list."""

    title: str
    rows: tuple[Decided, ...]
    total: int
    verbs: tuple[tuple[str, int], ...]       # how many of each


def look(record: Record, asked: Asked) -> Shown:
    """Decisions, undone ones too."""
    verb = asked.verb or ""
    total = record.corrections(verb, limit=0).total
    end = max(total - start(asked.page), 0)
    some = record.corrections(verb, limit=min(SIZE, end), start=max(end - SIZE, 0))
    verbs = tuple(sorted(record.facets("correction").of("verb")))
    return Shown(title="Corrections", total=total, verbs=verbs, rows=_told(record, reversed(some)))


def _told(record: Record, some: Iterable[Correction]) -> tuple[Decided, ...]:
    by = {one.value: keys.correction(one) for one in record.corrections(Verb.UNDO)}
    return tuple(_decided(record, one, by.get(keys.correction(one), "")) for one in some)


def _decided(record: Record, one: Correction, by_which: str) -> Decided:
    undoes = one.value if one.verb is Verb.UNDO else ""
    what = words.decided(one, signed=False)
    if undoes and isinstance(other := record.show(undoes), Correction):
        what = f"taken back: {words.decided(other, signed=False)}"
    return Decided(key=keys.correction(one), verb=one.verb, what=what, by=one.by, at=one.at, because=one.because,
                   source=one.source, undone=one.undone, by_which=by_which, undoes=undoes)


def each(record: Record, asked: Asked) -> Iterator[Decided]:
    """All decisions, the last first."""
    return iter(_told(record, reversed(record.corrections(asked.verb or ""))))


PAGE = Page(name="corrections", path="/corrections", title="Corrections", asked=Asked, shown=Shown, look=look,
            rows="rows", each=each)
