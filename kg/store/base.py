"""The base of a store's IRIs: where it stands, and the same quads under another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.terms import vocab
from kg.terms.namespaces import Namespaces

_URI_SPACE = NamedNode(vocab.term_iri("void:uriSpace"))


def namespaces(store: Store) -> Namespaces:
    """The namespaces of a graph, which its ``g:dataset`` tells; kg's own where it tells none."""
    for quad in store.quads_for_pattern(None, _URI_SPACE, None, None):
        found = Namespaces(quad.object.value) if isinstance(quad.object, Literal) else Namespaces()
        # Another dataset may be described there too; ours says of itself what its own IRI begins with.
        if quad.subject == NamedNode(found.iri("g:dataset")):
            return found
    return Namespaces()


def own(quads: Iterable[Quad], names: Namespaces) -> Iterable[Quad]:
    """Quads under kg's own base as the graph has them."""
    return quads if names.is_usual else _renamed(quads, names.own)


def usual(quads: Iterable[Quad], names: Namespaces) -> Iterable[Quad]:
    """Quads of the graph as they are under kg's own base."""
    return quads if names.is_usual else _renamed(quads, names.usual)


def usual_store(store: Store) -> Store:
    """A store of the same named graphs under kg's own base; itself where that is its base."""
    names = namespaces(store)
    if names.is_usual:
        return store
    copy = Store()
    for graph in store.named_graphs():
        copy.extend(usual(store.quads_for_pattern(None, None, None, graph), names))
    return copy


def _renamed(quads: Iterable[Quad], name: Callable[[str], str]) -> Iterator[Quad]:
    @lru_cache(maxsize=1 << 16)
    def node(iri: str) -> NamedNode:
        return NamedNode(name(iri))

    for quad in quads:
        subject, predicate, object, graph = quad
        yield Quad(
            node(subject.value) if isinstance(subject, NamedNode) else subject,
            node(predicate.value),
            node(object.value) if isinstance(object, NamedNode) else object,
            node(graph.value) if isinstance(graph, NamedNode) else graph,
        )
