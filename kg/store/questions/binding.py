"""Queries with their variables set to terms, so that the engine begins with what somebody asked for.

A term takes the place of its variable wherever a term may stand. Where sub-queries list the variable among those that
they pass on, there is nothing to pass any more, and it leaves the list. A variable that the query itself shows, makes
or sorts by stays, and is set by a VALUES in the outermost pattern; so does one that stands for a literal, which cannot
be a subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.store.gate import pattern, tokens

Bindings = Mapping[str, NamedNode | Literal]

# Words behind which a variable is no term: it is made, tested, shown or sorted by, or is given values.
_NO_TERM = frozenset(["AS", "BOUND", "BY", "DESCRIBE", "VALUES"])
_CLAUSES = frozenset(["SELECT", *_NO_TERM])
_ENDS = frozenset(["WHERE", "LIMIT", "OFFSET", "HAVING"])


class _Use(NamedTuple):
    """Where a variable stands.

    Attributes:
        name: of the variable, without its mark.
        end: the offset behind it.
        clause: the word that says what it is there for; empty for a term among others.
        number: of the clause.
    """

    name: str
    end: int
    clause: str
    number: int


def bind(sparql: str, bindings: Bindings) -> str:
    """The query with variables set to terms; its lines stay as they are.

    The engine's own substitution takes only variables that the query selects.

    Raises:
        QueryError: if the query has no pattern.

    >>> bind("SELECT ?y WHERE { ?x rdfs:label ?y }", {"x": NamedNode("http://a/b")})
    'SELECT ?y WHERE { <http://a/b> rdfs:label ?y }'
    >>> bind("SELECT ?x WHERE { ?x rdfs:label ?y }", {"x": NamedNode("http://a/b")})
    'SELECT ?x WHERE { VALUES ?x { <http://a/b> } ?x rdfs:label ?y }'
    """
    if not bindings:
        return sparql
    at = pattern(sparql)
    if at is None:
        raise QueryError("the query has no WHERE { ... } in which its parameters could be set")
    uses = list(_uses(sparql))
    literals = {name for name, term in bindings.items() if isinstance(term, Literal)}
    kept = (literals | _kept(sparql, uses, bindings, at)) & bindings.keys()
    parts, done, moved = [], 0, 0
    for use in uses:
        if use.name in bindings and use.name not in kept:
            term = "" if use.clause == "SELECT" else str(bindings[use.name])
            start = use.end - len(use.name) - 1
            parts.append(sparql[done:start] + term)
            moved += len(term) - (use.end - start) if use.end <= at else 0
            done = use.end
    text = "".join([*parts, sparql[done:]])
    listed = "".join(f" VALUES ?{name} {{ {bindings[name]} }}" for name in sorted(kept))
    return f"{text[: at + moved]}{listed}{text[at + moved :]}"


def _kept(sparql: str, uses: Sequence[_Use], bindings: Bindings, at: int) -> set[str]:
    """The variables in whose place no term can stand, or may not, as the answer shows them."""
    if any(token.text == "*" for token in tokens(sparql[:at])):
        return {use.name for use in uses}
    lists: dict[int, set[str]] = defaultdict(set)
    for use in uses:
        lists[use.number].add(use.name if use.clause in ("SELECT", "") else "")
    # A list of which nothing would be left cannot do without.
    alone = {use.name for use in uses if use.clause == "SELECT" and lists[use.number] <= bindings.keys()}
    return alone | {use.name for use in uses if use.end <= at or use.clause in _NO_TERM}


def _uses(sparql: str) -> Iterator[_Use]:
    """Every variable of a query, in order."""
    clause, number, depth, before, opened = "", 0, 0, "", ""
    for token in tokens(sparql, whole=True):
        word = token.keyword
        if token.kind == "variable":
            # In brackets it is part of an expression, but for the name that the expression gets.
            what = before if before == "AS" else opened if opened == "BOUND" else clause
            is_term = depth and what in ("SELECT", "BY")
            yield _Use(token.text[1:], token.end, "" if is_term else what, number)
        elif word in _CLAUSES and word not in ("AS", "BOUND"):
            clause, number = word, number + 1
        elif word in _ENDS or token.text == "}" or (token.text == "{" and clause != "VALUES"):
            clause, number, depth = "", number + 1, 0
        elif clause:
            depth += (token.text == "(") - (token.text == ")")
        opened = before if token.text == "(" else ""
        before = word
