"""The JSON of ``kg entities``: mentions, the verbs and nouns of what happened, and which texts tell one story."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kg.knowledge.happenings import happenings
from kg.knowledge.resolve.clusters import NAMING_KINDS
from kg.model.edits import to_source
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Reading, Resolution, Span
from kg.terms.mention_type import MentionType
from kg.text.stories import stories


def document(reading: Reading, resolution: Resolution) -> dict[str, Any]:
    """The entities and events of one document, as in a corpus of it alone."""
    found: dict[str, Any] = corpus([reading], resolution)["docs"][reading.document.id]
    return found


def corpus(readings: Iterable[Reading], resolution: Resolution) -> dict[str, Any]:
    """The entities, events and stories of documents, by document id; cluster ids are shared over documents.

    An entity is a mention. A name that is part of a longer phrase is told with its own span, kind name; where the
    document speaks of the thing again, the phrase ("the Democratic Party", "Wu Chi-wai of the Democratic Party")
    is told too, kind nominal, in the same cluster.

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
        clusters = _clusters(reading, resolution)
        found: dict[tuple[int, int, str, str], dict[str, Any]] = {}
        source = to_source(reading.document)
        for mention in reading.mentions:
            row = _entity(mention, reading.text, clusters[mention.cluster], source)
            found.setdefault((row["start"], -row["end"], row["kind"], row["cluster"]), row)
        docs[id] = {
            "entities": [found[place] for place in sorted(found)],
            "events": [
                {**_place(source(trigger.span)), "cluster": event_of[id, trigger.span]} for trigger in reading.triggers
            ],
            "story": told[id],
        }
    return {"docs": docs}


def _clusters(reading: Reading, resolution: Resolution) -> dict[int, str]:
    """The id of each cluster: the entity's, where it has a name or its words say which one it is.

    "the report" of one document is not that of another, nor need two in one document be the same.
    """
    document = reading.document.id
    named = {mention.cluster for mention in reading.mentions if mention.kind in NAMING_KINDS}
    taken: set[str] = set()
    found: dict[int, str] = {}
    for number in sorted({mention.cluster for mention in reading.mentions}):
        entity = resolution.entity_of.get((document, number))
        if entity is not None and (number in named or (entity not in taken and "_" in entity)):
            found[number] = entity
            taken.add(entity)
        else:
            found[number] = f"{document}#{number}"
    return found


def _entity(mention: Mention, text: str, cluster: str, source: Callable[[Span], Span]) -> dict[str, Any]:
    start = mention.span.start
    # Seats of power carry their article: "the White House".
    seat = mention.kind is MentionKind.METONYM or (mention.kind is MentionKind.NAME and mention.type == MentionType.FAC)
    if seat and text[max(0, start - 4) : start].lower() == "the ":
        start -= 4
    return {
        **_place(source(Span(start, mention.span.end))),
        "type": mention.type,
        "cluster": cluster,
        "kind": mention.kind.value,
        "link": mention.link,
        "label": mention.label,
    }


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
