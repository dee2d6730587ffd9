"""The order in which a record holds its parts: one for what is built and for what is read back."""

from __future__ import annotations

from kg.model.kinds import Role
from kg.model.links import Merge
from kg.model.records import Evidence, Literal, Node, Span


def role_order(filled: tuple[Role, Node]) -> tuple[str, str, str]:
    """The order of a statement's roles: by role, then by what fills it.

    >>> role_order((Role.PLACE, "Capri")) < role_order((Role.TIME, Literal("2024", "gYear")))
    True
    """
    role, node = filled
    return (role, node.value, node.datatype) if isinstance(node, Literal) else (role, node, "")


def evidence_order(evidence: Evidence) -> tuple[str, Span, Span, Span, Span]:
    """The order of a statement's evidence: by place in the text."""
    return evidence.document, evidence.sentence, evidence.subject, evidence.predicate, evidence.object or Span(-1, -1)


def merge_order(merge: Merge) -> tuple[str, str, str, float]:
    """The order of an entity's merges."""
    return merge.document, merge.name, merge.method, merge.score
