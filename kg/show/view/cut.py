"""A part of the knowledge to look at or to send: what is around somebody, and of a period."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from kg.model.records import Knowledge, Statement
from kg.network import edges, ego, to_networkx
from kg.network.names import labels
from kg.network.timeline import is_within


def cut(
    knowledge: Knowledge, *, around: str | None = None, since: str | None = None, until: str | None = None
) -> Knowledge:
    """The knowledge with these statements, whom they speak of, and their documents; nothing else stays in it.

    Args:
        knowledge: what the graph holds.
        around: label, id or alias of an entity: what joins it to others, and these among one another.
        since: ISO date, month or year: only what is of that time or later.
        until: only what is of that time or earlier.

    Raises:
        UnknownEntityError: if no entity that anything joins to others has that name.
        InputError: for what is no date.
    """
    dates = {document.id: document.date for document in knowledge.documents}
    kept = [s for s in knowledge.statements if is_within(s, dates, since, until)]
    knowledge = dataclasses.replace(knowledge, statements=tuple(kept))
    if around is not None:
        graph = ego(to_networkx(knowledge), around)
        names = labels(knowledge.entities)
        near = {id for id, label in names.items() if label in graph}
        joined = {e.statement.id for e in edges(knowledge) if {e.source, e.target} <= near}
        kept = [s for s in kept if s.id in joined]
    return _closed(knowledge, kept)


def _closed(knowledge: Knowledge, kept: list[Statement]) -> Knowledge:
    """With what the statements speak of: statements about which they are, entities, and whose these are."""
    told = {statement.id: statement for statement in knowledge.statements}
    ids = {statement.id for statement in kept}
    waiting = list(kept)
    while waiting:
        inner = str(waiting.pop().object).removeprefix("st:")
        if inner in told and inner not in ids:
            ids.add(inner)
            waiting.append(told[inner])
    statements = tuple(s for s in knowledge.statements if s.id in ids)
    spoken = _spoken_of(knowledge, statements)
    documents = {statement.document for statement in statements}
    return dataclasses.replace(
        knowledge,
        statements=statements,
        entities=tuple(entity for entity in knowledge.entities if entity.id in spoken),
        documents=tuple(document for document in knowledge.documents if document.id in documents),
    )


def _spoken_of(knowledge: Knowledge, statements: Iterable[Statement]) -> set[str]:
    """The ids of the entities that stand in statements, of their owners, and of those whom their words name."""
    known = {entity.id: entity for entity in knowledge.entities}
    found: set[str] = set()
    waiting = [name for statement in statements for name in _named(statement)]
    while waiting:
        id = waiting.pop()
        if id in known and id not in found:
            found.add(id)
            waiting += [name for name in (known[id].of, *known[id].names) if name]
    return found


def _named(statement: Statement) -> Iterator[str]:
    """The ids that stand in a statement."""
    for node in (statement.subject, statement.object, *statement.attribution, *(node for _, node in statement.roles)):
        if isinstance(node, str):
            yield node
