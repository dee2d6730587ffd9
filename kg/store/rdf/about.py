"""What a graph says of an entity, without reading the rest: its statements, with all whom they name."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, Store

from kg.model.links import Merge
from kg.model.order import merge_order
from kg.model.records import Document, Entity, Knowledge, Node, Origin, Statement
from kg.store import base
from kg.store.rdf.reading import Triples, read_document, read_entities, read_fusion, read_node
from kg.store.rdf.single import put, statement_of
from kg.store.rdf.terms import id_of, term
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

# What explains an entity beside its merges, of which a well known one has thousands.
_TOLD = tuple(
    term(name)
    for name in (
        *("rdf:type", "rdfs:label", "skos:altLabel", "skos:exactMatch"),
        *("kg:of", "kg:country", "kg:names", "kg:membership"),
    )
)
# Facts, and what would be one if its source were surer. The engine is asked for each by itself: together it begins with
# all that is certain.
_TOLD_AS_FACT = "kg:polarity kg:Positive ; kg:modality kg:Actual"
_UNSURE = ("kg:certainty kg:Doubtful", "kg:certainty kg:Unspecified")

# Cells of a row, by their column.
_Row = Mapping[str, Mapping[str, str]]


class Line(NamedTuple):
    """A statement of a document, as far as it takes to choose it.

    Attributes:
        statement: its IRI, under the base of the graph.
        document: id of the document.
        predicate: term with prefix; empty where nobody asked for words.
        phrase: the predicate in words.
        object: entity id, statement or literal.
        object_label: the object in words.
    """

    statement: str
    document: str
    predicate: str = ""
    phrase: str = ""
    object: Node | None = None
    object_label: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The statement and its document."""
        return self.statement, self.document


def lines_of(store: Store, iris: Sequence[str], *, words: bool = True) -> list[Line]:
    """The statements that have one of some entities as their subject, once for each document.

    Args:
        store: the graph.
        iris: of the entities, under the base of the graph.
        words: whether predicates and objects are asked for, which takes twice as long.
    """
    names = base.namespaces(store)
    more = "rdf:predicate ?p ; kg:phrase ?v ; kg:objectLabel ?l . OPTIONAL { ?s rdf:object ?o }" if words else ""
    rows = _with_subject(store, names, iris, "SELECT *", more)
    return sorted((_line(row, names) for row in rows), key=lambda line: line.place)


def _line(row: _Row, names: Namespaces) -> Line:
    value = {name: cell["value"] for name, cell in row.items()}
    place = value["s"], id_of(names.usual(value["g"]))
    if "p" not in value:
        return Line(*place)
    return Line(*place, names.compact(value["p"]), value["v"], _node(row.get("o"), names), value["l"])


def _node(cell: Mapping[str, str] | None, names: Namespaces) -> Node | None:
    if cell is None:
        return None
    if cell["type"] == "uri":
        return read_node(NamedNode(names.usual(cell["value"])))
    return read_node(RdfLiteral(cell["value"], datatype=NamedNode(cell.get("datatype", vocab.term_iri("xsd:string")))))


def first_of(store: Store, iris: Sequence[str], most: int) -> tuple[list[Line], int]:
    """Lines without words among which are the first so many facts of some entities, and how many lines there are.

    They are whole documents, the first by id; all lines where there are not so many facts.
    """
    names = base.namespaces(store)
    counted = Counter[str]()
    for row in _with_subject(store, names, iris, "SELECT ?g (COUNT(*) AS ?n)", _TOLD_AS_FACT, "GROUP BY ?g"):
        counted[row["g"]["value"]] += int(row["n"]["value"])
    counted.subtract(
        graph for graph, _ in _places(store, names, iris, *(f"{_TOLD_AS_FACT} ; {one}" for one in _UNSURE))
    )
    chosen, facts = list[str](), 0
    for graph in sorted(counted, key=lambda graph: id_of(names.usual(graph))):
        chosen.append(graph)
        facts += counted[graph]
        if facts >= most:
            break
    if facts < most:
        lines = lines_of(store, iris, words=False)
        return lines, len(lines)
    total = sum(int(row["n"]["value"]) for row in _with_subject(store, names, iris, "SELECT (COUNT(*) AS ?n)"))
    found = (
        Line(quad.subject.value, id_of(names.usual(graph)))
        for graph in chosen
        for iri in iris
        for quad in store.quads_for_pattern(None, term("rdf:subject"), NamedNode(iri), NamedNode(graph))
        if isinstance(quad.subject, NamedNode)
    )
    return sorted(found), total


def facts_of(store: Store, iris: Sequence[str]) -> set[tuple[str, str]]:
    """Which statements of some entities their documents tell as facts: IRI, and id of the document."""
    names = base.namespaces(store)
    unsure = _places(store, names, iris, *(f"{_TOLD_AS_FACT} ; {one}" for one in _UNSURE))
    told = _places(store, names, iris, _TOLD_AS_FACT)
    return {(iri, id_of(names.usual(graph))) for graph, iri in told - unsure}


