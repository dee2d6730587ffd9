"""The sides of an event in the words of its sentence: who is named as the other one, by an ordered list of places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.model.kinds import RECEIVING, MentionKind, Role
from kg.model.records import Argument, Evidence, Mention, Proposition, Reading, Span, Statement
from kg.show.events.actors import AGENTS, Actors
from kg.show.events.coding import ASKING_TYPES, TO_THINGS, WITHOUT_AGENT, Names, Sides
from kg.terms.event_type import EventType
from kg.terms.mention_type import PLACES, MentionType

# Roles that have a place of their own in the list below.
LOOKED_AT = frozenset({*RECEIVING, Role.OBJECT, Role.PLACE})


@dataclass(frozen=True, slots=True)
class Told:
    """One statement at one place of a reading, as a coder asks for its sides.

    Attributes:
        statement: what is told.
        evidence: where.
        proposition: what it was aligned from.
        code: PLOVER's type of it.
        reading: the document's.
        actors: who is named where in it.
    """

    statement: Statement
    evidence: Evidence
    proposition: Proposition
    code: EventType
    reading: Reading
    actors: Actors

    def speaker(self) -> Names:
        """Who says so."""
        return self.actors.names(self.reading.mentions[self.proposition.attribution[-1]])

    def subject(self) -> Names:
        """Whom the predicate is said of."""
        return self.actors.names(self.doer())

    def suffered(self) -> Sides | None:
        """Done to the subject; but whose forces are withdrawn withdraws. None for a thing that cannot suffer it."""
        subject = self.doer()
        if self.code not in TO_THINGS and not self.actors.is_somebody(subject):
            return None
        names = self.actors.names(subject)
        by = [a for a in self.proposition.arguments if a.preposition == "by"]
        agents = self._names([m for a in by for m in self._agents(a)[:1]])
        if self.code is EventType.RETREAT and not agents:
            return Sides(names, self._names(self._left_places(subject)[:1]))
        return Sides(agents, names)

    def can_act(self) -> bool:
        """False of a thing: "the support strengthened ties", "stock prices rallied"; things may only kill."""
        return self.code in WITHOUT_AGENT or self.actors.is_somebody(self.doer())

    def others(self) -> Iterator[Names]:
        """The names in each of the places where somebody else stands, two at most."""
        subject = self.doer()
        for place in PLACES_TO_LOOK:
            found = [m for m in place(self) if not self.actors.is_same(m, subject)]
            if found:
                yield self._names(found[:2])

    def last(self) -> Names:
        """The object whatever it is, unless its noun is the deed itself ("held talks")."""
        object = self.object()
        is_open = self.statement.predicate.startswith("rel:")
        return () if is_open and object is not None and object.type == MentionType.TOPIC else self.actors.names(object)

    def doer(self) -> Mention | None:
        """The subject; the unnamed speaker where a pronoun in his words refers to nobody else."""
        subject = self.actors.at(self.evidence.subject)
        if subject is not None and subject.kind is MentionKind.PRONOUN and not self.actors.names(subject):
            speakers = self.proposition.attribution
            return self.reading.mentions[speakers[-1]] if speakers else None
        return subject

    def object(self) -> Mention | None:
        """The object, where it is a mention."""
        return self.actors.at(self.evidence.object) if self.evidence.object else None

    def arguments(self) -> list[Argument]:
        """All but the subject and the time."""
        return [a for a in self.proposition.arguments if a.role not in (Role.SUBJECT, Role.TIME)]

    def of_roles(self, *roles: Role) -> list[Argument]:
        """The arguments of these roles."""
        return [a for a in self.proposition.arguments if a.role in roles]

    def _agents(self, argument: Argument) -> list[Mention]:
        return self.actors.within(argument.span, AGENTS)

    def _left_places(self, subject: Mention | None) -> list[Mention]:
        found = (m for a in self.proposition.arguments for m in self.actors.within(a.span, PLACES))
        return [m for m in found if m is not subject and m.kind is not MentionKind.DEMONYM]

    def _names(self, mentions: list[Mention]) -> Names:
        return tuple(name for mention in mentions for name in self.actors.names(mention))


# -- where the other side may stand ------------------------------------------------------------------------------------


def _receiver(told: Told) -> list[Mention]:
    """Who gets something, or is spoken to: "Ghana" of "Chile sent Ghana rice", not "rice"."""
    receiving = [a for a in told.arguments() if a.role in RECEIVING]
    return [m for a in receiving for m in told.actors.within(a.span, AGENTS)[:1]]


def _object(told: Told) -> list[Mention]:
    """The object that is an actor: "Chile thanked Ghana"; not the deed of "Chile thanked Ghana's offer"."""
    object = told.object()
    return [object] if object is not None and object.type in AGENTS else []


def _within_object(told: Told) -> list[Mention]:
    """An actor within the object: "Ghana" of "rejected Ghana's demand"; not within a clause."""
    objects = [a for a in told.of_roles(Role.OBJECT) if a.proposition is None]
    return [m for a in objects for m in told.actors.within(a.span, AGENTS)]


def _beside(told: Told) -> list[Mention]:
    """An actor in another argument: "Ghana" of "signed a treaty with Ghana"; not where it happened, nor a clause."""
    aside = [a for a in told.arguments() if a.role not in LOOKED_AT and a.proposition is None]
    return [m for a in aside for m in told.actors.within(a.span, AGENTS)[:1]]


def _beneath(told: Told) -> list[Mention]:
    """The other side of what is demanded or threatened: "Ghana" of "threatened to attack Ghana"; not "to rest"."""
    clauses = [a.proposition for a in told.arguments() if a.proposition is not None]
    return [m for index in clauses for m in _in_clause(told, index)]


def _in_clause(told: Told, index: int) -> list[Mention]:
    """Who is on the other side of what a clause tells: who shall act, or is accused to; else who is acted on."""
    first = Role.SUBJECT if told.code in ASKING_TYPES else Role.OBJECT
    found: list[Mention] = []
    seen: set[int] = set()
    pending = [index]
    while pending and len(found) < 2:
        index = pending.pop()
        if index not in seen:
            seen.add(index)
            arguments = told.reading.propositions[index].arguments
            order = sorted(arguments, key=lambda a: (a.role is not first, a.role is Role.SUBJECT))
            found += [m for a in order for m in told.actors.within(a.span, AGENTS)]
            pending += [a.proposition for a in reversed(arguments) if a.proposition is not None]
    return found[:2]


def _where(told: Told) -> list[Mention]:
    """The place: "Ghana" of "sent troops to Ghana"; not in "sent troops on Monday"."""
    return [m for a in told.of_roles(Role.PLACE) for m in told.actors.within(a.span, PLACES)]


def _place_in_object(told: Told) -> list[Mention]:
    """A place in the object: "the Volta" of "bombed the banks of the Volta"; not of "bombed the banks"."""
    return [m for a in told.of_roles(Role.OBJECT) for m in told.actors.within(a.span, PLACES)]


def _next(told: Told) -> list[Mention]:
    """Whoever comes next in the clause behind the verb: "Ghana" of "met in talks Ghana held"; nobody before it."""
    start = told.evidence.predicate.end
    return told.actors.within(Span(start, max(told.proposition.span.end, start)), AGENTS)[:1]


PLACES_TO_LOOK: tuple[Callable[[Told], list[Mention]], ...] = (
    *(_receiver, _object, _within_object, _beside, _beneath, _where, _place_in_object, _next),
)
