"""A store that reasons by RDFS finds in a graph of kg no statement, agent or event that nobody wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from entailed import entailed, members, ontology, plain
from pyoxigraph import Literal, Triple

from kg.model.records import Knowledge
from kg.store import database
from kg.store.rdf import quads
from kg.terms import vocab

Read = Callable[[], set[Triple]]
GRAPHS = [pytest.param("sample", id="by hand"), pytest.param("seeds", marks=pytest.mark.model, id="seeds")]


@pytest.fixture(scope="module")
def read(sample: Knowledge, request: pytest.FixtureRequest) -> Callable[[str], set[Triple]]:
    """The triples of a graph by its name; that of the seeds is built when it is asked for."""

    def triples(name: str) -> set[Triple]:
        if name == "sample":
            return plain(quads(sample))
        folder: Path = request.getfixturevalue("seeds_folder")
        return plain(q for q in database.load(folder).quads_for_pattern(None, None, None))

    return triples


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("files", [("kg.ttl",), ("kg.ttl", "align.ttl")], ids=["alone", "with the alignments"])
def test_nobody_becomes_what_he_was_not_written_to_be(read: Callable[[str], set[Triple]], graph: str, files):
    triples = read(graph) | ontology(*files)
    tree = {t for t in triples if t.predicate.value == vocab.term_iri("rdfs:subClassOf")}
    written = entailed({t for t in triples if t.predicate.value == vocab.term_iri("rdf:type")} | tree)
    inferred = entailed(triples)
    for name in ("Statement", "Entity", "Agent", "Event", "Person", "Organization", "Place", "Topic", "Document"):
        assert members(inferred, f"kg:{name}") == members(written, f"kg:{name}"), name


@pytest.mark.parametrize("graph", GRAPHS)
def test_a_plain_triple_leads_to_a_literal_only_by_a_relation_of_literals(
    read: Callable[[str], set[Triple]], graph: str
):
    relations = {vocab.term_iri(name): vocab.takes_literals(name) for name in vocab.relations()}
    for t in read(graph):
        if t.predicate.value in relations or t.predicate.value.startswith(vocab.PREFIXES["rel"]):
            assert isinstance(t.object, Literal) == relations.get(t.predicate.value, False), t


@pytest.mark.parametrize("graph", GRAPHS)
def test_what_the_ontology_gives_a_relation_is_mostly_what_stands_there(read: Callable[[str], set[Triple]], graph: str):
    triples = read(graph)
    kinds: dict[object, set[str]] = {}
    for t in entailed(triples | ontology("kg.ttl")):
        if t.predicate.value == vocab.term_iri("rdf:type"):
            kinds.setdefault(t.subject, set()).add(vocab.compact(t.object.value))  # type: ignore[union-attr]
    outside = []
    for t in triples:
        term = vocab.terms().get(vocab.compact(t.predicate.value))
        if term is None or term.kind != "relation" or isinstance(t.object, Literal):
            continue
        if not kinds.get(t.subject, set()) & set(term.domains) or not kinds.get(t.object, set()) & set(term.ranges):
            outside.append(t)
    assert len(outside) <= 10


@pytest.mark.parametrize("graph", GRAPHS)
def test_the_shapes_hold_of_what_follows_too(read: Callable[[str], set[Triple]], graph: str):
    pyshacl = pytest.importorskip("pyshacl")
    from rdflib import Graph

    from kg.terms.tables import ontology_folder

    lines = "".join(sorted(f"{t} .\n" for t in entailed(read(graph) | ontology("kg.ttl"))))
    shapes = Graph().parse(ontology_folder() / "shapes.ttl")
    conforms, _, told = pyshacl.validate(Graph().parse(data=lines, format="nt"), shacl_graph=shapes)
    assert conforms, told