def _places(store: Store, names: Namespaces, iris: Sequence[str], *told: str) -> set[tuple[str, str]]:
    """Graph and statement of which any of these is told."""
    rows = (row for one in told for row in _with_subject(store, names, iris, "SELECT ?g ?s", one))
    return {(row["g"]["value"], row["s"]["value"]) for row in rows}


def _with_subject(
    store: Store, names: Namespaces, iris: Sequence[str], select: str, told: str = "", behind: str = ""
) -> Iterator[_Row]:
    """What is selected of the statements of each entity."""
    for iri in iris:
        pattern = f"?s rdf:subject {NamedNode(iri)} {f'; {told}' if told else ''}"
        yield from _rows(store, names, f"{select} {{ GRAPH ?g {{ {pattern} }} }} {behind}")


def said_of(store: Store, lines: Iterable[Line], named: Iterable[str] = ()) -> Knowledge:
    """The records of some statements: they, those whom they name, and how often each is told.

    There are no events, and documents without their texts.

    Args:
        store: the graph.
        lines: of the statements.
        named: IRIs of entities that are to be there too, under the base of the graph.
    """
    names = base.namespaces(store)
    places = sorted({line.place for line in lines})
    read = (statement_of(store, iri, document, names) for iri, document in places)
    said = sorted((s for s in read if s is not None), key=lambda s: (s.id, s.document))
    wanted = {names.own(vocab.entity_iri(id)) for statement in said for id in _named(statement)}
    decided: Triples = defaultdict(lambda: defaultdict(list))
    graph = NamedNode(names.iri("g:entities"))
    for iri in dict.fromkeys(iri for iri, _ in places):
        put(decided, store.quads_for_pattern(NamedNode(iri), None, None, graph), names)
    documents = tuple(_document(store, id, names) for id in sorted({statement.document for statement in said}))
    entities = _entities(store, sorted({*wanted, *named}), names)
    return Knowledge(documents, entities, tuple(said), read_fusion(decided, said), Origin())


def _document(store: Store, id: str, names: Namespaces) -> Document:
    """What is told of a document beside its text."""
    node = NamedNode(names.own(vocab.document_iri(id)))
    triples: Triples = defaultdict(lambda: defaultdict(list))
    passed = (term("kg:content"), term("kg:block"))
    put(triples, (q for q in store.quads_for_pattern(node, None, None, node) if q.predicate not in passed), names)
    return read_document(id, triples[vocab.document_iri(id)])


def _named(statement: Statement) -> Iterable[str]:
    """The entities by whose labels a statement is told."""
    yield statement.subject
    yield from statement.attribution
    if isinstance(statement.object, str) and not statement.object.startswith("st:"):
        yield statement.object


def _entities(store: Store, iris: Iterable[str], names: Namespaces) -> tuple[Entity, ...]:
    graph = NamedNode(names.iri("g:entities"))
    triples: Triples = defaultdict(lambda: defaultdict(list))
    merges: dict[str, tuple[Merge, ...]] = {}
    for iri in iris:
        node = NamedNode(iri)
        own = [quad for property in _TOLD for quad in store.quads_for_pattern(node, property, None, graph)]
        put(triples, own, names)
        for quad in own:
            if quad.predicate == _TOLD[-1] and isinstance(quad.object, NamedNode):
                put(triples, store.quads_for_pattern(quad.object, None, None, graph), names)
        merges[id_of(names.usual(iri))] = tuple(sorted(_merges(store, node, names), key=merge_order))
    found = sorted(read_entities(triples), key=lambda entity: entity.id)
    return tuple(replace(entity, merges=merges.get(entity.id, ())) for entity in found)


def _merges(store: Store, node: NamedNode, names: Namespaces) -> Iterator[Merge]:
    """How the mentions of an entity came together. The engine reads four properties of thousands in one go."""
    pattern = (
        f"{node} kg:merge ?m . ?m kg:document ?document ; kg:mergedName ?name ; kg:mergeMethod ?method ; "
        "kg:mergeScore ?score"
    )
    for row in _rows(store, names, f"SELECT * {{ GRAPH g:entities {{ {pattern} }} }}"):
        value = {name: cell["value"] for name, cell in row.items()}
        document = id_of(names.usual(value["document"]))
        yield Merge(document, value["name"], value["method"], float(value["score"]))


def _rows(store: Store, names: Namespaces, sparql: str) -> list[_Row]:
    found = store.query(sparql, prefixes=dict(names.prefixes))
    assert isinstance(found, QuerySolutions)
    answer = json.loads(found.serialize(format=QueryResultsFormat.JSON) or b"")
    rows: list[_Row] = answer["results"]["bindings"]
    return rows
