"""The graph in other formats, all of them listed in ``FORMATS``; those of other programs are in ``kg.show.exports``.

Here are statements as JSON lines or CSV, PLOVER events, and RDF in five syntaxes. RDF formats hold the whole graph;
Turtle, which has no named graphs, their union; rdf12 is TriG with the triple terms of RDF 1.2. The statement formats
hold every statement with its stance, once for each place where it stands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import InputError, shown
from kg.model.kinds import Role
from kg.model.order import evidence_order
from kg.model.records import Entity, Evidence, Knowledge, Statement
from kg.show.columns import Face, names
from kg.show.events import graph
from kg.show.events.graph import in_words
from kg.show.exports.drawn import gexf, graphml
from kg.show.exports.ftm import ftm
from kg.show.exports.lists import kggen, langchain
from kg.show.exports.neo4j import neo4j
from kg.show.exports.obsidian import obsidian
from kg.show.exports.parquet import parquet
from kg.show.exports.sqlite import sqlite
from kg.show.exports.tables import tables
from kg.show.exports.told import json_line
from kg.store import database, rdf
from kg.store.formats import ExportFormat, FolderFormat
from kg.store.rdf.jsonld import jsonld
from kg.store.rdf.reified import reified
from kg.store.result import guarded
from kg.terms.stance import MODALITIES

FIELDS = names(Face.JSON, "sentences")

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Format:
    """How a format is written.

    Attributes:
        write: gives the file, or the files of a folder by their paths; takes the graph and these options.
        takes: names of its options, ``view`` or ``raw``.
    """

    write: Callable[..., bytes | Files]
    takes: frozenset[str] = frozenset()


def export(knowledge: Knowledge, format: str, *, view: str | None = None, raw: bool = False) -> bytes:
    """The graph as a file of one of :class:`ExportFormat`; equal graphs give equal bytes.

    Args:
        knowledge: the graph.
        format: which.
        view: of graphml and gexf: ``facts``, ``actors`` or ``all``; None is facts.
        raw: of csv: leave cells as they are that a spreadsheet would run as a formula.

    Raises:
        InputError: if there is no such format, it is a folder of files, or it has no such option.
    """
    written = exported(knowledge, format, view=view, raw=raw)
    if not isinstance(written, bytes):
        raise InputError(
            f"{format} is a folder of files, and no single file. Name a folder to write it to, with -o, "
            f"in Python graph.export_to('FOLDER', '{format}')"
        )
    return written


def exported(knowledge: Knowledge, format: str, *, view: str | None = None, raw: bool = False) -> bytes | Files:
    """The same of all formats: those of :class:`FolderFormat` as their files by path.

    Raises:
        InputError: if there is no such format, or it has no such option.
    """
    known = {str(name): found for name, found in FORMATS.items()}
    if format not in known:
        raise InputError(f"no format {shown(format)}; there are {', '.join(known)}")
    given = {"view": view} if view is not None else {}
    options: dict[str, object] = {**given, **({"raw": True} if raw else {})}
    for name in options:
        if name not in known[format].takes:
            takers = [other for other, found in known.items() if name in found.takes]
            raise InputError(f"{format} takes no {name}; {', '.join(takers)} do. Leave it out, or take one of these")
    return known[format].write(knowledge, **options)


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


def _csv(knowledge: Knowledge, *, raw: bool = False) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for row in rows(knowledge.statements, knowledge.entities):
        cells = {name: "; ".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
        writer.writerow({k: guarded(cell) if isinstance(cell, str) and not raw else cell for k, cell in cells.items()})
    return out.getvalue().encode("utf-8", "surrogatepass")


# -- events --------------------------------------------------------------------------------------------------------


def _events(knowledge: Knowledge) -> bytes:
    return _lines(graph.rows(knowledge))


def _lines(found: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(map(json_line, found)).encode("utf-8", "surrogatepass")


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


# -- all of them ---------------------------------------------------------------------------------------------------

_VIEWS, _RAW = frozenset({"view"}), frozenset({"raw"})

FORMATS: Mapping[ExportFormat | FolderFormat, Format] = {
    ExportFormat.STATEMENTS: Format(_statements),
    ExportFormat.EVENTS: Format(_events),
    ExportFormat.NQUADS: Format(_nquads),
    ExportFormat.TRIG: Format(_trig),
    ExportFormat.TURTLE: Format(_turtle),
    ExportFormat.JSONLD: Format(_jsonld),
    ExportFormat.RDF12: Format(_rdf12),
    ExportFormat.GRAPHML: Format(graphml, _VIEWS),
    ExportFormat.GEXF: Format(gexf, _VIEWS),
    ExportFormat.CSV: Format(_csv, _RAW),
    ExportFormat.SQLITE: Format(sqlite),
    ExportFormat.FTM: Format(ftm),
    ExportFormat.LANGCHAIN: Format(langchain),
    ExportFormat.KGGEN: Format(kggen),
    FolderFormat.NEO4J: Format(neo4j),
    FolderFormat.TABLES: Format(tables, _RAW),
    FolderFormat.PARQUET: Format(parquet),
    FolderFormat.OBSIDIAN: Format(obsidian),
}
