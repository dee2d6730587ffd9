"""Who acts in an event and on whom: what is decided of every statement, whatever the format."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest
import sample

import kg
from kg.model.kinds import Modality
from kg.model.records import Statement
from kg.show.events.actors import is_actor
from kg.show.events.coding import Sides, sides
from kg.show.events.graph import rows
from kg.terms import lexicon

AID = next(s for s in sample.statements() if s.predicate == "kg:aids" and s.is_fact)


@dataclass(frozen=True)
class Told:
    """A telling whose answers are given."""

    acts: bool = True
    beside: tuple[tuple[str, ...], ...] = (("Ghana",), ("Chile",))

    def speaker(self) -> tuple[str, ...]:
        return ("the speaker",)

    def subject(self) -> tuple[str, ...]:
        return ("the subject",)

    def suffered(self) -> Sides | None:
        return Sides((), ("the subject",)) if self.acts else None

    def can_act(self) -> bool:
        return self.acts

    def others(self) -> tuple[tuple[str, ...], ...]:
        return self.beside

    def last(self) -> tuple[str, ...]:
        return ("the last",)


def decided(statement: Statement, told: Told) -> Sides | None:
    return sides(statement, told, lexicon.load())


def test_what_must_be_done_is_asked_by_who_says_so() -> None:
    demand = dataclasses.replace(AID, modality=Modality.OBLIGATION, attribution=("Peru",))
    assert decided(demand, Told()) == (("the speaker",), ("the subject",))


def test_an_obligation_that_nobody_utters_is_no_demand() -> None:
    duty = dataclasses.replace(AID, modality=Modality.OBLIGATION, attribution=())
    assert decided(duty, Told()) == (("the subject",), ("Ghana",))


def test_a_passive_is_done_to_its_subject() -> None:
    assert decided(dataclasses.replace(AID, phrase="be killed in"), Told()) == ((), ("the subject",))


def test_what_cannot_suffer_it_gives_no_event() -> None:
    assert decided(dataclasses.replace(AID, phrase="be killed in"), Told(acts=False)) is None


def test_what_cannot_act_gives_no_event() -> None:
    assert decided(AID, Told(acts=False)) is None


@pytest.mark.parametrize(
    ("beside", "target"),
    [
        pytest.param((("Ghana",), ("Chile",)), ("Ghana",), id="the likeliest"),
        pytest.param(((), ("Chile",)), (), id="somebody without a name"),
        pytest.param((), ("the last",), id="nobody likely"),
    ],
)
def test_the_other_side_is_the_first_place_that_has_somebody(
    beside: tuple[tuple[str, ...], ...], target: tuple[str, ...]
) -> None:
    assert decided(AID, Told(beside=beside)) == (("the subject",), target)


@pytest.mark.parametrize("noun", ["protesters", "activist", "army", "spokeswoman", "Italians", "gunmen", "troops"])
def test_a_noun_of_actors_is_one(noun: str) -> None:
    assert is_actor(noun)


@pytest.mark.parametrize("noun", ["payments", "orders", "spokes", "U.S.-ers", "letter", "behaviour", "percent"])
def test_a_noun_that_only_ends_like_one_is_none(noun: str) -> None:
    assert not is_actor(noun)


def coded(text: str) -> list[tuple[object, object, object]]:
    """The events of an article of one sentence, as a graph has them."""
    graph = kg.build([{"id": "a", "text": text}], cache=False)
    return [(row["plover"], row["source"], row["target"]) for row in rows(graph.knowledge)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "type", "source", "target"),
    [
        pytest.param("Chile proposed to expel all Bolivians.", "REQUEST", ["Chile"], [], id="he would do it himself"),
        pytest.param("Peru proposed that Chile expel them.", "REQUEST", ["Peru"], ["Chile"], id="another is asked"),
        pytest.param("Peru opposed expelling the Bolivians.", "REJECT", ["Peru"], [], id="against what harms them"),
        pytest.param("Peru refused to praise Chile.", "REJECT", ["Peru"], ["Chile"], id="against what helps them"),
        pytest.param("Anna Gil vowed to outlast Peter Meyer.", "AGREE", ["Anna Gil"], [], id="no deed to anybody"),
        pytest.param("Anna Gil pledged to help Chile.", "AGREE", ["Anna Gil"], ["Chile"], id="a promised deed"),
        pytest.param("Anna Gil opposed it as president.", "REJECT", ["Anna Gil"], [], id="the role that he has"),
        pytest.param("Anna Gil attended a fair in Lima.", "CONSULT", ["Anna Gil"], [], id="no town of a meeting"),
        pytest.param("Ed Marsh was killed in a police raid.", "ASSAULT", ["police"], ["Ed Marsh"], id="in whose raid"),
        pytest.param("Ed Marsh was murdered in a police cell.", "ASSAULT", [], ["Ed Marsh"], id="in whose cell"),
        pytest.param("Anna Gil offered her condolences to Peru.", "SUPPORT", ["Anna Gil"], ["Peru"], id="in words"),
        pytest.param("Police shot dead forty marchers.", "ASSAULT", ["Police"], ["forty marchers"], id="shot dead"),
    ],
)
def test_a_side_of_an_event_does_or_suffers_its_own_deed(
    text: str, type: str, source: list[str], target: list[str]
) -> None:
    assert (type, source, target) in coded(text)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Clinics for women who are attacked will close.", id="what happens again and again"),
        pytest.param("Anna Gil flew back to Lima.", id="going home"),
        pytest.param("Two aides requested anonymity.", id="how a source is told"),
        pytest.param("The army lost 300 dead and wounded in Chad.", id="the wounded"),
    ],
)
def test_what_is_no_political_deed_is_no_event(text: str) -> None:
    assert coded(text) == []


@pytest.mark.model
def test_who_is_attacked_in_numbers_is_attacked_once() -> None:
    assert ("ASSAULT", [], ["Three women"]) in coded("Three women are murdered in Lima, and police seek a man.")
