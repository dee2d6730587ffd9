"""Knowledge as quads, and quads as knowledge again; what is written is exactly what can be read back.

One named graph per document holds what that document contributes: its metadata and text, its statements with their
evidence, and the plain triples of the facts among them. ``g:entities`` holds what is decided over all documents,
``g:ontology`` the terms in use. Nothing that must not leak is ever a plain triple, so queries may run on the union.

A sentence is one node, ``doc:<id>#char=120,233``, however many statements it proves; the words of a statement's
three parts hang on the statement. Where a statement stands in several places, ``kg:spans`` says which go together.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from urllib.parse import quote

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse
from pyoxigraph import Literal as RdfLiteral

from kg import vocab
from kg.model import (
    Block,
    BlockKind,
    Certainty,
    Document,
    Entity,
    Event,
    Evidence,
    Fusion,
    Knowledge,
    Literal,
    Merge,
    Modality,
    Node,
    Polarity,
    Role,
    Span,
    Statement,
)

# Property of each role; the subject and the object of a statement are RDF's own, those of an event these.
ROLES: Mapping[Role, str] = {role: "kg:actor" if role is Role.SUBJECT else f"kg:{role}" for role in Role}

_DATES = (
    ("date", re.compile(r"-?\d{4,}-\d\d-\d\d")),
    ("gYearMonth", re.compile(r"-?\d{4,}-\d\d")),
    ("gYear", re.compile(r"-?\d{4,}")),
)

# A graph names the same things over and over; to take a name apart costs more than to look it up.
_id = lru_cache(maxsize=1 << 16)(vocab.id_of)
_compact = lru_cache(maxsize=1 << 12)(vocab.compact)
_iri = lru_cache(maxsize=1 << 12)(vocab.term_iri)

Triples = dict[str, dict[str, list[NamedNode | RdfLiteral]]]


# -- writing -------------------------------------------------------------------------------------------------------


def quads(knowledge: Knowledge) -> list[Quad]:
    """All that the knowledge says, each quad once: the documents' graphs by id, then entities, then the ontology.

    Within a graph the quads are sorted as lines of N-Quads.
    """
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        said[statement.document].append(statement)
    texts = {document.id: document for document in knowledge.documents}
    groups = (
        chain(documents([texts[id]] if id in texts else []), statements(said[id])) for id in sorted(texts.keys() | said)
    )
    decided = entities(knowledge.entities, knowledge.statements, knowledge.fusion)
    # One graph at a time: to ask a quad for its graph costs more than to sort it.
    return [
        quad for group in (*groups, decided, ontology(knowledge.statements)) for quad in sorted(set(group), key=str)
    ]


def documents(listed: Iterable[Document]) -> Iterator[Quad]:
    """Metadata, text and blocks of each document, in its own graph."""
    for document in listed:
        graph = iri = _node(vocab.document_iri(document.id))
        yield Quad(iri, _TYPE, _term("kg:Document"), graph)
        yield Quad(iri, _term("kg:content"), RdfLiteral(document.text), graph)
        for property, value in (("title", document.title), ("source", document.source), ("date", document.date)):
            if value is not None:
                yield Quad(iri, _term(f"kg:{property}"), _date(value) if property == "date" else _word(value), graph)
        for block in document.blocks:
            stretch = _span(document.id, block.span)
            yield Quad(iri, _term("kg:block"), stretch, graph)
            yield Quad(stretch, _term("kg:blockKind"), _word(block.kind), graph)


def statements(listed: Iterable[Statement]) -> Iterator[Quad]:
    """Each statement with its evidence, and the plain triples where it is a fact, in its document's graph."""
    written: set[tuple[str, Span]] = set()
    for statement in listed:
        graph = _node(vocab.document_iri(statement.document))
        yield from _statement(statement, graph)
        for evidence in statement.evidence:
            if (place := (evidence.document, evidence.sentence)) not in written:
                written.add(place)
                yield from _evidence(evidence, graph)
        for plain in facts(statement):
            yield Quad(*plain, graph)


