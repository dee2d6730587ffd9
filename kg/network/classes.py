"""Which classes of the ontology a user means, and which of them act."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import InputError, nearest, offered, shown
from kg.terms.vocab import terms


def beneath(types: Iterable[str]) -> frozenset[str]:
    """The local names of these classes of the ontology and of all beneath them.

    Raises:
        InputError: if the ontology has no such class of entities.

    >>> sorted(beneath(["Bloc"]))
    ['Alliance', 'Bloc', 'ForumOfStates']
    """
    classes = {name.removeprefix("kg:"): term for name, term in terms().items() if term.kind == "class"}
    wanted = {f"kg:{name.removeprefix('kg:')}" for name in types}
    ours = {term.name for term in classes.values() if "kg:Entity" in (term.name, *term.broader)}
    for name in sorted(wanted - ours):
        near = offered(nearest(name[3:], [known[3:] for known in ours], 1, least=0.3))
        raise InputError(f"no class {shown(name[3:])} of entities{near}. docs/terms.md lists them")
    return frozenset(name for name, term in classes.items() if not wanted.isdisjoint((term.name, *term.broader)))


def acts(type: str) -> bool:
    """True of the class of a person, a body or a state; a group or a people does not act as one.

    >>> acts("Person"), acts("Country"), acts("City"), acts("People")
    (True, True, False, False)
    """
    term = terms().get(f"kg:{type}")
    above = (term.name, *term.broader) if term is not None else ()
    return "kg:Agent" in above and "kg:Group" not in above
