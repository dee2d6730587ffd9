"""Whom the words of a thing without a name name."""

from __future__ import annotations

import pytest

from kg import gazetteer
from kg.knowledge.resolve import resolve
from kg.model.kinds import MentionKind
from kg.model.records import Document, Entity, Mention, Reading, Span
from kg.terms.mention_type import MentionType

NAME, PRONOUN, NOMINAL, DEMONYM = MentionKind.NAME, MentionKind.PRONOUN, MentionKind.NOMINAL, MentionKind.DEMONYM
Part = tuple[str, MentionKind, str, int, str]  # words, kind, type, cluster, label


def reading(text: str, *parts: Part, id: str = "a") -> Reading:
    """A document with mentions, each at the first place where its words stand."""
    mentions = []
    for words, kind, type, cluster, label in parts:
        span = Span(text.index(words), text.index(words) + len(words))
        mentions.append(Mention(span, span, span, kind, MentionType(type), cluster, label))
    return Reading(Document(id, text, ()), (), tuple(mentions), ())


def entity(label: str, *readings: Reading) -> Entity:
    return next(e for e in resolve(readings, gazetteer.load()).entities if e.label == label)


CHILE: Part = ("Chile", NAME, "GPE", 1, "Chile")
PERU: Part = ("Peru", NAME, "GPE", 2, "Peru")


def test_a_phrase_names_all_whose_names_stand_in_it() -> None:
    text = "Chile's gift to Peru arrived."
    gift = ("Chile's gift to Peru", NOMINAL, "TOPIC", 3, "Chile's gift to Peru")
    assert entity("Chile's gift to Peru", reading(text, CHILE, PERU, gift)).names == ("Chile", "Peru")


@pytest.mark.parametrize(
    ("text", "inner", "names"),
    [
        pytest.param("Chile said its ports are open.", ("its", PRONOUN, "GPE", 1, "Chile"), ("Chile",), id="a pronoun"),
        pytest.param("Chile sold our ports.", ("our", PRONOUN, "GPE", 1, "Chile"), (), id="speakers, who may be many"),
        pytest.param("In Chile my ports burnt.", ("my", PRONOUN, "GPE", 1, "Chile"), (), id="a speaker"),
        pytest.param("Chile saw big ports.", ("big", NOMINAL, "GROUP", 4, "big"), (), id="a noun without a name"),
    ],
)
def test_a_phrase_names_whom_a_word_in_it_stands_for(text: str, inner: Part, names: tuple[str, ...]) -> None:
    ports = (f"{inner[0]} ports", NOMINAL, "TOPIC", 3, "ports of call")
    assert entity("ports of call", reading(text, CHILE, inner, ports)).names == names


def test_a_name_outside_the_phrase_is_not_named_by_it() -> None:
    text = "Chile praised the gift to Peru."
    assert entity(
        "gift to Peru", reading(text, CHILE, PERU, ("gift to Peru", NOMINAL, "TOPIC", 3, "gift to Peru"))
    ).names == ("Peru",)


def test_a_name_names_nobody_else() -> None:
    text = "The Chile Fund of Peru grew."
    fund = ("Chile Fund of Peru", NAME, "ORG", 3, "Chile Fund of Peru")
    assert entity("Chile Fund of Peru", reading(text, CHILE, PERU, fund)).names == ()


def test_a_phrase_names_the_concepts_that_any_text_of_the_graph_speaks_of() -> None:
    fight = ("fight against child poverty", NOMINAL, "TOPIC", 3, "fight against child poverty")
    one = reading("A fight against child poverty began.", fight)
    other = reading("It cut child poverty.", ("child poverty", NOMINAL, "TOPIC", 0, "child poverty"), id="b")
    assert entity("fight against child poverty", one).names == ()
    assert entity("fight against child poverty", one, other).names == ("child_poverty",)


def test_what_two_articles_call_the_same_names_what_either_of_them_tells() -> None:
    gift = ("Chile's gift", NOMINAL, "TOPIC", 3, "Chile's gift")
    one, other = (reading("Chile's gift arrived.", CHILE, gift, id=id) for id in "ab")
    assert entity("Chile's gift", one, other).names == ("Chile",)
