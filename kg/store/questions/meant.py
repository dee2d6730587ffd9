"""Which of several entities a name means, as all of kg takes it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.store.base import namespaces
from kg.terms import vocab

# How a name names an entity, the better first.
LABEL, ID, ALIAS = range(3)

_UNION = DefaultGraph()


def meant(store: Store, found: Iterable[tuple[int, str]]) -> NamedNode:
    """The entity that a name means, of those that have it.

    What has a name wins over a phrase, that of which something is told over the rest, a label over an id and an id over
    an alias; of several alike, the entity of which more is told, then the first by IRI. The choice is that of
    :class:`kg.show.held.names.Names`: "Clinton" is a person, though an article has the tag "clinton".

    Args:
        store: the graph.
        found: the entities as IRIs, at least one, each with how the name names it.
    """
    ranks: dict[str, int] = {}
    for rank, iri in found:
        ranks[iri] = min(rank, ranks.get(iri, rank))
    if len(ranks) == 1:
        return NamedNode(next(iter(ranks)))

    def place(iri: str) -> tuple[bool, bool, int, int, str]:
        node = NamedNode(iri)
        told = _told(store, node)
        return not _has_name(store, node), not told, ranks[iri], -told, iri

    return NamedNode(min(ranks, key=place))


def _has_name(store: Store, entity: NamedNode) -> bool:
    # Only the names of several are compared, so that most commands never read the table of classes.
    from kg.terms.classes import NAMED_CLASSES

    names = namespaces(store)
    types = store.quads_for_pattern(entity, NamedNode(vocab.term_iri("rdf:type")), None, _UNION)
    found = (names.compact(quad.object.value) for quad in types if isinstance(quad.object, NamedNode))
    return any(name.removeprefix("kg:") in NAMED_CLASSES for name in found)


def _told(store: Store, entity: NamedNode) -> int:
    """How many statements have the entity as subject or object."""
    ends = (NamedNode(vocab.term_iri(end)) for end in ("rdf:subject", "rdf:object"))
    return sum(1 for end in ends for _ in store.quads_for_pattern(None, end, entity, _UNION))