def facts(statement: Statement) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | RdfLiteral]]:
    """The plain triples of a statement: none unless it is a fact with an object.

    Beside the triple itself stand its super-relations, and the inverse or mirrored triple of each of them:
    nobody has to reason at query time.
    """
    if not statement.is_fact or statement.object is None:
        return
    subject, object = _subject(statement.subject), _object(statement.object)
    for name in (statement.predicate, *_broader(statement.predicate)):
        yield subject, _term(name), object
        back = name if vocab.is_symmetric(name) else vocab.inverse(name)
        if back is not None and isinstance(object, NamedNode):
            yield object, _term(back), subject


def _statement(statement: Statement, graph: NamedNode) -> Iterator[Quad]:
    iri = _node(vocab.statement_iri(statement.id))
    yield Quad(iri, _TYPE, _term("kg:Statement"), graph)
    yield Quad(iri, _TYPE, _term("rdf:Statement"), graph)
    yield Quad(iri, _term("rdf:subject"), _subject(statement.subject), graph)
    yield Quad(iri, _term("rdf:predicate"), _term(statement.predicate), graph)
    if statement.object is not None:
        yield Quad(iri, _term("rdf:object"), _object(statement.object), graph)
    yield Quad(iri, _term("kg:phrase"), _word(statement.phrase), graph)
    yield Quad(iri, _term("kg:objectLabel"), RdfLiteral(statement.object_label), graph)
    for role, node in statement.roles:
        yield Quad(iri, _term(ROLES[role]), _object(node), graph)
    yield Quad(iri, _term("kg:polarity"), _term(f"kg:{statement.polarity}"), graph)
    yield Quad(iri, _term("kg:modality"), _term(f"kg:{statement.modality}"), graph)
    yield Quad(iri, _term("kg:certainty"), _term(f"kg:{statement.certainty}"), graph)
    yield from _attribution(iri, statement.attribution, graph)
    if statement.event_type is not None:
        yield Quad(iri, _term("kg:eventType"), _word(statement.event_type), graph)
        if (name := event_class(statement.event_type)) is not None:
            yield Quad(iri, _term("kg:eventClass"), _term(name), graph)
    yield Quad(iri, _term("kg:confidence"), _number(statement.confidence), graph)
    yield Quad(iri, _term("kg:rule"), _word(statement.rule), graph)
    for evidence in statement.evidence:
        yield Quad(iri, _term("kg:evidence"), _span(evidence.document, evidence.sentence), graph)
        for part, span in _parts(evidence):
            yield Quad(iri, _term(f"kg:{part}Span"), _span(evidence.document, span), graph)
        if len(statement.evidence) > 1:
            spans = (evidence.sentence, *(span for _, span in _parts(evidence)))
            yield Quad(
                iri,
                _term("kg:spans"),
                RdfLiteral(" ".join([evidence.document, *(f"{s.start},{s.end}" for s in spans)])),
                graph,
            )


def _attribution(iri: NamedNode, sources: tuple[str, ...], graph: NamedNode) -> Iterator[Quad]:
    """The innermost speaker; where there are several, all of them in order, outermost first."""
    if sources:
        yield Quad(iri, _term("kg:attributedTo"), _subject(sources[-1]), graph)
    if len(sources) > 1:
        sequence = _node(f"{iri.value}#chain")
        yield Quad(iri, _term("kg:attributionChain"), sequence, graph)
        yield Quad(sequence, _TYPE, _term("rdf:Seq"), graph)
        for place, source in enumerate(sources, 1):
            yield Quad(sequence, _term(f"rdf:_{place}"), _subject(source), graph)


def _evidence(evidence: Evidence, graph: NamedNode) -> Iterator[Quad]:
    iri = _span(evidence.document, evidence.sentence)
    yield Quad(iri, _TYPE, _term("kg:Evidence"), graph)
    yield Quad(iri, _term("kg:document"), _node(vocab.document_iri(evidence.document)), graph)
    yield Quad(iri, _term("kg:quote"), RdfLiteral(evidence.quote), graph)
    yield Quad(iri, _term("kg:start"), _integer(evidence.sentence.start), graph)
    yield Quad(iri, _term("kg:end"), _integer(evidence.sentence.end), graph)


def _parts(evidence: Evidence) -> Iterator[tuple[str, Span]]:
    yield "subject", evidence.subject
    yield "predicate", evidence.predicate
    if evidence.object is not None:
        yield "object", evidence.object


