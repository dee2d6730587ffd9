"""When two statements are one: the id that their content gives, and the evidence of each place put together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from kg.model.records import Evidence, Literal, Node, Role, Span, Statement


def role_order(role: tuple[Role, Node]) -> tuple[str, str, str]:
    """The order of a statement's roles: by role, then by what fills it."""
    kind, node = role
    return (kind, node.value, node.datatype) if isinstance(node, Literal) else (kind, node, "")


def content_hash(statement: Statement) -> str:
    """The id of a statement: a hash of all that it says, without where it stands."""
    content = (
        *(statement.document, statement.subject, statement.predicate, _plain(statement.object), statement.phrase),
        *(f"{role}={_plain(node)}" for role, node in statement.roles),
        *(statement.polarity, statement.modality, statement.certainty, statement.event_type or ""),
        *statement.attribution,
    )
    return hashlib.sha256("\x1f".join(content).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(node: Node | None) -> str:
    return f"{node.value}^^{node.datatype}" if isinstance(node, Literal) else node or ""


def merged(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements of the same content as one, with the evidence of all and the confidence of the best."""
    found: dict[str, Statement] = {}
    for statement in statements:
        known = found.get(statement.id)
        if known is None:
            found[statement.id] = statement
            continue
        best = max((known, statement), key=lambda s: (s.confidence, s.rule))
        evidence = sorted({*known.evidence, *statement.evidence}, key=_evidence_order)
        found[statement.id] = replace(best, evidence=tuple(evidence))
    return tuple(found[id] for id in sorted(found))


def _evidence_order(evidence: Evidence) -> tuple[Span, Span, Span, Span]:
    return evidence.sentence, evidence.predicate, evidence.subject, evidence.object or Span(-1, -1)
