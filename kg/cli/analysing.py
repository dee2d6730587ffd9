"""Commands that look at the shape of a built graph: path, rank, communities, timeline."""

from __future__ import annotations

import click

from kg.cli import options

everything = click.option("--all", "everything", is_flag=True, help="Also what is denied, hoped or only possible.")


@click.command()
@options.folder
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--hops", metavar="N", type=click.IntRange(1), default=4, show_default=True, help="Longest path, in edges.")
@everything
@options.form("text", "json")
def path(folder: str, start: str, end: str, hops: int, everything: bool, form: str) -> None:
    """Tell how FROM is connected to TO in the graph of DIR.

    Prints the shortest path of statements, one a line, each with the sentence
    it was read in. Exit status 1 means that there is no such path.

    \b
    Example:
        kg path out "Kurt Campbell" China --hops 2
    """
    from kg import network, rdf, store

    graph = network.to_networkx(rdf.knowledge(store.load(folder)), facts_only=not everything)
    options.write(options.records(network.path(graph, start, end, hops=hops), form), "-")


@click.command()
@options.folder
@click.option("--top", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="How many to list.")
@everything
@options.form("text", "json")
def rank(folder: str, top: int, everything: bool, form: str) -> None:
    """List the most central entities of the graph of DIR.

    \b
    Example:
        kg rank out --top 5
    """
    from kg import network, rdf, store

    graph = network.to_networkx(rdf.knowledge(store.load(folder)), facts_only=not everything)
    options.write(options.records(network.rank(graph)[:top], form), "-")


@click.command()
@options.folder
@everything
@options.form("text", "json")
def communities(folder: str, everything: bool, form: str) -> None:
    """List the groups of entities that belong together.

    \b
    Example:
        kg communities out
    """
    from kg import network, rdf, store

    graph = network.to_networkx(rdf.knowledge(store.load(folder)), facts_only=not everything)
    options.write(options.records(network.communities(graph), form), "-")


@click.command()
@options.folder
@options.form("text", "json")
def timeline(folder: str, form: str) -> None:
    """List what happened in the graph of DIR, in order.

    \b
    Example:
        kg timeline out
    """
    from kg import network, rdf, store

    options.write(options.records(network.timeline(rdf.knowledge(store.load(folder))), form), "-")
