"""Text in capitals is read in ordinary case: its names, months and acronyms are found, and quotes stay the file's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import gazetteer
from kg.knowledge.align import align
from kg.knowledge.resolve import resolve
from kg.language.capitals import is_capitals
from kg.language.parse import installed
from kg.model.edits import as_read
from kg.model.records import Reading, Statement
from kg.terms.lexicon import load
from kg.text.read import from_text
from kg.work.workers import read_documents

WIRE = (
    "President Clara Tembo met Chancellor Hans Braun in Vienna on Monday. "
    "Braun denied that Austria had sold arms to Yemen."
)


def recased(text: str) -> str:
    return as_read(from_text(text)).text


@pytest.mark.parametrize(
    "text",
    [
        WIRE,
        "NATO and the UN urged the US to act. Officials told us that the talks in Rome had failed.",
        "Iran may leave the treaty in May. It said so on March 3, and the BBC reported it.",
        "Poland's army and Mr. O'Brien of the World Bank met Senator John McKenna in Chicago.",
        "Prime Minister Mark Brown rejected the plan. Brown accused the opposition of lying.",
        "Police in Turkey arrested three men. Turkey thanked Chad and China for their help.",
        "The U.S. embassy in North Korea is closed, said Ambassador Pierre Lacroix.",
        "“We will not sign,” said Idriss Saleh. “It is too late.”",
    ],
)  # fmt: skip
def test_capitals_are_undone_but_for_what_has_them_in_any_text(text: str) -> None:
    assert recased(text.upper()) == text


@pytest.mark.parametrize(
    "text", ["NATO", "BREAKING NEWS", "UPDATE 2", "NATO met in Rome.", "WASHINGTON (AP) - It rained."]
)
def test_acronyms_and_a_few_words_have_no_case_of_their_own(text: str) -> None:
    assert not is_capitals(text)


def test_what_the_rest_of_the_text_writes_small_or_large_is_written_so() -> None:
    text = (
        "REED TO RUN THE KESTREL FUND\n\nOn Monday Anna Reed took over Kestrel. The fund is small, and Reed leads it.\n"
    )
    assert recased(text).startswith("Reed to run the Kestrel fund\n")


def test_a_dateline_in_capitals_is_a_dateline() -> None:
    document = from_text(f"KABUL, OCT 12 (AGENCY) -- {WIRE.upper()}")
    assert [str(block.kind) for block in document.blocks] == ["dateline", "body"]


def test_lines_in_capitals_may_be_broken_to_a_width() -> None:
    text = "GHANA SIGNED A CARGO PACT WITH\nCHILE IN CARACAS ON FRIDAY AND\nTHANKED THE GOVERNMENT OF PERU.\n"
    expected = "Ghana signed a cargo pact with Chile in Caracas on Friday and thanked the government of Peru.\n"
    assert recased(text) == expected


def test_a_word_in_capitals_may_be_parted_at_a_line_end() -> None:
    text = "GHANA SIGNED A CARGO PACT WITH\nCHILE AND THANKED THE GOVERN-\nMENT.\n"
    assert recased(text) == "Ghana signed a cargo pact with Chile and thanked the government.\n"


@given(st.text(alphabet="ABCDE .'-\n", min_size=10, max_size=80))
def test_recasing_changes_the_case_of_letters_and_nothing_else(text: str) -> None:
    document = from_text(text)
    for edit in document.edits:
        assert edit.words.upper() == edit.span.of(text) or not edit.words.strip()


# -- what is read --------------------------------------------------------------------------------------------------


def read(text: str) -> tuple[Reading, list[Statement]]:
    [reading] = read_documents([from_text(text, "wire")], model=installed(), cache=False)
    assert isinstance(reading, Reading)
    return reading, align(reading, resolve([reading], gazetteer.load()), load())


@pytest.mark.model
def test_a_wire_in_capitals_says_what_it_says_in_ordinary_case() -> None:
    said = [
        {(s.subject, s.predicate, s.object_label, s.polarity, s.attribution) for s in read(text)[1]}
        for text in (WIRE, WIRE.upper())
    ]
    assert said[0] == said[1]
    assert ("Clara_Tembo", "kg:meets", "Hans Braun") in {found[:3] for found in said[1]}


@pytest.mark.model
def test_quotes_of_a_wire_in_capitals_are_its_own_words() -> None:
    text = WIRE.upper()
    reading, statements = read(text)
    assert {m.label for m in reading.mentions} >= {"Clara Tembo", "Hans Braun", "Austria", "Yemen"}
    for evidence in (e for s in statements for e in s.evidence):
        assert evidence.sentence.of(text) == evidence.quote
        assert evidence.quote.isupper()


@pytest.mark.model
def test_what_is_said_in_capitals_is_less_sure() -> None:
    quiet, loud = ({s.id: s for s in read(text)[1]} for text in (WIRE, WIRE.upper()))
    shared = quiet.keys() & loud.keys()
    assert shared
    assert all(loud[id].confidence < quiet[id].confidence for id in shared)
