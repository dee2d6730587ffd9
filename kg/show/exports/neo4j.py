"""The graph for Neo4j: CSV files for ``neo4j-admin database import``, and a Cypher script for a server that runs.

A fact is a relationship between two entities, of the type of its relation. Every statement, whatever its stance, is
also a node, which says who it is about, who says so and where: so that a denied claim is never walked along as a
relationship, and can still be asked for.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model.records import Event, Knowledge, Node, Statement
from kg.show.columns import Column, Face, Kind, columns, names
from kg.show.exports import told
from kg.show.exports.schema import statement_row
from kg.show.exports.told import Told, edge_type, line
from kg.terms.vocab import compact, document_iri, event_iri

NODES, RELATIONSHIPS, SCRIPT = "nodes.csv", "relationships.csv", "load.cypher"

# Rows of one statement of the script: what a server with its usual memory takes at once.
_AT_ONCE = 500
# Of a list in a cell of CSV; no item may hold it.
_BETWEEN = ";"

Value = str | int | float | bool | list[str]

# The types of properties, as the head of a CSV file has them; all others are text.
_TYPES = {Kind.TEXTS: "string[]", Kind.SCORE: "double", Kind.DAY: "date", Kind.TRUTH: "boolean", Kind.WHOLE: "int"}
# What leads from a statement, an event or a body; no relation of a fact takes these names.
STRUCTURE = frozenset(
    {
        "HAS_SUBJECT", "HAS_OBJECT", "HAS_ROLE", "ATTRIBUTED_TO", "STANDS_IN", "DISPUTED_BY", "REPORTED_BY",
        "HAS_PARTICIPANT", "HAS_PLACE", "BELONGS_TO", "KNOWN_MEMBER_OF",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Vertex:
    """A node: its id with the prefix of its kind, its labels, the first with a constraint, and its properties."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class Arrow:
    """A relationship; its key are the properties that tell it from others of its type between the same two nodes."""

    start: str
    end: str
    type: str
    key: Mapping[str, Value] = field(default_factory=dict)
    properties: Mapping[str, Value] = field(default_factory=dict)


def neo4j(knowledge: Knowledge) -> dict[str, bytes]:
    """The files by name: nodes, relationships, and the script that makes the same of a database that runs."""
    told_of = Told(knowledge)
    vertices, arrows = list(_vertices(told_of)), sorted(_arrows(told_of), key=_place)
    return {
        NODES: _csv(
            ("id:ID", ":LABEL", *map(_head, columns(Face.NODE))),
            ((v.id, _BETWEEN.join(v.labels), *_cells(v.properties, names(Face.NODE))) for v in vertices),
        ),
        RELATIONSHIPS: _csv(
            (":START_ID", ":END_ID", ":TYPE", *map(_head, columns(Face.ARROW))),
            ((a.start, a.end, a.type, *_cells({**a.key, **a.properties}, names(Face.ARROW))) for a in arrows),
        ),
        SCRIPT: "".join(_script(vertices, arrows)).encode(),
    }


def _place(arrow: Arrow) -> tuple[str, str, str, str]:
    return arrow.type, arrow.start, arrow.end, repr(sorted(arrow.key.items()))


# -- nodes ---------------------------------------------------------------------------------------------------------


def _vertices(told_of: Told) -> Iterator[Vertex]:
    properties: dict[str, Value | None]
    for entity in told_of.entities:
        properties = {
            "name": told_of.labels[entity.id],
            "type": entity.type,
            "wikidata": entity.link,
            "aliases": [name.replace(_BETWEEN, ",") for alias in sorted(entity.aliases) if (name := line(alias))],
        }
        yield Vertex(f"e:{entity.id}", ("Entity", entity.type), _told(properties))
    for document in told_of.documents:
        properties = {
            "name": told_of.titles[document.id],
            "title": line(document.title or ""),
            "date": told.day(document.date),
            "date_told": line(document.date or ""),
            "source": line(document.source or ""),
            "url": told.address(document),
        }
        yield Vertex(_document(document.id), ("Document",), _told(properties))
    for statement in told_of.statements:
        labels = ("Statement", "Fact") if statement.is_fact else ("Statement",)
        properties = {"name": told_of.claim(statement), **_of_statement(statement, told_of, Face.NODE)}
        yield Vertex(f"st:{statement.id}", labels, _told(properties))
    for event in told_of.events:
        yield Vertex(_event(event), ("Event",), _told(_happening(event, told_of)))


