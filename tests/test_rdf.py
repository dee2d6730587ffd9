"""Knowledge as quads: nothing is lost on the way to RDF and back, and only facts are plain triples."""

from __future__ import annotations

import dataclasses

import pytest
import sample
import strategies
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad, Store

from kg.errors import VocabularyError
from kg.model.kinds import Certainty, Modality, Polarity, Role
from kg.model.order import role_order
from kg.model.records import Document, Fusion, Knowledge, Literal, Origin, Statement
from kg.store import database, rdf
from kg.store.query import query
from kg.terms import vocab


def node(name: str) -> NamedNode:
    return NamedNode(vocab.term_iri(name))


def plain(statement: Statement) -> set[tuple[str, str, str]]:
    return {(vocab.compact(s.value), vocab.compact(p.value), o.value) for s, p, o in rdf.facts(statement)}


AIDS = next(s for s in sample.statements() if s.predicate == "kg:aids")
DOCUMENT = node(f"doc:{sample.CAPRI}")


@strategies.quick
@given(strategies.knowledge())
def test_knowledge_comes_back_from_its_quads(knowledge: Knowledge) -> None:
    store = Store()
    store.extend(rdf.quads(knowledge))
    assert rdf.knowledge(store) == knowledge


@strategies.quick
@given(strategies.knowledge(), strategies.knowledge(), st.booleans())
def test_the_changes_between_two_graphs_make_one_of_the_other(one: Knowledge, other: Knowledge, joined: bool) -> None:
    # The same documents, of which some say other things; or none of the same.
    before = dataclasses.replace(one, origin=other.origin)
    after = dataclasses.replace(other, documents=one.documents, statements=one.statements) if joined else other
    found, names = rdf.changes(before, after), rdf.names(after)
    store = database.memory(before)
    rdf.carry_out(found, store, names)
    assert set(store) == set(database.memory(after))
    was, now = (database.trig(rdf.quads(knowledge), names) for knowledge in (before, after))
    ids = [{*(d.id for d in known.documents), *(s.document for s in known.statements)} for known in (before, after)]
    text = rdf.spliced(was, (ids[0], ids[1]), found, names, lambda quads: database.trig(quads, names))
    assert text is None or text == now


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Delmar Gazette", 'dcterms:publisher "Delmar Gazette"'),
        ("https://news.example/a?b=1", "dcterms:source <https://news.example/a?b=1>"),
        ("https://news.example/a b", 'dcterms:publisher "https://news.example/a b"'),
        ("", 'dcterms:publisher ""'),
    ],
)
def test_a_source_is_a_publisher_or_an_address(source: str, written: str) -> None:
    known = Document("a", "Rain fell.", (), title="Rain", date="2024-05", source=source)
    store = database.memory(Knowledge((known,), (), (), Fusion((), (), {})))
    assert query(store, f'ASK {{ doc:a {written} ; rdfs:label "Rain" ; dcterms:title "Rain" }}').rows == [(True,)]
    assert query(store, 'ASK { doc:a dcterms:date "2024-05"^^xsd:gYearMonth }').rows == [(True,)]
    assert rdf.knowledge(store).documents == (known,)


def test_an_article_without_a_title_is_called_by_its_id() -> None:
    store = database.memory(Knowledge((Document("a-1", "Rain fell.", ()),), (), (), Fusion((), (), {})))
    assert query(store, 'ASK { doc:a-1 rdfs:label "a-1" . FILTER NOT EXISTS { doc:a-1 dcterms:title ?x } }').rows == [
        (True,)
    ]


MADE = Origin(version="1.2.0", rules="0ab1", model="small_model", model_version="3.7.1")


def test_a_graph_tells_what_it_holds_and_what_made_it() -> None:
    store = database.memory(dataclasses.replace(sample.knowledge(), origin=MADE))
    counted = (
        "SELECT ?class ?n { g:dataset void:classPartition [ void:class ?class ; void:entities ?n ] } ORDER BY ?class"
    )
    assert dict(query(store, counted).rows) == {
        "kg:Document": 3,
        "kg:Entity": len(sample.knowledge().entities),
        "kg:Event": len(sample.knowledge().fusion.events),
        "kg:Statement": len({s.id for s in sample.knowledge().statements}),
    }
    used = """SELECT ?name ?version { g:dataset prov:wasGeneratedBy/(prov:used|prov:wasAssociatedWith) ?it .
                                      ?it rdfs:label ?name ; owl:versionInfo ?version }"""
    assert set(query(store, used).rows) == {
        ("kg", "1.2.0"),
        ("rules and word lists", "0ab1"),
        ("small_model", "3.7.1"),
    }
    ontology = "ASK { g:dataset prov:wasGeneratedBy/prov:used ?o . GRAPH g:ontology { ?any owl:versionIRI ?o } }"
    assert query(store, ontology).rows == [(True,)]
    assert rdf.knowledge(store).origin == MADE


def test_a_graph_made_by_hand_was_made_by_no_build() -> None:
    store = database.memory(sample.knowledge())
    assert query(store, "ASK { g:dataset a void:Dataset . FILTER NOT EXISTS { ?x a prov:Activity } }").rows == [(True,)]


def test_the_sample_comes_back_from_its_quads() -> None:
    knowledge, store = sample.knowledge(), Store()
    store.extend(rdf.quads(knowledge))
    back = rdf.knowledge(store)
    assert back.documents == knowledge.documents
    assert back.statements == knowledge.statements
    assert back.fusion == knowledge.fusion
    assert {(e.id, e.label, e.merges) for e in back.entities} == {(e.id, e.label, e.merges) for e in knowledge.entities}


