"""Who matters in the graph: by how much is told of them, who is near whom, who is quoted, who stands between groups."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import networkx as nx

from kg.errors import InputError, shown
from kg.network.classes import beneath
from kg.network.groups import louvain
from kg.network.quicker import engine, walked
from kg.terms.classes import NAMED_CLASSES

# Betweenness takes at most so many starts, drawn with a fixed seed, and so many steps; of a small graph it is exact.
PIVOTS, STEPS = 128, 1_500_000
DAMPING, ROUNDS, STILL = 0.85, 100, 1e-9


class Measure(StrEnum):
    """What rank counts.

    PAGERANK: the share of a random walk that follows edges whichever way, by weight (Page et al. 1999); the sum over a
        connected part is 1.
    DEGREE: statements that join the entity to another.
    BETWEENNESS: the share of shortest paths that pass through it (Freeman 1977), from a sample of starts in large
        graphs (Brandes and Pich 2007).
    QUOTED: statements of which it is the innermost speaker.
    BROKERAGE: pairs of its neighbours in different communities that no edge joins; weighed by nothing (Gould and
        Fernandez 1989, who call such a broker a liaison, a representative or a gatekeeper).
    """

    PAGERANK = "pagerank"
    DEGREE = "degree"
    BETWEENNESS = "betweenness"
    QUOTED = "quoted"
    BROKERAGE = "brokerage"


def rank(
    graph: nx.Graph, *, by: str = Measure.PAGERANK, types: Iterable[str] = (), limit: int | None = None
) -> list[tuple[str, float]]:
    """Entities with their weight in the graph, heaviest first, ties in alphabetical order.

    The largest connected part of the graph comes first, as the weights of different parts do not compare; not so where
    all that counts is the entity's own statements (``degree``, ``quoted``).

    Args:
        graph: of :func:`kg.network.to_networkx`.
        by: a :class:`Measure`.
        types: classes of the ontology; only entities of these and of classes beneath them are listed, though all
            count. None are all that have a name: neither concepts nor phrases.
        limit: how many to return; None for all.

    Raises:
        InputError: for another measure or an unknown type.

    >>> g = nx.MultiDiGraph([("US", "Europe"), ("Campbell", "Europe")])
    >>> rank(g, by="degree", limit=1)
    [('Europe', 2.0)]
    """
    if by not in tuple(Measure):
        raise InputError(f"no measure {shown(by)}; take {', '.join(Measure)}")
    wanted = beneath(types)
    place = dict.fromkeys(graph, 0)
    if by not in (Measure.DEGREE, Measure.QUOTED):
        place = {label: number for number, part in enumerate(_parts(graph)) for label in part}
    rows = [(place[label], -score, label) for label, score in _score(graph, Measure(by)).items()]
    listed = {label for label, type in graph.nodes(data="type") if type is None or type in (wanted or NAMED_CLASSES)}
    return [(label, -score) for _, score, label in sorted(rows) if label in listed][:limit]


def _parts(graph: nx.Graph) -> list[list[str]]:
    """The connected parts, largest first; their nodes in alphabetical order."""
    ways = graph.to_undirected(as_view=True) if graph.is_directed() else graph
    return sorted(map(sorted, nx.connected_components(ways)), key=lambda part: (-len(part), part))


def _score(graph: nx.Graph, by: Measure) -> Mapping[str, float]:
    match by:
        case Measure.DEGREE:
            return {label: float(degree) for label, degree in graph.degree()}
        case Measure.QUOTED:
            return {label: float(quoted or 0) for label, quoted in graph.nodes(data="quoted")}
        case Measure.PAGERANK:
            return pagerank(graph)
        case Measure.BETWEENNESS:
            return _betweenness(graph)
        case Measure.BROKERAGE:
            return _brokerage(graph)


def pagerank(graph: nx.Graph) -> dict[str, float]:
    """PageRank by power iteration over edges followed both ways, or whatever is only acted upon would come out on top.

    Each connected part is a graph of its own, with a sum of 1. networkx's own needs scipy; fsum makes the sums, and so
    the answer, independent of the order of edges.
    """
    weight: dict[str, dict[str, float]] = {node: {} for node in graph}
    for u, v, w in sorted(graph.edges(data="weight", default=1.0)):
        weight[u][v] = weight[u].get(v, 0.0) + w
        weight[v][u] = weight[v].get(u, 0.0) + w
    score: dict[str, float] = {}
    for part in _parts(graph):
        score.update(_walked(part, weight))
    return {node: round(value, 6) for node, value in score.items()}


def _walked(nodes: Sequence[str], weight: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The share of a random walk on one connected part that is at each node."""
    networkit = engine(sum(len(weight[node]) for node in nodes) // 2)
    if networkit is not None:
        return walked(networkit, nodes, weight, damping=DAMPING, still=STILL)
    out = {node: math.fsum(weight[node].values()) for node in nodes}
    score = {node: 1 / len(nodes) for node in nodes}
    for _ in range(ROUNDS):
        idle = math.fsum(score[node] for node in nodes if not out[node])
        base = (1 - DAMPING + DAMPING * idle) / len(nodes)
        flow = {node: score[node] / out[node] for node in nodes if out[node]}
        new = {n: base + DAMPING * math.fsum([flow[u] * w for u, w in weight[n].items()]) for n in nodes}
        moved = math.fsum([abs(new[node] - score[node]) for node in nodes])
        score = new
        if moved < STILL:
            break
    return score


def _betweenness(graph: nx.Graph) -> dict[str, float]:
    plain, names = numbered(graph)
    size = len(names) + plain.number_of_edges()
    pivots = len(names) if len(names) <= PIVOTS else min(PIVOTS, max(STEPS // size, 1))
    found = nx.betweenness_centrality(plain, k=None if pivots == len(names) else pivots, seed=0)
    return {names[number]: round(value, 6) for number, value in found.items()}


def _brokerage(graph: nx.Graph) -> dict[str, float]:
    plain, names = numbered(graph)
    number = {name: place for place, name in enumerate(names)}
    group = {number[label]: place for place, members in enumerate(louvain(graph)) for label in members}
    near = {node: set(plain[node]) for node in plain}
    found = {}
    for node, name in enumerate(names):
        count = Counter(group[other] for other in near[node])
        of_two = (len(near[node]) ** 2 - sum(c * c for c in count.values())) // 2
        # Each joined pair is seen from both its ends.
        joined = sum(group[other] != group[one] for one in near[node] for other in near[one] & near[node]) // 2
        found[name] = float(of_two - joined)
    return found


def numbered(graph: nx.Graph) -> tuple[nx.Graph, list[str]]:
    """The graph as a plain one of numbers without loops, and the label of each number, in alphabetical order.

    Sets of text iterate in another order in each process, sets of small numbers do not.
    """
    names = sorted(graph)
    number = {name: place for place, name in enumerate(names)}
    plain = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    plain.add_edges_from(sorted((number[u], number[v]) for u, v in graph.edges() if u != v))
    return plain, names
