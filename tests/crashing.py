"""Commands that end at every change of the folder they write: is the old graph there, or the new one, whole?

    python tests/crashing.py --every 1

prints a line for each command and fault; a row of zeros behind the number of points is what must be. Each command
line runs in a process of its own, forked where everything is loaded, and reads by rules for a few small sentences. What
it leaves is looked at as a reader finds it, and the same command line then has to give the new graph. The engine of the
database has threads, which no fork takes along: so nothing here opens one but those processes.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import functools
import gc
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from failing import Fault, alarmed, at_change, failing, full, interrupt, kill, limited, terminate
from test_archive import BROKEN, put, read

from kg import pipeline
from kg.errors import StoreError
from kg.model.records import Document, Failure, Reading
from kg.work import disk

T = TypeVar("T")

# So many that one that comes or goes is little, and the graph is changed, not written anew.
OTHERS = {id: f"{name} sues Chad." for id, name in (("d", "Orland Bank"), ("e", "Kenya"), ("f", "Joe Hale"))}
BEFORE = {"a": "Kenya aids Chad.", "b": "Joe Hale visits Chad."} | OTHERS
ALL = BEFORE | {"c": "Joseph R. Hale sues Orland Bank."}
OTHER = {"a": "Chad visits Kenya."}
MINE = {"mine.txt": "mine", "notes/report.md": "mine too", "merges.yaml": "forbid: [[Joe Hale, Joseph R. Hale]]\n"}

# A fault, and whether all changes after that one fail too.
FAULTS: dict[str, tuple[Fault, bool]] = {
    "SIGKILL": (kill, False),
    "ENOSPC": (failing(errno.ENOSPC), False),
    "EIO": (failing(errno.EIO), False),
    "EACCES": (failing(errno.EACCES), False),
    "full disk": (full, True),
    "EIO for good": (failing(errno.EIO), True),
    "SIGINT": (interrupt, False),
    "SIGTERM": (terminate, False),
}
# Bytes that no file may have more of, so that the engine of the database fails too; and random moments to be ended at.
SIZES = (1_000, 4_000, 40_000, 60_000, 80_000, 90_000, 100_000, 120_000, 150_000, 300_000)
MOMENTS = 24
INTERRUPTS = {"SIGINT": 130, "SIGTERM": 143}
LIMITED, ALARMED = "file size limit", "ended at random"
# What may come of it: parts of two states, something lost, no good message, the same command does not go on.
WRONG = ("mixed", "lost", "unclear", "left over", "not resumed")


@dataclass(frozen=True)
class Case:
    """A command line in a folder "out", with the texts that were built there before."""

    name: str
    before: dict[str, str] | None
    command: tuple[str, ...]


CASES = (
    Case("build over a graph", BEFORE, ("build", "all", "-o", "out", "--model", "none")),
    Case("build into no folder", None, ("build", "all", "-o", "deep/out", "--model", "none")),
    Case("add a document", BEFORE, ("add", "out", "more")),
    Case("replace a document", BEFORE, ("add", "out", "other")),
    Case("remove a document", ALL, ("remove", "out", "c")),
)


@dataclass(frozen=True)
class End:
    """How a process ended: its status, minus the signal where it was one, what it said, and what it gave back."""

    status: int
    said: str
    gave: Any = None


# -- processes -----------------------------------------------------------------------------------------------------


def forked(work: Callable[[], Any], said: Path) -> End:
    """What a process gives as JSON that runs a piece of work; its messages go to a file."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        status = 70
        try:
            os.close(reading)
            sys.stdout = sys.stderr = said.open("w", encoding="utf-8")
            gave = json.dumps(work()).encode()
            os.write(writing, gave)
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(writing)
    with open(reading, "rb") as pipe:
        data = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return End(status, said.read_text(encoding="utf-8"), json.loads(data) if data else None)


def readings(documents: Iterable[Document], **_: Any) -> Iterator[Reading | Failure]:
    """What stands in for the parser: only small sentences of known forms are read."""
    return map(read, documents)


# What happens to a process while it writes to a folder; gives the changes that it made.
Trouble = Callable[[Path], contextlib.AbstractContextManager[Any]]


def no_trouble(folder: Path) -> contextlib.AbstractContextManager[list[str]]:
    """Nothing happens."""
    return at_change(folder, 0, kill)


def command(case: Case, ground: Path, trouble: Trouble = no_trouble) -> list[str]:
    """Run the command line of a case; gives the kinds of the changes it made, where it comes to its end."""
    from kg.cli import run

    os.chdir(ground.parent / "texts")
    seen: list[str] | None = []
    arguments = [str(ground / a) if "out" in a else a for a in case.command]
    try:
        with trouble(ground) as seen:
            run(arguments)
    except SystemExit as end:
        if end.code:
            raise
    return seen or []


# -- what is left --------------------------------------------------------------------------------------------------


