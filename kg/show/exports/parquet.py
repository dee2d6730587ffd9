"""The tables as a folder of Parquet files, for programs that read columns: pandas, Polars, DuckDB, Spark.

Each file has the columns of its CSV file (``kg.show.exports.tables``) with their types, so that nothing need be told to
who reads it; several values in one cell are a list. What a row and a column is stands in the metadata of the schema.
"""

from __future__ import annotations

import datetime
import io
from typing import Any

from kg.errors import InputError
from kg.model.records import Knowledge
from kg.show.columns import Column, Kind
from kg.show.exports.schema import TABLES, Cell, Table
from kg.show.exports.told import Told


def parquet(knowledge: Knowledge) -> dict[str, bytes]:
    """The files by name; the same graph gives the same bytes with one version of pyarrow.

    Raises:
        InputError: if pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise InputError(
            "parquet needs pyarrow, which is not installed: pip install 'kg-news[parquet]'. "
            "tables gives the same columns as CSV"
        ) from error
    told_of = Told(knowledge)
    files = {}
    for table in TABLES:
        out = io.BytesIO()
        pyarrow.parquet.write_table(_arrow(table, told_of, pyarrow), out, compression="zstd")
        files[f"{table.name}.parquet"] = out.getvalue()
    return files


def _arrow(table: Table, told_of: Told, pyarrow: Any) -> Any:  # Any: pyarrow, which is no dependency of kg
    types = {
        Kind.TEXTS: pyarrow.list_(pyarrow.string()),
        Kind.WHOLE: pyarrow.int64(),
        Kind.SCORE: pyarrow.float64(),
        Kind.TRUTH: pyarrow.bool_(),
        Kind.DAY: pyarrow.date32(),
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                types.get(column.kind, pyarrow.string()),
                nullable=not column.is_needed,
                metadata={"description": column.about},
            )
            for column in table.columns
        ],
        metadata={"description": table.about},
    )
    rows = list(table.cells(told_of))
    cells = ([_cell(column, row[place]) for row in rows] for place, column in enumerate(table.columns))
    arrays = [pyarrow.array(column, type=field.type) for column, field in zip(cells, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def _cell(column: Column, cell: Cell) -> object:
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, tuple):
        return list(cell)
    return datetime.date.fromisoformat(cell) if column.kind is Kind.DAY else str(cell)
