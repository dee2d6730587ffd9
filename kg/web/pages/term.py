"""The page of a class or relation: what it means, what stands above and below it, and how it is used."""

from __future__ import annotations

from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from kg.terms import vocab
from kg.terms.vocab import Term
from kg.web.pages import claims
from kg.web.pages.claims import section
from kg.web.pages.things import Reader, Thing

# Instances of a class on a page.
A_PAGE = 60


def term(reader: Reader, iri: str, offset: int) -> dict[str, Any] | None:
    """What the page of a term shows; None for what is neither in the ontology nor used by the graph."""
    name = reader.names.compact(iri)
    known = vocab.terms().get(name)
    if known is None and not reader.about(iri, "rdfs:label"):
        return None
    is_class = known is not None and known.kind == "class"
    instances = _instances(reader, iri, offset) if is_class else []
    uses = _count(reader, "rdf:type" if is_class else "rdf:predicate", iri)
    told = section(reader, iri, claims.OF_RELATION, name="", title="Told with it", offset=offset)
    return {
        "template": "term",
        "thing": reader.thing(iri),
        "name": name,
        "kind": known.kind if known else "open relation",
        "definition": known.definition
        if known
        else "A relation in the words of the articles, which the ontology lacks.",
        "example": known.example if known else "",
        "facts": _facts(reader, known) if known else [],
        "uses": uses,
        "is_class": is_class,
        "instances": instances,
        "sections": [told] if told.total else [],
        "next": offset + A_PAGE if is_class and offset + A_PAGE < uses else None,
        "previous": max(offset - A_PAGE, 0) if is_class and offset else None,
        "query": claims.query_link(_query(reader, iri, is_class)),
    }


def _facts(reader: Reader, known: Term) -> list[tuple[str, list[Thing]]]:
    """What stands around a term in the ontology."""
    narrower = [name for name, other in vocab.terms().items() if other.broader[:1] == (known.name,)]
    listed = (
        ("holds also" if known.kind != "class" else "is also", known.broader),
        ("more special", tuple(narrower)),
        ("the other way round", (known.inverse,) if known.inverse else ()),
        ("from", known.domains),
        ("to", known.ranges),
    )
    facts = [(words, [reader.thing(reader.names.iri(name)) for name in names]) for words, names in listed if names]
    if known.is_symmetric:
        facts.append(("holds", [Thing("", "both ways")]))
    return facts


def _instances(reader: Reader, iri: str, offset: int) -> list[Thing]:
    """The things of a class, in the order of their IRIs."""
    kind = NamedNode(reader.names.iri("rdf:type"))
    quads = reader.store.quads_for_pattern(None, kind, NamedNode(iri), DefaultGraph())
    found = sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))
    return [claims.thing_of(reader, one) for one in found[offset : offset + A_PAGE]]


def _count(reader: Reader, name: str, iri: str) -> int:
    quads = reader.store.quads_for_pattern(None, NamedNode(reader.names.iri(name)), NamedNode(iri), DefaultGraph())
    return sum(1 for _ in quads)


def _query(reader: Reader, iri: str, is_class: bool) -> str:
    it = claims.term_text(reader, iri)
    if is_class:
        return f"SELECT ?thing ?name WHERE {{\n  ?thing a {it} ; rdfs:label ?name .\n}}\nORDER BY ?name\nLIMIT 200"
    return (
        f"SELECT ?subject ?object ?statement WHERE {{\n  ?statement rdf:predicate {it} ; rdf:subject ?subject ; "
        "kg:confidence ?confidence .\n  OPTIONAL { ?statement rdf:object ?object }\n}\n"
        "ORDER BY DESC(?confidence)\nLIMIT 200"
    )
