"""Why a statement is in the graph."""

from __future__ import annotations

import pytest
import sample

from kg.errors import NotFoundError, UnknownEntityError
from kg.show.explain import Explanation, Place, explain


def why(*words: str) -> list[Explanation]:
    return explain(sample.knowledge(), *words)


def test_the_three_parts_are_marked_in_the_sentence() -> None:
    [found] = why("China", "aid", "Russia")
    assert (
        found.places[0].marked("<", ">").startswith("A senior US official stated that <China> is <aiding> <Russia> by")
    )
    assert (found.speakers, found.stance, found.is_fact) == (("senior US official",), "asserted", True)


def test_a_general_predicate_finds_the_special_ones() -> None:
    assert {found.predicate for found in why("China", "supports")} == {"aid", "support", "supports"}


@pytest.mark.parametrize("predicate", ["kg:metAt", "metAt", "met at", "meet at", "MET AT"])
def test_a_predicate_has_many_names(predicate: str) -> None:
    assert [found.object for found in why("G7", predicate)] == ["Capri"]


@pytest.mark.parametrize("subject", ["china", "PRC", "e:China", "CHINA"])
def test_a_subject_has_many_names(subject: str) -> None:
    assert why(subject, "denies")[0].subject == "China"


def test_an_object_may_be_named_by_a_word_of_it() -> None:
    assert [found.predicate for found in why("China", "denies", "arms")] == ["deny"]


def test_a_name_with_its_own_entity_is_tried_before_its_words() -> None:
    assert {found.object for found in why("China", "supports", "Russia")} == {"Russia"}


def test_facts_come_before_what_is_denied() -> None:
    found = why("China", "provide")
    assert [explanation.stance for explanation in found] == ["asserted, probable", "denied"]
    assert found[0].disputed_by == (found[1].id,)


def test_merges_of_the_same_article_are_told() -> None:
    [found] = why("China", "denies")
    assert found.merges == (("China", (("It", "coreference", 0.8),)),)


def test_the_text_says_who_where_and_by_which_rule() -> None:
    text = str(why("United States", "hopes")[0])
    assert "said by the article itself" in text
    assert f"in {sample.CAPRI}, characters 183-374:" in text
    assert "rule clause, confidence 0.9" in text


def test_markup_in_a_sentence_stays_text_in_a_notebook() -> None:
    place = Place("a", "<b> aids y", 0, 10, (0, 3), (4, 8), (9, 10))
    found = Explanation("1", "<b>", "aid", "y", (), "asserted", True, (place,), "r", 1.0, (), (), 1)
    assert "<b> aids" not in found._repr_html_()


@pytest.mark.parametrize(
    ("subject", "predicate", "marked"),
    [
        ((0, 11), (0, 7), "<<Chinese> aid> came"),
        ((0, 7), (0, 7), "<<Chinese>> aid came"),
        ((0, 11), (8, 16), "<Chinese <aid>> came"),
        ((12, 16), (0, 7), "<Chinese> aid <came>"),
        (None, (8, 11), "Chinese <aid> came"),
    ],
    ids=["within", "the same", "crossing", "the other way round", "one elsewhere"],
)
def test_parts_may_lie_in_one_another(subject: tuple[int, int] | None, predicate: tuple[int, int], marked: str) -> None:
    assert Place("a", "Chinese aid came", 0, 16, subject, predicate, None).marked("<", ">") == marked


def test_an_unknown_subject_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownEntityError, match="no entity 'Chna'; nearest are 'China'"):
        why("Chna")


def test_an_unknown_predicate_is_answered_with_what_is_said() -> None:
    with pytest.raises(NotFoundError, match="nothing says that 'NATO' 'eats'; what is said of it: 'numberOfMembers'"):
        why("NATO", "eats")


def test_an_unknown_object_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="objects are 'Russia'"):
        why("China", "aids", "Capri")


def test_an_entity_that_is_never_subject_says_so() -> None:
    with pytest.raises(NotFoundError, match="nothing has 'Mao Ning' as its subject"):
        why("Mao Ning")
