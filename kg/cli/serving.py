"""The command that serves a built graph: serve."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.work.terminal import complain


@click.command()
@options.folder
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen at; 0 takes any that is free.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, 86400, min_open=True),
    default=30,
    show_default=True,
    help="Give up a query after so long.",
)
@click.option(
    "--memory",
    metavar="MB",
    type=click.FloatRange(50, 1e6),
    default=800,
    show_default=True,
    help="What all running queries may take together.",
)
@click.option(
    "--size",
    metavar="MB",
    type=click.FloatRange(0.01, 1e6),
    default=200,
    show_default=True,
    help="What one answer may have.",
)
@click.option(
    "--parallel",
    metavar="N",
    type=click.IntRange(2, 1000),
    default=12,
    show_default=True,
    help="How many queries run at a time.",
)
@click.option("--allow-host", metavar="NAME", multiple=True, help="Name by which clients may call the server as well.")
@click.option("--allow-origin", metavar="ORIGIN", multiple=True, help="Site whose pages may read the answers.")
@click.option("--log", metavar="FILE", help="Add each request to FILE as a line of JSON; - is standard error.")
def serve(
    folder: Path,
    host: str,
    port: int,
    timeout: float,
    memory: float,
    size: float,
    parallel: int,
    allow_host: tuple[str, ...],
    allow_origin: tuple[str, ...],
    log: str | None,
) -> None:
    """Serve the graph of DIR to SPARQL clients and browsers.

    /sparql answers queries, and gives a browser a page to ask in; / is the
    page of the graph. Nothing can be changed by way of the server; when the
    graph of DIR is changed, it answers from the new one. Ends with Ctrl-C.

    \b
    Example:
        kg serve out
        curl --data-urlencode "query=ASK { e:China kg:aids e:Russia }" http://127.0.0.1:8000/sparql
    """
    from kg.web import server
    from kg.web.server.limits import Limits

    server.serve(
        folder,
        host=host,
        port=port,
        limits=Limits(timeout, int(memory * 1e6), int(size * 1e6), parallel),
        allow_hosts=allow_host,
        allow_origins=allow_origin,
        log=log,
        ready=lambda address: complain(f"listening on {address}\nqueries at {address}/sparql"),
    )
