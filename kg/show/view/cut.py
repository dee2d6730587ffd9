"""A part of the knowledge to look at or to send: what is around somebody, and of a period."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from kg.errors import NotFoundError, UnknownEntityError, shown
from kg.model.records import Knowledge, Statement
from kg.network import edges, ego, to_networkx
from kg.network.names import find, labels
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
        NotFoundError: if nothing is of that time, or nothing then joins the entity to others.
        InputError: for what is no date.
    """
    whole = knowledge
    dates = {document.id: document.date for document in knowledge.documents}
    kept = [s for s in knowledge.statements if is_within(s, dates, since, until)]
    if not kept and around is None and whole.statements:
        raise NotFoundError(f"nothing is told of the time {_period(since, until)}{_dated(whole)}")
    knowledge = dataclasses.replace(knowledge, statements=tuple(kept))
    if around is not None:
        try:
            graph = ego(to_networkx(knowledge), around)
        except UnknownEntityError:
            # Unknown altogether, or unknown then alone.
            find(to_networkx(whole), around)
            raise NotFoundError(
                f"nothing joins {shown(around)} to others in the time {_period(since, until)}{_dated(whole)}"
            ) from None
        names = labels(knowledge.entities)
        near = {id for id, label in names.items() if label in graph}
        joined = {e.statement.id for e in edges(knowledge) if {e.source, e.target} <= near}
        kept = [s for s in kept if s.id in joined]
    return _closed(knowledge, kept)


def _period(since: str | None, until: str | None) -> str:
    return " ".join(f"{word} {day}" for word, day in (("since", since), ("until", until)) if day is not None)


def _dated(knowledge: Knowledge) -> str:
    """The end of a message that tells of which days the articles are."""
    days = sorted(document.date for document in knowledge.documents if document.date)
    if not days:
        return "; no article has a date. Build with --date, or see docs/inputs.md for the dates that are read"
    return f"; the articles are of {days[0]}" + (f" to {days[-1]}" if days[0] != days[-1] else "")


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
