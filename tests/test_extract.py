"""What sentences say: who did what, who says so, and what is no fact; read from parses that are spelled out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import words_of
from strategies import quick

from kg import gazetteer
from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.knowledge.align import align
from kg.knowledge.resolve import resolve
from kg.model.kinds import Modality, Polarity, Role
from kg.model.plain import from_plain, to_plain
from kg.model.records import Parse, Proposition, Reading, Statement
from kg.terms import lexicon

Parsed = Callable[..., Parse]


@cache
def known() -> Gazetteer:
    return gazetteer.load()


def read(parse: Parse) -> Reading:
    return extract(parse, known())


def said(reading: Reading) -> list[str]:
    """One line a proposition: ``not China | arm | Russia | Desired | said by Reuters, Campbell``.

    An object that is itself said, wanted or denied stands in brackets.
    """
    return [_line(proposition, reading) for proposition in reading.propositions]


def _line(proposition: Proposition, reading: Reading) -> str:
    subject, obj = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
    negation = "not " if proposition.polarity is Polarity.NEGATIVE else ""
    parts = [negation + words_of(subject, reading), proposition.predicate]
    if obj is not None:
        parts.append(words_of(obj, reading))
    if proposition.modality is not Modality.ACTUAL:
        parts.append(str(proposition.modality))
    if proposition.attribution:
        parts.append("said by " + ", ".join(reading.mentions[number].label for number in proposition.attribution))
    return " | ".join(parts)


def statements(reading: Reading) -> tuple[Statement, ...]:
    return align(reading, resolve([reading], known()), lexicon.load())


def facts(reading: Reading) -> list[tuple[str, str, object]]:
    """Subject, predicate and object of what also stands as a plain triple."""
    return sorted((s.subject, s.phrase, s.object) for s in statements(reading) if s.is_fact)


# -- negation ------------------------------------------------------------------------------------------------------


def test_a_negated_verb_is_not_read_as_its_positive(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP arm  nsubj GPE
        did     do      AUX/VBD   arm  aux
        not     not     PART/RB   arm  neg
        arm     arm     VERB/VB   arm  ROOT
        Russia  Russia  PROPN/NNP arm  dobj  GPE
    """)
    assert said(read(parse)) == ["not China | arm | Russia"]
    assert facts(read(parse)) == []


def test_one_negation_reaches_both_verbs_of_a_pair(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP sell nsubj GPE
        did     do      AUX/VBD   sell aux
        not     not     PART/RB   sell neg
        sell    sell    VERB/VB   sell ROOT
        or      or      CCONJ/CC  sell cc
        lease   lease   VERB/VB   sell conj
        ships   ship    NOUN/NNS  lease dobj
    """)
    assert said(read(parse)) == ["not China | sell | ships", "not China | lease | ships"]


def test_a_finite_verb_behind_and_escapes_the_negation(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP arm    nsubj GPE
        did     do      AUX/VBD   arm    aux
        not     not     PART/RB   arm    neg
        arm     arm     VERB/VB   arm    ROOT
        Iran    Iran    PROPN/NNP arm    dobj  GPE
        and     and     CCONJ/CC  arm    cc
        aided   aid     VERB/VBD  arm    conj
        Russia  Russia  PROPN/NNP aided  dobj  GPE
    """)
    assert said(read(parse)) == ["not China | arm | Iran", "China | aid | Russia"]


@pytest.mark.parametrize(
    ("quantifier", "line"),
    [
        pytest.param("No no DET/DT banks det", "not {} | finance | Iran", id="no"),
        pytest.param("Few few ADJ/JJ banks amod", "not {} | finance | Iran", id="few"),
        pytest.param("Many many ADJ/JJ banks amod", "{} | finance | Iran", id="many"),
    ],
)
def test_no_banks_and_few_banks_are_a_negation(parsed: Parsed, quantifier: str, line: str) -> None:
    parse = parsed(f"""
        {quantifier}
        banks     bank     NOUN/NNS  financed nsubj
        financed  finance  VERB/VBD  financed ROOT
        Iran      Iran     PROPN/NNP financed dobj GPE
    """)
    [proposition] = said(read(parse))
    assert proposition.startswith("not ") is line.startswith("not ")
    assert proposition.endswith("banks | finance | Iran")


def test_a_few_banks_are_some(parsed: Parsed) -> None:
    parse = parsed("""
        A         a        DET/DT    few      quantmod
        few       few      ADJ/JJ    banks    amod
        banks     bank     NOUN/NNS  financed nsubj
        financed  finance  VERB/VBD  financed ROOT
        Iran      Iran     PROPN/NNP financed dobj GPE
    """)
    [proposition] = read(parse).propositions
    assert proposition.polarity is Polarity.POSITIVE


def test_none_of_the_banks_negates_what_is_said_of_the_banks(parsed: Parsed) -> None:
    parse = parsed("""
        None      none     NOUN/NN   financed nsubj
        of        of       ADP/IN    None     prep
        the       the      DET/DT    banks    det
        banks     bank     NOUN/NNS  of       pobj
        financed  finance  VERB/VBD  financed ROOT
        Iran      Iran     PROPN/NNP financed dobj GPE
    """)
    assert said(read(parse)) == ["not banks | finance | Iran"]


def test_who_is_ruled_out_beside_the_subject_is_denied_the_act(parsed: Parsed) -> None:
    parse = parsed("""
        Laos      Laos      PROPN/NNP armed nsubj GPE
        ,         ,         PUNCT/,   Laos  punct
        not       not       PART/RB   Japan neg
        Japan     Japan     PROPN/NNP Laos  appos GPE
        ,         ,         PUNCT/,   Laos  punct
        armed     arm       VERB/VBD  armed ROOT
        Russia    Russia    PROPN/NNP armed dobj  GPE
    """)
    assert said(read(parse)) == ["Laos | arm | Russia", "not Japan | arm | Russia"]


