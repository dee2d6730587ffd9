"""What noun phrases say: offices, places, members, meetings, and acts that are named by a noun."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_extract import read, said

from kg.model.kinds import Role
from kg.model.records import Parse
from kg.terms.mention_type import MentionType

Parsed = Callable[..., Parse]


def nominal(parse: Parse) -> list[str]:
    """What the nouns say; the propositions of the verbs are left out."""
    reading = read(parse)
    rules = ("title", "apposition", "place", "members", "meeting", "act-noun", "act-between")
    lines = zip(said(reading), reading.propositions, strict=True)
    return [line for line, proposition in lines if proposition.rule in rules]


def whose(parse: Parse) -> str | None:
    """Whose the only office is, in the text's words."""
    mentions = read(parse).mentions
    [office] = [mention for mention in mentions if mention.type is MentionType.ROLE]
    return None if office.of is None else mentions[office.of].span.of(parse.document.text)


# -- offices -------------------------------------------------------------------------------------------------------


def test_a_title_gives_the_office_and_whose_it_is(parsed: Parsed) -> None:
    parse = parsed("""
        Norwegian  norwegian  ADJ/JJ     Minister  amod     NORP
        Foreign    Foreign    PROPN/NNP  Minister  compound
        Minister   Minister   PROPN/NNP  Huitfeldt compound
        Anniken    Anniken    PROPN/NNP  Huitfeldt compound PERSON
        Huitfeldt  Huitfeldt  PROPN/NNP  spoke     nsubj    PERSON
        spoke      speak      VERB/VBD   spoke     ROOT
    """)
    assert nominal(parse) == [
        "Anniken Huitfeldt | hold role | Norwegian Foreign Minister",
    ]
    assert whose(parse) == "Norwegian"


def test_a_title_of_several_words_is_one_office(parsed: Parsed) -> None:
    parse = parsed("""
        US         US         PROPN/NNP Secretary nmod GPE
        Deputy     Deputy     PROPN/NNP Secretary nmod
        Secretary  Secretary  PROPN/NNP Campbell  nmod
        of         of         ADP/IN    Secretary prep
        State      State      PROPN/NNP of        pobj ORG
        Kurt       Kurt       PROPN/NNP Campbell  compound PERSON
        Campbell   Campbell   PROPN/NNP spoke     nsubj    PERSON
        spoke      speak      VERB/VBD  spoke     ROOT
    """)
    assert nominal(parse) == [
        "Kurt Campbell | hold role | US Deputy Secretary of State",
    ]


def test_an_office_keeps_the_whole_name_of_the_nation(parsed: Parsed) -> None:
    parse = parsed("""
        South    South   PROPN/NNP Korean   compound NORP
        Korean   Korean  PROPN/NNP Minister compound NORP
        Defence  Defence PROPN/NNP Minister compound
        Minister Minister PROPN/NNP Kim     compound
        Kim      Kim     PROPN/NNP spoke    nsubj    PERSON
        spoke    speak   VERB/VBD  spoke    ROOT
    """)
    assert nominal(parse) == [
        "Kim | hold role | South Korean Defence Minister",
    ]


def test_whose_secretary_of_state_it_is_goes_without_saying(parsed: Parsed) -> None:
    parse = parsed("""
        Secretary  Secretary  PROPN/NNP Blinken   nmod
        of         of         ADP/IN    Secretary prep
        State      State      PROPN/NNP of        pobj ORG
        Antony     Antony     PROPN/NNP Blinken   compound PERSON
        Blinken    Blinken    PROPN/NNP spoke     nsubj    PERSON
        spoke      speak      VERB/VBD  spoke     ROOT
    """)
    assert nominal(parse) == [
        "Antony Blinken | hold role | US Secretary of State",
    ]


