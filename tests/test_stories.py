"""Which documents tell one story."""

from __future__ import annotations

from kg.model.records import Document
from kg.text.stories import stories

QUAKE = {
    "one": "A strong earthquake struck off the coast of Sumatra on Monday, toppling houses in Padang.",
    "two": "Rescuers in Padang dug through toppled houses after the earthquake off Sumatra.",
    "other": "An earthquake in the Peruvian Andes cut the road to Cusco and frightened trekkers.",
}


def told(texts: dict[str, str], **dates: str) -> dict[str, str]:
    return stories(Document(id, text, (), date=dates.get(id)) for id, text in texts.items())


def test_reports_of_one_earthquake_are_one_story_and_another_earthquake_is_none() -> None:
    assert told(QUAKE) == {"one": "one", "two": "one", "other": "other"}


def test_the_same_words_two_months_later_are_another_story() -> None:
    assert told(QUAKE, one="2024-03-04", two="2024-03-09")["two"] == "one"
    assert told(QUAKE, one="2024-03-04", two="2024-05-09")["two"] == "two"


def test_a_document_without_a_date_or_with_a_bad_one_may_be_of_any_time() -> None:
    assert told(QUAKE, one="2024-03-04", two="spring")["two"] == "one"


def test_the_order_of_the_documents_changes_nothing() -> None:
    assert told(dict(reversed(QUAKE.items()))) == told(QUAKE)


def test_empty_texts_are_stories_of_their_own() -> None:
    assert told({"a": "", "b": "", "c": "the of and"}) == {"a": "a", "b": "b", "c": "c"}
    assert told({}) == {}
