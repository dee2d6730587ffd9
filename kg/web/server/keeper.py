"""The process that keeps the graph open and forks a child for each job; the only one that reads the graph.

The server itself has an event loop and connections of strangers, from which nobody should fork. So it starts this
program once, which does one thing at a time. Over a socket it is told the number of a job and when to give up, with
the file in which the job stands (:mod:`kg.web.server.answers`), and it tells how the job ended.

Jobs wait in a line for a place. Those that take long go behind the others, by their priority at the processor, and
may have some of the places only; so a short one is soon answered, whatever others ask. What all children take together
has a limit: when they pass it the largest is ended, as the engine can neither be stopped nor told how much it may take.
When the graph of the folder is replaced, children that run end with the old one, which lives on with them.
"""

from __future__ import annotations

import gc
import math
import os
import select
import signal
import socket
import struct
import sys
import time
import warnings
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from kg.errors import KGError
from kg.store import database
from kg.store.apart import settle
from kg.terms import vocab
from kg.web.server import jobs
from kg.web.server.answers import Paper
from kg.web.server.limits import LONG, LONGEST_QUEUE, Limits
from kg.work import disk

# What is said on the socket: a word, the number of a job, and when to give it up or with which status it ended.
ORDER, REPORT = struct.Struct("!cQd"), struct.Struct("!cQi")
ASK, FORGET = b"A", b"F"
READY, ENDED, LATE, LARGE, BUSY, CROWDED = b"R", b"E", b"T", b"M", b"B", b"C"

_TICK = 0.05
_LONG_PRIORITY = 10
# Seconds between two attempts to open a graph that could not be opened.
_AGAIN = 1.0
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass
class _Job:
    """A job that waits."""

    number: int
    end: float
    file: int


@dataclass
class _Child:
    """A job that runs."""

    number: int
    end: float
    since: float
    memory: int = 0
    is_long: bool = False
    # What was told of it when it was ended; empty while it runs.
    told: bytes = b""


