"""The graph as networkx: what becomes a node and an edge, and what is found on it."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
import sys
from collections import Counter

import networkx as nx
import pytest
from sample import CAMPBELL, knowledge

from kg import network
from kg.errors import InputError, UnknownEntityError
from kg.model.kinds import Role
from kg.model.records import Entity
from kg.network import quicker


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return network.to_networkx(knowledge())


def edges(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(u, data["predicate"], v) for u, v, data in graph.edges(data=True)}


def test_a_fact_between_two_entities_is_an_edge_between_their_labels(graph):
    assert ("G7", "met at", "Capri") in edges(graph)
    assert ("Kurt Campbell", "urges", "Europe") in edges(graph)


def between(graph: nx.MultiDiGraph, source: str, target: str) -> list[dict[str, object]]:
    return list((graph.get_edge_data(source, target) or {}).values())


def test_an_edge_says_who_says_so_and_where(graph):
    [data] = [d for d in between(graph, "China", "Russia") if d["predicate"] == "supports" and d["how"] == "direct"]
    assert data["attributed_to"] == "Kurt Campbell"
    assert data["documents"] == CAMPBELL
    assert str(data["quote"]).startswith("On Tuesday, September 10th")


def test_hopes_and_denials_are_edges_but_of_no_view_of_facts(graph):
    facts = network.to_networkx(knowledge(), view="facts")
    everything = network.to_networkx(knowledge(), view="all")
    assert ("Europe", "presses", "China") not in edges(facts)
    assert ("Europe", "presses", "China") in edges(everything)
    assert ("Europe", "presses", "China") in edges(graph)
    assert {d["stance"] for d in between(everything, "China", "arms")} == {"fact", "denied"}


def test_of_the_actors_each_has_a_name(graph):
    assert "arms" not in graph
    assert "senior US official" not in graph
    assert "Russia's industrial base" in network.to_networkx(knowledge(), view="facts")


def test_a_phrase_joins_whom_it_names_and_stands_on_the_edge(graph):
    [data] = [d for d in between(graph, "China", "Russia") if d["how"] == "phrase"]
    assert (data["predicate"], data["phrase"]) == ("supports", "Russia's industrial base")


def test_who_says_or_hopes_something_is_joined_to_those_of_whom(graph):
    assert [d["predicate"] for d in between(graph, "United States", "Europe") if d["how"] == "speech"] == ["hopes"]
    claims = {d["claim"] for d in between(graph, "Kurt Campbell", "Russia")}
    assert claims == {"China supports Russia"}


def test_a_role_joins_as_the_object_does(graph):
    [data] = between(graph, "Jake Sullivan", "Beijing")
    assert (data["how"], data["claim"]) == ("role", "Jake Sullivan meets Xi Jinping (place: Beijing)")


def test_two_names_of_one_phrase_are_joined_by_it():
    known = knowledge()
    support = Entity("Support", "China's support for Russia", (), "Topic", of="China", names=("China", "Russia"))
    fact = next(s for s in known.statements if s.predicate == "kg:metAt")
    odd = dataclasses.replace(fact, id="odd", subject="G7", predicate="rel:debate", object="Support")
    graph = network.to_networkx(dataclasses.replace(known, entities=(*known.entities, support), statements=(odd,)))
    assert {(u, v, d["how"]) for u, v, d in graph.edges(data=True)} == {
        ("G7", "China", "phrase"),
        ("G7", "Russia", "phrase"),
        ("China", "Russia", "within"),
    }


def test_nobody_in_particular_is_no_end_of_an_edge():
    known = knowledge()
    fact = next(s for s in known.statements if s.predicate == "kg:metAt")
    loose = dataclasses.replace(fact, unbound=(Role.SUBJECT,))
    for view in network.View:
        assert not network.edges(dataclasses.replace(known, statements=(loose,)), view)


def test_a_statement_joins_a_pair_once(graph):
    pairs = Counter((frozenset((u, v)), key) for u, v, key in graph.edges(keys=True))
    assert set(pairs.values()) == {1}


def test_a_simple_graph_adds_the_statements_of_a_pair_up():
    simple = network.to_networkx(knowledge(), multigraph=False, directed=False)
    assert type(simple) is nx.Graph
    data = simple.edges["China", "Russia"]
    assert (data["statements"], data["weight"], data["support"]) == (3, 2.5, 2)
    assert data["stances"] == "3 fact"
    assert nx.core_number(simple)["China"] > 1


def test_only_the_classes_asked_for_are_nodes():
    graph = network.to_networkx(knowledge(), types=["Organization"])
    assert set(nx.get_node_attributes(graph, "type").values()) <= {"Alliance", "Bloc", "ForumOfStates", "ThinkTank"}
    assert "NATO" not in network.to_networkx(knowledge(), types=["Person"])
    with pytest.raises(InputError, match="no class 'Persn' of entities; nearest is 'Person'"):
        network.to_networkx(knowledge(), types=["Persn"])


def test_an_unknown_view_is_refused():
    with pytest.raises(InputError, match="no view 'birds' of the graph; take facts, all, actors"):
        network.to_networkx(knowledge(), view="birds")


def test_the_surroundings_of_an_entity_are_a_graph_of_their_own(graph):
    around = network.ego(graph, "nato")
    assert set(around) == {"NATO", "Japan", "Kurt Campbell", "Sweden"}


def test_statements_about_statements_and_literals_are_no_nodes(graph):
    assert not any(label.startswith("st:") or label == "32" for label in graph)


def test_the_order_of_statements_changes_nothing(graph):
    turned = dataclasses.replace(
        knowledge(), statements=knowledge().statements[::-1], entities=knowledge().entities[::-1]
    )
    again = network.to_networkx(turned)
    assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
    for by in network.Measure:
        assert network.rank(again, by=by) == network.rank(graph, by=by)
    assert network.communities(again) == network.communities(graph)
    assert network.sides(turned) == network.sides(knowledge())


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


@pytest.mark.parametrize("name", ["China", "china", "PRC", "prc", "  China "], ids=repr)
def test_an_entity_is_found_by_label_or_alias_in_any_case(graph, name):
    assert network.find(graph, name) == "China"


def test_an_unknown_name_gets_the_nearest_ones(graph):
    with pytest.raises(UnknownEntityError, match="the graph has no entity 'Chnia'; nearest is 'China'"):
        network.find(graph, "Chnia")


def test_a_part_of_a_name_is_enough_for_a_hint(graph):
    with pytest.raises(UnknownEntityError, match="'Kurt Campbell'"):
        network.path(graph, "Kurt", "China")


def test_a_path_may_follow_edges_forward_only():
    facts = network.to_networkx(knowledge(), view="facts")
    assert network.path(facts, "Japan", "Italy", directed=True) == ["Japan", "G7", "Capri", "Italy"]
    assert network.path(facts, "Italy", "Sweden", directed=True) == []
    assert network.path(facts, "Sweden", "Japan") == ["Sweden", "NATO", "Japan"]


def test_of_equally_cheap_paths_the_alphabetically_first_is_told():
    graph = nx.MultiDiGraph([("a", "z"), ("a", "b"), ("z", "end"), ("b", "end")])
    assert network.paths(graph, "a", "end", count=2) == [["a", "b", "end"], ["a", "z", "end"]]
    assert network.paths(graph, "a", "end") == [["a", "b", "end"]]


def test_a_path_longer_than_asked_is_no_path(graph):
    assert network.path(graph, "Sweden", "Japan", hops=1) == []


def test_a_place_that_everybody_is_joined_to_connects_less_than_somebody_who_acts():
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((name, {"type": "Person"}) for name in ("Ada", "Bo", "Cy", "Di"))
    graph.add_node("Paris", type="City")
    graph.add_edges_from([("Ada", "Paris"), ("Bo", "Paris"), ("Ada", "Cy"), ("Cy", "Di"), ("Di", "Bo")])
    assert network.paths(graph, "Ada", "Bo", count=2) == [["Ada", "Paris", "Bo"], ["Ada", "Cy", "Di", "Bo"]]
    graph.add_edges_from((f"somebody {number}", "Paris") for number in range(30))
    assert network.path(graph, "Ada", "Bo") == ["Ada", "Cy", "Di", "Bo"]


def test_from_a_name_to_itself_there_is_nothing_to_walk(graph):
    assert network.paths(graph, "China", "PRC") == [["China"]]


def test_each_hop_can_tell_its_statements(graph):
    hops = network.steps(graph, ["Japan", "G7", "Capri"])
    assert [[edge["predicate"] for edge in hop] for hop in hops] == [["is a member of"], ["met at"]]


def test_an_entity_can_tell_its_statements_the_closest_first(graph):
    told = network.told(graph, "Kurt Campbell")
    assert [row["how"] for row in told] == ["direct"] * 3 + ["phrase"] + ["speech"] * 2
    assert network.told(graph, "Kurt Campbell", limit=1) == told[:1]


def test_pagerank_sums_to_one_in_each_part_and_puts_the_largest_first(graph):
    scores = network.ranks.pagerank(graph)
    assert sum(scores.values()) == pytest.approx(nx.number_weakly_connected_components(graph), abs=1e-4)
    ranked = [label for label, _ in network.rank(graph)]
    assert ranked[0] == "China"
    assert ranked[-3:] == ["Jake Sullivan", "Xi Jinping", "Beijing"]


def test_degree_counts_statements(graph):
    assert dict(network.rank(graph, by="degree"))["G7"] == 6


def test_who_is_quoted_most_is_who_speaks_in_most_statements(graph):
    assert network.rank(graph, by="quoted", types=["Person"], limit=1) == [("Kurt Campbell", 1.0)]


def test_who_joins_two_groups_is_their_broker():
    graph = nx.MultiDiGraph(
        [*itertools.combinations("abc", 2), *itertools.combinations("xyz", 2), ("c", "m"), ("m", "x")]
    )
    [(first, pairs), *_] = network.rank(graph, by="brokerage")
    assert first in {"c", "m", "x"}
    assert pairs > 0
    assert dict(network.rank(graph, by="brokerage"))["a"] == 0
    assert network.rank(graph, by="betweenness")[0][0] == "m"


def test_a_rank_lists_only_the_classes_asked_for_and_else_what_has_a_name():
    facts = network.to_networkx(knowledge(), view="facts")
    assert {"arms", "US Secretary of State"}.isdisjoint(label for label, _ in network.rank(facts))
    assert [label for label, _ in network.rank(facts, types=["Role"])] == [
        "US Deputy Secretary of State",
        "US Secretary of State",
    ]


def test_an_unknown_measure_is_refused(graph):
    with pytest.raises(InputError, match="no measure 'beauty'; take pagerank, degree"):
        network.rank(graph, by="beauty")


def test_every_entity_is_in_exactly_one_community(graph):
    groups = network.communities(graph)
    assert sorted(label for group in groups for label in group.members) == sorted(graph)
    assert sum(group.inside for group in groups) + sum(group.outside for group in groups) // 2 == len(graph.edges)


def test_a_community_tells_what_holds_it_together(graph):
    first = network.communities(graph)[0]
    assert first.name == "G7 and Capri"
    assert first.reason.startswith("8 of 12 statements stay within the group; most often: is a member of (4)")
    assert first.ties[0].quote


def test_an_empty_graph_has_no_rank_and_no_communities():
    empty = nx.MultiDiGraph()
    assert network.rank(empty) == []
    assert network.communities(empty) == []


def test_a_period_takes_what_is_told_of_it_and_else_what_was_published_in_it():
    war = network.to_networkx(knowledge(), since="2022", until="2022")
    assert edges(war) == {("Russia", "invades", "Ukraine")}
    assert ("Russia", "invades", "Ukraine") not in edges(network.to_networkx(knowledge(), since="2023"))
    # nobody tells when, and the article is of September 2024
    assert ("Kurt Campbell", "urges", "Europe") in edges(network.to_networkx(knowledge(), since="2024-09"))
    with pytest.raises(InputError, match="'soon' is no date"):
        network.to_networkx(knowledge(), since="soon")


@pytest.mark.parametrize(
    "write", [nx.write_graphml, nx.write_gexf, nx.write_gml, nx.write_pajek], ids=lambda f: f.__name__
)
@pytest.mark.parametrize("multigraph", [True, False])
@pytest.mark.filterwarnings("ignore:Node attribute:UserWarning", "ignore:Edge attribute:UserWarning")
def test_the_writers_of_networkx_take_the_graph_as_it_is(write, multigraph):
    buffer = io.BytesIO()
    write(network.to_networkx(knowledge(), multigraph=multigraph), buffer)
    assert b"Kurt Campbell" in buffer.getvalue()


def test_its_data_can_be_written_as_json_and_read_again(graph):
    data = json.loads(json.dumps(nx.node_link_data(graph, edges="edges")))
    again = nx.node_link_graph(data, edges="edges")
    assert list(again.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_algorithms_that_refuse_a_multigraph_take_the_simple_one():
    simple = network.to_networkx(knowledge(), multigraph=False, directed=False)
    assert nx.transitivity(simple) > 0
    assert set(nx.clustering(simple, weight="weight")) == set(simple)
    assert nx.shortest_path(simple, "Kurt Campbell", "Ukraine", weight=None)[0] == "Kurt Campbell"


# -- the quicker engine --------------------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    """As if every graph were a large one."""
    pytest.importorskip("networkit", reason="needs networkit, of the extra analysis")
    monkeypatch.setattr(quicker, "LEAST", 1)


def crowd() -> nx.MultiDiGraph:
    """Three groups of ten, each joined within and by one edge to the next, with weights, loops and two parts."""
    crowd = nx.MultiDiGraph([("x", "y"), ("y", "y")])
    for group, (one, other) in itertools.product(range(3), itertools.combinations(range(10), 2)):
        crowd.add_edge(f"{group}-{one}", f"{group}-{other}", weight=1.0 if (one + other) % 3 else 0.5)
    for group in (1, 2):
        crowd.add_edge("0-0", f"{group}-0")
    crowd.add_edge("0-0", "0-0")
    return crowd


def test_the_quicker_engine_walks_to_the_same_ranks(quick, graph, monkeypatch):
    quickly = [network.rank(each) for each in (crowd(), graph)]
    monkeypatch.setattr(quicker, "LEAST", 10**9)
    for found, each in zip(quickly, (crowd(), graph), strict=True):
        known = dict(network.rank(each))
        assert dict(found) == pytest.approx(known, abs=2e-6)


def test_the_quicker_engine_finds_the_groups_that_are_plain(quick):
    groups = [set(group.members) for group in network.communities(crowd())]
    assert groups == [{f"{group}-{one}" for one in range(10)} for group in range(3)] + [{"x", "y"}]


def test_the_quicker_engine_leaves_the_number_of_threads_as_it_was(quick):
    import networkit

    before = networkit.getMaxNumberOfThreads()
    network.rank(crowd())
    assert networkit.getMaxNumberOfThreads() == before


def test_a_small_graph_and_one_without_the_engine_are_left_to_networkx(monkeypatch):
    assert quicker.engine(quicker.LEAST - 1) is None
    monkeypatch.setitem(sys.modules, "networkit", None)
    assert quicker.engine(quicker.LEAST) is None