def test_roles_come_back_in_the_order_in_which_they_were_built() -> None:
    """A literal may stand before an entity of the same role."""
    known = sample.knowledge()
    first = known.statements[0]
    listed = {(Role.OTHER, "Russia"), (Role.OTHER, Literal("Accra, on a rainy day")), (Role.OTHER, "China")}
    told = dataclasses.replace(first, roles=tuple(sorted(listed, key=role_order)))
    assert told.roles[0] == (Role.OTHER, Literal("Accra, on a rainy day"))
    graph = dataclasses.replace(known, statements=(told, *known.statements[1:]))
    assert rdf.knowledge(database.memory(graph)).statements == graph.statements


def test_an_event_type_that_there_is_not_is_named() -> None:
    store = database.memory(sample.knowledge())
    type = NamedNode(vocab.term_iri("kg:eventType"))
    quads = store.quads_for_pattern(None, type, None, None)
    told = min((quad for quad in quads if isinstance(quad.graph_name, NamedNode)), key=str)
    store.remove(told)
    store.add(Quad(told.subject, type, RdfLiteral("SERENADE"), told.graph_name))
    with pytest.raises(VocabularyError, match=r"^(st|ev):\S+: no event type 'SERENADE'\. Write one of these: AGREE"):
        rdf.knowledge(store)


def test_quads_are_sorted_and_unique_and_do_not_depend_on_order() -> None:
    knowledge = sample.knowledge()
    turned = dataclasses.replace(knowledge, statements=knowledge.statements[::-1], entities=knowledge.entities[::-1])
    quads = rdf.quads(knowledge)
    assert quads == rdf.quads(turned)
    assert len(quads) == len(set(quads))


def test_a_fact_stands_with_its_super_relations() -> None:
    aids, supports = (
        Quad(node("e:China"), node(name), node("e:Russia"), DOCUMENT) for name in ("kg:aids", "kg:supports")
    )
    assert {aids, supports} <= set(rdf.quads(sample.knowledge()))


def test_membership_stands_from_both_ends_and_a_meeting_both_ways() -> None:
    member = next(s for s in sample.statements() if s.predicate == "kg:memberOf" and s.subject == "Japan")
    assert ("e:G7", "kg:hasMember", vocab.entity_iri("Japan")) in plain(member)
    meets = dataclasses.replace(AIDS, predicate="kg:meets")
    assert ("e:Russia", "kg:meets", vocab.entity_iri("China")) in plain(meets)


def test_what_is_denied_hoped_or_doubted_is_no_plain_triple() -> None:
    for stance in ({"polarity": Polarity.NEGATIVE}, {"modality": Modality.DESIRED}, {"certainty": Certainty.DOUBTFUL}):
        assert not plain(dataclasses.replace(AIDS, **stance))  # type: ignore[arg-type]


def test_a_probable_claim_is_a_fact_whoever_makes_it() -> None:
    assert plain(dataclasses.replace(AIDS, certainty=Certainty.PROBABLE, attribution=("Russia", "China")))


def test_no_object_means_no_triple_and_a_date_has_no_inverse() -> None:
    assert not plain(dataclasses.replace(AIDS, object=None))
    founded = dataclasses.replace(AIDS, predicate="kg:foundedIn", object=Literal("1949", "gYear"))
    assert plain(founded) == {("e:China", "kg:foundedIn", "1949")}


def test_a_speech_act_points_at_the_statement_it_makes() -> None:
    denies = next(s for s in sample.statements() if s.predicate == "kg:denies")
    [(subject, predicate, object)] = rdf.facts(denies)
    assert (subject, predicate) == (node("e:China"), node("kg:denies"))
    assert object == NamedNode(vocab.statement_iri(str(denies.object)))


def test_how_many_tell_a_fact_is_written_where_they_are_several() -> None:
    known = sample.knowledge()
    aids = ("China", "kg:aids", "Russia")
    graph = dataclasses.replace(
        known, fusion=dataclasses.replace(known.fusion, sources={**known.fusion.sources, aids: 2})
    )
    store = database.memory(graph)
    rows = query(store, "SELECT ?o ?n ?m { ?s kg:sourceCount ?n ; kg:supportCount ?m ; rdf:object ?o }").rows
    assert rows == [("e:Russia", 2, 1)]
    assert rdf.knowledge(store).fusion == graph.fusion


def test_a_document_graph_holds_no_labels_or_types_of_entities() -> None:
    for quad in rdf.quads(sample.knowledge()):
        if str(quad.subject).startswith(f"<{vocab.PREFIXES['e']}") and quad.graph_name != node("g:entities"):
            assert quad.predicate not in (node("rdf:type"), node("rdfs:label"))


def test_speakers_stand_in_order() -> None:
    knowledge, store = sample.knowledge(), Store()
    store.extend(rdf.quads(knowledge))
    said = next(s for s in knowledge.statements if len(s.attribution) == 2)
    iri = NamedNode(vocab.statement_iri(said.id))
    [chain] = store.quads_for_pattern(iri, node("kg:attributionChain"), None)
    speakers = [next(store.quads_for_pattern(chain.object, node(f"rdf:_{n}"), None)).object for n in (1, 2)]
    assert speakers == [NamedNode(vocab.entity_iri(id)) for id in said.attribution]


def test_an_open_relation_is_marked_and_labelled() -> None:
    quads = set(rdf.quads(sample.knowledge()))
    slander = node("rel:slander")
    assert Quad(slander, node("rdf:type"), node("kg:OpenRelation"), node("g:ontology")) in quads
    assert any(q.subject == slander and q.predicate == node("rdfs:label") for q in quads)
