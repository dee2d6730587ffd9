"""Which antecedent of a pronoun leads by rule, before the fitted model is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.reference.antecedents import best
from kg.extract.reference.things import Item, Thing
from kg.model.records import Parse
from kg.model.syntax import Token

Parsed = Callable[..., Parse]

TWO = """
    Berg    Berg   PROPN/NNP 3 nsubj PERSON
    and     and    CCONJ/CC  0 cc
    Lund    Lund   PROPN/NNP 0 conj  PERSON
    left    leave  VERB/VBD  3 ROOT
    .       .      PUNCT/.   3 punct
    {word}  {word} PRON/PRP  6 nsubj
    slept   sleep  VERB/VBD  6 ROOT
"""


def items(tokens: list[Token], *places: int) -> list[Item]:
    """A thing for each of the places, told of once."""
    return [Item(n, tokens[n], 0, Thing(tokens[n].text, "PERSON", count=1)) for n in places]


def led(parsed: Parsed, word: str, *places: int) -> str | None:
    """The label of what leads, "?" where it is nothing that has a name."""
    tokens = parsed(TWO.format(word=word)).blocks[0].doc
    found = best(items(tokens, *places), tokens[5], 1)
    return found and (found.thing.label if found.thing else "?")


@pytest.mark.parametrize(("word", "label"), [("he", "Berg"), ("they", "?")])
def test_several_together_are_they_and_none_of_them(parsed: Parsed, word: str, label: str) -> None:
    assert led(parsed, word, 0) == label


def test_a_subject_leads_before_who_is_joined_to_it(parsed: Parsed) -> None:
    assert led(parsed, "he", 0, 2) == "Berg"


def test_where_two_are_as_good_none_leads(parsed: Parsed) -> None:
    tokens = parsed(TWO.format(word="he")).blocks[0].doc
    one, other = items(tokens, 0, 0)
    assert best([one, other], tokens[5], 1) is None
    assert best([], tokens[5], 1) is None


def test_one_thing_told_of_twice_has_the_score_of_its_better_place(parsed: Parsed) -> None:
    tokens = parsed(TWO.format(word="he")).blocks[0].doc
    subject, joined = items(tokens, 0, 2)
    joined.thing = subject.thing
    for order in ([subject, joined], [joined, subject]):
        found = best(order, tokens[5], 1)
        assert found is not None
        assert found.token.text == "Berg"
