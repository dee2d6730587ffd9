"""The names of a graph's entities, as somebody writes them in Python."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.errors import unknown_entity
from kg.model.records import Entity, Knowledge
from kg.terms.classes import NAMED_CLASSES
from kg.terms.vocab import meant_by

if TYPE_CHECKING:
    from kg.show.held.profile import Profile


class Names:
    """Every label, id and alias, in any case, with the entity that it means.

    What has a name wins over a phrase, that of which something is told over the rest, a label over an id and an id over
    an alias; of several alike, the entity of which more is told, then the first by id. ``e:Beijing`` and a
    whole IRI are the entity of that id, whatever else is called so; ``Acme (Acme_2)`` is the Acme of that id, as
    :meth:`kg.Graph.to_networkx` calls its nodes.

    Args:
        knowledge: whose entities are meant.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_id = {entity.id: entity for entity in knowledge.entities}
        self._labels: dict[str, str] = {}
        told = Counter(node for s in knowledge.statements for node in (s.subject, s.object) if isinstance(node, str))
        best: dict[str, tuple[bool, bool, int, int, str]] = {}
        for entity in knowledge.entities:
            is_phrase = entity.type not in NAMED_CLASSES
            for rank, spellings in enumerate(((entity.label,), (entity.id,), entity.aliases)):
                for spelling in spellings:
                    name = folded(spelling)
                    place = (is_phrase, not told[entity.id], rank, -told[entity.id], entity.id)
                    best[name] = min(best.get(name, place), place)
                    self._labels.setdefault(name, entity.label)
        self._ids = {name: id for name, (*_, id) in best.items() if name}

    def has(self, name: str) -> bool:
        """True where some entity carries the name."""
        return self._id(name) is not None

    def find(self, name: str | Entity | Profile) -> Entity:
        """The entity that a name means; an entity and a profile mean themselves.

        Args:
            name: label, id or alias, in any case, ``e:Kurt_Campbell`` or an IRI.

        Raises:
            UnknownEntityError: if no entity carries it; the message holds the nearest names.

        >>> from kg.show.held import example
        >>> Names(example.knowledge()).find("republic of peru").id
        'Peru'
        """
        if isinstance(name, str):
            id, words = self._id(name), name
        else:
            id, words = name.id if name.id in self._by_id else None, name.label
        if id is None:
            raise unknown_entity(words, self._labels)
        return self._by_id[id]

    def _id(self, name: str) -> str | None:
        wanted = meant_by(name)
        if wanted != name.strip() and wanted in self._by_id:
            return wanted
        found = self._ids.get(folded(wanted))
        apart = re.fullmatch(r".+ \((\S+)\)", name.strip()) if found is None else None
        return found if apart is None or apart[1] not in self._by_id else apart[1]


def folded(name: str) -> str:
    """A name in small letters with single spaces.

    >>> folded("Kurt  Campbell")
    'kurt campbell'
    """
    return " ".join(name.split()).casefold()
