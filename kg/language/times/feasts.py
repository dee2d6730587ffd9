"""Days that have a name: "Labor Day", "Good Friday", "the day after Christmas", "Super Tuesday".

The tables are in ``ontology/words/times.tsv``: feasts of one day of the year, of a weekday of a month, by Easter, and
days that follow no rule and are listed by year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.language.times.days import day_at, nth_weekday, weekday_number
from kg.terms.words import word_pairs

# Months and days; months, weekdays and which of them, from the last one where it is negative; days from Easter.
OF_THE_YEAR = {
    name: (int(month), int(day))
    for name, told in word_pairs("holidays").items()
    for month, _, day in (told.partition("-"),)
}
OF_WEEKDAYS = {name: rule.split(" ") for name, rule in word_pairs("holidays of a weekday").items()}
OF_EASTER = {name: int(days) for name, days in word_pairs("days from easter").items()}
LISTED = {name: tuple(map(date.fromisoformat, days.split(" "))) for name, days in word_pairs("days by year").items()}
# The longest first, as "Christmas Eve" is not Christmas.
_NAMES = sorted({*OF_THE_YEAR, *OF_WEEKDAYS, *OF_EASTER, *LISTED}, key=lambda name: (-len(name), name))
FEAST = re.compile(
    rf"(?:\b(?:(?P<which>last|next|this)|(?P<beside>the day (?:before|after)))\s+)?"
    rf"\b(?P<name>{'|'.join(map(re.escape, _NAMES)).replace(chr(39), '[’' + chr(39) + ']')})\b"
    r"(?P<part>\s+(?:weekend|week|season|break|period|holidays?)\b)?(?:,?\s+(?:of\s+)?(?P<year>1\d{3}|20\d\d|21\d\d)\b)?",
    re.I,
)
# A feast that comes within so many days is the one that is meant, whatever the tense.
NEAR = 31
# A day of some years alone is the one that is nearest, and no one where none is near.
NEAR_YEARS = 300


def feast(found: re.Match[str], anchor: date | None, future: bool) -> str | None:
    """The day of a name: in the year told, else the last one, or the coming one where it is near or yet to be.

    >>> feast(FEAST.search("Labor Day 2015"), None, False), feast(FEAST.search("Easter"), date(2024, 5, 1), False)
    ('2015-09-07', '2024-03-31')
    """
    name = found["name"].lower().replace("’", "'")
    if found["part"]:
        # how long it is depends on the country
        return None
    if found["year"]:
        day = _in_year(name, int(found["year"]))
    elif anchor is None:
        return None
    elif name in LISTED:
        day = _nearest(name, anchor, future) if found["name"][0].isupper() else None
    else:
        day = _about(name, anchor, (found["which"] or "").lower(), future)
    return _beside(day, found["beside"]) if day is not None else None


def _nearest(name: str, anchor: date, future: bool) -> date | None:
    """The day of some years alone that lies next to another, unless that is far away; what is to come may be far."""
    coming = min((day for day in LISTED[name] if day >= anchor), default=None)
    if future and coming is not None:
        return coming
    nearest = min(LISTED[name], key=lambda day: abs((day - anchor).days))
    return nearest if abs((nearest - anchor).days) <= NEAR_YEARS else None


def _about(name: str, anchor: date, which: str, future: bool) -> date:
    """The last such day, the day itself included, or the coming one."""
    days = [day for year in range(anchor.year - 1, anchor.year + 2) if (day := _in_year(name, year)) is not None]
    past, coming = [day for day in days if day <= anchor], [day for day in days if day > anchor]
    is_ahead = which == "next" or (which != "last" and (future or (coming[0] - anchor).days <= NEAR))
    return coming[0] if is_ahead and (which == "next" or past[-1] != anchor) else past[-1]


def _beside(day: date, words: str | None) -> str:
    """The day itself, or the one before or after it."""
    if not words:
        return day.isoformat()
    return (day + timedelta(days=1 if words.lower().endswith("after") else -1)).isoformat()


def _in_year(name: str, year: int) -> date | None:
    """The day of a name in one year; None where that year has none, or none is known."""
    if name in OF_THE_YEAR:
        return day_at(year, *OF_THE_YEAR[name])
    if name in OF_EASTER:
        return easter(year) + timedelta(days=OF_EASTER[name])
    if name in OF_WEEKDAYS:
        month, weekday, nth = OF_WEEKDAYS[name]
        return nth_weekday(year, int(month), weekday_number(weekday), int(nth))
    return next((day for day in LISTED[name] if day.year == year), None)


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the Gregorian rule (Meeus, Jones and Butcher).

    >>> easter(2024).isoformat(), easter(2025).isoformat()
    ('2024-03-31', '2025-04-20')
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - shift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
