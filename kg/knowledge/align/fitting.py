"""Which sense of a verb is meant: the kinds of its subject and object decide, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.knowledge.align.nodes import Nodes
from kg.model.kinds import RECEIVING, Role
from kg.model.records import Argument, Node, Proposition
from kg.terms.lexicon import Sense, Use
from kg.terms.lexicon.kinds import classes_of, kinds_of
from kg.terms.lexicon.sense import Condition
from kg.terms.words import words

# "was killed in a flood", "died of cholera": what did it stands behind these where nobody is told to have.
LEADING_IN_HARM = words("prepositions of what does harm")
STATEMENT = "kg:Statement"
PERSON = "person"
GROUPS = frozenset({"kg:Group"})
# Their names tell nothing of what they are: "Mark Cross", "Gold Coast".
NAMED_ALONE = frozenset({"kg:Person", "kg:Country", "kg:City", "kg:Region"})


@dataclass(frozen=True, slots=True)
class Fitting:
    """One proposition as the conditions of senses are held against it.

    Attributes:
        nodes: what the mentions of the reading stand for.
        proposition: what is said.
        subject: its subject.
        object: its object, None where it has none, or one that nothing resolves.
        argument: where the object stands.
    """

    nodes: Nodes
    proposition: Proposition
    subject: str
    object: Node | None
    argument: Argument | None

    def holds(self, sense: Sense, use: Use) -> bool:
        """True where subject, object and what is beside them are such as the sense asks for."""
        if sense.beside and not any(_is_beside(a, sense.beside) for a in self._beside()):
            return False
        passive = use is Use.PASSIVE
        affected = self._subject() if passive else None if use is Use.ELSEWHERE else self._object()
        if not _meets(sense.object, affected):
            return False
        if not sense.subject:
            return True
        if passive and not sense.subject.must_lack:
            return _meets_any(
                sense.subject,
                [self._kinds(a, None) for a in self.proposition.arguments if a.preposition in LEADING_IN_HARM],
            )
        return _meets(sense.subject, None if passive else self._subject())

    def _beside(self) -> Iterable[Argument]:
        return (a for a in self.proposition.arguments if a.role is not Role.SUBJECT and a is not self.argument)

    def _subject(self) -> Kinds | None:
        argument = self.proposition.argument(Role.SUBJECT)
        return self._kinds(argument, self.subject) if argument is not None else None

    def _object(self) -> Kinds | None:
        return self._kinds(self.argument, self.object) if self.argument is not None else None

    def _kinds(self, argument: Argument, node: Node | None) -> Kinds:
        """What an argument is, by its class and by its noun."""
        if node is None and argument.mention is not None:
            node = self.nodes.entity(argument.mention)
        if argument.proposition is not None:
            return Kinds(frozenset({STATEMENT}), frozenset())
        classes = self.nodes.classes(node) if isinstance(node, str) else frozenset[str]()
        if self.nodes.is_statement(node):
            classes |= {STATEMENT}
        named = () if classes & NAMED_ALONE else self.nodes.head_nouns(argument, node)
        nouns = frozenset[str]().union(*map(kinds_of, named))
        # "the group", "the neighbouring state" are no people.
        return Kinds(classes - GROUPS if nouns and PERSON not in nouns else classes, nouns)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The classes of an entity with those above them, and the kinds of its noun."""

    classes: frozenset[str]
    nouns: frozenset[str]

    def are(self, kind: str) -> bool:
        """True where the entity is of a class, or of a kind by its class or its noun."""
        if ":" in kind:
            return kind in self.classes
        return kind in self.nouns or bool(self.classes & classes_of(kind))


def _is_beside(argument: Argument, prepositions: Iterable[str]) -> bool:
    """True of what one of them leads in; who gets something without one gets it "to"."""
    preposition = argument.preposition or ("to" if argument.role in RECEIVING else "")
    return preposition in prepositions


def _meets(condition: Condition, found: Kinds | None) -> bool:
    if found is None or condition.must_lack:
        return condition.may_lack and found is None
    if any(found.are(kind) for kind in condition.none):
        return False
    return not condition.any or any(found.are(kind) for kind in condition.any)


def _meets_any(condition: Condition, found: Iterable[Kinds]) -> bool:
    """The same of several, of which one must be meant and none excluded."""
    known = list(found)
    if not known:
        return condition.may_lack
    if any(kinds.are(kind) for kinds in known for kind in condition.none):
        return False
    return not condition.any or any(_meets(condition, kinds) for kinds in known)
