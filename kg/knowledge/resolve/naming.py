"""Whom the words of a thing without a name name: "China's support for Russia" names China and Russia.

That is told by the mentions inside the phrase (``phrases``), not by its letters: "his support" names who "his" stands
for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model.outline import Cluster


def named_within(clusters: Iterable[Cluster], entity_of: Mapping[tuple[str, int], str]) -> dict[str, tuple[str, ...]]:
    """The entities with a name, and the concepts, that the words of each entity without one name, sorted.

    Args:
        clusters: of all documents.
        entity_of: entity id of each document's clusters.

    Returns:
        Only those that name any.
    """
    unnamed = [cluster for cluster in clusters if not cluster.is_named]
    concepts = {c.concept: entity_of[c.document, c.number] for c in unnamed if c.concept}
    found: dict[str, set[str]] = defaultdict(set)
    for cluster in unnamed:
        id = entity_of[cluster.document, cluster.number]
        told = {entity_of[cluster.document, number] for number in cluster.inner}
        told |= {concepts[concept] for concept in cluster.concepts if concept in concepts}
        found[id] |= told - {id}
    return {id: tuple(sorted(named)) for id, named in sorted(found.items()) if named}
