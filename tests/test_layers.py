"""The house: who may import whom, and what the package offers."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def test_the_house_has_few_rooms_and_none_is_crowded() -> None:
    top = {path.name for path in (ROOT / "kg").iterdir()} - {"__pycache__", "py.typed", "ontology"}
    assert len(top) <= 18
    rooms = Counter(path.parent for path in (ROOT / "kg").rglob("*.py"))
    assert {str(room): count for room, count in rooms.items() if count > 12} == {}


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
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not long


def test_constraints_name_no_place_to_install_from() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or ("==" in line and "/" not in line)


def test_kg_without_extras_needs_at_most_forty_five_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed: set[tuple[str, frozenset[str]]] = set()
    pending = [Requirement(line) for line in project["dependencies"]]
    while pending:
        package = pending.pop()
        key = canonicalize_name(package.name), frozenset(package.extras)
        if key not in needed:
            needed.add(key)
            pending += [
                r for r in map(Requirement, importlib.metadata.requires(package.name) or ()) if _holds(r, key[1])
            ]
    assert len({name for name, _ in needed}) <= 45


def _holds(requirement: Requirement, extras: frozenset[str]) -> bool:
    """Whether a package with these extras needs that other one on this machine."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))
