"""When a text was published: what its metadata, the name of its file and its own first lines tell.

Dates are ISO 8601: a day, or a month or year where no more is told. A date that may be read in two ways is none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from kg.model.kinds import BlockKind
from kg.model.records import Block
from kg.terms.words import word_list

_MONTHS = tuple(map(str.title, word_list("months")))
_MONTH = (
    "(?:"
    + "|".join(f"{name[:3]}(?:{name[3:]})?" for month in _MONTHS for name in (month, month.upper()))
    + r"|Sept|SEPT)\.?"
)
DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
DATE = (
    rf"(?:{_MONTH} \d{{1,2}}{_ORDINAL}(?:,? \d{{4}})?"
    rf"|\d{{1,2}}{_ORDINAL} {_MONTH}(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d)"
)
CLOCK = r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[aApP]\.?[mM]\.?)?(?: [A-Z]{2,4})?)"

_WEEKDAYS = tuple(map(str.title, word_list("weekdays")))
_FULL_DATE = re.compile(
    rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)}),? (?:the )?"
    rf"(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}}){_ORDINAL}"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL} (?:of )?(?P<month2>{_MONTH}))"
    r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
)
_STAMP = re.compile(
    rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}){_ORDINAL},? (?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL} (?P<month2>{_MONTH}),? (?P<year2>\d{{4}})|(?P<iso>\d{{4}}-\d\d-\d\d)"
)
_PAST_YEAR = re.compile(r"(?<!by )(?<!until )(?<!before )(?<![\d$€£])\b((?:19|20)\d\d)\b(?![\d,.]\d)")

# In a file's name: 2024-05-07, 2024_5_7, 20240507, 20240507T1430; 23-05-2024; 7-may-2024, May_7_2024.
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:(?P<mark>[-_.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)"
    r"|(?P<month2>\d\d)(?P<day2>\d\d)(?:(?!\d)|(?=(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?!\d))))"
)
_TURNED_IN_NAME = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[-_.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)"
)
_NUMBERS = re.compile(r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)")
_TURNED = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<mark>[/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")
# Seconds since 1970, or thousandths of them, from 2001 to 2033.
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_MONTH_OR_YEAR = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def told(words: str, *, is_day_first: bool | None = None) -> str | None:
    """The date in a field of metadata: ISO 8601, a day in words, or numbers that can be read in one way only.

    Args:
        words: the field.
        is_day_first: how numbers are read that may be read in two ways; None reads them in none.

    >>> told("2024-09-10T14:00:00Z"), told("Tue, 10 Sep 2024 14:00:00 GMT"), told("2024/09/10"), told("2024-09")
    ('2024-09-10', '2024-09-10', '2024-09-10', '2024-09')
    >>> told("23/05/2024"), told("05/23/2024"), told("07.05.2024"), told("07/05/2024"), told("soon")
    ('2024-05-23', '2024-05-23', '2024-05-07', None, None)
    >>> told("07/05/2024", is_day_first=True), told("07/05/2024", is_day_first=False), told("1715040000")
    ('2024-05-07', '2024-07-05', '2024-05-07')
    """
    words = words.strip()
    if _MONTH_OR_YEAR.fullmatch(words):
        return words
    if _EPOCH.fullmatch(words):
        return datetime.datetime.fromtimestamp(int(words[:10]), datetime.UTC).date().isoformat()
    turned, numbers = _TURNED.match(words), _NUMBERS.match(words)
    if turned:
        return _iso(turned["year"], turned["month"], turned["day"])
    return _of_numbers(numbers, is_day_first) if numbers else stamp(words)


def is_day_first(dates: Iterable[str]) -> bool | None:
    """Whether the days of one column put the day before the month; None where none tells, or they do not agree.

    >>> is_day_first(["07/05/2024", "23/05/2024"]), is_day_first(["07/05/2024", "05/23/2024"])
    (True, False)
    >>> is_day_first(["07/05/2024"]), is_day_first(["23/05/2024", "05/23/2024"])
    (None, None)
    """
    found = (_NUMBERS.match(date.strip()) for date in dates)
    pairs = [(int(match["first"]), int(match["second"])) for match in found if match and match["mark"] != "."]
    told = {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    return told.pop() if len(told) == 1 else None


def in_name(name: str) -> str | None:
    """The day in the name of a file, as ISO 8601.

    >>> in_name("2024-05-07_visit"), in_name("visit-20240507"), in_name("visit 2024"), in_name("call-20241399")
    ('2024-05-07', '2024-05-07', None, None)
    >>> in_name("visit_7-may-2024"), in_name("23-05-2024-visit"), in_name("07-05-2024-visit")
    ('2024-05-07', '2024-05-23', None)
    """
    for found in _IN_NAME.finditer(name):
        day = _iso(found["year"], found["month"] or found["month2"], found["day"] or found["day2"])
        if day:
            return day
    turned = _TURNED_IN_NAME.search(name)
    return _of_numbers(turned) if turned else stamp(re.sub(r"[-_.]+", " ", name).title())


def _of_numbers(found: re.Match[str], is_day_first: bool | None = None) -> str | None:
    """Day and month as numbers: with full stops the day comes first; else the two must not both be months."""
    first, second = int(found["first"]), int(found["second"])
    if found["mark"] == "." or first > 12 or first == second:
        is_day_first = True
    elif second > 12:
        is_day_first = False
    if is_day_first is None:
        return None
    day, month = (found["first"], found["second"]) if is_day_first else (found["second"], found["first"])
    return _iso(found["year"], month, day)


def in_text(text: str, blocks: Iterable[Block]) -> str | None:
    """The date that a text tells of itself, as ISO 8601; None where it tells none for certain.

    A byline with day, month and year says it; else the first weekday with its date. Where such a date lacks the year,
    it is the year that fits the weekday within four years from the latest year that the text speaks of; the next
    fitting one is at least five years off.

    >>> text = "The war began in February 2022. On Tuesday, September 10th, he spoke."
    >>> in_text(text, [])
    '2024-09-10'
    >>> in_text("On Tuesday, September 10th, he spoke.", [])
    """
    for block in blocks:
        told = stamp(block.span.of(text)) if block.kind in (BlockKind.BYLINE, BlockKind.DATELINE) else None
        if told:
            return told
    years = [int(year) for year in _PAST_YEAR.findall(text)]
    for found in _FULL_DATE.finditer(text):
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        if found["year"]:
            return _iso(found["year"], month, day)
        for year in range(max(years), max(years) + 5) if years else ():
            iso = _iso(str(year), month, day)
            if iso and datetime.date.fromisoformat(iso).weekday() == _WEEKDAYS.index(found["weekday"]):
                return iso
    return None


def stamp(words: str) -> str | None:
    """The first date with day, month and year in some words, as ISO 8601.

    >>> stamp("Published: 10th September 2024, 14:00 GMT")
    '2024-09-10'
    >>> stamp("2024-09-10T14:00:00Z")
    '2024-09-10'
    """
    found = _STAMP.search(words)
    if not found:
        return None
    if found["iso"]:
        year, month, day = found["iso"].split("-")
        return _iso(year, month, day)
    return _iso(found["year"] or found["year2"], found["month"] or found["month2"], found["day"] or found["day2"])


def _iso(year: str, month: str, day: str) -> str | None:
    """The date of these parts, the month by name or number; None where there is no such day."""
    name = month[:3].title()
    number = int(month) if month.isdigit() else next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name))
    try:
        return datetime.date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