# -- predicates that make what is beneath them true or false -------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "line"),
    [
        pytest.param("managed manage", "Norway | arm | Ukraine", id="managed"),
        pytest.param("failed fail", "not Norway | arm | Ukraine", id="failed"),
        pytest.param("refused refuse", "not Norway | arm | Ukraine", id="refused"),
        pytest.param("declined decline", "not Norway | arm | Ukraine", id="declined"),
        pytest.param("forgot forget", "not Norway | arm | Ukraine", id="forgot"),
        pytest.param("dared dare", "Norway | arm | Ukraine", id="dared"),
        pytest.param("tried try", "Norway | try to arm | Ukraine | Desired", id="tried"),
    ],
)
def test_the_verb_beneath_an_implicative_is_what_happened_or_not(parsed: Parsed, verb: str, line: str) -> None:
    parse = parsed(f"""
        Norway   Norway   PROPN/NNP 1   nsubj GPE
        {verb}            VERB/VBD  1   ROOT
        to       to       PART/TO   arm aux
        arm      arm      VERB/VB   1   xcomp
        Ukraine  Ukraine  PROPN/NNP arm dobj GPE
    """)
    assert line in said(read(parse))
    assert "Norway | arm | Ukraine" not in set(said(read(parse))) - {line}


def test_not_to_fail_is_to_do(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway   PROPN/NNP fail nsubj GPE
        did      do       AUX/VBD   fail aux
        not      not      PART/RB   fail neg
        fail     fail     VERB/VB   fail ROOT
        to       to       PART/TO   arm  aux
        arm      arm      VERB/VB   fail xcomp
        Ukraine  Ukraine  PROPN/NNP arm  dobj GPE
    """)
    assert said(read(parse)) == ["Norway | arm | Ukraine"]


def test_never_to_stop_is_to_go_on(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway   PROPN/NNP stopped nsubj GPE
        never    never    ADV/RB    stopped neg
        stopped  stop     VERB/VBD  stopped ROOT
        arming   arm      VERB/VBG  stopped xcomp
        Ukraine  Ukraine  PROPN/NNP arming  dobj GPE
    """)
    assert said(read(parse)) == ["Norway | arm | Ukraine"]


def test_who_is_kept_from_an_act_does_not_do_it(parsed: Parsed) -> None:
    parse = parsed("""
        Fog        fog      NOUN/NN   prevented nsubj
        prevented  prevent  VERB/VBD  prevented ROOT
        Norway     Norway   PROPN/NNP prevented dobj GPE
        from       from     ADP/IN    prevented prep
        arming     arm      VERB/VBG  from      pcomp
        Ukraine    Ukraine  PROPN/NNP arming    dobj GPE
    """)
    assert "not Norway | arm | Ukraine" in said(read(parse))


