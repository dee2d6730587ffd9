"""The graph as tables that join: one definition of columns, types and keys for CSV files and for SQLite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.model.kinds import Role
from kg.model.records import Evidence, Literal, Node, Span, Statement
from kg.show.exports import told
from kg.show.exports.told import Told, clean
from kg.terms import stance

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What the cells of a column are; the values are those of XML Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "double"
    TRUTH = "boolean"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: as in the head of the file.
        kind: what its cells are; a day is text in ISO 8601.
        about: what they tell, in a sentence.
        leads_to: the table whose first column it holds values of; empty for a column of its own.
        is_needed: whether no cell is empty.
    """

    name: str
    kind: Kind
    about: str
    leads_to: str = ""
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column is its key where it has one.

    Attributes:
        name: of the table, and of its file.
        about: what a row is, in a sentence.
        columns: in order.
        rows: the cells of each row, in the order of the columns; gives them sorted.
        has_key: whether the first column tells each row from any other.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Told], Iterable[Row]]
    has_key: bool = True


def _text(name: str, about: str, leads_to: str = "", *, is_needed: bool = False) -> Column:
    return Column(name, Kind.TEXT, about, leads_to, is_needed)


def _whole(name: str, about: str) -> Column:
    return Column(name, Kind.WHOLE, about)


def _day(name: str, about: str) -> Column:
    return Column(name, Kind.DAY, about)


_KEY = "what other tables lead to"
_DAYS = (_day("earliest", "first day of that time"), _day("latest", "last day of it"))


# -- documents and entities ----------------------------------------------------------------------------------------


def _documents(told_of: Told) -> Iterator[Row]:
    numbers = Counter(statement.document for statement in told_of.statements)
    for document in told_of.documents:
        yield (
            clean(document.id),
            told_of.titles[document.id],
            told.day(document.date) or None,
            _maybe(document.date),
            _maybe(document.source),
            told.address(document) or None,
            numbers[document.id],
            told_of.iri(document),
            clean(document.text),
        )


def _entities(told_of: Told) -> Iterator[Row]:
    numbers = Counter(end for s in told_of.statements for end in {s.subject, s.object} if isinstance(end, str))
    for entity in told_of.entities:
        yield (
            entity.id,
            told_of.labels[entity.id],
            entity.type,
            entity.link,
            "; ".join(map(clean, sorted(entity.aliases))) or None,
            _known(entity.of, told_of),
            _known(entity.country, told_of),
            numbers[entity.id],
            told_of.iri(entity),
        )


def _memberships(told_of: Told) -> Iterator[Row]:
    for entity in told_of.entities:
        for member in sorted(entity.memberships):
            if member.body in told_of.by_id:
                yield entity.id, member.body, member.start or None, member.end or None


# -- statements ----------------------------------------------------------------------------------------------------


def _statements(told_of: Told) -> Iterator[Row]:
    for statement in told_of.statements:
        first = next(iter(told.evidence(statement)), None)
        speaker = statement.attribution[-1] if statement.attribution else None
        yield (
            statement.id,
            clean(statement.document),
            statement.subject,
            told_of.name(statement.subject),
            statement.predicate,
            told.relation(statement),
            clean(statement.phrase),
            *_filler(statement.object, told_of),
            clean(statement.object_label) or None,
            stance.shown(statement),
            statement.is_fact,
            statement.polarity,
            statement.modality,
            statement.certainty,
            _known(speaker, told_of),
            told_of.name(speaker) or None,
            " > ".join(told_of.speakers(statement)) or None,
            statement.event_type,
            told.time(statement) or None,
            told.day(statement.earliest) or None,
            told.day(statement.latest) or None,
            statement.confidence,
            statement.rule,
            "; ".join(sorted(statement.unbound)) or None,
            told_of.claim(statement),
            clean(first.quote) if first else None,
        )


def _roles(told_of: Told) -> Iterator[Row]:
    for statement in told_of.statements:
        for role, node in statement.roles:
            yield statement.id, role, *_filler(node, told_of), told_of.name(node)


def _evidence(told_of: Told) -> Iterator[Row]:
    for number, (statement, found) in enumerate(_places(told_of), start=1):
        yield (
            number,
            statement.id,
            clean(found.document),
            clean(found.quote),
            *_ends(found.sentence),
            *_ends(found.subject),
            *_ends(found.predicate),
            *_ends(found.object),
        )


