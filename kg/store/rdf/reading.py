"""Quads as knowledge again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Store

from kg.model.kinds import BlockKind, Certainty, Modality, Polarity, Role
from kg.model.links import Merge
from kg.model.order import evidence_order, merge_order, role_order
from kg.model.records import (
    Block,
    Document,
    Entity,
    Event,
    Evidence,
    Fusion,
    Knowledge,
    Literal,
    Membership,
    Node,
    Origin,
    Span,
    Statement,
)
from kg.store import base
from kg.store.rdf.describing import KG, MODEL, RULES
from kg.store.rdf.terms import (
    ROLES,
    TYPE,
    beginning,
    compact,
    id_of,
    iri_of,
    triple,
)
from kg.terms import vocab
from kg.terms.event_type import event_type_named

# What a graph says, by subject and predicate.
Triples = dict[str, dict[str, list[NamedNode | RdfLiteral]]]


def knowledge(store: Store) -> Knowledge:
    """The records behind a store's quads, each kind sorted by id; the ontology's own graph is left aside."""
    space = base.namespaces(store)
    graphs: dict[str, Triples] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    aside = vocab.graph_iri("ontology")
    for graph in store.named_graphs():
        name = space.usual(graph.value)
        if name != aside:
            triples = graphs[name]
            for quad in base.usual(store.quads_for_pattern(None, None, None, graph), space):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | RdfLiteral):
                    triples[quad.subject.value][quad.predicate.value].append(quad.object)
    decided = graphs.pop(vocab.graph_iri("entities"), {})
    read = [_read_document(iri, triples) for iri, triples in graphs.items()]
    said = sorted((s for _, listed in read for s in listed), key=lambda s: (s.id, s.document))
    return Knowledge(
        documents=tuple(sorted((d for d, _ in read), key=lambda d: d.id)),
        entities=tuple(sorted(read_entities(decided), key=lambda e: e.id)),
        statements=tuple(said),
        fusion=read_fusion(decided, said),
        origin=_read_origin(decided, "" if space.is_usual else space.base),
    )


def _read_document(iri: str, triples: Triples) -> tuple[Document, list[Statement]]:
    id = id_of(iri)
    blocks: list[Block] = []
    listed: list[Statement] = []
    for subject, found in triples.items():
        if kinds := found.get(_BLOCK):
            blocks.extend(Block(_read_span(subject)[1], BlockKind(kind.value)) for kind in kinds)
        if _is(found, "kg:Statement"):
            listed.append(read_statement(subject, found, triples, id))
    return read_document(id, triples[iri], blocks), listed


def read_document(id: str, about: dict[str, list[NamedNode | RdfLiteral]], blocks: Iterable[Block] = ()) -> Document:
    """The document of an id, out of its own triples and its blocks."""
    publisher = _value(about, "dcterms:publisher")
    return Document(
        id=id,
        text=_value(about, "kg:content") or "",
        blocks=tuple(sorted(blocks, key=lambda block: block.span)),
        title=_value(about, "dcterms:title"),
        date=_value(about, "dcterms:date"),
        source=_value(about, "dcterms:source") if publisher is None else publisher,
        fields=tuple(sorted((id_of(key), value.value) for key in about if _is_field(key) for value in about[key])),
    )


def read_statement(
    iri: str, found: dict[str, list[NamedNode | RdfLiteral]], triples: Triples, document: str
) -> Statement:
    """The statement of an IRI, out of its own triples and those of the nodes that it refers to."""
    object, event = _one(found, "rdf:object"), _value(found, "kg:eventType")
    undergone, body = _one(found, "kg:undergoes"), _one(found, "kg:officeOf")
    roles = [(role, read_node(value)) for role, key in _ROLE_KEYS for value in found.get(key, ())]
    return Statement(
        id=id_of(iri),
        document=document,
        subject=id_of(found[_SUBJECT][0].value),
        predicate=compact(found[_PREDICATE][0].value),
        object=None if object is None else read_node(object),
        phrase=_words(found, "kg:phrase"),
        object_label=_words(found, "kg:objectLabel"),
        roles=tuple(sorted(roles, key=role_order)),
        polarity=Polarity(id_of(_words(found, "kg:polarity"))),
        modality=Modality(id_of(_words(found, "kg:modality"))),
        certainty=Certainty(id_of(_words(found, "kg:certainty"))),
        attribution=_read_attribution(found, triples),
        event_type=None if event is None else event_type_named(event, compact(iri)),
        confidence=float(_value(found, "kg:confidence") or 0),
        rule=_words(found, "kg:rule"),
        evidence=tuple(sorted(_read_evidence(found, triples), key=evidence_order)),
        unbound=tuple(sorted(Role(role.value) for role in found.get(_UNBOUND, ()))),
        undergone=None if undergone is None else compact(undergone.value),
        office_of=None if body is None else id_of(body.value),
        time_text=_words(found, "kg:timeText"),
        earliest=_value(found, "kg:earliest"),
        latest=_value(found, "kg:latest"),
        month_day=_value(found, "kg:monthDay"),
    )


def _read_attribution(found: dict[str, list[NamedNode | RdfLiteral]], triples: Triples) -> tuple[str, ...]:
    """Who says so: the members of the chain in their order, or the only speaker."""
    sequence = _one(found, "kg:attributionChain")
    if sequence is None:
        source = _one(found, "kg:attributedTo")
        return () if source is None else (id_of(source.value),)
    members = triples[sequence.value]
    places = sorted((int(key.rpartition("_")[2]), key) for key in members if key.startswith(_MEMBER))
    return tuple(id_of(members[key][0].value) for _, key in places)


def _read_evidence(found: dict[str, list[NamedNode | RdfLiteral]], triples: Triples) -> Iterator[Evidence]:
    for spans in found.get(_SPANS, ()):
        document, *listed = spans.value.rsplit(" ", 4 if spans.value.count(",") > 3 else 3)
        yield _evidence_of(document, [Span(*map(int, text.split(","))) for text in listed], triples)
    if _SPANS not in found and (sentences := found.get(_EVIDENCE)):
        document, sentence = _read_span(sentences[0].value)
        parts = (found.get(iri_of(f"kg:{part}Span")) for part in ("subject", "predicate", "object"))
        yield _evidence_of(document, [sentence, *(_read_span(part[0].value)[1] for part in parts if part)], triples)


def _evidence_of(document: str, spans: list[Span], triples: Triples) -> Evidence:
    quote = _value(triples[f"{beginning(document)}{spans[0].start},{spans[0].end}"], "kg:quote") or ""
    return Evidence(document, spans[0], quote, *spans[1:])


def read_entities(triples: Triples) -> Iterator[Entity]:
    """The entities that triples describe."""
    for iri, found in triples.items():
        if not iri.startswith(vocab.PREFIXES["e"]) or "#" in iri:
            continue
        link, of, country = (_value(found, name) for name in ("skos:exactMatch", "kg:of", "kg:country"))
        memberships = (triples[node.value] for node in found.get(iri_of("kg:membership"), ()))
        merges = (triples[node.value] for node in found.get(iri_of("kg:merge"), ()))
        yield Entity(
            id=id_of(iri),
            label=_value(found, "rdfs:label") or "",
            aliases=tuple(sorted(alias.value for alias in found.get(iri_of("skos:altLabel"), ()))),
            type=id_of(found[TYPE.value][0].value),
            link=None if link is None else id_of(link),
            of=None if of is None else id_of(of),
            merges=tuple(sorted((_read_merge(merge) for merge in merges), key=merge_order)),
            memberships=tuple(sorted(map(_read_membership, memberships))),
            country=None if country is None else id_of(country),
            names=tuple(sorted(id_of(named.value) for named in found.get(iri_of("kg:names"), ()))),
        )


def _read_membership(found: dict[str, list[NamedNode | RdfLiteral]]) -> Membership:
    return Membership(
        id_of(_value(found, "kg:body") or ""), _value(found, "kg:since") or "", _value(found, "kg:until") or ""
    )


def _read_merge(found: dict[str, list[NamedNode | RdfLiteral]]) -> Merge:
    return Merge(
        document=id_of(_value(found, "kg:document") or ""),
        name=_value(found, "kg:mergedName") or "",
        method=_value(found, "kg:mergeMethod") or "",
        score=float(_value(found, "kg:mergeScore") or 0),
    )


def read_fusion(triples: Triples, said: Iterable[Statement]) -> Fusion:
    """What is decided over all documents, as far as triples tell it."""
    described: dict[str, list[str]] = defaultdict(list)
    disputes: set[tuple[str, str]] = set()
    numbers: dict[str, dict[str, int]] = {"kg:supportCount": {}, "kg:sourceCount": {}}
    copies: list[tuple[str, str]] = []
    for iri, found in triples.items():
        id = id_of(iri)
        for event in found.get(iri_of("kg:describes"), ()):
            described[event.value].append(id)
        for other in found.get(iri_of("kg:disputedBy"), ()):
            one, two = sorted((id, id_of(other.value)))
            disputes.add((one, two))
        copies.extend((id, id_of(first.value)) for first in found.get(iri_of("kg:copyOf"), ()))
        for name, counted in numbers.items():
            if (number := _value(found, name)) is not None:
                counted[id] = int(number)
    events = (
        _read_event(iri, found, described[iri])
        for iri, found in triples.items()
        if iri.startswith(vocab.PREFIXES["ev"])
    )
    return Fusion(
        events=tuple(sorted(events, key=lambda event: event.id)),
        disputes=tuple(sorted(disputes)),
        support=_by_triple(numbers["kg:supportCount"], said),
        sources=_by_triple(numbers["kg:sourceCount"], said),
        copies=tuple(sorted(copies)),
    )


def _read_origin(triples: Triples, base: str) -> Origin:
    kg, rules, model = (triples.get(iri_of(name), {}) for name in (KG, RULES, MODEL))
    return Origin(
        version=_words(kg, "owl:versionInfo"),
        rules=_words(rules, "owl:versionInfo"),
        model=_words(model, "rdfs:label"),
        model_version=_words(model, "owl:versionInfo"),
        base=base,
    )


def _by_triple(numbers: Mapping[str, int], said: Iterable[Statement]) -> dict[tuple[str, str, str], int]:
    """Numbers of statements as those of the triples that they state; 1 where none is written."""
    found = {key: numbers.get(s.id, 1) for s in said if s.is_fact and (key := triple(s)) is not None}
    return {key: found[key] for key in sorted(found)}


def _read_event(iri: str, found: dict[str, list[NamedNode | RdfLiteral]], statements: list[str]) -> Event:
    place = _value(found, "kg:location")
    participants = [
        (role, str(read_node(value)))
        for role, key in _ROLE_KEYS
        if role not in (Role.PLACE, Role.TIME)
        for value in found.get(key, ())
    ]
    return Event(
        id=id_of(iri),
        type=event_type_named(_value(found, "kg:eventType") or "", compact(iri)),
        label=_value(found, "rdfs:label") or "",
        participants=tuple(sorted(participants)),
        place=None if place is None else id_of(place),
        time=_value(found, "kg:time"),
        statements=tuple(sorted(statements)),
        earliest=_value(found, "kg:earliest"),
        latest=_value(found, "kg:latest"),
    )


def read_node(value: NamedNode | RdfLiteral) -> Node:
    """The node of a statement: an entity id, a statement, or a literal."""
    if isinstance(value, RdfLiteral):
        return Literal(value.value, id_of(value.datatype.value))
    id = id_of(value.value)
    return f"st:{id}" if value.value.startswith(vocab.PREFIXES["st"]) else id


def _read_span(iri: str) -> tuple[str, Span]:
    document, _, numbers = iri.rpartition("#char=")
    start, _, end = numbers.partition(",")
    return id_of(document), Span(int(start), int(end))


def _is_field(iri: str) -> bool:
    return iri.startswith(vocab.PREFIXES["field"])


def _one(found: Mapping[str, list[NamedNode | RdfLiteral]], name: str) -> NamedNode | RdfLiteral | None:
    values = found.get(iri_of(name))
    return values[0] if values else None


def _words(found: Mapping[str, list[NamedNode | RdfLiteral]], name: str) -> str:
    """The value of a property; "" where it has none."""
    return _value(found, name) or ""


def _value(found: Mapping[str, list[NamedNode | RdfLiteral]], name: str) -> str | None:
    first = _one(found, name)
    return None if first is None else first.value


def _is(found: Mapping[str, list[NamedNode | RdfLiteral]], name: str) -> bool:
    iri = iri_of(name)
    return any(value.value == iri for value in found.get(TYPE.value, ()))


_SUBJECT, _PREDICATE, _MEMBER = (iri_of(name) for name in ("rdf:subject", "rdf:predicate", "rdf:_"))
_BLOCK, _EVIDENCE = iri_of("kg:blockKind"), iri_of("kg:evidence")
_SPANS, _UNBOUND = iri_of("kg:spans"), iri_of("kg:unbound")
_ROLE_KEYS = tuple((role, iri_of(name)) for role, name in ROLES.items())
