"""Clusters of all documents become entities: one node for a person, country or alliance, with the reason.

    clusters → units (one key over all documents) → likely, people (pairs with a score) → joined → called (label, id)

What a person decided (``merges``) comes before any score. Everything depends on the set of readings and on those
decisions alone, so the order of documents changes nothing, and a decision that is taken back leaves no trace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.gazetteer import Gazetteer
from kg.gazetteer.names import fold
from kg.knowledge.merges import NONE, Decisions
from kg.knowledge.resolve import called
from kg.knowledge.resolve.belonging import belonging
from kg.knowledge.resolve.called import Named
from kg.knowledge.resolve.clusters import PHRASE, clusters, is_person, quote
from kg.knowledge.resolve.joined import APART, Chosen, Groups, joined
from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.naming import EntityOf, concepts_of, named_by, named_within
from kg.knowledge.resolve.parts import may_part
from kg.knowledge.resolve.phrases import key_of, parted, rows, told, whole
from kg.knowledge.resolve.units import Unit
from kg.model.changed import changed
from kg.model.kinds import MentionKind
from kg.model.links import Bearer, Link, Merge
from kg.model.order import merge_order
from kg.model.outline import Cluster, Phrases
from kg.model.records import Entity, Reading, Resolution

__all__ = ["resolve", "spoken_of"]

# What is spoken of: clusters that documents may share, and the phrases that one alone has.
Spoken = tuple[Sequence[Cluster], Phrases]

# Method and score of what nothing joins to others of its name.
_SHARED = f"others have the name; {APART}", 1.0
_NONE: frozenset[str] = frozenset()
# What joins a name that gives an entity no label.
_MISWRITTEN = (Method.SLIP.worth.words, Method.TURNED.worth.words)


def spoken_of(reading: Reading, gazetteer: Gazetteer) -> tuple[tuple[Cluster, ...], Phrases]:
    """The clusters of one document as they are resolved, in the order of their numbers; a function of it alone.

    Returns:
        Those that others may have too, and the phrases that it alone has.
    """
    return parted(sorted(told(clusters(reading, gazetteer), reading), key=lambda cluster: cluster.number))


def resolve(
    readings: Iterable[Reading],
    gazetteer: Gazetteer,
    decisions: Decisions = NONE,
    *,
    known: Mapping[str, Spoken] | None = None,
    evidence: bool = False,
) -> Resolution:
    """Entities of all readings, with the clusters that each stands for; sorted by id.

    A cluster of pronouns alone is no entity and has no entry in ``entity_of``.

    Args:
        readings: of all documents, in any order.
        gazetteer: the known names.
        decisions: what a person wants joined or apart.
        known: of documents, by id, what :func:`spoken_of` gives, where that is there already.
        evidence: give each link the words around its names.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    there = known or {}
    spoken = {r.document.id: there.get(r.document.id) or spoken_of(r, gazetteer) for r in ordered}
    documents = {id for id, (shared, alone) in spoken.items() if shared or alone.numbers}
    found, own = _looked_at(spoken, decisions)
    dates = {reading.document.id: reading.document.date or "" for reading in ordered}
    groups = joined(found, documents, dates, gazetteer, decisions)
    shown = {reading.document.id: reading for reading in ordered} if evidence else None
    entities, entity_of = _entities(groups, found, own)
    links = _links(groups, own, shown)
    return Resolution(belonging(entities, gazetteer), entity_of, links, tuple(map(str, groups.unused)))


def _looked_at(spoken: Mapping[str, Spoken], decisions: Decisions) -> tuple[list[Cluster], dict[str, Phrases]]:
    """The clusters that are to be joined, and of each document those that stay alone, if nobody decides on them."""
    if may_part(decisions):
        return [cluster for id, both in spoken.items() for cluster in whole(id, *both)], {}
    found = [cluster for shared, _ in spoken.values() for cluster in shared]
    return found, {id: alone for id, (_, alone) in spoken.items()}


@dataclass(frozen=True, slots=True)
class _Bearer:
    """What is to be one entity: the keys of its names, the one that leads, and all clusters in text order."""

    key: Key
    units: tuple[Unit, ...]
    clusters: tuple[Cluster, ...]
    label: str

    @property
    def told_apart(self) -> str:
        """What stands behind the label in an id, where others bear the name: only if every name of it needs that."""
        if len(self.units) == 1:
            return self.key.apart
        words = [unit.key.apart for unit in sorted(self.units, key=lambda unit: unit.key)]
        return words[0] if all(words) else ""


