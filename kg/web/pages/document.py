"""The page of an article: its sentences in their order, each with what is read in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from kg.terms import vocab
from kg.web.pages import claims
from kg.web.pages.things import Reader, Thing
from kg.web.pages.told import Told, article, told

# Sentences on a page.
A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, and the statements that are read in it."""

    text: str
    statements: tuple[Told, ...]


def document(reader: Reader, iri: str, offset: int) -> dict[str, Any] | None:
    """What the page of an article shows; None where the graph has no such article."""
    if not reader.about(iri, "kg:content"):
        return None
    places = _places(reader, iri)
    return {
        "template": "document",
        "thing": reader.thing(iri),
        "article": article(reader, iri),
        "about": _about(reader, iri),
        "sentences": [_sentence(reader, place, places[place]) for place in list(places)[offset : offset + A_PAGE]],
        "statements": sum(map(len, places.values())),
        "total": len(places),
        "offset": offset,
        "next": offset + A_PAGE if offset + A_PAGE < len(places) else None,
        "previous": max(offset - A_PAGE, 0) if offset else None,
        "query": claims.query_link(_query(reader, iri)),
    }


def _about(reader: Reader, iri: str) -> list[tuple[str, list[Thing]]]:
    """What is told of an article beside title, day and source: which it is a copy of, the other columns of its row."""
    copies = [reader.thing(value) for value in reader.values(iri, "kg:copyOf")]
    prefix = reader.names.prefixes["field"]
    told = sorted((q.predicate.value, str(getattr(q.object, "value", ""))) for q in reader.about(iri))
    columns = [
        (vocab.id_of(reader.names.usual(name)), [Thing("", value)]) for name, value in told if name.startswith(prefix)
    ]
    return ([("copy of", copies)] if copies else []) + columns


def _places(reader: Reader, iri: str) -> dict[str, list[str]]:
    """The IRIs of the sentences in the order of the article, each with its statements."""
    found: dict[tuple[int, str], list[str]] = {}
    for quad in reader.store.quads_for_pattern(None, NamedNode(reader.names.iri("kg:evidence")), None, NamedNode(iri)):
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            start = quad.object.value.rpartition("=")[2].partition(",")[0]
            place = (int(start) if start.isdigit() else 0, quad.object.value)
            found.setdefault(place, []).append(quad.subject.value)
    return {place: sorted(found[number, place]) for number, place in sorted(found)}


def _sentence(reader: Reader, place: str, statements: list[str]) -> Sentence:
    listed = sorted(told(reader, statements), key=lambda one: -one.confidence)
    return Sentence(reader.value(place, "kg:quote") or "", tuple(listed))


def _query(reader: Reader, iri: str) -> str:
    return (
        "# What is read in one article\n"
        "SELECT ?statement ?subject ?relation ?object ?speaker WHERE {\n"
        f"  GRAPH {NamedNode(iri)} {{\n"
        "    ?statement rdf:subject ?subject ; rdf:predicate ?relation .\n"
        "    OPTIONAL { ?statement rdf:object ?object }\n"
        "    OPTIONAL { ?statement kg:attributedTo ?speaker }\n"
        "  }\n}"
    )