def state(ground: Path, case: Case) -> str:
    """A digest of the graph in the folder, as a reader finds it; "none" where there is none.

    Raises:
        StoreError, AssertionError: if it is not whole.
    """
    from kg.graph import load

    folder = _folder(ground, case)
    try:
        graph = load(folder)
    except StoreError as error:
        if "no folder" not in str(error) and "holds no graph" not in str(error):
            raise
        left = [name for name in disk.NAMES if os.path.lexists(folder / name)]
        assert not left, f"there is no graph, but {left}"
        return "none"
    digest = hashlib.sha256(graph.export("nquads"))
    told = disk.data(folder, disk.READINGS)
    assert told is not None
    for name in (disk.TRIG, disk.PAGE, disk.REPORT, disk.READINGS):
        found = disk.data(folder, name)  # compares it with the mark
        assert found is not None, name
        digest.update(hashlib.sha256(found).digest())
    with disk.hold(folder):  # all files, also those of the database, are as the mark has them
        pass
    return digest.hexdigest()


def mine(ground: Path) -> dict[str, str]:
    """The files of the user's own."""
    return {name: (ground / "out" / name).read_text() for name in MINE if (ground / "out" / name).exists()}


def left_over(ground: Path, case: Case, found: str) -> list[str]:
    """What kg should have taken away, beside the state that was found."""
    folder = _folder(ground, case)
    if found == "none":
        return sorted(str(path.relative_to(ground)) for path in ground.rglob("*"))
    return sorted(set(os.listdir(folder / ".kg")) - {"kg.json"})


def _folder(ground: Path, case: Case) -> Path:
    return ground / ("deep/out" if case.before is None else "out")


# -- one case ------------------------------------------------------------------------------------------------------


class Trial:
    """A case with its folder before and after, and how many changes lead from one to the other."""

    def __init__(self, case: Case, place: Path) -> None:
        self.case, self.place = case, place
        self.start, self.said = place / "start", place / "said"
        shutil.rmtree(place, ignore_errors=True)
        for name, texts in {"all": ALL, "more": ALL, "other": OTHER, "before": case.before or {}}.items():
            put(place / "texts" / name, texts)
        self.start.mkdir()
        if case.before is not None:
            for name, text in MINE.items():
                (self.start / "out" / name).parent.mkdir(parents=True, exist_ok=True)
                (self.start / "out" / name).write_text(text)
            first = Case("", case.before, ("build", "before", "-o", "out", "--model", "none"))
            built = forked(functools.partial(command, first, self.start), self.said)
            assert built.status == 0, built.said
        self.mine = mine(self.start)
        self.before = self._state(self.start)
        done = self._tried("whole", no_trouble)
        assert done.status == 0, done.said
        self.changes: list[str] = done.gave
        self.after = self._state(place / "whole")
        assert self.before != self.after

    def _tried(self, name: str, trouble: Trouble) -> End:
        ground = self.place / name
        shutil.rmtree(ground, ignore_errors=True)
        shutil.copytree(self.start, ground)
        return forked(functools.partial(command, self.case, ground, trouble), self.said)

    def _state(self, ground: Path) -> str:
        end = forked(functools.partial(state, ground, self.case), self.said)
        return end.gave if end.status == 0 else f"not whole: {end.said}"

    def troubles(self, every: int, seed: int) -> Iterator[tuple[str, str, Trouble]]:
        """Every k-th of all that may happen to it: the name of the fault, where, and the thing itself."""
        for number, (name, (fault, lasting)) in enumerate(FAULTS.items()):
            for point in _chosen(range(1, len(self.changes) + 1), every, seed + number):
                where = f"at change {point} ({self.changes[point - 1]})"
                yield name, where, functools.partial(at_change, number=point, fault=fault, lasting=lasting)
        for size in _chosen(SIZES, every, seed):
            yield LIMITED, f"at {size} bytes", lambda _, size=size: limited(size)
        moments = [random.Random(number).uniform(0.001, 0.15) for number in range(MOMENTS)]
        for moment in _chosen(moments, every, seed):
            yield ALARMED, f"after {moment:.4f} s", lambda _, moment=moment: alarmed(moment)

    def faults(self, name: str, trouble: Trouble) -> dict[str, str]:
        """What goes wrong when one thing happens, each of ``WRONG`` with how."""
        ground, copy = self.place / "tried", self.place / "copy"
        end = self._tried("tried", trouble)
        wrong = {}
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(ground, copy, symlinks=True)
        found = self._state(copy)
        if found not in (self.before, self.after):
            wrong["mixed"] = found
        if mine(ground) != self.mine:
            wrong["lost"] = f"{mine(ground)}"
        if said := self._unclear(end, found, name):
            wrong["unclear"] = said
        # Where other faults come in the clearing up itself, the next command does it.
        left = left_over(ground, self.case, found)
        if left and name in ("full disk", LIMITED, *INTERRUPTS) and not (found == self.after and "next" in left):
            wrong["left over"] = f"{left}"
        again = forked(functools.partial(command, self.case, ground), self.said)
        # Who takes a document out that is out already is told so.
        fine = again.status == 0 or (self.case.command[0] == "remove" and found == self.after and again.status == 1)
        resumed = self._state(ground)
        if not fine or resumed != self.after or left_over(ground, self.case, resumed) or mine(ground) != self.mine:
            wrong["not resumed"] = f"{again} {left_over(ground, self.case, resumed)} {resumed}"
        return wrong

    def _unclear(self, end: End, found: str, name: str) -> str:
        if name in (ALARMED, "SIGKILL") and end.status < 0:
            return "" if end.status == -(signal.SIGKILL if name == "SIGKILL" else signal.SIGALRM) else f"{end}"
        if name in INTERRUPTS and end.status:
            return self._unheard(end, found, name)
        if end.status == 0:
            return "" if found == self.after else f"exit status 0: {end}"
        *before, last = end.said.splitlines() or [""]
        told = last.startswith("kg: cannot write") or "is whole, but cannot be put in place" in last
        calm = all(line.startswith("kg: the graph has these already") for line in before)
        return "" if end.status == 2 and told and calm and ". " in last else f"{end}"

    def _unheard(self, end: End, found: str, name: str) -> str:
        told = end.said.split("kg: interrupted; ")[-1]
        is_right = told.startswith("nothing was changed" if found == self.before else "the new graph")
        # Before it holds the folder, and after, a command has nothing to tell.
        is_calm = "Traceback" not in end.said and (is_right or "interrupted" not in end.said)
        return "" if end.status == INTERRUPTS[name] and is_calm else f"{end}"


