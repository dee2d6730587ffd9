"""What stands around the sentences of an article: here the credits of its pictures."""

from __future__ import annotations

import pytest

from kg.text.layout import blocks

ABOVE = "Mali and Chad meet\n\nThe two governments met in Bamako on Monday to talk about cocoa.\n\n"


def _below(line: str) -> list[tuple[str, str]]:
    text = ABOVE + line
    return [(str(block.kind), block.span.of(text)) for block in blocks(text)][2:]


@pytest.mark.parametrize(
    "line",
    ["Ann Lee/Getty Images", "ANN LEE / AFP / Getty Images", "Ann Lee via Reuters.", "Getty."],
)
def test_a_line_that_signs_a_picture_is_no_sentence(line: str) -> None:
    assert _below(line) == [("footer", line)]


@pytest.mark.parametrize(
    "credit", ["(ANN LEE/AFP/Getty Images)", "[Reuters]", "(Photo: Ann Lee)", "(Image by Ann Lee)"]
)
def test_a_credit_behind_a_caption_is_no_part_of_it(credit: str) -> None:
    caption = "Ministers of Mali and Chad in Bamako."
    assert _below(f"{caption} {credit}") == [("body", caption), ("footer", credit)]


@pytest.mark.parametrize(
    "line",
    [
        "He asked Reuters.",
        "Mali has sued the Associated Press (AP).",
        "Chad told Reuters it had left (a photo shows the car).",
        "Mali has met Chad (photo)",
    ],
)
def test_an_agency_that_a_sentence_speaks_of_signs_nothing(line: str) -> None:
    assert _below(line) == [("body", line)]