def _mentions(told_of: Told) -> Iterator[Row]:
    texts = {document.id: document.text for document in told_of.documents}
    found = set()
    for statement, place in _places(told_of):
        for node, span in ((statement.subject, place.subject), (statement.object, place.object)):
            if isinstance(node, str) and node in told_of.by_id and span is not None:
                found.add((node, place.document, span))
    for entity, document, span in sorted(found):
        yield entity, clean(document), *_ends(span), clean(span.of(texts.get(document, "")))


def _places(told_of: Told) -> Iterator[tuple[Statement, Evidence]]:
    return ((statement, found) for statement in told_of.statements for found in told.evidence(statement))


def _disputes(told_of: Told) -> Iterator[Row]:
    ids = {statement.id for statement in told_of.statements}
    yield from (pair for pair in sorted(told_of.knowledge.fusion.disputes) if ids.issuperset(pair))


# -- events --------------------------------------------------------------------------------------------------------


def _events(told_of: Told) -> Iterator[Row]:
    for event in told_of.events:
        place = event.place or ""
        yield (
            event.id,
            event.type,
            clean(event.label),
            place if place in told_of.by_id else None,
            told_of.name(place) or None,
            _maybe(event.time),
            told.day(event.earliest) or None,
            told.day(event.latest) or None,
            len(event.statements),
            told_of.iri(event),
        )


def _participants(told_of: Told) -> Iterator[Row]:
    for event in told_of.events:
        yield from (
            (event.id, role, id, told_of.name(id))
            for role, id in sorted(set(event.participants))
            if id in told_of.by_id
        )


def _reports(told_of: Told) -> Iterator[Row]:
    ids = {statement.id for statement in told_of.statements}
    for event in told_of.events:
        yield from ((event.id, id) for id in sorted(set(event.statements)) if id in ids)


# -- cells ---------------------------------------------------------------------------------------------------------


def _maybe(text: str | None) -> str | None:
    return clean(text) if text else None


def _known(id: str | None, told_of: Told) -> str | None:
    return id if id in told_of.by_id else None


def _filler(node: Node | None, told_of: Told) -> tuple[str | None, str | None, str | None]:
    """What fills a role, as an entity, a statement or a value."""
    if isinstance(node, Literal):
        return None, None, clean(node.value)
    if node is None or node in told_of.by_id:
        return node, None, None
    return (None, node.removeprefix("st:"), None) if node in told_of.said else (None, None, clean(node))


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span is not None else (None, None)


def _filled(what: str) -> tuple[Column, ...]:
    return (
        _text(f"{what}", "entity that it is", "entities"),
        _text(f"{what}_statement", "statement that it is", "statements"),
        _text(f"{what}_value", "date, number or words that it is"),
    )


