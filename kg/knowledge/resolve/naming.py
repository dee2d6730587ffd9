"""Whom the words of a thing without a name name: "China's support for Russia" names China and Russia.

That is told by the mentions inside the phrase, not by its letters: "his support" names who "his" stands for. Only a
concept is found by its words, as "the fight against poverty" has no mention of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.knowledge.resolve.clusters import CONCEPTS, Cluster
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Reading
from kg.terms.words import words

# "our economy" need not be the speaker's, and is told of no one.
SPEAKERS = words("speakers")
_LONGEST_CONCEPT = max(len(concept.split()) for concept in CONCEPTS)


def named_within(
    clusters: Iterable[Cluster], readings: Iterable[Reading], entity_of: Mapping[tuple[str, int], str]
) -> dict[str, tuple[str, ...]]:
    """The entities with a name that the phrases of each entity without one name, sorted; only of those that name any.

    Args:
        clusters: of all documents.
        readings: the same documents.
        entity_of: entity id of each document's clusters.
    """
    unnamed: dict[str, list[Cluster]] = defaultdict(list)
    bearers: dict[str, set[int]] = defaultdict(set)
    concepts: dict[str, str] = {}
    for cluster in clusters:
        if cluster.is_named:
            bearers[cluster.document].add(cluster.number)
        else:
            unnamed[cluster.document].append(cluster)
            if cluster.folded in CONCEPTS:
                concepts[cluster.folded] = entity_of[cluster.document, cluster.number]
    found: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        document = reading.document.id
        inner = _Inner(reading, bearers[document])
        for cluster in unnamed[document]:
            id = entity_of[document, cluster.number]
            told = {entity_of[document, number] for m in cluster.mentions for number in inner.of(m)}
            told |= {concepts[words] for words in _stretches(cluster.folded) if words in concepts}
            found[id] |= told - {id}
    return {id: tuple(sorted(named)) for id, named in sorted(found.items()) if named}


class _Inner:
    """The mentions of one document that stand for what has a name, by place."""

    def __init__(self, reading: Reading, bearers: Iterable[int]) -> None:
        named = frozenset(bearers)
        self._mentions = sorted(
            (m for m in reading.mentions if m.cluster in named and not _is_of_speakers(m, reading.text)),
            key=lambda m: m.span,
        )
        self._starts = [mention.span.start for mention in self._mentions]

    def of(self, whole: Mention) -> Iterable[int]:
        """The clusters of the mentions inside a phrase."""
        first, last = bisect_left(self._starts, whole.phrase.start), bisect_left(self._starts, whole.phrase.end)
        return {m.cluster for m in self._mentions[first:last] if whole.phrase.covers(m.span)}


def _is_of_speakers(mention: Mention, text: str) -> bool:
    return mention.kind is MentionKind.PRONOUN and mention.span.of(text).lower() in SPEAKERS


def _stretches(label: str) -> Iterable[str]:
    """All stretches of a label that are as long as a concept at most: the label itself is one of them."""
    said = label.split()
    return {
        " ".join(said[start : start + length])
        for start in range(len(said))
        for length in range(1, min(_LONGEST_CONCEPT, len(said) - start) + 1)
    }
