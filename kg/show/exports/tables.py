"""The graph as a folder of CSV files whose ids join, with a description of their columns for programs.

The files are RFC 4180 in UTF-8. ``csv-metadata.json`` is the W3C's CSV on the Web: type, meaning and key of each
column, so that dates, numbers and truths are read as such.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.model.records import Knowledge
from kg.show.columns import Column, Kind
from kg.show.exports.schema import TABLES, Cell, Table, joined
from kg.show.exports.told import Told
from kg.store.result import guarded

METADATA = "csv-metadata.json"

# As XML Schema calls them; all others are strings.
_DATATYPES = {Kind.WHOLE: "integer", Kind.SCORE: "double", Kind.TRUTH: "boolean", Kind.DAY: "date"}


def tables(knowledge: Knowledge, *, raw: bool = False) -> dict[str, bytes]:
    """The files by name: a CSV for each table, and what their columns are.

    Args:
        knowledge: the graph.
        raw: leave cells as they are that a spreadsheet would run as a formula; else they get an apostrophe in front.
    """
    told_of = Told(knowledge)
    files = {f"{table.name}.csv": _csv(table, table.cells(told_of), raw=raw) for table in TABLES}
    return {**files, METADATA: _metadata()}


def _csv(table: Table, rows: Iterable[tuple[Cell, ...]], *, raw: bool) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(joined(*pair), raw=raw) for pair in zip(table.columns, row, strict=True)] for row in rows)
    return out.getvalue().encode()


def _cell(cell: object, *, raw: bool) -> object:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell) if isinstance(cell, str) and not raw else cell


def _metadata() -> bytes:
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"lineTerminators": ["\r\n"], "encoding": "utf-8"},
        "tables": [_described(table) for table in TABLES],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _described(table: Table) -> Mapping[str, Any]:  # Any: JSON
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns]}
    if table.has_key:
        schema["primaryKey"] = table.columns[0].name
    keys = {other.name: other.columns[0].name for other in TABLES}
    schema["foreignKeys"] = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.leads_to}.csv", "columnReference": keys[column.leads_to]},
        }
        for column in table.columns
        if column.leads_to
    ]
    return {"url": f"{table.name}.csv", "dc:description": table.about, "tableSchema": schema}


def _column(column: Column) -> Mapping[str, Any]:
    about: dict[str, Any] = {"name": column.name, "titles": column.name, "dc:description": column.about}
    # Without a null value an empty cell of text would be a text without letters.
    return {**about, "datatype": _datatype(column.kind), "required": column.is_needed}


def _datatype(kind: Kind) -> str | Mapping[str, str]:
    name = _DATATYPES.get(kind, "string")
    return {"base": name, "format": "true|false"} if kind is Kind.TRUTH else name
