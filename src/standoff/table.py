"""Table: what a list of the record gives back. An immutable sequence of frozen values that a notebook can show.

Data frames and the shown table have flat columns: an origin is `stage`, `version`, `rule`; a date is its value with
`_low`, `_high` and `_basis`; a span is `page`, `start`, `end`; of a tuple of values its length. Bytes are left out.
Of a series each period is a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from standoff.answers import Carried, Hit, Series
from standoff.errors import MissingExtra
from standoff.model import Capture, Date, EventType, Family, FieldName, Origin, Page, Span
from standoff.record import keys

if TYPE_CHECKING:
    import polars

T = TypeVar("T")

SHOWN_ROWS = 20
"""Rows that `repr` and a notebook show; the rest is counted."""

SHOWN_TEXT = 100
"""Characters of a cell that are shown."""

SHOWN = {
    "Capture": ("key", "media_type", "url", "retrieved", "sightings"),
    "Page": ("key", "title", "outlet", "published", "segments"),
    "Copy": ("key", "a", "type", "b", "share_a", "share_b", "reason"),
    "Family": ("key", "pages", "lead"),
    "Report": ("key", "title", "published", "passages", "variants"),
    "Analysis": ("report", "reader", "sentences", "nominals", "attributions", "times"),
    "Problem": ("key", "source", "code", "message"),
    "Hit": ("key", "role", "title", "snippet"),
    "Version": ("url", "number", "capture", "retrieved"),
    "Mention": ("key", "kind", "form", "text", "title", "of"),
    "Judgement": ("key", "a", "verdict", "b", "score", "by", "reasons"),
    "Actor": ("key", "name", "type", "known", "leaders"),
    "ActorRow": ("key", "name", "type", "country", "sectors", "reports", "names"),
    "Held": ("title", "of", "since", "until", "by", "quotes"),
    "Coded": ("since", "until", "country", "sectors", "reason"),
    "Edge": ("source_name", "type", "target_name", "asserted_by", "denied_by", "reports"),
    "Location": ("mention", "name", "type", "country", "precision", "latitude", "longitude"),
    "Place": ("name", "type", "country", "province", "precision", "reports", "names"),
    "Unknown": ("name", "type", "mentions", "reports", "titles", "quote"),
    "Statement": ("key", "manner", "sourcing", "voice", "date", "report"),
    "StatementRow": ("key", "date", "name", "manner", "factuality", "content", "addressee_name", "reports"),
    "Echo": ("key", "a", "type", "b", "score", "reasons"),
    "Outlook": ("key", "type", "sourcing", "voice", "horizon", "report"),
    "OutlookRow": ("key", "type", "name", "text", "condition", "hedges", "horizon", "reports"),
    "OutlookLead": ("key", "published", "quote", "reasons"),
    "Score": ("who", "kind", "n", "brier", "brier_low", "brier_high", "log"),
    "ForeignCoding": ("key", "project", "date", "type", "modes", "actor_name", "actor_country", "recipient_name",
                      "recipient_country", "place", "score"),
    "SetBeside": ("project", "since", "until", "ours", "theirs", "both", "score", "score_theirs"),
    "Agreement": ("project", "ours", "theirs", "both", "shared", "counts", "scores", "silent"),
    "CodedFile": ("file", "project", "added", "seen", "problems"),
    "Series": ("actor", "recipient", "both", "by", "unit", "periods", "changes", "silent"),
    "Carried": ("outlet", "events", "share", "alone", "articles", "score", "expected"),
    "Correction": ("key", "verb", "value", "by", "at", "because", "undone"),
}
"""Columns that are shown; a data frame has all."""


class Table(Sequence[T], Generic[T]):
    """An immutable sequence of frozen values of one type."""

    __slots__ = ("_rows", "more", "total")

    def __init__(self, rows: Iterable[T] = (), more: int = 0, before: int = 0) -> None:
        """`more`: how many follow, and `before`: how many come before them, where only some were asked for."""
        self._rows, self.more = tuple(rows), more
        self.total = before + len(self._rows) + more         # all that fit

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Table[T]: ...
    def __getitem__(self, at: int | slice) -> T | Table[T]:
        return Table(self._rows[at]) if isinstance(at, slice) else self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Table) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def columns(self) -> dict[str, list[Any]]:
        """Flat columns by name, as data frames have them."""
        rows = [line for row in self._rows for line in lines(row)]
        return {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}

    def to_pandas(self) -> Any:
        """As a `pandas.DataFrame`. Needs the extra `frames`."""
        return _library("pandas").DataFrame(self.columns())

    def to_polars(self) -> polars.DataFrame:
        """As a `polars.DataFrame`. Needs the extra `frames`."""
        return _library("polars").DataFrame(self.columns(), infer_schema_length=None)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        if not self._rows:
            return "Table: empty"
        names, rows = self._shown()
        cells = [names, *([_cut(row[name]).replace("\n", " ") for name in names] for row in rows)]
        widths = [min(40 if n < len(names) - 1 else SHOWN_TEXT, max(map(len, column)))
                  for n, column in enumerate(zip(*cells, strict=True))]
        lines = ["  ".join(cell[:width].ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
                 for line in cells]
        return "\n".join([f"Table of {len(self)} × {type(self._rows[0]).__name__}", *lines, *self._rest()])

    def _repr_html_(self) -> str:
        if not self._rows:
            return "<p>empty</p>"
        names, rows = self._shown()
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join("<tr>" + "".join(f'<td dir="auto" style="text-align:start">{_cell(name, row[name], value)}</td>'
                                        for name in names) + "</tr>"
                       for row, value in zip(rows, self._rows, strict=False))
        rest = "".join(f"<p>{line}</p>" for line in self._rest())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"

    def _shown(self) -> tuple[list[str], list[dict[str, Any]]]:
        rows = [flat(row) for row in self._rows[:SHOWN_ROWS]]
        return list(SHOWN.get(type(self._rows[0]).__name__, tuple(rows[0]))), rows

    def _rest(self) -> list[str]:
        more = max(len(self) - SHOWN_ROWS, 0) + self.more
        return [f"… and {more} more"] if more > 0 else []


QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""PLOVER's four, as columns."""


