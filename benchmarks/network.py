"""Whether the graph of a corpus can be explored, and what asking it costs.

    python benchmarks/network.py PATH... [--date YYYY-MM-DD] [--cached]

Builds the graph of the texts and prints, for each view, how connected it is; for the view of actors what paths,
communities and ranks find; what of the statements stands on the timeline; unnamed nodes that articles share; disputes;
and the CPU seconds of all questions beside those of the parse, which is timed without the cache.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

warnings.simplefilter("ignore")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as kg sets it

import networkx as nx  # noqa: E402

import kg  # noqa: E402
from kg import network  # noqa: E402
from kg.model.kinds import Role  # noqa: E402
from kg.model.records import Knowledge, Literal  # noqa: E402
from kg.show.view.payload import payload  # noqa: E402
from kg.terms.classes import ACTOR_CLASSES, NAMED_CLASSES  # noqa: E402

Result = TypeVar("Result")
SPENT: Counter[str] = Counter()


def main() -> None:
    """Build, measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+")
    options.add_argument("--date")
    options.add_argument("--cached", action="store_true", help="use the cache; says nothing of the cost")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stats = Path(folder) / "stats.json"
        graph = kg.build(given.paths, date=given.date, stats=stats, cache=given.cached, failed=lambda _: None)
        seconds = json.loads(stats.read_text(encoding="utf-8"))["cpu_seconds"]
    knowledge = graph.knowledge
    counts = {name: len(getattr(knowledge, name)) for name in ("documents", "entities", "statements")}
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    views(knowledge)
    actors = timed("view", network.to_networkx, knowledge)
    found(actors, knowledge)
    times(knowledge)
    shared(knowledge)
    asked = sum(SPENT.values())
    print(f"\nCPU seconds of the questions: {', '.join(f'{name} {cpu:.2f}' for name, cpu in SPENT.items())}")
    if not given.cached:
        print(f"all {asked:.2f}, parse {seconds['parse']:.2f}: {asked / seconds['parse']:.3f} of the parse")


def timed(name: str, work: Callable[..., Result], *args: object, **options: object) -> Result:
    """What the function gives; its CPU seconds are added under that name."""
    begun = time.process_time()
    result = work(*args, **options)
    SPENT[name] += time.process_time() - begun
    return result


def views(knowledge: Knowledge) -> None:
    """How connected each view is, and what the page draws first."""
    heads = ("largest", "named", "degree 1", "names", "joined")
    print(f"\n{'view':>8} {'nodes':>7} {'edges':>7} " + " ".join(f"{head:>8}" for head in heads))
    named = {entity.id for entity in knowledge.entities if entity.type in ACTOR_CLASSES}
    for view in network.View:
        edges = network.edges(knowledge, view)
        _row(str(view), edges, named, knowledge)
    _, nodes = payload(knowledge)
    ids = sorted(entity.id for entity in knowledge.entities)
    drawn = {ids[node["id"]] for node in nodes}
    edges = [e for e in network.edges(knowledge, network.View.ACTORS) if e.source in drawn and e.target in drawn]
    _row("page", edges, named, knowledge, alone=drawn)


def _row(
    name: str, edges: list[network.Edge], named: set[str], knowledge: Knowledge, alone: set[str] = frozenset()
) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(alone)
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    count = graph.number_of_nodes() or 1
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    both = sum(edge.source in named and edge.target in named for edge in edges) / (len(edges) or 1)
    figures = (
        len(parts[0]) / count if parts else 0.0,
        len(named & set(graph)) / count,
        sum(degree <= 1 for _, degree in graph.degree()) / count,
        both,
        _joined(parts, knowledge, named),
    )
    print(
        f"{name:>8} {graph.number_of_nodes():>7} {len(edges):>7} " + " ".join(f"{figure:>8.3f}" for figure in figures)
    )


def _joined(parts: list[set[str]], knowledge: Knowledge, named: set[str]) -> float:
    """The share of the pairs of actors of one article that a path joins."""
    place = {id: number for number, part in enumerate(parts) for id in part}
    actors: dict[str, set[str]] = defaultdict(set)
    for statement in knowledge.statements:
        nodes = (statement.subject, statement.object, *statement.attribution, *(node for _, node in statement.roles))
        actors[statement.document] |= {node for node in nodes if isinstance(node, str) and node in named}
    pairs = [pair for together in actors.values() for pair in itertools.combinations(sorted(together), 2)]
    return sum(one in place and place[one] == place.get(other) for one, other in pairs) / (len(pairs) or 1)


def found(graph: nx.MultiDiGraph, knowledge: Knowledge) -> None:
    """What ranks, communities and paths give in the view of actors."""
    for by in network.Measure:
        top = timed(f"rank by {by}", network.rank, graph, by=by, limit=20)
        acting = sum(graph.nodes[label]["type"] in NAMED_CLASSES for label, _ in top)
        print(f"top 20 by {by}: {acting} named actors: {', '.join(label for label, _ in top[:8])}")
    groups = timed("communities", network.communities, graph)
    several = sum(group.size >= 2 for group in groups)
    print(f"communities: {len(groups)}, with two or more actors {several}; {groups[0].name}: {groups[0].reason}")
    labels = sorted(graph)
    timed("path", network.paths, graph, labels[0], labels[-1], count=3)
    joined = sum(bool(network.path(graph, labels[0], label)) for label in labels[1 :: len(labels) // 10 or 1])
    stood = timed("sides", network.sides, knowledge)
    print(f"paths from {labels[0]} to ten others: {joined}; sides: {len(stood.stands)} pairs, balance {stood.balance}")


def times(knowledge: Knowledge) -> None:
    """What of the statements that have a time stands on the timeline, and as a date."""
    dated = {document.id for document in knowledge.documents if document.date}
    told = [
        (statement, [node for role, node in statement.roles if role is Role.TIME])
        for statement in knowledge.statements
        if any(role is Role.TIME for role, _ in statement.roles)
    ]
    of_dated = [nodes for statement, nodes in told if statement.document in dated]
    known = sum(any(isinstance(node, Literal) and _is_date(node) for node in nodes) for nodes in of_dated)
    rows = timed("timeline", network.timeline, knowledge, facts_only=False)
    print(
        f"statements with a time: {len(told)}; a date where the document has one: {known} of {len(of_dated)}; "
        f"timeline rows: {len(rows)}; events with a time: {sum(e.time is not None for e in knowledge.fusion.events)} "
        f"of {len(knowledge.fusion.events)}; disputes: {len(knowledge.fusion.disputes)}"
    )


def _is_date(time: Literal) -> bool:
    return time.datatype != "string" or "/" in time.value


def shared(knowledge: Knowledge) -> None:
    """Nodes without a name that statements of several articles have."""
    articles: dict[str, set[str]] = defaultdict(set)
    for statement in knowledge.statements:
        for node in (statement.subject, statement.object, *(node for _, node in statement.roles)):
            if isinstance(node, str):
                articles[node].add(statement.document)
    names = [e.label for e in knowledge.entities if e.type not in ACTOR_CLASSES and len(articles[e.id]) > 1]
    print(f"unnamed nodes that articles share: {len(names)}: {', '.join(sorted(names)[:40])}")


if __name__ == "__main__":
    main()
