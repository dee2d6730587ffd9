"""The graph as entities of FollowTheMoney, one JSON object a line, for Aleph and its relatives.

A statement is an entity of its own there, a link: of a kind of its own where a fact has one (membership, ownership,
employment, ...), else "unknown link" with its relation as role. What is no fact is always an unknown link, its stance
as status and in front of its role. Phrases, works and concepts have no schema there, and neither they nor what is said
of them is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.records import Document, Entity, Event, Knowledge, Membership, Statement
from kg.show.exports import told
from kg.show.exports.told import Link, Told, clean, line
from kg.terms.vocab import super_relations

# The schema for each class of ours that has one; a country acts in the news, so it is a body and no place.
SCHEMAS: Mapping[str, str] = {
    "Person": "Person",
    "Country": "PublicBody",
    **dict.fromkeys(("Government", "Ministry", "Military"), "PublicBody"),
    "Company": "Company",
    **dict.fromkeys(
        ("Organization", "Party", "MediaOutlet", "ThinkTank", "Alliance", "Bloc", "ForumOfStates"), "Organization"
    ),
    **dict.fromkeys(("People", "Group"), "LegalEntity"),
    **dict.fromkeys(("City", "Region", "Island", "Place", "Building"), "Address"),
    "Role": "Position",
    **dict.fromkeys(("EventTopic", "Meeting"), "Event"),
}
_ORGANIZATIONS = frozenset({"Organization", "PublicBody", "Company"})
_PARTIES = _ORGANIZATIONS | {"Person", "LegalEntity"}
_PEOPLE = frozenset({"Person"})
_DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2]))?")
_RELATIVES = re.compile(
    r"rel:be_(wife|husband|spouse|son|daughter|child|mother|father|parent|brother|sister|cousin|uncle|aunt|nephew|niece)_of"
)

Properties = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A schema of links: what its two ends are called, and which schemas they must have."""

    schema: str
    one: str
    ones: frozenset[str]
    other: str
    others: frozenset[str]
    is_turned: bool = False


_MEMBER = _Kind("Membership", "member", _PARTIES, "organization", _ORGANIZATIONS)
_LEADS = _Kind("Directorship", "director", _PARTIES, "organization", _ORGANIZATIONS)
_WORKS = _Kind("Employment", "employee", _PEOPLE, "employer", _ORGANIZATIONS)
_OWNS = _Kind("Ownership", "owner", _PARTIES, "asset", frozenset({"Company"}))
_HOLDS = _Kind("Occupancy", "holder", _PEOPLE, "post", frozenset({"Position"}))
_FAMILY = _Kind("Family", "person", _PEOPLE, "relative", _PEOPLE)


def _turned(kind: _Kind) -> _Kind:
    return _Kind(kind.schema, kind.one, kind.ones, kind.other, kind.others, is_turned=True)


_KINDS: Mapping[str, _Kind] = {
    "kg:memberOf": _MEMBER,
    "kg:hasMember": _turned(_MEMBER),
    "kg:leads": _LEADS,
    "kg:ledBy": _turned(_LEADS),
    "kg:worksFor": _WORKS,
    "kg:employs": _turned(_WORKS),
    "kg:owns": _OWNS,
    "kg:ownedBy": _turned(_OWNS),
    "kg:holdsRole": _HOLDS,
    "kg:heldBy": _turned(_HOLDS),
    "kg:marriedTo": _FAMILY,
}


def ftm(knowledge: Knowledge) -> bytes:
    """The entities, those of a kind together, each sorted by its id."""
    told_of = Told(knowledge)
    listed = [*_articles(told_of), *_things(told_of), *_known_members(told_of), *_links(told_of), *_events(told_of)]
    return "".join(map(told.json_line, listed)).encode()


def schema(entity: Entity) -> str | None:
    """The schema of an entity; None where there is none for its class."""
    return SCHEMAS.get(entity.type)


# -- what there is -------------------------------------------------------------------------------------------------


def _articles(told_of: Told) -> Iterator[object]:
    for document in told_of.documents:
        date = _day(document.date) or (document.date if _DATE.fullmatch(document.date or "") else "")
        yield _entity(
            f"doc:{document.id}",
            "Article",
            {
                "title": [told_of.titles[document.id]],
                "publishedAt": [date or ""],
                "publisher": [line(document.source or "")],
                "sourceUrl": [told.address(document)],
                "bodyText": [clean(document.text).strip()],
            },
        )


def _things(told_of: Told) -> Iterator[object]:
    for entity in told_of.entities:
        if (kind := schema(entity)) is None:
            continue
        properties: dict[str, Iterable[str]] = {
            "name": [label if _is_seen(label := told_of.labels[entity.id]) else entity.id],
            "alias": map(line, sorted(entity.aliases)),
            "wikidataId": [entity.link or ""],
        }
        if kind == "Address":
            properties["full"] = properties["name"]
        owner = told_of.by_id.get(entity.of or "")
        if kind == "Position" and owner is not None and schema(owner) in _ORGANIZATIONS:
            properties["organization"] = [_id(f"e:{owner.id}")]
        yield _entity(f"e:{entity.id}", kind, properties)


