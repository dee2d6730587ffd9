"""The graph for analysis: networkx, with shortest paths, rank, communities and a timeline.

Nodes are entity labels, edges are statements from subject entity to object entity. A statement about a statement, a
number or a date has no second entity and so is no edge; ask for it with SPARQL. All attributes are plain strings and
numbers, so that every writer of networkx takes the graph as it is.

Neither scipy nor numpy is needed: rank is our own power iteration, and every answer is independent of reading order.
"""

from __future__ import annotations

import difflib
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

from kg.errors import InputError, UnknownEntityError, shown
from kg.model.kinds import Role
from kg.model.records import Entity, Knowledge, Literal, Statement
from kg.terms.vocab import terms

_ISO_DATE = re.compile(r"\d{4}(-|/|T|$)")


def to_networkx(knowledge: Knowledge, *, facts_only: bool = True) -> nx.MultiDiGraph:
    """The graph as networkx holds it: a node per entity that has an edge, an edge per statement.

    Two entities of one label keep apart: all but the first carry their id in brackets. A statement that several
    documents make alike is one edge that names them all.

    Node attributes: ``id type link aliases`` (link empty where unknown; aliases joined by "; ").
    Edge attributes, the statement's id being the key: ``id predicate term polarity modality certainty attributed_to
    documents support time place event_type confidence quote`` (documents joined by ", "; support is their number).

    Args:
        knowledge: entities and statements.
        facts_only: leave out what is denied, hoped, planned, possible or doubtful.
    """
    labels = _labels(knowledge.entities)
    by_id = {entity.id: entity for entity in knowledge.entities}
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in knowledge.statements:
        joins = isinstance(statement.object, str) and statement.object in by_id and statement.subject in by_id
        if joins and (statement.is_fact or not facts_only):
            told[statement.id].append(statement)

    graph = nx.MultiDiGraph()
    ends = {end for group in told.values() for end in (group[0].subject, str(group[0].object))}
    for id in sorted(ends, key=lambda end: labels[end]):
        entity = by_id[id]
        graph.add_node(
            labels[id], id=id, type=entity.type, link=entity.link or "", aliases="; ".join(sorted(entity.aliases))
        )
    rows = [(labels[group[0].subject], labels[str(group[0].object)], id, group) for id, group in told.items()]
    for subject, object, id, group in sorted(rows, key=lambda row: row[:3]):
        graph.add_edge(subject, object, key=id, **_attributes(group, labels))
    return graph


def path(graph: nx.MultiDiGraph, start: str, end: str, *, hops: int = 6, directed: bool = True) -> list[str]:
    """The shortest path of statements that leads from one entity to another.

    Edges are followed from subject to object only, unless ``directed`` is False; of equally short paths the first in
    alphabetical order is returned, so the answer never depends on reading order.

    Args:
        graph: entities as nodes, one edge per statement.
        start: entity label or alias, in any case.
        end: entity label or alias, in any case.
        hops: longest path worth telling, in edges.
        directed: follow edges forward only.

    Returns:
        Labels from ``start`` to ``end``, both included; empty if no path is short enough.

    Raises:
        UnknownEntityError: if either name is not in the graph.

    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("Campbell", "Europe", predicate="urged")
    >>> path(g, "campbell", "Europe")
    ['Campbell', 'Europe']
    """
    source, target = find(graph, start), find(graph, end)
    ways = graph if directed else graph.to_undirected(as_view=True)
    # Breadth first with sorted neighbours and first-come parents gives the alphabetically first shortest path.
    parent = {source: source}
    frontier = [source]
    for _ in range(hops):
        if target in parent:
            break
        reached = []
        for node in frontier:
            for neighbour in sorted(ways.adj[node]):
                if neighbour not in parent:
                    parent[neighbour] = node
                    reached.append(neighbour)
        frontier = reached
    if target not in parent:
        return []
    labels = [target]
    while labels[-1] != source:
        labels.append(parent[labels[-1]])
    return labels[::-1]


