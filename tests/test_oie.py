"""What sentences say as tuples of their own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from strategies import quick
from test_extract import read, trees

from kg.model.records import Parse
from kg.show import oie

Parsed = Callable[..., Parse]


def rows(parse: Parse) -> list[tuple[float, str, tuple[str, ...]]]:
    """(confidence, sentence, (relation, subject, object, more ...)) of each tuple."""
    lines = (line.split("\t") for line in oie.rows(read(parse)))
    return [(float(confidence), sentence, tuple(cells)) for sentence, confidence, *cells in lines]


def tuples(parse: Parse) -> list[tuple[str, ...]]:
    return [cells for _, _, cells in rows(parse)]


def test_a_tuple_is_relation_subject_object(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP armed nsubj GPE
        armed   arm     VERB/VBD  armed ROOT
        Russia  Russia  PROPN/NNP armed dobj GPE
    """)
    [(confidence, sentence, cells)] = rows(parse)
    assert (sentence, cells) == ("China armed Russia", ("armed", "China", "Russia"))
    assert 0 < confidence <= 1


def test_the_relation_keeps_auxiliaries_and_negation(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP armed nsubj GPE
        has     have    AUX/VBZ   armed aux
        not     not     PART/RB   armed neg
        armed   arm     VERB/VBN  armed ROOT
        Russia  Russia  PROPN/NNP armed dobj GPE
    """)
    assert tuples(parse) == [("has not armed", "China", "Russia")]


def test_a_predicate_that_carries_the_verb_stands_before_it(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway   PROPN/NNP failed nsubj GPE
        failed   fail     VERB/VBD  failed ROOT
        to       to       PART/TO   arm    aux
        arm      arm      VERB/VB   failed xcomp
        Ukraine  Ukraine  PROPN/NNP arm    dobj GPE
    """)
    assert tuples(parse) == [("failed to arm", "Norway", "Ukraine")]


def test_a_passive_stays_as_it_is_written(parsed: Parsed) -> None:
    parse = parsed("""
        Russia  Russia  PROPN/NNP armed nsubjpass GPE
        was     be      AUX/VBD   armed auxpass
        armed   arm     VERB/VBN  armed ROOT
        by      by      ADP/IN    armed agent
        China   China   PROPN/NNP by    pobj GPE
    """)
    assert tuples(parse)[0] == ("was armed by", "Russia", "China")


def test_the_preposition_belongs_to_the_relation(parsed: Parsed) -> None:
    parse = parsed("""
        Troops  troop   NOUN/NNS  marched nsubj
        marched march   VERB/VBD  marched ROOT
        into    into    ADP/IN    marched prep
        Norway  Norway  PROPN/NNP into    pobj GPE
    """)
    assert ("marched into", "Troops", "Norway") in tuples(parse)


def test_further_arguments_make_one_whole_tuple_that_is_surer_than_its_parts(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP armed nsubj GPE
        armed   arm     VERB/VBD  armed ROOT
        Russia  Russia  PROPN/NNP armed dobj GPE
        in      in      ADP/IN    armed prep
        2022    2022    NUM/CD    in    pobj DATE
    """)
    sure = {cells: confidence for confidence, _, cells in rows(parse)}
    whole, core, further = ("armed", "China", "Russia", "in 2022"), ("armed", "China", "Russia"), "armed Russia in"
    assert set(sure) == {whole, core, (further, "China", "2022")}
    assert max(sure, key=lambda cells: sure[cells]) == whole


def test_words_of_the_sentence_are_kept_where_the_graph_has_names(parsed: Parsed) -> None:
    parse = parsed("""
        Beijing  Beijing  PROPN/NNP armed   nsubj GPE
        armed    arm      VERB/VBD  armed   ROOT
        Russian  russian  ADJ/JJ    rebels  amod NORP
        rebels   rebel    NOUN/NNS  armed   dobj
    """)
    assert tuples(parse) == [("armed", "Beijing", "Russian rebels")]


def test_a_possessive_has_what_it_owns(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP bought nsubj GPE
        bought  buy     VERB/VBD  bought ROOT
        Iran    Iran    PROPN/NNP ships  poss GPE
        's      's      PART/POS  Iran   case
        ships   ship    NOUN/NNS  bought dobj
    """)
    assert ("has", "Iran", "ships") in tuples(parse)


