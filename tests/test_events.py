"""Who did what to whom, in PLOVER's types."""

from __future__ import annotations

from typing import Any

import pytest
from handmade import reading, resolution, says

from kg.knowledge.align import align
from kg.model.kinds import Modality, Polarity
from kg.model.records import Reading
from kg.show.events import rows
from kg.terms import lexicon
from kg.terms.plover import code

POSITIVE, NEGATIVE = Polarity.POSITIVE, Polarity.NEGATIVE
TWO = {"China": "GPE", "Russia": "GPE"}


def events(read: Reading) -> list[dict[str, Any]]:
    return rows(read, align(read, resolution(read), lexicon.load()))


def types(read: Reading) -> list[tuple[str, list[str], list[str]]]:
    return [(e["plover"], e["source"], e["target"]) for e in events(read)]


@pytest.mark.parametrize(
    ("event", "polarity", "modality", "plover"),
    [
        pytest.param("AID", POSITIVE, Modality.ACTUAL, "AID", id="a deed is its type"),
        pytest.param("MEETING", POSITIVE, Modality.ACTUAL, "CONSULT", id="a meeting is a consultation"),
        pytest.param("AID", POSITIVE, Modality.PLANNED, "AGREE", id="aid to come is agreed"),
        pytest.param("ASSAULT", POSITIVE, Modality.PLANNED, "THREATEN", id="an attack to come is threatened"),
        pytest.param("CONSULT", NEGATIVE, Modality.ACTUAL, "REJECT", id="talks that were not held are rejected"),
        pytest.param("CONCEDE", NEGATIVE, Modality.PLANNED, "THREATEN", id="who will not allow threatens"),
        pytest.param("ASSAULT", NEGATIVE, Modality.PLANNED, "AGREE", id="who will not attack agrees"),
        pytest.param("ASSAULT", NEGATIVE, Modality.ACTUAL, None, id="no attack is no event"),
        pytest.param("AID", POSITIVE, Modality.POSSIBLE, None, id="what may be is no event"),
        pytest.param("AID", POSITIVE, Modality.DESIRED, None, id="what is hoped for is no event"),
        pytest.param("SPEECH_ACT", POSITIVE, Modality.ACTUAL, None, id="a mere statement is left out"),
        pytest.param("THREATEN", POSITIVE, Modality.CONDITIONAL, "THREATEN", id="a threat may have its condition"),
    ],
)
def test_plovers_convention(event: str, polarity: Polarity, modality: Modality, plover: str | None):
    assert code(event, polarity, modality) == plover


def test_an_event_has_its_type_root_and_actors():
    [event] = events(reading("China aids Russia.", TWO, [says("aid", "China", "Russia", trigger="aids")]))
    assert event == {
        "source": ["China"],
        "target": ["Russia"],
        "plover": "AID",
        "root": "07",
        "mode": None,
        "place": None,
        "date": None,
        "polarity": "positive",
        "modality": "actual",
        "attribution": [],
        "trigger": "aids",
    }


def test_two_sides_share_one_event():
    made = [says("hold", name, "talks", trigger="held") for name in TWO]
    read = reading("China and Russia held talks.", {**TWO, "talks": "TOPIC"}, made)
    assert types(read) == [("CONSULT", ["China", "Russia"], [])]


def test_a_promise_is_one_agreement_with_the_one_who_gains():
    inner = says("help", "China", "Russia", trigger="help", modality=Modality.PLANNED, by=["China"])
    outer = says("promise", "China", 1, trigger="promised")
    assert types(reading("China promised to help Russia.", TWO, [outer, inner])) == [("AGREE", ["China"], ["Russia"])]


def test_a_vow_to_attack_is_a_threat():
    inner = says("attack", "China", "Russia", modality=Modality.PLANNED, by=["China"])
    outer = says("vow", "China", 1, trigger="vowed")
    assert types(reading("China vowed to attack Russia.", TWO, [outer, inner])) == [("THREATEN", ["China"], ["Russia"])]


