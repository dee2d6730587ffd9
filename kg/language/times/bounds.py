"""First and last day of a time in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange

from kg.language.times.days import day_at

_WHOLE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")


def bounds(value: str, until: str | None = None) -> tuple[str | None, str | None]:
    """The first and the last day of a date, month, year or interval; None where it is open, or words tell no date.

    Args:
        value: the time, "2024-09", "2014/2018", "2014/"; words give two Nones.
        until: the last day of what began and goes on, as far as that is known: "since 2014" said in May 2024.

    >>> bounds("2024-02"), bounds("2014/2018"), bounds("last spring")
    (('2024-02-01', '2024-02-29'), ('2014-01-01', '2018-12-31'), (None, None))
    >>> bounds("2014/"), bounds("2014/", "2024-05-07"), bounds("/2030")
    (('2014-01-01', None), ('2014-01-01', '2024-05-07'), (None, '2030-12-31'))
    """
    start, is_interval, end = value.partition("/")
    first = _days(start)
    last = _days(end) if is_interval else first
    if first is None or last is None:
        return None, None
    earliest, latest = first[0], last[1]
    if latest is None and earliest is not None:
        latest = _closed(earliest, until)
    is_turned = earliest is not None and latest is not None and earliest > latest
    return (None, None) if is_turned else (earliest, latest)


def _closed(earliest: str, until: str | None) -> str | None:
    """The last day of what has gone on since a day."""
    told = _days(until) if until is not None else None
    latest = told[1] if told is not None else None
    return latest if latest is not None and latest >= earliest else None


def _days(time: str) -> tuple[str | None, str | None] | None:
    """First and last day of a date, month or year, two Nones where there is no time, and None for words."""
    if not time:
        return None, None
    found = _WHOLE.fullmatch(time)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    first = day_at(year, month or 1, day or 1)
    if first is None:
        return None
    last_month = month or 12
    last = day_at(year, last_month, day or monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat() if last is not None else None
