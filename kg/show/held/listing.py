"""A list of records that a notebook shows as a table and that becomes a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from kg.show.held import columns
from kg.show.held.columns import Row

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


class Listing(Sequence[T], Generic[T]):
    """Records in order, with the row that each takes in a table; nothing changes it.

    ``listing[0]`` is a record, ``listing[:5]`` a listing; it equals any list or tuple of the same records.

    Args:
        records: what is listed.
        rows: the plain values of each, by column; every row has the same columns.
        title: what they are, in the plural.
        columns: all columns of the rows, in order.
        shown: those that a notebook and a terminal show; none are all.

    >>> import kg
    >>> print(kg.example().rank(by="degree")[:2])
    entities by degree: 2
    entity     type     score
    ---------  -------  -----
    Peru       Country  8
    Ana Rojas  Person   4
    """

    def __init__(
        self,
        records: Iterable[T],
        rows: Iterable[Row],
        *,
        title: str,
        columns: Sequence[str],
        shown: Sequence[str] = (),
    ) -> None:
        self._records = tuple(records)
        self.rows = tuple(rows)
        self.title = title
        self.columns = tuple(columns)
        self.shown = tuple(shown) or self.columns

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Listing[T]: ...
    def __getitem__(self, place: int | slice) -> T | Listing[T]:
        if not isinstance(place, slice):
            return self._records[place]
        return Listing(self._records[place], self.rows[place], title=self.title, columns=self.columns, shown=self.shown)

    def __len__(self) -> int:
        return len(self._records)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Listing | list | tuple):
            return NotImplemented
        return self._records == tuple(other)

    def __hash__(self) -> int:
        return hash(self._records)

    def to_dataframe(self) -> pandas.DataFrame:
        """The rows as a pandas table: days as dates, closed sets as categories (:mod:`kg.show.held.columns`).

        Raises:
            InputError: if pandas is not installed.
        """
        return columns.frame(self.rows, self.columns)

    def __repr__(self) -> str:
        return columns.text(self.rows, self.shown, self.title)

    def _repr_html_(self) -> str:
        return columns.html(self.rows, self.shown, self.title)
