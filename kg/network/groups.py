"""Who belongs together: communities of the graph, with a name, what holds them together, and why."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.network.quicker import engine, grouped

Attributes = dict[str, Any]  # Any: text and numbers, as networkx holds them

# How many members give a community its name, and how many ties are shown.
NAMING, TIES = 2, 3


@dataclass(frozen=True, slots=True)
class Tie:
    """What joins two members of a community.

    Attributes:
        ends: labels, in alphabetical order.
        statements: how many join them.
        articles: documents that make these.
        predicates: the most frequent relations between them, at most three.
        quote: the sentence behind the best supported of them.
    """

    ends: tuple[str, str]
    statements: int
    articles: int
    predicates: tuple[str, ...]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Community:
    """A group of entities that have more to do with one another than with the rest.

    Attributes:
        name: its two members of most weight within it.
        members: labels, the one of most weight within the group first.
        inside: statements that join two members.
        outside: statements that join a member and somebody else.
        ties: the strongest ties between members.
        relations: the most frequent relations inside, with their numbers.
        articles: documents that tell what is inside.
    """

    name: str
    members: tuple[str, ...]
    inside: int
    outside: int
    ties: tuple[Tie, ...] = ()
    relations: tuple[tuple[str, int], ...] = ()
    articles: int = 0

    @property
    def size(self) -> int:
        """How many members it has."""
        return len(self.members)

    @property
    def reason(self) -> str:
        """Why they are a group, in words.

        >>> Community("Bo and Cy", ("Bo", "Cy"), 3, 1, relations=(("meets", 2), ("aids", 1)), articles=2).reason
        '3 of 4 statements stay within the group; most often: meets (2), aids (1); 2 articles'
        """
        often = ", ".join(f"{relation} ({number})" for relation, number in self.relations)
        articles = f"{self.articles} article{'s' if self.articles != 1 else ''}"
        within = f"{self.inside} of {self.inside + self.outside} statements stay within the group"
        return "; ".join([within, *([f"most often: {often}"] if often else []), articles])


def communities(graph: nx.Graph) -> list[Community]:
    """The communities of a graph, largest first, of equal ones in alphabetical order.

    Louvain's method (Blondel et al. 2008) with a fixed seed, on the undirected graph; an edge has the weight of the
    statements that it stands for. From 20,000 edges on Leiden's, if networkit is installed (:mod:`kg.network.quicker`).

    Args:
        graph: of :func:`kg.network.to_networkx`; a multigraph, so that the statements can be told.

    >>> [group.members for group in communities(nx.MultiDiGraph([("a", "b"), ("b", "a"), ("c", "d")]))]
    [('a', 'b'), ('c', 'd')]
    """
    groups = louvain(graph)
    place = {label: number for number, members in enumerate(groups) for label in members}
    inside: list[list[tuple[str, str, Attributes]]] = [[] for _ in groups]
    outside: Counter[int] = Counter()
    for u, v, data in graph.edges(data=True):
        if place[u] == place[v]:
            inside[place[u]].append((u, v, data))
        else:
            outside[place[u]] += 1
            outside[place[v]] += 1
    return [_community(members, inside[n], outside[n]) for n, members in enumerate(groups)]


def louvain(graph: nx.Graph) -> list[list[str]]:
    """The members of each community in alphabetical order, the largest community first."""
    names = sorted(graph)
    # Numbers in place of labels: sets of strings iterate in another order in each process, sets of small ints do not.
    number = {name: place for place, name in enumerate(names)}
    weights: dict[tuple[int, int], list[float]] = {}
    for u, v, weight in graph.edges(data="weight", default=1.0):
        if u != v:
            weights.setdefault((min(number[u], number[v]), max(number[u], number[v])), []).append(weight)
    joined = {pair: math.fsum(weights[pair]) for pair in sorted(weights)}
    networkit = engine(len(joined))
    found = grouped(networkit, len(names), joined) if networkit is not None else _louvain(len(names), joined)
    groups = [sorted(names[place] for place in group) for group in found]
    return sorted(groups, key=lambda group: (-len(group), group))


def _louvain(count: int, weights: Mapping[tuple[int, int], float]) -> Iterable[Iterable[int]]:
    plain = nx.Graph()
    plain.add_nodes_from(range(count))
    plain.add_weighted_edges_from((u, v, weight) for (u, v), weight in weights.items())
    found: Iterable[Iterable[int]] = nx.community.louvain_communities(plain, weight="weight", seed=0) if count else ()
    return found


def _community(members: list[str], inside: list[tuple[str, str, Attributes]], outside: int) -> Community:
    weight: defaultdict[str, float] = defaultdict(float)
    between: dict[tuple[str, str], list[Attributes]] = {}
    for u, v, data in inside:
        for end in (u, v):
            weight[end] += data.get("weight", 1.0)
        one, other = sorted((u, v))
        between.setdefault((one, other), []).append(data)
    order = sorted(members, key=lambda label: (-weight[label], label))
    ties = sorted(
        (_tie(ends, group) for ends, group in between.items()), key=lambda t: (-t.articles, -t.statements, t.ends)
    )
    relations = Counter(str(data.get("predicate", "")) for _, _, data in inside)
    return Community(
        name=" and ".join(order[:NAMING]),
        members=tuple(order),
        inside=len(inside),
        outside=outside,
        ties=tuple(ties[:TIES]),
        relations=_often(relations),
        articles=len({id for _, _, data in inside for id in _documents(data)}),
    )


def _tie(ends: tuple[str, str], group: list[Attributes]) -> Tie:
    best = max(group, key=lambda data: (data.get("support", 1), data.get("confidence", 0.0), str(data.get("id", ""))))
    predicates = Counter(str(data.get("predicate", "")) for data in group)
    return Tie(
        ends=ends,
        statements=len(group),
        articles=len({id for data in group for id in _documents(data)}),
        predicates=tuple(name for name, _ in _often(predicates)),
        quote=str(best.get("quote", "")),
    )


def _often(count: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The most frequent, with their numbers, of equal ones in alphabetical order; nothing without a name."""
    named = [(name, number) for name, number in count.items() if name]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0]))[:TIES])


def _documents(data: Attributes) -> list[str]:
    return [id for id in str(data.get("documents", "")).split(", ") if id]
