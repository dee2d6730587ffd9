"""Variables of a query that are given beside it: ``graph.query(sparql, who="China")``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import InputError, nearest, offered, shown
from kg.model.records import Document, Entity
from kg.show.held.names import Names
from kg.show.held.profile import Profile
from kg.store.base import namespaces
from kg.store.gate import tokens
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

# Any: names, records, numbers, days, and terms of pyoxigraph or rdflib.
Given = Any
_IRI = re.compile(r"<?((?:https?|urn):[^\s<>\"{}|\\^`]+)>?")
_XSD_DAY = NamedNode("http://www.w3.org/2001/XMLSchema#date")


def bound(store: Store, entities: Names, sparql: str, given: Mapping[str, Given]) -> dict[str, NamedNode | Literal]:
    """The terms that a query's variables stand for.

    A text is an IRI, a name with one of the declared prefixes, or the label, alias or id of an entity, in any case; an
    entity, a profile or a document is its own IRI; truths, numbers and days are literals. Terms of pyoxigraph stay.

    Args:
        store: the graph.
        entities: their names.
        sparql: the query.
        given: values by the name of the variable, without its mark.

    Raises:
        InputError: if the query has no such variable, or the value is of another kind.
        UnknownEntityError: if a text names nothing in the graph; the nearest are named.
    """
    variables = {token.text[1:] for token in tokens(sparql, whole=True) if token.text[:1] in ("?", "$")}
    for name in sorted(given.keys() - variables):
        near = offered(nearest(name, variables)) or f"; it has {', '.join(sorted(variables)) or 'none'}"
        raise InputError(f"the query has no variable {shown(name)}{near}")
    names = namespaces(store)
    return {variable: _term(names, entities, variable, value) for variable, value in given.items()}


def _term(names: Namespaces, entities: Names, variable: str, value: Given) -> NamedNode | Literal:
    match value:
        case NamedNode() | Literal():
            return value
        case Profile() | Entity():
            return NamedNode(names.own(vocab.entity_iri(value.id)))
        case Document():
            return NamedNode(names.own(vocab.document_iri(value.id)))
        case bool() | int() | float():
            return Literal(value)
        case datetime.date() if not isinstance(value, datetime.datetime):
            return Literal(value.isoformat(), datatype=_XSD_DAY)
        case str():
            return _named(names, entities, value)
        case _:
            raise InputError(
                f"{variable} cannot be {shown(repr(value))}; give a name, an IRI, a number, a day, or a record of "
                "the graph"
                "the graph"
            )


def _named(names: Namespaces, entities: Names, value: str) -> NamedNode:
    if found := _IRI.fullmatch(value.strip()):
        return NamedNode(found[1])
    prefix, colon, local = value.strip().partition(":")
    if colon and local and not re.search(r"\s", local) and prefix in names.prefixes and prefix != "e":
        return NamedNode(names.iri(value.strip()))
    return NamedNode(names.own(vocab.entity_iri(entities.find(value).id)))
