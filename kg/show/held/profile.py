"""All that a graph holds of one entity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kg.model.records import Document, Entity, Knowledge, Statement

if TYPE_CHECKING:
    from kg.show.held.listing import Listing

# Statements that are shown of each kind.
_SHOWN = 5


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Profile:
    """An entity with what is told of it, what it says, and where; ``graph["China"]`` gives it.

    Two profiles are equal if their entities are.

    Attributes:
        entity: the record.
        knowledge: of the graph that holds it.

    >>> import kg
    >>> peru = kg.example()["peru"]
    >>> peru.label, peru.type, peru.aliases, len(peru.told), len(peru.said), len(peru.documents)
    ('Peru', 'Country', ('Republic of Peru',), 6, 1, 3)
    """

    entity: Entity
    knowledge: Knowledge

    @property
    def id(self) -> str:
        """Local name of its IRI: "Kurt_Campbell"."""
        return self.entity.id

    @property
    def label(self) -> str:
        """Its name."""
        return self.entity.label

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names, sorted."""
        return self.entity.aliases

    @property
    def type(self) -> str:
        """Its class in the ontology: "Person"."""
        return self.entity.type

    @property
    def wikidata(self) -> str | None:
        """Its id there, None where nobody is certain."""
        return self.entity.link

    @property
    def told(self) -> Listing[Statement]:
        """The statements of which it is subject, object or in another role."""
        return self._listed(s for s in self.knowledge.statements if self._has_part(s))

    @property
    def said(self) -> Listing[Statement]:
        """The statements of which it is a speaker, at any place in the chain."""
        return self._listed(s for s in self.knowledge.statements if self.id in s.attribution)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts in which it has a part or is quoted, sorted by id."""
        told = {s.document for s in self.knowledge.statements if self._has_part(s) or self.id in s.attribution}
        return tuple(document for document in self.knowledge.documents if document.id in told)

    def _listed(self, statements: Iterable[Statement]) -> Listing[Statement]:
        from kg.show.held import tables

        return tables.statements(self.knowledge, statements)

    def _has_part(self, statement: Statement) -> bool:
        nodes = (statement.subject, statement.object, *(node for _, node in statement.roles))
        return self.id in nodes

    def __eq__(self, other: object) -> bool:
        return self.entity == other.entity if isinstance(other, Profile) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.entity)

    def _head(self) -> str:
        names = f", also {', '.join(self.aliases)}" if self.aliases else ""
        return f"{self.label} ({self.type}){names}"

    def _counts(self) -> str:
        return f"{len(self.told)} statements of it, {len(self.said)} by it, {len(self.documents)} documents"

    def __repr__(self) -> str:
        return f"<{self._head()}: {self._counts()}>"

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{escape(self._head())}</b><br>{self._counts()}</p>"]
        for title, listing in (("told of it", self.told), ("said by it", self.said)):
            if listing:
                parts.append(f"<details open><summary>{title}</summary>{listing[:_SHOWN]._repr_html_()}</details>")
        return "".join(parts)
