"""Rows of plain values as tables: a data frame with real types, HTML for a notebook, text for a terminal.

A column of one name is of one kind in all tables:

- days are ``datetime64[s]``, and only where the day is exact. A month or a year has no day: it is NaT there, and stands
  as it was told in a column of text beside (``date_told``, ``time``);
- words of closed sets are categories, truths are ``boolean``, counts ``Int64``, scores ``float64``, all of which keep
  apart what is not there;
- several values in one cell are a tuple, in the order of the records; all else is ``string``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from kg.show.columns import Face, Kind
from kg.show.columns import columns as columns_of
from kg.store.result import is_day, needed_pandas
from kg.work.terminal import plain

if TYPE_CHECKING:
    import pandas

# Any: text, numbers, truths, tuples of text and None.
Row = Mapping[str, Any]

# Types of pandas; all others are text.
_DTYPES = {
    Kind.CLOSED: "category",
    Kind.TRUTH: "boolean",
    Kind.WHOLE: "Int64",
    Kind.SCORE: "float64",
    Kind.TEXTS: "object",
    Kind.DAY: "datetime64[s]",
}
# Rows and characters of a cell that are shown; a data frame has all.
SHOWN, WIDE = 20, 60


def frame(rows: Sequence[Row], columns: Sequence[str]) -> pandas.DataFrame:
    """The rows as a pandas table, with a type for each column that does not depend on the rows.

    Args:
        rows: cells by column; what is missing is empty.
        columns: in order.

    Raises:
        InputError: if pandas is not installed.
    """
    pandas = needed_pandas()
    return pandas.DataFrame({name: _series(name, [row.get(name) for row in rows]) for name in columns})


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """The kind of each column that a data frame may have, by its name."""
    faces = (Face.FRAME, Face.LISTING)
    return {column.name: column.kind for face in faces for column in columns_of(face)}


def _series(name: str, values: Sequence[Any]) -> Any:  # Any: a column of pandas
    pandas = needed_pandas()
    kind = _DTYPES.get(kinds().get(name, Kind.TEXT), "string")
    if kind == "datetime64[s]":
        # By whole seconds, in which also the first and the last year of ISO 8601 has a place.
        days = [value if value and is_day(value) else None for value in values]
        return pandas.Series(days, dtype="object").astype(kind)
    if kind == "category":
        # Sorted, so that equal graphs have equal tables in whatever order they were read.
        known = sorted({str(value) for value in values if value is not None})
        return pandas.Series(pandas.Categorical([None if v is None else str(v) for v in values], categories=known))
    return pandas.Series(list(values), dtype=kind)


def html(rows: Sequence[Row], columns: Sequence[str], title: str) -> str:
    """The first rows as a table of HTML, with what it is and how many there are."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(row.get(name)))}</td>" for name in columns) + "</tr>"
        for row in rows[:SHOWN]
    )
    return (
        f"<table><caption>{escape(_counted(rows, title))}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def text(rows: Sequence[Row], columns: Sequence[str], title: str) -> str:
    """The first rows in columns of plain text, under what it is and how many there are."""
    cells = [list(columns), *([_short(_cell(row.get(name))) for name in columns] for row in rows[:SHOWN])]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    cells.insert(1, ["-" * width for width in widths])
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells)
    return "\n".join([_counted(rows, title), *(lines if rows else ())])


def _counted(rows: Sequence[Row], title: str) -> str:
    more = f"; the first {SHOWN} are shown, to_dataframe() has all" if len(rows) > SHOWN else ""
    return f"{title}: {len(rows)}{more}"


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case str():
            return plain(" ".join(value.split()))
        case Iterable():
            return "; ".join(map(_cell, value))
        case _:
            return str(value)


def _short(cell: str) -> str:
    return cell if len(cell) <= WIDE else f"{cell[: WIDE - 1]}…"
