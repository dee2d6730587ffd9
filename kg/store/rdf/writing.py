"""Knowledge as quads."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from urllib.parse import quote

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Literal as RdfLiteral

from kg.model.records import (
    ADDRESS_FIELDS,
    Document,
    Entity,
    Event,
    Evidence,
    Fusion,
    Knowledge,
    Literal,
    Span,
    Statement,
)
from kg.store import base
from kg.store.rdf.describing import described, names
from kg.store.rdf.lines import Part, part, parts
from kg.store.rdf.terms import (
    ROLES,
    TYPE,
    date,
    entity_node,
    integer,
    named,
    number,
    object_node,
    span_node,
    term,
    triple,
    typed,
    word,
)
from kg.terms import vocab
from kg.terms.tables import ontology_folder

# So many quads of the graph of entities are held at once, and more where one subject has more.
_PART = 20_000


def quads(knowledge: Knowledge) -> list[Quad]:
    """All that the knowledge says, each quad once, in the order of :func:`graphs`."""
    return [quad for graph in graphs(knowledge) for quad in graph.quads]


def graphs(knowledge: Knowledge) -> Iterator[Part]:
    """The quads of one graph after another: those of documents by id, then that of entities, then the ontology.

    Only one part is held at a time; the graph of entities, which grows with the archive, comes in several, of which
    each has all that is said of its subjects.
    """
    space = names(knowledge)
    for group in contributed(knowledge).values():
        yield part(base.own(group, space))
    decided = chain(entities(knowledge.entities, knowledge.statements, knowledge.fusion), described(knowledge))
    yield from parts(base.own(decided, space), _PART)
    yield part(base.own(chain(_shipped(), minted(knowledge)), space))


def contributed(knowledge: Knowledge) -> dict[str, Iterator[Quad]]:
    """The quads of each document's own graph, under kg's own base, by its id; sorted by id."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        said[statement.document].append(statement)
    texts = {document.id: document for document in knowledge.documents}
    return {
        id: chain(documents([texts[id]] if id in texts else []), statements(said[id]))
        for id in sorted(texts.keys() | said)
    }


def documents(listed: Iterable[Document]) -> Iterator[Quad]:
    """Metadata, text and blocks of each document, in its own graph."""
    for document in listed:
        graph = iri = named(vocab.document_iri(document.id))
        yield Quad(iri, TYPE, term("kg:Document"), graph)
        yield Quad(iri, term("kg:content"), RdfLiteral(document.text), graph)
        yield Quad(iri, term("rdfs:label"), RdfLiteral(document.title or document.id), graph)
        if document.title is not None:
            yield Quad(iri, term("dcterms:title"), RdfLiteral(document.title), graph)
        if document.date is not None:
            yield Quad(iri, term("dcterms:date"), date(document.date), graph)
        if document.source is not None:
            address = _address(document.source)
            property = "dcterms:publisher" if address is None else "dcterms:source"
            yield Quad(iri, term(property), address or RdfLiteral(document.source), graph)
        # As earlier versions had them: queries of users ask for these.
        for name, value in (("title", document.title), ("source", document.source), ("date", document.date)):
            if value is not None:
                yield Quad(iri, term(f"kg:{name}"), date(value) if name == "date" else RdfLiteral(value), graph)
        for name, value in document.fields:
            yield Quad(iri, named(vocab.field_iri(name)), RdfLiteral(value), graph)
            if name.lower() in ADDRESS_FIELDS and (address := _address(value)) is not None:
                yield Quad(iri, term("schema:url"), address, graph)
        for block in document.blocks:
            stretch = span_node(document.id, block.span)
            yield Quad(iri, term("kg:block"), stretch, graph)
            yield Quad(stretch, TYPE, term("kg:Block"), graph)
            yield Quad(stretch, term("kg:blockKind"), word(block.kind), graph)


def _address(source: str) -> NamedNode | None:
    """The node of a source that is an address on the web; None for the name of a publisher."""
    if not re.fullmatch(r"https?://\S+", source):
        return None
    try:
        return NamedNode(source)
    except ValueError:
        return None


