"""What the parser hangs in the wrong place, each parse spelled out as it comes: which verb has what none the less."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.clauses.clause import Clause, is_cleft, is_verdict
from kg.extract.clauses.clauses import clauses
from kg.model.records import Parse

Parsed = Callable[[str], Parse]


def found(parse: Parse) -> dict[str, Clause]:
    """The clauses of the only sentence, by their verbs."""
    [block] = parse.blocks
    [sentence] = block.doc.sents
    return {clause.head.text: clause for clause in clauses(sentence)}


def texts(clause: Clause, place: str) -> list[str]:
    """The words in one of its places."""
    return [token.text for token in getattr(clause, place)]


def test_the_second_of_two_subjects_in_a_row_goes_back_to_the_relative_clause(parsed: Parsed) -> None:
    verbs = found(
        parsed(
            """
            firm   firm   NOUN/NN  fired  nsubj
            that   that   PRON/WDT failed nsubj
            failed fail   VERB/VBD firm   relcl
            to     to     PART/TO  repair aux
            repair repair VERB/VB  failed xcomp
            ships  ship   NOUN/NNS fired  nsubj
            fired  fire   VERB/VBD fired  ROOT
            staff  staff  NOUN/NN  fired  dobj
            """
        )
    )
    assert texts(verbs["repair"], "objects") == ["ships"]
    assert texts(verbs["fired"], "subjects") == ["firm"]


@pytest.mark.parametrize("relation", ["relcl", "acl"])
def test_two_subjects_stay_where_the_first_clause_lacks_no_object(parsed: Parsed, relation: str) -> None:
    verbs = found(
        parsed(
            f"""
            crew  crew NOUN/NN  fled nsubj
            who   who  PRON/WP  sold nsubj
            sold  sell VERB/VBD crew {relation}
            gold  gold NOUN/NN  sold dobj
            ships ship NOUN/NNS fled nsubj
            fled  flee VERB/VBD fled ROOT
            """
        )
    )
    assert texts(verbs["fled"], "subjects") == ["crew", "ships"]


def test_a_participle_between_commas_gives_the_subject_to_the_main_verb(parsed: Parsed) -> None:
    verbs = found(
        parsed(
            """
            The      the     DET/DT   spy     det
            spy      spy     NOUN/NN  3       nsubj
            ,        ,       PUNCT/,  spy     punct
            believed believe VERB/VBD phoned  advcl
            dead     dead    ADJ/JJ   3       oprd
            ,        ,       PUNCT/,  phoned  punct
            phoned   phone   VERB/VBD phoned  ROOT
            Rome     Rome    PROPN/NNP phoned dobj
            """
        )
    )
    assert texts(verbs["phoned"], "subjects") == ["spy"]
    assert verbs["believed"].passive


def test_a_participle_whose_subject_ends_in_no_comma_keeps_it_for_itself(parsed: Parsed) -> None:
    verbs = found(
        parsed(
            """
            Spies    spy     NOUN/NNS 1      nsubj
            believed believe VERB/VBD phoned advcl
            dead     dead    ADJ/JJ   1      oprd
            phoned   phone   VERB/VBD phoned ROOT
            """
        )
    )
    assert texts(verbs["phoned"], "subjects") == []


def test_who_is_given_something_is_no_object_where_an_article_parts_the_two(parsed: Parsed) -> None:
    parse = parsed(
        """
        Oman     Oman    PROPN/NNP leased   nsubj
        leased   lease   VERB/VBD  leased   ROOT
        Hungary  Hungary PROPN/NNP leased   dobj
        two      two     NUM/CD    antennas nummod
        antennas antenna NOUN/NNS  Hungary  appos
        """
    )
    [leased] = found(parse).values()
    assert (texts(leased, "indirect"), texts(leased, "objects")) == (["Hungary"], ["antennas"])


def test_the_last_of_the_list_in_front_is_the_subject_where_no_and_stands_before_it(parsed: Parsed) -> None:
    parse = parsed(
        """
        Despite    despite    SCONJ/IN  goes      prep
        strikes    strike     NOUN/NNS  Despite   pobj
        ,          ,          PUNCT/,   strikes   punct
        production production NOUN/NN   strikes   conj
        goes       go         VERB/VBZ  goes      ROOT
        on         on         ADP/RP    goes      prt
        """
    )
    [goes] = found(parse).values()
    assert texts(goes, "subjects") == ["production"]
    assert [[t.text for t in oblique.heads] for oblique in goes.obliques] == [["strikes"]]


@pytest.mark.parametrize(
    ("joint", "relation"), [("and and CCONJ/CC strikes", "cc"), (", , PUNCT/, strikes", "punct")], ids=["and", "comma"]
)
def test_a_list_in_front_is_kept_where_the_sentence_has_a_subject(parsed: Parsed, joint: str, relation: str) -> None:
    parse = parsed(
        f"""
        Despite  despite SCONJ/IN  goes    prep
        strikes  strike  NOUN/NNS  Despite pobj
        {joint} {relation}
        protests protest NOUN/NNS  strikes conj
        it       it      PRON/PRP  goes    nsubj
        goes     go      VERB/VBZ  goes    ROOT
        """
    )
    [goes] = found(parse).values()
    assert texts(goes, "subjects") == ["it"]
    assert [[t.text for t in oblique.heads] for oblique in goes.obliques] == [["strikes", "protests"]]


def test_which_as_an_article_of_the_subject_is_the_object_behind_a_comma(parsed: Parsed) -> None:
    verbs = found(
        parsed(
            """
            It        it      PRON/PRP  shut      nsubj
            shut      shut    VERB/VBD  shut      ROOT
            libraries library NOUN/NNS  shut      dobj
            ,         ,       PUNCT/,   libraries punct
            which     which   DET/WDT   pupils    det
            pupils    pupil   NOUN/NNS  painted   nsubj
            painted   paint   VERB/VBD  libraries relcl
            """
        )
    )
    assert texts(verbs["painted"], "objects") == ["libraries"]


def test_a_subject_may_hang_from_the_auxiliary(parsed: Parsed) -> None:
    parse = parsed(
        """
        did      do      AUX/VBD   vote aux
        Estonia  Estonia PROPN/NNP did  nsubj
        vote     vote    VERB/VB   vote ROOT
        """
    )
    [vote] = found(parse).values()
    assert texts(vote, "subjects") == ["Estonia"]


def test_what_hangs_from_the_auxiliary_is_no_subject_beside_one(parsed: Parsed) -> None:
    parse = parsed(
        """
        flood   flood   NOUN/NN did  nsubj
        did     do      AUX/VBD vote aux
        council council NOUN/NN vote nsubj
        vote    vote    VERB/VB vote ROOT
        """
    )
    [vote] = found(parse).values()
    assert texts(vote, "subjects") == ["council"]


CLEFT = """
    {0}   it   PRON/PRP was  {1}
    was   {2}  AUX/VBD  was  ROOT
    mine  mine NOUN/NN  was  {3}
    that  that PRON/WDT sank nsubj
    sank  sink VERB/VBD mine {4}
    ships ship NOUN/NNS sank dobj