def test_without_doing_is_not_doing(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway   PROPN/NNP left    nsubj GPE
        left     leave    VERB/VBD  left    ROOT
        NATO     NATO     PROPN/NNP left    dobj  ORG
        without  without  ADP/IN    left    prep
        arming   arm      VERB/VBG  without pcomp
        Ukraine  Ukraine  PROPN/NNP arming  dobj GPE
    """)
    assert said(read(parse)) == ["Norway | leave | NATO", "not Norway | arm | Ukraine"]


# -- what is denied, wanted, planned or conditional ----------------------------------------------------------------


def test_a_denial_is_a_negative_statement_of_the_denier_and_no_fact(parsed: Parsed) -> None:
    parse = parsed("""
        Iran    Iran    PROPN/NNP denied nsubj GPE
        denied  deny    VERB/VBD  denied ROOT
        that    that    SCONJ/IN  armed  mark
        China   China   PROPN/NNP armed  nsubj GPE
        armed   arm     VERB/VBD  denied ccomp
        Russia  Russia  PROPN/NNP armed  dobj GPE
    """)
    reading = read(parse)
    assert said(reading) == ["Iran | deny | [China | arm]", "not China | arm | Russia | said by Iran"]
    assert [fact[:2] for fact in facts(reading)] == [("Iran", "deny")]


def test_who_denies_doing_something_is_who_is_said_to_do_it(parsed: Parsed) -> None:
    parse = parsed("""
        Iran    Iran    PROPN/NNP denied nsubj GPE
        denied  deny    VERB/VBD  denied ROOT
        arming  arm     VERB/VBG  denied xcomp
        Russia  Russia  PROPN/NNP arming dobj GPE
    """)
    assert said(read(parse)) == ["Iran | deny | [Iran | arm]", "not Iran | arm | Russia | said by Iran"]


@pytest.mark.parametrize(
    ("verb", "modality"),
    [
        pytest.param("urged urge", Modality.REQUESTED, id="urged"),
        pytest.param("ordered order", Modality.REQUESTED, id="ordered"),
        pytest.param("wanted want", Modality.DESIRED, id="wanted"),
        pytest.param("asked ask", Modality.REQUESTED, id="asked"),
        pytest.param("allowed allow", Modality.POSSIBLE, id="allowed"),
    ],
)
def test_whoever_is_urged_to_act_would_be_who_acts(parsed: Parsed, verb: str, modality: Modality) -> None:
    parse = parsed(f"""
        Denmark  Denmark  PROPN/NNP 1   nsubj GPE
        {verb}            VERB/VBD  1   ROOT
        Norway   Norway   PROPN/NNP 1   dobj GPE
        to       to       PART/TO   arm aux
        arm      arm      VERB/VB   1   xcomp
        Ukraine  Ukraine  PROPN/NNP arm dobj GPE
    """)
    [line] = [line for line in said(read(parse)) if "| arm |" in line]
    assert line.startswith(f"Norway | arm | Ukraine | {modality}")


def test_an_act_and_what_it_is_about_are_two_propositions(parsed: Parsed) -> None:
    parse = parsed("""
        Denmark  Denmark  PROPN/NNP urged nsubj GPE
        urged    urge     VERB/VBD  urged ROOT
        Norway   Norway   PROPN/NNP urged dobj GPE
        to       to       PART/TO   arm   aux
        arm      arm      VERB/VB   urged xcomp
        Ukraine  Ukraine  PROPN/NNP arm   dobj GPE
    """)
    reading = read(parse)
    assert said(reading) == [
        "Denmark | urge | Norway",
        "Norway | arm | Ukraine | Requested | said by Denmark",
    ]
    [topic] = [a for a in reading.propositions[0].arguments if a.role is Role.TOPIC]
    assert topic.proposition == 1


def test_what_is_hoped_is_no_fact_but_the_hope_is(parsed: Parsed) -> None:
    parse = parsed("""
        Denmark  Denmark  PROPN/NNP hopes nsubj GPE
        hopes    hope     VERB/VBZ  hopes ROOT
        that     that     SCONJ/IN  arm   mark
        Norway   Norway   PROPN/NNP arm   nsubj GPE
        will     will     AUX/MD    arm   aux
        arm      arm      VERB/VB   hopes ccomp
        Ukraine  Ukraine  PROPN/NNP arm   dobj GPE
    """)
    reading = read(parse)
    assert said(reading) == ["Denmark | hope | [Norway | arm]", "Norway | arm | Ukraine | Desired | said by Denmark"]
    assert [fact[:2] for fact in facts(reading)] == [("Denmark", "hope")]


def test_what_is_planned_is_no_fact(parsed: Parsed) -> None:
    parse = parsed("""
        Denmark  Denmark  PROPN/NNP plans nsubj GPE
        plans    plan     VERB/VBZ  plans ROOT
        to       to       PART/TO   arm   aux
        arm      arm      VERB/VB   plans xcomp
        Ukraine  Ukraine  PROPN/NNP arm   dobj GPE
    """)
    assert "Denmark | plan to arm | Ukraine | Planned | said by Denmark" in said(read(parse))


def test_who_promises_somebody_to_act_is_who_would_act(parsed: Parsed) -> None:
    parse = parsed("""
        Denmark   Denmark  PROPN/NNP promised nsubj GPE
        promised  promise  VERB/VBD  promised ROOT
        Norway    Norway   PROPN/NNP promised dobj GPE
        to        to       PART/TO   arm      aux
        arm       arm      VERB/VB   promised xcomp
        Ukraine   Ukraine  PROPN/NNP arm      dobj GPE
    """)
    assert "Denmark | arm | Ukraine | Planned | said by Denmark" in said(read(parse))


@pytest.mark.parametrize(
    ("noun", "line"),
    [
        pytest.param("plan", "Denmark | arm | Ukraine | Planned | said by Denmark", id="plan"),
        pytest.param("demand", "Denmark | arm | Ukraine | Requested | said by Denmark", id="demand"),
        pytest.param("failure", "not Denmark | arm | Ukraine", id="failure"),
        pytest.param("ability", "Denmark | arm | Ukraine | Possible", id="ability"),
    ],
)
def test_a_noun_decides_what_stands_beneath_it_as_a_verb_would(parsed: Parsed, noun: str, line: str) -> None:
    parse = parsed(f"""
        Denmark  Denmark  PROPN/NNP 2     poss GPE
        's       's       PART/POS  0     case
        {noun}   {noun}   NOUN/NN   moved nsubj
        to       to       PART/TO   arm   aux
        arm      arm      VERB/VB   2     acl
        Ukraine  Ukraine  PROPN/NNP arm   dobj GPE
        moved    move     VERB/VBD  moved ROOT
        Norway   Norway   PROPN/NNP moved dobj GPE
    """)
    assert line in said(read(parse))


def test_a_claim_is_no_fact(parsed: Parsed) -> None:
    parse = parsed("""
        Claims   claim    NOUN/NNS  moved  nsubj
        that     that     SCONJ/IN  armed  mark
        Denmark  Denmark  PROPN/NNP armed  nsubj GPE
        armed    arm      VERB/VBD  Claims acl
        Ukraine  Ukraine  PROPN/NNP armed  dobj GPE
        moved    move     VERB/VBD  moved  ROOT
        Norway   Norway   PROPN/NNP moved  dobj GPE
    """)
    assert "Denmark | arm | Ukraine | Possible" in said(read(parse))


def test_a_condition_makes_no_fact_of_either_side(parsed: Parsed) -> None:
    parse = parsed("""
        If       if       SCONJ/IN  arms  mark
        Denmark  Denmark  PROPN/NNP arms  nsubj GPE
        arms     arm      VERB/VBZ  leave advcl
        Ukraine  Ukraine  PROPN/NNP arms  dobj  GPE
        ,        ,        PUNCT/,   leave punct
        Norway   Norway   PROPN/NNP leave nsubj GPE
        will     will     AUX/MD    leave aux
        leave    leave    VERB/VB   leave ROOT
        NATO     NATO     PROPN/NNP leave dobj ORG
    """)
    assert sorted(said(read(parse))) == ["Denmark | arm | Ukraine | Conditional", "Norway | leave | NATO | Conditional"]


@pytest.mark.parametrize(
    ("auxiliary", "modality"),
    [
        ("will", Modality.PLANNED),
        ("may", Modality.POSSIBLE),
        ("could", Modality.POSSIBLE),
        ("should", Modality.OBLIGATION),
        ("must", Modality.OBLIGATION),
        ("would", Modality.CONDITIONAL),
    ],
)
def test_a_modal_verb_makes_no_fact(parsed: Parsed, auxiliary: str, modality: Modality) -> None:
    parse = parsed(f"""
        China        China        PROPN/NNP arm nsubj GPE
        {auxiliary}  {auxiliary}  AUX/MD    arm aux
        arm          arm          VERB/VB   arm ROOT
        Russia       Russia       PROPN/NNP arm dobj GPE
    """)
    assert said(read(parse)) == [f"China | arm | Russia | {modality}"]


def test_a_question_states_nothing(parsed: Parsed) -> None:
    parse = parsed("""
        Did     do      AUX/VBD   arm aux
        China   China   PROPN/NNP arm nsubj GPE
        arm     arm     VERB/VB   arm ROOT
        Russia  Russia  PROPN/NNP arm dobj GPE
        ?       ?       PUNCT/.   arm punct
    """)
    assert facts(read(parse)) == []


def test_a_relative_clause_escapes_the_wish_around_it(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway   PROPN/NNP hopes nsubj GPE
        hopes    hope     VERB/VBZ  hopes ROOT
        that     that     SCONJ/IN  leave mark
        firms    firm     NOUN/NNS  leave nsubj
        which    which    PRON/WDT  arm   nsubj
        arm      arm      VERB/VBP  firms relcl
        Russia   Russia   PROPN/NNP arm   dobj GPE
        leave    leave    VERB/VBP  hopes ccomp
        Ukraine  Ukraine  PROPN/NNP leave dobj GPE
    """)
    lines = said(read(parse))
    assert "firms which arm Russia | leave | Ukraine | Desired | said by Norway" in lines
    assert "firms | arm | Russia" in lines


