"""Commands that look at a built graph as a whole: who is joined to whom, who says so, and when."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.work.terminal import plain

if TYPE_CHECKING:
    import networkx as nx

    from kg.model.records import Statement
    from kg.network.voices import Dispute, SharedClaim, Voice

everything = click.option("--all", "everything", is_flag=True, help="Also what is denied, hoped or only possible.")

# Any: what stands on an edge, text and numbers.
Told = Mapping[str, Any]


@click.command()
@options.folder
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("-k", "count", metavar="K", type=click.IntRange(1), default=1, help="How many paths. Default: one.")
@click.option(
    "--hops", metavar="N", type=click.IntRange(1), default=6, show_default=True, help="Longest path, in edges."
)
@click.option("--directed", is_flag=True, help="Follow edges from who acts or speaks to the other only.")
@click.option("--between", is_flag=True, help="Print only the entities between FROM and TO.")
@options.network
@options.form("text", "json")
def path(
    folder: Path, start: str, end: str, count: int, hops: int, directed: bool, between: bool, form: str, **slice: Any
) -> None:
    """Tell how FROM is connected to TO in the graph of DIR.

    Prints the cheapest paths, one step a line, each with the sentence it was
    read in. A path through places and concepts that everybody is joined to
    costs more. Exit status 1 means that there is no such path.

    \b
    Example:
        kg path out "Kurt Campbell" China --hops 2
    """
    from kg import network
    from kg.errors import NotFoundError, shown

    graph = _graph(folder, **slice)
    found = network.paths(graph, start, end, count=count, hops=hops, directed=directed)
    if not found:
        raise NotFoundError(
            f"no path of {hops} or fewer steps leads from {shown(start)} to {shown(end)}. "
            "Try more --hops, or another --view"
        )
    if between:
        inner = list(dict.fromkeys(name for labels in found for name in labels[1:-1]))
        options.write(options.as_json(inner) if form == "json" else plain("".join(f"{name}\n" for name in inner)))
        return
    rows = [
        {"path": number, **statements[0]}
        for number, labels in enumerate(found, 1)
        for statements in network.steps(graph, labels)
    ]
    if form == "json":
        options.write(options.as_json(rows))
        return
    parts = ("".join(_step(row) for row in rows if row["path"] == number) for number in range(1, len(found) + 1))
    options.write(plain("\n".join(parts)))


def _step(row: Told) -> str:
    """A step of a path, with what the statement says where its ends are others."""
    claim = "" if row["how"] in ("direct", "role") else f"  [{row['claim']}]"
    stance = "" if row["stance"] == "fact" else f"  ({row['stance']})"
    return f"{row['subject']} —{row['predicate']}→ {row['object']}{claim}{stance}\n    {row['quote']}\n"


@click.command()
@options.folder
@click.option(
    "--by",
    # The members of kg.network.Measure.
    type=click.Choice(["pagerank", "degree", "betweenness", "quoted", "brokerage"]),
    default="pagerank",
    show_default=True,
    help="The measure.",
)
@click.option("--top", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="How many to list.")
@options.quotes
@options.network
@options.form("text", "json")
def rank(folder: Path, by: str, top: int, quotes: int, form: str, types: list[str], **slice: Any) -> None:
    """List the most central entities of the graph of DIR.

    By the share of a random walk (pagerank), the number of statements
    (degree), the shortest paths that pass through (betweenness), the
    statements quoted from somebody (quoted), or the pairs from different
    communities that only they join (brokerage). The largest connected part
    comes first; all count, --types says who is listed.

    \b
    Example:
        kg rank out --by quoted --types Person --top 5
    """
    from kg import network

    graph = _graph(folder, **slice)
    rows = network.rank(graph, by=by, types=types, limit=top)
    told = [network.told(graph, entity, limit=quotes) for entity, _ in rows]
    if form == "json":
        listed = [
            {"entity": entity, by: weight, "type": graph.nodes[entity]["type"], "statements": said}
            for (entity, weight), said in zip(rows, told, strict=True)
        ]
        options.write(options.as_json(listed))
    elif quotes:
        parts = (f"{entity}  {weight:g}\n{_quoted(said)}" for (entity, weight), said in zip(rows, told, strict=True))
        options.write(plain("".join(parts)))
    else:
        options.write(options.table(["entity", by], rows))


@click.command()
@options.folder
@click.option("--top", metavar="N", type=click.IntRange(1), help="How many to list. Default: all.")
@options.quotes
@options.network
@options.form("text", "json")
def communities(folder: Path, top: int | None, quotes: int, form: str, **slice: Any) -> None:
    """List the groups of entities that belong together.

    Prints for each group, the largest first, its name and size, why it is one,
    its strongest ties and its members, the best connected of them first.

    \b
    Example:
        kg communities out --top 3 --quotes 1
    """
    from kg import network

    groups = network.communities(_graph(folder, **slice))[:top]
    if form == "json":
        described = [{"size": group.size, "reason": group.reason, **dataclasses.asdict(group)} for group in groups]
        options.write(options.as_json(described))
        return
    for number, group in enumerate(groups, 1):
        ties = "".join(
            f"    {tie.ends[0]} – {tie.ends[1]}: {', '.join(tie.predicates)} ({tie.statements})\n"
            + (f"        {tie.quote}\n" if place < quotes else "")
            for place, tie in enumerate(group.ties)
        )
        head = f"{number}. {group.name} ({group.size}): {group.reason}\n"
        options.write(plain(f"{head}{ties}    {' · '.join(group.members)}\n"))


@click.command()
@options.folder
@click.option("--top", metavar="N", type=click.IntRange(1), default=10, show_default=True, help="Pairs to list.")
@options.quotes
@click.option(
    "--types", metavar="CLASS,…", default="Agent", show_default=True, help="Who takes sides: classes of the ontology."
)
@options.since
@options.until
@options.form("text", "json")
def sides(folder: Path, top: int, quotes: int, types: str, since: str | None, until: str | None, form: str) -> None:
    """Tell who is on whose side in the graph of DIR.

    Prints the pairs with most facts of support or conflict, the camps that
    these make, and the triangles that do not balance: a friend's friend who
    is an enemy. Hopes and denials count for neither.

    \b
    Example:
        kg sides out --types Country,Person --quotes 1
    """
    from kg import network
    from kg.graph import looked_at

    found = network.sides(looked_at(folder), types=types.split(","), since=since, until=until)
    if form == "json":
        stands = [
            {
                "ends": stand.ends,
                "sign": stand.sign,
                "support": [_told(statement) for statement in stand.support],
                "conflict": [_told(statement) for statement in stand.conflict],
            }
            for stand in found.stands
        ]
        camps = [dataclasses.asdict(camp) for camp in found.camps]
        shape = {"triangles": found.triangles, "unbalanced": found.unbalanced, "balance": found.balance}
        options.write(options.as_json({"stands": stands, "camps": camps, **shape}))
        return
    rows = []
    for stand in found.stands[:top]:
        rows.append(
            f"{stand.ends[0]} – {stand.ends[1]}: support {len(stand.support)}, conflict {len(stand.conflict)}\n"
        )
        said = [*stand.support, *stand.conflict] if stand.sign > 0 else [*stand.conflict, *stand.support]
        rows += [f"    {statement.evidence[0].quote}\n" for statement in said[:quotes]]
    rows.append("\n")
    for camp in found.camps:
        if len(camp.members) > 1:
            against = ", ".join(f"{name} ({weight})" for name, weight in camp.against[:3])
            rows.append(f"{' · '.join(camp.members)}\n    {f'against {against}' if against else 'against nobody'}\n")
    if found.balance is not None:
        rows.append(f"\n{found.balance:.0%} of {found.triangles} triangles balance\n")
        rows += [f"    not {' – '.join(ends)}\n" for ends in found.unbalanced[:top]]
    options.write(plain("".join(rows)))


@click.command()
@options.folder
@click.option("--top", metavar="N", type=click.IntRange(1), help="How many to list. Default: all.")
@options.quotes
@options.types
@options.since
@options.until
@options.form("text", "json")
def disputes(folder: Path, top: int | None, quotes: int, form: str, **slice: Any) -> None:
    """List the claims that some affirm and others deny.

    Prints each claim with those on either side and the day of their article,
    claims with two sides first. Where only a denial is told, nobody stands on
    the other side. Who was quoted both ways is listed last, as a change of
    mind.

    \b
    Example:
        kg disputes out --quotes 1
    """
    from kg.graph import looked_at
    from kg.network import voices

    knowledge = looked_at(folder, with_fusion=True)
    found = voices.disputes(knowledge, **slice)[:top]
    turned = voices.turns(knowledge)
    if form == "json":
        kinds = [("dispute", dispute) for dispute in found] + [("turn", turn) for turn in turned]
        options.write(options.as_json([{"kind": kind, **dataclasses.asdict(record)} for kind, record in kinds]))
        return
    for dispute in [*found, *turned]:
        sides = (("affirmed", dispute.affirmed), ("denied", dispute.denied))
        rows = [f"    {name} by {_voices(side)}\n{_first(side, quotes)}" for name, side in sides if side]
        head = "changed: " if dispute in turned else ""
        options.write(plain(f"{head}{_claim(dispute)}\n{''.join(rows)}"))


@click.command()
@options.folder
@click.option(
    "--least", metavar="N", type=click.IntRange(1), default=2, show_default=True, help="Voices that a claim must have."
)
@click.option("--top", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="How many to list.")
@options.quotes
@options.types
@options.since
@options.until
@options.form("text", "json")
def claims(folder: Path, least: int, top: int, quotes: int, form: str, **slice: Any) -> None:
    """List the facts that several voices tell.

    A voice is a speaker, wherever he is quoted, or an article in its own
    voice; the claims with most voices come first, each with who makes it and
    since when.

    \b
    Example:
        kg claims out --top 5 --quotes 1
    """
    from kg.graph import looked_at
    from kg.network import voices

    knowledge = looked_at(folder, with_fusion=True)
    found = voices.claims(knowledge, least=least, **slice)[:top]
    if form == "json":
        options.write(options.as_json([dataclasses.asdict(claim) for claim in found]))
        return
    for claim in found:
        since = f", since {claim.since}" if claim.since else ""
        head = f"{_claim(claim)}  ({claim.sources} voices{since})\n    {_voices(claim.voices)}\n"
        options.write(plain(head + _first(claim.voices, quotes)))


def _claim(claim: Dispute | SharedClaim) -> str:
    return " ".join(part for part in (claim.subject, claim.predicate, claim.object) if part)


def _voices(side: Iterable[Voice]) -> str:
    """Each once, with the day of the first article that has it."""
    first: dict[str, str] = {}
    for voice in side:
        first.setdefault(voice.who, voice.date)
    return "; ".join(f"{who} ({date})" if date else who for who, date in first.items())


def _first(side: Iterable[Voice], most: int) -> str:
    """The first sentences of a side, each once."""
    quotes = dict.fromkeys(voice.quote for voice in side)
    return "".join(f"        {quote}\n" for quote in list(quotes)[:most] if quote)


def _graph(
    folder: Path, *, view: str, everything: bool, around: str | None, radius: int, **slice: Any
) -> nx.MultiDiGraph:
    """The networkx graph of a folder, for the options of :func:`kg.cli.options.network`."""
    from kg import network
    from kg.graph import looked_at

    graph = network.to_networkx(looked_at(folder), view="all" if everything else view, **slice)
    return graph if around is None else network.ego(graph, around, radius=radius)


def _told(statement: Statement) -> dict[str, str]:
    return {"id": statement.id, "document": statement.document, "quote": statement.evidence[0].quote}


def _quoted(said: Iterable[Told]) -> str:
    return "".join(f"    {row['quote']}\n" for row in said)


@click.command()
@options.folder
@click.option(
    "--by",
    type=click.Choice(["told", "published"]),
    default="told",
    show_default=True,
    help="Order by the time that a sentence gives, or by the date of its article.",
)
@options.types
@options.since
@options.until
@everything
@options.form("text", "json")
def timeline(
    folder: Path, by: str, types: list[str], since: str | None, until: str | None, everything: bool, form: str
) -> None:
    """List what happened in the graph of DIR, in order.

    Only what a text gives a time for stands here, as the date of an article
    says when something was reported; with --by published that date orders the
    list. How much has a time that no calendar has ("the day before") is told
    on stderr.

    \b
    Example:
        kg timeline out --since 2022 --until 2022-06
    """
    from kg import network
    from kg.graph import looked_at

    knowledge = looked_at(folder)
    labels = {entity.id: entity.label for entity in knowledge.entities}
    found = network.timeline(knowledge, by=by, facts_only=not everything, types=types, since=since, until=until)
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
    left = network.unplaced(knowledge, by=by, facts_only=not everything)
    if left:
        why = "have a time that no calendar has" if by == "told" else "stand in articles without a date"
        click.echo(f"{left} statements {why}, and are left out", err=True)
