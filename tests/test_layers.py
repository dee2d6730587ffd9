"""The house: who may import whom, and what the package offers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import kg


def test_stages_never_import_one_another() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    if not Path(command[0]).exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_stands_in_the_layers() -> None:
    layers = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    modules = {path.stem if path.suffix else path.name for path in (ROOT / "kg").iterdir()}
    modules -= {"__init__", "__pycache__", "py", "py.typed", "ontology"}
    assert sorted(name for name in modules if f"kg.{name}" not in layers) == []


def test_the_package_offers_at_most_fifteen_names() -> None:
    assert len(kg.__all__) <= 15
    assert all(getattr(kg, name).__doc__ for name in kg.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


def test_modules_stay_within_five_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / "kg").rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 600
    }
    assert not long


def test_constraints_name_no_place_to_install_from() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or ("==" in line and "/" not in line)
