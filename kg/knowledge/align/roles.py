"""What the arguments beside subject and object are, now that it is known what they stand for.

By its preposition alone "in a statement" is where something happened, and "to 12 years in prison" when. A place is
something that lies somewhere, or an occasion, which has a place of its own; a time is no age and no prison term. What
is neither stays beside the statement in no certain role, and so do a length ("for years"), a frequency ("every day")
and an occasion ("the first time").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.knowledge.align.nodes import Nodes
from kg.language.times.amounts import is_amount
from kg.model.kinds import Modality, Role
from kg.model.records import Argument, Literal, Node, Proposition
from kg.terms.lexicon.kinds import classes_of, kinds_of
from kg.terms.words import words

# Kinds of nouns that name what lies somewhere or takes place somewhere.
LYING = frozenset({"place", "occasion", "school"})
# An age, a prison term; the second half of "43-37".
NO_TIME = re.compile(rf"\b(?:{'|'.join(sorted(words('words of ages and terms')))})\b|^\W*\d{{1,2}}\W*$", re.IGNORECASE)
# For how long one is locked up is no time either: "jailed for life".
SENTENCING = words("verbs of sentencing")
# Nouns that name another thing behind "in": "in the party", "in a show of strength", "in place".
UNPLACED = frozenset({"party", "parties", "show", "demonstration", "place"})
SOMEBODY = frozenset({"kg:Agent", "kg:Role"})
AT = frozenset({"in", "at"})
WITHIN = frozenset({"in", "within"})


def role(argument: Argument, node: Node, proposition: Proposition, nodes: Nodes, text: str) -> Role:
    """The role of an argument that stands for a node."""
    if argument.role is Role.PLACE and not is_place(argument, node, nodes):
        return Role.OTHER
    if argument.role is Role.TIME and not _is_time(argument, node, proposition, nodes, text):
        return Role.OTHER
    return argument.role


def is_place(argument: Argument, node: Node, nodes: Nodes) -> bool:
    """True of "Warsaw", "the border", "a summit"; not of "a statement", "the lead", "the Senate".

    One is "at a party" and "at a show", but not "in both parties", "in a show of strength", nor "in place".
    """
    if not isinstance(node, str):
        return False
    classes = nodes.classes(node)
    if classes & classes_of("place") or classes & classes_of("occasion"):
        return True
    heads = nodes.head_nouns(argument, node)
    if argument.preposition == "in" and not UNPLACED.isdisjoint(heads):
        return False
    return "kg:Person" not in classes and any(LYING & kinds_of(noun) for noun in heads)


def _is_time(argument: Argument, node: Node, proposition: Proposition, nodes: Nodes, text: str) -> bool:
    """False of "91", "12 years in prison", of what is somebody, and of years to which one is sentenced."""
    if argument.mention is not None:
        entity = nodes.entity(argument.mention)
        if entity is not None and nodes.classes(entity) & SOMEBODY:
            return False
    if not isinstance(node, Literal) or node.datatype != "string":
        return True
    span = argument.span.of(text)
    behind = text[argument.span.end : argument.span.end + 12].lower()
    is_term = argument.preposition == "for" and not SENTENCING.isdisjoint(proposition.predicate.split(" "))
    counted = is_term or (argument.preposition == "to" and span[:1].isdigit())
    if counted or NO_TIME.search(span) or re.match(r"\s+(?:in|of) (?:prison|jail)", behind):
        return False
    # "will end within weeks" tells when; "ended within weeks" how long it took
    is_ahead = argument.preposition in WITHIN and proposition.modality is Modality.PLANNED
    return argument.value is not None or is_ahead or not is_amount(span, argument.preposition, behind)


def place_within(proposition: Proposition, nodes: Nodes) -> Iterator[tuple[Role, Node]]:
    """Warsaw in "met the envoy Omar Marsh in Warsaw", hung from the name by the parser; not of "farmers in Peru"."""
    object = proposition.argument(Role.OBJECT)
    if object is None or any(a.role is Role.PLACE for a in proposition.arguments) or not nodes.named_person(object):
        return
    found = nodes.complement(object, AT)
    entity = nodes.entity(found[0]) if found is not None else None
    if entity is not None and nodes.is_a(entity, "kg:Place"):
        yield Role.PLACE, entity
