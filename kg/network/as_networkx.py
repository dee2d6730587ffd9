"""A view of the graph as networkx holds it: plain attributes, so that its algorithms and writers run as they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.model.kinds import Role
from kg.model.records import Entity, Knowledge, Literal, Statement
from kg.network.names import find, labels
from kg.network.views import WEIGHTS, Edge, How, View, edges
from kg.terms import stance
from kg.terms.vocab import terms

# Predicates of the edges that stand for several statements which one of these shows.
_SHOWN = 3

Attributes = dict[str, Any]  # Any: text and numbers, as networkx takes them


def to_networkx(
    knowledge: Knowledge,
    *,
    view: View | str = View.ACTORS,
    multigraph: bool = True,
    directed: bool = True,
    types: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> nx.Graph:
    """The graph of a view: a node per entity that has an edge, an edge per statement and pair of ends.

    Nodes and edges come sorted, so that equal graphs give equal answers. Two entities of one label keep apart: all but
    the first carry their id in brackets.

    Node attributes: ``entity type link aliases quoted`` (entity is its id; link empty where unknown; aliases joined by
    "; "; quoted is the number of statements of which it is the innermost speaker).

    Edge attributes, the statement's id being the key: ``id predicate term claim how phrase stance polarity modality
    certainty attributed_to documents support time place event_type confidence weight quote``. ``claim`` is the
    statement in words; ``how`` is direct, role, phrase or speech (:class:`kg.network.views.How`), ``phrase`` the words
    that name an end; documents are joined by ", ", support is their number; weight is 1 for a direct edge, else 0.5.

    Without ``multigraph`` an edge stands for all statements between its ends: ``weight`` is their sum, ``statements``
    and ``support`` (documents) are numbers, ``ids documents predicates stances`` are joined by "; ".

    Args:
        knowledge: entities and statements.
        view: ``facts``, ``all`` or ``actors``.
        multigraph: one edge for each statement, or one for each pair of ends.
        directed: keep which end acts or speaks.
        types: classes of the ontology, "Person"; only nodes of these and of classes beneath them. None are all.
        since: ISO date, month or year; only what is of that time or later (:func:`kg.network.views.edges`).
        until: ISO date, month or year; only what is of that time or earlier.

    Raises:
        InputError: for another view, an unknown type, or what is no date.
    """
    found = edges(knowledge, View.named(view), types=types, since=since, until=until)
    graph = _multigraph(knowledge, found)
    if not multigraph:
        return _simple(graph, nx.DiGraph() if directed else nx.Graph())
    # A statement joins a pair once, so that no key stands both ways.
    return graph if directed else graph.to_undirected()


def ego(graph: nx.Graph, name: str, *, radius: int = 1) -> nx.Graph:
    """The part of the graph around an entity: all within ``radius`` edges of it, whichever way, and what joins them.

    Args:
        graph: of :func:`to_networkx`.
        name: label, id or alias, in any case.
        radius: in edges.

    Raises:
        UnknownEntityError: if no entity of the graph has that name.
    """
    return nx.ego_graph(graph, find(graph, name), radius=radius, undirected=True)


def _multigraph(knowledge: Knowledge, found: Iterable[Edge]) -> nx.MultiDiGraph:
    names = labels(knowledge.entities)
    by_id = {entity.id: entity for entity in knowledge.entities}
    rows = sorted(((names[edge.source], names[edge.target], edge.statement.id, edge) for edge in found), key=_ends)
    quoted = Counter(s.attribution[-1] for s in {s.id: s for s in knowledge.statements}.values() if s.attribution)
    label_of = {id: names[id] for row in rows for id in (row[3].source, row[3].target)}
    graph = nx.MultiDiGraph()
    for id in sorted(label_of, key=lambda id: label_of[id]):
        graph.add_node(names[id], **_node(by_id[id], quoted[id]))
    for source, target, key, edge in rows:
        graph.add_edge(source, target, key=key, **_edge(edge, names))
    return graph


def _ends(row: tuple[str, str, str, Edge]) -> tuple[str, str, str]:
    return row[:3]


def _node(entity: Entity, quoted: int) -> Attributes:
    return {
        "entity": entity.id,
        "type": entity.type,
        "link": entity.link or "",
        "aliases": "; ".join(sorted(entity.aliases)),
        "quoted": quoted,
    }


def _edge(edge: Edge, names: Mapping[str, str]) -> Attributes:
    first = edge.statement
    documents = sorted({statement.document for statement in edge.told})
    speaker = first.attribution[-1] if first.attribution else ""
    place = next((node for role, node in first.roles if role is Role.PLACE), "")
    shown = edge.report or first
    return {
        "id": first.id,
        "predicate": predicate(edge),
        "term": shown.predicate,
        "claim": _claim(edge, names),
        "how": str(edge.how),
        "phrase": edge.phrase,
        "stance": stance.shown(first),
        "polarity": str(first.polarity),
        "modality": str(first.modality),
        "certainty": str(first.certainty),
        "attributed_to": names.get(speaker, speaker),
        "documents": ", ".join(documents),
        "support": len(documents),
        "time": next((n.value for role, n in first.roles if role is Role.TIME and isinstance(n, Literal)), ""),
        "place": place.value if isinstance(place, Literal) else names.get(place, place),
        "event_type": str(first.event_type or ""),
        "confidence": max(statement.confidence for statement in edge.told),
        "weight": WEIGHTS[edge.how],
        "quote": first.evidence[0].quote if first.evidence else "",
    }


def _claim(edge: Edge, names: Mapping[str, str]) -> str:
    """The statement in words, with what fills the role that the edge rests on."""
    first = edge.statement
    words = f"{names.get(first.subject, first.subject)} {relation(first)} {first.object_label}".strip()
    is_beside = edge.how in (How.ROLE, How.PHRASE) and edge.role is not Role.OBJECT
    return f"{words} ({edge.role}: {edge.phrase or names[edge.target]})" if is_beside else words


def relation(statement: Statement) -> str:
    """A statement's relation in words, as the ontology says it or as the text has it."""
    known = terms().get(statement.predicate)
    return known.label if known else statement.predicate.partition(":")[2].replace("_", " ")


