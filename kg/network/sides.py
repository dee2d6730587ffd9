"""Who is on whose side: the network of support and conflict, its camps, and where it does not balance.

An edge is positive where facts of support, aid and agreement between two actors outnumber those of accusing, rejecting,
threatening and attacking, as PLOVER's types of events have it. A friend's friend is a friend, an enemy's enemy too: a
triangle with an odd number of conflicts does not balance (Heider 1946; Cartwright and Harary 1956). There may be more
than two camps (Davis 1967): those that leave the least conflict within and the least support between them, found by
moving one actor at a time, then by uniting camps (Doreian and Mrvar 2009; correlation clustering, Bansal et al. 2004).
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.model.records import Entity, Knowledge, Node, Statement
from kg.network.classes import beneath
from kg.network.names import labels
from kg.network.timeline import is_within
from kg.terms.classes import ACTOR_CLASSES
from kg.terms.event_type import EventType

SUPPORT = frozenset(
    {EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE, EventType.COOPERATE, EventType.AID, EventType.RETREAT}
)
CONFLICT = frozenset(
    {
        *(EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST),
        *(EventType.SANCTION, EventType.COERCE, EventType.ASSAULT),
    }
)
# Classes whose phrases are not their owner: "Berg's rivals", "Berg's supporters".
_OTHERS = frozenset({"Group", "Role"})


@dataclass(frozen=True, slots=True)
class Stand:
    """How two actors stand to each other.

    Attributes:
        ends: labels, in alphabetical order.
        support: the facts that tell of support between them, whoever gives it.
        conflict: likewise of conflict.
    """

    ends: tuple[str, str]
    support: tuple[Statement, ...] = ()
    conflict: tuple[Statement, ...] = ()

    @property
    def sign(self) -> int:
        """1 where support outnumbers conflict, -1 where it is the other way round, else 0."""
        return (len(self.support) > len(self.conflict)) - (len(self.support) < len(self.conflict))

    @property
    def weight(self) -> int:
        """By how many facts one outnumbers the other."""
        return abs(len(self.support) - len(self.conflict))


@dataclass(frozen=True, slots=True)
class Camp:
    """Actors on one side.

    Attributes:
        members: labels, the one of most facts first.
        against: opponents with the weight of the conflict between them and the camp, the heaviest first.
    """

    members: tuple[str, ...]
    against: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """The signed network.

    Attributes:
        stands: of all pairs with a fact of support or conflict, those of most facts first.
        camps: all actors of these whose stand has a sign, the camp of most facts first; many stand alone.
        unbalanced: triangles of actors that do not balance, those of most facts first.
        triangles: how many triangles there are.
        misplaced: weight of the conflict within camps and of the support between them.
        weight: of all stands.
    """

    stands: tuple[Stand, ...]
    camps: tuple[Camp, ...]
    unbalanced: tuple[tuple[str, str, str], ...]
    triangles: int
    misplaced: int
    weight: int

    @property
    def balance(self) -> float | None:
        """The share of triangles that balance, in 0..1; None where there is none."""
        return 1 - len(self.unbalanced) / self.triangles if self.triangles else None


def sides(
    knowledge: Knowledge, *, types: Iterable[str] = ("Agent",), since: str | None = None, until: str | None = None
) -> Sides:
    """Who supports whom and who is in conflict with whom, by the facts alone: a hope or a denial is neither.

    "She condemned Berg's remarks" is a conflict with Berg: what an actor owns stands for the actor, but people do not:
    his rivals are not he.

    Args:
        knowledge: entities and statements.
        types: classes of the ontology that take sides, with those beneath them.
        since: ISO date, month or year (:func:`kg.network.edges`).
        until: likewise.

    Raises:
        InputError: for an unknown type, or what is no date.
    """
    stands = _stands(knowledge, beneath(types), since, until)
    graph = nx.Graph()
    graph.add_edges_from(
        (*stand.ends, {"stand": stand}) for stand in sorted(stands, key=lambda s: s.ends) if stand.sign
    )
    camp = _camps(graph)
    triangles = _triangles(graph)
    signed = [stand for stand in stands if stand.sign]
    return Sides(
        tuple(stands),
        tuple(_listed(graph, camp)),
        tuple(ends for ends in triangles if not _balances(graph, ends)),
        len(triangles),
        sum(stand.weight for stand in signed if (camp[stand.ends[0]] == camp[stand.ends[1]]) != (stand.sign > 0)),
        sum(stand.weight for stand in signed),
    )


def _stands(knowledge: Knowledge, types: frozenset[str], since: str | None, until: str | None) -> list[Stand]:
    entities = {entity.id: entity for entity in knowledge.entities}
    dates = {document.id: document.date for document in knowledge.documents}
    names = labels(knowledge.entities)
    told: dict[tuple[str, str], tuple[dict[str, Statement], dict[str, Statement]]] = defaultdict(lambda: ({}, {}))
    for statement in sorted(knowledge.statements, key=lambda s: (s.id, s.document)):
        kind = 0 if statement.event_type in SUPPORT else 1 if statement.event_type in CONFLICT else None
        if kind is None or not statement.is_fact or not is_within(statement, dates, since, until):
            continue
        # One cooperates with somebody on what is a third one's: "shared insights about Peru's plans".
        owns = statement.event_type is not EventType.COOPERATE
        ends = {_side(node, entities, types, owns=owns) for node in (statement.subject, statement.object)} - {None}
        if len(ends) == 2:
            one, other = sorted(names[str(id)] for id in ends)
            told[one, other][kind].setdefault(statement.id, statement)
    stands = [Stand(ends, tuple(pro.values()), tuple(con.values())) for ends, (pro, con) in told.items()]
    return sorted(stands, key=lambda s: (-len(s.support) - len(s.conflict), s.ends))


def _side(node: Node | None, entities: Mapping[str, Entity], types: frozenset[str], *, owns: bool) -> str | None:
    """The actor that takes a side: the entity itself, or who owns it where owners count."""
    entity = entities.get(node) if isinstance(node, str) else None
    if owns and entity is not None and entity.of is not None and entity.type not in ACTOR_CLASSES | _OTHERS:
        entity = entities.get(entity.of)
    return entity.id if entity is not None and entity.type in ACTOR_CLASSES & types else None


# -- camps and triangles -----------------------------------------------------------------------------------------------


def _camps(graph: nx.Graph) -> dict[str, str]:
    """The name of each actor's camp: a key, no label."""
    order = sorted(graph, key=lambda label: (-_weight(graph, label), label))
    camp = {label: label for label in order}
    # Each step lowers what is out of place, a whole number, so that it ends.
    while _moved(graph, camp, order) or _united(graph, camp):
        pass
    return camp


