"""What is drawn first: of a small graph its heart, of a large one a map of its groups, each with its chief names.

A group of a large graph is what Louvain's method finds among its best known actors, two of them being as close as the
articles that join them are many for all that tell of either: else those of whom everybody speaks would be one group.
All other actors belong where their strongest neighbour does.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import networkx as nx

from kg.model.kinds import Polarity
from kg.model.records import Statement
from kg.network import Edge, How, as_networkx
from kg.show.view import layout
from kg.show.view.start import Corpus

# How many nodes a desktop and a phone draw at first; what is opened later the page places itself.
FIRST, FIRST_TALL = 42, 16
# A graph of more actors is shown by its groups: so many of them, on a phone fewer, each with so many names.
LARGE, GROUPS, GROUPS_TALL, LEAST, MOST = 120, 9, 4, 3, 6
# Groups are sought among so many actors, ever smaller ones until there are enough.
CORE, FINER, FINEST = 300, 1.3, 4.0
# A label is broken into two lines past this many characters, and cut where it is longer still.
LONGEST_LINE = 22
# Pixels for each of them; on a map of groups most are bold.
LETTER, LETTER_LARGE = 7.2, 7.8
# Of an entity's lines so many are drawn at first, the strongest; modules/map/pairs.js draws the same.
LINES = 2
# So many lines from speakers to what they say of others.
SAYING, SAYING_TALL = 14, 4
# A group is called by so many names, or where these are longer, by one.
NAMING, LONGEST_TITLE = 2, 34
SMALLER = 0.7

Pair = tuple[str, str]
# Who says so, and of whom.
Report = tuple[str, Pair]


@dataclass(frozen=True, slots=True)
class First:
    """What is drawn first.

    Attributes:
        articles: how many tell of each actor.
        groups: the group of each actor; of a small graph only of those that are drawn.
        titles: of the groups, their strongest names.
        wide: where each node stands on a desktop's map.
        tall: likewise on a phone's, for those that it shows.
        is_overview: whether it is a map of groups.
    """

    articles: Counter[str]
    groups: dict[str, int]
    titles: list[str]
    wide: dict[str, tuple[int, int]]
    tall: dict[str, tuple[int, int]]
    is_overview: bool


def first(corpus: Corpus) -> First:
    """The nodes worth drawing first, their groups and where they stand."""
    ties = _Ties(corpus)
    groups = _grouped(ties)[:GROUPS] if ties.is_large else []
    if len(groups) >= LEAST:
        return _overview(ties, groups)
    ties.is_large = False
    return _heart(ties)


def radius(articles: int, is_overview: bool = False) -> float:
    """Pixels; the logarithm keeps a hub from covering its neighbours. On a map of groups all are smaller."""
    return round(min(6 + 2.6 * math.log2(1 + max(articles, 1)), 18) * (SMALLER if is_overview else 1), 1)


def _pair(edge: Edge) -> Pair:
    return min(edge.source, edge.target), max(edge.source, edge.target)


def _spoken(corpus: Corpus, statement: Statement) -> tuple[str, Statement]:
    """Who says something, and what: of a statement about a statement, that one."""
    if isinstance(statement.object, str) and statement.object.startswith("st:"):
        return statement.subject, corpus.told.get(statement.object[3:], [statement])[0]
    return (statement.attribution or ("",))[-1], statement


class _Ties:
    """Which actors are joined, and by how much.

    Attributes:
        labels: of all entities.
        told: the numbers of the articles that join each two.
        count: how many statements do.
        denied: who is joined by a denial.
        articles: how many tell of each actor.
        said: of statements that somebody makes, who says it and whom it joins; by statement.
        spoken: of these, whom they join to who says it.
        is_large: whether there are too many to draw them as they are joined.
        manner: of these, 0 for what is denied, 1 for what is wanted or possible, 2 for a fact.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.labels = {entity.id: entity.label for entity in corpus.knowledge.entities}
        self.told: dict[Pair, set[int]] = defaultdict(set)
        self.count: Counter[Pair] = Counter()
        self.denied: set[Pair] = set()
        articles: dict[str, set[int]] = defaultdict(set)
        ids = sorted(document.id for document in corpus.knowledge.documents)
        number = {id: place for place, id in enumerate(ids)}
        for edge in corpus.joined:
            pair = _pair(edge)
            self.count[pair] += 1
            places = {number.get(statement.document, -1) for statement in edge.told}
            self.told[pair] |= places
            for end in pair:
                articles[end] |= places
            if edge.statement.polarity is Polarity.NEGATIVE:
                self.denied.add(pair)
        self.is_large = len(articles) > LARGE
        self._hear(corpus)
        self.articles = Counter({id: len(found) for id, found in articles.items()})

    def _hear(self, corpus: Corpus) -> None:
        """Finds who says what."""
        joined: dict[str, set[Pair]] = defaultdict(set)
        speeches: dict[str, list[Edge]] = defaultdict(list)
        for edge in corpus.joined:
            is_told = as_networkx.predicate(edge) == as_networkx.relation(edge.statement)
            if is_told:
                joined[edge.statement.id].add(_pair(edge))
            elif edge.how is How.SPEECH:
                speeches[edge.statement.id].append(edge)
        self.said: dict[str, list[Report]] = {}
        self.spoken: dict[str, list[Pair]] = {}
        self.manner: dict[str, int] = {}
        for id, found in speeches.items():
            speaker, inner = _spoken(corpus, found[0].statement)
            reports = [(speaker, pair) for pair in sorted(joined[inner.id]) if speaker not in pair]
            if reports:
                self.said[id] = reports
                self.spoken[id] = [_pair(edge) for edge in found if speaker in (edge.source, edge.target)]
                self.manner[id] = 2 if inner.is_fact else 0 if inner.polarity is Polarity.NEGATIVE else 1

    def radius(self, id: str) -> float:
        """Of its symbol."""
        return radius(self.articles[id], self.is_large)

    def box(self, id: str) -> layout.Box:
        """Width and height of a node with its label beneath, in pixels."""
        label, size = self.labels[id], 2 * self.radius(id)
        lines = min(-(-len(label) // LONGEST_LINE), 2)
        width = min(max(len(label) / lines + 1, 5), LONGEST_LINE) * (LETTER_LARGE if self.is_large else LETTER)
        return max(width, size) + 10, size + 10 + 17 * lines

    def place(
        self,
        chosen: Sequence[str],
        lines: Sequence[Pair],
        groups: Mapping[str, int],
        frame: layout.Box,
        cells: Mapping[int, layout.Cell] | None = None,
        reports: Sequence[Report] = (),
    ) -> dict[str, tuple[int, int]]:
        """Where they stand, in their own order."""
        boxes = {id: self.box(id) for id in chosen}
        radii = {id: self.radius(id) for id in chosen}
        found = layout.positions(lines, boxes, groups, frame, radii, cells, reports)
        return {id: found[id] for id in chosen}

    def titled(self, members: Sequence[str]) -> str:
        names = [self.labels[id] for id in members[:NAMING]]
        return " · ".join(names) if sum(map(len, names)) <= LONGEST_TITLE else names[0]


# -- a small graph -----------------------------------------------------------------------------------------------------


def _heart(ties: _Ties) -> First:
    chosen = layout.leading(ties.told, FIRST)
    lines, said = _lines(ties, set(chosen), SAYING)
    groups = layout.communities({pair: ties.count[pair] for pair in lines}, chosen)
    wide = ties.place(chosen, lines, groups, layout.WIDE, reports=said)
    few = chosen[:FIRST_TALL]
    lines, said = _lines(ties, set(few), SAYING_TALL)
    tall = ties.place(few, lines, groups, layout.TALL, reports=said)
    weight: dict[int, Counter[str]] = defaultdict(Counter)
    for node, group in groups.items():
        weight[group][node] = 0
    for (u, v), number in ties.count.items():
        if u in groups and groups[u] == groups.get(v):
            weight[groups[u]].update({u: number, v: number})
    titles = [
        ties.titled(sorted(weight[group], key=lambda node: (-weight[group][node], node))) for group in sorted(weight)
    ]
    return First(ties.articles, groups, titles, wide, tall, is_overview=False)


def _lines(ties: _Ties, shown: set[str], most: int) -> tuple[list[Pair], list[Report]]:
    """The lines between those that are shown, and the speakers' lines to them.

    Who says something is not joined to each of those of whom he speaks where his line to what joins them is drawn.
    """
    told = {id: found for id, said in ties.said.items() if (found := [r for r in said if shown.issuperset(_named(r))])}

    def strongest(silent: Iterable[str], needed: Set[Pair] = frozenset()) -> list[Pair]:
        count = ties.count.copy()
        for id in silent:
            count.subtract(ties.spoken[id])
        return layout.strongest(+count, shown, LINES, ties.denied, needed)

    lines = set(strongest(told))
    rank: dict[Report, list[int]] = defaultdict(lambda: [2, 0])
    for id, reports in told.items():
        for report in reports:
            rank[report] = [min(rank[report][0], ties.manner[id]), rank[report][1] - 1]
    kept = sorted((r for r in rank if r[1] in lines), key=lambda report: (rank[report], report))[:most]
    silent = [id for id, reports in told.items() if not set(kept).isdisjoint(reports)]
    return strongest(silent, {pair for _, pair in kept}), kept


def _named(report: Report) -> tuple[str, str, str]:
    speaker, (one, other) = report
    return speaker, one, other


# -- a large graph -----------------------------------------------------------------------------------------------------


def _overview(ties: _Ties, found: Sequence[Sequence[str]]) -> First:
    shown = _shares(ties, found, FIRST)
    groups = {id: number for number, members in enumerate(found) for id in members}
    _spread(ties, groups)

    def placed(shown: Sequence[Sequence[str]], frame: layout.Box) -> dict[str, tuple[int, int]]:
        chosen = [id for members in shown for id in members]
        mine = {id: groups[id] for id in chosen}
        lines = layout.between(ties.count, mine)
        return ties.place(chosen, lines, mine, frame, layout.cells(lines, mine, frame))

    wide = placed(shown, layout.WIDE)
    tall = placed(_shares(ties, found[:GROUPS_TALL], FIRST_TALL), layout.TALL)
    return First(ties.articles, groups, [ties.titled(members) for members in shown], wide, tall, is_overview=True)


def _grouped(ties: _Ties) -> list[list[str]]:
    """The groups among the best known actors, the best known group first, each by how well its members are known.

    What is too small for a group belongs to none.
    """
    core = sorted(ties.articles, key=lambda id: (-ties.articles[id], id))[:CORE]
    number = {id: place for place, id in enumerate(core)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(core)))
    for (u, v), told in sorted(ties.told.items()):
        if u in number and v in number:
            graph.add_edge(number[u], number[v], weight=len(told) / math.sqrt(ties.articles[u] * ties.articles[v]))
    fineness = 1.0
    groups: list[list[str]] = []
    while fineness < FINEST and len(groups) < GROUPS:
        found = nx.community.louvain_communities(graph, weight="weight", seed=0, resolution=fineness)
        groups = [[core[place] for place in sorted(group)] for group in found if len(group) >= LEAST]
        fineness *= FINER
    return sorted(groups, key=lambda members: (-sum(ties.articles[id] for id in members), members))


def _shares(ties: _Ties, groups: Sequence[Sequence[str]], most: int) -> list[list[str]]:
    """The chief names of each group, at most so many in all; each is joined to another of its group where one is."""
    left = most - LEAST * len(groups)
    shares = [LEAST] * len(groups)
    while left > 0 and any(share < min(MOST, len(members)) for share, members in zip(shares, groups, strict=True)):
        open_ = [n for n, members in enumerate(groups) if shares[n] < min(MOST, len(members))]
        # Whichever's next name is best known for how many it has.
        best = max(open_, key=lambda n: (ties.articles[groups[n][shares[n]]] / shares[n], -n))
        shares[best] += 1
        left -= 1
    return [_joined(ties, members, share) for members, share in zip(groups, shares, strict=True)]


def _joined(ties: _Ties, members: Sequence[str], most: int) -> list[str]:
    """The first of a group, and the best known of those who are joined to one that was taken."""
    taken = [members[0]]
    while len(taken) < min(most, len(members)):
        rest = [id for id in members if id not in taken]
        near = [id for id in rest if any((min(id, one), max(id, one)) in ties.count for one in taken)]
        taken.append((near or rest)[0])
    return taken


def _spread(ties: _Ties, groups: dict[str, int]) -> None:
    """Puts every other actor where its strongest neighbour is; what nothing joins to a group stays outside."""
    around: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (u, v), told in ties.told.items():
        around[u].append((-len(told), v))
        around[v].append((-len(told), u))
    waiting = sorted((id for id in around if id not in groups), key=lambda id: (-ties.articles[id], id))
    while waiting:
        found = {
            id: groups[min((n, other) for n, other in around[id] if other in groups)[1]]
            for id in waiting
            if any(other in groups for _, other in around[id])
        }
        if not found:
            return
        groups.update(found)
        waiting = [id for id in waiting if id not in groups]
