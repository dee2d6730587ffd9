"""What a graph must never be: invariants checked in linear time, and the shapes of the ontology on request.

The rule that a plain triple stands exactly where a fact does is a loop over each document's graph: the same in SPARQL
or as a shape takes quadratic time. Each fault comes with the sentence behind it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize

from kg.errors import InputError, VocabularyError
from kg.model.kinds import Modality, Polarity
from kg.model.records import Entity, Evidence, Knowledge, Statement
from kg.store import rdf
from kg.store.base import usual_store
from kg.terms import vocab
from kg.terms.tables import ontology_folder
from kg.terms.words import words

NO_NAMES = words("pronouns that name no entity")

# Nobody does this to himself; where a graph says so, two entities were merged that are not one.
_NEVER_REFLEXIVE = frozenset({"kg:meets", "kg:supports", "kg:aids", "kg:attacks", "kg:invades", "kg:memberOf"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the graph breaks a rule.

    Attributes:
        rule: name of the invariant or shape.
        message: what is wrong.
        document: id of the document, empty where it concerns all.
        sentence: the sentence behind it, empty where there is none.
    """

    rule: str
    message: str
    document: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        where = f" [{self.document}]" if self.document else ""
        quote = f"\n    {self.sentence}" if self.sentence else ""
        return f"{self.rule}: {self.message}{where}{quote}"


def validate(knowledge: Knowledge, store: Store, *, shapes: bool = False) -> list[Fault]:
    """All faults of a graph, sorted; none for a graph that kg built.

    Args:
        knowledge: the records.
        store: the same as quads.
        shapes: also check ``ontology/shapes.ttl``, which needs pyshacl.

    Raises:
        InputError: if shapes are asked for and pyshacl is not installed.
    """
    store = usual_store(store)
    quote = {statement.id: _quote(statement) for statement in knowledge.statements}
    used = predicates(store)
    found = [
        *plain_triples(knowledge, store, quote, used),
        *evidence(knowledge),
        *references(knowledge),
        *entities(knowledge, store),
        *events(knowledge),
        *disputes(knowledge, store, quote),
        *vocabulary(knowledge, store, used),
    ]
    if shapes:
        found += check_shapes(store, quote)
    return sorted(set(found), key=lambda fault: (fault.rule, fault.document, fault.message, fault.sentence))


def plain_triples(
    knowledge: Knowledge, store: Store, quote: Mapping[str, str], used: Iterable[NamedNode]
) -> Iterator[Fault]:
    """A plain triple stands in a document's graph exactly where that document tells a fact of it."""
    expected: dict[str, dict[tuple[str, str, str], str]] = defaultdict(dict)
    for statement in knowledge.statements:
        try:
            for fact in rdf.facts(statement):
                expected[statement.document][_text(fact)] = statement.id
        except VocabularyError as error:
            yield Fault("vocabulary", str(error), statement.document, quote[statement.id])
    plain = _plain(store, used)
    for graph in store.named_graphs():
        if not isinstance(graph, NamedNode) or graph.value == vocab.graph_iri("ontology"):
            continue
        document = vocab.id_of(graph.value) if graph.value.startswith(vocab.PREFIXES["doc"]) else ""
        told = expected.pop(document, {})
        there = plain.get(graph.value, set())
        for triple in sorted(there - told.keys()):
            yield Fault("fact", f"{_shown(triple)} stands as a plain triple, but no fact says so", document)
        for triple in sorted(told.keys() - there):
            message = f"{_shown(triple)} is asserted as a fact, but is no plain triple"
            yield Fault("fact", message, document, quote[told[triple]])
    for document, told in expected.items():
        for triple, id in told.items():
            yield Fault(
                "fact", f"{_shown(triple)} is asserted as a fact, but its document has no graph", document, quote[id]
            )


def _plain(store: Store, used: Iterable[NamedNode]) -> dict[str, set[tuple[str, str, str]]]:
    """The triples of each graph whose predicate is a relation, of the ontology or open; the engine picks them out."""
    relations = {vocab.term_iri(name) for name in vocab.relations()}
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for predicate in used:
        if predicate.value in relations or predicate.value.startswith(vocab.PREFIXES["rel"]):
            for quad in store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.graph_name, NamedNode):
                    found[quad.graph_name.value].add(_text((quad.subject, quad.predicate, quad.object)))
    return found


def predicates(store: Store) -> list[NamedNode]:
    """Every predicate of the graphs, but of that of the ontology."""
    ontology = vocab.graph_iri("ontology")
    found = store.query(f"SELECT DISTINCT ?p {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{ontology}>) }}")
    assert isinstance(found, QuerySolutions)
    return sorted((p for solution in found if isinstance(p := solution["p"], NamedNode)), key=str)


