"""A graph as the collection of its entities by name, and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from kg.model.records import Entity
from kg.show.held.profile import Profile

if TYPE_CHECKING:
    import pandas

    from kg.model.records import Knowledge
    from kg.show.held.listing import Listing
    from kg.show.held.names import Names


class Collection:
    """What finds entities by name, and gives tables of all there is."""

    knowledge: Knowledge

    @cached_property
    def _names(self) -> Names:
        from kg.show.held.names import Names

        return Names(self.knowledge)

    def __getitem__(self, name: str) -> Profile:
        """An entity with what is told of it and what it says, by label, id or alias, in any case.

        Raises:
            UnknownEntityError: if no entity has that name; it is a KeyError too, and names the nearest.

        >>> import kg
        >>> kg.example()["Lima"]
        <Lima (City): 1 statements of it, 0 by it, 1 documents>
        """
        return Profile(self._names.find(name), self.knowledge)

    def __contains__(self, name: object) -> bool:
        """True where some entity has that name, or is that one.

        >>> import kg
        >>> "Rojas" in kg.example(), "Berg" in kg.example()
        (True, False)
        """
        if isinstance(name, Entity | Profile):
            return (name.entity if isinstance(name, Profile) else name) in self.knowledge.entities
        return isinstance(name, str) and self._names.has(name)

    def __len__(self) -> int:
        """How many entities it has."""
        return len(self.knowledge.entities)

    def __iter__(self) -> Iterator[str]:
        """The names of the entities, no two alike, as :meth:`to_networkx` calls its nodes; in alphabetical order."""
        from kg.network.names import labels

        return iter(sorted(labels(self.knowledge.entities).values()))

    def to_dataframe(self, table: str = "statements") -> pandas.DataFrame:
        """A table of the graph for pandas; the ids of one table stand in the columns of others.

        Days are dates where they are exact, closed sets categories, several values a tuple
        (:mod:`kg.show.held.columns`); docs/columns.md has each column.

        Args:
            table: statements, entities, events, documents, or mentions: the words at the ends of statements.

        Raises:
            InputError: if there is no such table, or pandas is not installed.

        >>> import kg
        >>> list(kg.example().to_dataframe("documents")["id"])
        ['accord', 'denial', 'hope']
        """
        return self.table(table).to_dataframe()

    def table(self, name: str = "statements") -> Listing[object]:
        """A table of the graph that a notebook shows, without pandas.

        Args:
            name: as for :meth:`to_dataframe`.

        Raises:
            InputError: if there is no such table.

        >>> import kg
        >>> kg.example().table("mentions").rows[0]["words"]
        'Ana Rojas'
        """
        from kg.show.held import tables

        return tables.table(self.knowledge, name)
