"""The tool that changes conditions: it finds each of them, and changes one at a time."""

from __future__ import annotations

import ast
import sys

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import mutants


def changed(source: str) -> list[tuple[str, str]]:
    tree = ast.parse(source)
    return [(ast.unparse(before), ast.unparse(after)) for before, after in mutants.changes(tree)]


def test_each_operand_is_dropped_and_each_comparison_turned() -> None:
    assert changed("def f(a, b):\n    return a and not b or a == 1") == [
        ("a and (not b) or a == 1", "a == 1"),
        ("a and (not b) or a == 1", "a and (not b)"),
        ("a and (not b)", "not b"),
        ("a and (not b)", "a"),
        ("a == 1", "a != 1"),
        ("not b", "b"),
    ]


def test_what_stands_outside_a_function_is_left_alone() -> None:
    assert changed("X = 1 if A == 2 else 3") == []


def test_the_same_seed_draws_the_same_mutants_of_a_room() -> None:
    first = mutants.mutants(ROOT / "kg/knowledge", 5, 3)
    assert first == mutants.mutants(ROOT / "kg/knowledge", 5, 3)
    assert len(first) == 5


def test_the_code_of_a_mutant_differs_from_the_module_in_one_function() -> None:
    [mutant] = mutants.mutants(ROOT / "kg/knowledge", 1, 3)
    plain = compile(mutant.path.read_text(encoding="utf-8"), str(mutant.path), "exec")
    pairs = zip(mutants.functions(plain), mutants.functions(mutants.code_of(mutant)), strict=True)
    assert sum(one != other for one, other in pairs) >= 1