_STATEMENT = _text("statement", "what is said", "statements", is_needed=True)
_DOCUMENT = _text("document", "article that it is in", "documents", is_needed=True)
_ENTITY = _text("entity", "whom or what", "entities", is_needed=True)
_EVENT = _text("event", "what happened", "events", is_needed=True)
_PARTS, _ENDS = ("sentence", "subject", "predicate", "object"), ("start", "end")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "an article",
        (
            _text("id", _KEY, is_needed=True),
            _text("title", "title, else first words, no two alike"),
            _day("date", "when it was written, where the day is known"),
            _text("date_told", "the same as the article or its source tells it"),
            _text("source", "where it is from, as told"),
            _text("url", "the source, where it is an address on the web"),
            _whole("statements", "how many statements it makes"),
            _text("iri", "name in the RDF graph"),
            _text("text", "its text; offsets count its characters"),
        ),
        _documents,
    ),
    Table(
        "entities",
        "who or what the articles speak of",
        (
            _text("id", _KEY, is_needed=True),
            _text("label", "name; several may have the same", is_needed=True),
            _text("type", "class of the ontology", is_needed=True),
            _text("wikidata", "identifier there, where it is known"),
            _text("aliases", "other names, parted by semicolons"),
            _text("of", "entity that it belongs to", "entities"),
            _text("country", "country that it lies in", "entities"),
            _whole("statements", "how many statements have it as subject or object"),
            _text("iri", "name in the RDF graph"),
        ),
        _entities,
    ),
    Table(
        "memberships",
        "a body that an entity belongs or belonged to, as tables of known names have it",
        (
            _ENTITY,
            _text("body", "the body", "entities", is_needed=True),
            _text("start", "day, month or year since when"),
            _text("end", "until when"),
        ),
        _memberships,
        has_key=False,
    ),
    Table(
        "statements",
        "what one article has one source say; a fact only where is_fact is true",
        (
            _text("id", _KEY, is_needed=True),
            _DOCUMENT,
            _text("subject", "entity that it is about", "entities", is_needed=True),
            _text("subject_label", "its name"),
            _text("predicate", "term of the ontology (kg:) or words of the text (rel:)", is_needed=True),
            _text("relation", "the same in words"),
            _text("phrase", "the predicate as a lemma with its preposition"),
            *_filled("object"),
            _text("object_label", "the object in words"),
            _text("stance", "fact, denied, hoped for, asked for, planned, possible, ...", is_needed=True),
            Column("is_fact", Kind.TRUTH, "affirmed, actual and at least probable", is_needed=True),
            _text("polarity", "Positive or Negative"),
            _text("modality", "Actual, Planned, Requested, Desired, Possible, Conditional or Obligation"),
            _text("certainty", "Certain, Probable, Doubtful or Unspecified"),
            _text("speaker", "who says so; empty where the article itself does", "entities"),
            _text("speaker_label", "the name of that one"),
            _text("speakers", "all who pass it on, the outermost first, parted by >"),
            _text("event_type", "PLOVER type or another class of events"),
            _text("time", "when it was, as told"),
            *_DAYS,
            Column("confidence", Kind.NUMBER, "how sure kg is, 0 to 1"),
            _text("rule", "rule that read it"),
            _text("unbound", "roles of those whom the article does not name"),
            _text("claim", "all of it in words, the stance in front unless it is a fact"),
            _text("quote", "first sentence that says so"),
        ),
        _statements,
    ),
    Table(
        "roles",
        "who or what else has a part in a statement",
        (
            _STATEMENT,
            _text("role", ", ".join(role for role in Role if role not in (Role.SUBJECT, Role.OBJECT)), is_needed=True),
            *_filled("filler"),
            _text("label", "the same in words"),
        ),
        _roles,
        has_key=False,
    ),
    Table(
        "evidence",
        "a sentence that makes a statement",
        (
            Column("id", Kind.WHOLE, "number of the row", is_needed=True),
            _STATEMENT,
            _DOCUMENT,
            _text("quote", "the sentence"),
            *(_whole(f"{part}_{end}", f"{end} of the {part} in the text") for part in _PARTS for end in _ENDS),
        ),
        _evidence,
    ),
    Table(
        "mentions",
        "words that mean an entity where a statement is about it",
        (
            _ENTITY,
            _DOCUMENT,
            _whole("start", "where the words begin in the text"),
            _whole("end", "where they end"),
            _text("words", "the words"),
        ),
        _mentions,
        has_key=False,
    ),
    Table(
        "disputes",
        "two statements that contradict each other",
        (_STATEMENT, _text("other", "the statement that denies it", "statements", is_needed=True)),
        _disputes,
        has_key=False,
    ),
    Table(
        "events",
        "what is told as having happened, over all articles",
        (
            _text("id", _KEY, is_needed=True),
            _text("type", "PLOVER type or another class of events", is_needed=True),
            _text("label", "what it is called"),
            _text("place", "where it was", "entities"),
            _text("place_label", "the same in words"),
            _text("time", "when it was, as told"),
            *_DAYS,
            _whole("statements", "how many statements report it"),
            _text("iri", "name in the RDF graph"),
        ),
        _events,
    ),
    Table(
        "participants",
        "who has a part in an event",
        (_EVENT, _text("role", "subject, object, recipient, ...", is_needed=True), _ENTITY, _text("label", "its name")),
        _participants,
        has_key=False,
    ),
    Table(
        "reports",
        "a statement that reports an event",
        (_EVENT, _STATEMENT),
        _reports,
        has_key=False,
    ),
)  # fmt: skip
