"""Some statements of a graph with all that they lead to, as records that need nothing beyond them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.knowledge.fuse import fuse
from kg.model.records import Entity, Knowledge, Statement


def cut(knowledge: Knowledge, told: Iterable[Statement]) -> Knowledge:
    """The knowledge of some statements alone.

    The statements that they report, deny or wish for stay with them: without these they would say nothing. Entities
    stay who are subject, object, role or speaker of any, and to whom these belong, whom their words name, and in
    whose country they lie. Entities and statements keep their ids, entities those of their merges and memberships that
    are still in it. Events, disputes, support and copies are those of the documents that are left, which are
    those of the statements.

    Args:
        knowledge: the whole.
        told: some of its statements; none make a knowledge of nothing.

    >>> from kg.show.held import example
    >>> whole = example.knowledge()
    >>> part = cut(whole, [s for s in whole.statements if s.predicate == "kg:denies"])
    >>> [s.predicate for s in part.statements], [e.id for e in part.entities], [d.id for d in part.documents]
    (['kg:aids', 'kg:denies'], ['Peru', 'Togo'], ['denial'])
    """
    kept = _with_contents(knowledge, told)
    statements = tuple(s for s in knowledge.statements if (s.document, s.id) in kept)
    ids = {document for document, _ in kept}
    documents = tuple(document for document in knowledge.documents if document.id in ids)
    entities = _entities(knowledge, statements, ids)
    fusion = fuse(statements, entities, documents)
    return replace(knowledge, documents=documents, entities=entities, statements=statements, fusion=fusion)


def _with_contents(knowledge: Knowledge, told: Iterable[Statement]) -> set[tuple[str, str]]:
    """Document and id of the statements, and of all that these are about."""
    by_id = {(s.document, s.id): s for s in knowledge.statements}
    pending = [(s.document, s.id) for s in told]
    kept: set[tuple[str, str]] = set()
    while pending:
        document, id = pending.pop()
        if (document, id) in by_id and (document, id) not in kept:
            kept.add((document, id))
            nodes = _nodes(by_id[document, id])
            pending += [(document, node.removeprefix("st:")) for node in nodes if node.startswith("st:")]
    return kept


def _entities(knowledge: Knowledge, statements: Iterable[Statement], documents: set[str]) -> tuple[Entity, ...]:
    by_id = {entity.id: entity for entity in knowledge.entities}
    pending = [node for statement in statements for node in _nodes(statement)]
    kept: set[str] = set()
    while pending:
        id = pending.pop()
        if id in by_id and id not in kept:
            kept.add(id)
            entity = by_id[id]
            pending += [*entity.names, *(other for other in (entity.of, entity.country) if other is not None)]
    return tuple(
        _within(by_id[entity.id], by_id, kept, documents) for entity in knowledge.entities if entity.id in kept
    )


def _within(entity: Entity, by_id: Mapping[str, Entity], kept: set[str], documents: set[str]) -> Entity:
    """The entity without what lies beyond the part."""
    merges = tuple(merge for merge in entity.merges if merge.document in documents)
    memberships = tuple(member for member in entity.memberships if member.body in kept or member.body not in by_id)
    if (merges, memberships) == (entity.merges, entity.memberships):
        return entity
    return replace(entity, merges=merges, memberships=memberships)


def _nodes(statement: Statement) -> Iterator[str]:
    """Whom and what it tells of: subject, object, roles and speakers, statements among them."""
    yield statement.subject
    yield from statement.attribution
    yield from (n for n in (statement.object, *(node for _, node in statement.roles)) if isinstance(n, str))
