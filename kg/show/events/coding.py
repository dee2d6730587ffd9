"""Who did what to whom in PLOVER's types, as both event formats decide it.

``kg extract --format events`` codes the words of a sentence, ``kg export --format events`` the entities of a graph.
Each says what it sees of a statement as a ``Telling``; how its sides are chosen is said here, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from kg.model.records import Statement
from kg.terms import plover
from kg.terms.event_type import EventType
from kg.terms.lexicon import Lexicon

# Of these the other side is whoever shall do, or did, what is told beneath them.
ASKING_TYPES = frozenset({EventType.REQUEST, EventType.ACCUSE})
# Types that a thing can do or suffer: "a roadside bombing killed three", "the embassy was burned down".
WITHOUT_AGENT = frozenset({EventType.ASSAULT})
TO_THINGS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})

Names = tuple[str, ...]


class Sides(NamedTuple):
    """Who acts, and on whom; in words."""

    sources: Names
    targets: Names


class Telling(Protocol):
    """One statement in its place, as one of the formats sees it."""

    def speaker(self) -> Names:
        """Who says so."""

    def subject(self) -> Names:
        """Whom the predicate is said of."""

    def suffered(self) -> Sides | None:
        """The sides of a passive without its agent; None where nobody can suffer it."""

    def can_act(self) -> bool:
        """False where the subject is nobody who could do such a deed."""

    def others(self) -> Iterable[Names]:
        """Who may be on the other side, the likeliest first."""

    def last(self) -> Names:
        """Who is on the other side where there is nobody likely."""


def sides(statement: Statement, telling: Telling, words: Lexicon) -> Sides | None:
    """Who acts and on whom; None where nobody can be said to.

    What must be done is asked by its speaker of the one who must: "the minister said that Libya must hand over the
    men". A passive is done to its subject. Else the subject acts, on the first that is on the other side.
    """
    if plover.is_demand(statement):
        return Sides(telling.speaker(), telling.subject())
    match = words.read(statement.phrase)
    if match is not None and match.is_passive:
        return telling.suffered()
    if not telling.can_act():
        return None
    found = next(iter(telling.others()), None)
    return Sides(telling.subject(), telling.last() if found is None else found)
