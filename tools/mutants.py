"""Change conditions of kg at random, one at a time, and see which changes the tests notice.

python tools/mutants.py [--room kg/extract] [--count 100] [--seed 1] [--all] [--show]

A mutant has one operand of an ``and`` or ``or`` dropped, one comparison turned, or one ``not`` taken away, inside a
function. The tests are collected once and run once, to learn which functions each of them calls; then, in a child
process for each mutant, the code of its function is replaced and the tests that call it run, the quickest first, until
one fails. A mutant that crashes or takes more than a minute is noticed too. With --all the tests that need the model
run on what the others missed.

The figure is the share of the mutants that are noticed; --show names those that are not, each a condition for which a
sentence is wanted (``tests/data/read``), or which can go.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import os
import random
import resource
import subprocess
import sys
import time
import types
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parent.parent
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
}  # fmt: skip
SECONDS = 60
Function = tuple[str, int, str]


@dataclass(frozen=True)
class Mutant:
    """One changed condition.

    Attributes:
        path: the file.
        number: which of its changes, in the order of ``changes``.
        line: where it stands, from 1.
        before, after: the condition and what became of it.
    """

    path: Path
    number: int
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}  {self.before}  ->  {self.after}"


def changes(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each condition within a function, and what it may become."""
    seen: set[int] = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if id(node) not in seen:
                    seen.add(id(node))
                    for changed in _changed(node):
                        yield node, changed  # type: ignore[misc]


