"""What documents say together: support, disputes and events."""

from __future__ import annotations

import dataclasses
import random

import sample
import strategies
from hypothesis import given

from kg.fuse import fuse
from kg.model import Certainty, Fusion, Knowledge, Literal, Modality, Polarity, Role, Statement

INVADES = next(s for s in sample.statements() if s.predicate == "kg:invades")
MEETS = next(s for s in sample.statements() if s.subject == "Jake_Sullivan")
AIDS = next(s for s in sample.statements() if s.predicate == "kg:aids")


def told(statement: Statement, id: str, *, document: str = "b", **changes: object) -> Statement:
    """The same statement with another id, told by another document."""
    return dataclasses.replace(statement, id=id, document=document, **changes)  # type: ignore[arg-type]


def fused(*statements: Statement) -> Fusion:
    return fuse(statements, sample.ENTITIES)


def test_support_counts_documents_not_statements() -> None:
    triple = ("China", "kg:aids", "Russia")
    assert fused(AIDS, told(AIDS, "x", document=AIDS.document)).support[triple] == 1
    assert fused(AIDS, told(AIDS, "x")).support[triple] == 2


def test_what_is_no_fact_supports_nothing() -> None:
    assert not fused(told(AIDS, "x", modality=Modality.DESIRED), told(AIDS, "y", polarity=Polarity.NEGATIVE)).support


def test_yes_and_no_from_two_sources_is_a_dispute() -> None:
    denial = told(AIDS, "zz", document=AIDS.document, polarity=Polarity.NEGATIVE, attribution=("China",))
    assert fused(AIDS, denial).disputes == ((AIDS.id, "zz"),)


def test_a_source_does_not_dispute_itself() -> None:
    assert not fused(AIDS, told(AIDS, "zz", polarity=Polarity.NEGATIVE)).disputes


def test_a_hope_disputes_nothing() -> None:
    hope = told(AIDS, "zz", polarity=Polarity.NEGATIVE, attribution=("China",), modality=Modality.DESIRED)
    assert not fused(AIDS, hope).disputes


def test_every_disputed_statement_is_paired_when_many_repeat_a_claim() -> None:
    claims = [told(AIDS, f"c{n:03}", document=f"d{n}") for n in range(200)]
    denials = [
        told(AIDS, f"n{n:03}", document=f"d{n}", polarity=Polarity.NEGATIVE, attribution=("China",)) for n in range(200)
    ]
    pairs = fused(*claims, *denials).disputes
    assert {id for pair in pairs for id in pair} == {s.id for s in (*claims, *denials)}
    assert len(pairs) < 2 * 200


def test_two_documents_tell_of_one_event() -> None:
    [event] = fused(INVADES, told(INVADES, "x")).events
    assert event.statements == tuple(sorted((INVADES.id, "x")))
    assert event.participants == ((Role.OBJECT, "Ukraine"), (Role.SUBJECT, "Russia"))
    assert (event.time, event.place) == ("2022-02", None)


def test_an_event_without_a_time_joins_the_only_one_with() -> None:
    vague = told(INVADES, "x", roles=())
    [event] = fused(INVADES, vague).events
    assert event.time == "2022-02"


def test_an_event_without_a_time_joins_neither_of_two() -> None:
    later = told(INVADES, "x", roles=((Role.TIME, Literal("2023-06-06", "date")),))
    vague = told(INVADES, "y", roles=())
    assert len(fused(INVADES, later, vague).events) == 3


def test_a_day_joins_its_month_but_not_another_month() -> None:
    day = told(INVADES, "x", roles=((Role.TIME, Literal("2022-02-24", "date")),))
    [event] = fused(INVADES, day).events
    assert event.time == "2022-02-24"
    march = told(INVADES, "y", roles=((Role.TIME, Literal("2022-03-01", "date")),))
    assert len(fused(INVADES, march).events) == 2


def test_a_meeting_is_the_same_from_both_sides() -> None:
    mirrored = told(MEETS, "x", predicate="kg:meets", subject=str(MEETS.object), object=MEETS.subject)
    assert len(fused(dataclasses.replace(MEETS, predicate="kg:meets"), mirrored).events) == 1


def test_where_a_forum_met_is_a_place_and_no_participant() -> None:
    met = next(s for s in sample.statements() if s.predicate == "kg:metAt")
    [event] = fused(met).events
    assert event.place == "Capri"
    assert event.participants == ((Role.SUBJECT, "G7"),)


def test_a_founding_is_dated_by_its_object() -> None:
    founded = told(AIDS, "x", predicate="kg:foundedIn", object=Literal("1949", "gYear"), event_type="FoundingOf")
    [event] = fused(founded).events
    assert (event.time, event.label) == ("1949", "Founding of: China, 1949")


def test_a_monday_is_the_same_day_only_within_a_document() -> None:
    monday = dataclasses.replace(INVADES, roles=((Role.TIME, Literal("Monday")),))
    assert len(fused(monday, told(monday, "x", document=monday.document)).events) == 1
    assert len(fused(monday, told(monday, "x")).events) == 2


def test_two_sayings_of_one_speaker_are_two_events() -> None:
    said = [
        told(AIDS, id, predicate="kg:says", object=Literal(words), object_label=words, event_type="SPEECH_ACT")
        for id, words in (("x", "no"), ("y", "yes"))
    ]
    assert [event.label for event in fused(*said).events] == ["Speech act: China “no”", "Speech act: China “yes”"]


def test_no_event_rests_on_what_is_not_actual() -> None:
    for changes in (
        {"modality": Modality.PLANNED},
        {"polarity": Polarity.NEGATIVE},
        {"certainty": Certainty.UNSPECIFIED},
        {"event_type": None},
    ):
        assert not fused(dataclasses.replace(AIDS, **changes)).events  # type: ignore[arg-type]


@strategies.quick
@given(strategies.knowledge())
def test_order_changes_nothing(knowledge: Knowledge) -> None:
    turned = list(knowledge.statements)
    random.Random(0).shuffle(turned)
    assert fuse(turned, knowledge.entities[::-1]) == knowledge.fusion
    assert len({event.id for event in knowledge.fusion.events}) == len(knowledge.fusion.events)
