"""Days, months and years as ISO 8601, and how far some of them lie from a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from kg.terms.words import word_list

MONTHS = {name[:3]: number for number, name in enumerate(word_list("months"), 1)}
WEEKDAYS = {name[:3]: number for number, name in enumerate(word_list("weekdays"))}
NUMBERS = {word: number for number, word in enumerate(("a", *word_list("numbers to twelve")))}
# How many years a unit has, where months do not matter.
YEARS_OF = {"year": 1, "decade": 10, "century": 100}
HOURS_OF = {"hour": 1, "day": 24, "week": 168}
# The years beside these have four digits as well.
FIRST, LAST = date(1001, 1, 1), date(9998, 12, 31)


class Tense(NamedTuple):
    """Whether something is to come: told in the future tense, and whether it may be, as it is hoped or possible."""

    is_future: bool
    may_come: bool


def month_number(name: str) -> int:
    """The number of a month, from its name or what it is shortened to."""
    return MONTHS[name[:3].lower()]


def weekday_number(name: str) -> int:
    """The number of a day of the week, Monday being 0."""
    return WEEKDAYS[name[:3].lower()]


def count_of(word: str) -> int:
    """The number that a word tells; an article is one."""
    return int(word) if word.isdigit() else max(NUMBERS.get(word.lower(), 1), 1)


def day_of(iso: str | None) -> date | None:
    """The day of an ISO date; None where it is none, or no times can be counted from it.

    Programs write 0001-01-01 where they know no date, and 9999-12-31 where they know no end.

    >>> day_of("2024-05-07T12:00"), day_of("0001-01-01"), day_of("soon")
    (datetime.date(2024, 5, 7), None, None)
    """
    try:
        found = date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None
    return found if found is not None and FIRST <= found <= LAST else None


def day_at(year: int, month: int, day: int) -> date | None:
    """The day of these numbers; None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_iso(year: int, month: int) -> str:
    """A month as ISO 8601; months below 1 and above 12 lie in the years beside.

    >>> month_iso(2024, 9), month_iso(2024, 13), month_iso(2024, 0)
    ('2024-09', '2025-01', '2023-12')
    """
    years, rest = divmod(month - 1, 12)
    return f"{year + years}-{rest + 1:02d}"


def shifted(anchor: date, count: int, unit: str) -> str | None:
    """The day, month or year that lies so many units ahead, no finer than the words are."""
    if unit in YEARS_OF:
        year = anchor.year + count * YEARS_OF[unit]
        return str(year) if 1000 <= year <= 9999 else None
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        return month_iso(anchor.year, anchor.month + count) if 12000 <= months < 120000 else None
    days, rest = divmod(count * HOURS_OF[unit], HOURS_OF["day"])
    if rest:
        return None
    try:
        return (anchor + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def week_of(anchor: date) -> str:
    """The days from Monday to Sunday about a day."""
    monday = anchor - timedelta(days=anchor.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, Monday being 0; the last one for -1.

    >>> nth_weekday(2024, 9, 0, 1).isoformat()
    '2024-09-02'
    """
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    fitting = [day for day in days if day.weekday() == weekday]
    return fitting[nth if nth < 0 else nth - 1]
