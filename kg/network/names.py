"""What the nodes of the graph are called, and which of them a user's words mean."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.errors import unknown_entity
from kg.model.records import Entity
from kg.terms.vocab import meant_by


def labels(entities: Iterable[Entity]) -> dict[str, str]:
    """A label for each entity id, no two alike: of those that share one all but the first by id have it in brackets.

    >>> labels([Entity("Acme", "Acme", (), "Company"), Entity("Acme_2", "Acme", (), "Company")])
    {'Acme': 'Acme', 'Acme_2': 'Acme (Acme_2)'}
    """
    taken: set[str] = set()
    found = {}
    for entity in sorted(entities, key=lambda entity: entity.id):
        found[entity.id] = entity.label if entity.label not in taken else f"{entity.label} ({entity.id})"
        taken.add(found[entity.id])
    return found


def find(graph: nx.Graph, name: str) -> str:
    """The label of the entity that carries this name: label, id or alias, in any case, or IRI.

    A label wins over an id and an id over an alias; among several aliases alike, the entity with more edges.

    Raises:
        UnknownEntityError: if no entity does; the message holds the nearest names.

    >>> g = nx.MultiDiGraph()
    >>> g.add_node("United States", entity="United_States", aliases="US; U.S.")
    >>> find(g, "us")
    'United States'
    """
    if name in graph:
        return name
    wanted = " ".join(meant_by(name).split()).casefold()
    found = []
    names: dict[str, str] = {}
    for label, data in graph.nodes(data=True):
        spellings = [str(label), str(data.get("entity", "")), *str(data.get("aliases", "")).split("; ")]
        folded = [spelling.casefold() for spelling in spellings]
        if wanted and wanted in folded:
            found.append((min(folded.index(wanted), 2), -graph.degree(label), str(label)))
        names.update((spelling, str(label)) for spelling in folded if spelling and spelling not in names)
    if found:
        return min(found)[2]
    raise unknown_entity(name, names)
