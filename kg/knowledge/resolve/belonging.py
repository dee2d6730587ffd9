"""Who belongs to which body, and in which country what lies, where a graph has both: from the known names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kg.gazetteer import Entry, Gazetteer, How, pieces
from kg.gazetteer.names import fold, is_generic
from kg.knowledge.resolve import called
from kg.model.changed import changed
from kg.model.records import Entity, Membership
from kg.terms.mention_type import PLACES
from kg.terms.vocab import super_classes

PEOPLE, PARTY = "People", "Party"
# Committees of a party are in a country, and not its state's.
NOT_OF_STATES = frozenset(("committee", "party"))
BODY_CLASS = "kg:Organization"


def belonging(entities: Sequence[Entity], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities with their memberships and countries, and whose they are where no text says so, in the same order.

    No text need say so; the graph therefore tells it apart from what texts say, and without plain triples.
    """
    entries = {entity.id: gazetteer.entry(entity.label, entity.link) for entity in entities}
    known = {entry: entity.id for entity in entities if (entry := entries[entity.id]) and entry.kind == entity.type}
    memberships = _memberships(known, gazetteer)
    parties = _parties(entities)
    placed = []
    for entity in entities:
        joined, country = memberships.get(entity.id), _country(entries[entity.id], known, gazetteer)
        of = entity.of or _owner(entity, country, known, gazetteer) or parties.get(_party(entity))
        if joined or country or of != entity.of:
            entity = changed(entity, memberships=tuple(sorted(joined or ())), country=country, of=of)
        placed.append(entity)
    return tuple(placed)


def _memberships(known: Mapping[Entry, str], gazetteer: Gazetteer) -> dict[str, set[Membership]]:
    """The memberships of each entity, in bodies that are there too."""
    found: dict[str, set[Membership]] = defaultdict(set)
    for entry, body in known.items():
        for member in entry.members:
            named = gazetteer.named(member.member)
            if named is not None and named in known:
                found[known[named]].add(Membership(body, member.start or "", member.end or ""))
    return found


def _country(entry: Entry | None, known: Mapping[Entry, str], gazetteer: Gazetteer) -> str | None:
    """The entity of the country that a place lies in, where that is there too."""
    named = gazetteer.named(entry.country) if entry is not None and entry.country else None
    return known.get(named) if named is not None else None


# -- whose it is -------------------------------------------------------------------------------------------------------


def _owner(entity: Entity, country: str | None, known: Mapping[Entry, str], gazetteer: Gazetteer) -> str | None:
    """The state or the place whose body it is; the country of a people that is called after one."""
    if _is_body(entity.type):
        is_of_state = entity.type != PARTY and fold(entity.label).split()[-1] not in NOT_OF_STATES
        return (country if is_of_state else None) or _place_of(entity.label, known, gazetteer)
    return _land_of(entity.label, known, gazetteer) if entity.type == PEOPLE else None


@cache
def _is_body(kind: str) -> bool:
    return BODY_CLASS in (f"kg:{kind}", *super_classes(f"kg:{kind}"))


def _place_of(label: str, known: Mapping[Entry, str], gazetteer: Gazetteer) -> str | None:
    """Chile for the "Chilean Navy" and the "Embassy of Chile": the name is a place and what many places have."""
    words = pieces(label)
    found = [match for match in gazetteer.matches(words) if match.entry in known and match.entry.type in PLACES]
    if len(found) != 1:
        return None
    [match] = found
    rest = [word for word in (*words[: match.start], *words[match.end :]) if word != "'s"]
    return known[match.entry] if is_generic(fold(" ".join(rest))) else None


def _land_of(label: str, known: Mapping[Entry, str], gazetteer: Gazetteer) -> str | None:
    """Chile for "Chileans"."""
    words = pieces(label)
    match = next(iter(gazetteer.matches(words)), None)
    is_whole = match is not None and (match.start, match.end, match.how) == (0, len(words), How.DEMONYM)
    return known.get(match.entry) if match is not None and is_whole else None


def _parties(entities: Sequence[Entity]) -> dict[str, str]:
    """The party of a name, by what its followers are known by; of two with one name neither."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        name = fold(entity.label)
        if entity.type == PARTY and name.endswith(" party"):
            found[called.people(name.removesuffix(" party"))].append(entity.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def _party(entity: Entity) -> str:
    """By what the followers of a party would be known; "" of all that is no people."""
    return called.people(fold(entity.label)) if entity.type == PEOPLE else ""
