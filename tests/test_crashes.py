"""Commands that end in the middle: the folder has the old graph or the new one, whole, and the same command goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from crashing import CASES, FAULTS, WRONG, Case, run_apart

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be killed")


@needs_fork
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_whatever_fails_wherever_the_folder_is_whole_and_the_same_command_goes_on(case: Case, tmp_path: Path) -> None:
    # All points: make crash.
    rows = run_apart(tmp_path, case, every=16)
    assert {row["fault"] for row in rows} >= FAULTS.keys()
    assert [row for row in rows if any(row[kind] for kind in WRONG)] == []
