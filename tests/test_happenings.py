"""Which words of which documents name one event."""

from __future__ import annotations

import handmade

from kg.knowledge.happenings import happenings
from kg.model.records import Reading, Span, Trigger

ENTITIES = {"Police": "ORG", "Smith": "PERSON"}


def telling(text: str, mentions: dict[str, str], word: str, verb: str, *claims: dict[str, object], id: str) -> Reading:
    made = handmade.reading(text, mentions, claims, id)
    span = Span(text.index(word), text.index(word) + len(word))
    return Reading(made.document, made.sentences, made.mentions, made.propositions, (Trigger(span, verb),))


def arrest(name: str, id: str) -> Reading:
    claim = handmade.says("arrest", "Police", name, trigger="arrested")
    return telling(f"Police arrested {name}.", {"Police": "ORG", name: "PERSON"}, "arrested", "arrest", claim, id=id)


ARREST = arrest("Smith", "a")
NOUN = telling("An arrest was made.", {}, "arrest", "arrest", id="b")


def events(*readings: Reading, stories: dict[str, str] | None = None) -> list[str]:
    told = stories or {reading.document.id: "a" for reading in readings}
    entity_of = {(r.document.id, m.cluster): m.label for r in readings for m in r.mentions}
    found = happenings(readings, told, entity_of)
    return [found[r.document.id, t.span] for r in readings for t in r.triggers]


def test_a_verb_and_its_noun_are_one_event() -> None:
    assert events(ARREST, NOUN) == ["a:arrest", "a:arrest"]


def test_what_is_done_to_somebody_else_is_another_event() -> None:
    assert events(ARREST, arrest("Jones", "c")) == ["a:arrest", "a:arrest:2"]


def test_a_passive_names_whom_it_was_done_to() -> None:
    claim = handmade.says("be arrested", "Smith", trigger="arrested")
    passive = telling("Smith was arrested.", {"Smith": "PERSON"}, "arrested", "arrest", claim, id="c")
    assert len(set(events(ARREST, passive, arrest("Jones", "d")))) == 2


def test_another_story_is_another_event() -> None:
    assert events(ARREST, NOUN, stories={"a": "a", "b": "b"}) == ["a:arrest", "b:arrest"]


def test_two_acts_of_saying_are_two_events() -> None:
    one, two = (telling("Police said so.", {"Police": "ORG"}, "said", "say", id=id) for id in "ab")
    assert len(set(events(one, two))) == 2


def test_the_order_of_the_documents_changes_nothing() -> None:
    readings = [ARREST, NOUN, arrest("Jones", "c")]
    assert sorted(events(*readings)) == sorted(events(*reversed(readings)))


def test_who_did_it_may_be_told_by_one_of_two_reports_alone() -> None:
    claim = handmade.says("be arrested", "Smith", trigger="arrested")
    passive = telling("Smith was arrested.", {"Smith": "PERSON"}, "arrested", "arrest", claim, id="c")
    assert len(set(events(ARREST, passive))) == 1
