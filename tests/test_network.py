"""The graph as networkx: what becomes a node and an edge, and what is found on it."""

from __future__ import annotations

import dataclasses
import io

import networkx as nx
import pytest
from sample import CAMPBELL, knowledge

from kg import network
from kg.errors import InputError, UnknownEntityError


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return network.to_networkx(knowledge())


def edges(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(u, data["predicate"], v) for u, v, data in graph.edges(data=True)}


def test_a_fact_between_two_entities_is_an_edge_between_their_labels(graph):
    assert ("G7", "met at", "Capri") in edges(graph)
    assert ("Kurt Campbell", "urges", "Europe") in edges(graph)


def test_an_edge_says_who_says_so_and_where(graph):
    [data] = (
        graph.get_edge_data("China", "Russia").values()
        if graph.number_of_edges("China", "Russia") == 1
        else [d for d in graph.get_edge_data("China", "Russia").values() if d["predicate"] == "supports"]
    )
    assert data["attributed_to"] == "Kurt Campbell"
    assert data["documents"] == CAMPBELL
    assert data["quote"].startswith("On Tuesday, September 10th")


def test_hopes_and_denials_are_edges_only_when_asked_for(graph):
    everything = network.to_networkx(knowledge(), facts_only=False)
    assert ("Europe", "presses", "China") not in edges(graph)
    assert ("Europe", "presses", "China") in edges(everything)
    stances = {(d["polarity"], d["modality"]) for d in everything.get_edge_data("China", "arms").values()}
    assert stances == {("Positive", "Actual"), ("Negative", "Actual")}


def test_statements_about_statements_and_literals_are_no_nodes(graph):
    assert not any(label.startswith("st:") or label == "32" for label in graph)


def test_the_order_of_statements_changes_nothing(graph):
    turned = dataclasses.replace(
        knowledge(), statements=knowledge().statements[::-1], entities=knowledge().entities[::-1]
    )
    again = network.to_networkx(turned)
    assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
    assert network.rank(again) == network.rank(graph)
    assert network.communities(again) == network.communities(graph)


def test_the_same_statement_in_two_documents_is_one_edge_that_names_both():
    known = knowledge()
    fact = next(s for s in known.statements if s.predicate == "kg:metAt")
    again = dataclasses.replace(fact, document=CAMPBELL)
    graph = network.to_networkx(dataclasses.replace(known, statements=(*known.statements, again)))
    [data] = graph.get_edge_data("G7", "Capri").values()
    assert data["support"] == 2
    assert data["documents"] == f"{fact.document}, {CAMPBELL}"


def test_two_entities_of_one_label_stay_two_nodes():
    known = knowledge()
    twin = dataclasses.replace(known.entities[0], id="Zz", label="China", aliases=())
    fact = next(s for s in known.statements if s.predicate == "kg:metAt")
    odd = dataclasses.replace(fact, id="odd", subject="Zz")
    graph = network.to_networkx(
        dataclasses.replace(known, entities=(*known.entities, twin), statements=(*known.statements, odd))
    )
    assert "China" in graph
    assert "China (Zz)" in graph


def test_graphml_takes_the_graph_as_it_is(graph):
    buffer = io.BytesIO()
    nx.write_graphml(graph, buffer)
    assert b"Kurt Campbell" in buffer.getvalue()


@pytest.mark.parametrize("name", ["China", "china", "PRC", "prc", "  China "], ids=repr)
def test_an_entity_is_found_by_label_or_alias_in_any_case(graph, name):
    assert network.find(graph, name) == "China"


def test_an_unknown_name_gets_the_nearest_ones(graph):
    with pytest.raises(UnknownEntityError, match="no entity named 'Chnia' in the graph; nearest are 'China'"):
        network.find(graph, "Chnia")


def test_a_part_of_a_name_is_enough_for_a_hint(graph):
    with pytest.raises(UnknownEntityError, match="'Kurt Campbell'"):
        network.path(graph, "Kurt", "China")


def test_a_path_follows_statements_forward(graph):
    assert network.path(graph, "Japan", "Italy") == ["Japan", "G7", "Capri", "Italy"]
    assert network.path(graph, "Italy", "Sweden") == []
    assert network.path(graph, "Sweden", "Japan", directed=False) == ["Sweden", "NATO", "Japan"]


def test_of_equally_short_paths_the_alphabetically_first_is_told():
    graph = nx.MultiDiGraph([("a", "z"), ("a", "b"), ("z", "end"), ("b", "end")])
    assert network.path(graph, "a", "end") == ["a", "b", "end"]


def test_a_path_longer_than_asked_is_no_path(graph):
    assert network.path(graph, "Japan", "Italy", hops=2) == []


def test_each_hop_can_tell_its_statements(graph):
    hops = network.steps(graph, ["Japan", "G7", "Capri"])
    assert [[edge["predicate"] for edge in hop] for hop in hops] == [["is a member of"], ["met at"]]


def test_pagerank_sums_to_one_and_puts_the_hub_first(graph):
    ranked = network.rank(graph)
    assert sum(score for _, score in ranked) == pytest.approx(1, abs=1e-4)
    assert ranked[0][0] == "G7"


def test_degree_counts_statements(graph):
    assert dict(network.rank(graph, by="degree"))["G7"] == 6


def test_an_unknown_measure_is_refused(graph):
    with pytest.raises(InputError, match="unknown measure 'beauty'"):
        network.rank(graph, by="beauty")


def test_every_entity_is_in_exactly_one_community(graph):
    groups = network.communities(graph)
    assert sorted(label for group in groups for label in group) == sorted(graph)


def test_an_empty_graph_has_no_rank_and_no_communities():
    empty = nx.MultiDiGraph()
    assert network.rank(empty) == []
    assert network.communities(empty) == []


def test_the_timeline_is_in_order_of_what_happened():
    told = [(time, statement.subject) for time, statement in network.timeline(knowledge())]
    assert told[0] == ("2022-02", "Russia")
    assert told[-1] == ("2024-09-09", "Kurt_Campbell")
    assert [time for time, _ in told] == sorted(time for time, _ in told)
