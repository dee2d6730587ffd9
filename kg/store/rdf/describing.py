"""The graph as a dataset, described in VoID, DCAT and PROV-O: how much it holds, in which terms, and what made it.

All of it follows from the knowledge alone; there is no time, no place and no number of the run in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.model.records import Knowledge, Origin
from kg.store.rdf.terms import TYPE, integer, named, term
from kg.terms import vocab
from kg.terms.namespaces import Namespaces
from kg.terms.tables import ontology_folder

# The agent of the build, and what it used.
KG, RULES, MODEL = "g:kg", "g:rules", "g:model"


def described(knowledge: Knowledge) -> Iterator[Quad]:
    """The dataset, with the build that made it where that is known, in ``g:entities``."""
    graph, dataset = term("g:entities"), term("g:dataset")
    title = titled(knowledge)
    yield Quad(dataset, TYPE, term("void:Dataset"), graph)
    yield Quad(dataset, TYPE, term("dcat:Dataset"), graph)
    yield Quad(dataset, term("rdfs:label"), RdfLiteral(title), graph)
    yield Quad(dataset, term("dcterms:title"), RdfLiteral(title), graph)
    yield Quad(dataset, term("void:vocabulary"), named(vocab.ONTOLOGY), graph)
    yield Quad(dataset, term("void:uriSpace"), RdfLiteral(names(knowledge).base), graph)
    counted = (
        ("Document", len(knowledge.documents)),
        ("Entity", len(knowledge.entities)),
        ("Event", len(knowledge.fusion.events)),
        ("Statement", len({statement.id for statement in knowledge.statements})),
    )
    for name, number in counted:
        part = named(f"{dataset.value}#{name}")
        yield Quad(dataset, term("void:classPartition"), part, graph)
        yield Quad(part, term("void:class"), term(f"kg:{name}"), graph)
        yield Quad(part, term("void:entities"), integer(number), graph)
    if knowledge.origin.version:
        yield from _made(knowledge.origin, dataset, graph)


def names(knowledge: Knowledge) -> Namespaces:
    """The namespaces under which the knowledge becomes quads."""
    return Namespaces(knowledge.origin.base or vocab.BASE)


def titled(knowledge: Knowledge) -> str:
    """The title of the only document, or how many there are."""
    if len(knowledge.documents) == 1:
        return knowledge.documents[0].title or knowledge.documents[0].id
    return f"{len(knowledge.documents)} articles"


def _made(origin: Origin, dataset: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    build = term("g:build")
    yield Quad(dataset, term("prov:wasGeneratedBy"), build, graph)
    yield Quad(build, TYPE, term("prov:Activity"), graph)
    yield Quad(build, term("rdfs:label"), RdfLiteral("kg build"), graph)
    yield Quad(build, term("prov:wasAssociatedWith"), term(KG), graph)
    yield Quad(build, term("prov:used"), named(_version_of_ontology()), graph)
    for name, kind, label, version in (
        (KG, "prov:SoftwareAgent", "kg", origin.version),
        (RULES, "prov:Entity", "rules and word lists", origin.rules),
        (MODEL, "prov:Entity", origin.model, origin.model_version),
    ):
        yield Quad(term(name), TYPE, term(kind), graph)
        yield Quad(term(name), term("rdfs:label"), RdfLiteral(label), graph)
        yield Quad(term(name), term("owl:versionInfo"), RdfLiteral(version), graph)
        if name != KG:
            yield Quad(build, term("prov:used"), term(name), graph)


@lru_cache(maxsize=1)
def _version_of_ontology() -> str:
    """The version IRI of the ontology."""
    wanted = vocab.term_iri("owl:versionIRI")
    quads = parse(path=str(ontology_folder() / "kg.ttl"), format=RdfFormat.TURTLE)
    return next(q.object.value for q in quads if q.predicate.value == wanted and isinstance(q.object, NamedNode))
