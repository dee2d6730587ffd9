"""Dates and intervals in text as ISO 8601, where they can be known.

A full date needs no help; a weekday, "last year" or a day without a year is placed by the document's date. Where
there is none, the month and day are dropped rather than guessed: the words themselves are kept by the caller. What
hangs from another event ("two days later") is not placed by the document's date, which it does not depend on.
Values: YYYY, YYYY-MM, YYYY-MM-DD, and intervals "start/end" with an open end ("since 2020": "2020/").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.terms.words import word_list, word_pairs

MONTHS = {name[:3]: number for number, name in enumerate(word_list("months"), 1)}
WEEKDAYS = {name[:3]: number for number, name in enumerate(word_list("weekdays"))}
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
NUMBERS = {word: number for number, word in enumerate(("a", *word_list("numbers to twelve")))}
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
PARTS_OF_YEARS = {nth: int(number) for nth, number in word_pairs("parts of a year").items()}
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
RELATIVE = {words: int(days) for words, days in word_pairs("days from today").items()}
# Months and days.
HOLIDAYS = {name: tuple(map(int, day.split("-"))) for name, day in word_pairs("holidays").items()}
RANGE = re.compile(r"\s+(?:to|until|till|through)\s+|\s+[–-]\s+|(?<=[a-z])[–-](?=[A-Z])")
YEARS_AWAY = {"last year": -1, "this year": 0, "next year": 1}
# How many years a unit has, where months do not matter.
YEARS_OF = {"year": 1, "decade": 10}
# Before a weekday that is still to come.
COMING = frozenset(("next", "coming"))
AFTER = frozenset(("since", "after"))
BEFORE = frozenset(("until", "till", "before"))
# Between the ends of an interval that "from" opens.
TO = frozenset(("to", "until", "till", "through"))


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
        return between in TO
    if prepositions == ("between", "between"):
        return between == "and"
    dated = any(pattern.search(second) for pattern in FULL)
    return not between.removeprefix(",") and WEEKDAY.fullmatch(first.strip()) is not None and dated


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
    """The day, month, year or interval that the first fitting form tells; one that fits and is not known tells none."""
    for find, told in _FORMS:
        if found := find(words):
            return told(found, words, anchor, future)
    if anchor is None:
        return None
    return _relative(words.lower().replace("’", "'"), anchor, future)


def _full(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str | None:
    """ "September 10", "September 10-12, 2021": a day of a month, or some in a row; a month alone is none."""
    month = found["month"]
    number = int(month) if month.isdigit() else MONTHS[month[:3].lower()]
    weekday = WEEKDAY.search(words)
    wanted = WEEKDAYS[weekday["day"][:3].lower()] if weekday else None
    first = _date(found["year"], number, int(found["day"]), anchor, wanted, future)
    if first is None or not found.groupdict().get("last"):
        return first
    return f"{first}/{_date(found['year'] or first[:4], number, int(found['last']), anchor)}"


def _part(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str | None:
    """ "the third quarter of 2023", "the first half of 2022"; a quarter without a year is the last one begun."""
    nth = int(found["q"]) if found["q"] else PARTS_OF_YEARS[found["nth"].lower()]
    months = 6 if (found["part"] or "").lower() == "half" else 3
    start = (nth - 1) * months + 1
    if start > 12 or (found["year"] is None and (anchor is None or months == 6)):
        return None
    year = int(found["year"]) if found["year"] else 0
    if anchor is not None and not year:
        year = anchor.year if start <= anchor.month else anchor.year - 1
    return f"{year}-{start:02d}/{year}-{start + months - 1:02d}"


def _month_of_year(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "February 2022"; "February" alone is placed by the document's date."""
    return f"{found['year']}-{MONTHS[found['month'][:3].lower()]:02d}"


def _decade(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "the 1980s", "the '80s": ten years; "in his 80s" is an age."""
    start = int(f"{found['century'] or '19'}{found['ten']}0")
    return f"{start}/{start + 9}"


def _is_century(words: str) -> re.Match[str] | None:
    """ "the 19th century", from the 10th to the 22nd; a fifth one may be of any count of years."""
    found = CENTURY.search(words)
    return found if found and 10 <= int(found["nth"]) <= 22 else None


def _century(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "the 19th century" is 1801 to 1900."""
    return f"{int(found['nth']) * 100 - 99}/{int(found['nth']) * 100}"


def _years(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "2018-2020", "2019/20": from one year to another."""
    last = found["last"] if len(found["last"]) == 4 else found["year"][:2] + found["last"]
    return f"{found['year']}/{last}"


def _year(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "in early 2019": the year, where nothing finer is told."""
    return found["year"]


_Find = Callable[[str], "re.Match[str] | None"]
_Told = Callable[["re.Match[str]", str, "date | None", bool], "str | None"]
_FORMS: tuple[tuple[_Find, _Told], ...] = (
    *((pattern.search, _full) for pattern in FULL),
    (PART.search, _part),
    (MONTH_YEAR.search, _month_of_year),
    (DECADE.search, _decade),
    (_is_century, _century),
    (YEARS.search, _years),
    (ONLY_YEAR.search, _year),
)


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
    for phrase, shift in YEARS_AWAY.items():
        if phrase in words:
            return str(anchor.year + shift)
    for phrase, told in _SPANS:
        if phrase in words:
            return told(words, anchor, future)
    if (found := PAST.search(words)) and (found["count"] or not found["s"]):
        start = _shifted(anchor, -_count(found["count"] or "one"), found["unit"])
        return f"{start}/{anchor.isoformat()[: len(start)]}" if start else None
    return None


def _last_month(words: str, anchor: date, future: bool) -> str:
    first = anchor.replace(day=1) - timedelta(days=1)
    return f"{first.year}-{first.month:02d}"


def _this_month(words: str, anchor: date, future: bool) -> str:
    return f"{anchor.year}-{anchor.month:02d}"


def _weekend(words: str, anchor: date, future: bool) -> str:
    """The last Saturday and Sunday, in the future tense and behind "next" the coming ones."""
    back = (anchor.weekday() - 5) % 7 or 7
    saturday = anchor + timedelta(days=7 - back if future or "next" in words else -back)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def _this_week(words: str, anchor: date, future: bool) -> str:
    """From Monday to Sunday."""
    monday = anchor - timedelta(days=anchor.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _next_week(words: str, anchor: date, future: bool) -> str:
    """The seven days that follow."""
    return f"{anchor.isoformat()}/{(anchor + timedelta(days=7)).isoformat()}"


_SPANS: tuple[tuple[str, Callable[[str, date, bool], str]], ...] = (
    ("last month", _last_month),
    ("this month", _this_month),
    ("weekend", _weekend),
    ("this week", _this_week),
    ("next week", _next_week),
)


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
    if which in COMING or (future and which != "last" and back):
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
    if unit in YEARS_OF:
        year = anchor.year + count * YEARS_OF[unit]
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
