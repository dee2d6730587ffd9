"""What one graph holds that another does not: documents, entities, statements and events, record by record.

Before them stand the entities that merged, split or got another id. Two entities are the same where the same words of
the same document mean them: the subjects and objects of statements, and the names behind an entity's merges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.model.records import Entity, Knowledge, Span, Statement

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One record that differs.

    Attributes:
        kind: "document", "entity", "statement" or "event"; "merge", "split" or "rename" of entities.
        id: of the record; a statement's with its document.
        sign: "-" only in the first graph, "+" only in the second, "~" in both but not the same.
        words: the record in words.
    """

    kind: str
    id: str
    sign: str
    words: str

    def __str__(self) -> str:
        return f"{self.sign} {self.kind} {self.id}: {self.words}"


def diff(one: Knowledge, other: Knowledge) -> list[Change]:
    """The changes that lead from one graph to another; none for equal graphs.

    What became of entities comes first, then the records; both sorted.
    """
    labels = {entity.id: entity.label for graph in (one, other) for entity in graph.entities}
    return sorted(_fates(one, other)) + sorted(
        [
            *_changes("document", one.documents, other.documents, lambda d: d.id, lambda d: d.title or d.text[:60]),
            *_changes("entity", one.entities, other.entities, lambda e: e.id, lambda e: f"{e.label} ({e.type})"),
            *_changes(
                "statement",
                one.statements,
                other.statements,
                lambda s: f"{s.id} in {s.document}",
                lambda s: _words(s, labels),
            ),
            *_changes("event", one.fusion.events, other.fusion.events, lambda e: e.id, lambda e: e.label),
        ]
    )


# -- entities that merged, split, or got another id --------------------------------------------------------------------

# A document and a stretch or a name of it.
_Place = tuple[str, Span | str]


def _fates(one: Knowledge, other: Knowledge) -> Iterator[Change]:
    """Each entity of either graph that is not one and the same in the other."""
    became, was = _matched(one, other)
    before, after = ({entity.id: entity for entity in graph.entities} for graph in (one, other))
    old, new = ({document.id for document in graph.documents} for graph in (one, other))
    for id in sorted(was):
        if len(was[id]) > 1:
            yield Change("merge", id, "~", f"{_listed(was[id], before)} are one now: {_name(after[id])}")
    for id in sorted(became):
        if len(became[id]) > 1:
            yield Change("split", id, "~", f"{_name(before[id])} is no longer one: {_listed(became[id], after)}")
            continue
        [now] = became[id]
        if now == id or len(was[now]) > 1:
            continue
        words = f"{_name(before[id])} is {_name(after[now])} now"
        if _documents(after[now]) - old:
            yield Change("merge", now, "~", f"{words}, with names of other documents")
        elif _documents(before[id]) - new:
            yield Change("split", id, "~", f"{words}, without names of other documents")
        else:
            yield Change("rename", id, "~", words)


def _matched(one: Knowledge, other: Knowledge) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each entity of one graph those of the other that it is, and the other way round."""
    became: dict[str, set[str]] = defaultdict(set)
    was: dict[str, set[str]] = defaultdict(set)

    def match(id: str, now: str) -> None:
        became[id].add(now)
        was[now].add(id)

    places, others = _places(one), _places(other)
    for place, id in places.items():
        if place in others:
            match(id, others[place])
    # An entity of one document that nothing is said of has no place; it is the same where nothing of it changed. Else
    # its name may still be told by the other graph, most likely under the same label.
    unchanged = set(other.entities)
    for entity in one.entities:
        if entity.id not in became and entity.id not in was and entity in unchanged:
            match(entity.id, entity.id)
    for same_label in (True, False):
        for id, now in list(_by_name(one, other, others, became, same_label=same_label)):
            match(id, now)
        for now, id in list(_by_name(other, one, places, was, same_label=same_label)):
            match(id, now)
        if same_label:
            ids = {entity.id for entity in other.entities} - was.keys()
            for entity in one.entities:
                if entity.id not in became and entity.id in ids:
                    match(entity.id, entity.id)
    return became, was


def _by_name(
    graph: Knowledge, there: Knowledge, places: Mapping[_Place, str], known: Iterable[str], *, same_label: bool
) -> Iterator[tuple[str, str]]:
    """Entities that are not known yet, with the only one of another graph that has their label in these documents."""
    documents = {document.id for document in graph.documents}
    labels = {entity.id: entity.label for entity in there.entities}
    named: dict[str, set[str]] = defaultdict(set)
    for (document, words), id in places.items():
        if isinstance(words, str) and document in documents and (not same_label or labels[id] == words):
            named[words].add(id)
    for entity in graph.entities:
        if entity.id not in known and len(named.get(entity.label, ())) == 1:
            yield entity.id, min(named[entity.label])


def _places(graph: Knowledge) -> dict[_Place, str]:
    """What is meant at each place of a document where that is one entity."""
    found: dict[_Place, set[str]] = defaultdict(set)
    entities = {entity.id for entity in graph.entities}
    for statement in graph.statements:
        for evidence in statement.evidence:
            found[evidence.document, evidence.subject].add(statement.subject)
            if evidence.object is not None and isinstance(statement.object, str) and statement.object in entities:
                found[evidence.document, evidence.object].add(statement.object)
    for entity in graph.entities:
        for merge in entity.merges:
            found[merge.document, merge.name].add(entity.id)
    return {place: min(ids) for place, ids in found.items() if len(ids) == 1 and ids <= entities}


def _documents(entity: Entity) -> set[str]:
    return {merge.document for merge in entity.merges}


def _name(entity: Entity) -> str:
    return f"{entity.label} ({entity.id})"


def _listed(ids: Iterable[str], entities: Mapping[str, Entity]) -> str:
    return " and ".join(_name(entities[id]) for id in sorted(ids))


# -- records -----------------------------------------------------------------------------------------------------------


def _changes(
    kind: str,
    one: Iterable[Record],
    other: Iterable[Record],
    key: Callable[[Record], str],
    words: Callable[[Record], str],
) -> list[Change]:
    before = {key(record): record for record in one}
    after = {key(record): record for record in other}
    return [
        *(Change(kind, id, "-", words(before[id])) for id in before.keys() - after.keys()),
        *(Change(kind, id, "+", words(after[id])) for id in after.keys() - before.keys()),
        *(Change(kind, id, "~", words(after[id])) for id in before.keys() & after.keys() if before[id] != after[id]),
    ]


def _words(statement: Statement, labels: Mapping[str, str]) -> str:
    subject = labels.get(statement.subject, statement.subject)
    stance = "" if statement.is_fact else f" ({statement.polarity}, {statement.modality}, {statement.certainty})"
    return f"{subject} | {statement.phrase} | {statement.object_label}{stance}"