def entities(listed: Iterable[Entity], said: Iterable[Statement], fusion: Fusion) -> Iterator[Quad]:
    """What is decided over all documents: entities, merges, events, support, disputes."""
    graph = _node(vocab.graph_iri("entities"))
    for entity in listed:
        yield from _entity(entity, graph)
    for event in fusion.events:
        yield from _event(event, graph)
    for statement in said:
        number = fusion.support.get(key) if (key := triple(statement)) else None
        if number is not None and statement.is_fact:
            yield Quad(_node(vocab.statement_iri(statement.id)), _term("kg:supportCount"), _integer(number), graph)
    for pair in fusion.disputes:
        one, other = (_node(vocab.statement_iri(id)) for id in pair)
        yield Quad(one, _term("kg:disputedBy"), other, graph)
        yield Quad(other, _term("kg:disputedBy"), one, graph)


def triple(statement: Statement) -> tuple[str, str, str] | None:
    """The triple of a statement as plain strings, as in ``Fusion.support``; None without an object.

    A literal stands in quotes with its datatype, so that no entity can have its name.
    """
    object = statement.object
    if object is None:
        return None
    if isinstance(object, Literal):
        object = f'"{object.value}"^^xsd:{object.datatype}'
    return statement.subject, statement.predicate, object


def _entity(entity: Entity, graph: NamedNode) -> Iterator[Quad]:
    iri = _subject(entity.id)
    yield Quad(iri, _TYPE, _term(f"kg:{entity.type}"), graph)
    yield Quad(iri, _term("rdfs:label"), RdfLiteral(entity.label), graph)
    for alias in entity.aliases:
        yield Quad(iri, _term("skos:altLabel"), RdfLiteral(alias), graph)
    if entity.link is not None:
        yield Quad(iri, _term("skos:exactMatch"), _node(vocab.PREFIXES["wd"] + quote(entity.link)), graph)
    if entity.of is not None:
        yield Quad(iri, _term("kg:of"), _subject(entity.of), graph)
    for merge in entity.merges:
        content = f"{merge.document}\t{merge.name}\t{merge.method}\t{merge.score!r}"
        node = _node(f"{iri.value}#merge-{hashlib.sha256(content.encode()).hexdigest()[:8]}")
        yield Quad(iri, _term("kg:merge"), node, graph)
        yield Quad(node, _TYPE, _term("kg:Merge"), graph)
        yield Quad(node, _term("kg:document"), _node(vocab.document_iri(merge.document)), graph)
        yield Quad(node, _term("kg:mergedName"), RdfLiteral(merge.name), graph)
        yield Quad(node, _term("kg:mergeMethod"), _word(merge.method), graph)
        yield Quad(node, _term("kg:mergeScore"), _number(merge.score), graph)


def _event(event: Event, graph: NamedNode) -> Iterator[Quad]:
    iri = _node(vocab.event_iri(event.id))
    yield Quad(iri, _TYPE, _term("kg:Event"), graph)
    if (name := event_class(event.type)) is not None:
        yield Quad(iri, _TYPE, _term(name), graph)
    yield Quad(iri, _term("kg:eventType"), _word(event.type), graph)
    yield Quad(iri, _term("rdfs:label"), RdfLiteral(event.label), graph)
    for role, id in event.participants:
        yield Quad(iri, _term(ROLES[role]), _object(id), graph)
        if not id.startswith("st:"):
            yield Quad(iri, _term("kg:participant"), _subject(id), graph)
    if event.place is not None:
        yield Quad(iri, _term("kg:location"), _subject(event.place), graph)
    if event.time is not None:
        yield Quad(iri, _term("kg:time"), _date(event.time), graph)
    for id in event.statements:
        yield Quad(_node(vocab.statement_iri(id)), _term("kg:describes"), iri, graph)


@lru_cache(maxsize=1024)
def event_class(type: str) -> str | None:
    """The ontology's class of an event type, None where it has none.

    >>> event_class("ASSAULT"), event_class("SPEECH_ACT")
    ('kg:Assault', 'kg:SpeechAct')
    """
    name = "kg:" + "".join(part.capitalize() if part.isupper() else part for part in re.split(r"[_\W]+", type))
    return name if name in vocab.terms() else None


