"""The documents: links lead somewhere, commands are those that there are, and the tutorial does what it shows."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from conftest import ROOT, Ended

from kg import __version__
from kg.cli import cli
from kg.show.overview import COMMANDS

sys.path.insert(0, str(ROOT / "tools"))

import commands
import readme
import website

Kg = Callable[..., Ended]
PAGES = website.pages()
# Other programs of the same lines, and words that stand for what the reader has.
_ENDS = {"|", ">", "<", "&&", ";", "2>"}


def command_lines() -> Iterator[tuple[str, str]]:
    """Each line of a block of code that begins with kg, with its page."""
    for page in PAGES.values():
        for token in page.tokens:
            if token.type in ("fence", "code_block") and page.source not in ("CHANGELOG.md", "docs/commands.md"):
                text = token.content.replace("\\\n", " ")
                for line in re.findall(r"^(?:\$ )?(kg [a-z].*)$", text, re.MULTILINE):
                    yield page.source, line


def complaint(line: str) -> str:
    """What the command line would say of a line, without running it; "" if nothing."""
    words = shlex.split(line, comments=True)[1:]
    words = words[: next((n for n, word in enumerate(words) if word in _ENDS), len(words))]
    if words[0] not in COMMANDS:
        return f"no command {words[0]!r}"
    command = cli.get_command(click.Context(cli), words[0])
    assert command is not None
    # A command keeps the first help option that it is asked for.
    names = cli.context_settings["help_option_names"]
    context = click.Context(command, info_name=words[0], help_option_names=names)
    try:
        given, rest, _ = command.make_parser(context).parse_args(args=list(words[1:]))
    except click.UsageError as error:
        return error.format_message()
    missing = [p.name for p in command.params if p.required and p.name and not given.get(p.name)]
    return f"lacks {missing}" if missing else f"has too much: {rest}" if rest else ""


def test_each_link_and_anchor_leads_somewhere_and_each_page_stands_once_in_the_plan() -> None:
    assert website.faults(PAGES) == []


def test_a_broken_link_a_lost_anchor_and_a_page_without_a_place_are_told() -> None:
    text = "[a](none.md) [b](rdf.md#no-such) [c](rdf.md#articles) [d](https://a.example/x)"
    stray = website.Page("docs/stray.md", website.reader().parse(text))
    assert website.faults({**PAGES, stray.source: stray}) == [
        "docs/stray.md: 'none.md' leads to no file",
        "docs/stray.md: 'rdf.md#no-such' leads to no heading of docs/rdf.md",
        "docs/index.md names docs/stray.md 0 times. Name it once, in one of its parts",
    ]


def test_the_plan_has_four_parts() -> None:
    assert [name for name, _ in website.plan(PAGES)] == ["Tutorial", "How to", "Reference", "Explanation"]


def test_each_command_line_of_the_documents_is_one_that_kg_takes() -> None:
    lines = list(command_lines())
    assert len(lines) > 30
    assert [(page, line, said) for page, line in lines if (said := complaint(line))] == []


def test_each_command_and_option_in_running_text_is_one_that_kg_has() -> None:
    whole, strange = click.Context(cli), []
    for page in PAGES.values():
        inside = [
            child.content for token in page.tokens for child in token.children or () if child.type == "code_inline"
        ]
        for said in inside:
            if found := re.match(r"kg ([a-z][\w-]*)", said):
                command = cli.get_command(whole, found[1]) if found[1] in COMMANDS else None
                known = {name for option in command.params for name in option.opts} if command else set()
                wrong = [name for name in re.findall(r"(?<!\S)--?[a-z][\w-]*", said) if name not in {*known, "--help"}]
                if command is None or wrong:
                    strange.append((page.source, said))
    assert strange == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kg biuld news -o out", "no command 'biuld'"),
        ("kg build news", "lacks ['output']"),
        ("kg stats out 7", "has too much: ['7']"),
        ("kg rank out --tip 3", "No such option"),
        ("kg remove out a b | head", ""),
    ],
)
def test_a_command_line_that_kg_does_not_take_is_told(line: str, said: str) -> None:
    assert complaint(line)[: len(said) or None] == said


def test_the_page_of_the_commands_is_what_their_help_says() -> None:
    written = commands.PAGE.read_text(encoding="utf-8")
    assert written == commands.page(), "write it anew: python tools/commands.py"


def test_each_room_of_the_house_is_told_to_who_uses_kg_and_to_who_changes_it() -> None:
    rooms = {path.name for path in (ROOT / "kg").iterdir() if (path / "__init__.py").exists()}
    for page in ("docs/architecture.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert [room for room in sorted(rooms) if f"{room}/" not in text] == [], page


def test_the_picture_of_the_flow_has_the_stages_of_the_pipeline() -> None:
    import kg.pipeline

    line = next(line for line in (kg.pipeline.__doc__ or "").splitlines() if "→" in line)
    stages = [stage.strip() for stage in line.split("→")][:-2]
    picture = (ROOT / "docs" / "pipeline.svg").read_text(encoding="utf-8")
    assert [stage for stage in re.findall(r'class="head"[^>]*>([a-z ]+)<', picture) if stage in stages] == stages


def test_each_target_of_make_that_the_documents_name_is_there() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(
            r"(?:`|^ {4}|^)make (\w+)(?:`|$| +#)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert named >= {"demo", "docs", "site", "test"}
    assert named <= targets


def test_each_command_and_each_extra_stands_in_the_documents() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    install = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert [extra for extra in project["optional-dependencies"] if f"| `{extra}` |" not in install] == []
    told = "".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES if page != "docs/commands.md")
    assert [name for name in COMMANDS if f"kg {name}" not in told] == []


def test_nobody_is_told_to_install_what_another_project_calls_kg() -> None:
    files = [*PAGES, *(str(path.relative_to(ROOT)) for path in (ROOT / "kg").rglob("*.py"))]
    for file in files:
        for said in re.findall(r"pip install[^\n#]*", (ROOT / file).read_text(encoding="utf-8")):
            assert not re.search(r"[\s'\"]kg(?:\[|['\"\s]|$)", said), f"{file}: {said}"


def test_the_citation_is_of_this_version_and_names_no_person() -> None:
    import yaml

    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert (cited["cff-version"], cited["version"], cited["license"]) == ("1.2.0", __version__, "Apache-2.0")
    assert cited["authors"] == [{"name": "The kg authors"}]
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.model
def test_the_tutorial_shows_what_its_commands_print(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    steps = list(readme.STEP.finditer(readme.TUTORIAL.read_text(encoding="utf-8")))
    for step in steps:
        if step["file"]:
            readme.write(step, tmp_path)
            continue
        for part in re.split(r"^\$ ", step["console"], flags=re.MULTILINE)[1:]:
            command, _, answer = part.partition("\n")
            ended = kg(*shlex.split(command)[1:])
            assert (ended.status, ended.out[: len(answer)]) == (0, answer), command
    assert sum(step["file"] is None for step in steps) > 7
    code = re.search(r"```python\n(.*?)```", readme.TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    assert code
    exec(code[1], {})
