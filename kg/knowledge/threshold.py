"""Which statements are sure enough for a user who asks for a least confidence."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import InputError
from kg.model.records import Statement


def sure(statements: Sequence[Statement], least: float) -> tuple[Statement, ...]:
    """The statements that are at least so sure, in their order; all of them for 0.

    What a kept statement says, urges or denies is kept with it, however unsure: without its content it would say
    nothing, and no statement refers to one that is not there.

    Args:
        statements: of any number of documents.
        least: confidence in 0..1.

    Raises:
        InputError: if ``least`` is not in 0..1.
    """
    if not 0 <= least <= 1:
        raise InputError(f"the least confidence is {least:g}; give a number from 0 (all statements) to 1 (none)")
    if least == 0:
        return tuple(statements)
    by_id = {(s.document, s.id): s for s in statements}
    pending = [(s.document, s.id) for s in statements if s.confidence >= least]
    kept: set[tuple[str, str]] = set()
    while pending:
        document, id = pending.pop()
        if (document, id) not in kept and (document, id) in by_id:
            kept.add((document, id))
            one = by_id[document, id]
            nodes = (one.object, *(node for _, node in one.roles))
            pending.extend((document, node.removeprefix("st:")) for node in nodes if isinstance(node, str))
    return tuple(s for s in statements if (s.document, s.id) in kept)
