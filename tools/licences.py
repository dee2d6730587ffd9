"""Write docs/licences.md anew: what is installed with kg, and the licence of each package: make docs.

Licences are read from the packages' own metadata: the expression, else the field, else the classifiers, else the text
of the licence that comes with the package. A test compares; run this after a change of constraints.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"

HEAD = """# Licences of what is installed with kg

kg itself is under Apache-2.0, its data under what [ontology/NOTICE.md](../ontology/NOTICE.md) says. Its wheel holds
three things of others, the editor of the query page, and the search and the unpacking of the explorer: {vendored},
with what these bundle ([of the one](../kg/web/pages/assets/LICENCES.txt),
[of the other](../kg/show/view/vendored/LICENCES.txt)). The page that kg writes carries that search and
vis-network ({vis}) out of pyvis-optimized, with its notice. The licences below are those that the
packages' own metadata declare, in SPDX's words where these are clear.

This page is made from `constraints.txt`, `locks/` and the packages that are installed: `make docs`. What only Windows
or macOS needs stands in the locks and not here."""

# What packages write for a licence in a field that is free, and in classifiers.
_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "ISC license": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
# A licence's own words, where the metadata says nothing, or no more than "BSD"; the first that fits.
_TEXTS = (
    ("Permission is hereby granted, free of charge, to any person obtaining", "MIT"),
    ("used to endorse or promote products derived from", "BSD-3-Clause"),
    ("Redistribution and use in source and binary forms, with or without modification", "BSD-2-Clause"),
)
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")
VIS_LICENCE = "Apache-2.0 OR MIT"
# The folders that hold code of others, each with vendored.tsv and LICENCES.txt.
CARRIED = (ROOT / "kg" / "web" / "pages" / "assets", ROOT / "kg" / "show" / "view" / "vendored")


def vendored(folders: Iterable[Path] = CARRIED) -> list[tuple[str, str, str, str, str]]:
    """The files of others that kg carries: package, version, file, SHA-256, licence."""
    found = []
    for folder in folders:
        lines = (folder / "vendored.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
        found += [(package, version, file, digest, said) for package, version, file, digest, said in rows]
    return found


def licence(package: Distribution) -> str:
    """The licence that a package declares: an SPDX expression where it can be told, else its words, else "unknown"."""
    expression = package.metadata.get("License-Expression")
    if expression:
        return str(expression)
    field = str(package.metadata.get("License") or "").strip().partition("\n")[0].strip()
    field = re.sub(r"\s+", " ", field).removeprefix("UNKNOWN")
    if field in _SPDX:
        return _SPDX[field]
    classified = [
        str(line).rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    if _is_expression(field):
        return field
    named = sorted({_SPDX.get(one, one) for one in classified if one != "OSI Approved"})
    if named and all(map(_is_expression, named)):
        return " AND ".join(named)
    return _by_text(package) or ", ".join(named) or field or "unknown"


def _is_expression(text: str) -> bool:
    """Whether words are those of an SPDX expression; a bare "BSD" names no licence, as there are several."""
    return text != "BSD" and _EXPRESSION.fullmatch(text) is not None


def _by_text(package: Distribution) -> str:
    for file in sorted(package.files or ()):
        if re.fullmatch(r"LICEN[CS]E(?:_BSD)?(?:\.\w+)?", file.name) and ".dist-info" in str(file):
            text = " ".join(Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").split())
            for words, name in _TEXTS:
                if words in text:
                    return name
    return ""


def told() -> dict[tuple[str, str], str]:
    """The licences that the page tells now, by name and version: not every environment has JupyterLab."""
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {(name, version): said for name, version, said in rows}


def page(constraints: Iterable[tuple[str, str]], default: Iterable[str]) -> str:
    """The page as Markdown; what is not installed has the licence that it has there already.

    Args:
        constraints: name and version of all that is pinned.
        default: normal names of what kg needs without extras.
    """
    needed, known = set(default), told()
    rows: dict[bool, list[str]] = {True: [], False: []}
    for name, version in sorted(constraints, key=lambda pin: pin[0]):
        try:
            said = licence(distribution(name))
        except PackageNotFoundError:
            said = known.get((name, version), "")
            if not said:
                raise SystemExit(
                    f"{name} {version} is not installed. Install what constraints.txt pins: make test and make notebook"
                ) from None
        rows[name in needed].append(f"| {name} | {version} | {said} |")
    carried = dict.fromkeys(f"{package} {version} ({said})" for package, version, _, _, said in vendored())
    table = "| package | version | licence |\n|---|---|---|\n"
    return "\n\n".join(
        [
            HEAD.format(vis=VIS_LICENCE.replace("OR", "or"), vendored=", ".join(carried)),
            f"## The default install: {len(rows[True])} packages",
            table + "\n".join(rows[True]),
            f"## What the extras and the development of kg add: {len(rows[False])} packages",
            table + "\n".join(rows[False]) + "\n",
        ]
    )


if __name__ == "__main__":
    from lock import constrained, locked

    PAGE.write_text(page(constrained().items(), locked("default")), encoding="utf-8", newline="\n")
