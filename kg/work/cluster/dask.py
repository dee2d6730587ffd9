"""The engine on Dask: lots go to a scheduler, which gives them to its workers and does again what a lost one was at.

The scheduler gives a lot up when as many workers as it allows (``allowed-failures``) died while they had it. Such a lot
is sent again item by item, and an item that is given up then, once more at the very end with no other beside it: what
was only waiting in the queue of a worker that died of something else comes back that way. An item that is given up
alone has no result.

Lots and results travel as bytes, so that neither the scheduler nor the worker's own thread looks into them. A worker
does one lot at a time, as a loaded model is not made for threads.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.errors import InputError, KGError, shown
from kg.work.pool import Lot, Work, outcome

if TYPE_CHECKING:
    from distributed import Client, Future

logger = logging.getLogger("kg")

Item = TypeVar("Item")
Result = TypeVar("Result")

EXTRA = "the extra 'cluster' is not installed, so kg cannot speak to a cluster: pip install 'kg-news[cluster]'"

# Lots that each worker is to have at least, so that all end together.
_EACH = 4
# Lots for each worker that are under way: the one it is at, and the one it takes up without asking back.
_UNDER_WAY = 2
# Times that an item is given up before it has no result; the last time it is alone.
_GIVEN_UP = 2
# Lots that may be given up before anything is done.
_FIRST = 5
# Seconds that a scheduler may take to answer.
_CONNECT = 10.0
# Seconds between two looks at who is there; it costs the scheduler a message.
_LOOK = 2.0

_one_at_a_time = threading.Lock()


def results(
    work: Work[Item, Result], items: Sequence[Item], *, size: int, address: str
) -> Iterator[tuple[Sequence[Item], Result | None]]:
    """What the workers of a cluster make of each lot of items, in the order of the items.

    Args:
        work: what is done with a lot; a function that can be pickled, and called more than once.
        items: all of them; without any, no cluster is asked.
        size: the most items in a lot; where these are few for the workers that are there, it has fewer.
        address: of the scheduler, as ``tcp://host:8786``.

    Yields:
        A lot, and its result; None for an item, alone in its lot, that ends each worker.

    Raises:
        InputError: if the extra is not installed, or there is no scheduler at the address.
        KGError: if the cluster goes away, or its workers end one after the other and nothing is done.
        Exception: what the work raises.
    """
    if items:
        with _client(address) as client:
            yield from _Foreman(client, address, work, items, size).results()


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise InputError(EXTRA) from error
    try:
        # Where nobody listens this tells at once; the client would go on trying for half a minute.
        socket.create_connection(get_address_host_port(address), timeout=_CONNECT).close()
        client = Client(address, set_as_default=False, timeout=_CONNECT)
    except (OSError, ValueError) as error:
        raise InputError(
            f"there is no Dask scheduler at {shown(address)} ({str(error) or type(error).__name__}). Start one with "
            "dask scheduler, and name the address that it tells, as tcp://host:8786"
        ) from error
    try:
        yield client
    finally:
        client.close()


class _Foreman(Generic[Item, Result]):
    """Keeps as many lots under way as there are workers for, and gathers what comes of them."""

    def __init__(
        self, client: Client, address: str, work: Work[Item, Result], items: Sequence[Item], size: int
    ) -> None:
        self._client = client
        self._address = shown(address)
        self._work = work
        self._total = len(items)
        self._workers = self._crew()
        self._looked = time.monotonic()
        size = max(1, min(size, len(items) // (_EACH * max(1, self._workers))))
        self._lots = deque(Lot(start, items[start : start + size]) for start in range(0, len(items), size))
        self._alone: deque[Lot[Item]] = deque()
        self._found: dict[int, tuple[Sequence[Item], Result | None]] = {}
        self._under_way: dict[str, tuple[Lot[Item], Future]] = {}
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._run = f"kg-{os.urandom(6).hex()}"
        self._sent = 0
        self._given_up = 0
        self._is_any_done = False
        self._is_told = False

    def results(self) -> Iterator[tuple[Sequence[Item], Result | None]]:
        done = 0
        while done < self._total:
            self._look()
            while lot := self._next():
                self._send(lot)
            try:
                self._take(self._done.get(timeout=_LOOK))
            except queue.Empty:
                continue
            while done in self._found:
                lot_done, result = self._found.pop(done)
                done += len(lot_done)
                yield lot_done, result

    def _look(self) -> None:
        """See how many workers there are, now and then: they come and go."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._workers = self._crew()
        # Where workers come when there is something to do, as on Kubernetes or SLURM, none is there at first.
        if not self._workers and self._under_way and not self._is_told:
            logger.warning("waiting for workers: the cluster at %s has none. Start some: dask worker", self._address)
            self._is_told = True
        self._looked = now

    def _crew(self) -> int:
        try:
            return len(self._client.scheduler_info()["workers"])
        except (OSError, RuntimeError) as error:
            raise self._gone() from error

    def _next(self) -> Lot[Item] | None:
        if self._lots and len(self._under_way) < _UNDER_WAY * max(1, self._workers):
            return self._lots.popleft()
        if self._alone and not self._lots and not self._under_way:
            return self._alone.popleft()
        return None

    def _send(self, lot: Lot[Item]) -> None:
        data = pickle.dumps((self._work, lot.items), pickle.HIGHEST_PROTOCOL)
        self._sent += 1
        future = self._client.submit(_served, data, key=f"{self._run}-{self._sent}", pure=False)
        self._under_way[future.key] = (lot, future)
        future.add_done_callback(self._done.put)

    def _take(self, future: Future) -> None:
        """Take what a lot has come to.

        Raises:
            KGError: if the cluster has let it fall.
            Exception: what the work raised.
        """
        from distributed import KilledWorker

        lot, _ = self._under_way.pop(future.key)
        if future.status not in ("finished", "error"):
            raise self._gone()
        try:
            data = future.result()
        except KilledWorker as error:
            logger.debug("given up: %s", error)
            self._bury(lot)
            return
        except OSError as error:
            raise self._gone() from error
        except Exception as error:
            raise KGError(
                f"the workers of the cluster at {self._address} cannot take up what is sent to them ({error!r}). "
                "Install the same version of kg, with the same packages, for the scheduler and for all workers"
            ) from error
        result = pickle.loads(data)
        if isinstance(result, Exception):
            raise result
        self._found[lot.start] = (lot.items, result)
        self._is_any_done = True

    def _bury(self, lot: Lot[Item]) -> None:
        """See to it that what was given up is done again, or has no result."""
        self._given_up += 1
        if self._given_up >= _FIRST and not self._is_any_done:
            raise KGError(
                f"workers of the cluster at {self._address} ended {self._given_up} times before anything was done "
                "(often: no memory left; their logs tell). Give them more memory, and run the same command again"
            )
        if len(lot.items) > 1:
            self._lots.extendleft(reversed(lot.singles()))
        elif lot.deaths + 1 < _GIVEN_UP:
            self._alone.append(Lot(lot.start, lot.items, lot.deaths + 1))
        else:
            self._found[lot.start] = (lot.items, None)

    def _gone(self) -> KGError:
        return KGError(
            f"the cluster at {self._address} has gone, or was restarted, before all was done. Run the same command "
            "again when it is there: what was done is kept"
        )


def _served(data: bytes) -> bytes:
    """What runs on a worker: a lot in, its outcome out."""
    work, items = pickle.loads(data)
    with _one_at_a_time:
        result: Any = outcome(work, items)  # Any: what the work gives
    return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
