"""Nouns of deeds: the verb that each stands for, and the words around it that mark who does it and to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.terms.tables import rows

# Marks that are no prepositions: the possessive before the noun, a name or noun beside it, and a clause behind it.
POSSESSIVE, BESIDE, CLAUSE = "'s", "+", ">"


@dataclass(frozen=True, slots=True)
class Deed:
    """One sense of a noun of a deed.

    Attributes:
        verb: the verb with its preposition: "vote for".
        agents: the marks of who does it.
        patients: the marks of what it is done to.
    """

    verb: str
    agents: frozenset[str]
    patients: frozenset[str]

    @property
    def is_mutual(self) -> bool:
        """True for what two do with one another: "talks", "war"."""
        return "with" in self.patients


@cache
def deeds() -> Mapping[str, tuple[Deed, ...]]:
    """Noun to its senses, which the marks of what it is done to tell apart, as ``ontology/nominals.tsv`` has them.

    >>> [deed.verb for deed in deeds()["vote"] if "against" in deed.patients]
    ['vote against']
    """
    found: dict[str, list[Deed]] = defaultdict(list)
    for (noun, verb, agents, patients), _ in rows("nominals.tsv", 4):
        found[noun].append(Deed(verb, frozenset(agents.split()), frozenset(patients.split())))
    return MappingProxyType({noun: tuple(senses) for noun, senses in found.items()})


@cache
def marks(noun: str) -> frozenset[str]:
    """All the marks of what the deed of a noun is done to; none of a noun that names no deed.

    >>> sorted(marks("visit")), sorted(marks("table"))
    (['to'], [])
    """
    return frozenset().union(*(deed.patients for deed in deeds().get(noun, ())))
