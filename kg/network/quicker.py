"""The quicker engine of large graphs, where it is installed: networkit, of the extra ``analysis``.

It walks for PageRank, which is the same number whoever counts it, and groups by Leiden's method in place of Louvain's,
which may give other groups, of no less modularity. On one thread and with a fixed seed: each run gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

# Edges of a graph from which on it pays to hand it over.
LEAST = 20_000
_SWEEPS = 10


def engine(edges: int) -> Any | None:  # Any: the module networkit, which is no dependency of kg
    """The library, if so many edges are worth it and it is installed; else None."""
    if edges < LEAST:
        return None
    try:
        import networkit
    except ImportError:
        return None
    return networkit


def walked(
    networkit: Any, nodes: Sequence[str], weight: Mapping[str, Mapping[str, float]], *, damping: float, still: float
) -> dict[str, float]:
    """PageRank of one connected part; sums to 1.

    Args:
        networkit: of :func:`engine`.
        nodes: of the part.
        weight: of each node its neighbours with the weight of the edge, both ways.
        damping: share of steps that follow an edge.
        still: the change of all scores together at which the walk ends.
    """
    number = {name: place for place, name in enumerate(nodes)}
    pairs = ((number[u], number[v], w) for u in nodes for v, w in sorted(weight[u].items()))
    with _alone(networkit):
        graph = _graph(networkit, len(nodes), {(u, v): w for u, v, w in pairs if u <= v})
        found = networkit.centrality.PageRank(graph, damping, still)
        found.norm = networkit.centrality.Norm.L1_NORM
        return dict(zip(nodes, found.run().scores(), strict=True))


def grouped(networkit: Any, count: int, weights: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """The communities of a graph of numbers, each in order (Traag et al. 2019).

    Args:
        networkit: of :func:`engine`.
        count: how many nodes.
        weights: of each edge, its smaller end first.
    """
    with _alone(networkit):
        graph = _graph(networkit, count, weights)
        partition = networkit.community.ParallelLeiden(graph, iterations=_SWEEPS, randomize=False).run().getPartition()
        groups: dict[int, list[int]] = {}
        for node, group in enumerate(partition.getVector()):
            groups.setdefault(group, []).append(node)
    return list(groups.values())


def _graph(networkit: Any, count: int, weights: Mapping[tuple[int, int], float]) -> Any:
    graph = networkit.Graph(count, weighted=True)
    for (one, other), weight in sorted(weights.items()):
        graph.addEdge(one, other, weight)
    return graph


@contextmanager
def _alone(networkit: Any) -> Iterator[None]:
    """On one thread, with a fixed seed; what the user has set of threads is as it was afterwards."""
    threads = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    networkit.setSeed(0, False)
    try:
        yield
    finally:
        networkit.setNumberOfThreads(threads)
