"""The classes of things with a name, as ``ontology/classes.tsv`` has them: their labels in a parse, how they are drawn.

A class has a type for its known names; a type has a class for the names that nobody knows. One does not follow from the
other: a known region is a LOC, as a sea is, but what the parser calls a LOC is no more than a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.terms.mention_type import MentionType
from kg.terms.tables import rows


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the ontology that names carry.

    Attributes:
        name: its local name.
        type: of a known name of this class; None where no known name has it.
        meant_by: types of unknown names and phrases that are of this class where nothing tells more.
        drawn: the kind that the page draws it as.
        is_actor: whether it has a name, or a meaning that all texts share, so that the view of actors shows it.
    """

    name: str
    type: MentionType | None
    meant_by: frozenset[MentionType]
    drawn: str
    is_actor: bool


def _classes() -> tuple[Class, ...]:
    found = []
    for (name, type_, meant_by, drawn, actor), _ in rows("classes.tsv", 5):
        types = frozenset(map(MentionType, meant_by.replace("-", "").split()))
        found.append(Class(name, None if type_ == "-" else MentionType(type_), types, drawn, actor == "actor"))
    return tuple(found)


CLASSES = _classes()
# The type of a known name by its class, the class of an unknown one by its type, the kind on the page by the class.
TYPE_OF_CLASS: Mapping[str, MentionType] = MappingProxyType({c.name: c.type for c in CLASSES if c.type})
CLASS_OF_TYPE: Mapping[str, str] = MappingProxyType({type: c.name for c in CLASSES for type in c.meant_by})
DRAWN_AS: Mapping[str, str] = MappingProxyType({c.name: c.drawn for c in CLASSES})
# The classes of those whom the view of actors shows; a phrase is words on a line there.
ACTOR_CLASSES = frozenset(c.name for c in CLASSES if c.is_actor)
CONCEPT = "Concept"
# Of these the ones with a name of their own.
NAMED_CLASSES = ACTOR_CLASSES - {CONCEPT}
