"""The days that a date, a month, a year or an interval takes up."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

# First and last day, as ordinals.
Days = tuple[int, int]


@lru_cache(maxsize=1 << 14)
def days_of(time: str) -> Days | None:
    """The days of an ISO date, month, year or interval; None for other words.

    >>> days_of("2024-04-18") == (date(2024, 4, 18).toordinal(),) * 2, days_of("2023")[1] + 1 == days_of("2024")[0]
    (True, True)
    """
    known = [days for part in time.split("/") if (days := _whole(part)) is not None]
    return (known[0][0], known[-1][1]) if len(known) == time.count("/") + 1 else None


def _whole(time: str) -> Days | None:
    """The days of a date, month or year."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", time)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            last = first
        elif month is None or month == 12:
            last = date(first.year, 12, 31)
        else:
            last = date(first.year, month + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def overlap(one: Days | None, other: Days | None) -> bool:
    """True where two times may be the same; an unknown one may be any."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])
