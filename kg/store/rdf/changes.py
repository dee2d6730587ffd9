"""What one graph has more and less than another, as quads; those of records that both have are not even made."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.model.records import Fusion, Knowledge, Statement
from kg.store import base
from kg.store.rdf.describing import described, names
from kg.store.rdf.terms import entity_node, triple
from kg.store.rdf.writing import contributed, entities, in_order, minted
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

_Record = TypeVar("_Record", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Changes:
    """The way from one graph to another.

    Attributes:
        documents: all quads that the other graph has in the graph of each document that differs, by the document's id;
            none for one that is gone.
        subjects: of the graphs of entities and of terms, all of which something else is said.
        told: all that the other graph says of these there.
        added: quads that only the other graph has.
        removed: quads that only the one graph has.
    """

    documents: Mapping[str, Sequence[Quad]]
    subjects: frozenset[NamedNode]
    told: Sequence[Quad]
    added: frozenset[Quad]
    removed: frozenset[Quad]


def changes(before: Knowledge, after: Knowledge) -> Changes:
    """What makes of one graph the other; both have the same base."""
    space = names(after)
    had, has = _documents(before), _documents(after)
    touched = sorted(id for id in had.keys() | has if had.get(id) != has.get(id))
    was, now = contributed(before), contributed(after)
    documents = {id: in_order(base.own(now.get(id, ()), space)) for id in touched}
    lost = set(base.own(_changed(before, after), space))
    came = set(base.own(_changed(after, before), space))
    subjects = frozenset(q.subject for q in lost ^ came if isinstance(q.subject, NamedNode))
    old = lost.union(*(base.own(was.get(id, ()), space) for id in touched))
    new = came.union(*documents.values())
    told = [quad for quad in base.own(_about(after, subjects, space), space) if quad.subject in subjects]
    return Changes(documents, subjects, told, frozenset(new - old), frozenset(old - new))


def carry_out(found: Changes, store: Store, names: Namespaces) -> None:
    """Make of a store of the one graph that of the other.

    Args:
        found: what differs.
        store: whose default graph is the union of its named graphs but the ontology.
        names: the namespaces of both.
    """
    union, aside = DefaultGraph(), NamedNode(names.iri("g:ontology"))
    for quad in found.removed:
        store.remove(quad)
    store.extend(found.added)
    for id, quads in found.documents.items():
        if not quads:
            store.remove_graph(NamedNode(names.own(vocab.document_iri(id))))
    store.extend(_triple(quad) for quad in found.added if quad.graph_name != aside)
    for quad in found.removed:
        subject, predicate, object, graph = quad
        elsewhere = (q.graph_name for q in store.quads_for_pattern(subject, predicate, object, None))
        if graph != aside and all(name in (union, aside) for name in elsewhere):
            store.remove(_triple(quad))


def _triple(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def _documents(knowledge: Knowledge) -> dict[str, tuple[object, list[Statement]]]:
    """Each document with its statements."""
    said: dict[str, list[Statement]] = {}
    for statement in knowledge.statements:
        said.setdefault(statement.document, []).append(statement)
    texts = {document.id: document for document in knowledge.documents}
    return {id: (texts.get(id), sorted(said.get(id, ()), key=lambda s: s.id)) for id in texts.keys() | said}


def _changed(one: Knowledge, other: Knowledge) -> Iterable[Quad]:
    """What the graphs of entities and of terms say of records that only the one graph has so."""
    mine, theirs = one.fusion, other.fusion
    fusion = replace(
        mine,
        events=_only(mine.events, theirs.events),
        disputes=_only(mine.disputes, theirs.disputes),
        copies=_only(mine.copies, theirs.copies),
    )
    counted, others = _counted(one.statements, mine), _counted(other.statements, theirs)
    recounted = [s for s in one.statements if s.id in counted and counted[s.id] != others.get(s.id)]
    return chain(
        entities(_only(one.entities, other.entities), recounted, fusion),
        described(one),
        minted(one),
    )


def _about(knowledge: Knowledge, subjects: Iterable[NamedNode], space: Namespaces) -> Iterable[Quad]:
    """All that the graphs of entities and of terms say of some subjects, and more."""
    # Memberships and merges are parts of an entity, told behind its name.
    wanted = {space.usual(subject.value).partition("#")[0] for subject in subjects}
    said = [s for s in knowledge.statements if vocab.statement_iri(s.id) in wanted]
    told = {s.id for s in said}
    events = tuple(
        e for e in knowledge.fusion.events if not told.isdisjoint(e.statements) or vocab.event_iri(e.id) in wanted
    )
    found = (e for e in knowledge.entities if entity_node(e.id).value in wanted)
    return chain(
        entities(found, said, replace(knowledge.fusion, events=events)),
        described(knowledge),
        minted(knowledge),
    )


def _only(mine: tuple[_Record, ...], theirs: tuple[_Record, ...]) -> tuple[_Record, ...]:
    known = set(theirs)
    return tuple(record for record in mine if record not in known)


def _counted(said: Iterable[Statement], fusion: Fusion) -> Mapping[str, tuple[int | None, int | None]]:
    """In how many documents, and from how many sources, the triple of each fact stands."""
    keys = {statement.id: triple(statement) for statement in said if statement.is_fact}
    return {id: (fusion.support.get(key), fusion.sources.get(key)) for id, key in keys.items() if key is not None}
