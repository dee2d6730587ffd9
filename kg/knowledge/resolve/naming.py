"""Whom the words of a thing without a name name: "China's support for Russia" names China and Russia.

That is told by the mentions inside the phrase (``phrases``), not by its letters: "his support" names who "his" stands
for. Only a concept is found by its words, as "the fight against poverty" has no mention of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.knowledge.resolve.clusters import CONCEPTS, Cluster

_LONGEST_CONCEPT = max(len(concept.split()) for concept in CONCEPTS)


def named_within(clusters: Iterable[Cluster], entity_of: Mapping[tuple[str, int], str]) -> dict[str, tuple[str, ...]]:
    """The entities with a name that the phrases of each entity without one name, sorted; only of those that name any.

    Args:
        clusters: of all documents.
        entity_of: entity id of each document's clusters.
    """
    unnamed = [cluster for cluster in clusters if not cluster.is_named]
    concepts = {c.folded: entity_of[c.document, c.number] for c in unnamed if c.folded in CONCEPTS}
    found: dict[str, set[str]] = defaultdict(set)
    for cluster in unnamed:
        id = entity_of[cluster.document, cluster.number]
        told = {entity_of[cluster.document, number] for number in cluster.inner}
        told |= {concepts[words] for words in _stretches(cluster.folded) if words in concepts}
        found[id] |= told - {id}
    return {id: tuple(sorted(named)) for id, named in sorted(found.items()) if named}


def _stretches(label: str) -> Iterable[str]:
    """All stretches of a label that are as long as a concept at most: the label itself is one of them."""
    said = label.split()
    return {
        " ".join(said[start : start + length])
        for start in range(len(said))
        for length in range(1, min(_LONGEST_CONCEPT, len(said) - start) + 1)
    }
