"""Times that tell themselves when they are: days, months, years, parts of years, decades, centuries.

A form that lacks its year ("September 10", "the second quarter", "Labor Day") is placed by the document's date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from kg.language.times.days import day_at, month_iso, month_number, nth_weekday, week_of, weekday_number
from kg.language.times.feasts import FEAST, feast
from kg.terms.words import word_pairs

# What is to come may be told of a day that has just been, but not of one so many days ago.
NEWS = 60
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)"
UNTIL = r"(?:\s*[-–]\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
FULL = [
    re.compile(rf"\b{MONTH}\s+{DAY}{UNTIL}\b(?!:)(?:,?\s+{YEAR})?", re.I),
    re.compile(rf"\b{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?\b", re.I),
    re.compile(rf"\b{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{YEAR}\b"),
]
WEEK_OF = re.compile(r"\bweek of\s+(?:\w+day,\s+)?$", re.I)
YEARS = re.compile(rf"\b{YEAR}\s*[-–/]\s*(?P<last>\d{{4}}|\d\d)\b")
MONTH_YEAR = re.compile(rf"\b{MONTH}(?:,|\s+of)?\s+{YEAR}\b", re.I)
ONLY_YEAR = re.compile(rf"\b{YEAR}\b")
DECADE = re.compile(r"(?:\b(?P<century>1[0-9]|20)|['’]|^(?:the\s+)?)(?P<ten>\d)0s\b")
CENTURY = re.compile(r"(?:\b(?P<half>first|second) half of the )?\b(?P<nth>\d{1,2})(?:st|nd|rd|th)[ -]century\b", re.I)
PARTS_OF_YEARS = {nth: int(number) for nth, number in word_pairs("parts of a year").items()}
PART = re.compile(
    r"\b(?:(?P<nth>first|second|third|fourth)\s+(?P<part>quarter|half)|[qQ](?P<q>[1-4]))\b"
    rf"(?:\s*(?:of\s+)?(?:{YEAR}|(?P<this>the|this)\s+year\b))?",
    re.I,
)
HALF_OF_MONTH = re.compile(rf"\b(?P<half>first|second) half of {MONTH}(?:,?\s+{YEAR})?$", re.I)
NTH = re.compile(
    r"\b(?P<nth>first|second|third|fourth|last) (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:in|of) "
    rf"{MONTH}(?:,?\s+{YEAR})?$",
    re.I,
)
SEASONS = {name: int(month) for name, month in word_pairs("seasons").items()}
SEASON = re.compile(rf"\b(?P<season>{'|'.join(SEASONS)})(?:\s+of)?\s+{YEAR}\b", re.I)
WEEKDAY = re.compile(
    r"\b(?P<which>next\s+|coming\s+|this\s+|last\s+)?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I
)


def _full(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str | None:
    """ "September 10", "September 10-12, 2021": a day of a month, or some in a row; a month alone is none."""
    month = found["month"]
    number = int(month) if month.isdigit() else month_number(month)
    weekday = WEEKDAY.search(words)
    wanted = weekday_number(weekday["day"]) if weekday else None
    first = _date(found["year"], number, int(found["day"]), anchor, wanted, future)
    if first is not None and len(first) > 4 and WEEK_OF.search(words[: found.start()]):
        return week_of(date.fromisoformat(first))
    if first is None or not found.groupdict().get("last"):
        return first
    return f"{first}/{_date(found['year'] or first[:4], number, int(found['last']), anchor)}"


def _date(
    year: str | None, month: int, day: int, anchor: date | None, weekday: int | None = None, future: bool = False
) -> str | None:
    if year is not None:
        found = day_at(int(year), month, day)
        return found.isoformat() if found else year
    if anchor is None:
        return None
    # the nearest such day: news tells of days close to its own, and a weekday comes round again within six years
    reach = 1 if weekday is None else 6
    days = [d for y in range(-reach, reach + 1) if (d := day_at(anchor.year + y, month, day)) is not None]
    agreeing = [d for d in days if d.weekday() == weekday] or [d for d in days if abs(d.year - anchor.year) < 2]

    def far(d: date) -> tuple[bool, bool, int]:
        away = (d - anchor).days
        return away > 366 and not future, away < -NEWS and future, abs(away)

    return min(agreeing, key=far).isoformat() if agreeing else None


def _part(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str | None:
    """ "the third quarter of 2023", "the first half of the year"; a quarter without a year is the last one begun."""
    nth = int(found["q"]) if found["q"] else PARTS_OF_YEARS[found["nth"].lower()]
    months = 6 if (found["part"] or "").lower() == "half" else 3
    start = (nth - 1) * months + 1
    if start > 12 or (found["year"] is None and (anchor is None or (months == 6 and not found["this"]))):
        return None
    year = int(found["year"]) if found["year"] else 0
    if anchor is not None and not year:
        is_own = start <= anchor.month or (found["this"] and future)
        year = anchor.year if is_own else anchor.year - 1
    return f"{year}-{start:02d}/{year}-{start + months - 1:02d}"


def _half_of_month(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str | None:
    """ "the second half of July": its days from the 16th on."""
    month = month_number(found["month"])
    if found["year"] is None and anchor is None:
        return None
    whole = f"{found['year']}-{month:02d}" if found["year"] else month_near(month, None, anchor, future)
    days = monthrange(int(whole[:4]), month)[1]
    return f"{whole}-01/{whole}-15" if found["half"].lower() == "first" else f"{whole}-16/{whole}-{days}"


def _nth(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str | None:
    """ "the first Tuesday in November"."""
    month = month_number(found["month"])
    if found["year"] is None and anchor is None:
        return None
    whole = f"{found['year']}-{month:02d}" if found["year"] else month_near(month, None, anchor, future)
    nth = -1 if found["nth"].lower() == "last" else PARTS_OF_YEARS[found["nth"].lower()]
    return nth_weekday(int(whole[:4]), month, weekday_number(found["weekday"]), nth).isoformat()


def month_near(month: int, which: str | None, anchor: date | None, future: bool) -> str:
    """A month without its year: the last one that has begun, in the future tense the next that has not ended."""
    if anchor is None:
        return ""
    year = anchor.year if month <= anchor.month - (which == "last") else anchor.year - 1
    if which == "last":
        return f"{year}-{month:02d}"
    if which == "next" or (future and month < anchor.month):
        year = anchor.year + (month <= anchor.month)
    elif future:
        year = anchor.year
    return f"{year}-{month:02d}"


def _month_of_year(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "February 2022"; "February" alone is placed by the document's date."""
    return f"{found['year']}-{month_number(found['month']):02d}"