def evidence(knowledge: Knowledge) -> Iterator[Fault]:
    """Each statement has evidence, whose offsets are in order and whose quote is the text at them."""
    texts = {document.id: document.text for document in knowledge.documents}
    for statement in knowledge.statements:
        if not statement.evidence:
            yield Fault("evidence", f"st:{statement.id} has none", statement.document)
        for item in statement.evidence:
            if (message := _evidence_fault(item, texts.get(item.document), statement)) is not None:
                yield Fault("evidence", f"st:{statement.id}: {message}", item.document, item.quote)


def _evidence_fault(item: Evidence, text: str | None, statement: Statement) -> str | None:
    if text is None:
        return f"its document {item.document!r} is not in the graph"
    if item.document != statement.document:
        return f"its document {item.document!r} is not that of the statement, {statement.document!r}"
    parts = (
        ("sentence", item.sentence),
        ("subject", item.subject),
        ("predicate", item.predicate),
        ("object", item.object),
    )
    for name, span in parts:
        if span is not None and not 0 <= span.start < span.end <= len(text):
            return f"the {name}'s offsets {span.start}-{span.end} are not in order within {len(text)} characters"
    if item.sentence.of(text) != item.quote:
        return f"the text at {item.sentence.start}-{item.sentence.end} is not the quote"
    return None


def references(knowledge: Knowledge) -> Iterator[Fault]:
    """Whatever a statement names is there: entities, speakers, documents, other statements; scores are in 0..1."""
    known = {entity.id for entity in knowledge.entities} | {f"st:{s.id}" for s in knowledge.statements}
    documents = {document.id for document in knowledge.documents}
    for statement in knowledge.statements:
        named = [("subject", statement.subject), ("object", statement.object), *statement.roles]
        named += [("speaker", id) for id in statement.attribution]
        for what, node in named:
            if isinstance(node, str) and node not in known:
                yield _fault("reference", f"the {what} {node!r} is not in the graph", statement)
        if statement.document not in documents:
            yield _fault("reference", f"the document {statement.document!r} is not in the graph", statement)
        if not 0 <= statement.confidence <= 1:
            yield _fault("confidence", f"{statement.confidence:g} is not in 0..1", statement)
        if statement.is_fact and statement.subject == statement.object and statement.predicate in _NEVER_REFLEXIVE:
            yield _fault("reflexive", f"{statement.subject!r} {statement.phrase!r} itself", statement)


def entities(knowledge: Knowledge, store: Store) -> Iterator[Fault]:
    """Each entity has one id, one label that is no pronoun, and one class of the ontology."""
    graph = NamedNode(vocab.graph_iri("entities"))
    for property, what in (("rdfs:label", "label"), ("rdf:type", "class")):
        quads = store.quads_for_pattern(None, NamedNode(vocab.term_iri(property)), None, graph)
        counted = Counter(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))
        for entity in knowledge.entities:
            number = counted[vocab.entity_iri(entity.id)]
            if number != 1:
                yield Fault("entity", f"{entity.id!r} has {number} {what}s, not one")
    ids = Counter(entity.id for entity in knowledge.entities)
    for entity in knowledge.entities:
        if ids[entity.id] > 1:
            yield Fault("entity", f"{entity.id!r} stands {ids[entity.id]} times")
        if (message := _entity_fault(entity, ids)) is not None:
            yield Fault("entity", message)


def _entity_fault(entity: Entity, ids: Mapping[str, int]) -> str | None:
    name = f"kg:{entity.type}"
    if name not in vocab.terms() or "kg:Entity" not in vocab.super_classes(name):
        return f"{entity.id!r} is of {entity.type!r}, which is no class of entities in the ontology"
    if not entity.label.strip():
        return f"{entity.id!r} has an empty label"
    if entity.label.casefold() in NO_NAMES:
        return f"{entity.id!r} is a pronoun"
    if entity.of is not None and entity.of not in ids:
        return f"{entity.id!r} belongs to {entity.of!r}, which is not in the graph"
    if (missing := next((named for named in entity.names if named not in ids), None)) is not None:
        return f"{entity.id!r} names {missing!r}, which is not in the graph"
    return None


