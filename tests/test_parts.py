"""Parts of a graph: graphs themselves, which hold what they lead to and count what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import InputError, NotFoundError, StoreError, UnknownEntityError
from kg.graph import Graph
from kg.model.links import Merge
from kg.model.records import Knowledge, Membership, Statement
from kg.show.parts.cutting import cut
from kg.store.validate import validate

WHOLE = sample.knowledge()


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(WHOLE)


@pytest.fixture(scope="module")
def small() -> Graph:
    return kg.example()


def told(graph: Graph) -> set[str]:
    """The statements in short: ``Peru aids Togo``."""
    return {f"{s.subject} {s.predicate.partition(':')[2]} {s.object_label}" for s in graph.statements}


# -- what a part holds ---------------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(WHOLE.statements)))
def test_a_part_needs_nothing_beyond_it_and_is_a_part(chosen: set[Statement]) -> None:
    part = cut(WHOLE, chosen)
    ids = {entity.id for entity in part.entities}
    said = {f"st:{statement.id}" for statement in part.statements}
    whole = {entity.id for entity in WHOLE.entities}
    assert chosen <= set(part.statements) <= set(WHOLE.statements)
    assert {document.id for document in part.documents} == {statement.document for statement in part.statements}
    for statement in part.statements:
        nodes = {statement.subject, statement.object, *(n for _, n in statement.roles), *statement.attribution}
        assert {node for node in nodes if isinstance(node, str)} <= ids | said
    for entity in part.entities:
        assert {id for id in (entity.of, entity.country, *entity.names) if id in whole} <= ids
    for pair in part.fusion.disputes:
        assert {f"st:{id}" for id in pair} <= said
    for event in part.fusion.events:
        assert {f"st:{id}" for id in event.statements} <= said
        assert {id for _, id in event.participants if not id.startswith("st:")} <= ids


def test_a_part_of_everything_is_the_whole_of_what_is_told(small: Graph) -> None:
    assert small.filter().knowledge == small.knowledge


def test_a_part_has_no_fault_that_the_whole_has_not(small: Graph) -> None:
    for part in (small.ego("Togo"), small.filter(facts=False), small.between("Chile", "Peru"), small.filter(text="-")):
        assert validate(part.knowledge, part._store) == []


def test_what_is_denied_stays_with_the_denial_and_is_still_no_fact(small: Graph) -> None:
    part = small.filter(relations="denies")
    assert told(part) == {"Peru denies it aids Togo", "Peru aids Togo"}
    assert not part.query("ASK { e:Peru kg:aids e:Togo }")


def test_support_counts_the_documents_of_the_part(small: Graph) -> None:
    key = ("Chile", "kg:supports", "Peru")
    assert small.knowledge.fusion.support[key] == 2
    assert small.filter(documents="accord").knowledge.fusion.support[key] == 1


def test_a_dispute_is_there_only_with_both_its_sides(small: Graph) -> None:
    assert len(small.filter(documents="denial").disputes()) == 1
    assert small.filter(speakers="Ghana").knowledge.fusion.disputes == ()


def test_merges_and_memberships_beyond_the_part_are_left_out() -> None:
    whole = kg.example().knowledge
    changes = {
        "Peru": {
            "merges": (Merge("denial", "it", "coreference", 0.8), Merge("hope", "Peru", "same name", 0.9)),
            "memberships": (Membership("Chile"), Membership("Togo")),
        }
    }
    entities = tuple(replace(entity, **changes.get(entity.id, {})) for entity in whole.entities)
    part = Graph(replace(whole, entities=entities)).filter(documents="denial")
    peru = part["Peru"].entity
    assert [merge.document for merge in peru.merges] == ["denial"]
    assert [member.body for member in peru.memberships] == ["Togo"]


def test_a_part_is_asked_drawn_saved_exported_and_cut_again(small: Graph, tmp_path: Path) -> None:
    part = small.ego("Togo").filter(facts=True)
    assert part.query("SELECT ?y { e:Peru kg:aids ?y }").rows == [("e:Togo",)]
    assert "Togo" in part.page()
    assert b"Togo" in part.export("csv")
    assert "Togo" in part.to_networkx()
    part.save(tmp_path / "part")
    again = kg.load(tmp_path / "part")
    assert again.knowledge == part.knowledge
    assert again.export("nquads") == part.export("nquads")


def test_no_article_comes_to_a_part(small: Graph) -> None:
    with pytest.raises(StoreError, match="has no readings, as it is a part of another"):
        small.filter(facts=True).add("a.txt")


def test_the_whole_is_as_it_was(small: Graph) -> None:
    before = small.knowledge
    small.ego("Peru").filter(types="Person")
    assert small.knowledge is before
    assert small.knowledge == kg.example().knowledge


# -- what is asked for ---------------------------------------------------------------------------------------------


MEET, SUPPORT, SAYS = "Ana_Rojas meets Luis Vega", "Chile supports Peru", "Luis_Vega says Chile supports Peru"
HOPED, HOPES = "Peru aids Ghana", "Ana_Rojas hopes Peru aids Ghana"
AID, CLAIMS, DENIES = "Peru aids Togo", "Ghana says Peru aids Togo", "Peru denies it aids Togo"


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        # The contents of what people say and hope come with it.
        pytest.param({"types": "Person"}, {MEET, SAYS, SUPPORT, HOPES, HOPED}, id="a class"),
        pytest.param({"types": ["Agent"], "text": "Rojas met"}, {MEET}, id="a class above, and words"),
        pytest.param({"until": "2024-04"}, set(), id="before all"),
        pytest.param({"until": "2024-05-06", "documents": "accord"}, {MEET}, id="by the day that is told"),
        pytest.param({"since": "2024-05-13"}, {AID, CLAIMS, DENIES}, id="by a month that is not over"),
        pytest.param({"since": "2024-05-08", "until": "2024-05-09", "facts": True, "types": "Person"},
                     {SAYS, SUPPORT, HOPES, HOPED}, id="by the date of a document"),
        pytest.param({"documents": "acc"}, {MEET, SUPPORT}, id="by the beginning of an id"),
        pytest.param({"documents": ["accord", "denial"]}, {MEET, SUPPORT, AID, CLAIMS, DENIES}, id="two documents"),
        pytest.param({"speakers": "Vega"}, {SUPPORT}, id="a speaker"),
        pytest.param({"speakers": ["Vega", "Ghana"]}, {SUPPORT, AID}, id="two speakers"),
        pytest.param({"relations": "meets"}, {MEET}, id="a relation in words"),
        pytest.param({"relations": "kg:aids"}, {AID, HOPED}, id="a term"),
        pytest.param({"min_confidence": 0.85, "text": "supports"}, {SUPPORT, SAYS}, id="how sure"),
        pytest.param({"text": "SUPPORTS  peru"}, {SUPPORT, SAYS}, id="words in any case"),
        pytest.param({"facts": False}, {AID, HOPED}, id="no facts"),
    ],
)  # fmt: skip
def test_a_filter_keeps_what_is_asked_for(small: Graph, options: dict[str, object], answer: set[str]) -> None:
    assert told(small.filter(**options)) == answer


def test_those_beneath_a_relation_are_meant_too(small: Graph) -> None:
    assert told(small.filter(relations="supports")) == {"Chile supports Peru", "Peru aids Togo", "Peru aids Ghana"}


def test_what_an_article_says_itself_has_no_speaker(small: Graph) -> None:
    part = small.filter(speakers="", relations="supports")
    assert [(s.document, s.attribution) for s in part.statements] == [("accord", ())]


def test_what_is_less_sure_is_left_out_unless_something_surer_leads_to_it(small: Graph) -> None:
    assert [s.document for s in small.filter(relations="supports", min_confidence=0.85).statements] == ["accord"]
    assert [s.confidence for s in small.filter(relations="says", min_confidence=0.85).statements].count(0.8) == 2


def test_where_a_place_lies_stays_with_it(small: Graph) -> None:
    assert set(small.filter(text="Rojas met")) == {"Ana Rojas", "Luis Vega", "Lima", "Peru"}


def test_several_wishes_hold_together(small: Graph) -> None:
    assert told(small.filter(relations="aids", facts=True)) == {"Peru aids Togo"}
    assert len(small.filter(relations="aids", facts=True, documents="hope").statements) == 0


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"types": "Persn"}, InputError, "no class 'Persn' of entities; nearest is 'Person'"),
        ({"since": "yesterday"}, InputError, "'yesterday' is no date"),
        ({"documents": "accor d"}, NotFoundError, "no document 'accor d'; nearest is 'accord'"),
        ({"documents": ""}, NotFoundError, "no document ''; there are 'accord', 'denial', 'hope'"),
        ({"speakers": "Vegas"}, UnknownEntityError, "no entity 'Vegas'; nearest is"),
        ({"relations": "rdf:type"}, NotFoundError, "nothing is told by the relation 'rdf:type'"),
        ({"relations": "suports"}, NotFoundError, "by the relation 'suports'; nearest are 'supports'"),
        ({"min_confidence": 2}, InputError, "the least confidence is 2"),
    ],
)
def test_what_the_graph_does_not_have_is_named_with_the_nearest(
    small: Graph, options: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        small.filter(**options)


# -- around some ---------------------------------------------------------------------------------------------------


def test_around_somebody_is_what_joins_those_who_are_near(small: Graph) -> None:
    near = small.ego("Togo")
    assert told(near) == {
        *("Peru aids Togo", "Peru denies it aids Togo", "Ghana says Peru aids Togo"),
        *("Peru aids Ghana", "Ana_Rojas hopes Peru aids Ghana"),
    }
    assert told(small.ego("Togo", 0)) == set()
    assert told(near) | {SUPPORT, SAYS, MEET} == told(small.ego("Togo", 2))


def test_a_subgraph_is_what_is_told_among_some(small: Graph) -> None:
    assert told(small.subgraph(["Chile", "Peru"])) == {"Chile supports Peru", "Luis_Vega says Chile supports Peru"}
    assert small.subgraph("Lima").statements == ()


def test_between_two_is_what_joins_them_itself_or_by_others(small: Graph) -> None:
    assert told(small.between("Togo", "Chile")) == set()
    assert told(small.between("Peru", "Chile")) == {SUPPORT, SAYS}
    by_others = small.between("Togo", "Chile", hops=2)
    assert "Peru aids Togo" in told(by_others)
    assert "Chile supports Peru" in told(by_others)
    assert "Ana_Rojas meets Luis Vega" not in told(by_others)
    assert by_others.knowledge == small.between("chile", "togo", hops=2).knowledge


def test_a_phrase_is_found_in_the_view_that_shows_it(graph: Graph) -> None:
    phrase = sample.BASE
    with pytest.raises(InputError, match="is a phrase, and the view of actors has no node for it"):
        graph.ego(phrase)
    assert "China" in graph.ego(phrase, view="all")


@pytest.mark.parametrize(
    "part",
    [
        lambda graph: graph.ego("Nobody"),
        lambda graph: graph.subgraph(["China", "Nobody"]),
        lambda graph: graph.between("China", "Nobody"),
    ],
    ids=["ego", "subgraph", "between"],
)
def test_an_unknown_name_is_told(graph: Graph, part: Callable[[Graph], Graph]) -> None:
    with pytest.raises(UnknownEntityError, match="no entity 'Nobody'"):
        part(graph)


def test_hops_and_views_that_make_no_sense_are_refused(graph: Graph) -> None:
    with pytest.raises(InputError, match="within -1 hops; give a number from 0"):
        graph.ego("China", -1)
    with pytest.raises(InputError, match="within 0 hops; give a number from 1"):
        graph.between("China", "Russia", hops=0)
    with pytest.raises(InputError, match="no view 'actor'"):
        graph.ego("China", view="actor")


def test_the_order_of_statements_changes_no_part() -> None:
    turned: Iterable[Statement] = reversed(WHOLE.statements)
    one, other = cut(WHOLE, WHOLE.statements[::3]), cut(WHOLE, [s for s in turned if s in WHOLE.statements[::3]])
    assert one == other
    assert isinstance(one, Knowledge)
