"""By what the clusters of all documents are one: a key that they share."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from kg.knowledge.resolve.methods import Method, Worth

# Keys of what the gazetteer knows.
KNOWN_GROUNDS = frozenset({Method.LINK, Method.KNOWN})


class Key(NamedTuple):
    """What makes clusters of any document one; compared and hashed so often that it is a tuple.

    Attributes:
        ground: why they are one: id, known name, full or single name of a person, name, people, phrase, concept, words,
            or one cluster.
        kind: the coarse kind of a name.
        name: the id, the name or the phrase.
        generation: "jr" of a person's full name.
        sex: "f" or "m" of a single name, where it is known.
        is_office: True of the name of a body that each state has.
        state: the state of such a body; "" where nothing tells.
        place: the document of words without a name; document and number of a phrase whose owner is unknown.
        part: the documents whose bearer of the name is told from those of others; empty where nobody told them apart.
    """

    ground: Method
    kind: str = ""
    name: str = ""
    generation: str = ""
    sex: str = ""
    is_office: bool = False
    state: str = ""
    place: tuple[str, ...] = ()
    part: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """True of what the gazetteer knows."""
        return self.ground in KNOWN_GROUNDS

    @property
    def is_of_state(self) -> bool:
        """True of a body that each state has one of, unless its documents were told apart."""
        return self.is_office and not self.part

    @property
    def is_seldom_shared(self) -> bool:
        """True of what is told apart only where another has its name: a body of a state, "Chile's plans"."""
        return self.is_of_state or (self.ground is Method.NAMING and not self.part)

    @property
    def worth(self) -> Worth:
        """Why clusters with this key are one, and how sure that is."""
        return (Method.STATE if self.is_of_state and self.state else self.ground).worth

    @property
    def apart(self) -> str:
        """What tells an entity with this key from others of its name; empty where nothing has to."""
        if self.part:
            return self.part[0]
        if self.ground in (Method.WORDS, Method.NAMING):
            return self.place[0]
        return self.digest if self.ground is Method.OWNED else self.state

    @property
    def digest(self) -> str:
        """Eight characters that stand for the key."""
        told = {Method.PERSON: (self.generation,), Method.SINGLE: (self.sex,)}
        kind = (self.kind,) if self.kind else ()
        state = (self.state,) if self.is_office else ()
        part = ("\0in", *self.part) if self.part else ()
        return digest(self.ground, *kind, self.name, *told.get(self.ground, self.place), *state, *part)


def digest(*parts: str) -> str:
    """Eight characters that stand for the parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
