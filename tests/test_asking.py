"""Asking reads what is asked for: names are looked up, questions begin with them, reasons are read one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sample
from pyoxigraph import Literal, NamedNode, Store

from kg import graph as graphs
from kg.errors import NotFoundError
from kg.model.kinds import Certainty
from kg.model.records import Entity, Fusion, Knowledge
from kg.show import explain
from kg.store import database, query, rdf
from kg.store.questions import named
from kg.store.questions.binding import bind

CHINA = NamedNode("https://kg.example/entity/China")


@pytest.fixture(scope="module")
def small() -> Store:
    return database.memory(sample.knowledge())


@pytest.mark.parametrize("question", query.questions(), ids=lambda question: question.name)
def test_a_question_begins_with_the_entities_that_it_is_asked_of(question: query.Question) -> None:
    for parameter in question.parameters:
        bound = bind(question.sparql, {parameter.name: CHINA})
        asked = "\n".join(line for line in bound.splitlines() if not line.lstrip().startswith("#"))
        assert parameter.kind == "date" or (f"?{parameter.name} " not in asked and str(CHINA) in asked)
        assert bound.count("\n") == question.sparql.count("\n")


@pytest.mark.parametrize(
    ("sparql", "bound"),
    [
        ("SELECT ?y { { SELECT ?x ?y { ?x ?p ?y } } }", "SELECT ?y { { SELECT  ?y { <e:x> ?p ?y } } }"),
        ("SELECT ?y { { SELECT ?x { ?x ?p ?y } } }", "SELECT ?y { VALUES ?x { <e:x> } { SELECT ?x { ?x ?p ?y } } }"),
        ("SELECT ?y { ?x ?p ?y } ORDER BY ?x", "SELECT ?y { VALUES ?x { <e:x> } ?x ?p ?y } ORDER BY ?x"),
        ("SELECT ?y { ?x ?p ?y } ORDER BY STR(?x)", "SELECT ?y { <e:x> ?p ?y } ORDER BY STR(<e:x>)"),
        ("SELECT * { ?x ?p ?y }", "SELECT * { VALUES ?x { <e:x> } ?x ?p ?y }"),
        ("ASK { ?y ?p ?z FILTER (BOUND(?x)) }", "ASK { VALUES ?x { <e:x> } ?y ?p ?z FILTER (BOUND(?x)) }"),
        ("ASK { BIND (?x AS ?y) ?y ?p '?x' } # ?x", "ASK { BIND (<e:x> AS ?y) ?y ?p '?x' } # ?x"),
    ],
)
def test_a_term_stands_only_where_a_term_may_stand(sparql: str, bound: str) -> None:
    assert bind(sparql, {"x": NamedNode("e:x")}) == bound


def test_a_literal_is_never_put_where_a_subject_stands(small: Store) -> None:
    asked = "SELECT ?y { ?x rdfs:label ?y }"
    assert query.query(small, asked, bindings={"x": Literal("China")}).rows == []


@pytest.mark.parametrize("name", ["China", "CHINA", "china", "e:China", "cHiNa"])
def test_an_entity_is_found_in_any_case(name: str, small: Store) -> None:
    assert named.find_entity(small, name) == CHINA
    assert CHINA.value in named.find_entities(small, name)


def test_a_question_takes_a_name_as_the_graph_itself_does() -> None:
    told = replace(
        sample.knowledge(),
        entities=(*sample.knowledge().entities, Entity("campbell_a", "campbell", (), "Topic")),
    )
    store = database.memory(told)
    for name in ("Campbell", "campbell", "CAMPBELL", "Beijing", "e:Beijing", "China", "kurt campbell"):
        assert named.find_entity(store, name).value.endswith(f"/{graphs.Graph(told)[name].id}"), name


def test_a_usual_name_is_found_without_reading_all_names(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named, "_rows", None)
    assert named.find_entity(small, "china") == CHINA


def test_a_default_that_the_graph_lacks_is_told_without_reading_all_names(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named, "_rows", None)
    with pytest.raises(NotFoundError, match="cq23-where-it-lies is asked of 'Capri' where you name nobody"):
        query.ask(database.memory(replace(sample.knowledge(), entities=())), "cq23")


def test_an_id_that_is_no_label_is_found_in_any_case() -> None:
    told = replace(sample.knowledge(), entities=(Entity("Ferry_2", "Ferry", ("Old ferry",), "Artifact"),))
    store = database.memory(told)
    for name in ("Ferry_2", "fErRy_2", "OLD FeRRY", "fErry"):
        assert named.find_entity(store, name).value == "https://kg.example/entity/Ferry_2", name


def test_only_names_of_entities_are_offered(small: Store) -> None:
    known: Knowledge = sample.knowledge()
    for event in known.fusion.events:
        assert event.label not in str(named.unknown_name(small, event.label.replace(" ", "_")))
    assert str(named.unknown_name(small, "Cambell")).endswith("nearest is 'Kurt Campbell'")


def test_what_is_read_for_reasons_gives_those_of_the_whole_graph(small: Store) -> None:
    known: Knowledge = sample.knowledge()
    for entity in known.entities:
        found = named.find_entities(small, entity.label)
        part = rdf.said_of(small, rdf.lines_of(small, found), found)
        assert part is not None
        if part.statements:
            assert explain.explain(part, entity.label) == explain.explain(known, entity.label)


def test_reasons_are_told_without_reading_the_graph(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = graphs.load(sample_folder)
    monkeypatch.setattr(graphs, "load", None)
    assert graphs.why(sample_folder, "China") == whole.why("China")
    assert graphs.why(sample_folder, "china", None, "russia") == whole.why("china", None, "russia")


@pytest.mark.parametrize("words", [("China",), ("China", "supports"), ("United States",), ("China", None, "Russia")])
def test_the_first_reasons_are_those_of_all(words: tuple[str, ...], sample_folder: Path) -> None:
    every = graphs.load(sample_folder).why(*words)
    for most in range(1, len(every) + 2):
        first = graphs.why(sample_folder, *words, most=most)
        assert (first, first.left) == (every[:most], len(every) - len(first))


@pytest.mark.parametrize("step", [1, 2, 3])
def test_what_its_source_doubts_comes_after_the_facts(step: int, tmp_path: Path) -> None:
    known: Knowledge = sample.knowledge()
    said = [
        replace(s, certainty=Certainty.DOUBTFUL) if number % step == 0 else s
        for number, s in enumerate(known.statements)
    ]
    told = {key: 1 for s in said if s.is_fact and (key := rdf.triple(s)) is not None}
    graphs.Graph(replace(known, statements=tuple(said), fusion=Fusion((), (), told, told))).save(tmp_path)
    every = graphs.load(tmp_path).why("China")
    for most in range(1, len(every) + 1):
        assert graphs.why(tmp_path, "China", most=most) == every[:most]


def test_a_name_in_its_usual_spelling_is_meant_before_others(tmp_path: Path) -> None:
    known: Knowledge = sample.knowledge()
    other = Entity("cHiNa", "cHiNa", (), "Topic")
    said = replace(known.statements[0], id="0123456789abcdef", subject=other.id)
    graphs.Graph(replace(known, entities=(*known.entities, other), statements=(*known.statements, said))).save(tmp_path)
    for name, subjects in (("china", {"China"}), ("cHiNa", {"cHiNa", "China"}), ("CHiNA", {"China"})):
        found = graphs.why(tmp_path, name)
        assert found == graphs.load(tmp_path).why(name)
        assert {reason.subject for reason in found} == subjects, name


def test_much_that_is_said_is_read_with_the_graph(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = graphs.why(sample_folder, "China")
    monkeypatch.setattr("kg.show.why._FEW", 0)
    assert graphs.why(sample_folder, "China") == few


def test_reasons_that_are_not_there_are_told_as_by_the_graph(sample_folder: Path) -> None:
    for words in (("Chna",), ("China", "ades"), ("China", None, "Rusia")):
        with pytest.raises(NotFoundError) as ours:
            graphs.why(sample_folder, *words)
        with pytest.raises(NotFoundError) as theirs:
            graphs.load(sample_folder).why(*words)
        assert str(ours.value) == str(theirs.value)


def test_an_unknown_name_is_told_without_reading_the_graph(
    sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Chna", "Kurt Cambell", "nobody like this"):
        with pytest.raises(NotFoundError) as theirs:
            graphs.load(sample_folder).why(name)
        with monkeypatch.context() as patched:
            patched.setattr(graphs, "load", None)
            with pytest.raises(NotFoundError) as ours:
                graphs.why(sample_folder, name)
        assert str(ours.value) == str(theirs.value)
