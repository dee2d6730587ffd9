"""Invariants of the graph: each is broken once by hand."""

from __future__ import annotations

import dataclasses
import re

import pytest
import sample
import strategies
from hypothesis import given
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.model.kinds import Modality, Role
from kg.model.records import Entity, Event, Fusion, Knowledge, Span, Statement
from kg.store import database
from kg.store.validate import validate
from kg.terms import vocab


def node(name: str) -> NamedNode:
    return NamedNode(vocab.term_iri(name))


def faults(knowledge: Knowledge, opened: Store | None = None) -> list[str]:
    found = validate(knowledge, opened or database.memory(knowledge))
    return [f"{fault.rule}: {fault.message}" for fault in found]


def changed(wanted: str, **changes: object) -> Knowledge:
    """The sample with one statement changed."""
    knowledge = sample.knowledge()

    def change(s: Statement) -> Statement:
        return dataclasses.replace(s, **changes) if s.predicate == wanted else s  # type: ignore[arg-type]

    return dataclasses.replace(knowledge, statements=tuple(map(change, knowledge.statements)))


def with_entity(entity: Entity) -> Knowledge:
    knowledge = sample.knowledge()
    return dataclasses.replace(knowledge, entities=(*knowledge.entities, entity))


def with_fusion(**changes: object) -> Knowledge:
    knowledge = sample.knowledge()
    fusion: Fusion = dataclasses.replace(knowledge.fusion, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(knowledge, fusion=fusion)


def test_the_sample_is_sound() -> None:
    assert faults(sample.knowledge()) == []


@strategies.quick
@given(strategies.knowledge())
def test_plain_triples_and_evidence_of_any_graph_are_sound(knowledge: Knowledge) -> None:
    found = validate(knowledge, database.memory(knowledge))
    assert not [fault for fault in found if fault.rule in ("fact", "evidence", "dispute", "event", "vocabulary")]


def test_a_denied_triple_put_in_by_hand_is_found() -> None:
    opened = database.memory(sample.knowledge())
    opened.add(Quad(node("e:Europe"), node("kg:presses"), node("e:China"), node(f"doc:{sample.CAPRI}")))
    assert faults(sample.knowledge(), opened) == [
        "fact: e:Europe kg:presses e:China stands as a plain triple, but no fact says so"
    ]


def test_a_plain_triple_outside_its_document_is_found() -> None:
    opened = database.memory(sample.knowledge())
    opened.add(Quad(node("e:China"), node("kg:aids"), node("e:Russia"), node("g:entities")))
    assert any("no fact says so" in fault for fault in faults(sample.knowledge(), opened))


def test_a_missing_plain_triple_is_found_with_its_sentence() -> None:
    opened = database.memory(sample.knowledge())
    opened.remove(Quad(node("e:G7"), node("kg:metAt"), node("e:Capri"), node(f"doc:{sample.CAPRI}")))
    [fault] = validate(sample.knowledge(), opened)
    assert fault.message == "e:G7 kg:metAt e:Capri is asserted as a fact, but is no plain triple"
    assert fault.document == sample.CAPRI
    assert "on the Italian island of Capri" in str(fault)


def test_a_quote_that_is_not_the_text_is_found() -> None:
    met = next(s for s in sample.statements() if s.predicate == "kg:metAt")
    wrong = dataclasses.replace(met.evidence[0], quote="something else")
    assert any("is not the quote" in fault for fault in faults(changed("kg:metAt", evidence=(wrong,))))


def test_offsets_out_of_order_are_found() -> None:
    met = next(s for s in sample.statements() if s.predicate == "kg:metAt")
    wrong = dataclasses.replace(met.evidence[0], subject=Span(9, 9))
    assert any(
        "subject's offsets 9-9 are not in order" in fault for fault in faults(changed("kg:metAt", evidence=(wrong,)))
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"evidence": ()}, "evidence: .* has none"),
        ({"attribution": ("Nobody",)}, "reference: .*the speaker 'Nobody' is not in the graph"),
        ({"object": "Atlantis"}, "reference: .*the object 'Atlantis' is not in the graph"),
        ({"roles": ((Role.PLACE, "Atlantis"),)}, "reference: .*the place 'Atlantis' is not in the graph"),
        ({"confidence": 1.5}, "confidence: .*1.5 is not in 0..1"),
        ({"predicate": "kg:supports", "object": "G7"}, "reflexive: .*'G7' 'meet at' itself"),
    ],
)
def test_a_broken_statement_is_found(changes: dict[str, object], message: str) -> None:
    found = faults(changed("kg:metAt", **changes))
    assert any(re.match(message, fault) for fault in found), found


@pytest.mark.parametrize(
    ("entity", "message"),
    [
        (Entity("It", "it", (), "Country"), "entity: 'It' is a pronoun"),
        (Entity("X", " ", (), "Country"), "entity: 'X' has an empty label"),
        (Entity("X", "x", (), "Denial"), "entity: 'X' is of 'Denial', which is no class of entities in the ontology"),
        (Entity("X", "x", (), "Topic", of="Y"), "entity: 'X' belongs to 'Y', which is not in the graph"),
        (Entity("X", "x", (), "Topic", names=("Y",)), "entity: 'X' names 'Y', which is not in the graph"),
    ],
)
def test_a_broken_entity_is_found(entity: Entity, message: str) -> None:
    assert faults(with_entity(entity)) == [message]


def test_a_second_label_is_found() -> None:
    opened = database.memory(sample.knowledge())
    opened.add(Quad(node("e:G7"), node("rdfs:label"), Literal("Group of 7"), node("g:entities")))
    assert faults(sample.knowledge(), opened) == ["entity: 'G7' has 2 labels, not one"]


def test_an_event_of_what_is_only_hoped_is_found() -> None:
    hoped = next(s.id for s in sample.statements() if s.modality is Modality.DESIRED)
    event = Event("E", "Request", "E", ((Role.SUBJECT, "Europe"),), None, None, (hoped,))
    assert any("rests on what is no fact" in fault for fault in faults(with_fusion(events=(event,))))


def test_a_dispute_of_different_claims_is_found() -> None:
    one, other = sorted(s.id for s in sample.statements()[:2])
    assert any("no yes and no to one claim" in fault for fault in faults(with_fusion(disputes=((one, other),))))


def test_a_dispute_that_goes_one_way_is_found() -> None:
    opened = database.memory(sample.knowledge())
    [(one, other)] = sample.knowledge().fusion.disputes
    opened.remove(Quad(node(f"st:{one}"), node("kg:disputedBy"), node(f"st:{other}"), node("g:entities")))
    assert any("but not the other way" in fault for fault in faults(sample.knowledge(), opened))


def test_a_property_outside_the_ontology_is_found() -> None:
    opened = database.memory(sample.knowledge())
    opened.add(Quad(node("e:G7"), node("kg:colour"), Literal("blue"), node("g:entities")))
    assert faults(sample.knowledge(), opened) == ["vocabulary: the property 'kg:colour' is not in the ontology"]


def test_an_open_relation_that_is_not_marked_is_found() -> None:
    opened = database.memory(sample.knowledge())
    opened.remove(Quad(node("rel:slander"), node("rdf:type"), node("kg:OpenRelation"), node("g:ontology")))
    assert any("'rel:slander' is not marked" in fault for fault in faults(sample.knowledge(), opened))
