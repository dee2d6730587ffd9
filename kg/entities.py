"""The JSON of ``kg entities``: mentions, the verbs and nouns of what happened, and which texts tell one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.happenings import happenings
from kg.model import Mention, MentionKind, Reading, Resolution
from kg.stories import stories


def document(reading: Reading, resolution: Resolution) -> dict[str, Any]:
    """The entities and events of one document, as in a corpus of it alone."""
    found: dict[str, Any] = corpus([reading], resolution)["docs"][reading.document.id]
    return found


def corpus(readings: Iterable[Reading], resolution: Resolution) -> dict[str, Any]:
    """The entities, events and stories of documents, by document id; cluster ids are shared over documents.

    Args:
        readings: what the documents say, in any order.
        resolution: their entities.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    told = stories(reading.document for reading in ordered)
    event_of = happenings(ordered, told, resolution.entity_of)
    docs = {}
    for reading in ordered:
        id = reading.document.id
        docs[id] = {
            "entities": [_entity(mention, reading, resolution.entity_of) for mention in reading.mentions],
            "events": [
                {"start": trigger.span.start, "end": trigger.span.end, "cluster": event_of[id, trigger.span]}
                for trigger in reading.triggers
            ],
            "story": told[id],
        }
    return {"docs": docs}


def _entity(mention: Mention, reading: Reading, entity_of: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    document = reading.document.id
    start = mention.span.start
    # Seats of power carry their article: "the White House".
    seat = mention.kind is MentionKind.METONYM or (mention.kind is MentionKind.NAME and mention.type == "FAC")
    if seat and reading.document.text[max(0, start - 4) : start].lower() == "the ":
        start -= 4
    return {
        "start": start,
        "end": mention.span.end,
        "type": mention.type,
        "cluster": entity_of.get((document, mention.cluster), f"{document}#{mention.cluster}"),
        "kind": mention.kind.value,
        "link": mention.link,
        "label": mention.label,
    }
