"""Names in Turtle, in the terms of ``ontology/entities.ttl``."""

from __future__ import annotations

import pyoxigraph

from kg.errors import InputError
from kg.gazetteer.records import Row, membership
from kg.terms import vocab

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
ONTOLOGY = vocab.PREFIXES["kg"]
WIKIDATA = "http://www.wikidata.org/entity/"
# The parser calls itself for each that is within another, and a stack that overflows ends the process without a word.
MOST_TRIPLE_TERMS = 500


def rows(text: str, file: str) -> list[Row]:
    """The things of a Turtle file in its order, each with the line where it begins.

    Args:
        text: what the file holds.
        file: its name, for messages.

    Raises:
        InputError: if it is no Turtle, or a thing in it has no label or several classes.
    """
    facts: dict[str, dict[str, list[str]]] = {}
    if text.count("<<") > MOST_TRIPLE_TERMS:
        raise InputError(f"{file} holds triples within triples, which name nothing. Take them out")
    try:
        for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
            if isinstance(quad.subject, pyoxigraph.NamedNode) and not isinstance(quad.object, pyoxigraph.Triple):
                about = facts.setdefault(quad.subject.value, {})
                about.setdefault(quad.predicate.value, []).append(quad.object.value)
    except SyntaxError as error:
        raise InputError(f"{file} is no Turtle: {error}. Correct the file") from error
    places = _beginnings(text)
    return [_row(iri, about, f"{file}, line {_line(iri, places)}") for iri, about in facts.items()]


def _row(iri: str, about: dict[str, list[str]], place: str) -> Row:
    labels, kinds = about.get(LABEL, []), about.get(RDF_TYPE, [])
    if len(labels) != 1:
        raise InputError(f"{place}: {iri} has {len(labels)} labels. Give it one rdfs:label; others are skos:altLabel")
    if len(kinds) > 1:
        raise InputError(f"{place}: {labels[0]!r} has {len(kinds)} classes. Keep the one that fits best")

    def own(name: str) -> list[str]:
        return [value.removeprefix(WIKIDATA) for value in about.get(ONTOLOGY + name, [])]

    return Row(
        place,
        labels[0],
        kinds[0].removeprefix(ONTOLOGY) if kinds else "",
        names=tuple(about.get(ALT_LABEL, ())),
        demonyms=tuple(own("demonym")),
        nominals=tuple(own("nominal")),
        link=next((link.removeprefix(WIKIDATA) for link in about.get(EXACT_MATCH, ())), None),
        of=next(iter(own("roleOf") + own("country")), None),
        seat_of=next(iter(own("seatOf")), None),
        members=tuple(membership(value) for value in own("members")),
    )


def _beginnings(text: str) -> dict[str, int]:
    """The first line that begins with each word, by the whole word and by what stands behind its prefix."""
    places: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for first in line.split(maxsplit=1)[:1]:
            places.setdefault(first, number)
            places.setdefault(first.rpartition(":")[2], number)
    return places


def _line(iri: str, places: dict[str, int]) -> int:
    """The first line that begins with the subject, as a whole IRI or with any prefix; 1 where none does."""
    name = iri.replace("#", "/").rpartition("/")[2]
    return min((places[word] for word in (f"<{iri}>", name) if word in places), default=1)
