"""Where the nodes of the first view stand: computed beforehand, without overlap of their labels.

Each connected part is laid out by stress majorisation (Gansner, Koren, North 2004: distances on the picture follow
distances in the graph), turned to lie flat, stretched to the shape of the canvas, and its label boxes are pushed
apart; then the parts are packed beside one another. Only numpy's element-wise arithmetic is used, no linear algebra
library, and coordinates are whole pixels.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Box = tuple[float, float]

WIDE, TALL = 1.7, 0.6
# Pixels of canvas for one pixel of label box: lower is denser, as on the small upright screen of a phone.
ROOM, ROOM_TALL = 2.8, 1.3
GAP = 34.0


def core(edges: Mapping[tuple[str, str], int], limit: int) -> list[str]:
    """At most ``limit`` nodes worth drawing first: grown from the best connected one along its strongest neighbours.

    Taking the nodes of highest degree alone would leave some without any drawn neighbour.

    Args:
        edges: pairs of nodes with the number of statements between them.
        limit: how many nodes.
    """
    degree: Counter[str] = Counter()
    neighbours: dict[str, set[str]] = defaultdict(set)
    for (u, v), count in edges.items():
        degree[u] += count
        degree[v] += count
        neighbours[u].add(v)
        neighbours[v].add(u)
    chosen: dict[str, None] = {}
    queued: set[str] = set()
    for seed in sorted(degree, key=lambda node: (-degree[node], node)):
        if seed in queued or len(chosen) + 2 > limit:
            continue
        queued.add(seed)
        queue = [(-degree[seed], seed)]
        while queue and len(chosen) < limit:
            _, node = heapq.heappop(queue)
            chosen[node] = None
            for neighbour in sorted(neighbours[node] - queued):
                queued.add(neighbour)
                heapq.heappush(queue, (-degree[neighbour], neighbour))
    return list(chosen)


def strongest(edges: Mapping[tuple[str, str], int], nodes: Container[str], most: int) -> list[tuple[str, str]]:
    """The pairs that stand for most statements, of which one end has fewer than ``most`` stronger ones.

    Args:
        edges: pairs of nodes with the number of statements between them.
        nodes: pairs of others are passed over.
        most: how many lines of a node there are that is no hub for others.

    >>> strongest({("a", "b"): 3, ("a", "c"): 2, ("b", "c"): 1}, "abc", 1)
    [('a', 'b'), ('a', 'c')]
    """
    kept: Counter[str] = Counter()
    found = []
    for u, v in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        if u in nodes and v in nodes and min(kept[u], kept[v]) < most:
            found.append((u, v))
            kept.update((u, v))
    return found


def positions(
    edges: Iterable[tuple[str, str]], boxes: Mapping[str, Box], *, aspect: float = WIDE
) -> dict[str, tuple[int, int]]:
    """Whole-pixel coordinates of each node of ``boxes``.

    Args:
        edges: pairs of nodes; those outside ``boxes`` are passed over.
        boxes: width and height that a node and its label take.
        aspect: width of the canvas by its height.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from(sorted((u, v) for u, v in edges if u in boxes and v in boxes and u != v))
    parts: list[list[str]] = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    placed: list[tuple[list[str], Floats]] = []
    sizes: list[Box] = []
    for part in parts:
        size = np.array([boxes[node] for node in part])
        points = _spread(_stress(graph, part), size, aspect)
        low, high = (points - size / 2).min(axis=0), (points + size / 2).max(axis=0)
        placed.append((part, points - low))
        sizes.append((float(high[0] - low[0]) + GAP, float(high[1] - low[1]) + GAP))
    found = {}
    for (part, points), (left, top) in zip(placed, _pack(sizes, aspect), strict=True):
        for node, (x, y) in zip(part, points, strict=True):
            found[node] = (round(float(x) + left), round(float(y) + top))
    return found


def _stress(graph: nx.Graph, part: Sequence[str]) -> Floats:
    """Points whose distances follow the lengths of shortest paths, one node moved at a time until all are still."""
    count = len(part)
    if count < 3:
        return np.array([[float(index), 0.0] for index in range(count)])
    index = {node: number for number, node in enumerate(part)}
    distance = np.ones((count, count))
    for node in part:
        for other, hops in nx.single_source_shortest_path_length(graph, node).items():
            distance[index[node], index[other]] = max(hops, 1)
    weight = distance**-2.0
    np.fill_diagonal(weight, 0.0)
    total = weight.sum(axis=1)

    # Start: breadth-first rings round the best connected node, children near their parents' angle.
    points = _rings(graph, part, index)
    for _ in range(120):
        moved = 0.0
        for i in range(count):
            offset = points[i] - points
            length = np.maximum(np.sqrt((offset**2).sum(axis=1)), 1e-6)
            pull = points + offset * (distance[i] / length)[:, None]
            new = (weight[i][:, None] * pull).sum(axis=0) / total[i]
            moved = max(moved, float(np.abs(new - points[i]).max()))
            points[i] = new
        if moved < 0.004:
            break
    return points


