"""The entities that a graph keeps: those with a name, and of the others those of whom something is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.model.records import Entity, Statement
from kg.terms.classes import NAMED_CLASSES


def kept(entities: Sequence[Entity], said: Iterable[Statement]) -> tuple[Entity, ...]:
    """The entities with a name, those of whom statements tell, and those to whom these belong or whom they name.

    Names stay in any case, as people look for them; words that no statement has are found by nobody.

    Args:
        entities: all, in order.
        said: what the graph is to state.

    >>> plans, towns = Entity("plans_a", "plans", (), "Topic"), Entity("towns_a", "towns", (), "Topic")
    >>> [entity.id for entity in kept((Entity("Chile", "Chile", (), "Country"), plans, towns), ())]
    ['Chile']
    """
    by_id = {entity.id: entity for entity in entities}
    wanted = {entity.id for entity in entities if entity.type in NAMED_CLASSES}
    wanted |= {node for statement in said for node in _told(statement) if node in by_id}
    pending = sorted(wanted)
    while pending:
        for id in _beyond(by_id[pending.pop()]):
            if id not in wanted:
                wanted.add(id)
                pending.append(id)
    return tuple(entity for entity in entities if entity.id in wanted)


def _told(statement: Statement) -> Iterator[str]:
    """Subject, object, roles and speakers, statements among them."""
    yield statement.subject
    yield from statement.attribution
    yield from (n for n in (statement.object, *(node for _, node in statement.roles)) if isinstance(n, str))


def _beyond(entity: Entity) -> Iterator[str]:
    yield from entity.names
    yield from (id for id in (entity.of, entity.country) if id is not None)
