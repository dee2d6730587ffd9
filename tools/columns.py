"""Write docs/columns.md anew: every column of a table, a file or a network that kg gives: make docs.

A test compares; run this after a change of ontology/columns.tsv.
"""

from __future__ import annotations

from pathlib import Path

from kg.show.columns import Column, Face, Kind, Table, tables

PAGE = Path(__file__).parent.parent / "docs" / "columns.md"

INTRODUCTION = """# The columns

Every column that kg gives, with its type and its meaning. Frames, tables and Neo4j call one thing by one name. JSON and
networks have names of their own: what is `speaker_label` in a table is `attributed_to` there. This page is made from
`ontology/columns.tsv`: `make docs`.

| where | what that is |
|---|---|
| frame | `graph.to_dataframe("statements")`, `graph.table("statements")` ([in Python](python.md#tables)) |
| listing | what `graph.rank`, `graph.path` and the like give, and its `to_dataframe()` |
| tables | `kg export --format tables`, `parquet` and `sqlite` ([exports](exports.md#tables)) |
| Neo4j | properties of nodes and relationships in `kg export --format neo4j` |
| JSON | `kg export --format statements`, `csv` and `events` ([statements](statements.md#as-json)) |
| network | attributes in `graph.to_networkx()`; `gexf` and `graphml` have those that are marked |

| type | data frame | CSV, Parquet | SQLite, JSON |
|---|---|---|---|
| text | `string` | text | text |
| texts | a tuple | parted by semicolons; a list in Parquet | parted by semicolons; a list in JSON |
| closed | a category, from a closed set | text | text |
| whole | `Int64` | whole number | whole number |
| score | `float64` | number | number |
| truth | `boolean` | `true`, `false`; a truth in Parquet | 1, 0 |
| day | `datetime64[s]` | ISO 8601; a date in Parquet | ISO 8601 |

A cell that is empty is `NA`, `NaT`, `NULL` or nothing at all. Where a column is *needed*, no cell is. An arrow leads to
the table whose `id` it holds.
"""
FACES = {
    Face.FRAME: "frame",
    Face.LISTING: "listing",
    Face.TABLES: "tables",
    Face.NODE: "Neo4j node",
    Face.ARROW: "Neo4j relationship",
    Face.JSON: "JSON",
    Face.NETWORK: "network",
    Face.DRAWN: "`gexf`, `graphml`",
}
PARTS = (
    ("The graph", ("documents", "entities", "statements", "events")),
    ("What joins them", ("memberships", "roles", "evidence", "mentions", "disputes", "participants", "reports")),
    ("A row for each sentence", ("sentences", "coded")),
    ("Networks", ("nodes", "edges", "neo4j")),
    ("What an analysis gives", ("ranks", "steps", "communities", "moments", "pairs", "camps", "shared", "disputed")),
)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def page() -> str:
    """The page as Markdown."""
    parts = [INTRODUCTION]
    for title, names in PARTS:
        parts.append(f"## {title}\n")
        parts += [section(tables()[name]) for name in names]
    return "\n".join(parts).rstrip("\n") + "\n"


def section(table: Table) -> str:
    """A table with its columns."""
    lines = [f"### `{table.name}`", "", f"A row is {table.about}.", "", "| column | type | meaning | where |"]
    return "\n".join([*lines, "|---|---|---|---|", *map(line, table.columns), ""])


def line(column: Column) -> str:
    """A column as a row of its table."""
    needed = " *needed*" if column.is_needed else ""
    leads = f" → `{column.leads_to}`" if column.leads_to else ""
    where = ", ".join(said for face, said in FACES.items() if face in column.faces)
    kind = Kind(column.kind)
    return f"| `{column.name}` | {kind}{needed} | {column.about}{leads} | {where} |"


if __name__ == "__main__":
    main()
