"""The endpoint described in the words of SPARQL 1.1 Service Description: what it speaks, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from kg.store.base import namespaces
from kg.terms import vocab

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip
# Graphs beyond that many are not listed one by one; a query lists them.
MOST_GRAPHS = 1_000


def description(store: Store, address: str) -> Iterator[Triple]:
    """The service at an address, with its formats and the graphs that it answers from.

    Args:
        store: the graph.
        address: URL of the endpoint, which also names the service.
    """
    service, dataset, default = NamedNode(address), BlankNode("dataset"), BlankNode("default")
    type = NamedNode(vocab.term_iri("rdf:type"))

    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    yield Triple(service, type, sd("Service"))
    yield Triple(service, sd("endpoint"), service)
    yield Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    for name in _RESULTS:
        yield Triple(service, sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, sd("defaultDataset"), dataset)
    yield Triple(dataset, type, sd("Dataset"))
    yield Triple(dataset, sd("defaultGraph"), default)
    yield Triple(default, type, sd("Graph"))
    comment = "The union of all named graphs but that of the ontology; each triple stands once."
    yield Triple(default, NamedNode(vocab.term_iri("rdfs:comment")), Literal(comment, language="en"))
    about = NamedNode(namespaces(store).iri("g:dataset"))
    label = NamedNode(vocab.term_iri("rdfs:label"))
    for quad in store.quads_for_pattern(about, label, None, DefaultGraph()):
        yield Triple(dataset, label, quad.object)
    graphs = sorted((graph for graph in store.named_graphs() if isinstance(graph, NamedNode)), key=str)
    if len(graphs) > MOST_GRAPHS:
        graphs = [NamedNode(namespaces(store).iri(name)) for name in ("g:entities", "g:ontology")]
    for number, graph in enumerate(graphs):
        node = BlankNode(f"graph{number}")
        yield Triple(dataset, sd("namedGraph"), node)
        yield Triple(node, type, sd("NamedGraph"))
        yield Triple(node, sd("name"), graph)