def _bearer(keys: Sequence[Key], groups: Groups) -> _Bearer:
    units = tuple(groups.units[key] for key in keys)
    if len(units) == 1 and len(units[0].clusters) == 1:
        # Most things are named once: this is what is below, without the work.
        one = units[0].clusters[0]
        label = called.label([one]) if one.is_named else one.concept or one.label
        return _Bearer(keys[0], units, (one,), label)
    found = tuple(sorted((c for unit in units for c in unit.clusters), key=lambda c: (c.document, c.number)))
    meant = [c for unit in units if not groups.how[unit.key][0].startswith(_MISWRITTEN) for c in unit.clusters]
    return _Bearer(min(keys, key=lambda key: (not key.is_known, key)), units, found, called.label(meant or found))


def _entities(
    groups: Groups, found: Sequence[Cluster], own: Mapping[str, Phrases]
) -> tuple[tuple[Entity, ...], dict[tuple[str, int], str]]:
    """The entities, and which of them each cluster of each document is.

    Args:
        groups: what became of the clusters that documents may share.
        found: all of these, in the order of documents and numbers.
        own: of each document the phrases that it alone has.
    """
    bearers = [_bearer(keys, groups) for keys in groups.members.values()]
    listed = [Named(b.key, b.label, groups.units[b.key].kind, b.told_apart) for b in bearers]
    alone = [(id, number) for id, phrases in own.items() for number in phrases.numbers]
    places = [(id, at) for id, phrases in own.items() for at in range(len(phrases.numbers))]
    ways = [pair for phrases in own.values() for pair in zip(phrases.plain, phrases.apart, strict=True)]
    ids = called.ids(listed, ways, lambda at: key_of(places[at][0], own[places[at][0]], places[at][1]))
    named = list(zip(ids, bearers, strict=False))
    entity_of = {(c.document, c.number): id for id, bearer in named for c in bearer.clusters}
    entity_of.update(zip(alone, ids[len(bearers) :], strict=True))
    concepts = concepts_of(found, entity_of)
    entities = [*_of_documents(own, entity_of, concepts), *_of_several(named, entity_of, concepts, groups)]
    return tuple(sorted(entities, key=attrgetter("id"))), entity_of


def _of_documents(own: Mapping[str, Phrases], entity_of: EntityOf, concepts: Mapping[str, str]) -> Iterator[Entity]:
    """The entities of phrases that one document alone has."""
    for document, phrases in own.items():
        for number, label, _, _, owner, _, _, _, inner, spoken, ground, kind, _, _ in rows(phrases):
            id = entity_of[document, number]
            names = named_by(document, inner, spoken, entity_of, concepts) if inner or spoken else _NONE
            of = entity_of.get((document, owner)) if owner is not None else None
            worth = Method(ground).worth
            merges = (Merge(document, label, worth.words, worth.alone),) if APART in worth.words else ()
            others = tuple(sorted(names - {id})) if names else ()
            yield Entity(id, label, (), kind, None, of if of != id else None, merges, names=others)


def _of_several(
    named: Sequence[tuple[str, _Bearer]], entity_of: EntityOf, concepts: Mapping[str, str], groups: Groups
) -> Iterator[Entity]:
    """The entities that have a name, or several clusters."""
    states = {bearer.label: id for id, bearer in named if any(c.is_country for c in bearer.clusters)}
    within = named_within((c for _, bearer in named for c in bearer.clusters), entity_of, concepts)
    for id, bearer in named:
        is_phrase = len(bearer.clusters) == 1 and not bearer.clusters[0].is_named
        entity = (
            _of_phrase(id, bearer, entity_of, groups) if is_phrase else _entity(id, bearer, entity_of, groups, states)
        )
        yield changed(entity, names=tuple(sorted(within[id]))) if id in within else entity


def _entity(id: str, bearer: _Bearer, entity_of: EntityOf, groups: Groups, states: Mapping[str, str]) -> Entity:
    """The entity; a body that each state has is of the state that its names or its documents tell."""
    state = next((states[unit.key.state] for unit in bearer.units if unit.key.state in states), None)
    is_apart = id != called.plain_id(bearer.label)
    return Entity(
        id=id,
        label=bearer.label,
        aliases=_aliases(bearer.clusters, bearer.label),
        type=called.kind(bearer.clusters),
        link=next((c.link for c in bearer.clusters if c.link), None),
        of=_owner(id, bearer.clusters, entity_of) or state,
        merges=_merges(bearer.units, groups, is_apart=is_apart),
    )


