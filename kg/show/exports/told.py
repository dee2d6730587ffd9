"""What every export tells of a graph: names, stances and speakers in words, in characters that any file holds."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.model.kinds import BlockKind, Role
from kg.model.order import evidence_order
from kg.model.records import Document, Entity, Event, Evidence, Knowledge, Literal, Node, Statement
from kg.store import rdf
from kg.store.result import for_xml
from kg.terms import stance
from kg.terms.vocab import document_iri, entity_iri, event_iri, statement_iri, terms

# A title is cut where it is longer than anybody reads in a list.
LONGEST_TITLE = 100
# How deep statements about statements are told in words.
_DEEPEST = 2
_TELLING = (BlockKind.HEADLINE, BlockKind.BODY)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Link:
    """A statement that joins two entities by name, with the sentence that says so.

    Attributes:
        statement: what is said.
        source: its subject.
        target: its object.
        stance: "fact", or "denied", "hoped for", "possible" and so on, which is no fact.
        relation: the relation in words: "is a member of".
    """

    statement: Statement
    source: Entity
    target: Entity
    stance: str
    relation: str

    @property
    def is_fact(self) -> bool:
        """True where the edge may stand without its stance."""
        return self.statement.is_fact

    @property
    def named(self) -> str:
        """The relation with its stance in front, unless it is a fact: "denied: supports"."""
        return self.relation if self.is_fact else f"{self.stance}: {self.relation}"

    @property
    def type(self) -> str:
        """The same as a type of edges: "SUPPORTS", "DENIED_SUPPORTS".

        >>> from kg.show.exports import told
        >>> told.edge_type("denied: is a member of")
        'DENIED_IS_A_MEMBER_OF'
        """
        return edge_type(self.named)


class Told:
    """A graph in the words of its exports; whatever it lists is sorted by id, so that no order shows.

    Args:
        knowledge: the graph.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.entities: Sequence[Entity] = sorted(knowledge.entities, key=lambda entity: entity.id)
        self.documents: Sequence[Document] = sorted(knowledge.documents, key=lambda document: document.id)
        self.events: Sequence[Event] = sorted(knowledge.fusion.events, key=lambda event: event.id)
        self.statements: Sequence[Statement] = sorted(knowledge.statements, key=lambda s: (s.id, s.document))
        self._namespaces = rdf.names(knowledge)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each entity is called; several may be called the same."""
        return {entity.id: line(entity.label) or entity.id for entity in self.entities}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The same for programs that tell entities apart by their names: no two are alike, in capitals or not."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for id, label in self.labels.items():
            name = label
            # A label may be another's label with its id in brackets.
            while name.casefold() in taken:
                name = f"{name} ({id})"
            taken.add(name.casefold())
            found[id] = name
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Entity]:
        """The entities by their ids."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def said(self) -> Mapping[str, Statement]:
        """The statements by the names under which others speak of them, ``st:`` and their id."""
        return {f"st:{statement.id}": statement for statement in reversed(self.statements)}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each document is called: its title, else its first words, else its id; no two alike."""
        found = {document.id: _title(document) for document in self.documents}
        seen = Counter(found.values())
        return {id: title if seen[title] == 1 else f"{title} ({line(id)})" for id, title in found.items()}

    def iri(self, record: Entity | Document | Statement | Event) -> str:
        """The IRI of a record, under the base of the graph."""
        match record:
            case Entity():
                minted = entity_iri(record.id)
            case Document():
                minted = document_iri(record.id)
            case Event():
                minted = event_iri(record.id)
            case _:
                minted = statement_iri(record.id)
        return clean(self._namespaces.own(minted))

    def name(self, node: Node | None) -> str:
        """An entity's name, what a statement says, or a value; empty for None."""
        return self._in_words(node, 0)

    def claim(self, statement: Statement) -> str:
        """What a statement says, in words, with its stance in front unless it is a fact.

        What is said of what is said of something is told by the words of the text.
        """
        return self._claim(statement, 0)

    def _in_words(self, node: Node | None, depth: int) -> str:
        if node is None:
            return ""
        if isinstance(node, Literal):
            return clean(node.value)
        if node in self.said:
            return f"({self._claim(self.said[node], depth + 1)})"
        return self.labels.get(node, clean(node))

    def _claim(self, statement: Statement, depth: int) -> str:
        object = statement.object
        is_known = isinstance(object, str) and (object in self.labels or (object in self.said and depth < _DEEPEST))
        parts = (
            self.labels.get(statement.subject, clean(statement.subject)),
            relation(statement),
            self._in_words(object, depth) if is_known else clean(statement.object_label),
        )
        words = " ".join(found for part in parts if (found := line(part)))
        return words if statement.is_fact else f"{stance.shown(statement)}: {words}"

    def speakers(self, statement: Statement) -> list[str]:
        """Those who say so, the outermost first; nobody where the article itself does."""
        return [self.name(id) for id in statement.attribution]

    def links(self) -> Iterator[Link]:
        """The statements between two entities, each of which its document names or describes.

        What stands at an end that is not bound ("the man", "he") would be one node for all whom texts call so.
        """
        for statement in self.statements:
            target = self.by_id.get(statement.object) if isinstance(statement.object, str) else None
            source = self.by_id.get(statement.subject)
            if source is not None and target is not None and not {Role.SUBJECT, Role.OBJECT} & {*statement.unbound}:
                yield Link(statement, source, target, stance.shown(statement), relation(statement))


