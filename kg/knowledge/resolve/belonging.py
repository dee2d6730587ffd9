"""Who belongs to which body, and which country a town lies in, where a graph has both: from the known names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.gazetteer import Entry, Gazetteer
from kg.model.records import Entity, Membership


def belonging(entities: Sequence[Entity], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities with their memberships and countries, in the same order.

    No text need say so; the graph therefore tells them apart from what texts say, and without plain triples.
    """
    entries = {entity.id: gazetteer.entry(entity.label, entity.link) for entity in entities}
    known = {entry: entity.id for entity in entities if (entry := entries[entity.id]) and entry.kind == entity.type}
    memberships = _memberships(known, gazetteer)
    placed = []
    for entity in entities:
        joined, country = memberships.get(entity.id), _country(entries[entity.id], known, gazetteer)
        if joined or country:
            entity = replace(entity, memberships=tuple(sorted(joined or ())), country=country)
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
