"""The benchmarks, which no other test runs, still find what they measure."""

from __future__ import annotations

import importlib.util
import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in sorted(FOLDER.glob("*.py"))])
def test_a_benchmark_finds_all_that_it_imports(file: Path) -> None:
    spec = importlib.util.spec_from_file_location(f"benchmark_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert callable(module.main)


def test_the_page_on_scale_has_the_table_that_its_units_give() -> None:
    tool = runpy.run_path(str(FOLDER.parent / "tools" / "scale.py"))
    text = tool["PAGE"].read_text(encoding="utf-8")
    assert tool["BEGIN"] in text
    assert text == tool["page"](text), "write it anew: python tools/scale.py"


def test_the_table_of_speed_has_a_line_for_each_part_and_its_articles() -> None:
    speed = runpy.run_path(str(FOLDER / "speed.py"))
    names = {name for part in speed["PARTS"] for name in (part.name, part.beside)}
    told = speed["table"]({name: speed["Cost"](2.0, 3.0) for name in names}, "9 articles, 99 words", 3)
    assert told.count("| 1 |") == len(speed["PARTS"])
    assert "9 articles, 99 words" in told
    assert speed["BEGIN"] in speed["PAGE"].read_text(encoding="utf-8")