def _of_statement(statement: Statement, told_of: Told, face: Face) -> dict[str, Value | None]:
    """What the table of statements says of one, as far as a node or relationship has it; each text on one line."""
    row = statement_row(statement, told_of)
    cells = ((name, row[name]) for name in names(face, "statements") if name in row)
    return {name: line(cell) if isinstance(cell, str) else cell for name, cell in cells if not isinstance(cell, tuple)}


def _happening(event: Event, told_of: Told) -> dict[str, Value | None]:
    return {
        "name": line(event.label),
        "type": str(event.type),
        "place_label": line(told_of.name(event.place)),
        "time": line(event.time or ""),
        "earliest": told.day(event.earliest),
        "latest": told.day(event.latest),
        "statements": len(event.statements),
    }


def _told(properties: Mapping[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def _document(id: str) -> str:
    return compact(document_iri(id))


def _event(event: Event) -> str:
    return compact(event_iri(event.id))


# -- relationships -------------------------------------------------------------------------------------------------


def _arrows(told_of: Told) -> Iterator[Arrow]:
    yield from _facts(told_of)
    for statement in told_of.statements:
        yield from _parts(statement, told_of)
    for entity in told_of.entities:
        if entity.of in told_of.by_id:
            yield Arrow(f"e:{entity.id}", f"e:{entity.of}", "BELONGS_TO")
        for member in sorted(entity.memberships):
            if member.body in told_of.by_id:
                key = _told({"start": member.start, "end": member.end})
                yield Arrow(f"e:{entity.id}", f"e:{member.body}", "KNOWN_MEMBER_OF", key)
    for event in told_of.events:
        for role, id in sorted(set(event.participants)):
            if id in told_of.by_id:
                yield Arrow(_event(event), f"e:{id}", "HAS_PARTICIPANT", {"role": str(role)})
        if event.place in told_of.by_id:
            yield Arrow(_event(event), f"e:{event.place}", "HAS_PLACE")
        yield from (Arrow(_event(event), f"st:{id}", "REPORTED_BY") for id in sorted(set(event.statements)))
    for one, other in sorted(told_of.knowledge.fusion.disputes):
        yield Arrow(f"st:{one}", f"st:{other}", "DISPUTED_BY")


def _facts(told_of: Told) -> Iterator[Arrow]:
    dates = {document.id: told.day(document.date) for document in told_of.documents}
    for link in told_of.links():
        if not link.is_fact:
            continue
        statement = link.statement
        properties = {**_of_statement(statement, told_of, Face.ARROW), "date": dates.get(statement.document)}
        type = edge_type(link.relation)
        type = f"{type}_" if type in STRUCTURE else type
        key = {"statement": f"st:{statement.id}"}
        yield Arrow(f"e:{link.source.id}", f"e:{link.target.id}", type, key, _told(properties))


def _parts(statement: Statement, told_of: Told) -> Iterator[Arrow]:
    id = f"st:{statement.id}"
    documents = {document.id for document in told_of.documents}
    for type, node in (("HAS_SUBJECT", statement.subject), ("HAS_OBJECT", statement.object)):
        if (end := _end(node, told_of)) is not None:
            yield Arrow(id, end, type)
    for role, node in dict.fromkeys(statement.roles):
        if (end := _end(node, told_of)) is not None:
            yield Arrow(id, end, "HAS_ROLE", {"role": str(role)})
    for place, speaker in enumerate(reversed(statement.attribution), start=1):
        if speaker in told_of.by_id:
            yield Arrow(id, f"e:{speaker}", "ATTRIBUTED_TO", {"order": place})
    if statement.document in documents:
        yield Arrow(id, _document(statement.document), "STANDS_IN")


def _end(node: Node | None, told_of: Told) -> str | None:
    if not isinstance(node, str):
        return None
    return f"e:{node}" if node in told_of.by_id else node if node in told_of.said else None


# -- CSV -----------------------------------------------------------------------------------------------------------


def _head(column: Column) -> str:
    return f"{column.name}:{_TYPES[column.kind]}" if column.kind in _TYPES else column.name


def _cells(properties: Mapping[str, Value], names: Iterable[str]) -> Iterator[str | int | float | None]:
    for name in names:
        value = properties.get(name)
        if isinstance(value, bool):
            yield "true" if value else "false"
        else:
            yield _BETWEEN.join(value) if isinstance(value, list) else value


def _csv(head: Sequence[str], rows: Iterable[Iterable[str | int | float | None]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


# -- Cypher --------------------------------------------------------------------------------------------------------


def _script(vertices: Sequence[Vertex], arrows: Sequence[Arrow]) -> Iterator[str]:
    yield "// Written by kg export: cypher-shell -f load.cypher. To run it again changes nothing.\n"
    for label in ("Entity", "Document", "Statement", "Event"):
        yield (f"CREATE CONSTRAINT kg_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;\n")
    groups: dict[tuple[str, ...], list[Vertex]] = defaultdict(list)
    for vertex in vertices:
        groups[vertex.labels].append(vertex)
    for first, *others in sorted(groups):
        more = "".join(f" SET n:{quoted(label)}" for label in others)
        rows = [cypher({"id": vertex.id, **vertex.properties}) for vertex in groups[first, *others]]
        yield from _batches(rows, f"MERGE (n:{quoted(first)} {{id: row.id}}){more} SET n += row")
    kinds = {vertex.id: vertex.labels[0] for vertex in vertices}
    between: dict[tuple[str, str, str, tuple[str, ...]], list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        if arrow.start in kinds and arrow.end in kinds:
            between[arrow.type, kinds[arrow.start], kinds[arrow.end], tuple(sorted(arrow.key))].append(arrow)
    for (type, start, end, key), joined in sorted(between.items()):
        told_by = ", ".join(f"{name}: row.key.{name}" for name in key)
        rows = [
            cypher({"start": a.start, "end": a.end, "key": dict(a.key), "told": dict(a.properties)}) for a in joined
        ]
        yield from _batches(
            rows,
            f"MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
            f"MERGE (a)-[r:{quoted(type)}{f' {{{told_by}}}' if told_by else ''}]->(b) SET r += row.told",
        )


def _batches(rows: Sequence[str], what: str) -> Iterator[str]:
    for at in range(0, len(rows), _AT_ONCE):
        listed = ",\n ".join(rows[at : at + _AT_ONCE])
        yield f"UNWIND [\n {listed}\n] AS row\n{what};\n"


def quoted(name: str) -> str:
    """A name as Cypher takes it wherever it stands.

    >>> quoted("SUPPORTS")
    '`SUPPORTS`'
    """
    return "`" + name.replace("`", "``") + "`"


def cypher(value: object, name: str = "") -> str:
    """A value as an expression of Cypher; text of a property that holds days becomes a date.

    >>> cypher({"name": "Xi's \\\\ plan", "latest": "2024-09-10", "confidence": 0.9, "is_fact": True})
    "{name: 'Xi\\\\'s \\\\\\\\ plan', latest: date('2024-09-10'), confidence: 0.9, is_fact: true}"
    """
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {cypher(inner, key)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(cypher, value)) + "]"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return json.dumps(value)
        case _:
            return f"date({_text(str(value))})" if name in _days() else _text(str(value))


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    return frozenset(c.name for face in (Face.NODE, Face.ARROW) for c in columns(face) if c.kind is Kind.DAY)


def _text(value: str) -> str:
    # Neo4j turns "\\u0041" into a letter before it looks at the backslash in front, so that none may stand before a u.
    escaped = value.replace("\\", "\\\\").replace("\\u", "\\\\u0075").replace("'", "\\'")
    return f"'{escaped}'"
