"""Words in quotation marks, and who speaks them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import quick
from test_extract import read, said

from kg.extract.reference.speech import quotations
from kg.model.kinds import BlockKind
from kg.model.records import Block, Document, Parse, ParsedBlock, Span

Parsed = Callable[..., Parse]

SAID_BEHIND = """
    “         "         PUNCT/``  6     punct
    China     China     PROPN/NNP armed nsubj GPE
    armed     arm       VERB/VBD  6     ccomp
    Russia    Russia    PROPN/NNP armed dobj GPE
    ”         "         PUNCT/''  6     punct
    Campbell  Campbell  PROPN/NNP 6     nsubj PERSON
    {verb}              VERB/VBD  6     ROOT
"""


def found(parse: Parse) -> list[tuple[str, str | None]]:
    """The words of each quotation, and of its speaker."""
    text = parse.document.text
    return [(q.span.of(text), q.speaker.of(text) if q.speaker else None) for q in quotations.find(parse)]


@pytest.mark.parametrize("verb", ["said say", "warned warn", "wrote write", "added add", "explained explain"])
def test_who_says_what_stands_in_the_marks_is_its_speaker(parsed: Parsed, verb: str) -> None:
    assert found(parsed(SAID_BEHIND.format(verb=verb))) == [("China armed Russia", "Campbell")]


def test_who_does_something_else_beside_a_quotation_is_not_its_speaker(parsed: Parsed) -> None:
    assert found(parsed(SAID_BEHIND.format(verb="arrived arrive"))) == [("China armed Russia", None)]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "”")])
def test_marks_of_other_countries_are_marks(parsed: Parsed, opening: str, closing: str) -> None:
    rows = SAID_BEHIND.format(verb="said say").replace("“", opening).replace("”", closing)
    assert found(parsed(rows)) == [("China armed Russia", "Campbell")]


def test_what_stands_in_the_marks_is_laid_to_the_speaker(parsed: Parsed) -> None:
    lines = said(read(parsed(SAID_BEHIND.format(verb="said say"))))
    assert "China | arm | Russia | said by Campbell" in lines


TWO_SENTENCES = """
    Campbell  Campbell  PROPN/NNP said    nsubj PERSON
    said      say       VERB/VBD  said    ROOT
    :         :         PUNCT/:   said    punct
    “         "         PUNCT/``  said    punct
    China     China     PROPN/NNP armed   nsubj GPE
    armed     arm       VERB/VBD  said    ccomp
    Russia    Russia    PROPN/NNP armed   dobj GPE
    .         .         PUNCT/.   said    punct
    Iran      Iran      PROPN/NNP trained nsubj GPE
    trained   train     VERB/VBD  trained ROOT
    Mali      Mali      PROPN/NNP trained dobj GPE
    .         .         PUNCT/.   trained punct
"""
CLOSED = TWO_SENTENCES + "    ”  \"  PUNCT/''  trained punct\n"


def test_a_quotation_over_two_sentences_keeps_its_speaker(parsed: Parsed) -> None:
    assert found(parsed(CLOSED)) == [("China armed Russia . Iran trained Mali .", "Campbell")]
    assert "Iran | train | Mali | said by Campbell" in said(read(parsed(CLOSED)))


def test_a_quotation_that_is_never_closed_reaches_to_the_end(parsed: Parsed) -> None:
    assert found(parsed(TWO_SENTENCES)) == [("China armed Russia . Iran trained Mali .", "Campbell")]
    assert "Iran | train | Mali | said by Campbell" in said(read(parsed(TWO_SENTENCES)))


def test_a_quotation_that_nobody_introduces_goes_on_with_the_speaker_before(parsed: Parsed) -> None:
    parse = parsed(
        SAID_BEHIND.format(verb="said say")
        + """
    .         .         PUNCT/.   6       punct
    “         "         PUNCT/``  trained punct
    Iran      Iran      PROPN/NNP trained nsubj GPE
    trained   train     VERB/VBD  trained ROOT
    Mali      Mali      PROPN/NNP trained dobj GPE
    .         .         PUNCT/.   trained punct
    ”         "         PUNCT/''  trained punct
    """
    )
    assert found(parse) == [("China armed Russia", "Campbell"), ("Iran trained Mali .", "Campbell")]
    assert "Iran | train | Mali | said by Campbell" in said(read(parse))


def test_we_in_a_quotation_acts_in_the_name_of_its_speaker(parsed: Parsed) -> None:
    rows = SAID_BEHIND.format(verb="said say").replace("China     China     PROPN/NNP", "I         I         PRON/PRP")
    assert "Campbell | arm | Russia | said by Campbell" in said(read(parsed(rows.replace("nsubj GPE", "nsubj"))))


def test_one_word_in_marks_is_no_speech(parsed: Parsed) -> None:
    parse = parsed("""
        Campbell  Campbell  PROPN/NNP praised nsubj PERSON
        praised   praise    VERB/VBD  praised ROOT
        the       the       DET/DT    axis    det
        “         "         PUNCT/``  axis    punct
        axis      axis      NOUN/NN   praised dobj
        ”         "         PUNCT/''  axis    punct
    """)
    assert found(parse) == []


def test_who_is_quoted_by_a_passive_is_the_speaker(parsed: Parsed) -> None:
    parse = parsed("""
        “         "         PUNCT/``  said  punct
        China     China     PROPN/NNP armed nsubj GPE
        armed     arm       VERB/VBD  said  ccomp
        Russia    Russia    PROPN/NNP armed dobj GPE
        ”         "         PUNCT/''  said  punct
        was       be        AUX/VBD   said  auxpass
        said      say       VERB/VBN  said  ROOT
        by        by        ADP/IN    said  agent
        Campbell  Campbell  PROPN/NNP by    pobj PERSON
    """)
    assert found(parse) == [("China armed Russia", "Campbell")]


def test_places_count_from_the_start_of_the_document(parsed: Parsed) -> None:
    first, second = parsed("Rain rain NOUN/NN 1 nsubj\nfell fall VERB/VBD 1 ROOT"), parsed(CLOSED)
    text = f"{first.document.text}\n\n{second.document.text}"
    start = len(first.document.text) + 2
    body = BlockKind.BODY
    spans = (Span(0, start - 2), Span(start, len(text)))
    document = Document("two", text, tuple(Block(span, body) for span in spans))
    blocks = (ParsedBlock(0, body, first.blocks[0].doc), ParsedBlock(start, body, second.blocks[0].doc))
    parse = Parse(document, blocks)
    assert found(parse) == found(second)
    [quotation] = quotations.find(parse)
    inside, outside = quotation.span.start, quotation.span.start - 3
    assert quotations.speaker_at((quotation,), inside) == text.index("Campbell")
    assert quotations.speaker_at((quotation,), outside) is None


MARKS = st.sampled_from("“ ” \" « » „ '' `` China said .".split())


@given(words=st.lists(MARKS, min_size=1, max_size=14))
@quick
def test_however_the_marks_fall_quotations_never_cross(parsed: Parsed, words: list[str]) -> None:
    rows = "\n".join(f"{word} {word} {'VERB/VBD' if word == 'said' else 'PUNCT'} 0 dep" for word in words)
    text = " ".join(words)
    spans = [q.span for q in quotations.find(parsed(rows))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