def _rings(graph: nx.Graph, part: Sequence[str], index: Mapping[str, int]) -> Floats:
    root = max(part, key=lambda node: (graph.degree(node), node))
    order = [root, *(child for _, child in nx.bfs_edges(graph, root, sort_neighbors=sorted))]
    depth = nx.single_source_shortest_path_length(graph, root)
    points = np.zeros((len(part), 2))
    for number, node in enumerate(order):
        angle = number * math.pi * (3 - math.sqrt(5))
        points[index[node]] = depth[node] * math.cos(angle), depth[node] * math.sin(angle)
    return points


def _spread(points: Floats, sizes: Floats, shape: float) -> Floats:
    """The points turned flat, stretched to the canvas's shape and moved until no label boxes overlap."""
    if len(points) == 1:
        return points
    if len(points) == 2:
        apart = (float(sizes[:, 0].sum()) / 2 + 90, 0.0) if shape >= 1 else (0.0, 110.0)
        return np.array([(0.0, 0.0), apart])
    points = points - points.mean(axis=0)
    xx, yy, xy = (points[:, 0] ** 2).sum(), (points[:, 1] ** 2).sum(), (points[:, 0] * points[:, 1]).sum()
    angle = -math.atan2(2 * float(xy), float(xx - yy)) / 2
    turn = np.array([math.cos(angle), math.sin(angle)])
    points = np.stack(
        [points[:, 0] * turn[0] - points[:, 1] * turn[1], points[:, 0] * turn[1] + points[:, 1] * turn[0]], axis=1
    )
    if shape < 1:
        points = points[:, ::-1]
    extent = np.maximum(points.max(axis=0) - points.min(axis=0), 1e-3)
    area = (ROOM if shape >= 1 else ROOM_TALL) * float((sizes[:, 0] * sizes[:, 1]).sum())
    natural = float(extent[0] / extent[1])
    aspect = min(max(shape, natural / 1.8), natural * 1.8)
    wanted = np.array([math.sqrt(area * aspect), math.sqrt(area / aspect)])
    points = points * wanted / extent
    return _separate(points, sizes)


def _separate(points: Floats, sizes: Floats, rounds: int = 300) -> Floats:
    need_x = (sizes[:, 0][:, None] + sizes[:, 0][None, :]) / 2
    need_y = (sizes[:, 1][:, None] + sizes[:, 1][None, :]) / 2
    number = np.arange(len(points))
    # Of two nodes in one place the later goes right and down; without it they would never part.
    after = np.where(number[:, None] > number[None, :], 1.0, -1.0)
    for _ in range(rounds):
        dx = points[:, 0][:, None] - points[:, 0][None, :]
        dy = points[:, 1][:, None] - points[:, 1][None, :]
        over_x, over_y = need_x - np.abs(dx), need_y - np.abs(dy)
        clash = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        sideways = clash & (over_x < over_y)
        upright = clash & ~sideways
        points = points + np.stack(
            [
                (np.where(sideways, over_x, 0.0) * np.where(dx == 0, after, np.sign(dx))).sum(axis=1),
                (np.where(upright, over_y, 0.0) * np.where(dy == 0, after, np.sign(dy))).sum(axis=1),
            ],
            axis=1,
        ) * np.array([0.36, 0.36])
    return points


def _pack(sizes: Sequence[Box], aspect: float) -> list[Box]:
    """Left top corners that put boxes beside one another, the whole as close to the canvas's shape as it goes."""
    corners: list[Box] = []
    free: list[Box] = [(0.0, 0.0)]
    for width, height in sizes:

        def fits(corner: Box, width: float = width, height: float = height) -> bool:
            return not any(
                corner[0] < left + w - 1e-6
                and left < corner[0] + width - 1e-6
                and corner[1] < top + h - 1e-6
                and top < corner[1] + height - 1e-6
                for (left, top), (w, h) in zip(corners, sizes, strict=False)
            )

        def cost(corner: Box, width: float = width, height: float = height) -> tuple[float, float, float]:
            return max((corner[0] + width) / aspect, corner[1] + height), corner[1], corner[0]

        best = min((corner for corner in free if fits(corner)), key=cost)
        corners.append(best)
        free += [
            (best[0] + width, best[1]),
            (best[0], best[1] + height),
            (best[0] + width, 0.0),
            (0.0, best[1] + height),
        ]
    return corners