def ontology(said: Iterable[Statement]) -> list[Quad]:
    """The terms of ``ontology/kg.ttl`` as shipped, and every open relation with its words."""
    graph = _node(vocab.graph_iri("ontology"))
    phrases: dict[str, str] = {}
    for statement in said:
        if statement.predicate.startswith("rel:"):
            known = phrases.get(statement.predicate)
            phrases[statement.predicate] = statement.phrase if known is None else min(known, statement.phrase)
    minted = [
        quad
        for name, phrase in phrases.items()
        for quad in (
            Quad(_term(name), _TYPE, _term("kg:OpenRelation"), graph),
            Quad(_term(name), _term("rdfs:label"), RdfLiteral(phrase), graph),
        )
    ]
    return [*_shipped(), *minted]


@lru_cache(maxsize=1)
def _shipped() -> tuple[Quad, ...]:
    graph = _node(vocab.graph_iri("ontology"))
    path = vocab.ontology_folder() / "kg.ttl"
    # Blank nodes would get new names in every run; the ontology is written without any.
    return tuple(
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    )


# -- terms ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


@lru_cache(maxsize=1 << 16)
def _term(name: str) -> NamedNode:
    return NamedNode(vocab.term_iri(name))


@lru_cache(maxsize=1 << 16)
def _subject(id: str) -> NamedNode:
    return NamedNode(vocab.entity_iri(id))


@lru_cache(maxsize=1 << 14)
def _broader(name: str) -> tuple[str, ...]:
    return vocab.super_relations(name)


@lru_cache(maxsize=1 << 10)
def _beginning(document: str) -> str:
    """What all IRIs of a document's spans begin with."""
    return vocab.evidence_iri(document, Span(0, 0)).removesuffix("0,0")


def _span(document: str, span: Span) -> NamedNode:
    return NamedNode(f"{_beginning(document)}{span.start},{span.end}")


def _object(node: Node) -> NamedNode | RdfLiteral:
    if isinstance(node, Literal):
        return _typed(node.value, node.datatype)
    return _node(vocab.statement_iri(node)) if node.startswith("st:") else _subject(node)


def _typed(value: str, datatype: str) -> RdfLiteral:
    return RdfLiteral(value) if datatype == "string" else RdfLiteral(value, datatype=_term(f"xsd:{datatype}"))


@lru_cache(maxsize=1 << 12)
def _word(value: str) -> RdfLiteral:
    return RdfLiteral(str(value))


@lru_cache(maxsize=1 << 12)
def _number(value: float) -> RdfLiteral:
    """A score: a decimal where it can be told exactly by one, for the reader's ease."""
    text = repr(float(value))
    return _typed(text, "decimal" if re.fullmatch(r"\d{1,18}\.\d{1,18}", text) else "double")


@lru_cache(maxsize=1 << 12)
def _integer(value: int) -> RdfLiteral:
    return RdfLiteral(str(value), datatype=_term("xsd:integer"))


def _date(value: str) -> RdfLiteral:
    """A date typed by its form; words and intervals stay plain."""
    return _typed(value, next((name for name, form in _DATES if form.fullmatch(value)), "string"))


_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


# -- reading -------------------------------------------------------------------------------------------------------


def knowledge(store: Store) -> Knowledge:
    """The records behind a store's quads, each kind sorted by id; the ontology's own graph is left aside."""
    graphs: dict[str, Triples] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    aside = vocab.graph_iri("ontology")
    for graph in store.named_graphs():
        if graph.value != aside:
            triples = graphs[graph.value]
            for quad in store.quads_for_pattern(None, None, None, graph):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | RdfLiteral):
                    triples[quad.subject.value][quad.predicate.value].append(quad.object)
    decided = graphs.pop(vocab.graph_iri("entities"), {})
    read = [_read_document(iri, triples) for iri, triples in graphs.items()]
    said = sorted((s for _, listed in read for s in listed), key=lambda s: (s.id, s.document))
    return Knowledge(
        documents=tuple(sorted((d for d, _ in read), key=lambda d: d.id)),
        entities=tuple(sorted(_read_entities(decided), key=lambda e: e.id)),
        statements=tuple(said),
        fusion=_read_fusion(decided, said),
    )