# -- who says so ---------------------------------------------------------------------------------------------------


def test_who_reports_is_the_speaker_of_what_is_reported(parsed: Parsed) -> None:
    parse = parsed("""
        Campbell  Campbell  PROPN/NNP said  nsubj PERSON
        said      say       VERB/VBD  said  ROOT
        that      that      SCONJ/IN  armed mark
        China     China     PROPN/NNP armed nsubj GPE
        armed     arm       VERB/VBD  said  ccomp
        Russia    Russia    PROPN/NNP armed dobj GPE
    """)
    assert said(read(parse)) == ["Campbell | say | [China | arm]", "China | arm | Russia | said by Campbell"]


def test_of_nested_speakers_the_outermost_stands_first(parsed: Parsed) -> None:
    parse = parsed("""
        Reuters   Reuters   PROPN/NNP reported nsubj ORG
        reported  report    VERB/VBD  reported ROOT
        that      that      SCONJ/IN  said     mark
        Campbell  Campbell  PROPN/NNP said     nsubj PERSON
        said      say       VERB/VBD  reported ccomp
        China     China     PROPN/NNP armed    nsubj GPE
        armed     arm       VERB/VBD  said     ccomp
        Russia    Russia    PROPN/NNP armed    dobj GPE
    """)
    lines = said(read(parse))
    assert "Campbell | say | [China | arm] | said by Reuters" in lines
    assert "China | arm | Russia | said by Reuters, Campbell" in lines


def test_according_to_names_the_speaker(parsed: Parsed) -> None:
    parse = parsed("""
        According  accord    VERB/VBG  armed     prep
        to         to        ADP/IN    According prep
        Campbell   Campbell  PROPN/NNP to        pobj PERSON
        ,          ,         PUNCT/,   armed     punct
        China      China     PROPN/NNP armed     nsubj GPE
        armed      arm       VERB/VBD  armed     ROOT
        Russia     Russia    PROPN/NNP armed     dobj GPE
    """)
    assert said(read(parse)) == ["China | arm | Russia | said by Campbell", "Campbell | report | [China | arm]"]


@pytest.mark.parametrize("beside", [True, False], ids=["beside", "above"])
def test_an_aside_names_the_speaker(parsed: Parsed, beside: bool) -> None:
    parse = parsed(f"""
        China   China   PROPN/NNP 1 nsubj GPE
        armed   arm     VERB/VBD  {"1 ROOT" if beside else "6 ccomp"}
        Russia  Russia  PROPN/NNP 1 dobj GPE
        ,       ,       PUNCT/,   1 punct
        an      an      DET/DT    5 det
        audit   audit   NOUN/NN   6 nsubj
        found   find    VERB/VBD  {"1 parataxis" if beside else "6 ROOT"}
    """)
    assert "China | arm | Russia | said by audit" in said(read(parse))


# -- syntax turned into who did what -------------------------------------------------------------------------------


def test_a_passive_with_its_agent_is_turned_round(parsed: Parsed) -> None:
    parse = parsed("""
        Russia  Russia  PROPN/NNP armed nsubjpass GPE
        was     be      AUX/VBD   armed auxpass
        armed   arm     VERB/VBN  armed ROOT
        by      by      ADP/IN    armed agent
        China   China   PROPN/NNP by    pobj GPE
    """)
    reading = read(parse)
    assert said(reading) == ["China | arm | Russia"]
    assert reading.propositions[0].rule == "passive-with-agent"


def test_what_is_built_like_a_verb_is_one_whatever_its_tag(parsed: Parsed) -> None:
    parse = parsed("""
        Norway    Norway   PROPN/NNP involved nsubjpass GPE
        was       be       AUX/VBD   involved auxpass
        involved  involved ADJ/JJ    involved ROOT
        in        in       ADP/IN    involved prep
        Latvia    Latvia   PROPN/NNP in       pobj GPE
    """)
    assert said(read(parse)) == ["Norway | be involved in | Latvia"]