def _chosen(all: Sequence[T], every: int, seed: int) -> Sequence[T]:
    """Every k-th, beginning at one of the first k by chance."""
    return all[random.Random(seed).randrange(every) :: every]


def tried(
    place: Path, every: int, cases: Sequence[Case] = CASES, faults: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """A row for each case and fault, as it is done: how many points, and how much was wrong."""
    pipeline.read_documents = readings  # type: ignore[assignment]
    _warm(place)
    for number, case in enumerate(cases):
        trial = Trial(case, place / str(number))
        for name, troubles in itertools.groupby(trial.troubles(every, 100 * number), lambda trouble: trouble[0]):
            if not faults or name in faults:
                yield _row(trial, name, troubles)


def _row(trial: Trial, name: str, troubles: Iterable[tuple[str, str, Trouble]]) -> dict[str, Any]:
    row = {"command": trial.case.name, "fault": name, "points": 0, **dict.fromkeys(WRONG, 0), "first": ""}
    for _, where, trouble in troubles:
        wrong = trial.faults(name, trouble)
        row["points"] += 1
        for kind in wrong:
            row[kind] += 1
        if wrong and not row["first"]:
            row["first"] = f"{where}: {wrong}"
    return row


def _warm(place: Path) -> None:
    """Load all that a command needs, so that no process has to."""
    import kg.cli.changing
    import kg.cli.making
    from kg.graph import beside

    put(place / "warm", ALL | {"d": BROKEN})
    graph = pipeline.build(place / "warm", model="none", failed=lambda _: None)
    beside(graph)
    graph.export("nquads")
    # No process has to copy what its collector would only look at.
    gc.freeze()
    assert kg.cli.changing
    assert kg.cli.making


def run_apart(place: Path, case: Case, every: int) -> list[dict[str, Any]]:
    """The rows of one case, found by a process that has no threads of an engine yet."""
    number = str(CASES.index(case))
    command = [sys.executable, __file__, "--every", str(every), "--case", number, "--json", "--place", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place)
    assert done.stdout, done.stderr
    return list(map(json.loads, done.stdout.splitlines()))


def main() -> None:
    """Print the table, and what it cost; exit status 1 where anything is wrong."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--every", type=int, default=1, help="take every k-th change only")
    options.add_argument("--case", type=int, choices=range(len(CASES)), help="one command only")
    options.add_argument("--fault", action="append", default=[], help="one fault only; may be given again")
    options.add_argument("--place", type=Path, help="a folder to work in")
    options.add_argument("--json", action="store_true", help="rows for a program")
    given = options.parse_args()
    cases = CASES if given.case is None else [CASES[given.case]]
    start, is_wrong, columns = time.monotonic(), False, ("points", *WRONG)
    if not given.json:
        print(f"{'command':22}{'fault':17}", *(f"{column:>12}" for column in columns))
    with contextlib.nullcontext(given.place) if given.place else tempfile.TemporaryDirectory() as place:
        for row in tried(Path(place), given.every, cases, given.fault):
            is_wrong = is_wrong or any(row[kind] for kind in WRONG)
            counts = (f"{row[column]:12}" for column in columns)
            shown = (f"{row['command']:22}{row['fault']:17}", *counts, row["first"][:1000])
            print(*([json.dumps(row)] if given.json else shown), flush=True)
    if not given.json:
        used = os.times()
        cpu = used.user + used.system + used.children_user + used.children_system
        print(f"{time.monotonic() - start:.0f} s, of CPU {cpu:.0f} s")
    sys.exit(is_wrong)


if __name__ == "__main__":
    main()
