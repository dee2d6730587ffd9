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
from kg.model.order import evidence_order
from kg.model.records import Entity, Evidence, Knowledge, Literal, Modality, Node, Polarity, Role, Statement
from kg.store import database, rdf
from kg.store.rdf.jsonld import jsonld
from kg.store.rdf.reified import reified
from kg.store.result import NOT_XML, guarded
from kg.terms import lexicon, plover

MODALITIES: Mapping[Modality, str] = {
    Modality.ACTUAL: "asserted",
    Modality.PLANNED: "future",
    Modality.REQUESTED: "desired",
    Modality.DESIRED: "desired",
    Modality.POSSIBLE: "possible",
    Modality.CONDITIONAL: "conditional",
    Modality.OBLIGATION: "obligation",
}

FIELDS = (
    "doc", "subject", "predicate", "object", "place", "time", "topic", "attributed_to", "attribution_chain",
    "polarity", "modality", "event_type", "confidence", "rule", "start", "end", "evidence",
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
# The object of this relation is where the event was.
_WHERE = "kg:metAt"

_NODE = (("type", "string"), ("link", "string"))


def export(knowledge: Knowledge, format: str) -> bytes:
    """The graph as a file of one of :data:`FORMATS`; equal graphs give equal bytes.

    Raises:
        InputError: if there is no such format.
    """
    if format not in FORMATS:
        raise InputError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    return FORMATS[format](knowledge)


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
        roles.setdefault(role, _words(node, labels, said))
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
        "topic": roles.get(Role.TOPIC),
        "attributed_to": chain[-1] if chain else None,
        "attribution_chain": chain,
        "polarity": statement.polarity.lower(),
        "modality": MODALITIES[statement.modality],
        "event_type": statement.event_type,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "start": evidence.sentence.start,
        "end": evidence.sentence.end,
        "evidence": evidence.quote,
    }


def _words(node: Node, labels: Mapping[str, str], said: Mapping[str, Statement]) -> str:
    """An entity's label, a literal's value, a statement's words."""
    if isinstance(node, Literal):
        return node.value
    if node in said:
        statement = said[node]
        negation = "not" if statement.polarity is Polarity.NEGATIVE else ""
        subject = labels.get(statement.subject, statement.subject)
        parts = (subject, negation, statement.phrase, statement.object_label)
        return " ".join(part for part in parts if part)
    return labels.get(node, node)


def _statements(knowledge: Knowledge) -> bytes:
    return _lines(rows(knowledge.statements, knowledge.entities))


def _csv(knowledge: Knowledge) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for row in rows(knowledge.statements, knowledge.entities):
        chain = row["attribution_chain"]
        cells = row | {"attribution_chain": "; ".join(chain) if isinstance(chain, list) else chain}
        writer.writerow({k: guarded(cell) if isinstance(cell, str) else cell for k, cell in cells.items()})
    return out.getvalue().encode("utf-8", "surrogatepass")


# -- events --------------------------------------------------------------------------------------------------------


def event_rows(knowledge: Knowledge) -> list[dict[str, object]]:
    """Each event that a sentence tells, coded after PLOVER, in text order; once for each trigger.

    ``doc start end evidence`` say where; the other fields are those of ``kg extract --format events``, with entities
    by their canonical labels. What is coordinated, and what two sides do together, shares one trigger and one row.
    """
    labels = {entity.id: entity for entity in knowledge.entities}
    said = {f"st:{statement.id}": statement for statement in knowledge.statements}
    found: dict[tuple[object, ...], tuple[Statement, Evidence, str, list[str], list[str]]] = {}
    pairs = [(statement, evidence) for statement in knowledge.statements for evidence in statement.evidence]
    for statement, evidence in sorted(pairs, key=lambda pair: (evidence_order(pair[1]), pair[0].id)):
        before = evidence.quote[: max(evidence.predicate.start - evidence.sentence.start, 0)]
        promised = next((said[node] for node in _nodes(statement) if isinstance(node, str) and node in said), None)
        code = plover.code_of(statement, before=before, modality=statement.modality, promised=promised)
        if code is None:
            continue
        sources, targets = _sides(statement, promised, labels)
        key = (evidence.document, evidence.predicate, code, statement.polarity, statement.modality)
        _, _, _, acting, suffering = found.setdefault(key, (statement, evidence, code, [], []))
        acting += sources
        suffering += targets
    texts = {document.id: document.text for document in knowledge.documents}
    names = {id: entity.label for id, entity in labels.items()}
    return [
        {
            "doc": evidence.document,
            **plover.row(
                code,
                sources=acting,
                targets=suffering,
                place=_place(statement, names, said),
                date=_role(statement, Role.TIME, names, said),
                attribution=[names.get(id, id) for id in statement.attribution],
                polarity=statement.polarity,
                modality=statement.modality,
                mode=plover.mode(statement, code),
                trigger=" ".join(evidence.predicate.of(texts.get(evidence.document, "")).split()),
            ),
            "start": evidence.sentence.start,
            "end": evidence.sentence.end,
            "evidence": evidence.quote,
        }
        for statement, evidence, code, acting, suffering in found.values()
    ]


