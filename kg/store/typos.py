"""Names of a query that the graph does not have: most are misspelt, and the answer would be empty without a word.

The query is answered all the same. Looked up is what it names outside of strings and comments, in the namespaces of
kg, whatever prefix leads there; terms of other vocabularies for which the graph has one of its own; and texts with a
language, as labels have none. What a CONSTRUCT makes is new, so its template may hold any name.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.errors import UnknownNameWarning, nearest, offered
from kg.store.base import namespaces
from kg.store.gate import tokens
from kg.terms import vocab
from kg.terms.namespaces import FOLLOWING, Namespaces
from kg.terms.tables import rows

# How many names are told, and how much of each.
_MOST, _SHOWN = 10, 80
# Statements have numbers for names, which nobody writes by heart.
_KINDS = ("kg", *(prefix for prefix in FOLLOWING if prefix not in ("st", "g", "field")))
_IRIS = frozenset(["address", "iri"])


class Unknown(NamedTuple):
    """A name that the graph does not have.

    Attributes:
        name: as it stands in the query.
        is_term: whether it would be a term of the ontology.
        nearest: the one that is most like it, in the same form; None where none is like it.
    """

    name: str
    is_term: bool
    nearest: str | None = None

    def __str__(self) -> str:
        name = self.name if len(self.name) <= _SHOWN else f"{self.name[: _SHOWN - 1]}…"
        what = f"no term {name} in the ontology" if self.is_term else f"no {name} in the graph"
        return what + offered([self.nearest] if self.nearest else [], str)


def unknown(store: Store, sparql: str, prefixes: Mapping[str, str] | None = None) -> list[Unknown]:
    """The names in a query that the graph does not have, in their order, each once; ten at most.

    Args:
        store: the graph.
        sparql: a query that :func:`kg.store.gate.refuse` lets pass.
        prefixes: those that are declared for it; by default the graph's own.

    >>> [str(name) for name in unknown(Store(), "ASK { ?x kg:suports ?y } # e:Chna")]
    ['no term kg:suports in the ontology; nearest is kg:supports']
    """
    names = namespaces(store)
    found: list[Unknown] = []
    seen: set[str] = set()
    known: dict[str, Mapping[str, str]] = {}
    for name in _written(sparql, prefixes or names.prefixes):
        if name.iri not in seen:
            seen.add(name.iri)
            lacking = _lacking(store, name, names, known)
            found += [lacking] if lacking else []
        if len(found) == _MOST:
            return found
    return [*found, *_without_language(store, sparql)][:_MOST]


def _lacking(store: Store, name: _Name, names: Namespaces, known: dict[str, Mapping[str, str]]) -> Unknown | None:
    """A name that the graph does not have, with the nearest; None where it has it, or it is none of kg's.

    Args:
        store: the graph.
        name: as it stands in the query.
        names: the namespaces of the graph.
        known: the names of each kind, as far as they were looked up; more are put there.
    """
    kind = next((kind for kind in _KINDS if name.iri.startswith(names.prefixes[kind])), None)
    if kind is None:
        ours = _counterparts().get(vocab.compact(name.iri))
        return Unknown(name.text, is_term=False, nearest=ours) if ours and not has(store, name.iri) else None
    local = name.iri.removeprefix(names.prefixes[kind])
    # The ontology last, as it has to be read first: a graph holds most of the terms that are asked for.
    if not local or has(store, name.iri) or (kind == "kg" and f"kg:{local}" in vocab.terms()):
        return None
    if kind not in known:
        known[kind] = names_of(store, kind)
    near = _likest(local, known[kind])
    return Unknown(name.text, kind == "kg", name.like(names.iri(near), names) if near else None)


def warn(store: Store, sparql: str, prefixes: Mapping[str, str] | None = None, *, depth: int = 1) -> None:
    """A warning for each name in a query that the graph does not have.

    Args:
        store: the graph.
        sparql: a query that has been answered.
        prefixes: as for :func:`unknown`.
        depth: how many calls lie between the user's line and this function.
    """
    for name in unknown(store, sparql, prefixes):
        warnings.warn(str(name), UnknownNameWarning, stacklevel=depth + 2)


def has(store: Store, iri: str) -> bool:
    """Whether the graph says anything of an IRI, with it, or in it.

    >>> has(Store(), "https://kg.example/entity/China")
    False
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    look = store.quads_for_pattern
    return (
        next(look(node, None, None), None) is not None
        or next(look(None, None, node), None) is not None
        or next(look(None, node, None), None) is not None
        or store.contains_named_graph(node)
    )