def _changed(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp):
        for dropped in range(len(node.values)):
            kept = node.values[:dropped] + node.values[dropped + 1 :]
            yield kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield ast.Compare(node.left, [TURNED[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def mutants(room: Path, count: int, seed: int) -> list[Mutant]:
    """Some of the mutants of a folder or file, the same for the same seed."""
    found = []
    for path in sorted(room.rglob("*.py")) if room.is_dir() else [room]:
        for number, (before, after) in enumerate(changes(ast.parse(path.read_text(encoding="utf-8")))):
            found.append(
                Mutant(path, number, before.lineno, *(" ".join(ast.unparse(e).split()) for e in (before, after)))
            )
    return random.Random(seed).sample(found, min(count, len(found)))


def code_of(mutant: Mutant) -> types.CodeType:
    """The code of the module with the change in it."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    before, after = list(changes(tree))[mutant.number]

    class Exchange(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return deepcopy(after) if node is before else super().visit(node)

    changed = ast.fix_missing_locations(Exchange().visit(tree))
    return compile(changed, str(mutant.path), "exec")


def functions(code: types.CodeType) -> Iterator[types.CodeType]:
    """The code of each function and method of a module, without those within a function."""
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            if inner.co_flags & 0x02:  # CO_NEWLOCALS: a function, no class body
                yield inner
            yield from functions(inner)


def key(code: types.CodeType) -> Function:
    """What names a function over two compilations."""
    return code.co_filename, code.co_firstlineno, code.co_qualname


def install(mutant: Mutant) -> Function:
    """Put the change into the running program, and forget what its functions have kept.

    Returns:
        The outermost function that holds the change.
    """
    new = {key(code): code for code in functions(code_of(mutant))}
    changed: list[Function] = []
    for function in gc.get_objects():
        if isinstance(function, types.FunctionType) and function.__code__.co_filename == str(mutant.path):
            code = new.get(key(function.__code__))
            if code is not None and code != function.__code__:
                changed.append(key(code))
                function.__code__ = code
    forget()
    return changed[0] if changed else ("", 0, "")


def forget() -> None:
    """Empty what functions have kept of earlier calls."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("kg.extract", "kg.language", "kg.knowledge", "test_", "tests.")):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()


@dataclass
class Watch:
    """A plugin of pytest that tries the mutants on the tests that it has collected."""

    tried: Sequence[Mutant]
    room: Path
    noticed: dict[Mutant, str] = field(default_factory=dict)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test once, then those that matter for each mutant."""
        begun = time.process_time()
        # Tests of drawn examples refuse to run twice in one process.
        items = [item for item in session.items if not getattr(item.obj, "is_hypothesis_test", False)]
        calls, spent = self._first_run(items)
        took = time.process_time() - begun
        print(f"{len(items)} tests, {took:.0f} CPU s with tracing", flush=True)
        needed = {number for numbers in calls.values() for number in numbers}
        if unchanged := self._run(None, spent, items, {("", 0, ""): needed}):
            raise pytest.UsageError(f"{unchanged} fails when it is run twice; mend it first")
        begun_children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        for mutant in self.tried:
            if outcome := self._run(mutant, spent, items, calls):
                self.noticed[mutant] = outcome
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun_children
        print(f"{len(self.noticed)} of {len(self.tried)} mutants noticed, {used:.0f} CPU s")
        return True

    def _first_run(self, items: Sequence[pytest.Item]) -> tuple[dict[Function, set[int]], list[float]]:
        """Which tests call each function, by its key; how long each test took, in CPU seconds."""
        calls: dict[Function, set[int]] = defaultdict(set)
        spent = []
        room = str(self.room)
        failing: list[int] = []
        number = 0

        def trace(frame: types.FrameType, event: str, argument: object) -> None:
            code = frame.f_code
            if code.co_filename.startswith(room):
                calls[key(code)].add(number)

        for number, item in enumerate(items):
            begun = time.process_time()
            sys.settrace(trace)
            reports = runtestprotocol(
                item, nextitem=items[number + 1] if number + 1 < len(items) else item.session, log=False
            )
            sys.settrace(None)
            spent.append(time.process_time() - begun)
            if any(report.failed for report in reports):
                failing.append(number)
        for number in failing:
            print(f"left out, as it fails without a change: {items[number].nodeid}")
        left = {function: numbers.difference(failing) for function, numbers in calls.items()}
        return left, spent

    def _run(
        self,
        mutant: Mutant | None,
        spent: Sequence[float],
        items: Sequence[pytest.Item],
        calls: Mapping[Function, set[int]],
    ) -> str:
        """What notices the mutant: the name of a test, "crash", "endless", or nothing; without one, the tests in
        ``calls`` run as they are."""
        outlet, inlet = os.pipe()
        child = os.fork()
        if not child:
            os.close(outlet)
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS,) * 2)
            try:
                numbers = calls.get(install(mutant) if mutant else ("", 0, ""), set())
                order = [items[number] for number in sorted(numbers, key=spent.__getitem__)]
                for item, following in zip(order, [*order[1:], None], strict=True):
                    reports = runtestprotocol(item, nextitem=following, log=False)
                    if any(report.failed for report in reports):
                        os.write(inlet, item.nodeid.encode()[:2000])
                        break
            except BaseException as error:
                os.write(inlet, f"crash: {error!r}".encode()[:2000])
            os._exit(0)
        os.close(inlet)
        with os.fdopen(outlet, "rb") as answer:
            found = answer.read().decode()
        _, status = os.waitpid(child, 0)
        return found or ("endless" if status else "")


def tests_of(room: str) -> list[str]:
    """The files of tests that import what is in a room, and those of recorded sentences; none that traces calls."""
    package = room.removesuffix(".py").strip("/").replace("/", ".")
    wanted = (
        "from recorded import",
        "from test_extract import",
        "from kg import texts",
        f"from {package}",
        f"import {package}",
    )
    found = {file: file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests").glob("test_*.py"))}
    return [str(f) for f, text in found.items() if "settrace" not in text and any(words in text for words in wanted)]


@dataclass
class Changed:
    """A plugin of pytest that runs the tests with one mutant in the program."""

    mutant: Mutant

    def pytest_collection_finish(self) -> None:
        """Put the change in, once everything is imported."""
        module = self.mutant.path.relative_to(ROOT).with_suffix("")
        importlib.import_module(".".join(module.parts))
        install(self.mutant)


def with_the_model(mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether a test that needs the model notices the mutant; in a process of its own, as a model cannot be forked."""
    where = f"{mutant.path.relative_to(ROOT)}:{mutant.number}"
    command = [sys.executable, __file__, "--only", where, *tests]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode != 0


def only(where: str, tests: Sequence[str]) -> int:
    """Run the tests that need the model on one mutant, "path:number"; the status of pytest."""
    path, _, number = where.rpartition(":")
    [mutant] = [m for m in mutants(ROOT / path, sys.maxsize, 0) if m.number == int(number)]
    arguments = ["-p", "no:cacheprovider", "-q", "-x", "-m", "model and not browser", *tests]
    return int(pytest.main(arguments, plugins=[Changed(mutant)]))


def main() -> int:
    """Print the figures; status 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", default="kg/extract", help="folder whose conditions are changed")
    parser.add_argument("--count", type=int, default=100, help="mutants, drawn at random; 100")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing; 1")
    parser.add_argument("--all", action="store_true", help="run the tests that need the model on what is missed")
    parser.add_argument("--show", action="store_true", help="name what is missed")
    parser.add_argument("--only", metavar="PATH:NUMBER", help=argparse.SUPPRESS)
    parser.add_argument("tests", nargs="*", help="files of tests; those that import of the room")
    args = parser.parse_args()
    if args.only:
        return only(args.only, args.tests)
    room = (ROOT / args.room).resolve()
    tried = mutants(room, args.count, args.seed)
    watch = Watch(tried, room)
    tests = args.tests or tests_of(args.room)
    pytest.main(
        ["-p", "no:cacheprovider", "-q", "--no-header", "-m", "not model and not browser", *tests], plugins=[watch]
    )
    noticed = {*watch.noticed}
    print(f"{len(noticed)} of {len(tried)} mutants noticed without the model")
    if args.all:
        noticed |= {mutant for mutant in tried if mutant not in noticed and with_the_model(mutant, tests)}
        print(f"{len(noticed)} of {len(tried)} mutants noticed by all tests")
    for mutant in sorted(tried, key=str) if args.show else ():
        if mutant not in noticed:
            print(mutant)
    return 0


if __name__ == "__main__":
    sys.exit(main())
