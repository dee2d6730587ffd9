"""Commands that carry a built graph elsewhere or look it over: export, view, stats, validate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import options
from kg.store.formats import ExportFormat, FolderFormat


@click.command()
@options.folder
@options.form(*ExportFormat, *FolderFormat)
@click.option(
    "--view",
    # The members of kg.network.View, whose module loads networkx.
    type=click.Choice(["facts", "actors", "all"]),
    help="Of graphml and gexf: who and what is joined by what (docs/network.md). Default: facts.",
)
@click.option("--raw", is_flag=True, help="Of csv and tables: leave cells that a spreadsheet would run as they are.")
@click.option(
    "-o", "--output", metavar="PLACE", default="-", help="File or folder to write; - is standard output, for one file."
)
def export(folder: Path, form: str, view: str | None, raw: bool, output: str) -> None:
    """Write the graph of DIR in another format.

    neo4j, tables, parquet and obsidian are folders of files: a graph for
    Neo4j, CSV tables whose ids join, the same in columns with their types (it
    needs pyarrow), a vault of linked notes. A folder that this command wrote
    before is replaced, and what else was put into it stays.

    statements is one JSON object a line: who says what, where, in which words;
    events likewise, who did what to whom in PLOVER's types; ftm likewise, the
    entities of FollowTheMoney. nquads is sorted; rdf12 is TriG with the triple
    terms of RDF 1.2. graphml and gexf are drawn by Gephi and yEd, sqlite is a
    database, langchain and kggen are JSON for programs around language models.

    In csv and tables text that a spreadsheet would run as a formula (= + - @
    in front) gets an apostrophe in front, unless --raw.

    \b
    Example:
        kg export out --format statements -o statements.jsonl
        kg export out --format neo4j -o for-neo4j
        kg export out --format gexf --view actors -o graph.gexf
    """
    from kg.graph import load

    if output == "-" and form == ExportFormat.SQLITE and sys.stdout.isatty():
        raise click.UsageError("a database is no text for a terminal. Name a file to write it to, with -o.")
    graph = load(folder)
    if output == "-":
        options.write(graph.export(form, view=view, raw=raw))
    else:
        graph.export_to(output, form, view=view, raw=raw)


@click.command()
@options.folder
@click.option(
    "-o", "--output", metavar="FILE.html", help="Where to write, in place of DIR/graph.html; - is standard output."
)
@click.option("--title", metavar="TEXT", help="Heading of the page, in place of what the articles are about.")
@click.option("--around", metavar="NAME", help="Only what joins NAME to others, and these among one another.")
@click.option("--story", metavar="FILE.json", help="Steps that the page tells in place of its cards.")
@options.since
@options.until
def view(
    folder: Path,
    output: str | None,
    title: str | None,
    around: str | None,
    story: str | None,
    since: str | None,
    until: str | None,
) -> None:
    """Write the page of the graph of DIR: one HTML file.

    Without -o it is DIR/graph.html, which kg add --no-page leaves out. The
    page needs no network: search, choose an entity or an edge, and read
    the sentences behind it. What --around, --since and --until leave out does
    not stand in the file. Exit status 1 means that there is no such entity, or
    that nothing is told of that time.

    \b
    Example:
        kg view out
        kg view out -o graph.html
        kg view out -o china.html --around China --title "China in the news"
    """
    from kg.graph import load
    from kg.pipeline import draw

    if output is None:
        if title or around or since or until or story:
            raise click.UsageError(
                "DIR/graph.html is the page of the whole graph. Name another file for this one: -o FILE.html"
            )
        draw(folder)
        return
    options.write(load(folder).page(title=title, around=around, since=since, until=until, story=story), output)


@click.command()
@options.folder
@click.argument("other", metavar="DIR", type=click.Path(path_type=Path))
@options.form("text", "json")
def diff(folder: Path, other: Path, form: str) -> None:
    """Compare two graphs, record by record.

    Prints what leads from the first to the second: - only in the first, + only
    in the second, ~ in both but not the same. Entities that merged, split or
    got another IRI come first. Equal graphs print nothing.

    \b
    Example:
        kg diff out newer
    """
    from kg.graph import load
    from kg.store.diff import diff as compare

    changes = compare(load(folder).knowledge, load(other).knowledge)
    options.write(options.records(changes, form, between=""))


@click.command()
@options.folder
@options.form("text", "json")
def stats(folder: Path, form: str) -> None:
    """Count what the graph of DIR holds.

    Prints documents, entities by class, statements by stance, and the open
    relations that the ontology does not know yet, most frequent first.

    \b
    Example:
        kg stats out
    """
    from kg.work.beside.records import counted

    # The file beside the store tells it; a graph of another version of kg is read for it.
    counts = counted(folder)
    if counts is None:
        from kg.graph import load
        from kg.show.report import counts as count

        counts = count(load(folder).knowledge)
    options.write(options.as_json([counts]) if form == "json" else options.tree(counts))


@click.command()
@options.folder
@click.option("--shapes/--no-shapes", default=None, help="Also the SHACL shapes; by default if pyshacl is installed.")
@options.form("text", "json")
def validate(folder: Path, shapes: bool | None, form: str) -> None:
    """Check the graph of DIR against shapes and invariants.

    Prints each fault with the sentence behind it. Exit status 1: there are
    faults.

    \b
    Example:
        kg validate out
    """
    from importlib.util import find_spec

    from kg.store import database, rdf
    from kg.store import validate as checks

    if shapes is None:
        shapes = find_spec("pyshacl") is not None
        if not shapes:
            click.echo("shapes are not checked, as pyshacl is not installed: pip install pyshacl", err=True)
    opened = database.load(folder)
    faults = checks.validate(rdf.knowledge(opened), opened, shapes=shapes)
    options.write(options.records(faults, form) if faults or form == "json" else "no faults\n")
    click.get_current_context().exit(1 if faults else 0)
