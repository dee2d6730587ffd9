"""The page of a statement: who says it, in which words, by which rule it was read, and what speaks against it."""

from __future__ import annotations

from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from kg.terms.rules import RULES
from kg.web.pages import claims
from kg.web.pages.things import Reader, Thing
from kg.web.pages.told import told

# Other statements that are told of one kind.
MOST = 20


def statement(reader: Reader, iri: str) -> dict[str, Any] | None:
    """What the page of a statement shows; None where the graph has no such statement."""
    found = told(reader, [iri])
    if not found:
        return None
    one = found[0]
    object = NamedNode(one.object.iri) if one.object and one.object.iri else None
    return {
        "template": "statement",
        "thing": Thing(iri, reader.names.compact(iri), one.link),
        "voices": found,
        "reads": RULES[one.rule].reads if one.rule in RULES else "",
        "against": told(reader, reader.values(iri, "kg:disputedBy")[:MOST]),
        "around": told(reader, _around(reader, iri)),
        "events": [reader.thing(event) for event in reader.values(iri, "kg:describes")],
        "query": claims.query_link(claims.query_of(reader, one.subject.iri, one.predicate.iri, object)),
    }


def _around(reader: Reader, iri: str) -> list[str]:
    """The statements whose object or other argument a statement is."""
    quads = reader.store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph())
    against = reader.names.iri("kg:disputedBy")
    found = (
        quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode) and quad.predicate.value != against
    )
    return claims.first((one for one in found if reader.kind_of(one) == "st"), MOST)
