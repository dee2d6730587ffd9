"""Commands that read text: build, extract, entities, resolve."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.work.interrupts import terminable
from kg.work.terminal import complain, is_watched, plain

if TYPE_CHECKING:
    from kg.model.records import Failure


class Complaints:
    """Names each failure on standard error, and remembers that there was one."""

    def __init__(self) -> None:
        self.status = 0

    def __call__(self, failure: Failure) -> None:
        complain(plain(f"kg: {failure.document}: {failure.message}"))
        self.status = 1


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder of the graph; made if need be.")
@options.workers
@options.cluster
@options.no_cache
@options.merges
@click.option("--stats", metavar="FILE", help="Write counts and CPU seconds by stage, as JSON.")
@options.date
@options.columns
@options.lexicon
@options.gazetteer
@options.min_confidence
@click.option("--base", metavar="IRI", help="What the IRIs of the graph begin with, as https://news.example/graph/.")
@options.model
def build(
    paths: tuple[str, ...],
    output: str,
    workers: int,
    cluster: str | None,
    no_cache: bool,
    merges: str | None,
    stats: str | None,
    date: str | None,
    columns: str | None,
    lexicon: str | None,
    gazetteer: str | None,
    min_confidence: float,
    base: str | None,
    model: str | None,
) -> None:
    """Build the graph of the texts at PATH... in the folder DIR.

    PATH is a file (txt, md, html, csv, json, jsonl, a feed, mail, docx, pdf, or
    zip of these), a folder of them, or - for standard input. DIR then holds the store, graph.trig, graph.html (open it
    in a browser), report.md and the readings that kg add and kg remove need. A
    text that cannot be read is named there and here; the others are built, and
    the exit status is 1.

    \b
    Example:
        kg build seeds -o out
    """
    from kg import pipeline

    complaints = Complaints()
    with terminable():
        graph = pipeline.build(
            paths,
            output=output,
            model=model,
            workers=workers,
            cluster=cluster,
            cache=not no_cache,
            date=date,
            columns=columns,
            lexicon=lexicon,
            gazetteer=gazetteer,
            merges=merges,
            min_confidence=min_confidence,
            base=base,
            stats=stats,
            failed=complaints,
            progress=options.progress,
        )
    if is_watched():
        complain(f"{len(graph.statements)} statements in {output}; open {output}/graph.html")
    click.get_current_context().exit(complaints.status)


@click.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--lines", metavar="FILE", help="Read each line of FILE as a sentence of its own.")
@options.form("oie", "events", "statements")
@options.output
@options.date
@options.columns
@options.lexicon
@options.gazetteer
@options.min_confidence
@options.model
def extract(
    paths: tuple[str, ...],
    lines: str | None,
    form: str,
    output: str,
    date: str | None,
    columns: str | None,
    lexicon: str | None,
    gazetteer: str | None,
    min_confidence: float,
    model: str | None,
) -> None:
    """Print what sentences say, without building a graph.

    \b
    Formats:
        oie         sentence, confidence, relation, subject, object, more; by tabs
        events      one JSON object a line or document, with PLOVER events
        statements  one JSON object a statement, as kg export gives them

    \b
    Example:
        kg extract seeds --format oie
        echo "China denies arming Russia." | kg extract --lines - --format statements
    """
    if bool(paths) == bool(lines):
        raise click.UsageError("name texts, or one file with --lines FILE")
    from kg import texts

    complaints = Complaints()
    rows = texts.extract(
        paths,
        lines=lines,
        form=form,
        date=date,
        model=model,
        lexicon=lexicon,
        gazetteer=gazetteer,
        min_confidence=min_confidence,
        failed=complaints,
    )
    options.write("".join(f"{row}\n" for row in rows), output)
    click.get_current_context().exit(complaints.status)


@click.command()
@click.argument("file", required=False)
@click.option("--corpus", is_flag=True, help='Read a JSON list of {"doc", "text"} and link its texts.')
@options.output
@options.gazetteer
@options.model
def entities(file: str | None, corpus: bool, output: str, gazetteer: str | None, model: str | None) -> None:
    """Print the names, mentions and events of a text.

    Reads FILE or standard input; prints one JSON object with character
    offsets, types, clusters of mentions that mean the same, and identifiers.

    \b
    Example:
        kg entities seeds/000_6bab71273eca4b77.txt
    """
    from kg import texts

    complaints = Complaints()
    found = texts.entities(file, corpus=corpus, model=model, gazetteer=gazetteer, failed=complaints)
    options.write(options.as_json(found), output)
    click.get_current_context().exit(complaints.status)


@click.command()
@options.folder
@options.output_file
@options.workers
@options.gazetteer
@options.model
@options.form("text", "json")
def resolve(
    folder: Path, output: str | None, workers: int, gazetteer: str | None, model: str | None, form: str
) -> None:
    """List which names of the graph of DIR were merged, to confirm or reject.

    Writes DIR/merges.yaml, the least sure first: method, score, documents, and
    the words around each name. Confirm, reject, join or forbid there, and run
    kg build again. What you decided stays when the file is written anew.
    Prints how many pairs there are, and those that were not joined.

    \b
    Example:
        kg resolve out
    """
    from kg.cli.review import review
    from kg.knowledge import merges

    complaints = Complaints()
    found = review(
        folder,
        output=output,
        workers=workers,
        gazetteer=gazetteer,
        model=model,
        failed=complaints,
        progress=options.progress,
    )
    for words in found.unused:
        complain(plain(f"kg: merges.yaml decides on names that no text has: {words}"))
    if form == "json":
        options.write(options.records(found.links, form))
    else:
        options.write(merges.summary(found.links))
    click.get_current_context().exit(complaints.status)
