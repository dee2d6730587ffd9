"""Where the nodes of the first view stand: computed beforehand, in the frame of the canvas that they are drawn on.

ForceAtlas2 (Jacomy et al. 2014) from several starts puts what belongs together side by side, or each group of a map has
a part of the frame. The starts are then improved one node at a time, as Davidson and Harel (1996) have it, and the
worse ones given up: fewer crossings, no line through a foreign symbol, no label upon another, communities together.
The page stretches the frame to its canvas, which crosses no lines anew. Coordinates are whole pixels, and the same
graph always gets the same ones.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import networkx as nx
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Points = npt.NDArray[np.complex128]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Box = tuple[float, float]
Cell = tuple[float, float, float, float]
Pair = tuple[str, str]

# The frames, in pixels: a desktop's map, and a phone's.
WIDE, TALL = (860.0, 590.0), (310.0, 290.0)
# Lines that are drawn for being denied, beside the strongest.
EXTRA = 6
# Of a map of groups: how many lines join a group that is no hub to others, and how far groups keep apart, for the
# margins of their fields and the titles above these.
TIES, GAP = 2, (76.0, 86.0)
STARTS, ROUNDS, TRIES, ANYWHERE = 16, 24, 14, 3
# How many of the pictures go on, and until which round.
TURNS = ((8, 6), (3, 14), (1, ROUNDS))
# How far a node is moved at first, as a part of the frame, and where it has a part of its own, of that.
FAR, FAR_WITHIN = 0.34, 0.5
# What a fault costs: a crossing, a line through or near a foreign symbol, labels upon one another, length, scatter.
CROSSING, THROUGH, OVERLAP, LENGTH, SCATTER = 3.0, 7.0, 30.0, 1.0, 7.0
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


def strongest(
    edges: Mapping[Pair, int],
    nodes: Container[str],
    most: int,
    kept: Container[Pair] = (),
    needed: Container[Pair] = (),
) -> list[Pair]:
    """The pairs that stand for most statements, of which one end has fewer than ``most`` stronger ones.

    Args:
        edges: pairs of nodes with the number of statements between them.
        nodes: pairs of others are passed over.
        most: how many lines of a node there are that is no hub for others.
        kept: of these pairs so many more are taken as ``EXTRA`` says.
        needed: these are taken in any case.

    >>> strongest({("a", "b"): 3, ("a", "c"): 2, ("b", "c"): 1}, "abc", 1)
    [('a', 'b'), ('a', 'c')]
    """
    count: Counter[str] = Counter()
    found, extra = [], EXTRA
    for u, v in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        if u not in nodes or v not in nodes:
            continue
        if min(count[u], count[v]) >= most and (u, v) not in needed:
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


def between(edges: Mapping[Pair, int], groups: Mapping[str, int]) -> list[Pair]:
    """The lines of a map of groups, from pairs of nodes with the number of statements between them.

    Within a group each member's strongest; between groups the strongest of each two, of which one has fewer than
    ``TIES`` stronger ones; and the strongest of whoever has none by then.

    >>> between({("a", "b"): 3, ("b", "x"): 5, ("a", "y"): 2, ("x", "y"): 1}, {"a": 0, "b": 0, "x": 1, "y": 1})
    [('b', 'x'), ('a', 'b'), ('x', 'y')]
    """
    order = sorted((p for p in edges if p[0] in groups and p[1] in groups), key=lambda pair: (-edges[pair], pair))
    found = _strong(order, groups)
    named = {end for pair in found for end in pair}
    for pair in order:
        if not named.issuperset(pair):
            found.add(pair)
            named.update(pair)
    return [pair for pair in order if pair in found]


def _strong(order: Iterable[Pair], groups: Mapping[str, int]) -> set[Pair]:
    """Of pairs, the strongest first, those that are strong within a group and between groups."""
    count: Counter[str] = Counter()
    ties: Counter[int] = Counter()
    joined, found = set(), set()
    for u, v in order:
        one, other = sorted((groups[u], groups[v]))
        if one == other and min(count[u], count[v]) < 1:
            count.update((u, v))
        elif one != other and (one, other) not in joined and min(ties[one], ties[other]) < TIES:
            joined.add((one, other))
            ties.update((one, other))
        else:
            continue
        found.add((u, v))
    return found


def cells(lines: Iterable[Pair], groups: Mapping[str, int], frame: Box) -> dict[int, Cell]:
    """A part of the frame for each group, in rows, wider for more members; groups that lines join lie side by side."""
    members = Counter(groups.values())
    pairs = Counter(tuple(sorted((groups[u], groups[v]))) for u, v in lines if groups[u] != groups[v])

    def length(order: Sequence[int]) -> float:
        cells = _rows(order, members, frame)
        place = {group: ((a + c) / 2, (b + d) / 2) for group, (a, b, c, d) in cells.items()}
        return sum(number * math.dist(place[one], place[other]) for (one, other), number in pairs.items())

    chance = random.Random(0)
    starts = [chance.sample(sorted(members), len(members)) for _ in range(STARTS)]
    best = min((_shorter(start, length) for start in starts), key=lambda order: (length(order), order))
    return _rows(best, members, frame)


def _rows(order: Sequence[int], members: Mapping[int, int], frame: Box) -> dict[int, Cell]:
    """The frame parted into rows of these groups, the rows higher and the groups wider for more members."""
    rows = math.ceil(math.sqrt(len(order) * frame[1] / frame[0]))
    parts = [order[len(order) * row // rows : len(order) * (row + 1) // rows] for row in range(rows)]
    shares = [sum(members[group] for group in part) / len(part) for part in parts]
    found, top = {}, 0.0
    for part, share in zip(parts, shares, strict=True):
        height = (frame[1] - GAP[1] * (rows - 1)) * share / sum(shares)
        left, total = 0.0, share * len(part)
        for group in part:
            width = (frame[0] - GAP[0] * (len(part) - 1)) * members[group] / total
            found[group] = (left, top, left + width, top + height)
            left += width + GAP[0]
        top += height + GAP[1]
    return found


def _shorter(order: list[int], length: Callable[[Sequence[int]], float]) -> list[int]:
    """The order that swaps of two groups lead to, as long as each makes the lines shorter."""
    best = length(order)
    for _ in range(len(order)):
        before = order
        for i, j in combinations(range(len(order)), 2):
            swapped = order.copy()
            swapped[i], swapped[j] = order[j], order[i]
            if (now := length(swapped)) < best - 1e-9:
                order, best = swapped, now
        if order is before:
            break
    return order


def positions(
    edges: Iterable[Pair],
    boxes: Mapping[str, Box],
    groups: Mapping[str, int],
    frame: Box = WIDE,
    radii: Mapping[str, float] | None = None,
    cells: Mapping[int, Cell] | None = None,
    reports: Iterable[tuple[str, Pair]] = (),
) -> dict[str, tuple[int, int]]:
    """Whole-pixel coordinates of each node of ``boxes`` within the frame.

    Args:
        edges: the pairs that are drawn.
        boxes: width and height that a node and its label take.
        groups: each node's community.
        frame: width and height.
        radii: of the symbols; lines keep clear of them.
        cells: in which part of the frame the nodes of each community stay; None lets all of them stand anywhere.
        reports: nodes from which a line leads to the middle of the line of a pair.
    """
    names = sorted(boxes)
    if len(names) < 2:
        return {name: (round(frame[0] / 2), round(frame[1] / 2)) for name in names}
    pairs, middles = _numbered(names, edges, reports)
    whole = (0.0, 0.0, *frame)
    bounds = np.array([whole if cells is None else cells[groups[name]] for name in names])
    picture = _Picture(
        lines=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        sizes=np.array([boxes[name] for name in names]),
        group=np.array([groups.get(name, -1) for name in names]),
        frame=frame,
        clear=np.array([max(CLEAR, (radii or {}).get(name, 0.0) + RIM) for name in names]),
        low=bounds[:, 0] + 1j * bounds[:, 1],
        high=bounds[:, 2] + 1j * bounds[:, 3],
        middles=np.array(middles, dtype=np.int64).reshape(-1, 2),
    )
    points = picture.best()
    return {name: (round(float(z.real)), round(float(z.imag))) for name, z in zip(names, points, strict=True)}


def _numbered(
    names: Sequence[str], edges: Iterable[Pair], reports: Iterable[tuple[str, Pair]]
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """The lines in numbers of points, which are the nodes and the middles, and of which nodes each middle is one."""
    number = {name: place for place, name in enumerate(names)}
    pairs = sorted({tuple(sorted((number[u], number[v]))) for u, v in edges if u in number and v in number and u != v})
    said = [(number[node], tuple(sorted((number[u], number[v])))) for node, (u, v) in reports]
    middles = sorted({pair for _, pair in said})
    return [*pairs, *((node, len(names) + middles.index(pair)) for node, pair in said)], middles


@dataclass(frozen=True)
class _Picture:
    """What is to be placed. A point is a complex number: numpy then needs half as many steps.

    Attributes:
        lines: pairs of node numbers.
        sizes: width and height of each node with its label.
        group: number of each node's community.
        frame: width and height.
        clear: how far lines keep from each node.
        low: the left and top end of where each node may stand.
        high: the right and bottom end.
        middles: pairs of nodes whose middle is a point too, to which lines lead; numbered behind the nodes.
    """

    lines: Ints
    sizes: Floats
    group: Ints
    frame: Box
    clear: Floats
    low: Points
    high: Points
    middles: Ints

    @cached_property
    def is_free(self) -> bool:
        """Whether every node may stand anywhere."""
        return bool((self.high - self.low == complex(*self.frame)).all())

    @cached_property
    def around(self) -> list[_Around]:
        """What each node is among."""
        return [_Around.of(node, self) for node in range(len(self.sizes))]

    def start(self, seed: int) -> Points:
        """Points of ForceAtlas2, stretched to the frame; where nodes have parts of it, any points in these."""
        if not self.is_free:
            part = np.random.default_rng(seed).random((2, len(self.low)))
            room = self.high - self.low
            return np.asarray(self.low + part[0] * room.real + 1j * part[1] * room.imag)
        graph = nx.Graph()
        graph.add_nodes_from(range(len(self.sizes)))
        ends = [(u, one) for u, v in self.lines.tolist() for one in self.nodes_at(v)]
        for u, v in ends:
            graph.add_edge(u, v, weight=2.0 if self.group[u] == self.group[v] else 0.6)
        for u, v in combinations(range(len(self.sizes)), 2):
            if self.group[u] == self.group[v] and not graph.has_edge(u, v):
                graph.add_edge(u, v, weight=0.15)
        found = nx.forceatlas2_layout(graph, max_iter=60, seed=seed, weight="weight")
        return self.fill(np.array([complex(*found[node]) for node in range(len(self.sizes))]))

    def nodes_at(self, number: int) -> list[int]:
        """The node of that number, or the two whose middle it is."""
        count = len(self.sizes)
        return [number] if number < count else [int(node) for node in self.middles[number - count]]

    def whole(self, points: Points) -> Points:
        """The points of the nodes of each of some pictures, and behind them the middles."""
        middles = (points[:, self.middles[:, 0]] + points[:, self.middles[:, 1]]) / 2
        return np.concatenate((points, middles), axis=1)

    def fill(self, points: Points) -> Points:
        """The points stretched until they reach all four sides of the frame."""

        def stretched(at: Floats, length: float) -> Floats:
            return np.asarray((at - at.min()) / max(at.max() - at.min(), 1e-9) * length)

        return np.asarray(stretched(points.real, self.frame[0]) + 1j * stretched(points.imag, self.frame[1]))

    def best(self) -> Points:
        """The best of several starts, improved in turns: after each of them the worse ones are given up."""
        found = np.array([self.start(seed) for seed in range(STARTS)])
        first = 0
        for kept, last in TURNS:
            found = self.improve(found[np.argsort(self.costs(found), kind="stable")[:kept]], range(first, last))
            first = last
        return np.asarray(found[np.argmin(self.costs(found))])

    def improve(self, points: Points, rounds: Iterable[int]) -> Points:
        """One node after the other put where it does least harm, in ever smaller steps.

        Args:
            points: those of several pictures, each by itself, in one go as numpy's time is mostly that of its calls.
            rounds: numbers of the steps.
        """
        points = points.copy()
        pictures = np.arange(len(points))
        room = (self.high - self.low) * (FAR if self.is_free else FAR_WITHIN)
        for round_ in rounds:
            chance = np.random.default_rng(round_)
            reach = np.repeat((room * (1 - round_ / ROUNDS) + 8 + 8j)[:, None], TRIES, axis=1)
            if not self.is_free:
                # Some steps lead anywhere, out of a place that is only better than those around it.
                reach[:, :ANYWHERE] = (self.high - self.low)[:, None]
            steps = chance.uniform(-1, 1, (2, len(self.sizes), TRIES))
            tries = np.empty((len(points), TRIES + 1), dtype=np.complex128)
            for node in range(len(self.sizes)):
                at = points[:, node, None]
                tries[:, :1] = at
                x = at.real + steps[0, node] * reach[node].real
                y = at.imag + steps[1, node] * reach[node].imag
                tries.real[:, 1:] = np.minimum(np.maximum(x, self.low[node].real), self.high[node].real)
                tries.imag[:, 1:] = np.minimum(np.maximum(y, self.low[node].imag), self.high[node].imag)
                least = self.harm(self.whole(points), node, tries).argmin(axis=1)
                points[:, node] = tries[pictures, least]
            if self.is_free:
                points = np.array([self.fill(picture) for picture in points])
        return points

    def costs(self, points: Points) -> Floats:
        """All that is wrong with each of some pictures; lower is better."""
        every = self.whole(points)
        costs = np.zeros(len(points))
        for node in range(len(self.sizes)):
            costs += self.harm(every, node, points[:, node, None])[:, 0]
        return costs

    def harm(self, points: Points, node: int, tries: Points) -> Floats:
        """What is wrong about one node at each of some places, in each of some pictures."""
        near = self.around[node]
        apart = points[:, None, near.others] - tries[:, :, None]
        wide, high = near.room[0] - np.abs(apart.real) / 12, near.room[1] - np.abs(apart.imag) / 12
        cost = OVERLAP * (np.minimum(np.maximum(wide, 0), 1) * np.minimum(np.maximum(high, 0), 1)).sum(axis=-1)
        ones, others = points[:, None, near.foreign[:, 0]], points[:, None, near.foreign[:, 1]]
        along = others - ones
        cost += THROUGH * _near(tries[:, :, None] - ones, along, self.clear[node]).sum(axis=-1)
        gap = np.hypot(apart.real / self.frame[0], apart.imag / self.frame[1])
        if len(near.same):
            cost += SCATTER / len(near.same) * gap[:, :, near.same].sum(axis=-1)
        # A node of another community in the same quarter of the picture blurs both.
        cost += 2.0 * np.maximum(0.16 - gap[:, :, near.strange], 0.0).sum(axis=-1)
        if len(near.far):
            to = points[:, None, near.far] - tries[:, :, None]
            cost += LENGTH * ((to.real / self.frame[0]) ** 2 + (to.imag / self.frame[1]) ** 2).sum(axis=-1)
            own = to[..., None]
            through = _near(apart[:, :, None], own, self.clear[near.others])
            cost += THROUGH * (through * near.is_strange).sum(axis=(-2, -1))
            from_ones = ones - tries[:, :, None]
            crossed = _side(own, from_ones[:, :, None]) * _side(own, (from_ones + along)[:, :, None]) < 0
            here, there = _side(along, -from_ones), _side(along[:, :, None], own - from_ones[:, :, None])
            cost += CROSSING * (crossed & (here[:, :, None] * there < 0) & near.is_apart).sum(axis=(-2, -1))
        return np.asarray(cost)


@dataclass(frozen=True)
class _Around:
    """What a node is among.

    Attributes:
        others: all other nodes.
        room: the twelfths of width and height that it and each of these need.
        same: the places in this list of those of its community.
        strange: likewise of those of others.
        far: the points to which a line leads.
        foreign: the lines that do not end at it.
        is_strange: for each line, which nodes it must not run through.
        is_apart: for each line, which foreign lines do not end where it does.
    """

    others: Ints
    room: Floats
    same: Ints
    strange: Ints
    far: Ints
    foreign: Ints
    is_strange: Bools
    is_apart: Bools

    @staticmethod
    def of(node: int, picture: _Picture) -> _Around:
        lines, group = picture.lines, picture.group
        others = np.delete(np.arange(len(group)), node)
        is_same = group[others] == group[node]
        mine = (lines == node).any(axis=1)
        own, foreign = lines[mine], lines[~mine]
        ends = np.where(own[:, 0] == node, own[:, 1], own[:, 0])
        return _Around(
            others=others,
            room=((picture.sizes[node] + picture.sizes[others]) / 24).T,
            same=np.flatnonzero(is_same),
            strange=np.flatnonzero(~is_same),
            far=ends,
            foreign=foreign,
            is_strange=np.array([~np.isin(others, picture.nodes_at(end)) for end in ends.tolist()]),
            is_apart=~(foreign[None] == ends[:, None, None]).any(axis=2),
        )


def _near(aside: Points, along: Points, clear: Floats) -> Floats:
    """How far points lie within the distance that a line keeps from a symbol, of 1.

    Args:
        aside: the points, seen from the start of the line.
        along: the end of the line, likewise.
        clear: the distance.
    """
    length = np.maximum(along.real**2 + along.imag**2, 1e-9)
    part = np.minimum(np.maximum((aside * along.conj()).real / length, 0.0), 1.0)
    distance = np.abs(aside - part * along) / clear
    return np.asarray(np.where(distance < 1, 1.0, np.maximum(1.4 - distance, 0.0)))


def _side(along: Points, to: Points) -> Floats:
    """On which side of a line a point lies: the sign."""
    return np.asarray((along.conj() * to).imag)