def _read_document(iri: str, triples: Triples) -> tuple[Document, list[Statement]]:
    id = _id(iri)
    blocks: list[Block] = []
    listed: list[Statement] = []
    for subject, found in triples.items():
        if kinds := found.get(_BLOCK):
            blocks.extend(Block(_read_span(subject)[1], BlockKind(kind.value)) for kind in kinds)
        if _is(found, "kg:Statement"):
            listed.append(_read_statement(subject, found, triples, id))
    about = triples[iri]
    document = Document(
        id=id,
        text=_value(about, "kg:content") or "",
        blocks=tuple(sorted(blocks, key=lambda block: block.span)),
        title=_value(about, "kg:title"),
        date=_value(about, "kg:date"),
        source=_value(about, "kg:source"),
    )
    return document, listed


def _read_statement(
    iri: str, found: dict[str, list[NamedNode | RdfLiteral]], triples: Triples, document: str
) -> Statement:
    object = _one(found, "rdf:object")
    roles = [(role, _read_node(value)) for role, key in _ROLE_KEYS for value in found.get(key, ())]
    source = _one(found, "kg:attributedTo")
    sequence = _one(found, "kg:attributionChain")
    if sequence is not None:
        members = triples[sequence.value]
        places = sorted((int(key.rpartition("_")[2]), key) for key in members if key.startswith(_MEMBER))
        attribution = tuple(_id(members[key][0].value) for _, key in places)
    else:
        attribution = () if source is None else (_id(source.value),)
    return Statement(
        id=_id(iri),
        document=document,
        subject=_id(found[_SUBJECT][0].value),
        predicate=_compact(found[_PREDICATE][0].value),
        object=None if object is None else _read_node(object),
        phrase=_value(found, "kg:phrase") or "",
        object_label=_value(found, "kg:objectLabel") or "",
        roles=tuple(sorted(roles, key=role_order)),
        polarity=Polarity(_id(_value(found, "kg:polarity") or "")),
        modality=Modality(_id(_value(found, "kg:modality") or "")),
        certainty=Certainty(_id(_value(found, "kg:certainty") or "")),
        attribution=attribution,
        event_type=_value(found, "kg:eventType"),
        confidence=float(_value(found, "kg:confidence") or 0),
        rule=_value(found, "kg:rule") or "",
        evidence=tuple(sorted(_read_evidence(found, triples), key=evidence_order)),
    )


def role_order(item: tuple[Role, Node]) -> tuple[str, bool, str, str]:
    """The order of a statement's roles: by role, entities before literals, then by value."""
    role, node = item
    if isinstance(node, Literal):
        return role.value, True, node.value, node.datatype
    return role.value, False, node, ""


def evidence_order(evidence: Evidence) -> tuple[str, Span, Span, Span, Span]:
    """The order of a statement's evidence: by place in the text."""
    return evidence.document, evidence.sentence, evidence.subject, evidence.predicate, evidence.object or Span(-1, -1)


def _read_evidence(found: dict[str, list[NamedNode | RdfLiteral]], triples: Triples) -> Iterator[Evidence]:
    for spans in found.get(_SPANS, ()):
        document, *listed = spans.value.rsplit(" ", 4 if spans.value.count(",") > 3 else 3)
        yield _evidence_of(document, [Span(*map(int, text.split(","))) for text in listed], triples)
    if _SPANS not in found and (sentences := found.get(_EVIDENCE)):
        document, sentence = _read_span(sentences[0].value)
        parts = (found.get(_iri(f"kg:{part}Span")) for part in ("subject", "predicate", "object"))
        yield _evidence_of(document, [sentence, *(_read_span(part[0].value)[1] for part in parts if part)], triples)


def _evidence_of(document: str, spans: list[Span], triples: Triples) -> Evidence:
    quote = _value(triples[f"{_beginning(document)}{spans[0].start},{spans[0].end}"], "kg:quote") or ""
    return Evidence(document, spans[0], quote, *spans[1:])