def test_what_something_is_made_into_is_part_of_the_making(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP made   nsubj GPE
        made    make    VERB/VBD  made   ROOT
        Bergen  Bergen  PROPN/NNP happy  nsubj GPE
        happy   happy   ADJ/JJ    made   ccomp
    """)
    assert said(read(parse)) == ["Norway | make happy | Bergen"]


def test_how_much_is_no_object(parsed: Parsed) -> None:
    parse = parsed("""
        Norway  Norway  PROPN/NNP said   nsubj GPE
        said    say     VERB/VBD  said   ROOT
        how     how     SCONJ/WRB much   advmod
        much    much    ADJ/JJ    spent  dobj
        Latvia  Latvia  PROPN/NNP spent  nsubj GPE
        spent   spend   VERB/VBD  said   ccomp
        on      on      ADP/IN    spent  prep
        Iran    Iran    PROPN/NNP on     pobj GPE
    """)
    assert any(line.startswith("Latvia | spend on | Iran") for line in said(read(parse)))


def test_how_something_was_done_is_not_done_by_it(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway  PROPN/NNP moved   nsubjpass GPE
        was      be      AUX/VBD   moved   auxpass
        moved    move    VERB/VBN  moved   ROOT
        by       by      ADP/IN    moved   prep
        arming   arm     VERB/VBG  by      pcomp
        Iran     Iran    PROPN/NNP arming  dobj GPE
    """)
    assert said(read(parse)) == ["Norway | be moved"]


def test_what_comes_before_or_after_something_else_is_told_too(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway  PROPN/NNP left    nsubj GPE
        left     leave   VERB/VBD  left    ROOT
        after    after   ADP/IN    left    prep
        arming   arm     VERB/VBG  after   pcomp
        Iran     Iran    PROPN/NNP arming  dobj GPE
    """)
    assert said(read(parse)) == ["Norway | leave", "Norway | arm | Iran"]


def test_a_subject_that_the_parser_hangs_from_the_auxiliary_is_the_verbs(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway  PROPN/NNP was     nsubj GPE
        was      be      AUX/VBD   armed   auxpass
        armed    arm     VERB/VBN  armed   ROOT
    """)
    assert said(read(parse)) == ["Norway | be armed"]


def test_a_passive_without_agent_tells_what_was_done_to_its_subject(parsed: Parsed) -> None:
    parse = parsed("""
        Russia  Russia  PROPN/NNP armed nsubjpass GPE
        was     be      AUX/VBD   armed auxpass
        armed   arm     VERB/VBN  armed ROOT
        in      in      ADP/IN    armed prep
        2022    2022    NUM/CD    in    pobj DATE
    """)
    reading = read(parse)
    assert said(reading) == ["Russia | be armed"]
    [time] = [a for a in reading.propositions[0].arguments if a.role is Role.TIME]
    assert (time.value, time.preposition) == ("2022", "in")


@pytest.mark.parametrize(
    ("verb", "preposition", "line"),
    [
        ("arrested", "after", "Kim | be arrested after | raid"),
        ("jailed", "for", "Kim | be jailed for | raid"),
        ("resigned", "after", "Kim | resign after | raid"),
        ("pushed", "for", "Kim | push for | raid"),
    ],
    ids=["done after", "done for", "intransitive", "the verb's preposition"],
)
def test_a_past_tense_in_a_headline_is_what_was_done(parsed: Parsed, verb: str, preposition: str, line: str) -> None:
    lemma = verb.removesuffix("ed") if verb != "resigned" else "resign"
    parse = parsed(f"""
        Kim           Kim           PROPN/NNP {verb}        nsubj PERSON
        {verb}        {lemma}       VERB/VBD  {verb}        ROOT
        {preposition} {preposition} ADP/IN    {verb}        prep
        raid          raid          NOUN/NN   {preposition} pobj
    """)
    assert said(read(parse)) == [line]


def test_a_particle_stays_with_its_verb_in_the_passive(parsed: Parsed) -> None:
    parse = parsed("""
        Talks  talk NOUN/NNS called nsubjpass
        were   be   AUX/VBD  called auxpass
        called call VERB/VBN called ROOT
        off    off  ADP/RP   called prt
        .      .    PUNCT/.  called punct
    """)
    assert said(read(parse)) == ["Talks | be called off"]


def test_whose_is_written_out(parsed: Parsed) -> None:
    parse = parsed("""
        Oslo   Oslo  PROPN/NNP sued   nsubj GPE
        sued   sue   VERB/VBD  sued   ROOT
        bakers baker NOUN/NNS  sued   dobj
        whose  whose DET/WP$   oven   poss
        oven   oven  NOUN/NN   burned nsubj
        burned burn  VERB/VBD  bakers relcl
        .      .     PUNCT/.   sued   punct
    """)
    assert "bakers' oven | burn" in said(read(parse))


def test_a_verb_with_a_helper_of_its_own_shares_no_object(parsed: Parsed) -> None:
    parse = parsed("""
        Oslo   Oslo  PROPN/NNP appeal nsubj GPE
        would  would AUX/MD    appeal aux
        appeal appeal VERB/VB  appeal ROOT
        and    and   CCONJ/CC  appeal cc
        would  would AUX/MD    keep   aux
        keep   keep  VERB/VB   appeal conj
        money  money NOUN/NN   keep   dobj
        .      .     PUNCT/.   appeal punct
    """)
    assert said(read(parse)) == ["Norway | appeal | Conditional", "Norway | keep | money | Conditional"]


def test_what_two_of_them_do_is_not_told_of_all(parsed: Parsed) -> None:
    parse = parsed("""
        Two    two    NUM/CD   fell nsubj
        of     of     ADP/IN   Two  prep
        the    the    DET/DT   oaks det
        oaks   oak    NOUN/NNS of   pobj
        fell   fall   VERB/VBD fell ROOT
        .      .      PUNCT/.  fell punct
    """)
    assert said(read(parse)) == ["Two of the oaks | fall"]


def test_a_subject_hidden_in_the_phrase_in_front_is_found(parsed: Parsed) -> None:
    parse = parsed("""
        Despite    despite    SCONJ/IN grows      prep
        sanctions  sanction   NOUN/NNS Despite    pobj
        ,          ,          PUNCT/,  sanctions  punct
        production production NOUN/NN  sanctions  conj
        of         of         ADP/IN   production prep
        tanks      tank       NOUN/NNS of         pobj
        grows      grow       VERB/VBZ grows      ROOT
        .          .          PUNCT/.  grows      punct
    """)
    assert said(read(parse))[0].startswith("production of tanks | grow")