def _moved(graph: nx.Graph, camp: dict[str, str], order: Sequence[str]) -> bool:
    """Move each actor that another camp draws more, or that its own would rather be without; false where none is."""
    moved = False
    for label in order:
        pull = _pulls(graph, camp, label)
        best = min(pull, key=lambda other: (-pull[other], other))
        if pull[best] > max(pull[camp[label]], 0):
            camp[label], moved = best, True
        elif pull[camp[label]] < 0:
            # Its own name may be that of a camp which it left.
            camp[label], moved = f"{label} alone", True
    return moved


def _united(graph: nx.Graph, camp: dict[str, str]) -> bool:
    """Make one of the two camps between which support outweighs conflict most."""
    between: Counter[tuple[str, str]] = Counter()
    for u, v, stand in graph.edges(data="stand"):
        if camp[u] != camp[v]:
            one, other = sorted((camp[u], camp[v]))
            between[one, other] += stand.sign * stand.weight
    best = min(between, key=lambda pair: (-between[pair], pair), default=None)
    if best is None or between[best] <= 0:
        return False
    camp.update({label: best[0] for label in camp if camp[label] == best[1]})
    return True


def _pulls(graph: nx.Graph, camp: Mapping[str, str], label: str) -> Counter[str]:
    """How strongly each camp draws an actor; below zero where it is in conflict with it."""
    pull: Counter[str] = Counter()
    for other, data in graph.adj[label].items():
        pull[camp[other]] += data["stand"].sign * data["stand"].weight
    return pull


def _listed(graph: nx.Graph, camp: Mapping[str, str]) -> list[Camp]:
    """The camps with their opponents."""
    members: dict[str, list[str]] = defaultdict(list)
    for label in sorted(graph, key=lambda label: (-_weight(graph, label), label)):
        members[camp[label]].append(label)
    found = []
    for name, group in members.items():
        against: Counter[str] = Counter()
        for label in group:
            for other, data in graph.adj[label].items():
                if camp[other] != name and data["stand"].sign < 0:
                    against[other] += data["stand"].weight
        found.append(Camp(tuple(group), tuple(sorted(against.items(), key=lambda row: (-row[1], row[0])))))
    return sorted(found, key=lambda c: (-sum(_weight(graph, label) for label in c.members), c.members))


def _weight(graph: nx.Graph, label: str) -> int:
    return sum(data["stand"].weight for data in graph.adj[label].values())


def _triangles(graph: nx.Graph) -> list[tuple[str, str, str]]:
    """All triangles, those of most facts first."""
    found = {
        tuple(sorted((u, v, w)))
        for u in graph
        for v, w in itertools.combinations(sorted(graph.adj[u]), 2)
        if graph.has_edge(v, w)
    }
    weight = {
        ends: sum(graph.edges[pair]["stand"].weight for pair in itertools.combinations(ends, 2)) for ends in found
    }
    return sorted(((a, b, c) for a, b, c in found), key=lambda ends: (-weight[ends], ends))


def _balances(graph: nx.Graph, ends: tuple[str, str, str]) -> bool:
    signs = [graph.edges[pair]["stand"].sign for pair in itertools.combinations(ends, 2)]
    return signs.count(-1) % 2 == 0
