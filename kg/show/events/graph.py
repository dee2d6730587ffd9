"""The political events of a whole graph after PLOVER, each in the words of its entities.

Every event that a sentence has is written, also what stands in the background; ``kg.show.events`` chooses. Its sides
are who acts and who is acted on (``kg.show.events.parties``); one of which neither is told is no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model.kinds import RECEIVING, Polarity, Role
from kg.model.order import evidence_order
from kg.model.records import Entity, Evidence, Knowledge, Literal, Node, Statement
from kg.show.events.actors import QUANTITY
from kg.show.events.coding import TO_THINGS, WITHOUT_AGENT, Names, Sides, sides
from kg.show.events.parties import COUNTED, IN_WORDS, deed_doers, is_place, is_title, is_weapon, named_in, sides_of
from kg.terms import lexicon, plover, vocab
from kg.terms.event_type import FORCE, EventType

# Types that what is done again and again is none of, and how that is told of many.
OF_VIOLENCE = frozenset({EventType.ASSAULT, EventType.THREATEN})
PRESENT = re.compile(r"\b(?:are|get)\s+(?:\w+ly\s+)?\Z")
NAMELESS = frozenset({"Topic", "Group", "Role"})
# Where the other side stands behind a preposition: "signed a treaty with Ghana".
BESIDE = frozenset({Role.OTHER, Role.TOPIC})
# Of these the other side is whoever did, or may do, what is told beneath them; else whoever it is done to.
OF_DOERS = frozenset({EventType.ACCUSE, EventType.CONCEDE})
# Who is against a deed, or for it, does nothing to those whom it harms.
ON_DEEDS = frozenset({EventType.REJECT, EventType.SUPPORT})
# What is destroyed or taken may be a thing; what is kept back from somebody is not the one who suffers it.
TAKEN = TO_THINGS - {EventType.SANCTION}


def rows(knowledge: Knowledge) -> list[dict[str, object]]:
    """Each event that a sentence tells, coded after PLOVER, in text order; once for each trigger.

    ``doc start end evidence`` say where; the other fields are those of ``kg extract --format events``, with entities
    by their canonical labels. What is coordinated, and what two sides do together, shares one trigger and one row.
    """
    entities = {entity.id: entity for entity in knowledge.entities}
    said = {f"st:{statement.id}": statement for statement in knowledge.statements}
    texts = {document.id: document.text for document in knowledge.documents}
    names = {id: entity.label for id, entity in entities.items()}
    return [_row(event, names, said, texts) for event in _events(knowledge, entities, said)]


@dataclass(slots=True)
class _Event:
    """The first statement of an event in its place, with the sides of all."""

    statement: Statement
    evidence: Evidence
    code: EventType
    sources: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


def _events(knowledge: Knowledge, entities: Mapping[str, Entity], said: Mapping[str, Statement]) -> Iterable[_Event]:
    found: dict[tuple[object, ...], _Event] = {}
    words = lexicon.load()
    pairs = [(statement, evidence) for statement in knowledge.statements for evidence in statement.evidence]
    for statement, evidence in sorted(pairs, key=lambda pair: (evidence_order(pair[1]), pair[0].id)):
        before = evidence.quote[: max(evidence.predicate.start - evidence.sentence.start, 0)]
        promised = next((said[node] for node in _content(statement) if node in said), None)
        code = plover.code_of(statement, before=before, modality=statement.modality, promised=promised)
        told = sides(statement, _Told(statement, promised, code, entities), words) if code is not None else None
        if code is None or told is None or not any(told) or _bids_himself(statement, entities):
            continue
        if code in OF_VIOLENCE and _is_habit(statement, before, entities):
            continue
        key = (evidence.document, evidence.predicate, code, statement.polarity, statement.modality)
        event = found.setdefault(key, _Event(statement, evidence, code))
        event.sources += told.sources
        event.targets += told.targets
    return found.values()


def _bids_himself(statement: Statement, entities: Mapping[str, Entity]) -> bool:
    """True of "we must talk": what he and others must do is no request of the speaker to them."""
    doer = entities.get(statement.subject)
    return plover.is_demand(statement) and doer is not None and doer.of == statement.attribution[-1]


def _is_habit(statement: Statement, before: str, entities: Mapping[str, Entity]) -> bool:
    """True of "women who are attacked", which tells of no attack; not of "three women are attacked in Lima"."""
    whose = entities.get(statement.subject)
    if whose is None or not (statement.phrase.startswith("be ") and PRESENT.search(before)):
        return False
    first = whose.label.partition(" ")[0].lower()
    return whose.type in NAMELESS and not QUANTITY.match(first) and first not in COUNTED


def _content(statement: Statement) -> Iterator[str]:
    """What may be another statement: the object and the topics."""
    topics = (node for role, node in statement.roles if role is Role.TOPIC)
    return (node for node in (statement.object, *topics) if isinstance(node, str))


@dataclass(frozen=True, slots=True)
class _Told:
    """One statement of a graph, as a coder asks for its sides.

    Attributes:
        statement: what is told.
        promised: the statement that it has as its content.
        code: PLOVER's type of it.
        entities: of the graph, by id.
    """

    statement: Statement
    promised: Statement | None
    code: EventType
    entities: Mapping[str, Entity]

    def speaker(self) -> Names:
        """Who says so."""
        return _names(self._parties(self.statement.attribution[-1:]))

    def subject(self) -> Names:
        """Who acts; nobody where a thing does, as a blast kills."""
        return _names(self._parties([self.statement.subject]))

    def suffered(self) -> Sides | None:
        """Done to the subject by nobody known; None of a thing to which nobody can do it."""
        subject = self.subject() or (self._things([self.statement.subject]) if self.code in TO_THINGS else ())
        return Sides(self._doers(), subject) if subject else None

    def _doers(self) -> Names:
        """Whose deed it was in: the police of "killed in a police raid", Peru of "killed in Peru's attack"."""
        if self.code not in WITHOUT_AGENT:
            return ()
        found = (name for deed in self._entities([self.statement.object]) for name in deed_doers(deed, self.entities))
        return tuple(name for name in found if name not in self.subject())

    def can_act(self) -> bool:
        """False of a thing that is nobody's: "low rates provided relief"; things may only kill."""
        return self.code in WITHOUT_AGENT or bool(self.subject())

    def others(self) -> Iterator[Names]:
        """A recipient or addressee before the object, and the actor behind a clause; else whom their words name."""
        sources = set(self.subject())
        meant = (_names(self._parties(nodes)) for nodes in self._beside())
        yield from (found for found in meant if found and set(found) != sources)
        named = (tuple(name for name in _names(self._named([node])) if name not in sources) for node in self._telling())
        yield from filter(None, named)

    def _beside(self) -> Iterator[Iterable[Node | None]]:
        """What may be on the other side, in its order."""
        yield (node for role, node in self.statement.roles if role in RECEIVING)
        yield [self._object()]
        yield from ([node] for node in self._inner())

    def _telling(self) -> Iterator[Node | None]:
        """What may name the other side; what is asked for or judged names whom it is about, not who is meant."""
        if self.code in TO_THINGS:
            return
        if self.code not in IN_WORDS:
            yield self._object()
        beside = (node for role, node in self.statement.roles if role in BESIDE)
        yield from (node for node in beside if not any(map(is_title, self._entities([node]))))

    def last(self) -> Names:
        """The thing that is destroyed or taken, the place that is visited; nobody of what is said or given."""
        entities = self._entities([self._object()])
        return _names(e for e in entities if is_place(e) or (self.code in TAKEN and not is_weapon(e)))

    def _object(self) -> Node | None:
        """The object, but for the place of a meeting."""
        return None if self.statement.predicate in vocab.MEETING_PLACES else self.statement.object

    def _inner(self) -> tuple[Node | None, ...]:
        """Who acts and who is acted on in the content.

        What is asked for is asked of whoever shall do it: of nobody where the asker would do it himself. What is
        promised or refused has a side where it is a deed itself: "vowed to win" has none, and who is against the
        expulsion of the traders does nothing to the traders.
        """
        if self.promised is None or self.statement.object in self.entities:
            return ()
        if self.code is EventType.REQUEST:
            return (self.promised.subject,)
        if self.code in OF_DOERS:
            return (self.promised.subject, self.promised.object)
        deed = self.promised.event_type and vocab.plover(self.promised.event_type)
        return () if deed is None or (self.code in ON_DEEDS and deed in FORCE) else (self.promised.object,)

    def _parties(self, nodes: Iterable[Node | None]) -> Iterator[Entity]:
        """Who is meant by these, each owner of a thing for the thing."""
        return (party for entity in self._entities(nodes) for party in sides_of(entity, self.entities, self.code))

    def _named(self, nodes: Iterable[Node | None]) -> Iterator[Entity]:
        """These, or whom their words name."""
        for entity in self._entities(nodes):
            yield from sides_of(entity, self.entities, self.code) or named_in(entity, self.entities, self.code)

    def _things(self, nodes: Iterable[Node | None]) -> Names:
        return _names(self._entities(nodes))

    def _entities(self, nodes: Iterable[Node | None]) -> Iterator[Entity]:
        return (self.entities[node] for node in nodes if isinstance(node, str) and node in self.entities)