def _known_members(told_of: Told) -> Iterator[object]:
    for entity in told_of.entities:
        for member in sorted(entity.memberships):
            body = told_of.by_id.get(member.body)
            if body is not None and schema(entity) in _PARTIES and schema(body) in _ORGANIZATIONS:
                yield _membership(entity, member)


def _membership(entity: Entity, member: Membership) -> object:
    return _entity(
        f"member:{entity.id} {member.body} {member.start} {member.end}",
        "Membership",
        {
            "member": [_id(f"e:{entity.id}")],
            "organization": [_id(f"e:{member.body}")],
            "startDate": [member.start],
            "endDate": [member.end],
            "summary": ["as tables of known names have it"],
        },
    )


# -- what is said --------------------------------------------------------------------------------------------------


def _links(told_of: Told) -> Iterator[object]:
    documents = {document.id: document for document in told_of.documents}
    for link in told_of.links():
        schemas = schema(link.source), schema(link.target)
        if None not in schemas:
            yield _link(link, _kind(link), documents.get(link.statement.document), told_of)


def _kind(link: Link) -> _Kind | None:
    """The schema of a fact's relation, if its ends have the schemas that it asks for."""
    if not link.is_fact:
        return None
    predicate = link.statement.predicate
    if _RELATIVES.fullmatch(predicate):
        found: Iterable[_Kind] = (_FAMILY,)
    else:
        found = (_KINDS[name] for name in (predicate, *super_relations(predicate)) if name in _KINDS)
    for kind in found:
        one, other = (link.target, link.source) if kind.is_turned else (link.source, link.target)
        if schema(one) in kind.ones and schema(other) in kind.others:
            return kind
    return None


def _link(link: Link, kind: _Kind | None, document: Document | None, told_of: Told) -> object:
    statement = link.statement
    ends = [_id(f"e:{entity.id}") for entity in (link.source, link.target)]
    if kind is not None and kind.is_turned:
        ends.reverse()
    names = (kind.one, kind.other) if kind is not None else ("subject", "object")
    properties: dict[str, Iterable[str]] = {names[0]: ends[:1], names[1]: ends[1:]}
    # A post and a relative have no role or status there.
    told_as = {"Family": ("relationship", ""), "Occupancy": ("", "")}.get(
        kind.schema if kind else "", ("role", "status")
    )
    properties |= {name: [value] for name, value in zip(told_as, (link.named, link.stance), strict=True) if name}
    speakers = " > ".join(told_of.speakers(statement))
    properties |= {
        **_dates(statement.earliest, statement.latest),
        "summary": [told.quote(statement)],
        "description": [f"{told_of.claim(statement)}; {f'{speakers} says so' if speakers else 'the article says so'}"],
        "recordId": [statement.id],
        **_source(document),
    }
    return _entity(f"st:{statement.id}", kind.schema if kind else "UnknownLink", properties)


def _events(told_of: Told) -> Iterator[object]:
    documents = {document.id: document for document in told_of.documents}
    statements = {statement.id: statement for statement in told_of.statements}
    for event in told_of.events:
        reports = [statements[id] for id in sorted(set(event.statements)) if id in statements]
        yield _event(event, reports, documents, told_of)


def _event(event: Event, reports: Iterable[Statement], documents: Mapping[str, Document], told_of: Told) -> object:
    involved = [told_of.by_id[id] for _, id in sorted(set(event.participants)) if id in told_of.by_id]
    properties: dict[str, list[str]] = {
        "name": [line(event.label) or str(event.type)],
        "involved": [_id(f"e:{entity.id}") for entity in involved if schema(entity) in _PARTIES],
        "location": [line(told_of.name(event.place))],
        **_dates(event.earliest, event.latest),
        "summary": [],
    }
    for report in reports:
        properties["summary"].append(told.quote(report))
        for name, values in _source(documents.get(report.document)).items():
            properties.setdefault(name, []).extend(values)
    return _entity(f"ev:{event.id}", "Event", properties)


def _dates(earliest: str | None, latest: str | None) -> dict[str, list[str]]:
    first, last = _day(earliest), _day(latest)
    return {"date": [first]} if first == last else {"startDate": [first], "endDate": [last]}


def _source(document: Document | None) -> dict[str, list[str]]:
    if document is None:
        return {"proof": [], "sourceUrl": [], "publisher": []}
    return {
        "proof": [_id(f"doc:{document.id}")],
        "sourceUrl": [told.address(document)],
        "publisher": [line(document.source or "")],
    }


def _entity(name: str, schema: str, properties: Properties) -> object:
    told_once = {key: list(dict.fromkeys(filter(_is_seen, values))) for key, values in properties.items()}
    return {
        "id": _id(name),
        "schema": schema,
        "properties": {key: values for key, values in sorted(told_once.items()) if values},
    }


def _is_seen(value: str) -> bool:
    """True of text with anything to see in it; FollowTheMoney refuses what has nothing."""
    return any(character.isprintable() and not character.isspace() for character in value)


def _day(date: str | None) -> str:
    return date if told.day(date) and date and date[0] in "12" else ""  # it knows no year before 1000


def _id(name: str) -> str:
    """An id of letters and digits, as FollowTheMoney asks for, that follows from the name alone."""
    return f"kg-{hashlib.sha1(name.encode('utf-8', 'surrogatepass'), usedforsecurity=False).hexdigest()}"
