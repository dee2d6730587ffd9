"""What one graph has more and less than another, as quads; those of records that both have are not even made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.model.records import Entity, Event, Knowledge, Statement
from kg.store import base
from kg.store.rdf.describing import described, names
from kg.store.rdf.lines import in_order
from kg.store.rdf.terms import triple
from kg.store.rdf.writing import contributed, entities, minted
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

_Record = TypeVar("_Record", Entity, Event)
_Key = TypeVar("_Key")


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
    minting = _minting((before, after), frozenset(touched))
    lost, came = (
        set(base.own(chain(changed, described(whole), minted(part)), space))
        for changed, whole, part in zip(
            _changed(before, after, frozenset(touched)), (before, after), minting, strict=True
        )
    )
    subjects = frozenset(q.subject for q in lost ^ came if isinstance(q.subject, NamedNode))
    old = lost.union(*(base.own(was.get(id, ()), space) for id in touched))
    new = came.union(*documents.values())
    told = [quad for quad in base.own(_about(after, minting[1], subjects, space), space) if quad.subject in subjects]
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


def _changed(before: Knowledge, after: Knowledge, documents: frozenset[str]) -> tuple[Iterator[Quad], Iterator[Quad]]:
    """What the graph of entities says of records that only the one, or only the other, has so; what both say cancels.

    Args:
        before, after: all records.
        documents: those that are not the same in both.
    """
    was, now = before.fusion, after.fusion
    of_entities = _apart(before.entities, after.entities)
    of_events = _apart(was.events, now.events)
    counted = {
        key for one, other in ((was.support, now.support), (was.sources, now.sources)) for key in _other(one, other)
    }
    subjects = {subject for subject, _, _ in counted}
    found = []
    for at, (mine, theirs, said) in enumerate(((was, now, before.statements), (now, was, after.statements))):
        fusion = replace(
            mine,
            events=tuple(of_events[at]),
            disputes=tuple(set(mine.disputes).difference(theirs.disputes)),
            copies=tuple(set(mine.copies).difference(theirs.copies)),
        )
        recounted = (s for s in said if s.document in documents or (s.subject in subjects and triple(s) in counted))
        found.append(entities(of_entities[at], recounted, fusion))
    return found[0], found[1]


def _minting(both: tuple[Knowledge, Knowledge], documents: frozenset[str]) -> tuple[Knowledge, Knowledge]:
    """Of each the records that make the terms that some documents bring, or brought."""
    said = [s for known in both for s in known.statements if s.document in documents]
    texts = [text for known in both for text in known.documents if text.id in documents]
    relations, fields = {s.predicate for s in said}, {name for text in texts for name, _ in text.fields}
    return _bringing(both[0], relations, fields), _bringing(both[1], relations, fields)


def _bringing(knowledge: Knowledge, relations: set[str], fields: set[str]) -> Knowledge:
    """The records with some relations, and with some fields."""
    return replace(
        knowledge,
        statements=tuple(s for s in knowledge.statements if s.predicate in relations),
        documents=tuple(d for d in knowledge.documents if any(name in fields for name, _ in d.fields)),
    )


def _about(
    knowledge: Knowledge, minting: Knowledge, subjects: Iterable[NamedNode], space: Namespaces
) -> Iterable[Quad]:
    """All that the graphs of entities and of terms say of some subjects, and more.

    Args:
        knowledge: the records.
        minting: those of them that make the terms that are meant.
        subjects: of the quads that are wanted.
        space: the namespaces of these.
    """
    # Memberships and merges are parts of an entity, told behind its name.
    wanted = {space.usual(subject.value).partition("#")[0] for subject in subjects}
    ids = {
        kind: {vocab.id_of(iri) for iri in wanted if iri.startswith(vocab.PREFIXES[kind])} for kind in ("st", "ev", "e")
    }
    said = [s for s in knowledge.statements if s.id.removeprefix("st:") in ids["st"]]
    told = {s.id for s in said}
    events = tuple(e for e in knowledge.fusion.events if e.id in ids["ev"] or not told.isdisjoint(e.statements))
    found = (e for e in knowledge.entities if e.id in ids["e"])
    return chain(
        entities(found, said, replace(knowledge.fusion, events=events)),
        described(knowledge),
        minted(minting),
    )


def _apart(before: Iterable[_Record], after: Iterable[_Record]) -> tuple[list[_Record], list[_Record]]:
    """The records, each with an id of its own, that only the one, or only the other, has so."""
    had, has = ({record.id: record for record in records} for records in (before, after))
    differing = {id for id in had.keys() & has if had[id] is not has[id] and had[id] != has[id]} | (had.keys() ^ has)
    return [had[id] for id in had if id in differing], [has[id] for id in has if id in differing]


def _other(one: Mapping[_Key, int], other: Mapping[_Key, int]) -> Iterator[_Key]:
    """The keys under which two mappings have different numbers."""
    return (key for key in one.keys() | other if one.get(key) != other.get(key))
