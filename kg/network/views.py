"""What is a node of the graph, and what joins two nodes: the three views, one definition for all who look at it.

``facts``: entities, joined where a fact has one as subject and the other as object. ``all``: statements of every
stance, and beside the object also who or what fills another role, and the speaker joined to those of whom he speaks.
``actors``: only what has a name or is a concept that all texts share; two of them are joined by what one did to, said
to or said of the other, directly, through a phrase that names the other ("China's support for Russia"), through a role,
or through a statement about a statement. A phrase is words on an edge there.

Nodes without a name that a statement's text does not tell apart (``Statement.unbound``) are no ends of an edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise, product

from kg.errors import InputError, shown
from kg.model.kinds import Role
from kg.model.records import Entity, Knowledge, Node, Statement
from kg.network.classes import beneath
from kg.network.timeline import is_within
from kg.terms.classes import ACTOR_CLASSES


class View(StrEnum):
    """Which nodes and edges the graph shows."""

    FACTS = "facts"
    ALL = "all"
    ACTORS = "actors"

    @classmethod
    def named(cls, name: str) -> View:
        """The view of that name.

        Raises:
            InputError: if there is none.
        """
        if name not in tuple(cls):
            raise InputError(f"no view {shown(name)} of the graph; take {', '.join(cls)}")
        return cls(name)


class How(StrEnum):
    """What joins the ends of an edge, the closest first."""

    DIRECT = "direct"  # subject and object of a statement
    ROLE = "role"  # who gets it, where it was, with what
    PHRASE = "phrase"  # words that name the other: "Russia's industrial base"
    WITHIN = "within"  # one phrase that names both: "China's support for Russia"
    SPEECH = "speech"  # who says it, and of whom


# What an edge counts beside one of a direct statement, and what it costs to walk along it.
WEIGHTS: Mapping[How, float] = {How.DIRECT: 1.0, How.ROLE: 0.5, How.PHRASE: 0.5, How.WITHIN: 0.5, How.SPEECH: 0.5}
# A phrase that names more is a list, which joins none of them to another.
MOST_NAMED = 4
CLOSENESS: Mapping[How, int] = {how: place for place, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class Edge:
    """Two entities that one statement joins.

    Attributes:
        source: entity id of who acts, speaks or is spoken of first.
        target: entity id of the other.
        how: what joins them.
        told: the statement, once for each document that makes it, by document.
        phrase: the words that name an end which is not itself subject, object, role or speaker; else empty.
        role: the role of the target, or of the phrase that names it.
        report: the statement that reports it where ``how`` is speech and the text has one ("Campbell says that ..."),
            else None.
    """

    source: str
    target: str
    how: How
    told: tuple[Statement, ...]
    phrase: str = ""
    role: Role = Role.OBJECT
    report: Statement | None = None

    @property
    def statement(self) -> Statement:
        """The statement as its first document makes it."""
        return self.told[0]


def edges(
    knowledge: Knowledge,
    view: View = View.ACTORS,
    *,
    types: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> list[Edge]:
    """The edges of a view, by statement, then by their ends; two entities are joined once by each statement.

    Args:
        knowledge: entities and statements.
        view: which of them, and joined by what.
        types: classes of the ontology; both ends are of these or of classes beneath them. None are all.
        since: ISO date, month or year: what the statement tells of is not wholly before it. Where no time is told, that
            is the date of its document; what has neither is left out.
        until: likewise, not wholly after it.

    Raises:
        InputError: for an unknown type, or what is no date.
    """
    entities = {entity.id: entity for entity in knowledge.entities}
    told: dict[str, list[Statement]] = defaultdict(list)
    dates = {document.id: document.date for document in knowledge.documents}
    for statement in sorted(knowledge.statements, key=lambda s: (s.id, s.document)):
        if (view is not View.FACTS or statement.is_fact) and is_within(statement, dates, since, until):
            told[statement.id].append(statement)
    joiner = _Joiner(_Ends(entities, view), told)
    found = [edge for group in told.values() for edge in _closest(joiner.edges(tuple(group)))]
    wanted = beneath(types)
    return [e for e in found if not wanted or {entities[e.source].type, entities[e.target].type} <= wanted]


def _closest(found: Iterable[Edge]) -> list[Edge]:
    """Of the edges of one statement one for each pair of ends, the closest that joins them."""
    found = list(found)
    if len(found) < 2:
        return found
    best: dict[tuple[str, str], Edge] = {}
    for edge in sorted(found, key=lambda e: (CLOSENESS[e.how], e.source, e.target, e.phrase)):
        if (edge.target, edge.source) not in best:
            best.setdefault((edge.source, edge.target), edge)
    return [best[pair] for pair in sorted(best)]


# -- who stands at an end ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _End:
    """A node of the view that a node of a statement leads to, with the words of a phrase that names it."""

    id: str
    phrase: str = ""


class _Ends:
    """Which nodes of a view the nodes of statements stand for.

    Args:
        entities: all of them, by id.
        view: in ``actors`` a phrase stands for those whom it names; elsewhere each entity for itself.
    """

    def __init__(self, entities: Mapping[str, Entity], view: View) -> None:
        self._entities = entities
        self.view = view
        self._found: dict[str, tuple[_End, ...]] = {}

    def of(self, node: Node | None) -> tuple[_End, ...]:
        """The ends for the node of a statement; none for a literal and for what is said."""
        entity = self._entities.get(node) if isinstance(node, str) else None
        if entity is None:
            return ()
        if entity.id not in self._found:
            is_shown = self.view is not View.ACTORS or entity.type in ACTOR_CLASSES
            self._found[entity.id] = (
                (_End(entity.id),) if is_shown else tuple(_End(id, entity.label) for id in self.named(entity))
            )
        return self._found[entity.id]

    def named(self, entity: Entity) -> list[str]:
        """The actors that a phrase names, its owner first."""
        owner = self.owner(entity)
        named = (id for id in entity.names if id in self._entities and self._entities[id].type in ACTOR_CLASSES)
        return list(dict.fromkeys([*([owner] if owner else []), *named]))

    def owner(self, entity: Entity) -> str | None:
        """The actor that a phrase belongs to, also through another phrase: China for "the size of China's army"."""
        seen = {entity.id}
        while entity.of is not None and entity.of in self._entities and entity.of not in seen:
            entity = self._entities[entity.of]
            if entity.type in ACTOR_CLASSES:
                return entity.id
            seen.add(entity.id)
        return None

    def within(self, node: Node | None) -> Iterable[tuple[_End, _End]]:
        """Each two actors that one phrase names, its owner first."""
        named = self.of(node)
        return combinations(named, 2) if 1 < len(named) <= MOST_NAMED else ()


# -- what joins them ---------------------------------------------------------------------------------------------------


class _Joiner:
    """What joins whom in a statement.

    Args:
        ends: whom the nodes of statements stand for.
        told: the statements of each id.
    """

    def __init__(self, ends: _Ends, told: Mapping[str, list[Statement]]) -> None:
        self._ends = ends
        self._told = told
        self._reports: dict[tuple[str, str], Statement] = {}
        for statement, *_ in told.values():
            if (inner := self._inner(statement)) is not None:
                self._reports.setdefault((statement.subject, inner.id), statement)

    def edges(self, told: tuple[Statement, ...]) -> Iterator[Edge]:
        """All edges of one statement, as often as its parts give them."""
        statement = told[0]
        subjects, objects = self._parties(statement)
        yield from self._joined(told, subjects, objects, How.DIRECT)
        if self._ends.view is View.FACTS:
            return
        for role, node in statement.roles:
            yield from self._joined(told, (*subjects, *objects), self._at(statement, role, node), How.ROLE, role)
        for phrase in (statement.subject, statement.object, *(node for _, node in statement.roles)):
            for one, other in self._ends.within(phrase):
                yield Edge(one.id, other.id, How.WITHIN, told, one.phrase)
        yield from self._said(told, (*subjects, *objects))
        inner = self._inner(statement)
        if inner is not None and statement.subject not in inner.attribution:
            # "the US hopes that Europe presses China"; who says so is joined to them by what he says
            yield from self._spoken(told, subjects, (end for ends in self._parties(inner) for end in ends))

    def _inner(self, statement: Statement) -> Statement | None:
        """The statement that another is about."""
        object = statement.object
        is_about = isinstance(object, str) and object.startswith("st:")
        return next(iter(self._told.get(str(object)[3:], ())), None) if is_about else None

    def _parties(self, statement: Statement) -> tuple[tuple[_End, ...], tuple[_End, ...]]:
        """Whom it is about: those at its subject, and those at its object."""
        return (
            self._at(statement, Role.SUBJECT, statement.subject),
            self._at(statement, Role.OBJECT, statement.object),
        )

    def _at(self, statement: Statement, role: Role, node: Node | None) -> tuple[_End, ...]:
        """The ends in a role; a phrase that is not bound may still name somebody."""
        found = self._ends.of(node)
        return tuple(end for end in found if end.phrase) if role in statement.unbound else found

    def _joined(
        self,
        told: tuple[Statement, ...],
        ones: Iterable[_End],
        others: Iterable[_End],
        how: How,
        role: Role = Role.OBJECT,
    ) -> Iterator[Edge]:
        for one, other in product(ones, others):
            if one.id != other.id:
                phrase = _phrase(one, other)
                yield Edge(one.id, other.id, How.PHRASE if phrase else how, told, phrase, role)

    def _said(self, told: tuple[Statement, ...], parties: Iterable[_End]) -> Iterator[Edge]:
        """Each speaker joined to the next, and the innermost to those of whom he speaks."""
        statement = told[0]
        chain = [self._ends.of(speaker) for speaker in statement.attribution]
        for speakers, others in pairwise(chain):
            yield from self._spoken(told, speakers, others)
        if chain:
            report = self._reports.get((statement.attribution[-1], statement.id))
            yield from self._spoken(told, chain[-1], parties, report)

    def _spoken(
        self,
        told: tuple[Statement, ...],
        ones: Iterable[_End],
        others: Iterable[_End],
        report: Statement | None = None,
    ) -> Iterator[Edge]:
        for one, other in product(ones, others):
            if one.id != other.id:
                yield Edge(one.id, other.id, How.SPEECH, told, _phrase(one, other), report=report)


def _phrase(one: _End, other: _End) -> str:
    """The words that name one of two ends, or both in turn."""
    return " – ".join(dict.fromkeys(words for words in (one.phrase, other.phrase) if words))