def _read_entities(triples: Triples) -> Iterator[Entity]:
    for iri, found in triples.items():
        if not iri.startswith(vocab.PREFIXES["e"]) or "#" in iri:
            continue
        link, of = _value(found, "skos:exactMatch"), _value(found, "kg:of")
        merges = (triples[node.value] for node in found.get(_iri("kg:merge"), ()))
        yield Entity(
            id=_id(iri),
            label=_value(found, "rdfs:label") or "",
            aliases=tuple(sorted(alias.value for alias in found.get(_iri("skos:altLabel"), ()))),
            type=_id(found[_TYPE.value][0].value),
            link=None if link is None else _id(link),
            of=None if of is None else _id(of),
            merges=tuple(sorted((_read_merge(merge) for merge in merges), key=merge_order)),
        )


def merge_order(merge: Merge) -> tuple[str, str, str, float]:
    """The order of an entity's merges."""
    return merge.document, merge.name, merge.method, merge.score


def _read_merge(found: dict[str, list[NamedNode | RdfLiteral]]) -> Merge:
    return Merge(
        document=_id(_value(found, "kg:document") or ""),
        name=_value(found, "kg:mergedName") or "",
        method=_value(found, "kg:mergeMethod") or "",
        score=float(_value(found, "kg:mergeScore") or 0),
    )


def _read_fusion(triples: Triples, said: Iterable[Statement]) -> Fusion:
    described: dict[str, list[str]] = defaultdict(list)
    disputes: set[tuple[str, str]] = set()
    numbers: dict[str, int] = {}
    for iri, found in triples.items():
        id = _id(iri)
        for event in found.get(_iri("kg:describes"), ()):
            described[event.value].append(id)
        for other in found.get(_iri("kg:disputedBy"), ()):
            one, two = sorted((id, _id(other.value)))
            disputes.add((one, two))
        if (number := _value(found, "kg:supportCount")) is not None:
            numbers[id] = int(number)
    support = {key: numbers[s.id] for s in said if s.is_fact and s.id in numbers and (key := triple(s)) is not None}
    events = (
        _read_event(iri, found, described[iri])
        for iri, found in triples.items()
        if iri.startswith(vocab.PREFIXES["ev"])
    )
    return Fusion(
        events=tuple(sorted(events, key=lambda event: event.id)),
        disputes=tuple(sorted(disputes)),
        support={key: support[key] for key in sorted(support)},
    )


def _read_event(iri: str, found: dict[str, list[NamedNode | RdfLiteral]], statements: list[str]) -> Event:
    place = _value(found, "kg:location")
    participants = [
        (role, str(_read_node(value)))
        for role, key in _ROLE_KEYS
        if role not in (Role.PLACE, Role.TIME)
        for value in found.get(key, ())
    ]
    return Event(
        id=_id(iri),
        type=_value(found, "kg:eventType") or "",
        label=_value(found, "rdfs:label") or "",
        participants=tuple(sorted(participants)),
        place=None if place is None else _id(place),
        time=_value(found, "kg:time"),
        statements=tuple(sorted(statements)),
    )


def _read_node(value: NamedNode | RdfLiteral) -> Node:
    if isinstance(value, RdfLiteral):
        return Literal(value.value, _id(value.datatype.value))
    id = _id(value.value)
    return f"st:{id}" if value.value.startswith(vocab.PREFIXES["st"]) else id


def _read_span(iri: str) -> tuple[str, Span]:
    document, _, numbers = iri.rpartition("#char=")
    start, _, end = numbers.partition(",")
    return _id(document), Span(int(start), int(end))


def _one(found: Mapping[str, list[NamedNode | RdfLiteral]], name: str) -> NamedNode | RdfLiteral | None:
    values = found.get(_iri(name))
    return values[0] if values else None


def _value(found: Mapping[str, list[NamedNode | RdfLiteral]], name: str) -> str | None:
    first = _one(found, name)
    return None if first is None else first.value


def _is(found: Mapping[str, list[NamedNode | RdfLiteral]], name: str) -> bool:
    iri = _iri(name)
    return any(value.value == iri for value in found.get(_TYPE.value, ()))


_SUBJECT, _PREDICATE, _MEMBER = (_iri(name) for name in ("rdf:subject", "rdf:predicate", "rdf:_"))
_BLOCK, _EVIDENCE, _SPANS = (_iri(name) for name in ("kg:blockKind", "kg:evidence", "kg:spans"))
_ROLE_KEYS = tuple((role, _iri(name)) for role, name in ROLES.items())
