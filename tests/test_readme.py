"""The README: what it shows is what a newcomer gets."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

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
