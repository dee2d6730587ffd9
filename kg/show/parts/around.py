"""The statements about some entities: near one, among several, or on the ways between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from kg.errors import InputError, shown
from kg.model.records import Entity, Knowledge, Statement

if TYPE_CHECKING:
    from kg.network.views import Edge


def near(knowledge: Knowledge, entity: Entity, *, hops: int, view: str) -> list[Statement]:
    """What is told among an entity and all within some edges of it, whichever way these run.

    Args:
        knowledge: the whole.
        entity: in the middle.
        hops: edges from there, 0 or more.
        view: whose edges count (:mod:`kg.network.views`).

    Raises:
        InputError: for another view, one that does not show the entity, or a negative number of edges.
    """
    edges = _edges(knowledge, view)
    _check(hops, 0)
    return _among(knowledge, edges, _distances(edges, _in_view(knowledge, entity, view), hops).keys())


def among(knowledge: Knowledge, entities: Iterable[Entity], *, view: str) -> list[Statement]:
    """What is told among these entities, and of each of them alone.

    Args:
        knowledge: the whole.
        entities: those who stay.
        view: whose edges count.

    Raises:
        InputError: for another view, or one that does not show an entity.
    """
    return _among(knowledge, _edges(knowledge, view), {_in_view(knowledge, entity, view) for entity in entities})


def joining(knowledge: Knowledge, one: Entity, other: Entity, *, hops: int, view: str) -> list[Statement]:
    """The statements behind the edges of all ways from one entity to another, whichever way these run; and reports.

    Args:
        knowledge: the whole.
        one: at one end.
        other: at the other.
        hops: edges of the longest way, 1 or more.
        view: whose edges count.

    Raises:
        InputError: for another view, one that does not show an entity, or fewer edges than one.
    """
    edges = _edges(knowledge, view)
    _check(hops, 1)
    from_one = _distances(edges, _in_view(knowledge, one, view), hops)
    from_other = _distances(edges, _in_view(knowledge, other, view), hops)
    far = hops + 1
    found: list[Statement] = []
    for edge in edges:
        ways = ((edge.source, edge.target), (edge.target, edge.source))
        if min(from_one.get(start, far) + 1 + from_other.get(end, far) for start, end in ways) <= hops:
            found += edge.told
    return _with_reports(knowledge, found)


def _edges(knowledge: Knowledge, view: str) -> list[Edge]:
    from kg.network.views import View, edges

    return edges(knowledge, View.named(view))


def _check(hops: int, least: int) -> None:
    if hops < least:
        raise InputError(f"no part of a graph lies within {hops} hops; give a number from {least}")


def _in_view(knowledge: Knowledge, entity: Entity, view: str) -> str:
    """The id of the entity, if the view can show it: in that of actors a phrase is no node."""
    from kg.network.views import View
    from kg.terms.classes import ACTOR_CLASSES

    if view == View.ACTORS and entity.type not in ACTOR_CLASSES:
        raise InputError(
            f"{shown(entity.label)} is a phrase, and the view of actors has no node for it. "
            "Take another view: view='all'"
        )
    return entity.id


def _distances(edges: Iterable[Edge], start: str, most: int) -> Mapping[str, int]:
    """How many edges each node is away, as far as that is not too many."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    found = {start: 0}
    rim = [start]
    for distance in range(1, most + 1):
        rim = sorted({other for node in rim for other in beside[node]} - found.keys())
        if not rim:
            break
        found.update(dict.fromkeys(rim, distance))
    return found


def _among(knowledge: Knowledge, edges: Iterable[Edge], nodes: Container[str]) -> list[Statement]:
    """The statements that join two of the nodes, or join nobody and are about one of them; and what reports these."""
    joined: set[str] = set()
    found: list[Statement] = []
    for edge in edges:
        joined.update(statement.id for statement in edge.told)
        if edge.source in nodes and edge.target in nodes:
            found += edge.told
    by_id = {entity.id: entity for entity in knowledge.entities}
    alone = (s for s in knowledge.statements if s.id not in joined and _content(s) is None)
    found += [s for s in alone if any(id in nodes for id in _stands_for(s.subject, by_id))]
    return _with_reports(knowledge, found)


def _with_reports(knowledge: Knowledge, found: Iterable[Statement]) -> list[Statement]:
    """The statements, and those that report, deny or wish for one of them."""
    reports: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        if (content := _content(statement)) is not None:
            reports[statement.document, content].append(statement)
    kept: dict[tuple[str, str], Statement] = {}
    pending = list(found)
    while pending:
        statement = pending.pop()
        if (statement.document, statement.id) not in kept:
            kept[statement.document, statement.id] = statement
            pending += reports[statement.document, statement.id]
    return list(kept.values())


def _content(statement: Statement) -> str | None:
    """The id of the statement that it is about."""
    object = statement.object
    return object.removeprefix("st:") if isinstance(object, str) and object.startswith("st:") else None


def _stands_for(id: str, by_id: Mapping[str, Entity]) -> tuple[str, ...]:
    """The entity itself, and whom it belongs to or names: China for "China's economy"."""
    entity = by_id.get(id)
    return (id,) if entity is None else (id, *entity.names, *([entity.of] if entity.of is not None else []))