def _season(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "the summer of 2014": its three months; a winter begins in the year told."""
    return season_in(int(found["year"]), found["season"])


def season_in(year: int, season: str) -> str:
    """The three months of a season of the northern half of the world that begins in a year.

    >>> season_in(2014, "summer"), season_in(2014, "winter")
    ('2014-06/2014-08', '2014-12/2015-02')
    """
    start = SEASONS[season.lower()]
    return f"{month_iso(year, start)}/{month_iso(year, start + 2)}"


def _feast(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str | None:
    """ "Labor Day", "Christmas 2015"."""
    return feast(found, anchor, future)


def _decade(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "the 1980s", "the '80s": ten years; "in his 80s" is an age."""
    start = int(f"{found['century'] or '19'}{found['ten']}0")
    return f"{start}/{start + 9}"


def _is_century(words: str) -> re.Match[str] | None:
    """ "the 19th century", from the 10th to the 22nd; a fifth one may be of any count of years."""
    found = CENTURY.search(words)
    return found if found and 10 <= int(found["nth"]) <= 22 else None


def _century(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "the 19th century" is 1801 to 1900, its second half 1851 to 1900."""
    last = int(found["nth"]) * 100
    if found["half"]:
        return f"{last - 99}/{last - 50}" if found["half"].lower() == "first" else f"{last - 49}/{last}"
    return f"{last - 99}/{last}"


def _years(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "2018-2020", "2019/20": from one year to another."""
    last = found["last"] if len(found["last"]) == 4 else found["year"][:2] + found["last"]
    return f"{found['year']}/{last}"


def _year(found: re.Match[str], words: str, anchor: date | None, future: bool) -> str:
    """ "in early 2019": the year, where nothing finer is told."""
    return found["year"]


_Find = Callable[[str], "re.Match[str] | None"]
_Told = Callable[["re.Match[str]", str, "date | None", bool], "str | None"]
FORMS: tuple[tuple[_Find, _Told], ...] = (
    *((pattern.search, _full) for pattern in FULL),
    (FEAST.search, _feast),
    (HALF_OF_MONTH.search, _half_of_month),
    (_is_century, _century),
    (NTH.search, _nth),
    (PART.search, _part),
    (MONTH_YEAR.search, _month_of_year),
    (SEASON.search, _season),
    (DECADE.search, _decade),
    (YEARS.search, _years),
    (ONLY_YEAR.search, _year),
)


def month_day(words: str) -> str | None:
    """The day of a month whose year is not told, as xsd:gMonthDay; None of all else.

    >>> month_day("Tuesday, September 10th"), month_day("September 10, 2024"), month_day("September")
    ('--09-10', None, None)
    """
    found = next((match for pattern in FULL[:2] if (match := pattern.search(words))), None)
    if found is None or found["year"] or found.groupdict().get("last") or ONLY_YEAR.search(words):
        return None
    month, day = month_number(found["month"]), int(found["day"])
    # 2000 was a leap year.
    return f"--{month:02d}-{day:02d}" if day_at(2000, month, day) else None
