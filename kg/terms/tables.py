"""The rows of the tables in ``ontology/``: one reader for all of them.

A table is a TSV file in UTF-8. Lines that begin with "#" say what it is for, whence and under which licence it is;
empty lines are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import VocabularyError


class Place(NamedTuple):
    """Where a row stands: the path of its table within ``ontology/``, and its line, from 1.

    >>> str(Place("words/x.tsv", 7))
    'ontology/words/x.tsv, line 7'
    """

    table: str
    line: int

    def __str__(self) -> str:
        return f"ontology/{self.table}, line {self.line}"


class Row(NamedTuple):
    """One line of a table: its cells, and where it stands, which messages name."""

    cells: tuple[str, ...]
    place: Place


def ontology_folder() -> Path:
    """The folder of ``kg.ttl``, the tables and the saved questions: inside the wheel, or beside ``kg/``.

    Raises:
        VocabularyError: if neither is there.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "ontology", package.parent / "ontology"):
        if (folder / "kg.ttl").is_file():
            return folder
    raise VocabularyError(f"no ontology/kg.ttl in {package} or beside it; install kg again")


def rows(name: str, columns: int) -> Iterator[Row]:
    """The rows of a shipped table, in its order.

    Args:
        name: path within ``ontology/``.
        columns: how many cells each row has.

    Raises:
        VocabularyError: at the first row with more or fewer cells, with file and line.
    """
    for number, line in enumerate(_lines(name), start=1):
        if line and not line.startswith("#"):
            cells = tuple(line.split("\t"))
            place = Place(name, number)
            if len(cells) != columns:
                raise VocabularyError(f"{place}: {len(cells)} cells, where {columns} were expected, with tabs between")
            yield Row(cells, place)


def listed(name: str) -> list[str]:
    """The rows of a shipped table that has one column, in its order; in a tenth of the time of ``rows``.

    Raises:
        VocabularyError: if a row has more cells, with file and line.
    """
    found = [line for line in _lines(name) if line and line[0] != "#"]
    return [cell for (cell,), _ in rows(name, 1)] if "\t" in "".join(found) else found


def _lines(name: str) -> list[str]:
    return (ontology_folder() / name).read_text(encoding="utf-8").splitlines()