def test_an_office_may_stand_behind_the_name(parsed: Parsed) -> None:
    parse = parsed("""
        Kurt        Kurt        PROPN/NNP Campbell   compound PERSON
        Campbell    Campbell    PROPN/NNP spoke      nsubj    PERSON
        ,           ,           PUNCT/,   Campbell   punct
        the         the         DET/DT    ambassador det
        US          US          PROPN/NNP ambassador compound GPE
        ambassador  ambassador  NOUN/NN   Campbell   appos
        ,           ,           PUNCT/,   spoke      punct
        spoke       speak       VERB/VBD  spoke      ROOT
    """)
    assert nominal(parse) == [
        "Kurt Campbell | hold role | US ambassador",
    ]


def test_an_apposition_that_is_no_office_tells_what_somebody_is(parsed: Parsed) -> None:
    parse = parsed("""
        Kurt      Kurt      PROPN/NNP Campbell compound PERSON
        Campbell  Campbell  PROPN/NNP spoke    nsubj    PERSON
        ,         ,         PUNCT/,   Campbell punct
        a         a         DET/DT    diplomat det
        diplomat  diplomat  NOUN/NN   Campbell appos
        ,         ,         PUNCT/,   spoke    punct
        spoke     speak     VERB/VBD  spoke    ROOT
    """)
    assert nominal(parse) == ["Kurt Campbell | be | diplomat"]


def test_an_office_is_held_whatever_its_holder_may_do(parsed: Parsed) -> None:
    parse = parsed("""
        Minister   Minister   PROPN/NNP Huitfeldt compound
        Huitfeldt  Huitfeldt  PROPN/NNP leave     nsubj PERSON
        may        may        AUX/MD    leave     aux
        leave      leave      VERB/VB   leave     ROOT
    """)
    assert nominal(parse) == ["Huitfeldt | hold role | Minister"]


# -- acts ----------------------------------------------------------------------------------------------------------


def test_the_possessor_of_an_act_is_who_acts(parsed: Parsed) -> None:
    parse = parsed("""
        China    China    PROPN/NNP support poss GPE
        's       's       PART/POS  China   case
        support  support  NOUN/NN   grew    nsubj
        for      for      ADP/IN    support prep
        Russia   Russia   PROPN/NNP for     pobj GPE
        grew     grow     VERB/VBD  grew    ROOT
    """)
    assert nominal(parse) == ["China | support | Russia"]


def test_an_invasion_by_somebody_is_their_act(parsed: Parsed) -> None:
    parse = parsed("""
        The       the       DET/DT    invasion det
        invasion  invasion  NOUN/NN   shocked  nsubj
        of        of        ADP/IN    invasion prep
        Ukraine   Ukraine   PROPN/NNP of       pobj GPE
        by        by        ADP/IN    invasion prep
        Russia    Russia    PROPN/NNP by       pobj GPE
        shocked   shock     VERB/VBD  shocked  ROOT
        Norway    Norway    PROPN/NNP shocked  dobj GPE
    """)
    assert nominal(parse) == ["Russia | invade | Ukraine"]


def test_what_two_do_between_them_each_does_with_the_other(parsed: Parsed) -> None:
    parse = parsed("""
        Cooperation  cooperation  NOUN/NN   grew        nsubj
        between      between      ADP/IN    Cooperation prep
        China        China        PROPN/NNP between     pobj GPE
        and          and          CCONJ/CC  China       cc
        Iran         Iran         PROPN/NNP China       conj GPE
        grew         grow         VERB/VBD  grew        ROOT
    """)
    assert nominal(parse) == ["China | cooperate with | Iran"]


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("denied deny", "not China | support | Russia | said by Norway"),
        ("feared fear", "China | support | Russia | Possible"),
        ("demanded demand", "China | support | Russia | Requested | said by Norway"),
        ("opposed oppose", "not China | support | Russia | Requested | said by Norway"),
        ("rejected reject", "China | support | Russia | Possible"),
        ("predicted predict", "China | support | Russia | Planned | said by Norway"),
    ],
    ids=lambda verb: verb.split()[0],
)
def test_an_act_that_is_denied_or_wanted_is_told_as_no_fact(parsed: Parsed, verb: str, told: str) -> None:
    parse = parsed(f"""
        Norway   Norway   PROPN/NNP 1       nsubj GPE
        {verb}            VERB/VBD  1       ROOT
        Chinese  chinese  ADJ/JJ    support amod NORP
        support  support  NOUN/NN   1       dobj
        for      for      ADP/IN    support prep
        Russia   Russia   PROPN/NNP for     pobj GPE
    """)
    assert nominal(parse) == [told]


