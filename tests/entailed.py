"""What follows from a graph by RDFS, for tests: super-classes, super-properties, domains and ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.terms import vocab
from kg.terms.tables import ontology_folder

TYPE = NamedNode(vocab.term_iri("rdf:type"))


def plain(quads: Iterable[Quad]) -> set[Triple]:
    """The triples of a graph, in whichever graph they stand."""
    return {quad.triple for quad in quads}


def ontology(*names: str) -> set[Triple]:
    """The triples of files of the ontology."""
    return {q.triple for n in names for q in parse(path=str(ontology_folder() / n), format=RdfFormat.TURTLE)}


def entailed(triples: set[Triple]) -> set[Triple]:
    """The triples with all that follows from them.

    As no term of the ontology is below a word of RDFS itself, three rounds are enough: properties, classes by domain
    and range, classes above.
    """
    above = {name: _tree(triples, f"rdfs:{name}") for name in ("subPropertyOf", "subClassOf")}
    bounds = {name: _pairs(triples, f"rdfs:{name}") for name in ("domain", "range")}
    found = {Triple(t.subject, p, t.object) for t in triples for p in above["subPropertyOf"](t.predicate)}
    for t in list(found):
        found.update(Triple(t.subject, TYPE, kind) for kind in bounds["domain"][t.predicate])
        if not isinstance(t.object, Literal):
            found.update(Triple(t.object, TYPE, kind) for kind in bounds["range"][t.predicate])
    typed = [t for t in found if t.predicate == TYPE]
    return found | {Triple(t.subject, TYPE, kind) for t in typed for kind in above["subClassOf"](t.object)}


def members(triples: Iterable[Triple], name: str) -> set[object]:
    """The instances of a class."""
    kind = NamedNode(vocab.term_iri(name))
    return {t.subject for t in triples if t.predicate == TYPE and t.object == kind}


def _pairs(triples: Iterable[Triple], name: str) -> dict[object, set[object]]:
    found: dict[object, set[object]] = defaultdict(set)
    for t in triples:
        if t.predicate.value == vocab.term_iri(name) and isinstance(t.object, NamedNode):
            found[t.subject].add(t.object)
    return found


def _tree(triples: Iterable[Triple], name: str):
    """A function that gives a term with all above it."""
    pairs = _pairs(triples, name)

    def above(term: object) -> set[object]:
        seen, step = {term}, [term]
        while step:
            new = pairs.get(step.pop(), set()) - seen
            seen |= new
            step += new
        return seen

    return above
