"""A query in a process of its own: an answer is whole or none, and the death of the process is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.store.apart import Answer, apart

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def _dies(number: int) -> Callable[[], Answer]:
    def work() -> Answer:
        os.kill(os.getpid(), number)
        return "table", b""

    return work


def _raises(error: BaseException) -> Callable[[], Answer]:
    def work() -> Answer:
        raise error

    return work


def _nothing_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.parametrize("size", [0, 1, 1 << 16, 30_000_000])
def test_an_answer_of_any_size_comes_whole(size: int) -> None:
    assert apart(lambda: ("table", b"\n" * size), seconds=60) == ("table", b"\n" * size)


@pytest.mark.parametrize("seconds", [None, 60.0, float("inf"), 1e300])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGSEGV, r"ended its process \(SIGSEGV\)\. Write it simpler"),
        (signal.SIGABRT, r"needs more than the 1,074 MB of memory"),
        (signal.SIGKILL, r"killed \(SIGKILL\), most likely because the machine has no more memory"),
        (signal.SIGTERM, "SIGTERM"),
    ],
)
def test_a_dead_process_has_no_answer(number: int, words: str, seconds: float | None) -> None:
    with pytest.raises(QueryError, match=words):
        apart(_dies(number), seconds=seconds, memory=1 << 30)
    assert _nothing_is_left()


@pytest.mark.parametrize("status", [0, 3])
def test_a_process_that_leaves_early_has_no_answer(status: int) -> None:
    with pytest.raises(QueryError, match=rf"ended before it had answered \(status {status}\)"):
        apart(lambda: os._exit(status))


def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def torn(pipe: int, data: memoryview) -> int:
        if len(data) < 1000:
            return write(pipe, data)
        write(pipe, data[:1000])
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    monkeypatch.setattr(os, "write", torn)
    with pytest.raises(QueryError, match="SIGKILL"):
        apart(lambda: ("table", b"x" * 5000))


def test_a_whole_answer_of_a_process_that_ends_badly_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    leave = os._exit
    monkeypatch.setattr(os, "_exit", lambda status: leave(7))
    with pytest.raises(QueryError, match="status 7"):
        apart(lambda: ("table", b"x"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (QueryError("it does not parse"), "^it does not parse$"),
        (MemoryError(), "needs more than the memory that there is"),
        (ZeroDivisionError("by zero"), "ZeroDivisionError.*please report"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
        (SystemExit(0), "SystemExit"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_of_the_work_is_an_error_here(error: BaseException, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        apart(_raises(error))


def test_memory_has_a_limit_on_top_of_what_there_is() -> None:
    assert apart(lambda: ("size", str(len(bytearray(50_000_000))).encode()), memory=400_000_000)[1] == b"50000000"
    with pytest.raises(QueryError, match="more than the 100 MB of memory"):
        apart(lambda: ("size", bytes(1_000_000_000)), memory=100_000_000)


def test_the_time_limit_also_holds_while_an_answer_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def slow(pipe: int, data: memoryview) -> int:
        if len(data) < 1000:
            return write(pipe, data)
        time.sleep(0.05)
        return write(pipe, data[:10])

    monkeypatch.setattr(os, "write", slow)
    with pytest.raises(QueryError, match=r"no answer within 0\.3 seconds"):
        apart(lambda: ("table", b"x" * 100_000), seconds=0.3)
    assert _nothing_is_left()


def test_an_interrupt_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.store.apart._receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        apart(lambda: ("table", str(time.sleep(60)).encode()))
    assert _nothing_is_left()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_a_killed_parent_takes_its_query_along() -> None:
    work = "lambda: (print(os.getpid(), flush=True), time.sleep(60))"
    code = f"import os, time; from kg.store.apart import apart; apart({work})"
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    # The child holds the other end of its parent's output as long as it lives.
    assert parent.communicate(timeout=30) == ("", None)
    assert not Path(f"/proc/{child}/fd/1").exists()


def test_queries_of_several_threads_do_not_wait_for_one_another() -> None:
    """A child holds the pipes of those that were forked before it; the end of an answer must not hang on that."""
    found: list[str] = []

    def ask(seconds: float, name: str) -> None:
        try:
            apart(lambda: ("table", str(time.sleep(seconds)).encode()) if seconds else os._exit(3), seconds=30)
        except QueryError:
            pass
        found.append(name)

    threads = [threading.Thread(target=ask, args=(2.0, "slow")), threading.Thread(target=ask, args=(0.0, "dead"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["dead", "slow"]