def test_what_is_joined_by_and_is_no_content(parsed: Parsed) -> None:
    parse = parsed("""
        Oslo   Oslo  PROPN/NNP sees  nsubj GPE
        sees   see   VERB/VBZ  see   ccomp
        risks  risk  NOUN/NNS  sees  dobj
        in     in    ADP/IN    sees  prep
        oil    oil   NOUN/NN   in    pobj
        ,      ,     PUNCT/,   in    punct
        and    and   CCONJ/CC  in    cc
        Rome   Rome  PROPN/NNP see   nsubj GPE
        see    see   VERB/VBP  see   ROOT
        gains  gain  NOUN/NNS  see   dobj
        .      .     PUNCT/.   see   punct
    """)
    assert all("said by" not in line for line in said(read(parse)))


def test_a_relative_pronoun_is_the_noun_it_stands_for(parsed: Parsed) -> None:
    parse = parsed("""
        Firms    firm     NOUN/NNS  left  nsubj
        that     that     PRON/WDT  arm   nsubj
        arm      arm      VERB/VBP  Firms relcl
        Russia   Russia   PROPN/NNP arm   dobj GPE
        left     leave    VERB/VBD  left  ROOT
        Iran     Iran     PROPN/NNP left  dobj GPE
    """)
    assert said(read(parse)) == ["Firms that arm Russia | leave | Iran", "Firms | arm | Russia"]


def test_what_a_reduced_relative_clause_lacks_is_its_noun(parsed: Parsed) -> None:
    parse = parsed("""
        Tools    tool     NOUN/NNS  arrived nsubj
        Russia   Russia   PROPN/NNP imports nsubj GPE
        imports  import   VERB/VBZ  Tools   relcl
        arrived  arrive   VERB/VBD  arrived ROOT
    """)
    assert "Russia | import | Tools" in said(read(parse))


def test_a_stranded_preposition_governs_the_noun_of_its_relative_clause(parsed: Parsed) -> None:
    parse = parsed("""
        Towns    town     NOUN/NNS  burned  nsubj
        China    China    PROPN/NNP marched nsubj GPE
        marched  march    VERB/VBD  Towns   relcl
        through  through  ADP/IN    marched prep
        burned   burn     VERB/VBD  burned  ROOT
    """)
    assert "China | march through | Towns" in said(read(parse))


def test_a_participle_in_front_tells_what_was_done_to_the_subject(parsed: Parsed) -> None:
    parse = parsed("""
        Armed   arm     VERB/VBN  left  advcl
        by      by      ADP/IN    Armed agent
        China   China   PROPN/NNP by    pobj GPE
        ,       ,       PUNCT/,   left  punct
        Russia  Russia  PROPN/NNP left  nsubj GPE
        left    leave   VERB/VBD  left  ROOT
        NATO    NATO    PROPN/NNP left  dobj ORG
    """)
    assert sorted(said(read(parse))) == ["China | arm | Russia", "Russia | leave | NATO"]


def test_of_several_nouns_a_singular_relative_verb_means_the_last(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway   PROPN/NNP left    nsubj GPE
        left     leave    VERB/VBD  left    ROOT
        Iran     Iran     PROPN/NNP left    dobj GPE
        and      and      CCONJ/CC  Iran    cc
        China    China    PROPN/NNP Iran    conj GPE
        which    which    PRON/WDT  arms    nsubj
        arms     arm      VERB/VBZ  Iran    relcl
        Russia   Russia   PROPN/NNP arms    dobj GPE
    """)
    assert "China | arm | Russia" in said(read(parse))
    assert "Iran | arm | Russia" not in said(read(parse))


def test_verbs_that_are_joined_share_their_subject(parsed: Parsed) -> None:
    parse = parsed("""
        China    China    PROPN/NNP armed   nsubj GPE
        armed    arm      VERB/VBD  armed   ROOT
        Russia   Russia   PROPN/NNP armed   dobj GPE
        and      and      CCONJ/CC  armed   cc
        trained  train    VERB/VBD  armed   conj
        Iran     Iran     PROPN/NNP trained dobj GPE
    """)
    assert said(read(parse)) == ["China | arm | Russia", "China | train | Iran"]


def test_verbs_that_are_joined_share_their_auxiliary(parsed: Parsed) -> None:
    parse = parsed("""
        China  China  PROPN/NNP arm nsubj GPE
        will   will   AUX/MD    arm aux
        arm    arm    VERB/VB   arm ROOT
        Iran   Iran   PROPN/NNP arm dobj GPE
        and    and    CCONJ/CC  arm cc
        train  train  VERB/VB   arm conj
        Mali   Mali   PROPN/NNP train dobj GPE
    """)
    reading = read(parse)
    assert said(reading) == ["China | arm | Iran | Planned", "China | train | Mali | Planned"]
    assert [p.relation for p in reading.propositions] == ["will arm", "will train"]


def test_each_of_several_subjects_acts(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP armed nsubj GPE
        and     and     CCONJ/CC  China cc
        Iran    Iran    PROPN/NNP China conj GPE
        armed   arm     VERB/VBD  armed ROOT
        Russia  Russia  PROPN/NNP armed dobj GPE
    """)
    assert said(read(parse)) == ["China | arm | Russia", "Iran | arm | Russia"]


def test_who_meets_meets_the_other(parsed: Parsed) -> None:
    parse = parsed("""
        China   China   PROPN/NNP met   nsubj GPE
        and     and     CCONJ/CC  China cc
        Iran    Iran    PROPN/NNP China conj GPE
        met     meet    VERB/VBD  met   ROOT
    """)
    assert said(read(parse)) == ["China | meet with | Iran"]