def names_of(store: Store, kind: str) -> dict[str, str]:
    """Every spelling under which something of a kind may be looked for, with its name: "Beijing" with "e:China".

    Args:
        store: the graph.
        kind: a prefix: "kg" for the ontology, "rel" for the graph's own relations, "e", "doc" or "ev".
    """
    if kind == "kg":
        return {name.partition(":")[2]: name for name in vocab.terms()}
    names = namespaces(store)
    graph = DefaultGraph() if kind == "doc" else NamedNode(names.iri("g:ontology" if kind == "rel" else "g:entities"))
    found: dict[str, str] = {}
    for property in ("rdfs:label", "skos:altLabel") if kind == "e" else ("rdfs:label",):
        for quad in store.quads_for_pattern(None, NamedNode(vocab.term_iri(property)), None, graph):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(names.prefixes[kind]):
                local = quad.subject.value.removeprefix(names.prefixes[kind])
                found[local] = f"{kind}:{local}"
                if kind == "e" and isinstance(quad.object, Literal):
                    found.setdefault(quad.object.value.replace(" ", "_"), f"{kind}:{local}")
    return found


@lru_cache(maxsize=1)
def _counterparts() -> Mapping[str, str]:
    """What stands in a graph in place of terms of other vocabularies."""
    return {theirs: ours for (theirs, ours), _ in rows("counterparts.tsv", 2)}


def _likest(local: str, known: Mapping[str, str]) -> str | None:
    """The name that is most like one; of a class and a relation that begin alike the one that begins as it does."""
    near = nearest(local, known, 4, meant={spelt: spelt for spelt in known})
    if not near:
        return None
    first = near[0].casefold()
    alike = (one for one in near if one.casefold().startswith(first) and one[0].isupper() == local[0].isupper())
    return known[next(alike, near[0])]


def _without_language(store: Store, sparql: str) -> Iterator[Unknown]:
    """Texts with a language that the graph has without one, as all that it says of articles: "China"@en."""
    before = None
    for token in tokens(sparql, whole=True):
        if token.kind == "tag" and before is not None and "\\" not in before.text:
            quotes = 3 if before.text[:3] in ('"""', "'''") else 1
            words, look = before.text[quotes:-quotes], store.quads_for_pattern
            try:
                tagged = Literal(words, language=token.text[1:])
            except ValueError:
                continue
            has_tagged = next(look(None, None, tagged, None), None) is not None
            if not has_tagged and next(look(None, None, Literal(words), None), None) is not None:
                yield Unknown(before.text + token.text, is_term=False, nearest=before.text)
        before = token if token.kind == "string" else None


class _Name(NamedTuple):
    """A name as it stands in a query, what it means, and the namespace of its prefix; none of a whole IRI."""

    text: str
    iri: str
    namespace: str = ""

    def like(self, iri: str, names: Namespaces) -> str:
        """Another IRI, written in the same way."""
        if not self.namespace:
            return f"<{iri}>"
        if not iri.startswith(self.namespace):
            return names.compact(iri)
        return f"{self.text.partition(':')[0]}:{iri.removeprefix(self.namespace)}"


def _written(sparql: str, prefixes: Mapping[str, str]) -> Iterator[_Name]:
    """The names in a query but for those of its prologue and of a template, in their order."""
    own = dict(prefixes)
    before, declared, depth = "", "", 0
    for token in tokens(sparql, whole=True):
        if depth or (before == "CONSTRUCT" and token.text == "{"):
            depth += (token.text == "{") - (token.text == "}")
            before = ""
            continue
        if token.kind == "name":
            text = token.text.lstrip(".-")
            prefix, _, local = text.partition(":")
            if before == "PREFIX":
                declared, before = prefix, "="
                continue
            if prefix in own:
                yield _Name(text, own[prefix] + re.sub(r"\\(.)", r"\1", local), own[prefix])
        elif token.kind in _IRIS:
            # What is relative, or has escapes, is left alone.
            iri = token.text[1:-1] if token.kind == "address" and "\\" not in token.text else ""
            if before == "=":
                own[declared] = iri
            elif iri and before != "BASE":
                yield _Name(token.text, iri)
        before = token.keyword
