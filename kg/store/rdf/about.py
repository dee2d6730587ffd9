"""What a graph says of an entity, without reading the rest: its statements, with all whom they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Store

from kg.model.records import Document, Entity, Knowledge, Origin, Statement
from kg.store import base
from kg.store.rdf.reading import Triples, read_document, read_entities, read_fusion
from kg.store.rdf.single import put, statements_of
from kg.store.rdf.terms import term
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

# What an entity refers to and cannot be read without.
_NEEDED = frozenset(term(name).value for name in ("kg:merge", "kg:membership"))


def said_of(
    store: Store, iris: Iterable[str], named: Iterable[str] = (), *, most: int | None = None
) -> Knowledge | None:
    """The records of what is said of some entities: statements, those whom they name, and how often each is told.

    The statements are those that have one of the entities as their subject. There are no events, and
    documents without their texts.

    Args:
        store: the graph.
        iris: of the entities, under the base of the graph.
        named: of entities that are to be there too.
        most: statements that are worth reading one by one.

    Returns:
        None where there are more statements than that.
    """
    names = base.namespaces(store)
    nodes = dict.fromkeys(
        quad.subject.value
        for iri in iris
        for quad in store.quads_for_pattern(None, term("rdf:subject"), NamedNode(iri), None)
        if isinstance(quad.subject, NamedNode)
    )
    if most is not None and len(nodes) > most:
        return None
    said = sorted((s for node in nodes for s in statements_of(store, node, names)), key=lambda s: (s.id, s.document))
    wanted = {names.own(vocab.entity_iri(id)) for statement in said for id in _named(statement)}
    entities = _entities(store, sorted({*wanted, *iris, *named}), names)
    decided: Triples = defaultdict(lambda: defaultdict(list))
    graph = NamedNode(names.iri("g:entities"))
    for node in nodes:
        put(decided, store.quads_for_pattern(NamedNode(node), None, None, graph), names)
    documents = tuple(_document(store, id, names) for id in sorted({statement.document for statement in said}))
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
    for iri in iris:
        own = list(store.quads_for_pattern(NamedNode(iri), None, None, graph))
        put(triples, own, names)
        for quad in own:
            if quad.predicate.value in _NEEDED and isinstance(quad.object, NamedNode):
                put(triples, store.quads_for_pattern(quad.object, None, None, graph), names)
    return tuple(sorted(read_entities(triples), key=lambda entity: entity.id))
