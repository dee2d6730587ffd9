"""Saved questions put to an endpoint: what their arguments name is looked up there.

The few names that an argument may mean are brought into a store in memory, where they are found, or the nearest told,
as in any graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.store import query as queries
from kg.store.result import Result
from kg.terms import vocab
from kg.terms.namespaces import Namespaces
from kg.web.remote import Endpoint, Row

# How many names of entities are fetched to find the nearest; and how many of articles and relations, which are all.
_LIKE, _ALL = 5_000, 100_000

_BASE = NamedNode(vocab.term_iri("void:uriSpace"))
_TYPE, _LABEL = NamedNode(vocab.term_iri("rdf:type")), NamedNode(vocab.term_iri("rdfs:label"))
_DOCUMENT = NamedNode(vocab.term_iri("kg:Document"))


def ask(endpoint: Endpoint, name: str, args: Sequence[str] = ()) -> Result:
    """The answer of an endpoint to a saved question, as :func:`kg.store.query.ask` gives it for a graph here.

    Args:
        endpoint: that holds a graph of kg.
        name: name of the question, or its beginning.
        args: what its parameters are to be, in their order.

    Raises:
        NotFoundError: if there is no such question, or an argument names nothing there.
        InputError: if there are too many arguments.
        QueryError: if the endpoint refuses.
        RemoteError: if it cannot be reached, or its answer cannot be read.
    """
    question = queries.find_question(name)
    names = endpoint.names()
    store = Store()
    store.add(Quad(NamedNode(names.iri("g:dataset")), _BASE, Literal(names.base), _graph(names, "g:entities")))
    for number, parameter in enumerate(question.parameters):
        given = (args[number] if number < len(args) else "") or parameter.default
        if given is not None:
            store.extend(_meant(endpoint, parameter.kind, given, names))
    question, bindings = queries.chosen(store, name, args)
    return endpoint.query(question.sparql, bindings=bindings)


def _meant(endpoint: Endpoint, kind: str, given: str, names: Namespaces) -> Iterable[Quad]:
    """What tells the meaning of an argument."""
    match kind:
        case "entity":
            return _entities(endpoint, given, names)
        case "document":
            return _documents(endpoint)
        case "relation":
            return _relations(endpoint, names)
        case _:
            return ()


def _entities(endpoint: Endpoint, given: str, names: Namespaces) -> Iterator[Quad]:
    """The entities of that label, alias or id; where there is none, those whose names begin with the same letter."""
    graph, wanted = _graph(names, "g:entities"), vocab.meant_by(given)
    iri = Literal(names.own(vocab.entity_iri(wanted)))
    is_meant = f"LCASE(STR(?name)) = LCASE({Literal(wanted)}) || LCASE(STR(?x)) = LCASE({iri})"
    is_like = f"STRSTARTS(LCASE(STR(?name)), LCASE({Literal(wanted[:1])}))"
    found: list[Row] = []
    for condition in (is_meant, is_like):
        found = found or endpoint.rows(
            f"SELECT ?x ?p ?name {{ GRAPH {graph} {{ VALUES ?p {{ rdfs:label skos:altLabel }} "
            f"?x ?p ?name FILTER({condition}) }} }} LIMIT {_LIKE}"
        )
    for row in found:
        [node], [property] = _nodes([row]), _nodes([row], "p")
        yield Quad(node, property, Literal(row["name"]["value"]), graph)


def _documents(endpoint: Endpoint) -> Iterator[Quad]:
    rows = endpoint.rows(f"SELECT DISTINCT ?x {{ GRAPH ?g {{ ?x a kg:Document }} }} LIMIT {_ALL}")
    return (Quad(node, _TYPE, _DOCUMENT, node) for node in _nodes(rows))


def _relations(endpoint: Endpoint, names: Namespaces) -> Iterator[Quad]:
    """The open relations; those of the ontology are known here."""
    graph = _graph(names, "g:ontology")
    rows = endpoint.rows(f"SELECT DISTINCT ?x {{ GRAPH {graph} {{ ?x a kg:OpenRelation }} }} LIMIT {_ALL}")
    return (Quad(node, _LABEL, Literal(""), graph) for node in _nodes(rows))


def _nodes(rows: Iterable[Row], column: str = "x") -> list[NamedNode]:
    return [NamedNode(row[column]["value"]) for row in rows if row[column]["type"] == "uri"]


def _graph(names: Namespaces, name: str) -> NamedNode:
    return NamedNode(names.iri(name))
