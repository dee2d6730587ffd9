"""A command that is interrupted clears up and says what is there; with which exit status, the signal decides."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import test_archive
from conftest import Ended
from test_archive import MORE, TWO, build, put, written

from kg import pipeline
from kg.model.records import Document, Failure, Reading
from kg.work import disk
from kg.work.interrupts import Terminated, terminable

Kg = Callable[..., Ended]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX systems")
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Ctrl-C is heard also where the tests run in the background of a shell, which turns it off."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[signal.Signals], None]:
    """Has the command of this process interrupted while it reads; the texts and a graph lie in the folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "read_documents", lambda documents, **_: map(test_archive.read, documents))
    build(tmp_path / "two", TWO, output="out")
    put(tmp_path / "all", TWO | MORE)
    put(tmp_path / "more", MORE)

    def interrupt(number: signal.Signals) -> None:
        def reader(documents: Iterable[Document], **_: Any) -> Iterator[Reading | Failure]:
            os.kill(os.getpid(), number)
            return map(test_archive.read, documents)

        monkeypatch.setattr(pipeline, "read_documents", reader)

    return interrupt


@pytest.mark.parametrize("number", STATUS, ids=lambda number: number.name)
@pytest.mark.parametrize("command", [("add", "out", "more"), ("build", "all", "-o", "out", "--model", "none")])
def test_an_interrupted_command_changes_nothing_and_says_so(
    number: signal.Signals, command: tuple[str, ...], interrupted: Callable[[signal.Signals], None], kg: Kg
) -> None:
    before = written(Path("out"))
    interrupted(number)
    ended = kg(*command)
    assert (ended.status, ended.out) == (STATUS[number], "")
    assert ended.err.strip() == "kg: interrupted; nothing was changed in 'out'; the same command goes on"
    assert written(Path("out")) == before


def test_a_folder_that_was_made_for_an_interrupted_build_is_gone(
    interrupted: Callable[[signal.Signals], None], kg: Kg
) -> None:
    interrupted(signal.SIGTERM)
    assert kg("build", "all", "-o", "deep/new", "--model", "none").status == 143
    assert not Path("deep").exists()


def test_a_graph_that_was_whole_when_the_interrupt_came_is_put_in_its_place(
    interrupted: Callable[[signal.Signals], None], kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = disk._finish

    def late(folder: Path) -> None:
        if disk.is_unsettled(folder):
            monkeypatch.setattr(disk, "_finish", finish)
            raise KeyboardInterrupt
        finish(folder)

    monkeypatch.setattr(disk, "_finish", late)
    ended = kg("add", "out", "more")
    assert (ended.status, ended.err.strip()) == (130, "kg: interrupted; the new graph in 'out' is whole")
    assert not disk.is_unsettled(Path("out"))
    assert "nothing changed in out" in kg("add", "out", "more").err


def test_a_handler_of_the_programs_own_stays_and_other_threads_hear_nothing() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with terminable():
            os.kill(os.getpid(), signal.SIGTERM)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with pytest.raises(Terminated), terminable():
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL

        def elsewhere() -> None:
            with terminable():
                pass

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    finally:
        signal.signal(signal.SIGTERM, before)


PROGRAM = """
import functools, signal, sys
from pathlib import Path
import labour
from kg import pipeline
from kg.cli import run
from kg.work.pool import results

def reader(documents, *, workers, **_):
    for _ in results(functools.partial(labour.endless, Path("pids")), documents, size=1, workers=workers):
        pass
    yield from ()

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    pipeline.read_documents = reader
    run(["build", "all", "-o", "new", "--model", "none", "--workers", "2"])
"""


@pytest.mark.parametrize("number", STATUS, ids=lambda number: number.name)
def test_all_processes_of_an_interrupted_command_end_without_a_traceback(
    number: signal.Signals, tmp_path: Path
) -> None:
    put(tmp_path / "all", TWO | MORE)
    (tmp_path / "pids").mkdir()
    (tmp_path / "program.py").write_text(PROGRAM)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as command:
        while len(pids := [int(path.name) for path in (tmp_path / "pids").iterdir()]) < 2:
            assert command.poll() is None
            time.sleep(0.02)
        # As a terminal does, and "timeout": all processes of the command hear it.
        os.killpg(command.pid, number)
        _, said = command.communicate()
    assert command.returncode == STATUS[number]
    assert said.strip() == "kg: interrupted; nothing was changed in 'new'; the same command goes on"
    assert not (tmp_path / "new").exists()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
