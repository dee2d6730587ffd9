"""What the parser regularly gets wrong is put right."""

from __future__ import annotations

import pytest

from kg.mend import mend
from kg.syntax import Doc, Token

# Words with tag, number of the head, relation and, for names, their type.
GAVE = [("Oslo", "NNP", 1, "nsubj", "GPE"), ("gave", "VBD", 1, "ROOT", "")]
DRONES = ("drones", "NNS", 1, "dobj", "")


def mended(*words: tuple[str, str, int, str, str]) -> list[tuple[str, str, str]]:
    """(word, head, relation) of each word."""
    doc = Doc(" ".join(word for word, *_ in words))
    heads, at, before = [], 0, ""
    for i, (word, tag, head, relation, kind) in enumerate(words):
        pos = "VERB" if tag.startswith("V") else "NOUN"
        inside = "O" if not kind else "I" if kind == before else "B"
        lemma = {"gave": "give", "saw": "see"}.get(word, word)
        doc.append(Token(doc, i, at, " ", word, lemma, pos, tag, relation, kind, inside))
        heads.append(head)
        at, before = at + len(word) + 1, kind
    mend(doc, heads)
    return [(token.text, doc[heads[token.i]].text, token.dep_) for token in doc]


@pytest.mark.parametrize("name", [["Ukraine"], ["North", "Korea"]], ids=" ".join)
def test_who_is_given_something_is_no_part_of_its_name(name: list[str]) -> None:
    thing = 2 + len(name)
    words = [(word, "NNP", thing, "compound", "GPE") for word in name]
    found = mended(*GAVE, *words, DRONES)
    assert found[thing - 1] == (name[-1], "gave", "dative")
    assert all(head == name[-1] for _, head, _ in found[2 : thing - 1])
    assert found[thing] == ("drones", "gave", "dobj")


def test_letters_before_a_noun_say_whose_it_is() -> None:
    found = mended(*GAVE, ("US", "NNP", 3, "compound", "GPE"), DRONES)
    assert found[2] == ("US", "drones", "compound")


def test_what_is_given_to_another_keeps_its_name() -> None:
    found = mended(*GAVE, ("Ukraine", "NNP", 3, "compound", "GPE"), DRONES, ("to", "IN", 1, "dative", ""))
    assert found[2] == ("Ukraine", "drones", "compound")


def test_a_verb_of_one_object_is_left_alone() -> None:
    saw = ("saw", "VBD", 1, "ROOT", "")
    found = mended(GAVE[0], saw, ("Ukraine", "NNP", 3, "compound", "GPE"), DRONES)
    assert found[2] == ("Ukraine", "drones", "compound")
