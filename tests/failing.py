"""A file layer that fails: each change of a folder is counted, and at one of them something happens.

Changes are what the interpreter tells of before it does it (opening to write, renaming, removing, making folders), and
what it tells nobody: each write to a file of Python's, waiting for the disk, and each call of the database that writes.
Of a file half is written before that fails, as on a disk that is full.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kg.store import database

# Those that audit hooks are told of, with the place of the folder's descriptor in their arguments, -1 where none is.
CHANGES = {
    "os.rename": 2,
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 2,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": -1,
    "os.chmod": 2,
    "os.chown": 3,
    "os.utime": 3,
    "os.setxattr": -1,
}
# Those that need room on the disk.
TAKING = frozenset(("open", "os.mkdir", "os.link", "os.symlink", "write", "sync", "database"))
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Fault = Callable[[str], None]


def nothing(_: str) -> None:
    """No fault; to count."""


def kill(_: str) -> None:
    """The process is gone at once, as when the power fails or the system takes its memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt(_: str) -> None:
    """Somebody presses Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.kill(os.getpid(), signal.SIGINT)


def terminate(_: str) -> None:
    """The system asks the process to end."""
    os.kill(os.getpid(), signal.SIGTERM)


def failing(number: int) -> Fault:
    """The system refuses that one change with an error (``errno.ENOSPC``)."""

    def fault(_: str) -> None:
        raise OSError(number, os.strerror(number))

    return fault


def full(change: str) -> None:
    """Nothing finds room any more, while what is there can be removed."""
    if change in TAKING:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def at_change(folder: Path, number: int, fault: Fault, *, lasting: bool = False) -> Iterator[list[str]]:
    """Something happens before the n-th change of a folder, or of what is in it.

    Args:
        folder: what is watched.
        number: the change, from 1; none is 0.
        fault: is given the kind of the change, and may raise, or end the process.
        lasting: at each change after that one too.

    Yields:
        The kinds of all changes that were begun.
    """
    seen: list[str] = []
    active = True
    place = os.path.realpath(folder)

    def change(kind: str, path: object, descriptor: int = -1) -> None:
        if active and _within(path, descriptor, place):
            seen.append(kind)
            if len(seen) == number or (lasting and 0 < number < len(seen)):
                fault(kind)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            if arguments[2] and int(arguments[2]) & WRITES:
                change(event, arguments[0])
        elif event in CHANGES:
            at = CHANGES[event]
            change(event, arguments[0], arguments[at] if 0 <= at < len(arguments) else -1)

    sys.addaudithook(watch)
    try:
        with pytest.MonkeyPatch.context() as patch:
            _watch_writes(patch, change)
            yield seen
    finally:
        active = False


@contextmanager
def limited(size: int) -> Iterator[None]:
    """No file may grow past some bytes, also none of the database's: its engine meets a real error in the middle."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def alarmed(seconds: float) -> Iterator[None]:
    """The process is gone after that time, wherever it is then, unless the block is left before."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def _within(path: object, descriptor: int, place: str) -> bool:
    if isinstance(path, int) or not isinstance(path, str | bytes | os.PathLike):
        return False
    name = os.fsdecode(path)
    if descriptor >= 0 and not os.path.isabs(name):
        name = os.path.join(_of(descriptor), name)
    # The name itself may be a link, so only where it stands is followed.
    name = os.path.join(os.path.realpath(os.path.dirname(name)), os.path.basename(name))
    return name == place or name.startswith(place + os.sep)


def _of(descriptor: int) -> str:
    """The path of what is open; Linux and macOS have a list of it."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        import fcntl

        found = fcntl.fcntl(descriptor, getattr(fcntl, "F_GETPATH", 50), b"\0" * 1024)
        return os.fsdecode(found.rstrip(b"\0"))


def _watch_writes(patch: pytest.MonkeyPatch, change: Callable[[str, object], None]) -> None:
    """Count what audit hooks are not told of."""

    class Halting(io.FileIO):
        is_begun = False

        def write(self, data: Any) -> int | None:
            if not self.is_begun:
                # Less than was given, as the system does where the room ends; the rest comes in a second call.
                self.is_begun = True
                return super().write(memoryview(data).cast("B")[: max(1, len(data) // 2)])
            change("write", self.name)
            return super().write(data)

    real_open = io.open

    def open(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **options: Any) -> Any:
        if isinstance(file, int) or not set(mode) & set("wax+") or buffering == 0:
            return real_open(file, mode, buffering, *rest, **options)
        raw = Halting(file, mode.replace("b", "").replace("t", ""))
        buffered = (io.BufferedRandom if "+" in mode else io.BufferedWriter)(raw)  # type: ignore[arg-type]
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *rest, **options)

    def sync(descriptor: int) -> None:
        # The disk itself is not waited for: it would take most of the time, and nothing here can tell.
        change("sync", _of(descriptor))

    patch.setattr(io, "open", open)
    patch.setattr(builtins, "open", open)
    patch.setattr(os, "fsync", sync)
    patch.setattr(database, "Store", _store(database.Store, change))


def _store(real: Any, change: Callable[[str, object], None]) -> type:
    """A database whose calls that write are counted."""

    class Store:
        read_only = real.read_only

        def __init__(self, path: str | None = None) -> None:
            self._path = path
            change("database", path)
            self._store = real(path) if path else real()

        def __getattr__(self, name: str) -> Any:
            if name in ("bulk_extend", "bulk_load", "flush"):
                change("database", self._path)
            return getattr(self._store, name)

    return Store