def test_who_does_something_to_himself_does_it_to_nobody_else(parsed: Parsed) -> None:
    parse = parsed("""
        Keita        Keita      PROPN/NNP said         nsubj PERSON
        said         say        VERB/VBD  said         ROOT
        the          the        DET/DT    witness      det
        witness      witness    NOUN/NN   contradicted nsubj
        had          have       AUX/VBD   contradicted aux
        contradicted contradict VERB/VBN  said         ccomp
        himself      himself    PRON/PRP  contradicted dobj
    """)
    assert "witness | contradict | witness | said by Keita" in said(read(parse))


def test_whoever_gives_an_order_does_not_carry_it_out(parsed: Parsed) -> None:
    parse = parsed("""
        Show  show  VERB/VB   told  advcl
        the   the   DET/DT    coin  det
        coin  coin  NOUN/NN   Show  dobj
        Keita Keita PROPN/NNP told  nsubj PERSON
        told  tell  VERB/VBD  told  ROOT
        Oslo  Oslo  PROPN/NNP told  dobj GPE
    """)
    assert said(read(parse)) == ["Keita | tell | Norway"]


def test_an_adverb_of_direction_belongs_to_its_verb(parsed: Parsed) -> None:
    parse = parsed("""
        Keita Keita PROPN/NNP went nsubj PERSON
        never never ADV/RB    went neg
        went  go    VERB/VBD  went ROOT
        away  away  ADV/RB    went advmod
    """)
    assert said(read(parse)) == ["not Keita | go away"]


def test_a_second_that_clause_is_said_too(parsed: Parsed) -> None:
    parse = parsed("""
        Keita  Keita  PROPN/NNP said   nsubj PERSON
        said   say    VERB/VBD  said   ROOT
        China  China  PROPN/NNP aided  nsubj GPE
        aided  aid    VERB/VBD  said   ccomp
        Iran   Iran   PROPN/NNP aided  dobj GPE
        ,      ,      PUNCT/,   said   punct
        none   none   NOUN/NN   said   npadvmod
        and    and    CCONJ/CC  none   cc
        that   that   SCONJ/IN  armed  mark
        Russia Russia PROPN/NNP armed  nsubj GPE
        armed  arm    VERB/VBD  none   conj
        Syria  Syria  PROPN/NNP armed  dobj GPE
    """)
    assert "Russia | arm | Syria | said by Keita" in said(read(parse))


def test_a_light_verb_gives_way_to_its_noun(parsed: Parsed) -> None:
    parse = parsed("""
        France    France   PROPN/NNP raised   nsubj GPE
        raised    raise    VERB/VBD  raised   ROOT
        concerns  concern  NOUN/NNS  raised   dobj
        about     about    ADP/IN    concerns prep
        China     China    PROPN/NNP about    pobj GPE
    """)
    assert said(read(parse)) == ["France | raise concern about | China"]


def test_what_one_makes_of_oneself_is_the_object_and_oneself_is_part_of_the_predicate(parsed: Parsed) -> None:
    parse = parsed("""
        Keita    Keita    PROPN/NNP cast   nsubj PERSON
        cast     cast     VERB/VBD  cast   ROOT
        herself  herself  PRON/PRP  cast   dobj
        in       in       ADP/IN    cast   prep
        speeches speech   NOUN/NNS  in     pobj
        as       as       ADP/IN    cast   prep
        a        a        DET/DT    friend det
        friend   friend   NOUN/NN   as     pobj
        of       of       ADP/IN    friend prep
        Chile    Chile    PROPN/NNP of     pobj GPE
    """)
    assert "Keita | cast oneself as | friend of Chile" in said(read(parse))


def test_a_quality_that_somebody_sees_in_himself_is_the_object(parsed: Parsed) -> None:
    parse = parsed("""
        Keita    Keita    PROPN/NNP described nsubj PERSON
        described describe VERB/VBD described ROOT
        herself  herself  PRON/PRP  described dobj
        as       as       ADP/IN    described prep
        proud    proud    ADJ/JJ    as     amod
    """)
    assert said(read(parse)) == ["Keita | describe oneself as | proud"]


def test_what_is_done_to_oneself_somewhere_takes_oneself_as_its_object(parsed: Parsed) -> None:
    parse = parsed("""
        Keita    Keita    PROPN/NNP praised nsubj PERSON
        praised  praise   VERB/VBD  praised ROOT
        herself  herself  PRON/PRP  praised dobj
        in       in       ADP/IN    praised prep
        Chile    Chile    PROPN/NNP in     pobj GPE
    """)
    assert not any("oneself" in line for line in said(read(parse)))


def test_a_preposition_belongs_to_the_predicate_where_there_is_no_object(parsed: Parsed) -> None:
    parse = parsed("""
        France   France  PROPN/NNP pushed  nsubj GPE
        pushed   push    VERB/VBD  pushed  ROOT
        back     back    ADP/RP    pushed  prt
        against  against ADP/IN    pushed  prep
        China    China   PROPN/NNP against pobj GPE
    """)
    assert said(read(parse)) == ["France | push back against | China"]


# -- pronouns, evidence, independence ------------------------------------------------------------------------------


def test_a_pronoun_is_never_a_side_of_a_fact(parsed: Parsed) -> None:
    parse = parsed("""
        He      he      PRON/PRP  armed nsubj
        armed   arm     VERB/VBD  armed ROOT
        Russia  Russia  PROPN/NNP armed dobj GPE
    """)
    reading = read(parse)
    assert len(reading.propositions) == 1
    assert statements(reading) == ()


def test_a_pronoun_with_one_antecedent_is_that(parsed: Parsed) -> None:
    parse = parsed("""
        China    China    PROPN/NNP armed   nsubj GPE
        armed    arm      VERB/VBD  armed   ROOT
        Russia   Russia   PROPN/NNP armed   dobj GPE
        .        .        PUNCT/.   armed   punct
        It       it       PRON/PRP  trained nsubj
        trained  train    VERB/VBD  trained ROOT
        rebels   rebel    NOUN/NNS  trained dobj
    """)
    assert said(read(parse)) == ["China | arm | Russia", "China | train | rebels"]


