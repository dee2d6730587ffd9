"""The server's side of the keeper: hands it jobs, waits for their answers, and starts it again should it die."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO

from kg.errors import StoreError
from kg.store.apart import death
from kg.web.server import keeper
from kg.web.server.answers import Answer, Job, posed, read
from kg.web.server.jobs import STALE
from kg.web.server.limits import Limits
from kg.web.server.protocol import RefusedError

logger = logging.getLogger("kg.web.server")

# Seconds in which a keeper must have opened the graph.
_OPENING = 60
# How often a job begins anew because its graph was replaced meanwhile.
_ATTEMPTS = 5
_PROGRAM = """\
import json, sys
handle, folder, limits, sys.path[:] = json.loads(sys.argv[1])
from kg.web.server import keeper, limits as known
keeper.main(handle, folder, known.Limits(**limits))
"""
_LATER = {"Retry-After": "1"}


class Engine:
    """A keeper and the jobs that it has.

    Args:
        folder: of the graph.
        limits: of each job, and of all.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder.absolute()
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready: asyncio.Future[None] | None = None
        self._reports: dict[int, asyncio.Future[tuple[bytes, int]]] = {}
        self._number = 0
        self._partial = b""
        self._is_closing = False
        self._restarting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the keeper, and wait until it has opened the graph.

        Raises:
            StoreError: if it cannot open it.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        given = [theirs.fileno(), str(self._folder), asdict(self._limits), [path for path in sys.path if path]]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM, json.dumps(given)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        loop = asyncio.get_running_loop()
        self._control, self._partial, self._ready = ours, b"", loop.create_future()
        loop.add_reader(ours.fileno(), self._receive)
        try:
            await asyncio.wait_for(asyncio.shield(self._ready), _OPENING)
        except (TimeoutError, ConnectionError):
            self._stop()
            raise StoreError(
                f"the graph in {str(self._folder)!r} could not be opened by the process that is to read it. "
                "Try kg query with it, which tells more"
            ) from None

    async def answer(self, job: Job) -> Answer:
        """The answer to a job, with its file, which whoever gets it closes.

        Cancelling it ends the job.

        Raises:
            RefusedError: if there is no answer: too late, too large, too many, or its process died.
        """
        end = time.monotonic() + self._limits.timeout
        for _ in range(_ATTEMPTS):
            try:
                file = posed(job)
            except OSError as error:
                raise RefusedError(503, f"the server has no room for an answer: {error.strerror}", _LATER) from error
            try:
                word, status = await self._report(file, end)
                if word != keeper.ENDED or status != STALE:
                    found = read(file) if word == keeper.ENDED and status == 0 else None
                    if found is None:
                        raise self._without(word, status)
                    file = None  # type: ignore[assignment]
                    return found
            finally:
                if file is not None:
                    file.close()
        raise RefusedError(503, "the graph is replaced faster than it can be asked. Ask again", _LATER)

    async def _report(self, file: IO[bytes], end: float) -> tuple[bytes, int]:
        """How the keeper says that a job ended; waits for a keeper that is being started again."""
        self._number += 1
        number = self._number
        report: asyncio.Future[tuple[bytes, int]] = asyncio.get_running_loop().create_future()
        self._reports[number] = report
        try:
            if self._ready is not None and not self._ready.done():
                with suppress(TimeoutError, ConnectionError):
                    await asyncio.wait_for(asyncio.shield(self._ready), max(0.0, end - time.monotonic()))
            if not self._order(keeper.ASK, number, end, file):
                return keeper.BUSY, 0
            # The keeper gives up by itself; this is for one that cannot.
            return await asyncio.wait_for(report, max(0.0, end - time.monotonic()) + 5)
        except TimeoutError:
            self._order(keeper.FORGET, number)
            return keeper.LATE, 0
        except asyncio.CancelledError:
            self._order(keeper.FORGET, number)
            raise
        finally:
            self._reports.pop(number, None)

    def _order(self, word: bytes, number: int, end: float = 0.0, file: IO[bytes] | None = None) -> bool:
        if self._control is None:
            return False
        data = keeper.ORDER.pack(word, number, end)
        try:
            if file is None:
                return self._control.send(data) == len(data)
            return socket.send_fds(self._control, [data], [file.fileno()]) == len(data)
        except OSError:
            return False

    def _receive(self) -> None:
        """Read what the keeper says."""
        assert self._control is not None
        try:
            data = self._control.recv(keeper.REPORT.size * 64)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._died()
            return
        self._partial += data
        while len(self._partial) >= keeper.REPORT.size:
            word, number, status = keeper.REPORT.unpack(self._partial[: keeper.REPORT.size])
            self._partial = self._partial[keeper.REPORT.size :]
            if word == keeper.READY:
                if self._ready is not None and not self._ready.done():
                    self._ready.set_result(None)
            elif (report := self._reports.get(number)) is not None and not report.done():
                report.set_result((word, status))

    def _died(self) -> None:
        """The keeper has ended: whoever waits for it is told, and there will be another one."""
        was_ready = self._ready is not None and self._ready.done()
        self._stop()
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(ConnectionError("the keeper ended"))
            self._ready.exception()
        for report in self._reports.values():
            if not report.done():
                report.set_result((keeper.BUSY, 0))
        if not self._is_closing and was_ready:
            logger.error("the process that reads the graph died, and is started again")
            self._restarting = asyncio.get_running_loop().create_task(self._restart())

    async def _restart(self) -> None:
        while not self._is_closing:
            try:
                await self.start()
                return
            except (StoreError, OSError) as error:
                logger.error("%s", error)
                await asyncio.sleep(1)

    def _stop(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
        if self._process is not None:
            # It ends by itself when the socket is closed, and its children with it.
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            if self._process.poll() is None:
                os.kill(self._process.pid, signal.SIGKILL)
                self._process.wait()
            self._process = None

    def close(self) -> None:
        """End the keeper and all that it does."""
        self._is_closing = True
        self._stop()

    def _without(self, word: bytes, status: int) -> RefusedError:
        """Why there is no answer."""
        match word:
            case keeper.LATE:
                return RefusedError(
                    503, f"no answer within {self._limits.timeout:g} seconds. Make the query narrower, or let the "
                    "server give it more with --timeout"
                )  # fmt: skip
            case keeper.LARGE:
                return RefusedError(503, self._too_much())
            case keeper.CROWDED:
                return RefusedError(503, "too many long queries run already. Ask again later", {"Retry-After": "5"})
            case keeper.BUSY:
                return RefusedError(503, "the server is busy. Ask again later", _LATER)
            case _ if status in (-signal.SIGABRT, -signal.SIGKILL):
                return RefusedError(503, death(status, self._limits.memory))
            case _:
                return RefusedError(500, death(status, self._limits.memory))

    def _too_much(self) -> str:
        return (
            f"the queries that run need more than the {self._limits.memory / 1e6:,.0f} MB of memory that they may "
            "take, and this one takes most. Make it narrower, ask with LIMIT, or give the server more with --memory"
        )
