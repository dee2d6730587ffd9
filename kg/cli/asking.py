"""Commands that ask a built graph: query, ask, explain."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import shown
from kg.store.apart import MEMORY
from kg.store.formats import AnswerFormat
from kg.work.terminal import complain, plain

if TYPE_CHECKING:
    from kg.store.result import Result

timeout = click.option(
    "--timeout", metavar="SECONDS", type=click.FloatRange(0, min_open=True), help="Give up after so long."
)
memory = click.option(
    "--memory",
    metavar="MB",
    type=click.FloatRange(1, 1e9),
    default=MEMORY,
    show_default=True,
    help="Give up when answering takes more memory.",
)

# Statements that are explained where nobody says how many.
_SHOWN = 20


def _write(result: Result, form: str, output: str) -> None:
    from kg.show.answer import printed

    options.write(printed(result, form) if output == "-" else result.serialize(form, guard=True), output)


@click.command()
@click.argument("folder", metavar="[DIR]", required=False)
@click.argument("sparql", metavar="SPARQL", required=False)
@options.endpoint
@options.form(*AnswerFormat)
@timeout
@memory
@options.output
def query(
    folder: str | None,
    sparql: str | None,
    endpoint: options.Endpoint,
    form: str,
    timeout: float | None,
    memory: float,
    output: str,
) -> None:
    """Answer a SPARQL query from the graph of DIR.

    All prefixes (e: doc: st: kg: rel: rdf: rdfs: ...) are declared for you,
    and the query runs over all documents together. SPARQL may be @FILE, or -
    for standard input. Exit status 2 means that there is no answer; the message
    says why, and where the query is wrong. A name that the graph does not have
    is told on stderr with the nearest one, beside the answer. In csv, text that a spreadsheet
    would run as a formula (= + - @ in front) gets an apostrophe in front. With --endpoint a
    store on the web answers in place of DIR, which is left out then.

    \b
    Example:
        kg query out "SELECT ?x ?y { ?x kg:supports ?y }"
        kg query out "SELECT ?who ?quote { ?s rdf:subject e:China ; rdf:predicate kg:aids ;
                      kg:attributedTo ?who ; kg:evidence/kg:quote ?quote }" --format csv
        kg query --endpoint http://localhost:7878/query "SELECT ?x ?y { ?x kg:supports ?y }"
    """
    if endpoint.url is not None:
        if sparql is not None:
            raise click.UsageError(f"--endpoint takes the place of DIR: leave {shown(str(folder))} out.")
        folder, sparql = "", folder
    # Who gives the query alone has forgotten the folder.
    if folder is None or (sparql is None and "{" in folder):
        raise options.missing("DIR")
    if sparql is None:
        raise options.missing("SPARQL")
    sparql = options.argument_or_file(sparql)
    if endpoint.url is not None:
        _write(_asked(endpoint, sparql, timeout=timeout, memory=memory), form, output)
    else:
        from kg.show.answer import answer

        _write(answer(Path(folder), sparql, timeout=timeout, memory=memory), form, output)


def _asked(endpoint: options.Endpoint, sparql: str, *, timeout: float | None, memory: float) -> Result:
    """The answer of an endpoint, with what there is to tell of it."""
    from pyoxigraph import Store

    from kg.store import typos

    with endpoint.opened(timeout, memory) as remote:
        result = remote.query(sparql)
    # Which entities and articles are there, the endpoint alone knows.
    terms = (str(name) for name in typos.unknown(Store(), sparql) if name.is_term)
    _tell(dict.fromkeys((*remote.notes, *terms)))
    return result


def _tell(notes: Iterable[str]) -> None:
    for note in notes:
        complain(f"kg: {plain(note)}")


@click.command()
@click.argument("folder", metavar="[DIR]", required=False)
@click.argument("name", required=False)
@click.argument("arguments", metavar="[ARG...]", nargs=-1)
@options.endpoint
@options.form(*AnswerFormat)
@timeout
@memory
@options.output
def ask(
    folder: str | None,
    name: str | None,
    arguments: tuple[str, ...],
    endpoint: options.Endpoint,
    form: str,
    timeout: float | None,
    memory: float,
    output: str,
) -> None:
    """Answer a saved question from the graph of DIR.

    Without NAME, lists the questions. Exit status 1 means that there is no
    question of that name. With --endpoint a store on the web answers in place
    of DIR, which is left out then.

    \b
    Example:
        kg ask out
        kg ask out cq01
        kg ask --endpoint http://localhost:7878/query cq12 NATO
    """
    from kg.store import database
    from kg.store import query as queries

    if endpoint.url is not None:
        given = [word for word in (folder, name, *arguments) if word is not None]
        folder, name, arguments = "", given[0] if given else None, tuple(given[1:])
    if folder is None:
        raise options.missing("DIR")
    opened = database.load(Path(folder)) if endpoint.url is None else None
    if name is None:
        options.write(options.records(queries.questions(), form, between=""), output)
    elif opened is not None:
        _write(queries.ask(opened, name, arguments, timeout=timeout, memory=int(memory * 1e6)), form, output)
    else:
        from kg.web import asking

        with endpoint.opened(timeout, memory) as remote:
            result = asking.ask(remote, name, arguments)
            _tell(remote.notes)
        _write(result, form, output)


@click.command()
@options.folder
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object", required=False)
@click.option("--top", metavar="N", type=click.IntRange(1), help="How many to show. Default: 20; of json all.")
@click.option("--all", "everything", is_flag=True, help="Show all.")
@options.form("text", "json")
def explain(
    folder: Path,
    subject: str,
    predicate: str | None,
    object: str | None,
    top: int | None,
    everything: bool,
    form: str,
) -> None:
    """Show who says a statement, where, and in which words.

    For each statement that matches, facts first: the speaker, the article,
    the sentence with subject, predicate and object marked, the rule that read
    it, the confidence, and how names were merged, here and in other articles.
    Exit status 1: no such statement.

    \b
    Example:
        kg explain out "Kurt Campbell" urges
    """
    from kg.graph import why

    most = None if everything else top or (_SHOWN if form == "text" else None)
    found = why(folder, subject, predicate, object, most=most)
    options.write(options.records(found, form))
    if form == "text" and found.left:
        options.write(f"\n{found.left} more: add --all, or a predicate, or --top N.\n")
    if form == "text" and any(explanation.merges or explanation.elsewhere for explanation in found):
        options.write(
            f"\nTo take a merge apart: kg resolve {folder}, write rejected for its decision in {folder}/merges.yaml, "
            "and build again.\n"
        )
