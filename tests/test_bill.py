"""What is installed with kg, and under which licences: the bill of materials and the page of the licences."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import licences
import lock
import sbom

PINNED = lock.constrained()


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return sbom.bill(metadata.distributions())


def test_the_bill_has_the_form_of_cyclonedx(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert bill["metadata"]["component"]["name"] == "kg-news"
    for component in [bill["metadata"]["component"], *bill["components"]]:
        assert component["purl"] == component["bom-ref"]
        assert component["purl"].endswith(f"/{component['name']}@{component['version']}")
        [said] = component["licenses"]
        assert "expression" in said or set(said["license"]) in ({"id"}, {"name"})
        assert "unknown" not in str(said), component["name"]
    references = [bill["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in bill["components"])]
    assert len(references) == len(set(references))
    assert sorted(references) == [one["ref"] for one in bill["dependencies"]]
    assert {one for entry in bill["dependencies"] for one in entry["dependsOn"]} <= set(references)


def test_the_bill_lists_what_the_default_install_brings(bill: dict[str, Any]) -> None:
    here = {name for name, (_, marker) in lock.locked("default").items() if not marker}
    assert {one["name"] for one in bill["components"]} == here | {"fflate", "minisearch", "vis-network", "yasqe"}


def test_the_bill_of_the_same_packages_has_the_same_bytes(bill: dict[str, Any]) -> None:
    again = sbom.bill(reversed([*metadata.distributions()]))
    assert sbom.written(again) == sbom.written(bill)
    assert "timestamp" not in sbom.written(bill)


def test_another_version_of_a_package_makes_another_serial_number(bill: dict[str, Any], tmp_path: Path) -> None:
    made(tmp_path, "tqdm", "Version: 0.0.1\nLicense: MIT")
    changed = sbom.bill([*metadata.distributions(), *metadata.distributions(path=[str(tmp_path)])])
    assert changed["serialNumber"] != bill["serialNumber"]


def test_without_kg_there_is_no_bill() -> None:
    with pytest.raises(SystemExit, match="kg is not installed here"):
        sbom.bill(metadata.distributions(path=[]))


def made(folder: Path, name: str, fields: str, files: dict[str, str] | None = None) -> Distribution:
    """An installed package with these fields in its metadata and these files beside them."""
    home = folder / f"{name}-1.dist-info"
    home.mkdir()
    for file, content in (files or {}).items():
        (home / file).write_text(content, encoding="utf-8")
    (home / "RECORD").write_text("".join(f"{home.name}/{file},,\n" for file in files or ()), encoding="utf-8")
    (home / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\n{fields}\n", encoding="utf-8")
    return Distribution.at(home)


MIT = "Permission is hereby granted, free of charge,\nto any person obtaining a copy"
BSD = "Redistribution and use in source and binary forms, with or\nwithout modification, are permitted"
ENDORSE = f"{BSD}\nmay not be used to endorse or promote products derived from this software"


@pytest.mark.parametrize(
    ("fields", "files", "said"),
    [
        pytest.param("License-Expression: MIT OR Apache-2.0\nLicense: x", {}, "MIT OR Apache-2.0", id="expression"),
        pytest.param("License: Apache 2.0", {}, "Apache-2.0", id="field in words"),
        pytest.param("Classifier: License :: OSI Approved :: MIT License", {}, "MIT", id="classifier"),
        pytest.param("License: BSD", {"LICENSE": BSD}, "BSD-2-Clause", id="text of two clauses"),
        pytest.param("License: BSD", {"LICENSE.txt": ENDORSE}, "BSD-3-Clause", id="text of three clauses"),
        pytest.param("Summary: none", {"LICENSE": MIT}, "MIT", id="text alone"),
        pytest.param("License: BSD", {}, "BSD", id="no telling which"),
        pytest.param("License: UNKNOWN", {"LICENSE": "All rights reserved"}, "unknown", id="unknown to itself"),
        pytest.param("Summary: none", {}, "unknown", id="nothing said"),
    ],
)
def test_a_licence_is_what_the_package_declares(fields: str, files: dict[str, str], said: str, tmp_path: Path) -> None:
    assert licences.licence(made(tmp_path, "one", fields, files)) == said


def test_the_default_install_has_no_licence_that_reaches_kg_itself() -> None:
    free = re.compile(r"(?:MIT|0BSD|BSD-\d-Clause|Apache-2\.0|PSF-2\.0|MPL-2\.0|Zlib|CC0-1\.0)")
    for name, (_, marker) in lock.locked("default").items():
        if not marker:
            said = licences.licence(metadata.distribution(name))
            assert all(free.fullmatch(one) for one in re.split(" AND | OR ", said)), f"{name}: {said}"


def others() -> list[str]:
    """In words, what is installed in another version than the locks of kg and its development pin."""
    said = []
    for name, (version, marker) in (lock.locked("default") | lock.locked("dev")).items():
        if marker or name in lock.BUILD:
            continue
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "none"
        if installed != version:
            said.append(f"{name} {installed} in place of {version}")
    return said


def test_the_page_of_the_licences_is_current() -> None:
    if differing := others():
        pytest.skip(f"another set of packages is installed: {', '.join(differing[:3])}")
    page = licences.page(PINNED.items(), lock.locked("default"))
    assert licences.PAGE.read_text(encoding="utf-8") == page, "write it anew: make docs"
