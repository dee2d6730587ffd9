"""Commands that change a built graph: add, remove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.cli.making import Complaints
from kg.cli.options import Command
from kg.work.interrupts import terminable
from kg.work.terminal import complain, is_watched, plain

if TYPE_CHECKING:
    from kg.graph import Graph


_no_page = click.option(
    "--no-page",
    is_flag=True,
    help="Leave graph.html out, which takes longer than all else; kg view DIR makes it.",
)


def _as_built(command: Command) -> Command:
    """The options of what shapes a graph, with which articles come and go as they were built."""
    for option in (
        options.model,
        options.gazetteer,
        options.lexicon,
        options.merges,
        options.no_cache,
        options.workers,
        _no_page,
    ):
        command = option(command)
    return command


@click.command()
@options.folder
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options.date
@options.columns
@_as_built
def add(folder: Path, paths: tuple[str, ...], date: str | None, columns: str | None, **given: Any) -> None:
    """Add the texts at PATH... to the graph of DIR.

    Only new texts are parsed; a document whose id is known is replaced. The
    graph is then that of kg build over all of them, with the options of that
    build: name the files of --lexicon, --gazetteer and --merges again. A text
    that cannot be read is named, the others are added, and the exit status
    is 1.

    \b
    Example:
        kg add out today.txt
    """
    from kg import pipeline

    _change(
        folder,
        lambda archive, before, **how: pipeline.add(archive, paths, before=before, date=date, columns=columns, **how),
        **given,
    )


@click.command()
@options.folder
@click.argument("documents", metavar="DOC...", nargs=-1, required=True)
@_as_built
def remove(folder: Path, documents: tuple[str, ...], **given: Any) -> None:
    """Take documents out of the graph of DIR.

    DOC is the id of a document, as report.md lists them, or its name in
    queries, doc:ID. The graph is then
    that of kg build over the others, with the options of that build: name the
    files of --lexicon, --gazetteer and --merges again. Exit status 1: there is
    no such document, and nothing was changed.

    \b
    Example:
        kg remove out 000_6bab71273eca4b77
    """
    from kg import pipeline

    _change(folder, lambda archive, before, **how: pipeline.remove(archive, documents, before=before, **how), **given)


def _change(folder: Path, change: Callable[..., Graph | None], *, no_cache: bool, no_page: bool, **given: Any) -> None:
    """Put in place what a change makes of the graph of a folder, and tell what could not be read."""
    from kg import pipeline

    complaints = Complaints()
    how = {"folder": folder, "cache": not no_cache, "failed": complaints, "progress": options.progress, **given}
    with terminable():
        graph = pipeline.renew(folder, lambda archive, before: change(archive, before, **how), page=not no_page)
    _told(graph, folder, no_page=no_page)
    click.get_current_context().exit(complaints.status)


def _told(graph: Graph | None, folder: Path, *, no_page: bool) -> None:
    if graph is None:
        complain(plain(f"kg: nothing changed in {folder}"))
    elif no_page:
        # Whoever opens the page later should not wonder where it went.
        complain(
            plain(f"kg: {len(graph.documents)} documents in {folder}, without a page. Make it with: kg view {folder}")
        )
    elif is_watched():
        complain(plain(f"{len(graph.documents)} documents in {folder}; open {folder}/graph.html"))
