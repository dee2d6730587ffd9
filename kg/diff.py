"""What one graph holds that another does not: documents, entities, statements and events, record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.model import Knowledge, Statement

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One record that differs.

    Attributes:
        kind: "document", "entity", "statement" or "event".
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
    """The changes that lead from one graph to another, sorted; none for equal graphs."""
    labels = {entity.id: entity.label for graph in (one, other) for entity in graph.entities}
    return sorted(
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
