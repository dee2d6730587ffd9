"""When two statements are one: the id that their content gives, and the evidence of each place put together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model.order import evidence_order
from kg.model.records import Literal, Node, Statement


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
    alike: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        alike[statement.id].append(statement)
    return tuple(_merged(alike[id]) for id in sorted(alike))


def _merged(alike: Sequence[Statement]) -> Statement:
    if len(alike) == 1:
        return alike[0]
    best = max(alike, key=lambda s: (s.confidence, s.rule))
    evidence = {evidence for statement in alike for evidence in statement.evidence}
    unbound = {role for statement in alike for role in statement.unbound}
    return replace(best, evidence=tuple(sorted(evidence, key=evidence_order)), unbound=tuple(sorted(unbound)))
