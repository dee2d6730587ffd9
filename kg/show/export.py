"""The graph in other formats: statements as JSON lines or CSV, PLOVER events, RDF in five syntaxes, GraphML and GEXF.

RDF formats hold the whole graph; Turtle, which has no named graphs, their union; rdf12 is TriG with the triple terms of
RDF 1.2. The statement formats hold every
statement with its stance, once for each place where it stands. GraphML and GEXF hold facts alone: programs that draw
them know nothing of denials and hopes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import InputError
from kg.model.kinds import Role
from kg.model.order import evidence_order
from kg.model.records import Entity, Evidence, Knowledge, Literal, Statement
from kg.show.events import graph
from kg.show.events.graph import in_words
from kg.store import database, rdf
from kg.store.formats import ExportFormat
from kg.store.rdf.jsonld import jsonld
from kg.store.rdf.reified import reified
from kg.store.result import for_xml, guarded
from kg.terms.stance import MODALITIES

FIELDS = (
    "doc", "subject", "predicate", "object", "place", "time", "earliest", "latest", "topic", "addressee", "recipient",
    "instrument", "purpose", "cause", "other", "attributed_to", "attribution_chain",
    "polarity", "modality", "event_type", "unbound", "confidence", "rule", "start", "end",
    "evidence",
)  # fmt: skip

# Attributes of an edge, with their GraphML and GEXF type.
_EDGE = (
    ("predicate", "string"),
    ("phrase", "string"),
    ("document", "string"),
    ("attributed_to", "string"),
    ("time", "string"),
    ("event_type", "string"),
    ("confidence", "double"),
    ("quote", "string"),
)
_NODE = (("type", "string"), ("link", "string"))
# What programs write beside a node and on an edge; GEXF has a place of its own for it.
_LABEL = ("label", "string")


def export(knowledge: Knowledge, format: str) -> bytes:
    """The graph as a file of one of :class:`ExportFormat`; equal graphs give equal bytes.

    Raises:
        InputError: if there is no such format.
    """
    if format not in WRITERS:
        raise InputError(f"no format {format!r}; there are {', '.join(ExportFormat)}")
    return WRITERS[ExportFormat(format)](knowledge)


# -- statements ----------------------------------------------------------------------------------------------------


def rows(statements: Iterable[Statement], entities: Iterable[Entity]) -> list[dict[str, object]]:
    """Each statement as plain values under :data:`FIELDS`, once for each sentence that tells it, in text order."""
    labels = {entity.id: entity.label for entity in entities}
    listed = list(statements)
    said = {f"st:{statement.id}": statement for statement in listed}
    pairs = [(statement, evidence) for statement in listed for evidence in statement.evidence]
    pairs.sort(key=lambda pair: (pair[0].document, pair[1].sentence, evidence_order(pair[1]), pair[0].id))
    # A verb and a noun of one sentence may tell the same: two pieces of evidence, one row.
    first = {(statement.id, evidence.document, evidence.sentence): evidence for statement, evidence in reversed(pairs)}
    return [
        _row(statement, evidence, labels, said)
        for statement, evidence in pairs
        if first[statement.id, evidence.document, evidence.sentence] is evidence
    ]


def _row(
    statement: Statement, evidence: Evidence, labels: Mapping[str, str], said: Mapping[str, Statement]
) -> dict[str, object]:
    roles: dict[Role, str] = {}
    for role, node in statement.roles:
        roles.setdefault(role, in_words(node, labels, said))
    chain = [labels.get(id, id) for id in statement.attribution]
    object = statement.object_label or None
    if isinstance(statement.object, str) and statement.object in labels:
        object = labels[statement.object]
    return {
        "doc": statement.document,
        "subject": labels.get(statement.subject, statement.subject),
        "predicate": statement.phrase,
        "object": object,
        "place": roles.get(Role.PLACE),
        "time": roles.get(Role.TIME),
        "earliest": statement.earliest,
        "latest": statement.latest,
        "topic": roles.get(Role.TOPIC),
        "addressee": roles.get(Role.ADDRESSEE),
        "recipient": roles.get(Role.RECIPIENT),
        "instrument": roles.get(Role.INSTRUMENT),
        "purpose": roles.get(Role.PURPOSE),
        "cause": roles.get(Role.CAUSE),
        "other": roles.get(Role.OTHER),
        "attributed_to": chain[-1] if chain else None,
        "attribution_chain": chain,
        "polarity": statement.polarity.lower(),
        "modality": MODALITIES[statement.modality].row,
        "event_type": str(statement.event_type) if statement.event_type is not None else None,
        "unbound": [str(role) for role in statement.unbound],
        "confidence": statement.confidence,
        "rule": statement.rule,
        "start": evidence.sentence.start,
        "end": evidence.sentence.end,
        "evidence": evidence.quote,
    }


def _statements(knowledge: Knowledge) -> bytes:
    return _lines(rows(knowledge.statements, knowledge.entities))


def _csv(knowledge: Knowledge) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for row in rows(knowledge.statements, knowledge.entities):
        cells = {name: "; ".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
        writer.writerow({k: guarded(cell) if isinstance(cell, str) else cell for k, cell in cells.items()})
    return out.getvalue().encode("utf-8", "surrogatepass")


# -- events --------------------------------------------------------------------------------------------------------


def _events(knowledge: Knowledge) -> bytes:
    return _lines(graph.rows(knowledge))


def _lines(found: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found).encode("utf-8", "surrogatepass")


# -- RDF -----------------------------------------------------------------------------------------------------------


def _nquads(knowledge: Knowledge) -> bytes:
    written = serialize(rdf.quads(knowledge), format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(written.splitlines(keepends=True))))


def _trig(knowledge: Knowledge) -> bytes:
    return database.trig(rdf.quads(knowledge), rdf.names(knowledge))


def _turtle(knowledge: Knowledge) -> bytes:
    union = {Quad(quad.subject, quad.predicate, quad.object) for quad in rdf.quads(knowledge)}
    return database.trig(sorted(union, key=str), rdf.names(knowledge), format=RdfFormat.TURTLE)


def _jsonld(knowledge: Knowledge) -> bytes:
    return jsonld(rdf.quads(knowledge), rdf.names(knowledge).prefixes)


def _rdf12(knowledge: Knowledge) -> bytes:
    return database.trig(list(reified(rdf.quads(knowledge))), rdf.names(knowledge))


# -- graphs --------------------------------------------------------------------------------------------------------


def _edges(knowledge: Knowledge) -> Iterator[tuple[Statement, dict[str, str]]]:
    """The facts between two entities, sorted, with the attributes of their edge."""
    labels = {entity.id: entity.label for entity in knowledge.entities}
    for statement in sorted(knowledge.statements, key=lambda s: (s.subject, str(s.object), s.id, s.document)):
        if not statement.is_fact or statement.subject not in labels or statement.object not in labels:
            continue
        time = next((n.value for role, n in statement.roles if role is Role.TIME and isinstance(n, Literal)), "")
        yield (
            statement,
            {
                "predicate": statement.predicate,
                "phrase": statement.phrase,
                "document": statement.document,
                "attributed_to": labels.get(statement.attribution[-1], "") if statement.attribution else "",
                "time": time,
                "event_type": statement.event_type or "",
                "confidence": repr(statement.confidence),
                "quote": statement.evidence[0].quote if statement.evidence else "",
            },
        )


def _drawn(knowledge: Knowledge) -> tuple[list[Entity], list[tuple[Statement, dict[str, str]]]]:
    edges = list(_edges(knowledge))
    ends = {end for statement, _ in edges for end in (statement.subject, statement.object)}
    return sorted((e for e in knowledge.entities if e.id in ends), key=lambda e: e.id), edges


def _graphml(knowledge: Knowledge) -> bytes:
    entities, edges = _drawn(knowledge)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(
            f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{type}"/>'
            for what, keys in (("node", (_LABEL, *_NODE)), ("edge", (_LABEL, *_EDGE)))
            for name, type in keys
        ),
        '<graph edgedefault="directed">',
    ]
    for entity in entities:
        data = {"label": entity.label, "type": entity.type, "link": entity.link or ""}
        lines.append(f"<node id={_attribute(entity.id)}>{_data('node', data)}</node>")
    for number, (statement, attributes) in enumerate(edges):
        ends = f"source={_attribute(statement.subject)} target={_attribute(str(statement.object))}"
        data = {"label": statement.phrase, **attributes}
        lines.append(f'<edge id="{number}" {ends}>{_data("edge", data)}</edge>')
    lines += ["</graph>", "</graphml>", ""]
    return "\n".join(lines).encode("utf-8")


def _data(what: str, values: Mapping[str, str]) -> str:
    return "".join(f'<data key="{what}_{name}">{escape(for_xml(value))}</data>' for name, value in values.items())


def _gexf(knowledge: Knowledge) -> bytes:
    entities, edges = _drawn(knowledge)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        '<graph defaultedgetype="directed" mode="static">',
    ]
    for what, keys in (("node", _NODE), ("edge", _EDGE)):
        listed = "".join(f'<attribute id="{name}" title="{name}" type="{type}"/>' for name, type in keys)
        lines.append(f'<attributes class="{what}">{listed}</attributes>')
    lines.append("<nodes>")
    for entity in entities:
        values = _values({"type": entity.type, "link": entity.link or ""})
        lines.append(f"<node id={_attribute(entity.id)} label={_attribute(entity.label)}>{values}</node>")
    lines += ["</nodes>", "<edges>"]
    for number, (statement, attributes) in enumerate(edges):
        ends = f"source={_attribute(statement.subject)} target={_attribute(str(statement.object))}"
        label = _attribute(statement.phrase)
        lines.append(f'<edge id="{number}" {ends} label={label}>{_values(attributes)}</edge>')
    lines += ["</edges>", "</graph>", "</gexf>", ""]
    return "\n".join(lines).encode("utf-8")


def _values(values: Mapping[str, str]) -> str:
    listed = "".join(f'<attvalue for="{name}" value={_attribute(value)}/>' for name, value in values.items())
    return f"<attvalues>{listed}</attvalues>"


def _attribute(value: str) -> str:
    return quoteattr(for_xml(value))


WRITERS: Mapping[ExportFormat, Callable[[Knowledge], bytes]] = {
    ExportFormat.STATEMENTS: _statements,
    ExportFormat.EVENTS: _events,
    ExportFormat.NQUADS: _nquads,
    ExportFormat.TRIG: _trig,
    ExportFormat.TURTLE: _turtle,
    ExportFormat.JSONLD: _jsonld,
    ExportFormat.RDF12: _rdf12,
    ExportFormat.GRAPHML: _graphml,
    ExportFormat.GEXF: _gexf,
    ExportFormat.CSV: _csv,
}
