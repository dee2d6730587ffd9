"""One statement out of a store, without reading the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from pyoxigraph import Literal as RdfLiteral

from kg.model.records import Statement
from kg.store import base
from kg.store.rdf.reading import Triples, read_statement
from kg.store.rdf.terms import TYPE, id_of, term
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

# What a statement refers to and cannot be read without: the order of its speakers, the words of its sentences.
_NEEDED = frozenset(term(name).value for name in ("kg:attributionChain", "kg:evidence"))


def statements_of(store: Store, iri: str, names: Namespaces | None = None) -> list[Statement]:
    """The statement of an IRI as each of the documents has it that make it, by their ids; empty where none does.

    Args:
        store: the graph.
        iri: under the base of the graph.
        names: those of the graph, where they are known already.

    >>> statements_of(Store(), "https://kg.example/statement/a")
    []
    """
    names = names or base.namespaces(store)
    try:
        node = NamedNode(iri)
    except ValueError:
        return []
    kind = term("kg:Statement")
    graphs = [quad.graph_name for quad in store.quads_for_pattern(node, TYPE, kind, None)]
    found = [_statement(store, node, graph, names) for graph in graphs if isinstance(graph, NamedNode)]
    return sorted(found, key=lambda statement: statement.document)


def statement_of(store: Store, iri: str, document: str, names: Namespaces) -> Statement | None:
    """The statement of an IRI as one document makes it; None where it does not."""
    node, graph = NamedNode(iri), NamedNode(names.own(vocab.document_iri(document)))
    is_there = next(store.quads_for_pattern(node, TYPE, term("kg:Statement"), graph), None) is not None
    return _statement(store, node, graph, names) if is_there else None


def _statement(store: Store, node: NamedNode, graph: NamedNode, names: Namespaces) -> Statement:
    triples, iri = _triples(store, node, graph, names), names.usual(node.value)
    return read_statement(iri, triples[iri], triples, id_of(names.usual(graph.value)))


def _triples(store: Store, node: NamedNode, graph: NamedNode | DefaultGraph, names: Namespaces) -> Triples:
    """What a graph says of a statement and of the nodes that it needs."""
    triples: Triples = defaultdict(lambda: defaultdict(list))
    own = list(store.quads_for_pattern(node, None, None, graph))
    put(triples, own, names)
    for quad in own:
        if quad.predicate.value in _NEEDED and isinstance(quad.object, NamedNode):
            put(triples, store.quads_for_pattern(quad.object, None, None, graph), names)
    return triples


def put(triples: Triples, quads: Iterable[Quad], names: Namespaces) -> None:
    """Add quads, as they are under kg's own base, to what is read."""
    for quad in base.usual(quads, names):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | RdfLiteral):
            triples[quad.subject.value][quad.predicate.value].append(quad.object)