def test_an_act_is_told_of_who_does_it(parsed: Parsed) -> None:
    parse = parsed("""
        China    China    PROPN/NNP support poss GPE
        ’s       ’s       PART/POS  China   case
        support  support  NOUN/NN   grew    nsubj
        for      for      ADP/IN    support prep
        Russia   Russia   PROPN/NNP for     pobj GPE
        grew     grow     VERB/VBD  grew    ROOT
    """)
    assert ("support for", "China", "Russia") in tuples(parse)


def test_each_of_two_objects_makes_a_tuple(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP armed  nsubj GPE
        armed   arm     VERB/VBD  armed  ROOT
        Russia  Russia  PROPN/NNP armed  dobj GPE
        and     and     CCONJ/CC  Russia cc
        Iran    Iran    PROPN/NNP Russia conj GPE
    """)
    assert tuples(parse) == [("armed", "China", "Russia"), ("armed", "China", "Iran")]


def test_a_title_says_what_somebody_is(parsed: Parsed) -> None:
    parse = parsed("""
        Minister   Minister   PROPN/NNP Huitfeldt compound
        Huitfeldt  Huitfeldt  PROPN/NNP left      nsubj PERSON
        left       leave      VERB/VBD  left      ROOT
        NATO       NATO       PROPN/NNP left      dobj  ORG
    """)
    assert ("is", "Huitfeldt", "Minister") in tuples(parse)


def test_a_noun_phrase_is_told_without_the_ending_of_its_owner(parsed: Parsed) -> None:
    parse = parsed("""
        Italy   Italy   PROPN/NNP island poss GPE
        's      's      PART/POS  Italy  case
        island  island  NOUN/NN   burned nsubj
        of      of      ADP/IN    island prep
        Capri   Capri   PROPN/NNP of     pobj LOC
        burned  burn    VERB/VBD  burned ROOT
    """)
    assert ("is in", "Capri", "Italy") in tuples(parse)


def test_a_passive_that_is_only_placed_says_something_without_its_place(parsed: Parsed) -> None:
    parse = parsed("""
        Lyon    Lyon    PROPN/NNP founded nsubjpass GPE
        was     be      AUX/VBD   founded auxpass
        founded found   VERB/VBN  founded ROOT
        in      in      ADP/IN    founded prep
        1851    1851    NUM/CD    in      pobj DATE
    """)
    assert set(tuples(parse)) == {("was founded in", "Lyon", "1851"), ("was", "Lyon", "founded")}


def test_a_passive_needs_what_is_no_circumstance_of_it(parsed: Parsed) -> None:
    parse = parsed("""
        Lyon    Lyon    PROPN/NNP split nsubjpass GPE
        was     be      AUX/VBD   split auxpass
        split   split   VERB/VBN  split ROOT
        into    into    ADP/IN    split prep
        wards   ward    NOUN/NNS  into  pobj
    """)
    assert tuples(parse) == [("was split into", "Lyon", "wards")]


def test_meetings_that_are_held_are_told(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP held  nsubj GPE
        held    hold    VERB/VBD  held  ROOT
        talks   talk    NOUN/NNS  held  dobj
    """)
    assert ("held", "Norway", "talks") in tuples(parse)


def test_a_noun_in_the_relation_stands_for_itself_too(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP made  nsubj GPE
        made    make    VERB/VBD  made  ROOT
        offers  offer   NOUN/NNS  made  dobj
        on      on      ADP/IN    offers prep
        fish    fish    NOUN/NN   on    pobj
    """)
    assert set(tuples(parse)) >= {("made offers on", "Norway", "fish"), ("made", "Norway", "offers")}


def test_a_list_within_a_phrase_is_told_item_by_item(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP sold  nsubj GPE
        sold    sell    VERB/VBD  sold  ROOT
        tons    ton     NOUN/NNS  sold  dobj
        of      of      ADP/IN    tons  prep
        rye     rye     NOUN/NN   of    pobj
        and     and     CCONJ/CC  rye   cc
        oats    oat     NOUN/NNS  rye   conj
    """)
    assert {("sold tons of", "Norway", "rye"), ("sold tons of", "Norway", "oats")} <= set(tuples(parse))


