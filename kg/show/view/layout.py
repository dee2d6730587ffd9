"""Where the nodes of the first view stand: computed beforehand, in the frame of the canvas that they are drawn on.

ForceAtlas2 (Jacomy et al. 2014) from several starts puts what belongs together side by side; the best start is then
improved one node at a time, as Davidson and Harel (1996) have it: fewer crossings, no line through a foreign symbol, no
label upon another, communities near one another. The page stretches the frame to its canvas, which crosses no lines
anew. Coordinates are whole pixels, and the same graph always gets the same ones.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Box = tuple[float, float]
Pair = tuple[str, str]

# The frames, in pixels: a desktop's map, and a phone's.
WIDE, TALL = (860.0, 590.0), (310.0, 290.0)
# Lines that are drawn for being denied, beside the strongest.
EXTRA = 6
STARTS, IMPROVED, ROUNDS, TRIES = 6, 2, 24, 10
# What a fault costs: a crossing, a line through or near a foreign symbol, labels upon one another, length, scatter.
CROSSING, THROUGH, OVERLAP, LENGTH, SCATTER = 1.5, 5.0, 30.0, 1.0, 5.0
# How far a line keeps from the middle of a symbol whose size is not told, and from the rim of others.
CLEAR, RIM = 13.0, 4.0


def leading(pairs: Mapping[Pair, Set[int]], limit: int) -> list[str]:
    """At most ``limit`` nodes that stand for most articles, each joined to another of them.

    Pairs are taken one after the other: whichever tells of most articles that those before it do not, by the nodes that
    it adds. Taking the nodes of highest degree would tell of the same few articles again and again.

    Args:
        pairs: for two nodes the numbers of the articles that join them.
        limit: how many nodes.

    >>> leading({("a", "b"): {1, 2}, ("b", "c"): {2}, ("x", "y"): {3, 4}}, 4)
    ['a', 'b', 'x', 'y']
    """
    chosen: dict[str, None] = {}
    told: set[int] = set()
    waiting: dict[str, list[Pair]] = defaultdict(list)

    def worth(pair: Pair) -> float:
        added = sum(node not in chosen for node in pair)
        return (len(pairs[pair] - told) + 0.2 * math.log2(1 + len(pairs[pair]))) / (added + 0.3)

    heap = [(-worth(pair), pair) for pair in sorted(pairs)]
    heapq.heapify(heap)
    for pair in pairs:
        for node in pair:
            waiting[node].append(pair)
    while heap and len(chosen) < limit:
        value, pair = heapq.heappop(heap)
        new = [node for node in pair if node not in chosen]
        now = -worth(pair)
        if not new or len(chosen) + len(new) > limit:
            told |= pairs[pair] if not new else set()
        elif now > value + 1e-9:
            heapq.heappush(heap, (now, pair))
        else:
            told |= pairs[pair]
            chosen.update(dict.fromkeys(new))
            for node in new:
                for other in waiting[node]:
                    heapq.heappush(heap, (-worth(other), other))
    return list(chosen)


def strongest(edges: Mapping[Pair, int], nodes: Container[str], most: int, kept: Container[Pair] = ()) -> list[Pair]:
    """The pairs that stand for most statements, of which one end has fewer than ``most`` stronger ones.

    Args:
        edges: pairs of nodes with the number of statements between them.
        nodes: pairs of others are passed over.
        most: how many lines of a node there are that is no hub for others.
        kept: of these pairs so many more are taken as ``EXTRA`` says.

    >>> strongest({("a", "b"): 3, ("a", "c"): 2, ("b", "c"): 1}, "abc", 1)
    [('a', 'b'), ('a', 'c')]
    """
    count: Counter[str] = Counter()
    found, extra = [], EXTRA
    for u, v in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        if u not in nodes or v not in nodes:
            continue
        if min(count[u], count[v]) >= most:
            if (u, v) not in kept or not extra:
                continue
            extra -= 1
        found.append((u, v))
        count.update((u, v))
    return found


def communities(edges: Mapping[Pair, float], nodes: Iterable[str]) -> dict[str, int]:
    """The number of each node's community, the largest community first; Louvain's method (Blondel et al. 2008)."""
    names = sorted(nodes)
    number = {name: place for place, name in enumerate(names)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    graph.add_weighted_edges_from(sorted((number[u], number[v], w) for (u, v), w in edges.items()))
    found = nx.community.louvain_communities(graph, weight="weight", seed=0) if names else []
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return {names[node]: place for place, group in enumerate(groups) for node in group}


def positions(
    edges: Iterable[Pair],
    boxes: Mapping[str, Box],
    groups: Mapping[str, int],
    frame: Box = WIDE,
    radii: Mapping[str, float] | None = None,
) -> dict[str, tuple[int, int]]:
    """Whole-pixel coordinates of each node of ``boxes`` within the frame.

    Args:
        edges: the pairs that are drawn.
        boxes: width and height that a node and its label take.
        groups: each node's community.
        frame: width and height.
        radii: of the symbols; lines keep clear of them.
    """
    names = sorted(boxes)
    if len(names) < 2:
        return {name: (round(frame[0] / 2), round(frame[1] / 2)) for name in names}
    number = {name: place for place, name in enumerate(names)}
    pairs = sorted({tuple(sorted((number[u], number[v]))) for u, v in edges if u in number and v in number and u != v})
    picture = _Picture(
        lines=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        sizes=np.array([boxes[name] for name in names]),
        group=np.array([groups.get(name, -1) for name in names]),
        frame=np.array(frame),
        clear=np.array([max(CLEAR, (radii or {}).get(name, 0.0) + RIM) for name in names]),
    )
    starts = sorted((picture.start(seed) for seed in range(STARTS)), key=picture.cost)
    points = min((picture.improve(start) for start in starts[:IMPROVED]), key=picture.cost)
    return {name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, points, strict=True)}


@dataclass(frozen=True)
class _Picture:
    """What is to be placed.

    Attributes:
        lines: pairs of node numbers.
        sizes: width and height of each node with its label.
        group: number of each node's community.
        frame: width and height.
        clear: how far lines keep from each node.
    """

    lines: npt.NDArray[np.int64]
    sizes: Floats
    group: npt.NDArray[np.int64]
    frame: Floats
    clear: Floats

    def start(self, seed: int) -> Floats:
        """Points of ForceAtlas2, stretched to the frame."""
        graph = nx.Graph()
        graph.add_nodes_from(range(len(self.sizes)))
        for u, v in self.lines.tolist():
            graph.add_edge(u, v, weight=2.0 if self.group[u] == self.group[v] else 0.6)
        for u, v in combinations(range(len(self.sizes)), 2):
            if self.group[u] == self.group[v] and not graph.has_edge(u, v):
                graph.add_edge(u, v, weight=0.15)
        found = nx.forceatlas2_layout(graph, max_iter=60, seed=seed, weight="weight")
        return self.fill(np.array([found[node] for node in range(len(self.sizes))], dtype=np.float64))

    def fill(self, points: Floats) -> Floats:
        """The points stretched until they reach all four sides of the frame."""
        low, high = points.min(axis=0), points.max(axis=0)
        return np.asarray((points - low) / np.maximum(high - low, 1e-9) * self.frame, dtype=np.float64)

    def improve(self, points: Floats) -> Floats:
        """One node after the other put where it does least harm, in ever smaller steps."""
        points, chance = points.copy(), random.Random(0)
        for round_ in range(ROUNDS):
            reach = self.frame * 0.34 * (1 - round_ / ROUNDS) + 8
            for node in range(len(points)):
                offsets = [(0.0, 0.0), *((chance.uniform(-1, 1), chance.uniform(-1, 1)) for _ in range(TRIES))]
                tries = np.clip(points[node] + np.array(offsets) * reach, 0.0, self.frame)
                points[node] = tries[int(np.argmin(self.harm(points, node, tries)))]
            points = self.fill(points)
        return points

    def cost(self, points: Floats) -> float:
        """All that is wrong with the picture; lower is better."""
        return sum(float(self.harm(points, node, points[node : node + 1])[0]) for node in range(len(points)))

    def harm(self, points: Floats, node: int, tries: Floats) -> Floats:
        """What is wrong about one node at each of some places."""
        others = np.arange(len(points)) != node
        apart = np.abs(tries[:, None, :] - points[None, others, :])
        over = np.maximum((self.sizes[node] + self.sizes[others]) / 2 - apart, 0.0)
        cost = OVERLAP * np.minimum(over / 12, 1.0).prod(axis=2).sum(axis=1)
        mine = (self.lines == node).any(axis=1)
        foreign = self.lines[~mine]
        cost += THROUGH * _near(tries[:, None, :], points[foreign[:, 0]], points[foreign[:, 1]], self.clear[node]).sum(
            axis=1
        )
        same = others & (self.group == self.group[node])
        if same.any():
            away = (tries[:, None, :] - points[None, same, :]) / self.frame
            cost += SCATTER * np.sqrt((away**2).sum(axis=2)).mean(axis=1)
        strange = points[others & ~same]
        # A node of another community in the same quarter of the picture blurs both.
        gap = np.sqrt((((tries[:, None, :] - strange[None]) / self.frame) ** 2).sum(axis=2))
        cost += 2.0 * np.maximum(0.16 - gap, 0.0).sum(axis=1)
        own = self.lines[mine]
        if len(own):
            far = np.where(own[:, 0] == node, own[:, 1], own[:, 0])
            cost += self._own_lines(points, node, tries, far, foreign)
        return np.asarray(cost, dtype=np.float64)

    def _own_lines(
        self, points: Floats, node: int, tries: Floats, far: npt.NDArray[np.int64], foreign: npt.NDArray[np.int64]
    ) -> Floats:
        """What is wrong about the lines from a node to those far ends, at each of some places."""
        ends = points[far]
        cost = LENGTH * (((tries[:, None, :] - ends[None]) / self.frame) ** 2).sum(axis=(1, 2))
        numbers = np.arange(len(points))
        strange = (numbers[None, :] != far[:, None]) & (numbers != node)[None, :]
        near = _near(points[None, None], tries[:, None, None, :], ends[None, :, None, :], self.clear[None, None])
        cost += THROUGH * (near * strange[None]).sum(axis=(1, 2))
        apart = ~(foreign[None] == far[:, None, None]).any(axis=2)
        crossed = _cross(tries[:, None, None, :], ends[None, :, None, :], points[foreign[:, 0]], points[foreign[:, 1]])
        cost += CROSSING * (crossed & apart[None]).sum(axis=(1, 2))
        return np.asarray(cost, dtype=np.float64)


def _near(points: Floats, ones: Floats, others: Floats, clear: Floats | float) -> Floats:
    """How far each point lies within the distance that a line keeps from a symbol, of 1."""
    along = others - ones
    length = np.maximum((along**2).sum(axis=-1), 1e-9)
    part = np.clip(((points - ones) * along).sum(axis=-1) / length, 0.0, 1.0)
    away = points - (ones + part[..., None] * along)
    distance = np.sqrt((away**2).sum(axis=-1))
    return np.asarray(np.where(distance < clear, 1.0, np.maximum(1.4 - distance / clear, 0.0)), dtype=np.float64)


def _cross(a: Floats, b: Floats, c: Floats, d: Floats) -> npt.NDArray[np.bool_]:
    """Whether the line from a to b crosses that from c to d."""

    def side(p: Floats, q: Floats, r: Floats) -> Floats:
        return np.asarray(
            (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        )

    return np.asarray((side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0))
