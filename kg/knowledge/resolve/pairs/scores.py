"""How sure a pair of names is: what its method is worth, what stands beside the two, and when.

A score has three parts: what the method is worth where nothing else is known, what it is worth where the two names
stand beside the same neighbours, and what dates say. A document that tells two names apart speaks against them.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.units import Unit, Units

# What speaks against a pair: a document that has both, and years between them; what speaks for it: the same week.
_MET, _YEARS, _WEEK = -0.35, -0.1, 0.05
_LONG, _SHORT = 5 * 365, 7
# A text with a full name and its surname apart says nothing against them: it only did not join them.
_LEFT_OPEN = (Method.SURNAME, Method.FIRST)
# Of several names that may be meant, so many are shown.
SHOWN = 3
# Names that may well be of two: one common neighbour is no reason, two are.
_DOUBTFUL = (
    Method.WORD,
    Method.WORD_OR_PERSON,
    Method.PERSON_OR_NOT,
    Method.SURNAME_OF,
    Method.SLIP,
    Method.LATER_GIVEN,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that may be one; ``one`` is the lesser name, ``other`` the one it joins."""

    one: Key
    other: Key
    method: str
    score: float


class Scorer:
    """Weighs pairs by what stands beside them and when."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def pair(self, one: Unit, other: Unit, method: Method) -> Pair:
        """The pair with its score."""
        worth = method.worth
        enough = 2 if method in _DOUBTFUL else 1
        score = worth.beside if self._units.shared(one, other) >= enough else worth.alone
        if method not in _LEFT_OPEN and self._units.meet(one, other):
            score += _MET
        days = self._units.days_between(one, other)
        if days is not None:
            score += _YEARS if days > _LONG else _WEEK if days <= _SHORT and score > worth.alone else 0.0
        return Pair(one.key, other.key, worth.words, round(min(max(score, 0.05), 0.95), 2))