class Keeper:
    """The graph of a folder, and the children that ask it.

    Args:
        control: the socket to the server; when that closes, all ends.
        folder: of the graph.
        limits: of the children.

    Raises:
        StoreError: if the folder holds no graph.
    """

    def __init__(self, control: socket.socket, folder: Path, limits: Limits) -> None:
        self._control = control
        self._folder = folder
        self._limits = limits
        self._waiting: deque[_Job] = deque()
        self._running: dict[int, _Child] = {}
        self._own_memory = 0
        self._tried = 0.0
        self._revision = disk.revision(folder)
        self._store = database.load(folder)
        self._wake, waker = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> None:
        """Serve until the socket closes."""
        self._tell(READY, 0)
        events = select.poll()
        events.register(self._control.fileno(), select.POLLIN)
        events.register(self._wake, select.POLLIN)
        while True:
            found = dict(events.poll(_TICK * 1000 if self._running else None))
            if self._wake in found:
                with suppress(BlockingIOError):
                    os.read(self._wake, 4096)
            if self._control.fileno() in found and not self._receive():
                break
            self._reap()
            self._watch()
            self._start()
        for pid in self._running:
            os.kill(pid, signal.SIGKILL)

    # -- the socket ------------------------------------------------------------------------------------------------

    def _receive(self) -> bool:
        """Take one order; False when there will be no more."""
        try:
            data, files, _, _ = socket.recv_fds(self._control, ORDER.size, 1)
        except ConnectionError:
            return False
        if len(data) < ORDER.size:
            return False
        word, number, end = ORDER.unpack(data)
        if word == ASK and files:
            if len(self._waiting) >= LONGEST_QUEUE:
                os.close(files[0])
                self._tell(BUSY, number)
            else:
                self._waiting.append(_Job(number, end, files[0]))
        elif word == FORGET:
            self._forget(number)
        return True

    def _tell(self, word: bytes, number: int, status: int = 0) -> None:
        with suppress(ConnectionError):
            self._control.sendall(REPORT.pack(word, number, status))

    def _forget(self, number: int) -> None:
        for job in [job for job in self._waiting if job.number == number]:
            self._waiting.remove(job)
            os.close(job.file)
        for pid, child in self._running.items():
            if child.number == number:
                self._end(pid, FORGET)

    # -- children --------------------------------------------------------------------------------------------------

    def _end(self, pid: int, why: bytes) -> None:
        """End a child, which is not reaped yet, so that its number is still its own."""
        child = self._running[pid]
        if not child.told:
            child.told = why
            os.kill(pid, signal.SIGKILL)
            if why != FORGET:
                self._tell(why, child.number)

    def _reap(self) -> None:
        while self._running:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            child = self._running.pop(pid, None)
            if child is not None and not child.told:
                self._tell(ENDED, child.number, os.waitstatus_to_exitcode(status))

    def _watch(self) -> None:
        """End what is late, too long among too many, or too large; put back what takes long."""
        now = time.monotonic()
        for job in [job for job in self._waiting if job.end <= now]:
            self._waiting.remove(job)
            os.close(job.file)
            self._tell(BUSY, job.number)
        for pid, child in self._running.items():
            if child.end <= now:
                self._end(pid, LATE)
            elif not child.is_long and not child.told and now - child.since > LONG:
                self._put_back(pid, child)
            child.memory = max(0, (_private(pid) or 0) - self._own_memory)
        while sum(child.memory for child in self._running.values() if not child.told) > self._limits.memory:
            largest = max(self._running, key=lambda pid: (not self._running[pid].told, self._running[pid].memory))
            self._end(largest, LARGE)

    def _put_back(self, pid: int, child: _Child) -> None:
        child.is_long = True
        long = sum(other.is_long and not other.told for other in self._running.values())
        if long > self._limits.long_places:
            self._end(pid, CROWDED)
            return
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, _LONG_PRIORITY)

    def _start(self) -> None:
        while self._waiting and len(self._running) < self._limits.places:
            job = self._waiting.popleft()
            try:
                self._renew()
                self._fork(job)
            except OSError:
                self._tell(BUSY, job.number)
            finally:
                os.close(job.file)

    def _fork(self, job: _Job) -> None:
        parent = os.getpid()
        with warnings.catch_warnings():
            # The database has threads that rest; the child, which only reads, waits for none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            self._be_child(job, parent)
        self._running[pid] = _Child(job.number, job.end, time.monotonic())

    def _be_child(self, job: _Job, parent: int) -> NoReturn:
        """The whole life of a child; whatever happens, it never goes on with what its parent does."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._control.close()
            settle(self._limits.memory, parent)
            _last_no_longer_than(self._limits.timeout)
            _offer_to_die()
            status = jobs.work(self._store, self._folder, self._revision, Paper(job.file, self._limits.size))
        finally:
            os._exit(status)

    def _renew(self) -> None:
        """Open the graph of the folder, if another one is there by now; where that fails, the old one stays."""
        revision = disk.revision(self._folder)
        if revision != self._revision and time.monotonic() - self._tried > _AGAIN:
            try:
                self._store = database.load(self._folder)
                self._revision = revision
            except KGError:
                self._tried = time.monotonic()
        if not self._own_memory:
            self._own_memory = _private(os.getpid()) or 0


def _private(pid: int) -> int | None:
    """Bytes of memory of a process that belong to no file; None where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            _, resident, shared, *_ = map(int, file.read().split())
    except (OSError, ValueError):
        return None
    return (resident - shared) * _PAGE


def _last_no_longer_than(seconds: float) -> None:
    """End by itself at last, should the keeper have died where a system does not end the children then."""
    import resource

    most = math.ceil(seconds) + 5
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))


def _offer_to_die() -> None:
    """Be the first whom a system without memory ends. Linux only."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")


def main(handle: int, folder: str, limits: Limits) -> None:
    """The whole program: keep the graph of a folder for whoever has the other end of a socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=handle)
    keeper = Keeper(control, Path(folder), limits)
    # What every child would have to read for itself.
    vocab.terms()
    gc.collect()
    gc.freeze()
    keeper.run()
    sys.exit(0)
