"""Dates and intervals in text as ISO 8601, where they can be known.

A full date needs no help; a weekday, "last year" or a day without a year is placed by the document's date. Where
there is none, the month and day are dropped rather than guessed: the words themselves are kept by the caller. What
hangs from another event ("two days later") is not placed by the document's date, which it does not depend on.
Values: YYYY, YYYY-MM, YYYY-MM-DD, and intervals "start/end" with an open end ("since 2020": "2020/").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.language.times.days import Tense, day_of
from kg.language.times.forms import FORMS, FULL, ONLY_YEAR, WEEKDAY
from kg.language.times.relative import relative

RANGE = re.compile(r"\s+(?:to|until|till|through)\s+|\s+[–-]\s+|(?<=[a-z])[–-](?=[A-Z])")
AFTER = frozenset(("since", "after"))
BEFORE = frozenset(("until", "till", "before", "by", "through"))
# Between the ends of an interval that "from" opens.
TO = frozenset(("to", "until", "till", "through"))


def to_iso(
    words: str, anchor: str | None, preposition: str = "", *, future: bool = False, may_come: bool = False
) -> str | None:
    """The ISO 8601 form of a time expression; None where it cannot be known.

    Args:
        words: the expression: "February 2022", "Tuesday", "last year".
        anchor: date of the document, ISO 8601, or None.
        preposition: the word before it; "since" opens an interval to the right, "until" and "by" to the left.
        future: what it tells of is to come, so that "Friday" is the coming one.
        may_come: it is told in the present tense, or hoped or possible: "November" is the coming one, not "Friday".

    >>> to_iso("February 2022", None), to_iso("September 10th", "2024-09-11"), to_iso("September 10th", None)
    ('2022-02', '2024-09-10', None)
    >>> to_iso("September 10-12, 2021", None), to_iso("two days ago", "2024-09-11"), to_iso("2018-2020", None)
    ('2021-09-10/2021-09-12', '2024-09-09', '2018/2020')
    >>> to_iso("Tuesday", "2024-09-11"), to_iso("2018", None, "since"), to_iso("May to July", "2024-09-11", "from")
    ('2024-09-10', '2018/', '2024-05/2024-07')
    """
    day = day_of(anchor)
    tense = Tense(future, future or may_come)
    value = _range(words, day, preposition, tense) or _point(words, day, tense, preposition)
    if value is None or "/" in value:
        return value
    if preposition in AFTER:
        return f"{value}/"
    return f"/{value}" if preposition in BEFORE else value


def joins(first: str, gap: str, second: str, prepositions: tuple[str, str]) -> bool:
    """True where two expressions are one: "Tuesday" and "September 10", "from May" and "to July".

    Args:
        first: the words of the one before.
        gap: what stands between the two, prepositions included.
        second: the words of the one behind.
        prepositions: those before each.
    """
    between = gap.strip().lower()
    if prepositions[0] == "from":
        return between in TO
    if prepositions == ("between", "between"):
        return between == "and"
    if between == "through":
        return _is_day(first) and _is_day(second)
    dated = any(pattern.search(second) for pattern in FULL)
    return not between.removeprefix(",") and WEEKDAY.fullmatch(first.strip()) is not None and dated


def _is_day(words: str) -> bool:
    """True of "Monday" and of "May 7"."""
    return WEEKDAY.fullmatch(words.strip()) is not None or any(pattern.search(words) for pattern in FULL)


def _range(words: str, anchor: date | None, preposition: str, tense: Tense) -> str | None:
    """ "May to July", "between 2014 and 2018": both ends, the year told once for both."""
    ends = RANGE.split(words) if preposition != "between" else re.split(r"\s+and\s+", words)
    if len(ends) != 2:
        return None
    first, last = ends
    year = ONLY_YEAR.search(last)
    if year and not ONLY_YEAR.search(first):
        first = f"{first} {year['year']}"
    start, end = _point(first, anchor, tense), _point(last, anchor, tense)
    if start is None or end is None or "/" in start or "/" in end:
        return None
    common = min(len(start), len(end))
    if start[:common] > end[:common]:
        # told on a Wednesday, "Wednesday through Sunday" is no more than a week
        earlier = _week_before(start)
        return f"{earlier}/{end}" if earlier is not None and earlier <= end and WEEKDAY.search(first) else None
    return f"{start}/{end}"


def _week_before(day: str) -> str | None:
    """The same day of the week before; None for a month or a year."""
    found = day_of(day)
    return (found - timedelta(days=7)).isoformat() if found is not None else None


def _point(words: str, anchor: date | None, tense: Tense, preposition: str = "") -> str | None:
    """The day, month, year or interval that the first fitting form tells; one that fits and is not known tells none."""
    for find, told in FORMS:
        if found := find(words):
            return told(found, words, anchor, tense.may_come)
    # a walk, and a verb
    if anchor is None or words.removeprefix("the ") in ("march", "may"):
        return None
    return relative(words.lower().replace("’", "'"), anchor, tense, preposition)
