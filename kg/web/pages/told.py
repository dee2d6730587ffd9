"""A statement as pages show it: who says what of whom, in which stance, in which sentences of which articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from kg.model.kinds import Polarity
from kg.model.records import Literal, Node, Statement
from kg.show.explain import Place, place
from kg.store.rdf.single import statements_of
from kg.terms import stance, vocab
from kg.web.pages.things import Reader, Thing


@dataclass(frozen=True, slots=True)
class Article:
    """Where a sentence stands.

    Attributes:
        iri, id, title: of the document.
        link: its own page.
        date: ISO 8601; empty where it has none.
        source: its publisher's name; empty where it has none.
        address: where it stands on the web; empty where nobody says.
    """

    iri: str
    id: str
    title: str
    link: str
    date: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence that is the subject, predicate or object; in characters, half-open."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with its marks and its offsets in the article."""

    sentence: str
    start: int
    end: int
    marks: tuple[Mark, ...]
    article: Article

    @property
    def html(self) -> Markup:
        """The sentence with its parts marked."""
        spans = {mark.part: (mark.start, mark.end) for mark in self.marks}
        subject, predicate, object = (spans.get(part) for part in ("subject", "predicate", "object"))
        marked = Place(self.article.id, self.sentence, self.start, self.end, subject, predicate, object).marked(
            '<mark class="{part}" title="{part}">', "</mark>", escape
        )
        # Every word of it went through escape.
        return Markup(marked)


@dataclass(frozen=True, slots=True)
class Told:
    """One statement.

    Attributes:
        iri, link: of the statement and its page.
        subject, predicate: the things; the predicate by its label.
        object: a thing, or bare words; None where it has none.
        speakers: who says so, outermost first; empty for the article itself.
        stance: in words: "fact", "denied", "hoped for".
        tone: how the stance is drawn: "fact", "denied" or "unreal".
        polarity, modality, certainty: by their names.
        confidence: in 0..1, higher is better.
        rule: which read it.
        event: its type in small letters; empty where it is of none.
        roles: further arguments: the role, and who or what has it.
        unbound: the roles of which the article does not tell who or what is meant.
        disputed: whether another statement says the opposite.
        quotes: the sentences.
    """

    iri: str
    link: str
    subject: Thing
    predicate: Thing
    object: Thing | None
    speakers: tuple[Thing, ...]
    stance: str
    tone: str
    polarity: str
    modality: str
    certainty: str
    confidence: float
    rule: str
    event: str
    roles: tuple[tuple[str, Thing], ...]
    unbound: tuple[str, ...]
    disputed: bool
    quotes: tuple[Quote, ...]

    def plain(self) -> dict[str, Any]:
        """The same in plain values, for JSON."""
        return asdict(self)


def told(reader: Reader, iris: Iterable[str]) -> list[Told]:
    """Statements by their IRIs, in that order; what is no statement is left out."""
    return [
        _told(reader, iri, statement) for iri in iris for statement in statements_of(reader.store, iri, reader.names)
    ]


def article(reader: Reader, iri: str) -> Article:
    """The article of a document's IRI."""
    thing = reader.thing(iri)
    source = reader.value(iri, "dcterms:publisher") or ""
    address = reader.value(iri, "dcterms:source") or reader.value(iri, "schema:url") or ""
    if not address.startswith(("https://", "http://")):
        source, address = source or address, ""
    id = vocab.id_of(reader.names.usual(iri))
    date = reader.value(iri, "dcterms:date") or ""
    return Article(iri, id, thing.label, thing.link, date, source, address)


def _told(reader: Reader, iri: str, statement: Statement) -> Told:
    tone = "fact" if statement.is_fact else "denied" if statement.polarity is Polarity.NEGATIVE else "unreal"
    return Told(
        iri=iri,
        link=reader.link(iri),
        subject=_node(reader, statement.subject),
        predicate=reader.thing(reader.names.iri(statement.predicate)),
        object=_object(reader, statement),
        speakers=tuple(_entity(reader, id) for id in statement.attribution),
        stance="told as fact" if statement.is_fact else stance.shown(statement),
        tone=tone,
        polarity=str(statement.polarity),
        modality=str(statement.modality),
        certainty=str(statement.certainty),
        confidence=statement.confidence,
        rule=statement.rule,
        event=str(statement.event_type or "").replace("_", " ").lower(),
        roles=tuple((str(role), _node(reader, node)) for role, node in statement.roles),
        unbound=tuple(map(str, statement.unbound)),
        disputed=bool(reader.about(iri, "kg:disputedBy")),
        quotes=tuple(_quotes(reader, statement)),
    )


def _entity(reader: Reader, id: str) -> Thing:
    return reader.thing(reader.names.own(vocab.entity_iri(id)))


def _object(reader: Reader, statement: Statement) -> Thing | None:
    if statement.object is None:
        return Thing("", statement.object_label) if statement.object_label else None
    return _node(reader, statement.object)


def _node(reader: Reader, node: Node) -> Thing:
    """An argument: an entity, words, or another statement by its triple in words."""
    if isinstance(node, Literal):
        return Thing("", node.value)
    if not node.startswith("st:"):
        return _entity(reader, node)
    iri = reader.names.own(vocab.statement_iri(node))
    return Thing(iri, words(reader, iri), reader.link(iri))


def words(reader: Reader, iri: str, depth: int = 2) -> str:
    """A statement in words: "China aids Russia"."""
    parts = []
    for name in ("rdf:subject", "rdf:predicate", "rdf:object"):
        value = reader.value(iri, name)
        if value is None and name == "rdf:object":
            value = reader.value(iri, "kg:objectLabel")
        if value and reader.kind_of(value) == "st":
            # A chain of statements about statements may be long, and is told by its beginning.
            parts.append(f"that {words(reader, value, depth - 1)}" if depth > 1 else "…")
        elif value:
            parts.append(reader.thing(value).label if reader.kind_of(value) else value)
    return " ".join(parts) or reader.names.compact(iri)


def _quotes(reader: Reader, statement: Statement) -> Iterable[Quote]:
    for evidence in statement.evidence:
        found = place(evidence)
        spans = (("subject", found.subject), ("predicate", found.predicate), ("object", found.object))
        marks = tuple(Mark(part, *span) for part, span in spans if span is not None)
        iri = reader.names.own(vocab.document_iri(found.document))
        yield Quote(found.sentence, found.start, found.end, marks, article(reader, iri))