def predicate(edge: Edge) -> str:
    """What an edge says of its ends, as far as that is what the statement says of its own."""
    match edge.how:
        case How.SPEECH:
            return relation(edge.report) if edge.report is not None else "speaks of"
        case How.WITHIN:
            return "is named with"
        case _:
            return relation(edge.statement)


# -- one edge for a pair -----------------------------------------------------------------------------------------------


def _simple(graph: nx.MultiDiGraph, empty: nx.Graph) -> nx.Graph:
    """One edge for all between a pair of ends; both ways between them are one if the empty graph has no direction."""
    empty.add_nodes_from(graph.nodes(data=True))
    between: dict[tuple[str, str], list[Attributes]] = defaultdict(list)
    for source, target, data in graph.edges(data=True):
        pair = (source, target) if empty.is_directed() or source < target else (target, source)
        between[pair].append(data)
    for pair in sorted(between):
        empty.add_edge(*pair, **_all(between[pair]))
    return empty


def _all(group: list[Attributes]) -> Attributes:
    documents = sorted({id for data in group for id in str(data["documents"]).split(", ")})
    predicates = Counter(data["predicate"] for data in group)
    stances = Counter(data["stance"] for data in group)
    return {
        "weight": sum(data["weight"] for data in group),
        "statements": len(group),
        "support": len(documents),
        "predicates": "; ".join(sorted(predicates, key=lambda p: (-predicates[p], p))[:_SHOWN]),
        "stances": "; ".join(f"{stances[name]} {name}" for name in sorted(stances)),
        "documents": "; ".join(documents),
        "ids": "; ".join(sorted(data["id"] for data in group)),
    }
