"""Text broken to a width: which line ends are spaces, and that quotes stay the file's own."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import gazetteer
from kg.knowledge.align import align
from kg.knowledge.resolve import resolve
from kg.language.parse import installed
from kg.model.edits import Edited, as_read
from kg.model.records import Edit, Reading, Span
from kg.terms.lexicon import load
from kg.text import wrapping
from kg.text.read import from_text
from kg.work.workers import read_documents

PROSE = (
    "The ministers of Peru and Chile met in Lima on Monday to sign a treaty on fishing. President Rosa Quispe thanked "
    "the Chilean delegation for its patience. Chile had refused to sign the treaty in April, and its navy had stopped "
    "three Peruvian boats. She denied that Peru had sent ships to the south of the U.S. coast of Alaska."
)
SECOND = "Chile will send two ships to the north, said its envoy, who left for Santiago on Friday with his aides."


def paragraphs(text: str) -> list[str]:
    document = as_read(from_text(text))
    return [block.span.of(document.text) for block in document.blocks]


@pytest.mark.parametrize("width", range(28, 101, 6))
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_line_end_inside_a_paragraph_is_a_space(width: int, end: str) -> None:
    text = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in (PROSE, SECOND)) + "\n"
    assert paragraphs(text.replace("\n", end)) == [PROSE, SECOND]


@pytest.mark.parametrize("width", [40, 60, 72])
def test_a_paragraph_may_begin_with_an_indented_line(width: int) -> None:
    text = "\n".join(textwrap.fill(p, width, initial_indent="   ") for p in (PROSE, SECOND))
    assert paragraphs(text) == [PROSE, SECOND]


def test_marks_of_quoting_are_no_words() -> None:
    quoted = textwrap.indent(textwrap.fill(PROSE, 66), "> ")
    assert paragraphs(f"On Monday, Tom Hale wrote:\n{quoted}\n\n{textwrap.fill(SECOND, 70)}\n") == [
        "On Monday, Tom Hale wrote:",
        PROSE,
        SECOND,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["- Sweden will ship corn to Mali", "- Fiji has delayed the levy", "- the two sides will meet again in June"],
        ["1. Sweden will ship corn to Mali.", "2. Fiji has delayed the levy.", "3. Ghana thanked Chile for it."],
        ["Ghana signs cargo pact with Chile", "President thanks Tokyo for loans", "Chad closes border after attack"],
        ["Ghana thanked Chile.", "The minister met the envoy of Peru in Lima.", "Sweden sent corn to Mali on Monday."],
        ["Police arrested two men in Leeds on Monday.", "iPhone sales rose by a third in India last year."],
        ["Anna Braun", "Hans Brandt", "Maria Lopez Garcia", "John Okello"],
        ["Ministry of Foreign Affairs", "12 Harbour Street", "Valletta", "Malta"],
        ["Country      Votes     Seats", "Norway       12,000    12", "Denmark      11,500    10"],
        ["HOST: Will the state pay for the new road?", "PIKE: No, the road is to be paid by the county."],
        ["The ships went out at break of day,", "The wind was in the west,", "And no one knew in Galway Bay"],
        ["FOREIGN MINISTERS MEET IN ROME", "The ministers of five states met in the city."],
        ["The vote is on Monday.", "-- ", "Jane Roe", "Press Office, Lima"],
        [PROSE, SECOND, PROSE[:90] + ".", SECOND],
    ],
    ids=(
        "bullets numbers headlines sentences product names address table speakers poem capitals signature paragraphs"
    ).split(),
)
def test_lines_of_their_own_stay_apart(lines: list[str]) -> None:
    assert wrapping.edits("\n".join(lines) + "\n") == ()


def test_what_hangs_below_an_item_belongs_to_it() -> None:
    text = (
        "1. Sweden will ship corn to Mali and pay for the transport of\n   the grain through Cameroon.\n"
        "2. Fiji has delayed the levy that Bolivia wanted for its railway\n   to the coast.\n3. Ghana thanked Chile.\n"
    )
    assert [item[-9:] for item in paragraphs(text)] == ["Cameroon.", "he coast.", "ed Chile."]


def test_a_dash_or_a_number_at_the_front_of_a_line_makes_no_list() -> None:
    text = (
        "The president of Chad said on Monday that two countries - Niger\n- which has no coast - and Mali - would join "
        "the bank on May\n12. The bank was founded in 1999 by the three states of the\nregion.\n"
    )
    assert len(paragraphs(text)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The govern-\nment of Kenya met Presi-\ndent Roe.", "government of Kenya met President Roe"),
        ("It signed the long-\nterm contract with Hassan al-\nKhatib.", "the long-term contract with Hassan al-Khatib"),
        ("THE GOVERN-\nMENT OF KENYA MET.", "The government of Kenya"),
    ],
    ids=["word", "compound", "capitals"],
)  # fmt: skip
def test_a_word_parted_at_a_line_end_is_one_word(text: str, words: str) -> None:
    assert words in as_read(from_text(text)).text


def test_a_headline_or_dateline_above_wrapped_lines_stays_apart() -> None:
    body = textwrap.fill("LIMA, May 3 (AP) - " + PROSE, 60)
    document = from_text(f"Peru Signs Treaty\nBy Ana Torres\n{body}\n")
    assert [str(block.kind) for block in document.blocks] == ["headline", "byline", "dateline", "body"]


# -- the way back to the file --------------------------------------------------------------------------------------


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet="abc \n-", min_size=1, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(Span(*pair), draw(st.text(alphabet="XY", max_size=3))) for pair in pairs]


@given(edited())
def test_what_is_kept_has_its_place_in_both_texts(made: tuple[str, list[Edit]]) -> None:
    text, edits = made
    both = Edited(text, edits)
    for at, character in enumerate(both.text):
        if character not in "XY":
            place = both.source(Span(at, at + 1))
            assert place.of(text) == character
            assert both.span(place) == Span(at, at + 1)


@given(edited())
def test_spans_of_the_text_as_read_grow_with_those_of_the_file(made: tuple[str, list[Edit]]) -> None:
    both = Edited(*made)
    places = [both.source(Span(at, at + 1)) for at in range(len(both.text))]
    assert places == sorted(places)


@pytest.mark.model
@pytest.mark.parametrize("width", [30, 72])
def test_wrapped_text_says_what_the_same_text_unwrapped_says(width: int) -> None:
    said = []
    for text in (PROSE, textwrap.fill(PROSE, width)):
        document = from_text(text, "news")
        [reading] = read_documents([document], model=installed(), cache=False)
        assert isinstance(reading, Reading)
        statements = align(reading, resolve([reading], gazetteer.load()), load())
        said.append({(s.subject, s.predicate, s.object_label, s.polarity, s.attribution) for s in statements})
        for evidence in (e for s in statements for e in s.evidence):
            assert evidence.sentence.of(text) == evidence.quote
            assert " ".join(evidence.subject.of(text).split()) in PROSE
    assert said[0] == said[1]
    assert said[0]


@pytest.mark.model
def test_a_reading_that_was_kept_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    document = from_text(textwrap.fill(PROSE, 40).upper(), "news")
    said = []
    for _ in range(2):
        [reading] = read_documents([document], model=installed(), cache=True)
        assert isinstance(reading, Reading)
        said.append(align(reading, resolve([reading], gazetteer.load()), load()))
    assert said[0] == said[1]
    assert all(evidence.quote in document.text for statement in said[1] for evidence in statement.evidence)