"""


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (("It", "nsubj", "be", "attr", "relcl"), True),
        (("This", "nsubj", "be", "attr", "relcl"), False),
        (("It", "dobj", "be", "attr", "relcl"), False),
        (("It", "nsubj", "become", "attr", "relcl"), False),
        (("It", "nsubj", "be", "dobj", "relcl"), False),
        (("It", "nsubj", "be", "attr", "acl"), False),
    ],
    ids=["it was a mine that sank", "this was", "it is no subject", "it became", "no complement", "no relative clause"],
)
def test_a_cleft_has_it_and_be_and_a_relative_clause(parsed: Parsed, changed: tuple[str, ...], expected: bool) -> None:
    assert is_cleft(found(parsed(CLEFT.format(*changed)))["sank"]) is expected


VERDICT = """
    {0}   it    PRON/PRP  is    {1}
    is    be    AUX/VBZ   is    ROOT
    lie   {2}   NOUN/NN   is    {3}
    that  that  SCONJ/IN  stole mark
    Ortega Ortega PROPN/NNP stole {4}
    stole steal VERB/VBD  lie   {5}
    gold  gold  NOUN/NN   stole dobj
"""


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (("It", "nsubj", "lie", "attr", "nsubj", "relcl"), True),
        (("This", "nsubj", "lie", "attr", "nsubj", "relcl"), False),
        (("It", "advmod", "lie", "attr", "nsubj", "relcl"), False),
        (("It", "nsubj", "fact", "attr", "nsubj", "relcl"), False),
        (("It", "nsubj", "lie", "dobj", "nsubj", "relcl"), False),
        (("It", "nsubj", "lie", "attr", "npadvmod", "relcl"), False),
        (("It", "nsubj", "lie", "attr", "nsubj", "acl"), False),
    ],
    ids=["a lie", "this", "it beside", "a fact", "an object", "no subject", "no relative clause"],
)
def test_a_verdict_has_it_and_a_noun_that_denies(parsed: Parsed, changed: tuple[str, ...], expected: bool) -> None:
    assert is_verdict(found(parsed(VERDICT.format(*changed)))["stole"]) is expected


def test_verbs_of_a_list_share_what_the_first_has_that_fits(parsed: Parsed) -> None:
    verbs = found(
        parsed(
            """
            Peru  Peru  PROPN/NNP met   nsubj
            met   meet  VERB/VBD  met   ROOT
            Chile Chile PROPN/NNP met   dobj
            sold  sell  VERB/VBD  met   conj
            ships ship  NOUN/NNS  sold  dobj
            and   and   CCONJ/CC  sold  cc
            left  leave VERB/VBD  sold  conj
            """
        )
    )
    assert verbs["left"].listed_first().head.text == "met"
    assert verbs["left"].listed_first(lambda clause: clause is verbs["left"]).head.text == "sold"
    assert verbs["met"].listed_first().head.text == "met"


@pytest.mark.parametrize(
    ("verb", "particle", "expected"),
    [("chime", "in", True), ("chime", "over", False), ("say", "over", True)],
    ids=["with its particle", "neither", "the verb alone"],
)
def test_a_verb_reports_by_its_particle_or_by_itself(parsed: Parsed, verb: str, particle: str, expected: bool) -> None:
    parse = parsed(
        f"""
        They       they       PRON/PRP {verb} nsubj
        {verb}     {verb}     VERB/VBP {verb} ROOT
        {particle} {particle} ADP/RP   {verb} prt
        """
    )
    [clause] = found(parse).values()
    assert clause.is_report is expected
