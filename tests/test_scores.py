"""How sure a pair of names is: what its method is worth, what stands beside the two, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.pairs.scores import Scorer
from kg.knowledge.resolve.units import Unit, Units

ONE, OTHER = (Unit(Key(Method.SINGLE, name=name), (), ()) for name in ("osei", "ama osei"))


@dataclass
class Beside:
    """What stands beside the two names, and how far their documents lie apart."""

    neighbours: int = 0
    has_both: bool = False
    days: int | None = None

    def shared(self, one: Unit, other: Unit) -> int:
        return self.neighbours

    def meet(self, one: Unit, other: Unit) -> bool:
        return self.has_both

    def days_between(self, one: Unit, other: Unit) -> int | None:
        return self.days


def score(method: Method, **beside: int | bool) -> float:
    return Scorer(cast(Units, Beside(**beside))).pair(ONE, OTHER, method).score


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        pytest.param({}, 0.6, id="nothing else is known"),
        pytest.param({"neighbours": 1}, 0.8, id="one neighbour"),
        pytest.param({"neighbours": 1, "days": 3}, 0.85, id="a neighbour in the same week"),
        pytest.param({"days": 3}, 0.6, id="the same week alone says nothing"),
        pytest.param({"neighbours": 1, "days": 100}, 0.8, id="a neighbour within the year"),
        pytest.param({"neighbours": 1, "days": 3000}, 0.7, id="years apart"),
        pytest.param({"has_both": True}, 0.25, id="a document that has both"),
    ],
)
def test_what_speaks_for_a_short_form_and_against_it(beside: dict[str, int | bool], expected: float) -> None:
    assert score(Method.SHORT_FORM, **beside) == expected


def test_a_document_with_a_full_name_and_its_surname_says_nothing_against_them() -> None:
    assert score(Method.SURNAME, has_both=True) == Method.SURNAME.worth.alone


def test_one_neighbour_is_no_reason_where_a_word_may_well_be_of_two_things() -> None:
    assert score(Method.WORD, neighbours=1) == Method.WORD.worth.alone
    assert score(Method.WORD, neighbours=2) == Method.WORD.worth.beside


def test_no_pair_is_certain_nor_impossible() -> None:
    assert score(Method.LONGER, neighbours=1, days=1) == 0.95
    assert score(Method.SURNAME_OR_NOT, has_both=True, days=3000) == 0.05