def lines(row: Any) -> Iterator[dict[str, Any]]:
    """The flat rows of one value: one, of a series one for each period, with the change that begins with it."""
    if not isinstance(row, Series):
        yield flat(row) if not isinstance(row, Carried) else _carried(row)
        return
    changes = {one.since: one for one in row.changes}
    for one in row.periods:
        change = changes.get(one.since)
        yield {"actor": row.actor, "recipient": row.recipient, "both": row.both, "by": row.by, "unit": str(row.unit),
               "since": one.since, "until": one.until, "count": one.count, **dict(zip(QUADS, one.quads, strict=True)),
               "score": one.score, "spread": one.spread, "change": change.course if change else None,
               "change_low": change.low if change else None, "change_high": change.high if change else None,
               "certainty": change.certainty if change else None, "events": list(one.events)}


def _carried(row: Carried) -> dict[str, Any]:
    types = dict(row.types)
    return {"outlet": row.outlet, "events": row.events, "share": row.share, "alone": row.alone,
            "articles": row.articles, **dict(zip(QUADS, row.quads, strict=True)), "score": row.score,
            "expected": row.expected, **{str(type): types.get(type, 0) for type in EventType},
            **{name: [f"{country} {n}" for country, n in some] for name, some in
               (("actors", row.actors), ("recipients", row.recipients))}}


def flat(row: Any) -> dict[str, Any]:
    """One value as a flat row: texts, numbers, lists of texts."""
    out: dict[str, Any] = {}
    key = keys.of(row)
    if key is not None:
        out["key"] = key
    if isinstance(row, Page):
        out |= {"title": row.first(FieldName.TITLE), "authors": list(row.all(FieldName.AUTHOR)),
                "outlet": row.first(FieldName.OUTLET)}
    for field in fields(row):
        out |= _column(field.name, getattr(row, field.name), field.type)
    if isinstance(row, Capture):
        out |= {"url": row.url, "retrieved": row.retrieved}
    if isinstance(row, Family):
        out["lead"] = row.leads[0].page if row.leads else None
    return out


def _column(name: str, value: Any, kind: Any) -> dict[str, Any]:
    if isinstance(value, Origin):
        return {"stage": value.stage, "version": value.version, "rule": value.rule}
    if isinstance(value, Date):
        return {name: value.value, f"{name}_low": value.low, f"{name}_high": value.high,
                f"{name}_basis": str(value.basis), f"{name}_readings": list(value.readings)}
    if isinstance(value, Span) or kind == "Span | None":
        prefix = "" if name == "span" else f"{name}_"
        return {f"{prefix}{field.name}": getattr(value, field.name, None) for field in fields(Span)}
    if is_dataclass(value):
        return {key: cell for field in fields(value)
                for key, cell in _column(f"{name}_{field.name}", getattr(value, field.name), field.type).items()}
    if isinstance(value, tuple):
        return {name: list(map(str, value)) if kind in ("tuple[str, ...]", "tuple[Factuality, ...]") else
                [one.text for one in value] if kind == "tuple[Written, ...]" else len(value)}
    if isinstance(value, bytes):
        return {}
    return {name: str(value) if isinstance(value, Enum) else value}


def _cut(cell: Any) -> str:
    shown = ", ".join(map(str, cell)) if isinstance(cell, list) else f"{cell:.2f}" if isinstance(cell, float) else \
        "" if cell is None else str(cell)
    return shown if len(shown) <= SHOWN_TEXT else shown[:SHOWN_TEXT - 1] + "…"


def _cell(name: str, cell: Any, value: Any) -> str:
    """A cell as HTML; the snippet of a hit with its matches marked."""
    if name != "snippet" or not isinstance(value, Hit):
        return escape(_cut(cell))
    out, at, base = "", 0, value.span.start
    for mark in value.marks:
        out += escape(value.snippet[at:mark.start - base])
        out += f"<mark>{escape(value.snippet[mark.start - base:mark.end - base])}</mark>"
        at = mark.end - base
    return out + escape(value.snippet[at:])


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(f"{name} is not installed. It comes with: pip install 'standoff[frames]'") from error
