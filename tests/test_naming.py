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
    ("text", "inner", "label", "names"),
    [
        pytest.param("Chile's gift.", ("Chile", NAME, "GPE", 1, "Chile"), "gift of old", ("Chile",), id="a name"),
        pytest.param("Chilean gift.", ("Chilean", DEMONYM, "GPE", 1, "Chile"), "gift", ("Chile",), id="a demonym"),
        pytest.param("its gift.", ("its", PRONOUN, "GPE", 1, "Chile"), "Chile's gift", ("Chile",), id="a pronoun"),
        pytest.param("our gift.", ("our", PRONOUN, "GPE", 1, "Chile"), "gift", (), id="an owner that no label has"),
        pytest.param("big gift.", ("big", NOMINAL, "GROUP", 4, "big"), "big gift", (), id="a noun without a name"),
    ],
)
def test_a_phrase_names_whom_a_word_in_it_stands_for(
    text: str, inner: Part, label: str, names: tuple[str, ...]
) -> None:
    whole = f"Chile's {text}" if inner[1] is not NAME else text
    gift = (text[:-1], NOMINAL, "TOPIC", 3, label)
    assert entity(label, reading(whole, CHILE, inner, gift)).names == names


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


@pytest.mark.parametrize(
    ("words", "label", "id"),
    [
        pytest.param("child poverty", "child poverty", "child_poverty", id="alone"),
        pytest.param("Free speech", "Free speech", "freedom_of_speech", id="in other words"),
        pytest.param("the death penalty", "death penalty", "death_penalty", id="as all texts write it"),
        pytest.param("the crime", "crime", "crime_a", id="a certain one"),
        pytest.param("our democracy", "democracy", "democracy_a", id="somebody's"),
    ],
)
def test_a_concept_is_one_in_all_articles_where_it_stands_alone(words: str, label: str, id: str) -> None:
    found = resolve([reading(f"{words} grew.", (words, NOMINAL, "TOPIC", 0, label))], gazetteer.load())
    assert found.entity_of["a", 0] == id


def test_what_two_articles_call_the_same_names_what_either_of_them_tells() -> None:
    gift = ("Chile's gift", NOMINAL, "TOPIC", 3, "Chile's gift")
    one, other = (reading("Chile's gift arrived.", CHILE, gift, id=id) for id in "ab")
    assert entity("Chile's gift", one, other).names == ("Chile",)


def phrase(id: str, label: str, type: str = "TOPIC", inner: Part = CHILE) -> Reading:
    """A document with one phrase that begins with a name, and tells of nothing else."""
    words = f"{inner[0]}{label.removeprefix(inner[4])}"
    return reading(f"{words}.", inner, (words, NOMINAL, type, 3, label), id=id)


@pytest.mark.parametrize(
    ("labels", "is_one"),
    [
        pytest.param(["Chile's president"] * 2, True, id="an office"),
        pytest.param(["Chile president", "Chile's president"], True, id="an office in other words"),
        pytest.param(["Chile's former president"] * 2, False, id="who holds it no longer"),
        pytest.param(["Chile's spokesman"] * 2, False, id="a post of many"),
        pytest.param(["Chile allies"] * 2, True, id="members"),
        pytest.param(["Chile's new allies"] * 2, False, id="some members"),
        pytest.param(["Chile's officials"] * 2, False, id="people"),
        pytest.param(["Chile's oil deal"] * 2, False, id="a thing"),
    ],
)
def test_only_an_office_and_the_members_of_a_body_are_one_in_all_articles(labels: list[str], is_one: bool) -> None:
    found = resolve([phrase(id, label) for id, label in zip("ab", labels, strict=True)], gazetteer.load())
    assert (found.entity_of["a", 3] == found.entity_of["b", 3]) is is_one


def test_the_allies_of_a_person_are_an_articles_own() -> None:
    omar = ("Omar Berg", NAME, "PERSON", 1, "Omar Berg")
    found = resolve([phrase(id, "Omar Berg allies", inner=omar) for id in "ab"], gazetteer.load())
    assert found.entity_of["a", 3] != found.entity_of["b", 3]


def test_what_two_names_tell_is_one_in_all_articles() -> None:
    words = "war of Chile and Peru"
    war = (words, NOMINAL, "TOPIC", 3, words)
    found = resolve([reading(f"The {words} ended.", CHILE, PERU, war, id=id) for id in "ab"], gazetteer.load())
    assert found.entity_of["a", 3] == found.entity_of["b", 3] == "war_of_Chile_and_Peru"


def test_a_phrase_with_a_name_has_its_document_in_its_id_only_where_another_has_its_words() -> None:
    one = resolve([phrase("a", "Chile's deal")], gazetteer.load())
    both = resolve([phrase(id, "Chile's deal") for id in "ab"], gazetteer.load())
    assert one.entity_of["a", 3] == "Chiles_deal"
    assert [both.entity_of[id, 3] for id in "ab"] == ["Chiles_deal_a", "Chiles_deal_b"]


def test_a_people_is_one_whatever_the_word_for_it() -> None:
    names = ("Kurds", "Kurdish", "Kurd", "KURDS")
    found = resolve(
        [reading(f"The {name} came.", (name, NAME, "NORP", 0, name), id=name) for name in names], gazetteer.load()
    )
    [kurds] = found.entities
    assert (kurds.id, kurds.type) == ("Kurds", "People")


def test_a_people_that_no_table_has_goes_by_its_plural() -> None:
    names = ("Velmarian", "Velmarians")
    found = resolve(
        [reading(f"The {name} came.", (name, NAME, "NORP", 0, name), id=name) for name in names], gazetteer.load()
    )
    assert [entity.label for entity in found.entities] == ["Velmarians"]


MARSH: Part = ("Marsh", NAME, "PERSON", 1, "Omar Marsh")


@pytest.mark.parametrize(
    ("words", "head", "type", "is_of"),
    [
        pytest.param("Marsh's new aide", "aide", "GROUP", True, id="an owner"),
        pytest.param("Marsh campaign aide", "aide", "ROLE", True, id="a name before the noun"),
        pytest.param("anti-Marsh voters", "voters", "GROUP", False, id="a hyphen before the name"),
        pytest.param("Marsh-led talks", "talks", "TOPIC", False, id="a hyphen behind it"),
        pytest.param("aide to President Marsh", "aide", "GROUP", True, id="whom somebody serves"),
        pytest.param("opposition to Marsh", "opposition", "GROUP", False, id="whom somebody opposes"),
        pytest.param("spokesman for Marsh", "spokesman", "ROLE", True, id="for whom somebody speaks"),
        pytest.param("support for Marsh", "support", "TOPIC", False, id="what somebody gets"),
        pytest.param("record of the former President Marsh", "record", "TOPIC", True, id="of"),
        pytest.param("cost of Marsh's boat", "cost", "TOPIC", False, id="of something of his"),
        pytest.param("chance of beating Marsh", "chance", "TOPIC", False, id="of a deed"),
    ],
)
def test_whose_a_phrase_is_stands_before_its_noun_or_is_led_to_at_once(
    words: str, head: str, type: str, is_of: bool
) -> None:
    text = f"The {words} came."
    start, at = text.index(words), text.index(head)
    span = Span(start, start + len(words))
    whole = Mention(span, Span(at, at + len(head)), span, NOMINAL, MentionType(type), 3, words)
    name = reading(text, MARSH).mentions[0]
    found = resolve([Reading(Document("a", text, ()), (), (name, whole), ())], gazetteer.load())
    assert found.by_id[found.entity_of["a", 3]].of == ("Omar_Marsh" if is_of else None)
