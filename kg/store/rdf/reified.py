"""Quads in RDF 1.2: a statement reifies a triple term, ``st:1 rdf:reifies <<( e:China kg:aids e:Russia )>>``.

To reify asserts nothing, so a denied statement looks the same as a fact and is none; what is a fact also stands as a
plain triple, as everywhere. Few programs read RDF 1.2 yet (rdflib 7 does not), so this is a form to export.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad, Triple

from kg.store.rdf.terms import TYPE, term

_REIFIES = term("rdf:reifies")
_STATEMENT = term("kg:Statement")
_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))


def reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same quads, with a triple term in place of the parts of each whole statement.

    A statement without an object has no triple to reify, and stays as it is.
    """
    listed = list(quads)
    triples = _triples(listed)
    for quad in listed:
        triple = triples.get(_place(quad))
        if triple is None or quad.predicate not in _PARTS:
            yield quad
        if triple is not None and quad.predicate == TYPE and quad.object == _STATEMENT:
            yield Quad(quad.subject, _REIFIES, triple, quad.graph_name)


def _triples(quads: Iterable[Quad]) -> dict[tuple[str, str], Triple]:
    """The triple of each whole statement, by its graph and its IRI."""
    parts: dict[tuple[str, str], dict[NamedNode, NamedNode | RdfLiteral]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate in _PARTS and isinstance(quad.object, NamedNode | RdfLiteral):
            parts[_place(quad)][quad.predicate] = quad.object
    whole = ((place, [found[part] for part in _PARTS]) for place, found in parts.items() if len(found) == len(_PARTS))
    return {
        place: Triple(subject, predicate, object)
        for place, (subject, predicate, object) in whole
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
    }


def _place(quad: Quad) -> tuple[str, str]:
    """The graph of a quad and its subject; a blank node is none of a statement."""
    graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    return graph, quad.subject.value if isinstance(quad.subject, NamedNode) else ""