def _names(entities: Iterable[Entity]) -> Names:
    return tuple(entity.label for entity in entities)


def _row(
    event: _Event, labels: Mapping[str, str], said: Mapping[str, Statement], texts: Mapping[str, str]
) -> dict[str, object]:
    statement, evidence = event.statement, event.evidence
    return {
        "doc": evidence.document,
        **plover.row(
            event.code,
            sources=event.sources,
            targets=event.targets,
            place=_place(statement, labels, said),
            date=_role(statement, Role.TIME, labels, said),
            attribution=[labels.get(id, id) for id in statement.attribution],
            polarity=statement.polarity,
            modality=statement.modality,
            mode=plover.mode(statement, event.code),
            trigger=" ".join(evidence.predicate.of(texts.get(evidence.document, "")).split()),
        ),
        "start": evidence.sentence.start,
        "end": evidence.sentence.end,
        "evidence": evidence.quote,
    }


def _place(statement: Statement, labels: Mapping[str, str], said: Mapping[str, Statement]) -> str | None:
    if statement.predicate in vocab.MEETING_PLACES and statement.object is not None:
        return in_words(statement.object, labels, said)
    return _role(statement, Role.PLACE, labels, said)


def _role(statement: Statement, role: Role, labels: Mapping[str, str], said: Mapping[str, Statement]) -> str | None:
    return next((in_words(node, labels, said) for known, node in statement.roles if known is role), None)


def in_words(node: Node, labels: Mapping[str, str], said: Mapping[str, Statement]) -> str:
    """An entity's label, a literal's value, a statement's words."""
    if isinstance(node, Literal):
        return node.value
    if node in said:
        statement = said[node]
        negation = "not" if statement.polarity is Polarity.NEGATIVE else ""
        subject = labels.get(statement.subject, statement.subject)
        parts = (subject, negation, statement.phrase, statement.object_label)
        return " ".join(part for part in parts if part)
    return labels.get(node, node)
