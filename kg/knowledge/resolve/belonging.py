"""Who belongs to which body, and which country a town lies in, where a graph has both: from the known names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.gazetteer import Entry, Gazetteer
from kg.model.records import Entity, Membership


def belonging(entities: Sequence[Entity], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The entities with their memberships and countries, in the same order.

    No text need say so; the graph therefore tells them apart from what texts say, and without plain triples.
    """
    entries = {entity.id: gazetteer.entry(entity.label, entity.link) for entity in entities}
    known = {entry: entity.id for entity in entities if (entry := entries[entity.id]) and entry.kind == entity.type}
    memberships: dict[str, set[Membership]] = defaultdict(set)
    for entry, body in known.items():
        for member in entry.members:
            named = gazetteer.named(member.member)
            if named in known:
                memberships[known[named]].add(Membership(body, member.start or "", member.end or ""))

    def country(entry: Entry | None) -> str | None:
        named = gazetteer.named(entry.country) if entry and entry.country else None
        return known.get(named) if named else None

    return tuple(
        entity
        if entity.id not in memberships and country(entries[entity.id]) is None
        else replace(entity, memberships=tuple(sorted(memberships[entity.id])), country=country(entries[entity.id]))
        for entity in entities
    )
