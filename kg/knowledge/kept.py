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
    wanted |= by_id.keys() & _told(said)
    pending = sorted(wanted)
    while pending:
        for id in _beyond(by_id[pending.pop()]):
            if id not in wanted:
                wanted.add(id)
                pending.append(id)
    return tuple(entity for entity in entities if entity.id in wanted)


def _told(said: Iterable[Statement]) -> set[str]:
    """Subjects, objects, roles and speakers, statements among them."""
    found: set[str] = set()
    for statement in said:
        found.add(statement.subject)
        found.update(statement.attribution)
        if isinstance(statement.object, str):
            found.add(statement.object)
        found.update([node for _, node in statement.roles if isinstance(node, str)])
    return found


def _beyond(entity: Entity) -> Iterator[str]:
    yield from entity.names
    yield from (id for id in (entity.of, entity.country) if id is not None)