@pytest.mark.parametrize("predicate", ["pose threat to", "caucus with", "drive from"])
def test_what_is_no_deed_towards_another_is_no_event(predicate: str) -> None:
    assert types(reading("China and Russia.", TWO, [says(predicate, "China", "Russia", trigger="China")])) == []


def test_what_is_condemned_is_no_event_of_its_own():
    text = "China condemned an attack by Russia."
    mentions = {"China": "GPE", "attack|an attack by Russia": "TOPIC", "Russia": "GPE"}
    made = [says("condemn", "China", "an attack by Russia", trigger="condemned"), says("attack", "Russia", "China")]
    assert types(reading(text, mentions, made)) == [("ACCUSE", ["China"], ["Russia"])]


def test_must_in_someones_mouth_is_a_request():
    text = "China said Russia must leave."
    inner = says("leave", "Russia", modality=Modality.OBLIGATION, by=["China"])
    outer = says("say", "China", 1, trigger="said")
    assert types(reading(text, TWO, [outer, inner])) == [("REQUEST", ["China"], ["Russia"])]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("China said Russia had to leave.", "complement-clause", id="what had to be"),
        pytest.param("China named the men Russia must leave.", "relative-clause", id="beside what is said"),
    ],
)
def test_what_had_to_be_and_what_stands_beside_are_no_requests(text: str, rule: str):
    made = says("leave", "Russia", modality=Modality.OBLIGATION, by=["China"], rule=rule)
    assert types(reading(text, TWO, [made])) == []


def test_a_refusal_is_a_rejection_whatever_is_refused():
    proposition = says("yodel for", "China", "Russia", trigger="yodel", polarity=NEGATIVE)
    assert types(reading("China refused to yodel for Russia.", TWO, [proposition])) == [
        ("REJECT", ["China"], ["Russia"])
    ]


def test_a_refusal_ends_with_its_clause():
    text = "China refused to be named and did not yodel for Russia."
    proposition = says("yodel for", "China", "Russia", trigger="yodel", polarity=NEGATIVE)
    assert types(reading(text, TWO, [proposition])) == []


def test_a_passive_is_done_to_its_subject():
    read = reading(
        "Protesters were arrested.", {"Protesters": "GROUP"}, [says("be arrested", "Protesters", trigger="arrested")]
    )
    assert types(read) == [("COERCE", [], ["Protesters"])]


def test_the_other_side_may_stand_within_the_object():
    text = "China rejected Russia's demand."
    mentions = {"China": "GPE", "demand|Russia's demand": "TOPIC", "Russia": "GPE"}
    read = reading(text, mentions, [says("reject", "China", "Russia's demand", trigger="rejected")])
    assert types(read) == [("REJECT", ["China"], ["Russia"])]


def test_prices_do_not_protest():
    read = reading("Prices rallied.", {"Prices": "TOPIC"}, [says("rally", "Prices", trigger="rallied")])
    assert types(read) == []


def test_a_bombing_kills_without_anyone_named():
    mentions = {"A bombing": "TOPIC", "three soldiers": "GROUP"}
    read = reading(
        "A bombing killed three soldiers.", mentions, [says("kill", "A bombing", "three soldiers", trigger="killed")]
    )
    assert types(read) == [("ASSAULT", ["bombing"], ["three soldiers"])]


def test_one_deed_told_with_two_verbs_is_one_event():
    text = "China bombed Russia and killed civilians."
    mentions = {**TWO, "civilians": "GROUP"}
    made = [says("bomb", "China", "Russia", trigger="bombed"), says("kill", "China", "civilians", trigger="killed")]
    assert types(reading(text, mentions, made)) == [("ASSAULT", ["China"], ["Russia", "civilians"])]


def test_hopes_and_denials_are_no_events():
    made = [
        says("aid", "China", "Russia", trigger="aids", modality=Modality.DESIRED),
        says("attack", "Russia", "China", trigger="Russia", polarity=NEGATIVE),
    ]
    assert types(reading("China aids Russia.", TWO, made)) == []