def events(knowledge: Knowledge) -> Iterator[Fault]:
    """Each event is reported by facts alone, has somebody in it, and happens at a place that is there."""
    known = {entity.id for entity in knowledge.entities}
    facts: dict[str, list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        facts[statement.id].append(statement)
    for event in knowledge.fusion.events:
        if not event.participants:
            yield Fault("event", f"{event.id!r} has no participant")
        if event.place is not None and event.place not in known:
            yield Fault("event", f"{event.id!r} is at {event.place!r}, which is not in the graph")
        for id in event.statements:
            if id not in facts:
                yield Fault("event", f"{event.id!r} is reported by st:{id}, which is not in the graph")
            elif not any(statement.is_fact for statement in facts[id]):
                yield _fault("event", f"{event.id!r} rests on what is no fact", facts[id][0])


def disputes(knowledge: Knowledge, store: Store, quote: Mapping[str, str]) -> Iterator[Fault]:
    """Disputes go both ways, between statements of which one denies what the other affirms of the same subject."""
    said = {statement.id: statement for statement in knowledge.statements}
    graph = NamedNode(vocab.graph_iri("entities"))
    pairs = {
        (vocab.id_of(quad.subject.value), vocab.id_of(quad.object.value))
        for quad in store.quads_for_pattern(None, NamedNode(vocab.term_iri("kg:disputedBy")), None, graph)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }
    for one, other in sorted(pairs):
        if (other, one) not in pairs:
            yield Fault("dispute", f"st:{one} is disputed by st:{other}, but not the other way", "", quote.get(one, ""))
        if one not in said or other not in said:
            yield Fault("dispute", f"st:{one} and st:{other} are not both in the graph", "", quote.get(one, ""))
            continue
        a, b = said[one], said[other]
        if not (_contradict(a, b) or _contradict(b, a)):
            yield _fault("dispute", f"st:{one} and st:{other} are no yes and no to one claim", a)


def _contradict(no: Statement, yes: Statement) -> bool:
    """True where the first denies the relation of the second, or one that holds with it, or has its opposite."""
    if no.modality is not Modality.ACTUAL or yes.polarity is not Polarity.POSITIVE:
        return False
    held = {*vocab.held_with(yes.predicate), *(vocab.held_with(yes.undergone) if yes.undergone else ())}
    if no.polarity is Polarity.NEGATIVE:
        return bool(held & {vocab.told_as(no.predicate), no.undergone})
    return any(
        other in held for relation in vocab.held_with(no.predicate) for other in vocab.opposites().get(relation, ())
    )


def vocabulary(knowledge: Knowledge, store: Store, used: Iterable[NamedNode]) -> Iterator[Fault]:
    """Every predicate is a term of the ontology, or an open relation that is marked as one and labelled."""
    relations, terms = set(vocab.relations()), vocab.terms()
    seen: set[str] = set()
    for statement in knowledge.statements:
        name = statement.predicate
        if name not in relations and not name.startswith("rel:") and name not in seen:
            seen.add(name)
            yield _fault("vocabulary", f"{name!r} is no relation of the ontology", statement)
    graph = NamedNode(vocab.graph_iri("ontology"))
    type, label = NamedNode(vocab.term_iri("rdf:type")), NamedNode(vocab.term_iri("rdfs:label"))
    marked = NamedNode(vocab.term_iri("kg:OpenRelation"))
    for name in sorted({s.predicate for s in knowledge.statements if s.predicate.startswith("rel:")}):
        node = NamedNode(vocab.term_iri(name))
        labels = list(store.quads_for_pattern(node, label, None, graph))
        if Quad(node, type, marked, graph) not in store or not labels:
            yield Fault("vocabulary", f"{name!r} is not marked as an open relation, or has no label")
    for name in map(vocab.compact, (predicate.value for predicate in used)):
        if name.startswith("kg:") and name not in terms:
            yield Fault("vocabulary", f"the property {name!r} is not in the ontology")


def check_shapes(store: Store, quote: Mapping[str, str]) -> Iterator[Fault]:
    """Where the graph breaks the shapes of ``ontology/shapes.ttl``.

    Raises:
        InputError: if pyshacl is not installed.
    """
    try:
        import pyshacl
    except ImportError as error:
        raise InputError("shapes need pyshacl, which is not installed: pip install pyshacl") from error
    import rdflib

    # With the ontology, whose tree of classes the shapes need.
    union = (quad.triple for quad in store.quads_for_pattern(None, None, None, None) if _is_named(quad))
    data = rdflib.Graph().parse(serialize(union, format=RdfFormat.N_TRIPLES), format="nt")
    path = ontology_folder() / "shapes.ttl"
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(path), advanced=False, meta_shacl=False)
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        focus = str(report.value(result, shacl.focusNode))
        message = str(report.value(result, shacl.resultMessage) or "breaks a shape")
        yield Fault("shape", f"{vocab.compact(focus)}: {message}", "", quote.get(vocab.id_of(focus), ""))


def _is_named(quad: Quad) -> bool:
    return isinstance(quad.graph_name, NamedNode)


def _fault(rule: str, message: str, statement: Statement) -> Fault:
    return Fault(rule, f"st:{statement.id}: {message}", statement.document, _quote(statement))


def _quote(statement: Statement) -> str:
    return statement.evidence[0].quote if statement.evidence else ""


def _text(triple: Iterable[object]) -> tuple[str, str, str]:
    subject, predicate, object = (str(term) for term in triple)
    return subject, predicate, object


def _shown(triple: Iterable[str]) -> str:
    return " ".join(vocab.compact(term[1:-1]) if term.startswith("<") else term for term in triple)