def test_a_subject_that_lists_is_told_item_by_item(parsed: Parsed) -> None:
    parse = parsed("""
        Fresh   fresh   ADJ/JJ    rye   amod
        rye     rye     NOUN/NN   fed   nsubj
        and     and     CCONJ/CC  rye   cc
        oats    oat     NOUN/NNS  rye   conj
        fed     feed    VERB/VBD  fed   ROOT
        Norway  Norway  PROPN/NNP fed   dobj GPE
    """)
    assert tuples(parse) == [("fed", "Fresh rye", "Norway"), ("fed", "oats", "Norway")]


def test_what_shares_a_preposition_is_one_cell_of_the_whole(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP sold  nsubj GPE
        sold    sell    VERB/VBD  sold  ROOT
        ships   ship    NOUN/NNS  sold  dobj
        to      to      ADP/IN    sold  prep
        Latvia  Latvia  PROPN/NNP to    pobj GPE
        and     and     CCONJ/CC  Latvia cc
        Iran    Iran    PROPN/NNP Latvia conj GPE
    """)
    assert tuples(parse)[0] == ("sold", "Norway", "ships", "to Latvia and Iran")
    assert {("sold ships to", "Norway", "Latvia"), ("sold ships to", "Norway", "Iran")} <= set(tuples(parse))


def test_an_object_is_also_its_examples(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP sold  nsubj GPE
        sold    sell    VERB/VBD  sold  ROOT
        grains  grain   NOUN/NNS  sold  dobj
        such    such    ADJ/JJ    as    amod
        as      as      ADP/IN    grains prep
        rye     rye     NOUN/NN   as    pobj
    """)
    assert {("sold", "Norway", "grains"), ("sold", "Norway", "rye")} <= set(tuples(parse))


def test_a_phrase_is_told_without_its_quotation_marks(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP sold  nsubj GPE
        sold    sell    VERB/VBD  sold  ROOT
        “       “       PUNCT/``  rye   punct
        rye     rye     NOUN/NN   sold  dobj
        ”       ”       PUNCT/''  rye   punct
    """)
    assert tuples(parse) == [("sold", "Norway", "rye")]


def test_a_purpose_is_not_told_as_reached(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP sold  nsubj GPE
        sold    sell    VERB/VBD  sold  ROOT
        ships   ship    NOUN/NNS  sold  dobj
        to      to      PART/TO   arm   aux
        arm     arm     VERB/VB   sold  advcl
        Latvia  Latvia  PROPN/NNP arm   dobj GPE
    """)
    assert ("sold ships to arm", "Norway", "Latvia") in tuples(parse)
    assert ("arm", "Norway", "Latvia") not in tuples(parse)


def test_the_whole_tuple_tells_when(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP sold  nsubj GPE
        sold    sell    VERB/VBD  sold  ROOT
        ships   ship    NOUN/NNS  sold  dobj
        after   after   SCONJ/IN  left  mark
        Latvia  Latvia  PROPN/NNP left  nsubj GPE
        left    leave   VERB/VBD  sold  advcl
        NATO    NATO    PROPN/NNP left  dobj  ORG
    """)
    assert ("sold", "Norway", "ships", "after Latvia left NATO") in tuples(parse)


@pytest.mark.parametrize("repeats", [1, 3])
def test_what_a_text_repeats_stands_once(parsed: Parsed, repeats: int) -> None:
    sentence = [
        "China China PROPN/NNP {} nsubj GPE",
        "armed arm VERB/VBD {} ROOT",
        "Iran Iran PROPN/NNP {} dobj GPE",
        ". . PUNCT/. {} punct",
    ]
    parse = parsed("\n".join(row.format(4 * n + 1) for n in range(repeats) for row in sentence))
    assert tuples(parse) == [("armed", "China", "Iran")]


@given(rows=trees())
@quick
def test_each_line_has_a_sentence_a_confidence_and_three_cells(parsed: Parsed, rows: str) -> None:
    parse = parsed(rows)
    for line in oie.rows(read(parse)):
        sentence, confidence, relation, *cells = line.split("\t")
        assert sentence == parse.document.text
        assert 0 <= float(confidence) <= 1
        assert relation
        assert len(cells) >= 2
