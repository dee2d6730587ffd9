"""Who is on whose side: signs, camps and triangles."""

from __future__ import annotations

from kg import network
from kg.model.kinds import Certainty, Modality, Polarity
from kg.model.records import Document, Entity, Evidence, Fusion, Knowledge, Span, Statement
from kg.terms.event_type import EventType

AID, ACCUSE, MEETING = EventType.AID, EventType.ACCUSE, EventType.MEETING
Told = tuple[str, EventType, str]


def graph(*told: Told, phrases: tuple[Entity, ...] = (), **stance: object) -> Knowledge:
    """Single letters are countries."""
    places = sorted({end for subject, _, object in told for end in (subject, object) if len(end) == 1})
    here = Evidence("a", Span(0, 1), "A.", Span(0, 1), Span(0, 1))
    parts = {"polarity": Polarity.POSITIVE, "modality": Modality.ACTUAL, "certainty": Certainty.CERTAIN, **stance}
    statements = tuple(
        Statement(
            f"{number:02}", "a", subject, f"rel:{kind}", object, str(kind), object, (), attribution=(),
            event_type=kind, confidence=0.9, rule="clause", evidence=(here,), **parts,
        )
        for number, (subject, kind, object) in enumerate(told)
    )  # fmt: skip
    entities = (*(Entity(name, name, (), "Country") for name in places), *phrases)
    return Knowledge((Document("a", "A.", ()),), entities, statements, Fusion((), (), {}))


def test_aid_counts_for_a_pair_and_an_accusation_against_it_whoever_began():
    [stand] = network.sides(graph(("A", AID, "B"), ("B", AID, "A"), ("A", ACCUSE, "B"))).stands
    assert (stand.ends, len(stand.support), len(stand.conflict), stand.sign) == (("A", "B"), 2, 1, 1)


def test_a_meeting_is_neither():
    assert network.sides(graph(("A", MEETING, "B"))).stands == ()


def test_what_is_hoped_or_denied_is_neither():
    assert network.sides(graph(("A", AID, "B"), modality=Modality.DESIRED)).stands == ()
    assert network.sides(graph(("A", AID, "B"), polarity=Polarity.NEGATIVE)).stands == ()


def test_friends_make_a_camp_and_the_enemies_of_each_are_told():
    found = network.sides(graph(("A", AID, "B"), ("C", AID, "D"), ("A", ACCUSE, "C"), ("B", ACCUSE, "D")))
    assert [camp.members for camp in found.camps] == [("A", "B"), ("C", "D")]
    assert found.camps[0].against == (("C", 1), ("D", 1))
    assert (found.misplaced, found.weight) == (0, 4)


def test_three_who_fight_one_another_are_three_camps():
    found = network.sides(graph(("A", ACCUSE, "B"), ("B", ACCUSE, "C"), ("C", ACCUSE, "A")))
    assert [camp.members for camp in found.camps] == [("A",), ("B",), ("C",)]


def test_a_friends_friend_who_is_an_enemy_does_not_balance():
    found = network.sides(graph(("A", AID, "B"), ("B", AID, "C"), ("A", ACCUSE, "C")))
    assert found.unbalanced == (("A", "B", "C"),)
    assert found.balance == 0
    allies = network.sides(graph(("A", AID, "B"), ("B", AID, "C"), ("A", AID, "C")))
    assert (allies.unbalanced, allies.balance) == ((), 1)


def test_without_triangles_nothing_can_be_out_of_balance():
    assert network.sides(graph(("A", AID, "B"))).balance is None


def test_what_an_actor_owns_stands_for_the_actor_but_people_do_not():
    plan = Entity("B_s_plan", "B's plan", (), "Topic", of="B")
    [stand] = network.sides(graph(("A", ACCUSE, "B_s_plan"), ("A", AID, "B"), phrases=(plan,))).stands
    assert len(stand.conflict) == 1
    assert network.sides(graph(("A", EventType.COOPERATE, "B_s_plan"), ("A", AID, "C"), phrases=(plan,))).stands[
        0
    ].ends == (
        "A",
        "C",
    )
    rivals = Entity("B_s_rivals", "B's rivals", (), "Group", of="B")
    assert network.sides(graph(("A", ACCUSE, "B_s_rivals"), phrases=(rivals,))).stands == ()