def _nodes(statement: Statement) -> Iterator[Node | None]:
    yield statement.object
    yield from (node for role, node in statement.roles if role is Role.TOPIC)


def _sides(
    statement: Statement, promised: Statement | None, entities: Mapping[str, Entity]
) -> tuple[list[str], list[str]]:
    """Who acts, and on whom: a recipient or addressee before the object; the actor behind a clause or a topic."""

    def names(nodes: Iterable[Node | None]) -> list[str]:
        listed = [entities[node] for node in nodes if isinstance(node, str) and node in entities]
        return [(entities.get(e.of or "", e) if e.type == "Topic" else e).label for e in listed]

    if plover.is_demand(statement):
        return names(statement.attribution[-1:]), names([statement.subject])
    match = lexicon.load().read(statement.phrase)
    if match is not None and match.is_passive:
        return [], names([statement.subject])
    receiving = [node for role, node in statement.roles if role in (Role.RECIPIENT, Role.ADDRESSEE)]
    inner = [promised.object, promised.subject] if promised is not None and statement.object not in entities else []
    # What is asked for is asked of whoever shall do it; what is promised or told is done to somebody.
    inner = inner[::-1] if statement.event_type in ("REQUEST", "ACCUSE") else inner
    sources = names([statement.subject])
    object = None if statement.predicate == _WHERE else statement.object
    steps = (names(receiving), names([object]), *(names([node]) for node in inner))
    return sources, next((found for found in steps if found and found != sources), [])


def _place(statement: Statement, labels: Mapping[str, str], said: Mapping[str, Statement]) -> str | None:
    if statement.predicate == _WHERE and statement.object is not None:
        return _words(statement.object, labels, said)
    return _role(statement, Role.PLACE, labels, said)


def _role(statement: Statement, role: Role, labels: Mapping[str, str], said: Mapping[str, Statement]) -> str | None:
    return next((_words(node, labels, said) for known, node in statement.roles if known is role), None)


def _events(knowledge: Knowledge) -> bytes:
    return _lines(event_rows(knowledge))


def _lines(found: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found).encode("utf-8", "surrogatepass")


# -- RDF -----------------------------------------------------------------------------------------------------------


def _nquads(knowledge: Knowledge) -> bytes:
    written = serialize(rdf.quads(knowledge), format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(written.splitlines(keepends=True))))


def _trig(knowledge: Knowledge) -> bytes:
    return database.trig(rdf.quads(knowledge))


def _turtle(knowledge: Knowledge) -> bytes:
    union = {Quad(quad.subject, quad.predicate, quad.object) for quad in rdf.quads(knowledge)}
    return database.trig(sorted(union, key=str), format=RdfFormat.TURTLE)


def _jsonld(knowledge: Knowledge) -> bytes:
    return jsonld(rdf.quads(knowledge))


def _rdf12(knowledge: Knowledge) -> bytes:
    return database.trig(list(reified(rdf.quads(knowledge))))


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
            f'<key id="{name}" for="{what}" attr.name="{name}" attr.type="{type}"/>'
            for what, keys in (("node", (("label", "string"), *_NODE)), ("edge", _EDGE))
            for name, type in keys
        ),
        '<graph edgedefault="directed">',
    ]
    for entity in entities:
        data = {"label": entity.label, "type": entity.type, "link": entity.link or ""}
        lines.append(f"<node id={_attribute(entity.id)}>{_data(data)}</node>")
    for number, (statement, attributes) in enumerate(edges):
        ends = f"source={_attribute(statement.subject)} target={_attribute(str(statement.object))}"
        lines.append(f'<edge id="{number}" {ends}>{_data(attributes)}</edge>')
    lines += ["</graph>", "</graphml>", ""]
    return "\n".join(lines).encode("utf-8")


def _data(values: Mapping[str, str]) -> str:
    return "".join(f'<data key="{name}">{escape(NOT_XML.sub("", value))}</data>' for name, value in values.items())


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
    return quoteattr(NOT_XML.sub("", value))


FORMATS: Mapping[str, Callable[[Knowledge], bytes]] = {
    "statements": _statements,
    "events": _events,
    "nquads": _nquads,
    "trig": _trig,
    "turtle": _turtle,
    "jsonld": _jsonld,
    "rdf12": _rdf12,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
}