@pytest.mark.parametrize("determiner", ["no", "any"])
def test_no_support_that_is_seen_may_still_be_given(parsed: Parsed, determiner: str) -> None:
    parse = parsed(f"""
        Norway        Norway        PROPN/NNP saw     nsubj GPE
        saw           see           VERB/VBD  saw     ROOT
        {determiner}  {determiner}  DET/DT    support det
        Chinese       chinese       ADJ/JJ    support amod NORP
        support       support       NOUN/NN   saw     dobj
        for           for           ADP/IN    support prep
        Russia        Russia        PROPN/NNP for     pobj GPE
    """)
    assert nominal(parse) == ["China | support | Russia | Possible"]


def test_there_is_no_support_denies_it(parsed: Parsed) -> None:
    parse = parsed("""
        There    there    PRON/EX   is      expl
        is       be       VERB/VBZ  is      ROOT
        no       no       DET/DT    support det
        Chinese  chinese  ADJ/JJ    support amod NORP
        support  support  NOUN/NN   is      attr
        for      for      ADP/IN    support prep
        Russia   Russia   PROPN/NNP for     pobj GPE
    """)
    assert nominal(parse) == ["not China | support | Russia"]


@pytest.mark.parametrize(
    ("adjective", "modality"), [("alleged", "Possible"), ("possible", "Possible"), ("planned", "Planned")]
)
def test_an_alleged_act_is_only_possible(parsed: Parsed, adjective: str, modality: str) -> None:
    parse = parsed(f"""
        China        China        PROPN/NNP support poss GPE
        's           's           PART/POS  China   case
        {adjective}  {adjective}  ADJ/JJ    support amod
        support      support      NOUN/NN   alarmed nsubj
        for          for          ADP/IN    support prep
        Russia       Russia       PROPN/NNP for     pobj GPE
        alarmed      alarm        VERB/VBD  alarmed ROOT
        Norway       Norway       PROPN/NNP alarmed dobj GPE
    """)
    assert nominal(parse) == [f"China | support | Russia | {modality}"]


def test_who_tells_of_an_act_is_its_speaker(parsed: Parsed) -> None:
    parse = parsed("""
        Campbell  Campbell  PROPN/NNP said    nsubj PERSON
        said      say       VERB/VBD  said    ROOT
        Chinese   chinese   ADJ/JJ    support amod NORP
        support   support   NOUN/NN   grew    nsubj
        for       for       ADP/IN    support prep
        Russia    Russia    PROPN/NNP for     pobj GPE
        grew      grow      VERB/VBD  said    ccomp
    """)
    assert nominal(parse) == ["China | support | Russia | said by Campbell"]


# -- members, places, meetings -------------------------------------------------------------------------------------


def test_countries_included_in_a_body_are_its_members(parsed: Parsed) -> None:
    parse = parsed("""
        The        the      DET/DT    countries det
        NATO       NATO     PROPN/NNP countries compound ORG
        countries  country  NOUN/NNS  agreed    nsubj
        ,          ,        PUNCT/,   countries punct
        including  include  VERB/VBG  countries prep
        Canada     Canada   PROPN/NNP including pobj GPE
        and        and      CCONJ/CC  Canada    cc
        Norway     Norway   PROPN/NNP Canada    conj GPE
        ,          ,        PUNCT/,   agreed    punct
        agreed     agree    VERB/VBD  agreed    ROOT
    """)
    assert nominal(parse) == ["Canada | be member of | NATO", "Norway | be member of | NATO"]


