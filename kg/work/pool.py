"""Worker processes that are replaced: what one was at when it died is done again, and what every one dies of is told.

The standard library's pool gives all its work up when one process dies, and does not know whose work that was. Here
each worker has a pipe of its own and one lot at a time. A lot whose worker died is done again item by item; an item
that two workers died of, alone, has no result. Workers are spawned, never forked, and end with their parent however
that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

from kg.errors import KGError

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], Result]

# Workers that an item may end when it is all that they do: one may die of something else.
_DEATHS = 2
# Workers that may end before anything is done: in a row before they begin, and at what they do.
_STARTS, _FIRST = 3, 10


@dataclass(slots=True)
class Lot(Generic[Item]):
    """Items in a row, where they begin, and how many workers have died of them."""

    start: int
    items: Sequence[Item]
    deaths: int = 0

    def singles(self) -> list[Lot[Item]]:
        """Its items, each as a lot of its own."""
        return [Lot(self.start + number, self.items[number : number + 1]) for number in range(len(self.items))]


@dataclass(slots=True, eq=False)
class _Worker(Generic[Item]):
    process: SpawnProcess
    pipe: Connection[Any, Any]
    is_ready: bool = False
    lot: Lot[Item] | None = None

    def dismiss(self) -> None:
        """Let it end by itself, so that all it used is in the count; one that has only begun has used nothing."""
        self.pipe.close()
        if self.is_ready:
            self.process.join()

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def results(
    work: Work[Item, Result], items: Sequence[Item], *, size: int, workers: int
) -> Iterator[tuple[Sequence[Item], Result | None]]:
    """What worker processes make of each lot of items, in the order of the items.

    Args:
        work: what is done with a lot; a function that can be pickled, and called more than once.
        items: all of them.
        size: items in a lot.
        workers: processes.

    Yields:
        A lot, and its result; None for an item, alone in its lot, that ends each worker.

    Raises:
        KGError: if workers end one after the other, and nothing is done.
        Exception: what the work raises.
    """
    crew: list[_Worker[Item]] = []
    try:
        yield from _Foreman(work, items, size).results(crew, workers)
        for worker in crew:
            worker.dismiss()
    finally:
        for worker in crew:
            worker.kill()


class _Foreman(Generic[Item, Result]):
    """Gives lots to workers, and gathers what comes of them."""

    def __init__(self, work: Work[Item, Result], items: Sequence[Item], size: int) -> None:
        self._work = work
        self._total = len(items)
        self._lots = deque(Lot(start, items[start : start + size]) for start in range(0, len(items), size))
        self._found: dict[int, tuple[Sequence[Item], Result | None]] = {}
        self._unbegun = 0
        self._ended = 0
        self._is_any_done = False

    def results(self, crew: list[_Worker[Item]], workers: int) -> Iterator[tuple[Sequence[Item], Result | None]]:
        done = 0
        while done < self._total:
            while len(crew) < min(workers, len(self._lots) + sum(worker.lot is not None for worker in crew)):
                crew.append(_started(self._work))
            for worker in _speaking(crew):
                if self._is_dead(worker):
                    crew.remove(worker)
                    worker.kill()
                    self._bury(worker)
            for worker in crew:
                if worker.is_ready and worker.lot is None and self._lots:
                    self._give(worker)
            while done in self._found:
                lot, result = self._found.pop(done)
                done += len(lot)
                yield lot, result

    def _is_dead(self, worker: _Worker[Item]) -> bool:
        """Take what a worker has to say; true where it can say no more."""
        try:
            outcome = worker.pipe.recv()
        except (EOFError, OSError):
            return True
        if isinstance(outcome, Exception):
            raise outcome
        if worker.lot is not None:
            self._found[worker.lot.start] = (worker.lot.items, outcome)
            worker.lot = None
            self._is_any_done = True
        worker.is_ready, self._unbegun = True, 0
        return False

    def _give(self, worker: _Worker[Item]) -> None:
        lot = self._lots.popleft()
        try:
            worker.pipe.send(lot.items)
            worker.lot = lot
        except OSError:  # it died with nothing to do, and is found dead the next time
            self._lots.appendleft(lot)

    def _bury(self, worker: _Worker[Item]) -> None:
        """See to it that what a worker was at is done again, or given up."""
        lot = worker.lot
        self._ended += lot is not None
        self._unbegun += lot is None and not worker.is_ready
        if self._unbegun >= _STARTS:
            raise KGError(
                f"{_STARTS} worker processes ended before they had begun. Ask for 1 worker; in a program of your own, "
                'call kg beneath: if __name__ == "__main__":'
            )
        if self._ended >= _FIRST and not self._is_any_done:
            raise KGError(
                f"{_FIRST} worker processes ended before anything was done (often: no memory left). Run the same "
                "command again, with fewer workers"
            )
        if lot is None:
            return
        if len(lot.items) > 1:
            self._lots.extendleft(reversed(lot.singles()))
        elif lot.deaths + 1 < _DEATHS:
            self._lots.appendleft(Lot(lot.start, lot.items, lot.deaths + 1))
        else:
            self._found[lot.start] = (lot.items, None)


def _speaking(crew: Sequence[_Worker[Item]]) -> list[_Worker[Item]]:
    """Those that have something to say, or have died."""
    spoken = wait([worker.pipe for worker in crew])
    return [worker for worker in crew if worker.pipe in spoken]


def _started(work: Work[Item, Result]) -> _Worker[Item]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs), daemon=True)
    with _uninterrupted():
        process.start()
    # Only where nobody else has the worker's end open is its death heard.
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that begin in the block hear no Ctrl-C, which a terminal sends to all: their parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Work[Item, Result], pipe: Connection[Any, Any]) -> None:
    """A worker's whole life: lots come, results go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    said: object = None  # ready
    try:
        while True:
            pipe.send(said)
            said = outcome(work, pipe.recv())
    except (EOFError, OSError):  # nobody wants more
        # Taking a loaded model apart would cost as much as reading an article.
        os._exit(0)


def outcome(work: Work[Item, Result], items: Sequence[Item]) -> Result | Exception:
    """What the work makes of a lot; what it raises comes as an error that can be sent to another process."""
    try:
        return work(items)
    except Exception as error:
        return _sendable(error)


def _sendable(error: Exception) -> Exception:
    if isinstance(error, KGError):
        return error
    return RuntimeError("in a worker process:\n" + "".join(traceback.format_exception(error)))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
