"""Write locks/*.txt anew from constraints.txt, each package with the SHA-256 of its wheels: make lock.

The resolver is ``uv``, which is no dependency of kg: it tells the files of all systems, where pip tells those of its
own. Who installs by a lock needs nothing but pip. A test compares the locks with constraints.txt.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
EXTRAS = ("html", "pandas", "parquet", "pdf", "plots", "validate", "dev")
# Packages that build others; constraints.txt leaves them to the environment.
BUILD = frozenset(["hatchling", "setuptools", "tomlkit", "trove-classifiers"])
# A wheel's platform is one that kg is used on: 64 bit, of the common processors.
_PLATFORM = re.compile(
    r"any|(?:many|musl)linux\S*_(?:x86_64|aarch64)|linux_(?:x86_64|aarch64)|macosx_\S+|win_(?:amd64|arm64)"
)
# The oldest Python that kg runs on, and with it the wheels that it can load.
_OLDEST = 11

HEADS = {
    "default": """# What kg needs, each package with the SHA-256 of its wheels:
#     python -m pip install --require-hashes -r locks/default.txt
# then kg itself, which brings nothing more: python -m pip install --no-deps --no-index kg_news-*.whl
# Made from constraints.txt: make lock. The wheels are those for CPython 3.11 and later on 64-bit Linux, macOS and
# Windows, as the index had them when this was made; pip refuses any other file.
--only-binary :all:
""",
    "dev": """# What the extras and the development of kg need beyond default.txt, which this file takes in:
#     python -m pip install --require-hashes -r locks/default.txt
#     python -m pip install --require-hashes --no-build-isolation -r locks/dev.txt
# Made from constraints.txt: make lock. What comes as source only is built with the setuptools of default.txt.
-r default.txt
""",
    "analysis": """# What make notebook installs beyond default.txt, which this file takes in: the extra analysis of kg.
#     python -m pip install --require-hashes -r locks/analysis.txt
# Made from constraints.txt: make lock.
-r default.txt
""",
    "build": """# What builds the wheel of kg:
#     python -m pip install --require-hashes -r locks/build.txt
#     python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .
# Made from constraints.txt: make lock.
--only-binary :all:
""",
}


def main() -> None:
    """Ask for the files of all packages, and write the locks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uv", default="uv", help="the resolver")
    uv = parser.parse_args().uv
    default = resolved(uv, ["pyproject.toml"])
    everything = resolved(uv, ["pyproject.toml", *(part for extra in EXTRAS for part in ("--extra", extra))])
    analysis = resolved(uv, ["pyproject.toml", "--extra", "analysis"])
    names = {package["name"] for package in default}
    parts = {
        "default": default,
        "dev": [package for package in everything if package["name"] not in names],
        "analysis": [package for package in analysis if package["name"] not in names],
        "build": resolved(uv, ["-"], given="hatchling"),
    }
    for name, packages in parts.items():
        (ROOT / "locks" / f"{name}.txt").write_text(lock(name, packages), encoding="utf-8", newline="\n")


def resolved(uv: str, arguments: list[str], given: str = "") -> list[dict[str, Any]]:
    """The packages that something needs on any system, with their files, as pylock.toml has them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pylock.toml"
        command = [uv, "pip", "compile", *arguments, "--constraints", CONSTRAINTS.name, "--universal", "--quiet"]
        command += ["--python-version", f"3.{_OLDEST}", "--format", "pylock.toml", "--output-file", str(file)]
        subprocess.run(command, input=given, text=True, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        packages: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["packages"]
    # kg is tested on CPython alone.
    return [package for package in packages if "pypy" not in package.get("marker", "").replace("!= 'PyPy'", "")]


def lock(name: str, packages: Iterable[Mapping[str, Any]]) -> str:
    """A lock as text, sorted."""
    head, lines = HEADS[name], []
    for package in sorted(packages, key=lambda package: str(package["name"])):
        hashes = digests(package)
        if not package.get("wheels"):
            head += f"--no-binary {package['name']}\n"
        marker = f" ; {package['marker']}" if package.get("marker") else ""
        lines += [
            f"{package['name']}=={package['version']}{marker} \\",
            *(f"    --hash=sha256:{digest} \\" for digest in hashes[:-1]),
            f"    --hash=sha256:{hashes[-1]}",
        ]
    return "\n".join([head.rstrip("\n"), *lines]) + "\n"


def digests(package: Mapping[str, Any]) -> list[str]:
    """SHA-256 of each wheel that kg may be installed with; of the source where there is no wheel at all."""
    wheels = [wheel for wheel in package.get("wheels", ()) if fits(str(wheel["url"]).rpartition("/")[2])]
    files = wheels if package.get("wheels") else [package["sdist"]]
    if not files:
        raise SystemExit(f"{package['name']} {package['version']} has no wheel for kg's systems. Take another version")
    return sorted({str(file["hashes"]["sha256"]) for file in files})


def fits(wheel: str) -> bool:
    """Whether a wheel, by its name, is for a Python and a system that kg runs on.

    >>> fits("numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl"), fits("numpy-2.4.6-cp310-cp310-win_amd64.whl")
    (True, False)
    """
    python, abi, platform = wheel.removesuffix(".whl").split("-")[-3:]
    if not any(_PLATFORM.fullmatch(one) for one in platform.split(".")):
        return False
    if abi in ("abi3", "none"):
        return any(one.startswith(("py3", "cp3")) for one in python.split("."))
    found = re.fullmatch(r"cp3(\d+)", python)
    return found is not None and abi == python and int(found[1]) >= _OLDEST


# -- what is locked ------------------------------------------------------------------------------------------------


def pins(text: str) -> dict[str, tuple[str, str]]:
    """Version and marker of each package that a lock or constraints.txt pins, by its normal name.

    >>> pins("Foo_bar==1.0 ; sys_platform == 'win32'")
    {'foo-bar': ('1.0', "sys_platform == 'win32'")}
    """
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)(?: *; *(.*?))?(?: \\)?$", text, re.MULTILINE)
    return {normal(name): (version, marker) for name, version, marker in found}


def normal(name: str) -> str:
    """A package's name as the index has it.

    >>> normal("Jinja2"), normal("typing_extensions")
    ('jinja2', 'typing-extensions')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, tuple[str, str]]:
    """The pins of one of the locks."""
    return pins((ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8"))


def constrained() -> dict[str, str]:
    """The version that constraints.txt pins of each package."""
    return {name: version for name, (version, _) in pins(CONSTRAINTS.read_text(encoding="utf-8")).items()}


def disagreements(constraints: Mapping[str, str], *locks: Mapping[str, tuple[str, str]]) -> list[str]:
    """Where locks pin something else than constraints.txt, in words; other systems' packages may be in a lock alone.

    >>> disagreements({"a": "1"}, {"a": ("2", ""), "b": ("1", "")})
    ['a: 1 in constraints.txt, 2 locked', 'b: not in constraints.txt, 1 locked']
    """
    said = []
    for lock in locks:
        for name, (version, marker) in sorted(lock.items()):
            wanted = constraints.get(name)
            if wanted != version and not (wanted is None and (marker or name in BUILD)):
                said.append(f"{name}: {wanted or 'not'} in constraints.txt, {version} locked")
    missing = sorted(set(constraints) - {name for lock in locks for name in lock})
    return said + [f"{name}: {constraints[name]} in constraints.txt, not locked" for name in missing]


if __name__ == "__main__":
    main()
