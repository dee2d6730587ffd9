"""Work in a process of its own, which may run out of time, of memory or of its mind without harm.

The engine cannot stop a query, and where it fails it fails hard: a stack that overflows or memory that runs out ends
the process. A forked child takes that on itself. What it sends counts only when it has said how long it is, all of it
has come, and the child has ended well; otherwise the error says how the child died. Forking costs about 5 ms.
"""

from __future__ import annotations

import math
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from typing import NoReturn

from kg.errors import KGError, QueryError

Answer = tuple[str, bytes]

# Megabytes that a query of the command line may take, unless told otherwise.
MEMORY = 4_000

_TICK = 0.2  # seconds between two looks whether the child is still there
_REPORT = "That is a fault of kg or its engine: please report it, with the query"


def can_fork() -> bool:
    """Whether this system has processes that begin as a copy of their parent."""
    return hasattr(os, "fork")


def apart(work: Callable[[], Answer], *, seconds: float | None = None, memory: int | None = None) -> Answer:
    """What a function gives, called in a child of this process.

    Args:
        work: gives a word without spaces, and bytes.
        seconds: when the child is ended; None and infinity wait for ever.
        memory: bytes that the child may take on top of what this process has; None sets no limit. Only Linux keeps it.

    Raises:
        QueryError: if the function raised an error, if the time was over, or if the child died.
    """
    end = math.inf if seconds is None else time.monotonic() + seconds
    try:
        reading, writing = os.pipe()
    except OSError as error:
        raise QueryError(f"no process can be started for the query: {error.strerror}. Ask again later") from error
    child, parent = _Child(), os.getpid()
    try:
        try:
            child.start()
            if child.pid == 0:
                os.close(reading)
                _work(writing, work, memory, parent)
        finally:
            os.close(writing)
        whole, data = _receive(reading, child, end)
    finally:
        os.close(reading)
        child.kill()
    if not whole and child.status is None:
        raise QueryError(
            f"no answer within {seconds:g} seconds. Make the query narrower, or give it more with --timeout"
        )
    if not whole or child.status != 0:
        raise QueryError(death(child.status, memory))
    head, _, rest = data.partition(b"\n")
    kind = head.split()[0].decode()
    if kind == "error":
        raise QueryError(rest.decode("utf-8", "replace"))
    return kind, rest


class _Child:
    """A child and how it ended."""

    def __init__(self) -> None:
        self.pid = -1
        self.status: int | None = None  # as os.waitstatus_to_exitcode gives it; None while it runs, or was ended here

    def start(self) -> None:
        with warnings.catch_warnings():
            # The child does nothing but its work; locks that other threads may hold are not touched.
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                self.pid = os.fork()
            except OSError as error:
                raise QueryError(
                    f"no process can be started for the query: {error.strerror}. Ask again later"
                ) from error

    def has_ended(self) -> bool:
        if self.status is None and self.pid > 0:
            try:
                ended, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # someone else's handler took the status
                ended, status = self.pid, 0
            if ended:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def kill(self) -> None:
        """Leave nothing of it, neither running nor as a zombie."""
        if self.pid > 0 and not self.has_ended():
            os.kill(self.pid, signal.SIGKILL)
            try:
                os.waitpid(self.pid, 0)
            except ChildProcessError:
                pass


def _receive(pipe: int, child: _Child, end: float) -> tuple[bool, bytes]:
    """All that the child says before the time is over, and whether that is all it wanted to say."""
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    parts: list[bytes] = []
    missing = -1
    while missing and time.monotonic() < end:
        # The other end of the pipe may live on in a child of another thread, so its being open proves nothing.
        has_ended = child.has_ended()
        if not waiting.poll(0 if has_ended else 1000 * min(_TICK, max(0.0, end - time.monotonic()))):
            if has_ended:
                break
            continue
        part = os.read(pipe, 1 << 20)
        if not part:
            break
        if not parts:
            # Written in one piece that is far shorter than a pipe holds.
            head, _, part = part.partition(b"\n")
            parts.append(head + b"\n")
            missing = int(head.split()[1])
        parts.append(part)
        missing -= len(part)
    while not child.has_ended() and time.monotonic() < end:
        time.sleep(0.001)
    return missing == 0, b"".join(parts)


def _work(pipe: int, work: Callable[[], Answer], memory: int | None, parent: int) -> NoReturn:
    """The child's whole life; whatever happens, it never returns to what its parent was doing."""
    status = 1
    try:
        settle(memory, parent)
        try:
            kind, data = work()
        except KGError as error:
            kind, data = "error", str(error).encode("utf-8", "replace")
        except MemoryError:
            kind, data = "error", _too_much(memory).encode()
        except BaseException as error:  # a panic of the engine is none of Exception
            kind, data = "error", f"the query could not be answered: {error!r}. {_REPORT}".encode("utf-8", "replace")
        os.write(pipe, f"{kind} {len(data)}\n".encode())
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(pipe, rest) :]
        status = 0
    finally:
        os._exit(status)


def settle(memory: int | None, parent: int) -> None:
    """Make the child a process that bothers nobody: no handlers, no core file, no words of its own, no more memory."""
    import resource

    _end_with(parent)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()
    os.dup2(os.open(os.devnull, os.O_RDWR), 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    has = _address_space()
    if memory is not None and has is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = has + memory
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _end_with(parent: int) -> None:
    """End this process when its parent is killed, as by ``timeout``; nobody would end it then. Linux only."""
    import ctypes

    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    except (AttributeError, OSError, TypeError):
        return
    if os.getppid() != parent:
        os._exit(1)


def _address_space() -> int | None:
    """Bytes of addresses that this process has, mapped files included; None where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None


def death(status: int | None, memory: int | None) -> str:
    """What an end without an answer means, and what to do."""
    if status is None or status >= 0:
        return f"the process of the query ended before it had answered (status {status}). {_REPORT}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    match name:
        case "SIGABRT":
            # What the engine does when it gets no memory.
            return _too_much(memory)
        case "SIGKILL":
            return (
                "the process of the query was killed (SIGKILL), most likely because the machine has no more memory. "
                "Make the query narrower, or ask with LIMIT"
            )
        case _:
            return f"the query ended its process ({name}). Write it simpler and less nested. {_REPORT}"


def _too_much(memory: int | None) -> str:
    limit = f"the {memory / 1e6:,.0f} MB of memory that it may take" if memory else "the memory that there is"
    return f"the query needs more than {limit}. Make it narrower, or ask with LIMIT"
