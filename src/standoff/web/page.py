"""Page: one kind of page of the explorer, as data: its address, what may be asked of it, and what it shows.

Everything else follows from that: the HTML of its template, the JSON and CSV twins, the OpenAPI description, the files
of the static site. What is asked is a frozen dataclass, so that an address holds the whole state of a page and nothing
else; what is shown is one, too, and all that a template may use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote, urlencode

import msgspec

from standoff.api import Record
from standoff.errors import StandoffError

A = TypeVar("A")
S = TypeVar("S")

LONGEST = 400
"""Characters of one value in an address."""

SIZE = 50
"""Rows of a list on one page."""

PLAIN = re.compile(r"[A-Za-z0-9_.~-]*")
"""What stands in an address as it is."""

LAST = 100_000
"""The highest number that a page of a list may have."""

MANY = 500
"""Rows of a whole list that are read at once."""

WHOLE = ("csv", "ndjson")
"""The twins that have the whole of a list, whatever page of it is shown."""


class Unasked(StandoffError):
    """An address asks for what its page does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[A, S]):
    """One kind of page."""

    name: str                        # "events": its template is events.html
    path: str                        # "/events", "/actor/{key}": the fields of `asked` in braces are in the path
    title: str                       # in a list of pages
    asked: type[A]                   # frozen dataclass: the fields that the path has not are parameters, with defaults
    shown: type[S]                   # frozen dataclass; a field `title` is the page's own
    look: Callable[[Record, A], S]   # reads and never writes; UnknownKey where there is no such page
    rows: str = ""                   # the field of `shown` that is its table: it has twins as CSV and NDJSON
    each: Callable[[Record, A], Iterator[Any]] | None = None     # all rows of the list of which `rows` is a page;
                                                                 #   None: `rows` are all
    published: tuple[str, ...] | None = ("page",)    # parameters of which a site of files has all values that are led
                                                     #   to; None: it is nothing without a server
    find: Callable[[Record, str], str] = Record.full_key     # the whole key that one in the path means

    @property
    def keyed(self) -> bool:
        """Whether there is one of it for each of some things, and not one in all."""
        return "{" in self.path

    @property
    def twins(self) -> tuple[str, ...]:
        """As what it is given to programs."""
        return ("json", *WHOLE) if self.rows else ("json",)

    def whole(self, record: Record, asked: A) -> Iterator[Any]:
        """All rows of its table."""
        return self.each(record, asked) if self.each else iter(getattr(self.look(record, asked), self.rows))

    def ask(self, path: Mapping[str, str], query: Mapping[str, list[str]]) -> A:
        """What an address asks. Raises Unasked with what is wrong in it."""
        known = {field.name for field in fields(self.asked)}  # type: ignore[arg-type]
        some: dict[str, Any] = dict(path)
        for name, values in query.items():
            if name not in known or name in path:
                raise Unasked(f"{self.title} has no parameter {name!r}. It has: "
                              f"{', '.join(sorted(known - path.keys())) or 'none'}.")
            if any(len(value) > LONGEST for value in values):
                raise Unasked(f"{name} is longer than {LONGEST} characters.")
            if any(values):
                some[name] = list(filter(None, values)) if _many(self.asked, name) else values[-1]
        for name, value in some.items():
            if "\0" in str(value):
                raise Unasked(f"{name} has a NUL character, which no address needs.")
        try:
            return msgspec.convert(some, self.asked, strict=False)
        except msgspec.ValidationError as error:
            raise Unasked(f"{error}".replace(" - at `$.", ": ").rstrip("`")) from None

    def address(self, asked: A, twin: str = "") -> str:
        """Where a page is found, or a twin of it; values that are the default are left out."""
        path, left = self.path, list[tuple[str, Any]]()
        for name, default in _state(type(asked)):  # type: ignore[arg-type]
            value = getattr(asked, name)
            if (place := f"{{{name}}}") in path:
                path = path.replace(place, _quoted(str(value)))
            elif value != default and value not in ("", None, ()) and (name != "page" or twin not in WHOLE):
                left.append((name, _written(value)))
        if twin:
            path = f"{'/overview' if path == '/' else path}.{twin}"
        query = "&".join(f"{name}={value}" if isinstance(value, str) and PLAIN.fullmatch(value)
                         else urlencode([(name, value)], doseq=True) for name, value in left)
        return f"{path}?{query}" if query else path

    def at(self, **state: Any) -> str:
        """The address of a page with this state."""
        return self.address(self.asked(**state))

    def parameters(self) -> dict[str, tuple[Any, Any]]:
        """Type and default (MISSING where it has none) of what may be asked, by name."""
        hints = get_type_hints(self.asked)
        return {field.name: (hints[field.name], field.default if field.default is not MISSING else MISSING)
                for field in fields(self.asked)}  # type: ignore[arg-type]


def start(page: int, size: int = SIZE) -> int:
    """The number of the first row of a page of a list; pages are numbered from 1. Raises Unasked for none."""
    if not 1 <= page <= LAST:
        raise Unasked("page: pages are numbered from 1 to 100 000.")
    return (page - 1) * size


def stretches(ask: Callable[[int, int], Sequence[S]]) -> Iterator[S]:
    """All rows of a list that is asked for by how many there may be, and after how many they begin."""
    first = 0
    while some := ask(MANY, first):
        yield from some
        first += len(some)


@cache
def _state(asked: type) -> tuple[tuple[str, Any], ...]:
    """What may be asked, with its defaults."""
    return tuple((field.name, field.default) for field in fields(asked))


def _quoted(text: str) -> str:
    return text if PLAIN.fullmatch(text) else quote(text, safe="")


def _many(asked: type, name: str) -> bool:
    return get_origin(get_type_hints(asked)[name]) is tuple


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return value.value
    return value


def kinds(hint: Any) -> tuple[Any, ...]:
    """The types that a parameter may have, None left out."""
    some = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return tuple(one for one in some if one is not type(None))
