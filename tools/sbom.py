"""Write a bill of materials of the environment that runs this: what is installed with kg, as CycloneDX 1.6 in JSON.

It is made from the metadata of the installed packages and the table of what kg carries of others, and from nothing
else: the same packages give the same bytes, so there is no time in it, and its serial number follows from the rest.

    python tools/sbom.py -o dist/kg_news-0.1.0.cdx.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from licences import VIS_LICENCE, licence, vendored
from lock import normal

ROOT_PACKAGE = "kg-news"
# What an environment brings along, and kg does not ask for.
_TOOLS = frozenset(["pip", "wheel"])
# Identifiers of the SPDX list that are no expression of several.
_ONE = re.compile(r"[A-Za-z0-9.+-]+")


def bill(installed: Iterable[Distribution]) -> dict[str, Any]:
    """The bill of materials of some installed packages, one of them kg.

    Raises:
        SystemExit: if kg is not among them.
    """
    packages = {normal(package.name): package for package in installed}
    if ROOT_PACKAGE not in packages:
        raise SystemExit("kg is not installed here. Run this with the Python of an environment that has its wheel")
    reached = reachable(packages)
    root = component(packages[ROOT_PACKAGE]) | {"type": "application"}
    components = [component(packages[name]) for name in sorted(reached - {ROOT_PACKAGE})]
    depends = [
        {"ref": reference(packages[name]), "dependsOn": [reference(packages[one]) for one in needs(packages, name)]}
        for name in sorted(reached)
    ]
    for drawing in drawing_library(packages):
        components.append(drawing)
        depends.append({"ref": drawing["bom-ref"], "dependsOn": []})
        next(one for one in depends if one["ref"].startswith("pkg:pypi/pyvis"))["dependsOn"].append(drawing["bom-ref"])
    for carried in carried_files():
        components.append(carried)
        depends.append({"ref": carried["bom-ref"], "dependsOn": []})
        next(one for one in depends if one["ref"] == root["bom-ref"])["dependsOn"].append(carried["bom-ref"])
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": sorted(components, key=lambda one: str(one["bom-ref"])),
        "dependencies": sorted(depends, key=lambda one: str(one["ref"])),
    }
    return content | {"serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, written(content)).urn}


def written(content: dict[str, Any]) -> str:
    """A bill as text, the same for the same content."""
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def reachable(packages: dict[str, Distribution]) -> set[str]:
    """Normal names of kg and all that it needs, directly or by way of others."""
    reached, waiting = set(), [ROOT_PACKAGE]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs(packages, name)
    return reached


def needs(packages: dict[str, Distribution], name: str) -> list[str]:
    """The installed packages that a package asks for, without its extras and what only older Pythons need."""
    asked = [str(line) for line in packages[name].requires or () if not _is_past(str(line))]
    names = {
        normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in asked if not re.search(r"\bextra\s*==", line)
    }
    return sorted((names & packages.keys()) - _TOOLS - {name})


def _is_past(requirement: str) -> bool:
    """Whether a requirement holds for older versions of Python only; zipp may be here for another's sake."""
    found = re.search(r"python_(?:full_)?version\s*<\s*[\"']3\.(\d+)", requirement)
    return found is not None and int(found[1]) <= sys.version_info.minor


def component(package: Distribution) -> dict[str, Any]:
    """A package as a component: what it is called, and its licence as the metadata declare it."""
    return {
        "type": "library",
        "bom-ref": reference(package),
        "name": normal(package.name),
        "version": package.version,
        "purl": reference(package),
        "licenses": licences(licence(package)),
    }


def reference(package: Distribution) -> str:
    """The package URL.

    >>> from importlib.metadata import distribution
    >>> reference(distribution("Jinja2")).partition("@")[0]
    'pkg:pypi/jinja2'
    """
    return f"pkg:pypi/{normal(package.name)}@{package.version}"


def licences(said: str) -> list[dict[str, Any]]:
    """A declared licence as CycloneDX has it: an identifier, an expression of several, or words.

    >>> licences("MIT"), licences("MIT OR Apache-2.0")
    ([{'license': {'id': 'MIT'}}], [{'expression': 'MIT OR Apache-2.0'}])
    """
    if re.search(r" (?:AND|OR|WITH) ", said):
        return [{"expression": said}]
    return [{"license": {"id": said} if _ONE.fullmatch(said) and said != "unknown" else {"name": said}}]


def drawing_library(packages: dict[str, Distribution]) -> list[dict[str, Any]]:
    """The JavaScript that pyvis ships and the page carries, with its digest; none where pyvis is not installed."""
    found = []
    for package in (package for name, package in sorted(packages.items()) if name.startswith("pyvis")):
        for file in sorted(package.files or ()):
            if file.name == "vis-network.min.js":
                data = Path(str(file.locate())).read_bytes()
                version = re.search(rb"@version (\S+)", data)
                purl = f"pkg:npm/vis-network@{version[1].decode() if version else 'unknown'}"
                found.append(
                    {
                        "type": "library",
                        "bom-ref": purl,
                        "name": "vis-network",
                        "version": purl.rpartition("@")[2],
                        "purl": purl,
                        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}],
                        "licenses": licences(VIS_LICENCE),
                    }
                )
    return found


def carried_files() -> list[dict[str, Any]]:
    """The packages whose scripts kg itself carries, with the digest of each script."""
    return [
        {
            "type": "library",
            "bom-ref": purl,
            "group": package.rpartition("/")[0],
            "name": package.rpartition("/")[2],
            "version": version,
            "purl": purl,
            "hashes": [{"alg": "SHA-256", "content": digest}],
            "licenses": licences(said),
        }
        for package, version, file, digest, said in vendored()
        if file.endswith(".js")
        for purl in [f"pkg:npm/{package.replace('@', '%40')}@{version}"]
    ]


def main() -> None:
    """Write the bill of this environment."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    output = parser.parse_args().output
    content = bill(distributions())
    output.write_text(written(content), encoding="utf-8", newline="\n")
    print(f"{output.name}: {len(content['components'])} components")


if __name__ == "__main__":
    main()
