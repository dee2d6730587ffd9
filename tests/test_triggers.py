"""The words that name what happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.stating.triggers import eventives, triggers
from kg.model.records import Parse

Parsed = Callable[[str], Parse]


def found(parse: Parse) -> list[tuple[str, str]]:
    [block] = parse.blocks
    return [(t.span.of(parse.document.text), t.word) for t in triggers(block.doc, block.start)]


def test_a_verb_and_the_noun_of_an_act_are_triggers(parsed: Parsed) -> None:
    doc = parsed("""
        The      the      DET    takeover det
        takeover takeover NOUN   angered  nsubj
        angered  anger    VERB   angered  ROOT
        Oslo     Oslo     PROPN  angered  dobj
    """)
    assert found(doc) == [("takeover", "acquire"), ("angered", "anger")]


def test_a_light_verb_leaves_the_deed_to_its_noun(parsed: Parsed) -> None:
    doc = parsed("""
        They  they  PRON  held nsubj
        held  hold  VERB  held ROOT
        talks talk  NOUN  held dobj
    """)
    assert found(doc) == [("talks", "talk")]


@pytest.mark.parametrize(("verb", "noun", "words"), [("raised/raise", "torch", 1), ("praised/praise", "talks/talk", 2)])
def test_a_light_verb_beside_a_thing_and_another_beside_a_deed(
    parsed: Parsed, verb: str, noun: str, words: int
) -> None:
    rows = [(*word.partition("/"), kind) for word, kind in ((verb, "VERB 1 ROOT"), (noun, "NOUN 1 dobj"))]
    doc = parsed(
        "They they PRON 1 nsubj\n" + "\n".join(f"{text} {lemma or text} {kind}" for text, _, lemma, kind in rows)
    )
    assert len(found(doc)) == words


def test_a_verb_of_occurring_leaves_the_deed_to_its_subject(parsed: Parsed) -> None:
    doc = parsed("""
        An        an        DET   explosion det
        explosion explosion NOUN  occurred  nsubj
        occurred  occur     VERB  occurred  ROOT
    """)
    assert found(doc) == [("explosion", "explode")]


def test_auxiliaries_states_and_plain_things_are_no_triggers(parsed: Parsed) -> None:
    doc = parsed("""
        Oslo    Oslo    PROPN  owned nsubj
        has     have    AUX    owned aux
        owned   own     VERB   owned ROOT
        ships   ship    NOUN   owned dobj
    """)
    assert found(doc) == []


def test_a_particle_belongs_to_its_verb(parsed: Parsed) -> None:
    doc = parsed("""
        He     he    PRON  passed nsubj
        passed pass  VERB  passed ROOT
        away   away  ADP   passed prt
    """)
    assert found(doc) == [("passed", "die")]


def test_verbs_and_nouns_of_one_happening_tell_the_same_event() -> None:
    verbs, nouns = eventives()
    assert verbs["pass away"] == verbs["perish"] == nouns["death"] == "die"
    assert all(words.islower() for table in (verbs, nouns) for pair in table.items() for words in pair)