def steps(graph: nx.MultiDiGraph, labels: Sequence[str]) -> list[list[dict[str, Any]]]:
    """The statements behind each hop of a path, as edge attributes with ``subject`` and ``object``.

    Statements in the path's direction come before those against it, the better supported first.

    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("Campbell", "Europe", predicate="urged")
    >>> steps(g, ["Campbell", "Europe"])
    [[{'subject': 'Campbell', 'object': 'Europe', 'predicate': 'urged'}]]
    """
    told = []
    for start, end in itertools.pairwise(labels):
        hop = []
        for subject, object in ((start, end), (end, start)):
            edges = graph.get_edge_data(subject, object, default={}).items()
            for _, data in sorted(edges, key=lambda item: (-item[1].get("support", 1), str(item[0]))):
                hop.append({"subject": subject, "object": object, **data})
        told.append(hop)
    return told


def rank(graph: nx.MultiDiGraph, *, by: str = "pagerank", limit: int | None = None) -> list[tuple[str, float]]:
    """Entities with their weight in the graph, heaviest first, ties in alphabetical order.

    Args:
        graph: entities as nodes, one edge per statement.
        by: ``pagerank`` (0..1, the sum is 1; a statement carries weight both ways, or whatever is only acted upon
            would come out on top) or ``degree`` (statements that have the entity as subject or object).
        limit: how many to return; None for all.

    Raises:
        InputError: for another measure.

    >>> g = nx.MultiDiGraph([("US", "Europe"), ("Campbell", "Europe")])
    >>> rank(g, by="degree", limit=1)
    [('Europe', 2.0)]
    """
    if by == "degree":
        scores = {label: float(degree) for label, degree in graph.degree()}
    elif by == "pagerank":
        scores = _pagerank(graph)
    else:
        raise InputError(f"unknown measure {by!r}; take 'pagerank' or 'degree'")
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]


def communities(graph: nx.MultiDiGraph) -> list[list[str]]:
    """Groups of entities that have more to do with one another than with the rest, largest first.

    Louvain's method on the undirected graph, an edge weighing as many statements as it stands for, with a fixed seed.
    Within a group the best connected entity comes first.

    >>> communities(nx.MultiDiGraph([("a", "b"), ("b", "a"), ("c", "d")]))
    [['a', 'b'], ['c', 'd']]
    """
    labels = sorted(graph.nodes)
    # Numbers in place of labels: sets of strings iterate in another order in each process, sets of small ints do not.
    number = {label: index for index, label in enumerate(labels)}
    pairs = Counter(
        (min(number[u], number[v]), max(number[u], number[v])) for u, v in graph.edges(keys=False) if u != v
    )
    simple = nx.Graph()
    simple.add_nodes_from(range(len(labels)))
    simple.add_weighted_edges_from((u, v, weight) for (u, v), weight in sorted(pairs.items()))
    groups = nx.community.louvain_communities(simple, weight="weight", seed=0) if labels else []
    named = [
        sorted((labels[index] for index in group), key=lambda label: (-graph.degree(label), label)) for group in groups
    ]
    return sorted(named, key=lambda group: (-len(group), group))


def timeline(knowledge: Knowledge, *, facts_only: bool = True) -> list[tuple[str, Statement]]:
    """Statements whose time is known, with it, earliest first; ties by statement id.

    The time is the one the sentence gives; a document's own date says when something was told, not when it happened.
    A statement that several documents make alike comes once.
    """
    dated: dict[tuple[str, str], Statement] = {}
    for statement in knowledge.statements:
        time = _literal(statement, Role.TIME)
        if (statement.is_fact or not facts_only) and _ISO_DATE.match(time):
            key = (time, statement.id)
            if key not in dated or statement.document < dated[key].document:
                dated[key] = statement
    return [(time, dated[time, id]) for time, id in sorted(dated)]


