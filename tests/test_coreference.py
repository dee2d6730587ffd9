"""What refers back to what: names, nominals, pronouns, and where the text is too thin to tell."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from test_mentions import tagged

from kg import gazetteer
from kg.extract.names import mentions
from kg.extract.reference import coreference, noun_phrases
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Parse, Quotation, Reading, Span

Parsed = Callable[..., Parse]


def linked(parse: Parse, *quotations: Quotation) -> tuple[Mention, ...]:
    return together(tagged(parse), quotations)


def together(parse: Parse, quotations: tuple[Quotation, ...]) -> tuple[Mention, ...]:
    """The names of a document and what refers to them, one cluster for each thing."""
    known = gazetteer.load()
    names = mentions.find(parse, known)
    return coreference.numbered(coreference.bound(parse, names, quotations, known, noun_phrases.find(parse)))


def labels(parse: Parse, *quotations: Quotation) -> list[tuple[str, str]]:
    text = parse.document.text
    return [(m.span.of(text), m.label) for m in linked(parse, *quotations)]


def test_a_pronoun_takes_the_subject_of_its_clause(parsed: Parsed) -> None:
    parse = parsed("""
        China    China    PROPN 1 nsubj GPE
        built    build    VERB  1 ROOT
        its      its      PRON  3 poss
        base     base     NOUN  1 dobj
    """)
    assert labels(parse) == [("China", "China"), ("its", "China")]


def test_who_is_pressed_to_act_owns_what_the_act_is_about(parsed: Parsed) -> None:
    parse = parsed("""
        France    France    PROPN 1 nsubj GPE
        pressed   press     VERB  1 ROOT
        China     China     PROPN 1 dobj GPE
        to        to        PART  4 aux
        reduce    reduce    VERB  1 xcomp
        its       its       PRON  6 poss
        support   support   NOUN  4 dobj
    """)
    assert ("its", "China") in labels(parse)


def test_a_subject_and_an_object_are_two_things(parsed: Parsed) -> None:
    parse = parsed("""
        China    China    PROPN 1 nsubj GPE
        praised  praise   VERB  1 ROOT
        it       it       PRON  1 dobj
    """)
    assert labels(parse) == [("China", "China"), ("it", "it")]


def test_a_pronoun_without_antecedent_is_a_cluster_of_its_own(parsed: Parsed) -> None:
    parse = parsed("He he PRON 1 nsubj\nleft leave VERB 1 ROOT")
    [he] = linked(parse)
    assert (he.kind, he.label, he.link, he.type) == (MentionKind.PRONOUN, "He", None, "PERSON")


def test_several_together_are_none_of_them(parsed: Parsed) -> None:
    parse = parsed("""
        NATO     NATO     PROPN 3 nsubj ORG
        and      and      CCONJ 0 cc
        allies   ally     NOUN  0 conj
        changed  change   VERB  3 ROOT
        their    their    PRON  5 poss
        plans    plan     NOUN  3 dobj
    """)
    assert ("their", "their") in labels(parse)


def test_an_expletive_refers_to_nothing(parsed: Parsed) -> None:
    parse = parsed("""
        China  China  PROPN 1 nsubj GPE
        said   say    VERB  1 ROOT
        it     it     PRON  3 nsubj
        was    be     AUX   1 ccomp
        clear  clear  ADJ   3 acomp
        that   that   SCONJ 7 mark
        Iran   Iran   PROPN 7 nsubj GPE
        lost   lose   VERB  3 ccomp
    """)
    assert "it" not in [words for words, _ in labels(parse)]


def test_i_in_a_quotation_is_its_speaker(parsed: Parsed) -> None:
    parse = parsed("""
        "         "         PUNCT 2 punct
        I         I         PRON  2 nsubj
        agree     agree     VERB  5 ccomp
        "         "         PUNCT 5 punct
        Campbell  Campbell  PROPN 5 nsubj PERSON
        said      say       VERB  5 ROOT
    """)
    text = parse.document.text
    at = text.index("Campbell")
    quotation = Quotation(Span(2, text.index("agree") + 5), Span(at, at + 8))
    assert labels(parse, quotation) == [("I", "Campbell"), ("Campbell", "Campbell")]
    assert labels(parse)[0] == ("I", "I")


def test_the_alliance_is_the_one_named_before(parsed: Parsed) -> None:
    parse = parsed("""
        NATO      NATO      PROPN 1 nsubj ORG
        met       meet      VERB  1 ROOT
        and       and       CCONJ 1 cc
        the       the       DET   4 det
        alliance  alliance  NOUN  5 nsubj
        agreed    agree     VERB  1 conj
    """)
    assert labels(parse) == [("NATO", "NATO"), ("the alliance", "NATO")]


def test_an_office_leads_back_to_its_holder(parsed: Parsed) -> None:
    parse = parsed("""
        Chancellor  Chancellor  PROPN 2 compound
        Olaf        Olaf        PROPN 2 compound PERSON
        Scholz      Scholz      PROPN 3 nsubj PERSON
        spoke       speak       VERB  3 ROOT
        and         and         CCONJ 3 cc
        the         the         DET   6 det
        chancellor  chancellor  NOUN  7 nsubj
        left        leave       VERB  3 conj
    """)
    assert ("the chancellor", "Olaf Scholz") in labels(parse)


def test_an_acronym_in_brackets_is_the_long_name(parsed: Parsed) -> None:
    parse = parsed("""
        Bharatiya  Bharatiya  PROPN 2 compound ORG
        Janata     Janata     PROPN 2 compound ORG
        Party      Party      PROPN 6 nsubj ORG
        (          (          PUNCT 2 punct
        BJP        BJP        PROPN 2 appos ORG
        )          )          PUNCT 2 punct
        won        win        VERB  6 ROOT
    """)
    assert [m.label for m in linked(parse)] == ["Bharatiya Janata Party", "Bharatiya Janata Party"]
    assert len({m.cluster for m in linked(parse)}) == 1


def test_a_surname_of_two_people_is_that_of_the_first(parsed: Parsed) -> None:
    parse = parsed("""
        Bill     Bill     PROPN 1 compound PERSON
        Clinton  Clinton  PROPN 2 nsubj PERSON
        met      meet     VERB  2 ROOT
        Hillary  Hillary  PROPN 4 compound PERSON
        Clinton  Clinton  PROPN 2 dobj PERSON
        ;        ;        PUNCT 2 punct
        Clinton  Clinton  PROPN 7 nsubj PERSON
        spoke    speak    VERB  2 conj
    """)
    assert [m.label for m in linked(parse)] == ["Bill Clinton", "Hillary Clinton", "Bill Clinton"]


def test_demonym_and_seat_of_power_share_the_cluster_of_their_country(parsed: Parsed) -> None:
    parse = parsed("""
        Beijing  Beijing  PROPN 1 nsubj GPE
        praised  praise   VERB  1 ROOT
        Chinese  chinese  ADJ   3 amod NORP
        troops   troop    NOUN  1 dobj
        in       in       ADP   1 prep
        China    China    PROPN 4 pobj GPE
    """)
    found = linked(parse)
    assert {(m.cluster, m.label, m.link) for m in found} == {(0, "China", "Q148")}
    assert [m.kind.value for m in found] == ["metonym", "demonym", "name"]


@pytest.mark.model
def test_the_seeds_name_whom_a_reader_finds() -> None:
    from kg.extract.reference.speech import quotations
    from kg.knowledge.resolve import resolve
    from kg.language import parse
    from kg.text import read

    known = gazetteer.load()
    documents, _ = read.read([str(Path(__file__).parent.parent / "seeds")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parses = list(parse.Parser().parse(documents))
    readings = []
    for one in parses:
        readings.append(Reading(one.document, (), together(one, quotations.find(one)), ()))
    resolution = resolve(readings, known)
    kinds = {entity.label: entity.type for entity in resolution.entities}
    people = ["Kurt Campbell", "Jens Stoltenberg", "Antony Blinken", "Joe Biden", "Jake Sullivan", "Boris Johnson"]
    assert [kinds[name] for name in people] == ["Person"] * 6
    assert (kinds["G7"], kinds["NATO"], kinds["Capri"]) == ("ForumOfStates", "Alliance", "Island")
    assert "State" not in kinds
    for reading in readings:
        text = reading.document.text
        seats = {m.span.of(text): m.label for m in reading.mentions if m.kind is MentionKind.METONYM}
        assert seats.items() <= {
            ("Beijing", "China"),
            ("beijing", "China"),
            ("Moscow", "Russia"),
            ("Kremlin", "Russia"),
            ("White House", "United States"),
        }
        names = [m.span.of(text) for m in reading.mentions if m.kind is MentionKind.NAME]
        assert all(any(c.isupper() for c in name) for name in names)


def test_what_makes_it_important_that_one_acts_makes_nothing_important(parsed: Parsed) -> None:
    parse = parsed("""
        Norway     Norway     PROPN/NNP 1 nsubj GPE
        makes      make       VERB/VBZ  1 ROOT
        it         it         PRON/PRP  3 nsubj
        important  important  ADJ/JJ    1 ccomp
        that       that       SCONJ/IN  6 mark
        France     France     PROPN/NNP 6 nsubj GPE
        acts       act        VERB/VBZ  3 ccomp
    """)
    assert [text for text, _ in labels(parse)] == ["Norway", "France"]
