"""The page of an entity: its names, what is told of it, what it says, where sources do not agree; and of an event."""

from __future__ import annotations

from typing import Any

from kg.terms import vocab
from kg.web.pages import claims
from kg.web.pages.claims import Section, section
from kg.web.pages.things import Reader, Thing

# Names that are written out, and links to others of one kind.
MOST_NAMES, MOST_LINKS = 30, 30

_SECTIONS = {
    "told": ("What is told of it", claims.ABOUT),
    "said": ("What it says", claims.SAID_BY),
    "disputed": ("Where the sources do not agree", claims.DISPUTED),
}
# Facts of an entity that are no statements of an article.
_FACTS = (
    ("same as", "skos:exactMatch"),
    ("of", "kg:of"),
    ("country", "kg:country"),
    ("names", "kg:names"),
)
# Who and what took part in an event.
_PARTICIPANTS = (
    ("who", "kg:actor"),
    ("whom or what", "kg:object"),
    ("to whom", "kg:recipient"),
    ("where", "kg:location"),
)


def entity(reader: Reader, iri: str, show: str, offset: int) -> dict[str, Any] | None:
    """What the page of an entity shows; None where the graph has no such entity.

    Args:
        reader: the graph.
        iri: of the entity.
        show: the section that is shown alone; all of them, each in its beginnings, where there is none of that name.
        offset: of the section's first claim.
    """
    thing, kind = reader.thing(iri), reader.type_of(iri)
    if not kind:
        return None
    aliases = [name for name in reader.values(iri, "skos:altLabel") if name != thing.label]
    facts = [
        (words, [reader.thing(value) for value in values[:MOST_LINKS]])
        for words, name in _FACTS
        if (values := reader.values(iri, name))
    ]
    return {
        "template": "thing",
        "thing": thing,
        "kind": _class(reader, kind),
        "aliases": aliases[:MOST_NAMES],
        "facts": [*facts, *_memberships(reader, iri)],
        "sections": sections(reader, iri, show, offset),
        "show": show if show in _SECTIONS else "",
        "explorer": f"/#entity={vocab.id_of(reader.names.usual(iri))}",
        "query": claims.query_link(_query(reader, iri)),
    }


def sections(reader: Reader, iri: str, show: str, offset: int) -> list[Section]:
    """The section that is asked for, or the beginnings of all that have claims."""
    if show in _SECTIONS:
        title, pattern = _SECTIONS[show]
        return [section(reader, iri, pattern, name=show, title=title, offset=offset)]
    found = (
        section(reader, iri, pattern, name=name, title=title, size=claims.A_GLANCE)
        for name, (title, pattern) in _SECTIONS.items()
    )
    return [one for one in found if one.total]


def event(reader: Reader, iri: str, offset: int) -> dict[str, Any] | None:
    """What the page of an event shows: who took part, when and where, and who tells of it."""
    kinds = [value for value in reader.values(iri, "rdf:type") if value != reader.names.iri("kg:Event")]
    if not kinds:
        return None
    facts = []
    for words, name in _PARTICIPANTS:
        if values := reader.values(iri, name):
            facts.append((words, [claims.thing_of(reader, value) for value in values[:MOST_LINKS]]))
    if times := reader.values(iri, "kg:time"):
        facts.append(("when", [Thing("", time) for time in times]))
    told = section(reader, iri, claims.DESCRIBING, name="", title="Who tells of it", offset=offset)
    return {
        "template": "thing",
        "thing": reader.thing(iri),
        "kind": reader.thing(kinds[0]),
        "aliases": [],
        "facts": facts,
        "sections": [told],
        "show": "",
        "explorer": "",
        "query": claims.query_link(f"DESCRIBE {claims.term_text(reader, iri)}"),
    }


def _class(reader: Reader, kind: str) -> Thing:
    return reader.thing(reader.names.iri(f"kg:{kind}"))


def _memberships(reader: Reader, iri: str) -> list[tuple[str, list[Thing]]]:
    bodies = [value for node in reader.values(iri, "kg:membership") for value in reader.values(node, "kg:body")]
    listed = [reader.thing(body) for body in sorted(set(bodies))[:MOST_LINKS]]
    return [("member of", listed)] if listed else []


def _query(reader: Reader, iri: str) -> str:
    it = claims.term_text(reader, iri)
    return (
        f"# What is told of {reader.thing(iri).label}\n"
        "SELECT ?subject ?relation ?object ?speaker ?statement WHERE {\n"
        f"  {{ ?statement rdf:subject {it} }} UNION {{ ?statement rdf:object {it} }}\n"
        "  ?statement rdf:subject ?subject ; rdf:predicate ?relation ; kg:confidence ?confidence .\n"
        "  OPTIONAL { ?statement rdf:object ?object }\n"
        "  OPTIONAL { ?statement kg:attributedTo ?speaker }\n"
        "}\nORDER BY DESC(?confidence)\nLIMIT 200"
    )
