"""How far a phrase goes: each condition, with a parse that needs it."""

from __future__ import annotations

import pytest
from clause_trees import tokens

from kg.extract.stating.phrases.extent import extent
from kg.extract.stating.phrases.wording import before_examples


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


# "men who had carried heavy, heavy ... crates", as far as a phrase may go
CARRIED = "men NNS 0 ROOT, who WP 3 nsubj, had/have VBD/AUX 3 aux, carried/carry VBN 0 relcl"
HEAVY = ", ".join(["heavy JJ 16 amod"] * 12)


@pytest.mark.parametrize(
    ("behind", "last"),
    [
        ("in IN 3 prep, May NNP 17 pobj, at IN 3 prep, night NN 19 pobj", "crates"),
        ("of IN 16 prep, pots NNS 17 pobj, at IN 3 prep, night NN 19 pobj", "men"),
        ("and CC 16 cc, pots NNS 16 conj", "men"),
        ("that IN 19 mark, it PRP 19 nsubj, sunk/sink VBD 3 ccomp", "men"),
    ],
    ids=["where it was", "of the object", "listed with the object", "what it wants"],
)
def test_a_long_clause_that_tells_which_ends_where_it_is_whole(behind: str, last: str) -> None:
    assert phrase(f"{CARRIED}, {HEAVY}, crates NNS 3 dobj, {behind}", "men").split()[-1] == last


@pytest.mark.parametrize(
    ("behind", "last"),
    [("such JJ 3 amod, pots NNS 1 pobj", "pots"), ("such JJ 3 amod, as/as IN 0 prep, pots NNS 3 pobj", "on")],
    ids=["such pots", "such as pots"],
)
def test_such_leads_to_examples_only_before_as(behind: str, last: str) -> None:
    token = tokens(f"taxes NNS 0 ROOT, on IN 0 prep, {behind}")["taxes"]
    assert token.doc[before_examples(token, len(token.doc) - 1)].text == last