def test_evidence_cut_from_the_text_is_the_words_of_the_statement(parsed: Parsed) -> None:
    parse = parsed("""
        Iran    Iran    PROPN/NNP denied nsubj GPE
        denied  deny    VERB/VBD  denied ROOT
        that    that    SCONJ/IN  armed  mark
        China   China   PROPN/NNP armed  nsubj GPE
        armed   arm     VERB/VBD  denied ccomp
        Russia  Russia  PROPN/NNP armed  dobj GPE
    """)
    reading = read(parse)
    text = parse.document.text
    [statement] = [s for s in statements(reading) if s.phrase == "arm"]
    [evidence] = statement.evidence
    assert evidence.quote == evidence.sentence.of(text) == "Iran denied that China armed Russia"
    assert evidence.object is not None
    words = [span.of(text) for span in (evidence.subject, evidence.predicate, evidence.object)]
    assert words == ["China", "armed", "Russia"]


def check(reading: Reading) -> None:
    """Every span lies in its document, and every index leads somewhere."""
    text = reading.document.text
    for mention in reading.mentions:
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
        assert mention.phrase.covers(mention.head)
        assert mention.of is None or 0 <= mention.of < len(reading.mentions)
    for proposition in reading.propositions:
        assert reading.sentences[proposition.sentence].covers(proposition.trigger)
        assert proposition.trigger.of(text).split() == [proposition.trigger.of(text)]
        for argument in proposition.arguments:
            assert 0 <= argument.span.start < argument.span.end <= len(text)
            assert argument.mention is None or 0 <= argument.mention < len(reading.mentions)
            assert argument.proposition is None or 0 <= argument.proposition < len(reading.propositions)
        roles = [a.role for a in proposition.arguments if a.role in (Role.SUBJECT, Role.OBJECT)]
        assert len(roles) == len(set(roles))
        assert all(0 <= number < len(reading.mentions) for number in proposition.attribution)
    for statement in statements(reading):
        for evidence in statement.evidence:
            assert evidence.quote == evidence.sentence.of(text)
            assert evidence.sentence.covers(evidence.predicate)


POS = st.sampled_from(
    """PROPN/NNP NOUN/NN NOUN/NNS VERB/VBD VERB/VB VERB/VBG AUX/VBD AUX/MD PRON/PRP PRON/WDT ADP/IN ADJ/JJ
    PUNCT/,""".split()
)
DEPS = st.sampled_from(
    """nsubj nsubjpass dobj dative attr acomp prep pobj pcomp ccomp xcomp advcl relcl acl conj cc appos aux auxpass neg
    mark agent amod compound poss punct parataxis dep npadvmod prt expl""".split()
)
ENTITIES = st.sampled_from(["", "", "GPE", "PERSON", "ORG", "DATE"])
WORDS = "China Russia Campbell said arming to that it who few failed meeting support minister of not and , 2022".split()


@st.composite
def trees(draw: st.DrawFn) -> str:
    """A parse such as no parser would give: any words, classes and labels, in any tree."""
    order = draw(st.permutations(range(draw(st.integers(1, 9)))))
    heads = {order[0]: (order[0], "ROOT")}
    for place in range(1, len(order)):
        heads[order[place]] = (draw(st.sampled_from(order[:place])), draw(DEPS))
    rows = []
    for number in range(len(order)):
        word, (head, label) = draw(st.sampled_from(WORDS)), heads[number]
        rows.append(f"{word} {word.lower()} {draw(POS)} {head} {label} {draw(ENTITIES)}")
    return "\n".join(rows)


@given(rows=trees())
@quick
def test_whatever_the_parser_gives_spans_and_indices_lead_somewhere(parsed: Parsed, rows: str) -> None:
    check(read(parsed(rows)))


@given(rows=st.lists(trees(), min_size=2, max_size=3))
@quick
def test_what_a_document_says_does_not_hang_on_the_ones_read_before(parsed: Parsed, rows: list[str]) -> None:
    first = [read(parsed(tree, id=str(number))) for number, tree in enumerate(rows)]
    again = [read(parsed(tree, id=str(number))) for number, tree in reversed(list(enumerate(rows)))]
    assert first == again[::-1]


@pytest.mark.model
def test_in_the_seeds_evidence_is_cut_from_the_text(seeds_folder: Path) -> None:
    import kg

    graph = kg.load(seeds_folder)
    texts = {document.id: document.text for document in graph.documents}
    assert graph.statements
    for statement in graph.statements:
        for evidence in statement.evidence:
            assert evidence.quote == evidence.sentence.of(texts[evidence.document])
            assert evidence.sentence.covers(evidence.predicate)


def test_what_is_put_beside_a_claim_is_not_what_is_claimed(parsed: Parsed) -> None:
    # The parser takes "Reis said" for what is believed, and the clause is beside the verb that it reports as well.
    reading = read(
        parsed("""
            because  because  SCONJ/IN   2   mark
            I        I        PRON/PRP   2   nsubj
            love     love     VERB/VBP   2   ROOT
            us       we       PRON/PRP   2   dobj
            and      and      CCONJ/CC   2   cc
            I        I        PRON/PRP   6   nsubj
            believe  believe  VERB/VBP   2   conj
            in       in       ADP/IN     6   prep
            us       we       PRON/PRP   7   pobj
            ,        ,        PUNCT/,    11  punct
            Boband   Boband   PROPN/NNP  11  nsubj  PERSON
            said     say      VERB/VBD   6   ccomp
        """)
    )
    for proposition in reading.propositions:
        for argument in proposition.arguments:
            assert argument.proposition is None or reading.propositions[argument.proposition] is not proposition
    assert from_plain(to_plain(reading), reading.document) == reading