def statements(listed: Iterable[Statement]) -> Iterator[Quad]:
    """Each statement with its evidence, and the plain triples where it is a fact, in its document's graph."""
    written: set[tuple[str, Span]] = set()
    for statement in listed:
        graph = named(vocab.document_iri(statement.document))
        yield from _statement(statement, graph)
        for evidence in statement.evidence:
            if (place := (evidence.document, evidence.sentence)) not in written:
                written.add(place)
                yield from _evidence(evidence, graph)
        for plain in facts(statement):
            yield Quad(*plain, graph)


def facts(statement: Statement) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | RdfLiteral]]:
    """The plain triples of a statement: none unless it is a fact with an object.

    A relation of the ontology leads to nodes or to literals, never to both: where a fact of one between nodes has bare
    words or a number for its object ("said 'no'"), the statement alone has them. Beside the triple itself stand its
    super-relations, and the inverse or mirrored triple of each of them: nobody has to reason at query time. Who
    holds an office of a body tells with it whose office that is.
    """
    if not statement.is_fact or statement.object is None:
        return
    if isinstance(statement.object, Literal) and not vocab.takes_literals(statement.predicate):
        return
    subject, object = entity_node(statement.subject), object_node(statement.object)
    for name in (statement.predicate, *_broader(statement.predicate)):
        yield subject, term(name), object
        back = name if vocab.is_symmetric(name) else vocab.inverse(name)
        # What is said is no thing that a relation could start from.
        if back is not None and isinstance(object, NamedNode) and not vocab.is_statement(object.value):
            yield object, term(back), subject
    if statement.office_of is not None and isinstance(object, NamedNode):
        body = entity_node(statement.office_of)
        yield object, term("kg:roleOf"), body
        yield body, term("kg:hasRole"), object


def _statement(statement: Statement, graph: NamedNode) -> Iterator[Quad]:
    iri = named(vocab.statement_iri(statement.id))
    yield Quad(iri, TYPE, term("kg:Statement"), graph)
    yield Quad(iri, term("rdf:subject"), entity_node(statement.subject), graph)
    yield Quad(iri, term("rdf:predicate"), term(statement.predicate), graph)
    if statement.object is not None:
        yield Quad(iri, term("rdf:object"), object_node(statement.object), graph)
    if statement.undergone is not None:
        yield Quad(iri, term("kg:undergoes"), term(statement.undergone), graph)
    if statement.office_of is not None:
        yield Quad(iri, term("kg:officeOf"), entity_node(statement.office_of), graph)
    yield Quad(iri, term("kg:phrase"), word(statement.phrase), graph)
    yield Quad(iri, term("kg:objectLabel"), RdfLiteral(statement.object_label), graph)
    for role, node in statement.roles:
        yield Quad(iri, term(ROLES[role]), object_node(node), graph)
    yield Quad(iri, term("kg:polarity"), term(f"kg:{statement.polarity}"), graph)
    yield Quad(iri, term("kg:modality"), term(f"kg:{statement.modality}"), graph)
    yield Quad(iri, term("kg:certainty"), term(f"kg:{statement.certainty}"), graph)
    yield from _attribution(iri, statement.attribution, graph)
    if statement.event_type is not None:
        yield Quad(iri, term("kg:eventType"), word(statement.event_type), graph)
        yield Quad(iri, term("kg:eventClass"), term(vocab.event_class(statement.event_type)), graph)
    yield Quad(iri, term("kg:confidence"), number(statement.confidence), graph)
    yield Quad(iri, term("kg:rule"), word(statement.rule), graph)
    yield from _when(iri, statement, graph)
    for role in statement.unbound:
        yield Quad(iri, term("kg:unbound"), word(role), graph)
    for evidence in statement.evidence:
        yield Quad(iri, term("kg:evidence"), span_node(evidence.document, evidence.sentence), graph)
        for name, span in _parts(evidence):
            yield Quad(iri, term(f"kg:{name}Span"), span_node(evidence.document, span), graph)
        if len(statement.evidence) > 1:
            spans = (evidence.sentence, *(span for _, span in _parts(evidence)))
            yield Quad(
                iri,
                term("kg:spans"),
                RdfLiteral(" ".join([evidence.document, *(f"{s.start},{s.end}" for s in spans)])),
                graph,
            )


