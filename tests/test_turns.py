"""Interviews and transcripts: the name in front of a turn stands apart from what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.kinds import BlockKind
from kg.text.read import from_text

INTRODUCTION = "Fisheries minister Lars Hansen met reporters in the old harbour of Bergen on Friday morning."


def speakers(*lines: str) -> list[str]:
    """Who speaks, as it is read, in an article of these paragraphs."""
    document = from_text("\n\n".join(("The quota", *lines)))
    read = "".join(document.as_read)
    return [read[b.span.start : b.span.end] for b in document.blocks if b.kind is BlockKind.SPEAKER]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ((INTRODUCTION, "Herald: Is it so?", "Hansen: It is."), ["Herald", "Hansen"]),
        ((INTRODUCTION, "[10:02] REPORTER: Is it so?", "[10:03] HANSEN: It is."), ["Reporter", "Hansen"]),
        ((INTRODUCTION, "HANSEN: Norway did not reject it."), ["Hansen"]),
        (("Q: Is it so?", "A: It is."), ["Q", "A"]),
        (("Q. Is it so?", "A. It is."), ["Q", "A"]),
        (
            ("THE COURT: Why?", "THE WITNESS: So.", "THE COURT: Who?", "THE WITNESS: He."),
            ["The Court", "The Witness"] * 2,
        ),
        (
            (INTRODUCTION, "Herald: Is it so?", "Some laughed.", "Hansen (Labour): It is."),
            ["Herald", "Hansen (Labour)"],
        ),
    ],
    ids=["two", "hours and capitals", "one in capitals", "Q and A", "Q. and A.", "again and again", "a line between"],
)
def test_who_takes_turns_stands_apart(lines: tuple[str, ...], names: list[str]) -> None:
    assert speakers(*lines) == names


@pytest.mark.parametrize(
    "lines",
    [
        (INTRODUCTION, "Hansen: Norway did not reject it."),
        (INTRODUCTION, "HARALDSEN: Norway did not reject it."),
        ("The Greens lost in Ardia and in Belmont.", "Ardia: 12 seats.", "Belmont: 2 seats."),
        ("The meeting was long.", "Pros: It ended.", "Cons: It began."),
        ("The Pros won.", "Pros: It ended.", "Cons: It began.", "Pros: It paid."),
        ("Q: Is it so?", "Nobody answered."),
        (INTRODUCTION, "Herald: Is it so?", "Some laughed.", "Some left.", "Hansen: It is."),
    ],
    ids=["one", "nobody told of", "places", "once each", "not both again", "no answer", "far apart"],
)
def test_other_words_before_a_colon_stay(lines: tuple[str, ...]) -> None:
    assert speakers(*lines) == []


def test_the_hour_of_a_turn_is_no_part_of_it() -> None:
    document = from_text(f"The quota\n\n{INTRODUCTION}\n\n[10:02] Herald: So?\n\n[10:03] Hansen: It is.")
    parts = [(str(b.kind), b.span.of(document.text)) for b in document.blocks[2:]]
    assert parts[:3] == [("dateline", "[10:02]"), ("speaker", "Herald"), ("body", "So?")]


def test_the_name_of_a_turn_that_is_a_line_of_capitals_is_recased_once() -> None:
    lines = (
        "Catch of the week is what the harbour calls its record.",
        "CATCH OF THE WEEK: Nine tons of herring.",
        "Hansen: It was a good week.",
        "CATCH OF THE WEEK: Ten tons of cod.",
        "Hansen: It was better.",
    )
    document = from_text("\n\n".join(("The quota", *lines)))
    assert document.as_read.count("Catch Of The Week: ") == 2


PIECES = (
    "Hansen: ",
    "CATCH OF THE WEEK: ",
    "Q: ",
    "NORWAY REJECTED THE QUOTA. ",
    "It -\nis over. ",
    "“So?” ",
    "Lars Hansen\n",
)


@given(st.lists(st.sampled_from((*PIECES, "\n\n")), max_size=20).map("".join))
def test_edits_are_in_order_and_never_overlap(text: str) -> None:
    places = [place for edit in from_text(text).edits for place in (edit.span.start, edit.span.end)]
    assert places == sorted(places)