def relation(statement: Statement) -> str:
    """A statement's relation in words, as the ontology says it or as the text has it."""
    known = terms().get(statement.predicate)
    return known.label if known else clean(statement.predicate.partition(":")[2].replace("_", " "))


def edge_type(words: str) -> str:
    """Words as a type of edges: capitals, digits and low lines of any script, the first no digit.

    >>> edge_type("push back against"), edge_type("3 % of"), edge_type("…")
    ('PUSH_BACK_AGAINST', '_3_OF', 'RELATED_TO')
    """
    name = re.sub(r"[^\w]+", "_", words.upper()).strip("_")
    return (f"_{name}" if name[:1].isdecimal() else name) or "RELATED_TO"


def clean(text: str) -> str:
    """The text with a mark in place of each character that XML or a database would not hold: control codes, halves.

    >>> clean("a\\x00b\\n")
    'a\ufffdb\\n'
    """
    return for_xml(text, "\ufffd")


def line(text: str) -> str:
    """The text on one line.

    >>> line(" a\\n b ")
    'a b'
    """
    return " ".join(clean(text).split())


def json_line(record: object) -> str:
    """A record as one line of JSON, also for programs that take more than a line feed for the end of a line.

    >>> json_line({"quote": "a\u2028b"})
    '{"quote": "a\\\\u2028b"}\\n'
    """
    text = json.dumps(record, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085") + "\n"


def evidence(statement: Statement) -> list[Evidence]:
    """Where a statement stands, in text order."""
    return sorted(statement.evidence, key=evidence_order)


def quote(statement: Statement) -> str:
    """The first sentence that says so, on one line; empty where there is none."""
    return line(evidence(statement)[0].quote) if statement.evidence else ""


def time(statement: Statement) -> str:
    """When it was, ISO 8601 where that can be known, else the words that tell it; empty where none do."""
    return next((clean(n.value) for role, n in statement.roles if role is Role.TIME and isinstance(n, Literal)), "")


def address(document: Document) -> str:
    """Where a document is on the web, if its source says so; else empty.

    >>> address(Document("a", "", (), source="https://news.example/a")), address(Document("a", "", (), source="A."))
    ('https://news.example/a', '')
    """
    source = document.source or ""
    return source if _ADDRESS.fullmatch(source) and clean(source) == source else ""


def day(date: str | None) -> str:
    """The date if it is a day of the calendar in ISO 8601; else empty.

    >>> day("2024-09-10"), day("2024-09"), day("2024-13-40"), day(None)
    ('2024-09-10', '', '', '')
    """
    try:
        return date if date and datetime.date.fromisoformat(date).isoformat() == date else ""
    except ValueError:
        return ""


def _title(document: Document) -> str:
    headline = next((block.span.of(document.text) for block in document.blocks if block.kind in _TELLING), "")
    title = line(document.title or headline) or line(document.id)
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rpartition(' ')[0] or title[:40]} …"
