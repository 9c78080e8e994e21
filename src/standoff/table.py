"""Table: what a list of the record gives back. An immutable sequence of frozen values that a notebook can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    import polars

T = TypeVar("T")


class Table(Sequence[T], Generic[T]):
    """An immutable sequence of frozen values of one type."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[T] = ()) -> None:
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Table[T]: ...
    def __getitem__(self, at: int | slice) -> T | Table[T]:
        return Table(self._rows[at]) if isinstance(at, slice) else self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def columns(self) -> dict[str, list[Any]]:
        """Flat columns by name, as the exports and data frames have them."""
        raise NotImplementedError

    def to_pandas(self) -> Any:
        """As a pandas data frame. Needs the extra `frames`."""
        raise NotImplementedError

    def to_polars(self) -> polars.DataFrame:
        """As a polars data frame. Needs the extra `frames`."""
        raise NotImplementedError