def _when(iri: NamedNode, told: Statement | Event, graph: NamedNode) -> Iterator[Quad]:
    """First and last day, as far as they are known; of a statement also the words that tell its time."""
    for name, day in (("kg:earliest", told.earliest), ("kg:latest", told.latest)):
        if day is not None:
            yield Quad(iri, term(name), typed(day, "date"), graph)
    if isinstance(told, Statement):
        if told.time_text:
            yield Quad(iri, term("kg:timeText"), RdfLiteral(told.time_text), graph)
        if told.month_day is not None:
            yield Quad(iri, term("kg:monthDay"), typed(told.month_day, "gMonthDay"), graph)


def _attribution(iri: NamedNode, sources: tuple[str, ...], graph: NamedNode) -> Iterator[Quad]:
    """The innermost speaker; where there are several, all of them in order, outermost first."""
    if sources:
        yield Quad(iri, term("kg:attributedTo"), entity_node(sources[-1]), graph)
    if len(sources) > 1:
        sequence = named(f"{iri.value}#chain")
        yield Quad(iri, term("kg:attributionChain"), sequence, graph)
        yield Quad(sequence, TYPE, term("rdf:Seq"), graph)
        for place, source in enumerate(sources, 1):
            yield Quad(sequence, term(f"rdf:_{place}"), entity_node(source), graph)


def _evidence(evidence: Evidence, graph: NamedNode) -> Iterator[Quad]:
    iri = span_node(evidence.document, evidence.sentence)
    yield Quad(iri, TYPE, term("kg:Evidence"), graph)
    yield Quad(iri, term("kg:document"), named(vocab.document_iri(evidence.document)), graph)
    yield Quad(iri, term("kg:quote"), RdfLiteral(evidence.quote), graph)
    yield Quad(iri, term("kg:start"), integer(evidence.sentence.start), graph)
    yield Quad(iri, term("kg:end"), integer(evidence.sentence.end), graph)


def _parts(evidence: Evidence) -> Iterator[tuple[str, Span]]:
    yield "subject", evidence.subject
    yield "predicate", evidence.predicate
    if evidence.object is not None:
        yield "object", evidence.object


def entities(listed: Iterable[Entity], said: Iterable[Statement], fusion: Fusion) -> Iterator[Quad]:
    """What is decided over all documents: entities, merges, events, support, disputes."""
    graph = named(vocab.graph_iri("entities"))
    for entity in listed:
        yield from _entity(entity, graph)
    for event in fusion.events:
        yield from _event(event, graph)
    for statement in said:
        if statement.is_fact and (key := triple(statement)) is not None:
            yield from _counts(statement.id, fusion.support.get(key, 1), fusion.sources.get(key, 1), graph)
    for pair in fusion.disputes:
        one, other = (named(vocab.statement_iri(id)) for id in pair)
        yield Quad(one, term("kg:disputedBy"), other, graph)
        yield Quad(other, term("kg:disputedBy"), one, graph)
    for copy, first in fusion.copies:
        yield Quad(named(vocab.document_iri(copy)), term("kg:copyOf"), named(vocab.document_iri(first)), graph)


def _counts(id: str, documents: int, sources: int, graph: NamedNode) -> Iterator[Quad]:
    """How many tell a fact; nothing of one that a single source in a single document tells, as most are."""
    if documents > 1 or sources > 1:
        iri = named(vocab.statement_iri(id))
        yield Quad(iri, term("kg:supportCount"), integer(documents), graph)
        yield Quad(iri, term("kg:sourceCount"), integer(sources), graph)


