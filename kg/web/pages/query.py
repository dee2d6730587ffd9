"""The query page: an editor that knows the graph's own names, the saved questions, and answers with their sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import QueryError
from kg.store.base import namespaces
from kg.store.gate import pattern, refuse, tokens
from kg.store.query import Question, questions
from kg.store.typos import unknown
from kg.terms import vocab
from kg.web.pages.render import render

# What stands in the editor at first.
EXAMPLE = """# Who says what of whom
SELECT ?speaker ?subject ?relation ?object ?statement WHERE {
  ?statement kg:attributedTo ?speaker ;
             rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
             kg:confidence ?confidence .
}
ORDER BY DESC(?confidence)
LIMIT 50
"""
_COUNTED = ("Document", "Statement", "Entity", "Event")


@dataclass(frozen=True, slots=True)
class QueryPage:
    """What the query page shows.

    Attributes:
        title: of the graph.
        base: of the graph's IRIs.
        prefixes: prefix to namespace, all of them declared for every query.
        questions: the saved ones.
        terms: of the ontology, for completion: name, kind, label and definition.
        counts: how many documents, statements, entities and events there are, in words of the page.
        query: what stands in the editor; an example where it is empty.
    """

    title: str
    base: str
    prefixes: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    terms: tuple[tuple[str, str, str, str], ...]
    counts: tuple[tuple[str, int], ...] = ()
    query: str = ""


def about(store: Store, title: str = "") -> QueryPage:
    """What the query page of a graph shows.

    Args:
        store: the graph.
        title: its heading; by default the graph's own title.
    """
    names = namespaces(store)
    terms = vocab.terms()
    return QueryPage(
        title=title or _title(store),
        base=names.base,
        prefixes=tuple(sorted(names.prefixes.items())),
        questions=tuple(questions()),
        terms=tuple((name, term.kind, term.label, term.definition) for name, term in terms.items()),
        counts=tuple(_counts(store)),
    )


def query_page(page: QueryPage) -> str:
    """The query page as HTML. Without scripts it is a form that sends the query and gets a file."""
    data = {
        "base": page.base,
        "prefixes": dict(page.prefixes),
        "terms": page.terms,
        "questions": [_question(question) for question in page.questions],
    }
    return render("query", {"page": page, "query": page.query.strip("\n") or EXAMPLE, "data": data})


def check(store: Store, sparql: str) -> list[dict[str, Any]]:
    """The names in a query that the graph does not have, each where it first stands; none of one that is refused.

    Returns:
        For each its ``line`` and ``column`` from 1, the ``name``, the ``nearest`` that the graph has or None, and a
        ``message`` in words.

    >>> [(one["line"], one["nearest"]) for one in check(Store(), "ASK {\\n ?x kg:suports ?y }")]
    [(2, 'kg:supports')]
    """
    try:
        refuse(sparql)
    except QueryError:
        return []
    starts: dict[str, int] = {}
    for token in tokens(sparql, whole=True):
        starts.setdefault(token.text.lstrip(".-"), token.end - len(token.text.lstrip(".-")))
    found = []
    for one in unknown(store, sparql):
        start = starts.get(one.name, 0)
        line, column = sparql.count("\n", 0, start) + 1, start - sparql.rfind("\n", 0, start)
        found.append({"line": line, "column": column, "name": one.name, "nearest": one.nearest, "message": str(one)})
    return found


def _question(question: Question) -> dict[str, Any]:
    """A saved question for the page, cut where the values of its parameters go."""
    at = pattern(question.sparql) if question.parameters else None
    body = question.sparql
    return {
        "name": question.name,
        "title": question.title,
        "head": body if at is None else body[:at],
        "tail": "" if at is None else body[at:],
        "parameters": [
            {"name": one.name, "kind": one.kind, "default": one.default or ""} for one in question.parameters
        ],
    }


def _title(store: Store) -> str:
    names = namespaces(store)
    node = NamedNode(names.iri("g:dataset"))
    quads = store.quads_for_pattern(node, NamedNode(vocab.term_iri("dcterms:title")), None, None)
    return next((quad.object.value for quad in quads if isinstance(quad.object, Literal)), "The graph")


def _counts(store: Store) -> list[tuple[str, int]]:
    """How many things of each kind the graph's description tells of."""
    names = namespaces(store)
    found = []
    for kind in _COUNTED:
        node = NamedNode(f"{names.iri('g:dataset')}#{kind}")
        quads = store.quads_for_pattern(node, NamedNode(vocab.term_iri("void:entities")), None, None)
        count = next((quad.object.value for quad in quads if isinstance(quad.object, Literal)), "")
        if re.fullmatch(r"\d{1,15}", count):
            found.append((kind.lower(), int(count)))
    return found