def test_the_members_of_a_body_may_be_listed_by_a_verb(parsed: Parsed) -> None:
    parse = parsed("""
        NATO     NATO     PROPN/NNP members compound ORG
        members  member   NOUN/NNS  include nsubj
        include  include  VERB/VBP  include ROOT
        Norway   Norway   PROPN/NNP include dobj GPE
        and      and      CCONJ/CC  Norway  cc
        Canada   Canada   PROPN/NNP Norway  conj GPE
    """)
    assert nominal(parse) == ["Norway | be member of | NATO", "Canada | be member of | NATO"]


def test_the_italian_island_lies_in_italy(parsed: Parsed) -> None:
    parse = parsed("""
        Norway   Norway   PROPN/NNP bought nsubj GPE
        bought   buy      VERB/VBD  bought ROOT
        the      the      DET/DT    island det
        Italian  italian  ADJ/JJ    island amod NORP
        island   island   NOUN/NN   bought dobj
        of       of       ADP/IN    island prep
        Capri    Capri    PROPN/NNP of     pobj LOC
    """)
    assert nominal(parse) == ["Capri | be located in | Italy"]


def test_a_town_before_its_country_lies_in_it(parsed: Parsed) -> None:
    parse = parsed("""
        Campbell  Campbell  PROPN/NNP visited nsubj PERSON
        visited   visit     VERB/VBD  visited ROOT
        Bergen    Bergen    PROPN/NNP visited dobj  GPE
        ,         ,         PUNCT/,   Bergen  punct
        Norway    Norway    PROPN/NNP Bergen  appos GPE
    """)
    assert nominal(parse) == ["Bergen | be located in | Norway"]


def test_a_body_whose_meeting_is_held_at_a_place_meets_there(parsed: Parsed) -> None:
    parse = parsed("""
        A        a        DET/DT    meeting det
        NATO     NATO     PROPN/NNP meeting compound ORG
        meeting  meeting  NOUN/NN   ended   nsubj
        in       in       ADP/IN    meeting prep
        Italy    Italy    PROPN/NNP in      pobj GPE
        ended    end      VERB/VBD  ended   ROOT
    """)
    assert nominal(parse) == [
        "NATO | hold | NATO meeting",
        "NATO meeting | be held in | Italy",
        "NATO | meet at | Italy",
    ]


def test_the_parts_of_a_title_are_cut_from_the_text(parsed: Parsed) -> None:
    parse = parsed("""
        Norwegian  norwegian  ADJ/JJ     Minister  amod     NORP
        Minister   Minister   PROPN/NNP  Huitfeldt compound
        Huitfeldt  Huitfeldt  PROPN/NNP  spoke     nsubj    PERSON
        spoke      speak      VERB/VBD   spoke     ROOT
    """)
    [holds, *_] = [p for p in read(parse).propositions if p.predicate == "hold role"]
    words = {a.role: a.span.of(parse.document.text) for a in holds.arguments}
    assert words == {Role.SUBJECT: "Huitfeldt", Role.OBJECT: "Norwegian Minister"}


def test_what_has_an_effect_stands_behind_of(parsed: Parsed) -> None:
    parse = parsed("""
        The       the      DET/DT    1 det
        impact    impact   NOUN/NN   6 nsubj
        of        of       ADP/IN    1 prep
        tariffs   tariff   NOUN/NNS  2 pobj
        on        on       ADP/IN    1 prep
        Peru      Peru     PROPN/NNP 4 pobj GPE
        lasted    last     VERB/VBD  6 ROOT
    """)
    assert [line.split(" | ")[::2] for line in nominal(parse)] == [["tariffs", "Peru"]]


def test_a_name_in_brackets_behind_an_act_does_not_act(parsed: Parsed) -> None:
    parse = parsed("""
        The       the      DET/DT    1 det
        invasion  invasion NOUN/NN   5 nsubj
        Peru      Peru     PROPN/NNP 1 appos GPE
        of        of       ADP/IN    1 prep
        Chile     Chile    PROPN/NNP 3 pobj GPE
        failed    fail     VERB/VBD  5 ROOT
    """)
    assert not any("invade" in line for line in nominal(parse))
