"""The command that sends a built graph elsewhere: push."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from kg.cli import options
from kg.work.terminal import complain, is_watched


@click.command()
@options.folder
@click.option("--to", "url", metavar="URL", required=True, help="The store's address of the Graph Store Protocol.")
@click.option("--user", metavar="NAME", help="Name of the account. Default: KG_PUSH_USER.")
@click.option(
    "--default-graph/--no-default-graph",
    default=None,
    help="Put the union of the graphs into the store's default graph, in place of what is there; or empty it again. "
    "By default as the last push did.",
)
@click.option("--all", "everything", is_flag=True, help="Send also what is there already.")
@click.option("--replace", is_flag=True, help="Let go of a graph there that has no article in common with this one.")
@click.option(
    "--part",
    metavar="MB",
    type=click.FloatRange(0.1, 1000),
    default=16,
    show_default=True,
    help="Send larger graphs in parts of this size.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    default=300,
    show_default=True,
    help="Wait so long for each answer.",
)
@options.insecure
def push(
    folder: Path,
    url: str,
    user: str | None,
    default_graph: bool | None,
    everything: bool,
    replace: bool,
    part: float,
    timeout: float,
    insecure: bool,
) -> None:
    """Send the graph of DIR to a store on the web.

    Puts each named graph there, leaves out what is there already, and deletes
    what an earlier push has put there and is no more. Where it is ended, the
    same command goes on. The store is told KG_PUSH_USER and KG_PUSH_PASSWORD,
    or KG_PUSH_TOKEN, of the environment. docs/stores.md has the addresses of
    common stores.

    \b
    Example:
        kg push out --to http://localhost:7878/store
    """
    from kg.store import database
    from kg.web import access
    from kg.web import push as sending

    done = sending.push(
        database.load(folder),
        url,
        access=access.access("KG_PUSH", os.environ, user),
        default_graph=default_graph,
        all=everything,
        replace=replace,
        part=int(part * 1e6),
        timeout=timeout,
        insecure=insecure,
        progress=_progress,
    )
    complain(f"kg: {done}")


def _progress(graphs: Sequence[str]) -> Iterable[str]:
    if not is_watched():
        yield from graphs
        return
    with click.progressbar(graphs, label="sending", file=sys.stderr) as bar:
        yield from bar
