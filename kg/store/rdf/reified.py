"""Quads in RDF 1.2: a statement reifies a triple term, ``st:1 rdf:reifies <<( e:China kg:aids e:Russia )>>``.

To reify asserts nothing, so a denied statement looks the same as a fact and is none; what is a fact also stands as a
plain triple, as everywhere. Few programs read RDF 1.2 yet (rdflib 7 does not), so this is a form to export.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad, Triple

from kg.store.rdf.terms import TYPE, term

_REIFIES = term("rdf:reifies")
_STATEMENT = term("rdf:Statement")
_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))


def reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same quads, with a triple term in place of each whole ``rdf:Statement``.

    A statement without an object has no triple to reify, and stays as it is.
    """
    listed = list(quads)
    parts: dict[tuple[str, str], dict[str, NamedNode | RdfLiteral]] = {}
    names = {part.value for part in _PARTS}
    for quad in listed:
        if quad.predicate.value in names and isinstance(quad.subject, NamedNode):
            object = quad.object
            if isinstance(object, NamedNode | RdfLiteral):
                parts.setdefault((_graph(quad), quad.subject.value), {})[quad.predicate.value] = object
    whole = {key: found for key, found in parts.items() if len(found) == len(_PARTS)}
    for quad in listed:
        found = whole.get((_graph(quad), quad.subject.value)) if isinstance(quad.subject, NamedNode) else None
        if found is None:
            yield quad
        elif quad.predicate == TYPE and quad.object == _STATEMENT:
            subject, predicate, object = (found[part.value] for part in _PARTS)
            if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
                yield Quad(quad.subject, _REIFIES, Triple(subject, predicate, object), quad.graph_name)
        elif quad.predicate.value not in names:
            yield quad


def _graph(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
