"""The graph as tables whose ids join: statements, entities, events, documents and mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from kg.errors import InputError, shown
from kg.model.kinds import Role
from kg.model.records import Document, Entity, Event, Knowledge, Literal, Statement
from kg.show.columns import Face, names
from kg.show.held.columns import Row
from kg.show.held.listing import Listing
from kg.terms import stance
from kg.terms.vocab import terms

_T = TypeVar("_T")


def table(knowledge: Knowledge, name: str) -> Listing[object]:
    """A table of the whole graph.

    Args:
        knowledge: the graph.
        name: statements, entities, events, documents or mentions.

    Raises:
        InputError: if there is no such table.
    """
    rows: Mapping[str, Callable[[Knowledge], Iterable[tuple[object, Row]]]] = {
        "statements": lambda known: _statements(known, known.statements),
        "entities": _entities,
        "events": _events,
        "documents": _documents,
        "mentions": _mentions,
    }
    if name not in rows:
        raise InputError(f"no table {shown(name)}; take {', '.join(rows)}")
    return _listing(list(rows[name](knowledge)), name)


def statements(knowledge: Knowledge, listed: Iterable[Statement]) -> Listing[Statement]:
    """Some statements of a graph as a table."""
    return _listing(list(_statements(knowledge, listed)), "statements")


def _listing(pairs: Sequence[tuple[_T, Row]], name: str) -> Listing[_T]:
    columns = names(Face.FRAME, name)
    more = sorted({column for _, row in pairs for column in row} - {*columns})
    return Listing(
        (record for record, _ in pairs),
        (row for _, row in pairs),
        title=name,
        columns=(*columns, *more),
        shown=names(Face.SHOWN, name),
    )


def _statements(knowledge: Knowledge, listed: Iterable[Statement]) -> Iterator[tuple[Statement, Row]]:
    labels = {entity.id: entity.label for entity in knowledge.entities}
    dates = {document.id: document.date for document in knowledge.documents}
    disputed = {id for pair in knowledge.fusion.disputes for id in pair}
    for statement in listed:
        yield (
            statement,
            {
                "id": statement.id,
                "document": statement.document,
                "date": dates.get(statement.document),
                "is_disputed": statement.id in disputed,
                **_triple(statement, labels),
                **_standing(statement, labels),
                **_setting(statement, labels),
                "confidence": statement.confidence,
                "rule": statement.rule,
                "quote": statement.evidence[0].quote if statement.evidence else None,
            },
        )


def _triple(statement: Statement, labels: Mapping[str, str]) -> Row:
    return {
        "subject": statement.subject,
        "subject_label": labels.get(statement.subject, statement.subject),
        "predicate": statement.predicate,
        "relation": relation(statement.predicate),
        "phrase": statement.phrase,
        # Of a literal there is its text alone, as object_label.
        "object": statement.object if isinstance(statement.object, str) else None,
        "object_label": statement.object_label or None,
    }


def _standing(statement: Statement, labels: Mapping[str, str]) -> Row:
    """Who says it, and how it stands to the world."""
    speaker = statement.attribution[-1] if statement.attribution else None
    return {
        "stance": stance.shown(statement),
        "is_fact": statement.is_fact,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "certainty": statement.certainty,
        "speaker": speaker,
        "speaker_label": labels.get(speaker, speaker) if speaker else None,
        "speakers": statement.attribution,
    }


def _setting(statement: Statement, labels: Mapping[str, str]) -> Row:
    """What kind of deed it was, when and where."""
    place = next((node for role, node in statement.roles if role is Role.PLACE), None)
    where = place.value if isinstance(place, Literal) else place
    return {
        "event_type": statement.event_type,
        "time": told_time(statement) or None,
        "earliest": statement.earliest,
        "latest": statement.latest,
        "place": place if isinstance(place, str) else None,
        "place_label": labels.get(where, where) if where else None,
    }


def _entities(knowledge: Knowledge) -> Iterator[tuple[Entity, Row]]:
    told: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    for statement in knowledge.statements:
        nodes = (statement.subject, statement.object, *(node for _, node in statement.roles))
        ends = {node for node in nodes if isinstance(node, str)}
        told.update(ends)
        quoted.update(statement.attribution[-1:])
        for id in ends.union(statement.attribution):
            articles.setdefault(id, set()).add(statement.document)
    for entity in knowledge.entities:
        yield (
            entity,
            {
                "id": entity.id,
                "label": entity.label,
                "type": entity.type,
                "wikidata": entity.link,
                "aliases": entity.aliases,
                "of": entity.of,
                "country": entity.country,
                "statements": told[entity.id],
                "quoted": quoted[entity.id],
                "articles": len(articles.get(entity.id, ())),
            },
        )


def _events(knowledge: Knowledge) -> Iterator[tuple[Event, Row]]:
    labels = {entity.id: entity.label for entity in knowledge.entities}
    for event in knowledge.fusion.events:
        yield (
            event,
            {
                "id": event.id,
                "type": event.type,
                "label": event.label,
                "participants": tuple(dict.fromkeys(id for _, id in sorted(event.participants, key=_place_of))),
                "place": event.place,
                "place_label": labels.get(event.place or "", event.place),
                "time": event.time,
                "earliest": event.earliest,
                "latest": event.latest,
                "reports": event.statements,
            },
        )


def _place_of(participant: tuple[Role, str]) -> tuple[bool, bool, str, str]:
    """Who does it first, then to whom it is done."""
    role, id = participant
    return role is not Role.SUBJECT, role is not Role.OBJECT, role, id


def _documents(knowledge: Knowledge) -> Iterator[tuple[Document, Row]]:
    told = Counter(statement.document for statement in knowledge.statements)
    for document in knowledge.documents:
        yield (
            document,
            {
                "id": document.id,
                "title": document.title,
                "date": document.date,
                "date_told": document.date,
                "source": document.source,
                "statements": told[document.id],
                "word_count": len(document.text.split()),
                "text": document.text,
                # As pandas calls what it takes out of a record.
                **{f"fields.{name}": value for name, value in document.fields},
            },
        )


def _mentions(knowledge: Knowledge) -> Iterator[tuple[Statement, Row]]:
    """The words that mean an entity at the ends of a statement, once for each statement, in the order of the texts."""
    labels = {entity.id: entity.label for entity in knowledge.entities}
    texts = {document.id: document.text for document in knowledge.documents}
    found = []
    for statement in knowledge.statements:
        for place in statement.evidence:
            for role, node, span in (
                (Role.SUBJECT, statement.subject, place.subject),
                (Role.OBJECT, statement.object, place.object),
            ):
                if span is not None and isinstance(node, str) and node in labels:
                    found.append(((place.document, span, role, statement.id), statement, node))
    for (document, span, role, id), statement, node in sorted(found, key=lambda item: item[0]):
        yield (
            statement,
            {
                "entity": node,
                "label": labels[node],
                "document": document,
                "start": span.start,
                "end": span.end,
                "words": span.of(texts.get(document, "")),
                "role": role,
                "statement": id,
            },
        )


@lru_cache(maxsize=4096)
def relation(predicate: str) -> str:
    """A relation in words, as the ontology says it or as the text has it.

    >>> relation("kg:metAt"), relation("rel:push_back_against")
    ('met at', 'push back against')
    """
    known = terms().get(predicate)
    return known.label if known else predicate.partition(":")[2].replace("_", " ")


def told_time(statement: Statement) -> str:
    """When it was, as ISO 8601 where the text allows that, else in its words; empty where nothing tells."""
    return next((n.value for role, n in statement.roles if role is Role.TIME and isinstance(n, Literal)), "")