def _entity(entity: Entity, graph: NamedNode) -> Iterator[Quad]:
    iri = entity_node(entity.id)
    yield Quad(iri, TYPE, term(f"kg:{entity.type}"), graph)
    yield Quad(iri, term("rdfs:label"), RdfLiteral(entity.label), graph)
    for alias in entity.aliases:
        yield Quad(iri, term("skos:altLabel"), RdfLiteral(alias), graph)
    if entity.link is not None:
        yield Quad(iri, term("skos:exactMatch"), named(vocab.PREFIXES["wd"] + quote(entity.link)), graph)
    if entity.of is not None:
        yield Quad(iri, term("kg:of"), entity_node(entity.of), graph)
    for inner in entity.names:
        yield Quad(iri, term("kg:names"), entity_node(inner), graph)
    if entity.country is not None:
        yield Quad(iri, term("kg:country"), entity_node(entity.country), graph)
    for membership in entity.memberships:
        content = f"{membership.body}\t{membership.start}\t{membership.end}"
        node = named(f"{iri.value}#member-{hashlib.sha256(content.encode()).hexdigest()[:8]}")
        yield Quad(iri, term("kg:membership"), node, graph)
        yield Quad(node, TYPE, term("kg:Membership"), graph)
        yield Quad(node, term("kg:body"), entity_node(membership.body), graph)
        for name, value in (("kg:since", membership.start), ("kg:until", membership.end)):
            if value:
                yield Quad(node, term(name), date(value), graph)
    for merge in entity.merges:
        content = f"{merge.document}\t{merge.name}\t{merge.method}\t{merge.score!r}"
        node = named(f"{iri.value}#merge-{hashlib.sha256(content.encode()).hexdigest()[:8]}")
        yield Quad(iri, term("kg:merge"), node, graph)
        yield Quad(node, TYPE, term("kg:Merge"), graph)
        yield Quad(node, term("kg:document"), named(vocab.document_iri(merge.document)), graph)
        yield Quad(node, term("kg:mergedName"), RdfLiteral(merge.name), graph)
        yield Quad(node, term("kg:mergeMethod"), word(merge.method), graph)
        yield Quad(node, term("kg:mergeScore"), number(merge.score), graph)


def _event(event: Event, graph: NamedNode) -> Iterator[Quad]:
    iri = named(vocab.event_iri(event.id))
    yield Quad(iri, TYPE, term("kg:Event"), graph)
    yield Quad(iri, TYPE, term(vocab.event_class(event.type)), graph)
    yield Quad(iri, term("kg:eventType"), word(event.type), graph)
    yield Quad(iri, term("rdfs:label"), RdfLiteral(event.label), graph)
    for role, id in event.participants:
        yield Quad(iri, term(ROLES[role]), object_node(id), graph)
        if not id.startswith("st:"):
            yield Quad(iri, term("kg:participant"), entity_node(id), graph)
    if event.place is not None:
        yield Quad(iri, term("kg:location"), entity_node(event.place), graph)
    if event.time is not None:
        yield Quad(iri, term("kg:time"), date(event.time), graph)
    yield from _when(iri, event, graph)
    for id in event.statements:
        yield Quad(named(vocab.statement_iri(id)), term("kg:describes"), iri, graph)


def minted(knowledge: Knowledge) -> Iterator[Quad]:
    """The terms that the texts brought: every open relation with its words, and each field of documents."""
    graph = named(vocab.graph_iri("ontology"))
    phrases: dict[str, str] = {}
    for statement in knowledge.statements:
        if statement.predicate.startswith("rel:"):
            known = phrases.get(statement.predicate)
            phrases[statement.predicate] = statement.phrase if known is None else min(known, statement.phrase)
    for name, phrase in phrases.items():
        yield Quad(term(name), TYPE, term("kg:OpenRelation"), graph)
        yield Quad(term(name), TYPE, term("owl:ObjectProperty"), graph)
        yield Quad(term(name), term("rdfs:label"), RdfLiteral(phrase), graph)
    # A field keeps the name that its file has for it.
    for field in {name for document in knowledge.documents for name, _ in document.fields}:
        property = named(vocab.field_iri(field))
        yield Quad(property, TYPE, term("owl:DatatypeProperty"), graph)
        yield Quad(property, term("rdfs:label"), RdfLiteral(field), graph)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Quad, ...]:
    """The terms of ``ontology/kg.ttl``."""
    graph = named(vocab.graph_iri("ontology"))
    path = ontology_folder() / "kg.ttl"
    # Blank nodes would get new names in every run; the ontology is written without any.
    return tuple(
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    )


@lru_cache(maxsize=1 << 14)
def _broader(name: str) -> tuple[str, ...]:
    return vocab.super_relations(name)
