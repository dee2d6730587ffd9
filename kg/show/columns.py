"""The columns of all tables, files and networks that users see, as ``ontology/columns.tsv`` has them.

Whoever writes or describes a column asks here for its name, type and meaning; docs/columns.md lists all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kg.errors import VocabularyError
from kg.terms.tables import rows


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    # Several texts in one cell.
    TEXTS = "texts"
    # One of a closed set of words.
    CLOSED = "closed"
    WHOLE = "whole"
    SCORE = "score"
    TRUTH = "truth"
    # ISO 8601, exact to the day.
    DAY = "day"


class Face(StrEnum):
    """Where users see a column."""

    # kg export --format tables, sqlite and parquet.
    TABLES = "tables"
    # Graph.to_dataframe and Graph.table; and what a notebook shows of these, or of a listing.
    FRAME = "frame"
    SHOWN = "shown"
    # What Graph.rank, Graph.path and the like give.
    LISTING = "listing"
    # kg export --format statements, csv and events.
    JSON = "json"
    # Graph.to_networkx; and what gexf and graphml write of it as it stands.
    NETWORK = "network"
    DRAWN = "drawn"
    # kg export --format neo4j: properties of nodes and of relationships.
    NODE = "node"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        table: its table.
        name: as in the head of a file.
        kind: what its cells are.
        is_key: whether it tells each row of its table from any other.
        is_needed: whether no cell is empty.
        leads_to: the table whose key it holds; empty for a column of its own.
        faces: where users see it.
        about: what it tells.
    """

    table: str
    name: str
    kind: Kind
    is_key: bool
    is_needed: bool
    leads_to: str
    faces: frozenset[Face]
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: in the plural.
        about: what a row is.
        columns: in order, those of all faces.
    """

    name: str
    about: str
    columns: tuple[Column, ...]


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """All tables by name, in their order.

    Raises:
        VocabularyError: if a line names no such type or place, with file and line.
    """
    abouts: dict[str, str] = {}
    found: dict[str, list[Column]] = {}
    for (table, name, kind, cells, leads_to, faces, about), place in rows("columns.tsv", 7):
        if name == "*":
            abouts[table], found[table] = about, []
            continue
        try:
            shown = frozenset(map(Face, faces.split()))
            column = Column(
                table, name, Kind(kind), cells == "key", cells != "-", leads_to.replace("-", ""), shown, about
            )
        except ValueError as error:
            raise VocabularyError(f"{place}: {error}; kg/show/columns.py has those that there are") from error
        found[table].append(column)
    return {name: Table(name, abouts[name], tuple(columns)) for name, columns in found.items()}


@lru_cache(maxsize=64)
def columns(face: Face, table: str = "") -> tuple[Column, ...]:
    """The columns that stand somewhere, in order; of one name in several tables the first.

    Args:
        face: where.
        table: only those of this table.

    >>> [column.name for column in columns(Face.SHOWN, "ranks")]
    ['entity', 'type', 'score']
    """
    listed = tables()[table].columns if table else [column for known in tables().values() for column in known.columns]
    first: dict[str, Column] = {}
    for column in listed:
        if face in column.faces:
            first.setdefault(column.name, column)
    return tuple(first.values())


def names(face: Face, table: str = "") -> tuple[str, ...]:
    """The names of :func:`columns`.

    >>> names(Face.TABLES, "disputes")
    ('statement', 'other')
    """
    return tuple(column.name for column in columns(face, table))
