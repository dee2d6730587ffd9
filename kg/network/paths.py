"""How two entities are connected: the cheapest paths, and the statements behind each step.

An edge costs one where a statement has its ends as subject and object, and more the looser it joins them; to walk
through a node that cannot act, a place or a concept or a phrase, costs more the more edges it has: "both were born in
Paris" connects nobody. Yen's algorithm (1971) as networkx has it.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from kg.network.classes import acts
from kg.network.names import find
from kg.network.views import CLOSENESS, How

# What a step costs by what joins its ends; of several statements the cheapest counts.
COSTS: Mapping[How, float] = {How.DIRECT: 1.0, How.ROLE: 1.2, How.PHRASE: 1.4, How.WITHIN: 1.6, How.SPEECH: 1.6}
# What each doubling of its edges adds to the cost of walking through what cannot act.
HUB = 0.5
# Paths looked at for one wanted, before the longer ones are given up.
_LOOKED_AT = 40


def path(graph: nx.Graph, start: str, end: str, *, hops: int = 6, directed: bool = False) -> list[str]:
    """The cheapest path from one entity to another, as labels; empty if none is short enough. See :func:`paths`.

    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("Campbell", "Europe", predicate="urged")
    >>> path(g, "campbell", "Europe")
    ['Campbell', 'Europe']
    """
    return next(iter(paths(graph, start, end, hops=hops, directed=directed)), [])


def paths(
    graph: nx.Graph, start: str, end: str, *, count: int = 1, hops: int = 6, directed: bool = False
) -> list[list[str]]:
    """The cheapest paths from one entity to another that pass no entity twice.

    Of equally cheap paths the first in alphabetical order comes first, so the answer never depends on reading order.

    Args:
        graph: of :func:`kg.network.to_networkx`.
        start: label, id or alias, in any case.
        end: likewise.
        count: how many paths at most.
        hops: longest path worth telling, in edges.
        directed: follow edges from who acts or speaks to the other only.

    Returns:
        Labels from ``start`` to ``end``, both included, for each path; no path if none is short enough, and one of a
        single label if both names are of one entity.

    Raises:
        UnknownEntityError: if either name is not in the graph.
    """
    source, target = find(graph, start), find(graph, end)
    if source == target:
        return [[source]]
    ways = _ways(graph, directed=directed and graph.is_directed())
    if not nx.has_path(ways, source, target):
        return []
    found: list[tuple[float, list[str]]] = []
    for labels in itertools.islice(nx.shortest_simple_paths(ways, source, target, weight="cost"), count * _LOOKED_AT):
        cost = round(math.fsum(ways.edges[pair]["cost"] for pair in itertools.pairwise(labels)), 6)
        if len(found) >= count and cost > found[-1][0]:
            break
        if len(labels) <= hops + 1:
            found = sorted([*found, (cost, labels)])
    return [labels for _, labels in found[:count]]


def steps(graph: nx.Graph, labels: Sequence[str]) -> list[list[dict[str, Any]]]:
    """The statements behind each hop of a path, as edge attributes with ``subject`` and ``object``.

    The closest come first, of these those in the path's direction, the better supported and the surer first. Where the
    edge is none of subject and object of the statement, these two are still the ends of the edge; ``claim`` has the
    statement in words.

    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("Campbell", "Europe", predicate="urged")
    >>> steps(g, ["Campbell", "Europe"])
    [[{'subject': 'Campbell', 'object': 'Europe', 'predicate': 'urged'}]]
    """
    told = []
    for start, end in itertools.pairwise(labels):
        hop = []
        for turned, (subject, object) in enumerate(((start, end), (end, start))):
            if turned and not graph.is_directed():
                break
            for key, data in graph.get_edge_data(subject, object, default={}).items():
                hop.append(((_place(data), turned, *_worth(data), str(key)), _row(subject, object, data)))
        told.append([row for _, row in sorted(hop, key=lambda item: item[0])])
    return told


def told(graph: nx.MultiDiGraph, name: str, *, limit: int | None = None) -> list[dict[str, Any]]:
    """The statements that join an entity to others, as :func:`steps` has them: the closest, best supported first.

    Args:
        graph: of :func:`kg.network.to_networkx`.
        name: label, id or alias, in any case.
        limit: how many; None for all.

    Raises:
        UnknownEntityError: if no entity of the graph has that name.
    """
    label = find(graph, name)
    edges = [*graph.out_edges(label, keys=True, data=True), *graph.in_edges(label, keys=True, data=True)]
    rows = (((_place(data), *_worth(data), str(key)), _row(u, v, data)) for u, v, key, data in edges)
    return [row for _, row in sorted(rows, key=lambda item: item[0])][:limit]


def _row(subject: str, object: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"subject": subject, "object": object, **data}


def _worth(data: Mapping[str, Any]) -> tuple[float, float]:
    """The better supported, then the surer first."""
    return -data.get("support", 1), -data.get("confidence", 0.0)


def _place(data: Mapping[str, Any]) -> int:
    return CLOSENESS[How(data.get("how", How.DIRECT))]


def _ways(graph: nx.Graph, *, directed: bool) -> nx.Graph:
    """What may be walked: one edge for a pair, with what it costs to go there; both ends of it have their share."""
    cheapest: dict[tuple[str, str], float] = defaultdict(lambda: math.inf)
    for source, target, how in graph.edges(data="how", default=How.DIRECT):
        for pair in ((source, target),) if directed else ((source, target), (target, source)):
            cheapest[pair] = min(cheapest[pair], COSTS[How(how)])
    toll = {label: _toll(graph, label) for label in graph}
    ways = nx.DiGraph()
    ways.add_nodes_from(sorted(graph))
    for source, target in sorted(cheapest):
        ways.add_edge(source, target, cost=cheapest[source, target] + (toll[source] + toll[target]) / 2)
    return ways


def _toll(graph: nx.Graph, label: str) -> float:
    """What walking through a node costs: nothing for who can act; half of it stands on each of two edges."""
    type = graph.nodes[label].get("type")
    return 0.0 if type is None or acts(type) else HUB * math.log2(max(graph.degree(label), 1))
