"""Dates and intervals in text as ISO 8601, where they can be known.

A full date needs no help; a weekday, "last year" or a day without a year is placed by the document's date. Where
there is none, the month and day are dropped rather than guessed: the words themselves are kept by the caller.
Values: YYYY, YYYY-MM, YYYY-MM-DD, and intervals "start/end" with an open end ("since 2020": "2020/").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
WEEKDAYS = {name[:3]: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)"
UNTIL = r"(?:\s*[-–]\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
FULL = [
    re.compile(rf"\b{MONTH}\s+{DAY}{UNTIL}\b(?:,?\s+{YEAR})?", re.I),
    re.compile(rf"\b{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?\b", re.I),
    re.compile(rf"\b{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b"),
]
YEARS = re.compile(rf"\b{YEAR}\s*[-–]\s*(?P<last>\d{{4}}|\d\d)\b")
NUMBERS = {word: n for n, word in enumerate("a one two three four five six seven eight nine ten eleven twelve".split())}
AGO = re.compile(
    r"\b(?P<count>\d+|an?|" + "|".join(NUMBERS) + r")\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier)\b"
)
MONTH_YEAR = re.compile(rf"\b{MONTH},?\s+{YEAR}\b", re.I)
ONLY_YEAR = re.compile(rf"\b{YEAR}\b")
ONLY_MONTH = re.compile(rf"^(?:in\s+)?(?:(?:last|this|early|late|mid)[ -])?{MONTH}$", re.I)
WEEKDAY = re.compile(r"\b(?P<next>next\s+|coming\s+)?(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}


def to_iso(words: str, anchor: str | None, preposition: str = "") -> str | None:
    """The ISO 8601 form of a time expression; None where it cannot be known.

    Args:
        words: the expression: "February 2022", "Tuesday", "last year".
        anchor: date of the document, ISO 8601, or None.
        preposition: the word before it; "since" opens an interval to the right, "until" to the left.

    >>> to_iso("February 2022", None), to_iso("September 10th", "2024-09-11"), to_iso("September 10th", None)
    ('2022-02', '2024-09-10', None)
    >>> to_iso("September 10-12, 2021", None), to_iso("two days ago", "2024-09-11"), to_iso("2018-2020", None)
    ('2021-09-10/2021-09-12', '2024-09-09', '2018/2020')
    >>> to_iso("Tuesday", "2024-09-11"), to_iso("2018", None, "since")
    ('2024-09-10', '2018/')
    """
    value = _point(words, _day(anchor))
    if value is None:
        return None
    if preposition == "since":
        return f"{value}/"
    if preposition in ("until", "till"):
        return f"/{value}"
    return value


def _point(words: str, anchor: date | None) -> str | None:
    for pattern in FULL:
        if m := pattern.search(words):
            month = m["month"]
            number = int(month) if month.isdigit() else MONTHS[month[:3].lower()]
            first = _date(m["year"], number, int(m["day"]), anchor)
            if first is None or not m.groupdict().get("last"):
                return first
            return f"{first}/{_date(m['year'] or first[:4], number, int(m['last']), anchor)}"
    if m := MONTH_YEAR.search(words):
        return f"{m['year']}-{MONTHS[m['month'][:3].lower()]:02d}"
    if m := YEARS.search(words):
        last = m["last"] if len(m["last"]) == 4 else m["year"][:2] + m["last"]
        return f"{m['year']}/{last}"
    if m := ONLY_YEAR.search(words):
        return m["year"]
    if anchor is None:
        return None
    return _relative(words.lower(), anchor)


def _relative(words: str, anchor: date) -> str | None:
    if m := ONLY_MONTH.search(words):
        month = MONTHS[m["month"][:3].lower()]
        return f"{anchor.year if month <= anchor.month else anchor.year - 1}-{month:02d}"
    if m := AGO.search(words):
        count = int(m["count"]) if m["count"].isdigit() else max(NUMBERS.get(m["count"], 1), 1)
        return _before(anchor, count, m["unit"])
    if "next month" in words:
        return f"{anchor.year + anchor.month // 12}-{anchor.month % 12 + 1:02d}"
    for word, shift in RELATIVE.items():
        if word in words:
            return (anchor + timedelta(days=shift)).isoformat()
    if m := WEEKDAY.search(words):
        wanted = WEEKDAYS[m.group(2)[:3].lower()]
        back = (anchor.weekday() - wanted) % 7
        if m["next"]:
            return (anchor + timedelta(days=7 - back)).isoformat()
        return (anchor - timedelta(days=back or (7 if "last" in words else 0))).isoformat()
    for unit, shift in (("last year", -1), ("this year", 0), ("next year", 1)):
        if unit in words:
            return str(anchor.year + shift)
    if "last month" in words:
        first = anchor.replace(day=1) - timedelta(days=1)
        return f"{first.year}-{first.month:02d}"
    if "last week" in words or "past week" in words:
        return f"{(anchor - timedelta(days=7)).isoformat()}/{anchor.isoformat()}"
    return None


def _before(anchor: date, count: int, unit: str) -> str | None:
    """The day, month or year that lies so many units back, no finer than the words are."""
    if unit == "year":
        return str(anchor.year - count)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - count
        return f"{months // 12}-{months % 12 + 1:02d}"
    try:
        return (anchor - timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    except OverflowError:
        return None


def _date(year: str | None, month: int, day: int, anchor: date | None) -> str | None:
    if year is None:
        if anchor is None:
            return None
        # the nearest such day: news tells of days close to its own
        years = (anchor.year - 1, anchor.year, anchor.year + 1)
        days = [d for y in years if (d := _safe(y, month, day)) is not None]
        return min(days, key=lambda d: abs((d - anchor).days)).isoformat() if days else None
    found = _safe(int(year), month, day)
    return found.isoformat() if found else year


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None
