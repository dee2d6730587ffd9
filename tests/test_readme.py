"""The README: what it shows is what a newcomer gets."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Ended

from kg.show.overview import COMMANDS

Kg = Callable[..., Ended]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown() -> list[tuple[str, str]]:
    """Each command of the README's consoles with the answer below it."""
    consoles = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    parts = [part for console in consoles for part in re.split(r"^\$ ", console, flags=re.MULTILINE) if part]
    return [(command, answer) for command, _, answer in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_stands_in_the_readme(name: str) -> None:
    assert f"| `kg {name} " in README


def test_the_two_commands_stand_in_the_readme() -> None:
    assert "make demo" in README
    assert "make test" in README


def test_links_of_the_readme_and_the_docs_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.model
@pytest.mark.parametrize(("command", "answer"), shown(), ids=lambda value: value[:60])
def test_the_readme_shows_what_the_command_prints(command: str, answer: str, kg: Kg, seeds_folder: Path) -> None:
    words = [str(seeds_folder) if word == "out" else word for word in shlex.split(command)[1:]]
    ended = kg(*words)
    assert ended.status == 0
    assert "nearest" not in ended.err
    assert ended.out.replace(str(seeds_folder), "out").startswith(answer.rstrip("\n"))
    assert answer.strip()


@pytest.mark.model
def test_every_rule_that_read_the_seeds_is_explained(seeds_folder: Path) -> None:
    from kg.graph import load

    rules = {statement.rule for statement in load(seeds_folder).statements}
    told = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert sorted(rule for rule in rules if f"| `{rule}` |" not in told) == []


def blocks(page: str, language: str) -> list[str]:
    """The blocks of a page in one language, in order."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


@pytest.mark.model
def test_the_python_of_the_readme_runs_in_a_default_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for extra in ("pandas", "pyarrow", "trafilatura", "pypdf", "pyshacl", "starlette"):
        monkeypatch.setitem(sys.modules, extra, None)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    [block] = blocks("README.md", "python")
    exec(compile(block, "README.md", "exec"), {})
    assert (tmp_path / "out" / "graph.html").exists()


@pytest.mark.model
def test_the_sparql_of_the_readme_is_answered(kg: Kg, seeds_folder: Path) -> None:
    [query] = blocks("README.md", "sparql")
    ended = kg("query", str(seeds_folder), query, "--format", "csv")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.count("\n") > 1


def test_each_block_of_the_readme_is_run() -> None:
    languages = re.findall(r"^```(\w+)$", README, re.MULTILINE)
    assert sorted(set(languages)) == ["console", "python", "sparql"]


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
def test_the_page_on_python_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    told: dict[str, Any] = {}
    for block in blocks("docs/python.md", "python"):
        exec(compile(block, "docs/python.md", "exec"), told)
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for answer in (repr(told["graph"]), repr(told["graph"].disputes())):
        assert "\n".join(f"    {line}" for line in answer.splitlines()) in page
