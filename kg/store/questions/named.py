"""The entities that a name names, in any case, and the nearest names where there is none.

A label or an alias is looked up as people spell names; only where that fails does the engine go through all of them,
and only where nothing has the name are all names read, to offer the nearest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store

from kg.errors import UnknownEntityError, unknown_entity
from kg.store.base import namespaces
from kg.store.questions.meant import ALIAS, ID, LABEL, meant
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

_NAMING = {LABEL: NamedNode(vocab.term_iri("rdfs:label")), ALIAS: NamedNode(vocab.term_iri("skos:altLabel"))}

# Classes of what has a label beside the entities.
_OTHERS = ("kg:Event", "void:Dataset", "prov:SoftwareAgent", "prov:Activity", "prov:Entity")

# An entity's IRI, and how good a name it is that names it.
Found = tuple[int, str]


def find_entity(store: Store, name: str) -> NamedNode:
    """The entity with that label, id or alias, in any case; of several the one that :func:`meant` chooses.

    ``e:Beijing`` and a whole IRI are the entity of that id, whatever else is called so.

    Raises:
        UnknownEntityError: if there is none; the message names the nearest.
    """
    found = as_spelt(store, name)
    if found is not None:
        return found
    names = _Names(store)
    listed = names.of(name)
    if not listed:
        raise unknown_entity(name, {spelt: spelt for known in names.spelt.values() for spelt in known})
    return meant(store, listed)


def as_spelt(store: Store, name: str) -> NamedNode | None:
    """As :func:`find_entity`, but only where the name is spelt as people spell names; None where there is none."""
    space, wanted = namespaces(store), vocab.meant_by(name)
    found = [*_spelt(store, space, wanted)]
    node = NamedNode(space.own(vocab.entity_iri(wanted)))
    if _is_entity(store, space, node):
        found.append((ID, node.value))
    if wanted != name.strip():
        found = [one for one in found if one[0] == ID] or found
    return meant(store, found) if found else None


def find_entities(store: Store, name: str) -> list[str]:
    """The IRIs of all entities that have a label, an alias or an id, sorted.

    Those win that are spelt as people spell it ("NATO" for "nato") over others in any case ("nAtO").
    """
    space, wanted = namespaces(store), vocab.meant_by(name)
    ids = (NamedNode(space.own(vocab.entity_iri(spelling))) for spelling in vocab.spellings(wanted))
    found = {iri for _, iri in _spelt(store, space, wanted)}
    found.update(node.value for node in ids if _is_entity(store, space, node))
    return sorted(found) or sorted({iri for _, iri in _Names(store).of(name)})


def unknown_name(store: Store, name: str) -> UnknownEntityError | None:
    """The error for a name that no entity has as its label, alias or id, in any case; None where one has it.

    The message names the nearest labels. Only names are read of the graph.
    """
    if as_spelt(store, name):
        return None
    names = _Names(store)
    return None if names.of(name) else unknown_entity(name, names.labels())


def _spelt(store: Store, space: Namespaces, name: str) -> Iterator[Found]:
    """The entities of that label or alias, spelt as people spell names."""
    for rank in _NAMING:
        for spelling in sorted(vocab.spellings(name)):
            for iri in _having(store, space, rank, spelling):
                yield rank, iri


def _having(store: Store, space: Namespaces, rank: int, spelt: str) -> Iterator[str]:
    """The entities that have just that label, or alias."""
    for quad in store.quads_for_pattern(None, _NAMING[rank], Literal(spelt), NamedNode(space.iri("g:entities"))):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(space.prefixes["e"]):
            yield quad.subject.value


def _is_entity(store: Store, space: Namespaces, node: NamedNode) -> bool:
    graph = NamedNode(space.iri("g:entities"))
    return next(store.quads_for_pattern(node, _NAMING[LABEL], None, graph), None) is not None


class _Names:
    """All labels and aliases of entities, each once and sorted.

    The IRIs stay in the store: they take three times as long to read.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._space = store, namespaces(store)
        self.spelt = {rank: self._read(rank) for rank in _NAMING}

    def _read(self, rank: int) -> list[str]:
        pattern = f"?x {_NAMING[rank]} ?name MINUS {{ VALUES ?class {{ {' '.join(_OTHERS)} }} ?x a ?class }}"
        rows = _rows(self._store, self._space, f"SELECT DISTINCT ?name {{ GRAPH g:entities {{ {pattern} }} }}")
        return sorted(row["name"]["value"] for row in rows)

    def of(self, name: str) -> list[Found]:
        """The entities of that label, alias or id in any case."""
        wanted = vocab.meant_by(name)
        folded = wanted.casefold()
        found = [
            (rank, iri)
            for rank, known in self.spelt.items()
            for spelt in known
            if spelt.casefold() == folded
            for iri in self._entities(rank, spelt)
        ]
        # An id that is no name has what stands there for a space, or before a number, or is asked for as an id.
        if "_" in wanted or wanted != name.strip():
            iri = self._space.own(vocab.entity_iri(wanted)).casefold()
            pattern = f"GRAPH g:entities {{ ?x rdfs:label ?name }} FILTER (LCASE(STR(?x)) = {Literal(iri)})"
            found += [(ID, row["x"]["value"]) for row in _rows(self._store, self._space, f"SELECT ?x {{ {pattern} }}")]
        return found

    def labels(self) -> dict[str, str]:
        """Every name with the label of the first entity that has it."""
        labels = {label: label for label in self.spelt[LABEL]}
        return {**{alias: self._label(alias) for alias in self.spelt[ALIAS] if alias not in labels}, **labels}

    def _label(self, alias: str) -> str:
        graph = NamedNode(self._space.iri("g:entities"))
        look = self._store.quads_for_pattern
        named = (look(NamedNode(iri), _NAMING[LABEL], None, graph) for iri in self._entities(ALIAS, alias))
        return next((q.object.value for quads in named for q in quads if isinstance(q.object, Literal)), alias)

    def _entities(self, rank: int, spelt: str) -> list[str]:
        return sorted(_having(self._store, self._space, rank, spelt))


def _rows(store: Store, space: Namespaces, sparql: str) -> list[Mapping[str, Mapping[str, str]]]:
    # The engine writes all at once in a third of the time that it takes to hand them over one by one.
    found = store.query(sparql, prefixes=dict(space.prefixes))
    assert isinstance(found, QuerySolutions)
    answer = json.loads(found.serialize(format=QueryResultsFormat.JSON) or b"")
    rows: list[Mapping[str, Mapping[str, str]]] = answer["results"]["bindings"]
    return rows
