"""The RDF terms of ids, values and spans, and what both directions agree on: the names of roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from kg.model.kinds import Role
from kg.model.records import Literal, Node, Span, Statement
from kg.terms import vocab

# Property of each role; the subject and the object of a statement are RDF's own, those of an event these.
ROLES: Mapping[Role, str] = {role: "kg:actor" if role is Role.SUBJECT else f"kg:{role}" for role in Role}

_DATES = (
    ("date", re.compile(r"-?\d{4,}-\d\d-\d\d")),
    ("gYearMonth", re.compile(r"-?\d{4,}-\d\d")),
    ("gYear", re.compile(r"-?\d{4,}")),
)

# A graph names the same things over and over; to take a name apart costs more than to look it up.
id_of = lru_cache(maxsize=1 << 16)(vocab.id_of)
compact = lru_cache(maxsize=1 << 12)(vocab.compact)
iri_of = lru_cache(maxsize=1 << 12)(vocab.term_iri)


def triple(statement: Statement) -> tuple[str, str, str] | None:
    """The triple of a statement as plain strings, as in ``Fusion.support``; None without an object.

    A literal stands in quotes with its datatype, so that no entity can have its name.
    """
    object = statement.object
    if object is None:
        return None
    if isinstance(object, Literal):
        object = f'"{object.value}"^^xsd:{object.datatype}'
    return statement.subject, statement.predicate, object


@lru_cache(maxsize=1 << 16)
def named(iri: str) -> NamedNode:
    """The node of an IRI."""
    return NamedNode(iri)


@lru_cache(maxsize=1 << 16)
def term(name: str) -> NamedNode:
    """The node of a name with its prefix."""
    return NamedNode(vocab.term_iri(name))


@lru_cache(maxsize=1 << 16)
def entity_node(id: str) -> NamedNode:
    """The node of an entity id."""
    return NamedNode(vocab.entity_iri(id))


@lru_cache(maxsize=1 << 10)
def beginning(document: str) -> str:
    """What all IRIs of a document's spans begin with."""
    return vocab.evidence_iri(document, Span(0, 0)).removesuffix("0,0")


def span_node(document: str, span: Span) -> NamedNode:
    """The node of a stretch of a document."""
    return NamedNode(f"{beginning(document)}{span.start},{span.end}")


def object_node(node: Node) -> NamedNode | RdfLiteral:
    """The RDF term of an entity id, a statement id or a literal."""
    if isinstance(node, Literal):
        return typed(node.value, node.datatype)
    return named(vocab.statement_iri(node)) if node.startswith("st:") else entity_node(node)


def typed(value: str, datatype: str) -> RdfLiteral:
    """A literal of an xsd datatype."""
    return RdfLiteral(value) if datatype == "string" else RdfLiteral(value, datatype=term(f"xsd:{datatype}"))


@lru_cache(maxsize=1 << 12)
def word(value: str) -> RdfLiteral:
    """A plain literal."""
    return RdfLiteral(str(value))


@lru_cache(maxsize=1 << 12)
def number(value: float) -> RdfLiteral:
    """A score: a decimal where it can be told exactly by one, for the reader's ease."""
    text = repr(float(value))
    return typed(text, "decimal" if re.fullmatch(r"\d{1,18}\.\d{1,18}", text) else "double")


@lru_cache(maxsize=1 << 12)
def integer(value: int) -> RdfLiteral:
    """A whole number."""
    return RdfLiteral(str(value), datatype=term("xsd:integer"))


def date(value: str) -> RdfLiteral:
    """A date typed by its form; words and intervals stay plain."""
    return typed(value, next((name for name, form in _DATES if form.fullmatch(value)), "string"))


TYPE = term("rdf:type")
