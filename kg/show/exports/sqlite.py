"""The graph as one SQLite database: tables with keys, views for the usual questions, and search in quotes and names.

The file is made in memory and holds no time and no place, so that equal graphs give equal bytes with one version of
SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from kg.errors import InputError
from kg.model.records import Knowledge
from kg.show.columns import Column, Kind
from kg.show.exports.schema import TABLES, Cell, Table, joined
from kg.show.exports.told import Told, clean

# All others are text.
_STORED_AS = {Kind.WHOLE: "INTEGER", Kind.SCORE: "REAL", Kind.TRUTH: "INTEGER"}

# Columns that lead to other tables and are empty in most rows.
_RARE = frozenset({"of", "country", "object_statement", "filler_statement"})

_VIEWS = {
    "facts": """
        SELECT id AS statement, subject, subject_label, relation, object,
               coalesce(o.label, object_label) AS object_label,
               speaker_label, earliest, latest, document, confidence, quote
        FROM statements AS s LEFT JOIN (SELECT id AS object_id, label FROM entities) AS o ON o.object_id = s.object
        WHERE is_fact""",
    "denials": """
        SELECT id AS statement, coalesce(speaker_label, 'the article') AS who, claim, document, confidence, quote
        FROM statements WHERE polarity = 'Negative' AND modality = 'Actual'""",
    "who_says_what": """
        SELECT speaker AS who, speaker_label AS who_label, stance, claim, id AS statement, document, confidence, quote
        FROM statements WHERE speaker IS NOT NULL""",
    "edges": """
        SELECT s.id AS statement, s.subject AS source, s.subject_label AS source_label,
               CASE WHEN s.is_fact THEN s.relation ELSE s.stance || ': ' || s.relation END AS relation,
               s.object AS target, e.label AS target_label, s.stance, s.is_fact, s.confidence, s.document
        FROM statements AS s JOIN entities AS e ON e.id = s.object""",
}  # fmt: skip


def sqlite(knowledge: Knowledge) -> bytes:
    """The database as a file.

    Raises:
        InputError: if Python's SQLite has no full-text search.
    """
    told_of = Told(knowledge)
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA foreign_keys = OFF;")
        for table in TABLES:
            base.execute(_made(table))
            places = ", ".join("?" * len(table.columns))
            rows = (list(map(_cell, table.columns, row)) for row in table.cells(told_of))
            base.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)
            for statement in _indexes(table):
                base.execute(statement)
        for name, query in _VIEWS.items():
            base.execute(f"CREATE VIEW {name} AS {' '.join(query.split())}")
        _searchable(base, told_of)
        base.commit()
        return base.serialize()


def _cell(column: Column, cell: Cell) -> object:
    told = joined(column, cell)
    # Members of closed sets are text of their own class, which SQLite does not take for text.
    return str(told) if isinstance(told, str) else told


def _made(table: Table) -> str:
    columns = [_column(column, is_key=table.has_key and number == 0) for number, column in enumerate(table.columns)]
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


def _column(column: Column, *, is_key: bool) -> str:
    parts = [f'"{column.name}"', _STORED_AS.get(column.kind, "TEXT")]
    if is_key:
        parts.append("PRIMARY KEY")
    if column.is_needed:
        parts.append("NOT NULL")
    if column.leads_to:
        # What is said of what is said may stand before it.
        parts.append(f"REFERENCES {column.leads_to} DEFERRABLE INITIALLY DEFERRED")
    if column.kind is Kind.TRUTH:
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    return " ".join(parts)


def _indexes(table: Table) -> Iterator[str]:
    indexed = {"predicate", "stance", "earliest", "label"}
    for number, column in enumerate(table.columns):
        is_lead = column.leads_to and column.name not in _RARE
        if (is_lead or column.name in indexed) and not (table.has_key and number == 0):
            yield f'CREATE INDEX {table.name}_{column.name} ON {table.name} ("{column.name}")'


def _searchable(base: sqlite3.Connection, told_of: Told) -> None:
    """Full-text search: ``evidence_fts`` in the sentences, ``names`` in labels and aliases."""
    names = (
        (clean(name), entity.id) for entity in told_of.entities for name in (entity.label, *sorted(entity.aliases))
    )
    try:
        base.execute('CREATE VIRTUAL TABLE evidence_fts USING fts5(quote, content="evidence", content_rowid="id")')
        base.execute("INSERT INTO evidence_fts (evidence_fts) VALUES ('rebuild')")
        base.execute("CREATE VIRTUAL TABLE names USING fts5(name, entity UNINDEXED)")
    except sqlite3.OperationalError as error:
        raise InputError(
            f"this Python's SQLite has no full-text search ({error}). Use one that has fts5, or --format tables"
        ) from error
    base.executemany("INSERT INTO names VALUES (?, ?)", names)
    for table in ("evidence_fts", "names"):
        base.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
