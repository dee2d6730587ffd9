"""The graph as the lists of nodes and edges that programs around language models take: LangChain, and kg-gen.

Such programs read the name of an edge and little else. So a fact has the name of its relation, and everything else has
its stance in that name: ``DENIED_SUPPORTS``, "denied: supports".
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from kg.model.records import Entity, Knowledge
from kg.show.exports import told
from kg.show.exports.told import Link, Told, clean

Json = dict[str, Any]  # Any: what JSON holds


def langchain(knowledge: Knowledge) -> bytes:
    """A list of LangChain's ``GraphDocument``, one for each document, as JSON."""
    told_of = Told(knowledge)
    by_document: dict[str, list[Link]] = defaultdict(list)
    for link in told_of.links():
        by_document[link.statement.document].append(link)
    listed = []
    for document in told_of.documents:
        links = by_document[document.id]
        ends = {entity.id: entity for link in links for entity in (link.source, link.target)}
        metadata = {
            "id": clean(document.id),
            "title": told_of.titles[document.id],
            "date": clean(document.date or ""),
            "source": clean(document.source or ""),
            "iri": told_of.iri(document),
        }
        listed.append(
            {
                "nodes": [_node(ends[id], told_of) for id in sorted(ends)],
                "relationships": [_relationship(link, told_of) for link in links],
                "source": {
                    "page_content": clean(document.text),
                    "metadata": {name: value for name, value in metadata.items() if value},
                    "type": "Document",
                },
            }
        )
    return _json(listed)


def _node(entity: Entity, told_of: Told) -> Json:
    properties = {
        "entity": entity.id,
        "aliases": "; ".join(map(clean, sorted(entity.aliases))),
        "wikidata": entity.link or "",
        "iri": told_of.iri(entity),
    }
    return {**_end(entity, told_of), "properties": {name: value for name, value in properties.items() if value}}


def _end(entity: Entity, told_of: Told) -> Json:
    return {"id": told_of.names[entity.id], "type": entity.type, "properties": {}}


def _relationship(link: Link, told_of: Told) -> Json:
    statement = link.statement
    properties: Json = {
        "statement": statement.id,
        "stance": link.stance,
        "is_fact": link.is_fact,
        "relation": link.relation,
        "predicate": statement.predicate,
        "polarity": str(statement.polarity),
        "modality": str(statement.modality),
        "certainty": str(statement.certainty),
        "speakers": " > ".join(told_of.speakers(statement)),
        "confidence": statement.confidence,
        "time": told.time(statement),
        "quote": told.quote(statement),
        "document": clean(statement.document),
    }
    return {
        "source": _end(link.source, told_of),
        "target": _end(link.target, told_of),
        "type": link.type,
        "properties": {name: value for name, value in properties.items() if value != ""},
    }


def kggen(knowledge: Knowledge) -> bytes:
    """The graph as kg-gen saves one: names, names of relations, and triples of them; equal triples are one."""
    told_of = Told(knowledge)
    found = {(told_of.names[link.source.id], link.named, told_of.names[link.target.id]) for link in told_of.links()}
    return _json(
        {
            "entities": sorted(told_of.names.values()),
            "edges": sorted({relation for _, relation, _ in found}),
            "relations": [list(triple) for triple in sorted(found)],
        }
    )


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
