"""Clusters of all documents become entities: one node for a person, country or alliance, with the reason.

    clusters → units (one name over all documents) → likely (pairs with a score) → joined → called (label, class, id)

What a person decided (``merges``) comes before any score. Everything depends on the set of readings and on those
decisions alone, so the order of documents changes nothing, and a decision that is taken back leaves no trace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.gazetteer import Gazetteer
from kg.gazetteer.names import fold, spelled
from kg.knowledge.merges import NONE, Decisions
from kg.knowledge.resolve import called
from kg.knowledge.resolve.belonging import belonging
from kg.knowledge.resolve.called import Key
from kg.knowledge.resolve.clusters import NAMED, Cluster, clusters, quote
from kg.knowledge.resolve.joined import APART, Chosen, Groups, joined
from kg.knowledge.resolve.units import Unit, apart
from kg.model.links import Bearer, Link, Merge
from kg.model.records import Entity, Mention, MentionKind, Reading, Resolution, Span

__all__ = ["resolve"]


def resolve(
    readings: Iterable[Reading], gazetteer: Gazetteer, decisions: Decisions = NONE, *, evidence: bool = False
) -> Resolution:
    """Entities of all readings, with the clusters that each stands for; sorted by id.

    A cluster of pronouns alone is no entity and has no entry in ``entity_of``.

    Args:
        readings: of all documents, in any order.
        gazetteer: the known names.
        decisions: what a person wants joined or apart.
        evidence: give each link the words around its names.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    found = [cluster for reading in ordered for cluster in clusters(reading, gazetteer)]
    found.sort(key=lambda cluster: (cluster.document, cluster.number))
    dates = {reading.document.id: reading.document.date or "" for reading in ordered}
    groups = joined(found, dates, gazetteer, decisions)
    sentences = {reading.document.id: reading.sentences for reading in ordered} if evidence else None
    entities, entity_of = _entities(groups)
    return Resolution(
        belonging(entities, gazetteer), entity_of, _links(groups, sentences), tuple(map(str, groups.unused))
    )


def _entities(groups: Groups) -> tuple[tuple[Entity, ...], dict[tuple[str, int], str]]:
    lead = {root: min(keys, key=lambda key: (key[0] not in called.KNOWN, key)) for root, keys in groups.members.items()}
    members = {
        lead[root]: sorted(
            (c for key in keys for c in groups.units[key].clusters), key=lambda c: (c.document, c.number)
        )
        for root, keys in groups.members.items()
    }
    labels = {key: called.label(found) for key, found in members.items()}
    kinds = {key: groups.units[key].kind for key in members}
    told = {lead[root]: _told_apart(keys) for root, keys in groups.members.items()}
    ids = called.ids(labels, kinds, {key: words for key, words in told.items() if words})
    entity_of = {(c.document, c.number): ids[key] for key, found in members.items() for c in found}
    keys_of = {lead[root]: keys for root, keys in groups.members.items()}
    entities = []
    for key, found in members.items():
        owners = Counter(
            owner
            for c in found
            if c.of is not None and (owner := entity_of.get((c.document, c.of))) and owner != ids[key]
        )
        entities.append(
            Entity(
                id=ids[key],
                label=labels[key],
                aliases=_aliases(found, labels[key]),
                type=called.kind(found),
                link=next((c.link for c in found if c.link), None),
                of=min(owners, key=lambda owner: (-owners[owner], owner)) if owners else None,
                merges=_merges(
                    [groups.units[k] for k in keys_of[key]], groups, is_apart=ids[key] != called.plain_id(labels[key])
                ),
            )
        )
    return tuple(sorted(entities, key=lambda entity: entity.id)), dict(sorted(entity_of.items()))


def _told_apart(keys: Sequence[Key]) -> str:
    """What stands behind the label in an id, where others bear the name: only if every name of it needs that."""
    words = [apart(key) for key in sorted(keys)]
    return words[0] if all(words) else ""


def _aliases(found: Sequence[Cluster], label: str) -> tuple[str, ...]:
    return tuple(sorted(set().union(*(c.names() for c in found)) - {label}))


# -- why ---------------------------------------------------------------------------------------------------------------


def _merges(units: Sequence[Unit], groups: Groups, *, is_apart: bool) -> tuple[Merge, ...]:
    """One entry for each name of each document that stands for the entity and is not its only one.

    Args:
        units: of the entity.
        groups: how they met.
        is_apart: others have the entity's name.
    """
    found = set()
    several = sum(len(unit.clusters) for unit in units) > 1
    for unit in units:
        method, score = groups.how[unit.key]
        if is_apart and not several and APART not in method:
            method, score = f"others have the name; {APART}", 1.0
        for cluster in unit.clusters:
            if several or APART in method:
                found.add(Merge(cluster.document, cluster.label, method, score))
            for mention in cluster.mentions:
                words = spelled(mention.span.of(cluster.text))
                if words != cluster.label and mention.kind in NAMED:
                    found.add(Merge(cluster.document, words, *_within(words, mention, cluster)))
    return tuple(sorted(found, key=lambda merge: (merge.document, merge.name, merge.method, merge.score)))


def _within(words: str, mention: Mention, cluster: Cluster) -> tuple[str, float]:
    """How one name of a document came to the cluster's."""
    if mention.kind is MentionKind.METONYM:
        return "seat of power for its government", 0.9
    if mention.kind is MentionKind.DEMONYM:
        return "adjective of its country or region", 1.0
    if cluster.entry is not None:
        return "other name in the gazetteer", 1.0
    if cluster.is_person:
        return "part of the only full name in the document", 0.9
    if words.replace(".", "").isupper():
        return "acronym of the long name", 0.9
    return "same name", 0.95


def _links(groups: Groups, sentences: dict[str, tuple[Span, ...]] | None) -> tuple[Link, ...]:
    """All that was looked at, the least sure first."""
    shared = Counter((fold(unit.label), unit.kind) for unit in groups.units.values() if unit.key[0] != "owned")

    def bearer(unit: Unit) -> Bearer:
        is_part = bool(unit.part) or shared[fold(unit.label), unit.kind] > 1
        return Bearer(unit.label, unit.kind, unit.documents, is_part)

    def link(chosen: Chosen) -> Link:
        one = groups.units[chosen.one]
        other = groups.units[chosen.other] if chosen.other is not None else None
        said = []
        if sentences is not None:
            shown = [one.clusters[0], other.clusters[0]] if other else [one.clusters[0], one.clusters[-1]]
            said = [(c.document, quote(c, sentences[c.document])) for c in shown]
        return Link(
            bearer(one),
            bearer(other) if other else None,
            chosen.method,
            chosen.score,
            chosen.verdict,
            chosen.applied,
            tuple(dict.fromkeys(said)),
        )

    found = (link(chosen) for chosen in groups.chosen)
    return tuple(sorted(found, key=lambda k: (k.score, k.one, k.other or k.one, k.method)))
