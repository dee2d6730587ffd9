"""The graph as tables that join, for CSV, SQLite and Parquet; ``ontology/columns.tsv`` says what each column is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.records import Evidence, Literal, Node, Span, Statement
from kg.show import columns
from kg.show.columns import Column, Face
from kg.show.exports import told
from kg.show.exports.told import Told, clean
from kg.terms import stance

# Several texts in one cell are a tuple.
Cell = str | int | float | bool | tuple[str, ...] | None
# The cells of a row by column.
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column is its key where it has one.

    Attributes:
        name: of the table, and of its file.
        rows: its rows, sorted.
    """

    name: str
    rows: Callable[[Told], Iterable[Row]]

    @property
    def about(self) -> str:
        """What a row is."""
        return columns.tables()[self.name].about

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in order."""
        return columns.columns(Face.TABLES, self.name)

    @property
    def has_key(self) -> bool:
        """Whether the first column tells each row from any other."""
        return self.columns[0].is_key

    def cells(self, told_of: Told) -> Iterator[tuple[Cell, ...]]:
        """The cells of each row, in the order of the columns."""
        names = [column.name for column in self.columns]
        return (tuple(row[name] for name in names) for row in self.rows(told_of))


def joined(column: Column, cell: Cell) -> str | int | float | bool | None:
    """A cell where a cell holds one value: several texts with semicolons between, those who pass something on with ">".

    >>> joined(columns.columns(Face.TABLES, "statements")[18], ("Xinhua", "China"))
    'Xinhua > China'
    """
    if not isinstance(cell, tuple):
        return cell
    return (" > " if column.name == "speakers" else "; ").join(cell) or None


# -- documents and entities ----------------------------------------------------------------------------------------


def _documents(told_of: Told) -> Iterator[Row]:
    numbers = Counter(statement.document for statement in told_of.statements)
    for document in told_of.documents:
        yield {
            "id": clean(document.id),
            "title": told_of.titles[document.id],
            "date": told.day(document.date) or None,
            "date_told": _maybe(document.date),
            "source": _maybe(document.source),
            "url": told.address(document) or None,
            "statements": numbers[document.id],
            "iri": told_of.iri(document),
            "text": clean(document.text),
        }


def _entities(told_of: Told) -> Iterator[Row]:
    numbers: Counter[str] = Counter()
    for statement in told_of.statements:
        nodes = (statement.subject, statement.object, *(node for _, node in statement.roles))
        numbers.update({node for node in nodes if isinstance(node, str)})
    for entity in told_of.entities:
        yield {
            "id": entity.id,
            "label": told_of.labels[entity.id],
            "type": entity.type,
            "wikidata": entity.link,
            "aliases": tuple(map(clean, sorted(entity.aliases))),
            "of": _known(entity.of, told_of),
            "country": _known(entity.country, told_of),
            "statements": numbers[entity.id],
            "iri": told_of.iri(entity),
        }


def _memberships(told_of: Told) -> Iterator[Row]:
    for entity in told_of.entities:
        for member in sorted(entity.memberships):
            if member.body in told_of.by_id:
                yield {
                    "entity": entity.id,
                    "body": member.body,
                    "start": member.start or None,
                    "end": member.end or None,
                }


# -- statements ----------------------------------------------------------------------------------------------------


def _statements(told_of: Told) -> Iterator[Row]:
    return (statement_row(statement, told_of) for statement in told_of.statements)


def statement_row(statement: Statement, told_of: Told) -> Row:
    """What the table of statements holds of one."""
    first = next(iter(told.evidence(statement)), None)
    speaker = statement.attribution[-1] if statement.attribution else None
    return {
        "id": statement.id,
        "document": clean(statement.document),
        "subject": statement.subject,
        "subject_label": told_of.name(statement.subject),
        "predicate": statement.predicate,
        "relation": told.relation(statement),
        "phrase": clean(statement.phrase),
        **_filler("object", statement.object, told_of),
        "object_label": clean(statement.object_label) or None,
        "stance": stance.shown(statement),
        "is_fact": statement.is_fact,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "certainty": statement.certainty,
        "speaker": _known(speaker, told_of),
        "speaker_label": told_of.name(speaker) or None,
        "speakers": tuple(told_of.speakers(statement)),
        "event_type": statement.event_type,
        "time": told.time(statement) or None,
        "earliest": told.day(statement.earliest) or None,
        "latest": told.day(statement.latest) or None,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "unbound": tuple(sorted(statement.unbound)),
        "claim": told_of.claim(statement),
        "quote": clean(first.quote) if first else None,
    }


def _roles(told_of: Told) -> Iterator[Row]:
    for statement in told_of.statements:
        for role, node in statement.roles:
            filler = _filler("filler", node, told_of)
            yield {"statement": statement.id, "role": role, **filler, "label": told_of.name(node)}


def _evidence(told_of: Told) -> Iterator[Row]:
    for number, (statement, found) in enumerate(_places(told_of), start=1):
        yield {
            "id": number,
            "statement": statement.id,
            "document": clean(found.document),
            "quote": clean(found.quote),
            **_ends("sentence_", found.sentence),
            **_ends("subject_", found.subject),
            **_ends("predicate_", found.predicate),
            **_ends("object_", found.object),
        }


def _mentions(told_of: Told) -> Iterator[Row]:
    texts = {document.id: document.text for document in told_of.documents}
    found = set()
    for statement, place in _places(told_of):
        for node, span in ((statement.subject, place.subject), (statement.object, place.object)):
            if isinstance(node, str) and node in told_of.by_id and span is not None:
                found.add((node, place.document, span))
    for entity, document, span in sorted(found):
        words = clean(span.of(texts.get(document, "")))
        yield {"entity": entity, "document": clean(document), **_ends("", span), "words": words}


def _places(told_of: Told) -> Iterator[tuple[Statement, Evidence]]:
    return ((statement, found) for statement in told_of.statements for found in told.evidence(statement))


def _disputes(told_of: Told) -> Iterator[Row]:
    ids = {statement.id for statement in told_of.statements}
    for statement, other in sorted(told_of.knowledge.fusion.disputes):
        if statement in ids and other in ids:
            yield {"statement": statement, "other": other}


# -- events --------------------------------------------------------------------------------------------------------


def _events(told_of: Told) -> Iterator[Row]:
    for event in told_of.events:
        place = event.place or ""
        yield {
            "id": event.id,
            "type": event.type,
            "label": clean(event.label),
            "place": place if place in told_of.by_id else None,
            "place_label": told_of.name(place) or None,
            "time": _maybe(event.time),
            "earliest": told.day(event.earliest) or None,
            "latest": told.day(event.latest) or None,
            "statements": len(event.statements),
            "iri": told_of.iri(event),
        }


def _participants(told_of: Told) -> Iterator[Row]:
    for event in told_of.events:
        for role, id in sorted(set(event.participants)):
            if id in told_of.by_id:
                yield {"event": event.id, "role": role, "entity": id, "label": told_of.name(id)}


def _reports(told_of: Told) -> Iterator[Row]:
    ids = {statement.id for statement in told_of.statements}
    for event in told_of.events:
        yield from ({"event": event.id, "statement": id} for id in sorted(set(event.statements)) if id in ids)


# -- cells ---------------------------------------------------------------------------------------------------------


def _maybe(text: str | None) -> str | None:
    return clean(text) if text else None


def _known(id: str | None, told_of: Told) -> str | None:
    return id if id in told_of.by_id else None


def _filler(what: str, node: Node | None, told_of: Told) -> Row:
    """What fills a role, as an entity, a statement or a value."""
    entity = statement = value = None
    if isinstance(node, Literal):
        value = clean(node.value)
    elif node is None or node in told_of.by_id:
        entity = node
    elif node in told_of.said:
        statement = node.removeprefix("st:")
    else:
        value = clean(node)
    return {what: entity, f"{what}_statement": statement, f"{what}_value": value}


def _ends(what: str, span: Span | None) -> Row:
    start, end = (span.start, span.end) if span is not None else (None, None)
    return {f"{what}start": start, f"{what}end": end}


TABLES: tuple[Table, ...] = (
    Table("documents", _documents),
    Table("entities", _entities),
    Table("memberships", _memberships),
    Table("statements", _statements),
    Table("roles", _roles),
    Table("evidence", _evidence),
    Table("mentions", _mentions),
    Table("disputes", _disputes),
    Table("events", _events),
    Table("participants", _participants),
    Table("reports", _reports),
)
