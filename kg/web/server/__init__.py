"""``kg serve``: the graph of a folder as a SPARQL endpoint, with pages for people, for as long as somebody wants it.

    a request → guard (host, size, origin) → app (address) → protocol (what is asked) → engine → keeper → a child of it
    an answer ← out of its file             ←                                          ← status ←       ← jobs

The server holds connections and no graph; the keeper holds the graph and no connection, and forks a child for each
request (:mod:`kg.web.server.keeper`). So a query can be ended at any time, and nothing that it does harms another.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kg.errors import InputError
from kg.store import database
from kg.store.apart import can_fork
from kg.web.server.guard import Guard, hosts, origins
from kg.web.server.limits import Limits

if TYPE_CHECKING:
    import socket


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    allow_hosts: Sequence[str] = (),
    allow_origins: Sequence[str] = (),
    log: str | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the graph of a folder until the process gets SIGINT or SIGTERM.

    Args:
        folder: of the graph. When another graph is written there, the server answers from that one.
        host: address to listen at.
        port: 0 takes any that is free.
        limits: None takes the usual ones.
        allow_hosts: names under which clients may call the server, beside ``host`` and those of the loopback.
        allow_origins: origins whose pages may read the answers in a browser.
        log: file to which each request is added as a line of JSON, "-" for standard error; None tells of faults alone.
        ready: called with the address when the server listens.

    Raises:
        StoreError: if the folder holds no graph.
        InputError: if the server's libraries are not installed, the system cannot fork, the log cannot be written,
            or the address cannot be listened at.
    """
    try:
        from kg.web.server.http import listening
    except ImportError as error:
        raise InputError(
            f"kg serve needs {error.name or 'uvicorn'}, which is not installed: pip install 'kg-news[serve]'"
        ) from error
    if not can_fork():
        raise InputError("kg serve needs a system that can fork: Linux, macOS or the Windows Subsystem for Linux")
    database.load(folder)
    _quiet()
    with ExitStack() as open_files:
        written = open_files.enter_context(_log(log)) if log is not None and log != "-" else None
        try:
            bound = open_files.enter_context(listening(host, port))
        except (OSError, OverflowError) as error:
            raise InputError(
                f"cannot listen at {host!r}, port {port}: {getattr(error, 'strerror', None) or error}. Choose others "
                "with --host and --port; --port 0 takes any that is free"
            ) from error
        sides = hosts(allow_hosts, host), origins(allow_origins)
        asyncio.run(_serve(folder, bound, limits or Limits(), sides, sys.stderr if log == "-" else written, ready))


async def _serve(
    folder: Path,
    bound: socket.socket,
    limits: Limits,
    sides: tuple[frozenset[str], frozenset[str]],
    log: TextIO | None,
    ready: Callable[[str], None] | None,
) -> None:
    from kg.web.server.app import application
    from kg.web.server.engine import Engine
    from kg.web.server.http import server

    name, port, *_ = bound.getsockname()
    address = f"http://{f'[{name}]' if ':' in name else name}:{port}"
    engine = Engine(folder, limits)
    try:
        await engine.start()
        guarded = Guard(application(engine, folder), *sides, log)
        await server(guarded, lambda: ready(address) if ready else None).serve(sockets=[bound])
    finally:
        engine.close()


def _log(path: str) -> TextIO:
    try:
        return open(os.path.expanduser(path), "a", encoding="utf-8", buffering=1)
    except OSError as error:
        raise InputError(f"cannot write the log {path!r}: {error.strerror}. Name a file that can be written") from error


def _quiet() -> None:
    """Keep the library from telling of what clients do wrong; what the server does wrong, the guard tells."""
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