def find(graph: nx.MultiDiGraph, name: str) -> str:
    """The label of the entity that carries this name: label, id or alias, in any case.

    A label wins over an id and an id over an alias; among several aliases alike, the entity with more statements.

    Raises:
        UnknownEntityError: if no entity does; the message holds the nearest names.

    >>> g = nx.MultiDiGraph()
    >>> g.add_node("United States", id="United_States", aliases="US; U.S.")
    >>> find(g, "us")
    'United States'
    """
    if name in graph:
        return name
    wanted = " ".join(name.split()).casefold()
    found = []
    names: dict[str, str] = {}
    for label, data in graph.nodes(data=True):
        spellings = [str(label), str(data.get("id", "")), *str(data.get("aliases", "")).split("; ")]
        folded = [spelling.casefold() for spelling in spellings]
        if wanted and wanted in folded:
            found.append((min(folded.index(wanted), 2), -graph.degree(label), str(label)))
        names.update((spelling, str(label)) for spelling in folded if spelling and spelling not in names)
    if found:
        return min(found)[2]
    raise UnknownEntityError(f"no entity named {shown(name)} in the graph; {_nearest(wanted, names)}")


def _nearest(wanted: str, names: dict[str, str]) -> str:
    near = [names[spelling] for spelling in difflib.get_close_matches(wanted, sorted(names), n=5, cutoff=0.6)]
    near += [names[spelling] for spelling in sorted(names) if wanted and wanted in spelling]
    unique = list(dict.fromkeys(near))[:3]
    return "nearest are " + ", ".join(map(repr, unique)) if unique else "list its entities with rank"


def _labels(entities: Iterable[Entity]) -> dict[str, str]:
    taken: set[str] = set()
    labels = {}
    for entity in sorted(entities, key=lambda entity: entity.id):
        labels[entity.id] = entity.label if entity.label not in taken else f"{entity.label} ({entity.id})"
        taken.add(labels[entity.id])
    return labels


def _attributes(group: list[Statement], labels: dict[str, str]) -> dict[str, str | int | float]:
    first = min(group, key=lambda statement: statement.document)
    documents = sorted({statement.document for statement in group})
    speaker = first.attribution[-1] if first.attribution else ""
    place = next((node for role, node in first.roles if role is Role.PLACE), "")
    known = terms().get(first.predicate)
    return {
        "id": first.id,
        "predicate": known.label if known else first.predicate.partition(":")[2].replace("_", " "),
        "term": first.predicate,
        "polarity": str(first.polarity),
        "modality": str(first.modality),
        "certainty": str(first.certainty),
        "attributed_to": labels.get(speaker, speaker),
        "documents": ", ".join(documents),
        "support": len(documents),
        "time": _literal(first, Role.TIME),
        "place": place.value if isinstance(place, Literal) else labels.get(place, place),
        "event_type": str(first.event_type or ""),
        "confidence": max(statement.confidence for statement in group),
        "quote": first.evidence[0].quote if first.evidence else "",
    }


def _literal(statement: Statement, role: Role) -> str:
    return next((node.value for r, node in statement.roles if r is role and isinstance(node, Literal)), "")


def _pagerank(graph: nx.MultiDiGraph, damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """PageRank by power iteration; fsum makes the sums, and so the answer, independent of the order of edges."""
    nodes = sorted(graph.nodes)
    ways: dict[str, list[str]] = {node: [] for node in nodes}
    for u, v in graph.edges(keys=False):
        ways[u].append(v)
        ways[v].append(u)
    score = {node: 1 / len(nodes) for node in nodes}
    for _ in range(rounds if nodes else 0):
        idle = math.fsum(score[node] for node in nodes if not ways[node])
        base = (1 - damping + damping * idle) / len(nodes)
        new = {node: base + damping * math.fsum(score[u] / len(ways[u]) for u in ways[node]) for node in nodes}
        moved = math.fsum(abs(new[node] - score[node]) for node in nodes)
        score = new
        if moved < 1e-9:
            break
    return {node: round(value, 6) for node, value in score.items()}
