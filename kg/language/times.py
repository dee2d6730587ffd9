"""Dates and intervals in text as ISO 8601, where they can be known.

A full date needs no help; a weekday, "last year" or a day without a year is placed by the document's date. Where
there is none, the month and day are dropped rather than guessed: the words themselves are kept by the caller. What
hangs from another event ("two days later") is not placed by the document's date, which it does not depend on.
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
    re.compile(rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{YEAR}\b"),
]
YEARS = re.compile(rf"\b{YEAR}\s*[-–/]\s*(?P<last>\d{{4}}|\d\d)\b")
NUMBERS = {word: n for n, word in enumerate("a one two three four five six seven eight nine ten eleven twelve".split())}
COUNT = r"(?P<count>\d{1,4}|an?|" + "|".join(NUMBERS) + r")\s+(?P<unit>day|week|month|year|decade)s?"
AGO = re.compile(rf"\b{COUNT}\s+ago\b")
AHEAD = re.compile(rf"\b{COUNT}\s+from\s+(?:now|today)\b")
PAST = re.compile(
    r"\b(?:past|last)\s+(?:(?P<count>\d{1,4}|"
    + "|".join(NUMBERS)
    + r")\s+)?(?P<unit>day|week|month|year|decade)(?P<s>s?)\b"
)
MONTH_YEAR = re.compile(rf"\b{MONTH},?\s+{YEAR}\b", re.I)
MONTH_OF = re.compile(rf"\b{MONTH}\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", re.I)
ONLY_YEAR = re.compile(rf"\b{YEAR}\b")
DECADE = re.compile(r"(?:\b(?P<century>1[0-9]|20)|['’])(?P<ten>\d)0s\b")
CENTURY = re.compile(r"\b(?P<nth>\d{1,2})(?:st|nd|rd|th)[ -]century\b", re.I)
PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 2}
PART = re.compile(
    r"\b(?:(?P<nth>first|second|third|fourth)\s+(?P<part>quarter|half)|[qQ](?P<q>[1-4]))\b"
    rf"(?:\s*(?:of\s+)?{YEAR})?",
    re.I,
)
ONLY_MONTH = re.compile(
    r"^(?:in\s+)?(?:the\s+)?(?:(?:end|beginning|start|middle|month)\s+of\s+)?"
    rf"(?:(?P<which>last|this|next|early|late|mid)[ -])?{MONTH}$",
    re.I,
)
WEEKDAY = re.compile(
    r"\b(?P<which>next\s+|coming\s+|this\s+|last\s+)?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I
)
# Longer phrases before the words that they hold.
RELATIVE = {
    "day before yesterday": -2,
    "day after tomorrow": 2,
    "last night": -1,
    "tonight": 0,
    "today": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
HOLIDAYS = {"new year's eve": (12, 31), "new year's day": (1, 1), "christmas eve": (12, 24), "christmas day": (12, 25)}
RANGE = re.compile(r"\s+(?:to|until|till|through)\s+|\s+[–-]\s+|(?<=[a-z])[–-](?=[A-Z])")
AFTER = ("since", "after")
BEFORE = ("until", "till", "before")


def to_iso(words: str, anchor: str | None, preposition: str = "", *, future: bool = False) -> str | None:
    """The ISO 8601 form of a time expression; None where it cannot be known.

    Args:
        words: the expression: "February 2022", "Tuesday", "last year".
        anchor: date of the document, ISO 8601, or None.
        preposition: the word before it; "since" opens an interval to the right, "until" to the left.
        future: the verb is in the future tense, so that "Friday" is the coming one.

    >>> to_iso("February 2022", None), to_iso("September 10th", "2024-09-11"), to_iso("September 10th", None)
    ('2022-02', '2024-09-10', None)
    >>> to_iso("September 10-12, 2021", None), to_iso("two days ago", "2024-09-11"), to_iso("2018-2020", None)
    ('2021-09-10/2021-09-12', '2024-09-09', '2018/2020')
    >>> to_iso("Tuesday", "2024-09-11"), to_iso("2018", None, "since"), to_iso("May to July", "2024-09-11", "from")
    ('2024-09-10', '2018/', '2024-05/2024-07')
    """
    day = _day(anchor)
    value = _range(words, day, preposition, future) or _point(words, day, future)
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
        return between in ("to", "until", "till", "through")
    if prepositions == ("between", "between"):
        return between == "and"
    dated = any(pattern.search(second) for pattern in FULL)
    return between in ("", ",") and WEEKDAY.fullmatch(first.strip()) is not None and dated


def _range(words: str, anchor: date | None, preposition: str, future: bool) -> str | None:
    """ "May to July", "between 2014 and 2018": both ends, the year told once for both."""
    ends = RANGE.split(words) if preposition != "between" else re.split(r"\s+and\s+", words)
    if len(ends) != 2:
        return None
    first, last = ends
    year = ONLY_YEAR.search(last)
    if year and not ONLY_YEAR.search(first):
        first = f"{first} {year['year']}"
    start, end = _point(first, anchor, future), _point(last, anchor, future)
    if start is None or end is None or "/" in start or "/" in end:
        return None
    return f"{start}/{end}"


def _point(words: str, anchor: date | None, future: bool) -> str | None:
    for pattern in FULL:
        if m := pattern.search(words):
            month = m["month"]
            number = int(month) if month.isdigit() else MONTHS[month[:3].lower()]
            weekday = WEEKDAY.search(words)
            wanted = WEEKDAYS[weekday["day"][:3].lower()] if weekday else None
            first = _date(m["year"], number, int(m["day"]), anchor, wanted, future)
            if first is None or not m.groupdict().get("last"):
                return first
            return f"{first}/{_date(m['year'] or first[:4], number, int(m['last']), anchor)}"
    if m := PART.search(words):
        return _part(m, anchor)
    if m := MONTH_YEAR.search(words):
        return f"{m['year']}-{MONTHS[m['month'][:3].lower()]:02d}"
    if m := DECADE.search(words):
        start = int(f"{m['century'] or '19'}{m['ten']}0")
        return f"{start}/{start + 9}"
    if (m := CENTURY.search(words)) and 10 <= int(m["nth"]) <= 22:
        return f"{int(m['nth']) * 100 - 99}/{int(m['nth']) * 100}"
    if m := YEARS.search(words):
        last = m["last"] if len(m["last"]) == 4 else m["year"][:2] + m["last"]
        return f"{m['year']}/{last}"
    if m := ONLY_YEAR.search(words):
        return m["year"]
    if anchor is None:
        return None
    return _relative(words.lower().replace("’", "'"), anchor, future)


def _relative(words: str, anchor: date, future: bool) -> str | None:
    if m := MONTH_OF.search(words):
        shift = {"last": -1, "this": 0, "next": 1}[m["which"].lower()]
        return f"{anchor.year + shift}-{MONTHS[m['month'][:3].lower()]:02d}"
    if m := ONLY_MONTH.search(words):
        return _month(MONTHS[m["month"][:3].lower()], m["which"], anchor, future)
    if m := AGO.search(words):
        return _shifted(anchor, -_count(m["count"]), m["unit"])
    if m := AHEAD.search(words):
        return _shifted(anchor, _count(m["count"]), m["unit"])
    if "next month" in words:
        return f"{anchor.year + anchor.month // 12}-{anchor.month % 12 + 1:02d}"
    for word, shift in RELATIVE.items():
        if word in words:
            return (anchor + timedelta(days=shift)).isoformat()
    for name, (month, day) in HOLIDAYS.items():
        if name in words:
            return _holiday(month, day, anchor, future)
    if m := WEEKDAY.search(words):
        return _weekday(m, anchor, future)
    return _span(words, anchor, future)


def _span(words: str, anchor: date, future: bool) -> str | None:
    """Years, months and weeks counted from the document's: "this year", "last week", "the past three years"."""
    for unit, shift in (("last year", -1), ("this year", 0), ("next year", 1)):
        if unit in words:
            return str(anchor.year + shift)
    if "last month" in words:
        first = anchor.replace(day=1) - timedelta(days=1)
        return f"{first.year}-{first.month:02d}"
    if "this month" in words:
        return f"{anchor.year}-{anchor.month:02d}"
    if "weekend" in words:
        back = (anchor.weekday() - 5) % 7 or 7
        saturday = anchor + timedelta(days=7 - back if future or "next" in words else -back)
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    if "this week" in words:
        monday = anchor - timedelta(days=anchor.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if "next week" in words:
        return f"{anchor.isoformat()}/{(anchor + timedelta(days=7)).isoformat()}"
    if (m := PAST.search(words)) and (m["count"] or not m["s"]):
        start = _shifted(anchor, -_count(m["count"] or "one"), m["unit"])
        return f"{start}/{anchor.isoformat()[: len(start)]}" if start else None
    return None


def _part(found: re.Match[str], anchor: date | None) -> str | None:
    """ "the third quarter of 2023", "the first half of 2022"; a quarter without a year is the last one begun."""
    nth = int(found["q"]) if found["q"] else PARTS[found["nth"].lower()]
    months = 6 if (found["part"] or "").lower() == "half" else 3
    start = (nth - 1) * months + 1
    if start > 12 or (found["year"] is None and (anchor is None or months == 6)):
        return None
    year = int(found["year"]) if found["year"] else 0
    if anchor is not None and not year:
        year = anchor.year if start <= anchor.month else anchor.year - 1
    return f"{year}-{start:02d}/{year}-{start + months - 1:02d}"


def _month(month: int, which: str | None, anchor: date, future: bool) -> str:
    """A month without its year: the last one that has begun, in the future tense the next that has not ended."""
    year = anchor.year if month <= anchor.month else anchor.year - 1
    if which == "next" or (future and month < anchor.month):
        year = anchor.year + (month <= anchor.month)
    elif future:
        year = anchor.year
    return f"{year}-{month:02d}"


def _weekday(found: re.Match[str], anchor: date, future: bool) -> str:
    """A day of the week: the last one, the document's own day included; in the future tense the coming one."""
    which = (found["which"] or "").strip()
    back = (anchor.weekday() - WEEKDAYS[found["day"][:3].lower()]) % 7
    if which in ("next", "coming") or (future and which != "last" and back):
        return (anchor + timedelta(days=7 - back)).isoformat()
    return (anchor - timedelta(days=back or (7 if which == "last" else 0))).isoformat()


def _holiday(month: int, day: int, anchor: date, future: bool) -> str:
    """A feast of the calendar: the last one, in the future tense the coming one."""
    found = date(anchor.year, month, day)
    if future and found < anchor:
        return f"{anchor.year + 1}-{month:02d}-{day:02d}"
    if not future and found > anchor:
        return f"{anchor.year - 1}-{month:02d}-{day:02d}"
    return found.isoformat()


def _count(word: str) -> int:
    return int(word) if word.isdigit() else max(NUMBERS.get(word, 1), 1)


def _shifted(anchor: date, count: int, unit: str) -> str | None:
    """The day, month or year that lies so many units ahead, no finer than the words are."""
    if unit in ("year", "decade"):
        year = anchor.year + count * (10 if unit == "decade" else 1)
        return str(year) if 1000 <= year <= 9999 else None
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        return f"{months // 12}-{months % 12 + 1:02d}" if 12000 <= months < 120000 else None
    try:
        return (anchor + timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    except OverflowError:
        return None


def _date(
    year: str | None, month: int, day: int, anchor: date | None, weekday: int | None = None, future: bool = False
) -> str | None:
    if year is not None:
        found = _safe(int(year), month, day)
        return found.isoformat() if found else year
    if anchor is None:
        return None
    # the nearest such day: news tells of days close to its own, and a weekday comes round again within six years
    reach = 1 if weekday is None else 6
    days = [d for y in range(-reach, reach + 1) if (d := _safe(anchor.year + y, month, day)) is not None]
    agreeing = [d for d in days if d.weekday() == weekday] or [d for d in days if abs(d.year - anchor.year) < 2]

    def far(d: date) -> tuple[bool, int]:
        away = (d - anchor).days
        return away > 366 and not future, abs(away)

    return min(agreeing, key=far).isoformat() if agreeing else None


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
