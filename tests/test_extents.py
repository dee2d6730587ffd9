"""How far a phrase goes: each condition, with a parse that needs it."""

from __future__ import annotations

import pytest
from clause_trees import tokens

from kg.extract.stating.phrases.extent import extent


def phrase(tree: str, head: str) -> str:
    """The words of the phrase that the word heads."""
    token = tokens(tree)[head]
    first, last = extent(token)
    return " ".join(t.text for t in token.doc[first : last + 1])


@pytest.mark.parametrize(("mark", "words"), [("“", "“ ships"), ("$", "$ ships"), ("(", "ships"), ("-", "ships")])
def test_only_some_marks_begin_a_phrase(mark: str, words: str) -> None:
    assert phrase(f"sold/sell VBD 0 ROOT, {mark} PUNCT 2 punct, ships NNS 0 dobj", "ships") == words


@pytest.mark.parametrize(("mark", "words"), [("%", "half %"), ("”", "half"), (".", "half")])
def test_a_mark_ends_a_phrase_that_it_has_opened(mark: str, words: str) -> None:
    assert phrase(f"sold/sell VBD 0 ROOT, half NN 0 dobj, {mark} PUNCT 1 punct", "half") == words


@pytest.mark.parametrize(
    ("barring", "words"), [("IN 0 prep", "law"), ("VBG 0 acl", "law barring miners")], ids=["except", "that bars"]
)
def test_what_is_left_out_is_no_part_of_a_phrase(barring: str, words: str) -> None:
    assert phrase(f"law NN 0 ROOT, barring/bar {barring}, miners NNS 1 pobj", "law") == words


@pytest.mark.parametrize(
    ("time", "words"),
    [("today NN 0 npadvmod", "talks today"), ("all DT 2 det, day NN 0 npadvmod", "talks")],
    ids=["at once", "further on"],
)
def test_an_adverb_at_once_behind_its_noun_is_part_of_the_phrase(time: str, words: str) -> None:
    assert phrase(f"talks NNS 0 ROOT, {time}", "talks") == words
