"""The HTTP server itself: uvicorn, with what it lacks against slow and many clients, and an end without a traceback."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.web.server.guard import App
from kg.web.server.limits import LARGEST_HEADERS, LONGEST_ADDRESS, MOST_CONNECTIONS, MOST_SOCKETS, PATIENCE

# Seconds in which answers on their way may end when the server does, and in which an idle client may ask again.
_ENDING, _KEEPING = 3, 30


class _Protocol(H11Protocol):
    """HTTP/1.1 with a client that has to send its headers, and the rest of a refused body, within some time."""

    def __init__(self, *args: Any, **options: Any) -> None:  # Any: uvicorn's own
        super().__init__(*args, **options)
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_SOCKETS:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if is_answering or not self._is_begun:
            self._rest()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._is_begun:
            self._wait()

    @property
    def _is_begun(self) -> bool:
        """Whether a part of a request is there, of a refused one too, and the rest is not."""
        return self.conn.their_state is h11.SEND_BODY or bool(self.conn.trailing_data[0])

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(PATIENCE, self._give_up)

    def _rest(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()


class _Server(uvicorn.Server):
    """A server that tells when it listens, and that a signal ends as if all were done."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(RuntimeError, ValueError):  # not in the main thread
                loop.add_signal_handler(number, self._end)
        yield

    def _end(self) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


def server(app: App, ready: Callable[[], None]) -> uvicorn.Server:
    """An HTTP server for an application.

    Args:
        app: the application.
        ready: called when it listens.
    """
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=2 * (LONGEST_ADDRESS + LARGEST_HEADERS),
        timeout_keep_alive=_KEEPING,
        timeout_graceful_shutdown=_ENDING,
    )
    return _Server(config, ready)


def listening(host: str, port: int) -> socket.socket:
    """A socket that is bound.

    Raises:
        OSError: if it cannot be.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound
