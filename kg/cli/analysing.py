"""Commands that look at the shape of a built graph: path, rank, communities, timeline."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.work.terminal import plain

everything = click.option("--all", "everything", is_flag=True, help="Also what is denied, hoped or only possible.")


@click.command()
@options.folder
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option(
    "--hops", metavar="N", type=click.IntRange(1), default=6, show_default=True, help="Longest path, in edges."
)
@click.option("--directed", is_flag=True, help="Follow statements from subject to object only.")
@click.option("--between", is_flag=True, help="Print only the entities between FROM and TO.")
@everything
@options.form("text", "json")
def path(
    folder: Path, start: str, end: str, hops: int, directed: bool, between: bool, everything: bool, form: str
) -> None:
    """Tell how FROM is connected to TO in the graph of DIR.

    Prints the shortest path of statements, one a line, each with the sentence
    it was read in. Exit status 1 means that there is no such path.

    \b
    Example:
        kg path out "Kurt Campbell" China --hops 2
    """
    from kg import network
    from kg.errors import NotFoundError, shown
    from kg.graph import load

    graph = load(folder).to_networkx(facts_only=not everything)
    labels = network.path(graph, start, end, hops=hops, directed=directed)
    if not labels:
        raise NotFoundError(
            f"no path of {hops} or fewer statements leads from {shown(start)} to {shown(end)}. "
            "Try more --hops, or --all"
        )
    if between:
        options.write(
            options.as_json(labels[1:-1]) if form == "json" else plain("".join(f"{n}\n" for n in labels[1:-1]))
        )
        return
    steps = [statements[0] for statements in network.steps(graph, labels)]
    if form == "json":
        options.write(options.as_json(steps))
        return
    rows = (f"{s['subject']} —{s['predicate']}→ {s['object']}\n    {s['quote']}\n" for s in steps)
    options.write(plain("".join(rows)))


@click.command()
@options.folder
@click.option(
    "--by", type=click.Choice(["pagerank", "degree"]), default="pagerank", show_default=True, help="The measure."
)
@click.option("--top", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="How many to list.")
@everything
@options.form("text", "json")
def rank(folder: Path, by: str, top: int, everything: bool, form: str) -> None:
    """List the most central entities of the graph of DIR.

    \b
    Example:
        kg rank out --top 5
    """
    from kg import network
    from kg.graph import load

    graph = load(folder).to_networkx(facts_only=not everything)
    rows = network.rank(graph, by=by, limit=top)
    if form == "json":
        options.write(options.as_json([{"entity": entity, by: weight} for entity, weight in rows]))
    else:
        options.write(options.table(["entity", by], rows))


@click.command()
@options.folder
@everything
@options.form("text", "json")
def communities(folder: Path, everything: bool, form: str) -> None:
    """List the groups of entities that belong together.

    Prints one group a line, the largest first; the best connected entity of a
    group leads it.

    \b
    Example:
        kg communities out
    """
    from kg import network
    from kg.graph import load

    groups = network.communities(load(folder).to_networkx(facts_only=not everything))
    if form == "json":
        options.write(options.as_json([{"members": group} for group in groups]))
    else:
        options.write(plain("".join(" · ".join(group) + "\n" for group in groups)))


@click.command()
@options.folder
@click.option(
    "--by",
    type=click.Choice(["told", "published"]),
    default="told",
    show_default=True,
    help="Order by the time that a sentence gives, or by the date of its article.",
)
@click.option("--since", metavar="DAY", help="Only what was in this year, month or day, or later.")
@click.option("--until", metavar="DAY", help="Only what was in this year, month or day, or earlier.")
@everything
@options.form("text", "json")
def timeline(folder: Path, by: str, since: str | None, until: str | None, everything: bool, form: str) -> None:
    """List what happened in the graph of DIR, in order.

    Only what a text gives a time for stands here, as the date of an article
    says when something was reported; with --by published that date orders the
    list. How much has a time that no calendar has ("the day before") is told
    on stderr.

    \b
    Example:
        kg timeline out --since 2022 --until 2022-06
    """
    from kg import network_timeline
    from kg.graph import load

    knowledge = load(folder).knowledge
    labels = {entity.id: entity.label for entity in knowledge.entities}
    found = network_timeline.timeline(knowledge, by=by, facts_only=not everything, since=since, until=until)
    rows = [
        {
            "time": row.time,
            "earliest": row.earliest,
            "latest": row.latest,
            "subject": labels.get(row.statement.subject, row.statement.subject),
            "predicate": row.statement.phrase,
            "object": row.statement.object_label,
            "attributed_to": [labels.get(id, id) for id in row.statement.attribution],
            "polarity": row.statement.polarity.lower(),
            "modality": str(row.statement.modality).lower(),
            "documents": list(row.documents),
            "quote": row.statement.evidence[0].quote,
        }
        for row in found
    ]
    if form == "json":
        options.write(options.as_json(rows))
    else:
        heads = ("time", "subject", "predicate", "object")
        options.write(options.table(heads, [[row[head] for head in heads] for row in rows]))
    left = network_timeline.unplaced(knowledge, by=by, facts_only=not everything)
    if left:
        why = "have a time that no calendar has" if by == "told" else "stand in articles without a date"
        click.echo(f"{left} statements {why}, and are left out", err=True)