def _of_phrase(id: str, bearer: _Bearer, entity_of: EntityOf, groups: Groups) -> Entity:
    """The entity of which one phrase without a name tells, as many are: what the others are asked is known of it.

    That it is not what other articles call "protesters" goes without saying: no such phrase is.
    """
    cluster, (method, score) = bearer.clusters[0], groups.how[bearer.key]
    of = entity_of.get((cluster.document, cluster.of)) if cluster.of is not None else None
    return Entity(
        id=id,
        label=bearer.label,
        aliases=(cluster.label,) if cluster.label != bearer.label else (),
        type=called.kind(bearer.clusters),
        link=cluster.link,
        of=of if of != id else None,
        merges=(Merge(cluster.document, cluster.label, method, score),) if APART in method else (),
    )


def _owner(id: str, found: Iterable[Cluster], entity_of: Mapping[tuple[str, int], str]) -> str | None:
    """The entity that most clusters belong to."""
    told = [entity_of.get((c.document, c.of), id) for c in found if c.of is not None]
    if not told:
        return None
    owners = Counter(told)
    del owners[id]
    return min(owners, key=lambda owner: (-owners[owner], owner)) if owners else None


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
    several = len(units) > 1 or len(units[0].clusters) > 1
    found = set()
    for unit in units:
        method, score = groups.how[unit.key]
        if is_apart and not several and APART not in method:
            method, score = _SHARED
        for cluster in unit.clusters:
            if several or APART in method:
                found.add(Merge(cluster.document, cluster.label, method, score))
            for words, how in cluster.told:
                worth = _within(words, how, cluster).worth
                found.add(Merge(cluster.document, words, worth.words, worth.alone))
    return tuple(sorted(found, key=merge_order))


def _within(words: str, how: MentionKind, cluster: Cluster) -> Method:
    """How one name of a document came to the cluster's."""
    if how is MentionKind.METONYM:
        return Method.SEAT
    if how is MentionKind.DEMONYM:
        return Method.DEMONYM
    if cluster.entry is not None:
        return Method.OTHER_NAME
    if is_person(cluster):
        return Method.PART_OF_NAME
    return Method.ACRONYM if words.replace(".", "").isupper() else Method.SAME


def _links(groups: Groups, own: Mapping[str, Phrases], readings: Mapping[str, Reading] | None) -> tuple[Link, ...]:
    """All that was looked at, the least sure first."""
    shared = _bearers_of(groups, own)

    def bearer(unit: Unit) -> Bearer:
        is_part = bool(unit.part) or shared[fold(unit.label), unit.kind] > 1
        return Bearer(unit.label, unit.kind, unit.documents, is_part)

    def link(chosen: Chosen) -> Link:
        one = groups.units[chosen.one]
        other = groups.units[chosen.other] if chosen.other is not None else None
        return Link(
            bearer(one),
            bearer(other) if other is not None else None,
            chosen.method,
            chosen.score,
            chosen.verdict,
            chosen.applied,
            _said(one, other, readings) if readings is not None else (),
        )

    found = (link(chosen) for chosen in groups.chosen)
    return tuple(sorted(found, key=lambda k: (k.score, k.one, k.other or k.one, k.method)))


def _bearers_of(groups: Groups, own: Mapping[str, Phrases]) -> Counter[tuple[str, str]]:
    """How many bear each name, by its kind; phrases of one document count only where a phrase is looked at."""
    named = (unit for unit in groups.units.values() if unit.key.ground is not Method.OWNED)
    found = Counter((fold(unit.label), unit.kind) for unit in named)
    looked_at = (key for c in groups.chosen for key in (c.one, c.other) if key is not None)
    if any(groups.units[key].kind == PHRASE for key in looked_at):
        for phrases in own.values():
            pairs = zip(phrases.labels, phrases.grounds, strict=True)
            found.update((fold(label), PHRASE) for label, ground in pairs if ground != Method.OWNED)
    return found


def _said(one: Unit, other: Unit | None, readings: Mapping[str, Reading]) -> tuple[tuple[str, str], ...]:
    """The words around the first name of each unit; of one alone around its first and its last."""
    shown = (one.clusters[0], one.clusters[-1] if other is None else other.clusters[0])
    return tuple(dict.fromkeys((c.document, quote(c, readings[c.document])) for c in shown))
