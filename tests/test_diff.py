"""What one graph holds that another does not."""

from __future__ import annotations

import dataclasses

import sample

from kg.model.links import Merge
from kg.model.records import Entity
from kg.store.diff import diff


def test_equal_graphs_do_not_differ() -> None:
    assert diff(sample.knowledge(), sample.knowledge()) == []


def test_a_record_of_one_graph_alone_is_told_with_its_side() -> None:
    one = sample.knowledge()
    aids = next(s for s in one.statements if s.predicate == "kg:aids")
    other = dataclasses.replace(one, statements=tuple(s for s in one.statements if s != aids))
    assert [str(change) for change in diff(one, other)] == [
        f"- statement {aids.id} in {sample.CAPRI}: China | aid | Russia"
    ]
    assert [change.sign for change in diff(other, one)] == ["+"]


def test_a_record_that_changed_is_told_once() -> None:
    one = sample.knowledge()
    changed = tuple(dataclasses.replace(e, type="Bloc") if e.id == "G7" else e for e in one.entities)
    [change] = diff(one, dataclasses.replace(one, entities=changed))
    assert (change.sign, change.kind, change.words) == ("~", "entity", "G7 (Bloc)")


def test_what_is_no_fact_is_told_with_its_stance() -> None:
    one = sample.knowledge()
    words = {change.words for change in diff(one, dataclasses.replace(one, statements=()))}
    assert "Europe | press | China (Positive, Desired, Unspecified)" in words


def test_of_two_entities_of_one_name_the_one_that_nothing_is_said_of_is_still_itself() -> None:
    one = sample.knowledge()
    merge = Merge(sample.CAPRI, "China", "same name", 0.9)
    twin = Entity("China_of_old", "China", (), "Country")
    known = tuple(dataclasses.replace(e, merges=(merge,)) if e.id == "China" else e for e in one.entities)
    graph = dataclasses.replace(one, entities=(*known, twin))
    assert diff(graph, graph) == []
