"""Whom the words of a thing without a name name: "China's support for Russia" names China and Russia.

That is told by the mentions inside the phrase (``phrases``), not by its letters: "his support" names who "his" stands
for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model.outline import Cluster

EntityOf = Mapping[tuple[str, int], str]


def named_within(clusters: Iterable[Cluster], entity_of: EntityOf, concepts: Mapping[str, str]) -> dict[str, set[str]]:
    """The entities with a name, and the concepts, that the words of each entity without one name.

    Args:
        clusters: what is to be looked at.
        entity_of: entity id of each document's clusters.
        concepts: what :func:`concepts_of` finds in all documents.

    Returns:
        Only those that name any.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for cluster in clusters:
        if not cluster.is_named and (cluster.inner or cluster.concepts):
            named = named_by(cluster.document, cluster.inner, cluster.concepts, entity_of, concepts)
            found[entity_of[cluster.document, cluster.number]] |= named
    return {id: others for id, named in found.items() if (others := named - {id})}


def named_by(
    document: str, inner: Iterable[int], spoken_of: Iterable[str], entity_of: EntityOf, concepts: Mapping[str, str]
) -> set[str]:
    """The entities with a name, and the concepts, that the words of a phrase name.

    Args:
        document: of the phrase.
        inner: numbers of the clusters that its words name.
        spoken_of: the concepts that they speak of.
        entity_of, concepts: as of :func:`named_within`.
    """
    told = {entity_of[document, number] for number in inner}
    return told.union(concepts[concept] for concept in spoken_of if concept in concepts)


def concepts_of(clusters: Iterable[Cluster], entity_of: EntityOf) -> dict[str, str]:
    """The entity of each concept that there is."""
    return {c.concept: entity_of[c.document, c.number] for c in clusters if c.concept and not c.is_named}
