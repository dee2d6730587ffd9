"""Conditions of extraction, each held by a sentence that needs it: what the parser said, and what must be read."""

from __future__ import annotations

import pytest
from recorded import FOLDER, MISREAD, Recorded, blocks

BLOCKS = [
    pytest.param(block, id=f"{file.stem}: {block.text}")
    for file in sorted(FOLDER.glob("*.txt"))
    for block in blocks(file)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_read_from_a_recorded_sentence(block: Recorded) -> None:
    assert list(block.answered().answers) == list(block.answers)


def test_every_recorded_sentence_says_which_condition_needs_it() -> None:
    assert [block.text for file in FOLDER.glob("*.txt") for block in blocks(file) if not block.remark] == []


def test_known_misreadings_only_become_fewer() -> None:
    remarks = [block.remark for file in FOLDER.glob("*.txt") for block in blocks(file)]
    misread = sum(remark[0].startswith(MISREAD) for remark in remarks)
    assert misread <= 110
    # Nowhere else does the mark stand, and never alone.
    assert sum(line.startswith(MISREAD) for remark in remarks for line in remark) == misread
    assert [remark for remark in remarks if len(remark) == 1 and remark[0].startswith(MISREAD)] == []
