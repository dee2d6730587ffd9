"""The house: who may import whom, what the package offers, and how its modules are written."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kg
from kg.terms.event_type import EventType
from kg.terms.mention_type import MentionType
from kg.terms.rules import RULES
from kg.terms.signature import Signature

# Branches of a function, and of 19 in 20 of those that read sentences; to be lowered where a change leaves less, and
# raised by none.
MOST_BRANCHES = 15
USUAL_BRANCHES = 10

FILES = sorted((ROOT / "kg").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

# Words that can be nothing else than a member: types in capitals, rules with a hyphen.
MEMBERS = frozenset((*MentionType, *EventType, *(rule for rule in RULES if "-" in rule)))
# What a value is called, or the function that gives it, with what it may then be.
CALLED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("type", "ent_type_"), frozenset(MentionType)),
    **dict.fromkeys(("event", "event_type"), frozenset(EventType)),
    "rule": frozenset(RULES),
    **dict.fromkeys(("signature", "lookup"), frozenset(Signature)),
}
# What takes the name of a member.
TAKING: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("rule_named", "RULES"), frozenset(RULES)),
    "signature_named": frozenset(Signature),
}


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
    assert len(top) <= 19
    rooms = Counter(path.parent for path in (ROOT / "kg").rglob("*.py"))
    assert {str(room): count for room, count in rooms.items() if count > 12} == {}


def test_what_the_package_offers_says_what_it_is() -> None:
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


def test_a_list_of_words_has_a_name_that_no_other_list_has() -> None:
    homes: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for path, tree in TREES.items():
        module = importlib.import_module(_dotted(path))
        for name in _constants(tree):
            contents = frozenset(_words(vars(module)[name]))
            if len(contents) >= 4:
                homes[name][module.__name__] = contents
    shared = {name: sorted(lists) for name, lists in homes.items() if len(set(lists.values())) > 1}
    assert shared == {}


def test_members_of_closed_sets_are_not_written_as_strings() -> None:
    """Types, rules and signatures: a misspelt member is an error at once, a misspelt string is never equal.

    In capitals or with a hyphen such a word is a member wherever it stands. "report", "title" and "place" are words
    of other lists as well; they are members where something called rule, signature or type is compared with them, or
    given by that name.
    """
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
        for path, tree in TREES.items()
        if "terms" not in path.parts
        for node in _members(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ('mention.type == "PERSON" and "GPE" in kinds', ["GPE", "PERSON"]),
        ('found = {"AID": 3}', ["AID"]),
        ('proposition.rule in ("act", "act-noun")', ["act", "act-noun"]),
        ('Proposition(rule="title", label="title")', ["title"]),
        ('rule_named("place")', ["place"]),
        ('lookup(verb, "v", "that") != "report"', ["report"]),
        ('verbs = ("report", "hope", "act")', []),
        ('verb.lemma == "hope" or name.type == "title"', []),
        ('lookup("hope", "v")', []),
        ("mention.type is MentionType.PERSON", []),
    ],
)
def test_a_member_is_told_from_a_word(source: str, members: list[str]) -> None:
    assert sorted(str(node.value) for node in _members(ast.parse(source))) == members


def test_functions_have_few_branches() -> None:
    branches = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": _branches(node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in branches.items() if count > MOST_BRANCHES} == {}
    reading = [count for name, count in branches.items() if name.startswith("kg/extract/")]
    assert sum(count > USUAL_BRANCHES for count in reading) <= len(reading) / 20


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


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _constants(tree: ast.Module) -> Iterator[str]:
    """The names in capitals that a module itself sets."""
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name) and target.id.isupper())


def _words(value: object) -> Iterator[str]:
    """The words in a collection, and in the collections within it."""
    if isinstance(value, Mapping):
        yield from _words([*value, *value.values()])
    elif isinstance(value, frozenset | set | tuple | list):
        for inner in value:
            if isinstance(inner, str):
                yield from [str(inner)] if inner.replace("-", "").replace(" ", "").replace("'", "").isalpha() else []
            else:
                yield from _words(inner)


def _members(tree: ast.Module) -> Iterator[ast.Constant]:
    """The string literals that are members of a closed set."""
    nothing: frozenset[str] = frozenset()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in MEMBERS:
            yield node
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            yield from _given(sides, nothing.union(*(CALLED.get(_called(side), nothing) for side in sides)))
        elif isinstance(node, ast.keyword):
            yield from _given([node.value], CALLED.get(node.arg or "", nothing))
        elif isinstance(node, ast.Call):
            yield from _given(node.args, TAKING.get(_called(node), nothing))
        elif isinstance(node, ast.Subscript):
            yield from _given([node.slice], TAKING.get(_called(node.value), nothing))


def _called(node: ast.expr) -> str:
    """The last part of what an expression is called: "type" of ``mention.type``, "lookup" of ``lookup(word)``."""
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _given(nodes: Iterable[ast.expr], members: frozenset[str]) -> Iterator[ast.Constant]:
    """Such members in expressions, and in the tuples and sets among them; those of ``MEMBERS`` are found anyway."""
    for node in nodes:
        if isinstance(node, ast.Constant) and node.value in members - MEMBERS:
            yield node
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield from _given(node.elts, members)


def _branches(function: ast.AST) -> int:
    """One, and one more for each way in which a function may go on."""
    count = 1
    for node in ast.walk(function):
        if isinstance(
            node, ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.match_case
        ):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count
