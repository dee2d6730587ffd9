"""provisional"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.model.kinds import Role
from kg.model.records import Knowledge, Literal, Statement

_ISO_DATE = re.compile(r"\d{4}(-|/|T|$)")


def is_within(statement: Statement, dates: Mapping[str, str | None], since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    earliest, latest = getattr(statement, "earliest", None), getattr(statement, "latest", None)
    if earliest is None and latest is None:
        earliest = latest = dates.get(statement.document)
        if earliest is None:
            return False
    return (latest is None or since is None or latest >= since) and (
        earliest is None or until is None or earliest <= until
    )


def timeline(knowledge: Knowledge, *, facts_only: bool = True) -> list[tuple[str, Statement]]:
    dated: dict[tuple[str, str], Statement] = {}
    for statement in knowledge.statements:
        time = next((n.value for r, n in statement.roles if r is Role.TIME and isinstance(n, Literal)), "")
        if (statement.is_fact or not facts_only) and _ISO_DATE.match(time):
            key = (time, statement.id)
            if key not in dated or statement.document < dated[key].document:
                dated[key] = statement
    return [(time, dated[time, id]) for time, id in sorted(dated)]
