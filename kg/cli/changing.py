"""Commands that change a built graph: add, remove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.making import Complaints
from kg.work.terminal import complain, is_watched, plain

if TYPE_CHECKING:
    from kg.graph import Graph


@click.command()
@options.folder
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options.workers
@options.no_cache
@options.merges
@options.date
@options.lexicon
@options.gazetteer
@options.model
def add(
    folder: Path,
    paths: tuple[str, ...],
    workers: int,
    no_cache: bool,
    merges: str | None,
    date: str | None,
    lexicon: str | None,
    gazetteer: str | None,
    model: str | None,
) -> None:
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

    complaints = Complaints()
    graph = pipeline.renew(
        folder,
        lambda archive: pipeline.add(
            archive,
            paths,
            date=date,
            folder=folder,
            model=model,
            workers=workers,
            cache=not no_cache,
            lexicon=lexicon,
            gazetteer=gazetteer,
            merges=merges,
            failed=complaints,
            progress=options.progress,
        ),
    )
    _told(graph, folder)
    click.get_current_context().exit(complaints.status)


@click.command()
@options.folder
@click.argument("documents", metavar="DOC...", nargs=-1, required=True)
@options.workers
@options.no_cache
@options.merges
@options.lexicon
@options.gazetteer
@options.model
def remove(
    folder: Path,
    documents: tuple[str, ...],
    workers: int,
    no_cache: bool,
    merges: str | None,
    lexicon: str | None,
    gazetteer: str | None,
    model: str | None,
) -> None:
    """Take documents out of the graph of DIR.

    DOC is the id of a document, as report.md lists them. The graph is then
    that of kg build over the others, with the options of that build: name the
    files of --lexicon, --gazetteer and --merges again. Exit status 1: there is
    no such document, and nothing was changed.

    \b
    Example:
        kg remove out 000_6bab71273eca4b77
    """
    from kg import pipeline

    complaints = Complaints()
    graph = pipeline.renew(
        folder,
        lambda archive: pipeline.remove(
            archive,
            documents,
            folder=folder,
            model=model,
            workers=workers,
            cache=not no_cache,
            lexicon=lexicon,
            gazetteer=gazetteer,
            merges=merges,
            failed=complaints,
            progress=options.progress,
        ),
    )
    _told(graph, folder)
    click.get_current_context().exit(complaints.status)


def _told(graph: Graph | None, folder: Path) -> None:
    if graph is None:
        complain(plain(f"kg: nothing changed in {folder}"))
    elif is_watched():
        complain(plain(f"{len(graph.documents)} documents in {folder}; open {folder}/graph.html"))
