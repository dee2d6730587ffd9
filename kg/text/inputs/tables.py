"""Rows of CSV and its kin: whatever separates the cells, the head of the table shows it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.errors import DocumentError
from kg.text.inputs.fields import Row, assigned, check_own, check_text

if TYPE_CHECKING:
    from _csv import Reader

SEPARATORS = ",;\t|"
# Of a table with one column, whose texts hold commas: a control code that no text has.
_NONE = "\x1f"
_TOLD = re.compile(r"sep=(.)\r?\n", re.I)

SURPLUS = "has more cells than there are columns. Put a text that holds {what} into quotation marks"
_SPELT = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def rows(text: str, told: Mapping[str, str], *, likely: str = ",") -> Iterator[Row]:
    """The rows of a table, each with the line on which it begins.

    A row whose cells do not fit, or whose quotation marks do not, is told in place of its values.

    Args:
        text: the file.
        told: roles and the columns that the user named for them.
        likely: what separates cells where the head tells nothing.

    Raises:
        DocumentError: if no column is known as the text, or one that the user named is not there.
    """
    before = csv.field_size_limit(len(text) + 1)
    try:
        yield from _rows(text, told, likely)
    finally:
        csv.field_size_limit(before)


def _rows(text: str, told: Mapping[str, str], likely: str) -> Iterator[Row]:
    said = _TOLD.match(text)
    at = text.count("\n", 0, said.end()) if said else 0
    text = text[said.end() :] if said else text
    separator = said[1] if said else _separator(text, told, likely)
    reader = _reader(text, separator)
    columns = _head(reader, at)
    _check(columns, told, at + reader.line_num)
    while True:
        line = at + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(f"line {line}", _fault(error, text.count("\n", 0, len(text.rstrip())) + 1 + at - line))
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            yield Row(f"line {line}", SURPLUS.format(what=_SPELT.get(separator, "these")))
            continue
        yield Row(f"line {line}", _values(columns, cells))


def _head(reader: Reader, at: int) -> list[str]:
    """The names of the columns, from the first row that says anything."""
    try:
        names = [name.strip() for name in next((row for row in reader if any(map(str.strip, row))), [])]
    except csv.Error as error:
        raise DocumentError(f"line {at + 1}: {error}. Check the quotation marks of the names of columns") from None
    # Spreadsheets write a separator behind the last column.
    while names and not names[-1]:
        names.pop()
    return names


def _fault(error: csv.Error, behind: int) -> str:
    """What is wrong with a row, behind which so many lines stand."""
    if "end of data" in str(error):
        lost = f", so the {behind} lines behind it are not read" if behind else ""
        return f"a quotation mark that opens there is never closed{lost}. Close it, or double it if it is of the text"
    return f"{error}. Check the quotation marks of that row"


def _values(columns: list[str], cells: list[str]) -> dict[str, object]:
    """Cells by their columns; those of columns with one name together."""
    found: dict[str, object] = {}
    for name, cell in zip(columns, cells, strict=False):
        there = found.get(name)
        found[name] = cell if there is None else [*(there if isinstance(there, list) else [there]), cell]
    return found


def _check(columns: list[str], told: Mapping[str, str], line: int) -> None:
    check_own(columns)
    try:
        check_text(columns, told)
    except DocumentError as error:
        raise DocumentError(f"line {line}: {error}") from None
    names = assigned(columns, told)
    for role in ("text", "id", "title", "date", "source"):
        if names[role] and columns.count(names[role][0]) > 1:
            raise DocumentError(
                f"line {line}: several columns are called {names[role][0]!r}. It is to be there once: rename others"
            )


def _reader(text: str, separator: str) -> Reader:
    head = text[: text.find("\n") + 1] or text
    # Quotation marks behind a space, as tables that are written by hand have them.
    is_spaced = separator in head and all(part.startswith(" ") for part in head.split(separator)[1:])
    is_escaped = '\\"' in text and '""' not in text
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        skipinitialspace=is_spaced and separator != "\t",
        doublequote=not is_escaped,
        escapechar="\\" if is_escaped else None,
        strict=True,
    )


def _separator(text: str, told: Mapping[str, str], likely: str) -> str:
    """What separates the names in the head: what finds most names that are known, then most names at all."""

    def found(separator: str) -> tuple[int, int, bool]:
        try:
            names = _head(_reader(text, separator), 0)
        except DocumentError:
            return -1, 0, False
        known = sum(map(bool, assigned(names, told).values()))
        return known, len(names), separator == likely

    best = max(SEPARATORS, key=found)
    return best if found(best)[1] > 1 else _NONE
