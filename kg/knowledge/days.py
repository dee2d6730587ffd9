"""The days that a date, a month, a year or an interval takes up, as numbers to compare."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kg.language.times.bounds import bounds

# First and last day, as ordinals.
Days = tuple[int, int]


@lru_cache(maxsize=1 << 14)
def days_of(time: str) -> Days | None:
    """The days of an ISO date, month, year or interval; None for other words, and where an end is open.

    >>> days_of("2024-04-18") == (date(2024, 4, 18).toordinal(),) * 2, days_of("2023")[1] + 1 == days_of("2024")[0]
    (True, True)
    """
    first, last = bounds(time)
    if first is None or last is None:
        return None
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


def overlap(one: Days | None, other: Days | None) -> bool:
    """True where two times may be the same; an unknown one may be any."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])
